/* What a sweep was made of, kept beside its results. */
#ifndef ENT_REPORT_SWEEP_INPUTS_H
#define ENT_REPORT_SWEEP_INPUTS_H

#include "report/code.h"
#include "report/output.h"
#include "scenario/factor.h"

/* The sweep with every default, and the list of a design that has one. */
#define ENT_SWEEP_FILE "sweep.cfg"
#define ENT_SWEEP_LIST_FILE "list.csv"

/*
 * Writes both, the scenarios named as FOLDER/scenario.cfg ([scenario]), where their overrides are
 * part of them. There nothing is inherited: a factor that does not name itself what follows it in
 * `factored` ([scenario]) gets the paths of that, in all scenarios. So `entente sweep` with that
 * file makes the same points again, unless a scenario gives a number of its own where another
 * inherits the factor's: no path means the one and not the other.
 */
ENT_CHECKED ent_err_t ent_sweep_inputs_write(const ent_sweep_t *sweep,
                                             const ent_factored_t *factored,
                                             const char *const *folders, ent_output_t *output);

/* SHA-256 of that file, names of files apart, and of the list: what tells a sweep from another, as
 * ent_sweep_hash of the file in the folder does. What `set` does is in the scenarios' hashes. */
ENT_CHECKED ent_err_t ent_sweep_inputs_hash(const ent_sweep_t *sweep,
                                            const ent_factored_t *factored,
                                            char hash[ENT_SWEEP_HASH_SIZE]);

#endif

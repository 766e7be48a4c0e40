/* Sweep files named on a command line, with their scenarios. */
#ifndef ENT_CLI_LOAD_SWEEP_H
#define ENT_CLI_LOAD_SWEEP_H

#include "scenario/factor.h"

/* Begins zeroed, and must stay where it is once it is loaded. */
typedef struct {
    ent_sweep_t sweep;
    ent_factored_t *scenarios; /* [sweep.scenario_count], as far as they were loaded */
} ent_loaded_sweep_t;

/*
 * Reads a sweep file and its scenarios, finds what the factors change, and prints what is wrong on
 * stderr. What cannot be printed so, lack of memory, is left to the caller.
 */
ENT_CHECKED ent_err_t ent_load_sweep(const char *path, ent_loaded_sweep_t *loaded);

void ent_free_sweep(ent_loaded_sweep_t *loaded); /* harmless twice, and after a failure */

#endif

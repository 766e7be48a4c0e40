/* Scenarios named on a command line. */
#ifndef ENT_CLI_LOAD_H
#define ENT_CLI_LOAD_H

#include "cli/shared_options.h"
#include "report/curves.h"
#include "scenario/load.h"

/*
 * Loads a scenario with the values of --set and prints what is wrong with it on stderr; warnings
 * alone only unless quiet. What cannot be printed so, lack of memory, is left to the caller.
 */
ENT_CHECKED ent_err_t ent_load_scenario(const char *path, const char *const *overrides,
                                        size_t override_count, bool quiet,
                                        ent_scenario_t *scenario);

/* The same with what shared options say: --set and --quiet. */
ENT_CHECKED ent_err_t ent_load_as_asked(const char *path, const ent_shared_options_t *shared,
                                        ent_scenario_t *scenario);

/* Reads polls' curves of an earlier hindcast (report/curves.h); prints what is wrong with the file.
 */
ENT_CHECKED ent_err_t ent_load_curves(const char *path, const ent_scenario_t *scenario,
                                      ent_curve_t *curves);

/* Whether two scenarios can be held against each other; prints on stderr what they differ in. */
ENT_CHECKED ent_err_t ent_check_agreement(const ent_scenario_t *control,
                                          const ent_scenario_t *other);

#endif

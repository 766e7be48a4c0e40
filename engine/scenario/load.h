/* Reading a scenario: the file and those it extends, overrides, defaults and checks. */
#ifndef ENT_SCENARIO_LOAD_H
#define ENT_SCENARIO_LOAD_H

#include "base/error.h"
#include "scenario/scenario.h"

enum { ENT_EXTENDS_DEPTH = 16 };

/*
 * Loads the scenario in `path` with `overrides` ("PATH=VALUE", applied in order after merging).
 * On success the scenario is the caller's to free; `diags` may hold warnings. Otherwise it is left
 * untouched: ENT_ERR_NO_INPUT when there is no such file, ENT_ERR_SCENARIO with at least one
 * error in `diags`, ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_scenario_load(const char *path, const char *const *overrides,
                                        size_t override_count, ent_scenario_t *scenario,
                                        ent_diags_t *diags);

#endif

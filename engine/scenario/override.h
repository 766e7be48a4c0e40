/* `--set PATH=VALUE`: one key of the merged scenario, elements of lists addressed by name. */
#ifndef ENT_SCENARIO_OVERRIDE_H
#define ENT_SCENARIO_OVERRIDE_H

#include "base/error.h"
#include "scenario/setting.h"

/* What stands for a file in the places of values that were set on the command line. */
#define ENT_OVERRIDE_FILE "--set"

/*
 * Applies one override to a merged tree. Problems are placed at file "--set", at the line
 * `number`, counting the options from 1. Returns ENT_ERR_MEMORY, or ENT_OK with or without
 * diagnostics.
 */
ENT_CHECKED ent_err_t ent_override(ent_setting_t *root, const char *assignment, int number,
                                   ent_arena_t *arena, ent_diags_t *diags);

#endif

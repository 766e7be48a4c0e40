/* The numbers of a scenario that a factor's paths name. */
#ifndef ENT_SCENARIO_FACTOR_PATHS_H
#define ENT_SCENARIO_FACTOR_PATHS_H

#include "base/error.h"
#include "scenario/parameter.h"

/* The default of a number of institutions; not kept in a scenario. */
#define ENT_DEFAULTS_GROUP "institution_defaults"

typedef struct {
    char *text;      /* as for --set, without "*" */
    double original; /* what the scenario says; NaN when it says nothing, and of defaults */
} ent_factor_path_t;

/* Begins zeroed. */
typedef struct {
    ent_factor_path_t *items;
    size_t count, room;
} ent_factor_paths_t;

/*
 * Appends the paths of the numbers that a path with any number of "*" names in a scenario: each "*"
 * stands for the elements that have the number. Where there are none, `problem` says why, with the
 * nearest name, else it is "". ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_factor_expand(const ent_scenario_t *scenario, const char *path,
                                        ent_arena_t *arena, ent_factor_paths_t *paths,
                                        char problem[ENT_PROBLEM_SIZE]);

#endif

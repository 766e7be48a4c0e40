/*
 * Numbers of a scenario by their path ("institutions.2+2.insulation"), and `parameter` effects,
 * which give them new values on dates.
 */
#ifndef ENT_SCENARIO_PARAMETER_H
#define ENT_SCENARIO_PARAMETER_H

#include "base/error.h"
#include "scenario/keys.h"

/*
 * A scenario of its own with the same content; its places, surveys and list of files are still
 * those of `source`.
 */
ENT_CHECKED ent_err_t ent_scenario_copy(const ent_scenario_t *source, ent_scenario_t *copy);

/* The elements of a list of a struct, and how many there are. */
char *ent_key_elements(const ent_key_t *list, void *base, size_t *count);

/*
 * The number at a path. NULL when the path names none; then `problem` says why, with the nearest
 * name. `*key` is the row that describes the number.
 */
enum { ENT_PROBLEM_SIZE = 320 };
double *ent_parameter_find(ent_scenario_t *scenario, const char *path, const ent_key_t **key,
                           char problem[ENT_PROBLEM_SIZE]);

/*
 * The elements whose names may follow a path: those of the list it leads to ("institutions"), or
 * of the one that the entries of a map are named after ("institutions.2+2.coverage"). False when it
 * leads to neither; then `problem` says why.
 */
typedef struct {
    const char *elements; /* each begins with its name */
    size_t size, count;
    const ent_key_t *list;
} ent_named_t;
bool ent_parameter_names(ent_scenario_t *scenario, const char *path, ent_named_t *names,
                         char problem[ENT_PROBLEM_SIZE]);

/* The first step after `after` in which a `parameter` effect acts; the number of steps if none. */
size_t ent_parameter_next_step(const ent_scenario_t *scenario, long after);

/*
 * Whether some `parameter` effect changes an event's probability: then an occasion of any event may
 * have to be drawn for, not only of those whose probability is below 1.
 */
bool ent_parameter_changes_probability(const ent_scenario_t *scenario);

/* Gives the parameters that change in this step their new values, in file order. */
void ent_parameter_apply(ent_scenario_t *scenario, size_t step);

#endif

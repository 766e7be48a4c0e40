/* What one scenario changes against another: the keys in which the two differ. */
#ifndef ENT_SCENARIO_DIFFERENCE_H
#define ENT_SCENARIO_DIFFERENCE_H

#include "base/error.h"
#include "scenario/keys.h"

/*
 * A key in which two scenarios differ. Paths are those of --set where --set can name the key
 * ("states.KOR.stance.weights.leader", "shocks.islets.hits.diplomacy"); elements without names go
 * by their position, from 1 ("events.ruling.effects[2].severity").
 *
 * Values are written as in a scenario file (0.35, true, [ 0.1, 0.2 ]), but words (texts, dates,
 * choices, names) without quotes. NULL: that scenario has no value there, such as the `at` of an
 * event that happens at random. An entry that a map leaves out is 0.0, as long as the scenario
 * declares what the entry is for.
 *
 * An element that only one side has is one row: "declared" and NULL, or the type of an effect and
 * NULL; so is an effect of another type in the same position, with the two types as values.
 */
typedef struct {
    const char *path;
    const char *control, *value;
    const ent_key_t *key; /* what the row is about; NULL for an element as a whole */
} ent_difference_t;

typedef struct {
    ent_difference_t *items;
    size_t count, room;
    ent_arena_t arena; /* owns the texts */
} ent_differences_t;

/*
 * Lists the keys in which `other` differs from `control`, in the key table's order; within a list
 * the control's elements first, in its order, then those only the other has. Elements with names
 * are matched by name, so the order of a file does not matter. Both scenarios are resolved, so a
 * default counts as a value. On failure (ENT_ERR_MEMORY) *differences is untouched.
 */
ENT_CHECKED ent_err_t ent_scenario_difference(const ent_scenario_t *control,
                                              const ent_scenario_t *other,
                                              ent_differences_t *differences);

/* Harmless twice and on one that was only zeroed. */
void ent_differences_free(ent_differences_t *differences);

#endif

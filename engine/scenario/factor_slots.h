/* Finds the numbers that follow a factor, for factor.c. */
#ifndef ENT_SCENARIO_FACTOR_SLOTS_H
#define ENT_SCENARIO_FACTOR_SLOTS_H

#include "scenario/factor.h"
#include "scenario/keypath.h"

/* Where problems of a factor are reported: "factors.NAME", or "factors[POSITION]". */
ent_keypath_t ent_factor_keypath(const ent_sweep_t *sweep, size_t factor);

/*
 * Appends the slots of a factor in scenario number `index`, which is loaded in `factored`; their
 * pointers are not set yet. What is wrong is reported at the factor's place. ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_factor_find_slots(const ent_sweep_t *sweep, size_t index, size_t factor,
                                            ent_factored_t *factored, ent_diags_t *diags);

#endif

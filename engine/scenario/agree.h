/* What scenarios must have in common to be held against each other, member by member. */
#ifndef ENT_SCENARIO_AGREE_H
#define ENT_SCENARIO_AGREE_H

#include "base/error.h"
#include "scenario/scenario.h"

/*
 * Whether `other` can be compared with `control`: both must begin on the same date, take the same
 * steps for as many years, and be about the same two states. Otherwise ENT_ERR_SCENARIO, with an
 * error in `diags` for each key that differs, at the first line of the other's own file.
 */
ENT_CHECKED ent_err_t ent_scenario_agree(const ent_scenario_t *control, const ent_scenario_t *other,
                                         ent_diags_t *diags);

#endif

/* What must hold between keys, once each is known to be of the right type and in range. */
#ifndef ENT_SCENARIO_CHECK_H
#define ENT_SCENARIO_CHECK_H

#include "base/error.h"
#include "scenario/scenario.h"
#include "scenario/setting.h"

/*
 * Reports sums, orders, dates, references to variables and parameters that do not fit together.
 * `root` is the merged tree, in which the line of each value is looked up. Keys that were already
 * reported are NaN in the scenario, and nothing is said about them again.
 */
ENT_CHECKED ent_err_t ent_check(const ent_scenario_t *scenario, const ent_setting_t *root,
                                ent_diags_t *diags);

/*
 * Checks a sound scenario again after some of its numbers were changed, each within the range of
 * its key: whether they still fit together, and no more, so that it is fast. What it reports is of
 * no file and no line.
 */
ENT_CHECKED ent_err_t ent_check_changed(const ent_scenario_t *scenario, ent_diags_t *diags);

#endif

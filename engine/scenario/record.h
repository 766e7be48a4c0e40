/* Event records: the rows of a spreadsheet as events of a scenario. */
#ifndef ENT_SCENARIO_RECORD_H
#define ENT_SCENARIO_RECORD_H

#include "base/error.h"
#include "scenario/scenario.h"
#include "scenario/setting.h"

/*
 * Does what the group `event_record` of the merged tree says, if there is one: its rows join the
 * scenario's events, and shocks and successions are switched off. `sound` tells whether the
 * scenario was filled without errors; else only the group itself is checked. What is wrong is
 * reported, with ENT_OK; the scenario then keeps its own events alone.
 */
ENT_CHECKED ent_err_t ent_record_load(const ent_setting_t *root, bool sound,
                                      ent_scenario_t *scenario, ent_diags_t *diags);

#endif

/* Levels of health that readers know, written beside the axis of health in figures. */
#ifndef ENT_REPORT_ANCHORS_H
#define ENT_REPORT_ANCHORS_H

#include "report/figure_data.h"
#include "scenario/scenario.h"

/*
 * Sets the anchors of a scenario as variables of figures, from low to high: ANCHORS,
 * ANCHOR_HEALTH[] and ANCHOR_TITLE[]; and MARKS, the labels there are to be. Anchors that lie at
 * most 4 points above the lowest of a label share it (ANCHOR_MARK[], from 1), and it stands at
 * their mean (MARK_HEALTH[]).
 */
void ent_anchors_put(const ent_scenario_t *scenario, ent_figure_data_t *data);

#endif

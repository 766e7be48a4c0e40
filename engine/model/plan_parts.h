/* Parts of the compilation of a plan, for plan.c. All return false without memory. */
#ifndef ENT_MODEL_PLAN_PARTS_H
#define ENT_MODEL_PLAN_PARTS_H

#include "model/plan.h"

/* Numbers of a segment, from a scenario in which earlier `parameter` effects are applied. */
bool ent_params_compile(ent_plan_t *plan, const ent_scenario_t *scenario, size_t segment);

/* Events, their effects, and the agenda of each step. */
bool ent_plan_compile_events(ent_plan_t *plan);

/* Dates of meetings and elections. */
bool ent_plan_compile_calendar(ent_plan_t *plan);

/* Keeps the entries of a dense map that are not 0. */
bool ent_links_compile(ent_arena_t *arena, const double *values, size_t count, ent_links_t *links);

#endif

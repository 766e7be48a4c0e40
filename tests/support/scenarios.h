/* Scenarios for tests. */
#ifndef SUPPORT_SCENARIOS_H
#define SUPPORT_SCENARIOS_H

#include "scenario/scenario.h"

/*
 * A small sound scenario, as text: states AAA and BBB with one cohort each, domains "talks" and
 * "people" (contact), one driver "threat", no institutions, shocks or events, two years in months
 * from 2020-01, no succession. Everything that could move by chance has volatility 0.
 */
const char *support_small_scenario(void);

/* Loads text with overrides; fails the test with the diagnostics if it is not sound. */
void support_load_text(const char *text, const char *const *overrides, size_t count,
                       ent_scenario_t *scenario);

/* The small scenario followed by more text, such as "shocks = ( … );". */
void support_load_small(const char *more, const char *const *overrides, size_t count,
                        ent_scenario_t *scenario);

/* A scenario in the repository, such as "japan-rok/base.cfg"; tests run from the top folder. */
void support_load_shipped(const char *name, ent_scenario_t *scenario);

#endif

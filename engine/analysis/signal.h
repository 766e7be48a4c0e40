/* What a scenario's dated events say to one public: the regressor of baselines that know events. */
#ifndef ENT_ANALYSIS_SIGNAL_H
#define ENT_ANALYSIS_SIGNAL_H

#include "scenario/scenario.h"

/* In line with how fast a grievance's quick part fades; what is a year old counts a third. */
#define ENT_SIGNAL_FADE_YEARS 1.0

/*
 * The sum, over the effects of events dated after `from` and up to `to` (decimal years), of
 * −severity for a shock by the other state and +share for a reconciliation with `state`, each as
 * it has faded by `to`: exp(−age/ENT_SIGNAL_FADE_YEARS). With ENT_BOTH_STATES every shock counts.
 */
double ent_record_signal(const ent_scenario_t *scenario, size_t state, double from, double to);

#endif

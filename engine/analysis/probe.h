/*
 * Probes: variants of a loaded scenario that ask what a shock, or its absence, would do. A variant
 * shares all it does not change with its original, which must outlive it, and draws the same luck.
 */
#ifndef ENT_ANALYSIS_PROBE_H
#define ENT_ANALYSIS_PROBE_H

#include "base/error.h"
#include "scenario/scenario.h"

/* A shock that a variant adds on a date. */
typedef struct {
    size_t by;   /* the state that strikes the other */
    double when; /* a decimal year */
    double severity;
    const double *hits; /* [domain] */
} ent_strike_t;

/*
 * The scenario with shocks added, behind its own events in their order; those dated outside its
 * horizon are left out. Each variant is to be freed with ent_scenario_free.
 */
ENT_CHECKED ent_err_t ent_probe_with(const ent_scenario_t *original, const ent_strike_t *strikes,
                                     size_t count, ent_scenario_t *variant);

/* The scenario without shocks by a state in its dated events from a decimal year on. */
ENT_CHECKED ent_err_t ent_probe_without(const ent_scenario_t *original, size_t by, double from,
                                        ent_scenario_t *variant);

/*
 * The scenario with institutions that neither bind governments nor carry domains: their coverage
 * and binding are 0, and no event changes that.
 */
ENT_CHECKED ent_err_t ent_probe_unbound(const ent_scenario_t *original, ent_scenario_t *variant);

/* Whether any institution of the scenario could make a difference to it. */
bool ent_probe_is_bound(const ent_scenario_t *scenario);

/*
 * What a shock by a state strikes: the hits of its random shock of the largest mean severity, else
 * of the first of its shocks in an event; NULL if it has neither. [domain]
 */
const double *ent_probe_hits(const ent_scenario_t *scenario, size_t by);

/* The mean of a distribution of severities, before it is cut at its cap. */
double ent_probe_mean_severity(const ent_severity_t *severity);

/* Whether a record of events drives the scenario, so that history's own breaks are in it. */
bool ent_probe_has_record(const ent_scenario_t *scenario);

#endif

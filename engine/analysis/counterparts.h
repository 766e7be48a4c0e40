/*
 * What two scenarios have in common: variables and metrics matched by name, for paired
 * differences. An institution that only one of them declares is absent from the other, its
 * variables 0 (scenario-format.md); what else only one has cannot be compared. Cohorts, reliance
 * and the shares of weights, which publics, domains and stances are made up of, are not.
 */
#ifndef ENT_ANALYSIS_COUNTERPARTS_H
#define ENT_ANALYSIS_COUNTERPARTS_H

#include "analysis/metrics.h"

typedef struct {
    ent_pairing_t pairing;      /* for the ensemble; its arrays are those below */
    ent_row_pair_t *rows;       /* variables, in the other's order, then those it lacks */
    const char **names;         /* [row] of the variables, as in outputs */
    ent_metric_pair_t *metrics; /* in the other's order */
} ent_counterparts_t;

/* One side of a comparison; `record` marks the variables that are gathered, NULL for all. */
typedef struct {
    const ent_plan_t *plan;
    const ent_metrics_t *metrics;
    const bool *record;
} ent_side_t;

/* Matches the two; plans and metrics outlive the result. */
ENT_CHECKED ent_err_t ent_counterparts_init(ent_counterparts_t *counterparts,
                                            const ent_side_t *control, const ent_side_t *other);
void ent_counterparts_free(ent_counterparts_t *counterparts);

#endif

/*
 * The table of metrics of one member (model.md, "Metrics of one member"): it drives metrics.csv,
 * comparisons and documentation.
 */
#ifndef ENT_ANALYSIS_METRICS_H
#define ENT_ANALYSIS_METRICS_H

#include "ensemble/ensemble.h"

typedef enum { ENT_MORE_IS_BETTER, ENT_LESS_IS_BETTER, ENT_NEITHER_IS_BETTER } ent_better_t;

typedef struct {
    const char *name, *title, *unit;
    ent_better_t better;
    ent_variable_per_t per; /* dyad, state or institution */
    double low, high;       /* range of its histogram; high 0: the horizon in years */
    uint32_t bins;
    bool whole; /* counts: whole numbers */
    const char *formula, *undefined;
    /* The value for the index-th entity; `falls` says how deep a fall of health must be. */
    ent_metric_value_t (*evaluate)(const ent_member_t *member, size_t index, double falls);
} ent_metric_row_t;

const ent_metric_row_t *ent_metric_rows(size_t *count);

/* The row of a metric's name, such as "transition_cost.KOR"; NULL if the table has none. */
const ent_metric_row_t *ent_metric_row(const char *name);

enum { ENT_METRIC_NAME_SIZE = 96 };

/* One metric of a scenario: "health_mean", "transition_cost.KOR", "meetings_held.2+2". */
typedef struct {
    const ent_metric_row_t *row;
    size_t index; /* of the state or institution */
    char name[ENT_METRIC_NAME_SIZE];
} ent_metric_t;

typedef struct {
    ent_metric_t *items; /* in the order of the table */
    ent_scale_t *scales; /* [metric] */
    size_t count;
    double falls; /* points */
} ent_metrics_t;

/* Points that a fall must be deep, and be regained, to count (model.md). */
#define ENT_FALL_POINTS 10.0

/* All metrics of a plan's scenario. */
ENT_CHECKED ent_err_t ent_metrics_init(ent_metrics_t *metrics, const ent_plan_t *plan,
                                       double falls);
void ent_metrics_free(ent_metrics_t *metrics);

/* Drops the metrics that are not `wanted` ([metric]); the others stay in their order. */
void ent_metrics_keep(ent_metrics_t *metrics, const bool *wanted);

/* For the ensemble runner; the metrics must outlive it. */
ent_metric_set_t ent_metrics_set(const ent_metrics_t *metrics);

#endif

/*
 * Paired differences: what each member gains or loses in another plan against the control, with
 * the same luck. They are gathered while both run side by side, by variable and instant, and by
 * metric at the end.
 */
#ifndef ENT_ENSEMBLE_CONTRAST_H
#define ENT_ENSEMBLE_CONTRAST_H

#include "ensemble/gather.h"
#include "ensemble/histograms.h"
#include "ensemble/metric.h"
#include "model/plan.h"

/* Two rows of lanes that stand for the same thing in either plan. */
typedef struct {
    ent_lane_row_t other, control;
} ent_row_pair_t;

/* The same metric in either plan. */
typedef struct {
    size_t other, control;
} ent_metric_pair_t;

/* What of a plan is held against the control; its arrays outlive the ensemble. */
typedef struct {
    const ent_row_pair_t *rows;
    size_t row_count;
    const ent_metric_pair_t *metrics;
    size_t metric_count;
} ent_pairing_t;

/* How members fared in a metric: by more or less than in the control, or the same. */
typedef struct {
    uint64_t more, same, less;
} ent_fared_t;

typedef struct {
    ent_pairing_t pairing;
    size_t instants;
    ent_histograms_t by_row;    /* from −range to range, in bins as wide as the variable's */
    ent_histograms_t by_metric; /* of members that have it in both plans */
    ent_fared_t *fared;         /* [metric] */
} ent_contrast_t;

ENT_CHECKED ent_err_t ent_contrast_init(ent_contrast_t *contrast, const ent_pairing_t *pairing,
                                        const ent_plan_t *plan, const ent_metric_set_t *metrics);
/* Bytes of its histograms and sums by instant: nearly all that it takes. */
size_t ent_contrast_bytes(const ent_pairing_t *pairing, const ent_plan_t *plan);
void ent_contrast_free(ent_contrast_t *contrast);
void ent_contrast_merge(ent_contrast_t *into, const ent_contrast_t *from);

/* Adds one member's metrics in the other plan and in the control. */
void ent_contrast_add_metrics(ent_contrast_t *contrast, const ent_metric_value_t *other,
                              const ent_metric_value_t *control);

/* Views: other − control. */
ent_distribution_t ent_contrast_row(const ent_contrast_t *contrast, size_t row, size_t instant);
ent_distribution_t ent_contrast_metric(const ent_contrast_t *contrast, size_t metric);

#endif

/*
 * Intervals of estimates that follow from sums over groups which are independent of each other:
 * bootstrap-t (Efron & Tibshirani 1993, chapter 12). A resample draws whole groups with
 * replacement; its deviation from the estimate is divided by its own standard error, by the
 * jackknife over groups. With 8 to 32 groups, plain percentiles would cover too rarely.
 */
#ifndef ENT_ANALYSIS_BOOTSTRAP_H
#define ENT_ANALYSIS_BOOTSTRAP_H

#include "analysis/sensitivity.h"

/* What is estimated: the same function of the totals over all groups, over a resample, and over all
 * but one. NaN where that is undefined. */
typedef void ent_of_totals_t(const void *context, const double *totals, double *estimates);

typedef struct {
    size_t groups, columns, estimates;
    const double *sums; /* groups × columns */
    ent_of_totals_t *of_totals;
    const void *context;
    uint64_t seed; /* the same seed gives the same bits */
    size_t resamples;
    double level; /* of the intervals */
} ent_bootstrap_t;

/* [estimate]; at least two groups. ENT_ERR_MEMORY leaves them untouched. */
ENT_CHECKED ent_err_t ent_bootstrap(const ent_bootstrap_t *bootstrap, ent_interval_t *intervals);

/*
 * How often each group is in a resample ([group], they add up to `groups`); `uniforms` has room
 * for ENT_BOOTSTRAP_UNIFORMS(groups).
 */
#define ENT_BOOTSTRAP_UNIFORMS(groups) ((groups) + 16)
void ent_bootstrap_draw(uint64_t seed, size_t resample, size_t groups, double *uniforms,
                        uint32_t *counts);

#endif

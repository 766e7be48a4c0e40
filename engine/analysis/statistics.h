/* Plain statistics of arrays. What is undefined is NaN; values that are NaN are left out. */
#ifndef ENT_ANALYSIS_STATISTICS_H
#define ENT_ANALYSIS_STATISTICS_H

#include "base/error.h"

#include <stddef.h>

double ent_mean_of(const double *values, size_t count);

/* The mean squared deviation from the mean (divided by n); NaN of nothing. */
double ent_variance_of(const double *values, size_t count);

/* Pearson's r of pairs; NaN where a pair is incomplete for all, or one side does not vary. */
double ent_correlation_of(const double *x, const double *y, size_t count);

/* m₃/m₂^1.5 with moments divided by n; NaN where nothing varies. */
double ent_skewness_of(const double *values, size_t count);

/* −(the largest fall)/(the largest rise); infinite without a rise, NaN without either. */
double ent_fall_to_rise(const double *changes, size_t count);

/*
 * The quantile by linear interpolation between order statistics (type 7, as R's default); infinite
 * values count. NaN of nothing.
 */
ENT_CHECKED ent_err_t ent_quantile_of(const double *values, size_t count, double probability,
                                      double *quantile);

/* The quantile at one half. */
ENT_CHECKED ent_err_t ent_median_of(const double *values, size_t count, double *median);

/* Of the values that are not NaN, the share in percent that lies within low … high. */
double ent_share_within(const double *values, size_t count, double low, double high);

#endif

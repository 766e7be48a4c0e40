/*
 * What a point tells of a metric: sums over members in their order, compensated, so that they have
 * the same bits however members come in tiles, and need nothing kept per member.
 */
#ifndef ENT_ANALYSIS_POINT_MOMENTS_H
#define ENT_ANALYSIS_POINT_MOMENTS_H

#include "ensemble/metric.h"

/* A metric over the members that have it, or its paired difference over those that have it in
 * both. `mean`, `sd` and what follows are NaN where there are none. */
typedef struct {
    double mean, sd, standard_error;
    /* Half of (mean of members with even numbers − mean of those with odd ones): its variance over
     * points is that of the mean's noise which the luck they share does not take out. */
    double half_difference;
    uint64_t members, undefined, censored;
    uint64_t more, same, less; /* of differences */
} ent_point_moments_t;

/* A sum and what rounding has taken from it (Neumaier 1974). */
typedef struct {
    double sum, lost;
} ent_compensated_t;

/* Zeroes are sums of nothing yet. */
typedef struct {
    double pivot;               /* the first value: sums are of what others exceed it by */
    ent_compensated_t parts[2]; /* of members with even and with odd numbers */
    ent_compensated_t squares;
    uint64_t counts[2]; /* of the parts */
    uint64_t undefined, censored, more, same, less;
} ent_point_sums_t;

/* Adds a member's value; members come in the order of their numbers. */
void ent_point_sums_add(ent_point_sums_t *sums, uint64_t member, ent_metric_value_t value);

/* Adds how a member's value differs from its value in the control, if it has both. */
void ent_point_sums_add_difference(ent_point_sums_t *sums, uint64_t member,
                                   ent_metric_value_t other, ent_metric_value_t control);

ent_point_moments_t ent_point_sums_moments(const ent_point_sums_t *sums);

#endif

/* From responses to sums over groups, and from these to estimates with intervals. */
#ifndef ENT_ANALYSIS_SENSITIVITY_SUMS_H
#define ENT_ANALYSIS_SENSITIVITY_SUMS_H

#include "analysis/bootstrap.h"

/*
 * Groups whose sums are kept. Where a design has more, each joins one of these by chance: as many
 * tell a distribution well enough, and a resample costs groups × columns.
 */
enum { ENT_SENSITIVITY_MOST_GROUPS = 1024 };

typedef struct {
    size_t columns; /* the first counts blocks, and is not added to by `add` */
    size_t estimates;
    /* Adds a block to the sums of its group: `values` are less their mean over the whole design, so
     * that squares lose no digits; `units` are block × factors. */
    void (*add)(const void *context, const double *values, const double *units, double *sums);
    ent_of_totals_t *of_totals;
    const void *context;
} ent_estimator_t;

/* The same errors as in sensitivity.h. */
ENT_CHECKED ent_err_t ent_sensitivity_estimate(const ent_responses_t *responses,
                                               const ent_estimator_t *estimator,
                                               ent_interval_t *intervals);

/* Whether all points of a block have a number. */
bool ent_block_whole(const ent_responses_t *responses, uint64_t block);
uint64_t ent_blocks_whole(const ent_responses_t *responses);

/* The mean over the points of whole blocks. */
double ent_responses_mean(const ent_responses_t *responses);

/* A value less that mean; differences that are rounding alone are none. */
double ent_centred(double value, double mean);

/* Groups that a design has, and which a block is in, from 0. */
size_t ent_group_count(const ent_responses_t *responses);
size_t ent_group_of(const ent_responses_t *responses, uint64_t block);

#endif

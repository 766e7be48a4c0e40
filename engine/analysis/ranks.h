/* Rank correlation: how steadily one quantity rises with another, whatever the shape of it. */
#ifndef ENT_ANALYSIS_RANKS_H
#define ENT_ANALYSIS_RANKS_H

#include "base/error.h"

#include <stddef.h>

typedef struct {
    double value, low, high;
    size_t count; /* pairs without a NaN */
} ent_rank_correlation_t;

/*
 * Spearman's rank correlation of pairs, equal values having their mean rank; `stride` is the
 * distance between successive x, for a column of a table. Pairs with a NaN are left out. NaN where
 * there are fewer than two or one side does not vary. The interval of the level (0.95) is
 * Fisher's with the variance of Bonett and Wright 2000, (1 + r²/2)/(n - 3); NaN for fewer than four
 * pairs.
 */
ENT_CHECKED ent_err_t ent_rank_correlation(const double *x, size_t stride, const double *y,
                                           size_t count, double level,
                                           ent_rank_correlation_t *correlation);

#endif

/*
 * Quantile functions of severities. Those of the beta and the lognormal distribution come from
 * tables built once in long double and rounded, so that they are the same on every machine
 * (docs/decisions/0003-quantile-tables.md); the others are plain arithmetic.
 */
#ifndef ENT_RANDOM_QUANTILE_H
#define ENT_RANDOM_QUANTILE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Largest error of a table's quantile, relative to 1 or to the value where that is larger. */
#define ENT_QUANTILE_ERROR 2e-10

typedef struct {
    /*
     * Quintic pieces in Bernstein form, six control values each, by octave of the probability: of
     * the lower tail at p, of the upper tail at 1 − p. Control values are monotone, so the pieces
     * are. NULL for a distribution without a table.
     */
    double *lower, *upper;
    const double *values; /* empirical: ascending, not owned */
    size_t value_count;
    double low, high; /* uniform; fixed when equal */
    double cap;       /* nothing is larger */
} ent_quantile_t;

/* Each leaves the caller something to free with ent_quantile_free. */
ENT_CHECKED ent_err_t ent_quantile_beta(ent_quantile_t *quantile, double a, double b);
ENT_CHECKED ent_err_t ent_quantile_lognormal(ent_quantile_t *quantile, double median, double sigma,
                                             double cap);
void ent_quantile_uniform(ent_quantile_t *quantile, double low, double high);
/* `values` ascending, kept by the caller for as long as the quantile is used. */
void ent_quantile_empirical(ent_quantile_t *quantile, const double *values, size_t count);
void ent_quantile_free(ent_quantile_t *quantile);

/* The quantile at probability 1 − upper_tail, for 0 < upper_tail < 1. */
double ent_quantile_at(const ent_quantile_t *quantile, double upper_tail);

#endif

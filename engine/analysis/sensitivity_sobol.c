/*
 * Sobol indices (analysis/design.h has the layout of blocks). With z = f − f₀, f₀ the mean over A
 * and B, and V the variance over both:
 *   V·S_i  = mean z(B)·(z(AB_i) − z(A))                     Saltelli et al. 2010, table 2 b
 *   V·T_i  = ½ mean (z(A) − z(AB_i))²                       Jansen 1999; table 2 f
 *   V·S_ij = mean z(BA_i)·z(AB_j) − mean z(A)·z(B) − V·S_i − V·S_j     Saltelli 2002
 * Where there are BA_i, each is the mean of itself and of what it is with A and B exchanged.
 *
 * Sums are of values less the mean over the whole design, not less f₀, which every resample has its
 * own of. It is taken off afterwards: sums of differences are kept for it.
 */
#include "analysis/sensitivity_sums.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* The columns of a group's sums: these, then some for each factor, then one for each pair. */
enum { BLOCKS, OF_A_AND_B, SQUARES, FACTORS };
enum { FIRST, SHIFT, TOTAL, COLUMNS_PER_FACTOR };

typedef struct {
    size_t factors;
    double sides; /* 2 where A and B exchange places, else 1 */
    bool pairs;
} layout_t;

static size_t pair_count(size_t factors) {
    return factors * (factors - 1) / 2;
}

/* ---- Sums of a block ------------------------------------------------------------------------ */

/* With x = AB_i for A and B as they are, or BA_i with them exchanged. */
static void add_factor(double a, double b, double x, double *sums) {
    double moved = x - a;
    sums[FIRST] += b * moved;
    sums[SHIFT] += moved;
    sums[TOTAL] += moved * moved / 2;
}

static void add_pairs(const double *ab, const double *ba, size_t factors, double at_random,
                      double *sums) {
    for (size_t i = 0; i < factors; i++) {
        for (size_t j = i + 1; j < factors; j++) {
            *sums++ += ba[i] * ab[j] + ba[j] * ab[i] - 2 * at_random;
        }
    }
}

static void add(const void *context, const double *values, const double *units, double *sums) {
    const layout_t *layout = context;
    const size_t factors = layout->factors;
    const double a = values[0], b = values[1], *ab = values + 2, *ba = ab + factors;
    (void)units;
    sums[OF_A_AND_B] += a + b;
    sums[SQUARES] += a * a + b * b;
    for (size_t i = 0; i < factors; i++) {
        double *of_factor = sums + FACTORS + i * COLUMNS_PER_FACTOR;
        add_factor(a, b, ab[i], of_factor);
        if (layout->sides > 1) {
            add_factor(b, a, ba[i], of_factor);
        }
    }
    if (layout->pairs) {
        add_pairs(ab, ba, factors, a * b, sums + FACTORS + factors * COLUMNS_PER_FACTOR);
    }
}

/* ---- Indices of totals ---------------------------------------------------------------------- */

/* 1/(n·V), n the number of terms in a factor's sums; NaN where nothing varies. */
static double scale_of(const layout_t *layout, const double *totals, double *mean) {
    double n = 2 * totals[BLOCKS];
    *mean = totals[OF_A_AND_B] / n;
    double variance = totals[SQUARES] / n - *mean * *mean;
    return variance > 0 ? 1 / (layout->sides * totals[BLOCKS] * variance) : NAN;
}

static double first_order(const double *of_factor, double mean, double scale) {
    return (of_factor[FIRST] - mean * of_factor[SHIFT]) * scale;
}

/* Estimates are first and total index of a factor, then of the next. */
static void indices_of(const void *context, const double *totals, double *estimates) {
    const layout_t *layout = context;
    double mean, scale = scale_of(layout, totals, &mean);
    for (size_t i = 0; i < layout->factors; i++) {
        const double *of_factor = totals + FACTORS + i * COLUMNS_PER_FACTOR;
        estimates[2 * i] = first_order(of_factor, mean, scale);
        estimates[2 * i + 1] = of_factor[TOTAL] * scale;
    }
}

static void pairs_of(const void *context, const double *totals, double *estimates) {
    const layout_t *layout = context;
    const size_t factors = layout->factors;
    const double *of_factors = totals + FACTORS;
    const double *of_pair = of_factors + factors * COLUMNS_PER_FACTOR;
    double mean, scale = scale_of(layout, totals, &mean);
    for (size_t i = 0; i < factors; i++) {
        const double *one = of_factors + i * COLUMNS_PER_FACTOR;
        for (size_t j = i + 1; j < factors; j++) {
            const double *other = of_factors + j * COLUMNS_PER_FACTOR;
            double closed = *of_pair++ - mean * (one[SHIFT] + other[SHIFT]);
            *estimates++ =
                closed * scale - first_order(one, mean, scale) - first_order(other, mean, scale);
        }
    }
}

/* ---- Entry points --------------------------------------------------------------------------- */

ent_err_t ent_sensitivity_sobol(const ent_responses_t *responses, ent_sobol_t *indices) {
    const size_t factors = responses->factors;
    bool both = responses->block == 2 * factors + 2;
    layout_t layout = {.factors = factors, .sides = both ? 2 : 1};
    ent_estimator_t estimator = {FACTORS + factors * COLUMNS_PER_FACTOR, 2 * factors, add,
                                 indices_of, &layout};
    if (factors == 0 || (!both && responses->block != factors + 2)) {
        return ENT_ERR_USAGE;
    }
    ent_interval_t *estimates = ent_alloc(estimator.estimates, sizeof *estimates);
    ent_err_t error = estimates == NULL
                          ? ENT_ERR_MEMORY
                          : ent_sensitivity_estimate(responses, &estimator, estimates);
    for (size_t i = 0; i < factors && error == ENT_OK; i++) {
        indices[i] = (ent_sobol_t){.first = estimates[2 * i], .total = estimates[2 * i + 1]};
    }
    free(estimates);
    return error;
}

ent_err_t ent_sensitivity_pairs(const ent_responses_t *responses, ent_interval_t *pairs) {
    const size_t factors = responses->factors;
    if (factors < 2 || responses->block != 2 * factors + 2) {
        return ENT_ERR_USAGE;
    }
    layout_t layout = {.factors = factors, .sides = 2, .pairs = true};
    ent_estimator_t estimator = {FACTORS + factors * COLUMNS_PER_FACTOR + pair_count(factors),
                                 pair_count(factors), add, pairs_of, &layout};
    ent_interval_t *estimates = ent_alloc(estimator.estimates, sizeof *estimates);
    ent_err_t error = estimates == NULL
                          ? ENT_ERR_MEMORY
                          : ent_sensitivity_estimate(responses, &estimator, estimates);
    const ent_interval_t *next = estimates;
    for (size_t i = 0; i < factors && error == ENT_OK; i++) {
        for (size_t j = i + 1; j < factors; j++) {
            pairs[i * factors + j] = *next++;
        }
    }
    free(estimates);
    return error;
}

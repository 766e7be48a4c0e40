#include "analysis/sensitivity.h"

#include "analysis/sensitivity_sums.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- Spread --------------------------------------------------------------------------------- */

/* Adds, over the points of whole blocks that have a number, the power of its distance from a
 * centre; returns how many they are. */
static double sum_powers(const ent_responses_t *responses, const double *numbers, double centre,
                         bool squared, double *sum) {
    double n = 0;
    *sum = 0;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        bool whole = ent_block_whole(responses, b);
        for (size_t j = 0; whole && j < responses->block; j++) {
            double number = numbers[b * responses->block + j];
            if (isfinite(number)) {
                double distance = ent_centred(number, centre);
                *sum += squared ? distance * distance : distance;
                n++;
            }
        }
    }
    return n;
}

/* Divided by n − 1. */
static double variance_of(const ent_responses_t *responses, const double *numbers, double *mean) {
    double sum, n = sum_powers(responses, numbers, 0, false, &sum);
    *mean = sum / n;
    n = sum_powers(responses, numbers, *mean, true, &sum);
    return n >= 2 ? sum / (n - 1) : NAN;
}

/*
 * Half differences tell noise that is a point's own: what the same luck does to all of them moves
 * their mean alone.
 */
static void tell_noise(const ent_responses_t *responses, double variance, ent_spread_t *spread) {
    double mean, noise = NAN;
    if (responses->halves != NULL) {
        noise = variance_of(responses, responses->halves, &mean);
    }
    spread->noise_sd = sqrt(noise);
    spread->noise_share = noise / variance;
    if (spread->noise_share > 1) {
        spread->noise_share = 1;
    }
}

ent_err_t ent_sensitivity_spread(const ent_responses_t *responses, ent_spread_t *spread) {
    uint64_t whole = ent_blocks_whole(responses);
    if (whole < 2) {
        return ENT_ERR_USAGE;
    }
    *spread = (ent_spread_t){.blocks = whole, .left_out = responses->blocks - whole};
    double variance = variance_of(responses, responses->values, &spread->mean);
    spread->sd = sqrt(variance);
    spread->constant = !(variance > 0);
    tell_noise(responses, spread->constant ? NAN : variance, spread);
    return ENT_OK;
}

/* ---- Tornado -------------------------------------------------------------------------------- */

/* The columns of a group's sums: blocks, then these for each factor. */
enum { LOW_POINTS, LOW_SUM, HIGH_POINTS, HIGH_SUM, COLUMNS_PER_FACTOR };
enum { LOW, HIGH, RISE, ESTIMATES_PER_FACTOR };

typedef struct {
    size_t factors, block;
} shape_t;

static void add_quarters(const void *context, const double *values, const double *units,
                         double *sums) {
    const shape_t *shape = context;
    const double lowest = 0.25, highest = 0.75, rounding = 1e-9;
    for (size_t j = 0; j < shape->block; j++) {
        for (size_t i = 0; i < shape->factors; i++) {
            double *of_factor = sums + 1 + i * COLUMNS_PER_FACTOR;
            double unit = units[j * shape->factors + i];
            bool low = unit <= lowest + rounding, high = unit >= highest - rounding;
            of_factor[LOW_POINTS] += low;
            of_factor[LOW_SUM] += low ? values[j] : 0;
            of_factor[HIGH_POINTS] += high;
            of_factor[HIGH_SUM] += high ? values[j] : 0;
        }
    }
}

static void bars_of(const void *context, const double *totals, double *estimates) {
    const shape_t *shape = context;
    for (size_t i = 0; i < shape->factors; i++, estimates += ESTIMATES_PER_FACTOR) {
        const double *of_factor = totals + 1 + i * COLUMNS_PER_FACTOR;
        double low = of_factor[LOW_POINTS], high = of_factor[HIGH_POINTS];
        estimates[LOW] = low > 0 ? of_factor[LOW_SUM] / low : NAN;
        estimates[HIGH] = high > 0 ? of_factor[HIGH_SUM] / high : NAN;
        estimates[RISE] = estimates[HIGH] - estimates[LOW];
    }
}

static ent_interval_t moved_by(ent_interval_t interval, double by) {
    return (ent_interval_t){interval.value + by, interval.low + by, interval.high + by};
}

/* How many points of whole blocks are in a factor's lowest and in its highest quarter. */
static void count_quarters(const ent_responses_t *responses, const shape_t *shape, double *sums) {
    const size_t block = responses->block;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        if (ent_block_whole(responses, b)) {
            add_quarters(shape, responses->values + b * block,
                         responses->units + b * block * responses->factors, sums);
        }
    }
}

static void hand_over(const ent_interval_t *estimates, const double *sums, double mean,
                      size_t factors, ent_tornado_t *bars) {
    const ent_interval_t none = {NAN, NAN, NAN};
    for (size_t i = 0; i < factors; i++, estimates += ESTIMATES_PER_FACTOR) {
        const double *of_factor = sums + 1 + i * COLUMNS_PER_FACTOR;
        bool low = of_factor[LOW_POINTS] >= 2, high = of_factor[HIGH_POINTS] >= 2;
        bars[i] = (ent_tornado_t){.low = low ? moved_by(estimates[LOW], mean) : none,
                                  .high = high ? moved_by(estimates[HIGH], mean) : none,
                                  .rise = low && high ? estimates[RISE] : none};
    }
}

ent_err_t ent_sensitivity_tornado(const ent_responses_t *responses, ent_tornado_t *bars) {
    const size_t factors = responses->factors;
    shape_t shape = {factors, responses->block};
    ent_estimator_t estimator = {1 + factors * COLUMNS_PER_FACTOR, factors * ESTIMATES_PER_FACTOR,
                                 add_quarters, bars_of, &shape};
    double *sums = ent_alloc(estimator.columns, sizeof *sums);
    ent_interval_t *estimates = ent_alloc(estimator.estimates, sizeof *estimates);
    ent_err_t error = ENT_ERR_MEMORY;
    if (sums != NULL && estimates != NULL) {
        error = ent_sensitivity_estimate(responses, &estimator, estimates);
    }
    if (error == ENT_OK) {
        count_quarters(responses, &shape, sums);
        hand_over(estimates, sums, ent_responses_mean(responses), factors, bars);
    }
    free(estimates);
    free(sums);
    return error;
}

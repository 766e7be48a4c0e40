/*
 * Elementary effects (Morris 1991): the change of the result by a step of a trajectory, divided by
 * that of the factor which moves. μ is their mean over trajectories, σ their standard deviation, μ*
 * the mean of their absolute values (Campolongo, Cariboni & Saltelli 2007).
 */
#include "analysis/sensitivity_sums.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* The columns of a group's sums: trajectories, then these for each factor. */
enum { EFFECTS, ABSOLUTE, EXCESS, SQUARES, COLUMNS_PER_FACTOR };
enum { MU_STAR, MU, SIGMA, ESTIMATES_PER_FACTOR };

typedef struct {
    size_t factors;
    /* An effect of each factor. Squares are of what others exceed it by, which loses no digits
     * where all are nearly the same. NaN where the factor never moves. */
    double *reference;
} effects_t;

/* ---- Effects -------------------------------------------------------------------------------- */

/* Which factor moves by a step, and by how much; `factors` when it is not one alone. */
static size_t find_moved(const double *units, size_t factors, double *by) {
    const double nothing = 1e-9;
    size_t moved = factors, count = 0;
    for (size_t i = 0; i < factors; i++) {
        double difference = units[factors + i] - units[i];
        if (fabs(difference) > nothing) {
            moved = i;
            *by = difference;
            count++;
        }
    }
    return count == 1 ? moved : factors;
}

static void add(const void *context, const double *values, const double *units, double *sums) {
    const effects_t *effects = context;
    for (size_t step = 0; step < effects->factors; step++) {
        double by = 0;
        size_t factor = find_moved(units + step * effects->factors, effects->factors, &by);
        double effect = (values[step + 1] - values[step]) / by;
        double excess = effect - effects->reference[factor];
        double *of_factor = sums + 1 + factor * COLUMNS_PER_FACTOR;
        of_factor[EFFECTS]++;
        of_factor[ABSOLUTE] += fabs(effect);
        of_factor[EXCESS] += excess;
        of_factor[SQUARES] += excess * excess;
    }
}

static void indices_of(const void *context, const double *totals, double *estimates) {
    const effects_t *effects = context;
    for (size_t i = 0; i < effects->factors; i++, estimates += ESTIMATES_PER_FACTOR) {
        const double *of_factor = totals + 1 + i * COLUMNS_PER_FACTOR;
        double n = of_factor[EFFECTS], excess = of_factor[EXCESS] / n;
        double variance = (of_factor[SQUARES] - n * excess * excess) / (n - 1);
        estimates[MU_STAR] = of_factor[ABSOLUTE] / n;
        estimates[MU] = effects->reference[i] + excess;
        estimates[SIGMA] = n >= 2 ? sqrt(variance > 0 ? variance : 0) : NAN;
    }
}

/* ---- Entry point ---------------------------------------------------------------------------- */

/* False when a step of a whole trajectory moves no factor, or several. */
static bool choose_references(const ent_responses_t *responses, double *reference) {
    const size_t factors = responses->factors, block = responses->block;
    const double mean = ent_responses_mean(responses);
    for (uint64_t b = 0; b < responses->blocks; b++) {
        const double *values = responses->values + b * block;
        const double *units = responses->units + b * block * factors;
        bool whole = ent_block_whole(responses, b);
        for (size_t step = 0; whole && step + 1 < block; step++) {
            double by = 0;
            size_t moved = find_moved(units + step * factors, factors, &by);
            if (moved == factors) {
                return false;
            }
            if (isnan(reference[moved])) {
                double from = ent_centred(values[step], mean);
                reference[moved] = (ent_centred(values[step + 1], mean) - from) / by;
            }
        }
    }
    return true;
}

static void hand_over(const ent_interval_t *estimates, size_t factors, ent_morris_t *indices) {
    for (size_t i = 0; i < factors; i++, estimates += ESTIMATES_PER_FACTOR) {
        indices[i] = (ent_morris_t){
            .mu_star = estimates[MU_STAR], .mu = estimates[MU], .sigma = estimates[SIGMA]};
    }
}

ent_err_t ent_sensitivity_morris(const ent_responses_t *responses, ent_morris_t *indices) {
    const size_t factors = responses->factors;
    effects_t effects = {.factors = factors};
    ent_estimator_t estimator = {1 + factors * COLUMNS_PER_FACTOR, factors * ESTIMATES_PER_FACTOR,
                                 add, indices_of, &effects};
    ent_interval_t *estimates = NULL;
    ent_err_t error = ENT_ERR_MEMORY;
    if (factors == 0 || responses->block != factors + 1) {
        return ENT_ERR_USAGE;
    }
    effects.reference = ent_alloc(factors, sizeof *effects.reference);
    estimates = ent_alloc(estimator.estimates, sizeof *estimates);
    if (effects.reference == NULL || estimates == NULL) {
        goto out;
    }
    for (size_t i = 0; i < factors; i++) {
        effects.reference[i] = NAN;
    }
    error = choose_references(responses, effects.reference)
                ? ent_sensitivity_estimate(responses, &estimator, estimates)
                : ENT_ERR_USAGE;
    if (error == ENT_OK) {
        hand_over(estimates, factors, indices);
    }
out:
    free(estimates);
    free(effects.reference);
    return error;
}

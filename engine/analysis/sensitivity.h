/*
 * Which factors a result depends on. Works on numbers, one per point of a design (design.h); where
 * one is NaN (a point that failed or was not reached) its whole block is left out, and counted.
 */
#ifndef ENT_ANALYSIS_SENSITIVITY_H
#define ENT_ANALYSIS_SENSITIVITY_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What came out at the points of a design, in the order of points. */
typedef struct {
    size_t factors;
    uint64_t blocks;
    size_t block; /* points in each */
    /* Blocks that belong together, one after the other; 0 or 1: each by itself. Rows of a sequence
     * with one random shift depend on each other; groups with shifts of their own do not. */
    uint64_t group;
    const double *values; /* blocks × block */
    const double *halves; /* the same of half_difference (point.h); NULL where there is no noise */
    const double *units;  /* blocks × block × factors: coordinates in [0, 1] */
    uint64_t seed;        /* of the bootstrap */
    size_t resamples;
    double level; /* of the intervals: 0.95 */
} ent_responses_t;

/* An estimate with its bootstrap interval over groups of blocks. NaN where nothing can be said. */
typedef struct {
    double value, low, high;
} ent_interval_t;

typedef struct {
    double mean, sd;    /* over the points of whole blocks */
    double noise_sd;    /* of a point's value, by chance: Monte Carlo noise */
    double noise_share; /* noise variance / variance, from 0 to 1; NaN without halves */
    uint64_t blocks, left_out;
    bool constant; /* nothing varies: there are no indices */
} ent_spread_t;

/* Elementary effects per unit of [0, 1]: Morris 1991; μ*: Campolongo, Cariboni & Saltelli 2007. */
typedef struct {
    ent_interval_t mu_star, mu, sigma;
} ent_morris_t;

/*
 * First-order index by Saltelli et al. 2010 (table 2 b), total index by Jansen 1999 (table 2 f).
 * Where the design has BA_i too, A and B also change places, and the means of both are taken.
 */
typedef struct {
    ent_interval_t first, total;
} ent_sobol_t;

/* Mean of the result where the factor is in the lowest and in the highest quarter of its range. */
typedef struct {
    ent_interval_t low, high, rise; /* rise: high − low */
} ent_tornado_t;

/* Each array is [factor], the caller's, and untouched on failure. ENT_ERR_MEMORY; ENT_ERR_USAGE
 * when fewer than two groups have a whole block (for the spread: fewer than two blocks are whole),
 * or where the blocks are not those of the design that the indices need. */
ENT_CHECKED ent_err_t ent_sensitivity_spread(const ent_responses_t *responses,
                                             ent_spread_t *spread);
ENT_CHECKED ent_err_t ent_sensitivity_morris(const ent_responses_t *responses,
                                             ent_morris_t *indices);
ENT_CHECKED ent_err_t ent_sensitivity_sobol(const ent_responses_t *responses, ent_sobol_t *indices);
/* [factor × factor], those with i < j, the others untouched: closed index of the pair (Saltelli
 * 2002) less both first-order ones. For designs with second_order. */
ENT_CHECKED ent_err_t ent_sensitivity_pairs(const ent_responses_t *responses,
                                            ent_interval_t *pairs);
/* Fewer than two points in a quarter have no mean. */
ENT_CHECKED ent_err_t ent_sensitivity_tornado(const ent_responses_t *responses,
                                              ent_tornado_t *bars);
/* Spearman's rank correlation of the result and each factor, for any design. */
ENT_CHECKED ent_err_t ent_sensitivity_rank(const ent_responses_t *responses,
                                           ent_interval_t *correlations);

#endif

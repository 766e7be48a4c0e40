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
    size_t block;         /* points in each */
    const double *values; /* blocks × block */
    const double *halves; /* the same of half_difference (point.h); NULL where there is no noise */
    const double *units;  /* blocks × block × factors: coordinates in [0, 1] */
    uint64_t seed;        /* of the bootstrap */
    size_t resamples;
    double level; /* of the intervals: 0.95 */
} ent_responses_t;

/* An estimate with its bootstrap interval over blocks. */
typedef struct {
    double value, low, high;
} ent_estimate_t;

typedef struct {
    double mean, sd;    /* over the points of whole blocks */
    double noise_sd;    /* of a point's value, by chance: Monte Carlo noise */
    double noise_share; /* noise variance / variance, from 0 to 1; NaN without halves */
    uint64_t blocks, left_out;
    bool constant; /* nothing varies: there are no indices */
} ent_spread_t;

/* Elementary effects per unit of [0, 1]: Morris 1991; μ*: Campolongo, Cariboni & Saltelli 2007. */
typedef struct {
    ent_estimate_t mu_star, mu, sigma;
} ent_morris_t;

/*
 * First-order index by Saltelli et al. 2010 (table 2 b), total index by Jansen 1999 (table 2 f).
 */
typedef struct {
    ent_estimate_t first, total;
} ent_sobol_t;

/* Mean of the result where the factor is in the lowest and in the highest quarter of its range. */
typedef struct {
    ent_estimate_t low, high, rise; /* rise: high − low */
} ent_tornado_t;

/* Each array is [factor], the caller's. ENT_ERR_MEMORY; ENT_ERR_USAGE when fewer than two whole
 * blocks are left. */
ENT_CHECKED ent_err_t ent_sensitivity_spread(const ent_responses_t *responses,
                                             ent_spread_t *spread);
ENT_CHECKED ent_err_t ent_sensitivity_morris(const ent_responses_t *responses,
                                             ent_morris_t *indices);
ENT_CHECKED ent_err_t ent_sensitivity_sobol(const ent_responses_t *responses, ent_sobol_t *indices);
/* [factor × factor], those with i < j: closed index of the pair less both first-order ones. */
ENT_CHECKED ent_err_t ent_sensitivity_pairs(const ent_responses_t *responses,
                                            ent_estimate_t *pairs);
ENT_CHECKED ent_err_t ent_sensitivity_tornado(const ent_responses_t *responses,
                                              ent_tornado_t *bars);

#endif

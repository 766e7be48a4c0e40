/*
 * Scores of forecasts once the outcome is known (Gneiting & Raftery 2007, "Strictly Proper Scoring
 * Rules, Prediction, and Estimation", JASA 102, 359-378). Both scores are losses: less is better.
 *
 * Values and outcomes are in one unit, here points of a percentage; a log score is in nats, of a
 * density per point, so that scores of different forecasts of one outcome can be compared.
 */
#ifndef ENT_ANALYSIS_SCORE_H
#define ENT_ANALYSIS_SCORE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum { ENT_FORECAST_NONE, ENT_FORECAST_NORMAL, ENT_FORECAST_SAMPLE } ent_forecast_kind_t;

/* A forecast of one number. Arrays belong to the caller and outlive it. */
typedef struct {
    ent_forecast_kind_t kind;
    double mean, sd; /* of a sample, too: its own, with divisor n − 1; sd NaN for one value */
    /* A sample: */
    const double *values; /* [count], ascending */
    size_t count;
    /*
     * What a sample's density is made of: a normal of this sd on the logit scale around each
     * logit, [count] in any order. NULL where there is none; such a sample has no log score.
     */
    const double *logits;
    double noise;
} ent_forecast_t;

/* A forecast that could not be made. */
ent_forecast_t ent_forecast_none(void);

/* sd > 0. */
ent_forecast_t ent_forecast_normal(double mean, double sd);

/* Sorts `values` in place, and keeps them; no value is NaN. Of none, no forecast. */
ent_forecast_t ent_forecast_sample(double *values, size_t count);

/*
 * The same for a poll: each of `values`, percentages, is a draw of 100·logistic(logit + noise·z)
 * for one of `logits`, which stay in their order; noise > 0.
 */
ent_forecast_t ent_forecast_poll(double *values, const double *logits, size_t count, double noise);

/* The quantile at p in [0, 1]: exact for a normal, type 7 (Hyndman & Fan 1996) for a sample. */
double ent_forecast_quantile(const ent_forecast_t *forecast, double p);

/* The probability integral transform of the outcome: see ent_pit_sample. */
double ent_forecast_pit(const ent_forecast_t *forecast, double outcome);
double ent_forecast_crps(const ent_forecast_t *forecast, double outcome);

/* NaN for a sample without a density. */
double ent_forecast_log_score(const ent_forecast_t *forecast, double outcome);

/*
 * The continuous ranked probability score of the empirical distribution of n ascending values,
 * E|X − y| − ½E|X − X'|, exactly. It is that of these n values, not of what they were drawn from,
 * whose score is less by ½E|X − X'|/n on average.
 */
double ent_crps_sample(const double *sorted, size_t count, double outcome);

/* Of a normal: equation (21) of the paper; at sd 0 its limit, the absolute error. */
double ent_crps_normal(double mean, double sd, double outcome);

/* Negative log density of a normal, sd > 0. */
double ent_log_score_normal(double mean, double sd, double outcome);

/*
 * Negative log density per point, at a percentage, of an equal mixture of normals on the logit
 * scale: Σ φ((logit(y/100) − l_m)/s)/(s·M) · 100/(y(100 − y)), with y pulled into [0.05, 99.95].
 */
double ent_log_score_mixture(const double *logits, size_t count, double noise, double percent);

/* Type 7 of Hyndman & Fan (1996), p in [0, 1]; NaN of no values. */
double ent_quantile_sample(const double *sorted, size_t count, double p);

/* The share of values below the outcome and half of the share that equals it; NaN of no values. */
double ent_pit_sample(const double *sorted, size_t count, double outcome);

/* Counts in `bins` equal bins over [0, 1], 1 in the last; what is NaN is left out. */
void ent_pit_histogram(const double *pits, size_t count, size_t bins, size_t *counts);

/* ---- Many forecasts ----------------------------------------------------------------------------
 */

/* Central intervals whose coverage is counted. */
enum { ENT_CENTRALS = 2 };
extern const double ent_central_shares[ENT_CENTRALS]; /* 0.5, 0.9 */

/* Sums over forecasts; zeroed at the start. */
typedef struct {
    size_t count;   /* of forecasts scored */
    size_t missing; /* that could not be made */
    size_t dense;   /* of those scored, with a log score */
    double errors, squares, crps, log_scores;
    size_t within[ENT_CENTRALS];
} ent_score_sums_t;

/* A share of n with its 95 % interval (Clopper & Pearson 1934). */
typedef struct {
    double share, low, high;
} ent_proportion_t;

typedef struct {
    size_t count, missing;
    double bias;      /* mean of forecast mean − outcome */
    double rmse;      /* of the forecast means */
    double crps;      /* mean */
    double log_score; /* mean; NaN unless all that count have one */
    ent_proportion_t coverage[ENT_CENTRALS];
} ent_scores_t;

void ent_score_sums_add(ent_score_sums_t *sums, const ent_forecast_t *forecast, double outcome);

/* What is a mean is NaN where nothing was scored. */
ent_scores_t ent_scores(const ent_score_sums_t *sums);

/* `hits` of `trials`; without trials all NaN. */
ent_proportion_t ent_proportion(size_t hits, size_t trials);

#endif

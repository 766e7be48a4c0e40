/*
 * A first-order autoregression of a survey whose waves are unevenly spaced: an Ornstein–Uhlenbeck
 * process seen at the waves,
 *     y_t = μ + φ^gap·(y_prev − μ) + β·x_t + ε,  Var ε = σ²(1 − φ^(2 gap)),
 * gap in years, φ per year, σ the stationary standard deviation, and x what an event record says
 * about the wave (or no such term). The first wave comes from the stationary distribution around
 * μ + β·x.
 */
#ifndef ENT_ANALYSIS_AUTOREGRESSION_H
#define ENT_ANALYSIS_AUTOREGRESSION_H

#include "analysis/waves.h"
#include "base/error.h"

/* Below these there is no residual left to learn from that is not one wave's whim. */
enum { ENT_AR1_LEAST_WAVES = 5, ENT_AR1_RECORD_LEAST_WAVES = 6 };

/* Residuals of a survey are no smaller than half a point: it rounds, and it samples. */
#define ENT_LEAST_SD_POINTS 0.5

typedef struct {
    bool fitted;                     /* false: too few waves, or a record that never moves */
    size_t waves;                    /* in training */
    double mean;                     /* μ, points */
    double keep;                     /* φ, per year, in [0, 0.995] */
    double effect;                   /* β; 0 without a record */
    double sd;                       /* σ, points, divisor n − p, no less than the floor */
    double mean_error, effect_error; /* standard errors, given φ */
    double keep_error;               /* from the curvature of the profile likelihood; NaN at
                                        an end of the range */
} ent_ar1_t;

/*
 * Fits by maximum likelihood, exact for the uneven gaps: φ by its profile over a grid, which is
 * refined twice around the best; inside, μ and β by generalised least squares. A negative φ has no
 * meaning between waves that are not equally far apart, so there is none. Two training waves with
 * others in between are joined across them.
 *
 * With `use_record` waves->record must be there. ENT_ERR_MEMORY, or ENT_ERR_BUG if GSL fails on
 * finite numbers.
 */
ENT_CHECKED ent_err_t ent_ar1_fit(const ent_waves_t *waves, bool use_record, ent_ar1_t *fit);

/*
 * What is expected of a wave, knowing an earlier one (ENT_NO_WAVE: none) and, where β is not 0, the
 * record of all waves from there on; and the standard deviation of that.
 */
void ent_ar1_forecast(const ent_ar1_t *fit, const ent_waves_t *waves, size_t from, size_t wave,
                      double *mean, double *sd);

#endif

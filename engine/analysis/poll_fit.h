/*
 * A poll's curve, fitted to survey waves: value = 100·logistic(a + b·x), x the model's index for a
 * wave (model.md, "Polls"). On the logit scale it is a line; its slope b = e^θ stays positive, so
 * that warmer relations never lower a poll that is meant to measure them.
 */
#ifndef ENT_ANALYSIS_POLL_FIT_H
#define ENT_ANALYSIS_POLL_FIT_H

#include "base/error.h"

#include <stddef.h>

/* A line has two numbers; a third wave can say that it is wrong. */
enum { ENT_FIT_LEAST_WAVES = 3 };

/* The noise that was given counts as much as this many waves when the noise is learnt. */
#define ENT_FIT_NOISE_WAVES 3.0

/* Normal priors of a and of θ = ln b; their sds > 0. */
typedef struct {
    double intercept, intercept_sd; /* logits */
    double slope, log_slope_sd;     /* slope > 0 */
} ent_poll_prior_t;

/* Arrays of `count` training waves, the caller's. */
typedef struct {
    const double *percent;     /* what the survey found */
    const double *index;       /* the model's x */
    const double *respondents; /* asked; NaN where not known; or NULL for none known */
    size_t count;
    double noise; /* sd of a wave around the curve on the logit scale, apart from sampling; > 0 */
} ent_poll_data_t;

typedef enum {
    ENT_FIT_DONE,
    ENT_FIT_TOO_FEW,       /* waves: `needed` says how many it takes */
    ENT_FIT_NOT_CONVERGED, /* no best curve was found */
    ENT_FIT_OUTCOMES
} ent_fit_outcome_t;

typedef struct {
    ent_fit_outcome_t outcome;
    size_t waves, needed;
    /* The rest only of a fit that is done. */
    double intercept, slope;
    double intercept_error, slope_error; /* standard errors, that of the slope by b·se(θ) */
    double covariance[2][2];             /* of a and θ, at the noise that was given */
    double residual_sd;                  /* of a wave on the logit scale, sampling included */
    double rmse;                         /* points */
} ent_poll_fit_t;

/*
 * The most probable a and b, by nonlinear least squares (gsl_multifit_nlinear, Levenberg-Marquardt)
 * of (logit(y) − a − e^θ·x)/noise for each wave, with noise² = the noise given² + 1/(n·p·(1 − p))
 * where n is known (the sampling variance of a logit, by the delta method), and of
 * (a − a₀)/sd, (θ − θ₀)/sd. Values of 0 and 100 are pulled in (analysis/logit.h). Where the sum of
 * squares has two lows it takes the lower: it looks from the prior and from the waves' own line.
 *
 * residual_sd² = (ν₀·m² + Σ e²)/(ν₀ + n − p): m² is the mean of noise² of the waves, ν₀ =
 * ENT_FIT_NOISE_WAVES, e the residuals in logits, and p, between 0 and 2, the number of parameters
 * that the waves settled and not the prior: the trace of 1 − covariance/prior variance.
 *
 * ENT_ERR_BUG if a number is not finite or a noise, sd or slope not positive; ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_poll_fit(const ent_poll_data_t *data, const ent_poll_prior_t *prior,
                                   ent_poll_fit_t *fit);

/*
 * The standard deviation, on the logit scale, of a wave at an index: its residual and what is not
 * known about the curve there.
 */
double ent_poll_fit_noise(const ent_poll_fit_t *fit, double index);

#endif

#include "analysis/poll_fit.h"

#include "analysis/logit.h"
#include "base/memory.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <stdlib.h>

enum { PARAMETERS = 2, MOST_ITERATIONS = 200 };

/* What residuals are made of; rows of the waves, then one of each parameter's prior. */
typedef struct {
    const ent_poll_data_t *data;
    const ent_poll_prior_t *prior;
    double *logits, *noises; /* [wave] */
} curve_t;

static bool positive(double value) {
    return isfinite(value) && value > 0;
}

static bool sound(const ent_poll_data_t *data, const ent_poll_prior_t *prior) {
    for (size_t i = 0; i < data->count; i++) {
        double asked = data->respondents != NULL ? data->respondents[i] : NAN;
        if (!isfinite(data->percent[i]) || !isfinite(data->index[i]) ||
            !(isnan(asked) || positive(asked))) {
            return false;
        }
    }
    return positive(data->noise) && isfinite(prior->intercept) && positive(prior->slope) &&
           positive(prior->intercept_sd) && positive(prior->log_slope_sd);
}

static double wave_noise(const ent_poll_data_t *data, size_t wave) {
    double share = ent_percent_clamp(data->percent[wave]) / 100;
    double asked = data->respondents != NULL ? data->respondents[wave] : NAN;
    double sampling = isnan(asked) ? 0 : 1 / (asked * share * (1 - share));
    return sqrt(data->noise * data->noise + sampling);
}

static int set_residuals(const gsl_vector *at, void *user, gsl_vector *residuals) {
    const curve_t *curve = user;
    double a = gsl_vector_get(at, 0), log_slope = gsl_vector_get(at, 1), b = exp(log_slope);
    size_t n = curve->data->count;
    for (size_t i = 0; i < n; i++) {
        double off = curve->logits[i] - a - b * curve->data->index[i];
        gsl_vector_set(residuals, i, off / curve->noises[i]);
    }
    gsl_vector_set(residuals, n, (a - curve->prior->intercept) / curve->prior->intercept_sd);
    gsl_vector_set(residuals, n + 1,
                   (log_slope - log(curve->prior->slope)) / curve->prior->log_slope_sd);
    return GSL_SUCCESS;
}

static int set_jacobian(const gsl_vector *at, void *user, gsl_matrix *jacobian) {
    const curve_t *curve = user;
    double b = exp(gsl_vector_get(at, 1));
    size_t n = curve->data->count;
    for (size_t i = 0; i < n; i++) {
        gsl_matrix_set(jacobian, i, 0, -1 / curve->noises[i]);
        gsl_matrix_set(jacobian, i, 1, -b * curve->data->index[i] / curve->noises[i]);
    }
    gsl_matrix_set(jacobian, n, 0, 1 / curve->prior->intercept_sd);
    gsl_matrix_set(jacobian, n, 1, 0);
    gsl_matrix_set(jacobian, n + 1, 0, 0);
    gsl_matrix_set(jacobian, n + 1, 1, 1 / curve->prior->log_slope_sd);
    return GSL_SUCCESS;
}

/* The line through the waves alone, by weights; its slope NaN where all have one index. */
static void own_line(const curve_t *curve, double *a, double *b) {
    double weights = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < curve->data->count; i++) {
        double weight = 1 / (curve->noises[i] * curve->noises[i]);
        weights += weight;
        x += weight * curve->data->index[i];
        y += weight * curve->logits[i];
    }
    x /= weights;
    y /= weights;
    for (size_t i = 0; i < curve->data->count; i++) {
        double weight = 1 / (curve->noises[i] * curve->noises[i]);
        double off = curve->data->index[i] - x;
        xx += weight * off * off;
        xy += weight * off * (curve->logits[i] - y);
    }
    *b = xx > 0 ? xy / xx : NAN;
    *a = y - *b * x;
}

/* The best point found so far, from one start or another. */
typedef struct {
    double squares; /* infinite: none */
    double a, log_slope;
    double covariance[PARAMETERS][PARAMETERS];
} best_t;

/*
 * How far the workspace's point is from the low, in standard errors of the parameters, squared:
 * gᵀ(JᵀJ)⁻¹g, g = Jᵀr. It says more than the solver's status, which is a failure also when the
 * start is the low itself and no step leads further down.
 */
static double distance(const gsl_matrix *jacobian, const gsl_vector *residuals,
                       const gsl_matrix *covariance) {
    double gradient[PARAMETERS], step[PARAMETERS], squared = NAN;
    gsl_vector_view g = gsl_vector_view_array(gradient, PARAMETERS);
    gsl_vector_view v = gsl_vector_view_array(step, PARAMETERS);
    (void)gsl_blas_dgemv(CblasTrans, 1, jacobian, residuals, 0, &g.vector);
    (void)gsl_blas_dgemv(CblasNoTrans, 1, covariance, &g.vector, 0, &v.vector);
    (void)gsl_blas_ddot(&g.vector, &v.vector, &squared);
    return squared;
}

static void keep_better(gsl_multifit_nlinear_workspace *workspace, best_t *best) {
    /* A millionth of a standard error, of a noise as large as the residuals if they are larger. */
    const double near = 1e-12;
    const gsl_vector *at = gsl_multifit_nlinear_position(workspace);
    const gsl_vector *residuals = gsl_multifit_nlinear_residual(workspace);
    const gsl_matrix *jacobian = gsl_multifit_nlinear_jac(workspace);
    best_t found = {.a = gsl_vector_get(at, 0), .log_slope = gsl_vector_get(at, 1)};
    gsl_matrix_view covariance =
        gsl_matrix_view_array(&found.covariance[0][0], PARAMETERS, PARAMETERS);
    (void)gsl_blas_ddot(residuals, residuals, &found.squares);
    if (found.squares < best->squares &&
        gsl_multifit_nlinear_covar(jacobian, 0, &covariance.matrix) == GSL_SUCCESS &&
        distance(jacobian, residuals, &covariance.matrix) <= near * fmax(1, found.squares)) {
        *best = found;
    }
}

static void descend(gsl_multifit_nlinear_fdf *problem, gsl_multifit_nlinear_workspace *workspace,
                    double a, double b, best_t *best) {
    const double step = 1e-12, slope = 1e-14; /* relative: as far as doubles go */
    double start[PARAMETERS] = {a, log(b)};
    gsl_vector_const_view from = gsl_vector_const_view_array(start, PARAMETERS);
    int why = 0;
    if (gsl_multifit_nlinear_init(&from.vector, problem, workspace) == GSL_SUCCESS) {
        (void)gsl_multifit_nlinear_driver(MOST_ITERATIONS, step, slope, 0, NULL, NULL, &why,
                                          workspace);
        keep_better(workspace, best);
    }
}

static ent_err_t find_best(curve_t *curve, best_t *best) {
    gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_fdf problem = {.f = set_residuals,
                                        .df = set_jacobian,
                                        .n = curve->data->count + PARAMETERS,
                                        .p = PARAMETERS,
                                        .params = curve};
    gsl_multifit_nlinear_workspace *workspace =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, problem.n, PARAMETERS);
    double a = NAN, b = NAN;
    if (workspace == NULL) {
        return ENT_ERR_MEMORY;
    }
    descend(&problem, workspace, curve->prior->intercept, curve->prior->slope, best);
    own_line(curve, &a, &b);
    if (b > 0) {
        descend(&problem, workspace, a, b, best);
    }
    gsl_multifit_nlinear_free(workspace);
    return ENT_OK;
}

/* Residuals, and what they say about the noise. */
static void take_residuals(ent_poll_fit_t *fit, const curve_t *curve) {
    const ent_poll_prior_t *prior = curve->prior;
    double n = (double)curve->data->count, squares = 0, given = 0, points = 0;
    double by_prior = fit->covariance[0][0] / (prior->intercept_sd * prior->intercept_sd) +
                      fit->covariance[1][1] / (prior->log_slope_sd * prior->log_slope_sd);
    for (size_t i = 0; i < curve->data->count; i++) {
        double logit = fit->intercept + fit->slope * curve->data->index[i];
        double off = curve->logits[i] - logit;
        double points_off = curve->data->percent[i] - ent_percent_of_logit(logit);
        squares += off * off;
        points += points_off * points_off;
        given += curve->noises[i] * curve->noises[i] / n;
    }
    fit->residual_sd = sqrt((ENT_FIT_NOISE_WAVES * given + squares) /
                            (ENT_FIT_NOISE_WAVES + n - (PARAMETERS - by_prior)));
    fit->rmse = sqrt(points / n);
}

static void take(ent_poll_fit_t *fit, const best_t *best, const curve_t *curve) {
    fit->outcome = ENT_FIT_DONE;
    fit->intercept = best->a;
    fit->slope = exp(best->log_slope);
    for (size_t i = 0; i < PARAMETERS; i++) {
        for (size_t j = 0; j < PARAMETERS; j++) {
            fit->covariance[i][j] = best->covariance[i][j];
        }
    }
    fit->intercept_error = sqrt(fit->covariance[0][0]);
    fit->slope_error = fit->slope * sqrt(fit->covariance[1][1]);
    take_residuals(fit, curve);
}

ent_err_t ent_poll_fit(const ent_poll_data_t *data, const ent_poll_prior_t *prior,
                       ent_poll_fit_t *fit) {
    ent_poll_fit_t found = {
        .outcome = ENT_FIT_TOO_FEW, .waves = data->count, .needed = ENT_FIT_LEAST_WAVES};
    best_t best = {.squares = INFINITY};
    if (!sound(data, prior)) {
        return ENT_ERR_BUG;
    }
    if (data->count < ENT_FIT_LEAST_WAVES) {
        *fit = found;
        return ENT_OK;
    }
    curve_t curve = {.data = data, .prior = prior};
    curve.logits = ent_alloc(data->count, sizeof *curve.logits);
    curve.noises = ent_alloc(data->count, sizeof *curve.noises);
    ent_err_t error = curve.logits != NULL && curve.noises != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < data->count && error == ENT_OK; i++) {
        curve.logits[i] = ent_logit_of_percent(data->percent[i]);
        curve.noises[i] = wave_noise(data, i);
    }
    if (error == ENT_OK) {
        error = find_best(&curve, &best);
    }
    if (error == ENT_OK) {
        found.outcome = ENT_FIT_NOT_CONVERGED;
        if (isfinite(best.squares)) {
            take(&found, &best, &curve);
        }
        *fit = found;
    }
    free(curve.logits);
    free(curve.noises);
    return error;
}

double ent_poll_fit_noise(const ent_poll_fit_t *fit, double index) {
    double by_slope = fit->slope * index; /* d(a + e^θ·x)/dθ */
    double curve = fit->covariance[0][0] + 2 * by_slope * fit->covariance[0][1] +
                   by_slope * by_slope * fit->covariance[1][1];
    return sqrt(fit->residual_sd * fit->residual_sd + curve);
}

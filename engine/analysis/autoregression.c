#include "analysis/autoregression.h"

#include "base/memory.h"

#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdlib.h>

enum { COARSE = 200, FINE = 10, MOST_COLUMNS = 2 };

#define GREATEST_KEEP 0.995 /* a time constant of 200 years: a random walk, to any survey */

/* One least-squares problem, set up anew for each φ. */
typedef struct {
    const ent_waves_t *waves;
    bool use_record;
    size_t rows, columns;
    double *storage; /* design, then right-hand sides */
    gsl_matrix_view design;
    gsl_vector_view target;
    gsl_multifit_linear_workspace *workspace;
    double coefficients[MOST_COLUMNS], covariance[MOST_COLUMNS * MOST_COLUMNS];
    double squares; /* Σ ε²/(1 − φ^(2 gap)) */
    double log_likelihood;
} problem_t;

static ent_err_t problem_init(problem_t *problem, const ent_waves_t *waves, bool use_record) {
    size_t rows = ent_waves_training(waves), columns = use_record ? 2 : 1;
    *problem =
        (problem_t){.waves = waves, .use_record = use_record, .rows = rows, .columns = columns};
    problem->storage = ent_alloc(rows * (columns + 1), sizeof *problem->storage);
    problem->workspace = gsl_multifit_linear_alloc(rows, columns);
    if (problem->storage == NULL || problem->workspace == NULL) {
        return ENT_ERR_MEMORY;
    }
    problem->design = gsl_matrix_view_array(problem->storage, rows, columns);
    problem->target = gsl_vector_view_array(problem->storage + rows * columns, rows);
    return ENT_OK;
}

static void problem_free(problem_t *problem) {
    gsl_multifit_linear_free(problem->workspace);
    free(problem->storage);
}

/* What the record adds to a wave since an earlier one: each wave's part fades by φ on the way. */
static double carried(const ent_waves_t *waves, double keep, size_t from, size_t wave) {
    size_t first = from == ENT_NO_WAVE ? 0 : from + 1;
    double sum = 0;
    for (size_t k = first; k <= wave; k++) {
        sum = k > first ? sum * pow(keep, ent_waves_gap(waves, k - 1, k)) : 0;
        sum += waves->record[k];
    }
    return sum;
}

/* A row of the problem, divided by √(1 − φ^(2 gap)); returns the logarithm of that root. */
static double set_row(problem_t *problem, size_t row, size_t wave, double keep) {
    const ent_waves_t *waves = problem->waves;
    size_t from = ent_waves_previous(waves, wave, false);
    double kept = 0, before = 0;
    if (from != ENT_NO_WAVE) {
        kept = pow(keep, ent_waves_gap(waves, from, wave));
        before = waves->values[from];
    }
    double root = sqrt(1 - kept * kept);
    gsl_vector_set(&problem->target.vector, row, (waves->values[wave] - kept * before) / root);
    gsl_matrix_set(&problem->design.matrix, row, 0, (1 - kept) / root);
    if (problem->use_record) {
        double added = carried(waves, keep, from, wave);
        gsl_matrix_set(&problem->design.matrix, row, 1, added / root);
    }
    return log(root);
}

/* Solves for μ and β at a given φ; the likelihood has σ² at its best, Σε²/n, put in. */
static ent_err_t solve(problem_t *problem, double keep) {
    gsl_vector_view coefficients = gsl_vector_view_array(problem->coefficients, problem->columns);
    gsl_matrix_view covariance =
        gsl_matrix_view_array(problem->covariance, problem->columns, problem->columns);
    double n = (double)problem->rows, log_roots = 0;
    size_t row = 0;
    for (size_t i = 0; i < problem->waves->count; i++) {
        if (problem->waves->training[i]) {
            log_roots += set_row(problem, row, i, keep);
            row++;
        }
    }
    if (gsl_multifit_linear(&problem->design.matrix, &problem->target.vector, &coefficients.vector,
                            &covariance.matrix, &problem->squares, problem->workspace) != 0) {
        return ENT_ERR_BUG;
    }
    double variance = fmax(problem->squares / n, ENT_LEAST_SD_POINTS * ENT_LEAST_SD_POINTS);
    problem->log_likelihood =
        -n / 2 * log(variance) - problem->squares / (2 * variance) - log_roots;
    return ENT_OK;
}

/* The best φ of low, low + step, … that are within the range; of equal ones the first. */
static ent_err_t search(problem_t *problem, double low, double step, size_t points, double *best) {
    double highest = -INFINITY;
    for (size_t k = 0; k < points; k++) {
        double keep = low + step * (double)k;
        if (keep < 0 || keep > GREATEST_KEEP) {
            continue;
        }
        ent_err_t error = solve(problem, keep);
        if (error != ENT_OK) {
            return error;
        }
        if (problem->log_likelihood > highest) {
            highest = problem->log_likelihood;
            *best = keep;
        }
    }
    return ENT_OK;
}

static ent_err_t find_keep(problem_t *problem, double *keep) {
    double step = GREATEST_KEEP / (COARSE - 1);
    ent_err_t error = search(problem, 0, step, COARSE, keep);
    for (int refinement = 0; refinement < 2 && error == ENT_OK; refinement++) {
        step /= FINE;
        error = search(problem, *keep - FINE * step, step, 2 * FINE + 1, keep);
    }
    return error;
}

/* 1/√(−l''), by differences over a step short against what any survey can tell of φ. */
static ent_err_t find_keep_error(problem_t *problem, double keep, double *keep_error) {
    const double step = 0.002;
    double at[3];
    *keep_error = NAN;
    if (keep < step || keep > GREATEST_KEEP - step) {
        return ENT_OK;
    }
    for (int k = 0; k < 3; k++) {
        ent_err_t error = solve(problem, keep + (k - 1) * step);
        if (error != ENT_OK) {
            return error;
        }
        at[k] = problem->log_likelihood;
    }
    double curvature = (2 * at[1] - at[0] - at[2]) / (step * step);
    *keep_error = curvature > 0 ? 1 / sqrt(curvature) : NAN;
    return ENT_OK;
}

/* Whether the record says anything about a training wave, without which β is anyone's guess. */
static bool record_moves(const ent_waves_t *waves) {
    double least = INFINITY, greatest = -INFINITY;
    for (size_t i = 0; i < waves->count; i++) {
        if (waves->training[i]) {
            least = fmin(least, waves->record[i]);
            greatest = fmax(greatest, waves->record[i]);
        }
    }
    return greatest > least;
}

/* Parameters at the best φ. GSL's covariance has the divisor n − columns; φ makes one more. */
static void take(ent_ar1_t *fit, const problem_t *problem, double keep, double keep_error) {
    size_t columns = problem->columns;
    double n = (double)problem->rows, left = n - (double)columns;
    double widen = sqrt(left / (left - 1));
    fit->fitted = true;
    fit->keep = keep;
    fit->keep_error = keep_error;
    fit->mean = problem->coefficients[0];
    fit->mean_error = widen * sqrt(problem->covariance[0]);
    fit->effect = columns > 1 ? problem->coefficients[1] : 0;
    fit->effect_error = columns > 1 ? widen * sqrt(problem->covariance[3]) : 0;
    fit->sd = fmax(sqrt(problem->squares / (left - 1)), ENT_LEAST_SD_POINTS);
}

ent_err_t ent_ar1_fit(const ent_waves_t *waves, bool use_record, ent_ar1_t *fit) {
    size_t least = use_record ? ENT_AR1_RECORD_LEAST_WAVES : ENT_AR1_LEAST_WAVES;
    ent_ar1_t found = {.waves = ent_waves_training(waves)};
    problem_t problem = {0};
    double keep = 0, keep_error = 0;
    ent_err_t error = ENT_OK;
    if (found.waves < least || (use_record && !record_moves(waves))) {
        *fit = found;
        return ENT_OK;
    }
    error = problem_init(&problem, waves, use_record);
    if (error == ENT_OK) {
        error = find_keep(&problem, &keep);
    }
    if (error == ENT_OK) {
        error = find_keep_error(&problem, keep, &keep_error);
    }
    if (error == ENT_OK) {
        error = solve(&problem, keep);
    }
    if (error == ENT_OK) {
        take(&found, &problem, keep, keep_error);
        *fit = found;
    }
    problem_free(&problem);
    return error;
}

void ent_ar1_forecast(const ent_ar1_t *fit, const ent_waves_t *waves, size_t from, size_t wave,
                      double *mean, double *sd) {
    double kept = 0, off = 0;
    if (from != ENT_NO_WAVE) {
        kept = pow(fit->keep, ent_waves_gap(waves, from, wave));
        off = kept * (waves->values[from] - fit->mean);
    }
    *mean = fit->mean + off;
    if (fit->effect != 0) {
        *mean += fit->effect * carried(waves, fit->keep, from, wave);
    }
    *sd = fit->sd * sqrt(1 - kept * kept);
}

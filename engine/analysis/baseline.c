#include "analysis/baseline.h"

#include "analysis/autoregression.h"
#include "base/memory.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* Two differences, two deviations; beyond that two waves more than a line or a wave has numbers. */
enum {
    PERSISTENCE_LEAST = 3,
    CLIMATOLOGY_LEAST = 3,
    TREND_LEAST = 4,
    CLOCK_LEAST = 5,
    MOST_TERMS = 3
};

#define CLOCK_YEARS 5.0

/* What a baseline is worked out from; `row` is its own row of the table. */
typedef struct {
    const ent_baseline_row_t *row;
    const ent_waves_t *waves;
    size_t first; /* training wave */
    ent_forecast_t *forecasts;
} task_t;

static ent_forecast_t forecast_of(double mean, double sd) {
    return isfinite(mean) && isfinite(sd) ? ent_forecast_normal(mean, fmax(sd, ENT_LEAST_SD_POINTS))
                                          : ent_forecast_none();
}

/* The wave that a forecast starts from: a training wave is only ever forecast from another. */
static size_t origin(const task_t *task, size_t wave) {
    bool any = task->row->knows_previous && !task->waves->training[wave];
    return ent_waves_previous(task->waves, wave, any);
}

/* ---- The kinds
 * ----------------------------------------------------------------------------------- */

/* A random walk without drift: its variance per year is the mean of difference²/gap. */
static ent_err_t persist(const task_t *task) {
    const ent_waves_t *waves = task->waves;
    double sum = 0, differences = 0;
    for (size_t i = task->first + 1; i < waves->count; i++) {
        if (waves->training[i]) {
            size_t from = ent_waves_previous(waves, i, false);
            double difference = waves->values[i] - waves->values[from];
            sum += difference * difference / ent_waves_gap(waves, from, i);
            differences += 1;
        }
    }
    double yearly = fmax(sqrt(sum / differences), ENT_LEAST_SD_POINTS);
    for (size_t i = task->first + 1; i < waves->count; i++) {
        size_t from = origin(task, i);
        task->forecasts[i] =
            forecast_of(waves->values[from], yearly * sqrt(ent_waves_gap(waves, from, i)));
    }
    return ENT_OK;
}

static ent_err_t average(const task_t *task) {
    const ent_waves_t *waves = task->waves;
    double *known = ent_alloc(waves->count, sizeof *known);
    size_t n = 0;
    if (known == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < waves->count; i++) {
        if (waves->training[i]) {
            known[n++] = waves->values[i];
        }
    }
    double mean = gsl_stats_mean(known, 1, n), sd = gsl_stats_sd_m(known, 1, n, mean);
    for (size_t i = task->first; i < waves->count; i++) {
        task->forecasts[i] = forecast_of(mean, sd);
    }
    free(known);
    return ENT_OK;
}

/* A curve of time: a sum of terms, fitted by least squares. */
typedef struct {
    size_t terms;
    void (*fill)(double years, double *terms);
} curve_t;

static void fill_line(double years, double *terms) {
    terms[0] = 1;
    terms[1] = years;
}

static void fill_clock(double years, double *terms) {
    double angle = 2 * M_PI * years / CLOCK_YEARS;
    terms[0] = 1;
    terms[1] = cos(angle);
    terms[2] = sin(angle);
}

/* Storage of a fit of n training waves. */
typedef struct {
    double *numbers;
    gsl_matrix_view design;
    gsl_vector_view target;
    gsl_multifit_linear_workspace *workspace;
    double coefficients[MOST_TERMS], covariance[MOST_TERMS * MOST_TERMS];
    double squares;
} regression_t;

static ent_err_t regression_init(regression_t *regression, size_t n, size_t terms) {
    *regression = (regression_t){.numbers = ent_alloc(n * (terms + 1), sizeof(double)),
                                 .workspace = gsl_multifit_linear_alloc(n, terms)};
    if (regression->numbers == NULL || regression->workspace == NULL) {
        return ENT_ERR_MEMORY;
    }
    regression->design = gsl_matrix_view_array(regression->numbers, n, terms);
    regression->target = gsl_vector_view_array(regression->numbers + n * terms, n);
    return ENT_OK;
}

static void regression_free(regression_t *regression) {
    gsl_multifit_linear_free(regression->workspace);
    free(regression->numbers);
}

/* Times are counted from the first training wave: from the year 0 a line would lose digits. */
static void fill_design(const task_t *task, const curve_t *curve, regression_t *regression) {
    const ent_waves_t *waves = task->waves;
    size_t row = 0;
    for (size_t i = 0; i < waves->count; i++) {
        if (waves->training[i]) {
            curve->fill(waves->years[i] - waves->years[task->first],
                        gsl_matrix_ptr(&regression->design.matrix, row, 0));
            gsl_vector_set(&regression->target.vector, row, waves->values[i]);
            row++;
        }
    }
}

/* The curve at each wave; its variance is that of a wave and that of the curve together. */
static void follow(const task_t *task, const curve_t *curve, const regression_t *regression,
                   double sd) {
    const ent_waves_t *waves = task->waves;
    gsl_vector_const_view coefficients =
        gsl_vector_const_view_array(regression->coefficients, curve->terms);
    gsl_matrix_const_view covariance =
        gsl_matrix_const_view_array(regression->covariance, curve->terms, curve->terms);
    for (size_t i = task->first; i < waves->count; i++) {
        double terms[MOST_TERMS], mean = NAN, error = NAN;
        gsl_vector_const_view at = gsl_vector_const_view_array(terms, curve->terms);
        curve->fill(waves->years[i] - waves->years[task->first], terms);
        (void)gsl_multifit_linear_est(&at.vector, &coefficients.vector, &covariance.matrix, &mean,
                                      &error);
        task->forecasts[i] = forecast_of(mean, hypot(sd, error));
    }
}

static ent_err_t fit_curve(const task_t *task, const curve_t *curve) {
    size_t n = ent_waves_training(task->waves), terms = curve->terms;
    regression_t regression;
    ent_err_t error = regression_init(&regression, n, terms);
    if (error != ENT_OK) {
        goto out;
    }
    gsl_vector_view coefficients = gsl_vector_view_array(regression.coefficients, terms);
    gsl_matrix_view covariance = gsl_matrix_view_array(regression.covariance, terms, terms);
    fill_design(task, curve, &regression);
    if (gsl_multifit_linear(&regression.design.matrix, &regression.target.vector,
                            &coefficients.vector, &covariance.matrix, &regression.squares,
                            regression.workspace) != 0) {
        error = ENT_ERR_BUG;
        goto out;
    }
    /* Waves at too few different times or phases do not tell the terms apart. */
    if (gsl_multifit_linear_rank(GSL_DBL_EPSILON, regression.workspace) == terms) {
        follow(task, curve, &regression, sqrt(regression.squares / (double)(n - terms)));
    }
out:
    regression_free(&regression);
    return error;
}

static ent_err_t draw_line(const task_t *task) {
    return fit_curve(task, &(curve_t){2, fill_line});
}

static ent_err_t wind_clock(const task_t *task) {
    return fit_curve(task, &(curve_t){MOST_TERMS, fill_clock});
}

static ent_err_t regress(const task_t *task) {
    ent_ar1_t fit;
    ent_err_t error = ent_ar1_fit(task->waves, task->row->needs_record, &fit);
    for (size_t i = task->first; i < task->waves->count && error == ENT_OK && fit.fitted; i++) {
        double mean = 0, sd = 0;
        ent_ar1_forecast(&fit, task->waves, origin(task, i), i, &mean, &sd);
        task->forecasts[i] = forecast_of(mean, sd);
    }
    return error;
}

/* ---- The table
 * ----------------------------------------------------------------------------------- */

typedef struct {
    ent_baseline_row_t row;
    ent_err_t (*forecast)(const task_t *task);
} kind_t;

static const kind_t kinds[ENT_BASELINES] = {
    [ENT_BASELINE_PERSISTENCE] = {{"persistence", "persistence", PERSISTENCE_LEAST, false, false},
                                  persist},
    [ENT_BASELINE_CLIMATOLOGY] = {{"climatology", "climatology", CLIMATOLOGY_LEAST, false, false},
                                  average},
    [ENT_BASELINE_TREND] = {{"trend", "linear trend", TREND_LEAST, false, false}, draw_line},
    [ENT_BASELINE_CLOCK] = {{"clock", "five-year clock", CLOCK_LEAST, false, false}, wind_clock},
    [ENT_BASELINE_AR1] = {{"ar1", "AR(1)", ENT_AR1_LEAST_WAVES, false, false}, regress},
    [ENT_BASELINE_AR1_RECORD] = {{"ar1_record", "AR(1) with the event record",
                                  ENT_AR1_RECORD_LEAST_WAVES, false, true},
                                 regress},
    [ENT_BASELINE_PERSISTENCE_KNOWN] = {{"persistence_known", "persistence, previous wave known",
                                         PERSISTENCE_LEAST, true, false},
                                        persist},
    [ENT_BASELINE_AR1_KNOWN] = {{"ar1_known", "AR(1), previous wave known", ENT_AR1_LEAST_WAVES,
                                 true, false},
                                regress},
};

const ent_baseline_row_t *ent_baseline_row(ent_baseline_t baseline) {
    return &kinds[baseline].row;
}

ent_err_t ent_baseline_forecast(ent_baseline_t baseline, const ent_waves_t *waves,
                                ent_forecast_t *forecasts) {
    const kind_t *kind = &kinds[baseline];
    task_t task = {.row = &kind->row, .waves = waves, .forecasts = forecasts};
    if (!ent_waves_sound(waves)) {
        return ENT_ERR_BUG;
    }
    for (size_t i = 0; i < waves->count; i++) {
        forecasts[i] = ent_forecast_none();
    }
    if (ent_waves_training(waves) < kind->row.least_waves ||
        (kind->row.needs_record && waves->record == NULL)) {
        return ENT_OK;
    }
    while (!waves->training[task.first]) {
        task.first++;
    }
    return kind->forecast(&task);
}

/*
 * The uneven autoregression (analysis/autoregression.c) against the normal likelihood of all waves
 * at once, with the dense covariance σ²φ^|t_i − t_j| and the mean μ + β·Σ φ^(t_i − t_k)·x_k: the
 * same model written the other way round, solved by Cholesky.
 */
#include "analysis/autoregression.h"
#include "support/chance.h"
#include "support/close.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

enum { MOST_WAVES = 60, MOST_COLUMNS = 2 };

typedef struct {
    double years[MOST_WAVES], values[MOST_WAVES], record[MOST_WAVES];
    bool training[MOST_WAVES];
    ent_waves_t waves;
} survey_t;

static double draw_normal(support_chance_t *chance) {
    return gsl_cdf_ugaussian_Pinv(0x1p-54 + support_chance(chance));
}

/* A survey of n waves 0.3 to 2 years apart, the first of another time, and a fifth not trained on.
 */
static void make_survey(survey_t *survey, uint64_t seed, size_t n, double keep) {
    support_chance_t chance = {seed};
    double year = 1990, off = 8 * draw_normal(&chance);
    *survey = (survey_t){.waves = {.years = survey->years,
                                   .values = survey->values,
                                   .training = survey->training,
                                   .record = survey->record,
                                   .count = n}};
    for (size_t i = 0; i < n; i++) {
        double gap = support_between(&chance, 0.3, 2), kept = pow(keep, gap);
        survey->record[i] = support_chance(&chance) < 0.4 ? support_between(&chance, -2, 1) : 0;
        off = kept * off + 8 * sqrt(1 - kept * kept) * draw_normal(&chance);
        off += 6 * survey->record[i];
        year += gap;
        survey->years[i] = year;
        survey->values[i] = 45 + off;
        survey->training[i] = i % 5 != 3;
    }
}

/* The problem with training waves only, for a given φ. */
typedef struct {
    size_t rows, columns;
    double covariance[MOST_WAVES * MOST_WAVES]; /* of unit σ, then its Cholesky factor */
    double design[MOST_WAVES * MOST_COLUMNS], target[MOST_WAVES];
    double coefficients[MOST_COLUMNS], inverse[MOST_COLUMNS * MOST_COLUMNS];
    double squares, log_likelihood;
} dense_t;

static void fill_dense(dense_t *dense, const survey_t *survey, double keep) {
    size_t row = 0;
    for (size_t i = 0; i < survey->waves.count; i++) {
        if (!survey->training[i]) {
            continue;
        }
        size_t column = 0;
        double added = 0;
        for (size_t k = 0; k <= i; k++) {
            double kept = pow(keep, survey->years[i] - survey->years[k]);
            added += kept * survey->record[k];
            if (survey->training[k]) {
                dense->covariance[row * dense->rows + column] = kept;
                dense->covariance[column * dense->rows + row] = kept;
                column++;
            }
        }
        dense->target[row] = survey->values[i];
        dense->design[row * dense->columns] = 1;
        if (dense->columns > 1) {
            dense->design[row * dense->columns + 1] = added;
        }
        row++;
    }
}

/* Generalised least squares by whitening with the Cholesky factor, and normal equations. */
static void solve_dense(dense_t *dense, const survey_t *survey, double keep) {
    gsl_matrix_view root = gsl_matrix_view_array(dense->covariance, dense->rows, dense->rows);
    gsl_matrix_view x = gsl_matrix_view_array(dense->design, dense->rows, dense->columns);
    gsl_vector_view y = gsl_vector_view_array(dense->target, dense->rows);
    gsl_matrix_view xx = gsl_matrix_view_array(dense->inverse, dense->columns, dense->columns);
    gsl_vector_view b = gsl_vector_view_array(dense->coefficients, dense->columns);
    double n = (double)dense->rows, log_determinant = 0;
    fill_dense(dense, survey, keep);
    assert_int_equal(gsl_linalg_cholesky_decomp1(&root.matrix), 0);
    for (size_t i = 0; i < dense->rows; i++) {
        log_determinant += 2 * log(gsl_matrix_get(&root.matrix, i, i));
    }
    gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1, &root.matrix, &x.matrix);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &root.matrix, &y.vector);
    gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1, &x.matrix, &x.matrix, 0, &xx.matrix);
    gsl_blas_dgemv(CblasTrans, 1, &x.matrix, &y.vector, 0, &b.vector);
    assert_int_equal(gsl_linalg_cholesky_decomp1(&xx.matrix), 0);
    gsl_linalg_cholesky_svx(&xx.matrix, &b.vector);
    gsl_linalg_cholesky_invert(&xx.matrix);
    gsl_blas_dgemv(CblasNoTrans, -1, &x.matrix, &b.vector, 1, &y.vector);
    gsl_blas_ddot(&y.vector, &y.vector, &dense->squares);
    dense->log_likelihood = -n / 2 * log(dense->squares / n) - log_determinant / 2;
}

static void check_fit(const survey_t *survey, bool use_record) {
    static dense_t dense, near;
    ent_ar1_t fit;
    assert_int_equal(ent_ar1_fit(&survey->waves, use_record, &fit), ENT_OK);
    assert_true(fit.fitted);
    dense = (dense_t){.rows = fit.waves, .columns = use_record ? 2 : 1};
    near = dense;
    solve_dense(&dense, survey, fit.keep);
    double left = (double)(dense.rows - dense.columns - 1), sd = sqrt(dense.squares / left);
    assert_close(fit.mean, dense.coefficients[0], 1e-9, 0);
    assert_close(fit.sd, sd, 1e-9, 0);
    assert_close(fit.mean_error, sd * sqrt(dense.inverse[0]), 1e-8, 0);
    if (use_record) {
        assert_close(fit.effect, dense.coefficients[1], 1e-9, 0);
        assert_close(fit.effect_error, sd * sqrt(dense.inverse[3]), 1e-8, 0);
    } else {
        assert_same(fit.effect, 0);
    }
    /* No φ of a grid of its own is likelier, but for one within the fineness of the search. */
    double best = 0, highest = -INFINITY;
    for (double keep = 0.0005; keep < 0.995; keep += 0.001) {
        solve_dense(&near, survey, keep);
        if (near.log_likelihood > highest) {
            highest = near.log_likelihood;
            best = keep;
        }
    }
    assert_true(dense.log_likelihood >= highest - 1e-9);
    assert_close(fit.keep, best, 0, 0.0011);
}

static void the_fit_is_the_likeliest(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        survey_t survey;
        make_survey(&survey, seed, 25 + 5 * (size_t)seed, 0.3 + 0.1 * (double)seed);
        check_fit(&survey, true);
        check_fit(&survey, false);
    }
}

/* 1/√(−l'') of the dense profile, by its own differences. */
static void the_error_of_phi_is_its_curvature(void **state) {
    static dense_t dense;
    survey_t survey;
    ent_ar1_t fit;
    double l[3];
    (void)state;
    make_survey(&survey, 21, 60, 0.5);
    assert_int_equal(ent_ar1_fit(&survey.waves, true, &fit), ENT_OK);
    assert_true(fit.keep > 0.1 && fit.keep < 0.9);
    for (int k = 0; k < 3; k++) {
        dense = (dense_t){.rows = fit.waves, .columns = 2};
        solve_dense(&dense, &survey, fit.keep + 0.001 * (k - 1));
        l[k] = dense.log_likelihood;
    }
    assert_close(fit.keep_error, 0.001 / sqrt(2 * l[1] - l[0] - l[2]), 1e-3, 0);
}

/* At the low end of the range there is no curvature; the high end is unlikely to any stationary
 * process, which would hardly have been found so near its own mean. */
static void phi_at_the_ends_of_its_range(void **state) {
    survey_t survey;
    ent_ar1_t fit;
    (void)state;
    make_survey(&survey, 3, 20, 0.5);
    for (size_t i = 0; i < 20; i++) {
        survey.years[i] = 2000 + (double)i;
        survey.values[i] = i % 2 == 0 ? 30 : 50; /* a zigzag, which only φ < 0 would explain */
        survey.training[i] = true;
    }
    assert_int_equal(ent_ar1_fit(&survey.waves, false, &fit), ENT_OK);
    assert_same(fit.keep, 0);
    assert_true(isnan(fit.keep_error));
    assert_close(fit.mean, 40, 1e-12, 0);
    assert_close(fit.sd, sqrt(20 * 100.0 / 18), 1e-12, 0);
    for (size_t i = 0; i < 20; i++) {
        survey.values[i] = 30 + (double)i; /* away from any mean: the return is slow */
    }
    assert_int_equal(ent_ar1_fit(&survey.waves, false, &fit), ENT_OK);
    assert_true(fit.keep > 0.95 && fit.keep <= 0.995);
}

/* Conditional mean and variance of a joint normal, far ahead and near. */
static void forecasts_are_those_of_the_joint_normal(void **state) {
    static const double years[] = {2000, 2000.7, 2003, 2011};
    const ent_waves_t waves = {.years = years,
                               .values = (const double[]){50, 44, 60, 0},
                               .training = (const bool[]){true, true, true, false},
                               .count = 4};
    const ent_ar1_t fit = {.fitted = true, .mean = 47, .keep = 0.7, .sd = 9};
    double mean = 0, sd = 0;
    (void)state;
    for (size_t from = 0; from < 3; from++) {
        double correlation = pow(0.7, years[3] - years[from]);
        ent_ar1_forecast(&fit, &waves, from, 3, &mean, &sd);
        assert_close(mean, 47 + correlation * (waves.values[from] - 47), 1e-14, 0);
        assert_close(sd * sd, 81 * (1 - correlation * correlation), 1e-13, 0);
    }
    ent_ar1_forecast(&fit, &waves, ENT_NO_WAVE, 3, &mean, &sd);
    assert_same(mean, 47);
    assert_same(sd, 9);
}

static void previous_waves_and_gaps(void **state) {
    const ent_waves_t waves = {.years = (const double[]){2000, 2001.5, 2001.5, 2004},
                               .values = (const double[]){1, 2, 3, 4},
                               .training = (const bool[]){true, false, true, false},
                               .count = 4};
    (void)state;
    assert_int_equal(ent_waves_training(&waves), 2);
    assert_true(ent_waves_previous(&waves, 0, true) == ENT_NO_WAVE);
    assert_int_equal(ent_waves_previous(&waves, 2, false), 0);
    assert_int_equal(ent_waves_previous(&waves, 2, true), 1);
    assert_int_equal(ent_waves_previous(&waves, 3, false), 2);
    assert_same(ent_waves_gap(&waves, 0, 1), 1.5);
    assert_close(ent_waves_gap(&waves, 1, 2), 7 / 365.25, 1e-15, 0);
    assert_true(ent_waves_sound(&waves));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fit_is_the_likeliest),
        cmocka_unit_test(the_error_of_phi_is_its_curvature),
        cmocka_unit_test(phi_at_the_ends_of_its_range),
        cmocka_unit_test(forecasts_are_those_of_the_joint_normal),
        cmocka_unit_test(previous_waves_and_gaps),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("autoregression", tests, NULL, NULL);
}

/*
 * Fits of a poll's curve (analysis/poll_fit.c) against weighted straight lines where the prior is
 * weak, against the prior where the waves are, and against the most probable point found by
 * brute force in between.
 */
#include "analysis/logit.h"
#include "analysis/poll_fit.h"
#include "support/chance.h"
#include "support/close.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_fit.h>
#include <math.h>

enum { WAVES = 9, MOST_WAVES = 40 };

static const double indices[WAVES] = {-0.8, -0.35, -0.2, 0.0, 0.1, 0.15, 0.4, 0.6, 0.9};
static const double percents[WAVES] = {22.5, 31.7, 28.3, 40.7, 37.5, 46.0, 52.8, 56.3, 71.0};
static const double asked[WAVES] = {1000, 1010, NAN, 1800, 500, NAN, 300, 1000, 1500};

/* So wide that it holds back nothing, in the sixth digit. */
static const ent_poll_prior_t weak = {
    .intercept = 0, .intercept_sd = 1e4, .slope = 1, .log_slope_sd = 1e4};
static const ent_poll_prior_t usual = {
    .intercept = -0.3, .intercept_sd = 0.5, .slope = 1.5, .log_slope_sd = 0.4};

static ent_poll_data_t nine_waves(void) {
    return (ent_poll_data_t){
        .percent = percents, .index = indices, .respondents = asked, .count = WAVES, .noise = 0.15};
}

static ent_poll_fit_t fit_done(const ent_poll_data_t *data, const ent_poll_prior_t *prior) {
    ent_poll_fit_t fit;
    assert_int_equal(ent_poll_fit(data, prior, &fit), ENT_OK);
    assert_int_equal(fit.outcome, ENT_FIT_DONE);
    assert_int_equal(fit.waves, data->count);
    return fit;
}

/* The variance of a wave's logit: the noise given, and 1/(n·p·(1 − p)). */
static double variance_of(const ent_poll_data_t *data, size_t i) {
    double p = fmin(fmax(data->percent[i] / 100, 0.0005), 0.9995), variance = data->noise;
    variance *= variance;
    if (data->respondents != NULL && !isnan(data->respondents[i])) {
        variance += 1 / (data->respondents[i] * p * (1 - p));
    }
    return variance;
}

static double logit_of(double percent) {
    double p = fmin(fmax(percent / 100, 0.0005), 0.9995);
    return log(p) - log1p(-p);
}

/* ---- Where the prior is weak
 * ------------------------------------------------------------------------ */

/* A weighted line on the logit scale (gsl_fit_wlinear), b = e^θ by the delta method. */
static void a_weak_prior_leaves_a_weighted_line(void **state) {
    ent_poll_data_t data = nine_waves();
    ent_poll_fit_t fit = fit_done(&data, &weak);
    double y[WAVES], w[WAVES], a, b, aa, ab, bb, chi, squares = 0, given = 0, points = 0;
    (void)state;
    for (size_t i = 0; i < WAVES; i++) {
        y[i] = logit_of(percents[i]);
        w[i] = 1 / variance_of(&data, i);
    }
    assert_int_equal(gsl_fit_wlinear(indices, 1, w, 1, y, 1, WAVES, &a, &b, &aa, &ab, &bb, &chi),
                     0);
    assert_close(fit.intercept, a, 1e-7, 0);
    assert_close(fit.slope, b, 1e-7, 0);
    assert_close(fit.intercept_error, sqrt(aa), 1e-7, 0);
    assert_close(fit.slope_error, sqrt(bb), 1e-7, 0);
    assert_close(fit.covariance[0][0], aa, 1e-6, 0);
    assert_close(fit.covariance[0][1] * b, ab, 1e-6, 1e-12);
    assert_same(fit.covariance[0][1], fit.covariance[1][0]);
    assert_close(fit.covariance[1][1] * b * b, bb, 1e-6, 0);
    for (size_t i = 0; i < WAVES; i++) {
        double off = y[i] - a - b * indices[i];
        double points_off = percents[i] - 100 / (1 + exp(-a - b * indices[i]));
        squares += off * off;
        given += variance_of(&data, i) / WAVES;
        points += points_off * points_off / WAVES;
    }
    /* two parameters settled by the waves: (3·m² + Σe²)/(3 + n − 2) */
    assert_close(fit.residual_sd, sqrt((3 * given + squares) / (3 + WAVES - 2)), 1e-6, 0);
    assert_close(fit.rmse, sqrt(points), 1e-6, 0);
    for (double x = -1; x <= 1; x += 0.5) {
        double variance = fit.residual_sd * fit.residual_sd + aa + 2 * ab * x + bb * x * x;
        assert_close(ent_poll_fit_noise(&fit, x), sqrt(variance), 1e-7, 0);
    }
}

/* Waves exactly on a curve give it back, from a prior far away, and its residuals are noise alone.
 */
static void a_curve_without_noise_is_found(void **state) {
    static const double curves[][2] = {{-0.4, 2.2}, {1.7, 0.05}, {-1, 8}};
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        double exact[WAVES];
        for (size_t i = 0; i < WAVES; i++) {
            exact[i] = 100 / (1 + exp(-curves[k][0] - curves[k][1] * indices[i] / 2));
        }
        ent_poll_data_t data = {.percent = exact, .index = indices, .count = WAVES, .noise = 0.1};
        ent_poll_fit_t fit = fit_done(&data, &weak);
        assert_close(fit.intercept, curves[k][0], 1e-6, 0);
        assert_close(fit.slope, curves[k][1] / 2, 1e-5, 0);
        assert_close(fit.rmse, 0, 0, 1e-5);
        assert_close(fit.residual_sd, sqrt(3 * 0.01 / (3 + WAVES - 2)), 1e-5, 0);
    }
}

/* ---- Where the waves are weak
 * ----------------------------------------------------------------------- */

static void noisy_waves_leave_the_prior(void **state) {
    ent_poll_data_t data = nine_waves();
    (void)state;
    data.noise = 1e5;
    ent_poll_fit_t fit = fit_done(&data, &usual);
    assert_close(fit.intercept, -0.3, 1e-8, 0);
    assert_close(fit.slope, 1.5, 1e-8, 0);
    assert_close(fit.intercept_error, 0.5, 1e-8, 0);
    assert_close(fit.slope_error, 1.5 * 0.4, 1e-8, 0); /* b·sd(θ) */
    /* nothing settled by the waves: (3·m² + Σe²)/(3 + n), and Σe² is next to nothing */
    assert_close(fit.residual_sd, 1e5 * sqrt(3.0 / (3 + WAVES)), 1e-6, 0);
}

/* Waves at one index say nothing about a slope; they do say where the curve passes. */
static void one_index_leaves_the_slope_to_the_prior(void **state) {
    static const double at_zero[WAVES] = {0};
    ent_poll_data_t data = nine_waves();
    (void)state;
    data.index = at_zero;
    data.respondents = NULL;
    ent_poll_fit_t fit = fit_done(&data, &usual);
    double weight = 1 / (0.15 * 0.15), sum = -0.3 / 0.25, weights = 1 / 0.25;
    for (size_t i = 0; i < WAVES; i++) {
        sum += weight * logit_of(percents[i]);
        weights += weight;
    }
    assert_close(fit.intercept, sum / weights, 1e-7, 0); /* conjugate normal */
    assert_close(fit.intercept_error, 1 / sqrt(weights), 1e-9, 0);
    assert_close(fit.slope, 1.5, 1e-9, 0);
    assert_close(fit.slope_error, 0.6, 1e-9, 0);
}

/* ---- In between
 * --------------------------------------------------------------------------------------- */

/* The sum of squares at θ, with a at its best, which is a weighted mean. */
static double squares_at(const ent_poll_data_t *data, const ent_poll_prior_t *prior, double theta,
                         double *a) {
    double b = exp(theta), va = prior->intercept_sd * prior->intercept_sd;
    double sum = prior->intercept / va, weights = 1 / va;
    double off = (theta - log(prior->slope)) / prior->log_slope_sd, squares = off * off;
    for (size_t i = 0; i < data->count; i++) {
        double weight = 1 / variance_of(data, i);
        sum += weight * (logit_of(data->percent[i]) - b * data->index[i]);
        weights += weight;
    }
    *a = sum / weights;
    squares += (*a - prior->intercept) * (*a - prior->intercept) / va;
    for (size_t i = 0; i < data->count; i++) {
        double residual = logit_of(data->percent[i]) - *a - b * data->index[i];
        squares += residual * residual / variance_of(data, i);
    }
    return squares;
}

/* The lowest of θ from −12 to 6, in steps of a thousandth, then finer and finer. */
static void find_by_force(const ent_poll_data_t *data, const ent_poll_prior_t *prior, double *a,
                          double *b) {
    double low = -12, high = 6, step = 1e-3, best = 0, lowest = INFINITY;
    while (step > 1e-10) {
        lowest = INFINITY;
        for (double theta = low; theta <= high; theta += step) {
            double squares = squares_at(data, prior, theta, a);
            if (squares < lowest) {
                lowest = squares;
                best = theta;
            }
        }
        low = best - step;
        high = best + step;
        step /= 100;
    }
    (void)squares_at(data, prior, best, a);
    *b = exp(best);
}

/* A low found by values of a sum alone is known to half the digits. */
static void assert_most_probable(const ent_poll_data_t *data, const ent_poll_prior_t *prior) {
    ent_poll_fit_t fit = fit_done(data, prior);
    double a = 0, b = 0;
    find_by_force(data, prior, &a, &b);
    assert_close(fit.intercept, a, 1e-6, 1e-6);
    assert_close(fit.slope, b, 1e-6, 1e-7);
}

static void the_most_probable_curve_is_found(void **state) {
    support_chance_t chance = {5};
    ent_poll_data_t data = nine_waves();
    (void)state;
    assert_most_probable(&data, &usual);
    for (size_t round = 0; round < 150; round++) {
        double values[MOST_WAVES], x[MOST_WAVES];
        double slope = support_between(&chance, -2, 3), spread = support_between(&chance, 0.05, 3);
        /* noises from far too small to far too large for how much the waves scatter */
        data = (ent_poll_data_t){.percent = values, .index = x};
        data.noise = exp(support_between(&chance, -3.5, 0.5));
        data.count = 3 + support_pick(&chance, 20);
        for (size_t i = 0; i < data.count; i++) {
            x[i] = spread * support_between(&chance, -1, 1);
            values[i] = 100 / (1 + exp(0.3 - slope * x[i] + support_between(&chance, -0.5, 0.5)));
        }
        assert_most_probable(&data, &usual);
    }
}

/*
 * A prior that is sure of next to no slope, waves that are sure of a steep one: two lows, the
 * lower of which the noise decides.
 */
static void of_two_lows_the_lower_is_taken(void **state) {
    static const double noises[] = {0.1, 0.15, 0.2, 0.27, 0.3, 0.35};
    const ent_poll_prior_t flat = {
        .intercept = 0, .intercept_sd = 1, .slope = 0.001, .log_slope_sd = 1};
    size_t steep = 0;
    (void)state;
    for (size_t k = 0; k < 6; k++) {
        ent_poll_data_t data = nine_waves();
        data.respondents = NULL;
        data.noise = noises[k];
        assert_most_probable(&data, &flat);
        steep += fit_done(&data, &flat).slope > 0.3;
    }
    assert_true(steep > 0 && steep < 6); /* both kinds of low were met */
}

/* ---- The slope's sign
 * -------------------------------------------------------------------------------- */

static void the_slope_stays_positive(void **state) {
    double turned[WAVES];
    ent_poll_data_t data = nine_waves();
    (void)state;
    for (size_t i = 0; i < WAVES; i++) {
        turned[i] = -indices[i];
    }
    data.index = turned;
    assert_most_probable(&data, &usual);
    ent_poll_fit_t fit = fit_done(&data, &usual);
    assert_true(fit.slope > 0 && fit.slope < 0.4);
    assert_true(fit.slope_error > 0);
    /* the curve does not follow the waves, and that shows */
    assert_true(fit.residual_sd > 0.5 && fit.rmse > 10);
}

/* ---- Ends
 * ---------------------------------------------------------------------------------------------- */

static void nobody_and_everybody_are_pulled_in(void **state) {
    static const double x[] = {-1, -0.5, 0, 0.5, 1};
    static const double ends[] = {0, 20, 50, 80, 100}, pulled[] = {0.05, 20, 50, 80, 99.95};
    ent_poll_data_t data = {.percent = ends, .index = x, .count = 5, .noise = 0.3};
    (void)state;
    ent_poll_fit_t at_ends = fit_done(&data, &usual);
    data.percent = pulled;
    ent_poll_fit_t at_pulled = fit_done(&data, &usual);
    assert_same(at_ends.intercept, at_pulled.intercept);
    assert_same(at_ends.slope, at_pulled.slope);
    assert_same(at_ends.residual_sd, at_pulled.residual_sd);
    assert_true(at_ends.rmse > at_pulled.rmse); /* points are of what the survey said */
}

static void few_waves_are_too_few(void **state) {
    (void)state;
    for (size_t n = 0; n <= 4; n++) {
        ent_poll_data_t data = nine_waves();
        ent_poll_fit_t fit;
        data.count = n;
        assert_int_equal(ent_poll_fit(&data, &usual, &fit), ENT_OK);
        assert_int_equal(fit.outcome, n < 3 ? ENT_FIT_TOO_FEW : ENT_FIT_DONE);
        assert_int_equal(fit.needed, 3);
        assert_int_equal(fit.waves, n);
    }
}

/* The solver starts where it should end, and says it makes no progress. */
static void waves_on_the_prior_curve(void **state) {
    double exact[WAVES];
    ent_poll_data_t data = {.percent = exact, .index = indices, .count = WAVES, .noise = 0.1};
    (void)state;
    for (size_t i = 0; i < WAVES; i++) {
        exact[i] = ent_percent_of_logit(-0.3 + 1.5 * indices[i]);
    }
    ent_poll_fit_t fit = fit_done(&data, &usual);
    assert_close(fit.intercept, -0.3, 1e-12, 0);
    assert_close(fit.slope, 1.5, 1e-12, 0);
}

/*
 * Indices whose squares are beyond doubles, and indices so large, with values that fall, that the
 * solver gives up on its way down to a slope small enough: no curve is claimed.
 */
static void what_cannot_be_fitted_is_no_fit(void **state) {
    static const double huge[] = {-1e300, 1e-5, 1e300}, large[] = {4e40, -1e40, -5e40};
    const ent_poll_prior_t low = {
        .intercept = 0.5, .intercept_sd = 0.5, .slope = 0.01, .log_slope_sd = 1};
    ent_poll_data_t data = nine_waves();
    ent_poll_fit_t fit;
    (void)state;
    data.count = 3;
    data.respondents = NULL;
    data.index = huge;
    assert_int_equal(ent_poll_fit(&data, &usual, &fit), ENT_OK);
    assert_int_equal(fit.outcome, ENT_FIT_NOT_CONVERGED);
    data.index = large;
    assert_int_equal(ent_poll_fit(&data, &low, &fit), ENT_OK);
    assert_int_equal(fit.outcome, ENT_FIT_NOT_CONVERGED);
    assert_int_equal(fit.waves, 3);
}

static void unsound_numbers_are_refused(void **state) {
    static const double bad[] = {1, NAN, 3}, infinite[] = {1, 2, INFINITY}, none[] = {500, 0, 500};
    (void)state;
    for (size_t what = 0; what < 9; what++) {
        ent_poll_data_t data = nine_waves();
        ent_poll_prior_t prior = usual;
        ent_poll_fit_t fit = {.waves = 77};
        data.count = 3;
        data.percent = what == 0 ? bad : data.percent;
        data.index = what == 1 ? infinite : data.index;
        data.respondents = what == 2 ? none : data.respondents;
        data.noise = what == 3 ? 0 : what == 4 ? NAN : data.noise;
        prior.intercept = what == 5 ? NAN : prior.intercept;
        prior.slope = what == 6 ? -1 : prior.slope;
        prior.intercept_sd = what == 7 ? 0 : prior.intercept_sd;
        prior.log_slope_sd = what == 8 ? INFINITY : prior.log_slope_sd;
        assert_int_equal(ent_poll_fit(&data, &prior, &fit), ENT_ERR_BUG);
        assert_int_equal(fit.waves, 77);
    }
}

static void the_same_waves_give_the_same_bits(void **state) {
    ent_poll_data_t data = nine_waves();
    ent_poll_fit_t first = fit_done(&data, &usual), second = fit_done(&data, &usual);
    (void)state;
    assert_memory_equal(&first.intercept, &second.intercept, sizeof(double));
    assert_memory_equal(&first.slope, &second.slope, sizeof(double));
    assert_memory_equal(first.covariance, second.covariance, sizeof first.covariance);
    assert_memory_equal(&first.residual_sd, &second.residual_sd, sizeof(double));
    assert_memory_equal(&first.rmse, &second.rmse, sizeof(double));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weak_prior_leaves_a_weighted_line),
        cmocka_unit_test(a_curve_without_noise_is_found),
        cmocka_unit_test(noisy_waves_leave_the_prior),
        cmocka_unit_test(one_index_leaves_the_slope_to_the_prior),
        cmocka_unit_test(the_most_probable_curve_is_found),
        cmocka_unit_test(of_two_lows_the_lower_is_taken),
        cmocka_unit_test(the_slope_stays_positive),
        cmocka_unit_test(nobody_and_everybody_are_pulled_in),
        cmocka_unit_test(few_waves_are_too_few),
        cmocka_unit_test(waves_on_the_prior_curve),
        cmocka_unit_test(what_cannot_be_fitted_is_no_fit),
        cmocka_unit_test(unsound_numbers_are_refused),
        cmocka_unit_test(the_same_waves_give_the_same_bits),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("poll fit", tests, NULL, NULL);
}

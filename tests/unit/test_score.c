/*
 * Scores (analysis/score.c) against their definitions, integrated numerically by GSL, cases worked
 * out by hand and published tables.
 */
#include "analysis/logit.h"
#include "analysis/score.h"
#include "support/chance.h"
#include "support/close.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

enum { WORKSPACE = 1000 };

/* ∫ over (−∞, y] and [y, ∞), where a kink or a jump at y does no harm. */
static double integrate(double (*f)(double x, void *user), void *user, double y) {
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(WORKSPACE);
    gsl_function function = {f, user};
    double below = 0, above = 0, error = 0;
    assert_int_equal(
        gsl_integration_qagil(&function, y, 1e-12, 1e-10, WORKSPACE, workspace, &below, &error), 0);
    assert_int_equal(
        gsl_integration_qagiu(&function, y, 1e-12, 1e-10, WORKSPACE, workspace, &above, &error), 0);
    gsl_integration_workspace_free(workspace);
    return below + above;
}

/* ---- Continuous ranked probability score
 * ---------------------------------------------------------- */

typedef struct {
    double mean, sd, outcome;
} normal_case_t;

/* (F(x) − 1{x ≥ y})², whose integral is the score's definition (Gneiting & Raftery 2007, eq. 20).
 */
static double squared_gap(double x, void *user) {
    const normal_case_t *row = user;
    double z = (x - row->mean) / row->sd;
    double gap = x < row->outcome ? gsl_cdf_ugaussian_P(z) : gsl_cdf_ugaussian_Q(z);
    return gap * gap;
}

static void crps_of_a_normal_is_its_definition(void **state) {
    static const normal_case_t cases[] = {{0, 1, 0},       {0, 1, 1.3},     {0, 1, -4},
                                          {40, 5.5, 31.7}, {12, 0.5, 20.5}, {60, 30, 100}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        normal_case_t row = cases[i];
        assert_close(ent_crps_normal(row.mean, row.sd, row.outcome),
                     integrate(squared_gap, &row, row.outcome), 1e-8, 1e-10);
    }
}

static void crps_of_a_normal_at_its_mean(void **state) {
    (void)state;
    /* (√2 − 1)/√π, and in proportion to the standard deviation */
    const double at_mean = 0.41421356237309504880 / 1.7724538509055160273;
    assert_close(ent_crps_normal(0, 1, 0), at_mean, 1e-14, 0);
    assert_close(ent_crps_normal(55, 7, 55), 7 * at_mean, 1e-14, 0);
    /* |y − mean| − sd/√π far out; |y − mean| when the forecast is certain */
    assert_close(ent_crps_normal(0, 1, 50), 50 - 1 / 1.7724538509055160273, 1e-14, 0);
    assert_same(ent_crps_normal(30, 0, 34), 4);
    assert_same(ent_crps_normal(30, 0, 30), 0);
}

/* {1, 2, 4} at 3: E|X − y| = 4/3, ½E|X − X'| = 6/9; as an integral 1/9 + 4/9 + 1/9. */
static void crps_of_a_sample_by_hand(void **state) {
    static const double three[] = {1, 2, 4}, ties[] = {5, 5, 5, 5}, one[] = {7.5};
    (void)state;
    assert_close(ent_crps_sample(three, 3, 3), 2.0 / 3, 1e-15, 0);
    assert_close(ent_crps_sample(three, 3, 0), 7.0 / 3 - 2.0 / 3, 1e-15, 0);
    assert_close(ent_crps_sample(three, 3, 10), 23.0 / 3 - 2.0 / 3, 1e-15, 0);
    assert_same(ent_crps_sample(ties, 4, 5), 0);
    assert_same(ent_crps_sample(ties, 4, 2), 3);
    assert_same(ent_crps_sample(one, 1, 5), 2.5);
    assert_true(isnan(ent_crps_sample(one, 0, 5)));
}

/* All n² differences, one by one. */
static double crps_by_pairs(const double *values, size_t n, double outcome) {
    double distance = 0, spread = 0, count = (double)n;
    for (size_t i = 0; i < n; i++) {
        distance += fabs(values[i] - outcome);
        for (size_t j = 0; j < n; j++) {
            spread += fabs(values[i] - values[j]);
        }
    }
    return distance / count - spread / (2 * count * count);
}

static void crps_of_a_sample_is_its_definition(void **state) {
    support_chance_t chance = {2007};
    (void)state;
    for (size_t round = 0; round < 200; round++) {
        double values[60];
        size_t n = 1 + support_pick(&chance, 60);
        for (size_t i = 0; i < n; i++) {
            values[i] = floor(support_between(&chance, 0, 40)); /* whole numbers: ties */
        }
        double outcome = floor(support_between(&chance, -5, 45));
        double expected = crps_by_pairs(values, n, outcome);
        ent_forecast_t forecast = ent_forecast_sample(values, n);
        assert_close(ent_forecast_crps(&forecast, outcome), expected, 1e-12, 1e-13);
    }
}

/* Nothing is lost where values are large and differ little. */
static void crps_of_a_sample_keeps_its_digits(void **state) {
    static const double far[] = {1e9 + 1, 1e9 + 2, 1e9 + 4};
    (void)state;
    assert_close(ent_crps_sample(far, 3, 1e9 + 3), 2.0 / 3, 1e-15, 0);
}

/* Quantiles at (i + ½)/n of a normal; the distance shrinks as n grows. */
static void crps_of_a_sample_converges_to_the_normal(void **state) {
    static double values[8192];
    double last = INFINITY;
    (void)state;
    for (size_t n = 32; n <= 8192; n *= 4) {
        for (size_t i = 0; i < n; i++) {
            values[i] = 40 + 6 * gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / (double)n);
        }
        double off = fabs(ent_crps_sample(values, n, 47.3) - ent_crps_normal(40, 6, 47.3));
        assert_true(off < last / 3);
        last = off;
    }
    assert_true(last < 1e-3);
}

/* ---- Log score
 * ------------------------------------------------------------------------------------ */

static void log_score_of_a_normal(void **state) {
    (void)state;
    assert_close(ent_log_score_normal(0, 1, 0), 0.91893853320467274, 1e-15, 0); /* ½ ln 2π */
    assert_close(ent_log_score_normal(2, 3, 5), 0.91893853320467274 + log(3) + 0.5, 1e-15, 0);
    assert_close(ent_log_score_normal(40, 4, 55), -log(gsl_ran_gaussian_pdf(15, 4)), 1e-14, 0);
    assert_close(ent_log_score_normal(0, 1, 1000), 500000.91893853320467, 1e-15, 0);
}

/* One logit of 0 at 50 %: φ(0)·100/(50·50). */
static void log_score_of_a_mixture_by_hand(void **state) {
    static const double zero[] = {0}, two[] = {-1.2, 0.7};
    (void)state;
    assert_close(ent_log_score_mixture(zero, 1, 1, 50), 0.91893853320467274 - log(0.04), 1e-14, 0);
    double logit = log(0.3 / 0.7), per_point = 100 / (30.0 * 70);
    double density =
        (gsl_ran_gaussian_pdf(logit + 1.2, 0.25) + gsl_ran_gaussian_pdf(logit - 0.7, 0.25)) / 2 *
        per_point;
    assert_close(ent_log_score_mixture(two, 2, 0.25, 30), -log(density), 1e-13, 0);
}

typedef struct {
    const double *logits;
    size_t count;
    double noise;
} mixture_t;

static double density(double percent, void *user) {
    const mixture_t *mixture = user;
    return exp(-ent_log_score_mixture(mixture->logits, mixture->count, mixture->noise, percent));
}

/* It is a density per point: it integrates to 1 over the percentages. */
static void a_mixture_is_a_density_in_points(void **state) {
    static const double logits[] = {-2.1, -0.4, -0.3, 0.2, 1.6};
    mixture_t mixture = {logits, 5, 0.35};
    gsl_function function = {density, &mixture};
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(WORKSPACE);
    double area = 0, error = 0;
    (void)state;
    assert_int_equal(gsl_integration_qag(&function, ENT_LEAST_PERCENT, ENT_MOST_PERCENT, 1e-12,
                                         1e-10, WORKSPACE, GSL_INTEG_GAUSS31, workspace, &area,
                                         &error),
                     0);
    gsl_integration_workspace_free(workspace);
    assert_close(area, 1, 0, 1e-8); /* the ends left out are 14 noises from any logit */
}

/* exp(−z²/2) at 1260 standard deviations is 0 in a double; the score is not infinite. */
static void a_mixture_far_away_is_no_infinity(void **state) {
    static const double logits[] = {-5, -6};
    (void)state;
    double z = (log(0.9995 / 0.0005) + 5) / 0.01;
    double expected =
        z * z / 2 + log(2) + 0.91893853320467274 + log(0.01) - log(100 / (99.95 * 0.05));
    assert_close(ent_log_score_mixture(logits, 2, 0.01, 99.95), expected, 1e-12, 0);
    assert_same(ent_log_score_mixture(logits, 2, 0.01, 100),
                ent_log_score_mixture(logits, 2, 0.01, 99.95));
    assert_same(ent_log_score_mixture(logits, 2, 0.01, 0),
                ent_log_score_mixture(logits, 2, 0.01, 0.05));
}

static void percentages_and_logits(void **state) {
    (void)state;
    assert_same(ent_logit_of_percent(50), 0);
    assert_close(ent_logit_of_percent(75), 1.0986122886681098, 1e-15, 0); /* ln 3 */
    assert_same(ent_logit_of_percent(0), ent_logit_of_percent(0.05));
    assert_same(ent_logit_of_percent(100), ent_logit_of_percent(99.95));
    assert_close(ent_percent_of_logit(-1.0986122886681098), 25, 1e-14, 0);
    for (double percent = 0.05; percent < 99.9; percent += 0.7) {
        assert_close(ent_percent_of_logit(ent_logit_of_percent(percent)), percent, 1e-13, 0);
    }
}

/* ---- Quantiles and the integral transform
 * --------------------------------------------------------- */

/* Hyndman & Fan (1996), type 7: h = (n − 1)p; at 0.1 it is 0.4, so 1 + 0.4·(2 − 1). */
static void quantiles_of_a_sample(void **state) {
    static const double values[] = {1, 2, 4, 8, 16};
    (void)state;
    assert_same(ent_quantile_sample(values, 5, 0), 1);
    assert_close(ent_quantile_sample(values, 5, 0.1), 1.4, 1e-15, 0);
    assert_same(ent_quantile_sample(values, 5, 0.25), 2);
    assert_same(ent_quantile_sample(values, 5, 0.5), 4);
    assert_close(ent_quantile_sample(values, 5, 0.9), 12.8, 1e-15, 0);
    assert_same(ent_quantile_sample(values, 5, 1), 16);
    assert_same(ent_quantile_sample(values, 1, 0.3), 1);
    assert_true(isnan(ent_quantile_sample(values, 0, 0.3)));
}

static void transform_of_an_outcome(void **state) {
    static const double values[] = {1, 2, 2, 2, 5};
    (void)state;
    assert_same(ent_pit_sample(values, 5, 0), 0);
    assert_close(ent_pit_sample(values, 5, 1), 0.1, 1e-15, 0);
    assert_close(ent_pit_sample(values, 5, 1.5), 0.2, 1e-15, 0);
    assert_close(ent_pit_sample(values, 5, 2), 0.5, 1e-15, 0); /* 1/5 + ½·3/5 */
    assert_close(ent_pit_sample(values, 5, 4.9), 0.8, 1e-15, 0);
    assert_same(ent_pit_sample(values, 5, 6), 1);
    assert_true(isnan(ent_pit_sample(values, 0, 2)));
}

static void histogram_of_transforms(void **state) {
    static const double pits[] = {0, 0.1, 0.25, 0.49, 0.5, 0.999, 1, 1, NAN};
    size_t counts[4] = {9, 9, 9, 9};
    (void)state;
    ent_pit_histogram(pits, 9, 4, counts);
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 2);
    assert_int_equal(counts[2], 1);
    assert_int_equal(counts[3], 3);
}

/* ---- Forecasts of either kind
 * ----------------------------------------------------------------------- */

static void forecasts_pass_on_to_their_kind(void **state) {
    double values[] = {8, 1, 4, 16, 2}, logits[] = {-2, -1};
    ent_forecast_t sample = ent_forecast_sample(values, 5), normal = ent_forecast_normal(40, 5);
    (void)state;
    assert_close(sample.mean, 6.2, 1e-15, 0);
    assert_close(sample.sd, 6.0991802727907629, 1e-14, 0); /* √(148.8/4) */
    assert_same(ent_forecast_quantile(&sample, 0.25), 2);
    assert_close(ent_forecast_pit(&sample, 3), 0.4, 1e-15, 0);
    assert_true(isnan(ent_forecast_log_score(&sample, 3)));
    assert_close(ent_forecast_quantile(&normal, 0.975), 49.799819922700268, 1e-14, 0);
    assert_close(ent_forecast_pit(&normal, 45), 0.84134474606854293, 1e-14, 0);
    assert_same(ent_forecast_crps(&normal, 42), ent_crps_normal(40, 5, 42));
    assert_same(ent_forecast_log_score(&normal, 42), ent_log_score_normal(40, 5, 42));
    ent_forecast_t poll = ent_forecast_poll(values, logits, 2, 0.5);
    assert_same(ent_forecast_log_score(&poll, 20), ent_log_score_mixture(logits, 2, 0.5, 20));
    assert_same(ent_forecast_crps(&poll, 1.5), ent_crps_sample(values, 2, 1.5));
}

static void no_forecast_has_no_score(void **state) {
    ent_forecast_t none = ent_forecast_none();
    (void)state;
    assert_int_equal(ent_forecast_sample(NULL, 0).kind, ENT_FORECAST_NONE);
    assert_true(isnan(none.mean) && isnan(none.sd));
    assert_true(isnan(ent_forecast_crps(&none, 1)) && isnan(ent_forecast_pit(&none, 1)));
    assert_true(isnan(ent_forecast_log_score(&none, 1)));
    assert_true(isnan(ent_forecast_quantile(&none, 0.5)));
}

/* ---- Proportions
 * ------------------------------------------------------------------------------------ */

/* Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 5 (Clopper-Pearson). */
static void intervals_of_published_proportions(void **state) {
    static const struct {
        size_t hits, trials;
        double low, high;
    } table[] = {{81, 263, 0.2527, 0.3676},
                 {15, 148, 0.0578, 0.1617},
                 {0, 20, 0.0000, 0.1684},
                 {1, 29, 0.0009, 0.1776}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        ent_proportion_t found = ent_proportion(table[i].hits, table[i].trials);
        assert_close(found.low, table[i].low, 0, 0.00005001);
        assert_close(found.high, table[i].high, 0, 0.00005001);
    }
    ent_proportion_t all = ent_proportion(10, 10);
    assert_close(all.low, pow(0.025, 0.1), 1e-12, 0); /* p¹⁰ = 0.025 */
    assert_same(all.high, 1);
    assert_same(all.share, 1);
    assert_same(ent_proportion(0, 10).low, 0);
    assert_true(isnan(ent_proportion(0, 0).share) && isnan(ent_proportion(0, 0).low));
}

/* P(K ≤ k) of a binomial, term by term. */
static double binomial_below(size_t k, size_t n, double p) {
    double sum = 0, trials = (double)n;
    for (size_t j = 0; j <= k; j++) {
        double hits = (double)j;
        sum += exp(lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1) +
                   hits * log(p) + (trials - hits) * log1p(-p));
    }
    return sum;
}

/*
 * By definition each end leaves 2.5 % in the tail beyond the hits. GSL 2.7's quantile fails at 16
 * of 500 and 31, 32, 59 of 1000.
 */
static void intervals_leave_their_tails(void **state) {
    static const size_t trials[] = {1, 7, 33, 500, 1000};
    (void)state;
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        size_t n = trials[i];
        for (size_t k = 0; k <= n && k <= 70; k++) {
            ent_proportion_t low = ent_proportion(k, n), mirrored = ent_proportion(n - k, n);
            if (k < n) {
                assert_close(binomial_below(k, n, low.high), 0.025, 1e-8, 0);
            }
            assert_close(mirrored.low, 1 - low.high, 0, 1e-12);
            assert_close(mirrored.high, 1 - low.low, 0, 1e-12);
        }
    }
}

/* ---- Many forecasts
 * ----------------------------------------------------------------------------------- */

static void sums_over_forecasts(void **state) {
    double values[] = {10, 20, 30, 40, 50};
    ent_score_sums_t sums = {0};
    ent_forecast_t sample = ent_forecast_sample(values, 5), normal = ent_forecast_normal(30, 10);
    ent_forecast_t none = ent_forecast_none();
    (void)state;
    ent_score_sums_add(&sums, &normal, 34); /* in both intervals: ±6.7, ±16.4 */
    ent_score_sums_add(&sums, &normal, 18); /* in the wider */
    ent_score_sums_add(&sums, &none, 18);
    ent_score_sums_add(&sums, &normal, 60); /* in none */
    ent_scores_t scores = ent_scores(&sums);
    assert_int_equal(scores.count, 3);
    assert_int_equal(scores.missing, 1);
    assert_close(scores.bias, (-4 + 12 - 30) / 3.0, 1e-15, 0);
    assert_close(scores.rmse, sqrt((16 + 144 + 900) / 3.0), 1e-15, 0);
    assert_close(scores.log_score, 0.91893853320467274 + log(10) + (0.16 + 1.44 + 9) / 2 / 3, 1e-14,
                 0);
    assert_close(
        scores.crps,
        (ent_crps_normal(30, 10, 34) + ent_crps_normal(30, 10, 18) + ent_crps_normal(30, 10, 60)) /
            3,
        1e-15, 0);
    assert_close(scores.coverage[0].share, 1.0 / 3, 1e-15, 0);
    assert_close(scores.coverage[1].share, 2.0 / 3, 1e-15, 0);
    assert_same(scores.coverage[1].low, ent_proportion(2, 3).low);
    assert_same(scores.coverage[1].high, ent_proportion(2, 3).high);
    ent_score_sums_add(&sums, &sample, 20); /* on the end of 20 … 40: within */
    scores = ent_scores(&sums);
    assert_close(scores.coverage[0].share, 0.5, 1e-15, 0);
    assert_true(isnan(scores.log_score)); /* one of the four has no density */
}

static void nothing_scored_is_nothing_said(void **state) {
    ent_score_sums_t sums = {0};
    ent_scores_t scores = ent_scores(&sums);
    (void)state;
    assert_int_equal(scores.count, 0);
    assert_true(isnan(scores.bias) && isnan(scores.rmse) && isnan(scores.crps));
    assert_true(isnan(scores.log_score) && isnan(scores.coverage[0].share));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crps_of_a_normal_is_its_definition),
        cmocka_unit_test(crps_of_a_normal_at_its_mean),
        cmocka_unit_test(crps_of_a_sample_by_hand),
        cmocka_unit_test(crps_of_a_sample_is_its_definition),
        cmocka_unit_test(crps_of_a_sample_keeps_its_digits),
        cmocka_unit_test(crps_of_a_sample_converges_to_the_normal),
        cmocka_unit_test(log_score_of_a_normal),
        cmocka_unit_test(log_score_of_a_mixture_by_hand),
        cmocka_unit_test(a_mixture_is_a_density_in_points),
        cmocka_unit_test(a_mixture_far_away_is_no_infinity),
        cmocka_unit_test(percentages_and_logits),
        cmocka_unit_test(quantiles_of_a_sample),
        cmocka_unit_test(transform_of_an_outcome),
        cmocka_unit_test(histogram_of_transforms),
        cmocka_unit_test(forecasts_pass_on_to_their_kind),
        cmocka_unit_test(no_forecast_has_no_score),
        cmocka_unit_test(intervals_of_published_proportions),
        cmocka_unit_test(intervals_leave_their_tails),
        cmocka_unit_test(sums_over_forecasts),
        cmocka_unit_test(nothing_scored_is_nothing_said),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}

/*
 * Forecasts and their scores over many made-up surveys: what is known of a normal and of an
 * autoregression is found again, within what chance allows. Seeds are fixed, so the tests are
 * deterministic.
 */
#include "analysis/autoregression.h"
#include "analysis/baseline.h"
#include "analysis/poll_fit.h"
#include "support/chance.h"
#include "support/close.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>

enum { OUTCOMES = 4000, SAMPLE = 400, BINS = 10, SURVEYS = 250, WAVES = 240, HELD_OUT = 20 };

static double draw_normal(support_chance_t *chance) {
    return gsl_cdf_ugaussian_Pinv(0x1p-54 + support_chance(chance));
}

/* Fails if hits of n are less likely than 1 in 1000, each hit having probability p. */
static void assert_binomial(size_t hits, size_t n, double p) {
    double below = gsl_cdf_binomial_P((unsigned)hits, p, (unsigned)n);
    double above = hits > 0 ? gsl_cdf_binomial_Q((unsigned)hits - 1, p, (unsigned)n) : 1;
    if (below < 0.0005 || above < 0.0005) {
        fail_msg("%zu of %zu, expected a share of %g", hits, n, p);
    }
}

/* χ² of counts that should be equal, BINS − 1 degrees of freedom, at 1 in 1000. */
static void assert_uniform(const double *pits, size_t n) {
    size_t counts[BINS];
    double expected = (double)n / BINS, sum = 0;
    ent_pit_histogram(pits, n, BINS, counts);
    for (size_t k = 0; k < BINS; k++) {
        double off = (double)counts[k] - expected;
        sum += off * off / expected;
    }
    assert_true(gsl_cdf_chisq_Q(sum, BINS - 1) > 0.001);
}

/* ---- Forecasts that are right
 * ------------------------------------------------------------------------- */

/* The expected scores of N(m, s) if it is right: s/√π, and its entropy ½ ln(2πe s²). */
static void a_right_normal_scores_what_it_should(void **state) {
    static double pits[OUTCOMES];
    const double one_by_root_pi = 0.56418958354775629, entropy = 1.41893853320467274;
    support_chance_t chance = {1};
    ent_score_sums_t sums = {0};
    ent_forecast_t forecast = ent_forecast_normal(40, 7);
    (void)state;
    for (size_t i = 0; i < OUTCOMES; i++) {
        double outcome = 40 + 7 * draw_normal(&chance);
        ent_score_sums_add(&sums, &forecast, outcome);
        pits[i] = ent_forecast_pit(&forecast, outcome);
    }
    ent_scores_t scores = ent_scores(&sums);
    double n = OUTCOMES; /* sd of a CRPS of N(0,1) about 0.45; of ½z² it is √½ */
    assert_close(scores.bias, 0, 0, 4 * 7 / sqrt(n));
    assert_close(scores.rmse, 7, 0, 4 * 7 / sqrt(2 * n));
    assert_close(scores.crps, 7 * one_by_root_pi, 0, 4 * 7 * 0.45 / sqrt(n));
    assert_close(scores.log_score, entropy + log(7), 0, 4 * sqrt(0.5 / n));
    assert_binomial(sums.within[0], OUTCOMES, 0.5);
    assert_binomial(sums.within[1], OUTCOMES, 0.9);
    assert_true(scores.coverage[1].low < 0.9 && scores.coverage[1].high > 0.9);
    assert_uniform(pits, OUTCOMES);
}

/* A sample of the outcome's own distribution: its CRPS exceeds that of the distribution by 1/n of
 * itself, s/√π, which is E|X − X'|/2. */
static void a_right_sample_scores_what_it_should(void **state) {
    static double pits[OUTCOMES], values[SAMPLE];
    const double one_by_root_pi = 0.56418958354775629;
    support_chance_t chance = {2};
    ent_score_sums_t sums = {0};
    double excess = 0;
    (void)state;
    for (size_t i = 0; i < OUTCOMES; i++) {
        double outcome = 7 * draw_normal(&chance);
        for (size_t j = 0; j < SAMPLE; j++) {
            values[j] = 7 * draw_normal(&chance);
        }
        ent_forecast_t forecast = ent_forecast_sample(values, SAMPLE);
        ent_score_sums_add(&sums, &forecast, outcome);
        pits[i] = ent_forecast_pit(&forecast, outcome);
        excess +=
            (ent_forecast_crps(&forecast, outcome) - ent_crps_normal(0, 7, outcome)) / OUTCOMES;
    }
    assert_close(excess, 7 * one_by_root_pi / SAMPLE, 0.25, 0);
    assert_binomial(sums.within[0], OUTCOMES, 0.5);
    assert_binomial(sums.within[1], OUTCOMES, 0.9);
    assert_uniform(pits, OUTCOMES);
}

/* The largest difference from the normal's CRPS falls as 1/√n. */
static void a_sample_converges_to_its_normal(void **state) {
    static double values[65536];
    support_chance_t chance = {3};
    (void)state;
    for (size_t n = 256; n <= 65536; n *= 16) {
        for (size_t j = 0; j < n; j++) {
            values[j] = 40 + 6 * draw_normal(&chance);
        }
        ent_forecast_t forecast = ent_forecast_sample(values, n);
        for (double outcome = 20; outcome <= 60; outcome += 4) {
            assert_close(ent_forecast_crps(&forecast, outcome), ent_crps_normal(40, 6, outcome), 0,
                         4 * 6 / sqrt((double)n));
        }
    }
}

/* Too narrow by half: the interval of 90 % covers P(|z| < 0.822) = 58.9 %, and that is seen. */
static void a_forecast_that_is_too_sure_is_found_out(void **state) {
    support_chance_t chance = {4};
    ent_score_sums_t sums = {0}, right = {0};
    ent_forecast_t sure = ent_forecast_normal(40, 3.5), honest = ent_forecast_normal(40, 7);
    (void)state;
    for (size_t i = 0; i < OUTCOMES; i++) {
        double outcome = 40 + 7 * draw_normal(&chance);
        ent_score_sums_add(&sums, &sure, outcome);
        ent_score_sums_add(&right, &honest, outcome);
    }
    assert_binomial(sums.within[1], OUTCOMES, 0.58918);
    assert_true(ent_scores(&sums).coverage[1].high < 0.9);
    assert_true(ent_scores(&sums).crps > ent_scores(&right).crps); /* both scores are proper */
    assert_true(ent_scores(&sums).log_score > ent_scores(&right).log_score);
}

/* The interval of a proportion covers it in at least 95 % of cases, whatever it is: exactly. */
static void intervals_of_proportions_cover(void **state) {
    enum { N = 30 };
    ent_proportion_t intervals[N + 1];
    (void)state;
    for (size_t k = 0; k <= N; k++) {
        intervals[k] = ent_proportion(k, N);
    }
    for (double p = 0.005; p < 1; p += 0.005) {
        double covered = 0;
        for (unsigned k = 0; k <= N; k++) {
            double below = k > 0 ? gsl_cdf_binomial_P(k - 1, p, N) : 0;
            bool within = intervals[k].low <= p && p <= intervals[k].high;
            covered += within ? gsl_cdf_binomial_P(k, p, N) - below : 0;
        }
        assert_true(covered >= 0.95 - 1e-12);
    }
}

/* ---- Autoregression
 * -------------------------------------------------------------------------------------- */

typedef struct {
    double years[WAVES + HELD_OUT], values[WAVES + HELD_OUT], record[WAVES + HELD_OUT];
    bool training[WAVES + HELD_OUT];
    ent_waves_t waves;
} survey_t;

/* μ 42, φ 0.6 a year, σ 8, β 5; gaps 0.2 to 1.8 years, a record at every other wave. */
static const ent_ar1_t truth = {.mean = 42, .keep = 0.6, .sd = 8, .effect = 5};

static void simulate(survey_t *survey, uint64_t seed) {
    support_chance_t chance = {seed * 7919};
    double year = 1980, off = truth.sd * draw_normal(&chance);
    *survey = (survey_t){.waves = {.years = survey->years,
                                   .values = survey->values,
                                   .training = survey->training,
                                   .record = survey->record,
                                   .count = WAVES + HELD_OUT}};
    for (size_t i = 0; i < WAVES + HELD_OUT; i++) {
        if (i > 0) {
            double gap = support_between(&chance, 0.2, 1.8), kept = pow(truth.keep, gap);
            year += gap;
            off = kept * off + truth.sd * sqrt(1 - kept * kept) * draw_normal(&chance);
        }
        survey->record[i] = support_chance(&chance) < 0.5 ? support_between(&chance, -2, 1) : 0;
        off += truth.effect * survey->record[i];
        survey->years[i] = year;
        survey->values[i] = truth.mean + off;
        survey->training[i] = i < WAVES;
    }
}

/* Estimates of one parameter over many surveys. */
typedef struct {
    double sum, errors;
    size_t covered;
} estimates_t;

static void add_estimate(estimates_t *estimates, double found, double error, double expected) {
    assert_true(error > 0);
    estimates->sum += found / SURVEYS;
    estimates->errors += error / SURVEYS;
    estimates->covered += fabs(found - expected) <= 1.96 * error;
}

/*
 * Right on average to a fifth of a standard error (φ to half of one: it is known to be biased low,
 * by about (1 + 3φ)/n), and within 1.96 of them in about 95 % of surveys.
 */
static void check_estimates(const estimates_t *estimates, double expected, double of_error) {
    assert_close(estimates->sum, expected, 0, of_error * estimates->errors);
    assert_true(estimates->covered >= 0.91 * SURVEYS && estimates->covered <= 0.985 * SURVEYS);
}

static void an_autoregression_is_recovered(void **state) {
    estimates_t mean = {0}, keep = {0}, effect = {0};
    double variance = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= SURVEYS; seed++) {
        survey_t survey;
        ent_ar1_t fit;
        simulate(&survey, seed);
        assert_int_equal(ent_ar1_fit(&survey.waves, true, &fit), ENT_OK);
        assert_true(fit.fitted);
        add_estimate(&mean, fit.mean, fit.mean_error, truth.mean);
        add_estimate(&keep, fit.keep, fit.keep_error, truth.keep);
        add_estimate(&effect, fit.effect, fit.effect_error, truth.effect);
        variance += fit.sd * fit.sd / SURVEYS;
    }
    check_estimates(&mean, truth.mean, 0.2);
    check_estimates(&keep, truth.keep, 0.5);
    check_estimates(&effect, truth.effect, 0.2);
    assert_close(sqrt(variance), truth.sd, 0.03, 0);
}

/*
 * One wave ahead, five, and twenty: the variance grows as it should. Of each survey one wave at a
 * time is taken, so outcomes are independent and hits binomial.
 */
static void an_autoregression_is_calibrated_ahead(void **state) {
    enum { AHEAD = 3 };
    static const size_t waves[AHEAD] = {WAVES, WAVES + 4, WAVES + HELD_OUT - 1};
    static double pits[AHEAD][SURVEYS];
    ent_score_sums_t sums[AHEAD] = {{0}};
    (void)state;
    for (uint64_t seed = 1; seed <= SURVEYS; seed++) {
        survey_t survey;
        ent_forecast_t forecasts[WAVES + HELD_OUT];
        simulate(&survey, seed);
        assert_int_equal(ent_baseline_forecast(ENT_BASELINE_AR1_RECORD, &survey.waves, forecasts),
                         ENT_OK);
        for (size_t k = 0; k < AHEAD; k++) {
            double outcome = survey.values[waves[k]];
            ent_score_sums_add(&sums[k], &forecasts[waves[k]], outcome);
            pits[k][seed - 1] = ent_forecast_pit(&forecasts[waves[k]], outcome);
        }
    }
    for (size_t k = 0; k < AHEAD; k++) {
        assert_int_equal(sums[k].count, SURVEYS);
        assert_binomial(sums[k].within[0], SURVEYS, 0.5);
        assert_binomial(sums[k].within[1], SURVEYS, 0.9);
        assert_uniform(pits[k], SURVEYS);
    }
}

/* Who knows more scores better, on average: the record, and the previous wave. */
static void knowing_more_scores_better(void **state) {
    ent_score_sums_t sums[ENT_BASELINES] = {{0}};
    double crps[ENT_BASELINES];
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        survey_t survey;
        ent_forecast_t forecasts[WAVES + HELD_OUT];
        simulate(&survey, seed);
        for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
            assert_int_equal(ent_baseline_forecast(k, &survey.waves, forecasts), ENT_OK);
            for (size_t i = WAVES; i < WAVES + HELD_OUT; i++) {
                ent_score_sums_add(&sums[k], &forecasts[i], survey.values[i]);
            }
        }
    }
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        crps[k] = ent_scores(&sums[k]).crps;
    }
    assert_true(crps[ENT_BASELINE_AR1_RECORD] < crps[ENT_BASELINE_AR1]);
    assert_true(crps[ENT_BASELINE_AR1] < crps[ENT_BASELINE_PERSISTENCE]);
    assert_true(crps[ENT_BASELINE_AR1_KNOWN] < crps[ENT_BASELINE_AR1]);
    assert_true(crps[ENT_BASELINE_AR1_KNOWN] < crps[ENT_BASELINE_PERSISTENCE_KNOWN]);
    assert_true(crps[ENT_BASELINE_PERSISTENCE_KNOWN] < crps[ENT_BASELINE_PERSISTENCE]);
}

/* ---- Poll fits
 * ---------------------------------------------------------------------------------------------- */

/* Curves drawn from the prior: a and θ lie within 1.96 errors of the fit in 95 % of surveys. */
static void poll_fits_cover_what_was_drawn_from_their_prior(void **state) {
    enum { FITS = 1000, N = 8 };
    const ent_poll_prior_t prior = {-0.4, 0.6, 1.4, 0.3};
    support_chance_t chance = {6};
    size_t by_intercept = 0, by_slope = 0;
    double noise_squared = 0;
    (void)state;
    for (size_t k = 0; k < FITS; k++) {
        double a = prior.intercept + prior.intercept_sd * draw_normal(&chance);
        double theta = log(prior.slope) + prior.log_slope_sd * draw_normal(&chance);
        double percent[N], x[N];
        for (size_t i = 0; i < N; i++) {
            x[i] = support_between(&chance, -1, 1);
            percent[i] = 100 / (1 + exp(-a - exp(theta) * x[i] - 0.2 * draw_normal(&chance)));
        }
        ent_poll_data_t data = {.percent = percent, .index = x, .count = N, .noise = 0.2};
        ent_poll_fit_t fit;
        assert_int_equal(ent_poll_fit(&data, &prior, &fit), ENT_OK);
        assert_int_equal(fit.outcome, ENT_FIT_DONE);
        by_intercept += fabs(fit.intercept - a) <= 1.96 * fit.intercept_error;
        by_slope += fabs(log(fit.slope) - theta) <= 1.96 * sqrt(fit.covariance[1][1]);
        noise_squared += fit.residual_sd * fit.residual_sd / FITS;
    }
    assert_binomial(by_intercept, FITS, 0.95);
    assert_binomial(by_slope, FITS, 0.95);
    assert_close(sqrt(noise_squared), 0.2, 0.02, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_normal_scores_what_it_should),
        cmocka_unit_test(a_right_sample_scores_what_it_should),
        cmocka_unit_test(a_sample_converges_to_its_normal),
        cmocka_unit_test(a_forecast_that_is_too_sure_is_found_out),
        cmocka_unit_test(intervals_of_proportions_cover),
        cmocka_unit_test(an_autoregression_is_recovered),
        cmocka_unit_test(an_autoregression_is_calibrated_ahead),
        cmocka_unit_test(knowing_more_scores_better),
        cmocka_unit_test(poll_fits_cover_what_was_drawn_from_their_prior),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("forecasts", tests, NULL, NULL);
}

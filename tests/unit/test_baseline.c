/*
 * Baselines (analysis/baseline.c) against cases worked out by hand and certified data of NIST's
 * Statistical Reference Datasets.
 */
#include "analysis/autoregression.h"
#include "analysis/baseline.h"
#include "support/chance.h"
#include "support/close.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

enum { MOST_WAVES = 64 };

/* A survey with its storage. */
typedef struct {
    double years[MOST_WAVES], values[MOST_WAVES], record[MOST_WAVES];
    bool training[MOST_WAVES];
    ent_waves_t waves;
} survey_t;

static void survey_init(survey_t *survey) {
    *survey = (survey_t){
        .waves = {.years = survey->years, .values = survey->values, .training = survey->training}};
}

static void add_wave(survey_t *survey, double years, double value, bool training) {
    size_t i = survey->waves.count++;
    assert_true(i < MOST_WAVES);
    survey->years[i] = years;
    survey->values[i] = value;
    survey->training[i] = training;
}

/* Six training waves at uneven gaps, then three held out. */
static void small_survey(survey_t *survey) {
    static const double waves[][2] = {{2000, 50},   {2001, 54},   {2003, 48},
                                      {2003.5, 47}, {2004.5, 51}, {2006.5, 45}};
    survey_init(survey);
    for (size_t i = 0; i < 6; i++) {
        add_wave(survey, waves[i][0], waves[i][1], true);
    }
    add_wave(survey, 2007.5, 40, false);
    add_wave(survey, 2010.5, 42, false);
    add_wave(survey, 2011, 46, false);
}

static void forecast(const survey_t *survey, ent_baseline_t baseline,
                     ent_forecast_t forecasts[MOST_WAVES]) {
    assert_int_equal(ent_baseline_forecast(baseline, &survey->waves, forecasts), ENT_OK);
}

#define assert_normal(forecast, expected_mean, expected_sd)                                        \
    do {                                                                                           \
        assert_int_equal((forecast).kind, ENT_FORECAST_NORMAL);                                    \
        assert_close((forecast).mean, (expected_mean), 1e-12, 0);                                  \
        assert_close((forecast).sd, (expected_sd), 1e-12, 0);                                      \
    } while (0)

/* ---- Persistence
 * ------------------------------------------------------------------------------------ */

/* Yearly variance of the small survey: (16/1 + 36/2 + 1/0.5 + 16/1 + 36/2)/5 = 14. */
static void persistence_grows_as_a_random_walk(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    small_survey(&survey);
    forecast(&survey, ENT_BASELINE_PERSISTENCE, forecasts);
    assert_int_equal(forecasts[0].kind, ENT_FORECAST_NONE);
    assert_normal(forecasts[1], 50, sqrt(14));
    assert_normal(forecasts[2], 54, sqrt(14 * 2));
    assert_normal(forecasts[3], 48, sqrt(14 * 0.5));
    assert_normal(forecasts[6], 45, sqrt(14));
    assert_normal(forecasts[7], 45, sqrt(14 * 4));
    assert_normal(forecasts[8], 45, sqrt(14 * 4.5));
}

static void persistence_that_knows_the_previous_wave(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES], frozen[MOST_WAVES];
    (void)state;
    small_survey(&survey);
    forecast(&survey, ENT_BASELINE_PERSISTENCE_KNOWN, forecasts);
    forecast(&survey, ENT_BASELINE_PERSISTENCE, frozen);
    for (size_t i = 1; i <= 6; i++) {
        assert_normal(forecasts[i], frozen[i].mean, frozen[i].sd);
    }
    assert_normal(forecasts[7], 40, sqrt(14 * 3));
    assert_normal(forecasts[8], 42, sqrt(14 * 0.5));
}

/* What is held out in the middle is not known when the next training wave is forecast. */
static void training_waves_know_training_waves_only(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    small_survey(&survey);
    survey.training[2] = false;
    forecast(&survey, ENT_BASELINE_PERSISTENCE_KNOWN, forecasts);
    /* (16/1 + 49/2.5 + 16/1 + 36/2)/4 */
    assert_normal(forecasts[3], 54, sqrt(17.4 * 2.5));
    assert_normal(forecasts[2], 54, sqrt(17.4 * 2));
}

/* Two waves in the same days count as a week apart; no forecast is surer than half a point. */
static void waves_in_the_same_days(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    survey_init(&survey);
    add_wave(&survey, 2000, 50, true);
    add_wave(&survey, 2001, 51, true);
    add_wave(&survey, 2001, 51, true);
    add_wave(&survey, 2001.001, 51.5, true);
    add_wave(&survey, 2005.001, 60, false);
    forecast(&survey, ENT_BASELINE_PERSISTENCE, forecasts);
    double yearly = (1 + 0 + 0.25 / (7 / 365.25)) / 3;
    assert_normal(forecasts[4], 51.5, sqrt(yearly * 4));
    assert_normal(forecasts[2], 51, 0.5); /* √(yearly·7/365.25) is less */
}

/* ---- Climatology
 * -------------------------------------------------------------------------------------- */

/* Mean 295/6; squared deviations 14555 − 295²/6 = 50.83…, by 5. */
static void climatology_is_mean_and_sd(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    small_survey(&survey);
    forecast(&survey, ENT_BASELINE_CLIMATOLOGY, forecasts);
    for (size_t i = 0; i < survey.waves.count; i++) {
        assert_normal(forecasts[i], 295.0 / 6, sqrt((14555 - 295.0 * 295 / 6) / 5));
    }
}

/* ---- Curves of time
 * ------------------------------------------------------------------------------------- */

/* NIST StRD, Linear Regression, Norris: x, y, in the order of x. */
static const double norris[][2] = {
    {0.2, 0.1},     {0.3, 0.3},     {0.3, 0.6},     {0.4, 0.3},     {0.5, 0.2},     {0.6, 0.1},
    {10.1, 9.2},    {11.1, 10.2},   {11.6, 10.8},   {118.2, 118.1}, {118.3, 117.6}, {120.2, 119.6},
    {226.5, 228.1}, {228.1, 228.3}, {229.2, 228.9}, {337.4, 338.8}, {338.0, 339.3}, {339.1, 339.3},
    {447.5, 448.9}, {448.6, 449.1}, {448.9, 449.2}, {556.0, 557.7}, {556.8, 557.6}, {558.2, 559.2},
    {666.3, 668.5}, {666.9, 668.8}, {669.1, 668.4}, {775.5, 778.1}, {777.0, 778.9}, {779.0, 778.9},
    {884.6, 888.0}, {887.2, 888.0}, {887.6, 888.8}, {995.8, 998.0}, {996.3, 998.5}, {999.0, 998.5}};

/* Certified: intercept, slope, the slope's standard error, the residual standard deviation. */
static void trend_on_certified_data(void **state) {
    const double intercept = -0.262323073774029, slope = 1.00211681802045;
    const double slope_error = 0.429796848199937e-03, residual = 0.884796396144373;
    enum { N = 36 };
    static const double ahead[] = {1000, 1250, 2000};
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    double mean = 0;
    (void)state;
    survey_init(&survey);
    for (size_t i = 0; i < N; i++) {
        add_wave(&survey, norris[i][0], norris[i][1], true);
        mean += norris[i][0] / N;
    }
    for (size_t i = 0; i < 3; i++) {
        add_wave(&survey, ahead[i], 0, false);
    }
    forecast(&survey, ENT_BASELINE_TREND, forecasts);
    for (size_t i = 0; i < 3; i++) {
        double reach = (ahead[i] - mean) * slope_error;
        double variance = residual * residual * (1 + 1.0 / N) + reach * reach;
        assert_close(forecasts[N + i].mean, intercept + slope * ahead[i], 1e-12, 0);
        assert_close(forecasts[N + i].sd, sqrt(variance), 1e-11, 0);
    }
}

/* A shift of 2000 years changes no forecast: nothing is lost to the size of a date. */
static void trend_does_not_depend_on_the_epoch(void **state) {
    survey_t survey, early;
    ent_forecast_t forecasts[MOST_WAVES], from_zero[MOST_WAVES];
    (void)state;
    small_survey(&survey);
    early = survey;
    early.waves.years = early.years;
    for (size_t i = 0; i < survey.waves.count; i++) {
        early.years[i] -= 2000;
    }
    forecast(&survey, ENT_BASELINE_TREND, forecasts);
    assert_int_equal(ent_baseline_forecast(ENT_BASELINE_TREND, &early.waves, from_zero), ENT_OK);
    for (size_t i = 0; i < survey.waves.count; i++) {
        assert_normal(forecasts[i], from_zero[i].mean, from_zero[i].sd);
    }
}

/* Waves all in one year have no trend, or any. */
static void no_trend_of_one_date(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    survey_init(&survey);
    for (size_t i = 0; i < 6; i++) {
        add_wave(&survey, 2010, 30 + (double)i, true);
    }
    add_wave(&survey, 2015, 30, false);
    forecast(&survey, ENT_BASELINE_TREND, forecasts);
    assert_int_equal(forecasts[6].kind, ENT_FORECAST_NONE);
    forecast(&survey, ENT_BASELINE_CLOCK, forecasts);
    assert_int_equal(forecasts[6].kind, ENT_FORECAST_NONE);
}

/*
 * Twenty waves, two a year, over two whole periods: the terms are orthogonal, so the coefficients
 * are sums by themselves, and the curve's variance is s²·(1 + 2)/20 everywhere.
 */
static void clock_of_five_years(void **state) {
    enum { N = 20 };
    static const double noise[N] = {1.0,  -0.5, 0.3,  0.8, -1.2, 0.1,  -0.7, 0.4,  0.9, -1.1,
                                    -0.2, 0.6,  -0.9, 1.3, 0.2,  -0.4, 0.5,  -1.0, 0.7, -0.3};
    const double turn = 2 * 3.14159265358979323846 / 5;
    double mean = 0, cosine = 0, sine = 0, squares = 0;
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    survey_init(&survey);
    for (size_t i = 0; i < N; i++) {
        double t = (double)i / 2, value = 40 + 6 * cos(turn * t) - 3 * sin(turn * t) + 4 * noise[i];
        add_wave(&survey, 1998 + t, value, true);
        mean += value / N;
        cosine += 2 * value * cos(turn * t) / N;
        sine += 2 * value * sin(turn * t) / N;
    }
    for (size_t i = 0; i < N; i++) {
        double t = (double)i / 2;
        double off = survey.values[i] - mean - cosine * cos(turn * t) - sine * sin(turn * t);
        squares += off * off;
    }
    add_wave(&survey, 2011.3, 0, false);
    forecast(&survey, ENT_BASELINE_CLOCK, forecasts);
    double expected = mean + cosine * cos(turn * 13.3) + sine * sin(turn * 13.3);
    double variance = squares / (N - 3);
    assert_close(forecasts[N].mean, expected, 1e-11, 0);
    assert_close(forecasts[N].sd, sqrt(variance * (1 + 3.0 / N)), 1e-11, 0);
}

/* ---- Autoregression
 * --------------------------------------------------------------------------------------- */

/* The first wave stationary, training waves from the one before, the rest from the last of them. */
static void ar1_forecasts_by_its_formula(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES], known[MOST_WAVES];
    ent_ar1_t fit;
    (void)state;
    small_survey(&survey);
    assert_int_equal(ent_ar1_fit(&survey.waves, false, &fit), ENT_OK);
    assert_true(fit.fitted && fit.waves == 6 && fit.keep > 0.01 && fit.keep < 0.99);
    forecast(&survey, ENT_BASELINE_AR1, forecasts);
    forecast(&survey, ENT_BASELINE_AR1_KNOWN, known);
    assert_normal(forecasts[0], fit.mean, fit.sd);
    for (size_t i = 1; i < survey.waves.count; i++) {
        size_t from = i <= 6 ? i - 1 : 5;
        double kept = pow(fit.keep, survey.years[i] - survey.years[from]);
        assert_normal(forecasts[i], fit.mean + kept * (survey.values[from] - fit.mean),
                      fmax(0.5, fit.sd * sqrt(1 - kept * kept)));
        kept = pow(fit.keep, survey.years[i] - survey.years[i - 1]);
        assert_normal(known[i], fit.mean + kept * (survey.values[i - 1] - fit.mean),
                      fmax(0.5, fit.sd * sqrt(1 - kept * kept)));
    }
    assert_true(forecasts[8].sd > forecasts[7].sd && forecasts[7].sd > forecasts[6].sd);
}

/* Events of the held-out years count where they happened, and fade by φ from there on. */
static void events_of_held_out_years_are_known(void **state) {
    static const double record[] = {0.2, 0, -1, -0.3, 0.5, -0.8, -0.6, -1.4, 0.9};
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    ent_ar1_t fit;
    (void)state;
    small_survey(&survey);
    memcpy(survey.record, record, sizeof record);
    survey.waves.record = survey.record;
    assert_int_equal(ent_ar1_fit(&survey.waves, true, &fit), ENT_OK);
    assert_true(fit.fitted && fit.effect > 0);
    forecast(&survey, ENT_BASELINE_AR1_RECORD, forecasts);
    assert_normal(forecasts[0], fit.mean + fit.effect * 0.2, fit.sd);
    double expected =
        fit.mean + fit.effect * record[2] + pow(fit.keep, 2) * (survey.values[1] - fit.mean);
    assert_normal(forecasts[2], expected, fmax(0.5, fit.sd * sqrt(1 - pow(fit.keep, 4))));
    expected = survey.values[5]; /* step by step through 2007.5, 2010.5, 2011 */
    static const double gaps[] = {1, 3, 0.5};
    double gap = 0;
    for (size_t i = 0; i < 3; i++) {
        gap += gaps[i];
        expected =
            fit.mean + pow(fit.keep, gaps[i]) * (expected - fit.mean) + fit.effect * record[6 + i];
        assert_normal(forecasts[6 + i], expected, fit.sd * sqrt(1 - pow(fit.keep, 2 * gap)));
    }
}

static void a_record_that_says_nothing_gives_no_forecast(void **state) {
    survey_t survey;
    ent_forecast_t forecasts[MOST_WAVES];
    (void)state;
    small_survey(&survey);
    forecast(&survey, ENT_BASELINE_AR1_RECORD, forecasts); /* there is none */
    assert_int_equal(forecasts[7].kind, ENT_FORECAST_NONE);
    survey.waves.record = survey.record;
    survey.record[7] = -1; /* it moves, but not where anything could be learnt from it */
    forecast(&survey, ENT_BASELINE_AR1_RECORD, forecasts);
    assert_int_equal(forecasts[7].kind, ENT_FORECAST_NONE);
    survey.record[3] = -1;
    forecast(&survey, ENT_BASELINE_AR1_RECORD, forecasts);
    assert_int_equal(forecasts[7].kind, ENT_FORECAST_NORMAL);
}

/* ---- All of them
 * -------------------------------------------------------------------------------------------- */

static void the_table_names_every_kind_once(void **state) {
    (void)state;
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        const ent_baseline_row_t *row = ent_baseline_row(k);
        assert_non_null(row->name);
        assert_non_null(row->title);
        assert_true(row->least_waves >= 2);
        for (ent_baseline_t other = 0; other < k; other++) {
            assert_string_not_equal(row->name, ent_baseline_row(other)->name);
            assert_string_not_equal(row->title, ent_baseline_row(other)->title);
        }
    }
}

/* As many training waves as the table says are enough, one fewer is not. */
static void few_waves_give_no_forecast(void **state) {
    (void)state;
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        size_t least = ent_baseline_row(k)->least_waves;
        for (size_t n = 0; n <= 6; n++) {
            survey_t survey;
            ent_forecast_t forecasts[MOST_WAVES];
            small_survey(&survey);
            survey.waves.record = survey.record;
            survey.record[0] = 1;
            for (size_t i = 0; i < 6; i++) {
                survey.training[i] = i < n;
            }
            forecast(&survey, k, forecasts);
            for (size_t i = 1; i < survey.waves.count; i++) {
                assert_int_equal(forecasts[i].kind,
                                 n >= least ? ENT_FORECAST_NORMAL : ENT_FORECAST_NONE);
            }
        }
    }
}

/* What lies before the training years is neither used nor forecast. */
static void waves_before_training_are_left_alone(void **state) {
    (void)state;
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        survey_t survey, longer;
        ent_forecast_t forecasts[MOST_WAVES], longer_forecasts[MOST_WAVES];
        small_survey(&survey);
        survey.waves.record = survey.record;
        survey.record[2] = -1;
        survey_init(&longer);
        longer.waves.record = longer.record;
        add_wave(&longer, 1990, 99, false);
        add_wave(&longer, 1995, 1, false);
        for (size_t i = 0; i < survey.waves.count; i++) {
            add_wave(&longer, survey.years[i], survey.values[i], survey.training[i]);
        }
        longer.record[4] = -1;
        forecast(&survey, k, forecasts);
        forecast(&longer, k, longer_forecasts);
        assert_int_equal(longer_forecasts[0].kind, ENT_FORECAST_NONE);
        assert_int_equal(longer_forecasts[1].kind, ENT_FORECAST_NONE);
        for (size_t i = 0; i < survey.waves.count; i++) {
            assert_int_equal(longer_forecasts[i + 2].kind, forecasts[i].kind);
            assert_same(longer_forecasts[i + 2].mean, forecasts[i].mean);
            assert_same(longer_forecasts[i + 2].sd, forecasts[i].sd);
        }
    }
}

/* Held-out values tell nothing to those who do not know the previous wave. */
static void held_out_values_do_not_leak(void **state) {
    (void)state;
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        survey_t survey, other;
        ent_forecast_t forecasts[MOST_WAVES], changed[MOST_WAVES];
        small_survey(&survey);
        small_survey(&other);
        survey.waves.record = survey.record;
        other.waves.record = other.record;
        survey.record[2] = other.record[2] = -1;
        other.values[6] = other.values[7] = other.values[8] = 77;
        forecast(&survey, k, forecasts);
        forecast(&other, k, changed);
        size_t untouched = ent_baseline_row(k)->knows_previous ? 7 : survey.waves.count;
        for (size_t i = 0; i < survey.waves.count; i++) {
            assert_true((forecasts[i].mean != changed[i].mean) ==
                        (i >= untouched || isnan(forecasts[i].mean)));
        }
    }
}

/* A survey that never moves is forecast to stay, and no surer than half a point. */
static void a_constant_survey(void **state) {
    (void)state;
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        survey_t survey;
        ent_forecast_t forecasts[MOST_WAVES];
        survey_init(&survey);
        for (size_t i = 0; i < 12; i++) {
            add_wave(&survey, 2000 + (double)i, 37, i < 8);
        }
        survey.waves.record = survey.record;
        survey.record[3] = 1;
        forecast(&survey, k, forecasts);
        assert_close(forecasts[11].mean, 37, 1e-9, 0);
        assert_true(forecasts[11].sd >= 0.5 && forecasts[11].sd < 1.2);
    }
}

static void the_same_waves_give_the_same_bits(void **state) {
    support_chance_t chance = {11};
    survey_t survey;
    (void)state;
    survey_init(&survey);
    survey.waves.record = survey.record;
    for (size_t i = 0; i < 40; i++) {
        survey.record[i] = support_between(&chance, -1, 0.5);
        add_wave(&survey, 1980 + (double)i + support_chance(&chance),
                 support_between(&chance, 20, 60), i < 30);
    }
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        ent_forecast_t first[MOST_WAVES] = {{0}}, second[MOST_WAVES] = {{0}};
        forecast(&survey, k, first);
        forecast(&survey, k, second);
        for (size_t i = 0; i < survey.waves.count; i++) {
            assert_memory_equal(&first[i].mean, &second[i].mean, sizeof first[i].mean);
            assert_memory_equal(&first[i].sd, &second[i].sd, sizeof first[i].sd);
        }
    }
}

static void unsound_waves_are_refused(void **state) {
    (void)state;
    for (size_t what = 0; what < 4; what++) {
        survey_t survey;
        ent_forecast_t forecasts[MOST_WAVES];
        small_survey(&survey);
        survey.waves.record = survey.record;
        if (what == 0) {
            survey.values[4] = NAN;
        } else if (what == 1) {
            survey.years[3] = INFINITY;
        } else if (what == 2) {
            survey.years[3] = 2002.9;
        } else {
            survey.record[1] = NAN;
        }
        assert_int_equal(ent_baseline_forecast(ENT_BASELINE_CLIMATOLOGY, &survey.waves, forecasts),
                         ENT_ERR_BUG);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persistence_grows_as_a_random_walk),
        cmocka_unit_test(persistence_that_knows_the_previous_wave),
        cmocka_unit_test(training_waves_know_training_waves_only),
        cmocka_unit_test(waves_in_the_same_days),
        cmocka_unit_test(climatology_is_mean_and_sd),
        cmocka_unit_test(trend_on_certified_data),
        cmocka_unit_test(trend_does_not_depend_on_the_epoch),
        cmocka_unit_test(no_trend_of_one_date),
        cmocka_unit_test(clock_of_five_years),
        cmocka_unit_test(ar1_forecasts_by_its_formula),
        cmocka_unit_test(events_of_held_out_years_are_known),
        cmocka_unit_test(a_record_that_says_nothing_gives_no_forecast),
        cmocka_unit_test(the_table_names_every_kind_once),
        cmocka_unit_test(few_waves_give_no_forecast),
        cmocka_unit_test(waves_before_training_are_left_alone),
        cmocka_unit_test(held_out_values_do_not_leak),
        cmocka_unit_test(a_constant_survey),
        cmocka_unit_test(the_same_waves_give_the_same_bits),
        cmocka_unit_test(unsound_waves_are_refused),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("baseline", tests, NULL, NULL);
}

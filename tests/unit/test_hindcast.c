/*
 * A model held against surveys (analysis/hindcast.c, hindcast_run.c): which waves are fitted and
 * scored, where curves come from, what is forecast. Waves are drawn from a known curve; forecasts
 * are made once more from members stepped without the ensemble and from normals drawn by key.
 */
#include "analysis/hindcast.h"

#include "random/random.h"
#include "support/chance.h"
#include "support/close.h"
#include "support/past.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS = SUPPORT_PAST_MEMBERS, SEED = SUPPORT_PAST_SEED, STEPS = SUPPORT_PAST_STEPS };

/* The curve that waves are drawn from. */
static const ent_curve_t truth = {.shift = 0.4, .slope = 1.7, .noise = 0};

#define POLL(name, keys)                                                                           \
    "{ name = '" name "'; series = 'waves.csv'; " SUPPORT_PAST_TERMS " " keys " }"
#define WEAK "noise = 0.05; prior = { intercept_sd = 100.0; slope_sd = 10.0; };"
#define ONE_POLL "polls = ( " POLL("warm", WEAK) " );"

/* The past without surveys: where its index stands. */
static void open_bare(support_past_t *past, bool lively) {
    support_past_open(past, lively, "", NULL);
}

/* Nearly normal: twelve uniforms have the variance of one normal. */
static double draw(support_chance_t *chance) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        sum += support_chance(chance);
    }
    return sum;
}

/* Waves of a poll at every so many instants, on the true curve of the ensemble's mean. */
static void add_waves(support_waves_t *waves, const support_past_t *bare, const char *poll,
                      int first, int last, int every, double noise) {
    support_chance_t chance = {.state = 5};
    for (int n = first; n <= last; n += every) {
        double logit = truth.shift + truth.slope * support_past_mean(bare, (size_t)n);
        logit += noise > 0 ? noise * draw(&chance) : 0;
        support_waves_add(waves, poll, n, "AAA", support_logistic(logit), 0, "read");
    }
}

static const ent_hindcast_run_t *run_of(const support_past_t *past) {
    return &past->hindcast.models[ENT_MODEL_GIVEN];
}

static void assert_same_curve(ent_curve_t a, ent_curve_t b) {
    assert_same(a.shift, b.shift);
    assert_same(a.slope, b.slope);
    assert_same(a.noise, b.noise);
}

/* ---- Waves -----------------------------------------------------------------------------------
 */

static void dates_and_grades_choose_waves(void **state) {
    static const struct {
        int instant;
        const char *grade;
        bool inside, graded, training;
    } rows[] = {
        {-14, "read", false, true, false},       {-1, "read", false, true, false},
        {0, "read", true, true, false},          {11, "read", true, true, false},
        {12, "memory", true, false, false},      {13, "partial", true, true, true},
        {14, "derived", true, true, true},       {47, "read", true, true, true},
        {48, "read", true, true, false},         {STEPS - 1, "read", true, true, false},
        {STEPS, "read", true, true, false}, /* the last instant has no step, and is recorded */
        {STEPS + 1, "read", false, true, false}, {STEPS + 2, "memory", false, false, false},
    };
    enum { ROWS = sizeof rows / sizeof rows[0] };
    support_past_t past;
    support_waves_t waves = {.used = 0};
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        support_waves_add(&waves, "warm", rows[i].instant, "AAA", 50, 0, rows[i].grade);
    }
    support_past_open(&past, false,
                      "hindcast = { train_from = '2021-01-16'; train_until = '2024-01-15'; };"
                      "polls = ( " POLL("warm", WEAK) " );",
                      &waves);
    assert_int_equal(past.hindcast.wave_count, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        const ent_hindcast_wave_t *wave = &past.hindcast.waves[i];
        assert_ptr_equal(wave->survey, &past.scenario.surveys[i]);
        assert_close(wave->years, 2020 + rows[i].instant / 12.0 + 14 / 365.25, 1e-13, 0);
        assert_int_equal(wave->inside, rows[i].inside);
        assert_int_equal(wave->graded, rows[i].graded);
        assert_int_equal(wave->training, rows[i].training);
        assert_int_equal(wave->instant, rows[i].inside ? rows[i].instant : 0);
    }
    assert_int_equal(ent_hindcast_training(&past.hindcast, 0), 3);
    support_past_close(&past);
}

/* On the very days: from is included, until is not. */
static void the_training_period_is_half_open(void **state) {
    static const struct {
        const char *period;
        bool training[4]; /* waves of 2021-01-15, 2021-02-15, 2021-03-15 and 2019-12-15 */
    } rows[] = {
        {"", {true, true, true, true}},
        {"hindcast = { train_from = '2021-02-15'; };", {false, true, true, false}},
        {"hindcast = { train_until = '2021-02-15'; };", {true, false, false, true}},
        {"hindcast = { train_from = '2021-01-15'; train_until = '2021-03-15'; };",
         {true, true, false, false}},
        {"hindcast = { train_from = '1990-01'; train_until = '2099-01'; };",
         {true, true, true, true}},
    };
    support_waves_t waves = {.used = 0};
    (void)state;
    support_waves_add(&waves, "warm", -1, "AAA", 50, 0, "read");
    for (int n = 12; n < 15; n++) {
        support_waves_add(&waves, "warm", n, "AAA", 50, 0, "read");
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        support_past_t past;
        char more[400];
        (void)snprintf(more, sizeof more, "%s%s", rows[i].period, ONE_POLL);
        support_past_open(&past, false, more, &waves);
        for (size_t k = 0; k < 4; k++) {
            size_t wave = k == 3 ? 0 : k + 1;
            assert_int_equal(past.hindcast.waves[wave].training, rows[i].training[k]);
        }
        support_past_close(&past);
    }
}

/* ---- Curves ----------------------------------------------------------------------------------
 */

static void a_known_curve_is_recovered(void **state) {
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, false);
    add_waves(&waves, &bare, "warm", 2, STEPS, 5, 0);
    support_past_open(&past, false, ONE_POLL, &waves);
    support_past_run(&past, NULL, 1);
    const ent_hindcast_run_t *run = run_of(&past);
    assert_int_equal(run->sources[0], ENT_CURVE_FITTED);
    assert_close(run->curves[0].shift, truth.shift, 0, 1e-5);
    assert_close(run->curves[0].slope, truth.slope, 1e-5, 0);
    assert_true(run->curves[0].noise > 0 &&
                run->curves[0].noise < 0.05); /* less than it was told */
    support_past_close(&past);
    support_past_close(&bare);
}

/* Members differ, waves are noisy: within four standard errors of what they were drawn from. */
static void a_noisy_curve_is_recovered_within_its_errors(void **state) {
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_waves(&waves, &bare, "warm", 0, STEPS, 2, 0.1);
    support_past_open(&past, true, ONE_POLL, &waves);
    support_past_run(&past, NULL, 1);
    const ent_poll_fit_t *fit = &run_of(&past)->fits[0];
    assert_int_equal(fit->waves, 37);
    assert_close(fit->intercept, truth.shift, 0, 4 * fit->intercept_error);
    assert_close(fit->slope, truth.slope, 0, 4 * fit->slope_error);
    assert_true(fit->slope_error < 0.3);
    assert_close(run_of(&past)->curves[0].noise, 0.1, 0.35, 0); /* 1/√72 is an eighth */
    support_past_close(&past);
    support_past_close(&bare);
}

/* The same numbers as the fit of the same waves, index and prior by itself. */
static void assert_own_fit(const support_past_t *past, size_t poll, ent_curve_t prior) {
    double percent[100], index[100], asked[100];
    const ent_poll_t *source = &past->scenario.polls[poll];
    const ent_poll_prior_t priors = {prior.shift, source->prior_intercept_sd, prior.slope,
                                     source->prior_slope_sd};
    ent_poll_data_t data = {percent, index, asked, 0, source->noise};
    ent_poll_fit_t fit;
    for (size_t i = 0; i < past->scenario.survey_count; i++) {
        const ent_survey_t *survey = &past->scenario.surveys[i];
        long month = (survey->date.year - 2020) * 12 + survey->date.month - 1;
        if (survey->poll == poll && survey->grade != ENT_GRADE_MEMORY && month >= 0 &&
            month <= STEPS) {
            percent[data.count] = survey->value;
            index[data.count] = support_past_mean(past, (size_t)month);
            asked[data.count++] = survey->respondents;
        }
    }
    assert_int_equal(ent_poll_fit(&data, &priors, &fit), ENT_OK);
    assert_int_equal(fit.outcome, ENT_FIT_DONE);
    const ent_curve_t curve = run_of(past)->curves[poll];
    assert_int_equal(run_of(past)->sources[poll], ENT_CURVE_FITTED);
    assert_close(curve.shift, fit.intercept, 1e-9, 0);
    assert_close(curve.slope, fit.slope, 1e-9, 0);
    assert_close(curve.noise, fit.residual_sd, 1e-9, 0);
}

#define FAMILY                                                                                     \
    "polls = ( " POLL("panel", "like = 'mail'; noise = 0.2;") ", " POLL(                           \
        "mail",                                                                                    \
        "like = 'face'; noise = 0.1; prior = { "                                                   \
        "intercept_sd = 0.2; slope_sd = 0.1; "                                                     \
        "};") ", " POLL("face",                                                                    \
                        "noise = 0.1; "                                                            \
                        "prior = { "                                                               \
                        "intercept_sd "                                                            \
                        "= 0.5; "                                                                  \
                        "slope_sd = "                                                              \
                        "0.3; };") ","                                                             \
                                   " " POLL(                                                       \
                                       "lone",                                                     \
                                       "noise = 0.3;") ", { name = 'unasked'; " SUPPORT_PAST_TERMS \
                                                       " }, "                                      \
                                                       "{ name = 'echo'; like = "                  \
                                                       "'panel'; " SUPPORT_PAST_TERMS " } );"

enum { PANEL, MAIL, FACE, LONE, UNASKED, ECHO };

static void add_family(support_waves_t *waves, const support_past_t *bare) {
    add_waves(waves, bare, "panel", 20, 30, 10, 0); /* two waves are too few */
    add_waves(waves, bare, "mail", 4, 60, 14, 0.1);
    add_waves(waves, bare, "face", 1, 70, 6, 0.1);
    add_waves(waves, bare, "lone", 3, 4, 1, 0);
    support_waves_add(waves, "lone", 5, "AAA", 50, 0, "memory");
    support_waves_add(waves, "lone", -5, "AAA", 50, 0, "read");
    support_waves_add(waves, "face", 40, "AAA", 60, 1000, "read");
}

/* The file lists a poll before the one it is like. */
static void a_poll_is_fitted_after_the_one_it_is_like(void **state) {
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_family(&waves, &bare);
    support_past_open(&past, true, FAMILY, &waves);
    support_past_run(&past, NULL, 1);
    const ent_hindcast_run_t *run = run_of(&past);
    assert_own_fit(&past, FACE, (ent_curve_t){0, 1, 0.1});
    assert_own_fit(&past, MAIL, run->curves[FACE]);
    assert_int_equal(run->sources[PANEL], ENT_CURVE_LIKE);
    assert_same_curve(run->curves[PANEL], run->curves[MAIL]);
    assert_int_equal(run->sources[ECHO], ENT_CURVE_LIKE); /* through one that is like another */
    assert_same_curve(run->curves[ECHO], run->curves[MAIL]);
    assert_int_equal(run->sources[LONE], ENT_CURVE_DECLARED);
    assert_same_curve(run->curves[LONE], (ent_curve_t){0, 1, 0.3});
    assert_int_equal(run->sources[UNASKED], ENT_CURVE_DECLARED);
    assert_int_equal(run->fits[LONE].outcome, ENT_FIT_TOO_FEW);
    assert_int_equal(run->fits[LONE].waves, 2);
    support_past_close(&past);
    support_past_close(&bare);
}

static void given_curves_win(void **state) {
    static const ent_curve_t given[ENT_MAX_POLLS] = {[MAIL] = {-1, 3, 0.5}, [LONE] = {2, 0.5, 1}};
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_family(&waves, &bare);
    support_past_open(&past, true, FAMILY, &waves);
    support_past_run(&past, given, 1);
    const ent_hindcast_run_t *run = run_of(&past);
    assert_int_equal(run->sources[MAIL], ENT_CURVE_GIVEN);
    assert_same_curve(run->curves[MAIL], given[MAIL]);
    assert_int_equal(run->sources[LONE], ENT_CURVE_GIVEN);
    assert_same_curve(run->curves[LONE], given[LONE]);
    assert_int_equal(run->sources[PANEL], ENT_CURVE_LIKE);
    assert_same_curve(run->curves[PANEL], given[MAIL]);
    assert_own_fit(&past, FACE, (ent_curve_t){0, 1, 0.1}); /* slope 0 stands for none */
    support_past_close(&past);
    support_past_close(&bare);
}

/* What was only remembered, and what lies outside the run, could as well not be there. */
static void memories_and_waves_outside_are_not_fitted(void **state) {
    support_past_t bare, with, without;
    support_waves_t few = {.used = 0}, more = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_waves(&few, &bare, "warm", 5, 65, 6, 0.1);
    add_waves(&more, &bare, "warm", 5, 65, 6, 0.1);
    for (int n = 0; n < 5; n++) {
        support_waves_add(&more, "warm", n, "AAA", 99, 0, "memory");
        support_waves_add(&more, "warm", -20 + n, "AAA", 1, 0, "read");
        support_waves_add(&more, "warm", STEPS + 1 + n, "AAA", 1, 0, "read");
    }
    support_past_open(&without, true, ONE_POLL, &few);
    support_past_open(&with, true, ONE_POLL, &more);
    support_past_run(&without, NULL, 1);
    support_past_run(&with, NULL, 1);
    assert_same_curve(run_of(&with)->curves[0], run_of(&without)->curves[0]);
    assert_int_equal(ent_hindcast_training(&with.hindcast, 0), 11);
    support_past_close(&with);
    support_past_close(&without);
    support_past_close(&bare);
}

/* ---- Forecasts -------------------------------------------------------------------------------
 */

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Type 7 of Hyndman & Fan: linear between the order statistics at (n − 1)p. */
static double quantile_of(const double *sorted, double p) {
    double at = (MEMBERS - 1) * p;
    size_t below = (size_t)at;
    return below + 1 < MEMBERS
               ? sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below])
               : sorted[MEMBERS - 1];
}

/* A survey of every member: its poll, and the noise of a wave from its own stream. */
static void make_surveys(const support_past_t *past, const char *poll, size_t instant,
                         ent_curve_t curve, double sorted[MEMBERS]) {
    char process[64];
    (void)snprintf(process, sizeof process, "poll/%s/wave", poll);
    for (size_t m = 0; m < MEMBERS; m++) {
        double z = ent_random(ENT_ISA_BASELINE)
                       ->normal_pair(SEED, m, (uint32_t)instant, ent_name_hash(process), 0)
                       .first;
        double logit = curve.shift + curve.slope * past->index[instant * MEMBERS + m];
        sorted[m] = support_logistic(logit + curve.noise * z);
    }
    qsort(sorted, MEMBERS, sizeof *sorted, ascending);
}

/* Of a poll with its own fit a wave scatters by the residual and by what is not known about the
 * curve: Var(a) + 2bx·Cov(a, θ) + (bx)²·Var(θ). */
static ent_curve_t with_scatter(const support_past_t *past, size_t poll, size_t instant) {
    ent_curve_t curve = run_of(past)->curves[poll];
    const ent_poll_fit_t *fit = &run_of(past)->fits[poll];
    if (run_of(past)->sources[poll] == ENT_CURVE_FITTED) {
        double bx = fit->slope * support_past_mean(past, instant);
        curve.noise = sqrt(curve.noise * curve.noise + fit->covariance[0][0] +
                           2 * bx * fit->covariance[0][1] + bx * bx * fit->covariance[1][1]);
    }
    return curve;
}

static void forecasts_are_members_and_the_noise_of_a_wave(void **state) {
    static const double probabilities[] = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_family(&waves, &bare);
    support_past_open(&past, true, FAMILY, &waves);
    support_past_run(&past, NULL, 1);
    for (size_t i = 0; i < past.hindcast.wave_count; i++) {
        const ent_hindcast_wave_t *wave = &past.hindcast.waves[i];
        const ent_forecast_t *forecast = ent_hindcast_forecast(&past.hindcast, 0, i);
        double sorted[MEMBERS], sum = 0;
        size_t poll = wave->survey->poll;
        if (!wave->inside) {
            assert_int_equal(forecast->kind, ENT_FORECAST_NONE);
            continue;
        }
        ent_curve_t curve = with_scatter(&past, poll, wave->instant);
        make_surveys(&past, past.scenario.polls[poll].name, wave->instant, curve, sorted);
        for (size_t m = 0; m < MEMBERS; m++) {
            sum += sorted[m];
        }
        assert_int_equal(forecast->kind, ENT_FORECAST_SAMPLE);
        assert_int_equal(forecast->count, MEMBERS);
        assert_close(forecast->noise, curve.noise, 1e-11, 0);
        assert_close(forecast->mean, sum / MEMBERS, 1e-11, 0);
        for (size_t q = 0; q < sizeof probabilities / sizeof probabilities[0]; q++) {
            assert_close(ent_forecast_quantile(forecast, probabilities[q]),
                         quantile_of(sorted, probabilities[q]), 1e-11, 0);
        }
        for (size_t m = 0; m < MEMBERS; m++) { /* members in their order, for the density */
            assert_close(forecast->logits[m],
                         curve.shift + curve.slope * past.index[wave->instant * MEMBERS + m], 1e-11,
                         1e-13);
        }
    }
    support_past_close(&past);
    support_past_close(&bare);
}

static void bands_are_forecasts_at_the_instants_of_waves(void **state) {
    static const double probabilities[] = {0.05, 0.5, 0.95};
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_family(&waves, &bare);
    support_past_open(&past, true, FAMILY, &waves);
    support_past_run(&past, NULL, 1);
    for (size_t i = 0; i < past.hindcast.wave_count; i++) {
        const ent_hindcast_wave_t *wave = &past.hindcast.waves[i];
        double scratch[2 * MEMBERS], quantiles[3];
        ent_hindcast_band(&past.hindcast, ENT_MODEL_GIVEN, wave->survey->poll, wave->instant,
                          probabilities, 3, scratch, quantiles);
        for (size_t q = 0; q < 3 && wave->inside; q++) {
            assert_same(quantiles[q],
                        ent_forecast_quantile(ent_hindcast_forecast(&past.hindcast, 0, i),
                                              probabilities[q]));
        }
    }
    /* and where there is no wave, of a poll that was never asked */
    double sorted[MEMBERS], scratch[2 * MEMBERS], quantiles[3];
    make_surveys(&past, "unasked", STEPS, run_of(&past)->curves[UNASKED], sorted);
    ent_hindcast_band(&past.hindcast, ENT_MODEL_GIVEN, UNASKED, STEPS, probabilities, 3, scratch,
                      quantiles);
    for (size_t q = 0; q < 3; q++) {
        assert_close(quantiles[q], quantile_of(sorted, probabilities[q]), 1e-11, 0);
    }
    support_past_close(&past);
    support_past_close(&bare);
}

/* What the dated events of the past say to AAA: insult, peace and slight (support/past.c). */
static double signal_by_hand(double from, double to) {
    static const struct {
        double when, weight;
    } said[] = {{2020.5, -0.8}, {2022.25, 0.9}, {2024 + 1 / 12.0 + 9 / 365.25, -0.5}};
    double sum = 0;
    for (size_t i = 0; i < 3; i++) {
        sum +=
            said[i].when > from && said[i].when <= to ? said[i].weight * exp(said[i].when - to) : 0;
    }
    return sum;
}

/* Baselines get graded waves, those before the run too, and the record since the wave before. */
static void baselines_know_all_graded_waves(void **state) {
    enum { WAVES = 14 };
    double years[WAVES], values[WAVES], record[WAVES];
    bool training[WAVES];
    size_t places[WAVES], used = 0;
    support_past_t past;
    support_waves_t waves = {.used = 0};
    ent_forecast_t expected[WAVES];
    (void)state;
    support_waves_add(&waves, "lone", 9, "AAA", 50, 0, "read");
    for (int i = 0; i < WAVES; i++) {
        support_waves_add(&waves, "warm", -10 + 6 * i, "AAA", 40 + 3 * (i * i % 7), 0,
                          i == 4 ? "memory" : "read");
    }
    support_past_open(&past, true,
                      "hindcast = { train_until = '2024-06'; };"
                      "polls = ( " POLL("lone", "") ", " POLL("warm", WEAK) " );",
                      &waves);
    support_past_run(&past, NULL, 1);
    for (size_t i = 0; i < WAVES; i++) {
        if (i != 4) {
            years[used] = 2020 + (-10 + 6 * (double)i) / 12 + 14 / 365.25;
            values[used] = 40 + 3 * (double)(i * i % 7);
            training[used] = years[used] < 2024 + 5 / 12.0;
            record[used] = signal_by_hand(used > 0 ? years[used - 1] : -INFINITY, years[used]);
            places[used++] = i + 1; /* behind the one wave of the other poll */
        }
    }
    const ent_waves_t known = {years, values, training, record, used};
    size_t made = 0;
    for (int b = 0; b < ENT_BASELINES; b++) {
        assert_int_equal(ent_baseline_forecast((ent_baseline_t)b, &known, expected), ENT_OK);
        for (size_t i = 0; i < used; i++) {
            const ent_forecast_t *found =
                ent_hindcast_forecast(&past.hindcast, (size_t)(ENT_HINDCAST_MODELS + b), places[i]);
            assert_int_equal(found->kind, expected[i].kind);
            assert_close(found->mean, expected[i].mean, 1e-9, 0);
            assert_close(found->sd, expected[i].sd, 1e-7, 0);
            made += found->kind != ENT_FORECAST_NONE;
        }
    }
    assert_true(made > 8 * (size_t)8);
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        const ent_forecast_t *memory = ent_hindcast_forecast(&past.hindcast, method, 5);
        assert_int_equal(memory->kind != ENT_FORECAST_NONE, method == ENT_MODEL_GIVEN);
    }
    support_past_close(&past);
}

/* ---- Runs ------------------------------------------------------------------------------------
 */

static void assert_same_forecast(const ent_forecast_t *a, const ent_forecast_t *b) {
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->count, b->count);
    assert_memory_equal(&a->mean, &b->mean, sizeof a->mean);
    assert_memory_equal(&a->sd, &b->sd, sizeof a->sd);
    if (a->count > 0) {
        assert_memory_equal(a->values, b->values, a->count * sizeof *a->values);
        assert_memory_equal(a->logits, b->logits, a->count * sizeof *a->logits);
    }
}

static void threads_do_not_matter(void **state) {
    support_past_t bare, one, two;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_family(&waves, &bare);
    support_past_open(&one, true, FAMILY, &waves);
    support_past_open(&two, true, FAMILY, &waves);
    support_past_run(&one, NULL, 1);
    support_past_run(&two, NULL, 2);
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        for (size_t i = 0; i < one.hindcast.wave_count; i++) {
            assert_same_forecast(ent_hindcast_forecast(&one.hindcast, method, i),
                                 ent_hindcast_forecast(&two.hindcast, method, i));
        }
    }
    support_past_close(&one);
    support_past_close(&two);
    support_past_close(&bare);
}

/* A second plan is fitted and forecast by itself, and meets the same luck. */
static void the_model_without_the_record_is_run_beside(void **state) {
    support_past_t bare, past, other;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, true);
    add_waves(&waves, &bare, "warm", 0, STEPS, 6, 0.1);
    support_past_open(&past, true, ONE_POLL, &waves);
    support_past_open(&other, false, ONE_POLL, &waves);
    support_past_run(&other, NULL, 1);
    const ent_plan_t *plans[] = {&past.plan, &other.plan};
    const ent_sampled_options_t options = {
        .members = MEMBERS, .seed = SEED, .isa = ent_isa_best(), .threads = 1};
    assert_false(ent_hindcast_has(&other.hindcast, ENT_MODEL_NO_RECORD));
    assert_int_equal(ent_hindcast_run(&past.hindcast, plans, 2, NULL, &options), ENT_OK);
    for (size_t method = 0; method < ENT_HINDCAST_METHODS; method++) {
        assert_true(ent_hindcast_has(&past.hindcast, method));
    }
    assert_same_curve(past.hindcast.models[ENT_MODEL_NO_RECORD].curves[0],
                      run_of(&other)->curves[0]);
    for (size_t i = 0; i < past.hindcast.wave_count; i++) {
        assert_same_forecast(ent_hindcast_forecast(&past.hindcast, ENT_MODEL_NO_RECORD, i),
                             ent_hindcast_forecast(&other.hindcast, ENT_MODEL_GIVEN, i));
        assert_int_equal(ent_hindcast_forecast(&other.hindcast, ENT_MODEL_NO_RECORD, i)->kind,
                         ENT_FORECAST_NONE);
    }
    support_past_close(&past);
    support_past_close(&other);
    support_past_close(&bare);
}

/* The flag is set once the ensemble is done, or before it begins. */
static volatile sig_atomic_t stop;

static void stop_at(void *user, double share_done) {
    const double *share = user;
    stop = share_done >= *share;
}

static void a_hindcast_can_be_interrupted(void **state) {
    static const double shares[] = {0, 0.5, 1};
    support_past_t bare, past;
    support_waves_t waves = {.used = 0};
    (void)state;
    open_bare(&bare, false);
    add_waves(&waves, &bare, "warm", 0, STEPS, 6, 0.1);
    for (size_t i = 0; i < 3; i++) {
        double share = shares[i];
        support_past_open(&past, false, ONE_POLL, &waves);
        const ent_plan_t *plan = &past.plan;
        const ent_sampled_options_t options = {.members = MEMBERS,
                                               .seed = SEED,
                                               .isa = ent_isa_best(),
                                               .threads = 1,
                                               .stop = &stop,
                                               .progress = stop_at,
                                               .user = &share};
        stop = 0;
        assert_int_equal(ent_hindcast_run(&past.hindcast, &plan, 1, NULL, &options),
                         ENT_ERR_INTERRUPTED);
        assert_true(ent_hindcast_stopped(&past.hindcast));
        support_past_close(&past);
    }
    support_past_close(&bare);
}

static void everything_has_a_name(void **state) {
    (void)state;
    for (size_t i = 0; i < ENT_HINDCAST_METHODS; i++) {
        assert_true(strlen(ent_hindcast_method_name(i)) > 0);
        assert_true(strlen(ent_hindcast_method_title(i)) > 0);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(ent_hindcast_method_name(i), ent_hindcast_method_name(j));
            assert_string_not_equal(ent_hindcast_method_title(i), ent_hindcast_method_title(j));
        }
    }
    assert_string_equal(ent_hindcast_method_name(ENT_MODEL_NO_RECORD), "model_no_record");
    assert_string_equal(ent_curve_source_name(ENT_CURVE_LIKE), "like");
    assert_string_equal(ent_curve_source_name(ENT_CURVE_GIVEN), "given");
    assert_string_equal(ent_split_name(ENT_SPLIT_HELD_OUT), "held out");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_grades_choose_waves),
        cmocka_unit_test(the_training_period_is_half_open),
        cmocka_unit_test(a_known_curve_is_recovered),
        cmocka_unit_test(a_noisy_curve_is_recovered_within_its_errors),
        cmocka_unit_test(a_poll_is_fitted_after_the_one_it_is_like),
        cmocka_unit_test(given_curves_win),
        cmocka_unit_test(memories_and_waves_outside_are_not_fitted),
        cmocka_unit_test(forecasts_are_members_and_the_noise_of_a_wave),
        cmocka_unit_test(bands_are_forecasts_at_the_instants_of_waves),
        cmocka_unit_test(baselines_know_all_graded_waves),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(the_model_without_the_record_is_run_beside),
        cmocka_unit_test(a_hindcast_can_be_interrupted),
        cmocka_unit_test(everything_has_a_name),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("hindcast", tests, NULL, NULL);
}

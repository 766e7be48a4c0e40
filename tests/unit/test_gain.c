/* Gains and their intervals: against GSL, and by hand for a few numbers. */
#include "analysis/gain.h"

#include "ensemble/gathered.h"
#include "support/world.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* "To 3 digits", beyond the exact values of few degrees: it is off by half of the third at most. */
static const double three_digits = 0.005;

static void the_quantile_of_student_has_three_digits(void **state) {
    (void)state;
    for (int degrees = 1; degrees <= 1000; degrees++) {
        double exact = gsl_cdf_tdist_Pinv(0.975, degrees), found = ent_student_quantile(degrees);
        assert_close(found, exact, 0, degrees <= 4 ? 1e-9 * exact : three_digits);
    }
    assert_close(ent_student_quantile(1e9), gsl_cdf_ugaussian_Pinv(0.975), 1e-8, 0);
}

/* What the approximation does to an interval stays far below its Monte Carlo error. */
static void the_quantile_of_student_falls_without_a_jump(void **state) {
    (void)state;
    for (int degrees = 2; degrees <= 1000; degrees++) {
        assert_true(ent_student_quantile(degrees) < ent_student_quantile(degrees - 1));
    }
    assert_close(ent_student_quantile(5), gsl_cdf_tdist_Pinv(0.975, 5), 1.2e-3, 0);
    assert_close(ent_student_quantile(10), gsl_cdf_tdist_Pinv(0.975, 10), 1e-4, 0);
    assert_close(ent_student_quantile(100), gsl_cdf_tdist_Pinv(0.975, 100), 1e-7, 0);
}

/* Errors: below one degree of freedom there is no quantile. */
static void no_degrees_have_no_quantile(void **state) {
    (void)state;
    assert_true(isnan(ent_student_quantile(0)));
    assert_true(isnan(ent_student_quantile(-1)));
    assert_true(isnan(ent_student_quantile(0.9)));
    assert_true(isnan(ent_student_quantile(NAN)));
}

/* Of 4 values with mean 10 and deviation 3: 10 ± 3.18244630528·3/2 (tables of Student's t). */
static void an_estimate_is_the_mean_and_its_reach(void **state) {
    (void)state;
    ent_estimate_t estimate = ent_estimate(10, 3, 4);
    assert_same(estimate.mean, 10);
    assert_same(estimate.standard_error, 1.5);
    assert_close(estimate.low, 5.22633054208, 1e-11, 0);
    assert_close(estimate.high, 14.77366945792, 1e-11, 0);
    /* Of 2 values: the one degree of freedom reaches 12.7 standard errors. */
    estimate = ent_estimate(-1, sqrt(2), 2);
    assert_close(estimate.high, -1 + 12.7062047364, 1e-11, 0);
}

static void a_mean_without_deviation_is_certain(void **state) {
    (void)state;
    ent_estimate_t estimate = ent_estimate(0, 0, 2);
    assert_same(estimate.standard_error, 0);
    assert_true(estimate.low == 0 && estimate.high == 0);
    estimate = ent_estimate(1.25, 0, 1000);
    assert_true(estimate.low == 1.25 && estimate.high == 1.25);
}

/* Errors: one value has no deviation to estimate an error from, none have not even a mean. */
static void too_few_values_have_no_interval(void **state) {
    (void)state;
    ent_estimate_t estimate = ent_estimate(5, 0, 1);
    assert_same(estimate.mean, 5);
    assert_true(isnan(estimate.standard_error) && isnan(estimate.low) && isnan(estimate.high));
    estimate = ent_estimate(NAN, NAN, 0);
    assert_true(isnan(estimate.mean) && isnan(estimate.standard_error));
    assert_true(isnan(estimate.low) && isnan(estimate.high));
}

/* An ensemble of two plans with two metrics, filled in by hand. */
typedef struct {
    support_world_t world;
    ent_ensemble_t ensemble;
    ent_gathered_t plans[2];
    ent_contrast_t contrasts[2];
} stage_t;

enum { METRICS = 2 };
static const ent_scale_t scales[METRICS] = {{.low = 0, .high = 100, .centre = 50, .bins = 100},
                                            {.low = 0, .high = 100, .centre = 50, .bins = 100}};
static const ent_metric_set_t set = {.count = METRICS, .scales = scales};
/* The second pair holds the other's first metric against the control's second. */
static const ent_metric_pair_t pairs[METRICS] = {{.other = 0, .control = 0},
                                                 {.other = 0, .control = 1}};

static void open_stage(stage_t *stage) {
    static const ent_pairing_t pairing = {.metrics = pairs, .metric_count = METRICS};
    bool record[64] = {false};
    support_world_open(&stage->world, "", NULL);
    const ent_plan_t *plan = &stage->world.plan;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ent_gathered_init(&stage->plans[i], plan, record, &set), ENT_OK);
    }
    stage->contrasts[0] = (ent_contrast_t){0};
    assert_int_equal(ent_contrast_init(&stage->contrasts[1], &pairing, plan, &set), ENT_OK);
    stage->ensemble =
        (ent_ensemble_t){.plan_count = 2, .plans = stage->plans, .contrasts = stage->contrasts};
}

static void close_stage(stage_t *stage) {
    ent_contrast_free(&stage->contrasts[1]);
    ent_gathered_free(&stage->plans[0]);
    ent_gathered_free(&stage->plans[1]);
    support_world_close(&stage->world);
}

/* A member's first metric in both plans; NaN for undefined. The control's second is 0. */
static void add_member(stage_t *stage, double control, double other) {
    const double values[2] = {control, other};
    ent_metric_value_t metrics[2][METRICS];
    for (size_t i = 0; i < 2; i++) {
        metrics[i][0] = (ent_metric_value_t){values[i], isnan(values[i]) ? ENT_METRIC_UNDEFINED
                                                                         : ENT_METRIC_DEFINED};
        metrics[i][1] = (ent_metric_value_t){0, ENT_METRIC_DEFINED};
        ent_gathered_add_metrics(&stage->plans[i], metrics[i]);
    }
    ent_contrast_add_metrics(&stage->contrasts[1], metrics[1], metrics[0]);
    stage->ensemble.members++;
}

static ent_gain_t gain_of(const stage_t *stage, ent_better_t better) {
    return ent_gain(&stage->ensemble, 1, 0, better);
}

/*
 * Control 10, 20, 30, 40 and other 13, 21, 30, 46: differences 3, 1, 0, 6 with mean 2.5 and
 * Σ(d − 2.5)² = 21, so sd √7 and error √7/2; means 25 and 27.5; Σ² about them 500 and 601, so
 * variances 500/3 and 601/3.
 */
static void add_four(stage_t *stage) {
    add_member(stage, 10, 13);
    add_member(stage, 20, 21);
    add_member(stage, 30, 30);
    add_member(stage, 40, 46);
}

static void a_paired_gain_by_hand(void **state) {
    const double t = 3.18244630528; /* of 3 degrees */
    stage_t stage;
    (void)state;
    open_stage(&stage);
    add_four(&stage);
    ent_gain_t gain = gain_of(&stage, ENT_MORE_IS_BETTER);
    assert_int_equal(gain.pairs, 4);
    assert_close(gain.paired.mean, 2.5, 1e-12, 0);
    assert_close(gain.sd, sqrt(7), 1e-12, 0);
    assert_close(gain.paired.standard_error, sqrt(7) / 2, 1e-12, 0);
    assert_close(gain.paired.low, 2.5 - t * sqrt(7) / 2, 1e-10, 0);
    assert_close(gain.paired.high, 2.5 + t * sqrt(7) / 2, 1e-10, 0);
    /* Cohen's d with the root of the mean variance, √(1101/6). */
    assert_close(gain.effect, 2.5 / sqrt(1101.0 / 6), 1e-12, 0);
    close_stage(&stage);
}

/*
 * Welch: error √((500 + 601)/3/4); degrees (a + b)²/(a²/3 + b²/3) with a : b = 500 : 601 are
 * 3·1101²/(500² + 601²) = 5.949…, rounded down to 5, so that the interval is no shorter than it
 * should be.
 */
static void an_unpaired_gain_by_hand(void **state) {
    const double error = sqrt(1101.0 / 12);
    stage_t stage;
    (void)state;
    open_stage(&stage);
    add_four(&stage);
    ent_gain_t gain = gain_of(&stage, ENT_MORE_IS_BETTER);
    assert_close(gain.unpaired.mean, 2.5, 1e-12, 0);
    assert_close(gain.unpaired.standard_error, error, 1e-12, 0);
    double reach = gsl_cdf_tdist_Pinv(0.975, 5) * error;
    assert_close(gain.unpaired.low, 2.5 - reach, 0, 1.2e-3 * reach);
    assert_close(gain.unpaired.high, 2.5 + reach, 0, 1.2e-3 * reach);
    close_stage(&stage);
}

/* The metrics of a pair may stand in different places: 13, 21, 30, 46 against zeros. */
static void a_pair_says_which_metrics_are_compared(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    add_four(&stage);
    ent_gain_t gain = ent_gain(&stage.ensemble, 1, 1, ENT_MORE_IS_BETTER);
    assert_close(gain.paired.mean, 27.5, 1e-12, 0);
    assert_close(gain.unpaired.mean, 27.5, 1e-12, 0);
    assert_close(gain.sd, sqrt(601.0 / 3), 1e-12, 0);
    /* Only one side varies: the degrees are its own 3. */
    double error = sqrt(601.0 / 12);
    assert_close(gain.unpaired.standard_error, error, 1e-12, 0);
    assert_close(gain.unpaired.high, 27.5 + gsl_cdf_tdist_Pinv(0.975, 3) * error, 1e-9, 0);
    close_stage(&stage);
}

/* Of five, two gain, one is the same, two lose: which is better is the metric's to say. */
static void better_and_worse_follow_the_metrics_direction(void **state) {
    static const struct {
        ent_better_t direction;
        double better, worse;
    } cases[] = {{ENT_MORE_IS_BETTER, 0.6, 0.2},
                 {ENT_LESS_IS_BETTER, 0.2, 0.6},
                 {ENT_NEITHER_IS_BETTER, 0.6, 0.2}}; /* more, less */
    stage_t stage;
    (void)state;
    open_stage(&stage);
    add_four(&stage); /* more, more, the same, more */
    add_member(&stage, 50, 49);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_gain_t gain = gain_of(&stage, cases[i].direction);
        assert_close(gain.better, cases[i].better, 1e-15, 0);
        assert_close(gain.equal, 0.2, 1e-15, 0);
        assert_close(gain.worse, cases[i].worse, 1e-15, 0);
        assert_close(gain.paired.mean, 9.0 / 5, 1e-12, 0); /* other − control all the same */
    }
    close_stage(&stage);
}

/* Members that lack the metric on one side are in no pair, but in the means of the other. */
static void pairs_have_the_metric_in_both(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    add_four(&stage);
    add_member(&stage, NAN, 90);
    add_member(&stage, 85, NAN);
    add_member(&stage, NAN, NAN);
    ent_gain_t gain = gain_of(&stage, ENT_LESS_IS_BETTER);
    assert_int_equal(gain.pairs, 4);
    assert_close(gain.paired.mean, 2.5, 1e-12, 0);
    assert_close(gain.unpaired.mean, (110 + 90) / 5.0 - (100 + 85) / 5.0, 1e-12, 0);
    assert_close(gain.worse, 0.75, 1e-15, 0);
    close_stage(&stage);
}

/* Errors: no pair, and only one. */
static void too_few_pairs_have_no_interval(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    ent_gain_t gain = gain_of(&stage, ENT_MORE_IS_BETTER);
    assert_int_equal(gain.pairs, 0);
    assert_true(isnan(gain.paired.mean) && isnan(gain.paired.low) && isnan(gain.unpaired.mean));
    assert_true(isnan(gain.better) && isnan(gain.equal) && isnan(gain.worse));
    add_member(&stage, 10, 13);
    gain = gain_of(&stage, ENT_MORE_IS_BETTER);
    assert_int_equal(gain.pairs, 1);
    assert_same(gain.paired.mean, 3);
    assert_same(gain.unpaired.mean, 3);
    assert_true(isnan(gain.paired.standard_error) && isnan(gain.paired.high));
    assert_true(isnan(gain.unpaired.standard_error) && isnan(gain.unpaired.high));
    assert_same(gain.better, 1);
    close_stage(&stage);
}

/* As of a placebo: nobody differs, and that is certain; the unpaired interval cannot know it. */
static void a_difference_of_zero_is_zero_with_certainty(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    for (int k = 0; k < 10; k++) {
        add_member(&stage, 40 + 0.1 * k, 40 + 0.1 * k);
    }
    ent_gain_t gain = gain_of(&stage, ENT_MORE_IS_BETTER);
    assert_true(gain.paired.mean == 0 && gain.sd == 0 && gain.paired.standard_error == 0);
    assert_true(gain.paired.low == 0 && gain.paired.high == 0);
    assert_true(gain.equal == 1 && gain.better == 0 && gain.worse == 0);
    assert_true(gain.unpaired.low < 0 && gain.unpaired.high > 0);
    assert_same(gain.effect, 0);
    close_stage(&stage);
}

/* All the same in either plan, but not in both: the difference is certain both ways. */
static void a_constant_difference_is_certain(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    for (int k = 0; k < 3; k++) {
        add_member(&stage, 40, 42.5);
    }
    ent_gain_t gain = gain_of(&stage, ENT_MORE_IS_BETTER);
    assert_true(gain.paired.low == 2.5 && gain.paired.high == 2.5);
    assert_true(gain.unpaired.low == 2.5 && gain.unpaired.high == 2.5);
    assert_true(isinf(gain.effect) != 0); /* there is no deviation to measure it in */
    close_stage(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quantile_of_student_has_three_digits),
        cmocka_unit_test(the_quantile_of_student_falls_without_a_jump),
        cmocka_unit_test(no_degrees_have_no_quantile),
        cmocka_unit_test(an_estimate_is_the_mean_and_its_reach),
        cmocka_unit_test(a_mean_without_deviation_is_certain),
        cmocka_unit_test(too_few_values_have_no_interval),
        cmocka_unit_test(a_paired_gain_by_hand),
        cmocka_unit_test(an_unpaired_gain_by_hand),
        cmocka_unit_test(a_pair_says_which_metrics_are_compared),
        cmocka_unit_test(better_and_worse_follow_the_metrics_direction),
        cmocka_unit_test(pairs_have_the_metric_in_both),
        cmocka_unit_test(too_few_pairs_have_no_interval),
        cmocka_unit_test(a_difference_of_zero_is_zero_with_certainty),
        cmocka_unit_test(a_constant_difference_is_certain),
    };
    return cmocka_run_group_tests_name("gain", tests, NULL, NULL);
}

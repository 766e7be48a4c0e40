/*
 * Points of a sweep: their numbers against the ensemble's own of the same members and against two
 * passes over the members, the same bits however they are computed, failures, interruption.
 */
#include "analysis/point.h"

#include "base/memory.h"
#include "ensemble/queue.h"
#include "scenario/load.h"
#include "support/close.h"
#include "support/factored.h"
#include "support/rivals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIOS = 3, MEMBERS = 301, MOST_METRICS = 100, FACTORS = 5 };

static const char small[] = "tests/scenarios/small.cfg";

/* What the other two change: one has an institution more, the last one less. */
static const char *const pact[] = {"institutions.2+2.status=active", "institutions.2+2.level=0.9"};
static const char *const bare[] = {"institutions.council.enabled=false"};

/* Factors: one that matters, two of an institution, one of a poll, one of a table of quantiles. */
static const support_slot_t slots[] = {{0, "health.initial"},
                                       {1, "institutions.2+2.level"},
                                       {2, "institutions.council.binding"},
                                       {3, "polls.warmth.intercept"},
                                       {4, "shocks.remark.severity.b"},
                                       {0, "drivers.threat.level"}};
static const double usual[FACTORS] = {0.45, 0.6, 0.3, 0.1, 5.5};

static void load(const char *const *overrides, size_t count, ent_scenario_t *scenario) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_scenario_load(small, overrides, count, scenario, &diags) != ENT_OK) {
        ent_diags_print(&diags, stderr);
        fail_msg("the test's scenario is not sound");
    }
}

/* The scenarios with their factors, and the question about all their metrics. */
typedef struct {
    ent_factored_t scenarios[SCENARIOS];
    ent_question_t question;
} stage_t;

static const struct {
    const char *const *overrides;
    size_t count;
} variants[SCENARIOS] = {{NULL, 0}, {pact, 2}, {bare, 1}};

static void ask(stage_t *stage, size_t scenarios, const char *pattern) {
    const ent_factored_t *list[SCENARIOS] = {&stage->scenarios[0], &stage->scenarios[1],
                                             &stage->scenarios[2]};
    char *patterns[1] = {ent_strdup(pattern)};
    size_t unmatched = 0;
    stage->question = (ent_question_t){
        .members = MEMBERS, .seed = 7, .falls = ENT_FALL_POINTS, .isa = ent_isa_best()};
    assert_int_equal(ent_question_init(&stage->question, list, scenarios, patterns, 1, &unmatched),
                     ENT_OK);
    assert_int_equal(unmatched, 1);
    free(patterns[0]);
}

static void open_stage(stage_t *stage) {
    for (size_t s = 0; s < SCENARIOS; s++) {
        ent_scenario_t scenario;
        load(variants[s].overrides, variants[s].count, &scenario);
        support_factored_make(&stage->scenarios[s], &scenario, slots,
                              sizeof slots / sizeof slots[0]);
    }
    ask(stage, SCENARIOS, "*");
}

static void close_stage(stage_t *stage) {
    ent_question_free(&stage->question);
    for (size_t s = 0; s < SCENARIOS; s++) {
        ent_factored_free(&stage->scenarios[s]);
    }
}

static void start(ent_point_t *point, const stage_t *stage) {
    assert_int_equal(ent_point_init(point, &stage->question, stage->scenarios), ENT_OK);
}

static void run(ent_point_t *point, const double *values) {
    assert_int_equal(ent_point_run(point, values, NULL), ENT_OK);
    assert_false(point->result.failed);
}

/* ---- The same members by the ensemble itself --------------------------------------------------
 */

/* Scenarios loaded with the factors' values as overrides, and every member's metrics. */
typedef struct {
    ent_scenario_t scenarios[SCENARIOS];
    ent_plan_t plans[SCENARIOS];
    support_rivals_t rivals;
    ent_ensemble_t ensemble;
    ent_metric_value_t (*values[SCENARIOS])[MOST_METRICS]; /* [member][metric] */
} plain_t;

static ent_err_t keep_tile(void *user, const ent_tile_t *tile) {
    plain_t *plain = user;
    size_t count = plain->rivals.metrics[tile->plan].count;
    for (size_t k = 0; k < tile->members; k++) {
        memcpy(plain->values[tile->plan][tile->first_member + k], tile->metrics + k * count,
               count * sizeof *tile->metrics);
    }
    return ENT_OK;
}

static void load_set(size_t variant, const double *values, ent_scenario_t *scenario) {
    enum { SLOTS = sizeof slots / sizeof slots[0] };
    const char *overrides[SLOTS + 2];
    char texts[SLOTS][120];
    size_t count = variants[variant].count;
    for (size_t i = 0; i < count; i++) {
        overrides[i] = variants[variant].overrides[i];
    }
    for (size_t i = 0; i < SLOTS; i++) {
        (void)snprintf(texts[i], sizeof texts[i], "%s=%.17g", slots[i].path,
                       values[slots[i].factor]);
        if (variant != 2 || strstr(texts[i], "council") == NULL) {
            overrides[count++] = texts[i];
        }
    }
    load(overrides, count, scenario);
}

/* With blocks and tiles of other sizes, and another instruction set. */
static void run_plain(plain_t *plain, const double *values) {
    *plain = (plain_t){.rivals = {.count = 0}};
    for (size_t s = 0; s < SCENARIOS; s++) {
        load_set(s, values, &plain->scenarios[s]);
        assert_int_equal(ent_plan_init(&plain->plans[s], &plain->scenarios[s]), ENT_OK);
        support_rivals_add(&plain->rivals, "x", &plain->plans[s], NULL);
        assert_true(plain->rivals.metrics[s].count <= MOST_METRICS);
        plain->values[s] = calloc(MEMBERS, sizeof *plain->values[s]);
        assert_non_null(plain->values[s]);
    }
    ent_ensemble_options_t options = {.members = MEMBERS,
                                      .seed = 7,
                                      .isa = ENT_ISA_BASELINE,
                                      .lanes = 8,
                                      .tile = 37,
                                      .tile_done = keep_tile,
                                      .user = plain};
    plain->ensemble = support_rivals_run(&plain->rivals, options);
}

static void free_plain(plain_t *plain) {
    ent_ensemble_free(&plain->ensemble);
    support_rivals_free(&plain->rivals);
    for (size_t s = 0; s < SCENARIOS; s++) {
        free(plain->values[s]);
        ent_plan_free(&plain->plans[s]);
        ent_scenario_free(&plain->scenarios[s]);
    }
}

/* The index of a metric of a scenario, or NONE. */
enum { NONE = MOST_METRICS };
static size_t find(const plain_t *plain, size_t scenario, const char *name) {
    const ent_metrics_t *metrics = &plain->rivals.metrics[scenario];
    for (size_t i = 0; i < metrics->count; i++) {
        if (strcmp(metrics->items[i].name, name) == 0) {
            return i;
        }
    }
    return NONE;
}

static void assert_distribution(const ent_point_moments_t *moments, ent_distribution_t expected) {
    double sd = ent_distribution_sd(expected), n = (double)expected.moments->count;
    assert_int_equal(moments->members, expected.moments->count);
    assert_close(moments->mean, ent_distribution_mean(expected), 1e-9, 1e-9);
    assert_close(moments->sd, sd, 1e-9, 1e-9);
    assert_close(moments->standard_error, sd / sqrt(n), 1e-9, 1e-9);
}

static void assert_none(const ent_point_moments_t *moments) {
    assert_int_equal(moments->members, 0);
    assert_int_equal(moments->undefined, MEMBERS);
    assert_int_equal(moments->censored + moments->more + moments->same + moments->less, 0);
    assert_same(moments->mean, NAN);
    assert_same(moments->sd, NAN);
    assert_same(moments->standard_error, NAN);
    assert_same(moments->half_difference, NAN);
}

static void assert_difference(const ent_point_moments_t *moments, const plain_t *plain,
                              size_t scenario, size_t metric) {
    const ent_contrast_t *contrast = &plain->ensemble.contrasts[scenario];
    for (size_t i = 0; i < contrast->pairing.metric_count; i++) {
        if (contrast->pairing.metrics[i].other == metric) {
            assert_distribution(moments, ent_contrast_metric(contrast, i));
            assert_int_equal(moments->more, contrast->fared[i].more);
            assert_int_equal(moments->same, contrast->fared[i].same);
            assert_int_equal(moments->less, contrast->fared[i].less);
            assert_int_equal(moments->members + moments->undefined, MEMBERS);
            return;
        }
    }
    assert_none(moments);
}

/* Means, deviations and counts are those the ensemble gathers in fixed point. */
static void numbers_are_those_of_the_ensemble(void **state) {
    stage_t stage;
    plain_t plain;
    ent_point_t point;
    size_t censored = 0, undefined = 0, absent = 0;
    (void)state;
    open_stage(&stage);
    run_plain(&plain, usual);
    start(&point, &stage);
    run(&point, usual);
    size_t metrics = stage.question.metric_count;
    for (size_t s = 0; s < SCENARIOS; s++) {
        const ent_gathered_t *gathered = &plain.ensemble.plans[s];
        for (size_t m = 0; m < metrics; m++) {
            const ent_point_moments_t *moments = &point.result.metrics[s * metrics + m];
            size_t at = find(&plain, s, stage.question.names[m]);
            if (at == NONE) {
                assert_none(moments);
                assert_none(&point.result.differences[s * metrics + m]);
                absent++;
                continue;
            }
            assert_distribution(moments, ent_gathered_metric(gathered, at));
            assert_int_equal(moments->undefined, gathered->metric_undefined[at]);
            assert_int_equal(moments->censored, gathered->metric_censored[at]);
            censored += moments->censored;
            undefined += moments->undefined;
            if (s > 0) {
                assert_difference(&point.result.differences[s * metrics + m], &plain, s, at);
            }
        }
    }
    assert_true(censored > 0 && undefined > 0 && absent == 4); /* four of an institution */
    ent_point_free(&point);
    ent_point_free(&point);
    free_plain(&plain);
    close_stage(&stage);
}

/* Two passes over what members have, in long double. */
static void assert_two_passes(const ent_point_moments_t *moments, const double *values,
                              const bool *has) {
    long double sum = 0, squares = 0, parts[2] = {0, 0};
    size_t counts[2] = {0, 0};
    for (size_t i = 0; i < MEMBERS; i++) {
        sum += has[i] ? values[i] : 0;
        parts[i % 2] += has[i] ? values[i] : 0;
        counts[i % 2] += has[i];
    }
    size_t n = counts[0] + counts[1];
    assert_int_equal(moments->members, n);
    long double mean = sum / (long double)n;
    for (size_t i = 0; i < MEMBERS; i++) {
        squares += has[i] ? (values[i] - mean) * (values[i] - mean) : 0;
    }
    if (n > 1 && counts[1] > 0 && counts[0] > 0) {
        assert_close(moments->mean, (double)mean, 1e-13, 1e-14);
        assert_close(moments->sd, (double)sqrtl(squares / (long double)(n - 1)), 1e-12, 1e-14);
        assert_close(
            moments->half_difference,
            (double)((parts[0] / (long double)counts[0] - parts[1] / (long double)counts[1]) / 2),
            1e-11, 1e-14);
    }
}

static void numbers_are_those_of_two_passes(void **state) {
    static double values[MEMBERS], differences[MEMBERS];
    static bool has[MEMBERS], has_both[MEMBERS];
    stage_t stage;
    plain_t plain;
    ent_point_t point;
    (void)state;
    open_stage(&stage);
    run_plain(&plain, usual);
    start(&point, &stage);
    run(&point, usual);
    size_t metrics = stage.question.metric_count, compared = 0;
    for (size_t cell = 0; cell < SCENARIOS * metrics; cell++) {
        size_t s = cell / metrics;
        const char *name = stage.question.names[cell % metrics];
        size_t own = find(&plain, s, name), control = find(&plain, 0, name);
        for (size_t i = 0; i < MEMBERS && own != NONE && control != NONE; i++) {
            const ent_metric_value_t *value = &plain.values[s][i][own];
            const ent_metric_value_t *other = &plain.values[0][i][control];
            values[i] = value->value;
            has[i] = value->state != ENT_METRIC_UNDEFINED;
            differences[i] = value->value - other->value;
            has_both[i] = has[i] && other->state != ENT_METRIC_UNDEFINED;
        }
        if (own != NONE && control != NONE) {
            assert_two_passes(&point.result.metrics[cell], values, has);
            compared++;
            if (s > 0) {
                assert_two_passes(&point.result.differences[cell], differences, has_both);
            }
        }
    }
    assert_int_equal(compared, SCENARIOS * metrics - 4);
    ent_point_free(&point);
    free_plain(&plain);
    close_stage(&stage);
}

/* ---- The same bits ----------------------------------------------------------------------------
 */

static void assert_same_moments(const ent_point_moments_t *a, const ent_point_moments_t *b,
                                size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_memory_equal(&a[i], &b[i], sizeof a[i]);
    }
}

static void assert_same_result(const ent_point_t *a, const ent_point_t *b) {
    size_t cells = a->question->scenario_count * a->question->metric_count;
    assert_int_equal(a->result.failed, b->result.failed);
    assert_same_moments(a->result.metrics, b->result.metrics, cells);
    assert_same_moments(a->result.differences, b->result.differences, cells);
}

static void instruction_sets_do_not_matter(void **state) {
    stage_t stage;
    ent_point_t best, other;
    (void)state;
    open_stage(&stage);
    start(&best, &stage);
    run(&best, usual);
    ent_question_t question = stage.question;
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        question.isa = (ent_isa_t)isa;
        if (ent_isa_available(question.isa)) {
            assert_int_equal(ent_point_init(&other, &question, stage.scenarios), ENT_OK);
            run(&other, usual);
            assert_same_result(&best, &other);
            ent_point_free(&other);
        }
    }
    ent_point_free(&best);
    close_stage(&stage);
}

/* The members' values in their order, summed: whatever tiles they came in here and there. */
static void tiles_do_not_matter(void **state) {
    stage_t stage;
    plain_t plain;
    ent_point_t point;
    (void)state;
    open_stage(&stage);
    run_plain(&plain, usual);
    start(&point, &stage);
    run(&point, usual);
    for (size_t m = 0; m < stage.question.metric_count; m++) {
        const char *name = stage.question.names[m];
        size_t own = find(&plain, 1, name), control = find(&plain, 0, name);
        ent_point_sums_t values = {0}, differences = {0};
        for (size_t i = 0; i < MEMBERS; i++) {
            ent_point_sums_add(&values, i, plain.values[1][i][own]);
            ent_point_sums_add_difference(&differences, i, plain.values[1][i][own],
                                          plain.values[0][i][control]);
        }
        size_t cell = stage.question.metric_count + m;
        ent_point_moments_t expected[] = {ent_point_sums_moments(&values),
                                          ent_point_sums_moments(&differences)};
        assert_same_moments(&point.result.metrics[cell], &expected[0], 1);
        assert_same_moments(&point.result.differences[cell], &expected[1], 1);
    }
    ent_point_free(&point);
    free_plain(&plain);
    close_stage(&stage);
}

/* What is asked besides, and of which other scenarios, changes nothing. */
static void company_does_not_matter(void **state) {
    stage_t stage, alone;
    ent_point_t all, one;
    (void)state;
    open_stage(&stage);
    start(&all, &stage);
    run(&all, usual);
    memcpy(&alone, &stage, sizeof alone);
    ask(&alone, 1, "recovery_years");
    assert_int_equal(alone.question.metric_count, 1);
    start(&one, &alone);
    run(&one, usual);
    size_t at = 0;
    while (strcmp(stage.question.names[at], "recovery_years") != 0) {
        at++;
    }
    assert_same_moments(one.result.metrics, &all.result.metrics[at], 1);
    assert_true(one.result.metrics[0].members > 0 && one.result.metrics[0].censored > 0);
    ent_point_moments_t nothing = {0};
    assert_same_moments(one.result.differences, &nothing, 1);
    ent_point_free(&one);
    ent_point_free(&all);
    ent_question_free(&alone.question);
    close_stage(&stage);
}

/* A queue of points over threads, as a sweep runs them. */
typedef struct {
    ent_point_t points[8];        /* [thread] */
    ent_point_moments_t *results; /* points × cells × 2 */
    size_t cells;
    double settings[12][FACTORS];
} sweep_t;

static ent_err_t run_piece(void *user, size_t thread, uint64_t piece) {
    sweep_t *sweep = user;
    ent_point_t *point = &sweep->points[thread];
    ent_err_t error = ent_point_run(point, sweep->settings[piece], NULL);
    ent_point_moments_t *into = sweep->results + 2 * sweep->cells * piece;
    memcpy(into, point->result.metrics, sweep->cells * sizeof *into);
    memcpy(into + sweep->cells, point->result.differences, sweep->cells * sizeof *into);
    return error;
}

static ent_point_moments_t *run_sweep(const stage_t *stage, size_t threads) {
    static sweep_t sweep;
    sweep.cells = SCENARIOS * stage->question.metric_count;
    sweep.results = calloc(12 * 2 * sweep.cells, sizeof *sweep.results);
    assert_non_null(sweep.results);
    for (size_t i = 0; i < 12; i++) {
        memcpy(sweep.settings[i], usual, sizeof usual);
        sweep.settings[i][0] = 0.1 * (double)(i % 4);
        sweep.settings[i][4] = 4 + (double)(i % 3);
    }
    for (size_t t = 0; t < threads; t++) {
        start(&sweep.points[t], stage);
    }
    ent_queue_t queue = {.count = 12, .threads = threads, .work = run_piece, .user = &sweep};
    assert_int_equal(ent_queue_run(&queue), ENT_OK);
    for (size_t t = 0; t < threads; t++) {
        ent_point_free(&sweep.points[t]);
    }
    return sweep.results;
}

static void threads_do_not_matter(void **state) {
    stage_t stage;
    (void)state;
    open_stage(&stage);
    size_t count = 12 * 2 * SCENARIOS * stage.question.metric_count;
    ent_point_moments_t *one = run_sweep(&stage, 1);
    for (size_t threads = 2; threads <= 4; threads++) {
        ent_point_moments_t *several = run_sweep(&stage, threads);
        assert_same_moments(one, several, count);
        free(several);
    }
    assert_true(one[0].mean != one[count / 12].mean); /* settings do */
    free(one);
    close_stage(&stage);
}

/* Common random numbers: what has no effect leaves every bit as it was, what came before, too. */
static void a_factor_without_effect_changes_nothing(void **state) {
    static const double others[] = {-2, 0, 3};
    stage_t stage;
    ent_point_t fresh, used;
    double values[FACTORS], changed[FACTORS];
    (void)state;
    open_stage(&stage);
    start(&fresh, &stage);
    start(&used, &stage);
    run(&fresh, usual);
    memcpy(values, usual, sizeof values);
    memcpy(changed, usual, sizeof changed);
    changed[0] = 0.9;
    changed[4] = 9;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        values[3] = others[i];
        run(&used, values);
        assert_same_result(&fresh, &used);
        run(&used, changed);
        assert_true(used.result.metrics[0].mean != fresh.result.metrics[0].mean);
    }
    ent_point_free(&fresh);
    ent_point_free(&used);
    close_stage(&stage);
}

/* ---- Failures ---------------------------------------------------------------------------------
 */

/* Errors: a setting that the scenario cannot have is a result; the next is as if nothing was. */
static void a_setting_may_fail(void **state) {
    stage_t stage;
    ent_point_t fresh, point;
    double wrong[FACTORS];
    (void)state;
    open_stage(&stage);
    start(&fresh, &stage);
    start(&point, &stage);
    run(&fresh, usual);
    memcpy(wrong, usual, sizeof wrong);
    wrong[1] = 1.5; /* a level is a share */
    assert_int_equal(ent_point_run(&point, wrong, NULL), ENT_OK);
    assert_true(point.result.failed);
    assert_non_null(strstr(point.result.reason, "level"));
    for (size_t i = 0; i < SCENARIOS * stage.question.metric_count; i++) {
        assert_int_equal(point.result.metrics[i].members + point.result.metrics[i].undefined, 0);
        assert_same(point.result.metrics[i].mean, NAN);
    }
    run(&point, usual);
    assert_string_equal(point.result.reason, "");
    assert_same_result(&fresh, &point);
    ent_point_free(&fresh);
    ent_point_free(&point);
    close_stage(&stage);
}

/* Errors: a factor that is the horizon of one scenario only; in all of them it is no failure. */
static void scenarios_must_last_as_long(void **state) {
    static const support_slot_t years[] = {{0, "years"}};
    const double three = 3, four = 4;
    stage_t stage;
    ent_point_t point;
    (void)state;
    for (size_t in = 1; in <= SCENARIOS; in++) {
        for (size_t s = 0; s < SCENARIOS; s++) {
            ent_scenario_t scenario;
            load(variants[s].overrides, variants[s].count, &scenario);
            support_factored_make(&stage.scenarios[s], &scenario, years, s < in ? 1 : 0);
        }
        ask(&stage, SCENARIOS, "health_*");
        start(&point, &stage);
        run(&point, &three);
        assert_int_equal(ent_point_run(&point, &four, NULL), ENT_OK);
        assert_int_equal(point.result.failed, in < SCENARIOS);
        assert_string_equal(point.result.reason,
                            in < SCENARIOS ? "\"Small\" has 36 steps, expected 48 as in \"Small\""
                                           : "");
        ent_point_free(&point);
        close_stage(&stage);
    }
}

/* Errors: a signal ends a point, which can be run again. */
static void a_point_can_be_interrupted(void **state) {
    volatile sig_atomic_t stop = 1;
    stage_t stage;
    ent_point_t fresh, point;
    (void)state;
    open_stage(&stage);
    start(&fresh, &stage);
    start(&point, &stage);
    run(&fresh, usual);
    assert_int_equal(ent_point_run(&point, usual, &stop), ENT_ERR_INTERRUPTED);
    stop = 0;
    assert_int_equal(ent_point_run(&point, usual, &stop), ENT_OK);
    assert_same_result(&fresh, &point);
    ent_point_free(&fresh);
    ent_point_free(&point);
    ent_point_free(&(ent_point_t){0});
    close_stage(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_the_ensemble),
        cmocka_unit_test(numbers_are_those_of_two_passes),
        cmocka_unit_test(instruction_sets_do_not_matter),
        cmocka_unit_test(tiles_do_not_matter),
        cmocka_unit_test(company_does_not_matter),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(a_factor_without_effect_changes_nothing),
        cmocka_unit_test(a_setting_may_fail),
        cmocka_unit_test(scenarios_must_last_as_long),
        cmocka_unit_test(a_point_can_be_interrupted),
    };
    return cmocka_run_group_tests_name("point", tests, NULL, NULL);
}

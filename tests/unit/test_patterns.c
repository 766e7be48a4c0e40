/*
 * The table of patterns and how verdicts come about (analysis/patterns.c, pattern_table.c), tests
 * under a record, and states that history's patterns are not about.
 */
#include "analysis/patterns.h"

#include "analysis/pattern_tests.h"
#include "analysis/probe.h"
#include "support/problems.h"
#include "support/trials.h"
#include "support/world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_table(void **state) {
    static const char *const ids[] = {"P1",  "P2",  "P4",  "P5",  "P5b", "P6",  "P7",  "P10", "P11",
                                      "P12", "P13", "P14", "P15", "P17", "P18", "P19", "P21"};
    (void)state;
    assert_int_equal(ent_pattern_count, SUPPORT_COUNT(ids));
    for (size_t p = 0; p < ent_pattern_count; p++) {
        const ent_pattern_t *pattern = &ent_patterns[p];
        assert_string_equal(pattern->id, ids[p]);
        assert_true((pattern->test == NULL) != (pattern->absent == NULL));
        const char *const texts[] = {pattern->title, pattern->tested, pattern->band,
                                     pattern->confidence, pattern->use};
        for (size_t i = 0; i < SUPPORT_COUNT(texts); i++) {
            assert_non_null(texts[i]);
            assert_true(strlen(texts[i]) > 0);
        }
        /* What can be partial says when. */
        bool tested = pattern->test != NULL && strcmp(pattern->use, "output") != 0;
        assert_int_equal(strstr(pattern->tested, "Partial") != NULL, tested);
    }
}

static void test_verdict_names(void **state) {
    (void)state;
    for (ent_verdict_t a = ENT_VERDICT_PASS; a < ENT_VERDICTS; a++) {
        assert_non_null(ent_verdict_name(a));
        for (ent_verdict_t b = ENT_VERDICT_PASS; b < a; b++) {
            assert_string_not_equal(ent_verdict_name(a), ent_verdict_name(b));
        }
    }
}

/* Quantities against the band 0 … 10, each with a looser one to 15. */
static ent_finding_t judge(const double *measured, size_t count, size_t enough) {
    ent_finding_t finding = {.verdict = ENT_VERDICTS};
    for (size_t i = 0; i < count; i++) {
        ent_finding_loosen(ent_finding_add(&finding, measured[i], 0, 10, "q%zu", i));
    }
    ent_finding_judge(&finding, enough);
    return finding;
}

static void test_judge(void **state) {
    static const struct {
        double measured[2];
        size_t count, enough;
        ent_verdict_t verdict;
        const char *why;
    } cases[] = {
        {{0}, 1, 0, ENT_VERDICT_PASS, ""},
        {{10}, 1, 0, ENT_VERDICT_PASS, ""},
        {{11}, 1, 0, ENT_VERDICT_PARTIAL, "outside: q0"}, /* looser: -2.5 … 12.5 */
        {{-2.6}, 1, 0, ENT_VERDICT_FAIL, "outside: q0"},
        {{20, 5}, 2, 1, ENT_VERDICT_PARTIAL, "outside: q0"},
        {{20, 5}, 2, 0, ENT_VERDICT_FAIL, "outside: q0"},
        {{20, 5}, 2, 2, ENT_VERDICT_FAIL, "outside: q0"},
        {{12, -2}, 2, 1, ENT_VERDICT_PARTIAL, "outside: q0; q1"},
        {{12, -3}, 2, 1, ENT_VERDICT_FAIL, "outside: q0; q1"},
        {{5, NAN}, 2, 1, ENT_VERDICT_PARTIAL, "outside: q1 (undefined)"},
        {{INFINITY, NAN}, 2, 1, ENT_VERDICT_FAIL, "outside: q0; q1 (undefined)"},
        {{NAN, NAN}, 2, 1, ENT_VERDICT_NOT_APPLICABLE, "nothing to measure: no member has it"},
    };
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        ent_finding_t finding = judge(cases[i].measured, cases[i].count, cases[i].enough);
        assert_int_equal(finding.verdict, cases[i].verdict);
        assert_string_equal(finding.why, cases[i].why);
    }
    ent_finding_t finding = {.verdict = ENT_VERDICTS};
    ent_finding_report(&finding, 3, "only told");
    ent_finding_judge(&finding, 1);
    assert_int_equal(finding.verdict, ENT_VERDICT_REPORTED);
}

/* Many long names are cut, not run over. */
static void test_long_reasons(void **state) {
    ent_finding_t finding = {.verdict = ENT_VERDICTS};
    (void)state;
    for (size_t i = 0; i < ENT_MOST_QUANTITIES; i++) {
        ent_finding_add(&finding, 20, 0, 10, "%080zu and more that does not fit into a name", i);
    }
    ent_finding_judge(&finding, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_FAIL);
    assert_int_equal(strlen(finding.why), ENT_WHY_SIZE - 1);
    assert_int_equal(strlen(finding.quantities[0].name), ENT_QUANTITY_NAME_SIZE - 1);
}

/* ---- Under a record ---------------------------------------------------------------------------
 */

enum { MEMBERS = 3, STRIKES = 30, YEARS = 14 };

/*
 * A record from January 2011 on: strikes by Korea in August 2012 and each March after it, and
 * remarks by Japan that do nothing.
 */
static void open_record(support_trials_t *made) {
    char text[STRIKES * 200] = "events = (";
    for (size_t i = 0; i < STRIKES; i++) {
        char event[200];
        bool korea = i < 7;
        (void)snprintf(event, sizeof event,
                       "%s{ name = 'e%zu'; at = '%zu-%02d'; effects = ( { type = 'shock'; "
                       "by = '%s'; severity = %s; hits = { talks = 1.0; }; } ); }",
                       i > 0 ? "," : "", i, korea ? 2012 + i : 2013, i == 0 ? 8 : 3,
                       korea ? "BBB" : "AAA", korea ? "0.9" : "0.0");
        strcat(text, event);
    }
    strcat(text, ");");
    support_trials_run(made, YEARS, MEMBERS, text, "start=2011-01");
    assert_true(made->trials.recorded);
}

static void say(support_trials_t *made, ent_trial_t trial, size_t state, int year, int month,
                double percent) {
    size_t instant = (size_t)((year - 2011) * 12 + month - 1);
    for (size_t m = 0; m < MEMBERS; m++) {
        support_trials_say(made, trial, ENT_VAR_PUBLIC, state, m, instant, percent);
    }
}

/* History's own waves: 62.2, 39.2, and 39.4 six years later. */
static void test_recorded_breaks(void **state) {
    support_trials_t made;
    (void)state;
    open_record(&made);
    assert_false(made.trials.run[ENT_TRIAL_BREAK]);
    assert_true(made.trials.run[ENT_TRIAL_CALM] && made.trials.run[ENT_TRIAL_FIRST]);
    say(&made, ENT_TRIAL_PLAIN, SUPPORT_JAPAN, 2011, 10, 62.2);
    say(&made, ENT_TRIAL_PLAIN, SUPPORT_JAPAN, 2012, 10, 39.2);
    say(&made, ENT_TRIAL_PLAIN, SUPPORT_JAPAN, 2018, 10, 39.4);
    say(&made, ENT_TRIAL_CALM, SUPPORT_JAPAN, 2018, 10, 55);
    ent_finding_t finding = support_trials_test(&made, "P1");
    assert_close(support_trials_found(&finding, "affinity"), -23, 1e-12, 0);
    finding = support_trials_test(&made, "P2");
    assert_close(support_trials_found(&finding, "median regained, shocks"), 100 * 0.2 / 23, 1e-9,
                 0);
    assert_close(support_trials_found(&finding, "median regained, none"), 100 * 15.8 / 23, 1e-9, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    support_trials_close(&made);
}

/* 31.7 in May 2019, 12.3 in September 2020, and half of that regained in November 2021. */
static void test_recorded_rebound(void **state) {
    support_trials_t made;
    (void)state;
    open_record(&made);
    for (int month = 0; month <= 24; month++) {
        say(&made, ENT_TRIAL_PLAIN, SUPPORT_KOREA, 2020 + (8 + month) / 12, (8 + month) % 12 + 1,
            12.3);
    }
    say(&made, ENT_TRIAL_PLAIN, SUPPORT_KOREA, 2019, 5, 31.7);
    say(&made, ENT_TRIAL_PLAIN, SUPPORT_KOREA, 2020, 1, 5); /* between the waves: not asked */
    say(&made, ENT_TRIAL_PLAIN, SUPPORT_KOREA, 2021, 11, 22.1);
    ent_finding_t finding = support_trials_test(&made, "P4");
    assert_close(support_trials_found(&finding, "deepest"), -19.4, 1e-12, 0);
    assert_close(support_trials_found(&finding, "half regained"), 14, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    support_trials_close(&made);
}

/* Without the strikes after September 2012 Japan is the warmer six years on. */
static void test_calm(void **state) {
    support_trials_t made;
    double with[MEMBERS], without[MEMBERS];
    (void)state;
    open_record(&made);
    size_t poll = made.trials.affinity[SUPPORT_JAPAN];
    size_t before = ent_trials_month(&made.trials, 2013, 2);
    ent_trials_percent(&made.trials, ENT_TRIAL_PLAIN, poll, before, with);
    ent_trials_percent(&made.trials, ENT_TRIAL_CALM, poll, before, without);
    assert_memory_equal(with, without, sizeof with);
    size_t after = ent_trials_month(&made.trials, 2018, 10);
    ent_trials_percent(&made.trials, ENT_TRIAL_PLAIN, poll, after, with);
    ent_trials_percent(&made.trials, ENT_TRIAL_CALM, poll, after, without);
    assert_true(without[0] > with[0] + 1);
    support_trials_close(&made);
}

/* A record that begins too late, or a run that ends too early, says which dates it lacks. */
static void test_recorded_dates(void **state) {
    static const struct {
        const char *id, *why;
    } cases[] = {
        {"P1", "the record's run does not cover 2011-10 to 2012-10"},
        {"P2", "the record's run does not cover 2011-10 to 2018-10"},
        {"P4", "the record's run does not cover 2019-05 to 2022-09"},
        {"P5", "the record's run does not cover 2013-10 to 2023-10"},
        {"P6", "the record's run does not cover 2011-10 to 2012-10"},
    };
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, "start=1990-01");
    made.trials.recorded = true;
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        ent_finding_t finding = support_trials_test(&made, cases[i].id);
        assert_string_equal(finding.why, cases[i].why);
        assert_int_equal(finding.verdict, ENT_VERDICT_NOT_APPLICABLE);
    }
    support_trials_close(&made);
}

/* ---- Other dyads ------------------------------------------------------------------------------
 */

static void test_other_states(void **state) {
    support_world_t world;
    ent_trials_t trials;
    const ent_trials_options_t options = {
        .members = 2, .seed = 1, .isa = ent_isa_best(), .threads = 1};
    (void)state;
    support_world_open(&world, "", NULL);
    assert_int_equal(ent_trials_run(&world.scenario, NULL, &options, &trials), ENT_OK);
    for (size_t p = 0; p < ent_pattern_count; p++) {
        ent_finding_t finding;
        assert_int_equal(ent_pattern_test(&ent_patterns[p], &trials, &finding), ENT_OK);
        if (ent_patterns[p].of_japan_and_korea) {
            assert_int_equal(finding.verdict, ENT_VERDICT_NOT_APPLICABLE);
            assert_string_equal(finding.why,
                                "is about JPN and KOR, and the states are AAA and BBB");
        }
        assert_true(finding.verdict > ENT_VERDICT_FAIL); /* two years without polls show nothing */
        assert_true(strlen(finding.why) > 0);
    }
    ent_trials_free(&trials);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_verdict_names),
        cmocka_unit_test(test_judge),
        cmocka_unit_test(test_long_reasons),
        cmocka_unit_test(test_recorded_breaks),
        cmocka_unit_test(test_recorded_rebound),
        cmocka_unit_test(test_calm),
        cmocka_unit_test(test_recorded_dates),
        cmocka_unit_test(test_other_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

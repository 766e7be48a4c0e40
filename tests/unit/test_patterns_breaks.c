/*
 * What severe shocks do (analysis/patterns_breaks.c): P1, P2, P4 and P5b on paths written by hand,
 * whose changes, shares and months follow from what was written. Probes strike at instant 24.
 */
#include "support/trials.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS = 12, MEMBERS = 5, STRUCK = 24, YEAR = 12 };

/* What the members say at one instant; the median is the third of five in order. */
static void say_all(support_trials_t *made, ent_trial_t trial, ent_variable_kind_t kind,
                    size_t state, size_t instant, const double percent[MEMBERS]) {
    for (size_t m = 0; m < MEMBERS; m++) {
        support_trials_say(made, trial, kind, state, m, instant, percent[m]);
    }
}

static void say_same(support_trials_t *made, ent_trial_t trial, ent_variable_kind_t kind,
                     size_t state, size_t first, size_t last, double percent) {
    const double all[MEMBERS] = {percent, percent, percent, percent, percent};
    for (size_t k = first; k <= last; k++) {
        say_all(made, trial, kind, state, k, all);
    }
}

/* P1 with these changes of affinity and relations, in all members. */
static ent_verdict_t judge_break(support_trials_t *made, double affinity, double relations) {
    say_same(made, ENT_TRIAL_BREAK, ENT_VAR_PUBLIC, SUPPORT_JAPAN, STRUCK + YEAR, STRUCK + YEAR,
             50 + affinity);
    say_same(made, ENT_TRIAL_BREAK, ENT_VAR_STANCE, SUPPORT_JAPAN, STRUCK + YEAR, STRUCK + YEAR,
             50 + relations);
    ent_finding_t finding = support_trials_test(made, "P1");
    assert_close(support_trials_found(&finding, "affinity"), affinity, 1e-12, 0);
    assert_close(support_trials_found(&finding, "relations"), relations, 1e-12, 0);
    return finding.verdict;
}

static void test_break(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    const double fallen[MEMBERS] = {45, 20, 29, 28, 40}; /* by 5, 30, 21, 22, 10 */
    say_all(&made, ENT_TRIAL_BREAK, ENT_VAR_PUBLIC, SUPPORT_JAPAN, STRUCK + YEAR, fallen);
    say_same(&made, ENT_TRIAL_BREAK, ENT_VAR_STANCE, SUPPORT_JAPAN, STRUCK + YEAR, STRUCK + YEAR,
             10);
    ent_finding_t finding = support_trials_test(&made, "P1");
    assert_close(support_trials_found(&finding, "affinity"), -21, 1e-12, 0);
    assert_close(support_trials_found(&finding, "relations"), -40, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    assert_string_equal(finding.why, "");
    /* Bands -28 … -15 and -50 … -30; half as wide again: -31.25 … -11.75 and -55 … -25. */
    assert_int_equal(judge_break(&made, -20, -10), ENT_VERDICT_PARTIAL);
    assert_int_equal(judge_break(&made, -5, -35), ENT_VERDICT_PARTIAL);
    assert_int_equal(judge_break(&made, -31, -26), ENT_VERDICT_PARTIAL);
    assert_int_equal(judge_break(&made, -12, -24), ENT_VERDICT_FAIL);
    assert_int_equal(judge_break(&made, 10, 10), ENT_VERDICT_FAIL);
    support_trials_close(&made);
}

/* The same members without the shocks go elsewhere meanwhile: that is not the shocks' doing. */
static void test_pairs(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    const double without[MEMBERS] = {90, 30, 70, 50, 60}, with[MEMBERS] = {70, 10, 50, 30, 40};
    say_all(&made, ENT_TRIAL_PLAIN, ENT_VAR_PUBLIC, SUPPORT_JAPAN, STRUCK + YEAR, without);
    say_all(&made, ENT_TRIAL_BREAK, ENT_VAR_PUBLIC, SUPPORT_JAPAN, STRUCK + YEAR, with);
    ent_finding_t finding = support_trials_test(&made, "P1");
    assert_close(support_trials_found(&finding, "affinity"), -20, 1e-12, 0);
    support_trials_close(&made);
}

/* A loss of 20, of which members have regained these shares after six years. */
static void regain(support_trials_t *made, ent_trial_t trial, const double shares[MEMBERS]) {
    say_same(made, trial, ENT_VAR_PUBLIC, SUPPORT_JAPAN, STRUCK, STRUCK + YEAR, 40);
    say_same(made, trial, ENT_VAR_PUBLIC, SUPPORT_JAPAN, STRUCK + 5, STRUCK + 5, 30); /* deepest */
    for (size_t m = 0; m < MEMBERS; m++) {
        support_trials_say(made, trial, ENT_VAR_PUBLIC, SUPPORT_JAPAN, m, STRUCK + 6 * YEAR,
                           30 + 20 * shares[m] / 100);
    }
}

static void test_persistence(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    const double little[MEMBERS] = {0, 10, 30, 50, 90}, more[MEMBERS] = {60, 70, 80, 90, 95};
    const double none[MEMBERS] = {0, 0, 5, 5, 5}, much[MEMBERS] = {20, 40, 50, 60, 70};
    regain(&made, ENT_TRIAL_FOLLOWED, little);
    regain(&made, ENT_TRIAL_BREAK, more);
    ent_finding_t finding = support_trials_test(&made, "P2");
    assert_close(support_trials_found(&finding, "members with less"), 60, 1e-12, 0);
    assert_close(support_trials_found(&finding, "median regained, shocks"), 30, 1e-9, 0);
    assert_close(support_trials_found(&finding, "median regained, none"), 80, 1e-9, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    regain(&made, ENT_TRIAL_BREAK, none); /* persistence that is only hard-coded */
    assert_int_equal(support_trials_test(&made, "P2").verdict, ENT_VERDICT_PARTIAL);
    regain(&made, ENT_TRIAL_FOLLOWED, much);
    assert_int_equal(support_trials_test(&made, "P2").verdict, ENT_VERDICT_FAIL);
    regain(&made, ENT_TRIAL_BREAK, more);
    assert_int_equal(support_trials_test(&made, "P2").verdict, ENT_VERDICT_PARTIAL);
    support_trials_close(&made);
}

/* Where nobody loses, nothing can be regained, and that is no success. */
static void test_nothing_lost(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    assert_int_equal(support_trials_test(&made, "P2").verdict, ENT_VERDICT_NOT_APPLICABLE);
    ent_finding_t finding = support_trials_test(&made, "P4");
    assert_same(support_trials_found(&finding, "deepest"), 0);
    assert_close(support_trials_found(&finding, "half regained"), NAN, 0, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_FAIL);
    assert_non_null(strstr(finding.why, "half regained after (months) (undefined)"));
    support_trials_close(&made);
}

/* A fall to 50 + depth two months after the shocks, half of it back after so many months. */
static ent_finding_t rebound(support_trials_t *made, double depth, size_t months) {
    const size_t last = YEARS * YEAR;
    say_same(made, ENT_TRIAL_ANSWERED, ENT_VAR_PUBLIC, SUPPORT_KOREA, STRUCK, last, 50 + depth / 3);
    say_same(made, ENT_TRIAL_ANSWERED, ENT_VAR_PUBLIC, SUPPORT_KOREA, STRUCK + 2,
             STRUCK + months - 1, 50 + 0.9 * depth);
    say_same(made, ENT_TRIAL_ANSWERED, ENT_VAR_PUBLIC, SUPPORT_KOREA, STRUCK + 2, STRUCK + 2,
             50 + depth);
    return support_trials_test(made, "P4");
}

static void test_rebound(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    const struct {
        double depth;
        size_t months;
        ent_verdict_t verdict;
    } cases[] =
        {
            {-20, 15, ENT_VERDICT_PASS},    {-20, 40, ENT_VERDICT_PARTIAL},
            {-40, 15, ENT_VERDICT_PARTIAL}, {-40, 40, ENT_VERDICT_FAIL},
            {-26, 27, ENT_VERDICT_PARTIAL}, /* within -26.5 … -11.5 and 5.25 … 27.75 */
            {-26, 28, ENT_VERDICT_FAIL},
        };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_finding_t finding = rebound(&made, cases[i].depth, cases[i].months);
        assert_close(support_trials_found(&finding, "deepest"), cases[i].depth, 1e-12, 0);
        assert_close(support_trials_found(&finding, "half regained"), (double)cases[i].months,
                     1e-12, 0);
        assert_int_equal(finding.verdict, cases[i].verdict);
    }
    say_same(&made, ENT_TRIAL_ANSWERED, ENT_VAR_PUBLIC, SUPPORT_KOREA, STRUCK, YEARS * YEAR, 30);
    ent_finding_t finding = support_trials_test(&made, "P4");
    assert_true(isinf(support_trials_found(&finding, "half regained")));
    assert_int_equal(finding.verdict, ENT_VERDICT_PARTIAL); /* deep as it should be */
    support_trials_close(&made);
}

/* The first state strikes: in so many members the second moves four times as far as the first. */
static void move(support_trials_t *made, size_t actor, size_t members) {
    ent_trial_t trial = actor == 0 ? ENT_TRIAL_FIRST : ENT_TRIAL_SECOND;
    for (size_t m = 0; m < MEMBERS; m++) {
        support_trials_say(made, trial, ENT_VAR_PUBLIC, actor, m, STRUCK + 3, 55);
        support_trials_say(made, trial, ENT_VAR_PUBLIC, 1 - actor, m, STRUCK + 3,
                           m < members ? 30 : 36);
    }
}

static void test_grieved(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    const struct {
        size_t first, second;
        ent_verdict_t verdict;
    } cases[] = {
        {4, 5, ENT_VERDICT_PASS},    {3, 3, ENT_VERDICT_PARTIAL}, /* 60 % in both */
        {4, 0, ENT_VERDICT_PARTIAL}, {3, 2, ENT_VERDICT_FAIL},    {0, 0, ENT_VERDICT_FAIL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        move(&made, 0, cases[i].first);
        move(&made, 1, cases[i].second);
        ent_finding_t finding = support_trials_test(&made, "P5b");
        assert_close(support_trials_found(&finding, "JPN, which strikes"),
                     20 * (double)cases[i].first, 1e-12, 0);
        assert_close(support_trials_found(&finding, "KOR, which strikes"),
                     20 * (double)cases[i].second, 1e-12, 0);
        assert_int_equal(finding.verdict, cases[i].verdict);
    }
    support_trials_close(&made);
}

/* Too short a run, no polls, nothing to strike with: each is said, and no verdict is made up. */
static void test_declined(void **state) {
    static const struct {
        int years;
        const char *set, *id, *why;
        ent_verdict_t verdict;
    } cases[] = {
        {2, NULL, "P1", "the run ends after 2 years, and the probe needs 3",
         ENT_VERDICT_NOT_APPLICABLE},
        {7, NULL, "P2", "the run ends after 7 years, and the probe needs 8",
         ENT_VERDICT_NOT_APPLICABLE},
        {3, NULL, "P4", "the run ends after 3 years, and the probe needs 4",
         ENT_VERDICT_NOT_APPLICABLE},
        {2, NULL, "P5b", "the run ends after 2 years, and the probe needs 2.25",
         ENT_VERDICT_NOT_APPLICABLE},
        {8, "polls.affinity_JPN.enabled=false", "P1", "no poll of affinity of JPN",
         ENT_VERDICT_NOT_REPRESENTED},
        {8, "polls.relations_JPN.enabled=false", "P1", "no poll of relations of JPN",
         ENT_VERDICT_NOT_REPRESENTED},
        {8, "polls.affinity_KOR.enabled=false", "P4", "no poll of affinity of KOR",
         ENT_VERDICT_NOT_REPRESENTED},
        {8, "polls.affinity_KOR.enabled=false", "P5b", "no poll of affinity of KOR",
         ENT_VERDICT_NOT_REPRESENTED},
        {8, "shocks.spat.enabled=false", "P1",
         "KOR has no shock in the scenario that a probe could be like", ENT_VERDICT_NOT_APPLICABLE},
        {8, "shocks.spat.enabled=false", "P2",
         "KOR has no shock in the scenario that a probe could be like", ENT_VERDICT_NOT_APPLICABLE},
        {8, "shocks.row.enabled=false", "P4",
         "JPN has no shock in the scenario that a probe could be like", ENT_VERDICT_NOT_APPLICABLE},
        {8, "shocks.row.enabled=false", "P5b",
         "JPN has no shock in the scenario that a probe could be like", ENT_VERDICT_NOT_APPLICABLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_trials_t made;
        support_trials_open(&made, cases[i].years, 2, NULL, cases[i].set);
        ent_finding_t finding = support_trials_test(&made, cases[i].id);
        assert_string_equal(finding.why, cases[i].why);
        assert_int_equal(finding.verdict, cases[i].verdict);
        assert_int_equal(finding.count, 0);
        support_trials_close(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_break),       cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_persistence), cmocka_unit_test(test_nothing_lost),
        cmocka_unit_test(test_rebound),     cmocka_unit_test(test_grieved),
        cmocka_unit_test(test_declined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

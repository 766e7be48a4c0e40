/*
 * What publics' paths look like to surveys (analysis/patterns_paths.c): P5, P6, P7 and P13 on paths
 * that are those of the joint surveys of Japan and Korea, of which the numbers are known, and on
 * ones written by hand. The first survey falls on instant 24, the others a year apart.
 */
#include "support/trials.h"

#include <math.h>
#include <string.h>

enum { YEARS = 14, MEMBERS = 3, FIRST = 24, YEAR = 12, SURVEYS = 13 };

/* Favourable to Japan, Korea, 2013-2025; to Korea, Japan, 2013-2023, and two years made up. */
static const double korea[SURVEYS] = {12.2, 17.5, 15.7, 21.3, 26.8, 28.3, 31.7,
                                      12.3, 20.5, 30.6, 28.9, 41.7, 52.4};
static const double japan[SURVEYS] = {31.1, 20.5, 23.8, 29.1, 26.9, 22.9, 20.0,
                                      25.9, 25.4, 30.4, 37.4, 37.4, 37.4};
/* Changes of the Cabinet Office's series, 2012-2019 and 2020-2024, one after the other. */
static const double cabinet[SURVEYS] = {62.2, 39.2, 40.7, 31.5, 33.0, 38.1, 37.5,
                                        39.4, 26.7, 28.8, 37.7, 44.6, 48.1};

static void say_surveys(support_trials_t *made, ent_variable_kind_t kind, size_t state,
                        size_t member, const double *percent) {
    for (size_t i = 0; i < SURVEYS; i++) {
        support_trials_say(made, ENT_TRIAL_PLAIN, kind, state, member, FIRST + i * YEAR,
                           percent[i]);
    }
}

static void say_both(support_trials_t *made, ent_variable_kind_t kind, const double *of_japan,
                     const double *of_korea) {
    for (size_t m = 0; m < MEMBERS; m++) {
        say_surveys(made, kind, SUPPORT_JAPAN, m, of_japan);
        say_surveys(made, kind, SUPPORT_KOREA, m, of_korea);
    }
}

/* Ten changes of history's own series: r = -0.36. */
static void test_unlike(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    say_both(&made, ENT_VAR_PUBLIC, japan, korea);
    ent_finding_t finding = support_trials_test(&made, "P5");
    assert_close(support_trials_found(&finding, "correlation"), -0.36, 0, 0.005);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    say_surveys(&made, ENT_VAR_PUBLIC, SUPPORT_JAPAN, 0, korea); /* one of three */
    finding = support_trials_test(&made, "P5");
    assert_close(support_trials_found(&finding, "correlation"), -0.36, 0, 0.005);
    say_both(&made, ENT_VAR_PUBLIC, korea, korea); /* one shared opinion */
    finding = support_trials_test(&made, "P5");
    assert_close(support_trials_found(&finding, "correlation"), 1, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_FAIL);
    support_trials_close(&made);
}

/* Changes 1, -1, 0, 0, … of one side, and a mixture of them in the other, give any r. */
static void test_unlike_bounds(void **state) {
    static const struct {
        double r;
        ent_verdict_t verdict;
    } cases[] = {{0.39, ENT_VERDICT_PASS}, {0.41, ENT_VERDICT_PARTIAL}, {0.59, ENT_VERDICT_PARTIAL},
                 {0.61, ENT_VERDICT_FAIL}, {-0.49, ENT_VERDICT_PASS},   {-0.51, ENT_VERDICT_FAIL}};
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        /* Changes x = (1, -1, 0, 0, …) and r·x + √(1 - r²)·(0, 0, 1, -1, …) correlate at r. */
        double r = cases[i].r, rest = sqrt(1 - r * r);
        double one[SURVEYS] = {50, 51}, other[SURVEYS] = {50, 50 + r, 50, 50 + rest};
        for (size_t k = 2; k < SURVEYS; k++) {
            one[k] = 50;
            other[k] = k == 3 ? 50 + rest : 50;
        }
        say_both(&made, ENT_VAR_PUBLIC, one, other);
        ent_finding_t finding = support_trials_test(&made, "P5");
        assert_close(support_trials_found(&finding, "correlation"), r, 1e-9, 0);
        assert_int_equal(finding.verdict, cases[i].verdict);
    }
    support_trials_close(&made);
}

static void break_by(support_trials_t *made, double affinity, double relations) {
    for (size_t m = 0; m < MEMBERS; m++) {
        support_trials_say(made, ENT_TRIAL_PLAIN, ENT_VAR_STANCE, SUPPORT_JAPAN, m, FIRST + YEAR,
                           korea[1]);
        support_trials_say(made, ENT_TRIAL_BREAK, ENT_VAR_STANCE, SUPPORT_JAPAN, m, FIRST + YEAR,
                           korea[1] + relations);
        support_trials_say(made, ENT_TRIAL_BREAK, ENT_VAR_PUBLIC, SUPPORT_JAPAN, m, FIRST + YEAR,
                           50 + affinity);
    }
}

static void test_alike(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    say_both(&made, ENT_VAR_STANCE, korea, korea);
    break_by(&made, -5, -15);
    ent_finding_t finding = support_trials_test(&made, "P6");
    assert_close(support_trials_found(&finding, "correlation of levels"), 1, 1e-12, 0);
    assert_close(support_trials_found(&finding, "change of relations"), 3, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    break_by(&made, -10, -15);
    finding = support_trials_test(&made, "P6");
    assert_close(support_trials_found(&finding, "change of relations"), 1.5, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PARTIAL);
    const double turned[SURVEYS] = {50, 40, 50, 40, 50, 40, 50, 40, 50, 40, 50, 40, 50};
    say_both(&made, ENT_VAR_STANCE, korea, turned);
    break_by(&made, -10, -15);
    finding = support_trials_test(&made, "P6");
    assert_true(support_trials_found(&finding, "correlation of levels") < 0.6);
    assert_int_equal(finding.verdict, ENT_VERDICT_FAIL);
    support_trials_close(&made);
}

/* History's own skewness and ratios: -1.59 and 1.5, -1.26 and 2.6. */
static void test_tail(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    say_both(&made, ENT_VAR_PUBLIC, cabinet, korea);
    ent_finding_t finding = support_trials_test(&made, "P7");
    assert_close(support_trials_found(&finding, "skewness of annual changes, KOR"), -1.59, 0,
                 0.005);
    assert_close(support_trials_found(&finding, "largest rise, KOR"), 1.5, 0, 0.05);
    assert_close(support_trials_found(&finding, "skewness of annual changes, JPN"), -1.26, 0,
                 0.005);
    assert_close(support_trials_found(&finding, "largest rise, JPN"), 2.6, 0, 0.05);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    double mirrored[SURVEYS];
    for (size_t i = 0; i < SURVEYS; i++) {
        mirrored[i] = 100 - cabinet[i];
    }
    say_both(&made, ENT_VAR_PUBLIC, mirrored, korea);
    finding = support_trials_test(&made, "P7");
    assert_close(support_trials_found(&finding, "skewness of annual changes, JPN"), 1.26, 0, 0.005);
    assert_int_equal(finding.verdict, ENT_VERDICT_PARTIAL);
    say_both(&made, ENT_VAR_PUBLIC, mirrored, mirrored);
    assert_int_equal(support_trials_test(&made, "P7").verdict, ENT_VERDICT_FAIL);
    support_trials_close(&made);
}

/* Affinity swings between 20 and 30; support is above it by so much, and swings half as far. */
static void say_security(support_trials_t *made, size_t state, double ahead, double swing) {
    for (size_t m = 0; m < MEMBERS; m++) {
        for (size_t k = 0; k <= (size_t)YEARS * YEAR; k++) {
            double side = k % 2 == 0 ? 1 : -1;
            support_trials_say(made, ENT_TRIAL_PLAIN, ENT_VAR_PUBLIC, state, m, k, 25 + 5 * side);
            support_trials_say(made, ENT_TRIAL_PLAIN, ENT_VAR_LEADER, state, m, k,
                               25 + ahead + swing * side);
        }
    }
}

static void test_security(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    say_security(&made, SUPPORT_JAPAN, 20, 2.5);
    say_security(&made, SUPPORT_KOREA, 30, 4);
    ent_finding_t finding = support_trials_test(&made, "P13");
    assert_close(support_trials_found(&finding, "months with support over 15 points above "
                                                "affinity, KOR"),
                 100, 1e-12, 0);
    assert_close(support_trials_found(&finding, "variance of support over that of affinity, JPN"),
                 0.25, 1e-3, 0);
    assert_close(support_trials_found(&finding, "variance of support over that of affinity, KOR"),
                 0.64, 1e-3, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    /* 17 ahead, but 10 where affinity is high and support low: every second month. */
    say_security(&made, SUPPORT_JAPAN, 17, -2);
    say_security(&made, SUPPORT_KOREA, 17, 10);
    finding = support_trials_test(&made, "P13");
    assert_close(support_trials_found(&finding, "affinity, JPN (%)"), 100.0 * 84 / 169, 1e-12, 0);
    assert_close(support_trials_found(&finding, "over that of affinity, KOR"), 4, 1e-3, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PARTIAL);
    say_security(&made, SUPPORT_JAPAN, 0, 10);
    say_security(&made, SUPPORT_KOREA, 0, 10);
    assert_int_equal(support_trials_test(&made, "P13").verdict, ENT_VERDICT_FAIL);
    support_trials_close(&made);
}

/* Only one state is asked: it alone is judged. */
static void test_one_security(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, "polls.security_JPN.enabled=false");
    say_security(&made, SUPPORT_KOREA, 30, 4);
    ent_finding_t finding = support_trials_test(&made, "P13");
    assert_int_equal(finding.count, 2);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    support_trials_close(&made);
}

static void test_declined(void **state) {
    static const char short_run[] = "the run has 10 annual surveys after its first two years, and "
                                    "ten changes need 11";
    static const struct {
        int years;
        const char *set, *id, *why;
        ent_verdict_t verdict;
    } cases[] = {
        {11, NULL, "P5", short_run, ENT_VERDICT_NOT_APPLICABLE},
        {11, NULL, "P6", short_run, ENT_VERDICT_NOT_APPLICABLE},
        {11, NULL, "P7", short_run, ENT_VERDICT_NOT_APPLICABLE},
        {12, "polls.affinity_KOR.enabled=false", "P5", "no poll of affinity of KOR",
         ENT_VERDICT_NOT_REPRESENTED},
        {12, "polls.relations_KOR.enabled=false", "P6", "no poll of relations of KOR",
         ENT_VERDICT_NOT_REPRESENTED},
        {12, "polls.affinity_JPN.enabled=false", "P6", "no poll of affinity of JPN",
         ENT_VERDICT_NOT_REPRESENTED},
        {12, "polls.affinity_JPN.enabled=false", "P7", "no poll of affinity of JPN",
         ENT_VERDICT_NOT_REPRESENTED},
        {12, NULL, "P14", "contested pact", ENT_VERDICT_NOT_REPRESENTED},
        {12, NULL, "P17", "birth cohorts", ENT_VERDICT_NOT_REPRESENTED},
        {12, NULL, "P18", "one warmth", ENT_VERDICT_NOT_REPRESENTED},
        {12, NULL, "P19", "visits are not counted", ENT_VERDICT_NOT_REPRESENTED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_trials_t made;
        support_trials_open(&made, cases[i].years, 2, NULL, cases[i].set);
        ent_finding_t finding = support_trials_test(&made, cases[i].id);
        assert_non_null(strstr(finding.why, cases[i].why));
        assert_int_equal(finding.verdict, cases[i].verdict);
        assert_int_equal(finding.count, 0);
        support_trials_close(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unlike),   cmocka_unit_test(test_unlike_bounds),
        cmocka_unit_test(test_alike),    cmocka_unit_test(test_tail),
        cmocka_unit_test(test_security), cmocka_unit_test(test_one_security),
        cmocka_unit_test(test_declined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

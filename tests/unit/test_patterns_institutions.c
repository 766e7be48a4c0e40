/*
 * Fragility and variance (analysis/patterns_institutions.c): P15 and P21 on counts and paths
 * written by hand.
 */
#include "support/trials.h"

#include <math.h>
#include <string.h>

enum { YEARS = 10, MEMBERS = 4, AFTER = 24 };

#define INSTITUTION(name, insulation, more)                                                        \
    "{ name = '" name "'; cadence = 2.0; insulation = " insulation                                 \
    "; binding = 0.1; level = 0.5; habit = 0.3; build = 0.2; fade = 3.0; threshold = 0.0;"         \
    "  slope = 3.0; miss_cost = 0.0; suspend_below = -1.0; resume_above = 0.0; patience = 0.5;"    \
    "  coverage = { talks = 0.3; }; " more " }"
#define ACTIVE "status = 'active';"

/* Two of the first rung, one of each other; the ends of the rungs; and one that does not stand. */
static const char ladder[] =
    "institutions = (" INSTITUTION("summit", "0.1", ACTIVE) "," INSTITUTION(
        "envoys", "0.19", ACTIVE) "," INSTITUTION("desk", "0.2", ACTIVE) ","          //
    INSTITUTION("league", "0.6", ACTIVE) "," INSTITUTION("trade", "0.61", ACTIVE) "," //
    INSTITUTION("idle", "0.05", "") ");";
enum { SUMMIT, ENVOYS, DESK, LEAGUE, TRADE, IDLE, INSTITUTIONS };

static void suspend(support_trials_t *made, size_t member, size_t institution, double times) {
    size_t at = member * INSTITUTIONS + institution;
    made->trials.suspensions[at] = times;
    made->trials.years_active[at] = 5;
}

/* Suspensions of the three rungs: of 10, 10 and 5 years in all. */
static void suspend_rungs(support_trials_t *made, size_t member, double leaders, double working,
                          double legal) {
    suspend(made, member, SUMMIT, leaders);
    suspend(made, member, ENVOYS, 0);
    suspend(made, member, DESK, 0);
    suspend(made, member, LEAGUE, working);
    suspend(made, member, TRADE, legal);
    suspend(made, member, IDLE, 100);
}

static void test_ladder(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, ladder, NULL);
    assert_int_equal(made.scenario.institution_count, INSTITUTIONS);
    suspend_rungs(&made, 0, 6, 4, 1); /* 0.6, 0.4 and 0.2 a year */
    suspend_rungs(&made, 1, 4, 2, 0);
    suspend_rungs(&made, 2, 4, 2, 0);
    suspend_rungs(&made, 3, 2, 0, 0); /* a tie */
    ent_finding_t finding = support_trials_test(&made, "P15");
    assert_close(support_trials_found(&finding, "order holds"), 87.5, 1e-12, 0);
    assert_close(support_trials_found(&finding, "leader-dependent"), 16 / 40.0, 1e-12, 0);
    assert_close(support_trials_found(&finding, "working-level"), 8 / 40.0, 1e-12, 0);
    assert_close(support_trials_found(&finding, "legal and private"), 1 / 20.0, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PASS);
    suspend_rungs(&made, 2, 4, 5, 0); /* 0.4 and 0.5: out of order */
    finding = support_trials_test(&made, "P15");
    assert_close(support_trials_found(&finding, "order holds"), 62.5, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_PARTIAL);
    suspend_rungs(&made, 1, 4, 2, 2); /* 0.2 and 0.4 */
    finding = support_trials_test(&made, "P15");
    assert_close(support_trials_found(&finding, "order holds"), 37.5, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_FAIL);
    support_trials_close(&made);
}

/* Health that swings by so much about a mean; variance is the square of it. */
static void swing(support_trials_t *made, ent_trial_t trial, size_t member, double mean,
                  double by) {
    for (size_t k = 0; k < made->trials.instants; k++) {
        double health = k < AFTER ? 90 : mean + (k % 2 == 0 ? by : -by);
        support_trials_set(made, trial, ENT_VAR_HEALTH, 0, member, k, health);
    }
}

static void test_variance(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, ladder, NULL);
    const double with[MEMBERS] = {1, 2, 3, 6}, without[MEMBERS] = {2, 4, 6, 3};
    for (size_t m = 0; m < MEMBERS; m++) { /* ratios 1/4, 1/4, 1/4, 4 */
        swing(&made, ENT_TRIAL_PLAIN, m, 60, with[m]);
        swing(&made, ENT_TRIAL_UNBOUND, m, m == 0 ? 26 : 50, without[m]); /* 24: a rupture */
    }
    ent_finding_t finding = support_trials_test(&made, "P21");
    const double rtol = 1e-3; /* 97 instants: one more above than below */
    assert_close(support_trials_found(&finding, "without, 5 %"), 0.25, rtol, 0);
    assert_close(support_trials_found(&finding, "without, median"), 0.25, rtol, 0);
    assert_close(support_trials_found(&finding, "without, 95 %"), 0.25 + 0.85 * 3.75, rtol, 0);
    assert_close(support_trials_found(&finding, "smaller with"), 75, 1e-12, 0);
    assert_close(support_trials_found(&finding, "rupture"), -25, 1e-12, 0);
    double shift = (1.0 + 2 + 3 + 6 - 2 - 4 - 6 - 3) / 4 / 97;
    assert_close(support_trials_found(&finding, "mean health"), 16 + shift, 1e-12, 0);
    assert_int_equal(finding.verdict, ENT_VERDICT_REPORTED);
    support_trials_close(&made);
}

static void test_declined(void **state) {
    static const struct {
        const char *more, *set, *id, *why;
        int years;
    } cases[] = {
        {"", NULL, "P15", "no leader-dependent institution is active at the start", 5},
        {"", NULL, "P21", "no institution binds a government or carries a domain", 5},
        {ladder, "institutions.trade.status=suspended", "P15",
         "no legal and private institution is active at the start", 5},
        {ladder, NULL, "P21", "the run is not longer than the two years left out", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_trials_t made;
        support_trials_open(&made, cases[i].years, 2, cases[i].more, cases[i].set);
        ent_finding_t finding = support_trials_test(&made, cases[i].id);
        assert_string_equal(finding.why, cases[i].why);
        assert_int_equal(finding.verdict, ENT_VERDICT_NOT_APPLICABLE);
        support_trials_close(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ladder),
        cmocka_unit_test(test_variance),
        cmocka_unit_test(test_declined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Terms, approval and provocation (analysis/patterns_terms.c): P10 and P11 on paths and calendars
 * written by hand; P12 against what a run by steps of the model itself counts.
 */
#include "support/trials.h"
#include "support/world.h"

#include <math.h>
#include <string.h>

enum { YEARS = 20, MEMBERS = 4, YEAR = 12, AFTER = 24 };
static const double pi = 3.14159265358979323846;

static void come_in(support_trials_t *made, size_t state, size_t member, size_t step) {
    made->trials.leader_changes[state][member * made->trials.steps + step] = true;
}

/* ---- P10 ------------------------------------------------------------------------------------- */

/* Health of all members from the third year on goes through so many cycles. */
static void cycle(support_trials_t *made, double cycles) {
    size_t length = made->trials.instants - AFTER;
    for (size_t m = 0; m < MEMBERS; m++) {
        for (size_t k = 0; k < made->trials.instants; k++) {
            double phase = cycles * ((double)k - AFTER) / (double)length;
            support_trials_set(made, ENT_TRIAL_PLAIN, ENT_VAR_HEALTH, 0, m, k,
                               50 + 20 * sin(2 * pi * phase + (double)m));
        }
    }
}

/* Terms of five years from the third year on: three whole ones, the last one unfinished. */
static void hold_elections(support_trials_t *made) {
    for (size_t m = 0; m < MEMBERS; m++) {
        for (size_t step = 30; step < 240; step += 60) {
            come_in(made, SUPPORT_KOREA, m, step);
        }
    }
}

/* Health in the first or last year of the t-th term of a member: instants 31 … 42, 79 … 90, … */
static void warm(support_trials_t *made, size_t member, size_t term, bool late, double health) {
    size_t first = 30 + 60 * term + (late ? 49 : 1);
    for (size_t k = first; k < first + YEAR; k++) {
        support_trials_set(made, ENT_TRIAL_PLAIN, ENT_VAR_HEALTH, 0, member, k, health);
    }
}

/* 217 months hold 3 to 4 cycles of 4.5 to 6 years; 2 of 9 years are too slow, 8 too fast. */
static void test_period(void **state) {
    static const struct {
        double cycles;
        bool within;
    } cases[] = {{4, true}, {3, true}, {2, false}, {8, false}};
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    hold_elections(&made);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        cycle(&made, cases[i].cycles);
        ent_finding_t finding = support_trials_test(&made, "P10");
        assert_close(support_trials_found(&finding, "period"), 217 / 12.0 / cases[i].cycles, 1e-12,
                     0);
        assert_int_equal(strstr(finding.why, "period") == NULL, cases[i].within);
    }
    support_trials_close(&made);
}

static void test_cooling(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    hold_elections(&made);
    for (size_t m = 0; m < MEMBERS; m++) {
        for (size_t term = 0; term < 3; term++) {
            warm(&made, m, term, false, 50);
            warm(&made, m, term, true, m * 3 + term < 7 ? 40 : 60); /* 7 of 12 end colder */
        }
    }
    ent_finding_t finding = support_trials_test(&made, "P10");
    assert_close(support_trials_found(&finding, "terms in KOR"), 100 * 7 / 12.0, 1e-12, 0);
    assert_null(strstr(finding.why, "terms in KOR"));
    assert_int_not_equal(finding.verdict, ENT_VERDICT_FAIL);
    for (size_t term = 0; term < 3; term++) {
        warm(&made, 3, term, true, 40); /* 10 of 12: more than the band has */
    }
    finding = support_trials_test(&made, "P10");
    assert_close(support_trials_found(&finding, "terms in KOR"), 100 * 10 / 12.0, 1e-12, 0);
    assert_non_null(strstr(finding.why, "terms in KOR"));
    support_trials_close(&made);
}

/* A term that was cut short within three years is no whole one. */
static void test_short_terms(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    for (size_t m = 0; m < MEMBERS; m++) {
        come_in(&made, SUPPORT_KOREA, m, 30);
        come_in(&made, SUPPORT_KOREA, m, 65);
    }
    ent_finding_t finding = support_trials_test(&made, "P10");
    assert_int_equal(finding.verdict, ENT_VERDICT_NOT_APPLICABLE); /* health is still, too */
    for (size_t m = 0; m < MEMBERS; m++) {
        come_in(&made, SUPPORT_KOREA, m, 101); /* 36 months */
        for (size_t k = 90; k <= 101; k++) {
            support_trials_set(&made, ENT_TRIAL_PLAIN, ENT_VAR_HEALTH, 0, m, k, -1);
        }
    }
    finding = support_trials_test(&made, "P10");
    assert_close(support_trials_found(&finding, "terms in KOR"), 100, 1e-12, 0);
    support_trials_close(&made);
}

/* ---- P11 ------------------------------------------------------------------------------------- */

/* Approval falls in a straight line from month 1 to month 23 after a step. */
static void approve(support_trials_t *made, size_t member, size_t step, double first, double last) {
    for (size_t month = 1; month <= 23; month++) {
        double percent = first + (last - first) * ((double)month - 1) / 22;
        support_trials_set(made, ENT_TRIAL_PLAIN, ENT_VAR_APPROVAL, SUPPORT_KOREA, member,
                           step + month, percent / 100);
    }
}

/* Leaders begin at 60 and end at 40, but for what tells them apart. */
static ent_finding_t honeymoon(support_trials_t *made, double first, double last, double apart) {
    for (size_t m = 0; m < MEMBERS; m++) {
        double own = m % 2 == 0 ? apart : -apart;
        approve(made, m, 10, first + own, last + own);
        approve(made, m, 100, first + own, last + own);
    }
    return support_trials_test(made, "P11");
}

static void test_honeymoon(void **state) {
    static const struct {
        double first, last, apart;
        ent_verdict_t verdict;
    } cases[] = {{60, 40, 10, ENT_VERDICT_PASS},    {71, 33, 8.1, ENT_VERDICT_PASS},
                 {72, 40, 10, ENT_VERDICT_PARTIAL}, {60, 49, 10, ENT_VERDICT_PARTIAL},
                 {60, 40, 5, ENT_VERDICT_PARTIAL},  {50, 40, 20, ENT_VERDICT_FAIL}};
    support_trials_t made;
    (void)state;
    support_trials_open(&made, YEARS, MEMBERS, NULL, NULL);
    for (size_t m = 0; m < MEMBERS; m++) {
        come_in(&made, SUPPORT_KOREA, m, 10);
        come_in(&made, SUPPORT_KOREA, m, 100);
        come_in(&made, SUPPORT_KOREA, m, 123); /* the one before has had its 23 months */
        come_in(&made, SUPPORT_KOREA, m, 145); /* this one had 22, and approval is 0 */
        come_in(&made, SUPPORT_KOREA, m, 150);
        come_in(&made, SUPPORT_KOREA, m, 218); /* the run ends in month 22 */
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        /* The leader of step 150 does as those of 10 and 100. */
        for (size_t m = 0; m < MEMBERS; m++) {
            double own = m % 2 == 0 ? cases[i].apart : -cases[i].apart;
            approve(&made, m, 150, cases[i].first + own, cases[i].last + own);
        }
        ent_finding_t finding = honeymoon(&made, cases[i].first, cases[i].last, cases[i].apart);
        assert_close(support_trials_found(&finding, "month 1,"), cases[i].first, 1e-12, 0);
        assert_close(support_trials_found(&finding, "month 23"), cases[i].last, 1e-12, 0);
        assert_close(support_trials_found(&finding, "between leaders"), cases[i].apart, 1e-9, 0);
        assert_int_equal(finding.verdict, cases[i].verdict);
    }
    support_trials_close(&made);
}

/* ---- P12 ------------------------------------------------------------------------------------- */

static const char tempted[] = "shocks = ( { name = 'row'; rate = 1.5; opportunism = 3.0; },"
                              "           { name = 'spat'; rate = 0.8; } );"
                              "states = ( { name = 'AAA'; approval = { volatility = 0.15; }; },"
                              "           { name = 'BBB'; approval = { volatility = 0.15; }; } );";

/* Sums of a correlation. */
typedef struct {
    double n, x, y, xx, yy, xy;
} sums_t;

static void count_pair(sums_t *sums, double x, double y) {
    sums->n++;
    sums->x += x;
    sums->y += y;
    sums->xx += x * x;
    sums->yy += y * y;
    sums->xy += x * y;
}

static double correlation(const sums_t *s) {
    double xy = s->xy - s->x * s->y / s->n;
    return xy / sqrt((s->xx - s->x * s->x / s->n) * (s->yy - s->y * s->y / s->n));
}

/* Runs eight members step by step and counts what arrives. */
static void count_shocks(const ent_plan_t *plan, uint64_t seed, size_t years,
                         sums_t sums[ENT_STATES]) {
    const ent_model_t *model = ent_model(ent_isa_best());
    ent_block_t block;
    double approval[ENT_STATES][SUPPORT_LANES] = {{0}}, shocks[ENT_STATES][SUPPORT_LANES] = {{0}};
    assert_int_equal(ent_block_init(&block, plan, SUPPORT_LANES), ENT_OK);
    block.random = ent_random(ent_isa_best());
    ent_block_start(&block, plan, seed, 0, SUPPORT_LANES, false);
    model->record_instant(plan, &block, 0);
    for (size_t step = 0; step < years * YEAR; step++) {
        for (size_t s = 0; s < ENT_STATES && step % YEAR == 0; s++) {
            memcpy(approval[s], ent_block_variable(&block, ENT_VAR_APPROVAL, s),
                   sizeof approval[s]);
            memset(shocks[s], 0, sizeof shocks[s]);
        }
        model->step(plan, &block, step);
        for (size_t k = 0; k < plan->shocks; k++) {
            for (size_t j = 0; j < SUPPORT_LANES; j++) {
                shocks[plan->scenario->shocks[k].by][j] +=
                    (double)(block.happened.shocks[k] >> j & 1);
            }
        }
        for (size_t i = 0; i < (size_t)ENT_STATES * SUPPORT_LANES && (step + 1) % YEAR == 0; i++) {
            size_t s = i / SUPPORT_LANES, j = i % SUPPORT_LANES;
            count_pair(&sums[s], approval[s][j], shocks[s][j]);
        }
    }
    ent_block_free(&block);
}

static void test_provocation(void **state) {
    support_trials_t made;
    sums_t sums[ENT_STATES] = {{0}};
    (void)state;
    support_trials_run(&made, 10, SUPPORT_LANES, tempted, NULL);
    count_shocks(&made.trials.plans[ENT_TRIAL_PLAIN], made.trials.seed, 10, sums);
    ent_finding_t finding = support_trials_test(&made, "P12");
    double japan = correlation(&sums[SUPPORT_JAPAN]), korea = correlation(&sums[SUPPORT_KOREA]);
    assert_close(support_trials_found(&finding, "shocks by JPN"), japan, 1e-9, 1e-12);
    assert_close(support_trials_found(&finding, "shocks by KOR"), korea, 1e-9, 1e-12);
    assert_true(japan < -0.1); /* unpopular leaders of the one state do provoke */
    assert_true(japan < korea);
    support_trials_close(&made);
}

static void test_declined(void **state) {
    static const struct {
        int years;
        const char *id, *why;
    } cases[] = {
        {15, "P10", "periods of 7 years take a run of 16 years, and this one has 15"},
        {16, "P11", "no leader of KOR comes in and stays for 23 months"},
        {16, "P12", "no random shocks: who acts, and when, is given"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_trials_t made;
        support_trials_open(&made, cases[i].years, 2, NULL, NULL);
        ent_finding_t finding = support_trials_test(&made, cases[i].id);
        assert_string_equal(finding.why, cases[i].why);
        assert_int_equal(finding.verdict, ENT_VERDICT_NOT_APPLICABLE);
        support_trials_close(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_period),      cmocka_unit_test(test_cooling),
        cmocka_unit_test(test_short_terms), cmocka_unit_test(test_honeymoon),
        cmocka_unit_test(test_provocation), cmocka_unit_test(test_declined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

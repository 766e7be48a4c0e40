/*
 * Trials (analysis/trials.c): which are run, that they share luck up to their shocks, and that
 * polls read off them are those the ensemble records, with the noise of waves as it is defined.
 */
#include "analysis/statistics.h"
#include "support/trials.h"

#include <math.h>
#include <string.h>

enum { MEMBERS = 48, STRUCK = 24 };

static const char lively[] =
    "drivers = ( { name = 'threat'; volatility = 0.1; } );"
    "states = ( { name = 'AAA'; public = { volatility = 0.1; };"
    "             succession = { mode = 'hazard'; turnover_rate = 0.5; pool = ("
    "             { name = 'x'; weight = 1.0; orientation = 0.0; spread = 0.3; } ); }; },"
    "           { name = 'BBB'; public = { volatility = 0.1; }; } );"
    "institutions = ( { name = 'i'; cadence = 4.0; insulation = 0.1; binding = 0.3; level = 0.5;"
    "  habit = 0.5; build = 0.1; fade = 3.0; threshold = 0.0; slope = 3.0; miss_cost = 0.0;"
    "  suspend_below = 0.1; resume_above = 0.2; patience = 0.1; coverage = { talks = 0.4; };"
    "  status = 'active'; } );"
    "shocks = ( { name = 'row'; rate = 0.5; }, { name = 'spat'; rate = 0.5; } );";

/* The first kept instant at which a member's health differs from that without a trial's shocks. */
static size_t first_difference(const ent_trials_t *trials, ent_trial_t trial) {
    for (size_t k = 0; k < trials->instants; k++) {
        for (size_t m = 0; m < trials->members; m++) {
            double plain = ent_trials_value(trials, ENT_TRIAL_PLAIN, ENT_VAR_HEALTH, 0, m, k);
            double other = ent_trials_value(trials, trial, ENT_VAR_HEALTH, 0, m, k);
            if (memcmp(&plain, &other, sizeof plain) != 0) {
                return k;
            }
        }
    }
    return trials->instants;
}

static void test_luck(void **state) {
    static const ent_trial_t probes[] = {ENT_TRIAL_BREAK, ENT_TRIAL_FOLLOWED, ENT_TRIAL_ANSWERED,
                                         ENT_TRIAL_FIRST, ENT_TRIAL_SECOND};
    support_trials_t made;
    (void)state;
    support_trials_run(&made, 9, MEMBERS, lively, NULL);
    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        assert_true(made.trials.run[probes[i]]);
        assert_int_equal(first_difference(&made.trials, probes[i]), STRUCK + 1);
    }
    assert_false(made.trials.run[ENT_TRIAL_CALM]); /* there is no record */
    assert_int_equal(first_difference(&made.trials, ENT_TRIAL_UNBOUND), 1);
    /* Until the first shock that follows, a year later, those two are one. */
    for (size_t m = 0; m < MEMBERS; m++) {
        for (size_t k = 0; k <= STRUCK + 12; k++) {
            assert_same(ent_trials_value(&made.trials, ENT_TRIAL_FOLLOWED, ENT_VAR_HEALTH, 0, m, k),
                        ent_trials_value(&made.trials, ENT_TRIAL_BREAK, ENT_VAR_HEALTH, 0, m, k));
        }
    }
    support_trials_close(&made);
}

/* Who strikes is who the trial says: its target's public is the colder for it. */
static void test_directions(void **state) {
    static const struct {
        ent_trial_t trial;
        size_t target;
    } cases[] = {{ENT_TRIAL_BREAK, SUPPORT_JAPAN},
                 {ENT_TRIAL_ANSWERED, SUPPORT_KOREA},
                 {ENT_TRIAL_FIRST, SUPPORT_KOREA},
                 {ENT_TRIAL_SECOND, SUPPORT_JAPAN}};
    support_trials_t made;
    double with[MEMBERS], without[MEMBERS];
    (void)state;
    support_trials_run(&made, 4, MEMBERS, lively, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double fall[ENT_STATES];
        for (size_t s = 0; s < ENT_STATES; s++) {
            size_t poll = made.trials.affinity[s];
            ent_trials_percent(&made.trials, cases[i].trial, poll, STRUCK + 2, with);
            ent_trials_percent(&made.trials, ENT_TRIAL_PLAIN, poll, STRUCK + 2, without);
            fall[s] = ent_mean_of(without, MEMBERS) - ent_mean_of(with, MEMBERS);
        }
        assert_true(fall[cases[i].target] > 2);
        assert_true(fall[cases[i].target] > fall[1 - cases[i].target]);
    }
    support_trials_close(&made);
}

/* A poll by its declared curve is what the model records as poll.NAME. */
static void test_percent(void **state) {
    support_trials_t made;
    double percent[MEMBERS];
    (void)state;
    support_trials_run(&made, 3, MEMBERS, lively, NULL);
    const ent_plan_t *plan = &made.trials.plans[ENT_TRIAL_PLAIN];
    size_t poll = made.trials.affinity[SUPPORT_KOREA];
    const ent_variable_t *recorded =
        ent_variables_find(&plan->variables, "poll.affinity_KOR", NULL);
    assert_non_null(recorded);
    bool wanted[128] = {false};
    wanted[recorded - plan->variables.items] = true;
    const bool *const rows[] = {wanted};
    const ent_sampled_options_t options = {
        .members = MEMBERS, .seed = made.trials.seed, .isa = ent_isa_best(), .threads = 1};
    ent_sampled_t sampled;
    assert_int_equal(ent_sampled_run(&plan, 1, rows, 1, &options, &sampled), ENT_OK);
    for (size_t k = 0; k < made.trials.instants; k++) {
        ent_trials_percent(&made.trials, ENT_TRIAL_PLAIN, poll, k, percent);
        for (size_t m = 0; m < MEMBERS; m++) {
            assert_close(percent[m], ent_sampled_value(&sampled, m, k, 0), 1e-14, 0);
        }
    }
    ent_sampled_free(&sampled);
    support_trials_close(&made);
}

/* A curve shifts and stretches, and a thousand are asked; each poll's waves have luck of their
 * own, the same in whatever is run beside them. */
static void test_survey(void **state) {
    support_trials_t made;
    double plain[MEMBERS], found[MEMBERS], other[MEMBERS], luck[MEMBERS];
    (void)state;
    support_trials_run(&made, 3, MEMBERS, lively, NULL);
    size_t japan = made.trials.affinity[SUPPORT_JAPAN], korea = made.trials.affinity[SUPPORT_KOREA];
    ent_trials_percent(&made.trials, ENT_TRIAL_PLAIN, korea, 30, plain);
    made.curves[korea] = (ent_curve_t){.shift = 0.5, .slope = 2, .noise = 0.3};
    ent_trials_survey(&made.trials, korea, 30, found);
    for (size_t m = 0; m < MEMBERS; m++) {
        double z =
            ent_random(ENT_ISA_BASELINE)
                ->normal_pair(made.trials.seed, m, 30, ent_name_hash("poll/affinity_KOR/wave"), 0)
                .first;
        double declared = log(plain[m] / (100 - plain[m]));
        double share = 1 / (1 + exp(-(0.5 + 2 * declared)));
        double logit = log(share / (1 - share)) + z / sqrt(1000 * share * (1 - share));
        assert_close(found[m], 100 / (1 + exp(-logit)), 1e-10, 0);
        luck[m] = z;
    }
    assert_close(ent_mean_of(luck, MEMBERS), 0, 0, 0.5);
    assert_close(sqrt(ent_variance_of(luck, MEMBERS)), 1, 0, 0.3);
    /* Without what the model says, what is left is noise, and that of two polls differs. */
    made.curves[korea] = made.curves[japan] = (ent_curve_t){.shift = 0, .slope = 0, .noise = 1};
    ent_trials_survey(&made.trials, korea, 30, found);
    ent_trials_survey(&made.trials, japan, 30, other);
    assert_close(ent_correlation_of(found, other, MEMBERS), 0, 0, 0.5);
    ent_trials_survey(&made.trials, korea, 31, other);
    assert_close(ent_correlation_of(found, other, MEMBERS), 0, 0, 0.5);
    support_trials_close(&made);
}

/* Instants by years and by months of the calendar; the run is of January 2020 to January 2023. */
static void test_instants(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_run(&made, 3, 2, NULL, NULL);
    assert_int_equal(made.trials.instants, 37);
    assert_int_equal(ent_trials_instant(&made.trials, 0), 0);
    assert_int_equal(ent_trials_instant(&made.trials, 2.25), 27);
    assert_int_equal(ent_trials_instant(&made.trials, 3), 36);
    assert_int_equal(ent_trials_instant(&made.trials, 3.1), ENT_NO_INSTANT);
    assert_int_equal(ent_trials_month(&made.trials, 2021, 10), 21);
    assert_int_equal(ent_trials_month(&made.trials, 2019, 12), ENT_NO_INSTANT);
    assert_int_equal(ent_trials_month(&made.trials, 2023, 1), 36);
    assert_int_equal(ent_trials_month(&made.trials, 2023, 2), ENT_NO_INSTANT);
    support_trials_close(&made);
}

/* Steps of a week are kept by four, quarters as they are. */
static void test_steps(void **state) {
    static const struct {
        const char *set;
        size_t instants, every, after_a_year;
    } cases[] = {{"step=week", 40, 4, 13}, {"step=quarter", 13, 1, 4}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        support_trials_t made;
        support_trials_run(&made, 3, 2, lively, cases[i].set);
        assert_int_equal(made.trials.instants, cases[i].instants);
        assert_int_equal(made.trials.every, cases[i].every);
        assert_int_equal(ent_trials_instant(&made.trials, 1), cases[i].after_a_year);
        assert_int_equal(ent_trials_month(&made.trials, 2021, 1), cases[i].after_a_year);
        support_trials_close(&made);
    }
}

/* What a tile's blocks hold of leaders and institutions is what metrics of members say. */
static void test_kept(void **state) {
    support_trials_t made;
    double changes = 0, suspensions = 0, years = 0;
    (void)state;
    support_trials_run(&made, 6, MEMBERS, lively, NULL);
    const ent_trials_t *trials = &made.trials;
    const ent_plan_t *plan = &trials->plans[ENT_TRIAL_PLAIN];
    const ent_ensemble_options_t options = {
        .members = MEMBERS, .seed = trials->seed, .isa = ent_isa_best(), .threads = 1};
    ent_ensemble_t ensemble;
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &ensemble), ENT_OK);
    const ent_tally_t *tally = &ensemble.plans[0].tally;
    for (size_t i = 0; i < MEMBERS * trials->steps; i++) {
        changes += trials->leader_changes[SUPPORT_JAPAN][i];
        assert_false(trials->leader_changes[SUPPORT_KOREA][i]);
    }
    assert_true(changes > 0);
    assert_same(changes,
                (double)tally->total[ent_tally_row(plan, ENT_HAPPENED_SUCCESSION, SUPPORT_JAPAN)]);
    for (size_t m = 0; m < MEMBERS; m++) {
        suspensions += trials->suspensions[m];
        years += trials->years_active[m];
        assert_true(trials->years_active[m] <= 6);
    }
    assert_true(suspensions > 0 && years > 0 && years < 6 * MEMBERS);
    ent_ensemble_free(&ensemble);
    support_trials_close(&made);
}

/* Without polls of affinity there is nothing to probe, and nothing unbound without a bond. */
static void test_not_run(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_run(&made, 3, 2,
                       "polls = ( { name = 'affinity_JPN'; measures = 'other'; },"
                       "          { name = 'affinity_KOR'; measures = 'other'; } );",
                       NULL);
    for (ent_trial_t trial = ENT_TRIAL_PLAIN + 1; trial < ENT_TRIALS; trial++) {
        assert_false(made.trials.run[trial]);
    }
    support_trials_close(&made);
}

/* Threads and the number of members change no member. */
static void test_same(void **state) {
    support_trials_t made;
    ent_trials_t more;
    (void)state;
    support_trials_run(&made, 3, MEMBERS, lively, NULL);
    const ent_trials_options_t options = {
        .members = 200, .seed = made.trials.seed, .isa = ENT_ISA_BASELINE, .threads = 2};
    assert_int_equal(ent_trials_run(&made.scenario, made.curves, &options, &more), ENT_OK);
    for (size_t m = 0; m < MEMBERS; m++) {
        assert_same(ent_trials_value(&more, ENT_TRIAL_BREAK, ENT_VAR_HEALTH, 0, m, 36),
                    ent_trials_value(&made.trials, ENT_TRIAL_BREAK, ENT_VAR_HEALTH, 0, m, 36));
        assert_memory_equal(more.leader_changes[0] + m * more.steps,
                            made.trials.leader_changes[0] + m * more.steps, more.steps);
        assert_same(more.years_active[m], made.trials.years_active[m]);
    }
    ent_trials_free(&more);
    support_trials_close(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_luck),     cmocka_unit_test(test_directions),
        cmocka_unit_test(test_percent),  cmocka_unit_test(test_survey),
        cmocka_unit_test(test_instants), cmocka_unit_test(test_steps),
        cmocka_unit_test(test_kept),     cmocka_unit_test(test_not_run),
        cmocka_unit_test(test_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

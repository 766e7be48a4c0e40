/*
 * `parameter` effects: each must name a number in use, keep to its range, and leave a sound whole
 * (scenario/check.c, check_events.c).
 */
#include "scenario/check.h"

#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <stdlib.h>
#include <string.h>

#define CHANGE(path, to) "{ type = 'parameter'; path = '" path "'; to = " to "; }"
#define ON(date, name, effects)                                                                    \
    "{ name = '" name "'; at = '" date "'; effects = (\n" effects " ); }"
#define BOTH(one, other) one ",\n" other
/* Events beside those of the full scenario: they stand first in its list. */
#define WITH(events) .find = "events = (", .put = "events = (\n" events ","

/* The full scenario without its own `parameter` effect. */
static char *base(void) {
    return support_edit(
        support_full_scenario(),
        ",\n      { type = 'parameter'; path = 'states.AAA.stance.jolt'; to = 0.1; }", "", NULL);
}

static void assert_reported(const support_problem_t *problems, size_t count) {
    char *text = base();
    support_assert_problems_in(text, problems, count);
    free(text);
}

/* Adds events to the same scenario, which must still be sound. */
static void assert_sound(const char *events) {
    char *plain = base(), *list = support_edit("events = (\n", NULL, NULL, events);
    char *with = support_edit(list, NULL, NULL, ",");
    char *text = support_edit(plain, "events = (", with, NULL);
    ent_scenario_t scenario;
    support_load_text(text, NULL, 0, &scenario);
    ent_scenario_free(&scenario);
    free(text);
    free(with);
    free(list);
    free(plain);
}

#define ONE(path, to) WITH(ON("2021-01", "p", CHANGE(path, to))), .at = "{ type = 'parameter'"

static void a_path_that_names_no_number_is_reported_with_the_nearest(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {ONE("states.AAA.stance.jotl", "0.1"), .key = "events.p.effects[1].path",
         .message = "names no key, did you mean \"stance.jolt\"?"},
        {ONE("states.AAC.stance.jolt", "0.1"), .key = "events.p.effects[1].path",
         .message = "\"AAC\" names no element of \"states\", did you mean \"AAA\"?"},
        {ONE("institutions.2+2.coverage.tlaks", "0.1"), .key = "events.p.effects[1].path",
         .message = "\"tlaks\" names no element of \"domains\", did you mean \"talks\"?"},
        {ONE("states.AAA.title", "0.1"), .key = "events.p.effects[1].path",
         .message = "\"title\" is no number"},
        {ONE("domains.people.contact", "1"), .key = "events.p.effects[1].path",
         .message = "\"contact\" is no number"},
        {ONE("shocks.visit.severity.values", "1"), .key = "events.p.effects[1].path",
         .message = "\"values\" is no number"},
        {ONE("polls.support.terms.1.weight", "1"), .key = "events.p.effects[1].path",
         .message = "elements of \"terms\" have no names"},
        {ONE("domains", "1"), .key = "events.p.effects[1].path", .message = "several values"},
        {ONE("", "1"), .key = "events.p.effects[1].path", .message = "names no key"},
    };
    assert_reported(problems, SUPPORT_COUNT(problems));
}

#define AT_START(parameter, to)                                                                    \
    {                                                                                              \
        ONE(parameter, to), .key = "events.p.effects[1].path",                                     \
                            .message = "\"" parameter "\" is used at the start only"               \
    }

/* "Not for keys consumed at the start: initial values, driver levels, calendars, dates, step." */
static void what_is_used_at_the_start_only_cannot_change(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        AT_START("health.initial", "50"),
        AT_START("domains.talks.initial", "0"),
        AT_START("drivers.threat.level", "0"),
        AT_START("states.AAA.leader.orientation", "0"),
        AT_START("states.AAA.stance.initial", "0"),
        AT_START("states.AAA.memory.initial", "0"),
        AT_START("states.AAA.public.cohorts.old.initial", "0"),
        AT_START("states.BBB.succession.term_years", "3"),
        AT_START("institutions.2+2.cadence", "2"),
        AT_START("institutions.2+2.phase", "0"),
        AT_START("events.summer.every_years", "2"),
        AT_START("years", "2"),
    };
    assert_reported(problems, SUPPORT_COUNT(problems));
}

static void the_new_value_keeps_to_the_parameters_range(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {ONE("institutions.2+2.insulation", "1.5"), .key = "events.p.effects[1].to",
         .message = "found 1.5, expected a real number from 0 to 1"},
        {ONE("health.rise", "0"), .key = "events.p.effects[1].to",
         .message = "found 0, expected a real number above 0"},
        {ONE("states.AAA.memory.backlash", "-1.1"), .key = "events.p.effects[1].to",
         .message = "found -1.1, expected a real number from -1"},
        {ONE("states.AAA.retaliation.hits.talks", "11"), .key = "events.p.effects[1].to",
         .message = "found 11"},
        {ONE("shocks.remarks.rate", "true"), .key = "events.p.effects[1].to",
         .message = "found true"},
    };
    assert_reported(problems, SUPPORT_COUNT(problems));
    assert_sound(ON("2021-01", "p", CHANGE("institutions.2+2.insulation", "1")));
}

static void numbers_that_the_scenario_does_not_use_cannot_change(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {ONE("shocks.remarks.severity.sigma", "1"), .key = "events.p.effects[1].path",
         .message = "is not in use in this scenario"},
        {ONE("events.apology.rate", "1"), .key = "events.p.effects[1].path",
         .message = "is not in use in this scenario"},
    };
    assert_reported(problems, SUPPORT_COUNT(problems));
}

/* "Unconditional: only in `at` events without `probability`." */
static void parameters_change_on_dates_and_for_sure(void **state) {
    (void)state;
#define IN(timing)                                                                                 \
    WITH("{ name = 'p'; " timing " effects = (\n" CHANGE("health.rise", "1.0") " ); }"),           \
        .at = "{ type = 'parameter'", .key = "events.p.effects[1]",                                \
        .message = "only in an event with `at` and no probability"
    static const support_problem_t problems[] = {
        {IN("at = '2021-01'; probability = 0.5;")},
        {IN("rate = 0.5;")},
        {IN("from = '2020-06'; every_years = 1;")},
        {IN("when = { variable = 'health'; below = 30; };")},
    };
    assert_reported(problems, SUPPORT_COUNT(problems));
    assert_sound("{ name = 'p'; at = '2021-01'; probability = 1.0; effects = ( "
                 "{ type = 'reconcile'; share = 0.1; }, " CHANGE("health.rise", "1.0") " ); }");
}

#define NO_WEIGHT(name) CHANGE("states.BBB.stance.weights." name, "0")

static void a_change_must_not_break_a_sum_or_an_order(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {ONE("health.public_weight", "0.3"), .key = "health.public_weight",
         .message = "sum to 1.1, expected 1"},
        {ONE("institutions.2+2.suspend_below", "0.2"), .key = "institutions.2+2.suspend_below",
         .message = "found 0.2, expected at most resume_above"},
        {ONE("shocks.islets.severity.low", "0.6"), .key = "shocks.islets.severity.low",
         .message = "found 0.6, expected at most high"},
        {ONE("states.BBB.public.cohorts.all.share", "0"), .key = "states.BBB.public.cohorts",
         .message = "the shares sum to 0"},
        {ONE("states.BBB.public.cohorts.all.voice", "0"), .key = "states.BBB.public.cohorts",
         .message = "the shares that are heard sum to 0"},
        {ONE("states.BBB.succession.pool.any.weight", "0"), .key = "states.BBB.succession.pool",
         .message = "all weights are 0"},
        {WITH(ON("2021-01", "p",
                 BOTH(BOTH(NO_WEIGHT("leader"), NO_WEIGHT("public")),
                      BOTH(NO_WEIGHT("reciprocity"), NO_WEIGHT("necessity"))))),
         .at = "{ type = 'parameter'", .key = "states.BBB.stance.weights",
         .message = "all weights but commitment are 0"},
    };
    assert_reported(problems, SUPPORT_COUNT(problems));
}

/* What belongs together may change together, in one event or in two of one step. */
static void changes_of_one_step_are_judged_together(void **state) {
    (void)state;
    assert_sound(
        ON("2021-01", "p",
           BOTH(CHANGE("health.public_weight", "0.3"), CHANGE("domains.talks.weight", "0.4"))));
    assert_sound(BOTH(ON("2021-01", "p", CHANGE("health.public_weight", "0.3")),
                      ON("2021-01-20", "q", CHANGE("domains.talks.weight", "0.4"))));
}

static void changes_of_different_steps_are_judged_apart(void **state) {
    (void)state;
    static const support_problem_t problem = {
        WITH(BOTH(ON("2021-01", "p", CHANGE("health.public_weight", "0.3")),
                  ON("2021-02", "q", CHANGE("domains.talks.weight", "0.4")))),
        .at = "{ type = 'parameter'", .key = "health.public_weight", .message = "sum to 1.1"};
    assert_reported(&problem, 1);
}

/* Each change is judged on top of those before it, whatever the order of the file. */
static void changes_add_up_over_time(void **state) {
    (void)state;
    static const support_problem_t problem = {
        WITH(BOTH(ON("2022-01", "late", CHANGE("institutions.2+2.suspend_below", "0.4")),
                  ON("2021-01", "early", CHANGE("institutions.2+2.resume_above", "0.3")))),
        .at = "{ type = 'parameter'; path = 'institutions.2+2.suspend_below'",
        .key = "institutions.2+2.suspend_below",
        .message = "found 0.4, expected at most resume_above, which is 0.3"};
    assert_reported(&problem, 1);
    assert_sound(BOTH(ON("2021-01", "early", CHANGE("institutions.2+2.resume_above", "0.3")),
                      ON("2022-01", "late", CHANGE("institutions.2+2.suspend_below", "0.2"))));
}

/* What one change breaks is no fault of a later, harmless one. */
static void a_later_change_is_not_blamed_for_an_earlier(void **state) {
    (void)state;
    static const support_problem_t problem = {
        WITH(BOTH(ON("2021-01", "bad", CHANGE("health.public_weight", "0.3")),
                  ON("2022-01", "harmless", CHANGE("health.rise", "1")))),
        .at = "{ type = 'parameter'; path = 'health.public_weight'", .key = "health.public_weight",
        .message = "sum to 1.1"};
    assert_reported(&problem, 1);
}

/* A suggestion must be something else than what was written. */
static void a_path_that_exists_but_is_no_parameter_suggests_nothing(void **state) {
    (void)state;
    static const char *const paths[] = {"institution_defaults", "institution_defaults.level",
                                        "extends", "drivers.threat.enabled",
                                        "states.AAA.retaliation.hits.talks.more"};
    for (size_t i = 0; i < SUPPORT_COUNT(paths); i++) {
        char *text =
            support_edit(support_full_scenario(), "states.AAA.stance.jolt", paths[i], NULL);
        ent_scenario_t scenario;
        ent_diags_t diags;
        assert_int_equal(support_try(text, NULL, 0, &scenario, &diags), ENT_ERR_SCENARIO);
        const ent_diag_t *diag = support_find_problem(&diags, "events.apology.effects[7].path", "");
        assert_non_null(diag);
        if (strstr(diag->text, "did you mean") != NULL) {
            support_fail(&diags, paths[i]);
        }
        free(text);
    }
}

/* "domains.talks" is an element, not a slip of the pen: `"" names no key` says nothing. */
static void a_path_that_ends_at_an_element_says_so(void **state) {
    (void)state;
    char *text =
        support_edit(support_full_scenario(), "states.AAA.stance.jolt", "domains.talks", NULL);
    ent_scenario_t scenario;
    ent_diags_t diags;
    assert_int_equal(support_try(text, NULL, 0, &scenario, &diags), ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, 1);
    assert_null(strstr(diags.kept[0].text, "\"\""));
    free(text);
}

/* `below` and `above` share a place in memory, but "chill" waits for a value below. */
static void the_bound_that_a_condition_does_not_have_cannot_change(void **state) {
    (void)state;
    static const support_problem_t problem = {ONE("events.chill.when.above", "60"),
                                              .key = "events.p.effects[1].path",
                                              .message = "is not in use in this scenario"};
    assert_reported(&problem, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_that_names_no_number_is_reported_with_the_nearest),
        cmocka_unit_test(what_is_used_at_the_start_only_cannot_change),
        cmocka_unit_test(the_new_value_keeps_to_the_parameters_range),
        cmocka_unit_test(numbers_that_the_scenario_does_not_use_cannot_change),
        cmocka_unit_test(parameters_change_on_dates_and_for_sure),
        cmocka_unit_test(a_change_must_not_break_a_sum_or_an_order),
        cmocka_unit_test(changes_of_one_step_are_judged_together),
        cmocka_unit_test(changes_of_different_steps_are_judged_apart),
        cmocka_unit_test(changes_add_up_over_time),
        cmocka_unit_test(a_later_change_is_not_blamed_for_an_earlier),
        cmocka_unit_test(a_path_that_exists_but_is_no_parameter_suggests_nothing),
        cmocka_unit_test(a_path_that_ends_at_an_element_says_so),
        cmocka_unit_test(the_bound_that_a_condition_does_not_have_cannot_change),
    };
    return cmocka_run_group_tests_name("check parameters", tests, NULL, NULL);
}

/*
 * What must hold between the keys of events, effects, shocks and polls (scenario/check_events.c).
 * Every row breaks one rule of the scenario file's page.
 */
#include "scenario/check.h"

#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECONCILE "effects = ( { type = 'reconcile'; share = 0.1; } ); "
#define EVENT(text) "events = ( { name = 'e'; " RECONCILE "\n" text " } );"
#define EFFECT(text) "events = ( { name = 'e'; at = '2021-01'; effects = (\n" text " ); } );"
#define SHOCK(severity)                                                                            \
    "shocks = ( { name = 's'; by = 'AAA'; rate = 1;\nseverity = { " severity " }; } );"
#define POLL(terms) "polls = ( { name = 'p'; intercept = 0.0; terms = (\n" terms " ); } );"

static void assert_sound(const char *more) {
    ent_scenario_t scenario;
    support_load_more(more, &scenario);
    ent_scenario_free(&scenario);
}

static void an_event_has_just_one_timing(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EVENT(""),
         .key = "events.e",
         .message = "found 0 timings, expected one: at, from with every_years, rate or when"},
        {.more = EVENT("at = '2021-01'; rate = 0.5;"),
         .key = "events.e",
         .message = "found 2 timings"},
        {.more = EVENT("from = '2020-01'; every_years = 1; when = { variable = 'health'; below = "
                       "30; }; rate = 1;"),
         .key = "events.e",
         .message = "found 3 timings"},
        {.more = EVENT("from = '2020-06';"),
         .at = "from =",
         .key = "events.e.from",
         .message = "from and every_years belong together"},
        {.more = EVENT("every_years = 1.0;"),
         .at = "every_years =",
         .key = "events.e.every_years",
         .message = "from and every_years belong together"},
        {.more = EVENT("at = '2021-01'; from = '2020-06';"),
         .at = "from =",
         .key = "events.e.from",
         .message = "belong together"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/*
 * "Dates outside the horizon" are errors; the horizon is 2020-01 to 2022-01, and what happens in
 * the last step of it still does. `from` may lie before it: dates before the start are skipped.
 */
static void dates_lie_within_the_horizon(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EVENT("at = '2022-01';"),
         .at = "at = '2022-01",
         .key = "events.e.at",
         .message = "found 2022-01, expected a date within the horizon, 2020-01 to 2022-01"},
        {.more = EVENT("at = '2019-12-31';"),
         .at = "at = '2019",
         .key = "events.e.at",
         .message = "found 2019-12-31, expected a date within"},
        {.more = EVENT("from = '2022-01'; every_years = 1;"),
         .at = "from =",
         .key = "events.e.from",
         .message = "found 2022-01, expected a date within"},
        {.more = EVENT("at = '2120-01';"),
         .at = "at = '2120",
         .key = "events.e.at",
         .message = "found 2120-01"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
    assert_sound(EVENT("at = '2020-01';"));
    assert_sound(EVENT("at = '2021-12-31';"));
    assert_sound(EVENT("from = '1998-10-08'; every_years = 1;"));
}

static void dates_recur_no_faster_than_steps(void **state) {
    (void)state;
    static const support_problem_t problem = {.more =
                                                  EVENT("from = '2020-06'; every_years = 0.08;"),
                                              .at = "every_years",
                                              .key = "events.e.every_years",
                                              .message = "less than a step"};
    support_assert_problems(&problem, 1);
    assert_sound(EVENT("from = '2020-06'; every_years = 0.08333333333333333;"));
}

static void a_condition_has_a_variable_and_one_bound(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EVENT("when = { below = 30; };"),
         .at = "when",
         .key = "events.e.when",
         .message = "missing variable"},
        {.more = EVENT("when = { variable = 'health'; };"),
         .at = "when",
         .key = "events.e.when",
         .message = "found neither, expected either below or above"},
        {.more = EVENT("when = { variable = 'health'; below = 30; above = 60; };"),
         .at = "when",
         .key = "events.e.when",
         .message = "found both, expected either below or above"},
        {.more = EVENT("when = { variable = 'heatlh'; below = 30; };"),
         .at = "when",
         .key = "events.e.when",
         .message = "\"heatlh\" is no recorded variable, did you mean \"health\"?"},
        {.more = EVENT("when = { variable = 'stance.AAC'; below = 0; };"),
         .at = "when",
         .key = "events.e.when",
         .message = "did you mean \"stance.AAA\"?"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/* "Any recorded variable, as it stands" (the model, 2b), derived ones and polls included. */
static void a_condition_may_watch_any_recorded_variable(void **state) {
    (void)state;
    static const char *const variables[] = {"health",          "commitment",       "driver.threat",
                                            "leader.AAA",      "approval.BBB",     "public.AAA",
                                            "cohort.AAA.all",  "grievance.BBB",    "domain.talks",
                                            "reliance.people", "weight.AAA.leader"};
    for (size_t i = 0; i < SUPPORT_COUNT(variables); i++) {
        char *text = support_edit(EVENT("when = { variable = 'health'; below = 0.5; };"), "health",
                                  variables[i], NULL);
        assert_sound(text);
        free(text);
    }
}

/* A domain, stance, approval, public, driver or leader. */
static void only_some_variables_can_be_shifted(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EFFECT("{ type = 'shift'; variable = 'health'; by = 1; }"),
         .at = "{ type = 'shift",
         .key = "events.e.effects[1].variable",
         .message = "\"health\" cannot be shifted, expected a"},
        {.more = EFFECT("{ type = 'shift'; variable = 'commitment'; by = 1; }"),
         .at = "{ type = 'shift",
         .key = "events.e.effects[1].variable",
         .message = "cannot be"},
        {.more = EFFECT("{ type = 'shift'; variable = 'cohort.AAA.all'; by = 1; }"),
         .at = "{ type = 'shift",
         .key = "events.e.effects[1].variable",
         .message = "cannot be"},
        {.more = EFFECT("{ type = 'reconcile'; share = 0; },\n{ type = 'shift'; variable = "
                        "'grievance.AAA'; by = 1; }"),
         .at = "{ type = 'shift",
         .key = "events.e.effects[2].variable",
         .message = "cannot be"},
        {.more = EFFECT("{ type = 'shift'; variable = 'domain.tlaks'; by = 1; }"),
         .at = "{ type = 'shift",
         .key = "events.e.effects[1].variable",
         .message = "is no recorded variable, did you mean \"domain.talks\"?"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
    static const char *const shiftable[] = {"domain.talks", "stance.AAA",    "approval.AAA",
                                            "public.BBB",   "driver.threat", "leader.BBB"};
    for (size_t i = 0; i < SUPPORT_COUNT(shiftable); i++) {
        char *text = support_edit(EFFECT("{ type = 'shift'; variable = 'X'; by = 0.1; }"), "X",
                                  shiftable[i], NULL);
        assert_sound(text);
        free(text);
    }
}

static void a_severity_has_the_numbers_of_its_distribution_and_no_others(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = SHOCK("distribution = 'beta'; a = 1.5;"),
         .at = "severity",
         .key = "shocks.s.severity.b",
         .message = "missing, expected a real number from 0.2"},
        {.more = SHOCK("distribution = 'uniform'; low = 0.1; high = 0.5; cap = 1;"),
         .at = "cap",
         .key = "shocks.s.severity.cap",
         .message = "the distribution \"uniform\" has no such number"},
        {.more = SHOCK("distribution = 'fixed';"),
         .at = "severity",
         .key = "shocks.s.severity.value",
         .message = "missing"},
        {.more = SHOCK("distribution = 'lognormal'; median = 0.2; sigma = 0.5;"),
         .at = "severity",
         .key = "shocks.s.severity.cap",
         .message = "missing"},
        {.more = SHOCK("distribution = 'empirical';"),
         .at = "severity",
         .key = "shocks.s.severity.values",
         .message = "missing, expected an array of real numbers"},
        {.more = SHOCK("a = 1.5; b = 6.0;"),
         .at = "severity",
         .key = "shocks.s.severity.distribution",
         .message = "missing, expected one of \"beta\""},
        {.more = SHOCK("distribution = 'uniform'; low = 0.5; high = 0.1;"),
         .at = "low = 0.5",
         .key = "shocks.s.severity.low",
         .message = "found 0.5, expected at most high, which is 0.1"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
    assert_sound(SHOCK("distribution = 'uniform'; low = 0.5; high = 0.5;"));
    assert_sound(SHOCK("distribution = 'lognormal'; median = 0.2; sigma = 0; cap = 1;"));
}

static void a_poll_asks_for_variables_of_the_model(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = POLL("{ variable = 'public.AAB'; weight = 1; }"),
         .at = "{ variable",
         .key = "polls.p.terms[1]",
         .message = "is no recorded variable, did you mean \"public.AAA\"?"},
        {.more =
             POLL("{ variable = 'health'; weight = 1; },\n{ variable = 'poll.p'; weight = 1; }"),
         .at = "{ variable = 'poll",
         .key = "polls.p.terms[2]",
         .message = "\"poll.p\" is a poll, expected a variable of the model"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/* An element without a usable name has no path but its position: never "events..at". */
static void elements_without_a_name_have_no_empty_part_in_their_path(void **state) {
    (void)state;
    static const char *const texts[] = {
        "events = ( { name = 'a b'; " RECONCILE "at = '2030-01'; } );",
        "events = ( { rate = 1; effects = ( { type = 'shift'; variable = 'x'; by = 1; } ); } );",
        "shocks = ( { by = 'AAA'; rate = 1; severity = { distribution = 'uniform'; low = 0.5; high "
        "= "
        "0.1; }; } );",
        "polls = ( { intercept = 0; terms = ( { variable = 'x'; weight = 1; } ); } );",
    };
    for (size_t i = 0; i < SUPPORT_COUNT(texts); i++) {
        char *text = support_edit(support_small_scenario(), NULL, NULL, texts[i]);
        ent_scenario_t scenario;
        ent_diags_t diags;
        assert_int_equal(support_try(text, NULL, 0, &scenario, &diags), ENT_ERR_SCENARIO);
        for (size_t k = 0; k < diags.count; k++) {
            if (strstr(diags.kept[k].key, "..") != NULL) {
                support_fail(&diags, "a path has an empty part");
            }
        }
        free(text);
    }
}

static void effects_without_what_they_act_on_are_reported(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EFFECT("{ type = 'shift'; by = 1; }"),
         .at = "{ type = 'shift",
         .key = "events.e.effects[1].variable",
         .message = "missing, expected a text"},
        {.more = EFFECT("{ type = 'parameter'; to = 1; }"),
         .at = "{ type = 'param",
         .key = "events.e.effects[1].path",
         .message = "missing, expected a text"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void several_problems_of_one_event_are_all_reported(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_diags_t diags;
    char *text = support_edit(
        support_small_scenario(), NULL, NULL,
        "events = ( { name = 'e'; at = '2025-01'; probability = 2.0; effects = ( { type = 'shift'; "
        "variable = 'health'; by = 1; }, { type = 'shift'; variable = 'x'; by = 99; } ); } );");
    assert_int_equal(support_try(text, NULL, 0, &scenario, &diags), ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, 5);
    assert_non_null(support_find_problem(&diags, "events.e.at", "horizon"));
    assert_non_null(support_find_problem(&diags, "events.e.probability", "found 2"));
    assert_non_null(support_find_problem(&diags, "events.e.effects[1].variable", "cannot"));
    assert_non_null(support_find_problem(&diags, "events.e.effects[2].variable", "no recorded"));
    assert_non_null(support_find_problem(&diags, "events.e.effects[2].by", "found 99"));
    free(text);
}

/* Twenty-five wrong events: twenty are kept, all are counted, and nothing is loaded. */
static void more_than_twenty_problems_are_counted(void **state) {
    (void)state;
    enum { EVENTS = 25, ROOM = 4000 };
    char text[ROOM] = "events = (", one[120];
    for (int i = 0; i < EVENTS; i++) {
        (void)snprintf(one, sizeof one, "%s{ name = 'e%d'; at = '2030-01'; " RECONCILE " }",
                       i > 0 ? ",\n" : "", i);
        strcat(text, one);
    }
    strcat(text, " );");
    char *whole = support_edit(support_small_scenario(), NULL, NULL, text);
    ent_scenario_t scenario;
    ent_diags_t diags;
    assert_int_equal(support_try(whole, NULL, 0, &scenario, &diags), ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, EVENTS);
    assert_int_equal(diags.count, EVENTS);
    assert_string_equal(diags.kept[19].key, "events.e19.at");
    free(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_has_just_one_timing),
        cmocka_unit_test(dates_lie_within_the_horizon),
        cmocka_unit_test(dates_recur_no_faster_than_steps),
        cmocka_unit_test(a_condition_has_a_variable_and_one_bound),
        cmocka_unit_test(a_condition_may_watch_any_recorded_variable),
        cmocka_unit_test(only_some_variables_can_be_shifted),
        cmocka_unit_test(a_severity_has_the_numbers_of_its_distribution_and_no_others),
        cmocka_unit_test(a_poll_asks_for_variables_of_the_model),
        cmocka_unit_test(elements_without_a_name_have_no_empty_part_in_their_path),
        cmocka_unit_test(effects_without_what_they_act_on_are_reported),
        cmocka_unit_test(several_problems_of_one_event_are_all_reported),
        cmocka_unit_test(more_than_twenty_problems_are_counted),
    };
    return cmocka_run_group_tests_name("check events", tests, NULL, NULL);
}

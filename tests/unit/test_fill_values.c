/*
 * Reading a scenario (scenario/fill.c, fill_value.c): names, references, effects, elements that are
 * switched off, defaults, and what is said about each mistake.
 */
#include "scenario/scenario.h"

#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVENT(effects) "events = ( { name = 'e'; at = '2021-01'; effects = (\n" effects " ); } );"

static void unknown_keys_are_reported_with_the_nearest(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = "yeras = 3;", .key = "yeras", .message = "unknown key, did you mean \"years\"?"},
        {.more = "zzzzzzzz = 3;", .key = "zzzzzzzz", .message = "unknown key"},
        {.find = "jolt = 0.3;",
         .put = "jolt = 0.3; jlot = 0.3;",
         .key = "states.AAA.stance.jlot",
         .message = "unknown key, did you mean \"stance.jolt\"?"},
        {.find = "weights = {",
         .put = "weights = { leaders = 1.0;",
         .key = "states.AAA.stance.weights.leaders",
         .message = "did you mean \"stance.weights.leader\"?"},
        {.find = "name = 'talks';",
         .put = "name = 'talks'; colour = 1;",
         .key = "domains.talks.colour",
         .message = "unknown key"},
        {.find = "name = 'all';",
         .put = "name = 'all'; group = { x = 1; };",
         .key = "states.AAA.public.cohorts.all.group",
         .message = "unknown key"},
        {.more = "institution_defaults = { insolation = 0.5; };",
         .key = "institution_defaults.insolation",
         .message = "unknown key, did you mean \"insulation\"?"},
        {.more = EVENT("{ type = 'reconcile'; share = 0.1; stat = 'AAA'; }"),
         .at = "stat =",
         .key = "events.e.effects[1].stat",
         .message = "unknown key, did you mean \"state\"?"},
        {.more = EVENT("{ type = 'reconcile'; share = 0.1; severity = 0.1; }"),
         .at = "severity",
         .key = "events.e.effects[1].severity",
         .message = "unknown key"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void names_that_are_not_allowed_are_reported(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = "shocks = ( { name = 'a b'; enabled = true; } );",
         .key = "shocks[1].name",
         .message = "found \"a b\", expected a name of 1 to 40 of A-Z a-z 0-9 _ + -",
         .others = 3},
        {.more = "polls = ( { name = 3; intercept = 0.0; terms = ( { variable = 'health'; weight = "
                 "1.0; } ); } );",
         .key = "polls[1].name",
         .message = "found 3, expected a name"},
        {.more = "polls = ( { intercept = 0.0; terms = ( { variable = 'health'; weight = 1.0; } ); "
                 "} );",
         .key = "polls[1].name",
         .message = "missing, expected a name"},
        {.find = "name = 'threat'",
         .put = "name = 'thr+at'",
         .key = "drivers.thr+at.name",
         .message = "expected a name that starts with a letter and has no +"},
        {.find = "name = 'threat'",
         .put = "name = '2threat'",
         .key = "drivers.2threat.name",
         .message = "because it also stands as a key"},
        {.find = "title = 'Small'",
         .put = "title = \"a\\x07\"",
         .key = "title",
         .message = "in UTF-8, without control characters"},
        {.find = "title = 'Small'",
         .put = "title = \"\\xff\"",
         .key = "title",
         .message = "in UTF-8"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void words_and_references_are_reported_with_the_nearest(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "'month'",
         .put = "'months'",
         .key = "step",
         .message = "found \"months\", expected one of \"week\", \"month\", \"quarter\", did you "
                    "mean \"month\"?"},
        {.find = "mode = 'none'",
         .put = "mode = 'elections'",
         .key = "states.AAA.succession.mode",
         .message = "expected one of \"none\", \"hazard\", \"term\""},
        {.more = EVENT("{ type = 'reconcile'; share = 0.1; state = 'AAB'; }"),
         .at = "AAB",
         .key = "events.e.effects[1].state",
         .message = "found \"AAB\", expected a name from \"states\", did you mean \"AAA\"?"},
        {.more = EVENT("{ type = 'baseline'; driver = 'thraet'; to = 0.1; over_years = 1; }"),
         .at = "thraet",
         .key = "events.e.effects[1].driver",
         .message = "did you mean \"threat\"?"},
        {.find = "pull = { talks",
         .put = "pull = { talk",
         .key = "drivers.threat.pull.talk",
         .message =
             "\"talk\" is not declared, expected a name from \"domains\", did you mean \"talks\"?"},
        {.find = "need = { AAA",
         .put = "need = { CCC",
         .key = "drivers.threat.need.CCC",
         .message = "\"CCC\" is not declared, expected a name from \"states\""},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void effects_are_read_by_their_type(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EVENT("{ type = 'shfit'; variable = 'health'; by = 0.1; }"),
         .at = "shfit",
         .key = "events.e.effects[1].type",
         .message = "did you mean \"shift\"?"},
        {.more = EVENT("{ share = 0.1; }"),
         .at = "{ share = 0.1",
         .key = "events.e.effects[1].type",
         .message = "missing, expected one of \"leader\", \"shock\""},
        {.more = EVENT("{ type = 3; }"),
         .at = "= 3",
         .key = "events.e.effects[1].type",
         .message = "found 3, expected one of"},
        {.more = EVENT("3"),
         .at = "3 ); } );",
         .key = "events.e.effects[1]",
         .message = "expected a group { }",
         .others = 0},
        {.more = EVENT("{ type = 'reconcile'; share = 0.1; },\n{ type = 'shock'; by = 'AAA'; }"),
         .at = "{ type = 'shock'",
         .key = "events.e.effects[2].severity",
         .message = "missing"},
        {.more = EVENT("{ type = 'reconcile'; share = 1.1; }"),
         .at = "1.1",
         .key = "events.e.effects[1].share",
         .message = "found 1.1, expected a real number from 0 to 1"},
        {.more = EVENT("{ type = 'shock'; by = 'AAA'; severity = 0.1; hits = { talk = 1.0; }; }"),
         .at = "talk =",
         .key = "events.e.effects[1].hits.talk",
         .message = "did you mean \"talks\"?"},
        {.more = EVENT("{ type = 'leader'; state = 'AAA'; orientation = true; }"),
         .at = "orientation = true",
         .key = "events.e.effects[1].orientation",
         .message = "found true"},
        {.more = EVENT("{ type = 'parameter'; path = 1.0; to = 0.5; }"),
         .at = "path = 1.0",
         .key = "events.e.effects[1].path",
         .message = "found 1, expected a text"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void lists_hold_groups_and_no_more_than_they_may(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = "polls = ( { name = 'p'; intercept = 0.0; terms = ( ); } );",
         .key = "polls.p.terms",
         .message = "found 0 elements, expected 1 to 32"},
        {.more = "events = ( { name = 'e'; at = '2021-01'; } );",
         .key = "events.e.effects",
         .message = "missing, expected a list ( )"},
        {.more = "institutions = ( 1 );",
         .key = "institutions[1]",
         .message = "found 1, expected a group { }"},
        {.more = "shocks = [ 1 ];",
         .key = "shocks",
         .message = "found an array [ ], expected a list"},
        {.more = "shocks = ( { name = 's'; by = 'AAA'; rate = 1; severity = { distribution = "
                 "'empirical'; values = [ ]; }; } );",
         .key = "shocks.s.severity.values",
         .message = "1 to 10000 of them"},
        {.more = "shocks = ( { name = 's'; by = 'AAA'; rate = 1; severity = { distribution = "
                 "'empirical'; values = ( 0.1, 'a' ); }; } );",
         .key = "shocks.s.severity.values",
         .message = "found \"a\""},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void too_many_elements_are_reported(void **state) {
    (void)state;
    char text[4000] = "polls = (";
    for (int i = 0; i <= ENT_MAX_POLLS; i++) {
        strcat(text, i > 0 ? ", { }" : " { }");
    }
    strcat(text, " );");
    support_problem_t problem = {
        .more = text, .key = "polls", .message = "found 33 elements, expected 0 to 32"};
    support_assert_problems(&problem, 1);
}

/* An empirical severity may have 10000 values, in any order. */
static void long_arrays_are_read_up_to_their_limit(void **state) {
    (void)state;
    enum { MOST = 10000, ROOM = 4 * (MOST + 1) + 200 };
    static char text[ROOM];
    for (size_t count = MOST; count <= MOST + 1; count++) {
        int used = snprintf(text, ROOM,
                            "shocks = ( { name = 's'; by = 'AAA'; rate = 1; severity = { "
                            "distribution = 'empirical'; values = [");
        for (size_t i = 0; i < count; i++) {
            used += snprintf(text + used, ROOM - (size_t)used, "%s.%zu", i > 0 ? "," : "",
                             (i * 7 + 3) % 10);
        }
        (void)snprintf(text + used, ROOM - (size_t)used, "]; }; } );");
        char *whole = support_edit(support_small_scenario(), NULL, NULL, text);
        ent_scenario_t scenario;
        ent_diags_t diags;
        ent_err_t error = support_try(whole, NULL, 0, &scenario, &diags);
        assert_int_equal(error, count == MOST ? ENT_OK : ENT_ERR_SCENARIO);
        for (size_t i = 1; count == MOST && i < count; i++) {
            const double *values = scenario.shocks[0].severity.values;
            assert_true(values[i - 1] <= values[i]);
        }
        ent_scenario_free(&scenario);
        free(whole);
    }
}

/* An empty list may be written ( ) or [ ]: libconfig has both. */
static void empty_lists_are_no_elements(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_more("shocks = ( ); events = [ ]; institutions = ( ); polls = [ ];", &scenario);
    assert_int_equal(scenario.shock_count + scenario.event_count, 0);
    assert_int_equal(scenario.institution_count + scenario.poll_count, 0);
    ent_scenario_free(&scenario);
}

static void what_is_switched_off_cannot_be_referred_to(void **state) {
    (void)state;
    static const support_problem_t problem = {
        .find = "name = 'threat';",
        .put = "name = 'threat'; enabled = false;",
        .more = EVENT("{ type = 'baseline'; driver = 'threat'; to = 0.1; over_years = 1; }"),
        .at = "driver = 'threat'",
        .key = "events.e.effects[1].driver",
        .message = "switched off by enabled = false"};
    support_assert_problems(&problem, 1);
}

/* Effects are no keyed list: a `name` in one is what it acts on, and no name of its own. */
static void effects_are_shown_by_their_position(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = EVENT("{ type = 'institution'; name = '2+2'; action = 'propose'; }"),
         .at = "2+2",
         .key = "events.e.effects[1].name",
         .message = "expected a name from \"institutions\""},
        {.more = EVENT("{ type = 'leader'; state = 'AAA'; name = 'hawk'; }"),
         .at = "hawk",
         .key = "events.e.effects[1].orientation",
         .message = "missing"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/* Entries of maps for what is off go with it; those of the others must not move. */
static void what_is_switched_off_leaves_the_others_in_place(void **state) {
    (void)state;
    static const char *const sets[] = {"drivers.threat.enabled=false",
                                       "institutions.2+2.support.threat=0.7",
                                       "polls.support.enabled=false"};
    ent_scenario_t scenario;
    support_load_small("", sets, 1, &scenario);
    assert_int_equal(scenario.driver_count, 0);
    ent_scenario_free(&scenario);
    support_load_full(sets, 3, &scenario);
    assert_int_equal(scenario.driver_count, 1);
    assert_string_equal(scenario.drivers[0].name, "patron");
    assert_same(scenario.institutions[0].support[0], 0.3); /* of the patron, now the first */
    assert_same(scenario.institutions[0].support[1], 0);
    assert_int_equal(scenario.events[0].effects[4].driver, 0);
    ent_scenario_free(&scenario);
}

static void groups_that_are_no_groups_are_reported(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "weights = { leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6; "
                 "commitment = 1.0; };",
         .put = "weights = 0.5;",
         .key = "states.AAA.stance.weights",
         .message = "found 0.5, expected a group { }",
         .others = 5},
        {.more = "shocks = ( { name = 's'; by = 'AAA'; rate = 1; severity = 0.3; } );",
         .key = "shocks.s.severity",
         .message = "found 0.3, expected a group { }"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/* `enabled` switches an institution, shock, event, driver or poll off, and is no key elsewhere. */
static void enabled_is_an_unknown_key_where_nothing_can_be_switched_off(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "{ name = 'talks';",
         .put = "{ name = 'x'; weight = 0; inertia = 1; enabled = false; }, { name = 'talks';",
         .key = "domains.x.enabled",
         .message = "unknown key"},
        {.find = "{ name = 'all';",
         .put =
             "{ name = 'x'; share = 0.5; base = 0; memory = 1; enabled = false; }, { name = 'all';",
         .key = "states.AAA.public.cohorts.x.enabled",
         .message = "unknown key"},
        {.more = EVENT("{ type = 'reconcile'; share = 0.1; },\n{ type = 'reconcile'; share = 0.2; "
                       "enabled = false; }"),
         .at = "enabled",
         .key = "events.e.effects[2].enabled",
         .message = "unknown key"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/* Two states that are not there have no weights and no cohorts to complain about. */
static void missing_states_are_reported_without_nonsense_about_them(void **state) {
    (void)state;
    char *text = support_edit(support_small_scenario(), "drivers = (", "dropped = (", NULL);
    *strstr(text, "states = (") = '\0';
    ent_scenario_t scenario;
    ent_diags_t diags;
    assert_int_equal(support_try(text, NULL, 0, &scenario, &diags), ENT_ERR_SCENARIO);
    assert_non_null(support_find_problem(&diags, "states", "missing"));
    assert_null(support_find_problem(&diags, "states..stance.weights", ""));
    assert_null(support_find_problem(&diags, "states..public.cohorts", ""));
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_keys_are_reported_with_the_nearest),
        cmocka_unit_test(names_that_are_not_allowed_are_reported),
        cmocka_unit_test(words_and_references_are_reported_with_the_nearest),
        cmocka_unit_test(effects_are_read_by_their_type),
        cmocka_unit_test(lists_hold_groups_and_no_more_than_they_may),
        cmocka_unit_test(too_many_elements_are_reported),
        cmocka_unit_test(long_arrays_are_read_up_to_their_limit),
        cmocka_unit_test(empty_lists_are_no_elements),
        cmocka_unit_test(what_is_switched_off_cannot_be_referred_to),
        cmocka_unit_test(effects_are_shown_by_their_position),
        cmocka_unit_test(enabled_is_an_unknown_key_where_nothing_can_be_switched_off),
        cmocka_unit_test(missing_states_are_reported_without_nonsense_about_them),
        cmocka_unit_test(what_is_switched_off_leaves_the_others_in_place),
        cmocka_unit_test(groups_that_are_no_groups_are_reported),
    };
    return cmocka_run_group_tests_name("fill values", tests, NULL, NULL);
}

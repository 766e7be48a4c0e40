/* What a scenario inherits, as it arrives in the structs (scenario/load.c, merge.c, fill.c). */
#include "scenario/load.h"

#include "scenario/writer.h"
#include "support/close.h"
#include "support/family.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_severity_with_a_distribution_replaces_the_parents(void **state) {
    ent_scenario_t scenario;
    support_family_load_child(
        *state,
        "shocks = ( { name = 'remarks'; severity = { distribution = 'fixed'; value = 0.3; }; } );",
        &scenario);
    const ent_severity_t *severity = &scenario.shocks[0].severity;
    assert_int_equal(severity->distribution, ENT_SEVERITY_FIXED);
    assert_same(severity->value, 0.3);
    assert_true(isnan(severity->a) && isnan(severity->b));
    ent_scenario_free(&scenario);
}

static void a_timing_replaces_the_parents(void **state) {
    ent_scenario_t scenario;
    support_family_load_child(
        *state,
        "events = ( { name = 'apology'; from = '2020-05'; every_years = 2.0; effects = ( { "
        "type = 'reconcile'; share = 0.1; } ); }, { name = 'chill'; rate = 0.5; } );",
        &scenario);
    assert_int_equal(scenario.events[0].timing, ENT_TIMING_EVERY);
    assert_int_equal(scenario.events[0].at.year, 0);
    assert_same(scenario.events[0].every_years, 2);
    assert_int_equal(scenario.events[0].effect_count, 1);
    assert_int_equal(scenario.events[2].timing, ENT_TIMING_RATE);
    assert_null(scenario.events[2].when_variable);
    ent_scenario_free(&scenario);
}

static void what_a_child_switches_off_is_gone_and_the_rest_keeps_its_order(void **state) {
    ent_scenario_t scenario;
    support_family_load_child(
        *state,
        "institutions = ( { name = 'talks-2'; enabled = false; } );\ndrivers = ( { name = "
        "'patron'; enabled = false; } );\nshocks = ( { name = 'islets'; enabled = false; }, "
        "{ name = 'leak'; enabled = false; } );\nevents = ( { name = 'apology'; enabled = "
        "false; } );\npolls = ( { name = 'support'; enabled = false; } );",
        &scenario);
    assert_int_equal(scenario.institution_count, 1);
    assert_string_equal(scenario.institutions[0].name, "2+2");
    assert_same(scenario.institutions[0].support[0], 0); /* of the driver that is gone */
    assert_int_equal(scenario.driver_count, 1);
    assert_int_equal(scenario.shock_count, 3);
    assert_string_equal(scenario.shocks[1].name, "ruling");
    assert_string_equal(scenario.shocks[2].name, "visit");
    assert_int_equal(scenario.event_count, 3);
    assert_int_equal(scenario.poll_count, 1);
    ent_scenario_free(&scenario);
}

/*
 * A slip in the name would leave the user believing that something is off which is not. An element
 * that says nothing but its name can only be meant for an inherited one.
 */
static void what_is_not_inherited_cannot_be_switched_off(void **state) {
    ent_scenario_t scenario;
    ent_diags_t diags;
    support_write_quoted(
        *state, "child.cfg",
        "extends = 'base.cfg';\nshocks = ( { name = 'islet'; enabled = false; } );");
    assert_int_equal(support_family_try(*state, "child.cfg", &scenario, &diags), ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.kept[0].line, 2);
    assert_non_null(strstr(diags.kept[0].text, "did you mean \"islets\"?"));
}

static void what_a_parent_switched_off_a_child_can_switch_on(void **state) {
    ent_scenario_t scenario;
    support_write_quoted(
        *state, "off.cfg",
        "extends = 'base.cfg'; shocks = ( { name = 'islets'; enabled = false; } );");
    support_write_quoted(*state, "on.cfg",
                         "extends = 'off.cfg'; shocks = ( { name = 'islets'; enabled = true; } );");
    support_family_load(*state, "on.cfg", &scenario);
    assert_int_equal(scenario.shock_count, 5);
    assert_string_equal(scenario.shocks[1].name, "islets");
    ent_scenario_free(&scenario);
}

static void new_elements_come_after_the_parents(void **state) {
    ent_scenario_t scenario;
    support_family_load_child(
        *state,
        "drivers = ( { name = 'trade'; level = 0.1; inertia = 1.0; volatility = 0.1; "
        "reaction = { people = 0.5; }; }, { name = 'threat'; level = 0.9; } );",
        &scenario);
    assert_int_equal(scenario.driver_count, 3);
    assert_string_equal(scenario.drivers[0].name, "threat");
    assert_same(scenario.drivers[0].level, 0.9);
    assert_string_equal(scenario.drivers[1].name, "patron");
    assert_string_equal(scenario.drivers[2].name, "trade");
    assert_same(scenario.drivers[2].reaction[1], 0.5); /* "people" is the second domain */
    ent_scenario_free(&scenario);
}

static void the_title_is_the_files_name_unless_given(void **state) {
    char *text = support_edit(support_full_scenario(), "title = 'Full';", "", NULL);
    static const char *const names[][2] = {
        {"hawk.cfg", "hawk"}, {"a.b.cfg", "a.b"}, {".hidden", ".hidden"}, {"plain", "plain"}};
    for (size_t i = 0; i < SUPPORT_COUNT(names); i++) {
        ent_scenario_t scenario;
        support_write_quoted(*state, names[i][0], text);
        support_family_load(*state, names[i][0], &scenario);
        assert_string_equal(scenario.title, names[i][1]);
        ent_scenario_free(&scenario);
    }
    free(text);
}

/* The full scenario with its states listed in the other order. */
static char *states_swapped(void) {
    const char *text = support_full_scenario();
    const char *first = strstr(text, "{ name = \"AAA\""),
               *second = strstr(text, "{ name = \"BBB\"");
    const char *first_end = second - strlen(",\n  ");
    const char *second_end = strstr(second, " );\ninstitution_defaults");
    char *swapped = malloc(strlen(text) + 1);
    assert_non_null(swapped);
    (void)sprintf(swapped, "%.*s%.*s,\n  %.*s%s", (int)(first - text), text,
                  (int)(second_end - second), second, (int)(first_end - first), first, second_end);
    return swapped;
}

static void the_order_of_the_states_does_not_matter(void **state) {
    ent_scenario_t base, swapped;
    char *text = states_swapped(), *one = NULL, *other = NULL;
    support_write_quoted(*state, "swapped.cfg", text);
    support_family_load(*state, "base.cfg", &base);
    support_family_load(*state, "swapped.cfg", &swapped);
    support_assert_same_scenario(&base, &swapped);
    assert_int_equal(ent_scenario_text(&base, &one), ENT_OK);
    assert_int_equal(ent_scenario_text(&swapped, &other), ENT_OK);
    assert_string_equal(one, other);
    free(one);
    free(other);
    free(text);
    ent_scenario_free(&base);
    ent_scenario_free(&swapped);
}

#define IN_FOLDER(test)                                                                            \
    cmocka_unit_test_setup_teardown(test, support_family_make, support_family_remove)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_severity_with_a_distribution_replaces_the_parents),
        IN_FOLDER(a_timing_replaces_the_parents),
        IN_FOLDER(what_a_child_switches_off_is_gone_and_the_rest_keeps_its_order),
        IN_FOLDER(what_is_not_inherited_cannot_be_switched_off),
        IN_FOLDER(what_a_parent_switched_off_a_child_can_switch_on),
        IN_FOLDER(new_elements_come_after_the_parents),
        IN_FOLDER(the_title_is_the_files_name_unless_given),
        IN_FOLDER(the_order_of_the_states_does_not_matter),
    };
    return cmocka_run_group_tests_name("inheritance", tests, NULL, NULL);
}

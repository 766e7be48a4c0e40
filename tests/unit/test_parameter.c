/* Numbers by their path, copies, and changes on dates (scenario/parameter.c). */
#include "scenario/parameter.h"

#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <string.h>

static void assert_at(ent_scenario_t *scenario, const char *path, const double *expected,
                      const char *key_path) {
    char problem[ENT_PROBLEM_SIZE] = "";
    const ent_key_t *key = NULL;
    double *found = ent_parameter_find(scenario, path, &key, problem);
    if (found != expected) {
        fail_msg("%s is found elsewhere, or not: %s", path, problem);
    }
    assert_string_equal(key->path, key_path);
}

static void paths_lead_to_the_numbers_themselves(void **state) {
    (void)state;
    ent_scenario_t s;
    support_load_full(NULL, 0, &s);
    const ent_institution_t *ministers = &s.institutions[0];
    assert_at(&s, "years", &s.years, "years");
    assert_at(&s, "health.public_weight", &s.public_weight, "health.public_weight");
    assert_at(&s, "domains.people.autonomy", &s.domains[1].autonomy, "autonomy");
    assert_at(&s, "drivers.patron.inertia", &s.drivers[1].inertia, "inertia");
    assert_at(&s, "states.BBB.stance.jolt", &s.states[1].jolt, "stance.jolt");
    assert_at(&s, "states.AAA.stance.weights.necessity", &s.states[0].weights[ENT_WEIGHT_NECESSITY],
              "stance.weights.necessity");
    assert_at(&s, "states.AAA.succession.pool.hawk.spread", &s.states[0].pool[1].spread, "spread");
    assert_at(&s, "states.AAA.public.cohorts.young.voice", &s.states[0].cohorts[1].voice, "voice");
    assert_at(&s, "institutions.2+2.insulation", &ministers->insulation, "insulation");
    assert_at(&s, "institutions.talks-2.negotiation.hurdle", &s.institutions[1].negotiation_hurdle,
              "negotiation.hurdle");
    assert_at(&s, "shocks.leak.severity.sigma", &s.shocks[3].severity.sigma, "sigma");
    assert_at(&s, "events.summer.probability", &s.events[1].probability, "probability");
    assert_at(&s, "events.chill.when.below", &s.events[2].when_threshold, "when.below");
    assert_at(&s, "polls.support.intercept", &s.polls[1].intercept, "intercept");
    ent_scenario_free(&s);
}

static void entries_of_maps_are_found_by_name(void **state) {
    (void)state;
    ent_scenario_t s;
    support_load_full(NULL, 0, &s);
    assert_at(&s, "states.AAA.retaliation.hits.people", &s.states[0].hits[1], "retaliation.hits");
    assert_at(&s, "drivers.threat.need.BBB", &s.drivers[0].need[1], "need");
    assert_at(&s, "drivers.patron.reaction.people", &s.drivers[1].reaction[1], "reaction");
    assert_at(&s, "institutions.2+2.coverage.talks", &s.institutions[0].coverage[0], "coverage");
    assert_at(&s, "institutions.2+2.support.patron", &s.institutions[0].support[1], "support");
    assert_at(&s, "shocks.remarks.hits.talks", &s.shocks[0].hits[0], "hits");
    ent_scenario_free(&s);
}

static void paths_that_lead_nowhere_say_why(void **state) {
    (void)state;
    static const struct {
        const char *path, *problem;
    } rows[] = {
        {"helth.rise", "\"helth\" names no key"},
        {"health.rice", "\"health.rice\" names no key, did you mean \"health.rise\"?"},
        {"domains.talk.weight",
         "\"talk\" names no element of \"domains\", did you mean \"talks\"?"},
        {"shocks.leak.hits.tlaks", "\"tlaks\" names no element of \"domains\""},
        {"step", "\"step\" is no number"},
        {"format_version", "\"format_version\" is no number"},
        {"shocks.leak.severity", "\"severity\" holds several values"},
        {"shocks.leak.hits", "\"hits\" holds several values"},
        {"health.rise.fast", "\"health.rise\" holds one value"},
        {"events.apology.effects.1.share", "elements of \"effects\" have no names"},
    };
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char problem[ENT_PROBLEM_SIZE] = "";
        const ent_key_t *key = NULL;
        assert_null(ent_parameter_find(&scenario, rows[i].path, &key, problem));
        if (strstr(problem, rows[i].problem) == NULL) {
            fail_msg("%s: found %s, expected %s", rows[i].path, problem, rows[i].problem);
        }
    }
    ent_scenario_free(&scenario);
}

static void very_long_paths_are_refused_within_bounds(void **state) {
    (void)state;
    static char path[3000];
    char problem[ENT_PROBLEM_SIZE];
    const ent_key_t *key = NULL;
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    const char *const beginnings[] = {"", "domains.", "shocks.leak.hits.", "health."};
    for (size_t i = 0; i < 4; i++) {
        memset(path, 'a', sizeof path - 1);
        memcpy(path, beginnings[i], strlen(beginnings[i]));
        assert_null(ent_parameter_find(&scenario, path, &key, problem));
        assert_true(strlen(problem) < ENT_PROBLEM_SIZE);
    }
    ent_scenario_free(&scenario);
}

static void a_copy_has_the_same_content(void **state) {
    (void)state;
    ent_scenario_t scenario, copy;
    support_load_full(NULL, 0, &scenario);
    assert_int_equal(ent_scenario_copy(&scenario, &copy), ENT_OK);
    support_assert_same_scenario(&scenario, &copy);
    ent_scenario_free(&copy);
    ent_scenario_free(&scenario);
}

/* The original may be changed and freed: nothing of the copy may point into it. */
static void a_copy_does_not_depend_on_its_source(void **state) {
    (void)state;
    ent_scenario_t scenario, again, copy;
    support_load_full(NULL, 0, &scenario);
    support_load_full(NULL, 0, &again);
    assert_int_equal(ent_scenario_copy(&scenario, &copy), ENT_OK);
    scenario.domains[0].weight = scenario.states[0].pool[0].weight = 0;
    scenario.states[0].cohorts[0].share = scenario.shocks[4].severity.values[0] = 0;
    scenario.events[0].effects[0].orientation = scenario.polls[0].terms[0].weight = 0;
    scenario.title[0] = scenario.events[0].effects[0].leader_name[0] = 'X';
    scenario.states[0].leader_name[0] = scenario.events[2].when_variable[0] = 'X';
    ent_scenario_free(&scenario);
    support_assert_same_scenario(&again, &copy);
    ent_scenario_free(&copy);
    ent_scenario_free(&again);
}

#define CHANGE(path, to) "{ type = 'parameter'; path = '" path "'; to = " to "; }"
#define ON(date, name, effects) "{ name = '" name "'; at = '" date "'; effects = ( " effects " ); }"
#define BOTH(one, other) one ", " other

/* Two years in months from 2020-01: changes in the steps 3, 3 and 14 (the model, "One step"). */
static void load_changing(ent_scenario_t *scenario) {
    support_load_more(
        "events = ( " BOTH(
            BOTH(ON("2021-03-20", "late", CHANGE("health.rise", "0.9")),
                 ON("2020-04", "early",
                    BOTH(CHANGE("health.rise", "0.6"), CHANGE("health.fall", "0.3")))),
            BOTH(ON("2020-04-20", "again", CHANGE("health.rise", "0.7")),
                 ON("2020-06", "other", "{ type = 'reconcile'; share = 0.1; }"))) " );",
        scenario);
}

static void the_steps_in_which_parameters_change_are_found_in_order(void **state) {
    (void)state;
    ent_scenario_t scenario;
    load_changing(&scenario);
    assert_int_equal(ent_parameter_next_step(&scenario, -1), 3);
    assert_int_equal(ent_parameter_next_step(&scenario, 2), 3);
    assert_int_equal(ent_parameter_next_step(&scenario, 3), 14);
    assert_int_equal(ent_parameter_next_step(&scenario, 14), 24); /* none: the number of steps */
    ent_scenario_free(&scenario);
}

static void a_scenario_without_changes_has_no_such_step(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_more("", &scenario);
    assert_int_equal(ent_parameter_next_step(&scenario, -1), 24);
    ent_scenario_free(&scenario);
}

/* "The new value from phase 3 of this step on"; later ones in the file have the last word. */
static void parameters_take_their_new_values_step_by_step(void **state) {
    (void)state;
    ent_scenario_t scenario;
    load_changing(&scenario);
    ent_parameter_apply(&scenario, 2);
    assert_same(scenario.rise, 0.5);
    ent_parameter_apply(&scenario, 3);
    assert_same(scenario.rise, 0.7);
    assert_same(scenario.fall, 0.3);
    ent_parameter_apply(&scenario, 4);
    assert_same(scenario.rise, 0.7);
    ent_parameter_apply(&scenario, 14);
    assert_same(scenario.rise, 0.9);
    ent_scenario_free(&scenario);
}

static void a_change_alters_only_its_parameter(void **state) {
    (void)state;
    ent_scenario_t before, after;
    support_load_full(NULL, 0, &before);
    assert_int_equal(ent_scenario_copy(&before, &after), ENT_OK);
    ent_parameter_apply(&after, ent_parameter_next_step(&after, -1));
    assert_same(after.states[0].jolt, 0.1);
    after.states[0].jolt = before.states[0].jolt;
    support_assert_same_scenario(&before, &after);
    ent_scenario_free(&before);
    ent_scenario_free(&after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lead_to_the_numbers_themselves),
        cmocka_unit_test(entries_of_maps_are_found_by_name),
        cmocka_unit_test(paths_that_lead_nowhere_say_why),
        cmocka_unit_test(very_long_paths_are_refused_within_bounds),
        cmocka_unit_test(a_copy_has_the_same_content),
        cmocka_unit_test(a_copy_does_not_depend_on_its_source),
        cmocka_unit_test(the_steps_in_which_parameters_change_are_found_in_order),
        cmocka_unit_test(a_scenario_without_changes_has_no_such_step),
        cmocka_unit_test(parameters_take_their_new_values_step_by_step),
        cmocka_unit_test(a_change_alters_only_its_parameter),
    };
    return cmocka_run_group_tests_name("parameter", tests, NULL, NULL);
}

/* The table of recorded variables (scenario/variable.c). */
#include "scenario/variable.h"

#include "support/close.h"
#include "support/full.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <string.h>

/* What is recorded of the full scenario: the names in the model's table of the state. */
static const char *const expected[] = {
    "health",
    "commitment",
    "driver.threat",
    "driver.patron",
    "leader.AAA",
    "leader.BBB",
    "approval.AAA",
    "approval.BBB",
    "stance.AAA",
    "stance.BBB",
    "public.AAA",
    "public.BBB",
    "cohort.AAA.old",
    "cohort.AAA.young",
    "cohort.BBB.all",
    "grievance.AAA",
    "grievance.BBB",
    "level.2+2",
    "level.talks-2",
    "habit.2+2",
    "habit.talks-2",
    "active.2+2",
    "active.talks-2",
    "domain.talks",
    "domain.people",
    "reliance.talks",
    "reliance.people",
    "weight.AAA.leader",
    "weight.AAA.public",
    "weight.AAA.reciprocity",
    "weight.AAA.necessity",
    "weight.AAA.commitment",
    "weight.BBB.leader",
    "weight.BBB.public",
    "weight.BBB.reciprocity",
    "weight.BBB.necessity",
    "weight.BBB.commitment",
    "poll.affinity",
    "poll.support",
};

enum { EXPECTED = sizeof expected / sizeof expected[0] };

static void list(ent_scenario_t *scenario, ent_variables_t *variables) {
    support_load_full(NULL, 0, scenario);
    assert_int_equal(ent_variables_init(variables, scenario), ENT_OK);
}

static void drop(ent_scenario_t *scenario, ent_variables_t *variables) {
    ent_variables_free(variables);
    ent_scenario_free(scenario);
}

static void everything_the_model_names_is_recorded_and_nothing_else(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_variables_t variables;
    list(&scenario, &variables);
    assert_int_equal(variables.count, EXPECTED);
    for (size_t i = 0; i < EXPECTED; i++) {
        const ent_variable_t *found = ent_variables_find(&variables, expected[i], NULL);
        if (found == NULL) {
            fail_msg("%s is not recorded", expected[i]);
        }
    }
    drop(&scenario, &variables);
}

static void variables_come_in_the_order_of_the_table(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_variables_t variables;
    list(&scenario, &variables);
    for (size_t i = 0; i < EXPECTED; i++) {
        assert_string_equal(variables.items[i].name, expected[i]);
    }
    drop(&scenario, &variables);
}

/* Each kind counts its own from 0, so that kind and index lead to the lanes. */
static void indices_count_within_their_kind(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_variables_t variables;
    list(&scenario, &variables);
    size_t next[ENT_VAR_KINDS] = {0};
    for (size_t i = 0; i < variables.count; i++) {
        const ent_variable_t *variable = &variables.items[i];
        assert_int_equal(variable->index, next[variable->kind]++);
    }
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        assert_int_equal(next[kind], ent_variable_count(&scenario, (ent_variable_kind_t)kind));
    }
    drop(&scenario, &variables);
}

static void a_name_not_recorded_finds_the_nearest(void **state) {
    (void)state;
    static const struct {
        const char *wanted, *nearest;
    } rows[] = {
        {"helth", "health"},
        {"Health", "health"},
        {"stance.AAB", "stance.AAA"},
        {"cohort.AAA.yuong", "cohort.AAA.young"},
        {"domain.talk", "domain.talks"},
        {"active.2-2", "active.2+2"},
    };
    ent_scenario_t scenario;
    ent_variables_t variables;
    list(&scenario, &variables);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_nearest_t nearest;
        assert_null(ent_variables_find(&variables, rows[i].wanted, &nearest));
        assert_non_null(nearest.best);
        assert_string_equal(nearest.best, rows[i].nearest);
    }
    ent_nearest_t nearest;
    assert_null(ent_variables_find(&variables, "zzz", &nearest));
    assert_null(nearest.best);
    assert_null(ent_variables_find(&variables, "", NULL));
    drop(&scenario, &variables);
}

/* Ranges as the model's table gives them; grievances have no upper end, their histogram has. */
static void ranges_are_those_of_the_model(void **state) {
    (void)state;
    static const struct {
        ent_variable_kind_t kind;
        double low, high;
    } rows[ENT_VAR_KINDS] = {
        {ENT_VAR_HEALTH, 0, 100}, {ENT_VAR_COMMITMENT, 0, 1}, {ENT_VAR_DRIVER, 0, 1},
        {ENT_VAR_LEADER, -1, 1},  {ENT_VAR_APPROVAL, 0, 1},   {ENT_VAR_STANCE, -1, 1},
        {ENT_VAR_PUBLIC, -1, 1},  {ENT_VAR_COHORT, -1, 1},    {ENT_VAR_GRIEVANCE, 0, 1},
        {ENT_VAR_LEVEL, -1, 1},   {ENT_VAR_HABIT, 0, 1},      {ENT_VAR_ACTIVE, 0, 1},
        {ENT_VAR_DOMAIN, -1, 1},  {ENT_VAR_RELIANCE, 0, 1},   {ENT_VAR_WEIGHT, 0, 1},
        {ENT_VAR_POLL, 0, 100},
    };
    for (size_t i = 0; i < ENT_VAR_KINDS; i++) {
        const ent_variable_row_t *row = ent_variable_row(rows[i].kind);
        assert_same(row->low, rows[i].low);
        assert_same(row->high, rows[i].high);
    }
    assert_int_equal(ent_variable_row(ENT_VAR_HEALTH)->bins, 1000); /* "1000 bins over 0–100" */
}

static void every_row_says_what_it_is(void **state) {
    (void)state;
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        const ent_variable_row_t *row = ent_variable_row((ent_variable_kind_t)kind);
        assert_true(strlen(row->title) > 4);
        assert_true(strlen(row->unit) > 0);
        assert_true(row->bins > 0);
        for (int other = 0; other < kind; other++) {
            assert_string_not_equal(row->name, ent_variable_row((ent_variable_kind_t)other)->name);
        }
    }
}

/* "Shift: add to a domain, stance, approval, public, driver or leader." */
static void what_the_model_can_shift_is_marked(void **state) {
    (void)state;
    static const ent_variable_kind_t shiftable[] = {ENT_VAR_DOMAIN,   ENT_VAR_STANCE,
                                                    ENT_VAR_APPROVAL, ENT_VAR_PUBLIC,
                                                    ENT_VAR_DRIVER,   ENT_VAR_LEADER};
    bool expected_mark[ENT_VAR_KINDS] = {false};
    for (size_t i = 0; i < sizeof shiftable / sizeof shiftable[0]; i++) {
        expected_mark[shiftable[i]] = true;
    }
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        assert_int_equal(ent_variable_row((ent_variable_kind_t)kind)->shiftable,
                         expected_mark[kind]);
    }
}

static void cohorts_are_counted_over_both_states(void **state) {
    (void)state;
    static const size_t places[][2] = {{0, 0}, {0, 1}, {1, 0}}; /* two in AAA, one in BBB */
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    for (size_t i = 0; i < 3; i++) {
        size_t of_state = 9, cohort = 9;
        ent_cohort_position(&scenario, i, &of_state, &cohort);
        assert_int_equal(of_state, places[i][0]);
        assert_int_equal(cohort, places[i][1]);
    }
    ent_scenario_free(&scenario);
}

/* The longest names the format allows must not be cut, or two variables might share a name. */
static void the_longest_names_are_kept_whole(void **state) {
    (void)state;
#define FORTY "a123456789012345678901234567890123456789" /* 40 characters */
    ent_scenario_t scenario;
    ent_variables_t variables;
    support_load_small("", NULL, 0, &scenario);
    (void)snprintf(scenario.states[1].name, ENT_NAME_SIZE, "%s", FORTY);
    (void)snprintf(scenario.states[1].cohorts[0].name, ENT_NAME_SIZE, "%s", FORTY);
    assert_int_equal(ent_variables_init(&variables, &scenario), ENT_OK);
    assert_non_null(ent_variables_find(&variables, "cohort." FORTY "." FORTY, NULL));
    assert_non_null(ent_variables_find(&variables, "weight." FORTY ".reciprocity", NULL));
    drop(&scenario, &variables);
}

static void a_list_may_be_freed_twice(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_variables_t variables;
    list(&scenario, &variables);
    ent_variables_free(&variables);
    assert_int_equal(variables.count, 0);
    drop(&scenario, &variables);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_the_model_names_is_recorded_and_nothing_else),
        cmocka_unit_test(variables_come_in_the_order_of_the_table),
        cmocka_unit_test(indices_count_within_their_kind),
        cmocka_unit_test(a_name_not_recorded_finds_the_nearest),
        cmocka_unit_test(ranges_are_those_of_the_model),
        cmocka_unit_test(every_row_says_what_it_is),
        cmocka_unit_test(what_the_model_can_shift_is_marked),
        cmocka_unit_test(cohorts_are_counted_over_both_states),
        cmocka_unit_test(the_longest_names_are_kept_whole),
        cmocka_unit_test(a_list_may_be_freed_twice),
    };
    return cmocka_run_group_tests_name("variable", tests, NULL, NULL);
}

/* What the factors of a sweep change in its scenarios (scenario/factor.c). */
#include "scenario/factor.h"

#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/sweeps.h"

#include <stdlib.h>
#include <string.h>

#define FULL "'full.cfg'"
#define RANGE "low = 0.1; high = 0.9;"

/* The full scenario in a folder of its own. */
static int set_up(void **state) {
    *state = support_folder();
    free(support_write(*state, "full.cfg", support_full_scenario()));
    return 0;
}

static int tear_down(void **state) {
    support_remove(*state);
    return 0;
}

/* Whether the slots are those of these paths, one a line, and nothing else. */
static void assert_slots(const char *folder, const char *factors, const char *const *paths,
                         size_t count) {
    ent_sweep_t sweep;
    ent_factored_t factored;
    support_sweep(folder, FULL, factors, &sweep);
    support_factored(&sweep, 0, &factored);
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        for (size_t j = 0; j < factored.slot_count; j++) {
            found += strcmp(factored.slots[j].path, paths[i]) == 0;
        }
        if (found != 1) {
            fail_msg("%s: %s follows %zu times", factors, paths[i], found);
        }
    }
    if (factored.slot_count != count) {
        fail_msg("%s: %zu numbers follow, expected %zu", factors, factored.slot_count, count);
    }
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
}

#define ASSERT_SLOTS(folder, factors, ...)                                                         \
    do {                                                                                           \
        static const char *const expected[] = {__VA_ARGS__};                                       \
        assert_slots(folder, factors, expected, SUPPORT_COUNT(expected));                          \
    } while (0)

/* What follows is what the full scenario's text says: who gives a number, and who inherits it. */
static void a_factor_changes_what_set_would_change(void **state) {
    const char *folder = *state;
    ASSERT_SLOTS(folder, "{ path = 'health.rise'; " RANGE " }", "health.rise");
    ASSERT_SLOTS(folder, "{ path = 'institutions.2+2.coverage.talks'; " RANGE " }",
                 "institutions.2+2.coverage.talks");
    ASSERT_SLOTS(folder, "{ path = 'institutions.2+2.level'; " RANGE " }",
                 "institutions.2+2.level");
    ASSERT_SLOTS(folder, "{ path = 'shocks.remarks.severity.a'; low = 1; high = 2; }",
                 "shocks.remarks.severity.a");
    ASSERT_SLOTS(folder, "{ path = 'events.chill.when.below'; " RANGE " }",
                 "events.chill.when.below");
    ASSERT_SLOTS(folder, "{ path = 'polls.affinity.noise'; values = [ 0.1, 0.3, 0.7, 0.2 ]; }",
                 "polls.affinity.noise");
}

static void defaults_change_those_that_inherit_them(void **state) {
    const char *folder = *state;
    /* talks-2 gives its own level. */
    ASSERT_SLOTS(folder, "{ path = 'institution_defaults.level'; " RANGE " }",
                 "institutions.2+2.level");
    ASSERT_SLOTS(folder, "{ path = 'institution_defaults.negotiation.years'; " RANGE " }",
                 "institutions.2+2.negotiation.years", "institutions.talks-2.negotiation.years");
    /* A default that the file does not have. */
    ASSERT_SLOTS(folder, "{ path = 'institution_defaults.adapt'; " RANGE " }",
                 "institutions.talks-2.adapt");
    /* The young of AAA have a cue of their own. */
    ASSERT_SLOTS(folder, "{ path = 'states.AAA.public.cue'; " RANGE " }", "states.AAA.public.cue",
                 "states.AAA.public.cohorts.old.cue");
    /* Warmth at the start is the base unless it is given. */
    ASSERT_SLOTS(folder, "{ path = 'states.AAA.public.cohorts.old.base'; " RANGE " }",
                 "states.AAA.public.cohorts.old.base", "states.AAA.public.cohorts.old.initial");
}

static void stars_stand_for_every_element_that_has_the_number(void **state) {
    const char *folder = *state;
    ASSERT_SLOTS(folder, "{ path = 'institutions.*.insulation'; " RANGE " }",
                 "institutions.2+2.insulation", "institutions.talks-2.insulation");
    ASSERT_SLOTS(folder, "{ path = 'institutions.*.coverage.*'; low = 0.1; high = 0.4; }",
                 "institutions.2+2.coverage.talks", "institutions.2+2.coverage.people",
                 "institutions.talks-2.coverage.talks", "institutions.talks-2.coverage.people");
    ASSERT_SLOTS(folder, "{ path = 'states.*.succession.pool.*.spread'; " RANGE " }",
                 "states.AAA.succession.pool.moderate.spread",
                 "states.AAA.succession.pool.hawk.spread", "states.BBB.succession.pool.any.spread");
    /* One of five severities is a beta, one of four events happens at a rate. */
    ASSERT_SLOTS(folder, "{ path = 'shocks.*.severity.a'; low = 1; high = 2; }",
                 "shocks.remarks.severity.a");
    ASSERT_SLOTS(folder, "{ path = 'events.*.rate'; " RANGE " }", "events.quake.rate");
    ASSERT_SLOTS(folder, "{ path = 'states.*.retaliation.hits.people'; " RANGE " }",
                 "states.AAA.retaliation.hits.people", "states.BBB.retaliation.hits.people");
}

static void several_paths_change_together(void **state) {
    ASSERT_SLOTS(*state,
                 "{ paths = [ 'health.rise', 'health.fall', 'drivers.*.level' ]; " RANGE " }",
                 "health.rise", "health.fall", "drivers.threat.level", "drivers.patron.level");
    /* A path may stand for what a star stands for, too. */
    ASSERT_SLOTS(*state, "{ paths = [ 'drivers.*.level', 'drivers.patron.level' ]; " RANGE " }",
                 "drivers.threat.level", "drivers.patron.level");
}

/* A number of 0 stays 0, whatever multiplies it. */
static void factors_that_multiply_know_the_originals(void **state) {
    ent_sweep_t sweep;
    ent_factored_t factored;
    char reason[ENT_REASON_SIZE];
    ent_err_t error = ENT_OK;
    ASSERT_SLOTS(*state, "{ path = 'drivers.*.volatility'; apply = 'multiply'; " RANGE " }",
                 "drivers.threat.volatility");
    support_sweep(
        *state, FULL,
        "{ path = 'institutions.*.insulation'; apply = 'multiply'; low = 0; high = 1.4; }", &sweep);
    support_factored(&sweep, 0, &factored);
    assert_int_equal(factored.slot_count, 2);
    const double half[] = {0.5}, nothing[] = {0}, much[] = {1.25};
    assert_true(ent_factored_set(&factored, half, reason, &error));
    assert_same(factored.scenario.institutions[0].insulation, 0.25); /* of 0.5 */
    assert_same(factored.scenario.institutions[1].insulation, 0.35); /* of 0.7 */
    assert_true(ent_factored_set(&factored, nothing, reason, &error));
    assert_same(factored.scenario.institutions[1].insulation, 0);
    assert_true(ent_factored_set(&factored, much, reason, &error)); /* of the original still */
    assert_same(factored.scenario.institutions[0].insulation, 0.625);
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
}

static void overrides_come_before_factors(void **state) {
    ent_sweep_t sweep;
    ent_factored_t factored;
    support_sweep_with(*state, FULL, "{ path = 'health.rise'; apply = 'multiply'; " RANGE " }",
                       "set = [ 'health.rise=2.5', 'years=3' ];", &sweep);
    support_factored(&sweep, 0, &factored);
    assert_same(factored.scenario.years, 3);
    assert_same(factored.slots[0].original, 2.5);
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
}

/* ---- What is wrong -----------------------------------------------------------------------------
 */

typedef struct {
    const char *factors, *key, *message;
} wrong_t;

/* Loads all scenarios and asks ent_factors_check, as a sweep does. */
static ent_err_t load_all(const ent_sweep_t *sweep, ent_factored_t *factored, ent_diags_t *diags) {
    ent_err_t error = ENT_OK;
    ent_diags_init(diags);
    for (size_t i = 0; i < sweep->scenario_count && error == ENT_OK; i++) {
        error = ent_factored_load(sweep, i, &factored[i], diags);
    }
    return error == ENT_OK ? ent_factors_check(sweep, factored, diags) : error;
}

static void assert_wrong(const char *folder, const char *scenarios, const char *more,
                         const wrong_t *row) {
    ent_sweep_t sweep;
    ent_factored_t factored[2] = {0};
    ent_diags_t diags;
    support_sweep_with(folder, scenarios, row->factors, more, &sweep);
    ent_err_t error = load_all(&sweep, factored, &diags);
    const ent_diag_t *diag = support_find_problem(&diags, row->key, row->message);
    if (error != ENT_ERR_SCENARIO || diag == NULL || diags.errors != 1 ||
        strstr(diag->file, "/sweep.cfg") == NULL) {
        support_fail(&diags, row->message);
    }
    for (size_t i = 0; i < 2; i++) {
        ent_factored_free(&factored[i]);
    }
    ent_sweep_free(&sweep);
}

static void a_factor_that_cannot_be_is_reported_at_its_place(void **state) {
    static const wrong_t rows[] = {
        {"{ path = 'health.rice'; " RANGE " }", "factors[1]",
         "found health.rice: \"health.rice\" names no key, did you mean \"health.rise\"?"},
        {"{ name = 'x'; path = 'institutions.2+3.level'; " RANGE " }", "factors.x",
         "\"2+3\" names no element of \"institutions\", did you mean \"2+2\"?"},
        {"{ name = 'x'; path = 'institutions.*.lefel'; " RANGE " }", "factors.x",
         "\"lefel\" names no key, did you mean \"level\"?"},
        {"{ name = 'x'; path = 'institution_defaults.lefel'; " RANGE " }", "factors.x",
         "\"lefel\" names no key, did you mean \"level\"?"},
        {"{ name = 'x'; paths = [ 'health.rise', 'health.fell' ]; " RANGE " }", "factors.x",
         "found health.fell: \"health.fell\" names no key, did you mean \"health.fall\"?"},
        {"{ name = 'x'; path = 'institutions.2+2'; " RANGE " }", "factors.x",
         "\"2+2\" holds several values, expected the path of one"},
        {"{ name = 'x'; path = 'institution_defaults'; " RANGE " }", "factors.x", "holds several"},
        {"{ name = 'x'; path = 'institution_defaults.negotiation'; " RANGE " }", "factors.x",
         "holds several"},
        {"{ name = 'x'; path = 'institution_defaults.status'; " RANGE " }", "factors.x",
         "\"status\" is no number"},
        {"{ name = 'x'; path = 'health.rise.*'; " RANGE " }", "factors.x",
         "\"health.rise\" has no elements with names"},
        {"{ name = 'x'; path = 'events.apology.effects.*.share'; " RANGE " }", "factors.x",
         "\"events.apology.effects\" has no elements with names"},
        {"{ name = 'x'; path = 'institutions.*.support.*.y'; " RANGE " }", "factors.x",
         "holds one value"},
        /* What is no number. */
        {"{ name = 'x'; path = 'title'; " RANGE " }", "factors.x", "\"title\" is no number"},
        {"{ name = 'x'; path = 'start'; " RANGE " }", "factors.x", "\"start\" is no number"},
        {"{ name = 'x'; path = 'step'; " RANGE " }", "factors.x", "\"step\" is no number"},
        {"{ name = 'x'; path = 'format_version'; " RANGE " }", "factors.x", "is no number"},
        {"{ name = 'x'; path = 'domains.talks.crisis'; " RANGE " }", "factors.x",
         "\"crisis\" is no number"},
        {"{ name = 'x'; path = 'shocks.leak.enabled'; " RANGE " }", "factors.x",
         "\"shocks.leak.enabled\" is no number"},
        {"{ name = 'x'; path = 'shocks.visit.severity.values'; " RANGE " }", "factors.x",
         "is no number"},
        /* Values at which the scenario is invalid: said as the reader says it. */
        {"{ name = 'x'; path = 'health.shield_health'; low = 0.0; high = 1.5; }", "factors.x",
         "high = 1.5: health.shield_health: found 1.5, expected a real number from 0 to 1"},
        {"{ name = 'x'; path = 'health.rise'; low = 0.0; high = 1.5; }", "factors.x",
         "low = 0: health.rise: found 0, expected a real number above 0"},
        {"{ name = 'x'; path = 'health.shield_health'; values = [ 0.5, 0.7, 2.0, 0.6 ]; }",
         "factors.x", "value = 2: health.shield_health: found 2"},
        {"{ name = 'x'; path = 'health.public_weight'; low = 0.2; high = 0.9; }", "factors.x",
         "high = 0.9: health.public_weight: it and the weights of the domains sum to 1.7"},
        {"{ name = 'x'; path = 'states.AAA.succession.pool.*.weight'; low = 0.0; high = 1.0; }",
         "factors.x", "low = 0: states.AAA.succession.pool: all weights are 0"},
        {"{ name = 'x'; path = 'institutions.2+2.suspend_below'; low = -0.5; high = 0.3; }",
         "factors.x", "high = 0.3: institutions.2+2.suspend_below: found 0.3, expected at most"},
        {"{ name = 'x'; path = 'shocks.islets.severity.a'; low = 1; high = 2; }", "factors.x",
         "the distribution \"uniform\" has no such number"},
        {"{ name = 'x'; path = 'shocks.*.rate'; apply = 'multiply'; low = 0; high = 4000.0; }",
         "factors.x", "high = 4000: shocks.remarks.rate: found 2000, expected"},
        /* Nothing that could be multiplied. */
        {"{ name = 'x'; path = 'institution_defaults.level'; apply = 'multiply'; " RANGE " }",
         "factors.x",
         "\"institution_defaults.level\" is no number of its own to multiply, expected "
         "institutions.*.level"},
        {"{ name = 'x'; path = 'shocks.islets.severity.a'; apply = 'multiply'; " RANGE " }",
         "factors.x", "\"shocks.islets.severity.a\" is not given in"},
        /* BBB's volatility is 0. */
        {"{ name = 'x'; path = 'states.BBB.stance.volatility'; apply = 'multiply'; " RANGE " }",
         "factors.x", "changes no number in any of the scenarios"},
        /* Both institutions give their own binding. */
        {"{ name = 'x'; path = 'institution_defaults.binding'; " RANGE " }", "factors.x",
         "changes no number in any of the scenarios"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        assert_wrong(*state, FULL, "", &rows[i]);
    }
}

static void a_star_that_finds_nothing_says_what_is_missing(void **state) {
    static const wrong_t rows[] = {
        {"{ name = 'x'; path = 'events.*.every_years'; " RANGE " }", "factors.x",
         "found events.*.every_years: no element has a number there"},
        {"{ name = 'x'; path = 'shocks.*.rate'; " RANGE " }", "factors.x",
         "\"shocks\" has no elements"},
        {"{ name = 'x'; path = '*.rate'; " RANGE " }", "factors.x", "names no key"},
    };
    support_write_quoted(*state, "few.cfg",
                         "extends = 'full.cfg'; events = ( { name = 'summer'; enabled = false; } );"
                         "shocks = ( { name = 'remarks'; enabled = false; }, { name = 'islets'; "
                         "enabled = false; }, { name = 'ruling'; enabled = false; }, "
                         "{ name = 'leak'; enabled = false; }, { name = 'visit'; enabled = false; "
                         "} );");
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        assert_wrong(*state, "'few.cfg'", "", &rows[i]);
    }
}

static void two_factors_cannot_change_one_number(void **state) {
    static const wrong_t rows[] = {
        {"{ name = 'x'; path = 'health.rise'; " RANGE " },\n{ name = 'y'; paths = [ 'health.fall', "
         "'health.rise' ]; " RANGE " }",
         "factors.y",
         "changes \"health.rise\", and so does the factor \"x\" in line 3, expected one of them"},
        {"{ name = 'all'; path = 'institutions.*.insulation'; " RANGE " }, { name = 'one'; path = "
         "'institutions.2+2.insulation'; apply = 'multiply'; " RANGE " }",
         "factors.one", "changes \"institutions.2+2.insulation\", and so does the factor \"all\""},
        /* Through a default. */
        {"{ name = 'x'; path = 'institutions.*.level'; " RANGE " }, { name = 'y'; path = "
         "'institution_defaults.level'; " RANGE " }",
         "factors.y", "changes \"institutions.2+2.level\""},
        /* Several numbers in common are one problem. */
        {"{ name = 'x'; path = 'shocks.*.rate'; " RANGE
         " }, { name = 'y'; path = 'shocks.*.rate'; " RANGE " }",
         "factors.y", "and so does the factor \"x\""},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        assert_wrong(*state, FULL, "", &rows[i]);
    }
}

/* A longer horizon would let more rows of a record in: no number that is used as it is. */
static void what_changes_more_than_a_number_is_refused(void **state) {
    static const wrong_t row = {"{ name = 'x'; path = 'years'; low = 1.0; high = 4.0; }",
                                "factors.x", "a factor must be a number that is used as it is"};
    static const char record[] =
        "extends = 'full.cfg'; events = ( { name = 'apology'; enabled = false; } );\n"
        "event_record = { file = 'record.csv'; rules = ( { type = 'talk'; effects = (\n"
        "  { type = 'reconcile'; share = 0.1; } ); } ); };\n";
    support_write_quoted(*state, "recorded.cfg", record);
    support_write_quoted(*state, "record.csv",
                         "date,type,initiator,severity,description\n2020-05,talk,AAA,0.5,one\n"
                         "2022-05,talk,AAA,0.5,two\n");
    assert_wrong(*state, "'recorded.cfg'", "", &row);
    /* At all of these the same row is left out, but the scenario as it is has it. */
    static const wrong_t shorter = {"{ name = 'x'; path = 'years'; low = 1.0; high = 2.2; }",
                                    "factors.x", "changes \"events.record-3\""};
    assert_wrong(*state, "'recorded.cfg'", "", &shorter);
    /* Nor can events that are rows be changed, by their names or by "*". */
    static const wrong_t rows[] = {
        {"{ name = 'x'; path = 'events.record-2.probability'; " RANGE " }", "factors.x",
         "low = 0.1: events.record-2.probability: \"record-2\" names no element"}};
    assert_wrong(*state, "'recorded.cfg'", "", &rows[0]);
    ent_sweep_t sweep;
    ent_factored_t factored;
    support_sweep(*state, "'recorded.cfg'", "{ path = 'events.*.probability'; " RANGE " }", &sweep);
    support_factored(&sweep, 0, &factored);
    assert_int_equal(factored.slot_count, 3); /* summer, chill, quake */
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
}

static void a_number_that_some_scenarios_have_is_enough(void **state) {
    ent_sweep_t sweep;
    ent_factored_t factored[2] = {0};
    ent_diags_t diags;
    support_write_quoted(*state, "more.cfg",
                         "extends = 'full.cfg'; institutions = ( { name = 'drills'; cadence = 1.0;"
                         "insulation = 0.5; binding = 0.1; suspend_below = -0.2; "
                         "resume_above = 0.0; } );");
    support_sweep(*state, "'full.cfg', 'more.cfg'",
                  "{ name = 'drills'; path = 'institutions.drills.level'; " RANGE " }", &sweep);
    assert_int_equal(load_all(&sweep, factored, &diags), ENT_OK);
    assert_int_equal(factored[0].slot_count, 0);
    assert_int_equal(factored[1].slot_count, 1);
    for (size_t i = 0; i < 2; i++) {
        ent_factored_free(&factored[i]);
    }
    ent_sweep_free(&sweep);
    /* The nearest name is one of any scenario. */
    static const wrong_t row = {"{ name = 'x'; path = 'institutions.drill.level'; " RANGE " }",
                                "factors.x", "did you mean \"drills\"?"};
    assert_wrong(*state, "'full.cfg', 'more.cfg'", "", &row);
}

static void scenarios_and_overrides_are_reported_where_the_sweep_names_them(void **state) {
    static const wrong_t absent = {"{ path = 'health.rise'; " RANGE " }", "scenarios",
                                   "cannot be read: No such file"};
    assert_wrong(*state, "'full.cfg', 'none.cfg'", "", &absent);
    static const wrong_t set = {"{ path = 'health.rise'; " RANGE " }", "set",
                                "helth.rise: \"helth\" names no key"};
    assert_wrong(*state, "'full.cfg'", "set = [ 'years=3', 'helth.rise=2' ];", &set);
    static const wrong_t range = {"{ path = 'health.rise'; " RANGE " }", "set",
                                  "years: found -3, expected a real number above 0"};
    assert_wrong(*state, "'full.cfg'", "set = [ 'years=-3' ];", &range);
}

static void what_is_wrong_in_a_scenario_is_reported_in_its_file(void **state) {
    ent_sweep_t sweep;
    ent_factored_t factored = {.slot_count = 77};
    ent_diags_t diags;
    support_write_quoted(*state, "bad.cfg", "extends = 'full.cfg';\nyears = -1.0;");
    support_sweep(*state, "'bad.cfg'", "{ path = 'health.rise'; " RANGE " }", &sweep);
    ent_diags_init(&diags);
    assert_int_equal(ent_factored_load(&sweep, 0, &factored, &diags), ENT_ERR_SCENARIO);
    const ent_diag_t *diag = support_find_problem(&diags, "years", "found -1");
    assert_non_null(diag);
    assert_int_equal(diag->line, 2);
    assert_non_null(strstr(diag->file, "/bad.cfg"));
    assert_int_equal(factored.slot_count, 77); /* untouched */
    ent_sweep_free(&sweep);
}

/* What is wrong in every scenario is said once, and wrong factors come together. */
static void problems_come_together_and_once(void **state) {
    ent_sweep_t sweep;
    ent_factored_t factored;
    ent_diags_t diags;
    support_write_quoted(*state, "same.cfg", "extends = 'full.cfg';");
    support_sweep(*state, "'full.cfg', 'same.cfg'",
                  "{ name = 'a'; path = 'health.rise'; low = -1; high = 2000.0; },\n"
                  "{ name = 'b'; path = 'health.fall'; low = 0.5; high = 2000.0; }",
                  &sweep);
    ent_diags_init(&diags);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ent_factored_load(&sweep, i, &factored, &diags), ENT_ERR_SCENARIO);
    }
    assert_non_null(support_find_problem(&diags, "factors.a", "low = -1"));
    assert_non_null(support_find_problem(&diags, "factors.a", "high = 2000"));
    assert_non_null(support_find_problem(&diags, "factors.b", "high = 2000"));
    assert_int_equal(diags.errors, 3);
    assert_int_equal(diags.kept[2].line, 4);
    ent_sweep_free(&sweep);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_factor_changes_what_set_would_change),
        TEST(defaults_change_those_that_inherit_them),
        TEST(stars_stand_for_every_element_that_has_the_number),
        TEST(several_paths_change_together),
        TEST(factors_that_multiply_know_the_originals),
        TEST(overrides_come_before_factors),
        TEST(a_factor_that_cannot_be_is_reported_at_its_place),
        TEST(a_star_that_finds_nothing_says_what_is_missing),
        TEST(two_factors_cannot_change_one_number),
        TEST(what_changes_more_than_a_number_is_refused),
        TEST(a_number_that_some_scenarios_have_is_enough),
        TEST(scenarios_and_overrides_are_reported_where_the_sweep_names_them),
        TEST(what_is_wrong_in_a_scenario_is_reported_in_its_file),
        TEST(problems_come_together_and_once),
    };
    return cmocka_run_group_tests_name("factor", tests, NULL, NULL);
}

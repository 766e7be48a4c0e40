/*
 * A setting of factors is what --set gives, and its checks are those of loading
 * (scenario/factor_set.c, ent_check_changed of scenario/check.c).
 */
#include "scenario/factor.h"

#include "scenario/keypath.h"
#include "scenario/load.h"
#include "scenario/parameter.h"
#include "support/chance.h"
#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/sweeps.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PATHS = 2000, MOST_FACTORS = 4 };

static int set_up(void **state) {
    *state = support_folder();
    free(support_write(*state, "full.cfg", support_full_scenario()));
    return 0;
}

static int tear_down(void **state) {
    support_remove(*state);
    return 0;
}

/* ---- All numbers of a scenario that --set can name ------------------------------------------- */

typedef struct {
    char path[ENT_KEYPATH_SIZE];
    double value, low, high;
} number_t;

typedef struct {
    number_t items[MOST_PATHS];
    size_t count;
    ent_scenario_t *scenario;
} numbers_t;

static void add(numbers_t *numbers, const ent_key_t *key, const char *path, double value) {
    if (!isnan(value) && numbers->count < MOST_PATHS) {
        number_t *number = &numbers->items[numbers->count++];
        (void)snprintf(number->path, sizeof number->path, "%s", path);
        number->value = value;
        number->low = key->low;
        number->high = key->high;
    }
}

static void list_scope(numbers_t *numbers, ent_scope_t scope, char *base, const char *path) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_key_t *key = &keys[i];
        ent_keypath_t below = ent_keypath(path, key->path);
        if (key->offset == ENT_NOWHERE) {
            continue;
        }
        double *values = (double *)(void *)(base + key->offset);
        size_t elements = 0;
        if (key->type == ENT_KEY_REAL) {
            add(numbers, key, below.text, *values);
        } else if (key->type == ENT_KEY_GROUP) {
            list_scope(numbers, key->element, base + key->offset, below.text);
        } else if (key->type == ENT_KEY_LIST && key->keyed) {
            char *first = ent_key_elements(key, base, &elements);
            for (size_t j = 0; j < elements; j++) {
                ent_keypath_t at = ent_keypath(below.text, first + j * key->element_size);
                list_scope(numbers, key->element, first + j * key->element_size, at.text);
            }
        } else if (key->type == ENT_KEY_MAP) {
            const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, key->refers);
            char *first = ent_key_elements(list, numbers->scenario, &elements);
            for (size_t j = 0; j < elements; j++) {
                ent_keypath_t at = ent_keypath(below.text, first + j * list->element_size);
                add(numbers, key, at.text, values[j]);
            }
        }
    }
}

/* And the defaults of institutions, which a scenario no longer has. */
static void list_defaults(numbers_t *numbers) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(ENT_SCOPE_INSTITUTION, &count);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].type == ENT_KEY_REAL) {
            ent_keypath_t path = ent_keypath("institution_defaults", keys[i].path);
            add(numbers, &keys[i], path.text, 0.25);
        }
    }
}

static void load_plain(const char *folder, const char *name, const char *const *overrides,
                       size_t count, ent_scenario_t *scenario) {
    ent_diags_t diags;
    char *path = support_path(folder, name);
    ent_diags_init(&diags);
    if (ent_scenario_load(path, overrides, count, scenario, &diags) != ENT_OK) {
        support_fail(&diags, name);
    }
    free(path);
}

/* ---- Random sweeps -----------------------------------------------------------------------------
 */

/* Ends on either side of the value, within the key's range and at most one away. */
static void choose_range(support_chance_t *chance, const number_t *number, double *low,
                         double *high) {
    double width = fabs(number->value) > 0.5 ? fabs(number->value) : 0.5;
    double room = number->value - number->low, above = number->high - number->value;
    *low = number->value - support_chance(chance) * 0.9 * (room < width ? room : width);
    *high = number->value + support_chance(chance) * (above < width ? above : width);
}

typedef struct {
    char factors[MOST_FACTORS * 3 * ENT_KEYPATH_SIZE];
    const number_t *numbers[MOST_FACTORS];
    double values[MOST_FACTORS];
    bool multiply[MOST_FACTORS];
    size_t count;
} trial_t;

static void draw_trial(support_chance_t *chance, const numbers_t *numbers, trial_t *trial) {
    size_t used = 0;
    trial->count = 1 + support_pick(chance, MOST_FACTORS);
    for (size_t i = 0; i < trial->count; i++) {
        const number_t *number = &numbers->items[support_pick(chance, numbers->count)];
        double low = 0, high = 0, scale = 1;
        choose_range(chance, number, &low, &high);
        trial->multiply[i] = number->value > 0 && support_pick(chance, 3) == 0 &&
                             strncmp(number->path, "institution_", 12) != 0;
        scale = trial->multiply[i] ? number->value : 1;
        trial->numbers[i] = number;
        trial->values[i] = support_between(chance, low / scale, high / scale);
        int length =
            snprintf(trial->factors + used, sizeof trial->factors - used,
                     "%s{ name = 'f%zu'; path = '%s'; %slow = %.17e; high = %.17e; }",
                     i > 0 ? ",\n" : "", i, number->path,
                     trial->multiply[i] ? "apply = 'multiply'; " : "", low / scale, high / scale);
        used += (size_t)length;
    }
}

/* The same by --set: each factor's value, or what it makes of the number. */
static void load_set(const char *folder, const char *name, const trial_t *trial,
                     ent_scenario_t *scenario, ent_err_t *error) {
    char texts[MOST_FACTORS][ENT_KEYPATH_SIZE + 64];
    const char *overrides[MOST_FACTORS];
    ent_diags_t diags;
    char *path = support_path(folder, name);
    for (size_t i = 0; i < trial->count; i++) {
        const number_t *number = trial->numbers[i];
        double value = trial->multiply[i] ? number->value * trial->values[i] : trial->values[i];
        (void)snprintf(texts[i], sizeof texts[i], "%s=%.17e", number->path, value);
        overrides[i] = texts[i];
    }
    ent_diags_init(&diags);
    *error = ent_scenario_load(path, overrides, trial->count, scenario, &diags);
    free(path);
}

/* False when the factors cannot be, such as two that meet in one number. */
static bool hold_against_set(const char *folder, const char *name, const trial_t *trial) {
    char scenarios[100], reason[ENT_REASON_SIZE];
    ent_sweep_t sweep;
    ent_factored_t factored;
    ent_diags_t diags;
    ent_scenario_t expected;
    ent_err_t error = ENT_OK, loaded = ENT_OK;
    (void)snprintf(scenarios, sizeof scenarios, "'%s'", name);
    support_sweep(folder, scenarios, trial->factors, &sweep);
    ent_diags_init(&diags);
    if (ent_factored_load(&sweep, 0, &factored, &diags) != ENT_OK) {
        assert_true(diags.errors > 0);
        ent_sweep_free(&sweep);
        return false;
    }
    bool sound = ent_factored_set(&factored, trial->values, reason, &error);
    load_set(folder, name, trial, &expected, &loaded);
    if (sound != (loaded == ENT_OK)) {
        fail_msg("%s is sound %d, by --set %d: %s", trial->factors, sound, loaded == ENT_OK,
                 reason);
    }
    if (sound) {
        support_assert_same_scenario(&factored.scenario, &expected);
        ent_scenario_free(&expected);
    }
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
    return true;
}

static void try_random_sweeps(const char *folder, const char *name, size_t trials, uint64_t seed) {
    static numbers_t numbers;
    static trial_t trial;
    ent_scenario_t scenario;
    support_chance_t chance = {seed};
    size_t held = 0;
    load_plain(folder, name, NULL, 0, &scenario);
    numbers.count = 0;
    numbers.scenario = &scenario;
    list_scope(&numbers, ENT_SCOPE_SCENARIO, (char *)&scenario, "");
    list_defaults(&numbers);
    assert_in_range(numbers.count, 200, MOST_PATHS - 1);
    for (size_t i = 0; i < trials; i++) {
        draw_trial(&chance, &numbers, &trial);
        held += hold_against_set(folder, name, &trial);
    }
    if (held * 2 < trials) {
        fail_msg("only %zu of %zu sweeps were possible (seed %llu)", held, trials,
                 (unsigned long long)seed);
    }
    ent_scenario_free(&scenario);
}

static void random_settings_are_what_set_gives(void **state) {
    ent_sweep_t sweep; /* links the library into the folder */
    support_sweep(*state, "'japan-rok/institutionalised.cfg'",
                  "{ path = 'health.rise'; low = 1; high = 2; }", &sweep);
    ent_sweep_free(&sweep);
    try_random_sweeps(*state, "japan-rok/institutionalised.cfg", 60, 20251101);
}

/* One of everything, with an event that changes a parameter later. */
static void random_settings_of_everything_are_what_set_gives(void **state) {
    try_random_sweeps(*state, "full.cfg", 80, 7);
}

/* ---- Reasons -----------------------------------------------------------------------------------
 */

typedef struct {
    const char *factors;
    double values[2];
    const char *reason; /* NULL: it is sound */
} setting_t;

/* Each end of a factor is sound by itself; some of them are not together. */
static void settings_that_do_not_fit_together_say_why(void **state) {
#define BAND                                                                                       \
    "{ name = 'a'; path = 'institutions.2+2.suspend_below'; low = -0.9; high = 0.1; }, "           \
    "{ name = 'b'; path = 'institutions.2+2.resume_above'; low = -0.2; high = 0.9; }"
#define POOL                                                                                       \
    "{ name = 'a'; path = 'states.AAA.succession.pool.moderate.weight'; low = 0; high = 1; }, "    \
    "{ name = 'b'; path = 'states.AAA.succession.pool.hawk.weight'; low = 0; high = 1; }"
#define CADENCE                                                                                    \
    "{ name = 'a'; path = 'institutions.2+2.cadence'; low = 1; high = 9; }, "                      \
    "{ name = 'b'; path = 'institutions.2+2.phase'; low = 0; high = 0.24; }"
#define SEVERITY                                                                                   \
    "{ name = 'a'; path = 'shocks.islets.severity.low'; low = 0; high = 0.5; }, "                  \
    "{ name = 'b'; path = 'shocks.islets.severity.high'; low = 0.1; high = 1; }"
#define YEARS                                                                                      \
    "{ name = 'a'; path = 'years'; low = 2; high = 9; }, "                                         \
    "{ name = 'b'; path = 'health.rise'; low = 0.1; high = 1; }"
#define DEPTH                                                                                      \
    "{ name = 'insulation'; path = 'institutions.*.insulation'; low = 0; high = 1; }, "            \
    "{ name = 'b'; path = 'health.rise'; apply = 'multiply'; low = 0.1; high = 1; }"
#define SPAN                                                                                       \
    "{ name = 'a'; path = 'states.BBB.succession.term_years'; low = 1; high = 9; }, "              \
    "{ name = 'b'; path = 'events.summer.every_years'; low = 0.5; high = 9; }"
    static const setting_t rows[] = {
        {BAND, {0.0, 0.5}, NULL},
        {BAND, {0.1, -0.2}, "institutions.2+2.suspend_below: found 0.1, expected at most"},
        {POOL, {0.5, 0.0}, NULL},
        {POOL, {0.0, 0.0}, "states.AAA.succession.pool: all weights are 0"},
        {CADENCE, {2.0, 0.24}, NULL},
        {CADENCE, {9.0, 0.24}, "institutions.2+2.phase: found 0.24 years, expected less than"},
        {CADENCE, {13.0, 0.0}, "institutions.2+2.cadence: found 13 meetings a year"},
        {SEVERITY, {0.5, 0.5}, NULL},
        {SEVERITY, {0.5, 0.1}, "shocks.islets.severity.low: found 0.5, expected at most high"},
        {YEARS, {3.0, 0.5}, NULL},
        {YEARS, {1.0, 0.5}, "events.apology.at: found 2021-08-15, expected a date within"},
        {YEARS, {0.01, 0.5}, "years: gives 0 steps"},
        {DEPTH, {0.5, 0.5}, NULL},
        {DEPTH, {1.3, 0.5}, "insulation = 1.3: institutions.2+2.insulation must be from 0 to 1"},
        {DEPTH, {0.5, 0.0}, "b = 0: health.rise must be above 0 and at most 1000"},
        {DEPTH,
         {0.5, 1e6},
         "b = 1000000: health.rise must be above 0 and at most 1000, found 500000"},
        {DEPTH, {NAN, 0.5}, "insulation has no value"},
        {SPAN, {0.01, 1.0}, "states.BBB.succession.term_years: found less than a step"},
        {SPAN, {2.0, 0.01}, "events.summer.every_years: found less than a step"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        ent_sweep_t sweep;
        ent_factored_t factored;
        char reason[ENT_REASON_SIZE];
        ent_err_t error = ENT_ERR_BUG;
        support_sweep(*state, "'full.cfg'", rows[i].factors, &sweep);
        support_factored(&sweep, 0, &factored);
        bool sound = ent_factored_set(&factored, rows[i].values, reason, &error);
        bool as_expected = rows[i].reason == NULL ? sound && reason[0] == '\0'
                                                  : !sound && strncmp(reason, rows[i].reason,
                                                                      strlen(rows[i].reason)) == 0;
        if (!as_expected || error != ENT_OK) {
            fail_msg("row %zu: \"%s\", expected \"%s\"", i, reason, rows[i].reason);
        }
        ent_factored_free(&factored);
        ent_sweep_free(&sweep);
    }
}

/* What an event makes of a number later must hold, too. */
static void parameters_that_change_later_are_tried(void **state) {
    static const char later[] =
        "extends = 'full.cfg'; events = ( { name = 'drop'; at = '2022-01'; effects = ( { type = "
        "'parameter'; path = 'states.AAA.succession.pool.hawk.weight'; to = 0.0; } ); } );";
    ent_sweep_t sweep;
    ent_factored_t factored;
    char reason[ENT_REASON_SIZE];
    ent_err_t error = ENT_OK;
    support_write_quoted(*state, "later.cfg", later);
    support_sweep(*state, "'later.cfg'",
                  "{ path = 'states.AAA.succession.pool.moderate.weight'; low = 0.1; high = 1; },"
                  "{ path = 'events.drop.probability'; low = 0.99; high = 1; }",
                  &sweep);
    ent_diags_t diags;
    ent_diags_init(&diags);
    assert_int_equal(ent_factored_load(&sweep, 0, &factored, &diags), ENT_ERR_SCENARIO);
    assert_non_null(support_find_problem(&diags, "factors[2]", "with `at` and no probability"));
    ent_sweep_free(&sweep);
    support_sweep(*state, "'later.cfg'",
                  "{ path = 'states.AAA.succession.pool.moderate.weight'; low = 0.1; high = 1; }",
                  &sweep);
    support_factored(&sweep, 0, &factored);
    const double some[] = {0.5}, none[] = {0.0};
    assert_true(ent_factored_set(&factored, some, reason, &error));
    assert_false(ent_factored_set(&factored, none, reason, &error));
    assert_string_equal(reason,
                        "states.AAA.succession.pool: all weights are 0, expected one above 0");
    assert_true(ent_factored_set(&factored, some, reason, &error)); /* sound again */
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
}

/* ---- Copies ------------------------------------------------------------------------------------
 */

static void a_copy_is_set_by_itself(void **state) {
    ent_sweep_t sweep;
    ent_factored_t factored, copy;
    char reason[ENT_REASON_SIZE];
    ent_err_t error = ENT_OK;
    support_sweep(
        *state, "'full.cfg'",
        "{ path = 'health.rise'; low = 0.1; high = 2; },"
        "{ path = 'institution_defaults.level'; low = 0; high = 1; },"
        "{ path = 'states.*.stance.weights.leader'; apply = 'multiply'; low = 0; high = 2; }",
        &sweep);
    support_factored(&sweep, 0, &factored);
    assert_int_equal(ent_factored_copy(&factored, &copy), ENT_OK);
    support_assert_same_scenario(&copy.scenario, &factored.scenario);
    const double values[] = {1.5, 0.75, 0.5};
    assert_true(ent_factored_set(&copy, values, reason, &error));
    assert_same(copy.scenario.health_initial, factored.scenario.health_initial);
    assert_same(copy.scenario.rise, 1.5);
    assert_same(factored.scenario.rise, 0.5); /* as in the file */
    assert_same(copy.scenario.institutions[0].level, 0.75);
    assert_same(factored.scenario.institutions[0].level, 0.2);
    assert_same(copy.scenario.states[1].weights[ENT_WEIGHT_LEADER], 0.3);
    for (size_t i = 0; i < copy.slot_count; i++) {
        assert_string_equal(copy.slots[i].path, factored.slots[i].path);
        assert_ptr_not_equal(copy.slots[i].number, factored.slots[i].number);
    }
    assert_true(ent_factored_set(&factored, values, reason, &error));
    support_assert_same_scenario(&copy.scenario, &factored.scenario);
    ent_factored_free(&copy);
    ent_factored_free(&copy);
    assert_true(ent_factored_set(&factored, values, reason, &error));
    ent_factored_free(&factored);
    ent_factored_free(&factored);
    ent_sweep_free(&sweep);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(random_settings_are_what_set_gives),
        TEST(random_settings_of_everything_are_what_set_gives),
        TEST(settings_that_do_not_fit_together_say_why),
        TEST(parameters_that_change_later_are_tried),
        TEST(a_copy_is_set_by_itself),
    };
    return cmocka_run_group_tests_name("factor set", tests, NULL, NULL);
}

/*
 * The differences of two scenarios are what has to be set to turn the one into the other
 * (scenario/difference.c): each path is one that --set takes, each value one that it reads.
 */
#include "scenario/difference.h"

#include "scenario/load.h"
#include "scenario/parameter.h"
#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SETS = 1000, SET_SIZE = 256 };

/* Overrides that set what differs. */
typedef struct {
    char texts[MOST_SETS][SET_SIZE];
    const char *items[MOST_SETS];
    size_t count;
} sets_t;

/* Whether --set can say it: an element's keys, but no element as a whole and none without a name.
 */
static bool can_be_set(const ent_difference_t *item) {
    bool has_name = strchr(item->path, '[') == NULL;
    return item->key != NULL && item->value != NULL && item->control != NULL && has_name;
}

static void add_set(sets_t *sets, const ent_difference_t *item) {
    assert_true(sets->count < MOST_SETS);
    char *text = sets->texts[sets->count];
    int length = snprintf(text, SET_SIZE, "%s=%s", item->path, item->value);
    assert_true(length > 0 && length < SET_SIZE);
    sets->items[sets->count++] = text;
}

/* Weights sum to 1, and an event that changes a parameter is certain. */
static bool must_stay(ent_scope_t scope, const ent_key_t *key, const void *base) {
    const ent_event_t *event = scope == ENT_SCOPE_EVENT ? base : NULL;
    return strcmp(key->path, "weight") == 0 || strcmp(key->path, "health.public_weight") == 0 ||
           (event != NULL && strcmp(key->path, "probability") == 0 &&
            event->timing == ENT_TIMING_AT);
}

/* Whether an event has the timing that a key of it belongs to. */
static bool is_used(ent_scope_t scope, const ent_key_t *key, const void *base) {
    if (scope != ENT_SCOPE_EVENT) {
        return true;
    }
    const ent_event_t *event = base;
    bool of_when = strncmp(key->path, "when.", 5) == 0 || strcmp(key->path, "rest_years") == 0;
    const char *other = event->when_above ? "when.below" : "when.above";
    return !of_when || (event->timing == ENT_TIMING_WHEN && strcmp(key->path, other) != 0);
}

static size_t shrink(double *value) {
    if (isnan(*value) || *value == 0) {
        return 0;
    }
    *value *= 0.9371;
    return 1;
}

static size_t map_size(const ent_key_t *key) {
    bool of_states = strcmp(key->refers, "states") == 0;
    bool of_drivers = strcmp(key->refers, "drivers") == 0;
    return of_states ? ENT_STATES : of_drivers ? ENT_MAX_DRIVERS : ENT_MAX_DOMAINS;
}

/* Makes all numbers of a struct smaller that --set can name, and returns how many there are. */
static size_t shrink_all(ent_scope_t scope, void *base) {
    size_t count = 0, shrunk = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_key_t *key = &keys[i];
        if (key->offset == ENT_NOWHERE || !is_used(scope, key, base) ||
            must_stay(scope, key, base)) {
            continue;
        }
        void *slot = (char *)base + key->offset;
        if (key->type == ENT_KEY_REAL) {
            shrunk += shrink(slot);
        } else if (key->type == ENT_KEY_GROUP) {
            shrunk += shrink_all(key->element, slot);
        } else if (key->type == ENT_KEY_MAP) {
            for (size_t j = 0; j < map_size(key); j++) { /* those not declared are 0 */
                shrunk += shrink((double *)slot + j);
            }
        } else if (key->type == ENT_KEY_LIST && key->keyed) {
            size_t elements = 0;
            char *array = ent_key_elements(key, base, &elements);
            for (size_t j = 0; j < elements; j++) {
                shrunk += shrink_all(key->element, array + j * key->element_size);
            }
        }
    }
    return shrunk;
}

/* Changes of other kinds, one of each. */
static size_t change_words(ent_scenario_t *scenario) {
    scenario->institutions[0].status = ENT_SUSPENDED;
    scenario->states[1].next = (ent_date_t){2021, 7, 1};
    scenario->domains[0].crisis = false;
    scenario->shocks[1].by = 0;
    scenario->shocks[4].severity.values[1] = 0.25;
    scenario->states[0].leader_name = scenario->states[1].leader_name;
    return 6;
}

static void setting_all_differences_makes_the_other_scenario(void **state) {
    static sets_t sets;
    ent_scenario_t control, other, made;
    ent_differences_t found;
    (void)state;
    sets.count = 0;
    support_load_full(NULL, 0, &control);
    support_load_full(NULL, 0, &other);
    size_t changed = shrink_all(ENT_SCOPE_SCENARIO, &other) + change_words(&other);
    assert_int_equal(ent_scenario_difference(&control, &other, &found), ENT_OK);
    assert_true(changed > 150);
    assert_int_equal(found.count, changed);
    for (size_t i = 0; i < found.count; i++) {
        assert_true(can_be_set(&found.items[i]));
        add_set(&sets, &found.items[i]);
    }
    support_load_full(sets.items, sets.count, &made);
    support_assert_same_scenario(&other, &made);
    ent_differences_free(&found);
    ent_scenario_free(&control);
    ent_scenario_free(&other);
    ent_scenario_free(&made);
}

static void load(const char *path, const sets_t *sets, ent_scenario_t *scenario) {
    ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_scenario_load(path, sets->items, sets->count, scenario, &diags) != ENT_OK) {
        support_fail(&diags, path);
    }
}

/*
 * Of real scenarios, which differ in elements, too: what can be set is set, and then no longer
 * differs. The numbers of a severity go with its distribution, which --set changes only as a whole.
 */
static void what_can_be_set_no_longer_differs(void **state) {
    static const char control_path[] = "scenarios/japan-rok/base.cfg";
    static const struct {
        const char *path;
        size_t least; /* differences that can be set; fewer would be no test */
    } others[] = {{"scenarios/japan-rok/hawkish-turn.cfg", 5},
                  {"scenarios/japan-rok/institutionalised.cfg", 6},
                  {"scenarios/japan-rok/placebo.cfg", 3},
                  {"scenarios/japan-rok/stress.cfg", 40}};
    static sets_t sets;
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(others); i++) {
        ent_scenario_t control, other, made;
        ent_differences_t before, after;
        size_t rest = 0;
        sets.count = 0;
        load(control_path, &sets, &control);
        load(others[i].path, &sets, &other);
        assert_int_equal(ent_scenario_difference(&control, &other, &before), ENT_OK);
        for (size_t j = 0; j < before.count; j++) {
            bool of_severity = strstr(before.items[j].path, ".severity.") != NULL;
            if (can_be_set(&before.items[j]) && !of_severity) {
                add_set(&sets, &before.items[j]);
            } else {
                rest++;
            }
        }
        assert_true(sets.count >= others[i].least);
        load(control_path, &sets, &made);
        assert_int_equal(ent_scenario_difference(&made, &other, &after), ENT_OK);
        assert_int_equal(after.count, rest);
        ent_differences_free(&before);
        ent_differences_free(&after);
        ent_scenario_free(&control);
        ent_scenario_free(&other);
        ent_scenario_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_all_differences_makes_the_other_scenario),
        cmocka_unit_test(what_can_be_set_no_longer_differs),
    };
    return cmocka_run_group_tests_name("differences", tests, NULL, NULL);
}

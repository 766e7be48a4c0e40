/*
 * Reading a scenario by the key table (scenario/fill.c, fill_value.c): walks over every key that
 * can be addressed by a path, with values of every type, at and beyond the ends of its range, and
 * without the key.
 */
#include "scenario/fill.h"

#include "base/number.h"
#include "scenario/keypath.h"
#include "scenario/load.h"
#include "scenario/reader.h"
#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where the full scenario has an element of each scope. */
static const struct {
    ent_scope_t scope;
    const char *path;
} elements[] = {
    {ENT_SCOPE_SCENARIO, ""},
    {ENT_SCOPE_DOMAIN, "domains.people"},
    {ENT_SCOPE_DRIVER, "drivers.threat"},
    {ENT_SCOPE_STATE, "states.BBB"},
    {ENT_SCOPE_LEADER_TYPE, "states.AAA.succession.pool.hawk"},
    {ENT_SCOPE_COHORT, "states.AAA.public.cohorts.young"},
    {ENT_SCOPE_INSTITUTION, "institutions.2+2"},
    {ENT_SCOPE_SHOCK, "shocks.leak"},
    {ENT_SCOPE_SEVERITY, "shocks.leak.severity"},
    {ENT_SCOPE_EVENT, "events.summer"},
    {ENT_SCOPE_POLL, "polls.affinity"},
};

/* Child scenarios are written to one folder, beside the full scenario as "base.cfg". */
typedef struct {
    char *folder, *child;
    size_t tried;
} walk_t;

static int set_up(void **state) {
    walk_t *walk = calloc(1, sizeof *walk);
    assert_non_null(walk);
    walk->folder = support_folder();
    walk->child = support_path(walk->folder, "child.cfg");
    free(support_write(walk->folder, "base.cfg", support_full_scenario()));
    *state = walk;
    return 0;
}

static int tear_down(void **state) {
    walk_t *walk = *state;
    support_remove(walk->folder);
    free(walk->child);
    free(walk);
    return 0;
}

/* Whether the value is refused for what the key is, as such messages begin and are placed. */
static bool is_refused(walk_t *walk, const ent_key_t *key, const char *path, const char *value) {
    char *text = support_child("base.cfg", path, value), expected[ENT_EXPECTED_SIZE];
    free(support_write(walk->folder, "child.cfg", text));
    ent_scenario_t scenario = {0};
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_err_t error = ent_scenario_load(walk->child, NULL, 0, &scenario, &diags);
    assert_true(error == ENT_OK || error == ENT_ERR_SCENARIO);
    const ent_diag_t *diag = support_find_problem(&diags, path, ent_key_expected(key, expected));
    bool refused = diag != NULL && diag->line == 2 && strstr(diag->file, "child.cfg") != NULL &&
                   strncmp(diag->text, "found ", strlen("found ")) == 0;
    ent_scenario_free(&scenario);
    free(text);
    walk->tried++;
    return refused;
}

static void assert_taken(walk_t *walk, const ent_key_t *key, const char *path, const char *value) {
    if (is_refused(walk, key, path, value)) {
        fail_msg("%s = %s is refused", path, value);
    }
}

static void assert_refused(walk_t *walk, const ent_key_t *key, const char *path,
                           const char *value) {
    if (!is_refused(walk, key, path, value)) {
        fail_msg("%s = %s is not refused", path, value);
    }
}

typedef void (*visit_t)(walk_t *walk, const ent_key_t *key, const char *path);

static void for_every_key(walk_t *walk, visit_t visit) {
    for (size_t i = 0; i < SUPPORT_COUNT(elements); i++) {
        size_t count = 0;
        const ent_key_t *keys = ent_keys(elements[i].scope, &count);
        for (size_t k = 0; k < count; k++) {
            ent_keypath_t path = ent_keypath(elements[i].path, keys[k].path);
            visit(walk, &keys[k], path.text);
        }
    }
}

/* A real literal of a double, all its bits. */
static const char *literal(double value, char text[40]) {
    (void)snprintf(text, 40, "%.17e", value);
    return text;
}

static void check_ends(walk_t *walk, const ent_key_t *key, const char *path) {
    char text[40];
    double below = nextafter(key->low, -INFINITY), above = nextafter(key->high, INFINITY);
    double first = key->above_low ? nextafter(key->low, INFINITY) : key->low;
    assert_taken(walk, key, path, literal(first, text));
    assert_taken(walk, key, path, literal(key->high, text));
    assert_refused(walk, key, path, literal(key->above_low ? key->low : below, text));
    assert_refused(walk, key, path, literal(above, text));
}

static void check_range(walk_t *walk, const ent_key_t *key, const char *path) {
    if (key->type == ENT_KEY_REAL) {
        check_ends(walk, key, path);
    }
}

static void reals_are_taken_to_the_ends_of_their_range_and_not_beyond(void **state) {
    walk_t *walk = *state;
    for_every_key(walk, check_range);
    assert_true(walk->tried > 4 * 90); /* the listing has some hundred numbers */
}

static void check_map(walk_t *walk, const ent_key_t *key, const char *path) {
    if (key->type == ENT_KEY_MAP) {
        const char *name = strcmp(key->refers, "domains") == 0   ? "talks"
                           : strcmp(key->refers, "drivers") == 0 ? "threat"
                                                                 : "AAA";
        ent_keypath_t entry = ent_keypath(path, name);
        check_ends(walk, key, entry.text);
        assert_refused(walk, key, entry.text, "\"text\"");
        assert_refused(walk, key, entry.text, "true");
    }
}

static void entries_of_maps_keep_to_their_range(void **state) {
    walk_t *walk = *state;
    for_every_key(walk, check_map);
    assert_true(walk->tried > 0);
}

/* Ranges that the model and the format fix, each with a value inside and one outside. */
static void ranges_are_those_of_the_model(void **state) {
    walk_t *walk = *state;
    static const struct {
        ent_scope_t scope;
        const char *element, *key, *inside, *outside;
    } rows[] = {
        {ENT_SCOPE_SCENARIO, "", "health.initial", "100.0", "100.5"},
        {ENT_SCOPE_SCENARIO, "", "health.initial", "0", "-0.5"},
        {ENT_SCOPE_SCENARIO, "", "years", "0.1", "0.0"},
        {ENT_SCOPE_SCENARIO, "", "health.rise", "0.001", "0"},
        {ENT_SCOPE_DOMAIN, "domains.talks", "initial", "-1", "-1.01"},
        {ENT_SCOPE_DOMAIN, "domains.talks", "autonomy", "1", "1.01"},
        {ENT_SCOPE_DRIVER, "drivers.threat", "level", "1.0", "1.01"},
        {ENT_SCOPE_STATE, "states.AAA", "leader.orientation", "-1.0", "1.01"},
        {ENT_SCOPE_STATE, "states.AAA", "leader.approval", "0.0", "-0.01"},
        {ENT_SCOPE_STATE, "states.AAA", "stance.initial", "1", "2"},
        {ENT_SCOPE_STATE, "states.AAA", "stance.diversion_below", "0.01", "0.0"},
        {ENT_SCOPE_STATE, "states.AAA", "memory.slow_share", "1.0", "1.01"},
        {ENT_SCOPE_STATE, "states.AAA", "memory.backlash", "-0.5", "-1.5"}, /* a rally */
        {ENT_SCOPE_STATE, "states.AAA", "succession.continuity", "1", "1.5"},
        {ENT_SCOPE_INSTITUTION, "institutions.2+2", "insulation", "1", "1.01"},
        {ENT_SCOPE_INSTITUTION, "institutions.2+2", "habit", "0", "-0.01"},
        {ENT_SCOPE_INSTITUTION, "institutions.2+2", "level", "-1", "-1.01"},
        {ENT_SCOPE_EVENT, "events.summer", "probability", "0", "1.01"},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const ent_key_t *key = ent_key_find(rows[i].scope, rows[i].key);
        ent_keypath_t path = ent_keypath(rows[i].element, rows[i].key);
        assert_taken(walk, key, path.text, rows[i].inside);
        assert_refused(walk, key, path.text, rows[i].outside);
    }
}

typedef enum { INTEGER, REAL, BOOLEAN, TEXT, ARRAY, LIST, GROUP, LITERALS } literal_t;

static const char *const literals[LITERALS] = {
    [INTEGER] = "1", [REAL] = "0.5",         [BOOLEAN] = "true", [TEXT] = "\"text\"",
    [ARRAY] = "[1]", [LIST] = "( true, 2 )", [GROUP] = "{ }"};

/* Whether a value of this type can never be right for the key (the scenario file, "Strictness"). */
static bool is_wrong_type(ent_key_type_t type, literal_t given) {
    switch (type) {
    case ENT_KEY_REAL:
        return given != INTEGER && given != REAL;
    case ENT_KEY_INTEGER:
        return given != INTEGER;
    case ENT_KEY_BOOLEAN:
        return given != BOOLEAN;
    case ENT_KEY_TEXT:
        return given != TEXT;
    case ENT_KEY_MAP:
    case ENT_KEY_GROUP:
        return given != GROUP;
    case ENT_KEY_VALUES:
        return given != ARRAY;
    case ENT_KEY_LIST:
        return given != LIST; /* whose elements are wrong here, but not the list */
    default:
        return true; /* dates, choices and references: "text" is none, either */
    }
}

static void check_types(walk_t *walk, const ent_key_t *key, const char *path) {
    bool is_extends = strcmp(path, "extends") == 0; /* read by load.c, before the table is used */
    for (int given = 0; given < LITERALS && key->type != ENT_KEY_NAME && !is_extends; given++) {
        if (is_wrong_type(key->type, (literal_t)given)) {
            assert_refused(walk, key, path, literals[given]);
        } else if (key->type != ENT_KEY_LIST && key->type != ENT_KEY_REAL) {
            assert_taken(walk, key, path, literals[given]);
        }
    }
}

static void values_of_a_wrong_type_are_refused(void **state) {
    walk_t *walk = *state;
    for_every_key(walk, check_types);
    assert_true(walk->tried > 5 * 120);
}

/* The parent of the setting at a path in the tree, and the setting; NULL if there is none. */
static ent_setting_t *find_setting(ent_setting_t *at, const char *path, ent_setting_t **parent) {
    while (*path != '\0' && at != NULL) {
        char part[64];
        size_t length = strcspn(path, ".");
        (void)snprintf(part, sizeof part, "%.*s", (int)length, path);
        *parent = at;
        at = at->type == ENT_SETTING_LIST ? ent_setting_named(at, part)
                                          : ent_setting_member(at, part);
        path += length + (path[length] == '.');
    }
    return at;
}

static void check_needed(walk_t *walk, const ent_key_t *key, const char *path) {
    const char *text = support_full_scenario();
    ent_setting_t *root = NULL, *parent = NULL;
    ent_scenario_t scenario = {0};
    ent_diags_t diags;
    ent_diags_init(&diags);
    assert_int_equal(
        ent_reader_text("full.cfg", 1, text, strlen(text), &scenario.arena, &root, &diags), ENT_OK);
    ent_setting_t *setting = find_setting(root, path, &parent);
    if (setting != NULL && key->type != ENT_KEY_NAME) {
        ent_setting_remove(parent, setting);
        assert_int_equal(ent_fill(root, &scenario, &diags), ENT_OK);
        bool missing = support_find_problem(&diags, path, "missing, expected ") != NULL;
        if (missing != (key->need == ENT_NEED_REQUIRED)) {
            support_fail(&diags, path);
        }
        walk->tried++;
    }
    ent_scenario_free(&scenario);
}

static void a_key_is_missed_if_and_only_if_it_is_required(void **state) {
    walk_t *walk = *state;
    for_every_key(walk, check_needed);
    assert_true(walk->tried > 100);
}

#define WITH_WALK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_WALK(reals_are_taken_to_the_ends_of_their_range_and_not_beyond),
        WITH_WALK(entries_of_maps_keep_to_their_range),
        WITH_WALK(ranges_are_those_of_the_model),
        WITH_WALK(values_of_a_wrong_type_are_refused),
        WITH_WALK(a_key_is_missed_if_and_only_if_it_is_required),
    };
    return cmocka_run_group_tests_name("fill", tests, NULL, NULL);
}

/* What scenarios must have in common to be compared (scenario/agree.c). */
#include "scenario/agree.h"

#include "support/close.h"
#include "support/scenarios.h"

#include <stdlib.h>
#include <string.h>

static ent_diags_t diags;

static ent_err_t compare(const ent_scenario_t *control, const ent_scenario_t *other) {
    ent_diags_init(&diags);
    return ent_scenario_agree(control, other, &diags);
}

/* The small scenario with overrides, held against the small scenario. */
static ent_err_t compare_with(const char *const *overrides, size_t count, const char *more) {
    ent_scenario_t control, other;
    support_load_small("", NULL, 0, &control);
    support_load_small(more, overrides, count, &other);
    control.files[0] = (char[]){"base.cfg"};
    other.files[0] = (char[]){"other.cfg"};
    ent_err_t error = compare(&control, &other);
    ent_scenario_free(&control);
    ent_scenario_free(&other);
    return error;
}

static void assert_problem(size_t i, const char *key, const char *text) {
    assert_true(i < diags.count);
    assert_string_equal(diags.kept[i].file, "other.cfg");
    assert_int_equal(diags.kept[i].line, 1);
    assert_string_equal(diags.kept[i].key, key);
    assert_string_equal(diags.kept[i].text, text);
}

static void each_difference_is_named_with_both_values(void **state) {
    static const struct {
        const char *set, *key, *text;
    } rows[] = {
        {"start=2020-02", "start", "found 2020-02, expected 2020-01 as in base.cfg"},
        {"start=2020-01-15", "start", "found 2020-01-15, expected 2020-01 as in base.cfg"},
        {"step=week", "step", "found week, expected month as in base.cfg"},
        {"years=2.5", "years", "found 2.5, expected 2 as in base.cfg"},
        {"years=2.0000000000000004", "years",
         "found 2.0000000000000004, expected 2 as in base.cfg"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(compare_with(&rows[i].set, 1, ""), ENT_ERR_SCENARIO);
        assert_int_equal(diags.count, 1);
        assert_int_equal(diags.errors, 1);
        assert_problem(0, rows[i].key, rows[i].text);
    }
}

static void all_differences_are_named_at_once(void **state) {
    static const char *const overrides[] = {"years=3", "start=2021-01", "step=quarter"};
    (void)state;
    assert_int_equal(compare_with(overrides, 3, ""), ENT_ERR_SCENARIO);
    assert_int_equal(diags.count, 3);
    assert_problem(0, "start", "found 2021-01, expected 2020-01 as in base.cfg");
    assert_problem(1, "step", "found quarter, expected month as in base.cfg");
    assert_problem(2, "years", "found 3, expected 2 as in base.cfg");
}

/* Everything else may differ: that is what is compared. */
static void what_is_compared_may_differ(void **state) {
    static const char *const overrides[] = {"title=Other", "states.AAA.stance.jolt=0.9",
                                            "health.initial=20"};
    (void)state;
    assert_int_equal(compare_with(NULL, 0, ""), ENT_OK);
    assert_int_equal(compare_with(overrides, 3,
                                  "shocks = ( { name = \"x\"; by = \"AAA\"; rate = 1.0; severity ="
                                  " { distribution = \"fixed\"; value = 0.1; }; } );"),
                     ENT_OK);
    assert_int_equal(diags.count, 0);
}

/* The small scenario with another name for state AAA: BBB then is the first of the two. */
static void states_are_the_same_two(void **state) {
    ent_scenario_t control, other;
    char *text = strdup(support_small_scenario());
    (void)state;
    for (char *found = strstr(text, "AAA"); found != NULL; found = strstr(found, "AAA")) {
        memcpy(found, "CCC", 3);
    }
    support_load_small("", NULL, 0, &control);
    support_load_text(text, NULL, 0, &other);
    control.files[0] = (char[]){"base.cfg"};
    other.files[0] = (char[]){"other.cfg"};
    assert_int_equal(compare(&control, &other), ENT_ERR_SCENARIO);
    assert_int_equal(diags.count, 1);
    assert_problem(0, "states", "found BBB and CCC, expected AAA and BBB as in base.cfg");
    assert_int_equal(compare(&other, &other), ENT_OK);
    other.file_count = 0; /* made by hand: its title stands for the file */
    assert_int_equal(compare(&control, &other), ENT_ERR_SCENARIO);
    assert_string_equal(diags.kept[0].file, "Small");
    other.file_count = 1;
    free(text);
    ent_scenario_free(&control);
    ent_scenario_free(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_difference_is_named_with_both_values),
        cmocka_unit_test(all_differences_are_named_at_once),
        cmocka_unit_test(what_is_compared_may_differ),
        cmocka_unit_test(states_are_the_same_two),
    };
    return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}

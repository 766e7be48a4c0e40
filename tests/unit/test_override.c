/* `--set PATH=VALUE` (scenario/override.c). */
#include "scenario/override.h"

#include "scenario/reader.h"
#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ent_arena_t arena;
    ent_diags_t diags;
    ent_setting_t *root;
} tree_t;

static void read_full(tree_t *tree) {
    const char *text = support_full_scenario();
    ent_arena_init(&tree->arena);
    ent_diags_init(&tree->diags);
    assert_int_equal(
        ent_reader_text("full.cfg", 1, text, strlen(text), &tree->arena, &tree->root, &tree->diags),
        ENT_OK);
}

/* The setting at a path, elements of lists by name; fails if there is none. */
static const ent_setting_t *setting_at(const ent_setting_t *at, const char *path) {
    while (*path != '\0') {
        char part[64];
        size_t length = strcspn(path, ".");
        (void)snprintf(part, sizeof part, "%.*s", (int)length, path);
        at = at->type == ENT_SETTING_LIST ? ent_setting_named(at, part)
                                          : ent_setting_member(at, part);
        if (at == NULL) {
            fail_msg("there is no %s", part);
        }
        path += length + (path[length] == '.');
    }
    return at;
}

typedef struct {
    const char *set, *path, *found;
} row_t;

/* After each override the setting at the path is found, and was placed at the option. */
static void assert_overridden(const row_t *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        tree_t tree;
        char found[ENT_FOUND_SIZE];
        read_full(&tree);
        assert_int_equal(ent_override(tree.root, rows[i].set, 5, &tree.arena, &tree.diags), ENT_OK);
        if (tree.diags.count > 0) {
            support_fail(&tree.diags, rows[i].set);
        }
        const ent_setting_t *setting = setting_at(tree.root, rows[i].path);
        assert_string_equal(ent_setting_found(setting, found), rows[i].found);
        assert_string_equal(setting->place.file, "--set");
        assert_int_equal(setting->place.line, 5);
        ent_arena_free(&tree.arena);
    }
}

static void keys_of_every_kind_can_be_set(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"years=3", "years", "3"},
        {"years=3.5", "years", "3.5"},
        {"health.rise=0.25", "health.rise", "0.25"},
        {"format_version=1", "format_version", "1"},
        {"start=2021-03", "start", "\"2021-03\""},
        {"start=\"2021-03-05\"", "start", "\"2021-03-05\""},
        {"step=quarter", "step", "\"quarter\""},
        {"title=A b, c.", "title", "\"A b, c.\""},
        {"title=\"quoted \\\"x\\\"\"", "title", "\"quoted \"x\"\""},
        {"title=a=b", "title", "\"a=b\""},
        {"description=\"\"", "description", "\"\""},
        {"domains.people.contact=false", "domains.people.contact", "false"},
        {"drivers.patron.enabled=false", "drivers.patron.enabled", "false"},
        {"states.AAA.leader.name=Lee Jae-myung", "states.AAA.leader.name", "\"Lee Jae-myung\""},
        {"states.AAA.stance.weights.leader=0.8", "states.AAA.stance.weights.leader", "0.8"},
        {"states.BBB.succession.next=2022-01", "states.BBB.succession.next", "\"2022-01\""},
        {"states.AAA.succession.mode=none", "states.AAA.succession.mode", "\"none\""},
        {"institutions.2+2.insulation=0.2", "institutions.2+2.insulation", "0.2"},
        {"institutions.talks-2.status=active", "institutions.talks-2.status", "\"active\""},
        {"institution_defaults.level=-0.3", "institution_defaults.level", "-0.3"},
        {"institution_defaults.negotiation.years=2", "institution_defaults.negotiation.years", "2"},
        {"shocks.remarks.by=BBB", "shocks.remarks.by", "\"BBB\""},
        {"shocks.remarks.severity.a=2.5", "shocks.remarks.severity.a", "2.5"},
        {"shocks.visit.severity.values=[0.1, 0.2]", "shocks.visit.severity.values", "an array [ ]"},
        {"events.apology.at=2021-09-01", "events.apology.at", "\"2021-09-01\""},
        {"events.chill.when.below=35", "events.chill.when.below", "35"},
        {"events.chill.when.variable=commitment", "events.chill.when.variable", "\"commitment\""},
        {"events.chill.once=true", "events.chill.once", "true"},
        {"events.quake.enabled=false", "events.quake.enabled", "false"},
        {"polls.support.intercept=-0.5", "polls.support.intercept", "-0.5"},
    };
    assert_overridden(rows, SUPPORT_COUNT(rows));
}

static void entries_of_maps_and_nested_lists_can_be_set(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"states.AAA.retaliation.hits.talks=0.1", "states.AAA.retaliation.hits.talks", "0.1"},
        {"states.AAA.retaliation.hits.people=0.1", "states.AAA.retaliation.hits.people", "0.1"},
        {"states.BBB.retaliation.hits.talks=1", "states.BBB.retaliation.hits.talks", "1"},
        {"drivers.threat.need.BBB=0.9", "drivers.threat.need.BBB", "0.9"},
        {"institutions.2+2.coverage.talks=0.9", "institutions.2+2.coverage.talks", "0.9"},
        {"institutions.talks-2.support.threat=0.9", "institutions.talks-2.support.threat", "0.9"},
        {"states.AAA.succession.pool.hawk.weight=3", "states.AAA.succession.pool.hawk.weight", "3"},
        {"states.AAA.public.cohorts.old.share=0.7", "states.AAA.public.cohorts.old.share", "0.7"},
    };
    assert_overridden(rows, SUPPORT_COUNT(rows));
}

/* Keys that the file leaves out, and groups that it does not have at all. */
static void what_the_file_leaves_out_can_be_set(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"domains.talks.initial=0.3", "domains.talks.initial", "0.3"},
        {"institutions.2+2.negotiation.years=1.5", "institutions.2+2.negotiation.years", "1.5"},
        {"states.BBB.memory.backlash=0.1", "states.BBB.memory.backlash", "0.1"},
        {"events.apology.when.below=3", "events.apology.when.below", "3"},
    };
    assert_overridden(rows, SUPPORT_COUNT(rows));
}

/* What a file got wrong, an override may set right. */
static void a_value_where_a_group_belongs_makes_way_for_the_group(void **state) {
    (void)state;
    const char *set = "drivers.threat.need.BBB=0.9";
    char *text = support_edit(support_full_scenario(), "need = { AAA = 0.5; BBB = 0.4; };",
                              "need = 3;", NULL);
    ent_scenario_t scenario;
    support_load_text(text, &set, 1, &scenario);
    assert_same(scenario.drivers[0].need[0], 0);
    assert_same(scenario.drivers[0].need[1], 0.9);
    ent_scenario_free(&scenario);
    free(text);
}

static void the_last_of_several_counts(void **state) {
    (void)state;
    static const char *const sets[] = {"years=1", "health.rise=0.9", "years=2", "years=3.0"};
    ent_scenario_t scenario;
    support_load_full(sets, SUPPORT_COUNT(sets), &scenario);
    assert_same(scenario.years, 3);
    assert_same(scenario.rise, 0.9);
    ent_scenario_free(&scenario);
}

static void nothing_but_the_key_changes(void **state) {
    (void)state;
    static const char *const sets[] = {"institutions.2+2.insulation=0.25"};
    ent_scenario_t plain, changed;
    support_load_full(NULL, 0, &plain);
    support_load_full(sets, 1, &changed);
    assert_same(changed.institutions[0].insulation, 0.25);
    changed.institutions[0].insulation = plain.institutions[0].insulation;
    support_assert_same_scenario(&plain, &changed);
    ent_scenario_free(&plain);
    ent_scenario_free(&changed);
}

/* Each is one error, at "--set" and the option's number. */
static void wrong_paths_are_reported_with_the_nearest_name(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.set = "yers=3",
         .key = "yers",
         .message = "\"yers\" names no key, did you mean \"years\"?"},
        {.set = "health.rice=1", .key = "health.rice", .message = "did you mean \"health.rise\"?"},
        {.set = "states.KOR.title=x", .key = "states.KOR.title", .message = "no element of"},
        {.set = "states.AAB.title=x",
         .key = "states.AAB.title",
         .message = "did you mean \"AAA\"?"},
        {.set = "institutions.2-2.level=0",
         .key = "institutions.2-2.level",
         .message = "\"2-2\" names no element of \"institutions\", did you mean \"2+2\"?"},
        {.set = "states.AAA.stance.weights.leadre=1",
         .key = "states.AAA.stance.weights.leadre",
         .message = "did you mean \"stance.weights.leader\"?"},
        {.set = "states.AAA.succession.pool.hwak.weight=1",
         .key = "states.AAA.succession.pool.hwak.weight",
         .message = "did you mean \"hawk\"?"},
        {.set = "domains.talks.wieght=1",
         .key = "domains.talks.wieght",
         .message = "did you mean \"weight\"?"},
        {.set = "drivers.threat.pull.peopel=1",
         .key = "drivers.threat.pull.peopel",
         .message = "\"peopel\" is not declared, expected a name from \"domains\", did you mean "
                    "\"people\"?"},
        {.set = "years.months=3", .key = "years.months", .message = ""},
        {.set = "shocks.remarks.severity.c=3",
         .key = "shocks.remarks.severity.c",
         .message = "names no key"},
        {.set = ".=3", .key = ".", .message = ""},
        {.set = "domains.=3", .key = "domains.", .message = ""},
    };
    support_assert_problems_in(support_full_scenario(), problems, SUPPORT_COUNT(problems));
}

static void paths_that_are_no_values_are_reported(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.set = "domains=3", .key = "domains", .message = "holds several values"},
        {.set = "states.AAA=3", .key = "states.AAA", .message = "the path ends too early"},
        {.set = "shocks.remarks.severity=3",
         .key = "shocks.remarks.severity",
         .message = "holds several values"},
        {.set = "drivers.threat.need=3", .key = "drivers.threat.need", .message = "several values"},
        {.set = "institution_defaults=3",
         .key = "institution_defaults",
         .message = "holds several values"},
        {.set = "events.apology.effects.1.share=3",
         .key = "events.apology.effects.1.share",
         .message = "elements of \"effects\" have no names"},
        {.set = "states.AAA.name=CCC",
         .key = "states.AAA.name",
         .message = "names cannot be changed"},
        {.set = "extends=base.cfg", .key = "extends", .message = "the file is already read"},
        {.set = "years", .key = "", .message = "found \"years\", expected PATH=VALUE"},
        {.set = "=3", .key = "", .message = "expected PATH=VALUE"},
        {.set = "years=", .key = "", .message = "found \"years=\", expected PATH=VALUE"},
        {.set = "", .key = "", .message = "expected PATH=VALUE"},
    };
    support_assert_problems_in(support_full_scenario(), problems, SUPPORT_COUNT(problems));
}

static void wrong_values_are_reported_with_what_is_expected(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.set = "years=ten",
         .key = "years",
         .message = "found \"ten\", expected a real number above 0"},
        {.set = "years=-1", .key = "years", .message = "found -1, expected a real number above 0"},
        {.set = "years=3000000000", .key = "years", .message = "found 3000000000"},
        {.set = "years=1e999", .key = "years", .message = "too large"},
        {.set = "years=nan", .key = "years", .message = "found \"nan\""},
        {.set = "years=1,5", .key = "years", .message = "found \"1,5\""},
        {.set = "years=\"3\"", .key = "years", .message = "found \"3\""},
        {.set = "format_version=1.0", .key = "format_version", .message = "expected an integer"},
        {.set = "step=moth", .key = "step", .message = "did you mean \"month\"?"},
        {.set = "start=2020-13", .key = "start", .message = "expected a date \"YYYY-MM\""},
        {.set = "domains.people.contact=yes",
         .key = "domains.people.contact",
         .message = "found \"yes\", expected true or false"},
        {.set = "shocks.remarks.by=AAB",
         .key = "shocks.remarks.by",
         .message = "expected a name from \"states\", did you mean \"AAA\"?"},
        {.set = "title=a\nb", .key = "title", .message = "without control characters"},
        {.set = "shocks.visit.severity.values=0.3",
         .key = "shocks.visit.severity.values",
         .message = "found 0.3, expected an array of real numbers"},
        {.set = "shocks.visit.severity.values=[0.3",
         .key = "shocks.visit.severity.values",
         .message = "found \"[0.3\""},
        {.set = "years=@include \"/etc/passwd\"",
         .key = "years",
         .message = "expected a real number"},
    };
    support_assert_problems_in(support_full_scenario(), problems, SUPPORT_COUNT(problems));
}

/* A value is one value: nothing behind it is read as further settings. */
static void a_value_cannot_bring_other_settings_with_it(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.set = "years=3; title = \"x\"", .key = "years", .message = "found \"3; title"},
        {.set = "years=3 step = \"week\"", .key = "years", .message = "found \"3 step"},
        {.set = "years=3; value = 4", .key = "years", .message = "found \"3; value"},
    };
    support_assert_problems_in(support_full_scenario(), problems, SUPPORT_COUNT(problems));
}

/* The path does name something, so "names no key" would send the user looking for a slip. */
static void a_path_that_ends_at_a_group_is_told_so(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.set = "health=3", .key = "health", .message = "several values"},
        {.set = "states.AAA.stance=0.5", .key = "states.AAA.stance", .message = "several values"},
        {.set = "states.AAA.stance.weights=0.5",
         .key = "states.AAA.stance.weights",
         .message = "several values"},
    };
    support_assert_problems_in(support_full_scenario(), problems, SUPPORT_COUNT(problems));
}

/* A suggestion must be something else than what was written. */
static void a_path_beyond_a_value_suggests_nothing(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_diags_t diags;
    const char *set = "states.AAA.retaliation.hits.talks.more=3";
    assert_int_equal(support_try(support_full_scenario(), &set, 1, &scenario, &diags),
                     ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, 1);
    assert_null(strstr(diags.kept[0].text, "did you mean"));
}

static void a_point_at_the_end_of_a_path_is_an_error(void **state) {
    (void)state;
    static const support_problem_t problem = {.set = "years.=3", .key = "years.", .message = ""};
    support_assert_problems_in(support_full_scenario(), &problem, 1);
}

/* The options are numbered, and one wrong option does not hide the next. */
static void every_wrong_option_is_reported_with_its_number(void **state) {
    (void)state;
    static const char *const sets[] = {"yers=3", "years=2.0", "step=moth"};
    ent_scenario_t scenario;
    ent_diags_t diags;
    assert_int_equal(support_try(support_full_scenario(), sets, 3, &scenario, &diags),
                     ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, 2);
    assert_int_equal(support_find_problem(&diags, "yers", "")->line, 1);
    assert_int_equal(support_find_problem(&diags, "step", "")->line, 3);
}

static void very_long_paths_are_refused_within_bounds(void **state) {
    (void)state;
    static char set[3000];
    memset(set, 'a', sizeof set - 1);
    memcpy(set + 2000, "=3", 3);
    ent_scenario_t scenario;
    ent_diags_t diags;
    const char *const sets[] = {set};
    assert_int_equal(support_try(support_full_scenario(), sets, 1, &scenario, &diags),
                     ENT_ERR_SCENARIO);
    memcpy(set, "states.AAA.stance.", 18);
    assert_int_equal(support_try(support_full_scenario(), sets, 1, &scenario, &diags),
                     ENT_ERR_SCENARIO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_every_kind_can_be_set),
        cmocka_unit_test(entries_of_maps_and_nested_lists_can_be_set),
        cmocka_unit_test(what_the_file_leaves_out_can_be_set),
        cmocka_unit_test(a_value_where_a_group_belongs_makes_way_for_the_group),
        cmocka_unit_test(the_last_of_several_counts),
        cmocka_unit_test(nothing_but_the_key_changes),
        cmocka_unit_test(wrong_paths_are_reported_with_the_nearest_name),
        cmocka_unit_test(paths_that_are_no_values_are_reported),
        cmocka_unit_test(wrong_values_are_reported_with_what_is_expected),
        cmocka_unit_test(a_value_cannot_bring_other_settings_with_it),
        cmocka_unit_test(a_path_that_ends_at_a_group_is_told_so),
        cmocka_unit_test(a_path_beyond_a_value_suggests_nothing),
        cmocka_unit_test(a_point_at_the_end_of_a_path_is_an_error),
        cmocka_unit_test(every_wrong_option_is_reported_with_its_number),
        cmocka_unit_test(very_long_paths_are_refused_within_bounds),
    };
    return cmocka_run_group_tests_name("override", tests, NULL, NULL);
}

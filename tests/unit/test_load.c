/* A scenario and the files it extends, from text to structs (scenario/load.c). */
#include "scenario/load.h"

#include "support/close.h"
#include "support/family.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    const char *file, *key, *message;
    int line;
} problem_t;

/* Loads a file that must have just this problem. */
static void assert_problem(const char *folder, const char *name, problem_t expected) {
    ent_scenario_t scenario = {.years = 77};
    ent_diags_t diags;
    assert_int_equal(support_family_try(folder, name, &scenario, &diags), ENT_ERR_SCENARIO);
    const ent_diag_t *diag = support_find_problem(&diags, expected.key, expected.message);
    if (diag == NULL || diags.errors != 1 || diag->line != expected.line ||
        strcmp(diag->file + strlen(diag->file) - strlen(expected.file), expected.file) != 0) {
        support_fail(&diags, expected.message);
    }
    assert_same(scenario.years, 77); /* untouched on failure */
}

static void a_child_changes_what_it_says_and_nothing_else(void **state) {
    ent_scenario_t base, child;
    support_family_load(*state, "base.cfg", &base);
    support_family_load_child(*state, "states = ( { name = 'AAA'; stance = { jolt = 0.9; }; } );",
                              &child);
    assert_same(child.states[0].jolt, 0.9);
    child.states[0].jolt = base.states[0].jolt;
    support_assert_same_scenario(&base, &child);
    ent_scenario_free(&base);
    ent_scenario_free(&child);
}

static void a_child_that_says_nothing_is_its_parent(void **state) {
    ent_scenario_t base, child;
    support_family_load(*state, "base.cfg", &base);
    support_family_load_child(*state, "", &child);
    support_assert_same_scenario(&base, &child);
    ent_scenario_free(&base);
    ent_scenario_free(&child);
}

/* grandchild → sub/child → base, each path relative to the file that writes it. */
static void paths_are_relative_to_the_file_that_writes_them(void **state) {
    char *folder = support_path(*state, "sub"), *link = support_path(*state, "sub/link.cfg");
    ent_scenario_t scenario;
    assert_int_equal(mkdir(folder, 0777), 0);
    support_write_quoted(folder, "child.cfg", "extends = '../base.cfg'; years = 3.0;");
    support_write_quoted(*state, "grandchild.cfg", "extends = 'sub/child.cfg'; title = 'G';");
    support_family_load(*state, "grandchild.cfg", &scenario);
    assert_same(scenario.years, 3);
    assert_string_equal(scenario.title, "G");
    ent_scenario_free(&scenario);
    free(folder);
    free(link);
}

static void absolute_paths_are_taken_as_they_are(void **state) {
    char *base = support_path(*state, "base.cfg"), text[600];
    ent_scenario_t scenario;
    (void)snprintf(text, sizeof text, "extends = '%s';", base);
    support_write_quoted(*state, "absolute.cfg", text);
    support_family_load(*state, "absolute.cfg", &scenario);
    assert_string_equal(scenario.title, "Full");
    ent_scenario_free(&scenario);
    free(base);
}

static void the_files_read_are_listed_from_the_child_up(void **state) {
    char *child = support_path(*state, "child.cfg"), *base = support_path(*state, "base.cfg");
    ent_scenario_t scenario;
    support_family_load_child(*state, "", &scenario);
    assert_int_equal(scenario.file_count, 2);
    assert_string_equal(scenario.files[0], child);
    assert_string_equal(scenario.files[1], base);
    ent_scenario_free(&scenario);
    free(child);
    free(base);
}

static void a_problem_is_placed_in_the_file_that_wrote_the_value(void **state) {
    const char *folder = *state;
    char *broken = support_edit(support_full_scenario(), "years = 4.0;", "years = 4.0;\n\n", NULL);
    char *high = support_edit(broken, "grievance = 0.5;", "grievance = 30.0;", NULL);
    support_write_quoted(folder, "high.cfg", high);
    support_write_quoted(folder, "child.cfg", "extends = 'high.cfg';\nyears = 2.0;");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/high.cfg", "states.AAA.stance.grievance", "found 30",
                               support_line_of(high, "grievance = 30.0")});
    support_write_quoted(folder, "child.cfg", "extends = 'base.cfg';\n\nyears = -2.0;");
    assert_problem(folder, "child.cfg", (problem_t){"/child.cfg", "years", "found -2", 3});
    free(broken);
    free(high);
}

/* Two files are each right, and wrong together: the value that decided is where to look. */
static void a_problem_between_files_is_placed_at_the_value_that_counts(void **state) {
    const char *folder = *state, *base = support_full_scenario();
    support_write_quoted(
        folder, "child.cfg",
        "extends = 'base.cfg';\n\n\ninstitutions = ( { name = '2+2'; suspend_below = 0.2; } );");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/child.cfg", "institutions.2+2.suspend_below", "at most", 4});
    support_write_quoted(folder, "child.cfg",
                         "extends = 'base.cfg'; years = 1.0;\nevents = ({ name = 'apology'; "
                         "probability = 1.0; } );");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/base.cfg", "events.apology.at", "within the horizon",
                               support_line_of(base, "name = 'apology'")});
}

static void a_missing_key_is_placed_where_its_element_was_written(void **state) {
    const char *folder = *state, *base = support_full_scenario();
    char *text = support_edit(base, "'young'; share = 0.4;", "\"young\";", NULL);
    support_write_quoted(folder, "less.cfg", text);
    support_write_quoted(folder, "child.cfg", "extends = 'less.cfg';");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/less.cfg", "states.AAA.public.cohorts.young.share", "missing",
                               support_line_of(base, "{ name = 'young'")});
    free(text);
}

static void a_file_that_extends_itself_is_refused(void **state) {
    const char *folder = *state;
    char *link = support_path(folder, "link.cfg"), *child = support_path(folder, "child.cfg");
    support_write_quoted(folder, "self.cfg", "\nextends = 'self.cfg';");
    assert_problem(folder, "self.cfg",
                   (problem_t){"/self.cfg", "extends", "extends itself, directly or", 2});
    support_write_quoted(folder, "a.cfg", "extends = 'b.cfg';");
    support_write_quoted(folder, "b.cfg", "extends = './a.cfg';");
    assert_problem(folder, "a.cfg", (problem_t){"/b.cfg", "extends", "extends itself", 1});
    support_write_quoted(folder, "child.cfg", "extends = 'link.cfg';");
    assert_int_equal(symlink(child, link), 0);
    assert_problem(folder, "child.cfg", (problem_t){"/child.cfg", "extends", "extends itself", 1});
    free(link);
    free(child);
}

/* "00.cfg" extends base.cfg, and each file the one before. */
static void write_chain(const char *folder, int files) {
    for (int i = 0; i < files; i++) {
        char name[32], text[64];
        (void)snprintf(name, sizeof name, "%02d.cfg", i);
        if (i == 0) {
            (void)snprintf(text, sizeof text, "extends = 'base.cfg';");
        } else {
            (void)snprintf(text, sizeof text, "extends = '%02d.cfg';", i - 1);
        }
        support_write_quoted(folder, name, text);
    }
}

/* "Depth over 16" is an error: sixteen times `extends`, and no more. */
static void sixteen_files_may_extend_each_other(void **state) {
    ent_scenario_t scenario;
    write_chain(*state, 17);
    support_family_load(*state, "15.cfg", &scenario);
    assert_int_equal(scenario.file_count, 17);
    ent_scenario_free(&scenario);
    assert_problem(*state, "16.cfg",
                   (problem_t){"/00.cfg", "extends", "more than 16 files extend each other", 1});
}

static void a_missing_parent_is_reported_where_it_is_asked_for(void **state) {
    const char *folder = *state;
    support_write_quoted(folder, "child.cfg", "years = 2.0;\nextends = 'bsae.cfg';");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/child.cfg", "extends", "bsae.cfg\" cannot be read: No such", 2});
    support_write_quoted(folder, "child.cfg", "extends = 3;");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/child.cfg", "extends", "found 3, expected a file's name", 1});
    support_write_quoted(folder, "child.cfg", "extends = '';");
    assert_problem(folder, "child.cfg",
                   (problem_t){"/child.cfg", "extends", "expected a file's name", 1});
    support_write_quoted(folder, "child.cfg", "extends = '.';");
    assert_problem(folder, "child.cfg", (problem_t){"/child.cfg", "extends", "is a directory", 1});
}

static void a_missing_file_is_no_input(void **state) {
    ent_scenario_t scenario = {.years = 77};
    ent_diags_t diags;
    assert_int_equal(support_family_try(*state, "none.cfg", &scenario, &diags), ENT_ERR_NO_INPUT);
    assert_int_equal(diags.errors, 1);
    assert_same(scenario.years, 77);
}

static void a_parent_that_does_not_parse_is_reported_in_itself(void **state) {
    const char *folder = *state;
    support_write_quoted(folder, "bad.cfg", "years = 1.0;\nstep 2.0;");
    support_write_quoted(folder, "child.cfg", "extends = 'bad.cfg';");
    assert_problem(folder, "child.cfg", (problem_t){"/bad.cfg", "", "syntax error", 2});
}

#define IN_FOLDER(test)                                                                            \
    cmocka_unit_test_setup_teardown(test, support_family_make, support_family_remove)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_child_changes_what_it_says_and_nothing_else),
        IN_FOLDER(a_child_that_says_nothing_is_its_parent),
        IN_FOLDER(paths_are_relative_to_the_file_that_writes_them),
        IN_FOLDER(absolute_paths_are_taken_as_they_are),
        IN_FOLDER(the_files_read_are_listed_from_the_child_up),
        IN_FOLDER(a_problem_is_placed_in_the_file_that_wrote_the_value),
        IN_FOLDER(a_problem_between_files_is_placed_at_the_value_that_counts),
        IN_FOLDER(a_missing_key_is_placed_where_its_element_was_written),
        IN_FOLDER(a_file_that_extends_itself_is_refused),
        IN_FOLDER(sixteen_files_may_extend_each_other),
        IN_FOLDER(a_missing_parent_is_reported_where_it_is_asked_for),
        IN_FOLDER(a_missing_file_is_no_input),
        IN_FOLDER(a_parent_that_does_not_parse_is_reported_in_itself),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}

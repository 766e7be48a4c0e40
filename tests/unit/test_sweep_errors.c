/* What is wrong with sweep files, and where it is said (scenario/sweep.c and its rules). */
#include "scenario/sweep.h"

#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sound sweep to spoil: F is a factor's numbers, D the design. */
static const char sound[] = "title = 'Sound';\n"
                            "scenarios = [ 'a.cfg', 'b.cfg' ];\n"
                            "set = [ 'years=10' ];\n"
                            "factors = (\n"
                            "  { name = 'one'; path = 'institutions.*.level';\n"
                            "    low = 0.1; high = 0.9; },\n"
                            "  { name = 'two';\n"
                            "    paths = [ 'health.rise',\n"
                            "      'health.fall' ];\n"
                            "    values = [ 0.1, 0.2 ]; } );\n"
                            "design = {\n"
                            "  method = 'lhs';\n"
                            "  points = 20; };\n"
                            "members = 100;\n"
                            "metrics = [ 'health_mean' ];\n";

/* The edit of a table's row: the first `find` becomes `put`; the line is where `at`, or `put`, is.
 */
static bool is_reported(const char *folder, const support_problem_t *row) {
    char *quoted = support_quoted(sound);
    char *text = support_edit(quoted, row->find, row->put, row->more);
    char *path = support_write(folder, "sweep.cfg", text);
    ent_sweep_t sweep = {.members = 77};
    ent_diags_t diags;
    ent_diags_init(&diags);
    int line = support_line_of(text, row->at != NULL    ? row->at
                                     : row->put != NULL ? row->put
                                                        : row->more);
    ent_err_t error = ent_sweep_load(path, &sweep, &diags);
    const ent_diag_t *diag = support_find_problem(&diags, row->key, row->message);
    bool as_expected = error == ENT_ERR_SCENARIO && diag != NULL && diag->line == line &&
                       strstr(diag->file, "/sweep.cfg") != NULL && sweep.members == 77 &&
                       diags.errors == row->others + 1;
    if (!as_expected) {
        print_error("expected line %d: %s: … %s …, and %zu others; found\n", line, row->key,
                    row->message, row->others);
        ent_diags_print(&diags, stderr);
    }
    free(path);
    free(text);
    free(quoted);
    return as_expected;
}

/* Goes through the whole table before it fails. */
static void assert_problems(const char *folder, const support_problem_t *rows, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        wrong += !is_reported(folder, &rows[i]);
    }
    if (wrong > 0) {
        fail_msg("%zu of %zu problems are not reported as expected", wrong, count);
    }
}

static void keys_and_types_are_checked_as_in_scenarios(void **state) {
    static const support_problem_t rows[] = {
        {.more = "extends = 'a.cfg';", .key = "extends", .message = "unknown key"},
        {.find = "members",
         .put = "member",
         .key = "member",
         .message = "unknown key, did you mean \"members\"?"},
        {.find = "points",
         .put = "point",
         .key = "design.point",
         .others = 1,
         .message = "unknown key, did you mean \"design.points\"?"},
        {.find = "low = 0.1",
         .put = "lows = 0.1",
         .key = "factors.one.lows",
         .others = 1,
         .message = "unknown key, did you mean \"low\"?"},
        {.find = "'lhs'",
         .put = "'lhc'",
         .key = "design.method",
         .message = "found \"lhc\", expected one of \"full\", \"lhs\", \"sobol\", \"morris\", "
                    "\"list\", did you mean \"lhs\"?"},
        {.find = "'Sound'",
         .put = "3",
         .at = "title",
         .key = "title",
         .message = "found 3, expected a text in quotes"},
        {.find = "members = 100",
         .put = "members = 1.5",
         .key = "members",
         .message = "found 1.5, expected an integer from 1 to 4294967295"},
        {.find = "members = 100",
         .put = "members = 0",
         .key = "members",
         .message = "found 0, expected an integer from 1"},
        {.find = "members = 100",
         .put = "members = 4294967296L",
         .key = "members",
         .message = "found 4294967296, expected an integer from 1 to 4294967295"},
        {.more = "seed = -1;",
         .key = "seed",
         .message = "found -1, expected an integer from 0 to 9223372036854775807"},
        {.more = "seed = 3000000000;", .key = "seed", .message = "expected an integer from -2147"},
        {.more = "falls = 0.0;",
         .key = "falls",
         .message = "found 0, expected a real number above 0 and at most 100"},
        {.find = "points = 20",
         .put = "points = 0",
         .key = "design.points",
         .message = "found 0, expected an integer from 1"},
        {.find = "[ 'a.cfg', 'b.cfg' ]",
         .put = "'a.cfg'",
         .key = "scenarios",
         .message = "found \"a.cfg\", expected an array of texts, 1 to 8 of them"},
        {.find = "[ 'a.cfg', 'b.cfg' ]",
         .put = "[ 1, 2 ]",
         .key = "scenarios",
         .others = 1,
         .message = "found 1, expected an array of texts"},
        {.find = "{ name = 'one'",
         .put = "{ title = 7; name = 'one'",
         .key = "factors.one.title",
         .message = "found 7, expected a text in quotes"},
        {.find = "0.1; high",
         .put = "'x'; high",
         .key = "factors.one.low",
         .message = "found \"x\", expected a real number"},
        {.find = "design = {\n  method = 'lhs';\n  points = 20; };",
         .put = "design = 'lhs';",
         .key = "design",
         .others = 1,
         .message = "found \"lhs\", expected a group { }"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static void what_is_required_is_missed(void **state) {
    static const support_problem_t rows[] = {
        {.find = "scenarios = [ 'a.cfg', 'b.cfg' ];",
         .put = "",
         .at = "title",
         .key = "scenarios",
         .message = "missing, expected an array of texts"},
        {.find = "method = 'lhs'",
         .put = "second_order = false",
         .at = "design = {",
         .key = "design.method",
         .message = "missing, expected one of \"full\""},
        {.find = "path = 'institutions.*.level';",
         .put = "",
         .at = "{ name = 'one'",
         .key = "factors.one.path",
         .message = "missing, expected the path of a number, or paths"},
        {.find = "[ 'a.cfg', 'b.cfg' ]",
         .put = "[ ]",
         .key = "scenarios",
         .message = "1 to 8 of them"},
        {.find = "[ 'health_mean' ]", .put = "[ ]", .key = "metrics", .message = "1 to 1000"},
        {.find = "low = 0.1;",
         .put = "",
         .at = "{ name = 'one'",
         .key = "factors.one.low",
         .message = "missing, expected a real number from -1000000000000 to 1000000000000, as "
                    "\"uniform\" needs it"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static void the_factors_themselves_may_be_missing(void **state) {
    ent_sweep_t sweep;
    ent_diags_t diags;
    char *path = support_path(*state, "sweep.cfg");
    ent_diags_init(&diags);
    support_write_quoted(*state, "sweep.cfg", "title = 'x';\nfactors = ( );\n");
    assert_int_equal(ent_sweep_load(path, &sweep, &diags), ENT_ERR_SCENARIO);
    assert_non_null(support_find_problem(&diags, "factors", "found 0 elements, expected 1 to 200"));
    assert_non_null(support_find_problem(&diags, "scenarios", "missing"));
    assert_non_null(support_find_problem(&diags, "design.method", "missing"));
    assert_int_equal(diags.errors, 3);
    free(path);
}

static void scenarios_and_overrides_are_looked_at(void **state) {
    static const support_problem_t rows[] = {
        {.find = "'b.cfg'",
         .put = "''",
         .key = "scenarios",
         .message = "found \"\", expected the name of a scenario file"},
        {.find = "'b.cfg'",
         .put = "\n'a.cfg'",
         .at = "'a.cfg' ]",
         .key = "scenarios",
         .others = 0,
         .message = "found \"a.cfg\" a second time, expected different scenarios"},
        {.find = "'b.cfg'",
         .put = "'b','c','d','e','f','g','h','i'",
         .key = "scenarios",
         .message = "1 to 8 of them"},
        {.find = "'years=10'",
         .put = "'years'",
         .key = "set",
         .message = "found \"years\", expected PATH=VALUE"},
        {.find = "'years=10'", .put = "'=10'", .key = "set", .message = "expected PATH=VALUE"},
        {.find = "'years=10'", .put = "'years='", .key = "set", .message = "expected PATH=VALUE"},
        {.find = "'health_mean'",
         .put = "'health mean'",
         .key = "metrics",
         .message = "found \"health mean\", expected the name of a metric"},
        {.find = "'health_mean'", .put = "''", .key = "metrics", .message = "name of a metric"},
        {.find = "'health_mean'",
         .put = "'health_mean', 'health_mean'",
         .key = "metrics",
         .message = "found \"health_mean\" a second time"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static void keys_of_a_design_belong_to_its_method(void **state) {
    static const support_problem_t rows[] = {
        {.find = "method = 'lhs'",
         .put = "method = 'full'",
         .at = "points",
         .key = "design.points",
         .message = "belongs to lhs and sobol, not to full"},
        {.find = "points = 20",
         .put = "points = 20; trajectories = 4",
         .key = "design.trajectories",
         .message = "belongs to morris, not to lhs"},
        {.find = "points = 20",
         .put = "points = 20; grid = 4",
         .key = "design.grid",
         .message = "belongs to morris, not to lhs"},
        {.find = "points = 20",
         .put = "points = 20; second_order = true",
         .key = "design.second_order",
         .message = "belongs to sobol, not to lhs"},
        {.find = "points = 20",
         .put = "points = 20; file = 'x.csv'",
         .key = "design.file",
         .message = "belongs to list, not to lhs"},
        {.find = "points = 20; ",
         .put = "",
         .at = "design",
         .key = "design.points",
         .message = "missing, expected an integer from 1 to 2147483647, as \"lhs\" needs it"},
        {.find = "'lhs';\n  points = 20;",
         .put = "'sobol';",
         .at = "design",
         .key = "design.points",
         .message = "missing, expected an integer"},
        {.find = "'lhs';\n  points = 20;",
         .put = "'morris';",
         .at = "design",
         .key = "design.trajectories",
         .message = "missing, expected an integer"},
        {.find = "'lhs';\n  points = 20;",
         .put = "'list';",
         .at = "design",
         .key = "design.file",
         .message = "missing, expected a text in quotes, as \"list\" needs it"},
        {.find = "'lhs';\n  points = 20;",
         .put = "'list'; file = '';",
         .key = "design.file",
         .message = "found \"\", expected the name of a CSV file"},
        {.find = "'lhs';\n  points = 20;",
         .put = "'morris'; trajectories = 9; grid = 5;",
         .key = "design.grid",
         .message = "found 5, expected an even number, such as 6"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

/* The nearest power by difference; half-way up. */
static void a_sobol_sample_has_a_power_of_two_rows(void **state) {
    static const struct {
        int points;
        const char *nearest;
    } wrong[] = {{3, "is 4"},    {100, "is 128"},   {90, "is 64"},
                 {96, "is 128"}, {1025, "is 1024"}, {2147483647, "is 1073741824"}};
    for (size_t i = 0; i < SUPPORT_COUNT(wrong); i++) {
        char design[80];
        (void)snprintf(design, sizeof design, "'sobol'; points = %d;", wrong[i].points);
        support_problem_t row = {.find = "'lhs';\n  points = 20;",
                                 .put = design,
                                 .key = "design.points",
                                 .message = wrong[i].nearest};
        assert_problems(*state, &row, 1);
    }
    static const int right[] = {1, 2, 64, 1073741824};
    for (size_t i = 0; i < SUPPORT_COUNT(right); i++) {
        char design[80];
        (void)snprintf(design, sizeof design, "'sobol'; points = %d;", right[i]);
        char *quoted = support_quoted(sound);
        char *text = support_edit(quoted, "'lhs';\n  points = 20;", design, NULL);
        char *path = support_write(*state, "sweep.cfg", text);
        ent_sweep_t sweep;
        ent_diags_t diags;
        ent_diags_init(&diags);
        assert_int_equal(ent_sweep_load(path, &sweep, &diags), ENT_OK);
        assert_int_equal(sweep.points, right[i]);
        ent_sweep_free(&sweep);
        free(path);
        free(text);
        free(quoted);
    }
}

#define RANGE "low = 0.1; high = 0.9;"

static void numbers_of_a_factor_fit_its_distribution(void **state) {
    static const support_problem_t rows[] = {
        {.find = RANGE,
         .put = "low = 0.9; high = 0.1;",
         .key = "factors.one.low",
         .message = "found 0.9, expected less than high, which is 0.1"},
        {.find = RANGE,
         .put = "low = 1; high = 1.0;",
         .key = "factors.one.low",
         .message = "found 1, expected less than high, which is 1"},
        {.find = RANGE,
         .put = RANGE " mode = 0.5;",
         .key = "factors.one.mode",
         .message = "belongs to triangular, not to uniform"},
        {.find = RANGE,
         .put = RANGE " mean = 0.5;",
         .key = "factors.one.mean",
         .message = "belongs to normal and lognormal, not to uniform"},
        {.find = RANGE,
         .put = RANGE " distribution = 'gauss';",
         .key = "factors.one.distribution",
         .message = "found \"gauss\", expected one of \"uniform\""},
        {.find = RANGE,
         .put = RANGE " distribution = 'triangle';",
         .key = "factors.one.distribution",
         .message = "did you mean \"triangular\"?"},
        {.find = RANGE,
         .put = "distribution = 'loguniform'; low = 0.0; high = 1.0;",
         .key = "factors.one.low",
         .message = "found 0, expected a number above 0, as \"loguniform\" needs it"},
        {.find = RANGE,
         .put = "distribution = 'triangular'; " RANGE,
         .at = "{ name = 'one'",
         .key = "factors.one.mode",
         .message = "missing, expected a real number"},
        {.find = RANGE,
         .put = "distribution = 'triangular'; " RANGE " mode = 1.0;",
         .key = "factors.one.mode",
         .message = "found 1, expected it from low to high, 0.1 to 0.9"},
        {.find = RANGE,
         .put = "distribution = 'triangular'; " RANGE " mode = 0.05;",
         .key = "factors.one.mode",
         .message = "found 0.05, expected it from low to high"},
        {.find = RANGE,
         .put = "distribution = 'normal'; " RANGE " mean = 0.5; sd = 0.0;",
         .key = "factors.one.sd",
         .message = "found 0, expected a real number above 0"},
        {.find = RANGE,
         .put = "distribution = 'normal'; " RANGE " mean = 0.5;",
         .at = "{ name = 'one'",
         .key = "factors.one.sd",
         .message = "as \"normal\" needs it"},
        {.find = RANGE,
         .put = "distribution = 'normal'; " RANGE " mean = 5.0; sd = 1.0;",
         .key = "factors.one.mean",
         .message = "found 5, expected it from low to high"},
        {.find = RANGE,
         .put = "distribution = 'lognormal'; low = -1.0; high = 1.0; mean = 0.0; "
                "sd = 1.0;",
         .key = "factors.one.low",
         .message = "found -1, expected 0 or more"},
        /* ln 1 = 0, ln 2 = 0.6931… */
        {.find = RANGE,
         .put = "distribution = 'lognormal'; low = 1.0; high = 2.0; mean = 1.5; "
                "sd = 1.0;",
         .key = "factors.one.mean",
         .message = "the logarithm of low to that of high, 0 to 0.69314"},
        {.find = RANGE,
         .put = RANGE " levels = 1;",
         .key = "factors.one.levels",
         .message = "found 1, expected an integer from 2 to 1000"},
        {.find = RANGE,
         .put = RANGE " apply = 'add';",
         .key = "factors.one.apply",
         .message = "found \"add\", expected one of \"set\", \"multiply\""},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static void values_stand_alone(void **state) {
    static const support_problem_t rows[] = {
        {.find = "[ 0.1, 0.2 ]",
         .put = "[ 0.1 ]",
         .key = "factors.two.values",
         .message = "2 to 1000 of them"},
        {.find = "[ 0.1, 0.2 ]",
         .put = "[ 0.2, 0.1, 0.2 ]",
         .key = "factors.two.values",
         .message = "found 0.2 twice, expected different values"},
        {.find = "values = [",
         .put = "low = 0.1; values = [",
         .key = "factors.two.low",
         .message = "stands beside values, expected either"},
        {.find = "values = [",
         .put = "distribution = 'normal'; values = [",
         .key = "factors.two.distribution",
         .message = "stands beside values, expected either"},
        {.find = "values = [",
         .put = "low = 0.1; high = 0.2; levels = 4; values = [",
         .key = "factors.two.levels",
         .others = 2,
         .message = "stands beside values"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static void names_and_paths_are_of_allowed_characters_and_different(void **state) {
    static const support_problem_t rows[] = {
        {.find = "name = 'two'",
         .put = "name = 'one'",
         .at = "{ name = 'one';\n    paths",
         .key = "factors.one.name",
         .message = "found a second factor named \"one\" (the first is in line 5), expected "
                    "different names"},
        {.find = "name = 'two'",
         .put = "name = 't w o'",
         .key = "factors[2].name",
         .message = "found \"t w o\", expected a name of A-Z a-z 0-9 _ + - . *"},
        {.find = "name = 'two'",
         .put = "name = ''",
         .key = "factors[2].name",
         .message = "found \"\", expected a name"},
        {.find = "'institutions.*.level'",
         .put = "'institutions..level'",
         .key = "factors.one.path",
         .message = "expected the path of a number, such as"},
        {.find = "'institutions.*.level'",
         .put = "''",
         .key = "factors.one.path",
         .message = "found \"\", expected the path of a number"},
        {.find = "'institutions.*.level'",
         .put = "'level = 3'",
         .key = "factors.one.path",
         .message = "found \"level = 3\", expected the path of a number"},
        {.find = "'institutions.*.level'",
         .put = "3",
         .at = "path = 3",
         .key = "factors.one.path",
         .message = "found 3, expected a text in quotes"},
        {.find = "'institutions.*.level'",
         .put = "'institutions.2*.level'",
         .key = "factors.one.path",
         .message = "expected * as a whole part of the path"},
        {.find = "'health.fall'",
         .put = "'health fall'",
         .key = "factors.two.paths",
         .message = "found \"health fall\", expected the path of a number"},
        {.find = "'health.fall'",
         .put = "'health.rise'",
         .at = "      'health.rise'",
         .key = "factors.two.paths",
         .message = "found \"health.rise\" a second time"},
        {.find = "paths = [",
         .put = "path = 'x'; paths = [",
         .key = "factors.two.paths",
         .message = "stands beside path, expected either"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

/* A name that is left out is the path, and that may be another's name. */
static void names_that_follow_from_paths_must_differ_too(void **state) {
    static const support_problem_t rows[] = {
        {.find = "  { name = 'two'",
         .put = "  { path = 'one'; low = 0; high = 1; }, { name = 'two'",
         .key = "factors[2].name",
         .message = "a second factor named \"one\""}};
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static void problems_come_together(void **state) {
    ent_sweep_t sweep;
    ent_diags_t diags;
    char *path = support_path(*state, "sweep.cfg");
    ent_diags_init(&diags);
    support_write_quoted(
        *state, "sweep.cfg",
        "scenarios = [ 'a', 'a' ]; member = 3;\n"
        "factors = ( { path = 'x'; low = 2; high = 1; }, { path = 'x'; low = 0; },\n"
        "5 );\n"
        "design = { method = 'sobol'; points = 3; grid = 4; };\n");
    assert_int_equal(ent_sweep_load(path, &sweep, &diags), ENT_ERR_SCENARIO);
    static const struct {
        const char *key, *message;
        int line;
    } rows[] = {
        {"scenarios", "second time", 1},         {"member", "unknown key", 1},
        {"factors[1].low", "less than high", 2}, {"factors[2].high", "missing", 2},
        {"factors[2].name", "second factor", 2}, {"factors[3]", "found 5, expected a group", 3},
        {"design.points", "nearest is 4", 4},    {"design.grid", "belongs to morris", 4},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        const ent_diag_t *diag = support_find_problem(&diags, rows[i].key, rows[i].message);
        if (diag == NULL || diag->line != rows[i].line) {
            support_fail(&diags, rows[i].key);
        }
    }
    assert_int_equal(diags.errors, SUPPORT_COUNT(rows));
    free(path);
}

static void the_text_itself_is_checked_as_in_scenarios(void **state) {
    static const support_problem_t rows[] = {
        {.find = "members = 100;", .put = "members = ;", .key = "", .message = "syntax error"},
        {.find = "members = 100;",
         .put = "members = 1e999;",
         .key = "members",
         .message = "too large"},
        {.find = "title = 'Sound';",
         .put = "@include 'x.cfg'",
         .at = "@include",
         .key = "@include",
         .message = "found a directive"},
    };
    assert_problems(*state, rows, SUPPORT_COUNT(rows));
}

static int set_up(void **state) {
    *state = support_folder();
    return 0;
}

static int tear_down(void **state) {
    support_remove(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(keys_and_types_are_checked_as_in_scenarios),
        TEST(what_is_required_is_missed),
        TEST(the_factors_themselves_may_be_missing),
        TEST(scenarios_and_overrides_are_looked_at),
        TEST(keys_of_a_design_belong_to_its_method),
        TEST(a_sobol_sample_has_a_power_of_two_rows),
        TEST(numbers_of_a_factor_fit_its_distribution),
        TEST(values_stand_alone),
        TEST(names_and_paths_are_of_allowed_characters_and_different),
        TEST(names_that_follow_from_paths_must_differ_too),
        TEST(problems_come_together),
        TEST(the_text_itself_is_checked_as_in_scenarios),
    };
    return cmocka_run_group_tests_name("sweep errors", tests, NULL, NULL);
}

/* Sweep files, from text to structs and back (scenario/sweep.c). */
#include "scenario/sweep.h"

#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Every key, and every distribution. */
static const char full[] =
    "title = 'Whole'; question = 'Which?'; description = 'All keys.';\n"
    "scenarios = [ 'base.cfg', '../other/dove.cfg', '/data/hawk.cfg' ];\n"
    "set = [ 'years=10', 'step=\\\"week\\\"' ];\n"
    "factors = (\n"
    "  { name = 'insulation'; title = 'Insulation'; path = 'institutions.*.insulation';\n"
    "    low = 0.0; high = 0.9; levels = 5; },\n"
    "  { paths = [ 'states.A.public.cue', 'states.B.public.cue' ]; distribution = 'loguniform';\n"
    "    low = 0.01; high = 1; },\n"
    "  { path = 'health.rise'; distribution = 'triangular'; low = 0.1; mode = 0.5; high = 2.5; },\n"
    "  { path = 'health.fall'; distribution = 'normal'; low = -1; high = 3.0; mean = 0; sd = 0.7; "
    "},\n"
    "  { path = 'health.initial'; distribution = 'lognormal'; low = 1.0; high = 90.0; mean = 3.0;\n"
    "    sd = 0.5; },\n"
    "  { path = 'shocks.*.rate'; apply = 'multiply'; values = [ 2.0, 0.5, 1.0 ]; } );\n"
    "design = { method = 'morris'; trajectories = 40; grid = 6; };\n"
    "members = 4294967295L; seed = 9223372036854775807L; falls = 12.5;\n"
    "metrics = [ 'health_mean', 'transition_cost.*' ];\n";

static const char least[] = "scenarios = [ 'a.cfg' ]; factors = ( { path = 'x'; low = 0; high = 1; "
                            "} ); design = { method = 'full'; };";

/* Writes a text in which ' stands for " and reads it as a sweep. */
static ent_err_t try(const char *folder, const char *text, ent_sweep_t *sweep, ent_diags_t *diags) {
    char *path = support_path(folder, "level.cfg");
    support_write_quoted(folder, "level.cfg", text);
    ent_diags_init(diags);
    ent_err_t error = ent_sweep_load(path, sweep, diags);
    free(path);
    return error;
}

static void load(const char *folder, const char *text, ent_sweep_t *sweep) {
    ent_diags_t diags;
    if (try(folder, text, sweep, &diags) != ENT_OK) {
        support_fail(&diags, "the sweep is sound");
    }
}

static void every_key_is_read(void **state) {
    ent_sweep_t sweep;
    char *text = support_quoted(full);
    load(*state, text, &sweep);
    assert_string_equal(sweep.title, "Whole");
    assert_string_equal(sweep.question, "Which?");
    assert_string_equal(sweep.description, "All keys.");
    assert_int_equal(sweep.override_count, 2);
    assert_string_equal(sweep.overrides[0], "years=10");
    assert_string_equal(sweep.overrides[1], "step=\"week\"");
    assert_int_equal(sweep.method, ENT_DESIGN_MORRIS);
    assert_int_equal(sweep.trajectories, 40);
    assert_int_equal(sweep.grid, 6);
    assert_true(sweep.members == UINT64_C(4294967295));
    assert_true(sweep.seed == UINT64_C(9223372036854775807));
    assert_same(sweep.falls, 12.5);
    assert_int_equal(sweep.metric_count, 2);
    assert_string_equal(sweep.metrics[1], "transition_cost.*");
    ent_sweep_free(&sweep);
    free(text);
}

static void every_kind_of_factor_is_read(void **state) {
    ent_sweep_t sweep;
    char *text = support_quoted(full);
    load(*state, text, &sweep);
    assert_int_equal(sweep.factor_count, 6);
    const ent_factor_t *f = sweep.factors;
    assert_string_equal(f[0].name, "insulation");
    assert_string_equal(f[0].title, "Insulation");
    assert_int_equal(f[0].path_count, 1);
    assert_string_equal(f[0].paths[0], "institutions.*.insulation");
    assert_int_equal(f[0].distribution, ENT_FACTOR_UNIFORM);
    assert_int_equal(f[0].apply, ENT_FACTOR_SET);
    assert_same(f[0].low, 0);
    assert_same(f[0].high, 0.9);
    assert_int_equal(f[0].levels, 5);
    assert_int_equal(f[0].place.line, 5);
    assert_true(isnan(f[0].mode) && isnan(f[0].mean) && isnan(f[0].sd));
    assert_int_equal(f[1].path_count, 2);
    assert_string_equal(f[1].paths[1], "states.B.public.cue");
    assert_int_equal(f[1].distribution, ENT_FACTOR_LOG_UNIFORM);
    assert_int_equal(f[2].distribution, ENT_FACTOR_TRIANGULAR);
    assert_same(f[2].mode, 0.5);
    assert_int_equal(f[3].distribution, ENT_FACTOR_NORMAL);
    assert_same(f[3].mean, 0);
    assert_same(f[3].sd, 0.7);
    assert_int_equal(f[4].distribution, ENT_FACTOR_LOGNORMAL);
    assert_int_equal(f[5].distribution, ENT_FACTOR_VALUES);
    assert_int_equal(f[5].apply, ENT_FACTOR_MULTIPLY);
    assert_int_equal(f[5].value_count, 3);
    assert_same(f[5].values[0], 0.5); /* ascending */
    assert_same(f[5].values[2], 2);
    ent_sweep_free(&sweep);
    free(text);
}

static void what_is_not_said_has_its_default(void **state) {
    ent_sweep_t sweep;
    load(*state, least, &sweep);
    assert_string_equal(sweep.title, "level"); /* the file's name */
    assert_string_equal(sweep.question, "");
    assert_string_equal(sweep.description, "");
    assert_int_equal(sweep.override_count, 0);
    assert_int_equal(sweep.method, ENT_DESIGN_FULL);
    assert_true(sweep.members == 1000 && sweep.seed == 1);
    assert_same(sweep.falls, 10);
    assert_int_equal(sweep.metric_count, 1);
    assert_string_equal(sweep.metrics[0], "health_mean");
    assert_null(sweep.file);
    assert_false(sweep.second_order);
    assert_string_equal(sweep.factors[0].name, "x"); /* its path */
    assert_string_equal(sweep.factors[0].title, "x");
    assert_int_equal(sweep.factors[0].levels, 3);
    assert_int_equal(sweep.factors[0].value_count, 0);
    ent_sweep_free(&sweep);
}

static void assert_beside(const char *folder, const char *found, const char *expected) {
    char *path = support_path(folder, expected);
    assert_string_equal(found, path);
    free(path);
}

static void files_are_relative_to_the_sweep(void **state) {
    ent_sweep_t sweep;
    char *quoted = support_quoted(full);
    char *text = support_edit(quoted, "method = 'morris'; trajectories = 40; grid = 6;",
                              "method = 'list'; file = 'points.csv';", NULL);
    load(*state, text, &sweep);
    assert_int_equal(sweep.scenario_count, 3);
    assert_beside(*state, sweep.scenarios[0], "base.cfg");
    assert_beside(*state, sweep.scenarios[1], "../other/dove.cfg");
    assert_string_equal(sweep.scenarios[2], "/data/hawk.cfg");
    assert_beside(*state, sweep.file, "points.csv");
    assert_beside(*state, sweep.path, "level.cfg");
    ent_sweep_free(&sweep);
    free(text);
    free(quoted);
}

static void problems_found_later_know_their_lines(void **state) {
    ent_sweep_t sweep;
    load(*state,
         "scenarios = [ 'a.cfg',\n 'b.cfg' ];\nset = [\n'years=1' ];\n"
         "factors = ( { path = 'x'; low = 0; high = 1; } );\n\ndesign = { method = 'full'; };",
         &sweep);
    assert_int_equal(sweep.place.line, 1);
    assert_int_equal(sweep.scenario_places[0].line, 1);
    assert_int_equal(sweep.scenario_places[1].line, 2);
    assert_int_equal(sweep.override_places[0].line, 4);
    assert_int_equal(sweep.factors[0].place.line, 5);
    assert_int_equal(sweep.design_place.line, 7);
    assert_string_equal(sweep.design_place.file, sweep.path);
    ent_sweep_free(&sweep);
}

/* Text, read and written again: the names of files are absolute now, and so stay as they are. */
static void assert_reads_back(const char *folder, const char *text) {
    ent_sweep_t sweep, again;
    char *first = NULL, *second = NULL;
    load(folder, text, &sweep);
    assert_int_equal(ent_sweep_text(&sweep, &first), ENT_OK);
    load(folder, first, &again);
    assert_int_equal(ent_sweep_text(&again, &second), ENT_OK);
    assert_string_equal(first, second);
    assert_int_equal(sweep.factor_count, again.factor_count);
    for (size_t i = 0; i < sweep.factor_count; i++) {
        assert_int_equal(sweep.factors[i].distribution, again.factors[i].distribution);
        assert_int_equal(sweep.factors[i].apply, again.factors[i].apply);
        assert_string_equal(sweep.factors[i].name, again.factors[i].name);
        assert_string_equal(sweep.factors[i].title, again.factors[i].title);
        assert_same(sweep.factors[i].high, again.factors[i].high);
        assert_int_equal(sweep.factors[i].value_count, again.factors[i].value_count);
    }
    assert_true(sweep.seed == again.seed && sweep.members == again.members);
    assert_int_equal(sweep.method, again.method);
    ent_sweep_free(&sweep);
    ent_sweep_free(&again);
    free(first);
    free(second);
}

static void what_is_written_reads_back_the_same(void **state) {
    static const char *const designs[] = {"method = 'full';", "method = 'lhs'; points = 200;",
                                          "method = 'sobol'; points = 64; second_order = true;",
                                          "method = 'list'; file = 'p.csv';"};
    char *text = support_quoted(full);
    assert_reads_back(*state, text);
    assert_reads_back(*state, least);
    for (size_t i = 0; i < SUPPORT_COUNT(designs); i++) {
        char *other =
            support_edit(text, "method = 'morris'; trajectories = 40; grid = 6;", designs[i], NULL);
        assert_reads_back(*state, other);
        free(other);
    }
    free(text);
}

static void every_default_is_written_out(void **state) {
    ent_sweep_t sweep;
    char *text = NULL;
    load(*state, least, &sweep);
    assert_int_equal(ent_sweep_text(&sweep, &text), ENT_OK);
    static const char *const lines[] = {"title = \"level\";",
                                        "name = \"x\";",
                                        "title = \"x\";",
                                        "paths = [ \"x\" ];",
                                        "apply = \"set\";",
                                        "levels = 3;",
                                        "members = 1000;",
                                        "seed = 1;",
                                        "falls = 10.0;",
                                        "method = \"full\";",
                                        "distribution = \"uniform\";",
                                        "metrics = [ \"health_mean\" ];"};
    for (size_t i = 0; i < SUPPORT_COUNT(lines); i++) {
        if (strstr(text, lines[i]) == NULL) {
            fail_msg("%s is not in\n%s", lines[i], text);
        }
    }
    static const char *const unused[] = {"points", "grid", "second_order", "mode", "set = ["};
    for (size_t i = 0; i < SUPPORT_COUNT(unused); i++) {
        if (strstr(text, unused[i]) != NULL) {
            fail_msg("%s is in\n%s", unused[i], text);
        }
    }
    ent_sweep_free(&sweep);
    free(text);
}

static void a_sweep_can_be_written_to_a_file(void **state) {
    ent_sweep_t sweep;
    ent_writer_t writer;
    char *path = support_path(*state, "written.cfg"), *expected = NULL;
    load(*state, least, &sweep);
    assert_int_equal(ent_sweep_text(&sweep, &expected), ENT_OK);
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_sweep_write(&sweep, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    char *found = support_read(path);
    assert_string_equal(found, expected);
    ent_sweep_free(&sweep);
    free(found);
    free(expected);
    free(path);
}

static void sweeps_are_told_from_scenarios(void **state) {
    static const struct {
        const char *text;
        bool sweep;
    } rows[] = {
        {"factors = ( );", true},
        {"scenarios = 3;", true},
        {"title = 'x'; design = { };", true},
        {"title = 'x'; states = ( ); factor = 1;", false},
        {"", false},
        {"factors = (", false}, /* the reader of scenarios will say what is wrong */
    };
    char *path = support_path(*state, "some.cfg");
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        support_write_quoted(*state, "some.cfg", rows[i].text);
        assert_int_equal(ent_sweep_recognise(path), rows[i].sweep);
    }
    free(path);
    assert_false(ent_sweep_recognise("scenarios/japan-rok/base.cfg"));
    assert_false(ent_sweep_recognise("/no/such/file"));
    assert_false(ent_sweep_recognise("/"));
}

static void a_file_that_is_not_there_is_said_so(void **state) {
    (void)state;
    ent_sweep_t sweep = {.members = 77};
    ent_diags_t diags;
    ent_diags_init(&diags);
    assert_int_equal(ent_sweep_load("/no/such/sweep.cfg", &sweep, &diags), ENT_ERR_NO_INPUT);
    assert_int_equal(diags.errors, 1);
    assert_non_null(strstr(diags.kept[0].text, "cannot be read"));
    assert_true(sweep.members == 77); /* untouched */
}

static void freeing_is_harmless_twice(void **state) {
    ent_sweep_t sweep = {0};
    ent_sweep_free(&sweep);
    load(*state, least, &sweep);
    ent_sweep_free(&sweep);
    ent_sweep_free(&sweep);
    assert_null(sweep.factors);
}

static int set_up(void **state) {
    *state = support_folder();
    return 0;
}

static int tear_down(void **state) {
    support_remove(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_key_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_kind_of_factor_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_said_has_its_default, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_are_relative_to_the_sweep, set_up, tear_down),
        cmocka_unit_test_setup_teardown(problems_found_later_know_their_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_written_reads_back_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_default_is_written_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sweep_can_be_written_to_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sweeps_are_told_from_scenarios, set_up, tear_down),
        cmocka_unit_test(a_file_that_is_not_there_is_said_so),
        cmocka_unit_test_setup_teardown(freeing_is_harmless_twice, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("sweep", tests, NULL, NULL);
}

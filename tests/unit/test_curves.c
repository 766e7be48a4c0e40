/*
 * Curves of polls read back (report/curves.c): what a hindcast writes of them, and each mistake
 * that a file can have.
 */
#include "report/curves.h"

#include "report/hindcast.h"
#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POLLS = 3 };

static const char polls[] =
    "polls = ( { name = \"warm\"; intercept = 0.0; title = \"Warm, \\\"very\\\"\";"
    "            terms = ( { variable = \"health\"; weight = 1.0; } ); },"
    "          { name = \"trust\"; intercept = 0.0; house = \"Office, Inc.\";"
    "            terms = ( { variable = \"health\"; weight = 1.0; } ); },"
    "          { name = \"fear\"; intercept = 0.0; like = \"trust\";"
    "            terms = ( { variable = \"health\"; weight = 1.0; } ); } );";

/* The scenario of three polls, and a folder for a file of curves. */
typedef struct {
    ent_scenario_t scenario;
    char *folder;
    ent_diags_t diags;
} place_t;

static int open_place(void **state) {
    place_t *place = calloc(1, sizeof *place);
    assert_non_null(place);
    support_load_small(polls, NULL, 0, &place->scenario);
    place->folder = support_folder();
    *state = place;
    return 0;
}

static int close_place(void **state) {
    place_t *place = *state;
    ent_scenario_free(&place->scenario);
    support_remove(place->folder);
    free(place);
    return 0;
}

static ent_err_t read_curves(place_t *place, const char *name, ent_curve_t curves[POLLS]) {
    char *path = support_path(place->folder, name);
    ent_diags_init(&place->diags);
    ent_err_t error = ent_curves_read(path, &place->scenario, curves, &place->diags);
    free(path);
    return error;
}

static void assert_curve(ent_curve_t curve, double shift, double slope, double noise) {
    assert_same(curve.shift, shift);
    assert_same(curve.slope, slope);
    assert_same(curve.noise, noise);
}

static void what_a_hindcast_writes_reads_back_the_same(void **state) {
    static const ent_curve_t written[POLLS] = {
        {-1.0 / 3, 0.1, 0.15}, {1e-300, 1e5, 2.0 / 3}, {0, 5e-17, 1e-9}};
    place_t *place = *state;
    ent_hindcast_t hindcast;
    ent_writer_t writer;
    assert_int_equal(ent_hindcast_init(&hindcast, &place->scenario, 1), ENT_OK);
    for (size_t p = 0; p < POLLS; p++) {
        hindcast.models[ENT_MODEL_GIVEN].curves[p] = written[p];
        hindcast.models[ENT_MODEL_GIVEN].sources[p] = (ent_curve_source_t)p;
    }
    char *path = support_path(place->folder, "polls.csv");
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_table_polls(&hindcast, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    ent_curve_t curves[POLLS] = {{0, 0, 0}};
    assert_int_equal(read_curves(place, "polls.csv", curves), ENT_OK);
    assert_int_equal(place->diags.count, 0);
    for (size_t p = 0; p < POLLS; p++) { /* all 17 digits, as numbers in files have them */
        assert_curve(curves[p], written[p].shift, written[p].slope, written[p].noise);
    }
    free(path);
    ent_hindcast_free(&hindcast);
}

/* Columns in any order, more of them, and polls of other scenarios: even wrong ones. */
static void other_polls_and_columns_are_passed_over(void **state) {
    static const char text[] = "\xef\xbb\xbfnoise,remark,poll,slope,shift\r\n"
                               "x,,theirs,-1,\r\n"
                               "0.25,\"of a\nkind\",trust,2,-1.5\r\n"
                               ",,,,\r\n"
                               "x,,theirs,-1,again\r\n";
    place_t *place = *state;
    ent_curve_t curves[POLLS] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    free(support_write(place->folder, "polls.csv", text));
    assert_int_equal(read_curves(place, "polls.csv", curves), ENT_OK);
    assert_int_equal(place->diags.count, 0);
    assert_curve(curves[0], 1, 2, 3); /* not in the file */
    assert_curve(curves[1], -1.5, 2, 0.25);
    assert_curve(curves[2], 7, 8, 9);
}

/* An edit of a sound file, and the one problem that comes of it. */
typedef struct {
    const char *find, *put;
    int line;
    const char *key, *message;
} mistake_t;

static const char sound[] = "poll,shift,slope,noise\nwarm,0.5,1.5,0.2\ntrust,0,1,0.1\n";

static void each_mistake_is_told_with_its_row(void **state) {
    static const mistake_t mistakes[] = {
        {"0.5", "half", 2, "row 2, column \"shift\"",
         "found \"half\", expected a number from -1000000 to 1000000"},
        {"0.5", "", 2, "row 2, column \"shift\"", "found \"\", expected a number"},
        {"0.5", "nan", 2, "row 2, column \"shift\"", "found \"nan\", expected a number"},
        {"0.5", "1e7", 2, "row 2, column \"shift\"", "found \"1e7\", expected a number"},
        {"0.5", "-1e7", 2, "row 2, column \"shift\"", "found \"-1e7\", expected a number"},
        {"1.5", "0", 2, "row 2, column \"slope\"",
         "found \"0\", expected a number above 0, at most 1000000"},
        {"1.5", "-1.5", 2, "row 2, column \"slope\"", "found \"-1.5\", expected a number above 0"},
        {"1.5", "1e308", 2, "row 2, column \"slope\"", "found \"1e308\", expected a number above"},
        {"1.5", "1.5.", 2, "row 2, column \"slope\"", "found \"1.5.\", expected a number above 0"},
        {"0.1\n", "0\n", 3, "row 3, column \"noise\"", "found \"0\", expected a number above 0"},
        {"0.1\n", "-0.1\n", 3, "row 3, column \"noise\"", "found \"-0.1\", expected a number"},
        {"0.1\n", "inf\n", 3, "row 3, column \"noise\"", "found \"inf\", expected a number"},
        {"0.1\n", "1e7\n", 3, "row 3, column \"noise\"", "found \"1e7\", expected a number"},
        {"trust", "warm", 3, "row 3, column \"poll\"",
         "found \"warm\" again, as in row 2, expected each poll once"},
        {",0.2\n", "\n", 2, "row 2", "found 3 fields, expected 4"},
        {"slope", "slop", 1, "row 1", "the column \"slope\" is missing, found \"slop\""},
        {"poll,", "name,", 1, "row 1", "the column \"poll\" is missing"},
        {"noise", "sd", 1, "row 1", "the column \"noise\" is missing"},
        {"shift,slope,noise", "shift,slope,slope", 1, "row 1",
         "the column \"slope\" stands there twice"},
    };
    place_t *place = *state;
    for (size_t i = 0; i < SUPPORT_COUNT(mistakes); i++) {
        const mistake_t *mistake = &mistakes[i];
        ent_curve_t curves[POLLS] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        char *text = support_edit(sound, mistake->find, mistake->put, NULL);
        free(support_write(place->folder, "polls.csv", text));
        free(text);
        ent_err_t error = read_curves(place, "polls.csv", curves);
        const ent_diag_t *diag =
            support_find_problem(&place->diags, mistake->key, mistake->message);
        if (error != ENT_ERR_SCENARIO || diag == NULL || diag->line != mistake->line) {
            support_fail(&place->diags, mistake->message);
        }
        assert_non_null(strstr(diag->file, "/polls.csv"));
        for (size_t p = 0; p < POLLS; p++) { /* untouched, by the rows that are sound, too */
            assert_curve(curves[p], (double)(3 * p + 1), (double)(3 * p + 2), (double)(3 * p + 3));
        }
    }
}

static void every_mistake_of_a_file_is_told(void **state) {
    static const char text[] = "poll,shift,slope,noise\nwarm,x,0,-1\ntrust,0,1,y\nwarm,0,1,1\n";
    place_t *place = *state;
    ent_curve_t curves[POLLS];
    free(support_write(place->folder, "polls.csv", text));
    assert_int_equal(read_curves(place, "polls.csv", curves), ENT_ERR_SCENARIO);
    assert_int_equal(place->diags.errors, 5);
    assert_non_null(support_find_problem(&place->diags, "row 4, column \"poll\"", "as in row 2"));
}

static void a_file_that_is_not_there_is_no_input(void **state) {
    place_t *place = *state;
    ent_curve_t curves[POLLS];
    assert_int_equal(read_curves(place, "polls.csv", curves), ENT_ERR_NO_INPUT);
    assert_int_equal(place->diags.errors, 1);
    assert_non_null(strstr(place->diags.kept[0].file, "/polls.csv"));
    assert_non_null(strstr(place->diags.kept[0].text, "cannot be read"));
    free(support_write(place->folder, "polls.csv", "")); /* there, and wrong */
    assert_int_equal(read_curves(place, "polls.csv", curves), ENT_ERR_SCENARIO);
    assert_int_equal(place->diags.errors, 1);
}

/* value = 100·logistic(shift + slope·logit + noise·z), by libm. */
static void a_curve_gives_percentages(void **state) {
    static const ent_curve_t curve = {.shift = 0.5, .slope = 2, .noise = 0.25};
    (void)state;
    assert_close(ent_curve_percent(curve, -0.75, 0), 100 / (1 + exp(1)), 1e-14, 0);
    assert_close(ent_curve_percent(curve, -0.75, -2), 100 / (1 + exp(1.5)), 1e-14, 0);
    assert_curve(ent_curve_declared(0.15), 0, 1, 0.15);
    assert_close(ent_curve_percent(ent_curve_declared(0.15), 0, 0), 50, 1e-14, 0);
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_PLACE(what_a_hindcast_writes_reads_back_the_same),
        IN_PLACE(other_polls_and_columns_are_passed_over),
        IN_PLACE(each_mistake_is_told_with_its_row),
        IN_PLACE(every_mistake_of_a_file_is_told),
        IN_PLACE(a_file_that_is_not_there_is_no_input),
        cmocka_unit_test(a_curve_gives_percentages),
    };
    return cmocka_run_group_tests_name("curves", tests, NULL, NULL);
}

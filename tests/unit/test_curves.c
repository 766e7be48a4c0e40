/*
 * Fitted curves of polls (report/curves.c): what a file gives and leaves, each mistake it can have,
 * and what a curve makes of a logit (analysis/curve.h).
 */
#include "report/curves.h"

#include "support/close.h"
#include "support/files.h"
#include "support/point_locale.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLL(name, noise)                                                                          \
    "{ name = '" name "'; intercept = 0.0; noise = " noise                                         \
    "; terms = ( { variable = 'health'; weight = 1.0; } ); }"
#define HEAD "poll,shift,slope,noise\n"

enum { SCENARIOS = 2 };

/* Two scenarios that share a poll, and the curves of both. */
typedef struct {
    char *folder;
    ent_scenario_t scenarios[SCENARIOS];
    ent_curves_t curves[SCENARIOS];
    ent_diags_t diags;
} fixture_t;

static int set_up(void **state) {
    fixture_t *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    char *one = support_quoted("polls = (" POLL("warm", "0.2") "," POLL("trust", "0.3") ");");
    char *other = support_quoted("polls = (" POLL("alone", "0.4") "," POLL("warm", "0.5") ");");
    support_load_small(one, NULL, 0, &fixture->scenarios[0]);
    support_load_small(other, NULL, 0, &fixture->scenarios[1]);
    fixture->folder = support_folder();
    free(one);
    free(other);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_free(&fixture->scenarios[0]);
    ent_scenario_free(&fixture->scenarios[1]);
    support_remove(fixture->folder);
    free(fixture);
    return 0;
}

static ent_err_t read_file(fixture_t *fixture, const char *path) {
    const ent_scenario_t *scenarios[SCENARIOS];
    ent_curves_t *curves[SCENARIOS];
    for (size_t i = 0; i < SCENARIOS; i++) {
        fixture->curves[i] = ent_curves_declared(&fixture->scenarios[i]);
        scenarios[i] = &fixture->scenarios[i];
        curves[i] = &fixture->curves[i];
    }
    ent_diags_init(&fixture->diags);
    return ent_curves_read(path, scenarios, SCENARIOS, curves, &fixture->diags);
}

static ent_err_t read_text(fixture_t *fixture, const char *text) {
    char *path = support_write(fixture->folder, "curves.csv", text);
    ent_err_t error = read_file(fixture, path);
    free(path);
    return error;
}

static void assert_curve(ent_curve_t curve, double shift, double slope, double noise) {
    assert_same(curve.shift, shift);
    assert_same(curve.slope, slope);
    assert_same(curve.noise, noise);
}

/* logit(0.8) = ln 4: shifted by -ln 4 it is a half; half as steep, 2/3; noise adds to it. */
static void test_percent(void **state) {
    (void)state;
    const double ln4 = log(4);
    assert_close(ent_curve_percent(ent_curve_declared(0.3), ln4, 0), 80, 1e-14, 0);
    assert_close(ent_curve_percent((ent_curve_t){-ln4, 1, 0.3}, ln4, 0), 50, 1e-14, 0);
    assert_close(ent_curve_percent((ent_curve_t){0, 0.5, 0.3}, ln4, 0), 100 * 2 / 3.0, 1e-14, 0);
    assert_close(ent_curve_percent((ent_curve_t){0, 0.5, ln4}, ln4, 0.5), 80, 1e-14, 0);
}

/* Rows in any order, columns of others; an empty field leaves what the scenario declares. */
static void test_read(void **state) {
    fixture_t *fixture = *state;
    assert_int_equal(read_text(fixture, "note,noise,poll,slope,shift\n"
                                        "x,,warm,1.5,-0.25\n"
                                        ",0.75,alone,,\n"),
                     ENT_OK);
    assert_int_equal(fixture->diags.count, 0);
    assert_curve(fixture->curves[0].of[0], -0.25, 1.5, 0.2);
    assert_curve(fixture->curves[0].of[1], 0, 1, 0.3); /* not in the file */
    assert_curve(fixture->curves[1].of[0], 0, 1, 0.75);
    assert_curve(fixture->curves[1].of[1], -0.25, 1.5, 0.5);
    assert_int_equal(read_text(fixture, HEAD), ENT_OK);
    assert_curve(fixture->curves[0].of[0], 0, 1, 0.2);
}

static void test_ends_of_ranges(void **state) {
    fixture_t *fixture = *state;
    assert_int_equal(read_text(fixture, HEAD "warm,-100,100,10\ntrust,1e2,1e-3,.5\n"), ENT_OK);
    assert_curve(fixture->curves[0].of[0], -100, 100, 10);
    assert_curve(fixture->curves[0].of[1], 100, 0.001, 0.5);
}

static void test_mistakes(void **state) {
    static const char shift[] = "expected a number from -100 to 100, or nothing";
    static const char slope[] = "expected a number above 0 and at most 100, or nothing";
    static const char noise[] = "expected a number above 0 and at most 10, or nothing";
    static const struct {
        const char *row, *key, *message;
    } cases[] = {
        {"warm,x,1,1", "row 2, column \"shift\"", shift},
        {"warm,0x10,1,1", "row 2, column \"shift\"", shift},
        {"warm,nan,1,1", "row 2, column \"shift\"", shift},
        {"warm,-101,1,1", "row 2, column \"shift\"", "found \"-101\""},
        {"warm,1e,1,1", "row 2, column \"shift\"", shift},
        {"warm,0,0,1", "row 2, column \"slope\"", slope},
        {"warm,0,-1,1", "row 2, column \"slope\"", slope},
        {"warm,0,101,1", "row 2, column \"slope\"", slope},
        {"warm,0,\"1,5\",1", "row 2, column \"slope\"", "found \"1,5\""},
        {"warm,0,1,0", "row 2, column \"noise\"", noise},
        {"warm,0,1,10.1", "row 2, column \"noise\"", noise},
        {"wram,0,1,1", "row 2, column \"poll\"",
         "found \"wram\", expected the name of a poll of the scenario, did you mean \"warm\"?"},
        {"alone,0,1,1\nalone,0,1,1", "row 3, column \"poll\"",
         "found \"alone\" a second time, expected each poll once"},
    };
    fixture_t *fixture = *state;
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        char text[200];
        (void)snprintf(text, sizeof text, HEAD "%s\n", cases[i].row);
        assert_int_equal(read_text(fixture, text), ENT_ERR_SCENARIO);
        assert_int_equal(fixture->diags.errors, 1);
        if (support_find_problem(&fixture->diags, cases[i].key, cases[i].message) == NULL) {
            support_fail(&fixture->diags, cases[i].message);
        }
    }
}

static void test_files(void **state) {
    fixture_t *fixture = *state;
    char *missing = support_path(fixture->folder, "missing.csv");
    assert_int_equal(read_file(fixture, missing), ENT_ERR_NO_INPUT);
    assert_int_equal(fixture->diags.errors, 1);
    free(missing);
    assert_int_equal(read_text(fixture, "poll,shift\n"), ENT_ERR_SCENARIO);
    assert_non_null(support_find_problem(&fixture->diags, "row 1", "\"slope\" is missing"));
    assert_non_null(support_find_problem(&fixture->diags, "row 1", "\"noise\" is missing"));
}

/* A locale with a decimal comma changes nothing. */
static void test_locale(void **state) {
    fixture_t *fixture = *state;
    locale_t comma = support_point_locale(",");
    if (comma == (locale_t)0) {
        skip();
    }
    locale_t before = uselocale(comma);
    ent_err_t error = read_text(fixture, HEAD "warm,0.5,1.5,0.25\n");
    (void)uselocale(before);
    freelocale(comma);
    assert_int_equal(error, ENT_OK);
    assert_curve(fixture->curves[0].of[0], 0.5, 1.5, 0.25);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_percent),
        cmocka_unit_test_setup_teardown(test_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ends_of_ranges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mistakes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_locale, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is wrong with a design is said with its place, what was found and what is expected. */
#include "analysis/design.h"

#include "support/design.h"
#include "support/files.h"
#include "support/problems.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static support_design_t made;
static ent_diags_t diags;

/* Fails unless the design is refused, and left alone, for `errors` reasons. */
static void refuse(size_t errors) {
    ent_design_t before;
    memset(&made.design, 0x5a, sizeof made.design);
    memcpy(&before, &made.design, sizeof before);
    ent_diags_init(&diags);
    assert_int_equal(ent_design_init(&made.design, &made.sweep, &diags), ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, errors);
    assert_memory_equal(&made.design, &before, sizeof before);
}

static void assert_said(size_t index, const char *file, int line, const char *key,
                        const char *text) {
    const ent_diag_t *diag = &diags.kept[index];
    assert_string_equal(diag->text, text);
    assert_string_equal(diag->key, key);
    assert_string_equal(diag->file, file);
    assert_int_equal(diag->line, line);
}

static void refuse_sweep(const char *key, const char *text) {
    refuse(1);
    assert_said(0, "sweep.cfg", 3, key, text);
}

static void designs_need_factors(void **state) {
    (void)state;
    for (int method = 0; method <= ENT_DESIGN_LIST; method++) {
        support_design_describe(&made, (ent_design_method_t)method, 0);
        refuse_sweep("factors", "found 0, expected 1 to 200 factors");
        support_design_describe(&made, (ent_design_method_t)method, 201);
        refuse_sweep("factors", "found 201, expected 1 to 200 factors");
    }
}

/* The names were found by trial: FNV-1a of "sweep/lhs/…" is the same. */
static void factors_with_one_hash_are_refused(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_LHS, 3);
    (void)strcpy(made.names[0], "x229599");
    (void)strcpy(made.names[2], "x432382");
    refuse(1);
    assert_said(0, "sweep.cfg", 12, "factors",
                "the factors \"x229599\" and \"x432382\" draw the same random numbers, because "
                "their names have one hash; give either another name");
}

static void full_designs_need_levels(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_FULL, 3);
    made.factors[0].levels = 1;
    made.factors[2].levels = -5;
    refuse(2);
    assert_said(0, "sweep.cfg", 10, "levels", "found 1, expected at least 2 levels");
    assert_said(1, "sweep.cfg", 12, "levels", "found -5, expected at least 2 levels");
}

static void too_many_points_are_refused(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_FULL, 9);
    for (size_t i = 0; i < 9; i++) {
        made.factors[i].levels = 10;
    }
    support_design_open(&made); /* as many as there may be */
    assert_int_equal(made.design.points, 1000000000);
    support_design_close(&made);
    made.factors[4].levels = 11;
    refuse_sweep("design", "found 1100000000 points in all, expected at most 1000000000");
    support_design_describe(&made, ENT_DESIGN_FULL, 64);
    for (size_t i = 0; i < 64; i++) {
        made.factors[i].levels = 2; /* 2⁶⁴ is 0 for a size_t */
    }
    refuse_sweep("design", "found 1.844674407e+19 points in all, expected at most 1000000000");
    support_design_describe(&made, ENT_DESIGN_FULL, 200);
    for (size_t i = 0; i < 200; i++) {
        made.factors[i].levels = INT_MAX;
    }
    refuse(1);
    assert_non_null(strstr(diags.kept[0].text, "e+308 points in all"));
    support_design_describe(&made, ENT_DESIGN_LHS, 1);
    made.sweep.points = 1000000001;
    refuse_sweep("design", "found 1000000001 points in all, expected at most 1000000000");
    support_design_describe(&made, ENT_DESIGN_SOBOL, 2);
    made.sweep.points = 1 << 28;
    refuse_sweep("design", "found 1073741824 points in all, expected at most 1000000000");
    support_design_describe(&made, ENT_DESIGN_MORRIS, 199);
    made.sweep.trajectories = 5000001;
    refuse_sweep("design", "found 1000000200 points in all, expected at most 1000000000");
}

static void designs_too_small_for_their_method_are_refused(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_LHS, 2);
    made.sweep.points = 0;
    refuse_sweep("design.points", "found 0, expected at least 1 point");
    support_design_describe(&made, ENT_DESIGN_SOBOL, 2);
    made.sweep.points = 3;
    refuse_sweep("design.points", "found 3, expected at least 16 rows");
    made.sweep.points = -64;
    refuse_sweep("design.points", "found -64, expected at least 16 rows");
    support_design_describe(&made, ENT_DESIGN_MORRIS, 2);
    made.sweep.trajectories = 1;
    refuse_sweep("design.trajectories", "found 1, expected at least 2 trajectories");
}

static void sobol_designs_need_powers_of_2(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_SOBOL, 2);
    made.sweep.points = 100;
    refuse_sweep("design.points", "found 100, expected a power of 2, such as 64 or 128");
    made.sweep.points = 17;
    refuse_sweep("design.points", "found 17, expected a power of 2, such as 16 or 32");
    made.sweep.points = INT_MAX;
    refuse_sweep("design.points",
                 "found 2147483647, expected a power of 2, such as 1073741824 or 2147483648");
}

static void sobol_designs_have_at_most_20_factors(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_SOBOL, 20);
    support_design_open(&made);
    support_design_close(&made);
    support_design_describe(&made, ENT_DESIGN_SOBOL, 21);
    refuse_sweep("factors", "found 21, expected at most 20 factors with a sobol design: GSL's "
                            "sequence has 40 dimensions, of which each factor takes two");
    made.sweep.points = 5;
    refuse(2); /* both are said */
}

static void grids_of_morris_are_even(void **state) {
    static const int grids[] = {-4, 0, 1, 5};
    char text[200];
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(grids); i++) {
        support_design_describe(&made, ENT_DESIGN_MORRIS, 2);
        made.sweep.grid = grids[i];
        (void)snprintf(text, sizeof text, "found %d, expected an even number of levels, at least 2",
                       grids[i]);
        refuse_sweep("design.grid", text);
    }
    made.sweep.trajectories = 0;
    refuse(2);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

/* A list for factors f0 and insulation that must be refused; its path is left in `file`. */
static char file[200];

static void refuse_list(const char *text, size_t errors) {
    char *folder = support_folder(), *path = support_write(folder, "settings.csv", text);
    support_design_describe(&made, ENT_DESIGN_LIST, 2);
    (void)strcpy(made.names[1], "insulation");
    made.sweep.file = path;
    (void)snprintf(file, sizeof file, "%s", path);
    refuse(errors);
    free(path);
    support_remove(folder);
}

static void lists_need_a_file_that_can_be_read(void **state) {
    (void)state;
    support_design_describe(&made, ENT_DESIGN_LIST, 2);
    refuse_sweep("design.file", "missing, expected the name of a CSV file");
    char name[] = "/nonexistent/settings.csv";
    made.sweep.file = name;
    refuse_sweep("design.file",
                 "\"/nonexistent/settings.csv\" cannot be read: No such file or directory");
}

static void lists_need_a_row(void **state) {
    (void)state;
    refuse_list("f0,insulation\n", 1);
    assert_said(0, file, 1, "",
                "found no row below the names of the columns, expected at least 1 row");
    refuse_list("", 1);
    assert_said(0, file, 1, "", "the file is empty, expected a row with the names of the columns");
}

static void lists_need_a_column_for_each_factor(void **state) {
    (void)state;
    refuse_list("f0,point\n1,2\n", 1);
    assert_non_null(strstr(diags.kept[0].text, "\"insulation\""));
    assert_string_equal(diags.kept[0].file, file);
}

static void other_columns_are_refused_with_the_nearest_name(void **state) {
    (void)state;
    refuse_list("insulatoin,f0,insulation,points\n1,2,3,4\n5,6,7,8\n", 2);
    assert_said(0, file, 1, "",
                "found column 1, \"insulatoin\", expected columns for the factors and perhaps "
                "\"point\", did you mean \"insulation\"?");
    assert_said(1, file, 1, "",
                "found column 4, \"points\", expected columns for the factors and perhaps "
                "\"point\", did you mean \"point\"?");
    refuse_list("f0,insulation,\n1,2,3\n", 1);
    assert_said(0, file, 1, "",
                "found column 3, \"\", expected columns for the factors and perhaps \"point\"");
}

static void numbers_of_lists_are_strict(void **state) {
    static const char *const wrong[] = {"",    " ",     "1,5", "0x10", "nan",
                                        "inf", "1e999", "1 2", "ten"};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(wrong); i++) {
        char text[100], message[100];
        (void)snprintf(text, sizeof text, "f0,insulation\n1,2\n3,\"%s\"\n", wrong[i]);
        (void)snprintf(message, sizeof message, "found \"%s\", expected a number", wrong[i]);
        refuse_list(text, 1);
        assert_said(0, file, 3, "row 3, column \"insulation\"", message);
    }
    refuse_list("f0,insulation\nx,y\n1,z\n", 3); /* all of them are told */
}

static void rows_of_lists_have_all_fields(void **state) {
    (void)state;
    refuse_list("f0,insulation\n1,2\n3\n", 1);
    assert_string_equal(diags.kept[0].file, file);
    assert_int_equal(diags.kept[0].line, 3);
}

static void freeing_twice_does_no_harm(void **state) {
    ent_design_t none = {0};
    (void)state;
    ent_design_free(&none);
    support_design_describe(&made, ENT_DESIGN_SOBOL, 2);
    support_design_open(&made);
    support_design_close(&made);
    assert_null(made.design.table);
    assert_null(made.design.processes);
    support_design_close(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(designs_need_factors),
        cmocka_unit_test(factors_with_one_hash_are_refused),
        cmocka_unit_test(full_designs_need_levels),
        cmocka_unit_test(too_many_points_are_refused),
        cmocka_unit_test(designs_too_small_for_their_method_are_refused),
        cmocka_unit_test(sobol_designs_need_powers_of_2),
        cmocka_unit_test(sobol_designs_have_at_most_20_factors),
        cmocka_unit_test(grids_of_morris_are_even),
        cmocka_unit_test(lists_need_a_file_that_can_be_read),
        cmocka_unit_test(lists_need_a_row),
        cmocka_unit_test(lists_need_a_column_for_each_factor),
        cmocka_unit_test(other_columns_are_refused_with_the_nearest_name),
        cmocka_unit_test(numbers_of_lists_are_strict),
        cmocka_unit_test(rows_of_lists_have_all_fields),
        cmocka_unit_test(freeing_twice_does_no_harm),
    };
    return cmocka_run_group_tests_name("design_errors", tests, NULL, NULL);
}

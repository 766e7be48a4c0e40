/*
 * plots/figures.json (report/figure_file.c, report/figure_read.c): what is written comes back, and
 * all that this program would not have written is refused, with a sentence that says what it is.
 */
#include "report/figure_read.h"

#include "support/close.h"
#include "support/files.h"
#include "support/script.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_err_t read_text(const char *text, ent_figure_file_t *file, char *problem) {
    return ent_figure_file_read(text, strlen(text), file, problem);
}

/* Refused, with a problem that has these words in it. */
static void assert_refused(const char *text, const char *words) {
    char problem[ENT_FIGURE_PROBLEM_SIZE];
    ent_figure_file_t file;
    ent_err_t error = read_text(text, &file, problem);
    if (error != ENT_ERR_SCENARIO || strstr(problem, words) == NULL) {
        fail_msg("%s\nis \"%s\" with \"%s\",\nnot with \"%s\"", text, ent_err_text(error), problem,
                 words);
    }
    ent_figure_file_free(&file);
    ent_figure_file_free(&file);
}

/* A file with these variables and one figure. */
static const char *with_variables(const char *variables, char text[1024]) {
    (void)snprintf(text, 1024,
                   "{\"figures\": [{\"name\": \"health\", \"width\": 900, \"height\": 540}], "
                   "\"variables\": {%s}}",
                   variables);
    return text;
}

static const char *with_figures(const char *figures, char text[1024]) {
    (void)snprintf(text, 1024, "{\"figures\": %s, \"variables\": {}}", figures);
    return text;
}

/* All kinds of variables, with values that are hard to write. */
static void set_all(ent_figure_data_t *data) {
    ent_figure_data_text(data, "TITLE", "'\"`$(touch ran)\\ 日韓 é 😀 @x %s", ENT_FIGURE_WHOLE);
    ent_figure_data_real(data, "START", 2025 + 10.0 / 12);
    ent_figure_data_real(data, "YEARS", 20);
    ent_figure_data_count(data, "STEPS", 240);
    ent_figure_data_count(data, "SCENARIOS", 2);
    ent_figure_data_array(data, "SUMMARY_FILE", 2);
    ent_figure_data_set_file(data, "SUMMARY_FILE", 0, "a b/summary.csv");
    ent_figure_data_set_file(data, "SUMMARY_FILE", 1, "..c/<ls");
    ent_figure_data_count(data, "METRICS", 1);
    ent_figure_data_array(data, "METRIC_BETTER", 1);
    ent_figure_data_set_integer(data, "METRIC_BETTER", 0, -1);
    ent_figure_data_array(data, "UNPAIRED_LOW", 2);
    ent_figure_data_set_real(data, "UNPAIRED_LOW", 0, NAN);
    ent_figure_data_set_real(data, "UNPAIRED_LOW", 1, -1.0 / 3);
    ent_figure_data_count(data, "FLAGS", 0);
    ent_figure_data_array(data, "FLAG_TITLE", 0);
}

static void write_file(const char *folder, const ent_figure_row_t *rows, size_t count,
                       const ent_figure_data_t *data) {
    ent_output_t output;
    assert_int_equal(ent_output_open(&output, folder, true), ENT_OK);
    assert_int_equal(ent_output_folder(&output, "plots"), ENT_OK);
    assert_int_equal(ent_figure_file_write(rows, count, data, &output), ENT_OK);
    assert_int_equal(output.count, data->foreign_names ? 0 : 1);
    output.finished = true;
    ent_output_close(&output);
}

static void what_is_written_comes_back(void **state) {
    static const ent_figure_row_t rows[] = {{"health", 900, 540}, {"some-more", 720, 480}};
    char *folder = support_folder(), *path = support_path(folder, "plots/figures.json");
    char problem[ENT_FIGURE_PROBLEM_SIZE];
    ent_figure_data_t data;
    ent_figure_file_t file;
    (void)state;
    ent_figure_data_init(&data);
    set_all(&data);
    write_file(folder, rows, 2, &data);
    char *text = support_read(path);
    assert_non_null(text);
    assert_int_equal(read_text(text, &file, problem), ENT_OK);
    assert_string_equal(problem, "");
    assert_int_equal(file.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(file.rows[i].name, rows[i].name);
        assert_int_equal(file.rows[i].width, rows[i].width);
        assert_int_equal(file.rows[i].height, rows[i].height);
    }
    char *before = support_script(&data), *after = support_script(&file.data);
    assert_string_equal(before, after);
    free(before);
    free(after);
    free(text);
    free(path);
    ent_figure_file_free(&file);
    ent_figure_data_free(&data);
    support_remove(folder);
}

/* JSON cannot hold the name of such a file, so that there is nothing to draw from again. */
static void names_that_are_not_utf8_are_not_kept(void **state) {
    static const ent_figure_row_t row = {"fans", 720, 480};
    char *folder = support_folder(), *path = support_path(folder, "plots/figures.json");
    ent_figure_data_t data;
    (void)state;
    ent_figure_data_init(&data);
    ent_figure_data_count(&data, "SCENARIOS", 1);
    ent_figure_data_array(&data, "SUMMARY_FILE", 1);
    ent_figure_data_set_file(&data, "SUMMARY_FILE", 0, "\xe9/summary.csv");
    write_file(folder, &row, 1, &data);
    assert_null(support_read(path));
    ent_figure_data_free(&data);
    free(path);
    support_remove(folder);
}

static void other_text_is_refused(void **state) {
    (void)state;
    assert_refused("", "line ");
    assert_refused("{", "line 1: ");
    assert_refused("{\"figures\":\n[],\n\"figures\": []}", "line 3: duplicate object key");
    assert_refused("[]", "found an array, expected an object");
    assert_refused("{}", "figures: found nothing, expected an array");
    assert_refused("{\"figure\": []}", "\"figure\" is not known, did you mean \"figures\"?");
    assert_refused("{\"figures\": [{\"name\": \"a\", \"width\": 99, \"height\": 99}]}",
                   "variables: found nothing, expected an object");
}

static void figures_are_read_strictly(void **state) {
    static const struct {
        const char *figures, *words;
    } rows[] = {
        {"[]", "figures: found none, expected an array with a figure at least"},
        {"{}", "figures: found an object, expected an array"},
        {"[1]", "figures[0]: found a whole number, expected an object"},
        {"[{}]", "figures[0].name: expected small letters"},
        {"[{\"name\": \"a\"}]", "figures[0].width: found nothing, expected points"},
        {"[{\"name\": \"a\", \"width\": 1.5, \"height\": 99}]",
         "figures[0].width: found a real number, expected points"},
        {"[{\"name\": \"a\", \"width\": 900, \"height\": 49}]",
         "figures[0].height: found 49, expected points from 50 to 5000"},
        {"[{\"name\": \"a\", \"width\": 5001, \"height\": 99}]", "found 5001, expected points"},
        {"[{\"name\": \"a\", \"width\": 99, \"height\": 99, \"heigth\": 1}]",
         "figures[0].\"heigth\" is not known, did you mean \"height\"?"},
        {"[{\"name\": \"a\", \"width\": 99, \"height\": 99},"
         " {\"name\": \"a\", \"width\": 99, \"height\": 99}]",
         "figures[1].name: \"a\" stands there twice"},
    };
    char text[1024];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_refused(with_figures(rows[i].figures, text), rows[i].words);
    }
}

/* A name is a part of a file's name and of a script: nothing but what templates are called. */
static void names_of_figures_are_those_of_templates(void **state) {
    static const char *const wrong[] = {
        "",
        "Health",
        "../health",
        "a/b",
        "a b",
        "health.gp",
        "-",
        "1a",
        "a'",
        "a;b",
        "h\\u00e9",
        "a_b",
        "a\\n",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmn" /* 80: one too many */};
    char figure[256], text[1024];
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        (void)snprintf(figure, sizeof figure, "[{\"name\": \"%s\", \"width\": 99, \"height\": 99}]",
                       wrong[i]);
        assert_refused(with_figures(figure, text), "figures[0].name: expected small letters");
    }
}

static void too_many_figures_are_refused(void **state) {
    char text[8192] = "{\"variables\": {}, \"figures\": [";
    (void)state;
    for (int i = 0; i <= ENT_MOST_FIGURES; i++) {
        size_t length = strlen(text);
        (void)snprintf(text + length, sizeof text - length,
                       "%s{\"name\": \"f%d\", \"width\": 99, \"height\": 99}", i > 0 ? ", " : "",
                       i);
    }
    (void)strcat(text, "]}");
    assert_refused(text, "figures: found 33, expected at most 32");
}

static void variables_are_read_strictly(void **state) {
    static const struct {
        const char *variables, *words;
    } rows[] = {
        {"\"TITEL\": \"x\"", "\"TITEL\" is none that figures know, did you mean \"TITLE\"?"},
        {"\"OUT\": \"/etc/passwd\"", "\"OUT\" is none that figures know"},
        {"\"DATA\": \"/\"", "\"DATA\" is none that figures know"},
        {"\"PLOTS\": \"/tmp\"", "\"PLOTS\" is none that figures know"},
        {"\"X = system('ls') #\": 1", "is none that figures know"},
        {"\"TITLE\": 1", "variables.TITLE: found a whole number, expected a text"},
        {"\"TITLE\": \"a\\nb\"", "variables.TITLE: found a text, expected a text without control"},
        {"\"TITLE\": \"\\u001b[2J\"", "expected a text without control characters"},
        {"\"TITLE\": [\"a\"]", "variables.TITLE: found an array, expected a text"},
        {"\"STEPS\": 1.0", "variables.STEPS: found a real number, expected a whole number"},
        {"\"STEPS\": \"240\"", "variables.STEPS: found a text, expected a whole number"},
        {"\"STEPS\": 1000000001", "expected a whole number of at most a thousand million"},
        {"\"START\": null", "variables.START: found null, expected a number"},
        {"\"START\": true", "variables.START: found true, expected a number"},
        {"\"START\": \"NaN\"", "variables.START: found a text, expected a number"},
        {"\"START\": NaN", "line 1: "},
        {"\"START\": 1e999", "line 1: real number overflow"},
        {"\"STANCE_LINE\": 1", "variables.STANCE_LINE: found a whole number, expected an array"},
        {"\"STANCE_LINE\": []", "variables.STANCE_LINE: found 0 elements, expected 1 to 10000"},
        {"\"STANCES\": 2, \"STANCE_LINE\": [1, \"2\"]",
         "variables.STANCE_LINE[1]: found a text, expected a whole number"},
        {"\"STANCES\": 2, \"STANCE_TITLE\": [\"a\", null]",
         "variables.STANCE_TITLE[1]: found null, expected a text"},
        {"\"STANCES\": 2, \"STANCE_LINE\": [1]",
         "variables.STANCE_LINE: found 1 elements, which is not what \"STANCES\" says"},
        {"\"STANCE_LINE\": [1]", "which is not what \"STANCES\" says"},
        {"\"STANCES\": -1, \"STANCE_LINE\": [1]", "which is not what \"STANCES\" says"},
        {"\"SCENARIOS\": 1, \"SUMMARY_FILE\": [\"../a\"]",
         "variables.SUMMARY_FILE[0]: found a text, expected the name of a file within the folder"},
        {"\"SCENARIOS\": 1, \"SUMMARY_FILE\": [\"/etc/passwd\"]", "the name of a file within"},
        {"\"SCENARIOS\": 1, \"SUMMARY_FILE\": [\"\"]", "the name of a file within"},
    };
    char text[1024];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_refused(with_variables(rows[i].variables, text), rows[i].words);
    }
}

/* A whole number is a real, and null an undefined one in an array. */
static void numbers_may_be_written_otherwise(void **state) {
    char problem[ENT_FIGURE_PROBLEM_SIZE], text[1024];
    ent_figure_file_t file;
    (void)state;
    assert_int_equal(read_text(with_variables("\"START\": 2020, \"FLAGS\": 2, \"FLAG_AT\": "
                                              "[2021, null]",
                                              text),
                               &file, problem),
                     ENT_OK);
    char *script = support_script(&file.data);
    assert_string_equal(script, "START = 2020.0\nFLAGS = 2\narray FLAG_AT[2]\n"
                                "FLAG_AT[1] = 2021.0\nFLAG_AT[2] = NaN\n");
    free(script);
    ent_figure_file_free(&file);
}

static void files_lie_within_the_folder(void **state) {
    static const char *const within[] = {"a", "a/b", "..a", "a..", "...", ".a/b", "a/..b/c", " "};
    static const char *const outside[] = {"",     "/",  "/a",     "..",     "../a", "a/..",
                                          "a//b", "a/", "a/../b", "a/b/..", "//"};
    (void)state;
    for (size_t i = 0; i < sizeof within / sizeof within[0]; i++) {
        assert_true(ent_file_within(within[i]));
    }
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        assert_false(ent_file_within(outside[i]));
    }
}

static void parts_stand_in_names_behind_the_template(void **state) {
    static const struct {
        const char *name;
        size_t length;
        int part;
    } rows[] = {
        {"health", 6, 0},         {"some-more", 9, 0},      {"tornado-1", 7, 1},
        {"morris-12-a-b", 6, 12}, {"morris-12a", 10, 0},    {"sobol-", 6, 0},
        {"sobol--1", 8, 0},       {"sobol-12345-a", 13, 0}, {"a-b-3", 5, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t length = 0;
        assert_int_equal(ent_figure_part(rows[i].name, &length), rows[i].part);
        assert_int_equal(length, rows[i].length);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(names_that_are_not_utf8_are_not_kept),
        cmocka_unit_test(other_text_is_refused),
        cmocka_unit_test(figures_are_read_strictly),
        cmocka_unit_test(names_of_figures_are_those_of_templates),
        cmocka_unit_test(parts_stand_in_names_behind_the_template),
        cmocka_unit_test(too_many_figures_are_refused),
        cmocka_unit_test(variables_are_read_strictly),
        cmocka_unit_test(numbers_may_be_written_otherwise),
        cmocka_unit_test(files_lie_within_the_folder),
    };
    return cmocka_run_group_tests_name("figures.json", tests, NULL, NULL);
}

/*
 * Variables of figures (report/figure_data.c): what gnuplot is given of them. Texts are read back
 * here as gnuplot's manual says of double quotes: \ooo is a byte, and all else stands for itself.
 */
#include "report/figure_data.h"

#include "support/close.h"
#include "support/script.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The script of some variables, which may lack the counts of their arrays; the caller's to free. */
static char *script_of(const ent_figure_data_t *data) {
    char *script = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&script, &length);
    assert_non_null(stream);
    ent_figure_data_script(data, stream);
    assert_int_equal(fclose(stream), 0);
    return script;
}

static void assert_script(const ent_figure_data_t *data, const char *expected) {
    char *script = script_of(data);
    assert_int_equal(data->error, ENT_OK);
    assert_string_equal(script, expected);
    free(script);
}

/* Gives the bytes that a text in double quotes stands for, and where it ends. */
static const char *unquote(const char *quoted, char *text) {
    assert_int_equal(*quoted, '"');
    for (quoted++; *quoted != '"'; quoted++) {
        assert_int_not_equal(*quoted, '\0');
        if (*quoted == '\\') {
            char digits[4] = {quoted[1], quoted[2], quoted[3], '\0'};
            assert_int_equal(strspn(digits, "01234567"), 3);
            *text++ = (char)strtol(digits, NULL, 8);
            quoted += 3;
        } else {
            assert_null(strchr("`$@'%{}^&|<>#\n\r\t", *quoted)); /* what could be a command */
            *text++ = *quoted;
        }
    }
    *text = '\0';
    return quoted + 1;
}

static const char *const hostile[] = {
    "plain",
    "",
    "'; system('touch ran'); '",
    "\"; system(\"touch ran\"); \"",
    "`touch ran`",
    "$(touch ran) @x %s%n {/=9 x}_2^3 & <b> | #",
    "back\\slash\\", /* at the end it would escape the quote */
    "\\\"",
    "\\001234", /* digits behind an escape */
    "$0",       /* an escape with digits behind it */
    "日本語 한국어 é Ŵ 😀",
    "a\nb\tc\rd",
    "< touch ran",
    "NaN",
};

static void texts_come_back_as_they_were(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        ent_figure_data_t data;
        char text[256];
        ent_figure_data_init(&data);
        ent_figure_data_text(&data, "TITLE", hostile[i], ENT_FIGURE_WHOLE);
        char *script = script_of(&data);
        assert_memory_equal(script, "TITLE = ", 8);
        assert_string_equal(unquote(script + 8, text), "\n");
        assert_string_equal(text, hostile[i]);
        free(script);
        ent_figure_data_free(&data);
    }
}

/* Characters are cut, not bytes; what just fits is whole. */
static void texts_are_cut_at_characters(void **state) {
    char cut[ENT_FIGURE_CUT_SIZE];
    ent_figure_data_t data;
    (void)state;
    assert_string_equal(ent_figure_cut("日韓関係", 2, cut), "日韓...");
    assert_string_equal(ent_figure_cut("日韓", 2, cut), "日韓");
    assert_string_equal(ent_figure_cut("", 0, cut), "");
    assert_string_equal(ent_figure_cut("ab", 0, cut), "...");
    ent_figure_data_init(&data);
    ent_figure_data_text(&data, "TITLE", "日韓関係", 3);
    ent_figure_data_text(&data, "RUN", "日韓関係", 4);
    assert_script(&data, "TITLE = \"日韓関...\"\nRUN = \"日韓関係\"\n");
    ent_figure_data_free(&data);
}

/* An integer has no point and a real has one, as gnuplot divides 1/2 to 0. */
static void numbers_keep_their_kind(void **state) {
    ent_figure_data_t data;
    (void)state;
    ent_figure_data_init(&data);
    ent_figure_data_count(&data, "STEPS", 240);
    ent_figure_data_integer(&data, "WAVES", -3);
    ent_figure_data_real(&data, "START", 2020);
    ent_figure_data_real(&data, "YEARS", 0.1);
    ent_figure_data_real(&data, "FROM", -1e300);
    ent_figure_data_real(&data, "TRAIN_UNTIL", 2.5e-7);
    assert_script(&data, "STEPS = 240\nWAVES = -3\nSTART = 2020.0\nYEARS = 0.1\n"
                         "FROM = -1e+300\nTRAIN_UNTIL = 2.5e-07\n");
    ent_figure_data_free(&data);
}

/* Dates and differences come back to the last bit. */
static void reals_lose_nothing(void **state) {
    static const double values[] = {1.0 / 3, 2026.0833333333333, DBL_MAX, DBL_MIN, -0.1, 1e15};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        ent_figure_data_t data;
        ent_figure_data_init(&data);
        ent_figure_data_real(&data, "START", values[i]);
        char *script = script_of(&data);
        assert_same(support_script_number(script, "START"), values[i]);
        free(script);
        ent_figure_data_free(&data);
    }
}

/* gnuplot has no empty arrays and counts from 1; what was not set is said to be nothing. */
static void arrays_have_an_element_at_least(void **state) {
    ent_figure_data_t data;
    (void)state;
    ent_figure_data_init(&data);
    ent_figure_data_array(&data, "FLAG_AT", 0);
    ent_figure_data_array(&data, "STANCE_LINE", 2);
    ent_figure_data_array(&data, "STANCE_TITLE", 2);
    ent_figure_data_array(&data, "RMSE", 3);
    ent_figure_data_set_count(&data, "STANCE_LINE", 1, 7);
    ent_figure_data_set_text(&data, "STANCE_TITLE", 0, "Aland", ENT_FIGURE_WHOLE);
    ent_figure_data_set_real(&data, "RMSE", 0, 4);
    ent_figure_data_set_real(&data, "RMSE", 1, INFINITY);
    ent_figure_data_set_real(&data, "RMSE", 2, NAN);
    assert_script(&data, "array FLAG_AT[1]\nFLAG_AT[1] = NaN\n"
                         "array STANCE_LINE[2]\nSTANCE_LINE[1] = 0\nSTANCE_LINE[2] = 7\n"
                         "array STANCE_TITLE[2]\nSTANCE_TITLE[1] = \"Aland\"\n"
                         "STANCE_TITLE[2] = \"\"\n"
                         "array RMSE[3]\nRMSE[1] = 4.0\nRMSE[2] = NaN\nRMSE[3] = NaN\n");
    ent_figure_data_free(&data);
}

/* Behind the folder, "<" is no pipe, "|" none either and "$" no datablock. */
static void files_stand_behind_the_folder(void **state) {
    ent_figure_data_t data;
    (void)state;
    ent_figure_data_init(&data);
    ent_figure_data_array(&data, "SUMMARY_FILE", 2);
    ent_figure_data_set_file(&data, "SUMMARY_FILE", 0, "it's/summary.csv");
    ent_figure_data_set_file(&data, "SUMMARY_FILE", 1, "<ls");
    assert_script(&data, "array SUMMARY_FILE[2]\n"
                         "SUMMARY_FILE[1] = DATA.'/'.\"it\\047s/summary.csv\"\n"
                         "SUMMARY_FILE[2] = DATA.'/'.\"\\074ls\"\n");
    assert_false(data.foreign_names);
    ent_figure_data_set_file(&data, "SUMMARY_FILE", 1, "\xff.csv");
    assert_true(data.foreign_names);
    ent_figure_data_free(&data);
}

/* What a template could not have asked for is a bug, and the first one stays. */
static void misuse_is_a_bug(void **state) {
    (void)state;
    for (size_t i = 0; i < 9; i++) {
        ent_figure_data_t data;
        ent_figure_data_init(&data);
        ent_figure_data_array(&data, "STANCE_LINE", 2);
        assert_int_equal(data.error, ENT_OK);
        switch (i) {
        case 0:
            ent_figure_data_count(&data, "NO_SUCH_NAME", 1);
            break;
        case 1:
            ent_figure_data_real(&data, "STEPS", 1);
            break;
        case 2:
            ent_figure_data_text(&data, "SUMMARY_FILE", "ls", ENT_FIGURE_WHOLE);
            break;
        case 3:
            ent_figure_data_count(&data, "STANCE_LINE", 1);
            break;
        case 4:
            ent_figure_data_set_count(&data, "STANCE_LINE", 2, 1); /* beyond the end */
            break;
        case 5:
            ent_figure_data_set_real(&data, "RMSE", 0, 1); /* not declared */
            break;
        case 6:
            ent_figure_data_array(&data, "TITLE", 1);
            break;
        case 7:
            ent_figure_data_real(&data, "START", NAN);
            break;
        default:
            ent_figure_data_set_text(&data, "SUMMARY_FILE", 0, "<ls", ENT_FIGURE_WHOLE);
        }
        ent_figure_data_fail(&data, ENT_ERR_MEMORY);
        if (ent_figure_data_check(&data) != ENT_ERR_BUG) {
            fail_msg("misuse %zu is none", i);
        }
        ent_figure_data_free(&data);
        ent_figure_data_free(&data);
    }
}

/* An array is as long as its counts say: as in a run, or as in a comparison. */
static void arrays_are_as_long_as_their_counts(void **state) {
    static const struct {
        const char *count, *array;
        size_t value, length;
        bool fits;
    } rows[] = {
        {"STANCES", "STANCE_LINE", 2, 2, true},    {"STANCES", "STANCE_LINE", 2, 3, false},
        {"STANCES", "STANCE_LINE", 3, 2, false},   {"STANCES", "STANCE_LINE", 0, 0, true},
        {"STANCES", "STANCE_LINE", 0, 1, true}, /* an empty one has an element */
        {"STANCES", "STANCE_LINE", 1, 0, true},    {"STANCES", "STANCE_LINE", 0, 2, false},
        {"HEALTHS", "HEALTH_LINE", 1, 1, true},    {"SCENARIOS", "HEALTH_LINE", 4, 4, true},
        {"SCENARIOS", "HEALTH_LINE", 4, 5, false}, {"STANCES", "HEALTH_LINE", 1, 1, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_figure_data_t data;
        ent_figure_data_init(&data);
        ent_figure_data_count(&data, rows[i].count, rows[i].value);
        ent_figure_data_array(&data, rows[i].array, rows[i].length);
        assert_int_equal(ent_figure_data_fits(&data, rows[i].array), rows[i].fits);
        assert_int_equal(ent_figure_data_check(&data), rows[i].fits ? ENT_OK : ENT_ERR_BUG);
        assert_true(ent_figure_data_fits(&data, rows[i].count));
        ent_figure_data_free(&data);
    }
}

/* Of two counts it is the product: 3 groups of 2 methods are 6 numbers. */
static void two_counts_are_multiplied(void **state) {
    (void)state;
    for (size_t length = 1; length <= 8; length++) {
        ent_figure_data_t data;
        ent_figure_data_init(&data);
        ent_figure_data_count(&data, "GROUPS", 3);
        ent_figure_data_count(&data, "METHODS", 2);
        ent_figure_data_array(&data, "RMSE", length);
        assert_int_equal(ent_figure_data_fits(&data, "RMSE"), length == 6);
        ent_figure_data_free(&data);
    }
}

/* Names that a script gives itself, before the variables of a figure. */
static const char *const own[] = {"PLOTS",  "DATA",         "TERMINAL", "OUT", "WIDTH",
                                  "HEIGHT", "ASKED_HEIGHT", "SCALE",    "NOTE"};

static void check_name(const char *name) {
    assert_true(name[0] >= 'A' && name[0] <= 'Z');
    assert_int_equal(strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"), strlen(name));
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        assert_string_not_equal(name, own[i]);
    }
}

/* Names are gnuplot's; counts are integers; only what is called a file is one. */
static void the_table_is_sound(void **state) {
    size_t count = 0;
    const ent_figure_variable_t *rows = ent_figure_variables(&count);
    (void)state;
    assert_true(count > 60);
    for (size_t i = 0; i < count; i++) {
        const char *name = rows[i].name, *end = strstr(name, "_FILE");
        check_name(name);
        assert_int_equal(rows[i].kind == ENT_FIGURE_FILE, end != NULL && end[5] == '\0');
        for (size_t k = 0; k < ENT_FIGURE_COUNTS && rows[i].counts[k] != NULL; k++) {
            const ent_figure_variable_t *of = ent_figure_variable(rows[i].counts[k], NULL);
            assert_non_null(of);
            assert_int_equal(of->kind, ENT_FIGURE_INTEGER);
            assert_false(ent_figure_is_array(of));
        }
        for (const ent_figure_variable_t *v = ent_figure_variable(name, NULL); v != NULL;
             v = ent_figure_variable(name, v)) {
            assert_int_equal(v->kind, rows[i].kind); /* a name twice differs in its counts only */
            assert_int_equal(ent_figure_is_array(v), ent_figure_is_array(&rows[i]));
        }
    }
    assert_null(ent_figure_variable("NO_SUCH_NAME", NULL));
    assert_null(ent_figure_variable("title", NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_come_back_as_they_were),
        cmocka_unit_test(texts_are_cut_at_characters),
        cmocka_unit_test(numbers_keep_their_kind),
        cmocka_unit_test(reals_lose_nothing),
        cmocka_unit_test(arrays_have_an_element_at_least),
        cmocka_unit_test(files_stand_behind_the_folder),
        cmocka_unit_test(misuse_is_a_bug),
        cmocka_unit_test(arrays_are_as_long_as_their_counts),
        cmocka_unit_test(two_counts_are_multiplied),
        cmocka_unit_test(the_table_is_sound),
    };
    return cmocka_run_group_tests_name("figure data", tests, NULL, NULL);
}

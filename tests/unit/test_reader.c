/* One scenario file as a tree of settings, and the traps of libconfig 1.5 (scenario/reader.c). */
#include "scenario/reader.h"

#include "support/close.h"
#include "support/files.h"
#include "support/point_locale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const ent_place_t nobody = {NULL, 0};

/* What every test needs: an arena for the tree, a list of problems, a folder for files. */
typedef struct {
    ent_arena_t arena;
    ent_diags_t diags;
    char *folder;
} fixture_t;

static int set_up(void **state) {
    fixture_t *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    ent_arena_init(&fixture->arena);
    ent_diags_init(&fixture->diags);
    fixture->folder = support_folder();
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    fixture_t *fixture = *state;
    ent_arena_free(&fixture->arena);
    support_remove(fixture->folder);
    free(fixture);
    return 0;
}

static const ent_setting_t *read_sized(fixture_t *fixture, const char *text, size_t size) {
    ent_setting_t *root = NULL;
    ent_err_t error =
        ent_reader_text("file.cfg", 1, text, size, &fixture->arena, &root, &fixture->diags);
    if (error != ENT_OK) {
        ent_diags_print(&fixture->diags, stderr);
        fail_msg("cannot be read: %s", text);
    }
    return root;
}

static const ent_setting_t *read_text(fixture_t *fixture, const char *text) {
    return read_sized(fixture, text, strlen(text));
}

static const ent_setting_t *read_value(fixture_t *fixture, const char *value) {
    char text[200];
    (void)snprintf(text, sizeof text, "x = %s;", value);
    return read_text(fixture, text)->first;
}

static void assert_integer(fixture_t *fixture, const char *value, int64_t expected) {
    const ent_setting_t *setting = read_value(fixture, value);
    assert_int_equal(setting->type, ENT_SETTING_INTEGER);
    assert_true(setting->value.integer == expected);
}

static void assert_real(fixture_t *fixture, const char *value, double expected) {
    const ent_setting_t *setting = read_value(fixture, value);
    assert_int_equal(setting->type, ENT_SETTING_REAL);
    assert_same(setting->value.real, expected);
}

static void assert_text(fixture_t *fixture, const char *value, const char *expected) {
    const ent_setting_t *setting = read_value(fixture, value);
    assert_int_equal(setting->type, ENT_SETTING_TEXT);
    assert_string_equal(setting->value.text, expected);
}

static void integers_are_read_exactly(void **state) {
    assert_integer(*state, "10", 10); /* libconfig's get_float would say 0.0 */
    assert_integer(*state, "-2147483648", -INT64_C(2147483648));
    assert_integer(*state, "3000000000L", INT64_C(3000000000));
    assert_integer(*state, "-9223372036854775807L", -INT64_C(9223372036854775807));
    assert_integer(*state, "0x1F", 31);
    assert_integer(*state, "0xFFFFFFFFL", INT64_C(4294967295));
    assert_integer(*state, "012", 12); /* ten and two: not octal */
}

static void reals_are_read_to_the_last_bit(void **state) {
    assert_real(*state, "10.0", 10);
    assert_real(*state, "0.1", 0.1);
    assert_real(*state, "-1.5e-3", -0.0015);
    assert_real(*state, "1e5", 100000);
    assert_real(*state, ".5", 0.5);
    assert_real(*state, "2.", 2);
    assert_real(*state, "0.30000000000000004", 0.1 + 0.2);
    assert_real(*state, "2.2250738585072014e-308", 0x1p-1022);
    assert_real(*state, "3000000000.0", 3e9);
}

static void texts_keep_their_escapes_and_parts(void **state) {
    assert_text(*state, "\"\"", "");
    assert_text(*state, "\"a \\\"b\\\" \\\\c\"", "a \"b\" \\c");
    assert_text(*state, "\"one \" \"two\"", "one two");
    assert_text(*state, "\"日本\"", "日本");
    assert_text(*state, "\"3000000000\"", "3000000000");
}

static void booleans_are_read(void **state) {
    const char *const words[] = {"true", "false", "TRUE", "False"};
    for (size_t i = 0; i < 4; i++) {
        const ent_setting_t *setting = read_value(*state, words[i]);
        assert_int_equal(setting->type, ENT_SETTING_BOOLEAN);
        assert_int_equal(setting->value.boolean, i % 2 == 0);
    }
}

static void groups_lists_and_arrays_keep_their_order(void **state) {
    const ent_setting_t *root = read_text(
        *state, "g = { b = 1; a = 2; }; l = ( 3, \"x\", { c = true; }, ( ) ); v = [ 0.5, 0.25 ];");
    const ent_setting_t *group = ent_setting_member(root, "g");
    const ent_setting_t *list = ent_setting_member(root, "l");
    const ent_setting_t *array = ent_setting_member(root, "v");
    assert_int_equal(root->type, ENT_SETTING_GROUP);
    assert_int_equal(ent_setting_count(root), 3);
    assert_string_equal(group->first->name, "b");
    assert_string_equal(group->last->name, "a");
    assert_int_equal(list->type, ENT_SETTING_LIST);
    assert_int_equal(ent_setting_count(list), 4);
    assert_int_equal(list->first->value.integer, 3);
    assert_null(list->first->name);
    assert_int_equal(list->last->type, ENT_SETTING_LIST);
    assert_int_equal(array->type, ENT_SETTING_ARRAY);
    assert_same(array->last->value.real, 0.25);
}

/* The text is told to begin in line 41. */
static void every_setting_has_the_line_it_was_written_in(void **state) {
    fixture_t *fixture = *state;
    const char text[] =
        "a = 1;\n\n/* two\nlines */ b = 2; c =\n{ d = 3;\n  e = \"x\n\"; f = 4; };\n"
        "l = (\n 5,\n { g = 6; } );";
    ent_setting_t *root = NULL;
    assert_int_equal(ent_reader_text("some.cfg", 41, text, sizeof text - 1, &fixture->arena, &root,
                                     &fixture->diags),
                     ENT_OK);
    const ent_setting_t *group = ent_setting_member(root, "c");
    const ent_setting_t *list = ent_setting_member(root, "l");
    assert_int_equal(ent_setting_member(root, "a")->place.line, 41);
    assert_int_equal(ent_setting_member(root, "b")->place.line, 44);
    assert_int_equal(group->place.line, 44);
    assert_int_equal(ent_setting_member(group, "d")->place.line, 45);
    assert_int_equal(ent_setting_member(group, "e")->place.line, 46);
    assert_int_equal(ent_setting_member(group, "f")->place.line, 47);
    assert_int_equal(list->place.line, 48);
    assert_int_equal(list->first->place.line, 49);
    assert_int_equal(list->last->first->place.line, 50);
    assert_string_equal(list->last->first->place.file, "some.cfg");
}

static void a_text_as_a_whole_begins_in_its_first_line(void **state) {
    fixture_t *fixture = *state;
    ent_setting_t *root = NULL;
    assert_int_equal(
        ent_reader_text("--set", 3, "x = 1;", 6, &fixture->arena, &root, &fixture->diags), ENT_OK);
    assert_int_equal(root->first->place.line, 3);
    assert_int_equal(root->place.line, 3);
}

typedef struct {
    const char *text;
    int line;
    const char *message;
} wrong_t;

static void texts_that_do_not_parse_are_reported_with_line_and_text(void **state) {
    fixture_t *fixture = *state;
    static const wrong_t rows[] = {
        {"a = 1;\nb = ;\n", 2, "syntax error at or before \"b = ;\""},
        {"a = 1;\n  b 2;", 2, "\"b 2;\""},
        {"a = nan;", 1, "syntax error"},
        {"a = inf;", 1, "syntax error"},
        {"a = 0.1.2;", 1, "syntax error"},
        {"a = 1;\n]", 2, "\"]\""},
        {"a = {\nb = 1;\n", 3, "syntax error"},
        {"a = \"never closed;\n", 2, "syntax error"},
        {"a = 1;\na = 2;", 2, "duplicate"},
        {"a = [ 1, 0.5 ];", 1, "array"},
        {"2+2 = 1;", 1, "syntax error"},
        {"a = 3000000000;", 1, "found 3000000000"}, /* what the lexical check says comes first */
        {"a = 1.0e999;", 1, "too large"},
        {"a = 1;\n\n\n@include \"x.cfg\"\n", 4, "use extends"},
        {"a = \"\xff\";", 1, "UTF-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_setting_t *root = NULL;
        ent_diags_init(&fixture->diags);
        ent_err_t error = ent_reader_text("file.cfg", 1, rows[i].text, strlen(rows[i].text),
                                          &fixture->arena, &root, &fixture->diags);
        assert_int_equal(error, ENT_ERR_SCENARIO);
        assert_null(root);
        assert_int_equal(fixture->diags.errors, 1);
        assert_int_equal(fixture->diags.kept[0].line, rows[i].line);
        if (strstr(fixture->diags.kept[0].text, rows[i].message) == NULL) {
            fail_msg("%s: %s", rows[i].text, fixture->diags.kept[0].text);
        }
    }
}

/* The piece of a line that is shown ends with a whole character: 20 of three bytes fill it. */
static void long_lines_are_shown_in_part_and_in_whole_characters(void **state) {
    fixture_t *fixture = *state;
    ent_setting_t *root = NULL;
    static const struct {
        const char *text, *shown;
    } rows[] = {{"x ? a日日日日日日日日日日日日日日日日日日日日日日日日",
                 "\"x ? a日日日日日日日日日日日日日日日日日日\""},
                {"x ? 日日日日日日日日日日日日日日日日日日日日日日日日",
                 "\"x ? 日日日日日日日日日日日日日日日日日日\""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *text = rows[i].text;
        assert_int_equal(ent_reader_text("file.cfg", 1, text, strlen(text), &fixture->arena, &root,
                                         &fixture->diags),
                         ENT_ERR_SCENARIO);
        assert_non_null(strstr(fixture->diags.kept[i].text, rows[i].shown));
    }
}

static void a_comma_in_the_callers_locale_changes_nothing(void **state) {
    locale_t comma = support_point_locale(",");
    if (comma == (locale_t)0) {
        skip();
    }
    locale_t before = uselocale(comma);
    assert_real(*state, "0.25", 0.25);
    assert_real(*state, "1.5e3", 1500);
    (void)uselocale(before);
    freelocale(comma);
}

static const ent_setting_t *read_file(fixture_t *fixture, const char *bytes, size_t size) {
    ent_setting_t *root = NULL;
    char *path = support_write_bytes(fixture->folder, "a.cfg", bytes, size);
    assert_int_equal(ent_reader_file(path, nobody, &fixture->arena, &root, &fixture->diags),
                     ENT_OK);
    assert_string_equal(root->place.file, path);
    free(path);
    return root;
}

static void a_byte_order_mark_is_skipped(void **state) {
    const char bytes[] = "\xef\xbb\xbf# comment\nx = 7;";
    const ent_setting_t *root = read_file(*state, bytes, sizeof bytes - 1);
    assert_int_equal(root->first->value.integer, 7);
    assert_int_equal(root->first->place.line, 2);
}

static void lines_may_end_as_on_other_systems(void **state) {
    const char bytes[] = "# comment\r\nx = 7;\r\ny = \"z\";\r\n";
    const ent_setting_t *root = read_file(*state, bytes, sizeof bytes - 1);
    assert_int_equal(root->first->value.integer, 7);
    assert_int_equal(root->last->place.line, 3);
    assert_string_equal(root->last->value.text, "z");
}

/* Reads a file that must be refused; the problem is placed in the file, or where it was asked for.
 */
static void assert_refused(fixture_t *fixture, const char *path, ent_place_t asked_by,
                           ent_err_t expected, const char *message) {
    ent_setting_t *root = NULL;
    ent_diags_init(&fixture->diags);
    ent_err_t error = ent_reader_file(path, asked_by, &fixture->arena, &root, &fixture->diags);
    const ent_diag_t *diag = &fixture->diags.kept[0];
    assert_int_equal(error, expected);
    assert_null(root);
    assert_int_equal(fixture->diags.errors, 1);
    assert_string_equal(diag->file, asked_by.file != NULL ? asked_by.file : path);
    assert_int_equal(diag->line, asked_by.file != NULL ? asked_by.line : 1);
    assert_string_equal(diag->key, asked_by.file != NULL ? "extends" : "");
    if (strstr(diag->text, message) == NULL) {
        fail_msg("found \"%s\", expected \"%s\"", diag->text, message);
    }
}

static void files_that_cannot_be_read_are_reported(void **state) {
    fixture_t *fixture = *state;
    const ent_place_t child = {"child.cfg", 12};
    char *missing = support_path(fixture->folder, "missing.cfg");
    char *fifo = support_path(fixture->folder, "fifo");
    char *large = support_write(fixture->folder, "large.cfg", "x = 1;");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(truncate(large, (64 << 20) + 1), 0);
    const char *gone = "cannot be read: No such file or directory";
    assert_refused(fixture, missing, nobody, ENT_ERR_NO_INPUT, gone);
    assert_refused(fixture, missing, child, ENT_ERR_SCENARIO, gone);
    assert_refused(fixture, fixture->folder, nobody, ENT_ERR_SCENARIO, "is a directory");
    assert_refused(fixture, fifo, nobody, ENT_ERR_SCENARIO, "expected a file");
    assert_refused(fixture, fifo, child, ENT_ERR_SCENARIO, "expected a file");
    assert_refused(fixture, large, nobody, ENT_ERR_SCENARIO, "too large, expected at most 64 MiB");
    assert_refused(fixture, large, child, ENT_ERR_SCENARIO, "too large");
    free(missing);
    free(fifo);
    free(large);
}

static void files_that_are_no_text_are_refused(void **state) {
    fixture_t *fixture = *state;
    const char binary[] = "\x7f"
                          "ELF\x02\x01\x01\0\0\0";
    char *empty = support_write(fixture->folder, "empty.cfg", "");
    char *elf = support_write_bytes(fixture->folder, "elf.cfg", binary, sizeof binary);
    assert_refused(fixture, empty, nobody, ENT_ERR_SCENARIO, "the file is empty");
    assert_refused(fixture, elf, nobody, ENT_ERR_SCENARIO, "is this a binary file?");
    free(empty);
    free(elf);
}

static void a_file_of_just_the_limit_is_read(void **state) {
    fixture_t *fixture = *state;
    size_t size = ENT_SCENARIO_FILE_LIMIT;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, '\n', size);
    memcpy(text + size - 6, "x = 7;", 6);
    const ent_setting_t *root = read_file(fixture, text, size);
    assert_int_equal(root->first->value.integer, 7);
    assert_int_equal(root->first->place.line, (int)size - 5);
    free(text);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(integers_are_read_exactly),
        WITH_FIXTURE(reals_are_read_to_the_last_bit),
        WITH_FIXTURE(texts_keep_their_escapes_and_parts),
        WITH_FIXTURE(booleans_are_read),
        WITH_FIXTURE(groups_lists_and_arrays_keep_their_order),
        WITH_FIXTURE(every_setting_has_the_line_it_was_written_in),
        WITH_FIXTURE(a_text_as_a_whole_begins_in_its_first_line),
        WITH_FIXTURE(texts_that_do_not_parse_are_reported_with_line_and_text),
        WITH_FIXTURE(long_lines_are_shown_in_part_and_in_whole_characters),
        WITH_FIXTURE(a_comma_in_the_callers_locale_changes_nothing),
        WITH_FIXTURE(a_byte_order_mark_is_skipped),
        WITH_FIXTURE(lines_may_end_as_on_other_systems),
        WITH_FIXTURE(files_that_cannot_be_read_are_reported),
        WITH_FIXTURE(files_that_are_no_text_are_refused),
        WITH_FIXTURE(a_file_of_just_the_limit_is_read),
    };
    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}

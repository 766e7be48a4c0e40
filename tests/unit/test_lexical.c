/*
 * What is found in a scenario's text before libconfig parses it (scenario/lexical.c). The traps are
 * those of libconfig 1.5: integers wrap silently, 1.0e999 is infinite, @include is followed.
 */
#include "scenario/lexical.h"

#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(const char *text, ent_diags_t *diags) {
    ent_diags_init(diags);
    ent_lexical_check("file.cfg", text, strlen(text), diags);
}

static void assert_accepted(const char *const *texts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ent_diags_t diags;
        check(texts[i], &diags);
        if (diags.count > 0) {
            ent_diags_print(&diags, stderr);
            fail_msg("%s", texts[i]);
        }
    }
}

typedef struct {
    const char *text;
    int line;
    const char *key, *message;
} row_t;

/* Each text has just one problem. */
static void assert_reported(const row_t *rows, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        ent_diags_t diags;
        check(rows[i].text, &diags);
        const ent_diag_t *diag = &diags.kept[0];
        if (diags.errors != 1 || diag->line != rows[i].line ||
            strcmp(diag->key, rows[i].key) != 0 || strcmp(diag->file, "file.cfg") != 0 ||
            strstr(diag->text, rows[i].message) == NULL) {
            ent_diags_print(&diags, stderr);
            print_error("not as expected: %s\n", rows[i].text);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void numbers_in_range_are_accepted(void **state) {
    (void)state;
    static const char *const texts[] = {
        "x = 2147483647;",
        "x = -2147483648;",
        "x = +5;",
        "x = 3000000000L;",
        "x = -3000000000L;",
        "x = 9223372036854775807L;",
        "x = 3000000000LL;",
        "x = 0x7fffffff;",
        "x = 0XFFFFFFFFL;",
        "x = 3000000000.0;",
        "x = 1e300;",
        "x = 1.7976931348623157e308;",
        "x = -.5;",
        "x = .5e-3;",
        "x = 1.0E+5;",
        "x = 1e-999;",
        "x = [1, -2, 3];",
        "x = ( 1.5, 2, \"a\" );",
        "x = 0;",
        "x = 00012;",
        "",
        "x = 0.30000000000000004;",
    };
    assert_accepted(texts, COUNT(texts));
}

static void integers_beyond_32_bits_need_an_l(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"x = 2147483648;", 1, "x", "found 2147483648, expected an integer from -2147483648 to"},
        {"x = -2147483649;", 1, "x", "found -2147483649"},
        {"years = 3000000000;", 1, "years", "found 3000000000"},
        {"\n\nx = 0x80000000;", 3, "x", "found 0x80000000"},
        {"x = 0Xffffffffff;", 1, "x", "found 0Xffffffffff"},
        {"x = 99999999999999999999;", 1, "x", "found 99999999999999999999"},
        {"x = 9223372036854775808L;", 1, "x", "found 9223372036854775808"},
        {"x = +4294967297;", 1, "x", "found +4294967297"},
        {"a = 1; b = [ 1, 2,\n 3000000000 ];", 2, "b", "3000000000"},
    };
    assert_reported(rows, COUNT(rows));
}

/* libconfig reads decimal digits as decimal whatever they begin with, so this one wraps to 2. */
static void integers_beyond_32_bits_are_found_behind_leading_zeros(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"years = 04294967298;", 1, "years", "4294967298"},
        {"x = 003000000000;", 1, "x", "3000000000"},
    };
    assert_reported(rows, COUNT(rows));
}

static void reals_without_end_are_reported(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"x = 1e999;", 1, "x", "found 1e999, which is too large"},
        {"x = 1.0e999;", 1, "x", "found 1.0e999, which is too large"},
        {"a = 1;\nx = -1.0E+400;", 2, "x", "found -1.0E+400, which is too large"},
        {"x = ( 0.5, .1e310 );", 1, "x", "found .1e310, which is too large"},
    };
    assert_reported(rows, COUNT(rows));
}

/* libconfig 1.5 takes each of these for 0.0. */
static void points_without_digits_are_no_numbers(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"x = .;", 1, "x", "found ."},
        {"x = -.;", 1, "x", "found -."},
        {"x = .e5;", 1, "x", "found .e5"},
    };
    assert_reported(rows, COUNT(rows));
}

/* "x = 0.111…1;" with a number of so many characters. */
static void write_long_number(char text[700], size_t characters) {
    memset(text, '1', 700);
    memcpy(text, "x = 0.", 6);
    memcpy(text + 4 + characters, ";", 2);
}

static void numbers_too_long_to_look_at_are_reported(void **state) {
    (void)state;
    char text[700];
    const char *const texts[] = {text};
    write_long_number(text, 511);
    assert_accepted(texts, 1);
    write_long_number(text, 512);
    row_t row = {text, 1, "x", "found a number of 512 characters, expected at most 511"};
    assert_reported(&row, 1);
}

static void directives_are_refused(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"@include \"other.cfg\"\n", 1, "@include", "use extends = \"FILE\""},
        {"x = 1;\n  @include \"other.cfg\"", 2, "@include", "use extends"},
        {"@anything else 3000000000", 1, "@include", "found a directive"},
    };
    assert_reported(rows, COUNT(rows));
}

/* What looks like a problem is none in a comment or a text. */
static void comments_and_texts_may_hold_anything(void **state) {
    (void)state;
    static const char *const texts[] = {
        "# 3000000000 1e999 @include (((\n",
        "// 3000000000 1e999 @include (((",
        "/* 3000000000\n 1e999 @include ((( */ x = 1;",
        "x = \"3000000000 1e999 @include (((\";",
        "x = \"a \\\" 3000000000\";",
        "x = \"a \\\\\"; y = 1;",
        "/**/ x = 1; /***/ y = 2; /* / */",
        "x = \"/*\"; y = 1; # */",
    };
    assert_accepted(texts, COUNT(texts));
}

static void what_follows_a_comment_or_a_text_is_looked_at(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"# a comment\nx = 3000000000;", 2, "x", "3000000000"},
        {"// \"\ny = 3000000000;", 2, "y", "3000000000"},
        {"/* \n\n */ x = 3000000000;", 3, "x", "3000000000"},
        {"t = \"one\ntwo \\\" three\n\"; x = 3000000000;", 3, "x", "3000000000"},
        {"t = \"\\\\\"; x = 3000000000; # \"", 1, "x", "3000000000"},
        {"@include \"x\"", 1, "@include", "directive"},
        {"x = 3000000000; # 3000000000", 1, "x", "3000000000"},
    };
    assert_reported(rows, COUNT(rows));
}

/* A comment that is never closed swallows the rest of the file, which libconfig does not mind. */
static void a_comment_without_an_end_is_reported(void **state) {
    (void)state;
    static const row_t row = {"x = 1;\n/* never closed\ny = 2;\n", 2, "", "comment"};
    assert_reported(&row, 1);
}

/* A file of `depth` groups in each other. */
static char *nested(size_t depth) {
    char *text = malloc(depth * 5 + depth * 3 + 1), *end = text;
    assert_non_null(text);
    for (size_t i = 0; i < depth; i++) {
        end = stpcpy(end, "g = {");
    }
    for (size_t i = 0; i < depth; i++) {
        end = stpcpy(end, "};\n");
    }
    return text;
}

static void brackets_nest_32_deep_and_no_deeper(void **state) {
    (void)state;
    ent_diags_t diags;
    char *fits = nested(32), *deeper = nested(33), *far_deeper = nested(100000);
    check(fits, &diags);
    assert_int_equal(diags.errors, 0);
    row_t rows[] = {{deeper, 1, "g", "nested more than 32 deep"},
                    {far_deeper, 1, "g", "nested more than 32 deep"},
                    {"(((((((((((((((((((((((((((((((((", 1, "", "nested more than 32 deep"}};
    assert_reported(rows, COUNT(rows));
    free(fits);
    free(deeper);
    free(far_deeper);
}

static void many_brackets_beside_each_other_are_not_deep(void **state) {
    (void)state;
    char text[2000] = "";
    for (int i = 0; i < 60; i++) {
        strcat(text, "g = { a = ( ); };\n");
    }
    const char *const texts[] = {text};
    assert_accepted(texts, 1);
}

static void bytes_that_are_no_text_are_reported_with_their_line(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"x = 1;\ny = \"\xff\";", 2, "", "found byte 0xff, expected text in UTF-8"},
        {"\xc3(", 1, "", "found byte 0xc3"},
        {"x = 1;\n\n\x01", 3, "", "found control character 0x01"},
        {"\x7f"
         "ELF",
         1, "", "found control character 0x7f"},
        {"\x1f\x8b\x08", 1, "", "found control character 0x1f"}, /* before the byte 0x8b */
        {"\xfe\xff", 1, "", "found byte 0xfe"},                  /* UTF-16 */
    };
    assert_reported(rows, COUNT(rows));
}

static void a_nul_within_the_text_is_reported(void **state) {
    (void)state;
    const char text[] = "x = 1;\n\0y = 3000000000;";
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_lexical_check("file.cfg", text, sizeof text - 1, &diags);
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.kept[0].line, 2);
    assert_non_null(strstr(diags.kept[0].text, "control character 0x00"));
}

static void utf8_blanks_and_returns_are_text(void **state) {
    (void)state;
    static const char *const texts[] = {"# 日本と韓国\r\n\tx = \"é\";\v\f\n"};
    assert_accepted(texts, COUNT(texts));
}

static void every_problem_of_a_text_is_reported(void **state) {
    (void)state;
    ent_diags_t diags;
    check("a = 3000000000;\nb = 1e999;\n@include \"x\"\nc = 3000000000;", &diags);
    assert_int_equal(diags.errors, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(diags.kept[i].line, i + 1);
    }
}

/* The text may end anywhere: every beginning of a busy one is looked at within its bounds. */
static void a_text_cut_anywhere_is_read_within_its_bounds(void **state) {
    (void)state;
    const char text[] = "a = -1.5e+10L; /* c */ b = \"t\\\"\"; @x\n c = 0x1F; # e";
    for (size_t size = 0; size < sizeof text; size++) {
        char *part = malloc(size + 1); /* so that a sanitizer sees one byte too many */
        ent_diags_t diags;
        assert_non_null(part);
        memcpy(part, text, size);
        part[size] = '\0';
        ent_diags_init(&diags);
        ent_lexical_check("file.cfg", part, strlen(part), &diags);
        assert_true(diags.errors <= 2);
        free(part);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_range_are_accepted),
        cmocka_unit_test(integers_beyond_32_bits_need_an_l),
        cmocka_unit_test(integers_beyond_32_bits_are_found_behind_leading_zeros),
        cmocka_unit_test(reals_without_end_are_reported),
        cmocka_unit_test(points_without_digits_are_no_numbers),
        cmocka_unit_test(numbers_too_long_to_look_at_are_reported),
        cmocka_unit_test(directives_are_refused),
        cmocka_unit_test(comments_and_texts_may_hold_anything),
        cmocka_unit_test(what_follows_a_comment_or_a_text_is_looked_at),
        cmocka_unit_test(a_comment_without_an_end_is_reported),
        cmocka_unit_test(brackets_nest_32_deep_and_no_deeper),
        cmocka_unit_test(many_brackets_beside_each_other_are_not_deep),
        cmocka_unit_test(bytes_that_are_no_text_are_reported_with_their_line),
        cmocka_unit_test(a_nul_within_the_text_is_reported),
        cmocka_unit_test(utf8_blanks_and_returns_are_text),
        cmocka_unit_test(every_problem_of_a_text_is_reported),
        cmocka_unit_test(a_text_cut_anywhere_is_read_within_its_bounds),
    };
    return cmocka_run_group_tests_name("lexical", tests, NULL, NULL);
}

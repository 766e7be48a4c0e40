/*
 * Text from tables as Markdown and mdoc (docs/generate/escape.h). What is expected is written by
 * the rules of CommonMark 0.30 with GitHub's tables, and of mdoc(7) and mandoc_char(7).
 */
#include "generate/escape.h"

#include "support/close.h"

#include <stdlib.h>
#include <string.h>

typedef void (*writer_t)(FILE *out, const char *text);

typedef struct {
    const char *text, *expected;
} row_t;

static void assert_written(writer_t write, const row_t *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char *found = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&found, &size);
        assert_non_null(out);
        write(out, rows[i].text);
        assert_int_equal(fclose(out), 0);
        assert_string_equal(found, rows[i].expected);
        free(found);
    }
}

#define ASSERT_WRITTEN(write, rows) assert_written(write, rows, sizeof(rows) / sizeof(rows)[0])

static void cells_hold_text_and_nothing_else(void **state) {
    static const row_t rows[] = {
        {"", ""},
        {"a | b", "a \\| b"},
        {"two\nlines\tand a tab", "two lines and a tab"},
        {"max(a*b, x_1_)", "max(a\\*b, x\\_1\\_)"},
        {"[link](to) <b> ~x~ \\", "\\[link\\](to) \\<b\\> \\~x\\~ \\\\"},
        {"Leeds & Mattes", "Leeds &amp; Mattes"},
        {"`a|b*c & d_` e_f", "`a\\|b*c & d_` e\\_f"},
        {"ρ stays ρ", "ρ stays ρ"},
    };
    (void)state;
    ASSERT_WRITTEN(doc_markdown_cell, rows);
}

static void code_cells_hold_code(void **state) {
    static const row_t rows[] = {
        {"", ""},
        {"stance.weights.leader", "`stance.weights.leader`"},
        {"a|b", "`a\\|b`"},
        {"a`b\nc", "`a b c`"},
        {"a*b_c<d>", "`a*b_c<d>`"},
    };
    (void)state;
    ASSERT_WRITTEN(doc_markdown_code, rows);
}

static void no_line_of_mdoc_is_a_request(void **state) {
    static const row_t rows[] = {
        {"", ""},
        {" \n ", ""},
        {".Dd is text", "\\&.Dd is text\n"},
        {"'tis text", "\\&'tis text\n"},
        {"Ends here. .5 of it", "Ends here.\n\\&.5 of it\n"},
        {"One?  Two.\nThree", "One?\nTwo.\nThree\n"},
        {"(As said.) More", "(As said.)\nMore\n"},
        {"e.g. this, v. that", "e.g. this, v.\nthat\n"},
        {"a \\fB b", "a \\efB b\n"},
        {"say `entente list` now", "say \\(oqentente list\\(cq now\n"},
        {"a \"b\"", "a \\(dqb\\(dq\n"},
    };
    (void)state;
    ASSERT_WRITTEN(doc_mdoc_text, rows);
}

/* A dash that begins a number or an option is to be copied; one within a word is a hyphen. */
static void dashes_and_letters_beyond_ascii_are_spelled_out(void **state) {
    static const row_t rows[] = {
        {"from -1 to (-2), --set and mid-point", "from \\-1 to (\\-2), \\-\\-set and mid-point\n"},
        {"½ of Δ", "\\[u00BD] of \\[u0394]\n"},
        {"2⁻⁵³ 한 😀", "2\\[u207B]\\[u2075]\\[u00B3] \\[uD55C] \\[u1F600]\n"},
    };
    (void)state;
    ASSERT_WRITTEN(doc_mdoc_text, rows);
}

/* The 11-letter word does not fit into the 78 columns that seven of ten letters and blanks leave.
 */
static void lines_are_short_and_never_begin_with_a_dot(void **state) {
    static const row_t rows[] = {
        {"aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff gggggggggg hh",
         "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff gggggggggg\nhh\n"},
        {"aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff gggggggggg .hidden",
         "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff gggggggggg\n"
         "\\&.hidden\n"},
    };
    (void)state;
    ASSERT_WRITTEN(doc_mdoc_text, rows);
}

/* "No" and "Ar" are macros wherever they stand in a line of macros, "." a delimiter. */
static void arguments_are_no_macros(void **state) {
    static const row_t rows[] = {
        {"PATH=VALUE", " PATH=VALUE"},
        {"No", " \\&No"},
        {"Brq", " \\&Brq"},
        {"N", " N"},
        {"DIR", " DIR"},
        {".", " \\&."},
        {"two words", " \"two words\""},
        {"", " \"\""},
        {"say \"x\"", " \"say \\(dqx\\(dq\""},
        {"-x", " \\-x"},
    };
    (void)state;
    ASSERT_WRITTEN(doc_mdoc_argument, rows);
}

/* Bytes that are no UTF-8 come out as what they are in Latin-1, and nothing is read past the end.
 */
static void broken_text_is_survived(void **state) {
    static const row_t rows[] = {{"a\xc3", "a\\[u00C3]\n"},
                                 {"\xff\xe2\x82", "\\[u00FF]\\[u00E2]\\[u0082]\n"}};
    (void)state;
    ASSERT_WRITTEN(doc_mdoc_text, rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_hold_text_and_nothing_else),
        cmocka_unit_test(code_cells_hold_code),
        cmocka_unit_test(no_line_of_mdoc_is_a_request),
        cmocka_unit_test(dashes_and_letters_beyond_ascii_are_spelled_out),
        cmocka_unit_test(lines_are_short_and_never_begin_with_a_dot),
        cmocka_unit_test(arguments_are_no_macros),
        cmocka_unit_test(broken_text_is_survived),
    };
    return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}

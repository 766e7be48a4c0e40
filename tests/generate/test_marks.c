/* Documents are filled between their marks, and nowhere else (docs/generate/marks.h). */
#include "generate/blocks.h"
#include "generate/marks.h"

#include "support/close.h"

#include <stdlib.h>
#include <string.h>

/* The document filled; NULL when that fails, with the problem. The caller's to free. */
static char *fill(const char *text, char problem[DOC_PROBLEM_SIZE], size_t *line) {
    char *found = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&found, &size);
    assert_non_null(out);
    bool sound = doc_marks_fill(text, out, problem, line);
    assert_int_equal(fclose(out), 0);
    if (!sound) {
        free(found);
        return NULL;
    }
    return found;
}

static void what_stands_outside_marks_stays(void **state) {
    static const char *const texts[] = {"", "a\nb", "# Title\n\n<!-- table x -->\n- a\r\n",
                                        "see <!-- end --> in a line\n"};
    char problem[DOC_PROBLEM_SIZE];
    size_t line = 0;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *found = fill(texts[i], problem, &line);
        assert_non_null(found);
        assert_string_equal(found, texts[i]);
        free(found);
    }
}

/* What stood between the marks goes; filling twice is filling once. */
static void what_stands_between_marks_is_replaced(void **state) {
    const char text[] = "before\n<!-- generated:limits -->\nold\n<!-- end -->\nafter\n";
    char problem[DOC_PROBLEM_SIZE];
    size_t line = 0;
    (void)state;
    char *once = fill(text, problem, &line);
    assert_non_null(once);
    const char head[] = "before\n<!-- generated:limits -->\n\n| at most | |\n|---|---|\n";
    const char tail[] = " |\n\n<!-- end -->\nafter\n";
    assert_memory_equal(once, head, sizeof head - 1);
    assert_string_equal(once + strlen(once) - (sizeof tail - 1), tail);
    assert_null(strstr(once, "old"));
    char *twice = fill(once, problem, &line);
    assert_non_null(twice);
    assert_string_equal(twice, once);
    free(once);
    free(twice);
}

static void pages_of_mdoc_have_marks_of_their_own(void **state) {
    char problem[DOC_PROBLEM_SIZE];
    size_t line = 0;
    (void)state;
    char *found = fill(".Sh LIMITS\n.\\\" generated:limits\n.\\\" end\n", problem, &line);
    assert_non_null(found);
    assert_non_null(strstr(found, "\n.\\\" generated:limits\n.Bl -column"));
    assert_non_null(strstr(found, "\n.El\n.\\\" end\n"));
    assert_null(strstr(found, "\n\n"));
    free(found);
}

static void marks_that_are_wrong_are_told_with_their_line(void **state) {
    static const struct {
        const char *text;
        size_t line;
        const char *problem;
    } rows[] = {
        {"a\n<!-- generated:limts -->\n<!-- end -->\n", 2, "did you mean \"limits\"?"},
        {"<!-- generated:limits -->\nb\n", 1, "\"limits\" begins and never ends"},
        {"<!-- generated:limits -->\n<!-- generated:phases -->\n<!-- end -->\n", 2,
         "\"phases\" begins before \"limits\" ends"},
        {"a\n\n<!-- end -->\n", 3, "never began"},
        {".\\\" end\n", 1, "never began"},
        {".\\\" generated:phases\n.\\\" end\n", 1, "\"phases\" has no form for mdoc"},
        {"<!-- generated:commands -->\n<!-- end -->\n", 1, "\"commands\" has no form for Markdown"},
        {"<!-- generated:limits -->\n.\\\" end\n", 1, "never ends"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char problem[DOC_PROBLEM_SIZE] = "";
        size_t line = 0;
        assert_null(fill(rows[i].text, problem, &line));
        assert_int_equal(line, rows[i].line);
        if (strstr(problem, rows[i].problem) == NULL) {
            fail_msg("found \"%s\", expected \"%s\" in it", problem, rows[i].problem);
        }
    }
}

/* Every block of every form is whole: rows of a table have the columns of its head. */
static size_t count_columns(const char *line) {
    size_t columns = 0;
    bool code = false;
    for (; *line != '\0' && *line != '\n'; line++) {
        code = *line == '`' ? !code : code;
        columns += *line == '|' && line[-1] != '\\';
    }
    return columns;
}

static void check_rows(const char *name, const char *text) {
    size_t head = 0, rows = 0;
    for (const char *line = text; *line != '\0';) {
        bool row = line[0] == '|' && line > text;
        if (row && head == 0) {
            head = count_columns(line);
        } else if (row && count_columns(line) != head) {
            fail_msg("%s: found %zu columns, expected %zu: %.80s", name, count_columns(line), head,
                     line);
        }
        rows += row;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    if (strstr(text, "```") == NULL && rows < 3) {
        fail_msg("%s: found no table", name);
    }
}

static void every_table_has_as_many_columns_as_its_head(void **state) {
    size_t count = 0, line = 0;
    const doc_block_t *blocks = doc_blocks(&count);
    char text[200], problem[DOC_PROBLEM_SIZE];
    (void)state;
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].write[DOC_MARKDOWN] != NULL) {
            (void)snprintf(text, sizeof text, "<!-- generated:%s -->\n<!-- end -->\n",
                           blocks[i].name);
            char *found = fill(text, problem, &line);
            assert_non_null(found);
            check_rows(blocks[i].name, found);
            free(found);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_outside_marks_stays),
        cmocka_unit_test(what_stands_between_marks_is_replaced),
        cmocka_unit_test(pages_of_mdoc_have_marks_of_their_own),
        cmocka_unit_test(marks_that_are_wrong_are_told_with_their_line),
        cmocka_unit_test(every_table_has_as_many_columns_as_its_head),
    };
    return cmocka_run_group_tests_name("marks", tests, NULL, NULL);
}

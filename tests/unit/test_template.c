/* The filler of templates: expected texts are written by hand, by the rules of template.h. */
#include "report/template.h"

#include "report/values.h"
#include "support/close.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fills a template with values given as JSON; the caller's to free, NULL where it is wrong. */
static char *fill(const char *text, const char *values, char problem[ENT_TEMPLATE_PROBLEM_SIZE]) {
    json_error_t wrong;
    json_t *object = json_loads(values, 0, &wrong);
    char *folder = support_folder(), *path = support_path(folder, "page.html"), *filled = NULL;
    ent_writer_t writer;
    assert_non_null(object);
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    if (ent_template_fill(text, object, &writer, problem)) {
        assert_int_equal(ent_writer_commit(&writer), ENT_OK);
        filled = support_read(path);
        assert_non_null(filled);
    }
    ent_writer_abandon(&writer);
    json_decref(object);
    free(path);
    support_remove(folder);
    return filled;
}

static void assert_filled(const char *text, const char *values, const char *expected) {
    char problem[ENT_TEMPLATE_PROBLEM_SIZE];
    char *filled = fill(text, values, problem);
    assert_string_equal(problem, "");
    assert_non_null(filled);
    assert_string_equal(filled, expected);
    free(filled);
}

static void assert_wrong(const char *text, const char *values, const char *expected) {
    char problem[ENT_TEMPLATE_PROBLEM_SIZE];
    char *filled = fill(text, values, problem);
    assert_null(filled);
    assert_string_equal(problem, expected);
}

static void texts_are_escaped(void **state) {
    (void)state;
    assert_filled("", "{}", "");
    assert_filled("no tag", "{}", "no tag");
    assert_filled("<b>{{a}}</b>", "{\"a\": \"x\"}", "<b>x</b>");
    assert_filled("{{a}}{{a}}", "{\"a\": \"\"}", "");
    assert_filled("<p title=\"{{a}}\">", "{\"a\": \"<&>\\\"'\"}",
                  "<p title=\"&lt;&amp;&gt;&quot;&#39;\">");
    assert_filled("{{a}}", "{\"a\": \"&amp;\"}", "&amp;amp;");
    assert_filled("{{a}}", "{\"a\": \"日韓 – 협력\"}", "日韓 – 협력");
}

static void fragments_are_not(void **state) {
    (void)state;
    assert_filled("[{{{a}}}]", "{\"a\": \"<svg id='x'/>\"}", "[<svg id='x'/>]");
}

/* What is filled in is not looked at again: a title cannot be a tag. */
static void values_are_no_template(void **state) {
    (void)state;
    assert_filled("{{a}}|{{{b}}}", "{\"a\": \"{{b}}\", \"b\": \"{{{a}}}{{/x}}\"}",
                  "{{b}}|{{{a}}}{{/x}}");
}

static void single_braces_are_text(void **state) {
    (void)state;
    assert_filled("a { b } c {x} }}", "{}", "a { b } c {x} }}");
}

static void lists_repeat(void **state) {
    (void)state;
    assert_filled("{{#l}}<{{a}}>{{/l}}", "{\"l\": [{\"a\": \"1\"}, {\"a\": \"2\"}]}", "<1><2>");
    assert_filled("x{{#l}}<{{a}}>{{/l}}y", "{\"l\": []}", "xy");
    assert_filled("{{^l}}none{{/l}}{{#l}}some{{/l}}", "{\"l\": []}", "none");
    assert_filled("{{^l}}none{{/l}}", "{\"l\": [{}]}", "");
}

/* A row's own values come first, then those around it, and they end with it. */
static void rows_have_values_of_their_own(void **state) {
    (void)state;
    assert_filled("{{#l}}{{a}}{{b}}{{#m}}{{a}}{{c}}{{/m}};{{/l}}{{a}}",
                  "{\"a\": \"o\", \"b\": \"b\", \"l\": ["
                  "{\"a\": \"1\", \"m\": [{\"c\": \"x\"}, {\"c\": \"y\", \"a\": \"in\"}]},"
                  "{\"m\": []}]}",
                  "1b1xiny;ob;o");
}

static void flags_choose(void **state) {
    (void)state;
    const char *const text = "{{#f}}yes{{/f}}{{^f}}no{{/f}}";
    assert_filled(text, "{\"f\": true}", "yes");
    assert_filled(text, "{\"f\": false}", "no");
}

/* In a section that is not written, names that only its rows have are not looked for. */
static void what_is_not_written_is_not_looked_up(void **state) {
    (void)state;
    assert_filled("{{#l}}{{inner}}{{#deeper}}{{x}}{{/deeper}}{{/l}}.", "{\"l\": []}", ".");
    assert_filled("{{^f}}{{x}}{{/f}}.", "{\"f\": true}", ".");
}

static void sections_alone_on_a_line_take_it_with_them(void **state) {
    (void)state;
    assert_filled("<ul>\n{{#l}}\n<li>{{a}}</li>\n{{/l}}\n</ul>\n",
                  "{\"l\": [{\"a\": \"1\"}, {\"a\": \"2\"}]}",
                  "<ul>\n<li>1</li>\n<li>2</li>\n</ul>\n");
    assert_filled("a\n  {{#f}}  \nb\n\t{{/f}}", "{\"f\": true}", "a\nb\n");
    assert_filled("a {{#f}}\nb{{/f}}\n", "{\"f\": true}", "a \nb\n");
    assert_filled("{{a}}\n{{a}}\n", "{\"a\": \"x\"}", "x\nx\n");
    assert_filled("{{#f}}{{/f}}\nx", "{\"f\": true}", "\nx");
}

static void unknown_names_are_told_with_their_line(void **state) {
    (void)state;
    assert_wrong("a\nb\n{{titel}}", "{\"title\": \"x\"}",
                 "line 3: no value is called \"titel\", did you mean \"title\"?");
    assert_wrong("{{#zzzzzzzz}}{{/zzzzzzzz}}", "{\"title\": \"x\"}",
                 "line 1: no value is called \"zzzzzzzz\"");
    assert_wrong("{{#l}}\n{{nmae}}\n{{/l}}", "{\"l\": [{\"name\": \"x\"}]}",
                 "line 2: no value is called \"nmae\", did you mean \"name\"?");
    assert_wrong("{{#l}}{{a}}{{/l}}{{a}}", "{\"l\": [{\"a\": \"x\"}]}",
                 "line 1: no value is called \"a\"");
}

static void sections_must_end(void **state) {
    (void)state;
    assert_wrong("\n {{#l}} x", "{\"l\": [{}]}", "line 2: the section \"l\" is not closed");
    assert_wrong("\n{{#l}}\nx\n", "{\"l\": []}", "line 2: the section \"l\" is not closed");
    assert_wrong("\n\n{{/l}}", "{}", "line 3: \"l\" ends, but no section is open");
    assert_wrong("{{#l}}\n{{^m}}\n{{/l}}\n{{/m}}", "{\"l\": true, \"m\": false}",
                 "line 3: \"l\" ends, but the section open is \"m\" of line 2");
    assert_wrong("{{#l}}\n{{#m}}\n{{/l}}\n{{/m}}", "{\"l\": false}",
                 "line 3: \"l\" ends, but the section open is \"m\" of line 2");
}

static void values_have_their_kinds(void **state) {
    (void)state;
    assert_wrong("{{l}}", "{\"l\": []}", "line 1: \"l\" is a list, expected a text");
    assert_wrong("{{{f}}}", "{\"f\": true}", "line 1: \"f\" is a flag, expected a text");
    assert_wrong("{{n}}", "{\"n\": 1}", "line 1: \"n\" is something else, expected a text");
    assert_wrong("\n{{#t}}{{/t}}", "{\"t\": \"x\"}",
                 "line 2: \"t\" is a text, expected a list or a flag");
    assert_wrong("{{#l}}{{/l}}", "{\"l\": [\"x\"]}",
                 "line 1: \"l\" has a text as a row, expected values with names");
}

static void tags_have_one_form(void **state) {
    static const char expected[] = "expected a name of a-z, 0-9 and _ and";
    const char *const wrong[] = {"{{ a }}", "{{a",   "{{",     "{{}}",    "{{A}}",  "{{a.b}}",
                                 "{{#}}",   "{{/}}", "{{{a}}", "{{a b}}", "{{&a}}", "{{!a}}"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char problem[ENT_TEMPLATE_PROBLEM_SIZE], text[64];
        (void)snprintf(text, sizeof text, "\n%s\nmore", wrong[i]);
        assert_null(fill(text, "{\"a\": \"x\"}", problem));
        assert_non_null(strstr(problem, "line 2: found \"{{"));
        assert_non_null(strstr(problem, expected));
        assert_null(strstr(problem, "more")); /* what was found ends with the line */
    }
}

static void nesting_has_a_bound(void **state) {
    char open[512] = "", close[512] = "", text[1100], problem[ENT_TEMPLATE_PROBLEM_SIZE];
    (void)state;
    for (int i = 0; i < ENT_TEMPLATE_DEPTH; i++) {
        strcat(open, "{{#f}}");
        strcat(close, "{{/f}}");
    }
    (void)snprintf(text, sizeof text, "%sx%s", open, close);
    assert_filled(text, "{\"f\": true}", "x");
    assert_filled(text, "{\"f\": [{}]}", "x");
    (void)snprintf(text, sizeof text, "%s{{#f}}x{{/f}}%s", open, close);
    assert_null(fill(text, "{\"f\": true}", problem));
    assert_string_equal(problem, "line 1: sections are nested more than 12 deep");
}

static void long_names_are_refused_whole(void **state) {
    char text[128], problem[ENT_TEMPLATE_PROBLEM_SIZE];
    (void)state;
    (void)snprintf(text, sizeof text, "{{%060d}}", 0);
    assert_null(fill(text, "{}", problem));
    assert_non_null(strstr(problem, "expected a name"));
}

/* ---- Values -----------------------------------------------------------------------------------
 */

static void values_take_any_bytes(void **state) {
    ent_values_t values;
    (void)state;
    ent_values_init(&values);
    ent_put_text(&values, values.root, "latin", "caf\xe9\n\x1b[2J");
    ent_put_print(&values, values.root, "number", "%zu of %s", (size_t)3, "x");
    ent_put_maybe(&values, values.root, "some", "y");
    ent_put_maybe(&values, values.root, "none", "");
    ent_put_maybe(&values, values.root, "null", NULL);
    assert_false(values.failed);
    assert_string_equal(json_string_value(json_object_get(values.root, "latin")), "caf???[2J");
    assert_string_equal(json_string_value(json_object_get(values.root, "number")), "3 of x");
    assert_true(json_is_true(json_object_get(values.root, "has_some")));
    assert_true(json_is_false(json_object_get(values.root, "has_none")));
    assert_true(json_is_false(json_object_get(values.root, "has_null")));
    ent_values_free(&values);
    ent_values_free(&values);
}

/* What cannot be put is noted, and what is put into it is harmless. */
static void failures_stick(void **state) {
    ent_values_t values;
    (void)state;
    ent_values_init(&values);
    json_t *row = ent_put_row(&values, ent_put_list(&values, values.root, "list"));
    ent_put_flag(&values, row, "fine", true);
    assert_false(values.failed);
    ent_put_fragment(&values, values.root, "svg", "\xff");
    assert_true(values.failed);
    values.failed = false;
    assert_null(ent_put_row(&values, NULL));
    assert_true(values.failed);
    ent_put_text(&values, NULL, "a", "b");
    assert_null(ent_put_list(&values, NULL, "l"));
    ent_values_free(&values);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(fragments_are_not),
        cmocka_unit_test(values_are_no_template),
        cmocka_unit_test(single_braces_are_text),
        cmocka_unit_test(lists_repeat),
        cmocka_unit_test(rows_have_values_of_their_own),
        cmocka_unit_test(flags_choose),
        cmocka_unit_test(what_is_not_written_is_not_looked_up),
        cmocka_unit_test(sections_alone_on_a_line_take_it_with_them),
        cmocka_unit_test(unknown_names_are_told_with_their_line),
        cmocka_unit_test(sections_must_end),
        cmocka_unit_test(values_have_their_kinds),
        cmocka_unit_test(tags_have_one_form),
        cmocka_unit_test(nesting_has_a_bound),
        cmocka_unit_test(long_names_are_refused_whole),
        cmocka_unit_test(values_take_any_bytes),
        cmocka_unit_test(failures_stick),
    };
    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}

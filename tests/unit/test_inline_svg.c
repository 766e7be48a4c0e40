/* SVG figures as fragments of a page: expected texts are written by hand. */
#include "report/inline_svg.h"

#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *rewrite(const char *svg, char problem[ENT_SVG_PROBLEM_SIZE]) {
    char *fragment = NULL;
    assert_int_equal(ent_svg_inline(svg, "f-", "A <fan> & \"more\"", &fragment, problem), ENT_OK);
    return fragment;
}

#define ROOT                                                                                       \
    "<svg role=\"img\" aria-label=\"A &#60;fan&#62; &#38; &#34;more&#34;\"%s>"                     \
    "<title>A &#60;fan&#62; &#38; &#34;more&#34;</title>%s"

static void assert_rewritten(const char *svg, const char *attributes, const char *rest) {
    char problem[ENT_SVG_PROBLEM_SIZE], expected[2048];
    char *fragment = rewrite(svg, problem);
    (void)snprintf(expected, sizeof expected, ROOT, attributes, rest);
    assert_string_equal(problem, "");
    assert_non_null(fragment);
    assert_string_equal(fragment, expected);
    free(fragment);
}

static void assert_refused(const char *svg, const char *expected) {
    char problem[ENT_SVG_PROBLEM_SIZE];
    assert_null(rewrite(svg, problem));
    assert_string_equal(problem, expected);
}

/* A file as gnuplot 5.4 begins it. */
static void headings_sizes_and_tooltips_go(void **state) {
    (void)state;
    assert_rewritten("<?xml version=\"1.0\" encoding=\"utf-8\"  standalone=\"no\"?>\n<svg \n"
                     " width=\"720\" height=\"477\"\n viewBox=\"0 0 720 477\"\n"
                     " xmlns=\"http://www.w3.org/2000/svg\"\n"
                     " xmlns:xlink=\"http://www.w3.org/1999/xlink\"\n>\n"
                     "<title>Gnuplot</title>\n<desc>Produced by GNUPLOT</desc>\n"
                     "<rect width='3' height='2'/></svg>\nafter",
                     " viewBox=\"0 0 720 477\"", "\n\n\n<rect width='3' height='2'/></svg>");
}

static void ids_become_the_figures_own(void **state) {
    (void)state;
    assert_rewritten("<svg><g id=\"a\"/><g id='b'><use xlink:href='#a' x='1'/></g>"
                     "<use href=\"#b\"/><g fill='url(#a)' clip-path=\"url(#b)\"/></svg>",
                     "",
                     "<g id=\"f-a\"/><g id='f-b'><use href='#f-a' x='1'/></g>"
                     "<use href=\"#f-b\"/><g fill='url(#f-a)' clip-path=\"url(#f-b)\"/></svg>");
}

/* gnuplot writes "fill = 'x'"; colours begin with # like references. */
static void attributes_may_have_blanks_about_their_sign(void **state) {
    (void)state;
    assert_rewritten("<svg><path fill = 'rgb(1, 2, 3)' stroke=\n\"#abc\"\td='M1,2'/></svg>", "",
                     "<path fill='rgb(1, 2, 3)' stroke=\"#abc\" d='M1,2'/></svg>");
}

static void texts_stay_as_they_are(void **state) {
    (void)state;
    assert_rewritten("<svg><text x=\"1\">a &lt;b&gt; &amp; 日<tspan>c</tspan></text></svg>", "",
                     "<text x=\"1\">a &lt;b&gt; &amp; 日<tspan>c</tspan></text></svg>");
}

static void only_shapes_and_texts_pass(void **state) {
    (void)state;
    assert_refused("<svg><script>1</script></svg>", "it holds <script");
    assert_refused("<svg><a href='#x'/></svg>", "it holds <a");
    assert_refused("<svg><image href='#x'/></svg>", "it holds <image");
    assert_refused("<svg><foreignObject/></svg>", "it holds <foreignObject");
    assert_refused("<svg><style>x</style></svg>", "it holds <style");
    assert_refused("<svg><!-- x --></svg>", "it holds <!--");
    assert_refused("<svg><SCRIPT/></svg>", "it holds <SCRIPT");
    assert_refused("<svg><g></p></g></svg>", "it holds </p");
    assert_refused("<svg><title>a<b>c</b></title></svg>", "it has a wrong title");
    assert_refused("<svg><title>a", "it has a wrong title");
}

static void only_harmless_attributes_pass(void **state) {
    (void)state;
    assert_refused("<svg><g onload='x'/></svg>", "it has an attribute onload");
    assert_refused("<svg onload='x'></svg>", "it has an attribute onload");
    assert_refused("<svg><g style='x'/></svg>", "it has an attribute style");
    assert_refused("<svg><use href='http://x'/></svg>", "it refers to something outside: http://x");
    assert_refused("<svg><use xlink:href='x.svg#a'/></svg>",
                   "it refers to something outside: x.svg#a");
    assert_refused("<svg><g fill='url(http://x)'/></svg>",
                   "it refers to something outside: url(http://x)");
    assert_refused("<svg><g x='<b>'/></svg>", "it has an attribute that holds a tag: x");
    assert_refused("<svg><g x=1/></svg>", "it has an attribute without a value in quotes: x=1/");
    assert_refused("<svg><g x/></svg>", "it has an attribute without a value in quotes: x/");
    assert_refused("<svg><g x='1/></svg>", "it has an attribute without a value in quotes: x='1/");
}

static void what_is_cut_short_is_refused(void **state) {
    static const char whole[] = "<svg viewBox='0 0 1 1'><g id='a'><text x='1'>b</text></g></svg>";
    char cut[sizeof whole], problem[ENT_SVG_PROBLEM_SIZE];
    (void)state;
    assert_refused("", "it is no SVG, for it has no <svg>");
    assert_refused("not at all", "it is no SVG, for it has no <svg>");
    assert_refused("<svg><g>", "it is cut short: there is no </svg>");
    for (size_t length = 0; length < sizeof whole - 1; length++) {
        memcpy(cut, whole, length);
        cut[length] = '\0';
        assert_null(rewrite(cut, problem));
        assert_string_not_equal(problem, "");
    }
    char *fragment = rewrite(whole, problem);
    assert_non_null(fragment);
    free(fragment);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_sizes_and_tooltips_go),
        cmocka_unit_test(ids_become_the_figures_own),
        cmocka_unit_test(attributes_may_have_blanks_about_their_sign),
        cmocka_unit_test(texts_stay_as_they_are),
        cmocka_unit_test(only_shapes_and_texts_pass),
        cmocka_unit_test(only_harmless_attributes_pass),
        cmocka_unit_test(what_is_cut_short_is_refused),
    };
    return cmocka_run_group_tests_name("inline_svg", tests, NULL, NULL);
}

/* Anchors as variables of gnuplot (report/anchors.c): their order, and which share a label. */
#include "report/anchors.h"

#include "support/close.h"
#include "support/problems.h"
#include "support/script.h"

#include <stdlib.h>
#include <string.h>

/* What is written for the small scenario with these anchors; the caller's to free. */
static char *put(const char *anchors) {
    ent_scenario_t scenario;
    ent_figure_data_t data;
    support_load_more(anchors, &scenario);
    ent_figure_data_init(&data);
    ent_anchors_put(&scenario, &data);
    char *script = support_script(&data);
    ent_figure_data_free(&data);
    ent_scenario_free(&scenario);
    return script;
}

static void assert_put(const char *anchors, const char *expected) {
    char *script = put(anchors);
    assert_string_equal(script, expected);
    free(script);
}

/* An array of gnuplot has at least one element. */
static void without_anchors_there_are_no_labels(void **state) {
    (void)state;
    assert_put("anchors = ( );", "ANCHORS = 0\n"
                                 "array ANCHOR_HEALTH[1]\nANCHOR_HEALTH[1] = NaN\n"
                                 "array ANCHOR_TITLE[1]\nANCHOR_TITLE[1] = \"\"\n"
                                 "array ANCHOR_MARK[1]\nANCHOR_MARK[1] = 0\n"
                                 "MARKS = 0\n"
                                 "array MARK_HEALTH[1]\nMARK_HEALTH[1] = NaN\n");
}

/* From low to high; two of one level as the file has them, in one label. */
static void anchors_stand_from_low_to_high(void **state) {
    (void)state;
    assert_put("anchors = ( { health = 60.0; title = '1998'; }, { health = 30.5; title = '2012'; "
               "}, { health = 30.5; title = '2019'; } );",
               "ANCHORS = 3\n"
               "array ANCHOR_HEALTH[3]\n"
               "ANCHOR_HEALTH[1] = 30.5\nANCHOR_HEALTH[2] = 30.5\nANCHOR_HEALTH[3] = 60.0\n"
               "array ANCHOR_TITLE[3]\nANCHOR_TITLE[1] = \"2012\"\n"
               "ANCHOR_TITLE[2] = \"2019\"\nANCHOR_TITLE[3] = \"1998\"\n"
               "array ANCHOR_MARK[3]\n"
               "ANCHOR_MARK[1] = 1\nANCHOR_MARK[2] = 1\nANCHOR_MARK[3] = 2\n"
               "MARKS = 2\n"
               "array MARK_HEALTH[2]\nMARK_HEALTH[1] = 30.5\nMARK_HEALTH[2] = 60.0\n");
}

/* Not further than 4 points from the lowest of a label, so that a long row of them does not join.
 */
static void anchors_within_four_points_share_a_label(void **state) {
    char *script =
        put("anchors = ( { health = 18.5; title = 'd'; }, { health = 10.0; title = 'a'; }, "
            "{ health = 14.0; title = 'b'; }, { health = 14.5; title = 'c'; } );");
    (void)state;
    assert_same(support_script_number(script, "MARKS"), 2);
    assert_same(support_script_number(script, "ANCHOR_MARK[2]"), 1); /* 14 from 10 */
    assert_same(support_script_number(script, "ANCHOR_MARK[3]"),
                2); /* 14.5 is half a point from 14 */
    assert_same(support_script_number(script, "ANCHOR_MARK[4]"), 2); /* 18.5 from 14.5 */
    assert_same(support_script_number(script, "MARK_HEALTH[1]"), 12);
    assert_same(support_script_number(script, "MARK_HEALTH[2]"), 16.5);
    assert_same(support_script_number(script, "ANCHOR_HEALTH[4]"), 18.5);
    free(script);
}

/* As conventions have it for all titles: escapes that gnuplot takes for nothing else. */
static void titles_are_quoted_and_cut(void **state) {
    char *script =
        put("anchors = ( { health = 1.0; title = 'a`b`$(c)日'; }, { health = 50.0; title "
            "= '0123456789012345678901234567890123456789x'; } );");
    (void)state;
    assert_non_null(strstr(script, "ANCHOR_TITLE[1] = \"a\\140b\\140\\044(c)日\"\n"));
    assert_non_null(
        strstr(script, "ANCHOR_TITLE[2] = \"0123456789012345678901234567890123456789...\"\n"));
    free(script);
}

/* As many as a scenario may have: all of one level, and each on its own. */
static void a_dozen_anchors_fit(void **state) {
    char text[1024] = "anchors = ( ";
    size_t length = strlen(text);
    (void)state;
    for (int i = 0; i < 2 * ENT_MAX_ANCHORS; i++) {
        bool first = i % ENT_MAX_ANCHORS == 0, last = i % ENT_MAX_ANCHORS == ENT_MAX_ANCHORS - 1;
        length = first ? strlen("anchors = ( ") : length;
        length += (size_t)snprintf(
            &text[length], sizeof text - length, "{ health = %d.0; title = 'x'; }%s",
            i < ENT_MAX_ANCHORS ? 50 : 100 - 5 * (i - ENT_MAX_ANCHORS), last ? " );" : ", ");
        if (last) {
            char *script = put(text);
            assert_same(support_script_number(script, "MARKS"),
                        i < ENT_MAX_ANCHORS ? 1 : ENT_MAX_ANCHORS);
            assert_same(support_script_number(script, "ANCHOR_HEALTH[12]"),
                        i < ENT_MAX_ANCHORS ? 50 : 100);
            free(script);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_anchors_there_are_no_labels),
        cmocka_unit_test(anchors_stand_from_low_to_high),
        cmocka_unit_test(anchors_within_four_points_share_a_label),
        cmocka_unit_test(titles_are_quoted_and_cut),
        cmocka_unit_test(a_dozen_anchors_fit),
    };
    return cmocka_run_group_tests_name("anchors", tests, NULL, NULL);
}

/* What scenarios change, as changes.csv and on the screen: of lists of differences made by hand. */
#include "report/changes.h"

#include "support/close.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The list is on the stack; nothing of it is freed. */
static ent_differences_t list(ent_difference_t *items, size_t count) {
    return (ent_differences_t){.items = items, .count = count, .room = count};
}

static const ent_key_t *key_of(ent_scope_t scope, const char *path) {
    const ent_key_t *key = ent_key_find(scope, path);
    assert_non_null(key);
    return key;
}

/* What the tables of these lists write, one after the other; the caller's to free. */
static char *write_table(const char *const *labels, const ent_differences_t *lists, size_t count) {
    char *folder = support_folder(), *path = support_path(folder, "changes.csv");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_table_changes_head(&writer);
    for (size_t i = 0; i < count; i++) {
        ent_table_changes(labels[i], &lists[i], &writer);
    }
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    char *text = support_read(path);
    assert_non_null(text);
    free(path);
    support_remove(folder);
    return text;
}

static char *show(const char *title, const ent_differences_t *differences, size_t most) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    ent_table_changes_screen(title, differences, most, stream);
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void assert_shows(const ent_differences_t *differences, size_t most, const char *expected) {
    char *text = show("Both 2+2", differences, most);
    assert_string_equal(text, expected);
    free(text);
}

static void the_table_has_a_line_for_each_difference(void **state) {
    const ent_key_t *status = key_of(ENT_SCOPE_INSTITUTION, "status");
    const ent_key_t *at = key_of(ENT_SCOPE_EVENT, "at");
    ent_difference_t items[] = {
        {"title", "Base", "Both \"2+2\", and drills", key_of(ENT_SCOPE_SCENARIO, "title")},
        {"institutions.2+2.status", "absent", "active", status},
        {"events.ruling.at", "2027-06", NULL, at},
        {"events.apology.at", NULL, "2027-07", at},
        {"states.KOR.leader.name", "Lee", "", key_of(ENT_SCOPE_STATE, "leader.name")},
        {"institutions.council", NULL, "declared", NULL},
        {"shocks.islets", "declared", NULL, NULL},
        {"shocks.visit.severity.values", "[ 0.1, 0.2 ]", "[ 0.1 ]",
         key_of(ENT_SCOPE_SEVERITY, "values")},
    };
    ent_differences_t lists[] = {list(items, COUNT(items)), list(NULL, 0), list(items + 1, 1)};
    static const char *const labels[] = {"two,two", "same", "other"};
    (void)state;
    char *text = write_table(labels, lists, 3);
    assert_string_equal(text, "scenario,path,control,value\n"
                              "\"two,two\",title,Base,\"Both \"\"2+2\"\", and drills\"\n"
                              "\"two,two\",institutions.2+2.status,absent,active\n"
                              "\"two,two\",events.ruling.at,2027-06,\n"
                              "\"two,two\",events.apology.at,,2027-07\n"
                              "\"two,two\",states.KOR.leader.name,Lee,\n"
                              "\"two,two\",institutions.council,(not declared),declared\n"
                              "\"two,two\",shocks.islets,declared,(not declared)\n"
                              "\"two,two\",shocks.visit.severity.values,\"[ 0.1, 0.2 ]\",[ 0.1 ]\n"
                              "other,institutions.2+2.status,absent,active\n");
    free(text);
}

static void the_screen_aligns_what_changes(void **state) {
    ent_difference_t items[] = {
        {"institutions.2+2.status", "absent", "active", key_of(ENT_SCOPE_INSTITUTION, "status")},
        {"health.rise", "0.5", "0.25", key_of(ENT_SCOPE_SCENARIO, "health.rise")},
        {"events.ruling.at", "2027-06", NULL, key_of(ENT_SCOPE_EVENT, "at")},
        {"events.ruling.rate", NULL, "0.1", key_of(ENT_SCOPE_EVENT, "rate")},
        {"shocks.islets", NULL, "declared", NULL},
        {"events.apology.effects[2]", "shift", "reconcile", NULL},
    };
    ent_differences_t differences = list(items, COUNT(items));
    (void)state;
    assert_shows(&differences, 6,
                 "Both 2+2 differs from the control in\n"
                 "  institutions.2+2.status    absent         -> active\n"
                 "  health.rise                0.5            -> 0.25\n"
                 "  events.ruling.at           2027-06        -> (none)\n"
                 "  events.ruling.rate         (none)         -> 0.1\n"
                 "  shocks.islets              (not declared) -> declared\n"
                 "  events.apology.effects[2]  shift          -> reconcile\n");
    /* Only lines that are shown make a column wide. */
    assert_shows(&differences, 2,
                 "Both 2+2 differs from the control in\n"
                 "  institutions.2+2.status  absent -> active\n"
                 "  health.rise              0.5    -> 0.25\n"
                 "  … and 4 more: changes.csv\n");
    assert_shows(&differences, 0,
                 "Both 2+2 differs from the control in\n"
                 "  … and 6 more: changes.csv\n");
}

/* Prose is left out, and not counted: keys, that is, and not an element that is called like one. */
static void the_screen_leaves_titles_out(void **state) {
    ent_difference_t items[] = {
        {"title", "A", "B", key_of(ENT_SCOPE_SCENARIO, "title")},
        {"description", "A", "B", key_of(ENT_SCOPE_SCENARIO, "description")},
        {"question", "A", NULL, key_of(ENT_SCOPE_SCENARIO, "question")},
        {"topic", "A", "B", key_of(ENT_SCOPE_SCENARIO, "topic")},
        {"claims", "A2", NULL, key_of(ENT_SCOPE_SCENARIO, "claims")},
        {"sources", NULL, "B", key_of(ENT_SCOPE_SCENARIO, "sources")},
        {"evidence", "evidence", "judgement", key_of(ENT_SCOPE_SCENARIO, "evidence")},
        {"domains.trade.title", "A", "B", key_of(ENT_SCOPE_DOMAIN, "title")},
        {"shocks.islets.hits.title", "0.0", "0.5", key_of(ENT_SCOPE_SHOCK, "hits")},
        {"polls.title", NULL, "declared", NULL},
    };
    ent_differences_t all = list(items, COUNT(items)), prose = list(items, 8), none = list(NULL, 0);
    (void)state;
    assert_shows(&all, 2,
                 "Both 2+2 differs from the control in\n"
                 "  shocks.islets.hits.title  0.0            -> 0.5\n"
                 "  polls.title               (not declared) -> declared\n");
    assert_shows(&all, 1,
                 "Both 2+2 differs from the control in\n"
                 "  shocks.islets.hits.title  0.0 -> 0.5\n"
                 "  … and 1 more: changes.csv\n");
    assert_shows(&prose, 5, "Both 2+2 differs from the control in\n  nothing\n");
    assert_shows(&none, 5, "Both 2+2 differs from the control in\n  nothing\n");
}

/* 40 characters of a value are shown, whatever their bytes; long ones widen no column. */
static void the_screen_cuts_long_values(void **state) {
    static const char forty[] = "ééééééééééééééééééééééééééééééééééééééée";
    static const char more[] = "ééééééééééééééééééééééééééééééééééééééé漢字";
    const ent_key_t *name = key_of(ENT_SCOPE_STATE, "leader.name");
    const ent_key_t *weight = key_of(ENT_SCOPE_COHORT, "contact");
    ent_difference_t items[] = {
        {"states.KOR.leader.name", "李在明", forty, name},
        {"states.JPN.leader.name", more, "b", name},
        {"states.JPN.public.cohorts.a_name_with_forty_characters_in_it_xxxxx.contact", "0.1", "0.2",
         weight},
    };
    ent_differences_t differences = list(items, COUNT(items));
    char expected[512];
    (void)state;
    (void)snprintf(expected, sizeof expected,
                   "Both 2+2 differs from the control in\n"
                   "  states.KOR.leader.name  李在明 -> %s\n"
                   "  states.JPN.leader.name  %.*s… -> b\n"
                   "  states.JPN.public.cohorts.a_name_with_forty_characters_in_it_xxxxx.contact  "
                   "0.1 -> 0.2\n",
                   forty, 39 * 2, more);
    assert_shows(&differences, 5, expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_a_line_for_each_difference),
        cmocka_unit_test(the_screen_aligns_what_changes),
        cmocka_unit_test(the_screen_leaves_titles_out),
        cmocka_unit_test(the_screen_cuts_long_values),
    };
    return cmocka_run_group_tests_name("changes", tests, NULL, NULL);
}

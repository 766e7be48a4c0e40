/*
 * Rules of an event record by severity, and fields that are left empty (scenario/record_rules.c,
 * record_rows.c, record_effects.c). In texts of scenarios ' stands for ".
 */
#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *folder;
    ent_diags_t diags;
    ent_scenario_t scenario;
} fixture_t;

static int set_up(void **state) {
    fixture_t *fixture = calloc(1, sizeof *fixture);
    char *small = support_read("tests/scenarios/small.cfg");
    assert_true(fixture != NULL && small != NULL);
    fixture->folder = support_folder();
    free(support_write(fixture->folder, "small.cfg", small));
    free(small);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    fixture_t *fixture = *state;
    support_remove(fixture->folder);
    free(fixture);
    return 0;
}

/* Loads the small scenario under rules, each a line from line 4 on, and rows from line 2 on. */
static ent_err_t load(fixture_t *fixture, const char *rules, const char *rows) {
    char text[4000], record[2000];
    (void)snprintf(text, sizeof text,
                   "extends = 'small.cfg'; title = 'T';\n"
                   "event_record = { file = 'record.csv'; rules = (\n\n%s ); };\n",
                   rules);
    (void)snprintf(record, sizeof record, "date,type,initiator,severity,description,gain,who\n%s",
                   rows);
    support_write_quoted(fixture->folder, "scenario.cfg", text);
    free(support_write(fixture->folder, "record.csv", record));
    char *path = support_path(fixture->folder, "scenario.cfg");
    ent_diags_init(&fixture->diags);
    fixture->scenario = (ent_scenario_t){.years = 0};
    ent_err_t error = ent_scenario_load(path, NULL, 0, &fixture->scenario, &fixture->diags);
    free(path);
    return error;
}

static void load_sound(fixture_t *fixture, const char *rules, const char *rows) {
    if (load(fixture, rules, rows) != ENT_OK || fixture->diags.count > 0) {
        support_fail(&fixture->diags, rules);
    }
}

/* The index-th event of the record, from its end: −1 is the last. */
static const ent_event_t *event_at(const fixture_t *fixture, int index) {
    return &fixture->scenario.events[(int)fixture->scenario.event_count + index];
}

/* ---- Ranges ----------------------------------------------------------------------------------
 */

#define SHIFT(by) "effects = ( { type = 'shift'; variable = 'domain.talks'; by = " by "; } ); }"

static void rows_are_taken_by_the_rule_of_their_severity(void **state) {
    static const char rules[] = "{ type = 'q'; at_least = 0.75; " SHIFT(
        "0.3") ",\n"
               "{ type = 'q'; at_least = 0.5; below = 0.75; " SHIFT(
                   "0.2") ",\n"
                          "{ type = 'other'; " SHIFT("0.9") ",\n"
                                                            "{ type = 'q'; below = 0.5; " SHIFT(
                                                                "0.1");
    static const char rows[] = "2020-02,q,AAA,0,a,,\n2020-03,q,AAA,0.4999,b,,\n"
                               "2020-04,q,AAA,0.5,c,,\n2020-05,q,AAA,0.7499999,d,,\n"
                               "2020-06,q,AAA,0.75,e,,\n2020-07,q,AAA,1,f,,\n";
    static const double by[] = {0.1, 0.1, 0.2, 0.2, 0.3, 0.3};
    fixture_t *fixture = *state;
    load_sound(fixture, rules, rows);
    assert_int_equal(fixture->scenario.record.used, 6);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(event_at(fixture, i - 6)->effect_count, 1);
        assert_same(event_at(fixture, i - 6)->effects[0].by, by[i]);
    }
    ent_scenario_free(&fixture->scenario);
}

/* Without a range a rule is for all severities, 0 and 1 included; so it is with either end. */
static void a_rule_without_a_range_is_for_every_severity(void **state) {
    static const char *const rules[] = {"{ type = 'q'; " SHIFT("0.1"),
                                        "{ type = 'q'; at_least = 0.0; " SHIFT("0.1"),
                                        "{ type = 'q'; below = 2.0; " SHIFT("0.1"),
                                        "{ type = 'q'; below = 1.000001; " SHIFT("0.1")};
    fixture_t *fixture = *state;
    for (size_t i = 0; i < SUPPORT_COUNT(rules); i++) {
        load_sound(fixture, rules[i], "2020-02,q,AAA,0,a,,\n2020-03,q,AAA,1,b,,\n");
        assert_int_equal(fixture->scenario.record.used, 2);
        ent_scenario_free(&fixture->scenario);
    }
    /* ranges that touch, in either order, leave nothing out and share nothing */
    load_sound(
        fixture,
        "{ type = 'q'; below = 0.5; " SHIFT("0.1") ",\n{ type = 'q'; at_least = 0.5; " SHIFT("0.2"),
        "2020-02,q,AAA,0.5,a,,\n");
    assert_same(event_at(fixture, -1)->effects[0].by, 0.2);
    ent_scenario_free(&fixture->scenario);
    load_sound(fixture, "{ type = 'q'; at_least = 1.0; " SHIFT("0.1"), "2020-03,q,AAA,1,b,,\n");
    assert_int_equal(fixture->scenario.record.used, 1);
    ent_scenario_free(&fixture->scenario);
}

/* Rules, one or two rows, and the one problem that must come of them. */
typedef struct {
    const char *rules, *rows, *file;
    int line;
    const char *key, *message;
} mistake_t;

static void assert_mistakes(fixture_t *fixture, const mistake_t *mistakes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const mistake_t *mistake = &mistakes[i];
        ent_err_t error = load(fixture, mistake->rules, mistake->rows);
        const ent_diag_t *diag =
            support_find_problem(&fixture->diags, mistake->key, mistake->message);
        if (error != ENT_ERR_SCENARIO || diag == NULL || fixture->diags.count != 1 ||
            diag->line != mistake->line ||
            strcmp(strrchr(diag->file, '/') + 1, mistake->file) != 0) {
            print_error("expected %s:%d: %s: %s\n", mistake->file, mistake->line, mistake->key,
                        mistake->message);
            support_fail(&fixture->diags, mistake->rules);
        }
    }
}

#define ROW "2020-03,q,AAA,0.5,x,,\n"

static void ranges_that_overlap_are_refused(void **state) {
    static const char second[] = "found a second rule for \"q\" (the first is in line 4)";
    static const mistake_t mistakes[] = {
        {"{ type = 'q'; " SHIFT("0.1") ",\n{ type = 'q'; " SHIFT("0.1"), ROW, "scenario.cfg", 5,
         "event_record.rules[2].type", second},
        {"{ type = 'q'; at_least = 0.5; " SHIFT("0.1") ",\n{ type = 'q'; " SHIFT("0.1"), ROW,
         "scenario.cfg", 5, "event_record.rules[2].type", second},
        {"{ type = 'q'; " SHIFT("0.1") ",\n{ type = 'q'; below = 0.1; " SHIFT("0.1"), ROW,
         "scenario.cfg", 5, "event_record.rules[2].type", second},
        {"{ type = 'q'; at_least = 0.5; " SHIFT("0.1") ",\n{ type = 'q'; below = 0.50001; " SHIFT(
             "0.1"),
         ROW, "scenario.cfg", 5, "event_record.rules[2].type", second},
        {"{ type = 'q'; at_least = 0.2; below = 0.8; " SHIFT(
             "0.1") ",\n{ type = 'q'; at_least = 0.4; below = 0.5; " SHIFT("0.1"),
         ROW, "scenario.cfg", 5, "event_record.rules[2].type", second},
        {"{ type = 'q'; at_least = 0.4; below = 0.5; " SHIFT(
             "0.1") ",\n{ type = 'q'; below = 0.4; " SHIFT("0.1") ",\n"
                                                                  "{ type = 'q'; at_least = "
                                                                  "0.2; " SHIFT("0.1"),
         ROW, "scenario.cfg", 6, "event_record.rules[3].type", second},
    };
    assert_mistakes(*state, mistakes, SUPPORT_COUNT(mistakes));
}

static void ranges_that_hold_nothing_are_refused(void **state) {
    static const mistake_t mistakes[] = {
        {"{ type = 'q'; at_least = 0.5;\nbelow = 0.5; " SHIFT("0.1"), ROW, "scenario.cfg", 5,
         "event_record.rules[1].below", "found 0.5, expected more than at_least, which is 0.5"},
        {"{ type = 'q'; at_least = 0.5; below = 0.25; " SHIFT("0.1"), ROW, "scenario.cfg", 4,
         "event_record.rules[1].below", "found 0.25, expected more than at_least, which is 0.5"},
        {"{ type = 'q'; below = 0.0; " SHIFT("0.1"), ROW, "scenario.cfg", 4,
         "event_record.rules[1].below", "found 0, expected a real number above 0 and at most 2"},
        {"{ type = 'q'; below = 2.5; " SHIFT("0.1"), ROW, "scenario.cfg", 4,
         "event_record.rules[1].below", "found 2.5, expected a real number above 0"},
        {"{ type = 'q'; at_least = 1.5; " SHIFT("0.1"), ROW, "scenario.cfg", 4,
         "event_record.rules[1].at_least", "found 1.5, expected a real number from 0 to 1"},
        {"{ type = 'q'; at_least = -0.5; " SHIFT("0.1"), ROW, "scenario.cfg", 4,
         "event_record.rules[1].at_least", "found -0.5, expected a real number from 0 to 1"},
        {"{ type = 'q'; at_least = 'half'; " SHIFT("0.1"), ROW, "scenario.cfg", 4,
         "event_record.rules[1].at_least", "found \"half\", expected a real number"},
    };
    assert_mistakes(*state, mistakes, SUPPORT_COUNT(mistakes));
}

/* Only of rows that are used. */
static void a_severity_without_a_rule_is_told_with_its_row(void **state) {
    static const mistake_t mistakes[] = {
        {"{ type = 'q'; at_least = 0.5; " SHIFT("0.1"), ROW "2020-04,q,BBB,0.25,y,,\n",
         "record.csv", 3, "row 3, column \"severity\"",
         "found \"0.25\", expected a severity that a rule for \"q\" is for"},
        {"{ type = 'q'; below = 1.0; " SHIFT("0.1"), "1990-01,q,AAA,1,y,,\n2020-04,q,BBB,1.0,y,,\n",
         "record.csv", 3, "row 3, column \"severity\"", "found \"1.0\", expected a severity"},
        {"{ type = 'q'; below = 0.4; " SHIFT("0.1") ",\n{ type = 'q'; at_least = 0.6; " SHIFT(
             "0.1"),
         ROW, "record.csv", 2, "row 2, column \"severity\"", "found \"0.5\", expected a severity"},
    };
    assert_mistakes(*state, mistakes, SUPPORT_COUNT(mistakes));
}

/* ---- Empty fields ----------------------------------------------------------------------------
 */

#define LEADER                                                                                     \
    "{ type = 'q'; effects = ( { type = 'leader'; state = '@initiator'; name = '@who';\n"          \
    "orientation = 0.5; approval = '@gain'; } ); }"

static void an_empty_field_leaves_a_key_to_its_default(void **state) {
    fixture_t *fixture = *state;
    load_sound(fixture, LEADER, "2020-02,q,AAA,1,a,0.25,x\n2020-03,q,BBB,1,b,,y\n");
    assert_same(event_at(fixture, -2)->effects[0].approval, 0.25);
    assert_true(isnan(event_at(fixture, -1)->effects[0].approval)); /* the usual honeymoon */
    ent_scenario_free(&fixture->scenario);
    /* a reconciliation without a state is with both */
    load_sound(fixture,
               "{ type = 'q'; effects = ( { type = 'reconcile'; share = 0.5; state = '@who'; } "
               "); }",
               "2020-02,q,AAA,1,a,,BBB\n2020-03,q,BBB,1,b,,\n");
    assert_int_equal(event_at(fixture, -2)->effects[0].state, 1);
    assert_int_equal(event_at(fixture, -1)->effects[0].state, ENT_BOTH_STATES);
    ent_scenario_free(&fixture->scenario);
}

static void an_empty_field_of_a_map_hits_nothing(void **state) {
    fixture_t *fixture = *state;
    load_sound(fixture,
               "{ type = 'q'; effects = ( { type = 'shock'; by = '@initiator'; severity = 0.5;\n"
               "hits = { talks = '@gain'; people = 0.25; }; } ); }",
               "2020-02,q,AAA,1,a,1.5,\n2020-03,q,AAA,1,b,,\n");
    assert_same(event_at(fixture, -2)->effects[0].hits[0], 1.5);
    assert_same(event_at(fixture, -1)->effects[0].hits[0], 0);
    assert_same(event_at(fixture, -1)->effects[0].hits[1], 0.25);
    ent_scenario_free(&fixture->scenario);
}

/* Blanks are something: only nothing at all gives nothing. */
static void what_must_be_given_is_missing_where_its_field_is_empty(void **state) {
#define SHOCK(amount)                                                                              \
    "{ type = 'q'; effects = ( { type = 'reconcile'; share = 0.0; },\n"                            \
    "{ type = 'shock'; by = '@initiator'; " amount " hits = { talks = 1.0; }; } ); }"
    static const mistake_t mistakes[] = {
        {"{ type = 'q'; effects = ( { type = 'institution'; name = '@who'; action = 'suspend'; } "
         "); }",
         "2020-02,q,AAA,1,a,,council\n2020-03,q,BBB,1,b,,\n", "record.csv", 3,
         "row 3, column \"who\"", "missing, expected"},
        {SHOCK("severity = '@gain';"), ROW, "record.csv", 2, "row 2, column \"gain\"",
         "missing, expected a real number from 0 to 10, for severity in effects[2] of the rule "
         "for \"q\""},
        {SHOCK("severity_scale = '@gain';"), ROW, "record.csv", 2, "row 2, column \"gain\"",
         "missing, expected a real number from 0 to 10, for severity in effects[2]"},
        {SHOCK("severity = '@gain';"), "2020-03,q,both,0.5,x,,\n", "record.csv", 2,
         "row 2, column \"gain\"", "missing, expected a real number"}, /* once, not by state */
        {SHOCK("severity = '@gain';"), "2020-03,q,AAA,0.5,x, ,\n", "record.csv", 2,
         "row 2, column \"gain\"", "found \" \", expected a number"},
        {SHOCK("severity_scale = '@gain';"), "2020-03,q,AAA,0.5,x,50,\n", "record.csv", 2,
         "row 2, column \"severity\"", "found 25, expected a real number from 0 to 10"},
    };
    assert_mistakes(*state, mistakes, SUPPORT_COUNT(mistakes));
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(rows_are_taken_by_the_rule_of_their_severity),
        WITH_FIXTURE(a_rule_without_a_range_is_for_every_severity),
        WITH_FIXTURE(ranges_that_overlap_are_refused),
        WITH_FIXTURE(ranges_that_hold_nothing_are_refused),
        WITH_FIXTURE(a_severity_without_a_rule_is_told_with_its_row),
        WITH_FIXTURE(an_empty_field_leaves_a_key_to_its_default),
        WITH_FIXTURE(an_empty_field_of_a_map_hits_nothing),
        WITH_FIXTURE(what_must_be_given_is_missing_where_its_field_is_empty),
    };
    return cmocka_run_group_tests_name("record_rules", tests, NULL, NULL);
}

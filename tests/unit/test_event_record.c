/*
 * Event records (scenario/record.c, record_rows.c, record_rules.c, record_effects.c). What rows
 * become is held against the same events written by hand. In texts of scenarios ' stands for ".
 */
#include "scenario/difference.h"
#include "scenario/load.h"
#include "scenario/writer.h"
#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/same_scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *folder;
    ent_diags_t diags;
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

static ent_err_t load_file(fixture_t *fixture, const char *name, const char *override,
                           ent_scenario_t *scenario) {
    char *path = support_path(fixture->folder, name);
    ent_diags_init(&fixture->diags);
    ent_err_t error =
        ent_scenario_load(path, &override, override != NULL ? 1 : 0, scenario, &fixture->diags);
    free(path);
    return error;
}

/* Loads the small scenario, with `text` laid over it. */
static ent_err_t load(fixture_t *fixture, const char *text, const char *override,
                      ent_scenario_t *scenario) {
    char whole[8000];
    (void)snprintf(whole, sizeof whole, "extends = 'small.cfg'; title = 'T';\n%s", text);
    support_write_quoted(fixture->folder, "scenario.cfg", whole);
    return load_file(fixture, "scenario.cfg", override, scenario);
}

static void load_sound(fixture_t *fixture, const char *text, const char *override,
                       ent_scenario_t *scenario) {
    if (load(fixture, text, override, scenario) != ENT_OK || fixture->diags.count > 0) {
        support_fail(&fixture->diags, "the scenario is sound");
    }
}

static void write_record(fixture_t *fixture, const char *rows) {
    char whole[4000];
    (void)snprintf(whole, sizeof whole, "date,type,initiator,severity,description,gain,who,id\n%s",
                   rows);
    free(support_write(fixture->folder, "record.csv", whole));
}

/* ---- What rows become ------------------------------------------------------------------------ */

#define RULES                                                                                      \
    "rules = (\n"                                                                                  \
    "{ type = 'grievance'; effects = (\n"                                                          \
    "  { type = 'shock'; by = '@initiator'; severity_scale = 2; hits = { talks = '@gain'; "        \
    "people = 0.5; }; },\n"                                                                        \
    "  { type = 'shift'; variable = 'stance.@partner'; severity_scale = -0.5; } ); },\n"           \
    "{ type = 'visit'; effects = (\n"                                                              \
    "  { type = 'reconcile'; severity_scale = 0.25; state = '@partner'; },\n"                      \
    "  { type = 'shift'; variable = 'domain.talks'; by = '@gain'; },\n"                            \
    "  { type = 'baseline'; driver = 'threat'; severity_scale = '@gain'; over_years = 1.0; } ); "  \
    "},\n"                                                                                         \
    "{ type = 'election'; effects = ( { type = 'leader'; state = '@initiator'; name = '@who'; "    \
    "orientation = '@gain'; approval = 0.5; } ); },\n"                                             \
    "{ type = 'treaty'; effects = ( { type = 'institution'; name = '@who'; action = 'establish'; " \
    "},\n"                                                                                         \
    "  { type = 'parameter'; path = 'states.@initiator.stance.jolt'; to = 0.4; } ); },\n"          \
    "{ type = 'mark'; effects = ( ); } );\n"

#define RECORD "event_record = { file = 'record.csv'; ignore = ['noise']; others = ['PRK'];\n" RULES
#define NO_CHANCE                                                                                  \
    "shocks = ( { name = 'remark'; rate = 0.0; }, { name = 'incident'; rate = 0.0; } );\n"         \
    "states = ( { name = 'AAA'; succession = { mode = 'none'; }; },\n"                             \
    "           { name = 'BBB'; succession = { mode = 'none'; }; } );\n"

static const char rows[] = "2020-02-03,grievance,AAA,0.3,\"Shrine, \"\"visited\"\"\",1,,\n"
                           "2020-04,visit,both,0.5,\"Summit\nin two\tlines\",0.25,,summit-1\n"
                           "2020-05,noise,nobody,much,ignored,x,y,z z\n"
                           "2021-01-15,election,BBB,1,Election,-0.5,\"Ms\nB\",\n"
                           "\n"
                           "2021-02,mark,PRK,0,,,,\n"
                           "2021-03,treaty,BBB,0,A treaty,,2+2,\n";

static const char by_hand[] = NO_CHANCE
    "events = (\n"
    "{ name = 'record-2'; title = 'Shrine, \\'visited\\''; at = '2020-02-03'; effects = (\n"
    "  { type = 'shock'; by = 'AAA'; severity = 0.6; hits = { talks = 1.0; people = 0.5; }; },\n"
    "  { type = 'shift'; variable = 'stance.BBB'; by = -0.15; } ); },\n"
    "{ name = 'summit-1'; title = 'Summit in two lines'; at = '2020-04'; effects = (\n"
    "  { type = 'reconcile'; share = 0.125; state = 'BBB'; },\n"
    "  { type = 'reconcile'; share = 0.125; state = 'AAA'; },\n"
    "  { type = 'shift'; variable = 'domain.talks'; by = 0.25; },\n"
    "  { type = 'baseline'; driver = 'threat'; to = 0.125; over_years = 1.0; } ); },\n"
    "{ name = 'record-5'; title = 'Election'; at = '2021-01-15'; effects = (\n"
    "  { type = 'leader'; state = 'BBB'; name = 'Ms B'; orientation = -0.5; approval = 0.5; } ); "
    "},\n"
    "{ name = 'record-7'; at = '2021-02'; effects = ( ); },\n"
    "{ name = 'record-8'; title = 'A treaty'; at = '2021-03'; effects = (\n"
    "  { type = 'institution'; name = '2+2'; action = 'establish'; },\n"
    "  { type = 'parameter'; path = 'states.BBB.stance.jolt'; to = 0.4; } ); } );\n";

static void rows_become_the_events_one_would_write(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t recorded, written;
    write_record(fixture, rows);
    load_sound(fixture, by_hand, NULL, &written);
    load_sound(fixture, RECORD "};", NULL, &recorded);
    support_assert_same_scenario(&recorded, &written);
    assert_true(recorded.record.given && recorded.record.enabled);
    assert_int_equal(recorded.record.rows, 6);
    assert_int_equal(recorded.record.used, 5);
    assert_false(written.record.given);
    /* where they come from: the second has two lines, and a blank one is counted */
    const ent_event_t *events = recorded.events + recorded.event_count - 5;
    static const size_t numbers[] = {2, 3, 5, 7, 8};
    static const int lines[] = {2, 3, 6, 9, 10};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(events[i].row, numbers[i]);
        assert_int_equal(events[i].place.line, lines[i]);
        assert_string_equal(events[i].place.file, recorded.record.file);
    }
    assert_int_equal(recorded.events[0].row, 0);
    ent_scenario_free(&recorded);
    ent_scenario_free(&written);
}

/* The order of the states' names, whatever the order of the file. */
static void an_effect_of_both_stands_for_two(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t scenario;
    write_record(fixture, "2020-02,grievance,both,0.1,A quarrel,0.2,,\n");
    load_sound(fixture, RECORD "};", NULL, &scenario);
    const ent_event_t *event = &scenario.events[scenario.event_count - 1];
    assert_int_equal(event->effect_count, 4);
    assert_int_equal(event->effects[0].state, 0);
    assert_int_equal(event->effects[1].state, 1);
    assert_string_equal(event->effects[2].variable, "stance.BBB");
    assert_string_equal(event->effects[3].variable, "stance.AAA");
    assert_close(event->effects[1].severity, 0.2, 1e-15, 0);
    ent_scenario_free(&scenario);
}

static void the_resolved_scenario_reads_back_the_same(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t scenario, again;
    char *text = NULL;
    write_record(fixture, rows);
    load_sound(fixture, RECORD "};", NULL, &scenario);
    assert_int_equal(ent_scenario_text(&scenario, &text), ENT_OK);
    assert_null(strstr(text, "event_record"));
    free(support_write(fixture->folder, "resolved.cfg", text));
    assert_int_equal(load_file(fixture, "resolved.cfg", NULL, &again), ENT_OK);
    support_assert_same_scenario(&scenario, &again);
    free(text);
    ent_scenario_free(&scenario);
    ent_scenario_free(&again);
}

static void differences_name_the_rows_events(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t control, other;
    ent_differences_t found = {0};
    write_record(fixture, rows);
    load_sound(fixture, RECORD "};", NULL, &control);
    load_sound(fixture, RECORD "};", "event_record.until=2021-03", &other);
    assert_int_equal(ent_scenario_difference(&control, &other, &found), ENT_OK);
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].path, "events.record-8");
    assert_string_equal(found.items[0].control, "declared");
    assert_null(found.items[0].value);
    ent_differences_free(&found);
    ent_scenario_free(&control);
    ent_scenario_free(&other);
}

/* ---- Which rows, and when -------------------------------------------------------------------- */

static void assert_used(fixture_t *fixture, const char *text, const char *override,
                        const char *expected) {
    ent_scenario_t scenario;
    char names[200] = "";
    load_sound(fixture, text, override, &scenario);
    for (size_t i = 0; i < scenario.event_count; i++) {
        if (scenario.events[i].row > 0) {
            size_t used = strlen(names);
            (void)snprintf(names + used, sizeof names - used, "%zu ", scenario.events[i].row);
        }
    }
    assert_string_equal(names, expected);
    assert_int_equal(scenario.record.rows, 6);
    ent_scenario_free(&scenario);
}

/* The run begins in 2020-01 and ends with 2022-12. */
static void rows_outside_the_run_and_the_bounds_are_left_out(void **state) {
    fixture_t *fixture = *state;
    write_record(fixture, "2019-12-31,mark,AAA,0,a,,,\n"
                          "2020-01-01,mark,AAA,0,b,,,\n"
                          "2020-09,mark,AAA,0,c,,,\n"
                          "2021-06-15,mark,AAA,0,d,,,\n"
                          "2022-12-31,mark,AAA,0,e,,,\n"
                          "2023-01-01,mark,AAA,0,f,,,\n");
    assert_used(fixture, RECORD "};", NULL, "3 4 5 6 ");
    assert_used(fixture, RECORD "from = '2020-09'; };", NULL, "4 5 6 ");
    assert_used(fixture, RECORD "until = '2021-06-15'; };", NULL, "3 4 ");
    assert_used(fixture, RECORD "until = '2021-06-16'; };", NULL, "3 4 5 ");
    assert_used(fixture, RECORD "from = '2020-02'; until = '2022-01'; };", NULL, "4 5 ");
    assert_used(fixture, RECORD "from = '2000-01'; until = '2100-01'; };", NULL, "3 4 5 6 ");
    assert_used(fixture, RECORD "};", "event_record.until=2020-09", "3 ");
    assert_used(fixture, RECORD "};", "event_record.from=2022-01", "6 ");
}

static void under_a_record_nothing_is_left_to_chance(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t on, off;
    write_record(fixture, rows);
    load_sound(fixture, RECORD "};", NULL, &on);
    load_sound(fixture, RECORD "enabled = false; };", NULL, &off);
    for (size_t i = 0; i < 2; i++) {
        assert_same(on.shocks[i].rate, 0);
        assert_true(on.states[i].succession == ENT_SUCCESSION_NONE);
    }
    assert_same(off.shocks[0].rate, 1.0); /* as in small.cfg */
    assert_same(off.shocks[1].rate, 0.3);
    assert_true(off.states[0].succession == ENT_SUCCESSION_HAZARD);
    assert_true(off.states[1].succession == ENT_SUCCESSION_TERM);
    assert_int_equal(off.event_count, 6);
    assert_true(off.record.given && !off.record.enabled);
    assert_int_equal(off.record.rows, 0);
    assert_int_equal(off.file_count, 2);
    assert_int_equal(on.file_count, 3);
    assert_string_equal(on.files[2], on.record.file);
    ent_scenario_free(&on);
    ent_scenario_free(&off);
}

static void a_record_that_is_switched_off_is_not_read(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t scenario;
    const char *text = "event_record = { file = 'none.csv'; rules = ( ); };";
    load_sound(fixture, text, "event_record.enabled=false", &scenario);
    ent_scenario_free(&scenario);
    assert_int_equal(load(fixture, text, "event_record.enabled=true", &scenario), ENT_ERR_SCENARIO);
    assert_non_null(support_find_problem(&fixture->diags, "event_record.file", "cannot be read"));
    /* its rules are looked at all the same */
    assert_int_equal(load(fixture,
                          "event_record = { file = 'none.csv'; enabled = false; rules = ( { type = "
                          "'a'; effects = ( { type = 'shok'; } ); } ); };",
                          NULL, &scenario),
                     ENT_ERR_SCENARIO);
    assert_non_null(support_find_problem(&fixture->diags, "event_record.rules[1].effects[1].type",
                                         "did you mean \"shock\"?"));
}

/* Relative to the file that names it, and from --set to the current folder. */
static void the_file_is_found_beside_the_one_that_names_it(void **state) {
    fixture_t *fixture = *state;
    ent_scenario_t scenario;
    char *folder = support_folder(), text[600];
    write_record(fixture, "2020-02,mark,AAA,0,here,,,\n");
    support_write_quoted(fixture->folder, "parent.cfg", "extends = 'small.cfg';" RECORD "};");
    (void)snprintf(text, sizeof text, "extends = '%s/parent.cfg';", fixture->folder);
    support_write_quoted(folder, "child.cfg", text);
    char *child = support_path(folder, "child.cfg");
    ent_diags_init(&fixture->diags);
    assert_int_equal(ent_scenario_load(child, NULL, 0, &scenario, &fixture->diags), ENT_OK);
    char *expected = support_path(fixture->folder, "record.csv");
    assert_string_equal(scenario.record.file, expected);
    ent_scenario_free(&scenario);
    (void)snprintf(text, sizeof text, "event_record.file=%s", expected);
    const char *overrides[] = {text, "event_record.file=tests/scenarios/none.csv"};
    assert_int_equal(ent_scenario_load(child, &overrides[0], 1, &scenario, &fixture->diags),
                     ENT_OK);
    ent_scenario_free(&scenario);
    assert_int_equal(ent_scenario_load(child, &overrides[1], 1, &scenario, &fixture->diags),
                     ENT_ERR_SCENARIO);
    assert_string_equal(fixture->diags.kept[0].text,
                        "\"tests/scenarios/none.csv\" cannot be read: No such file or directory");
    assert_string_equal(fixture->diags.kept[0].file, "--set");
    free(expected);
    free(child);
    support_remove(folder);
}

static void a_record_of_which_nothing_is_used_is_a_warning(void **state) {
    fixture_t *fixture = *state;
    static const char *const records[] = {"", "2030-01,mark,AAA,0,late,,,\n"};
    for (size_t i = 0; i < 2; i++) {
        ent_scenario_t scenario;
        char message[100];
        write_record(fixture, records[i]);
        assert_int_equal(load(fixture, RECORD "};", NULL, &scenario), ENT_OK);
        (void)snprintf(message, sizeof message, "of %zu rows none has a rule", i);
        assert_non_null(support_find_problem(&fixture->diags, "event_record.file", message));
        ent_scenario_free(&scenario);
    }
}

/* ---- What is wrong with rows ----------------------------------------------------------------- */

typedef struct {
    const char *rows;
    int line;
    const char *key, *message;
    size_t errors; /* 0 for one */
} row_problem_t;

static void assert_row_problem(fixture_t *fixture, const char *text, const row_problem_t *problem) {
    ent_scenario_t scenario;
    write_record(fixture, problem->rows);
    ent_err_t error = load(fixture, text, NULL, &scenario);
    const ent_diag_t *diag = &fixture->diags.kept[0];
    size_t length = strlen(diag->file);
    if (error != ENT_ERR_SCENARIO || diag->line != problem->line ||
        strcmp(diag->key, problem->key) != 0 || strstr(diag->text, problem->message) == NULL ||
        fixture->diags.errors != (problem->errors > 0 ? problem->errors : 1) || length < 10 ||
        strcmp(diag->file + length - 10, "record.csv") != 0) {
        ent_diags_print(&fixture->diags, stderr);
        fail_msg("expected record.csv:%d: %s: %s", problem->line, problem->key, problem->message);
    }
}

static void what_is_wrong_with_a_row_is_told_with_its_place(void **state) {
    static const row_problem_t problems[] = {
        {"2020-02,mark,AAA,0,a,,,\n2020-02-30,mark,AAA,0,b,,,\n", 3, "row 3, column \"date\"",
         "found \"2020-02-30\", expected a date YYYY-MM-DD or YYYY-MM", 0},
        {"3.2.2020,mark,AAA,0,a,,,\n", 2, "row 2, column \"date\"", "found \"3.2.2020\"", 0},
        {"1901-13,mark,AAA,0,out of the run,,,\n", 2, "row 2, column \"date\"", "found", 0},
        {"2020-02,grievence,AAA,0,a,,,\n", 2, "row 2, column \"type\"",
         "found \"grievence\", expected a type with a rule, or one listed in ignore, did you mean "
         "\"grievance\"?",
         0},
        {"2020-02,nose,AAA,0,a,,,\n", 2, "row 2, column \"type\"", "did you mean \"noise\"?", 0},
        {"2020-02,mark,AAB,0,a,,,\n", 2, "row 2, column \"initiator\"",
         "found \"AAB\", expected AAA, BBB, both or one listed in others, did you mean \"AAA\"?",
         0},
        {"2020-02,mark,PKR,0,a,,,\n", 2, "row 2, column \"initiator\"", "did you mean \"PRK\"?", 0},
        {"2020-02,mark,,0,a,,,\n", 2, "row 2, column \"initiator\"", "found \"\", expected AAA", 0},
        {"2020-02,mark,AAA,1.01,a,,,\n", 2, "row 2, column \"severity\"",
         "found \"1.01\", expected a number from 0 to 1", 0},
        {"2020-02,mark,AAA,-0.1,a,,,\n", 2, "row 2, column \"severity\"", "found \"-0.1\"", 0},
        {"2020-02,mark,AAA,,a,,,\n", 2, "row 2, column \"severity\"", "found \"\"", 0},
        {"2020-02,mark,AAA,high,a,,,\n", 2, "row 2, column \"severity\"", "found \"high\"", 0},
        {"never,mark,nobody,high,a,,,\n", 2, "row 2, column \"initiator\"", "found", 3},
        /* what rules make of it */
        {"2020-02,grievance,PRK,0.1,a,1,,\n", 2, "row 2, column \"initiator\"",
         "found \"PRK\", expected a state, because the rule for \"grievance\" says \"@initiator\"",
         2},
        {"2020-02,grievance,AAA,0.1,a,much,,\n", 2, "row 2, column \"gain\"",
         "found \"much\", expected a number, because \"talks\" of the rule for \"grievance\" holds "
         "one",
         0},
        {"2020-02,visit,both,0.1,a,,,\n", 2, "row 2, column \"gain\"",
         "missing, expected a real number from -10 to 10, for by in effects[2] of the rule for "
         "\"visit\"",
         2},
        {"2020-02,visit,AAA,0.1,a,11,,\n", 2, "row 2, column \"gain\"",
         "found 11, expected a real number from -10 to 10, for by in effects[2] of the rule for "
         "\"visit\"",
         2},
        {"2020-02,visit,both,1,a,5,,\n", 2, "row 2, column \"severity\"",
         "found 5, expected a real number from 0 to 1, for to in effects[3]", 0},
        {"2020-02,election,AAA,0,a,2,x,\n", 2, "row 2, column \"gain\"",
         "found 2, expected a real number from -1 to 1, for orientation in effects[1]", 0},
        {"2020-02,grievance,AAA,0.1,a,-1,,\n", 2, "row 2, column \"gain\"", "for hits.talks", 0},
        {"2020-02,treaty,AAA,0,a,,2-2,\n", 2, "row 2, column \"who\"", "did you mean \"2+2\"?", 0},
        /* events twice */
        {"2020-02,mark,AAA,0,a,1,,\n2020-03,mark,AAA,0,a,,,\n2020-02-01,mark,AAA,0.0,a,,,\n", 4,
         "row 4", "says the same as row 2 in date, type, initiator, severity and description", 0},
        {"2020-02,mark,AAA,0,a,,,x\n2020-02,mark,AAA,0,b,,,x\n", 3, "row 3, column \"id\"",
         "gives an event named \"x\" as row 2 does, expected different names", 0},
        {"2020-02,mark,AAA,0,a,,,record-3\n2020-02,mark,AAA,0,b,,,\n", 3, "row 3",
         "gives an event named \"record-3\" as row 2 does", 0},
        {"2020-02,mark,AAA,0,a,,,thaw\n", 2, "row 2, column \"id\"",
         "gives an event named \"thaw\", which is the name of an event of the scenario", 0},
        {"2020-02,mark,AAA,0,a,,,a b\n", 2, "row 2, column \"id\"",
         "found \"a b\", expected a name of 1 to 40", 0},
        /* the reader's own problems come the same way */
        {"2020-02,mark,AAA,0,a,,\n", 2, "row 2", "found 7 fields, expected 8", 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(problems); i++) {
        assert_row_problem(*state, RECORD "};", &problems[i]);
    }
}

/* Errors that only the whole scenario shows name the row, too. */
static void what_a_row_names_must_be_there(void **state) {
    static const char text[] =
        "event_record = { file = 'record.csv'; rules = (\n"
        "{ type = 'shift'; effects = ( { type = 'shift'; variable = '@who'; by = 0.1; } ); },\n"
        "{ type = 'set'; effects = ( { type = 'parameter'; path = '@who'; to = '@gain'; } ); } "
        "); };";
    static const row_problem_t problems[] = {
        {"\n2020-02,shift,AAA,0,a,,helth,\n", 3, "row 3, events.record-3.effects[1].variable",
         "did you mean \"health\"?", 0},
        {"2020-02,shift,AAA,0,a,,commitment,x\n", 2, "row 2, events.x.effects[1].variable",
         "cannot be shifted", 0},
        {"2020-02,set,AAA,0,a,1,states.AAA.stance.jolts,\n", 2,
         "row 2, events.record-2.effects[1].path", "did you mean \"stance.jolt\"?", 0},
        {"2020-02,set,AAA,0,a,-1,states.AAA.stance.inertia,\n", 2,
         "row 2, events.record-2.effects[1].to", "found -1, expected a real number above 0", 0},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(problems); i++) {
        assert_row_problem(*state, text, &problems[i]);
    }
}

static void more_effects_than_an_event_has_are_refused(void **state) {
    char text[6000] = "event_record = { file = 'record.csv'; rules = ( { type = 'a'; effects = (";
    for (int i = 0; i < ENT_MAX_EFFECTS / 2 + 1; i++) {
        (void)strcat(text, i > 0 ? ",{" : "{");
        (void)strcat(text, " type = 'reconcile'; share = 0.1; state = '@initiator'; }");
    }
    (void)strcat(text, "); } ); };");
    static const row_problem_t problem = {"2020-02,a,both,0,a,,,\n", 2, "row 2",
                                          "found 66 elements, expected 0 to 64", 0};
    assert_row_problem(*state, text, &problem);
}

/* The limit leaves room for the scenario's own events, six in small.cfg. */
static void more_rows_than_are_supported_are_refused(void **state) {
    enum { ROWS = ENT_MAX_EVENTS - 6, LONGEST = 40 };
    fixture_t *fixture = *state;
    ent_scenario_t scenario;
    char *text = malloc((size_t)(ROWS + 2) * LONGEST), *end = text;
    assert_non_null(text);
    end += sprintf(end, "date,type,initiator,severity,description\n");
    for (int i = 0; i < ROWS; i++) {
        end += sprintf(end, "2020-%02d,mark,AAA,0,%d\n", i % 12 + 1, i);
    }
    const char *record = "event_record = { file = 'many.csv'; rules = ( { type = 'mark'; effects = "
                         "( ); } ); };";
    free(support_write(fixture->folder, "many.csv", text));
    load_sound(fixture, record, NULL, &scenario);
    assert_int_equal(scenario.event_count, ENT_MAX_EVENTS);
    ent_scenario_free(&scenario);
    (void)sprintf(end, "2020-02,mark,BBB,0,x\n2020-02,mark,BBB,0,y\n");
    free(support_write(fixture->folder, "many.csv", text));
    assert_int_equal(load(fixture, record, NULL, &scenario), ENT_ERR_SCENARIO);
    assert_int_equal(fixture->diags.errors, 1);
    assert_string_equal(fixture->diags.kept[0].key, "row 99996");
    assert_string_equal(fixture->diags.kept[0].text,
                        "gives the scenario more than 100000 events; event_record.from and until "
                        "choose a part of the record");
    free(text);
}

/* ---- What is wrong with rules ---------------------------------------------------------------- */

typedef struct {
    const char *text;
    int line; /* of scenario.cfg: the text begins in its second */
    const char *key, *message;
} rule_problem_t;

#define ONE_RULE(effect)                                                                           \
    "event_record = { file = 'record.csv'; rules = ( { type = 'mark'; effects = ( { " effect       \
    " } ); } ); };"
#define EFFECT "event_record.rules[1].effects[1]"

static void rules_are_checked_whether_a_row_uses_them_or_not(void **state) {
    static const rule_problem_t problems[] = {
        {"event_record = 3;", 2, "event_record", "found 3, expected a group { }"},
        {"event_record = { rules = ( ); };", 2, "event_record.file", "missing, expected a text"},
        {"event_record = { file = 'record.csv'; };", 2, "event_record.rules", "missing"},
        {"event_record = { file = 'record.csv'; rules = 3; };", 2, "event_record.rules",
         "found 3, expected a list ( ) of groups"},
        {"event_record = { file = 'record.csv'; rules = (\n3 ); };", 3, "event_record.rules[1]",
         "found 3, expected a group { }"},
        {"event_record = { file = 'record.csv'; ignroe = []; rules = ( ); };", 2,
         "event_record.ignroe", "unknown key, did you mean \"ignore\"?"},
        {"event_record = { file = 'record.csv'; ignore = 'mark'; rules = ( ); };", 2,
         "event_record.ignore", "found \"mark\", expected an array of texts"},
        {"event_record = { file = 'record.csv'; others = [1]; rules = ( ); };", 2,
         "event_record.others", "found 1, expected an array of texts"},
        {"event_record = { file = 'record.csv'; others = ['AAA']; rules = ( ); };", 2,
         "event_record.others", "\"AAA\" is known"},
        {"event_record = { file = 'record.csv'; others = ['both']; rules = ( ); };", 2,
         "event_record.others", "\"both\" is known"},
        {"event_record = { file = 'record.csv'; enabled = 1; rules = ( ); };", 2,
         "event_record.enabled", "found 1, expected true or false"},
        {"event_record = { file = 'record.csv'; until = '2021'; rules = ( ); };", 2,
         "event_record.until", "found \"2021\", expected a date"},
        {"event_record = { file = 'record.csv'; from = '2021-02';\nuntil = '2021-02'; rules = ( ); "
         "};",
         3, "event_record.until", "expected a date after event_record.from, 2021-02"},
        {"event_record = { file = 'record.csv'; rules = ( { type = 'a'; effects = ( ); },\n{ type "
         "= 'a'; effects = ( ); } ); };",
         3, "event_record.rules[2].type",
         "found a second rule for \"a\" (the first is in line 2), expected one"},
        {"event_record = { file = 'record.csv'; ignore = ['b',\n'a']; rules = ( { type = 'a'; "
         "effects = ( ); } ); };",
         3, "event_record.ignore", "\"a\" is ignored and has a rule (in line 3), expected either"},
        {"event_record = { file = 'record.csv'; rules = ( { effects = ( ); } ); };", 2,
         "event_record.rules[1].type", "missing"},
        {"event_record = { file = 'record.csv'; rules = ( { type = 'a'; } ); };", 2,
         "event_record.rules[1].effects", "missing, expected a list"},
        {"event_record = { file = 'record.csv'; rules = ( { type = 'a'; effect = ( ); effects = ( "
         "); } ); };",
         2, "event_record.rules[1].effect", "unknown key, did you mean \"effects\"?"},
        {"event_record = { file = 'record.csv'; rules = ( { type = 'a'; effects = ( 3 ); } ); };",
         2, EFFECT, "found 3, expected a group { }"},
        {ONE_RULE("type = 'shok'; by = '@initiator';"), 2, EFFECT ".type",
         "did you mean \"shock\"?"},
        {ONE_RULE("type = '@type'; by = '@initiator';"), 2, EFFECT ".type", "found \"@type\""},
        {ONE_RULE("by = '@initiator';"), 2, EFFECT ".type", "missing"},
        {ONE_RULE("type = 'shock'; by = '@initiator'; severity = '@gain'; hit = 1;"), 2,
         EFFECT ".hit", "unknown key, did you mean \"hits\"?"},
        {ONE_RULE("type = 'shock'; by = '@initiator';"), 2, EFFECT ".severity",
         "missing, expected a real number from 0 to 10"},
        {ONE_RULE("type = 'shock'; severity_scale = 1;"), 2, EFFECT ".by", "missing"},
        {ONE_RULE("type = 'reconcile'; share = 2;"), 2, EFFECT ".share", "found 2"},
        {ONE_RULE("type = 'shift'; variable = 'helth'; by = 1;"), 2, EFFECT ".variable",
         "did you mean \"health\"?"},
        {ONE_RULE("type = 'shock'; by = 'AAA'; severity = 1;\nseverity_scale = 1;"), 3,
         EFFECT ".severity_scale", "stands for \"severity\", which is given, too, expected either"},
        {ONE_RULE("type = 'baseline'; driver = 'threat'; to = '@gain'; over_years = 1;\n"
                  "severity_scale = 1;"),
         3, EFFECT ".severity_scale", "stands for \"to\", which is given, too"},
        {ONE_RULE("type = 'leader'; state = 'AAA'; orientation = 0; severity_scale = 1;"), 2,
         EFFECT ".severity_scale", "an effect of this type has no amount"},
        {ONE_RULE("type = 'institution'; name = '2+2'; action = 'end'; severity_scale = 1;"), 2,
         EFFECT ".action", "found \"end\""},
        {ONE_RULE("type = 'shock'; by = 'AAA'; severity_scale = 'x';"), 2, EFFECT ".severity_scale",
         "found \"x\", expected a real number from -1000 to 1000"},
        /* what needs the header */
        {ONE_RULE("type = 'shift'; variable = 'domain.talks';\nby = '@gian';"), 3, EFFECT ".by",
         "found \"@gian\", expected @initiator, @partner or a column of the record, did you mean "
         "\"gain\"?"},
        {ONE_RULE("type = 'shock'; by = '@intiator'; severity_scale = 1;"), 2, EFFECT ".by",
         "did you mean \"initiator\"?"},
        {ONE_RULE("type = 'shock'; by = 'AAA'; severity = 1; hits = { talks = '@x'; };"), 2,
         EFFECT ".hits.talks", "found \"@x\""},
        /* elsewhere it is no key */
        {"events = ( { name = 'e'; at = '2020-02'; effects = ( { type = 'reconcile'; share = 0.1; "
         "severity_scale = 1; } ); } );",
         2, "events.e.effects[1].severity_scale", "belongs into the rules of an event_record only"},
    };
    fixture_t *fixture = *state;
    write_record(fixture, "2020-02,mark,AAA,0,a,,,\n");
    for (size_t i = 0; i < SUPPORT_COUNT(problems); i++) {
        ent_scenario_t scenario;
        ent_err_t error = load(fixture, problems[i].text, NULL, &scenario);
        const ent_diag_t *found =
            support_find_problem(&fixture->diags, problems[i].key, problems[i].message);
        if (error != ENT_ERR_SCENARIO || found == NULL || found->line != problems[i].line) {
            ent_diags_print(&fixture->diags, stderr);
            fail_msg("expected %d: %s: %s", problems[i].line, problems[i].key, problems[i].message);
        }
    }
}

static void what_is_set_on_the_command_line_is_told_there(void **state) {
    static const struct {
        const char *override, *key, *message;
    } cases[] = {
        {"event_record.until=soon", "event_record.until", "found \"soon\", expected a date"},
        {"event_record.rules.mark.type=a", "event_record.rules.mark.type", "have no names"},
        {"event_record.untill=2020-02", "event_record.untill", "did you mean \"until\"?"},
        {"event_record.ignore=[\"mark\"]", "event_record.ignore", "is ignored and has a rule"},
        {"event_record=1", "event_record", "holds several values"},
    };
    fixture_t *fixture = *state;
    write_record(fixture, rows);
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        ent_scenario_t scenario;
        assert_int_equal(load(fixture, RECORD "};", cases[i].override, &scenario),
                         ENT_ERR_SCENARIO);
        const ent_diag_t *found =
            support_find_problem(&fixture->diags, cases[i].key, cases[i].message);
        if (found == NULL || strcmp(found->file, "--set") != 0) {
            support_fail(&fixture->diags, cases[i].override);
        }
    }
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(rows_become_the_events_one_would_write),
        WITH_FIXTURE(an_effect_of_both_stands_for_two),
        WITH_FIXTURE(the_resolved_scenario_reads_back_the_same),
        WITH_FIXTURE(differences_name_the_rows_events),
        WITH_FIXTURE(rows_outside_the_run_and_the_bounds_are_left_out),
        WITH_FIXTURE(under_a_record_nothing_is_left_to_chance),
        WITH_FIXTURE(a_record_that_is_switched_off_is_not_read),
        WITH_FIXTURE(the_file_is_found_beside_the_one_that_names_it),
        WITH_FIXTURE(a_record_of_which_nothing_is_used_is_a_warning),
        WITH_FIXTURE(what_is_wrong_with_a_row_is_told_with_its_place),
        WITH_FIXTURE(what_a_row_names_must_be_there),
        WITH_FIXTURE(more_effects_than_an_event_has_are_refused),
        WITH_FIXTURE(more_rows_than_are_supported_are_refused),
        WITH_FIXTURE(rules_are_checked_whether_a_row_uses_them_or_not),
        WITH_FIXTURE(what_is_set_on_the_command_line_is_told_there),
    };
    return cmocka_run_group_tests_name("event record", tests, NULL, NULL);
}

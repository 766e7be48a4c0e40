/* A scenario written out in full (scenario/writer.c): it reads back to an equal one. */
#include "scenario/writer.h"

#include "report/survey_table.h"
#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text_of(const ent_scenario_t *scenario) {
    char *text = NULL;
    assert_int_equal(ent_scenario_text(scenario, &text), ENT_OK);
    return text;
}

/* As results hold a scenario: the surveys it refers to stand beside it. */
static char *write_resolved(const char *folder, const ent_scenario_t *scenario, const char *text) {
    char *path = support_path(folder, ENT_SURVEYS_FILE);
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_table_surveys(scenario, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    free(path);
    return support_write(folder, "scenario.cfg", text);
}

/* Fails unless the scenario, written and read again, is the same, and is written the same. */
static void assert_reads_back(const ent_scenario_t *scenario) {
    char *folder = support_folder(), *text = text_of(scenario);
    char *path = write_resolved(folder, scenario, text);
    ent_scenario_t back;
    ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_scenario_load(path, NULL, 0, &back, &diags) != ENT_OK) {
        support_fail(&diags, "the resolved scenario cannot be read");
    }
    free(path);
    support_remove(folder);
    support_assert_same_scenario(scenario, &back);
    assert_int_equal(back.survey_count, scenario->survey_count);
    char *again = text_of(&back);
    assert_string_equal(text, again);
    ent_scenario_free(&back);
    free(again);
    free(text);
}

static void every_shipped_scenario_reads_back(void **state) {
    (void)state;
    glob_t found;
    assert_int_equal(glob("scenarios/*/*.cfg", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 5);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        ent_scenario_t scenario;
        support_load_shipped(found.gl_pathv[i] + strlen("scenarios/"), &scenario);
        assert_reads_back(&scenario);
        ent_scenario_free(&scenario);
    }
    globfree(&found);
}

static void a_scenario_with_one_of_everything_reads_back(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    assert_reads_back(&scenario);
    ent_scenario_free(&scenario);
}

static void every_form_of_an_event_reads_back(void **state) {
    (void)state;
#define WHEN(text)                                                                                 \
    "{ name = 'e'; when = { " text " }; effects = ( { type = 'reconcile'; share = 0.1; } ); }"
    static const char *const events[] = {
        WHEN("variable = 'health'; above = 60.0;"),
        WHEN("variable = 'health'; above = 60.0; for_years = 0.0;"),
        WHEN("variable = 'health'; below = 0.0;"),
        "{ name = 'e'; at = '2020-02-03'; effects = ( { type = 'leader'; state = 'BBB'; "
        "orientation = 0.0; } ); }",
        "{ name = 'e'; rate = 0.0; probability = 0.0; effects = ( { type = 'shock'; by = 'AAA'; "
        "severity = 0.0; } ); }",
        "{ name = 'e'; from = '2019-01'; every_years = 1; title = 'T'; effects = ( { type = "
        "'baseline'; driver = 'threat'; to = 0; over_years = 0; } ); }",
    };
    for (size_t i = 0; i < SUPPORT_COUNT(events); i++) {
        char *text = support_edit("events = ( ", NULL, NULL, events[i]);
        char *whole = support_edit(text, NULL, NULL, " );");
        ent_scenario_t scenario;
        support_load_more(whole, &scenario);
        assert_reads_back(&scenario);
        ent_scenario_free(&scenario);
        free(whole);
        free(text);
    }
}

/* `once` and `rest_years` mean nothing here; then they are an error, or they are kept. */
static void keys_of_another_timing_are_refused_or_read_back(void **state) {
    (void)state;
    ent_scenario_t scenario;
    ent_diags_t diags;
    char *text = support_edit(support_full_scenario(), "at = '2021-08-15';",
                              "at = '2021-08-15'; once = false; rest_years = 3.0;", NULL);
    ent_err_t error = support_try(text, NULL, 0, &scenario, &diags);
    free(text);
    if (error == ENT_OK) {
        assert_reads_back(&scenario);
        ent_scenario_free(&scenario);
    }
}

/* Numbers with all their bits in use. */
static void numbers_keep_all_their_bits(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    double value = 0.1;
    for (int i = 0; i < 300; i++) {
        value = 3.9 * value * (1 - value); /* chaos: every step has other bits */
        scenario.states[0].jolt = value;
        scenario.states[1].hits[1] = value * 1e-7;
        scenario.shocks[4].severity.values[0] = value * 0.01;
        scenario.domains[1].base = -value;
        scenario.events[0].effects[1].severity = value * 1e-300;
        assert_reads_back(&scenario);
    }
    ent_scenario_free(&scenario);
}

/* A whole number must not come back as an integer: `x = 10` is a trap of libconfig. */
static void whole_numbers_are_written_with_a_point(void **state) {
    (void)state;
    static const char *const sets[] = {"years=10", "institutions.2+2.slope=1000",
                                       "health.rise=1e-9"};
    ent_scenario_t scenario;
    support_load_full(sets, SUPPORT_COUNT(sets), &scenario);
    char *text = text_of(&scenario);
    assert_non_null(strstr(text, "\nyears = 10.0;\n"));
    assert_non_null(strstr(text, " slope = 1000.0;\n"));
    assert_non_null(strstr(text, " rise = 1e-09;\n"));
    assert_non_null(strstr(text, "\nformat_version = 1;\n"));
    free(text);
    assert_reads_back(&scenario);
    ent_scenario_free(&scenario);
}

/* Texts that would end a string, a line or a setting if they were not quoted. */
static void texts_are_quoted(void **state) {
    (void)state;
    static const char *const titles[] = {
        "a \"quoted\" word",
        "back\\slash",
        "\\",
        "\"",
        "\\\"",
        "ends with \\",
        "\"; years = 1.0; x = \"",
        "@include \"x\"",
        "# no comment",
        "/* nor this */",
        "日本と韓国",
        "  blanks  ",
        "%s %n",
        "\\n is no line",
    };
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    char *title = scenario.title, *leader = scenario.states[0].leader_name;
    for (size_t i = 0; i < SUPPORT_COUNT(titles); i++) {
        char copy[64];
        (void)snprintf(copy, sizeof copy, "%s", titles[i]);
        scenario.title = scenario.states[0].leader_name = copy;
        assert_reads_back(&scenario);
    }
    scenario.title = title;
    scenario.states[0].leader_name = leader;
    ent_scenario_free(&scenario);
}

/* Empty titles and names are allowed, and are not the same as none. */
static void empty_texts_read_back(void **state) {
    (void)state;
    static const char *const keys[] = {"title=\"\"", "states.AAA.leader.name=\"\"",
                                       "domains.talks.title=\"\"", "polls.affinity.house=\"\""};
    for (size_t i = 0; i < SUPPORT_COUNT(keys); i++) {
        ent_scenario_t scenario;
        support_load_full(&keys[i], 1, &scenario);
        assert_reads_back(&scenario);
        ent_scenario_free(&scenario);
    }
}

/* "Every default written out": keys that the full scenario leaves to their defaults. */
static void defaults_are_written_out(void **state) {
    (void)state;
    static const char *const lines[] = {
        " contact = false;",  " initial = 0.0;",     " threshold = 0.05;",
        " electorate = 0.0;", " opportunism = 0.0;", " voice = 1.0;",
        " trend = 0.0;",      " probability = 1.0;", " status = \"absent\";",
        " adapt = 0.0;",      " once = true;",       " for_years = 0.08333333333333333;",
        " noise = 0.15;",     " slope_sd = 0.5;",    " intercept_sd = 1.0;",
    };
    ent_scenario_t scenario;
    support_load_more(
        "institutions = ( { name = 'i'; cadence = 0; insulation = 0; binding = 0; level = 0; habit "
        "= 0; build = 0; fade = 1; threshold = 0; slope = 0; suspend_below = 0; resume_above = 0; "
        "patience = 0; } );\n"
        "shocks = ( { name = 's'; by = 'AAA'; rate = 1; severity = { "
        "distribution = 'fixed'; value = 0.1; }; } );\n"
        "events = ( { name = 'e'; when = { variable "
        "= 'health'; below = 1; }; effects = ( { type = 'reconcile'; share = 1; } ); } );"
        "polls = ( { name = 'p'; intercept = 0; terms = ( { variable = 'health'; weight = 1; } ); "
        "} );",
        &scenario);
    char *text = text_of(&scenario);
    for (size_t i = 0; i < SUPPORT_COUNT(lines); i++) {
        if (strstr(text, lines[i]) == NULL) {
            fail_msg("%s is not written", lines[i]);
        }
    }
    assert_null(strstr(text, "extends"));
    assert_null(strstr(text, "enabled"));
    assert_null(strstr(text, "institution_defaults"));
    assert_null(strstr(text, "respondent"));
    assert_null(strstr(text, "like"));
    assert_null(strstr(text, "hindcast"));
    free(text);
    ent_scenario_free(&scenario);
}

/* What an inherited scenario resolves to needs no other file. */
static void the_resolved_text_stands_alone(void **state) {
    (void)state;
    char *folder = support_folder();
    support_write_quoted(folder, "base.cfg", support_full_scenario());
    support_write_quoted(folder, "child.cfg",
                         "extends = 'base.cfg'; title = 'Child';\n"
                         "institutions = ( { name = '2+2'; "
                         "enabled = false; } );\n"
                         "events = ( { name = 'chill'; enabled = false; } );");
    char *path = support_path(folder, "child.cfg");
    ent_scenario_t scenario;
    ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_scenario_load(path, NULL, 0, &scenario, &diags) != ENT_OK) {
        support_fail(&diags, path);
    }
    assert_reads_back(&scenario);
    ent_scenario_free(&scenario);
    free(path);
    support_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_scenario_reads_back),
        cmocka_unit_test(a_scenario_with_one_of_everything_reads_back),
        cmocka_unit_test(every_form_of_an_event_reads_back),
        cmocka_unit_test(keys_of_another_timing_are_refused_or_read_back),
        cmocka_unit_test(numbers_keep_all_their_bits),
        cmocka_unit_test(whole_numbers_are_written_with_a_point),
        cmocka_unit_test(texts_are_quoted),
        cmocka_unit_test(empty_texts_read_back),
        cmocka_unit_test(defaults_are_written_out),
        cmocka_unit_test(the_resolved_text_stands_alone),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}

/*
 * Events as numbered flags (report/flags.c). Dates and shares come from the scenarios written here
 * and from events.csv's own functions; which flags matter most is sorted by hand.
 */
#include "report/flags.h"

#include "support/close.h"
#include "support/comparison.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/results.h"
#include "support/script.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    char *folder;
    support_results_t results;
} world_t;

/* The small scenario (2020-01 to 2023-01, in months) with these events instead of its own. */
static char *write_scenario(const char *folder, const char *name, const char *events) {
    char top[4096], text[16384];
    static const char none[] = "{ name = 'declaration'; enabled = false; }, "
                               "{ name = 'election'; enabled = false; }, "
                               "{ name = 'anniversary'; enabled = false; }, "
                               "{ name = 'thaw'; enabled = false; }, "
                               "{ name = 'scare'; enabled = false; }, "
                               "{ name = 'opening'; enabled = false; }";
    assert_non_null(getcwd(top, sizeof top));
    (void)snprintf(text, sizeof text,
                   "extends = '%s/tests/scenarios/small.cfg';\ntitle = '%s';\nevents = ( %s%s%s "
                   ");\n",
                   top, name, none, events[0] != '\0' ? ", " : "", events);
    support_write_quoted(folder, name, text);
    return support_path(folder, name);
}

static void open_world(world_t *world, const char *events) {
    world->folder = support_folder();
    char *path = write_scenario(world->folder, "flags.cfg", events);
    assert_int_equal(support_results_open(&world->results, path, 8, 1), ENT_OK);
    assert_int_equal(support_results_simulate(&world->results), ENT_OK);
    free(path);
}

static void close_world(world_t *world) {
    support_results_free(&world->results);
    support_remove(world->folder);
}

static char *put(const world_t *world) {
    ent_figure_data_t data;
    ent_figure_data_init(&data);
    ent_flags_put_run(&world->results.run, &data);
    char *script = support_script(&data);
    ent_figure_data_free(&data);
    return script;
}

/* An array of gnuplot has at least one element. */
static void without_events_there_are_no_flags(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "");
    char *script = put(&world);
    assert_string_equal(script, "FLAGS = 0\nMORE_FLAGS = 0\narray FLAG_AT[1]\nFLAG_AT[1] = NaN\n"
                                "array FLAG_DATE[1]\nFLAG_DATE[1] = \"\"\n"
                                "array FLAG_TITLE[1]\nFLAG_TITLE[1] = \"\"\n");
    free(script);
    close_world(&world);
}

/* By date, whatever their order in the file; what never happened (above 100) is no flag. */
static void flags_stand_by_date(void **state) {
    world_t world;
    (void)state;
    open_world(&world,
               "{ name = 'late'; title = 'Late one'; at = '2022-07-16'; effects = ( { type = "
               "'reconcile'; share = 0.1; } ); },\n"
               "{ name = 'never'; when = { variable = 'health'; above = 99.9; }; effects = ( { "
               "type = 'reconcile'; share = 0.1; } ); },\n"
               "{ name = 'early'; title = '日 `x`'; at = '2020-03'; effects = ( { type = "
               "'reconcile'; share = 0.1; } ); }");
    char *script = put(&world);
    assert_same(support_script_number(script, "FLAGS"), 2);
    assert_same(support_script_number(script, "MORE_FLAGS"), 0);
    /* Dates are year + (month − 1) / 12 + (day − 1) / 365.25 (model). */
    assert_close(support_script_number(script, "FLAG_AT[1]"), 2020 + 2 / 12.0, 0, 1e-9);
    assert_close(support_script_number(script, "FLAG_AT[2]"), 2022 + 6 / 12.0 + 15 / 365.25, 0,
                 1e-9);
    support_assert_script_text(script, "FLAG_DATE[1]", "\"2020-03\"");
    support_assert_script_text(script, "FLAG_DATE[2]", "\"2022-07\"");
    support_assert_script_text(script, "FLAG_TITLE[1]", "\"日 \\140x\\140\"");
    support_assert_script_text(script, "FLAG_TITLE[2]", "\"Late one\"");
    free(script);
    close_world(&world);
}

/* Without a date an event stands where half of those who met it had done so; a share of members is
 * said where it is not all of them. The tally is what events.csv is written from. */
static void an_event_without_a_date_stands_at_its_median(void **state) {
    world_t world;
    uint64_t members = 0;
    size_t first = 0, median = 0;
    char expected[64];
    (void)state;
    open_world(&world, "{ name = 'luck'; title = 'Luck'; rate = 0.2; effects = ( { type = "
                       "'reconcile'; share = 0.1; } ); }");
    const ent_run_t *run = &world.results.run;
    size_t event = run->scenario->event_count - 1;
    assert_true(ent_tally_dates(&run->gathered->tally,
                                ent_tally_row(run->plan, ENT_HAPPENED_EVENT, event), &members,
                                &first, &median));
    assert_in_range(members, 1, 7); /* of 8, else nothing is said of a share */
    char *script = put(&world);
    assert_same(support_script_number(script, "FLAGS"), 1);
    assert_close(support_script_number(script, "FLAG_AT[1]"), 2020 + (double)median / 12, 0, 1e-9);
    (void)snprintf(expected, sizeof expected, "\"Luck (%.0f \\045 of members)\"",
                   100 * (double)members / 8);
    support_assert_script_text(script, "FLAG_TITLE[1]", expected);
    free(script);
    close_world(&world);
}

/* An event whose largest shock has this severity, of the scenario (row 0) or its record. */
static ent_event_t event_of(ent_effect_t effects[2], const char *name, double severity,
                            size_t row) {
    ent_event_t event = {.timing = ENT_TIMING_AT, .effect_count = 2, .row = row};
    effects[0] = (ent_effect_t){.type = ENT_EFFECT_SHOCK, .severity = severity / 2};
    effects[1] = (ent_effect_t){.type = ENT_EFFECT_SHOCK, .severity = severity};
    event.effects = effects;
    (void)snprintf(event.name, sizeof event.name, "%s", name);
    return event;
}

static void the_largest_shock_of_an_event_counts(void **state) {
    ent_effect_t effects[2];
    ent_event_t event = event_of(effects, "two", 0.6, 0);
    (void)state;
    assert_same(ent_flag_severity(&event), 0.6);
    effects[1].type = ENT_EFFECT_RECONCILE;
    assert_same(ent_flag_severity(&event), 0.3);
    event.effect_count = 0;
    assert_same(ent_flag_severity(&event), 0);
}

/*
 * Of sixteen the twelve most severe, by date. Severities run from 0.01 at the last date to 0.16 at
 * the first; so the four that fall out are the last four.
 */
static void the_most_severe_are_picked(void **state) {
    enum { COUNT = 16 };
    ent_effect_t effects[COUNT][2];
    ent_event_t events[COUNT];
    ent_flag_t flags[COUNT];
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        size_t place = 5 * i % COUNT; /* any order but the one that is to come out */
        events[i] = event_of(effects[i], "e", 0.01 * (double)(COUNT - i), 1);
        flags[place] = (ent_flag_t){&events[i], 2000 + (double)i, 1, 1};
    }
    assert_int_equal(ent_flags_pick(flags, COUNT), ENT_MOST_FLAGS);
    for (size_t i = 0; i < ENT_MOST_FLAGS; i++) {
        assert_ptr_equal(flags[i].event, &events[i]);
    }
}

/* Where none is a shock: the scenario's own before those of its record, then the earlier. */
static void the_scenarios_own_events_come_before_its_record(void **state) {
    enum { COUNT = ENT_MOST_FLAGS + 2 };
    ent_effect_t effects[COUNT][2];
    ent_event_t events[COUNT];
    ent_flag_t flags[COUNT];
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        events[i] = event_of(effects[i], "e", 0, i + 1 == COUNT ? 0 : 1);
        flags[i] = (ent_flag_t){&events[i], 2000 + (double)i, 1, 1};
    }
    assert_int_equal(ent_flags_pick(flags, COUNT), ENT_MOST_FLAGS);
    assert_ptr_equal(flags[0].event, &events[0]);
    assert_ptr_equal(flags[ENT_MOST_FLAGS - 2].event, &events[ENT_MOST_FLAGS - 2]);
    assert_ptr_equal(flags[ENT_MOST_FLAGS - 1].event, &events[COUNT - 1]);
}

static void no_flags_are_picked_of_none(void **state) {
    (void)state;
    assert_int_equal(ent_flags_pick(NULL, 0), 0);
}

/* Only what has a date and is a shock: of the small scenario's own events none. */
static void dated_shocks_are_flags_of_a_hindcast(void **state) {
    world_t world;
    ent_figure_data_t data;
    (void)state;
    open_world(&world,
               "{ name = 'bang'; title = 'Bang'; at = '2021-06'; effects = ( { type = 'shock'; by "
               "= 'AAA'; severity = 0.4; hits = { talks = 0.5; }; } ); },\n"
               "{ name = 'peace'; at = '2021-02'; effects = ( { type = 'reconcile'; share = 0.1; } "
               "); },\n"
               "{ name = 'often'; from = '2020-02'; every_years = 1.0; effects = ( { type = "
               "'shock'; by = 'AAA'; severity = 0.4; hits = { talks = 0.5; }; } ); }");
    ent_figure_data_init(&data);
    ent_flags_put_shocks(&world.results.scenario, &data);
    char *script = support_script(&data);
    assert_same(support_script_number(script, "FLAGS"), 1);
    support_assert_script_text(script, "FLAG_TITLE[1]", "\"Bang\"");
    ent_figure_data_free(&data);
    free(script);
    close_world(&world);
}

static char *write_summit_and_visit(const char *folder, const char *name, const char *date) {
    static const char format[] =
        "{ name = 'summit'; title = 'Summit'; at = '2021-01'; effects = ( { type = 'reconcile'; "
        "share = 0.1; } ); },\n{ name = 'visit'; title = 'Visit'; at = '%s'; effects = ( { type = "
        "'reconcile'; share = 0.1; } ); }";
    char events[512];
    (void)snprintf(events, sizeof events, format, date);
    return write_scenario(folder, name, events);
}

/*
 * Both have the summit; each has the visit on a day of its own, so that these are two flags. By
 * date: visit of the control, summit, visit of the other.
 */
static void a_comparison_says_which_scenario_has_an_event(void **state) {
    support_comparison_t comparison;
    ent_figure_data_t data;
    char *folder = support_folder();
    (void)state;
    char *control = write_summit_and_visit(folder, "a.cfg", "2020-05");
    char *other = write_summit_and_visit(folder, "b.cfg", "2022-05");
    assert_int_equal(support_comparison_open(&comparison, control, other, 4, 1), ENT_OK);
    assert_int_equal(support_comparison_simulate(&comparison), ENT_OK);
    ent_figure_data_init(&data);
    ent_figure_data_count(&data, "SCENARIOS", 2);
    ent_flags_put_comparison(&comparison.comparison, &data);
    char *script = support_script(&data);
    assert_same(support_script_number(script, "FLAGS"), 3);
    support_assert_script_text(script, "FLAG_TITLE[1]", "\"Visit (only in a.cfg)\"");
    support_assert_script_text(script, "FLAG_TITLE[2]", "\"Summit\"");
    support_assert_script_text(script, "FLAG_TITLE[3]", "\"Visit (only in b.cfg)\"");
    static const double in[] = {1, 0, 1, 1, 0, 1}; /* flags × scenarios */
    for (size_t i = 0; i < sizeof in / sizeof in[0]; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "FLAG_IN[%zu]", i + 1);
        assert_same(support_script_number(script, name), in[i]);
    }
    free(script);
    ent_figure_data_free(&data);
    support_comparison_free(&comparison);
    free(control);
    free(other);
    support_remove(folder);
}

/* As many flags as there are times two scenarios are none, and an array has one element then. */
static void a_comparison_without_events_has_no_flags(void **state) {
    support_comparison_t comparison;
    ent_figure_data_t data;
    char *folder = support_folder();
    (void)state;
    char *path = write_scenario(folder, "a.cfg", "");
    assert_int_equal(support_comparison_open(&comparison, path, path, 4, 1), ENT_OK);
    assert_int_equal(support_comparison_simulate(&comparison), ENT_OK);
    ent_figure_data_init(&data);
    ent_figure_data_count(&data, "SCENARIOS", 2);
    ent_flags_put_comparison(&comparison.comparison, &data);
    char *script = support_script(&data); /* checks lengths */
    assert_same(support_script_number(script, "FLAGS"), 0);
    assert_same(support_script_number(script, "FLAG_IN[1]"), 0);
    free(script);
    ent_figure_data_free(&data);
    support_comparison_free(&comparison);
    free(path);
    support_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_events_there_are_no_flags),
        cmocka_unit_test(flags_stand_by_date),
        cmocka_unit_test(an_event_without_a_date_stands_at_its_median),
        cmocka_unit_test(the_largest_shock_of_an_event_counts),
        cmocka_unit_test(the_most_severe_are_picked),
        cmocka_unit_test(the_scenarios_own_events_come_before_its_record),
        cmocka_unit_test(no_flags_are_picked_of_none),
        cmocka_unit_test(dated_shocks_are_flags_of_a_hindcast),
        cmocka_unit_test(a_comparison_says_which_scenario_has_an_event),
        cmocka_unit_test(a_comparison_without_events_has_no_flags),
    };
    return cmocka_run_group_tests_name("flags", tests, NULL, NULL);
}

/*
 * Variables for the figure of polls (report/poll_figures.c): where rows stand in summary.csv, which
 * is written and searched here, and which survey waves are shown, counted by hand.
 */
#include "report/poll_figures.h"

#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/results.h"
#include "support/script.h"

#include <stdlib.h>
#include <string.h>

/* The small scenario runs from 2020-01 to 2023-01 in months and has a poll `warmth`. */
static const char scenario_text[] =
    "extends = '%s/tests/scenarios/small.cfg';\n"
    "polls = (\n"
    "  { name = 'trust'; title = '日韓 `touch x`'; intercept = 0.0;\n"
    "    terms = ( { variable = 'health'; weight = 0.01; } ); series = 'waves.csv'; },\n"
    "  { name = 'ties'; intercept = 0.0;\n"
    "    terms = ( { variable = 'health'; weight = 0.02; } ); series = 'waves.csv'; }\n"
    ");\n";
/* Of trust: 2 before the start, one on its day, one on that of the end, one after it; of ties: one
 * long before the start, one within. */
static const char waves[] = "series,date,respondent,value,n,source,grade\n"
                            "trust,2018-07,AAA,40,,,memory\n"
                            "trust,2019-04-15,AAA,41,,,read\n"
                            "trust,2020-01,AAA,42,,,memory\n"
                            "trust,2023-01,AAA,43,,,derived\n"
                            "trust,2023-02,AAA,44,,,read\n"
                            "ties,1988-10,BBB,50,,,read\n"
                            "ties,2021-06-16,BBB,51,,,memory\n";

typedef struct {
    char *folder;
    support_results_t results;
} world_t;

static void open_world(world_t *world) {
    char top[4096], text[sizeof scenario_text + sizeof top];
    world->folder = support_folder();
    assert_non_null(getcwd(top, sizeof top));
    (void)snprintf(text, sizeof text, scenario_text, top);
    support_write_quoted(world->folder, "polls.cfg", text);
    free(support_write(world->folder, "waves.csv", waves));
    char *path = support_path(world->folder, "polls.cfg");
    assert_int_equal(support_results_open(&world->results, path, 4, 1), ENT_OK);
    assert_int_equal(support_results_simulate(&world->results), ENT_OK);
    free(path);
}

static void close_world(world_t *world) {
    support_results_free(&world->results);
    support_remove(world->folder);
}

static char *put(const world_t *world, bool with_history) {
    ent_figure_data_t data;
    ent_figure_data_init(&data);
    ent_polls_put(&world->results.run, with_history, &data);
    char *script = support_script(&data);
    ent_figure_data_free(&data);
    return script;
}

static void record(world_t *world, const char *name, bool recorded) {
    const ent_variables_t *variables = &world->results.plan.variables;
    size_t i = 0;
    while (strcmp(variables->items[i].name, name) != 0) {
        i++;
        assert_true(i < variables->count);
    }
    world->results.ensemble.plans[0].recorded[i] = recorded;
}

static void every_recorded_poll_has_its_titles(void **state) {
    world_t world;
    (void)state;
    open_world(&world);
    char *script = put(&world, false);
    assert_same(support_script_number(script, "POLLS"), 3);
    support_assert_script_text(script, "POLL_NAME[1]", "\"warmth\"");
    support_assert_script_text(script, "POLL_NAME[2]", "\"trust\"");
    support_assert_script_text(script, "POLL_NAME[3]", "\"ties\"");
    support_assert_script_text(script, "POLL_TITLE[1]", "\"Warm feelings\"");
    support_assert_script_text(script, "POLL_TITLE[2]", "\"日韓 \\140touch x\\140\"");
    support_assert_script_text(script, "POLL_TITLE[3]", "\"ties\"");
    free(script);
    close_world(&world);
}

/* Line `number`, from 1, of a text has this as its third field. */
static void assert_variable(const char *text, size_t number, const char *variable) {
    for (size_t i = 1; i < number; i++) {
        const char *end = strchr(text, '\n');
        assert_non_null(end);
        text = end + 1;
    }
    char found[64] = "";
    assert_int_equal(sscanf(text, "%*[^,],%*[^,],%63[^,]", found), 1);
    assert_string_equal(found, variable);
}

static void rows_are_where_summary_csv_has_them(void **state) {
    static const char *const variables[] = {"poll.warmth", "poll.trust", "poll.ties"};
    const size_t instants = 37; /* three years of months, both ends */
    world_t world;
    (void)state;
    open_world(&world);
    char *folder = support_path(world.folder, "results");
    assert_int_equal(support_results_write(&world.results, folder, false), ENT_OK);
    assert_int_equal(support_results_simulate(&world.results), ENT_OK);
    char *path = support_path(folder, "summary.csv"), *text = support_read(path);
    char *script = put(&world, true);
    for (size_t p = 0; p < 3; p++) {
        char key[32];
        (void)snprintf(key, sizeof key, "POLL_LINE[%zu]", p + 1);
        size_t above = (size_t)support_script_number(script, key);
        assert_variable(text, above + 1, variables[p]);
        assert_variable(text, above + instants, variables[p]);
    }
    free(script);
    free(text);
    free(path);
    free(folder);
    close_world(&world);
}

/* From 2020-01 to 2023-01, both included: of trust two, of ties one. */
static void without_history_waves_within_the_run_are_shown(void **state) {
    world_t world;
    (void)state;
    open_world(&world);
    char *script = put(&world, false);
    assert_close(support_script_number(script, "FROM"), 2020, 0, 1e-9);
    assert_same(support_script_number(script, "POLL_WAVES[1]"), 0);
    assert_same(support_script_number(script, "POLL_WAVES[2]"), 2);
    assert_same(support_script_number(script, "POLL_WAVES[3]"), 1);
    assert_same(support_script_number(script, "WAVES"), 3);
    assert_same(support_script_number(script, "MEMORY_WAVES"), 2);
    support_assert_script_text(script, "POLL_MEMORY[1]", "\" \"");
    support_assert_script_text(script, "POLL_MEMORY[2]", "\" 2020-01 \"");
    support_assert_script_text(script, "POLL_MEMORY[3]", "\" 2021-06-16 \"");
    free(script);
    close_world(&world);
}

static void with_history_time_begins_at_the_first_wave(void **state) {
    world_t world;
    (void)state;
    open_world(&world);
    assert_true(ent_polls_have_history(&world.results.run));
    char *script = put(&world, true);
    assert_close(support_script_number(script, "FROM"), 1988.75, 0,
                 1e-6); /* nine months into the year */
    assert_same(support_script_number(script, "POLL_WAVES[2]"), 4);
    assert_same(support_script_number(script, "POLL_WAVES[3]"), 2);
    assert_same(support_script_number(script, "WAVES"), 6);
    assert_same(support_script_number(script, "MEMORY_WAVES"), 3);
    support_assert_script_text(script, "POLL_MEMORY[2]", "\" 2018-07 2020-01 \"");
    free(script);
    close_world(&world);
}

/* Without ties the first wave is of 2018-07; the poll that is left out has no panel. */
static void polls_that_are_not_recorded_do_not_count(void **state) {
    world_t world;
    (void)state;
    open_world(&world);
    char *all = put(&world, true);
    record(&world, "poll.ties", false);
    record(&world, "poll.warmth", false);
    char *script = put(&world, true);
    assert_same(support_script_number(script, "POLLS"), 1);
    support_assert_script_text(script, "POLL_NAME[1]", "\"trust\"");
    assert_close(support_script_number(script, "FROM"), 2018.5, 0, 1e-6);
    assert_same(support_script_number(script, "WAVES"), 4);
    assert_same(support_script_number(script, "POLL_LINE[1]"),
                support_script_number(all, "POLL_LINE[2]") - 37);
    free(script);
    record(&world, "poll.trust", false);
    record(&world, "poll.warmth", true);
    assert_true(ent_polls_recorded(&world.results.run));
    assert_false(ent_polls_have_history(&world.results.run)); /* it has no surveys */
    script = put(&world, true);
    assert_close(support_script_number(script, "FROM"), 2020, 0, 1e-9);
    assert_same(support_script_number(script, "WAVES"), 0);
    record(&world, "poll.warmth", false);
    assert_false(ent_polls_recorded(&world.results.run));
    free(script);
    free(all);
    close_world(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_poll_has_its_titles),
        cmocka_unit_test(rows_are_where_summary_csv_has_them),
        cmocka_unit_test(without_history_waves_within_the_run_are_shown),
        cmocka_unit_test(with_history_time_begins_at_the_first_wave),
        cmocka_unit_test(polls_that_are_not_recorded_do_not_count),
    };
    return cmocka_run_group_tests_name("poll figures", tests, NULL, NULL);
}

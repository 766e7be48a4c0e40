/*
 * Where a comparison turns, as tables, as a text and as variables for its figure
 * (report/switch*.c), of functions whose roots are known.
 */
#include "report/switch.h"

#include "support/close.h"
#include "support/csv.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const double z95 = 1.959963984540054; /* any table of the normal distribution */

/* A function to be searched. */
typedef struct {
    double (*mean)(double x);
    double standard_error;
} function_t;

typedef struct {
    ent_scenario_t scenarios[ENT_SWITCH_SIDES];
    ent_run_t runs[ENT_SWITCH_SIDES];
    const ent_run_t *run_list[ENT_SWITCH_SIDES];
    ent_crossings_t crossings;
    ent_switch_t result;
} world_t;

static ent_err_t evaluate(void *user, ent_crossing_point_t *points, size_t count) {
    const function_t *function = user;
    for (size_t i = 0; i < count; i++) {
        points[i].mean = function->mean(points[i].x);
        /* Where the mean is 0, it is so in every member. */
        points[i].standard_error = points[i].mean == 0 ? 0 : function->standard_error;
    }
    return ENT_OK;
}

static const ent_metric_row_t *find_row(const char *name) {
    size_t count = 0, length = strcspn(name, ".");
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0) {
            return &rows[i];
        }
    }
    fail_msg("no metric %s", name);
    return NULL;
}

static void open_world(world_t *world, const char *metric, double (*mean)(double),
                       double standard_error, double low, double high) {
    static const char *const labels[] = {"base", "council"};
    static const char *const paths[] = {"institutions.2+2.level", "institutions.*.insulation"};
    static const char *const titles[] = {"title=\"Fits and starts\"", "title=\"A council's year\""};
    function_t function = {mean, standard_error};
    memset(world, 0, sizeof *world);
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        support_load_small("", &titles[s], 1, &world->scenarios[s]);
        world->runs[s] = (ent_run_t){.scenario = &world->scenarios[s], .members = 500, .seed = 9};
        world->run_list[s] = &world->runs[s];
    }
    const ent_crossing_options_t options = {
        .low = low, .high = high, .points = 9, .z = z95, .evaluate = evaluate, .user = &function};
    assert_int_equal(ent_crossings_find(&options, &world->crossings), ENT_OK);
    world->result = (ent_switch_t){.runs = world->run_list,
                                   .labels = labels,
                                   .metric = {.row = find_row(metric)},
                                   .paths = paths,
                                   .path_count = 1,
                                   .low = low,
                                   .high = high,
                                   .points = 9,
                                   .level = 0.95,
                                   .z = z95,
                                   .crossings = &world->crossings};
    (void)snprintf(world->result.metric.name, sizeof world->result.metric.name, "%s", metric);
}

static void close_world(world_t *world) {
    ent_crossings_free(&world->crossings);
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        ent_scenario_free(&world->scenarios[s]);
    }
}

/* ---- Functions ---------------------------------------------------------------------------------
 */

static double rising(double x) {
    return x - 0.3;
}
static double falling(double x) {
    return 0.3 - x;
}
static double step(double x) {
    return x < 0.3 ? -1 : 2;
}
static double flat(double x) {
    return x < 0.2 ? x - 0.2 : x > 0.6 ? x - 0.6 : 0;
}
static double trough(double x) {
    return 0.01 + fabs(x - 0.5);
}
static double high_up(double x) {
    return 1.23 + x;
}
static double low_down(double x) {
    return -1.23 - x;
}
static double missing(double x) {
    return x > 0.2 && x < 0.6 ? NAN : x - 0.4;
}
static double never(double x) {
    (void)x;
    return NAN;
}
static double nothing(double x) {
    (void)x;
    return 0;
}
static double level(double x) {
    (void)x;
    return 2.34;
}
static double parabola(double x) {
    return (x - 0.25) * (x - 0.75);
}

/* ---- Files -------------------------------------------------------------------------------------
 */

static support_csv_t table_of(const world_t *world,
                              void (*table)(const ent_switch_t *, ent_writer_t *)) {
    char *folder = support_folder(), *path = support_path(folder, "table.csv");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    table(&world->result, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    support_csv_t csv = support_csv_parse(support_read(path));
    free(path);
    support_remove(folder);
    return csv;
}

static void roots_are_rows(void **state) {
    static const struct {
        const char *before, *after;
        double value;
    } expected[] = {{"positive", "negative", 0.25}, {"negative", "positive", 0.75}};
    world_t world;
    (void)state;
    open_world(&world, "transition_cost.AAA", parabola, 0.01, 0, 1);
    world.result.path_count = 2;
    support_csv_t csv = table_of(&world, ent_switch_table);
    assert_int_equal(csv.rows, 2);
    for (size_t i = 0; i < csv.rows; i++) {
        double root = expected[i].value;
        assert_string_equal(support_csv_text(&csv, i, "metric"), "transition_cost.AAA");
        assert_string_equal(support_csv_text(&csv, i, "unit"), "points");
        assert_string_equal(support_csv_text(&csv, i, "better"), "less");
        assert_string_equal(support_csv_text(&csv, i, "factor"),
                            "institutions.2+2.level institutions.*.insulation");
        assert_string_equal(support_csv_text(&csv, i, "kind"), "root");
        assert_string_equal(support_csv_text(&csv, i, "before"), expected[i].before);
        assert_string_equal(support_csv_text(&csv, i, "after"), expected[i].after);
        assert_string_equal(support_csv_text(&csv, i, "low_open"), "no");
        assert_string_equal(support_csv_text(&csv, i, "high_open"), "no");
        assert_close(support_csv_number(&csv, i, "value"), root, 0, 1e-6);
        assert_close(support_csv_number(&csv, i, "from"), root, 0, 1e-6);
        assert_close(support_csv_number(&csv, i, "to"), root, 0, 1e-6);
        assert_same(support_csv_number(&csv, i, "level"), 0.95);
        /* |(x − ½)² − 1/16| = 0.01·z */
        double near_half = sqrt(1. / 16 - 0.01 * z95), far = sqrt(1. / 16 + 0.01 * z95);
        assert_close(support_csv_number(&csv, i, "low"), i == 0 ? 0.5 - far : 0.5 + near_half, 0,
                     3e-6);
        assert_close(support_csv_number(&csv, i, "high"), i == 0 ? 0.5 - near_half : 0.5 + far, 0,
                     3e-6);
    }
    support_csv_free(&csv);
    close_world(&world);
}

/* What has no sign on a side, or no end in the range, says so. */
static void kinds_and_open_ends_are_named(void **state) {
    static const struct {
        double (*mean)(double x);
        double standard_error;
        const char *kind, *before, *after, *low_open, *high_open;
    } rows[] = {{step, 0.1, "jump", "negative", "positive", "no", "no"},
                {flat, 0, "flat", "negative", "positive", "no", "no"},
                {trough, 0.05, "touch", "positive", "positive", "no", "no"},
                {missing, 0, "gap", "negative", "positive", "no", "no"},
                {nothing, 0, "flat", "", "", "yes", "yes"},
                {falling, 0.2, "root", "positive", "negative", "yes", "no"}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        world_t world;
        open_world(&world, "health_mean", rows[i].mean, rows[i].standard_error, 0, 1);
        support_csv_t csv = table_of(&world, ent_switch_table);
        assert_int_equal(csv.rows, 1);
        assert_string_equal(support_csv_text(&csv, 0, "kind"), rows[i].kind);
        assert_string_equal(support_csv_text(&csv, 0, "before"), rows[i].before);
        assert_string_equal(support_csv_text(&csv, 0, "after"), rows[i].after);
        assert_string_equal(support_csv_text(&csv, 0, "low_open"), rows[i].low_open);
        assert_string_equal(support_csv_text(&csv, 0, "high_open"), rows[i].high_open);
        support_csv_free(&csv);
        close_world(&world);
    }
}

static void every_value_is_a_row_of_the_scan(void **state) {
    world_t world;
    size_t scanned = 0;
    (void)state;
    open_world(&world, "health_mean", missing, 0.01, 0, 1);
    support_csv_t csv = table_of(&world, ent_switch_scan_table);
    assert_true(csv.rows >= 9);
    for (size_t i = 0; i < csv.rows; i++) {
        double x = support_csv_number(&csv, i, "value"), mean = missing(x);
        double half = 0.01 * z95;
        bool scan = strcmp(support_csv_text(&csv, i, "stage"), "scan") == 0;
        assert_true(scan || strcmp(support_csv_text(&csv, i, "stage"), "search") == 0);
        assert_same(support_csv_number(&csv, i, "difference"), mean);
        assert_close(support_csv_number(&csv, i, "low"), mean - half, 1e-14, 1e-16);
        assert_close(support_csv_number(&csv, i, "high"), mean + half, 1e-14, 1e-16);
        assert_same(support_csv_number(&csv, i, "standard_error"), 0.01);
        scanned += scan;
    }
    assert_int_equal(scanned, 9);
    support_csv_free(&csv);
    close_world(&world);
}

/* ---- The text ----------------------------------------------------------------------------------
 */

static char *screen_of(const world_t *world) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    ent_switch_screen(&world->result, stream);
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void assert_has(const char *text, const char *piece) {
    if (strstr(text, piece) == NULL) {
        fail_msg("expected\n%s\nin\n%s", piece, text);
    }
}

static void the_heading_says_what_was_compared(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "transition_cost.AAA", rising, 0.02, 0, 1);
    char *text = screen_of(&world);
    assert_has(text,
               "Control base: Fits and starts\nOther   council: A council's year\n"
               "institutions.2+2.level from 0 to 1: 9 values, each with the same 500 members, "
               "seed 9\n\nMean difference in cost of a transition, AAA (points), council "
               "less base, member by member:\n");
    assert_has(text, "\n  A comparison of assumptions, not a forecast.\n");
    free(text);
    close_world(&world);
}

static void sentences(void **state) {
    static const struct {
        const char *metric;
        double (*mean)(double x);
        double standard_error;
        const char *text;
    } rows[] = {
        {"health_mean", rising, 0.02,
         "  Its sign turns at 0.3 (95 %: 0.26 to 0.34).\n    With less, council is worse than base "
         "in mean health; with more, better.\n  Over the scan it is from -0.30 to 0.70.\n"},
        {"max_drawdown", rising, 0.02,
         "    With less, council is better than base in deepest fall; with more, worse.\n"},
        {"leader_share.AAA", falling, 0.02,
         "    With less, council is higher than base in leader's share of policy, AAA; with "
         "more, lower.\n"},
        {"health_mean", falling, 0.2,
         "  Its sign turns at 0.3 (95 %: 0 or less to 0.69).\n    With more, council is worse than "
         "base in mean health; with less, these members cannot tell.\n"},
        {"health_mean", rising, 1,
         "  Its sign turns at 0.3 (95 %: 0 or less to 1 or more).\n    Nowhere in the range can "
         "these members tell the difference from 0.\n"},
        {"health_mean", flat, 0.05,
         "  There is no difference from 0.2 to 0.6, in any member, and none that can be told from "
         "0.1 to 0.7 (95 %).\n"},
        {"health_mean", trough, 1,
         "  It cannot be told from 0 from 0 or less to 1 or more, and its sign does not turn "
         "there.\n    Nowhere in the range can these members tell the difference from 0.\n  Its "
         "sign does not turn: it is positive all over the scan, from 0.01 to 0.51.\n"},
        {"health_mean", step, 0.1,
         "  Its sign turns at 0.3, by a jump: it does not come near 0 (95 %: 0.3 to 0.3).\n"},
        {"health_mean", flat, 0,
         "  There is no difference from 0.2 to 0.6, in any member.\n    With less, council is "
         "worse "
         "than base in mean health; with more, better.\n"},
        {"health_mean", trough, 0.05,
         "  It cannot be told from 0 from 0.41 to 0.59, and its sign does not turn there.\n    "
         "With "
         "less, council is better than base in mean health; with more, too.\n  Its sign does not "
         "turn: it is positive all over the scan, from 0.01 to 0.51; council is better than base "
         "in mean health.\n"},
        {"health_mean", missing, 0,
         "  Its sign turns between 0.13 and 0.63, where it is undefined.\n    With less, council "
         "is "
         "worse than base in mean health; with more, better.\n"},
        {"health_mean", missing, 0, "  It is undefined at 3 of 9 values of the scan.\n"},
        {"health_mean", never, 0,
         "  It is undefined: at no value has a member health_mean in both scenarios.\n"},
        {"health_mean", nothing, 0,
         "  The difference does not depend on institutions.2+2.level: there is none at any value, "
         "in any member.\n"},
        {"health_mean", level, 0.1,
         "  The difference does not depend on institutions.2+2.level: it is 2.3 (standard error "
         "0.10) at all values.\n"},
        {"health_mean", high_up, 0.1,
         "  Its sign does not turn: it is positive all over the scan, from 1.2 to 2.2; council is "
         "better than base in mean health.\n"},
        {"max_drawdown", low_down, 0.1,
         "  Its sign does not turn: it is negative all over the scan, from -2.2 to -1.2; council "
         "is "
         "better than base in deepest fall.\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        world_t world;
        open_world(&world, rows[i].metric, rows[i].mean, rows[i].standard_error, 0, 1);
        char *text = screen_of(&world);
        assert_has(text, rows[i].text);
        free(text);
        close_world(&world);
    }
}

static void a_root_at_an_end_is_told_from_one_inside(void **state) {
    world_t world;
    (void)state;
    open_world(&world, "health_mean", flat, 0, 0.6, 1.6);
    char *text = screen_of(&world);
    assert_has(text,
               "  The mean difference is 0 at 0.6, where the range ends (95 %: 0.6 or less to "
               "0.6).\n    With more, council is better than base in mean health.\n");
    free(text);
    close_world(&world);
}

static void values_have_the_figures_that_the_range_needs(void **state) {
    static const struct {
        double low, high, value;
        const char *text;
    } rows[] = {{0, 1, 0.123456, "0.12"},
                {0, 1, 0.00123456, "0.0012"},
                {0, 10, 3.14159, "3.1"},
                {0, 100, 31.4159, "31"},
                {0, 5000, 2718.28, "2718"},
                {2010, 2030, 2017.345, "2017.3"},
                {100, 101, 100.4242, "100.42"},
                {-1, 1, -0.3049, "-0.3"},
                {-1, 1, -1e-9, "0"},
                {-1, 1, 0, "0"},
                {1e-9, 2e-9, 1.23456e-9, "1.23e-09"},
                {1e-20, 2e-20, 1.2345e-20, "1.2345e-20"}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[ENT_SWITCH_VALUE_SIZE];
        const ent_switch_t result = {.low = rows[i].low, .high = rows[i].high};
        assert_string_equal(ent_switch_value(&result, rows[i].value, text), rows[i].text);
    }
}

static void long_lists_of_paths_are_cut(void **state) {
    static const char *const paths[] = {"aaaa.bbbb", "cccc.dddd", "eeee.ffff"};
    static const struct {
        size_t count, size;
        const char *text;
    } rows[] = {{1, 64, "aaaa.bbbb"},
                {2, 64, "aaaa.bbbb, cccc.dddd"},
                {3, 64, "aaaa.bbbb, cccc.dddd, eeee.ffff"},
                {3, 34, "aaaa.bbbb, cccc.dddd, eeee.ffff"},
                {3, 30, "aaaa.bbbb, cccc.dddd, ..."},
                {3, 20, "aaaa.bbbb, ..."},
                {3, 8, "..."}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[64];
        const ent_switch_t result = {.paths = paths, .path_count = rows[i].count};
        assert_string_equal(ent_switch_factor(&result, text, rows[i].size), rows[i].text);
    }
}

/* ---- The figure --------------------------------------------------------------------------------
 */

/* Without gnuplot or templates the variables are kept all the same. */
static void the_figure_is_kept_as_numbers(void **state) {
    world_t world;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    (void)state;
    open_world(&world, "max_drawdown", parabola, 0.01, 0, 1);
    char *folder = support_folder();
    assert_int_equal(ent_output_open(&output, folder, true), ENT_OK);
    assert_int_equal(ent_switch_write(&world.result, &output), ENT_OK);
    assert_int_equal(ent_output_publish(&output), ENT_OK);
    output.finished = true;
    assert_int_equal(ent_switch_draw(&world.result, 0, &output, note), ENT_OK);
    char *path = support_path(folder, "plots/figures.json"), *text = support_read(path);
    assert_non_null(text);
    assert_has(text, "\"SWITCH_FACTOR\": \"institutions.2+2.level\"");
    assert_has(text, "\"SWITCH_LEVEL\": \"95 %\"");
    assert_has(text, "\"TURNS\": 2");
    assert_has(text, "\"TITLE\": \"Fits and starts and A council's year\"");
    free(text);
    free(path);
    ent_output_close(&output);
    support_remove(folder);
    close_world(&world);
}

static void there_is_no_figure_of_nothing_defined(void **state) {
    world_t world;
    ent_output_t output = {.directory = NULL}; /* not looked at */
    char note[ENT_FIGURE_NOTE_SIZE];
    (void)state;
    open_world(&world, "health_mean", never, 0, 0, 1);
    assert_int_equal(ent_switch_draw(&world.result, ENT_FIGURE_SVG, &output, note), ENT_OK);
    assert_string_equal(note, "there is no difference that is defined");
    close_world(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_are_rows),
        cmocka_unit_test(kinds_and_open_ends_are_named),
        cmocka_unit_test(every_value_is_a_row_of_the_scan),
        cmocka_unit_test(the_heading_says_what_was_compared),
        cmocka_unit_test(sentences),
        cmocka_unit_test(a_root_at_an_end_is_told_from_one_inside),
        cmocka_unit_test(values_have_the_figures_that_the_range_needs),
        cmocka_unit_test(long_lists_of_paths_are_cut),
        cmocka_unit_test(the_figure_is_kept_as_numbers),
        cmocka_unit_test(there_is_no_figure_of_nothing_defined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * How the outcomes of a sweep are spread over its settings, from its folder to spread.csv, the
 * screen and what figures are given. Results at the points follow a formula with one standard error
 * for all, so that signs and quantiles are worked out again here, from the definitions: a sign
 * takes 1.96 standard errors, and quantiles are those of type 7 (Hyndman & Fan 1996), as R's
 * default.
 */
#include "report/sensitivity.h"

#include "report/figure_read.h"
#include "support/analysed.h"
#include "support/close.h"
#include "support/csv.h"
#include "support/files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 1000, STEPS = 201 };
static const double error_of_all = 0.4;

/* Metric 0: −1.9 to 1.6, so that all signs occur; metric 1 is 0 everywhere. */
static double crossing(const double *unit, size_t metric) {
    return metric == 0 ? 1.6 - 1.5 * unit[0] - 1.2 * unit[1] - 0.8 * unit[2] : 0;
}

/* Without a value in half of all settings, so that no trajectory of Morris is whole. */
static double broken(const double *unit, size_t metric) {
    return metric == 0 && unit[0] < 0.5 ? NAN : crossing(unit, metric);
}

static const support_analysed_t crossed = {.design = "method = 'morris'; trajectories = 8;",
                                           .more = "title = 'Tried';",
                                           .factors = 3,
                                           .members = 10,
                                           .difference = crossing,
                                           .half = 0.01,
                                           .error = 0.4,
                                           .leave = UINT64_MAX,
                                           .fail = UINT64_MAX};

/* A folder of a sweep and its analysis; free both. */
typedef struct {
    char *folder;
    ent_sensitivity_t sensitivity;
} world_t;

static void open_world(world_t *world, const support_analysed_t *made, ent_influence_of_t of) {
    ent_sensitivity_options_t options = {.level = 0.95, .resamples = 200, .seed = 1, .of = of};
    ent_diags_t diags;
    ent_diags_init(&diags);
    world->folder = support_folder();
    options.folder = world->folder;
    support_analysed_make(made, world->folder);
    if (ent_sensitivity_open(&world->sensitivity, &options, &diags) != ENT_OK ||
        ent_sensitivity_compute(&world->sensitivity) != ENT_OK) {
        fail_msg("%s", world->sensitivity.problem);
    }
}

static void close_world(world_t *world) {
    ent_sensitivity_free(&world->sensitivity);
    support_remove(world->folder);
}

static support_csv_t spread_of(const world_t *world) {
    ent_writer_t writer;
    char *path = support_path(world->folder, "table.csv");
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_spread_table(&world->sensitivity, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    support_csv_t csv = support_csv_parse(support_read(path));
    free(path);
    return csv;
}

static size_t row_of(const support_csv_t *csv, const char *scenario, const char *metric) {
    const char *const wanted[] = {"scenario", scenario, "metric", metric, NULL};
    return support_csv_row(csv, wanted);
}

static char *screen_of(const ent_sensitivity_t *sensitivity) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    ent_sensitivity_screen(sensitivity, stream);
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void assert_has(const char *text, const char *piece) {
    if (strstr(text, piece) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", piece, text);
    }
}

static void assert_has_not(const char *text, const char *piece) {
    if (strstr(text, piece) != NULL) {
        fail_msg("\"%s\" is in:\n%s", piece, text);
    }
}

/* ---- What is expected -------------------------------------------------------------------------
 */

/* Results over settings in rising order, and how many are of which sign. */
typedef struct {
    double sorted[MOST_POINTS];
    size_t settings, more, less, undecided;
} expected_t;

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of the first `count` points in the order of work. */
static void expect(const support_analysed_t *made, const ent_design_t *design, uint64_t count,
                   expected_t *expected) {
    *expected = (expected_t){.settings = 0};
    for (uint64_t i = 0; i < count; i++) {
        double unit[3];
        ent_design_unit(design, ent_design_at(design, i), unit);
        double result = made->difference(unit, 0);
        if (!isnan(result)) {
            expected->sorted[expected->settings++] = result;
            expected->more += result > 1.96 * error_of_all;
            expected->less += result < -1.96 * error_of_all;
            expected->undecided += fabs(result) <= 1.96 * error_of_all;
        }
    }
    qsort(expected->sorted, expected->settings, sizeof expected->sorted[0], by_size);
}

static double quantile(const expected_t *expected, double probability) {
    double place = probability * (double)(expected->settings - 1), whole = floor(place);
    size_t below = (size_t)whole;
    double low = expected->sorted[below];
    return place > whole ? low + (place - whole) * (expected->sorted[below + 1] - low) : low;
}

static void assert_row(const support_csv_t *csv, size_t row, const expected_t *expected) {
    static const struct {
        const char *column;
        double probability;
    } quantiles[] = {{"q05", 0.05}, {"q25", 0.25}, {"q50", 0.5}, {"q75", 0.75}, {"q95", 0.95}};
    assert_same(support_csv_number(csv, row, "settings"), (double)expected->settings);
    assert_same(support_csv_number(csv, row, "more"), (double)expected->more);
    assert_same(support_csv_number(csv, row, "less"), (double)expected->less);
    assert_same(support_csv_number(csv, row, "undecided"), (double)expected->undecided);
    assert_same(support_csv_number(csv, row, "none"), 0);
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
        assert_close(support_csv_number(csv, row, quantiles[i].column),
                     quantile(expected, quantiles[i].probability), 1e-12, 1e-15);
    }
}

/* ---- The table --------------------------------------------------------------------------------
 */

static void settings_count_also_in_blocks_that_are_not_whole(void **state) {
    support_analysed_t made = crossed;
    world_t world;
    expected_t expected;
    (void)state;
    made.append = 5 * 4 + 2; /* two of them in a trajectory that is not whole */
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    expect(&made, &world.sensitivity.design, made.append, &expected);
    assert_int_equal(expected.settings, 22);
    assert_true(expected.more > 0 && expected.less > 0 && expected.undecided > 0);
    support_csv_t csv = spread_of(&world);
    size_t row = row_of(&csv, "pact", "health_mean");
    assert_row(&csv, row, &expected);
    assert_same(support_csv_number(&csv, row, "points"), 20);
    support_csv_free(&csv);
    close_world(&world);
}

static void settings_without_a_value_do_not_count(void **state) {
    support_analysed_t made = crossed;
    world_t world;
    expected_t expected;
    (void)state;
    made.design = "method = 'lhs'; points = 60;";
    made.difference = broken;
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    expect(&made, &world.sensitivity.design, 60, &expected);
    assert_int_equal(expected.settings, 30); /* half of the strata of a hypercube */
    support_csv_t csv = spread_of(&world);
    assert_row(&csv, row_of(&csv, "pact", "health_mean"), &expected);
    support_csv_free(&csv);
    close_world(&world);
}

static void what_is_0_without_error_is_none(void **state) {
    support_analysed_t made = crossed;
    world_t world;
    (void)state;
    made.error = 0;
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    support_csv_t csv = spread_of(&world);
    size_t row = row_of(&csv, "pact", "transition_cost.KOR");
    assert_same(support_csv_number(&csv, row, "none"), 32);
    assert_same(support_csv_number(&csv, row, "undecided"), 0);
    assert_same(support_csv_number(&csv, row, "q05"), 0);
    char *text = screen_of(&world.sensitivity);
    assert_has(text, "  The same as the control in all 32 settings, member by member.\n"
                     "  It is the same at all of them: no factor changes it.\n");
    free(text);
    support_csv_free(&csv);
    close_world(&world);
}

static void values_have_quantiles_and_no_signs(void **state) {
    static const char *const signs[] = {"more", "less", "undecided", "none"};
    world_t world;
    expected_t expected;
    (void)state;
    open_world(&world, &crossed, ENT_INFLUENCE_VALUE);
    expect(&crossed, &world.sensitivity.design, 32, &expected);
    support_csv_t csv = spread_of(&world);
    for (size_t row = 0; row < csv.rows; row++) {
        assert_same(support_csv_number(&csv, row, "settings"), 32);
        for (size_t i = 0; i < 4; i++) {
            assert_string_equal(support_csv_text(&csv, row, signs[i]), "");
        }
    }
    /* The control is 1 in its first metric, the other scenario that and the difference. */
    size_t row = row_of(&csv, "pact", "health_mean");
    assert_close(support_csv_number(&csv, row, "q25"), 1 + quantile(&expected, 0.25), 1e-12, 0);
    char *text = screen_of(&world.sensitivity);
    assert_has(text, "  Over 32 settings the middle 90 % of values lie between 1.0 and 1.0.\n");
    assert_has_not(text, "than the control");
    free(text);
    support_csv_free(&csv);
    close_world(&world);
}

/* The store says that the error of a single member is 0, which would make any sign sure. */
static void single_members_decide_nothing(void **state) {
    support_analysed_t made = crossed;
    world_t world;
    (void)state;
    made.members = 1;
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    support_csv_t csv = spread_of(&world);
    for (size_t row = 0; row < csv.rows; row++) {
        assert_same(support_csv_number(&csv, row, "undecided"), 32);
        assert_same(support_csv_number(&csv, row, "more"), 0);
        assert_same(support_csv_number(&csv, row, "none"), 0);
    }
    char *text = screen_of(&world.sensitivity);
    assert_has(text, "  Over 32 settings the middle 90 % of differences lie between ");
    assert_has(text, "  Better or worse cannot be told from chance with one member a point.\n");
    assert_has_not(text, "than the control");
    free(text);
    support_csv_free(&csv);
    close_world(&world);
}

/* ---- The screen -------------------------------------------------------------------------------
 */

typedef struct {
    ent_better_t better;
    size_t more, less, undecided, none; /* settings; the results are 2, −3, 0.5 and 0 */
    const char *sentence;
} sentence_t;

/* Numbers have the two figures of what the results vary by, as the rest of the screen. */
static const sentence_t sentences[] = {
    {ENT_MORE_IS_BETTER, 86, 3, 11, 0,
     "  Better than the control in 86 % of 100 settings, worse in 3 %, undecided in 11 %; the "
     "middle "
     "90 % of differences lie between 0.50 and 2.00.\n"},
    {ENT_LESS_IS_BETTER, 60, 40, 0, 0,
     "  Better than the control in 40 % of 100 settings, worse in 60 %, undecided in none; the "
     "middle 90 % of differences lie between -3.0 and 2.0.\n"},
    {ENT_NEITHER_IS_BETTER, 10, 90, 0, 0,
     "  Higher than the control in 10 % of 100 settings, lower in 90 %, undecided in none; the "
     "middle 90 % of differences lie between -3.0 and 2.0.\n"},
    {ENT_MORE_IS_BETTER, 7, 0, 0, 0,
     "  Better than the control in all 7 settings; the middle 90 % of differences lie between 2.0 "
     "and 2.0.\n"},
    {ENT_MORE_IS_BETTER, 0, 7, 0, 0,
     "  Better than the control in none of 7 settings, worse in all, undecided in none; the middle "
     "90 % of differences lie between -3.0 and -3.0.\n"},
    {ENT_MORE_IS_BETTER, 399, 1, 0, 0,
     "  Better than the control in more than 99 % of 400 settings, worse in less than 1 %, "
     "undecided in none; the middle 90 % of differences lie between 2.00 and 2.00.\n"},
    {ENT_LESS_IS_BETTER, 1, 0, 1, 3,
     "  Better than the control in none of 5 settings, worse in 20 %, undecided in 20 %, exactly "
     "the same in 60 %; the middle 90 % of differences lie between 0.00 and 1.70.\n"},
    {ENT_NEITHER_IS_BETTER, 0, 0, 0, 5,
     "  The same as the control in all 5 settings, member by member.\n"},
};

static void spread_out(const sentence_t *sentence, ent_across_t *across) {
    const struct {
        size_t count;
        double result, error;
    } kinds[] = {{sentence->more, 2, 0.5},
                 {sentence->less, -3, 0.5},
                 {sentence->undecided, 0.5, 0.5},
                 {sentence->none, 0, 0}};
    double results[MOST_POINTS], errors[MOST_POINTS];
    size_t count = 0;
    for (size_t k = 0; k < 4; k++) {
        for (size_t i = 0; i < kinds[k].count; i++) {
            results[count] = kinds[k].result;
            errors[count++] = kinds[k].error;
        }
    }
    assert_int_equal(ent_across_init(across, results, errors, count), ENT_OK);
}

static void the_screen_tells_shares_by_what_is_better(void **state) {
    static char title[] = "Made up";
    ent_store_names_t names = {.points = 400, .members = 200, .seed = 7};
    ent_influence_t item = {.title = "Mean health",
                            .of = "Pact minus Base",
                            .unit = "points",
                            .state = ENT_INFLUENCE_CONSTANT,
                            .has_signs = true};
    ent_sensitivity_t made = {.items = &item, .count = 1, .names = &names, .difference = true};
    (void)state;
    made.sweep = (ent_sweep_t){.title = title, .method = ENT_DESIGN_SOBOL};
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        names.better = &sentences[i].better;
        spread_out(&sentences[i], &item.across);
        char *text = screen_of(&made);
        assert_has(text, sentences[i].sentence);
        free(text);
        ent_across_free(&item.across);
    }
}

static void outcomes_that_few_points_have_are_spread_all_the_same(void **state) {
    support_analysed_t made = crossed;
    expected_t expected;
    world_t world;
    (void)state;
    made.difference = broken;
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    char *text = screen_of(&world.sensitivity);
    expect(&made, &world.sensitivity.design, 32, &expected);
    support_csv_t csv = spread_of(&world);
    size_t row = row_of(&csv, "pact", "health_mean");
    assert_true(expected.settings >= 8); /* at least one of each trajectory */
    assert_same(support_csv_number(&csv, row, "points"), 0);
    assert_row(&csv, row, &expected);
    assert_has(text, "  Too few points have it for indices.\n  Better than the control in ");
    free(text);
    support_csv_free(&csv);
    close_world(&world);
}

static void what_shares_depend_on_is_told(void **state) {
    static const char no_probabilities[] =
        "Shares and quantiles over settings depend on the ranges of the factors and on the design: "
        "they are no probabilities.\n";
    static const char corners[] = "The points of a Morris design lie on a grid of 4 levels, at its "
                                  "corners more than inside.\n";
    support_analysed_t made = crossed;
    world_t world;
    (void)state;
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    char *text = screen_of(&world.sensitivity);
    assert_has(text, no_probabilities);
    assert_has(text, corners);
    free(text);
    close_world(&world);
    made.design = "method = 'lhs'; points = 20;";
    open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
    text = screen_of(&world.sensitivity);
    assert_has(text, no_probabilities);
    assert_has_not(text, "Morris");
    free(text);
    close_world(&world);
}

/* ---- Figures ----------------------------------------------------------------------------------
 */

/* What gnuplot is given, read back from figures.json; free both. */
typedef struct {
    ent_figure_file_t figures;
    char *script;
} drawn_t;

static void draw(const world_t *world, drawn_t *drawn) {
    char note[ENT_FIGURE_NOTE_SIZE], problem[ENT_FIGURE_PROBLEM_SIZE];
    char *folder = support_folder(), *path = support_path(folder, ENT_FIGURES_FILE);
    size_t left_out = 1, size = 0;
    ent_output_t output;
    assert_int_equal(ent_output_open(&output, folder, true), ENT_OK);
    assert_int_equal(ent_sensitivity_draw(&world->sensitivity, 0, &output, note, &left_out),
                     ENT_OK);
    assert_int_equal(left_out, 0);
    output.finished = true;
    ent_output_close(&output);
    char *text = support_read(path);
    assert_non_null(text);
    if (ent_figure_file_read(text, strlen(text), &drawn->figures, problem) != ENT_OK) {
        fail_msg("%s", problem);
    }
    FILE *stream = open_memstream(&drawn->script, &size);
    assert_non_null(stream);
    ent_figure_data_script(&drawn->figures.data, stream);
    assert_int_equal(fclose(stream), 0);
    free(text);
    free(path);
    support_remove(folder);
}

static void close_drawn(drawn_t *drawn) {
    free(drawn->script);
    ent_figure_file_free(&drawn->figures);
}

/* An element of an array, counted from 1, or with 0 a variable that is none. */
static double variable(const drawn_t *drawn, const char *name, size_t element) {
    char line[80];
    (void)snprintf(line, sizeof line, element > 0 ? "\n%s[%zu] = " : "\n%s = ", name, element);
    const char *found = strstr(drawn->script, line);
    if (found == NULL) {
        fail_msg("%s is not in the script", line + 1);
    }
    return found != NULL ? strtod(found + strlen(line), NULL) : NAN;
}

/* A setting stands for its share, in the middle of it; with fewer than 201 each is a step. */
static void assert_steps(const drawn_t *drawn, const expected_t *expected, size_t steps) {
    for (size_t i = 0; i < steps; i++) {
        double middle = ((double)i + 0.5) / (double)steps * (double)expected->settings;
        double result = expected->sorted[(size_t)middle], room = 1.959963984540054 * error_of_all;
        assert_close(variable(drawn, "QUANTILE", i + 1), result, 1e-12, 1e-15);
        assert_close(variable(drawn, "QUANTILE_FROM", i + 1), result - room, 1e-12, 1e-15);
        assert_close(variable(drawn, "QUANTILE_TO", i + 1), result + room, 1e-12, 1e-15);
        /* As plots/across.gp has them: 0 none, 1 undecided, 2 more, 3 less. */
        assert_same(variable(drawn, "QUANTILE_SIGN", i + 1), result > room    ? 2
                                                             : result < -room ? 3
                                                                              : 1);
    }
}

static void figures_have_the_curve_of_all_settings(void **state) {
    static const struct {
        const char *design;
        size_t points, steps;
    } rows[] = {{"method = 'lhs'; points = 13;", 13, 13},
                {"method = 'lhs'; points = 201;", 201, 201},
                {"method = 'lhs'; points = 777;", 777, STEPS}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        support_analysed_t made = crossed;
        expected_t expected;
        world_t world;
        drawn_t drawn;
        made.design = rows[i].design;
        open_world(&world, &made, ENT_INFLUENCE_DEFAULT);
        draw(&world, &drawn);
        expect(&made, &world.sensitivity.design, rows[i].points, &expected);
        assert_same(variable(&drawn, "QUANTILES", 0), STEPS);
        assert_same(variable(&drawn, "MEMBERS", 0), 10);
        assert_same(variable(&drawn, "HAS_SIGNS", 0), 1);
        assert_same(variable(&drawn, "OUTCOME_QUANTILES", 1), (double)rows[i].steps);
        assert_same(variable(&drawn, "SETTINGS", 1), (double)rows[i].points);
        assert_same(variable(&drawn, "SETTINGS_MORE", 1), (double)expected.more);
        assert_same(variable(&drawn, "SETTINGS_LESS", 1), (double)expected.less);
        assert_same(variable(&drawn, "SETTINGS_UNDECIDED", 1), (double)expected.undecided);
        assert_same(variable(&drawn, "SETTINGS_NONE", 1), 0);
        assert_same(variable(&drawn, "OUTCOME_BETTER", 1), 1);
        assert_same(variable(&drawn, "OUTCOME_BETTER", 2), -1);
        assert_steps(&drawn, &expected, rows[i].steps);
        close_drawn(&drawn);
        close_world(&world);
    }
}

/* Placebos have no indices, and yet a figure, behind those that have; values of a single member
 * have no interval. */
static void outcomes_without_indices_have_this_figure(void **state) {
    static const char *const expected[] = {
        "across-1-pact-health-mean", "tornado-1-pact-health-mean", "morris-1-pact-health-mean",
        "across-2-base-health-mean"};
    support_analysed_t made = crossed;
    static const char *const pattern = "health_mean";
    world_t world;
    drawn_t drawn;
    (void)state;
    made.members = 1;
    open_world(&world, &made, ENT_INFLUENCE_VALUE);
    assert_string_equal(world.sensitivity.names->metrics[0], pattern);
    draw(&world, &drawn);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(drawn.figures.rows[i].name, expected[i]);
    }
    assert_int_equal(drawn.figures.count, 3 + 3); /* the second metric is constant in both */
    assert_same(variable(&drawn, "HAS_SIGNS", 0), 0);
    assert_same(variable(&drawn, "SETTINGS_MEAN", 2), 1);
    assert_same(variable(&drawn, "QUANTILE", STEPS + 1), 1);
    assert_same(variable(&drawn, "QUANTILE_TO", STEPS + 1), NAN);
    close_drawn(&drawn);
    close_world(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_count_also_in_blocks_that_are_not_whole),
        cmocka_unit_test(settings_without_a_value_do_not_count),
        cmocka_unit_test(what_is_0_without_error_is_none),
        cmocka_unit_test(values_have_quantiles_and_no_signs),
        cmocka_unit_test(single_members_decide_nothing),
        cmocka_unit_test(the_screen_tells_shares_by_what_is_better),
        cmocka_unit_test(outcomes_that_few_points_have_are_spread_all_the_same),
        cmocka_unit_test(what_shares_depend_on_is_told),
        cmocka_unit_test(figures_have_the_curve_of_all_settings),
        cmocka_unit_test(outcomes_without_indices_have_this_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

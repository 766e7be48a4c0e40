/*
 * Which factors the results of a sweep depend on, from its folder to tables, screen and figures
 * (report/sensitivity.h). Results at the points are made from formulas whose indices are known: of
 * a sum of a[i]·x[i], elementary effects are a[i] themselves (Morris 1991), and first-order and
 * total indices a[i]²/Σa² (variance of independent uniforms); a rank correlation with what only
 * rises is 1. Means over points are worked out again here.
 */
#include "report/sensitivity.h"

#include "base/memory.h"
#include "report/code.h"
#include "support/analysed.h"
#include "support/close.h"
#include "support/csv.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/text.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const double slopes[] = {1, -3, 0.5};
static const double second_metric = 10; /* times the first */

static double linear(const double *unit, size_t metric) {
    double sum = 0;
    for (size_t f = 0; f < 3; f++) {
        sum += slopes[f] * unit[f];
    }
    return metric == 0 ? sum : second_metric * sum;
}

static double only_rising(const double *unit, size_t metric) {
    return metric == 0 ? exp(3 * unit[0]) : 0;
}

static double product(const double *unit, size_t metric) {
    return metric == 0 ? (unit[0] - 0.5) * (unit[1] - 0.5) : 0;
}

static double undefined(const double *unit, size_t metric) {
    return metric == 0 ? linear(unit, 0) : NAN;
}

static const support_analysed_t morris = {.design = "method = 'morris'; trajectories = 8;",
                                          .more = "title = 'Tried';",
                                          .factors = 3,
                                          .members = 10,
                                          .difference = linear,
                                          .half = 0.01,
                                          .leave = UINT64_MAX,
                                          .fail = UINT64_MAX};

static const ent_sensitivity_options_t usual = {.level = 0.95, .resamples = 200, .seed = 1};

/* A number of sensitivity.csv; `with` is "" but for pairs. */
static double number_of(const support_csv_t *csv, const char *metric, const char *factor,
                        const char *index, const char *with, const char *column) {
    const char *const wanted[] = {"metric", metric, "factor", factor, "index",
                                  index,    "with", with,     NULL};
    return support_csv_number(csv, support_csv_row(csv, wanted), column);
}

/* ---- Tables ------------------------------------------------------------------------------------
 */

static void effects_of_a_sum_are_its_slopes(void **state) {
    support_analysis_t world;
    (void)state;
    support_analysis_open(&world, &morris, usual);
    support_csv_t csv = support_analysis_table(&world, ent_sensitivity_table);
    static const char *const names[] = {"a", "b", "c"};
    assert_int_equal(csv.rows, 2 * 3 * 6); /* metrics, factors, and three of each method */
    for (size_t f = 0; f < 3; f++) {
        double slope = slopes[f];
        static const char *const ends[] = {"value", "low", "high"};
        for (size_t e = 0; e < 3; e++) {
            assert_close(number_of(&csv, "health_mean", names[f], "mu", "", ends[e]), slope, 0,
                         1e-9);
            assert_close(number_of(&csv, "health_mean", names[f], "mu_star", "", ends[e]),
                         fabs(slope), 0, 1e-9);
            assert_close(number_of(&csv, "transition_cost.KOR", names[f], "mu", "", ends[e]),
                         second_metric * slope, 0, 1e-9);
        }
        assert_close(number_of(&csv, "health_mean", names[f], "sigma", "", "value"), 0, 0, 1e-9);
    }
    for (size_t i = 0; i < csv.rows; i++) {
        bool tornado = strstr("low high rise", support_csv_text(&csv, i, "index")) != NULL;
        assert_string_equal(support_csv_text(&csv, i, "of"), "difference");
        assert_string_equal(support_csv_text(&csv, i, "scenario"), "pact");
        assert_string_equal(support_csv_text(&csv, i, "method"), tornado ? "tornado" : "morris");
    }
    support_csv_free(&csv);
    support_analysis_close(&world);
}

/* The mean of the formula over the points at which a factor lies in a quarter of its range. */
static double mean_within(const ent_design_t *design, size_t factor, double low, double high) {
    double unit[ENT_SWEEP_MOST_FACTORS], sum = 0;
    size_t count = 0;
    for (uint64_t p = 0; p < design->points; p++) {
        ent_design_unit(design, p, unit);
        if (unit[factor] >= low && unit[factor] <= high) {
            sum += linear(unit, 0);
            count++;
        }
    }
    return sum / (double)count;
}

static void quarters_and_spread_are_those_of_the_points(void **state) {
    support_analysis_t world;
    (void)state;
    support_analysis_open(&world, &morris, usual);
    const ent_design_t *design = &world.sensitivity.design;
    support_csv_t csv = support_analysis_table(&world, ent_sensitivity_table);
    double low = mean_within(design, 1, 0, 0.25), high = mean_within(design, 1, 0.75, 1);
    assert_close(number_of(&csv, "health_mean", "b", "low", "", "value"), low, 1e-12, 0);
    assert_close(number_of(&csv, "health_mean", "b", "high", "", "value"), high, 1e-12, 0);
    assert_close(number_of(&csv, "health_mean", "b", "rise", "", "value"), high - low, 1e-12, 0);
    support_csv_free(&csv);
    csv = support_analysis_table(&world, ent_spread_table);
    const char *const wanted[] = {"metric", "health_mean", NULL};
    size_t row = support_csv_row(&csv, wanted);
    assert_int_equal(csv.rows, 2);
    assert_string_equal(support_csv_text(&csv, row, "of"), "difference");
    assert_string_equal(support_csv_text(&csv, row, "scenario"), "pact");
    assert_close(support_csv_number(&csv, row, "mean"), mean_within(design, 1, 0, 1), 1e-12, 0);
    assert_same(support_csv_number(&csv, row, "points"), 8 * 4);
    assert_same(support_csv_number(&csv, row, "left_out"), 0);
    /* Half differences are 0.01 and -0.01 in turn, whose standard deviation that is, by n - 1. */
    double noise = support_csv_number(&csv, row, "noise_sd");
    double sd = support_csv_number(&csv, row, "sd");
    assert_close(noise, 0.01, 0.05, 0);
    assert_close(support_csv_number(&csv, row, "noise_share"), noise * noise / (sd * sd), 1e-9, 0);
    support_csv_free(&csv);
    support_analysis_close(&world);
}

static void blocks_that_are_not_whole_are_left_out(void **state) {
    support_analysed_t made = morris;
    support_analysis_t world;
    (void)state;
    made.append = 5 * 4 + 2; /* trajectories stay together in the order of work */
    support_analysis_open(&world, &made, usual);
    support_csv_t csv = support_analysis_table(&world, ent_spread_table);
    assert_same(support_csv_number(&csv, 0, "points"), 20);
    assert_same(support_csv_number(&csv, 0, "left_out"), 12);
    char *text = support_analysis_screen(&world.sensitivity);
    assert_has(text, "22 of 32 points are there: blocks that are not whole are left out\n");
    assert_has(text, " over 20 points\n");
    support_csv_free(&csv);
    free(text);
    support_analysis_close(&world);
}

static void failed_points_are_told(void **state) {
    support_analysed_t made = morris;
    support_analysis_t world;
    (void)state;
    made.fail = 6; /* of the second trajectory */
    support_analysis_open(&world, &made, usual);
    char *text = support_analysis_screen(&world.sensitivity);
    assert_has(text,
               "All 32 points are there, 1 of them failed: blocks that are not whole are left "
               "out\n");
    assert_has(text, " over 28 points\n");
    free(text);
    support_analysis_close(&world);
}

static void a_hypercube_has_rank_correlations(void **state) {
    support_analysed_t made = morris;
    support_analysis_t world;
    (void)state;
    made.design = "method = 'lhs'; points = 40;";
    made.difference = only_rising;
    support_analysis_open(&world, &made, usual);
    support_csv_t csv = support_analysis_table(&world, ent_sensitivity_table);
    assert_int_equal(csv.rows, 3 * 4); /* the other metric is 0 everywhere */
    assert_close(number_of(&csv, "health_mean", "a", "spearman", "", "value"), 1, 0, 1e-12);
    assert_true(fabs(number_of(&csv, "health_mean", "b", "spearman", "", "value")) < 0.5);
    assert_string_equal(support_csv_text(&csv, 0, "method"), "rank");
    char *text = support_analysis_screen(&world.sensitivity);
    assert_has(text, "Latin hypercube of 3 factors, 10 members a point, seed 1\nAll 40 points are "
                     "there\n");
    assert_has(text, "Indices need a sweep of design \"morris\" or \"sobol\".\n");
    assert_has(text, "It is the same at all of them: no factor changes it.\n");
    support_csv_free(&csv);
    free(text);
    support_analysis_close(&world);
}

static void shares_of_a_sum_are_those_of_its_squares(void **state) {
    support_analysed_t made = morris;
    support_analysis_t world;
    (void)state;
    made.design = "method = 'sobol'; points = 1024; second_order = true;";
    support_analysis_open(&world, &made, usual);
    support_csv_t csv = support_analysis_table(&world, ent_sensitivity_table);
    assert_int_equal(csv.rows, 2 * (3 * 5 + 3)); /* each has three pairs */
    double squares = 1 + 9 + 0.25;
    assert_close(number_of(&csv, "health_mean", "b", "first", "", "value"), 9 / squares, 0, 0.02);
    assert_close(number_of(&csv, "health_mean", "b", "total", "", "value"), 9 / squares, 0, 0.02);
    assert_close(number_of(&csv, "health_mean", "a", "pair", "b", "value"), 0, 0, 0.05);
    support_csv_free(&csv);
    support_analysis_close(&world);
    made.difference = product; /* which has no other variance than that of the pair */
    support_analysis_open(&world, &made, usual);
    csv = support_analysis_table(&world, ent_sensitivity_table);
    assert_close(number_of(&csv, "health_mean", "a", "pair", "b", "value"), 1, 0, 0.05);
    assert_close(number_of(&csv, "health_mean", "a", "first", "", "value"), 0, 0, 0.05);
    support_csv_free(&csv);
    support_analysis_close(&world);
}

/* ---- Which outcomes ---------------------------------------------------------------------------
 */

static void outcomes_are_chosen_by_metric_and_scenario(void **state) {
    static const char *const pattern = "tr*";
    ent_sensitivity_options_t options = usual;
    support_analysis_t world;
    (void)state;
    options.patterns = &pattern;
    options.pattern_count = 1;
    options.of = ENT_INFLUENCE_VALUE;
    support_analysis_open(&world, &morris, options);
    const ent_sensitivity_t *sensitivity = &world.sensitivity;
    assert_int_equal(sensitivity->count, 2); /* both scenarios */
    assert_false(sensitivity->difference);
    assert_string_equal(sensitivity->items[0].of, "Base");
    assert_int_equal(sensitivity->items[0].state, ENT_INFLUENCE_CONSTANT);
    assert_string_equal(sensitivity->items[1].of, "Pact");
    assert_string_equal(sensitivity->items[1].title, "Cost of a transition, KOR");
    support_csv_t csv = support_analysis_table(&world, ent_sensitivity_table);
    assert_string_equal(support_csv_text(&csv, 0, "of"), "value");
    assert_close(number_of(&csv, "transition_cost.KOR", "b", "mu", "", "value"), -30, 0, 1e-9);
    support_csv_free(&csv);
    support_analysis_close(&world);

    options.pattern_count = 0;
    options.of = ENT_INFLUENCE_DEFAULT;
    options.scenario = "pact";
    support_analysis_open(&world, &morris, options);
    assert_int_equal(world.sensitivity.count, 2); /* both metrics */
    assert_true(world.sensitivity.difference);
    assert_string_equal(world.sensitivity.items[0].of, "Pact minus Base");
    support_analysis_close(&world);
}

static void an_outcome_that_few_points_have_does_not_stop_the_others(void **state) {
    support_analysed_t made = morris;
    support_analysis_t world;
    (void)state;
    made.difference = undefined;
    support_analysis_open(&world, &made, usual);
    char *text = support_analysis_screen(&world.sensitivity);
    support_csv_t csv = support_analysis_table(&world, ent_spread_table);
    const char *const wanted[] = {"metric", "transition_cost.KOR", NULL};
    size_t row = support_csv_row(&csv, wanted);
    assert_string_equal(support_csv_text(&csv, row, "mean"), "");
    assert_same(support_csv_number(&csv, row, "points"), 0);
    assert_int_equal(world.sensitivity.items[0].state, ENT_INFLUENCE_GOOD);
    assert_has(text, "Cost of a transition, KOR, Pact minus Base");
    assert_has(text, "Too few points have it for indices.\n");
    support_csv_free(&csv);
    free(text);
    support_analysis_close(&world);
}

/* ---- Refusals ---------------------------------------------------------------------------------
 */

static void assert_refused(support_analysis_t *world, ent_sensitivity_options_t options,
                           ent_err_t error, const char *piece) {
    ent_err_t found = support_analysis_read(world, options);
    found = found == ENT_OK ? ent_sensitivity_compute(&world->sensitivity) : found;
    assert_int_equal(found, error);
    assert_has(world->sensitivity.problem, piece);
    ent_sensitivity_free(&world->sensitivity);
}

static void names_that_are_not_there_are_refused_with_the_nearest(void **state) {
    static const char *const pattern = "health_men";
    ent_sensitivity_options_t options = usual;
    support_analysis_t world = {.folder = support_folder()};
    (void)state;
    support_analysed_make(&morris, world.folder);
    options.patterns = &pattern;
    options.pattern_count = 1;
    assert_refused(&world, options, ENT_ERR_USAGE,
                   "--metric: \"health_men\" is no metric of the sweep, did you mean "
                   "\"health_mean\"?; it has health_mean, transition_cost.KOR");
    options = usual;
    options.scenario = "pakt";
    assert_refused(&world, options, ENT_ERR_USAGE,
                   "--scenario: \"pakt\" is no scenario of the sweep, did you mean \"pact\"?; it "
                   "has base, pact");
    options.scenario = "base";
    options.of = ENT_INFLUENCE_DIFFERENCE;
    assert_refused(&world, options, ENT_ERR_USAGE,
                   "--of: found \"difference\", expected \"value\": base is the control");
    support_remove(world.folder);
}

static void folders_that_are_no_sweep_are_refused(void **state) {
    support_analysis_t world = {.folder = support_folder()};
    char *path = support_path(world.folder, "sweep.cfg");
    (void)state;
    assert_refused(&world, usual, ENT_ERR_NO_INPUT, "/sweep.cfg: No such file or directory");
    support_analysed_make(&morris, world.folder);
    char *store = support_path(world.folder, "sweep.db"), *text = support_read(path);
    char *edited = support_edit(text, "trajectories = 8", "trajectories = 9", "");
    free(support_write(world.folder, "sweep.cfg", edited));
    assert_refused(&world, usual, ENT_ERR_SCENARIO, "is not the sweep that sweep.db was made of");
    assert_int_equal(remove(store), 0);
    assert_refused(&world, usual, ENT_ERR_NO_INPUT, "/sweep.db: No such file or directory");
    free(edited);
    free(text);
    free(store);
    free(path);
    support_remove(world.folder);
}

/* Before any index is worked out from it. */
static void a_damaged_database_is_told(void **state) {
    support_analysis_t world = {.folder = support_folder()};
    char *path = support_path(world.folder, "sweep.db");
    sqlite3 *db = NULL;
    (void)state;
    support_analysed_make(&morris, world.folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE differences SET mean = mean + 1 WHERE point = 5",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_refused(&world, usual, ENT_ERR_IO,
                   "sweep.db is damaged (point 5 does not match its checksum); going on with its "
                   "sweep (--resume) keeps what can be read");
    free(path);
    support_remove(world.folder);
}

/* It belongs to the sweep as its file does. */
static void a_list_that_is_gone_is_told(void **state) {
    static const char settings[] = "a\n0.1\n0.9\n0.4\n";
    support_analysed_t made = morris;
    support_analysis_t world = {.folder = support_folder()};
    (void)state;
    made.design = "method = 'list'; file = 'list.csv';";
    made.factors = 1;
    char *path = support_write(world.folder, "list.csv", settings);
    support_analysed_make(&made, world.folder);
    assert_int_equal(remove(path), 0);
    assert_refused(&world, usual, ENT_ERR_NO_INPUT, "list.csv: No such file or directory");
    free(path);
    support_remove(world.folder);
}

static void too_few_points_are_told_with_how_to_go_on(void **state) {
    support_analysed_t made = morris;
    support_analysis_t world = {.folder = support_folder()};
    (void)state;
    made.append = 7; /* one trajectory, and a part of the next */
    support_analysed_make(&made, world.folder);
    assert_refused(&world, usual, ENT_ERR_USAGE,
                   "found 7 of 32 points, 0 of them failed: no outcome has two whole trajectories "
                   "of 4 points, which indices need");
    support_remove(world.folder);
}

/* ---- The hash of a sweep ----------------------------------------------------------------------
 */

static void hash_of(const char *folder, const char *text, char hash[ENT_SWEEP_HASH_SIZE]) {
    ent_sweep_t sweep = {0};
    ent_diags_t diags;
    char *path = support_path(folder, "sweep.cfg");
    support_write_quoted(folder, "sweep.cfg", text);
    ent_diags_init(&diags);
    if (ent_sweep_load(path, &sweep, &diags) != ENT_OK) {
        support_fail(&diags, text);
    }
    assert_int_equal(ent_sweep_hash(&sweep, hash), ENT_OK);
    assert_int_equal(strspn(hash, "0123456789abcdef"), 64);
    ent_sweep_free(&sweep);
    free(path);
}

static void a_sweep_has_one_hash_wherever_it_is_read(void **state) {
    static const char text[] = "scenarios = [ '%s' ];\ntitle = 'T';\n"
                               "design = { method = 'list'; file = '%s'; };\n%s"
                               "factors = ( { path = 'x'; low = 0.0; high = 1.0; } );\n";
    char here[512], hash[4][ENT_SWEEP_HASH_SIZE];
    char *first = support_folder(), *second = support_folder();
    (void)state;
    free(support_write(first, "list.csv", "x\n0.5\n"));
    free(support_write(second, "moved.csv", "x\n0.5\n"));
    (void)snprintf(here, sizeof here, text, "base.cfg", "list.csv", "");
    hash_of(first, here, hash[0]);
    (void)snprintf(here, sizeof here, text, "elsewhere/base.cfg", "moved.csv",
                   "members = 1000; seed = 1;\n"); /* the defaults */
    hash_of(second, here, hash[1]);
    assert_string_equal(hash[0], hash[1]);
    (void)snprintf(here, sizeof here, text, "base.cfg", "list.csv", "seed = 2;\n");
    hash_of(first, here, hash[2]);
    assert_string_not_equal(hash[0], hash[2]);
    free(support_write(first, "list.csv", "x\n0.25\n"));
    (void)snprintf(here, sizeof here, text, "base.cfg", "list.csv", "");
    hash_of(first, here, hash[3]);
    assert_string_not_equal(hash[0], hash[3]);
    support_remove(first);
    support_remove(second);
}

/* ---- The screen -------------------------------------------------------------------------------
 */

/* An outcome of three factors, with intervals of this width around 0.5, 0.3 and 0.1. */
typedef struct {
    ent_factor_t factors[3];
    ent_sobol_t sobol[3];
    ent_tornado_t tornado[3];
    size_t order[3];
    ent_influence_t item;
    ent_store_names_t names;
    ent_sensitivity_t sensitivity;
} made_up_t;

static void make_up(made_up_t *made, double width, double noise_share) {
    static char titles[3][32] = {"Weight of leaders", "日本語の長い題名", "Insulation"};
    static const double totals[] = {0.1, 0.5, 0.3};
    static const size_t order[] = {1, 2, 0};
    static char title[] = "Made up";
    *made = (made_up_t){0};
    for (size_t f = 0; f < 3; f++) {
        made->factors[f].title = made->factors[f].name = titles[f];
        made->sobol[f].total =
            (ent_interval_t){totals[f], totals[f] - width / 2, totals[f] + width / 2};
        made->sobol[f].first = made->sobol[f].total;
        made->order[f] = order[f];
    }
    made->item = (ent_influence_t){.title = "Mean health",
                                   .of = "Pact minus Base",
                                   .unit = "points",
                                   .points = 1380,
                                   .sobol = made->sobol,
                                   .tornado = made->tornado,
                                   .order = made->order,
                                   .spread = {.mean = 3.14159,
                                              .sd = 1.25,
                                              .noise_sd = 0.5,
                                              .noise_share = noise_share,
                                              .blocks = 276}};
    made->names = (ent_store_names_t){.points = 1380, .members = 200, .seed = 7};
    made->sensitivity = (ent_sensitivity_t){.options = {.level = 0.95},
                                            .items = &made->item,
                                            .count = 1,
                                            .names = &made->names,
                                            .done = 600,
                                            .failed = 12,
                                            .difference = true};
    made->sensitivity.sweep = (ent_sweep_t){
        .title = title, .factors = made->factors, .factor_count = 3, .method = ENT_DESIGN_SOBOL};
    made->sensitivity.design = (ent_design_t){.points = 1380, .block = 5};
}

static void the_screen_tells_factors_from_the_largest(void **state) {
    made_up_t made;
    (void)state;
    make_up(&made, 0.1, 0.05);
    char *text = support_analysis_screen(&made.sensitivity);
    assert_has(text, "Made up\nSobol design of 3 factors, 200 members a point, seed 7\n"
                     "612 of 1380 points are there, 12 of them failed: blocks that are not whole "
                     "are left out\n");
    assert_has(text, "\nMean health, Pact minus Base (points): mean 3.1, standard deviation 1.2 "
                     "over 1380 points\n");
    /* A character of Japanese takes two columns. */
    assert_has(text, "  日本語の長い題名                       0.50      0.45 to 0.55");
    const char *first = strstr(text, "日本語"), *second = strstr(text, "Insulation"),
               *third = strstr(text, "Weight");
    assert_true(first < second && second < third);
    assert_has(text, "  Monte Carlo noise is 5 % of the variance over points.\n");
    assert_has_not(text, "is open");
    assert_has(text, "A comparison of assumptions, not a forecast.\n");
    free(text);
}

/* Two figures of a level would hide what varies about it. */
static void levels_are_as_fine_as_they_vary(void **state) {
    static const struct {
        double sd;
        const char *mean, *lowest;
    } rows[] = {{0.28, "mean 49.12, ", "    49.68"},
                {0.014, "mean 49.123, ", "   49.679"},
                {13, "mean 49, ", "       50"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        made_up_t made;
        make_up(&made, 0.1, 0.05);
        made.item.spread.mean = 49.1234;
        made.item.spread.sd = rows[i].sd;
        made.tornado[1].low.value = 49.6789;
        char *text = support_analysis_screen(&made.sensitivity);
        assert_has(text, rows[i].mean);
        assert_has(text, rows[i].lowest);
        free(text);
    }
}

static void what_is_not_sure_is_told(void **state) {
    made_up_t made;
    (void)state;
    make_up(&made, 0.25, 0.14);
    char *text = support_analysis_screen(&made.sensitivity);
    assert_has(text, "Monte Carlo noise is 14 % of the variance over points: more members would "
                     "sharpen this.\n");
    assert_has(text, "Which factor matters most is open: the interval of 1 other reaches the first "
                     "one's; more points would tell.\n");
    free(text);
    make_up(&made, 0.6, 0.001);
    text = support_analysis_screen(&made.sensitivity);
    assert_has(text, "Monte Carlo noise is below 1 % of the variance over points.\n");
    assert_has(text, "the intervals of all 2 others reach the first one's");
    free(text);
    make_up(&made, 0.1, NAN);
    made.names.members = 1;
    text = support_analysis_screen(&made.sensitivity);
    assert_has(text, "noise is not known: it takes two members a point.\n");
    free(text);
}

static void factors_without_an_amount_come_last(void **state) {
    static const double amounts[] = {NAN, 1, 3, NAN, 3, 2};
    static const size_t expected[] = {2, 4, 5, 1, 0, 3};
    size_t order[6];
    (void)state;
    ent_factors_order(amounts, 6, order);
    assert_memory_equal(order, expected, sizeof order);
}

/* ---- Figures ----------------------------------------------------------------------------------
 */

static void figures_are_named_by_what_they_show(void **state) {
    static const char *const expected[] = {
        "across-1-pact-health-mean",          "tornado-1-pact-health-mean",
        "morris-1-pact-health-mean",          "across-2-pact-transition-cost-kor",
        "tornado-2-pact-transition-cost-kor", "morris-2-pact-transition-cost-kor"};
    static const size_t lengths[] = {6, 7, 6}; /* of their templates' names */
    ent_figure_file_t figures;
    size_t left_out = 1;
    support_analysis_t world;
    (void)state;
    support_analysis_open(&world, &morris, usual);
    support_analysis_draw(&world.sensitivity, &figures, &left_out);
    assert_int_equal(left_out, 0);
    assert_int_equal(figures.count, 6);
    for (size_t i = 0; i < 6; i++) {
        size_t length = 0;
        assert_string_equal(figures.rows[i].name, expected[i]);
        assert_int_equal(ent_figure_part(expected[i], &length), i / 3 + 1);
        assert_int_equal(length, lengths[i % 3]);
    }
    ent_figure_file_free(&figures);
    support_analysis_close(&world);
}

static void figures_are_of_the_first_outcomes(void **state) {
    static const char *const names[] = {"one", "日本", "", "x y"};
    static const ent_better_t better[4] = {ENT_MORE_IS_BETTER};
    static char hostile[] = "\"; system(\"touch ran\"); `x` $(y) @z";
    ent_influence_t items[9];
    ent_figure_file_t figures;
    size_t left_out = 0;
    made_up_t made;
    (void)state;
    make_up(&made, 0.1, 0.05);
    made.factors[0].title = hostile;
    made.sensitivity.sweep.title = hostile;
    for (size_t i = 0; i < 9; i++) {
        items[i] = made.item;
        items[i].metric = i % 4;
        items[i].state = i == 1 ? ENT_INFLUENCE_CONSTANT : ENT_INFLUENCE_GOOD;
    }
    made.names.scenarios = made.names.metrics = names;
    made.names.better = better;
    made.names.sweep_hash = "0123456789abcdef";
    made.names.version = "0.1.0";
    made.sensitivity.items = items;
    made.sensitivity.count = 9;
    support_analysis_draw(&made.sensitivity, &figures, &left_out);
    assert_int_equal(figures.count, 2 * 6);
    assert_int_equal(left_out, 2);
    assert_string_equal(figures.rows[0].name, "tornado-1-one-one");
    assert_string_equal(figures.rows[2].name, "tornado-2-one");
    assert_string_equal(figures.rows[5].name, "sobol-3-one-x-y");
    assert_string_equal(figures.rows[8].name, "tornado-5-one");
    ent_figure_file_free(&figures);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effects_of_a_sum_are_its_slopes),
        cmocka_unit_test(quarters_and_spread_are_those_of_the_points),
        cmocka_unit_test(blocks_that_are_not_whole_are_left_out),
        cmocka_unit_test(failed_points_are_told),
        cmocka_unit_test(a_hypercube_has_rank_correlations),
        cmocka_unit_test(shares_of_a_sum_are_those_of_its_squares),
        cmocka_unit_test(outcomes_are_chosen_by_metric_and_scenario),
        cmocka_unit_test(an_outcome_that_few_points_have_does_not_stop_the_others),
        cmocka_unit_test(names_that_are_not_there_are_refused_with_the_nearest),
        cmocka_unit_test(folders_that_are_no_sweep_are_refused),
        cmocka_unit_test(a_damaged_database_is_told),
        cmocka_unit_test(a_list_that_is_gone_is_told),
        cmocka_unit_test(too_few_points_are_told_with_how_to_go_on),
        cmocka_unit_test(a_sweep_has_one_hash_wherever_it_is_read),
        cmocka_unit_test(the_screen_tells_factors_from_the_largest),
        cmocka_unit_test(levels_are_as_fine_as_they_vary),
        cmocka_unit_test(what_is_not_sure_is_told),
        cmocka_unit_test(factors_without_an_amount_come_last),
        cmocka_unit_test(figures_are_named_by_what_they_show),
        cmocka_unit_test(figures_are_of_the_first_outcomes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

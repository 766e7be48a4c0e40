/*
 * regret.csv, distributions.csv, where figures find their rows, and what is said on a screen,
 * worked out again from every member's metrics.
 */
#include "support/contest.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *label_of(const support_contest_t *contest, size_t side) {
    return contest->rivals.compared[side].label;
}

/* The values in regret.csv are those of comparison.csv, digit by digit. */
static void assert_copied(const support_csv_t *regret, size_t row, const support_csv_t *csv) {
    const char *const key[] = {"metric", support_csv_text(regret, row, "metric"), "scenario",
                               support_csv_text(regret, row, "scenario"), NULL};
    const char *statistic = support_csv_text(regret, row, "statistic");
    assert_string_equal(support_csv_text(regret, row, "value"),
                        support_csv_text(csv, support_csv_row(csv, key), statistic));
}

/* Rows of one metric and statistic follow each other; returns where the next ones begin. */
static size_t end_of_group(const support_csv_t *regret, size_t first) {
    size_t row = first;
    while (row < regret->rows &&
           strcmp(support_csv_text(regret, row, "metric"),
                  support_csv_text(regret, first, "metric")) == 0 &&
           strcmp(support_csv_text(regret, row, "statistic"),
                  support_csv_text(regret, first, "statistic")) == 0) {
        row++;
    }
    return row;
}

static double best_in(const support_csv_t *regret, size_t first, size_t end, bool more_is_better) {
    double best = support_csv_number(regret, first, "value");
    for (size_t row = first + 1; row < end; row++) {
        double value = support_csv_number(regret, row, "value");
        best = (more_is_better ? value > best : value < best) ? value : best;
    }
    return best;
}

static void regret_is_what_is_missing_to_the_best(void **state) {
    static support_contest_t contest;
    size_t groups = 0, index = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    support_csv_t regret = support_contest_table(&contest, ent_table_regret);
    for (size_t first = 0, end = 0; first < regret.rows; first = end, groups++) {
        const char *name = support_csv_text(&regret, first, "metric");
        assert_true(support_contest_metric(&contest, 0, name, &index));
        ent_better_t better = contest.rivals.metrics[0].items[index].row->better;
        assert_true(better != ENT_NEITHER_IS_BETTER);
        end = end_of_group(&regret, first);
        double best = best_in(&regret, first, end, better == ENT_MORE_IS_BETTER), least = INFINITY;
        for (size_t row = first; row < end; row++) {
            double missing = support_csv_number(&regret, row, "regret");
            assert_copied(&regret, row, &csv);
            assert_same(support_csv_number(&regret, row, "best"), best);
            assert_close(missing, fabs(support_csv_number(&regret, row, "value") - best), 1e-12,
                         1e-12);
            assert_true(missing >= 0);
            least = fmin(least, missing);
        }
        assert_same(least, 0); /* the best regrets nothing */
    }
    /* Six statistics of each metric that has a better, in some member: all of the contest's. */
    assert_int_equal(groups % 6, 0);
    assert_true(groups > 6 * 15);
    support_csv_free(&regret);
    support_csv_free(&csv);
    support_contest_close(&contest);
}

/* What the control declares and a scenario does not have is missing there, not 0. */
static void scenarios_without_a_metric_regret_nothing(void **state) {
    static support_contest_t contest;
    size_t rows[SUPPORT_CONTEST_SIDES] = {0};
    (void)state;
    support_contest_open(&contest);
    support_csv_t regret = support_contest_table(&contest, ent_table_regret);
    for (size_t row = 0; row < regret.rows; row++) {
        assert_null(strstr(support_csv_text(&regret, row, "metric"), ".new"));
        assert_null(strstr(support_csv_text(&regret, row, "metric"), "saturation"));
        for (size_t side = 0; side < SUPPORT_CONTEST_SIDES; side++) {
            rows[side] +=
                strcmp(support_csv_text(&regret, row, "metric"), "years_active.old") == 0 &&
                strcmp(support_csv_text(&regret, row, "scenario"), label_of(&contest, side)) == 0;
        }
    }
    assert_true(rows[0] == 6 && rows[1] == 0 && rows[2] == 6);
    support_csv_free(&regret);
    support_contest_close(&contest);
}

/* Members from low to below high; at or beyond an end of the scale they belong to its last bin. */
static double share_between(const support_values_t *values, const ent_scale_t *scale, double low,
                            double high) {
    double count = 0;
    for (size_t k = 0; k < values->count; k++) {
        double value = fmin(fmax(values->values[k], scale->low + 1e-9), scale->high - 1e-9);
        count += value >= low && value < high;
    }
    return count / (double)values->count;
}

/* A class of one scenario and metric. Values on an edge may fall on either side by rounding. */
static void check_class(const support_csv_t *csv, size_t row, const support_values_t *values,
                        const ent_scale_t *scale) {
    const double edge = 1e-7;
    double low = support_csv_number(csv, row, "low"), high = support_csv_number(csv, row, "high");
    double share = support_csv_number(csv, row, "share");
    assert_true(low < high && low > scale->low - edge);
    assert_true(share >= share_between(values, scale, low + edge, high - edge) - 1e-12);
    assert_true(share <= share_between(values, scale, low - edge, high + edge) + 1e-12);
}

/* The classes of one scenario and metric adjoin, and cover all members. */
static void check_classes(const support_contest_t *contest, const support_csv_t *csv, size_t metric,
                          size_t side, ent_class_rows_t rows) {
    const char *name = contest->rivals.metrics[0].items[metric].name;
    const ent_scale_t *scale = &contest->rivals.metrics[0].scales[metric];
    support_values_t values = support_contest_values(contest, side, name);
    double sum = 0;
    assert_true(values.count > 0 && rows.count <= 40);
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.line - 1 + i; /* one line above is the heading */
        assert_string_equal(support_csv_text(csv, row, "metric"), name);
        assert_string_equal(support_csv_text(csv, row, "scenario"), label_of(contest, side));
        check_class(csv, row, &values, scale);
        sum += support_csv_number(csv, row, "share");
        if (i > 0) {
            assert_close(support_csv_number(csv, row, "low"),
                         support_csv_number(csv, row - 1, "high"), 1e-12, 1e-12);
        }
    }
    assert_close(sum, 1, 1e-12, 0);
}

/* All scenarios have the same classes of a metric. */
static void assert_same_classes(const support_csv_t *csv, ent_class_rows_t a, ent_class_rows_t b) {
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        assert_string_equal(support_csv_text(csv, a.line - 1 + i, "low"),
                            support_csv_text(csv, b.line - 1 + i, "low"));
        assert_string_equal(support_csv_text(csv, a.line - 1 + i, "high"),
                            support_csv_text(csv, b.line - 1 + i, "high"));
    }
}

static void classes_cover_all_members_and_stand_where_they_should(void **state) {
    static support_contest_t contest;
    size_t index = 0, lines = 0, empty = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_distributions);
    const ent_metrics_t *metrics = &contest.rivals.metrics[0];
    for (size_t i = 0; i < metrics->count; i++) {
        ent_class_rows_t first = {0};
        for (size_t side = 0; side < SUPPORT_CONTEST_SIDES; side++) {
            ent_class_rows_t rows = ent_class_rows(&contest.comparison, i, side);
            bool has = support_contest_metric(&contest, side, metrics->items[i].name, &index);
            assert_int_equal(rows.line, 1 + lines); /* no line is left out, none is shared */
            lines += rows.count;
            if (rows.count == 0) {
                assert_true(!has ||
                            support_contest_values(&contest, side, metrics->items[i].name).count ==
                                0);
                empty++;
                continue;
            }
            first = first.count == 0 ? rows : first;
            check_classes(&contest, &csv, i, side, rows);
            assert_same_classes(&csv, first, rows);
        }
    }
    assert_int_equal(lines, csv.rows);
    assert_true(empty >= 4); /* "old" in the scenario without it */
    support_csv_free(&csv);
    support_contest_close(&contest);
}

/* 0 or 1: classes are whole numbers, each in its middle. */
static void whole_numbers_have_classes_of_their_own(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_distributions);
    ent_class_rows_t rows = ent_class_rows(
        &contest.comparison, support_metric(&contest.rivals.metrics[0], "suspensions.i"), 1);
    assert_true(rows.count >= 2);
    for (size_t row = rows.line - 1; row < rows.line - 1 + rows.count; row++) {
        double low = support_csv_number(&csv, row, "low");
        double high = support_csv_number(&csv, row, "high");
        assert_close(high - low, 1, 1e-12, 0);
        assert_close((low + high) / 2, round((low + high) / 2), 0, 1e-12);
    }
    support_csv_free(&csv);
    support_contest_close(&contest);
}

static char *print_screen(const ent_comparison_t *comparison) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    ent_table_comparison_screen(comparison, stream);
    assert_int_equal(fclose(stream), 0);
    return text;
}

static const char nothing_changes[] =
    "Every member fares exactly as under the control, in every metric.";

/* What is said of a scenario: from its title to the next one's. */
static const char *part_of(char *text, const char *title, const char *next) {
    char *from = strstr(text, title), *to = strstr(text, next);
    assert_true(from != NULL && to != NULL && from < to);
    *to = '\0';
    return from;
}

static void a_placebo_is_said_to_change_nothing(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    char *text = print_screen(&contest.comparison);
    char *found = strstr(text, nothing_changes);
    assert_non_null(found);
    assert_null(strstr(found + 1, nothing_changes)); /* of the placebo only */
    assert_true(found > strstr(text, "Placebo differs from the control in"));
    assert_null(strstr(found, "mean health"));
    free(text);
    support_contest_close(&contest);
}

/* One member who fares differently in one metric, for better or worse, is enough. */
static void a_single_difference_is_no_placebo(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    ent_contrast_t *contrast = &contest.ensemble.contrasts[2];
    ent_fared_t *last = &contrast->fared[contrast->pairing.metric_count - 1];
    uint64_t *const counts[] = {&last->more, &last->less};
    for (size_t i = 0; i < 2; i++) {
        *counts[i] = 1;
        char *text = print_screen(&contest.comparison);
        assert_null(strstr(text, nothing_changes));
        free(text);
        *counts[i] = 0;
    }
    support_contest_close(&contest);
}

/* "  mean health   57   45   -12   -13 to -11   3 %  98 %  worse", rounded to two figures. */
static void the_screen_has_the_gain_of_each_metric(void **state) {
    static support_contest_t contest;
    double control, mean, gain, low, high, better, worse;
    char word[16];
    (void)state;
    support_contest_open(&contest);
    char *text = print_screen(&contest.comparison);
    const char *line = strstr(part_of(text, "Rough differs", "Placebo differs"), "mean health");
    assert_non_null(line);
    int read = sscanf(line, "mean health %lf %lf %lf %lf to %lf %lf %% %lf %% %15s", &control,
                      &mean, &gain, &low, &high, &better, &worse, word);
    assert_int_equal(read, 8);
    support_values_t differences = support_contest_differences(&contest, 1, "health_mean");
    support_values_t values = support_contest_values(&contest, 0, "health_mean");
    double expected = gsl_stats_mean(differences.values, 1, differences.count), falls = 0;
    for (size_t k = 0; k < differences.count; k++) {
        falls += differences.values[k] < 0;
    }
    assert_close(control, gsl_stats_mean(values.values, 1, values.count), 0, 0.5);
    assert_close(gain, expected, 0.05, 0);
    assert_true(low < gain && gain < high && high < 0); /* so that the word is certain */
    assert_string_equal(word, "worse");
    assert_close(worse, 100 * falls / (double)differences.count, 0, 0.5);
    free(text);
    support_contest_close(&contest);
}

/* Metrics of institutions fill no screen; what has no direction has no shares, but a word. */
static void the_screen_leaves_out_institutions(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    char *text = print_screen(&contest.comparison);
    assert_non_null(strstr(text, "2020-01-01 to 2025-01-01: 40 members, seed 11, each with the "
                                 "same luck in 3 scenarios"));
    assert_non_null(strstr(text, "A comparison of assumptions, not a forecast."));
    assert_null(strstr(text, "meetings held"));
    const char *line = strstr(text, "leader's share of policy, AAA");
    assert_non_null(line);
    assert_true(memchr(line, '%', (size_t)(strchr(line, '\n') - line)) == NULL);
    free(text);
    support_contest_close(&contest);
}

/* By the index of the control's metric: where a scenario has it, or that it does not. */
static void metrics_and_pairs_are_found_by_the_controls(void **state) {
    static support_contest_t contest;
    size_t found = 0;
    (void)state;
    support_contest_open(&contest);
    const ent_metrics_t *metrics = &contest.rivals.metrics[0];
    size_t old = support_metric(metrics, "years_active.old");
    assert_true(ent_compared_metric(&contest.comparison, 2, old, &found));
    assert_string_equal(contest.rivals.metrics[2].items[found].name, "years_active.old");
    assert_false(ent_compared_metric(&contest.comparison, 1, old, &found));
    assert_false(ent_compared_pair(&contest.comparison, 1, old, &found));
    assert_false(ent_compared_pair(&contest.comparison, 0, old, &found));
    assert_true(ent_compared_pair(&contest.comparison, 2, old, &found));
    assert_int_equal(contest.rivals.pairings[2].metrics[found].control, old);
    support_contest_close(&contest);
}

/* changes.csv holds what each scenario changes, under its label. */
static void changes_stand_under_the_scenarios_labels(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_all_changes);
    const char *const rate[] = {"path", "shocks.row.rate", "scenario", SUPPORT_CONTEST_LABEL, NULL};
    size_t row = support_csv_row(&csv, rate);
    assert_same(support_csv_number(&csv, row, "control"), 0.5);
    assert_same(support_csv_number(&csv, row, "value"), 1);
    const char *const council[] = {"path", "institutions.council", "scenario", "placebo", NULL};
    assert_string_equal(support_csv_text(&csv, support_csv_row(&csv, council), "value"),
                        "declared");
    support_csv_free(&csv);
    support_contest_close(&contest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regret_is_what_is_missing_to_the_best),
        cmocka_unit_test(scenarios_without_a_metric_regret_nothing),
        cmocka_unit_test(classes_cover_all_members_and_stand_where_they_should),
        cmocka_unit_test(whole_numbers_have_classes_of_their_own),
        cmocka_unit_test(a_placebo_is_said_to_change_nothing),
        cmocka_unit_test(a_single_difference_is_no_placebo),
        cmocka_unit_test(the_screen_has_the_gain_of_each_metric),
        cmocka_unit_test(the_screen_leaves_out_institutions),
        cmocka_unit_test(metrics_and_pairs_are_found_by_the_controls),
        cmocka_unit_test(changes_stand_under_the_scenarios_labels),
    };
    return cmocka_run_group_tests_name("comparison_classes", tests, NULL, NULL);
}

/*
 * comparison.csv and differences.csv, worked out again from every member's metrics and health. The
 * numbers expected come from GSL's means and deviations, from sorting and from counting.
 */
#include "support/contest.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

static const char *const from_pairs_on[] = {
    "pairs",       "difference",     "difference_sd",   "standard_error", "low95",
    "high95",      "unpaired_low95", "unpaired_high95", "share_better",   "share_equal",
    "share_worse", "effect",         "first_order",     "second_order",   "resolution"};

static size_t side_of(const support_csv_t *csv, size_t row) {
    const char *label = support_csv_text(csv, row, "scenario");
    return strcmp(label, "control") == 0 ? 0 : strcmp(label, SUPPORT_CONTEST_LABEL) == 0 ? 1 : 2;
}

static const ent_metric_t *metric_of(const support_contest_t *contest, size_t side,
                                     const char *name, const ent_scale_t **scale) {
    size_t index = 0;
    assert_true(support_contest_metric(contest, side, name, &index));
    *scale = &contest->rivals.metrics[side].scales[index];
    return &contest->rivals.metrics[side].items[index];
}

/* How far a quantile may be off. */
static double bin_width(const ent_scale_t *scale) {
    return scale->whole ? 0 : (scale->high - scale->low) / scale->bins;
}

/* Each metric of the control, scenario by scenario; then what only others have, once each. */
static void every_metric_has_a_row_for_every_scenario(void **state) {
    static support_contest_t contest;
    size_t expected = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    const ent_metrics_t *control = &contest.rivals.metrics[0];
    for (size_t side = 0; side < SUPPORT_CONTEST_SIDES; side++) {
        const ent_metrics_t *metrics = &contest.rivals.metrics[side];
        for (size_t i = 0; i < metrics->count; i++) {
            const char *const key[] = {"metric", metrics->items[i].name, "scenario",
                                       contest.rivals.compared[side].label, NULL};
            size_t row = support_csv_row(&csv, key);
            assert_string_equal(support_csv_text(&csv, row, "unit"), metrics->items[i].row->unit);
            expected++;
        }
    }
    assert_int_equal(csv.rows, expected);
    assert_string_equal(support_csv_text(&csv, 0, "metric"), control->items[0].name);
    assert_int_equal(side_of(&csv, 1), 1);
    assert_int_equal(side_of(&csv, 2), 2);
    assert_string_equal(support_csv_text(&csv, csv.rows - 1, "metric"), "suspensions.council");
    support_csv_free(&csv);
    support_contest_close(&contest);
}

static void values_are_summed_up_for_each_scenario(void **state) {
    static support_contest_t contest;
    size_t undefined = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    for (size_t row = 0; row < csv.rows; row++) {
        const ent_scale_t *scale;
        const char *name = support_csv_text(&csv, row, "metric");
        (void)metric_of(&contest, side_of(&csv, row), name, &scale);
        support_values_t values = support_contest_values(&contest, side_of(&csv, row), name);
        assert_int_equal(support_csv_number(&csv, row, "members"), values.count);
        support_assert_numbers(&csv, row, "mean", "sd", values, bin_width(scale));
        undefined += values.count < SUPPORT_CONTEST_MEMBERS;
    }
    assert_true(undefined > 3); /* the contest has metrics that not all members have */
    support_csv_free(&csv);
    support_contest_close(&contest);
}

/* Whether a row has a difference: not the control's, nor of what the control does not have. */
static bool has_difference(const support_contest_t *contest, const support_csv_t *csv, size_t row) {
    size_t index = 0;
    return side_of(csv, row) > 0 &&
           support_contest_metric(contest, 0, support_csv_text(csv, row, "metric"), &index);
}

static void rows_without_a_counterpart_have_no_difference(void **state) {
    static support_contest_t contest;
    size_t without = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    for (size_t row = 0; row < csv.rows; row++) {
        bool differs = has_difference(&contest, &csv, row);
        without += !differs;
        for (size_t i = 0; i < sizeof from_pairs_on / sizeof from_pairs_on[0] && !differs; i++) {
            assert_string_equal(support_csv_text(&csv, row, from_pairs_on[i]), "");
        }
        assert_true(!differs || support_csv_text(&csv, row, "pairs")[0] != '\0');
    }
    /* The control's, and four metrics each of "new" and of the council. */
    assert_int_equal(without, contest.rivals.metrics[0].count + 8);
    support_csv_free(&csv);
    support_contest_close(&contest);
}

static void assert_number(const support_csv_t *csv, size_t row, const char *column,
                          double expected) {
    double found = support_csv_number(csv, row, column);
    if (!(fabs(found - expected) <= 1e-6 + 1e-6 * fabs(expected)) &&
        !(isnan(found) && !isfinite(expected))) {
        fail_msg("%s of %s, %s: found %.17g, expected %.17g", column,
                 support_csv_text(csv, row, "metric"), support_csv_text(csv, row, "scenario"),
                 found, expected);
    }
}

/*
 * A 95 % interval, empty without degrees of freedom. The engine's quantile of Student is good to
 * three digits (gain.h), so the ends are off by as much of the reach.
 */
static void assert_interval(const support_csv_t *csv, size_t row, const char *low, const char *high,
                            double mean, double error, double degrees) {
    if (!(degrees >= 1)) {
        assert_string_equal(support_csv_text(csv, row, low), "");
        assert_string_equal(support_csv_text(csv, row, high), "");
        return;
    }
    double reach = gsl_cdf_tdist_Pinv(0.975, degrees) * error, slack = 1e-6 + 1.2e-3 * reach;
    assert_close(support_csv_number(csv, row, low), mean - reach, 0, slack);
    assert_close(support_csv_number(csv, row, high), mean + reach, 0, slack);
}

/* Mean and variance of values, 0 of one and NaN of none. */
static void sum_up(const support_values_t *values, double *mean, double *variance) {
    *mean = values->count > 0 ? gsl_stats_mean(values->values, 1, values->count) : NAN;
    *variance = values->count > 1   ? gsl_stats_variance(values->values, 1, values->count)
                : values->count > 0 ? 0
                                    : NAN;
}

static void check_paired(const support_csv_t *csv, size_t row,
                         const support_values_t *differences) {
    double mean, variance, n = (double)differences->count;
    sum_up(differences, &mean, &variance);
    double error = n >= 2 ? sqrt(variance / n) : NAN;
    assert_number(csv, row, "pairs", n);
    assert_number(csv, row, "difference", mean);
    assert_number(csv, row, "difference_sd", sqrt(variance));
    assert_number(csv, row, "standard_error", error);
    assert_interval(csv, row, "low95", "high95", mean, error, n - 1);
}

/* Welch, and Cohen's d in the root of the mean variance. */
static void check_unpaired(const support_csv_t *csv, size_t row, const support_values_t *other,
                           const support_values_t *control, double difference) {
    double mean, variance, less, less_variance;
    double n = (double)other->count, m = (double)control->count;
    sum_up(other, &mean, &variance);
    sum_up(control, &less, &less_variance);
    double a = variance / n, b = less_variance / m;
    double degrees = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
    degrees = a + b > 0 ? floor(degrees) : n + m;
    assert_interval(csv, row, "unpaired_low95", "unpaired_high95", mean - less, sqrt(a + b),
                    n >= 2 && m >= 2 ? degrees : 0);
    /* Squares are summed in steps of 2⁻⁴⁰, which tells where values hardly differ. */
    double deviations = (variance + less_variance) / 2, effect = difference / sqrt(deviations);
    double slack = 1e-6 + fabs(effect) * 0x1p-40 / deviations;
    if (isfinite(effect)) {
        assert_close(support_csv_number(csv, row, "effect"), effect, 0, slack);
    } else {
        assert_string_equal(support_csv_text(csv, row, "effect"), "");
    }
}

static void check_shares(const support_csv_t *csv, size_t row, const support_values_t *differences,
                         ent_better_t better) {
    double more = 0, less = 0, n = (double)differences->count;
    for (size_t k = 0; k < differences->count; k++) {
        more += differences->values[k] > 0;
        less += differences->values[k] < 0;
    }
    bool turned = better == ENT_LESS_IS_BETTER;
    assert_number(csv, row, "share_better", (turned ? less : more) / n);
    assert_number(csv, row, "share_worse", (turned ? more : less) / n);
    assert_number(csv, row, "share_equal", (n - more - less) / n);
}

static void differences_to_the_control_are_paired(void **state) {
    static support_contest_t contest;
    size_t checked = 0, real = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    for (size_t row = 0; row < csv.rows; row++) {
        const char *name = support_csv_text(&csv, row, "metric");
        size_t side = side_of(&csv, row);
        const ent_scale_t *scale;
        if (!has_difference(&contest, &csv, row)) {
            continue;
        }
        support_values_t differences = support_contest_differences(&contest, side, name);
        support_values_t other = support_contest_values(&contest, side, name);
        support_values_t control = support_contest_values(&contest, 0, name);
        double mean, variance;
        sum_up(&differences, &mean, &variance);
        check_paired(&csv, row, &differences);
        check_unpaired(&csv, row, &other, &control, mean);
        check_shares(&csv, row, &differences, metric_of(&contest, side, name, &scale)->row->better);
        checked++;
        real += variance > 0;
    }
    assert_true(checked > 40 && real > 15);
    support_csv_free(&csv);
    support_contest_close(&contest);
}

/* Values in bins up to the i-th from the worst end; so F is compared, bin by bin, at first order.
 */
static double share_up_to(const support_values_t *values, const ent_scale_t *scale, uint32_t i,
                          bool from_high) {
    double count = 0;
    for (size_t k = 0; k < values->count; k++) {
        uint32_t bin = ent_scale_bin(scale, values->values[k]);
        count += (from_high ? scale->bins + 1 - bin : bin) <= i;
    }
    return count / (double)values->count;
}

static const char *first_order(const support_values_t *a, const support_values_t *b,
                               const ent_scale_t *scale, bool from_high) {
    bool less = false, more = false;
    for (uint32_t i = 0; i < scale->bins + 2; i++) {
        double gap = share_up_to(a, scale, i, from_high) - share_up_to(b, scale, i, from_high);
        less = less || gap < -1e-9;
        more = more || gap > 1e-9;
    }
    bool none = a->count == 0 || b->count == 0;
    return none || (less && more) ? "neither" : less ? "dominates" : more ? "dominated" : "equal";
}

static void dominance_is_that_of_the_values_in_bins(void **state) {
    static support_contest_t contest;
    size_t dominated = 0;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    for (size_t row = 0; row < csv.rows; row++) {
        const char *name = support_csv_text(&csv, row, "metric");
        const ent_scale_t *scale;
        if (!has_difference(&contest, &csv, row)) {
            continue;
        }
        const ent_metric_t *metric = metric_of(&contest, side_of(&csv, row), name, &scale);
        support_values_t other = support_contest_values(&contest, side_of(&csv, row), name);
        support_values_t control = support_contest_values(&contest, 0, name);
        const char *word =
            first_order(&other, &control, scale, metric->row->better == ENT_LESS_IS_BETTER);
        bool directed = metric->row->better != ENT_NEITHER_IS_BETTER;
        assert_string_equal(support_csv_text(&csv, row, "first_order"), directed ? word : "");
        const char *second = support_csv_text(&csv, row, "second_order");
        assert_int_equal(second[0] != '\0', directed);
        bool clear = strcmp(word, "neither") != 0 && directed;
        assert_true(!clear || strcmp(second, word) == 0); /* what does so at first does at second */
        dominated += clear && strcmp(word, "dominated") == 0;
        assert_number(&csv, row, "resolution", (scale->high - scale->low) / scale->bins);
    }
    assert_true(dominated > 3); /* twice the shocks are no good */
    support_csv_free(&csv);
    support_contest_close(&contest);
}

static void a_placebo_differs_in_no_column(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_comparison);
    for (size_t row = 0; row < csv.rows; row++) {
        if (side_of(&csv, row) != 2 || !has_difference(&contest, &csv, row) ||
            support_csv_number(&csv, row, "pairs") < 2) {
            continue;
        }
        static const char *const zeros[] = {"difference", "difference_sd",  "low95",
                                            "high95",     "standard_error", "share_better",
                                            "share_worse"};
        for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++) {
            assert_string_equal(support_csv_text(&csv, row, zeros[i]), "0");
        }
        assert_string_equal(support_csv_text(&csv, row, "share_equal"), "1");
        const char *word = support_csv_text(&csv, row, "first_order");
        assert_true(word[0] == '\0' || strcmp(word, "equal") == 0);
    }
    support_csv_free(&csv);
    support_contest_close(&contest);
}

/* Differences of health are those of members' paths, with the error of their mean. */
static void differences_of_health_are_those_of_the_paths(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_differences);
    size_t at = 0; /* health is the first variable of either scenario */
    for (size_t side = 1; side < SUPPORT_CONTEST_SIDES; side++) {
        const ent_contrast_t *contrast = &contest.ensemble.contrasts[side];
        for (size_t n = 0; n < SUPPORT_CONTEST_INSTANTS; n++) {
            support_values_t values = {.count = SUPPORT_CONTEST_MEMBERS};
            double mean, variance;
            for (size_t k = 0; k < values.count; k++) {
                values.values[k] = contest.health[side][k][n] - contest.health[0][k][n];
            }
            sum_up(&values, &mean, &variance);
            assert_string_equal(support_csv_text(&csv, at + n, "variable"), "health");
            assert_int_equal(side_of(&csv, at + n), side);
            assert_close(support_csv_number(&csv, at + n, "time"), (double)n / 12, 1e-12, 0);
            support_assert_numbers(&csv, at + n, "mean", "sd", values, 0.1);
            assert_number(&csv, at + n, "standard_error", sqrt(variance / SUPPORT_CONTEST_MEMBERS));
        }
        at += contrast->pairing.row_count * SUPPORT_CONTEST_INSTANTS;
    }
    assert_int_equal(csv.rows, at);
    assert_string_equal(support_csv_text(&csv, 0, "date"), "2020-01-01");
    assert_string_equal(support_csv_text(&csv, SUPPORT_CONTEST_INSTANTS - 1, "date"), "2025-01-01");
    support_csv_free(&csv);
    support_contest_close(&contest);
}

/* What a scenario gathered of a variable, against nothing. */
static void assert_alone(const support_contest_t *contest, const support_csv_t *csv, size_t side,
                         const char *name, double sign) {
    size_t rival = sign > 0 ? side : 0;
    size_t variable = support_variable(contest->rivals.plans[rival], name);
    for (size_t row = 0, n = 0; row < csv->rows; row++) {
        if (side_of(csv, row) == side &&
            strcmp(support_csv_text(csv, row, "variable"), name) == 0) {
            ent_distribution_t alone =
                ent_gathered_variable(&contest->ensemble.plans[rival], variable, n++);
            assert_number(csv, row, "mean", sign * ent_distribution_mean(alone));
            assert_number(csv, row, "sd", ent_distribution_sd(alone));
            assert_int_equal(n <= SUPPORT_CONTEST_INSTANTS, 1);
        }
    }
}

static void what_only_one_declares_differs_from_nothing(void **state) {
    static support_contest_t contest;
    (void)state;
    support_contest_open(&contest);
    support_csv_t csv = support_contest_table(&contest, ent_table_differences);
    const char *const key[] = {"variable", "active.new", "scenario", SUPPORT_CONTEST_LABEL,
                               "time",     "0",          NULL};
    assert_number(&csv, support_csv_row(&csv, key), "mean", 1); /* it stands at the start */
    assert_alone(&contest, &csv, 1, "active.new", 1);
    assert_alone(&contest, &csv, 1, "active.old", -1);
    assert_alone(&contest, &csv, 2, "active.council", 1);
    support_csv_free(&csv);
    support_contest_close(&contest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_metric_has_a_row_for_every_scenario),
        cmocka_unit_test(values_are_summed_up_for_each_scenario),
        cmocka_unit_test(rows_without_a_counterpart_have_no_difference),
        cmocka_unit_test(differences_to_the_control_are_paired),
        cmocka_unit_test(dominance_is_that_of_the_values_in_bins),
        cmocka_unit_test(a_placebo_differs_in_no_column),
        cmocka_unit_test(differences_of_health_are_those_of_the_paths),
        cmocka_unit_test(what_only_one_declares_differs_from_nothing),
    };
    return cmocka_run_group_tests_name("comparison", tests, NULL, NULL);
}

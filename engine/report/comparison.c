#include "report/comparison.h"

#include "analysis/dominance.h"
#include "analysis/gain.h"
#include "report/changes.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

bool ent_compared_metric(const ent_comparison_t *comparison, size_t scenario, size_t metric,
                         size_t *index) {
    const ent_metrics_t *metrics = comparison->items[scenario].run.metrics;
    const char *name = comparison->items[0].run.metrics->items[metric].name;
    for (size_t i = 0; i < metrics->count; i++) {
        if (strcmp(metrics->items[i].name, name) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

bool ent_compared_pair(const ent_comparison_t *comparison, size_t scenario, size_t metric,
                       size_t *pair) {
    const ent_pairing_t *pairing = &comparison->items[scenario].counterparts.pairing;
    for (size_t i = 0; i < pairing->metric_count; i++) {
        if (pairing->metrics[i].control == metric) {
            *pair = i;
            return true;
        }
    }
    return false;
}

/* The pair in which a scenario's own metric is held against the control's. */
static bool has_pair(const ent_compared_t *compared, size_t index, size_t *pair) {
    const ent_pairing_t *pairing = &compared->counterparts.pairing;
    for (size_t i = 0; i < pairing->metric_count; i++) {
        if (pairing->metrics[i].other == index) {
            *pair = i;
            return true;
        }
    }
    return false;
}

static const char *dominance_word(ent_dominance_t dominance) {
    static const char *const words[] = {[ENT_DOMINATES] = "dominates",
                                        [ENT_DOMINATED] = "dominated",
                                        [ENT_EQUAL] = "equal",
                                        [ENT_NEITHER] = "neither"};
    return words[dominance];
}

/* Dominance has a direction: it is left out of metrics of which neither is better. */
static void put_dominance(ent_writer_t *writer, ent_distribution_t other,
                          ent_distribution_t control, ent_better_t better) {
    bool less = better == ENT_LESS_IS_BETTER;
    if (better == ENT_NEITHER_IS_BETTER) {
        ent_writer_text(writer, ",,");
    } else {
        ent_writer_print(writer, ",%s,%s",
                         dominance_word(ent_dominance_first(other, control, less)),
                         dominance_word(ent_dominance_second(other, control, less)));
    }
    const ent_scale_t *scale = other.scale;
    ent_table_number(writer, (scale->high - scale->low) / scale->bins);
}

/* Columns from `pairs` on. */
static void put_gain(const ent_comparison_t *comparison, size_t scenario, size_t pair,
                     ent_writer_t *writer) {
    const ent_compared_t *compared = &comparison->items[scenario];
    const ent_metric_pair_t *metrics = &compared->counterparts.pairing.metrics[pair];
    ent_better_t better = compared->run.metrics->items[metrics->other].row->better;
    ent_gain_t gain = ent_gain(comparison->ensemble, scenario, pair, better);
    const double numbers[] = {gain.paired.mean,   gain.sd,          gain.paired.standard_error,
                              gain.paired.low,    gain.paired.high, gain.unpaired.low,
                              gain.unpaired.high, gain.better,      gain.equal,
                              gain.worse,         gain.effect};
    ent_writer_print(writer, ",%" PRIu64, gain.pairs);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        ent_table_number(writer, numbers[i]);
    }
    put_dominance(writer, ent_gathered_metric(compared->run.gathered, metrics->other),
                  ent_gathered_metric(comparison->items[0].run.gathered, metrics->control), better);
}

static void put_metric(const ent_comparison_t *comparison, size_t scenario, size_t index,
                       ent_writer_t *writer) {
    const ent_compared_t *compared = &comparison->items[scenario];
    const ent_metric_t *metric = &compared->run.metrics->items[index];
    ent_distribution_t distribution = ent_gathered_metric(compared->run.gathered, index);
    size_t pair = 0;
    ent_writer_print(writer, "%s,%s,%s,", metric->name, metric->row->unit,
                     ent_better_word(metric->row->better));
    ent_csv_field(writer, compared->label);
    ent_writer_print(writer, ",%" PRIu64, distribution.moments->count);
    ent_table_numbers(writer, distribution);
    if (has_pair(compared, index, &pair)) {
        put_gain(comparison, scenario, pair, writer);
    } else {
        ent_writer_text(writer, ",,,,,,,,,,,,,,,");
    }
    ent_writer_text(writer, "\n");
}

void ent_table_comparison(const ent_comparison_t *comparison, ent_writer_t *writer) {
    ent_writer_text(writer,
                    "metric,unit,better,scenario,members,mean,sd," ENT_QUANTILE_COLUMNS ",pairs,"
                    "difference,difference_sd,standard_error,low95,high95,unpaired_low95,"
                    "unpaired_high95,share_better,share_equal,share_worse,effect,first_order,"
                    "second_order,resolution\n");
    const ent_metrics_t *metrics = comparison->items[0].run.metrics;
    for (size_t i = 0; i < metrics->count; i++) {
        for (size_t s = 0; s < comparison->count; s++) {
            size_t index = 0;
            if (ent_compared_metric(comparison, s, i, &index)) {
                put_metric(comparison, s, index, writer);
            }
        }
    }
    /* Metrics of institutions that the control does not declare. */
    for (size_t s = 1; s < comparison->count; s++) {
        for (size_t i = 0; i < comparison->items[s].run.metrics->count; i++) {
            size_t pair = 0;
            if (!has_pair(&comparison->items[s], i, &pair)) {
                put_metric(comparison, s, i, writer);
            }
        }
    }
}

static void put_difference(const ent_compared_t *compared, ent_distribution_t distribution,
                           size_t row, size_t instant, ent_writer_t *writer) {
    char date[ENT_DATE_SIZE];
    double sd = ent_distribution_sd(distribution);
    ent_instant_date(compared->run.scenario, (double)instant, date);
    ent_writer_number(writer, (double)instant * compared->run.plan->step_years);
    ent_writer_print(writer, ",%s,", date);
    ent_csv_field(writer, compared->label);
    ent_writer_print(writer, ",%s", compared->counterparts.names[row]);
    ent_table_number(writer, ent_distribution_mean(distribution));
    ent_table_number(writer, sd);
    double pairs = (double)distribution.moments->count;
    ent_table_number(writer, pairs >= 2 ? sd / sqrt(pairs) : NAN);
    ent_table_quantiles(writer, distribution);
    ent_writer_text(writer, "\n");
}

void ent_table_differences(const ent_comparison_t *comparison, ent_writer_t *writer) {
    ent_writer_text(
        writer, "time,date,scenario,variable,mean,sd,standard_error," ENT_QUANTILE_COLUMNS "\n");
    for (size_t s = 1; s < comparison->count; s++) {
        const ent_compared_t *compared = &comparison->items[s];
        const ent_contrast_t *contrast = &comparison->ensemble->contrasts[s];
        for (size_t i = 0; i < contrast->pairing.row_count; i++) {
            for (size_t n = 0; n < contrast->instants; n++) {
                put_difference(compared, ent_contrast_row(contrast, i, n), i, n, writer);
            }
        }
    }
}

void ent_table_all_changes(const ent_comparison_t *comparison, ent_writer_t *writer) {
    ent_table_changes_head(writer);
    for (size_t s = 1; s < comparison->count; s++) {
        ent_table_changes(comparison->items[s].label, &comparison->items[s].changes, writer);
    }
}

ent_err_t ent_comparison_write(const ent_comparison_t *comparison, ent_output_t *output) {
    static const struct {
        const char *name;
        void (*table)(const ent_comparison_t *comparison, ent_writer_t *writer);
    } rows[] = {{"changes.csv", ent_table_all_changes},
                {"comparison.csv", ent_table_comparison},
                {"differences.csv", ent_table_differences},
                {"distributions.csv", ent_table_distributions},
                {"regret.csv", ent_table_regret}};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && error == ENT_OK; i++) {
        ent_writer_t writer;
        error = ent_output_begin(output, rows[i].name, &writer);
        if (error == ENT_OK) {
            rows[i].table(comparison, &writer);
            error = ent_output_finish(output, rows[i].name, &writer);
        }
    }
    return error;
}

/* Tables that lay the scenarios' distributions of one metric side by side. */
#include "report/comparison.h"

#include <math.h>

enum { MOST_CLASSES = 40 };

/* Bins of a metric that hold members of some scenario, in classes of some bins each. */
typedef struct {
    uint32_t first, last, bins; /* from 1; a class has so many bins */
    size_t classes;             /* 0: no member has the metric */
    const ent_scale_t *scale;
} division_t;

/* The bin to show a count under: the atoms at the ends belong to the bins beside them. */
static uint32_t shown_bin(const ent_scale_t *scale, uint32_t bin) {
    return bin == 0 ? 1 : bin > scale->bins ? scale->bins : bin;
}

static division_t divide(const ent_comparison_t *comparison, size_t metric) {
    division_t division = {.first = UINT32_MAX};
    for (size_t s = 0; s < comparison->count; s++) {
        size_t index = 0;
        if (!ent_compared_metric(comparison, s, metric, &index)) {
            continue;
        }
        ent_distribution_t values = ent_gathered_metric(comparison->items[s].run.gathered, index);
        division.scale = values.scale;
        for (uint32_t bin = 0; bin < values.scale->bins + 2; bin++) {
            uint32_t shown = shown_bin(values.scale, bin);
            if (values.counts[bin] > 0) {
                division.first = shown < division.first ? shown : division.first;
                division.last = shown > division.last ? shown : division.last;
            }
        }
    }
    if (division.last > 0) {
        uint32_t span = division.last - division.first + 1;
        division.bins = (span + MOST_CLASSES - 1) / MOST_CLASSES;
        division.classes = (span + division.bins - 1) / division.bins;
    }
    return division;
}

/* Whether a scenario has rows: some of its members have the metric. */
static bool has_rows(const ent_comparison_t *comparison, size_t metric, size_t scenario,
                     ent_distribution_t *values) {
    size_t index = 0;
    if (!ent_compared_metric(comparison, scenario, metric, &index)) {
        return false;
    }
    *values = ent_gathered_metric(comparison->items[scenario].run.gathered, index);
    return values->moments->count > 0;
}

static void put_classes(const ent_comparison_t *comparison, size_t metric, size_t scenario,
                        const division_t *division, ent_writer_t *writer) {
    const ent_scale_t *scale = division->scale;
    const char *name = comparison->items[0].run.metrics->items[metric].name;
    double range = scale->high - scale->low, bins = scale->bins;
    ent_distribution_t values;
    if (!has_rows(comparison, metric, scenario, &values)) {
        return;
    }
    for (size_t c = 0; c < division->classes; c++) {
        uint32_t from = division->first + (uint32_t)c * division->bins;
        uint64_t count = 0;
        for (uint32_t bin = 0; bin < scale->bins + 2; bin++) {
            uint32_t shown = shown_bin(scale, bin);
            count += shown >= from && shown < from + division->bins ? values.counts[bin] : 0;
        }
        ent_writer_print(writer, "%s,", name);
        ent_csv_field(writer, comparison->items[scenario].label);
        ent_table_number(writer, scale->low + (from - 1) * range / bins);
        ent_table_number(writer, scale->low + (from - 1 + division->bins) * range / bins);
        ent_table_number(writer, (double)count / (double)values.moments->count);
        ent_writer_text(writer, "\n");
    }
}

void ent_table_distributions(const ent_comparison_t *comparison, ent_writer_t *writer) {
    ent_writer_text(writer, "metric,scenario,low,high,share\n");
    for (size_t i = 0; i < comparison->items[0].run.metrics->count; i++) {
        division_t division = divide(comparison, i);
        for (size_t s = 0; s < comparison->count && division.classes > 0; s++) {
            put_classes(comparison, i, s, &division, writer);
        }
    }
}

ent_class_rows_t ent_class_rows(const ent_comparison_t *comparison, size_t metric,
                                size_t scenario) {
    ent_class_rows_t rows = {.line = 1};
    ent_distribution_t values;
    for (size_t i = 0; i <= metric; i++) {
        division_t division = divide(comparison, i);
        size_t scenarios = i < metric ? comparison->count : scenario;
        for (size_t s = 0; s < scenarios; s++) {
            rows.line += has_rows(comparison, i, s, &values) ? division.classes : 0;
        }
        if (i == metric && has_rows(comparison, i, scenario, &values)) {
            rows.count = division.classes;
        }
    }
    return rows;
}

/* The statistic-th of the mean and the quantiles of all tables. */
static double statistic(ent_distribution_t values, size_t index) {
    return index == 0 ? ent_distribution_mean(values)
                      : ent_distribution_quantile(values, ent_quantiles[index - 1]);
}

/* The best value of a statistic over the scenarios; NaN where none has it. */
static double best_of(const ent_comparison_t *comparison, size_t metric, size_t index,
                      ent_better_t better) {
    double best = NAN;
    ent_distribution_t values;
    for (size_t s = 0; s < comparison->count; s++) {
        if (has_rows(comparison, metric, s, &values)) {
            double value = statistic(values, index);
            best = better == ENT_MORE_IS_BETTER ? fmax(best, value) : fmin(best, value);
        }
    }
    return best;
}

static void put_regret(const ent_comparison_t *comparison, size_t metric, size_t index,
                       ent_writer_t *writer) {
    static const char *const names[] = {"mean", "q05", "q25", "q50", "q75", "q95"};
    const ent_metric_t *item = &comparison->items[0].run.metrics->items[metric];
    double best = best_of(comparison, metric, index, item->row->better);
    ent_distribution_t values;
    for (size_t s = 0; s < comparison->count; s++) {
        if (!has_rows(comparison, metric, s, &values)) {
            continue;
        }
        double value = statistic(values, index);
        ent_writer_print(writer, "%s,%s,", item->name, names[index]);
        ent_csv_field(writer, comparison->items[s].label);
        const double numbers[] = {value, best, fabs(best - value)};
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            ent_table_number(writer, numbers[i]);
        }
        ent_writer_text(writer, "\n");
    }
}

void ent_table_regret(const ent_comparison_t *comparison, ent_writer_t *writer) {
    ent_writer_text(writer, "metric,statistic,scenario,value,best,regret\n");
    const ent_metrics_t *metrics = comparison->items[0].run.metrics;
    for (size_t i = 0; i < metrics->count; i++) {
        for (size_t k = 0; k <= ENT_TABLE_QUANTILES; k++) {
            if (metrics->items[i].row->better != ENT_NEITHER_IS_BETTER) {
                put_regret(comparison, i, k, writer);
            }
        }
    }
}

/* Tables of metrics: of a run, and of each scenario against the control; and how each is defined.
 */
#include "base/name.h"
#include "base/number.h"
#include "report/page_parts.h"
#include "report/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *ent_page_metric(const ent_run_t *run, const ent_metric_t *metric,
                            char text[ENT_PAGE_LABEL_SIZE]) {
    const char *whose =
        metric->row->per == ENT_PER_STATE         ? run->scenario->states[metric->index].title
        : metric->row->per == ENT_PER_INSTITUTION ? run->scenario->institutions[metric->index].title
                                                  : "";
    (void)snprintf(text, ENT_PAGE_LABEL_SIZE, "%s%s%.*s%s", metric->row->title,
                   whose[0] != '\0' ? " (" : "", (int)ent_text_fit(whose, 200), whose,
                   whose[0] != '\0' ? ")" : "");
    return text;
}

/* Units as people read them; "" for a scale that only begins at 0. */
static const char *unit_of(const ent_metric_row_t *row) {
    return strcmp(row->unit, "0..") == 0     ? ""
           : strcmp(row->unit, "-1..1") == 0 ? "on a scale from −1 to 1"
                                             : row->unit;
}

static void put_metric(ent_values_t *values, json_t *row, const ent_run_t *run,
                       const ent_metric_t *metric) {
    char label[ENT_PAGE_LABEL_SIZE];
    ent_put_text(values, row, "metric", ent_page_metric(run, metric, label));
    ent_put_maybe(values, row, "unit", unit_of(metric->row));
}

static void put_number(ent_values_t *values, json_t *row, const char *name, double value) {
    char text[ENT_NUMBER_SIZE];
    ent_put_text(values, row, name, ent_number_plain(value, text));
}

static void put_signed(ent_values_t *values, json_t *row, const char *name, double value) {
    char text[ENT_NUMBER_SIZE];
    ent_put_text(values, row, name, ent_number_signed(value, text));
}

/* A metric of a run: its mean, and where members lie. */
static void put_distribution(ent_parts_t *parts, json_t *list, size_t index) {
    ent_values_t *values = &parts->values;
    const ent_run_t *run = &parts->comparison->items[0].run;
    ent_distribution_t distribution = ent_gathered_metric(run->gathered, index);
    json_t *row = ent_put_row(values, list);
    put_metric(values, row, run, &run->metrics->items[index]);
    put_number(values, row, "mean", ent_distribution_mean(distribution));
    put_number(values, row, "low", ent_distribution_quantile(distribution, 0.05));
    put_number(values, row, "median", ent_distribution_quantile(distribution, 0.5));
    put_number(values, row, "high", ent_distribution_quantile(distribution, 0.95));
}

static void put_shares(ent_values_t *values, json_t *row, const ent_gain_t *gain, bool directed) {
    bool several = gain->pairs > 1 && directed;
    ent_put_text(values, row, "better_in", several ? ent_share_words(gain->better) : "–");
    ent_put_text(values, row, "worse_in", several ? ent_share_words(gain->worse) : "–");
}

/* A metric of a scenario against the control's; a row only where both have it. */
static void put_gain(ent_parts_t *parts, json_t *list, size_t scenario, size_t metric) {
    ent_values_t *values = &parts->values;
    const ent_comparison_t *comparison = parts->comparison;
    const ent_run_t *control = &comparison->items[0].run;
    const ent_compared_t *compared = &comparison->items[scenario];
    const ent_metric_t *item = &control->metrics->items[metric];
    ent_better_t better = item->row->better;
    size_t pair = 0;
    if (!ent_compared_pair(comparison, scenario, metric, &pair)) {
        return;
    }
    size_t other = compared->counterparts.pairing.metrics[pair].other;
    ent_gain_t gain = ent_gain(comparison->ensemble, scenario, pair, better);
    const char *verdict = gain.pairs > 1 ? ent_verdict(&gain, better) : "";
    json_t *row = ent_put_row(values, list);
    put_metric(values, row, control, item);
    put_number(values, row, "control_mean",
               ent_distribution_mean(ent_gathered_metric(control->gathered, metric)));
    put_number(values, row, "mean",
               ent_distribution_mean(ent_gathered_metric(compared->run.gathered, other)));
    put_signed(values, row, "difference", gain.paired.mean);
    put_signed(values, row, "low", gain.paired.low);
    put_signed(values, row, "high", gain.paired.high);
    ent_put_flag(values, row, "has_interval", !isnan(gain.paired.low));
    put_shares(values, row, &gain, better != ENT_NEITHER_IS_BETTER);
    ent_put_text(values, row, "verdict", verdict[0] != '\0' ? verdict : "–");
    ent_put_flag(values, row, "is_better", strcmp(verdict, "better") == 0);
    ent_put_flag(values, row, "is_worse", strcmp(verdict, "worse") == 0);
}

static void put_table(ent_parts_t *parts, json_t *tables, size_t scenario) {
    const ent_run_t *control = &parts->comparison->items[0].run;
    bool compares = scenario > 0;
    json_t *table = ent_put_row(&parts->values, tables);
    ent_put_text(&parts->values, table, "name", ent_page_title(parts, scenario));
    ent_put_flag(&parts->values, table, "nothing_changes",
                 compares && ent_changes_nothing(parts->comparison->ensemble, scenario));
    json_t *rows = ent_put_list(&parts->values, table, "rows");
    for (size_t i = 0; i < control->metrics->count; i++) {
        if (control->metrics->items[i].row->per == ENT_PER_INSTITUTION) {
            continue; /* their record is a table of its own */
        }
        if (compares) {
            put_gain(parts, rows, scenario, i);
        } else {
            put_distribution(parts, rows, i);
        }
    }
}

static void put_definitions(ent_parts_t *parts) {
    static const char *const words[] = {[ENT_MORE_IS_BETTER] = "more is better",
                                        [ENT_LESS_IS_BETTER] = "less is better",
                                        [ENT_NEITHER_IS_BETTER] = "neither is better"};
    size_t count = 0;
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    json_t *list = ent_put_list(&parts->values, parts->values.root, "definitions");
    for (size_t i = 0; i < count; i++) {
        json_t *row = ent_put_row(&parts->values, list);
        ent_put_text(&parts->values, row, "metric", rows[i].title);
        ent_put_text(&parts->values, row, "metric_name", rows[i].name);
        ent_put_text(&parts->values, row, "formula", rows[i].formula);
        ent_put_text(&parts->values, row, "direction", words[rows[i].better]);
        ent_put_flag(&parts->values, row, "can_lack", strcmp(rows[i].undefined, "never") != 0);
        ent_put_text(&parts->values, row, "undefined", rows[i].undefined);
    }
}

void ent_page_put_metrics(ent_parts_t *parts) {
    json_t *tables = ent_put_list(&parts->values, parts->values.root, "metric_tables");
    size_t first = parts->comparison->count > 1;
    for (size_t s = first; s < parts->comparison->count; s++) {
        put_table(parts, tables, s);
    }
    put_definitions(parts);
}

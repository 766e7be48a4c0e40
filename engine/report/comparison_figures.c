#include "report/comparison_figures.h"

#include "analysis/gain.h"
#include "report/anchors.h"
#include "report/figures.h"
#include "report/flags.h"
#include "report/run_files.h"

#include <math.h>
#include <string.h>

enum { TITLE_CHARACTERS = 60 };

/* The metrics that figures show: those a brief asks for first. */
static const char *const key_metrics[] = {"health_mean",  "health_min",     "health_end",
                                          "max_drawdown", "years_strained", "recovery_years"};
enum { KEY_METRICS = sizeof key_metrics / sizeof key_metrics[0] };

static size_t find_metric(const ent_comparison_t *comparison, const char *name) {
    const ent_metrics_t *metrics = comparison->items[0].run.metrics;
    size_t i = 0;
    while (i < metrics->count && strcmp(metrics->items[i].name, name) != 0) {
        i++;
    }
    return i;
}

static size_t find_health(const ent_plan_t *plan) {
    size_t i = 0;
    while (plan->variables.items[i].kind != ENT_VAR_HEALTH) {
        i++;
    }
    return i;
}

/* Lines of differences.csv above the health of a scenario; 0 for the control. */
static size_t difference_line(const ent_comparison_t *comparison, size_t scenario) {
    size_t lines = 1;
    if (scenario == 0) {
        return 0;
    }
    for (size_t s = 1; s <= scenario; s++) {
        const ent_contrast_t *contrast = &comparison->ensemble->contrasts[s];
        for (size_t i = 0; i < contrast->pairing.row_count; i++) {
            if (s == scenario && contrast->pairing.rows[i].other.kind == ENT_VAR_HEALTH) {
                return lines;
            }
            lines += contrast->instants;
        }
    }
    return lines;
}

static void put_title(const ent_comparison_t *comparison, ent_figure_data_t *data) {
    char first[ENT_FIGURE_CUT_SIZE], second[ENT_FIGURE_CUT_SIZE];
    char title[2 * ENT_FIGURE_CUT_SIZE + 8];
    size_t others = comparison->count - 1;
    ent_figure_cut(comparison->items[0].run.scenario->title, TITLE_CHARACTERS, first);
    if (others == 1) {
        ent_figure_cut(comparison->items[1].run.scenario->title, TITLE_CHARACTERS, second);
        (void)snprintf(title, sizeof title, "%s and %s", first, second);
    } else {
        (void)snprintf(title, sizeof title, "%s, and %zu other scenarios", first, others);
    }
    ent_figure_data_text(data, "TITLE", title, ENT_FIGURE_WHOLE);
}

static ent_err_t put_heading(const ent_comparison_t *comparison, ent_figure_data_t *data) {
    const ent_run_t *runs[ENT_CODE_HASHES];
    char caption[ENT_CAPTION_SIZE];
    for (size_t s = 0; s < comparison->count && s < ENT_CODE_HASHES; s++) {
        runs[s] = &comparison->items[s].run;
    }
    put_title(comparison, data);
    ent_err_t error = ent_run_caption(runs, comparison->count, caption);
    if (error == ENT_OK) {
        ent_figure_data_text(data, "RUN", caption, ENT_FIGURE_WHOLE);
    }
    return error;
}

static void put_scenarios(const ent_comparison_t *comparison, ent_figure_data_t *data) {
    static const char *const arrays[] = {"SCENARIO_TITLE", "SUMMARY_FILE", "HEALTH_LINE",
                                         "DIFFERENCE_LINE"};
    ent_figure_data_count(data, "SCENARIOS", comparison->count);
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        ent_figure_data_array(data, arrays[i], comparison->count);
    }
    for (size_t s = 0; s < comparison->count; s++) {
        const ent_compared_t *compared = &comparison->items[s];
        char summary[ENT_RUN_FILE_SIZE];
        ent_figure_data_set_text(data, "SCENARIO_TITLE", s, compared->run.scenario->title,
                                 TITLE_CHARACTERS);
        ent_figure_data_set_file(data, "SUMMARY_FILE", s,
                                 ent_run_file(compared->label, "summary.csv", summary));
        ent_figure_data_set_count(
            data, "HEALTH_LINE", s,
            ent_summary_lines_above(&compared->run, find_health(compared->run.plan)));
        ent_figure_data_set_count(data, "DIFFERENCE_LINE", s, difference_line(comparison, s));
    }
}

static void put_gain(const ent_comparison_t *comparison, size_t metric, size_t scenario,
                     size_t index, ent_figure_data_t *data) {
    size_t pair = 0;
    ent_gain_t gain = {.pairs = 0}; /* of the control: nothing, for sure */
    if (scenario > 0 && ent_compared_pair(comparison, scenario, metric, &pair)) {
        gain = ent_gain(comparison->ensemble, scenario, pair,
                        comparison->items[0].run.metrics->items[metric].row->better);
    }
    ent_figure_data_set_real(data, "DIFFERENCE_MEAN", index, gain.paired.mean);
    ent_figure_data_set_real(data, "DIFFERENCE_LOW", index, gain.paired.low);
    ent_figure_data_set_real(data, "DIFFERENCE_HIGH", index, gain.paired.high);
    ent_figure_data_set_real(data, "UNPAIRED_LOW", index, gain.unpaired.low);
    ent_figure_data_set_real(data, "UNPAIRED_HIGH", index, gain.unpaired.high);
}

/* The mean over members, undefined where the scenario lacks the metric. */
static double find_mean(const ent_comparison_t *comparison, size_t metric, size_t scenario) {
    size_t index = 0;
    if (!ent_compared_metric(comparison, scenario, metric, &index)) {
        return NAN;
    }
    return ent_distribution_mean(
        ent_gathered_metric(comparison->items[scenario].run.gathered, index));
}

static void put_metric(const ent_comparison_t *comparison, size_t metric, size_t number,
                       ent_figure_data_t *data) {
    const ent_metric_row_t *row = comparison->items[0].run.metrics->items[metric].row;
    size_t n = comparison->count, classes = 0;
    ent_figure_data_set_text(data, "METRIC_TITLE", number, row->title, TITLE_CHARACTERS);
    ent_figure_data_set_text(data, "METRIC_UNIT", number, row->unit, TITLE_CHARACTERS);
    ent_figure_data_set_integer(data, "METRIC_BETTER", number,
                                row->better == ENT_MORE_IS_BETTER   ? 1
                                : row->better == ENT_LESS_IS_BETTER ? -1
                                                                    : 0);
    for (size_t s = 0; s < n; s++) {
        ent_class_rows_t rows = ent_class_rows(comparison, metric, s);
        size_t index = number * n + s;
        ent_figure_data_set_real(data, "METRIC_MEAN", index, find_mean(comparison, metric, s));
        classes = rows.count > classes ? rows.count : classes;
        ent_figure_data_set_count(data, "CLASS_LINE", index, rows.count > 0 ? rows.line : 0);
        put_gain(comparison, metric, s, index, data);
    }
    ent_figure_data_set_count(data, "CLASS_COUNT", number, classes);
}

static void put_metrics(const ent_comparison_t *comparison, ent_figure_data_t *data) {
    static const char *const arrays[] = {"METRIC_MEAN",    "CLASS_LINE",      "DIFFERENCE_MEAN",
                                         "DIFFERENCE_LOW", "DIFFERENCE_HIGH", "UNPAIRED_LOW",
                                         "UNPAIRED_HIGH"};
    static const char *const by_metric[] = {"METRIC_TITLE", "METRIC_UNIT", "METRIC_BETTER",
                                            "CLASS_COUNT"};
    ent_figure_data_integer(data, "METRICS", KEY_METRICS);
    for (size_t i = 0; i < sizeof by_metric / sizeof by_metric[0]; i++) {
        ent_figure_data_array(data, by_metric[i], KEY_METRICS);
    }
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        ent_figure_data_array(data, arrays[i], KEY_METRICS * comparison->count);
    }
    for (size_t i = 0; i < KEY_METRICS; i++) {
        put_metric(comparison, find_metric(comparison, key_metrics[i]), i, data);
    }
}

static ent_err_t put_variables(const void *user, const ent_output_t *output,
                               ent_figure_data_t *data) {
    const ent_comparison_t *comparison = user;
    const ent_run_t *control = &comparison->items[0].run;
    (void)output;
    ent_figure_data_real(data, "START", ent_date_decimal(control->scenario->start));
    ent_figure_data_real(data, "YEARS", (double)control->plan->steps * control->plan->step_years);
    ent_figure_data_count(data, "STEPS", control->plan->steps);
    put_scenarios(comparison, data);
    ent_anchors_put(control->scenario, data);
    ent_flags_put_comparison(comparison, data);
    put_metrics(comparison, data);
    return put_heading(comparison, data);
}

ent_err_t ent_comparison_draw(const ent_comparison_t *comparison, unsigned formats,
                              ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    /* The templates find their own heights, from titles, rows and panels. */
    static const ent_figure_row_t rows[] = {{"fans", 640, 480},
                                            {"multiples", 640, 480},
                                            {"difference", 640, 480},
                                            {"distributions", 640, 480},
                                            {"ranking", 640, 480}};
    const ent_figure_set_t set = {.rows = rows,
                                  .count = sizeof rows / sizeof rows[0],
                                  .put = put_variables,
                                  .user = comparison};
    for (size_t s = 0; s < comparison->count; s++) {
        const ent_run_t *run = &comparison->items[s].run;
        if (!run->gathered->recorded[find_health(run->plan)]) {
            (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "--record leaves out health");
            return ENT_OK;
        }
    }
    return ent_draw(&set, formats, output, note);
}

#include "report/comparison_figures.h"

#include "analysis/gain.h"
#include "report/anchors.h"
#include "report/figures.h"
#include "report/gnuplot.h"
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

static void put_title(const ent_comparison_t *comparison, FILE *script) {
    char rest[ENT_CAPTION_SIZE];
    size_t others = comparison->count - 1;
    fputs("TITLE = ", script);
    ent_gnuplot_quote(script, comparison->items[0].run.scenario->title, TITLE_CHARACTERS);
    if (others == 1) {
        fputs(" . \" and \" . ", script);
        ent_gnuplot_quote(script, comparison->items[1].run.scenario->title, TITLE_CHARACTERS);
    } else {
        (void)snprintf(rest, sizeof rest, ", and %zu other scenarios", others);
        fputs(" . ", script);
        ent_gnuplot_quote(script, rest, sizeof rest);
    }
    fputc('\n', script);
}

static bool put_heading(const ent_comparison_t *comparison, FILE *script) {
    const ent_run_t *runs[ENT_CODE_HASHES];
    char caption[ENT_CAPTION_SIZE];
    for (size_t s = 0; s < comparison->count && s < ENT_CODE_HASHES; s++) {
        runs[s] = &comparison->items[s].run;
    }
    put_title(comparison, script);
    if (ent_run_caption(runs, comparison->count, caption) != ENT_OK) {
        return false;
    }
    ent_gnuplot_text(script, "RUN", caption);
    return true;
}

static void put_scenarios(const ent_comparison_t *comparison, FILE *script) {
    size_t n = comparison->count;
    fprintf(script, "SCENARIOS = %zu\narray SCENARIO_TITLE[%zu]\narray SUMMARY_FILE[%zu]\n", n, n,
            n);
    fprintf(script, "array HEALTH_LINE[%zu]\narray DIFFERENCE_LINE[%zu]\n", n, n);
    for (size_t s = 0; s < n; s++) {
        const ent_compared_t *compared = &comparison->items[s];
        char summary[ENT_RUN_FILE_SIZE];
        fprintf(script, "SCENARIO_TITLE[%zu] = ", s + 1);
        ent_gnuplot_quote(script, compared->run.scenario->title, TITLE_CHARACTERS);
        fprintf(script, "\nSUMMARY_FILE[%zu] = DATA.'/'.", s + 1);
        ent_gnuplot_quote(script, ent_run_file(compared->label, "summary.csv", summary),
                          sizeof summary);
        fprintf(script, "\nHEALTH_LINE[%zu] = %zu\nDIFFERENCE_LINE[%zu] = %zu\n", s + 1,
                ent_summary_lines_above(&compared->run, find_health(compared->run.plan)), s + 1,
                difference_line(comparison, s));
    }
}

static void put_value(FILE *script, const char *array, size_t index, double value) {
    if (isfinite(value)) {
        fprintf(script, "%s[%zu] = %.9g\n", array, index, value);
    } else {
        fprintf(script, "%s[%zu] = NaN\n", array, index);
    }
}

static void put_gain(const ent_comparison_t *comparison, size_t metric, size_t scenario,
                     size_t index, FILE *script) {
    size_t pair = 0;
    ent_gain_t gain = {.pairs = 0}; /* of the control: nothing, for sure */
    if (scenario > 0 && ent_compared_pair(comparison, scenario, metric, &pair)) {
        gain = ent_gain(comparison->ensemble, scenario, pair,
                        comparison->items[0].run.metrics->items[metric].row->better);
    }
    put_value(script, "DIFFERENCE_MEAN", index, gain.paired.mean);
    put_value(script, "DIFFERENCE_LOW", index, gain.paired.low);
    put_value(script, "DIFFERENCE_HIGH", index, gain.paired.high);
    put_value(script, "UNPAIRED_LOW", index, gain.unpaired.low);
    put_value(script, "UNPAIRED_HIGH", index, gain.unpaired.high);
}

static void put_metric(const ent_comparison_t *comparison, size_t metric, size_t number,
                       FILE *script) {
    const ent_metric_row_t *row = comparison->items[0].run.metrics->items[metric].row;
    size_t n = comparison->count, classes = 0;
    fprintf(script, "METRIC_TITLE[%zu] = ", number);
    ent_gnuplot_quote(script, row->title, TITLE_CHARACTERS);
    fprintf(script, "\nMETRIC_UNIT[%zu] = ", number);
    ent_gnuplot_quote(script, row->unit, TITLE_CHARACTERS);
    fprintf(script, "\nMETRIC_BETTER[%zu] = %d\n", number,
            row->better == ENT_MORE_IS_BETTER   ? 1
            : row->better == ENT_LESS_IS_BETTER ? -1
                                                : 0);
    for (size_t s = 0; s < n; s++) {
        ent_class_rows_t rows = ent_class_rows(comparison, metric, s);
        size_t index = (number - 1) * n + s + 1;
        classes = rows.count > classes ? rows.count : classes;
        fprintf(script, "CLASS_LINE[%zu] = %zu\n", index, rows.count > 0 ? rows.line : 0);
        put_gain(comparison, metric, s, index, script);
    }
    fprintf(script, "CLASS_COUNT[%zu] = %zu\n", number, classes);
}

static void put_metrics(const ent_comparison_t *comparison, FILE *script) {
    static const char *const arrays[] = {"CLASS_LINE",      "DIFFERENCE_MEAN", "DIFFERENCE_LOW",
                                         "DIFFERENCE_HIGH", "UNPAIRED_LOW",    "UNPAIRED_HIGH"};
    static const char *const by_metric[] = {"METRIC_TITLE", "METRIC_UNIT", "METRIC_BETTER",
                                            "CLASS_COUNT"};
    fprintf(script, "METRICS = %d\n", KEY_METRICS);
    for (size_t i = 0; i < sizeof by_metric / sizeof by_metric[0]; i++) {
        fprintf(script, "array %s[%d]\n", by_metric[i], KEY_METRICS);
    }
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        fprintf(script, "array %s[%zu]\n", arrays[i], KEY_METRICS * comparison->count);
    }
    for (size_t i = 0; i < KEY_METRICS; i++) {
        put_metric(comparison, find_metric(comparison, key_metrics[i]), i + 1, script);
    }
}

static bool put_variables(const void *user, const ent_output_t *output, FILE *script) {
    const ent_comparison_t *comparison = user;
    const ent_run_t *control = &comparison->items[0].run;
    (void)output;
    fprintf(script, "START = %.6f\nYEARS = %.6f\nSTEPS = %zu\n",
            ent_date_decimal(control->scenario->start),
            (double)control->plan->steps * control->plan->step_years, control->plan->steps);
    put_scenarios(comparison, script);
    ent_anchors_put(control->scenario, script);
    put_metrics(comparison, script);
    return put_heading(comparison, script);
}

ent_err_t ent_comparison_draw(const ent_comparison_t *comparison, unsigned formats,
                              ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    /* The templates find their own heights, from titles, rows and panels. */
    static const ent_figure_row_t rows[] = {{"fans", 720, 480},
                                            {"difference", 720, 480},
                                            {"distributions", 720, 480},
                                            {"ranking", 720, 480}};
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

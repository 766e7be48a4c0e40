#include "cli/sweep_load.h"

#include "base/memory.h"
#include "cli/folders.h"
#include "scenario/agree.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Names what the metrics' pattern is nearest to. */
static void report_pattern(const ent_swept_t *swept, size_t pattern, ent_diags_t *diags) {
    const char *wanted = swept->sweep.metrics[pattern];
    char hint[ENT_HINT_SIZE];
    size_t count = 0;
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, wanted);
    for (size_t i = 0; i < count; i++) {
        ent_nearest_offer(&nearest, rows[i].name);
    }
    ent_diag_error(diags, swept->sweep.place, "metrics",
                   "\"%s\" is like no metric of these scenarios%s", wanted,
                   ent_nearest_hint(&nearest, hint));
}

static ent_err_t choose_metrics(ent_swept_t *swept, ent_diags_t *diags) {
    const ent_sweep_t *sweep = &swept->sweep;
    const ent_factored_t *scenarios[ENT_SWEEP_MOST_SCENARIOS];
    size_t unmatched = 0;
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        scenarios[i] = &swept->scenarios[i];
    }
    ent_err_t error = ent_question_init(&swept->question, scenarios, sweep->scenario_count,
                                        sweep->metrics, sweep->metric_count, &unmatched);
    if (error == ENT_OK && unmatched < sweep->metric_count) {
        report_pattern(swept, unmatched, diags);
        error = ENT_ERR_SCENARIO;
    }
    swept->question.members = sweep->members;
    swept->question.seed = sweep->seed;
    swept->question.falls = sweep->falls;
    return error;
}

/* All scenarios, so that what is wrong with any of them is said at once. */
static ent_err_t load_scenarios(ent_swept_t *swept, ent_diags_t *diags) {
    const ent_sweep_t *sweep = &swept->sweep;
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sweep->scenario_count && error != ENT_ERR_MEMORY; i++) {
        ent_err_t found = ent_factored_load(sweep, i, &swept->scenarios[i], diags);
        error = error == ENT_OK || found == ENT_ERR_MEMORY ? found : error;
    }
    if (error == ENT_OK) {
        error = ent_factors_check(sweep, swept->scenarios, diags);
    }
    for (size_t i = 1; i < sweep->scenario_count && error == ENT_OK; i++) {
        error =
            ent_scenario_agree(&swept->scenarios[0].scenario, &swept->scenarios[i].scenario, diags);
    }
    return error;
}

static ent_err_t load(const char *path, const ent_sweep_instead_t *instead, ent_swept_t *swept,
                      ent_diags_t *diags) {
    ent_sweep_t *sweep = &swept->sweep;
    ent_err_t error = ent_sweep_load(path, sweep, diags);
    if (error != ENT_OK) {
        return error;
    }
    sweep->members = instead->members > 0 ? instead->members : sweep->members;
    sweep->seed = instead->seed_given ? instead->seed : sweep->seed;
    error = load_scenarios(swept, diags);
    if (error == ENT_OK) {
        error = choose_metrics(swept, diags);
    }
    ent_err_t designed =
        error == ENT_ERR_MEMORY ? error : ent_design_init(&swept->design, sweep, diags);
    error = error == ENT_OK ? designed : error;
    return error == ENT_OK ? ent_name_folders((const char *const *)sweep->scenarios,
                                              sweep->scenario_count, swept->folders)
                           : error;
}

ent_err_t ent_swept_load(const char *path, const ent_sweep_instead_t *instead, bool quiet,
                         ent_swept_t *swept) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    *swept = (ent_swept_t){0};
    if (diags == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(diags);
    ent_err_t error = load(path, instead, swept, diags);
    if (!quiet || error != ENT_OK) {
        ent_diags_print(diags, stderr);
    }
    free(diags);
    return error;
}

/* "7200", "691 million": three digits are enough to know how long it will take. */
static void show_count(double count, char text[32]) {
    static const char *const words[] = {"", " thousand", " million", " billion", " trillion"};
    size_t word = 0;
    const double most = 10000, thousand = 1000;
    while (count >= (word == 0 ? most : thousand) && word + 1 < sizeof words / sizeof words[0]) {
        count /= thousand;
        word++;
    }
    (void)snprintf(text, 32, word == 0 || count >= 999.5 ? "%.0f%s" : "%.3g%s", count, words[word]);
}

static const char *plural(uint64_t count) {
    return count == 1 ? "" : "s";
}

const char *ent_swept_size(const ent_swept_t *swept, char text[ENT_SWEPT_SIZE]) {
    const ent_sweep_t *sweep = &swept->sweep;
    uint64_t points = swept->design.points, members = sweep->members;
    char steps[32];
    double count = 0;
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        count += (double)ent_scenario_steps(&swept->scenarios[i].scenario);
    }
    show_count(count * (double)points * (double)members, steps);
    (void)snprintf(text, ENT_SWEPT_SIZE,
                   "%" PRIu64 " point%s of %zu scenario%s, %" PRIu64
                   " member%s each: %s member-steps",
                   points, plural(points), sweep->scenario_count, plural(sweep->scenario_count),
                   members, plural(members), steps);
    return text;
}

void ent_swept_free(ent_swept_t *swept) {
    ent_design_free(&swept->design);
    ent_question_free(&swept->question);
    for (size_t i = 0; i < ENT_SWEEP_MOST_SCENARIOS; i++) {
        ent_factored_free(&swept->scenarios[i]);
        free(swept->folders[i]);
    }
    ent_sweep_free(&swept->sweep);
    *swept = (ent_swept_t){0};
}

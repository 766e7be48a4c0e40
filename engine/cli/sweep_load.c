#include "cli/sweep_load.h"

#include "base/memory.h"
#include "cli/folders.h"
#include "cli/load.h"

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
        error = ent_check_agreement(&swept->scenarios[0].scenario, &swept->scenarios[i].scenario);
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

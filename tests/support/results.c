#include "support/results.h"

#include "report/manifest.h"
#include "report/run_files.h"
#include "scenario/load.h"

#include <stdlib.h>

static ent_err_t take_tile(void *user, const ent_tile_t *tile) {
    support_results_t *results = user;
    if (results->members.path != NULL) {
        ent_table_members(&results->metrics, tile, &results->members);
        ent_table_paths(&results->run, tile, 2, &results->paths);
    }
    return ENT_OK;
}

ent_err_t support_results_simulate(support_results_t *results) {
    const ent_plan_t *plans[] = {&results->plan};
    ent_metric_set_t set = ent_metrics_set(&results->metrics);
    ent_ensemble_options_t options = {.members = results->run.members,
                                      .seed = results->run.seed,
                                      .metrics = &set,
                                      .tile_done = take_tile,
                                      .user = results};
    ent_ensemble_free(&results->ensemble);
    ent_err_t error = ent_ensemble_run(plans, 1, &options, &results->ensemble);
    results->run.gathered = error == ENT_OK ? &results->ensemble.plans[0] : NULL;
    return error;
}

ent_err_t support_results_open(support_results_t *results, const char *path, uint64_t members,
                               uint64_t seed) {
    static ent_diags_t diags;
    *results = (support_results_t){.members.file = -1, .paths.file = -1};
    ent_diags_init(&diags);
    ent_err_t error = ent_scenario_load(path, NULL, 0, &results->scenario, &diags);
    if (error == ENT_OK) {
        error = ent_plan_init(&results->plan, &results->scenario);
    }
    if (error == ENT_OK) {
        error = ent_metrics_init(&results->metrics, &results->plan, ENT_FALL_POINTS);
    }
    results->run = (ent_run_t){.scenario = &results->scenario,
                               .plan = &results->plan,
                               .metrics = &results->metrics,
                               .members = members,
                               .seed = seed};
    return error;
}

static ent_err_t begin(support_results_t *results, ent_output_t *output) {
    ent_err_t error = ent_output_begin(output, "members.csv", &results->members);
    if (error == ENT_OK) {
        error = ent_output_begin(output, "paths.csv", &results->paths);
    }
    if (error == ENT_OK) {
        ent_table_members_head(&results->metrics, &results->members);
        ent_table_paths_head(&results->paths);
    }
    return error;
}

static ent_err_t write_all(support_results_t *results, ent_output_t *output) {
    ent_err_t error = ent_run_write(&results->run, "", output);
    if (error == ENT_OK) {
        error = ent_output_finish(output, "paths.csv", &results->paths);
    }
    if (error == ENT_OK) {
        error = ent_output_finish(output, "members.csv", &results->members);
    }
    return error == ENT_OK ? ent_output_publish(output) : error;
}

static ent_err_t write_manifest(support_results_t *results, ent_output_t *output) {
    static const char *const command[] = {"entente run", "small.cfg"};
    ent_circumstances_t circumstances = {
        .command = command, .words = 2, .wall_seconds = 0.25, .started = "2025-11-01T00:00:00Z"};
    output->finished = true;
    const ent_run_t *run = &results->run;
    ent_err_t error = ent_output_remove_stale(output);
    return error == ENT_OK ? ent_manifest_write(&run, 1, &circumstances, output) : error;
}

ent_err_t support_results_write(support_results_t *results, const char *folder, bool force) {
    ent_output_t output;
    ent_err_t error = ent_output_open(&output, folder, force);
    if (error == ENT_OK) {
        error = begin(results, &output);
    }
    if (error == ENT_OK) {
        error = support_results_simulate(results);
    }
    if (error == ENT_OK) {
        error = write_all(results, &output);
    }
    if (error == ENT_OK) {
        error = write_manifest(results, &output);
    }
    ent_writer_abandon(&results->members);
    ent_writer_abandon(&results->paths);
    ent_output_close(&output);
    ent_ensemble_free(&results->ensemble);
    return error;
}

void support_results_free(support_results_t *results) {
    ent_ensemble_free(&results->ensemble);
    ent_metrics_free(&results->metrics);
    ent_plan_free(&results->plan);
    ent_scenario_free(&results->scenario);
}

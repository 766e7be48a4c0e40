#include "support/comparison.h"

#include "base/memory.h"
#include "report/manifest.h"
#include "report/run_files.h"
#include "scenario/agree.h"
#include "scenario/load.h"

#include <stdlib.h>

static const char *const labels[SUPPORT_COMPARED] = {"control", "other"};

static ent_err_t choose_variables(support_comparison_t *comparison, size_t side) {
    const ent_variables_t *variables = &comparison->plans[side].variables;
    bool *record = ent_alloc(variables->count, sizeof *record);
    if (record == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < variables->count; i++) {
        ent_variable_kind_t kind = variables->items[i].kind;
        record[i] = kind == ENT_VAR_HEALTH || kind == ENT_VAR_LEVEL;
    }
    comparison->record[side] = record;
    return ENT_OK;
}

static ent_err_t open_side(support_comparison_t *comparison, size_t side, const char *path,
                           ent_diags_t *diags) {
    ent_err_t error = ent_scenario_load(path, NULL, 0, &comparison->scenarios[side], diags);
    if (error == ENT_OK) {
        error = ent_plan_init(&comparison->plans[side], &comparison->scenarios[side]);
    }
    if (error == ENT_OK) {
        error =
            ent_metrics_init(&comparison->metrics[side], &comparison->plans[side], ENT_FALL_POINTS);
    }
    if (error == ENT_OK) {
        error = choose_variables(comparison, side);
    }
    comparison->compared[side] = (ent_compared_t){.label = labels[side],
                                                  .run = {.scenario = &comparison->scenarios[side],
                                                          .plan = &comparison->plans[side],
                                                          .metrics = &comparison->metrics[side]}};
    return error;
}

static ent_err_t match(support_comparison_t *comparison, ent_diags_t *diags) {
    const ent_side_t control = {&comparison->plans[0], &comparison->metrics[0],
                                comparison->record[0]};
    const ent_side_t other = {&comparison->plans[1], &comparison->metrics[1],
                              comparison->record[1]};
    ent_compared_t *compared = &comparison->compared[1];
    ent_err_t error =
        ent_scenario_agree(&comparison->scenarios[0], &comparison->scenarios[1], diags);
    if (error == ENT_OK) {
        error = ent_counterparts_init(&compared->counterparts, &control, &other);
    }
    if (error == ENT_OK) {
        error = ent_scenario_difference(&comparison->scenarios[0], &comparison->scenarios[1],
                                        &compared->changes);
    }
    return error;
}

ent_err_t support_comparison_open(support_comparison_t *comparison, const char *control,
                                  const char *other, uint64_t members, uint64_t seed) {
    static ent_diags_t diags;
    const char *const paths[SUPPORT_COMPARED] = {control, other};
    *comparison = (support_comparison_t){.members = {{.file = -1}, {.file = -1}}};
    ent_diags_init(&diags);
    ent_err_t error = ENT_OK;
    for (size_t side = 0; side < SUPPORT_COMPARED && error == ENT_OK; side++) {
        error = open_side(comparison, side, paths[side], &diags);
        comparison->compared[side].run.members = members;
        comparison->compared[side].run.seed = seed;
    }
    comparison->comparison = (ent_comparison_t){.items = comparison->compared,
                                                .count = SUPPORT_COMPARED,
                                                .ensemble = &comparison->ensemble};
    return error == ENT_OK ? match(comparison, &diags) : error;
}

static ent_err_t take_tile(void *user, const ent_tile_t *tile) {
    support_comparison_t *comparison = user;
    ent_writer_t *members = &comparison->members[tile->plan];
    if (members->path != NULL) {
        ent_table_members(&comparison->metrics[tile->plan], tile, members);
    }
    return members->error;
}

ent_err_t support_comparison_simulate(support_comparison_t *comparison) {
    const ent_plan_t *plans[SUPPORT_COMPARED];
    ent_metric_set_t sets[SUPPORT_COMPARED];
    ent_pairing_t pairings[SUPPORT_COMPARED];
    const bool *record[SUPPORT_COMPARED];
    for (size_t side = 0; side < SUPPORT_COMPARED; side++) {
        plans[side] = &comparison->plans[side];
        sets[side] = ent_metrics_set(&comparison->metrics[side]);
        record[side] = comparison->record[side];
        pairings[side] = comparison->compared[side].counterparts.pairing;
    }
    ent_ensemble_options_t options = {.members = comparison->compared[0].run.members,
                                      .seed = comparison->compared[0].run.seed,
                                      .threads = 1,
                                      .record = record,
                                      .metrics = sets,
                                      .pairings = pairings,
                                      .tile_done = take_tile,
                                      .user = comparison};
    ent_ensemble_free(&comparison->ensemble);
    ent_err_t error = ent_ensemble_run(plans, SUPPORT_COMPARED, &options, &comparison->ensemble);
    for (size_t side = 0; side < SUPPORT_COMPARED; side++) {
        comparison->compared[side].run.gathered =
            error == ENT_OK ? &comparison->ensemble.plans[side] : NULL;
    }
    return error;
}

static ent_err_t begin(support_comparison_t *comparison, ent_output_t *output) {
    ent_err_t error = ENT_OK;
    for (size_t side = 0; side < SUPPORT_COMPARED && error == ENT_OK; side++) {
        char name[ENT_RUN_FILE_SIZE];
        error = ent_output_folder(output, labels[side]);
        if (error == ENT_OK) {
            error = ent_output_begin(output, ent_run_file(labels[side], "members.csv", name),
                                     &comparison->members[side]);
        }
        if (error == ENT_OK) {
            ent_table_members_head(&comparison->metrics[side], &comparison->members[side]);
        }
    }
    return error;
}

static ent_err_t write_sides(support_comparison_t *comparison, ent_output_t *output) {
    ent_err_t error = ENT_OK;
    for (size_t side = 0; side < SUPPORT_COMPARED && error == ENT_OK; side++) {
        char name[ENT_RUN_FILE_SIZE];
        error = ent_run_write(&comparison->compared[side].run, labels[side], output);
        if (error == ENT_OK) {
            error = ent_output_finish(output, ent_run_file(labels[side], "members.csv", name),
                                      &comparison->members[side]);
        }
    }
    return error;
}

static ent_err_t write_tables(const support_comparison_t *comparison, ent_output_t *output) {
    ent_err_t error = ent_comparison_write(&comparison->comparison, output);
    return error == ENT_OK ? ent_output_publish(output) : error;
}

static ent_err_t write_manifest(const support_comparison_t *comparison, ent_output_t *output) {
    static const char *const command[] = {"entente compare", "small.cfg", "child.cfg"};
    const ent_run_t *runs[] = {&comparison->compared[0].run, &comparison->compared[1].run};
    ent_circumstances_t circumstances = {
        .command = command, .words = 3, .wall_seconds = 0.25, .started = "2025-11-01T00:00:00Z"};
    output->finished = true;
    ent_err_t error = ent_output_remove_stale(output);
    return error == ENT_OK ? ent_manifest_write(runs, SUPPORT_COMPARED, &circumstances, output)
                           : error;
}

ent_err_t support_comparison_write(support_comparison_t *comparison, const char *folder,
                                   bool force) {
    ent_output_t output;
    ent_err_t error = ent_output_open(&output, folder, force);
    if (error == ENT_OK) {
        error = begin(comparison, &output);
    }
    if (error == ENT_OK) {
        error = support_comparison_simulate(comparison);
    }
    if (error == ENT_OK) {
        error = write_sides(comparison, &output);
    }
    if (error == ENT_OK) {
        error = write_tables(comparison, &output);
    }
    if (error == ENT_OK) {
        error = write_manifest(comparison, &output);
    }
    for (size_t side = 0; side < SUPPORT_COMPARED; side++) {
        ent_writer_abandon(&comparison->members[side]);
    }
    ent_output_close(&output);
    ent_ensemble_free(&comparison->ensemble);
    return error;
}

void support_comparison_free(support_comparison_t *comparison) {
    ent_ensemble_free(&comparison->ensemble);
    for (size_t side = 0; side < SUPPORT_COMPARED; side++) {
        ent_counterparts_free(&comparison->compared[side].counterparts);
        ent_differences_free(&comparison->compared[side].changes);
        free(comparison->record[side]);
        comparison->record[side] = NULL;
        ent_metrics_free(&comparison->metrics[side]);
        ent_plan_free(&comparison->plans[side]);
        ent_scenario_free(&comparison->scenarios[side]);
    }
}

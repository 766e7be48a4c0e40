#include "base/memory.h"
#include "cli/sweep_job.h"
#include "cli/talk.h"
#include "report/code.h"
#include "report/manifest.h"
#include "report/run_files.h"
#include "report/sweep_files.h"
#include "report/sweep_inputs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

ent_err_t ent_sweep_say(ent_sweep_job_t *job, ent_err_t error, const char *problem) {
    if (error != ENT_OK && error != ENT_ERR_MEMORY && error != ENT_ERR_INTERRUPTED) {
        ent_say("%s", problem);
        job->said = true;
    }
    return error;
}

/* ---- Opening ---- */

/* What is in the way; other problems are said as for any output. */
static ent_err_t say_refused(ent_sweep_job_t *job, ent_err_t error) {
    const char *folder = job->output.directory;
    bool refused = error == ENT_ERR_CANNOT_CREATE && job->output.culprit != NULL;
    if (refused && job->output.cause == ENOTEMPTY) {
        ent_say("%s: holds a sweep; go on with --resume, or choose another --output", folder);
        job->said = true;
    } else if (refused && job->output.cause == EEXIST) {
        ent_say("%s: is not empty; choose another --output", folder);
        job->said = true;
    }
    return error;
}

/* No input may be replaced by a result: the sweep's file, its list, the scenarios' files. */
static ent_err_t protect_inputs(ent_sweep_job_t *job) {
    const ent_sweep_t *sweep = &job->swept.sweep;
    ent_err_t error = ent_output_protect(&job->output, "", sweep->path);
    if (error == ENT_OK && sweep->file != NULL) {
        error = ent_output_protect(&job->output, "", sweep->file);
    }
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        const ent_scenario_t *scenario = &job->swept.scenarios[i].scenario;
        for (size_t k = 0; k < scenario->file_count; k++) {
            for (size_t f = 0; f < sweep->scenario_count && error == ENT_OK; f++) {
                error = ent_output_protect(&job->output, job->swept.folders[f], scenario->files[k]);
            }
            if (error == ENT_OK) {
                error = ent_output_protect(&job->output, "", scenario->files[k]);
            }
        }
    }
    return error;
}

ent_err_t ent_sweep_open_folder(ent_sweep_job_t *job) {
    const ent_sweep_options_t *options = job->options;
    ent_err_t error = ent_output_open_sweep(&job->output, options->output, options->resume);
    return error == ENT_OK ? protect_inputs(job) : say_refused(job, error);
}

/* Hashes of the sweep and of its scenarios, which must be the same when it goes on. */
typedef struct {
    char sweep[ENT_SWEEP_HASH_SIZE], scenarios[ENT_SWEEP_MOST_SCENARIOS][ENT_CODE_HASH_SIZE];
} hashes_t;

static ent_err_t take_hashes(const ent_swept_t *swept, hashes_t *hashes) {
    ent_err_t error = ent_sweep_inputs_hash(&swept->sweep, swept->scenarios, hashes->sweep);
    for (size_t i = 0; i < swept->sweep.scenario_count && error == ENT_OK; i++) {
        error = ent_code_hash(&swept->scenarios[i].scenario, hashes->scenarios[i]);
    }
    return error;
}

static ent_err_t open_store(ent_sweep_job_t *job, const ent_store_head_t *head) {
    const char *folder = job->output.directory;
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_err_t error = job->options->resume
                          ? ent_store_resume(&job->store, folder, head, &job->salvaged, problem)
                          : ent_store_create(&job->store, folder, head, problem);
    if (job->salvaged) {
        ent_say("%s", problem);
    }
    if (error == ENT_ERR_NO_INPUT) {
        ent_say("%s; to begin one, leave --resume out", problem);
        job->said = true;
        return error;
    }
    job->output.finished = error == ENT_OK; /* from here on, what is there is worth keeping */
    return ent_sweep_say(job, error, problem);
}

ent_err_t ent_sweep_open_store(ent_sweep_job_t *job) {
    const ent_swept_t *swept = &job->swept;
    const ent_scenario_t *scenarios[ENT_SWEEP_MOST_SCENARIOS];
    const char *list[ENT_SWEEP_MOST_SCENARIOS];
    hashes_t hashes;
    ent_err_t error = take_hashes(swept, &hashes);
    if (error != ENT_OK) {
        return error;
    }
    for (size_t i = 0; i < swept->sweep.scenario_count; i++) {
        scenarios[i] = &swept->scenarios[i].scenario;
        list[i] = hashes.scenarios[i];
    }
    const ent_store_head_t head = {.sweep = &swept->sweep,
                                   .question = &swept->question,
                                   .scenarios = scenarios,
                                   .scenario_names = (const char *const *)swept->folders,
                                   .sweep_hash = hashes.sweep,
                                   .scenario_hashes = list,
                                   .points = swept->design.points};
    return open_store(job, &head);
}

/* ---- Inputs ---- */

/* A process that was killed may have left what it had not finished; now the folder is locked. */
static ent_err_t clear_unfinished(ent_sweep_job_t *job) {
    ent_err_t error = ent_output_remove_unfinished(&job->output, "");
    for (size_t i = 0; i < job->swept.sweep.scenario_count && error == ENT_OK; i++) {
        error = ent_output_remove_unfinished(&job->output, job->swept.folders[i]);
    }
    return error;
}

ent_err_t ent_sweep_write_inputs(ent_sweep_job_t *job) {
    const ent_swept_t *swept = &job->swept;
    ent_err_t error = clear_unfinished(job);
    if (error == ENT_OK) {
        error = ent_sweep_inputs_write(&swept->sweep, swept->scenarios,
                                       (const char *const *)swept->folders, &job->output);
    }
    for (size_t i = 0; i < swept->sweep.scenario_count && error == ENT_OK; i++) {
        error = ent_output_folder(&job->output, swept->folders[i]);
        if (error == ENT_OK) {
            error =
                ent_scenario_write(&swept->scenarios[i].scenario, swept->folders[i], &job->output);
        }
    }
    return error == ENT_OK ? ent_output_publish(&job->output) : error;
}

/* ---- Results ---- */

ent_err_t ent_sweep_withdraw_tables(ent_sweep_job_t *job) {
    return job->left > 0 || job->salvaged ? ent_sweep_files_withdraw(&job->output) : ENT_OK;
}

ent_err_t ent_sweep_write_tables(ent_sweep_job_t *job) {
    ent_err_t error = ent_sweep_files_write(job->store, &job->swept.sweep, &job->output);
    if (error == ENT_ERR_IO && job->output.culprit == NULL) {
        return ent_sweep_say(job, error, ent_store_problem(job->store));
    }
    return error == ENT_OK ? ent_output_publish(&job->output) : error;
}

/* The files of all scenarios, and the list; the caller's to free. The sweep's file is not in it. */
static ent_err_t list_inputs(const ent_swept_t *swept, const char ***inputs, size_t *count) {
    size_t most = 1;
    for (size_t i = 0; i < swept->sweep.scenario_count; i++) {
        most += swept->scenarios[i].scenario.file_count;
    }
    *inputs = ent_alloc(most, sizeof **inputs);
    if (*inputs == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < swept->sweep.scenario_count; i++) {
        const ent_scenario_t *scenario = &swept->scenarios[i].scenario;
        for (size_t k = 0; k < scenario->file_count; k++) {
            (*inputs)[(*count)++] = scenario->files[k];
        }
    }
    if (swept->sweep.file != NULL) {
        (*inputs)[(*count)++] = swept->sweep.file;
    }
    return ENT_OK;
}

static ent_err_t write_manifest(ent_sweep_job_t *job, const ent_circumstances_t *circumstances) {
    const ent_swept_t *swept = &job->swept;
    ent_run_t runs[ENT_SWEEP_MOST_SCENARIOS];
    const ent_run_t *list[ENT_SWEEP_MOST_SCENARIOS];
    const char *titles[ENT_SWEEP_MOST_SCENARIOS], **inputs = NULL;
    char code[ENT_CODE_SIZE];
    size_t input_count = 0;
    for (size_t i = 0; i < swept->sweep.scenario_count; i++) {
        runs[i] = (ent_run_t){.scenario = &swept->scenarios[i].scenario,
                              .members = swept->sweep.members,
                              .seed = swept->sweep.seed};
        list[i] = &runs[i];
        titles[i] = runs[i].scenario->title;
    }
    ent_err_t error = ent_run_code(list, swept->sweep.scenario_count, code);
    error = error == ENT_OK ? list_inputs(swept, &inputs, &input_count) : error;
    if (error == ENT_OK) {
        const ent_manifest_about_t about = {.titles = titles,
                                            .title_count = swept->sweep.scenario_count,
                                            .code_key = "code",
                                            .code = code,
                                            .seed = swept->sweep.seed,
                                            .members = swept->sweep.members,
                                            .inputs = inputs,
                                            .input_count = input_count};
        error = ent_manifest_write_about(&about, circumstances, &job->output);
    }
    free(inputs);
    return error;
}

ent_err_t ent_sweep_write_manifest(ent_sweep_job_t *job, int argc, char **argv, const char *started,
                                   double seconds) {
    const ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                               .words = (size_t)argc,
                                               .isa = job->swept.question.isa,
                                               .wall_seconds = seconds,
                                               .started = started,
                                               .input = job->swept.sweep.path};
    ent_store_close(job->store);
    job->store = NULL;
    ent_output_note(&job->output, ENT_STORE_FILE);
    return write_manifest(job, &circumstances);
}

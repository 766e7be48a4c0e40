#include "base/memory.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/sweep_options.h"
#include "cli/talk.h"
#include "ensemble/queue.h"
#include "report/code.h"
#include "report/manifest.h"
#include "report/run_files.h"
#include "report/store.h"
#include "report/sweep_files.h"
#include "report/sweep_inputs.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What one thread works with. */
typedef struct {
    ent_point_t point;
    double *values;  /* [factor] */
    uint64_t number; /* of the point */
    bool idle;       /* it was there already */
} hand_t;

typedef struct {
    const ent_sweep_options_t *options;
    ent_swept_t swept;
    hand_t *hands; /* [thread] */
    size_t hand_count;
    unsigned char *there;  /* a bit for each point that was in the store at the start */
    uint64_t end, left;    /* the position after the last piece of work, and how many there are */
    uint64_t done, failed; /* points in the store */
    ent_store_t *store;
    ent_output_t output;
    ent_progress_t progress;
    bool said; /* what ended it, where it was found */
} job_t;

static ent_err_t say(job_t *job, ent_err_t error, const char *problem) {
    if (error != ENT_OK && error != ENT_ERR_MEMORY && error != ENT_ERR_INTERRUPTED) {
        ent_say("%s", problem);
        job->said = true;
    }
    return error;
}

static ent_err_t load(job_t *job) {
    const ent_sweep_options_t *options = job->options;
    ent_err_t error = ent_swept_load(options->file, &options->instead, options->quiet, &job->swept);
    return error == ENT_OK ? ent_choose_isa(&job->swept.question.isa) : error;
}

/* ---- The folder ---------------------------------------------------------------------------------
 */

static ent_err_t open_output(job_t *job) {
    const ent_sweep_t *sweep = &job->swept.sweep;
    const char *folder = job->options->output;
    ent_err_t error = job->options->resume ? ent_output_open_sweep(&job->output, folder)
                                           : ent_output_open(&job->output, folder, false);
    if (error == ENT_OK) {
        error = ent_output_protect(&job->output, "", sweep->path);
    }
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        const ent_scenario_t *scenario = &job->swept.scenarios[i].scenario;
        for (size_t k = 0; k < scenario->file_count && error == ENT_OK; k++) {
            error = ent_output_protect(&job->output, job->swept.folders[i], scenario->files[k]);
        }
    }
    return error;
}

static ent_err_t open_store(job_t *job) {
    const ent_swept_t *swept = &job->swept;
    const ent_scenario_t *scenarios[ENT_SWEEP_MOST_SCENARIOS];
    char hash[ENT_SWEEP_HASH_SIZE], hashes[ENT_SWEEP_MOST_SCENARIOS][ENT_CODE_HASH_SIZE];
    const char *hash_list[ENT_SWEEP_MOST_SCENARIOS];
    char problem[ENT_STORE_PROBLEM_SIZE];
    bool damaged = false;
    ent_err_t error = ent_sweep_hash(&swept->sweep, hash);
    for (size_t i = 0; i < swept->sweep.scenario_count && error == ENT_OK; i++) {
        scenarios[i] = &swept->scenarios[i].scenario;
        error = ent_code_hash(scenarios[i], hashes[i]);
        hash_list[i] = hashes[i];
    }
    if (error != ENT_OK) {
        return error;
    }
    const ent_store_head_t head = {.sweep = &swept->sweep,
                                   .question = &swept->question,
                                   .scenarios = scenarios,
                                   .scenario_names = (const char *const *)swept->folders,
                                   .sweep_hash = hash,
                                   .scenario_hashes = hash_list,
                                   .points = swept->design.points};
    const char *folder = job->output.directory;
    error = job->options->resume ? ent_store_resume(&job->store, folder, &head, &damaged, problem)
                                 : ent_store_create(&job->store, folder, &head, problem);
    if (damaged) {
        ent_say("%s", problem);
    }
    job->output.finished = error == ENT_OK; /* from here on, what is there is worth keeping */
    return say(job, error, problem);
}

/* The sweep and its scenarios, with every default, so that the folder needs no other file. */
static ent_err_t write_inputs(job_t *job) {
    const ent_swept_t *swept = &job->swept;
    ent_err_t error =
        ent_sweep_inputs_write(&swept->sweep, (const char *const *)swept->folders, &job->output);
    for (size_t i = 0; i < swept->sweep.scenario_count && error == ENT_OK; i++) {
        error = ent_output_folder(&job->output, swept->folders[i]);
        if (error == ENT_OK) {
            error =
                ent_scenario_write(&swept->scenarios[i].scenario, swept->folders[i], &job->output);
        }
    }
    return error == ENT_OK ? ent_output_publish(&job->output) : error;
}

/* ---- The work -----------------------------------------------------------------------------------
 */

static bool is_there(const job_t *job, uint64_t point) {
    return (job->there[point / CHAR_BIT] >> (point % CHAR_BIT) & 1) != 0;
}

/* Notes which points are there, and how far the work goes: --points may end it before all are. */
static ent_err_t survey(job_t *job) {
    const ent_design_t *design = &job->swept.design;
    uint64_t most = job->options->points;
    ent_store_counts(job->store, &job->done, &job->failed);
    job->there = ent_alloc((size_t)(design->points / CHAR_BIT) + 1, 1);
    if (job->there == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (uint64_t i = 0; i < design->points; i++) {
        unsigned char bit = (unsigned char)(1u << (i % CHAR_BIT));
        job->there[i / CHAR_BIT] |= ent_store_has(job->store, i) ? bit : 0;
    }
    while (job->end < design->points && job->left < most) {
        job->left += !is_there(job, ent_design_at(design, job->end++));
    }
    return ENT_OK;
}

static ent_err_t work(void *user, size_t thread, uint64_t piece) {
    job_t *job = user;
    hand_t *hand = &job->hands[thread];
    hand->number = ent_design_at(&job->swept.design, piece);
    hand->idle = is_there(job, hand->number);
    if (hand->idle) {
        return ENT_OK;
    }
    ent_design_values(&job->swept.design, hand->number, hand->values);
    return ent_point_run(&hand->point, hand->values, ent_interrupt_flag());
}

static ent_err_t keep(void *user, size_t thread, uint64_t piece) {
    job_t *job = user;
    const hand_t *hand = &job->hands[thread];
    const ent_point_result_t *result = &hand->point.result;
    (void)piece;
    if (hand->idle) {
        return ENT_OK;
    }
    ent_err_t error = ent_store_append(job->store, hand->number, hand->values, result);
    if (error == ENT_OK) {
        job->failed += result->failed;
        job->done += !result->failed;
        ent_progress_draw_piece(&job->progress, job->left, "points", job->failed);
    }
    return error;
}

static ent_err_t open_hands(job_t *job, const ent_queue_t *queue) {
    const ent_swept_t *swept = &job->swept;
    job->hand_count = ent_queue_threads(queue);
    job->hands = ent_alloc(job->hand_count, sizeof *job->hands);
    ent_err_t error = job->hands != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < job->hand_count && error == ENT_OK; i++) {
        job->hands[i].values = ent_alloc(swept->sweep.factor_count, sizeof(double));
        error = job->hands[i].values != NULL
                    ? ent_point_init(&job->hands[i].point, &swept->question, swept->scenarios)
                    : ENT_ERR_MEMORY;
    }
    return error;
}

static ent_err_t run_points(job_t *job) {
    const ent_queue_t queue = {.count = job->end,
                               .threads = job->options->threads,
                               .stop = ent_interrupt_flag(),
                               .work = work,
                               .done = keep,
                               .user = job};
    ent_err_t error = job->left > 0 ? open_hands(job, &queue) : ENT_OK;
    if (error == ENT_OK && job->left > 0) {
        ent_progress_start(&job->progress, job->options->quiet);
        error = ent_queue_run(&queue);
        ent_progress_clear(&job->progress);
    }
    if (error == ENT_ERR_IO) {
        return say(job, error, ent_store_problem(job->store));
    }
    return error;
}

/* ---- The results --------------------------------------------------------------------------------
 */

static ent_err_t write_tables(job_t *job) {
    ent_err_t error = ent_sweep_files_write(job->store, &job->swept.sweep, &job->output);
    bool damaged = error == ENT_ERR_IO && job->output.culprit == NULL;
    return damaged ? say(job, error, ent_store_problem(job->store)) : error;
}

static ent_err_t write_manifest(job_t *job, const ent_circumstances_t *circumstances) {
    const ent_swept_t *swept = &job->swept;
    ent_run_t runs[ENT_SWEEP_MOST_SCENARIOS];
    const ent_run_t *list[ENT_SWEEP_MOST_SCENARIOS];
    for (size_t i = 0; i < swept->sweep.scenario_count; i++) {
        runs[i] = (ent_run_t){.scenario = &swept->scenarios[i].scenario,
                              .members = swept->sweep.members,
                              .seed = swept->sweep.seed};
        list[i] = &runs[i];
    }
    ent_err_t error = ent_output_publish(&job->output);
    if (error == ENT_OK) {
        ent_output_note(&job->output, ENT_STORE_FILE);
        error = ent_manifest_write(list, swept->sweep.scenario_count, circumstances, &job->output);
    }
    return error;
}

static void say_broken_off(const job_t *job) {
    uint64_t there = job->done + job->failed;
    ent_say("%" PRIu64 " of %" PRIu64 " points are in %s; go on with --resume", there,
            job->swept.design.points, job->output.directory);
}

static ent_err_t do_job(job_t *job, int argc, char **argv) {
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t (*const steps[])(job_t *) = {load,   open_output, open_store,  write_inputs,
                                           survey, run_points,  write_tables};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (job->store != NULL && error != ENT_OK) {
        say_broken_off(job);
    }
    if (error != ENT_OK) {
        return error;
    }
    ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                         .words = (size_t)argc,
                                         .isa = job->swept.question.isa,
                                         .wall_seconds = ent_seconds() - begin,
                                         .started = started,
                                         .input = job->swept.sweep.path};
    ent_store_close(job->store); /* one file, whole, before its hash is taken */
    job->store = NULL;
    if (error == ENT_OK) {
        error = write_manifest(job, &circumstances);
    }
    if (error == ENT_OK && job->done + job->failed < job->swept.design.points) {
        say_broken_off(job);
    }
    if (error == ENT_OK && !job->options->quiet) {
        ent_say("results are in %s", job->output.directory);
    }
    return error;
}

static void free_job(job_t *job) {
    for (size_t i = 0; job->hands != NULL && i < job->hand_count; i++) {
        ent_point_free(&job->hands[i].point);
        free(job->hands[i].values);
    }
    free(job->hands);
    free(job->there);
    ent_store_close(job->store);
    ent_output_close(&job->output);
    ent_swept_free(&job->swept);
}

int ent_command_sweep(int argc, char **argv) {
    char program[] = "entente sweep";
    argv[0] = program;
    ent_sweep_options_t options;
    ent_err_t error = ent_sweep_options_read(&options, argc, argv);
    if (error == ENT_OK) {
        job_t job = {.options = &options};
        error = do_job(&job, argc, argv);
        if (!job.said) {
            ent_say_failure(error, &job.output);
        }
        free_job(&job);
    }
    ent_sweep_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

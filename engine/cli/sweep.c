#include "base/memory.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/sweep_job.h"
#include "cli/talk.h"
#include "ensemble/queue.h"
#include "report/store_failures.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <time.h>

static ent_err_t load(ent_sweep_job_t *job) {
    const ent_sweep_options_t *options = job->options;
    ent_err_t error = ent_swept_load(options->file, &options->shared, &job->swept);
    return error == ENT_OK ? ent_choose_isa(&job->swept.question.isa) : error;
}

/* ---- The work -----------------------------------------------------------------------------------
 */

static bool is_there(const ent_sweep_job_t *job, uint64_t point) {
    return (job->there[point / CHAR_BIT] >> (point % CHAR_BIT) & 1) != 0;
}

/* Notes which points are there, and how far the work goes: --points may end it before all are. */
static ent_err_t survey(ent_sweep_job_t *job) {
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
    ent_sweep_job_t *job = user;
    ent_sweep_hand_t *hand = &job->hands[thread];
    hand->number = ent_design_at(&job->swept.design, piece);
    hand->idle = is_there(job, hand->number);
    if (hand->idle) {
        return ENT_OK;
    }
    ent_design_values(&job->swept.design, hand->number, hand->values);
    return ent_point_run(&hand->point, hand->values, ent_interrupt_flag());
}

static ent_err_t keep(void *user, size_t thread, uint64_t piece) {
    ent_sweep_job_t *job = user;
    const ent_sweep_hand_t *hand = &job->hands[thread];
    const ent_point_result_t *result = &hand->point.result;
    (void)piece;
    if (hand->idle) {
        return ENT_OK;
    }
    ent_err_t error = ent_store_append(job->store, hand->number, hand->values, result);
    ent_store_counts(job->store, &job->done, &job->failed);
    if (error == ENT_OK) {
        ent_progress_draw_piece(&job->progress, job->left, "points", job->failed);
    }
    return error;
}

static ent_err_t open_hands(ent_sweep_job_t *job, const ent_queue_t *queue) {
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

static ent_err_t run_points(ent_sweep_job_t *job) {
    const ent_queue_t queue = {.count = job->end,
                               .threads = job->options->shared.threads,
                               .stop = ent_interrupt_flag(),
                               .work = work,
                               .done = keep,
                               .user = job};
    if (job->left == 0) {
        return ENT_OK;
    }
    ent_err_t error = open_hands(job, &queue);
    if (error == ENT_OK) {
        ent_progress_start(&job->progress, job->options->shared.quiet);
        error = ent_queue_run(&queue);
        ent_progress_clear(&job->progress);
    }
    const char *problem = ent_store_problem(job->store);
    return problem[0] != '\0' ? ent_sweep_say(job, error, problem) : error;
}

/* ---- What is said -------------------------------------------------------------------------------
 */

static ent_err_t say_begin(ent_sweep_job_t *job) {
    char size[ENT_SWEPT_SIZE];
    uint64_t there = job->done + job->failed;
    if (!job->options->shared.quiet) {
        ent_say("%s", ent_swept_size(&job->swept, size));
    }
    if (!job->options->shared.quiet && job->options->resume) {
        ent_say("%" PRIu64 " of %" PRIu64 " points are there already", there,
                job->swept.design.points);
    }
    return ENT_OK;
}

/* Nobody should find out in the morning only by looking into tables. */
static void say_failures(const ent_store_failures_t *failures) {
    uint64_t all = failures->points, rest = all;
    const char *plural = all == 1 ? "" : "s";
    for (size_t i = 0; i < failures->kind_count; i++) {
        uint64_t points = failures->kinds[i].points;
        const char *reason = failures->kinds[i].reason;
        if (points == all) {
            ent_say("%" PRIu64 " point%s failed: %s", all, plural, reason);
        } else if (i == 0) {
            ent_say("%" PRIu64 " point%s failed; %" PRIu64 " of them: %s", all, plural, points,
                    reason);
        } else {
            ent_say("%" PRIu64 " of them: %s", points, reason);
        }
        rest -= points;
    }
    if (rest > 0) {
        ent_say("%" PRIu64 " of them for other reasons: points.csv has all", rest);
    }
}

static ent_err_t say_end(ent_sweep_job_t *job) {
    uint64_t points = job->swept.design.points;
    bool all = job->done + job->failed == points;
    ent_store_failures_t failures = {0};
    if (job->options->shared.quiet) {
        return ENT_OK;
    }
    ent_err_t error = job->failed > 0 ? ent_store_failures(job->store, &failures) : ENT_OK;
    if (error != ENT_OK) {
        return ent_sweep_say(job, error, ent_store_problem(job->store));
    }
    ent_say("%" PRIu64 " of %" PRIu64 " points are done%s", job->done, points,
            all ? "" : "; go on with --resume");
    say_failures(&failures);
    return ENT_OK;
}

/* ---- The command --------------------------------------------------------------------------------
 */

static ent_err_t run_steps(ent_sweep_job_t *job) {
    ent_err_t (*const steps[])(ent_sweep_job_t *) = {load,
                                                     ent_sweep_open_folder,
                                                     ent_sweep_open_store,
                                                     ent_sweep_write_inputs,
                                                     survey,
                                                     say_begin,
                                                     ent_sweep_withdraw_tables,
                                                     run_points,
                                                     ent_sweep_write_tables,
                                                     say_end};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    return error;
}

/* What ended it, and what is left of it. */
static void say_broken_off(ent_sweep_job_t *job, ent_err_t error) {
    if (!job->said) {
        ent_say_failure(error, &job->output);
    }
    if (job->output.finished) {
        if (job->store != NULL) {
            ent_store_counts(job->store, &job->done, &job->failed);
        }
        ent_say("%" PRIu64 " of %" PRIu64 " points are kept in %s; go on with --resume",
                job->done + job->failed, job->swept.design.points, job->output.directory);
    }
}

static ent_err_t do_job(ent_sweep_job_t *job, int argc, char **argv) {
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t error = run_steps(job);
    if (error == ENT_OK) {
        error = ent_sweep_write_manifest(job, argc, argv, started, ent_seconds() - begin);
    }
    if (error != ENT_OK) {
        say_broken_off(job, error);
    } else if (!job->options->shared.quiet) {
        ent_say("results are in %s", job->output.directory);
    }
    return error;
}

static void free_job(ent_sweep_job_t *job) {
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
    ent_keep_freed_memory();
    ent_sweep_options_t options;
    ent_err_t error = ent_sweep_options_read(&options, argc, argv);
    if (error == ENT_OK) {
        ent_sweep_job_t job = {.options = &options};
        error = do_job(&job, argc, argv);
        free_job(&job);
    } else {
        ent_say("%s", ent_err_text(error));
    }
    ent_sweep_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

#include "ensemble/ensemble.h"

#include "base/machine.h"
#include "base/memory.h"
#include "ensemble/gathered.h"
#include "ensemble/threads.h"
#include "ensemble/worker.h"

#include <stdlib.h>

/* An ensemble under way. */
typedef struct {
    ent_task_t task;
    ent_worker_t *workers;
    size_t worker_count;
    uint64_t tiles, steps_done; /* of all tiles */
    double reported;            /* the share of the work that was told last */
    int failed;                 /* 1 once a tile has, so that the others need not go on */
    ent_err_t error;            /* of the first tile that failed */
} runner_t;

static size_t round_up(size_t count, size_t multiple) {
    return (count + multiple - 1) / multiple * multiple;
}

/*
 * As many tiles as give every thread the same number, of even size; smaller ones for several plans,
 * whose blocks are to stay in the cache together.
 */
static size_t even_tile(const runner_t *runner) {
    uint64_t members = runner->task.options->members, threads = runner->worker_count;
    uint64_t most = runner->task.plan_count > 1 ? ENT_DEFAULT_TILE / 2 : ENT_DEFAULT_TILE;
    uint64_t tiles = members > most ? (members + most - 1) / most : 1;
    tiles = (tiles + threads - 1) / threads * threads;
    return round_up((size_t)((members + tiles - 1) / tiles), runner->task.lanes);
}

/* No more than there are blocks, nor than this build can start. */
static size_t choose_threads(const ent_ensemble_options_t *options, size_t lanes) {
#ifdef _OPENMP
    size_t threads = options->threads > 0 ? options->threads : ent_ensemble_threads();
    uint64_t blocks = (options->members + lanes - 1) / lanes;
    return blocks > 0 && blocks < threads ? (size_t)blocks : threads;
#else
    (void)options;
    (void)lanes;
    return 1;
#endif
}

static void choose_sizes(runner_t *runner) {
    const ent_ensemble_options_t *options = runner->task.options;
    size_t lanes = options->lanes > 0 ? options->lanes : ENT_DEFAULT_LANES;
    uint64_t together = options->tile > 0 ? options->tile : options->members;
    lanes = round_up(lanes, ENT_LANE_MULTIPLE);
    lanes = lanes < ENT_MOST_LANES ? lanes : ENT_MOST_LANES;
    together = together < options->members ? together : options->members;
    if (together < lanes) {
        lanes = round_up((size_t)together, ENT_LANE_MULTIPLE);
    }
    runner->worker_count = choose_threads(options, lanes);
    runner->task.lanes = lanes;
    runner->task.tile = options->tile > 0 ? options->tile : even_tile(runner);
    runner->task.most_blocks = round_up(runner->task.tile, lanes) / lanes;
    runner->tiles = (options->members + runner->task.tile - 1) / runner->task.tile;
}

static runner_t plan_run(const ent_plan_t *const *plans, size_t plan_count,
                         const ent_ensemble_options_t *options) {
    runner_t runner = {.task = {.options = options,
                                .plans = plans,
                                .plan_count = plan_count,
                                .model = ent_model(options->isa),
                                .random = ent_random(options->isa),
                                .gather = ent_gather(options->isa),
                                .steps = plans[0]->steps}};
    choose_sizes(&runner);
    return runner;
}

size_t ent_ensemble_bytes(const ent_plan_t *const *plans, size_t plan_count,
                          const ent_ensemble_options_t *options) {
    runner_t runner = plan_run(plans, plan_count, options);
    return runner.worker_count * ent_worker_bytes(&runner.task);
}

static bool must_stop(const runner_t *runner) {
    const ent_ensemble_options_t *options = runner->task.options;
    int failed = 0;
#pragma omp atomic read
    failed = runner->failed;
    return failed != 0 || (options->stop != NULL && *options->stop != 0);
}

/* Called by every thread, after every step; only the one that began the ensemble reports. */
static void report_progress(runner_t *runner, const ent_worker_t *worker) {
    const ent_ensemble_options_t *options = runner->task.options;
    uint64_t done = 0;
#pragma omp atomic capture
    done = ++runner->steps_done;
    if (options->progress != NULL && worker == &runner->workers[0]) {
        runner->reported = (double)done / (double)(runner->tiles * runner->task.steps);
        options->progress(options->user, runner->reported);
    }
}

/* The last steps may have been another thread's. */
static void report_end(const runner_t *runner) {
    const ent_ensemble_options_t *options = runner->task.options;
    if (options->progress != NULL && runner->reported < 1) {
        options->progress(options->user, 1);
    }
}

static ent_err_t run_tile(runner_t *runner, ent_worker_t *worker, uint64_t tile) {
    const ent_task_t *task = &runner->task;
    uint64_t done = tile * task->tile, left = task->options->members - done;
    ent_worker_start(worker, task->options->first_member + done,
                     left < task->tile ? (size_t)left : task->tile);
    for (size_t step = 0; step < task->steps; step++) {
        ent_worker_step(worker, step);
        report_progress(runner, worker);
        if (must_stop(runner)) {
            return ENT_ERR_INTERRUPTED;
        }
    }
    ent_worker_finish(worker);
    return ENT_OK;
}

static void note_error(runner_t *runner, ent_err_t error) {
    if (error != ENT_OK && runner->error == ENT_OK) {
        runner->error = error;
#pragma omp atomic write
        runner->failed = 1;
    }
}

/* Tiles are worked through in any order, and shown to the caller in theirs. */
static ent_err_t run_tiles(runner_t *runner) {
    const int64_t tiles = (int64_t)runner->tiles;
#pragma omp parallel for num_threads((int)runner->worker_count) schedule(dynamic, 1) ordered
    for (int64_t tile = 0; tile < tiles; tile++) {
        ent_worker_t *worker = &runner->workers[ent_this_thread()];
        ent_err_t error =
            must_stop(runner) ? ENT_ERR_INTERRUPTED : run_tile(runner, worker, (uint64_t)tile);
#pragma omp ordered
        {
            if (error == ENT_OK && runner->error == ENT_OK) {
                error = ent_worker_show(worker);
            }
            note_error(runner, error);
        }
    }
    return runner->error;
}

static ent_err_t init_workers(runner_t *runner) {
    runner->workers = ent_alloc(runner->worker_count, sizeof *runner->workers);
    ent_err_t error = runner->workers != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < runner->worker_count && error == ENT_OK; i++) {
        error = ent_worker_init(&runner->workers[i], &runner->task);
    }
    return error;
}

ent_err_t ent_ensemble_run(const ent_plan_t *const *plans, size_t plan_count,
                           const ent_ensemble_options_t *options, ent_ensemble_t *ensemble) {
    runner_t runner = plan_run(plans, plan_count, options);
    if (runner.worker_count * ent_worker_bytes(&runner.task) > ent_memory_limit()) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = init_workers(&runner);
    if (error == ENT_OK) {
        error = ent_threads_have_room(runner.worker_count) ? run_tiles(&runner) : ENT_ERR_MEMORY;
    }
    if (error == ENT_OK) {
        report_end(&runner);
        *ensemble = runner.workers[0].found;
        runner.workers[0].found = (ent_ensemble_t){0};
        for (size_t i = 1; i < runner.worker_count; i++) {
            ent_ensemble_merge(ensemble, &runner.workers[i].found);
        }
    }
    for (size_t i = 0; i < runner.worker_count && runner.workers != NULL; i++) {
        ent_worker_free(&runner.workers[i]);
    }
    free(runner.workers);
    return error;
}

void ent_ensemble_free(ent_ensemble_t *ensemble) {
    for (size_t i = 0; i < ensemble->plan_count && ensemble->plans != NULL; i++) {
        ent_gathered_free(&ensemble->plans[i]);
    }
    for (size_t i = 0; i < ensemble->plan_count && ensemble->contrasts != NULL; i++) {
        ent_contrast_free(&ensemble->contrasts[i]);
    }
    free(ensemble->plans);
    free(ensemble->contrasts);
    *ensemble = (ent_ensemble_t){0};
}

void ent_ensemble_merge(ent_ensemble_t *into, const ent_ensemble_t *from) {
    for (size_t i = 0; i < into->plan_count; i++) {
        ent_gathered_merge(&into->plans[i], &from->plans[i]);
        ent_contrast_merge(&into->contrasts[i], &from->contrasts[i]);
    }
    into->members += from->members;
}

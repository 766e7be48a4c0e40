#include "ensemble/worker.h"

#include "ensemble/gathered.h"

#include <stdlib.h>
#include <string.h>

static const bool *record_of(const ent_task_t *task, size_t plan) {
    return task->options->record != NULL ? task->options->record[plan] : NULL;
}

static const ent_metric_set_t *metrics_of(const ent_task_t *task, size_t plan) {
    return task->options->metrics != NULL ? &task->options->metrics[plan] : NULL;
}

static size_t metric_count(const ent_task_t *task, size_t plan) {
    const ent_metric_set_t *set = metrics_of(task, plan);
    return set != NULL ? set->count : 0;
}

/* Whether a plan is held against the first. */
static bool is_paired(const ent_task_t *task, size_t plan) {
    return task->options->pairings != NULL && plan > 0;
}

static ent_err_t init_strand(const ent_task_t *task, size_t index, ent_strand_t *strand) {
    const ent_plan_t *plan = task->plans[index];
    size_t rows = ent_tally_rows(plan);
    strand->blocks = ent_alloc(task->most_blocks, sizeof *strand->blocks);
    strand->seen = ent_alloc(task->most_blocks * rows, sizeof *strand->seen);
    strand->metrics = ent_alloc(task->tile * metric_count(task, index), sizeof *strand->metrics);
    if (strand->blocks == NULL || strand->seen == NULL || strand->metrics == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_member_init(&strand->member, plan);
    for (size_t b = 0; b < task->most_blocks && error == ENT_OK; b++) {
        error = ent_block_init(&strand->blocks[b], plan, task->lanes);
        strand->blocks[b].random = task->random;
    }
    return error;
}

/* Where among a plan's processes this one is; ENT_NOT_LENT if it is not. */
static size_t find_process(const uint32_t *processes, size_t count, uint32_t process) {
    for (size_t i = 0; i < count; i++) {
        if (processes[i] == process) {
            return i;
        }
    }
    return ENT_NOT_LENT;
}

/* Every plan has the same luck as the first: what that has drawn need not be drawn again. */
static ent_err_t lend_draws(const ent_worker_t *worker, size_t index) {
    const ent_plan_t *plan = worker->task->plans[index], *first = worker->task->plans[0];
    ent_strand_t *strand = &worker->strands[index];
    strand->lent = ent_alloc(plan->normals + plan->uniforms, sizeof *strand->lent);
    if (strand->lent == NULL) {
        return ENT_ERR_MEMORY;
    }
    size_t *normals = strand->lent, *uniforms = strand->lent + plan->normals;
    for (size_t i = 0; i < plan->normals; i++) {
        normals[i] =
            find_process(first->normal_processes, first->normals, plan->normal_processes[i]);
    }
    for (size_t i = 0; i < plan->uniforms; i++) {
        uniforms[i] =
            find_process(first->uniform_processes, first->uniforms, plan->uniform_processes[i]);
    }
    for (size_t b = 0; b < worker->task->most_blocks; b++) {
        strand->blocks[b].lender = (ent_lender_t){&worker->strands[0].blocks[b], normals, uniforms};
    }
    return ENT_OK;
}

static void free_strand(const ent_task_t *task, ent_strand_t *strand) {
    for (size_t b = 0; b < task->most_blocks && strand->blocks != NULL; b++) {
        ent_block_free(&strand->blocks[b]);
    }
    free(strand->blocks);
    free(strand->seen);
    free(strand->metrics);
    free(strand->lent);
    ent_member_free(&strand->member);
}

static ent_err_t init_found(const ent_task_t *task, ent_ensemble_t *found) {
    *found = (ent_ensemble_t){.plan_count = task->plan_count};
    found->plans = ent_alloc(task->plan_count, sizeof *found->plans);
    found->contrasts = ent_alloc(task->plan_count, sizeof *found->contrasts);
    if (found->plans == NULL || found->contrasts == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < task->plan_count && error == ENT_OK; i++) {
        error = ent_gathered_init(&found->plans[i], task->plans[i], record_of(task, i),
                                  metrics_of(task, i));
        if (error == ENT_OK && is_paired(task, i)) {
            error = ent_contrast_init(&found->contrasts[i], &task->options->pairings[i],
                                      task->plans[i], metrics_of(task, i));
        }
    }
    return error;
}

ent_err_t ent_worker_init(ent_worker_t *worker, const ent_task_t *task) {
    *worker = (ent_worker_t){.task = task};
    worker->strands = ent_alloc(task->plan_count, sizeof *worker->strands);
    ent_err_t error = worker->strands != NULL ? init_found(task, &worker->found) : ENT_ERR_MEMORY;
    for (size_t i = 0; i < task->plan_count && error == ENT_OK; i++) {
        error = init_strand(task, i, &worker->strands[i]);
        if (error == ENT_OK && i > 0) {
            error = lend_draws(worker, i);
        }
    }
    return error;
}

void ent_worker_free(ent_worker_t *worker) {
    for (size_t i = 0; worker->strands != NULL && i < worker->task->plan_count; i++) {
        free_strand(worker->task, &worker->strands[i]);
    }
    free(worker->strands);
    ent_ensemble_free(&worker->found);
    *worker = (ent_worker_t){0};
}

size_t ent_worker_bytes(const ent_task_t *task) {
    size_t bytes = 0;
    for (size_t i = 0; i < task->plan_count; i++) {
        bytes += ent_gathered_bytes(task->plans[i], record_of(task, i));
        bytes += task->most_blocks * ent_block_bytes(task->plans[i], task->lanes);
        bytes += task->tile * metric_count(task, i) * sizeof(ent_metric_value_t);
        if (is_paired(task, i)) {
            bytes += ent_contrast_bytes(&task->options->pairings[i], task->plans[i]);
        }
    }
    return bytes;
}

static size_t blocks_in_use(const ent_worker_t *worker) {
    return (worker->members + worker->task->lanes - 1) / worker->task->lanes;
}

static void start_strand(const ent_worker_t *worker, size_t index) {
    const ent_task_t *task = worker->task;
    ent_strand_t *strand = &worker->strands[index];
    size_t count = blocks_in_use(worker), rows = ent_tally_rows(task->plans[index]);
    memset(strand->seen, 0, count * rows * sizeof *strand->seen);
    for (size_t b = 0; b < count; b++) {
        size_t done = b * task->lanes, left = worker->members - done;
        ent_block_start(&strand->blocks[b], task->plans[index], task->options->seed,
                        worker->first_member + done, left < task->lanes ? left : task->lanes,
                        task->options->deterministic);
        task->model->record_instant(task->plans[index], &strand->blocks[b], 0);
    }
}

/*
 * Asks for a histogram's memory ahead: it was last used a tile ago, and has left the caches. This
 * takes 2 % off a run and 5 % off a comparison (docs/performance.md).
 */
static void prefetch(ent_distribution_t distribution) {
    enum { LINE = 64 / sizeof(uint32_t) };
    __builtin_prefetch(distribution.moments, 1);
    for (size_t i = 0; i < distribution.scale->bins + 2; i += LINE) {
        __builtin_prefetch(distribution.counts + i, 1);
    }
}

static void gather_instant(const ent_worker_t *worker, size_t index, size_t instant) {
    const ent_task_t *task = worker->task;
    const ent_variables_t *variables = &task->plans[index]->variables;
    const ent_gathered_t *gathered = &worker->found.plans[index];
    const ent_block_t *blocks = worker->strands[index].blocks;
    size_t count = blocks_in_use(worker);
    for (size_t i = 0; i < variables->count; i++) {
        if (i + 1 < variables->count && gathered->recorded[i + 1]) {
            prefetch(ent_gathered_variable(gathered, i + 1, instant));
        }
        if (gathered->recorded[i]) {
            ent_lane_row_t row = {variables->items[i].kind, variables->items[i].index, false};
            task->gather->values(blocks, count, row, ent_gathered_variable(gathered, i, instant));
        }
    }
}

static void contrast_instant(const ent_worker_t *worker, size_t index, size_t instant) {
    const ent_contrast_t *contrast = &worker->found.contrasts[index];
    for (size_t i = 0; i < contrast->pairing.row_count; i++) {
        const ent_row_pair_t *pair = &contrast->pairing.rows[i];
        if (i + 1 < contrast->pairing.row_count) {
            prefetch(ent_contrast_row(contrast, i + 1, instant));
        }
        worker->task->gather->differences(worker->strands[index].blocks, worker->strands[0].blocks,
                                          blocks_in_use(worker), pair->other, pair->control,
                                          ent_contrast_row(contrast, i, instant));
    }
}

/* Members have places of their own in a sample, so threads need not wait for each other. */
static void sample_instant(const ent_worker_t *worker, size_t index, size_t instant) {
    const ent_ensemble_options_t *options = worker->task->options;
    if (options->samplings != NULL) {
        ent_sample_instant(&options->samplings[index], worker->task->plans[index],
                           worker->strands[index].blocks, blocks_in_use(worker),
                           (size_t)(worker->first_member - options->first_member), instant);
    }
}

static void gather_all(const ent_worker_t *worker, size_t instant) {
    for (size_t i = 0; i < worker->task->plan_count; i++) {
        gather_instant(worker, i, instant);
        sample_instant(worker, i, instant);
        if (is_paired(worker->task, i)) {
            contrast_instant(worker, i, instant);
        }
    }
}

void ent_worker_start(ent_worker_t *worker, uint64_t first_member, size_t members) {
    worker->first_member = first_member;
    worker->members = members;
    worker->found.members += members;
    for (size_t i = 0; i < worker->task->plan_count; i++) {
        start_strand(worker, i);
    }
    gather_all(worker, 0);
}

void ent_worker_step(ent_worker_t *worker, size_t step) {
    const ent_task_t *task = worker->task;
    for (size_t i = 0; i < task->plan_count; i++) {
        const ent_plan_t *plan = task->plans[i];
        ent_strand_t *strand = &worker->strands[i];
        size_t rows = ent_tally_rows(plan);
        for (size_t b = 0; b < blocks_in_use(worker); b++) {
            task->model->step(plan, &strand->blocks[b], step);
            ent_gathered_add_happenings(&worker->found.plans[i], plan, &strand->blocks[b], step,
                                        strand->seen + b * rows);
        }
    }
    gather_all(worker, step + 1);
}

static void finish_strand(ent_worker_t *worker, size_t index) {
    const ent_task_t *task = worker->task;
    ent_strand_t *strand = &worker->strands[index];
    ent_gathered_t *gathered = &worker->found.plans[index];
    const ent_metric_set_t *set = &gathered->set;
    for (size_t k = 0; k < worker->members && set->count > 0; k++) {
        ent_metric_value_t *values = strand->metrics + k * set->count;
        ent_member_read(&strand->member, &strand->blocks[k / task->lanes], k % task->lanes);
        set->evaluate(set->user, &strand->member, values);
        ent_gathered_add_metrics(gathered, values);
    }
    for (size_t b = 0; b < blocks_in_use(worker); b++) {
        ent_gathered_add_block(gathered, task->plans[index], &strand->blocks[b]);
    }
}

void ent_worker_finish(ent_worker_t *worker) {
    const ent_task_t *task = worker->task;
    for (size_t i = 0; i < task->plan_count; i++) {
        finish_strand(worker, i);
        for (size_t k = 0; is_paired(task, i) && k < worker->members; k++) {
            ent_contrast_add_metrics(&worker->found.contrasts[i],
                                     worker->strands[i].metrics + k * metric_count(task, i),
                                     worker->strands[0].metrics + k * metric_count(task, 0));
        }
    }
}

ent_err_t ent_worker_show(const ent_worker_t *worker) {
    const ent_ensemble_options_t *options = worker->task->options;
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < worker->task->plan_count && error == ENT_OK && options->tile_done; i++) {
        ent_tile_t tile = {.plan = i,
                           .first_member = worker->first_member,
                           .members = worker->members,
                           .metrics = worker->strands[i].metrics,
                           .blocks = worker->strands[i].blocks,
                           .block_count = blocks_in_use(worker)};
        error = options->tile_done(options->user, &tile);
    }
    return error;
}

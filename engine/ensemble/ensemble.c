#include "ensemble/ensemble.h"

#include "ensemble/gather.h"
#include "ensemble/gathered.h"
#include "model/phases.h"

#include <stdlib.h>
#include <string.h>

/* One plan's share of the work on a tile. */
typedef struct {
    const ent_plan_t *plan;
    ent_gathered_t *gathered;
    ent_block_t *blocks;
    ent_lanes_t *seen;           /* blocks × rows of the tally */
    ent_member_t member;         /* read when a tile is done */
    ent_metric_value_t *metrics; /* members × metrics */
} strand_t;

typedef struct {
    const ent_ensemble_options_t *options;
    const ent_model_t *model;
    const ent_random_t *random;
    ent_gather_function_t *gather;
    size_t lanes, tile, most_blocks; /* members a block, members and blocks a tile */
    size_t steps;
    strand_t *strands;
    size_t strand_count;
    uint64_t steps_done, steps_in_all; /* of tiles, for progress */
} runner_t;

static size_t round_up(size_t count, size_t multiple) {
    return (count + multiple - 1) / multiple * multiple;
}

static void choose_sizes(runner_t *runner) {
    const ent_ensemble_options_t *options = runner->options;
    size_t lanes = options->lanes > 0 ? options->lanes : ENT_DEFAULT_LANES;
    size_t tile = options->tile > 0 ? options->tile : ENT_DEFAULT_TILE;
    lanes = round_up(lanes, ENT_LANE_MULTIPLE);
    lanes = lanes < ENT_MOST_LANES ? lanes : ENT_MOST_LANES;
    if (options->members < tile) {
        tile = (size_t)options->members;
    }
    if (tile < lanes) {
        lanes = round_up(tile, ENT_LANE_MULTIPLE);
    }
    runner->lanes = lanes;
    runner->tile = tile;
    runner->most_blocks = round_up(tile, lanes) / lanes;
}

static ent_err_t init_strand(const runner_t *runner, strand_t *strand, size_t metrics) {
    size_t rows = strand->gathered->tally.rows;
    strand->blocks = ent_alloc(runner->most_blocks, sizeof *strand->blocks);
    strand->seen = ent_alloc(runner->most_blocks * rows, sizeof *strand->seen);
    strand->metrics = ent_alloc(runner->tile * metrics, sizeof *strand->metrics);
    if (strand->blocks == NULL || strand->seen == NULL || strand->metrics == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_member_init(&strand->member, strand->plan);
    for (size_t b = 0; b < runner->most_blocks && error == ENT_OK; b++) {
        error = ent_block_init(&strand->blocks[b], strand->plan, runner->lanes);
        strand->blocks[b].random = runner->random;
    }
    return error;
}

static void free_strand(const runner_t *runner, strand_t *strand) {
    for (size_t b = 0; b < runner->most_blocks && strand->blocks != NULL; b++) {
        ent_block_free(&strand->blocks[b]);
    }
    free(strand->blocks);
    free(strand->seen);
    free(strand->metrics);
    ent_member_free(&strand->member);
}

static size_t blocks_for(const runner_t *runner, size_t members) {
    return round_up(members, runner->lanes) / runner->lanes;
}

static void start_tile(const runner_t *runner, strand_t *strand, uint64_t first_member,
                       size_t members) {
    size_t count = blocks_for(runner, members);
    memset(strand->seen, 0, count * strand->gathered->tally.rows * sizeof *strand->seen);
    for (size_t b = 0; b < count; b++) {
        size_t done = b * runner->lanes, left = members - done;
        ent_block_start(&strand->blocks[b], strand->plan, runner->options->seed,
                        first_member + done, left < runner->lanes ? left : runner->lanes,
                        runner->options->deterministic);
        runner->model->record_instant(strand->plan, &strand->blocks[b], 0);
    }
}

static void gather_instant(const runner_t *runner, const strand_t *strand, size_t members,
                           size_t instant) {
    const ent_variables_t *variables = &strand->plan->variables;
    size_t count = blocks_for(runner, members);
    for (size_t i = 0; i < variables->count; i++) {
        if (strand->gathered->recorded[i]) {
            runner->gather(strand->blocks, count, variables->items[i].kind,
                           variables->items[i].index,
                           ent_gathered_variable(strand->gathered, i, instant));
        }
    }
}

static void step_strand(const runner_t *runner, strand_t *strand, size_t members, size_t step) {
    size_t count = blocks_for(runner, members), rows = strand->gathered->tally.rows;
    for (size_t b = 0; b < count; b++) {
        runner->model->step(strand->plan, &strand->blocks[b], step);
        ent_gathered_add_happenings(strand->gathered, strand->plan, &strand->blocks[b], step,
                                    strand->seen + b * rows);
    }
    gather_instant(runner, strand, members, step + 1);
}

static ent_err_t finish_tile(const runner_t *runner, strand_t *strand, size_t index,
                             uint64_t first_member, size_t members) {
    const ent_ensemble_options_t *options = runner->options;
    const ent_metric_set_t *set = &strand->gathered->set;
    size_t count = blocks_for(runner, members);
    for (size_t k = 0; k < members && set->count > 0; k++) {
        ent_metric_value_t *values = strand->metrics + k * set->count;
        ent_member_read(&strand->member, &strand->blocks[k / runner->lanes], k % runner->lanes);
        set->evaluate(set->user, &strand->member, values);
        ent_gathered_add_metrics(strand->gathered, values);
    }
    for (size_t b = 0; b < count; b++) {
        ent_gathered_add_block(strand->gathered, strand->plan, &strand->blocks[b]);
    }
    if (options->tile_done == NULL) {
        return ENT_OK;
    }
    ent_tile_t tile = {.plan = index,
                       .first_member = first_member,
                       .members = members,
                       .metrics = strand->metrics,
                       .blocks = strand->blocks,
                       .block_count = count};
    return options->tile_done(options->user, &tile);
}

static void report_progress(runner_t *runner) {
    runner->steps_done++;
    if (runner->options->progress != NULL) {
        runner->options->progress(runner->options->user,
                                  (double)runner->steps_done / (double)runner->steps_in_all);
    }
}

/* All plans in lockstep: what they draw is the same, and what is recorded can be compared. */
static ent_err_t run_tile(runner_t *runner, uint64_t first_member, size_t members) {
    for (size_t i = 0; i < runner->strand_count; i++) {
        start_tile(runner, &runner->strands[i], first_member, members);
        gather_instant(runner, &runner->strands[i], members, 0);
    }
    for (size_t step = 0; step < runner->steps; step++) {
        for (size_t i = 0; i < runner->strand_count; i++) {
            step_strand(runner, &runner->strands[i], members, step);
        }
        report_progress(runner);
        if (runner->options->stop != NULL && *runner->options->stop != 0) {
            return ENT_ERR_INTERRUPTED;
        }
    }
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < runner->strand_count && error == ENT_OK; i++) {
        error = finish_tile(runner, &runner->strands[i], i, first_member, members);
    }
    return error;
}

static ent_err_t run_tiles(runner_t *runner) {
    const ent_ensemble_options_t *options = runner->options;
    uint64_t done = 0;
    ent_err_t error = ENT_OK;
    runner->steps_in_all = (options->members + runner->tile - 1) / runner->tile * runner->steps;
    while (done < options->members && error == ENT_OK) {
        uint64_t left = options->members - done;
        size_t members = left < runner->tile ? (size_t)left : runner->tile;
        error = run_tile(runner, options->first_member + done, members);
        done += members;
    }
    return error;
}

static ent_err_t init_strands(runner_t *runner, const ent_plan_t *const *plans,
                              ent_ensemble_t *ensemble) {
    const ent_ensemble_options_t *options = runner->options;
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < runner->strand_count && error == ENT_OK; i++) {
        const ent_metric_set_t *set = options->metrics != NULL ? &options->metrics[i] : NULL;
        strand_t *strand = &runner->strands[i];
        strand->plan = plans[i];
        strand->gathered = &ensemble->plans[i];
        error = ent_gathered_init(strand->gathered, plans[i],
                                  options->record != NULL ? options->record[i] : NULL, set);
        if (error == ENT_OK) {
            error = init_strand(runner, strand, set != NULL ? set->count : 0);
        }
    }
    return error;
}

ent_err_t ent_ensemble_run(const ent_plan_t *const *plans, size_t plan_count,
                           const ent_ensemble_options_t *options, ent_ensemble_t *ensemble) {
    runner_t runner = {.options = options,
                       .model = ent_model(options->isa),
                       .random = ent_random(options->isa),
                       .gather = ent_gather(options->isa),
                       .steps = plans[0]->steps,
                       .strand_count = plan_count};
    ent_ensemble_t result = {.plan_count = plan_count, .members = options->members};
    choose_sizes(&runner);
    runner.strands = ent_alloc(plan_count, sizeof *runner.strands);
    result.plans = ent_alloc(plan_count, sizeof *result.plans);
    ent_err_t error = runner.strands != NULL && result.plans != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = init_strands(&runner, plans, &result);
    }
    if (error == ENT_OK) {
        error = run_tiles(&runner);
    }
    for (size_t i = 0; i < plan_count && runner.strands != NULL; i++) {
        free_strand(&runner, &runner.strands[i]);
    }
    free(runner.strands);
    if (error != ENT_OK) {
        ent_ensemble_free(&result);
        return error;
    }
    *ensemble = result;
    return ENT_OK;
}

void ent_ensemble_free(ent_ensemble_t *ensemble) {
    for (size_t i = 0; i < ensemble->plan_count && ensemble->plans != NULL; i++) {
        ent_gathered_free(&ensemble->plans[i]);
    }
    free(ensemble->plans);
    *ensemble = (ent_ensemble_t){0};
}

void ent_ensemble_merge(ent_ensemble_t *into, const ent_ensemble_t *from) {
    for (size_t i = 0; i < into->plan_count; i++) {
        ent_gathered_merge(&into->plans[i], &from->plans[i]);
    }
    into->members += from->members;
}

/* One thread's work: tiles of members, through all plans in lockstep. For ensemble.c. */
#ifndef ENT_ENSEMBLE_WORKER_H
#define ENT_ENSEMBLE_WORKER_H

#include "ensemble/ensemble.h"
#include "model/phases.h"

/* What all workers share and none changes while they work. */
typedef struct {
    const ent_ensemble_options_t *options;
    const ent_plan_t *const *plans;
    size_t plan_count;
    const ent_model_t *model;
    const ent_random_t *random;
    const ent_gather_t *gather;
    size_t lanes, tile, most_blocks; /* members a block and a tile, blocks a tile */
    size_t steps;
} ent_task_t;

/* One plan's share of the work on a tile. */
typedef struct {
    ent_block_t *blocks;
    ent_lanes_t *seen;           /* blocks × rows of the tally */
    ent_member_t member;         /* read when a tile is done */
    ent_metric_value_t *metrics; /* members × metrics */
    size_t *lent;                /* [stream] normals, then uniforms: the first plan's */
} ent_strand_t;

typedef struct {
    const ent_task_t *task;
    ent_strand_t *strands; /* [plan] */
    ent_ensemble_t found;  /* in the members this worker has had */
    uint64_t first_member; /* of the tile at hand */
    size_t members;
} ent_worker_t;

ENT_CHECKED ent_err_t ent_worker_init(ent_worker_t *worker, const ent_task_t *task);
void ent_worker_free(ent_worker_t *worker); /* what it found included */

/* Bytes a worker takes. */
size_t ent_worker_bytes(const ent_task_t *task);

/* Puts all plans at the start of a tile; each step then takes them one further. */
void ent_worker_start(ent_worker_t *worker, uint64_t first_member, size_t members);
void ent_worker_step(ent_worker_t *worker, size_t step);

/* Evaluates the metrics of the tile's members. */
void ent_worker_finish(ent_worker_t *worker);

/* Shows the tile to the caller's tile_done, plan by plan. */
ENT_CHECKED ent_err_t ent_worker_show(const ent_worker_t *worker);

#endif

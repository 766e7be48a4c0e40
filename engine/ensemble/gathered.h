/* Storage of what an ensemble gathers, for ensemble.c. */
#ifndef ENT_ENSEMBLE_GATHERED_H
#define ENT_ENSEMBLE_GATHERED_H

#include "ensemble/ensemble.h"

/* `record` is [variable], or NULL for all; `set` NULL for no metrics, else its scales and user
 * outlive this. */
ENT_CHECKED ent_err_t ent_gathered_init(ent_gathered_t *gathered, const ent_plan_t *plan,
                                        const bool *record, const ent_metric_set_t *set);
/* Bytes of its histograms and sums by instant: nearly all that it takes. */
size_t ent_gathered_bytes(const ent_plan_t *plan, const bool *record);
void ent_gathered_free(ent_gathered_t *gathered);
void ent_gathered_merge(ent_gathered_t *into, const ent_gathered_t *from);

/* Adds one member's metrics. */
void ent_gathered_add_metrics(ent_gathered_t *gathered, const ent_metric_value_t *values);

/* Adds what happened in a step to a block; `seen` keeps, by row, the lanes it happened to before.
 */
void ent_gathered_add_happenings(ent_gathered_t *gathered, const ent_plan_t *plan,
                                 const ent_block_t *block, size_t step, ent_lanes_t *seen);

/* Adds the counts a block keeps to its end. */
void ent_gathered_add_block(ent_gathered_t *gathered, const ent_plan_t *plan,
                            const ent_block_t *block);

#endif

/*
 * Sampling: values of chosen variables at chosen instants of every member, kept, for analyses that
 * need members whole, where histograms would not do.
 */
#ifndef ENT_ENSEMBLE_SAMPLE_H
#define ENT_ENSEMBLE_SAMPLE_H

#include "model/block.h"

typedef struct {
    const size_t *variables; /* indexes into plan->variables.items, in any order */
    size_t variable_count;
    const size_t *instants; /* ascending, each once, 0 … steps */
    size_t instant_count;
    double *values; /* members × instants × variables, row-major; the caller's to give and free */
} ent_sampling_t;

/* Bytes that `values` must have room for; false where that is more than can be said. */
bool ent_sampling_bytes(const ent_sampling_t *sampling, uint64_t members, size_t *bytes);

/*
 * Keeps what is recorded at an instant of a plan's blocks, if the instant is a chosen one; the
 * first lane of the first block is the member in row `first_row` of `values`.
 */
void ent_sample_instant(const ent_sampling_t *sampling, const ent_plan_t *plan,
                        const ent_block_t *blocks, size_t block_count, size_t first_row,
                        size_t instant);

#endif

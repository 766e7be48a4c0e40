/* The inner loop of gathering: a variable's lanes into its histogram and sums, for a whole tile. */
#ifndef ENT_ENSEMBLE_GATHER_H
#define ENT_ENSEMBLE_GATHER_H

#include "base/isa.h"
#include "ensemble/distribution.h"
#include "model/block.h"

/* Adds a variable of all members of some blocks to a distribution. */
typedef void ent_gather_function_t(const ent_block_t *blocks, size_t block_count,
                                   ent_variable_kind_t kind, size_t index,
                                   ent_distribution_t distribution);

/* The function for an instruction set; all of them give the same bits. */
ent_gather_function_t *ent_gather(ent_isa_t isa);

ent_gather_function_t ent_gather_lanes_baseline, ent_gather_lanes_avx2, ent_gather_lanes_avx512;

/*
 * The largest |value − centre| this loop can sum in fixed point; all variables are bounded well
 * below it by the ranges of their keys.
 */
#define ENT_GATHER_LIMIT 64.0

#endif

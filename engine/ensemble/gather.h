/* The inner loop of gathering: a variable's lanes into its histogram and sums, for a whole tile. */
#ifndef ENT_ENSEMBLE_GATHER_H
#define ENT_ENSEMBLE_GATHER_H

#include "base/isa.h"
#include "ensemble/distribution.h"
#include "model/block.h"

/* Which row of a block's lanes: a variable, or one that its plan does not have and that counts 0.
 */
typedef struct {
    ent_variable_kind_t kind;
    size_t index;
    bool absent;
} ent_lane_row_t;

/* Adds a variable of all members of some blocks to a distribution. */
typedef void ent_gather_function_t(const ent_block_t *blocks, size_t block_count,
                                   ent_lane_row_t row, ent_distribution_t distribution);

/* Adds by how much it differs from the control's, for the same members of another plan. */
typedef void ent_gather_differences_t(const ent_block_t *blocks, const ent_block_t *control,
                                      size_t block_count, ent_lane_row_t row,
                                      ent_lane_row_t control_row, ent_distribution_t distribution);

typedef struct {
    ent_gather_function_t *values;
    ent_gather_differences_t *differences;
} ent_gather_t;

/* The functions for an instruction set; all of them give the same bits. */
const ent_gather_t *ent_gather(ent_isa_t isa);

ent_gather_function_t ent_gather_lanes_baseline, ent_gather_lanes_avx2, ent_gather_lanes_avx512;
ent_gather_differences_t ent_gather_differences_baseline, ent_gather_differences_avx2,
    ent_gather_differences_avx512;

/* Up to this |value − centre| all lanes are summed at once; beyond it one by one. */
#define ENT_GATHER_NEAR 64.0

/* The largest |value − centre| that can be summed; the ranges of keys keep well below it. */
#define ENT_GATHER_LIMIT 256.0

#endif

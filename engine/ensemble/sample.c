#include "ensemble/sample.h"

#include "base/memory.h"

bool ent_sampling_bytes(const ent_sampling_t *sampling, uint64_t members, size_t *bytes) {
    size_t row = 0, values = 0;
    return members <= SIZE_MAX &&
           ent_multiply(sampling->instant_count, sampling->variable_count, &row) &&
           ent_multiply((size_t)members, row, &values) &&
           ent_multiply(values, sizeof *sampling->values, bytes);
}

/* Where an instant stands among the chosen ones; their number if it does not. */
static size_t find_instant(const ent_sampling_t *sampling, size_t instant) {
    size_t low = 0, high = sampling->instant_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sampling->instants[middle] < instant) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool chosen = low < sampling->instant_count && sampling->instants[low] == instant;
    return chosen ? low : sampling->instant_count;
}

/* One block's lanes of a variable; rows of members are `stride` apart. */
static void keep_lanes(const ent_block_t *block, const ent_variable_t *variable, double *values,
                       size_t stride) {
    const double *lanes = ent_block_variable(block, variable->kind, variable->index);
    for (size_t j = 0; j < block->members; j++) {
        values[j * stride] = lanes[j];
    }
}

void ent_sample_instant(const ent_sampling_t *sampling, const ent_plan_t *plan,
                        const ent_block_t *blocks, size_t block_count, size_t first_row,
                        size_t instant) {
    const size_t at = find_instant(sampling, instant);
    const size_t stride = sampling->instant_count * sampling->variable_count;
    if (at == sampling->instant_count) {
        return;
    }
    for (size_t b = 0; b < block_count; b++) {
        double *values = sampling->values + first_row * stride + at * sampling->variable_count;
        for (size_t v = 0; v < sampling->variable_count; v++) {
            keep_lanes(&blocks[b], &plan->variables.items[sampling->variables[v]], values + v,
                       stride);
        }
        first_row += blocks[b].members;
    }
}

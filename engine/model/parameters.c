/* A kernel file: compiled once for each instruction set. `parameter` effects, from phase 3 on. */
#include "model/phases.h"

void ENT_KERNEL(parameters)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    size_t next = block->segment + 1;
    if (next < plan->segment_count && plan->segment_from[next] == step) {
        block->segment = next;
        block->params = &plan->segments[next];
        block->publics_stale = true;
        block->institutions_stale = true;
    }
}

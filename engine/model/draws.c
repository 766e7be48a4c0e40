/* A kernel file: compiled once for each instruction set. What is drawn in every step. */
#include "model/lanes.h"
#include "model/phases.h"

#include <string.h>

/* In a deterministic run all z are 0 and nothing that has a rate arrives: no p exceeds 1. */
static void fill_deterministic(const ent_plan_t *plan, ent_block_t *block) {
    ent_fill_lanes(block->normals, plan->normals * 2 * block->lanes, 0);
    ent_fill_lanes(block->uniforms, plan->uniforms * 2 * block->lanes, 1);
}

/* Takes the index-th stream's pairs from the lender, if that has them. */
static bool borrow(const ent_block_t *lender, const double *lent, const size_t *streams,
                   size_t index, double *even) {
    if (lender == NULL || streams[index] == ENT_NOT_LENT) {
        return false;
    }
    memcpy(even, lent + 2 * streams[index] * lender->lanes, 2 * lender->lanes * sizeof *even);
    return true;
}

static void draw_pairs(const ent_plan_t *plan, ent_block_t *block, uint32_t index) {
    const size_t lanes = block->lanes;
    const ent_block_t *lender = block->lender.block;
    for (size_t i = 0; i < plan->normals; i++) {
        double *even = block->normals + 2 * i * lanes;
        if (!borrow(lender, lender != NULL ? lender->normals : NULL, block->lender.normals, i,
                    even)) {
            block->random->normals(block->seed, block->first_member, index,
                                   plan->normal_processes[i], lanes, even, even + lanes);
        }
    }
    for (size_t i = 0; i < plan->uniforms; i++) {
        double *even = block->uniforms + 2 * i * lanes;
        if (!borrow(lender, lender != NULL ? lender->uniforms : NULL, block->lender.uniforms, i,
                    even)) {
            block->random->uniforms(block->seed, block->first_member, index,
                                    plan->uniform_processes[i], lanes, even, even + lanes);
        }
    }
}

/* Pairs are drawn on even steps: the first serves this step, the second the next. */
void ENT_KERNEL(draws)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    ent_happenings_t *happened = &block->happened;
    memset(happened->events, 0, plan->events * sizeof *happened->events);
    memset(happened->shocks, 0, plan->shocks * sizeof *happened->shocks);
    memset(happened->answers, 0, sizeof happened->answers);
    memset(happened->successions, 0, sizeof happened->successions);
    if (block->deterministic) {
        if (step == 0) {
            fill_deterministic(plan, block);
        }
    } else if (step % 2 == 0) {
        draw_pairs(plan, block, (uint32_t)(step / 2));
    }
}

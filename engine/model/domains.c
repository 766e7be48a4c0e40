/* A kernel file: compiled once for each instruction set. Phase 6: domains of cooperation. */
#include "model/lanes.h"
#include "model/phases.h"

/* What governments, drivers, firms and people make of a domain without institutions. */
static void find_own(const ent_block_t *block, const ent_domain_params_t *params,
                     double *restrict own) {
    const size_t lanes = ent_lane_count(block);
    const double autonomy = params->autonomy, base = params->base;
    const double *a = ent_block_variable(block, ENT_VAR_STANCE, 0);
    const double *b = ent_block_variable(block, ENT_VAR_STANCE, 1);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        own[j] = (a[j] + b[j]) / 2;
    }
    for (size_t i = 0; i < params->pulls.count; i++) {
        const ent_link_t *pull = &params->pulls.links[i];
        ent_add_scaled(own, lanes, pull->value,
                       ent_block_variable(block, ENT_VAR_DRIVER, pull->index));
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        own[j] = (1 - autonomy) * ent_clamp(own[j], -1, 1) + autonomy * base;
    }
}

void ENT_KERNEL(domains)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    const size_t lanes = ent_lane_count(block);
    _Alignas(64) double own[ENT_MOST_LANES], level[ENT_MOST_LANES];
    (void)step;
    for (size_t d = 0; d < plan->domains; d++) {
        const ent_domain_params_t *params = &block->params->domains[d];
        const double keep = params->drift.keep;
        const double *reliance = ent_block_variable(block, ENT_VAR_RELIANCE, d);
        double *x = ent_block_variable(block, ENT_VAR_DOMAIN, d);
        find_own(block, params, own);
        ENT_KERNEL(find_held_level)(block, &params->coverage, level);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            double target = (1 - reliance[j]) * own[j] + reliance[j] * level[j];
            x[j] = ent_clamp(target + (x[j] - target) * keep, -1, 1);
        }
    }
}

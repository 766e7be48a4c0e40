/* A kernel file: compiled once for each instruction set. Phase 8: relationship health. */
#include "model/lanes.h"
#include "model/phases.h"

void ENT_KERNEL(health)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    const size_t lanes = ent_lane_count(block);
    const ent_params_t *params = block->params;
    const double rise_keep = params->rise_keep, fall_keep = params->fall_keep;
    const double public_weight = params->public_weight;
    const double *a = ent_block_variable(block, ENT_VAR_PUBLIC, 0);
    const double *b = ent_block_variable(block, ENT_VAR_PUBLIC, 1);
    double *health = block->health;
    _Alignas(64) double composite[ENT_MOST_LANES] = {0};
    (void)step;
    for (size_t d = 0; d < plan->domains; d++) {
        ent_add_scaled(composite, lanes, params->domains[d].weight,
                       ent_block_variable(block, ENT_VAR_DOMAIN, d));
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double z = composite[j] + public_weight * (a[j] + b[j]) / 2;
        double keep = z > health[j] ? rise_keep : fall_keep;
        health[j] = z + (health[j] - z) * keep;
    }
}

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
        const double pull = params->pulls.links[i].value;
        const double *level =
            ent_block_variable(block, ENT_VAR_DRIVER, params->pulls.links[i].index);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            own[j] += pull * level[j];
        }
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        own[j] = (1 - autonomy) * ent_clamp(own[j], -1, 1) + autonomy * base;
    }
}

/* The level the domain's institutions hold to, by what each carries of it; 0 where none does. */
static void find_held_level(const ent_block_t *block, const ent_domain_params_t *params,
                            double *restrict level) {
    const size_t lanes = ent_lane_count(block);
    _Alignas(64) double carried[ENT_MOST_LANES];
    for (size_t j = 0; j < lanes; j++) {
        level[j] = 0;
        carried[j] = 0;
    }
    for (size_t i = 0; i < params->coverage.count; i++) {
        const size_t institution = params->coverage.links[i].index;
        const double coverage = params->coverage.links[i].value;
        if (!block->live[institution]) {
            continue;
        }
        const double *habit = ent_block_variable(block, ENT_VAR_HABIT, institution);
        const double *held = ent_block_variable(block, ENT_VAR_LEVEL, institution);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            level[j] += coverage * habit[j] * held[j];
            carried[j] += coverage * habit[j];
        }
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double sum = carried[j] > 0 ? carried[j] : 1;
        level[j] /= sum;
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
        find_held_level(block, params, level);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            double target = (1 - reliance[j]) * own[j] + reliance[j] * level[j];
            x[j] = ent_clamp(target + (x[j] - target) * keep, -1, 1);
        }
    }
}

/* A kernel file: compiled once for each instruction set. Phase 2c: random shocks. */
#include "model/lanes.h"
#include "model/phases.h"

/*
 * Expected arrivals in the step, rate·(1 + opportunism·div)·Δ. The probability 1 − exp(−x) is never
 * more than x, so only lanes whose uniform is below x need the exponential.
 */
static void find_expected(const ent_plan_t *plan, const ent_block_t *block,
                          const ent_shock_params_t *shock, double *restrict expected) {
    const size_t lanes = ent_lane_count(block);
    const ent_state_params_t *actor = &block->params->states[shock->by];
    const double *approval = ent_block_variable(block, ENT_VAR_APPROVAL, shock->by);
    const double rate = shock->rate, opportunism = shock->opportunism;
    const double below = actor->diversion_below, step_years = plan->step_years;
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double tempted = 1 + opportunism * ent_diversion(approval[j], below);
        expected[j] = rate * tempted * step_years;
    }
}

static void run_shock(const ent_plan_t *plan, ent_block_t *block, size_t k, size_t step) {
    static const ent_links_t nothing = {0};
    const ent_shock_params_t *shock = &block->params->shocks[k];
    const double *u = ent_uniform(block, plan->shock_stream + k, step);
    const ent_links_t *hits[ENT_STATES] = {&nothing, &nothing};
    _Alignas(64) double expected[ENT_MOST_LANES];
    hits[shock->by] = &shock->hits;
    find_expected(plan, block, shock, expected);
    ent_lanes_t candidates = ent_lanes_below(u, expected, ent_lane_count(block));
    while (candidates != 0) {
        size_t lane = ent_next_lane(&candidates);
        double probability = 1 - ent_exp(-expected[lane]);
        if (u[lane] < probability) {
            double severity[ENT_STATES] = {0};
            severity[shock->by] = ent_quantile_at(shock->severity, u[lane] / probability);
            block->happened.shocks[k] |= UINT64_C(1) << lane;
            ENT_KERNEL(strike)(block, lane, severity, hits);
        }
    }
}

void ENT_KERNEL(shocks)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    for (size_t k = 0; k < plan->shocks; k++) {
        run_shock(plan, block, k, step);
    }
}

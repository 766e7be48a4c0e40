/* A kernel file: compiled once for each instruction set. Phase 4: governments. */
#include "model/lanes.h"
#include "model/phases.h"

static void move_approval(const ent_plan_t *plan, ent_block_t *block, size_t state, size_t step) {
    const size_t lanes = ent_lane_count(block);
    const ent_state_params_t *params = &block->params->states[state];
    const ent_drift_t drift = params->approval;
    const double mean = params->approval_mean, cost = params->cost_of_leading;
    const double *stance = ent_block_variable(block, ENT_VAR_STANCE, state);
    const double *warmth = ent_block_variable(block, ENT_VAR_PUBLIC, state);
    const double *z = ent_normal(block, plan->approval_stream[state], step);
    double *approval = ent_block_variable(block, ENT_VAR_APPROVAL, state);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double target = mean - cost * ent_at_least_zero(stance[j] - warmth[j]);
        approval[j] = ent_clamp(ent_drift(approval[j], target, drift, z[j]), 0, 1);
    }
}

/* [Σ need·e]± */
static void find_need(const ent_plan_t *plan, const ent_block_t *block, size_t state,
                      double *restrict need) {
    const size_t lanes = ent_lane_count(block);
    ent_fill_lanes(need, lanes, 0);
    for (size_t v = 0; v < plan->drivers; v++) {
        ent_add_scaled(need, lanes, block->params->drivers[v].need[state],
                       ent_block_variable(block, ENT_VAR_DRIVER, v));
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        need[j] = ent_clamp(need[j], -1, 1);
    }
}

/* Where a government's stance tends to, and by how much commitments hold it above its own wish. */
static void find_target(const ent_plan_t *plan, ent_block_t *block, size_t state,
                        const double *restrict level, double *restrict target) {
    const size_t lanes = ent_lane_count(block);
    const ent_state_params_t *params = &block->params->states[state];
    const double w_leader = params->weights[ENT_WEIGHT_LEADER];
    const double w_public = params->weights[ENT_WEIGHT_PUBLIC];
    const double w_reciprocity = params->weights[ENT_WEIGHT_RECIPROCITY];
    const double w_necessity = params->weights[ENT_WEIGHT_NECESSITY];
    const double w_commitment = params->weights[ENT_WEIGHT_COMMITMENT];
    const double own_sum = params->weight_sum, grievance = params->grievance;
    const double diversion = params->diversion, below = params->diversion_below;
    const double *leader = ent_block_variable(block, ENT_VAR_LEADER, state);
    const double *approval = ent_block_variable(block, ENT_VAR_APPROVAL, state);
    const double *partner = ent_block_variable(block, ENT_VAR_STANCE, 1 - state);
    const double *commitment = ent_block_variable(block, ENT_VAR_COMMITMENT, 0);
    const double *heard = ent_row(block, block->heard, state);
    const double *fast = ent_row(block, block->fast, state);
    const double *slow = ent_row(block, block->slow, state);
    double *autonomy = ent_row(block, block->autonomy_sum, state);
    _Alignas(64) double need[ENT_MOST_LANES];
    find_need(plan, block, state, need);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double own = w_leader * leader[j] + w_public * heard[j] + w_reciprocity * partner[j] +
                     w_necessity * need[j];
        double bound = w_commitment * commitment[j];
        double sore =
            grievance * (fast[j] + slow[j]) * (1 + diversion * ent_diversion(approval[j], below));
        double with = ent_clamp((own + bound * level[j]) / (own_sum + bound) - sore, -1, 1);
        double without = ent_clamp(own / own_sum - sore, -1, 1);
        target[j] = with;
        autonomy[j] += ent_at_least_zero(with - without);
    }
}

void ENT_KERNEL(governments)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    const size_t lanes = ent_lane_count(block);
    _Alignas(64) double level[ENT_MOST_LANES], targets[ENT_STATES][ENT_MOST_LANES];
    ENT_KERNEL(find_held_level)(block, &block->params->bindings, level);
    for (size_t s = 0; s < ENT_STATES; s++) {
        move_approval(plan, block, s, step);
    }
    for (size_t s = 0; s < ENT_STATES; s++) { /* both from the same old stances */
        find_target(plan, block, s, level, targets[s]);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        const ent_drift_t drift = block->params->states[s].stance;
        const double *z = ent_normal(block, plan->stance_stream[s], step);
        const double *target = targets[s];
        double *stance = ent_block_variable(block, ENT_VAR_STANCE, s);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            stance[j] = ent_clamp(ent_drift(stance[j], target[j], drift, z[j]), -1, 1);
        }
    }
}

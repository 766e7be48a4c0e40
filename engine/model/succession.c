/* A kernel file: compiled once for each instruction set. Phase 3: succession of leaders. */
#include "model/lanes.h"
#include "model/phases.h"

#include <math.h>

/* Changes of government at random in the step: rate·[1 + sensitivity·(mean − approval)]₀⁴·Δ. */
static void find_expected(const ent_plan_t *plan, const ent_block_t *block, size_t state,
                          double *restrict expected) {
    const size_t lanes = ent_lane_count(block);
    const ent_state_params_t *params = &block->params->states[state];
    const double *approval = ent_block_variable(block, ENT_VAR_APPROVAL, state);
    const double rate = params->turnover_rate, mean = params->approval_mean;
    const double sensitivity = params->sensitivity, step_years = plan->step_years;
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        expected[j] = rate * ent_clamp(1 + sensitivity * (mean - approval[j]), 0, 4) * step_years;
    }
}

/* The lanes whose government falls in this step by the hazard. */
static ent_lanes_t find_fallen(const ent_plan_t *plan, const ent_block_t *block, size_t state,
                               size_t step) {
    _Alignas(64) double expected[ENT_MOST_LANES];
    const double *u = ent_uniform(block, plan->turnover_stream[state], step);
    if (!(block->params->states[state].turnover_rate > 0)) {
        return 0;
    }
    find_expected(plan, block, state, expected);
    ent_lanes_t candidates = ent_lanes_below(u, expected, ent_lane_count(block)), fallen = 0;
    while (candidates != 0) {
        size_t lane = ent_next_lane(&candidates);
        if (u[lane] < 1 - ent_exp(-expected[lane])) {
            fallen |= UINT64_C(1) << lane;
        }
    }
    return fallen;
}

/* The lanes with an election in this step. */
static ent_lanes_t find_elected(const ent_block_t *block, size_t state, size_t step) {
    const double *next = ent_row(block, block->next_term_step, state);
    _Alignas(64) double now[ENT_MOST_LANES];
    ent_fill_lanes(now, ent_lane_count(block), (double)step + 0.5);
    return ent_lanes_below(next, now, ent_lane_count(block));
}

/* The disposition of a new leader from the pool; the calendar of elections cannot change who. */
static double draw_disposition(const ent_plan_t *plan, ent_block_t *block, size_t state,
                               size_t lane) {
    const ent_state_params_t *params = &block->params->states[state];
    double *next = &ent_row(block, block->ordinal, state)[lane];
    uint32_t ordinal = (uint32_t)*next;
    *next += 1;
    if (block->deterministic) {
        return params->pool_mean;
    }
    uint64_t member = block->first_member + lane;
    uint32_t process = plan->leader_process[state];
    double u = block->random->uniform_pair(block->seed, member, ordinal, process, 0).first;
    double z = block->random->normal_pair(block->seed, member, ordinal, process, 1).first;
    size_t type = 0;
    while (type + 1 < params->pool_count && !(params->pool[type].cumulated_weight > u)) {
        type++;
    }
    return params->pool[type].orientation + params->pool[type].spread * z;
}

void ENT_KERNEL(install_leader)(const ent_plan_t *plan, ent_block_t *block, size_t state,
                                size_t lane, double disposition, double approval, size_t step) {
    const ent_state_params_t *params = &block->params->states[state];
    double stance = ent_block_variable(block, ENT_VAR_STANCE, state)[lane];
    double honeymoon = ent_clamp(params->approval_mean + params->honeymoon, 0, 1);
    ent_block_variable(block, ENT_VAR_LEADER, state)[lane] =
        (1 - params->continuity) * disposition + params->continuity * stance;
    ent_block_variable(block, ENT_VAR_APPROVAL, state)[lane] =
        isnan(approval) ? honeymoon : approval;
    block->leader_changes[state * plan->steps + step] |= UINT64_C(1) << lane;
}

/* A regular election is followed by the next; an early one restarts the calendar. */
static void set_next_term(const ent_plan_t *plan, ent_block_t *block, size_t state, size_t lane,
                          bool regular, size_t step) {
    double *years = &ent_row(block, block->next_term_years, state)[lane];
    double last = regular ? *years : (double)step * plan->step_years;
    *years = last + plan->term_years[state];
    ent_row(block, block->next_term_step, state)[lane] = ent_step_of(*years, plan->step_years);
}

static void succeed(const ent_plan_t *plan, ent_block_t *block, size_t state, size_t step) {
    bool terms = isfinite(plan->first_term_years[state]);
    ent_lanes_t elected = terms ? find_elected(block, state, step) : 0;
    ent_lanes_t changed = elected | find_fallen(plan, block, state, step);
    const double *warmth = ent_block_variable(block, ENT_VAR_PUBLIC, state);
    double electorate = block->params->states[state].electorate;
    block->happened.successions[state] = changed;
    while (changed != 0) {
        size_t lane = ent_next_lane(&changed);
        double disposition = draw_disposition(plan, block, state, lane);
        disposition = ent_clamp(disposition + electorate * warmth[lane], -1, 1);
        ENT_KERNEL(install_leader)(plan, block, state, lane, disposition, NAN, step);
        if (terms) {
            set_next_term(plan, block, state, lane, elected >> lane & 1, step);
        }
    }
}

void ENT_KERNEL(succession)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        if (plan->scenario->states[s].succession != ENT_SUCCESSION_NONE) {
            succeed(plan, block, s, step);
        }
    }
    ENT_KERNEL(derive)(plan, block, step);
}

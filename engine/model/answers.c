/* A kernel file: compiled once for each instruction set. Phase 2a: answers to provocations. */
#include "model/lanes.h"
#include "model/phases.h"

static const double age_tolerance = 1e-9; /* years */

/* Ages what waits for an answer; the lanes in which its time has come. */
static ent_lanes_t find_due(const ent_plan_t *plan, ent_block_t *block, size_t state) {
    const size_t lanes = ent_lane_count(block);
    const double step_years = plan->step_years;
    const double ripe = block->params->states[state].delay_years - age_tolerance;
    const double *provocation = ent_row(block, block->provocation, state);
    double *age = ent_row(block, block->provocation_age, state);
    _Alignas(64) double missing[ENT_MOST_LANES], zero[ENT_MOST_LANES];
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        age[j] += step_years;
        missing[j] = provocation[j] > 0 && age[j] >= ripe ? -1 : 1;
        zero[j] = 0;
    }
    return ent_lanes_below(missing, zero, lanes);
}

/* The severity of a state's answer in one lane, 0 for none; the provocation is taken either way. */
static double decide(const ent_plan_t *plan, ent_block_t *block, size_t state, size_t lane,
                     size_t step) {
    const ent_state_params_t *params = &block->params->states[state];
    double *waiting = &ent_row(block, block->provocation, state)[lane];
    double taken = *waiting;
    double approval = ent_block_variable(block, ENT_VAR_APPROVAL, state)[lane];
    double stance = ent_block_variable(block, ENT_VAR_STANCE, state)[lane];
    *waiting = 0;
    if (!(taken > params->threshold)) {
        return 0;
    }
    double tempted = 1 + params->diversion * ent_diversion(approval, params->diversion_below);
    double chance = ent_clamp(params->propensity * (1 - stance) / 2 * tempted, 0, 1);
    double u = ENT_EVEN_CHANCE;
    if (!block->deterministic) {
        ent_pair_t pair =
            block->random->uniform_pair(block->seed, block->first_member + lane,
                                        (uint32_t)(step / 2), plan->retaliation_process[state], 0);
        u = step % 2 == 0 ? pair.first : pair.second;
    }
    if (!(u < chance)) {
        return 0;
    }
    block->happened.answers[state] |= UINT64_C(1) << lane;
    return params->ladder * taken;
}

void ENT_KERNEL(answers)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    const ent_state_params_t *states = block->params->states;
    const ent_links_t *const hits[ENT_STATES] = {&states[0].hits, &states[1].hits};
    ent_lanes_t due[ENT_STATES];
    for (size_t s = 0; s < ENT_STATES; s++) {
        due[s] = find_due(plan, block, s);
    }
    for (ent_lanes_t either = due[0] | due[1]; either != 0;) {
        size_t lane = ent_next_lane(&either);
        double severity[ENT_STATES] = {0};
        for (size_t s = 0; s < ENT_STATES; s++) {
            if (due[s] >> lane & 1) {
                severity[s] = decide(plan, block, s, lane, step);
            }
        }
        ENT_KERNEL(strike)(block, lane, severity, hits);
    }
}

/* A kernel file: compiled once for each instruction set. Phase 7: publics. */
#include "model/lanes.h"
#include "model/phases.h"

static void fade_grievances(const ent_block_t *block, size_t state) {
    const size_t lanes = ent_lane_count(block);
    const double fast_keep = block->params->states[state].fast_keep;
    const double slow_keep = block->params->states[state].slow_keep;
    double *fast = ent_row(block, block->fast, state);
    double *slow = ent_row(block, block->slow, state);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        fast[j] *= fast_keep;
        slow[j] *= slow_keep;
    }
}

static void move_cohort(const ent_plan_t *plan, ent_block_t *block, size_t state, size_t c,
                        const double *z) {
    const size_t lanes = ent_lane_count(block);
    const ent_cohort_params_t cohort = block->params->states[state].cohorts[c];
    const ent_drift_t drift = block->params->states[state].public;
    const double *people = ent_block_variable(block, ENT_VAR_DOMAIN, plan->contact_domain);
    const double *own = ent_block_variable(block, ENT_VAR_STANCE, state);
    const double *partner = ent_block_variable(block, ENT_VAR_STANCE, 1 - state);
    const double *fast = ent_row(block, block->fast, state);
    const double *slow = ent_row(block, block->slow, state);
    double *warmth = ent_block_variable(block, ENT_VAR_COHORT, plan->cohort_first[state] + c);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double target = cohort.base + cohort.contact * people[j] + cohort.cue * own[j] +
                        cohort.partner * partner[j] - cohort.memory * (fast[j] + slow[j]);
        target = ent_clamp(target, -1, 1);
        warmth[j] = ent_clamp(ent_drift(warmth[j], target, drift, z[j]), -1, 1);
    }
}

void ENT_KERNEL(publics)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        const double *z = ent_normal(block, plan->public_stream[s], step);
        fade_grievances(block, s);
        for (size_t c = 0; c < block->params->states[s].cohort_count; c++) {
            move_cohort(plan, block, s, c, z);
        }
    }
    ENT_KERNEL(derive_warmth)(plan, block, step);
}

/* A kernel file: compiled once for each instruction set. A shock by one state against another. */
#include "model/lanes.h"
#include "model/phases.h"

/* What is left of each state's shock behind the shields of health and commitment. */
static void find_effective(const ent_block_t *block, size_t lane, const double severity[ENT_STATES],
                           double effective[ENT_STATES]) {
    const ent_params_t *params = block->params;
    double commitment = ent_block_variable(block, ENT_VAR_COMMITMENT, 0)[lane];
    double shield = (1 - params->shield_health * ent_at_least_zero(block->health[lane])) *
                    (1 - params->shield_commitment * commitment);
    for (size_t s = 0; s < ENT_STATES; s++) {
        effective[s] = severity[s] * shield;
    }
}

/* The target's grievance, stance and provocation, and what the actor's own side takes. */
static void strike_state(ent_block_t *block, size_t lane, size_t state, double suffered,
                         double dealt) {
    const ent_state_params_t *params = &block->params->states[state];
    double *fast = &ent_row(block, block->fast, state)[lane];
    double *slow = &ent_row(block, block->slow, state)[lane];
    double *stance = &ent_block_variable(block, ENT_VAR_STANCE, state)[lane];
    double *provocation = &ent_row(block, block->provocation, state)[lane];
    double room = ent_at_least_zero(1 - *fast - *slow);
    double as_target = (1 - params->slow_share) * suffered * room;
    double as_actor = params->backlash * dealt * room;
    *fast = ent_at_least_zero(*fast + (as_target + as_actor));
    *slow += params->slow_share * suffered * room;
    *stance = ent_clamp(*stance - params->jolt * suffered, -1, 1);
    if (suffered > *provocation) {
        *provocation = suffered;
        ent_row(block, block->provocation_age, state)[lane] = 0;
    }
}

static void strike_domains(ent_block_t *block, size_t lane, const double effective[ENT_STATES],
                           const ent_links_t *const hits[ENT_STATES]) {
    double fall[ENT_MAX_DOMAINS] = {0};
    ent_lanes_t struck = 0;
    for (size_t s = 0; s < ENT_STATES; s++) {
        for (size_t i = 0; i < hits[s]->count && effective[s] > 0; i++) {
            const ent_link_t *hit = &hits[s]->links[i];
            double reliance = ent_block_variable(block, ENT_VAR_RELIANCE, hit->index)[lane];
            fall[hit->index] += hit->value * effective[s] * (1 - reliance);
            struck |= UINT64_C(1) << hit->index;
        }
    }
    while (struck != 0) {
        size_t d = ent_next_lane(&struck);
        double *x = &ent_block_variable(block, ENT_VAR_DOMAIN, d)[lane];
        *x = ent_clamp(*x - fall[d], -1, 1);
    }
}

void ENT_KERNEL(strike)(ent_block_t *block, size_t lane, const double severity[ENT_STATES],
                        const ent_links_t *const hits[ENT_STATES]) {
    double effective[ENT_STATES];
    if (!(severity[0] > 0 || severity[1] > 0)) {
        return;
    }
    find_effective(block, lane, severity, effective);
    strike_domains(block, lane, effective, hits);
    for (size_t s = 0; s < ENT_STATES; s++) {
        strike_state(block, lane, s, effective[1 - s], effective[s]);
    }
}

/* A kernel file: compiled once for each instruction set. Values derived from others. */
#include "model/lanes.h"
#include "model/phases.h"

/* A state's cohorts averaged by shares that sum to 1. */
static void average_cohorts(const ent_plan_t *plan, const ent_block_t *block, size_t state,
                            const double *shares, double *restrict average) {
    const size_t lanes = ent_lane_count(block);
    const size_t first = plan->cohort_first[state];
    const size_t count = block->params->states[state].cohort_count;
    ent_fill_lanes(average, lanes, 0);
    for (size_t c = first; c < first + count; c++) {
        ent_add_scaled(average, lanes, shares[c], ent_block_variable(block, ENT_VAR_COHORT, c));
    }
}

/* W_s at the shares of an instant. */
void ENT_KERNEL(derive_warmth)(const ent_plan_t *plan, ent_block_t *block, size_t instant) {
    const double *shares = block->params->shares + instant * plan->cohorts;
    for (size_t s = 0; s < ENT_STATES; s++) {
        average_cohorts(plan, block, s, shares, ent_block_variable(block, ENT_VAR_PUBLIC, s));
    }
}

/* V_s at the shares of an instant. */
static void derive_heard(const ent_plan_t *plan, ent_block_t *block, size_t instant) {
    const double *shares = block->params->heard + instant * plan->cohorts;
    for (size_t s = 0; s < ENT_STATES; s++) {
        average_cohorts(plan, block, s, shares, ent_row(block, block->heard, s));
    }
}

/* 1 − Π_i(1 − share_i·k_i·active_i), over institutions that may be active. */
static void cover(const ent_block_t *block, const ent_links_t *links, double *restrict covered) {
    const size_t lanes = ent_lane_count(block);
    ent_fill_lanes(covered, lanes, 1);
    for (size_t i = 0; i < links->count; i++) {
        const double share = links->links[i].value;
        if (!block->live[links->links[i].index]) {
            continue;
        }
        const double *habit = ent_block_variable(block, ENT_VAR_HABIT, links->links[i].index);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            covered[j] *= 1 - share * habit[j];
        }
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        covered[j] = 1 - covered[j];
    }
}

/* active_i, k_i·active_i, Q_d and C. */
void ENT_KERNEL(derive_institutions)(const ent_plan_t *plan, ent_block_t *block) {
    const size_t lanes = ent_lane_count(block);
    for (size_t i = 0; i < plan->institutions; i++) {
        const double *status = ent_row(block, block->status, i);
        const double *habit = ent_row(block, block->habit, i);
        double *active = ent_block_variable(block, ENT_VAR_ACTIVE, i);
        double *effective = ent_block_variable(block, ENT_VAR_HABIT, i);
        if (!block->live[i] && !block->institutions_stale) {
            continue; /* both are 0 and stay so */
        }
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            active[j] = status[j] == (double)ENT_ACTIVE ? 1 : 0;
            effective[j] = status[j] == (double)ENT_ACTIVE ? habit[j] : 0;
        }
    }
    for (size_t d = 0; d < plan->domains; d++) {
        cover(block, &block->params->domains[d].coverage,
              ent_block_variable(block, ENT_VAR_RELIANCE, d));
    }
    cover(block, &block->params->bindings, ent_block_variable(block, ENT_VAR_COMMITMENT, 0));
    block->institutions_stale = false;
}

void ENT_KERNEL(find_held_level)(const ent_block_t *block, const ent_links_t *links,
                                 double *restrict level) {
    const size_t lanes = ent_lane_count(block);
    _Alignas(64) double weights[ENT_MOST_LANES];
    ent_fill_lanes(level, lanes, 0);
    ent_fill_lanes(weights, lanes, 0);
    for (size_t i = 0; i < links->count; i++) {
        const size_t institution = links->links[i].index;
        const double share = links->links[i].value;
        if (!block->live[institution]) {
            continue;
        }
        const double *habit = ent_block_variable(block, ENT_VAR_HABIT, institution);
        const double *held = ent_block_variable(block, ENT_VAR_LEVEL, institution);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            level[j] += share * habit[j] * held[j];
            weights[j] += share * habit[j];
        }
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double sum = weights[j] > 0 ? weights[j] : 1;
        level[j] /= sum;
    }
}

void ENT_KERNEL(derive)(const ent_plan_t *plan, ent_block_t *block, size_t instant) {
    if (block->publics_stale) {
        ENT_KERNEL(derive_warmth)(plan, block, instant);
        derive_heard(plan, block, instant);
        block->publics_stale = false;
    }
    if (block->institutions_stale) {
        ENT_KERNEL(derive_institutions)(plan, block);
    }
}

/* A kernel file: compiled once for each instruction set. Phase 5: institutions. */
#include "model/lanes.h"
#include "model/phases.h"

#include <math.h>

static const double tolerance = 1e-9; /* years, and progress of talks */

static void fade_habits(const ent_plan_t *plan, ent_block_t *block) {
    const size_t lanes = ent_lane_count(block);
    for (size_t i = 0; i < plan->institutions; i++) {
        const double keep = block->params->institutions[i].fade_keep;
        double *habit = ent_row(block, block->habit, i);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            habit[j] *= keep;
        }
    }
}

/* ι + (1 − ι)·min_s G_s + Σ support·(e − ½) */
static void find_openness(const ent_block_t *block, const ent_institution_params_t *params,
                          double *restrict openness) {
    const size_t lanes = ent_lane_count(block);
    const double insulation = params->insulation;
    const double *a = ent_block_variable(block, ENT_VAR_STANCE, 0);
    const double *b = ent_block_variable(block, ENT_VAR_STANCE, 1);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        openness[j] = insulation + (1 - insulation) * ent_smaller(a[j], b[j]);
    }
    for (size_t i = 0; i < params->support.count; i++) {
        const double support = params->support.links[i].value;
        const double *level =
            ent_block_variable(block, ENT_VAR_DRIVER, params->support.links[i].index);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            openness[j] += support * (level[j] - 0.5);
        }
    }
}

/* Whether the meeting is held, lane by lane: held is 1 or 0, missed is active and not held. */
static void hold(const ent_plan_t *plan, ent_block_t *block, size_t i, size_t step,
                 const double *restrict openness, double *restrict held, double *restrict missed) {
    const size_t lanes = ent_lane_count(block);
    const ent_institution_params_t *params = &block->params->institutions[i];
    const double slope = params->slope, threshold = params->threshold, build = params->build;
    const double *status = ent_row(block, block->status, i);
    double *habit = ent_row(block, block->habit, i);
    _Alignas(64) double even[ENT_MOST_LANES], odd[ENT_MOST_LANES];
    ent_fill_lanes(even, lanes, ENT_EVEN_CHANCE);
    ent_fill_lanes(odd, lanes, ENT_EVEN_CHANCE);
    if (!block->deterministic) {
        block->random->uniforms(block->seed, block->first_member, (uint32_t)(step / 2),
                                plan->meeting_processes[i], block->lanes, even, odd);
    }
    const double *u = step % 2 == 0 ? even : odd;
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double chance = ent_sigmoid(slope * (openness[j] - threshold));
        double active = status[j] == (double)ENT_ACTIVE ? 1 : 0;
        held[j] = u[j] < chance ? active : 0;
        missed[j] = active - held[j];
        habit[j] = held[j] > 0 ? 1 - (1 - habit[j]) * (1 - build) : habit[j];
    }
}

/* What a meeting does to the level the institution holds to. */
static void adapt_level(const ent_block_t *block, size_t i, const double *restrict held) {
    const size_t lanes = ent_lane_count(block);
    const ent_institution_params_t *params = &block->params->institutions[i];
    const double adapt = params->adapt, coverage_sum = params->coverage_sum;
    double *level = ent_block_variable(block, ENT_VAR_LEVEL, i);
    _Alignas(64) double achieved[ENT_MOST_LANES] = {0};
    if (!(adapt > 0 && coverage_sum > 0)) {
        return;
    }
    for (size_t d = 0; d < params->coverage.count; d++) {
        const ent_link_t *coverage = &params->coverage.links[d];
        ent_add_scaled(achieved, lanes, coverage->value,
                       ent_block_variable(block, ENT_VAR_DOMAIN, coverage->index));
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double moved = level[j] + adapt * (achieved[j] / coverage_sum - level[j]);
        level[j] = held[j] > 0 ? moved : level[j];
    }
}

/* A missed meeting costs the domains the institution covers. */
static void charge_missed(const ent_block_t *block, size_t i, const double *restrict missed) {
    const size_t lanes = ent_lane_count(block);
    const ent_institution_params_t *params = &block->params->institutions[i];
    for (size_t d = 0; d < params->coverage.count && params->miss_cost > 0; d++) {
        const double cost = params->miss_cost * params->coverage.links[d].value;
        double *x = ent_block_variable(block, ENT_VAR_DOMAIN, params->coverage.links[d].index);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            double lower = ent_clamp(x[j] - cost, -1, 1);
            x[j] = missed[j] > 0 ? lower : x[j];
        }
    }
}

static void count_meeting(const ent_plan_t *plan, const ent_block_t *block, size_t i, size_t step,
                          const double *restrict held, const double *restrict missed) {
    const size_t lanes = ent_lane_count(block);
    const double years = (double)step * plan->step_years;
    double *due = ent_row(block, block->meetings_due, i);
    double *count = ent_row(block, block->meetings_held, i);
    double *last = ent_row(block, block->last_meeting, i);
    double *gap = ent_row(block, block->longest_gap, i);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        due[j] += held[j] + missed[j];
        count[j] += held[j];
        double since = years - last[j];
        gap[j] = held[j] > 0 && since > gap[j] ? since : gap[j];
        last[j] = held[j] > 0 ? years : last[j];
    }
}

static void meet(const ent_plan_t *plan, ent_block_t *block, size_t i, size_t step,
                 const double *openness) {
    _Alignas(64) double held[ENT_MOST_LANES], missed[ENT_MOST_LANES];
    hold(plan, block, i, step, openness, held, missed);
    adapt_level(block, i, held);
    charge_missed(block, i, missed);
    count_meeting(plan, block, i, step, held, missed);
}

/* Talks progress with the goodwill of the less willing side, and end when publics allow. */
static void negotiate(const ent_plan_t *plan, ent_block_t *block, size_t i, size_t step) {
    const ent_institution_params_t *params = &block->params->institutions[i];
    const double *stance_a = ent_block_variable(block, ENT_VAR_STANCE, 0);
    const double *stance_b = ent_block_variable(block, ENT_VAR_STANCE, 1);
    const double *warmth_a = ent_block_variable(block, ENT_VAR_PUBLIC, 0);
    const double *warmth_b = ent_block_variable(block, ENT_VAR_PUBLIC, 1);
    double *status = ent_row(block, block->status, i);
    double *progress = ent_row(block, block->progress, i);
    double *habit = ent_row(block, block->habit, i);
    for (size_t j = 0; j < ent_lane_count(block); j++) {
        if (status[j] != (double)ENT_NEGOTIATING) {
            continue;
        }
        double goodwill = ent_clamp(2 * ent_smaller(stance_a[j], stance_b[j]), -1, 1);
        progress[j] =
            ent_clamp(progress[j] + plan->step_years / params->negotiation_years * goodwill, 0, 1);
        if (progress[j] >= 1 - tolerance &&
            ent_smaller(warmth_a[j], warmth_b[j]) >= params->hurdle) {
            status[j] = (double)ENT_ACTIVE;
            habit[j] = fmax(habit[j], params->habit);
            progress[j] = 0;
            ent_row(block, block->below_years, i)[j] = 0;
            ent_row(block, block->above_years, i)[j] = 0;
            ent_row(block, block->last_meeting, i)[j] = (double)step * plan->step_years;
        }
    }
}

/* Clocks of suspension and resumption; a change of status zeroes both. */
static void suspend_or_resume(const ent_plan_t *plan, ent_block_t *block, size_t i,
                              const double *restrict openness) {
    const size_t lanes = ent_lane_count(block);
    const ent_institution_params_t *params = &block->params->institutions[i];
    const double step_years = plan->step_years, patience = params->patience_years - tolerance;
    const double suspend_below = params->suspend_below, resume_above = params->resume_above;
    const double *by_event = ent_row(block, block->suspended_by_event, i);
    double *status = ent_row(block, block->status, i);
    double *below = ent_row(block, block->below_years, i);
    double *above = ent_row(block, block->above_years, i);
    double *suspensions = ent_row(block, block->suspensions, i);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double active = status[j] == (double)ENT_ACTIVE ? 1 : 0;
        double waiting = status[j] == (double)ENT_SUSPENDED && by_event[j] == 0 ? 1 : 0;
        double low = openness[j] < suspend_below ? active : 0;
        double high = openness[j] > resume_above ? waiting : 0;
        double below_years = low > 0 ? below[j] + step_years : 0;
        double above_years = high > 0 ? above[j] + step_years : 0;
        double suspends = below_years >= patience ? low : 0;
        double resumes = above_years >= patience ? high : 0;
        double changes = suspends + resumes;
        below[j] = changes > 0 ? 0 : below_years;
        above[j] = changes > 0 ? 0 : above_years;
        suspensions[j] += suspends;
        double changed = suspends > 0 ? (double)ENT_SUSPENDED : (double)ENT_ACTIVE;
        status[j] = changes > 0 ? changed : status[j];
    }
}

static bool any_negotiating(const ent_block_t *block, size_t i) {
    const double *status = ent_row(block, block->status, i);
    double found = 0;
    for (size_t j = 0; j < ent_lane_count(block); j++) {
        found += status[j] == (double)ENT_NEGOTIATING ? 1 : 0;
    }
    return found > 0;
}

void ENT_KERNEL(institutions)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    _Alignas(64) double openness[ENT_MOST_LANES];
    fade_habits(plan, block);
    for (size_t i = 0; i < plan->institutions; i++) {
        if (!block->live[i]) {
            continue;
        }
        find_openness(block, &block->params->institutions[i], openness);
        if (plan->meeting_due[step * plan->institutions + i]) {
            meet(plan, block, i, step, openness);
        }
        if (any_negotiating(block, i)) {
            negotiate(plan, block, i, step);
        }
        suspend_or_resume(plan, block, i, openness);
    }
    ENT_KERNEL(derive_institutions)(plan, block);
}

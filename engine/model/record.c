/* A kernel file: compiled once for each instruction set. What is recorded of each instant. */
#include "model/lanes.h"
#include "model/phases.h"
#include "random/vector_math.h"

static void record_health(const ent_block_t *block, size_t instant) {
    const size_t lanes = ent_lane_count(block);
    double *recorded = ent_block_variable(block, ENT_VAR_HEALTH, 0);
    double *path = ent_row(block, block->health_path, instant);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        recorded[j] = 50 * (1 + block->health[j]);
        path[j] = recorded[j];
    }
}

static void record_grievance(const ent_block_t *block, size_t state) {
    const size_t lanes = ent_lane_count(block);
    const double *fast = ent_row(block, block->fast, state);
    const double *slow = ent_row(block, block->slow, state);
    const double *stance = ent_block_variable(block, ENT_VAR_STANCE, state);
    const double *warmth = ent_block_variable(block, ENT_VAR_PUBLIC, state);
    double *grievance = ent_block_variable(block, ENT_VAR_GRIEVANCE, state);
    double *grievance_sum = ent_row(block, block->grievance_sum, state);
    double *legitimacy_sum = ent_row(block, block->legitimacy_sum, state);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        grievance[j] = fast[j] + slow[j];
        grievance_sum[j] += grievance[j];
        legitimacy_sum[j] += ent_at_least_zero(stance[j] - warmth[j]);
    }
}

/* Each weight's share of the stance equation, with C as it stands now. */
static void record_weights(const ent_block_t *block, size_t state) {
    const size_t lanes = ent_lane_count(block);
    const ent_state_params_t *params = &block->params->states[state];
    const double own_sum = params->weight_sum;
    const double w_commitment = params->weights[ENT_WEIGHT_COMMITMENT];
    const double *commitment = ent_block_variable(block, ENT_VAR_COMMITMENT, 0);
    double *share = ent_block_variable(block, ENT_VAR_WEIGHT, state * ENT_WEIGHTS);
    double *leader_share_sum = ent_row(block, block->leader_share_sum, state);
    for (size_t w = 0; w < ENT_WEIGHT_COMMITMENT; w++) {
        const double weight = params->weights[w];
        double *row = share + w * block->lanes;
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            row[j] = weight / (own_sum + w_commitment * commitment[j]);
        }
    }
    double *last = share + ENT_WEIGHT_COMMITMENT * block->lanes;
    const double *leader = share + ENT_WEIGHT_LEADER * block->lanes;
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        double bound = w_commitment * commitment[j];
        last[j] = bound / (own_sum + bound);
        leader_share_sum[j] += leader[j];
    }
}

static void count_clamped(const ent_block_t *block, ent_variable_kind_t kind, size_t count) {
    const size_t lanes = ent_lane_count(block);
    const double low = ent_variable_row(kind)->low, high = ent_variable_row(kind)->high;
    double *clamped = block->clamped_count;
    for (size_t i = 0; i < count; i++) {
        const double *value = ent_block_variable(block, kind, i);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            clamped[j] += value[j] <= low || value[j] >= high ? 1 : 0;
        }
    }
}

/* Readiness, and which of the clamped variables stand on a clamp. */
static void record_sums(const ent_plan_t *plan, const ent_block_t *block, size_t instant) {
    const size_t lanes = ent_lane_count(block);
    if (plan->crisis_domain < plan->domains) {
        const double *x = ent_block_variable(block, ENT_VAR_DOMAIN, plan->crisis_domain);
        const double *reliance = ent_block_variable(block, ENT_VAR_RELIANCE, plan->crisis_domain);
        double *readiness = block->readiness_sum;
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            readiness[j] += x[j] * reliance[j];
        }
    }
    count_clamped(block, ENT_VAR_DRIVER, plan->drivers);
    count_clamped(block, ENT_VAR_LEADER, ENT_STATES);
    count_clamped(block, ENT_VAR_APPROVAL, ENT_STATES);
    count_clamped(block, ENT_VAR_STANCE, ENT_STATES);
    count_clamped(block, ENT_VAR_COHORT, plan->cohorts);
    count_clamped(block, ENT_VAR_DOMAIN, plan->domains);
    for (size_t i = 0; i < plan->institutions && instant < plan->steps; i++) {
        const double *active = ent_block_variable(block, ENT_VAR_ACTIVE, i);
        double *years = ent_row(block, block->years_active, i);
        if (!block->live[i]) {
            continue;
        }
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            years[j] += active[j] * plan->step_years;
        }
    }
}

/* 100·logistic(intercept + Σ weight·variable) */
static void find_poll(const ent_plan_t *plan, const ent_block_t *block, size_t poll,
                      double *restrict answer) {
    const size_t lanes = ent_lane_count(block);
    const ent_poll_params_t *params = &block->params->polls[poll];
    _Alignas(64) double scratch[ENT_MOST_LANES];
    ent_fill_lanes(answer, lanes, params->intercept);
    for (size_t i = 0; i < plan->poll_first[poll + 1] - plan->poll_first[poll]; i++) {
        const ent_variable_t *term = plan->poll_terms[plan->poll_first[poll] + i];
        const double *value =
            ENT_KERNEL(variable_now)(plan, block, term->kind, term->index, scratch);
        ent_add_scaled(answer, lanes, params->weights[i], value);
    }
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        scratch[j] = -answer[j];
    }
    ent_exp_all(lanes, scratch);
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        answer[j] = 100 / (1 + scratch[j]);
    }
}

void ENT_KERNEL(record_instant)(const ent_plan_t *plan, ent_block_t *block, size_t instant) {
    block->publics_stale = true; /* the shares of cohorts are those of this instant now */
    ENT_KERNEL(derive)(plan, block, instant);
    record_health(block, instant);
    for (size_t s = 0; s < ENT_STATES; s++) {
        record_grievance(block, s);
        record_weights(block, s);
    }
    record_sums(plan, block, instant);
    for (size_t i = 0; i < plan->polls; i++) {
        find_poll(plan, block, i, ent_block_variable(block, ENT_VAR_POLL, i));
    }
}

void ENT_KERNEL(record)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    ENT_KERNEL(record_instant)(plan, block, step + 1);
}

/*
 * Within a step, events see the present: what is recorded as a copy or a sum is computed anew,
 * what is derived (publics, reliance, commitment, weights) stands as last refreshed.
 */
const double *ENT_KERNEL(variable_now)(const ent_plan_t *plan, const ent_block_t *block,
                                       ent_variable_kind_t kind, size_t index, double *scratch) {
    const size_t lanes = ent_lane_count(block);
    if (kind == ENT_VAR_POLL) {
        find_poll(plan, block, index, scratch);
        return scratch;
    }
    for (size_t j = 0; j < lanes; j++) {
        bool active = (kind == ENT_VAR_ACTIVE || kind == ENT_VAR_HABIT) &&
                      ent_row(block, block->status, index)[j] == (double)ENT_ACTIVE;
        switch (kind) {
        case ENT_VAR_HEALTH:
            scratch[j] = 50 * (1 + block->health[j]);
            break;
        case ENT_VAR_GRIEVANCE:
            scratch[j] =
                ent_row(block, block->fast, index)[j] + ent_row(block, block->slow, index)[j];
            break;
        case ENT_VAR_ACTIVE:
            scratch[j] = active ? 1 : 0;
            break;
        case ENT_VAR_HABIT:
            scratch[j] = active ? ent_row(block, block->habit, index)[j] : 0;
            break;
        default:
            return ent_block_variable(block, kind, index);
        }
    }
    return scratch;
}

/* Shocks and the effects of events ("2 Events" of model.md). */
#include "oracle_internal.h"

#include <math.h>

/* What one shock does, worked out before anything is changed. */
typedef struct blow {
    size_t by, against;
    double strength; /* eff */
    double target_fast, target_slow, actor_fast;
    const double *hits;
} blow_t;

static blow_t plan_blow(const oracle_t *oracle, size_t by, double severity, const double *hits) {
    const state_t *actor = &oracle->states[by];
    const state_t *target = &oracle->states[1 - by];
    const double strength =
        severity * (1.0 - oracle->health.shield_health * oracle_positive(oracle->now.health)) *
        (1.0 - oracle->health.shield_commitment * oracle->now.commitment);
    const double target_room = oracle_positive(1.0 - target->now.fast - target->now.slow);
    const double actor_room = oracle_positive(1.0 - actor->now.fast - actor->now.slow);
    const blow_t blow = {
        .by = by,
        .against = 1 - by,
        .strength = strength,
        .target_fast = (1.0 - target->memory.slow_share) * strength * target_room,
        .target_slow = target->memory.slow_share * strength * target_room,
        .actor_fast = actor->memory.backlash * strength * actor_room,
        .hits = hits,
    };
    return blow;
}

/* Applies one or two blows at once: the hits on a domain are added and clamped once, and so are the
 * parts of f_s. The blows of two come from different actors. */
static void strike(oracle_t *oracle, const blow_t *blows, size_t count) {
    double fast[ORACLE_STATES] = {0.0, 0.0};
    for (size_t d = 0; d < oracle->domain_count; d++) {
        domain_t *domain = &oracle->domains[d];
        double hit = 0.0;
        for (size_t b = 0; b < count; b++) {
            hit += blows[b].hits[d] * blows[b].strength * (1.0 - domain->now.reliance);
        }
        domain->now.level = oracle_clamp(domain->now.level - hit, -1.0, 1.0);
    }
    for (size_t b = 0; b < count; b++) {
        state_t *target = &oracle->states[blows[b].against];
        fast[blows[b].against] += blows[b].target_fast;
        fast[blows[b].by] += blows[b].actor_fast;
        target->now.slow += blows[b].target_slow;
        target->now.stance =
            oracle_clamp(target->now.stance - target->stance.jolt * blows[b].strength, -1.0, 1.0);
        if (blows[b].strength > target->now.provocation) {
            target->now.provocation = blows[b].strength;
            target->now.provocation_age = 0.0;
        }
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        oracle->states[s].now.fast = oracle_positive(oracle->states[s].now.fast + fast[s]);
    }
}

void oracle_shock(oracle_t *oracle, size_t by, double severity, const double *hits) {
    const blow_t blow = plan_blow(oracle, by, severity, hits);
    strike(oracle, &blow, 1);
}

/* The answers of 2a: both worked out from the state before either. */
void oracle_two_shocks(oracle_t *oracle, const bool emits[2], const double severities[2]) {
    blow_t blows[ORACLE_STATES];
    size_t count = 0;
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        if (emits[s]) {
            blows[count++] =
                plan_blow(oracle, s, severities[s], oracle->states[s].retaliation.hits);
        }
    }
    if (count > 0) {
        strike(oracle, blows, count);
    }
}

void oracle_seat_leader(oracle_t *oracle, state_t *state, double orientation, double approval) {
    const double kappa = state->succession.continuity;
    state->now.leader = (1.0 - kappa) * orientation + kappa * state->now.stance;
    state->now.approval = approval;
    state->tally.leader_changed[oracle->now.step] = 1;
}

static void tally_gap(oracle_t *oracle, institution_t *institution) {
    const size_t gap = oracle->now.step - institution->tally.gap_from;
    if (gap > institution->tally.longest_gap) {
        institution->tally.longest_gap = gap;
    }
    institution->tally.gap_from = oracle->now.step;
}

/* Every change of status zeroes progress and clocks, and keeps the books of the metrics. */
void oracle_set_status(oracle_t *oracle, institution_t *institution, status_t status) {
    const bool exists = status == STATUS_ACTIVE || status == STATUS_SUSPENDED;
    if (exists && !institution->tally.exists) {
        institution->tally.gap_from = oracle->now.step;
        institution->tally.existed = true;
    } else if (!exists && institution->tally.exists) {
        tally_gap(oracle, institution);
    }
    institution->tally.exists = exists;
    institution->tally.suspensions += status == STATUS_SUSPENDED;
    institution->now.status = status;
    institution->now.by_event = false;
    institution->now.progress = 0.0;
    institution->now.suspend_clock = 0.0;
    institution->now.resume_clock = 0.0;
}

static bool apply_action(oracle_t *oracle, institution_t *institution, action_t action) {
    const status_t status = institution->now.status;
    switch (action) {
    case ACTION_PROPOSE:
        if (status != STATUS_ABSENT && status != STATUS_ENDED) {
            return false;
        }
        oracle_set_status(oracle, institution, STATUS_NEGOTIATING);
        return true;
    case ACTION_ESTABLISH:
        if (status == STATUS_ACTIVE) {
            return false;
        }
        oracle_set_status(oracle, institution, STATUS_ACTIVE);
        institution->now.habit = fmax(institution->now.habit, institution->habit);
        return true;
    case ACTION_SUSPEND:
        if (status != STATUS_ACTIVE) {
            return false;
        }
        oracle_set_status(oracle, institution, STATUS_SUSPENDED);
        institution->now.by_event = true;
        return true;
    case ACTION_RESUME:
        if (status != STATUS_SUSPENDED) {
            return false;
        }
        oracle_set_status(oracle, institution, STATUS_ACTIVE);
        return true;
    case ACTION_TERMINATE:
    default:
        if (status == STATUS_ABSENT || status == STATUS_ENDED) {
            return false;
        }
        oracle_set_status(oracle, institution, STATUS_ENDED);
        institution->now.habit = 0.0;
        return true;
    }
}

static void apply_shift(oracle_t *oracle, const effect_t *effect) {
    const variable_t *variable = &oracle->variables[effect->subject];
    const size_t i = variable->index;
    const bool unit = variable->kind == VARIABLE_DRIVER || variable->kind == VARIABLE_APPROVAL;
    const double low = unit ? 0.0 : -1.0;
    double *value = NULL;
    switch (variable->kind) {
    case VARIABLE_DRIVER:
        value = &oracle->drivers[i].now.level;
        break;
    case VARIABLE_APPROVAL:
        value = &oracle->states[i].now.approval;
        break;
    case VARIABLE_LEADER:
        value = &oracle->states[i].now.leader;
        break;
    case VARIABLE_STANCE:
        value = &oracle->states[i].now.stance;
        break;
    case VARIABLE_DOMAIN:
        value = &oracle->domains[i].now.level;
        break;
    case VARIABLE_PUBLIC:
    default:
        for (size_t c = 0; c < oracle->states[i].public.cohort_count; c++) {
            cohort_t *cohort = &oracle->states[i].public.cohorts[c];
            cohort->now.warmth = oracle_clamp(cohort->now.warmth + effect->amount, -1.0, 1.0);
        }
        return;
    }
    *value = oracle_clamp(*value + effect->amount, low, 1.0);
}

static void reconcile(oracle_t *oracle, const effect_t *effect) {
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        if (effect->both || effect->subject == s) {
            oracle->states[s].now.fast *= 1.0 - effect->amount;
            oracle->states[s].now.slow *= 1.0 - effect->amount;
        }
    }
}

static void start_ramp(oracle_t *oracle, const effect_t *effect) {
    const double count = fmax(1.0, round(effect->over_years / oracle->step_years));
    ramp_t *ramp = &oracle->now.ramps[oracle->now.ramp_count++];
    ramp->driver = effect->subject;
    ramp->increment = (effect->amount - oracle->drivers[effect->subject].now.baseline) / count;
    ramp->left = (size_t)count;
}

bool oracle_apply_effect(oracle_t *oracle, effect_t *effect) {
    switch (effect->kind) {
    case EFFECT_LEADER: {
        state_t *state = &oracle->states[effect->subject];
        const double usual =
            oracle_clamp(state->approval.mean + state->approval.honeymoon, 0.0, 1.0);
        oracle_seat_leader(oracle, state, effect->amount,
                           effect->approval_given ? effect->approval : usual);
        state->tally.leader_events++;
        return true;
    }
    case EFFECT_SHOCK:
        oracle_shock(oracle, effect->subject, effect->amount, effect->hits);
        return true;
    case EFFECT_RECONCILE:
        reconcile(oracle, effect);
        return true;
    case EFFECT_SHIFT:
        apply_shift(oracle, effect);
        return true;
    case EFFECT_BASELINE:
        start_ramp(oracle, effect);
        return true;
    case EFFECT_INSTITUTION:
        return apply_action(oracle, &oracle->institutions[effect->subject], effect->action);
    case EFFECT_PARAMETER:
    default:
        effect->pending = true;
        oracle->now.parameters_pending = true;
        return true;
    }
}

/* At the start of phase 3, in file order: the last of several has its way. */
void oracle_set_parameters(oracle_t *oracle) {
    if (!oracle->now.parameters_pending) {
        return;
    }
    for (size_t e = 0; e < oracle->event_count; e++) {
        for (size_t i = 0; i < oracle->events[e].effect_count; i++) {
            effect_t *effect = &oracle->events[e].effects[i];
            if (effect->pending) {
                *effect->parameter = effect->amount;
                effect->pending = false;
            }
        }
    }
    oracle->now.parameters_pending = false;
    oracle->now.parameters_changed = true;
    oracle_set_constants(oracle);
    oracle_set_shares(oracle);
}

/* The member at n = 0 ("State" of model.md). */
#include "oracle_internal.h"

#include <string.h>

static void start_drivers(oracle_t *oracle) {
    for (size_t v = 0; v < oracle->driver_count; v++) {
        driver_t *driver = &oracle->drivers[v];
        driver->now.level = driver->level;
        driver->now.baseline = driver->level;
        driver->noise.filled = false;
    }
}

static void start_state(oracle_t *oracle, state_t *state) {
    unsigned char *leader_changed = state->tally.leader_changed;
    memset(&state->now, 0, sizeof state->now);
    memset(&state->tally, 0, sizeof state->tally);
    memset(leader_changed, 0, oracle->steps);
    state->tally.leader_changed = leader_changed;
    state->now.leader = state->leader.orientation;
    state->now.approval = state->leader.approval;
    state->now.stance = state->stance.initial;
    state->now.fast = (1.0 - state->memory.slow_share) * state->memory.initial;
    state->now.slow = state->memory.slow_share * state->memory.initial;
    for (size_t c = 0; c < state->public.cohort_count; c++) {
        state->public.cohorts[c].now.warmth = state->public.cohorts[c].initial;
    }
    if (state->succession.mode == MODE_TERM) {
        state->now.next_date = state->succession.next;
        oracle_next_election(oracle, state, 0);
    }
    state->approval.noise.filled = false;
    state->stance.noise.filled = false;
    state->public.noise.filled = false;
    state->retaliation.chance.filled = false;
    state->succession.turnover.filled = false;
}

static void start_institution(institution_t *institution) {
    const status_t status = institution->initial_status;
    memset(&institution->now, 0, sizeof institution->now);
    memset(&institution->tally, 0, sizeof institution->tally);
    institution->now.status = status;
    institution->now.by_event = status == STATUS_SUSPENDED;
    institution->now.level = institution->level;
    institution->now.habit = institution->habit;
    institution->tally.exists = status == STATUS_ACTIVE || status == STATUS_SUSPENDED;
    institution->tally.existed = institution->tally.exists;
    institution->meeting.filled = false;
}

static void start_event(const oracle_t *oracle, event_t *event) {
    memset(&event->now, 0, sizeof event->now);
    memset(&event->tally, 0, sizeof event->tally);
    event->tally.first = -1;
    event->arrival.filled = false;
    if (event->timing == TIMING_AT || event->timing == TIMING_EVERY) {
        oracle_next_date(oracle, event, 0);
    }
}

/* Parameters that the last member's events have set go back to the scenario's values. */
static void restore_parameters(oracle_t *oracle) {
    for (size_t e = 0; e < oracle->event_count; e++) {
        for (size_t i = 0; i < oracle->events[e].effect_count; i++) {
            effect_t *effect = &oracle->events[e].effects[i];
            effect->pending = false;
            if (effect->kind == EFFECT_PARAMETER) {
                *effect->parameter = effect->parameter_at_start;
            }
        }
    }
    oracle_set_constants(oracle);
    oracle->now.parameters_changed = false;
}

void oracle_start_member(oracle_t *oracle) {
    if (oracle->now.parameters_changed) {
        restore_parameters(oracle);
    }
    oracle->now.parameters_pending = false;
    oracle->now.step = 0;
    oracle->now.ramp_count = 0;
    oracle->now.health = 2.0 * oracle->health.initial / 100.0 - 1.0;
    for (size_t d = 0; d < oracle->domain_count; d++) {
        oracle->domains[d].now.level = oracle->domains[d].initial;
    }
    start_drivers(oracle);
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        start_state(oracle, &oracle->states[s]);
    }
    for (size_t i = 0; i < oracle->institution_count; i++) {
        start_institution(&oracle->institutions[i]);
    }
    for (size_t k = 0; k < oracle->shock_count; k++) {
        oracle->shocks[k].tally.fired = 0;
        oracle->shocks[k].tally.first = -1;
        oracle->shocks[k].arrival.filled = false;
    }
    for (size_t e = 0; e < oracle->event_count; e++) {
        start_event(oracle, &oracle->events[e]);
    }
}

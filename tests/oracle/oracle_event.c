/* Phase 2 of a step: answers to provocations, scenario events, random shocks. */
#include "oracle_internal.h"

#include <math.h>

static const double TOLERANCE = 1e-9; /* of clocks, in years */

bool oracle_chance(const oracle_t *oracle, stream_t *stream, double probability) {
    if (oracle->luck.deterministic) {
        return probability >= 0.5;
    }
    return oracle_step_uniform(&oracle->luck, stream, oracle->now.step) < probability;
}

/* 1 - exp(-x), without losing digits where x is small. */
static double arrival(double expected) {
    return -expm1(-expected);
}

void oracle_answer_provocations(oracle_t *oracle) {
    bool emits[ORACLE_STATES] = {false, false};
    double severities[ORACLE_STATES] = {0.0, 0.0};
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        state_t *state = &oracle->states[s];
        if (!(state->now.provocation > 0.0)) {
            continue;
        }
        state->now.provocation_age += oracle->step_years;
        if (state->now.provocation_age < state->retaliation.delay - TOLERANCE) {
            continue;
        }
        const double taken = state->now.provocation;
        state->now.provocation = 0.0;
        if (!(taken > state->retaliation.threshold)) {
            continue;
        }
        const double p = oracle_clamp(
            state->retaliation.propensity * (1.0 - state->now.stance) / 2.0 *
                (1.0 + state->stance.diversion * oracle_diversion(state, state->now.approval)),
            0.0, 1.0);
        emits[s] = oracle_chance(oracle, &state->retaliation.chance, p);
        severities[s] = state->retaliation.ladder * taken;
        state->tally.answers += emits[s];
    }
    oracle_two_shocks(oracle, emits, severities);
}

/* Of an every_years event the next date moves on; two dates of one step are one occasion. */
static bool date_falls(const oracle_t *oracle, event_t *event) {
    const long step = (long)oracle->now.step;
    if (event->now.due_step != step) {
        return false;
    }
    if (event->timing == TIMING_EVERY) {
        oracle_next_date(oracle, event, step + 1);
    }
    return true;
}

static bool condition_falls(const oracle_t *oracle, event_t *event) {
    if (event->once && event->tally.occasions > 0) {
        return false;
    }
    const double value = oracle_value(oracle, event->variable);
    const bool holds = event->above ? value > event->bound : value < event->bound;
    event->now.clock = holds ? event->now.clock + oracle->step_years : 0.0;
    if (!holds || event->now.clock < event->for_years - TOLERANCE) {
        return false;
    }
    const double rested =
        (double)(oracle->now.step - event->now.last_occasion) * oracle->step_years;
    if (event->tally.occasions > 0 && rested < event->rest_years - TOLERANCE) {
        return false;
    }
    event->now.clock = 0.0;
    event->now.last_occasion = oracle->now.step;
    return true;
}

void oracle_next_date(const oracle_t *oracle, event_t *event, long from_step) {
    do {
        const double date = event->date + (double)event->now.ordinal * event->every_years;
        event->now.due_step = oracle_step_of(oracle, date);
        event->now.ordinal++;
    } while (event->timing == TIMING_EVERY && event->now.due_step < from_step);
}

static bool occasion_comes(const oracle_t *oracle, event_t *event) {
    switch (event->timing) {
    case TIMING_AT:
    case TIMING_EVERY:
        return date_falls(oracle, event);
    case TIMING_WHEN:
        return condition_falls(oracle, event);
    case TIMING_RATE:
    default:
        return !oracle->luck.deterministic &&
               oracle_step_uniform(&oracle->luck, &event->arrival, oracle->now.step) <
                   arrival(event->rate * oracle->step_years);
    }
}

/* Draws the event's probability; a failed draw uses the occasion up. */
static bool passes(const oracle_t *oracle, event_t *event) {
    const uint32_t ordinal = event->tally.occasions++;
    if (oracle->luck.deterministic) {
        return event->probability >= 0.5;
    }
    return oracle_occasion_uniform(&oracle->luck, event->probability_hash, ordinal, 0) <
           event->probability;
}

void oracle_scenario_events(oracle_t *oracle) {
    for (size_t e = 0; e < oracle->event_count; e++) {
        event_t *event = &oracle->events[e];
        if (!occasion_comes(oracle, event) || !passes(oracle, event)) {
            continue;
        }
        if (event->tally.fired++ == 0) {
            event->tally.first = (long)oracle->now.step;
        }
        for (size_t i = 0; i < event->effect_count; i++) {
            event->tally.unapplied += !oracle_apply_effect(oracle, &event->effects[i]);
        }
    }
}

void oracle_random_shocks(oracle_t *oracle) {
    if (oracle->luck.deterministic) {
        return;
    }
    for (size_t k = 0; k < oracle->shock_count; k++) {
        shock_t *shock = &oracle->shocks[k];
        const state_t *actor = &oracle->states[shock->by];
        const double weakness = oracle_diversion(actor, actor->now.approval);
        const double p =
            arrival(shock->rate * (1.0 + shock->opportunism * weakness) * oracle->step_years);
        const double u = oracle_step_uniform(&oracle->luck, &shock->arrival, oracle->now.step);
        if (!(u < p)) {
            continue;
        }
        if (shock->tally.fired++ == 0) {
            shock->tally.first = (long)oracle->now.step;
        }
        oracle_shock(oracle, shock->by, oracle_severity(&shock->severity, u / p), shock->hits);
    }
}

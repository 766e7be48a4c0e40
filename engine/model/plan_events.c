#include "model/plan_parts.h"

#include "scenario/parameter.h"
#include "scenario/process.h"

#include <math.h>
#include <string.h>

/* How many ramps of one effect can run at once, given how soon its event can come again. */
static size_t overlapping_ramps(const ent_plan_t *plan, const ent_event_t *event, size_t steps) {
    double again = 0;
    switch (event->timing) {
    case ENT_TIMING_AT:
        return 1;
    case ENT_TIMING_WHEN:
        if (event->once) {
            return 1;
        }
        again = event->rest_years;
        break;
    case ENT_TIMING_EVERY:
        again = event->every_years;
        break;
    case ENT_TIMING_RATE:
        again = plan->step_years;
        break;
    }
    double between = floor(again / plan->step_years - 1e-6);
    double most = between >= 1 ? (double)steps / between + 2 : (double)steps + 1;
    return most < (double)steps + 1 ? (size_t)most : steps + 1;
}

static void compile_ramp(ent_plan_t *plan, const ent_event_t *event, const ent_effect_t *source,
                         ent_effect_plan_t *effect) {
    double steps = floor(source->over_years / plan->step_years + 0.5);
    size_t horizon = plan->steps;
    effect->driver = source->driver;
    effect->ramp_steps = steps >= 1 ? (size_t)steps : 1;
    effect->ramp = plan->ramps++;
    /* Within the horizon no more ramps can start than there are steps. */
    size_t running = effect->ramp_steps < horizon ? effect->ramp_steps : horizon;
    effect->slots = overlapping_ramps(plan, event, running);
    effect->first_slot = plan->ramp_slots;
    plan->ramp_slots += effect->slots;
}

static bool compile_effect(ent_plan_t *plan, const ent_event_t *event, const ent_effect_t *source,
                           ent_effect_plan_t *effect) {
    effect->type = source->type;
    effect->state = source->state;
    effect->orientation = source->orientation;
    effect->approval = source->approval;
    effect->severity = source->severity;
    effect->share = source->share;
    effect->by = source->by;
    effect->to = source->to;
    effect->institution = source->institution;
    effect->action = source->action;
    if (source->type == ENT_EFFECT_BASELINE) {
        compile_ramp(plan, event, source, effect);
    } else if (source->type == ENT_EFFECT_SHIFT) {
        const ent_variable_t *variable =
            ent_variables_find(&plan->variables, source->variable, NULL);
        effect->variable_kind = variable->kind;
        effect->variable_index = variable->index;
    } else if (source->type == ENT_EFFECT_SHOCK) {
        return ent_links_compile(&plan->arena, source->hits, plan->domains, &effect->hits);
    }
    return true;
}

static bool compile_event(ent_plan_t *plan, const ent_event_t *event, ent_event_plan_t *target,
                          bool all_draw, uint32_t *processes) {
    *target = (ent_event_plan_t){.timing = event->timing,
                                 .once = event->once,
                                 .when_above = event->when_above,
                                 .watch = ENT_NO_SLOT,
                                 .stream = ENT_NO_SLOT,
                                 .counter = ENT_NO_SLOT};
    if (event->timing == ENT_TIMING_WHEN) {
        const ent_variable_t *variable =
            ent_variables_find(&plan->variables, event->when_variable, NULL);
        target->when_kind = variable->kind;
        target->when_index = variable->index;
        target->watch = (long)plan->watches++;
    } else if (event->timing == ENT_TIMING_RATE) {
        target->stream = (long)plan->uniforms;
        processes[plan->uniforms++] = ent_process_hash(ENT_PROCESS_EVENT, event->name);
    }
    if (all_draw || event->probability < 1) {
        target->counter = (long)plan->counters++;
        target->probability_process = ent_process_hash(ENT_PROCESS_PROBABILITY, event->name);
    }
    target->effect_count = event->effect_count;
    target->effects = ent_arena_alloc(&plan->arena, event->effect_count, sizeof *target->effects);
    if (target->effects == NULL) {
        return false;
    }
    for (size_t i = 0; i < event->effect_count; i++) {
        if (!compile_effect(plan, event, &event->effects[i], &target->effects[i])) {
            return false;
        }
    }
    return true;
}

/*
 * The steps in which an event has a part: calls `visit` for each. Dates before the start are
 * skipped; an undated event has a part in every step.
 */
static void visit_steps(const ent_plan_t *plan, const ent_event_t *event,
                        void (*visit)(void *user, size_t step), void *user) {
    double start = ent_date_decimal(plan->scenario->start);
    if (event->timing == ENT_TIMING_AT) {
        visit(user, (size_t)ent_step_of(ent_date_decimal(event->at) - start, plan->step_years));
        return;
    }
    if (event->timing != ENT_TIMING_EVERY) {
        for (size_t n = 0; n < plan->steps; n++) {
            visit(user, n);
        }
        return;
    }
    double from = ent_date_decimal(event->from) - start;
    /* Start near 0: the dates before it may be many. */
    double skip = from < 0 ? floor(-from / event->every_years) - 1 : 0;
    for (double j = skip > 0 ? skip : 0;; j++) {
        double step = ent_step_of(from + j * event->every_years, plan->step_years);
        if (step >= (double)plan->steps) {
            return;
        }
        if (step >= 0) {
            visit(user, (size_t)step);
        }
    }
}

typedef struct {
    size_t *places; /* by step: first how many, then where the next goes */
    uint32_t *agenda;
    uint32_t event;
} agenda_t;

static void count_visit(void *user, size_t step) {
    ((agenda_t *)user)->places[step + 1]++;
}

static void place_visit(void *user, size_t step) {
    agenda_t *agenda = user;
    agenda->agenda[agenda->places[step]++] = agenda->event;
}

static bool compile_agenda(ent_plan_t *plan) {
    plan->agenda_first = ent_arena_alloc(&plan->arena, plan->steps + 1, sizeof *plan->agenda_first);
    size_t *places = ent_arena_alloc(&plan->arena, plan->steps + 1, sizeof *places);
    if (plan->agenda_first == NULL || places == NULL) {
        return false;
    }
    agenda_t agenda = {.places = plan->agenda_first};
    for (size_t i = 0; i < plan->events; i++) {
        visit_steps(plan, &plan->scenario->events[i], count_visit, &agenda);
    }
    for (size_t n = 0; n < plan->steps; n++) {
        plan->agenda_first[n + 1] += plan->agenda_first[n];
    }
    plan->agenda =
        ent_arena_alloc(&plan->arena, plan->agenda_first[plan->steps], sizeof *plan->agenda);
    if (plan->agenda == NULL) {
        return false;
    }
    memcpy(places, plan->agenda_first, (plan->steps + 1) * sizeof *places);
    agenda = (agenda_t){.places = places, .agenda = plan->agenda};
    for (size_t i = 0; i < plan->events; i++) {
        agenda.event = (uint32_t)i;
        visit_steps(plan, &plan->scenario->events[i], place_visit, &agenda);
    }
    return true;
}

bool ent_plan_compile_events(ent_plan_t *plan) {
    uint32_t *processes = plan->uniform_processes; /* has room for one of each event */
    /* An occasion may have to be drawn for, now or under a later parameter. */
    bool all_draw = ent_parameter_changes_probability(plan->scenario);
    plan->event_plans = ent_arena_alloc(&plan->arena, plan->events, sizeof *plan->event_plans);
    if (plan->event_plans == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->events; i++) {
        if (!compile_event(plan, &plan->scenario->events[i], &plan->event_plans[i], all_draw,
                           processes)) {
            return false;
        }
    }
    return compile_agenda(plan);
}

/* Meetings fall at phase + j/cadence after the start, each acting in its step. */
static void mark_meetings(ent_plan_t *plan, size_t institution) {
    const ent_institution_t *source = &plan->scenario->institutions[institution];
    if (source->cadence <= 0) {
        return;
    }
    for (double j = 0;; j++) {
        double step = ent_step_of(source->phase + j / source->cadence, plan->step_years);
        if (step >= (double)plan->steps) {
            return;
        }
        plan->meeting_due[(size_t)step * plan->institutions + institution] = true;
    }
}

/* The first election on or after the start. */
static double first_term(const ent_plan_t *plan, const ent_state_t *state) {
    double first = ent_date_decimal(state->next) - ent_date_decimal(plan->scenario->start);
    double skip = first < 0 ? floor(-first / state->term_years) - 1 : 0;
    for (double j = skip > 0 ? skip : 0;; j++) {
        double when = first + j * state->term_years;
        if (ent_step_of(when, plan->step_years) >= 0) {
            return when;
        }
    }
}

bool ent_plan_compile_calendar(ent_plan_t *plan) {
    plan->meeting_due =
        ent_arena_alloc(&plan->arena, plan->steps * plan->institutions, sizeof *plan->meeting_due);
    if (plan->meeting_due == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->institutions; i++) {
        mark_meetings(plan, i);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        const ent_state_t *state = &plan->scenario->states[s];
        bool terms = state->succession == ENT_SUCCESSION_TERM;
        plan->first_term_years[s] = terms ? first_term(plan, state) : INFINITY;
        plan->term_years[s] = state->term_years;
    }
    return true;
}

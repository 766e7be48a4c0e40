#include "analysis/probe.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* So many dated events are a record, whoever wrote them into the scenario. */
enum { RECORD_EVENTS = 30 };

bool ent_probe_has_record(const ent_scenario_t *scenario) {
    size_t dated = scenario->record.enabled ? RECORD_EVENTS : 0;
    for (size_t i = 0; i < scenario->event_count; i++) {
        dated += scenario->events[i].timing == ENT_TIMING_AT;
    }
    return dated >= RECORD_EVENTS;
}

double ent_probe_mean_severity(const ent_severity_t *severity) {
    double sum = 0;
    switch (severity->distribution) {
    case ENT_SEVERITY_BETA:
        return severity->a / (severity->a + severity->b);
    case ENT_SEVERITY_UNIFORM:
        return (severity->low + severity->high) / 2;
    case ENT_SEVERITY_LOGNORMAL:
        return severity->median * exp(severity->sigma * severity->sigma / 2);
    case ENT_SEVERITY_EMPIRICAL:
        for (size_t i = 0; i < severity->value_count; i++) {
            sum += severity->values[i] / (double)severity->value_count;
        }
        return sum;
    case ENT_SEVERITY_FIXED:
        break;
    }
    return severity->value;
}

static const double *find_event_hits(const ent_scenario_t *scenario, size_t by) {
    for (size_t i = 0; i < scenario->event_count; i++) {
        const ent_event_t *event = &scenario->events[i];
        for (size_t j = 0; j < event->effect_count; j++) {
            const ent_effect_t *effect = &event->effects[j];
            if (effect->type == ENT_EFFECT_SHOCK && effect->state == by) {
                return effect->hits;
            }
        }
    }
    return NULL;
}

const double *ent_probe_hits(const ent_scenario_t *scenario, size_t by) {
    const ent_shock_t *found = NULL;
    for (size_t i = 0; i < scenario->shock_count; i++) {
        const ent_shock_t *shock = &scenario->shocks[i];
        if (shock->by == by && (found == NULL || ent_probe_mean_severity(&shock->severity) >
                                                     ent_probe_mean_severity(&found->severity))) {
            found = shock;
        }
    }
    return found != NULL ? found->hits : find_event_hits(scenario, by);
}

/* A copy that owns nothing yet but what `extra` more events take. */
static ent_err_t copy(const ent_scenario_t *original, size_t extra, ent_scenario_t *variant) {
    ent_scenario_t made = *original;
    ent_arena_init(&made.arena);
    made.events = ent_arena_alloc(&made.arena, original->event_count + extra, sizeof *made.events);
    if (made.events == NULL) {
        ent_arena_free(&made.arena);
        return ENT_ERR_MEMORY;
    }
    if (original->event_count > 0) {
        memcpy(made.events, original->events, original->event_count * sizeof *made.events);
    }
    *variant = made;
    return ENT_OK;
}

static bool within_horizon(const ent_scenario_t *scenario, double when) {
    long step = ent_scenario_step_of(scenario, when);
    return step >= 0 && (size_t)step < ent_scenario_steps(scenario);
}

static bool add_strike(ent_scenario_t *variant, const ent_strike_t *strike, size_t number) {
    ent_event_t *event = &variant->events[variant->event_count];
    ent_effect_t *effect = ent_arena_alloc(&variant->arena, 1, sizeof *effect);
    *event = (ent_event_t){.timing = ENT_TIMING_AT,
                           .at = ent_date_from_decimal(strike->when),
                           .probability = 1,
                           .once = true,
                           .effects = effect,
                           .effect_count = 1};
    (void)snprintf(event->name, sizeof event->name, "probe_%zu", number);
    event->title = ent_arena_strdup(&variant->arena, event->name);
    if (effect == NULL || event->title == NULL) {
        return false;
    }
    effect->type = ENT_EFFECT_SHOCK;
    effect->state = strike->by;
    effect->severity = strike->severity;
    memcpy(effect->hits, strike->hits, sizeof effect->hits);
    variant->event_count++;
    return true;
}

ent_err_t ent_probe_with(const ent_scenario_t *original, const ent_strike_t *strikes, size_t count,
                         ent_scenario_t *variant) {
    ent_err_t error = copy(original, count, variant);
    for (size_t i = 0; i < count && error == ENT_OK; i++) {
        if (within_horizon(original, strikes[i].when) && !add_strike(variant, &strikes[i], i)) {
            ent_scenario_free(variant);
            error = ENT_ERR_MEMORY;
        }
    }
    return error;
}

/* Gives an event effects of its own, without those that `leaves_out` names. */
static bool filter(ent_scenario_t *variant, ent_event_t *event, size_t by,
                   bool (*leaves_out)(const ent_effect_t *effect, size_t by)) {
    ent_effect_t *kept = ent_arena_alloc(&variant->arena, event->effect_count, sizeof *kept);
    size_t count = 0;
    if (kept == NULL) {
        return false;
    }
    for (size_t i = 0; i < event->effect_count; i++) {
        if (!leaves_out(&event->effects[i], by)) {
            kept[count++] = event->effects[i];
        }
    }
    event->effects = kept;
    event->effect_count = count;
    return true;
}

static bool is_shock_by(const ent_effect_t *effect, size_t by) {
    return effect->type == ENT_EFFECT_SHOCK && effect->state == by;
}

ent_err_t ent_probe_without(const ent_scenario_t *original, size_t by, double from,
                            ent_scenario_t *variant) {
    ent_err_t error = copy(original, 0, variant);
    for (size_t i = 0; i < original->event_count && error == ENT_OK; i++) {
        ent_event_t *event = &variant->events[i];
        if (event->timing == ENT_TIMING_AT && ent_date_decimal(event->at) >= from &&
            !filter(variant, event, by, is_shock_by)) {
            ent_scenario_free(variant);
            error = ENT_ERR_MEMORY;
        }
    }
    return error;
}

/* An effect that would bind again, or carry again. */
static bool is_binding(const ent_effect_t *effect, size_t by) {
    (void)by;
    return effect->type == ENT_EFFECT_PARAMETER &&
           strncmp(effect->path, "institutions.", strlen("institutions.")) == 0 &&
           (strstr(effect->path, ".binding") != NULL || strstr(effect->path, ".coverage.") != NULL);
}

bool ent_probe_is_bound(const ent_scenario_t *scenario) {
    for (size_t i = 0; i < scenario->institution_count; i++) {
        const ent_institution_t *institution = &scenario->institutions[i];
        bool bound = institution->binding > 0;
        for (size_t d = 0; d < scenario->domain_count; d++) {
            bound = bound || institution->coverage[d] > 0;
        }
        if (bound) {
            return true;
        }
    }
    return false;
}

ent_err_t ent_probe_unbound(const ent_scenario_t *original, ent_scenario_t *variant) {
    size_t count = original->institution_count;
    ent_err_t error = copy(original, 0, variant);
    if (error != ENT_OK) {
        return error;
    }
    variant->institutions = ent_arena_alloc(&variant->arena, count, sizeof *variant->institutions);
    bool whole = variant->institutions != NULL;
    for (size_t i = 0; i < count && whole; i++) {
        ent_institution_t *institution = &variant->institutions[i];
        *institution = original->institutions[i];
        institution->binding = 0;
        memset(institution->coverage, 0, sizeof institution->coverage);
    }
    for (size_t i = 0; i < original->event_count && whole; i++) {
        whole = filter(variant, &variant->events[i], 0, is_binding);
    }
    if (!whole) {
        ent_scenario_free(variant);
        return ENT_ERR_MEMORY;
    }
    return ENT_OK;
}

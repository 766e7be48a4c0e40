#include "analysis/signal.h"

#include "random/random.h"

static double signal_of(const ent_effect_t *effect, size_t state) {
    bool all = state == ENT_BOTH_STATES;
    if (effect->type == ENT_EFFECT_SHOCK) {
        return all || effect->state != state ? -effect->severity : 0;
    }
    if (effect->type == ENT_EFFECT_RECONCILE) {
        return all || effect->state == ENT_BOTH_STATES || effect->state == state ? effect->share
                                                                                 : 0;
    }
    return 0;
}

double ent_record_signal(const ent_scenario_t *scenario, size_t state, double from, double to) {
    double sum = 0;
    for (size_t i = 0; i < scenario->event_count; i++) {
        const ent_event_t *event = &scenario->events[i];
        double when = event->timing == ENT_TIMING_AT ? ent_date_decimal(event->at) : to + 1;
        for (size_t j = 0; j < event->effect_count && when > from && when <= to; j++) {
            sum += signal_of(&event->effects[j], state) *
                   ent_exp(-(to - when) / ENT_SIGNAL_FADE_YEARS);
        }
    }
    return sum;
}

/* A kernel file: compiled once for each instruction set. Phase 2b: the scenario's events. */
#include "model/lanes.h"
#include "model/phases.h"

static const double years_tolerance = 1e-9;

/* The lanes in which a rate strikes in this step. */
static ent_lanes_t find_struck(const ent_plan_t *plan, const ent_block_t *block, size_t event,
                               size_t step) {
    const size_t lanes = ent_lane_count(block);
    _Alignas(64) double chance[ENT_MOST_LANES];
    ent_fill_lanes(chance, lanes, block->params->events[event].rate_probability);
    size_t stream = (size_t)plan->event_plans[event].stream;
    return ent_lanes_below(ent_uniform(block, stream, step), chance, lanes);
}

/* Advances the clocks of a `when` event; the lanes in which its condition has lasted. */
static ent_lanes_t find_lasted(const ent_plan_t *plan, ent_block_t *block, size_t event,
                               size_t step) {
    const size_t lanes = ent_lane_count(block);
    const ent_event_plan_t *source = &plan->event_plans[event];
    const ent_event_params_t *params = &block->params->events[event];
    double *clock = ent_row(block, block->watch_years, (size_t)source->watch);
    double *rests_until = ent_row(block, block->watch_rests_until, (size_t)source->watch);
    _Alignas(64) double scratch[ENT_MOST_LANES];
    const double *value =
        ENT_KERNEL(variable_now)(plan, block, source->when_kind, source->when_index, scratch);
    ent_lanes_t lasted = 0;
    for (size_t j = 0; j < lanes; j++) {
        bool holds = source->when_above ? value[j] > params->when_threshold
                                        : value[j] < params->when_threshold;
        clock[j] = holds ? clock[j] + plan->step_years : 0;
        bool rested = (double)step >= rests_until[j];
        if (holds && rested && clock[j] >= params->for_years - years_tolerance) {
            lasted |= UINT64_C(1) << j;
        }
    }
    if (source->once) {
        lasted &= ~block->event_done[event];
    }
    return lasted;
}

/* An occasion restarts the clock, ends the event if it comes once, and begins a rest. */
static void use_occasion(const ent_plan_t *plan, ent_block_t *block, size_t event,
                         ent_lanes_t lanes, size_t step) {
    const ent_event_plan_t *source = &plan->event_plans[event];
    double *clock = ent_row(block, block->watch_years, (size_t)source->watch);
    double *rests_until = ent_row(block, block->watch_rests_until, (size_t)source->watch);
    double rest = (block->params->events[event].rest_years - years_tolerance) / plan->step_years;
    block->event_done[event] |= lanes;
    while (lanes != 0) {
        size_t lane = ent_next_lane(&lanes);
        clock[lane] = 0;
        rests_until[lane] = (double)step + rest;
    }
}

/* Of the lanes with an occasion, those in which it is taken. */
static ent_lanes_t draw_occasions(const ent_plan_t *plan, ent_block_t *block, size_t event,
                                  ent_lanes_t lanes) {
    const ent_event_plan_t *source = &plan->event_plans[event];
    const double probability = block->params->events[event].probability;
    if (source->counter == ENT_NO_SLOT) {
        return lanes;
    }
    double *occasions = ent_row(block, block->occasions, (size_t)source->counter);
    ent_lanes_t taken = 0;
    while (lanes != 0) {
        size_t lane = ent_next_lane(&lanes);
        uint32_t ordinal = (uint32_t)occasions[lane];
        occasions[lane] += 1;
        double u = ENT_EVEN_CHANCE;
        if (!block->deterministic) {
            u = block->random
                    ->uniform_pair(block->seed, block->first_member + lane, ordinal,
                                   source->probability_process, 0)
                    .first;
        }
        if (u < probability || probability >= 1) {
            taken |= UINT64_C(1) << lane;
        }
    }
    return taken;
}

static void run_event(const ent_plan_t *plan, ent_block_t *block, size_t event, size_t step) {
    const ent_event_plan_t *source = &plan->event_plans[event];
    ent_lanes_t lanes = ent_all_lanes(block);
    if (source->timing == ENT_TIMING_RATE) {
        lanes = find_struck(plan, block, event, step);
    } else if (source->timing == ENT_TIMING_WHEN) {
        lanes = find_lasted(plan, block, event, step);
        use_occasion(plan, block, event, lanes, step);
    }
    lanes = draw_occasions(plan, block, event, lanes);
    block->happened.events[event] |= lanes;
    for (size_t i = 0; i < source->effect_count && lanes != 0; i++) {
        ENT_KERNEL(apply_effect)(plan, block, &source->effects[i], event, lanes, step);
    }
}

void ENT_KERNEL(events)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    for (size_t i = plan->agenda_first[step]; i < plan->agenda_first[step + 1]; i++) {
        run_event(plan, block, plan->agenda[i], step);
    }
}

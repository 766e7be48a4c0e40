/* A kernel file: compiled once for each instruction set. Phase 1: outside drivers. */
#include "model/lanes.h"
#include "model/phases.h"

/* Adds the increments of the ramps that are under way to the baselines. */
static void move_baseline(ent_block_t *block, const ent_effect_plan_t *effect) {
    const size_t lanes = ent_lane_count(block);
    double *baseline = ent_row(block, block->baseline, effect->driver);
    for (size_t slot = 0; slot < effect->slots; slot++) {
        const double *increment = ent_row(block, block->ramp_increment, effect->first_slot + slot);
        double *left = ent_row(block, block->ramp_left, effect->first_slot + slot);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            baseline[j] += left[j] > 0 ? increment[j] : 0;
            left[j] = left[j] > 0 ? left[j] - 1 : 0;
        }
    }
}

static void run_ramps(const ent_plan_t *plan, ent_block_t *block) {
    for (size_t e = 0; e < plan->events && plan->ramps > 0; e++) {
        const ent_event_plan_t *event = &plan->event_plans[e];
        for (size_t i = 0; i < event->effect_count; i++) {
            if (event->effects[i].type == ENT_EFFECT_BASELINE) {
                move_baseline(block, &event->effects[i]);
            }
        }
    }
}

/* Where a driver tends to: its baseline, raised by what closeness provokes. */
static void find_targets(const ent_block_t *block, const ent_driver_params_t *driver,
                         const double *baseline, double *restrict target) {
    const size_t lanes = ent_lane_count(block);
    ent_fill_lanes(target, lanes, 0);
    ent_add_scaled(target, lanes, 1, baseline);
    for (size_t i = 0; i < driver->reactions.count; i++) {
        const double reaction = driver->reactions.links[i].value;
        const double *x =
            ent_block_variable(block, ENT_VAR_DOMAIN, driver->reactions.links[i].index);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            target[j] += reaction * ent_at_least_zero(x[j]);
        }
    }
}

void ENT_KERNEL(drivers)(const ent_plan_t *plan, ent_block_t *block, size_t step) {
    const size_t lanes = ent_lane_count(block);
    _Alignas(64) double target[ENT_MOST_LANES];
    run_ramps(plan, block);
    for (size_t v = 0; v < plan->drivers; v++) {
        const ent_driver_params_t *driver = &block->params->drivers[v];
        const ent_drift_t drift = driver->drift;
        const double *z = ent_normal(block, v, step);
        double *level = ent_block_variable(block, ENT_VAR_DRIVER, v);
        find_targets(block, driver, ent_row(block, block->baseline, v), target);
        ENT_LANES
        for (size_t j = 0; j < lanes; j++) {
            level[j] = ent_clamp(ent_drift(level[j], target[j], drift, z[j]), 0, 1);
        }
    }
}

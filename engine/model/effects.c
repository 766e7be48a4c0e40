/* A kernel file: compiled once for each instruction set. What events do. */
#include "model/lanes.h"
#include "model/phases.h"

#include <math.h>

static void shock(ent_block_t *block, const ent_effect_plan_t *effect, ent_lanes_t lanes) {
    static const ent_links_t nothing = {0};
    const ent_links_t *hits[ENT_STATES] = {&nothing, &nothing};
    double severity[ENT_STATES] = {0};
    hits[effect->state] = &effect->hits;
    severity[effect->state] = effect->severity;
    while (lanes != 0) {
        ENT_KERNEL(strike)(block, ent_next_lane(&lanes), severity, hits);
    }
}

static void reconcile(ent_block_t *block, const ent_effect_plan_t *effect, ent_lanes_t lanes) {
    while (lanes != 0) {
        size_t lane = ent_next_lane(&lanes);
        for (size_t s = 0; s < ENT_STATES; s++) {
            if (effect->state == ENT_BOTH_STATES || effect->state == s) {
                ent_row(block, block->fast, s)[lane] *= 1 - effect->share;
                ent_row(block, block->slow, s)[lane] *= 1 - effect->share;
            }
        }
    }
}

static void add_clamped(double *row, ent_lanes_t lanes, double by, double low, double high) {
    while (lanes != 0) {
        size_t lane = ent_next_lane(&lanes);
        row[lane] = ent_clamp(row[lane] + by, low, high);
    }
}

/* A shift of a public moves all its cohorts. */
static void shift(const ent_plan_t *plan, ent_block_t *block, const ent_effect_plan_t *effect,
                  ent_lanes_t lanes) {
    const ent_variable_row_t *row = ent_variable_row(effect->variable_kind);
    if (effect->variable_kind != ENT_VAR_PUBLIC) {
        double *values = ent_block_variable(block, effect->variable_kind, effect->variable_index);
        add_clamped(values, lanes, effect->by, row->low, row->high);
        return;
    }
    size_t first = plan->cohort_first[effect->variable_index];
    size_t count = block->params->states[effect->variable_index].cohort_count;
    for (size_t c = first; c < first + count; c++) {
        add_clamped(ent_block_variable(block, ENT_VAR_COHORT, c), lanes, effect->by, row->low,
                    row->high);
    }
    block->publics_stale = true;
}

/* Equal increments from the next step on, beside ramps that are under way. */
static void start_ramp(ent_block_t *block, const ent_effect_plan_t *effect, ent_lanes_t lanes) {
    const double *baseline = ent_row(block, block->baseline, effect->driver);
    double *count = ent_row(block, block->ramp_count, effect->ramp);
    double steps = (double)effect->ramp_steps;
    while (lanes != 0) {
        size_t lane = ent_next_lane(&lanes);
        size_t slot = effect->first_slot + (size_t)count[lane] % effect->slots;
        count[lane] += 1;
        ent_row(block, block->ramp_increment, slot)[lane] = (effect->to - baseline[lane]) / steps;
        ent_row(block, block->ramp_left, slot)[lane] = steps;
    }
}

/* The status an action leads to; the present one where it does not apply. */
static ent_status_t status_after(ent_action_t action, ent_status_t now) {
    switch (action) {
    case ENT_ACTION_PROPOSE:
        return now == ENT_ABSENT || now == ENT_ENDED ? ENT_NEGOTIATING : now;
    case ENT_ACTION_ESTABLISH:
        return ENT_ACTIVE;
    case ENT_ACTION_SUSPEND:
        return now == ENT_ACTIVE ? ENT_SUSPENDED : now;
    case ENT_ACTION_RESUME:
        return now == ENT_SUSPENDED ? ENT_ACTIVE : now;
    case ENT_ACTION_TERMINATE:
        return now == ENT_NEGOTIATING || now == ENT_ACTIVE || now == ENT_SUSPENDED ? ENT_ENDED
                                                                                   : now;
    }
    return now;
}

/* What a change of status brings with it; gaps between meetings are measured in years. */
static void change_status(const ent_plan_t *plan, ent_block_t *block,
                          const ent_effect_plan_t *effect, size_t lane, ent_status_t next,
                          size_t step) {
    size_t i = effect->institution;
    double years = (double)step * plan->step_years;
    double *habit = &ent_row(block, block->habit, i)[lane];
    double *last_meeting = &ent_row(block, block->last_meeting, i)[lane];
    double *longest_gap = &ent_row(block, block->longest_gap, i)[lane];
    ent_row(block, block->status, i)[lane] = (double)next;
    ent_row(block, block->suspended_by_event, i)[lane] = next == ENT_SUSPENDED ? 1 : 0;
    ent_row(block, block->progress, i)[lane] = 0;
    ent_row(block, block->below_years, i)[lane] = 0;
    ent_row(block, block->above_years, i)[lane] = 0;
    if (effect->action == ENT_ACTION_ESTABLISH) {
        *habit = fmax(*habit, block->params->institutions[i].habit);
        *last_meeting = *last_meeting < 0 ? years : *last_meeting;
    } else if (effect->action == ENT_ACTION_TERMINATE) {
        *habit = 0;
        if (*last_meeting >= 0) {
            *longest_gap = fmax(*longest_gap, years - *last_meeting);
        }
        *last_meeting = -1;
    } else if (effect->action == ENT_ACTION_SUSPEND) {
        ent_row(block, block->suspensions, i)[lane] += 1;
    }
}

static void act_on_institution(const ent_plan_t *plan, ent_block_t *block,
                               const ent_effect_plan_t *effect, size_t event, ent_lanes_t lanes,
                               size_t step) {
    const double *status = ent_row(block, block->status, effect->institution);
    while (lanes != 0) {
        size_t lane = ent_next_lane(&lanes);
        ent_status_t now = (ent_status_t)status[lane];
        ent_status_t next = status_after(effect->action, now);
        if (next != now) {
            change_status(plan, block, effect, lane, next, step);
        } else {
            block->not_applied[event] += block->member_lanes >> lane & 1;
        }
    }
    ent_block_note_status(block, effect->institution);
    block->institutions_stale = true;
}

void ENT_KERNEL(apply_effect)(const ent_plan_t *plan, ent_block_t *block,
                              const ent_effect_plan_t *effect, size_t event, ent_lanes_t lanes,
                              size_t step) {
    switch (effect->type) {
    case ENT_EFFECT_LEADER:
        while (lanes != 0) {
            ENT_KERNEL(install_leader)
            (plan, block, effect->state, ent_next_lane(&lanes), effect->orientation,
             effect->approval, step);
        }
        break;
    case ENT_EFFECT_SHOCK:
        shock(block, effect, lanes);
        break;
    case ENT_EFFECT_RECONCILE:
        reconcile(block, effect, lanes);
        break;
    case ENT_EFFECT_SHIFT:
        shift(plan, block, effect, lanes);
        break;
    case ENT_EFFECT_BASELINE:
        start_ramp(block, effect, lanes);
        break;
    case ENT_EFFECT_INSTITUTION:
        act_on_institution(plan, block, effect, event, lanes, step);
        break;
    case ENT_EFFECT_PARAMETER:
        break; /* a segment of the plan begins: parameters.c */
    }
}

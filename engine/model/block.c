#include "model/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Hands out parts of one allocation; while `base` is NULL it only counts. */
typedef struct {
    double *base;
    size_t used, lanes;
} carver_t;

static double *carve(carver_t *carver, size_t rows) {
    double *part = carver->base != NULL ? carver->base + carver->used : NULL;
    carver->used += rows * carver->lanes;
    return part;
}

static void carve_state(carver_t *c, const ent_plan_t *plan, ent_block_t *block) {
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        block->variables[kind] =
            carve(c, ent_variable_count(plan->scenario, (ent_variable_kind_t)kind));
    }
    block->baseline = carve(c, plan->drivers);
    block->fast = carve(c, ENT_STATES);
    block->slow = carve(c, ENT_STATES);
    block->provocation = carve(c, ENT_STATES);
    block->provocation_age = carve(c, ENT_STATES);
    block->heard = carve(c, ENT_STATES);
    block->health = carve(c, 1);
    block->habit = carve(c, plan->institutions);
    block->status = carve(c, plan->institutions);
    block->suspended_by_event = carve(c, plan->institutions);
    block->progress = carve(c, plan->institutions);
    block->below_years = carve(c, plan->institutions);
    block->above_years = carve(c, plan->institutions);
    block->next_term_years = carve(c, ENT_STATES);
    block->next_term_step = carve(c, ENT_STATES);
    block->ordinal = carve(c, ENT_STATES);
    block->normals = carve(c, plan->normals * 2);
    block->uniforms = carve(c, plan->uniforms * 2);
    block->watch_years = carve(c, plan->watches);
    block->watch_rests_until = carve(c, plan->watches);
    block->occasions = carve(c, plan->counters);
    block->ramp_increment = carve(c, plan->ramp_slots);
    block->ramp_left = carve(c, plan->ramp_slots);
    block->ramp_count = carve(c, plan->ramps);
}

static void carve_tallies(carver_t *c, const ent_plan_t *plan, ent_block_t *block) {
    block->health_path = carve(c, plan->steps + 1);
    block->grievance_sum = carve(c, ENT_STATES);
    block->legitimacy_sum = carve(c, ENT_STATES);
    block->autonomy_sum = carve(c, ENT_STATES);
    block->leader_share_sum = carve(c, ENT_STATES);
    block->readiness_sum = carve(c, 1);
    block->clamped_count = carve(c, 1);
    block->meetings_due = carve(c, plan->institutions);
    block->meetings_held = carve(c, plan->institutions);
    block->years_active = carve(c, plan->institutions);
    block->suspensions = carve(c, plan->institutions);
    block->last_meeting = carve(c, plan->institutions);
    block->longest_gap = carve(c, plan->institutions);
}

static size_t carve_all(double *base, const ent_plan_t *plan, size_t lanes, ent_block_t *block) {
    carver_t carver = {.base = base, .lanes = lanes};
    carve_state(&carver, plan, block);
    carve_tallies(&carver, plan, block);
    return carver.used;
}

static size_t word_count(const ent_plan_t *plan) {
    return 3 * plan->events + plan->shocks + ENT_STATES * plan->steps;
}

size_t ent_block_bytes(const ent_plan_t *plan, size_t lanes) {
    ent_block_t counted;
    return carve_all(NULL, plan, lanes, &counted) * sizeof(double) +
           word_count(plan) * sizeof(uint64_t) + plan->institutions;
}

ent_err_t ent_block_init(ent_block_t *block, const ent_plan_t *plan, size_t lanes) {
    *block = (ent_block_t){.lanes = lanes};
    ent_block_t counted;
    size_t doubles = carve_all(NULL, plan, lanes, &counted);
    block->slab = ent_alloc_aligned(doubles, sizeof(double));
    block->words = ent_alloc(word_count(plan), sizeof(uint64_t));
    block->live = ent_alloc(plan->institutions, sizeof(bool));
    if (block->slab == NULL || block->words == NULL || block->live == NULL) {
        ent_block_free(block);
        return ENT_ERR_MEMORY;
    }
    (void)carve_all(block->slab, plan, lanes, block);
    uint64_t *word = block->words;
    block->happened.events = word;
    block->happened.shocks = (word += plan->events);
    block->event_done = (word += plan->shocks);
    block->not_applied = (word += plan->events);
    block->leader_changes = word + plan->events;
    return ENT_OK;
}

void ent_block_free(ent_block_t *block) {
    free(block->slab);
    free(block->words);
    free(block->live);
    *block = (ent_block_t){0};
}

static void fill(const ent_block_t *block, double *rows, size_t row, double value) {
    for (size_t j = 0; j < block->lanes; j++) {
        rows[row * block->lanes + j] = value;
    }
}

static void start_states(ent_block_t *block, const ent_plan_t *plan) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        const ent_state_t *state = &plan->scenario->states[s];
        fill(block, block->variables[ENT_VAR_LEADER], s, state->leader_orientation);
        fill(block, block->variables[ENT_VAR_APPROVAL], s, state->leader_approval);
        fill(block, block->variables[ENT_VAR_STANCE], s, state->stance_initial);
        fill(block, block->fast, s, (1 - state->slow_share) * state->memory_initial);
        fill(block, block->slow, s, state->slow_share * state->memory_initial);
        fill(block, block->next_term_years, s, plan->first_term_years[s]);
        fill(block, block->next_term_step, s,
             ent_step_of(plan->first_term_years[s], plan->step_years));
        for (size_t c = 0; c < state->cohort_count; c++) {
            fill(block, block->variables[ENT_VAR_COHORT], plan->cohort_first[s] + c,
                 state->cohorts[c].initial);
        }
    }
}

static void start_institutions(ent_block_t *block, const ent_plan_t *plan) {
    for (size_t i = 0; i < plan->institutions; i++) {
        const ent_institution_t *institution = &plan->scenario->institutions[i];
        bool stands = institution->status == ENT_ACTIVE || institution->status == ENT_SUSPENDED;
        fill(block, block->variables[ENT_VAR_LEVEL], i, institution->level);
        fill(block, block->habit, i, institution->habit);
        fill(block, block->status, i, (double)institution->status);
        fill(block, block->suspended_by_event, i, institution->status == ENT_SUSPENDED ? 1 : 0);
        fill(block, block->last_meeting, i, stands ? 0 : -1);
        fill(block, block->longest_gap, i, -1);
        ent_block_note_status(block, i);
    }
}

void ent_block_start(ent_block_t *block, const ent_plan_t *plan, uint64_t seed,
                     uint64_t first_member, size_t members, bool deterministic) {
    const ent_scenario_t *scenario = plan->scenario;
    ent_block_t counted;
    memset(block->slab, 0, carve_all(NULL, plan, block->lanes, &counted) * sizeof *block->slab);
    memset(block->words, 0, word_count(plan) * sizeof *block->words);
    block->seed = seed;
    block->first_member = first_member;
    block->members = members;
    block->member_lanes = members < ENT_MOST_LANES ? (UINT64_C(1) << members) - 1 : UINT64_MAX;
    block->deterministic = deterministic;
    block->params = &plan->segments[0];
    block->segment = 0;
    for (size_t v = 0; v < plan->drivers; v++) {
        fill(block, block->variables[ENT_VAR_DRIVER], v, scenario->drivers[v].level);
        fill(block, block->baseline, v, scenario->drivers[v].level);
    }
    for (size_t d = 0; d < plan->domains; d++) {
        fill(block, block->variables[ENT_VAR_DOMAIN], d, scenario->domains[d].initial);
    }
    start_states(block, plan);
    start_institutions(block, plan);
    fill(block, block->health, 0, 2 * scenario->health_initial / 100 - 1);
    block->publics_stale = true;
    block->institutions_stale = true;
}

void ent_block_note_status(ent_block_t *block, size_t institution) {
    const double *status = block->status + institution * block->lanes;
    bool live = false;
    for (size_t j = 0; j < block->lanes; j++) {
        live = live || (status[j] != (double)ENT_ABSENT && status[j] != (double)ENT_ENDED);
    }
    block->live[institution] = live;
}

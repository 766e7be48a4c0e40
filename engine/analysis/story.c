#include "analysis/story.h"

#include "base/memory.h"
#include "model/phases.h"
#include "scenario/keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *phrase;
    ent_part_t group;
} told[ENT_TOLD_KINDS] = {
    [ENT_TOLD_STANDS] = {"stands", "at the start", ENT_PART_STATUS},
    [ENT_TOLD_SITS] = {"sits", "leader at the start", ENT_PART_LEADER},
    [ENT_TOLD_ANSWER] = {"answer", "answer", ENT_PART_ARRIVAL},
    [ENT_TOLD_EVENT] = {"event", "event", ENT_PART_ARRIVAL},
    [ENT_TOLD_LEADER] = {"leader", "leader by an event", ENT_PART_LEADER},
    [ENT_TOLD_PROPOSED] = {"talks_begun", "talks begin", ENT_PART_STATUS},
    [ENT_TOLD_FOUNDED] = {"activated", "active", ENT_PART_STATUS},
    [ENT_TOLD_FAILED] = {"talks_failed", "talks fail", ENT_PART_STATUS},
    [ENT_TOLD_SUSPENDED] = {"suspended", "suspended", ENT_PART_STATUS},
    [ENT_TOLD_RESUMED] = {"resumed", "resumed", ENT_PART_STATUS},
    [ENT_TOLD_ENDED] = {"ended", "ended", ENT_PART_STATUS},
    [ENT_TOLD_SHOCK] = {"shock", "shock", ENT_PART_ARRIVAL},
    [ENT_TOLD_SUCCESSION] = {"succession", "new leader", ENT_PART_LEADER},
    [ENT_TOLD_HELD] = {"meeting_held", "meeting held", ENT_PART_MEETING},
    [ENT_TOLD_MISSED] = {"meeting_missed", "meeting missed", ENT_PART_MEETING},
};

const char *ent_told_name(ent_told_t kind) {
    return told[kind].name;
}

const char *ent_told_phrase(ent_told_t kind) {
    return told[kind].phrase;
}

ent_part_t ent_told_group(ent_told_t kind) {
    return told[kind].group;
}

/* Who looks on: the member alone in lane 0 of a block, and what stood before the present phase. */
typedef struct {
    const ent_plan_t *plan;
    ent_block_t block;
    ent_story_t *story;
    size_t step;
    bool failed; /* for lack of memory */
    double provocation[ENT_STATES];
    double status[ENT_MAX_INSTITUTIONS], due[ENT_MAX_INSTITUTIONS], held[ENT_MAX_INSTITUTIONS];
    uint64_t *not_applied; /* [event] */
} teller_t;

static double lane(const teller_t *teller, const double *rows, size_t row) {
    return rows[row * teller->block.lanes];
}

static double variable(const teller_t *teller, ent_variable_kind_t kind, size_t index) {
    return ent_block_variable(&teller->block, kind, index)[0];
}

/* Makes room for one happening more. */
static bool grow(ent_story_t *story) {
    size_t room = story->room > 0 ? 2 * story->room : 64;
    ent_happening_t *larger = NULL;
    if (story->count < story->room) {
        return true;
    }
    larger = ent_alloc(room, sizeof *larger);
    if (larger == NULL) {
        return false;
    }
    if (story->count > 0) {
        memcpy(larger, story->happenings, story->count * sizeof *larger);
    }
    free(story->happenings);
    story->happenings = larger;
    story->room = room;
    return true;
}

static void tell(teller_t *teller, ent_happening_t happening) {
    ent_story_t *story = teller->story;
    if (!grow(story)) {
        teller->failed = true;
        return;
    }
    happening.step = teller->step;
    happening.detail = happening.detail != NULL ? happening.detail : "";
    story->happenings[story->count++] = happening;
}

static void tell_institution(teller_t *teller, ent_told_t kind, size_t i, const char *detail) {
    const ent_institution_t *institution = &teller->plan->scenario->institutions[i];
    tell(teller, (ent_happening_t){.kind = kind,
                                   .name = institution->name,
                                   .title = institution->title,
                                   .detail = detail,
                                   .value = NAN});
}

static void tell_leader(teller_t *teller, ent_told_t kind, size_t s, const char *detail) {
    const ent_state_t *state = &teller->plan->scenario->states[s];
    tell(teller, (ent_happening_t){.kind = kind,
                                   .name = state->name,
                                   .title = state->title,
                                   .detail = detail,
                                   .value = variable(teller, ENT_VAR_LEADER, s)});
}

static void tell_start(teller_t *teller) {
    const ent_scenario_t *scenario = teller->plan->scenario;
    const ent_key_t *status = ent_key_find(ENT_SCOPE_INSTITUTION, "status");
    for (size_t s = 0; s < ENT_STATES; s++) {
        tell_leader(teller, ENT_TOLD_SITS, s, scenario->states[s].leader_name);
    }
    for (size_t i = 0; i < scenario->institution_count; i++) {
        if (scenario->institutions[i].status != ENT_ABSENT) {
            tell_institution(teller, ENT_TOLD_STANDS, i,
                             ent_key_choice(status, (int)scenario->institutions[i].status));
        }
    }
}

static void note_provocations(teller_t *teller) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        teller->provocation[s] = lane(teller, teller->block.provocation, s);
    }
}

static void tell_answers(teller_t *teller) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        const ent_state_t *state = &teller->plan->scenario->states[s];
        double severity = teller->block.params->states[s].ladder * teller->provocation[s];
        if (teller->block.happened.answers[s] & 1) {
            tell(teller, (ent_happening_t){.kind = ENT_TOLD_ANSWER,
                                           .name = state->name,
                                           .title = state->title,
                                           .value = severity});
        }
    }
}

static void note_institutions(teller_t *teller) {
    const ent_block_t *block = &teller->block;
    for (size_t i = 0; i < teller->plan->institutions; i++) {
        teller->status[i] = lane(teller, block->status, i);
        teller->due[i] = lane(teller, block->meetings_due, i);
        teller->held[i] = lane(teller, block->meetings_held, i);
    }
}

/* What leads from one status to another within a phase: at most two changes. */
typedef struct {
    size_t count;
    ent_told_t kinds[2];
} passage_t;

static const passage_t passages[ENT_STATUS_COUNT][ENT_STATUS_COUNT] = {
    [ENT_ABSENT] = {[ENT_NEGOTIATING] = {1, {ENT_TOLD_PROPOSED}},
                    [ENT_ACTIVE] = {1, {ENT_TOLD_FOUNDED}},
                    [ENT_SUSPENDED] = {2, {ENT_TOLD_FOUNDED, ENT_TOLD_SUSPENDED}},
                    [ENT_ENDED] = {2, {ENT_TOLD_PROPOSED, ENT_TOLD_FAILED}}},
    [ENT_NEGOTIATING] = {[ENT_ACTIVE] = {1, {ENT_TOLD_FOUNDED}},
                         [ENT_SUSPENDED] = {2, {ENT_TOLD_FOUNDED, ENT_TOLD_SUSPENDED}},
                         [ENT_ENDED] = {1, {ENT_TOLD_FAILED}}},
    [ENT_ACTIVE] = {[ENT_NEGOTIATING] = {2, {ENT_TOLD_ENDED, ENT_TOLD_PROPOSED}},
                    [ENT_SUSPENDED] = {1, {ENT_TOLD_SUSPENDED}},
                    [ENT_ENDED] = {1, {ENT_TOLD_ENDED}}},
    [ENT_SUSPENDED] = {[ENT_NEGOTIATING] = {2, {ENT_TOLD_ENDED, ENT_TOLD_PROPOSED}},
                       [ENT_ACTIVE] = {1, {ENT_TOLD_RESUMED}},
                       [ENT_ENDED] = {1, {ENT_TOLD_ENDED}}},
    [ENT_ENDED] = {[ENT_NEGOTIATING] = {1, {ENT_TOLD_PROPOSED}},
                   [ENT_ACTIVE] = {1, {ENT_TOLD_FOUNDED}},
                   [ENT_SUSPENDED] = {2, {ENT_TOLD_FOUNDED, ENT_TOLD_SUSPENDED}}},
};

static void tell_status(teller_t *teller, size_t i, const char *cause) {
    int before = (int)teller->status[i], after = (int)lane(teller, teller->block.status, i);
    const passage_t *passage = &passages[before][after];
    for (size_t k = 0; k < passage->count; k++) {
        tell_institution(teller, passage->kinds[k], i, cause);
    }
}

static void note_before_events(teller_t *teller) {
    note_institutions(teller);
    memcpy(teller->not_applied, teller->block.not_applied,
           teller->plan->events * sizeof *teller->not_applied);
}

/* An event, with its first shock, and the leaders it brings. */
static void tell_event(teller_t *teller, size_t e) {
    const ent_scenario_t *scenario = teller->plan->scenario;
    const ent_event_t *event = &scenario->events[e];
    bool refused = teller->block.not_applied[e] > teller->not_applied[e];
    ent_happening_t happening = {.kind = ENT_TOLD_EVENT,
                                 .name = event->name,
                                 .title = event->title,
                                 .detail = refused ? "does not apply" : "",
                                 .value = NAN};
    for (size_t i = event->effect_count; i-- > 0;) {
        if (event->effects[i].type == ENT_EFFECT_SHOCK) {
            happening.state = &scenario->states[event->effects[i].state];
            happening.value = event->effects[i].severity;
        }
    }
    tell(teller, happening);
    for (size_t i = 0; i < event->effect_count; i++) {
        if (event->effects[i].type == ENT_EFFECT_LEADER) {
            tell_leader(teller, ENT_TOLD_LEADER, event->effects[i].state,
                        event->effects[i].leader_name);
        }
    }
}

static void tell_events(teller_t *teller) {
    for (size_t e = 0; e < teller->plan->events; e++) {
        if (teller->block.happened.events[e] & 1) {
            tell_event(teller, e);
        }
    }
    for (size_t i = 0; i < teller->plan->institutions; i++) {
        tell_status(teller, i, "by an event");
    }
}

/*
 * The severity of a shock that arrived, as found in phase 2c: what it came of, approval and this
 * step's uniform, has not changed since.
 */
static double severity_of(const teller_t *teller, size_t k) {
    const ent_block_t *block = &teller->block;
    const ent_shock_params_t *shock = &block->params->shocks[k];
    const double below = block->params->states[shock->by].diversion_below;
    double lacking = (below - variable(teller, ENT_VAR_APPROVAL, shock->by)) / below;
    double diversion = lacking < 0 ? 0 : lacking > 1 ? 1 : lacking;
    double expected = shock->rate * (1 + shock->opportunism * diversion) * teller->plan->step_years;
    size_t stream = teller->plan->shock_stream + k;
    double u = lane(teller, block->uniforms, 2 * stream + (teller->step & 1));
    return ent_quantile_at(shock->severity, u / (1 - ent_exp(-expected)));
}

static void tell_shocks(teller_t *teller) {
    const ent_scenario_t *scenario = teller->plan->scenario;
    for (size_t k = 0; k < teller->plan->shocks; k++) {
        if (teller->block.happened.shocks[k] & 1) {
            tell(teller, (ent_happening_t){.kind = ENT_TOLD_SHOCK,
                                           .name = scenario->shocks[k].name,
                                           .title = scenario->shocks[k].title,
                                           .state = &scenario->states[scenario->shocks[k].by],
                                           .value = severity_of(teller, k)});
        }
    }
}

/* The type a new leader was drawn as, "" without chance: the draw is repeated (phase 3). */
static const char *type_of(const teller_t *teller, size_t s) {
    const ent_block_t *block = &teller->block;
    const ent_state_params_t *params = &block->params->states[s];
    uint32_t ordinal = (uint32_t)lane(teller, block->ordinal, s) - 1;
    if (block->deterministic) {
        return "";
    }
    double u = block->random
                   ->uniform_pair(block->seed, block->first_member, ordinal,
                                  teller->plan->leader_process[s], 0)
                   .first;
    size_t type = 0;
    while (type + 1 < params->pool_count && !(params->pool[type].cumulated_weight > u)) {
        type++;
    }
    return teller->plan->scenario->states[s].pool[type].name;
}

static void tell_successions(teller_t *teller) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        if (teller->block.happened.successions[s] & 1) {
            tell_leader(teller, ENT_TOLD_SUCCESSION, s, type_of(teller, s));
        }
    }
}

/* A meeting comes before the talks and clocks of its step, and so before changes of status. */
static void tell_institutions(teller_t *teller) {
    const ent_block_t *block = &teller->block;
    for (size_t i = 0; i < teller->plan->institutions; i++) {
        if (lane(teller, block->meetings_due, i) > teller->due[i]) {
            bool held = lane(teller, block->meetings_held, i) > teller->held[i];
            tell_institution(teller, held ? ENT_TOLD_HELD : ENT_TOLD_MISSED, i, "");
        }
        tell_status(teller, i,
                    teller->status[i] == (double)ENT_NEGOTIATING ? "after talks" : "by itself");
    }
}

/* What is noted before a phase, and told after it. */
static const struct {
    const char *phase;
    void (*note)(teller_t *teller), (*tell)(teller_t *teller);
} looks[] = {
    {"answers", note_provocations, tell_answers},
    {"events", note_before_events, tell_events},
    {"shocks", NULL, tell_shocks},
    {"succession", NULL, tell_successions},
    {"institutions", note_institutions, tell_institutions},
};

enum { LOOKS = sizeof looks / sizeof looks[0] };

static void run_phase(teller_t *teller, const ent_phase_t *phase) {
    size_t k = 0;
    while (k < LOOKS && strcmp(looks[k].phase, phase->name) != 0) {
        k++;
    }
    if (k < LOOKS && looks[k].note != NULL) {
        looks[k].note(teller);
    }
    phase->run(teller->plan, &teller->block, teller->step);
    if (k < LOOKS) {
        looks[k].tell(teller);
    }
}

static void run(teller_t *teller, const ent_model_t *model) {
    const ent_plan_t *plan = teller->plan;
    model->record_instant(plan, &teller->block, 0);
    tell_start(teller);
    for (teller->step = 0; teller->step < plan->steps && !teller->failed; teller->step++) {
        for (size_t i = 0; i < model->phase_count; i++) {
            run_phase(teller, &model->phases[i]);
        }
    }
    for (size_t n = 0; n <= plan->steps; n++) {
        teller->story->health[n] = lane(teller, teller->block.health_path, n);
    }
}

ent_err_t ent_story_tell(const ent_plan_t *plan, uint64_t seed, uint64_t member, bool deterministic,
                         ent_isa_t isa, ent_story_t *story) {
    ent_story_t made = {.plan = plan};
    teller_t teller = {.plan = plan, .story = &made};
    made.health = ent_alloc(plan->steps + 1, sizeof *made.health);
    teller.not_applied = ent_alloc(plan->events, sizeof *teller.not_applied);
    ent_err_t error = made.health != NULL && teller.not_applied != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = ent_block_init(&teller.block, plan, ENT_LANE_MULTIPLE);
    }
    if (error == ENT_OK) {
        teller.block.random = ent_random(isa);
        ent_block_start(&teller.block, plan, seed, member, 1, deterministic);
        run(&teller, ent_model(isa));
        error = teller.failed ? ENT_ERR_MEMORY : ENT_OK;
    }
    ent_block_free(&teller.block);
    free(teller.not_applied);
    if (error != ENT_OK) {
        ent_story_free(&made);
        return error;
    }
    *story = made;
    return ENT_OK;
}

void ent_story_free(ent_story_t *story) {
    free(story->health);
    free(story->happenings);
    *story = (ent_story_t){0};
}

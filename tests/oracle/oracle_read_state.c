/* The two states of a scenario. */
#include "oracle_config.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NEEDED(type, key, member, life)                                                            \
    { key, offsetof(type, member), KEY_NEEDED, life, 0.0 }
#define OPTIONAL(type, key, member, life, value)                                                   \
    { key, offsetof(type, member), KEY_OPTIONAL, life, value }

/* A group of a state: its keys are read from, and named by, states.S.KEY. */
static void read_group(reader_t *reader, config_setting_t *group, const state_t *state,
                       const char *key, void *base, const real_key_t *keys, size_t count) {
    reader_reals(reader, reader_find(group, key), NULL,
                 reader_path("states.%s.%s", state->name, key).text, base, keys, count);
}

static void read_government(reader_t *reader, config_setting_t *group, state_t *state) {
    static const real_key_t leader[] = {
        NEEDED(state_t, "orientation", leader.orientation, KEY_START),
        NEEDED(state_t, "approval", leader.approval, KEY_START),
    };
    static const real_key_t approval[] = {
        NEEDED(state_t, "mean", approval.mean, KEY_LIVE),
        NEEDED(state_t, "inertia", approval.inertia, KEY_LIVE),
        NEEDED(state_t, "volatility", approval.volatility, KEY_LIVE),
        NEEDED(state_t, "honeymoon", approval.honeymoon, KEY_LIVE),
        NEEDED(state_t, "cost_of_leading", approval.cost_of_leading, KEY_LIVE),
    };
    static const real_key_t stance[] = {
        NEEDED(state_t, "initial", stance.initial, KEY_START),
        NEEDED(state_t, "inertia", stance.inertia, KEY_LIVE),
        NEEDED(state_t, "volatility", stance.volatility, KEY_LIVE),
        NEEDED(state_t, "jolt", stance.jolt, KEY_LIVE),
        NEEDED(state_t, "grievance", stance.grievance, KEY_LIVE),
        NEEDED(state_t, "diversion", stance.diversion, KEY_LIVE),
        NEEDED(state_t, "diversion_below", stance.diversion_below, KEY_LIVE),
    };
    static const real_key_t weights[] = {
        NEEDED(state_t, "leader", stance.weights[0], KEY_LIVE),
        NEEDED(state_t, "public", stance.weights[1], KEY_LIVE),
        NEEDED(state_t, "reciprocity", stance.weights[2], KEY_LIVE),
        NEEDED(state_t, "necessity", stance.weights[3], KEY_LIVE),
        NEEDED(state_t, "commitment", stance.weights[4], KEY_LIVE),
    };
    read_group(reader, group, state, "leader", state, leader, COUNT(leader));
    read_group(reader, group, state, "approval", state, approval, COUNT(approval));
    read_group(reader, group, state, "stance", state, stance, COUNT(stance));
    reader_reals(reader, reader_find(reader_find(group, "stance"), "weights"), NULL,
                 reader_path("states.%s.stance.weights", state->name).text, state, weights,
                 COUNT(weights));
    state->approval.noise.hash = reader_process(reader, "state/%s/approval", state->name);
    state->stance.noise.hash = reader_process(reader, "state/%s/stance", state->name);
}

static void read_memory(reader_t *reader, config_setting_t *group, state_t *state) {
    static const real_key_t memory[] = {
        NEEDED(state_t, "initial", memory.initial, KEY_START),
        NEEDED(state_t, "fast", memory.fast, KEY_LIVE),
        NEEDED(state_t, "slow", memory.slow, KEY_LIVE),
        NEEDED(state_t, "slow_share", memory.slow_share, KEY_LIVE),
        OPTIONAL(state_t, "backlash", memory.backlash, KEY_LIVE, 0.0),
    };
    static const real_key_t retaliation[] = {
        NEEDED(state_t, "propensity", retaliation.propensity, KEY_LIVE),
        NEEDED(state_t, "ladder", retaliation.ladder, KEY_LIVE),
        OPTIONAL(state_t, "threshold", retaliation.threshold, KEY_LIVE, 0.05),
        OPTIONAL(state_t, "delay", retaliation.delay, KEY_LIVE, 1.0 / 12.0),
    };
    read_group(reader, group, state, "memory", state, memory, COUNT(memory));
    read_group(reader, group, state, "retaliation", state, retaliation, COUNT(retaliation));
    reader_domain_map(reader, reader_find(group, "retaliation"),
                      reader_path("states.%s.retaliation", state->name).text, "hits",
                      state->retaliation.hits);
    state->retaliation.chance.hash = reader_process(reader, "state/%s/retaliation", state->name);
}

static void read_pool(reader_t *reader, config_setting_t *group, state_t *state) {
    static const real_key_t keys[] = {
        NEEDED(pool_type_t, "weight", weight, KEY_LIVE),
        NEEDED(pool_type_t, "orientation", orientation, KEY_LIVE),
        NEEDED(pool_type_t, "spread", spread, KEY_LIVE),
    };
    const path_t path = reader_path("states.%s.succession", state->name);
    size_t count;
    config_setting_t *list = reader_list(reader, group, path.text, "pool", &count);
    state->succession.pool = reader_take(reader, count, sizeof *state->succession.pool);
    if (reader->failed) {
        return;
    }
    if (count == 0 && state->succession.mode != MODE_NONE) {
        reader_fail(reader, "%s.pool: at least one type of leader is expected", path.text);
    }
    state->succession.pool_count = count;
    for (size_t i = 0; i < count; i++) {
        config_setting_t *element = config_setting_get_elem(list, (unsigned)i);
        pool_type_t *type = &state->succession.pool[i];
        reader_name(reader, element, path.text, type->name);
        reader_reals(reader, element, NULL, reader_path("%s.pool.%s", path.text, type->name).text,
                     type, keys, COUNT(keys));
    }
}

static void read_succession(reader_t *reader, config_setting_t *group, state_t *state) {
    static const char *const modes[] = {"none", "hazard", "term"};
    static const real_key_t keys[] = {
        OPTIONAL(state_t, "term_years", succession.term_years, KEY_START, 0.0),
        OPTIONAL(state_t, "turnover_rate", succession.turnover_rate, KEY_LIVE, 0.0),
        OPTIONAL(state_t, "sensitivity", succession.sensitivity, KEY_LIVE, 0.0),
        OPTIONAL(state_t, "continuity", succession.continuity, KEY_LIVE, 0.0),
        OPTIONAL(state_t, "electorate", succession.electorate, KEY_LIVE, 0.0),
    };
    config_setting_t *own = reader_find(group, "succession");
    const path_t path = reader_path("states.%s.succession", state->name);
    const char *mode = reader_text(reader, own, path.text, "mode");
    state->succession.mode =
        (succession_mode_t)reader_word(reader, path.text, mode, modes, COUNT(modes));
    reader_reals(reader, own, NULL, path.text, state, keys, COUNT(keys));
    if (state->succession.mode == MODE_TERM) {
        state->succession.next = reader_date(reader, own, path.text, "next");
        if (!(state->succession.term_years > 0.0)) {
            reader_fail(reader, "%s.term_years: a positive number is expected", path.text);
        }
    }
    read_pool(reader, own, state);
    state->succession.leader_hash = reader_process(reader, "state/%s/leader", state->name);
    state->succession.turnover.hash = reader_process(reader, "state/%s/turnover", state->name);
}

static void read_cohort(reader_t *reader, config_setting_t *group, config_setting_t *public,
                        const state_t *state, cohort_t *cohort) {
    static const real_key_t keys[] = {
        NEEDED(cohort_t, "share", share, KEY_LIVE),
        OPTIONAL(cohort_t, "trend", trend, KEY_LIVE, 0.0),
        OPTIONAL(cohort_t, "voice", voice, KEY_LIVE, 1.0),
        NEEDED(cohort_t, "base", base, KEY_LIVE),
        NEEDED(cohort_t, "memory", memory, KEY_LIVE),
    };
    static const real_key_t inherited[] = {
        NEEDED(cohort_t, "contact", contact, KEY_LIVE),
        NEEDED(cohort_t, "cue", cue, KEY_LIVE),
        NEEDED(cohort_t, "partner", partner, KEY_LIVE),
    };
    const path_t list = reader_path("states.%s.public.cohorts", state->name);
    reader_name(reader, group, list.text, cohort->name);
    const path_t path = reader_path("%s.%s", list.text, cohort->name);
    reader_reals(reader, group, NULL, path.text, cohort, keys, COUNT(keys));
    reader_reals(reader, group, public, path.text, cohort, inherited, COUNT(inherited));
    const real_key_t initial = {"initial", offsetof(cohort_t, initial), KEY_OPTIONAL, KEY_START,
                                cohort->base};
    reader_reals(reader, group, NULL, path.text, cohort, &initial, 1);
}

static void read_public(reader_t *reader, config_setting_t *group, state_t *state) {
    static const real_key_t keys[] = {
        NEEDED(state_t, "inertia", public.inertia, KEY_LIVE),
        NEEDED(state_t, "volatility", public.volatility, KEY_LIVE),
        OPTIONAL(state_t, "contact", public.contact, KEY_START, 0.0),
        OPTIONAL(state_t, "cue", public.cue, KEY_START, 0.0),
        OPTIONAL(state_t, "partner", public.partner, KEY_START, 0.0),
    };
    config_setting_t *public = reader_find(group, "public");
    const path_t path = reader_path("states.%s.public", state->name);
    reader_reals(reader, public, NULL, path.text, state, keys, COUNT(keys));
    state->public.shares_at = reader_find(public, "shares_at") == NULL
                                  ? reader->oracle->start
                                  : reader_date(reader, public, path.text, "shares_at");
    size_t count;
    config_setting_t *list = reader_list(reader, public, path.text, "cohorts", &count);
    state->public.cohorts = reader_take(reader, count, sizeof *state->public.cohorts);
    if (reader->failed) {
        return;
    }
    if (count == 0) {
        reader_fail(reader, "%s.cohorts: at least one cohort is expected", path.text);
    }
    state->public.cohort_count = count;
    for (size_t c = 0; c < count; c++) {
        read_cohort(reader, config_setting_get_elem(list, (unsigned)c), public, state,
                    &state->public.cohorts[c]);
    }
    state->public.noise.hash = reader_process(reader, "state/%s/public", state->name);
}

void oracle_read_states(reader_t *reader) {
    oracle_t *oracle = reader->oracle;
    config_setting_t *list = reader_find(reader->root, "states");
    for (size_t s = 0; s < ORACLE_STATES && !reader->failed; s++) {
        config_setting_t *group = config_setting_get_elem(list, (unsigned)s);
        state_t *state = &oracle->states[s];
        read_government(reader, group, state);
        read_memory(reader, group, state);
        read_succession(reader, group, state);
        read_public(reader, group, state);
        state->tally.leader_changed = reader_take(reader, oracle->steps, 1);
    }
}

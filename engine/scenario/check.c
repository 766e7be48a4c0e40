#include "scenario/check.h"

#include "base/number.h"
#include "scenario/check_context.h"
#include "scenario/keys.h"
#include "scenario/parameter.h"
#include "scenario/process.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double sum_tolerance = 1e-9;

/* The setting at a path, or for an institution its default; else the deepest there is. */
static const ent_setting_t *find_given(const ent_checker_t *checker, const char *path,
                                       bool *whole) {
    const ent_setting_t *found = ent_setting_follow(checker->root, path, whole);
    const char institutions[] = "institutions.";
    if (!*whole && strncmp(path, institutions, sizeof institutions - 1) == 0) {
        const char *key = strchr(path + sizeof institutions - 1, '.');
        const ent_setting_t *defaults = ent_setting_member(checker->root, "institution_defaults");
        if (key != NULL && defaults != NULL) {
            const ent_setting_t *value = ent_setting_follow(defaults, key + 1, whole);
            found = *whole ? value : found;
        }
    }
    return found;
}

ent_place_t ent_checker_place(const ent_checker_t *checker, const char *path) {
    bool whole = false;
    return checker->instead != NULL ? *checker->instead : find_given(checker, path, &whole)->place;
}

bool ent_checker_given(const ent_checker_t *checker, const char *path) {
    bool whole = false;
    (void)find_given(checker, path, &whole);
    return whole;
}

void ent_check_missing(const ent_checker_t *checker, const char *path, const char *expected) {
    if (!ent_checker_given(checker, path)) { /* what was given is wrong, and reported */
        ent_diag_error(checker->diags, ent_checker_place(checker, path), path,
                       "missing, expected %s", expected);
    }
}

static void check_horizon(const ent_checker_t *checker) {
    const ent_scenario_t *scenario = checker->scenario;
    double steps = floor(scenario->years / ent_scenario_step_years(scenario) + 0.5);
    if (steps < 1 || steps > ENT_MAX_STEPS) {
        ent_diag_error(checker->diags, ent_checker_place(checker, "years"), "years",
                       "gives %.0f steps, expected 1 to %d", steps, ENT_MAX_STEPS);
    }
    if (ent_date_decimal(scenario->start) + scenario->years > 9999) {
        ent_diag_error(checker->diags, ent_checker_place(checker, "years"), "years",
                       "the horizon ends after the year 9999");
    }
}

static void check_marks(const ent_checker_t *checker) {
    size_t contacts = 0, crises = 0;
    for (size_t i = 0; i < checker->scenario->domain_count; i++) {
        contacts += checker->scenario->domains[i].contact;
        crises += checker->scenario->domains[i].crisis;
    }
    if (contacts != 1 && checker->scenario->domain_count > 0) {
        ent_diag_error(checker->diags, ent_checker_place(checker, "domains"), "domains",
                       "found %zu domains marked contact = true, expected exactly one", contacts);
    }
    if (crises > 1) {
        ent_diag_error(checker->diags, ent_checker_place(checker, "domains"), "domains",
                       "found %zu domains marked crisis = true, expected at most one", crises);
    }
}

static void check_succession(const ent_checker_t *checker, const ent_state_t *state) {
    ent_keypath_t path = ent_keypath("states", state->name);
    ent_keypath_t next = ent_keypath(path.text, "succession.next");
    ent_keypath_t term = ent_keypath(path.text, "succession.term_years");
    ent_keypath_t pool = ent_keypath(path.text, "succession.pool");
    if (state->succession == ENT_SUCCESSION_NONE) {
        return;
    }
    bool given = false;
    const ent_setting_t *list = find_given(checker, pool.text, &given);
    if (state->pool_count == 0 && (!given || list->type == ENT_SETTING_LIST)) {
        ent_diag_error(checker->diags, list->place, pool.text,
                       "missing, expected at least one type of leader");
    }
    if (state->succession != ENT_SUCCESSION_TERM) {
        return;
    }
    if (state->next.year == 0) {
        ent_check_missing(checker, next.text, "the date of the next election");
    }
    if (isnan(state->term_years)) {
        ent_check_missing(checker, term.text, "the years between elections");
    } else if (state->term_years < ent_scenario_step_years(checker->scenario)) {
        ent_diag_error(checker->diags, ent_checker_place(checker, term.text), term.text,
                       "found less than a step, expected at least one");
    }
}

static void check_cohorts(const ent_checker_t *checker, const ent_state_t *state) {
    for (size_t i = 0; i < state->cohort_count; i++) {
        const ent_cohort_t *cohort = &state->cohorts[i];
        const double values[] = {cohort->contact, cohort->cue, cohort->partner};
        const char *const names[] = {"public.contact", "public.cue", "public.partner"};
        for (size_t j = 0; j < 3; j++) {
            ent_keypath_t state_path = ent_keypath("states", state->name);
            ent_keypath_t path = ent_keypath(state_path.text, names[j]);
            char expected[ENT_NAME_SIZE + 60];
            (void)snprintf(expected, sizeof expected,
                           "a real number, because cohort \"%s\" has none", cohort->name);
            if (isnan(values[j])) {
                ent_check_missing(checker, path.text, expected);
            }
        }
    }
}

bool ent_check_is_proposed(const ent_scenario_t *scenario, size_t institution) {
    for (size_t i = 0; i < scenario->event_count; i++) {
        for (size_t j = 0; j < scenario->events[i].effect_count; j++) {
            const ent_effect_t *effect = &scenario->events[i].effects[j];
            if (effect->type == ENT_EFFECT_INSTITUTION && effect->institution == institution &&
                effect->action == ENT_ACTION_PROPOSE) {
                return true;
            }
        }
    }
    return false;
}

static void check_institution(const ent_checker_t *checker, size_t index) {
    const ent_institution_t *institution = &checker->scenario->institutions[index];
    ent_keypath_t path = ent_keypath("institutions", institution->name);
    ent_keypath_t cadence = ent_keypath(path.text, "cadence");
    ent_keypath_t phase = ent_keypath(path.text, "phase");
    double step = ent_scenario_step_years(checker->scenario);
    if (institution->cadence * step > 1 + sum_tolerance) {
        ent_diag_error(checker->diags, ent_checker_place(checker, cadence.text), cadence.text,
                       "found %g meetings a year, expected at most one a step (%g a year)",
                       institution->cadence, 1 / step);
    }
    if (institution->phase * institution->cadence >= 1) {
        ent_diag_error(checker->diags, ent_checker_place(checker, phase.text), phase.text,
                       "found %g years, expected less than the %g between meetings",
                       institution->phase, 1 / institution->cadence);
    }
    bool negotiable =
        institution->status == ENT_NEGOTIATING || ent_check_is_proposed(checker->scenario, index);
    if (!negotiable) {
        return;
    }
    const double values[] = {institution->negotiation_years, institution->negotiation_hurdle};
    const char *const names[] = {"negotiation.years", "negotiation.hurdle"};
    for (size_t i = 0; i < 2; i++) {
        ent_keypath_t key = ent_keypath(path.text, names[i]);
        if (isnan(values[i])) {
            ent_check_missing(checker, key.text, "a real number, because it can be negotiated");
        }
    }
}

static int compare_names(const void *a, const void *b) {
    uint32_t x = ent_name_hash(*(char *const *)a), y = ent_name_hash(*(char *const *)b);
    return (x > y) - (x < y);
}

typedef struct {
    ent_arena_t *arena;
    char **items;
    size_t count;
} names_t;

/* The items have room; one without memory is NULL. */
static void add_process(names_t *names, ent_process_kind_t kind, const char *entity) {
    char text[ENT_PROCESS_NAME_SIZE];
    names->items[names->count++] =
        ent_arena_strdup(names->arena, ent_process_name(kind, entity, text));
}

static void list_state_processes(names_t *names, const char *state) {
    static const ent_process_kind_t kinds[] = {ENT_PROCESS_APPROVAL, ENT_PROCESS_STANCE,
                                               ENT_PROCESS_PUBLIC,   ENT_PROCESS_RETALIATION,
                                               ENT_PROCESS_TURNOVER, ENT_PROCESS_LEADER};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        add_process(names, kinds[i], state);
    }
}

static void list_processes(const ent_scenario_t *s, names_t *names) {
    bool all_draw = ent_parameter_changes_probability(s);
    for (size_t i = 0; i < s->driver_count; i++) {
        add_process(names, ENT_PROCESS_DRIVER, s->drivers[i].name);
    }
    for (size_t i = 0; i < ENT_STATES; i++) {
        list_state_processes(names, s->states[i].name);
    }
    for (size_t i = 0; i < s->shock_count; i++) {
        add_process(names, ENT_PROCESS_SHOCK, s->shocks[i].name);
    }
    for (size_t i = 0; i < s->institution_count; i++) {
        add_process(names, ENT_PROCESS_MEETING, s->institutions[i].name);
    }
    for (size_t i = 0; i < s->event_count; i++) {
        if (s->events[i].timing == ENT_TIMING_RATE) {
            add_process(names, ENT_PROCESS_EVENT, s->events[i].name);
        }
        if (all_draw || s->events[i].probability < 1) {
            add_process(names, ENT_PROCESS_PROBABILITY, s->events[i].name);
        }
    }
    for (size_t i = 0; i < s->poll_count; i++) { /* of surveys, in hindcasts and patterns */
        add_process(names, ENT_PROCESS_WAVE, s->polls[i].name);
    }
}

/* Two processes with one hash would draw the same numbers (docs/model.md). */
static void compare_hashes(const ent_checker_t *checker, const names_t *names) {
    qsort(names->items, names->count, sizeof *names->items, compare_names);
    for (size_t i = 1; i < names->count; i++) {
        const char *one = names->items[i - 1], *other = names->items[i];
        if (ent_name_hash(one) == ent_name_hash(other) && strcmp(one, other) != 0) {
            ent_diag_error(checker->diags, checker->root->place, "",
                           "the random processes \"%s\" and \"%s\" have one hash; rename either",
                           one, other);
        }
    }
}

static ent_err_t check_hashes(const ent_checker_t *checker) {
    const ent_scenario_t *s = checker->scenario;
    size_t most = s->driver_count + (size_t)ENT_STATES * ENT_PROCESS_KINDS + s->shock_count +
                  s->institution_count + 2 * s->event_count + s->poll_count;
    ent_arena_t arena;
    ent_arena_init(&arena);
    names_t names = {.arena = &arena, .items = ent_arena_alloc(&arena, most, sizeof *names.items)};
    bool complete = names.items != NULL;
    if (complete) {
        list_processes(s, &names);
    }
    for (size_t i = 0; i < names.count; i++) {
        complete = complete && names.items[i] != NULL;
    }
    if (complete) {
        compare_hashes(checker, &names);
    }
    ent_arena_free(&arena);
    return complete ? ENT_OK : ENT_ERR_MEMORY;
}

static bool changes_parameters(const ent_event_t *event, ent_place_t *place) {
    for (size_t i = 0; i < event->effect_count; i++) {
        if (event->effects[i].type == ENT_EFFECT_PARAMETER) {
            *place = event->effects[i].place;
            return true;
        }
    }
    return false;
}

/* Tries every `parameter` effect in turn: each must leave a sound whole. */
static void check_parameters(const ent_checker_t *checker) {
    ent_scenario_t *trial = checker->trial;
    size_t steps = ent_scenario_steps(trial), errors = checker->diags->errors;
    ent_place_t place = {NULL, 0};
    ent_checker_t later = *checker;
    later.scenario = trial;
    later.instead = &place;
    for (size_t step = ent_parameter_next_step(trial, -1); step < steps;
         step = ent_parameter_next_step(trial, (long)step)) {
        for (size_t i = 0; i < trial->event_count; i++) {
            const ent_event_t *event = &trial->events[i];
            ent_place_t found = {NULL, 0};
            if (changes_parameters(event, &found) &&
                ent_scenario_step_of(trial, ent_date_decimal(event->at)) == (long)step) {
                place = found;
            }
        }
        ent_parameter_apply(trial, step);
        ent_check_numbers(&later);
        if (checker->diags->errors > errors) {
            return; /* what is wrong stays wrong in later steps, and they are not to blame */
        }
    }
}

static ent_err_t check_all(ent_checker_t *checker) {
    const ent_scenario_t *scenario = checker->scenario;
    size_t errors = checker->diags->errors;
    ent_check_claims(checker);
    check_horizon(checker);
    check_marks(checker);
    for (size_t i = 0; i < ENT_STATES; i++) {
        check_succession(checker, &scenario->states[i]);
        check_cohorts(checker, &scenario->states[i]);
    }
    for (size_t i = 0; i < scenario->institution_count; i++) {
        if (ent_check_has_name(scenario->institutions[i].name)) {
            check_institution(checker, i);
        }
    }
    ent_check_numbers(checker);
    ent_check_events(checker);
    ent_check_polls(checker);
    ent_err_t error = check_hashes(checker);
    if (error == ENT_OK && checker->diags->errors == errors && errors == 0) {
        check_parameters(checker);
    }
    return error;
}

ent_err_t ent_check(const ent_scenario_t *scenario, const ent_setting_t *root, ent_diags_t *diags) {
    for (size_t i = 0; i < ENT_STATES; i++) {
        if (!ent_check_has_name(scenario->states[i].name)) {
            return ENT_OK; /* reported; nothing that names them can be judged without them */
        }
    }
    ent_variables_t variables = {0};
    ent_scenario_t trial = {0};
    ent_err_t error = ent_variables_init(&variables, scenario);
    if (error == ENT_OK) {
        error = ent_scenario_copy(scenario, &trial);
    }
    if (error == ENT_OK) {
        ent_checker_t checker = {.scenario = scenario,
                                 .root = root,
                                 .diags = diags,
                                 .variables = &variables,
                                 .trial = &trial};
        error = check_all(&checker);
    }
    ent_scenario_free(&trial);
    ent_variables_free(&variables);
    return error;
}

/* Tries what events will make of the numbers, on a copy. */
static ent_err_t check_later_steps(ent_checker_t *checker) {
    ent_scenario_t trial = {0};
    if (ent_parameter_next_step(checker->scenario, -1) >= ent_scenario_steps(checker->scenario)) {
        return ENT_OK;
    }
    ent_err_t error = ent_scenario_copy(checker->scenario, &trial);
    if (error == ENT_OK) {
        checker->trial = &trial;
        check_parameters(checker);
        ent_scenario_free(&trial);
    }
    return error;
}

ent_err_t ent_check_changed(const ent_scenario_t *scenario, ent_diags_t *diags) {
    const ent_setting_t nothing = {.type = ENT_SETTING_GROUP};
    ent_checker_t checker = {.scenario = scenario, .root = &nothing, .diags = diags};
    size_t errors = diags->errors;
    check_horizon(&checker);
    for (size_t i = 0; i < ENT_STATES; i++) {
        check_succession(&checker, &scenario->states[i]);
    }
    for (size_t i = 0; i < scenario->institution_count; i++) {
        check_institution(&checker, i);
    }
    ent_check_numbers(&checker);
    ent_check_event_numbers(&checker);
    return diags->errors == errors ? check_later_steps(&checker) : ENT_OK;
}

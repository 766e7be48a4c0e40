#include "scenario/factor.h"

#include "scenario/factor_paths.h"
#include "scenario/factor_slots.h"
#include "scenario/load.h"
#include "scenario/override.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Loading ----------------------------------------------------------------------------------
 */

/* What the problem was about becomes part of its text. */
static void move_problem(ent_diag_t *diag, ent_place_t place, const char *key) {
    char text[ENT_DIAG_TEXT_SIZE];
    (void)snprintf(text, sizeof text, "%s%s%s", diag->key, diag->key[0] != '\0' ? ": " : "",
                   diag->text);
    memcpy(diag->text, text, sizeof text);
    (void)snprintf(diag->key, sizeof diag->key, "%s", key);
    (void)snprintf(diag->file, sizeof diag->file, "%s", place.file);
    diag->line = place.line;
}

/* What was wrong with `set` stands in the sweep's file, as does a scenario that is not there. */
static void move_problems(const ent_sweep_t *sweep, size_t index, bool absent, ent_diags_t *diags) {
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT; i++) {
        ent_diag_t *diag = &diags->kept[i];
        bool set = strcmp(diag->file, ENT_OVERRIDE_FILE) == 0 && diag->line > 0 &&
                   (size_t)diag->line <= sweep->override_count;
        const ent_place_t *places = set      ? sweep->override_places
                                    : absent ? sweep->scenario_places
                                             : NULL;
        if (places != NULL) { /* a sweep that was not read from a file has none */
            move_problem(diag, places[set ? (size_t)diag->line - 1 : index],
                         set ? "set" : "scenarios");
        }
    }
}

static ent_err_t load_scenario(const ent_sweep_t *sweep, size_t index, ent_scenario_t *scenario,
                               ent_diags_t *diags) {
    ent_err_t error =
        ent_scenario_load(sweep->scenarios[index], (const char *const *)sweep->overrides,
                          sweep->override_count, scenario, diags);
    move_problems(sweep, index, error == ENT_ERR_NO_INPUT, diags);
    return error == ENT_ERR_NO_INPUT ? ENT_ERR_SCENARIO : error;
}

/* Numbers are found by their paths, which were found before: they are there. */
static void point_slots(ent_factored_t *factored) {
    for (size_t i = 0; i < factored->slot_count; i++) {
        ent_factor_slot_t *slot = &factored->slots[i];
        char problem[ENT_PROBLEM_SIZE];
        slot->number = ent_parameter_find(&factored->scenario, slot->path, &slot->key, problem);
    }
}

static int compare_numbers(const void *a, const void *b) {
    const ent_factor_slot_t *x = a, *y = b;
    return x->number != y->number ? (x->number > y->number) - (x->number < y->number)
                                  : (x->factor > y->factor) - (x->factor < y->factor);
}

/* A number has one value: two factors cannot both give it. Each pair is reported once. */
static ent_err_t check_overlap(const ent_sweep_t *sweep, const ent_factored_t *factored,
                               ent_diags_t *diags) {
    size_t count = factored->slot_count;
    ent_factor_slot_t *slots = ent_alloc(count, sizeof *slots);
    bool *reported = ent_alloc(sweep->factor_count, sizeof *reported);
    if (slots != NULL && reported != NULL && count > 0) {
        memcpy(slots, factored->slots, count * sizeof *slots);
        qsort(slots, count, sizeof *slots, compare_numbers);
        for (size_t i = 1; i < count; i++) {
            const ent_factor_slot_t *one = &slots[i - 1], *other = &slots[i];
            if (one->number == other->number && !reported[other->factor]) {
                const ent_factor_t *first = &sweep->factors[one->factor];
                ent_keypath_t key = ent_factor_keypath(sweep, other->factor);
                ent_diag_error(diags, sweep->factors[other->factor].place, key.text,
                               "changes \"%s\", and so does the factor \"%s\" in line %d, expected "
                               "one of them",
                               other->path, first->name, first->place.line);
                reported[other->factor] = true;
            }
        }
    }
    bool complete = slots != NULL && reported != NULL;
    free(slots);
    free(reported);
    return complete ? ENT_OK : ENT_ERR_MEMORY;
}

static bool is_known(const ent_diags_t *diags, const ent_diag_t *diag) {
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT; i++) {
        const ent_diag_t *other = &diags->kept[i];
        if (other->line == diag->line && strcmp(other->key, diag->key) == 0 &&
            strcmp(other->text, diag->text) == 0) {
            return true;
        }
    }
    return false;
}

/* What is wrong with a factor, or with `set`, is mostly so in every scenario, and said once. */
static void add_unknown(const ent_diags_t *found, ent_diags_t *diags) {
    for (size_t i = 0; i < found->count && i < ENT_DIAG_KEPT; i++) {
        const ent_diag_t *diag = &found->kept[i];
        ent_place_t place = {diag->file, diag->line};
        if (is_known(diags, diag)) {
            continue;
        }
        if (diag->level == ENT_SEVERITY_ERROR) {
            ent_diag_error(diags, place, diag->key, "%s", diag->text);
        } else {
            ent_diag_warning(diags, place, diag->key, "%s", diag->text);
        }
    }
}

static ent_err_t load(const ent_sweep_t *sweep, size_t index, ent_factored_t *factored,
                      ent_diags_t *diags) {
    ent_err_t error = load_scenario(sweep, index, &factored->scenario, diags);
    for (size_t i = 0; i < sweep->factor_count && error == ENT_OK; i++) {
        error = ent_factor_find_slots(sweep, index, i, factored, diags);
    }
    if (error == ENT_OK) {
        point_slots(factored);
        error = check_overlap(sweep, factored, diags);
    }
    return error == ENT_OK && diags->errors > 0 ? ENT_ERR_SCENARIO : error;
}

ent_err_t ent_factored_load(const ent_sweep_t *sweep, size_t index, ent_factored_t *factored,
                            ent_diags_t *diags) {
    ent_factored_t loaded = {.sweep = sweep};
    ent_diags_t *found = ent_alloc(1, sizeof *found);
    if (found == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(found);
    ent_arena_init(&loaded.arena);
    ent_err_t error = load(sweep, index, &loaded, found);
    add_unknown(found, diags);
    free(found);
    if (error != ENT_OK) {
        ent_factored_free(&loaded);
        return error;
    }
    *factored = loaded;
    point_slots(factored); /* some numbers lie in the struct itself, which has moved */
    return ENT_OK;
}

void ent_factored_free(ent_factored_t *factored) {
    ent_scenario_free(&factored->scenario);
    ent_arena_free(&factored->arena);
    *factored = (ent_factored_t){0};
}

ent_err_t ent_factored_copy(const ent_factored_t *source, ent_factored_t *copy) {
    ent_factored_t made = {.sweep = source->sweep, .slot_count = source->slot_count};
    ent_err_t error = ent_scenario_copy(&source->scenario, &made.scenario);
    if (error != ENT_OK) {
        return error;
    }
    ent_arena_init(&made.arena);
    made.slots = ent_arena_alloc(&made.arena, made.slot_count, sizeof *made.slots);
    bool complete = made.slots != NULL;
    for (size_t i = 0; i < made.slot_count && complete; i++) {
        made.slots[i] = source->slots[i];
        made.slots[i].path = ent_arena_strdup(&made.arena, source->slots[i].path);
        complete = made.slots[i].path != NULL;
    }
    if (!complete) {
        ent_factored_free(&made);
        return ENT_ERR_MEMORY;
    }
    *copy = made;
    point_slots(copy);
    return ENT_OK;
}

/* ---- All scenarios together -------------------------------------------------------------------
 */

/* Why a path names nothing in any scenario, or "" where it names something in one of them. */
static ent_err_t find_anywhere(const ent_sweep_t *sweep, const ent_factored_t *factored,
                               const char *path, char problem[ENT_PROBLEM_SIZE]) {
    ent_arena_t arena;
    ent_err_t error = ENT_OK;
    char here[ENT_PROBLEM_SIZE];
    problem[0] = '\0';
    ent_arena_init(&arena);
    for (size_t i = 0; i < sweep->scenario_count && error == ENT_OK; i++) {
        ent_factor_paths_t paths = {0};
        error = ent_factor_expand(&factored[i].scenario, path, &arena, &paths, here);
        if (paths.count > 0) {
            problem[0] = '\0';
            break;
        }
        /* The scenario that knows a near name says it. */
        bool better = strstr(here, "did you mean") != NULL && strstr(problem, "did you") == NULL;
        if (i == 0 || better) {
            memcpy(problem, here, sizeof here);
        }
    }
    ent_arena_free(&arena);
    return error;
}

static bool has_effect(const ent_sweep_t *sweep, const ent_factored_t *factored, size_t factor) {
    for (size_t i = 0; i < sweep->scenario_count; i++) {
        for (size_t j = 0; j < factored[i].slot_count; j++) {
            if (factored[i].slots[j].factor == factor) {
                return true;
            }
        }
    }
    return false;
}

ent_err_t ent_factors_check(const ent_sweep_t *sweep, const ent_factored_t *factored,
                            ent_diags_t *diags) {
    size_t errors = diags->errors;
    for (size_t i = 0; i < sweep->factor_count; i++) {
        const ent_factor_t *factor = &sweep->factors[i];
        ent_keypath_t key = ent_factor_keypath(sweep, i);
        size_t before = diags->errors;
        for (size_t j = 0; j < factor->path_count; j++) {
            char problem[ENT_PROBLEM_SIZE];
            ent_err_t error = find_anywhere(sweep, factored, factor->paths[j], problem);
            if (error != ENT_OK) {
                return error;
            }
            if (problem[0] != '\0') {
                ent_diag_error(diags, factor->place, key.text, "found %s: %s", factor->paths[j],
                               problem);
            }
        }
        if (diags->errors == before && !has_effect(sweep, factored, i)) {
            ent_diag_error(diags, factor->place, key.text,
                           "changes no number in any of the scenarios");
        }
    }
    return diags->errors > errors ? ENT_ERR_SCENARIO : ENT_OK;
}

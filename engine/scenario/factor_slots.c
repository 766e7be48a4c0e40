#include "scenario/factor_slots.h"

#include "base/number.h"
#include "scenario/difference.h"
#include "scenario/factor_paths.h"
#include "scenario/load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The scenario with the factor's least value, its greatest, and one between. */
enum { VARIANTS = 3 };

typedef struct {
    const ent_sweep_t *sweep;
    size_t index, number; /* of the scenario, of the factor */
    const ent_factor_t *factor;
    ent_factored_t *factored;
    ent_diags_t *diags, *aside; /* for the caller; of the scenario with the factor set */
    ent_arena_t arena;          /* of what is forgotten once the slots are found */
    ent_factor_paths_t paths;
    double *at; /* values that are tried: least, greatest, the rest */
    size_t at_count;
    ent_scenario_t variants[VARIANTS];
    size_t variant_count;
    size_t first_slot;
    bool wrong;                    /* something was reported */
    char said[ENT_DIAG_TEXT_SIZE]; /* of the last value that was wrong */
} finder_t;

ent_keypath_t ent_factor_keypath(const ent_sweep_t *sweep, size_t factor) {
    return ent_keypath_element("factors", sweep->factors[factor].name, factor + 1);
}

#define REPORT(finder, ...)                                                                        \
    do {                                                                                           \
        ent_keypath_t key = ent_factor_keypath((finder)->sweep, (finder)->number);                 \
        ent_diag_error((finder)->diags, (finder)->factor->place, key.text, __VA_ARGS__);           \
        (finder)->wrong = true;                                                                    \
    } while (0)

/* ---- What is set ------------------------------------------------------------------------------
 */

/* Paths that name nothing here may name something in another scenario: ent_factors_check asks. */
static ent_err_t expand_paths(finder_t *finder) {
    char problem[ENT_PROBLEM_SIZE];
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < finder->factor->path_count && error == ENT_OK; i++) {
        error = ent_factor_expand(&finder->factored->scenario, finder->factor->paths[i],
                                  &finder->arena, &finder->paths, problem);
    }
    return error;
}

/* A factor that multiplies needs numbers to multiply. */
static void check_originals(finder_t *finder) {
    static const char defaults[] = ENT_DEFAULTS_GROUP ".";
    for (size_t i = 0; i < finder->paths.count && !finder->wrong; i++) {
        const char *path = finder->paths.items[i].text;
        if (strncmp(path, defaults, sizeof defaults - 1) == 0) {
            REPORT(finder, "\"%s\" is no number of its own to multiply, expected institutions.*.%s",
                   path, path + sizeof defaults - 1);
        } else if (isnan(finder->paths.items[i].original)) {
            REPORT(finder, "\"%s\" is not given in \"%s\", so there is nothing to multiply", path,
                   finder->sweep->scenarios[finder->index]);
        }
    }
}

/* The values to try: all there are, or the ends and one that is no round part of the range. */
static ent_err_t choose_values(finder_t *finder) {
    const ent_factor_t *factor = finder->factor;
    size_t count = factor->value_count > 0 ? factor->value_count : VARIANTS;
    finder->at = ent_arena_alloc(&finder->arena, count, sizeof *finder->at);
    if (finder->at == NULL) {
        return ENT_ERR_MEMORY;
    }
    finder->at_count = count;
    if (factor->value_count == 0) {
        finder->at[0] = factor->low;
        finder->at[1] = factor->high;
        finder->at[2] = factor->low + 0.37 * (factor->high - factor->low);
        return ENT_OK;
    }
    finder->at[0] = factor->values[0];
    finder->at[1] = factor->values[count - 1];
    for (size_t i = 2; i < count; i++) {
        finder->at[i] = factor->values[i - 1];
    }
    return ENT_OK;
}

/* The value a number has that says `original` while the factor has `value`. */
static double follow(const ent_factor_t *factor, double original, double value) {
    return factor->apply == ENT_FACTOR_MULTIPLY ? original * value : value;
}

/* "PATH=VALUE", at full precision. */
static char *assignment(finder_t *finder, const ent_factor_path_t *path, double value) {
    char number[ENT_NUMBER_SIZE];
    (void)ent_number_format(follow(finder->factor, path->original, value), number);
    size_t size = strlen(path->text) + 1 + sizeof number + sizeof ".0";
    char *text = ent_arena_alloc(&finder->arena, size, 1);
    if (text != NULL) {
        (void)snprintf(text, size, "%s=%s%s", path->text, number,
                       strpbrk(number, ".e") != NULL ? "" : ".0");
    }
    return text;
}

/* ---- The scenario with the factor set ---------------------------------------------------------
 */

static ent_err_t load_with(finder_t *finder, double value, ent_scenario_t *variant) {
    const ent_sweep_t *sweep = finder->sweep;
    size_t own = sweep->override_count, count = own + finder->paths.count;
    const char **overrides = ent_arena_alloc(&finder->arena, count, sizeof *overrides);
    if (overrides == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        overrides[i] = i < own ? sweep->overrides[i]
                               : assignment(finder, &finder->paths.items[i - own], value);
        if (overrides[i] == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    ent_diags_init(finder->aside);
    return ent_scenario_load(sweep->scenarios[finder->index], overrides, count, variant,
                             finder->aside);
}

/* Says with which of the factor's values the scenario is invalid, and why. */
static void report_invalid(finder_t *finder, size_t tried) {
    static const char *const names[] = {"low", "high", "value"};
    const char *name = names[finder->factor->value_count > 0 || tried > 2 ? 2 : tried];
    char number[ENT_NUMBER_SIZE];
    const ent_diag_t *first = &finder->aside->kept[0];
    for (size_t i = 0; i < finder->aside->count && i < ENT_DIAG_KEPT; i++) {
        if (finder->aside->kept[i].level == ENT_SEVERITY_ERROR) {
            first = &finder->aside->kept[i];
            break;
        }
    }
    if (strcmp(finder->said, first->text) == 0) {
        return; /* not about the value: once is enough */
    }
    memcpy(finder->said, first->text, sizeof finder->said);
    REPORT(finder, "%s = %s: %s%s%s", name, ent_number_format(finder->at[tried], number),
           first->key, first->key[0] != '\0' ? ": " : "", first->text);
}

/* Loads the scenario with every value; the first three are kept. A second wrong one ends it. */
static ent_err_t load_variants(finder_t *finder) {
    size_t wrong = 0;
    for (size_t i = 0; i < finder->at_count && wrong < 2 && (wrong == 0 || i < 2); i++) {
        ent_scenario_t variant = {0};
        ent_err_t error = load_with(finder, finder->at[i], &variant);
        if (error == ENT_ERR_MEMORY) {
            return error;
        }
        if (error != ENT_OK) {
            report_invalid(finder, i);
            wrong++;
        } else if (finder->variant_count < VARIANTS && wrong == 0) {
            finder->variants[finder->variant_count++] = variant;
        } else {
            ent_scenario_free(&variant);
        }
    }
    return ENT_OK;
}

/* ---- What follows it --------------------------------------------------------------------------
 */

static ent_err_t add_slot(finder_t *finder, const char *path, double original,
                          const ent_key_t *key) {
    ent_factored_t *factored = finder->factored;
    size_t count = factored->slot_count;
    if ((count & (count - 1)) == 0) { /* 0, 1, 2, 4, …: the room is used up */
        size_t room = count > 0 ? 2 * count : 1;
        ent_factor_slot_t *slots = ent_arena_alloc(&factored->arena, room, sizeof *slots);
        if (slots == NULL) {
            return ENT_ERR_MEMORY;
        }
        if (count > 0) {
            memcpy(slots, factored->slots, count * sizeof *slots);
        }
        factored->slots = slots;
    }
    char *copy = ent_arena_strdup(&factored->arena, path);
    if (copy == NULL) {
        return ENT_ERR_MEMORY;
    }
    factored->slots[factored->slot_count++] = (ent_factor_slot_t){
        .factor = finder->number, .original = original, .key = key, .path = copy};
    return ENT_OK;
}

static bool has_slot(const finder_t *finder, const char *path) {
    for (size_t i = finder->first_slot; i < finder->factored->slot_count; i++) {
        if (strcmp(finder->factored->slots[i].path, path) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a number is the factor's value, or the original times it, in all variants. */
static bool follows(finder_t *finder, const char *path, double original) {
    for (size_t i = 0; i < finder->variant_count; i++) {
        char problem[ENT_PROBLEM_SIZE];
        const ent_key_t *key = NULL;
        const double *number = ent_parameter_find(&finder->variants[i], path, &key, problem);
        if (number == NULL || *number != follow(finder->factor, original, finder->at[i])) {
            return false;
        }
    }
    return true;
}

static void report_derived(finder_t *finder, const ent_difference_t *item) {
    REPORT(finder, "changes \"%s\" from %s to %s: a factor must be a number that is used as it is",
           item->path, item->control != NULL ? item->control : "nothing",
           item->value != NULL ? item->value : "nothing");
}

/* What differs between the least and the greatest value follows the factor. */
static ent_err_t take_followers(finder_t *finder, const ent_differences_t *differences) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < differences->count && error == ENT_OK && !finder->wrong; i++) {
        const char *path = differences->items[i].path;
        char problem[ENT_PROBLEM_SIZE];
        const ent_key_t *key = NULL;
        const double *number = ent_parameter_find(&finder->factored->scenario, path, &key, problem);
        if (number != NULL && follows(finder, path, *number)) {
            error = add_slot(finder, path, *number, key);
        } else {
            report_derived(finder, &differences->items[i]);
        }
    }
    return error;
}

/* Nothing else may differ from the scenario as it is, or a point would not be what --set gives. */
static ent_err_t check_rest(finder_t *finder) {
    ent_differences_t rest = {0};
    ent_err_t error = ent_scenario_difference(&finder->factored->scenario,
                                              &finder->variants[finder->variant_count - 1], &rest);
    for (size_t i = 0; i < rest.count && !finder->wrong; i++) {
        if (!has_slot(finder, rest.items[i].path)) {
            report_derived(finder, &rest.items[i]);
        }
    }
    ent_differences_free(&rest);
    return error;
}

static ent_err_t compare(finder_t *finder) {
    ent_differences_t differences = {0};
    ent_err_t error =
        ent_scenario_difference(&finder->variants[0], &finder->variants[1], &differences);
    if (error == ENT_OK) {
        error = take_followers(finder, &differences);
    }
    ent_differences_free(&differences);
    return error == ENT_OK && !finder->wrong ? check_rest(finder) : error;
}

static ent_err_t find(finder_t *finder) {
    ent_err_t error = expand_paths(finder);
    if (error != ENT_OK || finder->paths.count == 0) {
        return error;
    }
    if (finder->factor->apply == ENT_FACTOR_MULTIPLY) {
        check_originals(finder);
    }
    if (!finder->wrong) {
        error = choose_values(finder);
    }
    if (error == ENT_OK && !finder->wrong) {
        error = load_variants(finder);
    }
    return error == ENT_OK && !finder->wrong ? compare(finder) : error;
}

ent_err_t ent_factor_find_slots(const ent_sweep_t *sweep, size_t index, size_t factor,
                                ent_factored_t *factored, ent_diags_t *diags) {
    finder_t finder = {.sweep = sweep,
                       .index = index,
                       .number = factor,
                       .factor = &sweep->factors[factor],
                       .factored = factored,
                       .diags = diags,
                       .first_slot = factored->slot_count};
    ent_arena_init(&finder.arena);
    finder.aside = ent_alloc(1, sizeof *finder.aside);
    ent_err_t error = finder.aside != NULL ? find(&finder) : ENT_ERR_MEMORY;
    for (size_t i = 0; i < finder.variant_count; i++) {
        ent_scenario_free(&finder.variants[i]);
    }
    ent_arena_free(&finder.arena);
    free(finder.aside);
    return error;
}

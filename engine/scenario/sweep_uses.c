#include "scenario/sweep_uses.h"

#include "scenario/fill.h"
#include "scenario/keypath.h"

#include <stdio.h>
#include <string.h>

#define FOR(choice) (1U << (unsigned)(choice))
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

typedef struct {
    const char *path;
    unsigned used, required; /* bits: FOR(choice) */
} use_t;

static const use_t design_uses[] = {
    {"design.points", FOR(ENT_DESIGN_LHS) | FOR(ENT_DESIGN_SOBOL),
     FOR(ENT_DESIGN_LHS) | FOR(ENT_DESIGN_SOBOL)},
    {"design.trajectories", FOR(ENT_DESIGN_MORRIS), FOR(ENT_DESIGN_MORRIS)},
    {"design.grid", FOR(ENT_DESIGN_MORRIS), 0},
    {"design.second_order", FOR(ENT_DESIGN_SOBOL), 0},
    {"design.file", FOR(ENT_DESIGN_LIST), FOR(ENT_DESIGN_LIST)},
};

#define NORMALS (FOR(ENT_FACTOR_NORMAL) | FOR(ENT_FACTOR_LOGNORMAL))
#define RANGES                                                                                     \
    (FOR(ENT_FACTOR_UNIFORM) | FOR(ENT_FACTOR_LOG_UNIFORM) | FOR(ENT_FACTOR_TRIANGULAR) | NORMALS)

static const use_t factor_uses[] = {
    {"distribution", RANGES, 0}, {"low", RANGES, RANGES},
    {"high", RANGES, RANGES},    {"mode", FOR(ENT_FACTOR_TRIANGULAR), FOR(ENT_FACTOR_TRIANGULAR)},
    {"mean", NORMALS, NORMALS},  {"sd", NORMALS, NORMALS},
    {"levels", RANGES, 0},
};

bool ent_sweep_key_is_used(ent_scope_t scope, const ent_key_t *key, const void *base) {
    bool sweep = scope == ENT_SCOPE_SWEEP;
    const use_t *uses = sweep ? design_uses : factor_uses;
    size_t count = sweep ? COUNT(design_uses) : COUNT(factor_uses);
    unsigned chosen = sweep ? FOR(((const ent_sweep_t *)base)->method)
                            : FOR(((const ent_factor_t *)base)->distribution);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(uses[i].path, key->path) == 0) {
            return (uses[i].used & chosen) != 0;
        }
    }
    return true;
}

/* "lhs and sobol": the words of the choices in a set. */
static void list_choices(const ent_key_t *key, unsigned set, char text[ENT_EXPECTED_SIZE]) {
    size_t used = 0;
    text[0] = '\0';
    for (unsigned i = 0; key->choices[i] != NULL && used < ENT_EXPECTED_SIZE; i++) {
        if ((set & (1U << i)) != 0) {
            const char *before = set >> (i + 1) == 0 ? " and " : ", ";
            int length = snprintf(text + used, ENT_EXPECTED_SIZE - used, "%s%s",
                                  used == 0 ? "" : before, key->choices[i]);
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

/* The last part of a key's path: its name within the group. */
static const char *own_name(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot != NULL ? dot + 1 : path;
}

static void check_use(const ent_sweep_choice_t *choice, const use_t *use,
                      const ent_setting_t *group, const char *shown, ent_diags_t *diags) {
    const ent_key_t *key = ent_key_find(choice->scope, choice->choice);
    const char *name = own_name(use->path), *word = key->choices[choice->chosen];
    const ent_setting_t *given = ent_setting_member(group, name);
    ent_keypath_t path = ent_keypath(shown, name);
    char text[ENT_EXPECTED_SIZE];
    if (given != NULL && (use->used & FOR(choice->chosen)) == 0) {
        list_choices(key, use->used, text);
        ent_diag_error(diags, given->place, path.text, "belongs to %s, not to %s", text, word);
    } else if (given == NULL && (use->required & FOR(choice->chosen)) != 0) {
        ent_diag_error(diags, group->place, path.text, "missing, expected %s, as \"%s\" needs it",
                       ent_key_expected(ent_key_find(choice->scope, use->path), text), word);
    }
}

/* Whether a choice was made, or may be left out and is. */
static bool is_chosen(const ent_sweep_choice_t *choice, const ent_setting_t *group) {
    const ent_key_t *key = ent_key_find(choice->scope, choice->choice);
    const ent_setting_t *given = ent_setting_member(group, own_name(choice->choice));
    return given == NULL ? key->need == ENT_NEED_DEFAULT
                         : given->type == ENT_SETTING_TEXT &&
                               strcmp(given->value.text, key->choices[choice->chosen]) == 0;
}

bool ent_sweep_check_uses(const ent_sweep_choice_t *choice, const ent_setting_t *group,
                          const char *shown, ent_diags_t *diags) {
    bool sweep = choice->scope == ENT_SCOPE_SWEEP;
    const use_t *uses = sweep ? design_uses : factor_uses;
    size_t count = sweep ? COUNT(design_uses) : COUNT(factor_uses);
    if (!is_chosen(choice, group)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        check_use(choice, &uses[i], group, shown, diags);
    }
    return true;
}

void ent_sweep_check_beside_values(const ent_setting_t *factor, const char *shown,
                                   ent_diags_t *diags) {
    for (size_t i = 0; i < COUNT(factor_uses); i++) {
        const ent_setting_t *given = ent_setting_member(factor, factor_uses[i].path);
        if (given != NULL) {
            ent_keypath_t path = ent_keypath(shown, factor_uses[i].path);
            ent_diag_error(diags, given->place, path.text, "stands beside values, expected either");
        }
    }
}

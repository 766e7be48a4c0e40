#include "scenario/sweep_rules.h"

#include "base/number.h"
#include "scenario/keypath.h"
#include "scenario/sweep_uses.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A factor while it is checked. */
typedef struct {
    const ent_sweep_rules_t *rules;
    const ent_setting_t *group;
    ent_factor_t *factor;
    const char *shown; /* "factors.insulation" */
} check_t;

/* ---- Numbers of a factor ----------------------------------------------------------------------
 */

/* An error at one of the factor's keys, which was given. */
__attribute__((format(printf, 3, 4))) static void report(const check_t *check, const char *name,
                                                         const char *format, ...) {
    char text[ENT_DIAG_TEXT_SIZE];
    ent_keypath_t path = ent_keypath(check->shown, name);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ent_diag_error(check->rules->diags, ent_setting_member(check->group, name)->place, path.text,
                   "%s", text);
}

/* Comparisons with NaN are false, so nothing is said about numbers that were reported. */
static void check_range(const check_t *check) {
    const ent_factor_t *factor = check->factor;
    char low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    (void)ent_number_format(factor->low, low);
    (void)ent_number_format(factor->high, high);
    if (factor->low >= factor->high) {
        report(check, "low", "found %s, expected less than high, which is %s", low, high);
    } else if (factor->distribution == ENT_FACTOR_LOG_UNIFORM && factor->low <= 0) {
        report(check, "low", "found %s, expected a number above 0, as \"loguniform\" needs it",
               low);
    } else if (factor->distribution == ENT_FACTOR_LOGNORMAL && factor->low < 0) {
        report(check, "low", "found %s, expected 0 or more, as \"lognormal\" needs it", low);
    }
}

/* The middle of a distribution lies within the range it is cut off at. */
static void check_middle(const check_t *check) {
    const ent_factor_t *factor = check->factor;
    bool triangular = factor->distribution == ENT_FACTOR_TRIANGULAR;
    bool logarithms = factor->distribution == ENT_FACTOR_LOGNORMAL;
    double middle = triangular ? factor->mode : factor->mean;
    double low = logarithms ? log(factor->low) : factor->low;
    double high = logarithms ? log(factor->high) : factor->high;
    bool normal = logarithms || factor->distribution == ENT_FACTOR_NORMAL;
    char found[ENT_NUMBER_SIZE], least[ENT_NUMBER_SIZE], most[ENT_NUMBER_SIZE];
    if ((triangular || normal) && low < high && (middle < low || middle > high)) {
        report(check, triangular ? "mode" : "mean",
               logarithms
                   ? "found %s, expected it from the logarithm of low to that of high, %s to %s"
                   : "found %s, expected it from low to high, %s to %s",
               ent_number_format(middle, found), ent_number_format(low, least),
               ent_number_format(high, most));
    }
}

static void check_values(const check_t *check) {
    const ent_factor_t *factor = check->factor;
    char text[ENT_NUMBER_SIZE];
    for (size_t i = 1; i < factor->value_count; i++) {
        if (factor->values[i] == factor->values[i - 1]) {
            report(check, "values", "found %s twice, expected different values",
                   ent_number_format(factor->values[i], text));
            return;
        }
    }
}

static void check_numbers(const check_t *check) {
    ent_factor_t *factor = check->factor;
    ent_diags_t *diags = check->rules->diags;
    if (ent_setting_member(check->group, "values") != NULL) {
        factor->distribution = ENT_FACTOR_VALUES;
        ent_sweep_check_beside_values(check->group, check->shown, diags);
        check_values(check);
        return;
    }
    ent_sweep_choice_t choice = {ENT_SCOPE_FACTOR, "distribution", (unsigned)factor->distribution};
    if (ent_sweep_check_uses(&choice, check->group, check->shown, diags)) {
        check_range(check);
        check_middle(check);
    }
}

/* ---- Names and paths of a factor --------------------------------------------------------------
 */

static const char path_characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789_+-.*";

/* Whether "*" stands alone in its part of a path, wherever it stands. */
static bool stars_are_whole(const char *path) {
    for (const char *star = strchr(path, '*'); star != NULL; star = strchr(star + 1, '*')) {
        if ((star > path && star[-1] != '.') || (star[1] != '\0' && star[1] != '.')) {
            return false;
        }
    }
    return true;
}

static void check_path(const check_t *check, const char *name, const ent_setting_t *setting,
                       const char *path) {
    char found[ENT_FOUND_SIZE];
    ent_keypath_t below = ent_keypath(check->shown, name);
    if (!ent_keypath_whole(path) || path[strspn(path, path_characters)] != '\0' ||
        strlen(path) >= ENT_KEYPATH_SIZE) {
        ent_diag_error(check->rules->diags, setting->place, below.text,
                       "found %s, expected the path of a number, such as institutions.NAME.level",
                       ent_setting_found(setting, found));
    } else if (!stars_are_whole(path)) {
        ent_diag_error(check->rules->diags, setting->place, below.text,
                       "found %s, expected * as a whole part of the path: institutions.*.level",
                       ent_setting_found(setting, found));
    }
}

/* The one path of a factor is kept as the first of its paths. */
static void take_path(const check_t *check, const ent_setting_t *given) {
    ent_factor_t *factor = check->factor;
    ent_key_t key = *ent_key_find(ENT_SCOPE_FACTOR, "path");
    ent_keypath_t below = ent_keypath(check->shown, "path");
    char **paths = ent_arena_alloc(&check->rules->sweep->arena, 1, sizeof *paths);
    if (paths == NULL) {
        check->rules->filler->no_memory = true;
        return;
    }
    key.offset = 0;
    ent_fill_value(check->rules->filler, &key, given, paths, below.text);
    if (paths[0] != NULL) {
        factor->paths = paths;
        factor->path_count = 1;
        check_path(check, "path", given, paths[0]);
    }
}

static void check_listed_paths(const check_t *check, const ent_setting_t *given) {
    const ent_factor_t *factor = check->factor;
    const ent_setting_t *item = given->first;
    ent_keypath_t below = ent_keypath(check->shown, "paths");
    for (size_t i = 0; i < factor->path_count; i++, item = item->next) {
        check_path(check, "paths", item, factor->paths[i]);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(factor->paths[i], factor->paths[j]) == 0) {
                ent_diag_error(check->rules->diags, item->place, below.text,
                               "found \"%s\" a second time, expected different paths",
                               factor->paths[i]);
                break;
            }
        }
    }
}

static void check_paths(const check_t *check) {
    const ent_setting_t *path = ent_setting_member(check->group, "path");
    const ent_setting_t *paths = ent_setting_member(check->group, "paths");
    ent_keypath_t below = ent_keypath(check->shown, "path");
    if (path != NULL && paths != NULL) {
        report(check, "paths", "stands beside path, expected either");
    } else if (path != NULL) {
        take_path(check, path);
    } else if (paths != NULL) {
        check_listed_paths(check, paths);
    } else {
        ent_diag_error(check->rules->diags, check->group->place, below.text,
                       "missing, expected the path of a number, or paths");
    }
}

static void check_name(const check_t *check) {
    ent_factor_t *factor = check->factor;
    const ent_setting_t *given = ent_setting_member(check->group, "name");
    if (given == NULL && factor->path_count > 0) {
        factor->name = factor->paths[0];
    }
    if (given != NULL && factor->name != NULL &&
        (factor->name[0] == '\0' || factor->name[strspn(factor->name, path_characters)] != '\0' ||
         strlen(factor->name) >= ENT_KEYPATH_SIZE)) {
        char found[ENT_FOUND_SIZE];
        report(check, "name", "found %s, expected a name of A-Z a-z 0-9 _ + - . *",
               ent_setting_found(given, found));
    }
    if (factor->title == NULL && ent_setting_member(check->group, "title") == NULL) {
        factor->title = factor->name;
    }
}

static void check_unique(const check_t *check, size_t index) {
    const ent_factor_t *factors = check->rules->sweep->factors;
    for (size_t i = 0; i < index && factors[index].name != NULL; i++) {
        if (factors[i].name != NULL && strcmp(factors[i].name, factors[index].name) == 0) {
            ent_keypath_t below = ent_keypath(check->shown, "name");
            ent_diag_error(check->rules->diags, factors[index].place, below.text,
                           "found a second factor named \"%s\" (the first is in line %d), "
                           "expected different names",
                           factors[index].name, factors[i].place.line);
            return;
        }
    }
}

void ent_sweep_check_factors(const ent_sweep_rules_t *rules) {
    const ent_setting_t *list = ent_setting_member(rules->root, "factors");
    const ent_setting_t *item = list != NULL ? list->first : NULL;
    for (size_t i = 0; i < rules->sweep->factor_count && item != NULL; i++, item = item->next) {
        ent_factor_t *factor = &rules->sweep->factors[i];
        factor->place = item->place;
        if (item->type != ENT_SETTING_GROUP) {
            continue; /* reported */
        }
        ent_keypath_t shown = ent_keypath_element("factors", ent_setting_name(item), i + 1);
        check_t check = {rules, item, factor, shown.text};
        check_paths(&check);
        check_name(&check);
        check_unique(&check, i);
        check_numbers(&check);
    }
}

#include "scenario/factor_paths.h"

#include "scenario/keypath.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    ent_scenario_t scenario; /* a copy: the table hands out pointers to write through */
    ent_arena_t *arena;
    ent_factor_paths_t *paths;
    char *problem;
    bool stars; /* the path had some: what has no number is left out */
} expansion_t;

static ent_err_t add(expansion_t *expansion, const char *path, double original) {
    ent_factor_paths_t *paths = expansion->paths;
    if (paths->count == paths->room) {
        size_t room = paths->room > 0 ? 2 * paths->room : 8;
        ent_factor_path_t *items = ent_arena_alloc(expansion->arena, room, sizeof *items);
        if (items == NULL) {
            return ENT_ERR_MEMORY;
        }
        if (paths->count > 0) {
            memcpy(items, paths->items, paths->count * sizeof *items);
        }
        paths->items = items;
        paths->room = room;
    }
    char *text = ent_arena_strdup(expansion->arena, path);
    if (text == NULL) {
        return ENT_ERR_MEMORY;
    }
    paths->items[paths->count++] = (ent_factor_path_t){text, original};
    return ENT_OK;
}

static void say_no_number(const expansion_t *expansion, const char *path) {
    (void)snprintf(expansion->problem, ENT_PROBLEM_SIZE, "\"%.80s\" is no number", path);
}

static void say_several(const expansion_t *expansion, const char *path) {
    (void)snprintf(expansion->problem, ENT_PROBLEM_SIZE,
                   "\"%.80s\" holds several values, expected the path of one", path);
}

/* A number's default for institutions, by its key alone. */
static ent_err_t add_default(expansion_t *expansion, const char *path, const char *own) {
    const ent_key_t *key = ent_key_find(ENT_SCOPE_INSTITUTION, own);
    char hint[ENT_HINT_SIZE];
    if (key != NULL && key->type == ENT_KEY_REAL) {
        return add(expansion, path, NAN);
    }
    if (key != NULL && !ent_key_holds_several(key)) {
        say_no_number(expansion, own);
    } else if (key != NULL || ent_key_is_group(ENT_SCOPE_INSTITUTION, own)) {
        say_several(expansion, own);
    } else {
        (void)snprintf(expansion->problem, ENT_PROBLEM_SIZE, "\"%.80s\" names no key%s", own,
                       ent_key_hint(ENT_SCOPE_INSTITUTION, own, hint));
    }
    return ENT_OK;
}

static ent_err_t add_number(expansion_t *expansion, const char *path) {
    static const char defaults[] = ENT_DEFAULTS_GROUP ".";
    if (strcmp(path, ENT_DEFAULTS_GROUP) == 0) {
        say_several(expansion, path);
        return ENT_OK;
    }
    if (strncmp(path, defaults, sizeof defaults - 1) == 0) {
        return add_default(expansion, path, path + sizeof defaults - 1);
    }
    const ent_key_t *key = NULL;
    const double *number = ent_parameter_find(&expansion->scenario, path, &key, expansion->problem);
    if (number == NULL) {
        if (key != NULL && key->offset == ENT_NOWHERE) {
            say_no_number(expansion, path);
        }
        return ENT_OK;
    }
    if (isnan(*number) && expansion->stars) {
        (void)snprintf(expansion->problem, ENT_PROBLEM_SIZE, "no element has a number there");
        return ENT_OK;
    }
    return add(expansion, path, *number);
}

/* Events of a record are rows of a spreadsheet, which no path names. */
static bool is_of_record(const ent_named_t *names, const char *element) {
    return names->list->element == ENT_SCOPE_EVENT &&
           ((const ent_event_t *)(const void *)element)->row > 0;
}

/* The first part of a path that is "*", or NULL; it always stands alone in its part. */
static const char *find_star(const char *path) {
    return strchr(path, '*');
}

static ent_err_t expand(expansion_t *expansion, const char *path) {
    const char *star = find_star(path);
    if (star == NULL) {
        return add_number(expansion, path);
    }
    char before[ENT_KEYPATH_SIZE];
    size_t length = star > path ? (size_t)(star - path) - 1 : 0;
    (void)snprintf(before, sizeof before, "%.*s", (int)length, path);
    ent_named_t names;
    if (!ent_parameter_names(&expansion->scenario, before, &names, expansion->problem)) {
        return ENT_OK;
    }
    (void)snprintf(expansion->problem, ENT_PROBLEM_SIZE, "\"%.80s\" has no elements", before);
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < names.count && error == ENT_OK; i++) {
        const char *element = names.elements + i * names.size;
        if (!is_of_record(&names, element)) {
            char with[ENT_KEYPATH_SIZE];
            int size = snprintf(with, sizeof with, "%s.%s%s", before, element, star + 1);
            /* A path that is cut names no number, and says so. */
            error = size > 0 ? expand(expansion, with) : ENT_ERR_BUG;
        }
    }
    return error;
}

ent_err_t ent_factor_expand(const ent_scenario_t *scenario, const char *path, ent_arena_t *arena,
                            ent_factor_paths_t *paths, char problem[ENT_PROBLEM_SIZE]) {
    expansion_t expansion = {*scenario, arena, paths, problem, find_star(path) != NULL};
    size_t before = paths->count;
    problem[0] = '\0';
    ent_err_t error = expand(&expansion, path);
    if (paths->count > before) {
        problem[0] = '\0';
    }
    return error;
}

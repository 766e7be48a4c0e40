#include "scenario/load.h"

#include "base/file.h"
#include "scenario/check.h"
#include "scenario/fill.h"
#include "scenario/merge.h"
#include "scenario/override.h"
#include "scenario/reader.h"
#include "scenario/record.h"
#include "scenario/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The files of the `extends` chain, from the one the user gave to the one that extends nothing. */
typedef struct {
    ent_setting_t *roots[ENT_EXTENDS_DEPTH + 1];
    char *paths[ENT_EXTENDS_DEPTH + 1];
    dev_t devices[ENT_EXTENDS_DEPTH + 1];
    ino_t files[ENT_EXTENDS_DEPTH + 1];
    size_t count;
} chain_t;

/* Two names for one file are the same file: cycles are found by identity. */
static bool already_in_chain(chain_t *chain, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) {
        return false; /* the reader will say why */
    }
    chain->devices[chain->count] = status.st_dev;
    chain->files[chain->count] = status.st_ino;
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->devices[i] == status.st_dev && chain->files[i] == status.st_ino) {
            return true;
        }
    }
    return false;
}

/* The path of the file that `root` extends, relative to its own; NULL when it extends nothing. */
static ent_err_t parent_path(const char *path, const ent_setting_t *root, ent_arena_t *arena,
                             char **parent, ent_place_t *place, ent_diags_t *diags) {
    const ent_setting_t *extends = ent_setting_member(root, "extends");
    *parent = NULL;
    if (extends == NULL) {
        return ENT_OK;
    }
    *place = extends->place;
    if (extends->type != ENT_SETTING_TEXT || extends->value.text[0] == '\0') {
        char found[ENT_FOUND_SIZE];
        ent_diag_error(diags, extends->place, "extends", "found %s, expected a file's name",
                       ent_setting_found(extends, found));
        return ENT_ERR_SCENARIO;
    }
    char *joined = ent_path_beside(path, extends->value.text);
    *parent = joined != NULL ? ent_arena_strdup(arena, joined) : NULL;
    free(joined);
    return *parent != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

static ent_err_t read_chain(const char *path, ent_arena_t *arena, chain_t *chain,
                            ent_diags_t *diags) {
    ent_place_t asked_by = {NULL, 0};
    char *next = ent_arena_strdup(arena, path);
    if (next == NULL) {
        return ENT_ERR_MEMORY;
    }
    while (next != NULL) {
        if (chain->count > ENT_EXTENDS_DEPTH) {
            ent_diag_error(diags, asked_by, "extends", "more than %d files extend each other",
                           ENT_EXTENDS_DEPTH);
            return ENT_ERR_SCENARIO;
        }
        if (already_in_chain(chain, next)) {
            ent_diag_error(diags, asked_by, "extends",
                           "\"%s\" extends itself, directly or through others", next);
            return ENT_ERR_SCENARIO;
        }
        ent_setting_t **root = &chain->roots[chain->count];
        ent_err_t error = ent_reader_file(next, asked_by, arena, root, diags);
        if (error != ENT_OK) {
            return error;
        }
        error = ent_merge_check_names(*root, diags);
        chain->paths[chain->count++] = next;
        if (error == ENT_OK) {
            error = parent_path(next, *root, arena, &next, &asked_by, diags);
        }
        if (error != ENT_OK) {
            return error;
        }
    }
    return ENT_OK;
}

/*
 * What a file says about itself holds for what it changes, and not for a child that changes
 * something else: a child that names no claims represents none, whatever its parent represents.
 */
static void forget_what_is_the_parents_own(ent_setting_t *parent) {
    static const char *const keys[] = {"claims", "sources", "evidence"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        ent_setting_t *own = ent_setting_member(parent, keys[i]);
        if (own != NULL) {
            ent_setting_remove(parent, own);
        }
    }
}

/* Lays each file over the one it extends. */
static ent_setting_t *merge_chain(chain_t *chain) {
    for (size_t i = 1; i < chain->count; i++) {
        forget_what_is_the_parents_own(chain->roots[i]);
    }
    ent_setting_t *merged = chain->roots[chain->count - 1];
    for (size_t i = chain->count - 1; i > 0; i--) {
        ent_merge(merged, chain->roots[i - 1]);
    }
    ent_setting_t *extends = ent_setting_member(merged, "extends");
    if (extends != NULL) {
        ent_setting_remove(merged, extends);
    }
    return merged;
}

/* The order in which a file lists its states must not matter: they are kept by name. */
static void sort_states(ent_setting_t *root) {
    ent_setting_t *list = ent_setting_member(root, "states");
    if (list == NULL || list->type != ENT_SETTING_LIST || ent_setting_count(list) != ENT_STATES) {
        return; /* reported when it is filled in */
    }
    ent_setting_t *first = list->first, *second = list->last;
    const char *a = ent_setting_name(first), *b = ent_setting_name(second);
    if (a != NULL && b != NULL && strcmp(a, b) > 0) {
        list->first = second;
        second->next = first;
        first->next = NULL;
        list->last = first;
    }
}

static ent_err_t keep_paths(const chain_t *chain, ent_scenario_t *scenario) {
    scenario->files = ent_arena_alloc(&scenario->arena, chain->count + 1, sizeof *scenario->files);
    if (scenario->files == NULL) {
        return ENT_ERR_MEMORY;
    }
    memcpy(scenario->files, chain->paths, chain->count * sizeof *scenario->files);
    scenario->file_count = chain->count;
    if (scenario->record.enabled) {
        scenario->files[scenario->file_count++] = scenario->record.file;
    }
    return ENT_OK;
}

/* "dir/hawk.cfg" is titled "hawk" unless it says otherwise. */
static ent_err_t default_title(const char *path, ent_setting_t *root, ent_arena_t *arena) {
    if (ent_setting_member(root, "title") != NULL) {
        return ENT_OK;
    }
    const char *slash = strrchr(path, '/');
    char *name = ent_arena_strdup(arena, slash != NULL ? slash + 1 : path);
    ent_setting_t *title = ent_setting_new(arena, "title", ENT_SETTING_TEXT, root->place);
    if (name == NULL || title == NULL) {
        return ENT_ERR_MEMORY;
    }
    char *ending = strrchr(name, '.');
    if (ending != NULL && ending != name) {
        *ending = '\0';
    }
    title->value.text = name;
    ent_setting_append(root, title);
    return ENT_OK;
}

static ent_err_t load(const char *path, const char *const *overrides, size_t override_count,
                      ent_scenario_t *scenario, ent_diags_t *diags) {
    size_t errors = diags->errors;
    chain_t chain = {.count = 0};
    ent_err_t error = read_chain(path, &scenario->arena, &chain, diags);
    if (error != ENT_OK) {
        return error;
    }
    bool ambiguous = diags->errors > errors; /* two elements have one name */
    ent_setting_t *root = merge_chain(&chain);
    error = default_title(path, root, &scenario->arena);
    for (size_t i = 0; i < override_count && error == ENT_OK; i++) {
        error = ent_override(root, overrides[i], (int)i + 1, &scenario->arena, diags);
    }
    if (error == ENT_OK) {
        sort_states(root);
        error = ent_fill(root, scenario, diags);
    }
    if (error == ENT_OK) {
        error = ent_record_load(root, diags->errors == errors, scenario, diags);
    }
    if (error == ENT_OK && !ambiguous) { /* what belongs together is looked up by name */
        error = ent_check(scenario, root, diags);
    }
    if (error == ENT_OK) {
        error = keep_paths(&chain, scenario);
    }
    if (error == ENT_OK && !ambiguous) {
        error = ent_surveys_read(root, scenario, diags);
    }
    return error == ENT_OK && diags->errors > errors ? ENT_ERR_SCENARIO : error;
}

ent_err_t ent_scenario_load(const char *path, const char *const *overrides, size_t override_count,
                            ent_scenario_t *scenario, ent_diags_t *diags) {
    ent_scenario_t loaded = {0};
    ent_err_t error = load(path, overrides, override_count, &loaded, diags);
    if (error != ENT_OK) {
        ent_scenario_free(&loaded);
        return error;
    }
    *scenario = loaded;
    return ENT_OK;
}

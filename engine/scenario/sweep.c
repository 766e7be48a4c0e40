#include "scenario/sweep.h"

#include "scenario/reader.h"
#include "scenario/sweep_rules.h"
#include "scenario/writer.h"

#include <stdlib.h>
#include <string.h>

/* "studies/level.cfg" is titled "level" unless it says otherwise. */
static char *stem(const char *path, ent_arena_t *arena) {
    const char *slash = strrchr(path, '/');
    char *name = ent_arena_strdup(arena, slash != NULL ? slash + 1 : path);
    char *ending = name != NULL ? strrchr(name, '.') : NULL;
    if (ending != NULL && ending != name) {
        *ending = '\0';
    }
    return name;
}

static ent_err_t fill_defaults(const ent_setting_t *root, ent_sweep_t *sweep) {
    if (ent_setting_member(root, "title") == NULL) {
        sweep->title = stem(sweep->path, &sweep->arena);
        if (sweep->title == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    if (ent_setting_member(root, "metrics") == NULL) {
        sweep->metrics = ent_arena_alloc(&sweep->arena, 1, sizeof *sweep->metrics);
        char *metric = ent_arena_strdup(&sweep->arena, "health_mean");
        if (sweep->metrics == NULL || metric == NULL) {
            return ENT_ERR_MEMORY;
        }
        sweep->metrics[sweep->metric_count++] = metric;
    }
    return ENT_OK;
}

/* A file that the sweep names, relative to its own. */
static ent_err_t resolve(const ent_sweep_t *sweep, ent_arena_t *arena, char **name) {
    char *path = ent_path_beside(sweep->path, *name);
    *name = path != NULL ? ent_arena_strdup(arena, path) : NULL;
    free(path);
    return *name != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

static ent_err_t resolve_files(ent_sweep_t *sweep) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sweep->scenario_count && error == ENT_OK; i++) {
        error = resolve(sweep, &sweep->arena, &sweep->scenarios[i]);
    }
    if (error == ENT_OK && sweep->file != NULL) {
        error = resolve(sweep, &sweep->arena, &sweep->file);
    }
    return error;
}

/* Where the elements of an array were written, for problems that are found later. */
static ent_err_t keep_element_places(const ent_setting_t *root, const char *name, size_t count,
                                     ent_arena_t *arena, ent_place_t **places) {
    const ent_setting_t *list = ent_setting_member(root, name);
    const ent_setting_t *item = list != NULL ? list->first : NULL;
    *places = ent_arena_alloc(arena, count, sizeof **places);
    for (size_t i = 0; i < count && item != NULL && *places != NULL; i++, item = item->next) {
        (*places)[i] = item->place;
    }
    return *places != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

static ent_err_t keep_places(const ent_setting_t *root, ent_sweep_t *sweep) {
    const ent_setting_t *design = ent_setting_member(root, "design");
    sweep->design_place = design != NULL ? design->place : sweep->place;
    ent_err_t error = keep_element_places(root, "scenarios", sweep->scenario_count, &sweep->arena,
                                          &sweep->scenario_places);
    return error != ENT_OK ? error
                           : keep_element_places(root, "set", sweep->override_count, &sweep->arena,
                                                 &sweep->override_places);
}

static ent_err_t fill(const ent_setting_t *root, ent_sweep_t *sweep, ent_diags_t *diags) {
    ent_filler_t filler = {.root = root, .arena = &sweep->arena, .diags = diags};
    ent_sweep_rules_t rules = {sweep, root, &filler, diags};
    ent_fill_scope(&filler, ENT_SCOPE_SWEEP, root, sweep, "");
    ent_err_t error = filler.no_memory ? ENT_ERR_MEMORY : fill_defaults(root, sweep);
    if (error == ENT_OK) {
        ent_sweep_check_texts(&rules);
        ent_sweep_check_factors(&rules);
        ent_sweep_check_design(&rules);
        error = filler.no_memory ? ENT_ERR_MEMORY : resolve_files(sweep);
    }
    return error == ENT_OK ? keep_places(root, sweep) : error;
}

static ent_err_t load(const char *path, ent_sweep_t *sweep, ent_diags_t *diags) {
    size_t errors = diags->errors;
    ent_setting_t *root = NULL;
    ent_err_t error = ent_reader_file(path, (ent_place_t){NULL, 0}, &sweep->arena, &root, diags);
    if (error != ENT_OK) {
        return error;
    }
    sweep->path = ent_arena_strdup(&sweep->arena, path);
    if (sweep->path == NULL) {
        return ENT_ERR_MEMORY;
    }
    sweep->place = (ent_place_t){sweep->path, 1};
    error = fill(root, sweep, diags);
    return error == ENT_OK && diags->errors > errors ? ENT_ERR_SCENARIO : error;
}

ent_err_t ent_sweep_load(const char *path, ent_sweep_t *sweep, ent_diags_t *diags) {
    ent_sweep_t loaded = {0};
    ent_arena_init(&loaded.arena);
    ent_err_t error = load(path, &loaded, diags);
    if (error != ENT_OK) {
        ent_sweep_free(&loaded);
        return error;
    }
    *sweep = loaded;
    return ENT_OK;
}

void ent_sweep_free(ent_sweep_t *sweep) {
    ent_arena_free(&sweep->arena);
    *sweep = (ent_sweep_t){0};
}

bool ent_sweep_recognise(const char *path) {
    static const char *const keys[] = {"factors", "scenarios", "design"};
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    ent_arena_t arena;
    ent_setting_t *root = NULL;
    bool recognised = false;
    ent_arena_init(&arena);
    if (diags != NULL) {
        ent_diags_init(diags);
        ent_err_t error = ent_reader_file(path, (ent_place_t){NULL, 0}, &arena, &root, diags);
        for (size_t i = 0; i < sizeof keys / sizeof keys[0] && error == ENT_OK; i++) {
            recognised = recognised || ent_setting_member(root, keys[i]) != NULL;
        }
    }
    ent_arena_free(&arena);
    free(diags);
    return recognised;
}

ent_err_t ent_sweep_text(const ent_sweep_t *sweep, char **text) {
    ent_sweep_t copy = *sweep; /* the table hands out pointers to write through */
    return ent_scope_text(ENT_SCOPE_SWEEP, &copy, text);
}

void ent_sweep_write(const ent_sweep_t *sweep, ent_writer_t *writer) {
    char *text = NULL;
    ent_err_t error = ent_sweep_text(sweep, &text);
    if (error == ENT_OK) {
        ent_writer_text(writer, text);
    } else if (writer->error == ENT_OK) {
        writer->error = error;
    }
    free(text);
}

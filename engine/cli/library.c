#include "cli/library.h"

#include "base/beside.h"
#include "base/file.h"
#include "cli/talk.h"
#include "scenario/keys.h"
#include "scenario/load.h"

#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void ent_library_free(ent_library_t *library) {
    free(library->items);
    ent_arena_free(&library->arena);
    *library = (ent_library_t){0};
}

const char *ent_path_from_here(const char *path) {
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) == NULL) {
        return path;
    }
    size_t length = strlen(here);
    bool below = strncmp(path, here, length) == 0 && path[length] == '/' && path[length + 1] != 0;
    return below ? path + length + 1 : path;
}

ent_err_t ent_library_folder(char **folder) {
    char *found = NULL, real[PATH_MAX];
    ent_err_t error = ent_folder_beside("scenarios", "japan-rok/base.cfg", &found);
    if (error == ENT_OK && found != NULL && realpath(found, real) != NULL) {
        free(found);
        found = ent_strdup(ent_path_from_here(real));
        error = found != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    *folder = found;
    return error;
}

static ent_library_item_t *new_item(ent_library_t *library) {
    if (library->count == library->room) {
        const size_t least = 64;
        size_t room = library->room > 0 ? library->room * 2 : least;
        ent_library_item_t *items = ent_alloc(room, sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        if (library->count > 0) {
            memcpy(items, library->items, library->count * sizeof *items);
        }
        free(library->items);
        library->items = items;
        library->room = room;
    }
    return &library->items[library->count];
}

/* Copies texts into the library; false without memory. */
static bool keep(ent_library_t *library, const char **const targets[], const char *const texts[],
                 size_t count) {
    for (size_t i = 0; i < count; i++) {
        *targets[i] = ent_arena_strdup(&library->arena, texts[i]);
        if (*targets[i] == NULL) {
            return false;
        }
    }
    return true;
}

static bool describe(ent_library_t *library, ent_library_item_t *item,
                     const ent_scenario_t *scenario) {
    const ent_key_t *evidence = ent_key_find(ENT_SCOPE_SCENARIO, "evidence");
    const char **const targets[] = {&item->topic, &item->title, &item->question, &item->claims,
                                    &item->evidence};
    const char *const texts[] = {scenario->topic, scenario->title, scenario->question,
                                 scenario->claims, ent_key_choice(evidence, (int)scenario->basis)};
    return keep(library, targets, texts, sizeof texts / sizeof texts[0]);
}

/* The first problem in one line. Warnings come before errors at times: they are passed over. */
static bool name_problem(ent_library_t *library, ent_library_item_t *item,
                         const ent_diags_t *diags) {
    char text[ENT_DIAG_FILE_SIZE + ENT_DIAG_KEY_SIZE + ENT_DIAG_TEXT_SIZE + 16];
    size_t kept = diags->count < ENT_DIAG_KEPT ? diags->count : ENT_DIAG_KEPT, first = 0;
    while (first + 1 < kept && diags->kept[first].level != ENT_SEVERITY_ERROR) {
        first++;
    }
    const ent_diag_t *diag = &diags->kept[first];
    (void)snprintf(text, sizeof text, "%s:%d: %s%s%s", diag->file, diag->line, diag->key,
                   diag->key[0] != '\0' ? ": " : "", diag->text);
    item->topic = item->title = item->question = item->claims = item->evidence = "";
    const char **const targets[] = {&item->problem};
    const char *const texts[] = {kept > 0 ? text : "it cannot be used"};
    return keep(library, targets, texts, 1);
}

static ent_err_t add_file(ent_library_t *library, const char *path) {
    ent_library_item_t *item = new_item(library);
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    char *folder = ent_path_directory(path);
    ent_scenario_t scenario = {0};
    ent_err_t error = item != NULL && diags != NULL && folder != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        const char **const targets[] = {&item->file, &item->folder};
        const char *const texts[] = {path, folder};
        *item = (ent_library_item_t){0};
        ent_diags_init(diags);
        error = keep(library, targets, texts, 2)
                    ? ent_scenario_load(path, NULL, 0, &scenario, diags)
                    : ENT_ERR_MEMORY;
    }
    if (error != ENT_ERR_MEMORY) {
        bool kept = error == ENT_OK ? describe(library, item, &scenario)
                                    : name_problem(library, item, diags);
        error = kept ? ENT_OK : ENT_ERR_MEMORY;
    }
    library->count += error == ENT_OK;
    ent_scenario_free(&scenario);
    free(folder);
    free(diags);
    return error;
}

static bool is_scenario(const FTSENT *entry) {
    static const char ending[] = ".cfg";
    size_t length = strlen(entry->fts_name), shortest = sizeof ending;
    return entry->fts_name[0] != '.' && length >= shortest &&
           strcmp(entry->fts_name + length - (sizeof ending - 1), ending) == 0;
}

/* What is not there or may not be looked into; a scenario named in a folder's place. */
static ent_err_t refuse(const FTSENT *entry) {
    if (entry->fts_info == FTS_F) {
        ent_say("\"%s\": found a file, expected a folder of scenarios", entry->fts_path);
    } else {
        ent_say("\"%s\": %s", entry->fts_path, strerror(entry->fts_errno));
    }
    return ENT_ERR_NO_INPUT;
}

static ent_err_t visit(ent_library_t *library, FTS *walk, FTSENT *entry) {
    bool below = entry->fts_level > FTS_ROOTLEVEL;
    switch (entry->fts_info) {
    case FTS_D:
        if (below && entry->fts_name[0] == '.') {
            (void)fts_set(walk, entry, FTS_SKIP);
        }
        return ENT_OK;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return refuse(entry);
    case FTS_F:
    case FTS_SL:
    case FTS_SLNONE:
    case FTS_DEFAULT:
        if (!below) {
            return refuse(entry);
        }
        return is_scenario(entry) ? add_file(library, entry->fts_accpath) : ENT_OK;
    default:
        return ENT_OK;
    }
}

static int compare_entries(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

ent_err_t ent_library_read(ent_library_t *library, const char *folder) {
    char *copy = ent_strdup(folder);
    if (copy == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t end = strlen(copy); end > 1 && copy[end - 1] == '/'; end--) {
        copy[end - 1] = '\0'; /* "folder/" would show as "folder//base.cfg" */
    }
    char *roots[] = {copy, NULL};
    /* Links are not followed below the folder, so that a walk in a circle cannot be. */
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, compare_entries);
    ent_err_t error = walk != NULL ? ENT_OK : ENT_ERR_NO_INPUT;
    FTSENT *entry = NULL;
    if (walk == NULL && errno == ENOMEM) {
        error = ENT_ERR_MEMORY;
    } else if (walk == NULL) {
        ent_say("\"%s\": %s", folder, strerror(errno));
    }
    while (error != ENT_ERR_MEMORY && walk != NULL && (entry = fts_read(walk)) != NULL) {
        ent_err_t found = visit(library, walk, entry);
        error = found != ENT_OK ? found : error;
    }
    if (walk != NULL) {
        (void)fts_close(walk);
    }
    free(copy);
    return error;
}

/* "Baseline" before all others, what has no topic or cannot be read behind them. */
static int rank(const ent_library_item_t *item) {
    if (item->problem != NULL) {
        return 3;
    }
    return item->topic[0] == '\0' ? 2 : strcmp(item->topic, "Baseline") != 0;
}

static int compare_items(const void *a, const void *b) {
    const ent_library_item_t *x = a, *y = b;
    int order = strcmp(x->folder, y->folder);
    if (order == 0) {
        order = rank(x) - rank(y);
    }
    if (order == 0) {
        order = strcmp(x->topic, y->topic);
    }
    return order != 0 ? order : strcmp(x->file, y->file);
}

void ent_library_sort(ent_library_t *library) {
    size_t kept = 0;
    if (library->count > 1) {
        qsort(library->items, library->count, sizeof *library->items, compare_items);
    }
    for (size_t i = 0; i < library->count; i++) {
        if (kept == 0 || strcmp(library->items[kept - 1].file, library->items[i].file) != 0) {
            library->items[kept++] = library->items[i];
        }
    }
    library->count = kept;
}

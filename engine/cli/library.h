/* The library: folders of scenarios, in which readers look for their question. */
#ifndef ENT_CLI_LIBRARY_H
#define ENT_CLI_LIBRARY_H

#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>

/* What a list says of a file; texts are "" where the scenario gives none. */
typedef struct {
    const char *file;   /* as one would type it from here */
    const char *folder; /* its part before the last '/' */
    const char *topic, *title, *question, *claims, *evidence;
    const char *problem; /* the first of a scenario that cannot be used, else NULL */
} ent_library_item_t;

typedef struct {
    ent_library_item_t *items;
    size_t count, room;
    ent_arena_t arena; /* owns the texts */
} ent_library_t;

void ent_library_free(ent_library_t *library); /* twice is harmless */

/*
 * The folder of the library that came with the program, as one would type it from here: without the
 * current folder before it. The caller's to free; NULL when there is none.
 */
ENT_CHECKED ent_err_t ent_library_folder(char **folder);

/* `path` without the current folder before it, where it lies below that. */
const char *ent_path_from_here(const char *path);

/*
 * Adds every scenario (*.cfg) of a folder and those below it, but for hidden ones. Scenarios that
 * cannot be used are added with their problem; a folder that cannot be read is said on stderr.
 */
ENT_CHECKED ent_err_t ent_library_read(ent_library_t *library, const char *folder);

/*
 * By folder, topic and file. The baseline comes before other topics, no topic after them. A file
 * that was met in two folders, one of them within the other, is kept once.
 */
void ent_library_sort(ent_library_t *library);

#endif

/* Folders of scenarios within the results of several. */
#ifndef ENT_CLI_FOLDERS_H
#define ENT_CLI_FOLDERS_H

#include "base/error.h"

#include <stddef.h>

/* "base" for "scenarios/japan-rok/base.cfg"; the caller's to free. NULL: no memory. */
char *ent_file_stem(const char *path);

/*
 * Names a folder for each scenario after its file, or after its folder where that is called
 * scenario.cfg, as in results; the second "base" is "base-2", and none has the name of a
 * file of results. Each is the caller's to free, also after ENT_ERR_MEMORY.
 */
ENT_CHECKED ent_err_t ent_name_folders(const char *const *paths, size_t count, char **folders);

#endif

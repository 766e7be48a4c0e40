/* One scenario file, or one value of --set, as a tree of settings. The only user of libconfig. */
#ifndef ENT_SCENARIO_READER_H
#define ENT_SCENARIO_READER_H

#include "base/error.h"
#include "scenario/setting.h"

enum { ENT_SCENARIO_FILE_LIMIT = 64 << 20 }; /* bytes */

/*
 * Reads a file into a tree owned by the arena. `asked_by` is the place of the `extends` that names
 * it, or {NULL, 0} for the file the user gave. Returns ENT_ERR_NO_INPUT when the user's file is
 * not there, ENT_ERR_SCENARIO with diagnostics for anything wrong in it.
 */
ENT_CHECKED ent_err_t ent_reader_file(const char *path, ent_place_t asked_by, ent_arena_t *arena,
                                      ent_setting_t **root, ent_diags_t *diags);

/*
 * Reads text in the language of scenario files. Every setting gets a line from `text`, counted
 * from first_line.
 */
ENT_CHECKED ent_err_t ent_reader_text(const char *file, int first_line, const char *text,
                                      size_t size, ent_arena_t *arena, ent_setting_t **root,
                                      ent_diags_t *diags);

#endif

/*
 * A folder of results. It is made, or refused, before any work. Files are written under temporary
 * names and published together, so that earlier results stay until all new ones are whole; the
 * manifest comes last, so that a folder without one is known to be incomplete.
 */
#ifndef ENT_REPORT_OUTPUT_H
#define ENT_REPORT_OUTPUT_H

#include "base/error.h"
#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

enum { ENT_MOST_OUTPUTS = 96, ENT_MOST_FOLDERS = 12, ENT_OUTPUT_NAME_SIZE = 320 };

typedef struct {
    char *directory;
    size_t made; /* how many folders of its path were made, the last ones */
    char folders[ENT_MOST_FOLDERS][ENT_OUTPUT_NAME_SIZE]; /* that were made within it */
    size_t folder_count;
    char names[ENT_MOST_OUTPUTS][ENT_OUTPUT_NAME_SIZE]; /* of files written, in order */
    size_t count;
    ent_writer_t pending[ENT_MOST_OUTPUTS]; /* finished, not published; their names come last */
    size_t pending_count;
    char **earlier; /* files that the manifest found in the folder lists */
    size_t earlier_count;
    bool finished;
    /* What went wrong, for a message: the file or folder, and errno. */
    char *culprit;
    int cause;
} ent_output_t;

/*
 * Makes the folder and those above it. Refuses one that is not empty unless `force`, and even then
 * one in which a sweep is kept (cause ENOTEMPTY); checks that files can be written.
 * ENT_ERR_CANNOT_CREATE with the culprit described; free it either way.
 */
ENT_CHECKED ent_err_t ent_output_open(ent_output_t *output, const char *directory, bool force);

/*
 * The same for a sweep. One that was begun goes on: the folder may hold anything, and keeps it. One
 * that begins is refused where there is a sweep (cause ENOTEMPTY) or anything else (EEXIST) but
 * what a sweep leaves that was killed before it had kept anything.
 */
ENT_CHECKED ent_err_t ent_output_open_sweep(ent_output_t *output, const char *directory,
                                            bool begun);

/*
 * Refuses to go on when a file this program would write, in the folder itself or in one of it, is
 * the one at `path`: an input must not be replaced by a result. ENT_ERR_CANNOT_CREATE with the
 * culprit described.
 */
ENT_CHECKED ent_err_t ent_output_protect(ent_output_t *output, const char *folder,
                                         const char *path);

/* Whether a name in the folder itself is one that this program gives to a file or a folder. */
bool ent_output_uses(const char *name);

/* A writer for a file in the folder, such as "summary.csv" or "plots/health.svg". */
ENT_CHECKED ent_err_t ent_output_begin(ent_output_t *output, const char *name,
                                       ent_writer_t *writer);

/* Finishes the writer: the file is whole, under its temporary name. The writer is taken over. */
ENT_CHECKED ent_err_t ent_output_finish(ent_output_t *output, const char *name,
                                        ent_writer_t *writer);

/* Finishes the writer and gives the file its own name at once. The writer is taken over. */
ENT_CHECKED ent_err_t ent_output_commit(ent_output_t *output, const char *name,
                                        ent_writer_t *writer);

/* Gives all finished files their names, after taking away the manifest of earlier results. */
ENT_CHECKED ent_err_t ent_output_publish(ent_output_t *output);

/* Notes a file that another program has written, under its own name already. */
void ent_output_note(ent_output_t *output, const char *name);

/* The path of a file in the folder; the caller's to free. NULL without memory. */
char *ent_output_path(const ent_output_t *output, const char *name);

/* Makes a folder within the folder, if it is not there. */
ENT_CHECKED ent_err_t ent_output_folder(ent_output_t *output, const char *name);

/* Removes files that an earlier run left under names this program uses and did not write now. */
ENT_CHECKED ent_err_t ent_output_remove_stale(const ent_output_t *output);

/* Removes a file of the folder, if it is there, that is not true any more. */
ENT_CHECKED ent_err_t ent_output_withdraw(ent_output_t *output, const char *name);

/* Removes what killed processes had not finished, from the folder ("") or from one within it. Only
 * where no other process may be writing. */
ENT_CHECKED ent_err_t ent_output_remove_unfinished(ent_output_t *output, const char *within);

/* Frees it and removes what was not published; unless finished, folders that were made and are
 * empty are removed again. */
void ent_output_close(ent_output_t *output);

#endif

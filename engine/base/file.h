/* Whole files in, and files out that appear whole or not at all. */
#ifndef ENT_BASE_FILE_H
#define ENT_BASE_FILE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* What ent_file_read can find instead of a readable file of allowed size. */
typedef enum {
    ENT_FILE_READ,
    ENT_FILE_ABSENT,    /* there is none, or it may not be opened: errno says why */
    ENT_FILE_NOT_PLAIN, /* a directory, a device, a pipe */
    ENT_FILE_TOO_LARGE,
    ENT_FILE_UNREADABLE, /* reading failed: errno says why */
    ENT_FILE_NO_MEMORY
} ent_file_state_t;

/* Reads a plain file of at most `limit` bytes; *data ends with an extra NUL and is the caller's. */
ent_file_state_t ent_file_read(const char *path, size_t limit, char **data, size_t *size);

/* `directory`/`name`, or `name` when the directory is ""; NULL without memory. */
char *ent_path_join(const char *directory, const char *name);

/* The directory part of a path, without its last '/'; "" for a bare file name. */
char *ent_path_directory(const char *path);

/*
 * A file that another file names, as it can be opened: relative to the folder of the other, unless
 * it is absolute. NULL without memory.
 */
char *ent_path_beside(const char *path, const char *name);

/*
 * Writes a file under a temporary name in the same directory. Finish flushes, syncs and closes it;
 * publish renames it to its own name; commit does both; abandon removes it. Errors stick: what
 * follows the first one does nothing, and finish reports it.
 */
typedef struct {
    char *path, *temporary, *buffer;
    size_t used;
    int file;
    int cause; /* errno of the first failure, 0 without one */
    ent_err_t error;
} ent_writer_t;

ENT_CHECKED ent_err_t ent_writer_open(ent_writer_t *writer, const char *path);
void ent_writer_bytes(ent_writer_t *writer, const char *bytes, size_t size);
void ent_writer_text(ent_writer_t *writer, const char *text);
void ent_writer_number(ent_writer_t *writer, double value); /* full precision, "" for NaN */
void ent_writer_print(ent_writer_t *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
ENT_CHECKED ent_err_t ent_writer_finish(ent_writer_t *writer);
ENT_CHECKED ent_err_t ent_writer_publish(ent_writer_t *writer);
/* Publishes unless a file of this name exists: then ENT_ERR_CANNOT_CREATE, with errno EEXIST. */
ENT_CHECKED ent_err_t ent_writer_publish_new(ent_writer_t *writer);
ENT_CHECKED ent_err_t ent_writer_commit(ent_writer_t *writer);
void ent_writer_abandon(ent_writer_t *writer); /* after commit, or twice, harmless */

/* Writes a whole buffer to a descriptor, past interruptions and short writes; false: see errno. */
ENT_CHECKED bool ent_write_all(int file, const char *bytes, size_t size);

#endif

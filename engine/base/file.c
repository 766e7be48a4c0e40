#include "base/file.h"

#include "base/memory.h"
#include "base/number.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 1 << 16, PIECE_BYTES = 1024 };

/* Reads until the end of an open plain file, at most `limit` bytes. */
static ent_file_state_t read_open(int file, size_t limit, char **data, size_t *size) {
    struct stat status;
    if (fstat(file, &status) != 0) {
        return ENT_FILE_UNREADABLE;
    }
    if (!S_ISREG(status.st_mode)) {
        return ENT_FILE_NOT_PLAIN;
    }
    if (status.st_size < 0 || (unsigned long long)status.st_size > limit) {
        return ENT_FILE_TOO_LARGE;
    }
    size_t expected = (size_t)status.st_size, got = 0;
    char *bytes = ent_alloc(expected + 1, 1);
    if (bytes == NULL) {
        return ENT_FILE_NO_MEMORY;
    }
    while (got < expected) {
        ssize_t part = read(file, bytes + got, expected - got);
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part < 0) {
            free(bytes);
            return ENT_FILE_UNREADABLE;
        }
        if (part == 0) {
            break; /* the file shrank while it was read */
        }
        got += (size_t)part;
    }
    bytes[got] = '\0';
    *data = bytes;
    *size = got;
    return ENT_FILE_READ;
}

ent_file_state_t ent_file_read(const char *path, size_t limit, char **data, size_t *size) {
    /* Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return ENT_FILE_ABSENT;
    }
    ent_file_state_t state = read_open(file, limit, data, size);
    int cause = errno;
    (void)close(file);
    errno = cause;
    return state;
}

char *ent_path_join(const char *directory, const char *name) {
    size_t first = strlen(directory), second = strlen(name);
    char *path = ent_alloc(first + second + 2, 1);
    if (path == NULL) {
        return NULL;
    }
    memcpy(path, directory, first);
    if (first > 0 && directory[first - 1] != '/') {
        path[first++] = '/';
    }
    memcpy(path + first, name, second + 1);
    return path;
}

char *ent_path_directory(const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == path) {
        return ent_strdup("/");
    }
    return ent_strndup(path, slash != NULL ? (size_t)(slash - path) : 0);
}

char *ent_path_beside(const char *path, const char *name) {
    char *directory = name[0] == '/' ? ent_strdup("") : ent_path_directory(path);
    char *joined = directory != NULL ? ent_path_join(directory, name) : NULL;
    free(directory);
    return joined;
}

static void fail(ent_writer_t *writer, ent_err_t error) {
    if (writer->error == ENT_OK) {
        writer->cause = errno;
        writer->error = error;
    }
}

/* Gives up a writer that failed; its error is the result, with the cause in errno. */
static ent_err_t conclude(ent_writer_t *writer) {
    ent_err_t error = writer->error;
    int cause = writer->cause;
    if (error != ENT_OK) {
        ent_writer_abandon(writer);
        errno = cause;
    }
    return error;
}

/* A file in `directory` that no other has, open for writing, readable as the umask allows. */
static int open_temporary(ent_writer_t *writer) {
    const mode_t everyone = 0666;
    size_t size = strlen(writer->path) + 32;
    writer->temporary = ent_alloc(size, 1);
    if (writer->temporary == NULL) {
        return -1;
    }
    const char *slash = strrchr(writer->path, '/');
    size_t directory = slash != NULL ? (size_t)(slash - writer->path) + 1 : 0;
    for (int attempt = 0; attempt < 100; attempt++) {
        (void)snprintf(writer->temporary, size, "%.*s.%s.%ld-%d", (int)directory, writer->path,
                       writer->path + directory, (long)getpid(), attempt);
        int file = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, everyone);
        if (file >= 0 || errno != EEXIST) {
            return file;
        }
    }
    return -1;
}

ent_err_t ent_writer_open(ent_writer_t *writer, const char *path) {
    *writer = (ent_writer_t){.file = -1};
    writer->path = ent_strdup(path);
    writer->buffer = ent_alloc(BUFFER_BYTES, 1);
    if (writer->path == NULL || writer->buffer == NULL) {
        fail(writer, ENT_ERR_MEMORY);
    } else {
        writer->file = open_temporary(writer);
        if (writer->file < 0) {
            fail(writer, writer->temporary == NULL ? ENT_ERR_MEMORY : ENT_ERR_CANNOT_CREATE);
            free(writer->temporary);
            writer->temporary = NULL; /* nothing to remove */
        }
    }
    return conclude(writer);
}

bool ent_write_all(int file, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t part = write(file, bytes, size);
        if (part < 0 && errno == EINTR) {
            continue;
        }
        if (part < 0) {
            return false;
        }
        bytes += part;
        size -= (size_t)part;
    }
    return true;
}

static void flush(ent_writer_t *writer) {
    if (writer->error == ENT_OK && !ent_write_all(writer->file, writer->buffer, writer->used)) {
        fail(writer, ENT_ERR_IO);
    }
    writer->used = 0;
}

void ent_writer_bytes(ent_writer_t *writer, const char *bytes, size_t size) {
    while (size > 0 && writer->error == ENT_OK) {
        size_t room = BUFFER_BYTES - writer->used, part = size < room ? size : room;
        memcpy(writer->buffer + writer->used, bytes, part);
        writer->used += part;
        bytes += part;
        size -= part;
        if (writer->used == BUFFER_BYTES) {
            flush(writer);
        }
    }
}

void ent_writer_text(ent_writer_t *writer, const char *text) {
    ent_writer_bytes(writer, text, strlen(text));
}

void ent_writer_number(ent_writer_t *writer, double value) {
    char text[ENT_NUMBER_SIZE];
    ent_writer_text(writer, ent_number_format(value, text));
}

void ent_writer_print(ent_writer_t *writer, const char *format, ...) {
    char piece[PIECE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof piece) {
        fail(writer, ENT_ERR_BUG); /* long texts go through ent_writer_text */
        return;
    }
    ent_writer_bytes(writer, piece, (size_t)length);
}

/* After a rename only a synced directory is sure to hold the new name. The path is not used again.
 */
static void sync_directory(char *path) {
    char *slash = strrchr(path, '/');
    if (slash != NULL) {
        slash[slash == path ? 1 : 0] = '\0';
    }
    int file = open(slash != NULL ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        (void)fsync(file); /* some file systems refuse this; the data itself is safe */
        (void)close(file);
    }
}

ent_err_t ent_writer_finish(ent_writer_t *writer) {
    flush(writer);
    if (writer->error == ENT_OK && fsync(writer->file) != 0 && errno != EINVAL) {
        fail(writer, ENT_ERR_IO);
    }
    if (writer->file >= 0 && close(writer->file) != 0) {
        fail(writer, ENT_ERR_IO);
    }
    writer->file = -1;
    free(writer->buffer);
    writer->buffer = NULL;
    return conclude(writer);
}

/* Gives the finished file its name, if `renamed` tells that this has worked. */
static ent_err_t publish(ent_writer_t *writer, bool renamed) {
    if (!renamed) {
        fail(writer, ENT_ERR_CANNOT_CREATE);
        return conclude(writer);
    }
    free(writer->temporary);
    writer->temporary = NULL;
    sync_directory(writer->path);
    ent_writer_abandon(writer); /* there is nothing left but memory */
    return ENT_OK;
}

ent_err_t ent_writer_publish(ent_writer_t *writer) {
    return publish(writer, rename(writer->temporary, writer->path) == 0);
}

/* Looking first and renaming then would leave a moment in which somebody else's file could appear.
 */
ent_err_t ent_writer_publish_new(ent_writer_t *writer) {
    bool renamed =
        renameat2(AT_FDCWD, writer->temporary, AT_FDCWD, writer->path, RENAME_NOREPLACE) == 0;
    if (!renamed && (errno == EINVAL || errno == ENOSYS)) { /* some file systems cannot */
        renamed = link(writer->temporary, writer->path) == 0;
        if (renamed) {
            (void)unlink(writer->temporary);
        }
    }
    return publish(writer, renamed);
}

ent_err_t ent_writer_commit(ent_writer_t *writer) {
    ent_err_t error = ent_writer_finish(writer);
    return error == ENT_OK ? ent_writer_publish(writer) : error;
}

void ent_writer_abandon(ent_writer_t *writer) {
    if (writer->file >= 0) {
        (void)close(writer->file);
    }
    if (writer->temporary != NULL) {
        (void)unlink(writer->temporary);
    }
    free(writer->path);
    free(writer->temporary);
    free(writer->buffer);
    *writer = (ent_writer_t){.file = -1};
}

#include "report/output.h"

#include "base/memory.h"
#include "report/output_names.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ent_err_t blame(ent_output_t *output, ent_err_t error, const char *path) {
    output->cause = errno;
    free(output->culprit);
    output->culprit = ent_strdup(path);
    return error;
}

/* Makes one folder; one that exists is as good. */
static ent_err_t make_folder(ent_output_t *output, const char *path) {
    const mode_t everyone = 0777;
    if (mkdir(path, everyone) == 0) {
        output->made++;
        return ENT_OK;
    }
    struct stat status;
    if (errno == EEXIST && stat(path, &status) == 0 && !S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return blame(output, ENT_ERR_CANNOT_CREATE, path);
    }
    return errno == EEXIST ? ENT_OK : blame(output, ENT_ERR_CANNOT_CREATE, path);
}

/* Makes the folders of a path from the first to the last; on failure the path ends before it. */
static ent_err_t make_path(ent_output_t *output) {
    char *path = output->directory, *end = path;
    while (*end != '\0') {
        char *start = end + strspn(end, "/");
        char *next = start + strcspn(start, "/"), kept = *next;
        *next = '\0';
        ent_err_t error = make_folder(output, path);
        if (error != ENT_OK) {
            *end = '\0';
            return error;
        }
        *next = kept;
        end = next;
    }
    return ENT_OK;
}

/* Whether a name says nothing about what a folder holds: "." and "..", or for a sweep that begins
 * what one leaves that was killed before its first point. */
static bool is_nothing(const char *name, bool sweep) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
           (sweep && ent_output_is_leftover(name));
}

static ent_err_t check_empty(ent_output_t *output, bool sweep) {
    DIR *folder = opendir(output->directory);
    if (folder == NULL) {
        return blame(output, ENT_ERR_CANNOT_CREATE, output->directory);
    }
    bool empty = true;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        empty = empty && is_nothing(entry->d_name, sweep);
    }
    (void)closedir(folder);
    errno = EEXIST;
    return empty ? ENT_OK : blame(output, ENT_ERR_CANNOT_CREATE, output->directory);
}

/* A run of an hour should not find out at its end that it may not write. */
static ent_err_t check_writable(ent_output_t *output) {
    ent_writer_t writer;
    char *path = ent_output_path(output, "manifest.json");
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_writer_open(&writer, path);
    free(path);
    if (error == ENT_OK) {
        ent_writer_abandon(&writer);
    }
    return error == ENT_ERR_CANNOT_CREATE ? blame(output, error, output->directory) : error;
}

/* What the manifest in the folder, if there is one, says was written there. */
static ent_err_t read_earlier(ent_output_t *output) {
    char *path = ent_output_path(output, "manifest.json");
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    json_t *manifest = json_load_file(path, 0, NULL); /* one that is not ours is left alone */
    free(path);
    const char *program = json_string_value(json_object_get(manifest, "program"));
    bool own = program != NULL && strcmp(program, "entente") == 0;
    const json_t *names = own ? json_object_get(manifest, "outputs") : NULL;
    size_t count = json_array_size(names);
    output->earlier = ent_alloc(count, sizeof *output->earlier);
    bool whole = output->earlier != NULL;
    for (size_t i = 0; i < count && whole; i++) {
        const char *name = json_string_value(json_object_get(json_array_get(names, i), "name"));
        if (name != NULL && ent_output_owns(name)) {
            output->earlier[output->earlier_count] = ent_strdup(name);
            whole = output->earlier[output->earlier_count] != NULL;
            output->earlier_count += whole;
        }
    }
    json_decref(manifest);
    return whole ? ENT_OK : ENT_ERR_MEMORY;
}

/* A sweep that ran for a night is not to be mixed with, or cleared away by, anything else. */
static ent_err_t check_no_sweep(ent_output_t *output) {
    char *path = ent_output_path(output, "sweep.db");
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    struct stat status;
    bool there = lstat(path, &status) == 0;
    errno = ENOTEMPTY;
    ent_err_t error = there ? blame(output, ENT_ERR_CANNOT_CREATE, path) : ENT_OK;
    free(path);
    return error;
}

/* What a folder may hold already. */
typedef enum { HOLDS_NOTHING, HOLDS_LEFTOVERS, HOLDS_RESULTS, HOLDS_SWEEP } holds_t;

static ent_err_t check_holds(ent_output_t *output, holds_t holds) {
    ent_err_t error = ENT_OK;
    if (holds == HOLDS_RESULTS || holds == HOLDS_LEFTOVERS) {
        error = check_no_sweep(output);
    }
    if (error == ENT_OK && (holds == HOLDS_NOTHING || holds == HOLDS_LEFTOVERS)) {
        error = check_empty(output, holds == HOLDS_LEFTOVERS);
    }
    return error;
}

static ent_err_t open_folder(ent_output_t *output, const char *directory, holds_t holds) {
    *output = (ent_output_t){0};
    output->directory = ent_strdup(directory);
    if (output->directory == NULL) {
        return ENT_ERR_MEMORY;
    }
    size_t length = strlen(output->directory);
    while (length > 1 && output->directory[length - 1] == '/') {
        output->directory[--length] = '\0';
    }
    if (length == 0) {
        errno = ENOENT;
        return blame(output, ENT_ERR_CANNOT_CREATE, "\"\"");
    }
    ent_err_t error = make_path(output);
    if (error == ENT_OK) {
        error = check_holds(output, holds);
    }
    if (error == ENT_OK) {
        error = check_writable(output);
    }
    return error == ENT_OK ? read_earlier(output) : error;
}

ent_err_t ent_output_open(ent_output_t *output, const char *directory, bool force) {
    return open_folder(output, directory, force ? HOLDS_RESULTS : HOLDS_NOTHING);
}

ent_err_t ent_output_open_sweep(ent_output_t *output, const char *directory, bool begun) {
    return open_folder(output, directory, begun ? HOLDS_SWEEP : HOLDS_LEFTOVERS);
}

static bool same_file(const struct stat *a, const char *path) {
    struct stat b;
    return stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* Refuses when the input at `path`, of this status, is a file of the folder. */
static ent_err_t refuse_same(ent_output_t *output, const char *name, const struct stat *status,
                             const char *path) {
    char *file = ent_output_path(output, name);
    if (file == NULL) {
        return ENT_ERR_MEMORY;
    }
    bool same = same_file(status, file);
    free(file);
    if (same) {
        errno = EBUSY;
        return blame(output, ENT_ERR_CANNOT_CREATE, path);
    }
    return ENT_OK;
}

ent_err_t ent_output_protect(ent_output_t *output, const char *folder, const char *path) {
    const char *const *const lists[] = {ent_output_names, ent_output_sweep_names};
    struct stat status;
    if (stat(path, &status) != 0) {
        return ENT_OK; /* gone since it was read */
    }
    ent_err_t error = ENT_OK;
    for (size_t list = 0; list < sizeof lists / sizeof lists[0]; list++) {
        for (size_t i = 0; lists[list][i] != NULL && error == ENT_OK; i++) {
            char known[ENT_OUTPUT_NAME_SIZE];
            (void)snprintf(known, sizeof known, "%s%s%s", folder, folder[0] != '\0' ? "/" : "",
                           lists[list][i]);
            error = refuse_same(output, known, &status, path);
        }
    }
    for (size_t i = 0; i < output->earlier_count && error == ENT_OK; i++) {
        error = refuse_same(output, output->earlier[i], &status, path);
    }
    return error;
}

char *ent_output_path(const ent_output_t *output, const char *name) {
    return ent_path_join(output->directory, name);
}

/* Blames a file of the folder for what errno says. */
static ent_err_t blame_name(ent_output_t *output, ent_err_t error, const char *name) {
    int cause = errno;
    char *path = error != ENT_ERR_MEMORY ? ent_output_path(output, name) : NULL;
    if (path != NULL) {
        errno = cause;
        (void)blame(output, error, path);
    }
    free(path);
    return error;
}

ent_err_t ent_output_begin(ent_output_t *output, const char *name, ent_writer_t *writer) {
    char *path = ent_output_path(output, name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_writer_open(writer, path);
    if (error != ENT_OK && error != ENT_ERR_MEMORY) {
        (void)blame(output, error, path);
    }
    free(path);
    return error;
}

void ent_output_note(ent_output_t *output, const char *name) {
    if (output->count < ENT_MOST_OUTPUTS) {
        (void)snprintf(output->names[output->count++], ENT_OUTPUT_NAME_SIZE, "%s", name);
    }
}

ent_err_t ent_output_finish(ent_output_t *output, const char *name, ent_writer_t *writer) {
    if (output->count == ENT_MOST_OUTPUTS) {
        ent_writer_abandon(writer);
        return ENT_ERR_BUG;
    }
    ent_err_t error = ent_writer_finish(writer);
    if (error == ENT_OK) {
        output->pending[output->pending_count++] = *writer;
        *writer = (ent_writer_t){.file = -1};
        ent_output_note(output, name);
        return ENT_OK;
    }
    return blame_name(output, error, name);
}

ent_err_t ent_output_commit(ent_output_t *output, const char *name, ent_writer_t *writer) {
    ent_err_t error = ent_writer_commit(writer);
    if (error == ENT_OK) {
        ent_output_note(output, name);
        return ENT_OK;
    }
    return blame_name(output, error, name);
}

static ent_err_t withdraw_manifest(const ent_output_t *output) {
    char *path = ent_output_path(output, "manifest.json");
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    (void)unlink(path);
    free(path);
    return ENT_OK;
}

ent_err_t ent_output_publish(ent_output_t *output) {
    ent_err_t error = withdraw_manifest(output);
    size_t first = output->count - output->pending_count;
    for (size_t i = 0; i < output->pending_count && error == ENT_OK; i++) {
        error = ent_writer_publish(&output->pending[i]);
        if (error != ENT_OK) {
            error = blame_name(output, error, output->names[first + i]);
        }
    }
    if (error == ENT_OK) {
        output->pending_count = 0;
    }
    return error;
}

ent_err_t ent_output_folder(ent_output_t *output, const char *name) {
    char *path = ent_output_path(output, name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    size_t made = output->made;
    ent_err_t error = make_folder(output, path);
    if (output->made > made && output->folder_count < ENT_MOST_FOLDERS) {
        (void)snprintf(output->folders[output->folder_count++], ENT_OUTPUT_NAME_SIZE, "%s", name);
    }
    output->made = made; /* that counts the path to the folder itself */
    free(path);
    return error;
}

void ent_output_close(ent_output_t *output) {
    for (size_t i = 0; i < output->pending_count; i++) {
        ent_writer_abandon(&output->pending[i]);
    }
    for (size_t i = output->folder_count; i > 0 && !output->finished; i--) {
        char *path = ent_output_path(output, output->folders[i - 1]);
        if (path != NULL) {
            (void)rmdir(path);
        }
        free(path);
    }
    for (char *slash = NULL; !output->finished && output->made > 0; output->made--) {
        if (rmdir(output->directory) != 0) {
            break; /* something in it is worth keeping */
        }
        slash = strrchr(output->directory, '/');
        if (slash == NULL) {
            break;
        }
        *slash = '\0';
    }
    for (size_t i = 0; i < output->earlier_count; i++) {
        free(output->earlier[i]);
    }
    free(output->earlier);
    free(output->directory);
    free(output->culprit);
    *output = (ent_output_t){0};
}

#include "report/output.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every name a run may write; --force removes those that a later run did not write again. */
static const char *const known_names[] = {
    "manifest.json",    "summary.csv",      "metrics.csv",      "events.csv",
    "members.csv",      "paths.csv",        "scenario.cfg",     "plots/health.svg",
    "plots/health.png", "plots/health.pdf", "plots/panels.svg", "plots/panels.png",
    "plots/panels.pdf", "story.csv",        "path.csv",
};

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

static ent_err_t check_empty(ent_output_t *output) {
    DIR *folder = opendir(output->directory);
    if (folder == NULL) {
        return blame(output, ENT_ERR_CANNOT_CREATE, output->directory);
    }
    bool empty = true;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            empty = false;
        }
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

ent_err_t ent_output_open(ent_output_t *output, const char *directory, bool force) {
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
    if (error == ENT_OK && !force) {
        error = check_empty(output);
    }
    return error == ENT_OK ? check_writable(output) : error;
}

static bool same_file(const struct stat *a, const char *path) {
    struct stat b;
    return stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

ent_err_t ent_output_protect(ent_output_t *output, const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) {
        return ENT_OK; /* gone since it was read */
    }
    for (size_t i = 0; i < sizeof known_names / sizeof known_names[0]; i++) {
        char *name = ent_output_path(output, known_names[i]);
        if (name == NULL) {
            return ENT_ERR_MEMORY;
        }
        bool same = same_file(&status, name);
        free(name);
        if (same) {
            errno = EBUSY;
            return blame(output, ENT_ERR_CANNOT_CREATE, path);
        }
    }
    return ENT_OK;
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
    output->made = made; /* only the path to the folder itself is taken back */
    free(path);
    return error;
}

ent_err_t ent_output_remove_stale(const ent_output_t *output) {
    for (size_t i = 0; i < sizeof known_names / sizeof known_names[0]; i++) {
        bool written = false;
        for (size_t j = 0; j < output->count; j++) {
            written = written || strcmp(output->names[j], known_names[i]) == 0;
        }
        if (written) {
            continue;
        }
        char *path = ent_output_path(output, known_names[i]);
        if (path == NULL) {
            return ENT_ERR_MEMORY;
        }
        (void)unlink(path);
        free(path);
    }
    return ENT_OK;
}

void ent_output_close(ent_output_t *output) {
    for (size_t i = 0; i < output->pending_count; i++) {
        ent_writer_abandon(&output->pending[i]);
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
    free(output->directory);
    free(output->culprit);
    *output = (ent_output_t){0};
}

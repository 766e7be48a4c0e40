/* What earlier runs left in a folder of results and is not to stay. */
#include "report/output.h"

#include "base/memory.h"
#include "report/output_names.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Removes a file in a folder of the results' folder, and that one if it held nothing else. */
static void remove_nested(char *path) {
    char *slash = strrchr(path, '/');
    struct stat status;
    *slash = '\0';
    if (lstat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        return; /* a link to a folder elsewhere: what is there is not ours */
    }
    *slash = '/';
    (void)unlink(path);
    *slash = '\0';
    (void)rmdir(path);
}

static ent_err_t remove_unless_written(const ent_output_t *output, const char *name) {
    for (size_t i = 0; i < output->count; i++) {
        if (strcmp(output->names[i], name) == 0) {
            return ENT_OK;
        }
    }
    char *path = ent_output_path(output, name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (strchr(name, '/') != NULL) {
        remove_nested(path);
    } else {
        (void)unlink(path);
    }
    free(path);
    return ENT_OK;
}

ent_err_t ent_output_remove_stale(const ent_output_t *output) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; ent_output_names[i] != NULL && error == ENT_OK; i++) {
        error = remove_unless_written(output, ent_output_names[i]);
    }
    for (size_t i = 0; i < output->earlier_count && error == ENT_OK; i++) {
        error = remove_unless_written(output, output->earlier[i]);
    }
    return error;
}

ent_err_t ent_output_withdraw(ent_output_t *output, const char *name) {
    char *path = ent_output_path(output, name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (unlink(path) == 0 || errno == ENOENT) {
        free(path);
        return ENT_OK;
    }
    output->cause = errno;
    free(output->culprit);
    output->culprit = path;
    return ENT_ERR_CANNOT_CREATE;
}

/* Whether a name is one a writer gives to a file that is not whole yet: ".points.csv.123-0". */
static bool is_unfinished(const char *name) {
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL ? (size_t)(dot - name) : 0;
    size_t digits = dot != NULL ? strspn(dot + 1, "0123456789") : 0;
    if (name[0] != '.' || length < 2 || digits == 0 || dot[1 + digits] != '-' ||
        dot[2 + digits] == '\0' ||
        strspn(dot + 2 + digits, "0123456789") != strlen(dot + 2 + digits)) {
        return false;
    }
    char own[ENT_OUTPUT_NAME_SIZE];
    (void)snprintf(own, sizeof own, "%.*s", (int)(length - 1), name + 1);
    return ent_output_uses(own);
}

bool ent_output_is_leftover(const char *name) {
    return strcmp(name, "sweep.lock") == 0 ||
           strncmp(name, "sweep.db.part", strlen("sweep.db.part")) == 0 || is_unfinished(name);
}

ent_err_t ent_output_remove_unfinished(ent_output_t *output, const char *within) {
    char *path = ent_output_path(output, within[0] != '\0' ? within : ".");
    DIR *folder = path != NULL ? opendir(path) : NULL;
    ent_err_t error = path != NULL ? ENT_OK : ENT_ERR_MEMORY;
    while (folder != NULL && error == ENT_OK) {
        const struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            break;
        }
        if (is_unfinished(entry->d_name)) {
            char *name = ent_path_join(within, entry->d_name);
            error = name != NULL ? ent_output_withdraw(output, name) : ENT_ERR_MEMORY;
            free(name);
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
    free(path);
    return error;
}

#include "cli/folders.h"

#include "base/memory.h"
#include "report/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *ent_file_stem(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return ent_strndup(name, dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
}

/* "base" for "results/base/scenario.cfg", too, where a run or a sweep has kept it. NULL: no memory.
 */
static char *scenario_name(const char *path) {
    static const char kept[] = "/scenario.cfg";
    size_t length = strlen(path), ending = sizeof kept - 1;
    if (length <= ending || strcmp(path + length - ending, kept) != 0) {
        return ent_file_stem(path);
    }
    size_t end = length - ending, begin = end;
    while (begin > 0 && path[begin - 1] != '/') {
        begin--;
    }
    return path[begin] != '.' && begin < end ? ent_strndup(path + begin, end - begin)
                                             : ent_file_stem(path);
}

/* Whether a scenario before has this one's folder, or a file of the results has its name. */
static bool is_taken(char *const *folders, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (strcmp(folders[i], folders[index]) == 0) {
            return true;
        }
    }
    return ent_output_uses(folders[index]);
}

ent_err_t ent_name_folders(const char *const *paths, size_t count, char **folders) {
    const size_t room = 16; /* for a number */
    memset(folders, 0, count * sizeof *folders);
    for (size_t i = 0; i < count; i++) {
        char *stem = scenario_name(paths[i]);
        size_t same = 1, size = stem != NULL ? strlen(stem) + room : 0;
        folders[i] = stem != NULL ? ent_alloc(size, 1) : NULL;
        if (folders[i] == NULL) {
            free(stem);
            return ENT_ERR_MEMORY;
        }
        const char *name = stem[0] == '.' ? "scenario" : stem;
        (void)snprintf(folders[i], size, "%s", name);
        while (is_taken(folders, i)) {
            (void)snprintf(folders[i], size, "%s-%zu", name, ++same);
        }
        free(stem);
    }
    return ENT_OK;
}

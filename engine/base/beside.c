#include "base/beside.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <unistd.h>

/* The folder of the program that is running; NULL in *folder when the system does not say. */
static ent_err_t own_folder(char **folder) {
    char program[4096];
    *folder = NULL;
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0) {
        return ENT_OK;
    }
    program[length] = '\0';
    *folder = ent_path_directory(program);
    return *folder != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* `from`/`place`/`name` if it holds the proof, else NULL. */
static ent_err_t try_place(const char *from, const char *place, const char *name, const char *proof,
                           char **folder) {
    char *parent = ent_path_join(from, place);
    char *candidate = parent != NULL ? ent_path_join(parent, name) : NULL;
    char *file = candidate != NULL ? ent_path_join(candidate, proof) : NULL;
    ent_err_t error = file != NULL ? ENT_OK : ENT_ERR_MEMORY;
    *folder = NULL;
    if (error == ENT_OK && access(file, R_OK) == 0) {
        *folder = candidate;
        candidate = NULL;
    }
    free(file);
    free(candidate);
    free(parent);
    return error;
}

ent_err_t ent_folder_beside(const char *name, const char *proof, char **folder) {
    static const char *const places[] = {"..", "../share/entente"};
    char *own = NULL, *found = NULL;
    ent_err_t error = own_folder(&own);
    for (size_t i = 0; i < 2 && error == ENT_OK && own != NULL && found == NULL; i++) {
        error = try_place(own, places[i], name, proof, &found);
    }
    free(own);
    if (error == ENT_OK) {
        *folder = found;
    }
    return error;
}

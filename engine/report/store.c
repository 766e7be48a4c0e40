#include "report/store.h"

#include "report/store_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Beginning and end ---- */

/* SQLite would take a name that begins with "file:" for an address. */
static char *place(const char *folder, const char *name) {
    char *path = ent_path_join(folder, name), *plain = NULL;
    if (path == NULL || strncmp(path, "file:", 5) != 0) {
        return path;
    }
    plain = ent_path_join(".", path);
    free(path);
    return plain;
}

ent_store_t *ent_store_new(const char *folder) {
    ent_store_t *store = ent_alloc(1, sizeof *store);
    if (store == NULL) {
        return NULL;
    }
    store->lock = -1;
    ent_arena_init(&store->arena);
    store->folder = ent_strdup(folder);
    store->path = place(folder, ENT_STORE_FILE);
    store->lock_path = place(folder, "sweep.lock");
    if (store->folder == NULL || store->path == NULL || store->lock_path == NULL) {
        ent_store_close(store);
        return NULL;
    }
    return store;
}

/*
 * With a rollback journal in place of a log, one file is left. Where that fails, as when somebody
 * reads it just now, the log stays beside it, and nothing is lost.
 */
static void end_writing(ent_store_t *store) {
    if (store->writing && store->db != NULL) {
        (void)sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
        for (size_t i = 0; i < ENT_SQL_COUNT; i++) {
            (void)sqlite3_finalize(store->statements[i]);
            store->statements[i] = NULL;
        }
        (void)sqlite3_exec(store->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
}

void ent_store_close(ent_store_t *store) {
    if (store == NULL) {
        return;
    }
    end_writing(store);
    ent_store_detach(store);
    ent_store_unlock(store);
    ent_arena_free(&store->arena);
    free(store->folder);
    free(store->path);
    free(store->lock_path);
    free(store->present);
    free(store->settings);
    free(store);
}

/* What all three ways to a store end with: hands it over, or says why there is none. */
static ent_err_t hand_over(ent_store_t *made, ent_err_t error, ent_store_t **store,
                           char problem[ENT_STORE_PROBLEM_SIZE]) {
    const char *text = error == ENT_ERR_MEMORY ? ent_err_text(error) : made->problem;
    (void)snprintf(problem, ENT_STORE_PROBLEM_SIZE, "%s", text);
    if (error != ENT_OK) {
        ent_store_close(made);
        return error;
    }
    *store = made;
    return ENT_OK;
}

/* ---- Creating ---- */

/* Whether what a path names is on the disk. */
static bool is_synced(const char *path, int flags) {
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    bool synced = fsync(file) == 0 || errno == EINVAL; /* some file systems cannot */
    int cause = errno;
    (void)close(file);
    errno = cause;
    return synced;
}

ent_err_t ent_store_publish(ent_store_t *store, const char *part) {
    if (!is_synced(part, O_RDWR)) {
        return ent_store_fail(store, ENT_ERR_IO, "%s: %s", part, strerror(errno));
    }
    if (rename(part, store->path) != 0) {
        return ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "%s: %s", store->path, strerror(errno));
    }
    /* Only a synced folder is sure to hold the new name; the database is there all the same. */
    (void)is_synced(store->folder[0] != '\0' ? store->folder : ".", O_RDONLY | O_DIRECTORY);
    return ENT_OK;
}

/* Under a name of its own, so that a database is there whole or not at all. */
ent_err_t ent_store_build_part(ent_store_t *store, const ent_store_head_t *head, char **part) {
    static const char *const endings[] = {"", "-journal", "-wal"};
    *part = place(store->folder, ENT_STORE_FILE ".part");
    if (*part == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char *left = ent_alloc(strlen(*part) + strlen(endings[i]) + 1, 1);
        if (left == NULL) {
            return ENT_ERR_MEMORY;
        }
        (void)sprintf(left, "%s%s", *part, endings[i]);
        (void)unlink(left); /* by a process that was killed */
        free(left);
    }
    ent_err_t error = ent_store_build(store, *part, head);
    if (error != ENT_OK) {
        (void)unlink(*part);
    }
    return error;
}

/* A log in place of a journal: a point costs no wait for the disk. */
static ent_err_t begin_writing(ent_store_t *store) {
    ent_err_t error =
        ent_store_run(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                             "PRAGMA wal_autocheckpoint = 4000");
    store->writing = error == ENT_OK;
    return error;
}

/* Opens a database that is known to be sound, to append to it. */
static ent_err_t open_sound(ent_store_t *store) {
    ent_err_t error = ent_store_attach(store, store->path, SQLITE_OPEN_READWRITE);
    error = error == ENT_OK ? ent_store_load_about(store) : error;
    error = error == ENT_OK ? ent_store_load_names(store) : error;
    error = error == ENT_OK ? ent_store_list(store) : error;
    error = error == ENT_OK ? ent_store_prepare(store) : error;
    store->verified = error == ENT_OK;
    return error == ENT_OK ? begin_writing(store) : error;
}

static ent_err_t create(ent_store_t *store, const ent_store_head_t *head) {
    char *part = NULL;
    ent_err_t error = ent_store_lock(store);
    if (error != ENT_OK) {
        return error;
    }
    if (access(store->path, F_OK) == 0) {
        return ent_store_fail(store, ENT_ERR_CANNOT_CREATE,
                              "%s is there already; go on with --resume, or choose another folder",
                              store->path);
    }
    error = ent_store_build_part(store, head, &part);
    error = error == ENT_OK ? ent_store_publish(store, part) : error;
    if (error != ENT_OK && part != NULL) {
        (void)unlink(part);
    }
    free(part);
    return error == ENT_OK ? open_sound(store) : error;
}

ent_err_t ent_store_create(ent_store_t **store, const char *folder, const ent_store_head_t *head,
                           char problem[ENT_STORE_PROBLEM_SIZE]) {
    ent_store_t *made = ent_store_new(folder);
    if (made == NULL) {
        (void)snprintf(problem, ENT_STORE_PROBLEM_SIZE, "%s", ent_err_text(ENT_ERR_MEMORY));
        return ENT_ERR_MEMORY;
    }
    return hand_over(made, create(made, head), store, problem);
}

/* ---- Resuming ---- */

/* Whether there is a store at all; a folder that has none is not to be locked, either. */
static ent_err_t check_there(ent_store_t *store) {
    struct stat status;
    if (stat(store->path, &status) != 0) {
        return ent_store_fail(store, ENT_ERR_NO_INPUT,
                              "%s holds no sweep: there is no %s in it (%s)", store->folder,
                              ENT_STORE_FILE, strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return ent_store_fail(store, ENT_ERR_NO_INPUT, "%s is no file", store->path);
    }
    return ENT_OK;
}

/* What SQLite finds wrong with its pages: "ok", or a heading and a line. */
static ent_err_t ask_quickly(ent_store_t *store, char found[ENT_STORE_DAMAGE_SIZE]) {
    ent_err_t error = ent_store_ask(store, "PRAGMA quick_check(1)", found, ENT_STORE_DAMAGE_SIZE);
    char *line = strchr(found, '\n');
    if (line != NULL) {
        memmove(found, line + 1, strlen(line + 1) + 1);
        found[strcspn(found, "\n")] = '\0';
    }
    return error;
}

/* A page that could not be read is told as if it were wrong: only what is found twice is. */
static ent_err_t check_quickly(ent_store_t *store) {
    char found[ENT_STORE_DAMAGE_SIZE];
    ent_err_t error = ask_quickly(store, found);
    if (error == ENT_OK && strcmp(found, "ok") != 0) {
        error = ask_quickly(store, found);
    }
    return error == ENT_OK && strcmp(found, "ok") != 0 ? ent_store_damage(store, "%s", found)
                                                       : error;
}

/* SQLite opens what it may not write, or what says that it must not be written, all the same. */
static ent_err_t check_writable(ent_store_t *store) {
    if (sqlite3_db_readonly(store->db, "main") != 1) {
        return ENT_OK;
    }
    if (access(store->path, W_OK) != 0) {
        return ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "%s: %s", store->path, strerror(errno));
    }
    return ent_store_damage(store, "its header is not as it was made");
}

/* Opens the database as it is, and looks at all of it. Whose it is comes before its health. */
static ent_err_t examine(ent_store_t *store, const ent_store_head_t *head) {
    ent_err_t error = ent_store_attach(store, store->path, SQLITE_OPEN_READWRITE);
    if (error == ENT_OK) {
        /* A log beside a damaged file is evidence: closing must not take it away. */
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        if (ent_store_is_foreign(store)) {
            return ent_store_fail(store, ENT_ERR_USAGE,
                                  "%s is a database of another program; choose another folder",
                                  store->path);
        }
        error = ent_store_load_about(store);
    }
    error = error == ENT_OK ? ent_store_agree(store, head) : error;
    error = error == ENT_OK ? check_quickly(store) : error;
    error = error == ENT_OK ? ent_store_load_names(store) : error;
    error = error == ENT_OK ? ent_store_list(store) : error;
    error = error == ENT_OK ? ent_store_prepare(store) : error;
    error = error == ENT_OK ? ent_store_verify(store) : error;
    error = error == ENT_OK ? ent_store_verify_counts(store) : error;
    return error == ENT_OK ? check_writable(store) : error;
}

/* Forgets what was read of a database. */
static void forget(ent_store_t *store) {
    ent_store_detach(store);
    ent_arena_free(&store->arena);
    free(store->present);
    free(store->settings);
    store->present = NULL;
    store->settings = NULL;
    store->names = (ent_store_names_t){0};
    store->done = store->failed = 0;
}

static ent_err_t resume(ent_store_t *store, const ent_store_head_t *head, bool *damaged) {
    ent_err_t error = check_there(store);
    error = error == ENT_OK ? ent_store_lock(store) : error;
    error = error == ENT_OK ? check_there(store) : error;
    if (error != ENT_OK) {
        return error;
    }
    error = examine(store, head);
    if (error == ENT_OK) {
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
        return begin_writing(store);
    }
    if (!store->damaged) {
        return error;
    }
    forget(store);
    error = ent_store_salvage(store, head);
    *damaged = error == ENT_OK;
    return error == ENT_OK ? open_sound(store) : error;
}

ent_err_t ent_store_resume(ent_store_t **store, const char *folder, const ent_store_head_t *head,
                           bool *damaged, char problem[ENT_STORE_PROBLEM_SIZE]) {
    ent_store_t *made = ent_store_new(folder);
    *damaged = false;
    if (made == NULL) {
        (void)snprintf(problem, ENT_STORE_PROBLEM_SIZE, "%s", ent_err_text(ENT_ERR_MEMORY));
        return ENT_ERR_MEMORY;
    }
    return hand_over(made, resume(made, head, damaged), store, problem);
}

/* ---- Reading ---- */

/*
 * Where a process was killed while it closed the store, its last change has to be undone before
 * anybody can read, which takes a connection that may write. SQLite takes one that only reads where
 * the file or folder allows no more.
 */
static ent_err_t attach_to_read(ent_store_t *store) {
    ent_err_t error = ent_store_attach(store, store->path, SQLITE_OPEN_READWRITE);
    if (error == ENT_OK) {
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        error = ent_store_run(store, "PRAGMA query_only = ON");
    }
    return error;
}

static ent_err_t open_to_read(ent_store_t *store) {
    ent_err_t error = check_there(store);
    error = error == ENT_OK ? attach_to_read(store) : error;
    if (error == ENT_OK && ent_store_is_foreign(store)) {
        return ent_store_fail(store, ENT_ERR_NO_INPUT, "%s is a database of another program",
                              store->path);
    }
    error = error == ENT_OK ? ent_store_load_about(store) : error;
    error = error == ENT_OK ? ent_store_load_names(store) : error;
    error = error == ENT_OK ? ent_store_list(store) : error;
    return error == ENT_OK ? ent_store_prepare(store) : error;
}

ent_err_t ent_store_open(ent_store_t **store, const char *folder,
                         char problem[ENT_STORE_PROBLEM_SIZE]) {
    ent_store_t *made = ent_store_new(folder);
    if (made == NULL) {
        (void)snprintf(problem, ENT_STORE_PROBLEM_SIZE, "%s", ent_err_text(ENT_ERR_MEMORY));
        return ENT_ERR_MEMORY;
    }
    return hand_over(made, open_to_read(made), store, problem);
}

const ent_store_names_t *ent_store_names(const ent_store_t *store) {
    return &store->names;
}

bool ent_store_has(const ent_store_t *store, uint64_t point) {
    return point < store->names.points && (store->present[point / 8] >> (point % 8) & 1) != 0;
}

void ent_store_counts(const ent_store_t *store, uint64_t *done, uint64_t *failed) {
    *done = store->done;
    *failed = store->failed;
}

const char *ent_store_problem(const ent_store_t *store) {
    return store->problem;
}

#include "report/store_parts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_KEPT = 1000 };

/* What SQLite keeps beside a database, and must not find beside another one. */
static const char *const beside[] = {"-wal", "-journal"};
enum { BESIDE = sizeof beside / sizeof beside[0], NAME_SIZE = 64 };

/* ---- Taking over ---- */

/*
 * Opens what is damaged as far as it goes: with writable_schema SQLite takes a file for a database
 * that is shorter than it should be. Nothing is written. Where nothing can be read, it stays
 * without statements.
 */
static ent_err_t open_damaged(ent_store_t *old, const ent_store_t *new) {
    old->names = new->names;
    old->sum = new->sum; /* a point of another sweep does not match */
    old->settings = ent_alloc(old->names.factor_count, sizeof *old->settings);
    if (old->settings == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_store_attach(old, old->path, SQLITE_OPEN_READWRITE);
    if (error == ENT_OK) {
        (void)sqlite3_db_config(old->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        error = ent_store_run(old, "PRAGMA writable_schema = ON");
    }
    return error == ENT_OK ? ent_store_prepare(old) : error;
}

/* A failure to read that is no damage may be one of the moment. */
static ent_err_t read_twice(ent_store_t *old, uint64_t point, double *values,
                            ent_point_result_t *result, bool *found) {
    ent_err_t error = ent_store_get(old, point, values, result, found);
    return error == ENT_ERR_IO && !old->damaged ? ent_store_get(old, point, values, result, found)
                                                : error;
}

/* By key, point by point: what one damaged page held is lost, and no more. */
static ent_err_t take_points(ent_store_t *old, ent_store_t *new, uint64_t *taken) {
    ent_point_result_t result;
    double *values = ent_alloc(new->names.factor_count, sizeof *values);
    bool whole = ent_store_result_alloc(new, &result) && values != NULL;
    ent_err_t error = whole ? ent_store_run(new, "BEGIN") : ENT_ERR_MEMORY;
    for (uint64_t point = 0; point < new->names.points &&error == ENT_OK; point++) {
        bool found = false;
        ent_err_t read = read_twice(old, point, values, &result, &found);
        if (read == ENT_ERR_MEMORY) {
            error = read;
        } else if (read == ENT_OK && found) {
            error = ent_store_put(new, point, values, &result);
            *taken += error == ENT_OK;
        }
    }
    error = error == ENT_OK ? ent_store_run(new, "COMMIT") : error;
    ent_store_result_free(&result);
    free(values);
    return error;
}

static ent_err_t fill(ent_store_t *old, ent_store_t *new, const char *part, uint64_t *taken) {
    ent_err_t error = ent_store_attach(new, part, SQLITE_OPEN_READWRITE);
    error = error == ENT_OK ? ent_store_run(new, ENT_STORE_UNSAFE) : error;
    error = error == ENT_OK ? ent_store_load_about(new) : error;
    error = error == ENT_OK ? ent_store_load_names(new) : error;
    error = error == ENT_OK ? ent_store_list(new) : error;
    error = error == ENT_OK ? ent_store_prepare(new) : error;
    if (error != ENT_OK) {
        return error;
    }
    error = open_damaged(old, new);
    if (error != ENT_OK) {
        return old->damaged ? ENT_OK : error;
    }
    return take_points(old, new, taken);
}

/* Copies all that can be read into the database at `part`. */
static ent_err_t take_over(ent_store_t *store, const char *part, uint64_t *taken) {
    ent_store_t *old = ent_store_new(store->folder), *new = ent_store_new(store->folder);
    ent_err_t error = old != NULL && new != NULL ? fill(old, new, part, taken) : ENT_ERR_MEMORY;
    if (error != ENT_OK && old != NULL && new != NULL) {
        const char *problem = new->problem[0] != '\0' ? new->problem : old->problem;
        (void)ent_store_fail(store, error, "%s", problem);
    }
    ent_store_close(old);
    ent_store_close(new);
    return error;
}

/* ---- Putting aside ---- */

static char *joined(const char *path, const char *ending) {
    size_t size = strlen(path) + strlen(ending) + 1;
    char *text = ent_alloc(size, 1);
    if (text != NULL) {
        (void)snprintf(text, size, "%s%s", path, ending);
    }
    return text;
}

/* Renames path + `ending` to path + `aside` + `ending`, if there is one. */
static ent_err_t move(ent_store_t *store, const char *aside, const char *ending) {
    char names[NAME_SIZE];
    (void)snprintf(names, sizeof names, "%s%s", aside, ending);
    char *from = joined(store->path, ending), *to = joined(store->path, names);
    ent_err_t error = from != NULL && to != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK && rename(from, to) != 0 && errno != ENOENT) {
        error = ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "%s: %s", to, strerror(errno));
    }
    free(from);
    free(to);
    return error;
}

/* The first free name of "sweep.db.damaged", "sweep.db.damaged-2" …, as its ending. */
static ent_err_t choose(ent_store_t *store, char aside[NAME_SIZE]) {
    for (int i = 1; i < MOST_KEPT; i++) {
        (void)snprintf(aside, NAME_SIZE, i == 1 ? ".damaged" : ".damaged-%d", i);
        char *path = joined(store->path, aside);
        if (path == NULL) {
            return ENT_ERR_MEMORY;
        }
        bool taken = access(path, F_OK) == 0;
        free(path);
        if (!taken) {
            return ENT_OK;
        }
    }
    return ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "%s is damaged, for the %dth time",
                          store->path, MOST_KEPT);
}

/*
 * The log goes first: beside another database it would be played into that. The damaged file gets
 * its second name before it loses the first, so that it is never without one.
 */
static ent_err_t put_aside(ent_store_t *store, const char *aside) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < BESIDE && error == ENT_OK; i++) {
        error = move(store, aside, beside[i]);
    }
    char *index = joined(store->path, "-shm"), *to = joined(store->path, aside);
    if (index == NULL || to == NULL) {
        error = error == ENT_OK ? ENT_ERR_MEMORY : error;
    } else if (error == ENT_OK) {
        (void)unlink(index);
        error = link(store->path, to) == 0 ? ENT_OK : move(store, aside, "");
    }
    free(index);
    free(to);
    return error;
}

/* ---- */

ent_err_t ent_store_salvage(ent_store_t *store, const ent_store_head_t *head) {
    char *part = NULL, aside[NAME_SIZE], damage[ENT_STORE_DAMAGE_SIZE];
    uint64_t taken = 0;
    memcpy(damage, store->damage, sizeof damage);
    ent_err_t error = choose(store, aside);
    error = error == ENT_OK ? ent_store_build_part(store, head, &part) : error;
    error = error == ENT_OK ? take_over(store, part, &taken) : error;
    error = error == ENT_OK ? put_aside(store, aside) : error;
    error = error == ENT_OK ? ent_store_publish(store, part) : error;
    if (error != ENT_OK) {
        if (part != NULL) {
            (void)unlink(part);
        }
        free(part);
        return error;
    }
    free(part);
    (void)ent_store_fail(store, ENT_OK,
                         "%s is damaged (%s): it is kept as %s%s, and %" PRIu64
                         " of the sweep's %" PRIu64 " points could be read from it",
                         store->path, damage, ENT_STORE_FILE, aside, taken, head->points);
    return ENT_OK;
}

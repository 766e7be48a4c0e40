#include "report/store_parts.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* How long SQLite waits where somebody else has the database for a moment. */
enum { PATIENCE_MS = 2000 };

#define MOMENTS "mean, sd, standard_error, half_difference, members, undefined, censored"

static const char *const statements[ENT_SQL_COUNT] = {
    [ENT_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [ENT_SQL_COMMIT] = "COMMIT",
    [ENT_SQL_PUT_POINT] = "INSERT INTO points (point, state, reason, checksum) VALUES (?, ?, ?, ?)",
    [ENT_SQL_PUT_SETTING] = "INSERT INTO settings (point, factor, value) VALUES (?, ?, ?)",
    [ENT_SQL_PUT_RESULT] = "INSERT INTO results (point, scenario, metric, " MOMENTS
                           ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [ENT_SQL_PUT_DIFFERENCE] =
        "INSERT INTO differences (point, scenario, metric, " MOMENTS ", more, same, less) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [ENT_SQL_POINT] = "SELECT state, reason, checksum FROM points WHERE point = ?",
    [ENT_SQL_SETTINGS] = "SELECT factor, value FROM settings WHERE point = ? ORDER BY factor",
    [ENT_SQL_RESULTS] = "SELECT scenario, metric, " MOMENTS " FROM results "
                        "WHERE point = ? ORDER BY scenario, metric",
    [ENT_SQL_DIFFERENCES] = "SELECT scenario, metric, " MOMENTS ", more, same, less "
                            "FROM differences WHERE point = ? ORDER BY scenario, metric",
};

ent_err_t ent_store_fail(ent_store_t *store, ent_err_t error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(store->problem, sizeof store->problem, format, arguments);
    va_end(arguments);
    store->damaged = false;
    return error;
}

ent_err_t ent_store_damage(ent_store_t *store, const char *format, ...) {
    char damage[ENT_STORE_DAMAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(damage, sizeof damage, format, arguments);
    va_end(arguments);
    memcpy(store->damage, damage, sizeof damage);
    (void)ent_store_fail(store, ENT_ERR_IO,
                         "%s is damaged (%s); going on with its sweep (--resume) keeps "
                         "what can be read",
                         store->path, damage);
    store->damaged = true;
    return ENT_ERR_IO;
}

/* The disk is full or failing: what is in the database is whole all the same. */
static ent_err_t cannot_write(ent_store_t *store, int code) {
    int cause = code == SQLITE_FULL ? ENOSPC : sqlite3_system_errno(store->db);
    bool full = cause == ENOSPC || cause == EDQUOT;
    return ent_store_fail(store, ENT_ERR_IO, "%s: %s (%s)%s", store->path,
                          full ? "the disk is full" : "reading or writing failed",
                          code == SQLITE_FULL || cause == 0 ? sqlite3_errmsg(store->db)
                                                            : strerror(cause),
                          store->writing ? "; what was appended is kept; go on with --resume" : "");
}

ent_err_t ent_store_refused(ent_store_t *store) {
    int code = sqlite3_errcode(store->db) & 0xff;
    switch (code) {
    case SQLITE_NOMEM:
        return ent_store_fail(store, ENT_ERR_MEMORY, "%s", ent_err_text(ENT_ERR_MEMORY));
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return cannot_write(store, code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ent_store_fail(store, ENT_ERR_IO, "%s: another program is using it", store->path);
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "%s: %s", store->path,
                              sqlite3_errmsg(store->db));
    default: /* not a database, malformed, no such table, two rows of one key … */
        return ent_store_damage(store, "%s", sqlite3_errmsg(store->db));
    }
}

ent_err_t ent_store_attach(ent_store_t *store, const char *path, int flags) {
    /* Any thread may append, but only one at a time: SQLite need not look after that as well. */
    int code = sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (store->db == NULL) {
        return ent_store_fail(store, ENT_ERR_MEMORY, "%s", ent_err_text(ENT_ERR_MEMORY));
    }
    if (code != SQLITE_OK) {
        return ent_store_refused(store);
    }
    (void)sqlite3_busy_timeout(store->db, PATIENCE_MS);
    /* The file may come from anybody; what it says is not to run anything. */
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return ent_store_run(store, "PRAGMA cell_size_check = ON");
}

void ent_store_detach(ent_store_t *store) {
    for (size_t i = 0; i < ENT_SQL_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    (void)sqlite3_close(store->db);
    store->db = NULL;
}

ent_err_t ent_store_run(ent_store_t *store, const char *sql) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? ENT_OK
                                                                       : ent_store_refused(store);
}

/* The cache is bounded, whatever the number of points: 32 MB. */
ent_err_t ent_store_prepare(ent_store_t *store) {
    ent_err_t error = ent_store_run(store, "PRAGMA cache_size = -32768; PRAGMA mmap_size = 0");
    if (error != ENT_OK) {
        return error;
    }
    for (size_t i = 0; i < ENT_SQL_COUNT; i++) {
        if (sqlite3_prepare_v3(store->db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->statements[i], NULL) != SQLITE_OK) {
            return ent_store_refused(store);
        }
    }
    return ENT_OK;
}

ent_err_t ent_store_step(ent_store_t *store, ent_sql_t which) {
    sqlite3_stmt *statement = store->statements[which];
    ent_err_t error = sqlite3_step(statement) == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_reset(statement);
    return error;
}

ent_err_t ent_store_ask(ent_store_t *store, const char *sql, char *text, size_t size) {
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
    }
    const unsigned char *found = code == SQLITE_ROW ? sqlite3_column_text(query, 0) : NULL;
    (void)snprintf(text, size, "%s", found != NULL ? (const char *)found : "");
    ent_err_t error = code == SQLITE_ROW || code == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_finalize(query);
    return error;
}

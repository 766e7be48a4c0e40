/* The parts of a store of points; used by store*.c only. */
#ifndef ENT_REPORT_STORE_PARTS_H
#define ENT_REPORT_STORE_PARTS_H

#include "base/memory.h"
#include "report/store.h"

#include <sqlite3.h>

#define ENT_STORE_FORMAT "1" /* of the tables */

/* For a database that has not its own name yet, and is synced before it gets that. */
#define ENT_STORE_UNSAFE "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"

enum {
    ENT_STORE_ID = 0x456e7474, /* SQLite's application_id: "Entt" */
    ENT_STORE_DAMAGE_SIZE = 200
};

/* Statements that are prepared once; their texts stand in store_db.c. */
typedef enum {
    ENT_SQL_BEGIN,
    ENT_SQL_COMMIT,
    ENT_SQL_PUT_POINT,
    ENT_SQL_PUT_SETTING,
    ENT_SQL_PUT_RESULT,
    ENT_SQL_PUT_DIFFERENCE,
    ENT_SQL_POINT,
    ENT_SQL_SETTINGS,
    ENT_SQL_RESULTS,
    ENT_SQL_DIFFERENCES,
    ENT_SQL_COUNT
} ent_sql_t;

struct ent_store {
    sqlite3 *db;
    sqlite3_stmt *statements[ENT_SQL_COUNT];
    char *folder, *path; /* of the database */
    char *lock_path;
    int lock; /* −1: none */
    bool writing, verified;
    double checkpointed; /* when, in seconds of a clock that never goes back */
    ent_arena_t arena;   /* of the names */
    ent_store_names_t names;
    uint64_t sum;     /* of what the head says: where the checksums of points begin */
    uint8_t *present; /* a bit for each point */
    double *settings; /* [factor] of the point that is read */
    uint64_t done, failed;
    bool damaged;                       /* what the last error was, */
    char damage[ENT_STORE_DAMAGE_SIZE]; /* in few words */
    char problem[ENT_STORE_PROBLEM_SIZE];
};

/* The numbers of a metric or difference, in the order of their columns. */
typedef struct {
    size_t offset; /* in ent_point_moments_t */
    bool whole;    /* a uint64_t; else a double */
} ent_store_number_t;

enum { ENT_RESULT_NUMBERS = 7, ENT_DIFFERENCE_NUMBERS = 10 };
extern const ent_store_number_t ent_store_numbers[ENT_DIFFERENCE_NUMBERS];

/* ---- store_db.c: SQLite, and what it says ---- */

/* Keeps the message, and returns the error. */
ent_err_t ent_store_fail(ent_store_t *store, ent_err_t error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same of a database that does not hold what it must: ENT_ERR_IO, and `damaged`. */
ent_err_t ent_store_damage(ent_store_t *store, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What SQLite's last error is to us. */
ent_err_t ent_store_refused(ent_store_t *store);

/* Opens the database at a path; close it even after a failure. */
ENT_CHECKED ent_err_t ent_store_attach(ent_store_t *store, const char *path, int flags);
void ent_store_detach(ent_store_t *store);

/* Runs statements without results. */
ENT_CHECKED ent_err_t ent_store_run(ent_store_t *store, const char *sql);
ENT_CHECKED ent_err_t ent_store_prepare(ent_store_t *store);

/* Runs a prepared statement that gives no rows; its parameters are bound. */
ENT_CHECKED ent_err_t ent_store_step(ent_store_t *store, ent_sql_t which);

/* The text of the first column of the first row that a query gives; "" where there is none. */
ENT_CHECKED ent_err_t ent_store_ask(ent_store_t *store, const char *sql, char *text, size_t size);

/* ---- store_schema.c ---- */

/* Writes a whole database without points at a path where there is none. */
ENT_CHECKED ent_err_t ent_store_build(ent_store_t *store, const char *path,
                                      const ent_store_head_t *head);

/* Whether the tables are there, each as it was made. */
ENT_CHECKED ent_err_t ent_store_check_schema(ent_store_t *store);

/* Whether the database has nothing of ours, and something of another program. */
bool ent_store_is_foreign(ent_store_t *store);

/* A row of the table `about`. */
ENT_CHECKED ent_err_t ent_store_put_about(ent_store_t *store, const char *key, const char *value);

/* ---- store_head.c ---- */

/* Fills the table `about`, when those of names are filled. */
ENT_CHECKED ent_err_t ent_store_put_head(ent_store_t *store, const ent_store_head_t *head);

/* Reads and checks the table `about`, then the tables of names and whether all tables are there. */
ENT_CHECKED ent_err_t ent_store_load_about(ent_store_t *store);
ENT_CHECKED ent_err_t ent_store_load_names(ent_store_t *store);

/* ENT_ERR_USAGE, and which differs, unless the table `about` is of the head. */
ENT_CHECKED ent_err_t ent_store_agree(ent_store_t *store, const ent_store_head_t *head);

/* ---- store_sum.c: FNV-1a of 64 bits (Fowler, Noll, Vo) ---- */

#define ENT_SUM_START UINT64_C(0xcbf29ce484222325)
enum { ENT_SUM_SIZE = 17 };
uint64_t ent_sum_word(uint64_t sum, uint64_t word);
uint64_t ent_sum_number(uint64_t sum, double number); /* all NaN are equal, and both zeroes */
uint64_t ent_sum_text(uint64_t sum, const char *text);
uint64_t ent_sum_row(uint64_t sum, sqlite3_stmt *row);
const char *ent_sum_format(uint64_t sum, char text[ENT_SUM_SIZE]);

/* Of all that is kept of a point. */
uint64_t ent_store_sum_point(const ent_store_t *store, uint64_t point, const double *values,
                             const ent_point_result_t *result);

/* ---- store_append.c, store_read.c ---- */

/* Appends the rows of a point within a transaction. */
ENT_CHECKED ent_err_t ent_store_put(ent_store_t *store, uint64_t point, const double *values,
                                    const ent_point_result_t *result);

/* Reads a point that may or may not be there, past the store's own list. */
ENT_CHECKED ent_err_t ent_store_get(ent_store_t *store, uint64_t point, double *values,
                                    ent_point_result_t *result, bool *found);

/* Arrays for the results of a point; free both. */
ENT_CHECKED bool ent_store_result_alloc(const ent_store_t *store, ent_point_result_t *result);
void ent_store_result_free(ent_point_result_t *result);

/* Reads the list of points; every one of them against its checksum; whether there is more. */
ENT_CHECKED ent_err_t ent_store_list(ent_store_t *store);
ENT_CHECKED ent_err_t ent_store_verify(ent_store_t *store);
ENT_CHECKED ent_err_t ent_store_verify_counts(ent_store_t *store);

/* ---- store_lock.c ---- */

ENT_CHECKED ent_err_t ent_store_lock(ent_store_t *store);
void ent_store_unlock(ent_store_t *store);

/* ---- store_salvage.c ---- */

/*
 * Puts a damaged database aside and a new one in its place with all points that can still be read;
 * the store, which is locked, is detached. `problem` tells how it went.
 */
ENT_CHECKED ent_err_t ent_store_salvage(ent_store_t *store, const ent_store_head_t *head);

/* ---- store.c ---- */

/* A store that has no database yet; free it with ent_store_close. NULL without memory. */
ent_store_t *ent_store_new(const char *folder);

/* Builds a database without points beside the one in use, at *part, the caller's to free. */
ENT_CHECKED ent_err_t ent_store_build_part(ent_store_t *store, const ent_store_head_t *head,
                                           char **part);

/* Gives the finished database at `part` the store's own name. */
ENT_CHECKED ent_err_t ent_store_publish(ent_store_t *store, const char *part);

#endif

#include "report/store_parts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- A point ---- */

static double number_of(sqlite3_stmt *row, int column) {
    return sqlite3_column_type(row, column) == SQLITE_NULL ? NAN
                                                           : sqlite3_column_double(row, column);
}

static void take_moments(sqlite3_stmt *row, int first, ent_point_moments_t *moments,
                         size_t numbers) {
    *moments = (ent_point_moments_t){0};
    for (size_t i = 0; i < numbers; i++) {
        char *at = (char *)moments + ent_store_numbers[i].offset;
        if (ent_store_numbers[i].whole) {
            uint64_t count = (uint64_t)sqlite3_column_int64(row, first + (int)i);
            memcpy(at, &count, sizeof count);
        } else {
            double number = number_of(row, first + (int)i);
            memcpy(at, &number, sizeof number);
        }
    }
}

/* Ends a query: the rows it gave must be all. */
static ent_err_t conclude(ent_store_t *store, ent_sql_t which, int code, uint64_t point,
                          bool complete) {
    ent_err_t error = code == SQLITE_ROW || code == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_reset(store->statements[which]);
    if (error == ENT_OK && !complete) {
        error = ent_store_damage(store, "point %" PRIu64 " is incomplete", point);
    }
    return error;
}

static ent_err_t get_settings(ent_store_t *store, uint64_t point) {
    sqlite3_stmt *row = store->statements[ENT_SQL_SETTINGS];
    size_t count = 0;
    int code = SQLITE_DONE;
    (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)point);
    for (;;) {
        code = sqlite3_step(row);
        if (code != SQLITE_ROW || count == store->names.factor_count ||
            sqlite3_column_int64(row, 0) != (sqlite3_int64)count) {
            break;
        }
        store->settings[count++] = number_of(row, 1);
    }
    bool complete = code == SQLITE_DONE && count == store->names.factor_count;
    return conclude(store, ENT_SQL_SETTINGS, code, point, complete);
}

/* Rows first … of scenarios × metrics. */
static ent_err_t get_moments(ent_store_t *store, ent_sql_t which, uint64_t point, size_t first,
                             ent_point_moments_t *moments, size_t numbers) {
    sqlite3_stmt *row = store->statements[which];
    size_t metrics = store->names.metric_count, rows = store->names.scenario_count * metrics;
    size_t next = first;
    int code = SQLITE_DONE;
    (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)point);
    for (;;) {
        code = sqlite3_step(row);
        if (code != SQLITE_ROW || next == rows ||
            sqlite3_column_int64(row, 0) != (sqlite3_int64)(next / metrics) ||
            sqlite3_column_int64(row, 1) != (sqlite3_int64)(next % metrics)) {
            break;
        }
        take_moments(row, 2, &moments[next++], numbers);
    }
    return conclude(store, which, code, point, code == SQLITE_DONE && next == rows);
}

static ent_err_t get_point(ent_store_t *store, uint64_t point, ent_point_result_t *result,
                           uint64_t *sum, bool *found) {
    sqlite3_stmt *row = store->statements[ENT_SQL_POINT];
    bool sound = true;
    (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)point);
    int code = sqlite3_step(row);
    *found = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        const unsigned char *state = sqlite3_column_text(row, 0);
        const unsigned char *reason = sqlite3_column_text(row, 1);
        result->failed = state != NULL && strcmp((const char *)state, "failed") == 0;
        sound = result->failed || (state != NULL && strcmp((const char *)state, "done") == 0);
        sound = sound && result->failed == (reason != NULL);
        (void)snprintf(result->reason, sizeof result->reason, "%s",
                       reason != NULL ? (const char *)reason : "");
        *sum = (uint64_t)sqlite3_column_int64(row, 2);
    }
    return conclude(store, ENT_SQL_POINT, code, point, sound);
}

/* A point that failed has no numbers, and the control no difference from itself. */
static void clear(ent_point_moments_t *moments, size_t count, double number) {
    for (size_t i = 0; i < count; i++) {
        moments[i] = (ent_point_moments_t){
            .mean = number, .sd = number, .standard_error = number, .half_difference = number};
    }
}

static ent_err_t get_numbers(ent_store_t *store, uint64_t point, ent_point_result_t *result) {
    size_t metrics = store->names.metric_count, rows = store->names.scenario_count * metrics;
    clear(result->metrics, rows, NAN);
    clear(result->differences, rows, NAN);
    clear(result->differences, metrics, 0);
    if (result->failed) {
        return ENT_OK;
    }
    ent_err_t error =
        get_moments(store, ENT_SQL_RESULTS, point, 0, result->metrics, ENT_RESULT_NUMBERS);
    if (error == ENT_OK) {
        error = get_moments(store, ENT_SQL_DIFFERENCES, point, metrics, result->differences,
                            ENT_DIFFERENCE_NUMBERS);
    }
    return error;
}

ent_err_t ent_store_get(ent_store_t *store, uint64_t point, double *values,
                        ent_point_result_t *result, bool *found) {
    uint64_t sum = 0;
    ent_err_t error = get_point(store, point, result, &sum, found);
    if (error != ENT_OK || !*found) {
        return error;
    }
    error = get_settings(store, point);
    error = error == ENT_OK ? get_numbers(store, point, result) : error;
    if (error == ENT_OK && ent_store_sum_point(store, point, store->settings, result) != sum) {
        error = ent_store_damage(store, "point %" PRIu64 " does not match its checksum", point);
    }
    if (error == ENT_OK && values != NULL) {
        memcpy(values, store->settings, store->names.factor_count * sizeof *values);
    }
    return error;
}

ent_err_t ent_store_read(ent_store_t *store, uint64_t point, double *values,
                         ent_point_result_t *result, bool *found) {
    *found = ent_store_has(store, point);
    ent_err_t error = *found ? ent_store_get(store, point, values, result, found) : ENT_OK;
    if (error == ENT_OK && !*found && ent_store_has(store, point)) {
        error = ent_store_damage(store, "point %" PRIu64 " is gone", point);
    }
    return error;
}

bool ent_store_result_alloc(const ent_store_t *store, ent_point_result_t *result) {
    size_t rows = store->names.scenario_count * store->names.metric_count;
    *result = (ent_point_result_t){.metrics = ent_alloc(rows, sizeof *result->metrics),
                                   .differences = ent_alloc(rows, sizeof *result->differences)};
    return result->metrics != NULL && result->differences != NULL;
}

void ent_store_result_free(ent_point_result_t *result) {
    free(result->metrics);
    free(result->differences);
    result->metrics = result->differences = NULL;
}

/* ---- All points ---- */

/* Notes a row of the table of points. */
static ent_err_t list_point(ent_store_t *store, sqlite3_stmt *row) {
    sqlite3_int64 point = sqlite3_column_int64(row, 0);
    if (point < 0 || (uint64_t)point >= store->names.points) {
        return ent_store_damage(store, "it has a point %lld of %" PRIu64, (long long)point,
                                store->names.points);
    }
    store->present[point / 8] |= (uint8_t)(1u << (point % 8));
    bool failed = sqlite3_column_int(row, 1) != 0;
    store->done += !failed;
    store->failed += failed;
    return ENT_OK;
}

ent_err_t ent_store_list(ent_store_t *store) {
    sqlite3_stmt *row = NULL;
    store->present = ent_alloc(store->names.points / 8 + 1, 1);
    store->settings = ent_alloc(store->names.factor_count, sizeof *store->settings);
    if (store->present == NULL || store->settings == NULL) {
        return ENT_ERR_MEMORY;
    }
    int code =
        sqlite3_prepare_v2(store->db, "SELECT point, state = 'failed' FROM points", -1, &row, NULL);
    ent_err_t error = ENT_OK;
    while (code == SQLITE_OK && error == ENT_OK) {
        code = sqlite3_step(row);
        if (code == SQLITE_ROW) {
            error = list_point(store, row);
            code = SQLITE_OK;
        }
    }
    if (error == ENT_OK && code != SQLITE_DONE) {
        error = ent_store_refused(store);
    }
    (void)sqlite3_finalize(row);
    return error;
}

/* Rows that belong to no point would stand in the way of that point later. */
ent_err_t ent_store_verify_counts(ent_store_t *store) {
    size_t metrics = store->names.metric_count, scenarios = store->names.scenario_count;
    const struct {
        const char *sql;
        uint64_t expected;
    } rows[] = {
        {"SELECT count(*) FROM settings",
         (store->done + store->failed) * store->names.factor_count},
        {"SELECT count(*) FROM results", store->done * scenarios * metrics},
        {"SELECT count(*) FROM differences", store->done * (scenarios - 1) * metrics},
    };
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && error == ENT_OK; i++) {
        char count[32];
        error = ent_store_ask(store, rows[i].sql, count, sizeof count);
        if (error == ENT_OK && strtoull(count, NULL, 10) != rows[i].expected) {
            error = ent_store_damage(store, "it has rows of points that are not there");
        }
    }
    return error;
}

/*
 * SQLite locks and looks afresh for each query outside a transaction, which takes longer than the
 * query. A transaction over all points would keep the log of somebody who appends from beginning
 * anew; so there is one for every so many.
 */
enum { READ_TOGETHER = 1024 };

static ent_err_t look_afresh(ent_store_t *store, uint64_t reads) {
    if (reads % READ_TOGETHER != 0) {
        return ENT_OK;
    }
    ent_err_t error = reads > 0 ? ent_store_run(store, "COMMIT") : ENT_OK;
    return error == ENT_OK ? ent_store_run(store, "BEGIN") : error;
}

static void end_reading(ent_store_t *store) {
    if (sqlite3_get_autocommit(store->db) == 0) {
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
}

ent_err_t ent_store_each(ent_store_t *store, double *values, ent_point_result_t *result,
                         ent_err_t (*take)(void *user, uint64_t point), void *user) {
    ent_err_t error = ENT_OK;
    uint64_t reads = 0;
    for (uint64_t point = 0; point < store->names.points && error == ENT_OK; point++) {
        if (ent_store_has(store, point)) {
            bool found = false;
            error = look_afresh(store, reads++);
            error = error == ENT_OK ? ent_store_read(store, point, values, result, &found) : error;
            error = error == ENT_OK ? take(user, point) : error;
        }
    }
    end_reading(store);
    return error;
}

/* Reading it was all. */
static ent_err_t take_nothing(void *user, uint64_t point) {
    (void)user;
    (void)point;
    return ENT_OK;
}

ent_err_t ent_store_verify(ent_store_t *store) {
    ent_point_result_t result;
    ent_err_t error = ent_store_result_alloc(store, &result) ? ENT_OK : ENT_ERR_MEMORY;
    error = error == ENT_OK ? ent_store_each(store, NULL, &result, take_nothing, NULL) : error;
    ent_store_result_free(&result);
    store->verified = error == ENT_OK;
    return error;
}

/* Where the numbers of a column go: [point]; `errors` may be NULL. */
typedef struct {
    double *means, *errors, *halves;
} column_t;

static void clear_column(const column_t *column, uint64_t points) {
    for (uint64_t point = 0; point < points; point++) {
        column->means[point] = column->halves[point] = NAN;
        if (column->errors != NULL) {
            column->errors[point] = NAN;
        }
    }
}

/* Of a single member the error is stored as 0, which says nothing of other members. */
static void take_row(sqlite3_stmt *row, const column_t *column, uint64_t point) {
    column->means[point] = number_of(row, 1);
    column->halves[point] = number_of(row, 2);
    if (column->errors != NULL) {
        column->errors[point] = sqlite3_column_int64(row, 4) < 2 ? NAN : number_of(row, 3);
    }
}

ent_err_t ent_store_column(ent_store_t *store, size_t scenario, size_t metric, bool paired,
                           double *means, double *errors, double *halves) {
    const column_t column = {means, errors, halves};
    char sql[250];
    sqlite3_stmt *row = NULL;
    /* Once, so that no number is given that was not stored: single columns have no checksums. */
    ent_err_t error = store->verified ? ENT_OK : ent_store_verify(store);
    if (error != ENT_OK) {
        return error;
    }
    clear_column(&column, store->names.points);
    /* A look-up for each point: results of others are not even read. */
    (void)snprintf(sql, sizeof sql,
                   "SELECT p.point, r.mean, r.half_difference, r.standard_error, r.members "
                   "FROM points AS p CROSS JOIN %s AS r "
                   "ON r.point = p.point AND r.scenario = %zu AND r.metric = %zu ORDER BY p.point",
                   paired ? "differences" : "results", scenario, metric);
    int code = sqlite3_prepare_v2(store->db, sql, -1, &row, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        uint64_t point = (uint64_t)sqlite3_column_int64(row, 0);
        if (ent_store_has(store, point)) {
            take_row(row, &column, point);
        }
        code = SQLITE_OK;
    }
    error = code == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_finalize(row);
    return error;
}

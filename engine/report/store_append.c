#include "base/name.h"
#include "report/store_parts.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <time.h>

/* Seconds after which what was appended goes to the disk itself. */
static const double checkpoint_seconds = 1;

static ent_err_t put_point(ent_store_t *store, uint64_t point, const ent_point_result_t *result,
                           uint64_t sum) {
    sqlite3_stmt *row = store->statements[ENT_SQL_PUT_POINT];
    const char *state = result->failed ? "failed" : "done";
    (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)point);
    (void)sqlite3_bind_text(row, 2, state, -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(row, 3, result->failed ? result->reason : NULL, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(row, 4, (sqlite3_int64)sum);
    ent_err_t error = ent_store_step(store, ENT_SQL_PUT_POINT);
    (void)sqlite3_clear_bindings(row); /* the reason is the caller's */
    return error;
}

static ent_err_t put_settings(ent_store_t *store, uint64_t point, const double *values) {
    sqlite3_stmt *row = store->statements[ENT_SQL_PUT_SETTING];
    ent_err_t error = ENT_OK;
    (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)point);
    for (size_t i = 0; i < store->names.factor_count && error == ENT_OK; i++) {
        (void)sqlite3_bind_int64(row, 2, (sqlite3_int64)i);
        (void)sqlite3_bind_double(row, 3, values[i]);
        error = ent_store_step(store, ENT_SQL_PUT_SETTING);
    }
    return error;
}

/* SQLite keeps NaN as NULL. */
static void bind_moments(sqlite3_stmt *row, int first, const ent_point_moments_t *moments,
                         size_t numbers) {
    for (size_t i = 0; i < numbers; i++) {
        const char *at = (const char *)moments + ent_store_numbers[i].offset;
        if (ent_store_numbers[i].whole) {
            uint64_t count = 0;
            memcpy(&count, at, sizeof count);
            (void)sqlite3_bind_int64(row, first + (int)i, (sqlite3_int64)count);
        } else {
            double number = 0;
            memcpy(&number, at, sizeof number);
            (void)sqlite3_bind_double(row, first + (int)i, number);
        }
    }
}

static ent_err_t put_moments(ent_store_t *store, ent_sql_t which, uint64_t point,
                             const ent_point_moments_t *moments, size_t numbers) {
    sqlite3_stmt *row = store->statements[which];
    size_t metrics = store->names.metric_count;
    ent_err_t error = ENT_OK;
    (void)sqlite3_bind_int64(row, 1, (sqlite3_int64)point);
    /* The first scenario is no different from itself. */
    for (size_t i = which == ENT_SQL_PUT_DIFFERENCE ? metrics : 0;
         i < store->names.scenario_count * metrics && error == ENT_OK; i++) {
        (void)sqlite3_bind_int64(row, 2, (sqlite3_int64)(i / metrics));
        (void)sqlite3_bind_int64(row, 3, (sqlite3_int64)(i % metrics));
        bind_moments(row, 4, &moments[i], numbers);
        error = ent_store_step(store, which);
    }
    return error;
}

ent_err_t ent_store_put(ent_store_t *store, uint64_t point, const double *values,
                        const ent_point_result_t *result) {
    uint64_t sum = ent_store_sum_point(store, point, values, result);
    ent_err_t error = put_point(store, point, result, sum);
    error = error == ENT_OK ? put_settings(store, point, values) : error;
    if (error == ENT_OK && !result->failed) {
        error = put_moments(store, ENT_SQL_PUT_RESULT, point, result->metrics, ENT_RESULT_NUMBERS);
    }
    if (error == ENT_OK && !result->failed) {
        error = put_moments(store, ENT_SQL_PUT_DIFFERENCE, point, result->differences,
                            ENT_DIFFERENCE_NUMBERS);
    }
    return error;
}

static bool is_number(double number) {
    return isnan(number) || isfinite(number);
}

/* Nothing in a point can be infinite: a CSV file could not say it. */
static bool is_sound(const ent_store_t *store, const double *values,
                     const ent_point_result_t *result) {
    size_t metrics = store->names.metric_count, rows = store->names.scenario_count * metrics;
    bool sound = true;
    for (size_t i = 0; i < store->names.factor_count; i++) {
        sound = sound && is_number(values[i]);
    }
    for (size_t i = 0; i < rows && !result->failed; i++) {
        const ent_point_moments_t *both[] = {&result->metrics[i],
                                             i < metrics ? NULL : &result->differences[i]};
        for (size_t j = 0; j < 2 && both[j] != NULL; j++) {
            sound = sound && is_number(both[j]->mean) && is_number(both[j]->sd) &&
                    is_number(both[j]->standard_error) && is_number(both[j]->half_difference);
        }
    }
    return sound;
}

static double seconds_now(void) {
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/*
 * What is appended is at once beyond the reach of anything that befalls this process. So that a
 * power cut costs little, too, it goes from the log to the database and the disk once a second.
 * Somebody who reads at the time is no error: then the rest goes the next time.
 */
static ent_err_t checkpoint_in_time(ent_store_t *store) {
    double now = seconds_now();
    if (now - store->checkpointed < checkpoint_seconds) {
        return ENT_OK;
    }
    store->checkpointed = now;
    int code =
        sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) & 0xff;
    return code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED
               ? ENT_OK
               : ent_store_refused(store);
}

static void note(ent_store_t *store, uint64_t point, bool failed) {
    store->present[point / 8] |= (uint8_t)(1u << (point % 8));
    store->done += !failed;
    store->failed += failed;
}

/* Any byte may stand in a text that quotes what a user wrote; the database's texts are UTF-8. */
static const ent_point_result_t *masked(const ent_point_result_t *result,
                                        ent_point_result_t *copy) {
    if (!result->failed) {
        return result;
    }
    *copy = *result;
    copy->reason[sizeof copy->reason - 1] = '\0';
    ent_text_mask(copy->reason);
    return copy;
}

ent_err_t ent_store_append(ent_store_t *store, uint64_t point, const double *values,
                           const ent_point_result_t *result) {
    ent_point_result_t copy;
    if (!store->writing || point >= store->names.points || ent_store_has(store, point) ||
        !is_sound(store, values, result)) {
        return ent_store_fail(store, ENT_ERR_BUG,
                              "%s: point %" PRIu64 " is out of range, there already, or infinite",
                              store->path, point);
    }
    ent_err_t error = ent_store_step(store, ENT_SQL_BEGIN);
    if (error == ENT_OK) {
        error = ent_store_put(store, point, values, masked(result, &copy));
        error = error == ENT_OK ? ent_store_step(store, ENT_SQL_COMMIT) : error;
    }
    if (error != ENT_OK) {
        if (sqlite3_get_autocommit(store->db) == 0) {
            (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        }
        return error;
    }
    note(store, point, result->failed);
    return checkpoint_in_time(store);
}

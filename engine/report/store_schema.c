#include "report/store_parts.h"
#include "report/tables.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOMENTS                                                                                    \
    "mean REAL, sd REAL, standard_error REAL, half_difference REAL, "                              \
    "members INTEGER NOT NULL, undefined INTEGER NOT NULL, censored INTEGER NOT NULL"
#define OF_POINT                                                                                   \
    "point INTEGER NOT NULL, scenario INTEGER NOT NULL, metric INTEGER NOT NULL, " MOMENTS
#define KEY "PRIMARY KEY (point, scenario, metric)) WITHOUT ROWID"
#define NAMED " JOIN scenarios AS s USING (scenario) JOIN metrics AS m USING (metric)"
#define NAMED_MOMENTS                                                                              \
    "point, s.name AS scenario, m.name AS metric, mean, sd, standard_error, half_difference, "     \
    "members, undefined, censored"

/* As SQLite keeps their texts, so that they can be compared. */
static const char *const schema[] = {
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE scenarios (scenario INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "title TEXT NOT NULL, file TEXT NOT NULL, hash TEXT NOT NULL)",
    "CREATE TABLE factors (factor INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, "
    "distribution TEXT NOT NULL, low REAL, high REAL)",
    "CREATE TABLE metrics (metric INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, "
    "better TEXT NOT NULL)",
    "CREATE TABLE points (point INTEGER PRIMARY KEY, state TEXT NOT NULL, reason TEXT, "
    "checksum INTEGER NOT NULL)",
    "CREATE TABLE settings (point INTEGER NOT NULL, factor INTEGER NOT NULL, value REAL, "
    "PRIMARY KEY (point, factor)) WITHOUT ROWID",
    "CREATE TABLE results (" OF_POINT ", " KEY,
    "CREATE TABLE differences (" OF_POINT ", more INTEGER NOT NULL, same INTEGER NOT NULL, "
    "less INTEGER NOT NULL, " KEY,
    "CREATE VIEW setting AS SELECT point, f.name AS factor, value FROM settings "
    "JOIN factors AS f USING (factor)",
    "CREATE VIEW result AS SELECT " NAMED_MOMENTS " FROM results" NAMED,
    "CREATE VIEW difference AS SELECT " NAMED_MOMENTS ", more, same, less FROM differences" NAMED,
};
enum { SCHEMA = sizeof schema / sizeof schema[0] };

const ent_store_number_t ent_store_numbers[ENT_DIFFERENCE_NUMBERS] = {
    {offsetof(ent_point_moments_t, mean), false},
    {offsetof(ent_point_moments_t, sd), false},
    {offsetof(ent_point_moments_t, standard_error), false},
    {offsetof(ent_point_moments_t, half_difference), false},
    {offsetof(ent_point_moments_t, members), true},
    {offsetof(ent_point_moments_t, undefined), true},
    {offsetof(ent_point_moments_t, censored), true},
    {offsetof(ent_point_moments_t, more), true},
    {offsetof(ent_point_moments_t, same), true},
    {offsetof(ent_point_moments_t, less), true},
};

/* ---- Checking ---- */

ent_err_t ent_store_check_schema(ent_store_t *store) {
    sqlite3_stmt *query = NULL;
    ent_err_t error = ENT_OK;
    if (sqlite3_prepare_v2(store->db, "SELECT count(*) FROM sqlite_schema WHERE sql = ?", -1,
                           &query, NULL) != SQLITE_OK) {
        return ent_store_refused(store);
    }
    for (size_t i = 0; i < SCHEMA && error == ENT_OK; i++) {
        (void)sqlite3_bind_text(query, 1, schema[i], -1, SQLITE_STATIC);
        if (sqlite3_step(query) != SQLITE_ROW) {
            error = ent_store_refused(store);
        } else if (sqlite3_column_int(query, 0) != 1) {
            const char *name = strchr(schema[i] + strlen("CREATE "), ' ') + 1;
            error = ent_store_damage(store, "\"%.*s\" is not as it was made",
                                     (int)strcspn(name, " "), name);
        }
        (void)sqlite3_reset(query);
    }
    (void)sqlite3_finalize(query);
    return error;
}

bool ent_store_is_foreign(ent_store_t *store) {
    char mark[32], id[32], tables[32], ours[32];
    (void)snprintf(mark, sizeof mark, "%d", (int)ENT_STORE_ID);
    return ent_store_ask(store, "PRAGMA application_id", id, sizeof id) == ENT_OK &&
           strcmp(id, mark) != 0 &&
           ent_store_ask(store, "SELECT count(*) FROM sqlite_schema", tables, sizeof tables) ==
               ENT_OK &&
           strcmp(tables, "0") != 0 &&
           ent_store_ask(store,
                         "SELECT count(*) FROM sqlite_schema WHERE name IN "
                         "('about', 'scenarios', 'points', 'results', 'differences')",
                         ours, sizeof ours) == ENT_OK &&
           atoi(ours) < 2;
}

/* ---- Filling ---- */

/* Inserts a row: a word for each value, as in printf: 't' text, 'i' size_t, 'n' double. */
static ent_err_t insert(ent_store_t *store, const char *sql, const char *types, ...) {
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &row, NULL) != SQLITE_OK) {
        return ent_store_refused(store);
    }
    va_list values;
    va_start(values, types);
    int code = SQLITE_OK;
    for (int i = 1; types[i - 1] != '\0' && code == SQLITE_OK; i++) {
        if (types[i - 1] == 't') {
            code = sqlite3_bind_text(row, i, va_arg(values, const char *), -1, SQLITE_STATIC);
        } else if (types[i - 1] == 'i') {
            code = sqlite3_bind_int64(row, i, (sqlite3_int64)va_arg(values, size_t));
        } else {
            code = sqlite3_bind_double(row, i, va_arg(values, double)); /* NULL for NaN */
        }
    }
    va_end(values);
    code = code == SQLITE_OK ? sqlite3_step(row) : code;
    ent_err_t error = code == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_finalize(row);
    return error;
}

ent_err_t ent_store_put_about(ent_store_t *store, const char *key, const char *value) {
    return insert(store, "INSERT INTO about VALUES (?, ?)", "tt", key, value);
}

static ent_err_t insert_scenarios(ent_store_t *store, const ent_store_head_t *head) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < head->question->scenario_count && error == ENT_OK; i++) {
        const char *title = head->scenarios[i]->title;
        error = insert(store, "INSERT INTO scenarios VALUES (?, ?, ?, ?, ?)", "itttt", i,
                       head->scenario_names[i], title != NULL ? title : "",
                       head->sweep->scenarios[i], head->scenario_hashes[i]);
    }
    return error;
}

/* The least and the greatest of what a factor can be, where it has ends. */
static void factor_ends(const ent_factor_t *factor, double *low, double *high) {
    *low = factor->low;
    *high = factor->high;
    for (size_t i = 0; i < factor->value_count; i++) {
        *low = i == 0 || factor->values[i] < *low ? factor->values[i] : *low;
        *high = i == 0 || factor->values[i] > *high ? factor->values[i] : *high;
    }
}

static ent_err_t insert_factors(ent_store_t *store, const ent_sweep_t *sweep) {
    static const char *const distributions[] = {
        [ENT_FACTOR_UNIFORM] = "uniform",       [ENT_FACTOR_LOG_UNIFORM] = "log-uniform",
        [ENT_FACTOR_TRIANGULAR] = "triangular", [ENT_FACTOR_NORMAL] = "normal",
        [ENT_FACTOR_LOGNORMAL] = "lognormal",   [ENT_FACTOR_VALUES] = "values",
    };
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sweep->factor_count && error == ENT_OK; i++) {
        const ent_factor_t *factor = &sweep->factors[i];
        double low = NAN, high = NAN;
        factor_ends(factor, &low, &high);
        error = insert(store, "INSERT INTO factors VALUES (?, ?, ?, ?, ?, ?)", "itttnn", i,
                       factor->name, factor->title, distributions[factor->distribution], low, high);
    }
    return error;
}

static ent_err_t insert_metrics(ent_store_t *store, const ent_question_t *question) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < question->metric_count && error == ENT_OK; i++) {
        const ent_metric_row_t *row = ent_metric_row(question->names[i]);
        error =
            insert(store, "INSERT INTO metrics VALUES (?, ?, ?, ?)", "ittt", i, question->names[i],
                   row != NULL ? row->unit : "", ent_better_word(question->better[i]));
    }
    return error;
}

static ent_err_t fill(ent_store_t *store, const ent_store_head_t *head) {
    char marks[128];
    (void)snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %s",
                   (int)ENT_STORE_ID, ENT_STORE_FORMAT);
    ent_err_t error = ent_store_run(store, ENT_STORE_UNSAFE "; BEGIN");
    for (size_t i = 0; i < SCHEMA && error == ENT_OK; i++) {
        error = ent_store_run(store, schema[i]);
    }
    error = error == ENT_OK ? ent_store_run(store, marks) : error;
    error = error == ENT_OK ? insert_scenarios(store, head) : error;
    error = error == ENT_OK ? insert_factors(store, head->sweep) : error;
    error = error == ENT_OK ? insert_metrics(store, head->question) : error;
    error = error == ENT_OK ? ent_store_put_head(store, head) : error;
    return error == ENT_OK ? ent_store_run(store, "COMMIT") : error;
}

ent_err_t ent_store_build(ent_store_t *store, const char *path, const ent_store_head_t *head) {
    ent_err_t error = ent_store_attach(store, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    error = error == ENT_OK ? fill(store, head) : error;
    ent_store_detach(store);
    return error;
}

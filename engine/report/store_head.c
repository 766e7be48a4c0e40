#include "base/version.h"
#include "report/store_parts.h"
#include "report/tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a sweep that goes on must have as it was. */
enum { VALUE_SIZE = 600, KEY_SIZE = 24, FIXED_ROWS = 5 };

typedef struct {
    char key[KEY_SIZE], value[VALUE_SIZE];
    char what[VALUE_SIZE]; /* for people */
} row_t;

typedef struct {
    row_t rows[FIXED_ROWS + ENT_SWEEP_MOST_SCENARIOS];
    size_t count;
} identity_t;

/* ---- Writing ---- */

static row_t *add(identity_t *identity, const char *key, const char *what) {
    row_t *row = &identity->rows[identity->count++];
    (void)snprintf(row->key, sizeof row->key, "%s", key);
    (void)snprintf(row->what, sizeof row->what, "%s", what);
    return row;
}

static void add_number(identity_t *identity, const char *key, const char *what, uint64_t number) {
    (void)snprintf(add(identity, key, what)->value, VALUE_SIZE, "%" PRIu64, number);
}

/* Rows in the order in which a difference tells most: the sweep's hash changes with any other. */
static void identify(const ent_store_head_t *head, identity_t *identity) {
    const ent_question_t *question = head->question;
    identity->count = 0;
    (void)snprintf(add(identity, "version", "version of entente")->value, VALUE_SIZE, "%s",
                   ENT_VERSION);
    add_number(identity, "seed", "seed", question->seed);
    add_number(identity, "members", "number of members", question->members);
    add_number(identity, "points", "number of points", head->points);
    for (size_t i = 0; i < question->scenario_count && i < ENT_SWEEP_MOST_SCENARIOS; i++) {
        char key[KEY_SIZE], what[VALUE_SIZE];
        (void)snprintf(key, sizeof key, "scenario_%d", (int)i + 1);
        (void)snprintf(what, sizeof what, "scenario %.*s", ENT_DIAG_FILE_SIZE,
                       head->scenario_names[i]);
        (void)snprintf(add(identity, key, what)->value, VALUE_SIZE, "%.*s, %.64s",
                       ENT_DIAG_FILE_SIZE, head->scenario_names[i], head->scenario_hashes[i]);
    }
    (void)snprintf(add(identity, "sweep_hash", "sweep file")->value, VALUE_SIZE, "%s",
                   head->sweep_hash);
}

static ent_err_t sum_query(ent_store_t *store, const char *sql, uint64_t *sum) {
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &query, NULL);
    if (code == SQLITE_OK) {
        while ((code = sqlite3_step(query)) == SQLITE_ROW) {
            *sum = ent_sum_row(*sum, query);
        }
    }
    ent_err_t error = code == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_finalize(query);
    return error;
}

/* Files are left out: the same sweep may be gone on with from another place. */
static ent_err_t sum_names(ent_store_t *store, uint64_t *sum) {
    *sum = ENT_SUM_START;
    ent_err_t error = sum_query(
        store, "SELECT scenario, name, title, hash FROM scenarios ORDER BY scenario", sum);
    if (error == ENT_OK) {
        error = sum_query(store, "SELECT * FROM factors ORDER BY factor", sum);
    }
    return error == ENT_OK ? sum_query(store, "SELECT * FROM metrics ORDER BY metric", sum) : error;
}

static ent_err_t sum_about(ent_store_t *store, uint64_t *sum) {
    *sum = ENT_SUM_START;
    return sum_query(store,
                     "SELECT key, value FROM about WHERE key NOT IN ('checksum', 'created') "
                     "ORDER BY key",
                     sum);
}

ent_err_t ent_store_put_head(ent_store_t *store, const ent_store_head_t *head) {
    char text[ENT_SUM_SIZE];
    uint64_t sum = 0;
    identity_t identity;
    identify(head, &identity);
    ent_err_t error = ent_store_put_about(store, "program", "entente");
    error = error == ENT_OK ? ent_store_put_about(store, "format", ENT_STORE_FORMAT) : error;
    for (size_t i = 0; i < identity.count && error == ENT_OK; i++) {
        error = ent_store_put_about(store, identity.rows[i].key, identity.rows[i].value);
    }
    if (error == ENT_OK) {
        const char *title = head->sweep->title;
        error = ent_store_put_about(store, "title", title != NULL ? title : "");
    }
    error = error == ENT_OK ? sum_names(store, &sum) : error;
    if (error == ENT_OK) {
        error = ent_store_put_about(store, "names_checksum", ent_sum_format(sum, text));
    }
    error = error == ENT_OK ? sum_about(store, &sum) : error;
    if (error == ENT_OK) {
        error = ent_store_put_about(store, "checksum", ent_sum_format(sum, text));
    }
    return error == ENT_OK
               ? ent_store_run(store, "INSERT INTO about VALUES "
                                      "('created', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))")
               : error;
}

/* ---- Reading ---- */

static ent_err_t ask_about(ent_store_t *store, const char *key, char *value, size_t size) {
    char sql[96];
    (void)snprintf(sql, sizeof sql, "SELECT value FROM about WHERE key = '%s'", key);
    return ent_store_ask(store, sql, value, size);
}

static ent_err_t ask_number(ent_store_t *store, const char *key, uint64_t *number) {
    char text[VALUE_SIZE];
    ent_err_t error = ask_about(store, key, text, sizeof text);
    *number = strtoull(text, NULL, 10);
    return error;
}

static ent_err_t ask_text(ent_store_t *store, const char *key, const char **text) {
    char value[VALUE_SIZE];
    ent_err_t error = ask_about(store, key, value, sizeof value);
    if (error == ENT_OK) {
        *text = ent_arena_strdup(&store->arena, value);
        error = *text != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    return error;
}

/* Compares a checksum with the one that stands in the table `about`. */
static ent_err_t compare_sum(ent_store_t *store, const char *key, uint64_t sum, const char *what) {
    char kept[VALUE_SIZE], text[ENT_SUM_SIZE];
    ent_err_t error = ask_about(store, key, kept, sizeof kept);
    if (error == ENT_OK && strcmp(kept, ent_sum_format(sum, text)) != 0) {
        error = ent_store_damage(store, "%s not match their checksum", what);
    }
    return error;
}

/* A later version may arrange its tables in another way. */
static ent_err_t check_format(ent_store_t *store) {
    char format[VALUE_SIZE];
    ent_err_t error = ask_about(store, "format", format, sizeof format);
    if (error == ENT_OK && strcmp(format, ENT_STORE_FORMAT) != 0) {
        error = ent_store_fail(store, ENT_ERR_USAGE,
                               "%s has format %.20s, made by version %.100s of entente; this one "
                               "reads format %s",
                               store->path, format, store->names.version, ENT_STORE_FORMAT);
    }
    return error;
}

ent_err_t ent_store_load_about(ent_store_t *store) {
    ent_store_names_t *names = &store->names;
    ent_err_t error = sum_about(store, &store->sum);
    if (error == ENT_OK) {
        error = compare_sum(store, "checksum", store->sum, "the rows of \"about\" do");
    }
    error = error == ENT_OK ? ask_text(store, "version", &names->version) : error;
    error = error == ENT_OK ? check_format(store) : error;
    error = error == ENT_OK ? ask_text(store, "sweep_hash", &names->sweep_hash) : error;
    error = error == ENT_OK ? ask_number(store, "seed", &names->seed) : error;
    error = error == ENT_OK ? ask_number(store, "members", &names->members) : error;
    return error == ENT_OK ? ask_number(store, "points", &names->points) : error;
}

ent_err_t ent_store_agree(ent_store_t *store, const ent_store_head_t *head) {
    char kept[VALUE_SIZE];
    identity_t identity;
    identify(head, &identity);
    for (size_t i = 0; i < identity.count; i++) {
        const row_t *row = &identity.rows[i];
        ent_err_t error = ask_about(store, row->key, kept, sizeof kept);
        if (error != ENT_OK) {
            return error;
        }
        if (strcmp(kept, row->value) != 0) {
            return ent_store_fail(
                store, ENT_ERR_USAGE,
                "%s is of another sweep: its %s was %.100s, and now it is %.100s; "
                "choose another folder, or go on with what it was made with",
                store->path, row->what, kept[0] != '\0' ? kept : "not there", row->value);
        }
    }
    return ENT_OK;
}

/* A column of texts of a table of names, in its order. */
static ent_err_t load_column(ent_store_t *store, const char *table, const char *column,
                             size_t count, const char *const **texts) {
    char sql[96];
    const char **made = ent_arena_alloc(&store->arena, count, sizeof *made);
    ent_err_t error = made != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < count && error == ENT_OK; i++) {
        char text[VALUE_SIZE];
        (void)snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY rowid LIMIT 1 OFFSET %zu",
                       column, table, i);
        error = ent_store_ask(store, sql, text, sizeof text);
        made[i] = error == ENT_OK ? ent_arena_strdup(&store->arena, text) : NULL;
        error = error == ENT_OK && made[i] == NULL ? ENT_ERR_MEMORY : error;
    }
    *texts = made;
    return error;
}

static ent_err_t load_count(ent_store_t *store, const char *table, size_t *count) {
    char sql[64], text[32];
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    ent_err_t error = ent_store_ask(store, sql, text, sizeof text);
    *count = strtoull(text, NULL, 10);
    return error;
}

static ent_err_t load_better(ent_store_t *store) {
    static const ent_better_t all[] = {ENT_MORE_IS_BETTER, ENT_LESS_IS_BETTER,
                                       ENT_NEITHER_IS_BETTER};
    size_t count = store->names.metric_count;
    const char *const *words = NULL;
    ent_better_t *better = ent_arena_alloc(&store->arena, count, sizeof *better);
    ent_err_t error = load_column(store, "metrics", "better", count, &words);
    for (size_t i = 0; i < count && better != NULL && error == ENT_OK; i++) {
        for (size_t j = 0; j < sizeof all / sizeof all[0]; j++) {
            better[i] = strcmp(words[i], ent_better_word(all[j])) == 0 ? all[j] : better[i];
        }
    }
    store->names.better = better;
    return error == ENT_OK && better == NULL ? ENT_ERR_MEMORY : error;
}

ent_err_t ent_store_load_names(ent_store_t *store) {
    uint64_t sum = 0;
    ent_store_names_t *names = &store->names;
    ent_err_t error = ent_store_check_schema(store);
    error = error == ENT_OK ? sum_names(store, &sum) : error;
    if (error == ENT_OK) {
        error = compare_sum(store, "names_checksum", sum, "scenarios, factors and metrics do");
    }
    error = error == ENT_OK ? load_count(store, "scenarios", &names->scenario_count) : error;
    error = error == ENT_OK ? load_count(store, "metrics", &names->metric_count) : error;
    error = error == ENT_OK ? load_count(store, "factors", &store->names.factor_count) : error;
    if (error == ENT_OK) {
        error = load_column(store, "scenarios", "name", names->scenario_count, &names->scenarios);
    }
    if (error == ENT_OK) {
        error = load_column(store, "scenarios", "title", names->scenario_count,
                            &names->scenario_titles);
    }
    if (error == ENT_OK) {
        error = load_column(store, "metrics", "name", names->metric_count, &names->metrics);
    }
    return error == ENT_OK ? load_better(store) : error;
}

#include "report/store_failures.h"

#include "report/store_parts.h"

#include <stdio.h>
#include <string.h>

/* Whether a number stands here that is one of the setting's: after "= " or "found ". */
static bool is_value(const char *reason, const char *at) {
    static const char *const before[] = {"= ", "found "};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        size_t length = strlen(before[i]);
        if ((size_t)(at - reason) >= length && strncmp(at - length, before[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether two reasons differ at most in the values that were found. */
static bool are_alike(const char *a, const char *b) {
    static const char number[] = "0123456789+-.e";
    const char *x = a, *y = b;
    while (*x != '\0' && *x == *y) {
        x++;
        y++;
        if (is_value(a, x) && is_value(b, y)) {
            x += strspn(x, number);
            y += strspn(y, number);
        }
    }
    return *x == *y;
}

static void take(ent_store_failures_t *failures, const char *reason) {
    size_t kind = 0;
    failures->points++;
    while (kind < failures->kind_count && !are_alike(failures->kinds[kind].reason, reason)) {
        kind++;
    }
    if (kind == ENT_FAILURES_SHOWN) {
        return;
    }
    if (kind == failures->kind_count) {
        (void)snprintf(failures->kinds[kind].reason, ENT_REASON_SIZE, "%s", reason);
        failures->kind_count++;
    }
    failures->kinds[kind].points++;
}

ent_err_t ent_store_failures(ent_store_t *store, ent_store_failures_t *failures) {
    sqlite3_stmt *row = NULL;
    *failures = (ent_store_failures_t){0};
    int code = sqlite3_prepare_v2(store->db,
                                  "SELECT reason FROM points WHERE state = 'failed' ORDER BY point",
                                  -1, &row, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const unsigned char *reason = sqlite3_column_text(row, 0);
        take(failures, reason != NULL ? (const char *)reason : "");
        code = SQLITE_OK;
    }
    ent_err_t error = code == SQLITE_DONE ? ENT_OK : ent_store_refused(store);
    (void)sqlite3_finalize(row);
    return error;
}

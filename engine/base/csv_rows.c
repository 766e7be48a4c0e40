#include "base/csv_rows.h"

#include "base/locale.h"
#include "base/memory.h"
#include "base/name.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

size_t ent_csv_column(const ent_csv_header_t *header, const char *name) {
    for (size_t i = 0; i < header->count; i++) {
        if (strcmp(header->names[i], name) == 0) {
            return i;
        }
    }
    return ENT_CSV_NO_COLUMN;
}

static void report(ent_diags_t *diags, ent_place_t place, size_t row, const char *column,
                   const char *format, va_list arguments) {
    char key[ENT_DIAG_KEY_SIZE] = "", text[ENT_DIAG_TEXT_SIZE] = "";
    if (diags->count < ENT_DIAG_KEPT) {
        if (column != NULL) {
            (void)snprintf(key, sizeof key, "row %zu, column \"%.60s\"", row, column);
        } else {
            (void)snprintf(key, sizeof key, "row %zu", row);
        }
        (void)vsnprintf(text, sizeof text, format, arguments);
    }
    ent_diag_error(diags, place, key, "%s", text);
}

void ent_csv_error(ent_diags_t *diags, const ent_csv_header_t *header, const ent_csv_row_t *row,
                   const char *column, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(diags, (ent_place_t){header->path, row->line}, row->row, column, format, arguments);
    va_end(arguments);
}

/* Whether a text is [+-]digits[.digits][e[+-]digits], with a digit on a side of the '.'. */
static bool looks_like_number(const char *text) {
    static const char digits[] = "0123456789";
    text += *text == '+' || *text == '-';
    size_t whole = strspn(text, digits), part = 0;
    text += whole;
    if (*text == '.') {
        part = strspn(text + 1, digits);
        text += 1 + part;
    }
    if (whole + part == 0) {
        return false;
    }
    if (*text == 'e' || *text == 'E') {
        text += text[1] == '+' || text[1] == '-' ? 2 : 1;
        size_t exponent = strspn(text, digits);
        if (exponent == 0) {
            return false;
        }
        text += exponent;
    }
    return *text == '\0';
}

bool ent_csv_number(const char *text, double *value) {
    ent_locale_t locale;
    if (!looks_like_number(text) || ent_locale_enter(&locale) != ENT_OK) {
        return false;
    }
    double number = strtod(text, NULL);
    ent_locale_leave(&locale);
    if (!isfinite(number)) {
        return false;
    }
    *value = number;
    return true;
}

void ent_csv_rows_error(ent_csv_rows_t *rows, int line, const char *column, const char *format,
                        ...) {
    va_list arguments;
    va_start(arguments, format);
    report(rows->diags, (ent_place_t){rows->header.path, line}, rows->row.row + 1, column, format,
           arguments);
    va_end(arguments);
}

const char *ent_csv_rows_column(const ent_csv_rows_t *rows, size_t index) {
    return index < rows->header.count ? rows->header.names[index] : NULL;
}

static bool is_plain(const char *text) {
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || (unsigned char)*text >= 0x7f) {
            return false;
        }
    }
    return true;
}

/* A file in another encoding is wrong in most rows: once is enough, and ends the reading. */
static bool check_encoding(ent_csv_rows_t *rows, const char *text, const char *column) {
    if (is_plain(text)) {
        return true;
    }
    if (u8_check((const uint8_t *)text, strlen(text)) != NULL) {
        ent_csv_rows_error(rows, rows->row.line, column,
                           "is not UTF-8, expected a file saved as CSV in UTF-8");
        rows->error = ENT_ERR_SCENARIO;
        return false;
    }
    if (!ent_text_valid_with(text, "\t\n\r")) {
        ent_csv_rows_error(rows, rows->row.line, column,
                           "holds a control character, expected text without");
        return false;
    }
    return true;
}

static bool check_row(ent_csv_rows_t *rows, size_t kept) {
    if (rows->has_nul) {
        ent_csv_rows_error(rows, rows->row.line, NULL,
                           "holds a NUL byte, expected a file saved as CSV in UTF-8");
        rows->error = ENT_ERR_SCENARIO;
        return false;
    }
    bool sound = true;
    for (size_t i = 0; i < kept && rows->error == ENT_OK; i++) {
        sound = check_encoding(rows, rows->fields[i], ent_csv_rows_column(rows, i)) && sound;
    }
    return sound;
}

/* Another separator: the header is one column, in the name of which the separator stands. */
static const char *other_separator(const ent_csv_rows_t *rows) {
    for (size_t i = 0; i < rows->header.count; i++) {
        if (strchr(rows->header.names[i], ';') != NULL) {
            return "semicolons";
        }
        if (strchr(rows->header.names[i], '\t') != NULL) {
            return "tabs";
        }
    }
    return NULL;
}

static void report_missing(ent_csv_rows_t *rows, const char *name) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < rows->header.count; i++) {
        ent_nearest_offer(&nearest, rows->header.names[i]);
    }
    (void)snprintf(hint, sizeof hint, "%s%.100s%s", nearest.best != NULL ? ", found \"" : "",
                   nearest.best != NULL ? nearest.best : "", nearest.best != NULL ? "\"" : "");
    ent_csv_rows_error(rows, rows->row.line, NULL, "the column \"%s\" is missing%s", name, hint);
}

static void check_header(ent_csv_rows_t *rows) {
    const ent_csv_header_t *header = &rows->header;
    const char *separator = other_separator(rows);
    size_t errors = rows->diags->errors;
    for (size_t i = 0; i < header->count; i++) {
        if (header->names[i][0] != '\0' && ent_csv_column(header, header->names[i]) < i) {
            ent_csv_rows_error(rows, rows->row.line, NULL,
                               "the column \"%.60s\" stands there twice", header->names[i]);
        }
    }
    for (size_t i = 0; i < rows->required_count; i++) {
        bool missing = ent_csv_column(header, rows->required[i]) == ENT_CSV_NO_COLUMN;
        if (missing && separator != NULL) {
            ent_csv_rows_error(rows, rows->row.line, NULL,
                               "columns are separated by %s, expected commas", separator);
            break;
        }
        if (missing) {
            report_missing(rows, rows->required[i]);
        }
    }
    if (rows->diags->errors > errors) {
        rows->error = ENT_ERR_SCENARIO; /* fields without a column cannot be judged */
    }
}

/* The first row gives the columns: it keeps its texts. */
static void take_header(ent_csv_rows_t *rows, size_t count) {
    if (count > ENT_CSV_MOST_COLUMNS) {
        ent_csv_rows_error(rows, rows->row.line, NULL, "found %zu columns, expected at most %d",
                           count, ENT_CSV_MOST_COLUMNS);
        rows->error = ENT_ERR_SCENARIO;
        return;
    }
    rows->header_text = ent_alloc(rows->used, 1);
    rows->header_names = ent_alloc(count, sizeof *rows->header_names);
    if (rows->header_text == NULL || rows->header_names == NULL) {
        rows->error = ENT_ERR_MEMORY;
        return;
    }
    memcpy(rows->header_text, rows->text, rows->used);
    for (size_t i = 0; i < count; i++) {
        rows->header_names[i] = rows->header_text + (rows->fields[i] - rows->text);
    }
    rows->header.names = rows->header_names;
    rows->header.count = count;
    check_header(rows);
}

static void take_data(ent_csv_rows_t *rows, size_t count) {
    size_t expected = rows->header.count;
    if (count != expected) {
        ent_csv_rows_error(rows, rows->row.line, NULL,
                           "found %zu field%s, expected %zu, one for each column%s", count,
                           count == 1 ? "" : "s", expected,
                           count > expected ? "; a field that holds a comma stands in quotes" : "");
        return;
    }
    ent_csv_row_t row = rows->row;
    row.row++;
    row.fields = rows->fields;
    rows->error = rows->take(rows->user, &rows->header, &row);
}

void ent_csv_rows_next(ent_csv_rows_t *rows) {
    rows->row.row++;
    rows->row.count = 0;
    rows->used = 0;
    rows->filled = false;
    rows->has_nul = false;
}

void ent_csv_rows_end(ent_csv_rows_t *rows) {
    size_t count = rows->row.count;
    size_t most = rows->header.names != NULL ? rows->header.count : ENT_CSV_MOST_COLUMNS;
    if (rows->filled && check_row(rows, count < most ? count : most)) {
        if (rows->header.names == NULL) {
            take_header(rows, count);
        } else {
            take_data(rows, count);
        }
    } else if (rows->filled && rows->header.names == NULL) {
        rows->error = ENT_ERR_SCENARIO; /* the header is not to be had */
    }
}

void ent_csv_rows_field(ent_csv_rows_t *rows, const void *bytes, size_t size) {
    size_t most = rows->header.names != NULL ? rows->header.count : ENT_CSV_MOST_COLUMNS;
    size_t index = rows->row.count++;
    rows->filled = rows->filled || size > 0;
    if (index >= most) {
        return;
    }
    char *text = rows->text + rows->used;
    if (size > 0) {
        memcpy(text, bytes, size);
        rows->has_nul = rows->has_nul || memchr(text, '\0', size) != NULL;
    }
    text[size] = '\0';
    rows->fields[index] = text;
    rows->used += size + 1;
}

ent_err_t ent_csv_rows_init(ent_csv_rows_t *rows) {
    rows->text = ent_alloc(ENT_CSV_ROW_LIMIT + ENT_CSV_MOST_COLUMNS + 1, 1);
    rows->fields = ent_alloc(ENT_CSV_MOST_COLUMNS, sizeof *rows->fields);
    return rows->text != NULL && rows->fields != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_csv_rows_free(ent_csv_rows_t *rows) {
    free(rows->text);
    free(rows->fields);
    free(rows->header_text);
    free(rows->header_names);
}

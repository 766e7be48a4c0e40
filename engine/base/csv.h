/*
 * Tables that people keep in a spreadsheet and save as CSV: RFC 4180, in UTF-8, with a header. Read
 * row by row, so that a file of a million rows takes no more memory than one of ten.
 *
 * Accepted besides the RFC: a byte-order mark; LF or a lone CR at the ends of lines; a last line
 * without an end; rows without a single character in any field, as spreadsheets leave them behind a
 * table, which are counted and left out.
 */
#ifndef ENT_BASE_CSV_H
#define ENT_BASE_CSV_H

#include "base/diag.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ENT_CSV_FILE_LIMIT = 1 << 30, /* bytes */
    ENT_CSV_ROW_LIMIT = 1 << 20,  /* bytes of a row as it stands in the file */
    ENT_CSV_MOST_COLUMNS = 1024
};

/* The columns of a file, in its order; a column without a name is "". */
typedef struct {
    const char *path; /* of the file */
    const char *const *names;
    size_t count;
} ent_csv_header_t;

/*
 * A row, valid until `take` returns. Fields are UTF-8; of control characters they may hold ends of
 * lines and tabs only.
 */
typedef struct {
    const char *const *fields; /* [column] */
    size_t count;              /* that of the header */
    int line;                  /* in which the row begins, from 1 */
    size_t row;                /* as a spreadsheet counts: the header is row 1 */
} ent_csv_row_t;

/* The index of a column, or ENT_CSV_NO_COLUMN. */
#define ENT_CSV_NO_COLUMN SIZE_MAX
size_t ent_csv_column(const ent_csv_header_t *header, const char *name);

/*
 * What is done with a row. An error other than ENT_OK ends the reading at once; what is merely
 * wrong with the row goes into the caller's diagnostics, and ENT_OK lets the reading go on.
 */
typedef ent_err_t ent_csv_take_t(void *user, const ent_csv_header_t *header,
                                 const ent_csv_row_t *row);

/*
 * Reads the file at `path` and hands each row after the header to `take`, in order. `required`
 * names the columns that must be there. A file that cannot be read is reported at `asked_by`, under
 * `key`; with asked_by.file NULL at its own first line, and then the result is ENT_ERR_NO_INPUT.
 * What is wrong within the file is reported with its path and line, and under a key like
 * `row 17, column "date"`; rows with a problem are not handed on. The result is ENT_ERR_SCENARIO if
 * this or `take` added an error to `diags`, ENT_ERR_MEMORY, or what `take` returned.
 */
ENT_CHECKED ent_err_t ent_csv_read(const char *path, ent_place_t asked_by, const char *key,
                                   const char *const *required, size_t required_count,
                                   ent_csv_take_t *take, void *user, ent_diags_t *diags);

/*
 * Appends an error about a field of a row, or with a NULL column about the row as a whole. Once the
 * list of problems is full this only counts, so that a million of them take no time.
 */
void ent_csv_error(ent_diags_t *diags, const ent_csv_header_t *header, const ent_csv_row_t *row,
                   const char *column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/*
 * Reads a field that is a finite number and nothing else: digits with perhaps a sign, a '.' (in any
 * locale) and an exponent. False otherwise, with *value untouched.
 */
bool ent_csv_number(const char *text, double *value);

#endif

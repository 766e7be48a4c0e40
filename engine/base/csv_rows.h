/* The rows of a CSV file as csv.c puts them together field by field; for csv.c only. */
#ifndef ENT_BASE_CSV_ROWS_H
#define ENT_BASE_CSV_ROWS_H

#include "base/csv.h"

#include <stdbool.h>

typedef struct {
    ent_csv_header_t header; /* its path is the file's; no names before the header is read */
    const char *const *required;
    size_t required_count;
    ent_csv_take_t *take;
    void *user;
    ent_diags_t *diags;
    ent_err_t error;   /* ends the reading */
    ent_csv_row_t row; /* those before it, and its fields so far */
    bool filled;       /* some field of it holds something */
    bool has_nul;
    char *text; /* of its fields, each with a NUL */
    size_t used;
    const char **fields; /* as many as there may be columns: more are only counted */
    char *header_text;
    const char **header_names;
} ent_csv_rows_t;

ENT_CHECKED ent_err_t ent_csv_rows_init(ent_csv_rows_t *rows);
void ent_csv_rows_free(ent_csv_rows_t *rows); /* also on one that is only zeroed */

/* The next field of the row. The bytes of all fields are at most ENT_CSV_ROW_LIMIT. */
void ent_csv_rows_field(ent_csv_rows_t *rows, const void *bytes, size_t size);

/* The row has no more fields: checks it and hands it on; ent_csv_rows_next is to follow. */
void ent_csv_rows_end(ent_csv_rows_t *rows);

/* Forgets the row, and begins the next. */
void ent_csv_rows_next(ent_csv_rows_t *rows);

/* The name of a column by its index; NULL while the header is not known, or beyond it. */
const char *ent_csv_rows_column(const ent_csv_rows_t *rows, size_t index);

/* A problem of the row being read, in a line of the caller's choice. */
void ent_csv_rows_error(ent_csv_rows_t *rows, int line, const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif

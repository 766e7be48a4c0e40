/* CSV files read back (RFC 4180). */
#ifndef SUPPORT_CSV_H
#define SUPPORT_CSV_H

#include <stddef.h>

typedef struct {
    char *text;   /* fields point into it */
    char **heads; /* [column] */
    char **cells; /* rows × columns */
    size_t rows, columns;
} support_csv_t;

/*
 * Parses a text, which it takes over; fails the test unless every line has as many fields as the
 * heading. Rows do not count the heading: row i stands in line i + 1 when no field holds an end of
 * line.
 */
support_csv_t support_csv_parse(char *text);
void support_csv_free(support_csv_t *csv);

/* A field by the name of its column; as a number NaN for "", and failing for what is none. */
const char *support_csv_text(const support_csv_t *csv, size_t row, const char *column);
double support_csv_number(const support_csv_t *csv, size_t row, const char *column);

/* The only row in which the named columns say so: pairs of column and value, up to a NULL. */
size_t support_csv_row(const support_csv_t *csv, const char *const *wanted);

#endif

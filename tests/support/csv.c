#include "support/csv.h"

#include "support/close.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *memory) {
    if (memory == NULL) {
        abort();
    }
    return memory;
}

/* Ends a field in place, quotes taken off, and returns where the next begins; `end` is what ended
 * it: a comma, an end of line or of the text. */
static char *take_field(char *at, char *end) {
    char *to = at;
    if (*at == '"') {
        for (at++; *at != '"' || at[1] == '"'; at++) {
            assert_true(*at != '\0');
            at += *at == '"';
            *to++ = *at;
        }
        at++;
    } else {
        for (; *at != ',' && *at != '\n' && *at != '\0'; at++) {
            assert_true(*at != '"');
            *to++ = *at;
        }
    }
    *end = *at;
    assert_true(*end == ',' || *end == '\n' || *end == '\0');
    at += *at != '\0';
    *to = '\0';
    return at;
}

support_csv_t support_csv_parse(char *text) {
    size_t most = strlen(text) + 1, count = 0, in_line = 0;
    char **fields = must(calloc(most, sizeof *fields)), *at = text;
    support_csv_t csv = {.text = text, .heads = fields};
    assert_non_null(text);
    while (*at != '\0') {
        char end = '\0', *field = at;
        at = take_field(at, &end);
        fields[count++] = field;
        in_line++;
        assert_true(end != '\0'); /* every line ends */
        if (end == '\n') {
            csv.columns = csv.columns > 0 ? csv.columns : in_line;
            assert_int_equal(in_line, csv.columns);
            in_line = 0;
        }
    }
    assert_true(count > 0);
    csv.cells = fields + csv.columns;
    csv.rows = count / csv.columns - 1;
    return csv;
}

void support_csv_free(support_csv_t *csv) {
    free(csv->heads);
    free(csv->text);
    *csv = (support_csv_t){0};
}

const char *support_csv_text(const support_csv_t *csv, size_t row, const char *column) {
    assert_true(row < csv->rows);
    for (size_t i = 0; i < csv->columns; i++) {
        if (strcmp(csv->heads[i], column) == 0) {
            return csv->cells[row * csv->columns + i];
        }
    }
    fail_msg("there is no column \"%s\"", column);
    return NULL;
}

double support_csv_number(const support_csv_t *csv, size_t row, const char *column) {
    const char *text = support_csv_text(csv, row, column);
    char *end = NULL;
    double number = strtod(text, &end);
    if (*end != '\0' || (end != text && !isfinite(number))) {
        fail_msg("%s of row %zu is \"%s\"", column, row, text);
    }
    return end == text ? NAN : number;
}

size_t support_csv_row(const support_csv_t *csv, const char *const *wanted) {
    size_t found = csv->rows;
    for (size_t row = 0; row < csv->rows; row++) {
        bool fits = true;
        for (size_t i = 0; wanted[i] != NULL && fits; i += 2) {
            fits = strcmp(support_csv_text(csv, row, wanted[i]), wanted[i + 1]) == 0;
        }
        if (fits) {
            assert_int_equal(found, csv->rows); /* only one does */
            found = row;
        }
    }
    if (found == csv->rows) {
        fail_msg("no row is of %s %s", wanted[0], wanted[1]);
    }
    return found;
}

/* Settings that a CSV file lists, a column for each factor. */
#include "analysis/design_methods.h"

#include "base/csv.h"
#include "base/memory.h"
#include "base/name.h"

#include <stdlib.h>
#include <string.h>

/* A column that may stand beside the factors, as tables of results have it. */
static const char number_column[] = "point";

typedef struct {
    ent_design_t *design;
    ent_diags_t *diags;
    const char **names; /* [factor] */
    size_t columns[ENT_SWEEP_MOST_FACTORS];
    bool begun;
    size_t rows, room;
} reading_t;

/* ---- Reading --------------------------------------------------------------------------------- */

static bool is_factor(const reading_t *reading, const char *name, ent_nearest_t *nearest) {
    for (size_t i = 0; i < reading->design->factors; i++) {
        if (strcmp(reading->names[i], name) == 0) {
            return true;
        }
        ent_nearest_offer(nearest, reading->names[i]);
    }
    ent_nearest_offer(nearest, number_column);
    return strcmp(name, number_column) == 0;
}

/* A column that nobody asked for is a mistyped factor, or a setting that would not be tried. */
static void check_columns(const reading_t *reading, const ent_csv_header_t *header) {
    char hint[ENT_HINT_SIZE];
    for (size_t i = 0; i < header->count; i++) {
        ent_nearest_t nearest;
        ent_nearest_init(&nearest, header->names[i]);
        if (!is_factor(reading, header->names[i], &nearest)) {
            ent_diag_error(reading->diags, (ent_place_t){header->path, 1}, "",
                           "found column %zu, \"%.60s\", expected columns for the factors and "
                           "perhaps \"point\"%s",
                           i + 1, header->names[i], ent_nearest_hint(&nearest, hint));
        }
    }
}

static void begin(reading_t *reading, const ent_csv_header_t *header) {
    reading->begun = true;
    check_columns(reading, header);
    for (size_t i = 0; i < reading->design->factors; i++) {
        reading->columns[i] = ent_csv_column(header, reading->names[i]);
    }
}

static bool make_room(reading_t *reading) {
    ent_design_t *design = reading->design;
    if (reading->rows < reading->room) {
        return true;
    }
    size_t room = reading->room > 0 ? reading->room * 2 : 64, row = design->factors;
    double *table = ent_alloc(room, row * sizeof *table);
    if (table == NULL) {
        return false;
    }
    if (reading->rows > 0) {
        memcpy(table, design->table, reading->rows * row * sizeof *table);
    }
    free(design->table);
    design->table = table;
    reading->room = room;
    return true;
}

static ent_err_t take(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    reading_t *reading = user;
    size_t factors = reading->design->factors;
    if (!reading->begun) {
        begin(reading, header);
    }
    if (!make_room(reading)) {
        return ENT_ERR_MEMORY;
    }
    double *values = reading->design->table + reading->rows * factors;
    for (size_t i = 0; i < factors; i++) {
        const char *text = row->fields[reading->columns[i]];
        if (!ent_csv_number(text, &values[i])) {
            ent_csv_error(reading->diags, header, row, reading->names[i],
                          "found \"%.60s\", expected a number", text);
        }
    }
    reading->rows++;
    return ENT_OK;
}

static ent_err_t read_rows(reading_t *reading, const ent_sweep_t *sweep) {
    reading->names = ent_alloc(sweep->factor_count, sizeof *reading->names);
    if (reading->names == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < sweep->factor_count; i++) {
        reading->names[i] = sweep->factors[i].name;
    }
    ent_err_t error =
        ent_csv_read(sweep->file, ent_design_place(sweep), "design.file", reading->names,
                     sweep->factor_count, take, reading, reading->diags);
    free(reading->names);
    return error;
}

static ent_err_t size_list(ent_design_t *design, ent_diags_t *diags) {
    const ent_sweep_t *sweep = design->sweep;
    reading_t reading = {.design = design, .diags = diags};
    if (sweep->file == NULL) {
        ent_diag_error(diags, ent_design_place(sweep), "design.file",
                       "missing, expected the name of a CSV file");
        return ENT_ERR_SCENARIO;
    }
    ent_err_t error = read_rows(&reading, sweep);
    if (error == ENT_OK && reading.rows == 0) {
        ent_diag_error(diags, (ent_place_t){sweep->file, 1}, "",
                       "found no row below the names of the columns, expected at least 1 row");
        return ENT_ERR_SCENARIO;
    }
    design->blocks = reading.rows;
    return error;
}

/* ---- Ranks ----------------------------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How many of the ascending numbers are below a value or, with `equal`, not above it. */
static size_t count_below(const double *sorted, size_t count, double value, bool equal) {
    size_t first = 0, last = count;
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        if (sorted[middle] < value || (equal && sorted[middle] <= value)) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    return first;
}

/* The ranks of a factor's values, from 0 to 1; `sorted` is space for as many as there are rows. */
static void rank(ent_design_t *design, size_t factor, double *sorted) {
    size_t rows = (size_t)design->points, row = design->factors;
    for (size_t i = 0; i < rows; i++) {
        sorted[i] = design->table[i * row + factor];
    }
    qsort(sorted, rows, sizeof *sorted, compare_numbers);
    for (size_t i = 0; i < rows; i++) {
        double value = design->table[i * row + factor];
        size_t below = count_below(sorted, rows, value, false);
        size_t upto = count_below(sorted, rows, value, true);
        double place = (double)(below + upto - 1) / 2; /* from 0 to rows − 1 */
        design->ranks[i * row + factor] = rows > 1 ? place / (double)(rows - 1) : 0.5;
    }
}

static ent_err_t build_list(ent_design_t *design) {
    size_t rows = (size_t)design->points;
    double *sorted = ent_alloc(rows, sizeof *sorted);
    design->ranks = ent_alloc(rows, design->factors * sizeof *design->ranks);
    bool complete = sorted != NULL && design->ranks != NULL;
    for (size_t i = 0; complete && i < design->factors; i++) {
        rank(design, i, sorted);
    }
    free(sorted);
    return complete ? ENT_OK : ENT_ERR_MEMORY;
}

static void list_unit(const ent_design_t *design, uint64_t point, double *unit) {
    memcpy(unit, design->ranks + point * design->factors, design->factors * sizeof *unit);
}

const ent_design_row_t ent_design_list = {
    .size = size_list, .build = build_list, .unit = list_unit};

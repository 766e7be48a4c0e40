#include "report/curves.h"

#include "base/csv.h"

#include <math.h>
#include <string.h>

enum { POLL, SHIFT, SLOPE, NOISE, COLUMNS };
static const char *const column_names[COLUMNS] = {"poll", "shift", "slope", "noise"};

/* Beyond this many logits numbers say nothing, and what is made of them would be infinite. */
static const double most = 1e6;

typedef struct {
    const ent_scenario_t *scenario;
    ent_diags_t *diags;
    ent_curve_t found[ENT_MAX_POLLS];
    size_t rows[ENT_MAX_POLLS]; /* in which a poll was found; 0 for not yet */
} reader_t;

static size_t find_poll(const ent_scenario_t *scenario, const char *name) {
    size_t poll = 0;
    while (poll < scenario->poll_count && strcmp(scenario->polls[poll].name, name) != 0) {
        poll++;
    }
    return poll;
}

/* A number of a row, which must be above 0 but for a shift. */
static bool read_number(const reader_t *reader, const ent_csv_header_t *header,
                        const ent_csv_row_t *row, int column, double *value) {
    const char *text = row->fields[ent_csv_column(header, column_names[column])];
    bool sound =
        ent_csv_number(text, value) && fabs(*value) <= most && (column == SHIFT || *value > 0);
    if (!sound) {
        ent_csv_error(reader->diags, header, row, column_names[column],
                      "found \"%.60s\", expected a number %s", text,
                      column == SHIFT ? "from -1000000 to 1000000" : "above 0, at most 1000000");
    }
    return sound;
}

static ent_err_t take(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    reader_t *reader = user;
    size_t poll =
        find_poll(reader->scenario, row->fields[ent_csv_column(header, column_names[POLL])]);
    double numbers[COLUMNS] = {0};
    bool sound = true;
    if (poll == reader->scenario->poll_count) {
        return ENT_OK;
    }
    if (reader->rows[poll] != 0) {
        ent_csv_error(reader->diags, header, row, column_names[POLL],
                      "found \"%s\" again, as in row %zu, expected each poll once",
                      reader->scenario->polls[poll].name, reader->rows[poll]);
        return ENT_OK;
    }
    reader->rows[poll] = row->row;
    for (int column = SHIFT; column < COLUMNS; column++) {
        sound = read_number(reader, header, row, column, &numbers[column]) && sound;
    }
    if (sound) {
        reader->found[poll] = (ent_curve_t){numbers[SHIFT], numbers[SLOPE], numbers[NOISE]};
    }
    return ENT_OK;
}

ent_err_t ent_curves_read(const char *path, const ent_scenario_t *scenario, ent_curve_t *curves,
                          ent_diags_t *diags) {
    reader_t reader = {.scenario = scenario, .diags = diags};
    ent_err_t error =
        ent_csv_read(path, (ent_place_t){NULL, 0}, "", column_names, COLUMNS, take, &reader, diags);
    for (size_t p = 0; p < scenario->poll_count && error == ENT_OK; p++) {
        if (reader.rows[p] != 0) {
            curves[p] = reader.found[p];
        }
    }
    return error;
}

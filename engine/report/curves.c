#include "report/curves.h"

#include "base/csv.h"
#include "base/locale.h"
#include "base/name.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

ent_curves_t ent_curves_declared(const ent_scenario_t *scenario) {
    ent_curves_t curves = {0};
    for (size_t i = 0; i < scenario->poll_count; i++) {
        curves.of[i] = ent_curve_declared(scenario->polls[i].noise);
    }
    return curves;
}

/* [poll] of a scenario that some row has named. */
typedef struct {
    bool poll[ENT_MAX_POLLS];
} named_t;

enum { MOST_SCENARIOS = 64 };

typedef struct {
    const ent_scenario_t *const *scenarios;
    ent_curves_t *const *curves;
    size_t count;
    ent_diags_t *diags;
    named_t named[MOST_SCENARIOS];
} reading_t;

/* A number of a row, above a bound; an empty field leaves `value`. False: what is wrong was said.
 */
static bool read_number(const reading_t *reading, const ent_csv_header_t *header,
                        const ent_csv_row_t *row, const char *column, double above, double most,
                        double *value, bool *given) {
    const char *text = row->fields[ent_csv_column(header, column)];
    char *end = NULL;
    *given = text[0] != '\0';
    if (!*given) {
        return true;
    }
    double number = strtod(text, &end);
    bool decimal = strspn(text, "+-.0123456789eE") == strlen(text);
    if (!decimal || end == text || *end != '\0' || !(number > above && number <= most)) {
        ent_csv_error(reading->diags, header, row, column,
                      "found \"%.40s\", expected a number above %g and at most %g", text, above,
                      most);
        return false;
    }
    *value = number;
    return true;
}

/* Puts what a row gives into a poll's curve. */
typedef struct {
    ent_curve_t curve;
    bool shift, slope, noise; /* given */
} row_curve_t;

static void put(const row_curve_t *row, ent_curve_t *curve) {
    curve->shift = row->shift ? row->curve.shift : curve->shift;
    curve->slope = row->slope ? row->curve.slope : curve->slope;
    curve->noise = row->noise ? row->curve.noise : curve->noise;
}

static bool read_curve(const reading_t *reading, const ent_csv_header_t *header,
                       const ent_csv_row_t *row, row_curve_t *found) {
    const double most = 100, most_noise = 10;
    bool shift =
        read_number(reading, header, row, "shift", -most, most, &found->curve.shift, &found->shift);
    bool slope =
        read_number(reading, header, row, "slope", 0, most, &found->curve.slope, &found->slope);
    bool noise = read_number(reading, header, row, "noise", 0, most_noise, &found->curve.noise,
                             &found->noise);
    return shift && slope && noise;
}

/* Takes a row for all scenarios that have its poll; says so where none has, or it came before. */
static ent_err_t take_row(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    reading_t *reading = user;
    const char *name = row->fields[ent_csv_column(header, "poll")];
    row_curve_t found = {0};
    bool sound = read_curve(reading, header, row, &found), known = false, again = false;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, name);
    for (size_t s = 0; s < reading->count; s++) {
        for (size_t i = 0; i < reading->scenarios[s]->poll_count; i++) {
            const ent_poll_t *poll = &reading->scenarios[s]->polls[i];
            ent_nearest_offer(&nearest, poll->name);
            if (strcmp(poll->name, name) == 0) {
                known = true;
                again = again || reading->named[s].poll[i];
                reading->named[s].poll[i] = true;
                if (sound) {
                    put(&found, &reading->curves[s]->of[i]);
                }
            }
        }
    }
    if (!known) {
        ent_csv_error(reading->diags, header, row, "poll",
                      "found \"%.60s\", expected the name of a poll of the scenario%s", name,
                      ent_nearest_hint(&nearest, hint));
    } else if (again) {
        ent_csv_error(reading->diags, header, row, "poll",
                      "found \"%.60s\" a second time, expected each poll once", name);
    }
    return ENT_OK;
}

ent_err_t ent_curves_read(const char *path, const ent_scenario_t *const *scenarios, size_t count,
                          ent_curves_t *const *curves, ent_diags_t *diags) {
    static const char *const columns[] = {"poll", "shift", "slope", "noise"};
    reading_t reading = {.scenarios = scenarios, .curves = curves, .count = count, .diags = diags};
    ent_locale_t scope;
    if (count > MOST_SCENARIOS) {
        return ENT_ERR_BUG;
    }
    ent_err_t error = ent_locale_enter(&scope);
    if (error == ENT_OK) {
        error = ent_csv_read(path, (ent_place_t){0}, "", columns,
                             sizeof columns / sizeof columns[0], take_row, &reading, diags);
        ent_locale_leave(&scope);
    }
    return error;
}

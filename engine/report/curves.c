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

/* What a row gives of a curve. */
enum { SHIFT, SLOPE, NOISE, NUMBERS };
typedef struct {
    double values[NUMBERS];
    bool given[NUMBERS];
} found_t;

static const struct {
    const char *name, *expected;
    double low, high;
    bool above; /* the low end, not from it on */
} columns[NUMBERS] = {
    [SHIFT] = {"shift", "a number from -100 to 100, or nothing", -100, 100, false},
    [SLOPE] = {"slope", "a number above 0 and at most 100, or nothing", 0, 100, true},
    [NOISE] = {"noise", "a number above 0 and at most 10, or nothing", 0, 10, true},
};

/* Reads the numbers of a row; false where one is wrong, which is said. */
static bool read_numbers(const reading_t *reading, const ent_csv_header_t *header,
                         const ent_csv_row_t *row, found_t *found) {
    bool sound = true;
    for (size_t i = 0; i < NUMBERS; i++) {
        const char *text = row->fields[ent_csv_column(header, columns[i].name)];
        bool plain = text[strspn(text, "0123456789.+-eE")] == '\0';
        char *end = NULL;
        double value = plain ? strtod(text, &end) : NAN;
        found->given[i] = text[0] != '\0';
        found->values[i] = value;
        bool within = columns[i].above ? value > columns[i].low : value >= columns[i].low;
        if (found->given[i] && !(plain && *end == '\0' && within && value <= columns[i].high)) {
            ent_csv_error(reading->diags, header, row, columns[i].name,
                          "found \"%.60s\", expected %s", text, columns[i].expected);
            sound = false;
        }
    }
    return sound;
}

/* What the row leaves empty stays as it is. */
static void put(const found_t *found, ent_curve_t *curve) {
    double *const places[NUMBERS] = {
        [SHIFT] = &curve->shift, [SLOPE] = &curve->slope, [NOISE] = &curve->noise};
    for (size_t i = 0; i < NUMBERS; i++) {
        if (found->given[i]) {
            *places[i] = found->values[i];
        }
    }
}

/* Takes a row for all scenarios that have its poll; says so where none has, or it came before. */
static ent_err_t take_row(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    reading_t *reading = user;
    const char *name = row->fields[ent_csv_column(header, "poll")];
    found_t found = {.given = {false}};
    bool sound = read_numbers(reading, header, row, &found), known = false, again = false;
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
    static const char *const required[] = {"poll", "shift", "slope", "noise"};
    reading_t reading = {.scenarios = scenarios, .curves = curves, .count = count, .diags = diags};
    ent_locale_t scope;
    if (count > MOST_SCENARIOS) {
        return ENT_ERR_BUG;
    }
    ent_err_t error = ent_locale_enter(&scope);
    if (error == ENT_OK) {
        error = ent_csv_read(path, (ent_place_t){0}, "", required,
                             sizeof required / sizeof required[0], take_row, &reading, diags);
        ent_locale_leave(&scope);
    }
    return error;
}

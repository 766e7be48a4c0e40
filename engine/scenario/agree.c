#include "scenario/agree.h"

#include "base/number.h"
#include "scenario/keys.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_SIZE = 2 * ENT_NAME_SIZE + 8 };

static void show_start(const ent_scenario_t *scenario, char text[SHOWN_SIZE]) {
    ent_date_format(scenario->start, true, text);
}

static void show_step(const ent_scenario_t *scenario, char text[SHOWN_SIZE]) {
    const ent_key_t *key = ent_key_find(ENT_SCOPE_SCENARIO, "step");
    (void)snprintf(text, SHOWN_SIZE, "%s", ent_key_choice(key, (int)scenario->step));
}

static void show_years(const ent_scenario_t *scenario, char text[SHOWN_SIZE]) {
    char number[ENT_NUMBER_SIZE];
    (void)snprintf(text, SHOWN_SIZE, "%s", ent_number_format(scenario->years, number));
}

/* The states stand in the order of their names, whatever the order of the file. */
static void show_states(const ent_scenario_t *scenario, char text[SHOWN_SIZE]) {
    (void)snprintf(text, SHOWN_SIZE, "%s and %s", scenario->states[0].name,
                   scenario->states[1].name);
}

/* What must be the same; texts show values in full, so that equal texts mean equal values. */
static const struct {
    const char *key;
    void (*show)(const ent_scenario_t *scenario, char text[SHOWN_SIZE]);
} rows[] = {
    {"start", show_start}, {"step", show_step}, {"years", show_years}, {"states", show_states}};

static const char *file_of(const ent_scenario_t *scenario) {
    return scenario->file_count > 0 ? scenario->files[0] : scenario->title;
}

ent_err_t ent_scenario_agree(const ent_scenario_t *control, const ent_scenario_t *other,
                             ent_diags_t *diags) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char expected[SHOWN_SIZE], found[SHOWN_SIZE];
        rows[i].show(control, expected);
        rows[i].show(other, found);
        if (strcmp(found, expected) != 0) {
            ent_diag_error(diags, (ent_place_t){file_of(other), 1}, rows[i].key,
                           "found %s, expected %s as in %s", found, expected, file_of(control));
            error = ENT_ERR_SCENARIO;
        }
    }
    return error;
}

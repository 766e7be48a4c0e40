/* A setting of a sweep's factors in a scenario that is loaded: no reading, only its checks. */
#include "base/number.h"
#include "scenario/check.h"
#include "scenario/factor.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool in_range(const ent_key_t *key, double value) {
    return (key->above_low ? value > key->low : value >= key->low) && value <= key->high;
}

/* "insulation = 1.3: institutions.2+2.insulation must be from 0 to 1" */
static void say_out_of_range(const ent_factor_slot_t *slot, const char *name, double value,
                             double number, char reason[ENT_REASON_SIZE]) {
    char given[ENT_NUMBER_SIZE], low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    char found[ENT_NUMBER_SIZE + 16] = "";
    if (number != value) {
        char text[ENT_NUMBER_SIZE];
        (void)snprintf(found, sizeof found, ", found %s", ent_number_format(number, text));
    }
    (void)snprintf(reason, ENT_REASON_SIZE, "%.100s = %s: %.160s must be %s %s %s %s%s", name,
                   ent_number_format(value, given), slot->path,
                   slot->key->above_low ? "above" : "from", ent_number_format(slot->key->low, low),
                   slot->key->above_low ? "and at most" : "to",
                   ent_number_format(slot->key->high, high), found);
}

static bool set_slot(const ent_sweep_t *sweep, ent_factor_slot_t *slot, double value,
                     char reason[ENT_REASON_SIZE]) {
    const ent_factor_t *factor = &sweep->factors[slot->factor];
    double number = factor->apply == ENT_FACTOR_MULTIPLY ? slot->original * value : value;
    if (isnan(value)) {
        (void)snprintf(reason, ENT_REASON_SIZE, "%.100s has no value", factor->name);
        return false;
    }
    if (!in_range(slot->key, number)) {
        say_out_of_range(slot, factor->name, value, number, reason);
        return false;
    }
    *slot->number = number;
    return true;
}

/* Numbers that are in range by themselves may still not fit together. */
static bool check_whole(const ent_scenario_t *scenario, char reason[ENT_REASON_SIZE],
                        ent_err_t *error) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    if (diags == NULL) {
        *error = ENT_ERR_MEMORY;
        return false;
    }
    ent_diags_init(diags);
    *error = ent_check_changed(scenario, diags);
    bool sound = *error == ENT_OK && diags->errors == 0;
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT && !sound; i++) {
        if (diags->kept[i].level == ENT_SEVERITY_ERROR) {
            (void)snprintf(reason, ENT_REASON_SIZE, "%s%s%.230s", diags->kept[i].key,
                           diags->kept[i].key[0] != '\0' ? ": " : "", diags->kept[i].text);
            break;
        }
    }
    free(diags);
    return sound;
}

bool ent_factored_set(ent_factored_t *factored, const double *values, char reason[ENT_REASON_SIZE],
                      ent_err_t *error) {
    reason[0] = '\0';
    *error = ENT_OK;
    for (size_t i = 0; i < factored->slot_count; i++) {
        ent_factor_slot_t *slot = &factored->slots[i];
        if (!set_slot(factored->sweep, slot, values[slot->factor], reason)) {
            return false;
        }
    }
    return check_whole(&factored->scenario, reason, error);
}

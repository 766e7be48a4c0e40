/* From a merged tree of settings to the structs of a scenario, by the key table. */
#ifndef ENT_SCENARIO_FILL_H
#define ENT_SCENARIO_FILL_H

#include "base/error.h"
#include "scenario/keys.h"
#include "scenario/setting.h"

/*
 * Fills `scenario` (zeroed, its arena in use) and reports every key that is unknown, missing, of
 * the wrong type, out of range or refers to nothing. A real number that could not be had is NaN
 * afterwards, so that checks of what belongs together can still run and stay silent about it.
 */
ENT_CHECKED ent_err_t ent_fill(const ent_setting_t *root, ent_scenario_t *scenario,
                               ent_diags_t *diags);

/* What a value of this key must be, for messages: "a real number from 0 to 1". */
enum { ENT_EXPECTED_SIZE = 240 };
const char *ent_key_expected(const ent_key_t *key, char text[ENT_EXPECTED_SIZE]);

/* True for an element of a list that `enabled = false` switches off, where the list allows it. */
bool ent_setting_switched_off(const ent_key_t *list, const ent_setting_t *element);

#endif

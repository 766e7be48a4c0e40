/*
 * A scenario with at least one of everything the language has, for tests that walk over keys; and
 * scenarios that change one key of it.
 */
#ifndef SUPPORT_FULL_H
#define SUPPORT_FULL_H

#include "scenario/scenario.h"

/*
 * The small scenario and, beside it: succession by hazard and by term, institutions "2+2" and
 * "talks-2", shocks "remarks", "islets", "ruling", "leak" and "visit" (one for each distribution),
 * events "apology", "summer", "chill" and "quake" (one for each timing; "apology" has every type
 * of effect), polls "affinity" and "support", two anchors. It names no other file.
 */
const char *support_full_scenario(void);

void support_load_full(const char *const *overrides, size_t count, ent_scenario_t *scenario);

/*
 * A text that extends FILE and gives one key a value, elements of lists addressed by name:
 * "states.AAA.stance.jolt", "0.5" becomes
 *   extends = "FILE";
 *   states = ( { name = "AAA"; stance = { jolt = 0.5; }; } );
 * with the value in line 2. The caller's to free.
 */
char *support_child(const char *file, const char *path, const char *value);

#endif

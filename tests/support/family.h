/* Scenario files that extend each other, in a folder that holds the full scenario as "base.cfg". */
#ifndef SUPPORT_FAMILY_H
#define SUPPORT_FAMILY_H

#include "base/error.h"
#include "scenario/scenario.h"

/* Setup and teardown of a test whose state is the folder's path. */
int support_family_make(void **state);
int support_family_remove(void **state);

/* Loads a file of the folder, which may be wrong. */
ent_err_t support_family_try(const char *folder, const char *name, ent_scenario_t *scenario,
                             ent_diags_t *diags);

/* Loads a file of the folder; fails where it is wrong. */
void support_family_load(const char *folder, const char *name, ent_scenario_t *scenario);

/* Writes "child.cfg", which extends base.cfg and says this, and loads it. */
void support_family_load_child(const char *folder, const char *more, ent_scenario_t *scenario);

#endif

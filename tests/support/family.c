#include "support/family.h"

#include "scenario/load.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"

#include <stdlib.h>

int support_family_make(void **state) {
    *state = support_folder();
    support_write_quoted(*state, "base.cfg", support_full_scenario());
    return 0;
}

int support_family_remove(void **state) {
    support_remove(*state);
    return 0;
}

ent_err_t support_family_try(const char *folder, const char *name, ent_scenario_t *scenario,
                             ent_diags_t *diags) {
    char *path = support_path(folder, name);
    ent_diags_init(diags);
    ent_err_t error = ent_scenario_load(path, NULL, 0, scenario, diags);
    free(path);
    return error;
}

void support_family_load(const char *folder, const char *name, ent_scenario_t *scenario) {
    ent_diags_t diags;
    if (support_family_try(folder, name, scenario, &diags) != ENT_OK) {
        support_fail(&diags, name);
    }
}

void support_family_load_child(const char *folder, const char *more, ent_scenario_t *scenario) {
    char *text = support_edit("extends = 'base.cfg';\n", NULL, NULL, more);
    support_write_quoted(folder, "child.cfg", text);
    free(text);
    support_family_load(folder, "child.cfg", scenario);
}

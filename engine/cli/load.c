#include "cli/load.h"

#include "base/memory.h"
#include "scenario/agree.h"

#include <stdlib.h>

ent_err_t ent_load_scenario(const char *path, const char *const *overrides, size_t override_count,
                            bool quiet, ent_scenario_t *scenario) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    if (diags == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(diags);
    ent_err_t error = ent_scenario_load(path, overrides, override_count, scenario, diags);
    if (!quiet || error != ENT_OK) {
        ent_diags_print(diags, stderr);
    }
    free(diags);
    return error;
}

ent_err_t ent_load_as_asked(const char *path, const ent_shared_options_t *shared,
                            ent_scenario_t *scenario) {
    return ent_load_scenario(path, (const char *const *)shared->overrides, shared->override_count,
                             shared->quiet, scenario);
}

ent_err_t ent_check_agreement(const ent_scenario_t *control, const ent_scenario_t *other) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    if (diags == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(diags);
    ent_err_t error = ent_scenario_agree(control, other, diags);
    ent_diags_print(diags, stderr);
    free(diags);
    return error;
}

ent_err_t ent_load_curves(const char *path, const ent_scenario_t *scenario, ent_curve_t *curves) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    if (diags == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(diags);
    ent_err_t error = ent_curves_read(path, scenario, curves, diags);
    ent_diags_print(diags, stderr);
    free(diags);
    return error;
}

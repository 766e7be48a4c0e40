#include "cli/load_sweep.h"

#include "base/memory.h"
#include "scenario/agree.h"

#include <stdlib.h>

/* All scenarios are read, so that one look shows what is wrong with any of them. */
static ent_err_t load_scenarios(ent_loaded_sweep_t *loaded, ent_diags_t *diags) {
    const ent_sweep_t *sweep = &loaded->sweep;
    size_t errors = diags->errors;
    loaded->scenarios = ent_alloc(sweep->scenario_count, sizeof *loaded->scenarios);
    ent_err_t error = loaded->scenarios != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < sweep->scenario_count && error == ENT_OK; i++) {
        error = ent_factored_load(sweep, i, &loaded->scenarios[i], diags);
        error = error == ENT_ERR_SCENARIO ? ENT_OK : error; /* it is in the diagnostics */
    }
    return error == ENT_OK && diags->errors > errors ? ENT_ERR_SCENARIO : error;
}

/* The same luck in all scenarios needs the same dates in all. */
static ent_err_t check_agreement(const ent_loaded_sweep_t *loaded, ent_diags_t *diags) {
    ent_err_t error = ENT_OK;
    for (size_t i = 1; i < loaded->sweep.scenario_count && error == ENT_OK; i++) {
        error = ent_scenario_agree(&loaded->scenarios[0].scenario, &loaded->scenarios[i].scenario,
                                   diags);
    }
    return error;
}

static ent_err_t load(const char *path, ent_loaded_sweep_t *loaded, ent_diags_t *diags) {
    ent_err_t error = ent_sweep_load(path, &loaded->sweep, diags);
    if (error == ENT_OK) {
        error = load_scenarios(loaded, diags);
    }
    if (error == ENT_OK) {
        error = check_agreement(loaded, diags);
    }
    return error == ENT_OK ? ent_factors_check(&loaded->sweep, loaded->scenarios, diags) : error;
}

ent_err_t ent_load_sweep(const char *path, ent_loaded_sweep_t *loaded) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    if (diags == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(diags);
    ent_err_t error = load(path, loaded, diags);
    ent_diags_print(diags, stderr);
    free(diags);
    return error;
}

void ent_free_sweep(ent_loaded_sweep_t *loaded) {
    for (size_t i = 0; i < loaded->sweep.scenario_count && loaded->scenarios != NULL; i++) {
        ent_factored_free(&loaded->scenarios[i]);
    }
    free(loaded->scenarios);
    ent_sweep_free(&loaded->sweep);
    *loaded = (ent_loaded_sweep_t){0};
}

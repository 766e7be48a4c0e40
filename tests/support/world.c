#include "support/world.h"

#include "scenario/load.h"
#include "support/files.h"
#include "support/scenarios.h"
#include "support/scripted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void load_extended(const char *more, const char *const *overrides, size_t count,
                          ent_scenario_t *scenario) {
    static const char extends[] =
        "extends = \"small.cfg\";"
        "institution_defaults = { insulation = 0.5; binding = 0.1; level = 0.5; habit = 0.5;"
        " build = 0.1; fade = 3.0; threshold = 0.0; slope = 3.0; suspend_below = -1.0;"
        " resume_above = 0.0; patience = 0.5; };\n";
    ent_diags_t diags;
    char *folder = support_folder(), *text = malloc(sizeof extends + strlen(more));
    assert_non_null(text);
    strcat(strcpy(text, extends), more);
    char *parent = support_write(folder, "small.cfg", support_small_scenario());
    char *path = support_write(folder, "scenario.cfg", text);
    ent_diags_init(&diags);
    if (ent_scenario_load(path, overrides, count, scenario, &diags) != ENT_OK) {
        ent_diags_print(&diags, stderr);
        fail_msg("the test's scenario is not sound");
    }
    free(text);
    free(parent);
    free(path);
    support_remove(folder);
}

void support_world_restart(support_world_t *world, bool deterministic) {
    ent_block_start(&world->block, &world->plan, 1, 0, SUPPORT_LANES, deterministic);
    world->model->record_instant(&world->plan, &world->block, 0);
}

void support_world_open(support_world_t *world, const char *more, const char *const *overrides) {
    size_t count = 0;
    while (overrides != NULL && overrides[count] != NULL) {
        count++;
    }
    *world = (support_world_t){.model = ent_model(ent_isa_best())};
    load_extended(more, overrides, count, &world->scenario);
    assert_int_equal(ent_plan_init(&world->plan, &world->scenario), ENT_OK);
    assert_int_equal(ent_block_init(&world->block, &world->plan, SUPPORT_LANES), ENT_OK);
    world->block.random = support_scripted_random();
    support_world_restart(world, false);
}

void support_world_close(support_world_t *world) {
    ent_block_free(&world->block);
    ent_plan_free(&world->plan);
    ent_scenario_free(&world->scenario);
}

void support_world_run(support_world_t *world, const char *phase, size_t step) {
    for (size_t i = 0; i < world->model->phase_count; i++) {
        if (strcmp(world->model->phases[i].name, phase) == 0) {
            world->model->phases[i].run(&world->plan, &world->block, step);
            return;
        }
    }
    fail_msg("there is no phase \"%s\"", phase);
}

void support_world_steps(support_world_t *world, size_t first, size_t last) {
    for (size_t step = first; step < last; step++) {
        world->model->step(&world->plan, &world->block, step);
    }
}

double *support_world_lanes(const support_world_t *world, const char *name) {
    const ent_variable_t *variable = ent_variables_find(&world->plan.variables, name, NULL);
    if (variable == NULL) {
        fail_msg("there is no variable \"%s\"", name);
    }
    return ent_block_variable(&world->block, variable->kind, variable->index);
}

void support_world_fill(const support_world_t *world, double *row, double value) {
    for (size_t j = 0; j < world->block.lanes; j++) {
        row[j] = value;
    }
}

void support_world_set(support_world_t *world, const char *name, double value) {
    support_world_fill(world, support_world_lanes(world, name), value);
}

double support_monthly_keep(double inertia) {
    return exp(-1.0 / 12.0 / inertia);
}

#include "support/paths.h"

#include "support/world.h"

#include <stdlib.h>

static void record(const ent_variable_t *variable, const ent_block_t *block, double *row) {
    const double *lanes = ent_block_variable(block, variable->kind, variable->index);
    for (size_t j = 0; j < SUPPORT_LANES; j++) {
        row[j] = lanes[j];
    }
}

double *support_paths(const ent_plan_t *plan, uint64_t seed, size_t members, const char *name) {
    const ent_model_t *model = ent_model(ent_isa_best());
    const ent_variable_t *variable = ent_variables_find(&plan->variables, name, NULL);
    double *values = calloc((plan->steps + 1) * members, sizeof *values);
    ent_block_t block;
    assert_true(values != NULL && members % SUPPORT_LANES == 0);
    if (variable == NULL) {
        fail_msg("there is no variable \"%s\"", name);
    }
    assert_int_equal(ent_block_init(&block, plan, SUPPORT_LANES), ENT_OK);
    block.random = ent_random(ent_isa_best());
    for (size_t m = 0; m < members; m += SUPPORT_LANES) {
        ent_block_start(&block, plan, seed, m, SUPPORT_LANES, false);
        model->record_instant(plan, &block, 0);
        for (size_t n = 0; n <= plan->steps; n++) {
            record(variable, &block, values + n * members + m);
            if (n < plan->steps) {
                model->step(plan, &block, n);
            }
        }
    }
    ent_block_free(&block);
    return values;
}

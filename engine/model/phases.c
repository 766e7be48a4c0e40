/* A kernel file: compiled once for each instruction set. The list of phases. */
#include "model/phases.h"

static const ent_phase_t phases[] = {
    {"draws", ENT_KERNEL(draws)},
    {"drivers", ENT_KERNEL(drivers)},           /* 1 */
    {"answers", ENT_KERNEL(answers)},           /* 2a */
    {"events", ENT_KERNEL(events)},             /* 2b */
    {"shocks", ENT_KERNEL(shocks)},             /* 2c */
    {"parameters", ENT_KERNEL(parameters)},     /* from phase 3 on */
    {"succession", ENT_KERNEL(succession)},     /* 3 */
    {"governments", ENT_KERNEL(governments)},   /* 4 */
    {"institutions", ENT_KERNEL(institutions)}, /* 5 */
    {"domains", ENT_KERNEL(domains)},           /* 6 */
    {"publics", ENT_KERNEL(publics)},           /* 7 */
    {"health", ENT_KERNEL(health)},             /* 8 */
    {"record", ENT_KERNEL(record)},
};

enum { PHASES = sizeof phases / sizeof phases[0] };

static void step(const ent_plan_t *plan, ent_block_t *block, size_t n) {
    for (size_t i = 0; i < PHASES; i++) {
        phases[i].run(plan, block, n);
    }
}

const ent_model_t ENT_KERNEL(model) = {phases, PHASES, step, ENT_KERNEL(record_instant)};

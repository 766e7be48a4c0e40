/* A kernel file: compiled once for each instruction set. The list of phases. */
#include "model/phases.h"

static const ent_phase_t phases[] = {
    {"draws", ENT_KERNEL(draws), "", "the step's random numbers are drawn"},
    {"drivers", ENT_KERNEL(drivers), "1", "baselines and levels of outside drivers move"},
    {"answers", ENT_KERNEL(answers), "2a", "states answer provocations that have waited"},
    {"events", ENT_KERNEL(events), "2b", "the scenario's events happen, in the order of the file"},
    {"shocks", ENT_KERNEL(shocks), "2c", "random shocks arrive, in the order of the file"},
    {"parameters", ENT_KERNEL(parameters), "", "parameters that an event changed take effect"},
    {"succession", ENT_KERNEL(succession), "3", "leaders fall and are elected"},
    {"governments", ENT_KERNEL(governments), "4", "approval and policy stances move"},
    {"institutions", ENT_KERNEL(institutions), "5",
     "habits fade; meetings, talks, suspensions and resumptions"},
    {"domains", ENT_KERNEL(domains), "6", "cooperation in the domains moves"},
    {"publics", ENT_KERNEL(publics), "7", "grievances fade, the warmth of cohorts moves"},
    {"health", ENT_KERNEL(health), "8", "relationship health follows its parts"},
    {"record", ENT_KERNEL(record), "", "the instant after the step is recorded"},
};

enum { PHASES = sizeof phases / sizeof phases[0] };

static void step(const ent_plan_t *plan, ent_block_t *block, size_t n) {
    for (size_t i = 0; i < PHASES; i++) {
        phases[i].run(plan, block, n);
    }
}

const ent_model_t ENT_KERNEL(model) = {phases, PHASES, step, ENT_KERNEL(record_instant)};

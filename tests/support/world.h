/* A scenario with its plan and a block of members, for tests that run a phase at a time. */
#ifndef SUPPORT_WORLD_H
#define SUPPORT_WORLD_H

#include "model/lanes.h"
#include "model/phases.h"
#include "support/close.h"

/* An institution that stands; worlds have defaults for all it does not say but its name, cadence.
 */
#define SUPPORT_ACTIVE "status = \"active\"; "

/* The end of an event that does nothing. */
#define SUPPORT_NO_EFFECT "effects = ( { type = \"reconcile\"; share = 0.0; } ); }"

/* Leaders of two types: a quarter at 0.5, three quarters at −0.5. */
#define SUPPORT_POOL                                                                               \
    "pool = ( { name = \"x\"; weight = 1.0; orientation = 0.5; spread = 0.1; },"                   \
    "{ name = \"y\"; weight = 3.0; orientation = -0.5; spread = 0.2; } );"

enum { SUPPORT_LANES = 8 };

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_block_t block; /* of SUPPORT_LANES members from number 0, at the start */
    const ent_model_t *model;
} support_world_t;

/*
 * A scenario that extends the small one by `more`, so that lists merge by name, with overrides up
 * to a NULL (or NULL for none). Institutions have, by default, insulation, level and habit 0.5,
 * binding and build 0.1, fade 3, threshold 0, slope 3, suspend_below −1, resume_above 0, patience
 * 0.5. Random numbers are scripted; the instruction set is the widest here.
 */
void support_world_open(support_world_t *world, const char *more, const char *const *overrides);
void support_world_close(support_world_t *world);

/* Puts the members at the start again and derives what is derived there. */
void support_world_restart(support_world_t *world, bool deterministic);

/* Runs one phase of a step, by its name in the list of phases. */
void support_world_run(support_world_t *world, const char *phase, size_t step);

/* Runs the whole steps first … last − 1. */
void support_world_steps(support_world_t *world, size_t first, size_t last);

/* The lanes of a recorded variable, by its name in outputs. */
double *support_world_lanes(const support_world_t *world, const char *name);

/* Gives all lanes of a row one value. */
void support_world_fill(const support_world_t *world, double *row, double value);

/* Recorded variables of all lanes: derived values are refreshed from the rest. */
void support_world_set(support_world_t *world, const char *name, double value);

/* keep(T) = exp(−Δ/T) for a step of a month, by libm. */
double support_monthly_keep(double inertia);

#endif

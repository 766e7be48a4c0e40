/* Many members of a small scenario with real random numbers, for tests of statistics. */
#ifndef SUPPORT_SAMPLE_H
#define SUPPORT_SAMPLE_H

#include "support/world.h"

enum { SUPPORT_SAMPLE_BLOCKS = 16, SUPPORT_SAMPLE_LANES = 64, SUPPORT_SAMPLE_STEPS = 3 };

/* How far a sample may be off; the seed is fixed, so a test that passes passes always. */
#define SUPPORT_STANDARD_ERRORS 5

/* "step=week" and so on, with their lengths. */
extern const struct support_sample_step {
    const char *set;
    double years;
} support_sample_steps[SUPPORT_SAMPLE_STEPS];

/* As support_world_open, with a block of SUPPORT_SAMPLE_LANES members and a seed of its own. */
void support_sample_open(support_world_t *sample, const char *more, const char *const *overrides);

/* Puts the members of the b-th block of SUPPORT_SAMPLE_BLOCKS at the start. */
void support_sample_start(support_world_t *sample, size_t b);

/* How often something happens in all members and steps; `look` finds it in a step just taken. */
double support_sample_count(support_world_t *sample,
                            ent_lanes_t (*look)(const ent_happenings_t *happened));

#endif

/* Scenarios with factors put together by hand, without a sweep's file. */
#ifndef SUPPORT_FACTORED_H
#define SUPPORT_FACTORED_H

#include "scenario/factor.h"

/* A number that follows a factor. */
typedef struct {
    size_t factor;
    const char *path; /* as for --set, of what the scenario says */
} support_slot_t;

/* Takes over a loaded scenario; paths that it does not have are left out. Factors are numbered
 * below
 * 8. Fails the test without memory. */
void support_factored_make(ent_factored_t *factored, ent_scenario_t *scenario,
                           const support_slot_t *slots, size_t count);

#endif

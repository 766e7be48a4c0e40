/* What members do, block by block, without the ensemble: the values of recorded variables. */
#ifndef SUPPORT_PATHS_H
#define SUPPORT_PATHS_H

#include "model/plan.h"

/*
 * The values of a variable, by its name in outputs, of members 0 … members − 1 (a multiple of 8) at
 * every instant of a plan: instants × members, row-major, the caller's to free. Fails the test
 * where there is no such variable.
 */
double *support_paths(const ent_plan_t *plan, uint64_t seed, size_t members, const char *name);

#endif

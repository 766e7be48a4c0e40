/* Sweeps of scenarios in a folder of the test's own. */
#ifndef SUPPORT_SWEEPS_H
#define SUPPORT_SWEEPS_H

#include "scenario/factor.h"

/*
 * Reads a sweep of these scenarios and factors, in which ' stands for "; fails if it is not sound.
 * Names of files are relative to the folder; those that begin with "japan-rok/" are the library's.
 */
void support_sweep(const char *folder, const char *scenarios, const char *factors,
                   ent_sweep_t *sweep);

/* The same from the `set` of the sweep on: `more` is added to the file. */
void support_sweep_with(const char *folder, const char *scenarios, const char *factors,
                        const char *more, ent_sweep_t *sweep);

/* Loads a scenario of the sweep; fails if that or one of the factors is wrong. */
void support_factored(const ent_sweep_t *sweep, size_t index, ent_factored_t *factored);

#endif

/* A comparison of two scenarios and its folder, made as `entente compare` makes them, for tests. */
#ifndef SUPPORT_COMPARISON_H
#define SUPPORT_COMPARISON_H

#include "report/comparison.h"
#include "report/output.h"

enum { SUPPORT_COMPARED = 2 };

typedef struct {
    ent_scenario_t scenarios[SUPPORT_COMPARED];
    ent_plan_t plans[SUPPORT_COMPARED];
    ent_metrics_t metrics[SUPPORT_COMPARED];
    bool *record[SUPPORT_COMPARED];            /* [variable] health and levels, which is quick */
    ent_compared_t compared[SUPPORT_COMPARED]; /* labelled "control" and "other" */
    ent_ensemble_t ensemble;
    ent_writer_t members[SUPPORT_COMPARED];
    ent_comparison_t comparison; /* for tables and figures, once it has run */
} support_comparison_t;

/*
 * Loads both scenarios, compiles and matches them, and lists what the other changes. The control
 * comes first. Free it after a failure, too.
 */
ENT_CHECKED ent_err_t support_comparison_open(support_comparison_t *comparison, const char *control,
                                              const char *other, uint64_t members, uint64_t seed);

/* Runs the members of both, in one thread. */
ENT_CHECKED ent_err_t support_comparison_simulate(support_comparison_t *comparison);

/* Runs it, and writes all data files and the manifest, in the program's order. */
ENT_CHECKED ent_err_t support_comparison_write(support_comparison_t *comparison, const char *folder,
                                               bool force);

/* Harmless twice. */
void support_comparison_free(support_comparison_t *comparison);

#endif

/* A run and its folder of results, made as `entente run` makes them, for tests. */
#ifndef SUPPORT_RESULTS_H
#define SUPPORT_RESULTS_H

#include "analysis/metrics.h"
#include "report/output.h"
#include "report/tables.h"

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    ent_ensemble_t ensemble;
    ent_writer_t members, paths;
    ent_run_t run;
} support_results_t;

/* Loads and compiles the scenario of a file. */
ENT_CHECKED ent_err_t support_results_open(support_results_t *results, const char *path,
                                           uint64_t members, uint64_t seed);

/* Runs it: results->run then has all that tables and figures need. */
ENT_CHECKED ent_err_t support_results_simulate(support_results_t *results);

/*
 * Runs it and writes all data files and the manifest, in the program's order; frees what the run
 * gathered again.
 */
ENT_CHECKED ent_err_t support_results_write(support_results_t *results, const char *folder,
                                            bool force);

/* After a failure, too. */
void support_results_free(support_results_t *results);

#endif

/*
 * What `run` and `compare` do alike: load scenarios, make the folder of results, run all members
 * of all scenarios, finish. A run is a comparison of one.
 */
#ifndef ENT_CLI_JOB_H
#define ENT_CLI_JOB_H

#include "cli/progress.h"
#include "cli/run_options.h"
#include "report/comparison.h"
#include "report/drawing.h"
#include "report/output.h"

/* One scenario of the job. */
typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    bool *record;         /* [variable] what --record chooses; NULL for all */
    char *folder;         /* of its files, within the output; "" in a run */
    ent_writer_t members; /* members.csv */
} ent_job_side_t;

typedef struct {
    const ent_run_options_t *options;
    ent_job_side_t sides[ENT_MOST_COMPARED];
    size_t count;
    ent_compared_t compared[ENT_MOST_COMPARED];
    ent_pairing_t pairings[ENT_MOST_COMPARED];
    ent_ensemble_t ensemble;
    ent_output_t output;
    ent_writer_t paths; /* paths.csv, of a run */
    ent_progress_t progress;
    ent_isa_t isa;
    bool said; /* what ended it, where it was found */
} ent_job_t;

/* What a command does with the results. */
typedef struct {
    ent_err_t (*write)(ent_job_t *job); /* data files, to be published together */
    ent_err_t (*draw)(ent_job_t *job, char *note);
    void (*show)(const ent_job_t *job); /* on stdout */
} ent_job_command_t;

/* The comparison, or the run, of a job that has run. */
ent_comparison_t ent_job_comparison(const ent_job_t *job);

/* Does a command from its command line on; returns the exit status. */
int ent_job_main(ent_run_command_t kind, const ent_job_command_t *command, int argc, char **argv);

#endif

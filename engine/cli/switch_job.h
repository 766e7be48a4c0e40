/* What `entente switch` asks of the engine: both scenarios at a value, over threads. */
#ifndef ENT_CLI_SWITCH_JOB_H
#define ENT_CLI_SWITCH_JOB_H

#include "analysis/crossing.h"
#include "analysis/point.h"
#include "cli/progress.h"
#include "cli/switch_options.h"

/* Both scenarios and what is asked of them; the options outlive it. */
typedef struct {
    const ent_switch_options_t *options;
    ent_sweep_t sweep; /* of one factor; everything in it is the options', or stands below */
    ent_factor_t factor;
    char *scenarios[ENT_SWITCH_SIDES];
    ent_place_t places[ENT_SWITCH_SIDES], *override_places;
    ent_factored_t sides[ENT_SWITCH_SIDES];
    ent_question_t question;
    ent_metric_t metric;
    ent_point_t *points; /* [thread] */
    size_t thread_count;
    ent_crossing_point_t *batch; /* under way */
    uint64_t done;               /* values, for the progress line */
    bool failed;                 /* some value could not be run: */
    uint64_t failed_piece;
    double failed_value;
    char reason[ENT_REASON_SIZE];
    ent_progress_t progress;
} ent_switch_job_t;

/*
 * Loads the scenarios, finds what the factor changes in them, and the metric. What is wrong is said
 * on stderr. Free the job either way.
 */
ENT_CHECKED ent_err_t ent_switch_job_open(ent_switch_job_t *job,
                                          const ent_switch_options_t *options, ent_isa_t isa);
void ent_switch_job_free(ent_switch_job_t *job);

/* Scans, and searches what the scan shows. Says at which value a scenario is invalid. */
ENT_CHECKED ent_err_t ent_switch_job_search(ent_switch_job_t *job, ent_crossings_t *crossings);

#endif

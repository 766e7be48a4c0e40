/* A sweep under way: what `entente sweep` is made of. */
#ifndef ENT_CLI_SWEEP_JOB_H
#define ENT_CLI_SWEEP_JOB_H

#include "cli/progress.h"
#include "cli/sweep_options.h"
#include "report/output.h"
#include "report/store.h"

/* What one thread works with. */
typedef struct {
    ent_point_t point;
    double *values;  /* [factor] */
    uint64_t number; /* of the point */
    bool idle;       /* it was there already */
} ent_sweep_hand_t;

/* Begins zeroed but for the options. */
typedef struct {
    const ent_sweep_options_t *options;
    ent_swept_t swept;
    ent_sweep_hand_t *hands; /* [thread] */
    size_t hand_count;
    unsigned char *there;  /* a bit for each point that was in the store at the start */
    uint64_t end, left;    /* the position after the last piece of work, and how many there are */
    uint64_t done, failed; /* points in the store */
    ent_store_t *store;
    ent_output_t output;
    ent_progress_t progress;
    bool salvaged; /* the store was damaged, and points may have been lost */
    bool said;     /* what ended it, where it was found */
} ent_sweep_job_t;

/* Says what ended it, unless that is said elsewhere; gives the error back. */
ent_err_t ent_sweep_say(ent_sweep_job_t *job, ent_err_t error, const char *problem);

/* ---- The folder (sweep_folder.c), in the order of use ---- */

ENT_CHECKED ent_err_t ent_sweep_open_folder(ent_sweep_job_t *job);
ENT_CHECKED ent_err_t ent_sweep_open_store(ent_sweep_job_t *job);

/* The sweep and its scenarios, with every default, so that the folder needs no other file. */
ENT_CHECKED ent_err_t ent_sweep_write_inputs(ent_sweep_job_t *job);

/*
 * Tables are of all that is in the store, or they are not there. So they go before a first point is
 * added, and a sweep that is broken off leaves none until it goes on, if only with --points 0.
 */
ENT_CHECKED ent_err_t ent_sweep_withdraw_tables(ent_sweep_job_t *job);
ENT_CHECKED ent_err_t ent_sweep_write_tables(ent_sweep_job_t *job);

/* Closes the store, so that it is one file, and writes the manifest with its hash. */
ENT_CHECKED ent_err_t ent_sweep_write_manifest(ent_sweep_job_t *job, int argc, char **argv,
                                               const char *started, double seconds);

#endif

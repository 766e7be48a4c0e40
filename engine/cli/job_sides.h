/* The scenarios of a job, before anything is run: for job.c. */
#ifndef ENT_CLI_JOB_SIDES_H
#define ENT_CLI_JOB_SIDES_H

#include "cli/job.h"

/* Each says on stderr what is wrong with scenarios and options. In this order: */

/* Reads and compiles all scenarios, and checks that they can be held against each other. */
ENT_CHECKED ent_err_t ent_job_load(ent_job_t *job);

/* Which variables are recorded: those some pattern of --record matches, in any scenario. */
ENT_CHECKED ent_err_t ent_job_choose_variables(ent_job_t *job);

/* Matches each scenario with the control, and lists what it changes. */
ENT_CHECKED ent_err_t ent_job_match(ent_job_t *job);

/* Names the folders of the scenarios after their files; the second "base" is "base-2". */
ENT_CHECKED ent_err_t ent_job_name_folders(ent_job_t *job);

#endif

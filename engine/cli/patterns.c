#include "report/patterns.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/history_options.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/talk.h"
#include "report/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One scenario of the job. */
typedef struct {
    ent_scenario_t scenario;
    ent_curve_t curves[ENT_MAX_POLLS];
    char *label;
    ent_finding_t *findings; /* [pattern] */
} side_t;

typedef struct {
    const ent_history_options_t *options;
    side_t sides[ENT_MOST_TESTED];
    ent_tested_t tested[ENT_MOST_TESTED];
    size_t at; /* the scenario under test */
    ent_output_t output;
    ent_progress_t progress;
    ent_isa_t isa;
} job_t;

/* Scenarios are called as their files are, in letters that a terminal can show. */
static ent_err_t name_sides(job_t *job) {
    char *labels[ENT_MOST_TESTED];
    ent_err_t error =
        ent_name_folders(job->options->scenarios, job->options->scenario_count, labels);
    for (size_t i = 0; i < job->options->scenario_count; i++) {
        job->sides[i].label = labels[i];
        if (labels[i] != NULL) {
            ent_text_mask(labels[i]);
        }
    }
    return error;
}

static void declare_curves(side_t *side) {
    for (size_t p = 0; p < side->scenario.poll_count; p++) {
        side->curves[p] = ent_curve_declared(side->scenario.polls[p].noise);
    }
}

static ent_err_t load(job_t *job) {
    const ent_history_options_t *options = job->options;
    ent_err_t error = ent_choose_isa(&job->isa);
    for (size_t i = 0; i < options->scenario_count && error == ENT_OK; i++) {
        side_t *side = &job->sides[i];
        error = ent_load_as_asked(options->scenarios[i], &options->shared, &side->scenario);
        if (error == ENT_OK) {
            declare_curves(side);
        }
    }
    return error == ENT_OK ? name_sides(job) : error;
}

static ent_err_t read_polls(job_t *job) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < job->options->scenario_count && error == ENT_OK; i++) {
        if (job->options->polls != NULL) {
            error =
                ent_load_curves(job->options->polls, &job->sides[i].scenario, job->sides[i].curves);
        }
    }
    return error;
}

/* Refuses a folder before any work. */
static ent_err_t open_output(job_t *job) {
    const ent_history_options_t *options = job->options;
    if (options->shared.output == NULL) {
        return ENT_OK;
    }
    ent_err_t error = ent_output_open(&job->output, options->shared.output, options->shared.force);
    for (size_t i = 0; i < options->scenario_count; i++) {
        for (size_t k = 0; k < job->sides[i].scenario.file_count && error == ENT_OK; k++) {
            error = ent_output_protect(&job->output, "", job->sides[i].scenario.files[k]);
        }
    }
    if (error == ENT_OK && options->polls != NULL) {
        error = ent_output_protect(&job->output, "", options->polls);
    }
    return error;
}

static void show_progress(void *user, double share_done) {
    job_t *job = user;
    double done = (double)job->at + share_done;
    ent_progress_draw(&job->progress, done / (double)job->options->scenario_count);
}

static ent_err_t test_side(job_t *job, size_t index) {
    side_t *side = &job->sides[index];
    const ent_trials_options_t options = {.members = job->options->shared.members,
                                          .seed = job->options->shared.seed,
                                          .isa = job->isa,
                                          .threads = job->options->shared.threads,
                                          .stop = ent_interrupt_flag(),
                                          .progress = show_progress,
                                          .user = job};
    ent_trials_t *trials = ent_alloc(1, sizeof *trials);
    side->findings = ent_alloc(ent_pattern_count, sizeof *side->findings);
    if (trials == NULL || side->findings == NULL) {
        free(trials);
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_trials_run(&side->scenario, side->curves, &options, trials);
    for (size_t p = 0; p < ent_pattern_count && error == ENT_OK; p++) {
        error = ent_pattern_test(&ent_patterns[p], trials, &side->findings[p]);
    }
    job->tested[index] = (ent_tested_t){.label = side->label,
                                        .scenario = &side->scenario,
                                        .recorded = trials->recorded,
                                        .findings = side->findings};
    ent_trials_free(trials);
    free(trials);
    return error;
}

static ent_err_t test(job_t *job) {
    ent_err_t error = ENT_OK;
    ent_progress_start(&job->progress, job->options->shared.quiet);
    for (job->at = 0; job->at < job->options->scenario_count && error == ENT_OK; job->at++) {
        error = test_side(job, job->at);
    }
    ent_progress_clear(&job->progress);
    return error;
}

static ent_pattern_report_t report_of(const job_t *job) {
    return (ent_pattern_report_t){.tested = job->tested,
                                  .count = job->options->scenario_count,
                                  .members = job->options->shared.members,
                                  .seed = job->options->shared.seed,
                                  .polls = job->options->polls};
}

static ent_err_t write_files(job_t *job) {
    const char *name = "patterns.csv";
    ent_pattern_report_t report = report_of(job);
    ent_writer_t writer;
    if (job->options->shared.output == NULL) {
        return ENT_OK;
    }
    ent_err_t error = ent_output_begin(&job->output, name, &writer);
    if (error == ENT_OK) {
        ent_patterns_table(&report, &writer);
        error = ent_output_finish(&job->output, name, &writer);
    }
    if (error == ENT_OK) {
        error = ent_output_publish(&job->output);
    }
    if (error == ENT_OK) {
        job->output.finished = true;
        error = ent_output_remove_stale(&job->output);
    }
    if (error == ENT_OK && !job->options->shared.quiet) {
        ent_say("results are in %s", job->output.directory);
    }
    return error;
}

static ent_err_t run_job(job_t *job) {
    ent_err_t (*const steps[])(job_t *) = {load, read_polls, open_output, test, write_files};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (error == ENT_OK) {
        ent_pattern_report_t report = report_of(job);
        ent_patterns_print(&report, stdout);
    }
    return error;
}

static void free_job(job_t *job) {
    ent_output_close(&job->output);
    for (size_t i = 0; i < ENT_MOST_TESTED; i++) {
        free(job->sides[i].findings);
        free(job->sides[i].label);
        ent_scenario_free(&job->sides[i].scenario);
    }
}

int ent_command_patterns(int argc, char **argv) {
    char program[] = "entente patterns";
    argv[0] = program;
    ent_history_options_t options;
    ent_err_t error = ent_history_options_read(&options, ENT_COMMAND_PATTERNS, argc, argv);
    job_t job = {.options = &options};
    if (error == ENT_OK && options.list) {
        ent_patterns_list(stdout);
    } else if (error == ENT_OK) {
        error = run_job(&job);
    }
    ent_say_failure(error, &job.output);
    free_job(&job);
    ent_history_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

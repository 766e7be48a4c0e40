#include "analysis/metrics.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/talk.h"
#include "model/plan.h"
#include "report/figures.h"
#include "report/manifest.h"
#include "report/output.h"
#include "report/tables.h"
#include "scenario/writer.h"

#include <stdlib.h>
#include <time.h>

/* Everything a run holds; freed in one place. */
typedef struct {
    const ent_run_options_t *options;
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    ent_ensemble_t ensemble;
    ent_output_t output;
    ent_writer_t members, paths;
    bool members_open, paths_open;
    bool *record;
    ent_run_t run;
    ent_progress_t progress;
    ent_isa_t isa;
} job_t;

/* Reads and compiles the scenario; says what is wrong with it. */
static ent_err_t load(job_t *job) {
    const ent_run_options_t *options = job->options;
    ent_err_t error = ent_load_scenario(options->scenarios[0], options->overrides,
                                        options->override_count, options->quiet, &job->scenario);
    if (error == ENT_OK) {
        error = ent_plan_init(&job->plan, &job->scenario);
    }
    if (error == ENT_OK) {
        error = ent_metrics_init(&job->metrics, &job->plan, options->falls);
    }
    return error;
}

/* Which variables are recorded: those some pattern of --record matches. */
static ent_err_t choose_variables(job_t *job) {
    const ent_variables_t *variables = &job->plan.variables;
    if (job->options->pattern_count == 0) {
        return ENT_OK;
    }
    job->record = ent_alloc(variables->count, sizeof *job->record);
    if (job->record == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < job->options->pattern_count; i++) {
        if (!ent_match_variables(variables, job->options->patterns[i], job->record)) {
            return ENT_ERR_USAGE;
        }
    }
    return ENT_OK;
}

/* Makes the folder of results and the files that are written while the run goes on. */
static ent_err_t open_output(job_t *job) {
    const ent_run_options_t *options = job->options;
    ent_err_t error = ent_output_open(&job->output, options->output, options->force);
    for (size_t i = 0; i < job->scenario.file_count && error == ENT_OK; i++) {
        error = ent_output_protect(&job->output, job->scenario.files[i]);
    }
    if (error == ENT_OK && options->members_file) {
        error = ent_output_begin(&job->output, "members.csv", &job->members);
        job->members_open = error == ENT_OK;
        if (error == ENT_OK) {
            ent_table_members_head(&job->metrics, &job->members);
        }
    }
    if (error == ENT_OK && options->paths > 0) {
        error = ent_output_begin(&job->output, "paths.csv", &job->paths);
        job->paths_open = error == ENT_OK;
        if (error == ENT_OK) {
            ent_table_paths_head(&job->paths);
        }
    }
    return error;
}

static ent_err_t take_tile(void *user, const ent_tile_t *tile) {
    job_t *job = user;
    if (job->members_open) {
        ent_table_members(&job->metrics, tile, &job->members);
    }
    if (job->paths_open) {
        ent_table_paths(&job->run, tile, job->options->paths, &job->paths);
    }
    return job->members.error != ENT_OK ? job->members.error : job->paths.error;
}

static void show_progress(void *user, double share_done) {
    job_t *job = user;
    ent_progress_draw(&job->progress, share_done);
}

static ent_err_t simulate(job_t *job) {
    const ent_run_options_t *options = job->options;
    const ent_plan_t *plans[] = {&job->plan};
    const bool *record[] = {job->record};
    ent_metric_set_t set = ent_metrics_set(&job->metrics);
    ent_ensemble_options_t ensemble = {
        .members = options->members,
        .seed = options->seed,
        .deterministic = options->deterministic,
        .isa = job->isa,
        .lanes = options->lanes,
        .tile = options->tile,
        .threads = options->threads,
        .record = record,
        .metrics = &set,
        .stop = ent_interrupt_flag(),
        .progress = show_progress,
        .tile_done = take_tile,
        .user = job,
    };
    job->run = (ent_run_t){.scenario = &job->scenario,
                           .plan = &job->plan,
                           .metrics = &job->metrics,
                           .members = options->members,
                           .seed = options->seed,
                           .deterministic = options->deterministic};
    ent_progress_start(&job->progress, options->quiet);
    ent_err_t error = ent_ensemble_run(plans, 1, &ensemble, &job->ensemble);
    ent_progress_clear(&job->progress);
    if (job->members.error != ENT_OK) { /* a full device, say: finishing the file says which */
        job->members_open = false;
        error = ent_output_finish(&job->output, "members.csv", &job->members);
    }
    job->run.gathered = error == ENT_OK ? &job->ensemble.plans[0] : NULL;
    return error;
}

static ent_err_t write_table(job_t *job, const char *name,
                             void (*table)(const ent_run_t *run, ent_writer_t *writer)) {
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(&job->output, name, &writer);
    if (error == ENT_OK) {
        table(&job->run, &writer);
        error = ent_output_finish(&job->output, name, &writer);
    }
    return error;
}

static ent_err_t write_scenario(job_t *job) {
    ent_writer_t writer;
    char *text = NULL;
    ent_err_t error = ent_scenario_text(&job->scenario, &text);
    if (error == ENT_OK) {
        error = ent_output_begin(&job->output, "scenario.cfg", &writer);
    }
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        error = ent_output_finish(&job->output, "scenario.cfg", &writer);
    }
    free(text);
    return error;
}

static ent_err_t write_files(job_t *job) {
    ent_err_t error = write_table(job, "summary.csv", ent_table_summary);
    if (error == ENT_OK) {
        error = write_table(job, "metrics.csv", ent_table_metrics);
    }
    if (error == ENT_OK) {
        error = write_table(job, "events.csv", ent_table_events);
    }
    if (error == ENT_OK) {
        error = write_scenario(job);
    }
    if (error == ENT_OK && job->paths_open) {
        job->paths_open = false;
        error = ent_output_finish(&job->output, "paths.csv", &job->paths);
    }
    if (error == ENT_OK && job->members_open) {
        job->members_open = false;
        error = ent_output_finish(&job->output, "members.csv", &job->members);
    }
    return error == ENT_OK ? ent_output_publish(&job->output) : error;
}

/* Results are complete without figures: what goes wrong here is said, and the rest goes on. */
static ent_err_t draw(job_t *job) {
    char note[ENT_FIGURE_NOTE_SIZE];
    if (job->options->formats == 0) {
        return ENT_OK;
    }
    ent_err_t error = ent_figures_draw(&job->run, job->options->formats, &job->output, note);
    if (note[0] != '\0') {
        ent_say("no figures: %s; the data are complete", note);
    }
    return error;
}

static ent_err_t run_job(job_t *job, int argc, char **argv) {
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t error = ent_choose_isa(&job->isa);
    ent_err_t (*const steps[])(job_t *) = {load, choose_variables, open_output, simulate,
                                           write_files};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (error != ENT_OK) {
        return error;
    }
    job->output.finished = true;
    ent_err_t drawn = draw(job);
    error = ent_output_remove_stale(&job->output);
    ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                         .words = (size_t)argc,
                                         .isa = job->isa,
                                         .wall_seconds = ent_seconds() - begin,
                                         .started = started};
    if (error == ENT_OK) {
        error = ent_manifest_write(&job->run, &circumstances, &job->output);
    }
    if (error == ENT_OK && !job->options->quiet) {
        ent_table_screen(&job->run, stdout);
        ent_say("results are in %s", job->output.directory);
    }
    return error == ENT_OK ? drawn : error;
}

static void free_job(job_t *job) {
    if (job->members_open) {
        ent_writer_abandon(&job->members);
    }
    if (job->paths_open) {
        ent_writer_abandon(&job->paths);
    }
    ent_output_close(&job->output);
    ent_ensemble_free(&job->ensemble);
    ent_metrics_free(&job->metrics);
    ent_plan_free(&job->plan);
    ent_scenario_free(&job->scenario);
    free(job->record);
}

int ent_command_run(int argc, char **argv) {
    char program[] = "entente run"; /* for usage messages, and in the manifest */
    argv[0] = program;
    ent_run_options_t options;
    ent_err_t error = ent_run_options_read(&options, ENT_COMMAND_RUN, argc, argv);
    if (error == ENT_OK) {
        job_t job = {.options = &options};
        error = run_job(&job, argc, argv);
        ent_say_failure(error, &job.output);
        free_job(&job);
    }
    ent_run_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

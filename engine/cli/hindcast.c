#include "analysis/hindcast.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/history_options.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/talk.h"
#include "report/curves.h"
#include "report/hindcast.h"
#include "report/manifest.h"
#include "report/run_files.h"

#include <stdlib.h>
#include <time.h>

/* Everything a hindcast holds; freed in one place. */
typedef struct {
    const ent_history_options_t *options;
    ent_scenario_t scenarios[ENT_HINDCAST_MODELS]; /* as given, and without its record */
    ent_plan_t plans[ENT_HINDCAST_MODELS];
    size_t plan_count;
    ent_curve_t given[ENT_MAX_POLLS]; /* slope 0 for none */
    ent_hindcast_t hindcast;
    ent_output_t output;
    ent_progress_t progress;
    ent_isa_t isa;
} job_t;

/* The same scenario with random shocks and successions instead of its record. */
static ent_err_t load_without_record(job_t *job) {
    const ent_history_options_t *options = job->options;
    const char **overrides = ent_alloc(options->shared.override_count + 1, sizeof *overrides);
    if (overrides == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < options->shared.override_count; i++) {
        overrides[i] = options->shared.overrides[i];
    }
    overrides[options->shared.override_count] = "event_record.enabled=false";
    ent_err_t error =
        ent_load_scenario(options->scenarios[0], overrides, options->shared.override_count + 1,
                          true, &job->scenarios[1]);
    free(overrides);
    return error;
}

static ent_err_t check_surveys(const job_t *job) {
    const ent_scenario_t *scenario = &job->scenarios[0];
    size_t inside = 0;
    for (size_t i = 0; i < job->hindcast.wave_count; i++) {
        inside += job->hindcast.waves[i].inside && job->hindcast.waves[i].graded;
    }
    if (scenario->survey_count == 0) {
        ent_say("%s: found %zu poll%s, expected at least one with a series of surveys",
                job->options->scenarios[0], scenario->poll_count,
                scenario->poll_count == 1 ? "" : "s");
        return ENT_ERR_SCENARIO;
    }
    if (inside == 0) {
        ent_say("%s: none of %zu survey waves lies within the run and is more than a memory",
                job->options->scenarios[0], scenario->survey_count);
        return ENT_ERR_SCENARIO;
    }
    return ENT_OK;
}

static ent_err_t load(job_t *job) {
    const ent_history_options_t *options = job->options;
    ent_err_t error = ent_choose_isa(&job->isa);
    if (error == ENT_OK) {
        error = ent_load_as_asked(options->scenarios[0], &options->shared, &job->scenarios[0]);
    }
    if (error != ENT_OK) {
        return error;
    }
    job->plan_count = 1;
    if (job->scenarios[0].record.given && job->scenarios[0].record.enabled) {
        job->plan_count = 2;
        error = load_without_record(job);
    }
    if (error == ENT_OK) {
        error = ent_hindcast_init(&job->hindcast, &job->scenarios[0], options->shared.seed);
    }
    if (error == ENT_OK) {
        error = check_surveys(job);
    }
    for (size_t k = 0; k < job->plan_count && error == ENT_OK; k++) {
        error = ent_plan_init(&job->plans[k], &job->scenarios[k]);
    }
    return error;
}

/* A file of curves must have one of a poll of the scenario: else it is of another. */
static ent_err_t read_polls(job_t *job) {
    const ent_scenario_t *scenario = &job->scenarios[0];
    size_t given = 0;
    if (job->options->polls == NULL) {
        return ENT_OK;
    }
    ent_err_t error = ent_load_curves(job->options->polls, scenario, job->given);
    for (size_t p = 0; p < scenario->poll_count; p++) {
        given += job->given[p].slope > 0;
    }
    if (error == ENT_OK && given == 0) {
        ent_say("%s: it has none of the polls of %s, expected a row of at least one, such as "
                "\"%s\"",
                job->options->polls, job->options->scenarios[0], scenario->polls[0].name);
        error = ENT_ERR_SCENARIO;
    }
    return error;
}

/* At least one poll must have waves to be fitted to, unless curves were given. */
static ent_err_t check_training(job_t *job) {
    size_t most = 0;
    for (size_t p = 0; p < job->scenarios[0].poll_count; p++) {
        size_t waves = ent_hindcast_training(&job->hindcast, p);
        most = waves > most ? waves : most;
    }
    if (job->options->polls == NULL && most < ENT_FIT_LEAST_WAVES) {
        ent_say("%s: no poll can be fitted: found at most %zu wave%s of one within the run and "
                "the training period, needed are %d (or --polls)",
                job->options->scenarios[0], most, most == 1 ? "" : "s", ENT_FIT_LEAST_WAVES);
        return ENT_ERR_SCENARIO;
    }
    return ENT_OK;
}

static ent_err_t open_output(job_t *job) {
    const ent_scenario_t *scenario = &job->scenarios[0];
    ent_err_t error =
        ent_output_open(&job->output, job->options->shared.output, job->options->shared.force);
    for (size_t i = 0; i < scenario->file_count && error == ENT_OK; i++) {
        error = ent_output_protect(&job->output, "", scenario->files[i]);
    }
    if (error == ENT_OK && job->options->polls != NULL) {
        error = ent_output_protect(&job->output, "", job->options->polls);
    }
    return error;
}

static void show_progress(void *user, double share_done) {
    job_t *job = user;
    ent_progress_draw(&job->progress, share_done);
}

static ent_err_t simulate(job_t *job) {
    const ent_plan_t *plans[] = {&job->plans[0], &job->plans[1]};
    const ent_sampled_options_t options = {.members = job->options->shared.members,
                                           .seed = job->options->shared.seed,
                                           .isa = job->isa,
                                           .threads = job->options->shared.threads,
                                           .stop = ent_interrupt_flag(),
                                           .progress = show_progress,
                                           .user = job};
    ent_progress_start(&job->progress, job->options->shared.quiet);
    ent_err_t error =
        ent_hindcast_run(&job->hindcast, plans, job->plan_count, job->given, &options);
    ent_progress_clear(&job->progress);
    return error;
}

static ent_err_t write_files(job_t *job) {
    ent_err_t error = ent_hindcast_write(&job->hindcast, &job->output);
    return error == ENT_OK ? ent_output_publish(&job->output) : error;
}

/* Results are complete without figures. */
static ent_err_t draw(job_t *job, const ent_run_t *run) {
    char caption[ENT_CAPTION_SIZE], note[ENT_FIGURE_NOTE_SIZE];
    if (job->options->shared.formats == 0) {
        return ENT_OK;
    }
    ent_err_t error = ent_run_caption(&run, 1, caption);
    if (error == ENT_OK) {
        error = ent_hindcast_draw(&job->hindcast, caption, job->options->shared.formats,
                                  &job->output, note);
        if (note[0] != '\0') {
            ent_say("no %sfigures: %s; the data are complete",
                    ent_figures_noted(&job->output) > 0 ? "more " : "", note);
        }
    }
    return error;
}

static ent_err_t run_job(job_t *job, int argc, char **argv) {
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t (*const steps[])(job_t *) = {load,        read_polls, check_training,
                                           open_output, simulate,   write_files};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (error != ENT_OK) {
        return error;
    }
    job->output.finished = true;
    const ent_run_t run = {.scenario = &job->scenarios[0],
                           .plan = &job->plans[0],
                           .members = job->options->shared.members,
                           .seed = job->options->shared.seed};
    const ent_run_t *runs[] = {&run};
    ent_err_t drawn = draw(job, &run);
    ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                         .words = (size_t)argc,
                                         .isa = job->isa,
                                         .wall_seconds = ent_seconds() - begin,
                                         .started = started,
                                         .input = job->options->polls};
    error = ent_output_remove_stale(&job->output);
    if (error == ENT_OK) {
        error = ent_manifest_write(runs, 1, &circumstances, &job->output);
    }
    if (error == ENT_OK && !job->options->shared.quiet) {
        ent_hindcast_screen(&job->hindcast, stdout);
        ent_say("results are in %s", job->output.directory);
    }
    return error == ENT_OK ? drawn : error;
}

static void free_job(job_t *job) {
    ent_output_close(&job->output);
    ent_hindcast_free(&job->hindcast);
    for (size_t k = 0; k < ENT_HINDCAST_MODELS; k++) {
        ent_plan_free(&job->plans[k]);
        ent_scenario_free(&job->scenarios[k]);
    }
    free(job);
}

int ent_command_hindcast(int argc, char **argv) {
    char program[] = "entente hindcast";
    argv[0] = program;
    ent_history_options_t options;
    ent_err_t error = ent_history_options_read(&options, ENT_COMMAND_HINDCAST, argc, argv);
    if (error == ENT_OK) {
        job_t *job = ent_alloc(1, sizeof *job);
        const ent_output_t nothing = {0};
        if (job != NULL) {
            job->options = &options;
        }
        error = job != NULL ? run_job(job, argc, argv) : ENT_ERR_MEMORY;
        ent_say_failure(error, job != NULL ? &job->output : &nothing);
        if (job != NULL) {
            free_job(job);
        }
    }
    ent_history_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

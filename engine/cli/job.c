#include "cli/job.h"

#include "base/machine.h"
#include "base/memory.h"
#include "cli/interrupt.h"
#include "cli/job_sides.h"
#include "cli/talk.h"
#include "report/drawing.h"
#include "report/manifest.h"
#include "report/page.h"
#include "report/run_files.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static ent_job_t *new_job(const ent_run_options_t *options) {
    ent_job_t *job = ent_alloc(1, sizeof *job);
    if (job != NULL) {
        job->options = options;
        job->count = options->scenario_count;
        job->paths.file = -1;
        for (size_t i = 0; i < job->count; i++) {
            job->sides[i].members.file = -1;
        }
    }
    return job;
}

static void free_job(ent_job_t *job) {
    if (job == NULL) {
        return;
    }
    ent_writer_abandon(&job->paths);
    for (size_t i = 0; i < job->count; i++) {
        ent_job_side_t *side = &job->sides[i];
        ent_writer_abandon(&side->members);
        ent_counterparts_free(&job->compared[i].counterparts);
        ent_differences_free(&job->compared[i].changes);
        ent_metrics_free(&side->metrics);
        ent_plan_free(&side->plan);
        ent_scenario_free(&side->scenario);
        free(side->record);
        free(side->folder);
    }
    ent_output_close(&job->output);
    ent_ensemble_free(&job->ensemble);
    free(job);
}

static ent_err_t protect_inputs(ent_job_t *job) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < job->count; i++) {
        const ent_scenario_t *scenario = &job->sides[i].scenario;
        for (size_t k = 0; k < scenario->file_count && error == ENT_OK; k++) {
            error = ent_output_protect(&job->output, "", scenario->files[k]);
            for (size_t j = 0; j < job->count && error == ENT_OK; j++) {
                error = ent_output_protect(&job->output, job->sides[j].folder, scenario->files[k]);
            }
        }
    }
    return error;
}

/* Makes the folder of results and the files that are written while the run goes on. */
static ent_err_t open_output(ent_job_t *job) {
    const ent_run_options_t *options = job->options;
    ent_err_t error = ent_output_open(&job->output, options->shared.output, options->shared.force);
    if (error == ENT_OK) {
        error = protect_inputs(job);
    }
    for (size_t i = 0; i < job->count && error == ENT_OK; i++) {
        ent_job_side_t *side = &job->sides[i];
        char name[ENT_RUN_FILE_SIZE];
        if (job->count > 1) {
            error = ent_output_folder(&job->output, side->folder);
        }
        if (error == ENT_OK && options->members_file) {
            error = ent_output_begin(&job->output, ent_run_file(side->folder, "members.csv", name),
                                     &side->members);
        }
        if (error == ENT_OK && options->members_file) {
            ent_table_members_head(&side->metrics, &side->members);
        }
    }
    if (error == ENT_OK && options->paths > 0) {
        error = ent_output_begin(&job->output, "paths.csv", &job->paths);
        if (error == ENT_OK) {
            ent_table_paths_head(&job->paths);
        }
    }
    return error;
}

static ent_err_t take_tile(void *user, const ent_tile_t *tile) {
    ent_job_t *job = user;
    ent_job_side_t *side = &job->sides[tile->plan];
    if (side->members.path != NULL) {
        ent_table_members(&side->metrics, tile, &side->members);
    }
    if (job->paths.path != NULL) {
        ent_table_paths(&job->compared[0].run, tile, job->options->paths, &job->paths);
    }
    return side->members.error != ENT_OK ? side->members.error : job->paths.error;
}

static void show_progress(void *user, double share_done) {
    ent_job_t *job = user;
    ent_progress_draw(&job->progress, share_done);
}

static ent_err_t finish_writer(ent_job_t *job, const char *folder, const char *name,
                               ent_writer_t *writer) {
    char path[ENT_RUN_FILE_SIZE];
    return ent_output_finish(&job->output, ent_run_file(folder, name, path), writer);
}

/* A device that filled up while the run went on: finishing the file says which one it was. */
static ent_err_t blame_writer(ent_job_t *job, ent_err_t error) {
    for (size_t i = 0; i < job->count; i++) {
        if (job->sides[i].members.error != ENT_OK) {
            return finish_writer(job, job->sides[i].folder, "members.csv", &job->sides[i].members);
        }
    }
    return job->paths.error != ENT_OK ? finish_writer(job, "", "paths.csv", &job->paths) : error;
}

/* What the ensemble is asked for; the options point into the rest. */
typedef struct {
    const ent_plan_t *plans[ENT_MOST_COMPARED];
    const bool *record[ENT_MOST_COMPARED];
    ent_metric_set_t sets[ENT_MOST_COMPARED];
    ent_ensemble_options_t options;
} request_t;

static void prepare(ent_job_t *job, request_t *request) {
    const ent_run_options_t *options = job->options;
    for (size_t i = 0; i < job->count; i++) {
        request->plans[i] = &job->sides[i].plan;
        request->record[i] = job->sides[i].record;
        request->sets[i] = ent_metrics_set(&job->sides[i].metrics);
    }
    request->options = (ent_ensemble_options_t){
        .members = options->shared.members,
        .seed = options->shared.seed,
        .deterministic = options->deterministic,
        .isa = job->isa,
        .lanes = options->lanes,
        .tile = options->tile,
        .threads = options->shared.threads,
        .record = request->record,
        .metrics = request->sets,
        .pairings = job->count > 1 ? job->pairings : NULL,
        .stop = ent_interrupt_flag(),
        .progress = show_progress,
        .tile_done = take_tile,
        .user = job,
    };
}

/* Says so if there is no memory for the ensemble. */
static ent_err_t check_room(ent_job_t *job) {
    const double mega = 1e6, giga = 1e9;
    request_t request;
    prepare(job, &request);
    size_t bytes = ent_ensemble_bytes(request.plans, job->count, &request.options);
    size_t limit = ent_memory_limit();
    if (bytes <= limit) {
        return ENT_OK;
    }
    bool large = (double)limit >= giga;
    double unit = large ? giga : mega;
    ent_say("this would take %.*f %s of memory, and there is %.*f %s: use fewer --threads, or "
            "--record fewer variables",
            large, (double)bytes / unit, large ? "GB" : "MB", large, (double)limit / unit,
            large ? "GB" : "MB");
    job->said = true;
    return ENT_ERR_MEMORY;
}

static ent_err_t simulate(ent_job_t *job) {
    request_t request;
    prepare(job, &request);
    ent_progress_start(&job->progress, job->options->shared.quiet);
    ent_err_t error = ent_ensemble_run(request.plans, job->count, &request.options, &job->ensemble);
    ent_progress_clear(&job->progress);
    for (size_t i = 0; i < job->count && error == ENT_OK; i++) {
        job->compared[i].run.gathered = &job->ensemble.plans[i];
    }
    return blame_writer(job, error);
}

/* The files every job leaves: those of its scenarios. */
static ent_err_t write_sides(ent_job_t *job) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < job->count && error == ENT_OK; i++) {
        ent_job_side_t *side = &job->sides[i];
        error = ent_run_write(&job->compared[i].run, side->folder, &job->output);
        if (error == ENT_OK && side->members.path != NULL) {
            error = finish_writer(job, side->folder, "members.csv", &side->members);
        }
    }
    if (error == ENT_OK && job->paths.path != NULL) {
        error = finish_writer(job, "", "paths.csv", &job->paths);
    }
    return error;
}

/* Results are complete without figures: what goes wrong here is said, and the rest goes on. */
static ent_err_t draw(ent_job_t *job, const ent_job_command_t *command,
                      char note[ENT_FIGURE_NOTE_SIZE]) {
    note[0] = '\0';
    if (job->options->shared.formats == 0) {
        return ENT_OK;
    }
    size_t before = ent_figures_noted(&job->output);
    ent_err_t error = command->draw(job, note);
    if (note[0] != '\0') {
        ent_say("no %sfigures: %s; the data are complete",
                ent_figures_noted(&job->output) > before ? "more " : "", note);
    }
    return error;
}

ent_comparison_t ent_job_comparison(const ent_job_t *job) {
    return (ent_comparison_t){
        .items = job->compared, .count = job->count, .ensemble = &job->ensemble};
}

/* Why report.html has not all figures, for its readers. */
static const char *no_figures(const ent_job_t *job, const char *note) {
    return job->options->shared.formats == 0                      ? "not asked for (--no-plot)"
           : (job->options->shared.formats & ENT_FIGURE_SVG) == 0 ? "not drawn as SVG (--plot)"
                                                                  : note;
}

/* The report comes when all else is there; without it, results are complete, too. */
static ent_err_t write_report(ent_job_t *job, const char *figure_note, int argc, char **argv) {
    char note[ENT_FIGURE_NOTE_SIZE];
    if (job->options->no_report) {
        return ENT_OK;
    }
    const ent_page_t page = {.comparison = ent_job_comparison(job),
                             .command = (const char *const *)argv,
                             .words = (size_t)argc,
                             .no_figures = no_figures(job, figure_note),
                             .isa = job->isa,
                             .threads = job->options->shared.threads,
                             .stop = ent_interrupt_flag()};
    ent_err_t error = ent_page_write(&page, &job->output, note);
    if (note[0] != '\0') {
        ent_say("no report: %s; the data are complete", note);
    }
    return error;
}

static ent_err_t write_manifest(ent_job_t *job, const ent_circumstances_t *circumstances) {
    const ent_run_t *runs[ENT_MOST_COMPARED];
    for (size_t i = 0; i < job->count; i++) {
        runs[i] = &job->compared[i].run;
    }
    ent_err_t error = ent_output_remove_stale(&job->output);
    return error == ENT_OK ? ent_manifest_write(runs, job->count, circumstances, &job->output)
                           : error;
}

/* From loaded scenarios to published data files. */
static ent_err_t work(ent_job_t *job, const ent_job_command_t *command) {
    ent_err_t error = ent_choose_isa(&job->isa);
    ent_err_t (*const steps[])(ent_job_t *) = {ent_job_load,  ent_job_choose_variables,
                                               ent_job_match, ent_job_name_folders,
                                               check_room,    open_output,
                                               simulate,      write_sides};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (error == ENT_OK && command->write != NULL) {
        error = command->write(job);
    }
    return error == ENT_OK ? ent_output_publish(&job->output) : error;
}

static ent_err_t do_job(ent_job_t *job, const ent_job_command_t *command, int argc, char **argv) {
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t error = work(job, command);
    if (error != ENT_OK) {
        return error;
    }
    job->output.finished = true;
    char note[ENT_FIGURE_NOTE_SIZE];
    ent_err_t drawn = draw(job, command, note);
    ent_err_t reported = write_report(job, note, argc, argv);
    ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                         .words = (size_t)argc,
                                         .isa = job->isa,
                                         .wall_seconds = ent_seconds() - begin,
                                         .started = started};
    error = write_manifest(job, &circumstances);
    if (error == ENT_OK && !job->options->shared.quiet) {
        command->show(job);
        ent_say("results are in %s", job->output.directory);
    }
    drawn = drawn == ENT_OK ? reported : drawn;
    return error == ENT_OK ? drawn : error;
}

int ent_job_main(ent_run_command_t kind, const ent_job_command_t *command, int argc, char **argv) {
    ent_run_options_t options;
    ent_err_t error = ent_run_options_read(&options, kind, argc, argv);
    if (error == ENT_OK) {
        ent_job_t *job = new_job(&options);
        const ent_output_t nothing = {0};
        error = job != NULL ? do_job(job, command, argc, argv) : ENT_ERR_MEMORY;
        if (job == NULL || !job->said) {
            ent_say_failure(error, job != NULL ? &job->output : &nothing);
        }
        free_job(job);
    }
    ent_run_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

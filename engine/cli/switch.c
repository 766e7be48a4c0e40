#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/switch_job.h"
#include "cli/talk.h"
#include "report/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Everything the command holds; freed in one place. */
typedef struct {
    ent_switch_options_t options;
    ent_switch_job_t job;
    ent_isa_t isa;
    char *labels[ENT_SWITCH_SIDES];
    ent_run_t runs[ENT_SWITCH_SIDES];
    const ent_run_t *run_list[ENT_SWITCH_SIDES];
    ent_crossings_t crossings;
    ent_output_t output;
} command_t;

/* "results/switch-base-vs-institutionalised" */
static ent_err_t name_output(command_t *command) {
    char *const *labels = command->labels;
    if (command->options.output != NULL) {
        return ENT_OK;
    }
    size_t size = strlen(labels[0]) + strlen(labels[1]) + sizeof "results/switch--vs-";
    command->options.output = ent_alloc(size, 1);
    if (command->options.output == NULL) {
        return ENT_ERR_MEMORY;
    }
    (void)snprintf(command->options.output, size, "results/switch-%s-vs-%s", labels[0], labels[1]);
    return ENT_OK;
}

static ent_err_t load(command_t *command) {
    const ent_switch_options_t *options = &command->options;
    ent_err_t error = ent_choose_isa(&command->isa);
    if (error == ENT_OK) {
        error = ent_switch_job_open(&command->job, options, command->isa);
    }
    if (error == ENT_OK) {
        error = ent_name_folders((const char *const *)options->scenarios, ENT_SWITCH_SIDES,
                                 command->labels);
    }
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        command->runs[s] = (ent_run_t){.scenario = &command->job.sides[s].scenario,
                                       .members = options->members,
                                       .seed = options->seed};
        command->run_list[s] = &command->runs[s];
    }
    return error == ENT_OK ? name_output(command) : error;
}

/* Refuses a folder before any work. */
static ent_err_t open_output(command_t *command) {
    ent_err_t error =
        ent_output_open(&command->output, command->options.output, command->options.force);
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        const ent_scenario_t *scenario = &command->job.sides[s].scenario;
        for (size_t i = 0; i < scenario->file_count && error == ENT_OK; i++) {
            error = ent_output_protect(&command->output, "", scenario->files[i]);
        }
    }
    return error;
}

static ent_err_t search(command_t *command) {
    return ent_switch_job_search(&command->job, &command->crossings);
}

static ent_switch_t result_of(const command_t *command) {
    const ent_switch_options_t *options = &command->options;
    return (ent_switch_t){.runs = command->run_list,
                          .labels = (const char *const *)command->labels,
                          .metric = command->job.metric,
                          .paths = (const char *const *)options->paths,
                          .path_count = options->path_count,
                          .low = options->low,
                          .high = options->high,
                          .points = options->points,
                          .level = options->level,
                          .z = ent_crossing_z(options->level),
                          .crossings = &command->crossings};
}

static ent_err_t write_files(command_t *command) {
    ent_switch_t result = result_of(command);
    ent_err_t error = ent_switch_write(&result, &command->output);
    return error == ENT_OK ? ent_output_publish(&command->output) : error;
}

/* Results are complete without a figure. */
static ent_err_t draw(command_t *command) {
    char note[ENT_FIGURE_NOTE_SIZE];
    ent_switch_t result = result_of(command);
    if (command->options.formats == 0) {
        return ENT_OK;
    }
    ent_err_t error = ent_switch_draw(&result, command->options.formats, &command->output, note);
    if (note[0] != '\0') {
        ent_say("no figure: %s; the data are complete", note);
    }
    return error;
}

static void show(const command_t *command) {
    ent_switch_t result = result_of(command);
    ent_switch_screen(&result, stdout);
    ent_say("results are in %s", command->output.directory);
}

static ent_err_t do_command(command_t *command, int argc, char **argv) {
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t (*const steps[])(command_t *) = {load, open_output, search, write_files};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](command);
    }
    if (error != ENT_OK) {
        return error;
    }
    command->output.finished = true;
    ent_err_t drawn = draw(command);
    ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                         .words = (size_t)argc,
                                         .isa = command->isa,
                                         .wall_seconds = ent_seconds() - begin,
                                         .started = started};
    error = ent_output_remove_stale(&command->output);
    if (error == ENT_OK) {
        error = ent_manifest_write(command->run_list, ENT_SWITCH_SIDES, &circumstances,
                                   &command->output);
    }
    if (error == ENT_OK && !command->options.quiet) {
        show(command);
    }
    return error == ENT_OK ? drawn : error;
}

static void free_command(command_t *command) {
    ent_output_close(&command->output);
    ent_crossings_free(&command->crossings);
    ent_switch_job_free(&command->job);
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        free(command->labels[s]);
    }
    ent_switch_options_free(&command->options);
    free(command);
}

int ent_command_switch(int argc, char **argv) {
    char program[] = "entente switch"; /* for usage messages, and in the manifest */
    const ent_output_t nothing = {0};
    argv[0] = program;
    command_t *command = ent_alloc(1, sizeof *command);
    ent_err_t error =
        command != NULL ? ent_switch_options_read(&command->options, argc, argv) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = do_command(command, argc, argv);
    }
    ent_say_failure(error, command != NULL ? &command->output : &nothing);
    if (command != NULL) {
        free_command(command);
    }
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

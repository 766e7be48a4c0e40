#include "report/trace.h"
#include "analysis/parting.h"
#include "analysis/pick.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/talk.h"
#include "cli/trace_options.h"
#include "report/output.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Everything a trace holds; freed in one place. */
typedef struct {
    const ent_trace_options_t *options;
    ent_scenario_t scenarios[ENT_TRACED_SCENARIOS];
    ent_plan_t plans[ENT_TRACED_SCENARIOS];
    ent_story_t stories[ENT_TRACED_SCENARIOS];
    ent_parting_t parting;
    uint64_t member;
    char chosen[64], code[ENT_CODE_SIZE];
    ent_trace_t trace;
    ent_output_t output;
    ent_progress_t progress;
    ent_isa_t isa;
} job_t;

static ent_err_t load(job_t *job) {
    const ent_trace_options_t *options = job->options;
    ent_err_t error = ent_choose_isa(&job->isa);
    for (size_t k = 0; k < options->scenario_count && error == ENT_OK; k++) {
        error = ent_load_as_asked(options->scenarios[k], &options->shared, &job->scenarios[k]);
    }
    if (error == ENT_OK && options->scenario_count > 1) {
        error = ent_check_agreement(&job->scenarios[0], &job->scenarios[1]);
    }
    for (size_t k = 0; k < options->scenario_count && error == ENT_OK; k++) {
        error = ent_plan_init(&job->plans[k], &job->scenarios[k]);
    }
    return error;
}

/* The hashes of a code, for a message: "a or b". */
enum { HASHES_SIZE = ENT_CODE_HASHES * (ENT_CODE_HASH_SIZE + 4) };
static const char *list_hashes(const ent_code_t *code, char text[HASHES_SIZE]) {
    char *end = text;
    for (size_t i = 0; i < code->hash_count; i++) {
        end += snprintf(end, (size_t)(text + HASHES_SIZE - end), "%s%s", i > 0 ? " or " : "",
                        code->hashes[i]);
    }
    return text;
}

/* A code replays exactly, or it is said which of version and scenario differs. */
static ent_err_t check_code(job_t *job) {
    const ent_trace_options_t *options = job->options;
    ent_err_t error = ENT_OK;
    if (!options->coded) {
        return ENT_OK;
    }
    if (strcmp(options->code.version, ENT_VERSION) != 0) {
        ent_say("--code: found version %s, expected %s, which this program is",
                options->code.version, ENT_VERSION);
        error = ENT_ERR_SCENARIO;
    }
    for (size_t k = 0; k < options->scenario_count; k++) {
        char hash[ENT_CODE_HASH_SIZE], expected[HASHES_SIZE];
        if (ent_code_hash(&job->scenarios[k], hash) != ENT_OK) {
            return ENT_ERR_MEMORY;
        }
        if (!ent_code_has(&options->code, hash)) {
            ent_say("--code: %s is another scenario: found hash %s, expected %s",
                    options->scenarios[k], hash, list_hashes(&options->code, expected));
            error = ENT_ERR_SCENARIO;
        }
    }
    return error;
}

/* Refuses a folder before any work. */
static ent_err_t open_output(job_t *job) {
    const ent_trace_options_t *options = job->options;
    if (options->shared.output == NULL) {
        return ENT_OK;
    }
    ent_err_t error = ent_output_open(&job->output, options->shared.output, options->shared.force);
    for (size_t k = 0; k < options->scenario_count; k++) {
        for (size_t i = 0; i < job->scenarios[k].file_count && error == ENT_OK; i++) {
            error = ent_output_protect(&job->output, "", job->scenarios[k].files[i]);
        }
    }
    return error;
}

static void show_progress(void *user, double share_done) {
    job_t *job = user;
    ent_progress_draw(&job->progress, share_done);
}

/* The member asked for, or the typical or worst one of the first scenario. */
static ent_err_t choose_member(job_t *job) {
    const ent_trace_options_t *options = job->options;
    job->member = options->member;
    if (!options->typical && !options->worst) {
        return ENT_OK;
    }
    ent_ensemble_options_t ensemble = {.members = options->shared.members,
                                       .seed = options->shared.seed,
                                       .isa = job->isa,
                                       .stop = ent_interrupt_flag(),
                                       .progress = show_progress,
                                       .user = job};
    ent_progress_start(&job->progress, options->shared.quiet);
    ent_err_t error =
        ent_pick_member(&job->plans[0], options->typical ? ENT_PICK_TYPICAL : ENT_PICK_WORST,
                        &ensemble, &job->member);
    ent_progress_clear(&job->progress);
    (void)snprintf(job->chosen, sizeof job->chosen, "the %s of %" PRIu64,
                   options->typical ? "typical" : "worst", options->shared.members);
    return error;
}

static ent_err_t tell(job_t *job) {
    const ent_trace_options_t *options = job->options;
    const ent_scenario_t *scenarios[] = {&job->scenarios[0], &job->scenarios[1]};
    ent_code_t code;
    ent_err_t error = ent_code_of(scenarios, options->scenario_count, options->shared.seed,
                                  options->deterministic, job->member, &code);
    for (size_t k = 0; k < options->scenario_count && error == ENT_OK; k++) {
        error = ent_story_tell(&job->plans[k], options->shared.seed, job->member,
                               options->deterministic, job->isa, &job->stories[k]);
    }
    if (error == ENT_OK && options->scenario_count > 1) {
        error =
            ent_parting_find(&job->stories[0], &job->stories[1], ENT_PARTED_POINTS, &job->parting);
    }
    if (error == ENT_OK) {
        job->trace = (ent_trace_t){.stories = {&job->stories[0], &job->stories[1]},
                                   .count = options->scenario_count,
                                   .parting = &job->parting,
                                   .member = job->member,
                                   .seed = options->shared.seed,
                                   .deterministic = options->deterministic,
                                   .chosen = job->chosen[0] != '\0' ? job->chosen : NULL,
                                   .code = ent_code_format(&code, job->code)};
    }
    return error;
}

static ent_err_t write_table(job_t *job, const char *name,
                             void (*table)(const ent_trace_t *trace, ent_writer_t *writer)) {
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(&job->output, name, &writer);
    if (error == ENT_OK) {
        table(&job->trace, &writer);
        error = ent_output_finish(&job->output, name, &writer);
    }
    return error;
}

static ent_err_t write_files(job_t *job) {
    if (job->options->shared.output == NULL) {
        return ENT_OK;
    }
    ent_err_t error = write_table(job, "story.csv", ent_trace_story_table);
    if (error == ENT_OK) {
        error = write_table(job, "path.csv", ent_trace_path_table);
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
    ent_err_t (*const steps[])(job_t *) = {load,          check_code, open_output,
                                           choose_member, tell,       write_files};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (error == ENT_OK) {
        ent_trace_print(&job->trace, stdout);
    }
    return error;
}

static void free_job(job_t *job) {
    ent_output_close(&job->output);
    ent_parting_free(&job->parting);
    for (size_t k = 0; k < ENT_TRACED_SCENARIOS; k++) {
        ent_story_free(&job->stories[k]);
        ent_plan_free(&job->plans[k]);
        ent_scenario_free(&job->scenarios[k]);
    }
}

int ent_command_trace(int argc, char **argv) {
    char program[] = "entente trace";
    argv[0] = program;
    ent_trace_options_t options;
    ent_err_t error = ent_trace_options_read(&options, argc, argv);
    job_t job = {.options = &options};
    if (error == ENT_OK) {
        error = run_job(&job);
    }
    ent_say_failure(error, &job.output);
    free_job(&job);
    ent_trace_options_free(&options);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

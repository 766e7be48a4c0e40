#include "report/sensitivity.h"

#include "base/memory.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/shared_options.h"
#include "cli/talk.h"
#include "report/note.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LEAST_RESAMPLES = 100, MOST_RESAMPLES = 100000 };

typedef struct {
    ent_sensitivity_options_t asked;
    const char **patterns;
    const char *folder;          /* of the sweep */
    ent_shared_options_t shared; /* output by default its folder `sensitivity` */
} options_t;

typedef struct {
    options_t *options;
    ent_sensitivity_t sensitivity;
    ent_output_t output;
    ent_progress_t progress;
} job_t;

/* ---- The command line -------------------------------------------------------------------------
 */

enum {
    OPTION_METRIC = 256,
    OPTION_SCENARIO,
    OPTION_OF,
    OPTION_LEVEL,
    OPTION_RESAMPLES,
    OPTION_SEED
};

static const struct argp_option option_table[] = {
    {"metric", OPTION_METRIC, "PATTERN", 0,
     "Only metrics like PATTERN, e.g. 'health_*'; may be repeated (all of the sweep)",
     ENT_GROUP_QUESTION},
    {"scenario", OPTION_SCENARIO, "NAME", 0, "Only this scenario (all but the control)",
     ENT_GROUP_QUESTION},
    {"of", OPTION_OF, "WHAT", 0,
     "difference, from the control, or value (difference, where there are two scenarios)",
     ENT_GROUP_QUESTION},
    {"level", OPTION_LEVEL, "SHARE", 0, "Level of intervals (0.95)", ENT_GROUP_SAMPLE},
    {"resamples", OPTION_RESAMPLES, "N", 0, "Resamples of the bootstrap (1000)", ENT_GROUP_SAMPLE},
    {"seed", OPTION_SEED, "S", 0, "Seed of the bootstrap (1)", ENT_GROUP_SAMPLE},
    {"output", 'o', "OUT", 0, "Folder of the results (by default DIR/sensitivity)",
     ENT_GROUP_RESULTS},
    ENT_ROW_FORCE,
    ENT_ROW_PLOT("Formats of figures: svg, png, pdf (svg,png)"),
    ENT_ROW_NO_PLOT,
    ENT_ROW_QUIET("errors"),
    {0}};

static void take_level(struct argp_state *state, const char *text, options_t *options) {
    if (!ent_read_positive(text, &options->asked.level) || options->asked.level >= 1) {
        argp_error(state, "--level: found \"%s\", expected a share above 0 and below 1, as 0.95",
                   text);
    }
}

static void take_of(struct argp_state *state, const char *text, options_t *options) {
    if (strcmp(text, "difference") == 0) {
        options->asked.of = ENT_INFLUENCE_DIFFERENCE;
    } else if (strcmp(text, "value") == 0) {
        options->asked.of = ENT_INFLUENCE_VALUE;
    } else {
        argp_error(state, "--of: found \"%s\", expected difference or value", text);
    }
}

/* The table on the screen is what figures in characters would be. */
static error_t take_formats(char *text, struct argp_state *state, options_t *options) {
    error_t error = ent_shared_parse(ENT_OPTION_PLOT, text, state, &options->shared);
    if ((options->shared.formats & (unsigned)ENT_FIGURE_DUMB) != 0) {
        argp_error(state, "--plot: found \"%s\", expected svg, png or pdf, with commas", text);
    }
    return error;
}

static error_t parse_own(int key, char *text, struct argp_state *state, options_t *options) {
    switch (key) {
    case OPTION_METRIC:
        options->patterns[options->asked.pattern_count++] = text;
        return 0;
    case OPTION_SCENARIO:
        options->asked.scenario = text;
        return 0;
    case OPTION_OF:
        take_of(state, text, options);
        return 0;
    case OPTION_LEVEL:
        take_level(state, text, options);
        return 0;
    case OPTION_RESAMPLES:
        ent_take_size(state, "resamples", text, LEAST_RESAMPLES, MOST_RESAMPLES,
                      &options->asked.resamples);
        return 0;
    case OPTION_SEED: /* which has no letter here: it is not the sweep's */
        return ent_shared_parse('s', text, state, &options->shared);
    case ENT_OPTION_PLOT:
        return take_formats(text, state, options);
    default:
        return ent_shared_parse(key, text, state, &options->shared);
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    options_t *options = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        ent_take_folder(state, text, &options->folder);
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "no folder, expected one of a sweep, such as results/sweep");
        return 0;
    default:
        return parse_own(key, text, state, options);
    }
}

const struct argp ent_sensitivity_argp = {
    .options = option_table,
    .parser = parse,
    .args_doc = "DIR",
    .doc = "Says which factors the results of a sweep depend on: indices by its design, with "
           "intervals and the share of chance, as tables and figures.\v"
           "DIR is a folder of `entente sweep`, of one that was interrupted, too.\n" ENT_NOTE ".",
};

static ent_err_t read_options(options_t *options, int argc, char **argv) {
    *options = (options_t){.asked = {.level = 0.95, .resamples = 1000}};
    ent_err_t error = ent_shared_init(&options->shared, argc);
    options->patterns = ent_alloc((size_t)argc, sizeof *options->patterns);
    options->asked.patterns = options->patterns;
    if (error != ENT_OK || options->patterns == NULL ||
        argp_parse(&ent_sensitivity_argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    options->asked.folder = options->folder;
    options->asked.seed = options->shared.seed;
    options->asked.stop = ent_interrupt_flag();
    if (options->shared.output == NULL) {
        options->shared.output = ent_path_join(options->folder, "sensitivity");
    }
    return options->shared.output != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* ---- The work ---------------------------------------------------------------------------------
 */

static void show_progress(void *user, double share_done) {
    ent_progress_draw(user, share_done);
}

static ent_err_t read_sweep(job_t *job) {
    ent_diags_t *diags = ent_alloc(1, sizeof *diags);
    if (diags == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(diags);
    job->options->asked.progress = show_progress;
    job->options->asked.user = &job->progress;
    ent_err_t error = ent_sensitivity_open(&job->sensitivity, &job->options->asked, diags);
    if (!job->options->shared.quiet || error != ENT_OK) {
        ent_diags_print(diags, stderr);
    }
    free(diags);
    if (error == ENT_OK && !job->options->shared.quiet &&
        strcmp(job->sensitivity.names->version, ENT_VERSION) != 0) {
        ent_say("%s: was made by version %.40s, and is read by %s", job->options->folder,
                job->sensitivity.names->version, ENT_VERSION);
    }
    return error;
}

/* Refuses a folder before any work; nothing of the sweep is to be replaced. */
static ent_err_t open_output(job_t *job) {
    static const char *const names[] = {"sweep.cfg", "sweep.db"};
    const ent_sweep_t *sweep = &job->sensitivity.sweep;
    ent_err_t error =
        ent_output_open(&job->output, job->options->shared.output, job->options->shared.force);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && error == ENT_OK; i++) {
        char *path = ent_path_join(job->options->folder, names[i]);
        error = path != NULL ? ent_output_protect(&job->output, "", path) : ENT_ERR_MEMORY;
        free(path);
    }
    if (error == ENT_OK && sweep->method == ENT_DESIGN_LIST) {
        error = ent_output_protect(&job->output, "", sweep->file);
    }
    return error;
}

static ent_err_t compute(job_t *job) {
    ent_progress_start(&job->progress, job->options->shared.quiet);
    ent_err_t error = ent_sensitivity_compute(&job->sensitivity);
    ent_progress_clear(&job->progress);
    return error;
}

static ent_err_t write_files(job_t *job) {
    ent_err_t error = ent_sensitivity_write(&job->sensitivity, &job->output);
    job->output.finished = error == ENT_OK;
    return error;
}

/* Results are complete without figures. */
static ent_err_t draw(job_t *job) {
    char note[ENT_FIGURE_NOTE_SIZE];
    size_t left_out = 0;
    if (job->options->shared.formats == 0) {
        return ENT_OK;
    }
    ent_err_t error = ent_sensitivity_draw(&job->sensitivity, job->options->shared.formats,
                                           &job->output, note, &left_out);
    if (note[0] != '\0') {
        ent_say("no %sfigures: %s; the data are complete",
                ent_figures_noted(&job->output) > 0 ? "more " : "", note);
    }
    if (left_out > 0 && !job->options->shared.quiet) {
        ent_say("figures are of %d outcomes; --metric and --scenario choose among the other %zu",
                ENT_INFLUENCES_SHOWN, left_out);
    }
    return error;
}

static ent_err_t finish(job_t *job, const ent_circumstances_t *circumstances) {
    ent_err_t error = ent_output_remove_stale(&job->output);
    if (error == ENT_OK) {
        error = ent_sensitivity_manifest(&job->sensitivity, circumstances, &job->output);
    }
    if (error == ENT_OK && !job->options->shared.quiet) {
        ent_sensitivity_screen(&job->sensitivity, stdout);
        ent_say("results are in %s", job->output.directory);
    }
    return error;
}

static ent_err_t run_job(job_t *job, int argc, char **argv) {
    ent_err_t (*const steps[])(job_t *) = {read_sweep, open_output, compute, write_files};
    char started[32];
    time_t now = time(NULL);
    struct tm utc;
    (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    double begin = ent_seconds();
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && error == ENT_OK; i++) {
        error = steps[i](job);
    }
    if (error != ENT_OK) {
        return error;
    }
    ent_err_t drawn = draw(job);
    const ent_circumstances_t circumstances = {.command = (const char *const *)argv,
                                               .words = (size_t)argc,
                                               .isa = ent_isa_best(),
                                               .wall_seconds = ent_seconds() - begin,
                                               .started = started};
    error = finish(job, &circumstances);
    return error == ENT_OK ? drawn : error;
}

int ent_command_sensitivity(int argc, char **argv) {
    char program[] = "entente sensitivity"; /* for usage messages, and in the manifest */
    options_t options;
    job_t job = {.options = &options};
    argv[0] = program;
    ent_err_t error = read_options(&options, argc, argv);
    if (error == ENT_OK) {
        error = run_job(&job, argc, argv);
        if (job.sensitivity.problem[0] != '\0') {
            ent_say("%s", job.sensitivity.problem);
        } else {
            ent_say_failure(error, &job.output);
        }
    }
    ent_output_close(&job.output);
    ent_sensitivity_free(&job.sensitivity);
    ent_shared_free(&options.shared);
    free(options.patterns);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

#include "cli/history_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/run_options.h"
#include "cli/talk.h"
#include "report/drawing.h"
#include "report/note.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_POLLS = 256,
    OPTION_SET,
    OPTION_THREADS,
    OPTION_FORCE,
    OPTION_PLOT,
    OPTION_NO_PLOT,
    OPTION_LIST
};

enum { MOST_THREADS = 1024 };

/* Rows that both commands have. */
#define SHARED_OPTIONS                                                                             \
    {"members", 'n', "N", 0, "Members (1000)", 1},                                                 \
        {"seed", 's', "S", 0, "Seed of the random numbers (1)", 1},                                \
        {"threads", OPTION_THREADS, "N", 0, "Threads (as many as the machine has)", 1},            \
        {"set", OPTION_SET, "PATH=VALUE", 0, "Override one key; may be repeated", 2},              \
        {"polls",                                                                                  \
         OPTION_POLLS,                                                                             \
         "FILE",                                                                                   \
         0,                                                                                        \
         "Take the polls' curves from polls.csv of an earlier hindcast",                           \
         2},                                                                                       \
        {"output",                                                                                 \
         'o',                                                                                      \
         "DIR",                                                                                    \
         0,                                                                                        \
         "Folder of results (of a hindcast results/hindcast-NAME; else none)",                     \
         3},                                                                                       \
        {"force", OPTION_FORCE, NULL, 0, "Overwrite results that are there", 3}, {                 \
        "quiet", 'q', NULL, 0, "Say nothing but errors", 3                                         \
    }

static const struct argp_option hindcast_table[] = {
    SHARED_OPTIONS,
    {"plot", OPTION_PLOT, "FORMATS", 0, "Formats of figures: svg, png, pdf, dumb (svg,png)", 3},
    {"no-plot", OPTION_NO_PLOT, NULL, 0, "No figures", 3},
    {0}};
static const struct argp_option patterns_table[] = {
    SHARED_OPTIONS,
    {"list", OPTION_LIST, NULL, 0, "Say what each pattern is tested by, and nothing else", 2},
    {0}};

static void take_scenario(struct argp_state *state, const char *text,
                          ent_history_options_t *options) {
    if (options->scenario_count == options->most) {
        argp_error(state, "found a%s scenario \"%s\", expected %s",
                   options->most == 1 ? " second" : " ninth", text,
                   options->most == 1 ? "one" : "at most eight");
        return;
    }
    options->scenarios[options->scenario_count++] = text;
}

static error_t parse_result(int key, char *text, struct argp_state *state,
                            ent_history_options_t *options) {
    switch (key) {
    case 'o':
        free(options->output);
        options->output = ent_strdup(text);
        return options->output != NULL ? 0 : ENOMEM;
    case OPTION_FORCE:
        options->force = true;
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case OPTION_PLOT:
        ent_take_formats(state, "plot", text, &options->formats);
        return 0;
    case OPTION_NO_PLOT:
        options->formats = 0;
        return 0;
    case OPTION_LIST:
        options->list = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_history_options_t *options = state->input;
    uint64_t count = 0;
    switch (key) {
    case 'n':
        ent_take_count(state, "members", text, 2, ENT_MOST_SAMPLED, &options->members);
        return 0;
    case 's':
        ent_take_count(state, "seed", text, 0, UINT64_MAX, &options->seed);
        return 0;
    case OPTION_THREADS:
        ent_take_count(state, "threads", text, 1, MOST_THREADS, &count);
        options->threads = (size_t)count;
        return 0;
    case OPTION_SET:
        options->overrides[options->override_count++] = text;
        return 0;
    case OPTION_POLLS:
        options->polls = text;
        return 0;
    case ARGP_KEY_ARG:
        take_scenario(state, text, options);
        return 0;
    case ARGP_KEY_END:
        if (options->scenario_count == 0 && !options->list) {
            argp_error(state, "no scenario, expected a file such as scenarios/history/1998.cfg");
        }
        return 0;
    default:
        return parse_result(key, text, state, options);
    }
}

/* "results/hindcast-1998" for "scenarios/history/1998.cfg". */
static char *default_output(const char *scenario) {
    char *stem = ent_file_stem(scenario);
    size_t size = (stem != NULL ? strlen(stem) : 0) + sizeof "results/hindcast-";
    char *path = stem != NULL ? ent_alloc(size, 1) : NULL;
    if (path != NULL) {
        (void)snprintf(path, size, "results/hindcast-%s", stem);
    }
    free(stem);
    return path;
}

const struct argp ent_hindcast_argp = {
    .options = hindcast_table,
    .parser = parse,
    .args_doc = "SCENARIO",
    .doc =
        "Holds a scenario of the past against surveys: fits its polls on the training period, "
        "scores what it says about every wave, beside baselines that know nothing of it.\v" ENT_NOTE
        "."};

const struct argp ent_patterns_argp = {
    .options = patterns_table,
    .parser = parse,
    .args_doc = "SCENARIO...",
    .doc =
        "Tests ensembles of scenarios for the patterns that a credible model reproduces.\v" ENT_NOTE
        "."};

ent_err_t ent_history_options_read(ent_history_options_t *options, ent_history_command_t command,
                                   int argc, char **argv) {
    bool hindcast = command == ENT_COMMAND_HINDCAST;
    *options = (ent_history_options_t){.members = 1000,
                                       .seed = 1,
                                       .most = hindcast ? 1 : ENT_MOST_TESTED,
                                       .formats = ENT_FIGURE_SVG | ENT_FIGURE_PNG};
    options->overrides = ent_alloc((size_t)argc, sizeof *options->overrides);
    if (options->overrides == NULL) {
        return ENT_ERR_MEMORY;
    }
    const struct argp *argp = hindcast ? &ent_hindcast_argp : &ent_patterns_argp;
    if (argp_parse(argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    if (hindcast && options->output == NULL) {
        options->output = default_output(options->scenarios[0]);
        return options->output != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    return ENT_OK;
}

void ent_history_options_free(ent_history_options_t *options) {
    free(options->output);
    free(options->overrides);
    *options = (ent_history_options_t){0};
}

#include "cli/run_options.h"

#include "analysis/metrics.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/talk.h"
#include "ensemble/ensemble.h"
#include "report/figures.h"
#include "report/note.h"

#include <argp.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_SET = 256,
    OPTION_DETERMINISTIC,
    OPTION_FORCE,
    OPTION_PLOT,
    OPTION_NO_PLOT,
    OPTION_NO_REPORT,
    OPTION_RECORD,
    OPTION_FALLS,
    OPTION_PATHS,
    OPTION_WITH_HISTORY,
    OPTION_MEMBERS_FILE,
    OPTION_BLOCK,
    OPTION_TILE,
    OPTION_THREADS
};

/* Far more than any machine has; each thread takes memory of its own. */
enum { MOST_THREADS = 1024 };

/* Options that a run of one scenario and a comparison of several share. */
#define SHARED_OPTIONS                                                                               \
    {"members", 'n', "N", 0, "How many futures to run (1000)", 1},                                   \
        {"seed", 's', "S", 0, "Seed of the random numbers (1)", 1},                                  \
        {"set",                                                                                      \
         OPTION_SET,                                                                                 \
         "PATH=VALUE",                                                                               \
         0,                                                                                          \
         "Override one key, e.g. states.KOR.stance.weights.leader=0.8; may be repeated",             \
         1},                                                                                         \
        {"output", 'o', "DIR", 0, "Folder of the results (by default results/ and the name)", 2},    \
        {"force", OPTION_FORCE, NULL, 0, "Overwrite results that are there", 2},                     \
        {"plot", OPTION_PLOT, "FORMATS", 0, "svg,png (the default), pdf, or dumb for the terminal",  \
         2},                                                                                         \
        {"no-plot", OPTION_NO_PLOT, NULL, 0, "No figures", 2},                                       \
        {"no-report", OPTION_NO_REPORT, NULL, 0, "No report.html", 2},                               \
        {"record",                                                                                   \
         OPTION_RECORD,                                                                              \
         "PATTERN",                                                                                  \
         0,                                                                                          \
         "Record only variables like PATTERN, e.g. 'domain.*'; may be repeated",                     \
         2},                                                                                         \
        {"members-file", OPTION_MEMBERS_FILE, NULL, 0, "Write members.csv, the metrics of each", 2}, \
        {"falls", OPTION_FALLS, "POINTS", 0, "How deep a fall of health must be to count (10)", 2},  \
        {"quiet", 'q', NULL, 0, "Say nothing but errors", 3},                                        \
        {"threads",                                                                                  \
         OPTION_THREADS,                                                                             \
         "N",                                                                                        \
         0,                                                                                          \
         "Threads to work with (as many as the machine has; changes no result)",                     \
         4},                                                                                         \
        {"block",                                                                                    \
         OPTION_BLOCK,                                                                               \
         "LANES",                                                                                    \
         0,                                                                                          \
         "Members computed together, 8 to 64 (changes no result)",                                   \
         4},                                                                                         \
    {                                                                                                \
        "tile", OPTION_TILE, "MEMBERS", 0,                                                           \
            "Members gathered together, at most (changes no result)", 4                              \
    }

static const struct argp_option run_table[] = {
    SHARED_OPTIONS,
    {"deterministic", OPTION_DETERMINISTIC, NULL, 0, "One run without chance", 1},
    {"paths", OPTION_PATHS, "K", 0, "Write the health of the first K members to paths.csv (5)", 2},
    {"with-history", OPTION_WITH_HISTORY, NULL, 0,
     "Survey waves before the start, in the figure of polls", 2},
    {0}};

static const struct argp_option compare_table[] = {SHARED_OPTIONS, {0}};

static error_t parse_shown(int key, char *text, struct argp_state *state,
                           ent_run_options_t *options) {
    switch (key) {
    case OPTION_PLOT:
        ent_take_formats(state, "plot", text, &options->formats);
        return 0;
    case OPTION_NO_PLOT:
        options->formats = 0;
        return 0;
    case OPTION_NO_REPORT:
        options->no_report = true;
        return 0;
    case OPTION_WITH_HISTORY:
        options->with_history = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_result(int key, char *text, struct argp_state *state,
                            ent_run_options_t *options) {
    uint64_t count = 0;
    switch (key) {
    case 'o':
        free(options->output);
        options->output = ent_strdup(text);
        return options->output != NULL ? 0 : ENOMEM;
    case OPTION_FORCE:
        options->force = true;
        return 0;
    case OPTION_RECORD:
        options->patterns[options->pattern_count++] = text;
        return 0;
    case OPTION_MEMBERS_FILE:
        options->members_file = true;
        return 0;
    case OPTION_PATHS:
        ent_take_count(state, "paths", text, 0, 1000, &count);
        options->paths = (size_t)count;
        return 0;
    case OPTION_FALLS:
        if (!ent_read_positive(text, &options->falls) || options->falls > 100) {
            argp_error(state, "--falls: found \"%s\", expected points above 0, at most 100", text);
        }
        return 0;
    case OPTION_BLOCK:
        ent_take_count(state, "block", text, ENT_LANE_MULTIPLE, ENT_MOST_LANES, &count);
        options->lanes = (size_t)count;
        return 0;
    case OPTION_TILE:
        ent_take_count(state, "tile", text, 1, 1 << 20, &count);
        options->tile = (size_t)count;
        return 0;
    case OPTION_THREADS:
        ent_take_count(state, "threads", text, 1, MOST_THREADS, &count);
        options->threads = (size_t)count;
        return 0;
    default:
        return parse_shown(key, text, state, options);
    }
}

static void check_end(struct argp_state *state, const ent_run_options_t *options) {
    if (options->scenario_count == 0) {
        argp_error(state, "no scenario, expected a file such as scenarios/japan-rok/base.cfg");
    } else if (options->scenario_count < options->least) {
        argp_error(state, "found one scenario, expected a control and others to hold against it");
    } else if (options->deterministic && options->members_given && options->members != 1) {
        argp_error(state, "--deterministic runs one member, expected no other --members");
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_run_options_t *options = state->input;
    switch (key) {
    case 'n':
        ent_take_count(state, "members", text, 1, ENT_MOST_MEMBERS, &options->members);
        options->members_given = true;
        return 0;
    case 's':
        ent_take_count(state, "seed", text, 0, UINT64_MAX, &options->seed);
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case OPTION_SET:
        options->overrides[options->override_count++] = text;
        return 0;
    case OPTION_DETERMINISTIC:
        options->deterministic = true;
        return 0;
    case ARGP_KEY_ARG:
        if (options->scenario_count == options->most) {
            argp_error(state, "found a%s scenario \"%s\", expected %s",
                       options->most == 1 ? " second" : " ninth", text,
                       options->most == 1 ? "one" : "at most eight");
        }
        options->scenarios[options->scenario_count++] = text;
        return 0;
    case ARGP_KEY_END:
        check_end(state, options);
        return 0;
    default:
        return parse_result(key, text, state, options);
    }
}

/* "results/base" for "scenarios/japan-rok/base.cfg"; of several, "results/base-vs-placebo". */
static char *default_output(const ent_run_options_t *options) {
    char *path = NULL;
    for (size_t i = 0; i < options->scenario_count; i++) {
        char *stem = ent_file_stem(options->scenarios[i]);
        size_t size = (path != NULL ? strlen(path) : 0) + (stem != NULL ? strlen(stem) : 0) + 16;
        char *longer = stem != NULL ? ent_alloc(size, 1) : NULL;
        if (longer != NULL) {
            (void)snprintf(longer, size, "%s%s%s", i == 0 ? "results/" : path, i == 0 ? "" : "-vs-",
                           stem);
        }
        free(stem);
        free(path);
        path = longer;
        if (path == NULL) {
            return NULL;
        }
    }
    return path;
}

const struct argp ent_run_argp = {
    .options = run_table,
    .parser = parse,
    .args_doc = "SCENARIO",
    .doc =
        "Runs an ensemble of one scenario and writes bands, metrics and figures.\v" ENT_NOTE "."};

const struct argp ent_compare_argp = {
    .options = compare_table,
    .parser = parse,
    .args_doc = "CONTROL OTHER...",
    .doc = "Runs every member under each scenario with the same luck, and writes what the others "
           "gain or lose against the first.\v" ENT_NOTE "."};

ent_err_t ent_run_options_read(ent_run_options_t *options, ent_run_command_t command, int argc,
                               char **argv) {
    bool compare = command == ENT_COMMAND_COMPARE;
    *options = (ent_run_options_t){.members = 1000,
                                   .seed = 1,
                                   .paths = compare ? 0 : 5,
                                   .falls = ENT_FALL_POINTS,
                                   .formats = ENT_FIGURE_SVG | ENT_FIGURE_PNG,
                                   .least = compare ? 2 : 1,
                                   .most = compare ? ENT_MOST_COMPARED : 1};
    options->overrides = ent_alloc((size_t)argc, sizeof *options->overrides);
    options->patterns = ent_alloc((size_t)argc, sizeof *options->patterns);
    if (options->overrides == NULL || options->patterns == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (argp_parse(compare ? &ent_compare_argp : &ent_run_argp, argc, argv, 0, NULL, options) !=
        0) {
        return ENT_ERR_MEMORY;
    }
    if (options->deterministic) {
        options->members = 1;
    }
    if (options->output == NULL) {
        options->output = default_output(options);
    }
    return options->output != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_run_options_free(ent_run_options_t *options) {
    free(options->output);
    free(options->overrides);
    free(options->patterns);
    *options = (ent_run_options_t){0};
}

bool ent_match_variables(const ent_variables_t *variables, const char *pattern, bool *matched) {
    bool found = false;
    for (size_t i = 0; i < variables->count; i++) {
        if (fnmatch(pattern, variables->items[i].name, 0) == 0) {
            matched[i] = true;
            found = true;
        }
    }
    return found;
}

void ent_say_no_variable(const ent_variables_t *variables, const char *pattern) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    (void)ent_variables_find(variables, pattern, &nearest);
    ent_say("--record: \"%s\" is like no recorded variable%s", pattern,
            ent_nearest_hint(&nearest, hint));
}

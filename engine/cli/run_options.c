#include "cli/run_options.h"

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/talk.h"
#include "ensemble/ensemble.h"
#include "report/note.h"

#include <argp.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_DETERMINISTIC = 256,
    OPTION_NO_REPORT,
    OPTION_RECORD,
    OPTION_PATHS,
    OPTION_WITH_HISTORY,
    OPTION_MEMBERS_FILE,
    OPTION_BLOCK,
    OPTION_TILE
};

/* Options that a run of one scenario and a comparison of several share. */
#define ROWS_OF_BOTH                                                                               \
    ENT_ROW_MEMBERS("How many futures to run (1000)"), ENT_ROW_SEED(" (1)"), ENT_ROW_FALLS,        \
        ENT_ROW_OUTPUT("Folder of the results (by default results/ and the name)"), ENT_ROW_FORCE, \
        ENT_ROW_PLOT(ENT_FORMATS_HELP), ENT_ROW_NO_PLOT,                                           \
        {"no-report", OPTION_NO_REPORT, NULL, 0, "No report.html", ENT_GROUP_RESULTS},             \
        {"record",                                                                                 \
         OPTION_RECORD,                                                                            \
         "PATTERN",                                                                                \
         0,                                                                                        \
         "Record only variables like PATTERN, e.g. 'domain.*'; may be repeated",                   \
         ENT_GROUP_RESULTS},                                                                       \
        {"members-file",   OPTION_MEMBERS_FILE, NULL, 0, "Write members.csv, the metrics of each", \
         ENT_GROUP_RESULTS},                                                                       \
        ENT_ROW_QUIET("errors"), ENT_ROW_THREADS,                                                  \
        {"block",                                                                                  \
         OPTION_BLOCK,                                                                             \
         "LANES",                                                                                  \
         0,                                                                                        \
         "Members computed together, 8 to 64 (changes no result)",                                 \
         ENT_GROUP_SPEED},                                                                         \
    {                                                                                              \
        "tile", OPTION_TILE, "MEMBERS", 0,                                                         \
            "Members gathered together, at most (changes no result)", ENT_GROUP_SPEED              \
    }

static const struct argp_option run_table[] = {
    ROWS_OF_BOTH,
    ENT_ROW_SET(""),
    {"deterministic", OPTION_DETERMINISTIC, NULL, 0, "One run without chance", ENT_GROUP_SAMPLE},
    {"paths", OPTION_PATHS, "K", 0, "Write the health of the first K members to paths.csv (5)",
     ENT_GROUP_RESULTS},
    {"with-history", OPTION_WITH_HISTORY, NULL, 0,
     "Survey waves before the start, in the figure of polls", ENT_GROUP_RESULTS},
    {0}};

static const struct argp_option compare_table[] = {
    ROWS_OF_BOTH, ENT_ROW_SET(", in all scenarios"), {0}};

static error_t parse_own(int key, char *text, struct argp_state *state,
                         ent_run_options_t *options) {
    switch (key) {
    case OPTION_DETERMINISTIC:
        options->deterministic = true;
        return 0;
    case OPTION_NO_REPORT:
        options->no_report = true;
        return 0;
    case OPTION_WITH_HISTORY:
        options->with_history = true;
        return 0;
    case OPTION_RECORD:
        options->patterns[options->pattern_count++] = text;
        return 0;
    case OPTION_MEMBERS_FILE:
        options->members_file = true;
        return 0;
    case OPTION_PATHS:
        ent_take_size(state, "paths", text, 0, 1000, &options->paths);
        return 0;
    case OPTION_BLOCK:
        ent_take_size(state, "block", text, ENT_LANE_MULTIPLE, ENT_MOST_LANES, &options->lanes);
        return 0;
    case OPTION_TILE:
        ent_take_size(state, "tile", text, 1, 1 << 20, &options->tile);
        return 0;
    default:
        return ent_shared_parse(key, text, state, &options->shared);
    }
}

static void check_end(struct argp_state *state, const ent_run_options_t *options) {
    if (options->scenario_count == 0) {
        argp_error(state, "no scenario, expected a file such as scenarios/japan-rok/base.cfg");
    } else if (options->scenario_count < options->least) {
        argp_error(state, "found one scenario, expected a control and others to hold against it");
    } else if (options->deterministic && options->shared.members_given &&
               options->shared.members != 1) {
        argp_error(state, "--deterministic runs one member, expected no other --members");
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_run_options_t *options = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        ent_check_room(state, "scenario", text, options->scenario_count, options->least,
                       options->most);
        options->scenarios[options->scenario_count++] = text;
        return 0;
    case ARGP_KEY_END:
        check_end(state, options);
        return 0;
    default:
        return parse_own(key, text, state, options);
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
    *options = (ent_run_options_t){.paths = compare ? 0 : 5,
                                   .least = compare ? 2 : 1,
                                   .most = compare ? ENT_MOST_COMPARED : 1};
    ent_err_t error = ent_shared_init(&options->shared, argc);
    options->patterns = ent_alloc((size_t)argc, sizeof *options->patterns);
    if (error != ENT_OK || options->patterns == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (argp_parse(compare ? &ent_compare_argp : &ent_run_argp, argc, argv, 0, NULL, options) !=
        0) {
        return ENT_ERR_MEMORY;
    }
    if (options->deterministic) {
        options->shared.members = 1;
    }
    if (options->shared.output == NULL) {
        options->shared.output = default_output(options);
    }
    return options->shared.output != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_run_options_free(ent_run_options_t *options) {
    ent_shared_free(&options->shared);
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

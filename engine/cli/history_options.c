#include "cli/history_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/talk.h"
#include "report/note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_POLLS = 256, OPTION_LIST };

/* Rows that both commands have. */
#define ROWS_OF_BOTH                                                                               \
    ENT_ROW_MEMBERS("Members (1000)"), ENT_ROW_SEED(" (1)"), ENT_ROW_FORCE,                        \
        ENT_ROW_QUIET("errors"), ENT_ROW_THREADS, {                                                \
        "polls", OPTION_POLLS, "FILE", 0,                                                          \
            "Take the polls' curves from polls.csv of an earlier hindcast", ENT_GROUP_QUESTION     \
    }

static const struct argp_option hindcast_table[] = {
    ROWS_OF_BOTH,
    ENT_ROW_SET(""),
    ENT_ROW_OUTPUT("Folder of the results (by default results/hindcast- and the name)"),
    ENT_ROW_PLOT(ENT_FORMATS_HELP),
    ENT_ROW_NO_PLOT,
    {0}};
static const struct argp_option patterns_table[] = {
    ROWS_OF_BOTH,
    ENT_ROW_SET(", in all scenarios"),
    ENT_ROW_OUTPUT("Folder for patterns.csv (none: only a text)"),
    {"list", OPTION_LIST, NULL, 0, "Say what each pattern is tested by, and nothing else",
     ENT_GROUP_QUESTION},
    {0}};

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_history_options_t *options = state->input;
    switch (key) {
    case OPTION_POLLS:
        options->polls = text;
        return 0;
    case OPTION_LIST:
        options->list = true;
        return 0;
    case ARGP_KEY_ARG:
        ent_check_room(state, "scenario", text, options->scenario_count, 1, options->most);
        options->scenarios[options->scenario_count++] = text;
        return 0;
    case ARGP_KEY_END:
        if (options->scenario_count == 0 && !options->list) {
            argp_error(state, "no scenario, expected a file such as scenarios/history/1998.cfg");
        }
        return 0;
    default:
        return ent_shared_parse(key, text, state, &options->shared);
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
    *options = (ent_history_options_t){.most = hindcast ? 1 : ENT_MOST_TESTED};
    if (ent_shared_init(&options->shared, argc) != ENT_OK) {
        return ENT_ERR_MEMORY;
    }
    options->shared.least_members = 2;
    options->shared.most_members = ENT_MOST_SAMPLED;
    const struct argp *argp = hindcast ? &ent_hindcast_argp : &ent_patterns_argp;
    if (argp_parse(argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    if (hindcast && options->shared.output == NULL) {
        options->shared.output = default_output(options->scenarios[0]);
        return options->shared.output != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    return ENT_OK;
}

void ent_history_options_free(ent_history_options_t *options) {
    ent_shared_free(&options->shared);
    *options = (ent_history_options_t){0};
}

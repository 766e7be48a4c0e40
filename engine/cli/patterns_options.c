#include "cli/patterns_options.h"

#include "base/memory.h"
#include "cli/talk.h"
#include "ensemble/ensemble.h"

#include <argp.h>
#include <stdlib.h>

enum { OPTION_POLLS = 256, OPTION_SET, OPTION_THREADS, OPTION_FORCE, OPTION_LIST };
enum { MOST_THREADS = 1024 };

static const struct argp_option option_table[] = {
    {"polls", OPTION_POLLS, "FILE", 0,
     "Fitted curves of polls, a CSV file (poll, shift, slope, noise); else as declared", 1},
    {"members", 'n', "N", 0, "How many members each ensemble has (1000)", 1},
    {"seed", 's', "S", 0, "Seed of the random numbers (1)", 1},
    {"set", OPTION_SET, "PATH=VALUE", 0, "Override one key, in all scenarios; may be repeated", 1},
    {"list", OPTION_LIST, NULL, 0, "Say what each pattern is tested by, and nothing else", 2},
    {"output", 'o', "DIR", 0, "Folder for patterns.csv (none: only a table)", 2},
    {"force", OPTION_FORCE, NULL, 0, "Overwrite results that are there", 2},
    {"quiet", 'q', NULL, 0, "Say nothing but the table and errors", 2},
    {"threads", OPTION_THREADS, "N", 0,
     "Threads to work with (as many as the machine has; changes no result)", 3},
    {0}};

static void take_scenario(struct argp_state *state, const char *text,
                          ent_patterns_options_t *options) {
    if (options->scenario_count == ENT_MOST_TESTED) {
        argp_error(state, "found a ninth scenario \"%s\", expected at most eight", text);
        return;
    }
    options->scenarios[options->scenario_count++] = text;
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_patterns_options_t *options = state->input;
    uint64_t count = 0;
    switch (key) {
    case OPTION_POLLS:
        options->polls = text;
        return 0;
    case 'n':
        ent_take_count(state, "members", text, 1, ENT_MOST_MEMBERS, &options->members);
        return 0;
    case 's':
        ent_take_count(state, "seed", text, 0, UINT64_MAX, &options->seed);
        return 0;
    case OPTION_SET:
        options->overrides[options->override_count++] = text;
        return 0;
    case 'o':
        options->output = text;
        return 0;
    case OPTION_FORCE:
        options->force = true;
        return 0;
    case OPTION_LIST:
        options->list = true;
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case OPTION_THREADS:
        ent_take_count(state, "threads", text, 1, MOST_THREADS, &count);
        options->threads = (size_t)count;
        return 0;
    case ARGP_KEY_ARG:
        take_scenario(state, text, options);
        return 0;
    case ARGP_KEY_END:
        if (options->scenario_count == 0 && !options->list) {
            argp_error(state, "no scenario, expected a file such as scenarios/history/polls.cfg");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

ent_err_t ent_patterns_options_read(ent_patterns_options_t *options, int argc, char **argv) {
    static const struct argp argp = {
        option_table,
        parse,
        "SCENARIO...",
        "Tests the patterns of Japan and Korea's history on ensembles of each scenario: pass, "
        "partial, fail, or why there is no verdict.\v"
        "A comparison of assumptions, not a forecast.",
        NULL,
        NULL,
        NULL};
    *options = (ent_patterns_options_t){.members = 1000, .seed = 1};
    options->overrides = ent_alloc((size_t)argc, sizeof *options->overrides);
    if (options->overrides == NULL || argp_parse(&argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    return ENT_OK;
}

void ent_patterns_options_free(ent_patterns_options_t *options) {
    free(options->overrides);
    *options = (ent_patterns_options_t){0};
}

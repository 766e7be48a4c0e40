#include "cli/sweep_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/talk.h"
#include "ensemble/ensemble.h"
#include "report/note.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPTION_RESUME = 256, OPTION_THREADS, OPTION_POINTS, MOST_THREADS = 1024 };

static const struct argp_option option_table[] = {
    {"members", 'n', "N", 0, "Members a point, in place of the file's", 1},
    {"seed", 's', "S", 0, "Seed of the random numbers, in place of the file's", 1},
    {"output", 'o', "DIR", 0, "Folder of the results (by default results/ and the name)", 2},
    {"resume", OPTION_RESUME, NULL, 0,
     "Go on with what is in the folder, which must be of the same sweep, version and seed", 2},
    {"points", OPTION_POINTS, "N", 0,
     "Run at most N more points, and write the tables of those that are there", 2},
    {"quiet", 'q', NULL, 0, "Say nothing but errors", 3},
    {"threads", OPTION_THREADS, "N", 0,
     "Threads to work with (as many as the machine has; changes no result)", 4},
    {0}};

static void take_file(struct argp_state *state, const char *text, ent_sweep_options_t *options) {
    if (options->file != NULL) {
        argp_error(state, "found a second sweep \"%s\", expected one", text);
    }
    options->file = text;
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_sweep_options_t *options = state->input;
    uint64_t count = 0;
    switch (key) {
    case 'n':
        ent_take_count(state, "members", text, 1, ENT_MOST_MEMBERS, &options->instead.members);
        return 0;
    case 's':
        /* No more than a sweep's file can say, so that the one in the folder can be read again. */
        ent_take_count(state, "seed", text, 0, INT64_MAX, &options->instead.seed);
        options->instead.seed_given = true;
        return 0;
    case 'o':
        free(options->output);
        options->output = ent_strdup(text);
        return options->output != NULL ? 0 : ENOMEM;
    case 'q':
        options->quiet = true;
        return 0;
    case OPTION_RESUME:
        options->resume = true;
        return 0;
    case OPTION_POINTS:
        ent_take_count(state, "points", text, 0, UINT64_MAX, &options->points);
        return 0;
    case OPTION_THREADS:
        ent_take_count(state, "threads", text, 1, MOST_THREADS, &count);
        options->threads = (size_t)count;
        return 0;
    case ARGP_KEY_ARG:
        take_file(state, text, options);
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "no sweep, expected a file such as studies/institutions/screening.cfg");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp ent_sweep_argp = {
    .options = option_table,
    .parser = parse,
    .args_doc = "FILE",
    .doc = "Runs scenarios over many settings of their numbers, with the same luck in all, and "
           "keeps every point as soon as it is there. What was broken off goes on with --resume "
           "and ends with the same tables.\v" ENT_NOTE "."};

/* "results/screening" for "studies/institutions/screening.cfg". */
static char *default_output(const char *file) {
    char *stem = ent_file_stem(file);
    char *path = stem != NULL ? ent_path_join("results", stem) : NULL;
    free(stem);
    return path;
}

ent_err_t ent_sweep_options_read(ent_sweep_options_t *options, int argc, char **argv) {
    *options = (ent_sweep_options_t){.points = UINT64_MAX};
    if (argp_parse(&ent_sweep_argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    if (options->output == NULL) {
        options->output = default_output(options->file);
    }
    return options->output != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_sweep_options_free(ent_sweep_options_t *options) {
    free(options->output);
    *options = (ent_sweep_options_t){0};
}

#include "cli/sweep_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/talk.h"
#include "report/note.h"

#include <stdlib.h>

enum { OPTION_RESUME = 256, OPTION_POINTS };

static const struct argp_option option_table[] = {
    ENT_ROW_MEMBERS("Members a point, in place of the file's"),
    ENT_ROW_SEED(", in place of the file's"),
    ENT_ROW_OUTPUT("Folder of the results (by default results/ and the name)"),
    {"resume", OPTION_RESUME, NULL, 0,
     "Go on with what is in the folder, which must be of the same sweep, version and seed",
     ENT_GROUP_RESULTS},
    {"points", OPTION_POINTS, "N", 0,
     "Run at most N more points, and write the tables of those that are there", ENT_GROUP_RESULTS},
    ENT_ROW_QUIET("errors"),
    ENT_ROW_THREADS,
    {0}};

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_sweep_options_t *options = state->input;
    switch (key) {
    case OPTION_RESUME:
        options->resume = true;
        return 0;
    case OPTION_POINTS:
        ent_take_count(state, "points", text, 0, UINT64_MAX, &options->points);
        return 0;
    case ARGP_KEY_ARG:
        ent_take_one(state, "sweep", text, &options->file);
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "no sweep, expected a file such as studies/institutions/screening.cfg");
        return 0;
    default:
        return ent_shared_parse(key, text, state, &options->shared);
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
    if (ent_shared_init(&options->shared, argc) != ENT_OK) {
        return ENT_ERR_MEMORY;
    }
    /* No more than a sweep's file can say, so that the one in the folder can be read again. */
    options->shared.most_seed = INT64_MAX;
    if (argp_parse(&ent_sweep_argp, argc, argv, 0, NULL, options) != 0) {
        return ENT_ERR_MEMORY;
    }
    if (options->shared.output == NULL) {
        options->shared.output = default_output(options->file);
    }
    return options->shared.output != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_sweep_options_free(ent_sweep_options_t *options) {
    ent_shared_free(&options->shared);
    *options = (ent_sweep_options_t){0};
}

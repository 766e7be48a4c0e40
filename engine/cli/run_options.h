/* The command line of `entente run`. */
#ifndef ENT_CLI_RUN_OPTIONS_H
#define ENT_CLI_RUN_OPTIONS_H

#include "base/error.h"
#include "scenario/variable.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *scenario;
    char *output; /* by default results/ and the scenario's file name */
    uint64_t members, seed;
    bool members_given, deterministic, force, quiet, members_file;
    size_t lanes, tile;                 /* 0 for the defaults */
    size_t paths;                       /* members whose health is written to paths.csv */
    double falls;                       /* points that a fall of health must be deep */
    unsigned formats;                   /* of figures: a sum of ent_figure_format_t */
    const char **overrides, **patterns; /* --set, --record */
    size_t override_count, pattern_count;
} ent_run_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_run_options_read(ent_run_options_t *options, int argc, char **argv);
void ent_run_options_free(ent_run_options_t *options);

/* Marks the variables a pattern ("domain.*") matches; says so and returns false if none does. */
bool ent_match_variables(const ent_variables_t *variables, const char *pattern, bool *matched);

#endif

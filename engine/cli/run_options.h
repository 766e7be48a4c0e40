/* The command lines of `entente run` and `entente compare`. */
#ifndef ENT_CLI_RUN_OPTIONS_H
#define ENT_CLI_RUN_OPTIONS_H

#include "cli/shared_options.h"
#include "scenario/variable.h"

#include <stdbool.h>
#include <stdint.h>

/* Scenarios of one comparison, the control included: as many as a figure can tell apart. */
enum { ENT_MOST_COMPARED = 8 };

typedef enum { ENT_COMMAND_RUN, ENT_COMMAND_COMPARE } ent_run_command_t;

typedef struct {
    const char *scenarios[ENT_MOST_COMPARED];
    size_t scenario_count, least, most; /* how many of them the command takes */
    ent_shared_options_t shared;        /* output by default results/ and their file names */
    bool deterministic, members_file, no_report;
    bool with_history;     /* survey waves before the start, in figures */
    size_t lanes, tile;    /* 0 for the defaults */
    size_t paths;          /* members whose health is written to paths.csv */
    const char **patterns; /* --record */
    size_t pattern_count;
} ent_run_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_run_options_read(ent_run_options_t *options, ent_run_command_t command,
                                           int argc, char **argv);
void ent_run_options_free(ent_run_options_t *options);

/* Marks the variables a pattern ("domain.*") matches; false if none does, which the other says. */
bool ent_match_variables(const ent_variables_t *variables, const char *pattern, bool *matched);
void ent_say_no_variable(const ent_variables_t *variables, const char *pattern);

#endif

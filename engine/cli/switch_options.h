/* The command line of `entente switch`. */
#ifndef ENT_CLI_SWITCH_OPTIONS_H
#define ENT_CLI_SWITCH_OPTIONS_H

#include "cli/shared_options.h"
#include "report/switch.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    char *scenarios[ENT_SWITCH_SIDES]; /* the control, and the other */
    size_t scenario_count;
    char **paths; /* --factor: all are given the same value */
    size_t path_count;
    bool low_given, high_given;
    double low, high, level;
    size_t points;
    const char *metric;
    ent_shared_options_t shared; /* output NULL: results/switch- and the scenarios' names */
} ent_switch_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_switch_options_read(ent_switch_options_t *options, int argc, char **argv);
void ent_switch_options_free(ent_switch_options_t *options);

#endif

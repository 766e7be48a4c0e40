/* The command line of `entente switch`. */
#ifndef ENT_CLI_SWITCH_OPTIONS_H
#define ENT_CLI_SWITCH_OPTIONS_H

#include "base/error.h"
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
    char *output; /* NULL: results/switch- and the scenarios' names */
    bool force, quiet;
    unsigned formats; /* of the figure: a sum of ent_figure_format_t */
    uint64_t members, seed;
    size_t threads;   /* 0 for the default */
    double falls;     /* points that a fall of health must be deep */
    char **overrides; /* --set */
    size_t override_count;
} ent_switch_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_switch_options_read(ent_switch_options_t *options, int argc, char **argv);
void ent_switch_options_free(ent_switch_options_t *options);

#endif

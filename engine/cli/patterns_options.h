/* The command line of `entente patterns`. */
#ifndef ENT_CLI_PATTERNS_OPTIONS_H
#define ENT_CLI_PATTERNS_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENT_MOST_TESTED = 8 };

typedef struct {
    const char *scenarios[ENT_MOST_TESTED];
    size_t scenario_count;
    const char *polls;  /* a file of fitted curves; NULL: as declared */
    const char *output; /* NULL: only a table on stdout */
    uint64_t members, seed;
    size_t threads; /* 0 for as many as the machine has */
    bool force, quiet;
    bool list;              /* only say what the patterns are */
    const char **overrides; /* --set */
    size_t override_count;
} ent_patterns_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_patterns_options_read(ent_patterns_options_t *options, int argc,
                                                char **argv);
void ent_patterns_options_free(ent_patterns_options_t *options);

#endif

/* The command line of `entente sweep`. */
#ifndef ENT_CLI_SWEEP_OPTIONS_H
#define ENT_CLI_SWEEP_OPTIONS_H

#include "cli/sweep_load.h"

typedef struct {
    const char *file;
    char *output; /* by default results/ and the file's name */
    ent_sweep_instead_t instead;
    size_t threads;  /* 0 for the default */
    uint64_t points; /* at most so many more; UINT64_MAX for all */
    bool resume, quiet;
} ent_sweep_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_sweep_options_read(ent_sweep_options_t *options, int argc, char **argv);
void ent_sweep_options_free(ent_sweep_options_t *options);

#endif

/* The command line of `entente sweep`. */
#ifndef ENT_CLI_SWEEP_OPTIONS_H
#define ENT_CLI_SWEEP_OPTIONS_H

#include "cli/shared_options.h"

typedef struct {
    const char *file;
    uint64_t points; /* at most so many more; UINT64_MAX for all */
    bool resume;
    /* Output by default results/ and the file's name; members and seed count if they are given. */
    ent_shared_options_t shared;
} ent_sweep_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_sweep_options_read(ent_sweep_options_t *options, int argc, char **argv);
void ent_sweep_options_free(ent_sweep_options_t *options);

#endif

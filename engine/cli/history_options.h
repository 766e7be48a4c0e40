/* The command lines of `entente hindcast` and `entente patterns`, which hold models against data.
 */
#ifndef ENT_CLI_HISTORY_OPTIONS_H
#define ENT_CLI_HISTORY_OPTIONS_H

#include "cli/shared_options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { ENT_COMMAND_HINDCAST, ENT_COMMAND_PATTERNS } ent_history_command_t;

enum { ENT_MOST_TESTED = 8 }; /* scenarios of `patterns` */

/* All values of all members are kept: more would not fit, nor tell more. */
#define ENT_MOST_SAMPLED UINT64_C(100000)

typedef struct {
    const char *scenarios[ENT_MOST_TESTED];
    size_t scenario_count, most;
    const char *polls; /* polls.csv of an earlier hindcast, whose curves are taken; or NULL */
    bool list;         /* patterns: say what is tested, without a scenario */
    /* Output of a hindcast is by default results/hindcast-NAME, of patterns NULL for none. */
    ent_shared_options_t shared;
} ent_history_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_history_options_read(ent_history_options_t *options,
                                               ent_history_command_t command, int argc,
                                               char **argv);
void ent_history_options_free(ent_history_options_t *options);

#endif

/* The command line of `entente trace`. */
#ifndef ENT_CLI_TRACE_OPTIONS_H
#define ENT_CLI_TRACE_OPTIONS_H

#include "cli/shared_options.h"
#include "report/code.h"

#include <stdbool.h>
#include <stdint.h>

enum { ENT_TRACED_SCENARIOS = 2 };

typedef struct {
    const char *scenarios[ENT_TRACED_SCENARIOS];
    size_t scenario_count;
    uint64_t member;
    bool member_given, typical, worst, deterministic;
    bool coded; /* then seed, member and deterministic are the code's */
    ent_code_t code;
    ent_shared_options_t shared; /* output NULL: only a text on stdout */
} ent_trace_options_t;

/* Reads the command line; what is wrong with it is said on stderr. Free the options either way. */
ENT_CHECKED ent_err_t ent_trace_options_read(ent_trace_options_t *options, int argc, char **argv);
void ent_trace_options_free(ent_trace_options_t *options);

#endif

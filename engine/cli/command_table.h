/* The table of commands: usage, dispatch and the man page come from it. */
#ifndef ENT_CLI_COMMAND_TABLE_H
#define ENT_CLI_COMMAND_TABLE_H

#include <argp.h>
#include <stddef.h>

typedef struct {
    const char *name, *help;
    int (*run)(int argc, char **argv);
    const struct argp *argp;
} ent_command_t;

const ent_command_t *ent_command_table(size_t *count);

#endif

#include "base/error.h"
#include "base/name.h"
#include "base/version.h"
#include "cli/command_table.h"
#include "cli/interrupt.h"
#include "cli/talk.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

static void print_help(FILE *stream) {
    fputs(
        "Usage: entente COMMAND [OPTION...]\n\n"
        "Simulates the cooperation of two states: a comparison of assumptions, not a forecast.\n\n",
        stream);
    size_t count = 0;
    const ent_command_t *commands = ent_command_table(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(stream, "  %-12s %s\n", commands[i].name, commands[i].help);
    }
    fputs("\n`entente COMMAND --help` says more. Start with\n"
          "  entente run scenarios/japan-rok/base.cfg\n",
          stream);
}

static int report_unknown(const char *name) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    size_t count = 0;
    const ent_command_t *commands = ent_command_table(&count);
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++) {
        ent_nearest_offer(&nearest, commands[i].name);
    }
    ent_say("\"%s\" is no command%s", name, ent_nearest_hint(&nearest, hint));
    return ent_err_exit_status(ENT_ERR_USAGE);
}

int main(int argc, char **argv) {
    /* GSL's own handler aborts; without it functions return what went wrong, and we look. */
    (void)gsl_set_error_handler_off();
    ent_interrupt_catch();
    ent_watch_stdout();
    if (argc < 2) {
        print_help(stderr);
        return ent_err_exit_status(ENT_ERR_USAGE);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("entente %s\n", ENT_VERSION);
        return 0;
    }
    size_t count = 0;
    const ent_command_t *commands = ent_command_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    return report_unknown(argv[1]);
}

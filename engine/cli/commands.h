/* The subcommands, one file each. Each takes its own argv and returns an exit status. */
#ifndef ENT_CLI_COMMANDS_H
#define ENT_CLI_COMMANDS_H

#include <argp.h>

int ent_command_run(int argc, char **argv);
int ent_command_compare(int argc, char **argv);
int ent_command_trace(int argc, char **argv);
int ent_command_hindcast(int argc, char **argv);
int ent_command_sensitivity(int argc, char **argv);
int ent_command_plot(int argc, char **argv);
int ent_command_patterns(int argc, char **argv);
int ent_command_sweep(int argc, char **argv);
int ent_command_switch(int argc, char **argv);
int ent_command_check(int argc, char **argv);
int ent_command_show(int argc, char **argv);
int ent_command_list(int argc, char **argv);
int ent_command_new(int argc, char **argv);

/* Their options and arguments, which the man page is made of, too. */
extern const struct argp ent_run_argp, ent_compare_argp, ent_trace_argp, ent_hindcast_argp,
    ent_sensitivity_argp, ent_plot_argp, ent_patterns_argp, ent_sweep_argp, ent_switch_argp,
    ent_check_argp, ent_show_argp, ent_list_argp, ent_new_argp;

#endif

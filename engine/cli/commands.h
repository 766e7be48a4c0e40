/* The subcommands, one file each. Each takes its own argv and returns an exit status. */
#ifndef ENT_CLI_COMMANDS_H
#define ENT_CLI_COMMANDS_H

int ent_command_run(int argc, char **argv);
int ent_command_compare(int argc, char **argv);
int ent_command_trace(int argc, char **argv);
int ent_command_hindcast(int argc, char **argv);
int ent_command_plot(int argc, char **argv);
int ent_command_patterns(int argc, char **argv);
int ent_command_check(int argc, char **argv);
int ent_command_show(int argc, char **argv);

#endif

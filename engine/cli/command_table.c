#include "cli/command_table.h"

#include "cli/commands.h"

static const ent_command_t commands[] = {
    {"run", "run one scenario: bands, metrics, figures", ent_command_run, &ent_run_argp},
    {"compare", "compare scenarios, member by member with the same luck", ent_command_compare,
     &ent_compare_argp},
    {"trace", "tell one member's story, or where two scenarios part", ent_command_trace,
     &ent_trace_argp},
    {"plot", "draw the figures of a folder of results again", ent_command_plot, &ent_plot_argp},
    {"sweep", "run scenarios over many settings of their numbers", ent_command_sweep,
     &ent_sweep_argp},
    {"sensitivity", "say which factors the results of a sweep depend on", ent_command_sensitivity,
     &ent_sensitivity_argp},
    {"switch", "find the value of a parameter at which a comparison turns", ent_command_switch,
     &ent_switch_argp},
    {"hindcast", "hold a scenario of the past against surveys", ent_command_hindcast,
     &ent_hindcast_argp},
    {"patterns", "test patterns of history on scenarios", ent_command_patterns, &ent_patterns_argp},
    {"check", "say what is wrong with scenario files", ent_command_check, &ent_check_argp},
    {"show", "show a scenario, its variables and metrics, or all keys", ent_command_show,
     &ent_show_argp},
    {"list", "list scenarios with the questions they answer", ent_command_list, &ent_list_argp},
    {"new", "write a scenario to start from, with comments", ent_command_new, &ent_new_argp},
};

const ent_command_t *ent_command_table(size_t *count) {
    *count = sizeof commands / sizeof commands[0];
    return commands;
}

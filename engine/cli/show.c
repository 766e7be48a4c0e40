#include "analysis/metrics.h"
#include "base/memory.h"
#include "base/number.h"
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/shared_options.h"
#include "cli/talk.h"
#include "report/tables.h"
#include "scenario/fill.h"
#include "scenario/keys.h"
#include "scenario/writer.h"

#include <argp.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_RESOLVED = 256, OPTION_KEYS, OPTION_SWEEP_KEYS, OPTION_VARIABLES, OPTION_METRICS };

typedef struct {
    const char *file;
    int what; /* one of the options above, or 0 for an overview */
    ent_shared_options_t shared;
} show_options_t;

static const struct argp_option option_table[] = {
    {"resolved", OPTION_RESOLVED, NULL, 0, "The whole scenario, every default written out", 0},
    {"keys", OPTION_KEYS, NULL, 0, "Every key a scenario may have; needs no SCENARIO", 0},
    {"sweep-keys", OPTION_SWEEP_KEYS, NULL, 0, "Every key a sweep file may have; needs no SCENARIO",
     0},
    {"variables", OPTION_VARIABLES, NULL, 0, "What is recorded of the scenario", 0},
    {"metrics", OPTION_METRICS, NULL, 0, "What is computed of each member", 0},
    ENT_ROW_SET(""),
    {0}};

static error_t parse(int key, char *text, struct argp_state *state) {
    show_options_t *options = state->input;
    switch (key) {
    case OPTION_RESOLVED:
    case OPTION_KEYS:
    case OPTION_SWEEP_KEYS:
    case OPTION_VARIABLES:
    case OPTION_METRICS:
        if (options->what != 0 && options->what != key) {
            argp_error(state, "expected one of --resolved, --keys, --sweep-keys, --variables and "
                              "--metrics");
        }
        options->what = key;
        return 0;
    case ARGP_KEY_ARG:
        ent_take_one(state, "scenario", text, &options->file);
        return 0;
    case ARGP_KEY_END:
        if (options->file == NULL && options->what != OPTION_KEYS &&
            options->what != OPTION_SWEEP_KEYS && options->what != OPTION_METRICS) {
            argp_error(state, "no scenario, expected a file");
        }
        return 0;
    default:
        return ent_shared_parse(key, text, state, &options->shared);
    }
}

static void print_default(const ent_key_t *key) {
    char number[ENT_NUMBER_SIZE];
    if (key->need == ENT_NEED_REQUIRED) {
        printf("required");
    } else if (key->need == ENT_NEED_IF_USED) {
        printf("required if: %s", key->fallback_text);
    } else if (key->fallback_text != NULL) {
        printf("default: %s", key->fallback_text);
    } else if (key->type == ENT_KEY_BOOLEAN) {
        printf("default: %s", key->fallback != 0 ? "true" : "false");
    } else {
        printf("default: %s", ent_number_format(key->fallback, number));
    }
}

/* A key in three lines: its path; what it means; what it may be and what stands behind it. */
static void print_key(ent_scope_t scope, const ent_key_t *key) {
    char expected[ENT_EXPECTED_SIZE];
    const char *map = key->type == ENT_KEY_MAP ? ".NAME" : "";
    printf("%s%s%s\n    %s\n    %s", ent_scope_prefix(scope), key->path, map, key->help,
           ent_key_expected(key, expected));
    if (key->unit[0] != '\0') {
        printf(" (%s)", key->unit);
    }
    printf("; ");
    print_default(key);
    if (key->tag != ENT_TAG_NONE) {
        printf("\n    %s: %s", ent_tag_name(key->tag), key->source);
    }
    printf("\n");
}

static void print_keys(int first, int end) {
    for (int scope = first; scope < end; scope++) {
        size_t count = 0;
        const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
        for (size_t i = 0; i < count && scope != ENT_SCOPE_EFFECT; i++) {
            print_key((ent_scope_t)scope, &keys[i]);
        }
    }
}

static ent_err_t print_variables(const ent_scenario_t *scenario) {
    ent_variables_t variables = {0};
    ent_err_t error = ent_variables_init(&variables, scenario);
    for (size_t i = 0; i < variables.count; i++) {
        const ent_variable_row_t *row = ent_variable_row(variables.items[i].kind);
        printf("%-44s %s (%s)\n", variables.items[i].name, row->title, row->unit);
    }
    ent_variables_free(&variables);
    return error;
}

static void print_metric_row(const char *name, const ent_metric_row_t *row) {
    static const char *const better[] = {[ENT_MORE_IS_BETTER] = "more is better",
                                         [ENT_LESS_IS_BETTER] = "less is better",
                                         [ENT_NEITHER_IS_BETTER] = "neither is better"};
    printf("%s\n    %s (%s; %s)\n", name, row->formula, row->unit, better[row->better]);
    if (strcmp(row->undefined, "never") != 0) {
        printf("    undefined when %s\n", row->undefined);
    }
}

static void print_metric_table(void) {
    static const char *const ending[] = {
        [ENT_PER_DYAD] = "", [ENT_PER_STATE] = ".STATE", [ENT_PER_INSTITUTION] = ".INSTITUTION"};
    size_t count = 0;
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    for (size_t i = 0; i < count; i++) {
        char name[ENT_METRIC_NAME_SIZE];
        (void)snprintf(name, sizeof name, "%s%s", rows[i].name, ending[rows[i].per]);
        print_metric_row(name, &rows[i]);
    }
}

static ent_err_t print_metrics(const ent_scenario_t *scenario) {
    ent_plan_t plan = {0};
    ent_metrics_t metrics = {0};
    ent_err_t error = ent_plan_init(&plan, scenario);
    if (error == ENT_OK) {
        error = ent_metrics_init(&metrics, &plan, ENT_FALL_POINTS);
    }
    for (size_t i = 0; i < metrics.count; i++) {
        print_metric_row(metrics.items[i].name, metrics.items[i].row);
    }
    ent_metrics_free(&metrics);
    ent_plan_free(&plan);
    return error;
}

/* What is shown may be saved anywhere: it refers to surveys where they lie. */
static ent_err_t name_series(ent_scenario_t *scenario) {
    char path[PATH_MAX];
    for (size_t i = 0; i < scenario->poll_count; i++) {
        ent_poll_t *poll = &scenario->polls[i];
        if (poll->series != NULL && realpath(poll->series_file, path) != NULL) {
            poll->series = ent_arena_strdup(&scenario->arena, path);
            if (poll->series == NULL) {
                return ENT_ERR_MEMORY;
            }
        }
    }
    return ENT_OK;
}

static ent_err_t print_resolved(ent_scenario_t *scenario) {
    char *text = NULL;
    ent_err_t error = name_series(scenario);
    if (error == ENT_OK) {
        error = ent_scenario_text(scenario, &text);
    }
    if (error == ENT_OK) {
        fputs(text, stdout);
    }
    free(text);
    return error;
}

static void print_names(const char *heading, const char *title, const char *detail) {
    printf("  %-14s %s%s%s%s\n", heading, title, detail[0] != '\0' ? " (" : "", detail,
           detail[0] != '\0' ? ")" : "");
}

/* What a reader asks first: the question, the dates, who and what is in it. */
static void print_overview(const ent_scenario_t *scenario) {
    const ent_key_t *status = ent_key_find(ENT_SCOPE_INSTITUTION, "status");
    char start[ENT_DATE_SIZE], end[ENT_DATE_SIZE], number[ENT_NUMBER_SIZE];
    size_t steps = ent_scenario_steps(scenario);
    ent_instant_date(scenario, 0, start);
    ent_instant_date(scenario, (double)steps, end);
    printf("%s\n", scenario->title);
    if (scenario->question[0] != '\0') {
        printf("%s\n", scenario->question);
    }
    if (scenario->description[0] != '\0') {
        printf("%s\n", scenario->description);
    }
    printf("\n  %-14s %s to %s, %zu steps\n", "horizon", start, end, steps);
    for (size_t i = 0; i < ENT_STATES; i++) {
        print_names(i == 0 ? "states" : "", scenario->states[i].title, scenario->states[i].name);
    }
    for (size_t i = 0; i < scenario->domain_count; i++) {
        print_names(i == 0 ? "domains" : "", scenario->domains[i].title, scenario->domains[i].name);
    }
    for (size_t i = 0; i < scenario->driver_count; i++) {
        print_names(i == 0 ? "drivers" : "", scenario->drivers[i].title, scenario->drivers[i].name);
    }
    for (size_t i = 0; i < scenario->institution_count; i++) {
        print_names(i == 0 ? "institutions" : "", scenario->institutions[i].title,
                    ent_key_choice(status, (int)scenario->institutions[i].status));
    }
    for (size_t i = 0; i < scenario->shock_count; i++) {
        char detail[128];
        (void)snprintf(detail, sizeof detail, "by %s, %s a year",
                       scenario->states[scenario->shocks[i].by].name,
                       ent_number_format(scenario->shocks[i].rate, number));
        print_names(i == 0 ? "shocks" : "", scenario->shocks[i].title, detail);
    }
    for (size_t i = 0; i < scenario->event_count; i++) {
        char date[ENT_DATE_SIZE] = "";
        if (scenario->events[i].timing == ENT_TIMING_AT) {
            ent_date_format(scenario->events[i].at, true, date);
        }
        print_names(i == 0 ? "events" : "", scenario->events[i].title, date);
    }
}

static ent_err_t show(const show_options_t *options, ent_scenario_t *scenario) {
    switch (options->what) {
    case OPTION_RESOLVED:
        return print_resolved(scenario);
    case OPTION_VARIABLES:
        return print_variables(scenario);
    case OPTION_METRICS:
        return print_metrics(scenario);
    default:
        print_overview(scenario);
        return ENT_OK;
    }
}

static ent_err_t show_file(const show_options_t *options) {
    ent_scenario_t scenario = {0};
    ent_err_t error = ent_load_as_asked(options->file, &options->shared, &scenario);
    if (error == ENT_OK) {
        error = show(options, &scenario);
    }
    ent_scenario_free(&scenario);
    return error;
}

const struct argp ent_show_argp = {
    option_table, parse, "[SCENARIO]", "Shows a scenario: by default an overview of it.",
    NULL,         NULL,  NULL};

int ent_command_show(int argc, char **argv) {
    char program[] = "entente show";
    argv[0] = program;
    show_options_t options = {.file = NULL};
    ent_err_t error = ent_shared_init(&options.shared, argc);
    if (error == ENT_OK && argp_parse(&ent_show_argp, argc, argv, 0, NULL, &options) != 0) {
        error = ENT_ERR_MEMORY;
    }
    if (error == ENT_OK && options.what == OPTION_KEYS) {
        print_keys(0, ENT_SCENARIO_SCOPES);
    } else if (error == ENT_OK && options.what == OPTION_SWEEP_KEYS) {
        print_keys(ENT_SCENARIO_SCOPES, ENT_SCOPE_COUNT);
    } else if (error == ENT_OK && options.file == NULL) {
        print_metric_table();
    } else if (error == ENT_OK) {
        error = show_file(&options);
    }
    if (error == ENT_ERR_MEMORY) {
        ent_say("%s", ent_err_text(error));
    }
    ent_shared_free(&options.shared);
    return ent_err_exit_status(error);
}

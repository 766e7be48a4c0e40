#include "cli/switch_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/talk.h"
#include "report/note.h"

#include <math.h>
#include <stdlib.h>

enum { OPTION_FACTOR = 256, OPTION_LOW, OPTION_HIGH, OPTION_METRIC, OPTION_POINTS, OPTION_LEVEL };

static const struct argp_option option_table[] = {
    {"factor", OPTION_FACTOR, "PATH", 0,
     "The number to vary, as for --set; \"*\" stands for every element, as in "
     "institutions.*.level; may be repeated: all have the same value",
     ENT_GROUP_QUESTION},
    {"low", OPTION_LOW, "X", 0, "The lowest value to try", ENT_GROUP_QUESTION},
    {"high", OPTION_HIGH, "Y", 0, "The highest value to try", ENT_GROUP_QUESTION},
    {"metric", OPTION_METRIC, "METRIC", 0,
     "Of whose mean difference the sign is watched, e.g. legitimacy_gap.KOR (health_mean)",
     ENT_GROUP_QUESTION},
    {"points", OPTION_POINTS, "N", 0, "Values of the scan, both ends included (17)",
     ENT_GROUP_QUESTION},
    ENT_ROW_MEMBERS("How many futures to run at each value (1000)"),
    ENT_ROW_SEED(" (1)"),
    ENT_ROW_SET(", in both scenarios"),
    {"level", OPTION_LEVEL, "P", 0, "Confidence of the band and of intervals (0.95)",
     ENT_GROUP_SAMPLE},
    ENT_ROW_FALLS,
    ENT_ROW_OUTPUT("Folder of the results (by default results/switch- and the names)"),
    ENT_ROW_FORCE,
    ENT_ROW_PLOT(ENT_FORMATS_HELP),
    ENT_ROW_NO_PLOT,
    ENT_ROW_QUIET("errors"),
    ENT_ROW_THREADS,
    {0}};

static void take_number(struct argp_state *state, const char *name, const char *text,
                        double *value) {
    char *end = NULL;
    *value = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(*value)) {
        argp_error(state, "--%s: found \"%s\", expected a number", name, text);
    }
}

/* What must be said and was not, or contradicts itself; the first that is found is said. */
static void check_options(struct argp_state *state, const ent_switch_options_t *options) {
    double step = (options->high - options->low) / (double)(options->points - 1);
    if (options->scenario_count < ENT_SWITCH_SIDES) {
        argp_error(state, "found %s, expected a control and another to hold against it",
                   options->scenario_count == 0 ? "no scenario" : "one scenario");
    } else if (options->path_count == 0) {
        argp_error(state, "no --factor, expected the path of a number, such as "
                          "institutions.*.level");
    } else if (!options->low_given || !options->high_given) {
        argp_error(state, "no --%s, expected the %s value to try",
                   options->low_given ? "high" : "low", options->low_given ? "highest" : "lowest");
    } else if (options->low >= options->high) {
        argp_error(state, "--low: found %g, expected less than --high, which is %g", options->low,
                   options->high);
    } else if (!isfinite(options->high - options->low)) {
        argp_error(state, "--low, --high: found %g and %g, which are too far apart", options->low,
                   options->high);
    } else if (options->low + step == options->low || options->high - step == options->high) {
        argp_error(state,
                   "--low, --high: found %.17g and %.17g, which have no %zu different "
                   "numbers from one to the other",
                   options->low, options->high, options->points);
    }
}

static error_t parse_own(int key, char *text, struct argp_state *state,
                         ent_switch_options_t *options) {
    switch (key) {
    case OPTION_FACTOR:
        options->paths[options->path_count++] = text;
        return 0;
    case OPTION_LOW:
        take_number(state, "low", text, &options->low);
        options->low_given = true;
        return 0;
    case OPTION_HIGH:
        take_number(state, "high", text, &options->high);
        options->high_given = true;
        return 0;
    case OPTION_METRIC:
        options->metric = text;
        return 0;
    case OPTION_POINTS:
        ent_take_size(state, "points", text, ENT_CROSSING_LEAST_POINTS, ENT_CROSSING_MOST_POINTS,
                      &options->points);
        return 0;
    case OPTION_LEVEL:
        if (!ent_read_positive(text, &options->level) || options->level >= 1) {
            argp_error(state, "--level: found \"%s\", expected a number above 0 and below 1", text);
        }
        return 0;
    default:
        return ent_shared_parse(key, text, state, &options->shared);
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_switch_options_t *options = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        ent_check_room(state, "scenario", text, options->scenario_count, ENT_SWITCH_SIDES,
                       ENT_SWITCH_SIDES);
        options->scenarios[options->scenario_count++] = text;
        return 0;
    case ARGP_KEY_END:
        check_options(state, options);
        return 0;
    default:
        return parse_own(key, text, state, options);
    }
}

const struct argp ent_switch_argp = {
    .options = option_table,
    .parser = parse,
    .args_doc = "CONTROL OTHER",
    .doc =
        "Finds the values of a parameter at which OTHER turns from worse than CONTROL to better, "
        "or back: where the sign of the mean paired difference changes.\v"
        "The parameter has the same value in both scenarios, and every member the same luck at "
        "all values. " ENT_NOTE "."};

ent_err_t ent_switch_options_read(ent_switch_options_t *options, int argc, char **argv) {
    *options = (ent_switch_options_t){.points = 17, .level = 0.95, .metric = "health_mean"};
    ent_err_t error = ent_shared_init(&options->shared, argc);
    options->paths = ent_alloc((size_t)argc, sizeof *options->paths);
    if (error != ENT_OK || options->paths == NULL) {
        return ENT_ERR_MEMORY;
    }
    options->shared.least_members = 2; /* one has no standard error */
    return argp_parse(&ent_switch_argp, argc, argv, 0, NULL, options) == 0 ? ENT_OK
                                                                           : ENT_ERR_MEMORY;
}

void ent_switch_options_free(ent_switch_options_t *options) {
    ent_shared_free(&options->shared);
    free(options->paths);
    *options = (ent_switch_options_t){.paths = NULL};
}

#include "cli/switch_options.h"

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/talk.h"
#include "ensemble/ensemble.h"
#include "report/note.h"

#include <math.h>
#include <stdlib.h>

enum {
    OPTION_FACTOR = 256,
    OPTION_LOW,
    OPTION_HIGH,
    OPTION_METRIC,
    OPTION_POINTS,
    OPTION_LEVEL,
    OPTION_SET,
    OPTION_FALLS,
    OPTION_THREADS,
    OPTION_FORCE,
    OPTION_PLOT,
    OPTION_NO_PLOT
};

enum { MOST_THREADS = 1024, LEAST_MEMBERS = 2 };

static const struct argp_option option_table[] = {
    {"factor", OPTION_FACTOR, "PATH", 0,
     "The number to vary, as for --set; \"*\" stands for every element, as in "
     "institutions.*.level; may be repeated: all have the same value",
     1},
    {"low", OPTION_LOW, "X", 0, "The lowest value to try", 1},
    {"high", OPTION_HIGH, "Y", 0, "The highest value to try", 1},
    {"metric", OPTION_METRIC, "METRIC", 0,
     "Of whose mean difference the sign is watched, e.g. legitimacy_gap.KOR (health_mean)", 1},
    {"points", OPTION_POINTS, "N", 0, "Values of the scan, both ends included (17)", 1},
    {"members", 'n', "N", 0, "How many futures to run at each value (1000)", 2},
    {"seed", 's', "S", 0, "Seed of the random numbers (1)", 2},
    {"set", OPTION_SET, "PATH=VALUE", 0, "Override one key, in both scenarios; may be repeated", 2},
    {"level", OPTION_LEVEL, "P", 0, "Confidence of the band and of intervals (0.95)", 2},
    {"falls", OPTION_FALLS, "POINTS", 0, "How deep a fall of health must be to count (10)", 2},
    {"output", 'o', "DIR", 0, "Folder of results (by default results/switch- and the names)", 3},
    {"force", OPTION_FORCE, NULL, 0, "Overwrite results that are there", 3},
    {"plot", OPTION_PLOT, "FORMATS", 0, "Formats of the figure: svg, png, pdf, dumb (svg,png)", 3},
    {"no-plot", OPTION_NO_PLOT, NULL, 0, "No figure", 3},
    {"quiet", 'q', NULL, 0, "Say nothing but errors", 3},
    {"threads", OPTION_THREADS, "N", 0,
     "Threads to work with (as many as the machine has; changes no result)", 4},
    {0}};

static void take_scenario(struct argp_state *state, char *text, ent_switch_options_t *options) {
    if (options->scenario_count == ENT_SWITCH_SIDES) {
        argp_error(state, "found a third scenario \"%s\", expected two", text);
        return;
    }
    options->scenarios[options->scenario_count++] = text;
}

static void take_number(struct argp_state *state, const char *name, const char *text,
                        double *value) {
    char *end = NULL;
    *value = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(*value)) {
        argp_error(state, "--%s: found \"%s\", expected a number", name, text);
    }
}

static error_t parse_result(int key, char *text, struct argp_state *state,
                            ent_switch_options_t *options) {
    uint64_t count = 0;
    switch (key) {
    case 'o':
        free(options->output);
        options->output = ent_strdup(text);
        return options->output != NULL ? 0 : ENOMEM;
    case OPTION_FORCE:
        options->force = true;
        return 0;
    case OPTION_PLOT:
        ent_take_formats(state, "plot", text, &options->formats);
        return 0;
    case OPTION_NO_PLOT:
        options->formats = 0;
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case OPTION_THREADS:
        ent_take_count(state, "threads", text, 1, MOST_THREADS, &count);
        options->threads = (size_t)count;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_sample(int key, char *text, struct argp_state *state,
                            ent_switch_options_t *options) {
    switch (key) {
    case 'n':
        ent_take_count(state, "members", text, LEAST_MEMBERS, ENT_MOST_MEMBERS, &options->members);
        return 0;
    case 's':
        ent_take_count(state, "seed", text, 0, UINT64_MAX, &options->seed);
        return 0;
    case OPTION_SET:
        options->overrides[options->override_count++] = text;
        return 0;
    case OPTION_LEVEL:
        if (!ent_read_positive(text, &options->level) || options->level >= 1) {
            argp_error(state, "--level: found \"%s\", expected a number above 0 and below 1", text);
        }
        return 0;
    case OPTION_FALLS:
        if (!ent_read_positive(text, &options->falls) || options->falls > 100) {
            argp_error(state, "--falls: found \"%s\", expected points above 0, at most 100", text);
        }
        return 0;
    default:
        return parse_result(key, text, state, options);
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

static error_t parse(int key, char *text, struct argp_state *state) {
    ent_switch_options_t *options = state->input;
    uint64_t count = 0;
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
        ent_take_count(state, "points", text, ENT_CROSSING_LEAST_POINTS, ENT_CROSSING_MOST_POINTS,
                       &count);
        options->points = (size_t)count;
        return 0;
    case ARGP_KEY_ARG:
        take_scenario(state, text, options);
        return 0;
    case ARGP_KEY_END:
        check_options(state, options);
        return 0;
    default:
        return parse_sample(key, text, state, options);
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
    *options = (ent_switch_options_t){.members = 1000,
                                      .seed = 1,
                                      .points = 17,
                                      .level = 0.95,
                                      .metric = "health_mean",
                                      .falls = ENT_FALL_POINTS,
                                      .formats = ENT_FIGURE_SVG | ENT_FIGURE_PNG};
    options->overrides = ent_alloc((size_t)argc, sizeof *options->overrides);
    options->paths = ent_alloc((size_t)argc, sizeof *options->paths);
    if (options->overrides == NULL || options->paths == NULL) {
        return ENT_ERR_MEMORY;
    }
    return argp_parse(&ent_switch_argp, argc, argv, 0, NULL, options) == 0 ? ENT_OK
                                                                           : ENT_ERR_MEMORY;
}

void ent_switch_options_free(ent_switch_options_t *options) {
    free(options->output);
    free(options->overrides);
    free(options->paths);
    *options = (ent_switch_options_t){.output = NULL};
}

#include "report/sensitivity.h"

#include "base/memory.h"
#include "base/name.h"
#include "report/code.h"

#include <errno.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_SIZE = 2 * ENT_FIGURE_CUT_SIZE + 16 };

__attribute__((format(printf, 3, 4))) static ent_err_t
refuse(ent_sensitivity_t *sensitivity, ent_err_t error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sensitivity->problem, sizeof sensitivity->problem, format, arguments);
    va_end(arguments);
    return error;
}

/* ---- The folder of the sweep ------------------------------------------------------------------
 */

static ent_err_t look_for(ent_sensitivity_t *sensitivity, const char *name) {
    const char *folder = sensitivity->options.folder;
    char *path = ent_path_join(folder, name);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    int found = access(path, R_OK), cause = errno;
    free(path);
    return found == 0 ? ENT_OK
                      : refuse(sensitivity, ENT_ERR_NO_INPUT,
                               "%.400s/%s: %s, expected the folder of a sweep, such as `entente "
                               "sweep FILE -o DIR` leaves it",
                               folder, name, strerror(cause));
}

static ent_err_t read_sweep(ent_sensitivity_t *sensitivity, ent_diags_t *diags) {
    char *path = ent_path_join(sensitivity->options.folder, "sweep.cfg");
    ent_err_t error =
        path != NULL ? ent_sweep_load(path, &sensitivity->sweep, diags) : ENT_ERR_MEMORY;
    free(path);
    return error;
}

static ent_err_t open_store(ent_sensitivity_t *sensitivity) {
    char problem[ENT_STORE_PROBLEM_SIZE] = "";
    ent_err_t error = ent_store_open(&sensitivity->store, sensitivity->options.folder, problem);
    if (error == ENT_OK) {
        sensitivity->names = ent_store_names(sensitivity->store);
        ent_store_counts(sensitivity->store, &sensitivity->done, &sensitivity->failed);
        return ENT_OK;
    }
    return problem[0] != '\0' ? refuse(sensitivity, error, "%s", problem) : error;
}

/* The file and the store must be of one sweep: else indices would be given to the wrong factors. */
static ent_err_t check_hash(ent_sensitivity_t *sensitivity) {
    char hash[ENT_SWEEP_HASH_SIZE];
    const char *folder = sensitivity->options.folder;
    ent_err_t error = ent_sweep_hash(&sensitivity->sweep, hash);
    if (error == ENT_ERR_NO_INPUT) {
        return refuse(sensitivity, error, "%.400s: %s", sensitivity->sweep.file, strerror(errno));
    }
    if (error == ENT_OK && strcmp(hash, sensitivity->names->sweep_hash) != 0) {
        error = refuse(sensitivity, ENT_ERR_SCENARIO,
                       "%.400s: sweep.cfg (%.12s) is not the sweep that sweep.db was made of "
                       "(%.12s); restore the file, or run the sweep again into another folder",
                       folder, hash, sensitivity->names->sweep_hash);
    }
    return error;
}

static ent_err_t arrange(ent_sensitivity_t *sensitivity, ent_diags_t *diags) {
    ent_err_t error = ent_design_init(&sensitivity->design, &sensitivity->sweep, diags);
    if (error == ENT_OK && sensitivity->design.points != sensitivity->names->points) {
        error = refuse(sensitivity, ENT_ERR_SCENARIO,
                       "%.400s: sweep.db is of %" PRIu64 " points, expected %" PRIu64
                       " as the design of sweep.cfg has",
                       sensitivity->options.folder, sensitivity->names->points,
                       sensitivity->design.points);
    }
    return error;
}

/* ---- Which outcomes ---------------------------------------------------------------------------
 */

static ent_err_t refuse_name(ent_sensitivity_t *sensitivity, const char *option, const char *kind,
                             const char *name, const char *const *known, size_t count) {
    char hint[ENT_HINT_SIZE], list[400] = "";
    size_t length = 0;
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < count; i++) {
        ent_nearest_offer(&nearest, known[i]);
        if (length < sizeof list) {
            length += (size_t)snprintf(list + length, sizeof list - length, "%s%s",
                                       i > 0 ? ", " : "", known[i]);
        }
    }
    if (length >= sizeof list) {
        memcpy(list + sizeof list - 4, "...", 4);
    }
    return refuse(sensitivity, ENT_ERR_USAGE, "--%s: \"%.100s\" is no %s of the sweep%s; it has %s",
                  option, name, kind, ent_nearest_hint(&nearest, hint), list);
}

static bool is_like(const ent_sensitivity_options_t *options, const char *metric) {
    bool like = options->pattern_count == 0;
    for (size_t i = 0; i < options->pattern_count; i++) {
        like = like || fnmatch(options->patterns[i], metric, 0) == 0;
    }
    return like;
}

static ent_err_t check_patterns(ent_sensitivity_t *sensitivity) {
    const ent_sensitivity_options_t *options = &sensitivity->options;
    const ent_store_names_t *names = sensitivity->names;
    for (size_t i = 0; i < options->pattern_count; i++) {
        bool found = false;
        for (size_t m = 0; m < names->metric_count; m++) {
            found = found || fnmatch(options->patterns[i], names->metrics[m], 0) == 0;
        }
        if (!found) {
            return refuse_name(sensitivity, "metric", "metric", options->patterns[i],
                               names->metrics, names->metric_count);
        }
    }
    return ENT_OK;
}

/* *first … *last − 1: the scenarios that are asked for; and whether as differences. */
static ent_err_t choose_scenarios(ent_sensitivity_t *sensitivity, size_t *first, size_t *last) {
    const ent_sensitivity_options_t *options = &sensitivity->options;
    const ent_store_names_t *names = sensitivity->names;
    size_t chosen = 0;
    while (options->scenario != NULL && chosen < names->scenario_count &&
           strcmp(names->scenarios[chosen], options->scenario) != 0) {
        chosen++;
    }
    if (chosen == names->scenario_count) {
        return refuse_name(sensitivity, "scenario", "scenario", options->scenario, names->scenarios,
                           names->scenario_count);
    }
    bool control = options->scenario != NULL ? chosen == 0 : names->scenario_count == 1;
    sensitivity->difference = options->of != ENT_INFLUENCE_VALUE && !control;
    if (options->of == ENT_INFLUENCE_DIFFERENCE && control) {
        return refuse(sensitivity, ENT_ERR_USAGE,
                      "--of: found \"difference\", expected \"value\": %s is the control, from "
                      "which the others differ",
                      names->scenarios[0]);
    }
    *first = options->scenario != NULL ? chosen : sensitivity->difference;
    *last = options->scenario != NULL ? chosen + 1 : names->scenario_count;
    return ENT_OK;
}

/* The row of the table of metrics for a name such as "transition_cost.KOR"; NULL for one that this
 * version does not have. */
static const ent_metric_row_t *find_row(const char *name) {
    size_t count = 0, length = strcspn(name, ".");
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

/* What an outcome is called. */
static bool entitle(ent_sensitivity_t *sensitivity, ent_influence_t *item) {
    const ent_store_names_t *names = sensitivity->names;
    const char *name = names->metrics[item->metric];
    const ent_metric_row_t *row = find_row(name);
    char text[TEXT_SIZE], first[ENT_FIGURE_CUT_SIZE], second[ENT_FIGURE_CUT_SIZE];
    if (row != NULL) {
        ent_metric_t metric = {.row = row};
        (void)snprintf(metric.name, sizeof metric.name, "%s", name);
        ent_metric_label(&metric, text, sizeof text);
    } else {
        (void)snprintf(text, sizeof text, "%s", name);
    }
    item->unit = row != NULL ? row->unit : "";
    text[0] = (char)(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
    item->title = ent_arena_strdup(&sensitivity->arena, text);
    ent_figure_cut(names->scenario_titles[item->scenario], ENT_TITLE_CHARACTERS, first);
    ent_figure_cut(names->scenario_titles[0], ENT_TITLE_CHARACTERS, second);
    (void)snprintf(text, sizeof text, "%s%s%s", first, sensitivity->difference ? " minus " : "",
                   sensitivity->difference ? second : "");
    item->of = ent_arena_strdup(&sensitivity->arena, text);
    return item->title != NULL && item->of != NULL;
}

static ent_err_t choose(ent_sensitivity_t *sensitivity) {
    const ent_store_names_t *names = sensitivity->names;
    size_t first = 0, last = 0;
    ent_err_t error = check_patterns(sensitivity);
    if (error == ENT_OK) {
        error = choose_scenarios(sensitivity, &first, &last);
    }
    if (error != ENT_OK) {
        return error;
    }
    sensitivity->items = ent_arena_alloc(&sensitivity->arena, (last - first) * names->metric_count,
                                         sizeof *sensitivity->items);
    if (sensitivity->items == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t s = first; s < last; s++) {
        for (size_t m = 0; m < names->metric_count; m++) {
            if (is_like(&sensitivity->options, names->metrics[m])) {
                ent_influence_t *item = &sensitivity->items[sensitivity->count++];
                *item = (ent_influence_t){
                    .scenario = s, .metric = m, .has_signs = sensitivity->difference};
                if (!entitle(sensitivity, item)) {
                    return ENT_ERR_MEMORY;
                }
            }
        }
    }
    return ENT_OK;
}

ent_err_t ent_sensitivity_open(ent_sensitivity_t *sensitivity,
                               const ent_sensitivity_options_t *options, ent_diags_t *diags) {
    *sensitivity = (ent_sensitivity_t){.options = *options};
    ent_arena_init(&sensitivity->arena);
    ent_err_t error = look_for(sensitivity, "sweep.cfg");
    if (error == ENT_OK) {
        error = look_for(sensitivity, "sweep.db");
    }
    if (error == ENT_OK) {
        error = read_sweep(sensitivity, diags);
    }
    if (error == ENT_OK) {
        error = open_store(sensitivity);
    }
    if (error == ENT_OK) {
        error = check_hash(sensitivity);
    }
    if (error == ENT_OK) {
        error = arrange(sensitivity, diags);
    }
    return error == ENT_OK ? choose(sensitivity) : error;
}

void ent_sensitivity_free(ent_sensitivity_t *sensitivity) {
    for (size_t i = 0; i < sensitivity->count; i++) {
        ent_across_free(&sensitivity->items[i].across);
    }
    ent_store_close(sensitivity->store);
    ent_design_free(&sensitivity->design);
    ent_sweep_free(&sensitivity->sweep);
    ent_arena_free(&sensitivity->arena);
    *sensitivity = (ent_sensitivity_t){0};
}

/* Figures inline, with what they show in words for those who do not see them. */
#include "base/memory.h"
#include "base/name.h"
#include "base/number.h"
#include "report/inline_svg.h"
#include "report/page_parts.h"
#include "report/poll_figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SVG_BYTES = 1 << 26, CAPTION_SIZE = 2048 };

typedef struct {
    const char *name, *title, *caption;
    bool medians; /* the caption goes on with the medians of health at the end */
} figure_row_t;

static const figure_row_t run_rows[] = {
    {"health", "Relationship health",
     "Relationship health over time: the median of all members, the bands that hold half and nine "
     "tenths of them, single members, and the scenario's events.",
     true},
    {"panels", "What health is made of",
     "What health is made of, over time: governments' stances, publics, domains of cooperation and "
     "grievances; medians, and the middle half of members.",
     false},
    {"polls", "What surveys would find",
     "What surveys would find, in percent, by the curves that the scenario gives: medians, and "
     "where half and nine tenths of members lie.",
     false},
};

static const figure_row_t comparison_rows[] = {
    {"fans", "Relationship health under each scenario",
     "Relationship health over time: the median under each scenario. The shaded band holds nine "
     "tenths of the control's members; the bars at the end hold nine tenths of each scenario's.",
     true},
    {"difference", "What each scenario adds, member by member",
     "Relationship health under each scenario minus the same member's under the control, which "
     "meets the same luck: the mean with its 95 % interval, and the bands that hold half and nine "
     "tenths of members.",
     false},
    {"distributions", "How members spread",
     "How members spread under each scenario, by metric: the share of them in each class of "
     "values.",
     false},
    {"ranking", "Scenarios from best to worst",
     "Mean differences to the control, from best to worst, by metric: thick lines are 95 % "
     "intervals with the same luck in both, thin ones those without that pairing.",
     false},
};

static bool find_health(const ent_run_t *run, size_t *variable) {
    *variable = 0;
    while (run->plan->variables.items[*variable].kind != ENT_VAR_HEALTH) {
        (*variable)++;
    }
    return run->gathered->recorded[*variable];
}

/* " Medians of health in 2045-11: Fits and starts 51, …." behind a caption. */
static void add_medians(const ent_parts_t *parts, char text[CAPTION_SIZE]) {
    const ent_run_t *control = &parts->comparison->items[0].run;
    char date[ENT_DATE_SIZE], number[ENT_NUMBER_SIZE];
    (void)ent_page_date(control->scenario, control->plan->steps, date);
    size_t used = strlen(text);
    used += (size_t)snprintf(text + used, CAPTION_SIZE - used, " Median health in %s: ", date);
    for (size_t s = 0; s < parts->comparison->count && used < CAPTION_SIZE; s++) {
        const ent_run_t *run = &parts->comparison->items[s].run;
        size_t health = 0;
        const char *value = "not recorded";
        if (find_health(run, &health)) {
            value = ent_number_plain(
                ent_distribution_quantile(
                    ent_gathered_variable(run->gathered, health, run->plan->steps), 0.5),
                number);
        }
        const char *title = parts->comparison->count > 1 ? run->scenario->title : "";
        used += (size_t)snprintf(text + used, CAPTION_SIZE - used, "%s%.*s %s", s > 0 ? "; " : "",
                                 (int)ent_text_fit(title, 120), title, value);
    }
    if (used < CAPTION_SIZE) {
        (void)snprintf(text + used, CAPTION_SIZE - used, ".");
    }
}

/* A figure that is not on the page, and why. */
static void put_missing(ent_parts_t *parts, json_t *missing, const char *what, const char *why) {
    json_t *row = ent_put_row(&parts->values, missing);
    ent_put_text(&parts->values, row, "what", what);
    ent_put_text(&parts->values, row, "why", why);
}

static bool was_written(const ent_output_t *output, const char *name) {
    for (size_t i = 0; i < output->count; i++) {
        if (strcmp(output->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The file's text; NULL where it has gone, or without memory, which *error says. */
static char *read_svg(const ent_output_t *output, const char *name, ent_err_t *error) {
    char *path = ent_output_path(output, name), *text = NULL;
    size_t size = 0;
    ent_file_state_t state =
        path != NULL ? ent_file_read(path, MOST_SVG_BYTES, &text, &size) : ENT_FILE_NO_MEMORY;
    free(path);
    *error = state == ENT_FILE_NO_MEMORY ? ENT_ERR_MEMORY : ENT_OK;
    return state == ENT_FILE_READ ? text : NULL;
}

static void put_figure(ent_parts_t *parts, json_t *figures, const figure_row_t *figure,
                       const char *file, const char *fragment) {
    char caption[CAPTION_SIZE];
    json_t *row = ent_put_row(&parts->values, figures);
    (void)snprintf(caption, sizeof caption, "%s", figure->caption);
    if (figure->medians) {
        add_medians(parts, caption);
    }
    ent_put_text(&parts->values, row, "figure", figure->name);
    ent_put_text(&parts->values, row, "figure_title", figure->title);
    ent_put_text(&parts->values, row, "figure_file", file);
    ent_put_text(&parts->values, row, "caption", caption);
    ent_put_fragment(&parts->values, row, "svg", fragment);
}

/* Takes a figure in, or says why not. */
static ent_err_t take_figure(ent_parts_t *parts, const figure_row_t *figure, json_t *figures,
                             json_t *missing) {
    char file[ENT_OUTPUT_NAME_SIZE], prefix[ENT_NAME_SIZE], problem[ENT_SVG_PROBLEM_SIZE] = "";
    char *fragment = NULL;
    ent_err_t error = ENT_OK;
    (void)snprintf(file, sizeof file, "plots/%s.svg", figure->name);
    (void)snprintf(prefix, sizeof prefix, "%s-", figure->name);
    if (!was_written(parts->output, file)) {
        const char *why = parts->page->no_figures;
        put_missing(parts, missing, figure->title, why[0] != '\0' ? why : "it was not drawn");
        return ENT_OK;
    }
    char *svg = read_svg(parts->output, file, &error);
    if (svg != NULL) {
        error = ent_svg_inline(svg, prefix, figure->title, &fragment, problem);
    }
    if (error == ENT_OK && fragment != NULL) {
        put_figure(parts, figures, figure, file, fragment);
    } else if (error == ENT_OK) {
        char why[ENT_OUTPUT_NAME_SIZE + ENT_SVG_PROBLEM_SIZE];
        (void)snprintf(why, sizeof why, "%s %s%s", file, svg != NULL ? "cannot be shown: " : "",
                       svg != NULL ? problem : "has gone since it was drawn");
        put_missing(parts, missing, figure->title, why);
    }
    free(fragment);
    free(svg);
    return error;
}

ent_err_t ent_page_put_figures(ent_parts_t *parts) {
    bool compares = parts->comparison->count > 1;
    const figure_row_t *rows = compares ? comparison_rows : run_rows;
    size_t count = compares ? sizeof comparison_rows / sizeof comparison_rows[0]
                            : sizeof run_rows / sizeof run_rows[0];
    json_t *figures = ent_put_list(&parts->values, parts->values.root, "figures");
    json_t *missing = ent_put_list(&parts->values, parts->values.root, "missing");
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < count && error == ENT_OK; i++) {
        bool polls = strcmp(rows[i].name, "polls") == 0;
        if (!polls || ent_polls_recorded(&parts->comparison->items[0].run)) {
            error = take_figure(parts, &rows[i], figures, missing);
        }
    }
    return error;
}

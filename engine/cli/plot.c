#include "base/name.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/talk.h"
#include "report/drawing.h"
#include "report/results.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/*
 * A column of print is 3.5 inches wide, 252 points: too narrow for the figures' fonts. They are
 * drawn on 420 points, and those shrink to 0.6 on the page.
 */
enum { COLUMN_WIDTH = 420, LEAST_POINTS = 300, MOST_POINTS = 3000 };
static const double column_scale = 0.6;

typedef struct {
    const char *directory, *only;
    unsigned formats;
    enum { SIZE_FULL, SIZE_COLUMN, SIZE_POINTS } size;
    int width, height; /* of SIZE_POINTS */
    bool force, quiet;
} plot_options_t;

enum { OPTION_ONLY = 0x100, OPTION_FORMAT, OPTION_SIZE, OPTION_FORCE };

static const struct argp_option option_table[] = {
    {"only", OPTION_ONLY, "NAMES", 0, "Figures to draw, with commas (all that the folder has)", 1},
    {"format", OPTION_FORMAT, "FORMATS", 0, "Formats: svg, png, pdf, dumb (svg,png)", 1},
    {"size", OPTION_SIZE, "SIZE", 0,
     "column (3.5 inches of print), full, or WIDTHxHEIGHT in points; what does not fit into the "
     "height makes a figure higher (full)",
     1},
    {"force", OPTION_FORCE, NULL, 0, "Draw although files are not those of the run", 2},
    {"quiet", 'q', NULL, 0, "Say nothing but errors", 2},
    {0}};

static bool read_points(const char *text, plot_options_t *options) {
    char end = '\0';
    bool digits = strspn(text, "0123456789x") == strlen(text) && text[0] != 'x';
    return digits && sscanf(text, "%5dx%5d%c", &options->width, &options->height, &end) == 2 &&
           options->width >= LEAST_POINTS && options->width <= MOST_POINTS &&
           options->height >= LEAST_POINTS && options->height <= MOST_POINTS;
}

static void take_size(struct argp_state *state, const char *text, plot_options_t *options) {
    if (strcmp(text, "column") == 0) {
        options->size = SIZE_COLUMN;
    } else if (strcmp(text, "full") == 0) {
        options->size = SIZE_FULL;
    } else if (read_points(text, options)) {
        options->size = SIZE_POINTS;
    } else {
        argp_error(state,
                   "--size: found \"%s\", expected column, full, or WIDTHxHEIGHT such as 720x480, "
                   "each from %d to %d points",
                   text, LEAST_POINTS, MOST_POINTS);
    }
}

static void take_directory(struct argp_state *state, char *text, plot_options_t *options) {
    size_t length = strlen(text);
    if (options->directory != NULL) {
        argp_error(state, "found a second folder \"%s\", expected one", text);
    }
    while (length > 1 && text[length - 1] == '/') {
        text[--length] = '\0';
    }
    options->directory = text;
}

static error_t parse(int key, char *text, struct argp_state *state) {
    plot_options_t *options = state->input;
    switch (key) {
    case OPTION_ONLY:
        options->only = text;
        return 0;
    case OPTION_FORMAT:
        ent_take_formats(state, "format", text, &options->formats);
        return 0;
    case OPTION_SIZE:
        take_size(state, text, options);
        return 0;
    case OPTION_FORCE:
        options->force = true;
        return 0;
    case 'q':
        options->quiet = true;
        return 0;
    case ARGP_KEY_ARG:
        take_directory(state, text, options);
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "no folder, expected one of results, such as results/base");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- Which figures ----------------------------------------------------------------------------
 */

/* The figures to draw, of those that the folder has. */
typedef struct {
    ent_figure_row_t rows[ENT_MOST_FIGURES];
    size_t count;
} choice_t;

static void say_unknown(const char *name, const ent_figure_file_t *figures) {
    char known[ENT_MOST_FIGURES * (ENT_FIGURE_NAME_SIZE + 2)], hint[ENT_HINT_SIZE];
    size_t length = 0;
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < figures->count; i++) {
        ent_nearest_offer(&nearest, figures->rows[i].name);
        length += (size_t)snprintf(known + length, sizeof known - length, "%s%s", i > 0 ? ", " : "",
                                   figures->rows[i].name);
    }
    ent_say("--only: there is no figure \"%s\"%s; the folder has %s", name,
            ent_nearest_hint(&nearest, hint), known);
}

/* Whether a name is one of those in a list with commas. */
static bool is_named(const char *list, const char *name) {
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        if (length == strlen(name) && strncmp(at, name, length) == 0) {
            return true;
        }
        at += length;
        if (*at == '\0') {
            return false;
        }
    }
}

/* Says so if a name of the list is of no figure. */
static bool are_known(const char *list, const ent_figure_file_t *figures) {
    for (const char *at = list;; at++) {
        char name[128];
        size_t length = strcspn(at, ",");
        bool known = false;
        (void)snprintf(name, sizeof name, "%.*s", (int)(length < 100 ? length : 100), at);
        for (size_t i = 0; i < figures->count; i++) {
            known = known || strcmp(figures->rows[i].name, name) == 0;
        }
        if (!known) {
            say_unknown(name, figures);
            return false;
        }
        at += length;
        if (*at == '\0') {
            return true;
        }
    }
}

static void set_size(const plot_options_t *options, ent_figure_row_t *row) {
    if (options->size == SIZE_COLUMN) {
        row->height = row->height * COLUMN_WIDTH / row->width;
        row->width = COLUMN_WIDTH;
    } else if (options->size == SIZE_POINTS) {
        row->width = options->width;
        row->height = options->height;
    }
}

static ent_err_t choose(const plot_options_t *options, const ent_figure_file_t *figures,
                        choice_t *choice) {
    bool any = (options->formats & ~(unsigned)ENT_FIGURE_DUMB) != 0;
    if (options->only != NULL && !are_known(options->only, figures)) {
        return ENT_ERR_USAGE;
    }
    for (size_t i = 0; i < figures->count; i++) {
        const char *name = figures->rows[i].name;
        if (options->only == NULL || is_named(options->only, name)) {
            choice->rows[choice->count] = figures->rows[i];
            set_size(options, &choice->rows[choice->count++]);
            any = any || ent_figure_in_characters(name);
        }
    }
    if (!any) {
        ent_say(
            "--format: dumb draws health, fans, hindcast and switch only, and none is asked for");
        return ENT_ERR_USAGE;
    }
    return ENT_OK;
}

/* ---- Whether the files are those of the run ---------------------------------------------------
 */

static void say_file(const ent_results_t *results, const ent_result_file_t *file) {
    const char *folder = results->directory;
    switch (file->state) {
    case ENT_RESULT_MISSING:
        ent_say("%s/%s: is missing", folder, file->name);
        break;
    case ENT_RESULT_TRUNCATED:
        ent_say("%s/%s: is truncated: found %lld bytes, expected %lld", folder, file->name,
                file->found_bytes, file->expected_bytes);
        break;
    case ENT_RESULT_FOREIGN:
        ent_say("%s/%s: is foreign: its SHA-256 is not that of the manifest", folder, file->name);
        break;
    default:
        ent_say("%s/%s: %s", folder, file->name, strerror(errno));
    }
}

/* A missing file is an input that cannot be read; one of other bytes is not what it should be. */
static ent_err_t check_files(const ent_results_t *results, bool force) {
    ent_err_t worst = ENT_OK;
    for (size_t i = 0; i < ent_results_count(results); i++) {
        ent_result_file_t file;
        bool data = false;
        ent_err_t error = ent_results_look(results, i, &data, &file);
        if (error != ENT_OK) {
            return error;
        }
        if (data && file.state != ENT_RESULT_GOOD) {
            bool there = file.state == ENT_RESULT_TRUNCATED || file.state == ENT_RESULT_FOREIGN;
            say_file(results, &file);
            error = there ? ENT_ERR_SCENARIO : ENT_ERR_NO_INPUT;
            worst = error > worst ? error : worst;
        }
    }
    if (worst != ENT_OK) {
        ent_say("these are not the results that the manifest tells of; %s",
                force ? "going on, as --force has it" : "--force draws them all the same");
    }
    return force ? ENT_OK : worst;
}

/* ---- The command ------------------------------------------------------------------------------
 */

/* What was drawn stays, and the manifest tells of it, even where the next figure failed. */
static ent_err_t draw(const plot_options_t *options, const choice_t *choice, ent_results_t *results,
                      ent_output_t *output, int argc, char **argv) {
    char note[ENT_FIGURE_NOTE_SIZE];
    const ent_figure_list_t list = {.rows = choice->rows,
                                    .count = choice->count,
                                    .data = &results->figures.data,
                                    .asked_height =
                                        options->size == SIZE_POINTS ? options->height : 0,
                                    .scale = options->size == SIZE_COLUMN ? column_scale : 1};
    ent_err_t error = ent_draw_list(&list, options->formats, output, note);
    size_t drawn = ent_figures_noted(output);
    if (note[0] != '\0') {
        ent_say("no %sfigures: %s", drawn > 0 ? "more " : "", note);
        error = ENT_ERR_IO;
    }
    if (drawn > 0) {
        ent_err_t updated =
            ent_results_update(results, (const char *const *)argv, (size_t)argc, output);
        error = error == ENT_OK ? updated : error;
    }
    if (error == ENT_OK && drawn > 0 && !options->quiet) {
        ent_say("%zu figure%s in %s/plots", drawn, drawn == 1 ? " is" : "s are", output->directory);
    }
    return error;
}

static ent_err_t plot(const plot_options_t *options, ent_results_t *results, ent_output_t *output,
                      int argc, char **argv) {
    choice_t choice = {.count = 0};
    ent_err_t error = ent_results_read(results, options->directory);
    if (results->problem[0] != '\0') {
        ent_say("%s/%s", options->directory, results->problem);
    }
    if (error != ENT_OK) {
        return error;
    }
    if (strcmp(ent_results_version(results), ENT_VERSION) != 0) {
        ent_say("%s: was made by version %.40s, and is drawn by %s", options->directory,
                ent_results_version(results), ENT_VERSION);
    }
    error = choose(options, &results->figures, &choice);
    if (error == ENT_OK) {
        error = check_files(results, options->force);
    }
    if (error == ENT_OK) {
        error = ent_output_open(output, options->directory, true);
        output->finished = true; /* nothing of it is to be taken away */
    }
    return error == ENT_OK ? draw(options, &choice, results, output, argc, argv) : error;
}

const struct argp ent_plot_argp = {
    .options = option_table,
    .parser = parse,
    .args_doc = "DIR",
    .doc =
        "Draws the figures of a folder of results again, from its files alone.\v"
        "DIR is a folder of `entente run`, `compare`, `hindcast`, `sensitivity` or `switch`. Its "
        "files are held against its manifest first.",
};

int ent_command_plot(int argc, char **argv) {
    char program[] = "entente plot"; /* for usage messages, and in the manifest */
    plot_options_t options = {.formats = ENT_FIGURE_SVG | ENT_FIGURE_PNG};
    ent_results_t results = {.directory = NULL};
    ent_output_t output = {.directory = NULL};
    argv[0] = program;
    ent_err_t error =
        argp_parse(&ent_plot_argp, argc, argv, 0, NULL, &options) == 0 ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = plot(&options, &results, &output, argc, argv);
        bool said = error == ENT_ERR_IO && output.culprit == NULL;
        if (!said) {
            ent_say_failure(error, &output);
        }
    }
    ent_output_close(&output);
    ent_results_free(&results);
    if (*ent_interrupt_flag() != 0 && error != ENT_OK) {
        return 128 + (int)*ent_interrupt_flag();
    }
    return ent_err_exit_status(error);
}

#include "report/drawing.h"

#include "base/memory.h"
#include "report/gnuplot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    DUMB_COLUMNS = 79, /* of a terminal */
    DUMB_LINES = 24
};

typedef struct {
    ent_figure_format_t format;
    const char *terminal, *ending;
} format_row_t;

static const format_row_t format_rows[] = {
    {ENT_FIGURE_SVG, "svg", ".svg"},
    {ENT_FIGURE_PNG, "png", ".png"},
    {ENT_FIGURE_PDF, "pdf", ".pdf"},
    {ENT_FIGURE_DUMB, "dumb", ""},
};

/* The variables a template reads, before it is loaded. */
static void put_script(const ent_figure_data_t *data, const ent_output_t *output,
                       const char *templates, const format_row_t *format,
                       const ent_figure_row_t *figure, const char *file, FILE *script) {
    bool dumb = format->format == ENT_FIGURE_DUMB;
    ent_gnuplot_file(script, "PLOTS", templates);
    ent_gnuplot_file(script, "DATA", output->directory);
    ent_gnuplot_text(script, "TERMINAL", format->terminal);
    ent_gnuplot_file(script, "OUT", file);
    fprintf(script, "WIDTH = %d\nHEIGHT = %d\n", dumb ? DUMB_COLUMNS : figure->width,
            dumb ? DUMB_LINES : figure->height);
    ent_gnuplot_text(script, "NOTE", "A comparison of assumptions, not a forecast");
    ent_figure_data_script(data, script);
    fprintf(script, "load PLOTS.'/%s.gp'\n", figure->name);
}

/* Runs one script; the figure appears under its own name once it is whole. */
static ent_err_t draw_one(const ent_figure_data_t *data, ent_output_t *output,
                          const char *templates, const format_row_t *format,
                          const ent_figure_row_t *figure, char note[ENT_FIGURE_NOTE_SIZE]) {
    char name[ENT_OUTPUT_NAME_SIZE], hidden[ENT_OUTPUT_NAME_SIZE + 16];
    char *script = NULL, *file = NULL, *path = NULL;
    size_t length = 0;
    ent_err_t error = ENT_ERR_MEMORY;
    (void)snprintf(name, sizeof name, "plots/%s%s", figure->name, format->ending);
    (void)snprintf(hidden, sizeof hidden, "plots/.%s%s", figure->name, format->ending);
    FILE *stream = open_memstream(&script, &length);
    file = ent_output_path(output, hidden);
    path = ent_output_path(output, name);
    if (stream == NULL || file == NULL || path == NULL) {
        goto out;
    }
    put_script(data, output, templates, format, figure, file, stream);
    bool written = fclose(stream) == 0;
    stream = NULL;
    if (!written) {
        goto out;
    }
    ent_gnuplot_t state = ent_gnuplot_run(script, length, note, ENT_FIGURE_NOTE_SIZE);
    error = state == ENT_GNUPLOT_FAILED ? ENT_ERR_IO : ENT_OK;
    if (state == ENT_GNUPLOT_DONE && format->format != ENT_FIGURE_DUMB) {
        if (rename(file, path) == 0) {
            ent_output_note(output, name);
        } else {
            (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "%s: %s", path, strerror(errno));
            error = ENT_ERR_IO;
        }
    }
    (void)unlink(file);
out:
    if (stream != NULL) {
        (void)fclose(stream);
    }
    free(script);
    free(file);
    free(path);
    return error;
}

static ent_err_t draw_all(const ent_figure_set_t *set, const ent_figure_data_t *data,
                          unsigned formats, ent_output_t *output, const char *templates,
                          char note[ENT_FIGURE_NOTE_SIZE]) {
    ent_err_t error = ENT_OK;
    for (size_t f = 0; f < set->count; f++) {
        for (size_t i = 0; i < sizeof format_rows / sizeof format_rows[0]; i++) {
            bool wanted = (formats & (unsigned)format_rows[i].format) != 0;
            bool dumb = format_rows[i].format == ENT_FIGURE_DUMB;
            if (!wanted || (dumb && f > 0) || error != ENT_OK || note[0] != '\0') {
                continue; /* a terminal has room for the fan chart only */
            }
            error = draw_one(data, output, templates, &format_rows[i], &set->rows[f], note);
        }
    }
    return error;
}

/* Sets the variables and keeps them, even where nothing can be drawn now. */
static ent_err_t prepare(const ent_figure_set_t *set, ent_output_t *output,
                         ent_figure_data_t *data) {
    ent_err_t error = set->put(set->user, output, data);
    if (error == ENT_OK) {
        error = ent_figure_data_check(data);
    }
    if (error == ENT_OK) {
        error = ent_output_folder(output, "plots");
    }
    return error == ENT_OK ? ent_figure_file_write(set->rows, set->count, data, output) : error;
}

ent_err_t ent_draw(const ent_figure_set_t *set, unsigned formats, ent_output_t *output,
                   char note[ENT_FIGURE_NOTE_SIZE]) {
    ent_figure_data_t data;
    char *templates = NULL;
    note[0] = '\0';
    ent_figure_data_init(&data);
    ent_err_t error = prepare(set, output, &data);
    if (error == ENT_OK) {
        error = ent_gnuplot_templates(&templates);
    }
    if (error == ENT_OK && templates == NULL) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "the folder plots/ is not beside the program");
    } else if (error == ENT_OK) {
        error = draw_all(set, &data, formats, output, templates, note);
    }
    free(templates);
    ent_figure_data_free(&data);
    return error;
}

size_t ent_figures_noted(const ent_output_t *output) {
    size_t count = 0;
    for (size_t i = 0; i < output->count; i++) {
        const char *name = output->names[i];
        count += strncmp(name, "plots/", 6) == 0 && strcmp(name, ENT_FIGURES_FILE) != 0;
    }
    return count;
}

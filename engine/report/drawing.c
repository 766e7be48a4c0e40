#include "report/drawing.h"

#include "base/memory.h"
#include "report/gnuplot.h"
#include "report/note.h"

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

/* Where and how a list of figures is drawn. */
typedef struct {
    const ent_figure_list_t *list;
    ent_output_t *output;
    const char *templates;
    char *note; /* ENT_FIGURE_NOTE_SIZE */
} drawing_t;

bool ent_figure_in_characters(const char *name) {
    static const char *const names[] = {"health", "fans", "hindcast", "switch"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The variables a template reads, before it is loaded. */
static void put_script(const drawing_t *drawing, const format_row_t *format,
                       const ent_figure_row_t *figure, const char *file, FILE *script) {
    bool dumb = format->format == ENT_FIGURE_DUMB;
    ent_gnuplot_file(script, "PLOTS", drawing->templates);
    ent_gnuplot_file(script, "DATA", drawing->output->directory);
    ent_gnuplot_text(script, "TERMINAL", format->terminal);
    ent_gnuplot_file(script, "OUT", file);
    fprintf(script, "WIDTH = %d\nHEIGHT = %d\nASKED_HEIGHT = %d\nSCALE = %.6f\n",
            dumb ? DUMB_COLUMNS : figure->width, dumb ? DUMB_LINES : figure->height,
            drawing->list->asked_height, drawing->list->scale);
    size_t length = 0;
    fprintf(script, "PART = %d\n", ent_figure_part(figure->name, &length));
    ent_gnuplot_text(script, "NOTE", ENT_NOTE);
    ent_figure_data_script(drawing->list->data, script);
    fprintf(script, "load PLOTS.'/%.*s.gp'\n", (int)length, figure->name);
}

/* The script, the caller's to free; NULL without memory. */
static char *write_script(const drawing_t *drawing, const format_row_t *format,
                          const ent_figure_row_t *figure, const char *file, size_t *length) {
    char *script = NULL;
    FILE *stream = open_memstream(&script, length);
    if (stream == NULL) {
        return NULL;
    }
    put_script(drawing, format, figure, file, stream);
    if (fclose(stream) != 0) {
        free(script);
        return NULL;
    }
    return script;
}

/* Runs the script; what it draws to `file` appears as `name` once it is whole. */
static ent_err_t draw_to(const drawing_t *drawing, const char *script, size_t length,
                         const char *file, const char *path, const char *name) {
    ent_gnuplot_t state = ent_gnuplot_run(script, length, drawing->note, ENT_FIGURE_NOTE_SIZE);
    ent_err_t error = state == ENT_GNUPLOT_FAILED ? ENT_ERR_IO : ENT_OK;
    if (state == ENT_GNUPLOT_DONE && name != NULL) {
        if (rename(file, path) == 0) {
            ent_output_note(drawing->output, name);
        } else {
            (void)snprintf(drawing->note, ENT_FIGURE_NOTE_SIZE, "%s: %s", path, strerror(errno));
            error = ENT_ERR_IO;
        }
    }
    (void)unlink(file);
    return error;
}

static ent_err_t draw_one(const drawing_t *drawing, const format_row_t *format,
                          const ent_figure_row_t *figure) {
    char name[ENT_OUTPUT_NAME_SIZE], hidden[ENT_OUTPUT_NAME_SIZE + 16];
    bool dumb = format->format == ENT_FIGURE_DUMB;
    size_t length = 0;
    ent_err_t error = ENT_ERR_MEMORY;
    (void)snprintf(name, sizeof name, "plots/%s%s", figure->name, format->ending);
    (void)snprintf(hidden, sizeof hidden, "plots/.%s%s", figure->name, format->ending);
    char *file = ent_output_path(drawing->output, hidden);
    char *path = ent_output_path(drawing->output, name);
    char *script = file != NULL ? write_script(drawing, format, figure, file, &length) : NULL;
    if (path != NULL && script != NULL) {
        error = draw_to(drawing, script, length, file, path, dumb ? NULL : name);
    }
    free(script);
    free(file);
    free(path);
    return error;
}

static ent_err_t draw_all(const drawing_t *drawing, unsigned formats) {
    const ent_figure_list_t *list = drawing->list;
    ent_err_t error = ENT_OK;
    for (size_t f = 0; f < list->count; f++) {
        for (size_t i = 0; i < sizeof format_rows / sizeof format_rows[0]; i++) {
            bool wanted = (formats & (unsigned)format_rows[i].format) != 0;
            bool dumb = format_rows[i].format == ENT_FIGURE_DUMB;
            bool can = !dumb || ent_figure_in_characters(list->rows[f].name);
            if (wanted && can && error == ENT_OK && drawing->note[0] == '\0') {
                error = draw_one(drawing, &format_rows[i], &list->rows[f]);
            }
        }
    }
    return error;
}

ent_err_t ent_draw_list(const ent_figure_list_t *list, unsigned formats, ent_output_t *output,
                        char note[ENT_FIGURE_NOTE_SIZE]) {
    char *templates = NULL;
    note[0] = '\0';
    ent_err_t error = ent_gnuplot_templates(&templates);
    if (error == ENT_OK && templates == NULL) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "the folder plots/ is not beside the program");
    } else if (error == ENT_OK) {
        const drawing_t drawing = {list, output, templates, note};
        ent_gnuplot_t there = ent_gnuplot_look(note, ENT_FIGURE_NOTE_SIZE);
        error = there == ENT_GNUPLOT_DONE     ? draw_all(&drawing, formats)
                : there == ENT_GNUPLOT_FAILED ? ENT_ERR_IO
                                              : ENT_OK;
    }
    free(templates);
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
    note[0] = '\0';
    ent_figure_data_init(&data);
    const ent_figure_list_t list = {
        .rows = set->rows, .count = set->count, .data = &data, .scale = 1};
    ent_err_t error = prepare(set, output, &data);
    if (error == ENT_OK) {
        error = ent_draw_list(&list, formats, output, note);
    }
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

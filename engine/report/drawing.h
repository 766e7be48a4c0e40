/* Drawing figures: templates of plots/, variables for them, and formats. */
#ifndef ENT_REPORT_DRAWING_H
#define ENT_REPORT_DRAWING_H

#include "report/figure_file.h"
#include "report/output.h"

typedef enum {
    ENT_FIGURE_SVG = 1,
    ENT_FIGURE_PNG = 2,
    ENT_FIGURE_PDF = 4,
    ENT_FIGURE_DUMB = 8 /* in characters, to stdout */
} ent_figure_format_t;

enum { ENT_FIGURE_NOTE_SIZE = 512, ENT_TITLE_CHARACTERS = 90 };

typedef struct {
    const ent_figure_row_t *rows;
    size_t count;
    /* Sets the variables that the templates read. */
    ent_err_t (*put)(const void *user, const ent_output_t *output, ent_figure_data_t *data);
    const void *user;
} ent_figure_set_t;

/*
 * Draws every figure of a set in the formats asked for (a sum of ent_figure_format_t; in
 * characters those that can be so drawn) into the folder `plots` of the output, which holds the
 * data files already, and writes plots/figures.json, from which they can be drawn again. Where
 * gnuplot or the templates are missing, or gnuplot is too old, there are no figures, and `note`
 * says so; ENT_ERR_IO when gnuplot fails, with the note saying how: figures drawn before stay.
 * `note` is "" otherwise.
 */
ENT_CHECKED ent_err_t ent_draw(const ent_figure_set_t *set, unsigned formats, ent_output_t *output,
                               char note[ENT_FIGURE_NOTE_SIZE]);

/* A list of figures, and what they show. */
typedef struct {
    const ent_figure_row_t *rows;
    size_t count;
    const ent_figure_data_t *data;
    int asked_height; /* points, or 0: templates choose what they need */
    double scale;     /* of a page: its points for one of the figure's own, 1 unless for print */
} ent_figure_list_t;

/* Draws them as ent_draw does, into the folder `plots` of the output, which is there. */
ENT_CHECKED ent_err_t ent_draw_list(const ent_figure_list_t *list, unsigned formats,
                                    ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]);

/* Whether a figure can be drawn in characters. */
bool ent_figure_in_characters(const char *name);

/* How many figures the output has noted. */
size_t ent_figures_noted(const ent_output_t *output);

#endif

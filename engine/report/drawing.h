/* Drawing figures: templates of plots/, variables for them, and formats. */
#ifndef ENT_REPORT_DRAWING_H
#define ENT_REPORT_DRAWING_H

#include "report/output.h"

#include <stdio.h>

typedef enum {
    ENT_FIGURE_SVG = 1,
    ENT_FIGURE_PNG = 2,
    ENT_FIGURE_PDF = 4,
    ENT_FIGURE_DUMB = 8 /* in characters, to stdout */
} ent_figure_format_t;

enum { ENT_FIGURE_NOTE_SIZE = 512, ENT_TITLE_CHARACTERS = 90 };

/* A figure: a template plots/NAME.gp, drawn to plots/NAME.svg and so on. */
typedef struct {
    const char *name;
    int width, height; /* points; a template may choose another height */
} ent_figure_row_t;

typedef struct {
    const ent_figure_row_t *rows;
    size_t count;
    /* Writes the variables that the templates read; false without memory. */
    bool (*put)(const void *user, const ent_output_t *output, FILE *script);
    const void *user;
} ent_figure_set_t;

/*
 * Draws every figure of a set in the formats asked for (a sum of ent_figure_format_t; of those in
 * characters only the first) into the folder `plots` of the output, which holds the data files
 * already. Where gnuplot or the templates are missing there are no figures, and `note` says so;
 * ENT_ERR_IO when gnuplot fails, with the note saying how. `note` is "" otherwise.
 */
ENT_CHECKED ent_err_t ent_draw(const ent_figure_set_t *set, unsigned formats, ent_output_t *output,
                               char note[ENT_FIGURE_NOTE_SIZE]);

#endif

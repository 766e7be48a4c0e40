/* Figures, drawn by gnuplot from the files of a run and the templates in plots/. */
#ifndef ENT_REPORT_FIGURES_H
#define ENT_REPORT_FIGURES_H

#include "report/output.h"
#include "report/tables.h"

typedef enum {
    ENT_FIGURE_SVG = 1,
    ENT_FIGURE_PNG = 2,
    ENT_FIGURE_PDF = 4,
    ENT_FIGURE_DUMB = 8 /* in characters, to stdout */
} ent_figure_format_t;

enum { ENT_FIGURE_NOTE_SIZE = 512 };

/*
 * Draws every figure of a run in the formats asked for (a sum of ent_figure_format_t) into the
 * folder `plots` of the output, which holds the run's files already. Where gnuplot or the
 * templates are missing there are no figures, and `note` says so; ENT_ERR_IO when gnuplot fails,
 * with the note saying how. `note` is "" otherwise.
 */
ENT_CHECKED ent_err_t ent_figures_draw(const ent_run_t *run, unsigned formats, ent_output_t *output,
                                       char note[ENT_FIGURE_NOTE_SIZE]);

#endif

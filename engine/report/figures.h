/* Figures, drawn by gnuplot from the files of a run and the templates in plots/. */
#ifndef ENT_REPORT_FIGURES_H
#define ENT_REPORT_FIGURES_H

#include "report/drawing.h"
#include "report/tables.h"

/*
 * Draws the figures of a run, each where all that it shows is recorded, else a note says so:
 * health, panels, stance and cohorts; institutions, where some are ever active; and polls, where
 * some poll is recorded: with history from the first survey wave on. See ent_draw.
 */
ENT_CHECKED ent_err_t ent_figures_draw(const ent_run_t *run, bool with_history, unsigned formats,
                                       ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]);

/* How many lines of summary.csv stand above a variable's rows. */
size_t ent_summary_lines_above(const ent_run_t *run, size_t variable);

#endif

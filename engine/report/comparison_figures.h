/* Figures of a comparison, drawn by gnuplot from its files and the templates in plots/. */
#ifndef ENT_REPORT_COMPARISON_FIGURES_H
#define ENT_REPORT_COMPARISON_FIGURES_H

#include "report/comparison.h"
#include "report/drawing.h"

/*
 * Overlaid fans of health, fans in a panel each, paired differences of health, distributions and
 * ranking: see ent_draw.
 */
ENT_CHECKED ent_err_t ent_comparison_draw(const ent_comparison_t *comparison, unsigned formats,
                                          ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]);

#endif

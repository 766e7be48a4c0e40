/* The figure of institutions: when they are active, their habit, and their meetings. */
#ifndef ENT_REPORT_INSTITUTION_FIGURES_H
#define ENT_REPORT_INSTITUTION_FIGURES_H

#include "report/figure_data.h"
#include "report/tables.h"

/* Whether some institution is ever active in some member, so that there is anything to draw. */
bool ent_institutions_active(const ent_run_t *run);

/*
 * Sets the variables of plots/institutions.gp: INSTITUTIONS that are ever active in some member,
 * with INSTITUTION_TITLE[]; ACTIVE_LINE[] and HABIT_LINE[] (the lines of summary.csv above their
 * rows); INSTITUTION_HELD[] (the mean share of meetings held, of those due while active; undefined
 * where none was due), INSTITUTION_DUE[] ("2 a year") and INSTITUTION_SUSPENSIONS[] (the mean
 * number of suspensions a member).
 */
void ent_institutions_put(const ent_run_t *run, ent_figure_data_t *data);

#endif

/* The figure of polls: what surveys would find, and what they found. */
#ifndef ENT_REPORT_POLL_FIGURES_H
#define ENT_REPORT_POLL_FIGURES_H

#include "report/figure_data.h"
#include "report/tables.h"

/* Whether some poll of the run is recorded, so that there is anything to draw. */
bool ent_polls_recorded(const ent_run_t *run);

/* Whether a recorded poll has a survey wave from before the start. */
bool ent_polls_have_history(const ent_run_t *run);

/*
 * Sets the variables of plots/polls.gp: POLLS recorded ones, with POLL_NAME[], POLL_TITLE[],
 * POLL_LINE[] (the lines of summary.csv above their rows), POLL_WAVES[] (how many survey waves are
 * shown) and POLL_MEMORY[] (the dates of those of grade memory, each between blanks); FROM, where
 * the axis of time begins: with history at the first wave, if that is before START; WAVES and
 * MEMORY_WAVES, the sums over polls.
 */
void ent_polls_put(const ent_run_t *run, bool with_history, ent_figure_data_t *data);

#endif

/* Events as numbered flags in figures that have an axis of time. */
#ifndef ENT_REPORT_FLAGS_H
#define ENT_REPORT_FLAGS_H

#include "report/comparison.h"
#include "report/figure_data.h"

enum { ENT_MOST_FLAGS = 12 };

typedef struct {
    const ent_event_t *event;
    double at;          /* decimal year */
    double share;       /* of members that met it */
    uint64_t scenarios; /* of a comparison that have it, a bit each */
} ent_flag_t;

/* The severity of the largest shock of a size that is an effect of the event; 0 without one. */
double ent_flag_severity(const ent_event_t *event);

/*
 * Leaves the most severe flags, at most ENT_MOST_FLAGS, by date; returns how many. Of those equally
 * severe, such as all that are no shocks, events that the scenario gives itself come before those
 * of its record, then the earlier before the later.
 */
size_t ent_flags_pick(ent_flag_t *flags, size_t count);

/*
 * Sets FLAGS, MORE_FLAGS, FLAG_AT[], FLAG_DATE[] and FLAG_TITLE[] to the events that happened to
 * members of a run: an event without a date stands where half of those who met it had done so.
 */
void ent_flags_put_run(const ent_run_t *run, ent_figure_data_t *data);

/*
 * The same for all scenarios of a comparison, with FLAG_IN[] (flags × scenarios, 1 where that
 * scenario has it). An event that several of them have under one name, title and date is one flag.
 */
void ent_flags_put_comparison(const ent_comparison_t *comparison, ent_figure_data_t *data);

/* The same for the dated shocks of a scenario, whatever came of them. */
void ent_flags_put_shocks(const ent_scenario_t *scenario, ent_figure_data_t *data);

#endif

/* Where a value of a parameter turns a comparison: CSV files, a text on a screen, and a figure. */
#ifndef ENT_REPORT_SWITCH_H
#define ENT_REPORT_SWITCH_H

#include "analysis/crossing.h"
#include "report/drawing.h"
#include "report/output.h"
#include "report/tables.h"

enum { ENT_SWITCH_SIDES = 2 }; /* the control, and the other */

typedef struct {
    const ent_run_t *const *runs; /* [side] scenarios before the factor, members and seed */
    const char *const *labels;    /* [side] after their files */
    ent_metric_t metric;
    const char *const *paths; /* that the factor sets, all to the same value */
    size_t path_count;
    double low, high; /* of the factor */
    size_t points;    /* of the scan */
    double level, z;  /* of the band */
    const ent_crossings_t *crossings;
} ent_switch_t;

/*
 * switch.csv, a row for each place where the mean difference turns, vanishes or cannot be told from
 * 0: metric, unit, better, factor, kind, value, from, to, before, after, level, low, high,
 * low_open, high_open. `kind` is root, jump, flat, touch or gap (analysis/crossing.h); before and
 * after are "negative" or "positive".
 */
void ent_switch_table(const ent_switch_t *result, ent_writer_t *writer);

/*
 * scan.csv, a row for each value at which both scenarios were run: value, difference (other −
 * control), standard_error, low, high (the band), stage ("scan" or "search").
 */
void ent_switch_scan_table(const ent_switch_t *result, ent_writer_t *writer);

/* Finishes both in the output. */
ENT_CHECKED ent_err_t ent_switch_write(const ent_switch_t *result, ent_output_t *output);

/* What turns where, for people. */
void ent_switch_screen(const ent_switch_t *result, FILE *stream);

/* plots/switch; see ent_draw. */
ENT_CHECKED ent_err_t ent_switch_draw(const ent_switch_t *result, unsigned formats,
                                      ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]);

/* A value of the factor in as many figures as its range allows to tell apart, at least two. */
enum { ENT_SWITCH_VALUE_SIZE = 32 };
const char *ent_switch_value(const ent_switch_t *result, double value,
                             char text[ENT_SWITCH_VALUE_SIZE]);

/* "a.b" or, of several, "a.b, c.d": as many paths as there is room for, then "...". */
const char *ent_switch_factor(const ent_switch_t *result, char *text, size_t size);

#endif

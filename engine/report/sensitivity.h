/*
 * Which factors the results of a sweep depend on: read from the sweep's folder, worked out, and
 * shown as tables, figures and on the screen.
 */
#ifndef ENT_REPORT_SENSITIVITY_H
#define ENT_REPORT_SENSITIVITY_H

#include "analysis/across.h"
#include "analysis/design.h"
#include "analysis/sensitivity.h"
#include "base/file.h"
#include "report/drawing.h"
#include "report/manifest.h"
#include "report/store.h"

#include <stdio.h>

typedef enum {
    ENT_INFLUENCE_DEFAULT, /* differences, where there is a scenario besides the control */
    ENT_INFLUENCE_DIFFERENCE,
    ENT_INFLUENCE_VALUE
} ent_influence_of_t;

typedef struct {
    const char *folder;          /* of the sweep */
    const char *const *patterns; /* of metrics; none for all of them */
    size_t pattern_count;
    const char *scenario; /* NULL for all */
    ent_influence_of_t of;
    double level; /* of intervals */
    size_t resamples;
    uint64_t seed;                                   /* of the bootstrap */
    const volatile sig_atomic_t *stop;               /* not 0: go no further; NULL never */
    void (*progress)(void *user, double share_done); /* NULL for none */
    void *user;
} ent_sensitivity_options_t;

/* Why an outcome has no indices. */
typedef enum {
    ENT_INFLUENCE_GOOD,
    ENT_INFLUENCE_TOO_FEW, /* too few whole blocks */
    ENT_INFLUENCE_CONSTANT /* it is the same at all points */
} ent_influence_state_t;

/* What the factors do to one outcome: to a metric of a scenario, or to its difference from the
 * control. Arrays are [factor], NULL where the design does not give them. */
typedef struct {
    size_t scenario, metric; /* of the store */
    const char *title;       /* "Mean health": the metric as people read it */
    const char *of;          /* "Institutions minus Base", or the scenario's title */
    const char *unit;
    ent_influence_state_t state;
    ent_spread_t spread;
    uint64_t points; /* that it is worked out from */
    /* Over all points that have it, also those of blocks that are not whole. Of a setting whose
     * error nobody knows, because only one member has the outcome, the error is infinite. */
    ent_across_t across;
    bool has_signs; /* a difference, of which more or less than 0 means something */
    ent_morris_t *morris;
    ent_sobol_t *sobol;
    ent_interval_t *pairs; /* [factor × factor], those with i < j */
    ent_interval_t *ranks;
    ent_tornado_t *tornado;
    size_t *order; /* by total index, mu* or rank correlation, from the largest */
} ent_influence_t;

enum { ENT_SENSITIVITY_PROBLEM_SIZE = 1024 };

typedef struct {
    ent_sensitivity_options_t options;
    ent_sweep_t sweep;
    ent_design_t design;
    ent_store_t *store;
    const ent_store_names_t *names;
    bool difference;        /* outcomes are differences */
    uint64_t done, failed;  /* points that are there */
    ent_influence_t *items; /* outcomes: scenario by scenario, metric by metric */
    size_t count;
    ent_arena_t arena;
    char problem[ENT_SENSITIVITY_PROBLEM_SIZE]; /* "FILE: what is wrong with it" */
} ent_sensitivity_t;

/*
 * Opens a sweep's folder and chooses the outcomes. What is wrong is in `problem`, or, within the
 * sweep's file or its design, in `diags`: ENT_ERR_NO_INPUT (no sweep, or not to be read),
 * ENT_ERR_SCENARIO (the file and the store do not belong together), ENT_ERR_USAGE (no such metric
 * or scenario, with the nearest name). Free it either way.
 */
ENT_CHECKED ent_err_t ent_sensitivity_open(ent_sensitivity_t *sensitivity,
                                           const ent_sensitivity_options_t *options,
                                           ent_diags_t *diags);

/* Works out all outcomes; ENT_ERR_USAGE when none of them has enough points, ENT_ERR_IO when the
 * store is damaged, ENT_ERR_INTERRUPTED. */
ENT_CHECKED ent_err_t ent_sensitivity_compute(ent_sensitivity_t *sensitivity);

void ent_sensitivity_free(ent_sensitivity_t *sensitivity); /* harmless twice, and on zeroes */

/* The factors by an amount, from the largest; those without one last, in their own order. */
void ent_factors_order(const double *amounts, size_t count, size_t *order);

/* |rise| of the bars, which tornadoes are in the order of; NaN without. */
double ent_tornado_length(const ent_tornado_t *bar);

/* sensitivity.csv: of, scenario, metric, method, factor, index, with, value, low, high. */
void ent_sensitivity_table(const ent_sensitivity_t *sensitivity, ent_writer_t *writer);

/* spread.csv: of, scenario, metric, mean, sd, noise_sd, noise_share, points, left_out, settings,
 * quantiles over these, and in how many of them a difference is more, less, undecided, none. */
void ent_spread_table(const ent_sensitivity_t *sensitivity, ent_writer_t *writer);

/* For people: how many points, outcome by outcome the factors, and what to make of it. */
void ent_sensitivity_screen(const ent_sensitivity_t *sensitivity, FILE *stream);

/* As many outcomes as the screen and figures show; tables have all. */
enum { ENT_INFLUENCES_SHOWN = 6 };

/* Draws how outcomes are spread over settings, and what the design gives of those that have
 * indices, which come first; `*left_out` outcomes have no figures, for lack of room. See ent_draw.
 */
ENT_CHECKED ent_err_t ent_sensitivity_draw(const ent_sensitivity_t *sensitivity, unsigned formats,
                                           ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE],
                                           size_t *left_out);

/* Writes both tables and publishes them. */
ENT_CHECKED ent_err_t ent_sensitivity_write(const ent_sensitivity_t *sensitivity,
                                            ent_output_t *output);

/* Writes the manifest, with the files of the sweep as inputs. */
ENT_CHECKED ent_err_t ent_sensitivity_manifest(const ent_sensitivity_t *sensitivity,
                                               const ent_circumstances_t *circumstances,
                                               ent_output_t *output);

#endif

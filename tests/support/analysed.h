/*
 * Folders of sweeps as `entente sweep` leaves them, whose points hold what a test says they do, so
 * that what an analysis must find in them is known.
 */
#ifndef SUPPORT_ANALYSED_H
#define SUPPORT_ANALYSED_H

#include "analysis/design.h"
#include "report/figure_read.h"
#include "report/sensitivity.h"
#include "support/csv.h"

/* Scenarios "base" and "pact"; metrics health_mean and transition_cost.KOR. */
enum { SUPPORT_ANALYSED_METRICS = 2 };

typedef struct {
    const char *design; /* of the file: "method = 'morris'; trajectories = 8;", ' for " */
    const char *more;   /* further keys of the file, such as "title = 'T';", or "" */
    size_t factors;     /* called a, b, c … z, a1 …, all uniform from 0 to 1 */
    uint64_t members;
    /* The mean of a metric's difference at a point; NaN where there is none. `unit`: [factor]. */
    double (*difference)(const double *unit, size_t metric);
    double half;     /* the half difference, with the signs of the points' numbers' parities */
    double error;    /* the standard error of every mean; of a single member the store says 0 */
    uint64_t append; /* points appended, in the order of work; 0 for all */
    uint64_t leave;  /* one point that is not appended, or UINT64_MAX */
    uint64_t fail;   /* one that is, as failed, or UINT64_MAX */
} support_analysed_t;

/*
 * Makes the folder's sweep.cfg and sweep.db. The control is 1 and 2 in its metrics everywhere, the
 * other scenario that and the difference.
 */
void support_analysed_make(const support_analysed_t *made, const char *folder);

/* Such a folder and what is found in it; close it in the end. */
typedef struct {
    char *folder;
    ent_sensitivity_t sensitivity;
} support_analysis_t;

/* Makes the folder and works out all there is to it; what goes wrong fails the test. */
void support_analysis_open(support_analysis_t *analysis, const support_analysed_t *made,
                           ent_sensitivity_options_t options);
void support_analysis_close(support_analysis_t *analysis);

/* Only reads the folder, which the caller has made. */
ent_err_t support_analysis_read(support_analysis_t *analysis, ent_sensitivity_options_t options);

/* One of its tables as a file would have it, and what the screen shows, the caller's to free. */
support_csv_t support_analysis_table(const support_analysis_t *analysis,
                                     void (*table)(const ent_sensitivity_t *, ent_writer_t *));
char *support_analysis_screen(const ent_sensitivity_t *sensitivity);

/* What figures.json says of its figures, which are left in no format; free it. */
void support_analysis_draw(const ent_sensitivity_t *sensitivity, ent_figure_file_t *figures,
                           size_t *left_out);

#endif

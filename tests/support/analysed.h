/*
 * Folders of sweeps as `entente sweep` leaves them, whose points hold what a test says they do, so
 * that what an analysis must find in them is known.
 */
#ifndef SUPPORT_ANALYSED_H
#define SUPPORT_ANALYSED_H

#include "analysis/design.h"
#include "report/store.h"

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

#endif

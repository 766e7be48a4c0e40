/*
 * Where a mean that depends on one number changes its sign: a scan of equally spaced values, then
 * bisection in every cell of it in which the sign turns. The mean is known with a standard error,
 * and must be a function of the number: the same luck at every value (common random numbers).
 *
 * The interval of a crossing holds the values around it whose mean these many members cannot tell
 * from 0: those for which 0 lies in the band mean ± z·standard_error. More members shrink it. It
 * says nothing about the other numbers of the model. What happens between two values of the scan
 * without turning the sign at either is not seen: more points see more.
 */
#ifndef ENT_ANALYSIS_CROSSING_H
#define ENT_ANALYSIS_CROSSING_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* A scan needs a value within its range; more than so many are a sweep. */
enum { ENT_CROSSING_LEAST_POINTS = 3, ENT_CROSSING_MOST_POINTS = 10000 };

/* Brackets are narrowed to this share of the range. */
#define ENT_CROSSING_TOLERANCE 1e-6

typedef struct {
    double x;
    double mean;           /* NaN where it is undefined */
    double standard_error; /* NaN where it is not known: then nothing can be told from 0 */
    bool scanned;          /* of the scan, not of a search */
} ent_crossing_point_t;

typedef struct {
    double low, high; /* finite, low < high, and so is their difference */
    size_t points;    /* of the scan, both ends included */
    double z;         /* half the width of the band in standard errors: ent_crossing_z */
    /* Sets mean and standard_error of `count` points at their x; an error ends all. */
    ent_err_t (*evaluate)(void *user, ent_crossing_point_t *points, size_t count);
    void *user;
} ent_crossing_options_t;

typedef enum {
    ENT_CROSSING_ROOT,  /* the mean turns from one sign to the other, or is 0 at an end */
    ENT_CROSSING_JUMP,  /* it turns without coming near 0 */
    ENT_CROSSING_FLAT,  /* nothing differs over a stretch: mean and standard error are 0 */
    ENT_CROSSING_TOUCH, /* it comes so near 0 that it cannot be told from it, and does not turn */
    ENT_CROSSING_GAP    /* it has turned where it is defined again */
} ent_crossing_kind_t;

typedef struct {
    ent_crossing_kind_t kind;
    double value;             /* the middle of what follows */
    double from, to;          /* of a root, a jump or a gap its bracket, else the stretch */
    int before, after;        /* the sign of the mean on either side; 0 where there is none */
    double low, high;         /* the interval; from … to lies in it */
    bool low_open, high_open; /* it reaches the end of the range, and may go on beyond */
} ent_crossing_t;

typedef struct {
    ent_crossing_point_t *points; /* all that were evaluated, by x */
    size_t point_count;
    ent_crossing_t *items; /* by value */
    size_t count;
    bool constant;          /* mean and standard error are the same all over the scan */
    size_t undefined;       /* values of the scan without a mean */
    double least, greatest; /* mean over the scan; NaN when it is never defined */
} ent_crossings_t;

/*
 * Finds all crossings that the scan shows. ENT_ERR_USAGE when the range or the number of points is
 * not as said above, or two values of the scan would be the same number; ENT_ERR_MEMORY; what
 * `evaluate` returns. `crossings` is untouched then.
 */
ENT_CHECKED ent_err_t ent_crossings_find(const ent_crossing_options_t *options,
                                         ent_crossings_t *crossings);
void ent_crossings_free(ent_crossings_t *crossings); /* harmless twice, and on zeroes */

/* The z of a band that holds the true mean with probability `level`, between 0 and 1. */
double ent_crossing_z(double level);

#endif

/*
 * A result over the settings of a sweep: how it is spread over assumptions, and in how many of them
 * it has a sign that its members can tell from none. Shares of settings are no probabilities:
 * they depend on the ranges of the factors and on the design that was asked for.
 */
#ifndef ENT_ANALYSIS_ACROSS_H
#define ENT_ANALYSIS_ACROSS_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* Standard errors that a mean must be off 0 to have a sign: the normal quantile of 0.975. */
#define ENT_ACROSS_ERRORS 1.959963984540054

/* What the members of a setting tell of the sign of its result. */
typedef enum {
    ENT_ACROSS_NONE,    /* exactly 0, without error */
    ENT_ACROSS_NEITHER, /* undecided */
    ENT_ACROSS_MORE,    /* above 0 */
    ENT_ACROSS_LESS     /* below 0 */
} ent_across_sign_t;

typedef struct {
    size_t settings;                  /* with a result */
    double mean, sd;                  /* over settings (divisor n - 1); NaN of none, sd 0 of one */
    double *sorted;                   /* [setting] results, ascending */
    double *errors;                   /* [setting] standard errors, in the same order */
    size_t more, less, neither, none; /* how many have which sign */
} ent_across_t;

/*
 * Of `count` results with their standard errors; NaN results are left out, a NaN error counts as
 * 0. ENT_ERR_MEMORY leaves nothing to free.
 */
ENT_CHECKED ent_err_t ent_across_init(ent_across_t *across, const double *results,
                                      const double *errors, size_t count);
void ent_across_free(ent_across_t *across); /* harmless twice, and on zeroes */

ent_across_sign_t ent_across_sign(double result, double error);

/* The quantile at a probability, type 7 as in statistics.h; NaN of no settings. */
double ent_across_quantile(const ent_across_t *across, double probability);

#endif

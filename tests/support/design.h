/* Sweeps put together by hand, and their designs. */
#ifndef SUPPORT_DESIGN_H
#define SUPPORT_DESIGN_H

#include "analysis/design.h"
#include "support/close.h"

typedef struct {
    char names[ENT_SWEEP_MOST_FACTORS + 1][24];
    ent_factor_t factors[ENT_SWEEP_MOST_FACTORS + 1]; /* one more than there may be */
    ent_sweep_t sweep;                                /* at sweep.cfg:3 */
    ent_design_t design;                              /* zeroes until it is opened */
} support_design_t;

/*
 * A sweep of uniform factors "f0", "f1", … from 0 to 1 with three levels each, the i-th at
 * sweep.cfg:(10 + i); 64 points, 10 trajectories, a grid of 4, seed 1. It must not move.
 */
void support_design_describe(support_design_t *made, ent_design_method_t method, size_t factors);

/* Makes its design, which must be sound; free it first when there is one already. */
void support_design_open(support_design_t *made);
void support_design_close(support_design_t *made);

/* A normal factor; a lognormal with the other distribution. Bounds may be NaN. */
ent_factor_t support_normal(double mean, double sd, double low, double high);

/* Fails if counts that should be equal differ by more than happens 1 in 10,000 times (χ²). */
void support_assert_equal_counts(const unsigned *counts, size_t cells);

#endif

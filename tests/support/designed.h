/*
 * A known function at the points of a design, from the design to the numbers that sensitivity
 * analysis takes: the same way as a sweep's metrics go, without the model.
 */
#ifndef SUPPORT_DESIGNED_H
#define SUPPORT_DESIGNED_H

#include "analysis/design.h"
#include "analysis/sensitivity.h"
#include "support/close.h"

enum { SUPPORT_DESIGNED_MOST = 20 };

typedef double support_function_t(const double *x, size_t factors);

typedef struct {
    ent_sweep_t sweep;
    ent_factor_t factors[SUPPORT_DESIGNED_MOST];
    char names[SUPPORT_DESIGNED_MOST][32]; /* x1, x2, … */
    ent_design_t design;
    double *values, *halves, *units;
    ent_responses_t responses; /* of these, with 500 resamples and a level of 0.95; halves: none */
} support_designed_t;

/*
 * All factors are uniform from low to high. `size` is the points of lhs, the rows of sobol, the
 * trajectories of morris (on 4 levels), or the levels of each factor of full.
 */
void support_designed_open(support_designed_t *made, ent_design_method_t method, size_t factors,
                           int size, bool second_order, uint64_t seed);
/* Evaluates the function at all points of the design. */
void support_designed_fill(support_designed_t *made, support_function_t *function, double low,
                           double high);
void support_designed_close(support_designed_t *made);

/*
 * The function of Ishigami and Homma (1990) with a = 7, b = 0.1, on [−π, π]³, and that of Sobol
 * (Saltelli and Sobol 1995) on [0, 1]ᵏ with a = 0, 1, 4.5, 9, 99, in turns.
 */
support_function_t support_ishigami, support_sobol_g;
double support_sobol_g_coefficient(size_t factor);

#endif

/*
 * Stochastic dominance (Hadar & Russell 1969; Hanoch & Levy 1969): whether one distribution is to
 * be preferred to another by everyone who prefers more of a metric (first order), or by everyone
 * who, besides, shuns risk (second order).
 *
 * Both distributions are histograms on one scale, and are judged as such. Of a value no more is
 * known than its bin, so it counts as the middle of its bin, a value at or beyond an end as that
 * end: what differs by less than a bin's width, (high − low)/bins, may be told apart or not.
 * Within that, the verdict is exact: shares are compared as fractions of integers.
 */
#ifndef ENT_ANALYSIS_DOMINANCE_H
#define ENT_ANALYSIS_DOMINANCE_H

#include "ensemble/distribution.h"

typedef enum {
    ENT_DOMINATES, /* the first distribution dominates the second */
    ENT_DOMINATED, /* the second dominates the first */
    ENT_EQUAL,     /* the same shares in all bins */
    ENT_NEITHER    /* or one of them is empty, so that nothing can be said */
} ent_dominance_t;

/*
 * First order: a dominates b when F_a(x) ≤ F_b(x) at every x, and < at some, F being the share of
 * values up to x. With `less_is_better` the axis is mirrored: shares are of values from x on. The
 * distributions must be on the same scale; they may have different numbers of values.
 */
ent_dominance_t ent_dominance_first(ent_distribution_t a, ent_distribution_t b,
                                    bool less_is_better);

/*
 * Second order: a dominates b when the integral of F_a from the worst end up to x is ≤ that of F_b
 * at every x, and < at some. The worst end is the low one, or with `less_is_better` the high one:
 * bad outcomes weigh more either way. What dominates at first order does so at second order.
 */
ent_dominance_t ent_dominance_second(ent_distribution_t a, ent_distribution_t b,
                                     bool less_is_better);

#endif

/*
 * Designs of sweeps: which settings of the factors are tried. A point is a number from 0; its
 * coordinates in [0, 1] follow from it, from the seed and from the sweep alone, so that nothing
 * need be kept per point. Only `sobol` and `list` keep a table (the sequence cannot be jumped in).
 *
 * The order of points, with k factors:
 *   full    the last factor turns fastest; m levels are 0, 1/(m − 1), …, 1
 *   lhs     none: the strata of each factor are shuffled, by its name and the seed
 *   sobol   blocks of k + 2, one per row of the base sample: A, B, then A with column i from B
 *           (AB_1 … AB_k); with second_order also B with column i from A (BA_1 … BA_k)
 *   morris  trajectories of k + 1, in which one factor moves at a time; on a grid of p levels
 *           0, 1/(p − 1), …, 1, so that it moves by p/(2(p − 1))
 *   list    as in the file
 *
 * A normal or lognormal factor that is not cut off at both sides has no value at 0 or at 1: its m
 * levels are (i + ½)/m in `full` and in `morris`, where it then moves by ½. In `morris` that holds
 * for a list of values, too, which these levels treat alike.
 *
 * The rows of a quasi-random sequence are not independent. So the base sample of `sobol` is made of
 * groups: each is the same leading part of the sequence, its first point included, with a random
 * shift of its own (Cranley & Patterson 1976). Groups are independent, and the spread between them
 * is what intervals are to be made from.
 */
#ifndef ENT_ANALYSIS_DESIGN_H
#define ENT_ANALYSIS_DESIGN_H

#include "scenario/sweep.h"

/* Factors a Sobol design can have: GSL's sequence has 40 dimensions, A and B take one each. */
enum { ENT_SOBOL_MOST_FACTORS = 20, ENT_SOBOL_LEAST_ROWS = 16 };

enum { ENT_DESIGN_MOST_POINTS = 1000000000 };

typedef struct {
    const ent_sweep_t *sweep;
    size_t factors;
    uint64_t points; /* in all */
    uint64_t blocks; /* rows of the base sample, or trajectories; else as many as points */
    size_t block;    /* points in each; 1 for designs without blocks */
    /*
     * Blocks that follow each other and belong together: blocks/group groups are independent of
     * each other. A power of 2 of rows for sobol (32 groups from 64 rows on, of two rows each
     * below), 1 for the others.
     */
    uint64_t group;
    double *table; /* sobol: group × 2·factors; list: points × factors, values; else NULL */
    double *ranks; /* list: points × factors, from 0 to 1; else NULL */
    uint32_t *processes; /* [factor] hashes of the names it draws under; NULL if it draws nothing */
    uint64_t stride;     /* of the order of work */
} ent_design_t;

/*
 * ENT_ERR_SCENARIO with diagnostics when the design is too small for its method (the least size is
 * said), has too many factors or points, or its CSV file is unusable; ENT_ERR_MEMORY. The sweep
 * must stay where it is for as long as the design is used; on an error `design` is untouched.
 */
ENT_CHECKED ent_err_t ent_design_init(ent_design_t *design, const ent_sweep_t *sweep,
                                      ent_diags_t *diags);
void ent_design_free(ent_design_t *design); /* harmless twice, and on zeroes */

/*
 * Coordinates of a point in [0, 1] ([factor]); of a list: the values' ranks, from 0 to 1, those of
 * equal values being their mean. Like what follows, any thread may ask at any time.
 */
void ent_design_unit(const ent_design_t *design, uint64_t point, double *unit);

/* The factors' values there ([factor]). */
void ent_design_values(const ent_design_t *design, uint64_t point, double *values);

/*
 * The order of work: the point at a position, each once. Blocks stay together; the blocks of any
 * beginning are spread evenly over all of them, so that a sweep that was cut short is a sample.
 */
uint64_t ent_design_at(const ent_design_t *design, uint64_t position);

/*
 * The quantile function of a factor: its value for a number in [0, 1], finite always. 0 and 1 give
 * `low` and `high`; where a normal or a lognormal is not cut off, those of 2⁻⁵³ and 1 − 2⁻⁵³. A
 * lognormal's `low` cuts off nothing unless it is above 0.
 */
double ent_factor_quantile(const ent_factor_t *factor, double unit);

#endif

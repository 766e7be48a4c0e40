/*
 * Designs of sweeps: which settings of the factors are tried. A point is a number from 0; its
 * coordinates in [0, 1] follow from it, from the seed and from the sweep alone, so that nothing
 * need be kept per point. Only `sobol` and `list` keep a table (the sequence cannot be jumped in).
 *
 * The order of points, with k factors:
 *   full    the last factor turns fastest
 *   sobol   blocks of k + 2, one per row of the base sample: A, B, then A with column i from B
 *           (AB_1 … AB_k); with second_order also B with column i from A (BA_1 … BA_k)
 *   morris  trajectories of k + 1, in which one factor moves at a time
 *   list    as in the file
 */
#ifndef ENT_ANALYSIS_DESIGN_H
#define ENT_ANALYSIS_DESIGN_H

#include "scenario/sweep.h"

/* Factors a Sobol design can have: GSL's sequence has 40 dimensions, A and B take one each. */
enum { ENT_SOBOL_MOST_FACTORS = 20 };

typedef struct {
    const ent_sweep_t *sweep;
    size_t factors;
    uint64_t points; /* in all */
    uint64_t blocks; /* rows of the base sample, or trajectories; else as many as points */
    size_t block;    /* points in each; 1 for designs without blocks */
    double *table;   /* sobol: blocks × 2·factors; list: points × factors, values; else NULL */
    uint64_t stride; /* of the order of work */
} ent_design_t;

/*
 * ENT_ERR_SCENARIO with diagnostics when the design is too small for its method (the least size is
 * said), has too many factors or points, or its CSV file is unusable.
 */
ENT_CHECKED ent_err_t ent_design_init(ent_design_t *design, const ent_sweep_t *sweep,
                                      ent_diags_t *diags);
void ent_design_free(ent_design_t *design); /* harmless twice, and on zeroes */

/* Coordinates of a point in [0, 1] ([factor]); of a list: the values' ranks, from 0 to 1. */
void ent_design_unit(const ent_design_t *design, uint64_t point, double *unit);

/* The factors' values there ([factor]). */
void ent_design_values(const ent_design_t *design, uint64_t point, double *values);

/*
 * The order of work: the point at a position, each once. Blocks stay together; the blocks of any
 * beginning are spread evenly over all of them, so that a sweep that was cut short is a sample.
 */
uint64_t ent_design_at(const ent_design_t *design, uint64_t position);

/* The quantile function of a factor: its value for a number in [0, 1]. */
double ent_factor_quantile(const ent_factor_t *factor, double unit);

#endif

/*
 * Distributions over members that merge exactly: histograms of integers and sums in fixed point,
 * so that tiles, threads and shards may be put together in any order with the same bits.
 */
#ifndef ENT_ENSEMBLE_DISTRIBUTION_H
#define ENT_ENSEMBLE_DISTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 ent_int128_t;

/* Fixed-point sums count steps of 2⁻⁴⁰. */
#define ENT_FIXED_POINT 0x1p40

/*
 * How values are sorted into bins: `bins` equal ones between low and high, and an atom at either
 * end, for values at or beyond it. Sums are of what a value exceeds the centre by.
 */
typedef struct {
    double low, high, centre;
    uint32_t bins;
    bool whole; /* values are whole numbers, each the middle of a bin */
} ent_scale_t;

typedef struct {
    ent_int128_t sum, squares; /* in fixed point, of value − centre */
    double least, greatest;    /* of the values; +∞ and −∞ before any */
    uint64_t count;
} ent_moments_t;

/* One distribution: a view of moments and bins + 2 counts that are kept elsewhere. */
typedef struct {
    const ent_scale_t *scale;
    ent_moments_t *moments;
    uint32_t *counts;
} ent_distribution_t;

void ent_moments_init(ent_moments_t *moments);

/* The bin of a value, 0 and bins + 1 being the atoms. */
uint32_t ent_scale_bin(const ent_scale_t *scale, double value);

void ent_distribution_add(ent_distribution_t distribution, double value);

/* Adds another distribution on the same scale. */
void ent_distribution_merge(ent_distribution_t into, ent_distribution_t from);

/*
 * Mean and standard deviation (divisor n − 1). NaN of no values; a single value, or one that all
 * have, is returned exactly, with deviation 0.
 */
double ent_distribution_mean(ent_distribution_t distribution);
double ent_distribution_sd(ent_distribution_t distribution);

/*
 * The quantile at probability p: of the sorted values the one of rank (n − 1)p, interpolated
 * within its bin, so that it is off by a bin's width at most. NaN of no values.
 */
double ent_distribution_quantile(ent_distribution_t distribution, double p);

#endif

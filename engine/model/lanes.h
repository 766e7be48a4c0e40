/* What the kernel files share: small functions on one lane, and loops over all of them. */
#ifndef ENT_MODEL_LANES_H
#define ENT_MODEL_LANES_H

#include "base/kernel.h"
#include "model/block.h"

/* Lets the compiler see that the number of lanes is a multiple of 8. */
static inline size_t ent_lane_count(const ent_block_t *block) {
    return block->lanes & ~(size_t)(ENT_LANE_MULTIPLE - 1);
}

static inline double ent_clamp(double x, double low, double high) {
    double raised = x < low ? low : x;
    return raised > high ? high : raised;
}

static inline double ent_at_least_zero(double x) {
    return x > 0 ? x : 0;
}

static inline double ent_smaller(double a, double b) {
    return a < b ? a : b;
}

/* The exact discretisation of an Ornstein–Uhlenbeck process over a step. */
static inline double ent_drift(double x, double target, ent_drift_t drift, double z) {
    return target + (x - target) * drift.keep + drift.noise * z;
}

/* S(z) = ½(1 + z/√(1 + z²)) */
static inline double ent_sigmoid(double z) {
    return 0.5 * (1 + z / __builtin_sqrt(1 + z * z));
}

/* How far approval has fallen below the level that tempts a leader, 0 to 1. */
static inline double ent_diversion(double approval, double below) {
    return ent_clamp((below - approval) / below, 0, 1);
}

/* Every lane the same. */
static inline void ent_fill_lanes(double *restrict row, size_t lanes, double value) {
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        row[j] = value;
    }
}

/* sum + weight·row, lane by lane. */
static inline void ent_add_scaled(double *restrict sum, size_t lanes, double weight,
                                  const double *restrict row) {
    ENT_LANES
    for (size_t j = 0; j < lanes; j++) {
        sum[j] += weight * row[j];
    }
}

static inline double *ent_row(const ent_block_t *block, double *rows, size_t row) {
    return rows + row * block->lanes;
}

/* This step's draws of a stream: of each pair the first serves the even step. */
static inline const double *ent_normal(const ent_block_t *block, size_t stream, size_t step) {
    return block->normals + (2 * stream + (step & 1)) * block->lanes;
}

static inline const double *ent_uniform(const ent_block_t *block, size_t stream, size_t step) {
    return block->uniforms + (2 * stream + (step & 1)) * block->lanes;
}

/* In a deterministic run a chance p comes true if p ≥ ½: the largest double below ½ is drawn. */
#define ENT_EVEN_CHANCE (0.5 - 0x1p-54)

/* The lanes in which a is below b. */
static inline ent_lanes_t ent_lanes_below(const double *a, const double *b, size_t lanes) {
    ent_lanes_t found = 0;
    for (size_t first = 0; first < lanes; first += ENT_LANE_MULTIPLE) {
        unsigned any = 0;
        for (size_t j = 0; j < ENT_LANE_MULTIPLE; j++) {
            any |= (unsigned)(a[first + j] < b[first + j]) << j;
        }
        found |= (ent_lanes_t)any << first;
    }
    return found;
}

static inline ent_lanes_t ent_all_lanes(const ent_block_t *block) {
    return block->lanes < ENT_MOST_LANES ? (UINT64_C(1) << block->lanes) - 1 : UINT64_MAX;
}

/* Takes the lowest lane out of a set that is not empty. */
static inline size_t ent_next_lane(ent_lanes_t *lanes) {
    size_t lane = (size_t)__builtin_ctzll(*lanes);
    *lanes &= *lanes - 1;
    return lane;
}

#endif

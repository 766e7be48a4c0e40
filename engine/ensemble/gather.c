/* A kernel file: compiled once for each instruction set. */
#include "ensemble/gather.h"

#include "base/kernel.h"

#include <string.h>

/*
 * A double plus one of these constants has the rounded integer in its low bits, which every
 * instruction set can read; only AVX-512 could convert to 64-bit integers.
 */
#define SIGNED_ROUNDER 0x1.8p52
#define UNSIGNED_ROUNDER 0x1p52

static inline int64_t bits_of(double x) {
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

typedef struct {
    double least, greatest;
    int64_t sum, squares;
} part_t;

/* Least and greatest of the first `count` lanes, eight at a time. */
static void find_range(const double *restrict values, size_t count, part_t *part) {
    double least[ENT_LANE_MULTIPLE], greatest[ENT_LANE_MULTIPLE];
    size_t whole = count & ~(size_t)(ENT_LANE_MULTIPLE - 1);
    for (size_t k = 0; k < ENT_LANE_MULTIPLE; k++) {
        least[k] = values[k < count ? k : 0];
        greatest[k] = least[k];
    }
    for (size_t j = 0; j < whole; j += ENT_LANE_MULTIPLE) {
        ENT_LANES
        for (size_t k = 0; k < ENT_LANE_MULTIPLE; k++) {
            least[k] = values[j + k] < least[k] ? values[j + k] : least[k];
            greatest[k] = values[j + k] > greatest[k] ? values[j + k] : greatest[k];
        }
    }
    for (size_t j = whole; j < count; j++) {
        least[0] = values[j] < least[0] ? values[j] : least[0];
        greatest[0] = values[j] > greatest[0] ? values[j] : greatest[0];
    }
    part->least = least[0];
    part->greatest = greatest[0];
    for (size_t k = 1; k < ENT_LANE_MULTIPLE; k++) {
        part->least = least[k] < part->least ? least[k] : part->least;
        part->greatest = greatest[k] > part->greatest ? greatest[k] : part->greatest;
    }
}

/* As far from the centre as no rounder reaches: rare, and so one by one. */
static void find_far_sums(const double *restrict values, size_t count, double centre,
                          part_t *part) {
    part->sum = 0;
    part->squares = 0;
    for (size_t j = 0; j < count; j++) {
        double excess = values[j] - centre;
        double square = excess * excess * ENT_FIXED_POINT;
        /* From 2⁵² on every double is a whole number. */
        square = square < UNSIGNED_ROUNDER ? square + UNSIGNED_ROUNDER - UNSIGNED_ROUNDER : square;
        part->sum += bits_of(excess * ENT_FIXED_POINT + SIGNED_ROUNDER) - bits_of(SIGNED_ROUNDER);
        part->squares += (int64_t)square;
    }
}

static void find_sums(const double *restrict values, size_t count, double centre, part_t *part) {
    if (part->greatest - centre >= ENT_GATHER_NEAR || centre - part->least >= ENT_GATHER_NEAR) {
        find_far_sums(values, count, centre, part);
        return;
    }
    int64_t sum = 0, squares = 0;
    _Pragma("omp simd reduction(+ : sum, squares)") for (size_t j = 0; j < count; j++) {
        double excess = values[j] - centre;
        double fixed = excess * ENT_FIXED_POINT + SIGNED_ROUNDER;
        double square = excess * excess * ENT_FIXED_POINT + UNSIGNED_ROUNDER;
        sum += bits_of(fixed) - bits_of(SIGNED_ROUNDER);
        squares += bits_of(square) - bits_of(UNSIGNED_ROUNDER);
    }
    part->sum = sum;
    part->squares = squares;
}

static void count_bins(const double *restrict values, size_t count, const ent_scale_t *scale,
                       uint32_t *restrict counts) {
    int32_t bin[ENT_MOST_LANES];
    const double low = scale->low, high = scale->high, bins = scale->bins;
    const double bins_per_unit = bins / (high - low);
    ENT_LANES
    for (size_t j = 0; j < count; j++) { /* the same arithmetic as ent_scale_bin */
        double place = (values[j] - low) * bins_per_unit;
        place = place > bins - 1 ? bins - 1 : place;
        place = values[j] <= low ? -1 : place;
        place = values[j] >= high ? bins : place;
        bin[j] = (int32_t)place + 1;
    }
    for (size_t j = 0; j < count; j++) {
        counts[bin[j]]++;
    }
}

static void add_lanes(const double *values, size_t count, ent_distribution_t distribution) {
    ent_moments_t *moments = distribution.moments;
    const ent_scale_t *scale = distribution.scale;
    part_t part;
    find_range(values, count, &part);
    if (part.least == part.greatest) { /* as absent institutions are in every member */
        find_sums(values, 1, scale->centre, &part);
        part.sum *= (int64_t)count;
        part.squares *= (int64_t)count;
        distribution.counts[ent_scale_bin(scale, values[0])] += (uint32_t)count;
    } else {
        find_sums(values, count, scale->centre, &part);
        count_bins(values, count, scale, distribution.counts);
    }
    moments->sum += part.sum;
    moments->squares += part.squares;
    moments->least = part.least < moments->least ? part.least : moments->least;
    moments->greatest = part.greatest > moments->greatest ? part.greatest : moments->greatest;
    moments->count += count;
}

void ENT_KERNEL(gather_lanes)(const ent_block_t *blocks, size_t block_count, ent_lane_row_t row,
                              ent_distribution_t distribution) {
    for (size_t b = 0; b < block_count; b++) {
        add_lanes(ent_block_variable(&blocks[b], row.kind, row.index), blocks[b].members,
                  distribution);
    }
}

void ENT_KERNEL(gather_differences)(const ent_block_t *blocks, const ent_block_t *control,
                                    size_t block_count, ent_lane_row_t row,
                                    ent_lane_row_t control_row, ent_distribution_t distribution) {
    static const double absent[ENT_MOST_LANES];
    double differences[ENT_MOST_LANES];
    for (size_t b = 0; b < block_count; b++) {
        const double *values =
            row.absent ? absent : ent_block_variable(&blocks[b], row.kind, row.index);
        const double *less = control_row.absent ? absent
                                                : ent_block_variable(&control[b], control_row.kind,
                                                                     control_row.index);
        size_t count = blocks[b].members;
        ENT_LANES
        for (size_t j = 0; j < count; j++) {
            differences[j] = values[j] - less[j];
        }
        add_lanes(differences, count, distribution);
    }
}

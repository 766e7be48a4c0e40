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

/* Least and greatest so far, eight lanes abreast: only at the end are these compared. */
typedef struct {
    double least[ENT_LANE_MULTIPLE], greatest[ENT_LANE_MULTIPLE];
} range_t;

typedef struct {
    int64_t sum, squares;
} part_t;

static void begin_range(range_t *range, const ent_moments_t *moments) {
    for (size_t k = 0; k < ENT_LANE_MULTIPLE; k++) {
        range->least[k] = moments->least;
        range->greatest[k] = moments->greatest;
    }
}

static void widen_range(range_t *range, const double *restrict values, size_t count) {
    double *restrict least = range->least, *restrict greatest = range->greatest;
    size_t whole = count & ~(size_t)(ENT_LANE_MULTIPLE - 1);
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
}

static void end_range(const range_t *range, ent_moments_t *moments) {
    for (size_t k = 0; k < ENT_LANE_MULTIPLE; k++) {
        moments->least = range->least[k] < moments->least ? range->least[k] : moments->least;
        moments->greatest =
            range->greatest[k] > moments->greatest ? range->greatest[k] : moments->greatest;
    }
}

/* Whether all lanes hold one value, as those of an institution that is absent in every member. */
static bool all_equal(const double *restrict values, size_t count) {
    const double first = values[0];
    int different = 0;
    for (size_t j = 1; j < ENT_LANE_MULTIPLE && j < count; j++) {
        if (values[j] != first) { /* where lanes differ, some of the first ones do */
            return false;
        }
    }
    _Pragma("omp simd reduction(| : different)") for (size_t j = 0; j < count; j++) {
        different |= values[j] != first;
    }
    return different == 0;
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
    int64_t sum = 0, squares = 0;
    int far = 0;
    _Pragma("omp simd reduction(+ : sum, squares) reduction(| : far)") for (size_t j = 0; j < count;
                                                                            j++) {
        double excess = values[j] - centre;
        double fixed = excess * ENT_FIXED_POINT + SIGNED_ROUNDER;
        double square = excess * excess * ENT_FIXED_POINT + UNSIGNED_ROUNDER;
        sum += bits_of(fixed) - bits_of(SIGNED_ROUNDER);
        squares += bits_of(square) - bits_of(UNSIGNED_ROUNDER);
        far |= square >= 2 * UNSIGNED_ROUNDER; /* the rounder did not reach */
    }
    part->sum = sum;
    part->squares = squares;
    if (far != 0) {
        find_far_sums(values, count, centre, part);
    }
}

/*
 * Lanes are counted in several histograms by turns, so that one count need not wait for the one
 * before, which is often of the same bin; and in a small place that stays in the cache.
 */
enum { TURNS = 4, MOST_BINS = 2002, FEW_BLOCKS = 4 };

typedef struct {
    uint32_t *counts; /* turns × bins */
    size_t turns, bins;
} tallies_t;

static void count_bins(const double *restrict values, size_t count, const ent_scale_t *scale,
                       const tallies_t *tallies) {
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
    uint32_t *counts = tallies->counts;
    size_t j = 0;
    if (tallies->turns == TURNS) {
        const size_t second = tallies->bins, third = 2 * tallies->bins, fourth = 3 * tallies->bins;
        for (; j + TURNS <= count; j += TURNS) {
            counts[bin[j]]++;
            counts[second + (size_t)bin[j + 1]]++;
            counts[third + (size_t)bin[j + 2]]++;
            counts[fourth + (size_t)bin[j + 3]]++;
        }
    }
    for (; j < count; j++) {
        counts[bin[j]]++;
    }
}

static void add_lanes(const double *values, size_t count, ent_distribution_t distribution,
                      const tallies_t *tallies, range_t *range) {
    ent_moments_t *moments = distribution.moments;
    const ent_scale_t *scale = distribution.scale;
    part_t part;
    if (count == 0) {
        return;
    }
    if (all_equal(values, count)) {
        find_sums(values, 1, scale->centre, &part);
        part.sum *= (int64_t)count;
        part.squares *= (int64_t)count;
        tallies->counts[ent_scale_bin(scale, values[0])] += (uint32_t)count;
        widen_range(range, values, 1);
    } else {
        find_sums(values, count, scale->centre, &part);
        count_bins(values, count, scale, tallies);
        widen_range(range, values, count);
    }
    moments->sum += part.sum;
    moments->squares += part.squares;
    moments->count += count;
}

/* Where to count: in the distribution itself, or for many blocks in the scratch. */
static tallies_t begin_tallies(ent_distribution_t distribution, size_t block_count,
                               uint32_t *scratch) {
    size_t bins = (size_t)distribution.scale->bins + 2;
    if (block_count < FEW_BLOCKS || bins > MOST_BINS) {
        return (tallies_t){.counts = distribution.counts, .turns = 1, .bins = bins};
    }
    memset(scratch, 0, TURNS * bins * sizeof *scratch);
    return (tallies_t){.counts = scratch, .turns = TURNS, .bins = bins};
}

static void end_tallies(const tallies_t *tallies, ent_distribution_t distribution) {
    const size_t bins = tallies->bins;
    const uint32_t *counts = tallies->counts;
    uint32_t *restrict into = distribution.counts;
    if (tallies->turns == 1) {
        return;
    }
    ENT_LANES
    for (size_t i = 0; i < bins; i++) {
        into[i] += counts[i] + counts[bins + i] + counts[2 * bins + i] + counts[3 * bins + i];
    }
}

void ENT_KERNEL(gather_lanes)(const ent_block_t *blocks, size_t block_count, ent_lane_row_t row,
                              ent_distribution_t distribution) {
    uint32_t scratch[TURNS * MOST_BINS];
    tallies_t tallies = begin_tallies(distribution, block_count, scratch);
    range_t range;
    begin_range(&range, distribution.moments);
    for (size_t b = 0; b < block_count; b++) {
        add_lanes(ent_block_variable(&blocks[b], row.kind, row.index), blocks[b].members,
                  distribution, &tallies, &range);
    }
    end_tallies(&tallies, distribution);
    end_range(&range, distribution.moments);
}

void ENT_KERNEL(gather_differences)(const ent_block_t *blocks, const ent_block_t *control,
                                    size_t block_count, ent_lane_row_t row,
                                    ent_lane_row_t control_row, ent_distribution_t distribution) {
    static const double absent[ENT_MOST_LANES];
    double differences[ENT_MOST_LANES];
    uint32_t scratch[TURNS * MOST_BINS];
    tallies_t tallies = begin_tallies(distribution, block_count, scratch);
    range_t range;
    begin_range(&range, distribution.moments);
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
        add_lanes(differences, count, distribution, &tallies, &range);
    }
    end_tallies(&tallies, distribution);
    end_range(&range, distribution.moments);
}

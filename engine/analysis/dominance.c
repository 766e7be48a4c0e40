#include "analysis/dominance.h"

/* A walk over the bins of a distribution, from the worst to the best. */
typedef struct {
    const uint32_t *counts;
    uint32_t bins;
    bool from_high;
    uint64_t total;
    uint64_t up_to;        /* values in the bins passed */
    ent_int128_t integral; /* of up_to over x, in half bins */
} walk_t;

/* What has been seen of a's F, or its integral, against b's. */
typedef struct {
    bool less, greater;
} seen_t;

static walk_t walk_init(ent_distribution_t distribution, bool from_high) {
    walk_t walk = {
        .counts = distribution.counts, .bins = distribution.scale->bins, .from_high = from_high};
    for (uint32_t i = 0; i < walk.bins + 2; i++) {
        walk.total += walk.counts[i];
    }
    return walk;
}

/*
 * Goes on to the place where the values of the i-th bin stand: half a bin from an end to the middle
 * of the first bin, then a bin from middle to middle. Between these places F does not change, so
 * its integral is straight, and comparing at the places compares everywhere.
 */
static void walk_to(walk_t *walk, uint32_t i) {
    unsigned half_bins = i == 0 ? 0 : i == 1 || i == walk->bins + 1 ? 1 : 2;
    walk->integral += (ent_int128_t)walk->up_to * half_bins;
    walk->up_to += walk->counts[walk->from_high ? walk->bins + 1 - i : i];
}

/* Whether of_a/total_a is less or greater than of_b/total_b. */
static void look(seen_t *seen, ent_int128_t of_a, uint64_t total_a, ent_int128_t of_b,
                 uint64_t total_b) {
    ent_int128_t left = of_a * (ent_int128_t)total_b, right = of_b * (ent_int128_t)total_a;
    seen->less = seen->less || left < right;
    seen->greater = seen->greater || left > right;
}

static ent_dominance_t verdict(seen_t seen) {
    if (seen.less == seen.greater) {
        return seen.less ? ENT_NEITHER : ENT_EQUAL;
    }
    return seen.less ? ENT_DOMINATES : ENT_DOMINATED;
}

typedef enum { FIRST_ORDER, SECOND_ORDER } order_t;

/*
 * No overflow: with counts of 32 bits in 2^k bins a total has at most 33 + k bits and an integral
 * 34 + 2k, so their product has less than 127 for up to half a million bins.
 */
static ent_dominance_t judge(ent_distribution_t a, ent_distribution_t b, bool less_is_better,
                             order_t order) {
    walk_t one = walk_init(a, less_is_better), other = walk_init(b, less_is_better);
    seen_t seen = {false, false};
    if (one.total == 0 || other.total == 0) {
        return ENT_NEITHER;
    }
    for (uint32_t i = 0; i < one.bins + 2; i++) {
        walk_to(&one, i);
        walk_to(&other, i);
        if (order == FIRST_ORDER) {
            look(&seen, (ent_int128_t)one.up_to, one.total, (ent_int128_t)other.up_to, other.total);
        } else {
            look(&seen, one.integral, one.total, other.integral, other.total);
        }
    }
    return verdict(seen);
}

ent_dominance_t ent_dominance_first(ent_distribution_t a, ent_distribution_t b,
                                    bool less_is_better) {
    return judge(a, b, less_is_better, FIRST_ORDER);
}

ent_dominance_t ent_dominance_second(ent_distribution_t a, ent_distribution_t b,
                                     bool less_is_better) {
    return judge(a, b, less_is_better, SECOND_ORDER);
}

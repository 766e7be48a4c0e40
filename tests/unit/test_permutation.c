/* Keyed permutations: every place once, and all of them as likely, counted. */
#include "analysis/permutation.h"
#include "support/design.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t process = 0x9e3779b9;

static void every_place_is_taken_once(void **state) {
    static const uint64_t counts[] = {1,  2,   3,    4,    5,     6,     7,      8,
                                      9,  10,  15,   16,   17,    63,    64,     65,
                                      99, 100, 1000, 4095, 65536, 65537, 100003, 1000000};
    (void)state;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        char *taken = calloc((size_t)counts[c], 1);
        assert_non_null(taken);
        for (uint64_t i = 0; i < counts[c]; i++) {
            uint64_t place = ent_permuted(7, process, counts[c], i);
            assert_true(place < counts[c]);
            assert_int_equal(taken[place]++, 0);
        }
        free(taken);
    }
}

static void the_largest_counts_stay_within_bounds(void **state) {
    const uint64_t count = UINT64_C(1) << 40;
    (void)state;
    for (uint64_t i = 0; i < 1000; i++) {
        assert_true(ent_permuted(7, process, count - i, count - i - 1) < count - i);
        assert_true(ent_permuted(7, process, 1000000000, i) < 1000000000);
    }
}

/* The rank of a permutation among all of its length (Lehmer's code). */
static size_t rank_of(const uint64_t *places, size_t count) {
    size_t rank = 0;
    for (size_t i = 0; i < count; i++) {
        size_t smaller = 0;
        for (size_t j = i + 1; j < count; j++) {
            smaller += places[j] < places[i];
        }
        rank = rank * (count - i) + smaller;
    }
    return rank;
}

/* With the seed or the process changing: 2, 6, 24 and 120 permutations. */
static void small_ones_are_all_as_likely(void **state) {
    enum { EACH = 200, MOST = 5 };
    (void)state;
    for (size_t count = 2, all = 2; count <= MOST; count++, all *= count) {
        for (int by_seed = 0; by_seed < 2; by_seed++) {
            unsigned found[120] = {0};
            for (uint32_t s = 0; s < EACH * all; s++) {
                uint64_t places[MOST];
                for (size_t i = 0; i < count; i++) {
                    places[i] = ent_permuted(by_seed ? s : 3, by_seed ? process : s, count, i);
                }
                found[rank_of(places, count)]++;
            }
            support_assert_equal_counts(found, all);
        }
    }
}

/* Where the first and the last go, and the pair of the first two. */
static void places_of_larger_ones_are_uniform(void **state) {
    enum { COUNT = 11, SEEDS = 20000 };
    unsigned first[COUNT] = {0}, last[COUNT] = {0}, pairs[COUNT * (COUNT - 1)] = {0};
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        uint64_t a = ent_permuted(seed, process, COUNT, 0),
                 b = ent_permuted(seed, process, COUNT, 1);
        first[a]++;
        last[ent_permuted(seed, process, COUNT, COUNT - 1)]++;
        pairs[a * (COUNT - 1) + b - (b > a)]++;
    }
    support_assert_equal_counts(first, COUNT);
    support_assert_equal_counts(last, COUNT);
    support_assert_equal_counts(pairs, COUNT * (COUNT - 1));
}

/* Random permutations have one fixed point on average, and as variance. */
static void fixed_points_are_as_many_as_by_chance(void **state) {
    enum { COUNT = 100, SEEDS = 2000 };
    double fixed = 0;
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        for (uint64_t i = 0; i < COUNT; i++) {
            fixed += ent_permuted(seed, process, COUNT, i) == i;
        }
    }
    assert_close(fixed / SEEDS, 1, 0, 4 / sqrt(SEEDS));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_is_taken_once),
        cmocka_unit_test(the_largest_counts_stay_within_bounds),
        cmocka_unit_test(small_ones_are_all_as_likely),
        cmocka_unit_test(places_of_larger_ones_are_uniform),
        cmocka_unit_test(fixed_points_are_as_many_as_by_chance),
    };
    return cmocka_run_group_tests_name("permutation", tests, NULL, NULL);
}

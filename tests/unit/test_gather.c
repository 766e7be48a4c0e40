/* Gathering lanes at once equals adding one value at a time, on every instruction set. */
#include "ensemble/gather.h"

#include "base/memory.h"
#include "support/chance.h"
#include "support/same.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 6, MOST_BINS = 1000 }; /* enough blocks to be counted by turns */

typedef struct {
    ent_moments_t moments;
    uint32_t counts[MOST_BINS + 2];
} store_t;

/* Scales as variables have them: health, stances, drivers, and a flag of one bin. */
static const ent_scale_t scales[] = {
    {.low = 0, .high = 100, .centre = 50, .bins = 1000},
    {.low = -1, .high = 1, .centre = 0, .bins = 400},
    {.low = 0, .high = 1, .centre = 0.5, .bins = 200},
    {.low = 0, .high = 1, .centre = 0.5, .bins = 1},
};
enum { SCALES = sizeof scales / sizeof scales[0] };

static const ent_lane_row_t row = {ENT_VAR_STANCE, 1, false};

/* A value of a kind: within, on an end, beyond it, beside it, or the centre. */
static double draw_value(support_chance_t *chance, const ent_scale_t *scale) {
    double u = support_chance(chance), range = scale->high - scale->low;
    double kind = support_chance(chance);
    return kind < 0.5   ? scale->low + range * u
           : kind < 0.6 ? scale->low
           : kind < 0.7 ? scale->high
           : kind < 0.8 ? scale->low - 10 * u
           : kind < 0.9 ? scale->high + 10 * u
           : u < 0.3    ? nextafter(scale->low, 2)
           : u < 0.6    ? nextafter(scale->high, scale->low)
                        : scale->centre;
}

/* Blocks of 64 lanes in which only some are members; the padding holds nonsense. */
static void make_blocks(ent_block_t blocks[BLOCKS], const size_t members[BLOCKS],
                        const ent_scale_t *scale, bool all_equal, uint64_t seed) {
    support_chance_t chance = {seed};
    for (size_t b = 0; b < BLOCKS; b++) {
        double *lanes = ent_alloc_aligned(2 * ENT_MOST_LANES, sizeof *lanes);
        assert_non_null(lanes);
        double same = draw_value(&chance, scale);
        for (size_t j = 0; j < 2 * ENT_MOST_LANES; j++) {
            lanes[j] = 1e9;
            if (j >= ENT_MOST_LANES && j - ENT_MOST_LANES < members[b]) {
                lanes[j] = all_equal ? same : draw_value(&chance, scale);
            }
        }
        blocks[b] = (ent_block_t){.lanes = ENT_MOST_LANES, .members = members[b]};
        blocks[b].variables[ENT_VAR_STANCE] = lanes;
    }
}

static void free_blocks(ent_block_t blocks[BLOCKS]) {
    for (size_t b = 0; b < BLOCKS; b++) {
        free(blocks[b].variables[ENT_VAR_STANCE]);
    }
}

static ent_distribution_t empty(store_t *store, const ent_scale_t *scale) {
    *store = (store_t){.moments = {0}};
    ent_moments_init(&store->moments);
    return (ent_distribution_t){scale, &store->moments, store->counts};
}

/* The expected result is ent_distribution_add, value by value (tested in test_distribution.c). */
static void add_one_by_one(const ent_block_t blocks[BLOCKS], ent_distribution_t into) {
    for (size_t b = 0; b < BLOCKS; b++) {
        const double *lanes = ent_block_variable(&blocks[b], ENT_VAR_STANCE, 1);
        for (size_t j = 0; j < blocks[b].members; j++) {
            ent_distribution_add(into, lanes[j]);
        }
    }
}

static void check(const size_t members[BLOCKS], const ent_scale_t *scale, bool all_equal,
                  uint64_t seed) {
    static store_t expected, found;
    ent_block_t blocks[BLOCKS];
    make_blocks(blocks, members, scale, all_equal, seed);
    ent_distribution_t one_by_one = empty(&expected, scale);
    add_one_by_one(blocks, one_by_one);
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            ent_distribution_t into = empty(&found, scale);
            ent_gather((ent_isa_t)isa)->values(blocks, BLOCKS, row, into);
            support_assert_same_distribution(into, one_by_one);
        }
    }
    free_blocks(blocks);
}

static void full_blocks_equal_single_values(void **state) {
    static const size_t members[BLOCKS] = {64, 64, 64};
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        check(members, &scales[i % SCALES], false, i);
    }
}

/* Members that fill no vector, and fewer than there are lanes in one. */
static void partial_blocks_equal_single_values(void **state) {
    (void)state;
    for (size_t count = 1; count <= ENT_MOST_LANES; count++) {
        const size_t members[BLOCKS] = {64, count, 65 - count};
        for (size_t i = 0; i < SCALES; i++) {
            check(members, &scales[i], false, count);
        }
    }
}

/* As absent institutions are in every member: a way of its own through the loop. */
static void blocks_of_one_value_equal_single_values(void **state) {
    (void)state;
    for (size_t count = 1; count <= ENT_MOST_LANES; count += 7) {
        const size_t members[BLOCKS] = {64, count, 3};
        for (size_t i = 0; i < 5 * SCALES; i++) {
            check(members, &scales[i % SCALES], true, i);
        }
    }
}

/* Sums are exact up to ENT_GATHER_LIMIT from the centre, in 64 lanes at once. */
static void values_up_to_the_limit_are_summed_exactly(void **state) {
    static store_t expected, found;
    const ent_scale_t *scale = &scales[0];
    const double most = nextafter(ENT_GATHER_LIMIT, 0);
    const size_t members[BLOCKS] = {64, 64, 64};
    ent_block_t blocks[BLOCKS];
    (void)state;
    make_blocks(blocks, members, scale, false, 1);
    for (size_t b = 0; b < BLOCKS; b++) {
        double *lanes = ent_block_variable(&blocks[b], ENT_VAR_STANCE, 1);
        for (size_t j = 0; j < ENT_MOST_LANES; j++) {
            lanes[j] = scale->centre + (j == 0 || b == 1 ? -most : most);
        }
    }
    ent_distribution_t one_by_one = empty(&expected, scale);
    add_one_by_one(blocks, one_by_one);
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            ent_distribution_t into = empty(&found, scale);
            ent_gather((ent_isa_t)isa)->values(blocks, BLOCKS, row, into);
            support_assert_same_distribution(into, one_by_one);
        }
    }
    free_blocks(blocks);
}

/* Errors: no blocks add nothing. */
static void no_blocks_add_nothing(void **state) {
    static store_t store;
    (void)state;
    ent_gather(ent_isa_best())->values(NULL, 0, row, empty(&store, &scales[0]));
    assert_int_equal(store.moments.count, 0);
    assert_true(isinf(store.moments.least));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_blocks_equal_single_values),
        cmocka_unit_test(partial_blocks_equal_single_values),
        cmocka_unit_test(blocks_of_one_value_equal_single_values),
        cmocka_unit_test(values_up_to_the_limit_are_summed_exactly),
        cmocka_unit_test(no_blocks_add_nothing),
    };
    return cmocka_run_group_tests_name("gather", tests, NULL, NULL);
}

/* Gathering differences by lanes equals adding one at a time, on every instruction set. */
#include "ensemble/gather.h"

#include "base/memory.h"
#include "support/chance.h"
#include "support/same.h"

#include <math.h>
#include <stdlib.h>

enum { BLOCKS = 3, MOST_BINS = 2000, ROWS = 2 };

typedef struct {
    ent_moments_t moments;
    uint32_t counts[MOST_BINS + 2];
} store_t;

/* Scales as differences of health, stances and drivers have them, with the range of the values. */
static const struct {
    double low, high;
    ent_scale_t scale;
} kinds[] = {
    {0, 100, {.low = -100, .high = 100, .bins = 2000}},
    {-1, 1, {.low = -2, .high = 2, .bins = 800}},
    {0, 1, {.low = -1, .high = 1, .bins = 400}},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* Two plans' rows need not stand in the same place. */
static const ent_lane_row_t other_row = {ENT_VAR_STANCE, 1, false};
static const ent_lane_row_t control_row = {ENT_VAR_STANCE, 0, false};
static const ent_lane_row_t absent_row = {ENT_VAR_STANCE, 0, true};

/* What differences are made of: values at random, shifted alike, or as far apart as they go. */
typedef enum { ANY_VALUES, ALIKE, FAR_APART, MANNERS } manner_t;

static double draw_value(support_chance_t *chance, double low, double high) {
    double kind = support_chance(chance);
    return kind < 0.2   ? low
           : kind < 0.4 ? high
           : kind < 0.5 ? nextafter(high, low)
                        : support_between(chance, low, high);
}

static void free_blocks(ent_block_t blocks[BLOCKS]) {
    for (size_t b = 0; b < BLOCKS; b++) {
        free(blocks[b].variables[ENT_VAR_STANCE]);
    }
}

/* Blocks of 64 lanes of which some are members; in all other lanes and rows there is nonsense. */
static void make_blocks(ent_block_t blocks[BLOCKS], const size_t members[BLOCKS]) {
    for (size_t b = 0; b < BLOCKS; b++) {
        double *lanes = ent_alloc_aligned(ROWS * ENT_MOST_LANES, sizeof *lanes);
        assert_non_null(lanes);
        for (size_t j = 0; j < ROWS * ENT_MOST_LANES; j++) {
            lanes[j] = 1e9 * (double)(j + 1);
        }
        blocks[b] = (ent_block_t){.lanes = ENT_MOST_LANES, .members = members[b]};
        blocks[b].variables[ENT_VAR_STANCE] = lanes;
    }
}

static void fill_blocks(ent_block_t other[BLOCKS], ent_block_t control[BLOCKS], size_t kind,
                        manner_t manner, support_chance_t *chance) {
    const double low = kinds[kind].low, high = kinds[kind].high;
    for (size_t b = 0; b < BLOCKS; b++) {
        double *values = ent_block_variable(&other[b], ENT_VAR_STANCE, other_row.index);
        double *less = ent_block_variable(&control[b], ENT_VAR_STANCE, control_row.index);
        double all = draw_value(chance, low, high), less_all = draw_value(chance, low, high);
        for (size_t j = 0; j < other[b].members; j++) {
            values[j] = manner == ALIKE ? all : draw_value(chance, low, high);
            less[j] = manner == ALIKE ? less_all : draw_value(chance, low, high);
            if (manner == FAR_APART) {
                values[j] = (j + b) % 2 == 0 ? high : low;
                less[j] = high + low - values[j];
            }
        }
    }
}

static ent_distribution_t empty(store_t *store, const ent_scale_t *scale) {
    *store = (store_t){.moments = {0}};
    ent_moments_init(&store->moments);
    return (ent_distribution_t){scale, &store->moments, store->counts};
}

static double lane_value(const ent_block_t *block, ent_lane_row_t row, size_t lane) {
    return row.absent ? 0 : ent_block_variable(block, row.kind, row.index)[lane];
}

/* The expected result is ent_distribution_add of each difference (see test_distribution.c). */
static void assert_gathered(const ent_block_t other[BLOCKS], const ent_block_t control[BLOCKS],
                            ent_lane_row_t row, ent_lane_row_t less, const ent_scale_t *scale) {
    static store_t expected, found;
    ent_distribution_t one_by_one = empty(&expected, scale);
    for (size_t b = 0; b < BLOCKS; b++) {
        for (size_t j = 0; j < other[b].members; j++) {
            ent_distribution_add(one_by_one,
                                 lane_value(&other[b], row, j) - lane_value(&control[b], less, j));
        }
    }
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            ent_distribution_t into = empty(&found, scale);
            ent_gather((ent_isa_t)isa)->differences(other, control, BLOCKS, row, less, into);
            support_assert_same_distribution(into, one_by_one);
        }
    }
}

static void check(const size_t members[BLOCKS], size_t kind, manner_t manner, uint64_t seed) {
    const ent_scale_t *scale = &kinds[kind].scale;
    support_chance_t chance = {seed};
    ent_block_t other[BLOCKS], control[BLOCKS];
    make_blocks(other, members);
    make_blocks(control, members);
    fill_blocks(other, control, kind, manner, &chance);
    assert_gathered(other, control, other_row, control_row, scale);
    assert_gathered(other, control, other_row, absent_row, scale);
    assert_gathered(other, control, absent_row, control_row, scale);
    free_blocks(other);
    free_blocks(control);
}

static void differences_equal_those_added_one_by_one(void **state) {
    static const size_t members[BLOCKS] = {64, 64, 64};
    (void)state;
    for (size_t i = 0; i < 40; i++) {
        for (size_t kind = 0; kind < KINDS; kind++) {
            check(members, kind, (manner_t)(i % MANNERS), i);
        }
    }
}

/* Members that fill no vector; what stands in the other lanes is not theirs. */
static void padding_is_left_out(void **state) {
    (void)state;
    for (size_t count = 1; count <= ENT_MOST_LANES; count++) {
        const size_t members[BLOCKS] = {64, count, 65 - count};
        for (size_t kind = 0; kind < KINDS; kind++) {
            check(members, kind, (manner_t)(count % MANNERS), count);
        }
    }
}

/* Differences of health up to ±100 are beyond what is summed at once, and in all 64 lanes. */
static void whole_ranges_of_health_apart_are_summed_exactly(void **state) {
    static const size_t members[BLOCKS] = {64, 64, 64};
    static store_t store;
    ent_block_t other[BLOCKS], control[BLOCKS];
    support_chance_t chance = {1};
    (void)state;
    assert_true(kinds[0].scale.high > ENT_GATHER_NEAR && kinds[0].scale.high < ENT_GATHER_LIMIT);
    make_blocks(other, members);
    make_blocks(control, members);
    fill_blocks(other, control, 0, FAR_APART, &chance);
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            ent_distribution_t into = empty(&store, &kinds[0].scale);
            ent_gather((ent_isa_t)isa)
                ->differences(other, control, BLOCKS, other_row, control_row, into);
            /* Half of 192 at 100, half at −100: Σ = 0, Σ² = 192·100², in steps of 2⁻⁴⁰. */
            assert_true(store.moments.sum == 0);
            assert_true(store.moments.squares == (ent_int128_t)(192 * 1e4 * 0x1p40));
            assert_int_equal(store.counts[0], 96);
            assert_int_equal(store.counts[2001], 96);
        }
    }
    free_blocks(other);
    free_blocks(control);
}

/* An institution that neither declares is no row, but would be all zeros. */
static void nothing_against_nothing_is_zero(void **state) {
    static const size_t members[BLOCKS] = {64, 3, 9};
    ent_block_t blocks[BLOCKS];
    (void)state;
    make_blocks(blocks, members);
    assert_gathered(blocks, blocks, absent_row, absent_row, &kinds[0].scale);
    free_blocks(blocks);
}

/* Errors: no blocks add nothing. */
static void no_blocks_add_nothing(void **state) {
    static store_t store;
    (void)state;
    ent_gather(ent_isa_best())
        ->differences(NULL, NULL, 0, other_row, control_row, empty(&store, &kinds[0].scale));
    assert_int_equal(store.moments.count, 0);
    assert_true(isinf(store.moments.least));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_equal_those_added_one_by_one),
        cmocka_unit_test(padding_is_left_out),
        cmocka_unit_test(whole_ranges_of_health_apart_are_summed_exactly),
        cmocka_unit_test(nothing_against_nothing_is_zero),
        cmocka_unit_test(no_blocks_add_nothing),
    };
    return cmocka_run_group_tests_name("gather_differences", tests, NULL, NULL);
}

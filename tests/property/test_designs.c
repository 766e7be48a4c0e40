/*
 * What holds of every design: a point's coordinates depend on the sweep, the seed and the point
 * alone, not on what was asked before, nor on other factors; and the order of work is a
 * permutation, every beginning of which is spread evenly.
 */
#include "analysis/design.h"

#include "support/chance.h"
#include "support/design.h"
#include "support/files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FACTORS = 5, POINTS = 320, METHODS = ENT_DESIGN_LIST + 1 };

typedef struct {
    char *folder, *list;
    support_design_t one, other;
} fixture_t;

static int set_up(void **state) {
    fixture_t *fixture = calloc(1, sizeof *fixture);
    char text[20000] = "f0,f1,f2,f3,f4\n";
    support_chance_t chance = {4};
    if (fixture == NULL) {
        return -1;
    }
    size_t used = strlen(text);
    for (int row = 0; row < POINTS; row++) {
        for (int i = 0; i < FACTORS; i++) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%.3f%c",
                                     support_chance(&chance), i + 1 < FACTORS ? ',' : '\n');
        }
    }
    fixture->folder = support_folder();
    fixture->list = support_write(fixture->folder, "list.csv", text);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    fixture_t *fixture = *state;
    free(fixture->list);
    support_remove(fixture->folder);
    free(fixture);
    return 0;
}

/* A design of each method with at least POINTS points and one factor of each kind. */
static void open_design(const fixture_t *fixture, support_design_t *made, int method,
                        uint64_t seed) {
    static double listed[] = {1, 4, 9};
    support_design_describe(made, (ent_design_method_t)method, FACTORS);
    made->factors[0].distribution = ENT_FACTOR_LOG_UNIFORM;
    made->factors[0].low = 0.1;
    made->factors[1].distribution = ENT_FACTOR_TRIANGULAR;
    made->factors[1].mode = 0.25;
    made->factors[2].distribution = ENT_FACTOR_NORMAL;
    made->factors[2].mean = made->factors[2].sd = 1;
    made->factors[2].low = made->factors[2].high = NAN;
    made->factors[3].distribution = ENT_FACTOR_VALUES;
    made->factors[3].values = listed;
    made->factors[3].value_count = 3;
    for (size_t i = 0; i < FACTORS; i++) {
        made->factors[i].levels = 4;
    }
    made->sweep.points = method == ENT_DESIGN_LHS ? POINTS : 64;
    made->sweep.trajectories = POINTS / (FACTORS + 1) + 1;
    made->sweep.file = fixture->list;
    made->sweep.seed = seed;
    support_design_open(made);
    assert_true(made->design.points >= POINTS);
}

static void close_both(fixture_t *fixture) {
    support_design_close(&fixture->one);
    support_design_close(&fixture->other);
}

/* Asked in order, and in any order with repeats; the same bits, coordinates and values. */
static void points_do_not_depend_on_the_order_of_asking(void **state) {
    static double units[POINTS][FACTORS], values[POINTS][FACTORS];
    fixture_t *fixture = *state;
    support_chance_t chance = {9};
    for (int method = 0; method < METHODS; method++) {
        open_design(fixture, &fixture->one, method, 17);
        open_design(fixture, &fixture->other, method, 17);
        for (uint64_t point = 0; point < POINTS; point++) {
            ent_design_unit(&fixture->one.design, point, units[point]);
            ent_design_values(&fixture->one.design, point, values[point]);
        }
        for (int i = 0; i < 2000; i++) {
            size_t point = support_pick(&chance, POINTS);
            double unit[FACTORS], value[FACTORS];
            ent_design_values(&fixture->other.design, point, value);
            ent_design_unit(&fixture->other.design, point, unit);
            assert_memory_equal(unit, units[point], sizeof unit);
            assert_memory_equal(value, values[point], sizeof value);
        }
        close_both(fixture);
    }
}

/* Values are the quantiles of the coordinates; lists give their own. */
static void values_are_quantiles_of_coordinates(void **state) {
    fixture_t *fixture = *state;
    for (int method = 0; method < ENT_DESIGN_LIST; method++) {
        open_design(fixture, &fixture->one, method, 17);
        for (uint64_t point = 0; point < POINTS; point++) {
            double unit[FACTORS], values[FACTORS];
            ent_design_unit(&fixture->one.design, point, unit);
            ent_design_values(&fixture->one.design, point, values);
            for (size_t i = 0; i < FACTORS; i++) {
                assert_true(unit[i] >= 0 && unit[i] <= 1 && isfinite(values[i]));
                assert_same(values[i], ent_factor_quantile(&fixture->one.factors[i], unit[i]));
            }
        }
        close_both(fixture);
    }
}

/* Designs that draw differ nearly everywhere with another seed, the others nowhere. */
static void another_seed_gives_other_points(void **state) {
    fixture_t *fixture = *state;
    for (int method = 0; method < METHODS; method++) {
        size_t different = 0;
        open_design(fixture, &fixture->one, method, 17);
        open_design(fixture, &fixture->other, method, UINT64_C(17) | UINT64_C(1) << 32);
        for (uint64_t point = 0; point < POINTS; point++) {
            double a[FACTORS], b[FACTORS];
            ent_design_unit(&fixture->one.design, point, a);
            ent_design_unit(&fixture->other.design, point, b);
            different += memcmp(a, b, sizeof a) != 0;
        }
        bool draws = method != ENT_DESIGN_FULL && method != ENT_DESIGN_LIST;
        assert_true(draws ? different > POINTS * 9 / 10 : different == 0);
        close_both(fixture);
    }
}

/* Of a Latin hypercube and of trajectories a factor's places are its own, whichever others go. */
static void a_factor_is_drawn_by_its_name(void **state) {
    static const ent_design_method_t methods[] = {ENT_DESIGN_LHS, ENT_DESIGN_MORRIS};
    fixture_t *fixture = *state;
    for (size_t m = 0; m < 2; m++) {
        support_design_describe(&fixture->one, methods[m], 3);
        support_design_describe(&fixture->other, methods[m], 2);
        (void)strcpy(fixture->other.names[0], "f2");
        support_design_open(&fixture->one);
        support_design_open(&fixture->other);
        for (uint64_t block = 0; block < 10; block++) {
            double a[3], b[2];
            ent_design_unit(&fixture->one.design, block * fixture->one.design.block, a);
            ent_design_unit(&fixture->other.design, block * fixture->other.design.block, b);
            assert_same(a[2], b[0]);
            assert_same(a[1], b[1]);
        }
        close_both(fixture);
    }
}

/* ---- The order of work ----------------------------------------------------------------------- */

static void open_blocks(support_design_t *made, uint64_t blocks, size_t factors) {
    support_design_describe(made, factors > 1 ? ENT_DESIGN_MORRIS : ENT_DESIGN_LHS, factors);
    made->sweep.points = made->sweep.trajectories = (int)blocks;
    support_design_open(made);
}

static void the_order_of_work_is_a_permutation(void **state) {
    fixture_t *fixture = *state;
    support_design_t *made = &fixture->one;
    for (int c = 0; c < 2 * 300 + 6; c++) {
        static const uint64_t more[] = {1000, 65536, 100003};
        uint64_t blocks = c < 600 ? (uint64_t)(c / 2 + 2) : more[(c - 600) / 2];
        open_blocks(made, blocks, c % 2 == 0 ? 1 : 3);
        uint64_t points = made->design.points, block = made->design.block;
        char *taken = calloc((size_t)points, 1);
        assert_non_null(taken);
        for (uint64_t position = 0; position < points; position++) {
            uint64_t point = ent_design_at(&made->design, position);
            assert_true(point < points);
            assert_int_equal(taken[point]++, 0);
            assert_int_equal(point % block, position % block); /* blocks stay together */
            if (position % block > 0) {
                assert_int_equal(point, ent_design_at(&made->design, position - 1) + 1);
            }
        }
        free(taken);
        support_design_close(made);
    }
    open_blocks(made, 1, 1);
    assert_int_equal(ent_design_at(&made->design, 0), 0);
    support_design_close(made);
}

/*
 * The star discrepancy of a beginning, times its length: how many blocks there are too many or too
 * few, at worst, below a number. The blocks are sorted as they come.
 */
static double imbalance(const uint64_t *sorted, size_t count, uint64_t blocks) {
    double worst = 0;
    for (size_t i = 0; i < count; i++) {
        double expected = (double)sorted[i] / (double)blocks * (double)count;
        worst = fmax(worst, fmax((double)(i + 1) - expected, expected - (double)i));
    }
    return worst;
}

static void insert(uint64_t *sorted, size_t count, uint64_t block) {
    size_t i = count;
    for (; i > 0 && sorted[i - 1] > block; i--) {
        sorted[i] = sorted[i - 1];
    }
    sorted[i] = block;
}

/*
 * The bound grows with the logarithm, as that of the golden ratio's multiples does (Niederreiter
 * 1992, theorem 3.3); a random sample of 1000 would be off by 27.
 */
static void every_beginning_is_spread_evenly(void **state) {
    enum { PREFIX = 1500 };
    static uint64_t sorted[PREFIX];
    static const uint64_t counts[] = {
        2,    3,    10,   16,   64,    100,   128,   243,    256,     300,       610,       987,
        1000, 1024, 1499, 5000, 10000, 65536, 99999, 100000, 1000000, 999999999, 1000000000};
    fixture_t *fixture = *state;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        size_t length = counts[c] < PREFIX ? (size_t)counts[c] : PREFIX;
        open_blocks(&fixture->one, counts[c], 1);
        for (size_t i = 0; i < length; i++) {
            insert(sorted, i, ent_design_at(&fixture->one.design, i));
            double off = imbalance(sorted, i + 1, counts[c]);
            if (off > 2 + log((double)(i + 1))) {
                fail_msg("%zu of %.0f blocks: off by %g", i + 1, (double)counts[c], off);
            }
        }
        support_design_close(&fixture->one);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_do_not_depend_on_the_order_of_asking),
        cmocka_unit_test(values_are_quantiles_of_coordinates),
        cmocka_unit_test(another_seed_gives_other_points),
        cmocka_unit_test(a_factor_is_drawn_by_its_name),
        cmocka_unit_test(the_order_of_work_is_a_permutation),
        cmocka_unit_test(every_beginning_is_spread_evenly),
    };
    return cmocka_run_group_tests_name("designs", tests, set_up, tear_down);
}

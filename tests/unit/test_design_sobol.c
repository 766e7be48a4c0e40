/*
 * Sobol designs: Saltelli's arrangement, the sequence and its groups with shifts of their own. The
 * beginning of the sequence is that of Antonov & Saleev's order as printed in Bratley & Fox 1988
 * and in Press et al.; the rest follows from what a net is.
 */
#include "analysis/design.h"

#include "support/design.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = ENT_SOBOL_MOST_FACTORS };

static void open_sobol(support_design_t *made, size_t factors, int rows, uint64_t seed) {
    support_design_describe(made, ENT_DESIGN_SOBOL, factors);
    made->sweep.points = rows;
    made->sweep.seed = seed;
    support_design_open(made);
}

/* Rows A and B of a row of the base sample. */
static void row_of(const support_design_t *made, uint64_t row, double *a, double *b) {
    ent_design_unit(&made->design, row * made->design.block, a);
    ent_design_unit(&made->design, row * made->design.block + 1, b);
}

/* Fails unless the point has A's coordinates but for column i, or B's for `of_b`. */
static void assert_mixed(const support_design_t *made, uint64_t point, const double *a,
                         const double *b, size_t i, bool of_b) {
    double unit[MOST];
    ent_design_unit(&made->design, point, unit);
    for (size_t j = 0; j < made->design.factors; j++) {
        assert_same(unit[j], (j == i) != of_b ? b[j] : a[j]);
        assert_true(unit[j] >= 0 && unit[j] < 1);
    }
}

static void blocks_are_arranged_as_saltelli_has_it(void **state) {
    static const size_t factors[] = {1, 2, 3, 20};
    static support_design_t made;
    (void)state;
    for (size_t c = 0; c < 8; c++) {
        size_t k = factors[c / 2], block = 2 + (c % 2 + 1) * k;
        support_design_describe(&made, ENT_DESIGN_SOBOL, k);
        made.sweep.second_order = c % 2 == 1;
        support_design_open(&made);
        assert_int_equal(made.design.block, block);
        assert_int_equal(made.design.blocks, 64);
        assert_int_equal(made.design.points, 64 * block);
        for (uint64_t row = 0; row < 64; row++) {
            double a[MOST], b[MOST];
            row_of(&made, row, a, b);
            for (size_t j = 2; j < block; j++) {
                assert_mixed(&made, row * block + j, a, b, (j - 2) % k, j - 2 >= k);
            }
            for (size_t j = 0; j < k; j++) {
                assert_true(fabs(a[j] - b[j]) > 0);
            }
        }
        support_design_close(&made);
    }
}

static void groups_are_as_many_as_intervals_want(void **state) {
    static const int rows[][2] = {{16, 2},  {32, 2},   {64, 2},      {128, 4},
                                  {256, 8}, {512, 16}, {65536, 2048}}; /* and rows in a group */
    static support_design_t made;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        open_sobol(&made, 2, rows[i][0], 1);
        assert_int_equal(made.design.group, rows[i][1]);
        support_design_close(&made);
    }
}

/* x − y modulo 1, from 0 on; what rounding leaves below 1 counts as 0. */
static double apart(double x, double y) {
    double off = x - y < 0 ? x - y + 1 : x - y;
    return off > 1 - 1e-12 ? 0 : off;
}

/* With one factor the two dimensions are A and B: the first eight points, but for the shift. */
static void a_group_is_the_sequence_from_its_first_point(void **state) {
    static const double first[] = {0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125};
    static const double second[] = {0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625};
    static support_design_t made;
    (void)state;
    open_sobol(&made, 1, 256, 3);
    for (uint64_t row = 0; row < 256; row++) {
        double a, b, a0, b0;
        row_of(&made, row, &a, &b);
        row_of(&made, row / 8 * 8, &a0, &b0);
        assert_close(apart(a, a0), first[row % 8], 0, 4 * DBL_EPSILON);
        assert_close(apart(b, b0), second[row % 8], 0, 4 * DBL_EPSILON);
    }
    support_design_close(&made);
}

/* In every group and column one row in each of as many equal parts, but for the shift. */
static void every_column_of_a_group_is_evenly_spaced(void **state) {
    enum { GROUP = 64 };
    static support_design_t made;
    (void)state;
    open_sobol(&made, MOST, 32 * GROUP, 3);
    assert_int_equal(made.design.group, GROUP);
    for (uint64_t group = 0; group < 32; group++) {
        bool taken[2 * MOST][GROUP] = {{false}};
        double unit[2 * MOST], origin[2 * MOST];
        row_of(&made, group * GROUP, origin, origin + MOST);
        for (uint64_t row = 0; row < GROUP; row++) {
            row_of(&made, group * GROUP + row, unit, unit + MOST);
            for (size_t i = 0; i < 2 * MOST; i++) {
                double place = apart(unit[i], origin[i]) * GROUP;
                assert_close(place, round(place), 0, 1e-11);
                assert_false(taken[i][(size_t)round(place)]);
                taken[i][(size_t)round(place)] = true;
            }
        }
    }
    support_design_close(&made);
}

/* Shifts of A and of B, of two factors, and of a group and the next, over many seeds. */
static void shifts_are_uniform_and_independent(void **state) {
    enum { SEEDS = 500, CELLS = 10 };
    static support_design_t made;
    unsigned in_a[CELLS] = {0}, in_b[CELLS] = {0}, sides[CELLS * CELLS] = {0},
             factors[CELLS * CELLS] = {0}, groups[CELLS * CELLS] = {0};
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double last = 0;
        open_sobol(&made, 2, 64, seed);
        for (uint64_t group = 0; group < 32; group++) {
            double a[2], b[2];
            row_of(&made, 2 * group, a, b);
            size_t x = (size_t)(a[0] * CELLS), y = (size_t)(b[0] * CELLS);
            in_a[x]++;
            in_b[y]++;
            sides[x * CELLS + y]++;
            factors[x * CELLS + (size_t)(a[1] * CELLS)]++;
            groups[x * CELLS + (size_t)(last * CELLS)] += group > 0;
            last = a[0];
        }
        support_design_close(&made);
    }
    support_assert_equal_counts(in_a, CELLS);
    support_assert_equal_counts(in_b, CELLS);
    support_assert_equal_counts(sides, CELLS * CELLS);
    support_assert_equal_counts(factors, CELLS * CELLS);
    support_assert_equal_counts(groups, CELLS * CELLS);
}

/* ---- Intervals ------------------------------------------------------------------------------- */

/* A smooth function with mean 1 whose factors matter less and less: Sobol's G without its corners.
 */
static double response(const double *unit, size_t factors) {
    double product = 1;
    for (size_t i = 0; i < factors; i++) {
        double x = unit[i] - 0.5;
        product *= 1 + (12 * x * x - 1) / (double)(i + 1);
    }
    return product;
}

typedef struct {
    double mean, error; /* and its standard error */
} estimate_t;

/* The mean over `count` means of `each` rows that follow each other. */
static estimate_t estimate(const double *responses, size_t count, size_t each) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        double mean = 0;
        for (size_t j = 0; j < each; j++) {
            mean += responses[i * each + j] / (double)each;
        }
        sum += mean;
        squares += mean * mean;
    }
    double n = (double)count, mean = sum / n;
    return (estimate_t){mean, sqrt(fmax(0, squares / n - mean * mean) / (n - 1))};
}

/*
 * Student's intervals from 32 groups hold the true mean in 95 of 100 seeds; those that take rows
 * for independent are too wide, which is why there are groups.
 */
static void intervals_from_groups_are_honest(void **state) {
    enum { ROWS = 1024, SEEDS = 400, FACTORS = 4, GROUPS = 32 };
    static support_design_t made;
    static double responses[ROWS];
    unsigned by_groups = 0, by_rows = 0;
    double wider = 0, quantile = gsl_cdf_tdist_Pinv(0.975, GROUPS - 1);
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        open_sobol(&made, FACTORS, ROWS, seed);
        for (uint64_t row = 0; row < ROWS; row++) {
            double a[MOST], b[MOST];
            row_of(&made, row, a, b);
            responses[row] = response(a, FACTORS);
        }
        estimate_t honest = estimate(responses, GROUPS, ROWS / GROUPS);
        estimate_t naive = estimate(responses, ROWS, 1);
        by_groups += fabs(honest.mean - 1) <= quantile * honest.error;
        by_rows += fabs(naive.mean - 1) <= 1.96 * naive.error;
        wider += naive.error / honest.error / SEEDS;
        support_design_close(&made);
    }
    assert_true(gsl_cdf_binomial_P(by_groups, 0.95, SEEDS) > 0.0005);
    assert_true(gsl_cdf_binomial_Q(by_groups - 1, 0.95, SEEDS) > 0.0005);
    assert_int_equal(by_rows, SEEDS);
    assert_true(wider > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_arranged_as_saltelli_has_it),
        cmocka_unit_test(groups_are_as_many_as_intervals_want),
        cmocka_unit_test(a_group_is_the_sequence_from_its_first_point),
        cmocka_unit_test(every_column_of_a_group_is_evenly_spaced),
        cmocka_unit_test(shifts_are_uniform_and_independent),
        cmocka_unit_test(intervals_from_groups_are_honest),
    };
    return cmocka_run_group_tests_name("design_sobol", tests, NULL, NULL);
}

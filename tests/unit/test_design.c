/*
 * Designs: which points there are and where. What is expected follows from the definitions in
 * design.h, worked out here in other ways; frequencies are held against chance (χ²), with fixed
 * seeds.
 */
#include "analysis/design.h"

#include "support/design.h"
#include "support/files.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double unit_of(const support_design_t *made, uint64_t point, size_t factor) {
    double unit[ENT_SWEEP_MOST_FACTORS];
    ent_design_unit(&made->design, point, unit);
    return unit[factor];
}

static double value_of(const support_design_t *made, uint64_t point, size_t factor) {
    double values[ENT_SWEEP_MOST_FACTORS];
    ent_design_values(&made->design, point, values);
    return values[factor];
}

/* ---- Full ------------------------------------------------------------------------------------ */

/* Three factors with 2, 4 and 3 levels, in nested loops of which the last is the innermost. */
static void full_designs_have_every_combination(void **state) {
    static double listed[] = {5, 1, 9, 2};
    support_design_t made;
    uint64_t point = 0;
    (void)state;
    support_design_describe(&made, ENT_DESIGN_FULL, 3);
    made.factors[0].levels = 2;
    made.factors[1].distribution = ENT_FACTOR_VALUES;
    made.factors[1].values = listed;
    made.factors[1].value_count = 4;
    made.factors[2].low = -1;
    support_design_open(&made);
    assert_int_equal(made.design.points, 24);
    assert_int_equal(made.design.blocks, 24);
    assert_int_equal(made.design.block, 1);
    assert_int_equal(made.design.group, 1);
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 4; j++) {
            for (int k = 0; k < 3; k++, point++) {
                assert_same(unit_of(&made, point, 0), i);
                assert_same(unit_of(&made, point, 1), j / 3.0);
                assert_same(unit_of(&made, point, 2), k / 2.0);
                assert_same(value_of(&made, point, 0), i);
                assert_same(value_of(&made, point, 1), listed[j]);
                assert_same(value_of(&made, point, 2), k - 1);
            }
        }
    }
    support_design_close(&made);
}

static void full_designs_reach_every_listed_value(void **state) {
    static double listed[300];
    support_design_t made;
    (void)state;
    for (size_t i = 0; i < 300; i++) {
        listed[i] = (double)(i * i);
    }
    for (size_t count = 1; count <= 300; count++) {
        support_design_describe(&made, ENT_DESIGN_FULL, 1);
        made.factors[0].distribution = ENT_FACTOR_VALUES;
        made.factors[0].values = listed;
        made.factors[0].value_count = count;
        support_design_open(&made);
        assert_int_equal(made.design.points, count);
        for (size_t i = 0; i < count; i++) {
            assert_same(value_of(&made, i, 0), listed[i]);
        }
        support_design_close(&made);
    }
}

/* Φ⁻¹(1/8) and Φ⁻¹(3/8) by mpmath 1.3; cut off at both sides, the ends are levels. */
static void levels_of_normals_avoid_the_ends_they_have_not(void **state) {
    static const double quarters[] = {-1.1503493803760081783, -0.31863936396437516302,
                                      0.31863936396437516302, 1.1503493803760081783};
    support_design_t made;
    (void)state;
    support_design_describe(&made, ENT_DESIGN_FULL, 2);
    made.factors[0] = support_normal(0, 1, NAN, NAN);
    made.factors[1] = support_normal(0, 1, -1, 2);
    made.factors[0].levels = made.factors[1].levels = 4;
    support_design_open(&made);
    for (uint64_t i = 0; i < 4; i++) {
        assert_same(unit_of(&made, 4 * i, 0), ((double)i + 0.5) / 4);
        assert_close(value_of(&made, 4 * i, 0), quarters[i], 1e-14, 0);
    }
    assert_same(value_of(&made, 0, 1), -1);
    assert_same(value_of(&made, 3, 1), 2);
    support_design_close(&made);
}

static void a_lognormal_above_0_is_not_cut_off(void **state) {
    static const double lows[] = {NAN, 0, 0.5};
    support_design_t made;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        support_design_describe(&made, ENT_DESIGN_FULL, 1);
        made.factors[0] = support_normal(0, 1, lows[i], 4);
        made.factors[0].distribution = ENT_FACTOR_LOGNORMAL;
        support_design_open(&made);
        assert_same(unit_of(&made, 0, 0), i < 2 ? 0.5 / 3 : 0);
        support_design_close(&made);
    }
}

/* ---- Latin hypercube ------------------------------------------------------------------------- */

static void open_lhs(support_design_t *made, size_t factors, int points, uint64_t seed) {
    support_design_describe(made, ENT_DESIGN_LHS, factors);
    made->sweep.points = points;
    made->sweep.seed = seed;
    support_design_open(made);
}

static void each_stratum_is_hit_once(void **state) {
    static const int counts[] = {1, 2, 7, 10, 49, 100, 1000, 65536};
    static support_design_t made;
    (void)state;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        size_t n = (size_t)counts[c];
        open_lhs(&made, 3, counts[c], 5);
        assert_int_equal(made.design.points, n);
        for (size_t factor = 0; factor < 3; factor++) {
            char *hit = calloc(n, 1);
            assert_non_null(hit);
            for (uint64_t point = 0; point < n; point++) {
                double unit = unit_of(&made, point, factor);
                assert_true(unit >= 0 && unit < 1);
                assert_int_equal(hit[(size_t)(unit * (double)n)]++, 0);
            }
            free(hit);
        }
        support_design_close(&made);
    }
}

/*
 * With many points a stratum and a jitter have more digits than a double. These jitters, found by
 * trial, are within 3e-8 of 1: rounded, the points would be in the next stratum.
 */
static void strata_are_kept_where_digits_run_out(void **state) {
    static const struct {
        uint64_t point;
        double stratum;
    } close[] = {{61064674, 978776579}, {99147681, 184880114}, {131451403, 334408235}};
    static support_design_t made;
    const double n = 999999937;
    (void)state;
    open_lhs(&made, 1, 999999937, 1);
    for (size_t i = 0; i < 3; i++) {
        double unit = unit_of(&made, close[i].point, 0);
        assert_true(unit > (close[i].stratum + 0.9) / n);
        assert_true(unit < (close[i].stratum + 1) / n);
    }
    support_design_close(&made);
}

/* Where the first point is, and where it is in its stratum. */
static void places_and_jitters_are_uniform(void **state) {
    enum { POINTS = 20, SEEDS = 4000, CELLS = 25 };
    static support_design_t made;
    unsigned strata[POINTS] = {0}, jitters[CELLS] = {0}, places[CELLS] = {0};
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        open_lhs(&made, 1, POINTS, seed);
        double unit = unit_of(&made, 0, 0), within = unit * POINTS - floor(unit * POINTS);
        strata[(size_t)(unit * POINTS)]++;
        jitters[(size_t)(within * CELLS)]++;
        places[(size_t)(unit_of(&made, POINTS - 1, 0) * CELLS)]++;
        support_design_close(&made);
    }
    support_assert_equal_counts(strata, POINTS);
    support_assert_equal_counts(jitters, CELLS);
    support_assert_equal_counts(places, CELLS);
}

static double correlation(const double *x, const double *y, size_t n) {
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - 0.5) * (x[i] - 0.5);
        yy += (y[i] - 0.5) * (y[i] - 0.5);
        xy += (x[i] - 0.5) * (y[i] - 0.5);
    }
    return xy / sqrt(xx * yy);
}

/* Of two factors, of two seeds, and of a point with the next: 1/√n is a standard error. */
static void factors_and_seeds_are_uncorrelated(void **state) {
    enum { POINTS = 4096, FACTORS = 6 };
    static support_design_t made;
    static double x[FACTORS + 1][POINTS + 1];
    const double limit = 4 / sqrt(POINTS);
    (void)state;
    open_lhs(&made, FACTORS, POINTS, 1);
    for (uint64_t point = 0; point < POINTS; point++) {
        for (size_t i = 0; i < FACTORS; i++) {
            x[i][point] = unit_of(&made, point, i);
        }
    }
    support_design_close(&made);
    open_lhs(&made, 1, POINTS, 2);
    for (uint64_t point = 0; point < POINTS; point++) {
        x[FACTORS][point] = unit_of(&made, point, 0);
    }
    support_design_close(&made);
    for (size_t i = 0; i <= FACTORS; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_true(fabs(correlation(x[i], x[j], POINTS)) < limit);
        }
        assert_true(fabs(correlation(x[i], x[i] + 1, POINTS - 1)) < limit);
    }
}

/* ---- Morris ---------------------------------------------------------------------------------- */

static void open_morris(support_design_t *made, size_t factors, int trajectories, int grid) {
    support_design_describe(made, ENT_DESIGN_MORRIS, factors);
    made->sweep.trajectories = trajectories;
    made->sweep.grid = grid;
    support_design_open(made);
}

/* The factor that differs between a point and the next, by ±delta; fails if it is not one. */
static size_t moved(const support_design_t *made, uint64_t point, double delta) {
    double from[ENT_SWEEP_MOST_FACTORS], to[ENT_SWEEP_MOST_FACTORS];
    size_t count = 0, which = 0;
    ent_design_unit(&made->design, point, from);
    ent_design_unit(&made->design, point + 1, to);
    for (size_t i = 0; i < made->design.factors; i++) {
        if (fabs(to[i] - from[i]) > 0) {
            assert_close(fabs(to[i] - from[i]), delta, 4 * DBL_EPSILON, 0);
            which = i;
            count++;
        }
    }
    assert_int_equal(count, 1);
    return which;
}

static void each_factor_moves_once_in_a_trajectory(void **state) {
    static const int grids[] = {2, 4, 6, 10, 100};
    static const size_t factors[] = {1, 2, 5, 200};
    static support_design_t made;
    (void)state;
    for (size_t c = 0; c < 20; c++) {
        size_t k = factors[c % 4];
        double p = grids[c / 4], delta = p / (2 * (p - 1)); /* Morris 1991, section 3 */
        open_morris(&made, k, 6, grids[c / 4]);
        assert_int_equal(made.design.points, 6 * (k + 1));
        assert_int_equal(made.design.blocks, 6);
        assert_int_equal(made.design.block, k + 1);
        for (uint64_t t = 0; t < 6; t++) {
            bool has[ENT_SWEEP_MOST_FACTORS] = {false};
            for (uint64_t step = 0; step < k; step++) {
                size_t which = moved(&made, t * (k + 1) + step, delta);
                assert_false(has[which]);
                has[which] = true;
            }
        }
        support_design_close(&made);
    }
}

static void trajectories_stay_on_the_grid(void **state) {
    static support_design_t made;
    (void)state;
    open_morris(&made, 7, 50, 6);
    for (uint64_t point = 0; point < made.design.points; point++) {
        for (size_t i = 0; i < 7; i++) {
            double unit = unit_of(&made, point, i), level = round(unit * 5);
            assert_true(unit >= 0 && unit <= 1);
            assert_close(unit, level / 5, 0, DBL_EPSILON);
        }
    }
    support_design_close(&made);
}

/* What has no ends, and lists, have the middles of equal parts, and move by a half. */
static void what_has_no_ends_moves_by_half(void **state) {
    static double listed[] = {1, 2, 3};
    static support_design_t made;
    (void)state;
    support_design_describe(&made, ENT_DESIGN_MORRIS, 2);
    made.factors[0].distribution = ENT_FACTOR_NORMAL;
    made.factors[0].mean = 0;
    made.factors[0].sd = 1;
    made.factors[0].high = NAN;
    made.factors[1].distribution = ENT_FACTOR_VALUES;
    made.factors[1].values = listed;
    made.factors[1].value_count = 3;
    support_design_open(&made);
    for (uint64_t t = 0; t < 10; t++) {
        assert_int_not_equal(moved(&made, 3 * t, 0.5), moved(&made, 3 * t + 1, 0.5));
        for (uint64_t point = 3 * t; point < 3 * t + 3; point++) {
            double eighths = 8 * unit_of(&made, point, 0);
            assert_true(eighths == 1 || eighths == 3 || eighths == 5 || eighths == 7);
            assert_true(fabs(value_of(&made, point, 0)) < 2);
        }
    }
    support_design_close(&made);
}

/* In which step of a trajectory of three factors each moves; returns a number from 0 to 5. */
static size_t order_of(const support_design_t *made, uint64_t trajectory, double delta,
                       size_t turns[3]) {
    for (size_t step = 0; step < 3; step++) {
        turns[moved(made, 4 * trajectory + step, delta)] = step;
    }
    return 2 * turns[0] + (turns[1] < turns[2]);
}

/* Starting levels, signs, orders, and whether levels and signs have to do with orders. */
static void starts_signs_and_orders_are_uniform(void **state) {
    enum { TRAJECTORIES = 12000, GRID = 6 };
    static support_design_t made;
    unsigned starts[GRID * GRID] = {0}, signs[4] = {0}, orders[6] = {0}, turned[GRID * 3] = {0};
    (void)state;
    open_morris(&made, 3, TRAJECTORIES, GRID);
    for (uint64_t t = 0; t < TRAJECTORIES; t++) {
        double unit[3], last[3];
        size_t turns[3], level = 0;
        ent_design_unit(&made.design, 4 * t, unit);
        ent_design_unit(&made.design, 4 * t + 3, last);
        level = (size_t)round(5 * unit[0]);
        starts[level * GRID + (size_t)round(5 * unit[1])]++;
        signs[2 * (last[0] > unit[0]) + (last[2] > unit[2])]++;
        orders[order_of(&made, t, 0.6, turns)]++;
        turned[level * 3 + turns[0]]++;
    }
    support_assert_equal_counts(orders, 6);
    support_assert_equal_counts(starts, GRID * GRID);
    support_assert_equal_counts(signs, 4);
    support_assert_equal_counts(turned, GRID * 3);
    support_design_close(&made);
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static void lists_are_read_by_column(void **state) {
    static const double values[4][2] = {{2.5, -1}, {1e-3, 7}, {2.5, 3}, {40, 3}};
    static const double ranks[4][2] = {{0.5, 0}, {0, 1}, {0.5, 0.5}, {1, 0.5}};
    static support_design_t made;
    (void)state;
    char *folder = support_folder();
    char *path = support_write(folder, "settings.csv",
                               "f1,point,f0\n-1,17,2.5\n7,,1e-3\n\n3,x,+2.50\n3,0,40\n");
    support_design_describe(&made, ENT_DESIGN_LIST, 2);
    made.sweep.file = path;
    support_design_open(&made);
    assert_int_equal(made.design.points, 4);
    for (uint64_t point = 0; point < 4; point++) {
        for (size_t i = 0; i < 2; i++) {
            assert_same(value_of(&made, point, i), values[point][i]);
            assert_same(unit_of(&made, point, i), ranks[point][i]);
        }
    }
    support_design_close(&made);
    free(path);
    support_remove(folder);
}

/* More rows than are made room for at first; a list of one row is in the middle. */
static void lists_may_be_long_or_short(void **state) {
    enum { ROWS = 1001 };
    static support_design_t made;
    static char text[ROWS * 8 + 8];
    (void)state;
    char *folder = support_folder();
    for (int rows = 1; rows <= ROWS; rows += ROWS - 1) {
        size_t used = (size_t)snprintf(text, sizeof text, "f0\n");
        for (int i = 0; i < rows; i++) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%d\n", i * 5 % ROWS);
        }
        char *path = support_write(folder, "settings.csv", text);
        support_design_describe(&made, ENT_DESIGN_LIST, 1);
        made.sweep.file = path;
        support_design_open(&made);
        assert_int_equal(made.design.points, rows);
        for (int i = 0; i < rows; i++) {
            assert_same(value_of(&made, (uint64_t)i, 0), i * 5 % ROWS);
            assert_same(unit_of(&made, (uint64_t)i, 0),
                        rows > 1 ? i * 5 % ROWS / (double)(ROWS - 1) : 0.5);
        }
        support_design_close(&made);
        free(path);
    }
    support_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_designs_have_every_combination),
        cmocka_unit_test(full_designs_reach_every_listed_value),
        cmocka_unit_test(levels_of_normals_avoid_the_ends_they_have_not),
        cmocka_unit_test(a_lognormal_above_0_is_not_cut_off),
        cmocka_unit_test(each_stratum_is_hit_once),
        cmocka_unit_test(strata_are_kept_where_digits_run_out),
        cmocka_unit_test(places_and_jitters_are_uniform),
        cmocka_unit_test(factors_and_seeds_are_uncorrelated),
        cmocka_unit_test(each_factor_moves_once_in_a_trajectory),
        cmocka_unit_test(trajectories_stay_on_the_grid),
        cmocka_unit_test(what_has_no_ends_moves_by_half),
        cmocka_unit_test(starts_signs_and_orders_are_uniform),
        cmocka_unit_test(lists_are_read_by_column),
        cmocka_unit_test(lists_may_be_long_or_short),
    };
    return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}

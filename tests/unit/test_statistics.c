/*
 * Statistics of arrays (analysis/statistics.c) and how losses are regained (analysis/recovery.c),
 * against Anscombe's first set (1973, The American Statistician 27: r = 0.816, mean y = 7.50,
 * population variance of x = 10), values worked out by hand, R's definition of quantiles, and what
 * was worked out elsewhere of the joint surveys of Japan and Korea.
 */
#include "analysis/statistics.h"

#include "analysis/recovery.h"
#include "support/close.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const double anscombe_x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
static const double anscombe_y[] = {8.04, 6.95, 7.58,  8.81, 8.33, 9.96,
                                    7.24, 4.26, 10.84, 4.82, 5.68};

/* Favourable to Japan, Korea, 2013-2025; favourable to Korea, Japan, 2013-2023: in percent. */
static const double korea[] = {12.2, 17.5, 15.7, 21.3, 26.8, 28.3, 31.7,
                               12.3, 20.5, 30.6, 28.9, 41.7, 52.4};
static const double japan[] = {31.1, 20.5, 23.8, 29.1, 26.9, 22.9, 20.0, 25.9, 25.4, 30.4, 37.4};

static size_t differences(const double *levels, size_t count, double *changes) {
    for (size_t i = 0; i + 1 < count; i++) {
        changes[i] = levels[i + 1] - levels[i];
    }
    return count - 1;
}

static void test_moments(void **state) {
    (void)state;
    assert_close(ent_mean_of(anscombe_y, COUNT(anscombe_y)), 7.50, 0, 0.005);
    assert_close(ent_variance_of(anscombe_x, COUNT(anscombe_x)), 10, 1e-14, 0);
    assert_close(ent_correlation_of(anscombe_x, anscombe_y, COUNT(anscombe_x)), 0.816, 0, 5e-4);
    const double one_high[] = {0, 0, 10, 0, 0}; /* m₂ = 16, m₃ = 96 */
    assert_close(ent_skewness_of(one_high, COUNT(one_high)), 1.5, 1e-14, 0);
    const double one_low[] = {0, 0, -10, 0, 0};
    assert_close(ent_skewness_of(one_low, COUNT(one_low)), -1.5, 1e-14, 0);
}

/* The numbers that the bands of patterns are put around, by the definitions they were found with.
 */
static void test_evidence(void **state) {
    (void)state;
    double changes[COUNT(korea)], others[COUNT(japan)];
    size_t count = differences(korea, COUNT(korea), changes);
    assert_close(ent_skewness_of(changes, count), -1.59, 0, 0.005);
    assert_close(ent_fall_to_rise(changes, count), 1.5, 0, 0.05);
    const double cabinet[] = {-23, 1.5, -9.2, 1.5, 5.1, -0.6, 1.9, -12.7, 2.1, 8.9, 6.9, 3.5};
    assert_close(ent_skewness_of(cabinet, COUNT(cabinet)), -1.26, 0, 0.005);
    assert_close(ent_fall_to_rise(cabinet, COUNT(cabinet)), 2.6, 0, 0.05);
    count = differences(japan, COUNT(japan), others);
    assert_int_equal(count, 10);
    assert_close(ent_correlation_of(changes, others, count), -0.36, 0, 0.005);
    assert_close(ent_correlation_of(korea, japan, COUNT(japan)), 0.08, 0, 0.005);
}

/* What nothing can be said of, and values that are the same but for rounding. */
static void test_undefined(void **state) {
    (void)state;
    const double same[] = {0.1, 0.1, 0.1, 0.1}, moving[] = {1, 2, 3, 4};
    const double nearly[] = {0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2};
    assert_close(ent_mean_of(same, 0), NAN, 0, 0);
    assert_close(ent_variance_of(same, 0), NAN, 0, 0);
    assert_close(ent_skewness_of(same, 4), NAN, 0, 0);
    assert_close(ent_skewness_of(nearly, 4), NAN, 0, 0);
    assert_close(ent_correlation_of(same, moving, 4), NAN, 0, 0);
    assert_close(ent_correlation_of(nearly, moving, 4), NAN, 0, 0);
    assert_close(ent_correlation_of(moving, moving, 1), NAN, 0, 0);
    assert_close(ent_correlation_of(moving, moving, 4), 1, 1e-15, 0);
    const double rises[] = {1, 2}, falls[] = {-1, 0}, still[] = {0, 0};
    assert_same(ent_fall_to_rise(rises, 2), 0);
    assert_true(isinf(ent_fall_to_rise(falls, 2)));
    assert_close(ent_fall_to_rise(still, 2), NAN, 0, 0);
    assert_close(ent_share_within(NULL, 0, 0, 1), NAN, 0, 0);
}

/* Values that are NaN are left out of all of them, in pairs with their partners. */
static void test_gaps(void **state) {
    (void)state;
    const double x[] = {1, NAN, 2, 3, 9}, y[] = {2, 5, 4, 7, NAN};
    const double whole_x[] = {1, 2, 3}, whole_y[] = {2, 4, 7};
    assert_same(ent_mean_of(x, 5), 3.75);
    assert_same(ent_variance_of(x, 4), ent_variance_of(whole_x, 3));
    assert_same(ent_skewness_of(y, 5), ent_skewness_of((const double[]){2, 5, 4, 7}, 4));
    assert_same(ent_correlation_of(x, y, 5), ent_correlation_of(whole_x, whole_y, 3));
    assert_same(ent_fall_to_rise((const double[]){NAN, -2, 4}, 3), 0.5);
    assert_same(ent_share_within(x, 5, 2, 3), 50);
}

/* quantile(c(1, 2, 4, 8), …) of R, type 7: 1.75, 3, 5; ends included. */
static void test_quantiles(void **state) {
    (void)state;
    const double values[] = {8, NAN, 1, 4, 2};
    const struct {
        double probability, quantile;
    } cases[] = {{0, 1}, {0.25, 1.75}, {0.5, 3}, {0.75, 5}, {1, 8}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        double quantile = -1;
        assert_int_equal(ent_quantile_of(values, 5, cases[i].probability, &quantile), ENT_OK);
        assert_close(quantile, cases[i].quantile, 1e-15, 0);
    }
    double median = 0;
    assert_int_equal(ent_median_of(values, 0, &median), ENT_OK);
    assert_close(median, NAN, 0, 0);
    const double some_never[] = {3, INFINITY, 5}, most_never[] = {3, INFINITY, INFINITY};
    assert_int_equal(ent_median_of(some_never, 3, &median), ENT_OK);
    assert_same(median, 5);
    assert_int_equal(ent_median_of(most_never, 3, &median), ENT_OK);
    assert_true(isinf(median));
    assert_int_equal(ent_median_of(some_never, 2, &median), ENT_OK); /* between 3 and never */
    assert_true(isinf(median));
}

/* −20 at the deepest and −5 six years on: three quarters are back. */
static void test_recovered(void **state) {
    (void)state;
    assert_same(ent_recovered_share(-20, -5), 75);
    assert_same(ent_recovered_share(-20, -20), 0);
    assert_same(ent_recovered_share(-20, -30), -50);
    assert_close(ent_recovered_share(-20, 2), 110, 1e-15, 0);
    assert_close(ent_recovered_share(0, -5), NAN, 0, 0);
    assert_close(ent_recovered_share(3, -5), NAN, 0, 0);
}

/* A loss of 20 that fades with a half-life of 15 entries is half back after 15. */
static void test_half_life(void **state) {
    (void)state;
    double path[61];
    for (size_t i = 0; i < COUNT(path); i++) {
        path[i] = i == 0 ? 0 : -20 * pow(0.5, ((double)i - 1) / 15);
    }
    assert_int_equal(ent_lowest(path, 0, 14), 1);
    assert_same(ent_regained_after(path, COUNT(path), 0, 1, path[1] / 2 - 1e-9), 16);
    assert_same(ent_regained_after(path, COUNT(path), 1, 1, path[1] / 2 - 1e-9), 15);
    assert_true(isinf(ent_regained_after(path, 16, 0, 1, path[1] / 2)));
    const double twice[] = {0, -3, -1, -3, -4};
    assert_int_equal(ent_lowest(twice, 0, 3), 1);
    assert_int_equal(ent_lowest(twice, 0, 4), 4);
    assert_int_equal(ent_lowest(twice, 2, 2), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments),   cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_undefined), cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_quantiles), cmocka_unit_test(test_recovered),
        cmocka_unit_test(test_half_life),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

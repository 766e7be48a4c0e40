/*
 * A result over settings (analysis/across.c), against values worked out by hand and against R's
 * quantile(c(-2, -1, 0, 0, 1, 3), c(.05, .5, .95)) = -1.75, 0, 2.5 and sd of the same, 1.722401.
 */
#include "analysis/across.h"

#include "support/close.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void test_spread(void **state) {
    (void)state;
    const double results[] = {3, NAN, -1, 0, 1, -2, 0}, errors[COUNT(results)] = {0};
    ent_across_t across;
    assert_int_equal(ent_across_init(&across, results, errors, COUNT(results)), ENT_OK);
    assert_int_equal(across.settings, 6);
    assert_close(across.mean, 1.0 / 6, 1e-15, 0);
    assert_close(across.sd, 1.722401, 0, 5e-7);
    assert_close(ent_across_quantile(&across, 0.05), -1.75, 1e-14, 0);
    assert_close(ent_across_quantile(&across, 0.5), 0, 0, 0);
    assert_close(ent_across_quantile(&across, 0.95), 2.5, 1e-14, 0);
    assert_close(ent_across_quantile(&across, 0), -2, 0, 0);
    assert_close(ent_across_quantile(&across, 1), 3, 0, 0);
    ent_across_free(&across);
    ent_across_free(&across);
}

/* A sign needs 1.96 standard errors; 0 without any error is no difference at all. */
static void test_signs(void **state) {
    (void)state;
    const double results[] = {2, 1.95, -1.97, -1.9, 0, 0, 5};
    const double errors[] = {1, 1, 1, 1, 0, 0.1, NAN};
    ent_across_t across;
    assert_int_equal(ent_across_init(&across, results, errors, COUNT(results)), ENT_OK);
    assert_int_equal(across.more, 2);    /* 2 and 5 */
    assert_int_equal(across.less, 1);    /* -1.97 */
    assert_int_equal(across.neither, 3); /* 1.95, -1.9 and the 0 that has an error */
    assert_int_equal(across.none, 1);
    ent_across_free(&across);
}

/* Infinite errors, of settings that nobody can tell anything of, leave all undecided. */
static void test_unknown_errors(void **state) {
    (void)state;
    const double results[] = {-3, 0, 1e300}, errors[] = {INFINITY, INFINITY, INFINITY};
    ent_across_t across;
    assert_int_equal(ent_across_init(&across, results, errors, COUNT(results)), ENT_OK);
    assert_int_equal(across.neither, 3);
    assert_close(ent_across_quantile(&across, 0.5), 0, 0, 0);
    ent_across_free(&across);
    assert_int_equal(ent_across_sign(0, 0), ENT_ACROSS_NONE);
    assert_int_equal(ent_across_sign(0, 1e-300), ENT_ACROSS_NEITHER);
    assert_int_equal(ent_across_sign(1e-300, 0), ENT_ACROSS_MORE);
    assert_int_equal(ent_across_sign(-1e-300, 0), ENT_ACROSS_LESS);
}

/* Errors stay with their results, and the order of settings does not matter. */
static void test_order(void **state) {
    (void)state;
    const double results[] = {3, 1, 2, 1}, errors[] = {0.3, 0.1, 0.2, 0.05};
    const double turned[] = {1, 2, 1, 3}, turned_errors[] = {0.05, 0.2, 0.1, 0.3};
    const double expected[] = {0.05, 0.1, 0.2, 0.3};
    ent_across_t a, b;
    assert_int_equal(ent_across_init(&a, results, errors, 4), ENT_OK);
    assert_int_equal(ent_across_init(&b, turned, turned_errors, 4), ENT_OK);
    assert_memory_equal(a.errors, expected, sizeof expected);
    assert_memory_equal(a.sorted, b.sorted, 4 * sizeof(double));
    assert_memory_equal(a.errors, b.errors, 4 * sizeof(double));
    assert_true(a.mean == b.mean && a.sd == b.sd);
    ent_across_free(&a);
    ent_across_free(&b);
}

static void test_nothing(void **state) {
    (void)state;
    const double results[] = {NAN, 4}, errors[] = {0, 1};
    ent_across_t across;
    assert_int_equal(ent_across_init(&across, results, errors, 1), ENT_OK);
    assert_int_equal(across.settings, 0);
    assert_true(isnan(across.mean) && isnan(across.sd));
    assert_true(isnan(ent_across_quantile(&across, 0.5)));
    ent_across_free(&across);
    assert_int_equal(ent_across_init(&across, results, errors, 2), ENT_OK);
    assert_int_equal(across.settings, 1);
    assert_close(across.mean, 4, 0, 0);
    assert_close(across.sd, 0, 0, 0);
    assert_close(ent_across_quantile(&across, 0.95), 4, 0, 0);
    ent_across_free(&across);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spread),         cmocka_unit_test(test_signs),
        cmocka_unit_test(test_unknown_errors), cmocka_unit_test(test_order),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

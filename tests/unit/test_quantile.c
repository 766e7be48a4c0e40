/*
 * Quantiles of severities: tables of the beta and lognormal distributions against GSL and closed
 * forms, over the whole range of their keys and both far tails; the others by hand.
 */
#include "random/quantile.h"
#include "support/close.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>

enum { POINTS_PER_OCTAVE = 67, DEEPEST = 53 }; /* uniforms have 53 bits */

/* Calls `visit` with tail probabilities of either side down to 2⁻⁵³, off the knots of tables. */
static void for_tails(void (*visit)(const ent_quantile_t *quantile, double upper_tail, void *user),
                      const ent_quantile_t *quantile, void *user) {
    for (int k = 0; k < DEEPEST * POINTS_PER_OCTAVE; k++) {
        double tail = exp2(-(k + 1.37) / POINTS_PER_OCTAVE);
        visit(quantile, tail, user);
        visit(quantile, 1 - tail, user);
    }
}

typedef struct {
    double first, second, cap; /* shapes; or median and sigma */
    double worst, worst_at;
} deviation_t;

static void note_error(deviation_t *error, double found, double expected, double upper_tail) {
    double off = fabs(found - expected) / fmax(1, expected);
    if (!(off <= error->worst)) {
        error->worst = off;
        error->worst_at = upper_tail;
    }
}

/* Newton's method on GSL's distribution function, from the value to be judged. */
static double beta_by_gsl(double a, double b, double upper_tail, double x) {
    for (int i = 0; i < 5; i++) {
        double density = gsl_ran_beta_pdf(x, a, b);
        double off = upper_tail > 0.5 ? gsl_cdf_beta_P(x, a, b) - (1 - upper_tail)
                                      : upper_tail - gsl_cdf_beta_Q(x, a, b);
        double next = density > 0 && isfinite(density) ? x - off / density : x;
        if (!(next > 0 && next < 1)) {
            break;
        }
        x = next;
    }
    return x;
}

static void compare_beta(const ent_quantile_t *quantile, double upper_tail, void *user) {
    deviation_t *error = user;
    double found = ent_quantile_at(quantile, upper_tail);
    double expected = beta_by_gsl(error->first, error->second, upper_tail, found);
    note_error(error, found, expected, upper_tail);
}

static void compare_lognormal(const ent_quantile_t *quantile, double upper_tail, void *user) {
    deviation_t *error = user;
    double log_median = log(error->first), sigma = error->second;
    double expected = sigma <= 0 ? error->first
                      : upper_tail <= 0.5
                          ? gsl_cdf_lognormal_Qinv(upper_tail, log_median, sigma)
                          : gsl_cdf_lognormal_Pinv(1 - upper_tail, log_median, sigma);
    expected = expected < error->cap ? expected : error->cap;
    note_error(error, ent_quantile_at(quantile, upper_tail), expected, upper_tail);
}

static void assert_small(const deviation_t *error, const char *name) {
    if (!(error->worst <= ENT_QUANTILE_ERROR)) {
        print_error("%s(%g, %g): off by %.3g at an upper tail of %.3g, stated %.3g\n", name,
                    error->first, error->second, error->worst, error->worst_at, ENT_QUANTILE_ERROR);
        fail();
    }
}

/* The shapes a scenario may give: 0.2 to 1000. */
static const double shapes[] = {0.2, 0.37, 0.9, 1, 1.5, 2.5, 12, 130, 1000};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static void beta_tables_keep_the_stated_error(void **state) {
    (void)state;
    for (size_t i = 0; i < SHAPES * SHAPES; i++) {
        deviation_t error = {.first = shapes[i / SHAPES], .second = shapes[i % SHAPES]};
        ent_quantile_t quantile;
        assert_int_equal(ent_quantile_beta(&quantile, error.first, error.second), ENT_OK);
        for_tails(compare_beta, &quantile, &error);
        assert_small(&error, "beta");
        ent_quantile_free(&quantile);
    }
}

static void check_lognormal(double median, double sigma, double cap) {
    deviation_t error = {.first = median, .second = sigma, .cap = cap};
    ent_quantile_t quantile;
    assert_int_equal(ent_quantile_lognormal(&quantile, median, sigma, cap), ENT_OK);
    for_tails(compare_lognormal, &quantile, &error);
    ent_quantile_free(&quantile);
    assert_small(&error, "lognormal");
}

/* Sigma may be up to 3 (keys_institution.c). */
static void lognormal_tables_keep_the_stated_error(void **state) {
    static const double medians[] = {1e-6, 0.05, 0.3, 1, 10}, sigmas[] = {0, 0.1, 0.5, 1, 2, 3};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = 0; j < 6; j++) {
            check_lognormal(medians[i], sigmas[j], 10);
        }
    }
}

/* F(x) = 1 − (1 − x)ᵇ and F(x) = xᵃ have inverses in closed form. */
static void beta_with_a_shape_of_one_is_a_power(void **state) {
    (void)state;
    for (size_t i = 0; i < SHAPES; i++) {
        ent_quantile_t one, other;
        assert_int_equal(ent_quantile_beta(&one, 1, shapes[i]), ENT_OK);
        assert_int_equal(ent_quantile_beta(&other, shapes[i], 1), ENT_OK);
        for (double tail = 0x1p-53; tail < 0.9; tail *= 1.7) {
            double power = pow(tail, 1 / shapes[i]);
            assert_close(ent_quantile_at(&one, tail), 1 - power, 0, ENT_QUANTILE_ERROR);
            assert_close(ent_quantile_at(&other, 1 - tail), pow(1 - (1 - tail), 1 / shapes[i]), 0,
                         ENT_QUANTILE_ERROR);
        }
        ent_quantile_free(&one);
        ent_quantile_free(&other);
    }
}

/* Steps down from 1, in small steps and in single bits where pieces and octaves meet. */
static void assert_monotone(const ent_quantile_t *quantile, double low, double high) {
    double last = low;
    for (double tail = 1 - 0x1p-53; tail > 0x1p-54; tail *= 0.9991) {
        double value = ent_quantile_at(quantile, tail);
        assert_true(value >= last && value <= high);
        last = value;
    }
    for (int k = 1; k < 32 * 50; k++) {
        double knot = ldexp(1 + (k % 32) / 32.0, -2 - k / 32);
        double sides[] = {nextafter(knot, 1), knot, nextafter(knot, 0)};
        for (size_t i = 1; i < 3; i++) {
            assert_true(ent_quantile_at(quantile, sides[i]) >=
                        ent_quantile_at(quantile, sides[i - 1]));
            assert_true(ent_quantile_at(quantile, 1 - sides[i]) <=
                        ent_quantile_at(quantile, 1 - sides[i - 1]));
        }
    }
}

static void quantiles_never_fall_and_stay_in_range(void **state) {
    static const double pairs[][2] = {{0.2, 0.2}, {0.2, 1000}, {1000, 0.2},
                                      {1, 1},     {1.5, 12},   {1000, 1000}};
    ent_quantile_t quantile;
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_int_equal(ent_quantile_beta(&quantile, pairs[i][0], pairs[i][1]), ENT_OK);
        assert_monotone(&quantile, 0, 1);
        ent_quantile_free(&quantile);
    }
    assert_int_equal(ent_quantile_lognormal(&quantile, 0.2, 10, 3), ENT_OK);
    assert_monotone(&quantile, 0, 3);
    ent_quantile_free(&quantile);
}

static void a_lognormal_is_cut_at_its_cap(void **state) {
    ent_quantile_t quantile;
    (void)state;
    assert_int_equal(ent_quantile_lognormal(&quantile, 0.2, 1, 0.5), ENT_OK);
    assert_close(ent_quantile_at(&quantile, 0.5), 0.2, 0, ENT_QUANTILE_ERROR);
    assert_same(ent_quantile_at(&quantile, 1e-3), 0.5); /* 0.2·e^3.09 = 4.4 without the cap */
    ent_quantile_free(&quantile);
    assert_int_equal(ent_quantile_lognormal(&quantile, 0.8, 1, 0.5), ENT_OK); /* below the median */
    assert_same(ent_quantile_at(&quantile, 0.5), 0.5);
    ent_quantile_free(&quantile);
}

static void a_uniform_severity_is_a_straight_line(void **state) {
    ent_quantile_t quantile;
    (void)state;
    ent_quantile_uniform(&quantile, 0.2, 0.7);
    assert_close(ent_quantile_at(&quantile, 0.25), 0.575, 1e-15, 0); /* 0.2 + 0.5·0.75 */
    assert_close(ent_quantile_at(&quantile, 1 - 0x1p-53), 0.2, 1e-15, 0);
    assert_same(ent_quantile_at(&quantile, 0x1p-54), 0.7);
    ent_quantile_free(&quantile);
}

static void a_fixed_severity_is_always_the_same(void **state) {
    ent_quantile_t quantile;
    (void)state;
    ent_quantile_uniform(&quantile, 0.3, 0.3);
    for (double tail = 0x1p-54; tail < 1; tail *= 1.5) {
        assert_same(ent_quantile_at(&quantile, tail), 0.3);
    }
}

/* Hyndman & Fan 1996, type 7, by hand: the value at (n − 1)p, between neighbours in proportion. */
static void observed_severities_are_interpolated_by_type_7(void **state) {
    static const double values[] = {1, 2, 4, 8}, alone[] = {0.6};
    static const double expected[][2] = {
        {0.5, 3},   {0.75, 1.75}, {0.25, 5}, /* p = 0.5, 0.25, 0.75 */
        {0.9, 1.3}, {0.1, 6.8},              /* R: quantile(c(1, 2, 4, 8), c(0.1, 0.9)) */
    };
    ent_quantile_t quantile;
    (void)state;
    ent_quantile_empirical(&quantile, values, 4);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_close(ent_quantile_at(&quantile, expected[i][0]), expected[i][1], 1e-14, 0);
    }
    assert_close(ent_quantile_at(&quantile, 0x1p-54), 8, 1e-14, 0);
    assert_close(ent_quantile_at(&quantile, 1 - 0x1p-53), 1, 1e-14, 0);
    ent_quantile_free(&quantile);
    ent_quantile_empirical(&quantile, alone, 1);
    assert_same(ent_quantile_at(&quantile, 0.01), 0.6);
    ent_quantile_free(&quantile);
}

/* Errors: freeing twice, or what was never made, is harmless; empirical values are not owned. */
static void freeing_twice_is_harmless(void **state) {
    ent_quantile_t quantile = {0};
    (void)state;
    ent_quantile_free(&quantile);
    assert_int_equal(ent_quantile_beta(&quantile, 2, 5), ENT_OK);
    ent_quantile_free(&quantile);
    assert_null(quantile.lower);
    ent_quantile_free(&quantile);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beta_tables_keep_the_stated_error),
        cmocka_unit_test(lognormal_tables_keep_the_stated_error),
        cmocka_unit_test(beta_with_a_shape_of_one_is_a_power),
        cmocka_unit_test(quantiles_never_fall_and_stay_in_range),
        cmocka_unit_test(a_lognormal_is_cut_at_its_cap),
        cmocka_unit_test(a_uniform_severity_is_a_straight_line),
        cmocka_unit_test(a_fixed_severity_is_always_the_same),
        cmocka_unit_test(observed_severities_are_interpolated_by_type_7),
        cmocka_unit_test(freeing_twice_is_harmless),
    };
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("quantile", tests, NULL, NULL);
}

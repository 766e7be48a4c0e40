/*
 * Quantile functions of factors: numbers worked out with 40 digits by mpmath 1.3 (ncdf, erfinv and,
 * for cut-offs, findroot on the distribution function), and what holds of any.
 */
#include "support/design.h"

#include <math.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static double values[] = {3, 1, 2, 7};
static const ent_factor_t uniform = {.distribution = ENT_FACTOR_UNIFORM, .low = -2, .high = 6};
static const ent_factor_t log_uniform = {
    .distribution = ENT_FACTOR_LOG_UNIFORM, .low = 0.01, .high = 10};
static const ent_factor_t triangular = {
    .distribution = ENT_FACTOR_TRIANGULAR, .low = 2, .mode = 3, .high = 7};
static const ent_factor_t listed = {
    .distribution = ENT_FACTOR_VALUES, .values = values, .value_count = 4, .low = NAN, .high = NAN};

static ent_factor_t lognormal(double mean, double sd, double low, double high) {
    ent_factor_t factor = support_normal(mean, sd, low, high);
    factor.distribution = ENT_FACTOR_LOGNORMAL;
    return factor;
}

typedef struct {
    double unit, value;
} known_t;

static void assert_known(const ent_factor_t *factor, const known_t *known, size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_close(ent_factor_quantile(factor, known[i].unit), known[i].value, 1e-12, 0);
    }
}

static void known_values_of_plain_distributions(void **state) {
    static const known_t flat[] = {{0, -2}, {0.125, -1}, {0.5, 2}, {0.75, 4}, {1, 6}};
    static const known_t logarithmic[] = {{0, 0.01},
                                          {0.1, 0.0199526231496887972},
                                          {0.5, 0.316227766016837936},
                                          {0.9, 5.01187233627272363},
                                          {1, 10}};
    static const known_t peaked[] = {{0, 2},
                                     {0.1, 2.70710678118654754},
                                     {0.2, 3}, /* as much as there is below the mode: 1/5 */
                                     {0.5, 3.83772233983162067},
                                     {0.9, 5.58578643762690511},
                                     {1, 7}};
    (void)state;
    assert_known(&uniform, flat, COUNT(flat));
    assert_known(&log_uniform, logarithmic, COUNT(logarithmic));
    assert_known(&triangular, peaked, COUNT(peaked));
}

/* At either end of a triangle: sqrt of the unit, or of what is left of it. */
static void a_mode_may_be_an_end(void **state) {
    ent_factor_t rising = triangular, falling = triangular;
    rising.mode = 7;
    falling.mode = 2;
    (void)state;
    for (double unit = 0; unit <= 1; unit += 0.125) {
        assert_close(ent_factor_quantile(&rising, unit), 2 + 5 * sqrt(unit), 1e-15, 0);
        assert_close(ent_factor_quantile(&falling, unit), 7 - 5 * sqrt(1 - unit), 1e-15, 0);
    }
}

static void known_values_of_normals(void **state) {
    static const known_t whole[] = {{0.001, 3.81953538766437293}, {0.025, 6.08007203091989158},
                                    {0.25, 8.65102049960783651},  {0.5, 10},
                                    {0.8, 11.6832424671458287},   {0.975, 13.9199279690801077}};
    static const known_t middle[] = {
        {0.1, -0.70464782109474518}, {0.5, 0.171163918017824773}, {0.9, 1.25571536415021532}};
    static const known_t above[] = {
        {0.1, 1.55371270023474585}, {0.5, 1.83296886589310169}, {0.9, 2.47398741743210339}};
    static const known_t below[] = {
        {0.1, -1.48217967844090705}, {0.5, -0.396871175089544538}, {0.9, 0.31156969329171389}};
    static const known_t far_out[] = {
        {0.1, 9.01155999347918142}, {0.5, 9.07578706549183332}, {0.9, 9.24941831044837955}};
    ent_factor_t factor = support_normal(10, 2, NAN, NAN);
    (void)state;
    assert_known(&factor, whole, COUNT(whole));
    factor = support_normal(0, 1, -1, 2);
    assert_known(&factor, middle, COUNT(middle));
    factor = support_normal(0, 1, 1.5, NAN);
    assert_known(&factor, above, COUNT(above));
    factor = support_normal(0, 1, NAN, 0.5);
    assert_known(&factor, below, COUNT(below));
    factor = support_normal(0, 1, 9, NAN); /* 1 − Φ(9) is 1e-19 */
    assert_known(&factor, far_out, COUNT(far_out));
}

static void known_values_of_lognormals(void **state) {
    static const known_t whole[] = {
        {0.1, 0.987458679903662478}, {0.5, 1.64872127070012815}, {0.9, 2.75280564521873855}};
    static const known_t middle[] = {{0, 1},
                                     {0.1, 1.1576778926145223},
                                     {0.5, 1.68077393414819857},
                                     {0.9, 2.49585173732086512},
                                     {1, 3}};
    ent_factor_t factor = lognormal(0.5, 0.4, NAN, NAN);
    (void)state;
    assert_known(&factor, whole, COUNT(whole));
    factor = lognormal(0.5, 0.4, 0, NAN); /* it is above 0 without being cut off */
    assert_known(&factor, whole, COUNT(whole));
    factor = lognormal(0.5, 0.4, 1, 3);
    assert_known(&factor, middle, COUNT(middle));
}

/* Both tails are treated alike, which 1 − p in place of an upper tail would not do. */
static void normals_are_symmetric(void **state) {
    const ent_factor_t left = support_normal(0, 1, -9.5, -8), right = support_normal(0, 1, 8, 9.5);
    (void)state;
    for (double unit = 0; unit <= 1; unit += 0x1p-7) {
        assert_close(ent_factor_quantile(&left, unit), -ent_factor_quantile(&right, 1 - unit),
                     1e-15, 0);
    }
}

static void ends_of_what_has_none_are_finite(void **state) {
    const double deepest = 8.20953615160138686; /* −Φ⁻¹(2⁻⁵³) */
    ent_factor_t factor = support_normal(0, 1, NAN, NAN);
    (void)state;
    assert_close(ent_factor_quantile(&factor, 0), -deepest, 1e-12, 0);
    assert_close(ent_factor_quantile(&factor, 1), deepest, 1e-12, 0);
    factor = lognormal(0, 1, -3, NAN);
    assert_close(ent_factor_quantile(&factor, 0), exp(-deepest), 1e-11, 0);
    assert_close(ent_factor_quantile(&factor, 1), exp(deepest), 1e-11, 0);
    factor = support_normal(0, 1, 0, NAN);
    assert_same(ent_factor_quantile(&factor, 0), 0);
    assert_true(ent_factor_quantile(&factor, 1) < 9);
}

/* Beyond 38 standard deviations no probability is left that a double can hold. */
static void bounds_far_out_give_the_nearer_one(void **state) {
    ent_factor_t factor = support_normal(0, 1, 50, NAN);
    (void)state;
    assert_same(ent_factor_quantile(&factor, 0.3), 50);
    factor = support_normal(0, 1, NAN, -50);
    assert_same(ent_factor_quantile(&factor, 0.3), -50);
    factor = support_normal(0, 1, 50, 60);
    assert_same(ent_factor_quantile(&factor, 0.3), 50);
    factor = support_normal(0, 1, -60, -50);
    assert_same(ent_factor_quantile(&factor, 0.3), -50);
}

static void values_are_all_as_likely(void **state) {
    static const known_t expected[] = {{0, 3},   {0.249999, 3}, {0.25, 1}, {0.499999, 1},
                                       {0.5, 2}, {0.749999, 2}, {0.75, 7}, {1, 7}};
    (void)state;
    assert_known(&listed, expected, COUNT(expected));
}

/* Not above the next one; where units differ by less than probabilities are exact to, by rounding.
 */
static void assert_not_above(double value, double next) {
    if (!(value <= next + 4 * 0x1p-52 * fabs(next))) {
        fail_msg("%.17g comes before %.17g", value, next);
    }
}

/* Rise and bounds on a fine grid, and down to the last bit of either end. */
static void assert_monotone(const ent_factor_t *factor) {
    enum { STEPS = 1 << 14 };
    double last = ent_factor_quantile(factor, 0);
    for (int i = 1; i <= STEPS; i++) {
        double value = ent_factor_quantile(factor, (double)i / STEPS);
        assert_true(isfinite(value) && value >= last);
        assert_true(!(value < factor->low) && !(value > factor->high));
        last = value;
    }
    for (double unit = 0x1p-53; unit < 0.25; unit *= 2) {
        assert_not_above(ent_factor_quantile(factor, unit), ent_factor_quantile(factor, 2 * unit));
        assert_not_above(ent_factor_quantile(factor, 1 - 2 * unit),
                         ent_factor_quantile(factor, 1 - unit));
    }
}

static void quantiles_rise_from_low_to_high(void **state) {
    const ent_factor_t factors[] = {uniform,
                                    log_uniform,
                                    triangular,
                                    {.low = 0.1, .high = 0.3},
                                    support_normal(10, 2, NAN, NAN),
                                    support_normal(0, 1, -1, 2),
                                    support_normal(0, 1, 9, 40),
                                    support_normal(0.3, 1e-9, 0.1, 0.7),
                                    lognormal(0.5, 0.4, NAN, NAN),
                                    lognormal(0.5, 0.4, 1, 3)};
    (void)state;
    for (size_t i = 0; i < COUNT(factors); i++) {
        assert_monotone(&factors[i]);
        if (isfinite(factors[i].low)) {
            assert_same(ent_factor_quantile(&factors[i], 0), factors[i].low);
            assert_same(ent_factor_quantile(&factors[i], 1), factors[i].high);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values_of_plain_distributions),
        cmocka_unit_test(a_mode_may_be_an_end),
        cmocka_unit_test(known_values_of_normals),
        cmocka_unit_test(known_values_of_lognormals),
        cmocka_unit_test(normals_are_symmetric),
        cmocka_unit_test(ends_of_what_has_none_are_finite),
        cmocka_unit_test(bounds_far_out_give_the_nearer_one),
        cmocka_unit_test(values_are_all_as_likely),
        cmocka_unit_test(quantiles_rise_from_low_to_high),
    };
    return cmocka_run_group_tests_name("factor_quantile", tests, NULL, NULL);
}

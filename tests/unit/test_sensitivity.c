/*
 * What sensitivity analysis says of small cases that are worked out by hand, of functions whose
 * indices are known, of noise, gaps, constants and designs that are not what it needs. Intervals
 * are in test_bootstrap.c and, over many seeds, in tests/stat/test_sensitivity.c.
 */
#include "support/chance.h"
#include "support/designed.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_interval_close(ent_interval_t found, ent_interval_t expected, double rtol,
                                  double atol) {
    assert_close(found.value, expected.value, rtol, atol);
    assert_close(found.low, expected.low, rtol, atol);
    assert_close(found.high, expected.high, rtol, atol);
}

static void open_sobol(support_designed_t *made, int rows, bool second_order) {
    support_designed_open(made, ENT_DESIGN_SOBOL, 3, rows, second_order, 7);
    support_designed_fill(made, support_ishigami, -M_PI, M_PI);
}

/* ---- Shares of the variance ----------------------------------------------------------------- */

/* Of x₁ + x₂ + … each factor has its share, alone: T = S, and there are no pairs. */
static double additive(const double *x, size_t factors) {
    double sum = 0;
    for (size_t i = 0; i < factors; i++) {
        sum += (double)(i + 1) * x[i];
    }
    return sum;
}

static void factors_that_add_up_have_shares_and_no_pairs(void **state) {
    enum { FACTORS = 4 };
    support_designed_t made;
    ent_sobol_t indices[FACTORS];
    ent_interval_t pairs[FACTORS * FACTORS];
    (void)state;
    support_designed_open(&made, ENT_DESIGN_SOBOL, FACTORS, 4096, true, 3);
    support_designed_fill(&made, additive, 0, 1);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, indices), ENT_OK);
    assert_int_equal(ent_sensitivity_pairs(&made.responses, pairs), ENT_OK);
    for (size_t i = 0; i < FACTORS; i++) {
        double share = (double)((i + 1) * (i + 1)) / 30; /* 1 + 4 + 9 + 16 */
        assert_close(indices[i].first.value, share, 0, 0.02);
        assert_close(indices[i].total.value, share, 0, 0.005);
        for (size_t j = i + 1; j < FACTORS; j++) {
            assert_close(pairs[i * FACTORS + j].value, 0, 0, 0.02);
        }
    }
    support_designed_close(&made);
}

/* The others' columns change nothing at all, in any row. */
static double second_only(const double *x, size_t factors) {
    (void)factors;
    return 3 + x[1] * x[1];
}

static void a_factor_that_does_nothing_has_exact_zeroes(void **state) {
    support_designed_t made;
    ent_sobol_t indices[3];
    (void)state;
    support_designed_open(&made, ENT_DESIGN_SOBOL, 3, 64, false, 3);
    support_designed_fill(&made, second_only, 0, 1);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, indices), ENT_OK);
    assert_interval_close(indices[0].first, (ent_interval_t){0, 0, 0}, 0, 0);
    assert_interval_close(indices[2].total, (ent_interval_t){0, 0, 0}, 0, 0);
    assert_true(indices[1].total.low > 0.5);
    support_designed_close(&made);
}

/* ---- Noise ---------------------------------------------------------------------------------- */

static double normal(support_chance_t *chance) {
    double radius = sqrt(-2 * log(1 - support_chance(chance)));
    return radius * cos(2 * M_PI * support_chance(chance));
}

/*
 * Two halves of the members with errors of sd·√2 each, besides one that all points share. The mean
 * of both then has an error of sd.
 */
static void add_noise(support_designed_t *made, double sd, double shared) {
    support_chance_t chance = {11};
    for (uint64_t p = 0; p < made->design.points; p++) {
        double even = sd * M_SQRT2 * normal(&chance) + shared;
        double odd = sd * M_SQRT2 * normal(&chance) - shared / 2;
        made->values[p] += (even + odd) / 2;
        made->halves[p] = (even - odd) / 2;
    }
    made->responses.halves = made->halves;
}

static void noise_is_recovered_from_half_differences(void **state) {
    support_designed_t made;
    ent_spread_t spread;
    (void)state;
    support_designed_open(&made, ENT_DESIGN_LHS, 5, 20000, false, 1);
    support_designed_fill(&made, support_sobol_g, 0, 1);
    assert_int_equal(ent_sensitivity_spread(&made.responses, &spread), ENT_OK);
    double variance = spread.sd * spread.sd;
    assert_close(spread.noise_sd, NAN, 0, 0);
    assert_close(spread.noise_share, NAN, 0, 0);
    add_noise(&made, 0.2, 5);
    assert_int_equal(ent_sensitivity_spread(&made.responses, &spread), ENT_OK);
    assert_close(spread.noise_sd, 0.2, 0.02, 0); /* its own error is 1/√(2·20000) = 0.5 % */
    assert_close(spread.noise_share, 0.04 / (variance + 0.04), 0.04, 0);
    assert_close(spread.sd, sqrt(variance + 0.04), 0.02, 0);
    support_designed_close(&made);
}

/*
 * Noise of variance ν that is each point's own makes first indices V_i/(V + ν), and total ones
 * (V_Ti + ν)/(V + ν): no factor is then without one.
 */
static void noise_moves_indices_as_far_as_it_must(void **state) {
    enum { ROWS = 16384 };
    support_designed_t made;
    ent_sobol_t indices[3];
    ent_spread_t spread;
    (void)state;
    support_designed_open(&made, ENT_DESIGN_SOBOL, 3, ROWS, false, 1);
    support_designed_fill(&made, support_ishigami, -M_PI, M_PI);
    made.responses.resamples = 0;
    add_noise(&made, 2, 0);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, indices), ENT_OK);
    assert_int_equal(ent_sensitivity_spread(&made.responses, &spread), ENT_OK);
    const double variance = 13.8446, noise = 4; /* Ishigami's variance with a = 7, b = 0.1 */
    const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};
    for (size_t i = 0; i < 3; i++) {
        assert_close(indices[i].first.value, first[i] * variance / (variance + noise), 0, 0.02);
        assert_close(indices[i].total.value, (total[i] * variance + noise) / (variance + noise), 0,
                     0.02);
    }
    assert_close(spread.noise_share, noise / (variance + noise), 0.05, 0);
    support_designed_close(&made);
}

/* ---- Spread --------------------------------------------------------------------------------- */

static void the_spread_is_that_of_whole_blocks(void **state) {
    /* Blocks of two points; those with a gap or without an end are left out. */
    const double values[] = {1, 2, NAN, 100, 3, 6, 100, INFINITY},
                 halves[] = {1, 3, 9, 9, 1, NAN, 9, 9};
    const double units[8] = {0};
    ent_responses_t responses = {
        .factors = 1, .blocks = 4, .block = 2, .values = values, .halves = halves, .units = units};
    ent_spread_t spread;
    (void)state;
    assert_int_equal(ent_sensitivity_spread(&responses, &spread), ENT_OK);
    assert_same(spread.mean, 3);
    assert_close(spread.sd, sqrt(14.0 / 3), 1e-15, 0);
    assert_close(spread.noise_sd, sqrt(4.0 / 3), 1e-15, 0); /* of 1, 3, 1 */
    assert_close(spread.noise_share, 2.0 / 7, 1e-14, 0);
    assert_int_equal(spread.blocks, 2);
    assert_int_equal(spread.left_out, 2);
    assert_false(spread.constant);
}

static void more_noise_than_spread_is_all_of_it(void **state) {
    const double values[] = {1, 2, 1, 2}, halves[] = {9, -9, 9, -9}, units[4] = {0};
    ent_responses_t responses = {
        .factors = 1, .blocks = 4, .block = 1, .values = values, .halves = halves, .units = units};
    ent_spread_t spread;
    (void)state;
    assert_int_equal(ent_sensitivity_spread(&responses, &spread), ENT_OK);
    assert_same(spread.noise_share, 1);
}

/* Gaps leave out whole blocks, and only these: as if they had never been there. */
static void blocks_with_gaps_are_as_if_they_were_not_there(void **state) {
    support_designed_t made, less;
    ent_sobol_t found[3], expected[3];
    (void)state;
    open_sobol(&made, 64, false);
    open_sobol(&less, 64, false);
    const size_t block = made.responses.block, units = block * 3;
    made.responses.group = less.responses.group = 8;
    for (size_t j = 0; j < 8; j++) { /* a whole group */
        made.values[(8 + j) * block + j % block] = NAN;
    }
    less.responses.blocks = 56;
    memmove(less.values + 8 * block, less.values + 16 * block, 48 * block * sizeof(double));
    memmove(less.units + 8 * units, less.units + 16 * units, 48 * units * sizeof(double));
    assert_int_equal(ent_sensitivity_sobol(&made.responses, found), ENT_OK);
    assert_int_equal(ent_sensitivity_sobol(&less.responses, expected), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_interval_close(found[i].first, expected[i].first, 0, 0);
        assert_interval_close(found[i].total, expected[i].total, 0, 0);
    }
    support_designed_close(&less);
    support_designed_close(&made);
}

/* ---- Morris --------------------------------------------------------------------------------- */

/* Trajectories by hand, of two factors: x₁ moves first, then x₂; then the other way, and down. */
static const double morris_units[] = {
    0,   0,   0.5, 0, 0.5, 0.5, /* effects 2, 4 */
    0.5, 0.5, 0.5, 0, 0,   0,   /* effects 6, −2 of x₂, x₁ */
    0,   0.5, 0,   0, 0.5, 0,   /* effects 5, 6 of x₂, x₁ */
};
static const double morris_values[] = {10, 11, 13, 10, 7, 8, 10, 7.5, 10.5};

static void elementary_effects_are_changes_per_step(void **state) {
    ent_responses_t responses = {.factors = 2,
                                 .blocks = 3,
                                 .block = 3,
                                 .values = morris_values,
                                 .units = morris_units,
                                 .resamples = 100,
                                 .level = 0.95};
    ent_morris_t found[2];
    (void)state;
    assert_int_equal(ent_sensitivity_morris(&responses, found), ENT_OK);
    assert_close(found[0].mu.value, 2, 1e-14, 0); /* of 2, −2, 6 */
    assert_close(found[0].mu_star.value, 10.0 / 3, 1e-14, 0);
    assert_close(found[0].sigma.value, 4, 1e-14, 0);
    assert_close(found[1].mu.value, 5, 1e-14, 0); /* of 4, 6, 5 */
    assert_close(found[1].mu_star.value, 5, 1e-14, 0);
    assert_close(found[1].sigma.value, 1, 1e-14, 0);
    /* Fewer than eight groups: Student's t, which for a mean is ± t·s/√n; 4.302653 for 2 degrees.
     */
    assert_close(found[1].mu.high, 5 + 4.302652729749464 / sqrt(3), 1e-9, 0);
    assert_close(found[0].mu.low, 2 - 4.302652729749464 * 4 / sqrt(3), 1e-9, 0);
}

/* Without curves or pairs every effect is the same: σ is 0 but for the values' own last digits. */
static void effects_of_straight_lines_do_not_spread(void **state) {
    support_designed_t made;
    ent_morris_t found[4];
    (void)state;
    support_designed_open(&made, ENT_DESIGN_MORRIS, 4, 30, false, 5);
    support_designed_fill(&made, additive, 0, 1);
    for (uint64_t p = 0; p < made.design.points; p++) {
        made.values[p] = 1000 - made.values[p];
    }
    assert_int_equal(ent_sensitivity_morris(&made.responses, found), ENT_OK);
    for (size_t i = 0; i < 4; i++) {
        double slope = (double)(i + 1);
        assert_interval_close(found[i].mu, (ent_interval_t){-slope, -slope, -slope}, 1e-11, 0);
        assert_interval_close(found[i].mu_star, (ent_interval_t){slope, slope, slope}, 1e-11, 0);
        assert_close(found[i].sigma.value, 0, 0, 1e-11);
    }
    support_designed_close(&made);
}

static void trajectories_move_one_factor_at_a_time(void **state) {
    double units[18];
    ent_responses_t responses = {
        .factors = 2, .blocks = 3, .block = 3, .values = morris_values, .units = units};
    ent_morris_t found[2];
    (void)state;
    memcpy(units, morris_units, sizeof units);
    units[11] = 0.5; /* both, in the second trajectory's last step */
    assert_int_equal(ent_sensitivity_morris(&responses, found), ENT_ERR_USAGE);
    memcpy(units, morris_units, sizeof units);
    units[2] = 0; /* none, then both */
    assert_int_equal(ent_sensitivity_morris(&responses, found), ENT_ERR_USAGE);
    responses.block = 2;
    assert_int_equal(ent_sensitivity_morris(&responses, found), ENT_ERR_USAGE);
}

/* A factor that moves in no trajectory has no effects; that is none of the other's business. */
static void factors_that_never_move_have_no_effects(void **state) {
    const double units[] = {0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5};
    ent_responses_t responses = {.factors = 2,
                                 .blocks = 2,
                                 .block = 3,
                                 .values = (const double[]){1, 2, 1, 4, 3, 4},
                                 .units = units,
                                 .level = 0.95};
    ent_morris_t found[2];
    (void)state;
    assert_int_equal(ent_sensitivity_morris(&responses, found), ENT_OK);
    assert_close(found[0].mu.value, 2, 1e-14, 0);
    assert_interval_close(found[1].mu, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
    assert_interval_close(found[1].mu_star, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
    assert_interval_close(found[1].sigma, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
}

/* ---- Tornado -------------------------------------------------------------------------------- */

static void bars_are_means_of_the_outer_quarters(void **state) {
    /* Of the second factor, only one point is in the highest quarter. */
    double units[] = {0, 0.1, 0.25, 0.2, 0.3, 0.5, 0.7, 0.25, 0.75, 0.4, 1, 0.8};
    const double values[] = {101, 103, 900, 500, 110, 120};
    ent_responses_t responses = {.factors = 2,
                                 .blocks = 6,
                                 .block = 1,
                                 .values = values,
                                 .units = units,
                                 .resamples = 200,
                                 .level = 0.9};
    ent_tornado_t bars[2];
    (void)state;
    assert_int_equal(ent_sensitivity_tornado(&responses, bars), ENT_OK);
    assert_close(bars[0].low.value, 102, 1e-14, 0);
    assert_close(bars[0].high.value, 115, 1e-14, 0);
    assert_close(bars[0].rise.value, 13, 1e-12, 0);
    assert_true(bars[0].low.low < 102 && bars[0].low.high > 102);
    assert_close(bars[1].low.value, (101 + 103 + 500) / 3.0, 1e-14, 0);
    assert_interval_close(bars[1].high, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
    assert_interval_close(bars[1].rise, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
    for (size_t i = 0; i < 12; i++) {
        units[i] = 1 - units[i];
    }
    assert_int_equal(ent_sensitivity_tornado(&responses, bars), ENT_OK);
    assert_close(bars[0].rise.value, -13, 1e-12, 0);
    assert_interval_close(bars[1].low, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
    assert_interval_close(bars[1].rise, (ent_interval_t){NAN, NAN, NAN}, 0, 0);
}

/* On the grid 0, 1/3, 2/3, 1, the outer levels alone are in the quarters; in blocks as well. */
static void the_outer_levels_of_a_grid_are_its_quarters(void **state) {
    support_designed_t made;
    ent_tornado_t bars[3];
    (void)state;
    support_designed_open(&made, ENT_DESIGN_MORRIS, 3, 40, false, 5);
    support_designed_fill(&made, additive, 0, 1);
    assert_int_equal(ent_sensitivity_tornado(&made.responses, bars), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        double low = 0, lows = 0, high = 0, highs = 0;
        for (uint64_t p = 0; p < made.design.points; p++) {
            bool lowest = made.units[3 * p + i]<0.01, highest = made.units[3 * p + i]> 0.99;
            low += lowest ? made.values[p] : 0;
            lows += lowest;
            high += highest ? made.values[p] : 0;
            highs += highest;
        }
        assert_close(bars[i].low.value, low / lows, 1e-13, 0);
        assert_close(bars[i].high.value, high / highs, 1e-13, 0);
        assert_close(bars[i].rise.value, high / highs - low / lows, 1e-12, 0);
        assert_true(bars[i].rise.low < bars[i].rise.value);
    }
    support_designed_close(&made);
}

/* ---- Ranks ---------------------------------------------------------------------------------- */

/* GSL's own handling of ties: R gives cor(c(1, 2, 2, 3), c(1, 3, 2, 4), method = "spearman") =
 * 0.9486833, and ranks of the other order have the other sign. */
static void ties_share_the_mean_of_their_ranks(void **state) {
    double values[] = {1, 2, 2, 3};
    const double units[] = {0.1, 0.9, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6};
    ent_responses_t responses = {
        .factors = 2, .blocks = 4, .block = 1, .values = values, .units = units, .level = 0.95};
    ent_interval_t found[2];
    (void)state;
    assert_int_equal(ent_sensitivity_rank(&responses, found), ENT_OK);
    assert_close(found[0].value, 0.9486833, 1e-7, 0);
    assert_close(found[1].value, -0.9486833, 1e-7, 0);
    assert_true(found[0].low < 0.9 && found[0].high > 0.99);
    responses.blocks = 3; /* too few for an interval */
    assert_int_equal(ent_sensitivity_rank(&responses, found), ENT_OK);
    assert_interval_close(found[0], (ent_interval_t){sqrt(0.75), NAN, NAN}, 1e-12, 0);
    values[1] = 2.5; /* all in their places */
    responses.blocks = 4;
    assert_int_equal(ent_sensitivity_rank(&responses, found), ENT_OK);
    assert_interval_close(found[0], (ent_interval_t){1, 1, 1}, 1e-12, 0);
    assert_interval_close(found[1], (ent_interval_t){-1, -1, -1}, 1e-12, 0);
}

/* ---- What nothing can be said of ------------------------------------------------------------ */

static double always_the_same(const double *x, size_t factors) {
    return 0.1 + 0.0 * x[factors - 1];
}

static void constants_have_no_indices(void **state) {
    const ent_interval_t none = {NAN, NAN, NAN}, zero = {0, 0, 0};
    support_designed_t made;
    ent_spread_t spread;
    ent_sobol_t sobol[3];
    ent_morris_t morris[3];
    ent_tornado_t bars[3];
    ent_interval_t pairs[9], ranks[3];
    (void)state;
    support_designed_open(&made, ENT_DESIGN_SOBOL, 3, 64, true, 1);
    support_designed_fill(&made, always_the_same, 0, 1);
    made.values[5] = 0.1 + 1e-17; /* the last digit is no variation */
    made.responses.halves = made.halves;
    assert_int_equal(ent_sensitivity_spread(&made.responses, &spread), ENT_OK);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, sobol), ENT_OK);
    assert_int_equal(ent_sensitivity_pairs(&made.responses, pairs), ENT_OK);
    assert_int_equal(ent_sensitivity_rank(&made.responses, ranks), ENT_OK);
    assert_int_equal(ent_sensitivity_tornado(&made.responses, bars), ENT_OK);
    assert_true(spread.constant);
    assert_same(spread.sd, 0);
    assert_close(spread.noise_share, NAN, 0, 0);
    assert_interval_close(sobol[0].first, none, 0, 0);
    assert_interval_close(sobol[2].total, none, 0, 0);
    assert_interval_close(pairs[1], none, 0, 0);
    assert_interval_close(ranks[1], none, 0, 0);
    assert_interval_close(bars[1].rise, zero, 0, 0);
    assert_interval_close(bars[1].low, (ent_interval_t){0.1, 0.1, 0.1}, 1e-14, 0);
    support_designed_close(&made);
    support_designed_open(&made, ENT_DESIGN_MORRIS, 3, 10, false, 1);
    support_designed_fill(&made, always_the_same, 0, 1);
    assert_int_equal(ent_sensitivity_morris(&made.responses, morris), ENT_OK);
    assert_interval_close(morris[1].mu_star, zero, 0, 0);
    assert_interval_close(morris[1].sigma, zero, 0, 0);
    support_designed_close(&made);
}

/* What is written only on success. */
typedef union {
    ent_spread_t spread;
    ent_sobol_t sobol[3];
    ent_morris_t morris[3];
    ent_tornado_t bars[3];
    ent_interval_t intervals[9];
} result_t;

static void assert_refused(const ent_responses_t *responses, bool spread_too) {
    result_t result, before;
    memset(&result, 0x5a, sizeof result);
    memcpy(&before, &result, sizeof result);
    assert_int_equal(ent_sensitivity_sobol(responses, result.sobol), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_pairs(responses, result.intervals), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_morris(responses, result.morris), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_tornado(responses, result.bars), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_rank(responses, result.intervals), ENT_ERR_USAGE);
    if (spread_too) {
        assert_int_equal(ent_sensitivity_spread(responses, &result.spread), ENT_ERR_USAGE);
    }
    assert_memory_equal(&result, &before, sizeof result);
}

static void a_single_group_is_refused(void **state) {
    support_designed_t made;
    ent_spread_t spread;
    (void)state;
    open_sobol(&made, 64, true);
    made.responses.group = 64;
    assert_refused(&made.responses, false);
    assert_int_equal(ent_sensitivity_spread(&made.responses, &spread), ENT_OK);
    made.responses.group = 1;
    made.responses.blocks = 1;
    assert_refused(&made.responses, true);
    made.responses.blocks = 0;
    assert_refused(&made.responses, true);
    made.responses.blocks = 64;
    for (uint64_t b = 1; b < 64; b++) { /* all but one have a gap */
        made.values[b * made.responses.block] = NAN;
    }
    assert_refused(&made.responses, true);
    support_designed_close(&made);
}

static void indices_need_the_design_that_is_theirs(void **state) {
    support_designed_t made;
    result_t result;
    (void)state;
    support_designed_open(&made, ENT_DESIGN_LHS, 3, 50, false, 1);
    support_designed_fill(&made, additive, 0, 1);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, result.sobol), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_pairs(&made.responses, result.intervals), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_morris(&made.responses, result.morris), ENT_ERR_USAGE);
    assert_int_equal(ent_sensitivity_rank(&made.responses, result.intervals), ENT_OK);
    support_designed_close(&made);
    open_sobol(&made, 64, false);
    assert_int_equal(ent_sensitivity_pairs(&made.responses, result.intervals), ENT_ERR_USAGE);
    support_designed_close(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_that_add_up_have_shares_and_no_pairs),
        cmocka_unit_test(a_factor_that_does_nothing_has_exact_zeroes),
        cmocka_unit_test(noise_is_recovered_from_half_differences),
        cmocka_unit_test(noise_moves_indices_as_far_as_it_must),
        cmocka_unit_test(the_spread_is_that_of_whole_blocks),
        cmocka_unit_test(more_noise_than_spread_is_all_of_it),
        cmocka_unit_test(blocks_with_gaps_are_as_if_they_were_not_there),
        cmocka_unit_test(elementary_effects_are_changes_per_step),
        cmocka_unit_test(effects_of_straight_lines_do_not_spread),
        cmocka_unit_test(trajectories_move_one_factor_at_a_time),
        cmocka_unit_test(factors_that_never_move_have_no_effects),
        cmocka_unit_test(bars_are_means_of_the_outer_quarters),
        cmocka_unit_test(the_outer_levels_of_a_grid_are_its_quarters),
        cmocka_unit_test(ties_share_the_mean_of_their_ranks),
        cmocka_unit_test(constants_have_no_indices),
        cmocka_unit_test(a_single_group_is_refused),
        cmocka_unit_test(indices_need_the_design_that_is_theirs),
    };
    return cmocka_run_group_tests_name("sensitivity", tests, NULL, NULL);
}

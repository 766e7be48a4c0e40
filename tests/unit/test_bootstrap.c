/*
 * Intervals by bootstrap-t against resamples that are copied row by row, with estimates by the
 * formulas as they are printed, and ranks by GSL. That intervals hold what is known analytically is
 * in tests/stat/test_sensitivity.c.
 */
#include "analysis/bootstrap.h"

#include "support/chance.h"
#include "support/designed.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void assert_interval_close(ent_interval_t found, ent_interval_t expected, double rtol,
                                  double atol) {
    assert_close(found.value, expected.value, rtol, atol);
    assert_close(found.low, expected.low, rtol, atol);
    assert_close(found.high, expected.high, rtol, atol);
}

/* ---- Sobol indices by hand ------------------------------------------------------------------ */

/* Estimates of rows of f(A), f(B), f(AB_1) … f(BA_1) …, as the papers print them. */
typedef void by_hand_t(const double *const *rows, size_t count, size_t factors, double *estimates);

static double mean_and_variance(const double *const *rows, size_t count, double *variance) {
    double sum = 0, squares = 0;
    for (size_t n = 0; n < count; n++) {
        sum += rows[n][0] + rows[n][1];
    }
    double mean = sum / (2 * (double)count);
    for (size_t n = 0; n < count; n++) {
        squares += gsl_pow_2(rows[n][0] - mean) + gsl_pow_2(rows[n][1] - mean);
    }
    *variance = squares / (2 * (double)count);
    return mean;
}

/* From the second sample's side: `a` and `b` are its columns, `mixed` those of A with one of B. */
static double first_by_hand(const double *const *rows, size_t count, size_t a, size_t b,
                            size_t mixed) {
    double variance, sum = 0, mean = mean_and_variance(rows, count, &variance);
    for (size_t n = 0; n < count; n++) {
        sum += (rows[n][b] - mean) * (rows[n][mixed] - rows[n][a]);
    }
    return sum / (double)count / variance;
}

static double total_by_hand(const double *const *rows, size_t count, size_t a, size_t mixed) {
    double variance, sum = 0;
    (void)mean_and_variance(rows, count, &variance);
    for (size_t n = 0; n < count; n++) {
        sum += gsl_pow_2(rows[n][a] - rows[n][mixed]);
    }
    return sum / (2 * (double)count) / variance;
}

static void sobol_by_hand(const double *const *rows, size_t count, size_t factors,
                          double *estimates) {
    for (size_t i = 0; i < factors; i++) {
        estimates[2 * i] = first_by_hand(rows, count, 0, 1, 2 + i);
        estimates[2 * i + 1] = total_by_hand(rows, count, 0, 2 + i);
    }
}

static void both_by_hand(const double *const *rows, size_t count, size_t factors,
                         double *estimates) {
    for (size_t i = 0; i < factors; i++) {
        size_t ab = 2 + i, ba = 2 + factors + i;
        estimates[2 * i] =
            (first_by_hand(rows, count, 0, 1, ab) + first_by_hand(rows, count, 1, 0, ba)) / 2;
        estimates[2 * i + 1] =
            (total_by_hand(rows, count, 0, ab) + total_by_hand(rows, count, 1, ba)) / 2;
    }
}

/* mean f(BA_i)f(AB_j) − mean f(A)f(B), f less its mean. */
static double closed_by_hand(const double *const *rows, size_t count, size_t ba, size_t ab) {
    double variance, sum = 0, mean = mean_and_variance(rows, count, &variance);
    for (size_t n = 0; n < count; n++) {
        sum +=
            (rows[n][ba] - mean) * (rows[n][ab] - mean) - (rows[n][0] - mean) * (rows[n][1] - mean);
    }
    return sum / (double)count / variance;
}

static void pairs_by_hand(const double *const *rows, size_t count, size_t factors,
                          double *estimates) {
    double single[2 * SUPPORT_DESIGNED_MOST];
    size_t ab = 2, ba = 2 + factors;
    both_by_hand(rows, count, factors, single);
    for (size_t i = 0; i < factors; i++) {
        for (size_t j = i + 1; j < factors; j++) {
            *estimates++ = (closed_by_hand(rows, count, ba + i, ab + j) +
                            closed_by_hand(rows, count, ba + j, ab + i)) /
                               2 -
                           single[2 * i] - single[2 * j];
        }
    }
}

/* ---- Bootstrap by hand ---------------------------------------------------------------------- */

enum { MOST_ROWS = 256, MOST_ESTIMATES = 16, MOST_RESAMPLES = 99 };

/* Rows of the groups of a resample, one after the other; those of one of them can be left out. */
static size_t copy_rows(const ent_responses_t *responses, const size_t *drawn, size_t groups,
                        size_t without, const double **rows) {
    size_t count = 0, group = responses->group > 1 ? (size_t)responses->group : 1;
    for (size_t g = 0; g < groups; g++) {
        for (size_t n = 0; n < group && g != without; n++) {
            rows[count++] = responses->values + (drawn[g] * group + n) * responses->block;
        }
    }
    return count;
}

/* Estimates of a resample, and their errors by leaving out each of its groups in turn. */
static void estimate_by_hand(const ent_responses_t *responses, by_hand_t *by_hand,
                             const size_t *drawn, size_t groups, double *estimates,
                             double *errors) {
    const double *rows[MOST_ROWS];
    double others[MOST_ROWS][MOST_ESTIMATES] = {{0}}, column[MOST_ROWS], n = (double)groups;
    size_t count = copy_rows(responses, drawn, groups, groups, rows);
    by_hand(rows, count, responses->factors, estimates);
    for (size_t g = 0; g < groups; g++) {
        count = copy_rows(responses, drawn, groups, g, rows);
        by_hand(rows, count, responses->factors, others[g]);
    }
    for (size_t e = 0; e < MOST_ESTIMATES; e++) {
        for (size_t g = 0; g < groups; g++) {
            column[g] = others[g][e];
        }
        errors[e] = (n - 1) / sqrt(n) * gsl_stats_sd(column, 1, groups);
    }
}

/* Which groups a resample draws, in the order of groups. */
static void draw_by_hand(const ent_responses_t *responses, size_t resample, size_t groups,
                         size_t *drawn) {
    double uniforms[ENT_BOOTSTRAP_UNIFORMS(MOST_ROWS)];
    uint32_t counts[MOST_ROWS];
    size_t place = 0;
    ent_bootstrap_draw(responses->seed, resample, groups, uniforms, counts);
    for (size_t g = 0; g < groups; g++) {
        for (uint32_t c = 0; c < counts[g]; c++) {
            drawn[place++] = g;
        }
    }
    assert_int_equal(place, groups);
}

/*
 * With 39 resamples, p·(n + 1) is the first and the last of the deviations. They are held within
 * three times Student's t, and 0 is between them.
 */
static void bootstrap_by_hand(const ent_responses_t *responses, by_hand_t *by_hand, size_t groups,
                              size_t count, ent_interval_t *intervals) {
    static double deviations[MOST_ESTIMATES][MOST_RESAMPLES];
    double values[MOST_ESTIMATES] = {0}, errors[MOST_ESTIMATES], others[MOST_ESTIMATES] = {0};
    double own[MOST_ESTIMATES], furthest = 3 * gsl_cdf_tdist_Pinv(0.975, (double)groups - 1);
    size_t drawn[MOST_ROWS];
    for (size_t g = 0; g < groups; g++) {
        drawn[g] = g;
    }
    estimate_by_hand(responses, by_hand, drawn, groups, values, errors);
    for (size_t r = 0; r < responses->resamples; r++) {
        draw_by_hand(responses, r, groups, drawn);
        estimate_by_hand(responses, by_hand, drawn, groups, others, own);
        for (size_t e = 0; e < count; e++) {
            deviations[e][r] = (others[e] - values[e]) / own[e];
        }
    }
    for (size_t e = 0; e < count; e++) {
        gsl_sort(deviations[e], 1, responses->resamples);
        double least = fmin(0, fmax(-furthest, deviations[e][0]));
        double most = fmax(0, fmin(furthest, deviations[e][responses->resamples - 1]));
        intervals[e] = (ent_interval_t){values[e], values[e] - most * errors[e],
                                        values[e] - least * errors[e]};
    }
}

/* With a large mean, whose square would hide the variance of values that are not centred. */
static double offset_ishigami(const double *x, size_t factors) {
    return 1e6 + support_ishigami(x, factors);
}

static void open_sobol(support_designed_t *made, int rows, bool second_order) {
    support_designed_open(made, ENT_DESIGN_SOBOL, 3, rows, second_order, 7);
    support_designed_fill(made, offset_ishigami, -M_PI, M_PI);
    made->responses.resamples = 39;
}

static void assert_indices_by_hand(const support_designed_t *made, by_hand_t *by_hand,
                                   size_t groups) {
    ent_interval_t expected[MOST_ESTIMATES];
    ent_sobol_t found[3];
    assert_int_equal(ent_sensitivity_sobol(&made->responses, found), ENT_OK);
    bootstrap_by_hand(&made->responses, by_hand, groups, 6, expected);
    for (size_t i = 0; i < 3; i++) {
        assert_interval_close(found[i].first, expected[2 * i], 1e-7, 1e-7);
        assert_interval_close(found[i].total, expected[2 * i + 1], 1e-7, 1e-7);
    }
}

static void sobol_indices_are_those_of_the_formulas(void **state) {
    support_designed_t made;
    (void)state;
    open_sobol(&made, 64, false);
    assert_int_equal(made.responses.group, 2);
    assert_indices_by_hand(&made, sobol_by_hand, 32);
    made.responses.group = 0; /* each row by itself */
    assert_indices_by_hand(&made, sobol_by_hand, 64);
    made.responses.group = 1;
    assert_indices_by_hand(&made, sobol_by_hand, 64);
    support_designed_close(&made);
}

static void both_samples_change_places_in_designs_of_second_order(void **state) {
    support_designed_t made;
    (void)state;
    open_sobol(&made, 64, true);
    assert_indices_by_hand(&made, both_by_hand, 32);
    support_designed_close(&made);
}

static void pairs_are_those_of_the_formula(void **state) {
    support_designed_t made;
    ent_interval_t expected[MOST_ESTIMATES], found[9] = {{5, 5, 5}};
    (void)state;
    for (size_t p = 0; p < 9; p++) {
        found[p] = (ent_interval_t){5, 5, 5};
    }
    open_sobol(&made, 64, true);
    assert_int_equal(ent_sensitivity_pairs(&made.responses, found), ENT_OK);
    bootstrap_by_hand(&made.responses, pairs_by_hand, 32, 3, expected);
    assert_interval_close(found[1], expected[0], 1e-7, 1e-7);
    assert_interval_close(found[2], expected[1], 1e-7, 1e-7);
    assert_interval_close(found[5], expected[2], 1e-7, 1e-7);
    for (size_t p = 0; p < 9; p++) {
        assert_int_equal(found[p].value == 5, p != 1 && p != 2 && p != 5);
    }
    support_designed_close(&made);
}

/* ---- Ranks ---------------------------------------------------------------------------------- */

enum { POINTS = 60 };

/* Whole numbers, so that there are ties on both sides; the third factor is always the same. */
static ent_responses_t tied_responses(double *values, double *units) {
    support_chance_t chance = {5};
    for (size_t p = 0; p < POINTS; p++) {
        units[3 * p] = (double)support_pick(&chance, 8) / 7;
        units[3 * p + 1] = support_chance(&chance);
        units[3 * p + 2] = 0.5;
        values[p] = floor(6 * units[3 * p] * units[3 * p]) + (double)support_pick(&chance, 4);
    }
    return (ent_responses_t){.factors = 3,
                             .blocks = POINTS,
                             .block = 1,
                             .values = values,
                             .units = units,
                             .seed = 12,
                             .resamples = 39,
                             .level = 0.95};
}

/* GSL's correlation of so many copies of all points and one more of one of them; of a point that is
 * not there, only the copies. */
static double spearman_by_hand(const ent_responses_t *responses, size_t factor, size_t copies,
                               size_t one_more) {
    enum { MOST = 50 * POINTS + 1 };
    static double x[MOST], y[MOST], work[2 * MOST];
    size_t count = 0;
    for (size_t p = 0; p < POINTS; p++) {
        for (size_t c = 0; c < copies + (p == one_more); c++, count++) {
            x[count] = responses->units[3 * p + factor];
            y[count] = responses->values[p];
        }
    }
    return gsl_stats_spearman(x, 1, y, 1, count, work);
}

/* What a point more changes in artanh ρ, as its share of all points goes to none. */
static void influences_by_hand(const ent_responses_t *responses, size_t factor,
                               double *influences) {
    const size_t copies = 50;
    double z = atanh(spearman_by_hand(responses, factor, copies, POINTS));
    for (size_t p = 0; p < POINTS; p++) {
        double more = atanh(spearman_by_hand(responses, factor, copies, p));
        influences[p] = (more - z) * (double)(copies * POINTS + 1);
    }
}

/* A mean's bootstrap-t by 39 resamples: its error is the standard deviation divided by √n. */
static ent_interval_t rank_by_hand(const ent_responses_t *responses, size_t factor) {
    double influences[POINTS], copy[POINTS], least = 0, most = 0;
    double rho = spearman_by_hand(responses, factor, 1, POINTS), z = atanh(rho);
    size_t drawn[POINTS];
    influences_by_hand(responses, factor, influences);
    double error = gsl_stats_sd(influences, 1, POINTS) / sqrt(POINTS);
    for (size_t r = 0; r < responses->resamples; r++) {
        draw_by_hand(responses, r, POINTS, drawn);
        for (size_t p = 0; p < POINTS; p++) {
            copy[p] = influences[drawn[p]];
        }
        double own = gsl_stats_sd(copy, 1, POINTS) / sqrt(POINTS);
        double deviation = gsl_stats_mean(copy, 1, POINTS) / own;
        least = fmin(least, deviation);
        most = fmax(most, deviation);
    }
    return (ent_interval_t){rho, tanh(z - most * error), tanh(z - least * error)};
}

static void rank_correlations_are_those_of_gsl(void **state) {
    double values[POINTS], units[3 * POINTS];
    ent_responses_t responses = tied_responses(values, units);
    ent_interval_t found[3];
    (void)state;
    assert_int_equal(ent_sensitivity_rank(&responses, found), ENT_OK);
    for (size_t i = 0; i < 2; i++) {
        ent_interval_t expected = rank_by_hand(&responses, i);
        assert_close(found[i].value, expected.value, 1e-12, 0);
        assert_close(found[i].low, expected.low, 0, 1e-3);
        assert_close(found[i].high, expected.high, 0, 1e-3);
    }
    assert_interval_close(found[2], (ent_interval_t){NAN, NAN, NAN}, 0, 0);
}

/* ---- Seeds, few resamples, many rows -------------------------------------------------------- */

static void the_same_seed_gives_the_same_bits(void **state) {
    support_designed_t made;
    ent_sobol_t once[3], again[3], other[3];
    (void)state;
    open_sobol(&made, 128, false);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, once), ENT_OK);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, again), ENT_OK);
    made.responses.seed++;
    assert_int_equal(ent_sensitivity_sobol(&made.responses, other), ENT_OK);
    assert_memory_equal(once, again, sizeof once);
    assert_same(other[0].first.value, once[0].first.value);
    assert_true(other[0].first.low != once[0].first.low);
    support_designed_close(&made);
}

/* Each group's count in a resample is binomial: n draws with a chance of 1/n. */
static void resamples_draw_every_group_as_often(void **state) {
    enum { GROUPS = 21, RESAMPLES = 4000 };
    double uniforms[ENT_BOOTSTRAP_UNIFORMS(GROUPS)], sums[GROUPS] = {0}, squares = 0;
    uint32_t counts[GROUPS];
    (void)state;
    for (size_t r = 0; r < RESAMPLES; r++) {
        ent_bootstrap_draw(3, r, GROUPS, uniforms, counts);
        for (size_t g = 0; g < GROUPS; g++) {
            sums[g] += counts[g];
            squares += gsl_pow_2(counts[g] - 1.0);
        }
    }
    for (size_t g = 0; g < GROUPS; g++) { /* five standard errors of binomial counts */
        assert_close(sums[g] / RESAMPLES, 1, 0, 5 * sqrt((1 - 1.0 / GROUPS) / RESAMPLES));
    }
    assert_close(squares / RESAMPLES / GROUPS, 1 - 1.0 / GROUPS, 0.05, 0);
}

/*
 * All there is stands in one of 16 groups. A third of the resamples are without it, and have no
 * error of their own by which they could be divided.
 */
static void limits_are_never_far_off(void **state) {
    double values[16] = {1}, units[16] = {0};
    ent_responses_t responses = {.factors = 1,
                                 .blocks = 16,
                                 .block = 1,
                                 .values = values,
                                 .units = units,
                                 .seed = 1,
                                 .resamples = 400,
                                 .level = 0.95};
    ent_tornado_t bars[1];
    (void)state;
    assert_int_equal(ent_sensitivity_tornado(&responses, bars), ENT_OK);
    double error = 1.0 / 16, furthest = 3 * gsl_cdf_tdist_Pinv(0.975, 15); /* s/√n = ¼/4 */
    assert_close(bars[0].low.value, error, 1e-12, 0);
    assert_close(bars[0].low.high, error + furthest * error, 1e-9, 0);
    assert_true(bars[0].low.low >= -2 * error && bars[0].low.low < error);
}

/* More rows than groups are kept: estimates are those of all rows, intervals of independent ones.
 */
static void many_rows_are_gathered(void **state) {
    enum { ROWS = 4096 };
    support_designed_t made;
    ent_sobol_t found[3], in_groups[3];
    const double *rows[ROWS];
    double expected[MOST_ESTIMATES];
    (void)state;
    open_sobol(&made, ROWS, false);
    made.responses.resamples = 200;
    for (size_t n = 0; n < ROWS; n++) {
        rows[n] = made.values + n * made.responses.block;
    }
    sobol_by_hand(rows, ROWS, 3, expected);
    made.responses.group = 8;
    assert_int_equal(ent_sensitivity_sobol(&made.responses, in_groups), ENT_OK);
    made.responses.group = 1;
    assert_int_equal(ent_sensitivity_sobol(&made.responses, found), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_close(found[i].first.value, expected[2 * i], 1e-7, 1e-7);
        assert_close(in_groups[i].total.value, expected[2 * i + 1], 1e-7, 1e-7);
        assert_close(found[i].total.value, expected[2 * i + 1], 1e-7, 1e-7);
    }
    /* Ishigami's T₁ from independent rows: its error at 1024 rows is 0.0445 (200 plain samples). */
    assert_close(found[0].total.high - found[0].total.low, 2 * 1.96 * 0.0445 / 2, 0.15, 0);
    support_designed_close(&made);
}

/* Sums over groups are quick enough to wait for, with as many groups as there can be. */
static void twenty_factors_take_about_a_second(void **state) {
    support_designed_t made;
    ent_sobol_t indices[20];
    struct timespec start, end;
    (void)state;
    support_designed_open(&made, ENT_DESIGN_SOBOL, 20, 1024, false, 1);
    support_designed_fill(&made, support_sobol_g, 0, 1);
    made.responses.group = 1;
    made.responses.resamples = 1000;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    assert_int_equal(ent_sensitivity_sobol(&made.responses, indices), ENT_OK);
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds =
        (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
    print_message("  20 factors, 1024 rows, 1000 resamples: %.2f s\n", seconds);
    assert_true(seconds < 20); /* sanitizers and valgrind slow it down */
    support_designed_close(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_indices_are_those_of_the_formulas),
        cmocka_unit_test(both_samples_change_places_in_designs_of_second_order),
        cmocka_unit_test(pairs_are_those_of_the_formula),
        cmocka_unit_test(rank_correlations_are_those_of_gsl),
        cmocka_unit_test(the_same_seed_gives_the_same_bits),
        cmocka_unit_test(resamples_draw_every_group_as_often),
        cmocka_unit_test(limits_are_never_far_off),
        cmocka_unit_test(many_rows_are_gathered),
        cmocka_unit_test(twenty_factors_take_about_a_second),
    };
    return cmocka_run_group_tests_name("bootstrap", tests, NULL, NULL);
}

/* Sums of a point: against two passes in long double, where values are hard to sum, and at edges.
 */
#include "analysis/point_moments.h"

#include "support/chance.h"
#include "support/close.h"

#include <math.h>
#include <string.h>

enum { MOST = 4000 };

static ent_metric_value_t defined(double value) {
    return (ent_metric_value_t){value, ENT_METRIC_DEFINED};
}

static ent_point_moments_t moments_of(const double *values, size_t count) {
    ent_point_sums_t sums = {0};
    for (size_t i = 0; i < count; i++) {
        ent_point_sums_add(&sums, i, defined(values[i]));
    }
    return ent_point_sums_moments(&sums);
}

/* The textbook's two passes, in long double, of what exceeds a centre, which is exact there. */
static void find_by_two_passes(const double *values, size_t count, double centre, double *mean,
                               double *sd, double *half_difference) {
    long double sum = 0, squares = 0, parts[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        sum += (long double)values[i] - centre;
        parts[i % 2] += (long double)values[i] - centre;
    }
    long double middle = sum / (long double)count;
    for (size_t i = 0; i < count; i++) {
        long double excess = (long double)values[i] - centre - middle;
        squares += excess * excess;
    }
    *mean = (double)(centre + middle);
    *sd = (double)sqrtl(squares / (long double)(count - 1));
    *half_difference =
        (double)((parts[0] / (long double)((count + 1) / 2) - parts[1] / (long double)(count / 2)) /
                 2);
}

/* Far from 0 and close together; of very different sizes; a first value that is an outlier. */
static void sums_are_those_of_two_passes(void **state) {
    static const struct {
        double centre, width, first;
        size_t count;
    } rows[] = {{0, 1, 0.3, 2},        {0, 1, -0.2, 3},      {50, 10, 61, 1000},
                {1e8, 1e-3, 1e8, 999}, {0, 1, 1e4, MOST},    {-3e5, 2, -3e5, MOST},
                {0.5, 0.5, 0.5, 1001}, {1e-12, 1e-13, 0, 77}};
    static double values[MOST];
    (void)state;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        support_chance_t chance = {r + 1};
        double mean = 0, sd = 0, half = 0;
        for (size_t i = 0; i < rows[r].count; i++) {
            values[i] = rows[r].centre + support_between(&chance, -rows[r].width, rows[r].width);
        }
        values[0] = rows[r].first;
        ent_point_moments_t found = moments_of(values, rows[r].count);
        find_by_two_passes(values, rows[r].count, rows[r].centre, &mean, &sd, &half);
        /* Sums are of what exceeds the first value, which costs as many digits as that is off. */
        double digits = 4e-16 * (rows[r].width + fabs(rows[r].first - rows[r].centre));
        assert_close(found.mean, mean, 4e-16, digits);
        assert_close(found.sd, sd, 1e-12, 0);
        assert_close(found.standard_error, sd / sqrt((double)rows[r].count), 1e-12, 0);
        assert_close(found.half_difference, half, 1e-13, digits);
        assert_int_equal(found.members, rows[r].count);
        assert_int_equal(found.undefined + found.censored, 0);
    }
}

/* A plain sum of these, whose parity is all the same, is 0. */
static void what_rounding_takes_is_kept(void **state) {
    static const double values[] = {0, 1e16, 1, -1e16};
    ent_point_sums_t sums = {0};
    (void)state;
    for (uint64_t i = 0; i < 400; i++) {
        ent_point_sums_add(&sums, 2 * i, defined(values[i % 4]));
    }
    assert_same(ent_point_sums_moments(&sums).mean, 0.25);
}

static void a_single_value_has_no_spread(void **state) {
    const double value = 0.1;
    (void)state;
    ent_point_moments_t one = moments_of(&value, 1), none = moments_of(&value, 0);
    assert_same(one.mean, 0.1);
    assert_same(one.sd, 0);
    assert_same(one.standard_error, 0);
    assert_same(one.half_difference, NAN); /* there is no member with an odd number */
    assert_int_equal(one.members, 1);
    assert_same(none.mean, NAN);
    assert_same(none.sd, NAN);
    assert_same(none.standard_error, NAN);
    assert_same(none.half_difference, NAN);
    assert_int_equal(none.members, 0);
}

/* What all have is reported exactly, and of two zeroes the positive one. */
static void a_common_value_is_exact(void **state) {
    double values[77];
    (void)state;
    for (size_t i = 0; i < 77; i++) {
        values[i] = 0.1;
    }
    ent_point_moments_t same = moments_of(values, 77);
    assert_same(same.mean, 0.1);
    assert_same(same.sd, 0);
    assert_same(same.half_difference, 0);
    const double zeroes[] = {-0.0, 0.0, -0.0};
    assert_true(!signbit(moments_of(zeroes, 3).mean));
    assert_true(!signbit(moments_of(zeroes, 1).mean));
}

/* Members without a value leave their number's parity to themselves. */
static void members_without_a_value_are_left_out(void **state) {
    static const ent_metric_value_t values[] = {
        {4, ENT_METRIC_DEFINED},    {99, ENT_METRIC_UNDEFINED},  {6, ENT_METRIC_CENSORED},
        {1, ENT_METRIC_CENSORED},   {NAN, ENT_METRIC_UNDEFINED}, {3, ENT_METRIC_DEFINED},
        {99, ENT_METRIC_UNDEFINED},
    };
    ent_point_sums_t sums = {0};
    (void)state;
    for (uint64_t i = 0; i < 7; i++) {
        ent_point_sums_add(&sums, 1000 + i, values[i]);
    }
    ent_point_moments_t found = ent_point_sums_moments(&sums);
    assert_int_equal(found.members, 4);
    assert_int_equal(found.undefined, 3);
    assert_int_equal(found.censored, 2);
    assert_same(found.mean, 3.5);
    assert_close(found.sd, sqrt(13.0 / 3), 1e-15, 0); /* 0.25 + 6.25 + 6.25 + 0.25 = 13 */
    assert_same(found.half_difference, (5.0 - 2.0) / 2);
}

/* Undefined on either side: none. Censored on either: a value. The rest is counted by its sign. */
static void differences_are_of_members_with_both(void **state) {
    static const struct {
        ent_metric_value_t other, control;
    } members[] = {
        {{60, ENT_METRIC_DEFINED}, {50, ENT_METRIC_DEFINED}},
        {{40, ENT_METRIC_CENSORED}, {43, ENT_METRIC_DEFINED}},
        {{40, ENT_METRIC_DEFINED}, {40, ENT_METRIC_CENSORED}},
        {{70, ENT_METRIC_UNDEFINED}, {10, ENT_METRIC_DEFINED}},
        {{70, ENT_METRIC_DEFINED}, {10, ENT_METRIC_UNDEFINED}},
        {{NAN, ENT_METRIC_UNDEFINED}, {NAN, ENT_METRIC_UNDEFINED}},
        {{51, ENT_METRIC_CENSORED}, {50, ENT_METRIC_CENSORED}},
    };
    ent_point_sums_t sums = {0};
    (void)state;
    for (uint64_t i = 0; i < 7; i++) {
        ent_point_sums_add_difference(&sums, i, members[i].other, members[i].control);
    }
    ent_point_moments_t found = ent_point_sums_moments(&sums);
    assert_int_equal(found.members, 4);
    assert_int_equal(found.undefined, 3);
    assert_int_equal(found.censored, 3);
    assert_int_equal(found.more, 2);
    assert_int_equal(found.same, 1);
    assert_int_equal(found.less, 1);
    assert_same(found.mean, 2); /* 10 − 3 + 0 + 1 = 8 */
    assert_close(found.sd, sqrt(94.0 / 3), 1e-15, 0);
    assert_close(found.half_difference, (11.0 / 3 + 3) / 2, 1e-15, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_two_passes),
        cmocka_unit_test(what_rounding_takes_is_kept),
        cmocka_unit_test(a_single_value_has_no_spread),
        cmocka_unit_test(a_common_value_is_exact),
        cmocka_unit_test(members_without_a_value_are_left_out),
        cmocka_unit_test(differences_are_of_members_with_both),
    };
    return cmocka_run_group_tests_name("point_moments", tests, NULL, NULL);
}

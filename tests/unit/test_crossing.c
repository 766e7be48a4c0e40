/*
 * Where a mean changes its sign (analysis/crossing.c), against functions whose roots, stretches and
 * jumps are known, and for a straight line with a constant error against the closed form of the
 * interval, root ± z·error/slope. 1.959963984540054: the 97.5 % quantile of the normal distribution
 * (any table).
 */
#include "analysis/crossing.h"

#include "support/close.h"

#include <math.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const double z95 = 1.959963984540054;

enum { MOST = 4 };

/* A function, and what was asked of it. */
typedef struct {
    double (*mean)(double x);
    double standard_error;
    size_t points, batches, largest;
    size_t fails_at; /* the batch that fails; 0 for none */
} asked_t;

static ent_err_t evaluate(void *user, ent_crossing_point_t *points, size_t count) {
    asked_t *asked = user;
    asked->batches++;
    asked->points += count;
    asked->largest = count > asked->largest ? count : asked->largest;
    for (size_t i = 0; i < count; i++) {
        points[i].mean = asked->mean(points[i].x);
        points[i].standard_error = isnan(points[i].mean) ? NAN : asked->standard_error;
    }
    return asked->batches == asked->fails_at ? ENT_ERR_INTERRUPTED : ENT_OK;
}

static ent_crossings_t find(asked_t *asked, double low, double high, size_t points) {
    ent_crossings_t crossings = {.count = 99};
    const ent_crossing_options_t options = {
        .low = low, .high = high, .points = points, .z = z95, .evaluate = evaluate, .user = asked};
    assert_int_equal(ent_crossings_find(&options, &crossings), ENT_OK);
    return crossings;
}

/* ---- Functions ---------------------------------------------------------------------------------
 */

static double rising(double x) {
    return 2 * (x - 0.3);
}
static double falling(double x) {
    return -rising(x);
}
static double square(double x) {
    return x * x;
}
static double parabola(double x) {
    return x * x - 0.37; /* roots ±√0.37 */
}
static double above(double x) {
    return parabola(x) + 1;
}
static double identity(double x) {
    return x;
}
static double dead_zone(double x) {
    return x > 0.21 ? x - 0.21 : x < -0.43 ? x + 0.43 : 0;
}
static double hollow(double x) { /* 0 from −0.43 to 0.21, above 0 on either side */
    return fabs(dead_zone(x));
}
static double gap_of_nothing(double x) { /* 0 from 0.501 to 0.508 only: within a cell */
    return x < 0.501 ? -1 : x > 0.508 ? 1 : 0;
}
static double step(double x) {
    return x < 0.3 ? -1 : 2;
}
static double nothing(double x) {
    (void)x;
    return 0;
}
static double level(double x) {
    (void)x;
    return -3;
}
static double cubic(double x) {
    return (x + 0.7) * (x - 0.11) * (x - 0.83);
}
static double missing(double x) {
    return x > 0.2 && x < 0.6 ? NAN : x - 0.4;
}
static double missing_in_cell(double x) {
    return x > 0.29 && x < 0.36 ? NAN : x - 0.3;
}
static double never(double x) {
    (void)x;
    return NAN;
}
static double trough(double x) {
    return 0.05 + fabs(x - 0.1);
}

/* What is found on −1 … 1 without noise. */
static const struct {
    const char *what;
    double (*mean)(double x);
    double low, high;
    size_t count;
    struct {
        ent_crossing_kind_t kind;
        double from, to;
        int before, after;
    } items[MOST];
} cases[] = {
    {"a line", rising, -1, 1, 1, {{ENT_CROSSING_ROOT, 0.3, 0.3, -1, 1}}},
    {"a line that falls", falling, -1, 1, 1, {{ENT_CROSSING_ROOT, 0.3, 0.3, 1, -1}}},
    {"a root on a value of the scan", identity, -1, 1, 1, {{ENT_CROSSING_ROOT, 0, 0, -1, 1}}},
    {"a root at the low end", identity, 0, 1, 1, {{ENT_CROSSING_ROOT, 0, 0, 0, 1}}},
    {"a root at the high end", identity, -1, 0, 1, {{ENT_CROSSING_ROOT, 0, 0, -1, 0}}},
    {"two roots",
     parabola,
     -1,
     1,
     2,
     {{ENT_CROSSING_ROOT, -0.60827625302982196, -0.60827625302982196, 1, -1},
      {ENT_CROSSING_ROOT, 0.60827625302982196, 0.60827625302982196, -1, 1}}},
    {"three roots",
     cubic,
     -1,
     1,
     3,
     {{ENT_CROSSING_ROOT, -0.7, -0.7, -1, 1},
      {ENT_CROSSING_ROOT, 0.11, 0.11, 1, -1},
      {ENT_CROSSING_ROOT, 0.83, 0.83, -1, 1}}},
    {"none", above, -1, 1, 0, {{0}}},
    {"a square touches 0", square, -1, 1, 1, {{ENT_CROSSING_TOUCH, 0, 0, 1, 1}}},
    {"a stretch", dead_zone, -1, 1, 1, {{ENT_CROSSING_FLAT, -0.43, 0.21, -1, 1}}},
    {"a stretch without a turn", hollow, -1, 1, 1, {{ENT_CROSSING_FLAT, -0.43, 0.21, 1, 1}}},
    {"a stretch to the low end", dead_zone, -0.4, 1, 1, {{ENT_CROSSING_FLAT, -0.4, 0.21, 0, 1}}},
    {"a stretch to the high end", dead_zone, -1, 0.2, 1, {{ENT_CROSSING_FLAT, -0.43, 0.2, -1, 0}}},
    {"a stretch between two values of the scan",
     gap_of_nothing,
     0,
     1.008,
     1,
     {{ENT_CROSSING_FLAT, 0.501, 0.508, -1, 1}}},
    {"no difference anywhere", nothing, -1, 1, 1, {{ENT_CROSSING_FLAT, -1, 1, 0, 0}}},
    {"a jump", step, -1, 1, 1, {{ENT_CROSSING_JUMP, 0.3, 0.3, -1, 1}}},
    {"undefined where it turns", missing, -1, 1, 1, {{ENT_CROSSING_GAP, 0.125, 0.625, -1, 1}}},
    {"undefined everywhere", never, -1, 1, 0, {{0}}},
};

static void test_cases(void **state) {
    (void)state;
    for (size_t c = 0; c < COUNT(cases); c++) {
        asked_t asked = {.mean = cases[c].mean};
        ent_crossings_t found = find(&asked, cases[c].low, cases[c].high, 17);
        double tolerance = 1e-6 * (cases[c].high - cases[c].low);
        print_message("%s\n", cases[c].what);
        assert_int_equal(found.count, cases[c].count);
        for (size_t i = 0; i < found.count; i++) {
            const ent_crossing_t *item = &found.items[i];
            assert_int_equal(item->kind, cases[c].items[i].kind);
            assert_close(item->from, cases[c].items[i].from, 0, tolerance);
            assert_close(item->to, cases[c].items[i].to, 0, tolerance);
            assert_int_equal(item->before, cases[c].items[i].before);
            assert_int_equal(item->after, cases[c].items[i].after);
            assert_true(item->from <= item->value && item->value <= item->to);
            assert_true(item->low <= item->from && item->to <= item->high);
            assert_true(item->to - item->from <= tolerance || item->kind == ENT_CROSSING_FLAT ||
                        item->kind == ENT_CROSSING_GAP);
        }
        ent_crossings_free(&found);
    }
}

/* Halving meets values at which the metric is undefined: the sign turns somewhere around them. */
static void test_gap_within_a_cell(void **state) {
    (void)state;
    asked_t asked = {.mean = missing_in_cell};
    ent_crossings_t found = find(&asked, 0, 1, 3); /* 0, 0.5, 1, then 0.25 and 0.375, 0.3125 */
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].kind, ENT_CROSSING_GAP);
    assert_same(found.items[0].from, 0.25);
    assert_same(found.items[0].to, 0.375);
    assert_int_equal(found.undefined, 0);
    ent_crossings_free(&found);
}

/* ---- Intervals ---------------------------------------------------------------------------------
 */

static void test_interval_of_a_line(void **state) {
    static const double errors[] = {0.001, 0.02, 0.1, 0.3};
    (void)state;
    for (size_t i = 0; i < COUNT(errors); i++) {
        for (int falls = 0; falls <= 1; falls++) {
            asked_t asked = {.mean = falls ? falling : rising, .standard_error = errors[i]};
            ent_crossings_t found = find(&asked, -1, 1, 17);
            double half = z95 * errors[i] / 2; /* the slope is 2 */
            assert_int_equal(found.count, 1);
            assert_int_equal(found.items[0].kind, ENT_CROSSING_ROOT);
            assert_close(found.items[0].value, 0.3, 0, 2e-6);
            assert_close(found.items[0].low, 0.3 - half, 0, 4e-6);
            assert_close(found.items[0].high, 0.3 + half, 0, 4e-6);
            assert_false(found.items[0].low_open || found.items[0].high_open);
            ent_crossings_free(&found);
        }
    }
}

static void test_open_intervals(void **state) {
    (void)state;
    asked_t wide = {.mean = rising, .standard_error = 1}; /* half an interval: 0.98 */
    ent_crossings_t found = find(&wide, -1, 1, 17);
    assert_int_equal(found.count, 1);
    assert_close(found.items[0].low, 0.3 - z95 / 2, 0, 4e-6);
    assert_false(found.items[0].low_open);
    assert_same(found.items[0].high, 1);
    assert_true(found.items[0].high_open);
    ent_crossings_free(&found);

    asked_t unknown = {.mean = rising, .standard_error = NAN}; /* of one pair */
    found = find(&unknown, -1, 1, 17);
    assert_int_equal(found.count, 1);
    assert_true(found.items[0].low_open && found.items[0].high_open);
    assert_same(found.items[0].low, -1);
    assert_same(found.items[0].high, 1);
    ent_crossings_free(&found);
}

/* |x² − 0.37| ≤ zσ: between √(0.37 − zσ) and √(0.37 + zσ); with a large error, one piece. */
static void test_intervals_of_two_roots(void **state) {
    (void)state;
    asked_t exact = {.mean = parabola, .standard_error = 0.1};
    ent_crossings_t found = find(&exact, -1, 1, 17);
    double near_zero = sqrt(0.37 - 0.1 * z95), far = sqrt(0.37 + 0.1 * z95);
    assert_int_equal(found.count, 2);
    assert_close(found.items[0].low, -far, 0, 4e-6);
    assert_close(found.items[0].high, -near_zero, 0, 4e-6);
    assert_close(found.items[1].low, near_zero, 0, 4e-6);
    assert_close(found.items[1].high, far, 0, 4e-6);
    ent_crossings_free(&found);

    asked_t rough = {.mean = parabola, .standard_error = 0.2};
    found = find(&rough, -1, 1, 17);
    far = sqrt(0.37 + 0.2 * z95);
    assert_int_equal(found.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_close(found.items[i].low, -far, 0, 4e-6);
        assert_close(found.items[i].high, far, 0, 4e-6);
    }
    ent_crossings_free(&found);
}

/* 0.05 + |x − 0.1| never is 0, but 0.1·z is above it within 0.146 of 0.1. */
static void test_touch(void **state) {
    (void)state;
    asked_t asked = {.mean = trough, .standard_error = 0.1};
    ent_crossings_t found = find(&asked, -1, 1, 17);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].kind, ENT_CROSSING_TOUCH);
    assert_close(found.items[0].low, 0.1 - (0.1 * z95 - 0.05), 0, 4e-6);
    assert_close(found.items[0].high, 0.1 + (0.1 * z95 - 0.05), 0, 4e-6);
    assert_same(found.items[0].from, found.items[0].low);
    assert_same(found.items[0].to, found.items[0].high);
    assert_int_equal(found.items[0].before, 1);
    assert_int_equal(found.items[0].after, 1);
    ent_crossings_free(&found);

    asked_t noisy = {.mean = trough, .standard_error = 1}; /* at the ends it is below 1.96, too */
    found = find(&noisy, -1, 1, 17);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].kind, ENT_CROSSING_TOUCH);
    assert_true(found.items[0].low_open && found.items[0].high_open);
    ent_crossings_free(&found);
}

/* A jump into the band, and one across it. */
static void test_jumps(void **state) {
    (void)state;
    asked_t across = {.mean = step, .standard_error = 0.1};
    ent_crossings_t found = find(&across, -1, 1, 17);
    assert_int_equal(found.items[0].kind, ENT_CROSSING_JUMP);
    assert_same(found.items[0].low, found.items[0].from);
    assert_same(found.items[0].high, found.items[0].to);
    ent_crossings_free(&found);

    asked_t into = {.mean = step, .standard_error = 0.6}; /* −1 is in the band, 2 is not */
    found = find(&into, -1, 1, 17);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].kind, ENT_CROSSING_ROOT);
    assert_true(found.items[0].low_open);
    assert_close(found.items[0].high, 0.3, 0, 2e-6);
    ent_crossings_free(&found);
}

/* Differences of members that cancel are no stretch without difference. */
static void test_cancelling(void **state) {
    (void)state;
    asked_t asked = {.mean = dead_zone, .standard_error = 0.05};
    ent_crossings_t found = find(&asked, -1, 1, 17);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].kind, ENT_CROSSING_ROOT);
    assert_close(found.items[0].from, -0.43, 0, 4e-6);
    assert_close(found.items[0].to, 0.21, 0, 4e-6);
    assert_close(found.items[0].low, -0.43 - 0.05 * z95, 0, 6e-6);
    assert_close(found.items[0].high, 0.21 + 0.05 * z95, 0, 6e-6);
    ent_crossings_free(&found);
}

/* ---- The scan ----------------------------------------------------------------------------------
 */

static void test_points(void **state) {
    size_t scanned = 0;
    (void)state;
    asked_t asked = {.mean = parabola, .standard_error = 0.1};
    ent_crossings_t found = find(&asked, -1, 1, 17);
    for (size_t i = 0; i < found.point_count; i++) {
        const ent_crossing_point_t *point = &found.points[i];
        assert_true(i == 0 || point->x > found.points[i - 1].x);
        assert_same(point->mean, parabola(point->x));
        if (point->scanned) {
            assert_close(point->x, -1 + (double)scanned / 8, 0, 0);
            scanned++;
        }
    }
    assert_int_equal(scanned, 17);
    assert_int_equal(asked.largest, 17); /* at once, for threads */
    assert_same(found.least, -0.37);
    assert_close(found.greatest, 0.63, 1e-15, 0);
    assert_false(found.constant);
    ent_crossings_free(&found);
    ent_crossings_free(&found);

    asked_t same = {.mean = level, .standard_error = 0.1};
    found = find(&same, -1, 1, 3);
    assert_true(found.constant);
    assert_int_equal(found.count, 0);
    assert_int_equal(same.points, 3);
    assert_same(found.least, -3);
    assert_same(found.greatest, -3);
    ent_crossings_free(&found);

    asked_t none = {.mean = never};
    found = find(&none, -1, 1, 5);
    assert_int_equal(found.undefined, 5);
    assert_false(found.constant);
    assert_true(isnan(found.least) && isnan(found.greatest));
    ent_crossings_free(&found);
}

/* The result does not depend on how fine the scan is, as long as it shows the turn. */
static void test_any_scan(void **state) {
    (void)state;
    for (size_t points = ENT_CROSSING_LEAST_POINTS; points < 40; points++) {
        asked_t asked = {.mean = rising, .standard_error = 0.1};
        ent_crossings_t found = find(&asked, -1, 1, points);
        assert_int_equal(found.count, 1);
        assert_close(found.items[0].value, 0.3, 0, 2e-6);
        assert_close(found.items[0].low, 0.3 - 0.05 * z95, 0, 4e-6);
        assert_close(found.items[0].high, 0.3 + 0.05 * z95, 0, 4e-6);
        ent_crossings_free(&found);
    }
}

static double far_out(double x) {
    return x - 1e15 - 3;
}

/* Around 10¹⁵ doubles are 1/8 apart, more than a millionth of the range. */
static void test_coarse_numbers(void **state) {
    (void)state;
    asked_t asked = {.mean = far_out};
    ent_crossings_t found = find(&asked, 1e15, 1e15 + 10, 3);
    assert_int_equal(found.count, 1);
    assert_close(found.items[0].value, 1e15 + 3, 0, 0.125);
    ent_crossings_free(&found);
}

static void test_refused(void **state) {
    static const struct {
        double low, high;
        size_t points;
        double z;
    } rows[] = {{1, 1, 17, 2},
                {1, 0, 17, 2},
                {NAN, 1, 17, 2},
                {0, INFINITY, 17, 2},
                {-1.7e308, 1.7e308, 17, 2},
                {0, 1, 2, 2},
                {0, 1, 10001, 2},
                {0, 1, 17, -1},
                {0, 1, 17, NAN},
                {1, 1 + 4 * 2.3e-16, 17, 2}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        asked_t asked = {.mean = rising};
        ent_crossings_t crossings = {.count = 99};
        const ent_crossing_options_t options = {.low = rows[i].low,
                                                .high = rows[i].high,
                                                .points = rows[i].points,
                                                .z = rows[i].z,
                                                .evaluate = evaluate,
                                                .user = &asked};
        assert_int_equal(ent_crossings_find(&options, &crossings), ENT_ERR_USAGE);
        assert_int_equal(crossings.count, 99);
        assert_int_equal(asked.points, 0);
    }
}

/* An error ends the search wherever it comes, and nothing is leaked. */
static void test_errors(void **state) {
    size_t fails = 1;
    ent_err_t error = ENT_ERR_INTERRUPTED;
    (void)state;
    for (; error == ENT_ERR_INTERRUPTED && fails < 200; fails++) {
        asked_t asked = {.mean = parabola, .standard_error = 0.1, .fails_at = fails};
        ent_crossings_t crossings = {.count = 99};
        const ent_crossing_options_t options = {
            .low = -1, .high = 1, .points = 17, .z = 2, .evaluate = evaluate, .user = &asked};
        error = ent_crossings_find(&options, &crossings);
        if (error == ENT_OK) {
            ent_crossings_free(&crossings);
        } else {
            assert_int_equal(asked.batches, fails);
            assert_int_equal(crossings.count, 99);
        }
    }
    assert_int_equal(error, ENT_OK);
    assert_true(fails > 20);
}

/* Quantiles of the normal distribution from any table. */
static void test_z(void **state) {
    (void)state;
    assert_close(ent_crossing_z(0.95), z95, 1e-12, 0);
    assert_close(ent_crossing_z(0.9), 1.6448536269514722, 1e-12, 0);
    assert_close(ent_crossing_z(0.99), 2.5758293035489004, 1e-12, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_gap_within_a_cell),
        cmocka_unit_test(test_interval_of_a_line),
        cmocka_unit_test(test_open_intervals),
        cmocka_unit_test(test_intervals_of_two_roots),
        cmocka_unit_test(test_touch),
        cmocka_unit_test(test_jumps),
        cmocka_unit_test(test_cancelling),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_any_scan),
        cmocka_unit_test(test_coarse_numbers),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_z),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

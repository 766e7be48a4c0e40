/* Distributions that merge exactly: moments, quantiles, ends, and every order of merging. */
#include "ensemble/distribution.h"
#include "support/chance.h"
#include "support/same.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BINS = 1000, PARTS = 5 };

/* A distribution with its storage. */
typedef struct {
    ent_scale_t scale;
    ent_moments_t moments;
    uint32_t counts[MOST_BINS + 2];
} store_t;

static const ent_scale_t percent = {.low = 0, .high = 100, .centre = 50, .bins = 1000};
static const ent_scale_t coarse = {.low = -1, .high = 1, .centre = 0, .bins = 20};
static const ent_scale_t whole = {
    .low = -0.5, .high = 99.5, .centre = 49.5, .bins = 100, .whole = true};

static ent_distribution_t empty(store_t *store, const ent_scale_t *scale) {
    *store = (store_t){.scale = *scale};
    ent_moments_init(&store->moments);
    return (ent_distribution_t){&store->scale, &store->moments, store->counts};
}

static ent_distribution_t filled(store_t *store, const ent_scale_t *scale, const double *values,
                                 size_t count) {
    ent_distribution_t distribution = empty(store, scale);
    for (size_t i = 0; i < count; i++) {
        ent_distribution_add(distribution, values[i]);
    }
    return distribution;
}

static void draw(double *values, size_t count, double low, double high) {
    support_chance_t chance = {42};
    for (size_t i = 0; i < count; i++) {
        values[i] = support_between(&chance, low, high);
    }
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A plain two-pass computation in long double; fixed-point sums are in steps of 2⁻⁴⁰. */
static void assert_moments(const ent_scale_t *scale, const double *values, size_t count) {
    store_t store;
    ent_distribution_t distribution = filled(&store, scale, values, count);
    long double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    long double mean = sum / (long double)count;
    for (size_t i = 0; i < count; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    long double sd = sqrtl(squares / (long double)(count - 1));
    assert_close(ent_distribution_mean(distribution), (double)mean, 0, 1e-12);
    assert_close(ent_distribution_sd(distribution), (double)sd, 1e-10, 1e-9);
}

static void moments_agree_with_a_two_pass_computation(void **state) {
    double values[5000];
    (void)state;
    draw(values, 5000, 0, 100);
    assert_moments(&percent, values, 5000);
    assert_moments(&percent, values, 2);
    draw(values, 5000, 93.2, 93.4); /* a small spread far from the centre */
    assert_moments(&percent, values, 5000);
    draw(values, 5000, -1.3, 1.2); /* beyond the ends, too */
    assert_moments(&coarse, values, 5000);
}

/* At whole ranks (n − 1)p the quantile is a sorted value, to within a bin's width. */
static void quantiles_are_sorted_values_to_within_a_bin(void **state) {
    double values[1001];
    store_t store;
    (void)state;
    draw(values, 1001, 5, 95);
    ent_distribution_t distribution = filled(&store, &percent, values, 1001);
    qsort(values, 1001, sizeof values[0], compare_doubles);
    for (size_t rank = 0; rank <= 1000; rank += 4) {
        double p = (double)rank / 1000;
        size_t at = (size_t)((double)1000 * p); /* as the product rounds */
        assert_close(ent_distribution_quantile(distribution, p), values[at], 0, 0.1);
    }
}

/*
 * At any p, to within a bin's width of the sorted values around the rank (n − 1)p; never less than
 * the least or more than the greatest of them all; and never falling with p.
 */
static void assert_quantiles(const ent_scale_t *scale, double *values, size_t count) {
    const double width = (scale->high - scale->low) / scale->bins * (1 + 1e-9);
    double last = -INFINITY;
    store_t store;
    ent_distribution_t distribution = filled(&store, scale, values, count);
    qsort(values, count, sizeof values[0], compare_doubles);
    for (size_t percent_point = 0; percent_point <= 100; percent_point++) {
        double p = (double)percent_point / 100, rank = (double)(count - 1) * p;
        double found = ent_distribution_quantile(distribution, p);
        double below = values[(size_t)rank], above = values[(size_t)ceil(rank)];
        if (!(found >= fmax(below - width, values[0]) &&
              found <= fmin(above + width, values[count - 1]) && found >= last)) {
            fail_msg("%zu values, p = %g: found %.17g, between %.17g and %.17g, before %.17g",
                     count, p, found, below, above, last);
        }
        last = found;
    }
}

static void quantiles_of_few_values_keep_to_their_bins(void **state) {
    double values[40], near[] = {-0.999, -0.899};
    (void)state;
    assert_quantiles(&coarse, near, 2);
    for (size_t count = 2; count <= 40; count++) {
        draw(values, count, -0.9, 0.9);
        assert_quantiles(&coarse, values, count);
    }
}

/* Atoms hold what is at or beyond an end; their quantiles are narrowed to the values there are. */
static void atoms_hold_what_lies_at_or_beyond_the_ends(void **state) {
    static const double values[] = {-1, -1.5, -1.5, 0.5, 1, 3, 1};
    store_t store;
    (void)state;
    ent_distribution_t distribution = filled(&store, &coarse, values, 7);
    assert_int_equal(store.counts[0], 3);
    assert_int_equal(store.counts[16], 1); /* 0.5 begins the 16th bin */
    assert_int_equal(store.counts[21], 3);
    double low = ent_distribution_quantile(distribution, 0);
    double high = ent_distribution_quantile(distribution, 1);
    assert_true(low >= -1.5 && low <= -1);
    assert_true(high >= 1 && high <= 3);
    assert_close(ent_distribution_mean(distribution), 1.5 / 7, 1e-12, 0);
}

/* A variable on its clamp in every member is reported as that clamp, not as a bin beside it. */
static void an_atom_of_one_value_is_exact(void **state) {
    static const double values[] = {1, 1, 1, 0.95};
    store_t store;
    (void)state;
    ent_distribution_t distribution = filled(&store, &coarse, values, 4);
    assert_same(ent_distribution_quantile(distribution, 0.5), 1);
    assert_same(ent_distribution_quantile(distribution, 0.95), 1);
}

static void bins_are_equal_between_the_ends(void **state) {
    static const struct {
        double value;
        uint32_t bin;
    } cases[] = {{-1, 0},         {-0.9999999, 1}, {-0.95, 1}, {-0.85, 2}, {0.05, 11},
                 {0.9999999, 20}, {1, 21},         {-7, 0},    {7, 21}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ent_scale_bin(&coarse, cases[i].value), cases[i].bin);
    }
    assert_int_equal(ent_scale_bin(&coarse, nextafter(-1, 1)), 1);
    assert_int_equal(ent_scale_bin(&coarse, nextafter(1, -1)), 20);
    assert_int_equal(ent_scale_bin(&percent, nextafter(100, 0)), 1000);
}

/* Without rounding to 2⁻⁴⁰: 0.1 is no multiple of it. */
static void a_single_value_is_exact(void **state) {
    static const double value = 0.1;
    store_t store;
    (void)state;
    ent_distribution_t distribution = filled(&store, &coarse, &value, 1);
    assert_same(ent_distribution_mean(distribution), 0.1);
    assert_same(ent_distribution_sd(distribution), 0);
    for (double p = 0; p <= 1; p += 0.05) {
        assert_same(ent_distribution_quantile(distribution, p), 0.1);
    }
}

static void values_that_are_all_equal_are_exact(void **state) {
    double values[1000];
    store_t store;
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        values[i] = 61.7;
    }
    ent_distribution_t distribution = filled(&store, &percent, values, 1000);
    assert_same(ent_distribution_mean(distribution), 61.7);
    assert_same(ent_distribution_sd(distribution), 0);
    assert_same(ent_distribution_quantile(distribution, 0.05), 61.7);
    assert_same(ent_distribution_quantile(distribution, 0.95), 61.7);
}

/* Each whole number has a bin of its own, so its quantiles are exact sorted values. */
static void whole_numbers_have_whole_quantiles(void **state) {
    static const double values[] = {0, 0, 1, 1, 1, 2, 3, 7, 98, 99};
    store_t store;
    (void)state;
    ent_distribution_t distribution = filled(&store, &whole, values, 10);
    for (size_t rank = 0; rank < 10; rank++) {
        double p = ((double)rank + 0.25) / 9;
        assert_same(ent_distribution_quantile(distribution, p < 1 ? p : 1), values[rank]);
    }
    assert_close(ent_distribution_mean(distribution), 21.2, 1e-12, 0);
}

/* Parts of uneven size, merged in every rotation and backwards, equal the whole bit for bit. */
static void merging_in_any_order_gives_the_same_bits(void **state) {
    static const size_t begin[PARTS + 1] = {0, 1, 30, 30, 777, 1000};
    static store_t whole_store, merged;
    store_t parts[PARTS];
    ent_distribution_t views[PARTS];
    double values[1000];
    (void)state;
    draw(values, 1000, -10, 110);
    ent_distribution_t all = filled(&whole_store, &percent, values, 1000);
    for (size_t i = 0; i < PARTS; i++) {
        views[i] = filled(&parts[i], &percent, values + begin[i], begin[i + 1] - begin[i]);
    }
    for (size_t turn = 0; turn < 2 * PARTS; turn++) {
        ent_distribution_t into = empty(&merged, &percent);
        for (size_t i = 0; i < PARTS; i++) {
            size_t part = (turn + i) % PARTS;
            ent_distribution_merge(into, views[turn < PARTS ? part : PARTS - 1 - part]);
        }
        support_assert_same_distribution(into, all);
    }
}

static void adding_in_any_order_gives_the_same_bits(void **state) {
    static store_t forwards, backwards;
    double values[1000];
    (void)state;
    draw(values, 1000, 0, 100);
    ent_distribution_t one = filled(&forwards, &percent, values, 1000);
    qsort(values, 1000, sizeof values[0], compare_doubles);
    ent_distribution_t other = filled(&backwards, &percent, values, 1000);
    support_assert_same_distribution(one, other);
}

/* Errors: of no values everything is undefined, which is NaN. */
static void nothing_has_no_moments_and_no_quantiles(void **state) {
    store_t store;
    (void)state;
    ent_distribution_t distribution = empty(&store, &percent);
    assert_true(isnan(ent_distribution_mean(distribution)));
    assert_true(isnan(ent_distribution_sd(distribution)));
    assert_true(isnan(ent_distribution_quantile(distribution, 0.5)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_agree_with_a_two_pass_computation),
        cmocka_unit_test(quantiles_are_sorted_values_to_within_a_bin),
        cmocka_unit_test(quantiles_of_few_values_keep_to_their_bins),
        cmocka_unit_test(atoms_hold_what_lies_at_or_beyond_the_ends),
        cmocka_unit_test(an_atom_of_one_value_is_exact),
        cmocka_unit_test(bins_are_equal_between_the_ends),
        cmocka_unit_test(a_single_value_is_exact),
        cmocka_unit_test(values_that_are_all_equal_are_exact),
        cmocka_unit_test(whole_numbers_have_whole_quantiles),
        cmocka_unit_test(merging_in_any_order_gives_the_same_bits),
        cmocka_unit_test(adding_in_any_order_gives_the_same_bits),
        cmocka_unit_test(nothing_has_no_moments_and_no_quantiles),
    };
    return cmocka_run_group_tests_name("distribution", tests, NULL, NULL);
}

/* Sets of histograms: where each lies, what is left out, merging, and the bytes they take. */
#include "ensemble/histograms.h"

#include "support/close.h"
#include "support/same.h"

#include <math.h>

enum { QUANTITIES = 4, INSTANTS = 3, LEFT_OUT = 2 };

/* Of 10, 1, no and 3 bins. */
static const ent_scale_t scales[QUANTITIES] = {
    {.low = 0, .high = 10, .centre = 5, .bins = 10},
    {.low = 0, .high = 1, .centre = 0.5, .bins = 1},
    {.low = 0, .high = 1, .centre = 0.5, .bins = 0},
    {.low = -1.5, .high = 1.5, .bins = 3, .whole = true},
};

static ent_scale_t scale_of(const void *user, size_t quantity) {
    return ((const ent_scale_t *)user)[quantity];
}

static const ent_histograms_shape_t shape = {QUANTITIES, INSTANTS, scale_of, scales};

static ent_histograms_t make_set(const ent_histograms_shape_t *of) {
    ent_histograms_t set;
    assert_int_equal(ent_histograms_init(&set, of), ENT_OK);
    return set;
}

static uint64_t count_in(const ent_histograms_t *set, size_t quantity, size_t instant) {
    ent_distribution_t view = ent_histograms_view(set, quantity, instant);
    uint64_t sum = 0;
    for (uint32_t bin = 0; bin < scales[quantity].bins + 2; bin++) {
        sum += view.counts[bin];
    }
    return sum;
}

/* Each is filled to both its ends with a number of its own; none has a count of another's. */
static void every_quantity_has_a_place_at_every_instant(void **state) {
    ent_histograms_t set = make_set(&shape);
    (void)state;
    for (size_t n = 0; n < INSTANTS; n++) {
        for (size_t i = 0; i < QUANTITIES; i++) {
            ent_distribution_t view = ent_histograms_view(&set, i, n);
            assert_same(ent_distribution_mean(view), NAN); /* of nothing yet */
            for (size_t k = 0; k < 10 * n + i + 1 && i != LEFT_OUT; k++) {
                ent_distribution_add(view, scales[i].low);
                ent_distribution_add(view, scales[i].high);
            }
        }
    }
    for (size_t n = 0; n < INSTANTS; n++) {
        for (size_t i = 0; i < QUANTITIES; i++) {
            ent_distribution_t view = ent_histograms_view(&set, i, n);
            uint64_t expected = i != LEFT_OUT ? 2 * (10 * n + i + 1) : 0;
            assert_int_equal(view.moments->count, expected);
            assert_same(view.scale->low, scales[i].low);
            assert_int_equal(view.scale->bins, scales[i].bins);
            if (i != LEFT_OUT) {
                assert_int_equal(count_in(&set, i, n), expected);
                assert_same(ent_distribution_mean(view), (scales[i].low + scales[i].high) / 2);
            }
        }
    }
    ent_histograms_free(&set);
}

/* An instant has 12 + 3 + 0 + 5 counts of 4 bytes, and sums of the three quantities kept. */
static void bytes_are_those_of_counts_and_sums(void **state) {
    ent_histograms_t set = make_set(&shape);
    ent_histograms_shape_t nothing = {0, INSTANTS, scale_of, scales};
    (void)state;
    assert_int_equal(set.stride, 20);
    assert_int_equal(ent_histograms_bytes(&shape), 3 * (20 * 4 + 3 * sizeof(ent_moments_t)));
    assert_int_equal(ent_histograms_bytes(&nothing), 0);
    ent_histograms_free(&set);
}

static void add_some(ent_histograms_t *set, int from, int until) {
    for (int k = from; k < until; k++) {
        for (size_t n = 0; n < INSTANTS; n++) {
            ent_distribution_add(ent_histograms_view(set, 0, n), 0.37 * k - 1);
            ent_distribution_add(ent_histograms_view(set, 1, n), (k + (int)n) % 2);
            ent_distribution_add(ent_histograms_view(set, 3, n), k % 3 - 1);
        }
    }
}

static void parts_merged_are_the_whole(void **state) {
    ent_histograms_t whole = make_set(&shape), merged = make_set(&shape), part = make_set(&shape);
    (void)state;
    add_some(&whole, 0, 40);
    add_some(&part, 0, 13);
    add_some(&merged, 13, 40);
    ent_histograms_merge(&merged, &part);
    for (size_t n = 0; n < INSTANTS; n++) {
        for (size_t i = 0; i < QUANTITIES; i++) {
            if (i != LEFT_OUT) {
                assert_int_equal(count_in(&merged, i, n), 40);
                support_assert_same_distribution(ent_histograms_view(&merged, i, n),
                                                 ent_histograms_view(&whole, i, n));
            }
        }
    }
    assert_int_equal(ent_histograms_view(&merged, LEFT_OUT, 0).moments->count, 0);
    ent_histograms_free(&whole);
    ent_histograms_free(&merged);
    ent_histograms_free(&part);
}

/* Errors: more than there can be is no memory; freeing twice, or after that, is harmless. */
static void a_set_too_large_leaves_nothing_to_free(void **state) {
    ent_histograms_shape_t vast = {1, SIZE_MAX / 2, scale_of, scales};
    ent_histograms_t set;
    (void)state;
    assert_int_equal(ent_histograms_init(&set, &vast), ENT_ERR_MEMORY);
    assert_null(set.scales);
    ent_histograms_free(&set);
    set = make_set(&shape);
    ent_histograms_free(&set);
    ent_histograms_free(&set);
    assert_null(set.counts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_quantity_has_a_place_at_every_instant),
        cmocka_unit_test(bytes_are_those_of_counts_and_sums),
        cmocka_unit_test(parts_merged_are_the_whole),
        cmocka_unit_test(a_set_too_large_leaves_nothing_to_free),
    };
    return cmocka_run_group_tests_name("histograms", tests, NULL, NULL);
}

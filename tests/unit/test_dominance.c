/*
 * Stochastic dominance of histograms (analysis/dominance.c), against textbook cases worked out by
 * hand, and against definitions by sorted values: a dominates b at first order when, of equally
 * many sorted values, each of a's is at least b's; at second order when each sum of the worst ones
 * is (Levy 2016, Stochastic Dominance, sections 3 and 5: by quantiles).
 */
#include "analysis/dominance.h"
#include "support/chance.h"
#include "support/close.h"

#include <stdlib.h>
#include <string.h>

enum { BINS = 6, PLACES = BINS + 2, MOST_COUNT = 4, MOST_VALUES = PLACES * MOST_COUNT };

static const ent_scale_t six = {.low = 0, .high = 6, .centre = 3, .bins = BINS};

/* A distribution with its storage. */
typedef struct {
    ent_scale_t scale;
    ent_moments_t moments;
    uint32_t counts[PLACES];
} store_t;

static ent_distribution_t of_counts(store_t *store, const uint32_t *counts) {
    *store = (store_t){.scale = six};
    ent_moments_init(&store->moments);
    for (size_t i = 0; i < PLACES; i++) {
        store->counts[i] = counts[i];
        store->moments.count += counts[i];
    }
    return (ent_distribution_t){&store->scale, &store->moments, store->counts};
}

/* Counts from the low atom over six bins to the high atom, and what they must give. */
typedef struct {
    const char *what;
    uint32_t a[PLACES], b[PLACES];
    ent_dominance_t first, second;             /* more is better */
    ent_dominance_t mirrored, mirrored_second; /* less is better */
} case_t;

static ent_dominance_t turned(ent_dominance_t dominance) {
    static const ent_dominance_t other[] = {[ENT_DOMINATES] = ENT_DOMINATED,
                                            [ENT_DOMINATED] = ENT_DOMINATES,
                                            [ENT_EQUAL] = ENT_EQUAL,
                                            [ENT_NEITHER] = ENT_NEITHER};
    return other[dominance];
}

static void assert_case(const case_t *row) {
    store_t stores[2];
    ent_distribution_t a = of_counts(&stores[0], row->a), b = of_counts(&stores[1], row->b);
    bool right = ent_dominance_first(a, b, false) == row->first &&
                 ent_dominance_second(a, b, false) == row->second &&
                 ent_dominance_first(a, b, true) == row->mirrored &&
                 ent_dominance_second(a, b, true) == row->mirrored_second;
    bool back = ent_dominance_first(b, a, false) == turned(row->first) &&
                ent_dominance_second(b, a, false) == turned(row->second) &&
                ent_dominance_first(b, a, true) == turned(row->mirrored) &&
                ent_dominance_second(b, a, true) == turned(row->mirrored_second);
    if (!right || !back) {
        fail_msg("%s: %d %d, mirrored %d %d%s", row->what, (int)ent_dominance_first(a, b, false),
                 (int)ent_dominance_second(a, b, false), (int)ent_dominance_first(a, b, true),
                 (int)ent_dominance_second(a, b, true), right ? "; exchanged" : "");
    }
}

static void textbook_cases(void **state) {
    static const case_t cases[] = {
        {"the same", {0, 1, 2, 1}, {0, 1, 2, 1}, ENT_EQUAL, ENT_EQUAL, ENT_EQUAL, ENT_EQUAL},
        {"the same, of twice as many",
         {1, 1, 2, 1},
         {2, 2, 4, 2},
         ENT_EQUAL,
         ENT_EQUAL,
         ENT_EQUAL,
         ENT_EQUAL},
        {"shifted up by a bin",
         {0, 0, 1, 2, 1},
         {0, 1, 2, 1, 0},
         ENT_DOMINATES,
         ENT_DOMINATES,
         ENT_DOMINATED,
         ENT_DOMINATED},
        {"shifted up by a bin, of three times as many",
         {0, 0, 3, 6, 3},
         {0, 1, 2, 1, 0},
         ENT_DOMINATES,
         ENT_DOMINATES,
         ENT_DOMINATED,
         ENT_DOMINATED},
        {"one value of many moved up",
         {0, 5, 4, 1, 0, 0, 0, 0},
         {0, 5, 5, 0, 0, 0, 0, 0},
         ENT_DOMINATES,
         ENT_DOMINATES,
         ENT_DOMINATED,
         ENT_DOMINATED},
        /* The mean stays, the spread grows: who shuns risk declines, whichever side is bad. */
        {"narrow against a mean-preserving spread",
         {0, 0, 0, 2, 2, 0},
         {0, 0, 1, 1, 1, 1},
         ENT_NEITHER,
         ENT_DOMINATES,
         ENT_NEITHER,
         ENT_DOMINATES},
        {"certainty against a toss of the two ends",
         {0, 0, 0, 1, 1, 0, 0, 0},
         {1, 0, 0, 0, 0, 0, 0, 1},
         ENT_NEITHER,
         ENT_DOMINATES,
         ENT_NEITHER,
         ENT_DOMINATES},
        {"certainty against a toss, of other numbers",
         {0, 0, 0, 7},
         {0, 0, 3, 0, 3},
         ENT_NEITHER,
         ENT_DOMINATES,
         ENT_NEITHER,
         ENT_DOMINATES},
        /* A higher mean at some risk: 2 for sure against 1 or 5. Low is bad: the worst is worse. */
        {"2 for sure against 1 or 5",
         {0, 0, 2},
         {0, 1, 0, 0, 0, 1},
         ENT_NEITHER,
         ENT_NEITHER,
         ENT_NEITHER,
         ENT_DOMINATES},
        /* Less risk and a higher mean, and yet no first order: 3 for sure against 1 or 4. */
        {"3 for sure against 1 or 4",
         {0, 0, 0, 2},
         {0, 1, 0, 0, 1},
         ENT_NEITHER,
         ENT_DOMINATES,
         ENT_NEITHER,
         ENT_NEITHER},
        /* Sorted, 1 4 4 against 2 2 5: sums of the worst are 1 5 9 against 2 4 9. */
        {"crossing twice",
         {0, 1, 0, 0, 2},
         {0, 0, 2, 0, 0, 1},
         ENT_NEITHER,
         ENT_NEITHER,
         ENT_NEITHER,
         ENT_NEITHER},
        {"all at the ends",
         {3, 0, 0, 0, 0, 0, 0, 1},
         {1, 0, 0, 0, 0, 0, 0, 3},
         ENT_DOMINATED,
         ENT_DOMINATED,
         ENT_DOMINATES,
         ENT_DOMINATES},
        /* An end is half a bin from the middle of the bin beside it. */
        {"an end and the bin beside it",
         {1, 0},
         {0, 1},
         ENT_DOMINATED,
         ENT_DOMINATED,
         ENT_DOMINATES,
         ENT_DOMINATES},
        {"the half bin counts: 0 or 1.5 against 0.5 twice",
         {1, 0, 1},
         {0, 2},
         ENT_NEITHER,
         ENT_NEITHER,
         ENT_NEITHER,
         ENT_DOMINATED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_case(&cases[i]);
    }
}

static void of_nothing_nothing_can_be_said(void **state) {
    static const case_t one = {"one empty", {0},         {0, 1, 1},  ENT_NEITHER,
                               ENT_NEITHER, ENT_NEITHER, ENT_NEITHER};
    static const case_t both = {"both empty", {0},         {0},        ENT_NEITHER,
                                ENT_NEITHER,  ENT_NEITHER, ENT_NEITHER};
    (void)state;
    assert_case(&one);
    assert_case(&both);
}

/* Where the values of a place stand, in half bins from the low end. */
static long position(size_t place) {
    return place == 0 ? 0 : place == BINS + 1 ? 2 * BINS : 2 * (long)place - 1;
}

/* Each value as often as makes the two distributions equally many, from worst to best. */
static size_t expand(const uint32_t *counts, size_t times, bool less_is_better, long *values) {
    size_t count = 0;
    for (size_t i = 0; i < PLACES; i++) {
        size_t place = less_is_better ? PLACES - 1 - i : i;
        for (size_t j = 0; j < counts[place] * times; j++) {
            values[count++] = less_is_better ? -position(place) : position(place);
        }
    }
    return count;
}

static size_t total(const uint32_t *counts) {
    size_t sum = 0;
    for (size_t i = 0; i < PLACES; i++) {
        sum += counts[i];
    }
    return sum;
}

/* The verdict by sorted values, or by sums of the worst of them. */
static ent_dominance_t by_values(const uint32_t *a, const uint32_t *b, bool less_is_better,
                                 bool summed) {
    static long of_a[MOST_VALUES * MOST_VALUES], of_b[MOST_VALUES * MOST_VALUES];
    size_t count = expand(a, total(b), less_is_better, of_a);
    assert_int_equal(expand(b, total(a), less_is_better, of_b), count);
    long sum_a = 0, sum_b = 0;
    bool more = false, less = false;
    for (size_t i = 0; i < count; i++) {
        sum_a = of_a[i] + (summed ? sum_a : 0);
        sum_b = of_b[i] + (summed ? sum_b : 0);
        more = more || sum_a > sum_b;
        less = less || sum_a < sum_b;
    }
    return more && less ? ENT_NEITHER : more ? ENT_DOMINATES : less ? ENT_DOMINATED : ENT_EQUAL;
}

/* A histogram, or another with a few values moved, or all of it several times. */
static void draw(support_chance_t *chance, uint32_t *a, uint32_t *b) {
    for (size_t i = 0; i < PLACES; i++) {
        a[i] = (uint32_t)support_pick(chance, 3);
        b[i] = a[i];
    }
    a[3]++;
    b[3]++;
    for (size_t moves = support_pick(chance, 4); moves > 0; moves--) {
        size_t from = support_pick(chance, PLACES), to = support_pick(chance, PLACES);
        if (b[from] > 0 && b[to] < MOST_COUNT) {
            b[from]--;
            b[to]++;
        }
    }
    if (support_pick(chance, 5) == 0) { /* one more value: other totals, other shares */
        b[support_pick(chance, PLACES)] += b[3] < MOST_COUNT ? 1 : 0;
    }
}

static void verdicts_agree_with_those_by_sorted_values(void **state) {
    support_chance_t chance = {20261};
    size_t seen[2][2][ENT_NEITHER + 1] = {{{0}}}, only_second = 0;
    (void)state;
    for (int n = 0; n < 20000; n++) {
        uint32_t counts[2][PLACES];
        store_t stores[2];
        draw(&chance, counts[0], counts[1]);
        ent_distribution_t a = of_counts(&stores[0], counts[0]);
        ent_distribution_t b = of_counts(&stores[1], counts[1]);
        for (int less = 0; less < 2; less++) {
            ent_dominance_t first = ent_dominance_first(a, b, less);
            ent_dominance_t second = ent_dominance_second(a, b, less);
            assert_int_equal(first, by_values(counts[0], counts[1], less, false));
            assert_int_equal(second, by_values(counts[0], counts[1], less, true));
            assert_true(first == ENT_NEITHER || first == second); /* first implies second */
            assert_int_equal(ent_dominance_first(b, a, less), turned(first));
            assert_int_equal(ent_dominance_second(b, a, less), turned(second));
            seen[0][less][first]++;
            seen[1][less][second]++;
            only_second += first == ENT_NEITHER && second != ENT_NEITHER;
        }
    }
    for (size_t i = 0; i <= ENT_NEITHER; i++) { /* each verdict was put to the test */
        assert_true(seen[0][0][i] > 100 && seen[0][1][i] > 100);
        assert_true(seen[1][0][i] > 100 && seen[1][1][i] > 100);
    }
    assert_true(only_second > 100);
}

/* Shares that differ by one part in 10¹⁹, which no double tells apart, and sums beyond 64 bits. */
static void large_counts_are_compared_exactly(void **state) {
    enum { MANY = 1000 };
    static uint32_t of_a[MANY + 2], of_b[MANY + 2];
    ent_scale_t scale = {.low = 0, .high = 1, .centre = 0.5, .bins = MANY};
    ent_moments_t moments;
    (void)state;
    ent_moments_init(&moments);
    ent_distribution_t a = {&scale, &moments, of_a}, b = {&scale, &moments, of_b};
    /* n/(2n + 1) < (n + 1)/(2n + 3) for n = 2³¹ − 2: they differ by 1/((2n + 1)(2n + 3)). */
    of_a[1] = 2147483646U;
    of_a[MANY] = 2147483647U;
    of_b[1] = 2147483647U;
    of_b[MANY] = 2147483648U;
    assert_int_equal(ent_dominance_first(a, b, false), ENT_DOMINATES);
    assert_int_equal(ent_dominance_second(a, b, false), ENT_DOMINATES);
    assert_int_equal(ent_dominance_first(a, b, true), ENT_DOMINATED);
    for (size_t i = 0; i < MANY + 2; i++) {
        of_a[i] = of_b[i] = UINT32_MAX;
    }
    assert_int_equal(ent_dominance_second(a, b, false), ENT_EQUAL);
    of_a[0]--; /* one bad value fewer, of 4 · 10¹² */
    assert_int_equal(ent_dominance_first(a, b, false), ENT_DOMINATES);
    assert_int_equal(ent_dominance_second(a, b, false), ENT_DOMINATES);
    assert_int_equal(ent_dominance_second(b, a, false), ENT_DOMINATED);
}

/* Values added one by one, on a scale of a metric: a sum of two dice against one of them twice. */
static void added_values_are_judged_by_their_bins(void **state) {
    ent_scale_t scale = {.low = -0.5, .high = 20.5, .centre = 10, .bins = 21, .whole = true};
    ent_moments_t moments[2];
    uint32_t counts[2][23] = {{0}};
    (void)state;
    ent_moments_init(&moments[0]);
    ent_moments_init(&moments[1]);
    ent_distribution_t sum = {&scale, &moments[0], counts[0]};
    ent_distribution_t twice = {&scale, &moments[1], counts[1]};
    for (int i = 1; i <= 6; i++) {
        ent_distribution_add(twice, 2 * i); /* 6 of them: mean 7, sd twice that of a die */
        for (int j = 1; j <= 6; j++) {
            ent_distribution_add(sum, i + j); /* 36: mean 7, sd √2 times that of a die */
        }
    }
    assert_int_equal(ent_dominance_first(sum, twice, false), ENT_NEITHER);
    assert_int_equal(ent_dominance_second(sum, twice, false), ENT_DOMINATES);
    assert_int_equal(ent_dominance_second(sum, twice, true), ENT_DOMINATES);
    assert_int_equal(ent_dominance_second(twice, sum, true), ENT_DOMINATED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook_cases),
        cmocka_unit_test(of_nothing_nothing_can_be_said),
        cmocka_unit_test(verdicts_agree_with_those_by_sorted_values),
        cmocka_unit_test(large_counts_are_compared_exactly),
        cmocka_unit_test(added_values_are_judged_by_their_bins),
    };
    return cmocka_run_group_tests_name("dominance", tests, NULL, NULL);
}

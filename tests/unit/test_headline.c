/*
 * What was found, in words: sentences for intervals made by hand, which are expected word for word,
 * because readers quote them.
 */
#include "report/headline.h"

#include "ensemble/histograms.h"
#include "report/verdict.h"
#include "support/close.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static ent_gain_t gain_of(double low, double mean, double high) {
    return (ent_gain_t){.pairs = 1000, .paired = {.mean = mean, .low = low, .high = high}};
}

static void assert_headline(double low, double mean, double high, const char *expected) {
    ent_gain_t gain = gain_of(low, mean, high);
    char text[ENT_HEADLINE_SIZE];
    assert_string_equal(ent_headline_gain(&gain, false, text), expected);
}

static void gains_and_losses_have_a_range(void **state) {
    (void)state;
    assert_headline(3.7407, 3.7819, 3.8232,
                    "From these assumptions, the relationship is about 3.8 points healthier on "
                    "average than under the control (3.7 to 3.8 from sampling alone).");
    assert_headline(-0.6996, -0.6452, -0.5907,
                    "From these assumptions, the relationship is about 0.65 points less healthy on "
                    "average than under the control (0.59 to 0.70 from sampling alone).");
    assert_headline(11.4, 12.345, 13.3,
                    "From these assumptions, the relationship is about 12 points healthier on "
                    "average than under the control (11 to 13 from sampling alone).");
    assert_headline(0.9, 1.02, 1.14,
                    "From these assumptions, the relationship is about 1.0 point healthier on "
                    "average than under the control (0.90 to 1.1 from sampling alone).");
}

static void a_range_within_the_rounding_is_said_so(void **state) {
    (void)state;
    assert_headline(3.79, 3.8, 3.81,
                    "From these assumptions, the relationship is about 3.8 points healthier on "
                    "average than under the control (sampling alone leaves no more than rounding "
                    "does).");
}

static void an_interval_that_spans_zero_is_undecided(void **state) {
    (void)state;
    assert_headline(-0.041, 0.03, 0.11,
                    "Undecided: from these assumptions, and with so many members, sampling alone "
                    "leaves mean health between 0.041 points lower and 0.11 points higher than "
                    "under the control.");
    const double ends[][2] = {{0, 1}, {-1, 0}, {-1e-9, 1e-9}, {-50, 50}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ent_gain_t gain = gain_of(ends[i][0], (ends[i][0] + ends[i][1]) / 2, ends[i][1]);
        char text[ENT_HEADLINE_SIZE];
        assert_int_equal(strncmp(ent_headline_gain(&gain, false, text), "Undecided: ", 11), 0);
        assert_string_equal(ent_verdict(&gain, ENT_MORE_IS_BETTER), "undecided");
    }
}

static void a_placebo_makes_no_difference(void **state) {
    ent_gain_t gain = gain_of(0, 0, 0);
    char text[ENT_HEADLINE_SIZE];
    (void)state;
    assert_string_equal(ent_headline_gain(&gain, true, text),
                        "No difference: from these assumptions every member fares exactly as under "
                        "the control, in every metric.");
    assert_string_equal(ent_headline_gain(&gain, false, text),
                        "No difference in mean health, from these assumptions, in any member.");
    assert_string_equal(ent_verdict(&gain, ENT_MORE_IS_BETTER), "the same");
}

static void one_member_has_no_range(void **state) {
    ent_gain_t gain = {.pairs = 1, .paired = {.mean = -2.5, .low = NAN, .high = NAN}};
    char text[ENT_HEADLINE_SIZE];
    (void)state;
    assert_string_equal(ent_headline_gain(&gain, false, text),
                        "From these assumptions, the relationship is about 2.5 points less healthy "
                        "on average than under the control, in the one member that was run.");
    gain.paired.mean = 0;
    assert_string_equal(ent_headline_gain(&gain, false, text),
                        "No difference in mean health in the one member that was run.");
    gain.pairs = 0;
    assert_string_equal(ent_headline_gain(&gain, false, text),
                        "Mean health cannot be compared: it is not defined over so short a time.");
    assert_string_equal(ent_verdict(&gain, ENT_MORE_IS_BETTER), "");
}

/* A headline is no place for a probability. */
static void no_sentence_has_a_percentage(void **state) {
    const double ends[][2] = {{1, 2}, {-2, -1}, {-1, 1}, {0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ent_gain_t gain = gain_of(ends[i][0], (ends[i][0] + ends[i][1]) / 2, ends[i][1]);
        char text[ENT_HEADLINE_SIZE];
        gain.better = 0.374;
        (void)ent_headline_gain(&gain, false, text);
        assert_null(strchr(text, '%'));
        assert_null(strstr(text, "37"));
        assert_non_null(strstr(text, "rom these assumptions"));
    }
}

static void verdicts_follow_the_direction(void **state) {
    static const struct {
        double low, high;
        ent_better_t better;
        const char *verdict;
    } rows[] = {
        {1, 2, ENT_MORE_IS_BETTER, "better"},      {1, 2, ENT_LESS_IS_BETTER, "worse"},
        {-2, -1, ENT_MORE_IS_BETTER, "worse"},     {-2, -1, ENT_LESS_IS_BETTER, "better"},
        {1, 2, ENT_NEITHER_IS_BETTER, "more"},     {-2, -1, ENT_NEITHER_IS_BETTER, "less"},
        {-1, 2, ENT_LESS_IS_BETTER, "undecided"},  {0, 2, ENT_MORE_IS_BETTER, "undecided"},
        {0, 0, ENT_NEITHER_IS_BETTER, "the same"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_gain_t gain = gain_of(rows[i].low, (rows[i].low + rows[i].high) / 2, rows[i].high);
        assert_string_equal(ent_verdict(&gain, rows[i].better), rows[i].verdict);
    }
}

static void shares_are_words(void **state) {
    static const struct {
        double share;
        const char *words;
    } rows[] = {{0, "none"},
                {1e-6, "few"},
                {0.0499, "few"},
                {0.06, "about one in ten"},
                {0.14, "about one in ten"},
                {0.16, "about one in five"},
                {0.27, "about a third"},
                {0.374, "about a third"},
                {0.42, "about half"},
                {0.5, "about half"},
                {0.59, "about two thirds"},
                {0.74, "about four in five"},
                {0.86, "about nine in ten"},
                {0.96, "nearly all"},
                {0.9999, "nearly all"},
                {1, "all"},
                {NAN, "–"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(ent_share_words(rows[i].share), rows[i].words);
    }
}

/* ---- A run ------------------------------------------------------------------------------------
 */

static ent_scale_t scale_of(const void *user, size_t quantity) {
    (void)user;
    (void)quantity;
    return (ent_scale_t){.low = 0, .high = 100, .bins = 1000, .centre = 50};
}

static void tell_run(const double *values, size_t count, char text[ENT_HEADLINE_SIZE]) {
    const ent_histograms_shape_t shape = {.quantities = 1, .instants = 1, .scale = scale_of};
    ent_histograms_t set;
    assert_int_equal(ent_histograms_init(&set, &shape), ENT_OK);
    for (size_t i = 0; i < count; i++) {
        ent_distribution_add(ent_histograms_view(&set, 0, 0), values[i]);
    }
    (void)ent_headline_run(ent_histograms_view(&set, 0, 0), text);
    ent_histograms_free(&set);
}

static void a_run_has_its_mean_and_where_members_lie(void **state) {
    double values[101];
    char text[ENT_HEADLINE_SIZE];
    (void)state;
    for (size_t i = 0; i < 101; i++) {
        values[i] = 40 + (double)i / 5 + 0.05; /* 40.05 to 60.05: mean 50.05, 5 % of it 41 */
    }
    tell_run(values, 101, text);
    assert_string_equal(text, "From these assumptions, relationship health is about 50 of 100 on "
                              "average, and between 41 and 59 in nine of ten members.");
    tell_run(values, 1, text);
    assert_string_equal(text, "From these assumptions, relationship health is about 40 of 100 on "
                              "average in the one member that was run.");
    tell_run(values, 0, text);
    assert_string_equal(text, "Mean health is not defined over so short a time.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gains_and_losses_have_a_range),
        cmocka_unit_test(a_range_within_the_rounding_is_said_so),
        cmocka_unit_test(an_interval_that_spans_zero_is_undecided),
        cmocka_unit_test(a_placebo_makes_no_difference),
        cmocka_unit_test(one_member_has_no_range),
        cmocka_unit_test(no_sentence_has_a_percentage),
        cmocka_unit_test(verdicts_follow_the_direction),
        cmocka_unit_test(shares_are_words),
        cmocka_unit_test(a_run_has_its_mean_and_where_members_lie),
    };
    return cmocka_run_group_tests_name("headline", tests, NULL, NULL);
}

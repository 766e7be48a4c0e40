/* Numbers as text (base/number.c). */
#include "base/number.h"

#include "support/close.h"
#include "support/point_locale.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Marsaglia's xorshift64*: a stream of bits to try, always the same. */
static uint64_t next_bits(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static void assert_reads_back(double value) {
    char text[ENT_NUMBER_SIZE];
    double back = strtod(ent_number_format(value, text), NULL);
    if (memcmp(&back, &value, sizeof value) != 0) {
        fail_msg("%.17g is written %s", value, text);
    }
}

static void every_double_reads_back_bit_for_bit(void **state) {
    (void)state;
    uint64_t stream = 20251101;
    for (int i = 0; i < 200000; i++) {
        double any = from_bits(next_bits(&stream));
        double near_one = (double)(next_bits(&stream) >> 11) * 0x1p-53;
        if (isfinite(any)) {
            assert_reads_back(any);
        }
        assert_reads_back(near_one);
        assert_reads_back(-100 * near_one);
    }
}

static void the_ends_of_the_range_read_back(void **state) {
    (void)state;
    const double ends[] = {0.0,     -0.0,        DBL_MIN,  DBL_MAX, -DBL_MAX, DBL_TRUE_MIN,
                           1.0 / 3, DBL_EPSILON, INFINITY, 0.1,     1e22,     9007199254740993.0};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        assert_reads_back(ends[i]);
    }
}

/* Shortest of 15, 16 and 17 digits: what a person wrote comes out as it was written. */
static void no_more_digits_are_written_than_needed(void **state) {
    (void)state;
    char text[ENT_NUMBER_SIZE];
    assert_string_equal(ent_number_format(0.1, text), "0.1");
    assert_string_equal(ent_number_format(62, text), "62");
    assert_string_equal(ent_number_format(-0.012, text), "-0.012");
    assert_string_equal(ent_number_format(1e-9, text), "1e-09");
    assert_string_equal(ent_number_format(0.123456789012345, text), "0.123456789012345");
    /* 0.1 + 0.2 is the textbook number that needs all 17 digits. */
    assert_string_equal(ent_number_format(0.1 + 0.2, text), "0.30000000000000004");
}

static void undefined_is_written_as_nothing(void **state) {
    (void)state;
    char text[ENT_NUMBER_SIZE] = "before";
    assert_string_equal(ent_number_format(NAN, text), "");
    assert_string_equal(ent_number_brief(NAN, text), "-");
}

typedef struct {
    double value;
    const char *text;
} brief_row_t;

/* Two significant figures, rounded by hand; whole numbers keep all of theirs. */
static void brief_numbers_have_two_figures(void **state) {
    (void)state;
    static const brief_row_t rows[] = {
        {0.0, "0.00"},         {0.5, "0.50"},    {0.123, "0.12"},   {0.127, "0.13"},
        {0.0994, "0.099"},     {0.0996, "0.10"}, {0.0123, "0.012"}, {0.00000126, "1.3e-06"},
        {0.994, "0.99"},       {0.996, "1.0"},   {1.0, "1.0"},      {1.23, "1.2"},
        {9.94, "9.9"},         {9.96, "10"},     {12.4, "12"},      {62.51, "63"},
        {99.6, "100"},         {123.4, "123"},   {-0.123, "-0.12"}, {-4.56, "-4.6"},
        {-0.00456, "-0.0046"}, {-57.8, "-58"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[ENT_NUMBER_SIZE];
        assert_string_equal(ent_number_brief(rows[i].value, text), rows[i].text);
    }
}

static void brief_numbers_fit_their_text(void **state) {
    (void)state;
    const double values[] = {DBL_MAX, -DBL_MAX, INFINITY, -INFINITY, DBL_TRUE_MIN};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[ENT_NUMBER_SIZE + 1];
        text[ENT_NUMBER_SIZE] = '#';
        (void)ent_number_brief(values[i], text);
        assert_true(strlen(text) < ENT_NUMBER_SIZE);
        (void)ent_number_signed(values[i], text);
        assert_true(strlen(text) < ENT_NUMBER_SIZE);
        assert_int_equal(text[ENT_NUMBER_SIZE], '#');
    }
}

/* For people: no exponent, the minus sign of print, nothing for what is as good as nothing. */
static void plain_numbers_have_two_figures_and_no_exponent(void **state) {
    static const struct {
        double value;
        const char *plain, *with_sign;
    } rows[] = {{3.7819, "3.8", "+3.8"},
                {-3.7819, "−3.8", "−3.8"},
                {0, "0", "0"},
                {-0.0, "0", "0"},
                {12.49, "12", "+12"},
                {9.949, "9.9", "+9.9"},
                {9.951, "10", "+10"},
                {0.9951, "1.0", "+1.0"},
                {0.56, "0.56", "+0.56"},
                {0.01, "0.010", "+0.010"},
                {-0.0098, "−0.0098", "−0.0098"},
                {1.6e-5, "0.000016", "+0.000016"},
                {1e-7, "0", "0"},
                {-4e-7, "0", "0"},
                {123.4, "123", "+123"},
                {NAN, "–", "–"},
                {INFINITY, "–", "–"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[ENT_NUMBER_SIZE];
        assert_string_equal(ent_number_plain(rows[i].value, text), rows[i].plain);
        assert_string_equal(ent_number_signed(rows[i].value, text), rows[i].with_sign);
    }
}

/* A program that uses the library may have set any locale: a comma, or Arabic's U+066B. */
static void numbers_have_a_point_in_any_locale(void **state) {
    (void)state;
    static const char *const points[] = {",", "\xd9\xab"};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        char text[ENT_NUMBER_SIZE], there[16];
        locale_t made = support_point_locale(points[i]);
        if (made == (locale_t)0) {
            skip();
        }
        locale_t before = uselocale(made);
        (void)snprintf(there, sizeof there, "%g", 0.5);
        assert_non_null(strstr(there, points[i])); /* or the rest would prove nothing */
        assert_string_equal(ent_number_format(0.1 + 0.2, text), "0.30000000000000004");
        assert_string_equal(ent_number_format(-1.5e-300, text), "-1.5e-300");
        assert_string_equal(ent_number_format(7, text), "7");
        assert_string_equal(ent_number_brief(0.0123, text), "0.012");
        assert_string_equal(ent_number_brief(4.56, text), "4.6");
        assert_string_equal(ent_number_signed(4.56, text), "+4.6");
        (void)uselocale(before);
        freelocale(made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_double_reads_back_bit_for_bit),
        cmocka_unit_test(the_ends_of_the_range_read_back),
        cmocka_unit_test(no_more_digits_are_written_than_needed),
        cmocka_unit_test(undefined_is_written_as_nothing),
        cmocka_unit_test(brief_numbers_have_two_figures),
        cmocka_unit_test(brief_numbers_fit_their_text),
        cmocka_unit_test(plain_numbers_have_two_figures_and_no_exponent),
        cmocka_unit_test(numbers_have_a_point_in_any_locale),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}

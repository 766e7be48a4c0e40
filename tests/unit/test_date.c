/* Calendar dates and decimal years (base/date.c). */
#include "base/date.h"

#include "support/close.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static void assert_date(ent_date_t date, int year, int month, int day) {
    if (date.year != year || date.month != month || date.day != day) {
        fail_msg("found %d-%d-%d, expected %d-%d-%d", date.year, date.month, date.day, year, month,
                 day);
    }
}

/* Whether a day exists, by the C library: mktime moves days that do not. */
static bool exists(int year, int month, int day) {
    struct tm time = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = 12};
    return timegm(&time) != -1 && time.tm_mon == month - 1 && time.tm_mday == day;
}

static void both_forms_are_read(void **state) {
    (void)state;
    ent_date_t date;
    assert_true(ent_date_parse("2025-11", &date));
    assert_date(date, 2025, 11, 1);
    assert_true(ent_date_parse("2025-11-08", &date));
    assert_date(date, 2025, 11, 8);
    assert_true(ent_date_parse("1000-01-01", &date));
    assert_date(date, 1000, 1, 1);
    assert_true(ent_date_parse("9999-12-31", &date));
    assert_date(date, 9999, 12, 31);
}

static void days_that_do_not_exist_are_refused(void **state) {
    (void)state;
    const int years[] = {1900, 1996, 2000, 2023, 2024, 2100, 2400};
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
        for (int month = 0; month <= 13; month++) {
            for (int day = 0; day <= 32; day++) {
                char text[16];
                ent_date_t date;
                (void)snprintf(text, sizeof text, "%04d-%02d-%02d", years[i], month, day);
                if (ent_date_parse(text, &date) != exists(years[i], month, day)) {
                    fail_msg("%s is read wrongly", text);
                }
            }
        }
    }
}

static void texts_that_are_no_dates_are_refused(void **state) {
    (void)state;
    const char *const texts[] = {
        "",           "2025",       "2025-",      "2025-1",      "2025-1-1",    "25-01-01",
        "2025/01/01", "2025-01-1",  "2025-01-",   "2025-011",    "2025-01-011", " 2025-01",
        "2025-01 ",   "-025-01",    "+025-01",    "2025-+1",     "2025-0x",     "202a-01",
        "2025-01-0a", "2025_01-01", "2025-01_01", "0999-01-01",  "0000-01",     "2025-01-01T00",
        "2025-00",    "2025-13",    "2025-01-00", "20250-01-01", "2025-02-29",  "٢٠٢٥-٠١",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ent_date_t date = {1, 2, 3};
        if (ent_date_parse(texts[i], &date)) {
            fail_msg("\"%s\" is read as a date", texts[i]);
        }
        assert_date(date, 1, 2, 3); /* untouched on failure */
    }
}

/* year + (month − 1)/12 + (day − 1)/365.25 (the model, "One step"), computed by hand. */
static void decimal_years_follow_the_models_formula(void **state) {
    (void)state;
    assert_same(ent_date_decimal((ent_date_t){2025, 1, 1}), 2025.0);
    assert_same(ent_date_decimal((ent_date_t){2025, 7, 1}), 2025.5);
    assert_close(ent_date_decimal((ent_date_t){2025, 11, 1}), 2025.8333333333333, 0, 1e-12);
    assert_close(ent_date_decimal((ent_date_t){2025, 11, 16}), 2025.8744010951403, 0, 1e-12);
    assert_close(ent_date_decimal((ent_date_t){2024, 12, 31}), 2024.9988021902807, 0, 1e-12);
}

/* Every day from 1000 to 9999. */
static void dates_come_back_from_their_decimal_year(void **state) {
    (void)state;
    size_t wrong = 0;
    for (int year = 1000; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                ent_date_t date = {year, month, day};
                ent_date_t back = ent_date_from_decimal(ent_date_decimal(date));
                bool same = back.year == year && back.month == month && back.day == day;
                wrong += !same && exists(year, month, day);
            }
        }
    }
    assert_int_equal(wrong, 0);
}

/* Sums of steps miss a date by rounding: what is a first of the month must stay one. */
static void sums_of_steps_fall_on_their_dates(void **state) {
    (void)state;
    double decimal = 2025 + 10.0 / 12.0;
    for (int n = 0; n < 2400; n++) {
        int months = 2025 * 12 + 10 + n;
        assert_date(ent_date_from_decimal(decimal), months / 12, months % 12 + 1, 1);
        assert_date(ent_date_from_decimal(2025 + 10.0 / 12.0 + n * (1.0 / 12.0)), months / 12,
                    months % 12 + 1, 1);
        decimal += 1.0 / 12.0;
    }
}

static void later_decimal_years_give_no_earlier_dates(void **state) {
    (void)state;
    int before = 0;
    for (int i = 0; i < 400000; i++) { /* some 130 years, in steps of about three hours */
        ent_date_t date = ent_date_from_decimal(1990.0 + i / 3000.0);
        int now = (date.year * 12 + date.month) * 31 + date.day;
        assert_true(now >= before);
        assert_true(exists(date.year, date.month, date.day));
        before = now;
    }
}

static void dates_are_written_in_full_or_brief(void **state) {
    (void)state;
    char text[ENT_DATE_SIZE];
    ent_date_format((ent_date_t){2025, 11, 1}, false, text);
    assert_string_equal(text, "2025-11-01");
    ent_date_format((ent_date_t){2025, 11, 1}, true, text);
    assert_string_equal(text, "2025-11");
    ent_date_format((ent_date_t){1005, 1, 9}, true, text);
    assert_string_equal(text, "1005-01-09");
}

static void what_is_written_reads_back(void **state) {
    (void)state;
    const ent_date_t dates[] = {{1000, 1, 1}, {2024, 2, 29}, {2025, 12, 31}, {9999, 10, 10}};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        for (int brief = 0; brief < 2; brief++) {
            char text[ENT_DATE_SIZE];
            ent_date_t back;
            ent_date_format(dates[i], brief != 0, text);
            assert_true(ent_date_parse(text, &back));
            assert_date(back, dates[i].year, dates[i].month, dates[i].day);
        }
    }
}

/* No struct of numbers, however wrong, may write beyond the text. */
static void impossible_dates_are_written_within_bounds(void **state) {
    (void)state;
    const ent_date_t dates[] = {{123456, 99, 99}, {-1, -1, -1}, {2147483647, 100, 1000}};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        char text[ENT_DATE_SIZE + 1];
        text[ENT_DATE_SIZE] = '#';
        ent_date_format(dates[i], false, text);
        assert_int_equal(strlen(text), ENT_DATE_SIZE - 1);
        assert_int_equal(text[ENT_DATE_SIZE], '#');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_are_read),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(texts_that_are_no_dates_are_refused),
        cmocka_unit_test(decimal_years_follow_the_models_formula),
        cmocka_unit_test(dates_come_back_from_their_decimal_year),
        cmocka_unit_test(sums_of_steps_fall_on_their_dates),
        cmocka_unit_test(later_decimal_years_give_no_earlier_dates),
        cmocka_unit_test(dates_are_written_in_full_or_brief),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(impossible_dates_are_written_within_bounds),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}

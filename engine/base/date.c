#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Reads exactly `count` digits; false if any character is not one. */
static bool digits(const char *text, int count, int *value) {
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool ent_date_parse(const char *text, ent_date_t *date) {
    size_t length = strlen(text);
    ent_date_t read = {.day = 1};
    if ((length != 7 && length != 10) || !digits(text, 4, &read.year) || text[4] != '-' ||
        !digits(text + 5, 2, &read.month)) {
        return false;
    }
    if (length == 10 && (text[7] != '-' || !digits(text + 8, 2, &read.day))) {
        return false;
    }
    if (read.year < 1000 || read.month < 1 || read.month > 12 || read.day < 1 ||
        read.day > days_in_month(read.year, read.month)) {
        return false;
    }
    *date = read;
    return true;
}

double ent_date_decimal(ent_date_t date) {
    return date.year + (date.month - 1) / 12.0 + (date.day - 1) / 365.25;
}

ent_date_t ent_date_from_decimal(double decimal) {
    const double rounding = 1e-6; /* years; a tenth of a second's worth of arithmetic noise */
    double year = floor(decimal + rounding);
    double month = floor((decimal - year + rounding) * 12.0);
    double day = floor((decimal - year - month / 12.0) * 365.25 + 0.5);
    ent_date_t date = {(int)year, (int)month + 1, (int)day + 1};
    if (date.day < 1) {
        date.day = 1;
    }
    if (date.day > days_in_month(date.year, date.month)) {
        date.day = days_in_month(date.year, date.month);
    }
    return date;
}

void ent_date_format(ent_date_t date, bool brief, char text[ENT_DATE_SIZE]) {
    /* The remainders never bite for a date that was parsed; they bound the text for any other. */
    unsigned year = (unsigned)date.year % 10000u;
    unsigned month = (unsigned)date.month % 100u, day = (unsigned)date.day % 100u;
    if (brief && day == 1) {
        (void)snprintf(text, ENT_DATE_SIZE, "%04u-%02u", year, month);
    } else {
        (void)snprintf(text, ENT_DATE_SIZE, "%04u-%02u-%02u", year, month, day);
    }
}

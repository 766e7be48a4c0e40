#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Decimals beyond which a number is as good as 0, for people. */
enum { MOST_DECIMALS = 6 };

/* A program that uses the library may have set a locale that writes a comma. */
static void use_point(char *text) {
    const char *point = localeconv()->decimal_point;
    if (strcmp(point, ".") == 0) {
        return;
    }
    char *found = strstr(text, point);
    if (found != NULL) {
        size_t length = strlen(point);
        *found = '.';
        memmove(found + 1, found + length, strlen(found + length) + 1);
    }
}

const char *ent_number_format(double value, char text[ENT_NUMBER_SIZE]) {
    text[0] = '\0';
    if (isnan(value)) {
        return text;
    }
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(text, ENT_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    use_point(text);
    return text;
}

const char *ent_number_brief(double value, char text[ENT_NUMBER_SIZE]) {
    if (isnan(value)) {
        (void)snprintf(text, ENT_NUMBER_SIZE, "-");
        return text;
    }
    double size = fabs(value);
    if (size > 0 && size < 0.0995) {
        (void)snprintf(text, ENT_NUMBER_SIZE, "%.2g", value);
    } else {
        int decimals = size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2;
        (void)snprintf(text, ENT_NUMBER_SIZE, "%.*f", decimals, value);
    }
    use_point(text);
    return text;
}

/* The absolute value in two figures; larger numbers are whole. */
static void print_size(double size, char text[ENT_NUMBER_SIZE]) {
    int decimals = 0;
    for (double scaled = size; scaled < 9.95 && decimals < MOST_DECIMALS; scaled *= 10) {
        decimals++;
    }
    (void)snprintf(text, ENT_NUMBER_SIZE, "%.*f", size > 0 ? decimals : 0, size);
    use_point(text);
}

const char *ent_number_plain(double value, char text[ENT_NUMBER_SIZE]) {
    char number[ENT_NUMBER_SIZE];
    if (!isfinite(value)) {
        (void)snprintf(text, ENT_NUMBER_SIZE, "–");
        return text;
    }
    print_size(fabs(value), number);
    bool nothing = strspn(number, "0.") == strlen(number);
    (void)snprintf(text, ENT_NUMBER_SIZE, "%s%.24s", value < 0 && !nothing ? "−" : "",
                   nothing ? "0" : number);
    return text;
}

const char *ent_number_signed(double value, char text[ENT_NUMBER_SIZE]) {
    char number[ENT_NUMBER_SIZE];
    (void)ent_number_plain(value, number);
    bool above = value > 0 && isfinite(value) && strcmp(number, "0") != 0;
    (void)snprintf(text, ENT_NUMBER_SIZE, "%s%.27s", above ? "+" : "", number);
    return text;
}

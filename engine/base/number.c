#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

#include "scenario/lexical.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { DEEPEST = 32, LITERAL_SHOWN = 40, NAME_SHOWN = 80 };

typedef struct {
    const char *at, *end, *file;
    int line, depth;
    char name[NAME_SHOWN]; /* the last name seen, which the next literal belongs to */
    ent_diags_t *diags;
} scanner_t;

static ent_place_t here(const scanner_t *scanner) {
    return (ent_place_t){scanner->file, scanner->line};
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool starts_name(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '*';
}

static bool continues_name(char c) {
    return starts_name(c) || is_digit(c) || c == '-' || c == '_';
}

/* The NUL behind the text stands for every character after the end. */
static char peek(const scanner_t *scanner, size_t ahead) {
    if ((size_t)(scanner->end - scanner->at) <= ahead) {
        return '\0';
    }
    return scanner->at[ahead];
}

static void advance(scanner_t *scanner, size_t count) {
    for (; count > 0 && scanner->at < scanner->end; count--, scanner->at++) {
        if (*scanner->at == '\n') {
            scanner->line++;
        }
    }
}

/* Skips to just behind `closing`, or to the end of the text. */
static void skip_past(scanner_t *scanner, const char *closing) {
    size_t length = strlen(closing);
    while (scanner->at < scanner->end && strncmp(scanner->at, closing, length) != 0) {
        advance(scanner, 1);
    }
    advance(scanner, length);
}

/* libconfig would take the rest of the file for the comment. */
static void skip_comment(scanner_t *scanner) {
    ent_place_t start = here(scanner);
    advance(scanner, 2);
    bool closed = strstr(scanner->at, "*/") != NULL;
    skip_past(scanner, "*/");
    if (!closed) {
        ent_diag_error(scanner->diags, start, "", "found a comment that has no end, expected */");
    }
}

static void skip_text(scanner_t *scanner) {
    advance(scanner, 1);
    while (scanner->at < scanner->end && *scanner->at != '"') {
        if (peek(scanner, 0) == '\\' && peek(scanner, 1) == 'x' && peek(scanner, 2) == '0' &&
            peek(scanner, 3) == '0') {
            ent_diag_error(scanner->diags, here(scanner), scanner->name,
                           "found \\x00 in a text, expected no control characters");
        }
        advance(scanner, *scanner->at == '\\' ? 2 : 1);
    }
    advance(scanner, 1);
}

static void take_name(scanner_t *scanner) {
    size_t length = 0;
    while (continues_name(peek(scanner, length))) {
        length++;
    }
    (void)snprintf(scanner->name, sizeof scanner->name, "%.*s", (int)length, scanner->at);
    advance(scanner, length);
}

static size_t count_digits(const scanner_t *scanner, size_t from) {
    size_t count = 0;
    while (is_digit(peek(scanner, from + count))) {
        count++;
    }
    return count;
}

/* Length of the number at the scanner; *real says whether it has a point or an exponent. */
static size_t number_length(const scanner_t *scanner, bool *real) {
    size_t length = peek(scanner, 0) == '-' || peek(scanner, 0) == '+' ? 1 : 0;
    *real = false;
    length += count_digits(scanner, length);
    if (peek(scanner, length) == '.') {
        *real = true;
        length++;
        length += count_digits(scanner, length);
    }
    char e = peek(scanner, length);
    if (e == 'e' || e == 'E') {
        char sign = peek(scanner, length + 1);
        size_t skip = sign == '-' || sign == '+' ? 2 : 1;
        size_t exponent = count_digits(scanner, length + skip);
        if (exponent > 0) {
            *real = true;
            length += skip + exponent;
        }
    }
    return length;
}

static bool integer_fits(const char *literal, bool hexadecimal, bool is_long) {
    errno = 0;
    long long value = strtoll(literal, NULL, hexadecimal ? 16 : 10); /* 010 is ten to libconfig */
    return errno != ERANGE && (is_long || (value >= INT32_MIN && value <= INT32_MAX));
}

static void take_number(scanner_t *scanner) {
    bool real = false, hexadecimal = false;
    size_t length = 0;
    if (peek(scanner, 0) == '0' && (peek(scanner, 1) == 'x' || peek(scanner, 1) == 'X')) {
        hexadecimal = true;
        length = 2;
        while (is_hex_digit(peek(scanner, length))) {
            length++;
        }
    } else {
        length = number_length(scanner, &real);
    }
    char literal[512];
    (void)snprintf(literal, sizeof literal, "%.*s", (int)length, scanner->at);
    bool is_long = !real && peek(scanner, length) == 'L';
    if (length >= sizeof literal) {
        ent_diag_error(scanner->diags, here(scanner), scanner->name,
                       "found a number of %zu characters, expected at most %zu", length,
                       sizeof literal - 1);
    } else if (real && !isfinite(strtod(literal, NULL))) {
        ent_diag_error(scanner->diags, here(scanner), scanner->name,
                       "found %.*s, which is too large, expected a finite number", LITERAL_SHOWN,
                       literal);
    } else if (real && strcspn(literal, "0123456789") >= strcspn(literal, "eE")) {
        ent_diag_error(scanner->diags, here(scanner), scanner->name,
                       "found %.*s, expected a number with digits", LITERAL_SHOWN, literal);
    } else if (!real && !integer_fits(literal, hexadecimal, is_long)) {
        ent_diag_error(scanner->diags, here(scanner), scanner->name,
                       "found %.*s, expected an integer from -2147483648 to 2147483647%s",
                       LITERAL_SHOWN, literal,
                       hexadecimal ? "" : " (or a real number, with a point)");
    }
    advance(scanner, length);
    while (peek(scanner, 0) == 'L') {
        advance(scanner, 1);
    }
}

static void take_bracket(scanner_t *scanner) {
    char c = peek(scanner, 0);
    bool opens = c == '{' || c == '(' || c == '[';
    scanner->depth += opens ? 1 : -1;
    if (opens && scanner->depth == DEEPEST + 1) {
        ent_diag_error(scanner->diags, here(scanner), scanner->name,
                       "found brackets nested more than %d deep", DEEPEST);
    }
    advance(scanner, 1);
}

/* One token, comment or blank. */
static void scan(scanner_t *scanner) {
    char c = peek(scanner, 0), next = peek(scanner, 1);
    if (c == '#' || (c == '/' && next == '/')) {
        skip_past(scanner, "\n");
    } else if (c == '/' && next == '*') {
        skip_comment(scanner);
    } else if (c == '"') {
        skip_text(scanner);
    } else if (c == '@') {
        ent_diag_error(scanner->diags, here(scanner), "@include",
                       "found a directive, expected none; use extends = \"FILE\"");
        skip_past(scanner, "\n");
    } else if (starts_name(c)) {
        take_name(scanner);
    } else if (is_digit(c) || c == '.' ||
               ((c == '-' || c == '+') && (is_digit(next) || next == '.'))) {
        take_number(scanner);
    } else if (c != '\0' && strchr("{}()[]", c) != NULL) {
        take_bracket(scanner);
    } else {
        advance(scanner, 1);
    }
}

static int line_of(const char *text, const char *at) {
    int line = 1;
    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

/* False when the bytes are no text at all, so that looking for tokens makes no sense. */
static bool check_bytes(const char *file, const char *text, size_t size, ent_diags_t *diags) {
    const char *wrong = (const char *)u8_check((const uint8_t *)text, size);
    for (const char *c = text; c < text + size && (wrong == NULL || c < wrong); c++) {
        bool blank = *c == '\n' || *c == '\t' || *c == '\r' || *c == '\f' || *c == '\v';
        if (((unsigned char)*c < 0x20 && !blank) || *c == 0x7f) {
            wrong = c;
        }
    }
    if (wrong == NULL) {
        return true;
    }
    ent_place_t place = {file, line_of(text, wrong)};
    unsigned byte = (unsigned char)*wrong;
    if (byte >= 0x80) {
        ent_diag_error(diags, place, "", "found byte 0x%02x, expected text in UTF-8", byte);
    } else {
        ent_diag_error(diags, place, "",
                       "found control character 0x%02x, expected text (is this a binary file?)",
                       byte);
    }
    return false;
}

void ent_lexical_check(const char *file, const char *text, size_t size, ent_diags_t *diags) {
    if (!check_bytes(file, text, size, diags)) {
        return;
    }
    scanner_t scanner = {.at = text, .end = text + size, .file = file, .line = 1, .diags = diags};
    while (scanner.at < scanner.end) {
        scan(&scanner);
    }
}

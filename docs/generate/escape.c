#include "generate/escape.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* ---- Markdown ----------------------------------------------------------------------------------
 */

void doc_markdown_cell(FILE *out, const char *text) {
    bool code = false;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '`') {
            code = !code;
        }
        if (*c == '&' && !code) {
            fputs("&amp;", out);
        } else if (*c == '|' || (!code && strchr("\\*_[]<>~", *c) != NULL)) {
            fprintf(out, "\\%c", *c);
        } else {
            fputc(isspace((unsigned char)*c) ? ' ' : *c, out);
        }
    }
}

void doc_markdown_code(FILE *out, const char *text) {
    if (text[0] == '\0') {
        return;
    }
    fputc('`', out);
    for (const char *c = text; *c != '\0'; c++) {
        fputs(*c == '|' ? "\\" : "", out);
        fputc(*c == '`' || isspace((unsigned char)*c) ? ' ' : *c, out);
    }
    fputc('`', out);
}

/* ---- mdoc
 * ---------------------------------------------------------------------------------------- */

enum { MOST_COLUMNS = 78, CHARACTER_SIZE = 16 };

/* The code point that begins at *text, which moves past it; what is no UTF-8 is its own byte. */
static uint32_t take_character(const char **text) {
    const unsigned char *bytes = (const unsigned char *)*text;
    size_t more = bytes[0] >= 0xf0 ? 3 : bytes[0] >= 0xe0 ? 2 : bytes[0] >= 0xc0 ? 1 : 0;
    uint32_t point = more == 0 ? bytes[0] : bytes[0] & (0x3fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((bytes[i] & 0xc0) != 0x80) {
            *text += 1;
            return bytes[0];
        }
        point = point << 6 | (bytes[i] & 0x3f);
    }
    *text += more + 1;
    return point;
}

/* A character as mdoc writes it; `begins` where a dash would be one of a number or an option. */
static void write_character(uint32_t point, bool begins, bool *quoted, char text[CHARACTER_SIZE]) {
    if (point == '\\') {
        (void)strcpy(text, "\\e");
    } else if (point == '"') {
        (void)strcpy(text, "\\(dq");
    } else if (point == '`') {
        (void)strcpy(text, *quoted ? "\\(cq" : "\\(oq");
        *quoted = !*quoted;
    } else if (point == '-' && begins) {
        (void)strcpy(text, "\\-");
    } else if (point >= 0x80) {
        (void)snprintf(text, CHARACTER_SIZE, "\\[u%04X]", (unsigned)point);
    } else {
        (void)snprintf(text, CHARACTER_SIZE, "%c", (char)point);
    }
}

/* Writes a word of `length` bytes; returns its columns, and moves *quoted on. */
static size_t write_word(FILE *out, const char *word, size_t length, bool *quoted) {
    const char *end = word + length;
    size_t columns = 0;
    bool begins = true;
    while (word < end) {
        char text[CHARACTER_SIZE];
        uint32_t point = take_character(&word);
        write_character(point, begins, quoted, text);
        begins = point == '(' || point == '-' || point == '`' || point == '"';
        columns += strlen(text);
        if (out != NULL) {
            fputs(text, out);
        }
    }
    return columns;
}

/* Whether a word ends with a full stop or its like that is not that of "e.g.". */
static bool ends_sentence(const char *word, size_t length) {
    while (length > 1 && strchr(")\"`'", word[length - 1]) != NULL) {
        length--;
    }
    return strchr(".?!", word[length - 1]) != NULL && memchr(word, '.', length - 1) == NULL;
}

void doc_mdoc_text(FILE *out, const char *text) {
    size_t column = 0;
    bool quoted = false;
    text += strspn(text, " \t\n");
    while (*text != '\0') {
        size_t length = strcspn(text, " \t\n");
        bool measured = quoted;
        size_t columns = write_word(NULL, text, length, &measured);
        if (column > 0) {
            bool fits = column + 1 + columns <= MOST_COLUMNS;
            fputc(fits ? ' ' : '\n', out);
            column = fits ? column + 1 : 0;
        }
        if (column == 0 && (*text == '.' || *text == '\'')) {
            fputs("\\&", out);
        }
        column += write_word(out, text, length, &quoted);
        bool end = ends_sentence(text, length);
        text += length;
        text += strspn(text, " \t\n");
        if (end && *text != '\0') {
            fputc('\n', out);
            column = 0;
        }
    }
    fputs(column > 0 ? "\n" : "", out);
}

/* Names of macros are two or three letters, the first a capital; delimiters stand alone. */
static bool could_be_macro(const char *text) {
    size_t length = strlen(text);
    bool letters = isupper((unsigned char)text[0]) && length > 1 && length < 4;
    for (size_t i = 1; i < length && letters; i++) {
        letters = islower((unsigned char)text[i]);
    }
    return letters || (length == 1 && strchr(".,:;()[]?!|", text[0]) != NULL);
}

void doc_mdoc_argument(FILE *out, const char *text) {
    bool quoted = false, blanks = text[0] == '\0' || strpbrk(text, " \t") != NULL;
    fputs(blanks ? " \"" : " ", out);
    fputs(could_be_macro(text) ? "\\&" : "", out);
    (void)write_word(out, text, strlen(text), &quoted);
    fputs(blanks ? "\"" : "", out);
}

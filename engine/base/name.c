#include "base/name.h"

#include <stdio.h>
#include <string.h>
#include <unistr.h>

enum { LONGEST_COMPARED = 120 };

static bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool ent_name_valid(const char *text) {
    size_t length = strlen(text);
    if (length < 1 || length > ENT_NAME_LENGTH) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (!is_letter(text[i]) && !is_digit(text[i]) && strchr("_+-", text[i]) == NULL) {
            return false;
        }
    }
    return true;
}

bool ent_name_valid_as_key(const char *text) {
    return ent_name_valid(text) && is_letter(text[0]) && strchr(text, '+') == NULL;
}

/*
 * Embeddings, overrides and isolates turn the order of all that follows them, be it the sentence
 * around a title. Marks of direction (U+200E, U+200F) do not.
 */
static bool turns_direction(ucs4_t character) {
    return (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069);
}

/* The bytes of the character at the start of a text, and whether it is one that can be shown. */
static size_t take_character(const char *text, bool *valid) {
    const uint8_t *bytes = (const uint8_t *)text;
    ucs4_t character = 0;
    int length = u8_strmbtouc(&character, bytes);
    *valid = length > 0 && character >= 0x20 && !(character >= 0x7f && character < 0xa0) &&
             !turns_direction(character);
    return length > 0 ? (size_t)length : 1;
}

bool ent_text_valid_with(const char *text, const char *also) {
    while (*text != '\0') {
        bool valid = true;
        bool allowed = strchr(also, *text) != NULL;
        text += take_character(text, &valid);
        if (!valid && !allowed) {
            return false;
        }
    }
    return true;
}

bool ent_text_valid(const char *text) {
    return ent_text_valid_with(text, "");
}

void ent_text_mask(char *text) {
    while (*text != '\0') {
        bool valid = true;
        size_t length = take_character(text, &valid);
        for (size_t i = 0; i < length && !valid; i++) {
            text[i] = '?';
        }
        text += length;
    }
}

/* Bytes that do not continue a character of UTF-8 begin one. */
static bool begins(char byte) {
    return ((unsigned char)byte & 0xc0) != 0x80;
}

size_t ent_text_characters(const char *text) {
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += begins(*text);
    }
    return count;
}

size_t ent_text_prefix(const char *text, size_t most) {
    size_t count = 0, length = 0;
    for (; text[length] != '\0'; length++) {
        if (begins(text[length]) && ++count > most) {
            break;
        }
    }
    return length;
}

size_t ent_text_fit(const char *text, size_t most) {
    size_t length = strnlen(text, most + 1);
    if (length > most) {
        for (length = most; length > 0 && !begins(text[length]); length--) {
        }
    }
    return length;
}

uint32_t ent_name_hash(const char *text) {
    uint32_t hash = 2166136261u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    }
    return hash;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edits (insert, delete, replace, swap of neighbours) from a to b: the restricted distance. */
static size_t edit_distance(const char *a, const char *b) {
    size_t n = strlen(b);
    size_t rows[3][LONGEST_COMPARED + 1];
    for (size_t j = 0; j <= n; j++) {
        rows[0][j] = j;
    }
    size_t *before = rows[2], *above = rows[0], *row = rows[1];
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = smaller(above[j - 1] + cost, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[n];
}

void ent_nearest_init(ent_nearest_t *nearest, const char *wanted) {
    nearest->wanted = wanted;
    nearest->best = NULL;
    /* Half the letters may differ, at most four: beyond that a suggestion only confuses. */
    nearest->distance = smaller(strlen(wanted) / 2, 4) + 1;
}

void ent_nearest_offer(ent_nearest_t *nearest, const char *candidate) {
    if (strlen(nearest->wanted) > LONGEST_COMPARED || strlen(candidate) > LONGEST_COMPARED) {
        return;
    }
    size_t distance = edit_distance(nearest->wanted, candidate);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = candidate;
    }
}

const char *ent_nearest_hint(const ent_nearest_t *nearest, char text[ENT_HINT_SIZE]) {
    text[0] = '\0';
    if (nearest->best != NULL) {
        (void)snprintf(text, ENT_HINT_SIZE, ", did you mean \"%s\"?", nearest->best);
    }
    return text;
}

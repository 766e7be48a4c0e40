/* Names of things in a scenario: which are allowed, which known one a mistyped one is near to. */
#ifndef ENT_BASE_NAME_H
#define ENT_BASE_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENT_NAME_LENGTH = 40, ENT_NAME_SIZE = ENT_NAME_LENGTH + 1 };

/* [A-Za-z0-9_+-]{1,40}, so that "2+2" is a name. */
bool ent_name_valid(const char *text);

/* [A-Za-z][A-Za-z0-9_-]{0,39}: names that also stand as keys (domains, states, drivers). */
bool ent_name_valid_as_key(const char *text);

/* UTF-8 without control characters, those of direction (U+202A) included: titles and names. */
bool ent_text_valid(const char *text);

/* The same where the control characters in `also` may stand, too. */
bool ent_text_valid_with(const char *text, const char *also);

/* Replaces what ent_text_valid refuses by "?", so that a text can be shown on a terminal. */
void ent_text_mask(char *text);

/* Of a text in UTF-8: its characters, and the bytes of the first `most` of them. */
size_t ent_text_characters(const char *text);
size_t ent_text_prefix(const char *text, size_t most);

/* The bytes of as many whole characters as `most` bytes hold. */
size_t ent_text_fit(const char *text, size_t most);

/* 32-bit FNV-1a of a process's name (model.md, "Randomness"). */
uint32_t ent_name_hash(const char *text);

/* Searches candidates one by one for the one nearest to a mistyped name. */
typedef struct {
    const char *wanted;
    const char *best; /* NULL while nothing is near; points at the caller's candidate */
    size_t distance;
} ent_nearest_t;

void ent_nearest_init(ent_nearest_t *nearest, const char *wanted);
void ent_nearest_offer(ent_nearest_t *nearest, const char *candidate);

/* Writes ", did you mean \"X\"?" or, when nothing was near, nothing; returns `text`. */
enum { ENT_HINT_SIZE = 200 };
const char *ent_nearest_hint(const ent_nearest_t *nearest, char text[ENT_HINT_SIZE]);

#endif

/*
 * Problems found in what a user wrote. Readers append to a list that the caller owns; the list has
 * a fixed size, so that reporting a problem can never itself run out of memory.
 */
#ifndef ENT_BASE_DIAG_H
#define ENT_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
    ENT_DIAG_KEPT = 20,
    ENT_DIAG_FILE_SIZE = 512,
    ENT_DIAG_KEY_SIZE = 160,
    ENT_DIAG_TEXT_SIZE = 400
};

/* Where a value was written: a file of the `extends` chain and a line in it, from 1. */
typedef struct {
    const char *file;
    int line;
} ent_place_t;

typedef enum { ENT_SEVERITY_ERROR, ENT_SEVERITY_WARNING } ent_severity_level_t;

typedef struct {
    ent_severity_level_t level;
    char file[ENT_DIAG_FILE_SIZE]; /* cut at the left, with "...", when longer */
    int line;
    char key[ENT_DIAG_KEY_SIZE];   /* "states.KOR.approval.mean"; "" where no key is meant */
    char text[ENT_DIAG_TEXT_SIZE]; /* what was found, what is expected */
} ent_diag_t;

typedef struct {
    ent_diag_t kept[ENT_DIAG_KEPT]; /* the first problems, in the order found */
    size_t count;                   /* kept or not */
    size_t errors;                  /* of these, those that are not mere warnings */
} ent_diags_t;

void ent_diags_init(ent_diags_t *diags);

/* Appends an error. `key` may be ""; the text says what was found and what is expected. */
void ent_diag_error(ent_diags_t *diags, ent_place_t place, const char *key, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Appends a warning: it is shown, and does not make the scenario invalid. */
void ent_diag_warning(ent_diags_t *diags, ent_place_t place, const char *key, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));

/* Prints `FILE:LINE: key: text` for every problem kept, and a count of those that were not. */
void ent_diags_print(const ent_diags_t *diags, FILE *stream);

#endif

/* Texts met so far: finds a second one in a list of a hundred thousand without comparing pairs. */
#ifndef ENT_SCENARIO_SEEN_H
#define ENT_SCENARIO_SEEN_H

#include "base/error.h"

#include <stddef.h>

/* Begins zeroed. */
typedef struct {
    struct ent_seen_entry {
        const char *text; /* NULL: free */
        size_t mark;
    } * entries;
    size_t count, room; /* the room is a power of 2 */
} ent_seen_t;

/*
 * Adds a text, which must outlive the set, with a mark above 0. *before is 0, or the mark of an
 * equal text that was there already; then nothing is added.
 */
ENT_CHECKED ent_err_t ent_seen_add(ent_seen_t *seen, const char *text, size_t mark, size_t *before);

void ent_seen_free(ent_seen_t *seen);

#endif

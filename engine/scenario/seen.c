#include "scenario/seen.h"

#include "base/memory.h"
#include "base/name.h"

#include <stdlib.h>
#include <string.h>

typedef struct ent_seen_entry entry_t;

/* Where a text stands, or the free place where it belongs. */
static entry_t *find(const ent_seen_t *seen, const char *text) {
    size_t place = ent_name_hash(text) & (seen->room - 1);
    while (seen->entries[place].text != NULL && strcmp(seen->entries[place].text, text) != 0) {
        place = (place + 1) & (seen->room - 1);
    }
    return &seen->entries[place];
}

/* Keeps at least half of the places free. */
static ent_err_t make_room(ent_seen_t *seen) {
    if (2 * (seen->count + 1) <= seen->room) {
        return ENT_OK;
    }
    ent_seen_t larger = {.room = seen->room > 0 ? 2 * seen->room : 64, .count = seen->count};
    larger.entries = ent_alloc(larger.room, sizeof *larger.entries);
    if (larger.entries == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < seen->room; i++) {
        if (seen->entries[i].text != NULL) {
            *find(&larger, seen->entries[i].text) = seen->entries[i];
        }
    }
    free(seen->entries);
    *seen = larger;
    return ENT_OK;
}

ent_err_t ent_seen_add(ent_seen_t *seen, const char *text, size_t mark, size_t *before) {
    ent_err_t error = make_room(seen);
    if (error != ENT_OK) {
        return error;
    }
    entry_t *entry = find(seen, text);
    *before = entry->text != NULL ? entry->mark : 0;
    if (entry->text == NULL) {
        *entry = (entry_t){text, mark};
        seen->count++;
    }
    return ENT_OK;
}

void ent_seen_free(ent_seen_t *seen) {
    free(seen->entries);
    *seen = (ent_seen_t){0};
}

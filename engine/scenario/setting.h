/*
 * Settings as a tree, each with the place that wrote it: what the reader makes of one file, what
 * inheritance merges, what --set changes, and what is then filled into a scenario.
 */
#ifndef ENT_SCENARIO_SETTING_H
#define ENT_SCENARIO_SETTING_H

#include "base/diag.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    ENT_SETTING_GROUP,   /* { name = value; … } */
    ENT_SETTING_LIST,    /* ( value, … ) */
    ENT_SETTING_ARRAY,   /* [ value, … ] */
    ENT_SETTING_INTEGER, /* with or without L */
    ENT_SETTING_REAL,
    ENT_SETTING_BOOLEAN,
    ENT_SETTING_TEXT
} ent_setting_type_t;

typedef struct ent_setting ent_setting_t;
struct ent_setting {
    const char *name; /* NULL inside lists and arrays */
    ent_setting_type_t type;
    union {
        int64_t integer;
        double real;
        bool boolean;
        const char *text;
    } value;
    ent_place_t place;
    ent_setting_t *first, *last; /* children of groups, lists and arrays, in file order */
    ent_setting_t *next;
};

/* A setting without children, owned by the arena; the name is kept, not copied. NULL: no memory. */
ent_setting_t *ent_setting_new(ent_arena_t *arena, const char *name, ent_setting_type_t type,
                               ent_place_t place);

void ent_setting_append(ent_setting_t *parent, ent_setting_t *child);

/* Puts `replacement` where `child` stands among the children of `parent`. */
void ent_setting_replace(ent_setting_t *parent, ent_setting_t *child, ent_setting_t *replacement);

void ent_setting_remove(ent_setting_t *parent, ent_setting_t *child);

/* The child of a group with this name, or NULL. */
ent_setting_t *ent_setting_member(const ent_setting_t *group, const char *name);

/* The element of a list of groups whose `name` has this text, or NULL. */
ent_setting_t *ent_setting_named(const ent_setting_t *list, const char *name);

/* The text of a group's member `name`, or NULL when it has none that is a text. */
const char *ent_setting_name(const ent_setting_t *group);

/*
 * Follows a path down from a setting: members of groups, elements of lists by name. Returns the
 * deepest setting there is, and whether that is the whole path's.
 */
const ent_setting_t *ent_setting_follow(const ent_setting_t *from, const char *path, bool *whole);

size_t ent_setting_count(const ent_setting_t *setting);

/* "a group", "a list", "an integer" …: for messages. */
const char *ent_setting_kind(ent_setting_type_t type);

/* What a setting holds, as found in a message: `3`, `"text"`, `a list`. Returns `text`. */
enum { ENT_FOUND_SIZE = 80 };
const char *ent_setting_found(const ent_setting_t *setting, char text[ENT_FOUND_SIZE]);

#endif

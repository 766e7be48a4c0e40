/* Paths of keys, such as "states.KOR.stance.weights.leader", built part by part. */
#ifndef ENT_SCENARIO_KEYPATH_H
#define ENT_SCENARIO_KEYPATH_H

#include <stdbool.h>
#include <stddef.h>

enum { ENT_KEYPATH_SIZE = 512 };

typedef struct {
    char text[ENT_KEYPATH_SIZE]; /* cut when longer: the language's own paths are far shorter */
} ent_keypath_t;

/* "base.part", or "part" when the base is "". */
ent_keypath_t ent_keypath(const char *base, const char *part);

/* "base[position]": an element without a usable name; positions count from 1. */
ent_keypath_t ent_keypath_at(const char *base, size_t position);

/* "base.name", or "base[position]" when the name is NULL or not allowed. */
ent_keypath_t ent_keypath_element(const char *base, const char *name, size_t position);

/* Whether no part of a path is empty. */
bool ent_keypath_whole(const char *path);

/* Cuts the next part off a path; "" at its end. */
ent_keypath_t ent_keypath_next(const char **rest);

#endif

/* Paths of keys, such as "states.KOR.stance.weights.leader", built part by part. */
#ifndef ENT_SCENARIO_KEYPATH_H
#define ENT_SCENARIO_KEYPATH_H

#include <stddef.h>

enum { ENT_KEYPATH_SIZE = 512 };

typedef struct {
    char text[ENT_KEYPATH_SIZE]; /* cut when longer: the language's own paths are far shorter */
} ent_keypath_t;

/* "base.part", or "part" when the base is "". */
ent_keypath_t ent_keypath(const char *base, const char *part);

/* "base[position]": an element without a usable name; positions count from 1. */
ent_keypath_t ent_keypath_at(const char *base, size_t position);

/* Cuts the next part off a path; "" at its end. */
ent_keypath_t ent_keypath_next(const char **rest);

#endif

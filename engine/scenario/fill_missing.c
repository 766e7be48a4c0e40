/* What a key that was not given holds: its default, or a report that it is missing. */
#include "scenario/fill.h"
#include "scenario/fill_value.h"

#include <math.h>
#include <string.h>

static void *member(const ent_key_t *key, void *base) {
    return (char *)base + key->offset;
}

/* Defaults that are no numbers: an element's title is its name unless it gives one. */
static void default_text(ent_filler_t *filler, const ent_key_t *key, void *base) {
    char **target = member(key, base);
    if (key->fallback_text == NULL) {
        return;
    }
    if (strcmp(key->fallback_text, "name") == 0) {
        *target = ent_arena_strdup(filler->arena, base); /* names come first */
    } else if (ent_key_defaults_to_empty(key)) {
        *target = ent_arena_strdup(filler->arena, "");
    } else {
        return;
    }
    filler->no_memory = filler->no_memory || *target == NULL;
}

void ent_fill_missing(ent_filler_t *filler, const ent_key_t *key, void *base, ent_place_t place,
                      const char *path) {
    if (key->need == ENT_NEED_REQUIRED) {
        char expected[ENT_EXPECTED_SIZE];
        ent_diag_error(filler->diags, place, path, "missing, expected %s",
                       ent_key_expected(key, expected));
    }
    if (key->offset == ENT_NOWHERE) {
        return;
    }
    bool number = key->need == ENT_NEED_DEFAULT && key->fallback_text == NULL;
    switch (key->type) {
    case ENT_KEY_REAL:
        *ent_key_real(key, base) = number ? key->fallback : NAN;
        break;
    case ENT_KEY_INTEGER:
        *(int *)member(key, base) = (int)key->fallback;
        break;
    case ENT_KEY_WHOLE:
        *(uint64_t *)member(key, base) = (uint64_t)key->fallback;
        break;
    case ENT_KEY_CHOICE:
        *(unsigned *)member(key, base) = (unsigned)key->fallback;
        break;
    case ENT_KEY_BOOLEAN:
        *(bool *)member(key, base) = key->fallback != 0;
        break;
    case ENT_KEY_TEXT:
        if (key->need == ENT_NEED_DEFAULT) {
            default_text(filler, key, base);
        }
        break;
    case ENT_KEY_REFER:
        if (key->need == ENT_NEED_DEFAULT) {
            *(size_t *)member(key, base) = ent_key_no_reference(key);
        }
        break;
    default:
        break; /* zero: no date, an empty map or list */
    }
}

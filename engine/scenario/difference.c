#include "scenario/difference.h"

#include "scenario/keypath.h"
#include "scenario/parameter.h"
#include "scenario/sink.h"

#include <stdlib.h>
#include <string.h>

/* The two scenarios, in the order in which everything below takes its pairs. */
enum { CONTROL, OTHER, SIDES };

typedef struct {
    ent_scenario_t scenarios[SIDES]; /* copies: the table hands out pointers to write through */
    ent_sink_t values[SIDES];        /* the values being compared, as text */
    ent_differences_t found;
    bool failed;
} comparison_t;

/* The elements of a list on one side. */
typedef struct {
    char *elements;
    size_t count, size;
    size_t next; /* where to look first: files mostly keep to one order */
} side_t;

void ent_differences_free(ent_differences_t *differences) {
    free(differences->items);
    ent_arena_free(&differences->arena);
    *differences = (ent_differences_t){0};
}

static bool make_room(ent_differences_t *found) {
    if (found->count < found->room) {
        return true;
    }
    size_t room = found->room > 0 ? found->room * 2 : 16;
    ent_difference_t *items = ent_alloc(room, sizeof *items);
    if (items == NULL) {
        return false;
    }
    if (found->count > 0) {
        memcpy(items, found->items, found->count * sizeof *items);
    }
    free(found->items);
    found->items = items;
    found->room = room;
    return true;
}

/* A copy that lasts; NULL stays NULL. */
static const char *keep(comparison_t *comparison, const char *text) {
    const char *copy = text != NULL ? ent_arena_strdup(&comparison->found.arena, text) : NULL;
    comparison->failed = comparison->failed || (text != NULL && copy == NULL);
    return copy;
}

static void add(comparison_t *comparison, const ent_key_t *key, const char *path,
                const char *control, const char *value) {
    ent_difference_t row = {keep(comparison, path), keep(comparison, control),
                            keep(comparison, value), key};
    if (comparison->failed || !make_room(&comparison->found)) {
        comparison->failed = true;
        return;
    }
    comparison->found.items[comparison->found.count++] = row;
}

/* What was put into the sink of a side, and the sink emptied for the next value. */
static const char *take_text(comparison_t *comparison, int side) {
    ent_sink_t *sink = &comparison->values[side];
    comparison->failed = comparison->failed || sink->failed;
    sink->used = 0;
    return comparison->failed ? NULL : sink->bytes;
}

static const char *text_of_value(comparison_t *comparison, int side, const ent_key_t *key,
                                 void *base) {
    ent_sink_put_value(&comparison->values[side], &comparison->scenarios[side], key, base, false);
    return take_text(comparison, side);
}

static const char *text_of_real(comparison_t *comparison, int side, const double *value) {
    if (value == NULL) {
        return NULL;
    }
    ent_sink_put_real(&comparison->values[side], *value);
    return take_text(comparison, side);
}

/* Where a key keeps its number, or a map its numbers. */
static const double *real_of(const ent_key_t *key, void *base) {
    return (const double *)(void *)((char *)base + key->offset);
}

static bool same_text(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void compare_value(comparison_t *comparison, ent_scope_t scope, const ent_key_t *key,
                          void *const bases[SIDES], const char *path) {
    const char *texts[SIDES] = {NULL, NULL};
    bool said[SIDES];
    for (int side = CONTROL; side < SIDES; side++) {
        said[side] = ent_key_is_said(scope, key, bases[side]);
    }
    if (key->type == ENT_KEY_REAL && said[CONTROL] && said[OTHER] &&
        *real_of(key, bases[CONTROL]) == *real_of(key, bases[OTHER])) {
        return; /* most keys: their texts are not needed, and 0 is -0 */
    }
    for (int side = CONTROL; side < SIDES; side++) {
        texts[side] = said[side] ? text_of_value(comparison, side, key, bases[side]) : NULL;
    }
    if (!same_text(texts[CONTROL], texts[OTHER])) {
        add(comparison, key, path, texts[CONTROL], texts[OTHER]);
    }
}

static side_t elements_of(const ent_key_t *list, void *base) {
    side_t side = {.size = list->element_size};
    side.elements = ent_key_elements(list, base, &side.count);
    return side;
}

static char *element_at(const side_t *side, size_t index) {
    return index < side->count ? side->elements + index * side->size : NULL;
}

/* The index of the element of this name, or the count. Every element with a name begins with it. */
static size_t find_named(side_t *side, const char *name) {
    for (size_t i = 0; i < side->count; i++) {
        size_t index = (side->next + i) % side->count;
        if (strcmp(element_at(side, index), name) == 0) {
            side->next = index + 1;
            return index;
        }
    }
    return side->count;
}

/* One entry of a map: what is not declared has no value, which is as good as 0. */
static void compare_entry(comparison_t *comparison, const ent_key_t *key,
                          const double *const values[SIDES], const char *path) {
    double control = values[CONTROL] != NULL ? *values[CONTROL] : 0;
    double other = values[OTHER] != NULL ? *values[OTHER] : 0;
    if (control != other) {
        const char *texts[SIDES];
        for (int side = CONTROL; side < SIDES; side++) {
            texts[side] = text_of_real(comparison, side, values[side]);
        }
        add(comparison, key, path, texts[CONTROL], texts[OTHER]);
    }
}

static void compare_map(comparison_t *comparison, const ent_key_t *key, void *const bases[SIDES],
                        const char *path) {
    const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, key->refers);
    side_t sides[SIDES];
    const double *maps[SIDES];
    for (int side = CONTROL; side < SIDES; side++) {
        sides[side] = elements_of(list, &comparison->scenarios[side]);
        maps[side] = real_of(key, bases[side]);
    }
    for (size_t i = 0; i < sides[CONTROL].count; i++) {
        const char *name = element_at(&sides[CONTROL], i);
        size_t match = find_named(&sides[OTHER], name);
        const double *values[] = {maps[CONTROL] + i,
                                  match < sides[OTHER].count ? maps[OTHER] + match : NULL};
        ent_keypath_t below = ent_keypath(path, name);
        compare_entry(comparison, key, values, below.text);
    }
    for (size_t i = 0; i < sides[OTHER].count; i++) {
        const char *name = element_at(&sides[OTHER], i);
        ent_keypath_t below = ent_keypath(path, name);
        if (find_named(&sides[CONTROL], name) == sides[CONTROL].count) {
            const double *values[] = {NULL, maps[OTHER] + i};
            compare_entry(comparison, key, values, below.text);
        }
    }
}

static void compare_scope(comparison_t *comparison, ent_scope_t scope, void *const bases[SIDES],
                          const char *path);

/* Elements with names: those of the control, then those only the other has. */
static void compare_named(comparison_t *comparison, const ent_key_t *list, side_t sides[SIDES],
                          const char *path) {
    static const char declared[] = "declared";
    for (size_t i = 0; i < sides[CONTROL].count; i++) {
        char *element = element_at(&sides[CONTROL], i);
        char *match = element_at(&sides[OTHER], find_named(&sides[OTHER], element));
        ent_keypath_t below = ent_keypath(path, element);
        if (match == NULL) {
            add(comparison, NULL, below.text, declared, NULL);
        } else {
            void *const bases[] = {element, match};
            compare_scope(comparison, list->element, bases, below.text);
        }
    }
    for (size_t i = 0; i < sides[OTHER].count; i++) {
        const char *element = element_at(&sides[OTHER], i);
        ent_keypath_t below = ent_keypath(path, element);
        if (find_named(&sides[CONTROL], element) == sides[CONTROL].count) {
            add(comparison, NULL, below.text, NULL, declared);
        }
    }
}

/* What an element without a name is, in a word: an effect's type. */
static const char *kind_of(const ent_key_t *list, char *element) {
    if (element == NULL) {
        return NULL;
    }
    if (list->element != ENT_SCOPE_EFFECT) {
        return "declared";
    }
    const ent_effect_t *effect = (const ent_effect_t *)(void *)element;
    return ent_key_choice(ent_key_find(ENT_SCOPE_EFFECT, "type"), (int)effect->type);
}

/* Elements without names: by position. */
static void compare_placed(comparison_t *comparison, const ent_key_t *list,
                           const side_t sides[SIDES], const char *path) {
    for (size_t i = 0; i < sides[CONTROL].count || i < sides[OTHER].count; i++) {
        char *one = element_at(&sides[CONTROL], i), *other = element_at(&sides[OTHER], i);
        ent_keypath_t below = ent_keypath_at(path, i + 1);
        const char *kinds[SIDES] = {kind_of(list, one), kind_of(list, other)};
        if (same_text(kinds[CONTROL], kinds[OTHER])) {
            void *const bases[] = {one, other};
            compare_scope(comparison, ent_element_scope(list, one), bases, below.text);
        } else {
            add(comparison, NULL, below.text, kinds[CONTROL], kinds[OTHER]);
        }
    }
}

static void compare_list(comparison_t *comparison, const ent_key_t *list, void *const bases[SIDES],
                         const char *path) {
    side_t sides[SIDES] = {elements_of(list, bases[CONTROL]), elements_of(list, bases[OTHER])};
    if (list->keyed) {
        compare_named(comparison, list, sides, path);
    } else {
        compare_placed(comparison, list, sides, path);
    }
}

/* Two structs of one scope, key by key. */
static void compare_scope(comparison_t *comparison, ent_scope_t scope, void *const bases[SIDES],
                          const char *path) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count && !comparison->failed; i++) {
        const ent_key_t *key = &keys[i];
        ent_keypath_t below = ent_keypath(path, key->path);
        if (key->offset == ENT_NOWHERE) {
            continue;
        }
        if (key->type == ENT_KEY_LIST) {
            compare_list(comparison, key, bases, below.text);
        } else if (key->type == ENT_KEY_GROUP) {
            void *const inner[] = {(char *)bases[CONTROL] + key->offset,
                                   (char *)bases[OTHER] + key->offset};
            compare_scope(comparison, key->element, inner, below.text);
        } else if (key->type == ENT_KEY_MAP) {
            compare_map(comparison, key, bases, below.text);
        } else {
            compare_value(comparison, scope, key, bases, below.text);
        }
    }
}

ent_err_t ent_scenario_difference(const ent_scenario_t *control, const ent_scenario_t *other,
                                  ent_differences_t *differences) {
    comparison_t comparison = {.scenarios = {*control, *other}};
    void *const bases[] = {&comparison.scenarios[CONTROL], &comparison.scenarios[OTHER]};
    ent_arena_init(&comparison.found.arena);
    compare_scope(&comparison, ENT_SCOPE_SCENARIO, bases, "");
    free(comparison.values[CONTROL].bytes);
    free(comparison.values[OTHER].bytes);
    if (comparison.failed) {
        ent_differences_free(&comparison.found);
        return ENT_ERR_MEMORY;
    }
    *differences = comparison.found;
    return ENT_OK;
}

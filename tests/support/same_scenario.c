#include "support/same_scenario.h"

#include "scenario/keypath.h"
#include "scenario/keys.h"
#include "scenario/parameter.h"
#include "support/close.h"

#include <math.h>
#include <string.h>

static void compare_scope(ent_scope_t scope, char *a, char *b, const char *path);

static bool same_reals(const double *a, const double *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (memcmp(&a[i], &b[i], sizeof a[i]) != 0 && !(isnan(a[i]) && isnan(b[i]))) {
            return false;
        }
    }
    return true;
}

static bool same_text(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The length of a map, by the list whose names are its keys. */
static size_t map_size(const ent_key_t *key) {
    static const struct {
        const char *list;
        size_t size;
    } sizes[] = {
        {"domains", ENT_MAX_DOMAINS}, {"drivers", ENT_MAX_DRIVERS}, {"states", ENT_STATES}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (strcmp(sizes[i].list, key->refers) == 0) {
            return sizes[i].size;
        }
    }
    fail_msg("%s refers to %s", key->path, key->refers);
    return 0;
}

static ent_scope_t element_scope(const ent_key_t *list, const char *element) {
    if (list->element != ENT_SCOPE_EFFECT) {
        return list->element;
    }
    const ent_effect_t *effect = (const ent_effect_t *)(const void *)element;
    return (ent_scope_t)(ENT_SCOPE_EFFECT_LEADER + (int)effect->type);
}

static void compare_list(const ent_key_t *key, char *a, char *b, const char *path) {
    size_t in_a = 0, in_b = 0;
    char *of_a = ent_key_elements(key, a, &in_a), *of_b = ent_key_elements(key, b, &in_b);
    if (in_a != in_b) {
        fail_msg("%s: %zu elements and %zu", path, in_a, in_b);
    }
    for (size_t i = 0; i < in_a; i++) {
        char *one = of_a + i * key->element_size, *other = of_b + i * key->element_size;
        ent_keypath_t below = ent_keypath_at(path, i + 1);
        assert_int_equal(element_scope(key, one), element_scope(key, other));
        compare_scope(element_scope(key, one), one, other, below.text);
    }
}

static bool same_values(const ent_key_t *key, char *a, char *b) {
    size_t in_a = 0, in_b = 0;
    const double *of_a = (double *)(void *)ent_key_elements(key, a, &in_a);
    const double *of_b = (double *)(void *)ent_key_elements(key, b, &in_b);
    return in_a == in_b && same_reals(of_a, of_b, in_a);
}

static bool same_value(const ent_key_t *key, char *a, char *b) {
    void *x = a + key->offset, *y = b + key->offset;
    switch (key->type) {
    case ENT_KEY_REAL:
        return same_reals(x, y, 1);
    case ENT_KEY_MAP:
        return same_reals(x, y, map_size(key));
    case ENT_KEY_VALUES:
        return same_values(key, a, b);
    case ENT_KEY_TEXT:
        return same_text(*(char **)x, *(char **)y);
    case ENT_KEY_NAME:
        return same_text(x, y);
    case ENT_KEY_DATE:
        return memcmp(x, y, sizeof(ent_date_t)) == 0;
    case ENT_KEY_BOOLEAN:
        return *(bool *)x == *(bool *)y;
    case ENT_KEY_REFER:
        return *(size_t *)x == *(size_t *)y;
    default: /* integers and choices */
        return *(int *)x == *(int *)y;
    }
}

static void compare_scope(ent_scope_t scope, char *a, char *b, const char *path) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_key_t *key = &keys[i];
        ent_keypath_t below = ent_keypath(path, key->path);
        if (key->offset == ENT_NOWHERE) {
            continue;
        }
        if (key->type == ENT_KEY_LIST) {
            compare_list(key, a, b, below.text);
        } else if (key->type == ENT_KEY_GROUP) {
            compare_scope(key->element, a + key->offset, b + key->offset, below.text);
        } else if (!same_value(key, a, b)) {
            fail_msg("%s differs", below.text);
        }
    }
}

void support_assert_same_scenario(const ent_scenario_t *a, const ent_scenario_t *b) {
    ent_scenario_t one = *a, other = *b; /* the table hands out pointers to write through */
    compare_scope(ENT_SCOPE_SCENARIO, (char *)&one, (char *)&other, "");
    for (size_t i = 0; i < a->event_count; i++) { /* no keys of their own */
        assert_int_equal(a->events[i].timing, b->events[i].timing);
        assert_int_equal(a->events[i].when_above, b->events[i].when_above);
    }
}

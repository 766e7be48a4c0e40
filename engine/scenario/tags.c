#include "scenario/tags.h"

#include "scenario/parameter.h"
#include "scenario/sink.h"

#include <string.h>

typedef struct {
    ent_scenario_t *scenario;
    ent_tag_visit_t *visit;
    void *user;
} walk_t;

static void walk_scope(walk_t *walk, ent_scope_t scope, void *base);

/* Entries of a map that are not 0. */
static size_t count_entries(walk_t *walk, const ent_key_t *key, const double *values) {
    size_t count = 0, entries = 0;
    (void)ent_key_elements(ent_key_find(ENT_SCOPE_SCENARIO, key->refers), walk->scenario, &count);
    for (size_t i = 0; i < count; i++) {
        entries += values[i] != 0;
    }
    return entries;
}

static bool is_of_record(const ent_key_t *list, const char *element) {
    return list->element == ENT_SCOPE_EVENT &&
           ((const ent_event_t *)(const void *)element)->row > 0;
}

static void walk_list(walk_t *walk, const ent_key_t *list, void *base) {
    size_t count = 0;
    char *elements = ent_key_elements(list, base, &count);
    for (size_t i = 0; i < count; i++) {
        char *element = elements + i * list->element_size;
        if (!is_of_record(list, element)) {
            walk_scope(walk, ent_element_scope(list, element), element);
        }
    }
}

/* How many numbers a key holds that is no list and no group. */
static size_t count_values(walk_t *walk, const ent_key_t *key, void *base) {
    size_t count = 1;
    if (key->type == ENT_KEY_MAP) {
        const char *slot = (const char *)base + key->offset;
        return count_entries(walk, key, (const double *)(const void *)slot);
    }
    if (key->type == ENT_KEY_VALUES) {
        (void)ent_key_elements(key, base, &count);
    }
    return count;
}

static void walk_scope(walk_t *walk, ent_scope_t scope, void *base) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count; i++) {
        const ent_key_t *key = &keys[i];
        if (key->offset == ENT_NOWHERE || !ent_key_is_said(scope, key, base)) {
            continue;
        }
        if (key->type == ENT_KEY_LIST) {
            walk_list(walk, key, base);
        } else if (key->type == ENT_KEY_GROUP) {
            walk_scope(walk, key->element, (char *)base + key->offset);
        } else if (key->tag != ENT_TAG_NONE) {
            walk->visit(walk->user, scope, key, count_values(walk, key, base));
        }
    }
}

void ent_tags_visit(const ent_scenario_t *scenario, ent_tag_visit_t *visit, void *user) {
    ent_scenario_t copy = *scenario; /* the table hands out pointers to write through */
    walk_t walk = {&copy, visit, user};
    walk_scope(&walk, ENT_SCOPE_SCENARIO, &copy);
}

static void add(void *user, ent_scope_t scope, const ent_key_t *key, size_t numbers) {
    ent_tag_counts_t *counts = user;
    (void)scope;
    counts->numbers[key->tag] += numbers;
}

void ent_tags_count(const ent_scenario_t *scenario, ent_tag_counts_t *counts) {
    *counts = (ent_tag_counts_t){{0}};
    ent_tags_visit(scenario, add, counts);
}

bool ent_tags_count_element(const ent_scenario_t *scenario, const char *path,
                            ent_tag_counts_t *counts) {
    ent_scenario_t copy = *scenario;
    walk_t walk = {&copy, add, counts};
    char list_name[ENT_NAME_SIZE] = "";
    const char *dot = strchr(path, '.');
    *counts = (ent_tag_counts_t){{0}};
    if (dot == NULL || (size_t)(dot - path) >= sizeof list_name) {
        return false;
    }
    memcpy(list_name, path, (size_t)(dot - path));
    const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, list_name);
    size_t count = 0;
    if (list == NULL || list->type != ENT_KEY_LIST || !list->keyed) {
        return false;
    }
    char *elements = ent_key_elements(list, &copy, &count);
    for (size_t i = 0; i < count; i++) {
        char *element = elements + i * list->element_size;
        if (strcmp(element, dot + 1) == 0) { /* every element with a name begins with it */
            walk_scope(&walk, ent_element_scope(list, element), element);
            return true;
        }
    }
    return false;
}

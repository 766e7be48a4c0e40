#include "scenario/parameter.h"

#include "scenario/keypath.h"

#include <stdio.h>
#include <string.h>

char *ent_key_elements(const ent_key_t *list, void *base, size_t *count) {
    char *slot = (char *)base + list->offset;
    if (list->count_offset == ENT_NOWHERE) {
        *count = list->most;
        return slot;
    }
    char *array = NULL;
    memcpy(&array, slot, sizeof array);
    memcpy(count, (char *)base + list->count_offset, sizeof *count);
    return array;
}

/* Every element with a name begins with it. */
static size_t find_named(const char *elements, size_t size, size_t count, const char *name,
                         ent_nearest_t *nearest) {
    ent_nearest_init(nearest, name);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(elements + i * size, name) == 0) {
            return i;
        }
    }
    for (size_t i = 0; i < count; i++) {
        ent_nearest_offer(nearest, elements + i * size);
    }
    return count;
}

typedef struct {
    ent_scenario_t *scenario;
    void *base;
    ent_scope_t scope;
    ent_keypath_t within;
    const char *rest;
    char *problem;
} search_t;

static void describe_group(const search_t *search, const char *name) {
    (void)snprintf(search->problem, ENT_PROBLEM_SIZE,
                   "\"%.80s\" holds several values, expected the path of one", name);
}

static void describe_leaf(const search_t *search, const char *name) {
    (void)snprintf(search->problem, ENT_PROBLEM_SIZE,
                   "\"%.80s\" holds one value, expected the path to end there", name);
}

/* A path that is no key's: that of a group of keys, or nothing's. */
static void describe_unknown(const search_t *search, const char *path) {
    char hint[ENT_HINT_SIZE];
    if (ent_key_is_group(search->scope, path)) {
        describe_group(search, path);
        return;
    }
    (void)snprintf(search->problem, ENT_PROBLEM_SIZE, "\"%.80s\" names no key%s", path,
                   ent_key_hint(search->scope, path, hint));
}

static void describe_name(search_t *search, const char *name, const char *list,
                          const ent_nearest_t *nearest) {
    char hint[ENT_HINT_SIZE];
    (void)snprintf(search->problem, ENT_PROBLEM_SIZE, "\"%.40s\" names no element of \"%s\"%s",
                   name, list, ent_nearest_hint(nearest, hint));
}

/* Goes on within the element of a list that the next part names. */
static bool enter_element(search_t *search, const ent_key_t *key) {
    ent_keypath_t name = ent_keypath_next(&search->rest);
    size_t count = 0;
    char *elements = ent_key_elements(key, search->base, &count);
    ent_nearest_t nearest;
    if (!key->keyed) {
        (void)snprintf(search->problem, ENT_PROBLEM_SIZE, "elements of \"%s\" have no names",
                       key->path);
        return false;
    }
    size_t index = find_named(elements, key->element_size, count, name.text, &nearest);
    if (index == count) {
        describe_name(search, name.text, key->path, &nearest);
        return false;
    }
    if (*search->rest == '\0') {
        describe_group(search, name.text);
        return false;
    }
    search->base = elements + index * key->element_size;
    search->scope = key->element;
    search->within.text[0] = '\0';
    return true;
}

static double *map_value(search_t *search, const ent_key_t *key) {
    ent_keypath_t name = ent_keypath_next(&search->rest);
    const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, key->refers);
    size_t count = 0;
    const char *elements = ent_key_elements(list, search->scenario, &count);
    ent_nearest_t nearest;
    size_t index = find_named(elements, list->element_size, count, name.text, &nearest);
    if (index == count) {
        describe_name(search, name.text, key->refers, &nearest);
        return NULL;
    }
    if (*search->rest != '\0') {
        describe_leaf(search, name.text);
        return NULL;
    }
    return (double *)(void *)((char *)search->base + key->offset) + index;
}

/* The number a key holds, or NULL with the problem described. */
static double *leaf(search_t *search, const ent_key_t *key) {
    if (ent_key_holds_several(key)) {
        describe_group(search, key->path);
    } else if (key->type != ENT_KEY_REAL) {
        (void)snprintf(search->problem, ENT_PROBLEM_SIZE, "\"%s\" is no number", key->path);
    } else if (*search->rest != '\0') {
        describe_leaf(search, key->path);
    } else {
        return (double *)(void *)((char *)search->base + key->offset);
    }
    return NULL;
}

/*
 * Walks down to the key a path leads to, whose struct is then search->base; of a map's entry to the
 * map, with the entry's name left over. False when there is none: the problem is described, and
 * *key the last one looked at, or NULL.
 */
static bool follow(search_t *search, const char *path, const ent_key_t **found) {
    search->within.text[0] = '\0';
    *found = NULL;
    if (!ent_keypath_whole(path)) {
        describe_unknown(search, path);
        return false;
    }
    for (;;) {
        ent_keypath_t part = ent_keypath_next(&search->rest);
        ent_keypath_t below = ent_keypath(search->within.text, part.text);
        const ent_key_t *key = *found = ent_key_find(search->scope, below.text);
        bool more = *search->rest != '\0';
        if (key == NULL && more && ent_key_is_group(search->scope, below.text)) {
            search->within = below;
        } else if (key == NULL) {
            describe_unknown(search, below.text);
            return false;
        } else if (key->offset == ENT_NOWHERE) { /* enabled, extends, institution_defaults */
            (void)snprintf(search->problem, ENT_PROBLEM_SIZE, "\"%s\" is used at the start only",
                           key->path);
            return false;
        } else if (key->type == ENT_KEY_LIST && more) {
            if (!enter_element(search, key)) {
                return false;
            }
        } else if (key->type == ENT_KEY_GROUP && more) {
            search->base = (char *)search->base + key->offset;
            search->scope = key->element;
            search->within.text[0] = '\0';
        } else {
            return true;
        }
    }
}

static search_t begin(ent_scenario_t *scenario, const char *path, char *problem) {
    return (search_t){.scenario = scenario,
                      .base = scenario,
                      .scope = ENT_SCOPE_SCENARIO,
                      .rest = path,
                      .problem = problem};
}

double *ent_parameter_find(ent_scenario_t *scenario, const char *path, const ent_key_t **key,
                           char problem[ENT_PROBLEM_SIZE]) {
    search_t search = begin(scenario, path, problem);
    if (!follow(&search, path, key)) {
        return NULL;
    }
    return (*key)->type == ENT_KEY_MAP && *search.rest != '\0' ? map_value(&search, *key)
                                                               : leaf(&search, *key);
}

bool ent_parameter_names(ent_scenario_t *scenario, const char *path, ent_named_t *names,
                         char problem[ENT_PROBLEM_SIZE]) {
    search_t search = begin(scenario, path, problem);
    const ent_key_t *key = NULL;
    if (!follow(&search, path, &key)) {
        return false;
    }
    bool list = key->type == ENT_KEY_LIST && key->keyed, map = key->type == ENT_KEY_MAP;
    if ((!list && !map) || *search.rest != '\0') {
        (void)snprintf(problem, ENT_PROBLEM_SIZE, "\"%.80s\" has no elements with names", path);
        return false;
    }
    names->list = list ? key : ent_key_find(ENT_SCOPE_SCENARIO, key->refers);
    names->size = names->list->element_size;
    names->elements =
        ent_key_elements(names->list, list ? search.base : (void *)scenario, &names->count);
    return true;
}

bool ent_parameter_changes_probability(const ent_scenario_t *scenario) {
    static const char ending[] = ".probability";
    for (size_t i = 0; i < scenario->event_count; i++) {
        const ent_event_t *event = &scenario->events[i];
        for (size_t j = 0; j < event->effect_count; j++) {
            bool parameter = event->effects[j].type == ENT_EFFECT_PARAMETER;
            const char *path = parameter && event->effects[j].path ? event->effects[j].path : "";
            size_t length = strlen(path), most = sizeof ending - 1;
            if (length > most && strcmp(path + length - most, ending) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The step in which an event's parameter effects act, or the number of steps if it has none. */
static size_t parameter_step(const ent_scenario_t *scenario, const ent_event_t *event) {
    size_t none = ent_scenario_steps(scenario);
    for (size_t i = 0; i < event->effect_count; i++) {
        if (event->effects[i].type == ENT_EFFECT_PARAMETER) {
            long step = ent_scenario_step_of(scenario, ent_date_decimal(event->at));
            return step >= 0 ? (size_t)step : none;
        }
    }
    return none;
}

size_t ent_parameter_next_step(const ent_scenario_t *scenario, long after) {
    size_t next = ent_scenario_steps(scenario);
    for (size_t i = 0; i < scenario->event_count; i++) {
        size_t step = parameter_step(scenario, &scenario->events[i]);
        if ((long)step > after && step < next) {
            next = step;
        }
    }
    return next;
}

void ent_parameter_apply(ent_scenario_t *scenario, size_t step) {
    for (size_t i = 0; i < scenario->event_count; i++) {
        const ent_event_t *event = &scenario->events[i];
        if (parameter_step(scenario, event) != step) {
            continue;
        }
        for (size_t j = 0; j < event->effect_count; j++) {
            const ent_effect_t *effect = &event->effects[j];
            char problem[ENT_PROBLEM_SIZE];
            const ent_key_t *key = NULL;
            double *value = effect->type == ENT_EFFECT_PARAMETER
                                ? ent_parameter_find(scenario, effect->path, &key, problem)
                                : NULL;
            if (value != NULL) {
                *value = effect->to;
            }
        }
    }
}

static void *copy_array(ent_arena_t *arena, const void *source, size_t count, size_t size,
                        bool *failed) {
    void *copy = ent_arena_alloc(arena, count, size);
    if (copy == NULL) {
        *failed = true;
    } else if (count > 0) {
        memcpy(copy, source, count * size);
    }
    return copy;
}

static void copy_text(ent_arena_t *arena, char **text, bool *failed) {
    if (*text != NULL) {
        *text = ent_arena_strdup(arena, *text);
        *failed = *failed || *text == NULL;
    }
}

/* Gives a struct of a scope, copied byte by byte, texts and lists of its own. */
static void detach(ent_arena_t *arena, ent_scope_t scope, void *base, bool *failed) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count && !*failed; i++) {
        const ent_key_t *key = &keys[i];
        if (key->offset == ENT_NOWHERE) {
            continue;
        }
        char *slot = (char *)base + key->offset;
        if (key->type == ENT_KEY_TEXT) {
            copy_text(arena, (char **)(void *)slot, failed);
        } else if (key->type == ENT_KEY_GROUP) {
            detach(arena, key->element, slot, failed);
        } else if (key->type == ENT_KEY_VALUES || key->type == ENT_KEY_LIST) {
            size_t elements = 0;
            char *array = ent_key_elements(key, base, &elements);
            if (key->count_offset != ENT_NOWHERE) {
                size_t size = key->type == ENT_KEY_VALUES ? sizeof(double) : key->element_size;
                array = copy_array(arena, array, elements, size, failed);
                memcpy(slot, &array, sizeof array);
            }
            for (size_t j = 0; j < elements && !*failed && key->type == ENT_KEY_LIST; j++) {
                char *element = array + j * key->element_size;
                detach(arena, ent_element_scope(key, element), element, failed);
            }
        }
    }
}

ent_err_t ent_scenario_copy(const ent_scenario_t *source, ent_scenario_t *copy) {
    bool failed = false;
    *copy = *source;
    ent_arena_init(&copy->arena);
    detach(&copy->arena, ENT_SCOPE_SCENARIO, copy, &failed);
    if (failed) {
        ent_scenario_free(copy);
        return ENT_ERR_MEMORY;
    }
    return ENT_OK;
}

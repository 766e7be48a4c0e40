#include "scenario/setting.h"

#include "base/name.h"
#include "base/number.h"
#include "scenario/keypath.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

ent_setting_t *ent_setting_new(ent_arena_t *arena, const char *name, ent_setting_type_t type,
                               ent_place_t place) {
    ent_setting_t *setting = ent_arena_alloc(arena, 1, sizeof *setting);
    if (setting != NULL) {
        *setting = (ent_setting_t){.name = name, .type = type, .place = place};
    }
    return setting;
}

void ent_setting_append(ent_setting_t *parent, ent_setting_t *child) {
    child->next = NULL;
    if (parent->last == NULL) {
        parent->first = child;
    } else {
        parent->last->next = child;
    }
    parent->last = child;
}

/* The child before the given one, NULL when that is the first. */
static ent_setting_t *before(const ent_setting_t *parent, const ent_setting_t *child) {
    ent_setting_t *previous = NULL;
    for (ent_setting_t *c = parent->first; c != child; c = c->next) {
        previous = c;
    }
    return previous;
}

void ent_setting_replace(ent_setting_t *parent, ent_setting_t *child, ent_setting_t *replacement) {
    ent_setting_t *previous = before(parent, child);
    replacement->next = child->next;
    if (previous == NULL) {
        parent->first = replacement;
    } else {
        previous->next = replacement;
    }
    if (parent->last == child) {
        parent->last = replacement;
    }
}

void ent_setting_remove(ent_setting_t *parent, ent_setting_t *child) {
    ent_setting_t *previous = before(parent, child);
    if (previous == NULL) {
        parent->first = child->next;
    } else {
        previous->next = child->next;
    }
    if (parent->last == child) {
        parent->last = previous;
    }
}

ent_setting_t *ent_setting_member(const ent_setting_t *group, const char *name) {
    for (ent_setting_t *child = group->first; child != NULL; child = child->next) {
        if (child->name != NULL && strcmp(child->name, name) == 0) {
            return child;
        }
    }
    return NULL;
}

const char *ent_setting_name(const ent_setting_t *group) {
    const ent_setting_t *name =
        group->type == ENT_SETTING_GROUP ? ent_setting_member(group, "name") : NULL;
    return name != NULL && name->type == ENT_SETTING_TEXT ? name->value.text : NULL;
}

ent_setting_t *ent_setting_named(const ent_setting_t *list, const char *name) {
    for (ent_setting_t *child = list->first; child != NULL; child = child->next) {
        const char *found = ent_setting_name(child);
        if (found != NULL && strcmp(found, name) == 0) {
            return child;
        }
    }
    return NULL;
}

const ent_setting_t *ent_setting_follow(const ent_setting_t *from, const char *path, bool *whole) {
    const ent_setting_t *at = from, *next = from;
    while (*path != '\0' && next != NULL) {
        ent_keypath_t name = ent_keypath_next(&path);
        at = next;
        next = at->type == ENT_SETTING_GROUP  ? ent_setting_member(at, name.text)
               : at->type == ENT_SETTING_LIST ? ent_setting_named(at, name.text)
                                              : NULL;
    }
    *whole = next != NULL;
    return next != NULL ? next : at;
}

size_t ent_setting_count(const ent_setting_t *setting) {
    size_t count = 0;
    for (const ent_setting_t *child = setting->first; child != NULL; child = child->next) {
        count++;
    }
    return count;
}

const char *ent_setting_kind(ent_setting_type_t type) {
    static const char *const kinds[] = {
        [ENT_SETTING_GROUP] = "a group { }",    [ENT_SETTING_LIST] = "a list ( )",
        [ENT_SETTING_ARRAY] = "an array [ ]",   [ENT_SETTING_INTEGER] = "an integer",
        [ENT_SETTING_REAL] = "a real number",   [ENT_SETTING_BOOLEAN] = "true or false",
        [ENT_SETTING_TEXT] = "a text in quotes"};
    return kinds[type];
}

/* A text as it may be shown on a terminal: short, whole characters, no control characters. */
static void quote_text(const char *source, char text[ENT_FOUND_SIZE]) {
    size_t length = ent_text_fit(source, ENT_FOUND_SIZE - 8);
    (void)snprintf(text, ENT_FOUND_SIZE, "\"%.*s%s\"", (int)length, source,
                   source[length] != '\0' ? "..." : "");
    ent_text_mask(text);
}

const char *ent_setting_found(const ent_setting_t *setting, char text[ENT_FOUND_SIZE]) {
    char number[ENT_NUMBER_SIZE];
    switch (setting->type) {
    case ENT_SETTING_INTEGER:
        (void)snprintf(text, ENT_FOUND_SIZE, "%" PRId64, setting->value.integer);
        break;
    case ENT_SETTING_REAL:
        (void)snprintf(text, ENT_FOUND_SIZE, "%s", ent_number_format(setting->value.real, number));
        break;
    case ENT_SETTING_BOOLEAN:
        (void)snprintf(text, ENT_FOUND_SIZE, "%s", setting->value.boolean ? "true" : "false");
        break;
    case ENT_SETTING_TEXT:
        quote_text(setting->value.text, text);
        break;
    case ENT_SETTING_GROUP:
    case ENT_SETTING_LIST:
    case ENT_SETTING_ARRAY:
        (void)snprintf(text, ENT_FOUND_SIZE, "%s", ent_setting_kind(setting->type));
        break;
    }
    return text;
}

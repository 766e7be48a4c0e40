#include "scenario/override.h"

#include "scenario/fill.h"
#include "scenario/keypath.h"
#include "scenario/keys.h"
#include "scenario/reader.h"

#include <stdio.h>
#include <string.h>

/* A walk from the root along the parts of a path. */
typedef struct {
    const char *rest;     /* what is still to be walked */
    ent_scope_t scope;    /* whose keys come next */
    ent_keypath_t within; /* the groups entered since the scope began */
    ent_setting_t *group; /* where the walk has come to */
    const char *whole;    /* the path as the user wrote it */
    ent_place_t place;
    ent_arena_t *arena;
    ent_diags_t *diags;
} walk_t;

typedef enum { WALK_ON, WALK_DONE, WALK_WRONG, WALK_NO_MEMORY } walk_state_t;

static walk_state_t unknown_key(const walk_t *walk, const char *part) {
    ent_keypath_t path = ent_keypath(walk->within.text, part);
    char hint[ENT_HINT_SIZE];
    ent_diag_error(walk->diags, walk->place, walk->whole, "\"%s\" names no key%s", path.text,
                   ent_key_hint(walk->scope, path.text, hint));
    return WALK_WRONG;
}

static walk_state_t holds_several(const walk_t *walk, const char *part) {
    ent_diag_error(walk->diags, walk->place, walk->whole,
                   "\"%s\" holds several values, expected the path of one", part);
    return WALK_WRONG;
}

static walk_state_t holds_one(const walk_t *walk, const char *part) {
    ent_diag_error(walk->diags, walk->place, walk->whole,
                   "\"%s\" holds one value, expected the path to end there", part);
    return WALK_WRONG;
}

/* The group of this name, made when the scenario does not have it yet. */
static ent_setting_t *enter_group(walk_t *walk, const char *name) {
    ent_setting_t *group = ent_setting_member(walk->group, name);
    if (group != NULL && group->type == ENT_SETTING_GROUP) {
        return group;
    }
    char *copy = ent_arena_strdup(walk->arena, name);
    ent_setting_t *made =
        copy != NULL ? ent_setting_new(walk->arena, copy, ENT_SETTING_GROUP, walk->place) : NULL;
    if (made != NULL && group != NULL) {
        ent_setting_replace(walk->group, group, made);
    } else if (made != NULL) {
        ent_setting_append(walk->group, made);
    }
    return made;
}

static walk_state_t enter_element(walk_t *walk, const ent_key_t *key, const char *part) {
    const ent_setting_t *list = ent_setting_member(walk->group, part);
    ent_keypath_t name = ent_keypath_next(&walk->rest);
    if (!key->keyed) {
        ent_diag_error(walk->diags, walk->place, walk->whole,
                       "elements of \"%s\" have no names, expected the path of a key", part);
        return WALK_WRONG;
    }
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, name.text);
    bool is_list = list != NULL && list->type == ENT_SETTING_LIST;
    for (ent_setting_t *item = is_list ? list->first : NULL; item != NULL; item = item->next) {
        const char *known = ent_setting_name(item);
        if (known != NULL && strcmp(known, name.text) == 0) {
            walk->group = item;
            walk->scope = key->element;
            walk->within.text[0] = '\0';
            return WALK_ON;
        }
        if (known != NULL) {
            ent_nearest_offer(&nearest, known);
        }
    }
    char hint[ENT_HINT_SIZE];
    ent_diag_error(walk->diags, walk->place, walk->whole, "\"%s\" names no element of \"%s\"%s",
                   name.text, part, ent_nearest_hint(&nearest, hint));
    return WALK_WRONG;
}

static bool takes_bare_text(const ent_key_t *key) {
    return key->type == ENT_KEY_TEXT || key->type == ENT_KEY_DATE || key->type == ENT_KEY_CHOICE ||
           key->type == ENT_KEY_REFER;
}

/* Reads a value in the language of the file: 0.3, false, "text", [0.1, 0.2]. */
static walk_state_t read_value(const walk_t *walk, const ent_key_t *key, const char *text,
                               ent_setting_t **value) {
    static const char lead[] = "value = ";
    size_t length = strlen(text);
    char *line = ent_arena_alloc(walk->arena, sizeof lead + length + 1, 1);
    if (line == NULL) {
        return WALK_NO_MEMORY;
    }
    memcpy(line, lead, sizeof lead - 1);
    memcpy(line + sizeof lead - 1, text, length);
    line[sizeof lead - 1 + length] = ';';
    ent_diags_t *found = ent_arena_alloc(walk->arena, 1, sizeof *found);
    if (found == NULL) {
        return WALK_NO_MEMORY;
    }
    ent_diags_init(found);
    ent_setting_t *root = NULL;
    ent_err_t error = ent_reader_text(walk->place.file, walk->place.line, line,
                                      sizeof lead + length, walk->arena, &root, found);
    if (error == ENT_ERR_MEMORY) {
        return WALK_NO_MEMORY;
    }
    if (error != ENT_OK || ent_setting_count(root) != 1) {
        bool known = found->count > 0 && strcmp(found->kept[0].key, "value") == 0;
        char expected[ENT_EXPECTED_SIZE];
        if (known) {
            ent_diag_error(walk->diags, walk->place, walk->whole, "%s", found->kept[0].text);
        } else {
            ent_diag_error(walk->diags, walk->place, walk->whole, "found \"%.60s\", expected %s",
                           text, ent_key_expected(key, expected));
        }
        return WALK_WRONG;
    }
    *value = root->first;
    return WALK_DONE;
}

static walk_state_t assign(const walk_t *walk, const ent_key_t *key, const char *name,
                           const char *text) {
    ent_setting_t *value = NULL;
    if (key->type == ENT_KEY_NAME) {
        ent_diag_error(walk->diags, walk->place, walk->whole,
                       "names cannot be changed, other keys refer to them");
        return WALK_WRONG;
    }
    if (takes_bare_text(key) && text[0] != '"') {
        value = ent_setting_new(walk->arena, NULL, ENT_SETTING_TEXT, walk->place);
        if (value != NULL) {
            value->value.text = ent_arena_strdup(walk->arena, text);
        }
        if (value == NULL || value->value.text == NULL) {
            return WALK_NO_MEMORY;
        }
    } else {
        walk_state_t state = read_value(walk, key, text, &value);
        if (state != WALK_DONE) {
            return state;
        }
    }
    value->name = ent_arena_strdup(walk->arena, name);
    if (value->name == NULL) {
        return WALK_NO_MEMORY;
    }
    ent_setting_t *known = ent_setting_member(walk->group, name);
    if (known != NULL) {
        ent_setting_replace(walk->group, known, value);
    } else {
        ent_setting_append(walk->group, value);
    }
    return WALK_DONE;
}

/* One part of the path: a group entered, an element found, or the value set. */
static walk_state_t step(walk_t *walk, const char *text) {
    ent_keypath_t part = ent_keypath_next(&walk->rest);
    ent_keypath_t path = ent_keypath(walk->within.text, part.text);
    const ent_key_t *key = ent_key_find(walk->scope, path.text);
    bool last = *walk->rest == '\0';
    if (key == NULL && !last && ent_key_is_group(walk->scope, path.text)) {
        walk->group = enter_group(walk, part.text);
        walk->within = path;
        return walk->group != NULL ? WALK_ON : WALK_NO_MEMORY;
    }
    if (key == NULL) {
        return ent_key_is_group(walk->scope, path.text) ? holds_several(walk, part.text)
                                                        : unknown_key(walk, part.text);
    }
    if (key->type == ENT_KEY_LIST && !last) {
        return enter_element(walk, key, part.text);
    }
    if (key->type == ENT_KEY_GROUP && !last) {
        walk->group = enter_group(walk, part.text);
        walk->scope = key->element;
        walk->within.text[0] = '\0';
        return walk->group != NULL ? WALK_ON : WALK_NO_MEMORY;
    }
    if (key->type == ENT_KEY_MAP && !last) {
        ent_keypath_t name = ent_keypath_next(&walk->rest);
        walk->group = enter_group(walk, part.text);
        if (walk->group == NULL) {
            return WALK_NO_MEMORY;
        }
        return *walk->rest == '\0' ? assign(walk, key, name.text, text)
                                   : holds_one(walk, name.text);
    }
    if (!last) {
        return holds_one(walk, part.text);
    }
    if (ent_key_holds_several(key)) {
        return holds_several(walk, part.text);
    }
    if (strcmp(key->path, "extends") == 0) {
        ent_diag_error(walk->diags, walk->place, walk->whole,
                       "the file is already read, expected a key of the scenario");
        return WALK_WRONG;
    }
    return assign(walk, key, part.text, text);
}

ent_err_t ent_override(ent_setting_t *root, const char *assignment, int number, ent_arena_t *arena,
                       ent_diags_t *diags) {
    ent_place_t place = {ENT_OVERRIDE_FILE, number};
    const char *equals = strchr(assignment, '=');
    size_t length = equals != NULL ? (size_t)(equals - assignment) : 0;
    if (length == 0 || equals[1] == '\0') {
        ent_diag_error(diags, place, "", "found \"%s\", expected PATH=VALUE", assignment);
        return ENT_OK;
    }
    char *path = ent_arena_strdup(arena, assignment);
    if (path == NULL) {
        return ENT_ERR_MEMORY;
    }
    path[length] = '\0';
    walk_t walk = {.rest = path,
                   .scope = ENT_SCOPE_SCENARIO,
                   .group = root,
                   .whole = path,
                   .place = place,
                   .arena = arena,
                   .diags = diags};
    walk.within.text[0] = '\0';
    walk_state_t state = WALK_ON;
    if (!ent_keypath_whole(path)) {
        ent_diag_error(diags, place, path, "a part of the path is empty, expected NAME.NAME");
        state = WALK_WRONG;
    }
    while (state == WALK_ON) {
        if (*walk.rest == '\0') {
            ent_diag_error(diags, place, path, "the path ends too early, expected one of a value");
            state = WALK_WRONG;
        } else {
            state = step(&walk, equals + 1);
        }
    }
    return state == WALK_NO_MEMORY ? ENT_ERR_MEMORY : ENT_OK;
}

/* Settings as a tree (scenario/setting.c). */
#include "scenario/setting.h"

#include "support/close.h"

#include <stdlib.h>
#include <string.h>

enum { CHILDREN = 3 };

/* A group with the children "a", "b" and "c". */
typedef struct {
    ent_arena_t arena;
    ent_setting_t *group, *children[CHILDREN];
} family_t;

static ent_setting_t *new_setting(family_t *family, const char *name, ent_setting_type_t type) {
    ent_setting_t *setting =
        ent_setting_new(&family->arena, name, type, (ent_place_t){"file.cfg", 9});
    assert_non_null(setting);
    return setting;
}

static int set_up(void **state) {
    static const char *const names[CHILDREN] = {"a", "b", "c"};
    family_t *family = calloc(1, sizeof *family);
    assert_non_null(family);
    ent_arena_init(&family->arena);
    family->group = new_setting(family, "family", ENT_SETTING_GROUP);
    for (size_t i = 0; i < CHILDREN; i++) {
        family->children[i] = new_setting(family, names[i], ENT_SETTING_INTEGER);
        ent_setting_append(family->group, family->children[i]);
    }
    *state = family;
    return 0;
}

static int tear_down(void **state) {
    family_t *family = *state;
    ent_arena_free(&family->arena);
    free(family);
    return 0;
}

/* The children's names in order, and the links that must fit to them. */
static void assert_children(const ent_setting_t *group, const char *names) {
    const ent_setting_t *child = group->first, *last = NULL;
    for (const char *name = names; *name != '\0'; name++) {
        assert_non_null(child);
        assert_int_equal(child->name[0], *name);
        last = child;
        child = child->next;
    }
    assert_null(child);
    assert_ptr_equal(group->last, last);
    assert_int_equal(ent_setting_count(group), strlen(names));
}

static void a_new_setting_is_empty_and_knows_its_place(void **state) {
    ent_setting_t *setting = new_setting(*state, "x", ENT_SETTING_LIST);
    assert_string_equal(setting->name, "x");
    assert_int_equal(setting->type, ENT_SETTING_LIST);
    assert_string_equal(setting->place.file, "file.cfg");
    assert_int_equal(setting->place.line, 9);
    assert_null(setting->next);
    assert_children(setting, "");
}

static void children_are_appended_in_order(void **state) {
    family_t *family = *state;
    assert_children(family->group, "abc");
    ent_setting_t *moved = family->children[0];
    ent_setting_t *other = new_setting(family, "other", ENT_SETTING_GROUP);
    ent_setting_append(other, moved); /* a child that still has a `next` of its old group */
    assert_children(other, "a");
}

static void any_child_can_be_removed(void **state) {
    family_t *family = *state;
    ent_setting_remove(family->group, family->children[1]);
    assert_children(family->group, "ac");
    ent_setting_remove(family->group, family->children[2]);
    assert_children(family->group, "a");
    ent_setting_remove(family->group, family->children[0]);
    assert_children(family->group, "");
    ent_setting_append(family->group, family->children[2]);
    assert_children(family->group, "c");
}

static void any_child_can_be_replaced(void **state) {
    family_t *family = *state;
    static const char *const names[CHILDREN] = {"x", "y", "z"};
    static const char *const after[CHILDREN] = {"xbc", "xyc", "xyz"};
    for (size_t i = 0; i < CHILDREN; i++) {
        ent_setting_t *replacement = new_setting(family, names[i], ENT_SETTING_TEXT);
        ent_setting_replace(family->group, family->children[i], replacement);
        assert_children(family->group, after[i]);
    }
    ent_setting_append(family->group, new_setting(family, "d", ENT_SETTING_TEXT));
    assert_children(family->group, "xyzd");
}

static void members_are_found_by_name(void **state) {
    family_t *family = *state;
    assert_ptr_equal(ent_setting_member(family->group, "b"), family->children[1]);
    assert_null(ent_setting_member(family->group, "B"));
    assert_null(ent_setting_member(family->group, "bb"));
    assert_null(ent_setting_member(family->group, ""));
}

/* A group { name = TEXT; } as an element of a list. */
static ent_setting_t *append_named(family_t *family, ent_setting_t *list, const char *text) {
    ent_setting_t *element = new_setting(family, NULL, ENT_SETTING_GROUP);
    ent_setting_t *name = new_setting(family, "name", ENT_SETTING_TEXT);
    name->value.text = text;
    ent_setting_append(element, name);
    ent_setting_append(list, element);
    return element;
}

static void elements_are_found_by_the_text_of_their_name(void **state) {
    family_t *family = *state;
    ent_setting_t *list = new_setting(family, "l", ENT_SETTING_LIST);
    ent_setting_append(list, new_setting(family, NULL, ENT_SETTING_INTEGER));
    ent_setting_t *first = append_named(family, list, "2+2");
    ent_setting_t *second = append_named(family, list, "acsa");
    assert_ptr_equal(ent_setting_named(list, "2+2"), first);
    assert_ptr_equal(ent_setting_named(list, "acsa"), second);
    assert_null(ent_setting_named(list, "drills"));
    assert_string_equal(ent_setting_name(second), "acsa");
    assert_null(ent_setting_member(list, "name")); /* elements have no names as members */
}

static void what_has_no_text_as_name_has_no_name(void **state) {
    family_t *family = *state;
    ent_setting_t *group = new_setting(family, NULL, ENT_SETTING_GROUP);
    assert_null(ent_setting_name(family->children[0]));
    assert_null(ent_setting_name(group));
    ent_setting_append(group, new_setting(family, "name", ENT_SETTING_INTEGER));
    assert_null(ent_setting_name(group));
}

static void every_type_is_described(void **state) {
    (void)state;
    static const char *const words[] = {"group", "list", "array", "integer",
                                        "real",  "true", "text"};
    for (int type = ENT_SETTING_GROUP; type <= ENT_SETTING_TEXT; type++) {
        assert_non_null(strstr(ent_setting_kind((ent_setting_type_t)type), words[type]));
    }
}

static void values_are_shown_as_found(void **state) {
    family_t *family = *state;
    char text[ENT_FOUND_SIZE];
    ent_setting_t *setting = new_setting(family, "x", ENT_SETTING_INTEGER);
    setting->value.integer = INT64_MIN;
    assert_string_equal(ent_setting_found(setting, text), "-9223372036854775808");
    setting->type = ENT_SETTING_REAL;
    setting->value.real = 0.1;
    assert_string_equal(ent_setting_found(setting, text), "0.1");
    setting->type = ENT_SETTING_BOOLEAN;
    setting->value.boolean = true;
    assert_string_equal(ent_setting_found(setting, text), "true");
    setting->value.boolean = false;
    assert_string_equal(ent_setting_found(setting, text), "false");
    setting->type = ENT_SETTING_TEXT;
    setting->value.text = "mont";
    assert_string_equal(ent_setting_found(setting, text), "\"mont\"");
    setting->type = ENT_SETTING_GROUP;
    assert_string_equal(ent_setting_found(setting, text), "a group { }");
    setting->type = ENT_SETTING_ARRAY;
    assert_string_equal(ent_setting_found(setting, text), "an array [ ]");
}

static const char *shown(family_t *family, const char *value, char text[ENT_FOUND_SIZE]) {
    ent_setting_t *setting = new_setting(family, "x", ENT_SETTING_TEXT);
    setting->value.text = value;
    return ent_setting_found(setting, text);
}

static void texts_are_shown_without_control_characters(void **state) {
    char text[ENT_FOUND_SIZE];
    assert_string_equal(shown(*state, "a\nb\x1b[31m\x7f", text), "\"a?b?[31m?\"");
}

/* U+009B introduces a terminal's control sequence as ESC [ does. */
static void texts_are_shown_without_c1_control_characters(void **state) {
    char text[ENT_FOUND_SIZE];
    assert_null(strstr(shown(*state,
                             "\xc2\x9b"
                             "31m",
                             text),
                       "\xc2\x9b"));
}

static void long_texts_are_cut_between_characters(void **state) {
    char text[ENT_FOUND_SIZE], value[400] = "a";
    for (int i = 0; i < 60; i++) {
        strcat(value, "日");
    }
    const char *found = shown(*state, value, text);
    assert_true(strlen(found) < ENT_FOUND_SIZE);
    assert_int_equal(strncmp(found, "\"a日日日", 11), 0);
    assert_string_equal(found + strlen(found) - 7, "日...\"");
    assert_int_equal((strlen(found) - strlen("\"a...\"")) % strlen("日"), 0);
}

#define IN_FAMILY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FAMILY(a_new_setting_is_empty_and_knows_its_place),
        IN_FAMILY(children_are_appended_in_order),
        IN_FAMILY(any_child_can_be_removed),
        IN_FAMILY(any_child_can_be_replaced),
        IN_FAMILY(members_are_found_by_name),
        IN_FAMILY(elements_are_found_by_the_text_of_their_name),
        IN_FAMILY(what_has_no_text_as_name_has_no_name),
        IN_FAMILY(every_type_is_described),
        IN_FAMILY(values_are_shown_as_found),
        IN_FAMILY(texts_are_shown_without_control_characters),
        IN_FAMILY(texts_are_shown_without_c1_control_characters),
        IN_FAMILY(long_texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}

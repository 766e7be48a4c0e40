#include "scenario/fill_value.h"

#include "base/number.h"
#include "scenario/fill.h"
#include "scenario/keypath.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *member(const ent_key_t *key, void *base) {
    return (char *)base + key->offset;
}

double *ent_key_real(const ent_key_t *key, void *base) {
    return member(key, base);
}

static void list_words(const ent_key_t *key, char text[ENT_EXPECTED_SIZE]) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; key->choices[i] != NULL && used < ENT_EXPECTED_SIZE; i++) {
        int length = snprintf(text + used, ENT_EXPECTED_SIZE - used, "%s\"%s\"",
                              i == 0 ? "one of " : ", ", key->choices[i]);
        used += length > 0 ? (size_t)length : 0;
    }
}

const char *ent_key_expected(const ent_key_t *key, char text[ENT_EXPECTED_SIZE]) {
    char low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    const char *article = key->type == ENT_KEY_INTEGER  ? "an integer"
                          : key->type == ENT_KEY_VALUES ? "an array of real numbers"
                          : key->type == ENT_KEY_MAP    ? "a group of real numbers"
                                                        : "a real number";
    switch (key->type) {
    case ENT_KEY_REAL:
    case ENT_KEY_INTEGER:
    case ENT_KEY_MAP:
    case ENT_KEY_VALUES:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "%s %s %s %s %s", article,
                       key->above_low ? "above" : "from", ent_number_format(key->low, low),
                       key->above_low ? "and at most" : "to", ent_number_format(key->high, high));
        break;
    case ENT_KEY_WHOLE:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "an integer from %.0f to %" PRId64, key->low,
                       ent_key_greatest(key));
        break;
    case ENT_KEY_BOOLEAN:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "true or false");
        break;
    case ENT_KEY_TEXT:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "a text in quotes");
        break;
    case ENT_KEY_NAME:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "a name of 1 to 40 of A-Z a-z 0-9 _ + -");
        break;
    case ENT_KEY_DATE:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "a date \"YYYY-MM\" or \"YYYY-MM-DD\"");
        break;
    case ENT_KEY_CHOICE:
        list_words(key, text);
        break;
    case ENT_KEY_REFER:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "a name from \"%s\"", key->refers);
        break;
    case ENT_KEY_WORDS:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "an array of texts");
        break;
    case ENT_KEY_GROUP:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "a group { }");
        break;
    case ENT_KEY_LIST:
        (void)snprintf(text, ENT_EXPECTED_SIZE, "a list ( )");
        break;
    }
    return text;
}

static void report(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                   const char *path, const char *hint) {
    char found[ENT_FOUND_SIZE], expected[ENT_EXPECTED_SIZE];
    ent_diag_error(filler->diags, setting->place, path, "found %s, expected %s%s",
                   ent_setting_found(setting, found), ent_key_expected(key, expected), hint);
}

/* An integer literal serves as a real number. */
static bool is_number(const ent_setting_t *setting, double *value) {
    if (setting->type == ENT_SETTING_INTEGER) {
        *value = (double)setting->value.integer;
        return true;
    }
    *value = setting->value.real;
    return setting->type == ENT_SETTING_REAL;
}

static bool in_range(const ent_key_t *key, double value) {
    return (key->above_low ? value > key->low : value >= key->low) && value <= key->high;
}

static bool fill_real(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                      double *target, const char *path) {
    double value = NAN;
    if (!is_number(setting, &value) || !in_range(key, value)) {
        report(filler, key, setting, path, "");
        *target = NAN;
        return false;
    }
    *target = value;
    return true;
}

static bool is_text(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                    const char *path) {
    if (setting->type != ENT_SETTING_TEXT) {
        report(filler, key, setting, path, "");
        return false;
    }
    return true;
}

static void fill_text(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                      char **target, const char *path) {
    if (!is_text(filler, key, setting, path)) {
        return;
    }
    if (!ent_text_valid(setting->value.text)) {
        report(filler, key, setting, path, " in UTF-8, without control characters");
        return;
    }
    *target = ent_arena_strdup(filler->arena, setting->value.text);
    filler->no_memory = filler->no_memory || *target == NULL;
}

static void fill_name(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                      char target[ENT_NAME_SIZE], const char *path) {
    if (!is_text(filler, key, setting, path)) {
        return;
    }
    if (!ent_name_valid(setting->value.text)) {
        report(filler, key, setting, path, "");
        return;
    }
    (void)snprintf(target, ENT_NAME_SIZE, "%s", setting->value.text);
}

static void fill_choice(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                        unsigned *target, const char *path) {
    if (!is_text(filler, key, setting, path)) {
        return;
    }
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, setting->value.text);
    for (unsigned i = 0; key->choices[i] != NULL; i++) {
        if (strcmp(key->choices[i], setting->value.text) == 0) {
            *target = i;
            return;
        }
        ent_nearest_offer(&nearest, key->choices[i]);
    }
    char hint[ENT_HINT_SIZE];
    report(filler, key, setting, path, ent_nearest_hint(&nearest, hint));
}

typedef enum { REFERENCE_FOUND, REFERENCE_OFF, REFERENCE_UNKNOWN } reference_t;

bool ent_setting_switched_off(const ent_key_t *list, const ent_setting_t *element) {
    const ent_setting_t *enabled =
        element->type == ENT_SETTING_GROUP && ent_key_find(list->element, "enabled") != NULL
            ? ent_setting_member(element, "enabled")
            : NULL;
    return enabled != NULL && enabled->type == ENT_SETTING_BOOLEAN && !enabled->value.boolean;
}

/* Looks a name up among the elements of one of the file's lists; switched-off ones do not count. */
static reference_t find_reference(const ent_filler_t *filler, const char *list_name,
                                  const char *name, size_t *index, ent_nearest_t *nearest) {
    const ent_setting_t *list = ent_setting_member(filler->root, list_name);
    const ent_key_t *key = ent_key_find(ENT_SCOPE_SCENARIO, list_name);
    ent_nearest_init(nearest, name);
    *index = 0;
    if (list == NULL || list->type != ENT_SETTING_LIST) {
        return REFERENCE_UNKNOWN;
    }
    for (const ent_setting_t *item = list->first; item != NULL; item = item->next) {
        bool off = ent_setting_switched_off(key, item);
        const char *known = ent_setting_name(item);
        if (known != NULL && strcmp(known, name) == 0) {
            return off ? REFERENCE_OFF : REFERENCE_FOUND;
        }
        if (known != NULL && !off) {
            ent_nearest_offer(nearest, known);
        }
        *index += !off;
    }
    return REFERENCE_UNKNOWN;
}

static void fill_reference(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                           size_t *target, const char *path) {
    if (!is_text(filler, key, setting, path)) {
        return;
    }
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    size_t index = 0;
    if (key->need == ENT_NEED_DEFAULT) {
        *target = ent_key_no_reference(key); /* should the name be wrong */
    }
    switch (find_reference(filler, key->refers, setting->value.text, &index, &nearest)) {
    case REFERENCE_FOUND:
        *target = index;
        break;
    case REFERENCE_OFF:
        report(filler, key, setting, path, "; this one is switched off by enabled = false");
        break;
    case REFERENCE_UNKNOWN:
        report(filler, key, setting, path, ent_nearest_hint(&nearest, hint));
        break;
    }
}

/* A group { NAME = number; … }. What couples to something switched off is off with it. */
static void fill_map(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                     double *target, const char *path) {
    if (setting->type != ENT_SETTING_GROUP) {
        report(filler, key, setting, path, "");
        return;
    }
    for (const ent_setting_t *item = setting->first; item != NULL; item = item->next) {
        ent_keypath_t below = ent_keypath(path, item->name);
        ent_nearest_t nearest;
        char hint[ENT_HINT_SIZE];
        size_t index = 0;
        double value = 0;
        reference_t found = find_reference(filler, key->refers, item->name, &index, &nearest);
        if (found == REFERENCE_UNKNOWN) {
            ent_diag_error(filler->diags, item->place, below.text,
                           "\"%s\" is not declared, expected a name from \"%s\"%s", item->name,
                           key->refers, ent_nearest_hint(&nearest, hint));
        } else if (fill_real(filler, key, item, &value, below.text) && found == REFERENCE_FOUND) {
            target[index] = value;
        }
    }
}

static int compare_reals(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void fill_values(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                        void *base, const char *path) {
    size_t count = ent_setting_count(setting);
    bool is_array = setting->type == ENT_SETTING_ARRAY || setting->type == ENT_SETTING_LIST;
    if (!is_array || count < key->least || count > key->most) {
        char hint[ENT_HINT_SIZE];
        (void)snprintf(hint, sizeof hint, ", %zu to %zu of them", key->least, key->most);
        report(filler, key, setting, path, hint);
        return;
    }
    double *values = ent_arena_alloc(filler->arena, count, sizeof *values);
    if (values == NULL) {
        filler->no_memory = true;
        return;
    }
    size_t i = 0;
    for (const ent_setting_t *item = setting->first; item != NULL; item = item->next, i++) {
        (void)fill_real(filler, key, item, &values[i], path);
    }
    qsort(values, count, sizeof *values, compare_reals);
    memcpy((char *)base + key->offset, &values, sizeof(double *));
    memcpy((char *)base + key->count_offset, &count, sizeof count);
}

static bool are_words(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                      const char *path) {
    size_t errors = filler->diags->errors, count = ent_setting_count(setting);
    bool is_array = setting->type == ENT_SETTING_ARRAY || setting->type == ENT_SETTING_LIST;
    if (!is_array || count < key->least || count > key->most) {
        char hint[ENT_HINT_SIZE], least[ENT_NUMBER_SIZE] = "at most";
        if (key->least > 0) {
            (void)snprintf(least, sizeof least, "%zu to", key->least);
        }
        (void)snprintf(hint, sizeof hint, ", %s %zu of them", least, key->most);
        report(filler, key, setting, path, hint);
        return false;
    }
    for (const ent_setting_t *item = setting->first; item != NULL; item = item->next) {
        if (item->type != ENT_SETTING_TEXT || !ent_text_valid(item->value.text)) {
            report(filler, key, item, path, " in UTF-8, without control characters");
        }
    }
    return filler->diags->errors == errors;
}

/* Texts that no struct keeps are only looked at: who uses them reads them from the tree. */
static void fill_words(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                       void *base, const char *path) {
    if (!are_words(filler, key, setting, path) || key->offset == ENT_NOWHERE) {
        return;
    }
    size_t count = ent_setting_count(setting), i = 0;
    char **words = ent_arena_alloc(filler->arena, count, sizeof *words);
    filler->no_memory = filler->no_memory || words == NULL;
    for (const ent_setting_t *item = setting->first; item != NULL && words != NULL;
         item = item->next, i++) {
        words[i] = ent_arena_strdup(filler->arena, item->value.text);
        filler->no_memory = filler->no_memory || words[i] == NULL;
    }
    if (!filler->no_memory) {
        memcpy((char *)base + key->offset, &words, sizeof words);
        memcpy((char *)base + key->count_offset, &count, sizeof count);
    }
}

static void fill_date(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                      ent_date_t *target, const char *path) {
    if (is_text(filler, key, setting, path) && !ent_date_parse(setting->value.text, target)) {
        report(filler, key, setting, path, "");
    }
}

static void fill_integer(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                         int *target, const char *path) {
    if (setting->type != ENT_SETTING_INTEGER || !in_range(key, (double)setting->value.integer)) {
        report(filler, key, setting, path, "");
        return;
    }
    *target = (int)setting->value.integer;
}

static void fill_whole(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                       uint64_t *target, const char *path) {
    if (setting->type != ENT_SETTING_INTEGER || !in_range(key, (double)setting->value.integer)) {
        report(filler, key, setting, path, "");
        return;
    }
    *target = (uint64_t)setting->value.integer;
}

void ent_fill_value(ent_filler_t *filler, const ent_key_t *key, const ent_setting_t *setting,
                    void *base, const char *path) {
    switch (key->type) {
    case ENT_KEY_REAL:
        (void)fill_real(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_INTEGER:
        fill_integer(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_WHOLE:
        fill_whole(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_BOOLEAN:
        if (setting->type != ENT_SETTING_BOOLEAN) {
            report(filler, key, setting, path, "");
        } else if (key->offset != ENT_NOWHERE) {
            *(bool *)member(key, base) = setting->value.boolean;
        }
        break;
    case ENT_KEY_TEXT:
        if (key->offset != ENT_NOWHERE) {
            fill_text(filler, key, setting, member(key, base), path);
        }
        break;
    case ENT_KEY_NAME:
        fill_name(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_DATE:
        fill_date(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_CHOICE:
        fill_choice(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_REFER:
        fill_reference(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_MAP:
        fill_map(filler, key, setting, member(key, base), path);
        break;
    case ENT_KEY_VALUES:
        fill_values(filler, key, setting, base, path);
        break;
    case ENT_KEY_WORDS:
        fill_words(filler, key, setting, base, path);
        break;
    case ENT_KEY_GROUP:
    case ENT_KEY_LIST:
        break; /* these have elements of their own: fill.c */
    }
}

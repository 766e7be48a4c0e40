#include "scenario/writer.h"

#include "base/number.h"
#include "scenario/keys.h"
#include "scenario/parameter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text that grows; once memory is short nothing more is added. */
typedef struct {
    char *bytes;
    size_t used, size;
    bool failed;
    int depth;
    const ent_scenario_t *scenario;
} sink_t;

static void put(sink_t *sink, const char *text) {
    size_t length = strlen(text);
    if (sink->failed) {
        return;
    }
    if (sink->used + length + 1 > sink->size) {
        size_t size = (sink->used + length + 1) * 2;
        char *bytes = ent_alloc(size, 1);
        if (bytes == NULL) {
            sink->failed = true;
            return;
        }
        memcpy(bytes, sink->bytes, sink->used);
        free(sink->bytes);
        sink->bytes = bytes;
        sink->size = size;
    }
    memcpy(sink->bytes + sink->used, text, length + 1);
    sink->used += length;
}

static void put_indent(sink_t *sink) {
    for (int i = 0; i < sink->depth; i++) {
        put(sink, "  ");
    }
}

/* A real number always has a point or an exponent, so that it cannot be taken for an integer. */
static void put_real(sink_t *sink, double value) {
    char text[ENT_NUMBER_SIZE];
    put(sink, ent_number_format(value, text));
    if (strpbrk(text, ".e") == NULL) {
        put(sink, ".0");
    }
}

static void put_text(sink_t *sink, const char *text) {
    char piece[2] = {0};
    put(sink, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            put(sink, "\\");
        }
        piece[0] = *text;
        put(sink, piece);
    }
    put(sink, "\"");
}

/* Name of the index-th element of one of the scenario's lists; every element begins with it. */
static const char *name_of(const sink_t *sink, const char *list_name, size_t index) {
    const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, list_name);
    ent_scenario_t scenario = *sink->scenario;
    if (list->count_offset == ENT_NOWHERE) {
        return sink->scenario->states[index].name;
    }
    size_t count = 0;
    const char *elements = ent_key_elements(list, &scenario, &count);
    return elements + index * list->element_size;
}

static size_t list_count(const sink_t *sink, const char *list_name) {
    const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, list_name);
    ent_scenario_t scenario = *sink->scenario;
    size_t count = 0;
    (void)ent_key_elements(list, &scenario, &count);
    return count;
}

/* Only entries that are not 0: an absent one means 0. */
static void put_map(sink_t *sink, const ent_key_t *key, const double *values) {
    size_t count = list_count(sink, key->refers);
    put(sink, "{ ");
    for (size_t i = 0; i < count; i++) {
        if (values[i] != 0) {
            put(sink, name_of(sink, key->refers, i));
            put(sink, " = ");
            put_real(sink, values[i]);
            put(sink, "; ");
        }
    }
    put(sink, "}");
}

static void put_values(sink_t *sink, const double *values, size_t count) {
    put(sink, "[");
    for (size_t i = 0; i < count; i++) {
        put(sink, i > 0 ? ", " : " ");
        put_real(sink, values[i]);
    }
    put(sink, " ]");
}

static void put_scope(sink_t *sink, ent_scope_t scope, void *base);

static void put_list(sink_t *sink, const ent_key_t *key, void *base) {
    size_t count = 0;
    char *elements = ent_key_elements(key, base, &count);
    put(sink, "(");
    for (size_t i = 0; i < count; i++) {
        char *element = elements + i * key->element_size;
        ent_scope_t scope = key->element;
        if (scope == ENT_SCOPE_EFFECT) {
            const ent_effect_t *effect = (const ent_effect_t *)(void *)element;
            scope = (ent_scope_t)(ENT_SCOPE_EFFECT_LEADER + (int)effect->type);
        }
        put(sink, i > 0 ? ",\n" : "\n");
        sink->depth++;
        put_indent(sink);
        put(sink, "{\n");
        sink->depth++;
        put_scope(sink, scope, element);
        sink->depth--;
        put_indent(sink);
        put(sink, "}");
        sink->depth--;
    }
    put(sink, " )");
}

/* Whether the key says anything about this element: unused numbers are NaN, dates are zero. */
static bool is_said(ent_scope_t scope, const ent_key_t *key, void *base) {
    if (key->offset == ENT_NOWHERE) {
        return false;
    }
    char *slot = (char *)base + key->offset;
    if (scope == ENT_SCOPE_EVENT) {
        const ent_event_t *event = base;
        bool of_when = strncmp(key->path, "when.", 5) == 0 ||
                       (strcmp(key->path, "once") == 0 && event->once) ||
                       (strcmp(key->path, "rest_years") == 0 && event->rest_years == key->fallback);
        bool other = strcmp(key->path, event->when_above ? "when.below" : "when.above") == 0;
        if (of_when && (event->timing != ENT_TIMING_WHEN || other)) {
            return false;
        }
    }
    size_t count = 0;
    switch (key->type) {
    case ENT_KEY_REAL:
        return !isnan(*(double *)(void *)slot);
    case ENT_KEY_DATE:
        return ((ent_date_t *)(void *)slot)->year != 0;
    case ENT_KEY_TEXT:
        return *(char **)(void *)slot != NULL &&
               (**(char **)(void *)slot != '\0' || !ent_key_defaults_to_empty(key));
    case ENT_KEY_REFER:
        return *(size_t *)(void *)slot != ENT_BOTH_STATES || strcmp(key->refers, "states") != 0;
    case ENT_KEY_VALUES:
    case ENT_KEY_LIST:
        (void)ent_key_elements(key, base, &count);
        return count > 0;
    default:
        return true;
    }
}

static void put_value(sink_t *sink, const ent_key_t *key, void *base) {
    void *slot = (char *)base + key->offset;
    char date[ENT_DATE_SIZE], number[ENT_NUMBER_SIZE];
    size_t count = 0;
    switch (key->type) {
    case ENT_KEY_REAL:
        put_real(sink, *(double *)slot);
        break;
    case ENT_KEY_INTEGER:
        (void)snprintf(number, sizeof number, "%d", *(int *)slot);
        put(sink, number);
        break;
    case ENT_KEY_BOOLEAN:
        put(sink, *(bool *)slot ? "true" : "false");
        break;
    case ENT_KEY_TEXT:
        put_text(sink, *(char **)slot);
        break;
    case ENT_KEY_NAME:
        put_text(sink, slot);
        break;
    case ENT_KEY_DATE:
        ent_date_format(*(ent_date_t *)slot, true, date);
        put_text(sink, date);
        break;
    case ENT_KEY_CHOICE:
        put_text(sink, ent_key_choice(key, *(int *)slot));
        break;
    case ENT_KEY_REFER:
        put_text(sink, name_of(sink, key->refers, *(size_t *)slot));
        break;
    case ENT_KEY_MAP:
        put_map(sink, key, slot);
        break;
    case ENT_KEY_VALUES: {
        const double *values = (const double *)(void *)ent_key_elements(key, base, &count);
        put_values(sink, values, count);
        break;
    }
    case ENT_KEY_LIST:
        put_list(sink, key, base);
        break;
    case ENT_KEY_GROUP:
        put(sink, "{\n");
        sink->depth++;
        put_scope(sink, key->element, slot);
        sink->depth--;
        put_indent(sink);
        put(sink, "}");
        break;
    }
}

/* Length of the group part two paths have in common: "stance." of "stance.jolt", "stance.x". */
static size_t common_groups(const char *a, const char *b) {
    size_t common = 0;
    for (size_t i = 0; a[i] != '\0' && a[i] == b[i]; i++) {
        if (a[i] == '.') {
            common = i + 1;
        }
    }
    return common;
}

static void close_groups(sink_t *sink, const char *path, size_t from) {
    for (const char *c = path + from; *c != '\0'; c++) {
        if (*c == '.') {
            sink->depth--;
            put_indent(sink);
            put(sink, "};\n");
        }
    }
}

static void open_groups(sink_t *sink, const char *path, size_t from) {
    for (const char *dot = strchr(path + from, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
        char name[ENT_NAME_SIZE];
        (void)snprintf(name, sizeof name, "%.*s", (int)(dot - (path + from)), path + from);
        put_indent(sink);
        put(sink, name);
        put(sink, " = {\n");
        sink->depth++;
        from = (size_t)(dot - path) + 1;
    }
}

/* The keys of a struct in the table's order, within the groups their paths name. */
static void put_scope(sink_t *sink, ent_scope_t scope, void *base) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    const char *previous = "";
    for (size_t i = 0; i < count; i++) {
        if (!is_said(scope, &keys[i], base)) {
            continue;
        }
        size_t common = common_groups(previous, keys[i].path);
        close_groups(sink, previous, common);
        open_groups(sink, keys[i].path, common);
        const char *dot = strrchr(keys[i].path, '.');
        put_indent(sink);
        put(sink, dot != NULL ? dot + 1 : keys[i].path);
        put(sink, " = ");
        put_value(sink, &keys[i], base);
        put(sink, ";\n");
        previous = keys[i].path;
    }
    close_groups(sink, previous, 0);
}

ent_err_t ent_scenario_text(const ent_scenario_t *scenario, char **text) {
    sink_t sink = {.size = 4096, .scenario = scenario};
    sink.bytes = ent_alloc(sink.size, 1);
    ent_scenario_t copy = *scenario; /* the table hands out pointers to write through */
    if (sink.bytes != NULL) {
        put_scope(&sink, ENT_SCOPE_SCENARIO, &copy);
    }
    if (sink.bytes == NULL || sink.failed) {
        free(sink.bytes);
        return ENT_ERR_MEMORY;
    }
    *text = sink.bytes;
    return ENT_OK;
}

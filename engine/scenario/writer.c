#include "scenario/writer.h"

#include "scenario/parameter.h"
#include "scenario/sink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ent_sink_t sink;
    int depth;
    ent_scenario_t *scenario;
} page_t;

static void put(page_t *page, const char *text) {
    ent_sink_put(&page->sink, text);
}

static void put_indent(page_t *page) {
    for (int i = 0; i < page->depth; i++) {
        put(page, "  ");
    }
}

/* Only entries that are not 0: an absent one means 0. */
static void put_map(page_t *page, const ent_key_t *key, const double *values) {
    size_t count = 0;
    (void)ent_key_elements(ent_key_find(ENT_SCOPE_SCENARIO, key->refers), page->scenario, &count);
    put(page, "{ ");
    for (size_t i = 0; i < count; i++) {
        if (values[i] != 0) {
            put(page, ent_scenario_name(page->scenario, key->refers, i));
            put(page, " = ");
            ent_sink_put_real(&page->sink, values[i]);
            put(page, "; ");
        }
    }
    put(page, "}");
}

static void put_scope(page_t *page, ent_scope_t scope, void *base);

static void put_list(page_t *page, const ent_key_t *key, void *base) {
    size_t count = 0;
    char *elements = ent_key_elements(key, base, &count);
    put(page, "(");
    for (size_t i = 0; i < count; i++) {
        char *element = elements + i * key->element_size;
        put(page, i > 0 ? ",\n" : "\n");
        page->depth++;
        put_indent(page);
        put(page, "{\n");
        page->depth++;
        put_scope(page, ent_element_scope(key, element), element);
        page->depth--;
        put_indent(page);
        put(page, "}");
        page->depth--;
    }
    put(page, " )");
}

static void put_value(page_t *page, const ent_key_t *key, void *base) {
    void *slot = (char *)base + key->offset;
    switch (key->type) {
    case ENT_KEY_MAP:
        put_map(page, key, slot);
        break;
    case ENT_KEY_LIST:
        put_list(page, key, base);
        break;
    case ENT_KEY_GROUP:
        put(page, "{\n");
        page->depth++;
        put_scope(page, key->element, slot);
        page->depth--;
        put_indent(page);
        put(page, "}");
        break;
    default:
        ent_sink_put_value(&page->sink, page->scenario, key, base, true);
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

static void close_groups(page_t *page, const char *path, size_t from) {
    for (const char *c = path + from; *c != '\0'; c++) {
        if (*c == '.') {
            page->depth--;
            put_indent(page);
            put(page, "};\n");
        }
    }
}

static void open_groups(page_t *page, const char *path, size_t from) {
    for (const char *dot = strchr(path + from, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
        char name[ENT_NAME_SIZE];
        (void)snprintf(name, sizeof name, "%.*s", (int)(dot - (path + from)), path + from);
        put_indent(page);
        put(page, name);
        put(page, " = {\n");
        page->depth++;
        from = (size_t)(dot - path) + 1;
    }
}

/* The keys of a struct in the table's order, within the groups their paths name. */
static void put_scope(page_t *page, ent_scope_t scope, void *base) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    const char *previous = "";
    for (size_t i = 0; i < count; i++) {
        if (!ent_key_is_said(scope, &keys[i], base)) {
            continue;
        }
        size_t common = common_groups(previous, keys[i].path);
        close_groups(page, previous, common);
        open_groups(page, keys[i].path, common);
        const char *dot = strrchr(keys[i].path, '.');
        put_indent(page);
        put(page, dot != NULL ? dot + 1 : keys[i].path);
        put(page, " = ");
        put_value(page, &keys[i], base);
        put(page, ";\n");
        previous = keys[i].path;
    }
    close_groups(page, previous, 0);
}

static ent_err_t put_page(page_t *page, ent_scope_t scope, void *base, char **text) {
    put_scope(page, scope, base);
    if (page->sink.failed) {
        free(page->sink.bytes);
        return ENT_ERR_MEMORY;
    }
    *text = page->sink.bytes;
    return ENT_OK;
}

ent_err_t ent_scenario_text(const ent_scenario_t *scenario, char **text) {
    ent_scenario_t copy = *scenario; /* the table hands out pointers to write through */
    page_t page = {.scenario = &copy};
    return put_page(&page, ENT_SCOPE_SCENARIO, &copy, text);
}

ent_err_t ent_scope_text(ent_scope_t scope, void *base, char **text) {
    page_t page = {.scenario = NULL};
    return put_page(&page, scope, base, text);
}

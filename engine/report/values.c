#include "report/values.h"

#include "base/memory.h"
#include "base/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRINT_SIZE = 4096, FLAG_SIZE = 64 };

void ent_values_init(ent_values_t *values) {
    values->root = json_object();
    values->failed = values->root == NULL;
}

void ent_values_free(ent_values_t *values) {
    json_decref(values->root);
    values->root = NULL;
}

/* Takes the value over; it may be NULL for lack of memory. */
static void put(ent_values_t *values, json_t *object, const char *name, json_t *value) {
    if (json_object_set_new(object, name, value) != 0) {
        values->failed = true;
    }
}

void ent_put_text(ent_values_t *values, json_t *object, const char *name, const char *text) {
    char *masked = ent_strdup(text);
    if (masked == NULL) {
        values->failed = true;
        return;
    }
    ent_text_mask(masked);
    put(values, object, name, json_string(masked));
    free(masked);
}

void ent_put_print(ent_values_t *values, json_t *object, const char *name, const char *format,
                   ...) {
    char text[PRINT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ent_put_text(values, object, name, text);
}

void ent_put_fragment(ent_values_t *values, json_t *object, const char *name, const char *text) {
    put(values, object, name, json_string(text));
}

void ent_put_flag(ent_values_t *values, json_t *object, const char *name, bool flag) {
    put(values, object, name, json_boolean(flag));
}

json_t *ent_put_list(ent_values_t *values, json_t *object, const char *name) {
    put(values, object, name, json_array());
    return json_object_get(object, name);
}

json_t *ent_put_row(ent_values_t *values, json_t *list) {
    json_t *row = json_object();
    if (json_array_append_new(list, row) != 0) {
        values->failed = true;
        return NULL;
    }
    return row;
}

void ent_put_maybe(ent_values_t *values, json_t *object, const char *name, const char *text) {
    char flag[FLAG_SIZE];
    (void)snprintf(flag, sizeof flag, "has_%s", name);
    ent_put_flag(values, object, flag, text != NULL && text[0] != '\0');
    ent_put_text(values, object, name, text != NULL ? text : "");
}

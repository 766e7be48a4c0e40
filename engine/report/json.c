#include "report/json.h"

#include "base/memory.h"

#include <jansson.h>
#include <stdlib.h>

char *ent_json_text(const struct json_t *value) {
    size_t size = json_dumpb(value, NULL, 0, JSON_INDENT(2));
    char *text = size > 0 ? ent_alloc(size + 1, 1) : NULL;
    if (text != NULL && json_dumpb(value, text, size, JSON_INDENT(2)) != size) {
        free(text);
        return NULL;
    }
    return text;
}

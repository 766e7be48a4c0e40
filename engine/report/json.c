#include "report/json.h"

#include "base/memory.h"

#include <jansson.h>
#include <stdio.h>
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

ent_err_t ent_json_read(const char *text, size_t size, struct json_t **value,
                        char problem[ENT_JSON_PROBLEM_SIZE]) {
    json_error_t wrong;
    problem[0] = '\0';
    *value = json_loadb(text, size, JSON_REJECT_DUPLICATES, &wrong);
    if (*value != NULL) {
        return ENT_OK;
    }
    /* Where jansson is refused memory for a value it says nothing. */
    if (wrong.text[0] == '\0' || json_error_code(&wrong) == json_error_out_of_memory) {
        return ENT_ERR_MEMORY;
    }
    (void)snprintf(problem, ENT_JSON_PROBLEM_SIZE, "line %d: %s", wrong.line, wrong.text);
    return ENT_ERR_SCENARIO;
}

/* JSON as text, and text as JSON. */
#ifndef ENT_REPORT_JSON_H
#define ENT_REPORT_JSON_H

#include "base/error.h"

#include <stddef.h>

struct json_t;

/*
 * The text of a value, the caller's to free; NULL without memory, which json_dumps would not tell.
 */
char *ent_json_text(const struct json_t *value);

/*
 * Reads a text of `size` bytes; *value is the caller's to decref. ENT_ERR_SCENARIO when it is no
 * JSON, or has a key twice, with the line and what is wrong with it in `problem`.
 */
enum { ENT_JSON_PROBLEM_SIZE = 256 };
ENT_CHECKED ent_err_t ent_json_read(const char *text, size_t size, struct json_t **value,
                                    char problem[ENT_JSON_PROBLEM_SIZE]);

#endif

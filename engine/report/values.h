/*
 * Values of a template under construction. What fails for lack of memory is noted, and what is put
 * into an object or list that is not there is left out, so that only the end need be checked.
 */
#ifndef ENT_REPORT_VALUES_H
#define ENT_REPORT_VALUES_H

#include <jansson.h>
#include <stdbool.h>

typedef struct {
    json_t *root;
    bool failed;
} ent_values_t;

/* Begins an object; free it with ent_values_free. */
void ent_values_init(ent_values_t *values);
void ent_values_free(ent_values_t *values); /* harmless twice */

/* A text of any bytes: what is no UTF-8, or a control character, becomes "?". */
void ent_put_text(ent_values_t *values, json_t *object, const char *name, const char *text);
void ent_put_print(ent_values_t *values, json_t *object, const char *name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A fragment of HTML or CSS, in UTF-8, with lines. */
void ent_put_fragment(ent_values_t *values, json_t *object, const char *name, const char *text);
void ent_put_flag(ent_values_t *values, json_t *object, const char *name, bool flag);

/* A new list, and a new row of one: theirs, not the caller's to free. */
json_t *ent_put_list(ent_values_t *values, json_t *object, const char *name);
json_t *ent_put_row(ent_values_t *values, json_t *list);

/* A text where there is one, and the flag has_NAME. */
void ent_put_maybe(ent_values_t *values, json_t *object, const char *name, const char *text);

#endif

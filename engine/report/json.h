/* JSON as text. */
#ifndef ENT_REPORT_JSON_H
#define ENT_REPORT_JSON_H

struct json_t;

/* The text of a value, the caller's to free; NULL without memory, which json_dumps would not tell.
 */
char *ent_json_text(const struct json_t *value);

#endif

/*
 * A filler of templates, which knows a small part of Mustache and no more:
 *
 *     {{name}}                 a text, escaped for HTML
 *     {{{name}}}               a fragment of HTML that the engine made itself, as it is
 *     {{#name}} … {{/name}}    once for each row of a list, or once where a flag is true
 *     {{^name}} … {{/name}}    where a flag is false or a list has no rows
 *
 * Values are a JSON object of texts, flags and lists of such objects. Within a row its own values
 * come first, then those around it. A section's tag alone on a line takes the line with it.
 */
#ifndef ENT_REPORT_TEMPLATE_H
#define ENT_REPORT_TEMPLATE_H

#include "base/file.h"

#include <jansson.h>

enum { ENT_TEMPLATE_PROBLEM_SIZE = 320, ENT_TEMPLATE_DEPTH = 12, ENT_TEMPLATE_NAME_SIZE = 48 };

/*
 * Writes the filled template. False when it is wrong: `problem` says what, with its line ("line 3:
 * no value is called "titel", did you mean "title"?"). Within a section that is not written only
 * its tags are checked. The values are only read; what fails in writing stays in the writer.
 */
ENT_CHECKED bool ent_template_fill(const char *text, json_t *values, ent_writer_t *writer,
                                   char problem[ENT_TEMPLATE_PROBLEM_SIZE]);

/* A text with & < > " ' as entities, so that it can stand between tags or quotes. */
void ent_html_text(const char *text, ent_writer_t *writer);

#endif

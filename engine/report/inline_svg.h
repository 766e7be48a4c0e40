/*
 * An SVG figure as a fragment of an HTML page: without its XML heading, size and tooltips, scaled
 * by its viewBox, its ids made the page's own, and with a title for those who do not see it.
 */
#ifndef ENT_REPORT_INLINE_SVG_H
#define ENT_REPORT_INLINE_SVG_H

#include "base/error.h"

#include <stddef.h>

enum { ENT_SVG_PROBLEM_SIZE = 160 };

/*
 * Rewrites a whole SVG file, NUL-terminated. `prefix` goes before each id and each reference to
 * one, so that several figures can stand on a page; `title` says what the figure shows. Only shapes
 * and texts pass, and no attribute that could run, style or load anything: what else the file holds
 * makes *fragment NULL, and `problem` says what. *fragment is the caller's to free.
 */
ENT_CHECKED ent_err_t ent_svg_inline(const char *svg, const char *prefix, const char *title,
                                     char **fragment, char problem[ENT_SVG_PROBLEM_SIZE]);

#endif

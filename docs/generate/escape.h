/*
 * Text from the engine's tables as Markdown and as mdoc. Whatever a help text holds, it must come
 * out as text: a pipe is no column, a dot at a line's start no request.
 */
#ifndef DOC_ESCAPE_H
#define DOC_ESCAPE_H

#include <stdio.h>

/* A cell of a Markdown table; what stands in `backticks` stays code. */
void doc_markdown_cell(FILE *out, const char *text);

/* A cell of a Markdown table that is code: a path, a name. Nothing for "". */
void doc_markdown_code(FILE *out, const char *text);

/*
 * Running text of mdoc in lines of its own, each sentence on a new line as mdoc wants it, with an
 * end of line at the end. `backticks` become quotes.
 */
void doc_mdoc_text(FILE *out, const char *text);

/* One argument of an mdoc macro, after a blank: quoted where it has blanks, never a macro itself.
 */
void doc_mdoc_argument(FILE *out, const char *text);

#endif

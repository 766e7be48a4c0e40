/*
 * Fills what stands between marks of a document. In Markdown the marks are lines of their own,
 * <!-- generated:NAME --> and <!-- end -->; in mdoc they are comments, generated:NAME and end.
 */
#ifndef DOC_MARKS_H
#define DOC_MARKS_H

#include <stdbool.h>
#include <stdio.h>

enum { DOC_PROBLEM_SIZE = 400 };

/* Writes the document `text` to `out` with its blocks filled; false: see the problem and its line.
 */
bool doc_marks_fill(const char *text, FILE *out, char problem[DOC_PROBLEM_SIZE], size_t *line);

#endif

#include "generate/marks.h"

#include "generate/blocks.h"

#include <string.h>

enum { NAME_SIZE = 60 };

static const char *const begins[DOC_FORMATS] = {"<!-- generated:", ".\\\" generated:"};
static const char *const closes[DOC_FORMATS] = {" -->", ""};
static const char *const ends[DOC_FORMATS] = {"<!-- end -->", ".\\\" end"};

/* Whether a line is a mark that a block begins with, of which format and name. */
static bool is_begin(const char *line, size_t length, doc_format_t *format, char name[NAME_SIZE]) {
    for (int f = 0; f < DOC_FORMATS; f++) {
        size_t before = strlen(begins[f]), after = strlen(closes[f]);
        if (length > before + after && strncmp(line, begins[f], before) == 0 &&
            strncmp(line + length - after, closes[f], after) == 0) {
            *format = (doc_format_t)f;
            (void)snprintf(name, NAME_SIZE, "%.*s", (int)(length - before - after), line + before);
            return true;
        }
    }
    return false;
}

static bool is_end(const char *line, size_t length, doc_format_t format) {
    return length == strlen(ends[format]) && strncmp(line, ends[format], length) == 0;
}

/* Writes a block; blank lines set tables apart in Markdown, and are errors in mdoc. */
static bool write_block(FILE *out, const char *name, doc_format_t format,
                        char problem[DOC_PROBLEM_SIZE]) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    const doc_block_t *block = doc_block_find(name, &nearest);
    if (block == NULL) {
        (void)snprintf(problem, DOC_PROBLEM_SIZE, "found \"%s\", expected the name of a block%s",
                       name, ent_nearest_hint(&nearest, hint));
        return false;
    }
    if (block->write[format] == NULL) {
        (void)snprintf(problem, DOC_PROBLEM_SIZE, "the block \"%s\" has no form for %s", name,
                       format == DOC_MDOC ? "mdoc" : "Markdown");
        return false;
    }
    fputs(format == DOC_MARKDOWN ? "\n" : "", out);
    block->write[format](out, block->subject);
    fputs(format == DOC_MARKDOWN ? "\n" : "", out);
    return true;
}

/* The line after this one; NULL at the end of the text. */
static const char *next_line(const char *line, size_t *length) {
    *length = strcspn(line, "\n");
    return line[*length] == '\n' ? line + *length + 1 : line + *length;
}

bool doc_marks_fill(const char *text, FILE *out, char problem[DOC_PROBLEM_SIZE], size_t *line) {
    doc_format_t format = DOC_MARKDOWN;
    char name[NAME_SIZE] = "", other[NAME_SIZE];
    size_t at = 0, opened = 0, length = 0;
    for (const char *now = text, *next; *now != '\0'; now = next) {
        doc_format_t found = format;
        next = next_line(now, &length);
        *line = ++at;
        if (opened > 0 && is_begin(now, length, &found, other)) {
            (void)snprintf(problem, DOC_PROBLEM_SIZE, "\"%s\" begins before \"%s\" ends", other,
                           name);
            return false;
        }
        if (opened > 0 && !is_end(now, length, format)) {
            continue; /* what was generated before */
        }
        if (opened == 0 && (is_end(now, length, DOC_MARKDOWN) || is_end(now, length, DOC_MDOC))) {
            (void)snprintf(problem, DOC_PROBLEM_SIZE, "found the end of a block that never began");
            return false;
        }
        opened = 0;
        (void)fwrite(now, 1, (size_t)(next - now), out);
        if (is_begin(now, length, &format, name)) {
            opened = at;
            if (!write_block(out, name, format, problem)) {
                return false;
            }
        }
    }
    if (opened > 0) {
        *line = opened;
        (void)snprintf(problem, DOC_PROBLEM_SIZE, "\"%s\" begins and never ends", name);
    }
    return opened == 0;
}

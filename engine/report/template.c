#include "report/template.h"

#include "base/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef enum { TAG_TEXT, TAG_FRAGMENT, TAG_SECTION, TAG_INVERTED, TAG_END } tag_kind_t;

typedef struct {
    tag_kind_t kind;
    char name[ENT_TEMPLATE_NAME_SIZE];
    const char *start, *end; /* of the whole tag in the template */
} tag_t;

typedef struct {
    const char *text, *at; /* the template, and how far it has been read */
    json_t *contexts[ENT_TEMPLATE_DEPTH + 1];
    size_t depth; /* of contexts */
    size_t level; /* of sections */
    size_t muted; /* sections around that are not written */
    ent_writer_t *writer;
    char *problem;
} filler_t;

void ent_html_text(const char *text, ent_writer_t *writer) {
    static const char special[] = "&<>\"'";
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    while (*text != '\0') {
        size_t plain = strcspn(text, special);
        ent_writer_bytes(writer, text, plain);
        text += plain;
        if (*text != '\0') {
            ent_writer_text(writer, entities[strchr(special, *text) - special]);
            text++;
        }
    }
}

static size_t line_of(const filler_t *filler, const char *place) {
    size_t line = 1;
    for (const char *c = filler->text; c < place; c++) {
        line += *c == '\n';
    }
    return line;
}

static bool fail(filler_t *filler, const char *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool fail(filler_t *filler, const char *place, const char *format, ...) {
    va_list arguments;
    int used =
        snprintf(filler->problem, ENT_TEMPLATE_PROBLEM_SIZE, "line %zu: ", line_of(filler, place));
    va_start(arguments, format);
    (void)vsnprintf(filler->problem + used, ENT_TEMPLATE_PROBLEM_SIZE - (size_t)used, format,
                    arguments);
    va_end(arguments);
    ent_text_mask(filler->problem); /* a character of the template cut in two */
    return false;
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* The innermost value of this name, or NULL. */
static json_t *find(const filler_t *filler, const char *name) {
    json_t *value = NULL;
    for (size_t i = filler->depth; i > 0 && value == NULL; i--) {
        value = json_object_get(filler->contexts[i - 1], name);
    }
    return value;
}

/* The same; for what is unknown it says which name is near. */
static json_t *require(filler_t *filler, const tag_t *tag) {
    json_t *value = find(filler, tag->name), *unused = NULL;
    const char *key = NULL;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    if (value != NULL) {
        return value;
    }
    ent_nearest_init(&nearest, tag->name);
    for (size_t i = filler->depth; i > 0; i--) {
        json_object_foreach(filler->contexts[i - 1], key, unused) {
            ent_nearest_offer(&nearest, key);
        }
    }
    (void)fail(filler, tag->start, "no value is called \"%s\"%s", tag->name,
               ent_nearest_hint(&nearest, hint));
    return NULL;
}

static const char *kind_of(const json_t *value) {
    return json_is_string(value)    ? "a text"
           : json_is_array(value)   ? "a list"
           : json_is_boolean(value) ? "a flag"
                                    : "something else";
}

/* ---- Tags ------------------------------------------------------------------------------------ */

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Reads the tag that begins with "{{" at `start`. */
static bool read_tag(filler_t *filler, const char *start, tag_t *tag) {
    static const char marks[] = "{#^/"; /* in the order of the kinds behind the first */
    const char *c = start + 2, *mark = *c != '\0' ? strchr(marks, *c) : NULL;
    *tag = (tag_t){.start = start};
    if (mark != NULL) {
        tag->kind = (tag_kind_t)(mark - marks + 1);
        c++;
    }
    size_t length = 0;
    while (is_name(c[length]) && length < ENT_TEMPLATE_NAME_SIZE - 1) {
        tag->name[length] = c[length];
        length++;
    }
    const char *closing = tag->kind == TAG_FRAGMENT ? "}}}" : "}}";
    if (length == 0 || strncmp(c + length, closing, strlen(closing)) != 0) {
        return fail(filler, start, "found \"%.*s\", expected a name of a-z, 0-9 and _ and \"%s\"",
                    (int)strcspn(start, "\n") < 40 ? (int)strcspn(start, "\n") : 40, start,
                    closing);
    }
    tag->end = c + length + strlen(closing);
    return true;
}

/* Widens the tag of a section that is alone on its line to the whole line. */
static void take_line(const filler_t *filler, tag_t *tag) {
    const char *start = tag->start, *end = tag->end + strspn(tag->end, " \t");
    while (start > filler->text && (start[-1] == ' ' || start[-1] == '\t')) {
        start--;
    }
    bool alone = (start == filler->text || start[-1] == '\n') && (*end == '\n' || *end == '\0');
    if (alone) {
        tag->start = start;
        tag->end = end + (*end == '\n');
    }
}

/* ---- Filling --------------------------------------------------------------------------------- */

static bool fill(filler_t *filler, const tag_t *section);

static bool fill_text(filler_t *filler, const tag_t *tag) {
    if (filler->muted > 0) {
        return true;
    }
    const json_t *value = require(filler, tag);
    const char *text = json_string_value(value);
    if (value == NULL) {
        return false;
    }
    if (text == NULL) {
        return fail(filler, tag->start, "\"%s\" is %s, expected a text", tag->name, kind_of(value));
    }
    if (tag->kind == TAG_TEXT) {
        ent_html_text(text, filler->writer);
    } else {
        ent_writer_text(filler->writer, text);
    }
    return true;
}

/* What stands in a section, once, in a context of its own if there is one. */
static bool fill_once(filler_t *filler, const tag_t *section, json_t *context) {
    if (filler->level == ENT_TEMPLATE_DEPTH) {
        return fail(filler, section->start, "sections are nested more than %d deep",
                    ENT_TEMPLATE_DEPTH);
    }
    filler->level++;
    filler->at = section->end;
    if (context != NULL) {
        filler->contexts[filler->depth++] = context;
    }
    bool filled = fill(filler, section);
    filler->depth -= context != NULL;
    filler->level--;
    return filled;
}

static bool fill_unwritten(filler_t *filler, const tag_t *section) {
    filler->muted++;
    bool filled = fill_once(filler, section, NULL);
    filler->muted--;
    return filled;
}

static bool fill_rows(filler_t *filler, const tag_t *section, json_t *rows) {
    bool filled = true;
    for (size_t i = 0; i < json_array_size(rows) && filled; i++) {
        json_t *row = json_array_get(rows, i);
        filled = json_is_object(row) ? fill_once(filler, section, row)
                                     : fail(filler, section->start,
                                            "\"%s\" has %s as a row, expected values with names",
                                            section->name, kind_of(row));
    }
    return filled;
}

static bool fill_section(filler_t *filler, const tag_t *section) {
    if (filler->muted > 0) {
        return fill_once(filler, section, NULL);
    }
    json_t *value = require(filler, section);
    if (value == NULL) {
        return false;
    }
    if (!json_is_array(value) && !json_is_boolean(value)) {
        return fail(filler, section->start, "\"%s\" is %s, expected a list or a flag",
                    section->name, kind_of(value));
    }
    bool given = json_is_true(value) || json_array_size(value) > 0;
    if (given != (section->kind == TAG_SECTION)) {
        return fill_unwritten(filler, section);
    }
    return given && json_is_array(value) ? fill_rows(filler, section, value)
                                         : fill_once(filler, section, NULL);
}

/* Whether a tag ends the section, or why it may not stand here. */
static bool check_end(filler_t *filler, const tag_t *section, const tag_t *tag) {
    if (section == NULL) {
        return fail(filler, tag->start, "\"%s\" ends, but no section is open", tag->name);
    }
    if (strcmp(section->name, tag->name) != 0) {
        return fail(filler, tag->start, "\"%s\" ends, but the section open is \"%s\" of line %zu",
                    tag->name, section->name, line_of(filler, section->start));
    }
    return true;
}

static void write_plain(filler_t *filler, const char *end) {
    if (filler->muted == 0) {
        ent_writer_bytes(filler->writer, filler->at, (size_t)(end - filler->at));
    }
    filler->at = end;
}

/* Fills up to the end of a section, or of the template. */
static bool fill(filler_t *filler, const tag_t *section) {
    for (const char *start = strstr(filler->at, "{{"); start != NULL;
         start = strstr(filler->at, "{{")) {
        tag_t tag;
        if (!read_tag(filler, start, &tag)) {
            return false;
        }
        bool text = tag.kind == TAG_TEXT || tag.kind == TAG_FRAGMENT;
        if (!text) {
            take_line(filler, &tag);
        }
        write_plain(filler, tag.start);
        filler->at = tag.end;
        if (tag.kind == TAG_END) {
            return check_end(filler, section, &tag);
        }
        if (!(text ? fill_text(filler, &tag) : fill_section(filler, &tag))) {
            return false;
        }
    }
    if (section != NULL) {
        return fail(filler, section->start, "the section \"%s\" is not closed", section->name);
    }
    write_plain(filler, filler->at + strlen(filler->at));
    return true;
}

bool ent_template_fill(const char *text, json_t *values, ent_writer_t *writer,
                       char problem[ENT_TEMPLATE_PROBLEM_SIZE]) {
    filler_t filler = {.text = text,
                       .at = text,
                       .contexts = {values},
                       .depth = 1,
                       .writer = writer,
                       .problem = problem};
    problem[0] = '\0';
    return fill(&filler, NULL);
}

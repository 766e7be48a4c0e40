#include "report/inline_svg.h"

#include "base/name.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What gnuplot draws with. */
static const char *const elements[] = {"svg",     "g",       "defs",       "rect",    "circle",
                                       "ellipse", "line",    "path",       "polygon", "polyline",
                                       "pattern", "use",     "text",       "tspan",   "clipPath",
                                       "filter",  "feFlood", "feComposite"};

/* Left out with what they hold: gnuplot's names of its plots, which browsers show as tooltips. */
static const char *const left_out[] = {"title", "desc"};

/* Attributes of the page's own, or that only an SVG file needs. */
static const char *const dropped[] = {"width",       "height",  "xmlns",
                                      "xmlns:xlink", "version", "xml:space"};

static const char *const attributes[] = {"id",
                                         "class",
                                         "x",
                                         "y",
                                         "x1",
                                         "y1",
                                         "x2",
                                         "y2",
                                         "cx",
                                         "cy",
                                         "r",
                                         "rx",
                                         "ry",
                                         "dx",
                                         "dy",
                                         "d",
                                         "points",
                                         "width",
                                         "height",
                                         "viewBox",
                                         "transform",
                                         "fill",
                                         "fill-opacity",
                                         "fill-rule",
                                         "color",
                                         "stroke",
                                         "stroke-width",
                                         "stroke-linecap",
                                         "stroke-linejoin",
                                         "stroke-dasharray",
                                         "stroke-opacity",
                                         "shape-rendering",
                                         "opacity",
                                         "font-family",
                                         "font-size",
                                         "font-style",
                                         "font-weight",
                                         "text-anchor",
                                         "baseline-shift",
                                         "textLength",
                                         "lengthAdjust",
                                         "clip-path",
                                         "filter",
                                         "filterUnits",
                                         "flood-color",
                                         "flood-opacity",
                                         "in",
                                         "in2",
                                         "operator",
                                         "result",
                                         "patternUnits",
                                         "href",
                                         "xlink:href"};

static const char blanks[] = " \t\r\n";

/* A word of the file. */
typedef struct {
    const char *start;
    size_t length;
} word_t;

typedef struct {
    const char *at;
    const char *prefix, *title;
    size_t depth; /* of open elements */
    FILE *out;
    char *problem;
} rewriter_t;

static bool is_among(word_t word, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == word.length && strncmp(names[i], word.start, word.length) == 0) {
            return true;
        }
    }
    return false;
}

#define AMONG(word, names) is_among(word, names, sizeof(names) / sizeof(names)[0])

static bool is(word_t word, const char *name) {
    return is_among(word, &name, 1);
}

static bool refuse(rewriter_t *rewriter, const char *what, word_t word) {
    const size_t most = 40;
    (void)snprintf(rewriter->problem, ENT_SVG_PROBLEM_SIZE, "%s %.*s", what,
                   (int)(word.length < most ? word.length : most), word.start);
    ent_text_mask(rewriter->problem);
    return false;
}

static word_t read_word(const char *at) {
    return (word_t){at, strcspn(at, " \t\r\n=/><\"'")};
}

static void skip_blanks(rewriter_t *rewriter) {
    rewriter->at += strspn(rewriter->at, blanks);
}

static void put_escaped(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (strchr("&<>\"'", *text) != NULL) {
            fprintf(out, "&#%d;", *text);
        } else {
            fputc(*text, out);
        }
    }
}

/* A value with the prefix before the ids it refers to: "#a" and "url(#a)". */
static bool put_value(rewriter_t *rewriter, word_t name, word_t value) {
    bool reference = is(name, "href") || is(name, "xlink:href");
    const char *hash = memchr(value.start, '#', value.length);
    size_t before = hash != NULL ? (size_t)(hash + 1 - value.start) : 0;
    bool url = value.length > 4 && strncmp(value.start, "url(", 4) == 0;
    if ((reference && before != 1) || (url && before != sizeof "url(#" - 1)) {
        return refuse(rewriter, "it refers to something outside:", value);
    }
    if (is(name, "id")) {
        fprintf(rewriter->out, "%s%.*s", rewriter->prefix, (int)value.length, value.start);
    } else if (reference || url) {
        fprintf(rewriter->out, "%.*s%s%.*s", (int)before, value.start, rewriter->prefix,
                (int)(value.length - before), value.start + before);
    } else {
        fprintf(rewriter->out, "%.*s", (int)value.length, value.start);
    }
    return true;
}

/* One attribute, with its value in quotes of either kind. */
static bool put_attribute(rewriter_t *rewriter, bool root) {
    word_t name = read_word(rewriter->at);
    const char *quote = name.start + name.length;
    quote += strspn(quote, blanks);
    bool equals = name.length > 0 && *quote == '=';
    quote += equals ? 1 + strspn(quote + 1, blanks) : 0;
    bool quoted = equals && (*quote == '"' || *quote == '\'');
    const char *end = quoted ? strchr(quote + 1, *quote) : NULL;
    if (end == NULL) {
        return refuse(rewriter, "it has an attribute without a value in quotes:",
                      (word_t){rewriter->at, strcspn(rewriter->at, "\n>")});
    }
    word_t value = {quote + 1, (size_t)(end - quote - 1)};
    rewriter->at = end + 1;
    if (root && AMONG(name, dropped)) {
        return true;
    }
    if (AMONG(name, dropped) && !AMONG(name, attributes)) {
        return true;
    }
    if (!AMONG(name, attributes)) {
        return refuse(rewriter, "it has an attribute", name);
    }
    if (memchr(value.start, '<', value.length) != NULL) {
        return refuse(rewriter, "it has an attribute that holds a tag:", name);
    }
    /* SVG 2 and HTML know references as href. */
    word_t shown = is(name, "xlink:href") ? (word_t){"href", 4} : name;
    fprintf(rewriter->out, " %.*s=%c", (int)shown.length, shown.start, *quote);
    bool put = put_value(rewriter, name, value);
    fputc(*quote, rewriter->out);
    return put;
}

/* Skips an element with what it holds: texts only. */
static bool skip_element(rewriter_t *rewriter, word_t name) {
    const char *end = strstr(rewriter->at, "</");
    const char *next = strchr(rewriter->at + 1, '<');
    if (end == NULL || next != end || strncmp(end + 2, name.start, name.length) != 0 ||
        end[2 + name.length] != '>') {
        return refuse(rewriter, "it has a wrong", name);
    }
    rewriter->at = end + name.length + 3;
    return true;
}

/* What those who do not see the figure are told. */
static void put_label(rewriter_t *rewriter) {
    fputs(" role=\"img\" aria-label=\"", rewriter->out);
    put_escaped(rewriter->out, rewriter->title);
    fputc('"', rewriter->out);
}

static void put_title(rewriter_t *rewriter) {
    fputs("<title>", rewriter->out);
    put_escaped(rewriter->out, rewriter->title);
    fputs("</title>", rewriter->out);
}

/* A tag from its "<" on. */
static bool put_tag(rewriter_t *rewriter) {
    bool closes = rewriter->at[1] == '/';
    word_t name = read_word(rewriter->at + 1 + closes);
    if (AMONG(name, left_out)) {
        return skip_element(rewriter, name);
    }
    if (!AMONG(name, elements)) {
        return refuse(rewriter, "it holds", (word_t){rewriter->at, name.length + 1 + closes});
    }
    bool root = !closes && is(name, "svg");
    fprintf(rewriter->out, "<%s%.*s", closes ? "/" : "", (int)name.length, name.start);
    rewriter->at = name.start + name.length;
    skip_blanks(rewriter);
    if (root) {
        put_label(rewriter);
    }
    while (*rewriter->at != '>' && *rewriter->at != '/' && *rewriter->at != '\0') {
        if (!put_attribute(rewriter, root)) {
            return false;
        }
        skip_blanks(rewriter);
    }
    const char *end = *rewriter->at == '/' ? "/>" : ">";
    if (strncmp(rewriter->at, end, strlen(end)) != 0) {
        return refuse(rewriter, "it has a tag that does not end:", name);
    }
    fputs(end, rewriter->out);
    rewriter->at += strlen(end);
    rewriter->depth += closes ? (size_t)-1 : *end == '>';
    if (root) {
        put_title(rewriter);
    }
    return true;
}

/* From the root's tag to its end: tags, and what stands between them, which holds no "<". */
static bool rewrite(rewriter_t *rewriter) {
    const char *root = strstr(rewriter->at, "<svg");
    if (root == NULL) {
        return refuse(rewriter, "it is no SVG, for it has no", (word_t){"<svg>", 5});
    }
    rewriter->at = root;
    do {
        if (*rewriter->at == '<') {
            if (!put_tag(rewriter)) {
                return false;
            }
            continue;
        }
        size_t length = strcspn(rewriter->at, "<");
        if (rewriter->at[length] == '\0') {
            return refuse(rewriter, "it is cut short: there is no", (word_t){"</svg>", 6});
        }
        (void)fwrite(rewriter->at, 1, length, rewriter->out);
        rewriter->at += length;
    } while (rewriter->depth > 0);
    return true;
}

ent_err_t ent_svg_inline(const char *svg, const char *prefix, const char *title, char **fragment,
                         char problem[ENT_SVG_PROBLEM_SIZE]) {
    char *text = NULL;
    size_t length = 0;
    rewriter_t rewriter = {.at = svg, .prefix = prefix, .title = title, .problem = problem};
    *fragment = NULL;
    problem[0] = '\0';
    rewriter.out = open_memstream(&text, &length);
    if (rewriter.out == NULL) {
        return ENT_ERR_MEMORY;
    }
    bool whole = rewrite(&rewriter);
    bool failed = ferror(rewriter.out) != 0;
    failed = fclose(rewriter.out) != 0 || failed;
    if (failed || !whole) {
        free(text);
        return failed ? ENT_ERR_MEMORY : ENT_OK;
    }
    *fragment = text;
    return ENT_OK;
}

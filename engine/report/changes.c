#include "report/changes.h"

#include "base/name.h"
#include "report/tables.h"

#include <string.h>

/* On a screen: columns of the widest path and control value that others are aligned with, and the
 * characters of a value that are shown. */
enum { MOST_PATH = 48, MOST_CONTROL = 16, MOST_VALUE = 40 };

static const char not_declared[] = "(not declared)";

const char *ent_change_value(const ent_difference_t *difference, const char *value,
                             const char *nothing) {
    if (value != NULL) {
        return value;
    }
    return difference->key == NULL ? not_declared : nothing;
}

void ent_table_changes_head(ent_writer_t *writer) {
    ent_writer_text(writer, "scenario,path,control,value\n");
}

void ent_table_changes(const char *label, const ent_differences_t *differences,
                       ent_writer_t *writer) {
    for (size_t i = 0; i < differences->count; i++) {
        const ent_difference_t *item = &differences->items[i];
        const char *fields[] = {label, item->path, ent_change_value(item, item->control, ""),
                                ent_change_value(item, item->value, "")};
        for (size_t j = 0; j < sizeof fields / sizeof fields[0]; j++) {
            ent_writer_text(writer, j > 0 ? "," : "");
            ent_csv_field(writer, fields[j]);
        }
        ent_writer_text(writer, "\n");
    }
}

bool ent_change_is_prose(const ent_difference_t *difference) {
    static const char *const paths[] = {"title",  "description", "question", "topic",
                                        "claims", "sources",     "evidence"};
    const ent_key_t *key = difference->key;
    for (size_t i = 0; key != NULL && i < sizeof paths / sizeof paths[0]; i++) {
        if (strcmp(key->path, paths[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Writes a text, cut to so many characters. */
static void print_cut(const char *text, size_t most, FILE *stream) {
    bool cut = ent_text_characters(text) > most;
    size_t length = ent_text_prefix(text, cut ? most - 1 : most);
    fprintf(stream, "%.*s%s", (int)length, text, cut ? "…" : "");
}

static size_t widest(size_t width, const char *text, size_t most) {
    size_t length = ent_text_characters(text);
    return length > width && length <= most ? length : width;
}

typedef struct {
    size_t path, control;
} widths_t;

static void print_line(const ent_difference_t *item, widths_t widths, FILE *stream) {
    const char *control = ent_change_value(item, item->control, "(none)");
    size_t used =
        ent_text_characters(control) < MOST_VALUE ? ent_text_characters(control) : MOST_VALUE;
    fprintf(stream, "  %-*s  ", (int)widths.path, item->path);
    print_cut(control, MOST_VALUE, stream);
    fprintf(stream, "%*s -> ", (int)(used < widths.control ? widths.control - used : 0), "");
    print_cut(ent_change_value(item, item->value, "(none)"), MOST_VALUE, stream);
    fprintf(stream, "\n");
}

void ent_table_changes_screen(const char *title, const ent_differences_t *differences, size_t most,
                              FILE *stream) {
    size_t count = 0;
    widths_t widths = {0, 0};
    for (size_t i = 0; i < differences->count; i++) {
        const ent_difference_t *item = &differences->items[i];
        if (!ent_change_is_prose(item) && count++ < most) {
            widths.path = widest(widths.path, item->path, MOST_PATH);
            widths.control = widest(widths.control, ent_change_value(item, item->control, "(none)"),
                                    MOST_CONTROL);
        }
    }
    fprintf(stream, "%s differs from the control in\n", title);
    size_t printed = 0;
    for (size_t i = 0; i < differences->count && printed < most; i++) {
        if (!ent_change_is_prose(&differences->items[i])) {
            print_line(&differences->items[i], widths, stream);
            printed++;
        }
    }
    if (count > printed) {
        fprintf(stream, "  … and %zu more: changes.csv\n", count - printed);
    } else if (count == 0) {
        fprintf(stream, "  nothing\n");
    }
}

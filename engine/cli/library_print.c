#include "cli/library_print.h"

#include "base/file.h"
#include "base/name.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>
#include <uniwidth.h>

enum { WIDTH = 100, INDENT = 4, GAP = 2, WIDEST_NAME = 28 };

static const uint8_t *bytes_of(const char *text) {
    return (const uint8_t *)text;
}

static int width_of(const char *text) {
    return u8_strwidth(bytes_of(text), "UTF-8");
}

static void print_blanks(int count) {
    printf("%*s", count > 0 ? count : 0, "");
}

/* Prints a line's part of a text, without the blanks it would end in. */
static void print_part(const char *text, size_t length) {
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    printf("%.*s\n", (int)length, text);
}

/* Prints a text from column `indent` on, where the cursor stands; every further line, too. */
static ent_err_t print_wrapped(const char *text, int indent) {
    size_t length = strlen(text), begun = 0;
    char *breaks = ent_alloc(length + 1, 1);
    if (breaks == NULL) {
        return ENT_ERR_MEMORY;
    }
    (void)u8_width_linebreaks(bytes_of(text), length, WIDTH - indent, 0, 0, NULL, "UTF-8", breaks);
    for (size_t i = 1; i < length; i++) {
        if (breaks[i] == UC_BREAK_POSSIBLE) {
            print_part(text + begun, i - begun);
            print_blanks(indent);
            begun = i;
        }
    }
    print_part(text + begun, length - begun);
    free(breaks);
    return ENT_OK;
}

/* A file's own name, fit for a terminal. The caller's to free. */
static char *shown_name(const ent_library_item_t *item) {
    const char *slash = strrchr(item->file, '/');
    char *name = ent_strdup(slash != NULL ? slash + 1 : item->file);
    if (name != NULL) {
        ent_text_mask(name);
    }
    return name;
}

/* The column in which titles begin: behind the names of all files, if these are not very long. */
static ent_err_t title_column(const ent_library_t *library, int *column) {
    int widest = 0;
    for (size_t i = 0; i < library->count; i++) {
        char *name = shown_name(&library->items[i]);
        if (name == NULL) {
            return ENT_ERR_MEMORY;
        }
        int width = width_of(name);
        widest = width > widest && width <= WIDEST_NAME ? width : widest;
        free(name);
    }
    *column = INDENT + widest + GAP;
    return ENT_OK;
}

/* A name, and the cursor in the titles' column, on a line of its own after a name too long. */
static ent_err_t print_name(const ent_library_item_t *item, int column) {
    char *name = shown_name(item);
    if (name == NULL) {
        return ENT_ERR_MEMORY;
    }
    int end = INDENT + width_of(name);
    printf("%*s%s", INDENT, "", name);
    if (end + GAP > column) {
        printf("\n");
        end = 0;
    }
    print_blanks(column - end);
    free(name);
    return ENT_OK;
}

static ent_err_t print_line(const char *before, const char *text, int column) {
    char *line = ent_alloc(strlen(before) + strlen(text) + 1, 1);
    if (line == NULL) {
        return ENT_ERR_MEMORY;
    }
    (void)sprintf(line, "%s%s", before, text);
    print_blanks(column);
    ent_err_t error = print_wrapped(line, column);
    free(line);
    return error;
}

static ent_err_t print_item(const ent_library_item_t *item, int column, bool claims) {
    ent_err_t error = print_name(item, column);
    if (error == ENT_OK) {
        error = print_wrapped(item->problem != NULL ? item->problem : item->title, column);
    }
    if (error == ENT_OK && item->question[0] != '\0') {
        error = print_line("", item->question, column);
    }
    if (error == ENT_OK && claims && item->claims[0] != '\0') {
        error = print_line("claims ", item->claims, column);
    }
    return error;
}

static const char *topic_of(const ent_library_item_t *item) {
    if (item->problem != NULL) {
        return "Broken";
    }
    return item->topic[0] != '\0' ? item->topic : "Without a topic";
}

static ent_err_t print_folder(const char *folder, bool first) {
    char *shown = ent_strdup(folder[0] != '\0' ? folder : ".");
    if (shown == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_text_mask(shown);
    printf("%s%s\n", first ? "" : "\n", shown);
    free(shown);
    return ENT_OK;
}

ent_err_t ent_library_print(const ent_library_t *library, bool claims) {
    int column = 0;
    const char *folder = NULL, *topic = "";
    ent_err_t error = title_column(library, &column);
    for (size_t i = 0; i < library->count && error == ENT_OK; i++) {
        const ent_library_item_t *item = &library->items[i];
        if (folder == NULL || strcmp(folder, item->folder) != 0) {
            error = print_folder(item->folder, i == 0);
            folder = item->folder;
            topic = "";
        }
        if (strcmp(topic, topic_of(item)) != 0) {
            topic = topic_of(item);
            printf("  %s\n", topic);
        }
        if (error == ENT_OK) {
            error = print_item(item, column, claims);
        }
    }
    return error;
}

/* In quotes where it needs them (RFC 4180). */
static void print_field(const char *text, const char *end) {
    bool plain = strpbrk(text, ",\"\r\n") == NULL;
    printf("%s", plain ? "" : "\"");
    for (const char *c = text; *c != '\0'; c++) {
        printf(*c == '"' ? "\"\"" : "%c", *c);
    }
    printf("%s%s", plain ? "" : "\"", end);
}

void ent_library_print_csv(const ent_library_t *library) {
    printf("file,folder,topic,title,question,claims,evidence\n");
    for (size_t i = 0; i < library->count; i++) {
        const ent_library_item_t *item = &library->items[i];
        const char *const fields[] = {item->file,     item->folder, item->topic,   item->title,
                                      item->question, item->claims, item->evidence};
        size_t count = sizeof fields / sizeof fields[0];
        for (size_t j = 0; j < count && item->problem == NULL; j++) {
            print_field(fields[j], j + 1 < count ? "," : "\n");
        }
    }
}

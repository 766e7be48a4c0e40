#include "scenario/reader.h"

#include "base/file.h"
#include "base/locale.h"
#include "base/name.h"
#include "scenario/lexical.h"

#include <errno.h>
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ent_arena_t *arena;
    const char *file;
    int line_offset;
} converter_t;

static ent_setting_type_t type_of(const config_setting_t *source) {
    switch (config_setting_type(source)) {
    case CONFIG_TYPE_GROUP:
        return ENT_SETTING_GROUP;
    case CONFIG_TYPE_LIST:
        return ENT_SETTING_LIST;
    case CONFIG_TYPE_ARRAY:
        return ENT_SETTING_ARRAY;
    case CONFIG_TYPE_FLOAT:
        return ENT_SETTING_REAL;
    case CONFIG_TYPE_BOOL:
        return ENT_SETTING_BOOLEAN;
    case CONFIG_TYPE_STRING:
        return ENT_SETTING_TEXT;
    default:
        return ENT_SETTING_INTEGER;
    }
}

static bool convert_value(const converter_t *converter, const config_setting_t *source,
                          ent_setting_t *setting) {
    switch (setting->type) {
    case ENT_SETTING_INTEGER:
        setting->value.integer = config_setting_get_int64(source);
        return true;
    case ENT_SETTING_REAL:
        setting->value.real = config_setting_get_float(source);
        return true;
    case ENT_SETTING_BOOLEAN:
        setting->value.boolean = config_setting_get_bool(source) != 0;
        return true;
    case ENT_SETTING_TEXT:
        setting->value.text = ent_arena_strdup(converter->arena, config_setting_get_string(source));
        return setting->value.text != NULL;
    default:
        return true; /* groups, lists and arrays hold children */
    }
}

/* Copies a setting and all below it; NULL without memory. Depth was limited in the text. */
static ent_setting_t *convert(const converter_t *converter, const config_setting_t *source) {
    const char *name = config_setting_name(source);
    char *copy = name != NULL ? ent_arena_strdup(converter->arena, name) : NULL;
    if (name != NULL && copy == NULL) {
        return NULL;
    }
    int line = (int)config_setting_source_line(source); /* 0 for the whole, and for what is empty */
    ent_place_t place = {converter->file, (line > 0 ? line : 1) + converter->line_offset};
    ent_setting_t *setting = ent_setting_new(converter->arena, copy, type_of(source), place);
    if (setting == NULL || !convert_value(converter, source, setting)) {
        return NULL;
    }
    if (setting->type != ENT_SETTING_GROUP && setting->type != ENT_SETTING_LIST &&
        setting->type != ENT_SETTING_ARRAY) {
        return setting;
    }
    int count = config_setting_length(source);
    for (int i = 0; i < count; i++) {
        ent_setting_t *child = convert(converter, config_setting_get_elem(source, (unsigned)i));
        if (child == NULL) {
            return NULL;
        }
        ent_setting_append(setting, child);
    }
    return setting;
}

/* The first characters of a line, for the message about a syntax error in it. */
static const char *line_start(const char *text, int line, int *length) {
    enum { SHOWN = 60 };
    for (; line > 1 && *text != '\0'; text++) {
        line -= *text == '\n';
    }
    while (*text == ' ' || *text == '\t') {
        text++;
    }
    size_t whole = strcspn(text, "\r\n");
    *length = (int)(whole > SHOWN ? ent_text_fit(text, SHOWN) : whole);
    return text;
}

static ent_err_t parse(const converter_t *converter, const char *text, ent_setting_t **root,
                       ent_diags_t *diags) {
    ent_err_t error = ENT_OK;
    config_t config;
    config_init(&config);
    if (config_read_string(&config, text) != CONFIG_TRUE) {
        int length = 0, line = config_error_line(&config);
        const char *start = line_start(text, line, &length);
        ent_diag_error(diags, (ent_place_t){converter->file, line + converter->line_offset}, "",
                       "%s at or before \"%.*s\", expected name = value;",
                       config_error_text(&config), length, start);
        error = ENT_ERR_SCENARIO;
    } else {
        *root = convert(converter, config_root_setting(&config));
        error = *root != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    config_destroy(&config);
    return error;
}

ent_err_t ent_reader_text(const char *file, int first_line, const char *text, size_t size,
                          ent_arena_t *arena, ent_setting_t **root, ent_diags_t *diags) {
    size_t errors = diags->errors;
    ent_locale_t locale;
    ent_err_t error = ent_locale_enter(&locale);
    if (error != ENT_OK) {
        return error;
    }
    ent_lexical_check(file, text, size, diags);
    if (diags->errors > errors) {
        error = ENT_ERR_SCENARIO; /* libconfig would silently read something else */
    } else {
        converter_t converter = {arena, file, first_line - 1};
        error = parse(&converter, text, root, diags);
    }
    ent_locale_leave(&locale);
    return error;
}

/* Says what is wrong with a file that could not be read; the place is who asked for it. */
static ent_err_t report_unreadable(ent_file_state_t state, const char *path, ent_place_t asked_by,
                                   ent_diags_t *diags) {
    ent_place_t place = asked_by.file != NULL ? asked_by : (ent_place_t){path, 1};
    const char *key = asked_by.file != NULL ? "extends" : "";
    const char *cause = strerror(errno);
    switch (state) {
    case ENT_FILE_NO_MEMORY:
        return ENT_ERR_MEMORY;
    case ENT_FILE_NOT_PLAIN:
        ent_diag_error(diags, place, key, "\"%s\" is a directory or a device, expected a file",
                       path);
        return ENT_ERR_SCENARIO;
    case ENT_FILE_TOO_LARGE:
        ent_diag_error(diags, place, key, "\"%s\" is too large, expected at most %d MiB", path,
                       ENT_SCENARIO_FILE_LIMIT >> 20);
        return ENT_ERR_SCENARIO;
    default:
        ent_diag_error(diags, place, key, "\"%s\" cannot be read: %s", path, cause);
        return asked_by.file != NULL ? ENT_ERR_SCENARIO : ENT_ERR_NO_INPUT;
    }
}

ent_err_t ent_reader_file(const char *path, ent_place_t asked_by, ent_arena_t *arena,
                          ent_setting_t **root, ent_diags_t *diags) {
    char *text = NULL;
    size_t size = 0;
    ent_file_state_t state = ent_file_read(path, ENT_SCENARIO_FILE_LIMIT, &text, &size);
    if (state != ENT_FILE_READ) {
        return report_unreadable(state, path, asked_by, diags);
    }
    char *file = ent_arena_strdup(arena, path);
    ent_err_t error = file != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK && size == 0) {
        ent_diag_error(diags, (ent_place_t){file, 1}, "", "the file is empty, expected a scenario");
        error = ENT_ERR_SCENARIO;
    } else if (error == ENT_OK) {
        /* Some editors on other systems begin a file with a byte-order mark. */
        size_t mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        error = ent_reader_text(file, 1, text + mark, size - mark, arena, root, diags);
    }
    free(text);
    return error;
}

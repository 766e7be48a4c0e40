#include "oracle_config.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void reader_fail(reader_t *reader, const char *format, ...) {
    if (reader->failed) {
        return;
    }
    reader->failed = true;
    if (reader->error == NULL || reader->error_size == 0) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reader->error, reader->error_size, format, arguments);
    va_end(arguments);
}

path_t reader_path(const char *format, ...) {
    path_t path;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(path.text, sizeof path.text, format, arguments);
    va_end(arguments);
    return path;
}

void *reader_take(reader_t *reader, size_t count, size_t size) {
    void *memory = oracle_take(reader->oracle, count, size);
    if (memory == NULL) {
        reader_fail(reader, "out of memory");
    }
    return memory;
}

config_setting_t *reader_find(const config_setting_t *group, const char *key) {
    if (group == NULL || config_setting_type(group) != CONFIG_TYPE_GROUP) {
        return NULL;
    }
    return config_setting_get_member(group, key);
}

config_setting_t *reader_list(reader_t *reader, config_setting_t *group, const char *path,
                              const char *key, size_t *count) {
    config_setting_t *list = reader_find(group, key);
    *count = 0;
    if (list == NULL) {
        return NULL;
    }
    if (config_setting_type(list) != CONFIG_TYPE_LIST) {
        reader_fail(reader, "%s.%s: a list is expected", path, key);
        return NULL;
    }
    *count = (size_t)config_setting_length(list);
    for (size_t i = 0; i < *count; i++) {
        config_setting_t *element = config_setting_get_elem(list, (unsigned)i);
        int enabled = 1;
        config_setting_lookup_bool(element, "enabled", &enabled);
        if (!config_setting_is_group(element) || !enabled) {
            reader_fail(reader, "%s.%s[%zu]: an enabled group is expected (is the file resolved?)",
                        path, key, i);
        }
    }
    return list;
}

bool reader_number(const config_setting_t *setting, double *value) {
    switch (setting == NULL ? CONFIG_TYPE_NONE : config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        *value = config_setting_get_int(setting);
        return true;
    case CONFIG_TYPE_INT64:
        *value = (double)config_setting_get_int64(setting);
        return true;
    case CONFIG_TYPE_FLOAT:
        *value = config_setting_get_float(setting);
        return true;
    default:
        return false;
    }
}

const char *reader_text(reader_t *reader, config_setting_t *group, const char *path,
                        const char *key) {
    config_setting_t *setting = reader_find(group, key);
    const char *text = setting == NULL ? NULL : config_setting_get_string(setting);
    if (text == NULL) {
        reader_fail(reader, "%s.%s: a text is expected", path, key);
        return "";
    }
    return text;
}

void reader_name(reader_t *reader, config_setting_t *group, const char *path, char *name) {
    const char *text = reader_text(reader, group, path, "name");
    const size_t length = strlen(text);
    if (length == 0 || length >= ORACLE_NAME_SIZE) {
        reader_fail(reader, "%s.name: a name of 1 to %d characters is expected", path,
                    ORACLE_NAME_SIZE - 1);
        return;
    }
    memcpy(name, text, length + 1);
}

bool reader_flag(reader_t *reader, config_setting_t *group, const char *path, const char *key,
                 bool fallback) {
    config_setting_t *setting = reader_find(group, key);
    if (setting == NULL) {
        return fallback;
    }
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL) {
        reader_fail(reader, "%s.%s: true or false is expected", path, key);
    }
    return config_setting_get_bool(setting) != 0;
}

/* "YYYY-MM" or "YYYY-MM-DD" as a year. */
double reader_date(reader_t *reader, config_setting_t *group, const char *path, const char *key) {
    const char *text = reader_text(reader, group, path, key);
    int year = 0;
    int month = 0;
    int day = 1;
    int end = 0;
    const int fields = sscanf(text, "%4d-%2d%n-%2d%n", &year, &month, &end, &day, &end);
    if (fields < 2 || text[end] != '\0' || month < 1 || month > 12 || day < 1 || day > 31) {
        reader_fail(reader, "%s.%s: found \"%s\", a date YYYY-MM or YYYY-MM-DD is expected", path,
                    key, text);
        return 0.0;
    }
    return (double)year + (double)(month - 1) / 12.0 + (double)(day - 1) / 365.25;
}

void reader_reals(reader_t *reader, config_setting_t *group, config_setting_t *defaults,
                  const char *path, void *base, const real_key_t *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double *value = (double *)(void *)((char *)base + keys[i].offset);
        config_setting_t *setting = reader_find(group, keys[i].key);
        if (setting == NULL) {
            setting = reader_find(defaults, keys[i].key);
        }
        *value = keys[i].fallback;
        if (setting == NULL && keys[i].presence == KEY_NEEDED) {
            reader_fail(reader, "%s.%s: missing, a number is expected", path, keys[i].key);
        } else if (setting != NULL && !reader_number(setting, value)) {
            reader_fail(reader, "%s.%s: a number is expected", path, keys[i].key);
        }
        reader_live(reader, reader_path("%s.%s", path, keys[i].key).text,
                    keys[i].life == KEY_LIVE ? value : NULL);
    }
}

double reader_real(reader_t *reader, config_setting_t *group, const char *path, const char *key) {
    double value = 0.0;
    if (!reader_number(reader_find(group, key), &value)) {
        reader_fail(reader, "%s.%s: a number is expected", path, key);
    }
    return value;
}

void reader_map(reader_t *reader, config_setting_t *group, config_setting_t *defaults,
                const char *path, const char *names, size_t stride, size_t count, double *values) {
    int known = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = names + i * stride;
        config_setting_t *setting = reader_find(group, name);
        known += setting != NULL;
        if (setting == NULL) {
            setting = reader_find(defaults, name);
        }
        values[i] = 0.0;
        if (setting != NULL && !reader_number(setting, &values[i])) {
            reader_fail(reader, "%s.%s: a number is expected", path, name);
        }
        reader_live(reader, reader_path("%s.%s", path, name).text, &values[i]);
    }
    if (group != NULL && config_setting_length(group) != known) {
        reader_fail(reader, "%s: a key names nothing that is declared", path);
    }
}

void reader_domain_map(reader_t *reader, config_setting_t *group, const char *path, const char *key,
                       double *values) {
    const oracle_t *oracle = reader->oracle;
    reader_map(reader, reader_find(group, key), NULL, reader_path("%s.%s", path, key).text,
               oracle->domains->name, sizeof *oracle->domains, oracle->domain_count, values);
}

void reader_live(reader_t *reader, const char *path, double *value) {
    if (reader->parameter_count == reader->parameter_room) {
        const size_t room = 2 * reader->parameter_room + 64;
        parameter_t *grown = realloc(reader->parameters, room * sizeof *grown);
        if (grown == NULL) {
            reader_fail(reader, "out of memory");
            return;
        }
        reader->parameters = grown;
        reader->parameter_room = room;
    }
    parameter_t *parameter = &reader->parameters[reader->parameter_count++];
    parameter->path = reader_path("%s", path);
    parameter->value = value;
}

uint32_t reader_process(reader_t *reader, const char *format, ...) {
    path_t name;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name.text, sizeof name.text, format, arguments);
    va_end(arguments);
    const uint32_t hash = oracle_hash(name.text);
    for (size_t i = 0; i < reader->process_count; i++) {
        if (reader->processes[i].hash == hash) {
            reader_fail(reader, "the processes \"%s\" and \"%s\" have the same hash",
                        reader->processes[i].name.text, name.text);
        }
    }
    if (reader->process_count == reader->process_room) {
        const size_t room = 2 * reader->process_room + 64;
        process_t *grown = realloc(reader->processes, room * sizeof *grown);
        if (grown == NULL) {
            reader_fail(reader, "out of memory");
            return hash;
        }
        reader->processes = grown;
        reader->process_room = room;
    }
    reader->processes[reader->process_count].name = name;
    reader->processes[reader->process_count++].hash = hash;
    return hash;
}

size_t reader_state(reader_t *reader, config_setting_t *group, const char *path, const char *key) {
    const char *name = reader_text(reader, group, path, key);
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        if (strcmp(reader->oracle->states[s].name, name) == 0) {
            return s;
        }
    }
    reader_fail(reader, "%s.%s: there is no state \"%s\"", path, key, name);
    return 0;
}

size_t reader_word(reader_t *reader, const char *path, const char *word, const char *const *words,
                   size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return i;
        }
    }
    reader_fail(reader, "%s: \"%s\" is not known here", path, word);
    return 0;
}

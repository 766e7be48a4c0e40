#include "scenario/sink.h"

#include "base/number.h"
#include "scenario/parameter.h"
#include "scenario/sweep_uses.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ent_sink_put(ent_sink_t *sink, const char *text) {
    size_t length = strlen(text);
    if (sink->failed) {
        return;
    }
    if (sink->used + length + 1 > sink->size) {
        const size_t least = 256;
        size_t size = (sink->used + length + 1) * 2;
        size = size > least ? size : least;
        char *bytes = ent_alloc(size, 1);
        if (bytes == NULL) {
            sink->failed = true;
            return;
        }
        if (sink->used > 0) {
            memcpy(bytes, sink->bytes, sink->used);
        }
        free(sink->bytes);
        sink->bytes = bytes;
        sink->size = size;
    }
    memcpy(sink->bytes + sink->used, text, length + 1);
    sink->used += length;
}

void ent_sink_put_real(ent_sink_t *sink, double value) {
    char text[ENT_NUMBER_SIZE];
    ent_sink_put(sink, ent_number_format(value, text));
    if (strpbrk(text, ".e") == NULL) {
        ent_sink_put(sink, ".0");
    }
}

static void put_word(ent_sink_t *sink, const char *text, bool quoted) {
    char piece[2] = {0};
    if (!quoted) {
        ent_sink_put(sink, text);
        return;
    }
    ent_sink_put(sink, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            ent_sink_put(sink, "\\");
        }
        piece[0] = *text;
        ent_sink_put(sink, piece);
    }
    ent_sink_put(sink, "\"");
}

static void put_values(ent_sink_t *sink, const double *values, size_t count) {
    ent_sink_put(sink, "[");
    for (size_t i = 0; i < count; i++) {
        ent_sink_put(sink, i > 0 ? ", " : " ");
        ent_sink_put_real(sink, values[i]);
    }
    ent_sink_put(sink, " ]");
}

static void put_words(ent_sink_t *sink, char *const *words, size_t count) {
    ent_sink_put(sink, "[");
    for (size_t i = 0; i < count; i++) {
        ent_sink_put(sink, i > 0 ? ", " : " ");
        put_word(sink, words[i], true);
    }
    ent_sink_put(sink, " ]");
}

/* Integers beyond 32 bits need an L. */
static void put_whole(ent_sink_t *sink, uint64_t value) {
    char text[ENT_NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%" PRIu64 "%s", value, value > INT32_MAX ? "L" : "");
    ent_sink_put(sink, text);
}

void ent_sink_put_value(ent_sink_t *sink, ent_scenario_t *scenario, const ent_key_t *key,
                        void *base, bool quoted) {
    void *slot = (char *)base + key->offset;
    char text[ENT_NUMBER_SIZE];
    size_t count = 0;
    switch (key->type) {
    case ENT_KEY_REAL:
        ent_sink_put_real(sink, *(double *)slot);
        break;
    case ENT_KEY_INTEGER:
        (void)snprintf(text, sizeof text, "%d", *(int *)slot);
        ent_sink_put(sink, text);
        break;
    case ENT_KEY_WHOLE:
        put_whole(sink, *(uint64_t *)slot);
        break;
    case ENT_KEY_BOOLEAN:
        ent_sink_put(sink, *(bool *)slot ? "true" : "false");
        break;
    case ENT_KEY_TEXT:
        put_word(sink, *(char **)slot, quoted);
        break;
    case ENT_KEY_NAME:
        put_word(sink, slot, quoted);
        break;
    case ENT_KEY_DATE:
        ent_date_format(*(ent_date_t *)slot, true, text);
        put_word(sink, text, quoted);
        break;
    case ENT_KEY_CHOICE:
        put_word(sink, ent_key_choice(key, *(int *)slot), quoted);
        break;
    case ENT_KEY_REFER:
        put_word(sink, ent_scenario_name(scenario, key->refers, *(size_t *)slot), quoted);
        break;
    case ENT_KEY_VALUES: {
        const double *values = (const double *)(void *)ent_key_elements(key, base, &count);
        put_values(sink, values, count);
        break;
    }
    case ENT_KEY_WORDS: {
        char *const *words = (char *const *)(void *)ent_key_elements(key, base, &count);
        put_words(sink, words, count);
        break;
    }
    case ENT_KEY_MAP:
    case ENT_KEY_LIST:
    case ENT_KEY_GROUP:
        break; /* these hold several */
    }
}

/* An event has keys of one timing; below and above share a member. */
static bool is_of_timing(const ent_event_t *event, const ent_key_t *key) {
    bool of_when = strncmp(key->path, "when.", 5) == 0 ||
                   (strcmp(key->path, "once") == 0 && event->once) ||
                   (strcmp(key->path, "rest_years") == 0 && event->rest_years == key->fallback);
    bool other = strcmp(key->path, event->when_above ? "when.below" : "when.above") == 0;
    return !of_when || (event->timing == ENT_TIMING_WHEN && !other);
}

bool ent_key_is_said(ent_scope_t scope, const ent_key_t *key, void *base) {
    if (key->offset == ENT_NOWHERE || (scope == ENT_SCOPE_EVENT && !is_of_timing(base, key))) {
        return false;
    }
    if (scope >= ENT_SCENARIO_SCOPES && !ent_sweep_key_is_used(scope, key, base)) {
        return false;
    }
    char *slot = (char *)base + key->offset;
    size_t count = 0;
    switch (key->type) {
    case ENT_KEY_REAL:
        return !isnan(*(double *)(void *)slot);
    case ENT_KEY_DATE:
        return ((ent_date_t *)(void *)slot)->year != 0;
    case ENT_KEY_TEXT:
        return *(char **)(void *)slot != NULL &&
               (**(char **)(void *)slot != '\0' || !ent_key_defaults_to_empty(key));
    case ENT_KEY_REFER:
        return *(size_t *)(void *)slot != ent_key_no_reference(key);
    case ENT_KEY_VALUES:
    case ENT_KEY_WORDS:
    case ENT_KEY_LIST:
        (void)ent_key_elements(key, base, &count);
        return count > 0 || (key->type == ENT_KEY_LIST && key->need == ENT_NEED_REQUIRED);
    default:
        return true;
    }
}

const char *ent_scenario_name(ent_scenario_t *scenario, const char *list, size_t index) {
    const ent_key_t *key = ent_key_find(ENT_SCOPE_SCENARIO, list);
    size_t count = 0;
    return ent_key_elements(key, scenario, &count) + index * key->element_size;
}

#include "scenario/record_rules.h"

#include <stdio.h>
#include <string.h>

static const char initiator_word[] = "@initiator", partner_word[] = "@partner";

/* The first of "@initiator" and "@partner" in a text, and its length; NULL without one. */
static const char *find_state(const char *text, size_t *length) {
    const char *initiator = strstr(text, initiator_word), *partner = strstr(text, partner_word);
    bool first = initiator != NULL && (partner == NULL || initiator < partner);
    *length = first ? sizeof initiator_word - 1 : sizeof partner_word - 1;
    return first ? initiator : partner;
}

bool ent_is_placeholder(const ent_setting_t *setting) {
    size_t length = 0;
    return setting->type == ENT_SETTING_TEXT &&
           (setting->value.text[0] == '@' || find_state(setting->value.text, &length) != NULL);
}

const char *ent_placeholder_column(const ent_setting_t *setting) {
    size_t length = 0;
    if (setting->type != ENT_SETTING_TEXT || setting->value.text[0] != '@' ||
        find_state(setting->value.text, &length) != NULL) {
        return NULL;
    }
    return setting->value.text + 1;
}

char *ent_one_line(ent_arena_t *arena, const char *text) {
    char *line = ent_arena_strdup(arena, text);
    for (char *c = line; c != NULL && *c != '\0'; c++) {
        *c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c;
    }
    return line;
}

/* ---- Substitution ---------------------------------------------------------------------------- */

typedef struct {
    const ent_row_values_t *values;
    bool wrong, no_memory;
} builder_t;

/* A text of which parts are replaced by the names of states. */
static const char *put_states(builder_t *builder, const char *text) {
    const ent_row_values_t *values = builder->values;
    if (values->initiator == NULL) {
        size_t column = ent_csv_column(values->header, "initiator");
        ent_csv_error(values->diags, values->header, values->row, "initiator",
                      "found \"%.60s\", expected a state, because the rule for \"%.60s\" says "
                      "\"%.60s\"",
                      values->row->fields[column], values->rule->type, text);
        builder->wrong = true;
        return text;
    }
    size_t length = 0, most = strlen(text) * ENT_NAME_SIZE + 1, used = 0;
    char *put = ent_arena_alloc(values->arena, most, 1);
    if (put == NULL) {
        builder->no_memory = true;
        return text;
    }
    for (const char *at = find_state(text, &length); at != NULL; at = find_state(text, &length)) {
        bool initiator = length == sizeof initiator_word - 1;
        used += (size_t)snprintf(put + used, most - used, "%.*s%s", (int)(at - text), text,
                                 initiator ? values->initiator : values->partner);
        text = at + length;
    }
    (void)snprintf(put + used, most - used, "%s", text);
    return put;
}

/* A field as a number, for keys that hold one. */
static void put_number(builder_t *builder, const char *key, const char *column, const char *field,
                       ent_setting_t *target) {
    const ent_row_values_t *values = builder->values;
    target->type = ENT_SETTING_REAL;
    if (!ent_csv_number(field, &target->value.real)) {
        ent_csv_error(values->diags, values->header, values->row, column,
                      "found \"%.60s\", expected a number, because \"%s\" of the rule for "
                      "\"%.60s\" holds one",
                      field, key, values->rule->type);
        builder->wrong = true;
    }
}

static void put_text(builder_t *builder, const ent_setting_t *source, bool number,
                     ent_setting_t *target) {
    const ent_row_values_t *values = builder->values;
    const char *column = ent_placeholder_column(source);
    if (!ent_is_placeholder(source)) {
        target->value.text = source->value.text;
    } else if (column == NULL) {
        target->value.text = put_states(builder, source->value.text);
    } else {
        const char *field = values->row->fields[ent_csv_column(values->header, column)];
        if (number) {
            put_number(builder, source->name, column, field, target);
        } else {
            target->value.text = ent_one_line(values->arena, field);
            builder->no_memory = builder->no_memory || target->value.text == NULL;
        }
    }
}

/* A field without anything in it gives nothing: the key is as if it had not been written. */
static bool is_left_empty(const ent_setting_t *setting, const ent_row_values_t *values) {
    const char *column = ent_placeholder_column(setting);
    return column != NULL && values->row->fields[ent_csv_column(values->header, column)][0] == '\0';
}

/* A copy with the row's values. `number`: a text put in must be one. */
static ent_setting_t *copy(builder_t *builder, const ent_setting_t *source, bool number) {
    const ent_row_values_t *values = builder->values;
    ent_setting_t *target =
        ent_setting_new(values->arena, source->name, source->type, values->place);
    if (target == NULL) {
        builder->no_memory = true;
        return NULL;
    }
    if (source->type == ENT_SETTING_TEXT) {
        put_text(builder, source, number, target);
        return target;
    }
    target->value = source->value;
    for (const ent_setting_t *item = source->first; item != NULL; item = item->next) {
        if (is_left_empty(item, values)) {
            continue;
        }
        ent_setting_t *child = copy(builder, item, number);
        if (child == NULL) {
            return NULL;
        }
        ent_setting_append(target, child);
    }
    return target;
}

static bool holds_number(const ent_rule_effect_t *effect, const char *name) {
    const ent_key_t *key = ent_key_find(effect->scope, name);
    key = key != NULL ? key : ent_key_find(ENT_SCOPE_RECORD_EFFECT, name);
    return key != NULL && (key->type == ENT_KEY_REAL || key->type == ENT_KEY_MAP);
}

/* severity_scale = x becomes the amount's key, with x times the row's severity. */
static void scale(const ent_rule_effect_t *effect, double severity, ent_setting_t *setting) {
    double factor =
        setting->type == ENT_SETTING_INTEGER ? (double)setting->value.integer : setting->value.real;
    setting->name = effect->amount;
    setting->type = ENT_SETTING_REAL;
    setting->value.real = factor * severity;
}

ent_err_t ent_rule_effect_with(const ent_rule_effect_t *source, const ent_row_values_t *values,
                               ent_setting_t **effect) {
    builder_t builder = {.values = values};
    ent_setting_t *group = ent_setting_new(values->arena, NULL, ENT_SETTING_GROUP, values->place);
    if (group == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (const ent_setting_t *item = source->group->first; item != NULL; item = item->next) {
        if (is_left_empty(item, values)) {
            continue;
        }
        ent_setting_t *child = copy(&builder, item, holds_number(source, item->name));
        if (child == NULL || builder.no_memory) {
            return ENT_ERR_MEMORY;
        }
        if (ent_key_find(ENT_SCOPE_RECORD_EFFECT, item->name) != NULL) {
            scale(source, values->severity, child);
        }
        ent_setting_append(group, child);
    }
    *effect = builder.wrong ? NULL : group;
    return ENT_OK;
}

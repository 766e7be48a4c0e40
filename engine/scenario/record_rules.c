#include "scenario/record_rules.h"

#include "base/number.h"
#include "scenario/check_context.h"
#include "scenario/fill.h"
#include "scenario/keypath.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    ent_rules_t *rules;
    ent_filler_t *filler;
    const ent_variables_t *variables;
    ent_arena_t *arena;
    ent_diags_t *aside; /* what an effect without its placeholders lacks */
} reader_t;

const ent_rule_t *ent_rules_find(const ent_rules_t *rules, const char *type) {
    for (size_t i = 0; i < rules->count; i++) {
        if (rules->items[i].type != NULL && strcmp(rules->items[i].type, type) == 0) {
            return &rules->items[i];
        }
    }
    return NULL;
}

const ent_rule_t *ent_rules_match(const ent_rules_t *rules, const char *type, double severity) {
    for (size_t i = 0; i < rules->count; i++) {
        const ent_rule_t *rule = &rules->items[i];
        if (rule->type != NULL && strcmp(rule->type, type) == 0 && severity >= rule->at_least &&
            severity < rule->below) {
            return rule;
        }
    }
    return NULL;
}

bool ent_words_have(const ent_setting_t *words, const char *text) {
    for (const ent_setting_t *item = words != NULL ? words->first : NULL; item != NULL;
         item = item->next) {
        if (item->type == ENT_SETTING_TEXT && strcmp(item->value.text, text) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- One effect ------------------------------------------------------------------------------ */

/* The key that holds an effect's amount, by its scope; NULL for effects without. */
static const char *amount_of(ent_scope_t scope) {
    switch (scope) {
    case ENT_SCOPE_EFFECT_SHOCK:
        return "severity";
    case ENT_SCOPE_EFFECT_RECONCILE:
        return "share";
    case ENT_SCOPE_EFFECT_SHIFT:
        return "by";
    case ENT_SCOPE_EFFECT_BASELINE:
        return "to";
    default:
        return NULL;
    }
}

static bool is_scale(const ent_setting_t *setting) {
    return setting->name != NULL && ent_key_find(ENT_SCOPE_RECORD_EFFECT, setting->name) != NULL;
}

/* A copy without what waits for a row; the type does not, for all else depends on it. */
static ent_setting_t *copy_known(const ent_setting_t *source, ent_arena_t *arena) {
    ent_setting_t *target = ent_setting_new(arena, source->name, source->type, source->place);
    if (target == NULL) {
        return NULL;
    }
    target->value = source->value;
    for (const ent_setting_t *item = source->first; item != NULL; item = item->next) {
        bool type = item->name != NULL && strcmp(item->name, "type") == 0;
        if (is_scale(item) || (ent_is_placeholder(item) && !type)) {
            continue;
        }
        ent_setting_t *child = copy_known(item, arena);
        if (child == NULL) {
            return NULL;
        }
        ent_setting_append(target, child);
    }
    return target;
}

static bool names_states(const ent_setting_t *setting) {
    if (ent_is_placeholder(setting) && ent_placeholder_column(setting) == NULL) {
        return true;
    }
    for (const ent_setting_t *item = setting->first; item != NULL; item = item->next) {
        if (names_states(item)) {
            return true;
        }
    }
    return false;
}

/* Whether a problem says that a key is missing which a row will give. */
static bool will_be_given(const ent_diag_t *problem, const ent_rule_effect_t *effect,
                          const char *path) {
    const ent_setting_t *scale = ent_setting_member(effect->group, "severity_scale");
    size_t length = strlen(path);
    if (strncmp(problem->text, "missing", strlen("missing")) != 0 ||
        strncmp(problem->key, path, length) != 0 || problem->key[length] != '.') {
        return false;
    }
    const char *name = problem->key + length + 1;
    return ent_setting_member(effect->group, name) != NULL ||
           (scale != NULL && effect->amount != NULL && strcmp(effect->amount, name) == 0);
}

static void check_scale(const reader_t *reader, const ent_rule_effect_t *effect, const char *path) {
    const ent_key_t *key = ent_key_find(ENT_SCOPE_RECORD_EFFECT, "severity_scale");
    const ent_setting_t *scale = ent_setting_member(effect->group, key->path);
    ent_keypath_t below = ent_keypath(path, key->path);
    if (scale == NULL) {
        return;
    }
    if (effect->amount == NULL) {
        ent_diag_error(reader->filler->diags, scale->place, below.text,
                       "an effect of this type has no amount, expected it in a shock, reconcile, "
                       "shift or baseline");
    } else if (ent_setting_member(effect->group, effect->amount) != NULL) {
        ent_diag_error(reader->filler->diags, scale->place, below.text,
                       "stands for \"%s\", which is given, too, expected either", effect->amount);
    } else if (!ent_is_placeholder(scale)) {
        double unused = 0;
        ent_key_t real = *key;
        real.offset = 0;
        ent_fill_value(reader->filler, &real, scale, &unused, below.text);
    }
}

/* An effect filled in as far as it is known tells what is wrong with it whatever the row. */
static ent_err_t check_effect(const reader_t *reader, ent_rule_effect_t *effect, const char *path) {
    const ent_key_t *effects = ent_key_find(ENT_SCOPE_EVENT, "effects");
    ent_setting_t *known = copy_known(effect->group, reader->arena);
    ent_effect_t *trial = ent_arena_alloc(reader->arena, 1, sizeof *trial);
    ent_filler_t filler = *reader->filler;
    if (known == NULL || trial == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(reader->aside);
    filler.diags = reader->aside;
    ent_fill_element(&filler, effects, known, trial, path);
    ent_keypath_t type = ent_keypath(path, "type");
    effect->scope = ent_effect_scope(trial->type);
    effect->amount = amount_of(effect->scope);
    effect->names_states = names_states(effect->group);
    bool typed = true;
    for (size_t i = 0; i < reader->aside->count && i < ENT_DIAG_KEPT; i++) {
        const ent_diag_t *problem = &reader->aside->kept[i];
        typed = typed && strcmp(problem->key, type.text) != 0;
        if (!will_be_given(problem, effect, path)) {
            ent_diag_error(reader->filler->diags, (ent_place_t){problem->file, problem->line},
                           problem->key, "%s", problem->text);
        }
    }
    if (typed) {
        check_scale(reader, effect, path);
    }
    if (typed && reader->variables != NULL && trial->type == ENT_EFFECT_SHIFT) {
        ent_check_shift(reader->variables, trial, path, reader->filler->diags);
    }
    return filler.no_memory ? ENT_ERR_MEMORY : ENT_OK;
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static ent_err_t read_effects(const reader_t *reader, const ent_setting_t *list, ent_rule_t *rule,
                              const char *path) {
    ent_keypath_t below = ent_keypath(path, "effects");
    size_t most = list != NULL ? ent_setting_count(list) : 0;
    rule->effects = ent_arena_alloc(reader->arena, most, sizeof *rule->effects);
    if (rule->effects == NULL) {
        return ENT_ERR_MEMORY;
    }
    const ent_setting_t *first =
        list != NULL && list->type == ENT_SETTING_LIST && most <= ENT_MAX_EFFECTS ? list->first
                                                                                  : NULL;
    size_t position = 0;
    for (const ent_setting_t *item = first; item != NULL; item = item->next) {
        ent_keypath_t element = ent_keypath_at(below.text, ++position);
        if (item->type != ENT_SETTING_GROUP) {
            char found[ENT_FOUND_SIZE];
            ent_diag_error(reader->filler->diags, item->place, element.text,
                           "found %s, expected a group { }", ent_setting_found(item, found));
            continue;
        }
        ent_rule_effect_t *effect = &rule->effects[rule->count++];
        effect->group = item;
        ent_err_t error = check_effect(reader, effect, element.text);
        if (error != ENT_OK) {
            return error;
        }
    }
    return ENT_OK;
}

/* An earlier rule for a severity that this one is for, too. */
static const ent_rule_t *find_overlap(const ent_rules_t *rules, const ent_rule_t *rule) {
    for (size_t i = 0; i < rules->count && rule->type != NULL; i++) {
        const ent_rule_t *other = &rules->items[i];
        if (other->type != NULL && strcmp(other->type, rule->type) == 0 &&
            other->at_least < rule->below && rule->at_least < other->below) {
            return other;
        }
    }
    return NULL;
}

static void check_range(const ent_setting_t *item, const ent_rule_t *rule, const char *path,
                        ent_diags_t *diags) {
    const ent_setting_t *end = ent_setting_member(item, "below");
    ent_keypath_t below = ent_keypath(path, "below");
    char found[ENT_NUMBER_SIZE], least[ENT_NUMBER_SIZE];
    if (end != NULL && rule->below <= rule->at_least) {
        ent_diag_error(
            diags, end->place, below.text, "found %s, expected more than at_least, which is %s",
            ent_number_format(rule->below, found), ent_number_format(rule->at_least, least));
    }
}

static ent_err_t read_rule(const reader_t *reader, const ent_setting_t *item, const char *path) {
    ent_diags_t *diags = reader->filler->diags;
    if (item->type != ENT_SETTING_GROUP) {
        char found[ENT_FOUND_SIZE];
        ent_diag_error(diags, item->place, path, "found %s, expected a group { }",
                       ent_setting_found(item, found));
        return ENT_OK;
    }
    ent_rule_t rule = {.place = item->place};
    ent_keypath_t type = ent_keypath(path, "type");
    ent_fill_scope(reader->filler, ENT_SCOPE_RECORD_RULE, item, &rule, path);
    const ent_rule_t *other = find_overlap(reader->rules, &rule);
    if (other != NULL) {
        ent_diag_error(diags, item->place, type.text,
                       "found a second rule for \"%.60s\" (the first is in line %d), expected one "
                       "for each severity",
                       rule.type, other->place.line);
    }
    check_range(item, &rule, path, diags);
    ent_err_t error = read_effects(reader, ent_setting_member(item, "effects"), &rule, path);
    reader->rules->items[reader->rules->count++] = rule;
    return error;
}

static void check_words(const reader_t *reader) {
    const ent_rules_t *rules = reader->rules;
    const ent_setting_t *ignored = rules->ignore != NULL ? rules->ignore->first : NULL;
    for (; ignored != NULL; ignored = ignored->next) {
        if (ignored->type == ENT_SETTING_TEXT && ent_rules_find(rules, ignored->value.text)) {
            ent_diag_error(reader->filler->diags, ignored->place, "event_record.ignore",
                           "\"%.60s\" is ignored and has a rule (in line %d), expected either",
                           ignored->value.text,
                           ent_rules_find(rules, ignored->value.text)->place.line);
        }
    }
    const ent_setting_t *states = ent_setting_member(reader->filler->root, "states");
    const ent_setting_t *other = rules->others != NULL ? rules->others->first : NULL;
    for (; other != NULL && states != NULL; other = other->next) {
        bool known = other->type == ENT_SETTING_TEXT &&
                     (strcmp(other->value.text, "both") == 0 ||
                      ent_setting_named(states, other->value.text) != NULL);
        if (known) {
            ent_diag_error(reader->filler->diags, other->place, "event_record.others",
                           "\"%.60s\" is known, expected initiators that are no states of the "
                           "scenario",
                           other->value.text);
        }
    }
}

ent_err_t ent_rules_init(ent_rules_t *rules, ent_filler_t *filler, const ent_setting_t *record,
                         const ent_variables_t *variables, ent_arena_t *arena) {
    const ent_setting_t *list = ent_setting_member(record, "rules");
    bool usable =
        list != NULL && list->type == ENT_SETTING_LIST && ent_setting_count(list) <= ENT_MAX_RULES;
    *rules = (ent_rules_t){.ignore = ent_setting_member(record, "ignore"),
                           .others = ent_setting_member(record, "others")};
    reader_t reader = {rules, filler, variables, arena, NULL};
    reader.aside = ent_arena_alloc(arena, 1, sizeof *reader.aside);
    rules->items =
        ent_arena_alloc(arena, usable ? ent_setting_count(list) : 0, sizeof *rules->items);
    if (rules->items == NULL || reader.aside == NULL) {
        return ENT_ERR_MEMORY;
    }
    size_t position = 0;
    for (const ent_setting_t *item = usable ? list->first : NULL; item != NULL; item = item->next) {
        ent_keypath_t path = ent_keypath_at("event_record.rules", ++position);
        ent_err_t error = read_rule(&reader, item, path.text);
        if (error != ENT_OK) {
            return error;
        }
    }
    check_words(&reader);
    return ENT_OK;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static void check_column(const ent_setting_t *setting, const char *path,
                         const ent_csv_header_t *header, ent_diags_t *diags) {
    const char *column = ent_placeholder_column(setting);
    if (column == NULL || ent_csv_column(header, column) != ENT_CSV_NO_COLUMN) {
        return;
    }
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, column);
    ent_nearest_offer(&nearest, "initiator");
    ent_nearest_offer(&nearest, "partner");
    for (size_t i = 0; i < header->count; i++) {
        ent_nearest_offer(&nearest, header->names[i]);
    }
    ent_diag_error(diags, setting->place, path,
                   "found \"@%.60s\", expected @initiator, @partner or a column of the record%s",
                   column, ent_nearest_hint(&nearest, hint));
}

static void check_columns(const ent_setting_t *setting, const char *path,
                          const ent_csv_header_t *header, ent_diags_t *diags) {
    check_column(setting, path, header, diags);
    for (const ent_setting_t *item = setting->first; item != NULL; item = item->next) {
        ent_keypath_t below =
            item->name != NULL ? ent_keypath(path, item->name) : ent_keypath_at(path, 1);
        check_columns(item, below.text, header, diags);
    }
}

void ent_rules_check_columns(const ent_rules_t *rules, const ent_csv_header_t *header,
                             ent_diags_t *diags) {
    for (size_t i = 0; i < rules->count; i++) {
        ent_keypath_t rule = ent_keypath_at("event_record.rules", i + 1);
        ent_keypath_t effects = ent_keypath(rule.text, "effects");
        for (size_t j = 0; j < rules->items[i].count; j++) {
            ent_keypath_t path = ent_keypath_at(effects.text, j + 1);
            check_columns(rules->items[i].effects[j].group, path.text, header, diags);
        }
    }
}

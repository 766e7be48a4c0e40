#include "scenario/keys.h"

#include "scenario/keys_tables.h"

#include <string.h>

typedef struct {
    const ent_key_t *keys;
    const size_t *count;
    const char *prefix;
} scope_row_t;

static const scope_row_t scopes[ENT_SCOPE_COUNT] = {
    [ENT_SCOPE_SCENARIO] = {ent_scenario_keys, &ent_scenario_key_count, ""},
    [ENT_SCOPE_DOMAIN] = {ent_domain_keys, &ent_domain_key_count, "domains.NAME."},
    [ENT_SCOPE_DRIVER] = {ent_driver_keys, &ent_driver_key_count, "drivers.NAME."},
    [ENT_SCOPE_STATE] = {ent_state_keys, &ent_state_key_count, "states.NAME."},
    [ENT_SCOPE_LEADER_TYPE] = {ent_leader_type_keys, &ent_leader_type_key_count,
                               "states.NAME.succession.pool.NAME."},
    [ENT_SCOPE_COHORT] = {ent_cohort_keys, &ent_cohort_key_count,
                          "states.NAME.public.cohorts.NAME."},
    [ENT_SCOPE_INSTITUTION] = {ent_institution_keys, &ent_institution_key_count,
                               "institutions.NAME."},
    [ENT_SCOPE_SHOCK] = {ent_shock_keys, &ent_shock_key_count, "shocks.NAME."},
    [ENT_SCOPE_SEVERITY] = {ent_severity_keys, &ent_severity_key_count, "shocks.NAME.severity."},
    [ENT_SCOPE_EVENT] = {ent_event_keys, &ent_event_key_count, "events.NAME."},
    [ENT_SCOPE_EFFECT] = {ent_effect_keys, &ent_effect_key_count, "events.NAME.effects."},
    [ENT_SCOPE_EFFECT_LEADER] = {ent_leader_effect_keys, &ent_leader_effect_key_count,
                                 "events.NAME.effects.(leader)."},
    [ENT_SCOPE_EFFECT_SHOCK] = {ent_shock_effect_keys, &ent_shock_effect_key_count,
                                "events.NAME.effects.(shock)."},
    [ENT_SCOPE_EFFECT_RECONCILE] = {ent_reconcile_effect_keys, &ent_reconcile_effect_key_count,
                                    "events.NAME.effects.(reconcile)."},
    [ENT_SCOPE_EFFECT_SHIFT] = {ent_shift_effect_keys, &ent_shift_effect_key_count,
                                "events.NAME.effects.(shift)."},
    [ENT_SCOPE_EFFECT_BASELINE] = {ent_baseline_effect_keys, &ent_baseline_effect_key_count,
                                   "events.NAME.effects.(baseline)."},
    [ENT_SCOPE_EFFECT_INSTITUTION] = {ent_institution_effect_keys,
                                      &ent_institution_effect_key_count,
                                      "events.NAME.effects.(institution)."},
    [ENT_SCOPE_EFFECT_PARAMETER] = {ent_parameter_effect_keys, &ent_parameter_effect_key_count,
                                    "events.NAME.effects.(parameter)."},
    [ENT_SCOPE_POLL] = {ent_poll_keys, &ent_poll_key_count, "polls.NAME."},
    [ENT_SCOPE_TERM] = {ent_term_keys, &ent_term_key_count, "polls.NAME.terms."},
    [ENT_SCOPE_ANCHOR] = {ent_anchor_keys, &ent_anchor_key_count, "anchors."},
    [ENT_SCOPE_RECORD] = {ent_record_keys, &ent_record_key_count, "event_record."},
    [ENT_SCOPE_RECORD_RULE] = {ent_record_rule_keys, &ent_record_rule_key_count,
                               "event_record.rules."},
    [ENT_SCOPE_RECORD_EFFECT] = {ent_record_effect_keys, &ent_record_effect_key_count,
                                 "event_record.rules.effects."},
    [ENT_SCOPE_SWEEP] = {ent_sweep_keys, &ent_sweep_key_count, ""},
    [ENT_SCOPE_FACTOR] = {ent_factor_keys, &ent_factor_key_count, "factors."},
};

const ent_key_t *ent_keys(ent_scope_t scope, size_t *count) {
    *count = *scopes[scope].count;
    return scopes[scope].keys;
}

ent_scope_t ent_effect_scope(ent_effect_type_t type) {
    static const ent_scope_t of_type[] = {
        [ENT_EFFECT_LEADER] = ENT_SCOPE_EFFECT_LEADER,
        [ENT_EFFECT_SHOCK] = ENT_SCOPE_EFFECT_SHOCK,
        [ENT_EFFECT_RECONCILE] = ENT_SCOPE_EFFECT_RECONCILE,
        [ENT_EFFECT_SHIFT] = ENT_SCOPE_EFFECT_SHIFT,
        [ENT_EFFECT_BASELINE] = ENT_SCOPE_EFFECT_BASELINE,
        [ENT_EFFECT_INSTITUTION] = ENT_SCOPE_EFFECT_INSTITUTION,
        [ENT_EFFECT_PARAMETER] = ENT_SCOPE_EFFECT_PARAMETER,
    };
    return of_type[type];
}

ent_scope_t ent_element_scope(const ent_key_t *list, const void *element) {
    const ent_effect_t *effect = element;
    return list->element == ENT_SCOPE_EFFECT ? ent_effect_scope(effect->type) : list->element;
}

const ent_key_t *ent_key_find(ent_scope_t scope, const char *path) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].path, path) == 0) {
            return &keys[i];
        }
    }
    return NULL;
}

const char *ent_key_hint(ent_scope_t scope, const char *path, char text[ENT_HINT_SIZE]) {
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, path);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].path, path) != 0) {
            ent_nearest_offer(&nearest, keys[i].path);
        }
    }
    return ent_nearest_hint(&nearest, text);
}

bool ent_key_is_group(ent_scope_t scope, const char *path) {
    size_t count = 0, length = strlen(path);
    const ent_key_t *keys = ent_keys(scope, &count);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(keys[i].path, path, length) == 0 && keys[i].path[length] == '.') {
            return true;
        }
    }
    return false;
}

const char *ent_scope_prefix(ent_scope_t scope) {
    return scopes[scope].prefix;
}

const char *ent_tag_name(ent_tag_t tag) {
    static const char *const names[] = {[ENT_TAG_NONE] = "",
                                        [ENT_TAG_EVIDENCE] = "evidence",
                                        [ENT_TAG_JUDGEMENT] = "judgement",
                                        [ENT_TAG_DEEP_UNCERTAINTY] = "deep uncertainty"};
    return names[tag];
}

const char *ent_key_type_name(const ent_key_t *key) {
    static const char *const names[] = {
        [ENT_KEY_REAL] = "real",     [ENT_KEY_INTEGER] = "integer", [ENT_KEY_BOOLEAN] = "boolean",
        [ENT_KEY_WHOLE] = "integer", [ENT_KEY_TEXT] = "text",       [ENT_KEY_NAME] = "name",
        [ENT_KEY_DATE] = "date",     [ENT_KEY_CHOICE] = "choice",   [ENT_KEY_REFER] = "reference",
        [ENT_KEY_MAP] = "map",       [ENT_KEY_VALUES] = "array",    [ENT_KEY_WORDS] = "texts",
        [ENT_KEY_GROUP] = "group",   [ENT_KEY_LIST] = "list"};
    return names[key->type];
}

bool ent_key_holds_several(const ent_key_t *key) {
    return key->type == ENT_KEY_LIST || key->type == ENT_KEY_GROUP || key->type == ENT_KEY_MAP;
}

bool ent_key_defaults_to_empty(const ent_key_t *key) {
    return key->need == ENT_NEED_DEFAULT && key->fallback_text != NULL &&
           strcmp(key->fallback_text, "empty") == 0;
}

size_t ent_key_no_reference(const ent_key_t *key) {
    return ent_key_find(ENT_SCOPE_SCENARIO, key->refers)->most;
}

const char *ent_key_choice(const ent_key_t *key, int position) {
    return key->choices[position];
}

int64_t ent_key_greatest(const ent_key_t *key) {
    return key->high < (double)INT64_MAX ? (int64_t)key->high : INT64_MAX;
}

/* The key table's parts, one array per scope; used through keys.h only. */
#ifndef ENT_SCENARIO_KEYS_TABLES_H
#define ENT_SCENARIO_KEYS_TABLES_H

#include "scenario/keys.h"

#define ENT_KEY_TABLE(name)                                                                        \
    extern const ent_key_t ent_##name##_keys[];                                                    \
    extern const size_t ent_##name##_key_count

ENT_KEY_TABLE(scenario);
ENT_KEY_TABLE(domain);
ENT_KEY_TABLE(driver);
ENT_KEY_TABLE(state);
ENT_KEY_TABLE(leader_type);
ENT_KEY_TABLE(cohort);
ENT_KEY_TABLE(institution);
ENT_KEY_TABLE(shock);
ENT_KEY_TABLE(severity);
ENT_KEY_TABLE(event);
ENT_KEY_TABLE(effect);
ENT_KEY_TABLE(leader_effect);
ENT_KEY_TABLE(shock_effect);
ENT_KEY_TABLE(reconcile_effect);
ENT_KEY_TABLE(shift_effect);
ENT_KEY_TABLE(baseline_effect);
ENT_KEY_TABLE(institution_effect);
ENT_KEY_TABLE(parameter_effect);
ENT_KEY_TABLE(poll);
ENT_KEY_TABLE(term);
ENT_KEY_TABLE(anchor);
ENT_KEY_TABLE(record);
ENT_KEY_TABLE(record_rule);
ENT_KEY_TABLE(record_effect);
ENT_KEY_TABLE(sweep);
ENT_KEY_TABLE(factor);

/* Shorthands for the rows; each table defines ROW as the struct its offsets refer to. */
#define ENT_REQUIRED .need = ENT_NEED_REQUIRED
#define ENT_DEFAULT(value) .need = ENT_NEED_DEFAULT, .fallback = (value)
#define ENT_DEFAULT_AS(text) .need = ENT_NEED_DEFAULT, .fallback_text = (text)
#define ENT_IF_USED(text) .need = ENT_NEED_IF_USED, .fallback_text = (text)

#define ENT_REAL(key, member, unit_text, least_value, most_value)                                  \
    .path = (key), .type = ENT_KEY_REAL, .offset = offsetof(ROW, member), .unit = (unit_text),     \
    .low = (least_value), .high = (most_value)
#define ENT_TIME(key, member) ENT_REAL(key, member, "years", 0, 1000), .above_low = true
#define ENT_TEXT(key, member)                                                                      \
    .path = (key), .type = ENT_KEY_TEXT, .offset = offsetof(ROW, member), .unit = ""
#define ENT_NAME(key, member)                                                                      \
    .path = (key), .type = ENT_KEY_NAME, .offset = offsetof(ROW, member), .unit = "", ENT_REQUIRED
#define ENT_DATE(key, member)                                                                      \
    .path = (key), .type = ENT_KEY_DATE, .offset = offsetof(ROW, member), .unit = "date",          \
    .at_start = true
#define ENT_FLAG(key, member)                                                                      \
    .path = (key), .type = ENT_KEY_BOOLEAN, .offset = offsetof(ROW, member), .unit = ""
#define ENT_CHOICE(key, member, words)                                                             \
    .path = (key), .type = ENT_KEY_CHOICE, .offset = offsetof(ROW, member), .choices = (words),    \
    .unit = ""
#define ENT_REFER(key, member, list)                                                               \
    .path = (key), .type = ENT_KEY_REFER, .offset = offsetof(ROW, member), .refers = (list),       \
    .unit = ""
#define ENT_MAP(key, member, list, unit_text, least_value, most_value)                             \
    .path = (key), .type = ENT_KEY_MAP, .offset = offsetof(ROW, member), .refers = (list),         \
    .unit = (unit_text), .low = (least_value), .high = (most_value), ENT_DEFAULT(0)
#define ENT_LIST(key, member, counter, scope, type_name, fewest, greatest)                         \
    .path = (key), .type = ENT_KEY_LIST, .offset = offsetof(ROW, member),                          \
    .count_offset = offsetof(ROW, counter), .element = (scope), .element_size = sizeof(type_name), \
    .least = (fewest), .most = (greatest), .unit = ""
#define ENT_ENABLED                                                                                \
    .path = "enabled", .type = ENT_KEY_BOOLEAN, .offset = ENT_NOWHERE, .unit = "", ENT_DEFAULT(1), \
    .help = "false switches an inherited element off"

#define ENT_EVIDENCE(text) .tag = ENT_TAG_EVIDENCE, .source = (text)
#define ENT_JUDGEMENT(text) .tag = ENT_TAG_JUDGEMENT, .source = (text)
#define ENT_DEEP(text) .tag = ENT_TAG_DEEP_UNCERTAINTY, .source = (text)

#define ENT_KEY_COUNT(name)                                                                        \
    const size_t ent_##name##_key_count = sizeof(ent_##name##_keys) / sizeof(ent_##name##_keys[0])

#endif

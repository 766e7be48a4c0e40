/*
 * The rules of an event record: what a row of each type does. An effect of a rule is kept as the
 * settings that the file wrote, with placeholders: "@COLUMN", "@initiator", "@partner" and
 * severity_scale. With a row put in, they become an effect like any other.
 */
#ifndef ENT_SCENARIO_RECORD_RULES_H
#define ENT_SCENARIO_RECORD_RULES_H

#include "base/csv.h"
#include "scenario/fill_value.h"
#include "scenario/variable.h"

typedef struct {
    const ent_setting_t *group;
    ent_scope_t scope;  /* by its type */
    const char *amount; /* the key that severity_scale stands for; NULL without such a key */
    bool names_states;  /* @initiator or @partner: one for each state where both began it */
} ent_rule_effect_t;

typedef struct {
    char *type;
    double at_least, below; /* severities it is for; below 1 is short of 1, above it all */
    ent_rule_effect_t *effects;
    size_t count;
    ent_place_t place;
} ent_rule_t;

typedef struct {
    ent_rule_t *items;
    size_t count;
    const ent_setting_t *ignore, *others; /* arrays of texts, or NULL */
} ent_rules_t;

/*
 * Reads the rules of a record and checks what can be checked without a row. Errors go into the
 * filler's diagnostics. With `variables`, those that shifts name are looked up in them.
 */
ENT_CHECKED ent_err_t ent_rules_init(ent_rules_t *rules, ent_filler_t *filler,
                                     const ent_setting_t *record, const ent_variables_t *variables,
                                     ent_arena_t *arena);

/* Reports placeholders that name no column of the file. */
void ent_rules_check_columns(const ent_rules_t *rules, const ent_csv_header_t *header,
                             ent_diags_t *diags);

/* The first rule for a type, or NULL; and the one for a severity of it. */
const ent_rule_t *ent_rules_find(const ent_rules_t *rules, const char *type);
const ent_rule_t *ent_rules_match(const ent_rules_t *rules, const char *type, double severity);

/* Whether an array of texts, which may be NULL, has this one. */
bool ent_words_have(const ent_setting_t *words, const char *text);

/* ---- Placeholders ---------------------------------------------------------------------------- */

/* Whether a setting is a text that a row's field is put into. */
bool ent_is_placeholder(const ent_setting_t *setting);

/* "COLUMN" of "@COLUMN"; NULL for what names states, and for what is no placeholder. */
const char *ent_placeholder_column(const ent_setting_t *setting);

/* What a row puts in. */
typedef struct {
    const ent_csv_header_t *header;
    const ent_csv_row_t *row;
    double severity;
    const char *initiator, *partner; /* names of states; NULL where the initiator is none */
    const ent_rule_t *rule;
    ent_place_t place; /* of the row, for the lifetime of the scenario */
    ent_arena_t *arena;
    ent_diags_t *diags;
} ent_row_values_t;

/*
 * An effect of the rule with a row's values, as settings. *effect stays NULL when the row does not
 * allow it, which is reported.
 */
ENT_CHECKED ent_err_t ent_rule_effect_with(const ent_rule_effect_t *source,
                                           const ent_row_values_t *values, ent_setting_t **effect);

/* A text in one line: titles have no ends of lines and no tabs. NULL without memory. */
char *ent_one_line(ent_arena_t *arena, const char *text);

#endif

/* Keys of an event record: the spreadsheet, and what its rows do. */
#include "scenario/keys_tables.h"
#include "scenario/record_rules.h"

#define WORDS(key)                                                                                 \
    .path = (key), .type = ENT_KEY_WORDS, .unit = "", .offset = ENT_NOWHERE, .least = 0,           \
    .most = ENT_MAX_WORDS, ENT_DEFAULT_AS("none")

#define ROW ent_record_t
const ent_key_t ent_record_keys[] = {
    {ENT_TEXT("file", file), ENT_REQUIRED,
     .help = "a CSV file, relative to the one that says so, with the columns date, type, "
             "initiator, severity, description and perhaps id"},
    {ENT_FLAG("enabled", enabled), ENT_DEFAULT(1),
     .help = "false: the file is not read, and random shocks and succession are on"},
    {ENT_DATE("from", from), ENT_DEFAULT_AS("the start"), .help = "rows before it are left out"},
    {ENT_DATE("until", until), ENT_DEFAULT_AS("the horizon"),
     .help = "rows of this date and after it are left out"},
    {WORDS("ignore"), .help = "types of rows that are left out"},
    {WORDS("others"), .help = "initiators that are no states of the scenario; \"both\" is known"},
    {.path = "rules",
     .type = ENT_KEY_LIST,
     .unit = "",
     .offset = ENT_NOWHERE,
     .count_offset = ENT_NOWHERE,
     .element = ENT_SCOPE_RECORD_RULE,
     .element_size = sizeof(ent_rule_t),
     .least = 0,
     .most = ENT_MAX_RULES,
     ENT_REQUIRED,
     .help = "what rows do, by type"},
};
ENT_KEY_COUNT(record);
#undef ROW

#define ROW ent_rule_t
const ent_key_t ent_record_rule_keys[] = {
    {ENT_TEXT("type", type), ENT_REQUIRED, .help = "as it stands in the column type"},
    {ENT_REAL("at_least", at_least, "severity", 0, 1), ENT_DEFAULT(0),
     ENT_JUDGEMENT("where a class of severities begins"),
     .help = "the rule is for rows of this severity and more"},
    {ENT_REAL("below", below, "severity", 0, 2), .above_low = true, ENT_DEFAULT(2),
     ENT_JUDGEMENT("where a class of severities ends"),
     .help = "the rule is for rows of less than this severity"},
    {.path = "effects",
     .type = ENT_KEY_LIST,
     .unit = "",
     .offset = ENT_NOWHERE,
     .count_offset = ENT_NOWHERE,
     .element = ENT_SCOPE_EFFECT,
     .element_size = sizeof(ent_effect_t),
     .least = 0,
     .most = ENT_MAX_EFFECTS,
     ENT_REQUIRED,
     .help = "effects as an event has them; a value \"@COLUMN\" is the row's field, @initiator "
             "its state, @partner the other"},
};
ENT_KEY_COUNT(record_rule);
#undef ROW

const ent_key_t ent_record_effect_keys[] = {
    {.path = "severity_scale",
     .type = ENT_KEY_REAL,
     .unit = "per unit of severity",
     .low = -1000,
     .high = 1000,
     .offset = ENT_NOWHERE,
     ENT_IF_USED("the effect gives no amount"),
     ENT_JUDGEMENT("the coder's scale of severities against the model's"),
     .help = "times the row's severity: a shock's severity, a reconcile's share, a shift's by, a "
             "baseline's to"},
};
ENT_KEY_COUNT(record_effect);

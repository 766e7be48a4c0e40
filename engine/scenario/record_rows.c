#include "scenario/record_rows.h"

#include "base/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATE, TYPE, INITIATOR, SEVERITY, DESCRIPTION };

const char *const ent_record_columns[ENT_RECORD_COLUMNS] = {"date", "type", "initiator", "severity",
                                                            "description"};
static const char both[] = "both";
enum { NO_STATE = ENT_STATES + 1 }; /* an initiator outside; ENT_BOTH_STATES for both */

/* One row, as far as it was made out. */
typedef struct {
    const ent_csv_header_t *header;
    const ent_csv_row_t *source;
    const ent_rule_t *rule;
    ent_date_t date;
    double severity;
    size_t initiator;
} row_t;

static const char *field(const ent_record_loader_t *loader, const row_t *row, size_t column) {
    return row->source->fields[loader->at[column]];
}

/* ---- What a row says ------------------------------------------------------------------------- */

static void report_type(const ent_record_loader_t *loader, const row_t *row) {
    const char *type = field(loader, row, TYPE);
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE] = "";
    if (loader->diags->count < ENT_DIAG_KEPT) {
        ent_nearest_init(&nearest, type);
        for (size_t i = 0; i < loader->rules.count; i++) {
            ent_nearest_offer(&nearest, loader->rules.items[i].type);
        }
        const ent_setting_t *ignore = loader->rules.ignore;
        for (const ent_setting_t *item = ignore != NULL ? ignore->first : NULL; item != NULL;
             item = item->next) {
            ent_nearest_offer(&nearest, item->value.text);
        }
        (void)ent_nearest_hint(&nearest, hint);
    }
    ent_csv_error(loader->diags, row->header, row->source, ent_record_columns[TYPE],
                  "found \"%.60s\", expected a type with a rule, or one listed in ignore%s", type,
                  hint);
}

static void report_initiator(const ent_record_loader_t *loader, const row_t *row) {
    const char *found = field(loader, row, INITIATOR);
    const ent_state_t *states = loader->scenario->states;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE] = "";
    if (loader->diags->count < ENT_DIAG_KEPT) {
        ent_nearest_init(&nearest, found);
        ent_nearest_offer(&nearest, states[0].name);
        ent_nearest_offer(&nearest, states[1].name);
        ent_nearest_offer(&nearest, both);
        const ent_setting_t *others = loader->rules.others;
        for (const ent_setting_t *item = others != NULL ? others->first : NULL; item != NULL;
             item = item->next) {
            ent_nearest_offer(&nearest, item->value.text);
        }
        (void)ent_nearest_hint(&nearest, hint);
    }
    ent_csv_error(loader->diags, row->header, row->source, ent_record_columns[INITIATOR],
                  "found \"%.60s\", expected %s, %s, both or one listed in others%s", found,
                  states[0].name, states[1].name, hint);
}

static bool read_initiator(const ent_record_loader_t *loader, row_t *row) {
    const char *found = field(loader, row, INITIATOR);
    row->initiator = NO_STATE;
    for (size_t i = 0; i < ENT_STATES; i++) {
        if (strcmp(loader->scenario->states[i].name, found) == 0) {
            row->initiator = i;
        }
    }
    if (strcmp(found, both) == 0) {
        row->initiator = ENT_BOTH_STATES;
    }
    if (row->initiator == NO_STATE && !ent_words_have(loader->rules.others, found)) {
        report_initiator(loader, row);
        return false;
    }
    return true;
}

/* Every problem of a row is told, not the first alone. */
static bool read_row(const ent_record_loader_t *loader, row_t *row) {
    const char *date = field(loader, row, DATE), *severity = field(loader, row, SEVERITY);
    bool sound = read_initiator(loader, row);
    if (!ent_date_parse(date, &row->date)) {
        ent_csv_error(loader->diags, row->header, row->source, ent_record_columns[DATE],
                      "found \"%.60s\", expected a date YYYY-MM-DD or YYYY-MM", date);
        sound = false;
    }
    if (!ent_csv_number(severity, &row->severity) || row->severity < 0 || row->severity > 1) {
        ent_csv_error(loader->diags, row->header, row->source, ent_record_columns[SEVERITY],
                      "found \"%.60s\", expected a number from 0 to 1", severity);
        sound = false;
    }
    return sound;
}

static bool is_before(ent_date_t a, ent_date_t b) {
    return a.year != b.year     ? a.year < b.year
           : a.month != b.month ? a.month < b.month
                                : a.day < b.day;
}

static bool is_used(const ent_record_loader_t *loader, const row_t *row) {
    const ent_record_t *record = &loader->scenario->record;
    long step = ent_scenario_step_of(loader->scenario, ent_date_decimal(row->date));
    return step >= 0 && step < (long)ent_scenario_steps(loader->scenario) &&
           !(record->from.year != 0 && is_before(row->date, record->from)) &&
           !(record->until.year != 0 && !is_before(row->date, record->until));
}

/* Two rows that say the same are one event that was entered twice. */
static ent_err_t check_repetition(ent_record_loader_t *loader, const row_t *row, bool *repeated) {
    char date[ENT_DATE_SIZE], severity[ENT_NUMBER_SIZE];
    const char *type = field(loader, row, TYPE), *initiator = field(loader, row, INITIATOR);
    const char *description = field(loader, row, DESCRIPTION);
    ent_date_format(row->date, true, date);
    (void)ent_number_format(row->severity, severity);
    size_t size = strlen(type) + strlen(initiator) + strlen(description) + sizeof date +
                  sizeof severity + 4,
           before = 0;
    char *key = ent_arena_alloc(&loader->arena, size, 1);
    if (key == NULL) {
        return ENT_ERR_MEMORY;
    }
    (void)snprintf(key, size, "%s\n%s\n%s\n%s\n%s", date, severity, type, initiator, description);
    ent_err_t error = ent_seen_add(&loader->rows, key, row->source->row, &before);
    *repeated = error == ENT_OK && before > 0;
    if (*repeated) {
        ent_csv_error(loader->diags, row->header, row->source, NULL,
                      "says the same as row %zu in date, type, initiator, severity and "
                      "description, expected each event once",
                      before);
    }
    return error;
}

/* ---- Its effects ----------------------------------------------------------------------------- */

/* The column that an effect's value came from, by its key "hits.talks"; NULL for none. */
static const char *column_behind(const row_t *row, const ent_rule_effect_t *effect,
                                 const char *key) {
    bool whole = false;
    const ent_setting_t *found = ent_setting_follow(effect->group, key, &whole);
    if (!whole && effect->amount != NULL && strcmp(effect->amount, key) == 0) {
        const ent_setting_t *scale = ent_setting_member(effect->group, "severity_scale");
        const char *from = scale != NULL ? ent_placeholder_column(scale) : NULL;
        bool empty =
            from != NULL && row->source->fields[ent_csv_column(row->header, from)][0] == '\0';
        return empty ? from : ent_record_columns[SEVERITY];
    }
    const char *column = ent_placeholder_column(found);
    return column != NULL || !ent_is_placeholder(found) ? column : ent_record_columns[INITIATOR];
}

/*
 * Tells what is wrong with an effect under its row, column and rule. Where both states began it
 * there are two effects of one source: what does not depend on the state is told for the first.
 */
static void report_effect(const ent_record_loader_t *loader, const row_t *row,
                          const ent_diag_t *problem, const ent_rule_effect_t *const *sources) {
    char *end = NULL;
    const char *bracket = strchr(problem->key, '[');
    size_t position = bracket != NULL ? strtoul(bracket + 1, &end, 10) : 0;
    if (position == 0 || end[0] != ']' || end[1] != '.') {
        ent_csv_error(loader->diags, row->header, row->source, NULL,
                      "%.200s, for effects of the rule for \"%.60s\"", problem->text,
                      row->rule->type);
        return;
    }
    const ent_rule_effect_t *source = sources[position - 1];
    const char *column = column_behind(row, source, end + 2);
    bool second = position > 1 && sources[position - 2] == source;
    if (!second || column == ent_record_columns[INITIATOR]) {
        ent_csv_error(loader->diags, row->header, row->source, column,
                      "%.200s, for %.60s in effects[%zu] of the rule for \"%.60s\"", problem->text,
                      end + 2, (size_t)(source - row->rule->effects) + 1, row->rule->type);
    }
}

/* One list of settings out of the rule's effects; NULL when the row does not allow one of them. */
static ent_err_t build_effects(ent_record_loader_t *loader, const row_t *row, ent_place_t place,
                               const ent_rule_effect_t **sources, ent_setting_t **list) {
    const ent_state_t *states = loader->scenario->states;
    ent_row_values_t values = {.header = row->header,
                               .row = row->source,
                               .severity = row->severity,
                               .rule = row->rule,
                               .place = place,
                               .arena = &loader->scratch,
                               .diags = loader->diags};
    ent_setting_t *made = ent_setting_new(&loader->scratch, NULL, ENT_SETTING_LIST, place);
    bool sound = true;
    size_t count = 0;
    if (made == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < row->rule->count; i++) {
        const ent_rule_effect_t *source = &row->rule->effects[i];
        bool twice = row->initiator == ENT_BOTH_STATES && source->names_states;
        bool allowed = true; /* what is wrong for one state is for the other, too */
        for (size_t s = 0; s < (twice ? ENT_STATES : 1) && allowed; s++) {
            size_t initiator = twice ? s : row->initiator;
            ent_setting_t *effect = NULL;
            values.initiator = initiator < ENT_STATES ? states[initiator].name : NULL;
            values.partner = initiator < ENT_STATES ? states[1 - initiator].name : NULL;
            ent_err_t error = ent_rule_effect_with(source, &values, &effect);
            if (error != ENT_OK) {
                return error;
            }
            allowed = effect != NULL;
            if (allowed) {
                sources[count++] = source;
                ent_setting_append(made, effect);
            }
        }
        sound = sound && allowed;
    }
    *list = sound ? made : NULL;
    return ENT_OK;
}

/* Fills in the effects as if the file had written them for the row. */
static ent_err_t fill_effects(ent_record_loader_t *loader, const row_t *row, ent_event_t *event,
                              bool *sound) {
    const ent_rule_effect_t *sources[ENT_STATES * ENT_MAX_EFFECTS];
    ent_setting_t *list = NULL;
    ent_err_t error = build_effects(loader, row, event->place, sources, &list);
    *sound = list != NULL;
    if (error != ENT_OK || list == NULL) {
        return error;
    }
    const ent_key_t *key = ent_key_find(ENT_SCOPE_EVENT, "effects");
    ent_diags_init(loader->aside);
    ent_fill_list(&loader->filler, key, list, event, key->path);
    for (size_t i = 0; i < loader->aside->count && i < ENT_DIAG_KEPT; i++) {
        report_effect(loader, row, &loader->aside->kept[i], sources);
    }
    *sound = loader->aside->count == 0;
    return loader->filler.no_memory ? ENT_ERR_MEMORY : ENT_OK;
}

/* ---- Its event ------------------------------------------------------------------------------- */

/* The name: the row's id, or where it has none record-ROW. */
static ent_err_t name_event(ent_record_loader_t *loader, const row_t *row, ent_event_t *event,
                            bool *sound) {
    const char *id = loader->id != ENT_CSV_NO_COLUMN ? row->source->fields[loader->id] : "";
    size_t number = row->source->row, before = 0;
    *sound = id[0] == '\0' || ent_name_valid(id);
    if (!*sound) {
        ent_csv_error(loader->diags, row->header, row->source, "id",
                      "found \"%.60s\", expected a name of 1 to 40 of A-Z a-z 0-9 _ + -", id);
        return ENT_OK;
    }
    if (id[0] != '\0') {
        (void)snprintf(event->name, sizeof event->name, "%s", id);
    } else {
        (void)snprintf(event->name, sizeof event->name, "record-%zu", number);
    }
    char *name = ent_arena_strdup(&loader->arena, event->name);
    ent_err_t error =
        name != NULL ? ent_seen_add(&loader->names, name, number, &before) : ENT_ERR_MEMORY;
    if (error == ENT_OK && before == ENT_OWN_EVENT) {
        ent_csv_error(loader->diags, row->header, row->source, id[0] != '\0' ? "id" : NULL,
                      "gives an event named \"%s\", which is the name of an event of the scenario",
                      event->name);
    } else if (error == ENT_OK && before > ENT_OWN_EVENT) {
        ent_csv_error(loader->diags, row->header, row->source, id[0] != '\0' ? "id" : NULL,
                      "gives an event named \"%s\" as row %zu does, expected different names",
                      event->name, before);
    }
    *sound = error == ENT_OK && before == 0;
    return error;
}

static ent_err_t make_room(ent_record_loader_t *loader) {
    if (loader->count < loader->room) {
        return ENT_OK;
    }
    size_t room = loader->room > 0 ? 2 * loader->room : 64;
    ent_event_t *events = ent_alloc(room, sizeof *events);
    if (events == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (loader->count > 0) {
        memcpy(events, loader->events, loader->count * sizeof *events);
    }
    free(loader->events);
    loader->events = events;
    loader->room = room;
    return ENT_OK;
}

static ent_err_t add_event(ent_record_loader_t *loader, const row_t *row) {
    ent_event_t event = loader->model;
    const char *description = field(loader, row, DESCRIPTION);
    bool named = false, filled = false;
    event.at = row->date;
    event.row = row->source->row;
    event.place = (ent_place_t){loader->scenario->record.file, row->source->line};
    event.when_place = event.place;
    ent_err_t error = name_event(loader, row, &event, &named);
    if (error == ENT_OK) {
        error = fill_effects(loader, row, &event, &filled);
    }
    if (error != ENT_OK || !named || !filled) {
        return error;
    }
    event.title =
        ent_one_line(&loader->scenario->arena, description[0] != '\0' ? description : event.name);
    error = event.title != NULL ? make_room(loader) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        loader->events[loader->count++] = event;
    }
    return error;
}

/* ---- The file -------------------------------------------------------------------------------- */

static ent_err_t take_header(ent_record_loader_t *loader, const ent_csv_header_t *header) {
    size_t errors = loader->diags->errors;
    loader->begun = true;
    for (size_t i = 0; i < ENT_RECORD_COLUMNS; i++) {
        loader->at[i] = ent_csv_column(header, ent_record_columns[i]);
    }
    loader->id = ent_csv_column(header, "id");
    ent_rules_check_columns(&loader->rules, header, loader->diags);
    return loader->diags->errors > errors ? ENT_ERR_SCENARIO : ENT_OK;
}

static ent_err_t use_row(ent_record_loader_t *loader, const row_t *row) {
    bool repeated = false;
    loader->scenario->record.used++;
    if (loader->scenario->event_count + loader->scenario->record.used > ENT_MAX_EVENTS) {
        ent_csv_error(loader->diags, row->header, row->source, NULL,
                      "gives the scenario more than %d events; event_record.from and until choose "
                      "a part of the record",
                      ENT_MAX_EVENTS);
        return ENT_ERR_SCENARIO;
    }
    ent_err_t error = check_repetition(loader, row, &repeated);
    if (error == ENT_OK && !repeated) {
        error = add_event(loader, row);
    }
    ent_arena_free(&loader->scratch);
    return error;
}

ent_err_t ent_record_take(void *user, const ent_csv_header_t *header, const ent_csv_row_t *source) {
    ent_record_loader_t *loader = user;
    row_t row = {.header = header, .source = source};
    ent_err_t error = loader->begun ? ENT_OK : take_header(loader, header);
    if (error != ENT_OK) {
        return error;
    }
    loader->scenario->record.rows++;
    const char *type = field(loader, &row, TYPE);
    row.rule = ent_rules_find(&loader->rules, type);
    if (row.rule == NULL) {
        if (!ent_words_have(loader->rules.ignore, type)) {
            report_type(loader, &row);
        }
        return ENT_OK;
    }
    if (!read_row(loader, &row) || !is_used(loader, &row)) {
        return ENT_OK;
    }
    row.rule = ent_rules_match(&loader->rules, type, row.severity);
    if (row.rule == NULL) {
        ent_csv_error(loader->diags, header, source, ent_record_columns[SEVERITY],
                      "found \"%.60s\", expected a severity that a rule for \"%.60s\" is for",
                      field(loader, &row, SEVERITY), type);
        return ENT_OK;
    }
    return use_row(loader, &row);
}

#include "scenario/record.h"

#include "base/file.h"
#include "scenario/override.h"
#include "scenario/record_rows.h"

#include <stdlib.h>
#include <string.h>

/* The path of the record: relative to the file that names it, as `extends` is. */
static ent_err_t find_file(const ent_setting_t *file, ent_scenario_t *scenario) {
    bool here = strcmp(file->place.file, ENT_OVERRIDE_FILE) == 0;
    char *joined = ent_path_beside(here ? "" : file->place.file, file->value.text);
    scenario->record.file = joined != NULL ? ent_arena_strdup(&scenario->arena, joined) : NULL;
    free(joined);
    return scenario->record.file != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

static void check_dates(const ent_setting_t *group, const ent_record_t *record,
                        ent_diags_t *diags) {
    if (record->from.year != 0 && record->until.year != 0 &&
        ent_date_decimal(record->until) <= ent_date_decimal(record->from)) {
        char from[ENT_DATE_SIZE];
        ent_date_format(record->from, true, from);
        ent_diag_error(diags, ent_setting_member(group, "until")->place, "event_record.until",
                       "expected a date after event_record.from, %s", from);
    }
}

/* An event on some date without effects: what the rows' events have in common. */
static ent_err_t make_model(ent_record_loader_t *loader, ent_place_t place) {
    static const char *const texts[][2] = {{"name", "record"}, {"title", ""}, {"at", "2000-01"}};
    ent_setting_t *event = ent_setting_new(&loader->arena, NULL, ENT_SETTING_GROUP, place);
    ent_setting_t *effects = ent_setting_new(&loader->arena, "effects", ENT_SETTING_LIST, place);
    if (event == NULL || effects == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ent_setting_t *text = ent_setting_new(&loader->arena, texts[i][0], ENT_SETTING_TEXT, place);
        if (text == NULL) {
            return ENT_ERR_MEMORY;
        }
        text->value.text = texts[i][1];
        ent_setting_append(event, text);
    }
    ent_setting_append(event, effects);
    const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, "events");
    ent_fill_element(&loader->filler, list, event, &loader->model, "event_record");
    return loader->filler.no_memory ? ENT_ERR_MEMORY : ENT_OK;
}

static ent_err_t note_own_names(ent_record_loader_t *loader) {
    for (size_t i = 0; i < loader->scenario->event_count; i++) {
        size_t before = 0;
        ent_err_t error =
            ent_seen_add(&loader->names, loader->scenario->events[i].name, ENT_OWN_EVENT, &before);
        if (error != ENT_OK) {
            return error;
        }
    }
    return ENT_OK;
}

/* The record's events stand behind the scenario's own. */
static ent_err_t join_events(const ent_record_loader_t *loader) {
    ent_scenario_t *scenario = loader->scenario;
    size_t own = scenario->event_count;
    ent_event_t *events = ent_arena_alloc(&scenario->arena, own + loader->count, sizeof *events);
    if (events == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (own > 0) {
        memcpy(events, scenario->events, own * sizeof *events);
    }
    if (loader->count > 0) {
        memcpy(events + own, loader->events, loader->count * sizeof *events);
    }
    scenario->events = events;
    scenario->event_count = own + loader->count;
    return ENT_OK;
}

static void free_loader(ent_record_loader_t *loader) {
    free(loader->events);
    ent_seen_free(&loader->names);
    ent_seen_free(&loader->rows);
    ent_arena_free(&loader->arena);
    ent_arena_free(&loader->scratch);
}

/* Reads the rows. Problems end in ENT_OK: they are in the diagnostics. */
static ent_err_t read_file(ent_record_loader_t *loader, const ent_setting_t *file) {
    const ent_record_t *record = &loader->scenario->record;
    ent_err_t error = make_model(loader, file->place);
    if (error == ENT_OK) {
        error = note_own_names(loader);
    }
    if (error == ENT_OK) {
        error = ent_csv_read(record->file, file->place, "event_record.file", ent_record_columns,
                             ENT_RECORD_COLUMNS, ent_record_take, loader, loader->diags);
    }
    if (error == ENT_OK && record->used == 0) {
        ent_diag_warning(loader->diags, file->place, "event_record.file",
                         "of %zu rows none has a rule and lies within the run", record->rows);
    }
    if (error == ENT_OK) {
        error = join_events(loader);
    }
    return error == ENT_ERR_SCENARIO ? ENT_OK : error;
}

/* What happened is in the record: nothing else may arrive or be elected at random. */
static void switch_chance_off(ent_scenario_t *scenario) {
    for (size_t i = 0; i < scenario->shock_count; i++) {
        scenario->shocks[i].rate = 0;
    }
    for (size_t i = 0; i < ENT_STATES; i++) {
        scenario->states[i].succession = ENT_SUCCESSION_NONE;
    }
}

static ent_err_t load(ent_record_loader_t *loader, const ent_setting_t *root,
                      const ent_setting_t *group, const ent_variables_t *variables) {
    ent_record_t *record = &loader->scenario->record;
    ent_filler_t filler = {.root = root,
                           .scenario = loader->scenario,
                           .arena = &loader->scenario->arena,
                           .diags = loader->diags};
    size_t errors = loader->diags->errors;
    ent_fill_scope(&filler, ENT_SCOPE_RECORD, group, record, "event_record");
    check_dates(group, record, loader->diags);
    ent_err_t error = filler.no_memory ? ENT_ERR_MEMORY : ENT_OK;
    if (error == ENT_OK) {
        error = ent_rules_init(&loader->rules, &filler, group, variables, &loader->arena);
    }
    if (error == ENT_OK && record->file != NULL) {
        error = find_file(ent_setting_member(group, "file"), loader->scenario);
    }
    loader->aside = ent_arena_alloc(&loader->arena, 1, sizeof *loader->aside);
    if (error != ENT_OK || loader->aside == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_diags_init(loader->aside);
    loader->filler = filler;
    loader->filler.diags = loader->aside;
    /* `variables` are there if all else is sound. */
    bool read = variables != NULL && loader->diags->errors == errors && record->enabled;
    return read ? read_file(loader, ent_setting_member(group, "file")) : ENT_OK;
}

ent_err_t ent_record_load(const ent_setting_t *root, bool sound, ent_scenario_t *scenario,
                          ent_diags_t *diags) {
    const ent_setting_t *group = ent_setting_member(root, "event_record");
    if (group == NULL || group->type != ENT_SETTING_GROUP) {
        return ENT_OK; /* what is no group was reported */
    }
    ent_record_loader_t *loader = ent_alloc(1, sizeof *loader);
    ent_variables_t variables = {0};
    ent_err_t error = loader != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK && sound) {
        error = ent_variables_init(&variables, scenario);
    }
    if (error == ENT_OK) {
        scenario->record.given = true;
        loader->scenario = scenario;
        loader->diags = diags;
        error = load(loader, root, group, sound ? &variables : NULL);
        free_loader(loader);
    }
    if (error == ENT_OK && scenario->record.enabled) {
        switch_chance_off(scenario);
    }
    ent_variables_free(&variables);
    free(loader);
    return error;
}

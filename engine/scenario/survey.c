#include "scenario/survey.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/locale.h"
#include "scenario/fill.h"
#include "scenario/keypath.h"
#include "scenario/survey_row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A wave, and where it was read, for messages. */
typedef struct {
    ent_survey_t survey;
    size_t row;
} wave_t;

typedef struct {
    const ent_setting_t *root;
    ent_scenario_t *scenario;
    ent_diags_t *diags;
    ent_place_t places[ENT_MAX_POLLS]; /* of each poll's series */
    size_t file_of[ENT_MAX_POLLS];     /* the first poll that names its file; ENT_NO_POLL: none */
    bool has_rows[ENT_MAX_POLLS];
    size_t file; /* being read: that of this poll */
    wave_t *waves;
    size_t count, room;
} reading_t;

static ent_keypath_t series_key(const ent_poll_t *poll) {
    ent_keypath_t of_poll = ent_keypath("polls", poll->name);
    return ent_keypath(of_poll.text, "series");
}

/* ---- Which files ----------------------------------------------------------------------------- */

/* The path of a series, relative to the file that wrote it, or to here if --set did. */
static ent_err_t find_path(reading_t *reading, ent_poll_t *poll, ent_place_t place) {
    bool here = strcmp(place.file, "--set") == 0;
    char *path = ent_path_beside(here ? "" : place.file, poll->series);
    poll->series_file = path != NULL ? ent_arena_strdup(&reading->scenario->arena, path) : NULL;
    free(path);
    return poll->series_file != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* Two names for one file are the same file. */
static bool same_file(const char *a, const char *b) {
    struct stat first, second;
    return strcmp(a, b) == 0 || (stat(a, &first) == 0 && stat(b, &second) == 0 &&
                                 first.st_dev == second.st_dev && first.st_ino == second.st_ino);
}

static ent_err_t find_file(reading_t *reading, size_t index) {
    ent_poll_t *poll = &reading->scenario->polls[index];
    ent_keypath_t key = series_key(poll);
    bool whole = false;
    reading->file_of[index] = ENT_NO_POLL;
    if (poll->series == NULL || poll->name[0] == '\0') {
        return ENT_OK; /* none, or its name was reported */
    }
    reading->places[index] = ent_setting_follow(reading->root, key.text, &whole)->place;
    if (poll->series[0] == '\0') {
        ent_diag_error(reading->diags, reading->places[index], key.text,
                       "found \"\", expected a file's name");
        return ENT_OK;
    }
    ent_err_t error = find_path(reading, poll, reading->places[index]);
    size_t first = 0;
    while (error == ENT_OK && first < index &&
           (reading->file_of[first] != first ||
            !same_file(reading->scenario->polls[first].series_file, poll->series_file))) {
        first++;
    }
    reading->file_of[index] = first;
    return error;
}

static ent_err_t add_file(ent_scenario_t *scenario, char *path) {
    size_t count = scenario->file_count;
    char **files = ent_arena_alloc(&scenario->arena, count + 1, sizeof *files);
    if (files == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (count > 0) {
        memcpy(files, scenario->files, count * sizeof *files);
    }
    files[count] = path;
    scenario->files = files;
    scenario->file_count++;
    return ENT_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static bool is_switched_off(const reading_t *reading, const char *name) {
    const ent_setting_t *polls = ent_setting_member(reading->root, "polls");
    const ent_setting_t *poll = polls != NULL ? ent_setting_named(polls, name) : NULL;
    return poll != NULL &&
           ent_setting_switched_off(ent_key_find(ENT_SCOPE_SCENARIO, "polls"), poll);
}

/* The poll that a row belongs to; ENT_NO_POLL if it is switched off, or is none, which is told. */
static size_t find_poll(const reading_t *reading, const ent_csv_header_t *header,
                        const ent_csv_row_t *row) {
    const ent_scenario_t *scenario = reading->scenario;
    const char *name = row->fields[ent_csv_column(header, "series")];
    bool elsewhere = false;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, name);
    for (size_t i = 0; i < scenario->poll_count; i++) {
        bool named = strcmp(scenario->polls[i].name, name) == 0;
        bool here = reading->file_of[i] == reading->file;
        if (named && here) {
            return i;
        }
        elsewhere = elsewhere || named;
        if (here) {
            ent_nearest_offer(&nearest, scenario->polls[i].name);
        }
    }
    if (elsewhere) {
        ent_csv_error(reading->diags, header, row, "series",
                      "found \"%.60s\", a poll that does not name this file as its series", name);
    } else if (!is_switched_off(reading, name)) {
        ent_csv_error(reading->diags, header, row, "series",
                      "found \"%.60s\", expected the name of a poll that names this file%s", name,
                      ent_nearest_hint(&nearest, hint));
    }
    return ENT_NO_POLL;
}

static bool make_room(reading_t *reading) {
    if (reading->count < reading->room) {
        return true;
    }
    size_t room = reading->room > 0 ? reading->room * 2 : 64;
    wave_t *waves = ent_alloc(room, sizeof *waves);
    if (waves == NULL) {
        return false;
    }
    if (reading->count > 0) {
        memcpy(waves, reading->waves, reading->count * sizeof *waves);
    }
    free(reading->waves);
    reading->waves = waves;
    reading->room = room;
    return true;
}

static ent_err_t take_row(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    reading_t *reading = user;
    size_t poll = find_poll(reading, header, row);
    if (poll == ENT_NO_POLL) {
        return ENT_OK;
    }
    reading->has_rows[poll] = true;
    if (reading->count == ENT_MAX_SURVEYS) {
        ent_csv_error(reading->diags, header, row, NULL, "is one too many, expected at most %d",
                      ENT_MAX_SURVEYS);
        return ENT_ERR_SCENARIO;
    }
    if (!make_room(reading)) {
        return ENT_ERR_MEMORY;
    }
    wave_t *wave = &reading->waves[reading->count];
    *wave = (wave_t){.survey = {.poll = poll, .line = row->line}, .row = row->row};
    if (!ent_survey_row(reading->scenario, header, row, &wave->survey, reading->diags)) {
        return ENT_OK;
    }
    const char *source = row->fields[ent_csv_column(header, "source")];
    wave->survey.source = ent_arena_strdup(&reading->scenario->arena, source);
    reading->count++;
    return wave->survey.source != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* ---- All of them ----------------------------------------------------------------------------- */

/* Whether every poll that names a file has a row in it: told only of a file that is sound. */
static void check_all_there(const reading_t *reading) {
    for (size_t i = 0; i < reading->scenario->poll_count; i++) {
        const ent_poll_t *poll = &reading->scenario->polls[i];
        if (reading->file_of[i] == reading->file && !reading->has_rows[i]) {
            ent_keypath_t key = series_key(poll);
            ent_diag_error(reading->diags, reading->places[i], key.text,
                           "\"%.200s\" has no row of the series \"%s\"", poll->series_file,
                           poll->name);
        }
    }
}

static ent_err_t read_file(reading_t *reading, size_t index) {
    static const char *const columns[] = {"series", "date",   "respondent", "value",
                                          "n",      "source", "grade"};
    const ent_poll_t *poll = &reading->scenario->polls[index];
    ent_keypath_t key = series_key(poll);
    reading->file = index;
    ent_err_t error =
        ent_csv_read(poll->series_file, reading->places[index], key.text, columns,
                     sizeof columns / sizeof columns[0], take_row, reading, reading->diags);
    if (error == ENT_OK) {
        check_all_there(reading);
        error = add_file(reading->scenario, poll->series_file);
    }
    return error == ENT_ERR_SCENARIO ? ENT_OK : error; /* the other files are read, too */
}

static int compare_dates(ent_date_t a, ent_date_t b) {
    int years = a.year - b.year, months = a.month - b.month;
    return years != 0 ? years : months != 0 ? months : a.day - b.day;
}

static int compare_waves(const void *a, const void *b) {
    const wave_t *x = a, *y = b;
    int dates = compare_dates(x->survey.date, y->survey.date);
    if (x->survey.poll != y->survey.poll) {
        return x->survey.poll < y->survey.poll ? -1 : 1;
    }
    return dates != 0 ? dates : x->row < y->row ? -1 : x->row > y->row;
}

static void check_twins(const reading_t *reading) {
    for (size_t i = 1; i < reading->count; i++) {
        const wave_t *wave = &reading->waves[i], *other = wave - 1;
        const ent_poll_t *poll = &reading->scenario->polls[wave->survey.poll];
        char key[ENT_DIAG_KEY_SIZE], date[ENT_DATE_SIZE];
        if (wave->survey.poll == other->survey.poll &&
            compare_dates(wave->survey.date, other->survey.date) == 0) {
            (void)snprintf(key, sizeof key, "row %zu, column \"date\"", wave->row);
            ent_date_format(wave->survey.date, true, date);
            ent_diag_error(reading->diags, (ent_place_t){poll->series_file, wave->survey.line}, key,
                           "found a second wave of \"%s\" at %s, expected one; row %zu is another",
                           poll->name, date, other->row);
        }
    }
}

/* Sorts what was read, and gives it to the scenario. */
static ent_err_t finish(reading_t *reading) {
    ent_scenario_t *scenario = reading->scenario;
    if (reading->count > 0) {
        qsort(reading->waves, reading->count, sizeof *reading->waves, compare_waves);
    }
    check_twins(reading);
    scenario->surveys =
        ent_arena_alloc(&scenario->arena, reading->count, sizeof *scenario->surveys);
    if (scenario->surveys == NULL) {
        return ENT_ERR_MEMORY;
    }
    scenario->survey_count = reading->count;
    for (size_t i = 0; i < reading->count; i++) {
        scenario->surveys[i] = reading->waves[i].survey;
    }
    for (size_t i = 0; i < scenario->poll_count; i++) {
        if (reading->file_of[i] != ENT_NO_POLL) {
            scenario->polls[i].series = ent_arena_strdup(&scenario->arena, ENT_SURVEYS_FILE);
            if (scenario->polls[i].series == NULL) {
                return ENT_ERR_MEMORY;
            }
        }
    }
    return ENT_OK;
}

ent_err_t ent_surveys_read(const ent_setting_t *root, ent_scenario_t *scenario,
                           ent_diags_t *diags) {
    reading_t reading = {.root = root, .scenario = scenario, .diags = diags};
    ent_locale_t locale;
    if (scenario->states[0].name[0] == '\0' || scenario->states[1].name[0] == '\0') {
        return ENT_OK; /* reported; respondents cannot be judged without them */
    }
    ent_err_t error = ent_locale_enter(&locale);
    if (error != ENT_OK) {
        return error;
    }
    for (size_t i = 0; i < scenario->poll_count && error == ENT_OK; i++) {
        error = find_file(&reading, i);
    }
    for (size_t i = 0; i < scenario->poll_count && error == ENT_OK; i++) {
        error = reading.file_of[i] == i ? read_file(&reading, i) : ENT_OK;
    }
    if (error == ENT_OK) {
        error = finish(&reading);
    }
    free(reading.waves);
    ent_locale_leave(&locale);
    return error;
}

#include "report/poll_figures.h"

#include "base/memory.h"
#include "report/figures.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_CHARACTERS = 60 };

/* Polls of the run that are recorded. */
typedef struct {
    size_t variable[ENT_MAX_POLLS]; /* of each poll of the scenario; SIZE_MAX: not recorded */
    size_t count;
} recorded_t;

/* What the axis of time shows, in decimal years. */
typedef struct {
    double from, until;
} span_t;

static recorded_t find_recorded(const ent_run_t *run) {
    const ent_variables_t *variables = &run->plan->variables;
    recorded_t polls = {.count = 0};
    for (size_t p = 0; p < ENT_MAX_POLLS; p++) {
        polls.variable[p] = SIZE_MAX;
    }
    for (size_t i = 0; i < variables->count; i++) {
        if (variables->items[i].kind == ENT_VAR_POLL && run->gathered->recorded[i]) {
            polls.variable[variables->items[i].index] = i;
            polls.count++;
        }
    }
    return polls;
}

bool ent_polls_recorded(const ent_run_t *run) {
    return find_recorded(run).count > 0;
}

/* The run, and what lies before it from the first wave of a recorded poll on. */
static span_t find_span(const ent_run_t *run, const recorded_t *polls, bool with_history) {
    const ent_scenario_t *scenario = run->scenario;
    double start = ent_date_decimal(scenario->start);
    span_t span = {start, start + (double)run->plan->steps * run->plan->step_years};
    for (size_t i = 0; i < scenario->survey_count && with_history; i++) {
        double date = ent_date_decimal(scenario->surveys[i].date);
        if (polls->variable[scenario->surveys[i].poll] != SIZE_MAX && date < span.from) {
            span.from = date;
        }
    }
    return span;
}

bool ent_polls_have_history(const ent_run_t *run) {
    recorded_t polls = find_recorded(run);
    return find_span(run, &polls, true).from < ent_date_decimal(run->scenario->start);
}

static bool is_within(const ent_survey_t *survey, size_t poll, span_t span) {
    double date = ent_date_decimal(survey->date);
    return survey->poll == poll && date >= span.from && date <= span.until;
}

/* A wave of grade memory, as surveys.csv has its date, and a blank. */
enum { DATE_AND_BLANK = ENT_DATE_SIZE };

/* Sets the dates of a poll's waves of grade memory, between blanks; returns how many. */
static size_t put_memories(const ent_scenario_t *scenario, size_t poll, span_t span, size_t index,
                           ent_figure_data_t *data) {
    size_t count = 0, length = 1;
    char *dates = ent_alloc(scenario->survey_count + 1, DATE_AND_BLANK);
    if (dates == NULL) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
        return 0;
    }
    dates[0] = ' ';
    for (size_t i = 0; i < scenario->survey_count; i++) {
        const ent_survey_t *survey = &scenario->surveys[i];
        char date[ENT_DATE_SIZE];
        if (survey->grade == ENT_GRADE_MEMORY && is_within(survey, poll, span)) {
            ent_date_format(survey->date, true, date);
            length += (size_t)snprintf(dates + length, DATE_AND_BLANK + 1, "%s ", date);
            count++;
        }
    }
    ent_figure_data_set_text(data, "POLL_MEMORY", index, dates, ENT_FIGURE_WHOLE);
    free(dates);
    return count;
}

static size_t count_waves(const ent_scenario_t *scenario, size_t poll, span_t span) {
    size_t count = 0;
    for (size_t i = 0; i < scenario->survey_count; i++) {
        count += is_within(&scenario->surveys[i], poll, span);
    }
    return count;
}

static void declare(const recorded_t *polls, span_t span, ent_figure_data_t *data) {
    static const char *const arrays[] = {"POLL_NAME", "POLL_TITLE", "POLL_LINE", "POLL_WAVES",
                                         "POLL_MEMORY"};
    ent_figure_data_count(data, "POLLS", polls->count);
    ent_figure_data_real(data, "FROM", span.from);
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        ent_figure_data_array(data, arrays[i], polls->count);
    }
}

void ent_polls_put(const ent_run_t *run, bool with_history, ent_figure_data_t *data) {
    recorded_t polls = find_recorded(run);
    span_t span = find_span(run, &polls, with_history);
    size_t next = 0, waves = 0, memories = 0;
    declare(&polls, span, data);
    for (size_t p = 0; p < run->scenario->poll_count; p++) {
        if (polls.variable[p] == SIZE_MAX) {
            continue;
        }
        const ent_poll_t *poll = &run->scenario->polls[p];
        size_t shown = count_waves(run->scenario, p, span);
        ent_figure_data_set_text(data, "POLL_NAME", next, poll->name, ENT_FIGURE_WHOLE);
        ent_figure_data_set_text(data, "POLL_TITLE", next, poll->title, TITLE_CHARACTERS);
        ent_figure_data_set_count(data, "POLL_LINE", next,
                                  ent_summary_lines_above(run, polls.variable[p]));
        ent_figure_data_set_count(data, "POLL_WAVES", next, shown);
        memories += put_memories(run->scenario, p, span, next, data);
        waves += shown;
        next++;
    }
    ent_figure_data_count(data, "WAVES", waves);
    ent_figure_data_count(data, "MEMORY_WAVES", memories);
}

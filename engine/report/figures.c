#include "report/figures.h"

#include "base/memory.h"
#include "report/anchors.h"
#include "report/poll_figures.h"
#include "report/run_files.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FLAGS = 12, FLAG_CHARACTERS = 44 };

/* Polls come last, as they are drawn only where there are any; they find their own height. */
static const ent_figure_row_t figure_rows[] = {
    {"health", 900, 540}, {"panels", 900, 640}, {"polls", 720, 480}};
enum { FIGURES = sizeof figure_rows / sizeof figure_rows[0], POLL_FIGURES = 1 };

typedef struct {
    const ent_run_t *run;
    bool with_history;
} figures_t;

/* An event shown as a numbered flag. */
typedef struct {
    size_t event;
    double years; /* since the start */
    double share; /* of members */
} flag_t;

static int compare_flags(const void *a, const void *b) {
    const flag_t *x = a, *y = b;
    int by_date = (x->years > y->years) - (x->years < y->years);
    return by_date != 0 ? by_date : (x->event > y->event) - (x->event < y->event);
}

/*
 * Scenario events that happened to somebody, by date: an event's own, or else the date by which
 * half of those who met it had done so.
 */
static size_t find_flags(const ent_run_t *run, flag_t *flags) {
    const ent_tally_t *tally = &run->gathered->tally;
    double start = ent_date_decimal(run->scenario->start);
    size_t count = 0;
    for (size_t i = 0; i < run->scenario->event_count; i++) {
        const ent_event_t *event = &run->scenario->events[i];
        size_t row = ent_tally_row(run->plan, ENT_HAPPENED_EVENT, i), first = 0, median = 0;
        uint64_t members = 0;
        if (ent_tally_dates(tally, row, &members, &first, &median)) {
            double years = event->timing == ENT_TIMING_AT ? ent_date_decimal(event->at) - start
                                                          : (double)median * run->plan->step_years;
            flags[count++] = (flag_t){i, years, (double)members / (double)run->members};
        }
    }
    qsort(flags, count, sizeof *flags, compare_flags);
    return count;
}

static void put_flag(const ent_run_t *run, const flag_t *flag, size_t index,
                     ent_figure_data_t *data) {
    char date[ENT_DATE_SIZE], cut[ENT_FIGURE_CUT_SIZE], text[ENT_FIGURE_CUT_SIZE + 64];
    ent_instant_date(run->scenario, flag->years / run->plan->step_years, date);
    ent_figure_cut(run->scenario->events[flag->event].title, FLAG_CHARACTERS, cut);
    if (flag->share < 0.995) {
        (void)snprintf(text, sizeof text, "%s (%.7s, %.0f %% of members)", cut, date,
                       100 * flag->share);
    } else {
        (void)snprintf(text, sizeof text, "%s (%.7s)", cut, date);
    }
    ent_figure_data_set_real(data, "FLAG_AT", index,
                             ent_date_decimal(run->scenario->start) + flag->years);
    ent_figure_data_set_text(data, "FLAG_TEXT", index, text, ENT_FIGURE_WHOLE);
}

static ent_err_t put_flags(const ent_run_t *run, ent_figure_data_t *data) {
    flag_t *flags = ent_alloc(run->scenario->event_count, sizeof *flags);
    if (flags == NULL) {
        return ENT_ERR_MEMORY;
    }
    size_t found = find_flags(run, flags), count = found < MOST_FLAGS ? found : MOST_FLAGS;
    ent_figure_data_count(data, "FLAGS", count);
    ent_figure_data_count(data, "MORE_FLAGS", found - count);
    ent_figure_data_array(data, "FLAG_AT", count);
    ent_figure_data_array(data, "FLAG_TEXT", count);
    for (size_t i = 0; i < count; i++) {
        put_flag(run, &flags[i], i, data);
    }
    free(flags);
    return ENT_OK;
}

size_t ent_summary_lines_above(const ent_run_t *run, size_t variable) {
    size_t lines = 1;
    for (size_t i = 0; i < variable; i++) {
        lines += run->gathered->recorded[i] ? run->plan->steps + 1 : 0;
    }
    return lines;
}

static const char *series_title(const ent_run_t *run, ent_variable_kind_t kind, size_t index) {
    return kind == ENT_VAR_HEALTH   ? "health"
           : kind == ENT_VAR_DOMAIN ? run->scenario->domains[index].title
                                    : run->scenario->states[index].title;
}

/* The name of a variable: "STANCE" and "_LINE". */
enum { JOINED_SIZE = 32 };
static const char *join(const char *prefix, const char *end, char name[JOINED_SIZE]) {
    (void)snprintf(name, JOINED_SIZE, "%s%s", prefix, end);
    return name;
}

/* Where the series of a panel are, and their titles: "STANCE" gives STANCE_LINE, STANCE_TITLE. */
static void put_series(const ent_run_t *run, ent_variable_kind_t kind, const char *prefix,
                       ent_figure_data_t *data) {
    const ent_variables_t *variables = &run->plan->variables;
    size_t count = ent_variable_count(run->scenario, kind), next = 0;
    char counts[JOINED_SIZE], line[JOINED_SIZE], title[JOINED_SIZE];
    ent_figure_data_count(data, join(prefix, "S", counts), count);
    ent_figure_data_array(data, join(prefix, "_LINE", line), count);
    ent_figure_data_array(data, join(prefix, "_TITLE", title), count);
    for (size_t i = 0; i < variables->count; i++) {
        if (variables->items[i].kind != kind) {
            continue;
        }
        ent_figure_data_set_count(data, line, next, ent_summary_lines_above(run, i));
        ent_figure_data_set_text(
            data, title, next, series_title(run, kind, variables->items[i].index), FLAG_CHARACTERS);
        next++;
    }
}

static ent_err_t put_heading(const ent_run_t *run, ent_figure_data_t *data) {
    char caption[ENT_CAPTION_SIZE];
    ent_figure_data_text(data, "TITLE", run->scenario->title, ENT_TITLE_CHARACTERS);
    ent_err_t error = ent_run_caption(&run, 1, caption);
    if (error == ENT_OK) {
        ent_figure_data_text(data, "RUN", caption, ENT_FIGURE_WHOLE);
    }
    return error;
}

/* Whether all that the fan chart and the panels show is recorded. */
static bool is_recorded(const ent_run_t *run) {
    static const ent_variable_kind_t drawn[] = {ENT_VAR_HEALTH, ENT_VAR_STANCE, ENT_VAR_PUBLIC,
                                                ENT_VAR_DOMAIN, ENT_VAR_GRIEVANCE};
    const ent_variables_t *variables = &run->plan->variables;
    for (size_t i = 0; i < variables->count; i++) {
        for (size_t k = 0; k < sizeof drawn / sizeof drawn[0]; k++) {
            if (variables->items[i].kind == drawn[k] && !run->gathered->recorded[i]) {
                return false;
            }
        }
    }
    return true;
}

/* The variables the templates of a run read. */
static ent_err_t put_variables(const void *user, const ent_output_t *output,
                               ent_figure_data_t *data) {
    static const struct {
        ent_variable_kind_t kind;
        const char *prefix;
    } series[] = {{ENT_VAR_HEALTH, "HEALTH"},
                  {ENT_VAR_STANCE, "STANCE"},
                  {ENT_VAR_PUBLIC, "PUBLIC"},
                  {ENT_VAR_DOMAIN, "DOMAIN"},
                  {ENT_VAR_GRIEVANCE, "GRIEVANCE"}};
    const figures_t *figures = user;
    const ent_run_t *run = figures->run;
    bool paths = false;
    for (size_t i = 0; i < output->count; i++) {
        paths = paths || strcmp(output->names[i], "paths.csv") == 0;
    }
    ent_err_t error = put_heading(run, data);
    ent_figure_data_real(data, "START", ent_date_decimal(run->scenario->start));
    ent_figure_data_real(data, "YEARS", (double)run->plan->steps * run->plan->step_years);
    ent_figure_data_integer(data, "BANDS", run->members > 1);
    ent_figure_data_integer(data, "MEMBER_PATHS", paths && run->members > 1);
    ent_figure_data_count(data, "STEPS", run->plan->steps);
    for (size_t i = 0; i < sizeof series / sizeof series[0]; i++) {
        put_series(run, series[i].kind, series[i].prefix, data);
    }
    ent_anchors_put(run->scenario, data);
    ent_polls_put(run, figures->with_history, data);
    return error == ENT_OK ? put_flags(run, data) : error;
}

ent_err_t ent_figures_draw(const ent_run_t *run, bool with_history, unsigned formats,
                           ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    bool recorded = is_recorded(run);
    size_t first = recorded ? 0 : FIGURES - POLL_FIGURES;
    size_t end = ent_polls_recorded(run) ? FIGURES : FIGURES - POLL_FIGURES;
    const figures_t figures = {run, with_history};
    const ent_figure_set_t set = {
        .rows = &figure_rows[first], .count = end - first, .put = put_variables, .user = &figures};
    if (!recorded) {
        formats &= ~(unsigned)ENT_FIGURE_DUMB; /* a terminal shows the fan chart or nothing */
    }
    note[0] = '\0';
    ent_err_t error = first < end && formats != 0 ? ent_draw(&set, formats, output, note) : ENT_OK;
    if (error == ENT_OK && note[0] == '\0' && !recorded) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "--record leaves out variables that they show");
    }
    return error;
}

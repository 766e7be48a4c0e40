/* What happened to members: events, shocks, answers and new leaders, as in events.csv. */
#include "base/number.h"
#include "report/page_parts.h"
#include "report/verdict.h"

#include <stdio.h>
#include <string.h>

/* More of them, as an event record has, are in events.csv. */
enum { MOST_ROWS = 60 };

typedef struct {
    const char *kind, *name, *title;
    ent_happened_t what;
    size_t index;
} happening_t;

/* What a row of the table says. */
typedef struct {
    char times[ENT_NUMBER_SIZE], first[ENT_DATE_SIZE], median[ENT_DATE_SIZE];
    const char *members;
} told_t;

static size_t happenings(const ent_scenario_t *scenario) {
    return scenario->event_count + scenario->shock_count + (size_t)2 * ENT_STATES;
}

/* The i-th of them, in the order of events.csv. */
static happening_t happening_at(const ent_scenario_t *scenario, size_t i) {
    if (i < scenario->event_count) {
        const ent_event_t *event = &scenario->events[i];
        return (happening_t){"event", event->name, event->title, ENT_HAPPENED_EVENT, i};
    }
    i -= scenario->event_count;
    if (i < scenario->shock_count) {
        const ent_shock_t *shock = &scenario->shocks[i];
        return (happening_t){"shock", shock->name, shock->title, ENT_HAPPENED_SHOCK, i};
    }
    i -= scenario->shock_count;
    const ent_state_t *state = &scenario->states[i % ENT_STATES];
    bool answer = i < ENT_STATES;
    return (happening_t){answer ? "answer" : "new leader", state->name, state->title,
                         answer ? ENT_HAPPENED_ANSWER : ENT_HAPPENED_SUCCESSION, i % ENT_STATES};
}

static told_t tell(const ent_run_t *run, const happening_t *happening) {
    const ent_tally_t *tally = &run->gathered->tally;
    size_t row = ent_tally_row(run->plan, happening->what, happening->index);
    size_t first = 0, median = 0;
    uint64_t members = 0;
    told_t told = {.first = "–", .median = "–"};
    if (ent_tally_dates(tally, row, &members, &first, &median)) {
        (void)ent_page_date(run->scenario, first, told.first);
        (void)ent_page_date(run->scenario, median, told.median);
    }
    told.members = ent_share_words((double)members / (double)run->members);
    (void)ent_number_plain((double)tally->total[row] / (double)run->members, told.times);
    return told;
}

/* The happening of another scenario that has this one's name; false where there is none. */
static bool find_like(const ent_scenario_t *scenario, const happening_t *wanted,
                      happening_t *found) {
    for (size_t i = 0; i < happenings(scenario); i++) {
        *found = happening_at(scenario, i);
        if (found->what == wanted->what && strcmp(found->name, wanted->name) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the control tells the same of it. */
static bool is_told(const ent_run_t *control, const happening_t *happening, const told_t *told) {
    happening_t like;
    if (!find_like(control->scenario, happening, &like)) {
        return false;
    }
    told_t same = tell(control, &like);
    return strcmp(same.members, told->members) == 0 && strcmp(same.times, told->times) == 0 &&
           strcmp(same.first, told->first) == 0 && strcmp(same.median, told->median) == 0;
}

/* The rows of one scenario's table. */
typedef struct {
    ent_values_t *values;
    json_t *list;
    size_t left_out;
} rows_t;

static void put_row(rows_t *rows, const happening_t *happening, const told_t *told) {
    if (json_array_size(rows->list) == MOST_ROWS) {
        rows->left_out++;
        return;
    }
    json_t *row = ent_put_row(rows->values, rows->list);
    ent_put_text(rows->values, row, "kind", happening->kind);
    ent_put_text(rows->values, row, "event", happening->title);
    ent_put_text(rows->values, row, "members", told->members);
    ent_put_text(rows->values, row, "times", told->times);
    ent_put_text(rows->values, row, "first", told->first);
    ent_put_text(rows->values, row, "median", told->median);
}

/* What the scenario has; of a comparison's others, what is not as under the control. */
static void put_own(rows_t *rows, const ent_run_t *run, const ent_run_t *control) {
    for (size_t i = 0; i < happenings(run->scenario); i++) {
        happening_t happening = happening_at(run->scenario, i);
        told_t told = tell(run, &happening);
        if (run == control || !is_told(control, &happening, &told)) {
            put_row(rows, &happening, &told);
        }
    }
}

/* What the control has, and the scenario has not. */
static void put_gone(rows_t *rows, const ent_run_t *run, const ent_run_t *control) {
    static const told_t gone = {
        .members = "not declared", .times = "–", .first = "–", .median = "–"};
    for (size_t i = 0; i < happenings(control->scenario); i++) {
        happening_t happening = happening_at(control->scenario, i), like;
        if (!find_like(run->scenario, &happening, &like)) {
            put_row(rows, &happening, &gone);
        }
    }
}

void ent_page_put_events(ent_parts_t *parts) {
    const ent_comparison_t *comparison = parts->comparison;
    const ent_run_t *control = &comparison->items[0].run;
    json_t *tables = ent_put_list(&parts->values, parts->values.root, "event_tables");
    for (size_t s = 0; s < comparison->count; s++) {
        const ent_run_t *run = &comparison->items[s].run;
        json_t *table = ent_put_row(&parts->values, tables);
        ent_put_text(&parts->values, table, "name", run->scenario->title);
        ent_put_flag(&parts->values, table, "is_other", s > 0);
        rows_t rows = {.values = &parts->values,
                       .list = ent_put_list(&parts->values, table, "rows")};
        put_own(&rows, run, control);
        put_gone(&rows, run, control);
        ent_put_flag(&parts->values, table, "has_rows", json_array_size(rows.list) > 0);
        ent_put_flag(&parts->values, table, "has_more", rows.left_out > 0);
        ent_put_print(&parts->values, table, "more", "%zu", rows.left_out);
    }
}

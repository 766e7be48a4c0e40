#include "report/flags.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_CHARACTERS = 90 };

/* Shares of members above this are all of them, as they are shown in whole per cent. */
static const double nearly_all = 0.995;

double ent_flag_severity(const ent_event_t *event) {
    double most = 0;
    for (size_t i = 0; i < event->effect_count; i++) {
        const ent_effect_t *effect = &event->effects[i];
        if (effect->type == ENT_EFFECT_SHOCK && effect->severity > most) {
            most = effect->severity;
        }
    }
    return most;
}

static int by_date(const void *a, const void *b) {
    const ent_flag_t *x = a, *y = b;
    int order = (x->at > y->at) - (x->at < y->at);
    return order != 0 ? order : strcmp(x->event->name, y->event->name);
}

static int by_weight(const void *a, const void *b) {
    const ent_flag_t *x = a, *y = b;
    int by_source = (x->event->row != 0) - (y->event->row != 0);
    double p = ent_flag_severity(x->event), q = ent_flag_severity(y->event);
    int by_severity = (p < q) - (p > q);
    return by_severity != 0 ? by_severity : by_source != 0 ? by_source : by_date(a, b);
}

size_t ent_flags_pick(ent_flag_t *flags, size_t count) {
    size_t kept = count < ENT_MOST_FLAGS ? count : ENT_MOST_FLAGS;
    if (count > 0) {
        qsort(flags, count, sizeof *flags, by_weight);
        qsort(flags, kept, sizeof *flags, by_date);
    }
    return kept;
}

/* Where and to whom an event of a run happened; false if it never did. */
static bool find_flag(const ent_run_t *run, size_t index, ent_flag_t *flag) {
    const ent_event_t *event = &run->scenario->events[index];
    double start = ent_date_decimal(run->scenario->start);
    size_t row = ent_tally_row(run->plan, ENT_HAPPENED_EVENT, index), first = 0, median = 0;
    uint64_t members = 0;
    if (!ent_tally_dates(&run->gathered->tally, row, &members, &first, &median)) {
        return false;
    }
    *flag = (ent_flag_t){.event = event,
                         .at = event->timing == ENT_TIMING_AT
                                   ? ent_date_decimal(event->at)
                                   : start + (double)median * run->plan->step_years,
                         .share = (double)members / (double)run->members,
                         .scenarios = 1};
    return true;
}

static bool is_same(const ent_flag_t *a, const ent_flag_t *b) {
    bool dated = a->event->timing == ENT_TIMING_AT || b->event->timing == ENT_TIMING_AT;
    return strcmp(a->event->name, b->event->name) == 0 &&
           strcmp(a->event->title, b->event->title) == 0 && (!dated || a->at == b->at);
}

/* "Title", "Title (40 % of members)", "Title (only in Scenario)", "Title (in 2 of 4 scenarios)". */
static void put_title(const ent_flag_t *flag, size_t index, const char *only, size_t in, size_t of,
                      ent_figure_data_t *data) {
    char title[ENT_FIGURE_CUT_SIZE], scenario[ENT_FIGURE_CUT_SIZE];
    char text[2 * ENT_FIGURE_CUT_SIZE + 64];
    ent_figure_cut(flag->event->title, TITLE_CHARACTERS, title);
    if (of > 1 && in == 1) {
        (void)snprintf(text, sizeof text, "%s (only in %s)", title,
                       ent_figure_cut(only, TITLE_CHARACTERS, scenario));
    } else if (of > 1 && in < of) {
        (void)snprintf(text, sizeof text, "%s (in %zu of %zu scenarios)", title, in, of);
    } else if (of <= 1 && flag->share < nearly_all) {
        double percent = 100 * flag->share;
        (void)snprintf(text, sizeof text, "%s (%s%.0f %% of members)", title,
                       percent < 1 ? "below " : "", percent < 1 ? 1.0 : percent);
    } else {
        (void)snprintf(text, sizeof text, "%s", title);
    }
    ent_figure_data_set_text(data, "FLAG_TITLE", index, text, ENT_FIGURE_WHOLE);
}

static void declare(size_t shown, size_t more, ent_figure_data_t *data) {
    static const char *const arrays[] = {"FLAG_AT", "FLAG_DATE", "FLAG_TITLE"};
    ent_figure_data_count(data, "FLAGS", shown);
    ent_figure_data_count(data, "MORE_FLAGS", more);
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        ent_figure_data_array(data, arrays[i], shown);
    }
}

/* What a flag says but its title: the date is the month, which is all that an axis can show. */
static void put_date(const ent_flag_t *flag, size_t index, ent_figure_data_t *data) {
    char date[ENT_DATE_SIZE], month[sizeof "2026-01"];
    ent_date_format(flag->event->timing == ENT_TIMING_AT ? flag->event->at
                                                         : ent_date_from_decimal(flag->at),
                    false, date);
    ent_figure_data_set_real(data, "FLAG_AT", index, flag->at);
    (void)snprintf(month, sizeof month, "%.7s", date);
    ent_figure_data_set_text(data, "FLAG_DATE", index, month, ENT_FIGURE_WHOLE);
}

/* The flags that matter most, of a run or of all dated shocks. */
static void put_flags(ent_flag_t *flags, size_t count, ent_figure_data_t *data) {
    size_t shown = ent_flags_pick(flags, count);
    declare(shown, count - shown, data);
    for (size_t i = 0; i < shown; i++) {
        put_date(&flags[i], i, data);
        put_title(&flags[i], i, "", 1, 1, data);
    }
}

void ent_flags_put_run(const ent_run_t *run, ent_figure_data_t *data) {
    ent_flag_t *flags = ent_alloc(run->scenario->event_count + 1, sizeof *flags);
    size_t count = 0;
    if (flags == NULL) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
        return;
    }
    for (size_t i = 0; i < run->scenario->event_count; i++) {
        count += find_flag(run, i, &flags[count]);
    }
    put_flags(flags, count, data);
    free(flags);
}

void ent_flags_put_shocks(const ent_scenario_t *scenario, ent_figure_data_t *data) {
    ent_flag_t *flags = ent_alloc(scenario->event_count + 1, sizeof *flags);
    size_t count = 0;
    if (flags == NULL) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
        return;
    }
    for (size_t i = 0; i < scenario->event_count; i++) {
        const ent_event_t *event = &scenario->events[i];
        if (event->timing == ENT_TIMING_AT && ent_flag_severity(event) > 0) {
            flags[count++] = (ent_flag_t){event, ent_date_decimal(event->at), 1, 1};
        }
    }
    put_flags(flags, count, data);
    free(flags);
}

/* Adds the events of a scenario to those of the ones before it; returns how many there are then. */
static size_t add_scenario(const ent_comparison_t *comparison, size_t scenario, ent_flag_t *flags,
                           size_t count) {
    const ent_run_t *run = &comparison->items[scenario].run;
    for (size_t i = 0; i < run->scenario->event_count; i++) {
        ent_flag_t flag;
        size_t k = 0;
        if (!find_flag(run, i, &flag)) {
            continue;
        }
        while (k < count && !is_same(&flags[k], &flag)) {
            k++;
        }
        if (k == count) {
            flags[count] = flag;
            flags[count++].scenarios = 0;
        }
        flags[k].scenarios |= UINT64_C(1) << scenario;
    }
    return count;
}

static void put_compared(const ent_comparison_t *comparison, const ent_flag_t *flag, size_t index,
                         ent_figure_data_t *data) {
    const char *only = "";
    size_t in = 0, n = comparison->count;
    for (size_t s = 0; s < n; s++) {
        bool has = (flag->scenarios >> s & 1) != 0;
        ent_figure_data_set_integer(data, "FLAG_IN", index * n + s, has);
        only = has ? comparison->items[s].run.scenario->title : only;
        in += has;
    }
    put_date(flag, index, data);
    put_title(flag, index, only, in, n, data);
}

void ent_flags_put_comparison(const ent_comparison_t *comparison, ent_figure_data_t *data) {
    size_t most = 1, count = 0;
    for (size_t s = 0; s < comparison->count; s++) {
        most += comparison->items[s].run.scenario->event_count;
    }
    ent_flag_t *flags = ent_alloc(most, sizeof *flags);
    if (flags == NULL) {
        ent_figure_data_fail(data, ENT_ERR_MEMORY);
        return;
    }
    for (size_t s = 0; s < comparison->count; s++) {
        count = add_scenario(comparison, s, flags, count);
    }
    size_t shown = ent_flags_pick(flags, count);
    declare(shown, count - shown, data);
    ent_figure_data_array(data, "FLAG_IN", shown * comparison->count);
    for (size_t i = 0; i < shown; i++) {
        put_compared(comparison, &flags[i], i, data);
    }
    free(flags);
}

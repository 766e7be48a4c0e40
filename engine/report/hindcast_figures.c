#include "report/gnuplot.h"
#include "report/hindcast.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_FLAGS = 12, TITLE_CHARACTERS = 60, FLAG_CHARACTERS = 70 };

/* A shock that is marked in the figure. */
typedef struct {
    const ent_event_t *event;
    double years, severity;
} flag_t;

typedef struct {
    const ent_hindcast_t *hindcast;
    const char *caption;
} figure_t;

static int by_severity(const void *a, const void *b) {
    const flag_t *x = a, *y = b;
    int order = (x->severity < y->severity) - (x->severity > y->severity);
    return order != 0 ? order : (x->years > y->years) - (x->years < y->years);
}

static int by_date(const void *a, const void *b) {
    const flag_t *x = a, *y = b;
    return (x->years > y->years) - (x->years < y->years);
}

/* The most severe shocks of a size that are dated within the run, by date. */
static size_t find_flags(const ent_scenario_t *scenario, flag_t flags[MOST_FLAGS + 1]) {
    size_t count = 0;
    for (size_t i = 0; i < scenario->event_count; i++) {
        const ent_event_t *event = &scenario->events[i];
        for (size_t j = 0; j < event->effect_count; j++) {
            if (event->timing == ENT_TIMING_AT && event->effects[j].type == ENT_EFFECT_SHOCK) {
                flags[count++] =
                    (flag_t){event, ent_date_decimal(event->at), event->effects[j].severity};
                qsort(flags, count, sizeof *flags, by_severity);
                count = count > MOST_FLAGS ? MOST_FLAGS : count;
                break;
            }
        }
    }
    qsort(flags, count, sizeof *flags, by_date);
    return count;
}

static void put_flags(const ent_scenario_t *scenario, FILE *script) {
    flag_t flags[MOST_FLAGS + 1];
    size_t count = find_flags(scenario, flags);
    fprintf(script, "FLAGS = %zu\n", count);
    if (count > 0) {
        fprintf(script, "array FLAG_AT[%zu]\narray FLAG_TEXT[%zu]\n", count, count);
    }
    for (size_t i = 0; i < count; i++) {
        char date[ENT_DATE_SIZE], text[32];
        ent_date_format(flags[i].event->at, false, date);
        (void)snprintf(text, sizeof text, " (%.7s)", date);
        fprintf(script, "FLAG_AT[%zu] = %.6f\nFLAG_TEXT[%zu] = ", i + 1, flags[i].years, i + 1);
        ent_gnuplot_quote(script, flags[i].event->title, FLAG_CHARACTERS);
        fputs(" . ", script);
        ent_gnuplot_quote(script, text, sizeof text);
        fputc('\n', script);
    }
}

/* Polls that were held against a survey within the run. */
static void put_polls(const ent_hindcast_t *hindcast, FILE *script) {
    const ent_scenario_t *scenario = hindcast->scenario;
    size_t shown[ENT_MAX_POLLS], count = 0;
    for (size_t p = 0; p < scenario->poll_count; p++) {
        bool any = false;
        for (size_t i = 0; i < hindcast->wave_count; i++) {
            const ent_hindcast_wave_t *wave = &hindcast->waves[i];
            any = any || (wave->survey->poll == p && wave->inside);
        }
        if (any) {
            shown[count++] = p;
        }
    }
    fprintf(script,
            "POLLS = %zu\narray POLL_NAME[%zu]\narray POLL_TITLE[%zu]\narray "
            "POLL_LINE[%zu]\n",
            count, count + 1, count + 1, count + 1);
    for (size_t k = 0; k < count; k++) {
        const ent_poll_t *poll = &scenario->polls[shown[k]];
        size_t instants = hindcast->models[ENT_MODEL_GIVEN].sampled.instant_count;
        fprintf(script, "POLL_NAME[%zu] = ", k + 1);
        ent_gnuplot_quote(script, poll->name, sizeof poll->name);
        fprintf(script, "\nPOLL_TITLE[%zu] = ", k + 1);
        ent_gnuplot_quote(script, poll->title, TITLE_CHARACTERS);
        fprintf(script, "\nPOLL_LINE[%zu] = %zu\n", k + 1, 1 + shown[k] * instants);
    }
}

/* RMSE of every method, group by group: a NaN where it was not forecast. */
static void put_scores(const ent_hindcast_t *hindcast, FILE *script) {
    ent_hindcast_group_t groups[ENT_MOST_HINDCAST_GROUPS];
    size_t count = ent_hindcast_groups(hindcast, groups), shown = 0;
    for (size_t g = 0; g < count; g++) {
        shown += groups[g].filter.poll == SIZE_MAX;
    }
    fprintf(script, "GROUPS = %zu\narray GROUP_NAME[%zu]\nMETHODS = %d\narray METHOD_TITLE[%d]\n",
            shown, shown + 1, ENT_HINDCAST_METHODS, ENT_HINDCAST_METHODS);
    fprintf(script, "array RMSE[%zu]\narray RMSE_HELD[%zu]\n", ENT_HINDCAST_METHODS * (shown + 1),
            ENT_HINDCAST_METHODS * (shown + 1));
    for (size_t m = 0; m < ENT_HINDCAST_METHODS; m++) {
        fprintf(script, "METHOD_TITLE[%zu] = ", m + 1);
        ent_gnuplot_quote(script, ent_hindcast_method_title(m), TITLE_CHARACTERS);
        fputc('\n', script);
    }
    for (size_t g = 0, k = 0; g < count; g++) {
        if (groups[g].filter.poll != SIZE_MAX) {
            continue;
        }
        fprintf(script, "GROUP_NAME[%zu] = ", k + 1);
        ent_gnuplot_quote(script, groups[g].name, TITLE_CHARACTERS);
        fputc('\n', script);
        for (size_t m = 0; m < ENT_HINDCAST_METHODS; m++) {
            ent_wave_filter_t filter = groups[g].filter;
            double all = ent_hindcast_scores(hindcast, m, &filter).rmse;
            filter.split = ENT_SPLIT_HELD_OUT;
            double held = ent_hindcast_scores(hindcast, m, &filter).rmse;
            size_t at = k * ENT_HINDCAST_METHODS + m + 1;
            fprintf(script, "RMSE[%zu] = %.4f\nRMSE_HELD[%zu] = %.4f\n", at,
                    isfinite(all) ? all : -1, at, isfinite(held) ? held : -1);
        }
        k++;
    }
}

static bool put_variables(const void *user, const ent_output_t *output, FILE *script) {
    const figure_t *figure = user;
    const ent_hindcast_t *hindcast = figure->hindcast;
    const ent_scenario_t *scenario = hindcast->scenario;
    (void)output;
    fputs("TITLE = ", script);
    ent_gnuplot_quote(script, scenario->title, ENT_TITLE_CHARACTERS);
    fputc('\n', script);
    ent_gnuplot_text(script, "RUN", figure->caption);
    fprintf(script, "START = %.6f\nYEARS = %.6f\nSTEPS = %zu\nTRAIN_UNTIL = %.6f\nSCENARIOS = 1\n",
            ent_date_decimal(scenario->start), scenario->years, ent_scenario_steps(scenario),
            scenario->train_until.year != 0 ? ent_date_decimal(scenario->train_until) : 0.0);
    put_polls(hindcast, script);
    put_flags(scenario, script);
    put_scores(hindcast, script);
    return true;
}

ent_err_t ent_hindcast_draw(const ent_hindcast_t *hindcast, const char *caption, unsigned formats,
                            ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    static const ent_figure_row_t rows[] = {{"hindcast", 900, 760}, {"scores", 900, 480}};
    const figure_t figure = {hindcast, caption};
    const ent_figure_set_t set = {
        .rows = rows, .count = sizeof rows / sizeof rows[0], .put = put_variables, .user = &figure};
    return ent_draw(&set, formats, output, note);
}

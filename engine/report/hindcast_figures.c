#include "report/flags.h"
#include "report/hindcast.h"

#include <math.h>

enum { TITLE_CHARACTERS = 60 };

typedef struct {
    const ent_hindcast_t *hindcast;
    const char *caption;
} figure_t;

/* Polls that were held against a survey within the run. */
static void put_polls(const ent_hindcast_t *hindcast, ent_figure_data_t *data) {
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
    size_t instants = hindcast->models[ENT_MODEL_GIVEN].sampled.instant_count;
    ent_figure_data_count(data, "POLLS", count);
    ent_figure_data_array(data, "POLL_NAME", count);
    ent_figure_data_array(data, "POLL_TITLE", count);
    ent_figure_data_array(data, "POLL_LINE", count);
    for (size_t k = 0; k < count; k++) {
        const ent_poll_t *poll = &scenario->polls[shown[k]];
        ent_figure_data_set_text(data, "POLL_NAME", k, poll->name, ENT_FIGURE_WHOLE);
        ent_figure_data_set_text(data, "POLL_TITLE", k, poll->title, TITLE_CHARACTERS);
        ent_figure_data_set_count(data, "POLL_LINE", k, 1 + shown[k] * instants);
    }
}

/* RMSE of every method on the waves of a group: -1 where it was not forecast. */
static void put_group(const ent_hindcast_t *hindcast, const ent_hindcast_group_t *group,
                      size_t index, ent_figure_data_t *data) {
    ent_figure_data_set_text(data, "GROUP_NAME", index, group->name, TITLE_CHARACTERS);
    for (size_t m = 0; m < ENT_HINDCAST_METHODS; m++) {
        ent_wave_filter_t filter = group->filter;
        double all = ent_hindcast_scores(hindcast, m, &filter).rmse;
        filter.split = ENT_SPLIT_HELD_OUT;
        double held = ent_hindcast_scores(hindcast, m, &filter).rmse;
        size_t at = index * ENT_HINDCAST_METHODS + m;
        ent_figure_data_set_real(data, "RMSE", at, isfinite(all) ? all : -1);
        ent_figure_data_set_real(data, "RMSE_HELD", at, isfinite(held) ? held : -1);
    }
}

static void put_scores(const ent_hindcast_t *hindcast, ent_figure_data_t *data) {
    ent_hindcast_group_t groups[ENT_MOST_HINDCAST_GROUPS];
    size_t count = ent_hindcast_groups(hindcast, groups), shown = 0;
    for (size_t g = 0; g < count; g++) {
        shown += groups[g].filter.poll == SIZE_MAX;
    }
    ent_figure_data_count(data, "GROUPS", shown);
    ent_figure_data_integer(data, "METHODS", ENT_HINDCAST_METHODS);
    ent_figure_data_array(data, "GROUP_NAME", shown);
    ent_figure_data_array(data, "METHOD_TITLE", ENT_HINDCAST_METHODS);
    ent_figure_data_array(data, "RMSE", ENT_HINDCAST_METHODS * shown);
    ent_figure_data_array(data, "RMSE_HELD", ENT_HINDCAST_METHODS * shown);
    for (size_t m = 0; m < ENT_HINDCAST_METHODS; m++) {
        ent_figure_data_set_text(data, "METHOD_TITLE", m, ent_hindcast_method_title(m),
                                 TITLE_CHARACTERS);
    }
    for (size_t g = 0, k = 0; g < count; g++) {
        if (groups[g].filter.poll == SIZE_MAX) {
            put_group(hindcast, &groups[g], k++, data);
        }
    }
}

static ent_err_t put_variables(const void *user, const ent_output_t *output,
                               ent_figure_data_t *data) {
    const figure_t *figure = user;
    const ent_hindcast_t *hindcast = figure->hindcast;
    const ent_scenario_t *scenario = hindcast->scenario;
    bool split = scenario->train_until.year != 0;
    (void)output;
    ent_figure_data_text(data, "TITLE", scenario->title, ENT_TITLE_CHARACTERS);
    ent_figure_data_text(data, "RUN", figure->caption, ENT_FIGURE_WHOLE);
    ent_figure_data_real(data, "START", ent_date_decimal(scenario->start));
    ent_figure_data_real(data, "YEARS", scenario->years);
    ent_figure_data_count(data, "STEPS", ent_scenario_steps(scenario));
    ent_figure_data_real(data, "TRAIN_UNTIL", split ? ent_date_decimal(scenario->train_until) : 0);
    ent_figure_data_integer(data, "SCENARIOS", 1);
    put_polls(hindcast, data);
    ent_flags_put_shocks(scenario, data);
    put_scores(hindcast, data);
    return ENT_OK;
}

ent_err_t ent_hindcast_draw(const ent_hindcast_t *hindcast, const char *caption, unsigned formats,
                            ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    /* The templates find their own heights, from polls, groups and methods. */
    static const ent_figure_row_t rows[] = {{"hindcast", 640, 480}, {"scores", 640, 480}};
    const figure_t figure = {hindcast, caption};
    const ent_figure_set_t set = {
        .rows = rows, .count = sizeof rows / sizeof rows[0], .put = put_variables, .user = &figure};
    return ent_draw(&set, formats, output, note);
}

#include "report/run_files.h"
#include "report/switch.h"

#include <math.h>

enum { TITLE_CHARACTERS = 60, FACTOR_CHARACTERS = 160 };

/* How a place is marked in plots/switch.gp, always with its interval. */
enum { MARK_DOT = 1, MARK_FLAT, MARK_TOUCH, MARK_GAP };

static void put_heading(const ent_switch_t *result, ent_figure_data_t *data) {
    char first[ENT_FIGURE_CUT_SIZE], second[ENT_FIGURE_CUT_SIZE];
    char title[2 * ENT_FIGURE_CUT_SIZE + 8], caption[ENT_CAPTION_SIZE];
    ent_figure_data_count(data, "SCENARIOS", ENT_SWITCH_SIDES);
    ent_figure_data_array(data, "SCENARIO_TITLE", ENT_SWITCH_SIDES);
    for (size_t s = 0; s < ENT_SWITCH_SIDES; s++) {
        ent_figure_data_set_text(data, "SCENARIO_TITLE", s, result->runs[s]->scenario->title,
                                 TITLE_CHARACTERS);
    }
    ent_figure_cut(result->runs[0]->scenario->title, TITLE_CHARACTERS, first);
    ent_figure_cut(result->runs[1]->scenario->title, TITLE_CHARACTERS, second);
    (void)snprintf(title, sizeof title, "%s and %s", first, second);
    ent_figure_data_text(data, "TITLE", title, ENT_FIGURE_WHOLE);
    ent_err_t error = ent_run_caption(result->runs, ENT_SWITCH_SIDES, caption);
    if (error == ENT_OK) {
        ent_figure_data_text(data, "RUN", caption, ENT_FIGURE_WHOLE);
    } else {
        ent_figure_data_fail(data, error);
    }
}

static void put_axes(const ent_switch_t *result, ent_figure_data_t *data) {
    const ent_metric_row_t *row = result->metric.row;
    char text[ENT_FIGURE_CUT_SIZE];
    ent_figure_data_integer(data, "METRICS", 1);
    ent_figure_data_array(data, "METRIC_TITLE", 1);
    ent_figure_data_array(data, "METRIC_UNIT", 1);
    ent_figure_data_array(data, "METRIC_BETTER", 1);
    ent_metric_label(&result->metric, text, sizeof text);
    ent_figure_data_set_text(data, "METRIC_TITLE", 0, text, TITLE_CHARACTERS);
    ent_figure_data_set_text(data, "METRIC_UNIT", 0, row->unit, TITLE_CHARACTERS);
    ent_figure_data_set_integer(data, "METRIC_BETTER", 0,
                                row->better == ENT_MORE_IS_BETTER   ? 1
                                : row->better == ENT_LESS_IS_BETTER ? -1
                                                                    : 0);
    ent_figure_data_text(data, "SWITCH_FACTOR", ent_switch_factor(result, text, sizeof text),
                         FACTOR_CHARACTERS);
    ent_figure_data_real(data, "SWITCH_LOW", result->low);
    ent_figure_data_real(data, "SWITCH_HIGH", result->high);
    (void)snprintf(text, sizeof text, "%g %%", 100 * result->level);
    ent_figure_data_text(data, "SWITCH_LEVEL", text, ENT_FIGURE_WHOLE);
}

static int mark_of(ent_crossing_kind_t kind) {
    static const int marks[] = {[ENT_CROSSING_ROOT] = MARK_DOT,
                                [ENT_CROSSING_JUMP] = MARK_DOT,
                                [ENT_CROSSING_FLAT] = MARK_FLAT,
                                [ENT_CROSSING_TOUCH] = MARK_TOUCH,
                                [ENT_CROSSING_GAP] = MARK_GAP};
    return marks[kind];
}

static void put_turns(const ent_switch_t *result, ent_figure_data_t *data) {
    static const char *const reals[] = {"TURN_AT", "TURN_FROM", "TURN_TO", "TURN_LOW", "TURN_HIGH"};
    const ent_crossings_t *crossings = result->crossings;
    ent_figure_data_count(data, "TURNS", crossings->count);
    for (size_t k = 0; k < sizeof reals / sizeof reals[0]; k++) {
        ent_figure_data_array(data, reals[k], crossings->count);
    }
    ent_figure_data_array(data, "TURN_MARK", crossings->count);
    ent_figure_data_array(data, "TURN_RISES", crossings->count);
    ent_figure_data_array(data, "TURN_TEXT", crossings->count);
    for (size_t i = 0; i < crossings->count; i++) {
        const ent_crossing_t *item = &crossings->items[i];
        const double values[] = {item->value, item->from, item->to, item->low, item->high};
        char value[ENT_SWITCH_VALUE_SIZE];
        for (size_t k = 0; k < sizeof reals / sizeof reals[0]; k++) {
            ent_figure_data_set_real(data, reals[k], i, values[k]);
        }
        ent_figure_data_set_integer(data, "TURN_MARK", i, mark_of(item->kind));
        ent_figure_data_set_integer(data, "TURN_RISES", i, item->after > item->before);
        ent_figure_data_set_text(data, "TURN_TEXT", i, ent_switch_value(result, item->value, value),
                                 ENT_FIGURE_WHOLE);
    }
}

static ent_err_t put_variables(const void *user, const ent_output_t *output,
                               ent_figure_data_t *data) {
    const ent_switch_t *result = user;
    (void)output;
    put_heading(result, data);
    put_axes(result, data);
    put_turns(result, data);
    return data->error;
}

ent_err_t ent_switch_draw(const ent_switch_t *result, unsigned formats, ent_output_t *output,
                          char note[ENT_FIGURE_NOTE_SIZE]) {
    static const ent_figure_row_t rows[] = {{"switch", 640, 480}};
    const ent_figure_set_t set = {.rows = rows, .count = 1, .put = put_variables, .user = result};
    note[0] = '\0';
    if (result->crossings->undefined == result->points) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "there is no difference that is defined");
        return ENT_OK;
    }
    return ent_draw(&set, formats, output, note);
}

#include "report/institution_figures.h"

#include "report/figures.h"

#include <math.h>
#include <string.h>

enum { TITLE_CHARACTERS = 60 };

static size_t find_variable(const ent_run_t *run, ent_variable_kind_t kind, size_t index) {
    const ent_variable_t *items = run->plan->variables.items;
    size_t i = 0;
    while (items[i].kind != kind || items[i].index != index) {
        i++;
    }
    return i;
}

static bool is_ever_active(const ent_run_t *run, size_t institution) {
    size_t variable = find_variable(run, ENT_VAR_ACTIVE, institution);
    for (size_t n = 0; n <= run->plan->steps && run->gathered->recorded[variable]; n++) {
        if (ent_distribution_mean(ent_gathered_variable(run->gathered, variable, n)) > 0) {
            return true;
        }
    }
    return false;
}

bool ent_institutions_active(const ent_run_t *run) {
    for (size_t i = 0; i < run->scenario->institution_count; i++) {
        if (is_ever_active(run, i)) {
            return true;
        }
    }
    return false;
}

/* The mean over members of a metric of an institution. */
static double find_mean(const ent_run_t *run, const char *name, size_t institution) {
    for (size_t i = 0; i < run->metrics->count; i++) {
        const ent_metric_t *metric = &run->metrics->items[i];
        if (strcmp(metric->row->name, name) == 0 && metric->index == institution) {
            return ent_distribution_mean(ent_gathered_metric(run->gathered, i));
        }
    }
    return NAN;
}

static void put_institution(const ent_run_t *run, size_t institution, size_t index,
                            ent_figure_data_t *data) {
    const ent_institution_t *entity = &run->scenario->institutions[institution];
    char due[32];
    (void)snprintf(due, sizeof due, "%.3g a year", entity->cadence);
    ent_figure_data_set_text(data, "INSTITUTION_TITLE", index, entity->title, TITLE_CHARACTERS);
    ent_figure_data_set_count(
        data, "ACTIVE_LINE", index,
        ent_summary_lines_above(run, find_variable(run, ENT_VAR_ACTIVE, institution)));
    ent_figure_data_set_count(
        data, "HABIT_LINE", index,
        ent_summary_lines_above(run, find_variable(run, ENT_VAR_HABIT, institution)));
    ent_figure_data_set_real(data, "INSTITUTION_HELD", index,
                             find_mean(run, "meetings_held", institution));
    ent_figure_data_set_text(data, "INSTITUTION_DUE", index, due, ENT_FIGURE_WHOLE);
    ent_figure_data_set_real(data, "INSTITUTION_SUSPENSIONS", index,
                             find_mean(run, "suspensions", institution));
}

void ent_institutions_put(const ent_run_t *run, ent_figure_data_t *data) {
    static const char *const arrays[] = {"INSTITUTION_TITLE", "ACTIVE_LINE",
                                         "HABIT_LINE",        "INSTITUTION_HELD",
                                         "INSTITUTION_DUE",   "INSTITUTION_SUSPENSIONS"};
    size_t count = 0, next = 0;
    for (size_t i = 0; i < run->scenario->institution_count; i++) {
        count += is_ever_active(run, i);
    }
    ent_figure_data_count(data, "INSTITUTIONS", count);
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        ent_figure_data_array(data, arrays[i], count);
    }
    for (size_t i = 0; i < run->scenario->institution_count; i++) {
        if (is_ever_active(run, i)) {
            put_institution(run, i, next++, data);
        }
    }
}

#include "report/figures.h"

#include "report/anchors.h"
#include "report/flags.h"
#include "report/institution_figures.h"
#include "report/poll_figures.h"
#include "report/run_files.h"

#include <stdint.h>
#include <string.h>

enum { TITLE_CHARACTERS = 60 };

typedef struct {
    const ent_run_t *run;
    bool with_history;
} figures_t;

#define KIND(kind) (UINT32_C(1) << (kind))

/* A figure of a run, which finds its own height. */
typedef struct {
    ent_figure_row_t row;
    uint32_t kinds;                         /* of variables that it shows all of, as KIND() */
    bool (*is_there)(const ent_run_t *run); /* whether there is anything to show; NULL: always */
} run_figure_t;

/* The first is the one for terminals. */
static const run_figure_t run_figures[] = {
    {{"health", 640, 480}, KIND(ENT_VAR_HEALTH), NULL},
    {{"panels", 640, 480},
     KIND(ENT_VAR_STANCE) | KIND(ENT_VAR_PUBLIC) | KIND(ENT_VAR_DOMAIN) | KIND(ENT_VAR_GRIEVANCE),
     NULL},
    {{"institutions", 640, 480},
     KIND(ENT_VAR_ACTIVE) | KIND(ENT_VAR_HABIT),
     ent_institutions_active},
    {{"stance", 640, 480}, KIND(ENT_VAR_STANCE) | KIND(ENT_VAR_WEIGHT), NULL},
    {{"cohorts", 640, 480}, KIND(ENT_VAR_COHORT) | KIND(ENT_VAR_PUBLIC), NULL},
    {{"polls", 640, 480}, 0, ent_polls_recorded},
};
enum { FIGURES = sizeof run_figures / sizeof run_figures[0] };

size_t ent_summary_lines_above(const ent_run_t *run, size_t variable) {
    size_t lines = 1;
    for (size_t i = 0; i < variable; i++) {
        lines += run->gathered->recorded[i] ? run->plan->steps + 1 : 0;
    }
    return lines;
}

/* What a series is called; of a cohort its name, in words. */
static const char *series_title(const ent_scenario_t *scenario, const ent_variable_t *variable,
                                char words[ENT_NAME_SIZE]) {
    size_t state = 0, cohort = 0;
    switch (variable->kind) {
    case ENT_VAR_HEALTH:
        return "health";
    case ENT_VAR_DOMAIN:
        return scenario->domains[variable->index].title;
    case ENT_VAR_COHORT:
        ent_cohort_position(scenario, variable->index, &state, &cohort);
        (void)snprintf(words, ENT_NAME_SIZE, "%s", scenario->states[state].cohorts[cohort].name);
        for (char *c = strchr(words, '_'); c != NULL; c = strchr(c, '_')) {
            *c = ' ';
        }
        return words;
    case ENT_VAR_WEIGHT:
        return ent_weight_name((ent_weight_t)(variable->index % ENT_WEIGHTS));
    default:
        return scenario->states[variable->index].title;
    }
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
    char counts[JOINED_SIZE], line[JOINED_SIZE], title[JOINED_SIZE], words[ENT_NAME_SIZE];
    ent_figure_data_count(data, join(prefix, "S", counts), count);
    ent_figure_data_array(data, join(prefix, "_LINE", line), count);
    ent_figure_data_array(data, join(prefix, "_TITLE", title), count);
    for (size_t i = 0; i < variables->count; i++) {
        if (variables->items[i].kind != kind) {
            continue;
        }
        ent_figure_data_set_count(data, line, next, ent_summary_lines_above(run, i));
        ent_figure_data_set_text(data, title, next,
                                 series_title(run->scenario, &variables->items[i], words),
                                 TITLE_CHARACTERS);
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

/* Whether all variables of these kinds are recorded. */
static bool is_recorded(const ent_run_t *run, uint32_t kinds) {
    const ent_variables_t *variables = &run->plan->variables;
    for (size_t i = 0; i < variables->count; i++) {
        if ((kinds & KIND(variables->items[i].kind)) != 0 && !run->gathered->recorded[i]) {
            return false;
        }
    }
    return true;
}

/* How many cohorts each public has: their series stand one public after the other. */
static void put_cohort_counts(const ent_scenario_t *scenario, ent_figure_data_t *data) {
    ent_figure_data_array(data, "COHORT_COUNT", ENT_STATES);
    for (size_t s = 0; s < ENT_STATES; s++) {
        ent_figure_data_set_count(data, "COHORT_COUNT", s, scenario->states[s].cohort_count);
    }
}

/* The variables the templates of a run read. */
static ent_err_t put_variables(const void *user, const ent_output_t *output,
                               ent_figure_data_t *data) {
    static const struct {
        ent_variable_kind_t kind;
        const char *prefix;
    } series[] = {{ENT_VAR_HEALTH, "HEALTH"},       {ENT_VAR_STANCE, "STANCE"},
                  {ENT_VAR_PUBLIC, "PUBLIC"},       {ENT_VAR_DOMAIN, "DOMAIN"},
                  {ENT_VAR_GRIEVANCE, "GRIEVANCE"}, {ENT_VAR_COHORT, "COHORT"},
                  {ENT_VAR_WEIGHT, "WEIGHT"}};
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
    put_cohort_counts(run->scenario, data);
    ent_institutions_put(run, data);
    ent_flags_put_run(run, data);
    ent_polls_put(run, figures->with_history, data);
    return error;
}

ent_err_t ent_figures_draw(const ent_run_t *run, bool with_history, unsigned formats,
                           ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    ent_figure_row_t rows[FIGURES];
    size_t count = 0;
    bool left_out = false;
    for (size_t i = 0; i < FIGURES; i++) {
        bool recorded = is_recorded(run, run_figures[i].kinds);
        left_out = left_out || !recorded;
        if (recorded && (run_figures[i].is_there == NULL || run_figures[i].is_there(run))) {
            rows[count++] = run_figures[i].row;
        }
    }
    if (!is_recorded(run, run_figures[0].kinds)) {
        formats &= ~(unsigned)ENT_FIGURE_DUMB; /* a terminal shows the fan chart or nothing */
    }
    const figures_t figures = {run, with_history};
    const ent_figure_set_t set = {
        .rows = rows, .count = count, .put = put_variables, .user = &figures};
    note[0] = '\0';
    ent_err_t error = count > 0 && formats != 0 ? ent_draw(&set, formats, output, note) : ENT_OK;
    if (error == ENT_OK && note[0] == '\0' && left_out) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "--record leaves out variables that they show");
    }
    return error;
}

#include "api/study.h"

#include "base/memory.h"
#include "base/version.h"
#include "report/tables.h"
#include "scenario/agree.h"
#include "scenario/load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *entente_version(void) {
    return ENT_VERSION;
}

const char *entente_error_text(entente_error_t error) {
    for (int i = 0; i < ENT_ERROR_COUNT; i++) {
        if (ent_err_exit_status((ent_err_t)i) == (int)error) {
            return ent_err_text((ent_err_t)i);
        }
    }
    return ent_err_text(ENT_ERR_BUG);
}

void ent_study_begin(entente_study_t *study) {
    study->message[0] = '\0';
}

ent_err_t ent_study_fail(entente_study_t *study, ent_err_t error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(study->message, sizeof study->message, format, arguments);
    va_end(arguments);
    ent_text_mask(study->message);
    return error;
}

entente_error_t ent_study_end(entente_study_t *study, ent_err_t error) {
    if (error != ENT_OK && study->message[0] == '\0') {
        (void)ent_study_fail(study, error, "%s", ent_err_text(error));
    }
    return (entente_error_t)ent_err_exit_status(error);
}

entente_study_t *entente_study_new(void) {
    return ent_alloc(1, sizeof(entente_study_t));
}

static void free_side(ent_study_side_t *side) {
    if (side == NULL) {
        return;
    }
    free(side->variables);
    free(side->listed_metrics);
    ent_metrics_free(&side->metrics);
    ent_plan_free(&side->plan);
    ent_scenario_free(&side->scenario);
    free(side);
}

void entente_study_free(entente_study_t *study) {
    if (study == NULL) {
        return;
    }
    ent_study_results_free(&study->results);
    for (size_t i = 0; i < study->count; i++) {
        free_side(study->sides[i]);
    }
    free(study->sides);
    free(study->dates);
    free(study);
}

/* ---- Adding a scenario -------------------------------------------------------------------- */

static ent_err_t make_room(entente_study_t *study) {
    const size_t least = 2;
    if (study->count < study->room) {
        return ENT_OK;
    }
    size_t room = study->room > 0 ? study->room * 2 : least;
    ent_study_side_t **sides = ent_alloc(room, sizeof(ent_study_side_t *));
    if (sides == NULL) {
        return ENT_ERR_MEMORY;
    }
    if (study->count > 0) {
        memcpy(sides, study->sides, study->count * sizeof(ent_study_side_t *));
    }
    free(study->sides);
    study->sides = sides;
    study->room = room;
    return ENT_OK;
}

static entente_better_t better_of(ent_better_t better) {
    static const entente_better_t names[] = {[ENT_MORE_IS_BETTER] = ENTENTE_MORE_IS_BETTER,
                                             [ENT_LESS_IS_BETTER] = ENTENTE_LESS_IS_BETTER,
                                             [ENT_NEITHER_IS_BETTER] = ENTENTE_NEITHER_IS_BETTER};
    return names[better];
}

/* What entente_variable_at and entente_metric_at show. */
static ent_err_t list_quantities(ent_study_side_t *side) {
    const ent_variables_t *variables = &side->plan.variables;
    side->variables = ent_alloc(variables->count, sizeof *side->variables);
    side->listed_metrics = ent_alloc(side->metrics.count, sizeof *side->listed_metrics);
    if (side->variables == NULL || side->listed_metrics == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < variables->count; i++) {
        const ent_variable_row_t *row = ent_variable_row(variables->items[i].kind);
        side->variables[i] = (entente_quantity_t){variables->items[i].name, row->title, row->unit,
                                                  ENTENTE_NEITHER_IS_BETTER};
    }
    for (size_t i = 0; i < side->metrics.count; i++) {
        const ent_metric_row_t *row = side->metrics.items[i].row;
        side->listed_metrics[i] = (entente_quantity_t){side->metrics.items[i].name, row->title,
                                                       row->unit, better_of(row->better)};
    }
    return ENT_OK;
}

/* The dates of all instants; scenarios of a study share them. */
static ent_err_t list_dates(entente_study_t *study, const ent_study_side_t *side) {
    size_t count = side->plan.steps + 1;
    if (study->dates != NULL) {
        return ENT_OK;
    }
    study->dates = ent_alloc(count, sizeof *study->dates);
    for (size_t i = 0; i < count && study->dates != NULL; i++) {
        ent_instant_date(&side->scenario, (double)i, study->dates[i]);
    }
    return study->dates != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

static ent_err_t compile(entente_study_t *study, ent_study_side_t *side) {
    ent_err_t error = ENT_OK;
    if (study->count > 0) {
        error = ent_scenario_agree(&study->sides[0]->scenario, &side->scenario, &study->diags);
    }
    if (error == ENT_OK) {
        error = ent_plan_init(&side->plan, &side->scenario);
    }
    if (error == ENT_OK) {
        error = ent_metrics_init(&side->metrics, &side->plan, ENT_FALL_POINTS);
    }
    if (error == ENT_OK) {
        error = list_quantities(side);
    }
    return error == ENT_OK ? list_dates(study, side) : error;
}

static void list_problems(entente_study_t *study) {
    const ent_diags_t *diags = &study->diags;
    study->problem_count = diags->count < ENT_DIAG_KEPT ? diags->count : ENT_DIAG_KEPT;
    for (size_t i = 0; i < study->problem_count; i++) {
        const ent_diag_t *diag = &diags->kept[i];
        study->problems[i] = (entente_problem_t){diag->file, diag->line, diag->key, diag->text,
                                                 diag->level == ENT_SEVERITY_WARNING};
    }
}

/* The first error in one line, and how many more there are. */
static void sum_up(entente_study_t *study, ent_err_t error) {
    size_t first = 0, more = study->diags.errors - 1;
    char others[64] = "";
    while (first + 1 < study->problem_count && study->problems[first].is_warning) {
        first++;
    }
    const entente_problem_t *problem = &study->problems[first];
    if (more > 0) {
        (void)snprintf(others, sizeof others, "; and %zu more problem%s", more,
                       more == 1 ? "" : "s");
    }
    (void)ent_study_fail(study, error, "%s:%d: %s%s%s%s", problem->file, problem->line,
                         problem->key, problem->key[0] != '\0' ? ": " : "", problem->text, others);
}

static ent_err_t check_texts(entente_study_t *study, const char *path, const char *const *overrides,
                             size_t count) {
    if (path == NULL || path[0] == '\0') {
        return ent_study_fail(study, ENT_ERR_USAGE, "found no path, expected a scenario's file");
    }
    for (size_t i = 0; i < count; i++) {
        if (overrides == NULL || overrides[i] == NULL) {
            return ent_study_fail(study, ENT_ERR_USAGE,
                                  "override %zu of %zu is missing, expected a text like KEY=VALUE",
                                  i + 1, count);
        }
    }
    return ENT_OK;
}

static ent_err_t load(entente_study_t *study, const char *path, const char *const *overrides,
                      size_t count, ent_study_side_t *side) {
    ent_err_t error = make_room(study);
    if (error == ENT_OK) {
        error = ent_scenario_load(path, overrides, count, &side->scenario, &study->diags);
    }
    return error == ENT_OK ? compile(study, side) : error;
}

entente_error_t entente_study_add(entente_study_t *study, const char *path,
                                  const char *const *overrides, size_t override_count) {
    ent_study_side_t *side = NULL;
    ent_study_begin(study);
    ent_diags_init(&study->diags);
    study->problem_count = 0;
    ent_err_t error = check_texts(study, path, overrides, override_count);
    if (error == ENT_OK) {
        side = ent_alloc(1, sizeof *side);
        error = side != NULL ? load(study, path, overrides, override_count, side) : ENT_ERR_MEMORY;
        list_problems(study);
    }
    if (error == ENT_OK) {
        study->sides[study->count++] = side;
        return ENTENTE_OK;
    }
    free_side(side);
    if (error != ENT_ERR_MEMORY && study->diags.errors > 0) {
        sum_up(study, error);
    }
    return ent_study_end(study, error);
}

/* ---- What is in a study ------------------------------------------------------------------- */

const char *entente_study_message(const entente_study_t *study) {
    return study->message;
}

size_t entente_study_problem_count(const entente_study_t *study) {
    return study->problem_count;
}

const entente_problem_t *entente_study_problem(const entente_study_t *study, size_t index) {
    return index < study->problem_count ? &study->problems[index] : NULL;
}

size_t entente_study_scenario_count(const entente_study_t *study) {
    return study->count;
}

size_t entente_study_steps(const entente_study_t *study) {
    return study->count > 0 ? study->sides[0]->plan.steps : 0;
}

double entente_study_step_years(const entente_study_t *study) {
    return study->count > 0 ? study->sides[0]->plan.step_years : 0;
}

const char *entente_study_date(const entente_study_t *study, size_t instant) {
    return study->count > 0 && instant <= entente_study_steps(study) ? study->dates[instant] : NULL;
}

const char *entente_scenario_title(const entente_study_t *study, size_t scenario) {
    return scenario < study->count ? study->sides[scenario]->scenario.title : NULL;
}

const char *entente_scenario_question(const entente_study_t *study, size_t scenario) {
    return scenario < study->count ? study->sides[scenario]->scenario.question : NULL;
}

size_t entente_variable_count(const entente_study_t *study, size_t scenario) {
    return scenario < study->count ? study->sides[scenario]->plan.variables.count : 0;
}

const entente_quantity_t *entente_variable_at(const entente_study_t *study, size_t scenario,
                                              size_t index) {
    return index < entente_variable_count(study, scenario)
               ? &study->sides[scenario]->variables[index]
               : NULL;
}

size_t entente_metric_count(const entente_study_t *study, size_t scenario) {
    return scenario < study->count ? study->sides[scenario]->metrics.count : 0;
}

const entente_quantity_t *entente_metric_at(const entente_study_t *study, size_t scenario,
                                            size_t index) {
    return index < entente_metric_count(study, scenario)
               ? &study->sides[scenario]->listed_metrics[index]
               : NULL;
}

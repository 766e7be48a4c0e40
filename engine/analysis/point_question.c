#include "analysis/point.h"

#include "base/memory.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static ent_err_t list_metrics(const ent_scenario_t *scenario, ent_metrics_t *metrics) {
    ent_plan_t plan;
    ent_err_t error = ent_plan_init(&plan, scenario);
    if (error == ENT_OK) {
        error = ent_metrics_init(metrics, &plan, ENT_FALL_POINTS);
        ent_plan_free(&plan);
    }
    return error;
}

static bool is_chosen(const ent_question_t *question, const char *name) {
    for (size_t i = 0; i < question->metric_count; i++) {
        if (strcmp(question->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* What patterns choose from, and which of them have matched something. */
typedef struct {
    ent_metrics_t *lists; /* [scenario] */
    size_t scenario_count;
    char *const *patterns;
    size_t pattern_count;
    bool *matched; /* [pattern] */
} choice_t;

static bool is_wanted(const choice_t *choice, const char *name) {
    bool wanted = false;
    for (size_t i = 0; i < choice->pattern_count; i++) {
        bool matches = fnmatch(choice->patterns[i], name, 0) == 0;
        choice->matched[i] = choice->matched[i] || matches;
        wanted = wanted || matches;
    }
    return wanted;
}

/* Metrics of a row of the table: the control's, then those only others have. */
static void choose_of_row(const choice_t *choice, const ent_metric_row_t *row,
                          ent_question_t *question) {
    for (size_t s = 0; s < choice->scenario_count; s++) {
        for (size_t i = 0; i < choice->lists[s].count; i++) {
            const ent_metric_t *metric = &choice->lists[s].items[i];
            if (metric->row == row && is_wanted(choice, metric->name) &&
                !is_chosen(question, metric->name)) {
                size_t at = question->metric_count++;
                memcpy(question->names[at], metric->name, sizeof metric->name);
                question->better[at] = row->better;
            }
        }
    }
}

static ent_err_t choose(const choice_t *choice, ent_question_t *question) {
    size_t rows = 0, most = 0;
    const ent_metric_row_t *table = ent_metric_rows(&rows);
    for (size_t s = 0; s < choice->scenario_count; s++) {
        most += choice->lists[s].count;
    }
    question->names = ent_alloc(most, sizeof *question->names);
    question->better = ent_alloc(most, sizeof *question->better);
    if (question->names == NULL || question->better == NULL) {
        ent_question_free(question);
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < rows; i++) {
        choose_of_row(choice, &table[i], question);
    }
    return ENT_OK;
}

static size_t find_unmatched(const choice_t *choice) {
    size_t at = 0;
    while (at < choice->pattern_count && choice->matched[at]) {
        at++;
    }
    return at;
}

ent_err_t ent_question_init(ent_question_t *question, const ent_factored_t *const *scenarios,
                            size_t scenario_count, char *const *patterns, size_t pattern_count,
                            size_t *unmatched) {
    choice_t choice = {
        .scenario_count = scenario_count, .patterns = patterns, .pattern_count = pattern_count};
    ent_question_t made = {.scenario_count = scenario_count};
    choice.lists = ent_alloc(scenario_count, sizeof *choice.lists);
    choice.matched = ent_alloc(pattern_count, sizeof *choice.matched);
    ent_err_t error = choice.lists != NULL && choice.matched != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t s = 0; s < scenario_count && error == ENT_OK; s++) {
        error = list_metrics(&scenarios[s]->scenario, &choice.lists[s]);
    }
    if (error == ENT_OK) {
        error = choose(&choice, &made);
    }
    if (error == ENT_OK) {
        *unmatched = find_unmatched(&choice);
        question->scenario_count = made.scenario_count;
        question->metric_count = made.metric_count;
        question->names = made.names;
        question->better = made.better;
    }
    for (size_t s = 0; s < scenario_count && choice.lists != NULL; s++) {
        ent_metrics_free(&choice.lists[s]);
    }
    free(choice.lists);
    free(choice.matched);
    return error;
}

void ent_question_free(ent_question_t *question) {
    free(question->names);
    free(question->better);
    question->names = NULL;
    question->better = NULL;
    question->metric_count = 0;
}

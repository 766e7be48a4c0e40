#include "api/study.h"

#include "base/machine.h"
#include "base/memory.h"
#include "base/number.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>

enum { USUAL_MEMBERS = 1000, MOST_THREADS = 1024, MOST_POINTS = 100 };

void ent_study_results_free(ent_study_results_t *results) {
    ent_ensemble_free(&results->ensemble);
    for (size_t i = 0; i < results->count && results->sides != NULL; i++) {
        ent_counterparts_free(&results->sides[i].counterparts);
        ent_metrics_free(&results->sides[i].metrics);
        free(results->sides[i].record);
    }
    free(results->sides);
    free(results->pairings);
    *results = (ent_study_results_t){0};
}

static ent_err_t check_members(entente_study_t *study, const entente_options_t *options) {
    if (options->members > ENT_MOST_MEMBERS) {
        return ent_study_fail(study, ENT_ERR_USAGE, "members: found %ju, expected at most %ju",
                              (uintmax_t)options->members, (uintmax_t)ENT_MOST_MEMBERS);
    }
    if (options->deterministic && options->members != 1) {
        return ent_study_fail(study, ENT_ERR_USAGE,
                              "members: found %ju, expected 1, of a deterministic run",
                              (uintmax_t)options->members);
    }
    return ENT_OK;
}

/* Puts the usual values where the options have 0, and says what is wrong with them otherwise. */
static ent_err_t complete(entente_study_t *study, entente_options_t *options) {
    char text[ENT_NUMBER_SIZE];
    double falls = options->fall_points;
    options->fall_points = falls > 0 ? falls : ENT_FALL_POINTS;
    if (options->members == 0) {
        options->members = options->deterministic ? 1 : USUAL_MEMBERS;
    }
    if (options->threads > MOST_THREADS) {
        return ent_study_fail(study, ENT_ERR_USAGE, "threads: found %zu, expected at most %d",
                              options->threads, MOST_THREADS);
    }
    if (!(falls >= 0 && falls <= MOST_POINTS)) {
        return ent_study_fail(study, ENT_ERR_USAGE,
                              "fall_points: found %s, expected points above 0, at most %d",
                              isnan(falls) ? "NaN" : ent_number_format(falls, text), MOST_POINTS);
    }
    if (options->record == NULL && options->record_count > 0) {
        return ent_study_fail(study, ENT_ERR_USAGE,
                              "record: found none, expected %zu names or patterns of variables",
                              options->record_count);
    }
    return check_members(study, options);
}

/* Marks the variables like a pattern; false if a scenario has none. */
static bool mark(const ent_variables_t *variables, const char *pattern, bool *record) {
    bool found = false;
    for (size_t i = 0; i < variables->count; i++) {
        if (fnmatch(pattern, variables->items[i].name, 0) == 0) {
            record[i] = true;
            found = true;
        }
    }
    return found;
}

static ent_err_t fail_to_match(entente_study_t *study, const char *pattern) {
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    (void)ent_variables_find(&study->sides[0]->plan.variables, pattern, &nearest);
    return ent_study_fail(study, ENT_ERR_USAGE, "record: \"%s\" is like no variable%s", pattern,
                          ent_nearest_hint(&nearest, hint));
}

/* A pattern must match in one of the scenarios at least. */
static ent_err_t choose_variables(entente_study_t *study, const entente_options_t *options,
                                  ent_study_results_t *results) {
    for (size_t i = 0; i < results->count && options->record != NULL; i++) {
        results->sides[i].record = ent_alloc(study->sides[i]->plan.variables.count, sizeof(bool));
        if (results->sides[i].record == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    for (size_t p = 0; p < options->record_count; p++) {
        const char *pattern = options->record[p] != NULL ? options->record[p] : "";
        bool found = false;
        for (size_t i = 0; i < results->count; i++) {
            found =
                mark(&study->sides[i]->plan.variables, pattern, results->sides[i].record) || found;
        }
        if (!found) {
            return fail_to_match(study, pattern);
        }
    }
    return ENT_OK;
}

/* Metrics of every scenario, and what each has in common with the control. */
static ent_err_t match(const entente_study_t *study, const entente_options_t *options,
                       ent_study_results_t *results) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < results->count && error == ENT_OK; i++) {
        ent_study_run_t *side = &results->sides[i];
        error = ent_metrics_init(&side->metrics, &study->sides[i]->plan, options->fall_points);
        if (error != ENT_OK || i == 0) {
            continue;
        }
        const ent_side_t control = {&study->sides[0]->plan, &results->sides[0].metrics,
                                    results->sides[0].record};
        const ent_side_t other = {&study->sides[i]->plan, &side->metrics, side->record};
        error = ent_counterparts_init(&side->counterparts, &control, &other);
        results->pairings[i] = side->counterparts.pairing;
    }
    return error;
}

/* What the ensemble is asked for, by scenario; the caller's to free. */
typedef struct {
    const ent_plan_t **plans;
    const bool **record;
    ent_metric_set_t *sets;
    ent_ensemble_options_t options;
} request_t;

static void free_request(request_t *request) {
    free(request->plans);
    free(request->record);
    free(request->sets);
}

static ent_err_t make_request(const entente_study_t *study, const entente_options_t *options,
                              const ent_study_results_t *results, request_t *request) {
    request->plans = ent_alloc(results->count, sizeof *request->plans);
    request->record = ent_alloc(results->count, sizeof *request->record);
    request->sets = ent_alloc(results->count, sizeof *request->sets);
    if (request->plans == NULL || request->record == NULL || request->sets == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < results->count; i++) {
        request->plans[i] = &study->sides[i]->plan;
        request->record[i] = results->sides[i].record;
        request->sets[i] = ent_metrics_set(&results->sides[i].metrics);
    }
    request->options =
        (ent_ensemble_options_t){.members = options->members,
                                 .seed = options->seed,
                                 .deterministic = options->deterministic,
                                 .isa = ent_isa_best(),
                                 .record = request->record,
                                 .metrics = request->sets,
                                 .pairings = results->count > 1 ? results->pairings : NULL,
                                 .threads = options->threads,
                                 .stop = options->stop,
                                 .progress = options->progress,
                                 .user = options->user};
    return ENT_OK;
}

/* What would not fit is told before work begins. */
static ent_err_t simulate(entente_study_t *study, const request_t *request,
                          ent_study_results_t *results) {
    const double mega = 1e6;
    size_t bytes = ent_ensemble_bytes(request->plans, results->count, &request->options);
    size_t limit = ent_memory_limit();
    if (bytes > limit) {
        return ent_study_fail(study, ENT_ERR_MEMORY,
                              "this would take %.0f MB of memory, and there is %.0f MB: use fewer "
                              "threads, or record fewer variables",
                              (double)bytes / mega, (double)limit / mega);
    }
    return ent_ensemble_run(request->plans, results->count, &request->options, &results->ensemble);
}

static ent_err_t run(entente_study_t *study, const entente_options_t *options,
                     ent_study_results_t *results) {
    request_t request = {0};
    results->sides = ent_alloc(study->count, sizeof *results->sides);
    results->pairings = ent_alloc(study->count, sizeof *results->pairings);
    if (results->sides == NULL || results->pairings == NULL) {
        return ENT_ERR_MEMORY;
    }
    results->count = study->count;
    ent_err_t error = choose_variables(study, options, results);
    if (error == ENT_OK) {
        error = match(study, options, results);
    }
    if (error == ENT_OK) {
        error = make_request(study, options, results, &request);
    }
    if (error == ENT_OK) {
        error = simulate(study, &request, results);
    }
    free_request(&request);
    return error;
}

entente_error_t entente_study_run(entente_study_t *study, const entente_options_t *options) {
    static const entente_options_t usual = ENTENTE_DEFAULTS;
    entente_options_t completed = options != NULL ? *options : usual;
    ent_study_results_t results = {0};
    ent_err_t error = ENT_OK;
    ent_study_begin(study);
    if (study->count == 0) {
        error = ent_study_fail(study, ENT_ERR_USAGE, "the study has no scenario to run");
    }
    if (error == ENT_OK) {
        error = complete(study, &completed);
    }
    if (error == ENT_OK) {
        error = run(study, &completed, &results);
    }
    ent_study_results_free(error == ENT_OK ? &study->results : &results);
    if (error == ENT_OK) {
        study->results = results;
    }
    return ent_study_end(study, error);
}

#include "api/study.h"

#include "analysis/gain.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* What a caller asks for. */
typedef struct {
    entente_study_t *study;
    size_t scenario;
    const char *name;
} question_t;

/* Every call begins so; a name that is missing is none. */
static question_t ask(entente_study_t *study, size_t scenario, const char *name) {
    ent_study_begin(study);
    return (question_t){study, scenario, name != NULL ? name : ""};
}

static ent_err_t check_scenario(const question_t *question) {
    entente_study_t *study = question->study;
    if (question->scenario >= study->count) {
        return ent_study_fail(study, ENT_ERR_USAGE,
                              "found scenario %zu, expected one of the study's %zu, from 0",
                              question->scenario, study->count);
    }
    if (question->scenario >= study->results.count) {
        return ent_study_fail(study, ENT_ERR_USAGE, "scenario %zu has not been run",
                              question->scenario);
    }
    return ENT_OK;
}

static ent_err_t check_instant(entente_study_t *study, size_t instant) {
    size_t steps = entente_study_steps(study);
    return instant <= steps
               ? ENT_OK
               : ent_study_fail(study, ENT_ERR_USAGE, "found instant %zu, expected at most %zu",
                                instant, steps);
}

static ent_err_t check_probability(entente_study_t *study, double probability) {
    char text[ENT_NUMBER_SIZE];
    if (probability >= 0 && probability <= 1) {
        return ENT_OK;
    }
    return ent_study_fail(study, ENT_ERR_USAGE,
                          "probability: found %s, expected a number from 0 to 1",
                          isnan(probability) ? "NaN" : ent_number_format(probability, text));
}

static ent_err_t fail_unknown(const question_t *question, const char *what,
                              const ent_nearest_t *nearest) {
    char hint[ENT_HINT_SIZE];
    return ent_study_fail(question->study, ENT_ERR_USAGE, "\"%s\" is no %s of scenario %zu%s",
                          question->name, what, question->scenario,
                          ent_nearest_hint(nearest, hint));
}

/* Where a metric of that name stands in the scenario's table. */
static ent_err_t find_metric(const question_t *question, size_t *at) {
    ent_nearest_t nearest;
    ent_err_t error = check_scenario(question);
    if (error != ENT_OK) {
        return error;
    }
    const ent_metrics_t *metrics = &question->study->results.sides[question->scenario].metrics;
    ent_nearest_init(&nearest, question->name);
    for (size_t i = 0; i < metrics->count; i++) {
        if (strcmp(metrics->items[i].name, question->name) == 0) {
            *at = i;
            return ENT_OK;
        }
        ent_nearest_offer(&nearest, metrics->items[i].name);
    }
    return fail_unknown(question, "metric", &nearest);
}

/* Where a recorded variable of that name stands. */
static ent_err_t find_variable(const question_t *question, size_t instant, size_t *at) {
    entente_study_t *study = question->study;
    ent_nearest_t nearest;
    ent_err_t error = check_scenario(question);
    if (error == ENT_OK) {
        error = check_instant(study, instant);
    }
    if (error != ENT_OK) {
        return error;
    }
    const ent_variables_t *variables = &study->sides[question->scenario]->plan.variables;
    const ent_variable_t *found = ent_variables_find(variables, question->name, &nearest);
    if (found == NULL) {
        return fail_unknown(question, "variable", &nearest);
    }
    *at = (size_t)(found - variables->items);
    if (!study->results.ensemble.plans[question->scenario].recorded[*at]) {
        return ent_study_fail(study, ENT_ERR_USAGE,
                              "\"%s\" was not recorded: the options name others", question->name);
    }
    return ENT_OK;
}

static double or_nan(double value) {
    return isfinite(value) ? value : NAN;
}

static entente_summary_t summarise(ent_distribution_t distribution) {
    const ent_moments_t *moments = distribution.moments;
    double sd = ent_distribution_sd(distribution);
    return (entente_summary_t){.members = moments->count,
                               .mean = ent_distribution_mean(distribution),
                               .sd = sd,
                               .standard_error = sd / sqrt((double)moments->count),
                               .least = or_nan(moments->least),
                               .greatest = or_nan(moments->greatest)};
}

/* ---- Variables and metrics ------------------------------------------------------------------ */

entente_error_t entente_variable(entente_study_t *study, size_t scenario, const char *name,
                                 size_t instant, entente_summary_t *summary) {
    const question_t question = ask(study, scenario, name);
    size_t at = 0;
    ent_err_t error = find_variable(&question, instant, &at);
    if (error == ENT_OK) {
        const ent_gathered_t *gathered = &study->results.ensemble.plans[scenario];
        *summary = summarise(ent_gathered_variable(gathered, at, instant));
    }
    return ent_study_end(study, error);
}

entente_error_t entente_variable_quantile(entente_study_t *study, size_t scenario, const char *name,
                                          size_t instant, double probability, double *quantile) {
    const question_t question = ask(study, scenario, name);
    size_t at = 0;
    ent_err_t error = find_variable(&question, instant, &at);
    if (error == ENT_OK) {
        error = check_probability(study, probability);
    }
    if (error == ENT_OK) {
        const ent_gathered_t *gathered = &study->results.ensemble.plans[scenario];
        *quantile =
            ent_distribution_quantile(ent_gathered_variable(gathered, at, instant), probability);
    }
    return ent_study_end(study, error);
}

entente_error_t entente_metric(entente_study_t *study, size_t scenario, const char *name,
                               entente_summary_t *summary) {
    const question_t question = ask(study, scenario, name);
    size_t at = 0;
    ent_err_t error = find_metric(&question, &at);
    if (error == ENT_OK) {
        const ent_gathered_t *gathered = &study->results.ensemble.plans[scenario];
        *summary = summarise(ent_gathered_metric(gathered, at));
        summary->undefined = gathered->metric_undefined[at];
        summary->censored = gathered->metric_censored[at];
    }
    return ent_study_end(study, error);
}

entente_error_t entente_metric_quantile(entente_study_t *study, size_t scenario, const char *name,
                                        double probability, double *quantile) {
    const question_t question = ask(study, scenario, name);
    size_t at = 0;
    ent_err_t error = find_metric(&question, &at);
    if (error == ENT_OK) {
        error = check_probability(study, probability);
    }
    if (error == ENT_OK) {
        const ent_gathered_t *gathered = &study->results.ensemble.plans[scenario];
        *quantile = ent_distribution_quantile(ent_gathered_metric(gathered, at), probability);
    }
    return ent_study_end(study, error);
}

/* ---- Paired differences --------------------------------------------------------------------- */

static ent_err_t check_other(const question_t *question) {
    ent_err_t error = check_scenario(question);
    if (error == ENT_OK && question->scenario == 0) {
        error = ent_study_fail(question->study, ENT_ERR_USAGE,
                               "scenario 0 is the control, from which others differ");
    }
    return error;
}

static ent_err_t fail_unpaired(const question_t *question) {
    return ent_study_fail(question->study, ENT_ERR_USAGE,
                          "\"%s\" has nothing in the control to be paired with", question->name);
}

/* Which of the metrics that scenario and control share has that name. */
static ent_err_t find_metric_pair(const question_t *question, size_t *pair) {
    size_t at = 0;
    ent_err_t error = check_other(question);
    if (error == ENT_OK) {
        error = find_metric(question, &at);
    }
    if (error != ENT_OK) {
        return error;
    }
    const ent_study_run_t *side = &question->study->results.sides[question->scenario];
    for (size_t i = 0; i < side->counterparts.pairing.metric_count; i++) {
        if (side->counterparts.metrics[i].other == at) {
            *pair = i;
            return ENT_OK;
        }
    }
    return fail_unpaired(question);
}

/* Which row of differences has that name: also of what the scenario lacks, and the control has. */
static ent_err_t find_row(const question_t *question, size_t instant, size_t *row) {
    size_t at = 0;
    ent_err_t error = check_other(question);
    if (error == ENT_OK) {
        error = check_instant(question->study, instant);
    }
    if (error != ENT_OK) {
        return error;
    }
    const ent_study_run_t *side = &question->study->results.sides[question->scenario];
    for (size_t i = 0; i < side->counterparts.pairing.row_count; i++) {
        if (strcmp(side->counterparts.names[i], question->name) == 0) {
            *row = i;
            return ENT_OK;
        }
    }
    error = find_variable(question, instant, &at);
    return error == ENT_OK ? fail_unpaired(question) : error;
}

entente_error_t entente_metric_difference(entente_study_t *study, size_t scenario, const char *name,
                                          entente_difference_t *difference) {
    const question_t question = ask(study, scenario, name);
    size_t pair = 0;
    ent_err_t error = find_metric_pair(&question, &pair);
    if (error == ENT_OK) {
        ent_gain_t gain = ent_gain(&study->results.ensemble, scenario, pair, ENT_MORE_IS_BETTER);
        *difference = (entente_difference_t){.pairs = gain.pairs,
                                             .mean = gain.paired.mean,
                                             .sd = gain.sd,
                                             .standard_error = gain.paired.standard_error,
                                             .low = gain.paired.low,
                                             .high = gain.paired.high,
                                             .more = gain.better,
                                             .same = gain.equal,
                                             .less = gain.worse};
    }
    return ent_study_end(study, error);
}

entente_error_t entente_variable_difference(entente_study_t *study, size_t scenario,
                                            const char *name, size_t instant,
                                            entente_difference_t *difference) {
    const question_t question = ask(study, scenario, name);
    size_t row = 0;
    ent_err_t error = find_row(&question, instant, &row);
    if (error == ENT_OK) {
        const ent_contrast_t *contrast = &study->results.ensemble.contrasts[scenario];
        ent_distribution_t distribution = ent_contrast_row(contrast, row, instant);
        uint64_t pairs = distribution.moments->count;
        double sd = ent_distribution_sd(distribution);
        ent_estimate_t estimate =
            ent_estimate(ent_distribution_mean(distribution), sd, (double)pairs);
        *difference = (entente_difference_t){.pairs = pairs,
                                             .mean = estimate.mean,
                                             .sd = sd,
                                             .standard_error = estimate.standard_error,
                                             .low = estimate.low,
                                             .high = estimate.high,
                                             .more = NAN,
                                             .same = NAN,
                                             .less = NAN};
    }
    return ent_study_end(study, error);
}

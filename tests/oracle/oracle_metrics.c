/* The table of metrics, and those of states and institutions. */
#include "oracle_metrics.h"

#include <stdio.h>

typedef enum scope { SCOPE_DYAD, SCOPE_STATE, SCOPE_INSTITUTION } scope_t;

struct oracle_metric {
    char name[2 * ORACLE_NAME_SIZE];
    formula_t *formula;
    size_t index;
};

static answer_t meetings_held(const oracle_t *oracle, const double *path, size_t index) {
    (void)path;
    const institution_t *institution = &oracle->institutions[index];
    return institution->tally.due == 0
               ? undefined()
               : defined((double)institution->tally.held / (double)institution->tally.due);
}

static answer_t longest_gap(const oracle_t *oracle, const double *path, size_t index) {
    (void)path;
    const institution_t *institution = &oracle->institutions[index];
    size_t longest = institution->tally.longest_gap;
    if (!institution->tally.existed) {
        return undefined();
    }
    if (institution->tally.exists && oracle->steps - institution->tally.gap_from > longest) {
        longest = oracle->steps - institution->tally.gap_from;
    }
    return defined((double)longest * oracle->step_years);
}

static answer_t years_active(const oracle_t *oracle, const double *path, size_t index) {
    double count = 0.0;
    for (size_t n = 0; n < oracle->steps; n++) {
        count += at(oracle, path, n, VARIABLE_ACTIVE, index);
    }
    return defined(count * oracle->step_years);
}

static answer_t suspensions(const oracle_t *oracle, const double *path, size_t index) {
    (void)path;
    return defined((double)oracle->institutions[index].tally.suspensions);
}

/* The mean over all records of one variable. */
static answer_t mean_of(const oracle_t *oracle, const double *path, variable_kind_t kind,
                        size_t index) {
    double sum = 0.0;
    for (size_t n = 0; n <= oracle->steps; n++) {
        sum += at(oracle, path, n, kind, index);
    }
    return defined(sum / (double)(oracle->steps + 1));
}

static answer_t grievance_mean(const oracle_t *oracle, const double *path, size_t index) {
    return mean_of(oracle, path, VARIABLE_GRIEVANCE, index);
}

static answer_t leader_share(const oracle_t *oracle, const double *path, size_t index) {
    return mean_of(oracle, path, VARIABLE_WEIGHT, index * ORACLE_WEIGHTS);
}

static answer_t legitimacy_gap(const oracle_t *oracle, const double *path, size_t index) {
    double sum = 0.0;
    for (size_t n = 0; n <= oracle->steps; n++) {
        sum += oracle_positive(at(oracle, path, n, VARIABLE_STANCE, index) -
                               at(oracle, path, n, VARIABLE_PUBLIC, index));
    }
    return defined(sum / (double)(oracle->steps + 1));
}

static answer_t autonomy_cost(const oracle_t *oracle, const double *path, size_t index) {
    (void)path;
    return defined(oracle->states[index].tally.autonomy_sum / (double)oracle->steps);
}

static answer_t readiness(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    double sum = 0.0;
    if (oracle->crisis == oracle->domain_count) {
        return undefined();
    }
    for (size_t n = 0; n <= oracle->steps; n++) {
        sum += at(oracle, path, n, VARIABLE_DOMAIN, oracle->crisis) *
               at(oracle, path, n, VARIABLE_RELIANCE, oracle->crisis);
    }
    return defined(sum / (double)(oracle->steps + 1));
}

static answer_t saturation(const oracle_t *oracle, const double *path, size_t index) {
    (void)index;
    size_t pairs = 0;
    size_t clamped = 0;
    for (size_t v = 0; v < oracle->variable_count; v++) {
        const variable_kind_t kind = oracle->variables[v].kind;
        const bool unit = kind == VARIABLE_DRIVER || kind == VARIABLE_APPROVAL;
        const bool signed_one = kind == VARIABLE_LEADER || kind == VARIABLE_STANCE ||
                                kind == VARIABLE_COHORT || kind == VARIABLE_DOMAIN;
        if (!unit && !signed_one) {
            continue;
        }
        for (size_t n = 0; n <= oracle->steps; n++) {
            const double value = path[n * oracle->variable_count + v];
            clamped += value >= 1.0 || value <= (unit ? 0.0 : -1.0);
            pairs++;
        }
    }
    return defined((double)clamped / (double)pairs);
}

static const struct {
    const char *name;
    scope_t scope;
    formula_t *formula;
} METRICS[] = {
    {"health_mean", SCOPE_DYAD, oracle_health_mean},
    {"health_sd", SCOPE_DYAD, oracle_health_sd},
    {"health_min", SCOPE_DYAD, oracle_health_min},
    {"health_end", SCOPE_DYAD, oracle_health_end},
    {"max_drawdown", SCOPE_DYAD, oracle_max_drawdown},
    {"years_strained", SCOPE_DYAD, oracle_years_strained},
    {"rupture", SCOPE_DYAD, oracle_rupture},
    {"swings_per_decade", SCOPE_DYAD, oracle_swings_per_decade},
    {"recovery_years", SCOPE_DYAD, oracle_recovery_years},
    {"transition_cost", SCOPE_STATE, oracle_transition_cost},
    {"meetings_held", SCOPE_INSTITUTION, meetings_held},
    {"longest_gap", SCOPE_INSTITUTION, longest_gap},
    {"years_active", SCOPE_INSTITUTION, years_active},
    {"suspensions", SCOPE_INSTITUTION, suspensions},
    {"grievance_mean", SCOPE_STATE, grievance_mean},
    {"legitimacy_gap", SCOPE_STATE, legitimacy_gap},
    {"autonomy_cost", SCOPE_STATE, autonomy_cost},
    {"leader_share", SCOPE_STATE, leader_share},
    {"readiness", SCOPE_DYAD, readiness},
    {"saturation", SCOPE_DYAD, saturation},
};

enum { METRIC_ROWS = sizeof METRICS / sizeof *METRICS };

static void list_row(oracle_t *oracle, size_t row) {
    const scope_t scope = METRICS[row].scope;
    const size_t count = scope == SCOPE_DYAD    ? 1
                         : scope == SCOPE_STATE ? ORACLE_STATES
                                                : oracle->institution_count;
    for (size_t i = 0; i < count; i++) {
        struct oracle_metric *metric = &oracle->metrics[oracle->metric_count++];
        metric->formula = METRICS[row].formula;
        metric->index = i;
        snprintf(metric->name, sizeof metric->name, "%s%s%s", METRICS[row].name,
                 scope == SCOPE_DYAD ? "" : ".",
                 scope == SCOPE_DYAD    ? ""
                 : scope == SCOPE_STATE ? oracle->states[i].name
                                        : oracle->institutions[i].name);
    }
}

int oracle_list_metrics(oracle_t *oracle) {
    const size_t most = METRIC_ROWS * (1 + ORACLE_STATES + oracle->institution_count);
    oracle->metrics = oracle_take(oracle, most, sizeof *oracle->metrics);
    oracle->metric_values = oracle_take(oracle, most, sizeof *oracle->metric_values);
    oracle->metric_states = oracle_take(oracle, most, sizeof *oracle->metric_states);
    oracle->falls = oracle_take(oracle, oracle->steps + 1, sizeof *oracle->falls);
    oracle->scratch = oracle_take(oracle, oracle->steps + 1, sizeof *oracle->scratch);
    if (oracle->metrics == NULL || oracle->metric_values == NULL || oracle->metric_states == NULL ||
        oracle->falls == NULL || oracle->scratch == NULL) {
        return 1;
    }
    for (size_t row = 0; row < METRIC_ROWS; row++) {
        list_row(oracle, row);
    }
    return 0;
}

void oracle_compute_metrics(oracle_t *oracle, const double *path) {
    oracle_find_falls(oracle, path);
    for (size_t m = 0; m < oracle->metric_count; m++) {
        const answer_t answer = oracle->metrics[m].formula(oracle, path, oracle->metrics[m].index);
        oracle->metric_values[m] = answer.value;
        oracle->metric_states[m] = answer.state;
    }
}

size_t oracle_metrics(const oracle_t *oracle) {
    return oracle->metric_count;
}

const char *oracle_metric_name(const oracle_t *oracle, size_t metric) {
    return oracle->metrics[metric].name;
}

void oracle_metric_values(const oracle_t *oracle, double *values, unsigned char *state) {
    for (size_t m = 0; m < oracle->metric_count; m++) {
        values[m] = oracle->metric_values[m];
        state[m] = oracle->metric_states[m];
    }
}

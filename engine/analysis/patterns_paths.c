/* What the paths of both publics look like, as surveys find them: P5, P6, P7, P13. */
#include "analysis/pattern_tests.h"
#include "analysis/statistics.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- Annual surveys -------------------------------------------------------------------------- */

/* The ten changes of the evidence take eleven surveys. */
enum { SURVEYS = 11 };

static size_t instants_a_year(const ent_trials_t *trials) {
    return (size_t)(1 / trials->gap_years + 0.5);
}

size_t ent_surveys_possible(const ent_trials_t *trials, size_t *first) {
    *first = ent_trials_instant(trials, trials->probe_years);
    return *first == ENT_NO_INSTANT ? 0
                                    : (trials->instants - 1 - *first) / instants_a_year(trials) + 1;
}

ent_err_t ent_surveys_take(const ent_trials_t *trials, size_t poll, size_t first, size_t count,
                           ent_surveys_t *surveys) {
    size_t cells = 0, year = instants_a_year(trials);
    double *column = ent_alloc(trials->members, sizeof *column);
    bool whole = ent_multiply(trials->members, count, &cells);
    surveys->count = count;
    surveys->percent = whole ? ent_alloc(cells, sizeof *surveys->percent) : NULL;
    ent_err_t error = column != NULL && surveys->percent != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t j = 0; j < count && error == ENT_OK; j++) {
        ent_trials_survey(trials, poll, first + j * year, column);
        for (size_t m = 0; m < trials->members; m++) {
            surveys->percent[m * count + j] = column[m];
        }
    }
    free(column);
    return error;
}

/* Turns levels into changes from one survey to the next, in place. */
static void take_differences(const ent_trials_t *trials, ent_surveys_t *surveys) {
    size_t count = surveys->count;
    for (size_t m = 0; m < trials->members; m++) {
        const double *levels = surveys->percent + m * count;
        double *changes = surveys->percent + m * (count - 1); /* never ahead of what is read */
        for (size_t j = 0; j + 1 < count; j++) {
            changes[j] = levels[j + 1] - levels[j];
        }
    }
    surveys->count = count - 1;
}

static bool has_surveys(const ent_trials_t *trials, ent_finding_t *finding) {
    size_t first = 0, possible = ent_surveys_possible(trials, &first);
    if (possible < SURVEYS) {
        ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                            "the run has %zu annual surveys after its first two years, and "
                            "ten changes need %d",
                            possible, SURVEYS);
    }
    return possible >= SURVEYS;
}

static bool has_both(const ent_trials_t *trials, ent_finding_t *finding, const size_t *polls,
                     const char *what) {
    return ent_finding_has_poll(trials, finding, polls, 0, what) &&
           ent_finding_has_poll(trials, finding, polls, 1, what);
}

/* The same surveys of both states' polls. */
static ent_err_t take_both(const ent_trials_t *trials, const size_t *polls, size_t first,
                           size_t count, ent_surveys_t both[ENT_STATES]) {
    ent_err_t error = ent_surveys_take(trials, polls[0], first, count, &both[0]);
    return error == ENT_OK ? ent_surveys_take(trials, polls[1], first, count, &both[1]) : error;
}

static void free_both(ent_surveys_t both[ENT_STATES]) {
    free(both[0].percent);
    free(both[1].percent);
}

/* The median over members of the correlation of both. */
static ent_err_t add_correlation(const ent_trials_t *trials, const ent_surveys_t *both, double low,
                                 double high, const char *name, ent_finding_t *finding) {
    double *r = ent_alloc(trials->members, sizeof *r);
    if (r == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t m = 0; m < trials->members; m++) {
        size_t at = m * both[0].count;
        r[m] = ent_correlation_of(both[0].percent + at, both[1].percent + at, both[0].count);
    }
    ent_err_t error = ent_finding_add_median(finding, r, trials->members, low, high, "%s", name);
    free(r);
    return error;
}

/* ---- P5 -------------------------------------------------------------------------------------- */

ent_err_t ent_pattern_unlike(const ent_trials_t *trials, ent_finding_t *finding) {
    size_t first = 0;
    if (!has_both(trials, finding, trials->affinity, "affinity") || !has_surveys(trials, finding)) {
        return ENT_OK;
    }
    (void)ent_surveys_possible(trials, &first);
    if (trials->recorded) {
        first = ent_trials_month(trials, 2013, 10);
        if (first == ENT_NO_INSTANT || ent_trials_month(trials, 2023, 10) == ENT_NO_INSTANT) {
            return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                       "the record's run does not cover 2013-10 to 2023-10");
        }
    }
    ent_surveys_t both[ENT_STATES] = {{0}};
    ent_err_t error = take_both(trials, trials->affinity, first, SURVEYS, both);
    if (error == ENT_OK) {
        take_differences(trials, &both[0]);
        take_differences(trials, &both[1]);
        error = add_correlation(trials, both, -0.5, 0.4,
                                "correlation of annual changes of affinity", finding);
    }
    for (size_t i = 0; i < finding->count; i++) {
        finding->quantities[i].loose_low = -0.5;
        finding->quantities[i].loose_high = 0.6;
    }
    free_both(both);
    return error;
}

/* ---- P6 -------------------------------------------------------------------------------------- */

/* How much more "relations are good" changes than affinity in the break of P1. */
static ent_err_t add_break_ratio(const ent_trials_t *trials, ent_finding_t *finding) {
    const size_t polls[] = {trials->relations[trials->japan], trials->affinity[trials->japan]};
    double medians[] = {NAN, NAN};
    double *changes = ent_alloc(trials->members, sizeof *changes);
    ent_err_t error = changes != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < 2 && error == ENT_OK; i++) {
        error = ent_break_changes(trials, polls[i], changes);
        if (error == ENT_OK) {
            error = ent_median_of(changes, trials->members, &medians[i]);
        }
    }
    free(changes);
    if (error == ENT_OK) {
        ent_finding_add(finding, fabs(medians[0] / medians[1]), 2, INFINITY,
                        "change of relations over that of affinity in the break, JPN");
    }
    return error;
}

ent_err_t ent_pattern_alike(const ent_trials_t *trials, ent_finding_t *finding) {
    size_t first = 0;
    if (!has_both(trials, finding, trials->relations, "relations") ||
        !ent_finding_has_poll(trials, finding, trials->affinity, trials->japan, "affinity") ||
        !has_surveys(trials, finding) || !ent_break_possible(trials, finding)) {
        return ENT_OK;
    }
    size_t count = ent_surveys_possible(trials, &first);
    ent_surveys_t both[ENT_STATES] = {{0}};
    ent_err_t error = take_both(trials, trials->relations, first, count, both);
    if (error == ENT_OK) {
        error =
            add_correlation(trials, both, 0.6, 1, "correlation of levels of relations", finding);
    }
    if (error == ENT_OK) {
        error = add_break_ratio(trials, finding);
    }
    free_both(both);
    return error;
}

/* ---- P7 -------------------------------------------------------------------------------------- */

static ent_err_t add_tail(const ent_trials_t *trials, size_t state, ent_finding_t *finding) {
    const char *name = trials->scenario->states[state].name;
    size_t first = 0, count = ent_surveys_possible(trials, &first);
    ent_surveys_t surveys = {0};
    double *skewness = ent_alloc(trials->members, sizeof *skewness);
    double *ratio = ent_alloc(trials->members, sizeof *ratio);
    ent_err_t error = skewness != NULL && ratio != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = ent_surveys_take(trials, trials->affinity[state], first, count, &surveys);
    }
    if (error == ENT_OK) {
        take_differences(trials, &surveys);
        for (size_t m = 0; m < trials->members; m++) {
            const double *changes = surveys.percent + m * surveys.count;
            skewness[m] = ent_skewness_of(changes, surveys.count);
            ratio[m] = ent_fall_to_rise(changes, surveys.count);
        }
        error = ent_finding_add_median(finding, skewness, trials->members, -INFINITY, -0.4,
                                       "skewness of annual changes, %s", name);
    }
    if (error == ENT_OK) {
        error = ent_finding_add_median(finding, ratio, trials->members, 1.2, 3.5,
                                       "largest fall over largest rise, %s", name);
    }
    free(surveys.percent);
    free(skewness);
    free(ratio);
    return error;
}

ent_err_t ent_pattern_tail(const ent_trials_t *trials, ent_finding_t *finding) {
    if (!has_both(trials, finding, trials->affinity, "affinity") || !has_surveys(trials, finding)) {
        return ENT_OK;
    }
    ent_err_t error = add_tail(trials, 0, finding);
    return error == ENT_OK ? add_tail(trials, 1, finding) : error;
}

/* ---- P13 ------------------------------------------------------------------------------------- */

/* Sums over instants, by member: of support and affinity, and of their squares. */
typedef struct {
    double support, affinity, supports, affinities;
} sums_t;

static double variance(double sum, double squares, double n) {
    return squares / n - sum / n * (sum / n);
}

static ent_err_t add_security(const ent_trials_t *trials, size_t state, ent_finding_t *finding) {
    const double ahead = 15;
    const char *name = trials->scenario->states[state].name;
    double more = 0, n = (double)trials->instants;
    double *support = ent_alloc(trials->members, sizeof *support);
    double *affinity = ent_alloc(trials->members, sizeof *affinity);
    sums_t *sums = ent_alloc(trials->members, sizeof *sums);
    bool whole = support != NULL && affinity != NULL && sums != NULL;
    for (size_t k = 0; k < trials->instants && whole; k++) {
        ent_trials_percent(trials, ENT_TRIAL_PLAIN, trials->security[state], k, support);
        ent_trials_percent(trials, ENT_TRIAL_PLAIN, trials->affinity[state], k, affinity);
        for (size_t m = 0; m < trials->members; m++) {
            more += support[m] - affinity[m] > ahead;
            sums[m].support += support[m];
            sums[m].affinity += affinity[m];
            sums[m].supports += support[m] * support[m];
            sums[m].affinities += affinity[m] * affinity[m];
        }
    }
    ent_err_t error = whole ? ENT_OK : ENT_ERR_MEMORY;
    if (whole) {
        for (size_t m = 0; m < trials->members; m++) {
            support[m] = variance(sums[m].support, sums[m].supports, n) /
                         variance(sums[m].affinity, sums[m].affinities, n);
        }
        ent_finding_add(finding, 100 * more / (n * (double)trials->members), 85, 100,
                        "months with support over 15 points above affinity, %s (%%)", name);
        error = ent_finding_add_median(finding, support, trials->members, 0, 1,
                                       "variance of support over that of affinity, %s", name);
    }
    free(support);
    free(affinity);
    free(sums);
    return error;
}

ent_err_t ent_pattern_security(const ent_trials_t *trials, ent_finding_t *finding) {
    ent_err_t error = ENT_OK;
    for (size_t s = 0; s < ENT_STATES && error == ENT_OK; s++) {
        if (trials->affinity[s] != ENT_NO_POLL && trials->security[s] != ENT_NO_POLL) {
            error = add_security(trials, s, finding);
        }
    }
    if (error == ENT_OK && finding->count == 0) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_REPRESENTED,
                                   "no state has polls of affinity and of security cooperation");
    }
    return error;
}

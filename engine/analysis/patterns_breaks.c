/* What severe shocks do to publics, and how soon they recover: P1, P2, P4, P5b. */
#include "analysis/pattern_tests.h"
#include "analysis/recovery.h"
#include "analysis/statistics.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Two arrays of members. */
typedef struct {
    double *a, *b;
} pair_t;

static bool make_pair(const ent_trials_t *trials, pair_t *pair) {
    pair->a = ent_alloc(trials->members, sizeof *pair->a);
    pair->b = ent_alloc(trials->members, sizeof *pair->b);
    return pair->a != NULL && pair->b != NULL;
}

static void free_pair(pair_t *pair) {
    free(pair->a);
    free(pair->b);
}

/* A poll at an instant of one trial, less at an instant of another. */
static ent_err_t find_change(const ent_trials_t *trials, size_t poll, ent_trial_t trial,
                             size_t instant, ent_trial_t base, size_t base_instant,
                             double *change) {
    double *before = ent_alloc(trials->members, sizeof *before);
    if (before == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_trials_percent(trials, trial, poll, instant, change);
    ent_trials_percent(trials, base, poll, base_instant, before);
    for (size_t m = 0; m < trials->members; m++) {
        change[m] -= before[m];
    }
    free(before);
    return ENT_OK;
}

/* What a trial's shocks have done to a poll at an instant: the same luck with and without them. */
static ent_err_t find_effect(const ent_trials_t *trials, size_t poll, ent_trial_t trial,
                             size_t instant, double *effect) {
    return find_change(trials, poll, trial, instant, ENT_TRIAL_PLAIN, instant, effect);
}

static bool has_hits(const ent_trials_t *trials, ent_finding_t *finding, ent_trial_t trial,
                     size_t by) {
    if (!trials->run[trial]) {
        ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                            "%s has no shock in the scenario that a probe could be like",
                            trials->scenario->states[by].name);
    }
    return trials->run[trial];
}

/* Whether the run goes on for so long after the probes' shocks. */
static bool lasts(const ent_trials_t *trials, ent_finding_t *finding, double years) {
    double horizon = (double)trials->steps * trials->step_years;
    bool enough = ent_trials_instant(trials, trials->probe_years + years) != ENT_NO_INSTANT;
    if (!enough) {
        ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                            "the run ends after %.3g years, and the probe needs %.3g", horizon,
                            trials->probe_years + years);
    }
    return enough;
}

static bool covers(const ent_trials_t *trials, ent_finding_t *finding, int first_year,
                   int first_month, int last_year, int last_month) {
    bool within = ent_trials_month(trials, first_year, first_month) != ENT_NO_INSTANT &&
                  ent_trials_month(trials, last_year, last_month) != ENT_NO_INSTANT;
    if (!within) {
        ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                            "the record's run does not cover %04d-%02d to %04d-%02d", first_year,
                            first_month, last_year, last_month);
    }
    return within;
}

/* ---- P1 -------------------------------------------------------------------------------------- */

bool ent_break_possible(const ent_trials_t *trials, ent_finding_t *finding) {
    if (trials->recorded) {
        return covers(trials, finding, 2011, 10, 2012, 10);
    }
    return has_hits(trials, finding, ENT_TRIAL_BREAK, trials->korea) && lasts(trials, finding, 1);
}

ent_err_t ent_break_changes(const ent_trials_t *trials, size_t poll, double *changes) {
    if (trials->recorded) {
        return find_change(trials, poll, ENT_TRIAL_PLAIN, ent_trials_month(trials, 2012, 10),
                           ENT_TRIAL_PLAIN, ent_trials_month(trials, 2011, 10), changes);
    }
    size_t later = ent_trials_instant(trials, trials->probe_years + 1);
    return find_effect(trials, poll, ENT_TRIAL_BREAK, later, changes);
}

ent_err_t ent_pattern_break(const ent_trials_t *trials, ent_finding_t *finding) {
    size_t japan = trials->japan;
    if (!ent_finding_has_poll(trials, finding, trials->affinity, japan, "affinity") ||
        !ent_finding_has_poll(trials, finding, trials->relations, japan, "relations") ||
        !ent_break_possible(trials, finding)) {
        return ENT_OK;
    }
    pair_t change = {0};
    ent_err_t error = make_pair(trials, &change) ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = ent_break_changes(trials, trials->affinity[japan], change.a);
    }
    if (error == ENT_OK) {
        error = ent_break_changes(trials, trials->relations[japan], change.b);
    }
    if (error == ENT_OK) {
        error = ent_finding_add_median(finding, change.a, trials->members, -28, -15,
                                       "one-year change of affinity, JPN (points)");
    }
    if (error == ENT_OK) {
        error = ent_finding_add_median(finding, change.b, trials->members, -50, -30,
                                       "one-year change of relations, JPN (points)");
    }
    for (size_t i = 0; i < finding->count; i++) {
        ent_finding_loosen(&finding->quantities[i]);
    }
    free_pair(&change);
    return error;
}

/* ---- P2 -------------------------------------------------------------------------------------- */

/* The deepest effect of a trial on a poll in the probe's first year, by member. */
static ent_err_t find_deepest(const ent_trials_t *trials, size_t poll, ent_trial_t trial,
                              double *deepest) {
    size_t first = ent_trials_instant(trials, trials->probe_years);
    size_t last = ent_trials_instant(trials, trials->probe_years + 1);
    double *effect = ent_alloc(trials->members, sizeof *effect);
    ent_err_t error = effect != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t k = first; k <= last && error == ENT_OK; k++) {
        error = find_effect(trials, poll, trial, k, effect);
        for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
            deepest[m] = k == first ? effect[m] : fmin(deepest[m], effect[m]);
        }
    }
    free(effect);
    return error;
}

/* The share of the loss that each member has regained by the sixth year; `shares` is [member]. */
static ent_err_t find_regained(const ent_trials_t *trials, bool followed, double *shares) {
    const double years = 6;
    size_t poll = trials->affinity[trials->japan];
    double *loss = ent_alloc(trials->members, sizeof *loss);
    ent_err_t error = loss != NULL ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK && trials->recorded) {
        size_t before = ent_trials_month(trials, 2011, 10);
        error = find_change(trials, poll, ENT_TRIAL_PLAIN, ent_trials_month(trials, 2012, 10),
                            ENT_TRIAL_PLAIN, before, loss);
        if (error == ENT_OK) {
            error =
                find_change(trials, poll, followed ? ENT_TRIAL_PLAIN : ENT_TRIAL_CALM,
                            ent_trials_month(trials, 2018, 10), ENT_TRIAL_PLAIN, before, shares);
        }
    } else if (error == ENT_OK) {
        ent_trial_t trial = followed ? ENT_TRIAL_FOLLOWED : ENT_TRIAL_BREAK;
        size_t later = ent_trials_instant(trials, trials->probe_years + years);
        error = find_deepest(trials, poll, trial, loss);
        if (error == ENT_OK) {
            error = find_effect(trials, poll, trial, later, shares);
        }
    }
    for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
        shares[m] = ent_recovered_share(loss[m], shares[m]);
    }
    free(loss);
    return error;
}

ent_err_t ent_pattern_persistence(const ent_trials_t *trials, ent_finding_t *finding) {
    const double most = 35, years = 6; /* percent regained */
    if (!ent_finding_has_poll(trials, finding, trials->affinity, trials->japan, "affinity") ||
        !(trials->recorded ? covers(trials, finding, 2011, 10, 2018, 10)
                           : has_hits(trials, finding, ENT_TRIAL_FOLLOWED, trials->korea) &&
                                 lasts(trials, finding, years))) {
        return ENT_OK;
    }
    pair_t share = {0};
    double with = NAN;
    ent_err_t error = make_pair(trials, &share) ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = find_regained(trials, true, share.a);
    }
    if (error == ENT_OK) {
        error = find_regained(trials, false, share.b);
    }
    if (error == ENT_OK) {
        error = ent_median_of(share.a, trials->members, &with);
    }
    if (error == ENT_OK) {
        double little = ent_share_within(share.a, trials->members, -INFINITY,
                                         nextafter(most, 0)); /* less than that */
        ent_finding_add(
            finding, little, 60, 100,
            "members with less than 35 %% regained after 6 years, shocks following (%%)");
        ent_finding_report(finding, with, "median regained, shocks following (%%)");
        error = ent_finding_add_median(finding, share.b, trials->members,
                                       isnan(with) ? 0 : nextafter(with, INFINITY), INFINITY,
                                       "median regained, none following (%%)");
    }
    free_pair(&share);
    return error;
}

/* ---- P4 -------------------------------------------------------------------------------------- */

/* Affinity of Korea from an instant on: members × length; of a probe its effect. */
static ent_err_t find_paths(const ent_trials_t *trials, size_t first, size_t length,
                            double **paths) {
    size_t poll = trials->affinity[trials->korea], cells = 0;
    double *column = ent_alloc(trials->members, sizeof *column);
    bool whole = ent_multiply(trials->members, length, &cells);
    *paths = whole ? ent_alloc(cells, sizeof **paths) : NULL;
    ent_err_t error = column != NULL && *paths != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t k = 0; k < length && error == ENT_OK; k++) {
        if (trials->recorded) {
            ent_trials_percent(trials, ENT_TRIAL_PLAIN, poll, first + k, column);
        } else {
            error = find_effect(trials, poll, ENT_TRIAL_ANSWERED, first + k, column);
        }
        for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
            (*paths)[m * length + k] = column[m];
        }
    }
    free(column);
    return error;
}

/* Where the losses are read off the paths, in entries from their beginning. */
typedef struct {
    size_t first, length; /* kept instants */
    size_t last;          /* of those among which the deepest is; under a record it is this one */
    double months;        /* between entries */
} window_t;

static window_t choose_window(const ent_trials_t *trials) {
    const double months = 14;
    window_t window = {.months = 12 * trials->gap_years};
    if (trials->recorded) {
        window.first = ent_trials_month(trials, 2019, 5);
        window.last = ent_trials_month(trials, 2020, 9) - window.first;
    } else {
        window.first = ent_trials_instant(trials, trials->probe_years);
        window.last = (size_t)(months / window.months);
    }
    window.length = trials->instants - window.first;
    return window;
}

/* A member's loss, and after how many months it had regained half of it. */
static void read_loss(const ent_trials_t *trials, const window_t *window, const double *path,
                      double *loss, double *months) {
    size_t deepest = trials->recorded ? window->last : ent_lowest(path, 0, window->last);
    double base = trials->recorded ? path[0] : 0;
    size_t since = trials->recorded ? window->last : 0;
    *loss = path[deepest] - base;
    *months = *loss < 0 ? window->months * ent_regained_after(path, window->length, since, deepest,
                                                              base + *loss / 2)
                        : NAN;
}

ent_err_t ent_pattern_rebound(const ent_trials_t *trials, ent_finding_t *finding) {
    const double years = 2;
    if (!ent_finding_has_poll(trials, finding, trials->affinity, trials->korea, "affinity") ||
        !(trials->recorded ? covers(trials, finding, 2019, 5, 2022, 9)
                           : has_hits(trials, finding, ENT_TRIAL_ANSWERED, trials->japan) &&
                                 lasts(trials, finding, years))) {
        return ENT_OK;
    }
    window_t window = choose_window(trials);
    double *paths = NULL;
    pair_t found = {0};
    ent_err_t error = make_pair(trials, &found) ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = find_paths(trials, window.first, window.length, &paths);
    }
    for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
        read_loss(trials, &window, paths + m * window.length, &found.a[m], &found.b[m]);
    }
    if (error == ENT_OK) {
        error = ent_finding_add_median(finding, found.a, trials->members, -24, -14,
                                       "deepest change of affinity, KOR (points)");
    }
    if (error == ENT_OK) {
        error = ent_finding_add_median(finding, found.b, trials->members, 9, 24,
                                       "half regained after (months)");
    }
    for (size_t i = 0; i < finding->count; i++) {
        ent_finding_loosen(&finding->quantities[i]);
    }
    free(paths);
    free_pair(&found);
    return error;
}

/* ---- P5b ------------------------------------------------------------------------------------- */

/* Adds the share of members in which the target moved more than three times as far as the actor. */
static ent_err_t compare_sides(const ent_trials_t *trials, size_t actor, ent_finding_t *finding) {
    const double months = 3, times = 3;
    ent_trial_t trial = actor == 0 ? ENT_TRIAL_FIRST : ENT_TRIAL_SECOND;
    size_t target = 1 - actor, more = 0;
    size_t later = ent_trials_instant(trials, trials->probe_years + months / 12);
    pair_t moved = {0};
    ent_err_t error = make_pair(trials, &moved) ? ENT_OK : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = find_effect(trials, trials->affinity[target], trial, later, moved.a);
    }
    if (error == ENT_OK) {
        error = find_effect(trials, trials->affinity[actor], trial, later, moved.b);
    }
    for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
        more += fabs(moved.a[m]) > times * fabs(moved.b[m]);
    }
    if (error == ENT_OK) {
        ent_quantity_t *quantity = ent_finding_add(
            finding, 100 * (double)more / (double)trials->members, 75, 100,
            "members where %.20s moves over 3 times as far as %.20s, which strikes (%%)",
            trials->scenario->states[target].name, trials->scenario->states[actor].name);
        quantity->loose_low = 50;
        quantity->loose_high = 100;
    }
    free_pair(&moved);
    return error;
}

ent_err_t ent_pattern_grieved(const ent_trials_t *trials, ent_finding_t *finding) {
    const double years = 0.25;
    for (size_t s = 0; s < ENT_STATES; s++) {
        if (!ent_finding_has_poll(trials, finding, trials->affinity, s, "affinity")) {
            return ENT_OK;
        }
    }
    if (!has_hits(trials, finding, ENT_TRIAL_FIRST, 0) ||
        !has_hits(trials, finding, ENT_TRIAL_SECOND, 1) || !lasts(trials, finding, years)) {
        return ENT_OK;
    }
    ent_err_t error = compare_sides(trials, 0, finding);
    return error == ENT_OK ? compare_sides(trials, 1, finding) : error;
}

/* Leaders' terms, their approval, and what they do: P10, P11, P12. */
#include "analysis/pattern_tests.h"
#include "analysis/periodogram.h"
#include "analysis/statistics.h"
#include "analysis/story.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Terms ----------------------------------------------------------------------------------- */

/* From the step in which a leader came to the one in which the next did, or to the end. */
typedef struct {
    size_t first, last;
    bool ended; /* by a successor */
} term_t;

/* The next term of a member's leaders in a state from a step on; false where there is none. */
static bool next_term(const ent_trials_t *trials, size_t state, size_t member, size_t from,
                      term_t *term) {
    const bool *changes = trials->leader_changes[state] + member * trials->steps;
    size_t first = from;
    while (first < trials->steps && !changes[first]) {
        first++;
    }
    size_t last = first + 1;
    while (last < trials->steps && !changes[last]) {
        last++;
    }
    *term = (term_t){first, last, last < trials->steps};
    return first < trials->steps;
}

/* The kept instant so many months after a step; a new leader is in office one step later. */
static size_t instant_after(const ent_trials_t *trials, size_t step, double months) {
    double steps = floor(months / 12 / trials->step_years + 0.5);
    size_t later = step + (steps >= 1 ? (size_t)steps : 1);
    return (later + trials->every - 1) / trials->every;
}

/* ---- P10 ------------------------------------------------------------------------------------- */

static double health_of(const ent_trials_t *trials, size_t member, size_t instant) {
    return ent_trials_value(trials, ENT_TRIAL_PLAIN, ENT_VAR_HEALTH, 0, member, instant);
}

/* The period of the peak of the mean periodogram, in years; NaN where it has none. */
static ent_err_t find_period(const ent_trials_t *trials, size_t first, double *period) {
    size_t length = trials->instants - first;
    double *path = ent_alloc(length, sizeof *path);
    ent_periodogram_t periodogram = {0};
    ent_err_t error = ent_periodogram_init(&periodogram, length);
    error = path != NULL ? error : ENT_ERR_MEMORY;
    for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
        for (size_t k = 0; k < length; k++) {
            path[k] = health_of(trials, m, first + k);
        }
        error = ent_periodogram_add(&periodogram, path);
    }
    if (error == ENT_OK) {
        size_t peak = ent_periodogram_peak(&periodogram, 2);
        *period = peak > 0 ? (double)length * trials->gap_years / (double)peak : NAN;
    }
    ent_periodogram_free(&periodogram);
    free(path);
    return error;
}

/* A term's mean health in its last year less that in its first. */
static double cooling(const ent_trials_t *trials, size_t member, const term_t *term) {
    size_t year = (size_t)(1 / trials->gap_years + 0.5);
    size_t first = instant_after(trials, term->first, 0), last = term->last / trials->every;
    double difference = 0;
    for (size_t k = 0; k < year; k++) {
        difference += health_of(trials, member, last - k) - health_of(trials, member, first + k);
    }
    return difference / (double)year;
}

/* The share, in percent, of whole terms of three years and more that cool. */
static double find_cooling(const ent_trials_t *trials, size_t state) {
    const double least_years = 3;
    double terms = 0, colder = 0;
    for (size_t m = 0; m < trials->members; m++) {
        term_t term;
        for (size_t from = 0; next_term(trials, state, m, from, &term); from = term.last) {
            double years = (double)(term.last - term.first) * trials->step_years;
            if (term.ended && years >= least_years) {
                terms++;
                colder += cooling(trials, m, &term) < 0;
            }
        }
    }
    return 100 * colder / terms;
}

ent_err_t ent_pattern_sawtooth(const ent_trials_t *trials, ent_finding_t *finding) {
    const double least_years = 14; /* twice the longest period, to be told from a trend */
    double period = NAN;
    size_t first = ent_trials_instant(trials, trials->probe_years);
    double years = (double)trials->steps * trials->step_years - trials->probe_years;
    if (first == ENT_NO_INSTANT || years < least_years) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                   "periods of 7 years take a run of %.3g years, and this one has "
                                   "%.3g",
                                   trials->probe_years + least_years, years + trials->probe_years);
    }
    ent_err_t error = find_period(trials, first, &period);
    if (error == ENT_OK) {
        ent_finding_add(finding, period, 3, 7, "period of the highest peak of health (years)");
        ent_finding_add(finding, find_cooling(trials, trials->korea), 50, 75,
                        "terms in KOR that end colder than they began (%%)");
    }
    return error;
}

/* ---- P11 ------------------------------------------------------------------------------------- */

enum { HONEYMOON_MONTHS = 23 };

typedef struct {
    double first, last; /* sums over leaders of approval in months 1 and 23, percent */
    double *means;      /* [leader] over months 1 … 23 */
    size_t count, room;
} leaders_t;

static double approval_of(const ent_trials_t *trials, size_t state, size_t member, size_t instant) {
    return 100 *
           ent_trials_value(trials, ENT_TRIAL_PLAIN, ENT_VAR_APPROVAL, state, member, instant);
}

static void add_leader(const ent_trials_t *trials, size_t state, size_t member, const term_t *term,
                       leaders_t *leaders) {
    size_t first = instant_after(trials, term->first, 1);
    size_t last = instant_after(trials, term->first, HONEYMOON_MONTHS);
    double sum = 0;
    for (size_t k = first; k <= last; k++) {
        sum += approval_of(trials, state, member, k);
    }
    leaders->first += approval_of(trials, state, member, first);
    leaders->last += approval_of(trials, state, member, last);
    leaders->means[leaders->count++] = sum / (double)(last - first + 1);
}

/* Leaders who were still in office in month 23; with no room given, they are counted only. */
static void find_leaders(const ent_trials_t *trials, size_t state, leaders_t *leaders) {
    for (size_t m = 0; m < trials->members; m++) {
        term_t term;
        for (size_t from = 0; next_term(trials, state, m, from, &term); from = term.last) {
            size_t last = instant_after(trials, term.first, HONEYMOON_MONTHS);
            if (last >= trials->instants || last * trials->every > term.last) {
                continue;
            }
            if (leaders->means == NULL) {
                leaders->room++;
            } else {
                add_leader(trials, state, m, &term, leaders);
            }
        }
    }
}

ent_err_t ent_pattern_honeymoon(const ent_trials_t *trials, ent_finding_t *finding) {
    const double first = 63.7, last = 40.5, near = 8;
    leaders_t leaders = {0};
    find_leaders(trials, trials->korea, &leaders);
    if (leaders.room == 0) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                   "no leader of KOR comes in and stays for %d months",
                                   HONEYMOON_MONTHS);
    }
    leaders.means = ent_alloc(leaders.room, sizeof *leaders.means);
    if (leaders.means == NULL) {
        return ENT_ERR_MEMORY;
    }
    find_leaders(trials, trials->korea, &leaders);
    double count = (double)leaders.count;
    ent_finding_add(finding, leaders.first / count, first - near, first + near,
                    "mean approval in month 1, KOR (%%)");
    ent_finding_add(finding, leaders.last / count, last - near, last + near,
                    "mean approval in month 23, KOR (%%)");
    ent_finding_add(finding, sqrt(ent_variance_of(leaders.means, leaders.count)), 8, 18,
                    "sd between leaders, KOR (points)");
    free(leaders.means);
    return ENT_OK;
}

/* ---- P12 ------------------------------------------------------------------------------------- */

/* A story takes a run of its own, so that not every member tells one. */
enum { TELLERS = 200 };

/* Approval at the start of each year, and shocks in it: [state][member × year]. */
typedef struct {
    size_t members, years, year_steps;
    double *approval[ENT_STATES], *shocks[ENT_STATES];
} provocations_t;

static ent_err_t tell_member(const ent_trials_t *trials, size_t member, provocations_t *all) {
    ent_story_t story;
    ent_err_t error = ent_story_tell(&trials->plans[ENT_TRIAL_PLAIN], trials->seed, member, false,
                                     trials->isa, &story);
    if (error != ENT_OK) {
        return error;
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        for (size_t y = 0; y < all->years; y++) {
            size_t instant = y * all->year_steps / trials->every;
            all->approval[s][member * all->years + y] = approval_of(trials, s, member, instant);
        }
    }
    for (size_t i = 0; i < story.count; i++) {
        const ent_happening_t *happening = &story.happenings[i];
        size_t year = happening->step / all->year_steps;
        if (happening->kind == ENT_TOLD_SHOCK && year < all->years) {
            size_t by = happening->state == &trials->scenario->states[0] ? 0 : 1;
            all->shocks[by][member * all->years + year]++;
        }
    }
    ent_story_free(&story);
    return ENT_OK;
}

static ent_err_t tell_members(const ent_trials_t *trials, provocations_t *all) {
    ent_err_t error = ENT_OK;
    for (size_t s = 0; s < ENT_STATES; s++) {
        all->approval[s] = ent_alloc(all->members * all->years, sizeof(double));
        all->shocks[s] = ent_alloc(all->members * all->years, sizeof(double));
        error = all->approval[s] != NULL && all->shocks[s] != NULL ? error : ENT_ERR_MEMORY;
    }
    for (size_t m = 0; m < all->members && error == ENT_OK; m++) {
        error = tell_member(trials, m, all);
    }
    return error;
}

static void judge_state(const ent_trials_t *trials, const provocations_t *all, size_t state,
                        ent_finding_t *finding) {
    size_t count = all->members * all->years;
    if (ent_mean_of(all->shocks[state], count) > 0) {
        ent_finding_add(finding,
                        ent_correlation_of(all->approval[state], all->shocks[state], count), -0.35,
                        0.05, "correlation of approval with shocks by %s",
                        trials->scenario->states[state].name);
    }
}

ent_err_t ent_pattern_provocation(const ent_trials_t *trials, ent_finding_t *finding) {
    provocations_t all = {.members = trials->members < TELLERS ? trials->members : TELLERS,
                          .year_steps = (size_t)(1 / trials->step_years + 0.5)};
    all.years = trials->steps / all.year_steps;
    ent_err_t error = tell_members(trials, &all);
    for (size_t s = 0; s < ENT_STATES && error == ENT_OK; s++) {
        judge_state(trials, &all, s, finding);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        free(all.approval[s]);
        free(all.shocks[s]);
    }
    if (error == ENT_OK && finding->count == 0) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                   "no random shocks: who acts, and when, is given");
    }
    return error;
}

/*
 * Trials of a small scenario of Japan and Korea whose samples a test writes itself, so that what a
 * pattern must find in them is known.
 */
#ifndef SUPPORT_TRIALS_H
#define SUPPORT_TRIALS_H

#include "analysis/patterns.h"
#include "support/close.h"

typedef struct {
    ent_scenario_t scenario;
    ent_curve_t curves[ENT_MAX_POLLS]; /* without noise */
    ent_trials_t trials;
} support_trials_t;

enum { SUPPORT_JAPAN, SUPPORT_KOREA };

/*
 * The small scenario with states JPN and KOR from January 2020, in months, for so many years; each
 * state has shocks, and polls affinity_S, relations_S and security_S that read public.S,
 * stance.S and leader.S. `more` extends it, `set` overrides a key (NULL for none). All
 * samples are 0, which is 50 % in all polls; nobody comes into office, and nothing is suspended.
 */
void support_trials_open(support_trials_t *made, int years, size_t members, const char *more,
                         const char *set);

/* The same as the engine leaves it. */
void support_trials_run(support_trials_t *made, int years, size_t members, const char *more,
                        const char *set);
void support_trials_close(support_trials_t *made);

/* Overwrites a recorded variable of a member at an instant. */
void support_trials_set(support_trials_t *made, ent_trial_t trial, ent_variable_kind_t kind,
                        size_t index, size_t member, size_t instant, double value);

/* Makes a poll of a kind (ENT_VAR_PUBLIC and so on, see above) say so many percent. */
void support_trials_say(support_trials_t *made, ent_trial_t trial, ent_variable_kind_t kind,
                        size_t state, size_t member, size_t instant, double percent);

/* Tests a pattern by its id. */
ent_finding_t support_trials_test(const support_trials_t *made, const char *id);

/* The only quantity whose name holds a piece. */
double support_trials_found(const ent_finding_t *finding, const char *piece);

#endif

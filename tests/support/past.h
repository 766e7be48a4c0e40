/* A small scenario of the past, six years in months from 2020-01, held against surveys made up. */
#ifndef SUPPORT_PAST_H
#define SUPPORT_PAST_H

#include "analysis/hindcast.h"

enum { SUPPORT_PAST_STEPS = 72, SUPPORT_PAST_MEMBERS = 40, SUPPORT_PAST_SEED = 11 };

/* Rows of waves.csv, to which all polls with a series refer. */
typedef struct {
    char text[30000];
    size_t used;
} support_waves_t;

/* Adds a wave in the month of an instant (negative before the start), on its 15th; n is 1000 or,
 * for `respondents` 0, left out. */
void support_waves_add(support_waves_t *waves, const char *poll, int instant, const char *state,
                       double value, int respondents, const char *grade);

/* 100·logistic(logit), by libm. */
double support_logistic(double logit);

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_hindcast_t hindcast;
    double *index; /* instants × members: −0.3 + 2·public.AAA, stepped without the ensemble */
} support_past_t;

/* The poll of the index above, in texts in which ' stands for ". */
#define SUPPORT_PAST_TERMS                                                                         \
    "intercept = -0.3; terms = ( { variable = 'public.AAA'; weight = 2.0; } );"

/*
 * Loads the small scenario with two quarrels and a peace, and `more` behind it: polls, with the
 * series waves.csv, and the training period. `lively`: members differ by chance. Its hindcast is
 * initialised, not run. Without waves there must be no series.
 */
void support_past_open(support_past_t *past, bool lively, const char *more,
                       const support_waves_t *waves);

/* Runs all members with as many threads; `given` as for ent_hindcast_run. */
void support_past_run(support_past_t *past, const ent_curve_t *given, size_t threads);

/* The ensemble's mean of the index at an instant. */
double support_past_mean(const support_past_t *past, size_t instant);

void support_past_close(support_past_t *past);

#endif

/*
 * What patterns are tested on: members of a scenario and of its probes (analysis/probe.h), run
 * together, so that each member meets the same luck in all of them.
 */
#ifndef ENT_ANALYSIS_TRIALS_H
#define ENT_ANALYSIS_TRIALS_H

#include "analysis/curve.h"
#include "analysis/sampled.h"

/* A trial is a variant of the scenario. Which of them are run depends on what it has. */
typedef enum {
    ENT_TRIAL_PLAIN,    /* the scenario itself */
    ENT_TRIAL_BREAK,    /* Korea strikes Japan as in August 2012: severe, and again days later */
    ENT_TRIAL_FOLLOWED, /* the same, and a lesser shock a year later, and so on for five years */
    ENT_TRIAL_ANSWERED, /* Japan strikes Korea as in July 2019, and again a month later */
    ENT_TRIAL_CALM,     /* of a record: without Korea's shocks after September 2012 */
    ENT_TRIAL_FIRST,    /* the first state strikes the second, once */
    ENT_TRIAL_SECOND,
    ENT_TRIAL_UNBOUND, /* institutions neither bind nor carry anything */
    ENT_TRIALS
} ent_trial_t;

/* Stands for "no such instant". */
#define ENT_NO_INSTANT SIZE_MAX

typedef struct {
    const ent_scenario_t *scenario;
    const ent_curve_t *curves; /* [poll] */
    double asked;              /* by a survey: ENT_ASKED, or infinity for one without error */
    bool recorded;             /* a record of events drives it */
    bool japan_and_korea;      /* these are its states */
    size_t japan, korea;       /* then: which is which */
    /* [state] the poll that measures it among its people, or ENT_NO_POLL. */
    size_t affinity[ENT_STATES], relations[ENT_STATES], security[ENT_STATES];

    size_t members, steps, instants; /* instants are those kept */
    size_t every;                    /* steps between them: a month, four weeks, a quarter */
    double step_years, gap_years;    /* between instants, every × step */
    double probe_years;              /* from the start to the probes' shocks */
    uint64_t seed;
    ent_isa_t isa;

    bool run[ENT_TRIALS];
    ent_scenario_t variants[ENT_TRIALS];
    ent_plan_t plans[ENT_TRIALS];
    ent_sampled_t sampled[ENT_TRIALS];
    /* Of the scenario itself: */
    bool *leader_changes[ENT_STATES];   /* members × steps */
    double *suspensions, *years_active; /* members × institutions */
} ent_trials_t;

typedef struct {
    uint64_t members, seed;
    ent_isa_t isa;
    size_t threads;
    const volatile sig_atomic_t *stop;
    void (*progress)(void *user, double share_done);
    void *user;
} ent_trials_options_t;

/*
 * Runs the trials of a scenario. The scenario and the curves must outlive them. ENT_ERR_MEMORY
 * comes before any work where the samples would not fit; ENT_ERR_INTERRUPTED. Free them either way.
 */
ENT_CHECKED ent_err_t ent_trials_run(const ent_scenario_t *scenario, const ent_curve_t *curves,
                                     const ent_trials_options_t *options, ent_trials_t *trials);
void ent_trials_free(ent_trials_t *trials); /* harmless twice, and on zeroes */

/* The kept instant so many years after the start; ENT_NO_INSTANT outside the run. */
size_t ent_trials_instant(const ent_trials_t *trials, double years);

/* The kept instant of a month, as a wave of a survey in it meets the model. */
size_t ent_trials_month(const ent_trials_t *trials, int year, int month);

/* As many as the surveys of the evidence ask, or twice that. */
#define ENT_ASKED 1000.0

/*
 * A poll in percent, by its curve, for every member of a trial at a kept instant ([member], the
 * caller's): as it is, or as a survey of ENT_ASKED people in the scenario itself finds it, with the
 * luck that a survey at that instant has everywhere. A curve's own noise holds the model's errors,
 * too, which do not come and go from year to year.
 */
void ent_trials_percent(const ent_trials_t *trials, ent_trial_t trial, size_t poll, size_t instant,
                        double *percent);
void ent_trials_survey(const ent_trials_t *trials, size_t poll, size_t instant, double *percent);

/* A recorded variable of a member of a trial, which was kept, at a kept instant. */
double ent_trials_value(const ent_trials_t *trials, ent_trial_t trial, ent_variable_kind_t kind,
                        size_t index, size_t member, size_t instant);

#endif

/*
 * A scenario as plain structs: what the user wrote, merged, checked, defaults filled in. Units are
 * those of the key table (keys.c): times in years, rates per year, stances and warmth in −1…1.
 *
 * The two states are kept in the order of their names, whatever order the file lists them in, so
 * that the order of the file cannot matter anywhere.
 */
#ifndef ENT_SCENARIO_SCENARIO_H
#define ENT_SCENARIO_SCENARIO_H

#include "base/date.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/name.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    ENT_STATES = 2,
    ENT_MAX_DOMAINS = 12,
    ENT_MAX_DRIVERS = 16,
    ENT_MAX_INSTITUTIONS = 32,
    ENT_MAX_COHORTS = 16,
    ENT_MAX_POOL = 16,
    ENT_MAX_SHOCKS = 64,
    ENT_MAX_EVENTS = 100000, /* those of an event record included */
    ENT_MAX_RULES = 256,
    ENT_MAX_WORDS = 1000,
    ENT_MAX_EFFECTS = 64,
    ENT_MAX_POLLS = 32,
    ENT_MAX_TERMS = 32,
    ENT_MAX_ANCHORS = 12,
    ENT_MAX_SURVEYS = 100000,
    ENT_MAX_VALUES = 10000, /* of an empirical severity */
    ENT_MAX_STEPS = 20000,
    ENT_FORMAT_VERSION = 1
};

typedef enum { ENT_STEP_WEEK, ENT_STEP_MONTH, ENT_STEP_QUARTER } ent_step_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    double weight, inertia, autonomy, base, initial;
    bool contact, crisis;
} ent_domain_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    double level, inertia, volatility;
    double pull[ENT_MAX_DOMAINS], need[ENT_STATES], reaction[ENT_MAX_DOMAINS];
} ent_driver_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    double weight, orientation, spread;
} ent_leader_type_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    double share, trend, voice, base, memory, initial, contact, cue, partner;
} ent_cohort_t;

typedef enum { ENT_SUCCESSION_NONE, ENT_SUCCESSION_HAZARD, ENT_SUCCESSION_TERM } ent_succession_t;

/* The weights of the stance equation, in the order in which they are recorded. */
typedef enum {
    ENT_WEIGHT_LEADER,
    ENT_WEIGHT_PUBLIC,
    ENT_WEIGHT_RECIPROCITY,
    ENT_WEIGHT_NECESSITY,
    ENT_WEIGHT_COMMITMENT,
    ENT_WEIGHTS
} ent_weight_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    char *leader_name;
    double leader_orientation, leader_approval;
    double approval_mean, approval_inertia, approval_volatility, honeymoon, cost_of_leading;
    double stance_initial, stance_inertia, stance_volatility, jolt, grievance;
    double diversion, diversion_below;
    double weights[ENT_WEIGHTS];
    ent_succession_t succession;
    ent_date_t next;
    double term_years, turnover_rate, sensitivity, continuity, electorate;
    ent_leader_type_t *pool;
    size_t pool_count;
    double memory_initial, fast, slow, slow_share, backlash;
    double propensity, ladder, threshold, delay_years, hits[ENT_MAX_DOMAINS];
    ent_date_t shares_at;
    double public_inertia, public_volatility, contact, cue, partner;
    ent_cohort_t *cohorts;
    size_t cohort_count;
} ent_state_t;

typedef enum {
    ENT_ABSENT,
    ENT_NEGOTIATING,
    ENT_ACTIVE,
    ENT_SUSPENDED,
    ENT_ENDED,
    ENT_STATUS_COUNT
} ent_status_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    ent_status_t status;
    double coverage[ENT_MAX_DOMAINS], support[ENT_MAX_DRIVERS];
    double cadence, phase, insulation, binding, level, adapt, habit, build, fade, threshold, slope;
    double miss_cost, suspend_below, resume_above, patience;
    double negotiation_years, negotiation_hurdle; /* NaN when it is never negotiated */
} ent_institution_t;

typedef enum {
    ENT_SEVERITY_BETA,
    ENT_SEVERITY_UNIFORM,
    ENT_SEVERITY_FIXED,
    ENT_SEVERITY_LOGNORMAL,
    ENT_SEVERITY_EMPIRICAL
} ent_severity_kind_t;

typedef struct {
    ent_severity_kind_t distribution;
    double a, b, low, high, value, median, sigma, cap; /* those its distribution uses */
    double *values;                                    /* empirical: ascending once checked */
    size_t value_count;
} ent_severity_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    size_t by; /* index of the acting state */
    double rate, opportunism, hits[ENT_MAX_DOMAINS];
    ent_severity_t severity;
} ent_shock_t;

typedef enum {
    ENT_EFFECT_LEADER,
    ENT_EFFECT_SHOCK,
    ENT_EFFECT_RECONCILE,
    ENT_EFFECT_SHIFT,
    ENT_EFFECT_BASELINE,
    ENT_EFFECT_INSTITUTION,
    ENT_EFFECT_PARAMETER
} ent_effect_type_t;

typedef enum {
    ENT_ACTION_PROPOSE,
    ENT_ACTION_ESTABLISH,
    ENT_ACTION_SUSPEND,
    ENT_ACTION_RESUME,
    ENT_ACTION_TERMINATE
} ent_action_t;

enum { ENT_BOTH_STATES = ENT_STATES };

/* One effect of an event; each type uses the members named after it. */
typedef struct {
    ent_effect_type_t type;
    size_t state;      /* leader; reconcile (ENT_BOTH_STATES for both); shock: the acting state */
    char *leader_name; /* leader */
    double orientation, approval;           /* leader; approval is NaN for the usual honeymoon */
    double severity, hits[ENT_MAX_DOMAINS]; /* shock */
    double share;                           /* reconcile */
    char *variable;                         /* shift */
    double by;                              /* shift */
    size_t driver;                          /* baseline */
    double to, over_years;                  /* baseline; parameter uses `to` */
    size_t institution;                     /* institution */
    ent_action_t action;                    /* institution */
    char *path;                             /* parameter */
    ent_place_t place;
} ent_effect_t;

typedef enum { ENT_TIMING_AT, ENT_TIMING_EVERY, ENT_TIMING_WHEN, ENT_TIMING_RATE } ent_timing_t;

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    ent_timing_t timing;
    ent_date_t at, from;
    double every_years, rate;
    char *when_variable;
    bool when_above; /* else below */
    double when_threshold, for_years;
    bool once;
    double rest_years, probability;
    ent_effect_t *effects;
    size_t effect_count;
    size_t row; /* of the event record it comes from; 0: the scenario gives it itself */
    ent_place_t place, when_place;
} ent_event_t;

/* The spreadsheet of dated events that drives a scenario; its events stand behind the others. */
typedef struct {
    bool given, enabled;
    char *file;             /* as it was opened; NULL unless given */
    ent_date_t from, until; /* from the one to before the other; year 0: no bound of its own */
    size_t rows, used;      /* rows of the file, and those that became events; 0 unless enabled */
} ent_record_t;

typedef struct {
    char *variable;
    double weight;
    ent_place_t place;
} ent_poll_term_t;

/* What a survey asks about: polls of one kind and one public are held together in tables. */
typedef enum {
    ENT_MEASURES_OTHER,
    ENT_MEASURES_AFFINITY,
    ENT_MEASURES_FAVOURABILITY,
    ENT_MEASURES_RELATIONS,
    ENT_MEASURES_SECURITY,
    ENT_MEASURES
} ent_measure_t;

/* Where a poll refers to no other one. */
enum { ENT_NO_POLL = ENT_MAX_POLLS };

/* The file beside a resolved scenario that holds the surveys of all its polls. */
#define ENT_SURVEYS_FILE "surveys.csv"

typedef struct {
    char name[ENT_NAME_SIZE];
    char *title;
    char *house, *mode; /* "" when not given */
    ent_measure_t measures;
    size_t respondent; /* the state whose people are asked, or ENT_BOTH_STATES when not given */
    double intercept;
    ent_poll_term_t *terms;
    size_t term_count;
    char *series;      /* ENT_SURVEYS_FILE once read; NULL without surveys to be held against */
    char *series_file; /* where they were read: the path, as it can be opened */
    double noise;      /* standard deviation of a wave about the poll, in logits */
    double prior_intercept_sd, prior_slope_sd;
    size_t like; /* the poll whose fit is this one's prior, or ENT_NO_POLL */
} ent_poll_t;

/* How the value of a wave came to us. What was remembered only is never fitted or scored. */
typedef enum { ENT_GRADE_READ, ENT_GRADE_DERIVED, ENT_GRADE_PARTIAL, ENT_GRADE_MEMORY } ent_grade_t;

/* A wave of a survey: a row of a poll's series. */
typedef struct {
    size_t poll, state; /* whose people were asked */
    ent_date_t date;
    double value;       /* per cent that answered yes */
    double respondents; /* how many were asked; NaN when not given */
    ent_grade_t grade;
    char *source;
    int line; /* of the poll's series_file, in which the row begins */
} ent_survey_t;

/* A level of health that readers know: for figures. */
typedef struct {
    double health;
    char *title;
} ent_anchor_t;

/* What stands behind what a scenario changes: the weakest tag of it (those of keys.h). */
typedef enum { ENT_BASIS_EVIDENCE, ENT_BASIS_JUDGEMENT, ENT_BASIS_DEEP_UNCERTAINTY } ent_basis_t;

typedef struct {
    char *title, *description, *question; /* "" when not given */
    char *topic;                          /* "" when not given */
    /* Of the scenario's own file, not of those it extends; "" when not given. */
    char *claims, *sources;
    ent_basis_t basis;
    int format_version;
    ent_date_t start;
    double years;
    ent_step_t step;
    double health_initial, public_weight, rise, fall, shield_health, shield_commitment;
    ent_domain_t *domains;
    ent_driver_t *drivers;
    ent_state_t states[ENT_STATES];
    ent_institution_t *institutions;
    ent_shock_t *shocks;
    ent_event_t *events;
    ent_poll_t *polls;
    ent_date_t train_from, train_until; /* year 0 when not given */
    ent_anchor_t *anchors;
    ent_survey_t *surveys; /* by poll, then date */
    size_t domain_count, driver_count, institution_count, shock_count, event_count, poll_count;
    size_t anchor_count, survey_count;
    ent_record_t record;
    /* Read: the scenario's own file first, then what it extends, its record, its surveys. */
    char **files;
    size_t file_count;
    ent_arena_t arena; /* owns everything above */
} ent_scenario_t;

/* Releases what a scenario owns; harmless twice and on one that was only zeroed. */
void ent_scenario_free(ent_scenario_t *scenario);

/* Length of a step in years: 1/52, 1/12, 1/4. */
double ent_scenario_step_years(const ent_scenario_t *scenario);

/* N = round(years/Δ), the number of steps. */
size_t ent_scenario_steps(const ent_scenario_t *scenario);

/* The step in which something so many years after the start acts: ⌊years/Δ + 10⁻⁶⌋. */
double ent_step_of(double years, double step_years);

/* The same for a decimal year; negative before the start. */
long ent_scenario_step_of(const ent_scenario_t *scenario, double when);

#endif

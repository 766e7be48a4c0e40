/* The scenario and the state of one member. Parameters stand beside what they govern; what moves
 * in a member is under `now`, what is only counted under `tally`. */
#ifndef ORACLE_TYPES_H
#define ORACLE_TYPES_H

#include "oracle.h"

#include <stdbool.h>

enum { ORACLE_STATES = 2, ORACLE_DOMAINS = 12, ORACLE_NAME_SIZE = 41, ORACLE_WEIGHTS = 5 };

/* exp(-step/T) and sqrt(1 - keep^2), computed in long double and rounded. */
typedef struct decay {
    double keep;
    double noise;
} decay_t;

/* What decides the luck of one member. */
typedef struct luck {
    uint64_t seed;
    uint64_t member;
    bool deterministic;
} luck_t;

/* The numbers of one process that is drawn by step; one Philox block serves two steps. */
typedef struct stream {
    uint32_t hash;
    bool filled;
    size_t pair;
    double value[2];
} stream_t;

typedef enum severity_kind {
    SEVERITY_BETA,
    SEVERITY_UNIFORM,
    SEVERITY_FIXED,
    SEVERITY_LOGNORMAL,
    SEVERITY_EMPIRICAL
} severity_kind_t;

typedef struct severity {
    severity_kind_t kind;
    double a, b, low, high, value, median, sigma, cap;
    double *values; /* empirical, ascending */
    size_t value_count;
} severity_t;

typedef struct domain {
    char name[ORACLE_NAME_SIZE];
    double weight, inertia, autonomy, base, initial;
    decay_t decay;
    struct {
        double level;    /* x_d */
        double reliance; /* Q_d, as last refreshed */
    } now;
} domain_t;

typedef struct driver {
    char name[ORACLE_NAME_SIZE];
    double level, inertia, volatility;
    double pull[ORACLE_DOMAINS], reaction[ORACLE_DOMAINS], need[ORACLE_STATES];
    decay_t decay;
    stream_t noise;
    struct {
        double level; /* e_v */
        double baseline;
    } now;
} driver_t;

typedef struct cohort {
    char name[ORACLE_NAME_SIZE];
    double share, trend, voice, base, memory, initial, contact, cue, partner;
    struct {
        double share; /* at the present step, normalised */
        double warmth;
    } now;
} cohort_t;

typedef struct pool_type {
    char name[ORACLE_NAME_SIZE];
    double weight, orientation, spread;
} pool_type_t;

typedef enum succession_mode { MODE_NONE, MODE_HAZARD, MODE_TERM } succession_mode_t;

typedef struct state {
    char name[ORACLE_NAME_SIZE];
    struct {
        double orientation, approval;
    } leader;
    struct {
        double mean, inertia, volatility, honeymoon, cost_of_leading;
        decay_t decay;
        stream_t noise;
    } approval;
    struct {
        double initial, inertia, volatility, jolt, grievance, diversion, diversion_below;
        double weights[ORACLE_WEIGHTS]; /* leader, public, reciprocity, necessity, commitment */
        decay_t decay;
        stream_t noise;
    } stance;
    struct {
        succession_mode_t mode;
        double next, term_years, turnover_rate, sensitivity, continuity, electorate;
        pool_type_t *pool;
        size_t pool_count;
        uint32_t leader_hash;
        stream_t turnover;
    } succession;
    struct {
        double initial, fast, slow, slow_share, backlash;
        decay_t fast_decay, slow_decay;
    } memory;
    struct {
        double propensity, ladder, threshold, delay, hits[ORACLE_DOMAINS];
        stream_t chance;
    } retaliation;
    struct {
        double shares_at, inertia, volatility, contact, cue, partner;
        cohort_t *cohorts;
        size_t cohort_count;
        decay_t decay;
        stream_t noise;
    } public;
    struct {
        double leader, approval, stance, fast, slow, provocation, provocation_age;
        double warmth, heard; /* W_s and V_s, as last refreshed */
        double next_date;     /* of the term calendar */
        long next_step;       /* the step of that date */
    } now;
    struct {
        uint32_t successions;
        size_t answers, leader_events;
        double autonomy_sum;
        unsigned char *leader_changed; /* by step */
    } tally;
} state_t;

typedef enum status {
    STATUS_ABSENT,
    STATUS_NEGOTIATING,
    STATUS_ACTIVE,
    STATUS_SUSPENDED,
    STATUS_ENDED
} status_t;

typedef struct institution {
    char name[ORACLE_NAME_SIZE];
    status_t initial_status;
    double cadence, phase, insulation, binding, level, adapt, habit, build, fade, threshold, slope;
    double miss_cost, suspend_below, resume_above, patience, years, hurdle;
    bool negotiable;
    double coverage[ORACLE_DOMAINS];
    double *support; /* by driver */
    decay_t decay;
    stream_t meeting;
    unsigned char *due; /* by step */
    struct {
        status_t status;
        bool by_event; /* suspended by an event, or from the start */
        double level, habit, progress, suspend_clock, resume_clock;
    } now;
    struct {
        size_t due, held, suspensions, gap_from, longest_gap;
        bool exists, existed;
    } tally;
} institution_t;

typedef struct shock {
    char name[ORACLE_NAME_SIZE];
    size_t by;
    double rate, opportunism, hits[ORACLE_DOMAINS];
    severity_t severity;
    stream_t arrival;
    struct {
        size_t fired;
        long first;
    } tally;
} shock_t;

typedef enum variable_kind {
    VARIABLE_HEALTH,
    VARIABLE_COMMITMENT,
    VARIABLE_DRIVER,
    VARIABLE_LEADER,
    VARIABLE_APPROVAL,
    VARIABLE_STANCE,
    VARIABLE_PUBLIC,
    VARIABLE_COHORT,
    VARIABLE_GRIEVANCE,
    VARIABLE_LEVEL,
    VARIABLE_HABIT,
    VARIABLE_ACTIVE,
    VARIABLE_DOMAIN,
    VARIABLE_RELIANCE,
    VARIABLE_WEIGHT,
    VARIABLE_POLL,
    VARIABLE_KINDS
} variable_kind_t;

typedef struct variable {
    char name[3 * ORACLE_NAME_SIZE];
    variable_kind_t kind;
    size_t index; /* of the driver, state, institution, domain or poll */
    size_t part;  /* of the cohort or weight */
} variable_t;

typedef struct poll {
    char name[ORACLE_NAME_SIZE];
    double intercept;
    size_t *variables;
    double *weights;
    size_t term_count;
} poll_t;

typedef enum effect_kind {
    EFFECT_LEADER,
    EFFECT_SHOCK,
    EFFECT_RECONCILE,
    EFFECT_SHIFT,
    EFFECT_BASELINE,
    EFFECT_INSTITUTION,
    EFFECT_PARAMETER
} effect_kind_t;

typedef enum action {
    ACTION_PROPOSE,
    ACTION_ESTABLISH,
    ACTION_SUSPEND,
    ACTION_RESUME,
    ACTION_TERMINATE
} action_t;

typedef struct effect {
    effect_kind_t kind;
    size_t subject; /* index of the state, driver, institution or variable */
    bool both;      /* reconcile without a state */
    bool approval_given;
    action_t action;
    double amount; /* orientation, severity, share, by or to */
    double approval, over_years;
    double hits[ORACLE_DOMAINS];
    double *parameter;
    double parameter_at_start;
    bool pending; /* a parameter waiting for phase 3 */
} effect_t;

typedef enum timing { TIMING_AT, TIMING_EVERY, TIMING_RATE, TIMING_WHEN } timing_t;

typedef struct event {
    char name[ORACLE_NAME_SIZE];
    timing_t timing;
    double date, every_years, rate, bound, for_years, rest_years, probability;
    size_t variable;
    bool above, once;
    effect_t *effects;
    size_t effect_count;
    stream_t arrival;
    uint32_t probability_hash;
    struct {
        double clock;
        size_t last_occasion;
        size_t ordinal; /* of the date after the next one of an every_years event */
        long due_step;  /* of the next date */
    } now;
    struct {
        uint32_t occasions;
        size_t fired, unapplied;
        long first;
    } tally;
} event_t;

/* A baseline on the move. */
typedef struct ramp {
    size_t driver;
    double increment;
    size_t left;
} ramp_t;

typedef struct fall {
    double peak, low;
    size_t low_step;
} fall_t;

struct oracle_metric;
struct block;

struct oracle {
    struct block *blocks; /* everything allocated, freed at close */
    double start, years, step_years;
    long double step_exact;
    size_t steps, steps_per_year;
    struct {
        double initial, public_weight, rise, fall, shield_health, shield_commitment;
        decay_t rise_decay, fall_decay;
    } health;
    domain_t *domains;
    size_t domain_count, contact, crisis; /* crisis == domain_count when there is none */
    driver_t *drivers;
    size_t driver_count;
    state_t states[ORACLE_STATES];
    institution_t *institutions;
    size_t institution_count;
    shock_t *shocks;
    size_t shock_count;
    event_t *events;
    size_t event_count;
    poll_t *polls;
    size_t poll_count;
    variable_t *variables;
    size_t variable_count, column[VARIABLE_KINDS]; /* the first column of each kind */
    luck_t luck;
    struct {
        size_t step;
        double health; /* H */
        double commitment;
        bool parameters_pending, parameters_changed;
        ramp_t *ramps;
        size_t ramp_count;
    } now;
    struct oracle_metric *metrics;
    size_t metric_count;
    fall_t *falls;
    size_t fall_count, swing_count;
    double *scratch;
    double *metric_values;
    unsigned char *metric_states;
};

#endif

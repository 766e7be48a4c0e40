/*
 * A plan: a scenario compiled to flat arrays, read-only while it runs and shared by all members.
 * What a `parameter` effect can change stands in segments, one for each span of steps between such
 * effects; everything else stands in the plan itself.
 */
#ifndef ENT_MODEL_PLAN_H
#define ENT_MODEL_PLAN_H

#include "base/error.h"
#include "random/quantile.h"
#include "scenario/scenario.h"
#include "scenario/variable.h"

#include <stdint.h>

/* drift(x, x*, T, σ) = x* + (x − x*)·keep + noise·z, noise = σ·√(1 − keep²). */
typedef struct {
    double keep, noise;
} ent_drift_t;

/* An entry of a sparse map: the element's index, and its value, which is not 0. */
typedef struct {
    size_t index;
    double value;
} ent_link_t;

typedef struct {
    ent_link_t *links;
    size_t count;
} ent_links_t;

typedef struct {
    ent_drift_t drift;
    double need[ENT_STATES];
    ent_links_t reactions; /* by domain */
} ent_driver_params_t;

typedef struct {
    ent_drift_t drift; /* without noise */
    double weight, autonomy, base;
    ent_links_t pulls;    /* by driver */
    ent_links_t coverage; /* by institution */
} ent_domain_params_t;

typedef struct {
    double base, memory, contact, cue, partner;
} ent_cohort_params_t;

typedef struct {
    double cumulated_weight, orientation, spread; /* weights normalised */
} ent_leader_type_params_t;

typedef struct {
    ent_drift_t approval, stance, public;
    double approval_mean, honeymoon, cost_of_leading;
    double jolt, grievance, diversion, diversion_below;
    double weights[ENT_WEIGHTS], weight_sum; /* the sum leaves commitment out */
    double turnover_rate, sensitivity, continuity, electorate, pool_mean;
    ent_leader_type_params_t *pool;
    size_t pool_count;
    double fast_keep, slow_keep, slow_share, backlash;
    double propensity, ladder, threshold, delay_years;
    ent_links_t hits; /* by domain */
    ent_cohort_params_t *cohorts;
    size_t cohort_count;
} ent_state_params_t;

typedef struct {
    double insulation, binding, adapt, habit, build, fade_keep, threshold, slope, miss_cost;
    double suspend_below, resume_above, patience_years, negotiation_years, hurdle;
    double coverage_sum;
    ent_links_t coverage; /* by domain */
    ent_links_t support;  /* by driver */
} ent_institution_params_t;

typedef struct {
    size_t by;
    double rate, opportunism;
    ent_links_t hits;               /* by domain */
    const ent_quantile_t *severity; /* owned by the plan: segments share equal ones */
} ent_shock_params_t;

typedef struct {
    double rate_probability; /* of a `rate` event, in a step */
    double probability, when_threshold, for_years, rest_years;
} ent_event_params_t;

typedef struct {
    double intercept;
    double *weights; /* one for each of the plan's terms */
} ent_poll_params_t;

/* The numbers in force during a span of steps. */
typedef struct {
    double public_weight, rise_keep, fall_keep, shield_health, shield_commitment;
    ent_driver_params_t *drivers;
    ent_domain_params_t *domains;
    ent_state_params_t states[ENT_STATES];
    ent_institution_params_t *institutions;
    ent_links_t bindings; /* by institution */
    ent_shock_params_t *shocks;
    ent_event_params_t *events;
    ent_poll_params_t *polls;
    /* Cohorts of both states, one after the other, at each instant 0 … N: (N + 1) × cohorts. */
    double *shares; /* of the state's public; sum to 1 within it */
    double *heard;  /* share × voice; sum to 1 within it */
} ent_params_t;

typedef struct {
    ent_effect_type_t type;
    size_t state; /* ENT_BOTH_STATES for both */
    double orientation, approval, severity, share, by, to;
    ent_links_t hits; /* by domain */
    ent_variable_kind_t variable_kind;
    size_t variable_index;
    size_t driver, ramp_steps, first_slot, slots, ramp; /* baseline: its own slots and counter */
    size_t institution;
    ent_action_t action;
} ent_effect_plan_t;

enum { ENT_NO_SLOT = -1 };

typedef struct {
    ent_timing_t timing;
    bool once, when_above;
    ent_variable_kind_t when_kind;
    size_t when_index;
    long watch;   /* row of the block's arrays for `when` events, or ENT_NO_SLOT */
    long stream;  /* uniform stream of `rate` events, or ENT_NO_SLOT */
    long counter; /* row of the occasions counted, where a probability may be drawn */
    uint32_t probability_process;
    ent_effect_plan_t *effects;
    size_t effect_count;
} ent_event_plan_t;

typedef struct ent_plan ent_plan_t;
struct ent_plan {
    const ent_scenario_t *scenario; /* must outlive the plan; for names and initial values */
    ent_variables_t variables;
    size_t steps;
    double step_years;
    size_t domains, drivers, institutions, shocks, events, polls, cohorts;
    size_t cohort_first[ENT_STATES];
    size_t contact_domain, crisis_domain; /* `domains` when none is marked crisis */

    /* Streams of random numbers drawn in every step, by the hash of their process. */
    uint32_t *normal_processes, *uniform_processes;
    size_t normals, uniforms;
    size_t approval_stream[ENT_STATES], stance_stream[ENT_STATES], public_stream[ENT_STATES];
    size_t turnover_stream[ENT_STATES], shock_stream; /* the first shock's; drivers' begin at 0 */
    uint32_t retaliation_process[ENT_STATES], leader_process[ENT_STATES];
    uint32_t *meeting_processes;

    bool *meeting_due; /* steps × institutions */
    /* Events that have a part in a step, in file order: those dated in it, and all undated ones. */
    uint32_t *agenda;
    size_t *agenda_first; /* steps + 1 */
    ent_event_plan_t *event_plans;
    size_t watches, counters, ramps, ramp_slots;
    double first_term_years[ENT_STATES]; /* since the start; infinite without terms */
    double term_years[ENT_STATES];
    const ent_variable_t **poll_terms; /* of all polls, one after the other */
    size_t *poll_first;                /* polls + 1 */

    ent_params_t *segments;
    size_t *segment_from; /* from phase 3 of this step on; the first from the start */
    size_t segment_count;
    ent_quantile_t *quantiles;
    ent_severity_t *quantile_of; /* [quantile] the numbers it was made from */
    size_t quantile_count;
    const ent_plan_t *lender; /* whose tables of quantiles this one may use, too; or NULL */
    ent_arena_t arena;        /* owns the arrays */
};

/*
 * Compiles a checked scenario. ENT_ERR_MEMORY leaves nothing to free; otherwise free the plan with
 * ent_plan_free before the scenario.
 */
ENT_CHECKED ent_err_t ent_plan_init(ent_plan_t *plan, const ent_scenario_t *scenario);

/*
 * The same without building again the tables of quantiles that another plan has, which take nearly
 * all the time. That plan, and those it has borrowed from, must outlive this one.
 */
ENT_CHECKED ent_err_t ent_plan_init_borrowing(ent_plan_t *plan, const ent_scenario_t *scenario,
                                              const ent_plan_t *lender);
void ent_plan_free(ent_plan_t *plan);

#endif

/*
 * Members of plans kept whole: the values of some variables at some instants, for what histograms
 * cannot say. Plans that are sampled together meet the same luck.
 */
#ifndef ENT_ANALYSIS_SAMPLED_H
#define ENT_ANALYSIS_SAMPLED_H

#include "ensemble/ensemble.h"

typedef struct {
    const ent_plan_t *plan;
    size_t members;
    size_t *variables, variable_count; /* indexes into plan->variables.items */
    size_t *instants, instant_count;   /* ascending */
    double *values;                    /* members × instants × variables, row-major */
} ent_sampled_t;

/* What to run, beside the plans. */
typedef struct {
    uint64_t members, seed;
    ent_isa_t isa;
    size_t threads;
    const ent_metric_set_t *metrics; /* [plan]; NULL for none */
    const volatile sig_atomic_t *stop;
    void (*progress)(void *user, double share_done);
    ent_err_t (*tile_done)(void *user, const ent_tile_t *tile); /* NULL for none */
    void *user;
} ent_sampled_options_t;

/*
 * Runs the plans, which must agree in step and horizon, and keeps of each what `wanted` marks
 * ([plan][variable]) at every `every`-th instant, the first and last of 0 … steps included where
 * they are multiples. `sampled` is [plan], the caller's to free whatever is returned:
 * ENT_ERR_MEMORY, also where this machine does not have it (ent_memory_limit),
 * ENT_ERR_INTERRUPTED, or what tile_done returned.
 */
ENT_CHECKED ent_err_t ent_sampled_run(const ent_plan_t *const *plans, size_t plan_count,
                                      const bool *const *wanted, size_t every,
                                      const ent_sampled_options_t *options, ent_sampled_t *sampled);
void ent_sampled_free(ent_sampled_t *sampled); /* harmless twice, and on zeroes */

/* The place of a variable among those kept, by kind and index; SIZE_MAX if it was not. */
size_t ent_sampled_column(const ent_sampled_t *sampled, ent_variable_kind_t kind, size_t index);

/* `instant` counts those kept. */
static inline double ent_sampled_value(const ent_sampled_t *sampled, size_t member, size_t instant,
                                       size_t column) {
    return sampled
        ->values[(member * sampled->instant_count + instant) * sampled->variable_count + column];
}

/* Marks ([variable]) what a poll's terms need. */
void ent_sampled_want_poll(const ent_plan_t *plan, size_t poll, bool *wanted);

/*
 * A poll as the scenario declares it, on the logit scale: intercept + Σ weight·variable, for every
 * member at an instant kept ([member], the caller's).
 */
void ent_sampled_poll(const ent_sampled_t *sampled, size_t poll, size_t instant, double *logits);

#endif

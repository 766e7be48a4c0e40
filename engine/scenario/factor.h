/*
 * What the factors of a sweep change in a scenario: for every factor the numbers that `--set` with
 * its paths would change, found by loading the scenario with two different values and looking which
 * numbers followed. So a factor means what --set means, inherited defaults included, and a point
 * costs no reading.
 */
#ifndef ENT_SCENARIO_FACTOR_H
#define ENT_SCENARIO_FACTOR_H

#include "base/error.h"
#include "scenario/keys.h"
#include "scenario/sweep.h"

/* A number of the scenario that follows a factor. */
typedef struct {
    size_t factor;
    double *number;       /* in the scenario it was found in */
    double original;      /* what the scenario says, for factors that multiply */
    const ent_key_t *key; /* its range */
    char *path;
} ent_factor_slot_t;

/*
 * A scenario of a sweep, ready to be given values. It must stay where it is: slots point into the
 * struct itself. The sweep must outlive it, and what is copied its copies.
 */
typedef struct {
    const ent_sweep_t *sweep;
    ent_scenario_t scenario;
    ent_factor_slot_t *slots; /* by factor */
    size_t slot_count;
    ent_arena_t arena;
} ent_factored_t;

/*
 * Loads scenario number `index` of the sweep with its overrides, and finds its slots. Problems of
 * the scenario are reported as by ent_scenario_load; those of a factor (a path that names nothing
 * in any scenario of the sweep, with the nearest name; no number; a value at which the scenario is
 * invalid; nothing follows it; two factors that change one number) at the factor's place in the
 * sweep's file. A factor may be without effect in some of the scenarios, not in all: the caller
 * asks ent_factors_check when all are loaded.
 */
ENT_CHECKED ent_err_t ent_factored_load(const ent_sweep_t *sweep, size_t index,
                                        ent_factored_t *factored, ent_diags_t *diags);
ENT_CHECKED ent_err_t ent_factors_check(const ent_sweep_t *sweep, const ent_factored_t *factored,
                                        ent_diags_t *diags); /* [scenario] */

/* One of its own for another thread, with slots that point into it. */
ENT_CHECKED ent_err_t ent_factored_copy(const ent_factored_t *source, ent_factored_t *copy);
void ent_factored_free(ent_factored_t *factored); /* harmless twice, and on zeroes */

/*
 * Gives every slot its factor's value ([factor]). False when the scenario is then invalid, a value
 * out of its key's range or numbers that do not fit together; `reason` says why, in one line.
 * ENT_ERR_MEMORY is told by `*error`.
 */
enum { ENT_REASON_SIZE = 400 };
ENT_CHECKED bool ent_factored_set(ent_factored_t *factored, const double *values,
                                  char reason[ENT_REASON_SIZE], ent_err_t *error);

#endif

/* Scenarios side by side, the first of them the control, as `entente compare` runs them. */
#ifndef SUPPORT_RIVALS_H
#define SUPPORT_RIVALS_H

#include "report/comparison.h"

enum { SUPPORT_MOST_RIVALS = 4 };

typedef struct {
    size_t count;
    const ent_plan_t *plans[SUPPORT_MOST_RIVALS];
    const bool *records[SUPPORT_MOST_RIVALS];
    ent_metrics_t metrics[SUPPORT_MOST_RIVALS];
    ent_metric_set_t sets[SUPPORT_MOST_RIVALS];
    ent_pairing_t pairings[SUPPORT_MOST_RIVALS];
    ent_compared_t compared[SUPPORT_MOST_RIVALS];
} support_rivals_t;

/*
 * Adds a plan, which stays the caller's, to rivals that were zeroed and do not move; `record` marks
 * the variables to gather, NULL for all, for all rivals or for none.
 */
void support_rivals_add(support_rivals_t *rivals, const char *label, const ent_plan_t *plan,
                        const bool *record);

/* Runs all with these options, to which it adds what is recorded, metrics and pairings. */
ent_ensemble_t support_rivals_run(const support_rivals_t *rivals, ent_ensemble_options_t options);

/* The comparison for tables, of what was run with these options. */
ent_comparison_t support_rivals_comparison(support_rivals_t *rivals,
                                           const ent_ensemble_options_t *options,
                                           const ent_ensemble_t *ensemble);

void support_rivals_free(support_rivals_t *rivals);

/* The index of a metric by its name, or of a variable; fails where there is none. */
size_t support_metric(const ent_metrics_t *metrics, const char *name);
size_t support_variable(const ent_plan_t *plan, const char *name);

/* Fails unless both have the same differences, bit by bit. */
void support_assert_same_contrast(const ent_contrast_t *a, const ent_contrast_t *b);

/*
 * The variables of a plan that are compared, which are all but cohorts, reliance and shares of
 * weights: how many, and the index-th.
 */
size_t support_compared_count(const ent_plan_t *plan);
const ent_variable_t *support_compared_variable(const ent_plan_t *plan, size_t index);

#endif

/* What must hold between the keys of a sweep file, once each is of the right type and in range. */
#ifndef ENT_SCENARIO_SWEEP_RULES_H
#define ENT_SCENARIO_SWEEP_RULES_H

#include "scenario/fill_value.h"
#include "scenario/sweep.h"

typedef struct {
    ent_sweep_t *sweep;
    const ent_setting_t *root; /* of the file: what was given, and where */
    ent_filler_t *filler;      /* of what the table does not fill in */
    ent_diags_t *diags;
} ent_sweep_rules_t;

/* Keys of `design` that the method has no use for, or lacks; numbers it cannot have. */
void ent_sweep_check_design(const ent_sweep_rules_t *rules);

/* Names of scenarios, overrides, patterns of metrics. */
void ent_sweep_check_texts(const ent_sweep_rules_t *rules);

/* Names, paths and numbers of the factors (factor_rules.c); fills in what follows from others. */
void ent_sweep_check_factors(const ent_sweep_rules_t *rules);

#endif

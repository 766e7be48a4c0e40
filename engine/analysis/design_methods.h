/* The methods of designs, for design.c only. */
#ifndef ENT_ANALYSIS_DESIGN_METHODS_H
#define ENT_ANALYSIS_DESIGN_METHODS_H

#include "analysis/design.h"

#include <stdbool.h>

typedef struct {
    const char *name; /* in names of random processes, "sweep/lhs/FACTOR"; NULL draws nothing */
    /* Checks what the sweep says of it, and sets `blocks`, `block` and `group`. */
    ent_err_t (*size)(ent_design_t *design, ent_diags_t *diags);
    /* Makes its tables, once it is known that there are not too many points; NULL for none. */
    ent_err_t (*build)(ent_design_t *design);
    void (*unit)(const ent_design_t *design, uint64_t point, double *unit);
} ent_design_row_t;

extern const ent_design_row_t ent_design_full, ent_design_lhs, ent_design_sobol, ent_design_morris,
    ent_design_list;

/* The group `design`, or the sweep where that has no place of its own. */
ent_place_t ent_design_place(const ent_sweep_t *sweep);

/* False, with a message like "found 3, expected at least 16 rows", if there are fewer. */
bool ent_design_at_least(const ent_design_t *design, const char *key, int found, int least,
                         const char *what, ent_diags_t *diags);

/* Reports that there are more points than ENT_DESIGN_MOST_POINTS. */
void ent_design_too_many(const ent_design_t *design, double found, ent_diags_t *diags);

/* Whether a factor has values at 0 and at 1: not so a normal that is not cut off. */
bool ent_factor_has_ends(const ent_factor_t *factor);

#endif

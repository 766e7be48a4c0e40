/* Keys of a sweep file that only some choices of another key have a use for. */
#ifndef ENT_SCENARIO_SWEEP_USES_H
#define ENT_SCENARIO_SWEEP_USES_H

#include "scenario/keys.h"
#include "scenario/setting.h"
#include "scenario/sweep.h"

/* `design`, by its method; a factor, by its distribution, `values` being one of them. */
typedef struct {
    ent_scope_t scope;
    const char *choice; /* the key that is chosen by: "design.method" */
    unsigned chosen;    /* the position of the choice */
} ent_sweep_choice_t;

/* Whether a key says anything about a sweep, or a factor: for the writer. */
bool ent_sweep_key_is_used(ent_scope_t scope, const ent_key_t *key, const void *base);

/*
 * Reports keys of a group that its choice has no use for, and those that it needs and that are not
 * there; `shown` is the group's path. Says nothing where the choice itself is wrong or missing,
 * which was reported: then it is false.
 */
bool ent_sweep_check_uses(const ent_sweep_choice_t *choice, const ent_setting_t *group,
                          const char *shown, ent_diags_t *diags);

/* Reports keys that stand beside `values` and say something else. */
void ent_sweep_check_beside_values(const ent_setting_t *factor, const char *shown,
                                   ent_diags_t *diags);

#endif

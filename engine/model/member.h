/* One member's life, gathered from its lane when the run is over: what metrics are computed from.
 */
#ifndef ENT_MODEL_MEMBER_H
#define ENT_MODEL_MEMBER_H

#include "model/block.h"

typedef struct {
    const ent_plan_t *plan;
    double *health;                   /* recorded, at instants 0 … steps */
    bool *leader_changes[ENT_STATES]; /* by step */
    double grievance_sum[ENT_STATES], legitimacy_sum[ENT_STATES]; /* over instants */
    double autonomy_sum[ENT_STATES];                              /* over steps */
    double leader_share_sum[ENT_STATES], readiness_sum;           /* over instants */
    double clamped_count;     /* (variable, instant) pairs on a clamp */
    size_t clamped_variables; /* how many variables have clamps */
    double *meetings_due, *meetings_held, *years_active, *suspensions; /* by institution */
    double *longest_gap; /* years by institution; negative if it never stood */
    size_t *scratch;     /* an entry for each instant, for whoever evaluates */
} ent_member_t;

/* Makes room for one member of a plan. */
ENT_CHECKED ent_err_t ent_member_init(ent_member_t *member, const ent_plan_t *plan);
void ent_member_free(ent_member_t *member);

/* Reads a lane of a block that has run to the end. */
void ent_member_read(ent_member_t *member, const ent_block_t *block, size_t lane);

#endif

#include "model/member.h"

#include <stdlib.h>

ent_err_t ent_member_init(ent_member_t *member, const ent_plan_t *plan) {
    *member = (ent_member_t){.plan = plan};
    member->health = ent_alloc(plan->steps + 1 + 5 * plan->institutions, sizeof(double));
    member->leader_changes[0] = ent_alloc(ENT_STATES * plan->steps, sizeof(bool));
    member->scratch = ent_alloc(plan->steps + 1, sizeof *member->scratch);
    if (member->health == NULL || member->leader_changes[0] == NULL || member->scratch == NULL) {
        ent_member_free(member);
        return ENT_ERR_MEMORY;
    }
    member->leader_changes[1] = member->leader_changes[0] + plan->steps;
    member->meetings_due = member->health + plan->steps + 1;
    member->meetings_held = member->meetings_due + plan->institutions;
    member->years_active = member->meetings_held + plan->institutions;
    member->suspensions = member->years_active + plan->institutions;
    member->longest_gap = member->suspensions + plan->institutions;
    member->clamped_variables =
        plan->drivers + (size_t)3 * ENT_STATES + plan->cohorts + plan->domains;
    return ENT_OK;
}

void ent_member_free(ent_member_t *member) {
    free(member->health);
    free(member->leader_changes[0]);
    free(member->scratch);
    *member = (ent_member_t){0};
}

static void read_institutions(ent_member_t *member, const ent_block_t *block, size_t lane) {
    const ent_plan_t *plan = member->plan;
    double end = (double)plan->steps * plan->step_years;
    for (size_t i = 0; i < plan->institutions; i++) {
        size_t at = i * block->lanes + lane;
        member->meetings_due[i] = block->meetings_due[at];
        member->meetings_held[i] = block->meetings_held[at];
        member->years_active[i] = block->years_active[at];
        member->suspensions[i] = block->suspensions[at];
        member->longest_gap[i] = block->longest_gap[at];
        double open_gap = end - block->last_meeting[at];
        if (block->last_meeting[at] >= 0 && open_gap > member->longest_gap[i]) {
            member->longest_gap[i] = open_gap;
        }
    }
}

void ent_member_read(ent_member_t *member, const ent_block_t *block, size_t lane) {
    const ent_plan_t *plan = member->plan;
    for (size_t n = 0; n <= plan->steps; n++) {
        member->health[n] = block->health_path[n * block->lanes + lane];
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        size_t at = s * block->lanes + lane;
        const ent_lanes_t *changes = block->leader_changes + s * plan->steps;
        for (size_t n = 0; n < plan->steps; n++) {
            member->leader_changes[s][n] = changes[n] >> lane & 1;
        }
        member->grievance_sum[s] = block->grievance_sum[at];
        member->legitimacy_sum[s] = block->legitimacy_sum[at];
        member->autonomy_sum[s] = block->autonomy_sum[at];
        member->leader_share_sum[s] = block->leader_share_sum[at];
    }
    member->readiness_sum = block->readiness_sum[lane];
    member->clamped_count = block->clamped_count[lane];
    read_institutions(member, block, lane);
}

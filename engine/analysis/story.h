/*
 * One member's story: what happened to it, step by step, and its health. It is told by running
 * that member alone and looking at its block between the phases; the bits are those of the member
 * in any ensemble.
 */
#ifndef ENT_ANALYSIS_STORY_H
#define ENT_ANALYSIS_STORY_H

#include "base/isa.h"
#include "model/plan.h"

/* Within a step they are told in the order of the phases. */
typedef enum {
    ENT_TOLD_STANDS,     /* an institution that is not absent at the start; detail: its status */
    ENT_TOLD_SITS,       /* the leader at the start; detail: the name, if given */
    ENT_TOLD_ANSWER,     /* a state answers a provocation; value: severity */
    ENT_TOLD_EVENT,      /* value: severity of its shock, if any, by `state` */
    ENT_TOLD_LEADER,     /* installed by an event; detail: the name, if given */
    ENT_TOLD_PROPOSED,   /* talks on an institution begin */
    ENT_TOLD_FOUNDED,    /* talks succeed, or an event establishes it; detail: which */
    ENT_TOLD_FAILED,     /* talks are broken off */
    ENT_TOLD_SUSPENDED,  /* detail: by an event, or by itself */
    ENT_TOLD_RESUMED,    /* likewise */
    ENT_TOLD_ENDED,      /* an active or suspended institution is terminated */
    ENT_TOLD_SHOCK,      /* a random one, by `state`; value: severity */
    ENT_TOLD_SUCCESSION, /* detail: the leader's type; value: disposition */
    ENT_TOLD_HELD,       /* a meeting */
    ENT_TOLD_MISSED,
    ENT_TOLD_KINDS
} ent_told_t;

/* Kinds in groups: in each of them two stories can part (analysis/parting.h). */
typedef enum {
    ENT_PART_ARRIVAL, /* events, shocks, answers */
    ENT_PART_LEADER,
    ENT_PART_STATUS,
    ENT_PART_MEETING,
    ENT_PART_OUTCOME, /* a meeting due in both stories, held in one; no kind is of this group */
    ENT_PART_GROUPS
} ent_part_t;

/* Texts belong to the plan's scenario, or are constant. */
typedef struct {
    size_t step;
    ent_told_t kind;
    const char *name, *title; /* of the event, shock, state or institution */
    const char *detail;       /* "" for none */
    const ent_state_t *state; /* that acts, where it is not the one named; or NULL */
    double value;             /* NaN for none */
} ent_happening_t;

typedef struct {
    const ent_plan_t *plan;
    double *health; /* recorded, at instants 0 … steps */
    ent_happening_t *happenings;
    size_t count, room;
} ent_story_t;

/* "meeting_held", as in files; "meeting held", for people; and its group. */
const char *ent_told_name(ent_told_t kind);
const char *ent_told_phrase(ent_told_t kind);
ent_part_t ent_told_group(ent_told_t kind);

/*
 * Tells the story of a member (below 2⁴⁸) of a plan, which must outlive it. A run without chance
 * has one member, 0.
 */
ENT_CHECKED ent_err_t ent_story_tell(const ent_plan_t *plan, uint64_t seed, uint64_t member,
                                     bool deterministic, ent_isa_t isa, ent_story_t *story);
void ent_story_free(ent_story_t *story);

#endif

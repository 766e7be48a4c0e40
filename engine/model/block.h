/*
 * A block: the state of some tens of members as a structure of arrays, one lane a member. Every
 * array is [entity][lane], entity by entity; loops run over all lanes, those beyond the members
 * included, so that their number is always a multiple of 8.
 */
#ifndef ENT_MODEL_BLOCK_H
#define ENT_MODEL_BLOCK_H

#include "model/plan.h"
#include "random/random.h"

#include <stdint.h>

enum { ENT_MOST_LANES = 64, ENT_LANE_MULTIPLE = 8 };

/* Sets of lanes fit one word: bit j is lane j. */
typedef uint64_t ent_lanes_t;

/* What happened in the step just taken, by lane. */
typedef struct {
    ent_lanes_t *events, *shocks; /* that fired, that arrived */
    ent_lanes_t answers[ENT_STATES], successions[ENT_STATES];
} ent_happenings_t;

typedef struct ent_block ent_block_t;

/*
 * A block of another plan, with the same members and as many lanes, that takes each step first:
 * what both draw is the same, so it is copied. [stream] of normals and of uniforms: the lender's
 * stream of the same process, or ENT_NOT_LENT.
 */
#define ENT_NOT_LENT SIZE_MAX
typedef struct {
    const ent_block_t *block; /* NULL: the block draws all for itself */
    const size_t *normals, *uniforms;
} ent_lender_t;

struct ent_block {
    size_t lanes;   /* a multiple of 8, at most 64 */
    size_t members; /* lanes 0 … members − 1 are members, the rest padding */
    ent_lanes_t member_lanes;
    uint64_t first_member, seed;
    bool deterministic;
    const ent_random_t *random;
    ent_lender_t lender;
    const ent_params_t *params; /* the segment in force */
    size_t segment;

    /* Recorded variables by kind: variables[kind] + index × lanes. */
    double *variables[ENT_VAR_KINDS];

    double *baseline;                             /* [driver] */
    double *fast, *slow;                          /* [state] grievances */
    double *provocation, *provocation_age;        /* [state] */
    double *heard;                                /* [state] opinion heard, V */
    double *health;                               /* H in −1…1; the recorded one is 50(1 + H) */
    double *habit;                                /* [institution] whatever its status */
    double *status;                               /* [institution] an ent_status_t as a number */
    double *suspended_by_event;                   /* [institution] 1 or 0 */
    double *progress, *below_years, *above_years; /* [institution] */
    double *next_term_years, *next_term_step;     /* [state] */
    double *ordinal;                              /* [state] of the next succession */
    double *normals, *uniforms;                   /* [stream][even, odd] */

    ent_lanes_t *event_done;                 /* [event] `when` events that had their occasion */
    double *watch_years, *watch_rests_until; /* [watch] clocks; the step a rest ends in */
    double *occasions;                       /* [counter] */
    double *ramp_increment, *ramp_left;      /* [slot] */
    double *ramp_count;                      /* [ramp] started so far */

    bool *live;         /* [institution] negotiating, active or suspended in some lane */
    bool publics_stale; /* cohorts changed since the publics were derived */
    bool institutions_stale;

    ent_happenings_t happened;
    uint64_t *not_applied; /* [event] institution effects that did not apply, over members */

    /* What metrics need of each member. */
    double *health_path;         /* [instant] recorded health */
    ent_lanes_t *leader_changes; /* [state][step] */
    double *grievance_sum, *legitimacy_sum, *autonomy_sum, *leader_share_sum; /* [state] */
    double *readiness_sum, *clamped_count;
    double *meetings_due, *meetings_held, *years_active, *suspensions; /* [institution] */
    double *last_meeting, *longest_gap; /* [institution] years; last_meeting < 0: none awaited */

    double *slab;
    uint64_t *words;
};

/* Bytes a block of this plan takes, for limits that are checked before memory is asked for. */
size_t ent_block_bytes(const ent_plan_t *plan, size_t lanes);

/* Makes a block with room for `lanes` members. */
ENT_CHECKED ent_err_t ent_block_init(ent_block_t *block, const ent_plan_t *plan, size_t lanes);
void ent_block_free(ent_block_t *block);

/* Puts members first_member … first_member + members − 1 at the start, n = 0. */
void ent_block_start(ent_block_t *block, const ent_plan_t *plan, uint64_t seed,
                     uint64_t first_member, size_t members, bool deterministic);

/* The lanes of a recorded variable. */
static inline double *ent_block_variable(const ent_block_t *block, ent_variable_kind_t kind,
                                         size_t index) {
    return block->variables[kind] + index * block->lanes;
}

/* Marks an institution live if any lane may act on its status. */
void ent_block_note_status(ent_block_t *block, size_t institution);

#endif

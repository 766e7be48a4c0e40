/* Where two stories of one member part: the same luck in two scenarios. */
#ifndef ENT_ANALYSIS_PARTING_H
#define ENT_ANALYSIS_PARTING_H

#include "analysis/story.h"

enum { ENT_STORIES = 2 };

/* Points of health that count as being apart. */
#define ENT_PARTED_POINTS 1.0

/* Something that happened in one story only; NULL where there is none. */
typedef struct {
    const ent_happening_t *happening;
    size_t story;
} ent_divergence_t;

typedef struct {
    const ent_story_t *stories[ENT_STORIES];
    bool *alone[ENT_STORIES]; /* [happening] not in the other story in the same step */
    bool starts_differ;       /* in a sitting leader's name or an institution's status */
    ent_divergence_t first;   /* after the start, of any group */
    ent_divergence_t first_in[ENT_PART_GROUPS];
    bool apart;      /* health was more than some points apart … */
    size_t apart_at; /* … first at this instant */
} ent_parting_t;

/*
 * Compares two stories, which must agree in start, step and horizon and outlive the result. What
 * happens is the same in both if it is of the same kind and name in the same step, for a leader of
 * the same name or type, too; how severe a shock is makes no such difference.
 */
ENT_CHECKED ent_err_t ent_parting_find(const ent_story_t *one, const ent_story_t *other,
                                       double points, ent_parting_t *parting);
void ent_parting_free(ent_parting_t *parting);

/* Whether the kind describes the start rather than something that happened. */
bool ent_told_at_start(ent_told_t kind);

#endif

/* Picks one member of an ensemble that stands for something: the typical one, the worst one. */
#ifndef ENT_ANALYSIS_PICK_H
#define ENT_ANALYSIS_PICK_H

#include "ensemble/ensemble.h"

typedef enum {
    ENT_PICK_TYPICAL, /* the path of health nearest the ensemble's median, in squared distance */
    ENT_PICK_WORST    /* the deepest fall: the largest max_drawdown */
} ent_pick_t;

/*
 * Picks among the members that `options` describes (members, seed, instruction set, sizes, stop,
 * progress with its user; the rest is set here). Of several that are equal, the first. The median
 * is that of the histograms, so it is off by a bin's width at most; ENT_PICK_TYPICAL runs the
 * ensemble twice.
 */
ENT_CHECKED ent_err_t ent_pick_member(const ent_plan_t *plan, ent_pick_t which,
                                      const ent_ensemble_options_t *options, uint64_t *member);

#endif

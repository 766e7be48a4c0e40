/* The typical and the worst member's story, in sentences and a short table, for report.html. */
#ifndef ENT_REPORT_STORIES_H
#define ENT_REPORT_STORIES_H

#include "base/isa.h"
#include "model/plan.h"
#include "report/values.h"

#include <signal.h>

/* Members are picked among so many, the first ones: picking runs them all again. */
enum { ENT_PICKED_AMONG = 2000, ENT_STORY_ROWS = 12 };

typedef struct {
    const ent_plan_t *const *plans; /* the first is the control, whose members are picked */
    size_t count;
    uint64_t members, seed;
    bool deterministic; /* then there is one member */
    ent_isa_t isa;
    size_t threads;
    const volatile sig_atomic_t *stop;
} ent_stories_t;

/*
 * Puts `stories`: for each member picked its number, why it was picked, how its health goes, what
 * happened on its deepest way down, and how it fares in the other scenarios and where it parts
 * there. ENT_ERR_INTERRUPTED when `stop` was set.
 */
ENT_CHECKED ent_err_t ent_put_stories(const ent_stories_t *stories, ent_values_t *values);

#endif

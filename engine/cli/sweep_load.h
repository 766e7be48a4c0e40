/* A sweep with all that follows from its file, before anything is run: for `sweep` and `check`. */
#ifndef ENT_CLI_SWEEP_LOAD_H
#define ENT_CLI_SWEEP_LOAD_H

#include "analysis/design.h"
#include "analysis/point.h"
#include "scenario/factor.h"

typedef struct {
    ent_sweep_t sweep;
    ent_factored_t scenarios[ENT_SWEEP_MOST_SCENARIOS];
    char *folders[ENT_SWEEP_MOST_SCENARIOS]; /* the scenarios' names, too */
    ent_question_t question;
    ent_design_t design;
} ent_swept_t;

/* What the command line says in place of the file; 0 where it says nothing. */
typedef struct {
    uint64_t members, seed;
    bool seed_given;
} ent_sweep_instead_t;

/*
 * Reads the sweep and its scenarios, finds what the factors change, chooses the metrics and sets
 * up the design. Says on stderr what is wrong, lack of memory apart. Free it either way.
 */
ENT_CHECKED ent_err_t ent_swept_load(const char *path, const ent_sweep_instead_t *instead,
                                     bool quiet, ent_swept_t *swept);

/* "1440 points of 2 scenarios, 1000 members each: 691 million member-steps" */
enum { ENT_SWEPT_SIZE = 160 };
const char *ent_swept_size(const ent_swept_t *swept, char text[ENT_SWEPT_SIZE]);

void ent_swept_free(ent_swept_t *swept);

#endif

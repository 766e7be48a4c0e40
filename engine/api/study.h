/* What stands behind the public handle of a study (entente.h). */
#ifndef ENT_API_STUDY_H
#define ENT_API_STUDY_H

#include "analysis/counterparts.h"
#include "analysis/metrics.h"
#include "entente.h"

/* One scenario; it does not move, since its plan points at it. */
typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics; /* with falls of the usual depth: for their names */
    entente_quantity_t *variables, *listed_metrics;
} ent_study_side_t;

/* What a run needs of a scenario as long as its results are read. */
typedef struct {
    bool *record;          /* [variable]; NULL for all */
    ent_metrics_t metrics; /* with falls as deep as the run's options say */
    ent_counterparts_t counterparts;
} ent_study_run_t;

/* A study may have got more scenarios since it was run. */
typedef struct {
    size_t count;
    ent_study_run_t *sides;
    ent_pairing_t *pairings; /* the ensemble reads them on */
    ent_ensemble_t ensemble;
} ent_study_results_t;

enum { ENT_STUDY_MESSAGE_SIZE = 2048 };

struct entente_study {
    ent_study_side_t **sides;
    size_t count, room;
    char (*dates)[ENT_DATE_SIZE]; /* [instant] */
    ent_diags_t diags;            /* of the last scenario added */
    entente_problem_t problems[ENT_DIAG_KEPT];
    size_t problem_count;
    char message[ENT_STUDY_MESSAGE_SIZE];
    ent_study_results_t results;
};

/* How a call that can fail begins: no message is left from an earlier one. */
void ent_study_begin(entente_study_t *study);

/* Notes what was found and what is expected, the call's message, and returns the error. */
ent_err_t ent_study_fail(entente_study_t *study, ent_err_t error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* How it ends: the error as the caller knows it, with its own sentence if nothing was noted. */
entente_error_t ent_study_end(entente_study_t *study, ent_err_t error);

/* The results of a run, or what there is of them. */
void ent_study_results_free(ent_study_results_t *results);

#endif

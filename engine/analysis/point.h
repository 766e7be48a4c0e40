/*
 * One setting of a sweep, or of a search: all scenarios with the same members and luck, their
 * metrics and the paired differences against the first. No histograms: sums in the order of
 * members, so that the result has the same bits in any thread.
 */
#ifndef ENT_ANALYSIS_POINT_H
#define ENT_ANALYSIS_POINT_H

#include "analysis/metrics.h"
#include "analysis/point_moments.h"
#include "scenario/factor.h"

typedef struct {
    bool failed; /* then `reason` says why, and there are no numbers */
    char reason[ENT_REASON_SIZE];
    ent_point_moments_t *metrics; /* scenarios × metrics, row-major */
    ent_point_moments_t
        *differences; /* scenarios × metrics; those of the first scenario are zeroes */
} ent_point_result_t;

/* What is asked at every point. */
typedef struct {
    size_t scenario_count;
    size_t metric_count;
    char (*names)[ENT_METRIC_NAME_SIZE]; /* [metric] in the table's order, over all scenarios */
    ent_better_t *better;                /* [metric] */
    uint64_t members, seed;
    double falls;
    ent_isa_t isa;
} ent_question_t;

/*
 * Chooses the metrics that the patterns ("*" and "?" as in file names) match in any of the
 * scenarios. `unmatched` is the index of the first pattern that matches none, or pattern_count.
 * Members, seed, falls and isa are the caller's to set, before or after.
 */
ENT_CHECKED ent_err_t ent_question_init(ent_question_t *question,
                                        const ent_factored_t *const *scenarios,
                                        size_t scenario_count, char *const *patterns,
                                        size_t pattern_count, size_t *unmatched);
void ent_question_free(ent_question_t *question);

/* What one thread needs: scenarios of its own. */
typedef struct {
    const ent_question_t *question;
    ent_factored_t *scenarios;   /* [scenario] */
    ent_point_result_t result;   /* of the last point */
    struct ent_point_work *work; /* kept from point to point */
} ent_point_t;

ENT_CHECKED ent_err_t ent_point_init(ent_point_t *point, const ent_question_t *question,
                                     const ent_factored_t *scenarios);
void ent_point_free(ent_point_t *point); /* harmless twice, and on zeroes */

/*
 * Runs the members of all scenarios at a setting ([factor]) in this thread; `point->result` is what
 * came out, a failure of the setting included. ENT_ERR_MEMORY, ENT_ERR_INTERRUPTED.
 */
ENT_CHECKED ent_err_t ent_point_run(ent_point_t *point, const double *values,
                                    const volatile sig_atomic_t *stop);

#endif

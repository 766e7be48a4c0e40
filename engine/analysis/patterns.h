/*
 * Patterns that a credible model of Japan and Korea reproduces, as tests on ensembles: one table of
 * what is tested, within which bounds, and how sure the evidence is. A pattern that fails is a
 * result like any other.
 */
#ifndef ENT_ANALYSIS_PATTERNS_H
#define ENT_ANALYSIS_PATTERNS_H

#include "analysis/trials.h"

typedef enum {
    ENT_VERDICT_PASS,
    ENT_VERDICT_PARTIAL,
    ENT_VERDICT_FAIL,
    ENT_VERDICT_NOT_REPRESENTED, /* the model, or the scenario, has no such variable */
    ENT_VERDICT_NOT_APPLICABLE,  /* it has, and this run cannot show it */
    ENT_VERDICT_REPORTED,        /* an output, which nothing is held against */
    ENT_VERDICTS
} ent_verdict_t;

/* "pass", "partial", "fail", "not represented", "not applicable here", "reported". */
const char *ent_verdict_name(ent_verdict_t verdict);

/*
 * A number that was measured, with the band it should lie in and a looser one; an end is infinite
 * where there is none, and NaN where nothing is expected.
 */
enum { ENT_QUANTITY_NAME_SIZE = 96 };
typedef struct {
    char name[ENT_QUANTITY_NAME_SIZE];
    double measured, low, high, loose_low, loose_high;
} ent_quantity_t;

enum { ENT_MOST_QUANTITIES = 12, ENT_WHY_SIZE = 240 };
typedef struct {
    ent_verdict_t verdict;
    ent_quantity_t quantities[ENT_MOST_QUANTITIES];
    size_t count;
    char why[ENT_WHY_SIZE]; /* what is missing, or which quantities lie outside; "" for a pass */
} ent_finding_t;

typedef struct ent_pattern {
    const char *id, *title;
    const char *tested; /* what, with the rule for a partial verdict, in a sentence or two */
    const char *band;   /* where it should lie, in words */
    const char *confidence, *use; /* of the evidence, H, M, L; fit, sign or output */
    bool of_japan_and_korea;      /* about these two by name, so that no other dyad has it */
    size_t enough;                /* quantities within their bands that make it partial; 0: none */
    /* Measures; a verdict is set only where there is none to be reached by the bands. */
    ent_err_t (*test)(const ent_trials_t *trials, ent_finding_t *finding);
    const char *absent; /* why the model has no such thing; then there is no test */
} ent_pattern_t;

extern const ent_pattern_t ent_patterns[];
extern const size_t ent_pattern_count;

/* Tests one pattern on the trials of a scenario. */
ENT_CHECKED ent_err_t ent_pattern_test(const ent_pattern_t *pattern, const ent_trials_t *trials,
                                       ent_finding_t *finding);

/* The verdict that quantities and bands make, and why; `enough` is that of the pattern. */
void ent_finding_judge(ent_finding_t *finding, size_t enough);

#endif

/* The tests of single patterns, and what they share: for patterns*.c only. */
#ifndef ENT_ANALYSIS_PATTERN_TESTS_H
#define ENT_ANALYSIS_PATTERN_TESTS_H

#include "analysis/patterns.h"

typedef ent_err_t ent_pattern_test_t(const ent_trials_t *trials, ent_finding_t *finding);

/* patterns_breaks.c */
ent_pattern_test_t ent_pattern_break, ent_pattern_persistence, ent_pattern_rebound,
    ent_pattern_grieved;
/* patterns_paths.c */
ent_pattern_test_t ent_pattern_unlike, ent_pattern_alike, ent_pattern_tail, ent_pattern_security;
/* patterns_terms.c */
ent_pattern_test_t ent_pattern_sawtooth, ent_pattern_honeymoon, ent_pattern_provocation;
/* patterns_institutions.c */
ent_pattern_test_t ent_pattern_fragility, ent_pattern_variance;

/* Adds a quantity that should lie in low … high; a looser band may be given to it afterwards. */
ent_quantity_t *ent_finding_add(ent_finding_t *finding, double measured, double low, double high,
                                const char *name, ...) __attribute__((format(printf, 5, 6)));

/* Adds one that is only reported. */
void ent_finding_report(ent_finding_t *finding, double measured, const char *name, ...)
    __attribute__((format(printf, 3, 4)));

/* The median of [member] values, as a quantity or to be reported. */
ENT_CHECKED ent_err_t ent_finding_add_median(ent_finding_t *finding, const double *values,
                                             size_t count, double low, double high,
                                             const char *name, ...)
    __attribute__((format(printf, 6, 7)));

/* A looser band: half as wide again as the band, about the same middle. */
void ent_finding_loosen(ent_quantity_t *quantity);

/* Ends a test without a verdict by bands. Returns ENT_OK, so that a test can return it. */
ent_err_t ent_finding_decline(ent_finding_t *finding, ent_verdict_t verdict, const char *format,
                              ...) __attribute__((format(printf, 3, 4)));

/* True where the state has the poll; otherwise the finding says it is not represented. */
bool ent_finding_has_poll(const ent_trials_t *trials, ent_finding_t *finding, const size_t *polls,
                          size_t state, const char *what);

/*
 * P1's one-year change of a poll of Japan, by member: between the waves of October 2011 and 2012
 * under a record; else what the probe's shocks have done a year later. False, with the finding
 * declined, where the run cannot show it.
 */
bool ent_break_possible(const ent_trials_t *trials, ent_finding_t *finding);
ENT_CHECKED ent_err_t ent_break_changes(const ent_trials_t *trials, size_t poll, double *changes);

/*
 * Surveys a year apart of a poll: members × surveys, row-major, the caller's to free. `count` of
 * them, the first at the kept instant `first`.
 */
typedef struct {
    double *percent;
    size_t count;
} ent_surveys_t;
ENT_CHECKED ent_err_t ent_surveys_take(const ent_trials_t *trials, size_t poll, size_t first,
                                       size_t count, ent_surveys_t *surveys);

/* How many annual surveys there are from two years after the start on. */
size_t ent_surveys_possible(const ent_trials_t *trials, size_t *first);

#endif

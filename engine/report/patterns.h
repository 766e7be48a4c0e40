/* Verdicts on patterns as a CSV file and as a table on a screen. */
#ifndef ENT_REPORT_PATTERNS_H
#define ENT_REPORT_PATTERNS_H

#include "analysis/patterns.h"
#include "base/file.h"

#include <stdio.h>

/* What was found of one scenario: [pattern], in the order of the table. */
typedef struct {
    const char *label; /* its file's name, or what tells it from the others */
    const ent_scenario_t *scenario;
    bool recorded;
    const ent_finding_t *findings;
} ent_tested_t;

typedef struct {
    const ent_tested_t *tested;
    size_t count;
    uint64_t members, seed;
    const char *polls; /* the file of fitted curves, or NULL */
} ent_pattern_report_t;

/*
 * scenario, pattern, title, quantity, measured, low, high, verdict, confidence, use, why: a row for
 * each quantity, and one without for a pattern that has none. Open ends are empty.
 */
void ent_patterns_table(const ent_pattern_report_t *report, ent_writer_t *writer);

/* For people: scenario by scenario, verdict, what was measured and where it should lie. */
void ent_patterns_print(const ent_pattern_report_t *report, FILE *stream);

/* What each pattern is tested by, where it should lie, and how sure the evidence is. */
void ent_patterns_list(FILE *stream);

#endif

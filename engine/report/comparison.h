/* Results of a comparison as CSV files and as a table on a screen. */
#ifndef ENT_REPORT_COMPARISON_H
#define ENT_REPORT_COMPARISON_H

#include "analysis/counterparts.h"
#include "report/output.h"
#include "report/tables.h"
#include "scenario/difference.h"

/* One scenario of a comparison. */
typedef struct {
    const char *label; /* of its rows and its folder */
    ent_run_t run;
    ent_counterparts_t counterparts; /* with the control; empty for the control itself */
    ent_differences_t changes;       /* against the control */
} ent_compared_t;

typedef struct {
    const ent_compared_t *items; /* the first is the control */
    size_t count;
    const ent_ensemble_t *ensemble;
} ent_comparison_t;

/*
 * Metric by metric and scenario by scenario: its distribution, and for all but the control the
 * paired difference with its error and 95 % interval, the unpaired interval, the shares of members
 * that fare better, equal and worse, the effect size and stochastic dominance.
 */
void ent_table_comparison(const ent_comparison_t *comparison, ent_writer_t *writer);

/* Bands of the paired differences: scenario by scenario, variable by variable, by instant. */
void ent_table_differences(const ent_comparison_t *comparison, ent_writer_t *writer);

/* By metric and statistic: by how much each scenario falls short of the best one. */
void ent_table_regret(const ent_comparison_t *comparison, ent_writer_t *writer);

/* Shares of members in classes of each metric's values, the same for all scenarios. */
void ent_table_distributions(const ent_comparison_t *comparison, ent_writer_t *writer);

/* The keys in which each scenario differs from the control. */
void ent_table_all_changes(const ent_comparison_t *comparison, ent_writer_t *writer);

/* Finishes changes.csv, comparison.csv, differences.csv, distributions.csv and regret.csv. */
ENT_CHECKED ent_err_t ent_comparison_write(const ent_comparison_t *comparison,
                                           ent_output_t *output);

/* What changed and what that gains, for people. */
void ent_table_comparison_screen(const ent_comparison_t *comparison, FILE *stream);

/* Where the rows of a metric's classes stand in distributions.csv, for figures. */
typedef struct {
    size_t line, count; /* lines above, rows; 0 rows where the scenario lacks the metric */
} ent_class_rows_t;

ent_class_rows_t ent_class_rows(const ent_comparison_t *comparison, size_t metric, size_t scenario);

/* The index of the control's metric among those of a scenario; false where that lacks it. */
bool ent_compared_metric(const ent_comparison_t *comparison, size_t scenario, size_t metric,
                         size_t *index);

/* The pair of the control's metric in a scenario's counterparts; false where there is none. */
bool ent_compared_pair(const ent_comparison_t *comparison, size_t scenario, size_t metric,
                       size_t *pair);

#endif

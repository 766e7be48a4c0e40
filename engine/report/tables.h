/* Results of a run as CSV files and as tables on a screen. */
#ifndef ENT_REPORT_TABLES_H
#define ENT_REPORT_TABLES_H

#include "analysis/metrics.h"
#include "base/file.h"

#include <stdio.h>

/* A run: what was run, and what was gathered of it. */
typedef struct {
    const ent_scenario_t *scenario;
    const ent_plan_t *plan;
    const ent_metrics_t *metrics;
    const ent_gathered_t *gathered;
    uint64_t members, seed;
    bool deterministic;
} ent_run_t;

/* time, date, variable, mean, sd, q05, q25, q50, q75, q95; variable by variable. */
void ent_table_summary(const ent_run_t *run, ent_writer_t *writer);

/* metric, unit, better, mean, sd, quantiles, standard_error, members, undefined, censored */
void ent_table_metrics(const ent_run_t *run, ent_writer_t *writer);

/* kind, name, title, share, per_member, first_date, median_date, not_applied */
void ent_table_events(const ent_run_t *run, ent_writer_t *writer);

/* The heading of members.csv, and a tile of it: member, metric by metric ("" for undefined). */
void ent_table_members_head(const ent_metrics_t *metrics, ent_writer_t *writer);
void ent_table_members(const ent_metrics_t *metrics, const ent_tile_t *tile, ent_writer_t *writer);

/* The heading of paths.csv, and the health of the first `most` members of a tile, by instant. */
void ent_table_paths_head(ent_writer_t *writer);
void ent_table_paths(const ent_run_t *run, const ent_tile_t *tile, size_t most,
                     ent_writer_t *writer);

/* Metrics of the dyad and the states, rounded to two figures, for people. */
void ent_table_screen(const ent_run_t *run, FILE *stream);

/*
 * Of a row of the tally: to how many members it happened, the step of its first occurrence in any
 * of them, and the one by which it had happened to half of these members. False if it never did.
 */
bool ent_tally_dates(const ent_tally_t *tally, size_t row, uint64_t *members, size_t *first,
                     size_t *median);

/* The quantiles of all tables, and the names of their columns. */
enum { ENT_TABLE_QUANTILES = 5 };
#define ENT_QUANTILE_COLUMNS "q05,q25,q50,q75,q95"
extern const double ent_quantiles[ENT_TABLE_QUANTILES];

/* A comma and a number; nothing behind the comma for one that is not finite. */
void ent_table_number(ent_writer_t *writer, double value);

/* ",q05,…,q95", and ",mean,sd,q05,…,q95". */
void ent_table_quantiles(ent_writer_t *writer, ent_distribution_t distribution);
void ent_table_numbers(ent_writer_t *writer, ent_distribution_t distribution);

/* "cost of a transition, KOR": a metric as people read it. */
void ent_metric_label(const ent_metric_t *metric, char *text, size_t size);

/* "more", "less" or "neither". */
const char *ent_better_word(ent_better_t better);

/* A text as a field of a CSV file: in quotes where it needs them (RFC 4180). */
void ent_csv_field(ent_writer_t *writer, const char *text);

/* "YYYY-MM-DD" of an instant. */
void ent_instant_date(const ent_scenario_t *scenario, double instant, char text[ENT_DATE_SIZE]);

#endif

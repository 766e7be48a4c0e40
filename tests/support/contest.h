/*
 * A small comparison of three scenarios in which every member's metrics and health are kept, so
 * that what tables say of them can be worked out again.
 */
#ifndef SUPPORT_CONTEST_H
#define SUPPORT_CONTEST_H

#include "report/comparison.h"
#include "support/csv.h"
#include "support/rivals.h"
#include "support/world.h"

enum {
    SUPPORT_CONTEST_SIDES = 3,
    SUPPORT_CONTEST_MEMBERS = 40,
    SUPPORT_CONTEST_INSTANTS = 61,
    SUPPORT_CONTEST_METRICS = 64
};

/*
 * The control, called "control", has institutions "i" and "old". The next, whose label needs quotes
 * in a CSV file, has "i" and "new", and twice the shocks. The third, "placebo", is the control with
 * a council that does nothing. Five years in months; health, stances and activity are recorded.
 */
#define SUPPORT_CONTEST_LABEL "rough, \"new\""

typedef struct {
    support_world_t worlds[SUPPORT_CONTEST_SIDES];
    bool records[SUPPORT_CONTEST_SIDES][64];
    support_rivals_t rivals;
    ent_ensemble_options_t options;
    ent_ensemble_t ensemble;
    ent_comparison_t comparison;
    ent_metric_value_t metrics[SUPPORT_CONTEST_SIDES][SUPPORT_CONTEST_MEMBERS]
                              [SUPPORT_CONTEST_METRICS];
    double health[SUPPORT_CONTEST_SIDES][SUPPORT_CONTEST_MEMBERS][SUPPORT_CONTEST_INSTANTS];
    char *folder;
} support_contest_t;

void support_contest_open(support_contest_t *contest);
void support_contest_close(support_contest_t *contest);

/* A table as written to a file and read back. */
support_csv_t support_contest_table(const support_contest_t *contest,
                                    void (*table)(const ent_comparison_t *, ent_writer_t *));

/* Members for which something is defined, and their values. */
typedef struct {
    double values[SUPPORT_CONTEST_MEMBERS];
    size_t count;
} support_values_t;

/* The index of a metric of a side by its name; false where the side does not have it. */
bool support_contest_metric(const support_contest_t *contest, size_t side, const char *name,
                            size_t *index);

/* A metric of a side's members, or its difference to the control in those that have both. */
support_values_t support_contest_values(const support_contest_t *contest, size_t side,
                                        const char *name);
support_values_t support_contest_differences(const support_contest_t *contest, size_t side,
                                             const char *name);

/*
 * Checks the columns mean (or what it is called), its deviation and q05 … q95 of a row against
 * values: quantiles may be off by a bin's width, whole numbers by nothing.
 */
void support_assert_numbers(const support_csv_t *csv, size_t row, const char *mean, const char *sd,
                            support_values_t values, double width);

#endif

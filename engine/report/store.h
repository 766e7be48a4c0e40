/*
 * Where the points of a sweep are kept while it runs and afterwards: an SQLite database that any
 * program can open. A point is appended in one transaction, so that it is there whole or not at
 * all, whenever the program dies.
 *
 *     about        key, value          what made it: sweep, version, seed, hashes, when
 *     scenarios    scenario, name, title, file, hash
 *     factors      factor, name, title, distribution, low, high
 *     metrics      metric, name, unit, better
 *     points       point, state ('done', 'failed'), reason, checksum
 *     settings     point, factor, value
 *     results      point, scenario, metric, mean, sd, standard_error, half_difference, members,
 *                  undefined, censored
 *     differences  point, scenario, metric, the same, more, same, less
 *
 * and views with names in place of numbers, for those who look inside: setting, result, difference.
 *
 * A point that was appended outlives its process, killed or not. It reaches the disk itself within
 * about a second, or with the next point, so that a power cut costs the points of that second. Each
 * point has a checksum over all that is kept of it and of what the sweep is: no number is given
 * back that was not stored. The folder must be on a local disk, as SQLite's log asks.
 */
#ifndef ENT_REPORT_STORE_H
#define ENT_REPORT_STORE_H

#include "analysis/design.h"
#include "analysis/point.h"

/* Its name in the folder. */
#define ENT_STORE_FILE "sweep.db"

typedef struct ent_store ent_store_t;

/* What a store is of; everything in it that must be equal for a sweep to be continued. */
typedef struct {
    const ent_sweep_t *sweep;
    const ent_question_t *question;
    const ent_scenario_t *const *scenarios; /* [scenario] with overrides, before any factor */
    const char *const *scenario_names;      /* [scenario] stems of files, unique */
    const char *sweep_hash;                 /* SHA-256 of the resolved sweep and its list */
    const char *const *scenario_hashes;     /* [scenario] as in run codes */
    uint64_t points;
} ent_store_head_t;

enum { ENT_STORE_PROBLEM_SIZE = 512 };

/*
 * Creates the database (it must not exist; its folder must) or opens one that must agree with the
 * head. On an error `problem` says what is wrong and what to do: ENT_ERR_CANNOT_CREATE (it is there
 * already; a folder cannot be written; another process has the lock), ENT_ERR_NO_INPUT (there is
 * none), ENT_ERR_USAGE (made by another version, sweep, scenario or seed: which; or by another
 * program), ENT_ERR_IO (reading or writing failed). The folder is locked until ent_store_close; a
 * lock dies with its process.
 *
 * A damaged database is put aside, as "sweep.db.damaged", and every point that can be read and
 * matches its checksum goes to a new one: then *damaged is true, the result is ENT_OK, and
 * `problem` says what was wrong and how many points are left.
 */
ENT_CHECKED ent_err_t ent_store_create(ent_store_t **store, const char *folder,
                                       const ent_store_head_t *head,
                                       char problem[ENT_STORE_PROBLEM_SIZE]);
ENT_CHECKED ent_err_t ent_store_resume(ent_store_t **store, const char *folder,
                                       const ent_store_head_t *head, bool *damaged,
                                       char problem[ENT_STORE_PROBLEM_SIZE]);
/*
 * Only to read: no lock, no head to agree with, also while another process appends; it knows the
 * points that were there when it was opened. ENT_ERR_NO_INPUT where there is none, ENT_ERR_USAGE
 * for one in a later version's format, ENT_ERR_IO for one that is damaged.
 */
ENT_CHECKED ent_err_t ent_store_open(ent_store_t **store, const char *folder,
                                     char problem[ENT_STORE_PROBLEM_SIZE]);
void ent_store_close(ent_store_t *store);

/* What a store says about itself; owned by the store. */
typedef struct {
    size_t scenario_count, metric_count, factor_count;
    const char *const *scenarios;       /* [scenario] names */
    const char *const *scenario_titles; /* [scenario] */
    const char *const *metrics;         /* [metric] names */
    const ent_better_t *better;         /* [metric] */
    const char *sweep_hash, *version;
    uint64_t points, members, seed;
} ent_store_names_t;

const ent_store_names_t *ent_store_names(const ent_store_t *store);

/* Whether a point is in it, and how many are, done and failed. */
bool ent_store_has(const ent_store_t *store, uint64_t point);
void ent_store_counts(const ent_store_t *store, uint64_t *done, uint64_t *failed);

/*
 * Appends a point in one transaction. ENT_ERR_IO: the disk is full or failing; what was appended
 * before is kept, and the sweep can be resumed. ENT_ERR_BUG for a point that is there already, or
 * beyond the last, or has an infinite number.
 */
ENT_CHECKED ent_err_t ent_store_append(ent_store_t *store, uint64_t point, const double *values,
                                       const ent_point_result_t *result);

/*
 * Reads a point: its settings ([factor], or NULL), and its results, whose arrays are the caller's
 * (scenarios × metrics each). *found is false when it is not in the store. ENT_ERR_IO also when it
 * does not match its checksum. A zero is given back without its sign; a reason is without control
 * characters.
 */
ENT_CHECKED ent_err_t ent_store_read(ent_store_t *store, uint64_t point, double *values,
                                     ent_point_result_t *result, bool *found);

/*
 * Reads every point that is in the store, in their order, as ent_store_read does, and hands each to
 * `take`, which must not append, once it is in `values` and `result`. The first error of either
 * ends it.
 */
ENT_CHECKED ent_err_t ent_store_each(ent_store_t *store, double *values, ent_point_result_t *result,
                                     ent_err_t (*take)(void *user, uint64_t point), void *user);

/*
 * A metric of a scenario, or with `paired` its difference from the control, at every point
 * ([point]): means, their standard errors (NULL where nobody asks) and half differences, NaN where
 * there are none; an error takes two members that have the metric. The first of these calls checks
 * all points.
 */
ENT_CHECKED ent_err_t ent_store_column(ent_store_t *store, size_t scenario, size_t metric,
                                       bool paired, double *means, double *errors, double *halves);

/* What went wrong last, for a message. */
const char *ent_store_problem(const ent_store_t *store);

#endif

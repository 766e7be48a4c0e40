/*
 * Ensembles: many members of one or several plans, which meet the same luck in each. Members are
 * worked through in tiles, by several threads; within a tile all plans advance in lockstep, step by
 * step, and what is recorded is gathered at once, so that nothing need be kept per member.
 */
#ifndef ENT_ENSEMBLE_ENSEMBLE_H
#define ENT_ENSEMBLE_ENSEMBLE_H

#include "base/error.h"
#include "ensemble/contrast.h"
#include "ensemble/sample.h"

#include <signal.h>

/* Members a block; and the most in a tile of one plan, of which several plans get half. */
enum { ENT_DEFAULT_LANES = 64, ENT_DEFAULT_TILE = 2048 };

/* Histograms count in 32 bits. */
#define ENT_MOST_MEMBERS UINT64_C(4294967295)

/* A tile that has run to the end, of one plan. */
typedef struct {
    size_t plan;
    uint64_t first_member;
    size_t members;
    const ent_metric_value_t *metrics; /* members × metrics, row-major */
    const ent_block_t *blocks;
    size_t block_count;
} ent_tile_t;

typedef struct {
    uint64_t first_member, members, seed;
    bool deterministic;
    ent_isa_t isa;
    size_t lanes, tile;                /* members a block and a tile; 0 for the defaults */
    const bool *const *record;         /* [plan][variable] what is gathered; NULL for everything */
    const ent_metric_set_t *metrics;   /* [plan]; NULL for none */
    const ent_pairing_t *pairings;     /* [plan] against the first, whose own is unused; or NULL */
    const ent_sampling_t *samplings;   /* [plan] by members from first_member; NULL for none */
    size_t threads;                    /* 0 for as many as the machine has */
    const volatile sig_atomic_t *stop; /* not 0: end at the next step; NULL never */
    /* After steps, in the caller's thread; NULL for none. */
    void (*progress)(void *user, double share_done);
    /* In the order of members, within a tile by plan, one call at a time, in any thread; NULL for
     * none. What is shown of the first plan lasts until the tile's last plan has been shown. */
    ent_err_t (*tile_done)(void *user, const ent_tile_t *tile);
    void *user;
} ent_ensemble_options_t;

/* What can happen to a member: rows of ent_tally_t. */
typedef enum {
    ENT_HAPPENED_EVENT,
    ENT_HAPPENED_SHOCK,
    ENT_HAPPENED_ANSWER,
    ENT_HAPPENED_SUCCESSION
} ent_happened_t;

typedef struct {
    size_t rows; /* events, then shocks, then answers and successions by state */
    size_t steps;
    uint32_t *first;       /* rows × steps: members to whom it happened there for the first time */
    uint64_t *total;       /* [row] how often, over members */
    uint64_t *not_applied; /* [row] institution effects that did not apply */
} ent_tally_t;

/* What was gathered of one plan. */
typedef struct {
    size_t variables, instants, metrics;
    ent_histograms_t by_variable; /* at every instant; without those that are not recorded */
    ent_histograms_t by_metric;   /* at the end */
    bool *recorded;               /* [variable] */
    ent_metric_set_t set;
    uint64_t *metric_undefined, *metric_censored; /* [metric] members */
    ent_tally_t tally;
} ent_gathered_t;

typedef struct {
    size_t plan_count;
    uint64_t members;
    ent_gathered_t *plans;
    ent_contrast_t *contrasts; /* [plan] empty where nothing was paired, as for the first */
} ent_ensemble_t;

/* How many threads an ensemble uses unless told: those of the machine, or of OMP_NUM_THREADS. */
size_t ent_ensemble_threads(void);

/* Bytes that an ensemble will take, whatever its number of members. */
size_t ent_ensemble_bytes(const ent_plan_t *const *plans, size_t plan_count,
                          const ent_ensemble_options_t *options);

/*
 * Runs members of all plans, which must agree in step and horizon. On success the result is the
 * caller's to free. ENT_ERR_MEMORY comes before any work, also where ent_ensemble_bytes is more
 * than ent_memory_limit; ENT_ERR_INTERRUPTED when `stop` was set;
 * or what `tile_done` returned. After an error some of what was sampled may not have been written.
 */
ENT_CHECKED ent_err_t ent_ensemble_run(const ent_plan_t *const *plans, size_t plan_count,
                                       const ent_ensemble_options_t *options,
                                       ent_ensemble_t *ensemble);
void ent_ensemble_free(ent_ensemble_t *ensemble);

/* Adds the members of another ensemble of the same plans, metrics and recorded variables. */
void ent_ensemble_merge(ent_ensemble_t *into, const ent_ensemble_t *from);

/* Views of what was gathered. */
ent_distribution_t ent_gathered_variable(const ent_gathered_t *gathered, size_t variable,
                                         size_t instant);
ent_distribution_t ent_gathered_metric(const ent_gathered_t *gathered, size_t metric);

/* The rows of a plan's tally, and the one for what happened. */
size_t ent_tally_rows(const ent_plan_t *plan);
size_t ent_tally_row(const ent_plan_t *plan, ent_happened_t what, size_t index);

#endif

/* A made-up sweep with made-up points, for tests of what keeps them. */
#ifndef SUPPORT_SWEEP_H
#define SUPPORT_SWEEP_H

#include "report/store.h"
#include "support/close.h"

enum { SUPPORT_SWEPT = 2, SUPPORT_SWEEP_FACTORS = 4, SUPPORT_SWEEP_METRICS = 3 };

/* Two scenarios, "base" and "pact"; four factors; three metrics. Does not move. */
typedef struct {
    ent_sweep_t sweep;
    ent_factor_t factors[SUPPORT_SWEEP_FACTORS];
    char *files[SUPPORT_SWEPT];
    ent_scenario_t titled[SUPPORT_SWEPT]; /* that have a title and nothing else */
    const ent_scenario_t *scenarios[SUPPORT_SWEPT];
    const char *names[SUPPORT_SWEPT], *hashes[SUPPORT_SWEPT];
    char metrics[SUPPORT_SWEEP_METRICS][ENT_METRIC_NAME_SIZE];
    ent_better_t better[SUPPORT_SWEEP_METRICS];
    ent_question_t question;
    ent_store_head_t head;
} support_sweep_t;

void support_sweep_init(support_sweep_t *sweep, uint64_t points);

/* What a point holds: follows from its number alone. Of every eleven points one failed. */
typedef struct {
    double values[SUPPORT_SWEEP_FACTORS];
    ent_point_moments_t metrics[SUPPORT_SWEPT * SUPPORT_SWEEP_METRICS];
    ent_point_moments_t differences[SUPPORT_SWEPT * SUPPORT_SWEEP_METRICS];
    ent_point_result_t result; /* points into the same */
} support_swept_t;

bool support_sweep_fails(uint64_t point);
void support_sweep_point(uint64_t point, support_swept_t *made);

/* Appends it. */
ENT_CHECKED ent_err_t support_sweep_append(ent_store_t *store, uint64_t point);

/* Fails unless all points that the store has are as they were made; returns how many it has. */
uint64_t support_assert_swept(ent_store_t *store);

/* The order in which points are appended: each of so many once, far from sorted. */
uint64_t support_sweep_order(uint64_t position, uint64_t points);

/* Creates a store in the folder with its first `count` points in that order, and leaves it open. */
ent_store_t *support_sweep_create(const support_sweep_t *sweep, const char *folder, uint64_t count);

#endif

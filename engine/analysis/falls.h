/* Falls and recoveries on a path of recorded health (model.md, "Metrics of one member"). */
#ifndef ENT_ANALYSIS_FALLS_H
#define ENT_ANALYSIS_FALLS_H

#include <stdbool.h>
#include <stddef.h>

/* A fall runs from a running peak to the lowest value before `points` have been regained. */
typedef struct {
    size_t peak, low; /* instants */
    bool regained;    /* so that fall and regain make a swing */
} ent_fall_t;

/* A walk along a path that finds one fall after the other. */
typedef struct {
    const double *path;
    size_t count, at; /* instants; the next to be looked at */
    double points;
    size_t peak;
} ent_fall_walk_t;

void ent_fall_walk_init(ent_fall_walk_t *walk, const double *path, size_t count, double points);

/* The next fall of at least `points`; false when there is none. */
bool ent_fall_walk_next(ent_fall_walk_t *walk, ent_fall_t *fall);

/*
 * Instants from the low of a fall to the first at which half of it is regained. False if that does
 * not come before the end; then the instants up to the end.
 */
bool ent_fall_recovery(const double *path, size_t count, const ent_fall_t *fall, size_t *instants);

#endif

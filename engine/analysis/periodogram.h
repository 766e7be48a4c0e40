/* The periodogram of a path: how much of its variance lies at which period. */
#ifndef ENT_ANALYSIS_PERIODOGRAM_H
#define ENT_ANALYSIS_PERIODOGRAM_H

#include "base/error.h"

#include <stddef.h>

/* Averages over paths of one length; power[k] is at k cycles a path, k = 0 … bins − 1. */
typedef struct {
    size_t length, bins;
    double *power, *square; /* sums over paths of the power, and of its square */
    double paths;
    double *scratch;
    void *table, *space; /* of the transform */
} ent_periodogram_t;

/* For paths of `length` ≥ 2 values. Free it after a failure, too. */
ENT_CHECKED ent_err_t ent_periodogram_init(ent_periodogram_t *periodogram, size_t length);
void ent_periodogram_free(ent_periodogram_t *periodogram);

/*
 * Adds a path, less its mean: |Σ x·e^(−2πikt/n)|²/n, so that over all frequencies it sums to Σ x².
 * A trend is left in: its power only falls with frequency, so that it makes no peak, while taking a
 * line away would hollow out the lowest frequencies and leave one behind.
 */
ENT_CHECKED ent_err_t ent_periodogram_add(ent_periodogram_t *periodogram, const double *path);

/*
 * The highest local maximum at more than one and less than `bins` − 1 cycles, `least` of them at
 * least: higher than both neighbours by more than two standard errors of their means over paths. 0
 * where there is none, as when power only falls with frequency.
 */
size_t ent_periodogram_peak(const ent_periodogram_t *periodogram, size_t least);

#endif

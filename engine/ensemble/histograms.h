/*
 * A set of distributions: of several quantities, each on a scale of its own, at each of some
 * instants. What is gathered together, the quantities of an instant, lies together.
 */
#ifndef ENT_ENSEMBLE_HISTOGRAMS_H
#define ENT_ENSEMBLE_HISTOGRAMS_H

#include "base/error.h"
#include "ensemble/distribution.h"

/*
 * What a set is to hold; `scale` is asked for each quantity's, with `user`. A quantity on a scale
 * of no bins is left out and takes no room: nothing may be added to it.
 */
typedef struct {
    size_t quantities, instants;
    ent_scale_t (*scale)(const void *user, size_t quantity);
    const void *user;
} ent_histograms_shape_t;

typedef struct {
    size_t quantities, instants;
    ent_scale_t *scales;    /* [quantity] */
    size_t *first;          /* [quantity] where its counts begin among those of an instant */
    size_t stride;          /* counts of an instant */
    size_t *place;          /* [quantity] where its moments are among those of an instant */
    size_t kept;            /* quantities that are not left out */
    ent_moments_t *moments; /* instants × those kept; then empty ones for all left out */
    uint32_t *counts;       /* instants × those kept × (bins + 2) */
} ent_histograms_t;

/* A set of nothing yet, or ENT_ERR_MEMORY with nothing left to free. The shape is not kept. */
ENT_CHECKED ent_err_t ent_histograms_init(ent_histograms_t *set,
                                          const ent_histograms_shape_t *shape);
void ent_histograms_free(ent_histograms_t *set);

/* Bytes of the counts and sums of such a set: nearly all that it takes. */
size_t ent_histograms_bytes(const ent_histograms_shape_t *shape);

/* A quantity at an instant, to be added to or read; it lasts as long as the set. */
ent_distribution_t ent_histograms_view(const ent_histograms_t *set, size_t quantity,
                                       size_t instant);

/* Adds a set of the same shape. */
void ent_histograms_merge(ent_histograms_t *into, const ent_histograms_t *from);

#endif

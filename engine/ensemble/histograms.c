#include "ensemble/histograms.h"

#include "base/memory.h"

#include <stdlib.h>

static size_t counts_of(const ent_scale_t *scale) {
    return scale->bins > 0 ? (size_t)scale->bins + 2 : 0;
}

/* Gives every quantity its scale and its place. */
static void lay_out(ent_histograms_t *set, const ent_histograms_shape_t *shape) {
    set->stride = 0;
    for (size_t i = 0; i < set->quantities; i++) {
        set->scales[i] = shape->scale(shape->user, i);
        set->first[i] = set->stride;
        set->stride += counts_of(&set->scales[i]);
    }
}

ent_err_t ent_histograms_init(ent_histograms_t *set, const ent_histograms_shape_t *shape) {
    size_t n = shape->quantities, moments = n * shape->instants;
    *set = (ent_histograms_t){.quantities = n, .instants = shape->instants};
    set->scales = ent_alloc(n, sizeof *set->scales);
    set->first = ent_alloc(n, sizeof *set->first);
    set->moments = ent_alloc(moments, sizeof *set->moments);
    if (set->scales != NULL && set->first != NULL && set->moments != NULL) {
        lay_out(set, shape);
        set->counts = ent_alloc(set->stride * set->instants, sizeof *set->counts);
    }
    if (set->counts == NULL) {
        ent_histograms_free(set);
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < moments; i++) {
        ent_moments_init(&set->moments[i]);
    }
    return ENT_OK;
}

void ent_histograms_free(ent_histograms_t *set) {
    free(set->scales);
    free(set->first);
    free(set->moments);
    free(set->counts);
    *set = (ent_histograms_t){0};
}

size_t ent_histograms_bytes(const ent_histograms_shape_t *shape) {
    size_t bytes = 0;
    for (size_t i = 0; i < shape->quantities; i++) {
        ent_scale_t scale = shape->scale(shape->user, i);
        bytes += sizeof(ent_moments_t) + counts_of(&scale) * sizeof(uint32_t);
    }
    return bytes * shape->instants;
}

ent_distribution_t ent_histograms_view(const ent_histograms_t *set, size_t quantity,
                                       size_t instant) {
    return (ent_distribution_t){.scale = &set->scales[quantity],
                                .moments = &set->moments[instant * set->quantities + quantity],
                                .counts =
                                    set->counts + instant * set->stride + set->first[quantity]};
}

void ent_histograms_merge(ent_histograms_t *into, const ent_histograms_t *from) {
    for (size_t n = 0; n < into->instants; n++) {
        for (size_t i = 0; i < into->quantities; i++) {
            if (into->scales[i].bins > 0) {
                ent_distribution_merge(ent_histograms_view(into, i, n),
                                       ent_histograms_view(from, i, n));
            }
        }
    }
}

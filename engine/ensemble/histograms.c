#include "ensemble/histograms.h"

#include "base/memory.h"

#include <stdlib.h>

static size_t counts_of(const ent_scale_t *scale) {
    return scale->bins > 0 ? (size_t)scale->bins + 2 : 0;
}

/* Gives every quantity its scale and its places. */
static void lay_out(ent_histograms_t *set, const ent_histograms_shape_t *shape) {
    set->stride = 0;
    set->kept = 0;
    for (size_t i = 0; i < set->quantities; i++) {
        set->scales[i] = shape->scale(shape->user, i);
        set->first[i] = set->stride;
        set->stride += counts_of(&set->scales[i]);
        set->place[i] = set->kept;
        set->kept += set->scales[i].bins > 0;
    }
}

static ent_err_t make_room(ent_histograms_t *set) {
    size_t moments = 0;
    if (!ent_multiply(set->kept, set->instants, &moments) || moments == SIZE_MAX) {
        return ENT_ERR_MEMORY;
    }
    set->moments = ent_alloc(moments + 1, sizeof *set->moments);
    set->counts = ent_alloc(set->stride * set->instants, sizeof *set->counts);
    if (set->moments == NULL || set->counts == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i <= moments; i++) {
        ent_moments_init(&set->moments[i]);
    }
    return ENT_OK;
}

ent_err_t ent_histograms_init(ent_histograms_t *set, const ent_histograms_shape_t *shape) {
    size_t n = shape->quantities;
    *set = (ent_histograms_t){.quantities = n, .instants = shape->instants};
    set->scales = ent_alloc(n, sizeof *set->scales);
    set->first = ent_alloc(n, sizeof *set->first);
    set->place = ent_alloc(n, sizeof *set->place);
    ent_err_t error = ENT_ERR_MEMORY;
    if (set->scales != NULL && set->first != NULL && set->place != NULL) {
        lay_out(set, shape);
        error = make_room(set);
    }
    if (error != ENT_OK) {
        ent_histograms_free(set);
    }
    return error;
}

void ent_histograms_free(ent_histograms_t *set) {
    free(set->scales);
    free(set->first);
    free(set->place);
    free(set->moments);
    free(set->counts);
    *set = (ent_histograms_t){0};
}

size_t ent_histograms_bytes(const ent_histograms_shape_t *shape) {
    size_t bytes = 0;
    for (size_t i = 0; i < shape->quantities; i++) {
        ent_scale_t scale = shape->scale(shape->user, i);
        bytes += scale.bins > 0 ? sizeof(ent_moments_t) : 0;
        bytes += counts_of(&scale) * sizeof(uint32_t);
    }
    return bytes * shape->instants;
}

ent_distribution_t ent_histograms_view(const ent_histograms_t *set, size_t quantity,
                                       size_t instant) {
    bool kept = set->scales[quantity].bins > 0;
    size_t row = kept ? instant : set->instants, place = kept ? set->place[quantity] : 0;
    return (ent_distribution_t){.scale = &set->scales[quantity],
                                .moments = &set->moments[row * set->kept + place],
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

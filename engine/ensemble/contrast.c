#include "ensemble/contrast.h"

#include "base/memory.h"

#include <stdlib.h>

/* Differences of values on a scale: twice as wide, around 0, in bins of the same width. */
static ent_scale_t difference_scale(const ent_scale_t *scale) {
    double range = scale->high - scale->low;
    ent_scale_t wide = {.low = -range, .high = range, .bins = 2 * scale->bins, .centre = 0};
    if (scale->whole || scale->bins == 1) { /* a variable of one bin is a flag: 0 or 1 */
        uint32_t numbers = scale->whole ? scale->bins : 2;
        double most = numbers - 1; /* they differ by −most … most, each the middle of a bin */
        wide = (ent_scale_t){
            .low = -most - 0.5, .high = most + 0.5, .bins = 2 * numbers - 1, .whole = true};
    }
    return wide;
}

static ent_scale_t variable_scale(ent_variable_kind_t kind) {
    const ent_variable_row_t *row = ent_variable_row(kind);
    ent_scale_t scale = {.low = row->low, .high = row->high, .bins = (uint32_t)row->bins};
    return difference_scale(&scale);
}

static ent_err_t init_rows(ent_contrast_t *contrast) {
    size_t n = contrast->pairing.row_count, instants = contrast->instants, counts = 0;
    contrast->scales = ent_alloc(n, sizeof *contrast->scales);
    contrast->first_count = ent_alloc(n, sizeof *contrast->first_count);
    contrast->moments = ent_alloc(n * instants, sizeof *contrast->moments);
    if (contrast->scales == NULL || contrast->first_count == NULL || contrast->moments == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        contrast->scales[i] = variable_scale(contrast->pairing.rows[i].other.kind);
        contrast->first_count[i] = counts;
        counts += contrast->scales[i].bins + 2;
    }
    contrast->instant_counts = counts;
    for (size_t i = 0; i < n * instants; i++) {
        ent_moments_init(&contrast->moments[i]);
    }
    contrast->counts = ent_alloc(counts * instants, sizeof *contrast->counts);
    return contrast->counts != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

size_t ent_contrast_bytes(const ent_pairing_t *pairing, const ent_plan_t *plan) {
    size_t instants = plan->steps + 1, bytes = 0;
    for (size_t i = 0; i < pairing->row_count; i++) {
        size_t bins = variable_scale(pairing->rows[i].other.kind).bins + 2;
        bytes += instants * (sizeof(ent_moments_t) + bins * sizeof(uint32_t));
    }
    return bytes;
}

static ent_err_t init_metrics(ent_contrast_t *contrast, const ent_metric_set_t *metrics) {
    size_t n = contrast->pairing.metric_count, counts = 0;
    contrast->metric_scales = ent_alloc(n, sizeof *contrast->metric_scales);
    contrast->metric_moments = ent_alloc(n, sizeof *contrast->metric_moments);
    contrast->metric_first = ent_alloc(n, sizeof *contrast->metric_first);
    contrast->fared = ent_alloc(n, sizeof *contrast->fared);
    if (contrast->metric_scales == NULL || contrast->metric_moments == NULL ||
        contrast->metric_first == NULL || contrast->fared == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        const ent_scale_t *scale = &metrics->scales[contrast->pairing.metrics[i].other];
        contrast->metric_scales[i] = difference_scale(scale);
        ent_moments_init(&contrast->metric_moments[i]);
        contrast->metric_first[i] = counts;
        counts += contrast->metric_scales[i].bins + 2;
    }
    contrast->metric_counts = ent_alloc(counts, sizeof *contrast->metric_counts);
    return contrast->metric_counts != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

ent_err_t ent_contrast_init(ent_contrast_t *contrast, const ent_pairing_t *pairing,
                            const ent_plan_t *plan, const ent_metric_set_t *metrics) {
    *contrast = (ent_contrast_t){.pairing = *pairing, .instants = plan->steps + 1};
    ent_err_t error = init_rows(contrast);
    if (error == ENT_OK) {
        error = init_metrics(contrast, metrics);
    }
    if (error != ENT_OK) {
        ent_contrast_free(contrast);
    }
    return error;
}

void ent_contrast_free(ent_contrast_t *contrast) {
    free(contrast->scales);
    free(contrast->first_count);
    free(contrast->moments);
    free(contrast->counts);
    free(contrast->metric_scales);
    free(contrast->metric_moments);
    free(contrast->metric_first);
    free(contrast->metric_counts);
    free(contrast->fared);
    *contrast = (ent_contrast_t){0};
}

void ent_contrast_merge(ent_contrast_t *into, const ent_contrast_t *from) {
    for (size_t i = 0; i < into->pairing.row_count; i++) {
        for (size_t n = 0; n < into->instants; n++) {
            ent_distribution_merge(ent_contrast_row(into, i, n), ent_contrast_row(from, i, n));
        }
    }
    for (size_t i = 0; i < into->pairing.metric_count; i++) {
        ent_distribution_merge(ent_contrast_metric(into, i), ent_contrast_metric(from, i));
        into->fared[i].more += from->fared[i].more;
        into->fared[i].same += from->fared[i].same;
        into->fared[i].less += from->fared[i].less;
    }
}

void ent_contrast_add_metrics(ent_contrast_t *contrast, const ent_metric_value_t *other,
                              const ent_metric_value_t *control) {
    for (size_t i = 0; i < contrast->pairing.metric_count; i++) {
        const ent_metric_pair_t *pair = &contrast->pairing.metrics[i];
        if (other[pair->other].state == ENT_METRIC_UNDEFINED ||
            control[pair->control].state == ENT_METRIC_UNDEFINED) {
            continue; /* there is no difference to something that is not there */
        }
        double difference = other[pair->other].value - control[pair->control].value;
        ent_distribution_add(ent_contrast_metric(contrast, i), difference);
        contrast->fared[i].more += difference > 0;
        contrast->fared[i].same += difference == 0;
        contrast->fared[i].less += difference < 0;
    }
}

ent_distribution_t ent_contrast_row(const ent_contrast_t *contrast, size_t row, size_t instant) {
    return (ent_distribution_t){.scale = &contrast->scales[row],
                                .moments =
                                    &contrast->moments[instant * contrast->pairing.row_count + row],
                                .counts = contrast->counts + instant * contrast->instant_counts +
                                          contrast->first_count[row]};
}

ent_distribution_t ent_contrast_metric(const ent_contrast_t *contrast, size_t metric) {
    return (ent_distribution_t){.scale = &contrast->metric_scales[metric],
                                .moments = &contrast->metric_moments[metric],
                                .counts = contrast->metric_counts + contrast->metric_first[metric]};
}

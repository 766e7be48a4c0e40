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

static ent_scale_t row_scale(const void *user, size_t row) {
    const ent_pairing_t *pairing = user;
    const ent_variable_row_t *variable = ent_variable_row(pairing->rows[row].other.kind);
    ent_scale_t scale = {
        .low = variable->low, .high = variable->high, .bins = (uint32_t)variable->bins};
    return difference_scale(&scale);
}

static ent_histograms_shape_t rows_shape(const ent_pairing_t *pairing, const ent_plan_t *plan) {
    return (ent_histograms_shape_t){pairing->row_count, plan->steps + 1, row_scale, pairing};
}

size_t ent_contrast_bytes(const ent_pairing_t *pairing, const ent_plan_t *plan) {
    ent_histograms_shape_t shape = rows_shape(pairing, plan);
    return ent_histograms_bytes(&shape);
}

/* The metrics of the other plan, and which of them are paired. */
typedef struct {
    const ent_pairing_t *pairing;
    const ent_metric_set_t *metrics;
} metrics_t;

static ent_scale_t metric_scale(const void *user, size_t metric) {
    const metrics_t *paired = user;
    return difference_scale(&paired->metrics->scales[paired->pairing->metrics[metric].other]);
}

static ent_err_t init_metrics(ent_contrast_t *contrast, const ent_metric_set_t *metrics) {
    size_t n = contrast->pairing.metric_count;
    contrast->fared = ent_alloc(n, sizeof *contrast->fared);
    if (contrast->fared == NULL) {
        return ENT_ERR_MEMORY;
    }
    metrics_t paired = {&contrast->pairing, metrics};
    ent_histograms_shape_t shape = {n, 1, metric_scale, &paired};
    return ent_histograms_init(&contrast->by_metric, &shape);
}

ent_err_t ent_contrast_init(ent_contrast_t *contrast, const ent_pairing_t *pairing,
                            const ent_plan_t *plan, const ent_metric_set_t *metrics) {
    *contrast = (ent_contrast_t){.pairing = *pairing, .instants = plan->steps + 1};
    ent_histograms_shape_t shape = rows_shape(pairing, plan);
    ent_err_t error = ent_histograms_init(&contrast->by_row, &shape);
    if (error == ENT_OK) {
        error = init_metrics(contrast, metrics);
    }
    if (error != ENT_OK) {
        ent_contrast_free(contrast);
    }
    return error;
}

void ent_contrast_free(ent_contrast_t *contrast) {
    ent_histograms_free(&contrast->by_row);
    ent_histograms_free(&contrast->by_metric);
    free(contrast->fared);
    *contrast = (ent_contrast_t){0};
}

void ent_contrast_merge(ent_contrast_t *into, const ent_contrast_t *from) {
    ent_histograms_merge(&into->by_row, &from->by_row);
    ent_histograms_merge(&into->by_metric, &from->by_metric);
    for (size_t i = 0; i < into->pairing.metric_count; i++) {
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
    return ent_histograms_view(&contrast->by_row, row, instant);
}

ent_distribution_t ent_contrast_metric(const ent_contrast_t *contrast, size_t metric) {
    return ent_histograms_view(&contrast->by_metric, metric, 0);
}

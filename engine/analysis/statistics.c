#include "analysis/statistics.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

double ent_mean_of(const double *values, size_t count) {
    double sum = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            sum += values[i];
            n++;
        }
    }
    return sum / n;
}

/* The mean of a power of the deviations from a centre. */
static double moment(const double *values, size_t count, double centre, int power) {
    double sum = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            double deviation = values[i] - centre;
            sum += power == 3 ? deviation * deviation * deviation : deviation * deviation;
            n++;
        }
    }
    return sum / n;
}

/*
 * Deviations of rounding alone are none: they would give a correlation or a skewness to values that
 * are the same.
 */
static double cleared(double variance, double centre) {
    const double rounding = 1e-13;
    return variance <= rounding * rounding * centre * centre ? 0 : variance;
}

double ent_variance_of(const double *values, size_t count) {
    double centre = ent_mean_of(values, count);
    return cleared(moment(values, count, centre, 2), centre);
}

double ent_correlation_of(const double *x, const double *y, size_t count) {
    double sum_x = 0, sum_y = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(x[i]) && !isnan(y[i])) {
            sum_x += x[i];
            sum_y += y[i];
            n++;
        }
    }
    double centre_x = sum_x / n, centre_y = sum_y / n, xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(x[i]) && !isnan(y[i])) {
            xx += (x[i] - centre_x) * (x[i] - centre_x);
            yy += (y[i] - centre_y) * (y[i] - centre_y);
            xy += (x[i] - centre_x) * (y[i] - centre_y);
        }
    }
    bool vary = n > 1 && cleared(xx / n, centre_x) > 0 && cleared(yy / n, centre_y) > 0;
    return vary ? xy / sqrt(xx * yy) : NAN;
}

double ent_skewness_of(const double *values, size_t count) {
    double centre = ent_mean_of(values, count);
    double variance = ent_variance_of(values, count);
    return variance > 0 ? moment(values, count, centre, 3) / (variance * sqrt(variance)) : NAN;
}

double ent_fall_to_rise(const double *changes, size_t count) {
    double fall = 0, rise = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(changes[i])) {
            fall = fmax(fall, -changes[i]);
            rise = fmax(rise, changes[i]);
        }
    }
    if (rise > 0) {
        return fall / rise;
    }
    return fall > 0 ? INFINITY : NAN;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

ent_err_t ent_quantile_of(const double *values, size_t count, double probability,
                          double *quantile) {
    double *sorted = ent_alloc(count, sizeof *sorted);
    size_t n = 0;
    if (sorted == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            sorted[n++] = values[i];
        }
    }
    *quantile = NAN;
    if (n > 0) {
        qsort(sorted, n, sizeof *sorted, compare);
        double place = probability * (double)(n - 1), part = place - floor(place);
        double below = sorted[(size_t)floor(place)], above = sorted[(size_t)ceil(place)];
        *quantile = part > 0 ? below + part * (above - below) : below;
        if (isinf(below) || isinf(above)) {
            *quantile = part > 0 ? above : below; /* no way lies between them */
        }
    }
    free(sorted);
    return ENT_OK;
}

ent_err_t ent_median_of(const double *values, size_t count, double *median) {
    const double half = 0.5;
    return ent_quantile_of(values, count, half, median);
}

double ent_share_within(const double *values, size_t count, double low, double high) {
    double within = 0, n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            within += values[i] >= low && values[i] <= high;
            n++;
        }
    }
    return 100 * within / n;
}

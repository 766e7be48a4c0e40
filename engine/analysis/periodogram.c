#include "analysis/periodogram.h"

#include "base/memory.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_real.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

ent_err_t ent_periodogram_init(ent_periodogram_t *periodogram, size_t length) {
    *periodogram = (ent_periodogram_t){.length = length, .bins = length / 2 + 1};
    periodogram->power = ent_alloc(periodogram->bins, sizeof *periodogram->power);
    periodogram->square = ent_alloc(periodogram->bins, sizeof *periodogram->square);
    periodogram->scratch = ent_alloc(length, sizeof *periodogram->scratch);
    periodogram->table = gsl_fft_real_wavetable_alloc(length);
    periodogram->space = gsl_fft_real_workspace_alloc(length);
    bool whole = periodogram->power != NULL && periodogram->square != NULL &&
                 periodogram->scratch != NULL && periodogram->table != NULL &&
                 periodogram->space != NULL;
    return whole ? ENT_OK : ENT_ERR_MEMORY;
}

void ent_periodogram_free(ent_periodogram_t *periodogram) {
    free(periodogram->power);
    free(periodogram->square);
    free(periodogram->scratch);
    gsl_fft_real_wavetable_free(periodogram->table);
    gsl_fft_real_workspace_free(periodogram->space);
    *periodogram = (ent_periodogram_t){0};
}

static void remove_mean(const double *path, size_t count, double *left) {
    double mean = 0;
    for (size_t i = 0; i < count; i++) {
        mean += path[i] / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        left[i] = path[i] - mean;
    }
}

/* GSL stores a real transform as r₀, r₁, i₁, r₂, i₂, …, and of an even length the last r alone. */
static double power_at(const double *transform, size_t length, size_t k) {
    double real = k == 0 ? transform[0] : transform[2 * k - 1];
    double imaginary = k == 0 || 2 * k == length ? 0 : transform[2 * k];
    return (real * real + imaginary * imaginary) / (double)length;
}

ent_err_t ent_periodogram_add(ent_periodogram_t *periodogram, const double *path) {
    double *transform = periodogram->scratch;
    remove_mean(path, periodogram->length, transform);
    if (gsl_fft_real_transform(transform, 1, periodogram->length, periodogram->table,
                               periodogram->space) != GSL_SUCCESS) {
        return ENT_ERR_BUG;
    }
    for (size_t k = 0; k < periodogram->bins; k++) {
        double power = power_at(transform, periodogram->length, k);
        periodogram->power[k] += power;
        periodogram->square[k] += power * power;
    }
    periodogram->paths++;
    return ENT_OK;
}

/* Whether the mean power at a bin is clearly above that at another. */
static bool is_above(const ent_periodogram_t *periodogram, size_t bin, size_t other) {
    const double errors = 2;
    double n = periodogram->paths, variance = 0;
    const size_t both[] = {bin, other};
    for (size_t i = 0; i < 2; i++) {
        double mean = periodogram->power[both[i]] / n;
        variance += fmax(0, periodogram->square[both[i]] / n - mean * mean);
    }
    double gap = (periodogram->power[bin] - periodogram->power[other]) / n;
    return gap > 0 && gap > errors * sqrt(variance / n);
}

size_t ent_periodogram_peak(const ent_periodogram_t *periodogram, size_t least) {
    size_t peak = 0;
    for (size_t k = least > 2 ? least : 2; k + 1 < periodogram->bins; k++) {
        bool local = is_above(periodogram, k, k - 1) && is_above(periodogram, k, k + 1);
        if (local && (peak == 0 || periodogram->power[k] > periodogram->power[peak])) {
            peak = k;
        }
    }
    return peak;
}

#include "analysis/waves.h"

#include <math.h>

#define LEAST_GAP_YEARS (7 / 365.25)

size_t ent_waves_training(const ent_waves_t *waves) {
    size_t count = 0;
    for (size_t i = 0; i < waves->count; i++) {
        count += waves->training[i];
    }
    return count;
}

size_t ent_waves_previous(const ent_waves_t *waves, size_t wave, bool any) {
    for (size_t i = wave; i > 0; i--) {
        if (any || waves->training[i - 1]) {
            return i - 1;
        }
    }
    return ENT_NO_WAVE;
}

double ent_waves_gap(const ent_waves_t *waves, size_t from, size_t to) {
    return fmax(waves->years[to] - waves->years[from], LEAST_GAP_YEARS);
}

bool ent_waves_sound(const ent_waves_t *waves) {
    for (size_t i = 0; i < waves->count; i++) {
        if (!isfinite(waves->years[i]) || !isfinite(waves->values[i]) ||
            (waves->record != NULL && !isfinite(waves->record[i])) ||
            (i > 0 && waves->years[i] < waves->years[i - 1])) {
            return false;
        }
    }
    return true;
}

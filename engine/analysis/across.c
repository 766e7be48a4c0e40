#include "analysis/across.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    double result, error;
} pair_t;

/* By result, and among equal ones by error, so that any order of settings gives the same. */
static int compare(const void *a, const void *b) {
    const pair_t *x = a, *y = b;
    if (x->result != y->result) {
        return x->result < y->result ? -1 : 1;
    }
    return (x->error > y->error) - (x->error < y->error);
}

static size_t gather(pair_t *pairs, const double *results, const double *errors, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(results[i])) {
            pairs[found++] = (pair_t){results[i], isnan(errors[i]) ? 0 : errors[i]};
        }
    }
    qsort(pairs, found, sizeof *pairs, compare);
    return found;
}

ent_across_sign_t ent_across_sign(double result, double error) {
    double room = ENT_ACROSS_ERRORS * error;
    return result == 0 && room == 0 ? ENT_ACROSS_NONE
           : result > room          ? ENT_ACROSS_MORE
           : result < -room         ? ENT_ACROSS_LESS
                                    : ENT_ACROSS_NEITHER;
}

static void count_signs(ent_across_t *across) {
    size_t counts[] = {[ENT_ACROSS_NONE] = 0,
                       [ENT_ACROSS_NEITHER] = 0,
                       [ENT_ACROSS_MORE] = 0,
                       [ENT_ACROSS_LESS] = 0};
    for (size_t i = 0; i < across->settings; i++) {
        counts[ent_across_sign(across->sorted[i], across->errors[i])]++;
    }
    across->none = counts[ENT_ACROSS_NONE];
    across->neither = counts[ENT_ACROSS_NEITHER];
    across->more = counts[ENT_ACROSS_MORE];
    across->less = counts[ENT_ACROSS_LESS];
}

static void find_moments(ent_across_t *across) {
    double sum = 0, squares = 0;
    size_t n = across->settings;
    for (size_t i = 0; i < n; i++) {
        sum += across->sorted[i];
    }
    across->mean = n > 0 ? sum / (double)n : NAN;
    for (size_t i = 0; i < n; i++) {
        squares += (across->sorted[i] - across->mean) * (across->sorted[i] - across->mean);
    }
    across->sd = n > 1 ? sqrt(squares / (double)(n - 1)) : n > 0 ? 0 : NAN;
}

ent_err_t ent_across_init(ent_across_t *across, const double *results, const double *errors,
                          size_t count) {
    pair_t *pairs = ent_alloc(count, sizeof *pairs);
    *across = (ent_across_t){0};
    across->sorted = ent_alloc(count, sizeof *across->sorted);
    across->errors = ent_alloc(count, sizeof *across->errors);
    if (pairs == NULL || across->sorted == NULL || across->errors == NULL) {
        free(pairs);
        ent_across_free(across);
        return ENT_ERR_MEMORY;
    }
    across->settings = gather(pairs, results, errors, count);
    for (size_t i = 0; i < across->settings; i++) {
        across->sorted[i] = pairs[i].result;
        across->errors[i] = pairs[i].error;
    }
    free(pairs);
    find_moments(across);
    count_signs(across);
    return ENT_OK;
}

void ent_across_free(ent_across_t *across) {
    free(across->sorted);
    free(across->errors);
    *across = (ent_across_t){0};
}

double ent_across_quantile(const ent_across_t *across, double probability) {
    if (across->settings == 0) {
        return NAN;
    }
    double place = probability * (double)(across->settings - 1);
    size_t below = (size_t)place;
    size_t above = below + 1 < across->settings ? below + 1 : below;
    double low = across->sorted[below], high = across->sorted[above];
    return low + (place - (double)below) * (high - low);
}

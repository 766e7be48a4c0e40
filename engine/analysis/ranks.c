#include "analysis/ranks.h"

#include "analysis/statistics.h"
#include "base/memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

enum { LEAST_FOR_INTERVAL = 4 };

/* Replaces values by their ranks from 1, equal ones by the mean of theirs. */
static ent_err_t rank(double *values, size_t count) {
    size_t *order = ent_alloc(count, sizeof *order);
    double *ranks = ent_alloc(count, sizeof *ranks);
    if (order == NULL || ranks == NULL) {
        free(order);
        free(ranks);
        return ENT_ERR_MEMORY;
    }
    gsl_sort_index(order, values, 1, count);
    for (size_t first = 0, next = 0; first < count; first = next) {
        while (next < count && values[order[next]] <= values[order[first]]) {
            next++;
        }
        for (size_t i = first; i < next; i++) {
            ranks[order[i]] = 0.5 * (double)(first + 1 + next);
        }
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = ranks[i];
    }
    free(order);
    free(ranks);
    return ENT_OK;
}

static void add_interval(ent_rank_correlation_t *found, double level) {
    double r = found->value;
    if (isnan(r) || found->count < LEAST_FOR_INTERVAL) {
        return;
    }
    double width = gsl_cdf_ugaussian_Pinv(0.5 + 0.5 * level) *
                   sqrt((1 + 0.5 * r * r) / ((double)found->count - 3));
    found->low = tanh(atanh(r) - width); /* of a correlation of 1 it is 1 */
    found->high = tanh(atanh(r) + width);
}

ent_err_t ent_rank_correlation(const double *x, size_t stride, const double *y, size_t count,
                               double level, ent_rank_correlation_t *correlation) {
    ent_rank_correlation_t found = {.value = NAN, .low = NAN, .high = NAN};
    double *first = ent_alloc(count, sizeof *first), *second = ent_alloc(count, sizeof *second);
    ent_err_t error = first != NULL && second != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < count && error == ENT_OK; i++) {
        if (!isnan(x[i * stride]) && !isnan(y[i])) {
            first[found.count] = x[i * stride];
            second[found.count++] = y[i];
        }
    }
    if (error == ENT_OK) {
        error = rank(first, found.count);
    }
    if (error == ENT_OK) {
        error = rank(second, found.count);
    }
    if (error == ENT_OK) {
        double r = ent_correlation_of(first, second, found.count);
        found.value = r > 1 ? 1 : r < -1 ? -1 : r; /* rounding */
        add_interval(&found, level);
        *correlation = found;
    }
    free(first);
    free(second);
    return error;
}

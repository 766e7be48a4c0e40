#include "analysis/bootstrap.h"

#include "base/memory.h"
#include "base/name.h"
#include "random/random.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>

/*
 * Resamples of fewer groups are too often one group many times over: then Student's t by itself.
 * And where few groups carry an estimate, resamples without them have next to no spread of their
 * own to be divided by: no limit is further off than three times Student's.
 */
enum { LEAST_GROUPS = 8, FURTHEST = 3 };

/* ---- Resamples ------------------------------------------------------------------------------ */

void ent_bootstrap_draw(uint64_t seed, size_t resample, size_t groups, double *uniforms,
                        uint32_t *counts) {
    const uint32_t process = ent_name_hash("sensitivity/bootstrap");
    const size_t half = (groups + 15) / 16 * 8; /* lanes come in eights */
    ent_random(ENT_ISA_BASELINE)
        ->uniforms(seed, 0, (uint32_t)resample, process, half, uniforms, uniforms + half);
    for (size_t g = 0; g < groups; g++) {
        counts[g] = 0;
    }
    for (size_t g = 0; g < groups; g++) {
        size_t drawn = (size_t)(uniforms[g] * (double)groups);
        counts[drawn < groups ? drawn : groups - 1]++; /* a uniform can be 1 */
    }
}

/* ---- Standard errors ------------------------------------------------------------------------ */

/* What is needed again for every resample. */
typedef struct {
    const ent_bootstrap_t *of;
    uint32_t *counts;
    double *uniforms;
    double *totals, *left;          /* [column]: of a sample; of it less one group */
    double *values, *others;        /* [estimate]: of these */
    double *sums, *squares;         /* [estimate]: of the differences between them */
    double *deviations;             /* estimates × resamples */
    double *first_value, *standard; /* [estimate]: of the groups as they are, and its error */
} work_t;

static void add_up(const work_t *work) {
    const ent_bootstrap_t *of = work->of;
    for (size_t c = 0; c < of->columns; c++) {
        work->totals[c] = 0;
    }
    for (size_t g = 0; g < of->groups; g++) {
        const double *sums = of->sums + g * of->columns;
        double count = work->counts[g];
        for (size_t c = 0; c < of->columns; c++) {
            work->totals[c] += count * sums[c];
        }
    }
}

static void leave_out(const work_t *work, size_t group) {
    const ent_bootstrap_t *of = work->of;
    const double *sums = of->sums + group * of->columns;
    double count = work->counts[group];
    for (size_t c = 0; c < of->columns; c++) {
        work->left[c] = work->totals[c] - sums[c];
    }
    of->of_totals(of->context, work->left, work->others);
    for (size_t e = 0; e < of->estimates; e++) {
        double difference = work->others[e] - work->values[e];
        work->sums[e] += count * difference;
        work->squares[e] += count * difference * difference;
    }
}

/* The estimates of a sample, in `values`, and their standard errors, in `squares`. */
static void jackknife(const work_t *work) {
    const ent_bootstrap_t *of = work->of;
    double n = (double)of->groups;
    add_up(work);
    of->of_totals(of->context, work->totals, work->values);
    for (size_t e = 0; e < of->estimates; e++) {
        work->sums[e] = work->squares[e] = 0;
    }
    for (size_t g = 0; g < of->groups; g++) {
        if (work->counts[g] > 0) {
            leave_out(work, g);
        }
    }
    for (size_t e = 0; e < of->estimates; e++) {
        double spread = work->squares[e] - work->sums[e] * work->sums[e] / n;
        work->squares[e] = isnan(spread) ? NAN : sqrt((n - 1) / n * fmax(0, spread));
    }
}

/* ---- Intervals ------------------------------------------------------------------------------ */

/* Sorts values after moving those that are NaN out of the way; returns how many are left. */
static size_t sort(double *values, size_t count) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            values[n++] = values[i];
        }
    }
    gsl_sort(values, 1, n);
    return n;
}

/* The quantile at p of sorted values, by p·(n + 1), never beyond the ends. */
static double quantile(const double *sorted, size_t count, double p) {
    double place = fmin(fmax(p * ((double)count + 1) - 1, 0), (double)count - 1);
    size_t below = (size_t)place;
    double part = place - (double)below;
    return part > 0 ? sorted[below] + part * (sorted[below + 1] - sorted[below]) : sorted[below];
}

/* The limits stand where the studentised deviations are too large, and too small. */
static ent_interval_t interval(const work_t *work, size_t estimate) {
    const ent_bootstrap_t *of = work->of;
    double student = gsl_cdf_tdist_Pinv((1 + of->level) / 2, (double)of->groups - 1);
    double furthest = FURTHEST * student;
    double value = work->first_value[estimate], error = work->standard[estimate];
    double least = -student, most = student;
    double *deviations = work->deviations + estimate * of->resamples;
    size_t count = sort(deviations, of->resamples);
    if (of->groups >= LEAST_GROUPS && count > 0) {
        least = quantile(deviations, count, (1 - of->level) / 2);
        most = quantile(deviations, count, (1 + of->level) / 2);
        least = fmin(fmax(isnan(least) ? -furthest : least, -furthest), 0);
        most = fmax(fmin(isnan(most) ? furthest : most, furthest), 0);
    }
    return (ent_interval_t){value, value - most * error, value - least * error};
}

static ent_err_t open_work(work_t *work, ent_arena_t *arena) {
    const ent_bootstrap_t *of = work->of;
    double **rows[] = {&work->totals, &work->left,    &work->values,   &work->others,
                       &work->sums,   &work->squares, &work->standard, &work->first_value};
    size_t longest = of->columns > of->estimates ? of->columns : of->estimates;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        *rows[i] = ent_arena_alloc(arena, longest, sizeof(double));
        if (*rows[i] == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    size_t cells;
    work->counts = ent_arena_alloc(arena, of->groups, sizeof *work->counts);
    work->uniforms = ent_arena_alloc(arena, ENT_BOOTSTRAP_UNIFORMS(of->groups), sizeof(double));
    work->deviations = ent_multiply(of->estimates, of->resamples, &cells)
                           ? ent_arena_alloc(arena, cells, sizeof(double))
                           : NULL;
    return work->counts != NULL && work->uniforms != NULL && work->deviations != NULL
               ? ENT_OK
               : ENT_ERR_MEMORY;
}

static void resample(const work_t *work, size_t number) {
    const ent_bootstrap_t *of = work->of;
    ent_bootstrap_draw(of->seed, number, of->groups, work->uniforms, work->counts);
    jackknife(work);
    for (size_t e = 0; e < of->estimates; e++) {
        work->deviations[e * of->resamples + number] =
            (work->values[e] - work->first_value[e]) / work->squares[e];
    }
}

ent_err_t ent_bootstrap(const ent_bootstrap_t *bootstrap, ent_interval_t *intervals) {
    work_t work = {.of = bootstrap};
    ent_arena_t arena;
    ent_arena_init(&arena);
    ent_err_t error = open_work(&work, &arena);
    if (error == ENT_OK) {
        for (size_t g = 0; g < bootstrap->groups; g++) {
            work.counts[g] = 1;
        }
        jackknife(&work);
        for (size_t e = 0; e < bootstrap->estimates; e++) {
            work.first_value[e] = work.values[e];
            work.standard[e] = work.squares[e];
        }
        for (size_t r = 0; r < bootstrap->resamples; r++) {
            resample(&work, r);
        }
        for (size_t e = 0; e < bootstrap->estimates; e++) {
            intervals[e] = interval(&work, e);
        }
    }
    ent_arena_free(&arena);
    return error;
}

/*
 * Spearman's rank correlation, ties by the mean of their ranks, and its interval by the percentiles
 * of resampled groups. A resample counts its points instead of copying them: the order of points,
 * found once, gives the ranks of every resample in one pass.
 */
#include "analysis/sensitivity_sums.h"

#include "base/memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>

/* Points of whole blocks, by groups that have any. */
typedef struct {
    size_t points, groups;
    uint32_t *group;                  /* [point] */
    double *values, *units;           /* [point]; units of one factor at a time */
    size_t *by_value, *by_unit;       /* [place]: points in ascending order */
    double *value_ranks, *unit_ranks; /* [point] */
    uint32_t *counts;                 /* [group] */
    double *uniforms, *replicates;
} ranking_t;

/* ---- Ranks ---------------------------------------------------------------------------------- */

/* Ranks where each point stands as often as its group is counted; the same numbers share a rank. */
static void rank(const ranking_t *ranking, const double *numbers, const size_t *order,
                 double *ranks) {
    double below = 0;
    for (size_t first = 0, end = 0; first < ranking->points; first = end) {
        double count = 0;
        double number = numbers[order[first]];
        while (end < ranking->points && !(numbers[order[end]] > number)) {
            count += ranking->counts[ranking->group[order[end++]]];
        }
        for (size_t place = first; place < end; place++) {
            ranks[order[place]] = below + (count + 1) / 2;
        }
        below += count;
    }
}

/* Pearson's r of the ranks; NaN where all values, or all coordinates, are the same. */
static double correlate(const ranking_t *ranking) {
    double n = 0, xx = 0, yy = 0, xy = 0;
    rank(ranking, ranking->values, ranking->by_value, ranking->value_ranks);
    rank(ranking, ranking->units, ranking->by_unit, ranking->unit_ranks);
    for (size_t p = 0; p < ranking->points; p++) {
        n += ranking->counts[ranking->group[p]];
    }
    for (size_t p = 0; p < ranking->points; p++) {
        double count = ranking->counts[ranking->group[p]];
        double x = ranking->unit_ranks[p] - (n + 1) / 2, y = ranking->value_ranks[p] - (n + 1) / 2;
        xx += count * x * x;
        yy += count * y * y;
        xy += count * x * y;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

/* ---- Intervals ------------------------------------------------------------------------------ */

/*
 * Percentiles further out than nominal, by what Student's t and the variance divided by n, not
 * n − 1, leave out where groups are few (Hesterberg 2015, "expanded percentile interval").
 */
static ent_interval_t interval(const ranking_t *ranking, const ent_responses_t *responses,
                               double value) {
    double groups = (double)ranking->groups;
    double reach = ent_bootstrap_student(ranking->groups, responses->level);
    double tail = gsl_cdf_ugaussian_P(-reach * sqrt(groups / (groups - 1)));
    size_t count = ent_bootstrap_sort(ranking->replicates, responses->resamples);
    if (count == 0 || isnan(value)) {
        return (ent_interval_t){value, NAN, NAN};
    }
    return (ent_interval_t){
        .value = value,
        .low = fmin(value, ent_bootstrap_quantile(ranking->replicates, count, tail)),
        .high = fmax(value, ent_bootstrap_quantile(ranking->replicates, count, 1 - tail))};
}

static ent_interval_t correlate_factor(ranking_t *ranking, const ent_responses_t *responses) {
    gsl_sort_index(ranking->by_unit, ranking->units, 1, ranking->points);
    for (size_t g = 0; g < ranking->groups; g++) {
        ranking->counts[g] = 1;
    }
    double value = correlate(ranking);
    for (size_t r = 0; r < responses->resamples; r++) {
        ent_bootstrap_draw(responses->seed, r, ranking->groups, ranking->uniforms, ranking->counts);
        ranking->replicates[r] = correlate(ranking);
    }
    return interval(ranking, responses, value);
}

/* ---- Entry point ---------------------------------------------------------------------------- */

/* Numbers the groups that have whole blocks, in `counts`: 1 for the first; 0 stands for none. */
static void number_groups(const ent_responses_t *responses, ranking_t *ranking) {
    for (uint64_t b = 0; b < responses->blocks; b++) {
        uint32_t *number = &ranking->counts[ent_group_of(responses, b)];
        if (ent_block_whole(responses, b) && *number == 0) {
            *number = (uint32_t)++ranking->groups;
        }
    }
}

static void gather_values(const ent_responses_t *responses, ranking_t *ranking) {
    double mean = ent_responses_mean(responses);
    size_t point = 0;
    number_groups(responses, ranking);
    for (uint64_t b = 0; b < responses->blocks; b++) {
        bool whole = ent_block_whole(responses, b);
        for (size_t j = 0; whole && j < responses->block; j++, point++) {
            double value = responses->values[b * responses->block + j];
            ranking->values[point] = ent_centred(value, mean);
            ranking->group[point] = ranking->counts[ent_group_of(responses, b)] - 1;
        }
    }
    gsl_sort_index(ranking->by_value, ranking->values, 1, ranking->points);
}

static void gather_units(const ent_responses_t *responses, size_t factor, ranking_t *ranking) {
    size_t point = 0;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        const double *units = responses->units + b * responses->block * responses->factors;
        bool whole = ent_block_whole(responses, b);
        for (size_t j = 0; whole && j < responses->block; j++) {
            ranking->units[point++] = units[j * responses->factors + factor];
        }
    }
}

static ent_err_t open_ranking(const ent_responses_t *responses, ranking_t *ranking,
                              ent_arena_t *arena) {
    const size_t groups = ent_group_count(responses), points = ranking->points;
    double **reals[] = {&ranking->values, &ranking->units, &ranking->value_ranks,
                        &ranking->unit_ranks};
    size_t **orders[] = {&ranking->by_value, &ranking->by_unit};
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) {
        if ((*reals[i] = ent_arena_alloc(arena, points, sizeof(double))) == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if ((*orders[i] = ent_arena_alloc(arena, points, sizeof(size_t))) == NULL) {
            return ENT_ERR_MEMORY;
        }
    }
    ranking->group = ent_arena_alloc(arena, points, sizeof *ranking->group);
    ranking->counts = ent_arena_alloc(arena, groups, sizeof *ranking->counts);
    ranking->uniforms = ent_arena_alloc(arena, ENT_BOOTSTRAP_UNIFORMS(groups), sizeof(double));
    ranking->replicates = ent_arena_alloc(arena, responses->resamples, sizeof(double));
    return ranking->group != NULL && ranking->counts != NULL && ranking->uniforms != NULL &&
                   ranking->replicates != NULL
               ? ENT_OK
               : ENT_ERR_MEMORY;
}

ent_err_t ent_sensitivity_rank(const ent_responses_t *responses, ent_interval_t *correlations) {
    ranking_t ranking = {.points = (size_t)ent_blocks_whole(responses) * responses->block};
    ent_arena_t arena;
    ent_arena_init(&arena);
    ent_err_t error = open_ranking(responses, &ranking, &arena);
    if (error == ENT_OK) {
        gather_values(responses, &ranking);
        error = ranking.groups >= 2 ? ENT_OK : ENT_ERR_USAGE;
    }
    for (size_t i = 0; i < responses->factors && error == ENT_OK; i++) {
        gather_units(responses, i, &ranking);
        correlations[i] = correlate_factor(&ranking, responses);
    }
    ent_arena_free(&arena);
    return error;
}

/*
 * Spearman's rank correlation, ties by the mean of their ranks. Of F and G, the shares of points
 * below (half of those that are the same), it is
 *   ρ = (E FG − ¼)/√((E F² − ¼)(E G² − ¼)).
 * Its interval is that of Fisher's z = artanh ρ, to which a point adds its influence (Hampel 1974)
 * divided by n. That of E FG at (x, y), for F and G change as well where a point is added, is
 *   F(x)G(y) + E[G; X above x] + E[F; Y above y] − 3 E FG,
 * "above" counting half where it is the same; F² and G² alike. So resamples need no ranks of
 * theirs.
 */
#include "analysis/sensitivity_sums.h"

#include "base/memory.h"

#include <gsl/gsl_sort.h>
#include <math.h>

/* The result, or a factor: numbers of points, and what follows from their order. */
typedef struct {
    double *numbers;
    size_t *order;
    double *below;       /* F or G */
    double *above_own;   /* E[F; X above x] */
    double *above_other; /* E[G; X above x] */
    double square;       /* E F² */
} side_t;

/* Points of whole blocks, and the groups that these are in. */
typedef struct {
    size_t points, groups, factors;
    uint32_t *group; /* [point] */
    double *sums;    /* groups × (1 + factors): points, and influences on the z of each factor */
    double *rho, *z; /* [factor]; NaN and 0 where there is none */
    side_t result, factor;
} ranking_t;

/* ---- Ranks ---------------------------------------------------------------------------------- */

/* Where those that are the same as the one at `first` end. */
static size_t ties_end(const side_t *side, size_t points, size_t first) {
    size_t end = first + 1;
    while (end < points && !(side->numbers[side->order[end]] > side->numbers[side->order[first]])) {
        end++;
    }
    return end;
}

static void rank(side_t *side, size_t points) {
    double n = (double)points, sum = 0;
    gsl_sort_index(side->order, side->numbers, 1, points);
    for (size_t first = 0, end; first < points; first = end) {
        end = ties_end(side, points, first);
        for (size_t place = first; place < end; place++) {
            double share = ((double)first + (double)end) / 2 / n;
            side->below[side->order[place]] = share;
            sum += share * share;
        }
    }
    side->square = sum / n;
}

/* The mean of weights over points above each point, half of its equals' with them. */
static void add_above(const side_t *side, size_t points, const double *weights, double *above) {
    double n = (double)points, left = 0;
    for (size_t p = 0; p < points; p++) {
        left += weights[p];
    }
    for (size_t first = 0, end; first < points; first = end) {
        double same = 0;
        end = ties_end(side, points, first);
        for (size_t place = first; place < end; place++) {
            same += weights[side->order[place]];
        }
        for (size_t place = first; place < end; place++) {
            above[side->order[place]] = (left - same / 2) / n;
        }
        left -= same;
    }
}

/* ---- Influences ----------------------------------------------------------------------------- */

static double spearman(const ranking_t *ranking) {
    const side_t *x = &ranking->factor, *y = &ranking->result;
    double sum = 0, variance_x = x->square - 0.25, variance_y = y->square - 0.25;
    for (size_t p = 0; p < ranking->points; p++) {
        sum += (x->below[p] - 0.5) * (y->below[p] - 0.5);
    }
    const double rounding = 1e-13;
    bool vary = variance_x > rounding && variance_y > rounding;
    return vary ? sum / (double)ranking->points / sqrt(variance_x * variance_y) : NAN;
}

/* On E F², divided by the variance of F. */
static double influence_on_side(const side_t *side, size_t point) {
    double below = side->below[point];
    double influence = below * below + 2 * side->above_own[point] - 3 * side->square;
    return influence / (side->square - 0.25);
}

static double influence_on_rho(const ranking_t *ranking, double rho, size_t point) {
    const side_t *x = &ranking->factor, *y = &ranking->result;
    double scale = sqrt((x->square - 0.25) * (y->square - 0.25)), product = rho * scale + 0.25;
    double influence = x->below[point] * y->below[point] + x->above_other[point] +
                       y->above_other[point] - 3 * product;
    return influence / scale -
           rho / 2 * (influence_on_side(x, point) + influence_on_side(y, point));
}

/* Where ρ is 1 or −1 there is no z, and no point but is in its place. */
static bool has_z(double rho) {
    const double rounding = 1e-13;
    return 1 - fabs(rho) > rounding;
}

static void correlate(ranking_t *ranking, size_t factor) {
    side_t *x = &ranking->factor, *y = &ranking->result;
    const size_t points = ranking->points;
    rank(x, points);
    add_above(x, points, x->below, x->above_own);
    add_above(x, points, y->below, x->above_other);
    add_above(y, points, x->below, y->above_other);
    double rho = spearman(ranking);
    ranking->rho[factor] = rho;
    if (has_z(rho)) {
        ranking->z[factor] = atanh(rho);
        for (size_t p = 0; p < points; p++) {
            double *sums = ranking->sums + ranking->group[p] * (1 + ranking->factors);
            sums[1 + factor] += influence_on_rho(ranking, rho, p) / (1 - rho * rho);
        }
    }
}

/* ---- Intervals ------------------------------------------------------------------------------ */

static void z_of(const void *context, const double *totals, double *estimates) {
    const ranking_t *ranking = context;
    for (size_t i = 0; i < ranking->factors; i++) {
        estimates[i] = ranking->z[i] + totals[1 + i] / totals[0];
    }
}

/* Fewer than four points tell nothing of how far off they are. */
static ent_interval_t of_z(const ranking_t *ranking, size_t factor, ent_interval_t z) {
    const size_t least = 4;
    double rho = ranking->rho[factor];
    if (isnan(rho) || ranking->points < least) {
        return (ent_interval_t){rho, NAN, NAN};
    }
    return has_z(rho) ? (ent_interval_t){rho, tanh(z.low), tanh(z.high)}
                      : (ent_interval_t){rho, rho, rho};
}

static ent_err_t bound(const ranking_t *ranking, const ent_responses_t *responses,
                       ent_interval_t *correlations) {
    ent_bootstrap_t bootstrap = {.groups = ranking->groups,
                                 .columns = 1 + ranking->factors,
                                 .estimates = ranking->factors,
                                 .sums = ranking->sums,
                                 .of_totals = z_of,
                                 .context = ranking,
                                 .seed = responses->seed,
                                 .resamples = responses->resamples,
                                 .level = responses->level};
    ent_err_t error = ent_bootstrap(&bootstrap, correlations);
    for (size_t i = 0; i < ranking->factors && error == ENT_OK; i++) {
        correlations[i] = of_z(ranking, i, correlations[i]);
    }
    return error;
}

/* ---- Entry point ---------------------------------------------------------------------------- */

/* Numbers the groups that have whole blocks, from 1; 0 stands for the others. */
static void number_groups(const ent_responses_t *responses, uint32_t *numbers, size_t *groups) {
    for (uint64_t b = 0; b < responses->blocks; b++) {
        uint32_t *number = &numbers[ent_group_of(responses, b)];
        if (ent_block_whole(responses, b) && *number == 0) {
            *number = (uint32_t)++ * groups;
        }
    }
}

static void gather_results(const ent_responses_t *responses, const uint32_t *numbers,
                           ranking_t *ranking) {
    double mean = ent_responses_mean(responses);
    size_t point = 0;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        bool whole = ent_block_whole(responses, b);
        for (size_t j = 0; whole && j < responses->block; j++, point++) {
            double value = responses->values[b * responses->block + j];
            ranking->result.numbers[point] = ent_centred(value, mean);
            ranking->group[point] = numbers[ent_group_of(responses, b)] - 1;
            ranking->sums[ranking->group[point] * (1 + ranking->factors)]++;
        }
    }
    rank(&ranking->result, ranking->points);
    add_above(&ranking->result, ranking->points, ranking->result.below, ranking->result.above_own);
}

static void gather_units(const ent_responses_t *responses, size_t factor, ranking_t *ranking) {
    size_t point = 0;
    for (uint64_t b = 0; b < responses->blocks; b++) {
        const double *units = responses->units + b * responses->block * responses->factors;
        bool whole = ent_block_whole(responses, b);
        for (size_t j = 0; whole && j < responses->block; j++) {
            ranking->factor.numbers[point++] = units[j * responses->factors + factor];
        }
    }
}

static bool open_side(side_t *side, size_t points, ent_arena_t *arena) {
    double **arrays[] = {&side->numbers, &side->below, &side->above_own, &side->above_other};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = ent_arena_alloc(arena, points, sizeof(double));
        if (*arrays[i] == NULL) {
            return false;
        }
    }
    side->order = ent_arena_alloc(arena, points, sizeof *side->order);
    return side->order != NULL;
}

static bool open_ranking(ranking_t *ranking, size_t groups, ent_arena_t *arena) {
    const size_t factors = ranking->factors;
    ranking->group = ent_arena_alloc(arena, ranking->points, sizeof *ranking->group);
    ranking->sums = ent_arena_alloc(arena, groups, (1 + factors) * sizeof *ranking->sums);
    ranking->rho = ent_arena_alloc(arena, factors, sizeof *ranking->rho);
    ranking->z = ent_arena_alloc(arena, factors, sizeof *ranking->z);
    return ranking->group != NULL && ranking->sums != NULL && ranking->rho != NULL &&
           ranking->z != NULL && open_side(&ranking->result, ranking->points, arena) &&
           open_side(&ranking->factor, ranking->points, arena);
}

ent_err_t ent_sensitivity_rank(const ent_responses_t *responses, ent_interval_t *correlations) {
    ranking_t ranking = {.points = (size_t)ent_blocks_whole(responses) * responses->block,
                         .factors = responses->factors};
    const size_t groups = ent_group_count(responses);
    ent_err_t error = ENT_ERR_MEMORY;
    ent_arena_t arena;
    ent_arena_init(&arena);
    uint32_t *numbers = ent_arena_alloc(&arena, groups, sizeof *numbers);
    if (numbers == NULL || !open_ranking(&ranking, groups, &arena)) {
        goto out;
    }
    number_groups(responses, numbers, &ranking.groups);
    error = ENT_ERR_USAGE;
    if (ranking.groups >= 2) {
        gather_results(responses, numbers, &ranking);
        for (size_t i = 0; i < ranking.factors; i++) {
            gather_units(responses, i, &ranking);
            correlate(&ranking, i);
        }
        error = bound(&ranking, responses, correlations);
    }
out:
    ent_arena_free(&arena);
    return error;
}

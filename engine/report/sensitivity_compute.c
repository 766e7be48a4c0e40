/* Working out what the factors of a sweep do to each outcome. */
#include "base/memory.h"
#include "report/sensitivity.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* All points of the design, and one outcome at them. */
typedef struct {
    double *values, *errors, *halves; /* [point] */
    double *units;                    /* [point × factor] */
} points_t;

static ent_err_t make_points(const ent_design_t *design, points_t *points) {
    size_t count = (size_t)design->points, cells = 0;
    if (!ent_multiply(count, design->factors, &cells)) {
        return ENT_ERR_MEMORY;
    }
    points->values = ent_alloc(count, sizeof *points->values);
    points->errors = ent_alloc(count, sizeof *points->errors);
    points->halves = ent_alloc(count, sizeof *points->halves);
    points->units = ent_alloc(cells, sizeof *points->units);
    if (points->values == NULL || points->errors == NULL || points->halves == NULL ||
        points->units == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t p = 0; p < count; p++) {
        ent_design_unit(design, p, points->units + p * design->factors);
    }
    return ENT_OK;
}

static void free_points(points_t *points) {
    free(points->values);
    free(points->errors);
    free(points->halves);
    free(points->units);
}

void ent_factors_order(const double *amounts, size_t count, size_t *order) {
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        double amount = isnan(amounts[i]) ? -INFINITY : amounts[i];
        while (at > 0 &&
               (isnan(amounts[order[at - 1]]) ? -INFINITY : amounts[order[at - 1]]) < amount) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
}

double ent_tornado_length(const ent_tornado_t *bar) {
    return fabs(bar->rise.value);
}

/* How large an index of the method is by which factors are put in order. */
static double amount_of(const ent_influence_t *item, size_t factor) {
    return item->sobol != NULL    ? item->sobol[factor].total.value
           : item->morris != NULL ? item->morris[factor].mu_star.value
                                  : fabs(item->ranks[factor].value);
}

static ent_err_t put_in_order(ent_influence_t *item, size_t factors, ent_arena_t *arena) {
    double *amounts = ent_alloc(factors, sizeof *amounts);
    item->order = ent_arena_alloc(arena, factors, sizeof *item->order);
    if (amounts == NULL || item->order == NULL) {
        free(amounts);
        return ENT_ERR_MEMORY;
    }
    for (size_t f = 0; f < factors; f++) {
        amounts[f] = amount_of(item, f);
    }
    ent_factors_order(amounts, factors, item->order);
    free(amounts);
    return ENT_OK;
}

static ent_err_t find_sobol(const ent_responses_t *responses, bool second_order,
                            ent_influence_t *item, ent_arena_t *arena) {
    size_t factors = responses->factors;
    item->sobol = ent_arena_alloc(arena, factors, sizeof *item->sobol);
    ent_err_t error =
        item->sobol != NULL ? ent_sensitivity_sobol(responses, item->sobol) : ENT_ERR_MEMORY;
    if (error == ENT_OK && second_order) {
        item->pairs = ent_arena_alloc(arena, factors * factors, sizeof *item->pairs);
        error =
            item->pairs != NULL ? ent_sensitivity_pairs(responses, item->pairs) : ENT_ERR_MEMORY;
    }
    return error;
}

static ent_err_t find_morris(const ent_responses_t *responses, ent_influence_t *item,
                             ent_arena_t *arena) {
    item->morris = ent_arena_alloc(arena, responses->factors, sizeof *item->morris);
    return item->morris != NULL ? ent_sensitivity_morris(responses, item->morris) : ENT_ERR_MEMORY;
}

static ent_err_t find_ranks(const ent_responses_t *responses, ent_influence_t *item,
                            ent_arena_t *arena) {
    item->ranks = ent_arena_alloc(arena, responses->factors, sizeof *item->ranks);
    return item->ranks != NULL ? ent_sensitivity_rank(responses, item->ranks) : ENT_ERR_MEMORY;
}

static ent_err_t find_indices(const ent_sweep_t *sweep, const ent_responses_t *responses,
                              ent_influence_t *item, ent_arena_t *arena) {
    item->tornado = ent_arena_alloc(arena, responses->factors, sizeof *item->tornado);
    ent_err_t error =
        item->tornado != NULL ? ent_sensitivity_tornado(responses, item->tornado) : ENT_ERR_MEMORY;
    if (error == ENT_OK) {
        error = sweep->method == ENT_DESIGN_SOBOL
                    ? find_sobol(responses, sweep->second_order, item, arena)
                : sweep->method == ENT_DESIGN_MORRIS ? find_morris(responses, item, arena)
                                                     : find_ranks(responses, item, arena);
    }
    return error == ENT_OK ? put_in_order(item, responses->factors, arena) : error;
}

/* Whether every value has a half difference: one member has none. */
static bool has_noise(const points_t *points, size_t count) {
    for (size_t p = 0; p < count; p++) {
        if (!isnan(points->values[p]) && isnan(points->halves[p])) {
            return false;
        }
    }
    return true;
}

static ent_err_t compute_one(ent_sensitivity_t *sensitivity, const points_t *points,
                             ent_influence_t *item) {
    const ent_design_t *design = &sensitivity->design;
    const ent_responses_t responses = {
        .factors = design->factors,
        .blocks = design->blocks,
        .block = design->block,
        .group = design->group,
        .values = points->values,
        .halves = has_noise(points, (size_t)design->points) ? points->halves : NULL,
        .units = points->units,
        .seed = sensitivity->options.seed,
        .resamples = sensitivity->options.resamples,
        .level = sensitivity->options.level};
    ent_err_t error = ent_sensitivity_spread(&responses, &item->spread);
    if (error == ENT_OK) {
        item->points = item->spread.blocks * design->block;
        item->state = item->spread.constant ? ENT_INFLUENCE_CONSTANT : ENT_INFLUENCE_GOOD;
    }
    if (error == ENT_OK && item->state == ENT_INFLUENCE_GOOD) {
        error = find_indices(&sensitivity->sweep, &responses, item, &sensitivity->arena);
    }
    if (error == ENT_ERR_USAGE) { /* other outcomes may have more */
        item->state = ENT_INFLUENCE_TOO_FEW;
        error = ENT_OK;
    }
    return error;
}

/* Nothing is known of any outcome yet. */
static ent_err_t refuse_all(ent_sensitivity_t *sensitivity) {
    const ent_design_t *design = &sensitivity->design;
    char blocks[64] = "points";
    if (design->block > 1) {
        (void)snprintf(blocks, sizeof blocks, "%s of %zu points",
                       sensitivity->sweep.method == ENT_DESIGN_MORRIS ? "trajectories"
                                                                      : "rows of its base sample",
                       design->block);
    }
    (void)snprintf(sensitivity->problem, sizeof sensitivity->problem,
                   "%.400s: found %" PRIu64 " of %" PRIu64 " points, %" PRIu64
                   " of them failed: no outcome has two whole %s, which indices need; `entente "
                   "sweep FILE -o %.300s --resume` goes on with it",
                   sensitivity->options.folder, sensitivity->done + sensitivity->failed,
                   design->points, sensitivity->failed, blocks, sensitivity->options.folder);
    return ENT_ERR_USAGE;
}

static ent_err_t read_column(ent_sensitivity_t *sensitivity, const ent_influence_t *item,
                             const points_t *points) {
    ent_err_t error =
        ent_store_column(sensitivity->store, item->scenario, item->metric, sensitivity->difference,
                         points->values, points->errors, points->halves);
    if (error == ENT_ERR_IO) {
        (void)snprintf(sensitivity->problem, sizeof sensitivity->problem, "%.400s: %.500s",
                       sensitivity->options.folder, ent_store_problem(sensitivity->store));
    }
    return error;
}

/* A single member has a sign by chance, so where no error is known none can be told. */
static ent_err_t spread_across(const points_t *points, size_t count, ent_influence_t *item) {
    for (size_t p = 0; p < count; p++) {
        if (!isnan(points->values[p]) && isnan(points->errors[p])) {
            points->errors[p] = INFINITY;
        }
    }
    return ent_across_init(&item->across, points->values, points->errors, count);
}

ent_err_t ent_sensitivity_compute(ent_sensitivity_t *sensitivity) {
    const ent_sensitivity_options_t *options = &sensitivity->options;
    points_t points = {0};
    size_t few = 0;
    ent_err_t error = make_points(&sensitivity->design, &points);
    for (size_t i = 0; i < sensitivity->count && error == ENT_OK; i++) {
        ent_influence_t *item = &sensitivity->items[i];
        if (options->progress != NULL) {
            options->progress(options->user, (double)i / (double)sensitivity->count);
        }
        error = options->stop != NULL && *options->stop != 0
                    ? ENT_ERR_INTERRUPTED
                    : read_column(sensitivity, item, &points);
        if (error == ENT_OK) {
            error = spread_across(&points, (size_t)sensitivity->design.points, item);
        }
        if (error == ENT_OK) {
            error = compute_one(sensitivity, &points, item);
        }
        few += item->state == ENT_INFLUENCE_TOO_FEW;
    }
    free_points(&points);
    return error == ENT_OK && few == sensitivity->count ? refuse_all(sensitivity) : error;
}

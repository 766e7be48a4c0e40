#include "analysis/pick.h"

#include "analysis/metrics.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One pass over the members: each has a score, and the lowest wins. */
typedef struct {
    const ent_ensemble_options_t *options;
    const ent_plan_t *plan;
    double pass, passes;  /* for progress */
    const double *median; /* [instant] */
    size_t drawdown;      /* the metric's place */
    size_t metrics;
    double best;
    uint64_t member;
} search_t;

static void report(void *user, double share_done) {
    const search_t *search = user;
    if (search->options->progress != NULL) {
        search->options->progress(search->options->user,
                                  (search->pass + share_done) / search->passes);
    }
}

static void offer(search_t *search, uint64_t member, double score) {
    if (score < search->best) {
        search->best = score;
        search->member = member;
    }
}

static double distance(const search_t *search, const ent_block_t *block, size_t lane) {
    double sum = 0;
    for (size_t n = 0; n <= search->plan->steps; n++) {
        double off = block->health_path[n * block->lanes + lane] - search->median[n];
        sum += off * off;
    }
    return sum;
}

static ent_err_t take_paths(void *user, const ent_tile_t *tile) {
    search_t *search = user;
    for (size_t k = 0; k < tile->members; k++) {
        const ent_block_t *block = &tile->blocks[k / tile->blocks[0].lanes];
        offer(search, tile->first_member + k, distance(search, block, k % block->lanes));
    }
    return ENT_OK;
}

static ent_err_t take_drawdowns(void *user, const ent_tile_t *tile) {
    search_t *search = user;
    for (size_t k = 0; k < tile->members; k++) {
        offer(search, tile->first_member + k,
              -tile->metrics[k * search->metrics + search->drawdown].value);
    }
    return ENT_OK;
}

/* Runs all members; what is gathered is little, or nothing at all. */
static ent_err_t pass(search_t *search, const bool *record, const ent_metric_set_t *set,
                      ent_err_t (*take)(void *user, const ent_tile_t *tile),
                      ent_ensemble_t *ensemble) {
    ent_ensemble_options_t options = *search->options;
    options.record = &record;
    options.metrics = set;
    options.tile_done = take;
    options.progress = report;
    options.user = search;
    return ent_ensemble_run(&search->plan, 1, &options, ensemble);
}

static ent_err_t find_worst(search_t *search) {
    ent_metrics_t metrics = {0};
    ent_ensemble_t ensemble = {0};
    bool *nothing = ent_alloc(search->plan->variables.count, sizeof *nothing);
    if (nothing == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ent_metrics_init(&metrics, search->plan, ENT_FALL_POINTS);
    if (error == ENT_OK) {
        ent_metric_set_t set = ent_metrics_set(&metrics);
        search->metrics = set.count;
        while (strcmp(metrics.items[search->drawdown].row->name, "max_drawdown") != 0) {
            search->drawdown++;
        }
        error = pass(search, nothing, &set, take_drawdowns, &ensemble);
        ent_ensemble_free(&ensemble);
    }
    ent_metrics_free(&metrics);
    free(nothing);
    return error;
}

/* The median of health at each instant, which a second pass measures members by. */
static ent_err_t find_median(search_t *search, const bool *health, double *median) {
    ent_ensemble_t ensemble = {0};
    size_t variable = 0;
    ent_err_t error = pass(search, health, NULL, NULL, &ensemble);
    while (!health[variable]) {
        variable++;
    }
    for (size_t n = 0; n <= search->plan->steps && error == ENT_OK; n++) {
        const double middle = 0.5;
        median[n] = ent_distribution_quantile(
            ent_gathered_variable(&ensemble.plans[0], variable, n), middle);
    }
    ent_ensemble_free(&ensemble);
    return error;
}

static ent_err_t find_typical(search_t *search) {
    const ent_variables_t *variables = &search->plan->variables;
    ent_ensemble_t ensemble = {0};
    bool *record = ent_alloc(variables->count, sizeof *record);
    double *median = ent_alloc(search->plan->steps + 1, sizeof *median);
    ent_err_t error = record != NULL && median != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < variables->count && error == ENT_OK; i++) {
        record[i] = variables->items[i].kind == ENT_VAR_HEALTH;
    }
    if (error == ENT_OK) {
        search->passes = 2;
        error = find_median(search, record, median);
    }
    if (error == ENT_OK) {
        memset(record, 0, variables->count * sizeof *record);
        search->median = median;
        search->pass = 1;
        error = pass(search, record, NULL, take_paths, &ensemble);
        ent_ensemble_free(&ensemble);
    }
    free(record);
    free(median);
    return error;
}

ent_err_t ent_pick_member(const ent_plan_t *plan, ent_pick_t which,
                          const ent_ensemble_options_t *options, uint64_t *member) {
    search_t search = {.options = options, .plan = plan, .passes = 1, .best = INFINITY};
    ent_err_t error = which == ENT_PICK_TYPICAL ? find_typical(&search) : find_worst(&search);
    if (error == ENT_OK) {
        *member = search.member;
    }
    return error;
}

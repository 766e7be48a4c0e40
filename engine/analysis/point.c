#include "analysis/point.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Members a tile. Nothing is gathered by step, so that a tile need not be large; of a few blocks,
 * the members of all scenarios stay in a core's own cache, which takes 8 % off.
 */
enum { TILE = 2 * ENT_DEFAULT_LANES };

/* One scenario's part. */
typedef struct {
    ent_plan_t original; /* whose tables of quantiles the plans of points borrow */
    ent_plan_t plan;     /* at the point */
    ent_metrics_t metrics;
    size_t *columns; /* [metric of the question] which of the scenario's it is, or NO_COLUMN */
    bool *recorded;  /* [variable] none is */
} side_t;

#define NO_COLUMN SIZE_MAX

/* What is kept from point to point. */
struct ent_point_work {
    side_t *sides;               /* [scenario] */
    ent_point_sums_t *values;    /* scenarios × metrics, as are results */
    ent_point_sums_t *contrasts; /* the same */
    const ent_plan_t **plans;    /* [scenario] for the ensemble, as the next two */
    const bool **recorded;
    ent_metric_set_t *sets;
    const ent_metric_value_t *control; /* the first scenario's values in the tile at hand */
};

/* ---- Making and freeing -----------------------------------------------------------------------
 */

static size_t find_metric(const ent_metrics_t *metrics, const char *name) {
    for (size_t i = 0; i < metrics->count; i++) {
        if (strcmp(metrics->items[i].name, name) == 0) {
            return i;
        }
    }
    return NO_COLUMN;
}

/* Keeps the metrics asked for, and notes where each has gone. */
static ent_err_t choose_metrics(side_t *side, const ent_question_t *question) {
    bool *wanted = ent_alloc(side->metrics.count, sizeof *wanted);
    side->columns = ent_alloc(question->metric_count, sizeof *side->columns);
    if (wanted == NULL || side->columns == NULL) {
        free(wanted);
        return ENT_ERR_MEMORY;
    }
    for (size_t m = 0; m < question->metric_count; m++) {
        size_t at = find_metric(&side->metrics, question->names[m]);
        if (at != NO_COLUMN) {
            wanted[at] = true;
        }
    }
    ent_metrics_keep(&side->metrics, wanted);
    for (size_t m = 0; m < question->metric_count; m++) {
        side->columns[m] = find_metric(&side->metrics, question->names[m]);
    }
    free(wanted);
    return ENT_OK;
}

static ent_err_t init_side(ent_point_t *point, size_t index) {
    struct ent_point_work *work = point->work;
    side_t *side = &work->sides[index];
    ent_err_t error = ent_plan_init_borrowing(&side->original, &point->scenarios[index].scenario,
                                              index > 0 ? &work->sides[index - 1].original : NULL);
    if (error == ENT_OK) {
        error = ent_metrics_init(&side->metrics, &side->original, point->question->falls);
    }
    if (error == ENT_OK) {
        error = choose_metrics(side, point->question);
    }
    if (error == ENT_OK) {
        side->recorded = ent_alloc(side->original.variables.count, sizeof *side->recorded);
        error = side->recorded != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    if (error == ENT_OK) {
        work->plans[index] = &side->plan;
        work->recorded[index] = side->recorded;
        work->sets[index] = ent_metrics_set(&side->metrics);
    }
    return error;
}

static ent_err_t init_work(ent_point_t *point) {
    size_t scenarios = point->question->scenario_count;
    size_t cells = scenarios * point->question->metric_count;
    struct ent_point_work *work = ent_alloc(1, sizeof *work);
    point->work = work;
    if (work == NULL) {
        return ENT_ERR_MEMORY;
    }
    work->sides = ent_alloc(scenarios, sizeof *work->sides);
    work->values = ent_alloc(cells, sizeof *work->values);
    work->contrasts = ent_alloc(cells, sizeof *work->contrasts);
    work->plans = ent_alloc(scenarios, sizeof *work->plans);
    work->recorded = ent_alloc(scenarios, sizeof *work->recorded);
    work->sets = ent_alloc(scenarios, sizeof *work->sets);
    point->result.metrics = ent_alloc(cells, sizeof *point->result.metrics);
    point->result.differences = ent_alloc(cells, sizeof *point->result.differences);
    bool all = work->sides != NULL && work->values != NULL && work->contrasts != NULL &&
               work->plans != NULL && work->recorded != NULL && work->sets != NULL &&
               point->result.metrics != NULL && point->result.differences != NULL;
    return all ? ENT_OK : ENT_ERR_MEMORY;
}

ent_err_t ent_point_init(ent_point_t *point, const ent_question_t *question,
                         const ent_factored_t *scenarios) {
    *point = (ent_point_t){.question = question};
    point->scenarios = ent_alloc(question->scenario_count, sizeof *point->scenarios);
    ent_err_t error = point->scenarios != NULL ? init_work(point) : ENT_ERR_MEMORY;
    for (size_t s = 0; s < question->scenario_count && error == ENT_OK; s++) {
        error = ent_factored_copy(&scenarios[s], &point->scenarios[s]);
        if (error == ENT_OK) {
            error = init_side(point, s);
        }
    }
    if (error != ENT_OK) {
        ent_point_free(point);
    }
    return error;
}

static void free_work(struct ent_point_work *work, size_t scenarios) {
    for (size_t s = 0; s < scenarios && work->sides != NULL; s++) {
        ent_plan_free(&work->sides[s].plan);
        ent_plan_free(&work->sides[s].original);
        ent_metrics_free(&work->sides[s].metrics);
        free(work->sides[s].columns);
        free(work->sides[s].recorded);
    }
    free(work->sides);
    free(work->values);
    free(work->contrasts);
    free(work->plans);
    free(work->recorded);
    free(work->sets);
    free(work);
}

void ent_point_free(ent_point_t *point) {
    size_t scenarios = point->question != NULL ? point->question->scenario_count : 0;
    if (point->work != NULL) {
        free_work(point->work, scenarios);
    }
    for (size_t s = 0; s < scenarios && point->scenarios != NULL; s++) {
        ent_factored_free(&point->scenarios[s]);
    }
    free(point->scenarios);
    free(point->result.metrics);
    free(point->result.differences);
    *point = (ent_point_t){0};
}

/* ---- Running ----------------------------------------------------------------------------------
 */

static void add_value(ent_point_t *point, const ent_tile_t *tile, size_t metric) {
    struct ent_point_work *work = point->work;
    const side_t *side = &work->sides[tile->plan], *first = &work->sides[0];
    size_t column = side->columns[metric], control = first->columns[metric];
    size_t cell = tile->plan * point->question->metric_count + metric;
    for (size_t k = 0; k < tile->members && column != NO_COLUMN; k++) {
        uint64_t member = tile->first_member + k;
        ent_metric_value_t value = tile->metrics[k * side->metrics.count + column];
        ent_point_sums_add(&work->values[cell], member, value);
        if (tile->plan > 0 && control != NO_COLUMN) {
            ent_point_sums_add_difference(&work->contrasts[cell], member, value,
                                          work->control[k * first->metrics.count + control]);
        }
    }
}

/* The first scenario's tile is shown first, and lasts until the others' have been, too. */
static ent_err_t add_tile(void *user, const ent_tile_t *tile) {
    ent_point_t *point = user;
    if (tile->plan == 0) {
        point->work->control = tile->metrics;
    }
    for (size_t m = 0; m < point->question->metric_count; m++) {
        add_value(point, tile, m);
    }
    return ENT_OK;
}

static ent_err_t run_members(ent_point_t *point, const volatile sig_atomic_t *stop) {
    const ent_question_t *question = point->question;
    struct ent_point_work *work = point->work;
    ent_ensemble_options_t options = {.members = question->members,
                                      .seed = question->seed,
                                      .isa = question->isa,
                                      .tile = TILE,
                                      .record = work->recorded,
                                      .metrics = work->sets,
                                      .threads = 1,
                                      .stop = stop,
                                      .tile_done = add_tile,
                                      .user = point};
    ent_ensemble_t ensemble;
    ent_err_t error = ent_ensemble_run(work->plans, question->scenario_count, &options, &ensemble);
    if (error == ENT_OK) {
        ent_ensemble_free(&ensemble);
    }
    return error;
}

/* Of a metric that some scenario lacks, no member has a value. */
static void mark_absent(ent_point_t *point, size_t scenario, size_t metric) {
    const side_t *sides = point->work->sides;
    size_t cell = scenario * point->question->metric_count + metric;
    bool absent = sides[scenario].columns[metric] == NO_COLUMN;
    if (absent) {
        point->work->values[cell].undefined = point->question->members;
    }
    if (scenario > 0 && (absent || sides[0].columns[metric] == NO_COLUMN)) {
        point->work->contrasts[cell].undefined = point->question->members;
    }
}

static void clear(ent_point_t *point) {
    size_t cells = point->question->scenario_count * point->question->metric_count;
    memset(point->work->values, 0, cells * sizeof *point->work->values);
    memset(point->work->contrasts, 0, cells * sizeof *point->work->contrasts);
    point->result.failed = false;
    point->result.reason[0] = '\0';
}

static void conclude(ent_point_t *point) {
    size_t metrics = point->question->metric_count;
    for (size_t s = 0; s < point->question->scenario_count; s++) {
        for (size_t m = 0; m < metrics; m++) {
            size_t cell = s * metrics + m;
            if (!point->result.failed) {
                mark_absent(point, s, m);
            }
            point->result.metrics[cell] = ent_point_sums_moments(&point->work->values[cell]);
            if (s > 0) {
                point->result.differences[cell] =
                    ent_point_sums_moments(&point->work->contrasts[cell]);
            }
        }
    }
}

static ent_err_t set_values(ent_point_t *point, const double *values) {
    ent_point_result_t *result = &point->result;
    ent_err_t error = ENT_OK;
    for (size_t s = 0; s < point->question->scenario_count && error == ENT_OK; s++) {
        if (!ent_factored_set(&point->scenarios[s], values, result->reason, &error)) {
            result->failed = error == ENT_OK;
            break;
        }
    }
    return error;
}

/* A factor may be how long a run lasts, in some of the scenarios. */
static void check_length(ent_point_t *point) {
    const side_t *sides = point->work->sides;
    for (size_t s = 1; s < point->question->scenario_count && !point->result.failed; s++) {
        if (sides[s].plan.steps != sides[0].plan.steps) {
            point->result.failed = true;
            (void)snprintf(point->result.reason, sizeof point->result.reason,
                           "\"%.80s\" has %zu steps, expected %zu as in \"%.80s\"",
                           point->scenarios[s].scenario.title, sides[s].plan.steps,
                           sides[0].plan.steps, point->scenarios[0].scenario.title);
        }
    }
}

/* Each plan may use the tables of all before it, and those of the scenarios as they were. */
static ent_err_t compile(ent_point_t *point) {
    side_t *sides = point->work->sides;
    size_t count = point->question->scenario_count;
    const ent_plan_t *lender = &sides[count - 1].original;
    ent_err_t error = ENT_OK;
    for (size_t s = 0; s < count && error == ENT_OK; s++) {
        error = ent_plan_init_borrowing(&sides[s].plan, &point->scenarios[s].scenario, lender);
        lender = &sides[s].plan;
    }
    return error;
}

ent_err_t ent_point_run(ent_point_t *point, const double *values,
                        const volatile sig_atomic_t *stop) {
    clear(point);
    ent_err_t error = set_values(point, values);
    if (error == ENT_OK && !point->result.failed) {
        error = compile(point);
        if (error == ENT_OK) {
            check_length(point);
        }
        if (error == ENT_OK && !point->result.failed) {
            error = run_members(point, stop);
        }
        for (size_t s = 0; s < point->question->scenario_count; s++) {
            ent_plan_free(&point->work->sides[s].plan);
        }
    }
    conclude(point);
    return error;
}

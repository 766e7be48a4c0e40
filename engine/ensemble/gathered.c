#include "ensemble/gathered.h"

#include <stdlib.h>
#include <string.h>

/* What of a plan is gathered. */
typedef struct {
    const ent_plan_t *plan;
    const bool *record; /* [variable], or NULL for all */
} choice_t;

static bool is_chosen(const choice_t *choice, size_t variable) {
    return choice->record == NULL || choice->record[variable];
}

static ent_scale_t variable_scale(const void *user, size_t variable) {
    const choice_t *choice = user;
    const ent_variable_row_t *row = ent_variable_row(choice->plan->variables.items[variable].kind);
    return (ent_scale_t){.low = row->low,
                         .high = row->high,
                         .centre = (row->low + row->high) / 2,
                         .bins = is_chosen(choice, variable) ? (uint32_t)row->bins : 0};
}

static ent_histograms_shape_t variables_shape(const choice_t *choice) {
    return (ent_histograms_shape_t){.quantities = choice->plan->variables.count,
                                    .instants = choice->plan->steps + 1,
                                    .scale = variable_scale,
                                    .user = choice};
}

static ent_err_t init_variables(ent_gathered_t *gathered, const choice_t *choice) {
    ent_histograms_shape_t shape = variables_shape(choice);
    gathered->variables = shape.quantities;
    gathered->instants = shape.instants;
    gathered->recorded = ent_alloc(shape.quantities, sizeof *gathered->recorded);
    if (gathered->recorded == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < shape.quantities; i++) {
        gathered->recorded[i] = is_chosen(choice, i);
    }
    return ent_histograms_init(&gathered->by_variable, &shape);
}

size_t ent_gathered_bytes(const ent_plan_t *plan, const bool *record) {
    choice_t choice = {plan, record};
    ent_histograms_shape_t shape = variables_shape(&choice);
    return ent_histograms_bytes(&shape) + ent_tally_rows(plan) * plan->steps * sizeof(uint32_t);
}

static ent_scale_t metric_scale(const void *user, size_t metric) {
    const ent_metric_set_t *set = user;
    return set->scales[metric];
}

static ent_err_t init_metrics(ent_gathered_t *gathered, const ent_metric_set_t *set) {
    gathered->set = set != NULL ? *set : (ent_metric_set_t){0};
    gathered->metrics = gathered->set.count;
    gathered->metric_undefined = ent_alloc(gathered->metrics, sizeof *gathered->metric_undefined);
    gathered->metric_censored = ent_alloc(gathered->metrics, sizeof *gathered->metric_censored);
    if (gathered->metric_undefined == NULL || gathered->metric_censored == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_histograms_shape_t shape = {gathered->metrics, 1, metric_scale, set};
    return ent_histograms_init(&gathered->by_metric, &shape);
}

size_t ent_tally_row(const ent_plan_t *plan, ent_happened_t what, size_t index) {
    switch (what) {
    case ENT_HAPPENED_EVENT:
        return index;
    case ENT_HAPPENED_SHOCK:
        return plan->events + index;
    case ENT_HAPPENED_ANSWER:
        return plan->events + plan->shocks + index;
    case ENT_HAPPENED_SUCCESSION:
        break;
    }
    return plan->events + plan->shocks + ENT_STATES + index;
}

size_t ent_tally_rows(const ent_plan_t *plan) {
    return ent_tally_row(plan, ENT_HAPPENED_SUCCESSION, ENT_STATES);
}

static ent_err_t init_tally(ent_tally_t *tally, const ent_plan_t *plan) {
    tally->rows = ent_tally_rows(plan);
    tally->steps = plan->steps;
    tally->first = ent_alloc(tally->rows * tally->steps, sizeof *tally->first);
    tally->total = ent_alloc(tally->rows, sizeof *tally->total);
    tally->not_applied = ent_alloc(tally->rows, sizeof *tally->not_applied);
    bool all = tally->first != NULL && tally->total != NULL && tally->not_applied != NULL;
    return all ? ENT_OK : ENT_ERR_MEMORY;
}

ent_err_t ent_gathered_init(ent_gathered_t *gathered, const ent_plan_t *plan, const bool *record,
                            const ent_metric_set_t *set) {
    *gathered = (ent_gathered_t){0};
    choice_t choice = {plan, record};
    ent_err_t error = init_variables(gathered, &choice);
    if (error == ENT_OK) {
        error = init_metrics(gathered, set);
    }
    if (error == ENT_OK) {
        error = init_tally(&gathered->tally, plan);
    }
    if (error != ENT_OK) {
        ent_gathered_free(gathered);
    }
    return error;
}

void ent_gathered_free(ent_gathered_t *gathered) {
    ent_histograms_free(&gathered->by_variable);
    ent_histograms_free(&gathered->by_metric);
    free(gathered->recorded);
    free(gathered->metric_undefined);
    free(gathered->metric_censored);
    free(gathered->tally.first);
    free(gathered->tally.total);
    free(gathered->tally.not_applied);
    *gathered = (ent_gathered_t){0};
}

ent_distribution_t ent_gathered_variable(const ent_gathered_t *gathered, size_t variable,
                                         size_t instant) {
    return ent_histograms_view(&gathered->by_variable, variable, instant);
}

ent_distribution_t ent_gathered_metric(const ent_gathered_t *gathered, size_t metric) {
    return ent_histograms_view(&gathered->by_metric, metric, 0);
}

void ent_gathered_merge(ent_gathered_t *into, const ent_gathered_t *from) {
    ent_histograms_merge(&into->by_variable, &from->by_variable);
    ent_histograms_merge(&into->by_metric, &from->by_metric);
    for (size_t i = 0; i < into->metrics; i++) {
        into->metric_undefined[i] += from->metric_undefined[i];
        into->metric_censored[i] += from->metric_censored[i];
    }
    for (size_t i = 0; i < into->tally.rows; i++) {
        into->tally.total[i] += from->tally.total[i];
        into->tally.not_applied[i] += from->tally.not_applied[i];
    }
    for (size_t i = 0; i < into->tally.rows * into->tally.steps; i++) {
        into->tally.first[i] += from->tally.first[i];
    }
}

void ent_gathered_add_metrics(ent_gathered_t *gathered, const ent_metric_value_t *values) {
    for (size_t i = 0; i < gathered->metrics; i++) {
        if (values[i].state == ENT_METRIC_UNDEFINED) {
            gathered->metric_undefined[i]++;
            continue;
        }
        gathered->metric_censored[i] += values[i].state == ENT_METRIC_CENSORED;
        ent_distribution_add(ent_gathered_metric(gathered, i), values[i].value);
    }
}

static void add_row(ent_tally_t *tally, size_t row, size_t step, ent_lanes_t happened,
                    ent_lanes_t *seen) {
    if (happened == 0) {
        return;
    }
    tally->total[row] += (uint64_t)__builtin_popcountll(happened);
    tally->first[row * tally->steps + step] +=
        (uint32_t)__builtin_popcountll(happened & ~seen[row]);
    seen[row] |= happened;
}

void ent_gathered_add_happenings(ent_gathered_t *gathered, const ent_plan_t *plan,
                                 const ent_block_t *block, size_t step, ent_lanes_t *seen) {
    ent_tally_t *tally = &gathered->tally;
    const ent_happenings_t *happened = &block->happened;
    const ent_lanes_t members = block->member_lanes;
    for (size_t i = 0; i < plan->events; i++) {
        add_row(tally, i, step, happened->events[i] & members, seen);
    }
    for (size_t i = 0; i < plan->shocks; i++) {
        add_row(tally, plan->events + i, step, happened->shocks[i] & members, seen);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        add_row(tally, ent_tally_row(plan, ENT_HAPPENED_ANSWER, s), step,
                happened->answers[s] & members, seen);
        add_row(tally, ent_tally_row(plan, ENT_HAPPENED_SUCCESSION, s), step,
                happened->successions[s] & members, seen);
    }
}

void ent_gathered_add_block(ent_gathered_t *gathered, const ent_plan_t *plan,
                            const ent_block_t *block) {
    for (size_t i = 0; i < plan->events; i++) {
        gathered->tally.not_applied[i] += block->not_applied[i];
    }
}

#include "ensemble/gathered.h"

#include <stdlib.h>
#include <string.h>

static ent_scale_t scale_of(ent_variable_kind_t kind) {
    const ent_variable_row_t *row = ent_variable_row(kind);
    ent_scale_t scale = {.low = row->low, .high = row->high, .bins = (uint32_t)row->bins};
    scale.centre = (row->low + row->high) / 2;
    return scale;
}

static ent_err_t init_variables(ent_gathered_t *gathered, const ent_plan_t *plan,
                                const bool *record) {
    size_t n = plan->variables.count, counts = 0;
    gathered->variables = n;
    gathered->instants = plan->steps + 1;
    gathered->scales = ent_alloc(n, sizeof *gathered->scales);
    gathered->first_count = ent_alloc(n, sizeof *gathered->first_count);
    gathered->recorded = ent_alloc(n, sizeof *gathered->recorded);
    gathered->moments = ent_alloc(n * gathered->instants, sizeof *gathered->moments);
    if (gathered->scales == NULL || gathered->first_count == NULL || gathered->recorded == NULL ||
        gathered->moments == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        gathered->scales[i] = scale_of(plan->variables.items[i].kind);
        gathered->recorded[i] = record == NULL || record[i];
        gathered->first_count[i] = counts;
        counts += gathered->recorded[i] ? gathered->scales[i].bins + 2 : 0;
    }
    gathered->instant_counts = counts;
    for (size_t i = 0; i < n * gathered->instants; i++) {
        ent_moments_init(&gathered->moments[i]);
    }
    gathered->counts = ent_alloc(counts * gathered->instants, sizeof *gathered->counts);
    return gathered->counts != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

size_t ent_gathered_bytes(const ent_plan_t *plan, const bool *record) {
    size_t instants = plan->steps + 1, bytes = 0;
    for (size_t i = 0; i < plan->variables.count; i++) {
        size_t bins = scale_of(plan->variables.items[i].kind).bins + 2;
        bool recorded = record == NULL || record[i];
        bytes += instants * (sizeof(ent_moments_t) + (recorded ? bins * sizeof(uint32_t) : 0));
    }
    return bytes + ent_tally_rows(plan) * plan->steps * sizeof(uint32_t);
}

static ent_err_t init_metrics(ent_gathered_t *gathered, const ent_metric_set_t *set) {
    size_t n = set != NULL ? set->count : 0, counts = 0;
    gathered->set = set != NULL ? *set : (ent_metric_set_t){0};
    gathered->metrics = n;
    gathered->metric_moments = ent_alloc(n, sizeof *gathered->metric_moments);
    gathered->metric_first = ent_alloc(n, sizeof *gathered->metric_first);
    gathered->metric_undefined = ent_alloc(n, sizeof *gathered->metric_undefined);
    gathered->metric_censored = ent_alloc(n, sizeof *gathered->metric_censored);
    if (gathered->metric_moments == NULL || gathered->metric_first == NULL ||
        gathered->metric_undefined == NULL || gathered->metric_censored == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        ent_moments_init(&gathered->metric_moments[i]);
        gathered->metric_first[i] = counts;
        counts += set->scales[i].bins + 2;
    }
    gathered->metric_counts = ent_alloc(counts, sizeof *gathered->metric_counts);
    return gathered->metric_counts != NULL ? ENT_OK : ENT_ERR_MEMORY;
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
    ent_err_t error = init_variables(gathered, plan, record);
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
    free(gathered->scales);
    free(gathered->first_count);
    free(gathered->recorded);
    free(gathered->moments);
    free(gathered->counts);
    free(gathered->metric_moments);
    free(gathered->metric_first);
    free(gathered->metric_undefined);
    free(gathered->metric_censored);
    free(gathered->metric_counts);
    free(gathered->tally.first);
    free(gathered->tally.total);
    free(gathered->tally.not_applied);
    *gathered = (ent_gathered_t){0};
}

ent_distribution_t ent_gathered_variable(const ent_gathered_t *gathered, size_t variable,
                                         size_t instant) {
    const ent_scale_t *scale = &gathered->scales[variable];
    return (ent_distribution_t){.scale = scale,
                                .moments =
                                    &gathered->moments[instant * gathered->variables + variable],
                                .counts = gathered->counts + instant * gathered->instant_counts +
                                          gathered->first_count[variable]};
}

ent_distribution_t ent_gathered_metric(const ent_gathered_t *gathered, size_t metric) {
    return (ent_distribution_t){.scale = &gathered->set.scales[metric],
                                .moments = &gathered->metric_moments[metric],
                                .counts = gathered->metric_counts + gathered->metric_first[metric]};
}

void ent_gathered_merge(ent_gathered_t *into, const ent_gathered_t *from) {
    for (size_t i = 0; i < into->variables; i++) {
        for (size_t n = 0; n < into->instants && into->recorded[i]; n++) {
            ent_distribution_merge(ent_gathered_variable(into, i, n),
                                   ent_gathered_variable(from, i, n));
        }
    }
    for (size_t i = 0; i < into->metrics; i++) {
        ent_distribution_merge(ent_gathered_metric(into, i), ent_gathered_metric(from, i));
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

#include "analysis/sampled.h"

#include "base/machine.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static ent_err_t choose(const ent_plan_t *plan, const bool *wanted, size_t every,
                        ent_sampled_t *sampled) {
    size_t instants = plan->steps / every + 1;
    sampled->plan = plan;
    sampled->variables = ent_alloc(plan->variables.count, sizeof *sampled->variables);
    sampled->instants = ent_alloc(instants, sizeof *sampled->instants);
    if (sampled->variables == NULL || sampled->instants == NULL) {
        return ENT_ERR_MEMORY;
    }
    for (size_t i = 0; i < plan->variables.count; i++) {
        if (wanted[i]) {
            sampled->variables[sampled->variable_count++] = i;
        }
    }
    for (size_t i = 0; i < instants; i++) {
        sampled->instants[sampled->instant_count++] = i * every;
    }
    return ENT_OK;
}

static ent_sampling_t sampling_of(const ent_sampled_t *sampled) {
    return (ent_sampling_t){.variables = sampled->variables,
                            .variable_count = sampled->variable_count,
                            .instants = sampled->instants,
                            .instant_count = sampled->instant_count,
                            .values = sampled->values};
}

/* `left` is what may be asked for: a machine hands out more memory than it has. */
static ent_err_t make_room(ent_sampled_t *sampled, uint64_t members, size_t *left) {
    ent_sampling_t sampling = sampling_of(sampled);
    size_t bytes = 0;
    if (!ent_sampling_bytes(&sampling, members, &bytes) || bytes > *left) {
        return ENT_ERR_MEMORY;
    }
    *left -= bytes;
    sampled->members = (size_t)members;
    sampled->values = ent_alloc(bytes, 1);
    return sampled->values != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* Nothing is gathered: what is kept says more. */
static ent_err_t run(const ent_plan_t *const *plans, size_t plan_count,
                     const ent_sampled_options_t *options, const ent_sampling_t *samplings) {
    ent_ensemble_t ensemble = {0};
    const bool **record = ent_alloc(plan_count, sizeof *record);
    bool **rows = ent_alloc(plan_count, sizeof *rows);
    ent_err_t error = record != NULL && rows != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < plan_count && error == ENT_OK; i++) {
        record[i] = rows[i] = ent_alloc(plans[i]->variables.count, sizeof *rows[i]);
        error = rows[i] != NULL ? ENT_OK : ENT_ERR_MEMORY;
    }
    if (error == ENT_OK) {
        const ent_ensemble_options_t ensemble_options = {.members = options->members,
                                                         .seed = options->seed,
                                                         .isa = options->isa,
                                                         .threads = options->threads,
                                                         .record = record,
                                                         .metrics = options->metrics,
                                                         .samplings = samplings,
                                                         .stop = options->stop,
                                                         .progress = options->progress,
                                                         .tile_done = options->tile_done,
                                                         .user = options->user};
        error = ent_ensemble_run(plans, plan_count, &ensemble_options, &ensemble);
    }
    ent_ensemble_free(&ensemble);
    for (size_t i = 0; i < plan_count && rows != NULL; i++) {
        free(rows[i]);
    }
    free(rows);
    free(record);
    return error;
}

ent_err_t ent_sampled_run(const ent_plan_t *const *plans, size_t plan_count,
                          const bool *const *wanted, size_t every,
                          const ent_sampled_options_t *options, ent_sampled_t *sampled) {
    memset(sampled, 0, plan_count * sizeof *sampled);
    ent_sampling_t *samplings = ent_alloc(plan_count, sizeof *samplings);
    size_t left = ent_memory_limit();
    ent_err_t error = samplings != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t i = 0; i < plan_count && error == ENT_OK; i++) {
        error = choose(plans[i], wanted[i], every, &sampled[i]);
        if (error == ENT_OK) {
            error = make_room(&sampled[i], options->members, &left);
        }
        if (error == ENT_OK) {
            samplings[i] = sampling_of(&sampled[i]);
        }
    }
    if (error == ENT_OK) {
        error = run(plans, plan_count, options, samplings);
    }
    free(samplings);
    return error;
}

void ent_sampled_free(ent_sampled_t *sampled) {
    free(sampled->variables);
    free(sampled->instants);
    free(sampled->values);
    *sampled = (ent_sampled_t){0};
}

size_t ent_sampled_column(const ent_sampled_t *sampled, ent_variable_kind_t kind, size_t index) {
    for (size_t i = 0; i < sampled->variable_count; i++) {
        const ent_variable_t *variable = &sampled->plan->variables.items[sampled->variables[i]];
        if (variable->kind == kind && variable->index == index) {
            return i;
        }
    }
    return SIZE_MAX;
}

void ent_sampled_want_poll(const ent_plan_t *plan, size_t poll, bool *wanted) {
    for (size_t t = plan->poll_first[poll]; t < plan->poll_first[poll + 1]; t++) {
        wanted[plan->poll_terms[t] - plan->variables.items] = true;
    }
}

void ent_sampled_poll(const ent_sampled_t *sampled, size_t poll, size_t instant, double *logits) {
    const ent_plan_t *plan = sampled->plan;
    const ent_poll_t *source = &plan->scenario->polls[poll];
    for (size_t m = 0; m < sampled->members; m++) {
        logits[m] = source->intercept;
    }
    for (size_t t = 0; t < source->term_count; t++) {
        const ent_variable_t *variable = plan->poll_terms[plan->poll_first[poll] + t];
        size_t column = ent_sampled_column(sampled, variable->kind, variable->index);
        for (size_t m = 0; m < sampled->members; m++) {
            logits[m] += source->terms[t].weight * ent_sampled_value(sampled, m, instant, column);
        }
    }
}

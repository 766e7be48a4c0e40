#include "support/rivals.h"

#include "support/same.h"

#include <string.h>

void support_rivals_add(support_rivals_t *rivals, const char *label, const ent_plan_t *plan,
                        const bool *record) {
    size_t at = rivals->count++;
    assert_true(at < SUPPORT_MOST_RIVALS);
    ent_compared_t *compared = &rivals->compared[at];
    rivals->plans[at] = plan;
    rivals->records[at] = record;
    assert_int_equal(ent_metrics_init(&rivals->metrics[at], plan, ENT_FALL_POINTS), ENT_OK);
    rivals->sets[at] = ent_metrics_set(&rivals->metrics[at]);
    compared->label = label;
    compared->run =
        (ent_run_t){.scenario = plan->scenario, .plan = plan, .metrics = &rivals->metrics[at]};
    if (at == 0) {
        return;
    }
    const ent_side_t control = {rivals->plans[0], &rivals->metrics[0], rivals->records[0]};
    const ent_side_t other = {plan, &rivals->metrics[at], record};
    assert_int_equal(ent_counterparts_init(&compared->counterparts, &control, &other), ENT_OK);
    assert_int_equal(
        ent_scenario_difference(rivals->plans[0]->scenario, plan->scenario, &compared->changes),
        ENT_OK);
    rivals->pairings[at] = compared->counterparts.pairing;
}

ent_ensemble_t support_rivals_run(const support_rivals_t *rivals, ent_ensemble_options_t options) {
    ent_ensemble_t ensemble;
    options.record = rivals->records[0] != NULL ? rivals->records : NULL;
    options.metrics = rivals->sets;
    options.pairings = rivals->pairings;
    assert_int_equal(ent_ensemble_run(rivals->plans, rivals->count, &options, &ensemble), ENT_OK);
    return ensemble;
}

ent_comparison_t support_rivals_comparison(support_rivals_t *rivals,
                                           const ent_ensemble_options_t *options,
                                           const ent_ensemble_t *ensemble) {
    for (size_t i = 0; i < rivals->count; i++) {
        ent_run_t *run = &rivals->compared[i].run;
        run->gathered = &ensemble->plans[i];
        run->members = options->members;
        run->seed = options->seed;
        run->deterministic = options->deterministic;
    }
    return (ent_comparison_t){
        .items = rivals->compared, .count = rivals->count, .ensemble = ensemble};
}

void support_rivals_free(support_rivals_t *rivals) {
    for (size_t i = 0; i < rivals->count; i++) {
        ent_counterparts_free(&rivals->compared[i].counterparts);
        ent_differences_free(&rivals->compared[i].changes);
        ent_metrics_free(&rivals->metrics[i]);
    }
    *rivals = (support_rivals_t){0};
}

size_t support_metric(const ent_metrics_t *metrics, const char *name) {
    for (size_t i = 0; i < metrics->count; i++) {
        if (strcmp(metrics->items[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("there is no metric \"%s\"", name);
    return 0;
}

size_t support_variable(const ent_plan_t *plan, const char *name) {
    const ent_variable_t *found = ent_variables_find(&plan->variables, name, NULL);
    if (found == NULL) {
        fail_msg("there is no variable \"%s\"", name);
    }
    return (size_t)(found - plan->variables.items);
}

void support_assert_same_contrast(const ent_contrast_t *a, const ent_contrast_t *b) {
    assert_int_equal(a->instants, b->instants);
    assert_int_equal(a->pairing.row_count, b->pairing.row_count);
    assert_int_equal(a->pairing.metric_count, b->pairing.metric_count);
    for (size_t i = 0; i < a->pairing.row_count; i++) {
        for (size_t n = 0; n < a->instants; n++) {
            support_assert_same_distribution(ent_contrast_row(a, i, n), ent_contrast_row(b, i, n));
        }
    }
    for (size_t i = 0; i < a->pairing.metric_count; i++) {
        support_assert_same_distribution(ent_contrast_metric(a, i), ent_contrast_metric(b, i));
    }
    size_t fared = a->pairing.metric_count * sizeof *a->fared;
    assert_memory_equal(a->fared, b->fared, fared);
}

const ent_variable_t *support_compared_variable(const ent_plan_t *plan, size_t index) {
    for (size_t i = 0; i < plan->variables.count; i++) {
        const ent_variable_t *variable = &plan->variables.items[i];
        bool part = strncmp(variable->name, "cohort.", 7) == 0 ||
                    strncmp(variable->name, "reliance.", 9) == 0 ||
                    strncmp(variable->name, "weight.", 7) == 0;
        if (!part && index-- == 0) {
            return variable;
        }
    }
    return NULL;
}

size_t support_compared_count(const ent_plan_t *plan) {
    size_t count = 0;
    while (support_compared_variable(plan, count) != NULL) {
        count++;
    }
    return count;
}

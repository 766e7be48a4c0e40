#include "analysis/counterparts.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What others are made up of is left to summary.csv: of the 69 variables of base these are 20. */
static bool is_compared(ent_variable_kind_t kind) {
    return kind != ENT_VAR_COHORT && kind != ENT_VAR_RELIANCE && kind != ENT_VAR_WEIGHT;
}

static bool is_recorded(const ent_side_t *side, size_t variable) {
    return is_compared(side->plan->variables.items[variable].kind) &&
           (side->record == NULL || side->record[variable]);
}

/* Where a side records the variable of this name; false if it does not. */
static bool find_variable(const ent_side_t *side, const ent_variable_t *wanted,
                          ent_lane_row_t *row) {
    const ent_variables_t *variables = &side->plan->variables;
    for (size_t i = 0; i < variables->count; i++) {
        const ent_variable_t *variable = &variables->items[i];
        if (variable->kind == wanted->kind && strcmp(variable->name, wanted->name) == 0 &&
            is_recorded(side, i)) {
            *row = (ent_lane_row_t){variable->kind, variable->index, false};
            return true;
        }
    }
    return false;
}

static bool is_declared(const ent_side_t *side, const char *institution) {
    const ent_scenario_t *scenario = side->plan->scenario;
    for (size_t i = 0; i < scenario->institution_count; i++) {
        if (strcmp(scenario->institutions[i].name, institution) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a variable of one side belongs to an institution that the other does not declare. */
static bool is_of_absent(const ent_side_t *side, const ent_variable_t *variable,
                         const ent_side_t *elsewhere) {
    return ent_variable_row(variable->kind)->per == ENT_PER_INSTITUTION &&
           !is_declared(elsewhere, side->plan->scenario->institutions[variable->index].name);
}

static void add_row(ent_counterparts_t *counterparts, ent_lane_row_t other, ent_lane_row_t control,
                    const char *name) {
    size_t at = counterparts->pairing.row_count++;
    counterparts->rows[at] = (ent_row_pair_t){.other = other, .control = control};
    counterparts->names[at] = name;
}

/* Rows of the variables the other has; then of those of institutions it does not declare. */
static void match_variables(ent_counterparts_t *counterparts, const ent_side_t *control,
                            const ent_side_t *other) {
    const ent_variables_t *variables = &other->plan->variables;
    for (size_t i = 0; i < variables->count; i++) {
        const ent_variable_t *variable = &variables->items[i];
        ent_lane_row_t own = {variable->kind, variable->index, false};
        ent_lane_row_t counterpart = {variable->kind, 0, true};
        if (is_recorded(other, i) && (find_variable(control, variable, &counterpart) ||
                                      is_of_absent(other, variable, control))) {
            add_row(counterparts, own, counterpart, variable->name);
        }
    }
    variables = &control->plan->variables;
    for (size_t i = 0; i < variables->count; i++) {
        const ent_variable_t *variable = &variables->items[i];
        if (is_recorded(control, i) && is_of_absent(control, variable, other)) {
            add_row(counterparts, (ent_lane_row_t){variable->kind, 0, true},
                    (ent_lane_row_t){variable->kind, variable->index, false}, variable->name);
        }
    }
}

static void match_metrics(ent_counterparts_t *counterparts, const ent_metrics_t *control,
                          const ent_metrics_t *other) {
    for (size_t i = 0; i < other->count; i++) {
        for (size_t j = 0; j < control->count; j++) {
            if (strcmp(other->items[i].name, control->items[j].name) == 0) {
                counterparts->metrics[counterparts->pairing.metric_count++] =
                    (ent_metric_pair_t){.other = i, .control = j};
            }
        }
    }
}

ent_err_t ent_counterparts_init(ent_counterparts_t *counterparts, const ent_side_t *control,
                                const ent_side_t *other) {
    size_t most = control->plan->variables.count + other->plan->variables.count;
    *counterparts = (ent_counterparts_t){0};
    counterparts->rows = ent_alloc(most, sizeof *counterparts->rows);
    counterparts->names = ent_alloc(most, sizeof *counterparts->names);
    counterparts->metrics = ent_alloc(other->metrics->count, sizeof *counterparts->metrics);
    if (counterparts->rows == NULL || counterparts->names == NULL ||
        counterparts->metrics == NULL) {
        ent_counterparts_free(counterparts);
        return ENT_ERR_MEMORY;
    }
    match_variables(counterparts, control, other);
    match_metrics(counterparts, control->metrics, other->metrics);
    counterparts->pairing.rows = counterparts->rows;
    counterparts->pairing.metrics = counterparts->metrics;
    return ENT_OK;
}

void ent_counterparts_free(ent_counterparts_t *counterparts) {
    free(counterparts->rows);
    free(counterparts->names);
    free(counterparts->metrics);
    *counterparts = (ent_counterparts_t){0};
}

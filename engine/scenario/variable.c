#include "scenario/variable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ent_variable_row_t rows[ENT_VAR_KINDS] = {
    [ENT_VAR_HEALTH] = {"health", "relationship health", "points", ENT_PER_DYAD, 0, 100, 1000,
                        false},
    [ENT_VAR_COMMITMENT] = {"commitment", "depth of institutional commitment", "0..1", ENT_PER_DYAD,
                            0, 1, 200, false},
    [ENT_VAR_DRIVER] = {"driver.V", "level of an outside driver", "0..1", ENT_PER_DRIVER, 0, 1, 200,
                        true},
    [ENT_VAR_LEADER] = {"leader.S", "disposition of the sitting leader", "-1..1", ENT_PER_STATE, -1,
                        1, 400, true},
    [ENT_VAR_APPROVAL] = {"approval.S", "the leader's domestic approval", "share", ENT_PER_STATE, 0,
                          1, 200, true},
    [ENT_VAR_STANCE] = {"stance.S", "the government's policy stance", "-1..1", ENT_PER_STATE, -1, 1,
                        400, true},
    [ENT_VAR_PUBLIC] = {"public.S", "warmth of the public", "-1..1", ENT_PER_STATE, -1, 1, 400,
                        true},
    [ENT_VAR_COHORT] = {"cohort.S.C", "warmth of a cohort", "-1..1", ENT_PER_COHORT, -1, 1, 400,
                        false},
    [ENT_VAR_GRIEVANCE] = {"grievance.S", "grievances held against the partner", "0..",
                           ENT_PER_STATE, 0, 1, 200, false},
    [ENT_VAR_LEVEL] = {"level.I", "cooperation an institution holds to", "-1..1",
                       ENT_PER_INSTITUTION, -1, 1, 400, false},
    [ENT_VAR_HABIT] = {"habit.I", "habit of an institution, 0 unless active", "0..1",
                       ENT_PER_INSTITUTION, 0, 1, 200, false},
    [ENT_VAR_ACTIVE] = {"active.I", "1 when the institution is active", "0 or 1",
                        ENT_PER_INSTITUTION, 0, 1, 1, false},
    [ENT_VAR_DOMAIN] = {"domain.D", "cooperation in a domain", "-1..1", ENT_PER_DOMAIN, -1, 1, 400,
                        true},
    [ENT_VAR_RELIANCE] = {"reliance.D", "part of a domain carried by institutions", "0..1",
                          ENT_PER_DOMAIN, 0, 1, 200, false},
    [ENT_VAR_WEIGHT] = {"weight.S", "share of a weight in the stance equation", "share",
                        ENT_PER_WEIGHT, 0, 1, 200, false},
    [ENT_VAR_POLL] = {"poll.NAME", "what a survey would find", "percent", ENT_PER_POLL, 0, 100,
                      1000, false},
};

const ent_variable_row_t *ent_variable_row(ent_variable_kind_t kind) {
    return &rows[kind];
}

size_t ent_variable_count(const ent_scenario_t *scenario, ent_variable_kind_t kind) {
    switch (rows[kind].per) {
    case ENT_PER_DYAD:
        return 1;
    case ENT_PER_DRIVER:
        return scenario->driver_count;
    case ENT_PER_STATE:
        return ENT_STATES;
    case ENT_PER_COHORT:
        return scenario->states[0].cohort_count + scenario->states[1].cohort_count;
    case ENT_PER_INSTITUTION:
        return scenario->institution_count;
    case ENT_PER_DOMAIN:
        return scenario->domain_count;
    case ENT_PER_WEIGHT:
        return (size_t)ENT_STATES * ENT_WEIGHTS;
    case ENT_PER_POLL:
        return scenario->poll_count;
    }
    return 0;
}

const char *ent_weight_name(ent_weight_t weight) {
    static const char *const names[] = {[ENT_WEIGHT_LEADER] = "leader",
                                        [ENT_WEIGHT_PUBLIC] = "public",
                                        [ENT_WEIGHT_RECIPROCITY] = "reciprocity",
                                        [ENT_WEIGHT_NECESSITY] = "necessity",
                                        [ENT_WEIGHT_COMMITMENT] = "commitment"};
    return names[weight];
}

void ent_cohort_position(const ent_scenario_t *scenario, size_t index, size_t *state,
                         size_t *cohort) {
    size_t first = scenario->states[0].cohort_count;
    *state = index < first ? 0 : 1;
    *cohort = index < first ? index : index - first;
}

static void name_variable(const ent_scenario_t *scenario, ent_variable_t *variable) {
    const ent_variable_row_t *row = &rows[variable->kind];
    size_t i = variable->index, state = 0, cohort = 0;
    int stem = (int)strcspn(row->name, ".");
    const char *entity = "", *part = "";
    switch (row->per) {
    case ENT_PER_DYAD:
        break;
    case ENT_PER_DRIVER:
        entity = scenario->drivers[i].name;
        break;
    case ENT_PER_STATE:
        entity = scenario->states[i].name;
        break;
    case ENT_PER_COHORT:
        ent_cohort_position(scenario, i, &state, &cohort);
        entity = scenario->states[state].name;
        part = scenario->states[state].cohorts[cohort].name;
        break;
    case ENT_PER_INSTITUTION:
        entity = scenario->institutions[i].name;
        break;
    case ENT_PER_DOMAIN:
        entity = scenario->domains[i].name;
        break;
    case ENT_PER_WEIGHT:
        entity = scenario->states[i / ENT_WEIGHTS].name;
        part = ent_weight_name((ent_weight_t)(i % ENT_WEIGHTS));
        break;
    case ENT_PER_POLL:
        entity = scenario->polls[i].name;
        break;
    }
    (void)snprintf(variable->name, sizeof variable->name, "%.*s%s%s%s%s", stem, row->name,
                   entity[0] != '\0' ? "." : "", entity, part[0] != '\0' ? "." : "", part);
}

ent_err_t ent_variables_init(ent_variables_t *variables, const ent_scenario_t *scenario) {
    size_t count = 0;
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        count += ent_variable_count(scenario, (ent_variable_kind_t)kind);
    }
    ent_variable_t *items = ent_alloc(count, sizeof *items);
    if (items == NULL) {
        return ENT_ERR_MEMORY;
    }
    size_t next = 0;
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        size_t of_kind = ent_variable_count(scenario, (ent_variable_kind_t)kind);
        for (size_t i = 0; i < of_kind; i++, next++) {
            items[next].kind = (ent_variable_kind_t)kind;
            items[next].index = i;
            name_variable(scenario, &items[next]);
        }
    }
    *variables = (ent_variables_t){items, count};
    return ENT_OK;
}

void ent_variables_free(ent_variables_t *variables) {
    free(variables->items);
    *variables = (ent_variables_t){0};
}

const ent_variable_t *ent_variables_find(const ent_variables_t *variables, const char *name,
                                         ent_nearest_t *nearest) {
    if (nearest != NULL) {
        ent_nearest_init(nearest, name);
    }
    for (size_t i = 0; i < variables->count; i++) {
        if (strcmp(variables->items[i].name, name) == 0) {
            return &variables->items[i];
        }
        if (nearest != NULL) {
            ent_nearest_offer(nearest, variables->items[i].name);
        }
    }
    return NULL;
}

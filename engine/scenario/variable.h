/*
 * The table of recorded variables. Recording, `when`, `shift`, polls, histograms and CSV files all
 * look variables up here; the model keeps the lanes of each kind under the kind's own number.
 */
#ifndef ENT_SCENARIO_VARIABLE_H
#define ENT_SCENARIO_VARIABLE_H

#include "base/error.h"
#include "scenario/scenario.h"

typedef enum {
    ENT_VAR_HEALTH,
    ENT_VAR_COMMITMENT,
    ENT_VAR_DRIVER,
    ENT_VAR_LEADER,
    ENT_VAR_APPROVAL,
    ENT_VAR_STANCE,
    ENT_VAR_PUBLIC,
    ENT_VAR_COHORT,
    ENT_VAR_GRIEVANCE,
    ENT_VAR_LEVEL,
    ENT_VAR_HABIT,
    ENT_VAR_ACTIVE,
    ENT_VAR_DOMAIN,
    ENT_VAR_RELIANCE,
    ENT_VAR_WEIGHT,
    ENT_VAR_POLL,
    ENT_VAR_KINDS
} ent_variable_kind_t;

/* What a kind has one of for each. */
typedef enum {
    ENT_PER_DYAD,
    ENT_PER_DRIVER,
    ENT_PER_STATE,
    ENT_PER_COHORT, /* of either state: those of the first, then those of the second */
    ENT_PER_INSTITUTION,
    ENT_PER_DOMAIN,
    ENT_PER_WEIGHT, /* five for the first state, then five for the second */
    ENT_PER_POLL
} ent_variable_per_t;

typedef struct {
    const char *name; /* as in outputs, with S, V, D, I, C for the names of entities */
    const char *title, *unit;
    ent_variable_per_t per;
    double low, high; /* range of values; the histogram has an atom at either end */
    int bins;         /* between them */
    bool shiftable;   /* a `shift` effect may add to it, within its range */
} ent_variable_row_t;

const ent_variable_row_t *ent_variable_row(ent_variable_kind_t kind);

/* How many variables of the kind the scenario has. */
size_t ent_variable_count(const ent_scenario_t *scenario, ent_variable_kind_t kind);

enum { ENT_VARIABLE_NAME_SIZE = 128 };

typedef struct {
    ent_variable_kind_t kind;
    size_t index; /* among those of its kind */
    char name[ENT_VARIABLE_NAME_SIZE];
} ent_variable_t;

typedef struct {
    ent_variable_t *items; /* in the order of the table */
    size_t count;
} ent_variables_t;

/* Lists every variable of a scenario. */
ENT_CHECKED ent_err_t ent_variables_init(ent_variables_t *variables,
                                         const ent_scenario_t *scenario);
void ent_variables_free(ent_variables_t *variables);

/* The variable of that name, or NULL; then *nearest (if given) holds the nearest name. */
const ent_variable_t *ent_variables_find(const ent_variables_t *variables, const char *name,
                                         ent_nearest_t *nearest);

/* "leader", "public", "reciprocity", "necessity", "commitment". */
const char *ent_weight_name(ent_weight_t weight);

/* The state and the place within it of a cohort counted over both states. */
void ent_cohort_position(const ent_scenario_t *scenario, size_t index, size_t *state,
                         size_t *cohort);

#endif

/*
 * Sweep files: which scenarios are compared, over which settings of their numbers. Same language as
 * scenario files, same reader, same strictness; the keys stand in keys_sweep.c.
 */
#ifndef ENT_SCENARIO_SWEEP_H
#define ENT_SCENARIO_SWEEP_H

#include "base/error.h"
#include "base/file.h"
#include "scenario/scenario.h"

/* As many scenarios as a comparison has; as many factors as a table of them can be read. */
enum { ENT_SWEEP_MOST_SCENARIOS = 8, ENT_SWEEP_MOST_FACTORS = 200, ENT_FACTOR_MOST_VALUES = 1000 };

typedef enum {
    ENT_DESIGN_FULL,   /* every combination of the factors' values */
    ENT_DESIGN_LHS,    /* Latin hypercube: McKay, Beckman & Conover 1979 */
    ENT_DESIGN_SOBOL,  /* Saltelli's arrangement of a Sobol sequence (Saltelli et al. 2010) */
    ENT_DESIGN_MORRIS, /* trajectories of elementary effects (Morris 1991; Campolongo et al. 2007)
                        */
    ENT_DESIGN_LIST    /* settings given in a CSV file, a column for each factor */
} ent_design_method_t;

/* How a factor's value follows from a number in [0, 1]: the quantile function of what it is. */
typedef enum {
    ENT_FACTOR_UNIFORM,     /* low, high */
    ENT_FACTOR_LOG_UNIFORM, /* low, high, both above 0 */
    ENT_FACTOR_TRIANGULAR,  /* low, mode, high */
    ENT_FACTOR_NORMAL,      /* mean, sd, cut off at low and high */
    ENT_FACTOR_LOGNORMAL,   /* mean, sd of the logarithm, cut off at low and high */
    ENT_FACTOR_VALUES       /* values, all as likely */
} ent_factor_distribution_t;

typedef enum { ENT_FACTOR_SET, ENT_FACTOR_MULTIPLY } ent_factor_apply_t;

typedef struct {
    char *name;   /* for tables and figures; the first path unless given; unique */
    char *title;  /* the name unless given */
    char **paths; /* as for --set; "*" stands for every element: "institutions.*.insulation" */
    size_t path_count;
    ent_factor_apply_t apply; /* the value is set, or multiplies what the scenario says */
    ent_factor_distribution_t distribution;
    double low, high, mode, mean, sd; /* NaN where not given */
    double *values;                   /* ascending */
    size_t value_count;
    int levels; /* `full`: how many values from low to high, by equal steps in [0, 1] */
    ent_place_t place;
} ent_factor_t;

typedef struct {
    char *title, *question, *description;
    char **scenarios; /* as they can be opened: relative names are taken from the sweep's file */
    size_t scenario_count; /* the first is the control */
    char **overrides;      /* `set`: "PATH=VALUE", for all scenarios, before any factor */
    size_t override_count;
    ent_factor_t *factors;
    size_t factor_count;
    ent_design_method_t method;
    int points;        /* lhs: points; sobol: rows of its base sample, a power of 2 */
    int trajectories;  /* morris */
    int grid;          /* morris: levels of its grid, an even number */
    bool second_order; /* sobol: also what pairs of factors do */
    char *file;        /* list: as it can be opened */
    uint64_t members, seed;
    double falls;   /* points that a fall of health must be deep, as --falls */
    char **metrics; /* patterns of names: "health_mean", "transition_cost.*" */
    size_t metric_count;
    const char *path; /* of the file itself */
    ent_place_t place;
    ent_place_t *scenario_places, *override_places; /* [scenario], [override] */
    ent_place_t design_place;                       /* of the group `design` */
    ent_arena_t arena;                              /* owns all of it */
} ent_sweep_t;

/*
 * Reads the sweep file at `path`: ENT_ERR_NO_INPUT, ENT_ERR_SCENARIO with diagnostics, or
 * ENT_ERR_MEMORY leave `sweep` untouched. Scenarios are not opened here (scenario/factor.h).
 */
ENT_CHECKED ent_err_t ent_sweep_load(const char *path, ent_sweep_t *sweep, ent_diags_t *diags);
void ent_sweep_free(ent_sweep_t *sweep); /* harmless twice, and on zeroes */

/*
 * Whether a file looks like a sweep: it has `factors`, `scenarios` or `design`, which no scenario
 * has. False where it cannot be read.
 */
bool ent_sweep_recognise(const char *path);

/*
 * The sweep as text with every default filled in; reading that back gives an equal sweep, names of
 * files apart, which are written as in `scenarios` and `file` here. *text is the caller's to free.
 */
ENT_CHECKED ent_err_t ent_sweep_text(const ent_sweep_t *sweep, char **text);

/* The same into a file; a lack of memory is an error of the writer. */
void ent_sweep_write(const ent_sweep_t *sweep, ent_writer_t *writer);

#endif

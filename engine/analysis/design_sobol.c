/* Saltelli's arrangement of a Sobol sequence, in groups with random shifts of their own. */
#include "analysis/design_methods.h"

#include "base/memory.h"
#include "random/random.h"

#include <gsl/gsl_qrng.h>

/* Groups from which intervals can be made, and rows so that a group is more than a random point. */
enum { MOST_GROUPS = 32, LEAST_GROUP = 2 };

/* Points of a block before those that have a column of the other sample. */
enum { ROW_A, ROW_B, FIRST_MIXED };

static bool has_rows(const ent_design_t *design, ent_diags_t *diags) {
    int rows = design->sweep->points, below = ENT_SOBOL_LEAST_ROWS;
    if (!ent_design_at_least(design, "design.points", rows, ENT_SOBOL_LEAST_ROWS, "rows", diags)) {
        return false;
    }
    while (below <= rows / 2) {
        below *= 2;
    }
    if (below != rows) {
        ent_diag_error(diags, ent_design_place(design->sweep), "design.points",
                       "found %d, expected a power of 2, such as %d or %lld", rows, below,
                       2 * (long long)below);
        return false;
    }
    return true;
}

static ent_err_t size_sobol(ent_design_t *design, ent_diags_t *diags) {
    const ent_sweep_t *sweep = design->sweep;
    bool valid = has_rows(design, diags);
    if (design->factors > ENT_SOBOL_MOST_FACTORS) {
        ent_diag_error(diags, sweep->place, "factors",
                       "found %zu, expected at most %d factors with a sobol design: GSL's sequence "
                       "has %d dimensions, of which each factor takes two",
                       design->factors, ENT_SOBOL_MOST_FACTORS, 2 * ENT_SOBOL_MOST_FACTORS);
        valid = false;
    }
    if (!valid) {
        return ENT_ERR_SCENARIO;
    }
    design->blocks = (uint64_t)sweep->points;
    design->block = FIRST_MIXED + (sweep->second_order ? 2 : 1) * design->factors;
    design->group = design->blocks / MOST_GROUPS;
    design->group = design->group < LEAST_GROUP ? LEAST_GROUP : design->group;
    return ENT_OK;
}

/* The sequence from its first point on, which is 0 and which GSL leaves out (Owen 2020). */
static ent_err_t build_sobol(ent_design_t *design) {
    size_t columns = 2 * design->factors;
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)columns);
    design->table = ent_alloc((size_t)design->group, columns * sizeof *design->table);
    ent_err_t error = sequence != NULL && design->table != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t row = 1; error == ENT_OK && row < design->group; row++) {
        (void)gsl_qrng_get(sequence, design->table + row * columns);
    }
    if (sequence != NULL) {
        gsl_qrng_free(sequence);
    }
    return error;
}

/* The shift is the group's in the column of A or B. */
static double shifted(const ent_design_t *design, uint64_t row, size_t factor, bool from_b) {
    size_t column = factor + (from_b ? design->factors : 0);
    ent_pair_t shifts = ent_random(ENT_ISA_BASELINE)
                            ->uniform_pair(design->sweep->seed, row / design->group, 0,
                                           design->processes[factor], 0);
    double place = design->table[row % design->group * 2 * design->factors + column] +
                   (from_b ? shifts.second : shifts.first);
    return place >= 1 ? place - 1 : place;
}

static void sobol_unit(const ent_design_t *design, uint64_t point, double *unit) {
    uint64_t row = point / design->block;
    size_t place = (size_t)(point % design->block), factors = design->factors;
    bool of_b = place == ROW_B || place >= FIRST_MIXED + factors;
    size_t mixed = place < FIRST_MIXED ? factors : (place - FIRST_MIXED) % factors;
    for (size_t i = 0; i < factors; i++) {
        unit[i] = shifted(design, row, i, of_b != (i == mixed));
    }
}

const ent_design_row_t ent_design_sobol = {
    .name = "sobol", .size = size_sobol, .build = build_sobol, .unit = sobol_unit};

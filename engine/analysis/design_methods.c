/* Designs that need no table: full, Latin hypercube, Morris. */
#include "analysis/design_methods.h"

#include "analysis/permutation.h"
#include "random/random.h"

#include <float.h>
#include <math.h>

/* What is drawn for a factor: two uniforms in (0, 1]. */
static ent_pair_t draw(const ent_design_t *design, size_t factor, uint64_t number) {
    return ent_random(ENT_ISA_BASELINE)
        ->uniform_pair(design->sweep->seed, number, 0, design->processes[factor], 0);
}

/* ---- Full ------------------------------------------------------------------------------------ */

static uint64_t levels_of(const ent_factor_t *factor) {
    return factor->distribution == ENT_FACTOR_VALUES ? factor->value_count
                                                     : (uint64_t)factor->levels;
}

static bool has_levels(const ent_factor_t *factor, ent_diags_t *diags) {
    enum { LEAST_LEVELS = 2 };
    if (factor->distribution == ENT_FACTOR_VALUES) {
        return true; /* the reader sees to it that there are some */
    }
    if (factor->levels < LEAST_LEVELS) {
        ent_diag_error(diags, factor->place, "levels", "found %d, expected at least %d levels",
                       factor->levels, LEAST_LEVELS);
        return false;
    }
    return true;
}

static ent_err_t size_full(ent_design_t *design, ent_diags_t *diags) {
    double all = 1;
    bool valid = true;
    for (size_t i = 0; i < design->factors; i++) {
        const ent_factor_t *factor = &design->sweep->factors[i];
        valid = has_levels(factor, diags) && valid;
        all = fmin(all * (double)levels_of(factor), DBL_MAX);
    }
    if (!valid) {
        return ENT_ERR_SCENARIO;
    }
    if (all > ENT_DESIGN_MOST_POINTS) {
        ent_design_too_many(design, all, diags);
        return ENT_ERR_SCENARIO;
    }
    design->blocks = (uint64_t)all; /* exact, being below 2⁵³ */
    return ENT_OK;
}

static double level(uint64_t number, uint64_t levels, bool has_ends) {
    return has_ends && levels > 1 ? (double)number / (double)(levels - 1)
                                  : ((double)number + 0.5) / (double)levels;
}

static void full_unit(const ent_design_t *design, uint64_t point, double *unit) {
    for (size_t i = design->factors; i-- > 0;) {
        const ent_factor_t *factor = &design->sweep->factors[i];
        uint64_t levels = levels_of(factor);
        unit[i] = level(point % levels, levels, ent_factor_has_ends(factor));
        point /= levels;
    }
}

const ent_design_row_t ent_design_full = {.size = size_full, .unit = full_unit};

/* ---- Latin hypercube ------------------------------------------------------------------------- */

static ent_err_t size_lhs(ent_design_t *design, ent_diags_t *diags) {
    if (!ent_design_at_least(design, "design.points", design->sweep->points, 1, "point", diags)) {
        return ENT_ERR_SCENARIO;
    }
    design->blocks = (uint64_t)design->sweep->points;
    return ENT_OK;
}

/* A place in the stratum that is never in the next one, whatever is rounded. */
static void lhs_unit(const ent_design_t *design, uint64_t point, double *unit) {
    double strata = (double)design->points;
    for (size_t i = 0; i < design->factors; i++) {
        double stratum =
            (double)ent_permuted(design->sweep->seed, design->processes[i], design->points, point);
        double place = (stratum + draw(design, i, point).first) / strata;
        unit[i] = fmin(place, nextafter((stratum + 1) / strata, 0));
    }
}

const ent_design_row_t ent_design_lhs = {.name = "lhs", .size = size_lhs, .unit = lhs_unit};

/* ---- Morris ---------------------------------------------------------------------------------- */

static ent_err_t size_morris(ent_design_t *design, ent_diags_t *diags) {
    enum { LEAST_TRAJECTORIES = 2, LEAST_GRID = 2 };
    const ent_sweep_t *sweep = design->sweep;
    bool valid = ent_design_at_least(design, "design.trajectories", sweep->trajectories,
                                     LEAST_TRAJECTORIES, "trajectories", diags);
    if (sweep->grid < LEAST_GRID || sweep->grid % 2 != 0) {
        ent_diag_error(diags, ent_design_place(sweep), "design.grid",
                       "found %d, expected an even number of levels, at least %d", sweep->grid,
                       LEAST_GRID);
        valid = false;
    }
    if (!valid) {
        return ENT_ERR_SCENARIO;
    }
    design->blocks = (uint64_t)sweep->trajectories;
    design->block = design->factors + 1;
    return ENT_OK;
}

/* How many factors move before this one; `keys` are random, so that every order is as likely. */
static size_t turn_of(const double *keys, size_t factors, size_t factor) {
    size_t before = 0;
    for (size_t i = 0; i < factors; i++) {
        before += keys[i] < keys[factor] || (keys[i] <= keys[factor] && i < factor);
    }
    return before;
}

/* A level moves by half the grid: up from the lower half, down from the upper. */
static void morris_unit(const ent_design_t *design, uint64_t point, double *unit) {
    double keys[ENT_SWEEP_MOST_FACTORS];
    uint64_t levels = (uint64_t)design->sweep->grid, starts[ENT_SWEEP_MOST_FACTORS];
    for (size_t i = 0; i < design->factors; i++) {
        ent_pair_t pair = draw(design, i, point / design->block);
        starts[i] = (uint64_t)(pair.first * (double)levels) % levels; /* a uniform may be 1 */
        keys[i] = pair.second;
    }
    for (size_t i = 0; i < design->factors; i++) {
        const ent_factor_t *factor = &design->sweep->factors[i];
        bool moved = turn_of(keys, design->factors, i) < point % design->block;
        bool has_ends = factor->distribution != ENT_FACTOR_VALUES && ent_factor_has_ends(factor);
        unit[i] = level(moved ? (starts[i] + levels / 2) % levels : starts[i], levels, has_ends);
    }
}

const ent_design_row_t ent_design_morris = {
    .name = "morris", .size = size_morris, .unit = morris_unit};

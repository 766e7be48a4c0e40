#include "analysis/design.h"

#include "analysis/design_methods.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Strides looked at on either side of n/golden ratio. */
enum { STRIDES = 32 };

static const ent_design_row_t *const methods[] = {
    [ENT_DESIGN_FULL] = &ent_design_full,   [ENT_DESIGN_LHS] = &ent_design_lhs,
    [ENT_DESIGN_SOBOL] = &ent_design_sobol, [ENT_DESIGN_MORRIS] = &ent_design_morris,
    [ENT_DESIGN_LIST] = &ent_design_list,
};

/* ---- Messages -------------------------------------------------------------------------------- */

ent_place_t ent_design_place(const ent_sweep_t *sweep) {
    return sweep->design_place.file != NULL ? sweep->design_place : sweep->place;
}

bool ent_design_at_least(const ent_design_t *design, const char *key, int found, int lowest,
                         const char *what, ent_diags_t *diags) {
    if (found >= lowest) {
        return true;
    }
    ent_diag_error(diags, ent_design_place(design->sweep), key, "found %d, expected at least %d %s",
                   found, lowest, what);
    return false;
}

void ent_design_too_many(const ent_design_t *design, double found, ent_diags_t *diags) {
    ent_diag_error(diags, ent_design_place(design->sweep), "design",
                   "found %.10g points in all, expected at most %d", found, ENT_DESIGN_MOST_POINTS);
}

/* ---- What it draws under --------------------------------------------------------------------- */

static ent_err_t hash_process(const char *method, const char *factor, uint32_t *hash) {
    size_t size = strlen("sweep//") + strlen(method) + strlen(factor) + 1;
    char *name = ent_alloc(size, 1);
    if (name == NULL) {
        return ENT_ERR_MEMORY;
    }
    (void)snprintf(name, size, "sweep/%s/%s", method, factor);
    *hash = ent_name_hash(name);
    free(name);
    return ENT_OK;
}

/* Two factors with one hash would always move together. */
static bool is_unlike_others(const ent_design_t *design, size_t factor, ent_diags_t *diags) {
    const ent_factor_t *factors = design->sweep->factors;
    for (size_t i = 0; i < factor; i++) {
        if (design->processes[i] == design->processes[factor]) {
            ent_diag_error(diags, factors[factor].place, "factors",
                           "the factors \"%.60s\" and \"%.60s\" draw the same random numbers, "
                           "because their names have one hash; give either another name",
                           factors[i].name, factors[factor].name);
            return false;
        }
    }
    return true;
}

static ent_err_t hash_processes(ent_design_t *design, const char *method, ent_diags_t *diags) {
    design->processes = ent_alloc(design->factors, sizeof *design->processes);
    if (design->processes == NULL) {
        return ENT_ERR_MEMORY;
    }
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < design->factors && error == ENT_OK; i++) {
        error = hash_process(method, design->sweep->factors[i].name, &design->processes[i]);
        if (error == ENT_OK && !is_unlike_others(design, i, diags)) {
            error = ENT_ERR_SCENARIO;
        }
    }
    return error;
}

/* ---- The order of work ----------------------------------------------------------------------- */

/*
 * The sum of the partial quotients of a/n, which bounds the discrepancy of multiples of a modulo n
 * (Niederreiter 1992, theorem 3.4: the smaller the more even); UINT64_MAX unless a and n are
 * coprime.
 */
static uint64_t unevenness(uint64_t a, uint64_t n) {
    uint64_t sum = 0;
    while (a != 0) {
        uint64_t rest = n % a;
        sum += n / a;
        n = a;
        a = rest;
    }
    return n == 1 ? sum : UINT64_MAX;
}

/*
 * A number coprime to n near n/golden ratio, whose partial quotients are 1 as far as they can be:
 * of some tens of candidates the one that spreads most evenly, as the nearest may not.
 */
static uint64_t even_stride(uint64_t n) {
    uint64_t centre = (uint64_t)((double)n * 0.61803398874989485), best = 1, lowest = UINT64_MAX;
    uint64_t first = centre > STRIDES ? centre - STRIDES : 1;
    for (uint64_t a = first; a < n && a <= centre + STRIDES; a++) {
        uint64_t sum = unevenness(a, n);
        if (sum < lowest) {
            lowest = sum;
            best = a;
        }
    }
    return best;
}

uint64_t ent_design_at(const ent_design_t *design, uint64_t position) {
    uint64_t block = position / design->block * design->stride % design->blocks;
    return block * design->block + position % design->block;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static bool has_factors(const ent_sweep_t *sweep, ent_diags_t *diags) {
    if (sweep->factor_count < 1 || sweep->factor_count > ENT_SWEEP_MOST_FACTORS) {
        ent_diag_error(diags, sweep->place, "factors", "found %zu, expected 1 to %d factors",
                       sweep->factor_count, ENT_SWEEP_MOST_FACTORS);
        return false;
    }
    return true;
}

static ent_err_t count_points(ent_design_t *design, ent_diags_t *diags) {
    if (design->blocks > ENT_DESIGN_MOST_POINTS / design->block) {
        ent_design_too_many(design, (double)design->blocks * (double)design->block, diags);
        return ENT_ERR_SCENARIO;
    }
    design->points = design->blocks * design->block;
    design->stride = even_stride(design->blocks);
    return ENT_OK;
}

ent_err_t ent_design_init(ent_design_t *design, const ent_sweep_t *sweep, ent_diags_t *diags) {
    const ent_design_row_t *method = methods[sweep->method];
    ent_design_t made = {
        .sweep = sweep, .factors = sweep->factor_count, .blocks = 1, .block = 1, .group = 1};
    ent_err_t error = has_factors(sweep, diags) ? ENT_OK : ENT_ERR_SCENARIO;
    if (error == ENT_OK && method->name != NULL) {
        error = hash_processes(&made, method->name, diags);
    }
    if (error == ENT_OK) {
        error = method->size(&made, diags);
    }
    if (error == ENT_OK) {
        error = count_points(&made, diags);
    }
    if (error == ENT_OK && method->build != NULL) {
        error = method->build(&made);
    }
    if (error != ENT_OK) {
        ent_design_free(&made);
        return error;
    }
    *design = made;
    return ENT_OK;
}

void ent_design_free(ent_design_t *design) {
    free(design->table);
    free(design->ranks);
    free(design->processes);
    *design = (ent_design_t){0};
}

void ent_design_unit(const ent_design_t *design, uint64_t point, double *unit) {
    methods[design->sweep->method]->unit(design, point, unit);
}

void ent_design_values(const ent_design_t *design, uint64_t point, double *values) {
    if (design->sweep->method == ENT_DESIGN_LIST) {
        memcpy(values, design->table + point * design->factors, design->factors * sizeof *values);
        return;
    }
    ent_design_unit(design, point, values);
    for (size_t i = 0; i < design->factors; i++) {
        values[i] = ent_factor_quantile(&design->sweep->factors[i], values[i]);
    }
}

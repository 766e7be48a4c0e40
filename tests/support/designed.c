#include "support/designed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void support_designed_open(support_designed_t *made, ent_design_method_t method, size_t factors,
                           int size, bool second_order, uint64_t seed) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    *made = (support_designed_t){.sweep = {.method = method,
                                           .factor_count = factors,
                                           .points = size,
                                           .trajectories = size,
                                           .grid = 4,
                                           .second_order = second_order,
                                           .seed = seed}};
    made->sweep.factors = made->factors;
    for (size_t i = 0; i < factors; i++) {
        (void)snprintf(made->names[i], sizeof made->names[i], "x%zu", i + 1);
        made->factors[i] = (ent_factor_t){.name = made->names[i],
                                          .title = made->names[i],
                                          .distribution = ENT_FACTOR_UNIFORM,
                                          .low = 0,
                                          .high = 1,
                                          .levels = size};
    }
    assert_int_equal(ent_design_init(&made->design, &made->sweep, &diags), ENT_OK);
    const ent_design_t *design = &made->design;
    made->values = calloc(design->points, sizeof *made->values);
    made->halves = calloc(design->points, sizeof *made->halves);
    made->units = calloc(design->points * factors, sizeof *made->units);
    made->responses = (ent_responses_t){.factors = factors,
                                        .blocks = design->blocks,
                                        .block = design->block,
                                        .group = design->group,
                                        .values = made->values,
                                        .units = made->units,
                                        .seed = seed,
                                        .resamples = 500,
                                        .level = 0.95};
}

void support_designed_fill(support_designed_t *made, support_function_t *function, double low,
                           double high) {
    const size_t factors = made->design.factors;
    double x[SUPPORT_DESIGNED_MOST];
    for (size_t i = 0; i < factors; i++) {
        made->factors[i].low = low;
        made->factors[i].high = high;
    }
    for (uint64_t point = 0; point < made->design.points; point++) {
        ent_design_unit(&made->design, point, made->units + point * factors);
        ent_design_values(&made->design, point, x);
        made->values[point] = function(x, factors);
    }
}

void support_designed_close(support_designed_t *made) {
    ent_design_free(&made->design);
    free(made->values);
    free(made->halves);
    free(made->units);
}

double support_ishigami(const double *x, size_t factors) {
    const double a = 7, b = 0.1;
    (void)factors;
    return sin(x[0]) + a * sin(x[1]) * sin(x[1]) + b * pow(x[2], 4) * sin(x[0]);
}

double support_sobol_g_coefficient(size_t factor) {
    static const double a[] = {0, 1, 4.5, 9, 99};
    return a[factor % (sizeof a / sizeof a[0])];
}

double support_sobol_g(const double *x, size_t factors) {
    double product = 1;
    for (size_t i = 0; i < factors; i++) {
        double a = support_sobol_g_coefficient(i);
        product *= (fabs(4 * x[i] - 2) + a) / (1 + a);
    }
    return product;
}

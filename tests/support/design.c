#include "support/design.h"

#include "support/problems.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void support_design_describe(support_design_t *made, ent_design_method_t method, size_t factors) {
    memset(made, 0, sizeof *made);
    for (size_t i = 0; i < factors; i++) {
        (void)snprintf(made->names[i], sizeof made->names[i], "f%zu", i);
        made->factors[i] = (ent_factor_t){.name = made->names[i],
                                          .title = made->names[i],
                                          .distribution = ENT_FACTOR_UNIFORM,
                                          .low = 0,
                                          .high = 1,
                                          .mode = NAN,
                                          .mean = NAN,
                                          .sd = NAN,
                                          .levels = 3,
                                          .place = {"sweep.cfg", 10 + (int)i}};
    }
    made->sweep = (ent_sweep_t){.factors = made->factors,
                                .factor_count = factors,
                                .method = method,
                                .points = 64,
                                .trajectories = 10,
                                .grid = 4,
                                .members = 10,
                                .seed = 1,
                                .path = "sweep.cfg",
                                .place = {"sweep.cfg", 3}};
}

void support_design_open(support_design_t *made) {
    ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_design_init(&made->design, &made->sweep, &diags) != ENT_OK || diags.count != 0) {
        support_fail(&diags, "the design");
    }
}

void support_design_close(support_design_t *made) {
    ent_design_free(&made->design);
}

ent_factor_t support_normal(double mean, double sd, double low, double high) {
    return (ent_factor_t){.distribution = ENT_FACTOR_NORMAL,
                          .mean = mean,
                          .sd = sd,
                          .low = low,
                          .high = high,
                          .mode = NAN,
                          .levels = 3};
}

void support_assert_equal_counts(const unsigned *counts, size_t cells) {
    double total = 0, sum = 0;
    for (size_t i = 0; i < cells; i++) {
        total += counts[i];
    }
    double expected = total / (double)cells;
    assert_true(expected >= 5); /* or χ² does not hold */
    for (size_t i = 0; i < cells; i++) {
        double off = counts[i] - expected;
        sum += off * off / expected;
    }
    double chance = gsl_cdf_chisq_Q(sum, (double)cells - 1);
    if (chance < 1e-4) {
        fail_msg("chi-square %g of %zu cells with %g each, chance %g", sum, cells, expected,
                 chance);
    }
}

/*
 * Rates of arrival for every length of step, and mean severities, over many members and years
 * against model.md's formulas within five standard errors, from a fixed seed.
 */
#include "support/sample.h"

#include <math.h>
#include <stdio.h>

/* Each step is a chance of its own: of n, expected n·p, each with variance p(1 − p). */
static void check_rate(const char *more, double rate, double probability,
                       ent_lanes_t (*look)(const ent_happenings_t *happened)) {
    for (size_t step = 0; step < SUPPORT_SAMPLE_STEPS; step++) {
        const char *const overrides[] = {support_sample_steps[step].set, "years=20.0", NULL};
        support_world_t sample;
        support_sample_open(&sample, more, overrides);
        double n = (double)(SUPPORT_SAMPLE_BLOCKS * SUPPORT_SAMPLE_LANES * sample.plan.steps);
        double p = probability * (1 - exp(-rate * support_sample_steps[step].years));
        double se = sqrt(n * p * (1 - p));
        assert_close(support_sample_count(&sample, look), n * p, 0, SUPPORT_STANDARD_ERRORS * se);
        assert_true(se < 0.02 * n * p); /* the test is sharp enough to mean something */
        support_world_close(&sample);
    }
}

static ent_lanes_t shocks(const ent_happenings_t *happened) {
    return happened->shocks[0];
}

static ent_lanes_t events(const ent_happenings_t *happened) {
    return happened->events[0];
}

static ent_lanes_t successions(const ent_happenings_t *happened) {
    return happened->successions[0];
}

/* rate·(1 + opportunism·div): approval stays at its mean, so div = (0.4 − 0.3)/0.4. */
static void shocks_arrive_at_their_rate(void **state) {
    (void)state;
    check_rate("states = ( { name = \"AAA\"; leader = { approval = 0.3; };"
               "             approval = { mean = 0.3; cost_of_leading = 0.0; }; } );"
               "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 0.6; opportunism = 2.0;"
               "             severity = { distribution = \"fixed\"; value = 0.1; }; } );",
               0.6 * 1.5, 1, shocks);
}

static void random_events_come_at_their_rate(void **state) {
    (void)state;
    check_rate("events = ( { name = \"e\"; rate = 0.8; " SUPPORT_NO_EFFECT ");", 0.8, 1, events);
}

/* With a probability of a quarter, a quarter of the occasions are taken. */
static void probabilities_thin_out_a_rate(void **state) {
    (void)state;
    check_rate("events = ( { name = \"e\"; rate = 2.0; probability = 0.25; " SUPPORT_NO_EFFECT ");",
               2, 0.25, events);
}

/*
 * r·[1 + sens·(Ā − A)]₀⁴ = 0.45·(1 + 2·(0.4 − 0.3)): approval takes a thousand years to its mean,
 * and new leaders begin where the old ones stood.
 */
static void governments_fall_at_their_rate(void **state) {
    (void)state;
    check_rate("states = ( { name = \"AAA\"; leader = { approval = 0.3; };"
               "             approval = { mean = 0.4; inertia = 1000.0; cost_of_leading = 0.0;"
               "                          honeymoon = -0.1; };"
               "             succession = { mode = \"hazard\"; turnover_rate = 0.45;"
               "                            sensitivity = 2.0; " SUPPORT_POOL " }; } );",
               0.45 * 1.2, 1, successions);
}

/* A distribution of severities with its mean and standard deviation. */
static const struct {
    const char *severity;
    double mean, sd;
} severities[] = {
    /* a/(a + b), √(ab/(a + b + 1))/(a + b) */
    {"distribution = \"beta\"; a = 2.0; b = 5.0;", 2.0 / 7, 0.15971914124998499},
    {"distribution = \"beta\"; a = 0.5; b = 0.5;", 0.5, 0.35355339059327379},
    /* the middle, range/√12 */
    {"distribution = \"uniform\"; low = 0.2; high = 0.6;", 0.4, 0.11547005383792516},
    {"distribution = \"fixed\"; value = 0.3;", 0.3, 0},
    /* median·exp(σ²/2), mean·√(exp(σ²) − 1); the cap is 8 σ away */
    {"distribution = \"lognormal\"; median = 0.2; sigma = 0.5; cap = 10.0;", 0.22662969061336526,
     0.12078010664217623},
    /* type 7 joins 0.1, 0.2, 0.6 by straight lines: mean (0.15 + 0.4)/2, E x² = 0.0983… */
    {"distribution = \"empirical\"; values = [0.6, 0.1, 0.2];", 0.275, 0.15069284433354269},
};

/* Severities as the target meets them: nothing shields, and what waits is taken at once. */
static void sum_severities(support_world_t *sample, double *sum, double *squares, double *count) {
    *sum = *squares = *count = 0;
    for (size_t b = 0; b < SUPPORT_SAMPLE_BLOCKS; b++) {
        support_sample_start(sample, b);
        for (size_t n = 0; n < sample->plan.steps; n++) {
            sample->model->step(&sample->plan, &sample->block, n);
            double *met = ent_row(&sample->block, sample->block.provocation, 1);
            for (ent_lanes_t struck = sample->block.happened.shocks[0]; struck != 0;) {
                size_t lane = ent_next_lane(&struck);
                *sum += met[lane];
                *squares += met[lane] * met[lane];
                *count += 1;
                met[lane] = 0;
            }
        }
    }
}

static void check_severity(size_t i, size_t step) {
    const char *const overrides[] = {support_sample_steps[step].set, "years=20.0",
                                     "health.shield_health=0.0",
                                     "states.BBB.retaliation.delay=10.0", NULL};
    char more[300];
    support_world_t sample;
    double sum, squares, count;
    (void)snprintf(more, sizeof more,
                   "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 2.0; severity = { %s }; } );",
                   severities[i].severity);
    support_sample_open(&sample, more, overrides);
    sum_severities(&sample, &sum, &squares, &count);
    double mean = sum / count, sd = sqrt(fmax(0, squares / count - mean * mean));
    assert_close(mean, severities[i].mean, 1e-9,
                 SUPPORT_STANDARD_ERRORS * severities[i].sd / sqrt(count));
    assert_close(sd, severities[i].sd, 0.03, 1e-6);
    assert_true(count > 20000);
    support_world_close(&sample);
}

static void severities_have_the_moments_of_their_distributions(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof severities / sizeof severities[0]; i++) {
        for (size_t step = 1; step < SUPPORT_SAMPLE_STEPS; step++) {
            check_severity(i, step);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shocks_arrive_at_their_rate),
        cmocka_unit_test(random_events_come_at_their_rate),
        cmocka_unit_test(probabilities_thin_out_a_rate),
        cmocka_unit_test(governments_fall_at_their_rate),
        cmocka_unit_test(severities_have_the_moments_of_their_distributions),
    };
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}

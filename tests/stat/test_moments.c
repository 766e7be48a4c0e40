/*
 * Stationary means and deviations of each process by itself, over many members and years, for every
 * length of step, against model.md's formulas within five standard errors. The seed is fixed, so
 * the tests are deterministic.
 */
#include "support/sample.h"

#include <math.h>
#include <string.h>

/* A drift process by itself: what else could move it is switched off. */
typedef struct {
    const char *variable;
    double inertia, mean, sd;
    const char *overrides[6];
} process_t;

#define AAA "states.AAA."
static const process_t processes[] = {
    {"driver.threat", 1.0, 0.4, 0.04, {"drivers.threat.volatility=0.04"}},
    {"approval.AAA",
     1.5,
     0.4,
     0.05,
     {AAA "approval.volatility=0.05", AAA "approval.cost_of_leading=0.0"}},
    {"stance.AAA", /* follows its leader alone: O = 0.2 */
     0.3,
     0.2,
     0.1,
     {AAA "stance.volatility=0.1", AAA "stance.grievance=0.0", AAA "stance.weights.public=0.0",
      AAA "stance.weights.reciprocity=0.0", AAA "stance.weights.necessity=0.0"}},
    {"public.AAA", /* one cohort, and its base is 0 */
     0.3,
     0.0,
     0.08,
     {AAA "public.volatility=0.08", AAA "public.contact=0.0", AAA "public.cue=0.0",
      AAA "public.partner=0.0", AAA "public.cohorts.all.memory=0.0"}},
};

typedef struct {
    double sum, squares, count; /* of what a value exceeds the mean by */
} sums_t;

/* Over members and steps, after a start of ten time constants. */
static sums_t sum_process(support_world_t *sample, const process_t *process) {
    size_t skipped = (size_t)(10 * process->inertia / sample->plan.step_years);
    sums_t sums = {0};
    for (size_t b = 0; b < SUPPORT_SAMPLE_BLOCKS; b++) {
        support_sample_start(sample, b);
        const double *value = support_world_lanes(sample, process->variable);
        for (size_t n = 0; n < sample->plan.steps; n++) {
            sample->model->step(&sample->plan, &sample->block, n);
            for (size_t j = 0; j < sample->block.lanes && n >= skipped; j++) {
                double excess = value[j] - process->mean;
                sums.sum += excess;
                sums.squares += excess * excess;
                sums.count += 1;
            }
        }
    }
    return sums;
}

/*
 * Values Δ apart correlate by r = exp(−Δ/T), their squares by r², so n values are worth
 * n(1 − r)/(1 + r) and n(1 − r²)/(1 + r²) independent ones.
 */
static void check_process(const process_t *process, size_t step) {
    const char *overrides[9] = {support_sample_steps[step].set, "years=45.0"};
    support_world_t sample;
    memcpy(overrides + 2, process->overrides, sizeof process->overrides);
    support_sample_open(&sample, "", overrides);
    sums_t sums = sum_process(&sample, process);
    double r = exp(-support_sample_steps[step].years / process->inertia);
    double of_mean = sums.count * (1 - r) / (1 + r);
    double of_sd = sums.count * (1 - r * r) / (1 + r * r);
    double se_mean = process->sd / sqrt(of_mean), se_sd = process->sd / sqrt(2 * of_sd);
    assert_close(sums.sum / sums.count, 0, 0, SUPPORT_STANDARD_ERRORS * se_mean);
    assert_close(sqrt(sums.squares / sums.count), process->sd, 0, SUPPORT_STANDARD_ERRORS * se_sd);
    assert_true(se_sd < 0.01 * process->sd); /* the test is sharp enough to mean something */
    support_world_close(&sample);
}

static void check_steps(size_t process) {
    for (size_t step = 0; step < SUPPORT_SAMPLE_STEPS; step++) {
        check_process(&processes[process], step);
    }
}

static void drivers_keep_their_moments_at_every_step(void **state) {
    (void)state;
    check_steps(0);
}

static void approval_keeps_its_moments_at_every_step(void **state) {
    (void)state;
    check_steps(1);
}

static void stances_keep_their_moments_at_every_step(void **state) {
    (void)state;
    check_steps(2);
}

static void publics_keep_their_moments_at_every_step(void **state) {
    (void)state;
    check_steps(3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drivers_keep_their_moments_at_every_step),
        cmocka_unit_test(approval_keeps_its_moments_at_every_step),
        cmocka_unit_test(stances_keep_their_moments_at_every_step),
        cmocka_unit_test(publics_keep_their_moments_at_every_step),
    };
    return cmocka_run_group_tests_name("moments", tests, NULL, NULL);
}

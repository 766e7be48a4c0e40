/* Phase 1, outside drivers: drift, reaction, clamps and ramps of baselines (model.md). */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "drivers", step);
}

/* e ← e* + (e − e*)·keep(T) + σ·√(1 − keep²)·z; the first of a pair serves the even step. */
static void drivers_drift_to_their_baseline(void **state) {
    const char *const overrides[] = {"drivers.threat.volatility=0.12", NULL};
    const double keep = support_monthly_keep(1.0), noise = 0.12 * sqrt(1 - keep * keep);
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("driver/threat"), 1.5, -0.7);
    support_world_open(&world, "", overrides);
    double *level = support_world_lanes(&world, "driver.threat");
    for (size_t j = 0; j < SUPPORT_LANES; j++) {
        level[j] = 0.3 + 0.05 * (double)j;
    }
    run(&world, 0);
    for (size_t j = 0; j < SUPPORT_LANES; j++) {
        double start = 0.3 + 0.05 * (double)j;
        assert_close(level[j], 0.4 + (start - 0.4) * keep + noise * 1.5, 1e-14, 0);
    }
    support_world_set(&world, "driver.threat", 0.6);
    run(&world, 1);
    assert_close(level[3], 0.4 + 0.2 * keep - noise * 0.7, 1e-14, 0);
    support_world_close(&world);
}

/* e* = baseline + Σ reaction·max(0, x): only closeness provokes. */
static void closeness_provokes_a_reaction(void **state) {
    const char *const overrides[] = {"drivers.threat.reaction.talks=0.3",
                                     "drivers.threat.reaction.people=-0.1", NULL};
    const double keep = support_monthly_keep(1.0);
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, "", overrides);
    support_world_set(&world, "domain.talks", 0.5);
    support_world_set(&world, "domain.people", -0.8);
    support_world_lanes(&world, "domain.people")[1] = 0.8;
    run(&world, 0);
    const double *level = support_world_lanes(&world, "driver.threat");
    assert_close(level[0], 0.55 - 0.15 * keep, 1e-14, 0); /* 0.4 + 0.3·0.5 */
    assert_close(level[1], 0.47 - 0.07 * keep, 1e-14, 0); /* 0.4 + 0.3·0.5 − 0.1·0.8 */
    support_world_close(&world);
}

static void levels_stay_between_zero_and_one(void **state) {
    const char *const overrides[] = {"drivers.threat.volatility=0.9", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("driver/threat"), 5, -5);
    support_world_open(&world, "", overrides);
    run(&world, 0);
    assert_same(support_world_lanes(&world, "driver.threat")[0], 1);
    run(&world, 1);
    run(&world, 3);
    assert_same(support_world_lanes(&world, "driver.threat")[0], 0);
    support_world_close(&world);
}

/* Baselines as they stand after phase 1 of a step. */
static void run_with_events(support_world_t *world, size_t step, double expected) {
    run(world, step);
    assert_close(world->block.baseline[SUPPORT_LANES - 1], expected, 1e-14, 0);
    support_world_run(world, "events", step);
}

#define RAMP(to, over)                                                                             \
    "effects = ( { type = \"baseline\"; driver = \"threat\"; to = " to "; over_years = " over      \
    "; } ); }"

/*
 * Equal increments from the step after the event on: (0.9 − 0.4)/3 in steps 2 to 4. The second ramp
 * runs beside it in steps 3 and 4: (0.1 − 0.4 − 0.5/3)/2, from the baseline at its event.
 */
static void ramps_move_the_baseline_in_equal_steps_beside_each_other(void **state) {
    const double first = 0.5 / 3, second = (0.1 - 0.4 - 0.5 / 3) / 2;
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(
        &world,
        "events = ( { name = \"up\"; at = \"2020-02\"; " RAMP(
            "0.9", "0.25") ","
                           "{ name = \"down\"; at = \"2020-03\"; " RAMP(
                               "0.1", "0.15") ","
                                              "{ name = \"jump\"; at = \"2020-08\"; " RAMP(
                                                  "1.0", "0.0") " );",
        NULL);
    run_with_events(&world, 0, 0.4);
    run_with_events(&world, 1, 0.4);
    run_with_events(&world, 2, 0.4 + first);
    run_with_events(&world, 3, 0.4 + 2 * first + second);
    run_with_events(&world, 4, 0.4 + 3 * first + 2 * second);
    run_with_events(&world, 5, 0.4 + 3 * first + 2 * second);
    run_with_events(&world, 7, 0.4 + 3 * first + 2 * second);
    run_with_events(&world, 8, 1);
    run_with_events(&world, 9, 1);
    support_world_close(&world);
}

/* One ramp begins in every step, each over a year: up to twelve run at once. */
static void many_ramps_of_one_event_run_beside_each_other(void **state) {
    double increments[24] = {0}, baseline = 0.4;
    support_world_t world;
    (void)state;
    support_replay_all(0.001, 0); /* below the chance of an arrival, 1 − exp(−12/12) */
    support_world_open(
        &world, "events = ( { name = \"again\"; rate = 12.0; " RAMP("0.9", "1.0") " );", NULL);
    for (size_t n = 0; n < 24; n++) {
        for (size_t k = n > 12 ? n - 12 : 0; k < n; k++) {
            baseline += increments[k];
        }
        run_with_events(&world, n, baseline);
        increments[n] = (0.9 - baseline) / 12;
    }
    support_world_close(&world);
}

/* A ramp belongs to the member in whom its event happened. */
static void a_ramp_begins_only_where_its_event_happened(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world,
                       "events = ( { name = \"cold\"; when = { variable = \"health\"; "
                       "below = 30.0; }; " RAMP("0.9", "0.0") " );",
                       NULL);
    world.block.health[2] = -0.9;
    support_world_run(&world, "draws", 0);
    support_world_run(&world, "events", 0);
    run(&world, 1);
    assert_close(world.block.baseline[1], 0.4, 1e-15, 0);
    assert_close(world.block.baseline[2], 0.9, 1e-15, 0);
    support_world_close(&world);
}

static void deterministic_runs_have_no_noise(void **state) {
    const char *const overrides[] = {"drivers.threat.volatility=0.5", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 3);
    support_world_open(&world, "", overrides);
    support_world_restart(&world, true);
    run(&world, 0);
    run(&world, 1);
    assert_close(support_world_lanes(&world, "driver.threat")[0], 0.4, 1e-15, 0);
    support_world_close(&world);
}

/* Errors: a scenario without drivers has nothing to move. */
static void no_drivers_are_no_problem(void **state) {
    const char *const overrides[] = {"drivers.threat.enabled=false", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 1);
    support_world_open(&world, "", overrides);
    assert_int_equal(world.plan.drivers, 0);
    run(&world, 0);
    assert_same(support_world_lanes(&world, "domain.talks")[0], 0.1);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drivers_drift_to_their_baseline),
        cmocka_unit_test(closeness_provokes_a_reaction),
        cmocka_unit_test(levels_stay_between_zero_and_one),
        cmocka_unit_test(ramps_move_the_baseline_in_equal_steps_beside_each_other),
        cmocka_unit_test(many_ramps_of_one_event_run_beside_each_other),
        cmocka_unit_test(a_ramp_begins_only_where_its_event_happened),
        cmocka_unit_test(deterministic_runs_have_no_noise),
        cmocka_unit_test(no_drivers_are_no_problem),
    };
    return cmocka_run_group_tests_name("drivers", tests, NULL, NULL);
}

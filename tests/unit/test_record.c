/* What is recorded of an instant, and summed for metrics (model.md, "State", "Polls"). */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static const double month = 1.0 / 12.0;

/* Records an instant as the last phase of the step before it does. */
static void record(support_world_t *world, size_t instant) {
    world->model->record_instant(&world->plan, &world->block, instant);
}

static double lane(const support_world_t *world, const char *name) {
    return support_world_lanes(world, name)[SUPPORT_LANES - 1];
}

/* n = 0: what the scenario says; f + m is `initial`; H = 2·55/100 − 1. */
static void the_first_instant_is_as_the_scenario_says(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    static const struct {
        const char *name;
        double value;
    } expected[] = {
        {"health", 55},         {"commitment", 0},        {"driver.threat", 0.4},
        {"leader.AAA", 0.2},    {"approval.BBB", 0.6},    {"stance.AAA", 0.1},
        {"public.BBB", -0.1},   {"cohort.BBB.all", -0.1}, {"grievance.AAA", 0.2},
        {"grievance.BBB", 0.3}, {"domain.talks", 0.1},    {"reliance.talks", 0},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_close(lane(&world, expected[i].name), expected[i].value, 1e-13, 0);
    }
    assert_close(world.block.fast[0], 0.6 * 0.2, 1e-15, 0);
    assert_close(world.block.health[0], 0.1, 1e-14, 0);
    assert_same(world.block.baseline[0], 0.4);
    assert_close(world.block.health_path[0], 55, 1e-13, 0);
    support_world_close(&world);
}

/* k, level and status at the start; k is recorded as 0 unless active. */
static void institutions_start_with_their_habit_level_and_status(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "institutions = ( { name = \"i\"; cadence = 0.0; habit = 0.3; level = -0.4;"
                       "coverage = { talks = 0.5; people = 0.25; }; " SUPPORT_ACTIVE "},"
                       "{ name = \"j\"; cadence = 0.0; status = \"suspended\"; },"
                       "{ name = \"k\"; cadence = 0.0; binding = 0.4; habit = 0.5;"
                       "coverage = { talks = 0.6; }; " SUPPORT_ACTIVE "} );",
                       NULL);
    assert_same(lane(&world, "habit.i"), 0.3);
    assert_same(lane(&world, "level.i"), -0.4);
    assert_same(lane(&world, "active.i"), 1);
    assert_same(lane(&world, "habit.j"), 0);
    assert_same(lane(&world, "active.j"), 0);
    /* Q = 1 − Π(1 − coverage·k·active), C = 1 − Π(1 − binding·k·active) */
    assert_close(lane(&world, "reliance.talks"), 1 - (1 - 0.15) * (1 - 0.3), 1e-14, 0);
    assert_close(lane(&world, "reliance.people"), 0.25 * 0.3, 1e-14, 0);
    assert_close(lane(&world, "commitment"), 1 - (1 - 0.03) * (1 - 0.2), 1e-14, 0);
    support_world_close(&world);
}

/* weight/(Σ weights + w_C·C), with C as at recording; the five sum to 1. */
static void weights_are_shares_of_the_stance_equation(void **state) {
    const double commitment = 0.1 * 0.5, sum = 2.2 + commitment;
    support_world_t world;
    (void)state;
    support_world_open(
        &world, "institutions = ( { name = \"i\"; cadence = 0.0; " SUPPORT_ACTIVE "} );", NULL);
    assert_close(lane(&world, "weight.AAA.leader"), 0.6 / sum, 1e-14, 0);
    assert_close(lane(&world, "weight.AAA.public"), 0.5 / sum, 1e-14, 0);
    assert_close(lane(&world, "weight.AAA.reciprocity"), 0.5 / sum, 1e-14, 0);
    assert_close(lane(&world, "weight.BBB.necessity"), 0.6 / sum, 1e-14, 0);
    assert_close(lane(&world, "weight.BBB.commitment"), commitment / sum, 1e-14, 0);
    support_world_close(&world);
}

/* 100·logistic(intercept + Σ weight·variable): −0.5 + 2·0.3 + 0.01·55 = 0.65. */
static void polls_are_logistic(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "polls = ( { name = \"p\"; intercept = -0.5; terms = ("
                       "  { variable = \"grievance.BBB\"; weight = 2.0; },"
                       "  { variable = \"health\"; weight = 0.01; } ); },"
                       "{ name = \"sure\"; intercept = 100.0; terms = ("
                       "  { variable = \"health\"; weight = 1000.0; } ); },"
                       "{ name = \"never\"; intercept = -100.0; terms = ("
                       "  { variable = \"health\"; weight = -1000.0; } ); } );",
                       NULL);
    assert_close(lane(&world, "poll.p"), 100 / (1 + exp(-0.65)), 1e-14, 0);
    assert_same(lane(&world, "poll.sure"), 100);
    assert_close(lane(&world, "poll.never"), 0, 0, 1e-300);
    support_world_close(&world);
}

/* Publics are recorded with the shares of their instant: "young" grows from 0 to 0.2 of 1. */
static void publics_are_recorded_with_the_shares_of_the_instant(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "states = ( { name = \"AAA\"; public = { cohorts = ("
                       "{ name = \"all\"; share = 1.0; trend = -0.1; },"
                       "{ name = \"young\"; share = 0.0; trend = 0.1; base = 1.0; memory = 1.0; } "
                       "); }; } );",
                       NULL);
    for (size_t n = 0; n <= 24; n += 12) {
        record(&world, n);
        assert_close(lane(&world, "public.AAA"), 0.1 * (double)n * month, 1e-12, 1e-12);
    }
    support_world_close(&world);
}

/* Sums over recorded instants; the small scenario's state stays as it was at the start. */
static void sums_for_metrics_count_every_instant(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "institutions = ( { name = \"i\"; cadence = 0.0; "
                       "coverage = { talks = 0.5; }; " SUPPORT_ACTIVE "} );",
                       NULL);
    support_world_set(&world, "stance.BBB", -0.4); /* behind its public: no gap */
    for (size_t n = 1; n <= 24; n++) {
        record(&world, n);
    }
    assert_close(ent_row(&world.block, world.block.grievance_sum, 1)[0], 25 * 0.3, 1e-13, 0);
    assert_close(world.block.legitimacy_sum[0], 25 * 0.1, 1e-13, 0); /* G − W = 0.1 − 0 */
    assert_close(ent_row(&world.block, world.block.legitimacy_sum, 1)[0], 0.3, 1e-13, 0);
    assert_close(world.block.leader_share_sum[0], 25 * 0.6 / 2.25, 1e-13, 0);
    assert_close(world.block.readiness_sum[0], 25 * 0.1 * 0.25, 1e-13, 0); /* x·Q in "talks" */
    assert_close(world.block.years_active[0], 24 * month, 1e-13, 0); /* the last begins no step */
    support_world_close(&world);
}

/* Both ends of a range count as a clamp; the same variable at two instants counts twice. */
static void values_on_a_clamp_are_counted(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    assert_same(world.block.clamped_count[0], 0);
    support_world_lanes(&world, "driver.threat")[0] = 0;
    support_world_lanes(&world, "leader.AAA")[0] = 1;
    support_world_lanes(&world, "approval.BBB")[0] = 1;
    support_world_lanes(&world, "stance.AAA")[0] = -1;
    support_world_lanes(&world, "cohort.BBB.all")[0] = -1;
    support_world_lanes(&world, "domain.people")[0] = 1;
    support_world_lanes(&world, "domain.talks")[1] = 1 - 1e-9; /* near is not on */
    record(&world, 1);
    assert_same(world.block.clamped_count[0], 6);
    assert_same(world.block.clamped_count[1], 0);
    record(&world, 2);
    assert_same(world.block.clamped_count[0], 12);
    support_world_close(&world);
}

static void health_is_kept_instant_by_instant(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, "", NULL);
    support_world_steps(&world, 0, 1);
    double first = lane(&world, "health");
    assert_close(first, 50 * (1 + world.block.health[7]), 1e-13, 0);
    support_world_steps(&world, 1, 24);
    assert_same(ent_row(&world.block, world.block.health_path, 1)[7], first);
    assert_same(ent_row(&world.block, world.block.health_path, 24)[7], lane(&world, "health"));
    support_world_close(&world);
}

/* Errors: without a domain marked crisis readiness is never summed. */
static void readiness_needs_a_domain_marked_crisis(void **state) {
    const char *const overrides[] = {"domains.talks.crisis=false", NULL};
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "institutions = ( { name = \"i\"; cadence = 0.0; "
                       "coverage = { talks = 0.5; people = 0.5; }; " SUPPORT_ACTIVE "} );",
                       overrides);
    record(&world, 1);
    assert_int_equal(world.plan.crisis_domain, world.plan.domains);
    assert_same(world.block.readiness_sum[0], 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_instant_is_as_the_scenario_says),
        cmocka_unit_test(institutions_start_with_their_habit_level_and_status),
        cmocka_unit_test(weights_are_shares_of_the_stance_equation),
        cmocka_unit_test(polls_are_logistic),
        cmocka_unit_test(publics_are_recorded_with_the_shares_of_the_instant),
        cmocka_unit_test(sums_for_metrics_count_every_instant),
        cmocka_unit_test(values_on_a_clamp_are_counted),
        cmocka_unit_test(health_is_kept_instant_by_instant),
        cmocka_unit_test(readiness_needs_a_domain_marked_crisis),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}

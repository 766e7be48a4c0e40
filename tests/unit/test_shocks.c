/* Phase 2c, random shocks (model.md): arrival, severity from the same uniform, order. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static const double month = 1.0 / 12.0;

#define ROW                                                                                        \
    "{ name = \"row\"; by = \"AAA\"; rate = 2.0; opportunism = 1.5; hits = { talks = 0.5; };"      \
    "  severity = { distribution = \"uniform\"; low = 0.2; high = 0.6; }; }"

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "shocks", step);
}

static bool arrived(const support_world_t *world, size_t shock) {
    return world->block.happened.shocks[shock] & 1;
}

/* Opens a world with shocks whose uniforms are scripted: the even step's and the odd step's. */
static void open_world(support_world_t *world, const char *shocks, double first, double second) {
    const char *const overrides[] = {"health.shield_health=0.0", NULL};
    support_replay_all(1, 0);
    support_replay_process(ent_name_hash("shock/row"), first, second);
    support_world_open(world, shocks, overrides);
}

static double waiting(const support_world_t *world, size_t state) {
    return ent_row(&world->block, world->block.provocation, state)[0];
}

/* p = 1 − exp(−2/12); the severity is the quantile at 1 − u/p: 0.6 − 0.4·u/p. */
static void a_shock_arrives_by_its_uniform_which_also_grades_it(void **state) {
    const double p = 1 - exp(-2 * month);
    support_world_t world;
    (void)state;
    open_world(&world, "shocks = ( " ROW " );", 0.3 * p, 0.999 * p);
    support_world_set(&world, "approval.AAA", 0.5);
    run(&world, 0);
    assert_true(arrived(&world, 0));
    assert_close(waiting(&world, 1), 0.6 - 0.4 * 0.3, 1e-13, 0);
    assert_close(support_world_lanes(&world, "domain.talks")[0], 0.1 - 0.5 * 0.48, 1e-13, 0);
    ent_row(&world.block, world.block.provocation, 1)[0] = 0;
    run(&world, 1); /* barely arrives: a small one */
    assert_true(arrived(&world, 0));
    assert_close(waiting(&world, 1), 0.6 - 0.4 * 0.999, 1e-13, 0);
    support_world_close(&world);
}

/* Above p nothing arrives, between p and rate·Δ neither. */
static void nothing_arrives_above_its_probability(void **state) {
    const double p = 1 - exp(-2 * month);
    support_world_t world;
    (void)state;
    open_world(&world, "shocks = ( " ROW " );", p * (1 + 1e-12), 2 * month + 0.01);
    support_world_set(&world, "approval.AAA", 0.5);
    run(&world, 0);
    assert_false(arrived(&world, 0));
    run(&world, 1);
    assert_false(arrived(&world, 0));
    assert_same(waiting(&world, 1), 0);
    support_world_close(&world);
}

/* 1 + opportunism·div, div = [(0.4 − A)/0.4]₀¹: 0.5 at an approval of 0.2, so 1.75 times. */
static void low_approval_of_the_actor_makes_it_likelier(void **state) {
    const double p = 1 - exp(-2 * 1.75 * month);
    support_world_t world;
    (void)state;
    open_world(&world, "shocks = ( " ROW " );", 0.999999 * p, 1.000001 * p);
    support_world_set(&world, "approval.AAA", 0.2);
    support_world_set(&world, "approval.BBB", 0.9); /* the target's does not matter */
    run(&world, 0);
    assert_true(arrived(&world, 0));
    run(&world, 1);
    assert_false(arrived(&world, 0));
    support_world_close(&world);
}

/* In file order, each from what the one before left: the second finds less room. */
static void shocks_act_one_after_another(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 50.0;"
               "             severity = { distribution = \"fixed\"; value = 0.5; }; },"
               "           { name = \"row2\"; by = \"AAA\"; rate = 50.0;"
               "             severity = { distribution = \"fixed\"; value = 0.25; }; } );",
               0.1, 0.1);
    support_replay_process(ent_name_hash("shock/row2"), 0.2, 0.2);
    double f = 0.18, m = 0.12; /* (1 − 0.4)·0.3 and 0.4·0.3 at the start */
    const double severities[] = {0.5, 0.25};
    for (size_t i = 0; i < 2; i++) {
        double room = 1 - f - m;
        f += 0.6 * severities[i] * room;
        m += 0.4 * severities[i] * room;
    }
    run(&world, 0);
    assert_true(arrived(&world, 0) && arrived(&world, 1));
    assert_close(ent_row(&world.block, world.block.fast, 1)[0], f, 1e-14, 0);
    assert_close(ent_row(&world.block, world.block.slow, 1)[0], m, 1e-14, 0);
    assert_same(waiting(&world, 1), 0.5);
    support_world_close(&world);
}

/* Only the members whose uniform is low are struck: here the lanes differ by approval. */
static void lanes_are_struck_one_by_one(void **state) {
    const double p = 1 - exp(-2 * month);
    support_world_t world;
    (void)state;
    open_world(&world, "shocks = ( " ROW " );", 1.5 * p, 1);
    support_world_set(&world, "approval.AAA", 0.5);
    support_world_lanes(&world, "approval.AAA")[6] = 0;
    run(&world, 0);
    assert_int_equal(world.block.happened.shocks[0], UINT64_C(1) << 6);
    support_world_close(&world);
}

static void nothing_arrives_in_a_deterministic_run(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 365.0;"
               "             severity = { distribution = \"fixed\"; value = 0.5; }; } );",
               0, 0);
    support_world_restart(&world, true);
    support_world_steps(&world, 0, 24);
    assert_false(arrived(&world, 0));
    assert_same(waiting(&world, 1), 0);
    support_world_close(&world);
}

/* Errors: a rate of 0 never comes true, whatever is drawn; nor is a scenario without shocks odd. */
static void a_rate_of_zero_never_strikes(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 0.0;"
               "             severity = { distribution = \"fixed\"; value = 0.5; }; } );",
               0x1p-54, 0x1p-54);
    run(&world, 0);
    assert_false(arrived(&world, 0));
    support_world_close(&world);
    open_world(&world, "", 0, 0);
    run(&world, 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shock_arrives_by_its_uniform_which_also_grades_it),
        cmocka_unit_test(nothing_arrives_above_its_probability),
        cmocka_unit_test(low_approval_of_the_actor_makes_it_likelier),
        cmocka_unit_test(shocks_act_one_after_another),
        cmocka_unit_test(lanes_are_struck_one_by_one),
        cmocka_unit_test(nothing_arrives_in_a_deterministic_run),
        cmocka_unit_test(a_rate_of_zero_never_strikes),
    };
    return cmocka_run_group_tests_name("shocks", tests, NULL, NULL);
}

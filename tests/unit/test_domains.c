/* Phase 6, domains of cooperation (model.md). */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static void run(support_world_t *world) {
    support_world_run(world, "domains", 0);
}

/* x ← own + (x − own)·keep without institutions. */
static double moved(double x, double target, double inertia) {
    return target + (x - target) * support_monthly_keep(inertia);
}

/* own = [(G_a + G_b)/2 + Σ pull·e]±, here 0.15 + 0.1·0.4; people: 0.6·0.15 + 0.4·0.3. */
static void cooperation_follows_governments_drivers_and_its_own_base(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    run(&world);
    assert_close(support_world_lanes(&world, "domain.talks")[7], moved(0.1, 0.19, 0.5), 1e-14, 0);
    assert_close(support_world_lanes(&world, "domain.people")[7], moved(0.2, 0.21, 1), 1e-14, 0);
    support_world_close(&world);
}

static void the_pull_of_governments_and_drivers_is_clamped(void **state) {
    const char *const overrides[] = {"drivers.threat.pull.talks=10.0",
                                     "drivers.threat.pull.people=-10.0", NULL};
    support_world_t world;
    (void)state;
    support_world_open(&world, "", overrides);
    run(&world);
    assert_close(support_world_lanes(&world, "domain.talks")[0], moved(0.1, 1, 0.5), 1e-14, 0);
    /* 0.6·(−1) + 0.4·0.3 */
    assert_close(support_world_lanes(&world, "domain.people")[0], moved(0.2, -0.48, 1), 1e-14, 0);
    support_world_close(&world);
}

#define TWO                                                                                        \
    "institutions = ( { name = \"i\"; cadence = 0.0; coverage = { talks = 0.4; }; " SUPPORT_ACTIVE \
    "}, { name = \"j\"; cadence = 0.0; level = -0.2; habit = 0.25; "                               \
    "coverage = { talks = 0.8; people = 0.0; }; " SUPPORT_ACTIVE "} );"

/*
 * Q = 1 − (1 − 0.4·0.5)(1 − 0.8·0.25) = 0.36; level = (0.2·0.5 − 0.2·0.2)/0.4 = 0.15;
 * target = 0.64·0.19 + 0.36·0.15.
 */
static void institutions_carry_their_part_at_their_level(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, TWO, NULL);
    assert_close(support_world_lanes(&world, "reliance.talks")[0], 0.36, 1e-14, 0);
    assert_same(support_world_lanes(&world, "reliance.people")[0], 0);
    run(&world);
    assert_close(support_world_lanes(&world, "domain.talks")[0],
                 moved(0.1, 0.64 * 0.19 + 0.36 * 0.15, 0.5), 1e-14, 0);
    assert_close(support_world_lanes(&world, "domain.people")[0], moved(0.2, 0.21, 1), 1e-14, 0);
    support_world_close(&world);
}

/* One of the two suspended in one member: only the other carries there, at its own level. */
static void only_active_institutions_carry(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, TWO, NULL);
    ent_row(&world.block, world.block.status, 0)[2] = ENT_SUSPENDED;
    ENT_KERNEL(derive_institutions)(&world.plan, &world.block);
    assert_close(support_world_lanes(&world, "reliance.talks")[2], 0.2, 1e-14, 0);
    run(&world);
    assert_close(support_world_lanes(&world, "domain.talks")[2],
                 moved(0.1, 0.8 * 0.19 - 0.2 * 0.2, 0.5), 1e-14, 0);
    assert_close(support_world_lanes(&world, "domain.talks")[3],
                 moved(0.1, 0.64 * 0.19 + 0.36 * 0.15, 0.5), 1e-14, 0);
    support_world_close(&world);
}

/* Closer governments than a low level: the institution drags down; the other way it holds. */
static void a_level_can_drag_or_hold(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, TWO, NULL);
    support_world_set(&world, "stance.AAA", 0.9);
    support_world_set(&world, "stance.BBB", 0.9);
    support_world_lanes(&world, "stance.AAA")[1] = -0.9;
    support_world_lanes(&world, "stance.BBB")[1] = -0.9;
    run(&world);
    const double *talks = support_world_lanes(&world, "domain.talks");
    assert_close(talks[0], moved(0.1, 0.64 * 0.94 + 0.054, 0.5), 1e-14, 0);
    assert_close(talks[1], moved(0.1, 0.64 * -0.86 + 0.054, 0.5), 1e-14, 0);
    support_world_close(&world);
}

/* Errors: covering institutions without habit divide nothing by nothing. */
static void habits_of_zero_carry_nothing(void **state) {
    const char *const overrides[] = {"institutions.i.habit=0.0", "institutions.j.habit=0.0", NULL};
    support_world_t world;
    (void)state;
    support_world_open(&world, TWO, overrides);
    run(&world);
    assert_close(support_world_lanes(&world, "domain.talks")[0], moved(0.1, 0.19, 0.5), 1e-14, 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cooperation_follows_governments_drivers_and_its_own_base),
        cmocka_unit_test(the_pull_of_governments_and_drivers_is_clamped),
        cmocka_unit_test(institutions_carry_their_part_at_their_level),
        cmocka_unit_test(only_active_institutions_carry),
        cmocka_unit_test(a_level_can_drag_or_hold),
        cmocka_unit_test(habits_of_zero_carry_nothing),
    };
    return cmocka_run_group_tests_name("domains", tests, NULL, NULL);
}

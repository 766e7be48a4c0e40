/* Phase 4, governments (model.md): approval, then both stances from the same old values. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

/* Two institutions: binding 0.1 and 0.3, habit 0.5 and 0.4, level 0.5 and −0.2. */
static const char institutions[] =
    "institutions = ( { name = \"i\"; cadence = 0.0; " SUPPORT_ACTIVE "},"
    "{ name = \"j\"; cadence = 0.0; " SUPPORT_ACTIVE
    "binding = 0.3; habit = 0.4; level = -0.2; } );";

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "governments", step);
}

/* What the formulas of phase 4 say of AAA at the small scenario's start, by hand. */
typedef struct {
    double approval, sore, own, with, without, stance;
} government_t;

static const double weight_sum = 0.6 + 0.5 + 0.5 + 0.6;

/* C = 1 − Π(1 − binding·k), level = Σ binding·k·ℓ / Σ binding·k of the two institutions. */
static const double commitment = 1 - (1 - 0.05) * (1 - 0.12);
static const double level = (0.05 * 0.5 - 0.12 * 0.2) / 0.17;

/* O = 0.2, V = W = 0, G = 0.1, partner's 0.2, need 0.5·0.4, f + m = 0.2, A = 0.5. */
static government_t expected_government(double commitment_now, double level_now) {
    government_t g = {0};
    double keep = support_monthly_keep(1.5);
    double target = 0.4 - 0.1 * 0.1; /* Ā − cost·max(0, G − W) */
    g.approval = target + (0.5 - target) * keep;
    g.sore = 0.5 * 0.2; /* div is 0: A stays above 0.4 */
    g.own = 0.6 * 0.2 + 0.5 * 0 + 0.5 * 0.2 + 0.6 * 0.2;
    g.with = (g.own + commitment_now * level_now) / (weight_sum + commitment_now) - g.sore;
    g.without = g.own / weight_sum - g.sore;
    g.stance = g.with + (0.1 - g.with) * support_monthly_keep(0.3);
    return g;
}

static void stances_follow_leader_public_partner_need_and_commitments(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, institutions, NULL);
    assert_close(support_world_lanes(&world, "commitment")[0], commitment, 1e-14, 0);
    run(&world, 0);
    government_t g = expected_government(commitment, level);
    assert_close(support_world_lanes(&world, "approval.AAA")[7], g.approval, 1e-14, 0);
    assert_close(support_world_lanes(&world, "stance.AAA")[7], g.stance, 1e-14, 0);
    support_world_close(&world);
}

/* BBB's target uses the old stance of AAA, 0.1: both states move at once. */
static void both_states_use_the_same_old_values(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, "", NULL);
    run(&world, 0);
    /* O = 0.3, V = −0.1, partner 0.1, need 0.4·0.4, f + m = 0.3 */
    double own = 0.6 * 0.3 - 0.5 * 0.1 + 0.5 * 0.1 + 0.6 * 0.16;
    double target = own / weight_sum - 0.5 * 0.3;
    assert_close(support_world_lanes(&world, "stance.BBB")[0],
                 target + (0.2 - target) * support_monthly_keep(0.3), 1e-14, 0);
    support_world_close(&world);
}

/* Without institutions, and with institutions that are not active, level and C are 0. */
static void nothing_commits_without_active_institutions(void **state) {
    const char *const overrides[] = {"institutions.i.status=suspended",
                                     "institutions.j.status=absent", NULL};
    const government_t g = expected_government(0, 0);
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    for (int with = 0; with < 2; with++) {
        support_world_open(&world, with ? institutions : "", with ? overrides : NULL);
        run(&world, 0);
        assert_close(support_world_lanes(&world, "stance.AAA")[0], g.stance, 1e-14, 0);
        assert_same(world.block.autonomy_sum[0], 0);
        support_world_close(&world);
    }
}

/* autonomy_cost sums max(0, target − target with w_C = 0), both clamped, by step. */
static void autonomy_lost_is_what_commitments_hold_above_the_own_wish(void **state) {
    const char *const overrides[] = {"institutions.j.level=0.9", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, institutions, overrides);
    run(&world, 0);
    government_t g = expected_government(commitment, (0.05 * 0.5 + 0.12 * 0.9) / 0.17);
    assert_true(g.with > g.without);
    assert_close(world.block.autonomy_sum[0], g.with - g.without, 1e-13, 0);
    double before = world.block.autonomy_sum[0];
    /* Now the own wish is higher, 1.72/2.2 plus need: nothing is added. */
    support_world_set(&world, "leader.AAA", 1);
    support_world_set(&world, "stance.BBB", 1);
    support_world_set(&world, "driver.threat", 1);
    support_world_fill(&world, world.block.heard, 1);
    run(&world, 1);
    assert_same(world.block.autonomy_sum[0], before);
    support_world_close(&world);
}

/* A shock of approval reaches the stance in the same step: div_s comes from the new A. */
static void grievances_hurt_more_when_the_new_approval_is_low(void **state) {
    const char *const overrides[] = {"states.AAA.approval.volatility=0.2", NULL};
    const double keep = support_monthly_keep(1.5);
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("state/AAA/approval"), -2, 0);
    support_world_open(&world, "", overrides);
    run(&world, 0);
    double approval = 0.39 + 0.11 * keep - 2 * 0.2 * sqrt(1 - keep * keep);
    double div = (0.4 - approval) / 0.4;
    double target = (0.12 + 0.1 + 0.12) / weight_sum - 0.1 * (1 + 0.8 * div);
    assert_true(div > 0 && div < 1);
    assert_close(support_world_lanes(&world, "approval.AAA")[0], approval, 1e-14, 0);
    assert_close(support_world_lanes(&world, "stance.AAA")[0],
                 target + (0.1 - target) * support_monthly_keep(0.3), 1e-13, 0);
    support_world_close(&world);
}

/* Leading one's public costs approval, following it costs nothing. */
static void only_leading_the_public_costs(void **state) {
    const double keep = support_monthly_keep(1.5);
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, "", NULL);
    support_world_lanes(&world, "stance.AAA")[0] = -0.7; /* behind W = 0 */
    support_world_lanes(&world, "stance.AAA")[1] = 0.7;
    run(&world, 0);
    const double *approval = support_world_lanes(&world, "approval.AAA");
    assert_close(approval[0], 0.4 + 0.1 * keep, 1e-14, 0);
    assert_close(approval[1], 0.33 + 0.17 * keep, 1e-14, 0); /* 0.4 − 0.1·0.7 */
    support_world_close(&world);
}

/* Approval stays in 0…1, stances in −1…1, need and targets in ±1. */
static void ends_of_ranges_hold(void **state) {
    const char *const overrides[] = {
        "states.AAA.approval.volatility=1.0", "states.AAA.stance.volatility=1.0",
        "drivers.threat.need.AAA=10.0",       "drivers.threat.need.BBB=-10.0",
        "states.BBB.stance.grievance=10.0",   NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 9);
    support_world_open(&world, "", overrides);
    run(&world, 0);
    assert_same(support_world_lanes(&world, "approval.AAA")[0], 1);
    assert_same(support_world_lanes(&world, "stance.AAA")[0], 1);
    support_replay_all(0.5, -9);
    support_world_restart(&world, false);
    run(&world, 0);
    assert_same(support_world_lanes(&world, "approval.AAA")[0], 0);
    assert_same(support_world_lanes(&world, "stance.AAA")[0], -1);
    /* BBB: need is −1, the target below −1 is −1 */
    assert_close(support_world_lanes(&world, "stance.BBB")[0], -1 + 1.2 * support_monthly_keep(0.3),
                 1e-14, 0);
    support_world_close(&world);
}

/* Even steps use the first of a pair, odd the second; each state its own process. */
static void noise_is_each_states_own(void **state) {
    const char *const overrides[] = {"states.AAA.stance.volatility=0.1",
                                     "states.BBB.stance.volatility=0.1", NULL};
    const double keep = support_monthly_keep(0.3), noise = 0.1 * sqrt(1 - keep * keep);
    (void)state;
    for (size_t step = 0; step < 2; step++) {
        support_world_t quiet, noisy;
        support_replay_all(0.5, 0);
        support_world_open(&quiet, "", NULL);
        run(&quiet, step);
        support_replay_process(ent_name_hash("state/AAA/stance"), 1, -2);
        support_world_open(&noisy, "", overrides);
        support_world_run(&noisy, "draws", 0);
        support_world_run(&noisy, "governments", step);
        assert_close(support_world_lanes(&noisy, "stance.AAA")[0],
                     support_world_lanes(&quiet, "stance.AAA")[0] + (step == 0 ? 1 : -2) * noise,
                     1e-14, 0);
        assert_same(support_world_lanes(&noisy, "stance.BBB")[0],
                    support_world_lanes(&quiet, "stance.BBB")[0]);
        support_world_close(&quiet);
        support_world_close(&noisy);
    }
}

/* A loud cohort moves the government without moving the poll: V = (0 + 9·0.5)/10, W = 0.25. */
static void governments_hear_voices_not_heads(void **state) {
    static const char cohorts[] =
        "states = ( { name = \"AAA\"; public = { cohorts = ( { name = \"all\"; share = 0.5; },"
        "{ name = \"loud\"; share = 0.5; voice = 9.0; base = 0.5; memory = 1.0; } ); }; } );";
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, cohorts, NULL);
    assert_close(support_world_lanes(&world, "public.AAA")[0], 0.25, 1e-15, 0);
    run(&world, 0);
    double target = (0.12 + 0.5 * 0.45 + 0.1 + 0.12) / weight_sum - 0.1;
    assert_close(support_world_lanes(&world, "stance.AAA")[0],
                 target + (0.1 - target) * support_monthly_keep(0.3), 1e-14, 0);
    support_world_close(&world);
}

/* Errors: institutions that bind but have no habit divide nothing by nothing. */
static void habits_of_zero_commit_to_nothing(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, institutions, NULL);
    support_world_fill(&world, ent_row(&world.block, world.block.habit, 0), 0);
    support_world_fill(&world, ent_row(&world.block, world.block.habit, 1), 0);
    world.model->record_instant(&world.plan, &world.block, 0); /* derives */
    ENT_KERNEL(derive_institutions)(&world.plan, &world.block);
    run(&world, 0);
    assert_close(support_world_lanes(&world, "stance.AAA")[0], expected_government(0, 0).stance,
                 1e-14, 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stances_follow_leader_public_partner_need_and_commitments),
        cmocka_unit_test(both_states_use_the_same_old_values),
        cmocka_unit_test(nothing_commits_without_active_institutions),
        cmocka_unit_test(autonomy_lost_is_what_commitments_hold_above_the_own_wish),
        cmocka_unit_test(grievances_hurt_more_when_the_new_approval_is_low),
        cmocka_unit_test(only_leading_the_public_costs),
        cmocka_unit_test(ends_of_ranges_hold),
        cmocka_unit_test(noise_is_each_states_own),
        cmocka_unit_test(governments_hear_voices_not_heads),
        cmocka_unit_test(habits_of_zero_commit_to_nothing),
    };
    return cmocka_run_group_tests_name("governments", tests, NULL, NULL);
}

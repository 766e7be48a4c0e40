/* Phases 7 and 8, publics and relationship health (model.md). */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static void run_publics(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "publics", step);
}

/* f ← f·keep(fast), m ← m·keep(slow): 0.6 and 6 years, of 0.6·0.2 and 0.4·0.2 at the start. */
static void grievances_fade_fast_and_slowly(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, "", NULL);
    run_publics(&world, 0);
    assert_close(world.block.fast[0], 0.12 * support_monthly_keep(0.6), 1e-14, 0);
    assert_close(world.block.slow[0], 0.08 * support_monthly_keep(6), 1e-14, 0);
    support_world_close(&world);
}

/*
 * target = base + contact·x_people + cue·G_s + partner·G_s̄ − memory·(f + m), of the faded
 * grievances; base 0, 0.2·0.2 + 0.2·0.1 + 0.4·0.2.
 */
static void warmth_follows_contact_cues_partner_and_memory(void **state) {
    const double sore = 0.12 * support_monthly_keep(0.6) + 0.08 * support_monthly_keep(6);
    const double target = 0.04 + 0.02 + 0.08 - sore;
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, "", NULL);
    run_publics(&world, 0);
    double warmth = target * (1 - support_monthly_keep(0.3)); /* from 0 */
    assert_close(support_world_lanes(&world, "cohort.AAA.all")[4], warmth, 1e-13, 0);
    assert_close(support_world_lanes(&world, "public.AAA")[4], warmth, 1e-13, 0);
    support_world_close(&world);
}

static const char two_cohorts[] =
    "states = ( { name = \"AAA\"; public = { volatility = 0.1; cohorts = ("
    "{ name = \"all\"; share = 0.75; }, { name = \"young\"; share = 0.25; base = 0.2; "
    "memory = 0.5; initial = 0.4; contact = 0.0; cue = 0.0; partner = 1.0; } ); }; },"
    "{ name = \"BBB\"; public = { volatility = 0.1; }; } );";

/* One z per state and step moves all its cohorts; each has its own coefficients. */
static void cohorts_share_their_luck_and_keep_their_attitudes(void **state) {
    const double keep = support_monthly_keep(0.3), noise = 0.1 * sqrt(1 - keep * keep);
    const double sore = 0.12 * support_monthly_keep(0.6) + 0.08 * support_monthly_keep(6);
    const double old_target = 0.14 - sore, young_target = 0.2 + 0.2 - 0.5 * sore;
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("state/AAA/public"), 1.5, -1);
    support_world_open(&world, two_cohorts, NULL);
    run_publics(&world, 0);
    double old = old_target - old_target * keep + 1.5 * noise;
    double young = young_target + (0.4 - young_target) * keep + 1.5 * noise;
    assert_close(support_world_lanes(&world, "cohort.AAA.all")[0], old, 1e-13, 0);
    assert_close(support_world_lanes(&world, "cohort.AAA.young")[0], young, 1e-13, 0);
    assert_close(support_world_lanes(&world, "public.AAA")[0], 0.75 * old + 0.25 * young, 1e-13, 0);
    /* The other state has a draw of its own, here 0: −0.1 + 0.04 + 0.04 + 0.04 − its grievances. */
    double other = 0.02 - 0.18 * support_monthly_keep(0.6) - 0.12 * support_monthly_keep(6);
    assert_close(support_world_lanes(&world, "cohort.BBB.all")[0], other + (-0.1 - other) * keep,
                 1e-13, 0);
    support_world_close(&world);
}

static void targets_and_warmth_are_clamped(void **state) {
    const char *const overrides[] = {"states.AAA.public.cohorts.all.memory=10.0",
                                     "states.BBB.public.volatility=1.0",
                                     "states.AAA.memory.initial=1.0", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("state/BBB/public"), 9, -9);
    support_world_open(&world, "", overrides);
    run_publics(&world, 0);
    assert_close(support_world_lanes(&world, "cohort.AAA.all")[0], -1 + support_monthly_keep(0.3),
                 1e-13, 0);
    assert_same(support_world_lanes(&world, "cohort.BBB.all")[0], 1);
    support_world_run(&world, "publics", 1);
    assert_same(support_world_lanes(&world, "cohort.BBB.all")[0], -1);
    support_world_close(&world);
}

/* Z = Σ weight·x + public_weight·(W_a + W_b)/2; `rise` above H, `fall` below. */
static void health_rises_slowly_and_falls_fast(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    support_world_set(&world, "domain.talks", 0.4);
    support_world_set(&world, "domain.people", -0.2);
    support_world_set(&world, "public.AAA", 0.3);
    support_world_set(&world, "public.BBB", -0.1);
    const double z = 0.5 * 0.4 - 0.3 * 0.2 + 0.2 * 0.1;
    static const double before[] = {0.1, 0.3, -1, 1};
    for (size_t j = 0; j < 4; j++) {
        world.block.health[j] = before[j];
    }
    world.block.health[4] = z;
    support_world_run(&world, "health", 0);
    for (size_t j = 0; j < 4; j++) {
        double keep = support_monthly_keep(z > before[j] ? 0.5 : 0.2);
        assert_close(world.block.health[j], z + (before[j] - z) * keep, 1e-14, 0);
    }
    assert_close(world.block.health[4], z, 1e-15, 0);
    support_world_close(&world);
}

/* Errors: the worst and the best of everything leave health within its range. */
static void extremes_stay_in_range(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    for (int sign = -1; sign <= 1; sign += 2) {
        support_world_set(&world, "domain.talks", sign);
        support_world_set(&world, "domain.people", sign);
        support_world_set(&world, "public.AAA", sign);
        support_world_set(&world, "public.BBB", sign);
        for (size_t i = 0; i < 400; i++) {
            support_world_run(&world, "health", 0);
            assert_true(fabs(world.block.health[0]) <= 1);
        }
        assert_close(world.block.health[0], sign, 1e-12, 0);
    }
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grievances_fade_fast_and_slowly),
        cmocka_unit_test(warmth_follows_contact_cues_partner_and_memory),
        cmocka_unit_test(cohorts_share_their_luck_and_keep_their_attitudes),
        cmocka_unit_test(targets_and_warmth_are_clamped),
        cmocka_unit_test(health_rises_slowly_and_falls_fast),
        cmocka_unit_test(extremes_stay_in_range),
    };
    return cmocka_run_group_tests_name("publics and health", tests, NULL, NULL);
}

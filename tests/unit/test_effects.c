/* What events do (model.md, "Effects an event can have"), effect by effect. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>
#include <stdio.h>

/* Opens a world whose one event, in its first step, has this effect, and runs it. */
static void run_effect(support_world_t *world, const char *effect, const char *more,
                       void (*prepare)(support_world_t *world)) {
    char text[2000];
    support_replay_all(0.5, 0);
    (void)snprintf(text, sizeof text,
                   "events = ( { name = \"e\"; at = \"2020-01\"; effects = ( { %s } ); } ); %s",
                   effect, more);
    support_world_open(world, text, NULL);
    if (prepare != NULL) {
        prepare(world);
    }
    support_world_run(world, "draws", 0);
    support_world_run(world, "events", 0);
    assert_int_equal(world->block.happened.events[0], 0xff);
}

static double state_value(const support_world_t *world, double *rows, size_t state) {
    return ent_row(&world->block, rows, state)[SUPPORT_LANES - 1];
}

/* O ← (1 − κ)·o + κ·G; A ← the value given, or [Ā + honeymoon]₀¹. */
static void a_leader_comes_with_continuity_and_approval(void **state) {
    static const char continuity[] =
        "states = ( { name = \"AAA\"; succession = { continuity = 0.25; }; } );";
    support_world_t world;
    (void)state;
    run_effect(&world, "type = \"leader\"; state = \"AAA\"; orientation = -0.5;", continuity, NULL);
    assert_close(support_world_lanes(&world, "leader.AAA")[0], 0.75 * -0.5 + 0.25 * 0.1, 1e-15, 0);
    assert_close(support_world_lanes(&world, "approval.AAA")[0], 0.6, 1e-15, 0); /* 0.4 + 0.2 */
    assert_int_equal(world.block.leader_changes[0], 0xff);
    assert_same(state_value(&world, world.block.ordinal, 0), 0); /* uses up no ordinal */
    support_world_close(&world);
    run_effect(&world, "type = \"leader\"; state = \"BBB\"; orientation = 0.5; approval = 0.35;",
               "", NULL);
    assert_same(support_world_lanes(&world, "leader.BBB")[0], 0.5);
    assert_same(support_world_lanes(&world, "approval.BBB")[0], 0.35);
    assert_same(support_world_lanes(&world, "leader.AAA")[0], 0.2);
    support_world_close(&world);
}

static void a_honeymoon_is_clamped(void **state) {
    static const char *const honeymoons[] = {"0.9", "-0.9"};
    support_world_t world;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char more[100];
        (void)snprintf(more, sizeof more,
                       "states = ( { name = \"AAA\"; approval = { honeymoon = %s; }; } );",
                       honeymoons[i]);
        run_effect(&world, "type = \"leader\"; state = \"AAA\"; orientation = 0.0;", more, NULL);
        assert_same(support_world_lanes(&world, "approval.AAA")[0], i == 0 ? 1 : 0);
        support_world_close(&world);
    }
}

/* Severity 0.5 by BBB with hits of its own; H = 0.1, so eff = 0.5·(1 − 0.4·0.1) = 0.48. */
static void a_shock_strikes_with_its_own_hits(void **state) {
    support_world_t world;
    (void)state;
    run_effect(&world, "type = \"shock\"; by = \"BBB\"; severity = 0.5; hits = { people = 0.5; };",
               "", NULL);
    assert_close(state_value(&world, world.block.provocation, 0), 0.48, 1e-14, 0);
    assert_close(support_world_lanes(&world, "domain.people")[0], 0.2 - 0.24, 1e-14, 0);
    assert_same(support_world_lanes(&world, "domain.talks")[0], 0.1);
    support_world_close(&world);
}

/* f and m × (1 − share): f = 0.6·0.2 and 0.6·0.3, m = 0.4·0.2 and 0.4·0.3 at the start. */
static void reconciliation_lays_grievances_to_rest(void **state) {
    support_world_t world;
    (void)state;
    run_effect(&world, "type = \"reconcile\"; share = 0.25;", "", NULL);
    assert_close(state_value(&world, world.block.fast, 0), 0.09, 1e-14, 0);
    assert_close(state_value(&world, world.block.slow, 1), 0.09, 1e-14, 0);
    support_world_close(&world);
    run_effect(&world, "type = \"reconcile\"; share = 1.0; state = \"BBB\";", "", NULL);
    assert_close(state_value(&world, world.block.fast, 0), 0.12, 1e-14, 0);
    assert_same(state_value(&world, world.block.fast, 1), 0);
    assert_same(state_value(&world, world.block.slow, 1), 0);
    support_world_close(&world);
}

/* Adds to a variable, clamped to its range. */
static void shifts_are_added_and_clamped(void **state) {
    static const struct {
        const char *variable, *by;
        double expected;
    } cases[] = {
        {"domain.talks", "0.25", 0.35}, {"domain.talks", "-2.0", -1},
        {"stance.AAA", "0.3", 0.4},     {"stance.BBB", "5.0", 1},
        {"approval.AAA", "-0.3", 0.2},  {"approval.BBB", "-1.0", 0},
        {"approval.BBB", "0.9", 1},     {"leader.AAA", "0.1", 0.3},
        {"leader.BBB", "-2.0", -1},     {"driver.threat", "-0.5", 0},
        {"driver.threat", "0.7", 1},    {"driver.threat", "0.1", 0.5},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        char effect[120];
        (void)snprintf(effect, sizeof effect, "type = \"shift\"; variable = \"%s\"; by = %s;",
                       cases[i].variable, cases[i].by);
        run_effect(&world, effect, "", NULL);
        for (size_t j = 0; j < SUPPORT_LANES; j++) {
            assert_close(support_world_lanes(&world, cases[i].variable)[j], cases[i].expected,
                         1e-14, 0);
        }
        support_world_close(&world);
    }
}

/* A shift of a public moves all its cohorts, each clamped; W is derived anew before phase 4. */
static void a_shifted_public_moves_all_its_cohorts(void **state) {
    static const char cohorts[] =
        "states = ( { name = \"BBB\"; public = { cohorts = ("
        "{ name = \"all\"; share = 0.5; }, { name = \"warm\"; share = 0.5; base = 0.9; "
        "memory = 1.0; } ); }; } );";
    support_world_t world;
    (void)state;
    run_effect(&world, "type = \"shift\"; variable = \"public.BBB\"; by = 0.3;", cohorts, NULL);
    assert_close(support_world_lanes(&world, "cohort.BBB.all")[0], 0.2, 1e-15, 0);
    assert_same(support_world_lanes(&world, "cohort.BBB.warm")[0], 1);
    assert_same(support_world_lanes(&world, "cohort.AAA.all")[0], 0);
    assert_close(support_world_lanes(&world, "public.BBB")[0], 0.4, 1e-15, 0); /* as refreshed */
    support_world_run(&world, "succession", 0);
    assert_close(support_world_lanes(&world, "public.BBB")[0], 0.6, 1e-15, 0);
    support_world_close(&world);
}

/* A baseline begins to move in the next step only. */
static void a_baseline_stays_in_the_step_of_its_event(void **state) {
    support_world_t world;
    (void)state;
    run_effect(&world, "type = \"baseline\"; driver = \"threat\"; to = 1.0; over_years = 0.5;", "",
               NULL);
    assert_same(world.block.baseline[0], 0.4);
    support_world_run(&world, "drivers", 1);
    assert_close(world.block.baseline[0], 0.5, 1e-15, 0);
    support_world_close(&world);
}

/* The plan's segments carry parameters; the effect itself touches nothing. */
static void a_parameter_takes_its_value_from_phase_3_on(void **state) {
    support_world_t world;
    (void)state;
    run_effect(&world,
               "type = \"parameter\"; path = \"states.AAA.stance.weights.leader\"; to = 0.1;", "",
               NULL);
    assert_same(world.block.params->states[0].weights[ENT_WEIGHT_LEADER], 0.6);
    support_world_run(&world, "parameters", 0);
    assert_same(world.block.params->states[0].weights[ENT_WEIGHT_LEADER], 0.1);
    support_world_run(&world, "parameters", 1);
    assert_int_equal(world.block.segment, 1);
    support_world_close(&world);
}

/* Effects of one event act in order. */
static void effects_act_in_order(void **state) {
    support_world_t world;
    (void)state;
    run_effect(&world,
               "type = \"shift\"; variable = \"domain.talks\"; by = 5.0; },"
               "{ type = \"shift\"; variable = \"domain.talks\"; by = -0.5;",
               "", NULL);
    assert_close(support_world_lanes(&world, "domain.talks")[0], 0.5, 1e-15, 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_leader_comes_with_continuity_and_approval),
        cmocka_unit_test(a_honeymoon_is_clamped),
        cmocka_unit_test(a_shock_strikes_with_its_own_hits),
        cmocka_unit_test(reconciliation_lays_grievances_to_rest),
        cmocka_unit_test(shifts_are_added_and_clamped),
        cmocka_unit_test(a_shifted_public_moves_all_its_cohorts),
        cmocka_unit_test(a_baseline_stays_in_the_step_of_its_event),
        cmocka_unit_test(a_parameter_takes_its_value_from_phase_3_on),
        cmocka_unit_test(effects_act_in_order),
    };
    return cmocka_run_group_tests_name("effects", tests, NULL, NULL);
}

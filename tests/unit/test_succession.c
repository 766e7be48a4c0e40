/* Phase 3, succession of leaders (model.md): hazards, terms, who comes, and what continues. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double month = 1.0 / 12.0;

/* AAA with a succession of these keys and leaders 0.5 (a quarter, sd 0.1) or −0.5 (sd 0.2). */
static void open_world(support_world_t *world, const char *succession) {
    char text[1000];
    (void)snprintf(text, sizeof text,
                   "states = ( { name = \"AAA\"; succession = { %s; " SUPPORT_POOL " }; } );",
                   succession);
    support_world_open(world, text, NULL);
}

static void script_turnover(double even, double odd) {
    support_replay_process(ent_name_hash("state/AAA/turnover"), even, odd);
}

static ent_lanes_t run(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "succession", step);
    return world->block.happened.successions[0];
}

/* Runs steps 0 … 23 and writes '1' for those with a succession in lane 0. */
static void list_successions(support_world_t *world, char list[25]) {
    memset(list, 0, 25);
    for (size_t step = 0; step < 24; step++) {
        list[step] = run(world, step) & 1 ? '1' : '0';
    }
}

/* 1 − exp(−r·[1 + sens·(Ā − A)]₀⁴·Δ), r = 0.6, sens = 5, Ā = 0.4. */
static void governments_fall_by_a_hazard_that_low_approval_raises(void **state) {
    static const struct {
        double approval, factor;
    } cases[] = {{0.4, 1}, {0.3, 1.5}, {0.5, 0.5}, {0.0, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double p = 1 - exp(-0.6 * cases[i].factor * month);
        support_world_t world;
        support_replay_all(0.5, 0);
        script_turnover(p * (1 - 1e-9), p * (1 + 1e-9));
        open_world(&world, "mode = \"hazard\"; turnover_rate = 0.6; sensitivity = 5.0");
        support_world_set(&world, "approval.AAA", cases[i].approval);
        assert_int_equal(run(&world, 0), 0xff);
        support_world_set(&world, "approval.AAA", cases[i].approval);
        assert_int_equal(run(&world, 1), 0);
        support_world_close(&world);
    }
}

/* The factor is clamped: 4 at the most, and no turnover at all while approval is high enough. */
static void the_hazards_factor_is_clamped(void **state) {
    const double p = 1 - exp(-0.6 * 4 * month);
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    script_turnover(p * (1 - 1e-9), p * (1 + 1e-9));
    open_world(&world, "mode = \"hazard\"; turnover_rate = 0.6; sensitivity = 50.0");
    support_world_set(&world, "approval.AAA", 0.1);
    assert_int_equal(run(&world, 0), 0xff);
    support_world_set(&world, "approval.AAA", 0.1);
    assert_int_equal(run(&world, 1), 0);
    support_world_close(&world);
    support_replay_all(1e-300, 0);
    open_world(&world, "mode = \"hazard\"; turnover_rate = 0.6; sensitivity = 50.0");
    support_world_set(&world, "approval.AAA", 0.45);
    assert_int_equal(run(&world, 0), 0);
    support_world_close(&world);
}

/* Between 1 − exp(−x) and x a candidate is looked at and spared. */
static void a_uniform_above_the_probability_spares(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.999 * 12 * month, 0);
    open_world(&world, "mode = \"hazard\"; turnover_rate = 12.0");
    assert_int_equal(run(&world, 0), 0);
    support_world_close(&world);
}

static void no_succession_without_a_mode(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0, 0);
    open_world(&world, "mode = \"none\"");
    assert_int_equal(run(&world, 0), 0);
    assert_same(support_world_lanes(&world, "leader.AAA")[0], 0.2);
    support_world_close(&world);
}

static void terms_end_on_their_dates(void **state) {
    static const struct {
        const char *succession, *list;
    } cases[] = {
        {"mode = \"term\"; next = \"2020-06\"; term_years = 0.5", "000001000001000001000001"},
        {"mode = \"term\"; next = \"2020-01\"; term_years = 1.0", "100000000000100000000000"},
        {"mode = \"term\"; next = \"2019-10\"; term_years = 0.75", "000000100000000100000000"},
        {"mode = \"term\"; next = \"2030-01\"; term_years = 5.0", "000000000000000000000000"},
    };
    (void)state;
    support_replay_all(0.999, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int deterministic = 0; deterministic < 2; deterministic++) {
            support_world_t world;
            char list[25];
            open_world(&world, cases[i].succession);
            support_world_restart(&world, deterministic);
            list_successions(&world, list);
            assert_string_equal(list, cases[i].list);
            support_world_close(&world);
        }
    }
}

/*
 * A government falls in step 1, in odd steps only; its successor's honeymoon makes the factor 0.
 * The election of June is off: the next is half a year after the start of step 1.
 */
static void an_early_succession_restarts_the_calendar(void **state) {
    support_world_t world;
    char list[25];
    (void)state;
    support_replay_all(0.5, 0);
    script_turnover(1, 1e-9);
    open_world(&world, "mode = \"term\"; next = \"2020-06\"; term_years = 0.5; "
                       "turnover_rate = 0.1; sensitivity = 50.0");
    support_world_set(&world, "approval.AAA", 0.3);
    list_successions(&world, list);
    assert_string_equal(list, "010000010000010000010000");
    support_world_close(&world);
}

/* Election and turnover in one step are one succession, and the election keeps the calendar. */
static void an_election_comes_before_the_hazard(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(1e-9, 0);
    open_world(&world,
               "mode = \"term\"; next = \"2020-01-20\"; term_years = 0.5; turnover_rate = 0.1");
    assert_int_equal(run(&world, 0), 0xff);
    assert_same(world.block.ordinal[0], 1);
    assert_close(world.block.next_term_years[0], 0.5 + 19 / 365.25, 1e-9, 0);
    support_world_close(&world);
}

/* The first type whose cumulated weight exceeds u: 0.25, then 1; o = mean + spread·z. */
static void a_new_leader_comes_from_the_pool(void **state) {
    static const struct {
        double u, z, disposition;
    } cases[] = {
        {0.2499, 0.5, 0.55}, {0.25, 0.5, -0.4}, {0.9, -1, -0.7},
        {1, 0, -0.5},        {0.9, -9, -1},     {0.1, 9, 1}, /* clamped */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        support_replay_all(cases[i].u, cases[i].z);
        script_turnover(1e-9, 1);
        open_world(&world, "mode = \"hazard\"; turnover_rate = 0.6");
        run(&world, 0);
        assert_close(support_world_lanes(&world, "leader.AAA")[5], cases[i].disposition, 1e-14, 0);
        assert_close(support_world_lanes(&world, "approval.AAA")[5], 0.6, 1e-15, 0); /* 0.4 + 0.2 */
        assert_int_equal(world.block.leader_changes[0], 0xff);
        support_world_close(&world);
    }
}

/* O = (1 − κ)·[o + electorate·W]± + κ·G: 0.7·(0.5 + 0.5·0.4) + 0.3·0.1, or of the clamped 1. */
static void electorates_and_continuity_shape_the_disposition(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.1, 0);
    script_turnover(1e-9, 1);
    open_world(&world,
               "mode = \"hazard\"; turnover_rate = 0.6; electorate = 0.5; continuity = 0.3");
    support_world_set(&world, "public.AAA", 0.4); /* as last refreshed */
    support_world_set(&world, "stance.AAA", 0.1);
    run(&world, 0);
    assert_close(support_world_lanes(&world, "leader.AAA")[0], 0.52, 1e-14, 0);
    support_world_close(&world);
    support_replay_all(0.1, 9);
    script_turnover(1e-9, 1);
    open_world(&world, "mode = \"hazard\"; turnover_rate = 0.6; continuity = 0.3");
    run(&world, 0);
    assert_close(support_world_lanes(&world, "leader.AAA")[0], 0.7 + 0.03, 1e-14, 0);
    support_world_close(&world);
}

/* Uniforms and normals that name the ordinal, as far as this state's leaders are concerned. */
static ent_pair_t ordinal_uniform(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                                  uint16_t draw) {
    (void)seed;
    (void)member;
    assert_int_equal(process, ent_name_hash("state/AAA/leader"));
    assert_int_equal(draw, 0);
    return (ent_pair_t){index == 1 ? 0.1 : 0.9, 0.5};
}

static ent_pair_t ordinal_normal(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                                 uint16_t draw) {
    (void)seed;
    (void)member;
    assert_int_equal(process, ent_name_hash("state/AAA/leader"));
    assert_int_equal(draw, 1);
    return (ent_pair_t){index, 0.5};
}

/* An election that slips brings the same person: draws go by the ordinal, not by the step. */
static void leaders_are_drawn_by_their_ordinal(void **state) {
    static const char *const dates[] = {"2020-03", "2020-04"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        support_world_t world;
        char succession[100];
        support_replay_all(0.5, 0);
        (void)snprintf(succession, sizeof succession,
                       "mode = \"term\"; next = \"%s\"; term_years = 0.5", dates[i]);
        open_world(&world, succession);
        ent_random_t random = *support_scripted_random();
        random.uniform_pair = ordinal_uniform;
        random.normal_pair = ordinal_normal;
        world.block.random = &random;
        double *leader = support_world_lanes(&world, "leader.AAA");
        run(&world, 2 + i);
        assert_close(leader[0], -0.5, 1e-15, 0); /* u = 0.9, z = 0 */
        run(&world, 8 + i);
        assert_close(leader[0], 0.6, 1e-15, 0); /* u = 0.1, z = 1 */
        run(&world, 14 + i);
        assert_close(leader[0], -0.1, 1e-15, 0); /* u = 0.9, z = 2 */
        support_world_close(&world);
    }
}

/* The pool's weighted mean, 0.25·0.5 − 0.75·0.5, plus electorate·W; hazards never come true. */
static void deterministic_successions_bring_the_mean_leader(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0, 5);
    open_world(&world, "mode = \"term\"; next = \"2020-02\"; term_years = 4.0; "
                       "turnover_rate = 50.0; electorate = 0.5");
    support_world_restart(&world, true);
    support_world_set(&world, "public.AAA", 0.4);
    assert_int_equal(run(&world, 0), 0);
    assert_int_equal(run(&world, 1), 0xff);
    assert_close(support_world_lanes(&world, "leader.AAA")[0], -0.25 + 0.2, 1e-14, 0);
    support_world_close(&world);
}

/* After the events, so that it has the last word in its step. */
static void succession_has_the_last_word(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.1, 0);
    support_world_open(
        &world,
        "states = ( { name = \"AAA\"; succession = { mode = \"term\"; next = \"2020-01\"; "
        "term_years = 4.0; " SUPPORT_POOL " }; } );"
        "events = ( { name = \"e\"; at = \"2020-01\"; effects = ( { type = \"leader\"; "
        "state = \"AAA\"; orientation = -1.0; } ); } );",
        NULL);
    support_world_steps(&world, 0, 1);
    assert_close(support_world_lanes(&world, "leader.AAA")[0], 0.5, 1e-15, 0);
    support_world_close(&world);
}

/* Errors: a turnover rate of 0 is never drawn for, whatever the uniform. */
static void a_rate_of_zero_never_falls(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(-1, 0);
    open_world(&world, "mode = \"hazard\"; turnover_rate = 0.0");
    assert_int_equal(run(&world, 0), 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(governments_fall_by_a_hazard_that_low_approval_raises),
        cmocka_unit_test(the_hazards_factor_is_clamped),
        cmocka_unit_test(a_uniform_above_the_probability_spares),
        cmocka_unit_test(no_succession_without_a_mode),
        cmocka_unit_test(terms_end_on_their_dates),
        cmocka_unit_test(an_early_succession_restarts_the_calendar),
        cmocka_unit_test(an_election_comes_before_the_hazard),
        cmocka_unit_test(a_new_leader_comes_from_the_pool),
        cmocka_unit_test(electorates_and_continuity_shape_the_disposition),
        cmocka_unit_test(leaders_are_drawn_by_their_ordinal),
        cmocka_unit_test(deterministic_successions_bring_the_mean_leader),
        cmocka_unit_test(succession_has_the_last_word),
        cmocka_unit_test(a_rate_of_zero_never_falls),
    };
    return cmocka_run_group_tests_name("succession", tests, NULL, NULL);
}

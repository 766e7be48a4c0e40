/* Phase 5, institutions (model.md), first half: habits, openness, and meetings held or missed. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>
#include <string.h>

static const double month = 1.0 / 12.0;

/* One institution that meets every step; the first of its step is due at once. */
#define MONTHLY(more) "institutions = ( { name = \"i\"; cadence = 12.0; " SUPPORT_ACTIVE more "} );"

static void open_world(support_world_t *world, const char *more, double uniform) {
    support_replay_all(uniform, 0);
    support_world_open(world, more, NULL);
}

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "institutions", step);
}

/* S(z) = ½(1 + z/√(1 + z²)) */
static double sigmoid(double z) {
    return 0.5 * (1 + z / sqrt(1 + z * z));
}

/* All k_i ← k_i·keep(fade), whatever the status. */
static void habits_fade(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               "institutions = ( { name = \"i\"; cadence = 0.0; " SUPPORT_ACTIVE "},"
               "{ name = \"j\"; cadence = 0.0; habit = 0.3; fade = 1.5; } );",
               0.5);
    run(&world, 0);
    assert_close(world.block.habit[0], 0.5 * support_monthly_keep(3), 1e-14, 0);
    assert_close(ent_row(&world.block, world.block.habit, 1)[7], 0.3 * support_monthly_keep(1.5),
                 1e-14, 0);
    /* C and what is recorded of k are derived from the faded habits */
    assert_close(support_world_lanes(&world, "commitment")[0], 0.1 * world.block.habit[0], 1e-14,
                 0);
    assert_same(support_world_lanes(&world, "habit.j")[0], 0);
    support_world_close(&world);
}

/* held → k ← 1 − (1 − k)(1 − build), of the faded habit; u < S(slope·(openness − threshold)). */
static void meetings_are_held_by_openness(void **state) {
    /* ι + (1 − ι)·min G = 0.5 + 0.5·0.1 */
    const double chance = sigmoid(3 * (0.55 - 0.1)), faded = 0.5 * support_monthly_keep(3);
    support_world_t world;
    (void)state;
    open_world(&world, MONTHLY("threshold = 0.1;"), chance - 1e-9);
    run(&world, 0);
    assert_close(world.block.habit[0], 1 - (1 - faded) * 0.9, 1e-14, 0);
    assert_same(world.block.meetings_due[0], 1);
    assert_same(world.block.meetings_held[0], 1);
    support_world_close(&world);
    open_world(&world, MONTHLY("threshold = 0.1;"), chance + 1e-9);
    run(&world, 0);
    assert_close(world.block.habit[0], faded, 1e-14, 0);
    assert_same(world.block.meetings_due[0], 1);
    assert_same(world.block.meetings_held[0], 0);
    support_world_close(&world);
}

/* Drivers lend openness above their middle: + Σ support·(e − ½), here −0.6·(0.4 − 0.5). */
static void drivers_support_openness(void **state) {
    const double chance = sigmoid(3 * (0.55 + 0.06));
    support_world_t world;
    (void)state;
    for (int held = 0; held < 2; held++) {
        open_world(&world, MONTHLY("support = { threat = -0.6; };"),
                   held ? chance - 1e-9 : chance + 1e-9);
        run(&world, 0);
        assert_same(world.block.meetings_held[0], held);
        support_world_close(&world);
    }
}

/* The less willing of the two decides, whichever it is. */
static void the_colder_government_counts(void **state) {
    const double chance = sigmoid(3 * (0.5 - 0.5 * 0.8));
    support_world_t world;
    (void)state;
    open_world(&world, MONTHLY(""), (chance + sigmoid(3 * 0.5)) / 2);
    support_world_lanes(&world, "stance.AAA")[1] = -0.8;
    support_world_lanes(&world, "stance.BBB")[2] = -0.8;
    run(&world, 0);
    assert_same(world.block.meetings_held[0], 1);
    assert_same(world.block.meetings_held[1], 0);
    assert_same(world.block.meetings_held[2], 0);
    support_world_close(&world);
}

/* missed → x_d ← [x_d − miss_cost·coverage]±; held costs nothing. */
static void a_missed_meeting_costs_what_the_institution_covers(void **state) {
    static const char more[] =
        MONTHLY("miss_cost = 0.5; coverage = { talks = 0.4; people = 0.2; };");
    support_world_t world;
    (void)state;
    open_world(&world, more, 0.9999);
    support_world_lanes(&world, "domain.people")[1] = -0.95;
    run(&world, 0);
    assert_close(support_world_lanes(&world, "domain.talks")[0], 0.1 - 0.2, 1e-14, 0);
    assert_close(support_world_lanes(&world, "domain.people")[0], 0.2 - 0.1, 1e-14, 0);
    assert_same(support_world_lanes(&world, "domain.people")[1], -1);
    support_world_close(&world);
    open_world(&world, more, 1e-9);
    run(&world, 0);
    assert_same(support_world_lanes(&world, "domain.talks")[0], 0.1);
    support_world_close(&world);
}

/* held → ℓ ← ℓ + adapt·(Σ coverage·x/Σ coverage − ℓ): x = (0.4·0.1 + 0.2·0.2)/0.6. */
static void a_meeting_moves_an_adaptive_level_to_what_was_achieved(void **state) {
    static const char more[] = MONTHLY("adapt = 0.25; coverage = { talks = 0.4; people = 0.2; };");
    support_world_t world;
    (void)state;
    open_world(&world, more, 1e-9);
    run(&world, 0);
    assert_close(support_world_lanes(&world, "level.i")[0], 0.5 + 0.25 * (0.08 / 0.6 - 0.5), 1e-14,
                 0);
    support_world_close(&world);
    open_world(&world, more, 0.9999); /* missed */
    run(&world, 0);
    assert_same(support_world_lanes(&world, "level.i")[0], 0.5);
    support_world_close(&world);
    open_world(&world, MONTHLY("adapt = 0.25;"), 1e-9); /* without coverage ℓ stays */
    run(&world, 0);
    assert_same(support_world_lanes(&world, "level.i")[0], 0.5);
    support_world_close(&world);
    open_world(&world, MONTHLY("coverage = { talks = 0.4; };"), 1e-9); /* a fixed standard */
    run(&world, 0);
    assert_same(support_world_lanes(&world, "level.i")[0], 0.5);
    support_world_close(&world);
}

/* Only those active meet: suspended, negotiating and ended institutions owe no meeting. */
static void only_active_institutions_meet(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               MONTHLY("miss_cost = 1.0; coverage = { talks = 1.0; };"
                       "negotiation = { years = 1.0; hurdle = -1.0; };"),
               1e-9);
    world.block.status[1] = ENT_SUSPENDED;
    world.block.suspended_by_event[1] = 1;
    world.block.status[2] = ENT_NEGOTIATING;
    world.block.status[3] = ENT_ENDED;
    world.block.status[4] = ENT_ABSENT;
    run(&world, 0);
    static const double due[] = {1, 0, 0, 0, 0, 1};
    for (size_t j = 0; j < 6; j++) {
        assert_same(world.block.meetings_due[j], due[j]);
        assert_same(support_world_lanes(&world, "domain.talks")[j], 0.1);
    }
    support_world_close(&world);
}

/* The first of a pair serves the even step, the second the odd one. */
static void even_and_odd_steps_use_their_own_draw(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("institution/i/meeting"), 1e-9, 0.9999);
    support_world_open(&world, MONTHLY(""), NULL);
    for (size_t step = 0; step < 6; step++) {
        run(&world, step);
        assert_same(world.block.meetings_held[0], (double)(step / 2 + 1));
        assert_same(world.block.meetings_due[0], (double)(step + 1));
    }
    support_world_close(&world);
}

/* chance(p) is p ≥ ½: S(0) = ½ at openness 0.55. */
static void deterministic_meetings_are_held_from_one_half_on(void **state) {
    static const char *const more[] = {MONTHLY("threshold = 0.55;"), MONTHLY("threshold = 0.551;")};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        support_world_t world;
        open_world(&world, more[i], 1);
        support_world_restart(&world, true);
        support_world_set(&world, "stance.AAA", 0.1);
        run(&world, 0);
        assert_same(world.block.meetings_held[0], i == 0 ? 1 : 0);
        support_world_close(&world);
    }
}

/* Gaps between meetings held, from the start; an open gap ends with the run (member.c). */
static void the_longest_gap_is_between_meetings_held(void **state) {
    support_world_t world;
    double *gap, *last;
    (void)state;
    open_world(&world,
               "institutions = ( { name = \"i\"; cadence = 2.0; phase = 0.25; " SUPPORT_ACTIVE
               "} );",
               1e-9);
    gap = world.block.longest_gap;
    last = world.block.last_meeting;
    assert_same(last[0], 0);
    assert_same(gap[0], -1);
    for (size_t step = 0; step < 15; step++) {
        run(&world, step); /* meetings in steps 3, 9, 15, 21 */
    }
    assert_close(gap[0], 6 * month, 1e-14, 0);
    assert_close(last[0], 9 * month, 1e-14, 0);
    support_replay_all(0.9999, 0);
    run(&world, 15);
    assert_close(last[0], 9 * month, 1e-14, 0);
    support_replay_all(1e-9, 0);
    run(&world, 21);
    assert_close(gap[0], 12 * month, 1e-14, 0);
    support_world_close(&world);
}

/* Errors: institutions that no member has are passed over, their meetings, too. */
static void absent_institutions_do_nothing(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               "institutions = ( { name = \"i\"; cadence = 12.0; miss_cost = 1.0;"
               "coverage = { talks = 1.0; }; } );",
               0.9999);
    for (size_t step = 0; step < 24; step++) {
        run(&world, step);
    }
    assert_same(world.block.meetings_due[0], 0);
    assert_same(support_world_lanes(&world, "domain.talks")[0], 0.1);
    assert_same(support_world_lanes(&world, "active.i")[0], 0);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(habits_fade),
        cmocka_unit_test(meetings_are_held_by_openness),
        cmocka_unit_test(drivers_support_openness),
        cmocka_unit_test(the_colder_government_counts),
        cmocka_unit_test(a_missed_meeting_costs_what_the_institution_covers),
        cmocka_unit_test(a_meeting_moves_an_adaptive_level_to_what_was_achieved),
        cmocka_unit_test(only_active_institutions_meet),
        cmocka_unit_test(even_and_odd_steps_use_their_own_draw),
        cmocka_unit_test(deterministic_meetings_are_held_from_one_half_on),
        cmocka_unit_test(the_longest_gap_is_between_meetings_held),
        cmocka_unit_test(absent_institutions_do_nothing),
    };
    return cmocka_run_group_tests_name("meetings", tests, NULL, NULL);
}

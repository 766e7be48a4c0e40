/* Phase 5, institutions (model.md), second half: negotiation, suspension, resumption. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static const double month = 1.0 / 12.0;

#define INSTITUTION(more) "institutions = ( { name = \"i\"; cadence = 0.0; " more "} );"
#define TALKS(hurdle)                                                                              \
    INSTITUTION("status = \"negotiating\"; negotiation = { years = 0.5; hurdle = " hurdle "; };")

/* The lower stance is `stance`. */
static void set_stances(support_world_t *world, double stance) {
    support_world_set(world, "stance.AAA", stance);
    support_world_set(world, "stance.BBB", stance + 0.1);
}

static void open_world(support_world_t *world, const char *more, double stance) {
    support_replay_all(0.5, 0);
    support_world_open(world, more, NULL);
    set_stances(world, stance);
}

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "institutions", step);
}

static ent_status_t status(const support_world_t *world) {
    return (ent_status_t)world->block.status[0];
}

/* The step in which the status in lane 0 first differs from what it is now; 24 if it never does. */
static size_t run_until_change(support_world_t *world, size_t step) {
    ent_status_t now = status(world);
    for (; step < 24; step++) {
        run(world, step);
        if (status(world) != now) {
            return step;
        }
    }
    return step;
}

/* progress ← [progress + Δ/years·[2·min G]±]₀¹: at min G = 0.25 it grows by 1/12 a month. */
static void talks_progress_with_goodwill(void **state) {
    static const struct {
        double stance;
        size_t steps;
    } cases[] = {{0.25, 11}, {0.5, 5}, {0.9, 5}, {0.05, 24}, {0, 24}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        open_world(&world, TALKS("-1.0"), cases[i].stance);
        assert_int_equal(run_until_change(&world, 0), cases[i].steps);
        support_world_close(&world);
    }
}

/* Ill will undoes progress, down to 0, and does not end talks. */
static void talks_fall_back_but_do_not_end(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, TALKS("-1.0"), 0.25);
    run(&world, 0);
    run(&world, 1);
    assert_close(world.block.progress[0], 2 * month, 1e-14, 0);
    support_world_set(&world, "stance.BBB", -0.125); /* the less willing side counts */
    run(&world, 2);
    assert_close(world.block.progress[0], 1.5 * month, 1e-14, 0);
    support_world_set(&world, "stance.BBB", -1);
    run(&world, 3);
    assert_same(world.block.progress[0], 0);
    assert_int_equal(status(&world), ENT_NEGOTIATING);
    support_world_close(&world);
}

/* Both publics must be at the hurdle or above; until then progress stays at 1. */
static void publics_must_be_warm_enough(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, TALKS("-0.05"), 0.5);
    support_world_set(&world, "public.AAA", 0.3);
    support_world_set(&world, "public.BBB", -0.1);
    assert_int_equal(run_until_change(&world, 0), 24);
    assert_same(world.block.progress[0], 1);
    support_world_set(&world, "public.BBB", -0.05);
    run(&world, 12);
    assert_int_equal(status(&world), ENT_ACTIVE);
    support_world_close(&world);
}

/* It becomes active with k ← max(k, habit), its clocks at 0 and a gap that begins then. */
static void concluded_talks_make_an_active_institution(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, TALKS("-1.0"), 0.5);
    support_world_fill(&world, world.block.habit, 0.2);
    world.block.habit[1] = 0.9;
    assert_int_equal(run_until_change(&world, 0), 5);
    assert_same(world.block.habit[0], 0.5);
    assert_close(world.block.habit[1], 0.9 * support_monthly_keep(0.5), 1e-13, 0); /* 6 × 3 years */
    assert_same(world.block.progress[0], 0);
    assert_close(world.block.last_meeting[0], 5 * month, 1e-14, 0);
    assert_same(support_world_lanes(&world, "active.i")[0], 1);
    assert_close(support_world_lanes(&world, "commitment")[0], 0.05, 1e-14, 0);
    support_world_close(&world);
}

/* Openness 0.5 + 0.5·min G; suspended after half a year below 0.3, strictly. */
#define FRAGILE INSTITUTION(SUPPORT_ACTIVE "suspend_below = 0.3; resume_above = 0.3;")

static void patience_ends_in_suspension(void **state) {
    static const struct {
        double stance;
        size_t steps;
    } cases[] = {{-0.5, 5}, {-0.4001, 5}, {-0.4, 24}, {0.2, 24}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        open_world(&world, FRAGILE, cases[i].stance);
        assert_int_equal(run_until_change(&world, 0), cases[i].steps);
        assert_same(world.block.suspensions[0], cases[i].steps < 24 ? 1 : 0);
        support_world_close(&world);
    }
}

static void an_open_moment_begins_the_count_again(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, FRAGILE, -0.6);
    for (size_t step = 0; step < 5; step++) {
        run(&world, step);
    }
    set_stances(&world, 0.1);
    run(&world, 5);
    assert_same(world.block.below_years[0], 0);
    set_stances(&world, -0.6);
    assert_int_equal(run_until_change(&world, 6), 11);
    support_world_close(&world);
}

/* A change zeroes both clocks; the institution resumes after half a year above, strictly. */
static void patience_ends_in_resumption(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, FRAGILE, -0.6);
    assert_int_equal(run_until_change(&world, 0), 5);
    assert_same(world.block.below_years[0], 0);
    assert_same(world.block.above_years[0], 0);
    assert_same(support_world_lanes(&world, "active.i")[0], 0);
    set_stances(&world, -0.4); /* openness 0.3 is not above */
    assert_int_equal(run_until_change(&world, 6), 24);
    set_stances(&world, 0.1);
    assert_int_equal(run_until_change(&world, 6), 11);
    assert_int_equal(status(&world), ENT_ACTIVE);
    assert_same(support_world_lanes(&world, "active.i")[0], 1);
    support_world_close(&world);
}

/* Without patience it is suspended, and resumed, in the very step. */
static void no_patience_acts_at_once(void **state) {
    support_world_t world;
    (void)state;
    open_world(
        &world,
        INSTITUTION(SUPPORT_ACTIVE "suspend_below = 0.3; resume_above = 0.3; patience = 0.0;"),
        -0.6);
    run(&world, 0);
    assert_int_equal(status(&world), ENT_SUSPENDED);
    set_stances(&world, 0.2);
    run(&world, 1);
    assert_int_equal(status(&world), ENT_ACTIVE);
    assert_same(world.block.suspensions[0], 1);
    support_world_close(&world);
}

/* A suspension by an event, or one the scenario starts with, stays until an event resumes it. */
static void a_suspension_by_an_event_stays(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, INSTITUTION("status = \"suspended\"; patience = 0.1;"), 0.9);
    assert_int_equal(run_until_change(&world, 0), 24);
    assert_same(world.block.above_years[0], 0);
    world.block.suspended_by_event[0] = 0; /* as if it had been suspended by itself */
    assert_int_equal(run_until_change(&world, 0), 1);
    support_world_close(&world);
}

/* Concluded in this step, it may begin to be doubted in this step: with the status as it now is. */
static void a_new_institution_counts_from_its_first_step(void **state) {
    support_world_t world;
    (void)state;
    open_world(
        &world,
        INSTITUTION("status = \"negotiating\"; negotiation = { years = 0.5; hurdle = -1.0; };"
                    "suspend_below = 0.9; resume_above = 0.9;"),
        0.5);
    assert_int_equal(run_until_change(&world, 0), 5);
    assert_close(world.block.below_years[0], month, 1e-14, 0);
    assert_int_equal(run_until_change(&world, 6), 10);
    assert_int_equal(status(&world), ENT_SUSPENDED);
    support_world_close(&world);
}

/* In file order: the second meets what a meeting missed by the first left of a domain. */
static void institutions_act_in_file_order(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world,
               "institutions = ( { name = \"first\"; cadence = 12.0; slope = 1000.0;"
               "threshold = 1.0; miss_cost = 0.5; coverage = { talks = 0.2; }; " SUPPORT_ACTIVE "},"
               "{ name = \"second\"; cadence = 12.0; slope = 1000.0; threshold = -1.0;"
               "adapt = 1.0; coverage = { talks = 0.2; }; " SUPPORT_ACTIVE "} );",
               0.1);
    run(&world, 0);
    assert_close(support_world_lanes(&world, "level.second")[0], 0.1 - 0.1, 1e-14, 1e-14);
    support_world_close(&world);
}

/* Errors: talks without goodwill or with an unreachable hurdle go on for ever, and harm nothing. */
static void endless_talks_are_harmless(void **state) {
    support_world_t world;
    (void)state;
    open_world(&world, TALKS("1.0"), 0.9);
    assert_int_equal(run_until_change(&world, 0), 24);
    assert_same(world.block.progress[0], 1);
    assert_same(support_world_lanes(&world, "commitment")[0], 0);
    assert_same(world.block.last_meeting[0], -1);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(talks_progress_with_goodwill),
        cmocka_unit_test(talks_fall_back_but_do_not_end),
        cmocka_unit_test(publics_must_be_warm_enough),
        cmocka_unit_test(concluded_talks_make_an_active_institution),
        cmocka_unit_test(patience_ends_in_suspension),
        cmocka_unit_test(an_open_moment_begins_the_count_again),
        cmocka_unit_test(patience_ends_in_resumption),
        cmocka_unit_test(no_patience_acts_at_once),
        cmocka_unit_test(a_suspension_by_an_event_stays),
        cmocka_unit_test(a_new_institution_counts_from_its_first_step),
        cmocka_unit_test(institutions_act_in_file_order),
        cmocka_unit_test(endless_talks_are_harmless),
    };
    return cmocka_run_group_tests_name("institutions", tests, NULL, NULL);
}

/* Institution effects (model.md): every action on every status, and what a change brings. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double month = 1.0 / 12.0;

static const char institution[] =
    "institutions = ( { name = \"i\"; cadence = 0.0; negotiation = { years = 1.0; hurdle = -1.0; };"
    " " SUPPORT_ACTIVE "} );";

/* One event of this action in its sixth step, June. */
static void open_action(support_world_t *world, const char *action) {
    char text[1000];
    support_replay_all(0.5, 0);
    (void)snprintf(text, sizeof text,
                   "%s events = ( { name = \"e\"; at = \"2020-06\"; effects = ("
                   "{ type = \"institution\"; name = \"i\"; action = \"%s\"; } ); } );",
                   institution, action);
    support_world_open(world, text, NULL);
}

static void put_status(const support_world_t *world, ent_status_t status) {
    support_world_fill(world, world->block.status, (double)status);
    support_world_fill(world, world->block.progress, 0.7);
    support_world_fill(world, world->block.below_years, 0.2);
    support_world_fill(world, world->block.above_years, 0.3);
    support_world_fill(world, world->block.habit, 0.4);
}

static void run(support_world_t *world) {
    support_world_run(world, "draws", 5);
    support_world_run(world, "events", 5);
}

/*
 * Status after each action by status before: absent, negotiating, active ("O"), suspended, ended,
 * each by its letter. The list in model.md: propose: absent or ended → negotiating; establish: any
 * but active → active; suspend: active → suspended; resume: suspended → active; terminate:
 * negotiating, active or suspended → ended; anything else does nothing.
 */
static const char letters[] = "ANOSE";
static const struct {
    const char *action, *after;
} actions[] = {
    {"propose", "NNOSN"}, {"establish", "OOOOO"}, {"suspend", "ANSSE"},
    {"resume", "ANOOE"},  {"terminate", "AEEEE"},
};

static ent_status_t status_after(size_t action, ent_status_t before) {
    return (ent_status_t)(strchr(letters, actions[action].after[before]) - letters);
}

static void check_action(size_t action, ent_status_t before) {
    ent_status_t after = status_after(action, before);
    bool applies = after != before;
    support_world_t world;
    open_action(&world, actions[action].action);
    put_status(&world, before);
    run(&world);
    const ent_block_t *block = &world.block;
    assert_int_equal((int)block->status[7], after);
    assert_int_equal(block->not_applied[0], applies ? 0 : SUPPORT_LANES);
    assert_same(block->progress[7], applies ? 0 : 0.7);
    assert_same(block->below_years[7], applies ? 0 : 0.2);
    assert_same(block->above_years[7], applies ? 0 : 0.3);
    assert_same(block->suspensions[7], applies && after == ENT_SUSPENDED ? 1 : 0);
    if (applies) {
        assert_same(block->suspended_by_event[7], after == ENT_SUSPENDED ? 1 : 0);
    }
    assert_int_equal(block->live[0], after != ENT_ABSENT && after != ENT_ENDED);
    support_world_close(&world);
}

static void every_action_applies_to_the_statuses_it_is_for(void **state) {
    (void)state;
    for (size_t action = 0; action < sizeof actions / sizeof actions[0]; action++) {
        for (int before = 0; before < ENT_STATUS_COUNT; before++) {
            check_action(action, (ent_status_t)before);
        }
    }
}

/* establish: k ← max(k, habit), 0.5 here; terminate: k ← 0; the others leave it. */
static void habit_follows_the_action(void **state) {
    static const struct {
        const char *action;
        ent_status_t before;
        double habit, after;
    } cases[] = {
        {"establish", ENT_ABSENT, 0.4, 0.5}, {"establish", ENT_ENDED, 0.6, 0.6},
        {"terminate", ENT_ACTIVE, 0.4, 0},   {"suspend", ENT_ACTIVE, 0.4, 0.4},
        {"resume", ENT_SUSPENDED, 0.4, 0.4}, {"propose", ENT_ENDED, 0.4, 0.4},
        {"establish", ENT_ACTIVE, 0.4, 0.4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        open_action(&world, cases[i].action);
        put_status(&world, cases[i].before);
        support_world_fill(&world, world.block.habit, cases[i].habit);
        run(&world);
        assert_same(world.block.habit[0], cases[i].after);
        support_world_close(&world);
    }
}

/* A gap runs from establishment, or the last meeting, to the end; June is 5 months in. */
static void gaps_between_meetings_begin_and_end_with_the_institution(void **state) {
    support_world_t world;
    (void)state;
    open_action(&world, "establish");
    put_status(&world, ENT_ENDED);
    support_world_fill(&world, world.block.last_meeting, -1);
    run(&world);
    assert_close(world.block.last_meeting[0], 5 * month, 1e-15, 0);
    support_world_close(&world);

    open_action(&world, "terminate");
    world.block.last_meeting[0] = 2 * month;
    world.block.longest_gap[0] = 1 * month;
    world.block.longest_gap[1] = 6 * month; /* a longer one before */
    world.block.last_meeting[2] = -1;       /* nothing awaited: talks end, not meetings */
    run(&world);
    assert_close(world.block.longest_gap[0], 3 * month, 1e-14, 0);
    assert_close(world.block.longest_gap[1], 6 * month, 1e-14, 0);
    assert_same(world.block.longest_gap[2], -1);
    assert_same(world.block.last_meeting[0], -1);
    support_world_close(&world);
}

/* A suspension does not reset the gap: it runs on until the next meeting. */
static void a_suspension_is_part_of_the_gap(void **state) {
    support_world_t world;
    (void)state;
    open_action(&world, "establish");
    put_status(&world, ENT_SUSPENDED);
    support_world_fill(&world, world.block.last_meeting, month);
    run(&world);
    assert_same(world.block.last_meeting[0], month);
    support_world_close(&world);
}

/* Where only some members have the event, only they are changed; it lives while any member does. */
static void members_keep_their_own_status(void **state) {
    support_world_t world;
    (void)state;
    open_action(&world, "terminate");
    put_status(&world, ENT_ACTIVE);
    world.block.status[3] = ENT_ABSENT;
    run(&world);
    assert_int_equal((int)world.block.status[3], ENT_ABSENT);
    assert_int_equal((int)world.block.status[4], ENT_ENDED);
    assert_int_equal(world.block.not_applied[0], 1);
    assert_false(world.block.live[0]);
    support_world_close(&world);
}

/* What stands on an ended institution falls to 0 with the next refresh, before governments. */
static void an_ended_institution_carries_nothing(void **state) {
    support_world_t world;
    (void)state;
    open_action(&world, "terminate");
    assert_close(support_world_lanes(&world, "commitment")[0], 0.1 * 0.5, 1e-15, 0);
    run(&world);
    support_world_run(&world, "succession", 5);
    assert_same(support_world_lanes(&world, "commitment")[0], 0);
    assert_same(support_world_lanes(&world, "active.i")[0], 0);
    assert_same(support_world_lanes(&world, "habit.i")[0], 0);
    support_world_close(&world);
}

/* Errors: an action repeated in vain is counted once for each member and each time. */
static void actions_in_vain_are_counted(void **state) {
    support_world_t world;
    (void)state;
    open_action(&world, "resume");
    run(&world);
    run(&world);
    assert_int_equal(world.block.not_applied[0], 2 * SUPPORT_LANES);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_applies_to_the_statuses_it_is_for),
        cmocka_unit_test(habit_follows_the_action),
        cmocka_unit_test(gaps_between_meetings_begin_and_end_with_the_institution),
        cmocka_unit_test(a_suspension_is_part_of_the_gap),
        cmocka_unit_test(members_keep_their_own_status),
        cmocka_unit_test(an_ended_institution_carries_nothing),
        cmocka_unit_test(actions_in_vain_are_counted),
    };
    return cmocka_run_group_tests_name("actions", tests, NULL, NULL);
}

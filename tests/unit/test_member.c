/* One member read from its lane, and blocks: their room, their start, what does not fit. */
#include "model/member.h"

#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static const double month = 1.0 / 12.0;

#define TWO                                                                                        \
    "institutions = ( { name = \"i\"; cadence = 2.0; " SUPPORT_ACTIVE                              \
    "}, { name = \"j\"; cadence = 2.0; } );"

/* Fills the arrays of a lane with numbers that tell where they come from. */
static void fill_lane(const ent_block_t *block, size_t steps, size_t lane) {
    double base = 100 * (double)lane;
    for (size_t n = 0; n <= steps; n++) {
        ent_row(block, block->health_path, n)[lane] = base + (double)n;
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        ent_row(block, block->grievance_sum, s)[lane] = base + 30 + (double)s;
        ent_row(block, block->legitimacy_sum, s)[lane] = base + 32 + (double)s;
        ent_row(block, block->autonomy_sum, s)[lane] = base + 34 + (double)s;
        ent_row(block, block->leader_share_sum, s)[lane] = base + 36 + (double)s;
    }
    block->readiness_sum[lane] = base + 38;
    block->clamped_count[lane] = base + 39;
    for (size_t i = 0; i < 2; i++) {
        ent_row(block, block->meetings_due, i)[lane] = base + 40 + (double)i;
        ent_row(block, block->meetings_held, i)[lane] = base + 42 + (double)i;
        ent_row(block, block->years_active, i)[lane] = base + 44 + (double)i;
        ent_row(block, block->suspensions, i)[lane] = base + 46 + (double)i;
    }
}

static void assert_sums(const ent_member_t *member, double base) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        assert_same(member->grievance_sum[s], base + 30 + (double)s);
        assert_same(member->legitimacy_sum[s], base + 32 + (double)s);
        assert_same(member->autonomy_sum[s], base + 34 + (double)s);
        assert_same(member->leader_share_sum[s], base + 36 + (double)s);
    }
    assert_same(member->readiness_sum, base + 38);
    assert_same(member->clamped_count, base + 39);
    for (size_t i = 0; i < 2; i++) {
        assert_same(member->meetings_due[i], base + 40 + (double)i);
        assert_same(member->meetings_held[i], base + 42 + (double)i);
        assert_same(member->years_active[i], base + 44 + (double)i);
        assert_same(member->suspensions[i], base + 46 + (double)i);
    }
}

static void a_member_is_read_from_its_own_lane(void **state) {
    support_world_t world;
    ent_member_t member;
    (void)state;
    support_world_open(&world, TWO, NULL);
    assert_int_equal(ent_member_init(&member, &world.plan), ENT_OK);
    for (size_t lane = 0; lane < SUPPORT_LANES; lane++) {
        fill_lane(&world.block, world.plan.steps, lane);
    }
    for (size_t lane = 0; lane < SUPPORT_LANES; lane += 5) {
        ent_member_read(&member, &world.block, lane);
        for (size_t n = 0; n <= world.plan.steps; n++) {
            assert_same(member.health[n], 100 * (double)lane + (double)n);
        }
        assert_sums(&member, 100 * (double)lane);
    }
    ent_member_free(&member);
    support_world_close(&world);
}

static void changes_of_leaders_are_read_by_state_and_step(void **state) {
    support_world_t world;
    ent_member_t member;
    (void)state;
    support_world_open(&world, TWO, NULL);
    assert_int_equal(ent_member_init(&member, &world.plan), ENT_OK);
    world.block.leader_changes[5] = 1 << 3;
    world.block.leader_changes[world.plan.steps + 23] = 1 << 3 | 1 << 4;
    ent_member_read(&member, &world.block, 3);
    for (size_t n = 0; n < world.plan.steps; n++) {
        assert_int_equal(member.leader_changes[0][n], n == 5);
        assert_int_equal(member.leader_changes[1][n], n == 23);
    }
    ent_member_read(&member, &world.block, 4);
    assert_false(member.leader_changes[0][5]);
    assert_true(member.leader_changes[1][23]);
    ent_member_free(&member);
    support_world_close(&world);
}

/* A gap still open at the end counts up to the end, two years; none where no meeting is awaited. */
static void an_open_gap_ends_with_the_run(void **state) {
    static const double last[] = {6 * month, 20 * month, -1, -1};
    static const double longest[] = {3 * month, 8 * month, 5 * month, -1};
    static const double expected[] = {18 * month, 8 * month, 5 * month, -1};
    support_world_t world;
    ent_member_t member;
    (void)state;
    support_world_open(&world, TWO, NULL);
    assert_int_equal(ent_member_init(&member, &world.plan), ENT_OK);
    for (size_t lane = 0; lane < 4; lane++) {
        world.block.last_meeting[lane] = last[lane];
        world.block.longest_gap[lane] = longest[lane];
        ent_member_read(&member, &world.block, lane);
        assert_close(member.longest_gap[0], expected[lane], 1e-14, 0);
    }
    ent_member_free(&member);
    support_world_close(&world);
}

/* Drivers, leaders, approvals, stances, cohorts and domains have clamps: 1 + 2 + 2 + 2 + 2 + 2. */
static void variables_with_clamps_are_counted(void **state) {
    support_world_t world;
    ent_member_t member;
    (void)state;
    support_world_open(&world, "", NULL);
    assert_int_equal(ent_member_init(&member, &world.plan), ENT_OK);
    assert_int_equal(member.clamped_variables, 11);
    ent_member_free(&member);
    support_world_close(&world);
}

/* A block that has run starts anew as if it were new, for other members, too. */
static void a_block_can_be_started_again(void **state) {
    support_world_t world;
    double first[25];
    (void)state;
    support_world_open(&world, TWO, NULL);
    world.block.random = ent_random(ent_isa_best());
    for (size_t round = 0; round < 2; round++) {
        ent_block_start(&world.block, &world.plan, 7, 1000, 5, false);
        world.model->record_instant(&world.plan, &world.block, 0);
        support_world_steps(&world, 0, 24);
        for (size_t n = 0; n <= 24; n++) {
            double health = ent_row(&world.block, world.block.health_path, n)[2];
            assert_true(round == 0 || health == first[n]);
            first[n] = health;
        }
        assert_int_equal(world.block.member_lanes, 0x1f);
        ent_block_start(&world.block, &world.plan, 9, 0, 8, true);
        support_world_steps(&world, 0, 12);
    }
    support_world_close(&world);
}

/* What ent_block_bytes says is what the arrays take: it grows by a row for each lane. */
static void bytes_grow_with_lanes_and_steps(void **state) {
    const char *const overrides[] = {"years=4.0", NULL};
    support_world_t world, longer;
    (void)state;
    support_world_open(&world, TWO, NULL);
    support_world_open(&longer, TWO, overrides);
    size_t eight = ent_block_bytes(&world.plan, 8), sixteen = ent_block_bytes(&world.plan, 16);
    size_t words = (3 * world.plan.events + world.plan.shocks + 2 * world.plan.steps) * 8;
    assert_int_equal(sixteen - eight, eight - words - world.plan.institutions);
    /* 24 more instants of health in 8 lanes, and 24 words of leaders' changes for each state */
    assert_int_equal(ent_block_bytes(&longer.plan, 8) - eight, 24 * 8 * 8 + 2 * 24 * 8);
    support_world_close(&world);
    support_world_close(&longer);
}

/* Errors: freeing twice, or what was never made, is harmless. */
static void freeing_twice_is_harmless(void **state) {
    support_world_t world;
    ent_member_t member = {0};
    ent_block_t block = {0};
    (void)state;
    support_world_open(&world, "", NULL);
    ent_member_free(&member);
    ent_block_free(&block);
    assert_int_equal(ent_member_init(&member, &world.plan), ENT_OK);
    ent_member_free(&member);
    ent_member_free(&member);
    assert_null(member.health);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_is_read_from_its_own_lane),
        cmocka_unit_test(changes_of_leaders_are_read_by_state_and_step),
        cmocka_unit_test(an_open_gap_ends_with_the_run),
        cmocka_unit_test(variables_with_clamps_are_counted),
        cmocka_unit_test(a_block_can_be_started_again),
        cmocka_unit_test(bytes_grow_with_lanes_and_steps),
        cmocka_unit_test(freeing_twice_is_harmless),
    };
    return cmocka_run_group_tests_name("member", tests, NULL, NULL);
}

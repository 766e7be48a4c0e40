/* A shock by one state against the other: "A shock of severity q by actor b", model.md. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

/* What the tests of one lane set and look at. */
typedef struct {
    double fast[ENT_STATES], slow[ENT_STATES], stance[ENT_STATES], provocation[ENT_STATES];
    double age[ENT_STATES], talks, people, health, commitment, reliance_talks;
} side_t;

static const side_t quiet = {
    .fast = {0.1, 0.2}, .slow = {0.05, 0.1}, .stance = {0.1, 0.2}, .talks = 0.1, .people = 0.2};

static void put(const support_world_t *world, size_t lane, const side_t *side) {
    const ent_block_t *block = &world->block;
    for (size_t s = 0; s < ENT_STATES; s++) {
        ent_row(block, block->fast, s)[lane] = side->fast[s];
        ent_row(block, block->slow, s)[lane] = side->slow[s];
        ent_block_variable(block, ENT_VAR_STANCE, s)[lane] = side->stance[s];
        ent_row(block, block->provocation, s)[lane] = side->provocation[s];
        ent_row(block, block->provocation_age, s)[lane] = side->age[s];
    }
    support_world_lanes(world, "domain.talks")[lane] = side->talks;
    support_world_lanes(world, "domain.people")[lane] = side->people;
    support_world_lanes(world, "commitment")[lane] = side->commitment;
    support_world_lanes(world, "reliance.talks")[lane] = side->reliance_talks;
    block->health[lane] = side->health;
}

static void assert_side(const support_world_t *world, size_t lane, const side_t *side) {
    const ent_block_t *block = &world->block;
    for (size_t s = 0; s < ENT_STATES; s++) {
        assert_close(ent_row(block, block->fast, s)[lane], side->fast[s], 1e-14, 1e-16);
        assert_close(ent_row(block, block->slow, s)[lane], side->slow[s], 1e-14, 1e-16);
        assert_close(ent_block_variable(block, ENT_VAR_STANCE, s)[lane], side->stance[s], 1e-14,
                     1e-16);
        assert_close(ent_row(block, block->provocation, s)[lane], side->provocation[s], 1e-14, 0);
        assert_close(ent_row(block, block->provocation_age, s)[lane], side->age[s], 1e-14, 0);
    }
    assert_close(support_world_lanes(world, "domain.talks")[lane], side->talks, 1e-14, 1e-16);
    assert_close(support_world_lanes(world, "domain.people")[lane], side->people, 1e-14, 1e-16);
}

/* Severities by both states; AAA's shocks hit talks by 0.8, BBB's talks by 0.8, people by 0.1. */
static void strike(support_world_t *world, size_t lane, double by_a, double by_b) {
    const double severity[ENT_STATES] = {by_a, by_b};
    const ent_links_t *const hits[ENT_STATES] = {&world->block.params->states[0].hits,
                                                 &world->block.params->states[1].hits};
    ENT_KERNEL(strike)(&world->block, lane, severity, hits);
}

/*
 * Severity 0.5 by AAA, nothing shields: room_b = 1 − 0.3 = 0.7, room_a = 0.85;
 * f_b += 0.6·0.5·0.7, m_b += 0.4·0.5·0.7, f_a += 0.05·0.5·0.85, talks −= 0.8·0.5, G_b −= 0.3·0.5.
 */
static void a_shock_moves_the_target_and_hardly_the_actor(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    put(&world, 3, &quiet);
    put(&world, 4, &quiet);
    strike(&world, 3, 0.5, 0);
    side_t after = quiet;
    after.fast[1] += 0.21;
    after.slow[1] += 0.14;
    after.fast[0] += 0.02125;
    after.talks -= 0.4;
    after.stance[1] -= 0.15;
    after.provocation[1] = 0.5;
    assert_side(&world, 3, &after);
    assert_side(&world, 4, &quiet); /* nobody else's member */
    support_world_close(&world);
}

/* eff = q·(1 − shield_health·max(0, H))·(1 − shield_commitment·C): 0.5·(1 − 0.4·0.5)·(1 − 0.5·0.6).
 */
static void health_and_commitment_shield(void **state) {
    support_world_t world;
    side_t before = quiet, after;
    (void)state;
    support_world_open(&world, "", NULL);
    before.health = 0.5;
    before.commitment = 0.6;
    before.reliance_talks = 0.25;
    after = before;
    put(&world, 0, &before);
    strike(&world, 0, 0, 0.5);
    const double eff = 0.5 * 0.8 * 0.7;
    after.fast[0] += 0.6 * eff * 0.85;
    after.slow[0] += 0.4 * eff * 0.85;
    after.fast[1] += 0.05 * eff * 0.7;
    after.talks -= 0.8 * eff * 0.75; /* what institutions carry is spared */
    after.people -= 0.1 * eff;
    after.stance[0] -= 0.3 * eff;
    after.provocation[0] = eff;
    assert_side(&world, 0, &after);
    support_world_close(&world);
}

static void bad_health_does_not_make_a_shock_worse(void **state) {
    support_world_t world;
    side_t before = quiet;
    (void)state;
    support_world_open(&world, "", NULL);
    before.health = -0.9;
    put(&world, 0, &before);
    strike(&world, 0, 0.5, 0);
    assert_close(ent_row(&world.block, world.block.provocation, 1)[0], 0.5, 1e-15, 0);
    support_world_close(&world);
}

/* A larger shock replaces what waits and its age; a smaller or equal one does neither. */
static void only_a_greater_provocation_replaces_one_that_waits(void **state) {
    static const double severities[] = {0.3, 0.4, 0.5}, waits[] = {0.4, 0.4, 0.5};
    static const double ages[] = {0.05, 0.05, 0};
    support_world_t world;
    side_t before = quiet;
    (void)state;
    support_world_open(&world, "", NULL);
    before.provocation[1] = 0.4;
    before.age[1] = 0.05;
    for (size_t i = 0; i < 3; i++) {
        put(&world, i, &before);
        strike(&world, i, severities[i], 0);
        assert_same(ent_row(&world.block, world.block.provocation, 1)[i], waits[i]);
        assert_same(ent_row(&world.block, world.block.provocation_age, 1)[i], ages[i]);
    }
    support_world_close(&world);
}

/*
 * Two at once, 0.5 by AAA and 0.4 by BBB, each from the state before either:
 * f_a += 0.6·0.4·0.85 + 0.05·0.5·0.85, f_b += 0.6·0.5·0.7 + 0.05·0.4·0.7, falls of talks add up.
 */
static void two_shocks_at_once_do_not_see_each_other(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    put(&world, 7, &quiet);
    strike(&world, 7, 0.5, 0.4);
    side_t after = quiet;
    after.fast[0] += 0.204 + 0.02125;
    after.slow[0] += 0.4 * 0.4 * 0.85;
    after.fast[1] += 0.21 + 0.014;
    after.slow[1] += 0.14;
    after.talks -= 0.4 + 0.32;
    after.people -= 0.04;
    after.stance[0] -= 0.12;
    after.stance[1] -= 0.15;
    after.provocation[0] = 0.4;
    after.provocation[1] = 0.5;
    assert_side(&world, 7, &after);
    support_world_close(&world);
}

/* The sum of both falls is clamped once; stances are clamped; full memories have no room. */
static void ends_of_ranges_hold(void **state) {
    support_world_t world;
    side_t before = {.fast = {0.9, 0.6},
                     .slow = {0.1, 0.5},
                     .stance = {-0.9, -0.95},
                     .talks = -0.5,
                     .people = -0.99};
    (void)state;
    support_world_open(&world, "", NULL);
    put(&world, 0, &before);
    strike(&world, 0, 0.5, 0.5);
    side_t after = before;
    after.talks = -1;
    after.people = -1;
    after.stance[0] = -1;
    after.stance[1] = -1;
    after.provocation[0] = 0.5;
    after.provocation[1] = 0.5;
    assert_side(&world, 0, &after);
    support_world_close(&world);
}

/* A negative backlash is a rally: f ← max(0, f + part as target + part as actor), clamped once. */
static void a_rally_takes_grievances_but_not_below_none(void **state) {
    const char *const overrides[] = {"states.AAA.memory.backlash=-1.0", NULL};
    support_world_t world;
    (void)state;
    support_world_open(&world, "", overrides);
    put(&world, 0, &quiet);
    put(&world, 1, &quiet);
    strike(&world, 0, 0.5, 0);   /* 0.1 − 0.5·0.85 < 0 */
    strike(&world, 1, 0.5, 0.7); /* 0.1 + 0.6·0.7·0.85 − 0.5·0.85 = 0.032 */
    assert_same(world.block.fast[0], 0);
    assert_close(world.block.fast[1], 0.032, 1e-13, 0);
    support_world_close(&world);
}

/* Errors: severities of 0, and even below, do nothing at all. */
static void no_severity_does_nothing(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    put(&world, 0, &quiet);
    strike(&world, 0, 0, 0);
    strike(&world, 0, -0.5, 0);
    assert_side(&world, 0, &quiet);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shock_moves_the_target_and_hardly_the_actor),
        cmocka_unit_test(health_and_commitment_shield),
        cmocka_unit_test(bad_health_does_not_make_a_shock_worse),
        cmocka_unit_test(only_a_greater_provocation_replaces_one_that_waits),
        cmocka_unit_test(two_shocks_at_once_do_not_see_each_other),
        cmocka_unit_test(ends_of_ranges_hold),
        cmocka_unit_test(a_rally_takes_grievances_but_not_below_none),
        cmocka_unit_test(no_severity_does_nothing),
    };
    return cmocka_run_group_tests_name("strike", tests, NULL, NULL);
}

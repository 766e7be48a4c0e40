/* Phase 2a, answers to provocations (model.md): when, whether, how hard, and both at once. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>

static void provoke(const support_world_t *world, size_t state, size_t lane, double severity) {
    ent_row(&world->block, world->block.provocation, state)[lane] = severity;
}

static double waiting(const support_world_t *world, size_t state, size_t lane) {
    return ent_row(&world->block, world->block.provocation, state)[lane];
}

static bool answered(const support_world_t *world, size_t state, size_t lane) {
    return world->block.happened.answers[state] >> lane & 1;
}

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "answers", step);
}

/*
 * p = [0.5·(1 − G)/2·(1 + 0.8·div)]₀¹ with div = [(0.4 − A)/0.4]₀¹; chance(p) is u < p; a
 * provocation must exceed 0.05.
 */
static const struct {
    double provocation, stance, approval, uniform;
    bool answers;
} cases[] = {
    {0.5, 0, 0.5, 0.2499, true},   /* p = 0.25 */
    {0.5, 0, 0.5, 0.25, false},    /* u = p is not below it */
    {0.5, -0.4, 0.5, 0.34, true},  /* p = 0.35 */
    {0.5, 0, 0.2, 0.34, true},     /* div = 0.5: p = 0.25·1.4 = 0.35 */
    {0.5, 0, 0.2, 0.36, false},    /* the same */
    {0.5, -1, 0, 0.899, true},     /* p = 0.5·1.8 = 0.9 */
    {0.5, 1, 0, 1e-9, false},      /* p = 0 for the warmest stance */
    {0.05, -1, 0.5, 1e-9, false},  /* not above the threshold */
    {0.0501, -1, 0.5, 1e-9, true}, /* just above */
};

static void an_answer_is_a_matter_of_chance_stance_and_approval(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        support_replay_all(cases[i].uniform, 0);
        support_world_open(&world, "", NULL);
        provoke(&world, 0, 2, cases[i].provocation);
        support_world_set(&world, "stance.AAA", cases[i].stance);
        support_world_set(&world, "approval.AAA", cases[i].approval);
        run(&world, 0);
        assert_int_equal(answered(&world, 0, 2), cases[i].answers);
        assert_false(answered(&world, 0, 1)); /* nobody provoked that member */
        assert_false(answered(&world, 1, 2));
        assert_same(waiting(&world, 0, 2), 0); /* taken, answered or not */
        support_world_close(&world);
    }
}

/* Severity ladder·P = 0.6·0.5, with the answering state's hits: talks by 0.8. */
static void an_answer_is_a_shock_a_rung_lower(void **state) {
    const char *const overrides[] = {"health.shield_health=0.0", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.01, 0);
    support_world_open(&world, "", overrides);
    provoke(&world, 0, 0, 0.5);
    run(&world, 0);
    assert_close(waiting(&world, 1, 0), 0.3, 1e-15, 0);
    assert_close(support_world_lanes(&world, "domain.talks")[0], 0.1 - 0.8 * 0.3, 1e-14, 0);
    assert_same(support_world_lanes(&world, "domain.people")[0], 0.2); /* no hit of AAA's */
    support_world_close(&world);
}

/* A probability above 1 is 1: even the largest uniform is answered. */
static void a_chance_is_at_most_one(void **state) {
    const char *const overrides[] = {"states.AAA.retaliation.propensity=10.0", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(1 - 0x1p-53, 0);
    support_world_open(&world, "", overrides);
    provoke(&world, 0, 0, 0.5);
    run(&world, 0);
    assert_true(answered(&world, 0, 0));
    support_world_close(&world);
}

/* Age grows by Δ a step; a delay of 0.2 years comes true in the third month. */
static void a_provocation_waits_for_its_delay(void **state) {
    const char *const overrides[] = {"states.AAA.retaliation.delay=0.2",
                                     "states.BBB.retaliation.delay=0.0", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.01, 0);
    support_world_open(&world, "", overrides);
    provoke(&world, 0, 0, 0.5);
    for (size_t step = 0; step < 2; step++) {
        run(&world, step);
        assert_same(waiting(&world, 0, 0), 0.5);
    }
    run(&world, 2);
    assert_true(answered(&world, 0, 0));
    run(&world, 3); /* BBB answers at the first occasion, which is the next step */
    assert_true(answered(&world, 1, 0));
    support_world_close(&world);
}

/* A month's delay is reached by twelfths added up, in spite of rounding. */
static void a_delay_of_whole_steps_is_exact(void **state) {
    const char *const overrides[] = {"states.AAA.retaliation.delay=0.5833333333333334", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.01, 0);
    support_world_open(&world, "", overrides);
    provoke(&world, 0, 0, 0.5);
    for (size_t step = 0; step < 6; step++) {
        run(&world, step);
        assert_false(answered(&world, 0, 0));
    }
    run(&world, 6); /* 7/12 */
    assert_true(answered(&world, 0, 0));
    support_world_close(&world);
}

/* Both from the same old values: each severity 0.6·P, hits on talks 0.8·(0.3 + 0.24) together. */
static void both_states_answer_at_once(void **state) {
    const char *const overrides[] = {"health.shield_health=0.0", NULL};
    support_world_t world;
    (void)state;
    support_replay_all(0.01, 0);
    support_world_open(&world, "", overrides);
    provoke(&world, 0, 5, 0.5);
    provoke(&world, 1, 5, 0.4);
    run(&world, 0);
    assert_true(answered(&world, 0, 5) && answered(&world, 1, 5));
    assert_close(support_world_lanes(&world, "domain.talks")[5], 0.1 - 0.8 * 0.54, 1e-14, 0);
    assert_close(support_world_lanes(&world, "domain.people")[5], 0.2 - 0.1 * 0.24, 1e-14, 0);
    assert_close(waiting(&world, 0, 5), 0.24, 1e-14, 0);
    assert_close(waiting(&world, 1, 5), 0.3, 1e-14, 0);
    assert_close(support_world_lanes(&world, "stance.AAA")[5], 0.1 - 0.3 * 0.24, 1e-14, 0);
    support_world_close(&world);
}

/* The first number of a pair serves the even step, the second the odd one. */
static void even_and_odd_steps_use_their_own_draw(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_replay_process(ent_name_hash("state/AAA/retaliation"), 0.1, 0.9);
    support_world_open(&world, "", NULL);
    for (size_t step = 0; step < 4; step++) {
        support_world_set(&world, "stance.AAA", 0);
        provoke(&world, 0, 0, 0.5);
        run(&world, step);
        assert_int_equal(answered(&world, 0, 0), step % 2 == 0);
    }
    support_world_close(&world);
}

/* chance(p) is p ≥ ½ in a deterministic run: with propensity 1, p = (1 − G)/2. */
static void deterministic_answers_come_from_one_half_on(void **state) {
    const char *const overrides[] = {"states.AAA.retaliation.propensity=1.0", NULL};
    support_world_t world;
    (void)state;
    support_world_open(&world, "", overrides);
    support_world_restart(&world, true);
    support_world_set(&world, "approval.AAA", 0.5);
    support_world_lanes(&world, "stance.AAA")[0] = 0;
    support_world_lanes(&world, "stance.AAA")[1] = 1e-9;
    provoke(&world, 0, 0, 0.5);
    provoke(&world, 0, 1, 0.5);
    run(&world, 0);
    assert_true(answered(&world, 0, 0));
    assert_false(answered(&world, 0, 1));
    support_world_close(&world);
}

/* Errors: without provocations, nothing is answered whatever is drawn. */
static void nothing_is_answered_without_a_provocation(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0, 0);
    support_world_open(&world, "", NULL);
    for (size_t step = 0; step < 24; step++) {
        run(&world, step);
        assert_int_equal(world.block.happened.answers[0] | world.block.happened.answers[1], 0);
    }
    assert_same(support_world_lanes(&world, "domain.talks")[0], 0.1);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_a_matter_of_chance_stance_and_approval),
        cmocka_unit_test(an_answer_is_a_shock_a_rung_lower),
        cmocka_unit_test(a_chance_is_at_most_one),
        cmocka_unit_test(a_provocation_waits_for_its_delay),
        cmocka_unit_test(a_delay_of_whole_steps_is_exact),
        cmocka_unit_test(both_states_answer_at_once),
        cmocka_unit_test(even_and_odd_steps_use_their_own_draw),
        cmocka_unit_test(deterministic_answers_come_from_one_half_on),
        cmocka_unit_test(nothing_is_answered_without_a_provocation),
    };
    return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}

/* Members kept whole (analysis/sampled.c), against members stepped one block at a time. */
#include "analysis/sampled.h"

#include "support/paths.h"
#include "support/world.h"

#include <math.h>
#include <stdlib.h>

/* Members differ; two polls share a term, a third has none that is wanted. */
static const char lively[] =
    "drivers = ( { name = \"threat\"; volatility = 0.1; } );"
    "states = ( { name = \"AAA\"; public = { volatility = 0.1; }; } );"
    "shocks = ( { name = \"row\"; by = \"BBB\"; rate = 2.0; hits = { talks = 1.0; };"
    "             severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; } );"
    "polls = ( { name = \"mood\"; intercept = 0.2; terms = ("
    "             { variable = \"public.AAA\"; weight = 2.0; },"
    "             { variable = \"health\"; weight = 0.03; } ); },"
    "          { name = \"trust\"; intercept = -1.0; terms = ("
    "             { variable = \"health\"; weight = 0.02; } ); },"
    "          { name = \"fear\"; intercept = 0.5; terms = ("
    "             { variable = \"driver.threat\"; weight = -3.0; } ); } );";

enum { MEMBERS = 40, STEPS = 24, SEED = 7, MOST_VARIABLES = 64, MOOD = 0, TRUST = 1 };

static int open_world(void **state) {
    static support_world_t world;
    support_world_open(&world, lively, NULL);
    assert_true(world.plan.variables.count <= MOST_VARIABLES);
    *state = &world;
    return 0;
}

static int close_world(void **state) {
    support_world_close(*state);
    return 0;
}

static ent_sampled_options_t usual_options(void) {
    return (ent_sampled_options_t){.members = MEMBERS, .seed = SEED, .isa = ent_isa_best()};
}

static ent_sampled_t run(const ent_plan_t *plan, const bool *wanted, size_t every) {
    const ent_sampled_options_t options = usual_options();
    const bool *const rows[] = {wanted};
    ent_sampled_t sampled;
    assert_int_equal(ent_sampled_run(&plan, 1, rows, every, &options, &sampled), ENT_OK);
    return sampled;
}

static void wanted_variables_are_kept_at_every_so_manyth_instant(void **state) {
    static const size_t everies[] = {1, 5, STEPS, 100};
    static const size_t counts[] = {25, 5, 2, 1}; /* 0 … 24; 0, 5 … 20; 0, 24; 0 */
    const support_world_t *world = *state;
    bool wanted[MOST_VARIABLES] = {false};
    double *health = support_paths(&world->plan, SEED, MEMBERS, "health");
    double *mood = support_paths(&world->plan, SEED, MEMBERS, "public.AAA");
    ent_sampled_want_poll(&world->plan, MOOD, wanted);
    for (size_t i = 0; i < sizeof everies / sizeof everies[0]; i++) {
        ent_sampled_t sampled = run(&world->plan, wanted, everies[i]);
        assert_int_equal(sampled.members, MEMBERS);
        assert_int_equal(sampled.variable_count, 2);
        assert_int_equal(sampled.instant_count, counts[i]);
        size_t own = ent_sampled_column(&sampled, ENT_VAR_HEALTH, 0);
        size_t other = ent_sampled_column(&sampled, ENT_VAR_PUBLIC, 0);
        assert_true(own != other && own < 2 && other < 2);
        for (size_t k = 0; k < counts[i]; k++) {
            assert_int_equal(sampled.instants[k], k * everies[i]);
            for (size_t m = 0; m < MEMBERS; m++) {
                size_t at = k * everies[i] * MEMBERS + m;
                assert_same(ent_sampled_value(&sampled, m, k, own), health[at]);
                assert_same(ent_sampled_value(&sampled, m, k, other), mood[at]);
            }
        }
        ent_sampled_free(&sampled);
    }
    free(health);
    free(mood);
}

static void what_a_poll_needs_is_wanted_and_no_more(void **state) {
    const support_world_t *world = *state;
    bool wanted[MOST_VARIABLES] = {false};
    size_t count = 0;
    ent_sampled_want_poll(&world->plan, TRUST, wanted);
    for (size_t i = 0; i < world->plan.variables.count; i++) {
        count += wanted[i];
        assert_int_equal(wanted[i], world->plan.variables.items[i].kind == ENT_VAR_HEALTH);
    }
    assert_int_equal(count, 1);
    ent_sampled_t sampled = run(&world->plan, wanted, 1);
    assert_int_equal(ent_sampled_column(&sampled, ENT_VAR_PUBLIC, 0), SIZE_MAX);
    assert_int_equal(ent_sampled_column(&sampled, ENT_VAR_HEALTH, 0), 0);
    ent_sampled_free(&sampled);
}

/* 0.2 + 2·public + 0.03·health; the poll itself, in percent, is recorded by the model, too. */
static void a_poll_is_the_sum_of_its_terms(void **state) {
    const support_world_t *world = *state;
    bool wanted[MOST_VARIABLES] = {false};
    double *health = support_paths(&world->plan, SEED, MEMBERS, "health");
    double *mood = support_paths(&world->plan, SEED, MEMBERS, "public.AAA");
    double *poll = support_paths(&world->plan, SEED, MEMBERS, "poll.mood");
    ent_sampled_want_poll(&world->plan, MOOD, wanted);
    ent_sampled_t sampled = run(&world->plan, wanted, 4);
    for (size_t k = 0; k < sampled.instant_count; k++) {
        double logits[MEMBERS];
        ent_sampled_poll(&sampled, MOOD, k, logits);
        for (size_t m = 0; m < MEMBERS; m++) {
            size_t at = k * 4 * MEMBERS + m;
            assert_close(logits[m], 0.2 + 2 * mood[at] + 0.03 * health[at], 1e-14, 0);
            assert_close(100 / (1 + exp(-logits[m])), poll[at], 1e-13, 0);
        }
    }
    ent_sampled_free(&sampled);
    free(health);
    free(mood);
    free(poll);
}

/* Plans together keep what each wants, and meet the same luck as alone. */
static void plans_are_sampled_together(void **state) {
    const support_world_t *world = *state;
    support_world_t quiet;
    bool wanted[2][MOST_VARIABLES] = {{false}};
    const bool *const rows[] = {wanted[0], wanted[1], wanted[0]};
    ent_sampled_t sampled[3], alone;
    support_world_open(&quiet, "", NULL);
    ent_sampled_want_poll(&world->plan, MOOD, wanted[0]);
    for (size_t i = 0; i < quiet.plan.variables.count; i++) {
        wanted[1][i] = quiet.plan.variables.items[i].kind == ENT_VAR_STANCE;
    }
    const ent_plan_t *plans[] = {&world->plan, &quiet.plan, &world->plan};
    ent_sampled_options_t options = usual_options();
    options.threads = 2;
    assert_int_equal(ent_sampled_run(plans, 3, rows, 3, &options, sampled), ENT_OK);
    alone = run(&world->plan, wanted[0], 3);
    size_t bytes = MEMBERS * alone.instant_count * alone.variable_count * sizeof(double);
    assert_memory_equal(sampled[0].values, alone.values, bytes);
    assert_memory_equal(sampled[2].values, alone.values, bytes);
    assert_int_equal(sampled[1].variable_count, 2);
    double *stance = support_paths(&quiet.plan, SEED, SUPPORT_LANES, "stance.BBB");
    size_t column = ent_sampled_column(&sampled[1], ENT_VAR_STANCE, 1);
    assert_same(ent_sampled_value(&sampled[1], MEMBERS - 1, 8, column), stance[STEPS * 8]);
    free(stance);
    for (size_t i = 0; i < 3; i++) {
        ent_sampled_free(&sampled[i]);
        ent_sampled_free(&sampled[i]);
        assert_null(sampled[i].values);
    }
    ent_sampled_free(&alone);
    support_world_close(&quiet);
}

static ent_err_t refuse_tile(void *user, const ent_tile_t *tile) {
    size_t *tiles = user;
    (*tiles)++;
    return tile->members == MEMBERS ? ENT_ERR_IO : ENT_ERR_BUG;
}

static void what_ends_a_run_is_returned(void **state) {
    const support_world_t *world = *state;
    static const volatile sig_atomic_t stop = 2;
    bool wanted[MOST_VARIABLES] = {true};
    const bool *const rows[] = {wanted};
    const ent_plan_t *plan = &world->plan;
    ent_sampled_t sampled;
    size_t tiles = 0;
    ent_sampled_options_t options = usual_options();
    options.stop = &stop;
    assert_int_equal(ent_sampled_run(&plan, 1, rows, 1, &options, &sampled), ENT_ERR_INTERRUPTED);
    ent_sampled_free(&sampled);
    options = usual_options();
    options.tile_done = refuse_tile;
    options.user = &tiles;
    assert_int_equal(ent_sampled_run(&plan, 1, rows, 1, &options, &sampled), ENT_ERR_IO);
    assert_int_equal(tiles, 1);
    ent_sampled_free(&sampled);
}

/* More than the machine has, and more than a size_t counts: told before any work. */
static void too_many_members_are_a_lack_of_memory(void **state) {
    static const uint64_t members[] = {UINT64_C(1) << 40, UINT64_MAX};
    const support_world_t *world = *state;
    bool wanted[MOST_VARIABLES] = {true};
    const bool *const rows[] = {wanted, wanted};
    const ent_plan_t *plans[] = {&world->plan, &world->plan};
    ent_sampled_t sampled[2];
    ent_sampled_options_t options = usual_options();
    for (size_t i = 0; i < 2; i++) {
        options.members = members[i];
        assert_int_equal(ent_sampled_run(plans, 2, rows, 1, &options, sampled), ENT_ERR_MEMORY);
        ent_sampled_free(&sampled[0]);
        ent_sampled_free(&sampled[1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wanted_variables_are_kept_at_every_so_manyth_instant),
        cmocka_unit_test(what_a_poll_needs_is_wanted_and_no_more),
        cmocka_unit_test(a_poll_is_the_sum_of_its_terms),
        cmocka_unit_test(plans_are_sampled_together),
        cmocka_unit_test(what_ends_a_run_is_returned),
        cmocka_unit_test(too_many_members_are_a_lack_of_memory),
    };
    return cmocka_run_group_tests_name("sampled", tests, open_world, close_world);
}

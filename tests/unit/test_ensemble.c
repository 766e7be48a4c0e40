/* Ensembles: tiles, shards, what is recorded, interruption, callbacks, and the tally. */
#include "ensemble/ensemble.h"

#include "support/same.h"
#include "support/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Something of everything that can differ between members. */
static const char busy[] =
    "drivers = ( { name = \"threat\"; volatility = 0.1; } );"
    "states = ( { name = \"AAA\"; stance = { volatility = 0.1; };"
    "             succession = { mode = \"hazard\"; turnover_rate = 1.0; " SUPPORT_POOL " }; } );"
    "institutions = ( { name = \"i\"; cadence = 4.0; coverage = { talks = 0.4; }; " SUPPORT_ACTIVE
    "} );"
    "shocks = ( { name = \"row\"; by = \"BBB\"; rate = 2.0; hits = { talks = 1.0; };"
    "             severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; } );"
    "events = ( { name = \"again\"; from = \"2020-03\"; every_years = 0.5; effects = ("
    "             { type = \"institution\"; name = \"i\"; action = \"suspend\"; } ); } );";

/* Metrics for tests: the last health; and a second, undefined or censored in some members. */
static void evaluate(const void *user, const ent_member_t *member, ent_metric_value_t *values) {
    double health = member->health[member->plan->steps];
    (void)user;
    values[0] = (ent_metric_value_t){health, ENT_METRIC_DEFINED};
    values[1] = (ent_metric_value_t){health, health < 50   ? ENT_METRIC_UNDEFINED
                                             : health < 55 ? ENT_METRIC_CENSORED
                                                           : ENT_METRIC_DEFINED};
}

static const ent_scale_t scales[2] = {{.low = 0, .high = 100, .centre = 50, .bins = 100},
                                      {.low = 0, .high = 100, .centre = 50, .bins = 100}};
static const ent_metric_set_t set = {.count = 2, .scales = scales, .evaluate = evaluate};

static ent_ensemble_options_t options_for(uint64_t first, uint64_t members) {
    return (ent_ensemble_options_t){.first_member = first,
                                    .members = members,
                                    .seed = 5,
                                    .isa = ent_isa_best(),
                                    .metrics = &set};
}

static ent_ensemble_t run(const ent_plan_t *plan, const ent_ensemble_options_t *options) {
    ent_ensemble_t ensemble;
    assert_int_equal(ent_ensemble_run(&plan, 1, options, &ensemble), ENT_OK);
    return ensemble;
}

static void assert_same_results(const ent_ensemble_t *a, const ent_ensemble_t *b) {
    assert_int_equal(a->members, b->members);
    support_assert_same_gathered(&a->plans[0], &b->plans[0]);
}

/* One block of members, gathered value by value: the plain way to the same result. */
static void add_block(const support_world_t *world, uint64_t first, ent_gathered_t *gathered) {
    ent_block_t block;
    const ent_variables_t *variables = &world->plan.variables;
    assert_int_equal(ent_block_init(&block, &world->plan, 8), ENT_OK);
    block.random = ent_random(ent_isa_best());
    ent_block_start(&block, &world->plan, 5, first, 8, false);
    world->model->record_instant(&world->plan, &block, 0);
    for (size_t n = 0; n <= world->plan.steps; n++) {
        for (size_t i = 0; i < variables->count; i++) {
            const double *row =
                ent_block_variable(&block, variables->items[i].kind, variables->items[i].index);
            for (size_t j = 0; j < 8; j++) {
                ent_distribution_add(ent_gathered_variable(gathered, i, n), row[j]);
            }
        }
        if (n < world->plan.steps) {
            world->model->step(&world->plan, &block, n);
        }
    }
    ent_block_free(&block);
}

static void gathered_values_are_those_of_the_members(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    ent_ensemble_options_t options = options_for(16, 24);
    ent_ensemble_t ensemble = run(&world.plan, &options);
    options.members = 1; /* only for its storage */
    ent_ensemble_t plain = run(&world.plan, &options);
    for (size_t i = 0; i < plain.plans[0].variables; i++) {
        for (size_t n = 0; n < plain.plans[0].instants; n++) {
            ent_distribution_t cleared = ent_gathered_variable(&plain.plans[0], i, n);
            ent_moments_init(cleared.moments);
            memset(cleared.counts, 0, (cleared.scale->bins + 2) * sizeof *cleared.counts);
        }
    }
    for (uint64_t first = 16; first < 40; first += 8) {
        add_block(&world, first, &plain.plans[0]);
    }
    for (size_t i = 0; i < plain.plans[0].variables; i++) {
        for (size_t n = 0; n < plain.plans[0].instants; n++) {
            support_assert_same_distribution(ent_gathered_variable(&ensemble.plans[0], i, n),
                                             ent_gathered_variable(&plain.plans[0], i, n));
        }
    }
    ent_ensemble_free(&ensemble);
    ent_ensemble_free(&plain);
    support_world_close(&world);
}

/* Tiles that are no multiple of the lanes, of one member, larger than the run; odd lane counts. */
static void tiles_and_lanes_do_not_matter(void **state) {
    static const size_t sizes[][2] = {{1, 8},    {7, 8},     {10, 16}, {64, 64},
                                      {100, 24}, {5000, 64}, {33, 1},  {50, 1000}};
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    ent_ensemble_options_t options = options_for(0, 131);
    ent_ensemble_t whole = run(&world.plan, &options);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        options.tile = sizes[i][0];
        options.lanes = sizes[i][1];
        ent_ensemble_t tiled = run(&world.plan, &options);
        assert_same_results(&tiled, &whole);
        ent_ensemble_free(&tiled);
    }
    ent_ensemble_free(&whole);
    support_world_close(&world);
}

static void shards_merged_equal_the_whole(void **state) {
    static const uint64_t begin[] = {0, 1, 50, 51, 131};
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    ent_ensemble_options_t options = options_for(0, 131);
    ent_ensemble_t whole = run(&world.plan, &options), merged = {0};
    for (size_t i = 4; i-- > 0;) {
        options = options_for(begin[i], begin[i + 1] - begin[i]);
        ent_ensemble_t shard = run(&world.plan, &options);
        if (i == 3) {
            merged = shard;
            continue;
        }
        ent_ensemble_merge(&merged, &shard);
        ent_ensemble_free(&shard);
    }
    assert_same_results(&merged, &whole);
    ent_ensemble_free(&merged);
    ent_ensemble_free(&whole);
    support_world_close(&world);
}

/* Only what is asked for is gathered, and it is what it is when everything is. */
static void recording_can_be_switched_off_by_variable(void **state) {
    bool record[64] = {false};
    const bool *const records[] = {record};
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    assert_true(world.plan.variables.count <= 64);
    ent_ensemble_options_t options = options_for(0, 20);
    ent_ensemble_t whole = run(&world.plan, &options);
    record[0] = true;
    record[7] = true;
    options.record = records;
    ent_ensemble_t some = run(&world.plan, &options), more = run(&world.plan, &options);
    for (size_t i = 0; i < world.plan.variables.count; i++) {
        assert_int_equal(some.plans[0].recorded[i], i == 0 || i == 7);
        for (size_t n = 0; n <= world.plan.steps && record[i]; n++) {
            support_assert_same_distribution(ent_gathered_variable(&some.plans[0], i, n),
                                             ent_gathered_variable(&whole.plans[0], i, n));
        }
    }
    ent_ensemble_merge(&some, &more);
    assert_int_equal(ent_gathered_variable(&some.plans[0], 7, 24).moments->count, 40);
    ent_ensemble_free(&whole);
    ent_ensemble_free(&some);
    ent_ensemble_free(&more);
    support_world_close(&world);
}

/* A pair of plans in lockstep gives what each gives alone. */
static void several_plans_run_side_by_side(void **state) {
    support_world_t quiet, world;
    const ent_metric_set_t sets[] = {set, set};
    (void)state;
    support_world_open(&quiet, "", NULL);
    support_world_open(&world, busy, NULL);
    const ent_plan_t *plans[] = {&quiet.plan, &world.plan};
    ent_ensemble_options_t options = options_for(0, 70);
    ent_ensemble_t first = run(&quiet.plan, &options), second = run(&world.plan, &options), both;
    options.metrics = sets;
    assert_int_equal(ent_ensemble_run(plans, 2, &options, &both), ENT_OK);
    assert_int_equal(both.plan_count, 2);
    ent_ensemble_t views[] = {both, both};
    views[1].plans = both.plans + 1;
    assert_same_results(&views[0], &first);
    assert_same_results(&views[1], &second);
    ent_ensemble_free(&both);
    ent_ensemble_free(&first);
    ent_ensemble_free(&second);
    support_world_close(&quiet);
    support_world_close(&world);
}

/* What the callbacks have seen, and what they answer. */
typedef struct {
    uint64_t next_member;
    size_t tiles, fail_at, stop_after, steps;
    double share;
    volatile sig_atomic_t stop;
} witness_t;

static ent_err_t see_tile(void *user, const ent_tile_t *tile) {
    witness_t *witness = user;
    assert_int_equal(tile->plan, 0);
    assert_int_equal(tile->first_member, witness->next_member);
    assert_int_equal(tile->block_count, (tile->members + 7) / 8);
    for (size_t k = 0; k < tile->members; k++) {
        const ent_block_t *block = &tile->blocks[k / 8];
        double health = ent_row(block, block->health_path, 24)[k % 8];
        assert_same(tile->metrics[2 * k].value, health);
        assert_int_equal(block->first_member + k % 8, tile->first_member + k);
    }
    witness->next_member += tile->members;
    return ++witness->tiles == witness->fail_at ? ENT_ERR_IO : ENT_OK;
}

static void see_progress(void *user, double share_done) {
    witness_t *witness = user;
    assert_true(share_done > witness->share && share_done <= 1);
    witness->share = share_done;
    witness->stop = ++witness->steps == witness->stop_after;
}

static ent_ensemble_options_t options_with(witness_t *witness) {
    ent_ensemble_options_t options = options_for(100, 60);
    options.tile = 25;
    options.threads = 1; /* progress is told by the first thread only */
    options.lanes = 8;
    options.user = witness;
    options.tile_done = see_tile;
    options.progress = see_progress;
    options.stop = &witness->stop;
    return options;
}

static void tiles_are_handed_over_in_order(void **state) {
    support_world_t world;
    witness_t witness = {.next_member = 100};
    (void)state;
    support_world_open(&world, busy, NULL);
    ent_ensemble_options_t options = options_with(&witness);
    ent_ensemble_t ensemble = run(&world.plan, &options);
    assert_int_equal(witness.tiles, 3); /* of 25, 25 and 10 */
    assert_int_equal(witness.next_member, 160);
    assert_int_equal(witness.steps, 3 * 24);
    assert_same(witness.share, 1);
    ent_ensemble_free(&ensemble);
    support_world_close(&world);
}

/* As few as hold the members at 2,048 each, and a multiple of the threads. */
static void tiles_are_as_few_as_will_do(void **state) {
    static const struct {
        uint64_t members;
        size_t threads, tiles;
    } cases[] = {{1, 1, 1},    {2047, 1, 1}, {2048, 1, 1}, {2049, 1, 2}, {4096, 1, 2}, {4097, 1, 3},
#ifdef _OPENMP
                 {2048, 2, 2}, {4096, 2, 2}, {4097, 2, 4}, {6144, 3, 3}
#endif
    };
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        witness_t witness = {.next_member = 100};
        ent_ensemble_options_t options = options_with(&witness);
        options.members = cases[i].members;
        options.threads = cases[i].threads;
        options.tile = 0;
        options.progress = NULL;
        ent_ensemble_t ensemble = run(&world.plan, &options);
        assert_int_equal(witness.tiles, cases[i].tiles);
        assert_int_equal(witness.next_member, 100 + cases[i].members);
        ent_ensemble_free(&ensemble);
    }
    support_world_close(&world);
}

/* Undefined values are counted and left out, never 0; censored ones are counted and kept. */
static void undefined_and_censored_metrics_are_counted(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    ent_ensemble_options_t options = options_for(0, 200);
    ent_ensemble_t ensemble = run(&world.plan, &options);
    const ent_gathered_t *gathered = &ensemble.plans[0];
    ent_distribution_t all = ent_gathered_metric(gathered, 0);
    ent_distribution_t some = ent_gathered_metric(gathered, 1);
    uint64_t below_50 = 0, below_55 = 0; /* bins are a point wide; bin b ends at b */
    for (uint32_t bin = 0; bin <= 55; bin++) {
        below_50 += bin <= 50 ? all.counts[bin] : 0;
        below_55 += all.counts[bin];
    }
    assert_true(below_50 > 0 && below_55 > below_50 && below_55 < 200);
    assert_int_equal(gathered->metric_undefined[0], 0);
    assert_int_equal(gathered->metric_undefined[1], below_50);
    assert_int_equal(gathered->metric_censored[1], below_55 - below_50);
    assert_int_equal(some.moments->count, 200 - below_50);
    assert_true(some.moments->least >= 50);
    ent_ensemble_free(&ensemble);
    support_world_close(&world);
}

/* Without metrics and callbacks, in a deterministic run: nothing differs between members. */
static void a_deterministic_run_needs_no_metrics(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, busy, NULL);
    ent_ensemble_options_t options = {.members = 1, .deterministic = true};
    ent_ensemble_t ensemble = run(&world.plan, &options);
    support_world_restart(&world, true);
    support_world_steps(&world, 0, 24);
    ent_distribution_t health = ent_gathered_variable(&ensemble.plans[0], 0, 24);
    assert_same(ent_distribution_mean(health), support_world_lanes(&world, "health")[0]);
    assert_same(ent_distribution_sd(health), 0);
    assert_int_equal(ensemble.plans[0].metrics, 0);
    ent_ensemble_free(&ensemble);
    support_world_close(&world);
}

/* Errors: what tile_done returns ends the run and is returned, and nothing is left to free. */
static void an_error_of_a_callback_ends_the_run(void **state) {
    support_world_t world;
    witness_t witness = {.next_member = 100, .fail_at = 2};
    ent_ensemble_t untouched = {.members = 77};
    (void)state;
    support_world_open(&world, busy, NULL);
    const ent_plan_t *plan = &world.plan;
    ent_ensemble_options_t options = options_with(&witness);
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &untouched), ENT_ERR_IO);
    assert_int_equal(witness.tiles, 2);
    assert_int_equal(untouched.members, 77);
    support_world_close(&world);
}

/* Errors: an interruption ends the run at the step's end, before the tile is handed over. */
static void an_interruption_ends_at_a_step(void **state) {
    support_world_t world;
    witness_t witness = {.next_member = 100, .stop_after = 30};
    ent_ensemble_t untouched = {.members = 77};
    (void)state;
    support_world_open(&world, busy, NULL);
    const ent_plan_t *plan = &world.plan;
    ent_ensemble_options_t options = options_with(&witness);
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &untouched), ENT_ERR_INTERRUPTED);
    assert_int_equal(witness.steps, 30);
    assert_int_equal(witness.tiles, 1);
    assert_int_equal(untouched.members, 77);
    ent_ensemble_free(&(ent_ensemble_t){0});
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gathered_values_are_those_of_the_members),
        cmocka_unit_test(tiles_and_lanes_do_not_matter),
        cmocka_unit_test(shards_merged_equal_the_whole),
        cmocka_unit_test(recording_can_be_switched_off_by_variable),
        cmocka_unit_test(several_plans_run_side_by_side),
        cmocka_unit_test(tiles_are_handed_over_in_order),
        cmocka_unit_test(tiles_are_as_few_as_will_do),
        cmocka_unit_test(undefined_and_censored_metrics_are_counted),
        cmocka_unit_test(a_deterministic_run_needs_no_metrics),
        cmocka_unit_test(an_error_of_a_callback_ends_the_run),
        cmocka_unit_test(an_interruption_ends_at_a_step),
    };
    return cmocka_run_group_tests_name("ensemble", tests, NULL, NULL);
}

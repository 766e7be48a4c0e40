/* Sampling: values kept of every member are those that are recorded, however the work is split. */
#include "ensemble/sample.h"

#include "ensemble/ensemble.h"
#include "support/same.h"
#include "support/world.h"

#include <stdlib.h>
#include <string.h>

/* Members differ in every kind of variable, a poll and an institution that comes and goes too. */
static const char busy[] =
    "drivers = ( { name = \"threat\"; volatility = 0.1; } );"
    "states = ( { name = \"AAA\"; stance = { volatility = 0.1; };"
    "             succession = { mode = \"hazard\"; turnover_rate = 1.0; " SUPPORT_POOL " }; } );"
    "institutions = ( { name = \"i\"; cadence = 4.0; coverage = { talks = 0.4; }; " SUPPORT_ACTIVE
    "} );"
    "shocks = ( { name = \"row\"; by = \"BBB\"; rate = 2.0; hits = { talks = 1.0; };"
    "             severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; } );"
    "events = ( { name = \"again\"; rate = 1.0; effects = ("
    "             { type = \"institution\"; name = \"i\"; action = \"suspend\"; } ); } );"
    "polls = ( { name = \"mood\"; intercept = 0.2; terms = ("
    "            { variable = \"public.AAA\"; weight = 2.0; } ); } );";

enum { FIRST = 16, MEMBERS = 88, STEPS = 24, INSTANTS = 4, MOST_VARIABLES = 64 };
static const size_t instants[INSTANTS] = {0, 1, 13, STEPS};

/* All variables of a world, last first, at the instants above. */
typedef struct {
    size_t variables[MOST_VARIABLES];
    ent_sampling_t sampling;
    size_t bytes;
} sample_t;

static void make_sample(sample_t *sample, const ent_plan_t *plan) {
    size_t count = plan->variables.count;
    assert_true(count <= MOST_VARIABLES);
    for (size_t i = 0; i < count; i++) {
        sample->variables[i] = count - 1 - i;
    }
    sample->sampling = (ent_sampling_t){.variables = sample->variables,
                                        .variable_count = count,
                                        .instants = instants,
                                        .instant_count = INSTANTS};
    assert_true(ent_sampling_bytes(&sample->sampling, MEMBERS, &sample->bytes));
    assert_int_equal(sample->bytes, MEMBERS * INSTANTS * count * sizeof(double));
    sample->sampling.values = malloc(sample->bytes);
    assert_non_null(sample->sampling.values);
    memset(sample->sampling.values, 0xff, sample->bytes); /* NaN: equal to nothing recorded */
}

static double value_of(const sample_t *sample, size_t member, size_t instant, size_t variable) {
    const ent_sampling_t *sampling = &sample->sampling;
    return sampling->values[(member * INSTANTS + instant) * sampling->variable_count +
                            (sampling->variable_count - 1 - variable)];
}

static ent_ensemble_options_t options_for(const sample_t *sample) {
    return (ent_ensemble_options_t){.first_member = FIRST,
                                    .members = MEMBERS,
                                    .seed = 5,
                                    .isa = ent_isa_best(),
                                    .samplings = &sample->sampling};
}

static ent_ensemble_t run(const ent_plan_t *plan, const ent_ensemble_options_t *options) {
    ent_ensemble_t ensemble;
    assert_int_equal(ent_ensemble_run(&plan, 1, options, &ensemble), ENT_OK);
    return ensemble;
}

/* Eight members at a time, by themselves: what their lanes hold is what was kept. */
static void check_block(const support_world_t *world, const sample_t *sample, size_t row) {
    const ent_variables_t *variables = &world->plan.variables;
    size_t at = 0;
    ent_block_t block;
    assert_int_equal(ent_block_init(&block, &world->plan, SUPPORT_LANES), ENT_OK);
    block.random = ent_random(ent_isa_best());
    ent_block_start(&block, &world->plan, 5, FIRST + row, SUPPORT_LANES, false);
    world->model->record_instant(&world->plan, &block, 0);
    for (size_t n = 0; n <= STEPS; n++) {
        for (size_t i = 0; i < variables->count && n == instants[at]; i++) {
            const double *lanes =
                ent_block_variable(&block, variables->items[i].kind, variables->items[i].index);
            for (size_t j = 0; j < SUPPORT_LANES; j++) {
                assert_same(value_of(sample, row + j, at, i), lanes[j]);
            }
        }
        at += n == instants[at];
        if (n < STEPS) {
            world->model->step(&world->plan, &block, n);
        }
    }
    assert_int_equal(at, INSTANTS);
    ent_block_free(&block);
}

static void values_are_those_that_each_member_records(void **state) {
    support_world_t world;
    sample_t sample;
    (void)state;
    support_world_open(&world, busy, NULL);
    make_sample(&sample, &world.plan);
    ent_ensemble_options_t options = options_for(&sample);
    ent_ensemble_t ensemble = run(&world.plan, &options);
    for (size_t row = 0; row < MEMBERS; row += SUPPORT_LANES) {
        check_block(&world, &sample, row);
    }
    ent_ensemble_free(&ensemble);
    free(sample.sampling.values);
    support_world_close(&world);
}

/* Sorting what was kept into bins gives the histograms and sums that were gathered beside it. */
static void values_make_up_the_distributions_gathered(void **state) {
    support_world_t world;
    sample_t sample;
    (void)state;
    support_world_open(&world, busy, NULL);
    make_sample(&sample, &world.plan);
    ent_ensemble_options_t options = options_for(&sample);
    ent_ensemble_t ensemble = run(&world.plan, &options), other = run(&world.plan, &options);
    for (size_t i = 0; i < world.plan.variables.count; i++) {
        for (size_t k = 0; k < INSTANTS; k++) {
            ent_distribution_t own = ent_gathered_variable(&other.plans[0], i, instants[k]);
            ent_moments_init(own.moments);
            memset(own.counts, 0, (own.scale->bins + 2) * sizeof *own.counts);
            for (size_t m = 0; m < MEMBERS; m++) {
                ent_distribution_add(own, value_of(&sample, m, k, i));
            }
            support_assert_same_distribution(
                own, ent_gathered_variable(&ensemble.plans[0], i, instants[k]));
        }
    }
    ent_ensemble_free(&ensemble);
    ent_ensemble_free(&other);
    free(sample.sampling.values);
    support_world_close(&world);
}

/* Runs with one way to split the work, and compares with the values of another. */
static void check_same(const support_world_t *world, ent_ensemble_options_t options,
                       const sample_t *expected) {
    sample_t sample;
    make_sample(&sample, &world->plan);
    options.samplings = &sample.sampling;
    ent_ensemble_t ensemble = run(&world->plan, &options);
    assert_memory_equal(sample.sampling.values, expected->sampling.values, expected->bytes);
    ent_ensemble_free(&ensemble);
    free(sample.sampling.values);
}

static void threads_tiles_lanes_and_instruction_sets_do_not_matter(void **state) {
    static const size_t sizes[][3] = {{1, 1, 8},  {1, 7, 8},     {2, 10, 16}, {3, 64, 64},
                                      {5, 24, 8}, {4, 5000, 64}, {2, 33, 1},  {8, 16, 1000}};
    support_world_t world;
    sample_t sample;
    (void)state;
    support_world_open(&world, busy, NULL);
    make_sample(&sample, &world.plan);
    ent_ensemble_options_t options = options_for(&sample);
    options.threads = 1;
    ent_ensemble_t ensemble = run(&world.plan, &options);
    for (int isa = 0; isa < (int)ENT_ISA_COUNT; isa++) {
        options.isa = (ent_isa_t)isa;
        for (size_t i = 0; ent_isa_available(options.isa) && i < sizeof sizes / sizeof sizes[0];
             i++) {
            options.threads = sizes[i][0];
            options.tile = sizes[i][1];
            options.lanes = sizes[i][2];
            check_same(&world, options, &sample);
        }
    }
    ent_ensemble_free(&ensemble);
    free(sample.sampling.values);
    support_world_close(&world);
}

/* A sample can be had without histograms: nothing is gathered, and the values are the same. */
static void sampling_needs_no_gathering(void **state) {
    static const bool nothing[MOST_VARIABLES] = {false};
    const bool *const records[] = {nothing};
    support_world_t world;
    sample_t sample, alone;
    (void)state;
    support_world_open(&world, busy, NULL);
    make_sample(&sample, &world.plan);
    make_sample(&alone, &world.plan);
    const ent_plan_t *plan = &world.plan;
    ent_ensemble_options_t options = options_for(&sample);
    ent_ensemble_t ensemble = run(plan, &options);
    size_t bytes = ent_ensemble_bytes(&plan, 1, &options);
    options.samplings = &alone.sampling;
    options.record = records;
    ent_ensemble_t bare = run(plan, &options);
    assert_memory_equal(alone.sampling.values, sample.sampling.values, sample.bytes);
    assert_true(ent_ensemble_bytes(&plan, 1, &options) < bytes / 2);
    assert_int_equal(bare.plans[0].by_variable.stride, 0);
    for (size_t i = 0; i < plan->variables.count * (STEPS + 1); i++) {
        ent_distribution_t empty =
            ent_gathered_variable(&bare.plans[0], i / (STEPS + 1), i % STEPS);
        assert_int_equal(empty.moments->count, 0);
    }
    assert_int_equal(bare.members, MEMBERS);
    ent_ensemble_free(&ensemble);
    ent_ensemble_free(&bare);
    free(sample.sampling.values);
    free(alone.sampling.values);
    support_world_close(&world);
}

/* Each of several plans has a sampling of its own, which may be of nothing. */
static void plans_are_sampled_each_in_its_own_way(void **state) {
    support_world_t quiet, world;
    sample_t alone, both;
    (void)state;
    support_world_open(&quiet, "", NULL);
    support_world_open(&world, busy, NULL);
    make_sample(&alone, &world.plan);
    make_sample(&both, &world.plan);
    double last[MEMBERS] = {0};
    const size_t health = 0, end = STEPS;
    ent_sampling_t samplings[] = {
        {.variables = &health, .variable_count = 1, .instants = &end, .instant_count = 1},
        both.sampling,
        {.variables = NULL}};
    samplings[0].values = last;
    const ent_plan_t *plans[] = {&quiet.plan, &world.plan, &world.plan};
    ent_ensemble_options_t options = options_for(&alone);
    ent_ensemble_t first = run(&world.plan, &options), three;
    options.samplings = samplings;
    options.threads = 2;
    assert_int_equal(ent_ensemble_run(plans, 3, &options, &three), ENT_OK);
    assert_memory_equal(both.sampling.values, alone.sampling.values, alone.bytes);
    ent_distribution_t expected = ent_gathered_variable(&three.plans[0], 0, STEPS);
    for (size_t m = 0; m < MEMBERS; m++) { /* nothing moves by chance there */
        assert_same(last[m], ent_distribution_mean(expected));
    }
    ent_ensemble_free(&first);
    ent_ensemble_free(&three);
    free(alone.sampling.values);
    free(both.sampling.values);
    support_world_close(&quiet);
    support_world_close(&world);
}

static void too_large_a_sample_is_told(void **state) {
    size_t bytes = 77;
    ent_sampling_t sampling = {.variable_count = SIZE_MAX / 2, .instant_count = 3};
    (void)state;
    assert_false(ent_sampling_bytes(&sampling, 1, &bytes));
    sampling.instant_count = 1;
    assert_false(ent_sampling_bytes(&sampling, 3, &bytes));
    sampling.variable_count = SIZE_MAX / sizeof(double);
    assert_false(ent_sampling_bytes(&sampling, 2, &bytes));
    assert_int_equal(bytes, 77);
    assert_true(ent_sampling_bytes(&sampling, 1, &bytes));
    assert_int_equal(bytes, SIZE_MAX / sizeof(double) * sizeof(double));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_those_that_each_member_records),
        cmocka_unit_test(values_make_up_the_distributions_gathered),
        cmocka_unit_test(threads_tiles_lanes_and_instruction_sets_do_not_matter),
        cmocka_unit_test(sampling_needs_no_gathering),
        cmocka_unit_test(plans_are_sampled_each_in_its_own_way),
        cmocka_unit_test(too_large_a_sample_is_told),
    };
    return cmocka_run_group_tests_name("sampling", tests, NULL, NULL);
}

/*
 * The same luck in every world: random numbers, arrivals and differences of the same members in two
 * scenarios, and the same bits however the work is cut up.
 */
#include "model/phases.h"
#include "scenario/load.h"
#include "support/generate.h"
#include "support/rivals.h"
#include "support/same.h"
#include "support/scenarios.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS = 64 };
static const uint64_t seed_of_luck = 42;
static const uint64_t first_member = (UINT64_C(1) << 32) - 30; /* across the counter's words */

/* Two scenarios with a block of the same members each. */
typedef struct {
    ent_scenario_t scenarios[2];
    ent_plan_t plans[2];
    ent_block_t blocks[2];
    const ent_model_t *model;
} pair_t;

static void start(pair_t *pair) {
    pair->model = ent_model(ent_isa_best());
    for (size_t i = 0; i < 2; i++) {
        ent_block_t *block = &pair->blocks[i];
        assert_int_equal(ent_plan_init(&pair->plans[i], &pair->scenarios[i]), ENT_OK);
        assert_int_equal(ent_block_init(block, &pair->plans[i], MEMBERS), ENT_OK);
        block->random = ent_random(ent_isa_best());
        ent_block_start(block, &pair->plans[i], seed_of_luck, first_member, MEMBERS, false);
        pair->model->record_instant(&pair->plans[i], block, 0);
    }
}

static void end(pair_t *pair) {
    for (size_t i = 0; i < 2; i++) {
        ent_block_free(&pair->blocks[i]);
        ent_plan_free(&pair->plans[i]);
        ent_scenario_free(&pair->scenarios[i]);
    }
}

static void step(pair_t *pair, size_t n) {
    for (size_t i = 0; i < 2; i++) {
        pair->model->step(&pair->plans[i], &pair->blocks[i], n);
    }
}

/* Two scenarios of the repository, with overrides of both up to a NULL. */
static void load_shipped(ent_scenario_t scenarios[2], const char *other,
                         const char *const *overrides) {
    const char *const paths[2] = {"scenarios/japan-rok/base.cfg", other};
    size_t count = 0;
    while (overrides[count] != NULL) {
        count++;
    }
    for (size_t i = 0; i < 2; i++) {
        ent_diags_t diags;
        ent_diags_init(&diags);
        if (ent_scenario_load(paths[i], overrides, count, &scenarios[i], &diags) != ENT_OK) {
            ent_diags_print(&diags, stderr);
            fail_msg("%s is not sound", paths[i]);
        }
    }
}

/* Generated scenarios of one seed: with institutions and more that does nothing, and without. */
static void load_generated(ent_scenario_t scenarios[2], uint64_t seed) {
    support_recipe_t recipes[2] = {support_recipe(seed), support_recipe(seed)};
    print_message("seed %" PRIu64 "\n", seed);
    recipes[0].institutions = SUPPORT_INSTITUTIONS_NONE;
    recipes[1].swapped = true;
    recipes[1].idle = true;
    for (size_t i = 0; i < 2; i++) {
        char *text = support_generate(&recipes[i]);
        support_load_text(text, NULL, 0, &scenarios[i]);
        free(text);
    }
}

/* Streams of both plans with the same process have the same numbers; returns how many there are. */
static size_t compare_streams(const uint32_t *processes, size_t count, const double *draws,
                              const uint32_t *others, size_t other_count,
                              const double *other_draws) {
    size_t matched = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < other_count; j++) {
            if (processes[i] == others[j]) {
                const double *a = draws + 2 * i * MEMBERS, *b = other_draws + 2 * j * MEMBERS;
                assert_memory_equal(a, b, 2 * MEMBERS * sizeof *a);
                assert_true(a[0] != a[1]); /* members differ */
                matched++;
            }
        }
    }
    return matched;
}

static void assert_same_luck(const pair_t *pair) {
    const ent_plan_t *a = &pair->plans[0], *b = &pair->plans[1];
    const ent_block_t *one = &pair->blocks[0], *other = &pair->blocks[1];
    size_t normals = compare_streams(a->normal_processes, a->normals, one->normals,
                                     b->normal_processes, b->normals, other->normals);
    size_t uniforms = compare_streams(a->uniform_processes, a->uniforms, one->uniforms,
                                      b->uniform_processes, b->uniforms, other->uniforms);
    assert_int_equal(normals, a->normals); /* the second scenario has all that the first has */
    assert_int_equal(uniforms, a->uniforms);
    assert_true(normals >= 6 && uniforms >= 2);
}

/* The stream of a process by the name that model.md gives it. */
static void assert_process(const uint32_t *processes, size_t at, const char *kind, const char *name,
                           const char *purpose) {
    char text[3 * ENT_NAME_SIZE];
    (void)snprintf(text, sizeof text, "%s/%s%s%s", kind, name, purpose != NULL ? "/" : "",
                   purpose != NULL ? purpose : "");
    assert_int_equal(processes[at], ent_name_hash(text));
}

static void assert_streams_are_named(const ent_plan_t *plan) {
    const ent_scenario_t *scenario = plan->scenario;
    for (size_t s = 0; s < ENT_STATES; s++) {
        const char *name = scenario->states[s].name;
        assert_process(plan->normal_processes, plan->approval_stream[s], "state", name, "approval");
        assert_process(plan->normal_processes, plan->stance_stream[s], "state", name, "stance");
        assert_process(plan->normal_processes, plan->public_stream[s], "state", name, "public");
    }
    for (size_t v = 0; v < plan->drivers; v++) {
        assert_process(plan->normal_processes, v, "driver", scenario->drivers[v].name, NULL);
    }
    for (size_t k = 0; k < plan->shocks; k++) {
        assert_process(plan->uniform_processes, plan->shock_stream + k, "shock",
                       scenario->shocks[k].name, NULL);
    }
}

static void draws_of_a_process_are_the_same_in_both_scenarios(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        pair_t pair;
        load_generated(pair.scenarios, seed);
        start(&pair);
        assert_streams_are_named(&pair.plans[0]);
        assert_streams_are_named(&pair.plans[1]);
        for (size_t n = 0; n < pair.plans[0].steps; n++) {
            step(&pair, n);
            assert_same_luck(&pair);
        }
        end(&pair);
    }
}

/* How often lanes to which a shock happens are not the same, or with `count_all` all arrivals. */
static size_t count_arrivals(const pair_t *pair, bool count_all) {
    size_t found = 0;
    for (size_t k = 0; k < pair->plans[0].shocks; k++) {
        ent_lanes_t a = pair->blocks[0].happened.shocks[k];
        ent_lanes_t b = pair->blocks[1].happened.shocks[k];
        found += (size_t)__builtin_popcountll(count_all ? a : a ^ b);
    }
    return found;
}

typedef struct {
    size_t arrivals, unlike;
    bool paths_differ; /* whether health does, in the end */
} arrivals_t;

static arrivals_t live_both(const char *const *overrides) {
    pair_t pair;
    arrivals_t found = {.arrivals = 0};
    load_shipped(pair.scenarios, "scenarios/japan-rok/institutionalised.cfg", overrides);
    start(&pair);
    assert_int_equal(pair.plans[0].shocks, pair.plans[1].shocks);
    for (size_t n = 0; n < pair.plans[0].steps; n++) {
        step(&pair, n);
        found.arrivals += count_arrivals(&pair, true);
        found.unlike += count_arrivals(&pair, false);
    }
    const double *a = ent_block_variable(&pair.blocks[0], ENT_VAR_HEALTH, 0);
    const double *b = ent_block_variable(&pair.blocks[1], ENT_VAR_HEALTH, 0);
    found.paths_differ = memcmp(a, b, MEMBERS * sizeof *a) != 0;
    end(&pair);
    return found;
}

/* No rate of a shock depends on state then: institutions do not make a shock more or less likely.
 */
static void shocks_arrive_in_the_same_members_and_steps(void **state) {
    static const char *const overrides[] = {
        "shocks.remarks.opportunism=0.0", "shocks.commemoration.opportunism=0.0",
        "shocks.ruling.opportunism=0.0", "shocks.islets.opportunism=0.0", NULL};
    (void)state;
    arrivals_t found = live_both(overrides);
    assert_true(found.arrivals > 500); /* 0.9 a year, 20 years, 64 members */
    assert_int_equal(found.unlike, 0);
    assert_true(found.paths_differ);
}

/* The test above could not fail if nothing ever made arrivals differ: opportunism does. */
static void opportunism_makes_arrivals_depend_on_state(void **state) {
    static const char *const overrides[] = {"shocks.remarks.opportunism=9.0",
                                            "shocks.islets.opportunism=9.0", NULL};
    (void)state;
    arrivals_t found = live_both(overrides);
    assert_true(found.unlike > 0);
    assert_true(found.unlike * 10 < found.arrivals); /* but most are the same, all the same */
}

/* Rivals made of loaded scenarios. */
typedef struct {
    ent_scenario_t scenarios[2];
    ent_plan_t plans[2];
    support_rivals_t rivals;
} match_t;

static void open_match(match_t *match) {
    match->rivals = (support_rivals_t){0};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ent_plan_init(&match->plans[i], &match->scenarios[i]), ENT_OK);
        support_rivals_add(&match->rivals, "", &match->plans[i], NULL);
    }
}

static void close_match(match_t *match) {
    support_rivals_free(&match->rivals);
    for (size_t i = 0; i < 2; i++) {
        ent_plan_free(&match->plans[i]);
        ent_scenario_free(&match->scenarios[i]);
    }
}

/* Nothing but zeros, mean and sd included; the placebo's own variables and metrics apart. */
static void assert_no_difference(const ent_contrast_t *contrast, const char *const *names,
                                 uint64_t members) {
    size_t zeros = 0;
    for (size_t i = 0; i < contrast->pairing.row_count; i++) {
        for (size_t n = 0; n < contrast->instants; n++) {
            ent_distribution_t differences = ent_contrast_row(contrast, i, n);
            assert_int_equal(differences.moments->count, members);
            if (contrast->pairing.rows[i].control.absent) {
                continue; /* the placebo itself, against nothing */
            }
            assert_true(differences.moments->sum == 0 && differences.moments->squares == 0);
            if (ent_distribution_mean(differences) != 0 || ent_distribution_sd(differences) != 0 ||
                ent_distribution_quantile(differences, 0.95) != 0) {
                fail_msg("%s differs at instant %zu", names[i], n);
            }
            zeros++;
        }
    }
    assert_int_equal(zeros, (contrast->pairing.row_count - 3) * contrast->instants);
    for (size_t i = 0; i < contrast->pairing.metric_count; i++) {
        ent_distribution_t differences = ent_contrast_metric(contrast, i);
        uint64_t pairs = differences.moments->count;
        assert_int_equal(contrast->fared[i].same, pairs);
        assert_true(contrast->fared[i].more == 0 && contrast->fared[i].less == 0);
        assert_true(pairs == 0 || ent_distribution_mean(differences) == 0);
        assert_true(pairs == 0 || ent_distribution_sd(differences) == 0);
    }
}

static void a_placebo_makes_no_difference_at_all(void **state) {
    static const char *const overrides[] = {NULL};
    const ent_ensemble_options_t options = {
        .members = 300, .seed = 3, .isa = ent_isa_best(), .threads = 2};
    match_t match;
    (void)state;
    load_shipped(match.scenarios, "scenarios/japan-rok/placebo.cfg", overrides);
    open_match(&match);
    ent_ensemble_t ensemble = support_rivals_run(&match.rivals, options);
    const ent_counterparts_t *found = &match.rivals.compared[1].counterparts;
    assert_int_equal(found->pairing.row_count, support_compared_count(&match.plans[1]));
    assert_int_equal(found->pairing.metric_count, match.rivals.metrics[0].count);
    assert_no_difference(&ensemble.contrasts[1], found->names, 300);
    ent_ensemble_free(&ensemble);
    close_match(&match);
}

/* Of generated scenarios, too, whatever else is in them. */
static void a_generated_placebo_makes_no_difference(void **state) {
    const ent_ensemble_options_t options = {.members = 60, .seed = 3, .isa = ent_isa_best()};
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        support_recipe_t recipe = support_recipe(seed);
        match_t match;
        print_message("seed %" PRIu64 "\n", seed);
        for (size_t i = 0; i < 2; i++) {
            recipe.placebo = i == 1;
            char *text = support_generate(&recipe);
            support_load_text(text, NULL, 0, &match.scenarios[i]);
            free(text);
        }
        open_match(&match);
        ent_ensemble_t ensemble = support_rivals_run(&match.rivals, options);
        assert_no_difference(&ensemble.contrasts[1], match.rivals.compared[1].counterparts.names,
                             60);
        ent_ensemble_free(&ensemble);
        close_match(&match);
    }
}

static void assert_same_run(const match_t *match, const ent_ensemble_t *expected,
                            ent_ensemble_options_t options) {
    ent_ensemble_t found = support_rivals_run(&match->rivals, options);
    assert_int_equal(found.members, expected->members);
    for (size_t i = 0; i < 2; i++) {
        support_assert_same_gathered(&found.plans[i], &expected->plans[i]);
    }
    support_assert_same_contrast(&found.contrasts[1], &expected->contrasts[1]);
    ent_ensemble_free(&found);
}

/* All ways to cut up the work of 130 members, on every instruction set there is. */
static void try_all_ways(const match_t *match, const ent_ensemble_t *expected,
                         ent_ensemble_options_t options) {
    static const size_t lanes[] = {8, 64}, tiles[] = {1, 7, 100, 2048};
    for (options.threads = 1; options.threads <= 3; options.threads++) {
        for (size_t i = 0; i < sizeof lanes / sizeof lanes[0]; i++) {
            for (size_t j = 0; j < sizeof tiles / sizeof tiles[0]; j++) {
                options.lanes = lanes[i];
                options.tile = tiles[j];
                do { /* not every machine has all three */
                    options.isa = (ent_isa_t)((options.isa + 1) % ENT_ISA_COUNT);
                } while (!ent_isa_available(options.isa));
                assert_same_run(match, expected, options);
            }
        }
    }
}

static void threads_blocks_and_tiles_change_no_bit(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 2; seed++) {
        ent_ensemble_options_t options = {
            .first_member = first_member, .members = 130, .seed = 9, .threads = 1};
        match_t match;
        load_generated(match.scenarios, seed);
        open_match(&match);
        ent_ensemble_t expected = support_rivals_run(&match.rivals, options);
        try_all_ways(&match, &expected, options);
        for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
            options.isa = (ent_isa_t)isa;
            if (ent_isa_available(options.isa)) {
                assert_same_run(&match, &expected, options);
            }
        }
        ent_ensemble_free(&expected);
        close_match(&match);
    }
}

/* Shards of a comparison, merged in either order, are the whole. */
static void shards_of_a_comparison_merge_to_the_whole(void **state) {
    ent_ensemble_options_t options = {
        .first_member = first_member, .members = 100, .seed = 9, .isa = ent_isa_best()};
    match_t match;
    (void)state;
    load_generated(match.scenarios, 5);
    open_match(&match);
    ent_ensemble_t whole = support_rivals_run(&match.rivals, options);
    for (size_t turned = 0; turned < 2; turned++) {
        ent_ensemble_options_t first = options, second = options;
        first.members = 33;
        second.members = 67;
        second.first_member += 33;
        ent_ensemble_t merged = support_rivals_run(&match.rivals, turned ? second : first);
        ent_ensemble_t rest = support_rivals_run(&match.rivals, turned ? first : second);
        ent_ensemble_merge(&merged, &rest);
        support_assert_same_gathered(&merged.plans[1], &whole.plans[1]);
        support_assert_same_contrast(&merged.contrasts[1], &whole.contrasts[1]);
        ent_ensemble_free(&merged);
        ent_ensemble_free(&rest);
    }
    ent_ensemble_free(&whole);
    close_match(&match);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_of_a_process_are_the_same_in_both_scenarios),
        cmocka_unit_test(shocks_arrive_in_the_same_members_and_steps),
        cmocka_unit_test(opportunism_makes_arrivals_depend_on_state),
        cmocka_unit_test(a_placebo_makes_no_difference_at_all),
        cmocka_unit_test(a_generated_placebo_makes_no_difference),
        cmocka_unit_test(threads_blocks_and_tiles_change_no_bit),
        cmocka_unit_test(shards_of_a_comparison_merge_to_the_whole),
    };
    return cmocka_run_group_tests_name("pairing", tests, NULL, NULL);
}

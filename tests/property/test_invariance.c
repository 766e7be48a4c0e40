/*
 * What must not change the results of generated scenarios. Each scenario's seed is printed before
 * it is tried: the last one printed is the one that failed.
 */
#include "analysis/metrics.h"
#include "model/phases.h"
#include "scenario/writer.h"
#include "support/generate.h"
#include "support/same.h"
#include "support/scenarios.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIOS = 40, MEMBERS = 16 };

/* Everything recorded of some members of a scenario, by variable, instant and member. */
typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    double *paths;
} life_t;

static double *path(const life_t *life, size_t variable) {
    return life->paths + variable * (life->plan.steps + 1) * MEMBERS;
}

static void keep_instant(const life_t *life, const ent_block_t *block, size_t instant) {
    for (size_t i = 0; i < life->plan.variables.count; i++) {
        const ent_variable_t *variable = &life->plan.variables.items[i];
        memcpy(path(life, i) + instant * MEMBERS,
               ent_block_variable(block, variable->kind, variable->index),
               MEMBERS * sizeof(double));
    }
}

static void live_text(life_t *life, const char *text, bool deterministic) {
    const ent_model_t *model = ent_model(ent_isa_best());
    ent_block_t block;
    support_load_text(text, NULL, 0, &life->scenario);
    assert_int_equal(ent_plan_init(&life->plan, &life->scenario), ENT_OK);
    size_t values = life->plan.variables.count * (life->plan.steps + 1) * MEMBERS;
    life->paths = calloc(values, sizeof *life->paths);
    assert_non_null(life->paths);
    assert_int_equal(ent_block_init(&block, &life->plan, MEMBERS), ENT_OK);
    block.random = ent_random(ent_isa_best());
    ent_block_start(&block, &life->plan, 99, 0, MEMBERS, deterministic);
    model->record_instant(&life->plan, &block, 0);
    keep_instant(life, &block, 0);
    for (size_t n = 0; n < life->plan.steps; n++) {
        model->step(&life->plan, &block, n);
        keep_instant(life, &block, n + 1);
    }
    ent_block_free(&block);
}

static void live(life_t *life, const support_recipe_t *recipe, bool deterministic) {
    char *text = support_generate(recipe);
    print_message("seed %" PRIu64 "\n", recipe->seed);
    live_text(life, text, deterministic);
    free(text);
}

static void end_life(life_t *life) {
    free(life->paths);
    ent_plan_free(&life->plan);
    ent_scenario_free(&life->scenario);
}

/* Replaces the state's name in a variable's by another of the same length. */
static const char *renamed(const char *name, const char *from, const char *to, char text[128]) {
    (void)snprintf(text, 128, "%s", name);
    for (char *found = strstr(text, from); found != NULL;
         found = strstr(found + strlen(to), from)) {
        memcpy(found, to, strlen(to));
    }
    return text;
}

/*
 * Every variable of `a`, with "AAA" called `name`, is the same in `b` bit by bit; those of
 * institutions that only one of the two has are passed over. At least `least` are compared.
 */
static void assert_same_paths(const life_t *a, const life_t *b, const char *name, size_t least) {
    size_t compared = 0;
    for (size_t i = 0; i < a->plan.variables.count; i++) {
        char text[128];
        const ent_variable_t *found = ent_variables_find(
            &b->plan.variables, renamed(a->plan.variables.items[i].name, "AAA", name, text), NULL);
        if (found == NULL) {
            assert_int_equal(ent_variable_row(a->plan.variables.items[i].kind)->per,
                             ENT_PER_INSTITUTION);
            continue;
        }
        size_t values = (a->plan.steps + 1) * MEMBERS;
        size_t other = (size_t)(found - b->plan.variables.items);
        if (memcmp(path(a, i), path(b, other), values * sizeof(double)) != 0) {
            fail_msg("%s differs", text);
        }
        compared++;
    }
    assert_true(compared >= least && compared >= 20);
}

/* Compares two recipes over all seeds; `name` is what AAA is called in the second. */
static void compare_recipes(support_recipe_t (*vary)(support_recipe_t recipe), bool deterministic,
                            bool all_variables) {
    for (uint64_t seed = 0; seed < SCENARIOS; seed++) {
        support_recipe_t plain = support_recipe(seed), varied = vary(plain);
        life_t a, b;
        live(&a, &plain, deterministic);
        live(&b, &varied, deterministic);
        assert_same_paths(&a, &b, varied.states[0], all_variables ? a.plan.variables.count : 0);
        end_life(&a);
        end_life(&b);
    }
}

static support_recipe_t swap(support_recipe_t recipe) {
    recipe.swapped = true;
    return recipe;
}

static void the_order_in_which_states_are_listed_changes_nothing(void **state) {
    (void)state;
    compare_recipes(swap, false, true);
}

static support_recipe_t rename_first(support_recipe_t recipe) {
    recipe.states[0] = "ZZZ"; /* behind BBB now */
    return recipe;
}

/* By another name the same state has other luck, so this holds without luck. */
static void states_that_change_places_mirror_each_other(void **state) {
    (void)state;
    compare_recipes(rename_first, true, true);
}

static support_recipe_t add_placebo(support_recipe_t recipe) {
    recipe.placebo = true;
    return recipe;
}

static void a_placebo_changes_nothing_else(void **state) {
    (void)state;
    compare_recipes(add_placebo, false, true);
    compare_recipes(add_placebo, true, true);
}

static support_recipe_t add_idle(support_recipe_t recipe) {
    recipe.idle = true;
    return recipe;
}

/* The same luck in every world: draws are keyed by names, whatever else a scenario contains. */
static void what_does_nothing_changes_nobodys_luck(void **state) {
    (void)state;
    compare_recipes(add_idle, false, true);
}

/* Institutions whose channels are off, either way, are no institutions. */
static void compare_with_none(support_institutions_t off) {
    for (uint64_t seed = 0; seed < SCENARIOS; seed++) {
        support_recipe_t none = support_recipe(seed), with = none;
        life_t a, b;
        none.institutions = SUPPORT_INSTITUTIONS_NONE;
        with.institutions = off;
        live(&a, &none, false);
        live(&b, &with, false);
        assert_same_paths(&a, &b, "AAA", a.plan.variables.count);
        end_life(&a);
        end_life(&b);
    }
}

static void unbound_institutions_equal_none(void **state) {
    (void)state;
    compare_with_none(SUPPORT_INSTITUTIONS_UNBOUND);
}

static void unbuilt_institutions_equal_none(void **state) {
    (void)state;
    compare_with_none(SUPPORT_INSTITUTIONS_UNBUILT);
}

/* The comparisons above could not fail if institutions did nothing here: they do. */
static void drawn_institutions_do_matter(void **state) {
    size_t different = 0;
    (void)state;
    for (uint64_t seed = 0; seed < SCENARIOS; seed++) {
        support_recipe_t drawn = support_recipe(seed), none = drawn;
        life_t a, b;
        none.institutions = SUPPORT_INSTITUTIONS_NONE;
        live(&a, &drawn, false);
        live(&b, &none, false);
        different +=
            memcmp(path(&a, 0), path(&b, 0), (a.plan.steps + 1) * MEMBERS * sizeof(double)) != 0;
        end_life(&a);
        end_life(&b);
    }
    assert_true(different > SCENARIOS / 2);
}

static void the_resolved_scenario_reads_back_to_the_same_paths(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SCENARIOS; seed++) {
        support_recipe_t recipe = support_recipe(seed);
        char *resolved = NULL;
        life_t a, b;
        live(&a, &recipe, false);
        assert_int_equal(ent_scenario_text(&a.scenario, &resolved), ENT_OK);
        live_text(&b, resolved, false);
        assert_same_paths(&a, &b, "AAA", a.plan.variables.count);
        free(resolved);
        end_life(&a);
        end_life(&b);
    }
}

/* The ranges of the table of variables; grievances have no upper end; sums of weights round. */
static void assert_ranges(const life_t *life) {
    const double rounding = 1e-9;
    for (size_t i = 0; i < life->plan.variables.count; i++) {
        const ent_variable_t *variable = &life->plan.variables.items[i];
        const ent_variable_row_t *row = ent_variable_row(variable->kind);
        double high = variable->kind == ENT_VAR_GRIEVANCE ? INFINITY : row->high;
        for (size_t k = 0; k < (life->plan.steps + 1) * MEMBERS; k++) {
            double value = path(life, i)[k];
            if (!(value >= row->low - rounding && value <= high + rounding)) {
                fail_msg("%s is %.17g", variable->name, value);
            }
        }
    }
}

static void recorded_variables_stay_in_their_ranges(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 2 * SCENARIOS; seed++) {
        support_recipe_t recipe = support_recipe(seed);
        life_t life;
        live(&life, &recipe, seed % 4 == 3);
        assert_ranges(&life);
        end_life(&life);
    }
}

/* An ensemble of a generated scenario, with all metrics. */
typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    ent_metric_set_t set;
} source_t;

static void open_source(source_t *source, uint64_t seed) {
    support_recipe_t recipe = support_recipe(seed);
    char *text = support_generate(&recipe);
    print_message("seed %" PRIu64 "\n", seed);
    support_load_text(text, NULL, 0, &source->scenario);
    assert_int_equal(ent_plan_init(&source->plan, &source->scenario), ENT_OK);
    assert_int_equal(ent_metrics_init(&source->metrics, &source->plan, ENT_FALL_POINTS), ENT_OK);
    source->set = ent_metrics_set(&source->metrics);
    free(text);
}

static void close_source(source_t *source) {
    ent_metrics_free(&source->metrics);
    ent_plan_free(&source->plan);
    ent_scenario_free(&source->scenario);
}

static ent_ensemble_t run(const source_t *source, ent_ensemble_options_t options) {
    const ent_plan_t *plan = &source->plan;
    ent_ensemble_t ensemble;
    options.seed = 7;
    options.metrics = &source->set;
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &ensemble), ENT_OK);
    return ensemble;
}

/* Runs the same members in another way, and expects the same bits. */
static void assert_same_run(const source_t *source, const ent_ensemble_t *expected,
                            ent_ensemble_options_t options) {
    ent_ensemble_t found = run(source, options);
    support_assert_same_gathered(&found.plans[0], &expected->plans[0]);
    ent_ensemble_free(&found);
}

static const uint64_t first_member = (UINT64_C(1) << 32) - 40; /* across the counter's words */

static void lanes_tiles_and_instruction_sets_change_no_bit(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SCENARIOS / 2; seed++) {
        source_t source;
        open_source(&source, seed);
        ent_ensemble_options_t options = {.first_member = first_member, .members = 75};
        ent_ensemble_t expected = run(&source, options);
        for (size_t lanes = 8; lanes <= 64; lanes += 28) {
            options.lanes = lanes;
            options.tile = 5 + 9 * (size_t)seed;
            assert_same_run(&source, &expected, options);
        }
        for (int isa = 1; isa < ENT_ISA_COUNT; isa++) {
            options.isa = (ent_isa_t)isa;
            if (ent_isa_available(options.isa)) {
                assert_same_run(&source, &expected, options);
            }
        }
        ent_ensemble_free(&expected);
        close_source(&source);
    }
}

static void shards_merged_equal_the_whole(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SCENARIOS / 2; seed++) {
        source_t source;
        open_source(&source, seed);
        ent_ensemble_options_t options = {.first_member = first_member, .members = 75};
        ent_ensemble_t expected = run(&source, options);
        options.members = 1 + seed;
        ent_ensemble_t merged = run(&source, options);
        options.first_member += options.members;
        options.members = 75 - options.members;
        ent_ensemble_t rest = run(&source, options);
        ent_ensemble_merge(&merged, &rest);
        support_assert_same_gathered(&merged.plans[0], &expected.plans[0]);
        ent_ensemble_free(&rest);
        ent_ensemble_free(&merged);
        ent_ensemble_free(&expected);
        close_source(&source);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_in_which_states_are_listed_changes_nothing),
        cmocka_unit_test(states_that_change_places_mirror_each_other),
        cmocka_unit_test(a_placebo_changes_nothing_else),
        cmocka_unit_test(what_does_nothing_changes_nobodys_luck),
        cmocka_unit_test(unbound_institutions_equal_none),
        cmocka_unit_test(unbuilt_institutions_equal_none),
        cmocka_unit_test(drawn_institutions_do_matter),
        cmocka_unit_test(the_resolved_scenario_reads_back_to_the_same_paths),
        cmocka_unit_test(recorded_variables_stay_in_their_ranges),
        cmocka_unit_test(lanes_tiles_and_instruction_sets_change_no_bit),
        cmocka_unit_test(shards_merged_equal_the_whole),
    };
    return cmocka_run_group_tests_name("invariance", tests, NULL, NULL);
}

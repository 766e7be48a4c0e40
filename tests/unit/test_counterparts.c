/* What two scenarios have in common: variables and metrics matched by name. */
#include "analysis/counterparts.h"

#include "support/generate.h"
#include "support/rivals.h"
#include "support/scenarios.h"
#include "support/world.h"

#include <stdlib.h>
#include <string.h>

/* Two worlds, matched. */
typedef struct {
    support_world_t worlds[2];
    ent_metrics_t metrics[2];
    ent_counterparts_t found;
} match_t;

static void open_match(match_t *match, const char *control, const char *other) {
    const char *const more[2] = {control, other};
    *match = (match_t){0};
    for (size_t i = 0; i < 2; i++) {
        support_world_open(&match->worlds[i], more[i], NULL);
        assert_int_equal(
            ent_metrics_init(&match->metrics[i], &match->worlds[i].plan, ENT_FALL_POINTS), ENT_OK);
    }
}

static void run_match(match_t *match, const bool *record_control, const bool *record_other) {
    const ent_side_t control = {&match->worlds[0].plan, &match->metrics[0], record_control};
    const ent_side_t other = {&match->worlds[1].plan, &match->metrics[1], record_other};
    assert_int_equal(ent_counterparts_init(&match->found, &control, &other), ENT_OK);
}

static void close_match(match_t *match) {
    ent_counterparts_free(&match->found);
    for (size_t i = 0; i < 2; i++) {
        ent_metrics_free(&match->metrics[i]);
        support_world_close(&match->worlds[i]);
    }
}

/* The name of what a row of lanes stands for in a plan; NULL when it is absent. */
static const char *name_of(const ent_plan_t *plan, ent_lane_row_t row) {
    for (size_t i = 0; i < plan->variables.count && !row.absent; i++) {
        const ent_variable_t *variable = &plan->variables.items[i];
        if (variable->kind == row.kind && variable->index == row.index) {
            return variable->name;
        }
    }
    return NULL;
}

/* The row of a variable of this name; fails if there are more. NULL if there is none. */
static const ent_row_pair_t *find_row(const ent_counterparts_t *found, const char *name) {
    const ent_row_pair_t *row = NULL;
    for (size_t i = 0; i < found->pairing.row_count; i++) {
        if (strcmp(found->names[i], name) == 0) {
            assert_null(row);
            row = &found->rows[i];
        }
    }
    return row;
}

static const ent_metric_pair_t *find_metric(const match_t *match, const char *name) {
    for (size_t i = 0; i < match->found.pairing.metric_count; i++) {
        const ent_metric_pair_t *pair = &match->found.metrics[i];
        if (strcmp(match->metrics[1].items[pair->other].name, name) == 0) {
            return pair;
        }
    }
    return NULL;
}

/* Both sides of each row, and of each pair of metrics, have the name that is written for it. */
static void assert_names_agree(const ent_counterparts_t *found, const ent_plan_t *control,
                               const ent_plan_t *other, const ent_metrics_t *control_metrics,
                               const ent_metrics_t *other_metrics) {
    assert_ptr_equal(found->pairing.rows, found->rows);
    assert_ptr_equal(found->pairing.metrics, found->metrics);
    for (size_t i = 0; i < found->pairing.row_count; i++) {
        const char *names[2] = {name_of(control, found->rows[i].control),
                                name_of(other, found->rows[i].other)};
        assert_true(names[0] != NULL || names[1] != NULL);
        for (size_t side = 0; side < 2; side++) {
            assert_true(names[side] == NULL || strcmp(names[side], found->names[i]) == 0);
        }
    }
    for (size_t i = 0; i < found->pairing.metric_count; i++) {
        assert_string_equal(control_metrics->items[found->metrics[i].control].name,
                            other_metrics->items[found->metrics[i].other].name);
    }
}

static void assert_match_agrees(const match_t *match) {
    assert_names_agree(&match->found, &match->worlds[0].plan, &match->worlds[1].plan,
                       &match->metrics[0], &match->metrics[1]);
}

#define DOMAIN(name) "{ name = \"" name "\"; weight = 0.0; inertia = 1.0; }"
#define DRIVER(name) "{ name = \"" name "\"; level = 0.5; inertia = 1.0; volatility = 0.0; }"
#define INSTITUTION(name) "{ name = \"" name "\"; cadence = 2.0; " SUPPORT_ACTIVE "}"
#define POLL(name)                                                                                 \
    "{ name = \"" name                                                                             \
    "\"; intercept = 0.0; terms = ( { variable = \"health\"; weight = 0.01; } ); }"
#define COHORT(name) "{ name = \"" name "\"; share = 0.1; base = 0.0; memory = 1.0; }"
#define TWO(of, one, other) "( " of(one) ", " of(other) " )"
#define EVERYTHING(one, other)                                                                     \
    "domains = " TWO(DOMAIN, one, other) "; drivers = " TWO(                                       \
        DRIVER, one,                                                                               \
        other) "; institutions = " TWO(INSTITUTION, one,                                           \
                                       other) "; polls = " TWO(POLL, one,                          \
                                                               other) ";"                          \
                                                                      "states = ( { name = "       \
                                                                      "\"AAA\"; public = { "       \
                                                                      "cohorts = " TWO(            \
                                                                          COHORT, one,             \
                                                                          other) "; }; } );"

static void the_order_of_declaration_does_not_matter(void **state) {
    match_t match;
    (void)state;
    open_match(&match, EVERYTHING("x", "y"), EVERYTHING("y", "x"));
    run_match(&match, NULL, NULL);
    assert_match_agrees(&match);
    assert_int_equal(match.found.pairing.row_count, support_compared_count(&match.worlds[0].plan));
    assert_int_equal(match.found.pairing.metric_count, match.metrics[0].count);
    static const char *const swapped[] = {"domain.x", "driver.x", "active.y", "level.x", "poll.y"};
    for (size_t i = 0; i < sizeof swapped / sizeof swapped[0]; i++) {
        const ent_row_pair_t *row = find_row(&match.found, swapped[i]);
        assert_non_null(row);
        assert_true(row->other.index != row->control.index);
        assert_false(row->other.absent || row->control.absent);
    }
    const ent_metric_pair_t *pair = find_metric(&match, "meetings_held.y");
    assert_non_null(pair);
    assert_int_equal(pair->control, pair->other + 1);
    close_match(&match);
}

/* Generated scenarios whose files list the states in the other order: all of it has a match. */
static void states_may_be_listed_in_the_other_order(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        support_recipe_t recipes[2] = {support_recipe(seed), support_recipe(seed)};
        ent_scenario_t scenarios[2];
        ent_plan_t plans[2];
        support_rivals_t rivals = {0};
        recipes[1].swapped = true;
        for (size_t i = 0; i < 2; i++) {
            char *text = support_generate(&recipes[i]);
            support_load_text(text, NULL, 0, &scenarios[i]);
            assert_int_equal(ent_plan_init(&plans[i], &scenarios[i]), ENT_OK);
            support_rivals_add(&rivals, "", &plans[i], NULL);
            free(text);
        }
        const ent_counterparts_t *found = &rivals.compared[1].counterparts;
        assert_names_agree(found, &plans[0], &plans[1], &rivals.metrics[0], &rivals.metrics[1]);
        assert_int_equal(found->pairing.row_count, support_compared_count(&plans[0]));
        assert_int_equal(found->pairing.metric_count, rivals.metrics[0].count);
        support_rivals_free(&rivals);
        for (size_t i = 0; i < 2; i++) {
            ent_plan_free(&plans[i]);
            ent_scenario_free(&scenarios[i]);
        }
    }
}

/* An undeclared institution is an absent one: level, habit and active are 0 on that side. */
static void what_only_one_declares_stands_against_nothing(void **state) {
    static const char *const kinds[] = {"level.", "habit.", "active."};
    match_t match;
    (void)state;
    open_match(&match, "institutions = ( " INSTITUTION("old") ", " INSTITUTION("both") " );",
               "institutions = ( " INSTITUTION("both") ", " INSTITUTION("new") " );");
    run_match(&match, NULL, NULL);
    assert_match_agrees(&match);
    for (size_t i = 0; i < 3; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "%snew", kinds[i]);
        const ent_row_pair_t *row = find_row(&match.found, name);
        assert_true(row != NULL && row->control.absent && !row->other.absent);
        (void)snprintf(name, sizeof name, "%sold", kinds[i]);
        row = find_row(&match.found, name);
        assert_true(row != NULL && row->other.absent && !row->control.absent);
        assert_int_equal(row->other.kind, row->control.kind); /* which scale the row has */
        (void)snprintf(name, sizeof name, "%sboth", kinds[i]);
        row = find_row(&match.found, name);
        assert_true(row != NULL && !row->other.absent && !row->control.absent);
    }
    /* In the other's order, then those it lacks. */
    size_t own = support_compared_count(&match.worlds[1].plan);
    assert_int_equal(match.found.pairing.row_count, own + 3);
    for (size_t i = 0; i < own; i++) {
        assert_string_equal(match.found.names[i],
                            support_compared_variable(&match.worlds[1].plan, i)->name);
    }
    assert_null(find_metric(&match, "meetings_held.new"));
    assert_null(find_metric(&match, "meetings_held.old"));
    assert_non_null(find_metric(&match, "meetings_held.both"));
    assert_int_equal(match.found.pairing.metric_count, match.metrics[0].count - 4);
    close_match(&match);
}

/* A domain, driver, poll or cohort that only one has is no zero: it cannot be compared. */
static void what_else_only_one_has_is_left_out(void **state) {
    match_t match;
    (void)state;
    for (int turned = 0; turned < 2; turned++) {
        open_match(&match, turned ? EVERYTHING("x", "y") : "", turned ? "" : EVERYTHING("x", "y"));
        run_match(&match, NULL, NULL);
        assert_match_agrees(&match);
        static const char *const without[] = {"domain.x", "reliance.x", "driver.y", "poll.x",
                                              "cohort.AAA.y"};
        for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
            assert_null(find_row(&match.found, without[i]));
        }
        /* The world without has a match for all of its own; institutions are the exception. */
        size_t own = support_compared_count(&match.worlds[turned ? 1 : 0].plan);
        assert_int_equal(match.found.pairing.row_count, own + 6);
        assert_int_equal(match.found.pairing.metric_count, match.metrics[turned ? 1 : 0].count);
        close_match(&match);
    }
}

/* Marks some variables of a world, by name. */
static void mark(const support_world_t *world, const char *const *names, size_t count,
                 bool record[64]) {
    assert_true(world->plan.variables.count <= 64);
    memset(record, 0, 64 * sizeof *record);
    for (size_t i = 0; i < count; i++) {
        record[support_variable(&world->plan, names[i])] = true;
    }
}

/* Of a variable that both have, both must be recorded; of an absent institution's, the one. */
static void only_what_is_recorded_is_matched(void **state) {
    static const char *const control[] = {"health", "stance.AAA", "habit.old"};
    static const char *const other[] = {"health", "stance.BBB", "habit.new", "level.both"};
    bool records[2][64];
    match_t match;
    (void)state;
    open_match(&match, "institutions = ( " INSTITUTION("old") ", " INSTITUTION("both") " );",
               "institutions = ( " INSTITUTION("both") ", " INSTITUTION("new") " );");
    mark(&match.worlds[0], control, 3, records[0]);
    mark(&match.worlds[1], other, 4, records[1]);
    run_match(&match, records[0], records[1]);
    assert_match_agrees(&match);
    assert_int_equal(match.found.pairing.row_count, 3);
    assert_string_equal(match.found.names[0], "health");
    assert_string_equal(match.found.names[1], "habit.new");
    assert_string_equal(match.found.names[2], "habit.old");
    assert_int_equal(match.found.pairing.metric_count, match.metrics[0].count - 4);
    close_match(&match);
}

/* Freeing twice, and what was only zeroed, is harmless. */
static void freeing_twice_is_harmless(void **state) {
    match_t match;
    (void)state;
    open_match(&match, "", "");
    run_match(&match, NULL, NULL);
    ent_counterparts_free(&match.found);
    assert_null(match.found.rows);
    close_match(&match);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_declaration_does_not_matter),
        cmocka_unit_test(states_may_be_listed_in_the_other_order),
        cmocka_unit_test(what_only_one_declares_stands_against_nothing),
        cmocka_unit_test(what_else_only_one_has_is_left_out),
        cmocka_unit_test(only_what_is_recorded_is_matched),
        cmocka_unit_test(freeing_twice_is_harmless),
    };
    return cmocka_run_group_tests_name("counterparts", tests, NULL, NULL);
}

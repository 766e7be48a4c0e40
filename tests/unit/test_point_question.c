/* Which metrics a sweep asks for: patterns, the order of the table, institutions of some only. */
#include "analysis/point.h"

#include "scenario/load.h"
#include "support/close.h"
#include "support/scenarios.h"

#include <stdlib.h>
#include <string.h>

enum { SCENARIOS = 3, MOST_PATTERNS = 4 };

#define STANDS(name)                                                                               \
    "{ name = \"" name "\"; status = \"active\"; cadence = 2.0; level = 0.5; insulation = 0.5; "   \
    "binding = 0.1; habit = 0.5; build = 0.1; fade = 3.0; threshold = 0.0; slope = 3.0; "          \
    "suspend_below = -1.0; resume_above = 0.0; patience = 0.5; }"

static const char *const institutions[SCENARIOS] = {
    "institutions = ( " STANDS("b") ", " STANDS("a") " );",
    "institutions = ( " STANDS("z") ", " STANDS("a") " );",
    "institutions = ( " STANDS("y") ", " STANDS("z") ", " STANDS("b") " );"};

typedef struct {
    ent_factored_t scenarios[SCENARIOS];
    const ent_factored_t *list[SCENARIOS];
} stage_t;

static void open_stage(stage_t *stage) {
    for (size_t s = 0; s < SCENARIOS; s++) {
        stage->scenarios[s] = (ent_factored_t){.slot_count = 0};
        support_load_small(institutions[s], NULL, 0, &stage->scenarios[s].scenario);
        stage->list[s] = &stage->scenarios[s];
    }
}

static void close_stage(stage_t *stage) {
    for (size_t s = 0; s < SCENARIOS; s++) {
        ent_scenario_free(&stage->scenarios[s].scenario);
    }
}

/* Patterns and what they choose, each list ended by a NULL. */
static void assert_chosen(const stage_t *stage, size_t scenarios, const char *const *patterns,
                          size_t expected_unmatched, const char *const *names) {
    ent_question_t question = {.members = 12, .seed = 34, .falls = 5.5, .isa = ENT_ISA_BASELINE};
    char *given[MOST_PATTERNS] = {NULL};
    size_t count = 0, unmatched = 99, chosen = 0;
    for (; patterns[count] != NULL; count++) {
        given[count] = strdup(patterns[count]);
    }
    assert_int_equal(ent_question_init(&question, stage->list, scenarios, given, count, &unmatched),
                     ENT_OK);
    assert_int_equal(unmatched, expected_unmatched);
    for (; names[chosen] != NULL; chosen++) {
        assert_true(chosen < question.metric_count);
        assert_string_equal(question.names[chosen], names[chosen]);
    }
    assert_int_equal(question.metric_count, chosen);
    assert_int_equal(question.scenario_count, scenarios);
    assert_int_equal(question.members, 12); /* the caller's, untouched */
    assert_int_equal(question.seed, 34);
    assert_same(question.falls, 5.5);
    ent_question_free(&question);
    ent_question_free(&question);
    assert_null(question.names);
    for (size_t i = 0; i < count; i++) {
        free(given[i]);
    }
}

/* Whatever the order of patterns; what two of them match comes once. */
static void metrics_come_in_the_order_of_the_table(void **state) {
    static const struct {
        const char *patterns[MOST_PATTERNS], *names[8];
    } rows[] = {
        {{"health_mean"}, {"health_mean"}},
        {{"rupture", "health_m??n"}, {"health_mean", "rupture"}},
        {{"saturation", "health_*", "health_end"},
         {"health_mean", "health_sd", "health_min", "health_end", "saturation"}},
        {{"transition_cost.*", "*_drawdown"},
         {"max_drawdown", "transition_cost.AAA", "transition_cost.BBB"}},
        {{"legitimacy_gap.BBB", "grievance_mean.[AB]*"},
         {"grievance_mean.AAA", "grievance_mean.BBB", "legitimacy_gap.BBB"}},
    };
    stage_t stage;
    (void)state;
    open_stage(&stage);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t patterns = 0;
        while (rows[i].patterns[patterns] != NULL) {
            patterns++;
        }
        for (size_t s = 1; s <= SCENARIOS; s++) {
            assert_chosen(&stage, s, rows[i].patterns, patterns, rows[i].names);
        }
    }
    close_stage(&stage);
}

/* Those of the control in its order, then those that only others have. */
static void institutions_of_the_control_come_first(void **state) {
    static const char *const patterns[] = {"suspensions.*", "meetings_held.*", NULL};
    static const char *const of_one[] = {"meetings_held.b", "meetings_held.a", "suspensions.b",
                                         "suspensions.a", NULL};
    static const char *const of_all[] = {"meetings_held.b", "meetings_held.a", "meetings_held.z",
                                         "meetings_held.y", "suspensions.b",   "suspensions.a",
                                         "suspensions.z",   "suspensions.y",   NULL};
    stage_t stage;
    (void)state;
    open_stage(&stage);
    assert_chosen(&stage, 1, patterns, 2, of_one);
    assert_chosen(&stage, 3, patterns, 2, of_all);
    close_stage(&stage);
}

static void the_better_direction_is_the_tables(void **state) {
    static char mean[] = "health_mean", fall[] = "max_drawdown", neither[] = "saturation";
    char *const patterns[] = {mean, fall, neither};
    ent_question_t question = {.members = 1};
    size_t unmatched = 0;
    stage_t stage;
    (void)state;
    open_stage(&stage);
    assert_int_equal(ent_question_init(&question, stage.list, 1, patterns, 3, &unmatched), ENT_OK);
    assert_int_equal(question.better[0], ENT_MORE_IS_BETTER);
    assert_int_equal(question.better[1], ENT_LESS_IS_BETTER);
    assert_int_equal(question.better[2], ENT_NEITHER_IS_BETTER);
    ent_question_free(&question);
    close_stage(&stage);
}

/* Errors: the first pattern that matches nothing in any scenario is told. */
static void patterns_that_match_nothing_are_told(void **state) {
    static const struct {
        const char *patterns[MOST_PATTERNS];
        size_t scenarios, unmatched;
        const char *names[2];
    } rows[] = {{{"heath_mean"}, 3, 0, {NULL}},
                {{"health_mean", "Rupture", "rupture"}, 3, 1, {"health_mean", "rupture"}},
                {{"suspensions.y"}, 1, 0, {NULL}},
                {{"suspensions.y"}, 3, 1, {"suspensions.y"}},
                {{"health"}, 1, 0, {NULL}},
                {{NULL}, 1, 0, {NULL}}};
    stage_t stage;
    (void)state;
    open_stage(&stage);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *names[3] = {rows[i].names[0], rows[i].names[1], NULL};
        assert_chosen(&stage, rows[i].scenarios, rows[i].patterns, rows[i].unmatched, names);
    }
    close_stage(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_come_in_the_order_of_the_table),
        cmocka_unit_test(institutions_of_the_control_come_first),
        cmocka_unit_test(the_better_direction_is_the_tables),
        cmocka_unit_test(patterns_that_match_nothing_are_told),
    };
    return cmocka_run_group_tests_name("point_question", tests, NULL, NULL);
}

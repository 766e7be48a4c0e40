/* Where two stories part (analysis/parting.c): stories made by hand, and shipped scenarios. */
#include "analysis/parting.h"

#include "support/close.h"
#include "support/scenarios.h"

#include <math.h>
#include <string.h>

enum { STEPS = 24 };

static ent_state_t states[2] = {{.name = "AAA", .title = "Aland"}, {.name = "BBB"}};

static ent_happening_t told(size_t step, ent_told_t kind, const char *name, const char *detail) {
    return (ent_happening_t){
        .step = step, .kind = kind, .name = name, .title = name, .detail = detail, .value = NAN};
}

/* Two stories of STEPS steps whose healths are all 50. */
typedef struct {
    ent_plan_t plan;
    double health[2][STEPS + 1];
    ent_happening_t happenings[2][16];
    ent_story_t stories[2];
    ent_parting_t parting;
} pair_t;

static void open_pair(pair_t *pair) {
    *pair = (pair_t){.plan = {.steps = STEPS, .step_years = 1.0 / 12}};
    for (size_t k = 0; k < 2; k++) {
        for (size_t n = 0; n <= STEPS; n++) {
            pair->health[k][n] = 50;
        }
        pair->stories[k] = (ent_story_t){
            .plan = &pair->plan, .health = pair->health[k], .happenings = pair->happenings[k]};
    }
}

static void add(pair_t *pair, size_t k, ent_happening_t happening) {
    pair->happenings[k][pair->stories[k].count++] = happening;
}

static void add_both(pair_t *pair, ent_happening_t happening) {
    add(pair, 0, happening);
    add(pair, 1, happening);
}

static const ent_parting_t *part(pair_t *pair) {
    assert_int_equal(ent_parting_find(&pair->stories[0], &pair->stories[1], 1, &pair->parting),
                     ENT_OK);
    return &pair->parting;
}

static void assert_first(const ent_divergence_t *first, size_t story, size_t step,
                         const char *name) {
    assert_non_null(first->happening);
    assert_int_equal(first->story, story);
    assert_int_equal(first->happening->step, step);
    assert_string_equal(first->happening->name, name);
}

static void equal_stories_never_part(void **state) {
    pair_t pair;
    (void)state;
    open_pair(&pair);
    add_both(&pair, told(0, ENT_TOLD_SITS, "AAA", "x"));
    add_both(&pair, told(3, ENT_TOLD_SHOCK, "row", ""));
    pair.happenings[0][1].value = 0.1; /* how severe it is makes no discrete difference */
    pair.happenings[1][1].value = 0.2;
    const ent_parting_t *parting = part(&pair);
    assert_null(parting->first.happening);
    assert_false(parting->starts_differ);
    assert_false(parting->apart);
    for (size_t group = 0; group < ENT_PART_GROUPS; group++) {
        assert_null(parting->first_in[group].happening);
    }
    assert_false(parting->alone[0][0] || parting->alone[0][1] || parting->alone[1][1]);
    ent_parting_free(&pair.parting);
    ent_parting_free(&pair.parting); /* twice is harmless */
}

/* Order within a step is no difference, the step is; what is in one only is marked. */
static void each_group_has_its_first_difference(void **state) {
    pair_t pair;
    (void)state;
    open_pair(&pair);
    add_both(&pair, told(0, ENT_TOLD_STANDS, "i", "active"));
    add(&pair, 0, told(2, ENT_TOLD_EVENT, "e", ""));
    add(&pair, 0, told(2, ENT_TOLD_HELD, "i", ""));
    add(&pair, 1, told(2, ENT_TOLD_HELD, "i", ""));
    add(&pair, 1, told(2, ENT_TOLD_EVENT, "e", ""));
    add(&pair, 1, told(4, ENT_TOLD_HELD, "new", ""));
    add(&pair, 0, told(5, ENT_TOLD_SUCCESSION, "AAA", "hawk"));
    add(&pair, 1, told(5, ENT_TOLD_SUCCESSION, "AAA", "dove"));
    add(&pair, 0, told(6, ENT_TOLD_MISSED, "i", ""));
    add(&pair, 1, told(6, ENT_TOLD_HELD, "i", ""));
    add(&pair, 0, told(7, ENT_TOLD_SUSPENDED, "i", "by itself"));
    add(&pair, 1, told(8, ENT_TOLD_SUSPENDED, "i", "by itself"));
    add(&pair, 0, told(9, ENT_TOLD_SHOCK, "row", ""));
    add(&pair, 1, told(9, ENT_TOLD_SHOCK, "row", ""));
    add(&pair, 1, told(10, ENT_TOLD_ANSWER, "AAA", ""));
    const ent_parting_t *parting = part(&pair);
    assert_first(&parting->first, 1, 4, "new");
    assert_first(&parting->first_in[ENT_PART_MEETING], 1, 4, "new");
    assert_first(&parting->first_in[ENT_PART_LEADER], 0, 5, "AAA");
    assert_first(&parting->first_in[ENT_PART_OUTCOME], 1, 6, "i");
    assert_first(&parting->first_in[ENT_PART_STATUS], 0, 7, "i");
    assert_first(&parting->first_in[ENT_PART_ARRIVAL], 1, 10, "AAA");
    static const bool alone[2][8] = {{false, false, false, true, true, true, false},
                                     {false, false, false, true, true, true, true, false}};
    assert_memory_equal(parting->alone[0], alone[0], 7);
    assert_memory_equal(parting->alone[1], alone[1], 8);
    assert_true(parting->alone[1][8]);
    assert_false(parting->starts_differ);
    ent_parting_free(&pair.parting);
}

/* Details of leaders and of statuses at the start count, others do not; the acting state does. */
static void details_count_where_they_are_discrete(void **state) {
    static const struct {
        ent_told_t kind;
        bool differs, at_start;
    } rows[] = {{ENT_TOLD_STANDS, true, true},      {ENT_TOLD_SITS, true, true},
                {ENT_TOLD_LEADER, true, false},     {ENT_TOLD_SUCCESSION, true, false},
                {ENT_TOLD_SUSPENDED, false, false}, {ENT_TOLD_EVENT, false, false},
                {ENT_TOLD_FOUNDED, false, false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pair_t pair;
        open_pair(&pair);
        add(&pair, 0, told(0, rows[i].kind, "x", "one"));
        add(&pair, 1, told(0, rows[i].kind, "x", "other"));
        const ent_parting_t *parting = part(&pair);
        assert_int_equal(parting->alone[0][0], rows[i].differs);
        assert_int_equal(parting->alone[1][0], rows[i].differs);
        assert_int_equal(parting->starts_differ, rows[i].differs && rows[i].at_start);
        assert_int_equal(parting->first.happening != NULL, rows[i].differs && !rows[i].at_start);
        assert_int_equal(ent_told_at_start(rows[i].kind), rows[i].at_start);
        ent_parting_free(&pair.parting);
    }
    pair_t pair;
    open_pair(&pair);
    add_both(&pair, told(1, ENT_TOLD_SHOCK, "x", ""));
    pair.happenings[0][0].state = &states[0];
    pair.happenings[1][0].state = &states[1];
    assert_first(&part(&pair)->first, 0, 1, "x");
    ent_parting_free(&pair.parting);
}

/* More than a point, not a point; either way; at the last instant; at the first. */
static void health_is_apart_beyond_a_point(void **state) {
    static const struct {
        size_t at;
        double by;
        bool apart;
    } rows[] = {{7, 1, false}, {7, -1, false},   {7, 1.0000001, true}, {7, -1.0000001, true},
                {0, 2, true},  {STEPS, 2, true}, {STEPS, 0.5, false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pair_t pair;
        open_pair(&pair);
        pair.health[1][rows[i].at] += rows[i].by;
        const ent_parting_t *parting = part(&pair);
        assert_int_equal(parting->apart, rows[i].apart);
        if (rows[i].apart) {
            assert_int_equal(parting->apart_at, rows[i].at);
        }
        ent_parting_free(&pair.parting);
    }
}

/* The stories of one member in two shipped scenarios. */
static void tell_both(const char *const names[2], uint64_t member, ent_scenario_t scenarios[2],
                      ent_plan_t plans[2], ent_story_t stories[2]) {
    for (size_t k = 0; k < 2; k++) {
        support_load_shipped(names[k], &scenarios[k]);
        assert_int_equal(ent_plan_init(&plans[k], &scenarios[k]), ENT_OK);
        assert_int_equal(ent_story_tell(&plans[k], 1, member, false, ent_isa_best(), &stories[k]),
                         ENT_OK);
    }
}

/*
 * A scenario never parts from itself; a placebo meets, so that parts, but never in health, nor in
 * anything but its own meetings. What changes the stance parts in health, too.
 */
static void shipped_scenarios_part_as_they_must(void **state) {
    static const struct {
        const char *names[2];
        bool parts, apart;
    } rows[] = {
        {{"japan-rok/base.cfg", "japan-rok/base.cfg"}, false, false},
        {{"japan-rok/stress.cfg", "japan-rok/stress.cfg"}, false, false},
        {{"japan-rok/base.cfg", "japan-rok/placebo.cfg"}, true, false},
        {{"japan-rok/base.cfg", "japan-rok/institutionalised.cfg"}, true, true},
        {{"japan-rok/base.cfg", "japan-rok/hawkish-turn.cfg"}, true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (uint64_t member = 0; member < 12; member++) {
            ent_scenario_t scenarios[2];
            ent_plan_t plans[2];
            ent_story_t stories[2];
            ent_parting_t parting;
            tell_both(rows[i].names, member, scenarios, plans, stories);
            assert_int_equal(ent_parting_find(&stories[0], &stories[1], 1, &parting), ENT_OK);
            assert_int_equal(parting.first.happening != NULL, rows[i].parts);
            assert_int_equal(parting.apart, rows[i].apart);
            if (rows[i].parts && !rows[i].apart) {
                assert_memory_equal(stories[0].health, stories[1].health,
                                    (plans[0].steps + 1) * sizeof(double));
                for (size_t k = 0; k < stories[1].count; k++) {
                    assert_int_equal(parting.alone[1][k],
                                     strcmp(stories[1].happenings[k].name, "council") == 0);
                }
            }
            ent_parting_free(&parting);
            for (size_t k = 0; k < 2; k++) {
                ent_story_free(&stories[k]);
                ent_plan_free(&plans[k]);
                ent_scenario_free(&scenarios[k]);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_stories_never_part),
        cmocka_unit_test(each_group_has_its_first_difference),
        cmocka_unit_test(details_count_where_they_are_discrete),
        cmocka_unit_test(health_is_apart_beyond_a_point),
        cmocka_unit_test(shipped_scenarios_part_as_they_must),
    };
    return cmocka_run_group_tests_name("parting", tests, NULL, NULL);
}

/* What a scenario leaves out: defaults of the format, of a public, of institutions (fill.c). */
#include "scenario/scenario.h"

#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/scenarios.h"

#define RECONCILE "effects = ( { type = 'reconcile'; share = 0.1; } );"

static void an_integer_serves_as_a_real_number(void **state) {
    (void)state;
    static const char *const sets[] = {"years=3", "states.AAA.stance.initial=-1",
                                       "states.AAA.retaliation.hits.talks=2",
                                       "shocks.visit.severity.values=[3, 1, 2]"};
    ent_scenario_t scenario;
    support_load_full(sets, SUPPORT_COUNT(sets), &scenario);
    assert_same(scenario.years, 3);
    assert_same(scenario.states[0].stance_initial, -1);
    assert_same(scenario.states[0].hits[0], 2);
    for (size_t i = 0; i < 3; i++) { /* and are put in order, for quantiles */
        assert_same(scenario.shocks[4].severity.values[i], (double)(i + 1));
    }
    ent_scenario_free(&scenario);
}

/* Defaults of the key listing. */
static void what_is_not_given_takes_the_formats_defaults(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_more(
        "events = ( { name = 'e'; when = { variable = 'health'; below = 30; }; " RECONCILE " } );",
        &scenario);
    const ent_state_t *aaa = &scenario.states[0];
    const ent_event_t *event = &scenario.events[0];
    assert_string_equal(scenario.question, "");
    assert_int_equal(scenario.format_version, 1);
    assert_same(scenario.domains[0].autonomy, 0);
    assert_false(scenario.domains[0].contact);
    assert_same(aaa->threshold, 0.05);
    assert_same(aaa->delay_years, 1.0 / 12.0);
    assert_same(aaa->turnover_rate, 0);
    assert_same(aaa->hits[1], 0);
    assert_string_equal(aaa->title, "AAA");
    assert_int_equal(aaa->shares_at.year, 2020);
    assert_int_equal(aaa->shares_at.month, 1);
    assert_same(aaa->cohorts[0].trend, 0);
    assert_same(aaa->cohorts[0].voice, 1);
    assert_same(event->for_years, 1.0 / 12.0); /* a step */
    assert_true(event->once);
    assert_same(event->rest_years, 1);
    assert_same(event->probability, 1);
    assert_int_equal(event->effects[0].state, ENT_BOTH_STATES);
    ent_scenario_free(&scenario);
}

static void cohorts_take_from_their_public_what_they_do_not_give(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    const ent_cohort_t *old = &scenario.states[0].cohorts[0], *young = old + 1;
    assert_same(old->contact, 0.2);
    assert_same(old->cue, 0.2);
    assert_same(old->partner, 0.4);
    assert_same(old->initial, old->base);
    assert_same(young->contact, 0.3);
    assert_same(young->cue, 0.1);
    assert_same(young->partner, 0.5);
    assert_same(young->initial, 0.2);
    ent_scenario_free(&scenario);
}

static void institutions_take_from_the_defaults_what_they_do_not_give(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_full(NULL, 0, &scenario);
    const ent_institution_t *ministers = &scenario.institutions[0], *talks = ministers + 1;
    assert_same(ministers->level, 0.2);
    assert_same(talks->level, 0.4);
    assert_same(talks->fade, 3);
    assert_same(talks->negotiation_hurdle, -0.5);
    assert_same(ministers->miss_cost, 0.05);
    assert_same(talks->miss_cost, 0); /* the format's own default */
    assert_int_equal(talks->status, ENT_ABSENT);
    ent_scenario_free(&scenario);
}

static void defaults_of_institutions_are_numbers_only(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.more = "institution_defaults = { title = 'x'; };",
         .key = "institution_defaults.title",
         .message = "only numeric keys can have a default here"},
        {.more = "institution_defaults = { coverage = { talks = 0.1; }; };",
         .key = "institution_defaults.coverage",
         .message = "only numeric keys"},
        {.more = "institution_defaults = { fade = 0.0; };",
         .key = "institution_defaults.fade",
         .message = "found 0, expected a real number above 0"},
        {.more = "institution_defaults = 3;",
         .key = "institution_defaults",
         .message = "found 3, expected a group { }"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

/* What is wrong in the defaults is said there, and not again for each institution. */
static void a_wrong_default_is_reported_once(void **state) {
    (void)state;
    static const support_problem_t problem = {.find = "institution_defaults = { level = 0.2;",
                                              .put = "institution_defaults = { level = 2.0;",
                                              .key = "institution_defaults.level",
                                              .message = "found 2"};
    support_assert_problems_in(support_full_scenario(), &problem, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_integer_serves_as_a_real_number),
        cmocka_unit_test(what_is_not_given_takes_the_formats_defaults),
        cmocka_unit_test(cohorts_take_from_their_public_what_they_do_not_give),
        cmocka_unit_test(institutions_take_from_the_defaults_what_they_do_not_give),
        cmocka_unit_test(defaults_of_institutions_are_numbers_only),
        cmocka_unit_test(a_wrong_default_is_reported_once),
    };
    return cmocka_run_group_tests_name("fill defaults", tests, NULL, NULL);
}

/* When events, meetings and elections fall, and the room for ramps: dates of model.md by hand. */
#include "support/world.h"

#include <math.h>
#include <stdio.h>

static const double month = 1.0 / 12.0;

static void assert_agenda(const ent_plan_t *plan, uint32_t event, const size_t *steps,
                          size_t count) {
    size_t found = 0;
    for (size_t n = 0; n < plan->steps; n++) {
        for (size_t i = plan->agenda_first[n]; i < plan->agenda_first[n + 1]; i++) {
            if (plan->agenda[i] == event) {
                assert_true(found < count);
                assert_int_equal(n, steps[found++]);
            }
        }
    }
    assert_int_equal(found, count);
}

/* model.md: a dated thing at T acts in step ⌊(T − start)/Δ + 10⁻⁶⌋; start is 2020-01. */
static void dated_events_stand_in_the_agenda_of_their_steps(void **state) {
    static const size_t first[] = {0}, june[] = {5}, last[] = {23};
    static const size_t old[] = {14}, half[] = {5, 11, 17, 23};
    support_world_t world;
    (void)state;
    support_world_open(
        &world,
        "events = ("
        "{ name = \"first\"; at = \"2020-01\"; " SUPPORT_NO_EFFECT ","
        "{ name = \"june\"; at = \"2020-06-20\"; " SUPPORT_NO_EFFECT ","
        "{ name = \"last\"; at = \"2021-12-31\"; " SUPPORT_NO_EFFECT ","
        /* 2015-03, 2016-09, …, 2019-09, 2021-03, 2022-09 */
        "{ name = \"old\"; from = \"2015-03\"; every_years = 1.5; " SUPPORT_NO_EFFECT ","
        /* 2019-06, 2019-12, 2020-06, … */
        "{ name = \"half\"; from = \"2019-06\"; every_years = 0.5; " SUPPORT_NO_EFFECT ");",
        NULL);
    assert_agenda(&world.plan, 0, first, 1);
    assert_agenda(&world.plan, 1, june, 1);
    assert_agenda(&world.plan, 2, last, 1);
    assert_agenda(&world.plan, 3, old, 1);
    assert_agenda(&world.plan, 4, half, 4);
    support_world_close(&world);
}

static void undated_events_stand_in_every_step_in_file_order(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(
        &world,
        "events = ("
        "{ name = \"cold\"; when = { variable = \"health\"; below = 30.0; }; " SUPPORT_NO_EFFECT ","
        "{ name = \"dated\"; at = \"2020-03\"; " SUPPORT_NO_EFFECT ","
        "{ name = \"random\"; rate = 0.5; " SUPPORT_NO_EFFECT ");",
        NULL);
    const ent_plan_t *plan = &world.plan;
    for (size_t n = 0; n < plan->steps; n++) {
        const uint32_t *agenda = plan->agenda + plan->agenda_first[n];
        size_t count = plan->agenda_first[n + 1] - plan->agenda_first[n];
        assert_int_equal(count, n == 2 ? 3 : 2);
        assert_int_equal(agenda[0], 0);
        assert_int_equal(agenda[count - 1], 2);
        assert_int_equal(agenda[1], n == 2 ? 1 : 2);
    }
    assert_int_equal(plan->event_plans[0].when_kind, ENT_VAR_HEALTH);
    /* 1 − exp(−rate·Δ) */
    assert_close(plan->segments[0].events[2].rate_probability, 1 - exp(-0.5 * month), 1e-14, 0);
    support_world_close(&world);
}

/* Meetings fall at start + phase + j/cadence, each acting in its step like any dated thing. */
static void meetings_fall_on_their_calendar(void **state) {
    static const struct {
        double phase, cadence;
    } calendars[] = {{0.1, 4}, {0, 12}, {0, 0}, {0.2, 2.4}, {0.99, 0.5}};
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "institutions = ("
                       "{ name = \"a\"; cadence = 4.0; phase = 0.1; " SUPPORT_ACTIVE "},"
                       "{ name = \"b\"; cadence = 12.0; " SUPPORT_ACTIVE "},"
                       "{ name = \"c\"; cadence = 0.0; " SUPPORT_ACTIVE "},"
                       "{ name = \"d\"; cadence = 2.4; phase = 0.2; " SUPPORT_ACTIVE "},"
                       "{ name = \"e\"; cadence = 0.5; phase = 0.99; " SUPPORT_ACTIVE "} );",
                       NULL);
    for (size_t i = 0; i < 5; i++) {
        bool due[24] = {false};
        for (int j = 0; calendars[i].cadence > 0 && j < 50; j++) {
            double when = calendars[i].phase + j / calendars[i].cadence;
            double step = floor(when / month + 1e-6);
            if (step < 24) {
                due[(size_t)step] = true;
            }
        }
        for (size_t n = 0; n < 24; n++) {
            assert_int_equal(world.plan.meeting_due[n * 5 + i], due[n]);
        }
    }
    assert_true(world.plan.meeting_due[1 * 5]); /* 0.1 years are 1.2 months */
    support_world_close(&world);
}

static double first_term_of(const char *succession) {
    support_world_t world;
    char text[400];
    (void)snprintf(text, sizeof text,
                   "states = ( { name = \"AAA\"; succession = { %s; " SUPPORT_POOL " }; } );",
                   succession);
    support_world_open(&world, text, NULL);
    double first = world.plan.first_term_years[0];
    assert_true(isinf(world.plan.first_term_years[1])); /* BBB has no succession */
    support_world_close(&world);
    return first;
}

/* Elections on `next` and every term after, those before the start (2020-01) skipped. */
static void the_first_election_is_the_first_on_or_after_the_start(void **state) {
    static const struct {
        const char *succession;
        double months;
    } cases[] = {
        {"mode = \"term\"; next = \"2020-06\"; term_years = 4.0", 5},
        {"mode = \"term\"; next = \"2010-06\"; term_years = 4.0", 29}, /* 2014, 2018, 2022-06 */
        {"mode = \"term\"; next = \"2016-01\"; term_years = 4.0", 0},
        {"mode = \"term\"; next = \"1020-04\"; term_years = 0.5", 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_close(first_term_of(cases[i].succession), cases[i].months * month, 0, 1e-6);
    }
    assert_true(isinf(first_term_of("mode = \"hazard\"; next = \"2020-06\"; term_years = 4.0")));
}

#define RAMP(over)                                                                                 \
    "effects = ( { type = \"baseline\"; driver = \"threat\"; to = 0.9; over_years = " over "; } "  \
    ");"

/* n = max(1, round(over/Δ)) increments; a slot for each ramp that can be under way at once. */
static void ramps_have_slots_for_all_that_can_run_at_once(void **state) {
    static const size_t steps[] = {1, 1, 6, 12, 12, 12000};
    static const size_t least[] = {1, 1, 1, 4, 12, 24};
    support_world_t world;
    (void)state;
    support_world_open(
        &world,
        "events = ( { name = \"sudden\"; at = \"2020-02\"; " RAMP(
            "0.0") " },"
                   "{ name = \"short\"; at = \"2020-02\"; " RAMP(
                       "0.12") " },"
                               "{ name = \"half\"; at = \"2020-02\"; " RAMP(
                                   "0.5") " },"
                                          "{ name = \"again\"; from = \"2020-02\"; every_years = "
                                          "0.25; " RAMP(
                                              "1.0") " },"
                                                     "{ name = \"random\"; rate = 5.0; " RAMP(
                                                         "1.0") " },"
                                                                "{ name = \"long\"; once = false; "
                                                                "rest_years = 0.0;"
                                                                "  when = { variable = \"health\"; "
                                                                "above = 0.0; }; " RAMP(
                                                                    "1000.0") " },"
                                                                              "{ name = \"once\"; "
                                                                              "when = { variable = "
                                                                              "\"health\"; above = "
                                                                              "0.0; }; " RAMP(
                                                                                  "1.0") " } );",
        NULL);
    for (size_t i = 0; i < 6; i++) {
        const ent_effect_plan_t *effect = &world.plan.event_plans[i].effects[0];
        assert_int_equal(effect->ramp_steps, steps[i]);
        assert_true(effect->slots >= least[i] && effect->slots <= world.plan.steps + 1);
    }
    assert_int_equal(world.plan.event_plans[0].effects[0].slots, 1);
    assert_int_equal(world.plan.event_plans[6].effects[0].slots, 1);
    assert_int_equal(world.plan.ramps, 7);
    support_world_close(&world);
}

/* Errors: a plan that was freed, or only zeroed, may be freed again. */
static void freeing_twice_is_harmless(void **state) {
    support_world_t world;
    ent_plan_t zeroed = {0};
    (void)state;
    support_world_open(&world, "", NULL);
    ent_plan_free(&zeroed);
    ent_plan_free(&world.plan);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dated_events_stand_in_the_agenda_of_their_steps),
        cmocka_unit_test(undated_events_stand_in_every_step_in_file_order),
        cmocka_unit_test(meetings_fall_on_their_calendar),
        cmocka_unit_test(the_first_election_is_the_first_on_or_after_the_start),
        cmocka_unit_test(ramps_have_slots_for_all_that_can_run_at_once),
        cmocka_unit_test(freeing_twice_is_harmless),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}

/*
 * What dated events say to a public (analysis/signal.c), by hand. A month is 1/12 year and a day
 * 1/365.25; what is a year old counts e⁻¹.
 */
#include "analysis/signal.h"

#include "support/close.h"
#include "support/scenarios.h"

#include <math.h>

enum { AAA, BBB };

/* A quarrel of AAA's, one of BBB's, a peace with AAA, one with both, and what says nothing. */
static const char events[] =
    "events = ("
    "{ name = \"by-a\"; at = \"2020-04\"; effects = ("
    "  { type = \"shock\"; by = \"AAA\"; severity = 0.6; hits = { talks = 1.0; }; } ); },"
    "{ name = \"by-b\"; at = \"2020-07\"; effects = ("
    "  { type = \"shock\"; by = \"BBB\"; severity = 0.25; hits = { talks = 1.0; }; },"
    "  { type = \"shift\"; variable = \"domain.talks\"; by = -0.5; } ); },"
    "{ name = \"peace\"; at = \"2020-10\"; effects = ("
    "  { type = \"reconcile\"; share = 0.3; state = \"AAA\"; } ); },"
    "{ name = \"treaty\"; at = \"2021-01\"; effects = ("
    "  { type = \"reconcile\"; share = 0.1; },"
    "  { type = \"leader\"; state = \"AAA\"; name = \"x\"; orientation = 0.5; } ); },"
    "{ name = \"yearly\"; from = \"2020-02\"; every_years = 1.0; effects = ("
    "  { type = \"shock\"; by = \"AAA\"; severity = 1.0; hits = { talks = 1.0; }; } ); },"
    "{ name = \"chance\"; rate = 1.0; effects = ( { type = \"reconcile\"; share = 1.0; } ); },"
    "{ name = \"when\"; when = { variable = \"health\"; below = 50.0; }; effects = ("
    "  { type = \"shock\"; by = \"BBB\"; severity = 1.0; hits = { talks = 1.0; }; } ); } );";

static int open_scenario(void **state) {
    static ent_scenario_t scenario;
    support_load_small(events, NULL, 0, &scenario);
    *state = &scenario;
    return 0;
}

static int close_scenario(void **state) {
    ent_scenario_free(*state);
    return 0;
}

/* At the instant of the last event, a year and less after the others. */
static void each_public_hears_the_other_states_quarrels(void **state) {
    double fade_b = exp(-0.5), fade_a = exp(-0.75), fade_peace = exp(-0.25);
    assert_close(ent_record_signal(*state, AAA, 2020, 2021), 0.1 + 0.3 * fade_peace - 0.25 * fade_b,
                 1e-12, 0);
    assert_close(ent_record_signal(*state, BBB, 2020, 2021), 0.1 - 0.6 * fade_a, 1e-12, 0);
}

/* A poll that does not say whom it asks. */
static void both_publics_hear_everything(void **state) {
    assert_close(ent_record_signal(*state, ENT_BOTH_STATES, 2020, 2021),
                 0.1 + 0.3 * exp(-0.25) - 0.25 * exp(-0.5) - 0.6 * exp(-0.75), 1e-12, 0);
}

/* After `from`, which belongs to the wave before, and up to `to`. */
static void an_event_counts_for_one_wave(void **state) {
    const double april = 2020 + 3 / 12.0, july = 2020 + 6 / 12.0;
    assert_same(ent_record_signal(*state, BBB, 2020, april), -0.6);
    assert_same(ent_record_signal(*state, BBB, april, july), 0);
    assert_same(ent_record_signal(*state, AAA, april, july), -0.25);
    assert_same(ent_record_signal(*state, AAA, july, 2020.7), 0);
    assert_same(ent_record_signal(*state, AAA, 1990, 2020.2), 0);
    assert_close(ent_record_signal(*state, BBB, -INFINITY, 2022.25),
                 0.1 * exp(-1.25) - 0.6 * exp(-2), 1e-12, 0);
    /* two waves share what one alone would hear, but for what fades in between */
    double first = ent_record_signal(*state, BBB, -INFINITY, july);
    double second = ent_record_signal(*state, BBB, july, 2021.5);
    assert_close(ent_record_signal(*state, BBB, -INFINITY, 2021.5),
                 first * exp(july - 2021.5) + second, 1e-12, 0);
}

static void without_dated_events_there_is_silence(void **state) {
    ent_scenario_t scenario;
    (void)state;
    support_load_small("", NULL, 0, &scenario);
    assert_same(ent_record_signal(&scenario, ENT_BOTH_STATES, -INFINITY, 3000), 0);
    ent_scenario_free(&scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_public_hears_the_other_states_quarrels),
        cmocka_unit_test(both_publics_hear_everything),
        cmocka_unit_test(an_event_counts_for_one_wave),
        cmocka_unit_test(without_dated_events_there_is_silence),
    };
    return cmocka_run_group_tests_name("signal", tests, open_scenario, close_scenario);
}

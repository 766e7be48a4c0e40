/* Steps and dates of a scenario (scenario/scenario.c). */
#include "scenario/scenario.h"

#include "support/close.h"
#include "support/scenarios.h"

static ent_scenario_t with(ent_step_t step, double years) {
    return (ent_scenario_t){.step = step, .years = years, .start = {2020, 1, 1}};
}

/* "Week 1/52, month 1/12, quarter 1/4" (the model, notation). */
static void steps_have_the_models_length(void **state) {
    (void)state;
    const ent_scenario_t week = with(ENT_STEP_WEEK, 1), month = with(ENT_STEP_MONTH, 1),
                         quarter = with(ENT_STEP_QUARTER, 1);
    assert_same(ent_scenario_step_years(&week), 1.0 / 52.0);
    assert_same(ent_scenario_step_years(&month), 1.0 / 12.0);
    assert_same(ent_scenario_step_years(&quarter), 0.25);
}

/* N = round(years/Δ), by hand. */
static void steps_are_counted_to_the_nearest(void **state) {
    (void)state;
    static const struct {
        ent_step_t step;
        double years;
        size_t steps;
    } rows[] = {
        {ENT_STEP_MONTH, 20, 240},    {ENT_STEP_MONTH, 0.04, 0},     {ENT_STEP_MONTH, 0.05, 1},
        {ENT_STEP_MONTH, 2.0 / 3, 8}, {ENT_STEP_WEEK, 14, 728},      {ENT_STEP_QUARTER, 0.1, 0},
        {ENT_STEP_QUARTER, 0.126, 1}, {ENT_STEP_WEEK, 384.6, 19999}, {ENT_STEP_MONTH, 1.1, 13},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_scenario_t scenario = with(rows[i].step, rows[i].years);
        assert_int_equal(ent_scenario_steps(&scenario), rows[i].steps);
    }
}

/* ⌊(T − start)/Δ + 10⁻⁶⌋ (the model, "One step"): every first of a month, for a century. */
static void dates_fall_into_the_step_that_begins_on_them(void **state) {
    (void)state;
    ent_scenario_t scenario = with(ENT_STEP_MONTH, 100);
    for (int start_month = 1; start_month <= 12; start_month++) {
        scenario.start.month = start_month;
        for (int n = 0; n < 1200; n++) {
            int months = 2020 * 12 + start_month - 1 + n;
            ent_date_t date = {months / 12, months % 12 + 1, 1};
            assert_int_equal(ent_scenario_step_of(&scenario, ent_date_decimal(date)), n);
            date.day = 28;
            assert_int_equal(ent_scenario_step_of(&scenario, ent_date_decimal(date)), n);
        }
    }
}

static void dates_before_the_start_have_negative_steps(void **state) {
    (void)state;
    ent_scenario_t scenario = with(ENT_STEP_MONTH, 1);
    assert_int_equal(ent_scenario_step_of(&scenario, 2020.0 - 1.0 / 12), -1);
    assert_int_equal(ent_scenario_step_of(&scenario, ent_date_decimal((ent_date_t){2019, 12, 31})),
                     -1);
    assert_int_equal(ent_scenario_step_of(&scenario, 1998.5), -258);
    assert_int_equal(ent_scenario_step_of(&scenario, 2020.0 - 1e-9), 0); /* rounding */
}

static void a_scenario_may_be_freed_twice(void **state) {
    (void)state;
    ent_scenario_t scenario = {0};
    ent_scenario_free(&scenario);
    support_load_small("", NULL, 0, &scenario);
    ent_scenario_free(&scenario);
    ent_scenario_free(&scenario);
    assert_null(scenario.domains);
    assert_int_equal(scenario.domain_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_have_the_models_length),
        cmocka_unit_test(steps_are_counted_to_the_nearest),
        cmocka_unit_test(dates_fall_into_the_step_that_begins_on_them),
        cmocka_unit_test(dates_before_the_start_have_negative_steps),
        cmocka_unit_test(a_scenario_may_be_freed_twice),
    };
    return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}

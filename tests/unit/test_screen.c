/* The table on the screen after a run, and dates of instants. */
#include "report/tables.h"

#include "support/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole screen of a run of the small scenario; the caller's to free. */
static char *show(uint64_t members, bool deterministic, const char *const *overrides) {
    support_world_t world;
    ent_metrics_t metrics;
    ent_ensemble_t ensemble;
    char *text = NULL;
    size_t size = 0;
    support_world_open(&world,
                       "institutions = ( { name = \"i\"; cadence = 2.0; " SUPPORT_ACTIVE "} );",
                       overrides);
    assert_int_equal(ent_metrics_init(&metrics, &world.plan, ENT_FALL_POINTS), ENT_OK);
    ent_metric_set_t set = ent_metrics_set(&metrics);
    ent_ensemble_options_t options = {
        .members = members, .seed = 7, .deterministic = deterministic, .metrics = &set};
    const ent_plan_t *plan = &world.plan;
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &ensemble), ENT_OK);
    ent_run_t run = {&world.scenario, plan, &metrics,     &ensemble.plans[0],
                     members,         7,    deterministic};
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    ent_table_screen(&run, stream);
    assert_int_equal(fclose(stream), 0);
    ent_ensemble_free(&ensemble);
    ent_metrics_free(&metrics);
    support_world_close(&world);
    return text;
}

static void an_ensemble_is_shown_with_its_spread(void **state) {
    char *text = show(20, false, NULL);
    (void)state;
    const char head[] = "Small, 2020-01-01 to 2022-01-01: 20 members, seed 7\n\n";
    assert_memory_equal(text, head, strlen(head));
    assert_non_null(strstr(text, " mean      5 %   median     95 %\n"));
    assert_non_null(strstr(text, "\n  A comparison of assumptions, not a forecast.\n"));
    assert_non_null(strstr(text, "  mean health "));
    assert_non_null(strstr(text, "leader's share of policy, AAA "));
    assert_non_null(strstr(text, "leader's share of policy, BBB "));
    assert_null(strstr(text, "meetings")); /* institutions are in metrics.csv */
    assert_null(strstr(text, "warning"));
    free(text);
}

/* One member has no spread: a single column, without a heading. */
static void one_member_is_shown_without_a_spread(void **state) {
    char *text = show(1, true, NULL);
    (void)state;
    const char head[] = "Small, 2020-01-01 to 2022-01-01: 1 member, deterministic\n\n";
    assert_memory_equal(text, head, strlen(head));
    assert_null(strstr(text, "median"));
    const char *row = strstr(text, "  rupture ");
    assert_non_null(row);
    assert_int_equal(strcspn(row, "\n"), 2 + 36 + 9 + 2 + strlen("share"));
    free(text);
}

/* Undefined values are shown as such: there is no fall to recover from, no change of leaders. */
static void undefined_metrics_are_dashes(void **state) {
    const char *const overrides[] = {"years=0.5", NULL};
    char *text = show(1, false, overrides);
    (void)state;
    const char *row = strstr(text, "  mean health ");
    assert_non_null(row);
    assert_memory_equal(row + 2 + 36, "        -  points\n", 18);
    free(text);
}

/* More than 5 % of the pairs on a clamp: here the driver, one of eleven variables. */
static void saturation_is_warned_of(void **state) {
    const char *const overrides[] = {"drivers.threat.level=0.0", NULL};
    char *text = show(3, false, overrides);
    (void)state;
    assert_non_null(strstr(text, "  warning: variables stand on the ends of their ranges"));
    free(text);
}

static void assert_dates(const char *step, const char *start, const char *const *dates,
                         size_t count) {
    char set_start[40];
    (void)snprintf(set_start, sizeof set_start, "start=%s", start);
    const char *const overrides[] = {step, set_start, NULL};
    support_world_t world;
    support_world_open(&world, "", overrides);
    for (size_t n = 0; n < count; n++) {
        char text[ENT_DATE_SIZE];
        ent_instant_date(&world.scenario, (double)n, text);
        assert_string_equal(text, dates[n]);
    }
    support_world_close(&world);
}

static void instants_have_calendar_dates(void **state) {
    static const char *const months[] = {"2020-11-01", "2020-12-01", "2021-01-01", "2021-02-01"};
    static const char *const middles[] = {"2020-01-15", "2020-02-15", "2020-03-15", "2020-04-15"};
    static const char *const quarters[] = {"2020-01-01", "2020-04-01", "2020-07-01", "2020-10-01",
                                           "2021-01-01"};
    static const char *const ends[] = {"2019-12-31", "2020-01-31", "2020-02-29", "2020-03-31"};
    (void)state;
    assert_dates("step=month", "2020-11", months, 4);
    assert_dates("step=month", "2020-01-15", middles, 4);
    assert_dates("step=quarter", "2020-01", quarters, 5);
    assert_dates("step=month", "2019-12-31", ends, 4);
}

/* Errors: a thousand weeks have dates that exist and never go back. */
static void dates_of_weeks_never_go_back(void **state) {
    const char *const overrides[] = {"step=week", "years=20.0", NULL};
    support_world_t world;
    char last[ENT_DATE_SIZE] = "", text[ENT_DATE_SIZE];
    ent_date_t date;
    (void)state;
    support_world_open(&world, "", overrides);
    for (size_t n = 0; n <= world.plan.steps; n++) {
        ent_instant_date(&world.scenario, (double)n, text);
        assert_true(ent_date_parse(text, &date));
        assert_true(strcmp(text, last) > 0);
        memcpy(last, text, sizeof last);
    }
    assert_string_equal(last, "2040-01-01");
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ensemble_is_shown_with_its_spread),
        cmocka_unit_test(one_member_is_shown_without_a_spread),
        cmocka_unit_test(undefined_metrics_are_dashes),
        cmocka_unit_test(saturation_is_warned_of),
        cmocka_unit_test(instants_have_calendar_dates),
        cmocka_unit_test(dates_of_weeks_never_go_back),
    };
    return cmocka_run_group_tests_name("screen", tests, NULL, NULL);
}

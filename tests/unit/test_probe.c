/*
 * Probes (analysis/probe.c): each variant runs, bit for bit, like a scenario whose file says the
 * same; means of severities are those of their distributions (Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions).
 */
#include "analysis/probe.h"

#include "analysis/sampled.h"
#include "support/problems.h"
#include "support/scenarios.h"
#include "support/world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS = 16 };

/* Chance enough for members to differ, and a council that carries talks. */
static const char lively[] =
    "drivers = ( { name = 'threat'; volatility = 0.1; } );"
    "institutions = ( { name = 'i'; cadence = 4.0; binding = 0.3; coverage = { talks = 0.4; }; "
    "status = 'active'; } );"
    "shocks = ( { name = 'row'; by = 'BBB'; rate = 1.0; hits = { talks = 1.0; people = 0.2; };"
    "             severity = { distribution = 'beta'; a = 2.0; b = 5.0; }; } );";

static void load_with(const char *more, const char *const *overrides, ent_scenario_t *scenario) {
    char *whole = support_edit(lively, NULL, NULL, more), *quoted = support_quoted(whole);
    support_world_t world;
    support_world_open(&world, quoted, overrides);
    *scenario = world.scenario;
    world.scenario = (ent_scenario_t){0};
    support_world_close(&world);
    free(quoted);
    free(whole);
}

static void load_more(const char *more, ent_scenario_t *scenario) {
    load_with(more, NULL, scenario);
}

/* Health of all members at all instants; the caller's to free. */
static ent_sampled_t run(const ent_scenario_t *scenario, ent_plan_t *plan) {
    ent_sampled_t sampled;
    assert_int_equal(ent_plan_init(plan, scenario), ENT_OK);
    bool *wanted = calloc(plan->variables.count, sizeof *wanted);
    assert_non_null(wanted);
    wanted[0] = true; /* health is the first in the table */
    const ent_plan_t *plans[] = {plan};
    const bool *const rows[] = {wanted};
    const ent_sampled_options_t options = {
        .members = MEMBERS, .seed = 9, .isa = ent_isa_best(), .threads = 1};
    assert_int_equal(ent_sampled_run(plans, 1, rows, 1, &options, &sampled), ENT_OK);
    free(wanted);
    return sampled;
}

/* The first instant at which two scenarios differ in any member; one past the last if none. */
static size_t first_difference(const ent_scenario_t *a, const ent_scenario_t *b) {
    ent_plan_t plans[2];
    ent_sampled_t one = run(a, &plans[0]), other = run(b, &plans[1]);
    size_t found = one.instant_count;
    for (size_t k = one.instant_count; k > 0; k--) {
        for (size_t m = 0; m < MEMBERS; m++) {
            double x = one.values[m * one.instant_count + k - 1];
            double y = other.values[m * one.instant_count + k - 1];
            found = memcmp(&x, &y, sizeof x) != 0 ? k - 1 : found;
        }
    }
    ent_sampled_free(&one);
    ent_sampled_free(&other);
    ent_plan_free(&plans[0]);
    ent_plan_free(&plans[1]);
    return found;
}

static void assert_alike(const ent_scenario_t *variant, const char *file) {
    ent_scenario_t written;
    load_more(file, &written);
    assert_int_equal(first_difference(variant, &written), ent_scenario_steps(variant) + 1);
    ent_scenario_free(&written);
}

#define STRIKE(name, date, by, severity)                                                           \
    "{ name = '" name "'; at = '" date "'; effects = ( { type = 'shock'; by = '" by                \
    "'; severity = " severity "; hits = { talks = 1.0; people = 0.2; }; } ); }"

static void test_with(void **state) {
    static const double hits[ENT_MAX_DOMAINS] = {1.0, 0.2};
    const ent_strike_t strikes[] = {
        {.by = 0, .when = 2020.5, .severity = 0.9, .hits = hits},
        {.by = 1, .when = 2019.5, .severity = 0.9, .hits = hits}, /* before the start */
        {.by = 1, .when = 2021 + 2 / 12.0, .severity = 0.4, .hits = hits},
        {.by = 1, .when = 2022, .severity = 0.9, .hits = hits}, /* as it ends */
    };
    ent_scenario_t scenario, variant;
    (void)state;
    load_more("", &scenario);
    assert_int_equal(ent_probe_with(&scenario, strikes, SUPPORT_COUNT(strikes), &variant), ENT_OK);
    assert_int_equal(variant.event_count, scenario.event_count + 2);
    assert_int_equal(first_difference(&scenario, &variant), 7); /* the step of July, then this */
    assert_alike(&variant, "events = (" STRIKE("a", "2020-07", "AAA", "0.9") "," STRIKE(
                               "b", "2021-03", "BBB", "0.4") ");");
    ent_scenario_free(&variant);
    ent_scenario_free(&variant);
    assert_int_equal(ent_probe_with(&scenario, NULL, 0, &variant), ENT_OK);
    assert_int_equal(first_difference(&scenario, &variant), ent_scenario_steps(&scenario) + 1);
    ent_scenario_free(&variant);
    ent_scenario_free(&scenario);
}

/* Of dated events only, from the date on, only this state's shocks, and no other effect. */
static void test_without(void **state) {
    static const char full[] = "events = (" STRIKE("early", "2020-03", "BBB", "0.5") "," STRIKE(
        "other", "2020-09", "AAA",
        "0.5") "," STRIKE("late", "2020-06", "BBB",
                          "0.5") ","
                                 "{ name = 'both'; at = '2020-10'; effects = ("
                                 "  { type = 'shock'; by = 'BBB'; severity = 0.6; hits = { talks = "
                                 "1.0; }; },"
                                 "  { type = 'shift'; variable = 'domain.talks'; by = 0.1; } ); },"
                                 "{ name = 'again'; from = '2020-10'; every_years = 1.0; effects = "
                                 "("
                                 "  { type = 'shock'; by = 'BBB'; severity = 0.2; hits = { talks = "
                                 "1.0; }; } ); } );";
    static const char left[] = "events = (" STRIKE("early", "2020-03", "BBB", "0.5") "," STRIKE(
        "other", "2020-09", "AAA",
        "0.5") ","
               "{ name = 'both'; at = '2020-10'; effects = ("
               "  { type = 'shift'; variable = 'domain.talks'; by = 0.1; } ); },"
               "{ name = 'again'; from = '2020-10'; every_years = 1.0; effects = ("
               "  { type = 'shock'; by = 'BBB'; severity = 0.2; hits = { talks = 1.0; }; } ); } );";
    ent_scenario_t scenario, variant;
    (void)state;
    load_more(full, &scenario);
    assert_int_equal(ent_probe_without(&scenario, 1, 2020 + 5 / 12.0, &variant), ENT_OK);
    assert_int_equal(first_difference(&scenario, &variant), 6);
    assert_alike(&variant, left);
    ent_scenario_free(&variant);
    ent_scenario_free(&scenario);
}

static void test_unbound(void **state) {
    static const char binding[] =
        "events = ( { name = 'x'; at = '2020-05'; effects = ("
        "  { type = 'parameter'; path = 'institutions.i.binding'; to = 0.9; },"
        "  { type = 'parameter'; path = 'institutions.i.coverage.people'; to = 0.9; },"
        "  { type = 'parameter'; path = 'institutions.i.build'; to = 0.9; },"
        "  { type = 'shift'; variable = 'domain.talks'; by = 0.1; } ); } );";
    static const char left[] = "events = ( { name = 'x'; at = '2020-05'; effects = ("
                               "  { type = 'parameter'; path = 'institutions.i.build'; to = 0.9; },"
                               "  { type = 'shift'; variable = 'domain.talks'; by = 0.1; } ); } );";
    static const char *const overrides[] = {"institutions.i.binding=0",
                                            "institutions.i.coverage.talks=0", NULL};
    ent_scenario_t scenario, variant, written;
    (void)state;
    load_more(binding, &scenario);
    assert_true(ent_probe_is_bound(&scenario));
    assert_int_equal(ent_probe_unbound(&scenario, &variant), ENT_OK);
    assert_false(ent_probe_is_bound(&variant));
    assert_int_equal(first_difference(&scenario, &variant), 1);
    load_with(left, overrides, &written);
    assert_int_equal(first_difference(&variant, &written), ent_scenario_steps(&variant) + 1);
    ent_scenario_free(&written);
    ent_scenario_free(&variant);
    ent_scenario_free(&scenario);
}

static void test_mean_severity(void **state) {
    double values[] = {0.1, 0.2, 0.6};
    const struct {
        ent_severity_t severity;
        double mean;
    } cases[] = {
        {{.distribution = ENT_SEVERITY_BETA, .a = 2, .b = 6}, 0.25},
        {{.distribution = ENT_SEVERITY_UNIFORM, .low = 0.2, .high = 0.5}, 0.35},
        {{.distribution = ENT_SEVERITY_FIXED, .value = 0.7}, 0.7},
        {{.distribution = ENT_SEVERITY_LOGNORMAL, .median = 0.2, .sigma = 0.5, .cap = 1},
         0.2 * 1.1331484530668263}, /* e^(1/8) */
        {{.distribution = ENT_SEVERITY_EMPIRICAL, .values = values, .value_count = 3}, 0.3},
    };
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
        assert_close(ent_probe_mean_severity(&cases[i].severity), cases[i].mean, 1e-15, 0);
    }
}

/* The most severe of a state's shocks, else its first in an event, else none. */
static void test_hits(void **state) {
    ent_scenario_t scenario;
    (void)state;
    load_more("events = ( { name = 'x'; at = '2020-05'; effects = ("
              "  { type = 'shift'; variable = 'domain.talks'; by = 0.1; },"
              "  { type = 'shock'; by = 'AAA'; severity = 0.1; hits = { talks = 0.3; }; },"
              "  { type = 'shock'; by = 'AAA'; severity = 0.9; hits = { talks = 0.4; }; } ); } );",
              &scenario);
    assert_ptr_equal(ent_probe_hits(&scenario, 1), scenario.shocks[0].hits);
    assert_ptr_equal(ent_probe_hits(&scenario, 0), scenario.events[0].effects[1].hits);
    scenario.event_count = 0;
    assert_null(ent_probe_hits(&scenario, 0));
    ent_scenario_free(&scenario);
    support_load_shipped("japan-rok/base.cfg", &scenario);
    assert_ptr_equal(ent_probe_hits(&scenario, 0), scenario.shocks[1].hits); /* 2/7, not 1.5/13.5 */
    assert_ptr_equal(ent_probe_hits(&scenario, 1), scenario.shocks[2].hits); /* 2.5/5.5 */
    ent_scenario_free(&scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_with),    cmocka_unit_test(test_without),
        cmocka_unit_test(test_unbound), cmocka_unit_test(test_mean_severity),
        cmocka_unit_test(test_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

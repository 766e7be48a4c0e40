/*
 * Every request for memory of trials, of the tests of all patterns and of variants fails once: the
 * error is ENT_ERR_MEMORY, and nothing is leaked. Reading curves asks for none of its own.
 */
#include "analysis/patterns.h"

#include "analysis/probe.h"
#include "fault/faults.h"
#include "support/exact_arena.h"
#include "support/trials.h"

/* All that patterns look at: shocks, terms, and institutions of every kind. */
#define INSTITUTION(name, insulation)                                                              \
    "{ name = '" name "'; status = 'active'; cadence = 2.0; insulation = " insulation              \
    "; binding = 0.1; level = 0.5; habit = 0.3; build = 0.2; fade = 3.0; threshold = 0.0;"         \
    "  slope = 3.0; miss_cost = 0.0; suspend_below = -1.0; resume_above = 0.0; patience = 0.5;"    \
    "  coverage = { talks = 0.3; }; }"
static const char lively[] =
    "institutions = (" INSTITUTION("summit", "0.1") "," INSTITUTION("desk", "0.4") "," INSTITUTION(
        "trade",
        "0.8") ");"
               "states = ( { name = 'BBB'; succession = { mode = 'term'; next = '2021-06'; "
               "term_years = 3.0;"
               "             pool = ( { name = 'x'; weight = 1.0; orientation = 0.0; spread = 0.3; "
               "} ); };"
               "             public = { volatility = 0.1; }; },"
               "           { name = 'AAA'; public = { volatility = 0.1; }; } );"
               "shocks = ( { name = 'row'; rate = 0.5; }, { name = 'spat'; rate = 0.5; } );"
               "events = ( { name = 'x'; at = '2020-05'; effects = ("
               "  { type = 'shift'; variable = 'domain.talks'; by = 0.1; } ); } );";

static const ent_trials_options_t options = {
    .members = 2, .seed = 1, .isa = ENT_ISA_BASELINE, .threads = 1};

/* Three years are enough for every allocation, and quick. */
static ent_err_t run_trials(void *context) {
    const support_trials_t *made = context;
    ent_trials_t trials;
    ent_err_t error = ent_trials_run(&made->scenario, made->curves, &options, &trials);
    ent_trials_free(&trials);
    ent_trials_free(&trials);
    return error;
}

static void running_trials_reports_a_lack_of_memory(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_run(&made, 3, 2, lively, NULL);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, run_trials, &made) > 100);
    support_trials_close(&made);
}

static ent_err_t test_all(void *context) {
    const support_trials_t *made = context;
    ent_err_t error = ENT_OK;
    for (size_t p = 0; p < ent_pattern_count && error == ENT_OK; p++) {
        ent_finding_t finding;
        error = ent_pattern_test(&ent_patterns[p], &made->trials, &finding);
        if (error == ENT_OK) {
            assert_true(finding.verdict < ENT_VERDICTS);
            assert_true(finding.verdict != ENT_VERDICT_NOT_APPLICABLE); /* all can be measured */
        }
    }
    return error;
}

static void testing_patterns_reports_a_lack_of_memory(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_run(&made, 16, 2, lively, NULL);
    /* At least an array for each pattern that measures. */
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, test_all, &made) >
                ent_pattern_count);
    support_trials_close(&made);
}

static ent_err_t make_variants(void *context) {
    const support_trials_t *made = context;
    const ent_strike_t strike = {
        .by = 0, .when = 2021, .severity = 0.5, .hits = ent_probe_hits(&made->scenario, 0)};
    ent_scenario_t variant;
    ent_err_t error = ent_probe_with(&made->scenario, &strike, 1, &variant);
    if (error == ENT_OK) {
        ent_scenario_free(&variant);
        error = ent_probe_without(&made->scenario, 0, 2020, &variant);
    }
    if (error == ENT_OK) {
        ent_scenario_free(&variant);
        error = ent_probe_unbound(&made->scenario, &variant);
    }
    if (error == ENT_OK) {
        ent_scenario_free(&variant);
    }
    return error;
}

static void making_variants_reports_a_lack_of_memory(void **state) {
    support_trials_t made;
    (void)state;
    support_trials_run(&made, 3, 2, lively, NULL);
    /* Events of each, a shock with its title, institutions, and effects where some are left out. */
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, make_variants, &made) >=
                8);
    support_trials_close(&made);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_trials_reports_a_lack_of_memory),
        cmocka_unit_test(testing_patterns_reports_a_lack_of_memory),
        cmocka_unit_test(making_variants_reports_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("patterns", tests, NULL, NULL);
}

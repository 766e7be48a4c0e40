/*
 * Every request for memory of a study fails once: making it, adding scenarios, running, asking.
 * Each time the error is ENTENTE_ERROR_MEMORY, the message says so, and nothing is leaked.
 */
#include "entente.h"

#include "fault/faults.h"
#include "support/exact_arena.h"

static const char child[] = "tests/scenarios/child.cfg";

/* The library's error as the fault tests know it. */
static ent_err_t own(entente_error_t error) {
    for (int i = 0; i < ENT_ERROR_COUNT; i++) {
        if (ent_err_exit_status((ent_err_t)i) == (int)error) {
            return (ent_err_t)i;
        }
    }
    return ENT_ERR_BUG;
}

/* Whatever fails, the study is as it was, and can be asked and freed. */
static void assert_told(const entente_study_t *study, entente_error_t error) {
    if (error == ENTENTE_ERROR_MEMORY) {
        assert_string_equal(entente_study_message(study), entente_error_text(error));
    }
}

static entente_error_t build(entente_study_t *study) {
    static const char *const overrides[] = {"health.initial=50.0"};
    static const char *const record[] = {"health", "stance.*"};
    entente_options_t options = ENTENTE_DEFAULTS;
    options.members = 20;
    options.threads = 1;
    options.record = record;
    options.record_count = 2;
    entente_error_t error = ENTENTE_OK;
    for (int i = 0; i < 3 && error == ENTENTE_OK; i++) { /* the list of scenarios grows */
        error = entente_study_add(study, child, overrides, i > 0);
        assert_int_equal(entente_study_scenario_count(study), i + (error == ENTENTE_OK));
    }
    return error == ENTENTE_OK ? entente_study_run(study, &options) : error;
}

static ent_err_t try_study(void *context) {
    entente_difference_t difference;
    entente_study_t *study = entente_study_new();
    (void)context;
    if (study == NULL) {
        return ENT_ERR_MEMORY;
    }
    entente_error_t error = build(study);
    assert_told(study, error);
    if (error == ENTENTE_OK) {
        error = entente_variable_difference(study, 2, "health", 0, &difference);
    }
    if (error != ENTENTE_OK) {
        assert_int_not_equal(entente_metric_difference(study, 1, "health_mean", &difference),
                             ENTENTE_OK);
    }
    entente_study_free(study);
    return own(error);
}

static void studies_report_a_lack_of_memory(void **state) {
    (void)state;
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, try_study, NULL) > 1000);
}

static entente_study_t *study_that_was_run(const entente_options_t *options) {
    entente_study_t *study = entente_study_new();
    assert_non_null(study);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(entente_study_add(study, child, NULL, 0), ENTENTE_OK);
    }
    assert_int_equal(entente_study_run(study, options), ENTENTE_OK);
    return study;
}

/* A second run that fails leaves the results of the first. */
static ent_err_t run_again(void *context) {
    entente_options_t options = ENTENTE_DEFAULTS;
    entente_summary_t before, after;
    (void)context;
    options.members = 20;
    options.threads = 1;
    faults.paused = true;
    entente_study_t *study = study_that_was_run(&options);
    assert_int_equal(entente_metric(study, 1, "health_mean", &before), ENTENTE_OK);
    options.seed = 2;
    faults.paused = false;
    entente_error_t error = entente_study_run(study, &options);
    assert_told(study, error);
    assert_int_equal(entente_metric(study, 1, "health_mean", &after), ENTENTE_OK);
    assert_true((memcmp(&after, &before, sizeof after) == 0) == (error != ENTENTE_OK));
    entente_study_free(study);
    return own(error);
}

static void a_run_that_fails_leaves_results(void **state) {
    (void)state;
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, run_again, NULL) > 50);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(studies_report_a_lack_of_memory),
        cmocka_unit_test(a_run_that_fails_leaves_results),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("study", tests, NULL, NULL);
}

/* What a caller of the public interface (entente.h) can get wrong, and how it is told. */
#include "entente.h"

#include "support/close.h"
#include "support/files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char small[] = "tests/scenarios/small.cfg";

static entente_study_t *small_study(void) {
    entente_study_t *study = entente_study_new();
    assert_non_null(study);
    assert_int_equal(entente_study_add(study, small, NULL, 0), ENTENTE_OK);
    return study;
}

/* Two scenarios, run; a third that was added afterwards. */
static entente_study_t *study_of_three(void) {
    static const char *const overrides[] = {"institutions.council.insulation=0.1"};
    entente_study_t *study = small_study();
    entente_options_t options = ENTENTE_DEFAULTS;
    options.members = 8;
    assert_int_equal(entente_study_add(study, small, overrides, 1), ENTENTE_OK);
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
    assert_int_equal(entente_study_add(study, small, NULL, 0), ENTENTE_OK);
    return study;
}

static void assert_message(entente_study_t *study, entente_error_t error, entente_error_t expected,
                           const char *message) {
    assert_int_equal(error, expected);
    assert_string_equal(entente_study_message(study), message);
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

static void a_missing_file_is_named(void **state) {
    entente_study_t *study = small_study();
    (void)state;
    assert_message(study, entente_study_add(study, "no/such.cfg", NULL, 0), ENTENTE_ERROR_NO_INPUT,
                   "no/such.cfg:1: \"no/such.cfg\" cannot be read: No such file or directory");
    assert_int_equal(entente_study_problem_count(study), 1);
    assert_int_equal(entente_study_scenario_count(study), 1);
    entente_study_free(study);
}

static void a_text_that_is_missing_is_named(void **state) {
    static const char *const overrides[] = {"years=1.0", NULL};
    entente_study_t *study = small_study();
    (void)state;
    assert_message(study, entente_study_add(study, NULL, NULL, 0), ENTENTE_ERROR_USAGE,
                   "found no path, expected a scenario's file");
    assert_message(study, entente_study_add(study, "", NULL, 0), ENTENTE_ERROR_USAGE,
                   "found no path, expected a scenario's file");
    assert_message(study, entente_study_add(study, small, overrides, 2), ENTENTE_ERROR_USAGE,
                   "override 2 of 2 is missing, expected a text like KEY=VALUE");
    assert_message(study, entente_study_add(study, small, NULL, 1), ENTENTE_ERROR_USAGE,
                   "override 1 of 1 is missing, expected a text like KEY=VALUE");
    assert_int_equal(entente_study_problem_count(study), 0);
    entente_study_free(study);
}

/* The second line of a file that extends the small scenario is wrong, and the third. */
static void a_broken_scenario_is_told_with_its_lines(void **state) {
    entente_study_t *study = small_study();
    char *folder = support_folder(), base[4096], text[8192];
    (void)state;
    assert_non_null(realpath(small, base));
    (void)snprintf(text, sizeof text,
                   "extends = \"%s\";\nyears = -3.0;\nhealth = { inital = 5.0; };\n", base);
    char *path = support_write(folder, "broken.cfg", text);
    assert_int_equal(entente_study_add(study, path, NULL, 0), ENTENTE_ERROR_SCENARIO);
    assert_int_equal(entente_study_problem_count(study), 2);
    const entente_problem_t *years = entente_study_problem(study, 0);
    const entente_problem_t *inital = entente_study_problem(study, 1);
    if (strcmp(years->key, "years") != 0) { /* in which order they are found is not fixed */
        const entente_problem_t *first = years;
        years = inital;
        inital = first;
    }
    assert_string_equal(years->file, path);
    assert_int_equal(years->line, 2);
    assert_string_equal(years->key, "years");
    assert_non_null(strstr(years->text, "found -3, expected "));
    assert_false(years->is_warning);
    assert_int_equal(inital->line, 3);
    assert_non_null(strstr(inital->text, "did you mean \"health.initial\"?"));
    assert_null(entente_study_problem(study, 2));
    const char *message = entente_study_message(study);
    assert_int_equal(strncmp(message, path, strlen(path)), 0);
    assert_non_null(strstr(message, "; and 1 more problem"));
    /* The study goes on as it was. */
    assert_int_equal(entente_study_scenario_count(study), 1);
    assert_int_equal(entente_study_add(study, small, NULL, 0), ENTENTE_OK);
    assert_int_equal(entente_study_problem_count(study), 0);
    assert_string_equal(entente_study_message(study), "");
    assert_int_equal(entente_study_scenario_count(study), 2);
    free(path);
    support_remove(folder);
    entente_study_free(study);
}

/* Twenty are kept and all are counted. */
static void many_problems_are_counted(void **state) {
    entente_study_t *study = entente_study_new();
    char *folder = support_folder(), base[4096], text[8192];
    (void)state;
    assert_non_null(study);
    assert_non_null(realpath(small, base));
    int length = snprintf(text, sizeof text, "extends = \"%s\";\n", base);
    for (int i = 0; i < 30; i++) {
        length += snprintf(text + length, sizeof text - (size_t)length, "unknown_%d = 1;\n", i);
    }
    char *path = support_write(folder, "broken.cfg", text);
    assert_int_equal(entente_study_add(study, path, NULL, 0), ENTENTE_ERROR_SCENARIO);
    assert_int_equal(entente_study_problem_count(study), 20);
    assert_non_null(strstr(entente_study_message(study), "; and 29 more problems"));
    assert_int_equal(entente_study_run(study, NULL), ENTENTE_ERROR_USAGE); /* it is empty */
    free(path);
    support_remove(folder);
    entente_study_free(study);
}

static void a_wrong_override_is_told_with_its_number(void **state) {
    static const char *const overrides[] = {"years=1.0", "health.inital=5.0"};
    entente_study_t *study = entente_study_new();
    (void)state;
    assert_non_null(study);
    assert_int_equal(entente_study_add(study, small, overrides, 2), ENTENTE_ERROR_SCENARIO);
    const entente_problem_t *problem = entente_study_problem(study, 0);
    assert_string_equal(problem->file, "--set");
    assert_int_equal(problem->line, 2);
    assert_string_equal(problem->key, "health.inital");
    entente_study_free(study);
}

/* A record that tells nothing about the years of the run is worth a warning; all else is sound. */
static void a_warning_makes_no_error(void **state) {
    static const char *const overrides[] = {"event_record.until=2020-02"};
    entente_study_t *study = entente_study_new();
    (void)state;
    assert_non_null(study);
    assert_int_equal(entente_study_add(study, "tests/scenarios/recorded.cfg", overrides, 1),
                     ENTENTE_OK);
    assert_true(entente_study_problem_count(study) > 0);
    assert_true(entente_study_problem(study, 0)->is_warning);
    assert_string_equal(entente_study_message(study), "");
    entente_study_free(study);
}

static void scenarios_of_a_study_must_agree(void **state) {
    static const char *const overrides[] = {"years=4.0"};
    entente_study_t *study = small_study();
    (void)state;
    assert_message(study, entente_study_add(study, small, overrides, 1), ENTENTE_ERROR_SCENARIO,
                   "tests/scenarios/small.cfg:1: years: found 4, expected 3 as in "
                   "tests/scenarios/small.cfg");
    entente_study_free(study);
}

/* ---- Options --------------------------------------------------------------------------------- */

static const char *const misspelt[] = {"helth"}, *const missing[] = {NULL};

static const struct {
    entente_options_t options;
    const char *message;
} wrong_options[] = {
    {{.members = UINT64_C(4294967296)}, "members: found 4294967296, expected at most 4294967295"},
    {{.members = 2, .deterministic = true}, "members: found 2, expected 1, of a deterministic run"},
    {{.threads = 1025}, "threads: found 1025, expected at most 1024"},
    {{.fall_points = -0.5}, "fall_points: found -0.5, expected points above 0, at most 100"},
    {{.fall_points = 100.5}, "fall_points: found 100.5, expected points above 0, at most 100"},
    {{.fall_points = NAN}, "fall_points: found NaN, expected points above 0, at most 100"},
    {{.record_count = 1}, "record: found none, expected 1 names or patterns of variables"},
    {{.record = misspelt, .record_count = 1},
     "record: \"helth\" is like no variable, did you mean \"health\"?"},
    {{.record = missing, .record_count = 1}, "record: \"\" is like no variable"},
};

static void wrong_options_are_named_and_results_kept(void **state) {
    entente_study_t *study = study_of_three();
    entente_summary_t before, after;
    (void)state;
    assert_int_equal(entente_metric(study, 1, "health_mean", &before), ENTENTE_OK);
    for (size_t i = 0; i < sizeof wrong_options / sizeof wrong_options[0]; i++) {
        assert_message(study, entente_study_run(study, &wrong_options[i].options),
                       ENTENTE_ERROR_USAGE, wrong_options[i].message);
        assert_int_equal(entente_metric(study, 1, "health_mean", &after), ENTENTE_OK);
        assert_memory_equal(&after, &before, sizeof after);
        assert_string_equal(entente_study_message(study), "");
    }
    entente_study_free(study);
}

static void a_run_that_would_not_fit_is_refused(void **state) {
    entente_study_t *study = entente_study_new();
    entente_options_t options = ENTENTE_DEFAULTS;
    (void)state;
    assert_non_null(study);
    /* A thousand threads with all variables of nine scenarios each: more than a terabyte. */
    for (int i = 0; i < 9; i++) {
        assert_int_equal(entente_study_add(study, "scenarios/japan-rok/base.cfg", NULL, 0),
                         ENTENTE_OK);
    }
    options.members = 1000000;
    options.threads = 1024;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_ERROR_MEMORY);
    assert_non_null(strstr(entente_study_message(study), " MB of memory, and there is "));
    entente_study_free(study);
}

typedef struct {
    volatile sig_atomic_t stop;
    double share_done; /* told last */
    int calls;
    bool stops;
} watch_t;

static void watch(void *user, double share_done) {
    watch_t *seen = user;
    assert_true(share_done >= seen->share_done && share_done <= 1);
    seen->share_done = share_done;
    seen->calls++;
    seen->stop = seen->stops && share_done > 0.5;
}

static void a_run_tells_its_progress_and_can_be_stopped(void **state) {
    entente_study_t *study = study_of_three();
    watch_t seen = {.stops = false};
    entente_options_t options = ENTENTE_DEFAULTS;
    entente_summary_t before, after;
    (void)state;
    options.members = 256;
    options.threads = 1; /* with more, the thread that is told may have little left to do */
    options.stop = &seen.stop;
    options.progress = watch;
    options.user = &seen;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
    assert_same(seen.share_done, 1);
    assert_true(seen.calls > 3);
    assert_int_equal(entente_metric(study, 0, "health_mean", &before), ENTENTE_OK);
    seen = (watch_t){.stops = true};
    options.seed = 2;
    assert_message(study, entente_study_run(study, &options), ENTENTE_ERROR_INTERRUPTED,
                   "the run was interrupted");
    assert_true(seen.share_done < 1);
    assert_int_equal(entente_metric(study, 0, "health_mean", &after), ENTENTE_OK);
    assert_memory_equal(&after, &before, sizeof after);
    entente_study_free(study);
}

/* ---- Questions about results ----------------------------------------------------------------- */

typedef enum { VARIABLE, QUANTILE, METRIC, METRIC_QUANTILE, DIFFERENCE, ROW, CALLS } call_t;

/* Asks, and asserts that an error leaves what was to be filled as it was. */
static entente_error_t ask(entente_study_t *study, call_t call, size_t scenario, const char *name,
                           size_t instant, double probability) {
    union {
        entente_summary_t summary;
        entente_difference_t difference;
        double quantile;
    } answer, before;
    entente_error_t error = ENTENTE_OK;
    memset(&answer, 0x5a, sizeof answer);
    memcpy(&before, &answer, sizeof answer);
    switch (call) {
    case VARIABLE:
        error = entente_variable(study, scenario, name, instant, &answer.summary);
        break;
    case QUANTILE:
        error = entente_variable_quantile(study, scenario, name, instant, probability,
                                          &answer.quantile);
        break;
    case METRIC:
        error = entente_metric(study, scenario, name, &answer.summary);
        break;
    case METRIC_QUANTILE:
        error = entente_metric_quantile(study, scenario, name, probability, &answer.quantile);
        break;
    case DIFFERENCE:
        error = entente_metric_difference(study, scenario, name, &answer.difference);
        break;
    default:
        error = entente_variable_difference(study, scenario, name, instant, &answer.difference);
        break;
    }
    if (error != ENTENTE_OK) {
        assert_memory_equal(&answer, &before, sizeof answer);
    } else {
        assert_memory_not_equal(&answer, &before, sizeof answer);
    }
    return error;
}

static const struct {
    call_t call;
    size_t scenario;
    const char *name;
    size_t instant;
    double probability;
    const char *message;
} wrong_questions[] = {
    {VARIABLE, 3, "health", 0, 0, "found scenario 3, expected one of the study's 3, from 0"},
    {VARIABLE, 2, "health", 0, 0, "scenario 2 has not been run"},
    {VARIABLE, 0, "health", 37, 0, "found instant 37, expected at most 36"},
    {VARIABLE, 0, "helth", 0, 0,
     "\"helth\" is no variable of scenario 0, did you mean \"health\"?"},
    {VARIABLE, 0, NULL, 0, 0, "\"\" is no variable of scenario 0"},
    {QUANTILE, 2, "health", 0, 0.5, "scenario 2 has not been run"},
    {QUANTILE, 0, "health", 0, -0.1, "probability: found -0.1, expected a number from 0 to 1"},
    {QUANTILE, 0, "health", 0, 1.5, "probability: found 1.5, expected a number from 0 to 1"},
    {QUANTILE, 0, "health", 0, NAN, "probability: found NaN, expected a number from 0 to 1"},
    {METRIC, 3, "health_mean", 0, 0, "found scenario 3, expected one of the study's 3, from 0"},
    {METRIC, 1, "health_meen", 0, 0,
     "\"health_meen\" is no metric of scenario 1, did you mean \"health_mean\"?"},
    {METRIC_QUANTILE, 1, "health_mean", 0, 2,
     "probability: found 2, expected a number from 0 to 1"},
    {METRIC_QUANTILE, 1, NULL, 0, 0.5, "\"\" is no metric of scenario 1"},
    {DIFFERENCE, 0, "health_mean", 0, 0, "scenario 0 is the control, from which others differ"},
    {DIFFERENCE, 2, "health_mean", 0, 0, "scenario 2 has not been run"},
    {DIFFERENCE, 1, "health", 0, 0,
     "\"health\" is no metric of scenario 1, did you mean \"health_sd\"?"},
    {ROW, 0, "health", 0, 0, "scenario 0 is the control, from which others differ"},
    {ROW, 1, "health", 99, 0, "found instant 99, expected at most 36"},
    {ROW, 1, "helth", 0, 0, "\"helth\" is no variable of scenario 1, did you mean \"health\"?"},
    {ROW, 1, "cohort.AAA.old", 0, 0,
     "\"cohort.AAA.old\" has nothing in the control to be paired with"},
};

static void wrong_questions_are_told_what_is_wrong(void **state) {
    entente_study_t *study = study_of_three();
    bool asked[CALLS] = {false};
    (void)state;
    for (size_t i = 0; i < sizeof wrong_questions / sizeof wrong_questions[0]; i++) {
        entente_error_t error = ask(study, wrong_questions[i].call, wrong_questions[i].scenario,
                                    wrong_questions[i].name, wrong_questions[i].instant,
                                    wrong_questions[i].probability);
        assert_message(study, error, ENTENTE_ERROR_USAGE, wrong_questions[i].message);
        asked[wrong_questions[i].call] = true;
    }
    for (int call = 0; call < CALLS; call++) {
        const char *name = call == METRIC || call == METRIC_QUANTILE || call == DIFFERENCE
                               ? "health_mean"
                               : "health";
        assert_true(asked[call]);
        assert_message(study, ask(study, (call_t)call, 1, name, 5, 0.5), ENTENTE_OK, "");
    }
    entente_study_free(study);
}

static void nothing_is_known_before_a_run(void **state) {
    entente_study_t *study = small_study();
    (void)state;
    for (int call = 0; call < CALLS; call++) {
        assert_message(study, ask(study, (call_t)call, 0, "health", 0, 0.5), ENTENTE_ERROR_USAGE,
                       "scenario 0 has not been run");
    }
    entente_study_free(study);
}

/* A terminal must not take orders from a name. */
static void messages_are_plain_text(void **state) {
    entente_study_t *study = study_of_three();
    (void)state;
    assert_message(study, ask(study, METRIC, 0, "a\x1b[2Jb", 0, 0), ENTENTE_ERROR_USAGE,
                   "\"a?[2Jb\" is no metric of scenario 0");
    entente_study_free(study);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_text_that_is_missing_is_named),
        cmocka_unit_test(a_broken_scenario_is_told_with_its_lines),
        cmocka_unit_test(many_problems_are_counted),
        cmocka_unit_test(a_wrong_override_is_told_with_its_number),
        cmocka_unit_test(a_warning_makes_no_error),
        cmocka_unit_test(scenarios_of_a_study_must_agree),
        cmocka_unit_test(wrong_options_are_named_and_results_kept),
        cmocka_unit_test(a_run_that_would_not_fit_is_refused),
        cmocka_unit_test(a_run_tells_its_progress_and_can_be_stopped),
        cmocka_unit_test(wrong_questions_are_told_what_is_wrong),
        cmocka_unit_test(nothing_is_known_before_a_run),
        cmocka_unit_test(messages_are_plain_text),
    };
    return cmocka_run_group_tests_name("study errors", tests, NULL, NULL);
}

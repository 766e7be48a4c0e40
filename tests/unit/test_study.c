/* The public interface (entente.h): what a study holds, results against the ensemble's own. */
#include "entente.h"

#include "support/close.h"
#include "support/files.h"

#include "analysis/metrics.h"
#include "base/error.h"
#include "scenario/load.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char small[] = "tests/scenarios/small.cfg";

/* The council of the small scenario, which is active there, never stood. */
static const char *const without_council[] = {"institutions.council.status=absent"};

static void add(entente_study_t *study, const char *path, const char *const *overrides,
                size_t count) {
    if (entente_study_add(study, path, overrides, count) != ENTENTE_OK) {
        fail_msg("%s: %s", path, entente_study_message(study));
    }
    assert_string_equal(entente_study_message(study), "");
}

static entente_study_t *small_study(void) {
    entente_study_t *study = entente_study_new();
    assert_non_null(study);
    add(study, small, NULL, 0);
    return study;
}

static void run(entente_study_t *study, uint64_t members) {
    entente_options_t options = ENTENTE_DEFAULTS;
    options.members = members;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
}

/* ---- Versions and errors --------------------------------------------------------------------- */

static void the_version_is_that_of_the_header(void **state) {
    char parts[32];
    (void)state;
    (void)snprintf(parts, sizeof parts, "%d.%d.%d", ENTENTE_VERSION_MAJOR, ENTENTE_VERSION_MINOR,
                   ENTENTE_VERSION_PATCH);
    assert_string_equal(entente_version(), ENTENTE_VERSION);
    assert_string_equal(entente_version(), parts);
}

/* The numbers are the exit statuses that README and design fix, the sentences the program's. */
static void errors_are_those_of_the_program(void **state) {
    static const struct {
        entente_error_t error;
        ent_err_t own;
    } rows[] = {{ENTENTE_OK, ENT_OK},
                {ENTENTE_ERROR_USAGE, ENT_ERR_USAGE},
                {ENTENTE_ERROR_SCENARIO, ENT_ERR_SCENARIO},
                {ENTENTE_ERROR_NO_INPUT, ENT_ERR_NO_INPUT},
                {ENTENTE_ERROR_BUG, ENT_ERR_BUG},
                {ENTENTE_ERROR_MEMORY, ENT_ERR_MEMORY},
                {ENTENTE_ERROR_INTERRUPTED, ENT_ERR_INTERRUPTED}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rows[i].error, ent_err_exit_status(rows[i].own));
        assert_string_equal(entente_error_text(rows[i].error), ent_err_text(rows[i].own));
    }
    assert_string_equal(entente_error_text((entente_error_t)99), ent_err_text(ENT_ERR_BUG));
}

/* ---- What is in a study ---------------------------------------------------------------------- */

static void an_empty_study_holds_nothing(void **state) {
    entente_study_t *study = entente_study_new();
    (void)state;
    assert_non_null(study);
    assert_int_equal(entente_study_scenario_count(study), 0);
    assert_int_equal(entente_study_steps(study), 0);
    assert_same(entente_study_step_years(study), 0);
    assert_null(entente_study_date(study, 0));
    assert_null(entente_scenario_title(study, 0));
    assert_null(entente_scenario_question(study, 0));
    assert_int_equal(entente_variable_count(study, 0), 0);
    assert_null(entente_variable_at(study, 0, 0));
    assert_null(entente_metric_at(study, 0, 0));
    assert_int_equal(entente_study_problem_count(study), 0);
    assert_null(entente_study_problem(study, 0));
    assert_string_equal(entente_study_message(study), "");
    assert_int_equal(entente_study_run(study, NULL), ENTENTE_ERROR_USAGE);
    assert_string_equal(entente_study_message(study), "the study has no scenario to run");
    entente_study_free(study);
    entente_study_free(NULL);
}

/* As the small scenario says it: three years from 2020-01 in months. */
static void a_study_knows_what_it_holds(void **state) {
    entente_study_t *study = small_study();
    (void)state;
    assert_int_equal(entente_study_scenario_count(study), 1);
    assert_string_equal(entente_scenario_title(study, 0), "Small");
    assert_string_equal(entente_scenario_question(study, 0), "Does it run?");
    assert_int_equal(entente_study_steps(study), 36);
    assert_close(entente_study_step_years(study), 1.0 / 12, 1e-15, 0);
    assert_string_equal(entente_study_date(study, 0), "2020-01-01");
    assert_string_equal(entente_study_date(study, 17), "2021-06-01");
    assert_string_equal(entente_study_date(study, 36), "2023-01-01");
    assert_null(entente_study_date(study, 37));
    assert_null(entente_scenario_title(study, 1));
    entente_study_free(study);
}

static const entente_quantity_t *
find(const entente_study_t *study, size_t count,
     const entente_quantity_t *(*at)(const entente_study_t *, size_t, size_t), const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(at(study, 0, i)->name, name) == 0) {
            return at(study, 0, i);
        }
    }
    fail_msg("nothing is called %s", name);
    return NULL;
}

static void quantities_are_named(void **state) {
    static const struct {
        const char *name, *unit;
        entente_better_t better;
    } metrics[] = {{"health_mean", "points", ENTENTE_MORE_IS_BETTER},
                   {"max_drawdown", "points", ENTENTE_LESS_IS_BETTER}};
    entente_study_t *study = small_study();
    size_t variables = entente_variable_count(study, 0), count = entente_metric_count(study, 0);
    (void)state;
    const entente_quantity_t *health = find(study, variables, entente_variable_at, "health");
    assert_string_equal(health->title, "relationship health");
    assert_string_equal(health->unit, "points");
    assert_int_equal(health->better, ENTENTE_NEITHER_IS_BETTER);
    (void)find(study, variables, entente_variable_at, "habit.2+2");
    (void)find(study, variables, entente_variable_at, "poll.warmth");
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++) {
        const entente_quantity_t *metric = find(study, count, entente_metric_at, metrics[i].name);
        assert_string_equal(metric->unit, metrics[i].unit);
        assert_int_equal(metric->better, metrics[i].better);
    }
    assert_null(entente_variable_at(study, 0, variables));
    assert_null(entente_metric_at(study, 0, count));
    entente_study_free(study);
}

/* ---- Results --------------------------------------------------------------------------------- */

/* The same members run by the ensemble itself. */
typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    ent_ensemble_t ensemble;
} plain_t;

static void run_plain(plain_t *plain, const ent_ensemble_options_t *asked, double falls) {
    static ent_diags_t diags;
    const ent_plan_t *plan = &plain->plan;
    ent_ensemble_options_t options = *asked;
    ent_diags_init(&diags);
    assert_int_equal(ent_scenario_load(small, NULL, 0, &plain->scenario, &diags), ENT_OK);
    assert_int_equal(ent_plan_init(&plain->plan, &plain->scenario), ENT_OK);
    assert_int_equal(ent_metrics_init(&plain->metrics, &plain->plan, falls), ENT_OK);
    const ent_metric_set_t set = ent_metrics_set(&plain->metrics);
    options.metrics = &set;
    options.isa = ENT_ISA_BASELINE; /* all give the same bits */
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &plain->ensemble), ENT_OK);
}

static void free_plain(plain_t *plain) {
    ent_ensemble_free(&plain->ensemble);
    ent_metrics_free(&plain->metrics);
    ent_plan_free(&plain->plan);
    ent_scenario_free(&plain->scenario);
}

static void assert_summary(const entente_summary_t *summary, ent_distribution_t expected) {
    double n = (double)expected.moments->count;
    assert_int_equal(summary->members, expected.moments->count);
    assert_same(summary->mean, ent_distribution_mean(expected));
    assert_same(summary->sd, ent_distribution_sd(expected));
    assert_close(summary->standard_error, ent_distribution_sd(expected) / sqrt(n), 1e-15, 0);
    if (expected.moments->count > 0) {
        assert_same(summary->least, expected.moments->least);
        assert_same(summary->greatest, expected.moments->greatest);
    } else {
        assert_true(isnan(summary->least) && isnan(summary->greatest));
    }
}

static void compare_variables(entente_study_t *study, const plain_t *plain) {
    for (size_t i = 0; i < plain->plan.variables.count; i++) {
        const char *name = plain->plan.variables.items[i].name;
        for (size_t n = 0; n <= plain->plan.steps; n += 7) {
            ent_distribution_t expected = ent_gathered_variable(&plain->ensemble.plans[0], i, n);
            entente_summary_t summary;
            double quantile = 0;
            assert_int_equal(entente_variable(study, 0, name, n, &summary), ENTENTE_OK);
            assert_summary(&summary, expected);
            assert_int_equal(summary.undefined + summary.censored, 0);
            assert_int_equal(entente_variable_quantile(study, 0, name, n, 0.3, &quantile),
                             ENTENTE_OK);
            assert_same(quantile, ent_distribution_quantile(expected, 0.3));
        }
    }
}

/* Returns how many metrics some member has not, or not in full, so that these are compared. */
static size_t compare_metrics(entente_study_t *study, const plain_t *plain) {
    const ent_gathered_t *gathered = &plain->ensemble.plans[0];
    size_t partial = 0;
    for (size_t i = 0; i < plain->metrics.count; i++) {
        const char *name = plain->metrics.items[i].name;
        entente_summary_t summary;
        double quantile = 0;
        assert_int_equal(entente_metric(study, 0, name, &summary), ENTENTE_OK);
        assert_summary(&summary, ent_gathered_metric(gathered, i));
        assert_int_equal(summary.undefined, gathered->metric_undefined[i]);
        assert_int_equal(summary.censored, gathered->metric_censored[i]);
        assert_int_equal(entente_metric_quantile(study, 0, name, 0.95, &quantile), ENTENTE_OK);
        assert_same(quantile, ent_distribution_quantile(ent_gathered_metric(gathered, i), 0.95));
        partial += summary.undefined > 0 && summary.censored > 0;
    }
    return partial;
}

static void results_are_those_of_the_ensemble(void **state) {
    entente_study_t *study = small_study();
    entente_options_t options = ENTENTE_DEFAULTS;
    plain_t plain;
    (void)state;
    options.members = 150;
    options.seed = 77;
    options.threads = 2;
    options.fall_points = 5;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
    run_plain(&plain, &(ent_ensemble_options_t){.members = 150, .seed = 77, .threads = 1}, 5);
    compare_variables(study, &plain);
    assert_true(compare_metrics(study, &plain) > 0);
    free_plain(&plain);
    entente_study_free(study);
}

/* NULL for the options is a thousand members with seed 1, as `entente run` has it. */
static void the_usual_run_is_a_thousand_members_of_seed_1(void **state) {
    entente_study_t *study = small_study();
    plain_t plain;
    (void)state;
    assert_int_equal(entente_study_run(study, NULL), ENTENTE_OK);
    run_plain(&plain, &(ent_ensemble_options_t){.members = 1000, .seed = 1}, 10);
    (void)compare_metrics(study, &plain);
    free_plain(&plain);
    entente_study_free(study);
}

static void a_deterministic_run_has_one_member_without_chance(void **state) {
    entente_study_t *study = small_study();
    entente_options_t options = ENTENTE_DEFAULTS;
    plain_t plain;
    (void)state;
    options.deterministic = true;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
    run_plain(&plain, &(ent_ensemble_options_t){.members = 1, .seed = 9, .deterministic = true},
              10);
    compare_variables(study, &plain);
    free_plain(&plain);
    entente_study_free(study);
}

static void only_what_is_recorded_is_kept(void **state) {
    static const char *const record[] = {"health", "domain.*"};
    entente_study_t *study = small_study();
    entente_options_t options = ENTENTE_DEFAULTS;
    entente_summary_t summary;
    (void)state;
    options.members = 8;
    options.record = record;
    options.record_count = 2;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
    assert_int_equal(entente_variable(study, 0, "domain.people", 3, &summary), ENTENTE_OK);
    assert_int_equal(entente_variable(study, 0, "stance.AAA", 3, &summary), ENTENTE_ERROR_USAGE);
    assert_string_equal(entente_study_message(study),
                        "\"stance.AAA\" was not recorded: the options name others");
    assert_int_equal(entente_metric(study, 0, "transition_cost.AAA", &summary), ENTENTE_OK);
    entente_study_free(study);
}

/* ---- Comparisons ----------------------------------------------------------------------------- */

/* Where every member has both values, the mean difference is the difference of the means. */
static void differences_are_paired(void **state) {
    const double student_199 = 1.971957; /* 97.5 % quantile of Student's t, 199 degrees: R's qt */
    entente_study_t *study = small_study();
    entente_difference_t difference;
    entente_summary_t other, control;
    (void)state;
    add(study, small, without_council, 1);
    run(study, 200);
    assert_int_equal(entente_metric(study, 0, "health_mean", &control), ENTENTE_OK);
    assert_int_equal(entente_metric(study, 1, "health_mean", &other), ENTENTE_OK);
    assert_int_equal(entente_metric_difference(study, 1, "health_mean", &difference), ENTENTE_OK);
    assert_int_equal(difference.pairs, 200);
    assert_close(difference.mean, other.mean - control.mean, 0, 1e-9);
    assert_close(difference.standard_error, difference.sd / sqrt(200), 1e-12, 0);
    assert_close(difference.high - difference.mean, student_199 * difference.standard_error, 1e-5,
                 0);
    assert_close(difference.mean - difference.low, student_199 * difference.standard_error, 1e-5,
                 0);
    assert_close(difference.more + difference.same + difference.less, 1, 1e-15, 0);
    assert_true(difference.less > 0.5);        /* without the council most fare worse */
    assert_true(difference.sd < other.sd / 2); /* which is what the same luck is for */
    entente_study_free(study);
}

static void variables_are_paired_at_every_instant(void **state) {
    entente_study_t *study = small_study();
    entente_difference_t difference;
    entente_summary_t other, control;
    (void)state;
    add(study, small, without_council, 1);
    run(study, 200);
    for (size_t n = 0; n <= 36; n += 12) {
        assert_int_equal(entente_variable(study, 0, "health", n, &control), ENTENTE_OK);
        assert_int_equal(entente_variable(study, 1, "health", n, &other), ENTENTE_OK);
        assert_int_equal(entente_variable_difference(study, 1, "health", n, &difference),
                         ENTENTE_OK);
        assert_int_equal(difference.pairs, 200);
        assert_close(difference.mean, other.mean - control.mean, 0, 1e-9);
        assert_true(difference.low <= difference.mean && difference.mean <= difference.high);
        assert_true(isnan(difference.more) && isnan(difference.same) && isnan(difference.less));
    }
    assert_true(difference.standard_error > 0);
    entente_study_free(study);
}

static void a_twin_differs_in_nothing(void **state) {
    entente_study_t *study = small_study();
    entente_difference_t difference;
    (void)state;
    add(study, small, NULL, 0);
    run(study, 50);
    assert_int_equal(entente_metric_difference(study, 1, "health_mean", &difference), ENTENTE_OK);
    assert_same(difference.mean, 0);
    assert_same(difference.low, 0);
    assert_same(difference.high, 0);
    assert_same(difference.same, 1);
    entente_study_free(study);
}

/* Studies grow. */
static void a_study_takes_many_scenarios(void **state) {
    static const char *const record[] = {"health"};
    entente_study_t *study = small_study();
    entente_options_t options = ENTENTE_DEFAULTS;
    double last = 0;
    (void)state;
    for (int i = 0; i < 20; i++) {
        char text[64];
        const char *const overrides[] = {text};
        (void)snprintf(text, sizeof text, "health.initial=%d.0", 55 + i);
        add(study, small, overrides, 1);
    }
    options.members = 64;
    options.record = record;
    options.record_count = 1;
    assert_int_equal(entente_study_run(study, &options), ENTENTE_OK);
    for (size_t i = 1; i < 21; i++) {
        entente_difference_t difference;
        assert_int_equal(entente_variable_difference(study, i, "health", 0, &difference),
                         ENTENTE_OK);
        assert_close(difference.mean, (double)i - 1, 0, 1e-9);
        assert_int_equal(entente_variable_difference(study, i, "health", 12, &difference),
                         ENTENTE_OK);
        assert_true(i == 1 || difference.mean > last); /* who starts higher stays higher */
        last = difference.mean;
    }
    entente_study_free(study);
}

/* ---- Threads --------------------------------------------------------------------------------- */

typedef struct {
    entente_summary_t summary;
    bool done;
} worker_t;

static void *work(void *context) {
    worker_t *worker = context;
    entente_study_t *study = entente_study_new();
    worker->done = study != NULL && entente_study_add(study, small, NULL, 0) == ENTENTE_OK &&
                   entente_study_run(study, NULL) == ENTENTE_OK &&
                   entente_metric(study, 0, "health_mean", &worker->summary) == ENTENTE_OK;
    entente_study_free(study);
    return NULL;
}

static void threads_may_have_studies_of_their_own(void **state) {
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    worker_t workers[THREADS];
    (void)state;
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (worker_t){.done = false};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(workers[i].done);
        assert_same(workers[i].summary.mean, workers[0].summary.mean);
        assert_same(workers[i].summary.sd, workers[0].summary.sd);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_that_of_the_header),
        cmocka_unit_test(errors_are_those_of_the_program),
        cmocka_unit_test(an_empty_study_holds_nothing),
        cmocka_unit_test(a_study_knows_what_it_holds),
        cmocka_unit_test(quantities_are_named),
        cmocka_unit_test(results_are_those_of_the_ensemble),
        cmocka_unit_test(the_usual_run_is_a_thousand_members_of_seed_1),
        cmocka_unit_test(a_deterministic_run_has_one_member_without_chance),
        cmocka_unit_test(only_what_is_recorded_is_kept),
        cmocka_unit_test(differences_are_paired),
        cmocka_unit_test(variables_are_paired_at_every_instant),
        cmocka_unit_test(a_twin_differs_in_nothing),
        cmocka_unit_test(a_study_takes_many_scenarios),
        cmocka_unit_test(threads_may_have_studies_of_their_own),
    };
    return cmocka_run_group_tests_name("study", tests, NULL, NULL);
}

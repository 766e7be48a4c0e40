/* Every request for memory of a question, a point and its run fails once. */
#include "analysis/point.h"
#include "fault/faults.h"
#include "scenario/load.h"
#include "support/exact_arena.h"
#include "support/factored.h"

enum { SCENARIOS = 2 };

static const support_slot_t slots[] = {{0, "health.initial"}, {1, "shocks.remark.severity.b"}};

typedef struct {
    ent_factored_t scenarios[SCENARIOS];
    ent_question_t question;
} job_t;

static char pattern_of_all[] = "*";

static void open_job(job_t *job) {
    static ent_diags_t diags;
    const char *const bare[] = {"institutions.council.enabled=false"};
    for (size_t s = 0; s < SCENARIOS; s++) {
        ent_scenario_t scenario;
        ent_diags_init(&diags);
        assert_int_equal(ent_scenario_load("tests/scenarios/small.cfg", bare, s, &scenario, &diags),
                         ENT_OK);
        support_factored_make(&job->scenarios[s], &scenario, slots, 2);
    }
    job->question = (ent_question_t){.members = 20, .seed = 3, .falls = ENT_FALL_POINTS};
}

static void close_job(job_t *job) {
    for (size_t s = 0; s < SCENARIOS; s++) {
        ent_factored_free(&job->scenarios[s]);
    }
}

/* A failure leaves the question as it was. */
static ent_err_t ask(void *context) {
    job_t *job = context;
    const ent_factored_t *list[SCENARIOS] = {&job->scenarios[0], &job->scenarios[1]};
    char *const patterns[] = {pattern_of_all};
    size_t unmatched = 77;
    ent_err_t error = ent_question_init(&job->question, list, SCENARIOS, patterns, 1, &unmatched);
    if (error != ENT_OK) {
        assert_int_equal(unmatched, 77);
        assert_null(job->question.names);
    }
    ent_question_free(&job->question);
    return error;
}

/* The second setting has a table of quantiles of its own, which both scenarios share. */
static ent_err_t run(void *context) {
    static const double usual[] = {55, 6}, other[] = {40, 9};
    const job_t *job = context;
    ent_point_t point;
    ent_err_t error = ent_point_init(&point, &job->question, job->scenarios);
    if (error == ENT_OK) {
        error = ent_point_run(&point, usual, NULL);
    }
    if (error == ENT_OK) {
        error = ent_point_run(&point, other, NULL);
    }
    ent_point_free(&point); /* half a point frees itself, and may be freed again */
    return error;
}

static void questions_report_a_lack_of_memory(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, ask, &job) > 100);
    close_job(&job);
}

static void points_report_a_lack_of_memory(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    const ent_factored_t *list[SCENARIOS] = {&job.scenarios[0], &job.scenarios[1]};
    char *const patterns[] = {pattern_of_all};
    size_t unmatched = 0;
    assert_int_equal(ent_question_init(&job.question, list, SCENARIOS, patterns, 1, &unmatched),
                     ENT_OK);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, run, &job) > 300);
    ent_question_free(&job.question);
    close_job(&job);
}

/* A run that fails leaves a point that can be run again, with what it would have found before. */
static void a_point_outlives_a_lack_of_memory(void **state) {
    static const double usual[] = {55, 6};
    job_t job;
    ent_point_t point;
    (void)state;
    open_job(&job);
    const ent_factored_t *list[SCENARIOS] = {&job.scenarios[0], &job.scenarios[1]};
    char *const patterns[] = {pattern_of_all};
    size_t unmatched = 0, lacks = 0;
    assert_int_equal(ent_question_init(&job.question, list, SCENARIOS, patterns, 1, &unmatched),
                     ENT_OK);
    assert_int_equal(ent_point_init(&point, &job.question, job.scenarios), ENT_OK);
    assert_int_equal(ent_point_run(&point, usual, NULL), ENT_OK);
    ent_point_moments_t first = point.result.metrics[0];
    for (size_t k = 1; k < 400; k += 7) {
        fault_arm(FAULT_MEMORY, k, ENOMEM);
        ent_err_t error = ent_point_run(&point, usual, NULL);
        assert_int_equal(error, fault_disarm() ? ENT_ERR_MEMORY : ENT_OK);
        lacks += error != ENT_OK;
        assert_int_equal(ent_point_run(&point, usual, NULL), ENT_OK);
        assert_memory_equal(&point.result.metrics[0], &first, sizeof first);
    }
    assert_true(lacks > 20);
    ent_point_free(&point);
    ent_question_free(&job.question);
    close_job(&job);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_report_a_lack_of_memory),
        cmocka_unit_test(points_report_a_lack_of_memory),
        cmocka_unit_test(a_point_outlives_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("point", tests, NULL, NULL);
}

/* Every request for memory of sensitivity analysis fails once; results are then untouched. */
#include "fault/faults.h"
#include "support/designed.h"

#include <string.h>

enum { FACTORS = 3 };

typedef union {
    ent_sobol_t sobol[FACTORS];
    ent_morris_t morris[FACTORS];
    ent_tornado_t bars[FACTORS];
    ent_interval_t intervals[FACTORS * FACTORS];
} result_t;

typedef ent_err_t analysis_t(const ent_responses_t *responses, result_t *result);

static ent_err_t analyse_sobol(const ent_responses_t *responses, result_t *result) {
    return ent_sensitivity_sobol(responses, result->sobol);
}

static ent_err_t analyse_pairs(const ent_responses_t *responses, result_t *result) {
    return ent_sensitivity_pairs(responses, result->intervals);
}

static ent_err_t analyse_morris(const ent_responses_t *responses, result_t *result) {
    return ent_sensitivity_morris(responses, result->morris);
}

static ent_err_t analyse_tornado(const ent_responses_t *responses, result_t *result) {
    return ent_sensitivity_tornado(responses, result->bars);
}

static ent_err_t analyse_ranks(const ent_responses_t *responses, result_t *result) {
    return ent_sensitivity_rank(responses, result->intervals);
}

typedef struct {
    support_designed_t made;
    analysis_t *analysis;
} job_t;

static ent_err_t attempt(void *context) {
    const job_t *job = context;
    result_t result, before;
    memset(&result, 0x5a, sizeof result);
    memcpy(&before, &result, sizeof result);
    ent_err_t error = job->analysis(&job->made.responses, &result);
    assert_int_equal(memcmp(&result, &before, sizeof result) == 0, error != ENT_OK);
    return error;
}

static void assert_reported(ent_design_method_t method, analysis_t *analysis, size_t least) {
    job_t job = {.analysis = analysis};
    faults.paused = true; /* the design's own requests */
    support_designed_open(&job.made, method, FACTORS, 32, true, 1);
    support_designed_fill(&job.made, support_ishigami, -1, 1);
    job.made.responses.resamples = 2000; /* more than fits where an arena starts */
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt, &job);
    assert_true(requests >= least);
    faults.paused = true;
    support_designed_close(&job.made);
    faults.paused = false;
}

static void indices_report_a_lack_of_memory(void **state) {
    (void)state;
    assert_reported(ENT_DESIGN_SOBOL, analyse_sobol, 5);
    assert_reported(ENT_DESIGN_SOBOL, analyse_pairs, 5);
    assert_reported(ENT_DESIGN_MORRIS, analyse_morris, 6);
}

static void bars_and_ranks_report_a_lack_of_memory(void **state) {
    (void)state;
    assert_reported(ENT_DESIGN_LHS, analyse_tornado, 6);
    assert_reported(ENT_DESIGN_LHS, analyse_ranks, 2);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_report_a_lack_of_memory),
        cmocka_unit_test(bars_and_ranks_report_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("sensitivity", tests, NULL, NULL);
}

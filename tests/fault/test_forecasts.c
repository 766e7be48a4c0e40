/*
 * Every request for memory of baselines and poll fits fails once: the error is ENT_ERR_MEMORY, and
 * nothing is leaked, of GSL's storage neither.
 */
#include "analysis/baseline.h"
#include "analysis/poll_fit.h"
#include "fault/faults.h"

#include <gsl/gsl_errno.h>

enum { WAVES = 9 };

static const double years[WAVES] = {2000, 2001, 2003, 2003.5, 2004.5, 2006.5, 2007, 2008, 2009};
static const double values[WAVES] = {50, 54, 48, 47, 51, 45, 40, 42, 46};
static const double record[WAVES] = {0, 0.1, -1, 0, 0.5, -0.8, 0, -1, 0};
static const bool training[WAVES] = {true, true, true, true, true, true, true, false, false};

static ent_err_t forecast(void *context) {
    const ent_waves_t waves = {years, values, training, record, WAVES};
    ent_forecast_t forecasts[WAVES];
    return ent_baseline_forecast(*(ent_baseline_t *)context, &waves, forecasts);
}

static ent_err_t fit(void *context) {
    const ent_poll_data_t data = {.percent = values, .index = record, .count = WAVES, .noise = 0.2};
    const ent_poll_prior_t prior = {0, 1, 1, 0.5};
    ent_poll_fit_t found = {.waves = 77};
    ent_err_t error = ent_poll_fit(&data, &prior, &found);
    (void)context;
    assert_int_equal(found.waves, error == ENT_OK ? WAVES : 77);
    return error;
}

static void baselines_report_a_lack_of_memory(void **state) {
    /* persistence needs none; the others one array, the regressions beside GSL's own */
    static const size_t requests[ENT_BASELINES] = {
        [ENT_BASELINE_CLIMATOLOGY] = 1, [ENT_BASELINE_TREND] = 1,
        [ENT_BASELINE_CLOCK] = 1,       [ENT_BASELINE_AR1] = 1,
        [ENT_BASELINE_AR1_RECORD] = 1,  [ENT_BASELINE_AR1_KNOWN] = 1};
    (void)state;
    for (ent_baseline_t k = 0; k < ENT_BASELINES; k++) {
        assert_int_equal(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, forecast, &k),
                         requests[k]);
    }
}

static void poll_fits_report_a_lack_of_memory(void **state) {
    (void)state;
    assert_int_equal(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, fit, NULL), 2);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(baselines_report_a_lack_of_memory),
        cmocka_unit_test(poll_fits_report_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    (void)gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("forecasts", tests, NULL, NULL);
}

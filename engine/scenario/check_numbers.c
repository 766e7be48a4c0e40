#include "scenario/check_context.h"

#include <math.h>

static const double tolerance = 1e-9;

/* A comparison with NaN is false, so nothing is said about numbers already reported. */

static void check_health_weights(const ent_checker_t *checker) {
    const ent_scenario_t *scenario = checker->scenario;
    double sum = scenario->public_weight;
    for (size_t i = 0; i < scenario->domain_count; i++) {
        sum += scenario->domains[i].weight;
    }
    if (fabs(sum - 1) > tolerance && scenario->domain_count > 0) {
        ent_diag_error(checker->diags, ent_checker_place(checker, "health.public_weight"),
                       "health.public_weight",
                       "it and the weights of the domains sum to %.10g, expected 1", sum);
    }
}

static void check_stance_weights(const ent_checker_t *checker, const ent_state_t *state) {
    ent_keypath_t of_state = ent_keypath("states", state->name);
    ent_keypath_t path = ent_keypath(of_state.text, "stance.weights");
    double sum = 0;
    for (int i = 0; i < ENT_WEIGHTS; i++) {
        sum += i == ENT_WEIGHT_COMMITMENT ? 0 : state->weights[i];
    }
    if (sum <= 0) {
        ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text,
                       "all weights but commitment are 0, expected one above 0");
    }
}

static void check_pool(const ent_checker_t *checker, const ent_state_t *state) {
    ent_keypath_t of_state = ent_keypath("states", state->name);
    ent_keypath_t path = ent_keypath(of_state.text, "succession.pool");
    double sum = 0;
    for (size_t i = 0; i < state->pool_count; i++) {
        sum += state->pool[i].weight;
    }
    if (state->pool_count > 0 && sum <= 0) {
        ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text,
                       "all weights are 0, expected one above 0");
    }
}

/* Shares drift with the years; at no step may nobody be left, or nobody be heard. */
static void check_shares(const ent_checker_t *checker, const ent_state_t *state) {
    const ent_scenario_t *scenario = checker->scenario;
    double step = ent_scenario_step_years(scenario), start = ent_date_decimal(scenario->start);
    double shares_at = ent_date_decimal(state->shares_at);
    size_t steps = isnan(scenario->years) ? 0 : ent_scenario_steps(scenario);
    ent_keypath_t of_state = ent_keypath("states", state->name);
    ent_keypath_t path = ent_keypath(of_state.text, "public.cohorts");
    for (size_t n = 0; n <= steps && n <= ENT_MAX_STEPS; n++) {
        double since = start + (double)n * step - shares_at, shares = 0, heard = 0;
        for (size_t i = 0; i < state->cohort_count; i++) {
            const ent_cohort_t *cohort = &state->cohorts[i];
            double share = cohort->share + cohort->trend * since;
            share = share < 0 ? 0 : share;
            shares += share;
            heard += share * cohort->voice;
        }
        if (shares <= 0 || heard <= 0) {
            ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text,
                           "the shares%s sum to 0 after %.4g years, expected more",
                           shares > 0 ? " that are heard" : "", (double)n * step);
            return;
        }
    }
}

static void check_institution(const ent_checker_t *checker, const ent_institution_t *institution) {
    if (institution->suspend_below > institution->resume_above) {
        ent_keypath_t of_institution = ent_keypath("institutions", institution->name);
        ent_keypath_t path = ent_keypath(of_institution.text, "suspend_below");
        ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text,
                       "found %g, expected at most resume_above, which is %g",
                       institution->suspend_below, institution->resume_above);
    }
}

static void check_severity(const ent_checker_t *checker, const ent_shock_t *shock) {
    const ent_severity_t *severity = &shock->severity;
    if (severity->distribution == ENT_SEVERITY_UNIFORM && severity->low > severity->high) {
        ent_keypath_t of_shock = ent_keypath("shocks", shock->name);
        ent_keypath_t path = ent_keypath(of_shock.text, "severity.low");
        ent_diag_error(checker->diags, ent_checker_place(checker, path.text), path.text,
                       "found %g, expected at most high, which is %g", severity->low,
                       severity->high);
    }
}

void ent_check_numbers(const ent_checker_t *checker) {
    const ent_scenario_t *scenario = checker->scenario;
    check_health_weights(checker);
    for (size_t i = 0; i < ENT_STATES; i++) {
        check_stance_weights(checker, &scenario->states[i]);
        check_pool(checker, &scenario->states[i]);
        check_shares(checker, &scenario->states[i]);
    }
    for (size_t i = 0; i < scenario->institution_count; i++) {
        if (ent_check_has_name(scenario->institutions[i].name)) {
            check_institution(checker, &scenario->institutions[i]);
        }
    }
    for (size_t i = 0; i < scenario->shock_count; i++) {
        if (ent_check_has_name(scenario->shocks[i].name)) {
            check_severity(checker, &scenario->shocks[i]);
        }
    }
}

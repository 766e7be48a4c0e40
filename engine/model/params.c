#include "model/plan_parts.h"

#include "random/random.h"

#include <math.h>
#include <string.h>

/* Computed in long double and rounded, so that every machine has the same constants. */
static double keep_of(const ent_plan_t *plan, double inertia) {
    return (double)expl(-(long double)plan->step_years / inertia);
}

static ent_drift_t drift_of(const ent_plan_t *plan, double inertia, double volatility) {
    long double keep = expl(-(long double)plan->step_years / inertia);
    return (ent_drift_t){(double)keep, (double)(volatility * sqrtl(1 - keep * keep))};
}

static bool compile_drivers(ent_plan_t *plan, const ent_scenario_t *scenario,
                            ent_params_t *params) {
    params->drivers = ent_arena_alloc(&plan->arena, plan->drivers, sizeof *params->drivers);
    if (params->drivers == NULL) {
        return false;
    }
    for (size_t v = 0; v < plan->drivers; v++) {
        const ent_driver_t *driver = &scenario->drivers[v];
        params->drivers[v].drift = drift_of(plan, driver->inertia, driver->volatility);
        memcpy(params->drivers[v].need, driver->need, sizeof driver->need);
        if (!ent_links_compile(&plan->arena, driver->reaction, plan->domains,
                               &params->drivers[v].reactions)) {
            return false;
        }
    }
    return true;
}

static bool compile_domains(ent_plan_t *plan, const ent_scenario_t *scenario,
                            ent_params_t *params) {
    double pulls[ENT_MAX_DRIVERS] = {0}, coverage[ENT_MAX_INSTITUTIONS] = {0};
    params->domains = ent_arena_alloc(&plan->arena, plan->domains, sizeof *params->domains);
    if (params->domains == NULL) {
        return false;
    }
    for (size_t d = 0; d < plan->domains; d++) {
        const ent_domain_t *domain = &scenario->domains[d];
        ent_domain_params_t *target = &params->domains[d];
        target->drift = drift_of(plan, domain->inertia, 0);
        target->weight = domain->weight;
        target->autonomy = domain->autonomy;
        target->base = domain->base;
        for (size_t v = 0; v < plan->drivers; v++) {
            pulls[v] = scenario->drivers[v].pull[d];
        }
        for (size_t i = 0; i < plan->institutions; i++) {
            coverage[i] = scenario->institutions[i].coverage[d];
        }
        if (!ent_links_compile(&plan->arena, pulls, plan->drivers, &target->pulls) ||
            !ent_links_compile(&plan->arena, coverage, plan->institutions, &target->coverage)) {
            return false;
        }
    }
    return true;
}

static bool compile_pool(ent_plan_t *plan, const ent_state_t *state, ent_state_params_t *params) {
    params->pool_count = state->pool_count;
    params->pool = ent_arena_alloc(&plan->arena, state->pool_count, sizeof *params->pool);
    if (params->pool == NULL) {
        return false;
    }
    double sum = 0, cumulated = 0;
    for (size_t i = 0; i < state->pool_count; i++) {
        sum += state->pool[i].weight;
    }
    params->pool_mean = 0;
    for (size_t i = 0; i < state->pool_count; i++) {
        const ent_leader_type_t *type = &state->pool[i];
        cumulated += type->weight / sum;
        params->pool[i] = (ent_leader_type_params_t){cumulated, type->orientation, type->spread};
        params->pool_mean += type->weight / sum * type->orientation;
    }
    return true;
}

static bool compile_cohorts(ent_plan_t *plan, const ent_state_t *state,
                            ent_state_params_t *params) {
    params->cohort_count = state->cohort_count;
    params->cohorts = ent_arena_alloc(&plan->arena, state->cohort_count, sizeof *params->cohorts);
    if (params->cohorts == NULL) {
        return false;
    }
    for (size_t i = 0; i < state->cohort_count; i++) {
        const ent_cohort_t *cohort = &state->cohorts[i];
        params->cohorts[i] = (ent_cohort_params_t){cohort->base, cohort->memory, cohort->contact,
                                                   cohort->cue, cohort->partner};
    }
    return true;
}

static bool compile_state(ent_plan_t *plan, const ent_state_t *state, ent_state_params_t *params) {
    params->approval = drift_of(plan, state->approval_inertia, state->approval_volatility);
    params->stance = drift_of(plan, state->stance_inertia, state->stance_volatility);
    params->public = drift_of(plan, state->public_inertia, state->public_volatility);
    params->approval_mean = state->approval_mean;
    params->honeymoon = state->honeymoon;
    params->cost_of_leading = state->cost_of_leading;
    params->jolt = state->jolt;
    params->grievance = state->grievance;
    params->diversion = state->diversion;
    params->diversion_below = state->diversion_below;
    params->weight_sum = 0;
    for (int i = 0; i < ENT_WEIGHTS; i++) {
        params->weights[i] = state->weights[i];
        params->weight_sum += i == ENT_WEIGHT_COMMITMENT ? 0 : state->weights[i];
    }
    params->turnover_rate = state->turnover_rate;
    params->sensitivity = state->sensitivity;
    params->continuity = state->continuity;
    params->electorate = state->electorate;
    params->fast_keep = keep_of(plan, state->fast);
    params->slow_keep = keep_of(plan, state->slow);
    params->slow_share = state->slow_share;
    params->backlash = state->backlash;
    params->propensity = state->propensity;
    params->ladder = state->ladder;
    params->threshold = state->threshold;
    params->delay_years = state->delay_years;
    return compile_pool(plan, state, params) && compile_cohorts(plan, state, params) &&
           ent_links_compile(&plan->arena, state->hits, plan->domains, &params->hits);
}

static bool compile_institution(ent_plan_t *plan, const ent_institution_t *source,
                                ent_institution_params_t *params) {
    params->insulation = source->insulation;
    params->binding = source->binding;
    params->adapt = source->adapt;
    params->habit = source->habit;
    params->build = source->build;
    params->fade_keep = keep_of(plan, source->fade);
    params->threshold = source->threshold;
    params->slope = source->slope;
    params->miss_cost = source->miss_cost;
    params->suspend_below = source->suspend_below;
    params->resume_above = source->resume_above;
    params->patience_years = source->patience;
    params->negotiation_years = source->negotiation_years;
    params->hurdle = source->negotiation_hurdle;
    params->coverage_sum = 0;
    for (size_t d = 0; d < plan->domains; d++) {
        params->coverage_sum += source->coverage[d];
    }
    return ent_links_compile(&plan->arena, source->coverage, plan->domains, &params->coverage) &&
           ent_links_compile(&plan->arena, source->support, plan->drivers, &params->support);
}

static bool compile_institutions(ent_plan_t *plan, const ent_scenario_t *scenario,
                                 ent_params_t *params) {
    double bindings[ENT_MAX_INSTITUTIONS] = {0};
    params->institutions =
        ent_arena_alloc(&plan->arena, plan->institutions, sizeof *params->institutions);
    if (params->institutions == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->institutions; i++) {
        bindings[i] = scenario->institutions[i].binding;
        if (!compile_institution(plan, &scenario->institutions[i], &params->institutions[i])) {
            return false;
        }
    }
    return ent_links_compile(&plan->arena, bindings, plan->institutions, &params->bindings);
}

static bool same_severity(const ent_severity_t *a, const ent_severity_t *b) {
    const double of_a[] = {a->a, a->b, a->low, a->high, a->value, a->median, a->sigma, a->cap};
    const double of_b[] = {b->a, b->b, b->low, b->high, b->value, b->median, b->sigma, b->cap};
    return a->distribution == b->distribution && memcmp(of_a, of_b, sizeof of_a) == 0;
}

/* `owned` is the plan's scenario's severity: empirical values are read from there. */
static ent_err_t build_quantile(const ent_severity_t *severity, const ent_severity_t *owned,
                                ent_quantile_t *quantile) {
    switch (severity->distribution) {
    case ENT_SEVERITY_BETA:
        return ent_quantile_beta(quantile, severity->a, severity->b);
    case ENT_SEVERITY_LOGNORMAL:
        return ent_quantile_lognormal(quantile, severity->median, severity->sigma, severity->cap);
    case ENT_SEVERITY_UNIFORM:
        ent_quantile_uniform(quantile, severity->low, severity->high);
        return ENT_OK;
    case ENT_SEVERITY_FIXED:
        ent_quantile_uniform(quantile, severity->value, severity->value);
        return ENT_OK;
    case ENT_SEVERITY_EMPIRICAL:
        ent_quantile_empirical(quantile, owned->values, owned->value_count);
        return ENT_OK;
    }
    return ENT_ERR_BUG;
}

/* Tables take milliseconds to build, so those there are serve again: in later segments, and in
 * plans that borrow. */
static const ent_quantile_t *find_table(const ent_plan_t *plan, const ent_severity_t *severity) {
    for (; plan != NULL; plan = plan->lender) {
        for (size_t i = 0; i < plan->quantile_count; i++) {
            if (plan->quantiles[i].lower != NULL &&
                same_severity(&plan->quantile_of[i], severity)) {
                return &plan->quantiles[i];
            }
        }
    }
    return NULL;
}

static const ent_quantile_t *quantile_for(ent_plan_t *plan, const ent_severity_t *severity,
                                          const ent_severity_t *owned) {
    const ent_quantile_t *found = find_table(plan, severity);
    ent_quantile_t *built = &plan->quantiles[plan->quantile_count];
    if (found != NULL) {
        return found;
    }
    if (build_quantile(severity, owned, built) != ENT_OK) {
        return NULL;
    }
    plan->quantile_of[plan->quantile_count++] = *severity;
    return built;
}

static bool compile_shocks(ent_plan_t *plan, const ent_scenario_t *scenario, ent_params_t *params) {
    params->shocks = ent_arena_alloc(&plan->arena, plan->shocks, sizeof *params->shocks);
    if (params->shocks == NULL) {
        return false;
    }
    for (size_t k = 0; k < plan->shocks; k++) {
        const ent_shock_t *shock = &scenario->shocks[k];
        ent_shock_params_t *target = &params->shocks[k];
        target->by = shock->by;
        target->rate = shock->rate;
        target->opportunism = shock->opportunism;
        target->severity =
            quantile_for(plan, &shock->severity, &plan->scenario->shocks[k].severity);
        if (target->severity == NULL ||
            !ent_links_compile(&plan->arena, shock->hits, plan->domains, &target->hits)) {
            return false;
        }
    }
    return true;
}

static bool compile_events(ent_plan_t *plan, const ent_scenario_t *scenario, ent_params_t *params) {
    params->events = ent_arena_alloc(&plan->arena, plan->events, sizeof *params->events);
    if (params->events == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->events; i++) {
        const ent_event_t *event = &scenario->events[i];
        params->events[i] = (ent_event_params_t){
            .rate_probability =
                event->timing == ENT_TIMING_RATE ? 1 - ent_exp(-event->rate * plan->step_years) : 0,
            .probability = event->probability,
            .when_threshold = event->when_threshold,
            .for_years = event->for_years,
            .rest_years = event->rest_years,
        };
    }
    return true;
}

static bool compile_polls(ent_plan_t *plan, const ent_scenario_t *scenario, ent_params_t *params) {
    params->polls = ent_arena_alloc(&plan->arena, plan->polls, sizeof *params->polls);
    if (params->polls == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->polls; i++) {
        const ent_poll_t *poll = &scenario->polls[i];
        params->polls[i].intercept = poll->intercept;
        params->polls[i].weights = ent_arena_alloc(&plan->arena, poll->term_count, sizeof(double));
        if (params->polls[i].weights == NULL) {
            return false;
        }
        for (size_t j = 0; j < poll->term_count; j++) {
            params->polls[i].weights[j] = poll->terms[j].weight;
        }
    }
    return true;
}

/* Shares of one state's cohorts at an instant, floored at 0 and normalised to 1. */
static void share_out(const ent_state_t *state, double since, double *shares, double *heard) {
    double share_sum = 0, heard_sum = 0;
    for (size_t i = 0; i < state->cohort_count; i++) {
        const ent_cohort_t *cohort = &state->cohorts[i];
        double share = cohort->share + cohort->trend * since;
        shares[i] = share > 0 ? share : 0;
        heard[i] = shares[i] * cohort->voice;
        share_sum += shares[i];
        heard_sum += heard[i];
    }
    for (size_t i = 0; i < state->cohort_count; i++) {
        shares[i] /= share_sum;
        heard[i] /= heard_sum;
    }
}

static bool compile_shares(ent_plan_t *plan, const ent_scenario_t *scenario, ent_params_t *params) {
    params->shares =
        ent_arena_alloc(&plan->arena, (plan->steps + 1) * plan->cohorts, sizeof *params->shares);
    params->heard =
        ent_arena_alloc(&plan->arena, (plan->steps + 1) * plan->cohorts, sizeof *params->heard);
    if (params->shares == NULL || params->heard == NULL) {
        return false;
    }
    double start = ent_date_decimal(scenario->start);
    for (size_t n = 0; n <= plan->steps; n++) {
        for (size_t s = 0; s < ENT_STATES; s++) {
            const ent_state_t *state = &scenario->states[s];
            size_t first = n * plan->cohorts + plan->cohort_first[s];
            double since =
                start + (double)n * plan->step_years - ent_date_decimal(state->shares_at);
            share_out(state, since, params->shares + first, params->heard + first);
        }
    }
    return true;
}

bool ent_params_compile(ent_plan_t *plan, const ent_scenario_t *scenario, size_t segment) {
    ent_params_t *params = &plan->segments[segment];
    params->public_weight = scenario->public_weight;
    params->rise_keep = keep_of(plan, scenario->rise);
    params->fall_keep = keep_of(plan, scenario->fall);
    params->shield_health = scenario->shield_health;
    params->shield_commitment = scenario->shield_commitment;
    return compile_drivers(plan, scenario, params) && compile_domains(plan, scenario, params) &&
           compile_state(plan, &scenario->states[0], &params->states[0]) &&
           compile_state(plan, &scenario->states[1], &params->states[1]) &&
           compile_institutions(plan, scenario, params) && compile_shocks(plan, scenario, params) &&
           compile_events(plan, scenario, params) && compile_polls(plan, scenario, params) &&
           compile_shares(plan, scenario, params);
}

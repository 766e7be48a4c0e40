/* Constants, derived values, and the recorded variables by name. */
#include "oracle_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const WEIGHT_NAMES[ORACLE_WEIGHTS] = {"leader", "public", "reciprocity",
                                                         "necessity", "commitment"};

static decay_t decay_of(const oracle_t *oracle, double years) {
    const long double keep = expl(-oracle->step_exact / (long double)years);
    const decay_t decay = {(double)keep, (double)sqrtl(1.0L - keep * keep)};
    return decay;
}

/* At the start of a member and when an event has set a parameter. */
void oracle_set_constants(oracle_t *oracle) {
    oracle->health.rise_decay = decay_of(oracle, oracle->health.rise);
    oracle->health.fall_decay = decay_of(oracle, oracle->health.fall);
    for (size_t d = 0; d < oracle->domain_count; d++) {
        oracle->domains[d].decay = decay_of(oracle, oracle->domains[d].inertia);
    }
    for (size_t v = 0; v < oracle->driver_count; v++) {
        oracle->drivers[v].decay = decay_of(oracle, oracle->drivers[v].inertia);
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        state_t *state = &oracle->states[s];
        state->approval.decay = decay_of(oracle, state->approval.inertia);
        state->stance.decay = decay_of(oracle, state->stance.inertia);
        state->memory.fast_decay = decay_of(oracle, state->memory.fast);
        state->memory.slow_decay = decay_of(oracle, state->memory.slow);
        state->public.decay = decay_of(oracle, state->public.inertia);
    }
    for (size_t i = 0; i < oracle->institution_count; i++) {
        oracle->institutions[i].decay = decay_of(oracle, oracle->institutions[i].fade);
    }
}

/* The cohort shares at the present step. */
void oracle_set_shares(oracle_t *oracle) {
    const double date = oracle->start + (double)oracle->now.step * oracle->step_years;
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        state_t *state = &oracle->states[s];
        const double years = date - state->public.shares_at;
        double total = 0.0;
        for (size_t c = 0; c < state->public.cohort_count; c++) {
            cohort_t *cohort = &state->public.cohorts[c];
            cohort->now.share = oracle_positive(cohort->share + cohort->trend * years);
            total += cohort->now.share;
        }
        for (size_t c = 0; c < state->public.cohort_count; c++) {
            cohort_t *cohort = &state->public.cohorts[c];
            cohort->now.share =
                total > 0.0 ? cohort->now.share / total : 1.0 / (double)state->public.cohort_count;
        }
    }
}

static void refresh_public(state_t *state) {
    double warmth = 0.0;
    double heard = 0.0;
    double voices = 0.0;
    for (size_t c = 0; c < state->public.cohort_count; c++) {
        const cohort_t *cohort = &state->public.cohorts[c];
        const double voice = cohort->now.share * cohort->voice;
        warmth += cohort->now.share * cohort->now.warmth;
        heard += voice * cohort->now.warmth;
        voices += voice;
    }
    state->now.warmth = warmth;
    state->now.heard = voices > 0.0 ? heard / voices : warmth;
}

void oracle_refresh(oracle_t *oracle) {
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        refresh_public(&oracle->states[s]);
    }
    for (size_t d = 0; d < oracle->domain_count; d++) {
        double free_part = 1.0;
        for (size_t i = 0; i < oracle->institution_count; i++) {
            const institution_t *institution = &oracle->institutions[i];
            const double held = institution->now.habit * oracle_active(institution);
            free_part *= 1.0 - institution->coverage[d] * held;
        }
        oracle->domains[d].now.reliance = 1.0 - free_part;
    }
    double unbound = 1.0;
    for (size_t i = 0; i < oracle->institution_count; i++) {
        const institution_t *institution = &oracle->institutions[i];
        const double held = institution->now.habit * oracle_active(institution);
        unbound *= 1.0 - institution->binding * held;
    }
    oracle->now.commitment = 1.0 - unbound;
}

long oracle_step_of(const oracle_t *oracle, double date) {
    return (long)floor((date - oracle->start) / oracle->step_years + 1e-6);
}

double oracle_diversion(const state_t *state, double approval) {
    const double below = state->stance.diversion_below;
    return oracle_clamp((below - approval) / below, 0.0, 1.0);
}

double oracle_weight_sum(const oracle_t *oracle, const state_t *state) {
    const double *w = state->stance.weights;
    return w[0] + w[1] + w[2] + w[3] + w[4] * oracle->now.commitment;
}

static void add_variable(oracle_t *oracle, variable_kind_t kind, size_t index, size_t part,
                         const char *format, ...) {
    variable_t *variable = &oracle->variables[oracle->variable_count];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(variable->name, sizeof variable->name, format, arguments);
    va_end(arguments);
    variable->kind = kind;
    variable->index = index;
    variable->part = part;
    if (oracle->variable_count == 0 || oracle->variables[oracle->variable_count - 1].kind != kind) {
        oracle->column[kind] = oracle->variable_count;
    }
    oracle->variable_count++;
}

static void list_states(oracle_t *oracle) {
    static const struct {
        variable_kind_t kind;
        const char *format;
    } by_state[] = {{VARIABLE_LEADER, "leader.%s"},
                    {VARIABLE_APPROVAL, "approval.%s"},
                    {VARIABLE_STANCE, "stance.%s"},
                    {VARIABLE_PUBLIC, "public.%s"}};
    for (size_t k = 0; k < sizeof by_state / sizeof *by_state; k++) {
        for (size_t s = 0; s < ORACLE_STATES; s++) {
            add_variable(oracle, by_state[k].kind, s, 0, by_state[k].format,
                         oracle->states[s].name);
        }
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        const state_t *state = &oracle->states[s];
        for (size_t c = 0; c < state->public.cohort_count; c++) {
            add_variable(oracle, VARIABLE_COHORT, s, c, "cohort.%s.%s", state->name,
                         state->public.cohorts[c].name);
        }
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        add_variable(oracle, VARIABLE_GRIEVANCE, s, 0, "grievance.%s", oracle->states[s].name);
    }
}

static void list_institutions(oracle_t *oracle) {
    static const struct {
        variable_kind_t kind;
        const char *format;
    } by_institution[] = {
        {VARIABLE_LEVEL, "level.%s"}, {VARIABLE_HABIT, "habit.%s"}, {VARIABLE_ACTIVE, "active.%s"}};
    for (size_t k = 0; k < sizeof by_institution / sizeof *by_institution; k++) {
        for (size_t i = 0; i < oracle->institution_count; i++) {
            add_variable(oracle, by_institution[k].kind, i, 0, by_institution[k].format,
                         oracle->institutions[i].name);
        }
    }
}

int oracle_list_variables(oracle_t *oracle) {
    size_t count = 2 + oracle->driver_count + 5 * ORACLE_STATES + 3 * oracle->institution_count +
                   2 * oracle->domain_count + ORACLE_STATES * ORACLE_WEIGHTS + oracle->poll_count;
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        count += oracle->states[s].public.cohort_count;
    }
    oracle->variables = oracle_take(oracle, count, sizeof *oracle->variables);
    if (oracle->variables == NULL) {
        return 1;
    }
    add_variable(oracle, VARIABLE_HEALTH, 0, 0, "health");
    add_variable(oracle, VARIABLE_COMMITMENT, 0, 0, "commitment");
    for (size_t v = 0; v < oracle->driver_count; v++) {
        add_variable(oracle, VARIABLE_DRIVER, v, 0, "driver.%s", oracle->drivers[v].name);
    }
    list_states(oracle);
    list_institutions(oracle);
    for (size_t d = 0; d < oracle->domain_count; d++) {
        add_variable(oracle, VARIABLE_DOMAIN, d, 0, "domain.%s", oracle->domains[d].name);
    }
    for (size_t d = 0; d < oracle->domain_count; d++) {
        add_variable(oracle, VARIABLE_RELIANCE, d, 0, "reliance.%s", oracle->domains[d].name);
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        for (size_t w = 0; w < ORACLE_WEIGHTS; w++) {
            add_variable(oracle, VARIABLE_WEIGHT, s, w, "weight.%s.%s", oracle->states[s].name,
                         WEIGHT_NAMES[w]);
        }
    }
    for (size_t p = 0; p < oracle->poll_count; p++) {
        add_variable(oracle, VARIABLE_POLL, p, 0, "poll.%s", oracle->polls[p].name);
    }
    return 0;
}

size_t oracle_find_variable(const oracle_t *oracle, const char *name) {
    size_t v = 0;
    while (v < oracle->variable_count && strcmp(oracle->variables[v].name, name) != 0) {
        v++;
    }
    return v;
}

static double weight_share(const oracle_t *oracle, size_t s, size_t w) {
    const state_t *state = &oracle->states[s];
    const double sum = oracle_weight_sum(oracle, state);
    const double scale = w == ORACLE_WEIGHTS - 1 ? oracle->now.commitment : 1.0;
    return sum > 0.0 ? state->stance.weights[w] * scale / sum : 0.0;
}

static double poll_value(const oracle_t *oracle, const poll_t *poll) {
    double z = poll->intercept;
    for (size_t i = 0; i < poll->term_count; i++) {
        z += poll->weights[i] * oracle_value(oracle, poll->variables[i]);
    }
    return 100.0 / (1.0 + exp(-z));
}

/* The variable as it stands; what is derived, as last refreshed. */
double oracle_value(const oracle_t *oracle, size_t variable) {
    const variable_t *v = &oracle->variables[variable];
    switch (v->kind) {
    case VARIABLE_HEALTH:
        return 50.0 * (1.0 + oracle->now.health);
    case VARIABLE_COMMITMENT:
        return oracle->now.commitment;
    case VARIABLE_DRIVER:
        return oracle->drivers[v->index].now.level;
    case VARIABLE_LEADER:
        return oracle->states[v->index].now.leader;
    case VARIABLE_APPROVAL:
        return oracle->states[v->index].now.approval;
    case VARIABLE_STANCE:
        return oracle->states[v->index].now.stance;
    case VARIABLE_PUBLIC:
        return oracle->states[v->index].now.warmth;
    case VARIABLE_COHORT:
        return oracle->states[v->index].public.cohorts[v->part].now.warmth;
    case VARIABLE_GRIEVANCE:
        return oracle->states[v->index].now.fast + oracle->states[v->index].now.slow;
    case VARIABLE_LEVEL:
        return oracle->institutions[v->index].now.level;
    case VARIABLE_HABIT:
        return oracle->institutions[v->index].now.habit *
               oracle_active(&oracle->institutions[v->index]);
    case VARIABLE_ACTIVE:
        return oracle_active(&oracle->institutions[v->index]);
    case VARIABLE_DOMAIN:
        return oracle->domains[v->index].now.level;
    case VARIABLE_RELIANCE:
        return oracle->domains[v->index].now.reliance;
    case VARIABLE_WEIGHT:
        return weight_share(oracle, v->index, v->part);
    case VARIABLE_POLL:
        return poll_value(oracle, &oracle->polls[v->index]);
    default:
        return NAN;
    }
}

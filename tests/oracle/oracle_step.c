/* One step of one member: the eight phases of model.md. */
#include "oracle_internal.h"

#include <math.h>

static const double TOLERANCE = 1e-9; /* of clocks, in years, and of progress */

static double drift(double x, double target, decay_t decay, double noise) {
    return target + (x - target) * decay.keep + noise;
}

/* sigma * sqrt(1 - keep^2) * z */
static double noise(const oracle_t *oracle, stream_t *stream, double volatility, decay_t decay) {
    if (oracle->luck.deterministic || volatility == 0.0) {
        return 0.0;
    }
    return volatility * decay.noise * oracle_step_normal(&oracle->luck, stream, oracle->now.step);
}

/* Phase 1 */
static void move_baselines(oracle_t *oracle) {
    size_t kept = 0;
    for (size_t r = 0; r < oracle->now.ramp_count; r++) {
        ramp_t ramp = oracle->now.ramps[r];
        oracle->drivers[ramp.driver].now.baseline += ramp.increment;
        ramp.left--;
        if (ramp.left > 0) {
            oracle->now.ramps[kept++] = ramp;
        }
    }
    oracle->now.ramp_count = kept;
}

static void move_drivers(oracle_t *oracle) {
    move_baselines(oracle);
    for (size_t v = 0; v < oracle->driver_count; v++) {
        driver_t *driver = &oracle->drivers[v];
        double target = driver->now.baseline;
        for (size_t d = 0; d < oracle->domain_count; d++) {
            target += driver->reaction[d] * oracle_positive(oracle->domains[d].now.level);
        }
        const double z = noise(oracle, &driver->noise, driver->volatility, driver->decay);
        driver->now.level =
            oracle_clamp(drift(driver->now.level, target, driver->decay, z), 0.0, 1.0);
    }
    oracle_refresh(oracle);
}

/* Phase 3 */
static bool falls_by_hazard(const oracle_t *oracle, state_t *state) {
    if (oracle->luck.deterministic) {
        return false;
    }
    const double factor = oracle_clamp(1.0 + state->succession.sensitivity *
                                                 (state->approval.mean - state->now.approval),
                                       0.0, 4.0);
    const double p = -expm1(-state->succession.turnover_rate * factor * oracle->step_years);
    return oracle_step_uniform(&oracle->luck, &state->succession.turnover, oracle->now.step) < p;
}

/* The disposition of a new leader before the electorate is added. */
static double draw_leader(const oracle_t *oracle, const state_t *state, uint32_t ordinal) {
    const pool_type_t *pool = state->succession.pool;
    const size_t count = state->succession.pool_count;
    double total = 0.0;
    double mean = 0.0;
    for (size_t i = 0; i < count; i++) {
        total += pool[i].weight;
        mean += pool[i].weight * pool[i].orientation;
    }
    if (oracle->luck.deterministic) {
        return mean / total;
    }
    const uint32_t hash = state->succession.leader_hash;
    const double u = oracle_occasion_uniform(&oracle->luck, hash, ordinal, 0);
    const double z = oracle_occasion_normal(&oracle->luck, hash, ordinal, 1);
    double cumulated = 0.0;
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++) {
        if (pool[i].weight > 0.0) {
            chosen = i;
        }
        cumulated += pool[i].weight;
        if (cumulated / total > u) {
            break;
        }
    }
    return pool[chosen].orientation + pool[chosen].spread * z;
}

void oracle_next_election(const oracle_t *oracle, state_t *state, long from_step) {
    state->now.next_step = oracle_step_of(oracle, state->now.next_date);
    while (state->now.next_step < from_step) {
        state->now.next_date += state->succession.term_years;
        state->now.next_step = oracle_step_of(oracle, state->now.next_date);
    }
}

static bool leader_goes(const oracle_t *oracle, state_t *state) {
    const long step = (long)oracle->now.step;
    const double date = oracle->start + (double)oracle->now.step * oracle->step_years;
    switch (state->succession.mode) {
    case MODE_HAZARD:
        return falls_by_hazard(oracle, state);
    case MODE_TERM:
        if (state->now.next_step <= step) {
            oracle_next_election(oracle, state, step + 1);
            return true;
        }
        if (falls_by_hazard(oracle, state)) {
            state->now.next_date = date + state->succession.term_years;
            oracle_next_election(oracle, state, step + 1);
            return true;
        }
        return false;
    case MODE_NONE:
    default:
        return false;
    }
}

static void succeed(oracle_t *oracle) {
    oracle_set_parameters(oracle);
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        state_t *state = &oracle->states[s];
        if (leader_goes(oracle, state)) {
            const double drawn = draw_leader(oracle, state, state->tally.successions++);
            const double orientation =
                oracle_clamp(drawn + state->succession.electorate * state->now.warmth, -1.0, 1.0);
            oracle_seat_leader(
                oracle, state, orientation,
                oracle_clamp(state->approval.mean + state->approval.honeymoon, 0.0, 1.0));
        }
    }
    oracle_refresh(oracle);
}

/* Phase 4 */
static double need_of(const oracle_t *oracle, size_t s) {
    double need = 0.0;
    for (size_t v = 0; v < oracle->driver_count; v++) {
        need += oracle->drivers[v].need[s] * oracle->drivers[v].now.level;
    }
    return oracle_clamp(need, -1.0, 1.0);
}

/* What the commitments hold governments to. */
static double committed_level(const oracle_t *oracle) {
    double weight = 0.0;
    double sum = 0.0;
    for (size_t i = 0; i < oracle->institution_count; i++) {
        const institution_t *institution = &oracle->institutions[i];
        const double bound =
            institution->binding * institution->now.habit * oracle_active(institution);
        weight += bound;
        sum += bound * institution->now.level;
    }
    return weight > 0.0 ? sum / weight : 0.0;
}

typedef struct decision {
    double approval, stance, autonomy_cost;
} decision_t;

static decision_t decide(oracle_t *oracle, size_t s, double level) {
    state_t *state = &oracle->states[s];
    const double *w = state->stance.weights;
    decision_t decision;
    const double lead = oracle_positive(state->now.stance - state->now.warmth);
    const double wanted = state->approval.mean - state->approval.cost_of_leading * lead;
    double z =
        noise(oracle, &state->approval.noise, state->approval.volatility, state->approval.decay);
    decision.approval =
        oracle_clamp(drift(state->now.approval, wanted, state->approval.decay, z), 0.0, 1.0);

    const double own = w[0] * state->now.leader + w[1] * state->now.heard +
                       w[2] * oracle->states[1 - s].now.stance + w[3] * need_of(oracle, s);
    const double own_weight = w[0] + w[1] + w[2] + w[3];
    const double bound_weight = w[4] * oracle->now.commitment;
    const double all_weight = oracle_weight_sum(oracle, state);
    const double resentment =
        state->stance.grievance * (state->now.fast + state->now.slow) *
        (1.0 + state->stance.diversion * oracle_diversion(state, decision.approval));
    const double mixed = all_weight > 0.0 ? (own + bound_weight * level) / all_weight : 0.0;
    const double wish = own_weight > 0.0 ? own / own_weight : 0.0;
    const double target = oracle_clamp(mixed - resentment, -1.0, 1.0);
    const double unbound_target = oracle_clamp(wish - resentment, -1.0, 1.0);
    decision.autonomy_cost = oracle_positive(target - unbound_target);
    z = noise(oracle, &state->stance.noise, state->stance.volatility, state->stance.decay);
    decision.stance =
        oracle_clamp(drift(state->now.stance, target, state->stance.decay, z), -1.0, 1.0);
    return decision;
}

static void govern(oracle_t *oracle) {
    const double level = committed_level(oracle);
    decision_t decisions[ORACLE_STATES];
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        decisions[s] = decide(oracle, s, level);
    }
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        oracle->states[s].now.approval = decisions[s].approval;
        oracle->states[s].now.stance = decisions[s].stance;
        oracle->states[s].tally.autonomy_sum += decisions[s].autonomy_cost;
    }
}

/* Phase 5 */
static void adapt(const oracle_t *oracle, institution_t *institution) {
    double weight = 0.0;
    double sum = 0.0;
    for (size_t d = 0; d < oracle->domain_count; d++) {
        weight += institution->coverage[d];
        sum += institution->coverage[d] * oracle->domains[d].now.level;
    }
    if (weight > 0.0) {
        institution->now.level += institution->adapt * (sum / weight - institution->now.level);
    }
}

static void meet(oracle_t *oracle, institution_t *institution, double openness) {
    const double z = institution->slope * (openness - institution->threshold);
    const double p = 0.5 * (1.0 + z / sqrt(1.0 + z * z));
    institution->tally.due++;
    if (oracle_chance(oracle, &institution->meeting, p)) {
        const size_t gap = oracle->now.step - institution->tally.gap_from;
        institution->tally.held++;
        institution->tally.gap_from = oracle->now.step;
        if (gap > institution->tally.longest_gap) {
            institution->tally.longest_gap = gap;
        }
        institution->now.habit = 1.0 - (1.0 - institution->now.habit) * (1.0 - institution->build);
        adapt(oracle, institution);
        return;
    }
    for (size_t d = 0; d < oracle->domain_count; d++) {
        domain_t *domain = &oracle->domains[d];
        domain->now.level = oracle_clamp(
            domain->now.level - institution->miss_cost * institution->coverage[d], -1.0, 1.0);
    }
}

static void negotiate(oracle_t *oracle, institution_t *institution, double willing) {
    const double pace = oracle->step_years / institution->years;
    institution->now.progress = oracle_clamp(
        institution->now.progress + pace * oracle_clamp(2.0 * willing, -1.0, 1.0), 0.0, 1.0);
    const double warmth = fmin(oracle->states[0].now.warmth, oracle->states[1].now.warmth);
    if (institution->now.progress >= 1.0 - TOLERANCE && warmth >= institution->hurdle) {
        oracle_set_status(oracle, institution, STATUS_ACTIVE);
        institution->now.habit = fmax(institution->now.habit, institution->habit);
    }
}

static void run_clocks(oracle_t *oracle, institution_t *institution, double openness) {
    const status_t status = institution->now.status;
    const bool strained = status == STATUS_ACTIVE && openness < institution->suspend_below;
    const bool easing = status == STATUS_SUSPENDED && !institution->now.by_event &&
                        openness > institution->resume_above;
    institution->now.suspend_clock =
        strained ? institution->now.suspend_clock + oracle->step_years : 0.0;
    institution->now.resume_clock =
        easing ? institution->now.resume_clock + oracle->step_years : 0.0;
    if (strained && institution->now.suspend_clock >= institution->patience - TOLERANCE) {
        oracle_set_status(oracle, institution, STATUS_SUSPENDED);
    } else if (easing && institution->now.resume_clock >= institution->patience - TOLERANCE) {
        oracle_set_status(oracle, institution, STATUS_ACTIVE);
    }
}

static void run_institutions(oracle_t *oracle) {
    const double willing = fmin(oracle->states[0].now.stance, oracle->states[1].now.stance);
    for (size_t i = 0; i < oracle->institution_count; i++) {
        oracle->institutions[i].now.habit *= oracle->institutions[i].decay.keep;
    }
    for (size_t i = 0; i < oracle->institution_count; i++) {
        institution_t *institution = &oracle->institutions[i];
        double openness = institution->insulation + (1.0 - institution->insulation) * willing;
        for (size_t v = 0; v < oracle->driver_count; v++) {
            openness += institution->support[v] * (oracle->drivers[v].now.level - 0.5);
        }
        if (institution->now.status == STATUS_ACTIVE && institution->due[oracle->now.step]) {
            meet(oracle, institution, openness);
        } else if (institution->now.status == STATUS_NEGOTIATING) {
            negotiate(oracle, institution, willing);
        }
        run_clocks(oracle, institution, openness);
    }
    oracle_refresh(oracle);
}

/* Phase 6 */
static void move_domains(oracle_t *oracle) {
    const double stance = (oracle->states[0].now.stance + oracle->states[1].now.stance) / 2.0;
    for (size_t d = 0; d < oracle->domain_count; d++) {
        domain_t *domain = &oracle->domains[d];
        double wanted = stance;
        double weight = 0.0;
        double sum = 0.0;
        for (size_t v = 0; v < oracle->driver_count; v++) {
            wanted += oracle->drivers[v].pull[d] * oracle->drivers[v].now.level;
        }
        for (size_t i = 0; i < oracle->institution_count; i++) {
            const institution_t *institution = &oracle->institutions[i];
            const double carried =
                institution->coverage[d] * institution->now.habit * oracle_active(institution);
            weight += carried;
            sum += carried * institution->now.level;
        }
        const double level = weight > 0.0 ? sum / weight : 0.0;
        const double own = (1.0 - domain->autonomy) * oracle_clamp(wanted, -1.0, 1.0) +
                           domain->autonomy * domain->base;
        const double target = (1.0 - domain->now.reliance) * own + domain->now.reliance * level;
        domain->now.level =
            oracle_clamp(drift(domain->now.level, target, domain->decay, 0.0), -1.0, 1.0);
    }
}

/* Phase 7 */
static void move_public(oracle_t *oracle, size_t s) {
    state_t *state = &oracle->states[s];
    const double people = oracle->domains[oracle->contact].now.level;
    const double partner_stance = oracle->states[1 - s].now.stance;
    const double z =
        noise(oracle, &state->public.noise, state->public.volatility, state->public.decay);
    state->now.fast *= state->memory.fast_decay.keep;
    state->now.slow *= state->memory.slow_decay.keep;
    const double grievance = state->now.fast + state->now.slow;
    for (size_t c = 0; c < state->public.cohort_count; c++) {
        cohort_t *cohort = &state->public.cohorts[c];
        const double target =
            oracle_clamp(cohort->base + cohort->contact * people + cohort->cue * state->now.stance +
                             cohort->partner * partner_stance - cohort->memory * grievance,
                         -1.0, 1.0);
        cohort->now.warmth =
            oracle_clamp(drift(cohort->now.warmth, target, state->public.decay, z), -1.0, 1.0);
    }
}

/* Phase 8 */
static void move_health(oracle_t *oracle) {
    double level = 0.0;
    for (size_t d = 0; d < oracle->domain_count; d++) {
        level += oracle->domains[d].weight * oracle->domains[d].now.level;
    }
    level += oracle->health.public_weight *
             ((oracle->states[0].now.warmth + oracle->states[1].now.warmth) / 2.0);
    const decay_t decay =
        level > oracle->now.health ? oracle->health.rise_decay : oracle->health.fall_decay;
    oracle->now.health = drift(oracle->now.health, level, decay, 0.0);
}

void oracle_step(oracle_t *oracle) {
    move_drivers(oracle);
    oracle_answer_provocations(oracle);
    oracle_scenario_events(oracle);
    oracle_random_shocks(oracle);
    succeed(oracle);
    govern(oracle);
    run_institutions(oracle);
    move_domains(oracle);
    for (size_t s = 0; s < ORACLE_STATES; s++) {
        move_public(oracle, s);
    }
    oracle_refresh(oracle);
    move_health(oracle);
}

/* What institutions are and do: P15, P21. */
#include "analysis/pattern_tests.h"
#include "analysis/statistics.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- P15 ------------------------------------------------------------------------------------- */

typedef enum { RUNG_LEADERS, RUNG_WORKING, RUNG_LEGAL, RUNGS } rung_t;

static const char *const rung_names[RUNGS] = {"leader-dependent", "working-level",
                                              "legal and private"};

static rung_t rung_of(const ent_institution_t *institution) {
    const double leaders = 0.2, working = 0.6; /* insulation */
    if (institution->insulation < leaders) {
        return RUNG_LEADERS;
    }
    return institution->insulation <= working ? RUNG_WORKING : RUNG_LEGAL;
}

typedef struct {
    double suspensions, years;
} active_t;

/* Suspensions and years of a member's institutions that were active at the start, by rung. */
static void add_member(const ent_trials_t *trials, size_t member, active_t rungs[RUNGS]) {
    const ent_scenario_t *scenario = trials->scenario;
    for (size_t i = 0; i < scenario->institution_count; i++) {
        if (scenario->institutions[i].status == ENT_ACTIVE) {
            active_t *rung = &rungs[rung_of(&scenario->institutions[i])];
            size_t at = member * scenario->institution_count + i;
            rung->suspensions += trials->suspensions[at];
            rung->years += trials->years_active[at];
        }
    }
}

/* 1 where rates fall from rung to rung, ½ where two are equal and none rises, else 0. */
static double order_of(const active_t rungs[RUNGS]) {
    double order = 1;
    for (size_t i = 0; i + 1 < RUNGS; i++) {
        double higher = rungs[i].suspensions / rungs[i].years;
        double lower = rungs[i + 1].suspensions / rungs[i + 1].years;
        if (higher < lower) {
            return 0;
        }
        order = higher > lower ? order : 0.5;
    }
    return order;
}

static bool has_rungs(const ent_trials_t *trials, ent_finding_t *finding) {
    bool has[RUNGS] = {false};
    for (size_t i = 0; i < trials->scenario->institution_count; i++) {
        const ent_institution_t *institution = &trials->scenario->institutions[i];
        has[rung_of(institution)] = has[rung_of(institution)] || institution->status == ENT_ACTIVE;
    }
    for (size_t i = 0; i < RUNGS; i++) {
        if (!has[i]) {
            ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                "no %s institution is active at the start", rung_names[i]);
            return false;
        }
    }
    return true;
}

ent_err_t ent_pattern_fragility(const ent_trials_t *trials, ent_finding_t *finding) {
    double ordered = 0;
    active_t all[RUNGS] = {{0}};
    if (!has_rungs(trials, finding)) {
        return ENT_OK;
    }
    for (size_t m = 0; m < trials->members; m++) {
        active_t rungs[RUNGS] = {{0}};
        add_member(trials, m, rungs);
        add_member(trials, m, all);
        ordered += order_of(rungs);
    }
    ent_quantity_t *quantity = ent_finding_add(finding, 100 * ordered / (double)trials->members, 80,
                                               100, "members in which the order holds (%%)");
    quantity->loose_low = 50;
    quantity->loose_high = 100;
    for (size_t i = 0; i < RUNGS; i++) {
        ent_finding_report(finding, all[i].suspensions / all[i].years,
                           "suspensions per year active, %s", rung_names[i]);
    }
    return ENT_OK;
}

/* ---- P21 ------------------------------------------------------------------------------------- */

/* A member's health after two years: its variance over time, its mean, its least. */
typedef struct {
    double variance, mean;
    bool ruptured;
} life_t;

static life_t read_life(const ent_trials_t *trials, ent_trial_t trial, size_t member, size_t first,
                        double *path) {
    const double rupture = 25;
    const ent_sampled_t *sampled = &trials->sampled[trial];
    size_t column = ent_sampled_column(sampled, ENT_VAR_HEALTH, 0);
    life_t life = {.ruptured = false};
    for (size_t k = 0; k < trials->instants; k++) {
        path[k] = ent_sampled_value(sampled, member, k, column);
        life.ruptured = life.ruptured || path[k] < rupture;
    }
    life.variance = ent_variance_of(path + first, trials->instants - first);
    life.mean = ent_mean_of(path + first, trials->instants - first);
    return life;
}

static ent_err_t report_ratios(const ent_trials_t *trials, const double *ratios,
                               ent_finding_t *finding) {
    static const struct {
        double probability;
        const char *name;
    } quantiles[] = {{0.05, "5 %"}, {0.5, "median"}, {0.95, "95 %"}};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0] && error == ENT_OK; i++) {
        double value = NAN;
        error = ent_quantile_of(ratios, trials->members, quantiles[i].probability, &value);
        ent_finding_report(finding, value, "variance of health with over without, %s",
                           quantiles[i].name);
    }
    ent_finding_report(finding,
                       ent_share_within(ratios, trials->members, -INFINITY, nextafter(1, 0)),
                       "members whose variance is smaller with (%%)");
    return error;
}

ent_err_t ent_pattern_variance(const ent_trials_t *trials, ent_finding_t *finding) {
    size_t first = ent_trials_instant(trials, trials->probe_years);
    double ruptures = 0, means = 0, count = (double)trials->members;
    if (!trials->run[ENT_TRIAL_UNBOUND]) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                   "no institution binds a government or carries a domain");
    }
    if (first == ENT_NO_INSTANT || first + 1 >= trials->instants) {
        return ent_finding_decline(finding, ENT_VERDICT_NOT_APPLICABLE,
                                   "the run is not longer than the two years left out");
    }
    double *ratios = ent_alloc(trials->members, sizeof *ratios);
    double *path = ent_alloc(trials->instants, sizeof *path);
    ent_err_t error = ratios != NULL && path != NULL ? ENT_OK : ENT_ERR_MEMORY;
    for (size_t m = 0; m < trials->members && error == ENT_OK; m++) {
        life_t with = read_life(trials, ENT_TRIAL_PLAIN, m, first, path);
        life_t without = read_life(trials, ENT_TRIAL_UNBOUND, m, first, path);
        ratios[m] = without.variance > 0 ? with.variance / without.variance : NAN;
        ruptures += (double)with.ruptured - (double)without.ruptured;
        means += with.mean - without.mean;
    }
    if (error == ENT_OK) {
        error = report_ratios(trials, ratios, finding);
        ent_finding_report(finding, 100 * ruptures / count,
                           "chance of a rupture, with less without (points)");
        ent_finding_report(finding, means / count, "mean health, with less without (points)");
    }
    free(ratios);
    free(path);
    return error;
}

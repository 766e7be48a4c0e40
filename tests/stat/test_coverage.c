/*
 * 95 % intervals cover a difference that is known exactly in 95 % of ensembles: over 500 seeds, the
 * misses are within what a binomial distribution allows in 99.9 % of cases. Seeds are fixed, so the
 * tests are deterministic.
 *
 * The difference: in both scenarios state AAA shocks state BBB at a rate, less often in the
 * control. Nothing shields (shield_health 0, no institutions, so C = 0), nobody answers (propensity
 * 0), and severities q are uniform on [0.1, 0.5], whatever the state of the world (opportunism 0).
 * By model.md a shock that arrives moves BBB's grievance by
 *     f += (1 − ρ)·q·(1 − f − m),  m += ρ·q·(1 − f − m),
 * where the room 1 − f − m is never below 0, as q < 1. Both are linear in f and m, and q and the
 * arrival are independent of them, so expectations F and M follow with p·E q for q, p = 1 −
 * exp(−rate·Δ), exactly; then phase 7 fades F by keep(fast), M by keep(slow). The mean of
 * grievance_mean.BBB is that of F + M over the instants 0 … N.
 */
#include "analysis/gain.h"
#include "support/rivals.h"
#include "support/world.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { SEEDS = 500, MEMBERS = 128 };

static const double rates[2] = {2.0, 3.0};
#define SHOCK(rate)                                                                                \
    "shocks = ( { name = \"row\"; by = \"AAA\"; rate = " rate "; severity = {"                     \
    "             distribution = \"uniform\"; low = 0.1; high = 0.5; }; } );"
static const char *const overrides[] = {"health.shield_health=0.0",
                                        "states.AAA.retaliation.propensity=0.0",
                                        "states.BBB.retaliation.propensity=0.0", NULL};

/* Expected grievance of BBB at the last instant, and its mean over all; memory as in the small
 * scenario: initial 0.3, fast 0.6, slow 6, slow_share 0.4; two years in months. */
static void expect_grievance(double rate, double *last, double *mean) {
    const double slow_share = 0.4, steps = 24, step_years = 1.0 / 12;
    const double struck = (1 - exp(-rate * step_years)) * (0.1 + 0.5) / 2;
    double fast = (1 - slow_share) * 0.3, slow = slow_share * 0.3, sum = fast + slow;
    for (double n = 0; n < steps; n++) {
        double room = 1 - fast - slow;
        fast = (fast + (1 - slow_share) * struck * room) * support_monthly_keep(0.6);
        slow = (slow + slow_share * struck * room) * support_monthly_keep(6);
        sum += fast + slow;
    }
    *last = fast + slow;
    *mean = sum / (steps + 1);
}

/* How often intervals missed the truth, and the sum of their errors. */
typedef struct {
    double misses, errors;
} record_t;

typedef struct {
    support_world_t worlds[2];
    bool record[64];
    support_rivals_t rivals;
    size_t pair, row;        /* of grievance_mean.BBB and grievance.BBB */
    double mean, last;       /* the true differences */
    record_t paired, at_end; /* paired differences of the metric, and of the last instant */
    record_t unpaired;       /* of ensembles that have nothing to do with each other */
    record_t mistaken;       /* unpaired, though the luck was the same */
} trial_t;

static void open_trial(trial_t *trial) {
    static const char *const more[2] = {SHOCK("2.0"), SHOCK("3.0")};
    double means[2], lasts[2];
    *trial = (trial_t){.pair = 0};
    for (size_t i = 0; i < 2; i++) {
        support_world_open(&trial->worlds[i], more[i], overrides);
        expect_grievance(rates[i], &lasts[i], &means[i]);
    }
    const ent_plan_t *plan = &trial->worlds[0].plan;
    assert_int_equal(plan->steps, 24);
    trial->record[support_variable(plan, "grievance.BBB")] = true;
    for (size_t i = 0; i < 2; i++) {
        support_rivals_add(&trial->rivals, "", &trial->worlds[i].plan, trial->record);
    }
    trial->pair = support_metric(&trial->rivals.metrics[0], "grievance_mean.BBB");
    trial->mean = means[1] - means[0];
    trial->last = lasts[1] - lasts[0];
}

static void close_trial(trial_t *trial) {
    support_rivals_free(&trial->rivals);
    for (size_t i = 0; i < 2; i++) {
        support_world_close(&trial->worlds[i]);
    }
}

static void note(record_t *record, ent_estimate_t estimate, double truth) {
    record->misses += !(estimate.low <= truth && truth <= estimate.high);
    record->errors += estimate.standard_error;
}

static ent_estimate_t estimate_end(const ent_ensemble_t *ensemble, size_t row) {
    const ent_contrast_t *contrast = &ensemble->contrasts[1];
    ent_distribution_t differences = ent_contrast_row(contrast, row, contrast->instants - 1);
    return ent_estimate(ent_distribution_mean(differences), ent_distribution_sd(differences),
                        (double)differences.moments->count);
}

/* The other of one ensemble against the control of another: two samples that share nothing. */
static void note_unpaired(trial_t *trial, ent_ensemble_t *ensemble, ent_ensemble_t *before) {
    ent_gathered_t swap = ensemble->plans[1];
    ensemble->plans[1] = before->plans[1];
    ent_gain_t gain = ent_gain(ensemble, 1, trial->pair, ENT_LESS_IS_BETTER);
    note(&trial->unpaired, gain.unpaired, trial->mean);
    ensemble->plans[1] = swap;
}

static void run_trial(trial_t *trial) {
    ent_ensemble_options_t options = {
        .members = MEMBERS, .isa = ent_isa_best(), .threads = 1, .seed = SEEDS};
    ent_ensemble_t before = support_rivals_run(&trial->rivals, options);
    for (options.seed = 0; options.seed < SEEDS; options.seed++) {
        ent_ensemble_t ensemble = support_rivals_run(&trial->rivals, options);
        ent_gain_t gain = ent_gain(&ensemble, 1, trial->pair, ENT_LESS_IS_BETTER);
        assert_int_equal(gain.pairs, MEMBERS);
        note(&trial->paired, gain.paired, trial->mean);
        note(&trial->mistaken, gain.unpaired, trial->mean);
        note(&trial->at_end, estimate_end(&ensemble, trial->row), trial->last);
        note_unpaired(trial, &ensemble, &before);
        ent_ensemble_free(&before);
        before = ensemble;
    }
    ent_ensemble_free(&before);
}

/* The misses of 500 intervals that a tail of 0.05 % is left beyond, on either side. */
static void allowed_misses(double *least, double *most) {
    const double tail = 0.0005, miss = 0.05;
    unsigned low = 0, high = SEEDS;
    while (gsl_cdf_binomial_P(low, miss, SEEDS) <= tail) {
        low++;
    }
    while (gsl_cdf_binomial_Q(high - 1, miss, SEEDS) <= tail) { /* high or more */
        high--;
    }
    *least = low;
    *most = high;
}

static void assert_nominal(const record_t *record, const char *what) {
    double least, most;
    allowed_misses(&least, &most);
    if (record->misses < least || record->misses > most) {
        fail_msg("%s: %g of %d intervals missed, expected %g to %g", what, record->misses, SEEDS,
                 least, most);
    }
}

static void intervals_cover_at_their_nominal_rate(void **state) {
    trial_t trial;
    (void)state;
    open_trial(&trial);
    run_trial(&trial);
    assert_nominal(&trial.paired, "paired differences of a metric");
    assert_nominal(&trial.at_end, "paired differences at the end");
    assert_nominal(&trial.unpaired, "unpaired differences");
    /* The test is sharp: the difference is many errors from none. */
    assert_true(trial.mean > 5 * trial.paired.errors / SEEDS);
    close_trial(&trial);
}

/* What the same luck is for: its differences are known better, and not as if it were not. */
static void the_same_luck_makes_differences_sharper(void **state) {
    double least, most;
    trial_t trial;
    (void)state;
    open_trial(&trial);
    run_trial(&trial);
    allowed_misses(&least, &most);
    assert_true(trial.paired.errors < 0.8 * trial.unpaired.errors);
    assert_true(trial.mistaken.misses < least); /* too wide by far */
    close_trial(&trial);
}

/* By hand: of 500 with one in 20, 25 are expected, with a deviation of 4.87. */
static void the_range_of_misses_is_that_of_the_binomial(void **state) {
    double least, most;
    (void)state;
    allowed_misses(&least, &most);
    assert_true(gsl_cdf_binomial_P((unsigned)least - 1, 0.05, SEEDS) <= 0.0005);
    assert_true(gsl_cdf_binomial_Q((unsigned)most, 0.05, SEEDS) <= 0.0005);
    assert_close(least, 25 - 3.29 * 4.87, 0, 2.5); /* the normal's 99.9 % are 3.29 deviations */
    assert_close(most, 25 + 3.29 * 4.87, 0, 2.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_cover_at_their_nominal_rate),
        cmocka_unit_test(the_same_luck_makes_differences_sharper),
        cmocka_unit_test(the_range_of_misses_is_that_of_the_binomial),
    };
    return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}

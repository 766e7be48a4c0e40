/* A scenario compiled to flat arrays: every constant and calendar against model.md by hand. */
#include "model/plan.h"

#include "base/name.h"
#include "support/world.h"

#include <math.h>

static const double month = 1.0 / 12.0;

/* model.md, notation: keep(T) = exp(−Δ/T), noise σ·√(1 − keep²). */
static void assert_drift(ent_drift_t drift, double step_years, double inertia, double volatility) {
    double keep = exp(-step_years / inertia);
    assert_close(drift.keep, keep, 4e-16, 0);
    assert_close(drift.noise, volatility * sqrt(1 - keep * keep), 1e-14, 0);
}

static void check_constants(const char *step, double step_years) {
    support_world_t world;
    const char *const overrides[] = {step,
                                     "drivers.threat.volatility=0.12",
                                     "states.AAA.approval.volatility=0.08",
                                     "states.AAA.stance.volatility=0.06",
                                     "states.BBB.public.volatility=0.05",
                                     NULL};
    support_world_open(&world, "", overrides);
    const ent_params_t *params = &world.plan.segments[0];
    assert_close(world.plan.step_years, step_years, 1e-15, 0);
    assert_drift(params->drivers[0].drift, step_years, 1.0, 0.12);
    assert_drift(params->states[0].approval, step_years, 1.5, 0.08);
    assert_drift(params->states[0].stance, step_years, 0.3, 0.06);
    assert_drift(params->states[1].public, step_years, 0.3, 0.05);
    assert_drift(params->domains[0].drift, step_years, 0.5, 0);
    assert_close(params->states[0].fast_keep, exp(-step_years / 0.6), 4e-16, 0);
    assert_close(params->states[0].slow_keep, exp(-step_years / 6), 4e-16, 0);
    assert_close(params->rise_keep, exp(-step_years / 0.5), 4e-16, 0);
    assert_close(params->fall_keep, exp(-step_years / 0.2), 4e-16, 0);
    support_world_close(&world);
}

static void constants_follow_the_formulas_at_every_step_length(void **state) {
    (void)state;
    check_constants("step=week", 1.0 / 52);
    check_constants("step=month", 1.0 / 12);
    check_constants("step=quarter", 1.0 / 4);
}

static void numbers_are_copied_where_phases_read_them(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    const ent_params_t *params = &world.plan.segments[0];
    const ent_state_params_t *a = &params->states[0];
    assert_int_equal(world.plan.steps, 24);
    assert_int_equal(world.plan.contact_domain, 1);
    assert_int_equal(world.plan.crisis_domain, 0);
    assert_same(params->drivers[0].need[0], 0.5);
    assert_same(params->drivers[0].need[1], 0.4);
    assert_close(a->weight_sum, 0.6 + 0.5 + 0.5 + 0.6, 1e-15, 0); /* without commitment */
    assert_same(a->weights[ENT_WEIGHT_COMMITMENT], 1);
    assert_same(a->cohorts[0].partner, 0.4); /* taken from the public */
    assert_same(params->domains[1].autonomy, 0.4);
    assert_same(params->domains[1].base, 0.3);
    support_world_close(&world);
}

static void sparse_maps_keep_what_is_not_zero(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    const ent_params_t *params = &world.plan.segments[0];
    assert_int_equal(params->domains[0].pulls.count, 1);
    assert_int_equal(params->domains[0].pulls.links[0].index, 0);
    assert_same(params->domains[0].pulls.links[0].value, 0.1);
    assert_int_equal(params->domains[1].pulls.count, 0);
    assert_int_equal(params->states[0].hits.count, 1);
    assert_int_equal(params->states[1].hits.count, 2);
    assert_int_equal(params->states[1].hits.links[1].index, 1);
    assert_same(params->states[1].hits.links[1].value, 0.1);
    assert_int_equal(params->drivers[0].reactions.count, 0);
    support_world_close(&world);
}

/*
 * share + trend·(t − shares_at), floored at 0, normalised to 1, and the same with voices: "all" has
 * 0.25 − 0.2t, which ends within the horizon, "young" 0.2t, "loud" 0.2; t in years since 2019-01.
 */
static void shares_of_cohorts_drift_are_floored_and_sum_to_one(void **state) {
    static const char cohorts[] =
        "states = ( { name = \"BBB\"; public = { shares_at = \"2019-01\"; cohorts = ("
        "{ name = \"all\"; share = 0.25; trend = -0.2; voice = 2.0; },"
        "{ name = \"young\"; share = 0.0; trend = 0.2; base = 0.1; memory = 1.0; },"
        "{ name = \"loud\"; share = 0.2; voice = 4.0; base = 0.0; memory = 1.0; } ); }; } );";
    support_world_t world;
    (void)state;
    support_world_open(&world, cohorts, NULL);
    const ent_params_t *params = &world.plan.segments[0];
    assert_int_equal(world.plan.cohorts, 4);
    assert_int_equal(world.plan.cohort_first[1], 1);
    for (size_t n = 0; n <= world.plan.steps; n++) {
        double t = 1 + (double)n * month;
        const double share[] = {fmax(0, 0.25 - 0.2 * t), 0.2 * t, 0.2}, voice[] = {2, 1, 4};
        double sum = share[0] + share[1] + share[2];
        double heard = 2 * share[0] + share[1] + 4 * share[2];
        assert_same(params->shares[n * 4], 1);
        for (size_t c = 0; c < 3; c++) {
            assert_close(params->shares[n * 4 + 1 + c], share[c] / sum, 1e-12, 1e-12);
            assert_close(params->heard[n * 4 + 1 + c], share[c] * voice[c] / heard, 1e-12, 1e-12);
        }
    }
    support_world_close(&world);
}

static const char changes[] =
    "shocks = ( { name = \"same\"; by = \"AAA\"; rate = 0.1;"
    "             severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; },"
    "           { name = \"other\"; by = \"BBB\"; rate = 0.2;"
    "             severity = { distribution = \"uniform\"; low = 0.1; high = 0.5; }; },"
    "           { name = \"seen\"; by = \"BBB\"; rate = 0.2;"
    "             severity = { distribution = \"empirical\"; values = [0.2, 0.4]; }; },"
    "           { name = \"fixed\"; by = \"BBB\"; rate = 0.2;"
    "             severity = { distribution = \"fixed\"; value = 0.25; }; },"
    "           { name = \"wide\"; by = \"BBB\"; rate = 0.2;"
    "             severity = { distribution = \"lognormal\"; median = 0.2; sigma = 0.5;"
    "                          cap = 1.0; }; } );"
    "events = ("
    "{ name = \"later\"; at = \"2021-01\"; effects = ("
    "  { type = \"parameter\"; path = \"states.AAA.stance.weights.leader\"; to = 0.9; } ); },"
    "{ name = \"sooner\"; at = \"2020-04\"; effects = ("
    "  { type = \"parameter\"; path = \"states.AAA.stance.weights.leader\"; to = 0.1; },"
    "  { type = \"parameter\"; path = \"shocks.other.severity.high\"; to = 0.8; } ); },"
    "{ name = \"too\"; at = \"2020-04-20\"; effects = ("
    "  { type = \"parameter\"; path = \"health.rise\"; to = 2.0; } ); },"
    "{ name = \"maybe\"; at = \"2020-05\"; probability = 0.5; " SUPPORT_NO_EFFECT ");";

static void parameter_effects_divide_the_run_into_segments(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, changes, NULL);
    const ent_plan_t *plan = &world.plan;
    const ent_params_t *segments = plan->segments;
    assert_int_equal(plan->segment_count, 3);
    assert_int_equal(plan->segment_from[1], 3);
    assert_int_equal(plan->segment_from[2], 12);
    assert_same(segments[0].states[0].weights[ENT_WEIGHT_LEADER], 0.6);
    assert_same(segments[1].states[0].weights[ENT_WEIGHT_LEADER], 0.1);
    assert_same(segments[2].states[0].weights[ENT_WEIGHT_LEADER], 0.9);
    assert_close(segments[1].states[0].weight_sum, 1.7, 1e-15, 0); /* 0.1 + 0.5 + 0.5 + 0.6 */
    assert_close(segments[0].rise_keep, exp(-month / 0.5), 4e-16, 0);
    assert_close(segments[1].rise_keep, exp(-month / 2.0), 4e-16, 0);
    assert_close(segments[2].rise_keep, exp(-month / 2.0), 4e-16, 0);
    assert_same(plan->scenario->states[0].weights[ENT_WEIGHT_LEADER], 0.6); /* not touched */
    support_world_close(&world);
}

static void segments_share_quantiles_that_do_not_change(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, changes, NULL);
    const ent_params_t *segments = world.plan.segments;
    assert_ptr_equal(segments[1].shocks[0].severity, segments[0].shocks[0].severity);
    assert_ptr_not_equal(segments[1].shocks[1].severity, segments[0].shocks[1].severity);
    assert_close(ent_quantile_at(segments[0].shocks[1].severity, 0.5), 0.3, 1e-15, 0);
    assert_close(ent_quantile_at(segments[1].shocks[1].severity, 0.5), 0.45, 1e-15, 0);
    assert_close(ent_quantile_at(segments[2].shocks[1].severity, 0.5), 0.45, 1e-15, 0);
    assert_close(ent_quantile_at(segments[0].shocks[2].severity, 0.5), 0.3, 1e-15, 0);
    assert_same(ent_quantile_at(segments[0].shocks[3].severity, 0.5), 0.25);
    assert_close(ent_quantile_at(segments[0].shocks[4].severity, 0.5), 0.2, 1e-9, 0);
    support_world_close(&world);
}

/* Where the numbers are the same, the table is another plan's, however far it was lent; and all
 * values are those of a plan that borrows nothing. */
static void plans_borrow_tables_that_are_the_same(void **state) {
    support_world_t world, other;
    ent_plan_t second, third;
    (void)state;
    support_world_open(&world, changes, NULL);
    support_world_open(&other, changes, NULL);
    other.scenario.shocks[4].severity.median += 0.1;
    assert_int_equal(ent_plan_init_borrowing(&second, &other.scenario, &world.plan), ENT_OK);
    other.scenario.shocks[4].severity.median += 0.1;
    assert_int_equal(ent_plan_init_borrowing(&third, &world.scenario, &second), ENT_OK);
    const ent_shock_params_t *own = world.plan.segments[0].shocks;
    const ent_shock_params_t *lent = second.segments[0].shocks;
    assert_ptr_equal(lent[0].severity, own[0].severity);
    assert_ptr_not_equal(lent[4].severity, own[4].severity);
    assert_true(ent_quantile_at(lent[4].severity, 0.5) > ent_quantile_at(own[4].severity, 0.5));
    for (size_t k = 0; k < world.plan.shocks; k++) {
        const ent_quantile_t *again = third.segments[0].shocks[k].severity;
        assert_same(ent_quantile_at(again, 0.3), ent_quantile_at(own[k].severity, 0.3));
        assert_true(again->lower == NULL || again == own[k].severity);
    }
    ent_plan_free(&third);
    ent_plan_free(&second);
    support_world_close(&other);
    support_world_close(&world);
}

/* An occasion needs a counter where a probability below 1 stands, or may come to stand. */
static void occasions_are_counted_where_a_probability_may_be_drawn(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, changes, NULL);
    assert_int_equal(world.plan.counters, 1);
    assert_int_equal(world.plan.event_plans[0].counter, ENT_NO_SLOT);
    assert_int_equal(world.plan.event_plans[3].counter, 0);
    support_world_close(&world);
    support_world_open(
        &world,
        "events = ( { name = \"e\"; at = \"2020-05\"; " SUPPORT_NO_EFFECT ","
        "{ name = \"p\"; at = \"2020-02\"; effects = ("
        "  { type = \"parameter\"; path = \"events.e.probability\"; to = 0.2; } ); } );",
        NULL);
    assert_int_not_equal(world.plan.event_plans[0].counter, ENT_NO_SLOT);
    assert_same(world.plan.segments[1].events[0].probability, 0.2);
    support_world_close(&world);
}

/* Names of processes as in model.md, "Randomness". */
static void processes_have_the_hashes_of_their_names(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(
        &world,
        "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 0.1;"
        "  severity = { distribution = \"fixed\"; value = 0.1; }; } );"
        "institutions = ( { name = \"2+2\"; cadence = 2.0; " SUPPORT_ACTIVE "} );"
        "events = ( { name = \"luck\"; rate = 0.1; probability = 0.5; " SUPPORT_NO_EFFECT ");"
        "states = ( { name = \"BBB\"; succession = { mode = \"hazard\"; " SUPPORT_POOL " }; } );",
        NULL);
    const ent_plan_t *plan = &world.plan;
    assert_int_equal(plan->normals, 7);
    assert_int_equal(plan->uniforms, 3);
    assert_int_equal(plan->normal_processes[0], ent_name_hash("driver/threat"));
    assert_int_equal(plan->normal_processes[plan->approval_stream[0]],
                     ent_name_hash("state/AAA/approval"));
    assert_int_equal(plan->normal_processes[plan->stance_stream[1]],
                     ent_name_hash("state/BBB/stance"));
    assert_int_equal(plan->normal_processes[plan->public_stream[1]],
                     ent_name_hash("state/BBB/public"));
    assert_int_equal(plan->uniform_processes[plan->shock_stream], ent_name_hash("shock/row"));
    assert_int_equal(plan->uniform_processes[plan->turnover_stream[1]],
                     ent_name_hash("state/BBB/turnover"));
    assert_int_equal(plan->uniform_processes[plan->event_plans[0].stream],
                     ent_name_hash("event/luck"));
    assert_int_equal(plan->event_plans[0].probability_process,
                     ent_name_hash("event/luck/probability"));
    assert_int_equal(plan->retaliation_process[0], ent_name_hash("state/AAA/retaliation"));
    assert_int_equal(plan->leader_process[1], ent_name_hash("state/BBB/leader"));
    assert_int_equal(plan->meeting_processes[0], ent_name_hash("institution/2+2/meeting"));
    support_world_close(&world);
}

/* The first type whose cumulated normalised weight exceeds u; the weighted mean orientation. */
static void pools_are_normalised(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(
        &world,
        "states = ( { name = \"AAA\"; succession = { mode = \"hazard\"; " SUPPORT_POOL " }; } );",
        NULL);
    const ent_state_params_t *params = &world.plan.segments[0].states[0];
    assert_int_equal(params->pool_count, 2);
    assert_close(params->pool[0].cumulated_weight, 0.25, 1e-15, 0);
    assert_close(params->pool[1].cumulated_weight, 1, 1e-15, 0);
    assert_close(params->pool_mean, -0.25, 1e-15, 0); /* 0.25·0.5 − 0.75·0.5 */
    support_world_close(&world);
}

static void polls_know_their_terms(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world,
                       "polls = ( { name = \"p\"; intercept = -0.5; terms = ("
                       "  { variable = \"public.AAA\"; weight = 2.0; },"
                       "  { variable = \"leader.BBB\"; weight = 0.5; } ); },"
                       "{ name = \"q\"; intercept = 0.1; terms = ("
                       "  { variable = \"driver.threat\"; weight = -1.0; } ); } );",
                       NULL);
    const ent_plan_t *plan = &world.plan;
    assert_int_equal(plan->poll_first[0], 0);
    assert_int_equal(plan->poll_first[1], 2);
    assert_int_equal(plan->poll_first[2], 3);
    assert_int_equal(plan->poll_terms[0]->kind, ENT_VAR_PUBLIC);
    assert_int_equal(plan->poll_terms[1]->index, 1);
    assert_int_equal(plan->poll_terms[2]->kind, ENT_VAR_DRIVER);
    assert_same(plan->segments[0].polls[0].intercept, -0.5);
    assert_same(plan->segments[0].polls[0].weights[1], 0.5);
    support_world_close(&world);
}

/* Errors: a plan that was freed, or only zeroed, may be freed again. */
static void freeing_twice_is_harmless(void **state) {
    support_world_t world;
    ent_plan_t zeroed = {0};
    (void)state;
    support_world_open(&world, changes, NULL);
    ent_block_free(&world.block);
    ent_block_free(&world.block);
    ent_plan_free(&world.plan);
    ent_plan_free(&world.plan);
    ent_plan_free(&zeroed);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_follow_the_formulas_at_every_step_length),
        cmocka_unit_test(numbers_are_copied_where_phases_read_them),
        cmocka_unit_test(sparse_maps_keep_what_is_not_zero),
        cmocka_unit_test(shares_of_cohorts_drift_are_floored_and_sum_to_one),
        cmocka_unit_test(parameter_effects_divide_the_run_into_segments),
        cmocka_unit_test(segments_share_quantiles_that_do_not_change),
        cmocka_unit_test(plans_borrow_tables_that_are_the_same),
        cmocka_unit_test(occasions_are_counted_where_a_probability_may_be_drawn),
        cmocka_unit_test(processes_have_the_hashes_of_their_names),
        cmocka_unit_test(pools_are_normalised),
        cmocka_unit_test(polls_know_their_terms),
        cmocka_unit_test(freeing_twice_is_harmless),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}

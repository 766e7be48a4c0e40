/*
 * What must hold between keys of domains, states and institutions (scenario/check.c,
 * check_numbers.c). Every row breaks one rule of the scenario file's page or of the model.
 */
#include "scenario/check.h"

#include "base/name.h"
#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <stdlib.h>

static void assert_small(const support_problem_t *problems, size_t count) {
    support_assert_problems(problems, count);
}

static void assert_full(const support_problem_t *problems, size_t count) {
    support_assert_problems_in(support_full_scenario(), problems, count);
}

/* Loads a variant of the small scenario that must be sound. */
static void assert_sound(const char *find, const char *put, const char *more) {
    char *text = support_edit(support_small_scenario(), find, put, more);
    ent_scenario_t scenario;
    support_load_text(text, NULL, 0, &scenario);
    ent_scenario_free(&scenario);
    free(text);
}

/* "Weights ≥ 0, summing to 1" (the model, 8): here 0.5 + 0.3 + 0.2. */
static void weights_of_health_must_sum_to_1(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "public_weight = 0.2",
         .put = "public_weight = 0.3",
         .key = "health.public_weight",
         .message = "sum to 1.1, expected 1"},
        {.find = "weight = 0.5; inertia",
         .put = "weight = 0.4; inertia",
         .at = "public_weight",
         .key = "health.public_weight",
         .message = "sum to 0.9, expected 1"},
        {.find = "public_weight = 0.2",
         .put = "public_weight = 0.200001",
         .key = "health.public_weight",
         .message = "expected 1"},
    };
    assert_small(problems, SUPPORT_COUNT(problems));
    assert_sound("weight = 0.5; inertia", "weight = 0.50000000000001; inertia", ""); /* rounding */
}

/* "One with contact, at most one with crisis." */
static void marks_of_domains_are_counted(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = " contact = true;",
         .put = "",
         .at = "domains = (",
         .key = "domains",
         .message = "found 0 domains marked contact = true, expected exactly one"},
        {.find = "crisis = true;",
         .put = "contact = true;",
         .key = "domains",
         .message = "found 2 domains marked contact = true"},
        {.find = "contact = true;",
         .put = "contact = true; crisis = true;",
         .at = "domains = (",
         .key = "domains",
         .message = "found 2 domains marked crisis = true, expected at most one"},
    };
    assert_small(problems, SUPPORT_COUNT(problems));
    assert_sound("crisis = true;", "", "");
}

/* N = round(years/Δ): with months, 0.04 years is no step; 20000 steps are the limit. */
static void the_horizon_has_at_least_one_step_and_at_most_20000(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "years = 2.0",
         .put = "years = 0.04",
         .key = "years",
         .message = "gives 0 steps, expected 1 to 20000"},
        {.find = "years = 2.0; step = 'month'",
         .put = "years = 400.0; step = 'week'",
         .key = "years",
         .message = "gives 20800 steps"},
        {.find = "'2020-01'; years = 2.0",
         .put = "'9990-01'; years = 10.0",
         .key = "years",
         .message = "ends after the year 9999"},
    };
    assert_small(problems, SUPPORT_COUNT(problems));
    assert_sound("years = 2.0", "years = 0.05", ""); /* 0.6 steps round to one */
    assert_sound("years = 2.0; step = 'month'", "years = 384.6; step = 'week'", "");
    assert_sound("\"2020-01\"", "\"9997-01\"", "");
}

static void all_stance_weights_zero_would_divide_by_zero(void **state) {
    (void)state;
    static const support_problem_t problem = {
        .find = "leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6;",
        .put = "leader = 0.0; public = 0; reciprocity = 0; necessity = 0.0;",
        .key = "states.AAA.stance.weights",
        .message = "all weights but commitment are 0"};
    assert_small(&problem, 1);
    assert_sound("leader = 0.6; public = 0.5; reciprocity = 0.5; necessity = 0.6;",
                 "leader = 0; public = 0; reciprocity = 0; necessity = 0.1;", "");
}

#define POOL "pool = ( { name = 'x'; weight = 1; orientation = 0.0; spread = 0.1; } );"

/* "Succession needs only what its mode uses." */
static void succession_needs_what_its_mode_uses(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "mode = 'none';",
         .put = "mode = 'hazard';",
         .key = "states.AAA.succession.pool",
         .message = "missing, expected at least one type"},
        {.find = "mode = 'none';",
         .put = "mode = 'hazard'; pool = ( );",
         .key = "states.AAA.succession.pool",
         .message = "missing, expected at least one type"},
        {.find = "mode = 'none';",
         .put = "mode = 'term'; next = '2021-01'; " POOL,
         .key = "states.AAA.succession.term_years",
         .message = "missing, expected the years between elections"},
        {.find = "mode = 'none';",
         .put = "mode = 'term'; term_years = 2.0; " POOL,
         .key = "states.AAA.succession.next",
         .message = "missing, expected the date of the next election"},
        {.find = "mode = 'none';",
         .put = "mode = 'term'; next = '2021-01'; term_years = 0.05; " POOL,
         .key = "states.AAA.succession.term_years",
         .message = "less than a step"},
        {.find = "mode = 'none';",
         .put = "mode = 'hazard'; pool = ( { name = 'x'; weight = 0; orientation = 0; spread = 0; "
                "} );",
         .key = "states.AAA.succession.pool",
         .message = "all weights are 0"},
    };
    assert_small(problems, SUPPORT_COUNT(problems));
    assert_sound("mode = 'none';", "mode = 'hazard'; " POOL, "");
    assert_sound("mode = 'none';", "mode = 'term'; next = '2015-06'; term_years = 2.0; " POOL, "");
}

/* A cohort takes contact, cue and partner from its public, which must then have them. */
static void a_cohort_needs_what_its_public_leaves_out(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "contact = 0.2;",
         .put = "",
         .at = "public = {",
         .key = "states.AAA.public.contact",
         .message = "missing, expected a real number, because cohort \"all\" has none"},
        {.find = "cue = 0.2;",
         .put = "",
         .at = "public = {",
         .key = "states.AAA.public.cue",
         .message = "missing"},
        {.find = "partner = 0.4;",
         .put = "",
         .at = "public = {",
         .key = "states.AAA.public.partner",
         .message = "missing"},
        {.find = "contact = 0.2;",
         .put = "contact = 20.0;",
         .key = "states.AAA.public.contact",
         .message = "found 20, expected a real number"},
    };
    assert_small(problems, SUPPORT_COUNT(problems));
    char *text = support_edit(support_small_scenario(), "contact = 0.2;", "", "");
    char *given = support_edit(text, "share = 1.0;", "share = 1.0; contact = 0.1;", "");
    ent_scenario_t scenario;
    support_load_text(given, NULL, 0, &scenario);
    ent_scenario_free(&scenario);
    free(given);
    free(text);
}

/* A public must neither die out nor fall silent before the end; shares fall by trend·years. */
static void somebody_must_be_left_and_heard_at_every_step(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "share = 1.0;",
         .put = "share = 1.0; trend = -0.6;",
         .at = "cohorts = (",
         .key = "states.AAA.public.cohorts",
         .message = "the shares sum to 0 after 1.667 years"},
        {.find = "share = 1.0;",
         .put = "share = 1.0; trend = -0.5;", /* just the last instant, which is recorded, too */
         .at = "cohorts = (",
         .key = "states.AAA.public.cohorts",
         .message = "the shares sum to 0 after 2 years"},
        {.find = "share = 1.0;",
         .put = "share = 0.0;",
         .at = "cohorts = (",
         .key = "states.AAA.public.cohorts",
         .message = "the shares sum to 0 after 0 years"},
        {.find = "share = 1.0;",
         .put = "share = 1.0; voice = 0.0;",
         .at = "cohorts = (",
         .key = "states.AAA.public.cohorts",
         .message = "the shares that are heard sum to 0 after 0 years"},
    };
    assert_small(problems, SUPPORT_COUNT(problems));
    assert_sound("share = 1.0;", "share = 1.0; trend = -0.49;", ""); /* 0.02 left at the end */
    assert_sound("share = 1.0;", "share = 0.5;", "");                /* shares are normalised */
}

/* 0 ≤ phase < 1/cadence and cadence·Δ ≤ 1 (the model, 5). */
static void calendars_of_institutions_fit_the_steps(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "cadence = 4.0;",
         .put = "cadence = 12.5;",
         .key = "institutions.2+2.cadence",
         .message = "found 12.5 meetings a year, expected at most one a step (12 a year)",
         .others = 1},
        {.find = "phase = 0.1;",
         .put = "phase = 0.25;",
         .key = "institutions.2+2.phase",
         .message = "found 0.25 years, expected less than the 0.25 between meetings"},
    };
    assert_full(problems, SUPPORT_COUNT(problems));
}

/* suspend_below ≤ resume_above is required (the model, 5). */
static void an_institution_is_not_suspended_and_resumed_at_once(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "suspend_below = -0.2;",
         .put = "suspend_below = 0.2;",
         .key = "institutions.2+2.suspend_below",
         .message = "found 0.2, expected at most resume_above, which is 0.1"},
        {.find = "suspend_below = -0.3; resume_above = 0.0;",
         .put = "resume_above = -0.4;",
         .set = "institution_defaults.suspend_below=0.3",
         .key = "institutions.talks-2.suspend_below",
         .message = "expected at most resume_above"},
    };
    assert_full(problems, SUPPORT_COUNT(problems));
}

static void what_can_be_negotiated_needs_its_terms(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "negotiation = { years = 1.0; hurdle = -0.5; };",
         .put = "",
         .at = "{ name = 'talks-2'",
         .key = "institutions.talks-2.negotiation.years",
         .message = "missing, expected a real number, because it can be negotiated",
         .others = 1},
        {.find = "negotiation = { years = 1.0; hurdle = -0.5; };",
         .put = "negotiation = { years = 1.0; };",
         .at = "{ name = 'talks-2'",
         .key = "institutions.talks-2.negotiation.hurdle",
         .message = "because it can be negotiated"},
    };
    assert_full(problems, SUPPORT_COUNT(problems));
}

/* Without institution_defaults the place is the institution's own. */
static void terms_of_talks_are_missed_where_the_institution_stands(void **state) {
    (void)state;
    static const support_problem_t problem = {
        .more =
            "institutions = (\n{ name = 'i'; status = 'negotiating'; cadence = 0; insulation = 0; "
            "binding = 0; level = 0; habit = 0; build = 0; fade = 1; threshold = 0; slope = 0; "
            "suspend_below = 0; resume_above = 0; patience = 0; } );",
        .at = "{ name = 'i'",
        .key = "institutions.i.negotiation.hurdle",
        .message = "because it can be negotiated",
        .others = 1};
    assert_small(&problem, 1);
}

static void an_institution_that_starts_in_talks_needs_their_terms(void **state) {
    (void)state;
    char *never =
        support_edit(support_full_scenario(), "action = 'propose'", "action = 'establish'", NULL);
    char *text = support_edit(never, "negotiation = { years = 1.0; hurdle = -0.5; };", "", NULL);
    ent_scenario_t scenario;
    support_load_text(text, NULL, 0, &scenario); /* sound while nothing is negotiated */
    ent_scenario_free(&scenario);
    static const support_problem_t problem = {.find = "status = 'active';",
                                              .put = "status = 'negotiating';",
                                              .key = "institutions.2+2.negotiation.years",
                                              .message = "missing",
                                              .others = 1};
    support_assert_problems_in(text, &problem, 1);
    free(text);
    free(never);
}

/*
 * 32-bit FNV-1a gives "shock/dotobi" and "shock/lutafa" one value, 0xe8ed70c3: found by trying
 * words of three syllables, and computed apart from the engine.
 */
static void two_processes_with_one_hash_are_an_error(void **state) {
    (void)state;
#define SHOCK(name)                                                                                \
    "{ name = '" name                                                                              \
    "'; by = 'AAA'; rate = 1; severity = { distribution = 'fixed'; value = 0.1; }; }"
    static const support_problem_t problem = {
        .more = "shocks = ( " SHOCK("dotobi") ", " SHOCK("remarks") ", " SHOCK("lutafa") " );",
        .at = "title",
        .key = "",
        .message = "have one hash; rename either"};
    assert_true(ent_name_hash("shock/dotobi") == 0xe8ed70c3);
    assert_true(ent_name_hash("shock/lutafa") == 0xe8ed70c3);
    assert_small(&problem, 1);
    assert_sound(NULL, NULL, "shocks = ( " SHOCK("dotobi") ", " SHOCK("remarks") " );");
}

static void names_may_be_shared_by_different_kinds(void **state) {
    (void)state;
    assert_sound(NULL, NULL,
                 "shocks = ( " SHOCK("talks") ", " SHOCK(
                     "AAA") " );\nevents = ( { name = 'talks'; rate = 1; effects = ( { type = "
                            "'reconcile'; share = 0.1; } ); } );");
}

/* A key that was reported as wrong must bring no further complaints about what hangs on it. */
static void what_was_reported_is_not_reported_again(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "public_weight = 0.2",
         .put = "public_weight = 2.0",
         .key = "health.public_weight",
         .message = "found 2"},
        {.find = "years = 4.0", .put = "years = true", .key = "years", .message = "found true"},
        {.find = "leader = 0.6;",
         .put = "leader = -0.6;",
         .key = "states.AAA.stance.weights.leader",
         .message = "found -0.6"},
        {.find = "share = 0.6;",
         .put = "share = 6.0;",
         .key = "states.AAA.public.cohorts.old.share",
         .message = "found 6"},
        {.find = "suspend_below = -0.2;",
         .put = "suspend_below = 20.0;",
         .key = "institutions.2+2.suspend_below",
         .message = "found 20"},
        {.find = "start = '2020-01'",
         .put = "start = '2020-00'",
         .key = "start",
         .message = "found \"2020-00\""},
        {.find = "low = 0.1;",
         .put = "low = -0.1;",
         .key = "shocks.islets.severity.low",
         .message = "found -0.1"},
    };
    assert_full(problems, SUPPORT_COUNT(problems));
}

static void what_was_reported_is_not_called_missing_or_unused(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        {.find = "term_years = 2.0;",
         .put = "term_years = true;",
         .key = "states.BBB.succession.term_years",
         .message = "found true"},
        {.find = "next = '2021-06-15';",
         .put = "next = 'soon';",
         .key = "states.BBB.succession.next",
         .message = "found \"soon\""},
        {.find = "jolt = 0.3;",
         .put = "jolt = 30.0;",
         .key = "states.AAA.stance.jolt",
         .message = "found 30"},
        {.find = "when = { variable = 'health'; below = 40.0; for_years = 0.5; };",
         .put = "when = 3;",
         .key = "events.chill.when",
         .message = "found 3, expected a group"},
    };
    assert_full(problems, SUPPORT_COUNT(problems));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_of_health_must_sum_to_1),
        cmocka_unit_test(marks_of_domains_are_counted),
        cmocka_unit_test(the_horizon_has_at_least_one_step_and_at_most_20000),
        cmocka_unit_test(all_stance_weights_zero_would_divide_by_zero),
        cmocka_unit_test(succession_needs_what_its_mode_uses),
        cmocka_unit_test(a_cohort_needs_what_its_public_leaves_out),
        cmocka_unit_test(somebody_must_be_left_and_heard_at_every_step),
        cmocka_unit_test(calendars_of_institutions_fit_the_steps),
        cmocka_unit_test(an_institution_is_not_suspended_and_resumed_at_once),
        cmocka_unit_test(what_can_be_negotiated_needs_its_terms),
        cmocka_unit_test(terms_of_talks_are_missed_where_the_institution_stands),
        cmocka_unit_test(an_institution_that_starts_in_talks_needs_their_terms),
        cmocka_unit_test(two_processes_with_one_hash_are_an_error),
        cmocka_unit_test(names_may_be_shared_by_different_kinds),
        cmocka_unit_test(what_was_reported_is_not_reported_again),
        cmocka_unit_test(what_was_reported_is_not_called_missing_or_unused),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}

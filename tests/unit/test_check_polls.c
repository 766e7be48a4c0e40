/*
 * Polls beyond their equation: who is asked, what is known of them before they are fitted, which
 * poll is like which; the span they are fitted in, and anchors (scenario/check_polls.c and keys).
 */
#include "scenario/scenario.h"

#include "support/close.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/scenarios.h"

#define POLL(name, keys)                                                                           \
    "{ name = '" name "'; intercept = 0.0; terms = ( { variable = 'health'; weight = 1.0; } );\n"  \
    "  " keys " }"
#define POLLS(polls) "polls = ( " polls " );\n"

static void a_poll_that_says_little_has_the_formats_defaults(void **state) {
    ent_scenario_t scenario;
    (void)state;
    support_load_more(POLLS(POLL("p", "")), &scenario);
    const ent_poll_t *poll = &scenario.polls[0];
    assert_string_equal(poll->house, "");
    assert_string_equal(poll->mode, "");
    assert_int_equal(poll->respondent, ENT_BOTH_STATES);
    assert_int_equal(poll->like, ENT_NO_POLL);
    assert_null(poll->series);
    assert_same(poll->noise, 0.15);
    assert_same(poll->prior_intercept_sd, 1);
    assert_same(poll->prior_slope_sd, 0.5);
    assert_int_equal(scenario.train_from.year, 0);
    assert_int_equal(scenario.train_until.year, 0);
    assert_int_equal(scenario.anchor_count, 0);
    assert_int_equal(scenario.survey_count, 0);
    ent_scenario_free(&scenario);
}

static void what_a_poll_says_is_kept(void **state) {
    ent_scenario_t scenario;
    (void)state;
    support_load_full(NULL, 0, &scenario);
    const ent_poll_t *affinity = &scenario.polls[0], *support = &scenario.polls[1];
    assert_string_equal(affinity->house, "Office");
    assert_string_equal(affinity->mode, "telephone");
    assert_int_equal(affinity->respondent, 0);
    assert_same(affinity->noise, 0.2);
    assert_same(affinity->prior_intercept_sd, 2);
    assert_same(affinity->prior_slope_sd, 0.25);
    assert_int_equal(affinity->like, ENT_NO_POLL);
    assert_int_equal(support->like, 0);
    assert_int_equal(scenario.train_from.month, 2);
    assert_int_equal(scenario.train_until.day, 15);
    assert_int_equal(scenario.anchor_count, 2);
    assert_same(scenario.anchors[1].health, 20);
    assert_string_equal(scenario.anchors[0].title, "Warm");
    ent_scenario_free(&scenario);
}

/* States are kept by name, whatever the order of the file. */
static void a_respondent_is_found_by_name(void **state) {
    static const char *const set[] = {"polls.affinity.respondent=BBB"};
    ent_scenario_t scenario;
    (void)state;
    support_load_full(set, 1, &scenario);
    assert_int_equal(scenario.polls[0].respondent, 1);
    ent_scenario_free(&scenario);
}

static void numbers_and_references_are_checked(void **state) {
    static const support_problem_t problems[] = {
        {.more = POLLS(POLL("p", "respondent = 'AAB';")),
         .at = "respondent",
         .key = "polls.p.respondent",
         .message = "found \"AAB\", expected a name from \"states\", did you mean \"AAA\"?"},
        {.more = POLLS(POLL("p", "noise = 0.0;")),
         .at = "noise",
         .key = "polls.p.noise",
         .message = "found 0, expected a real number above 0 and at most 10"},
        {.more = POLLS(POLL("p", "prior = { intercept_sd = -1; };")),
         .at = "prior",
         .key = "polls.p.prior.intercept_sd",
         .message = "found -1, expected a real number above 0 and at most 100"},
        {.more = POLLS(POLL("p", "prior = { slope_sd = 0; };")),
         .at = "prior",
         .key = "polls.p.prior.slope_sd",
         .message = "found 0, expected a real number above 0 and at most 10"},
        {.more = POLLS(POLL("p", "prior = { slope = 1; };")),
         .at = "prior",
         .key = "polls.p.prior.slope",
         .message = "unknown key, did you mean \"prior.slope_sd\"?"},
        {.more = POLLS(POLL("p", "house = 3;")),
         .at = "house",
         .key = "polls.p.house",
         .message = "found 3, expected a text in quotes"},
        {.more = "events = ( { name = 'e'; at = '2020-05'; effects = ( { type = 'parameter';\n"
                 "path = 'polls.p.noise'; to = 0.5; } ); } );" POLLS(POLL("p", "")),
         .at = "{ type = 'parameter'",
         .key = "events.e.effects[1].path",
         .message = "\"polls.p.noise\" is used at the start only"},
    };
    (void)state;
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

static void a_poll_is_like_another_one(void **state) {
    static const support_problem_t problems[] = {
        {.more = POLLS(POLL("first", "") ",\n" POLL("second", "like = 'frist';")),
         .at = "like",
         .key = "polls.second.like",
         .message = "found \"frist\", expected a name from \"polls\", did you mean \"first\"?"},
        {.more = POLLS(POLL("p", "like = 'q';") ",\n" POLL("q", "enabled = false;")),
         .at = "like",
         .key = "polls.p.like",
         .message = "found \"q\", expected a name from \"polls\"; this one is switched off"},
        {.more = POLLS(POLL("p", "like = 'p';")),
         .at = "like",
         .key = "polls.p.like",
         .message = "found the poll itself, expected another one"},
        {.more = POLLS(POLL("p", "like = 'q';") ",\n" POLL("q", "like = 'p';")),
         .at = "like = 'q'",
         .key = "polls.p.like",
         .message = "found \"q\", which is like \"p\" in turn"},
        {.more = POLLS(POLL("o", "like = 'r';") ",\n" POLL("p", "like = 'r';") ",\n" POLL(
             "q", "like = 'p';") ",\n" POLL("r", "like = 'q';")),
         .at = "like = 'r'; },\n{ name = 'q'",
         .key = "polls.p.like",
         .message = "found \"r\", which is like \"p\" in turn, directly or through others"},
        {.set = "polls.p.like=p",
         .more = POLLS(POLL("p", "")),
         .key = "polls.p.like",
         .message = "found the poll itself"},
    };
    ent_scenario_t scenario;
    (void)state;
    support_assert_problems(problems, SUPPORT_COUNT(problems));
    support_load_more(POLLS(POLL("p", "like = 'q';") ", " POLL("q", "like = 'r';") ", " POLL(
                          "r", "") ", " POLL("s", "like = 'q';")),
                      &scenario);
    assert_int_equal(scenario.polls[3].like, 1); /* a tree is no cycle */
    ent_scenario_free(&scenario);
}

static void the_span_of_training_has_a_beginning_and_an_end(void **state) {
    static const support_problem_t problems[] = {
        {.more = "hindcast = { train_from = '2020-06';\n train_until = '2020-06-01'; };",
         .at = " train_until",
         .key = "hindcast.train_until",
         .message = "found 2020-06, expected a date after train_from, which is 2020-06"},
        {.more = "hindcast = { train_from = '2020-06'; train_until = '2019-01-02'; };",
         .at = "hindcast",
         .key = "hindcast.train_until",
         .message = "found 2019-01-02, expected a date after"},
        {.more = "hindcast = { train_form = '2020-06'; };",
         .key = "hindcast.train_form",
         .message = "unknown key, did you mean \"hindcast.train_from\"?"},
        {.more = "hindcast = { train_from = '2020-13'; };",
         .key = "hindcast.train_from",
         .message = "found \"2020-13\", expected a date"},
    };
    static const char *const sound[] = {
        "hindcast = { train_from = '2020-06'; };", "hindcast = { train_until = '1999-06'; };",
        "hindcast = { train_from = '1990-01'; train_until = '1990-01-02'; };", "hindcast = { };"};
    (void)state;
    support_assert_problems(problems, SUPPORT_COUNT(problems));
    for (size_t i = 0; i < SUPPORT_COUNT(sound); i++) {
        ent_scenario_t scenario;
        support_load_more(sound[i], &scenario);
        assert_int_equal(scenario.train_from.year, i == 0 ? 2020 : i == 2 ? 1990 : 0);
        ent_scenario_free(&scenario);
    }
}

#define ANCHOR "{ health = 50.0; title = 'x'; }"
#define FOUR_ANCHORS ANCHOR ", " ANCHOR ", " ANCHOR ", " ANCHOR

static void anchors_are_a_dozen_at_most(void **state) {
    static const support_problem_t problems[] = {
        {.more = "anchors = ( " FOUR_ANCHORS ", " FOUR_ANCHORS ", " FOUR_ANCHORS ", " ANCHOR " );",
         .key = "anchors",
         .message = "found 13 elements, expected 0 to 12"},
        {.more = "anchors = ( { health = 101.0; title = 'x'; } );",
         .key = "anchors[1].health",
         .message = "found 101, expected a real number from 0 to 100"},
        {.more = "anchors = ( " ANCHOR ",\n{ health = 10.0; } );",
         .at = "{ health = 10.0",
         .key = "anchors[2].title",
         .message = "missing, expected a text in quotes"},
    };
    ent_scenario_t scenario;
    (void)state;
    support_assert_problems(problems, SUPPORT_COUNT(problems));
    support_load_more("anchors = ( " FOUR_ANCHORS ", " FOUR_ANCHORS ", " FOUR_ANCHORS " );",
                      &scenario);
    assert_int_equal(scenario.anchor_count, 12);
    ent_scenario_free(&scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_poll_that_says_little_has_the_formats_defaults),
        cmocka_unit_test(what_a_poll_says_is_kept),
        cmocka_unit_test(a_respondent_is_found_by_name),
        cmocka_unit_test(numbers_and_references_are_checked),
        cmocka_unit_test(a_poll_is_like_another_one),
        cmocka_unit_test(the_span_of_training_has_a_beginning_and_an_end),
        cmocka_unit_test(anchors_are_a_dozen_at_most),
    };
    return cmocka_run_group_tests_name("check polls", tests, NULL, NULL);
}

/*
 * What a scenario says about itself: topic, claims, sources and evidence. Expected values are those
 * of the scenario format: the topic is inherited, the others hold for the file that gives them.
 */
#include "scenario/keys.h"
#include "scenario/load.h"
#include "scenario/writer.h"

#include "support/close.h"
#include "support/family.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <stdlib.h>
#include <string.h>

static const char about[] = "topic = 'Tokyo'; claims = 'A2, C11';\n"
                            "sources = 'Polls of 2025.'; evidence = 'deep uncertainty';\n";

static void assert_about(const ent_scenario_t *scenario, const char *topic, const char *claims,
                         const char *sources, ent_basis_t basis) {
    assert_string_equal(scenario->topic, topic);
    assert_string_equal(scenario->claims, claims);
    assert_string_equal(scenario->sources, sources);
    assert_int_equal(scenario->basis, basis);
}

static void what_is_not_said_is_empty_and_judgement(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_small("", NULL, 0, &scenario);
    assert_about(&scenario, "", "", "", ENT_BASIS_JUDGEMENT);
    ent_scenario_free(&scenario);
}

static void what_is_said_is_read(void **state) {
    (void)state;
    ent_scenario_t scenario;
    support_load_more(about, &scenario);
    assert_about(&scenario, "Tokyo", "A2, C11", "Polls of 2025.", ENT_BASIS_DEEP_UNCERTAINTY);
    ent_scenario_free(&scenario);
    support_load_more("evidence = 'evidence';", &scenario);
    assert_about(&scenario, "", "", "", ENT_BASIS_EVIDENCE);
    ent_scenario_free(&scenario);
}

/* A key of the table carries one of the same three words. */
static void evidence_has_the_words_of_the_tags(void **state) {
    (void)state;
    const ent_key_t *key = ent_key_find(ENT_SCOPE_SCENARIO, "evidence");
    assert_string_equal(key->choices[ENT_BASIS_EVIDENCE], ent_tag_name(ENT_TAG_EVIDENCE));
    assert_string_equal(key->choices[ENT_BASIS_JUDGEMENT], ent_tag_name(ENT_TAG_JUDGEMENT));
    assert_string_equal(key->choices[ENT_BASIS_DEEP_UNCERTAINTY],
                        ent_tag_name(ENT_TAG_DEEP_UNCERTAINTY));
    assert_null(key->choices[ENT_BASIS_DEEP_UNCERTAINTY + 1]);
    assert_string_equal(key->fallback_text, key->choices[(int)key->fallback]);
}

/* Loads heir.cfg, which says this much and extends a scenario that says all about itself. */
static void load_child(const char *folder, const char *text, ent_scenario_t *child) {
    char *base = support_edit(support_full_scenario(), NULL, NULL, about);
    support_write_quoted(folder, "said.cfg", base);
    char *whole = support_edit("extends = 'said.cfg';\n", NULL, NULL, text);
    support_write_quoted(folder, "heir.cfg", whole);
    support_family_load(folder, "heir.cfg", child);
    free(whole);
    free(base);
}

static void a_child_inherits_the_topic_alone(void **state) {
    ent_scenario_t child;
    load_child(*state, "", &child);
    assert_about(&child, "Tokyo", "", "", ENT_BASIS_JUDGEMENT);
    ent_scenario_free(&child);
}

static void a_child_says_about_itself_what_it_likes(void **state) {
    ent_scenario_t child;
    load_child(*state,
               "topic = 'Seoul'; claims = 'B1'; sources = 'A book.'; evidence = 'evidence';",
               &child);
    assert_about(&child, "Seoul", "B1", "A book.", ENT_BASIS_EVIDENCE);
    ent_scenario_free(&child);
}

/* Neither from the parent, which says nothing, nor through it from the grandparent. */
static void a_grandchild_inherits_no_claims_either(void **state) {
    ent_scenario_t child, grandchild;
    load_child(*state, "years = 2.0;", &child);
    support_write_quoted(*state, "grandheir.cfg", "extends = 'heir.cfg'; sources = 'Mine.';");
    support_family_load(*state, "grandheir.cfg", &grandchild);
    assert_about(&grandchild, "Tokyo", "", "Mine.", ENT_BASIS_JUDGEMENT);
    ent_scenario_free(&child);
    ent_scenario_free(&grandchild);
}

static void what_is_said_is_written_and_read_back(void **state) {
    (void)state;
    ent_scenario_t scenario, again;
    char *text = NULL;
    support_load_more(about, &scenario);
    assert_int_equal(ent_scenario_text(&scenario, &text), ENT_OK);
    assert_non_null(strstr(text, "claims = \"A2, C11\";\n"));
    assert_non_null(strstr(text, "evidence = \"deep uncertainty\";\n"));
    support_load_text(text, NULL, 0, &again);
    support_assert_same_scenario(&scenario, &again);
    ent_scenario_free(&scenario);
    ent_scenario_free(&again);
    free(text);
}

static void claims_are_letters_with_numbers_between_commas(void **state) {
    (void)state;
    static const char *const sound[] = {"", "A2", "Z999", "A2,C11", " A2 ,  C11 "};
    for (size_t i = 0; i < SUPPORT_COUNT(sound); i++) {
        char *more = support_edit("claims = '?';", "?", sound[i], NULL);
        ent_scenario_t scenario;
        support_load_more(more, &scenario);
        assert_string_equal(scenario.claims, sound[i]);
        ent_scenario_free(&scenario);
        free(more);
    }
}

/* An edit that puts claims on line 1, behind the title. */
#define CLAIMS(text, said)                                                                         \
    {                                                                                              \
        .find = "title = 'Small';", .put = "title = 'Small'; claims = " text ";", .key = "claims", \
        .message = said                                                                            \
    }

static void other_claims_are_refused(void **state) {
    (void)state;
    static const support_problem_t problems[] = {
        CLAIMS("'a2'", "found \"a2\", expected numbers of claims"),
        CLAIMS("'A2 C11'", "found \"A2 C11\", expected"),
        CLAIMS("'A2; C11'", "found \"A2; C11\", expected"),
        CLAIMS("'A2,, C11'", "found \"\", expected"),
        CLAIMS("'A2, '", "found \"\", expected"),
        CLAIMS("' '", "found \"\", expected"),
        CLAIMS("'A2, 11 '", "found \"11\", expected"),
        CLAIMS("'A'", "found \"A\", expected"),
        CLAIMS("'A02'", "found \"A02\", expected"),
        CLAIMS("'A1000'", "found \"A1000\", expected"),
        CLAIMS("'AB1'", "found \"AB1\", expected"),
        CLAIMS("'A1b'", "found \"A1b\", expected"),
        CLAIMS("2", "found 2, expected a text in quotes"),
        {.set = "claims=all", .key = "claims", .message = "found \"all\", expected"},
        {.find = "title = 'Small';",
         .put = "evidence = 'evidense';",
         .key = "evidence",
         .message = "did you mean \"evidence\"?"},
        {.find = "title = 'Small';",
         .put = "claim = 'A2';",
         .key = "claim",
         .message = "did you mean \"claims\"?"},
    };
    support_assert_problems(problems, SUPPORT_COUNT(problems));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_said_is_empty_and_judgement),
        cmocka_unit_test(what_is_said_is_read),
        cmocka_unit_test(evidence_has_the_words_of_the_tags),
        cmocka_unit_test_setup_teardown(a_child_inherits_the_topic_alone, support_family_make,
                                        support_family_remove),
        cmocka_unit_test_setup_teardown(a_child_says_about_itself_what_it_likes,
                                        support_family_make, support_family_remove),
        cmocka_unit_test_setup_teardown(a_grandchild_inherits_no_claims_either, support_family_make,
                                        support_family_remove),
        cmocka_unit_test(what_is_said_is_written_and_read_back),
        cmocka_unit_test(claims_are_letters_with_numbers_between_commas),
        cmocka_unit_test(other_claims_are_refused),
    };
    return cmocka_run_group_tests_name("about", tests, NULL, NULL);
}

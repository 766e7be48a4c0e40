/*
 * The keys in which two scenarios differ (scenario/difference.c). What is expected is what the test
 * itself edited in one of the two files.
 */
#include "scenario/difference.h"

#include "scenario/load.h"
#include "support/close.h"
#include "support/files.h"
#include "support/full.h"
#include "support/generate.h"
#include "support/problems.h"
#include "support/scenarios.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EDITS = 4, MOST_ROWS = 8 };

typedef struct {
    const char *path, *control, *value;
} row_t;

typedef struct {
    const char *find, *put;
} edit_t;

/* Edits of the full scenario, and the differences they make. */
typedef struct {
    edit_t edits[MOST_EDITS];
    row_t rows[MOST_ROWS];
} case_t;

static const row_t none[MOST_ROWS] = {{0}};

static bool same(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void print_differences(const ent_differences_t *found) {
    for (size_t i = 0; i < found->count; i++) {
        const ent_difference_t *item = &found->items[i];
        print_error("    %s: %s -> %s\n", item->path,
                    item->control != NULL ? item->control : "NULL",
                    item->value != NULL ? item->value : "NULL");
    }
}

/* Whether the differences are these rows, in this order; rows end with one without a path. */
static bool are_rows(const ent_differences_t *found, const row_t *rows) {
    size_t count = 0;
    while (count < MOST_ROWS && rows[count].path != NULL) {
        count++;
    }
    bool equal = found->count == count;
    for (size_t i = 0; i < count && equal; i++) {
        const ent_difference_t *item = &found->items[i];
        equal = same(item->path, rows[i].path) && same(item->control, rows[i].control) &&
                same(item->value, rows[i].value);
    }
    return equal;
}

static void assert_rows(const ent_differences_t *found, const row_t *rows) {
    if (!are_rows(found, rows)) {
        print_error("differences are\n");
        print_differences(found);
        fail();
    }
}

static void compare(const ent_scenario_t *control, const ent_scenario_t *other,
                    ent_differences_t *found) {
    assert_int_equal(ent_scenario_difference(control, other, found), ENT_OK);
}

static void compare_texts(const char *control, const char *other, ent_differences_t *found) {
    ent_scenario_t scenarios[2];
    support_load_text(control, NULL, 0, &scenarios[0]);
    support_load_text(other, NULL, 0, &scenarios[1]);
    compare(&scenarios[0], &scenarios[1], found);
    ent_scenario_free(&scenarios[0]);
    ent_scenario_free(&scenarios[1]);
}

static char *edited(const edit_t *edits) {
    char *text = strdup(support_full_scenario());
    for (size_t i = 0; i < MOST_EDITS && edits[i].find != NULL; i++) {
        char *next = support_edit(text, edits[i].find, edits[i].put, NULL);
        free(text);
        text = next;
    }
    return text;
}

static row_t turned(row_t row) {
    return (row_t){row.path, row.value, row.control};
}

/* The rows of each case; and the same with their values exchanged when the scenarios are. */
static void assert_cases(const case_t *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        ent_differences_t found = {0}, back = {0};
        row_t rows[MOST_ROWS] = {{0}};
        char *text = edited(cases[i].edits);
        compare_texts(support_full_scenario(), text, &found);
        compare_texts(text, support_full_scenario(), &back);
        for (size_t j = 0; j < MOST_ROWS; j++) {
            rows[j] = turned(cases[i].rows[j]);
        }
        if (!are_rows(&found, cases[i].rows) || !are_rows(&back, rows)) {
            print_error("\"%s\" for \"%s\" gives\n", cases[i].edits[0].put, cases[i].edits[0].find);
            print_differences(&found);
            wrong++;
        }
        ent_differences_free(&found);
        ent_differences_free(&back);
        free(text);
    }
    assert_int_equal(wrong, 0);
}

static void equal_scenarios_do_not_differ(void **state) {
    ent_differences_t found;
    (void)state;
    compare_texts(support_full_scenario(), support_full_scenario(), &found);
    assert_rows(&found, none);
    ent_differences_free(&found);
    ent_differences_free(&found); /* twice is harmless */
    ent_differences_free(&(ent_differences_t){0});
}

static void keys_of_each_kind_are_found(void **state) {
    static const case_t cases[] = {
        {{{"jolt = 0.3", "jolt = 0.35"}}, {{"states.AAA.stance.jolt", "0.3", "0.35"}}},
        {{{"leader = 0.6; public", "leader = 1; public"}},
         {{"states.AAA.stance.weights.leader", "0.6", "1.0"}}},
        {{{"years = 4.0", "years = 5"}}, {{"years", "4.0", "5.0"}}},
        {{{"rise = 0.5", "rise = 0.1234567890123456"}},
         {{"health.rise", "0.5", "0.1234567890123456"}}},
        {{{" crisis = true;", ""}}, {{"domains.talks.crisis", "true", "false"}}},
        {{{"once = false;", ""}}, {{"events.chill.once", "false", "true"}}},
        {{{"status = 'active'", "status = 'negotiating'"}},
         {{"institutions.2+2.status", "active", "negotiating"}}},
        {{{"next = '2021-06-15'", "next = '2027-06'"}},
         {{"states.BBB.succession.next", "2021-06-15", "2027-06"}}},
        {{{"title = 'Full'", "title = 'Fuller, \\'much\\' \\\\'"}},
         {{"title", "Full", "Fuller, \"much\" \\"}}},
        {{{"question = 'Is every key read?'; ", ""}}, {{"question", "Is every key read?", NULL}}},
        {{{"name = 'Adams'", "name = ''"}}, {{"states.AAA.leader.name", "Adams", ""}}},
        {{{" house = 'Office';", ""}}, {{"polls.affinity.house", "Office", NULL}}},
        {{{"respondent = 'AAA'; intercept", "intercept"}},
         {{"polls.affinity.respondent", "AAA", NULL}}},
        {{{" like = 'affinity';", ""}}, {{"polls.support.like", "affinity", NULL}}},
        {{{"health = 20; title = 'Cold'", "health = 25; title = 'Cold'"}},
         {{"anchors[2].health", "20.0", "25.0"}}},
        {{{"by = 'AAA'; rate = 0.5", "by = 'BBB'; rate = 0.5"}},
         {{"shocks.remarks.by", "AAA", "BBB"}}},
        {{{"[ 0.3, 0.1, 0.2 ]", "[ 0.3, 1.0, 0.1 ]"}},
         {{"shocks.visit.severity.values", "[ 0.1, 0.2, 0.3 ]", "[ 0.1, 0.3, 1.0 ]"}}},
        {{{"cue = 0.1; partner = 0.5", "partner = 0.5"}},
         {{"states.AAA.public.cohorts.young.cue", "0.1", "0.2"}}},
        {{{"name = 'hawk'; weight = 2.0", "name = 'hawk'; weight = 0"}},
         {{"states.AAA.succession.pool.hawk.weight", "2.0", "0.0"}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

/* A default counts as a value: what a cohort does not say it takes from its public. */
static void defaults_are_values(void **state) {
    static const case_t cases[] = {
        {{{"contact = 0.2; cue = 0.2; partner = 0.4;\n      cohorts = ( { name = 'all'",
           "contact = 0.3; cue = 0.2; partner = 0.4;\n      cohorts = ( { name = 'all'"}},
         {{"states.BBB.public.contact", "0.2", "0.3"},
          {"states.BBB.public.cohorts.all.contact", "0.2", "0.3"}}},
        {{{"threshold = 0.02; delay = 0.1;", "delay = 0.1;"}},
         {{"states.AAA.retaliation.threshold", "0.02", "0.05"}}},
        {{{"autonomy = 0.4; base = 0.3;", "autonomy = 0.4;"}},
         {{"domains.people.base", "0.3", "0.0"}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

/* Several at once come in the table's order, not in that of the file. */
static void differences_come_in_the_order_of_the_table(void **state) {
    static const case_t cases[] = {
        {{{"patience = 0.5", "patience = 0.25"},
          {"rate = 0.3;", "rate = 0.4;"},
          {"fall = 0.2", "fall = 0.3"},
          {"start = '2020-01'; years = 4.0", "years = 3.5; start = '2020-02'"}},
         {{"start", "2020-01", "2020-02"},
          {"years", "4.0", "3.5"},
          {"health.fall", "0.2", "0.3"},
          {"states.BBB.public.shares_at", "2020-01", "2020-02"}, /* by default the start */
          {"institutions.2+2.patience", "0.5", "0.25"},
          {"institutions.talks-2.patience", "0.5", "0.25"},
          {"events.quake.rate", "0.3", "0.4"}}},
        {{{"severity = { distribution = 'beta'; a = 1.5; b = 6.0; }",
           "severity = { distribution = 'fixed'; value = 0.2; }"}},
         {{"shocks.remarks.severity.distribution", "beta", "fixed"},
          {"shocks.remarks.severity.a", "1.5", NULL},
          {"shocks.remarks.severity.b", "6.0", NULL},
          {"shocks.remarks.severity.value", NULL, "0.2"}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

static void maps_differ_entry_by_entry(void **state) {
    static const case_t cases[] = {
        {{{"hits = { talks = 1.0; }", "hits = { talks = 0.5; people = 0.25; }"}},
         {{"shocks.remarks.hits.talks", "1.0", "0.5"},
          {"shocks.remarks.hits.people", "0.0", "0.25"}}},
        {{{"    hits = { talks = 0.8; }; };\n", "hits = { }; };\n"},
          {"reaction = { people = 0.2; }", "reaction = { people = 0.2; talks = 0.0; }"},
          {"need = { AAA = 0.5; BBB = 0.4; }", "need = { BBB = 0.4; AAA = 0.6; }"}},
         {{"drivers.threat.need.AAA", "0.5", "0.6"},
          {"states.AAA.retaliation.hits.talks", "0.8", "0.0"}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

/* One row for each, whatever it holds; what is coupled to it is listed where it is. */
static void elements_of_one_side_are_one_row(void **state) {
    static const char declared[] = "declared";
    static const case_t cases[] = {
        {{{"{ name = 'summer'; ", "{ name = 'winter'; at = '2020-12'; effects = ( { type = "
                                  "'reconcile'; share = 0.1; } ); },\n{ name = 'summer'; "}},
         {{"events.winter", NULL, declared}}},
        {{{"{ name = 'leak'; ", "{ name = 'leak'; enabled = false; "}},
         {{"shocks.leak", declared, NULL}}},
        {{{"{ name = 'patron'; ", "{ name = 'patron'; enabled = false; "},
          {"driver = 'patron'", "driver = 'threat'"}},
         {{"drivers.patron", declared, NULL},
          {"institutions.2+2.support.patron", "0.3", NULL},
          {"events.apology.effects[5].driver", "patron", "threat"}}},
        {{{"{ name = 'hawk'; weight = 2.0; orientation = -0.3; spread = 0.1; } );",
           "{ name = 'hawk'; weight = 2.0; orientation = -0.3; spread = 0.1; },"
           "{ name = 'dove'; weight = 1.0; orientation = 0.6; spread = 0.1; } );"}},
         {{"states.AAA.succession.pool.dove", NULL, declared}}},
        {{{"{ name = 'support'; intercept", "{ name = 'title'; intercept = 0.0; terms = ( { "
                                            "variable = 'health'; weight = 0.1; } ); },"
                                            "{ name = 'support'; intercept"}},
         {{"polls.title", NULL, declared}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

/* Something renamed is gone, and something else is there: the control's elements come first. */
static void elements_only_the_other_has_come_last(void **state) {
    static const edit_t edits[MOST_EDITS] = {{"name = 'islets'", "name = 'airspace'"},
                                             {"rate = 0.2;\n    severity = { distribution = 'emp",
                                              "rate = 0.7;\n    severity = { distribution = 'emp"}};
    static const row_t rows[MOST_ROWS] = {{"shocks.islets", "declared", NULL},
                                          {"shocks.visit.rate", "0.2", "0.7"},
                                          {"shocks.airspace", NULL, "declared"}};
    ent_differences_t found;
    char *text = edited(edits);
    (void)state;
    compare_texts(support_full_scenario(), text, &found);
    assert_rows(&found, rows);
    for (size_t i = 0; i < 3; i++) { /* the key's row, but for elements as a whole */
        assert_int_equal(found.items[i].key != NULL, i == 1);
    }
    assert_string_equal(found.items[1].key->path, "rate");
    ent_differences_free(&found);
    free(text);
}

/* Timings are keys of their own: one goes, another comes. */
static void events_may_have_another_timing(void **state) {
    static const case_t cases[] = {
        {{{"at = '2021-08-15'", "at = '2021-09'"}},
         {{"events.apology.at", "2021-08-15", "2021-09"}}},
        {{{"from = '2020-08'; every_years = 1.0", "at = '2020-08'"}},
         {{"events.summer.at", NULL, "2020-08"},
          {"events.summer.from", "2020-08", NULL},
          {"events.summer.every_years", "1.0", NULL}}},
        {{{"below = 40.0", "above = 40.0"}},
         {{"events.chill.when.below", "40.0", NULL}, {"events.chill.when.above", NULL, "40.0"}}},
        {{{"rate = 0.3;", "when = { variable = 'health'; above = 60.0; for_years = 0.5; };"}},
         {{"events.quake.rate", "0.3", NULL},
          {"events.quake.when.variable", NULL, "health"},
          {"events.quake.when.above", NULL, "60.0"},
          {"events.quake.when.for_years", NULL, "0.5"},
          {"events.quake.once", NULL, "true"},
          {"events.quake.rest_years", NULL, "1.0"}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

/* Effects and terms have no names: the second is the second. */
static void elements_without_names_go_by_position(void **state) {
    static const case_t cases[] = {
        {{{"severity = 0.2; hits = { people", "severity = 0.3; hits = { talks"}},
         {{"events.apology.effects[2].severity", "0.2", "0.3"},
          {"events.apology.effects[2].hits.talks", "0.0", "0.5"},
          {"events.apology.effects[2].hits.people", "0.5", "0.0"}}},
        {{{"{ type = 'reconcile'; share = 0.5; state = 'BBB'; }", "{ type = 'reconcile'; share = "
                                                                  "0.5; }"}},
         {{"events.apology.effects[3].state", "BBB", NULL}}},
        {{{"type = 'institution'; name = 'talks-2'; action = 'propose'",
           "type = 'institution'; name = '2+2'; action = 'resume'"},
          {"path = 'states.AAA.stance.jolt'", "path = 'states.BBB.stance.jolt'"}},
         {{"events.apology.effects[6].name", "talks-2", "2+2"},
          {"events.apology.effects[6].action", "propose", "resume"},
          {"events.apology.effects[7].path", "states.AAA.stance.jolt", "states.BBB.stance.jolt"}}},
        {{{"{ type = 'shift'; variable = 'domain.talks'; by = 0.1; }",
           "{ type = 'reconcile'; share = 0.1; }"}},
         {{"events.apology.effects[4]", "shift", "reconcile"}}},
        {{{"effects = ( { type = 'reconcile'; share = 0.1; } )",
           "effects = ( { type = 'reconcile'; share = 0.2; }, { type = 'shift'; variable = "
           "'domain.talks'; by = 0.1; }, { type = 'reconcile'; share = 0.1; } )"}},
         {{"events.summer.effects[1].share", "0.1", "0.2"},
          {"events.summer.effects[2]", NULL, "shift"},
          {"events.summer.effects[3]", NULL, "reconcile"}}},
        {{{"terms = ( { variable = 'health'; weight = 0.1; },\n      { variable = 'driver.threat'; "
           "weight = 1.0; } )",
           "terms = ( { variable = 'commitment'; weight = 0.1; } )"}},
         {{"polls.support.terms[1].variable", "health", "commitment"},
          {"polls.support.terms[2]", "declared", NULL}}},
    };
    (void)state;
    assert_cases(cases, SUPPORT_COUNT(cases));
}

/* Domains, shocks and institutions in another order, with the maps that refer to them. */
static void the_order_of_the_file_does_not_matter(void **state) {
    static const char talks[] = "  { name = 'talks'; title = 'Talks'; weight = 0.5; inertia = 0.5; "
                                "crisis = true; },\n";
    static const char islets[] = "  { name = 'islets'; by = 'BBB'; rate = 0.2;\n    severity = { "
                                 "distribution = 'uniform'; low = 0.1; high = 0.5; }; },\n";
    static const char young[] = "{ name = 'old'; share = 0.6; trend = -0.01; base = 0.0; memory = "
                                "1.0; },\n                  ";
    const edit_t edits[][MOST_EDITS] = {
        {{talks, ""},
         {"base = 0.3; } );", "base = 0.3; }, { name = 'talks'; title = 'Talks'; weight = 0.5; "
                              "inertia = 0.5; crisis = true; } );"}},
        {{islets, ""},
         {"shocks = (\n", "shocks = ( { name = 'islets'; by = 'BBB'; rate = 0.2; severity = { "
                          "distribution = 'uniform'; low = 0.1; high = 0.5; }; },\n"}},
        {{young, ""},
         {"partner = 0.5; } ); };", "partner = 0.5; }, { name = 'old'; share = 0.6; trend = -0.01; "
                                    "base = 0.0; memory = 1.0; } ); };"}},
    };
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(edits); i++) {
        ent_differences_t found;
        char *text = edited(edits[i]);
        assert_string_not_equal(text, support_full_scenario());
        compare_texts(support_full_scenario(), text, &found);
        assert_rows(&found, none);
        ent_differences_free(&found);
        free(text);
    }
}

static const ent_difference_t *find_row(const ent_differences_t *found, const char *path) {
    for (size_t i = 0; i < found->count; i++) {
        if (strcmp(found->items[i].path, path) == 0) {
            return &found->items[i];
        }
    }
    return NULL;
}

/* Generated scenarios: the states' order is nothing, a placebo is one row. */
static void generated_scenarios_differ_by_what_was_added(void **state) {
    static const row_t placebo[MOST_ROWS] = {{"institutions.placebo", NULL, "declared"}};
    static const row_t idle[MOST_ROWS] = {{"drivers.idle", NULL, "declared"},
                                          {"shocks.idle", NULL, "declared"},
                                          {"events.idle", NULL, "declared"},
                                          {"polls.idle", NULL, "declared"}};
    static const row_t *const expected[] = {none, placebo, idle};
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        support_recipe_t plain = support_recipe(seed), recipes[] = {plain, plain, plain};
        recipes[0].swapped = true;
        recipes[1].placebo = true;
        recipes[2].idle = true;
        char *control = support_generate(&plain);
        for (size_t i = 0; i < SUPPORT_COUNT(recipes); i++) {
            ent_differences_t found;
            char *other = support_generate(&recipes[i]);
            compare_texts(control, other, &found);
            if (!are_rows(&found, expected[i])) {
                print_differences(&found);
                fail_msg("seed %d, recipe %zu", (int)seed, i);
            }
            ent_differences_free(&found);
            free(other);
        }
        free(control);
    }
}

/* BBB is exchanged for CCC: no row compares the two with each other. */
static void states_are_matched_by_name_too(void **state) {
    support_recipe_t recipes[] = {support_recipe(3), support_recipe(3)};
    ent_differences_t found;
    recipes[1].states[1] = "CCC";
    char *control = support_generate(&recipes[0]), *other = support_generate(&recipes[1]);
    (void)state;
    compare_texts(control, other, &found);
    const ent_difference_t *gone = find_row(&found, "states.BBB");
    const ent_difference_t *come = find_row(&found, "states.CCC");
    assert_non_null(gone);
    assert_non_null(come);
    assert_string_equal(gone->control, "declared");
    assert_null(gone->value);
    assert_null(come->control);
    assert_true(gone < come);
    for (size_t i = 0; i < found.count; i++) {
        assert_int_not_equal(strncmp(found.items[i].path, "states.BBB.", 11), 0);
        assert_int_not_equal(strncmp(found.items[i].path, "states.CCC.", 11), 0);
        assert_int_not_equal(strncmp(found.items[i].path, "states.AAA.", 11), 0);
    }
    ent_differences_free(&found);
    free(control);
    free(other);
}

/* Leaves out what scenarios say about themselves, which has tests of its own. */
static void silence(ent_scenario_t *scenario) {
    static char nothing[] = "";
    scenario->topic = scenario->claims = scenario->sources = nothing;
    scenario->basis = ENT_BASIS_JUDGEMENT;
}

/* institutionalised.cfg writes three texts and three statuses. */
static void a_shipped_scenario_differs_by_what_it_writes(void **state) {
    static const row_t rows[MOST_ROWS] = {
        {"title", "Fits and starts", "Institutionalised 2+2"},
        {"description",
         "The base that the other Japan-ROK scenarios extend: the institutions of late 2025, no "
         "new "
         "ones.",
         "The base with a security 2+2, an economic 2+2 and regular drills in force from the "
         "start."},
        {"question",
         "How does the relationship run if nothing is added to the channels that exist?",
         "What do both 2+2 dialogues and regular drills buy over fits and starts?"},
        {"institutions.2+2.status", "absent", "active"},
        {"institutions.economic_2+2.status", "absent", "active"},
        {"institutions.drills.status", "absent", "active"},
    };
    ent_scenario_t base, other;
    ent_differences_t found;
    (void)state;
    support_load_shipped("japan-rok/base.cfg", &base);
    support_load_shipped("japan-rok/institutionalised.cfg", &other);
    silence(&base);
    silence(&other);
    compare(&base, &other, &found);
    ent_scenario_free(&base); /* the list stands alone */
    ent_scenario_free(&other);
    assert_rows(&found, rows);
    ent_differences_free(&found);
}

/* 0 and −0 are one value, and the version of the language is a key like others. */
static void values_that_no_file_can_tell_apart(void **state) {
    static const row_t rows[MOST_ROWS] = {{"format_version", "1", "2"}};
    ent_scenario_t control, other;
    ent_differences_t found;
    (void)state;
    support_load_full(NULL, 0, &control);
    support_load_full(NULL, 0, &other);
    other.format_version = 2;
    other.states[1].stance_volatility = -0.0;
    other.institutions[1].coverage[0] = -0.0;
    compare(&control, &other, &found);
    assert_rows(&found, rows);
    ent_differences_free(&found);
    ent_scenario_free(&control);
    ent_scenario_free(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_scenarios_do_not_differ),
        cmocka_unit_test(keys_of_each_kind_are_found),
        cmocka_unit_test(defaults_are_values),
        cmocka_unit_test(differences_come_in_the_order_of_the_table),
        cmocka_unit_test(maps_differ_entry_by_entry),
        cmocka_unit_test(elements_of_one_side_are_one_row),
        cmocka_unit_test(elements_only_the_other_has_come_last),
        cmocka_unit_test(events_may_have_another_timing),
        cmocka_unit_test(elements_without_names_go_by_position),
        cmocka_unit_test(the_order_of_the_file_does_not_matter),
        cmocka_unit_test(generated_scenarios_differ_by_what_was_added),
        cmocka_unit_test(states_are_matched_by_name_too),
        cmocka_unit_test(a_shipped_scenario_differs_by_what_it_writes),
        cmocka_unit_test(values_that_no_file_can_tell_apart),
    };
    return cmocka_run_group_tests_name("difference", tests, NULL, NULL);
}

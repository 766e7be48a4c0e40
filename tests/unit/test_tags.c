/* Numbers by their evidence tags, counted by hand in a scenario written for it. */
#include "scenario/tags.h"

#include "support/world.h"

#include <string.h>

static const char more[] =
    "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 0.1; hits = { talks = 0.5; };"
    "             severity = { distribution = \"empirical\"; values = [ 0.1, 0.2, 0.3 ]; }; } );";

static size_t sum(const ent_tag_counts_t *counts) {
    return counts->numbers[ENT_TAG_EVIDENCE] + counts->numbers[ENT_TAG_JUDGEMENT] +
           counts->numbers[ENT_TAG_DEEP_UNCERTAINTY];
}

/* What the keys of a scope hold in one tag, by the key table. */
static size_t keys_of(ent_scope_t scope, const char *path, ent_tag_t tag) {
    const ent_key_t *key = ent_key_find(scope, path);
    assert_non_null(key);
    return key->tag == tag;
}

static void an_element_has_the_numbers_it_gives(void **state) {
    support_world_t world;
    ent_tag_counts_t counts;
    (void)state;
    support_world_open(&world, more, NULL);
    assert_true(ent_tags_count_element(&world.scenario, "shocks.row", &counts));
    for (ent_tag_t tag = ENT_TAG_EVIDENCE; tag <= ENT_TAG_DEEP_UNCERTAINTY; tag++) {
        size_t expected =
            keys_of(ENT_SCOPE_SHOCK, "rate", tag) + keys_of(ENT_SCOPE_SHOCK, "opportunism", tag) +
            keys_of(ENT_SCOPE_SHOCK, "hits", tag) + 3 * keys_of(ENT_SCOPE_SEVERITY, "values", tag) +
            keys_of(ENT_SCOPE_SEVERITY, "distribution", tag);
        assert_int_equal(counts.numbers[tag], expected);
    }
    support_world_close(&world);
}

static void an_element_adds_its_numbers_to_the_scenario(void **state) {
    support_world_t with, without;
    ent_tag_counts_t all, fewer, element;
    (void)state;
    support_world_open(&with, more, NULL);
    support_world_open(&without, "", NULL);
    ent_tags_count(&with.scenario, &all);
    ent_tags_count(&without.scenario, &fewer);
    assert_true(ent_tags_count_element(&with.scenario, "shocks.row", &element));
    for (ent_tag_t tag = ENT_TAG_EVIDENCE; tag <= ENT_TAG_DEEP_UNCERTAINTY; tag++) {
        assert_int_equal(all.numbers[tag], fewer.numbers[tag] + element.numbers[tag]);
    }
    assert_true(sum(&fewer) > 40);
    support_world_close(&with);
    support_world_close(&without);
}

static void other_paths_name_no_element(void **state) {
    const char *const paths[] = {"",           "shocks",        "shocks.",         "shocks.other",
                                 "years.row",  "nothing.row",   "shocks.row.rate", ".row",
                                 "states.CCC", "health.initial"};
    support_world_t world;
    ent_tag_counts_t counts;
    (void)state;
    support_world_open(&world, more, NULL);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_false(ent_tags_count_element(&world.scenario, paths[i], &counts));
        assert_int_equal(sum(&counts), 0);
    }
    assert_true(ent_tags_count_element(&world.scenario, "states.AAA", &counts));
    assert_true(sum(&counts) > 10);
    support_world_close(&world);
}

static void see(void *user, ent_scope_t scope, const ent_key_t *key, size_t numbers) {
    size_t *seen = user;
    size_t count = 0;
    const ent_key_t *keys = ent_keys(scope, &count);
    assert_true(key >= keys && key < keys + count);
    assert_int_not_equal(key->tag, ENT_TAG_NONE);
    *seen += numbers;
}

static void visits_name_the_scope_of_each_key(void **state) {
    support_world_t world;
    ent_tag_counts_t counts;
    size_t seen = 0;
    (void)state;
    support_world_open(&world, more, NULL);
    ent_tags_visit(&world.scenario, see, &seen);
    ent_tags_count(&world.scenario, &counts);
    assert_int_equal(seen, sum(&counts));
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_has_the_numbers_it_gives),
        cmocka_unit_test(an_element_adds_its_numbers_to_the_scenario),
        cmocka_unit_test(other_paths_name_no_element),
        cmocka_unit_test(visits_name_the_scope_of_each_key),
    };
    return cmocka_run_group_tests_name("tags", tests, NULL, NULL);
}

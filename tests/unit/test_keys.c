/* The key table is sound (scenario/keys.c and its tables). */
#include "scenario/keys.h"
#include "scenario/record_rules.h"
#include "scenario/sweep.h"

#include "support/close.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The structs that the keys of each scope are stored in. */
static const size_t struct_sizes[ENT_SCOPE_COUNT] = {
    [ENT_SCOPE_SCENARIO] = sizeof(ent_scenario_t),
    [ENT_SCOPE_DOMAIN] = sizeof(ent_domain_t),
    [ENT_SCOPE_DRIVER] = sizeof(ent_driver_t),
    [ENT_SCOPE_STATE] = sizeof(ent_state_t),
    [ENT_SCOPE_LEADER_TYPE] = sizeof(ent_leader_type_t),
    [ENT_SCOPE_COHORT] = sizeof(ent_cohort_t),
    [ENT_SCOPE_INSTITUTION] = sizeof(ent_institution_t),
    [ENT_SCOPE_SHOCK] = sizeof(ent_shock_t),
    [ENT_SCOPE_SEVERITY] = sizeof(ent_severity_t),
    [ENT_SCOPE_EVENT] = sizeof(ent_event_t),
    [ENT_SCOPE_EFFECT] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_LEADER] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_SHOCK] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_RECONCILE] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_SHIFT] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_BASELINE] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_INSTITUTION] = sizeof(ent_effect_t),
    [ENT_SCOPE_EFFECT_PARAMETER] = sizeof(ent_effect_t),
    [ENT_SCOPE_POLL] = sizeof(ent_poll_t),
    [ENT_SCOPE_TERM] = sizeof(ent_poll_term_t),
    [ENT_SCOPE_ANCHOR] = sizeof(ent_anchor_t),
    [ENT_SCOPE_RECORD] = sizeof(ent_record_t),
    [ENT_SCOPE_RECORD_RULE] = sizeof(ent_rule_t),
    [ENT_SCOPE_RECORD_EFFECT] = 0, /* rules keep it as a setting */
    [ENT_SCOPE_SWEEP] = sizeof(ent_sweep_t),
    [ENT_SCOPE_FACTOR] = sizeof(ent_factor_t),
};

typedef void (*visit_t)(ent_scope_t scope, const ent_key_t *key);

static void for_every_key(visit_t visit) {
    for (int scope = 0; scope < ENT_SCOPE_COUNT; scope++) {
        size_t count = 0;
        const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            visit((ent_scope_t)scope, &keys[i]);
        }
    }
}

static void must(bool holds, ent_scope_t scope, const ent_key_t *key, const char *what) {
    if (!holds) {
        fail_msg("%s%s: %s", ent_scope_prefix(scope), key->path, what);
    }
}

static bool is_integer(const ent_key_t *key) {
    return key->type == ENT_KEY_INTEGER || key->type == ENT_KEY_WHOLE;
}

static bool is_number(const ent_key_t *key) {
    return key->type == ENT_KEY_REAL || is_integer(key) || key->type == ENT_KEY_MAP ||
           key->type == ENT_KEY_VALUES;
}

static void key_is_found_once(ent_scope_t scope, const ent_key_t *key) {
    must(ent_key_find(scope, key->path) == key, scope, key, "another key has this path");
    must(!ent_key_is_group(scope, key->path), scope, key, "is a key and a group");
}

static void paths_are_unique_in_their_scope(void **state) {
    (void)state;
    for_every_key(key_is_found_once);
    assert_null(ent_key_find(ENT_SCOPE_STATE, "stance"));
    assert_null(ent_key_find(ENT_SCOPE_STATE, "stance.jolts"));
    assert_null(ent_key_find(ENT_SCOPE_STATE, ""));
}

/* The scenario file merges and writes a group as one, so its keys must stand together. */
static void keys_of_a_group_stand_together(void **state) {
    (void)state;
    for (int scope = 0; scope < ENT_SCOPE_COUNT; scope++) {
        size_t count = 0;
        const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
        for (size_t i = 0; i + 1 < count; i++) {
            const char *dot = strrchr(keys[i].path, '.');
            size_t length = dot != NULL ? (size_t)(dot - keys[i].path) + 1 : 0;
            bool goes_on = strncmp(keys[i + 1].path, keys[i].path, length) == 0;
            for (size_t j = i + 2; j < count && !goes_on; j++) {
                must(strncmp(keys[j].path, keys[i].path, length) != 0, (ent_scope_t)scope, &keys[j],
                     "stands apart from its group");
            }
        }
    }
}

static void groups_are_known_by_their_keys(void **state) {
    (void)state;
    assert_true(ent_key_is_group(ENT_SCOPE_STATE, "stance"));
    assert_true(ent_key_is_group(ENT_SCOPE_STATE, "stance.weights"));
    assert_true(ent_key_is_group(ENT_SCOPE_SCENARIO, "health"));
    assert_false(ent_key_is_group(ENT_SCOPE_STATE, "stan"));
    assert_false(ent_key_is_group(ENT_SCOPE_STATE, "stance.weights.leader"));
    assert_false(ent_key_is_group(ENT_SCOPE_STATE, ""));
    assert_false(ent_key_is_group(ENT_SCOPE_DOMAIN, "stance"));
}

static void key_is_explained(ent_scope_t scope, const ent_key_t *key) {
    must(key->help != NULL && strlen(key->help) >= 4, scope, key, "has no help");
    must(key->help[strlen(key->help) - 1] != '.', scope, key, "its help ends with a full stop");
    must(strchr(key->help, '\n') == NULL, scope, key, "its help is no line");
    must(key->unit != NULL, scope, key, "has no unit");
    must(strlen(key->path) < ENT_NAME_LENGTH, scope, key, "its path is too long to be written");
}

static void every_key_is_explained_in_one_line(void **state) {
    (void)state;
    for_every_key(key_is_explained);
}

static void number_has_a_range_and_fits_it(ent_scope_t scope, const ent_key_t *key) {
    if (!is_number(key)) {
        return;
    }
    must(isfinite(key->low) && isfinite(key->high), scope, key, "its range is not finite");
    must(key->low < key->high || is_integer(key), scope, key, "has no range");
    must(key->low <= key->high, scope, key, "its range is empty");
    must(key->unit[0] != '\0' || is_integer(key), scope, key, "has no unit");
    if (key->need == ENT_NEED_DEFAULT && key->fallback_text == NULL) {
        must(key->fallback >= key->low && key->fallback <= key->high &&
                 !(key->above_low && key->fallback <= key->low),
             scope, key, "its default is out of range");
    }
}

static void every_number_has_a_range_that_its_default_fits(void **state) {
    (void)state;
    for_every_key(number_has_a_range_and_fits_it);
}

static void number_has_its_evidence(ent_scope_t scope, const ent_key_t *key) {
    bool of_scenarios = scope < ENT_SCENARIO_SCOPES; /* those of sweeps say what is tried */
    if (is_number(key) && !is_integer(key) && of_scenarios) { /* the one integer is a version */
        must(key->tag != ENT_TAG_NONE, scope, key, "has no evidence tag");
        must(key->source != NULL && strlen(key->source) >= 8, scope, key, "has no source");
        must(strlen(ent_tag_name(key->tag)) > 0, scope, key, "its tag has no name");
    } else {
        must(key->tag == ENT_TAG_NONE && key->source == NULL, scope, key, "is no such number");
    }
}

static void every_number_a_modeller_chose_has_a_tag_and_a_source(void **state) {
    (void)state;
    for_every_key(number_has_its_evidence);
}

/* The three tags of the scenario file's page. */
static void tags_have_the_names_of_the_format(void **state) {
    (void)state;
    assert_string_equal(ent_tag_name(ENT_TAG_EVIDENCE), "evidence");
    assert_string_equal(ent_tag_name(ENT_TAG_JUDGEMENT), "judgement");
    assert_string_equal(ent_tag_name(ENT_TAG_DEEP_UNCERTAINTY), "deep uncertainty");
    assert_string_equal(ent_tag_name(ENT_TAG_NONE), "");
}

static size_t map_bytes(const ent_key_t *key) {
    size_t most = strcmp(key->refers, "domains") == 0   ? ENT_MAX_DOMAINS
                  : strcmp(key->refers, "drivers") == 0 ? ENT_MAX_DRIVERS
                                                        : ENT_STATES;
    return most * sizeof(double);
}

/* Bytes of the struct that the key's value takes. */
static size_t stored_bytes(const ent_key_t *key) {
    switch (key->type) {
    case ENT_KEY_REAL:
        return sizeof(double);
    case ENT_KEY_BOOLEAN:
        return sizeof(bool);
    case ENT_KEY_NAME:
        return ENT_NAME_SIZE;
    case ENT_KEY_DATE:
        return sizeof(ent_date_t);
    case ENT_KEY_MAP:
        return map_bytes(key);
    case ENT_KEY_GROUP:
        return struct_sizes[key->element];
    case ENT_KEY_INTEGER:
    case ENT_KEY_CHOICE:
        return sizeof(int);
    case ENT_KEY_REFER:
        return sizeof(size_t);
    case ENT_KEY_WHOLE:
        return sizeof(uint64_t);
    case ENT_KEY_LIST:
        return key->count_offset == ENT_NOWHERE ? key->most * key->element_size : sizeof(void *);
    default: /* texts and arrays */
        return sizeof(void *);
    }
}

static void key_lies_in_its_struct(ent_scope_t scope, const ent_key_t *key) {
    size_t size = struct_sizes[scope];
    if (key->offset == ENT_NOWHERE) {
        return;
    }
    must(key->offset < size && stored_bytes(key) <= size - key->offset, scope, key,
         "lies outside its struct");
    bool counted =
        key->type == ENT_KEY_LIST || key->type == ENT_KEY_VALUES || key->type == ENT_KEY_WORDS;
    if (counted && key->count_offset != ENT_NOWHERE) {
        must(key->count_offset <= size - sizeof(size_t), scope, key, "its count lies outside");
    }
    if (key->type == ENT_KEY_NAME) {
        must(key->offset == 0, scope, key, "names must come first: lists are searched by them");
    }
}

static void values_lie_inside_their_struct(void **state) {
    (void)state;
    for_every_key(key_lies_in_its_struct);
}

static bool overlap(const ent_key_t *a, const ent_key_t *b) {
    return a->offset != ENT_NOWHERE && b->offset != ENT_NOWHERE &&
           a->offset < b->offset + stored_bytes(b) && b->offset < a->offset + stored_bytes(a);
}

/* Only `below` and `above` share a member, since an event has one of them. */
static void values_do_not_overlap(void **state) {
    (void)state;
    size_t shared = 0;
    for (int scope = 0; scope < ENT_SCOPE_COUNT; scope++) {
        size_t count = 0;
        const ent_key_t *keys = ent_keys((ent_scope_t)scope, &count);
        for (size_t i = 0; i < count; i++) {
            for (size_t j = i + 1; j < count; j++) {
                bool together = overlap(&keys[i], &keys[j]);
                shared += together;
                must(!together || strcmp(keys[j].path, "when.above") == 0, (ent_scope_t)scope,
                     &keys[j], "shares a member with another key");
            }
        }
    }
    assert_int_equal(shared, 1);
}

static void references_and_lists_lead_somewhere(ent_scope_t scope, const ent_key_t *key) {
    if (key->type == ENT_KEY_CHOICE) {
        must(key->choices != NULL && key->choices[0] != NULL && key->choices[1] != NULL, scope, key,
             "has nothing to choose from");
        must(strcmp(ent_key_choice(key, 1), key->choices[1]) == 0, scope, key,
             "words are mixed up");
    }
    if (key->type == ENT_KEY_REFER || key->type == ENT_KEY_MAP) {
        const ent_key_t *list = ent_key_find(ENT_SCOPE_SCENARIO, key->refers);
        must(list != NULL && list->type == ENT_KEY_LIST && list->keyed, scope, key,
             "refers to no list");
        must(key->type == ENT_KEY_REFER || list->names_are_keys, scope, key,
             "its names could not stand as keys");
    }
    if (key->type == ENT_KEY_LIST) {
        must(key->element_size == struct_sizes[key->element], scope, key,
             "elements differ in size");
        must(key->least <= key->most && key->most > 0, scope, key, "can hold nothing");
        must(!key->keyed || ent_key_find(key->element, "name") != NULL, scope, key,
             "merges by name, but elements have none");
    }
}

static void every_reference_and_list_leads_somewhere(void **state) {
    (void)state;
    for_every_key(references_and_lists_lead_somewhere);
}

static void if_used_says_when(ent_scope_t scope, const ent_key_t *key) {
    must(key->need != ENT_NEED_IF_USED || key->fallback_text != NULL, scope, key,
         "does not say when it is needed");
    must(strlen(ent_key_type_name(key)) > 0, scope, key, "its type has no name");
}

static void what_is_needed_at_times_says_when(void **state) {
    (void)state;
    for_every_key(if_used_says_when);
}

/*
 * How the reference addresses them: groups of other scopes by NAME, effects by their type. The file
 * itself has no prefix, be it a scenario or a sweep.
 */
static void scopes_are_addressed_as_in_the_reference(void **state) {
    (void)state;
    assert_string_equal(ent_scope_prefix(ENT_SCOPE_SCENARIO), "");
    assert_string_equal(ent_scope_prefix(ENT_SCOPE_STATE), "states.NAME.");
    assert_string_equal(ent_scope_prefix(ENT_SCOPE_COHORT), "states.NAME.public.cohorts.NAME.");
    assert_string_equal(ent_scope_prefix(ENT_SCOPE_SEVERITY), "shocks.NAME.severity.");
    assert_string_equal(ent_scope_prefix(ENT_SCOPE_EFFECT_SHIFT), "events.NAME.effects.(shift).");
    assert_string_equal(ent_scope_prefix(ENT_SCOPE_SWEEP), "");
    for (int scope = 0; scope < ENT_SCOPE_COUNT; scope++) {
        for (int other = 0; other < scope && scope != ENT_SCOPE_SWEEP; other++) {
            assert_string_not_equal(ent_scope_prefix((ent_scope_t)scope),
                                    ent_scope_prefix((ent_scope_t)other));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_unique_in_their_scope),
        cmocka_unit_test(keys_of_a_group_stand_together),
        cmocka_unit_test(groups_are_known_by_their_keys),
        cmocka_unit_test(every_key_is_explained_in_one_line),
        cmocka_unit_test(every_number_has_a_range_that_its_default_fits),
        cmocka_unit_test(every_number_a_modeller_chose_has_a_tag_and_a_source),
        cmocka_unit_test(tags_have_the_names_of_the_format),
        cmocka_unit_test(values_lie_inside_their_struct),
        cmocka_unit_test(values_do_not_overlap),
        cmocka_unit_test(every_reference_and_list_leads_somewhere),
        cmocka_unit_test(scopes_are_addressed_as_in_the_reference),
        cmocka_unit_test(what_is_needed_at_times_says_when),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}

/* Inheritance: one tree of settings laid over another (scenario/merge.c). */
#include "scenario/merge.h"

#include "scenario/reader.h"
#include "support/close.h"
#include "support/problems.h"

#include <stdlib.h>
#include <string.h>

/* In the texts of this file ' stands for ". */
static ent_setting_t *read_text(ent_arena_t *arena, const char *file, const char *text) {
    ent_diags_t diags;
    ent_setting_t *root = NULL;
    char *quoted = support_quoted(text);
    ent_diags_init(&diags);
    if (ent_reader_text(file, 1, quoted, strlen(quoted), arena, &root, &diags) != ENT_OK) {
        support_fail(&diags, "the test's own text cannot be read");
    }
    free(quoted);
    return root;
}

static bool same_value(const ent_setting_t *a, const ent_setting_t *b) {
    char one[ENT_FOUND_SIZE], other[ENT_FOUND_SIZE];
    return a->type == b->type &&
           strcmp(ent_setting_found(a, one), ent_setting_found(b, other)) == 0;
}

/* Whether two trees say the same in the same order, wherever it was written. */
static bool same_tree(const ent_setting_t *a, const ent_setting_t *b) {
    if (!same_value(a, b) || ent_setting_count(a) != ent_setting_count(b)) {
        return false;
    }
    const ent_setting_t *y = b->first;
    for (const ent_setting_t *x = a->first; x != NULL; x = x->next, y = y->next) {
        bool same_name =
            x->name == NULL || y->name == NULL ? x->name == y->name : strcmp(x->name, y->name) == 0;
        if (!same_name || !same_tree(x, y)) {
            return false;
        }
    }
    return true;
}

typedef struct {
    const char *parent, *child, *merged;
} row_t;

static void assert_merged(const row_t *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ent_arena_t arena;
        ent_arena_init(&arena);
        ent_setting_t *parent = read_text(&arena, "parent.cfg", rows[i].parent);
        ent_merge(parent, read_text(&arena, "child.cfg", rows[i].child));
        if (!same_tree(parent, read_text(&arena, "merged.cfg", rows[i].merged))) {
            fail_msg("%s\nover %s\nis not %s", rows[i].child, rows[i].parent, rows[i].merged);
        }
        ent_arena_free(&arena);
    }
}

static void groups_merge_key_by_key(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"years = 2.0;", "", "years = 2.0;"},
        {"", "years = 2.0;", "years = 2.0;"},
        {"years = 2.0; step = 'week';", "years = 3;", "years = 3; step = 'week';"},
        {"health = { rise = 1.0; fall = 2.0; };", "health = { fall = 3.0; initial = 4.0; };",
         "health = { rise = 1.0; fall = 3.0; initial = 4.0; };"},
        {"states = ( { name = 'A'; stance = { jolt = 1.0; weights = { leader = 1.0; public = 2.0; "
         "}; }; } );",
         "states = ( { name = 'A'; stance = { weights = { public = 3.0; }; }; } );",
         "states = ( { name = 'A'; stance = { jolt = 1.0; weights = { leader = 1.0; public = 3.0; "
         "}; }; } );"},
        {"institution_defaults = { level = 1.0; negotiation = { years = 1.0; hurdle = 0.0; }; };",
         "institution_defaults = { negotiation = { years = 2.0; }; };",
         "institution_defaults = { level = 1.0; negotiation = { years = 2.0; hurdle = 0.0; }; };"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

static void maps_merge_name_by_name(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"shocks = ( { name = 's'; hits = { a = 1.0; b = 2.0; }; } );",
         "shocks = ( { name = 's'; hits = { b = 3.0; c = 4.0; }; } );",
         "shocks = ( { name = 's'; hits = { a = 1.0; b = 3.0; c = 4.0; }; } );"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

static void keyed_lists_keep_the_parents_order_and_append_what_is_new(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"domains = ( { name = 'a'; weight = 1; }, { name = 'b'; weight = 2; } );",
         "domains = ( { name = 'c'; weight = 3; }, { name = 'b'; weight = 4; }, { name = 'a'; base "
         "= 5; } );",
         "domains = ( { name = 'a'; weight = 1; base = 5; }, { name = 'b'; weight = 4; }, { name = "
         "'c'; weight = 3; } );"},
        {"drivers = ( { name = 'a'; } );", "drivers = ( { name = 'a'; enabled = false; } );",
         "drivers = ( { name = 'a'; enabled = false; } );"},
        {"polls = ( );", "polls = ( { name = 'p'; } );", "polls = ( { name = 'p'; } );"},
        {"events = ( { name = 'e'; } );", "events = ( );", "events = ( { name = 'e'; } );"},
        {"institutions = ( { name = '2+2'; level = 1; } );",
         "institutions = ( { name = '2+2'; level = 2; } );",
         "institutions = ( { name = '2+2'; level = 2; } );"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

static void lists_within_states_are_keyed_too(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"states = ( { name = 'A'; succession = { mode = 'none'; pool = ( { name = 'x'; weight = "
         "1; } ); }; public = { cohorts = ( { name = 'old'; share = 1; } ); }; } );",
         "states = ( { name = 'A'; succession = { pool = ( { name = 'x'; spread = 2; }, { name = "
         "'y'; } ); }; public = { cohorts = ( { name = 'old'; share = 2; } ); }; } );",
         "states = ( { name = 'A'; succession = { mode = 'none'; pool = ( { name = 'x'; weight = "
         "1; spread = 2; }, { name = 'y'; } ); }; public = { cohorts = ( { name = 'old'; share = "
         "2; } ); }; } );"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

/* "Anything else, `effects` included, is replaced." */
static void other_lists_and_arrays_are_replaced(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"events = ( { name = 'e'; effects = ( { type = 'shift'; }, { type = 'shock'; } ); } );",
         "events = ( { name = 'e'; effects = ( { type = 'leader'; } ); } );",
         "events = ( { name = 'e'; effects = ( { type = 'leader'; } ); } );"},
        {"polls = ( { name = 'p'; terms = ( { weight = 1; }, { weight = 2; } ); } );",
         "polls = ( { name = 'p'; terms = ( { weight = 3; } ); } );",
         "polls = ( { name = 'p'; terms = ( { weight = 3; } ); } );"},
        {"shocks = ( { name = 's'; severity = { values = [ 1, 2, 3 ]; }; } );",
         "shocks = ( { name = 's'; severity = { values = [ 4 ]; }; } );",
         "shocks = ( { name = 's'; severity = { values = [ 4 ]; }; } );"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

static void a_severity_that_names_a_distribution_replaces_the_whole(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"shocks = ( { name = 's'; severity = { distribution = 'beta'; a = 1; b = 2; }; } );",
         "shocks = ( { name = 's'; severity = { distribution = 'fixed'; value = 3; }; } );",
         "shocks = ( { name = 's'; severity = { distribution = 'fixed'; value = 3; }; } );"},
        {"shocks = ( { name = 's'; severity = { distribution = 'beta'; a = 1; b = 2; }; } );",
         "shocks = ( { name = 's'; severity = { distribution = 'beta'; a = 3; }; } );",
         "shocks = ( { name = 's'; severity = { distribution = 'beta'; a = 3; }; } );"},
        {"shocks = ( { name = 's'; severity = { distribution = 'beta'; a = 1; b = 2; }; } );",
         "shocks = ( { name = 's'; severity = { b = 3; }; } );",
         "shocks = ( { name = 's'; severity = { distribution = 'beta'; a = 1; b = 3; }; } );"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

/* Any of `at`, `from`, `every_years`, `rate`, `when` drops the parent's timing. */
static void an_event_that_gives_a_timing_drops_the_parents(void **state) {
    (void)state;
#define EVENT(text) "events = ( { name = 'e'; " text " } );"
    static const row_t rows[] = {
        {EVENT("at = '2020-01'; once = false;"), EVENT("rate = 1;"),
         EVENT("once = false; rate = 1;")},
        {EVENT("from = '2020-01'; every_years = 2;"), EVENT("at = '2021-01';"),
         EVENT("at = '2021-01';")},
        {EVENT("when = { variable = 'health'; below = 1; };"), EVENT("when = { above = 2; };"),
         EVENT("when = { above = 2; };")},
        {EVENT("rate = 1;"), EVENT("from = '2020-01';"), EVENT("from = '2020-01';")},
        {EVENT("from = '2020-01'; every_years = 2;"), EVENT("every_years = 3;"),
         EVENT("every_years = 3;")},
        {EVENT("at = '2020-01';"), EVENT("probability = 0.5; once = false;"),
         EVENT("at = '2020-01'; probability = 0.5; once = false;")},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

/* Wrong types are reported when the tree is filled in; merging must only not mix them. */
static void values_of_different_types_are_replaced(void **state) {
    (void)state;
    static const row_t rows[] = {
        {"health = { rise = 1.0; };", "health = 3;", "health = 3;"},
        {"health = 3;", "health = { rise = 1.0; };", "health = { rise = 1.0; };"},
        {"domains = ( { name = 'a'; } );", "domains = { a = 1; };", "domains = { a = 1; };"},
        {"domains = 5;", "domains = ( { name = 'a'; } );", "domains = ( { name = 'a'; } );"},
        {"domains = ( { name = 'a'; } );", "domains = ( 3, { weight = 1; } );",
         "domains = ( { name = 'a'; }, 3, { weight = 1; } );"},
        {"nonsense = { a = 1; };", "nonsense = { b = 2; };", "nonsense = { a = 1; b = 2; };"},
    };
    assert_merged(rows, SUPPORT_COUNT(rows));
}

static void a_value_keeps_the_place_that_wrote_it(void **state) {
    (void)state;
    ent_arena_t arena;
    ent_arena_init(&arena);
    ent_setting_t *root =
        read_text(&arena, "parent.cfg", "domains = (\n{ name = 'a';\nweight = 1;\nbase = 2; } );");
    ent_merge(root, read_text(&arena, "child.cfg",
                              "domains = ( { name = 'a'; base = 3;\n\n\n\n\ncrisis = true; } );"));
    const ent_setting_t *domain = ent_setting_member(root, "domains")->first;
    const ent_setting_t *weight = ent_setting_member(domain, "weight");
    const ent_setting_t *base = ent_setting_member(domain, "base");
    const ent_setting_t *crisis = ent_setting_member(domain, "crisis");
    assert_string_equal(weight->place.file, "parent.cfg");
    assert_int_equal(weight->place.line, 3);
    assert_string_equal(base->place.file, "child.cfg");
    assert_int_equal(base->place.line, 1);
    assert_int_equal(crisis->place.line, 6);
    assert_string_equal(domain->place.file, "parent.cfg");
    ent_arena_free(&arena);
}

typedef struct {
    const char *text, *key, *message;
    int line;
} duplicate_t;

static void names_that_occur_twice_in_a_file_are_reported(void **state) {
    (void)state;
    static const duplicate_t rows[] = {
        {"domains = (\n{ name = 'a'; },\n{ name = 'a'; } );", "domains",
         "second element named \"a\" (the first is in line 2)", 3},
        {"events = ( { name = 'e'; },\n{ name = 'f'; },\n\n{ name = 'e'; } );", "events",
         "\"e\" (the first is in line 1)", 4},
        {"states = ( { name = 'A'; succession = { pool = ( { name = 'x'; },\n { name = 'x'; } ); "
         "}; } );",
         "states.A.succession.pool", "second element named \"x\"", 2},
        {"states = ( { name = 'A'; public = { cohorts = ( { name = 'x'; },\n { name = 'x'; } ); }; "
         "} );",
         "states.A.public.cohorts", "second element named \"x\"", 2},
    };
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        ent_arena_t arena;
        ent_diags_t diags;
        ent_arena_init(&arena);
        ent_diags_init(&diags);
        ent_setting_t *root = read_text(&arena, "file.cfg", rows[i].text);
        assert_int_equal(ent_merge_check_names(root, &diags), ENT_OK);
        assert_int_equal(diags.errors, 1);
        assert_string_equal(diags.kept[0].key, rows[i].key);
        assert_int_equal(diags.kept[0].line, rows[i].line);
        assert_non_null(strstr(diags.kept[0].text, rows[i].message));
        ent_arena_free(&arena);
    }
}

/* Terms and effects have no names of their own, and two states may have cohorts of one name. */
static void names_that_may_occur_twice_are_not_reported(void **state) {
    (void)state;
    static const char text[] =
        "events = ( { name = 'e'; effects = ( { type = 'institution'; name = 'i'; }, { type = "
        "'institution'; name = 'i'; } ); } );\n"
        "states = ( { name = 'A'; public = { cohorts = ( { "
        "name = 'x'; } ); }; }, { name = 'B'; public = { cohorts = ( { name = 'x'; } ); }; } "
        ");\n"
        "domains = ( { weight = 1; }, { weight = 1; }, 3, 3 ); polls = 7; shocks = ( { name = "
        "'e'; } );";
    ent_arena_t arena;
    ent_diags_t diags;
    ent_arena_init(&arena);
    ent_diags_init(&diags);
    assert_int_equal(ent_merge_check_names(read_text(&arena, "file.cfg", text), &diags), ENT_OK);
    assert_int_equal(diags.count, 0);
    ent_arena_free(&arena);
}

/* A name may hold any escape until it is checked, and must not reach the terminal as one. */
static void a_duplicate_is_named_without_control_characters(void **state) {
    (void)state;
    ent_arena_t arena;
    ent_diags_t diags;
    ent_arena_init(&arena);
    ent_diags_init(&diags);
    ent_setting_t *root = read_text(
        &arena, "file.cfg", "domains = ( { name = \"\\x1b[2J\"; }, { name = \"\\x1b[2J\"; } );");
    assert_int_equal(ent_merge_check_names(root, &diags), ENT_OK);
    assert_int_equal(diags.errors, 1);
    assert_null(strchr(diags.kept[0].text, '\x1b'));
    ent_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_merge_key_by_key),
        cmocka_unit_test(maps_merge_name_by_name),
        cmocka_unit_test(keyed_lists_keep_the_parents_order_and_append_what_is_new),
        cmocka_unit_test(lists_within_states_are_keyed_too),
        cmocka_unit_test(other_lists_and_arrays_are_replaced),
        cmocka_unit_test(a_severity_that_names_a_distribution_replaces_the_whole),
        cmocka_unit_test(an_event_that_gives_a_timing_drops_the_parents),
        cmocka_unit_test(values_of_different_types_are_replaced),
        cmocka_unit_test(a_value_keeps_the_place_that_wrote_it),
        cmocka_unit_test(names_that_occur_twice_in_a_file_are_reported),
        cmocka_unit_test(names_that_may_occur_twice_are_not_reported),
        cmocka_unit_test(a_duplicate_is_named_without_control_characters),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}

/* Texts met so far (scenario/seen.c). */
#include "scenario/seen.h"

#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANY = 5000, SIZE = 8 };

static size_t add(ent_seen_t *seen, const char *text, size_t mark) {
    size_t before = 77;
    assert_int_equal(ent_seen_add(seen, text, mark, &before), ENT_OK);
    return before;
}

static void a_second_text_tells_the_mark_of_the_first(void **state) {
    (void)state;
    ent_seen_t seen = {0};
    const char again[] = "a"; /* equal, and elsewhere */
    assert_int_equal(add(&seen, "a", 5), 0);
    assert_int_equal(add(&seen, "", 6), 0);
    assert_int_equal(add(&seen, again, 7), 5);
    assert_int_equal(add(&seen, "a", 8), 5);
    assert_int_equal(add(&seen, "", 9), 6);
    assert_int_equal(seen.count, 2);
    ent_seen_free(&seen);
    ent_seen_free(&seen);
}

/* Two texts with one 32-bit FNV-1a hash are two texts (the pair is that of test_check.c). */
static void texts_with_one_hash_are_kept_apart(void **state) {
    (void)state;
    ent_seen_t seen = {0};
    assert_int_equal(add(&seen, "shock/dotobi", 1), 0);
    assert_int_equal(add(&seen, "shock/lutafa", 2), 0);
    assert_int_equal(add(&seen, "shock/dotobi", 3), 1);
    assert_int_equal(add(&seen, "shock/lutafa", 3), 2);
    ent_seen_free(&seen);
}

static void nothing_is_lost_while_the_set_grows(void **state) {
    (void)state;
    ent_seen_t seen = {0};
    char(*texts)[SIZE] = calloc(MANY, SIZE);
    assert_non_null(texts);
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(texts[i], SIZE, "%zu", i);
        assert_int_equal(add(&seen, texts[i], i + 1), 0);
    }
    for (size_t i = 0; i < MANY; i++) {
        char text[SIZE];
        (void)snprintf(text, SIZE, "%zu", i);
        assert_int_equal(add(&seen, text, MANY + 1), i + 1);
    }
    assert_int_equal(seen.count, MANY);
    ent_seen_free(&seen);
    free(texts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_text_tells_the_mark_of_the_first),
        cmocka_unit_test(texts_with_one_hash_are_kept_apart),
        cmocka_unit_test(nothing_is_lost_while_the_set_grows),
    };
    return cmocka_run_group_tests_name("seen", tests, NULL, NULL);
}

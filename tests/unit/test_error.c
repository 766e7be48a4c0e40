/* The list of errors (base/error.c). */
#include "base/error.h"

#include "support/close.h"

#include <string.h>

/* Exit statuses as the design fixes them: sysexits.h, and 128 + SIGINT (2) when interrupted. */
static const struct {
    ent_err_t error;
    int exit_status;
} statuses[] = {
    {ENT_OK, 0},
    {ENT_ERR_USAGE, 64},
    {ENT_ERR_SCENARIO, 65},
    {ENT_ERR_NO_INPUT, 66},
    {ENT_ERR_BUG, 70},
    {ENT_ERR_MEMORY, 71},
    {ENT_ERR_CANNOT_CREATE, 73},
    {ENT_ERR_IO, 74},
    {ENT_ERR_INTERRUPTED, 130},
};

static void every_error_has_the_exit_status_of_the_design(void **state) {
    (void)state;
    assert_int_equal(sizeof statuses / sizeof statuses[0], ENT_ERROR_COUNT);
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        assert_int_equal(ent_err_exit_status(statuses[i].error), statuses[i].exit_status);
    }
}

static void every_error_has_a_sentence_of_its_own(void **state) {
    (void)state;
    for (int i = 0; i < ENT_ERROR_COUNT; i++) {
        const char *text = ent_err_text((ent_err_t)i);
        size_t length = strlen(text);
        assert_true(length >= 8);
        assert_int_not_equal(text[length - 1], '.');
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(text, ent_err_text((ent_err_t)j));
        }
    }
}

/* A code from nowhere must not be read as success. */
static void an_unknown_code_is_a_bug(void **state) {
    (void)state;
    const int codes[] = {ENT_ERROR_COUNT, ENT_ERROR_COUNT + 1, 1000000, -1};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_int_equal(ent_err_exit_status((ent_err_t)codes[i]), 70);
        assert_string_equal(ent_err_text((ent_err_t)codes[i]), ent_err_text(ENT_ERR_BUG));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_the_exit_status_of_the_design),
        cmocka_unit_test(every_error_has_a_sentence_of_its_own),
        cmocka_unit_test(an_unknown_code_is_a_bug),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}

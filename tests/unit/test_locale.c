/* A span of code with a decimal point of its own (base/locale.c). */
#include "base/locale.h"

#include "support/close.h"
#include "support/point_locale.h"

#include <stdio.h>
#include <stdlib.h>

static const char *half(char text[16]) {
    (void)snprintf(text, 16, "%.1f", 0.5);
    return text;
}

/* A thread whose numbers have a comma; false where no such locale can be made. */
static void enter_comma(locale_t *comma, locale_t *before) {
    char text[16];
    *comma = support_point_locale(",");
    if (*comma == (locale_t)0) {
        skip();
    }
    *before = uselocale(*comma);
    assert_string_equal(half(text), "0,5");
}

static void leave_comma(locale_t comma, locale_t before) {
    (void)uselocale(before);
    freelocale(comma);
}

static void numbers_have_a_point_inside(void **state) {
    (void)state;
    locale_t comma, before;
    ent_locale_t scope;
    char text[16];
    enter_comma(&comma, &before);
    assert_int_equal(ent_locale_enter(&scope), ENT_OK);
    assert_string_equal(half(text), "0.5");
    assert_same(strtod("0.5", NULL), 0.5);
    ent_locale_leave(&scope);
    leave_comma(comma, before);
}

static void the_callers_locale_is_back_afterwards(void **state) {
    (void)state;
    locale_t comma, before;
    ent_locale_t scope;
    char text[16];
    enter_comma(&comma, &before);
    assert_int_equal(ent_locale_enter(&scope), ENT_OK);
    ent_locale_leave(&scope);
    assert_string_equal(half(text), "0,5");
    assert_true(uselocale((locale_t)0) == comma);
    leave_comma(comma, before);
}

static void spans_may_be_nested(void **state) {
    (void)state;
    locale_t comma, before;
    ent_locale_t outer, inner;
    char text[16];
    enter_comma(&comma, &before);
    assert_int_equal(ent_locale_enter(&outer), ENT_OK);
    assert_int_equal(ent_locale_enter(&inner), ENT_OK);
    ent_locale_leave(&inner);
    assert_string_equal(half(text), "0.5");
    ent_locale_leave(&outer);
    assert_string_equal(half(text), "0,5");
    leave_comma(comma, before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_a_point_inside),
        cmocka_unit_test(the_callers_locale_is_back_afterwards),
        cmocka_unit_test(spans_may_be_nested),
    };
    return cmocka_run_group_tests_name("locale", tests, NULL, NULL);
}

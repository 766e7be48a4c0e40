/*
 * The table of random processes (scenario/process.h). The names are those of the documented random
 * layout, written out here: changing one changes results.
 */
#include "scenario/process.h"

#include "support/close.h"

#include <string.h>

static void names_are_those_of_the_layout(void **state) {
    static const char *const names[ENT_PROCESS_KINDS] = {
        [ENT_PROCESS_DRIVER] = "driver/x",
        [ENT_PROCESS_APPROVAL] = "state/x/approval",
        [ENT_PROCESS_STANCE] = "state/x/stance",
        [ENT_PROCESS_PUBLIC] = "state/x/public",
        [ENT_PROCESS_RETALIATION] = "state/x/retaliation",
        [ENT_PROCESS_EVENT] = "event/x",
        [ENT_PROCESS_PROBABILITY] = "event/x/probability",
        [ENT_PROCESS_SHOCK] = "shock/x",
        [ENT_PROCESS_TURNOVER] = "state/x/turnover",
        [ENT_PROCESS_LEADER] = "state/x/leader",
        [ENT_PROCESS_MEETING] = "institution/x/meeting",
        [ENT_PROCESS_WAVE] = "poll/x/wave",
    };
    (void)state;
    for (int kind = 0; kind < ENT_PROCESS_KINDS; kind++) {
        char text[ENT_PROCESS_NAME_SIZE];
        assert_string_equal(ent_process_name((ent_process_kind_t)kind, "x", text), names[kind]);
        assert_int_equal(ent_process_hash((ent_process_kind_t)kind, "x"),
                         ent_name_hash(names[kind]));
    }
}

/* The longest name an entity may have stands whole in the longest name of a process. */
static void the_longest_name_is_not_cut(void **state) {
    char entity[ENT_NAME_SIZE], text[ENT_PROCESS_NAME_SIZE];
    (void)state;
    memset(entity, 'x', ENT_NAME_LENGTH);
    entity[ENT_NAME_LENGTH] = '\0';
    for (int kind = 0; kind < ENT_PROCESS_KINDS; kind++) {
        const ent_process_row_t *row = ent_process_row((ent_process_kind_t)kind);
        const char *name = ent_process_name((ent_process_kind_t)kind, entity, text);
        size_t purpose = row->purpose != NULL ? strlen(row->purpose) + 1 : 0;
        assert_int_equal(strlen(name), strlen(row->entity) + 1 + ENT_NAME_LENGTH + purpose);
    }
}

static void every_process_is_described(void **state) {
    (void)state;
    for (int kind = 0; kind < ENT_PROCESS_KINDS; kind++) {
        const ent_process_row_t *row = ent_process_row((ent_process_kind_t)kind);
        assert_true(strlen(row->meaning) > 8 && strlen(row->index) > 8 && strlen(row->draws) > 6);
        assert_true(strlen(row->letter) > 0);
        assert_true(row->phase[0] != '\0' || kind == ENT_PROCESS_WAVE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_layout),
        cmocka_unit_test(the_longest_name_is_not_cut),
        cmocka_unit_test(every_process_is_described),
    };
    return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}

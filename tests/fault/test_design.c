/*
 * Every request for memory fails once while a design is made: the error is ENT_ERR_MEMORY, the
 * design untouched, and nothing is leaked. GSL asks malloc for its own, which does not fail here.
 */
#include "analysis/design.h"

#include "fault/faults.h"
#include "support/design.h"
#include "support/exact_arena.h"
#include "support/files.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    support_design_t made;
    ent_diags_t diags;
} attempt_t;

static ent_err_t make(void *context) {
    attempt_t *attempt = context;
    ent_design_t before;
    memset(&attempt->made.design, 0x5a, sizeof before);
    memcpy(&before, &attempt->made.design, sizeof before);
    ent_diags_init(&attempt->diags);
    ent_err_t error = ent_design_init(&attempt->made.design, &attempt->made.sweep, &attempt->diags);
    if (error == ENT_OK) {
        support_design_close(&attempt->made);
    } else {
        assert_memory_equal(&attempt->made.design, &before, sizeof before);
    }
    return error;
}

static void making_designs_reports_a_lack_of_memory(void **state) {
    /* The hashes of each factor's process and the array of them; the sequence. */
    static const size_t requests[] = {[ENT_DESIGN_FULL] = 0,
                                      [ENT_DESIGN_LHS] = 4,
                                      [ENT_DESIGN_SOBOL] = 5,
                                      [ENT_DESIGN_MORRIS] = 4};
    static attempt_t attempt;
    (void)state;
    for (int method = 0; method < ENT_DESIGN_LIST; method++) {
        support_design_describe(&attempt.made, (ent_design_method_t)method, 3);
        assert_int_equal(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, make, &attempt),
                         requests[method]);
    }
}

/* More rows than are made room for at first, and the last of them wrong or not. */
static void reading_lists_reports_a_lack_of_memory(void **state) {
    static attempt_t attempt;
    (void)state;
    for (int wrong = 0; wrong < 2; wrong++) {
        char text[2000] = "f0,f1\n", *folder = support_folder();
        size_t used = strlen(text);
        for (int i = 0; i < 200; i++) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%d,%d\n", i, -i);
        }
        (void)snprintf(text + used, sizeof text - used, "1,%s\n", wrong ? "x" : "2");
        char *path = support_write(folder, "list.csv", text);
        support_design_describe(&attempt.made, ENT_DESIGN_LIST, 2);
        attempt.made.sweep.file = path;
        size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY,
                                     wrong ? ENT_ERR_SCENARIO : ENT_OK, make, &attempt);
        assert_true(requests > 6);
        free(path);
        support_remove(folder);
    }
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_designs_reports_a_lack_of_memory),
        cmocka_unit_test(reading_lists_reports_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}

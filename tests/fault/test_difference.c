/*
 * Every request for memory fails once while two scenarios are compared: the error is
 * ENT_ERR_MEMORY, the list is untouched, and nothing is leaked. Arenas are exact, so that each text
 * is a request of its own.
 */
#include "scenario/difference.h"

#include "fault/faults.h"
#include "scenario/load.h"
#include "support/exact_arena.h"

static void load(const char *path, ent_scenario_t *scenario) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    assert_int_equal(ent_scenario_load(path, NULL, 0, scenario, &diags), ENT_OK);
}

static ent_err_t compare(void *context) {
    const ent_scenario_t *const *pair = context;
    ent_differences_t found, before;
    memset(&found, 0x5a, sizeof found);
    memcpy(&before, &found, sizeof found);
    ent_err_t error = ent_scenario_difference(pair[0], pair[1], &found);
    if (error != ENT_OK) {
        assert_memory_equal(&found, &before, sizeof found);
        return error;
    }
    ent_differences_free(&found);
    ent_differences_free(&found);
    return error;
}

/* Each difference has a path and at least one value. */
static void comparing_reports_a_lack_of_memory(void **state) {
    ent_scenario_t base, stress;
    const ent_scenario_t *const pairs[][2] = {{&base, &stress}, {&stress, &base}};
    (void)state;
    load("scenarios/japan-rok/base.cfg", &base);
    load("scenarios/japan-rok/stress.cfg", &stress);
    for (size_t i = 0; i < 2; i++) {
        const ent_scenario_t *pair[] = {pairs[i][0], pairs[i][1]};
        ent_differences_t found;
        assert_int_equal(ent_scenario_difference(pair[0], pair[1], &found), ENT_OK);
        size_t least = 2 * found.count;
        ent_differences_free(&found);
        assert_true(least > 100);
        assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, compare, pair) >
                    least);
    }
    ent_scenario_free(&base);
    ent_scenario_free(&stress);
}

/* Nothing differs: the two texts that are compared are all there is. */
static void comparing_equals_reports_a_lack_of_memory(void **state) {
    ent_scenario_t base;
    const ent_scenario_t *pair[] = {&base, &base};
    (void)state;
    load("scenarios/japan-rok/base.cfg", &base);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, compare, pair) >= 2);
    ent_scenario_free(&base);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparing_reports_a_lack_of_memory),
        cmocka_unit_test(comparing_equals_reports_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("difference", tests, NULL, NULL);
}

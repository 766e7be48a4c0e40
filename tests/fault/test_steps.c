/*
 * Everything a run needs is there before its first step: between one instant and the next, across
 * tiles and in the evaluation of metrics, the engine asks for no memory.
 */
#include "fault/faults.h"
#include "support/results.h"
#include "support/scenarios.h"

typedef struct {
    size_t calls;           /* of progress: one after each step of each tile */
    size_t requests, bytes; /* at the first call */
} watch_t;

static void watch_step(void *user, double share_done) {
    watch_t *watch = user;
    (void)share_done;
    if (watch->calls == 0) {
        watch->requests = faults.count[FAULT_MEMORY];
        watch->bytes = fault_bytes_in_use();
    }
    watch->calls++;
    assert_int_equal(faults.count[FAULT_MEMORY], watch->requests);
    assert_int_equal(fault_bytes_in_use(), watch->bytes);
}

static ent_err_t watch_tile(void *user, const ent_tile_t *tile) {
    watch_t *watch = user;
    assert_int_equal(faults.count[FAULT_MEMORY], watch->requests);
    assert_true(tile->members > 0);
    return ENT_OK;
}

/* Three tiles, the last of them with fewer members, of blocks of 16 lanes. */
static void watch_run(const char *path, bool deterministic, ent_isa_t isa) {
    support_results_t results;
    watch_t watch = {0};
    assert_int_equal(support_results_open(&results, path, 1, 1), ENT_OK);
    ent_metric_set_t set = ent_metrics_set(&results.metrics);
    const ent_plan_t *plans[] = {&results.plan};
    ent_ensemble_options_t options = {.members = 150,
                                      .seed = 5,
                                      .deterministic = deterministic,
                                      .isa = isa,
                                      .lanes = 16,
                                      .tile = 64,
                                      .threads = 1, /* progress is told by the first only */
                                      .metrics = &set,
                                      .progress = watch_step,
                                      .tile_done = watch_tile,
                                      .user = &watch};
    size_t before = faults.count[FAULT_MEMORY];
    assert_int_equal(ent_ensemble_run(plans, 1, &options, &results.ensemble), ENT_OK);
    assert_int_equal(watch.calls, 3 * results.plan.steps);
    assert_true(watch.requests > before); /* the count does count */
    support_results_free(&results);
}

static void steps_and_tiles_allocate_nothing(void **state) {
    static const char *const paths[] = {"tests/scenarios/small.cfg",
                                        "scenarios/japan-rok/institutionalised.cfg",
                                        "scenarios/japan-rok/stress.cfg"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        watch_run(paths[i], false, ent_isa_best());
        watch_run(paths[i], true, ent_isa_best());
    }
}

static void no_instruction_set_allocates_in_a_step(void **state) {
    (void)state;
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            watch_run("scenarios/japan-rok/stress.cfg", false, (ent_isa_t)isa);
        }
    }
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_and_tiles_allocate_nothing),
        cmocka_unit_test(no_instruction_set_allocates_in_a_step),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("steps", tests, NULL, NULL);
}

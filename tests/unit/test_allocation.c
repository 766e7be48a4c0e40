/*
 * A step allocates nothing: the program's own malloc and its kin count their calls and pass them on
 * to the C library's. Where another allocator stands in (a sanitizer's, valgrind's) they are not
 * called at all, which a control finds out, and the test is skipped.
 */
#include "ensemble/ensemble.h"
#include "support/sample.h"

#include <stdlib.h>

static size_t calls;

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
/* NOLINTBEGIN(bugprone-reserved-identifier): these are the C library's own names. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
/* NOLINTEND(bugprone-reserved-identifier) */

void *malloc(size_t size) {
    calls++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    calls++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    calls++;
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    calls++;
    return __libc_memalign(alignment, size);
}
#endif

/* Something of everything a step can have to do. */
static const char busy[] =
    "drivers = ( { name = \"threat\"; volatility = 0.1; } );"
    "states = ( { name = \"AAA\"; stance = { volatility = 0.1; }; public = { volatility = 0.1; };"
    "             succession = { mode = \"hazard\"; turnover_rate = 2.0; " SUPPORT_POOL " }; } );"
    "institutions = ( { name = \"i\"; cadence = 12.0; adapt = 0.5; miss_cost = 0.1;"
    "                   coverage = { talks = 0.4; }; " SUPPORT_ACTIVE "},"
    "{ name = \"j\"; cadence = 2.0; negotiation = { years = 0.5; hurdle = -1.0; };"
    "  status = \"negotiating\"; } );"
    "shocks = ( { name = \"row\"; by = \"BBB\"; rate = 6.0; hits = { talks = 1.0; };"
    "             severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; } );"
    "polls = ( { name = \"p\"; intercept = 0.0; terms = ( { variable = \"health\";"
    "            weight = 0.1; } ); } );"
    "events = ( { name = \"random\"; rate = 3.0; probability = 0.5; effects = ("
    "    { type = \"shift\"; variable = \"public.AAA\"; by = 0.1; },"
    "    { type = \"baseline\"; driver = \"threat\"; to = 0.9; over_years = 0.5; },"
    "    { type = \"shock\"; by = \"AAA\"; severity = 0.3; },"
    "    { type = \"institution\"; name = \"i\"; action = \"suspend\"; } ); },"
    "{ name = \"cold\"; once = false; when = { variable = \"poll.p\"; below = 99.0; };"
    "  effects = ( { type = \"leader\"; state = \"BBB\"; orientation = 0.3; } ); },"
    "{ name = \"turn\"; at = \"2021-01\"; effects = ( { type = \"parameter\";"
    "  path = \"health.rise\"; to = 2.0; } ); } );";

static void a_step_allocates_nothing(void **state) {
    support_world_t sample;
    (void)state;
    size_t before = calls;
    support_sample_open(&sample, busy, NULL);
    if (calls == before) { /* the control: a plan and a block cannot be had for nothing */
        support_world_close(&sample);
        skip();
    }
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (!ent_isa_available((ent_isa_t)isa)) {
            continue;
        }
        sample.model = ent_model((ent_isa_t)isa);
        sample.block.random = ent_random((ent_isa_t)isa);
        before = calls;
        for (size_t b = 0; b < 2; b++) {
            support_sample_start(&sample, b);
            support_world_steps(&sample, 0, sample.plan.steps);
        }
        assert_int_equal(calls - before, 0);
    }
    assert_true(sample.block.happened.events[1] != 0 || sample.block.ordinal[0] > 0);
    support_world_close(&sample);
}

/* Nor do the steps of an ensemble: an ensemble over twice the years asks as often. */
static size_t calls_of_a_run(const char *years) {
    const char *const overrides[] = {years, NULL};
    support_world_t sample;
    ent_ensemble_t ensemble;
    support_sample_open(&sample, busy, overrides);
    const ent_plan_t *plan = &sample.plan;
    ent_ensemble_options_t options = {
        .members = 300, .tile = 100, .threads = 1, .isa = ent_isa_best()};
    size_t before = calls;
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &ensemble), ENT_OK);
    size_t found = calls - before;
    ent_ensemble_free(&ensemble);
    support_world_close(&sample);
    return found;
}

static void an_ensembles_calls_do_not_grow_with_its_steps(void **state) {
    (void)calls_of_a_run("years=2.0"); /* what the threads' library keeps, it takes now */
    size_t found = calls_of_a_run("years=2.0");
    (void)state;
    if (found == 0) {
        skip();
    }
    assert_int_equal(calls_of_a_run("years=9.0"), found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_allocates_nothing),
        cmocka_unit_test(an_ensembles_calls_do_not_grow_with_its_steps),
    };
    return cmocka_run_group_tests_name("allocation", tests, NULL, NULL);
}

/* The memory a process may have: the machine's, or less where a limit is set (getrlimit(2)). */
#include "base/machine.h"

#include "ensemble/ensemble.h"
#include "support/world.h"

#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a check in a child, whose limits are its own; it says whether it held. */
static void assert_in_child(bool (*check)(const void *user), const void *user) {
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(check(user) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* From here on nothing can be allocated that is not there yet. */
static bool set_limit(size_t bytes) {
    struct rlimit space;
    if (getrlimit(RLIMIT_AS, &space) != 0) {
        return false;
    }
    space.rlim_cur = bytes;
    return setrlimit(RLIMIT_AS, &space) == 0;
}

static bool limit_is(const void *user) {
    const size_t *bytes = user;
    return set_limit(*bytes) && ent_memory_limit() == *bytes;
}

static void a_limit_that_is_set_counts(void **state) {
    static const size_t limits[] = {4096, 123456789, (size_t)1 << 30};
    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        assert_in_child(limit_is, &limits[i]);
    }
}

static size_t physical(void) {
    return (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE);
}

static bool machine_is_the_limit(const void *user) {
    const size_t *bytes = user;
    return set_limit(*bytes) && ent_memory_limit() == physical();
}

/* A limit above what the machine has, or none, gives no more than it has. */
static void no_limit_is_more_than_the_machine(void **state) {
    size_t limits[] = {physical(), 2 * physical()};
    struct rlimit space;
    (void)state;
    assert_int_equal(getrlimit(RLIMIT_AS, &space), 0);
    if (space.rlim_max != RLIM_INFINITY) {
        skip(); /* a limit is set for the tests themselves */
    }
    assert_in_child(machine_is_the_limit, &limits[0]);
    assert_in_child(machine_is_the_limit, &limits[1]);
    if (space.rlim_cur == RLIM_INFINITY) {
        assert_int_equal(ent_memory_limit(), physical());
    }
}

typedef struct {
    const ent_plan_t *plan;
    const ent_ensemble_options_t *options;
} attempt_t;

/* Under a limit below what it takes, an ensemble is refused; its result stays untouched. */
static bool is_refused(const void *user) {
    const attempt_t *attempt = user;
    ent_ensemble_t ensemble = {.members = 77};
    size_t bytes = ent_ensemble_bytes(&attempt->plan, 1, attempt->options);
    return set_limit(bytes - 1) &&
           ent_ensemble_run(&attempt->plan, 1, attempt->options, &ensemble) == ENT_ERR_MEMORY &&
           ensemble.members == 77;
}

static void what_exceeds_the_limit_is_refused(void **state) {
    const ent_ensemble_options_t options = {.members = 1000, .threads = 2};
    support_world_t world;
    (void)state;
    support_world_open(&world, "", NULL);
    const attempt_t attempt = {&world.plan, &options};
    assert_in_child(is_refused, &attempt);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_that_is_set_counts),
        cmocka_unit_test(no_limit_is_more_than_the_machine),
        cmocka_unit_test(what_exceeds_the_limit_is_refused),
    };
    return cmocka_run_group_tests_name("machine", tests, NULL, NULL);
}

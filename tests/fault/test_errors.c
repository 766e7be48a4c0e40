/*
 * Every error the engine has is one that something provokes: the list of base/error.h is walked,
 * and a code without an entry here fails. Statuses are those of the design, "Commands".
 */
#include "fault/faults.h"
#include "scenario/load.h"
#include "support/files.h"
#include "support/results.h"

#include <string.h>
#include <sys/wait.h>

/* Command lines are read by the program only: its status stands for the code. */
static ent_err_t provoke_usage(void) {
    const char *program = getenv("PROGRAM");
    char command[4096];
    (void)snprintf(command, sizeof command, "'%s' frobnicate 2>/dev/null",
                   program != NULL ? program : "build/entente");
    int status = system(command);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == ent_err_exit_status(ENT_ERR_USAGE) ? ENT_ERR_USAGE : ENT_OK;
}

static ent_err_t load_path(const char *path) {
    static ent_diags_t diags;
    ent_scenario_t scenario;
    ent_diags_init(&diags);
    ent_err_t error = ent_scenario_load(path, NULL, 0, &scenario, &diags);
    if (error == ENT_OK) {
        ent_scenario_free(&scenario);
    }
    return error;
}

static ent_err_t provoke_scenario(void) {
    char *folder = support_folder(), *path = support_write(folder, "bad.cfg", "years = -1.0;\n");
    ent_err_t error = load_path(path);
    free(path);
    support_remove(folder);
    return error;
}

static ent_err_t provoke_no_input(void) {
    return load_path("tests/scenarios/there-is-none.cfg");
}

static ent_err_t provoke_memory(void) {
    fault_arm(FAULT_MEMORY, 1, ENOMEM);
    ent_err_t error = load_path("tests/scenarios/small.cfg");
    assert_true(fault_disarm());
    return error;
}

/* Opens a writer in a new folder, does something with it, and commits. */
static ent_err_t commit_after(void (*deed)(ent_writer_t *writer)) {
    ent_writer_t writer;
    char *folder = support_folder(), *path = support_path(folder, "file");
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    deed(&writer);
    ent_err_t error = ent_writer_commit(&writer);
    (void)fault_disarm();
    assert_null(support_read(path)); /* there is no such file */
    free(path);
    support_remove(folder);
    return error;
}

/* A piece longer than ent_writer_print promises to take. */
static void print_too_much(ent_writer_t *writer) {
    ent_writer_print(writer, "%5000d", 1);
}

static ent_err_t provoke_bug(void) {
    return commit_after(print_too_much);
}

static void fill_the_device(ent_writer_t *writer) {
    ent_writer_text(writer, "text");
    fault_arm(FAULT_WRITE, 1, ENOSPC);
}

static ent_err_t provoke_io(void) {
    return commit_after(fill_the_device);
}

static ent_err_t provoke_cannot_create(void) {
    ent_writer_t writer;
    return ent_writer_open(&writer, "tests/scenarios/small.cfg/not-a-folder/file");
}

static ent_err_t provoke_interrupted(void) {
    support_results_t results;
    volatile sig_atomic_t stop = 1;
    assert_int_equal(support_results_open(&results, "tests/scenarios/small.cfg", 4, 1), ENT_OK);
    const ent_plan_t *plans[] = {&results.plan};
    ent_ensemble_options_t options = {.members = 4, .stop = &stop};
    ent_err_t error = ent_ensemble_run(plans, 1, &options, &results.ensemble);
    support_results_free(&results);
    return error;
}

static const struct {
    ent_err_t (*provoke)(void);
    int status; /* sysexits.h; 128 + SIGINT */
} rows[ENT_ERROR_COUNT] = {
    [ENT_ERR_USAGE] = {provoke_usage, 64},
    [ENT_ERR_SCENARIO] = {provoke_scenario, 65},
    [ENT_ERR_NO_INPUT] = {provoke_no_input, 66},
    [ENT_ERR_BUG] = {provoke_bug, 70},
    [ENT_ERR_MEMORY] = {provoke_memory, 71},
    [ENT_ERR_CANNOT_CREATE] = {provoke_cannot_create, 73},
    [ENT_ERR_IO] = {provoke_io, 74},
    [ENT_ERR_INTERRUPTED] = {provoke_interrupted, 130},
};

static void every_error_is_provoked(void **state) {
    (void)state;
    for (int code = ENT_OK + 1; code < ENT_ERROR_COUNT; code++) {
        if (rows[code].provoke == NULL) {
            fail_msg("no test provokes \"%s\"", ent_err_text((ent_err_t)code));
        }
        ent_err_t error = rows[code].provoke();
        if (error != (ent_err_t)code) {
            fail_msg("expected \"%s\", found \"%s\"", ent_err_text((ent_err_t)code),
                     ent_err_text(error));
        }
        assert_int_equal(ent_err_exit_status((ent_err_t)code), rows[code].status);
    }
}

static void every_error_has_a_sentence_of_its_own(void **state) {
    (void)state;
    assert_int_equal(ent_err_exit_status(ENT_OK), 0);
    for (int code = ENT_OK; code < ENT_ERROR_COUNT; code++) {
        const char *text = ent_err_text((ent_err_t)code);
        assert_true(strlen(text) > 5 && text[strlen(text) - 1] != '.');
        for (int other = ENT_OK; other < code; other++) {
            assert_string_not_equal(text, ent_err_text((ent_err_t)other));
        }
    }
}

/* What is no code at all is told as the bug it is. */
static void a_code_out_of_range_is_a_bug(void **state) {
    (void)state;
    assert_string_equal(ent_err_text(ENT_ERROR_COUNT), ent_err_text(ENT_ERR_BUG));
    assert_int_equal(ent_err_exit_status(ENT_ERROR_COUNT), 70);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_is_provoked),
        cmocka_unit_test(every_error_has_a_sentence_of_its_own),
        cmocka_unit_test(a_code_out_of_range_is_a_bug),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}

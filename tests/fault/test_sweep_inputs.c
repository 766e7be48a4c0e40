/* Every request for memory and every write of what a sweep's folder says of itself fails once. */
#include "report/store_failures.h"
#include "report/sweep_files.h"
#include "report/sweep_inputs.h"
#include "support/files.h"
#include "support/full.h"
#include "support/problems.h"
#include "support/sweep.h"
#include "support/sweeps.h"

#include "faults.h"

#include <string.h>

enum { SCENARIOS = 2 };

typedef struct {
    char *folder, *out;
    ent_sweep_t sweep;
    ent_factored_t scenarios[SCENARIOS];
    ent_store_t *store; /* another sweep's, with points that failed */
} job_t;

static void open_job(job_t *job) {
    support_sweep_t other;
    memset(job, 0, sizeof *job);
    job->folder = support_folder();
    job->out = support_path(job->folder, "out");
    free(support_write(job->folder, "full.cfg", support_full_scenario()));
    support_write_quoted(job->folder, "other.cfg",
                         "extends = 'full.cfg';\n"
                         "institutions = ( { name = '2+2'; patience = 0.25; } );\n");
    free(support_write(job->folder, "list.csv", "default\n0.5\n"));
    support_sweep_with(job->folder, "'full.cfg', 'other.cfg'",
                       "{ name = 'default'; path = 'institution_defaults.patience';"
                       " low = 0.1; high = 0.9; }",
                       "", &job->sweep);
    job->sweep.method = ENT_DESIGN_LIST;
    job->sweep.file = support_path(job->folder, "list.csv");
    for (size_t i = 0; i < SCENARIOS; i++) {
        support_factored(&job->sweep, i, &job->scenarios[i]);
    }
    assert_int_equal(mkdir(job->out, 0777), 0);
    support_sweep_init(&other, 30);
    job->store = support_sweep_create(&other, job->folder, 30);
}

static void close_job(job_t *job) {
    free(job->sweep.file);
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_factored_free(&job->scenarios[i]);
    }
    ent_sweep_free(&job->sweep);
    ent_store_close(job->store);
    free(job->out);
    support_remove(job->folder);
}

static ent_err_t attempt_hash(void *context) {
    job_t *job = context;
    char hash[ENT_SWEEP_HASH_SIZE];
    return ent_sweep_inputs_hash(&job->sweep, job->scenarios, hash);
}

/* What a killed process left goes, and what is written is there whole or not at all. */
static ent_err_t attempt_write(void *context) {
    static const char *const folders[SCENARIOS] = {"full", "other"};
    job_t *job = context;
    ent_output_t output = {0};
    faults.paused = true;
    free(support_write(job->out, ".sweep.cfg.77-0", "half"));
    faults.paused = false;
    ent_err_t error = ent_output_open_sweep(&output, job->out, true);
    error = error == ENT_OK ? ent_output_remove_unfinished(&output, "") : error;
    error = error == ENT_OK ? ent_sweep_files_withdraw(&output) : error;
    error = error == ENT_OK ? ent_sweep_inputs_write(&job->sweep, job->scenarios, folders, &output)
                            : error;
    error = error == ENT_OK ? ent_output_publish(&output) : error;
    ent_output_close(&output);
    faults.paused = true;
    char *path = support_path(job->out, "sweep.cfg"), *text = support_read(path);
    assert_true(text == NULL || strstr(text, "metrics = ") != NULL); /* the last key */
    free(text);
    free(path);
    faults.paused = false;
    return error;
}

static ent_err_t attempt_failures(void *context) {
    job_t *job = context;
    ent_store_failures_t failures;
    return ent_store_failures(job->store, &failures);
}

static void a_lack_of_memory_is_told(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt_hash, &job) > 2);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt_write, &job) > 15);
    (void)fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt_failures, &job);
    close_job(&job);
}

static void writes_that_fail_are_told(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    assert_int_equal(fault_each(FAULT_WRITE, ENOSPC, ENT_ERR_IO, ENT_OK, attempt_write, &job), 2);
    assert_int_equal(fault_each(FAULT_SYNC, EIO, ENT_ERR_IO, ENT_OK, attempt_write, &job), 2);
    assert_int_equal(
        fault_each(FAULT_RENAME, EXDEV, ENT_ERR_CANNOT_CREATE, ENT_OK, attempt_write, &job), 2);
    assert_int_equal(
        fault_each(FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, ENT_OK, attempt_write, &job), 3);
    close_job(&job);
}

int main(int count, char **arguments) {
    (void)count;
    fault_start(arguments);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lack_of_memory_is_told),
        cmocka_unit_test(writes_that_fail_are_told),
    };
    return cmocka_run_group_tests_name("faults of what a sweep's folder says", tests, NULL, NULL);
}

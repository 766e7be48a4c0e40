/*
 * Each request for memory and each call to the system fails once while a sweep's folder is read,
 * worked out, written and noted in a manifest: the right code, nothing leaked, no half file.
 */
#include "fault/faults.h"
#include "report/sensitivity.h"
#include "support/analysed.h"
#include "support/exact_arena.h"
#include "support/files.h"

#include <dirent.h>
#include <string.h>

typedef struct {
    char *folder, *results;
} world_t;

static double sum(const double *unit, size_t metric) {
    return metric == 0 ? unit[0] - 2 * unit[1] : unit[0] * unit[1];
}

static void open_world(world_t *world, const char *design) {
    const support_analysed_t made = {.design = design,
                                     .more = "",
                                     .factors = 3,
                                     .members = 4,
                                     .difference = sum,
                                     .half = 0.1,
                                     .leave = UINT64_MAX,
                                     .fail = UINT64_MAX};
    world->folder = support_folder();
    world->results = support_path(world->folder, "sensitivity");
    support_analysed_make(&made, world->folder);
}

static void close_world(world_t *world) {
    free(world->results);
    support_remove(world->folder);
}

/* Whatever went wrong, no file that is not whole stays. */
static void check_folder(const world_t *world) {
    DIR *folder = opendir(world->results);
    for (const struct dirent *entry = folder != NULL ? readdir(folder) : NULL; entry != NULL;
         entry = readdir(folder)) {
        bool hidden =
            entry->d_name[0] == '.' && strspn(entry->d_name, ".") != strlen(entry->d_name);
        assert_false(hidden);
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
}

static ent_err_t write_results(const world_t *world, const ent_sensitivity_t *sensitivity) {
    static const char *const command[] = {"entente sensitivity", "out"};
    const ent_circumstances_t circumstances = {
        .command = command, .words = 2, .started = "2026-01-01T00:00:00Z"};
    char note[ENT_FIGURE_NOTE_SIZE];
    size_t left_out = 0;
    ent_output_t output;
    ent_err_t error = ent_output_open(&output, world->results, true);
    if (error == ENT_OK) {
        error = ent_sensitivity_write(sensitivity, &output);
    }
    if (error == ENT_OK) {
        output.finished = true;
        error = ent_sensitivity_draw(sensitivity, 0, &output, note, &left_out);
    }
    if (error == ENT_OK) {
        error = ent_sensitivity_manifest(sensitivity, &circumstances, &output);
    }
    ent_output_close(&output);
    return error;
}

static ent_err_t analyse(void *context) {
    const world_t *world = context;
    const ent_sensitivity_options_t options = {
        .folder = world->folder, .level = 0.95, .resamples = 100, .seed = 1};
    ent_diags_t diags;
    ent_sensitivity_t sensitivity;
    ent_diags_init(&diags);
    ent_err_t error = ent_sensitivity_open(&sensitivity, &options, &diags);
    if (error == ENT_OK) {
        error = ent_sensitivity_compute(&sensitivity);
    }
    if (error == ENT_OK) {
        error = write_results(world, &sensitivity);
    }
    ent_sensitivity_free(&sensitivity);
    faults.paused = true;
    check_folder(world);
    faults.paused = false;
    return error;
}

static void every_request_for_memory_may_fail(void **state) {
    static const char *const designs[] = {"method = 'sobol'; points = 16; second_order = true;",
                                          "method = 'morris'; trajectories = 4;",
                                          "method = 'lhs'; points = 12;"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        world_t world = {0};
        open_world(&world, designs[i]);
        assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, analyse, &world) >
                    100);
        close_world(&world);
    }
}

static void every_call_that_writes_may_fail(void **state) {
    static const struct {
        fault_call_t call;
        int cause;
        ent_err_t error;
    } rows[] = {{FAULT_WRITE, ENOSPC, ENT_ERR_IO},
                {FAULT_SYNC, EIO, ENT_ERR_IO},
                {FAULT_RENAME, EACCES, ENT_ERR_CANNOT_CREATE}};
    world_t world = {0};
    (void)state;
    open_world(&world, "method = 'morris'; trajectories = 4;");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        /* Two tables, figures.json and the manifest. */
        assert_true(
            fault_each(rows[i].call, rows[i].cause, rows[i].error, ENT_OK, analyse, &world) >= 4);
    }
    close_world(&world);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_request_for_memory_may_fail),
        cmocka_unit_test(every_call_that_writes_may_fail),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("sensitivity report", tests, NULL, NULL);
}

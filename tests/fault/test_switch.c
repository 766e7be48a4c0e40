/*
 * Where a comparison turns: each request for memory, each file, write, sync and rename of a search
 * and of its folder fails once. The right error is told, nothing is leaked, and a file that is
 * there is whole.
 */
#include "fault/faults.h"
#include "report/switch.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <math.h>
#include <string.h>

typedef struct {
    ent_scenario_t scenario;
    char *base, *folder;
} world_t;

static void open_world(world_t *world) {
    *world = (world_t){.base = support_folder()};
    world->folder = support_path(world->base, "results");
    support_load_small("", NULL, 0, &world->scenario);
}

static void close_world(world_t *world) {
    ent_scenario_free(&world->scenario);
    free(world->folder);
    support_remove(world->base);
}

/* A stretch, roots and edges of the band: all kinds of searches, and more points than were room for
 * at first. */
static ent_err_t evaluate(void *user, ent_crossing_point_t *points, size_t count) {
    (void)user;
    for (size_t i = 0; i < count; i++) {
        double x = points[i].x;
        points[i].mean = fabs(x) < 0.1 ? 0 : sin(9 * x) - (x > 0 ? 0.1 : -0.1);
        points[i].standard_error = points[i].mean == 0 ? 0 : 0.01;
    }
    return ENT_OK;
}

static ent_err_t find(ent_crossings_t *crossings) {
    const ent_crossing_options_t options = {
        .low = -1, .high = 1, .points = 17, .z = 2, .evaluate = evaluate};
    return ent_crossings_find(&options, crossings);
}

static ent_err_t search(void *context) {
    ent_crossings_t crossings = {.count = 99};
    ent_err_t error = find(&crossings);
    (void)context;
    if (error == ENT_OK) {
        assert_true(crossings.count >= 5);
        ent_crossings_free(&crossings);
    } else {
        assert_int_equal(crossings.count, 99);
    }
    return error;
}

static void searching_reports_a_lack_of_memory(void **state) {
    (void)state;
    /* Two arrays of the scan, four of searches, two of results, and one that grows. */
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, search, NULL) >= 8);
}

/* A file is there whole, with its heading and its last end of line, or not at all. */
static void check_file(const world_t *world, const char *name, const char *heading, bool expected) {
    char *path = support_path(world->folder, name), *text = support_read(path);
    assert_true(text != NULL || !expected);
    if (text != NULL) {
        size_t length = strlen(text);
        assert_memory_equal(text, heading, strlen(heading));
        assert_true(length > 0 && text[length - 1] == '\n');
    }
    (void)unlink(path);
    free(text);
    free(path);
}

static ent_err_t write_all(void *context) {
    static const char *const labels[] = {"a", "b"};
    static const char *const paths[] = {"years"};
    world_t *world = context;
    const ent_run_t run = {.scenario = &world->scenario, .members = 2, .seed = 1};
    const ent_run_t *runs[] = {&run, &run};
    size_t metrics = 0;
    ent_crossings_t crossings;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    faults.paused = true;
    assert_int_equal(find(&crossings), ENT_OK);
    assert_int_equal(ent_output_open(&output, world->folder, true), ENT_OK);
    faults.paused = false;
    const ent_switch_t result = {
        .runs = runs,
        .labels = labels,
        .metric = {.row = ent_metric_rows(&metrics), .name = "health_mean"},
        .paths = paths,
        .path_count = 1,
        .low = -1,
        .high = 1,
        .points = 17,
        .level = 0.95,
        .z = 2,
        .crossings = &crossings};
    ent_err_t error = ent_switch_write(&result, &output);
    if (error == ENT_OK) {
        error = ent_output_publish(&output);
    }
    if (error == ENT_OK) {
        error = ent_switch_draw(&result, 0, &output, note); /* figures.json only */
    }
    faults.paused = true;
    output.finished = true;
    ent_output_close(&output);
    ent_crossings_free(&crossings);
    check_file(world, "switch.csv", "metric,unit,", error == ENT_OK);
    check_file(world, "scan.csv", "value,difference,", error == ENT_OK);
    check_file(world, "plots/figures.json", "{", error == ENT_OK);
    faults.paused = false;
    return error;
}

static void writing_reports_what_failed(void **state) {
    static const struct {
        fault_call_t call;
        int cause;
        ent_err_t error;
        size_t least;
    } rows[] = {{FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, 10},
                {FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, 3},
                {FAULT_WRITE, ENOSPC, ENT_ERR_IO, 3},
                {FAULT_SYNC, EIO, ENT_ERR_IO, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        world_t world;
        open_world(&world);
        assert_true(fault_each(rows[i].call, rows[i].cause, rows[i].error, ENT_OK, write_all,
                               &world) >= rows[i].least);
        close_world(&world);
    }
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searching_reports_a_lack_of_memory),
        cmocka_unit_test(writing_reports_what_failed),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("switch", tests, NULL, NULL);
}

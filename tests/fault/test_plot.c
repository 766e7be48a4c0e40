/*
 * Drawing a folder of results again: each request for memory and each call to the system fails
 * once, with a stand-in for gnuplot. The manifest is always whole, and of the figures beside it or
 * of those before; a figure is whole; no hidden file stays.
 */
#include "fault/faults.h"
#include "report/figures.h"
#include "report/results.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/results.h"

#include <dirent.h>
#include <jansson.h>
#include <limits.h>

/* It says no version, which passes, and draws a line; the name stands as OUT = "NAME". */
static const char stand_in[] = "#!/bin/sh\n"
                               "[ \"$1\" != --version ] || exit 0\n"
                               "file=$(sed -n 's/^OUT = \"\\(.*\\)\"$/\\1/p')\n"
                               "echo drawn >\"$(printf \"$file\")\"\n";

typedef struct {
    char *base, *folder, *plots, *manifest, *templates;
    char *before; /* the manifest, before a figure is drawn again */
} world_t;

/* The engine looks for the templates beside the folder of the program. */
static char *link_templates(void) {
    char program[PATH_MAX], top[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    assert_true(length > 0);
    program[length] = '\0';
    *strrchr(program, '/') = '\0';
    char *templates = support_path(program, "../plots");
    assert_non_null(getcwd(top, sizeof top));
    char *target = support_path(top, "plots");
    (void)unlink(templates);
    assert_int_equal(symlink(target, templates), 0);
    free(target);
    return templates;
}

static void put_stand_in_first(const char *base) {
    char *path = support_write(base, "gnuplot", stand_in), search[PATH_MAX];
    assert_int_equal(chmod(path, 0755), 0);
    (void)snprintf(search, sizeof search, "%s:%s", base, getenv("PATH"));
    assert_int_equal(setenv("PATH", search, 1), 0);
    free(path);
}

/* The data of a run, its figures.json, and no figure yet. */
static void open_world(world_t *world) {
    support_results_t results;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    *world = (world_t){.base = support_folder(), .templates = link_templates()};
    world->folder = support_path(world->base, "results");
    world->plots = support_path(world->folder, "plots");
    world->manifest = support_path(world->folder, "manifest.json");
    put_stand_in_first(world->base);
    assert_int_equal(support_results_open(&results, "tests/scenarios/small.cfg", 4, 1), ENT_OK);
    assert_int_equal(support_results_write(&results, world->folder, false), ENT_OK);
    assert_int_equal(support_results_simulate(&results), ENT_OK);
    assert_int_equal(ent_output_open(&output, world->folder, true), ENT_OK);
    assert_int_equal(ent_figures_draw(&results.run, true, ENT_FIGURE_SVG, &output, note), ENT_OK);
    assert_string_equal(note, "");
    output.finished = true;
    ent_output_close(&output);
    support_results_free(&results);
    world->before = support_read(world->manifest);
    assert_non_null(world->before);
}

static void close_world(world_t *world) {
    (void)unlink(world->templates);
    free(world->before);
    free(world->templates);
    free(world->manifest);
    free(world->plots);
    free(world->folder);
    support_remove(world->base);
}

/* Every file beside figures.json is a whole figure. */
static void check_figures(const world_t *world) {
    DIR *open = opendir(world->plots);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            strcmp(entry->d_name, "figures.json") == 0) {
            continue;
        }
        char *path = support_path(world->plots, entry->d_name), *text = support_read(path);
        assert_int_not_equal(entry->d_name[0], '.');
        assert_string_equal(text, "drawn\n");
        free(text);
        free(path);
    }
    (void)closedir(open);
}

static size_t count_outputs(const char *text, const char *name) {
    json_t *manifest = json_loads(text, 0, NULL), *file = NULL;
    size_t count = 0, i = 0;
    assert_non_null(manifest); /* whole */
    json_array_foreach(json_object_get(manifest, "outputs"), i, file) {
        count += strcmp(json_string_value(json_object_get(file, "name")), name) == 0;
    }
    json_decref(manifest);
    return count;
}

/* The manifest is the one before or lists the figures; afterwards it is the one before again. */
static void check_manifest(const world_t *world, bool drawn) {
    char *after = support_read(world->manifest);
    assert_non_null(after);
    bool listed = count_outputs(after, "plots/panels.png") == 1;
    assert_int_equal(count_outputs(after, "summary.csv"), 1);
    assert_true(listed || strcmp(after, world->before) == 0);
    assert_true(listed || !drawn);
    free(after);
    free(support_write(world->folder, "manifest.json", world->before));
}

static ent_err_t look_at_all(const ent_results_t *results) {
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < ent_results_count(results) && error == ENT_OK; i++) {
        ent_result_file_t file;
        bool data = false;
        error = ent_results_look(results, i, &data, &file);
        if (error == ENT_OK && data) {
            assert_int_equal(file.state, ENT_RESULT_GOOD);
        }
    }
    return error;
}

static ent_err_t draw(ent_results_t *results, ent_output_t *output) {
    static const char *const command[] = {"entente plot", "results"};
    char note[ENT_FIGURE_NOTE_SIZE];
    const ent_figure_list_t list = {.rows = results->figures.rows,
                                    .count = results->figures.count,
                                    .data = &results->figures.data,
                                    .scale = 1};
    ent_err_t error = ent_draw_list(&list, ENT_FIGURE_PNG, output, note);
    return error == ENT_OK ? ent_results_update(results, command, 2, output) : error;
}

/* jansson's requests are to fail like the engine's own. */
static void *allocate_for_json(size_t size) {
    return calloc(1, size);
}

static ent_err_t plot(void *context) {
    world_t *world = context;
    ent_results_t results;
    ent_output_t output;
    faults.paused = true; /* opening a folder has a test of its own */
    assert_int_equal(ent_output_open(&output, world->folder, true), ENT_OK);
    output.finished = true;
    faults.paused = false;
    /* While it reads, jansson does not tell a lack of memory from nonsense. */
    json_set_alloc_funcs(malloc, free);
    ent_err_t error = ent_results_read(&results, world->folder);
    json_set_alloc_funcs(allocate_for_json, free);
    if (error == ENT_OK) {
        error = look_at_all(&results);
    }
    if (error == ENT_OK) {
        error = draw(&results, &output);
    }
    faults.paused = true;
    assert_true(error != ENT_OK || ent_figures_noted(&output) == results.figures.count);
    assert_string_equal(results.problem, "");
    ent_results_free(&results);
    ent_output_close(&output);
    check_figures(world);
    check_manifest(world, error == ENT_OK);
    faults.paused = false;
    return error;
}

static void a_lack_of_memory_is_told(void **state) {
    world_t world;
    (void)state;
    open_world(&world);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, plot, &world) > 100);
    close_world(&world);
}

/* A figure's name, and the manifest's; the script of a figure, and the manifest. */
static ent_err_t plot_and_name(void *context) {
    ent_err_t error = plot(context);
    return error == ENT_ERR_CANNOT_CREATE ? ENT_ERR_IO : error;
}

static void calls_that_fail_are_told(void **state) {
    world_t world;
    (void)state;
    open_world(&world);
    assert_true(fault_each(FAULT_RENAME, EACCES, ENT_ERR_IO, ENT_OK, plot_and_name, &world) >= 4);
    assert_true(fault_each(FAULT_WRITE, ENOSPC, ENT_ERR_IO, ENT_OK, plot, &world) >= 4);
    assert_int_equal(fault_each(FAULT_SYNC, EIO, ENT_ERR_IO, ENT_OK, plot, &world), 1);
    assert_int_equal(fault_each(FAULT_CREATE, EROFS, ENT_ERR_CANNOT_CREATE, ENT_OK, plot, &world),
                     1);
    close_world(&world);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lack_of_memory_is_told),
        cmocka_unit_test(calls_that_fail_are_told),
    };
    (void)count;
    fault_start(arguments);
    json_set_alloc_funcs(allocate_for_json, free);
    return cmocka_run_group_tests_name("plot", tests, NULL, NULL);
}

/*
 * Figures: each request for memory and each rename fails once while they are drawn, by a stand-in
 * for gnuplot that writes the file it is asked for and no more. No hidden file stays, and a figure
 * that is there is whole.
 */
#include "fault/faults.h"
#include "report/figures.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/results.h"

#include <dirent.h>
#include <limits.h>

/* The name stands in the script as OUT = "NAME", with octal escapes. */
static const char stand_in[] = "#!/bin/sh\n"
                               "file=$(sed -n 's/^OUT = \"\\(.*\\)\"$/\\1/p')\n"
                               "echo drawn >\"$(printf \"$file\")\"\n";

typedef struct {
    support_results_t results;
    char *base, *folder, *plots, *templates;
} drawing_t;

/* The engine looks for the templates beside the folder of the program. */
static char *link_templates(void) {
    char program[PATH_MAX], top[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    assert_true(length > 0);
    program[length] = '\0';
    *strrchr(program, '/') = '\0';
    char *templates = support_path(program, "../plots"), *target = NULL;
    assert_non_null(getcwd(top, sizeof top));
    target = support_path(top, "plots");
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

static void open_drawing(drawing_t *drawing) {
    *drawing = (drawing_t){.base = support_folder(), .templates = link_templates()};
    drawing->folder = support_path(drawing->base, "results");
    drawing->plots = support_path(drawing->folder, "plots");
    put_stand_in_first(drawing->base);
    assert_int_equal(support_results_open(&drawing->results, "tests/scenarios/small.cfg", 4, 1),
                     ENT_OK);
    assert_int_equal(support_results_simulate(&drawing->results), ENT_OK);
}

static void close_drawing(drawing_t *drawing) {
    support_results_free(&drawing->results);
    (void)unlink(drawing->templates);
    free(drawing->templates);
    free(drawing->plots);
    free(drawing->folder);
    support_remove(drawing->base);
}

/* A figure is what the stand-in makes of it; figures.json is an object, and whole. */
static bool is_figure(const char *name, const char *text) {
    if (strcmp(name, "figures.json") == 0) {
        size_t length = strlen(text);
        assert_true(length > 3 && text[0] == '{' && strcmp(&text[length - 2], "}\n") == 0);
        return false;
    }
    assert_int_not_equal(name[0], '.');
    assert_string_equal(text, "drawn\n");
    return true;
}

/* Counts the figures and takes them away again; a hidden file fails. */
static size_t count_figures(const drawing_t *drawing) {
    DIR *open = opendir(drawing->plots);
    size_t count = 0;
    for (const struct dirent *entry = open != NULL ? readdir(open) : NULL; entry != NULL;
         entry = readdir(open)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        char *path = support_path(drawing->plots, entry->d_name), *text = support_read(path);
        count += is_figure(entry->d_name, text);
        (void)unlink(path);
        free(text);
        free(path);
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    return count;
}

/* Six figures in two formats, as the small scenario has institutions and a poll; or an error. */
static ent_err_t draw(void *context) {
    drawing_t *drawing = context;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    faults.paused = true;
    ent_err_t error = ent_output_open(&output, drawing->folder, true);
    assert_int_equal(error, ENT_OK);
    faults.paused = false;
    error = ent_figures_draw(&drawing->results.run, true, ENT_FIGURE_SVG | ENT_FIGURE_PNG, &output,
                             note);
    faults.paused = true;
    size_t figures = count_figures(drawing);
    assert_int_equal(figures, ent_figures_noted(&output));
    if (error == ENT_OK) {
        assert_int_equal(figures, 12);
        assert_string_equal(note, "");
    }
    output.finished = true;
    ent_output_close(&output);
    faults.paused = false;
    return error;
}

static void drawing_reports_a_lack_of_memory(void **state) {
    drawing_t drawing;
    (void)state;
    open_drawing(&drawing);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, draw, &drawing) >= 40);
    close_drawing(&drawing);
}

/* The program's own file cannot be created then; a figure of gnuplot's cannot be written. */
static ent_err_t draw_and_name(void *context) {
    ent_err_t error = draw(context);
    return error == ENT_ERR_CANNOT_CREATE ? ENT_ERR_IO : error;
}

static void a_figure_that_cannot_be_named_is_reported(void **state) {
    drawing_t drawing;
    (void)state;
    open_drawing(&drawing);
    assert_int_equal(fault_each(FAULT_RENAME, EACCES, ENT_ERR_IO, ENT_OK, draw_and_name, &drawing),
                     13);
    close_drawing(&drawing);
}

/* The script goes to gnuplot by way of a file in memory. */
static void a_script_that_cannot_be_written_is_reported(void **state) {
    drawing_t drawing;
    (void)state;
    open_drawing(&drawing);
    assert_int_equal(fault_each(FAULT_WRITE, ENOSPC, ENT_ERR_IO, ENT_OK, draw, &drawing), 13);
    close_drawing(&drawing);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_reports_a_lack_of_memory),
        cmocka_unit_test(a_figure_that_cannot_be_named_is_reported),
        cmocka_unit_test(a_script_that_cannot_be_written_is_reported),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}

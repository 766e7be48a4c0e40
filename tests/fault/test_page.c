/*
 * report.html: every request for memory and every call to the system fails once while it is made.
 * The error says which kind it was, nothing is leaked, no hidden file stays, and what stands under
 * the report's name is whole: the new one, or else the one before.
 */
#include "fault/faults.h"
#include "report/page.h"
#include "report/run_files.h"
#include "support/comparison.h"
#include "support/exact_arena.h"
#include "support/files.h"

#include <dirent.h>
#include <limits.h>
#include <string.h>

enum { MEMBERS = 9 };

static const char before[] = "the report before\n";
static const char figure[] = "<svg viewBox='0 0 1 1'><g id='a'><text>drawn</text></g></svg>\n";

typedef struct {
    support_comparison_t comparison;
    char *base, *plots, *report, *templates;
    bool alone; /* a run of one scenario */
} stage_t;

/* The engine looks for the template beside the folder of the program. */
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

static void open_stage(stage_t *stage, bool alone) {
    *stage = (stage_t){.base = support_folder(), .templates = link_templates(), .alone = alone};
    stage->report = support_path(stage->base, ENT_REPORT_FILE);
    stage->plots = support_path(stage->base, "plots");
    assert_int_equal(mkdir(stage->plots, 0777), 0);
    free(support_write(stage->plots, alone ? "health.svg" : "fans.svg", figure));
    assert_int_equal(support_comparison_open(&stage->comparison, "tests/scenarios/small.cfg",
                                             "tests/scenarios/child.cfg", MEMBERS, 1),
                     ENT_OK);
    assert_int_equal(support_comparison_simulate(&stage->comparison), ENT_OK);
}

static void close_stage(stage_t *stage) {
    support_comparison_free(&stage->comparison);
    (void)unlink(stage->templates);
    free(stage->templates);
    free(stage->plots);
    free(stage->report);
    support_remove(stage->base);
}

static void assert_no_hidden_file(const char *folder) {
    DIR *open = opendir(folder);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            assert_int_not_equal(entry->d_name[0], '.');
        }
    }
    (void)closedir(open);
}

/* The new report, which ends as the template does and has the figure, or the one before. */
static void assert_whole(const stage_t *stage, ent_err_t error) {
    static const char end[] = "</body>\n</html>\n";
    char *text = support_read(stage->report);
    assert_non_null(text);
    if (error == ENT_OK) {
        assert_true(strlen(text) > 10000);
        assert_string_equal(text + strlen(text) - strlen(end), end);
        assert_non_null(strstr(text, "<text>drawn</text>"));
    } else if (strcmp(text, before) != 0) {
        assert_string_equal(text + strlen(text) - strlen(end), end); /* the folder's sync failed */
    }
    free(text);
    assert_no_hidden_file(stage->base);
}

static ent_err_t write_page(void *context) {
    static const char *const command[] = {"entente compare", "small.cfg", "it's", "a b"};
    stage_t *stage = context;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    faults.paused = true;
    free(support_write(stage->base, ENT_REPORT_FILE, before));
    assert_int_equal(ent_output_open(&output, stage->base, true), ENT_OK);
    output.finished = true;
    ent_output_note(&output, stage->alone ? "plots/health.svg" : "plots/fans.svg");
    ent_page_t page = {.comparison = stage->comparison.comparison,
                       .command = command,
                       .words = 4,
                       .no_figures = "",
                       .threads = 1};
    page.comparison.count = stage->alone ? 1 : SUPPORT_COMPARED;
    faults.paused = false;
    ent_err_t error = ent_page_write(&page, &output, note);
    faults.paused = true;
    ent_output_close(&output);
    assert_string_equal(note, "");
    assert_whole(stage, error);
    faults.paused = false;
    return error;
}

static void lack_of_memory_is_reported(void **state) {
    stage_t stage;
    (void)state;
    for (int alone = 0; alone < 2; alone++) {
        open_stage(&stage, alone);
        assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, write_page, &stage) >
                    500);
        close_stage(&stage);
    }
}

static void calls_that_fail_are_reported(void **state) {
    static const struct {
        fault_call_t call;
        int cause;
        ent_err_t error;
        size_t least;
    } rows[] = {{FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, 1},
                {FAULT_WRITE, ENOSPC, ENT_ERR_IO, 1},
                {FAULT_SYNC, EIO, ENT_ERR_IO, 1},
                {FAULT_RENAME, EACCES, ENT_ERR_CANNOT_CREATE, 1}};
    stage_t stage;
    (void)state;
    open_stage(&stage, false);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(fault_each(rows[i].call, rows[i].cause, rows[i].error, ENT_OK, write_page,
                               &stage) >= rows[i].least);
    }
    close_stage(&stage);
}

/* The template comes from a folder that users may change. */
static void a_wrong_template_is_told_with_its_line(void **state) {
    stage_t stage;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    (void)state;
    open_stage(&stage, true);
    (void)unlink(stage.templates);
    assert_int_equal(mkdir(stage.templates, 0777), 0);
    char *folder = support_path(stage.templates, "report");
    assert_int_equal(mkdir(folder, 0777), 0);
    char *template = support_write(folder, "report.html.in", "<p>\n{{titel}}\n");
    char *style = support_path(folder, "report.css");
    const ent_page_t page = {
        .comparison = {stage.comparison.compared, 1, &stage.comparison.ensemble},
        .no_figures = "",
        .threads = 1};
    assert_int_equal(ent_output_open(&output, stage.base, true), ENT_OK);
    output.finished = true;
    assert_int_equal(ent_page_write(&page, &output, note), ENT_OK); /* without its style, none */
    assert_non_null(strstr(note, "report.css: No such file or directory"));
    assert_int_equal(symlink("/dev/null", style), 0);
    assert_int_equal(ent_page_write(&page, &output, note), ENT_OK);
    assert_non_null(strstr(note, "expected a file of at most 1 MB"));
    (void)unlink(style);
    free(support_write(folder, "report.css", "p {}"));
    assert_int_equal(ent_page_write(&page, &output, note), ENT_ERR_IO);
    assert_string_equal(note, "report.html.in, line 2: no value is called \"titel\", did you mean "
                              "\"title\"?");
    assert_int_equal(access(stage.report, F_OK), -1);
    (void)unlink(template);
    assert_int_equal(ent_page_write(&page, &output, note), ENT_OK);
    assert_string_equal(note, "the folder plots/report/ is not beside the program");
    assert_int_equal(access(stage.report, F_OK), -1);
    assert_no_hidden_file(stage.base);
    ent_output_close(&output);
    (void)unlink(style);
    (void)rmdir(folder);
    (void)rmdir(stage.templates);
    free(template);
    free(style);
    free(folder);
    close_stage(&stage);
}

static void more_scenarios_than_fit_are_a_bug(void **state) {
    stage_t stage;
    ent_output_t output;
    char note[ENT_FIGURE_NOTE_SIZE];
    (void)state;
    open_stage(&stage, true);
    ent_page_t page = {.comparison = {stage.comparison.compared, 0, &stage.comparison.ensemble}};
    assert_int_equal(ent_output_open(&output, stage.base, true), ENT_OK);
    output.finished = true;
    assert_int_equal(ent_page_write(&page, &output, note), ENT_ERR_BUG);
    page.comparison.count = ENT_PAGE_SCENARIOS + 1;
    assert_int_equal(ent_page_write(&page, &output, note), ENT_ERR_BUG);
    ent_output_close(&output);
    close_stage(&stage);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lack_of_memory_is_reported),
        cmocka_unit_test(calls_that_fail_are_reported),
        cmocka_unit_test(a_wrong_template_is_told_with_its_line),
        cmocka_unit_test(more_scenarios_than_fit_are_a_bug),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}

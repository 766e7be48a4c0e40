/* The store of a sweep's points: what is kept, and what survives (report/store.h). */
#include "report/store.h"

#include "base/version.h"
#include "report/sweep_files.h"
#include "support/chance.h"
#include "support/csv.h"
#include "support/files.h"
#include "support/sweep.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { POINTS = 100, LARGE = 14000 };

static bool exists(const char *folder, const char *name) {
    char *path = support_path(folder, name);
    bool found = access(path, F_OK) == 0;
    free(path);
    return found;
}

static ent_store_t *resume(const support_sweep_t *sweep, const char *folder) {
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = true;
    if (ent_store_resume(&store, folder, &sweep->head, &damaged, problem) != ENT_OK) {
        fail_msg("%s", problem);
    }
    assert_false(damaged);
    return store;
}

static ent_store_t *open_to_read(const char *folder) {
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    if (ent_store_open(&store, folder, problem) != ENT_OK) {
        fail_msg("%s", problem);
    }
    return store;
}

/* ---- What is kept ---- */

static void points_come_back_bit_for_bit(void **state) {
    support_sweep_t sweep;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 60);
    uint64_t done = 0, failed = 0, fails = 0;
    for (uint64_t i = 0; i < 60; i++) {
        fails += support_sweep_fails(support_sweep_order(i, POINTS));
    }
    assert_true(fails > 3);
    for (int again = 0; again < 3; again++) {
        ent_store_counts(store, &done, &failed);
        assert_true(done == 60 - fails && failed == fails);
        assert_int_equal(support_assert_swept(store), 60);
        assert_false(ent_store_has(store, POINTS));
        ent_store_close(store);
        store = again == 0 ? open_to_read(folder) : resume(&sweep, folder);
    }
    ent_store_close(store);
    support_remove(folder);
}

/* Every settings' first bit differs from the next double; a sign of zero is not kept. */
static void zeroes_and_neighbours_of_numbers_are_kept_apart(void **state) {
    support_sweep_t sweep;
    support_swept_t made;
    bool found = false;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 0);
    const double values[SUPPORT_SWEEP_FACTORS] = {0.1, 0x1.999999999999bp-4, -0.0, 0x1p53};
    support_sweep_point(0, &made);
    assert_int_equal(ent_store_append(store, 3, values, &made.result), ENT_OK);
    assert_int_equal(ent_store_read(store, 3, made.values, &made.result, &found), ENT_OK);
    for (size_t i = 0; i < SUPPORT_SWEEP_FACTORS; i++) {
        assert_same(made.values[i], values[i]);
    }
    assert_int_equal(signbit(made.values[2]), 0);
    ent_store_close(store);
    support_remove(folder);
}

/* ---- One after the other ---- */

/* More than are read in one transaction (READ_TOGETHER in store_read.c). */
enum { EACH = 3000, EACH_OF = 5000, EACH_STOP = 1500 };

typedef struct {
    ent_store_t *reader, *writer; /* the writer appends a point for each that is read; NULL: none */
    uint64_t last, count, appended;
    support_swept_t found;
} each_t;

static ent_err_t take_each(void *user, uint64_t point) {
    each_t *each = user;
    support_swept_t made;
    assert_true(each->count == 0 || point > each->last);
    each->last = point;
    each->count++;
    support_sweep_point(point, &made);
    assert_int_equal(each->found.result.failed, made.result.failed);
    assert_same(each->found.values[0], made.values[0]);
    if (!made.result.failed) {
        assert_same(each->found.differences[4].mean, made.differences[4].mean);
    }
    if (each->writer != NULL && each->appended < EACH_OF - EACH) {
        uint64_t next = support_sweep_order(EACH + each->appended++, EACH_OF);
        assert_int_equal(support_sweep_append(each->writer, next), ENT_OK);
    }
    return each->count == EACH_STOP && each->writer == NULL ? ENT_ERR_INTERRUPTED : ENT_OK;
}

static ent_err_t read_each(each_t *each) {
    each->found.result.metrics = each->found.metrics;
    each->found.result.differences = each->found.differences;
    return ent_store_each(each->reader, each->found.values, &each->found.result, take_each, each);
}

static void all_points_are_read_in_their_order_while_more_are_appended(void **state) {
    static each_t each, rest;
    support_sweep_t sweep;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, EACH_OF);
    each.writer = support_sweep_create(&sweep, folder, EACH);
    each.reader = open_to_read(folder);
    assert_int_equal(read_each(&each), ENT_OK);
    assert_true(each.count == EACH && each.appended == EACH_OF - EACH);
    ent_store_close(each.reader);
    ent_store_close(each.writer);
    rest.reader = open_to_read(folder);
    assert_int_equal(support_assert_swept(rest.reader), EACH_OF);
    ent_store_close(rest.reader);
    support_remove(folder);
}

/* And the store may be appended to at once: no transaction is left open. */
static void reading_ends_with_the_first_error(void **state) {
    static each_t each;
    support_sweep_t sweep;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, EACH_OF);
    each.reader = support_sweep_create(&sweep, folder, EACH);
    assert_int_equal(read_each(&each), ENT_ERR_INTERRUPTED);
    assert_int_equal(each.count, EACH_STOP);
    uint64_t next = support_sweep_order(EACH, EACH_OF);
    assert_int_equal(support_sweep_append(each.reader, next), ENT_OK);
    ent_store_close(each.reader);
    support_remove(folder);
}

static void it_says_what_it_is_of(void **state) {
    support_sweep_t sweep;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, 0));
    ent_store_t *store = open_to_read(folder);
    const ent_store_names_t *names = ent_store_names(store);
    assert_int_equal(names->scenario_count, SUPPORT_SWEPT);
    assert_int_equal(names->metric_count, SUPPORT_SWEEP_METRICS);
    assert_int_equal(names->factor_count, SUPPORT_SWEEP_FACTORS);
    for (size_t i = 0; i < SUPPORT_SWEPT; i++) {
        assert_string_equal(names->scenarios[i], sweep.names[i]);
        assert_string_equal(names->scenario_titles[i], sweep.titled[i].title);
    }
    for (size_t i = 0; i < SUPPORT_SWEEP_METRICS; i++) {
        assert_string_equal(names->metrics[i], sweep.metrics[i]);
        assert_int_equal(names->better[i], sweep.better[i]);
    }
    assert_string_equal(names->sweep_hash, sweep.head.sweep_hash);
    assert_string_equal(names->version, ENT_VERSION);
    assert_true(names->points == POINTS && names->members == 1000 && names->seed == UINT64_MAX);
    ent_store_close(store);
    support_remove(folder);
}

static void one_file_is_left_when_it_is_closed(void **state) {
    static const char *const others[] = {"sweep.lock", "sweep.db-wal", "sweep.db-shm",
                                         "sweep.db-journal", "sweep.db.part"};
    support_sweep_t sweep;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 10);
    assert_true(exists(folder, "sweep.lock"));
    ent_store_close(store);
    for (int again = 0; again < 2; again++) {
        assert_true(exists(folder, "sweep.db"));
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            assert_false(exists(folder, others[i]));
        }
        ent_store_close(resume(&sweep, folder));
    }
    support_remove(folder);
}

/* As SQLite has addresses that begin with "file:"; and a folder without a name is this one. */
static void folders_may_have_any_name(void **state) {
    static const char *const names[] = {"file:x?mode=memory", ":memory:", "a b'\"%", "."};
    support_sweep_t sweep;
    char *folder = support_folder(), *here = getcwd(NULL, 0);
    (void)state;
    support_sweep_init(&sweep, POINTS);
    assert_int_equal(chdir(folder), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_true(i == 3 || mkdir(names[i], 0777) == 0);
        ent_store_close(support_sweep_create(&sweep, names[i], 5));
        assert_true(exists(names[i], "sweep.db"));
        ent_store_t *store = open_to_read(names[i]);
        assert_int_equal(support_assert_swept(store), 5);
        ent_store_close(store);
    }
    assert_int_equal(chdir(here), 0);
    free(here);
    support_remove(folder);
}

/* ---- Columns ---- */

/* Returns how many numbers are of a single member. */
static size_t assert_column(ent_store_t *store, size_t scenario, size_t metric, bool paired) {
    size_t single = 0;
    double means[POINTS], errors[POINTS], halves[POINTS], again[POINTS];
    assert_int_equal(ent_store_column(store, scenario, metric, paired, means, errors, halves),
                     ENT_OK);
    assert_int_equal(ent_store_column(store, scenario, metric, paired, again, NULL, halves),
                     ENT_OK);
    for (uint64_t point = 0; point < ent_store_names(store)->points; point++) {
        support_swept_t made;
        support_sweep_point(point, &made);
        size_t row = scenario * SUPPORT_SWEEP_METRICS + metric;
        const ent_point_moments_t *moments = paired ? &made.differences[row] : &made.metrics[row];
        bool there =
            ent_store_has(store, point) && !made.result.failed && (!paired || scenario > 0);
        assert_same(means[point], there ? moments->mean : NAN);
        assert_same(again[point], means[point]);
        assert_same(errors[point], there && moments->members >= 2 ? moments->standard_error : NAN);
        single += there && moments->members == 1;
        assert_same(halves[point], there ? moments->half_difference : NAN);
    }
    return single;
}

static void columns_are_those_of_the_points(void **state) {
    support_sweep_t sweep;
    size_t single = 0;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, 70));
    ent_store_t *store = open_to_read(folder);
    for (size_t scenario = 0; scenario < SUPPORT_SWEPT; scenario++) {
        for (size_t metric = 0; metric < SUPPORT_SWEEP_METRICS; metric++) {
            single += assert_column(store, scenario, metric, false);
            single += assert_column(store, scenario, metric, true);
        }
    }
    assert_true(single > 0);
    ent_store_close(store);
    support_remove(folder);
}

static double seconds(void) {
    struct timespec now;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Times are bounds for a busy machine and sanitizers; ENTENTE_STORE_POINTS=100000 measures. */
static void appending_and_columns_are_quick(void **state) {
    const char *asked = getenv("ENTENTE_STORE_POINTS");
    uint64_t points = asked != NULL ? strtoull(asked, NULL, 10) : LARGE;
    support_sweep_t sweep;
    char *folder = support_folder();
    double *means = malloc(points * sizeof *means), *halves = malloc(points * sizeof *halves);
    (void)state;
    support_sweep_init(&sweep, points);
    double start = seconds();
    ent_store_t *store = support_sweep_create(&sweep, folder, points);
    double appended = seconds();
    ent_store_close(store);
    double closed = seconds();
    store = resume(&sweep, folder);
    double resumed = seconds();
    ent_store_close(store);
    store = open_to_read(folder);
    double opened = seconds();
    assert_int_equal(ent_store_column(store, 1, 2, true, means, NULL, halves), ENT_OK);
    double first = seconds();
    assert_int_equal(ent_store_column(store, 1, 1, true, means, NULL, halves), ENT_OK);
    double second = seconds();
    ent_store_close(store);
    print_message("%d points: %.0f us to append one, %.2f s to close, %.2f s to resume, "
                  "%.3f s for the first column, %.3f s for the next\n",
                  (int)points, (appended - start) / (double)points * 1e6, closed - appended,
                  resumed - closed, first - opened, second - first);
    assert_true((appended - start) / (double)points < 1e-3);
    assert_true(second - first < 1);
    free(means);
    free(halves);
    support_remove(folder);
}

/* ---- Several processes ---- */

/* Runs a part in a process of its own, which ends with 0 unless `part` fails. */
static pid_t begin_process(void (*part)(const char *folder, int pipe), const char *folder,
                           int *from) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    (void)fflush(NULL);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        (void)close(ends[0]);
        part(folder, ends[1]);
        _exit(0);
    }
    (void)close(ends[1]);
    *from = ends[0];
    return process;
}

static void must(bool holds) {
    if (!holds) {
        _exit(1);
    }
}

/* Creates or resumes, and appends what is missing; tells each point when it is appended. */
static void append_all(const char *folder, int to) {
    support_sweep_t sweep;
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = false;
    support_sweep_init(&sweep, POINTS);
    ent_err_t error = ent_store_resume(&store, folder, &sweep.head, &damaged, problem);
    if (error == ENT_ERR_NO_INPUT) {
        error = ent_store_create(&store, folder, &sweep.head, problem);
    }
    must(error == ENT_OK && !damaged);
    for (uint64_t i = 0; i < POINTS; i++) {
        unsigned char point = (unsigned char)support_sweep_order(i, POINTS);
        if (!ent_store_has(store, point)) {
            must(support_sweep_append(store, point) == ENT_OK && write(to, &point, 1) == 1);
        }
    }
    ent_store_close(store);
}

/* Kills it after some time; whether it had ended by itself before. */
static bool kill_after(pid_t process, double microseconds) {
    int status = 0;
    struct timespec pause = {.tv_nsec = (long)(microseconds * 1000)};
    (void)nanosleep(&pause, NULL);
    (void)kill(process, SIGKILL);
    assert_true(waitpid(process, &status, 0) == process);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFEXITED(status);
}

/* What the process told goes into `told`; nothing that it told may be missing. */
static void check_survivors(const char *folder, int from, bool told[POINTS]) {
    unsigned char point = 0;
    while (read(from, &point, 1) == 1) {
        told[point] = true;
    }
    (void)close(from);
    if (!exists(folder, "sweep.db")) {
        for (size_t i = 0; i < POINTS; i++) {
            assert_false(told[i]);
        }
        return;
    }
    ent_store_t *store = open_to_read(folder);
    uint64_t count = support_assert_swept(store), untold = 0;
    for (size_t i = 0; i < POINTS; i++) {
        untold += ent_store_has(store, i) && !told[i];
        assert_true(ent_store_has(store, i) || !told[i]);
        told[i] = told[i] || ent_store_has(store, i);
    }
    assert_true(untold <= 1); /* killed between appending and telling */
    assert_true(count <= POINTS);
    ent_store_close(store);
}

static void what_was_appended_survives_kill_9(void **state) {
    support_chance_t chance = {20};
    size_t kills = 0, sweeps = 0;
    (void)state;
    while (kills < 60 && sweeps < 200) {
        bool told[POINTS] = {false}, ended = false;
        char *folder = support_folder();
        for (sweeps++; !ended;) {
            int from = -1;
            pid_t process = begin_process(append_all, folder, &from);
            ended = kill_after(process, support_between(&chance, 0, 20000));
            check_survivors(folder, from, told);
            kills += !ended;
        }
        for (size_t i = 0; i < POINTS; i++) {
            assert_true(told[i]);
        }
        assert_false(exists(folder, "sweep.db-wal"));
        assert_false(exists(folder, "sweep.db.damaged"));
        support_remove(folder);
    }
    assert_true(kills >= 60);
}

static void expect_lock(const char *folder, int to) {
    support_sweep_t sweep;
    char problem[ENT_STORE_PROBLEM_SIZE], expected[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = false;
    (void)to;
    support_sweep_init(&sweep, POINTS);
    (void)snprintf(expected, sizeof expected, "another process is working in %.400s", folder);
    must(ent_store_resume(&store, folder, &sweep.head, &damaged, problem) == ENT_ERR_CANNOT_CREATE);
    must(strcmp(problem, expected) == 0);
    must(ent_store_create(&store, folder, &sweep.head, problem) == ENT_ERR_CANNOT_CREATE);
    must(strcmp(problem, expected) == 0);
    must(ent_store_open(&store, folder, problem) == ENT_OK); /* only to read */
    ent_store_close(store);
}

static void a_folder_is_of_one_process_at_a_time(void **state) {
    support_sweep_t sweep;
    char *folder = support_folder();
    int from = -1, status = 0;
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 5);
    pid_t process = begin_process(expect_lock, folder, &from);
    assert_true(waitpid(process, &status, 0) == process);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    (void)close(from);
    assert_true(exists(folder, "sweep.lock")); /* those refused do not take it away */
    ent_store_close(store);
    ent_store_close(resume(&sweep, folder));
    support_remove(folder);
}

static void it_can_be_read_while_another_process_appends(void **state) {
    char *folder = support_folder();
    int from = -1, status = 0;
    unsigned char point = 0;
    uint64_t told = 0, before = 0;
    (void)state;
    pid_t process = begin_process(append_all, folder, &from);
    while (read(from, &point, 1) == 1) {
        told++;
        if (told % 10 == 1) {
            ent_store_t *store = open_to_read(folder);
            uint64_t count = support_assert_swept(store);
            assert_true(ent_store_has(store, point));
            assert_true(count >= told && count >= before);
            before = count;
            ent_store_close(store);
        }
    }
    assert_true(waitpid(process, &status, 0) == process);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(told, POINTS);
    (void)close(from);
    support_remove(folder);
}

/* ---- Tables ---- */

static const char *const tables[] = {"points.csv", "metrics.csv", "differences.csv"};

static void export(const support_sweep_t *sweep, ent_store_t *store, const char *folder,
                   char *texts[3]) {
    ent_output_t output;
    assert_int_equal(ent_output_open_sweep(&output, folder, true), ENT_OK);
    assert_int_equal(ent_sweep_files_write(store, &sweep->sweep, &output), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_false(exists(folder, tables[i])); /* all appear together */
    }
    assert_int_equal(ent_output_publish(&output), ENT_OK);
    assert_int_equal(ent_output_remove_stale(&output), ENT_OK);
    output.finished = true;
    ent_output_close(&output);
    assert_true(exists(folder, "sweep.db"));
    for (size_t i = 0; i < 3; i++) {
        char *path = support_path(folder, tables[i]);
        texts[i] = support_read(path);
        assert_non_null(texts[i]);
        free(path);
    }
}

static void tables_are_the_same_bytes_in_any_order_of_points(void **state) {
    support_sweep_t sweep;
    char *folders[] = {support_folder(), support_folder(), support_folder()}, *texts[3][3];
    (void)state;
    support_sweep_init(&sweep, POINTS);
    for (size_t order = 0; order < 3; order++) {
        ent_store_t *store = support_sweep_create(&sweep, folders[order], order == 0 ? POINTS : 0);
        for (uint64_t i = 0; i < POINTS && order > 0; i++) {
            uint64_t point = order == 1 ? POINTS - 1 - i : i;
            assert_int_equal(support_sweep_append(store, point), ENT_OK);
            if (i == 40) {
                ent_store_close(store);
                store = resume(&sweep, folders[order]);
            }
        }
        export(&sweep, store, folders[order], texts[order]);
        ent_store_close(store);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(texts[0][i], texts[1][i]);
        assert_string_equal(texts[0][i], texts[2][i]);
    }
    for (size_t order = 0; order < 3; order++) {
        for (size_t i = 0; i < 3; i++) {
            free(texts[order][i]);
        }
        support_remove(folders[order]);
    }
}

static void assert_points_table(const support_csv_t *csv) {
    assert_int_equal(csv->rows, 30);
    assert_int_equal(csv->columns, 3 + SUPPORT_SWEEP_FACTORS);
    double last = -1;
    for (size_t row = 0; row < csv->rows; row++) {
        support_swept_t made;
        double point = support_csv_number(csv, row, "point");
        assert_true(point > last);
        last = point;
        support_sweep_point((uint64_t)point, &made);
        assert_string_equal(support_csv_text(csv, row, "state"),
                            made.result.failed ? "failed" : "done");
        assert_string_equal(support_csv_text(csv, row, "reason"), made.result.reason);
        assert_same(support_csv_number(csv, row, "insulation"), made.values[0]);
        assert_same(support_csv_number(csv, row, "habit,half"), made.values[2]);
        assert_same(support_csv_number(csv, row, "states.KOR.stance.jolt"), made.values[3]);
    }
}

/* A row of metrics.csv or differences.csv. */
static void assert_moments_row(const support_csv_t *csv, size_t row, bool paired) {
    support_swept_t made;
    double point = support_csv_number(csv, row, "point");
    bool control = strcmp(support_csv_text(csv, row, "scenario"), "base") == 0;
    size_t metric = row % SUPPORT_SWEEP_METRICS;
    support_sweep_point((uint64_t)point, &made);
    const ent_point_moments_t *moments =
        paired ? &made.differences[SUPPORT_SWEEP_METRICS + metric]
               : &made.metrics[(control ? 0 : SUPPORT_SWEEP_METRICS) + metric];
    assert_false(made.result.failed || (paired && control));
    assert_same(support_csv_number(csv, row, "mean"), moments->mean);
    assert_same(support_csv_number(csv, row, "sd"), moments->sd);
    assert_same(support_csv_number(csv, row, "standard_error"), moments->standard_error);
    assert_same(support_csv_number(csv, row, "members"), (double)moments->members);
    if (paired) {
        assert_same(support_csv_number(csv, row, "more"), (double)moments->more);
        assert_same(support_csv_number(csv, row, "same"), (double)moments->same);
        assert_same(support_csv_number(csv, row, "less"), (double)moments->less);
    } else {
        assert_same(support_csv_number(csv, row, "undefined"), (double)moments->undefined);
        assert_same(support_csv_number(csv, row, "censored"), (double)moments->censored);
    }
}

static void tables_hold_what_was_appended(void **state) {
    support_sweep_t sweep;
    char *folder = support_folder(), *texts[3];
    uint64_t done = 0, failed = 0;
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 30);
    ent_store_counts(store, &done, &failed);
    assert_true(failed > 0);
    export(&sweep, store, folder, texts);
    ent_store_close(store);
    for (size_t i = 0; i < 3; i++) {
        support_csv_t csv = support_csv_parse(texts[i]);
        size_t each = SUPPORT_SWEEP_METRICS * (i == 1 ? SUPPORT_SWEPT : SUPPORT_SWEPT - 1);
        if (i == 0) {
            assert_points_table(&csv);
        } else {
            assert_int_equal(csv.rows, done * each);
        }
        for (size_t row = 0; row < csv.rows && i > 0; row++) {
            assert_moments_row(&csv, row, i == 2);
        }
        support_csv_free(&csv);
    }
    support_remove(folder);
}

/* `run --force` and the like would mix their files with the sweep's, and take some of them away. */
static void other_results_do_not_go_into_a_sweeps_folder(void **state) {
    support_sweep_t sweep;
    ent_output_t output;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, 5));
    for (int force = 0; force < 2; force++) {
        assert_int_equal(ent_output_open(&output, folder, force == 1), ENT_ERR_CANNOT_CREATE);
        assert_int_equal(output.cause, force == 1 ? ENOTEMPTY : EEXIST);
        assert_non_null(output.culprit);
        ent_output_close(&output);
    }
    assert_int_equal(ent_output_open_sweep(&output, folder, true), ENT_OK);
    assert_int_equal(ent_output_remove_stale(&output), ENT_OK);
    ent_output_close(&output);
    ent_store_t *store = open_to_read(folder);
    assert_int_equal(support_assert_swept(store), 5);
    ent_store_close(store);
    assert_true(ent_output_uses("points.csv") && ent_output_uses("sweep.cfg"));
    assert_true(ent_output_uses("sweep.db"));
    support_remove(folder);
}

/* ---- Other programs ---- */

/* What a command prints; NULL where its program is missing. */
static char *run(const char *program, const char *command) {
    char words[2048];
    (void)snprintf(words, sizeof words, "command -v %s >/dev/null 2>&1", program);
    if (system(words) != 0) {
        print_message("%s is not here: this part of the test is skipped\n", program);
        return NULL;
    }
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char *text = calloc(1, 4096);
    assert_non_null(text);
    text[fread(text, 1, 4095, pipe)] = '\0';
    assert_int_equal(pclose(pipe), 0);
    return text;
}

static void sqlite3_reads_tables_and_views_with_names(void **state) {
    support_sweep_t sweep;
    support_swept_t made;
    char *folder = support_folder(), command[2048], expected[256];
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, POINTS));
    (void)snprintf(command, sizeof command,
                   "sqlite3 '%s/sweep.db' \"PRAGMA integrity_check; "
                   "SELECT value FROM about WHERE key = 'seed'; "
                   "SELECT count(*) FROM points WHERE state = 'failed'; "
                   "SELECT members FROM result WHERE point = 20 AND scenario = 'pact' AND "
                   "metric = 'meetings_held.2+2'; "
                   "SELECT more, same, less FROM difference WHERE point = 20 AND "
                   "scenario = 'pact' AND metric = 'health_mean'; "
                   "SELECT count(*), count(DISTINCT factor) FROM setting; "
                   "SELECT unit, better FROM metrics WHERE name = 'transition_cost.KOR'; "
                   "SELECT distribution, low, high FROM factors WHERE factor > 0 AND factor < 3\"",
                   folder);
    char *text = run("sqlite3", command);
    support_sweep_point(20, &made);
    (void)snprintf(expected, sizeof expected,
                   "ok\n18446744073709551615\n9\n%d\n%" PRIu64 "|%" PRIu64 "|%" PRIu64
                   "\n400|4\n%s|less\nvalues|0.0|0.75\nnormal||\n",
                   (int)made.metrics[5].members, made.differences[3].more, made.differences[3].same,
                   made.differences[3].less, "points");
    if (text != NULL) {
        assert_string_equal(text, expected);
    }
    free(text);
    support_remove(folder);
}

static void python_reads_the_same_numbers(void **state) {
    support_sweep_t sweep;
    support_swept_t made;
    char *folder = support_folder(), command[2048];
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, POINTS));
    (void)snprintf(command, sizeof command,
                   "python3 -c \"\n"
                   "import sqlite3\n"
                   "for row in sqlite3.connect('%s/sweep.db').execute('select value from setting "
                   "where point = 20 order by factor desc'): print(row[0].hex())\n\"",
                   folder);
    char *text = run("python3", command);
    support_sweep_point(20, &made);
    /* In the order of names, from the last: states, insulation, habit, binding. */
    static const size_t order[SUPPORT_SWEEP_FACTORS] = {3, 0, 2, 1};
    char *rest = text;
    for (size_t i = 0; i < SUPPORT_SWEEP_FACTORS && text != NULL; i++) {
        assert_same(strtod(rest, &rest), made.values[order[i]]);
    }
    free(text);
    support_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_come_back_bit_for_bit),
        cmocka_unit_test(zeroes_and_neighbours_of_numbers_are_kept_apart),
        cmocka_unit_test(all_points_are_read_in_their_order_while_more_are_appended),
        cmocka_unit_test(reading_ends_with_the_first_error),
        cmocka_unit_test(it_says_what_it_is_of),
        cmocka_unit_test(one_file_is_left_when_it_is_closed),
        cmocka_unit_test(folders_may_have_any_name),
        cmocka_unit_test(columns_are_those_of_the_points),
        cmocka_unit_test(appending_and_columns_are_quick),
        cmocka_unit_test(what_was_appended_survives_kill_9),
        cmocka_unit_test(a_folder_is_of_one_process_at_a_time),
        cmocka_unit_test(it_can_be_read_while_another_process_appends),
        cmocka_unit_test(tables_are_the_same_bytes_in_any_order_of_points),
        cmocka_unit_test(tables_hold_what_was_appended),
        cmocka_unit_test(other_results_do_not_go_into_a_sweeps_folder),
        cmocka_unit_test(sqlite3_reads_tables_and_views_with_names),
        cmocka_unit_test(python_reads_the_same_numbers),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}

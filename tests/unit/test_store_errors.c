/* Stores that are refused, and stores that are damaged (report/store.h). */
#include "report/store.h"

#include "base/version.h"
#include "support/chance.h"
#include "support/files.h"
#include "support/sweep.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { POINTS = 200, PAGE = 4096 };

/* A resume that must be refused: the error, and pieces of what is said. */
static void assert_refused(const ent_store_head_t *head, const char *folder, ent_err_t expected,
                           const char *const *pieces, size_t count) {
    char problem[ENT_STORE_PROBLEM_SIZE] = "";
    ent_store_t *store = NULL;
    bool damaged = true;
    assert_int_equal(ent_store_resume(&store, folder, head, &damaged, problem), expected);
    assert_null(store);
    assert_false(damaged);
    for (size_t i = 0; i < count; i++) {
        if (strstr(problem, pieces[i]) == NULL) {
            fail_msg("no \"%s\" in \"%s\"", pieces[i], problem);
        }
    }
}

/* ---- Another sweep ---- */

static void another_sweep_is_refused_with_what_differs(void **state) {
    support_sweep_t made, other;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&made, POINTS);
    ent_store_close(support_sweep_create(&made, folder, 3));
    struct {
        const char *pieces[4];
    } rows[] = {
        {{"sweep.db is of another sweep", "seed", "was 18446744073709551615", "now it is 7"}},
        {{"number of members", "was 1000", "now it is 1001", "choose another folder"}},
        {{"number of points", "was 200", "now it is 201", "sweep.db"}},
        {{"scenario pact", "was pact, 00ff00ff00ff", "now it is pact, 00ff00ff00fe", ""}},
        {{"scenario treaty", "was pact, 00ff00ff00ff", "now it is treaty, 00ff00ff00ff", ""}},
        {{"sweep file", "was e3b0c442", "now it is f3b0c442", ""}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        support_sweep_init(&other, i == 2 ? POINTS + 1 : POINTS);
        other.question.seed = i == 0 ? 7 : UINT64_MAX;
        other.question.members += i == 1;
        other.hashes[1] = i == 3 ? "00ff00ff00fe" : other.hashes[1];
        other.names[1] = i == 4 ? "treaty" : other.names[1];
        other.head.sweep_hash = i == 5 ? "f3b0c442" : other.head.sweep_hash;
        assert_refused(&other.head, folder, ENT_ERR_USAGE, rows[i].pieces, 4);
    }
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = true;
    assert_int_equal(ent_store_resume(&store, folder, &made.head, &damaged, problem), ENT_OK);
    assert_int_equal(support_assert_swept(store), 3); /* none of them did any harm */
    ent_store_close(store);
    support_remove(folder);
}

/* Runs statements on the database with nothing of ours. */
static void edit(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    char *text = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK) {
        fail_msg("%s: %s", sql, text);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* FNV-1a of 64 bits over a type's byte, a length of 8 bytes and the text, as store_sum.c has it. */
static uint64_t sum_text(uint64_t sum, const char *text) {
    uint64_t size = strlen(text);
    sum = (sum ^ SQLITE_TEXT) * UINT64_C(0x100000001b3);
    for (int i = 0; i < 8; i++) {
        sum = (sum ^ ((size >> 8 * i) & 0xff)) * UINT64_C(0x100000001b3);
    }
    for (; *text != '\0'; text++) {
        sum = (sum ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return sum;
}

/* Gives a row of `about` another value, and the table the checksum that goes with it. */
static void pretend(const char *path, const char *key, const char *value) {
    char sql[400];
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    (void)snprintf(sql, sizeof sql, "UPDATE about SET value = '%s' WHERE key = '%s'", value, key);
    edit(path, sql);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT key, value FROM about WHERE key <> 'checksum' AND "
                                        "key <> 'created' ORDER BY key",
                                        -1, &query, NULL),
                     SQLITE_OK);
    while (sqlite3_step(query) == SQLITE_ROW) {
        sum = sum_text(sum, (const char *)sqlite3_column_text(query, 0));
        sum = sum_text(sum, (const char *)sqlite3_column_text(query, 1));
    }
    (void)sqlite3_finalize(query);
    (void)sqlite3_close(db);
    (void)snprintf(sql, sizeof sql, "UPDATE about SET value = '%016llx' WHERE key = 'checksum'",
                   (unsigned long long)sum);
    edit(path, sql);
}

static void another_version_is_refused(void **state) {
    static const char *const pieces[] = {"version of entente", "was 0.0.9",
                                         "now it is " ENT_VERSION};
    static const char *const format[] = {"has format 2", "version 9.9.9 of entente"};
    char problem[ENT_STORE_PROBLEM_SIZE];
    support_sweep_t sweep;
    ent_store_t *store = NULL;
    char *folder = support_folder(), *path = support_path(folder, "sweep.db");
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, 3));
    pretend(path, "version", "0.0.9");
    assert_refused(&sweep.head, folder, ENT_ERR_USAGE, pieces, 3);
    assert_int_equal(ent_store_open(&store, folder, problem), ENT_OK); /* to read it, it will do */
    assert_string_equal(ent_store_names(store)->version, "0.0.9");
    ent_store_close(store);
    pretend(path, "version", "9.9.9");
    pretend(path, "format", "2");
    assert_refused(&sweep.head, folder, ENT_ERR_USAGE, format, 2);
    assert_int_equal(ent_store_open(&store, folder, problem), ENT_ERR_USAGE);
    free(path);
    support_remove(folder);
}

/* ---- No store, or somebody else's ---- */

static void a_folder_without_a_store_is_told(void **state) {
    static const char *const pieces[] = {"holds no sweep", "sweep.db", "No such file"};
    static const char *const plain[] = {"is no file"};
    char problem[ENT_STORE_PROBLEM_SIZE];
    support_sweep_t sweep;
    ent_store_t *store = NULL;
    char *folder = support_folder(), *absent = support_path(folder, "absent");
    char *lock = support_path(folder, "sweep.lock"), *path = support_path(folder, "sweep.db");
    (void)state;
    support_sweep_init(&sweep, POINTS);
    assert_refused(&sweep.head, folder, ENT_ERR_NO_INPUT, pieces, 3);
    assert_refused(&sweep.head, absent, ENT_ERR_NO_INPUT, pieces, 3);
    assert_true(access(lock, F_OK) != 0); /* nothing was made there */
    assert_int_equal(ent_store_open(&store, folder, problem), ENT_ERR_NO_INPUT);
    assert_non_null(strstr(problem, "holds no sweep"));
    assert_int_equal(ent_store_create(&store, absent, &sweep.head, problem), ENT_ERR_CANNOT_CREATE);
    assert_non_null(strstr(problem, "sweep.lock: No such file"));
    assert_int_equal(mkdir(path, 0777), 0);
    assert_refused(&sweep.head, folder, ENT_ERR_NO_INPUT, plain, 1);
    free(absent);
    free(lock);
    free(path);
    support_remove(folder);
}

static void a_store_is_never_created_over_anything(void **state) {
    char problem[ENT_STORE_PROBLEM_SIZE];
    support_sweep_t sweep;
    ent_store_t *store = NULL;
    char *folder = support_folder(), *path = support_write(folder, "sweep.db", "mine");
    (void)state;
    support_sweep_init(&sweep, POINTS);
    assert_int_equal(ent_store_create(&store, folder, &sweep.head, problem), ENT_ERR_CANNOT_CREATE);
    assert_non_null(strstr(problem, "sweep.db is there already; go on with --resume"));
    char *text = support_read(path);
    assert_string_equal(text, "mine");
    free(text);
    free(path);
    support_remove(folder);
}

static void a_database_of_another_program_is_left_alone(void **state) {
    static const char *const pieces[] = {"sweep.db is a database of another program"};
    char problem[ENT_STORE_PROBLEM_SIZE];
    support_sweep_t sweep;
    ent_store_t *store = NULL;
    char *folder = support_folder(), *path = support_path(folder, "sweep.db");
    (void)state;
    support_sweep_init(&sweep, POINTS);
    edit(path, "CREATE TABLE points (x); CREATE TABLE photos (y); INSERT INTO photos VALUES (1)");
    char *before = support_read(path);
    assert_refused(&sweep.head, folder, ENT_ERR_USAGE, pieces, 1);
    assert_int_equal(ent_store_open(&store, folder, problem), ENT_ERR_NO_INPUT);
    char *after = support_read(path);
    assert_memory_equal(before, after, 2 * PAGE);
    free(before);
    free(after);
    free(path);
    support_remove(folder);
}

/* Tables that somebody adds to look at results are no damage. */
static void what_others_add_does_no_harm(void **state) {
    char problem[ENT_STORE_PROBLEM_SIZE];
    support_sweep_t sweep;
    ent_store_t *store = NULL;
    bool damaged = true;
    char *folder = support_folder(), *path = support_path(folder, "sweep.db");
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_close(support_sweep_create(&sweep, folder, 20));
    edit(path, "CREATE TABLE notes (text); CREATE INDEX mine ON results (mean); ANALYZE; VACUUM");
    assert_int_equal(ent_store_resume(&store, folder, &sweep.head, &damaged, problem), ENT_OK);
    assert_false(damaged);
    assert_int_equal(support_sweep_append(store, support_sweep_order(20, POINTS)), ENT_OK);
    assert_int_equal(support_assert_swept(store), 21);
    ent_store_close(store);
    free(path);
    support_remove(folder);
}

/* ---- Points that are refused ---- */

static void assert_not_appended(ent_store_t *store, uint64_t point, const double *values,
                                const ent_point_result_t *result) {
    assert_int_equal(ent_store_append(store, point, values, result), ENT_ERR_BUG);
    assert_non_null(strstr(ent_store_problem(store), "out of range, there already, or infinite"));
}

static void unsound_points_are_refused(void **state) {
    support_sweep_t sweep;
    support_swept_t made;
    char *folder = support_folder(), problem[ENT_STORE_PROBLEM_SIZE];
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 1);
    support_sweep_point(0, &made);
    assert_not_appended(store, 0, made.values, &made.result); /* the second time */
    assert_not_appended(store, POINTS, made.values, &made.result);
    double *const numbers[] = {&made.values[3], &made.metrics[5].mean, &made.metrics[0].sd,
                               &made.differences[4].standard_error,
                               &made.differences[3].half_difference};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        double kept = *numbers[i];
        *numbers[i] = i % 2 == 0 ? INFINITY : -INFINITY;
        assert_not_appended(store, 5, made.values, &made.result);
        *numbers[i] = kept;
    }
    assert_int_equal(support_assert_swept(store), 1);
    ent_store_close(store);
    assert_int_equal(ent_store_open(&store, folder, problem), ENT_OK);
    assert_not_appended(store, 5, made.values, &made.result); /* it was opened to read */
    ent_store_close(store);
    support_remove(folder);
}

static void reasons_are_kept_as_text(void **state) {
    support_sweep_t sweep;
    support_swept_t made;
    bool found = false;
    char *folder = support_folder();
    (void)state;
    support_sweep_init(&sweep, POINTS);
    ent_store_t *store = support_sweep_create(&sweep, folder, 0);
    support_sweep_point(0, &made);
    made.result.failed = true;
    memset(made.result.reason, 'x', sizeof made.result.reason); /* without an end */
    made.result.reason[1] = '\xff';
    made.result.reason[2] = '\n';
    assert_int_equal(ent_store_append(store, 0, made.values, &made.result), ENT_OK);
    assert_int_equal(ent_store_read(store, 0, NULL, &made.result, &found), ENT_OK);
    assert_int_equal(strlen(made.result.reason), ENT_REASON_SIZE - 1);
    assert_memory_equal(made.result.reason, "x??x", 4);
    ent_store_close(store);
    support_remove(folder);
}

/* ---- Damage ---- */

/* A sound database as bytes. */
typedef struct {
    support_sweep_t sweep;
    char *folder, *path;
    unsigned char *bytes;
    size_t size;
} sound_t;

static size_t size_of(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? (size_t)status.st_size : 0;
}

static unsigned char *bytes_of(const char *path, size_t *size) {
    *size = size_of(path);
    return (unsigned char *)support_read(path);
}

static void open_sound(sound_t *sound) {
    *sound = (sound_t){.folder = support_folder()};
    support_sweep_init(&sound->sweep, POINTS);
    ent_store_close(support_sweep_create(&sound->sweep, sound->folder, POINTS));
    sound->path = support_path(sound->folder, "sweep.db");
    sound->bytes = bytes_of(sound->path, &sound->size);
    assert_true(sound->size > 20 * PAGE);
}

static void close_sound(sound_t *sound) {
    free(sound->bytes);
    free(sound->path);
    support_remove(sound->folder);
}

/* How many points are left of a file with these bytes; all of them as they were made. */
static uint64_t survivors(const sound_t *sound, const unsigned char *bytes, size_t size,
                          bool *damaged) {
    char problem[ENT_STORE_PROBLEM_SIZE] = "", expected[100];
    ent_store_t *store = NULL;
    char *folder = support_folder();
    char *path = support_write_bytes(folder, "sweep.db", bytes, size);
    if (ent_store_resume(&store, folder, &sound->sweep.head, damaged, problem) != ENT_OK) {
        fail_msg("%s", problem);
    }
    uint64_t count = support_assert_swept(store);
    char *aside = support_path(folder, "sweep.db.damaged");
    assert_int_equal(access(aside, F_OK) == 0, *damaged);
    if (*damaged) {
        size_t kept = 0;
        unsigned char *same = bytes_of(aside, &kept);
        assert_int_equal(kept, size);
        assert_memory_equal(same, bytes, size);
        free(same);
        (void)snprintf(expected, sizeof expected,
                       "it is kept as sweep.db.damaged, and %d of the sweep's %d points could be "
                       "read from it",
                       (int)count, POINTS);
        assert_non_null(strstr(problem, expected));
    } else {
        assert_string_equal(problem, "");
    }
    ent_store_close(store);
    free(aside);
    free(path);
    support_remove(folder);
    return count;
}

static void a_truncated_file_gives_what_is_left(void **state) {
    sound_t sound;
    bool damaged = false;
    uint64_t last = 0, some = 0;
    (void)state;
    open_sound(&sound);
    assert_int_equal(survivors(&sound, sound.bytes, sound.size, &damaged), POINTS);
    assert_false(damaged);
    for (size_t size = 0; size < sound.size; size += PAGE) {
        uint64_t count = survivors(&sound, sound.bytes, size, &damaged);
        assert_true(damaged && count < POINTS && count >= last);
        some += count > 0;
        last = count;
    }
    assert_true(some > 4 && last > POINTS / 2); /* the end of the file is of few points */
    static const size_t odd[] = {1, 16, 50, 99, 100, 101, 511, 512, 2000, 4095, 4097, 9000};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        (void)survivors(&sound, sound.bytes, odd[i], &damaged);
        assert_true(damaged);
    }
    assert_true(survivors(&sound, sound.bytes, sound.size - 1, &damaged) >= last);
    close_sound(&sound);
}

static void flipped_bits_never_give_a_wrong_number(void **state) {
    enum { FLIPS = 400 };
    sound_t sound;
    support_chance_t chance = {64};
    uint64_t left = 0, found = 0;
    (void)state;
    open_sound(&sound);
    for (size_t i = 0; i < FLIPS; i++) {
        bool damaged = false;
        size_t at = i < 100 ? i : support_pick(&chance, sound.size); /* 100: the file's header */
        unsigned char flip = (unsigned char)(1 + support_pick(&chance, 255));
        sound.bytes[at] ^= flip;
        uint64_t count = survivors(&sound, sound.bytes, sound.size, &damaged);
        sound.bytes[at] ^= flip;
        assert_true(damaged || count == POINTS);
        left += i < 100 ? 0 : count;
        found += i < 100 ? 0 : damaged;
    }
    /* Most of a file are numbers; of those a flip spoils one point. */
    assert_true(found > (FLIPS - 100) / 2);
    assert_true(left > (uint64_t)(FLIPS - 100) * POINTS * 9 / 10);
    close_sound(&sound);
}

static void a_zeroed_page_costs_the_points_on_it(void **state) {
    sound_t sound;
    uint64_t left = 0;
    (void)state;
    open_sound(&sound);
    size_t pages = sound.size / PAGE;
    for (size_t i = 0; i < pages; i++) {
        unsigned char kept[PAGE];
        bool damaged = false;
        memcpy(kept, sound.bytes + i * PAGE, PAGE);
        memset(sound.bytes + i * PAGE, 0, PAGE);
        uint64_t count = survivors(&sound, sound.bytes, sound.size, &damaged);
        memcpy(sound.bytes + i * PAGE, kept, PAGE);
        assert_true(damaged); /* there is no page without a use */
        left += count;
    }
    assert_true(left > pages * POINTS * 7 / 10);
    close_sound(&sound);
}

/* Appends all points and ends without closing, so that some are in the log only. */
static void leave_log(const support_sweep_t *sweep, const char *folder) {
    int status = 0;
    (void)fflush(NULL);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        (void)support_sweep_create(sweep, folder, POINTS);
        _exit(0);
    }
    assert_true(waitpid(process, &status, 0) == process && status == 0);
}

/* A log is played as far as it is sound; beside a damaged file it is kept with it. */
static void damaged_logs_never_give_a_wrong_number(void **state) {
    support_sweep_t sweep;
    support_chance_t chance = {5};
    uint64_t left = 0, reader = 0;
    (void)state;
    support_sweep_init(&sweep, POINTS);
    char *source = support_folder();
    leave_log(&sweep, source);
    char *paths[] = {support_path(source, "sweep.db"), support_path(source, "sweep.db-wal")};
    size_t sizes[2];
    unsigned char *bytes[] = {bytes_of(paths[0], &sizes[0]), bytes_of(paths[1], &sizes[1])};
    assert_true(sizes[1] > 20 * PAGE);
    for (size_t i = 0; i < 60; i++) {
        char problem[ENT_STORE_PROBLEM_SIZE];
        ent_store_t *store = NULL;
        bool damaged = false;
        char *folder = support_folder(), *aside = support_path(folder, "sweep.db.damaged-wal");
        size_t file = i % 3 == 0 ? 0 : 1, at = support_pick(&chance, sizes[file]);
        bytes[file][at] ^= i == 0 ? 0 : 0x41;
        free(support_write_bytes(folder, "sweep.db", bytes[0], sizes[0]));
        free(support_write_bytes(folder, "sweep.db-wal", bytes[1], sizes[1]));
        if (ent_store_open(&store, folder, problem) == ENT_OK) {
            for (uint64_t point = 0; point < POINTS; point++) {
                reader += ent_store_has(store, point);
            }
            ent_store_close(store);
        }
        assert_int_equal(ent_store_resume(&store, folder, &sweep.head, &damaged, problem), ENT_OK);
        uint64_t count = support_assert_swept(store);
        assert_true(i > 0 || (count == POINTS && !damaged));
        assert_int_equal(access(aside, F_OK) == 0, damaged);
        left += count;
        bytes[file][at] ^= i == 0 ? 0 : 0x41;
        ent_store_close(store);
        free(aside);
        support_remove(folder);
    }
    assert_true(left > 60 * POINTS / 4 && reader > 0);
    for (size_t i = 0; i < 2; i++) {
        free(paths[i]);
        free(bytes[i]);
    }
    support_remove(source);
}

/* What SQLite cannot see: sound pages with rows that do not belong together. */
static void rows_that_do_not_fit_are_damage(void **state) {
    static const struct {
        const char *sql;
        int lost;
        const char *reason;
    } rows[] = {
        {"UPDATE results SET mean = mean + 1 WHERE point = 2 AND metric = 1", 1,
         "point 2 does not match its checksum"},
        {"DELETE FROM results WHERE point = 3 AND metric = 2", 1, "point 3 is incomplete"},
        {"DELETE FROM differences WHERE point = 3", 1, "point 3 is incomplete"},
        {"DELETE FROM settings WHERE point = 7 AND factor = 0", 1, "point 7 is incomplete"},
        {"UPDATE settings SET factor = 9 WHERE point = 6 AND factor = 3", 1,
         "point 6 is incomplete"},
        {"UPDATE points SET state = 'failed', reason = 'so' WHERE point = 8", 1, "point 8"},
        {"UPDATE points SET reason = 'insulation' WHERE point = 18", 1, "point 18"},
        {"UPDATE points SET state = 'gone' WHERE point = 19", 1, "point 19 is incomplete"},
        {"DELETE FROM points WHERE point = 20", 1, "rows of points that are not there"},
        {"UPDATE points SET point = 100000 WHERE point = 20", 1, "it has a point 100000 of 200"},
        {"UPDATE about SET value = '8' WHERE key = 'seed'", 0, "\"about\" do not match"},
        {"DELETE FROM about", 0, "\"about\" do not match"},
        {"DROP TABLE about", 0, "no such table: about"},
        {"UPDATE metrics SET better = 'more'", 0, "scenarios, factors and metrics do not match"},
        {"UPDATE scenarios SET name = 'b' WHERE scenario = 0", 0, "scenarios, factors"},
        {"DROP VIEW result", 0, "\"result\" is not as it was made"},
        {"DROP VIEW result; CREATE VIEW result AS SELECT 1", 0, "\"result\" is not as it was made"},
        {"DROP TABLE differences", POINTS, "\"differences\" is not as it was made"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sound_t sound;
        char problem[ENT_STORE_PROBLEM_SIZE];
        ent_store_t *store = NULL;
        bool damaged = false;
        open_sound(&sound);
        edit(sound.path, rows[i].sql);
        ent_err_t error =
            ent_store_resume(&store, sound.folder, &sound.sweep.head, &damaged, problem);
        if (error != ENT_OK || !damaged || strstr(problem, rows[i].reason) == NULL) {
            fail_msg("%s: %s", rows[i].sql, problem);
        }
        assert_int_equal(support_assert_swept(store), POINTS - rows[i].lost);
        for (uint64_t point = 0; point < POINTS; point++) { /* and the sweep can end */
            assert_true(ent_store_has(store, point) ||
                        support_sweep_append(store, point) == ENT_OK);
        }
        assert_int_equal(support_assert_swept(store), POINTS);
        ent_store_close(store);
        close_sound(&sound);
    }
}

/* Who only reads is told, and changes nothing. */
static void damage_is_told_to_readers(void **state) {
    sound_t sound;
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    double means[POINTS], halves[POINTS];
    support_swept_t found;
    bool there = false;
    (void)state;
    open_sound(&sound);
    edit(sound.path, "UPDATE results SET mean = mean + 1 WHERE point = 2");
    assert_int_equal(ent_store_open(&store, sound.folder, problem), ENT_OK);
    found.result = (ent_point_result_t){.metrics = found.metrics, .differences = found.differences};
    assert_int_equal(ent_store_read(store, 2, found.values, &found.result, &there), ENT_ERR_IO);
    assert_non_null(strstr(ent_store_problem(store),
                           "sweep.db is damaged (point 2 does not match its checksum)"));
    assert_int_equal(ent_store_column(store, 0, 0, false, means, NULL, halves), ENT_ERR_IO);
    ent_store_close(store);
    edit(sound.path, "UPDATE about SET value = '2' WHERE key = 'members'");
    assert_int_equal(ent_store_open(&store, sound.folder, problem), ENT_ERR_IO);
    assert_non_null(strstr(problem, "is damaged (the rows of \"about\""));
    assert_int_equal(truncate(sound.path, 3000), 0);
    assert_int_equal(ent_store_open(&store, sound.folder, problem), ENT_ERR_IO);
    assert_int_equal(size_of(sound.path), 3000);
    close_sound(&sound);
}

static void every_damaged_file_is_kept(void **state) {
    static const char *const names[] = {"sweep.db.damaged", "sweep.db.damaged-2",
                                        "sweep.db.damaged-3"};
    sound_t sound;
    char problem[ENT_STORE_PROBLEM_SIZE];
    (void)state;
    open_sound(&sound);
    for (size_t i = 0; i < 3; i++) {
        ent_store_t *store = NULL;
        bool damaged = false;
        char *aside = support_path(sound.folder, names[i]);
        assert_true(access(aside, F_OK) != 0);
        assert_int_equal(truncate(sound.path, 8 * PAGE), 0);
        assert_int_equal(
            ent_store_resume(&store, sound.folder, &sound.sweep.head, &damaged, problem), ENT_OK);
        assert_true(damaged);
        assert_non_null(strstr(problem, names[i]));
        assert_int_equal(size_of(aside), 8 * PAGE);
        ent_store_close(store);
        free(aside);
    }
    close_sound(&sound);
}

/* A thousand of them; then the user must look first. */
static void damaged_files_are_not_kept_without_end(void **state) {
    static const char *const pieces[] = {"sweep.db is damaged", "for the 1000th time"};
    sound_t sound;
    (void)state;
    open_sound(&sound);
    for (int i = 1; i < 1000; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, i == 1 ? "sweep.db.damaged" : "sweep.db.damaged-%d", i);
        free(support_write(sound.folder, name, ""));
    }
    assert_int_equal(truncate(sound.path, 8 * PAGE), 0);
    assert_refused(&sound.sweep.head, sound.folder, ENT_ERR_CANNOT_CREATE, pieces, 2);
    assert_int_equal(size_of(sound.path), 8 * PAGE);
    char *last = support_path(sound.folder, "sweep.db.damaged-1000");
    assert_true(access(last, F_OK) != 0);
    free(last);
    close_sound(&sound);
}

/* Somebody's transaction is no damage: nothing is put aside, and all is there when it has ended. */
static void a_database_that_another_program_writes_to_is_told(void **state) {
    static const char *const pieces[] = {"sweep.db: another program is using it"};
    sound_t sound;
    sqlite3 *other = NULL;
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = false;
    (void)state;
    open_sound(&sound);
    assert_int_equal(sqlite3_open(sound.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_refused(&sound.sweep.head, sound.folder, ENT_ERR_IO, pieces, 1);
    char *aside = support_path(sound.folder, "sweep.db.damaged");
    assert_true(access(aside, F_OK) != 0);
    free(aside);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    assert_int_equal(ent_store_resume(&store, sound.folder, &sound.sweep.head, &damaged, problem),
                     ENT_OK);
    assert_false(damaged);
    assert_int_equal(support_assert_swept(store), POINTS);
    ent_store_close(store);
    close_sound(&sound);
}

/* What is damaged is not even looked into when it is of another sweep. */
static void another_sweep_is_refused_damaged_or_not(void **state) {
    static const char *const pieces[] = {"seed", "now it is 7"};
    sound_t sound;
    (void)state;
    open_sound(&sound);
    edit(sound.path, "DELETE FROM results WHERE point = 3");
    sound.sweep.question.seed = 7;
    assert_refused(&sound.sweep.head, sound.folder, ENT_ERR_USAGE, pieces, 2);
    /* And where it cannot say any more whose it is, its points do not match the other. */
    edit(sound.path, "DELETE FROM about");
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = false;
    assert_int_equal(ent_store_resume(&store, sound.folder, &sound.sweep.head, &damaged, problem),
                     ENT_OK);
    assert_true(damaged);
    assert_int_equal(support_assert_swept(store), 0);
    ent_store_close(store);
    close_sound(&sound);
}

/* ---- A full disk ---- */

/* In a process whose files may grow only so far: 0 when all went as it must. */
static int append_within(const support_sweep_t *sweep, const char *folder, rlim_t bytes) {
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    bool damaged = false;
    uint64_t appended = 0;
    ent_err_t error = ent_store_create(&store, folder, &sweep->head, problem);
    if (error != ENT_OK) {
        return 1;
    }
    (void)signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {bytes, bytes};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    while (error == ENT_OK && appended < POINTS) {
        error = support_sweep_append(store, support_sweep_order(appended, POINTS));
        appended += error == ENT_OK;
    }
    bool told = strstr(ent_store_problem(store), "go on with --resume") != NULL;
    bool kept = support_assert_swept(store) == appended;
    ent_store_close(store);
    if (error != ENT_ERR_IO || !told || !kept || appended == 0) {
        return 3;
    }
    if (ent_store_resume(&store, folder, &sweep->head, &damaged, problem) != ENT_OK || damaged) {
        return 4;
    }
    kept = support_assert_swept(store) == appended;
    ent_store_close(store);
    return kept ? 0 : 5;
}

static void what_was_appended_is_kept_when_files_cannot_grow(void **state) {
    support_sweep_t sweep;
    (void)state;
    support_sweep_init(&sweep, POINTS);
    for (rlim_t pages = 100; pages < 1000; pages += 177) {
        char *folder = support_folder(), problem[ENT_STORE_PROBLEM_SIZE];
        ent_store_t *store = NULL;
        bool damaged = false;
        int status = 0;
        (void)fflush(NULL);
        pid_t process = fork();
        assert_true(process >= 0);
        if (process == 0) {
            _exit(append_within(&sweep, folder, pages * PAGE));
        }
        assert_true(waitpid(process, &status, 0) == process && WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        assert_int_equal(ent_store_resume(&store, folder, &sweep.head, &damaged, problem), ENT_OK);
        assert_false(damaged);
        for (uint64_t point = 0; point < POINTS; point++) {
            assert_true(ent_store_has(store, point) ||
                        support_sweep_append(store, point) == ENT_OK);
        }
        assert_int_equal(support_assert_swept(store), POINTS);
        ent_store_close(store);
        support_remove(folder);
    }
}

int main(void) {
    if (access("/dev/shm", W_OK) == 0) {
        (void)setenv("TMPDIR", "/dev/shm", 0); /* hundreds of files, each synced many times */
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_sweep_is_refused_with_what_differs),
        cmocka_unit_test(another_version_is_refused),
        cmocka_unit_test(a_folder_without_a_store_is_told),
        cmocka_unit_test(a_store_is_never_created_over_anything),
        cmocka_unit_test(a_database_of_another_program_is_left_alone),
        cmocka_unit_test(what_others_add_does_no_harm),
        cmocka_unit_test(unsound_points_are_refused),
        cmocka_unit_test(reasons_are_kept_as_text),
        cmocka_unit_test(a_truncated_file_gives_what_is_left),
        cmocka_unit_test(flipped_bits_never_give_a_wrong_number),
        cmocka_unit_test(a_zeroed_page_costs_the_points_on_it),
        cmocka_unit_test(damaged_logs_never_give_a_wrong_number),
        cmocka_unit_test(rows_that_do_not_fit_are_damage),
        cmocka_unit_test(damage_is_told_to_readers),
        cmocka_unit_test(every_damaged_file_is_kept),
        cmocka_unit_test(damaged_files_are_not_kept_without_end),
        cmocka_unit_test(a_database_that_another_program_writes_to_is_told),
        cmocka_unit_test(another_sweep_is_refused_damaged_or_not),
        cmocka_unit_test(what_was_appended_is_kept_when_files_cannot_grow),
    };
    return cmocka_run_group_tests_name("store errors", tests, NULL, NULL);
}

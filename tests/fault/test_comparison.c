/*
 * A whole comparison, from two files to a folder of results: every request for memory and every
 * call to the system fails once. The error says which kind it was, nothing is leaked, every file is
 * whole, and a folder that was made for it and has no results is gone. Arenas are the real ones:
 * the pieces of scenarios and plans are failed one by one in test_memory.c.
 */
#include "fault/faults.h"
#include "support/comparison.h"
#include "support/files.h"

#include <dirent.h>
#include <jansson.h>
#include <string.h>

enum { MEMBERS = 9 };

static const char control[] = "tests/scenarios/small.cfg", other[] = "tests/scenarios/child.cfg";
static const char *const sides[] = {"control", "other"};
static const char *const side_names[] = {"summary.csv", "metrics.csv", "events.csv", "scenario.cfg",
                                         "members.csv"};
static const char *const names[] = {"changes.csv", "comparison.csv",    "differences.csv",
                                    "regret.csv",  "distributions.csv", "manifest.json"};
enum {
    SIDE_NAMES = sizeof side_names / sizeof side_names[0],
    NAMES = sizeof names / sizeof names[0]
};

typedef struct {
    char *base, *folder;
    bool over; /* an earlier comparison is in the folder, which this one replaces */
} place_t;

static void open_place(place_t *place, bool over) {
    *place = (place_t){.base = support_folder(), .over = over};
    place->folder = support_path(place->base, "results");
}

static void close_place(place_t *place) {
    free(place->folder);
    support_remove(place->base);
}

/* Every file of a comparison; calls back with each path, which may not be there. */
static void each_file(const char *folder, void (*act)(const char *path, void *user), void *user) {
    char name[64];
    for (size_t i = 0; i < NAMES; i++) {
        char *path = support_path(folder, names[i]);
        act(path, user);
        free(path);
    }
    for (size_t i = 0; i < 2 * SIDE_NAMES; i++) {
        (void)snprintf(name, sizeof name, "%s/%s", sides[i % 2], side_names[i / 2]);
        char *path = support_path(folder, name);
        act(path, user);
        free(path);
    }
}

static void take_away(const char *path, void *user) {
    (void)user;
    (void)unlink(path);
}

static void count_whole(const char *path, void *user) {
    size_t *count = user;
    char *text = support_read(path);
    if (text != NULL) {
        size_t length = strlen(text);
        assert_true(length > 0 && text[length - 1] == '\n');
        (*count)++;
    }
    free(text);
}

/* Files in a folder that begin with a dot. */
static size_t count_hidden(const char *path) {
    DIR *open = opendir(path);
    size_t count = 0;
    for (const struct dirent *entry = open != NULL ? readdir(open) : NULL; entry != NULL;
         entry = readdir(open)) {
        count += entry->d_name[0] == '.' && strcmp(entry->d_name, ".") != 0 &&
                 strcmp(entry->d_name, "..") != 0;
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    return count;
}

static ent_err_t compare_into(const char *folder, uint64_t seed, bool force) {
    support_comparison_t *comparison = malloc(sizeof *comparison);
    assert_non_null(comparison);
    ent_err_t error = support_comparison_open(comparison, control, other, MEMBERS, seed);
    if (error == ENT_OK) {
        error = support_comparison_write(comparison, folder, force);
    }
    support_comparison_free(comparison);
    support_comparison_free(comparison);
    free(comparison);
    return error;
}

/* Makes the place what it is before each attempt. */
static void prepare(const place_t *place) {
    each_file(place->folder, take_away, NULL);
    for (size_t i = 0; i < 2; i++) {
        char *side = support_path(place->folder, sides[i]);
        (void)rmdir(side);
        free(side);
    }
    (void)rmdir(place->folder);
    if (place->over) {
        assert_int_equal(compare_into(place->folder, 1, false), ENT_OK);
    }
}

static void check_folder(const place_t *place, ent_err_t error) {
    size_t whole = 0, hidden = count_hidden(place->folder);
    for (size_t i = 0; i < 2; i++) {
        char *side = support_path(place->folder, sides[i]);
        hidden += count_hidden(side);
        free(side);
    }
    assert_int_equal(hidden, 0);
    each_file(place->folder, count_whole, &whole);
    if (error == ENT_OK) {
        assert_int_equal(whole, NAMES + 2 * SIDE_NAMES);
    } else if (!place->over) {
        char *manifest = support_path(place->folder, "manifest.json");
        assert_int_not_equal(access(manifest, F_OK), 0);
        free(manifest);
        if (whole == 0 && access(place->folder, F_OK) == 0) {
            fail_msg("the folder is left, without a file of results");
        }
    }
}

static ent_err_t compare(void *context) {
    const place_t *place = context;
    faults.paused = true;
    prepare(place);
    faults.paused = false;
    ent_err_t error = compare_into(place->folder, 2, place->over);
    faults.paused = true;
    check_folder(place, error);
    faults.paused = false;
    return error;
}

/* Up to the ensemble, without a folder. */
static ent_err_t simulate(void *context) {
    support_comparison_t *comparison = malloc(sizeof *comparison);
    (void)context;
    assert_non_null(comparison);
    ent_err_t error = support_comparison_open(comparison, control, other, MEMBERS, 1);
    if (error == ENT_OK) {
        error = support_comparison_simulate(comparison);
    }
    assert_int_equal(error == ENT_OK, comparison->compared[1].run.gathered != NULL);
    support_comparison_free(comparison);
    free(comparison);
    return error;
}

static void simulating_reports_a_lack_of_memory(void **state) {
    (void)state;
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, simulate, NULL);
    assert_true(requests > 60);
}

static void a_lack_of_memory_is_told(void **state) {
    place_t place;
    (void)state;
    open_place(&place, false);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, compare, &place) > 200);
    close_place(&place);
}

/* A file is made to see whether that is possible, then five of each side, five tables and the
 * manifest. */
static void a_call_that_fails_is_told(void **state) {
    static const struct {
        fault_call_t call;
        int cause;
        ent_err_t error;
        size_t least;
    } rows[] = {{FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, 17},
                {FAULT_WRITE, ENOSPC, ENT_ERR_IO, 16},
                {FAULT_SYNC, EIO, ENT_ERR_IO, 16},
                {FAULT_RENAME, EACCES, ENT_ERR_CANNOT_CREATE, 16}};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
        place_t place;
        open_place(&place, i % 2 == 1);
        assert_true(fault_each(rows[i / 2].call, rows[i / 2].cause, rows[i / 2].error, ENT_OK,
                               compare, &place) >= rows[i / 2].least);
        close_place(&place);
    }
}

/* jansson's requests, for the manifest, are to fail like the engine's own. */
static void *allocate_for_json(size_t size) {
    return calloc(1, size);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulating_reports_a_lack_of_memory),
        cmocka_unit_test(a_lack_of_memory_is_told),
        cmocka_unit_test(a_call_that_fails_is_told),
    };
    (void)count;
    fault_start(arguments);
    json_set_alloc_funcs(allocate_for_json, free);
    return cmocka_run_group_tests_name("comparison", tests, NULL, NULL);
}

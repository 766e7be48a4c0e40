/*
 * A whole folder of results: each call to the system and each request for memory fails once. The
 * error says which kind it was; every file in the folder is whole, of this run or of the one
 * before; no temporary file stays; and a manifest speaks of the files beside it.
 */
#include "fault/faults.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/results.h"

#include <dirent.h>
#include <jansson.h>

static const char *const names[] = {"summary.csv", "metrics.csv", "events.csv",   "scenario.cfg",
                                    "paths.csv",   "members.csv", "manifest.json"};
enum { NAMES = sizeof names / sizeof names[0], MANIFEST = NAMES - 1, MEMBERS = 9 };

/* What whole files hold: of the run before, and of this one. */
typedef struct {
    char *texts[2][NAMES];
    support_results_t runs[2];
    char *base, *folder;
    bool over; /* the folder has the earlier run, which this one replaces */
    bool check_manifest;
} folder_t;

static void read_texts(const char *folder, char *texts[NAMES]) {
    for (size_t i = 0; i < NAMES; i++) {
        char *path = support_path(folder, names[i]);
        texts[i] = support_read(path);
        free(path);
    }
}

static void free_texts(char *texts[NAMES]) {
    for (size_t i = 0; i < NAMES; i++) {
        free(texts[i]);
    }
}

static void open_folder(folder_t *folder, bool over) {
    *folder = (folder_t){.base = support_folder()};
    folder->folder = support_path(folder->base, "results");
    folder->over = over;
    for (size_t i = 0; i < 2; i++) {
        char *reference = support_path(folder->base, "reference");
        assert_int_equal(
            support_results_open(&folder->runs[i], "tests/scenarios/small.cfg", MEMBERS, i + 1),
            ENT_OK);
        assert_int_equal(support_results_write(&folder->runs[i], reference, true), ENT_OK);
        read_texts(reference, folder->texts[i]);
        free(reference);
    }
}

static void close_folder(folder_t *folder) {
    for (size_t i = 0; i < 2; i++) {
        free_texts(folder->texts[i]);
        support_results_free(&folder->runs[i]);
    }
    free(folder->folder);
    support_remove(folder->base);
}

/* How many files the folder has; fails for one that has no business there. */
static size_t count_files(const char *path) {
    DIR *open = opendir(path);
    size_t count = 0;
    for (const struct dirent *entry = open != NULL ? readdir(open) : NULL; entry != NULL;
         entry = readdir(open)) {
        bool known = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        for (size_t i = 0; i < NAMES; i++) {
            count += strcmp(entry->d_name, names[i]) == 0;
            known = known || strcmp(entry->d_name, names[i]) == 0;
        }
        if (!known) {
            fail_msg("%s is left", entry->d_name);
        }
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    return count;
}

static bool equal(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Each file is one of the two, whole; *from says which, by name: 0, 1, or −1 for none. */
static void check_whole(const folder_t *folder, int from[NAMES]) {
    char *found[NAMES];
    (void)count_files(folder->folder);
    read_texts(folder->folder, found);
    for (size_t i = 0; i < NAMES; i++) {
        from[i] = equal(found[i], folder->texts[1][i])                   ? 1
                  : folder->over && equal(found[i], folder->texts[0][i]) ? 0
                                                                         : -1;
        if (found[i] != NULL && from[i] < 0) {
            fail_msg("%s is neither the old file nor the new", names[i]);
        }
    }
    free_texts(found);
}

/* scenario.cfg is the same in both runs; all others differ. */
static void check_manifest(const int from[NAMES]) {
    for (size_t i = 0; i < MANIFEST && from[MANIFEST] >= 0; i++) {
        if (from[i] != from[MANIFEST] && strcmp(names[i], "scenario.cfg") != 0) {
            fail_msg("the manifest of run %d stands beside %s of run %d", from[MANIFEST], names[i],
                     from[i]);
        }
    }
}

/* Makes the folder what it is before each attempt. */
static void prepare(folder_t *folder) {
    faults.paused = true;
    for (size_t i = 0; i < NAMES; i++) {
        char *path = support_path(folder->folder, names[i]);
        (void)unlink(path);
        free(path);
    }
    (void)rmdir(folder->folder);
    if (folder->over) {
        assert_int_equal(support_results_write(&folder->runs[0], folder->folder, false), ENT_OK);
    }
    faults.paused = false;
}

static ent_err_t write_folder(void *context) {
    folder_t *folder = context;
    int from[NAMES];
    prepare(folder);
    ent_err_t error = support_results_write(&folder->runs[1], folder->folder, folder->over);
    faults.paused = true;
    check_whole(folder, from);
    if (folder->check_manifest) {
        check_manifest(from);
    }
    if (error == ENT_OK) {
        for (size_t i = 0; i < NAMES; i++) {
            assert_true(from[i] == 1);
        }
    } else if (!folder->over) {
        assert_int_equal(from[MANIFEST], -1); /* incomplete, and seen to be */
        assert_true(count_files(folder->folder) > 0 || access(folder->folder, F_OK) != 0);
    }
    faults.paused = false;
    return error;
}

typedef struct {
    fault_call_t call;
    int cause;
    ent_err_t error;
    size_t calls; /* of a whole run */
} row_t;

/* A file is made to see whether that is possible, and then seven are. */
static const row_t rows[] = {
    {FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, 8},
    {FAULT_WRITE, ENOSPC, ENT_ERR_IO, 7},
    {FAULT_SYNC, EIO, ENT_ERR_IO, 7},
    {FAULT_RENAME, EACCES, ENT_ERR_CANNOT_CREATE, 7},
};

static void fail_each_row(bool over, bool manifest) {
    folder_t folder;
    open_folder(&folder, over);
    folder.check_manifest = manifest;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t calls =
            fault_each(rows[i].call, rows[i].cause, rows[i].error, ENT_OK, write_folder, &folder);
        assert_true(calls >= rows[i].calls);
    }
    close_folder(&folder);
}

static void a_new_folder_holds_whole_files_or_is_gone(void **state) {
    (void)state;
    fail_each_row(false, true);
}

static void files_that_are_replaced_are_the_old_or_the_new(void **state) {
    (void)state;
    fail_each_row(true, false);
}

/* A folder without a manifest is known to be incomplete; one with it is not. */
static void a_manifest_is_that_of_the_files_beside_it(void **state) {
    (void)state;
    fail_each_row(true, true);
}

/* jansson's requests, for the manifest, are to fail like the engine's own. */
static void *allocate_for_json(size_t size) {
    return calloc(1, size);
}

static void a_lack_of_memory_is_told_in_a_new_folder(void **state) {
    folder_t folder;
    (void)state;
    open_folder(&folder, false);
    folder.check_manifest = true;
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, write_folder, &folder) >
                50);
    close_folder(&folder);
}

static void a_lack_of_memory_is_told_where_results_are_replaced(void **state) {
    folder_t folder;
    (void)state;
    open_folder(&folder, true);
    /* While it reads the earlier manifest, jansson does not tell a lack of memory from nonsense. */
    json_set_alloc_funcs(malloc, free);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, write_folder, &folder) >
                20);
    json_set_alloc_funcs(allocate_for_json, free);
    close_folder(&folder);
}

static ent_err_t open_and_close(void *context) {
    ent_output_t output;
    ent_err_t error = ent_output_open(&output, context, false);
    if (error == ENT_ERR_CANNOT_CREATE) {
        assert_non_null(output.culprit);
        assert_int_equal(output.cause, faults.cause);
    }
    ent_output_close(&output);
    ent_output_close(&output);
    assert_int_not_equal(access(context, F_OK), 0);
    return error;
}

/* Folders that were made for a run that did not come about are removed again. */
static void a_run_that_does_not_begin_leaves_no_folder(void **state) {
    char *base = support_folder(), *deep = support_path(base, "a/b/c//");
    (void)state;
    assert_int_equal(
        fault_each(FAULT_CREATE, EROFS, ENT_ERR_CANNOT_CREATE, ENT_OK, open_and_close, deep), 1);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, open_and_close, deep) > 3);
    assert_int_equal(rmdir(base), 0); /* nothing is left in it */
    free(deep);
    free(base);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_folder_holds_whole_files_or_is_gone),
        cmocka_unit_test(files_that_are_replaced_are_the_old_or_the_new),
        cmocka_unit_test(a_manifest_is_that_of_the_files_beside_it),
        cmocka_unit_test(a_lack_of_memory_is_told_in_a_new_folder),
        cmocka_unit_test(a_lack_of_memory_is_told_where_results_are_replaced),
        cmocka_unit_test(a_run_that_does_not_begin_leaves_no_folder),
    };
    (void)count;
    fault_start(arguments);
    json_set_alloc_funcs(allocate_for_json, free);
    return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}

/* Files that appear whole or not at all: the writer (base/file.c). */
#include "base/file.h"

#include "support/close.h"
#include "support/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_folder(void **state) {
    *state = support_folder();
    return 0;
}

static int remove_folder(void **state) {
    support_remove(*state);
    return 0;
}

/* How many files a folder holds, hidden ones included. */
static size_t count_files(const char *folder) {
    DIR *directory = opendir(folder);
    size_t count = 0;
    assert_non_null(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(directory);
    return count;
}

static void assert_content(const char *path, const char *expected) {
    char *found = support_read(path);
    assert_non_null(found);
    assert_string_equal(found, expected);
    free(found);
}

static void a_committed_file_is_there_alone_and_whole(void **state) {
    char *path = support_path(*state, "summary.csv");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "time,");
    ent_writer_bytes(&writer, "mean\nxxx", 5);
    ent_writer_number(&writer, 0.1);
    ent_writer_number(&writer, NAN);
    ent_writer_print(&writer, ",%s %d\n", "member", 4711);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    assert_content(path, "time,mean\n0.1,member 4711\n");
    assert_int_equal(count_files(*state), 1);
    free(path);
}

static void nothing_shows_under_the_name_before_commit(void **state) {
    char *path = support_path(*state, "out");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "text");
    assert_null(support_read(path));
    assert_int_equal(count_files(*state), 1); /* the temporary one, in the same folder */
    ent_writer_abandon(&writer);
    assert_int_equal(count_files(*state), 0);
    free(path);
}

static void a_new_file_takes_no_others_place(void **state) {
    char *path = support_path(*state, "out");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "first");
    assert_int_equal(ent_writer_finish(&writer), ENT_OK);
    assert_int_equal(ent_writer_publish_new(&writer), ENT_OK);
    assert_content(path, "first");
    assert_int_equal(count_files(*state), 1);
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "second");
    assert_int_equal(ent_writer_finish(&writer), ENT_OK);
    assert_int_equal(ent_writer_publish_new(&writer), ENT_ERR_CANNOT_CREATE);
    assert_int_equal(errno, EEXIST);
    assert_content(path, "first");
    assert_int_equal(count_files(*state), 1);
    free(path);
}

static void a_file_is_replaced_only_on_commit(void **state) {
    char *path = support_write(*state, "out", "old");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "abandoned");
    assert_content(path, "old");
    ent_writer_abandon(&writer);
    assert_content(path, "old");
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "new");
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    assert_content(path, "new");
    assert_int_equal(count_files(*state), 1);
    free(path);
}

/* Pieces of many sizes, far beyond the buffer, against the same text put together by snprintf. */
static void long_content_arrives_in_order(void **state) {
    enum { NUMBERS = 60000, ROOM = NUMBERS * 7 + 1 };
    char *path = support_path(*state, "long"), *expected = malloc(ROOM);
    assert_non_null(expected);
    size_t used = 0;
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    for (int i = 0; i < NUMBERS; i++) {
        used += (size_t)snprintf(expected + used, ROOM - used, "%d\n", i);
    }
    size_t piece = 1;
    for (size_t done = 0; done < used; done += piece) {
        piece = piece * 3 % 200003;
        piece = piece < used - done ? piece : used - done;
        ent_writer_bytes(&writer, expected + done, piece);
    }
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    assert_content(path, expected);
    free(expected);
    free(path);
}

static void an_empty_file_can_be_written(void **state) {
    char *path = support_path(*state, "empty");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    assert_content(path, "");
    free(path);
}

static void a_bare_name_goes_to_the_working_folder(void **state) {
    char *before = getcwd(NULL, 0);
    ent_writer_t writer;
    assert_non_null(before);
    assert_int_equal(chdir(*state), 0);
    assert_int_equal(ent_writer_open(&writer, "bare"), ENT_OK);
    ent_writer_text(&writer, "text");
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    assert_content("bare", "text");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(count_files(*state), 1);
    free(before);
}

/* A crashed run's leftover may have the very name the writer tries first. */
static void a_leftover_temporary_file_is_left_alone(void **state) {
    char *path = support_path(*state, "out");
    ent_writer_t writer, again;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    assert_int_equal(ent_writer_open(&again, path), ENT_OK);
    ent_writer_text(&writer, "first");
    ent_writer_text(&again, "second");
    assert_int_equal(ent_writer_commit(&again), ENT_OK);
    assert_content(path, "second");
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    assert_content(path, "first");
    assert_int_equal(count_files(*state), 1);
    free(path);
}

static void the_umask_decides_who_may_read(void **state) {
    char *path = support_path(*state, "out");
    struct stat status;
    ent_writer_t writer;
    mode_t before = umask(027);
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    (void)umask(before);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    free(path);
}

static void assert_cannot_open(const char *path, int cause) {
    ent_writer_t writer;
    errno = 0;
    assert_int_equal(ent_writer_open(&writer, path), ENT_ERR_CANNOT_CREATE);
    assert_int_equal(errno, cause);
    ent_writer_abandon(&writer); /* harmless */
}

static void a_folder_that_is_not_there_is_an_error_with_its_cause(void **state) {
    char *missing = support_path(*state, "no/such/out");
    char *file = support_write(*state, "file", "x"), *below = support_path(*state, "file/out");
    assert_cannot_open(missing, ENOENT);
    assert_cannot_open(below, ENOTDIR);
    assert_content(file, "x");
    free(missing);
    free(file);
    free(below);
}

/* Root may write anywhere, so the test then takes another user's rights for a moment. */
static void an_unwritable_folder_is_an_error_with_its_cause(void **state) {
    const uid_t nobody = 65534;
    bool root = geteuid() == 0;
    assert_int_equal(chmod(*state, 0555), 0);
    if (root && seteuid(nobody) != 0) {
        skip();
    }
    char *path = support_path(*state, "out");
    ent_writer_t writer;
    ent_err_t error = ent_writer_open(&writer, path);
    int cause = errno;
    assert_int_equal(root ? seteuid(0) : 0, 0);
    assert_int_equal(chmod(*state, 0700), 0);
    assert_int_equal(error, ENT_ERR_CANNOT_CREATE);
    assert_int_equal(cause, EACCES);
    assert_int_equal(count_files(*state), 0);
    free(path);
}

static void a_name_taken_by_a_folder_is_an_error_at_commit(void **state) {
    char *path = support_path(*state, "taken");
    ent_writer_t writer;
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_text(&writer, "text");
    assert_int_equal(ent_writer_commit(&writer), ENT_ERR_CANNOT_CREATE);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(count_files(*state), 1); /* only the folder: the temporary file is gone */
    free(path);
}

/* A limit on file sizes stands in for a full disk. */
static void a_full_disk_is_an_error_and_leaves_no_half_file(void **state) {
    char *path = support_write(*state, "out", "old");
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){100000, before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    for (int i = 0; i < 50000; i++) {
        ent_writer_print(&writer, "%d\n", i);
    }
    assert_int_equal(writer.error, ENT_ERR_IO); /* known at once, and it sticks */
    assert_int_equal(writer.cause, EFBIG);
    ent_err_t error = ent_writer_commit(&writer);
    int cause = errno;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(error, ENT_ERR_IO);
    assert_int_equal(cause, EFBIG);
    assert_content(path, "old");
    assert_int_equal(count_files(*state), 1);
    free(path);
}

/* Formatted pieces have a limit; silently cutting one would make a wrong file. */
static void a_piece_too_long_to_format_is_a_bug_and_not_cut(void **state) {
    char *path = support_path(*state, "out"), word[2000];
    memset(word, 'w', sizeof word);
    word[sizeof word - 1] = '\0';
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_print(&writer, "%s", word);
    ent_writer_text(&writer, "more"); /* does nothing after the first error */
    assert_int_equal(ent_writer_commit(&writer), ENT_ERR_BUG);
    assert_int_equal(count_files(*state), 0);
    free(path);
}

static void abandoning_twice_or_after_commit_is_harmless(void **state) {
    char *path = support_path(*state, "out");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_writer_abandon(&writer);
    ent_writer_abandon(&writer);
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    ent_writer_abandon(&writer);
    assert_content(path, "");
    free(path);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_committed_file_is_there_alone_and_whole),
        IN_FOLDER(nothing_shows_under_the_name_before_commit),
        IN_FOLDER(a_new_file_takes_no_others_place),
        IN_FOLDER(a_file_is_replaced_only_on_commit),
        IN_FOLDER(long_content_arrives_in_order),
        IN_FOLDER(an_empty_file_can_be_written),
        IN_FOLDER(a_bare_name_goes_to_the_working_folder),
        IN_FOLDER(a_leftover_temporary_file_is_left_alone),
        IN_FOLDER(the_umask_decides_who_may_read),
        IN_FOLDER(a_folder_that_is_not_there_is_an_error_with_its_cause),
        IN_FOLDER(an_unwritable_folder_is_an_error_with_its_cause),
        IN_FOLDER(a_name_taken_by_a_folder_is_an_error_at_commit),
        IN_FOLDER(a_full_disk_is_an_error_and_leaves_no_half_file),
        IN_FOLDER(a_piece_too_long_to_format_is_a_bug_and_not_cut),
        IN_FOLDER(abandoning_twice_or_after_commit_is_harmless),
    };
    return cmocka_run_group_tests_name("file writer", tests, NULL, NULL);
}

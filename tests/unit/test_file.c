/* Whole files in, and paths (base/file.c). */
#include "base/file.h"

#include "support/close.h"
#include "support/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLENTY = 1 << 20 };

/* A new folder for each test, removed behind it. */
static int make_folder(void **state) {
    *state = support_folder();
    return 0;
}

static int remove_folder(void **state) {
    support_remove(*state);
    return 0;
}

/* What reading finds; the data must be left alone unless it is a file. */
static ent_file_state_t state_of(const char *path, size_t limit) {
    char *data = NULL;
    size_t size = 77;
    ent_file_state_t found = ent_file_read(path, limit, &data, &size);
    if (found != ENT_FILE_READ) {
        assert_null(data);
        assert_int_equal(size, 77);
    }
    free(data);
    return found;
}

static void a_file_is_read_whole_with_a_nul_behind(void **state) {
    const char bytes[] = "line one\nzero \0 inside\n";
    const size_t length = sizeof bytes - 1;
    char *path = support_write_bytes(*state, "file", bytes, length), *data = NULL;
    size_t size = 0;
    assert_int_equal(ent_file_read(path, PLENTY, &data, &size), ENT_FILE_READ);
    assert_int_equal(size, length);
    assert_memory_equal(data, bytes, length + 1);
    free(data);
    free(path);
}

static void an_empty_file_is_read_as_nothing(void **state) {
    char *path = support_write(*state, "empty", ""), *data = NULL;
    size_t size = 1;
    assert_int_equal(ent_file_read(path, 0, &data, &size), ENT_FILE_READ);
    assert_int_equal(size, 0);
    assert_string_equal(data, "");
    free(data);
    free(path);
}

static void the_limit_is_the_largest_size_allowed(void **state) {
    char *path = support_write(*state, "ten", "0123456789");
    assert_int_equal(state_of(path, 10), ENT_FILE_READ);
    assert_int_equal(state_of(path, 9), ENT_FILE_TOO_LARGE);
    free(path);
}

/* Nothing of it may be read or asked memory for: the file has holes, and would fill the disk. */
static void a_huge_file_is_refused_unread(void **state) {
    char *path = support_write(*state, "huge", "");
    assert_int_equal(truncate(path, (off_t)1 << 40), 0);
    assert_int_equal(state_of(path, PLENTY), ENT_FILE_TOO_LARGE);
    free(path);
}

static void what_is_not_there_is_absent(void **state) {
    char *path = support_path(*state, "nothing");
    errno = 0;
    assert_int_equal(state_of(path, PLENTY), ENT_FILE_ABSENT);
    assert_int_equal(errno, ENOENT);
    free(path);
}

static void what_is_no_plain_file_is_refused(void **state) {
    char *fifo = support_path(*state, "fifo");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(state_of(*state, PLENTY), ENT_FILE_NOT_PLAIN);
    assert_int_equal(state_of("/dev/zero", PLENTY), ENT_FILE_NOT_PLAIN);
    (void)alarm(10); /* nobody writes to the pipe: a reader that waited for one would hang */
    assert_int_equal(state_of(fifo, PLENTY), ENT_FILE_NOT_PLAIN);
    (void)alarm(0);
    free(fifo);
}

static void links_are_followed(void **state) {
    char *path = support_write(*state, "file", "text"), *link = support_path(*state, "link");
    char *loop = support_path(*state, "loop");
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(symlink("loop", loop), 0);
    assert_int_equal(state_of(link, PLENTY), ENT_FILE_READ);
    assert_int_equal(state_of(loop, PLENTY), ENT_FILE_ABSENT);
    free(path);
    free(link);
    free(loop);
}

/* Files of /sys say a page and hold less: what was there is read, without a tail of zeros. */
static void a_file_shorter_than_it_says_is_read_as_far_as_it_goes(void **state) {
    (void)state;
    const char *path = "/sys/kernel/mm/transparent_hugepage/enabled";
    struct stat status;
    char *data = NULL, *expected = support_read(path);
    size_t size = 0;
    if (expected == NULL || stat(path, &status) != 0 || status.st_size == 0) {
        free(expected);
        skip();
    }
    assert_int_equal(ent_file_read(path, PLENTY, &data, &size), ENT_FILE_READ);
    assert_true(size < (size_t)status.st_size);
    assert_int_equal(size, strlen(expected));
    assert_string_equal(data, expected);
    free(data);
    free(expected);
}

static void assert_joined(const char *directory, const char *name, const char *expected) {
    char *path = ent_path_join(directory, name);
    assert_non_null(path);
    assert_string_equal(path, expected);
    free(path);
}

static void paths_are_joined_with_one_slash(void **state) {
    (void)state;
    assert_joined("results", "summary.csv", "results/summary.csv");
    assert_joined("results/", "summary.csv", "results/summary.csv");
    assert_joined("/", "x", "/x");
    assert_joined("", "x", "x");
    assert_joined("a/b", "../c", "a/b/../c");
}

static void assert_directory(const char *path, const char *expected) {
    char *directory = ent_path_directory(path);
    assert_non_null(directory);
    assert_string_equal(directory, expected);
    free(directory);
}

static void the_directory_is_what_stands_before_the_last_slash(void **state) {
    (void)state;
    assert_directory("scenarios/base.cfg", "scenarios");
    assert_directory("a/b/c", "a/b");
    assert_directory("/base.cfg", "/");
    assert_directory("base.cfg", "");
    assert_directory("", "");
    assert_directory("a/", "a");
}

static void assert_beside(const char *path, const char *name, const char *expected) {
    char *found = ent_path_beside(path, name);
    assert_non_null(found);
    assert_string_equal(found, expected);
    free(found);
}

static void files_that_a_file_names_are_relative_to_it(void **state) {
    (void)state;
    assert_beside("scenarios/base.cfg", "record.csv", "scenarios/record.csv");
    assert_beside("scenarios/base.cfg", "../x.csv", "scenarios/../x.csv");
    assert_beside("base.cfg", "record.csv", "record.csv");
    assert_beside("/base.cfg", "record.csv", "/record.csv");
    assert_beside("scenarios/base.cfg", "/data/record.csv", "/data/record.csv");
    assert_beside("", "record.csv", "record.csv");
}

static void a_buffer_is_written_whole(void **state) {
    (void)state;
    enum { BYTES = 300000 }; /* more than a pipe holds, so that writes come out short */
    static char bytes[BYTES], got[BYTES];
    int ends[2];
    for (size_t i = 0; i < BYTES; i++) {
        bytes[i] = (char)(i % 127);
    }
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)close(ends[0]);
        _exit(ent_write_all(ends[1], bytes, BYTES) ? 0 : 1);
    }
    (void)close(ends[1]);
    size_t size = 0;
    for (ssize_t part = 1; part > 0; size += part > 0 ? (size_t)part : 0) {
        part = read(ends[0], got + size, BYTES - size);
    }
    int status = -1;
    assert_true(waitpid(child, &status, 0) == child);
    assert_int_equal(status, 0);
    assert_int_equal(size, BYTES);
    assert_memory_equal(got, bytes, BYTES);
    (void)close(ends[0]);
}

static void writing_to_a_full_device_fails_with_its_cause(void **state) {
    (void)state;
    int file = open("/dev/full", O_WRONLY);
    if (file < 0) {
        skip();
    }
    errno = 0;
    assert_false(ent_write_all(file, "text", 4));
    assert_int_equal(errno, ENOSPC);
    (void)close(file);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_file_is_read_whole_with_a_nul_behind),
        IN_FOLDER(an_empty_file_is_read_as_nothing),
        IN_FOLDER(the_limit_is_the_largest_size_allowed),
        IN_FOLDER(a_huge_file_is_refused_unread),
        IN_FOLDER(what_is_not_there_is_absent),
        IN_FOLDER(what_is_no_plain_file_is_refused),
        IN_FOLDER(links_are_followed),
        cmocka_unit_test(a_file_shorter_than_it_says_is_read_as_far_as_it_goes),
        cmocka_unit_test(paths_are_joined_with_one_slash),
        cmocka_unit_test(the_directory_is_what_stands_before_the_last_slash),
        cmocka_unit_test(files_that_a_file_names_are_relative_to_it),
        cmocka_unit_test(a_buffer_is_written_whole),
        cmocka_unit_test(writing_to_a_full_device_fails_with_its_cause),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}

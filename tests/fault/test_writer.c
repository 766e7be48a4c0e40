/*
 * The writer of single files: each call it makes to the system fails once. The error says which
 * kind of call it was, no temporary file stays, and a file that was there before is as it was.
 */
#include "base/file.h"
#include "fault/faults.h"
#include "support/files.h"

#include <dirent.h>
#include <string.h>

static const char old_text[] = "what was there before\n";

/* A text of several buffers' length, so that there are several writes. */
enum { LINES = 20000 };

typedef struct {
    char *folder, *path;
    bool exists; /* before each attempt */
} target_t;

static void open_target(target_t *target, bool exists) {
    target->folder = support_folder();
    target->path = support_path(target->folder, "table.csv");
    target->exists = exists;
}

static void close_target(target_t *target) {
    free(target->path);
    support_remove(target->folder);
}

static void write_lines(ent_writer_t *writer) {
    for (int i = 0; i < LINES; i++) {
        ent_writer_print(writer, "line %d,", i);
        ent_writer_number(writer, i / 8.0);
        ent_writer_text(writer, "\n");
    }
}

static void check_lines(const char *path) {
    char *text = support_read(path);
    assert_non_null(text);
    const char *at = text;
    for (int i = 0; i < LINES; i++) {
        char line[64];
        int length = snprintf(line, sizeof line, "line %d,%.10g\n", i, i / 8.0);
        assert_memory_equal(at, line, (size_t)length);
        at += length;
    }
    assert_int_equal(*at, '\0');
    free(text);
}

/* The folder has this one file or, without a name, none: no temporary one either. */
static void check_only(const char *folder, const char *name) {
    DIR *open_folder = opendir(folder);
    size_t found = 0;
    assert_non_null(open_folder);
    for (const struct dirent *entry = readdir(open_folder); entry != NULL;
         entry = readdir(open_folder)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            assert_non_null(name);
            assert_string_equal(entry->d_name, name);
            found++;
        }
    }
    (void)closedir(open_folder);
    assert_int_equal(found, name != NULL ? 1 : 0);
}

static void check_untouched(const target_t *target) {
    check_only(target->folder, target->exists ? "table.csv" : NULL);
    if (target->exists) {
        char *text = support_read(target->path);
        assert_string_equal(text, old_text);
        free(text);
    }
}

static void prepare(const target_t *target) {
    (void)unlink(target->path);
    if (target->exists) {
        free(support_write(target->folder, "table.csv", old_text));
    }
}

static ent_err_t write_file(void *context) {
    const target_t *target = context;
    ent_writer_t writer;
    prepare(target);
    ent_err_t error = ent_writer_open(&writer, target->path);
    if (error == ENT_OK) {
        write_lines(&writer);
        error = ent_writer_commit(&writer);
    }
    int cause = errno;
    ent_writer_abandon(&writer); /* after a failed open and after commit: harmless */
    if (error == ENT_OK) {
        check_lines(target->path);
        check_only(target->folder, "table.csv");
    } else {
        if (error != ENT_ERR_MEMORY) {
            assert_int_equal(cause, faults.cause); /* for the message */
        }
        check_untouched(target);
    }
    return error;
}

static void each_call_that_fails_is_told_and_leaves_nothing(void **state) {
    static const struct {
        fault_call_t call;
        int cause;
        ent_err_t error;
        size_t least; /* calls there are */
    } rows[] = {
        {FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, 1},
        {FAULT_CREATE, EROFS, ENT_ERR_CANNOT_CREATE, 1},
        {FAULT_WRITE, ENOSPC, ENT_ERR_IO, 4},
        {FAULT_WRITE, EIO, ENT_ERR_IO, 4},
        {FAULT_SYNC, EIO, ENT_ERR_IO, 1},
        {FAULT_RENAME, EISDIR, ENT_ERR_CANNOT_CREATE, 1},
    };
    (void)state;
    for (int exists = 0; exists < 2; exists++) {
        target_t target;
        open_target(&target, exists == 1);
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            assert_true(fault_each(rows[i].call, rows[i].cause, rows[i].error, ENT_OK, write_file,
                                   &target) >= rows[i].least);
        }
        close_target(&target);
    }
}

/* A name already taken by another program's temporary file is passed over. */
static void a_temporary_name_in_use_is_no_failure(void **state) {
    target_t target;
    (void)state;
    open_target(&target, false);
    assert_int_equal(fault_each(FAULT_CREATE, EEXIST, ENT_OK, ENT_OK, write_file, &target), 1);
    close_target(&target);
}

/* Some file systems cannot sync, and some cannot sync folders: the data are there all the same. */
static void a_file_system_without_sync_is_no_failure(void **state) {
    target_t target;
    (void)state;
    open_target(&target, false);
    assert_int_equal(fault_each(FAULT_SYNC, EINVAL, ENT_OK, ENT_OK, write_file, &target), 1);
    assert_int_equal(fault_each(FAULT_SYNC_FOLDER, EIO, ENT_OK, ENT_OK, write_file, &target), 1);
    close_target(&target);
}

static void short_and_interrupted_writes_lose_nothing(void **state) {
    target_t target;
    (void)state;
    open_target(&target, true);
    faults.in_small_parts = true;
    assert_int_equal(write_file(&target), ENT_OK);
    close_target(&target);
}

static int write_in_whole_parts(void **state) {
    (void)state;
    faults.in_small_parts = false;
    return 0;
}

/* The last request is for syncing the folder, when the file is in its place already. */
static ent_err_t write_whole_or_not_at_all(void *context) {
    const target_t *target = context;
    ent_writer_t writer;
    prepare(target);
    ent_err_t error = ent_writer_open(&writer, target->path);
    if (error == ENT_OK) {
        write_lines(&writer);
        error = ent_writer_commit(&writer);
    }
    char *text = support_read(target->path);
    if (error == ENT_OK || (text != NULL && strcmp(text, old_text) != 0)) {
        check_lines(target->path);
        check_only(target->folder, "table.csv");
    } else {
        check_untouched(target);
    }
    free(text);
    return error;
}

static void a_lack_of_memory_leaves_the_old_file_or_the_new(void **state) {
    (void)state;
    for (int exists = 0; exists < 2; exists++) {
        target_t target;
        open_target(&target, exists == 1);
        assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK,
                               write_whole_or_not_at_all, &target) >= 3);
        close_target(&target);
    }
}

static ent_err_t abandon_file(void *context) {
    const target_t *target = context;
    ent_writer_t writer;
    prepare(target);
    ent_err_t error = ent_writer_open(&writer, target->path);
    if (error == ENT_OK) {
        write_lines(&writer);
        ent_writer_abandon(&writer);
    }
    check_untouched(target);
    return error;
}

/* Whatever happens before: what was not committed never was. */
static void abandoning_leaves_nothing(void **state) {
    target_t target;
    (void)state;
    open_target(&target, true);
    (void)fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, abandon_file, &target);
    (void)fault_each(FAULT_WRITE, ENOSPC, ENT_OK, ENT_OK, abandon_file, &target);
    close_target(&target);
}

/* What follows the first failure does nothing, and commit tells of the first, not of the last. */
static void the_first_failure_is_the_one_told(void **state) {
    target_t target;
    ent_writer_t writer;
    (void)state;
    open_target(&target, true);
    prepare(&target);
    assert_int_equal(ent_writer_open(&writer, target.path), ENT_OK);
    fault_arm(FAULT_WRITE, 1, ENOSPC);
    write_lines(&writer);
    assert_true(fault_disarm());
    size_t writes = faults.count[FAULT_WRITE];
    write_lines(&writer);
    assert_int_equal(faults.count[FAULT_WRITE], writes);
    errno = 0;
    assert_int_equal(ent_writer_commit(&writer), ENT_ERR_IO);
    assert_int_equal(errno, ENOSPC);
    check_untouched(&target);
    close_target(&target);
}

static ent_err_t read_file(void *context) {
    char mark = 'x', *data = &mark;
    size_t size = 17;
    switch (ent_file_read(context, 1 << 20, &data, &size)) {
    case ENT_FILE_READ:
        free(data);
        return ENT_OK;
    case ENT_FILE_NO_MEMORY:
        assert_ptr_equal(data, &mark);
        assert_int_equal(size, 17);
        return ENT_ERR_MEMORY;
    default:
        return ENT_ERR_NO_INPUT;
    }
}

static void reading_reports_a_lack_of_memory(void **state) {
    char path[] = "tests/scenarios/small.cfg";
    (void)state;
    assert_int_equal(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, read_file, path), 1);
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_that_fails_is_told_and_leaves_nothing),
        cmocka_unit_test(a_temporary_name_in_use_is_no_failure),
        cmocka_unit_test(a_file_system_without_sync_is_no_failure),
        cmocka_unit_test_teardown(short_and_interrupted_writes_lose_nothing, write_in_whole_parts),
        cmocka_unit_test(a_lack_of_memory_leaves_the_old_file_or_the_new),
        cmocka_unit_test(abandoning_leaves_nothing),
        cmocka_unit_test(the_first_failure_is_the_one_told),
        cmocka_unit_test(reading_reports_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}

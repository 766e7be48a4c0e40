/*
 * The store when calls fail: each that SQLite makes to the system, each of our own, each request
 * for memory. The error says which kind it was; what was appended is there afterwards; nothing is
 * taken for damaged that is not; and what could not be done can be done later.
 */
#include "fault/faults.h"
#include "report/sweep_files.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/sweep.h"

#include <dirent.h>
#include <sqlite3.h>

enum { POINTS = 60, FIRST = 6, MORE = 6 };

/* ---- SQLite's calls to the system ---- */

/* Which of its calls fail: the k-th, or that and all after it, as on a disk that stays full. */
static struct {
    size_t calls, at; /* 0: none fails */
    bool for_good, struck, reads;
    int code; /* of writes */
} shim;

static void shim_arm(size_t at, bool for_good, bool reads, int code) {
    shim.calls = 0;
    shim.at = at;
    shim.for_good = for_good;
    shim.reads = reads;
    shim.code = code;
    shim.struck = false;
}

static bool shim_disarm(void) {
    shim.at = 0;
    return shim.struck;
}

static bool strikes(void) {
    shim.calls++;
    bool now = shim.at > 0 && (shim.for_good ? shim.calls >= shim.at : shim.calls == shim.at);
    shim.struck = shim.struck || now;
    return now;
}

/* A file of SQLite's own behind one of ours. */
typedef struct {
    sqlite3_file base;
    sqlite3_file *real;
} shim_file_t;

static sqlite3_file *real_of(sqlite3_file *file) {
    return ((shim_file_t *)(void *)file)->real;
}

static int shim_close(sqlite3_file *file) {
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int shim_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at) {
    return shim.reads && strikes() ? SQLITE_IOERR_READ
                                   : real_of(file)->pMethods->xRead(real_of(file), bytes, size, at);
}

static int shim_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at) {
    if (strikes()) { /* half of it is on the disk */
        (void)real_of(file)->pMethods->xWrite(real_of(file), bytes, size / 2, at);
        return shim.code;
    }
    return real_of(file)->pMethods->xWrite(real_of(file), bytes, size, at);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
    return strikes() ? SQLITE_IOERR_TRUNCATE
                     : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int shim_sync(sqlite3_file *file, int flags) {
    return strikes() ? SQLITE_IOERR_FSYNC : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size) {
    return strikes() ? SQLITE_IOERR_FSTAT : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int shim_lock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int shim_unlock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int shim_reserved(sqlite3_file *file, int *reserved) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}

static int shim_control(sqlite3_file *file, int what, void *value) {
    return real_of(file)->pMethods->xFileControl(real_of(file), what, value);
}

static int shim_sector(sqlite3_file *file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int shim_device(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int shim_map(sqlite3_file *file, int page, int size, int extend, void volatile **map) {
    return strikes() ? SQLITE_IOERR_SHMMAP
                     : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, map);
}

static int shim_shared_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void shim_barrier(sqlite3_file *file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shim_unmap(sqlite3_file *file, int remove_it) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove_it);
}

static const sqlite3_io_methods shim_methods = {.iVersion = 2,
                                                .xClose = shim_close,
                                                .xRead = shim_read,
                                                .xWrite = shim_write,
                                                .xTruncate = shim_truncate,
                                                .xSync = shim_sync,
                                                .xFileSize = shim_size,
                                                .xLock = shim_lock,
                                                .xUnlock = shim_unlock,
                                                .xCheckReservedLock = shim_reserved,
                                                .xFileControl = shim_control,
                                                .xSectorSize = shim_sector,
                                                .xDeviceCharacteristics = shim_device,
                                                .xShmMap = shim_map,
                                                .xShmLock = shim_shared_lock,
                                                .xShmBarrier = shim_barrier,
                                                .xShmUnmap = shim_unmap};

static sqlite3_vfs *real_vfs;

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *found) {
    shim_file_t *made = (shim_file_t *)(void *)file;
    (void)vfs;
    made->real = (sqlite3_file *)(void *)(made + 1);
    made->base.pMethods = NULL;
    if (strikes()) {
        return SQLITE_CANTOPEN;
    }
    int code = real_vfs->xOpen(real_vfs, name, made->real, flags, found);
    made->base.pMethods = made->real->pMethods != NULL ? &shim_methods : NULL;
    return code;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    return strikes() ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, sync);
}

static int begin_shim(void **state) {
    static sqlite3_vfs vfs;
    (void)state;
    real_vfs = sqlite3_vfs_find(NULL);
    vfs = *real_vfs;
    vfs.zName = "faults";
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(shim_file_t) + real_vfs->szOsFile;
    vfs.xOpen = shim_open;
    vfs.xDelete = shim_delete;
    return sqlite3_vfs_register(&vfs, 1);
}

/* ---- Attempts ---- */

typedef struct {
    support_sweep_t sweep;
    char *folder;
    char problem[ENT_STORE_PROBLEM_SIZE];
    uint64_t appended; /* without an error */
    bool damaged;
} job_t;

static void open_job(job_t *job) {
    *job = (job_t){.folder = support_folder()};
    support_sweep_init(&job->sweep, POINTS);
}

static void close_job(job_t *job) {
    support_remove(job->folder);
}

/* Makes the folder empty. */
static void clear_folder(const job_t *job) {
    DIR *open_one = opendir(job->folder);
    assert_non_null(open_one);
    for (const struct dirent *entry = readdir(open_one); entry != NULL; entry = readdir(open_one)) {
        char *path = support_path(job->folder, entry->d_name);
        (void)unlink(path);
        free(path);
    }
    (void)closedir(open_one);
}

static bool exists(const job_t *job, const char *name) {
    char *path = support_path(job->folder, name);
    bool found = access(path, F_OK) == 0;
    free(path);
    return found;
}

static ent_err_t append_more(job_t *job, ent_store_t *store, uint64_t count) {
    ent_err_t error = ENT_OK;
    for (uint64_t i = 0; i < count && error == ENT_OK; i++) {
        error = support_sweep_append(store, support_sweep_order(job->appended, POINTS));
        job->appended += error == ENT_OK;
    }
    if (error != ENT_OK) {
        (void)snprintf(job->problem, sizeof job->problem, "%s", ent_store_problem(store));
    }
    return error;
}

/* Creates a store and appends the first points. */
static ent_err_t create_some(job_t *job) {
    ent_store_t *store = NULL;
    job->appended = 0;
    ent_err_t error = ent_store_create(&store, job->folder, &job->sweep.head, job->problem);
    error = error == ENT_OK ? append_more(job, store, FIRST) : error;
    ent_store_close(store);
    return error;
}

static ent_err_t resume_some(job_t *job) {
    ent_store_t *store = NULL;
    ent_err_t error =
        ent_store_resume(&store, job->folder, &job->sweep.head, &job->damaged, job->problem);
    error = error == ENT_OK ? append_more(job, store, MORE) : error;
    ent_store_close(store);
    return error;
}

/* Without faults: all that was appended is there, and beyond it at most the point in flight. */
static void check_kept(job_t *job) {
    ent_store_t *store = NULL;
    bool damaged = true;
    if (!exists(job, "sweep.db")) {
        assert_int_equal(job->appended, 0);
        assert_int_equal(create_some(job), ENT_OK);
        return;
    }
    if (ent_store_resume(&store, job->folder, &job->sweep.head, &damaged, job->problem) != ENT_OK) {
        fail_msg("%s", job->problem);
    }
    assert_false(damaged);
    uint64_t count = support_assert_swept(store);
    assert_true(count == job->appended || count == job->appended + 1);
    for (uint64_t i = 0; i < count; i++) {
        assert_true(ent_store_has(store, support_sweep_order(i, POINTS)));
    }
    job->appended = count;
    assert_int_equal(append_more(job, store, 2), ENT_OK);
    assert_int_equal(support_assert_swept(store), count + 2);
    ent_store_close(store);
    assert_false(exists(job, "sweep.db-wal"));
}

/* ---- Faults in SQLite's calls ---- */

static const struct {
    bool for_good;
    int code;
    const char *says;
} disks[] = {{true, SQLITE_FULL, "sweep.db: the disk is full (database or disk is full)"},
             {false, SQLITE_FULL, "sweep.db: the disk is full (database or disk is full)"},
             {false, SQLITE_IOERR_WRITE, "sweep.db: reading or writing failed ("}};

/* Writing: an error says so, and how to go on. */
static void assert_told(const job_t *job, ent_err_t error) {
    assert_true(error == ENT_ERR_IO || error == ENT_ERR_CANNOT_CREATE);
    assert_non_null(strstr(job->problem, "sweep.db"));
    assert_true(job->appended == 0 || strstr(job->problem, "; what was appended is kept; go on "
                                                           "with --resume") != NULL);
}

static void a_disk_that_fails_while_a_sweep_is_kept_loses_nothing(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    for (size_t disk = 0; disk < sizeof disks / sizeof disks[0]; disk++) {
        bool struck = true, said = false;
        size_t k = 0;
        for (k = 1; struck; k++) {
            clear_folder(&job);
            shim_arm(k, disks[disk].for_good, false, disks[disk].code);
            ent_err_t error = create_some(&job);
            struck = shim_disarm();
            assert_true(error == ENT_OK || struck);
            if (error != ENT_OK) {
                assert_told(&job, error);
                said = said || (job.appended > 0 && strstr(job.problem, disks[disk].says) != NULL);
            } else {
                assert_int_equal(job.appended, FIRST);
            }
            check_kept(&job);
        }
        assert_true(said && k > 40);
    }
    close_job(&job);
}

/* A store to go on with. */
static void prepare(job_t *job) {
    clear_folder(job);
    assert_int_equal(create_some(job), ENT_OK);
}

static void a_disk_that_fails_while_a_sweep_goes_on_is_not_damage(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    for (int reads = 0; reads < 2; reads++) {
        for (size_t disk = 0; disk < sizeof disks / sizeof disks[0]; disk++) {
            bool struck = true;
            for (size_t k = 1; struck; k++) {
                prepare(&job);
                shim_arm(k, disks[disk].for_good, reads == 1, disks[disk].code);
                ent_err_t error = resume_some(&job);
                struck = shim_disarm();
                assert_true(error == ENT_OK || struck);
                if (exists(&job, "sweep.db.damaged")) {
                    fail_msg("call %zu: %s", k, job.problem);
                }
                check_kept(&job);
            }
        }
    }
    close_job(&job);
}

/* A sound store with one point that does not match. */
static void prepare_damaged(job_t *job) {
    char *path = support_path(job->folder, "sweep.db");
    sqlite3 *db = NULL;
    prepare(job);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "UPDATE results SET mean = 5 WHERE point = 0", NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    free(path);
}

/* Salvage may fail at any call: then it is done the next time. */
static void salvage_can_be_repeated(void **state) {
    job_t job;
    bool struck = true;
    (void)state;
    open_job(&job);
    for (size_t k = 1; struck; k++) {
        char problem[ENT_STORE_PROBLEM_SIZE];
        ent_store_t *store = NULL;
        bool damaged = false;
        prepare_damaged(&job);
        shim_arm(k, false, false, SQLITE_FULL);
        ent_err_t error =
            ent_store_resume(&store, job.folder, &job.sweep.head, &job.damaged, job.problem);
        ent_store_close(store);
        struck = shim_disarm();
        assert_true(struck || (error == ENT_OK && job.damaged));
        assert_int_equal(ent_store_resume(&store, job.folder, &job.sweep.head, &damaged, problem),
                         ENT_OK);
        assert_int_equal(support_assert_swept(store), FIRST - 1);
        assert_false(ent_store_has(store, 0));
        ent_store_close(store);
        assert_true(exists(&job, "sweep.db.damaged"));
        assert_false(exists(&job, "sweep.db.part"));
    }
    close_job(&job);
}

/* ---- Our own calls ---- */

static ent_err_t attempt_create(void *context) {
    job_t *job = context;
    faults.paused = true;
    clear_folder(job);
    faults.paused = false;
    ent_err_t error = create_some(job);
    faults.paused = true;
    assert_false(exists(job, "sweep.lock") || exists(job, "sweep.db.part"));
    assert_true(error == ENT_OK || job->appended < FIRST);
    faults.paused = false;
    return error;
}

static ent_err_t attempt_salvage(void *context) {
    job_t *job = context;
    faults.paused = true;
    prepare_damaged(job);
    faults.paused = false;
    ent_err_t error = resume_some(job);
    faults.paused = true;
    assert_true(error != ENT_OK || job->damaged);
    assert_true(exists(job, "sweep.db"));
    assert_false(exists(job, "sweep.db.part") || exists(job, "sweep.lock"));
    faults.paused = false;
    return error;
}

/* Reads all, a column, and writes the tables. */
static ent_err_t attempt_reading(void *context) {
    job_t *job = context;
    double means[POINTS], halves[POINTS];
    ent_output_t output = {0};
    ent_store_t *store = NULL;
    ent_err_t error = ent_store_open(&store, job->folder, job->problem);
    if (error == ENT_OK) {
        error = ent_store_column(store, 1, 1, true, means, NULL, halves);
    }
    error = error == ENT_OK ? ent_output_open_sweep(&output, job->folder, true) : error;
    if (error == ENT_OK) {
        error = ent_sweep_files_write(store, &job->sweep.sweep, &output);
    }
    error = error == ENT_OK ? ent_output_publish(&output) : error;
    ent_output_close(&output);
    ent_store_close(store);
    return error;
}

static void calls_of_our_own_that_fail_are_told(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    assert_int_equal(
        fault_each(FAULT_CREATE, EACCES, ENT_ERR_CANNOT_CREATE, ENT_OK, attempt_create, &job), 1);
    assert_int_equal(fault_each(FAULT_SYNC, EIO, ENT_ERR_IO, ENT_OK, attempt_create, &job), 1);
    assert_int_equal(fault_each(FAULT_SYNC_FOLDER, EIO, ENT_OK, ENT_OK, attempt_create, &job), 1);
    assert_int_equal(
        fault_each(FAULT_RENAME, EXDEV, ENT_ERR_CANNOT_CREATE, ENT_OK, attempt_create, &job), 1);
    assert_int_equal(fault_each(FAULT_SYNC, EIO, ENT_ERR_IO, ENT_OK, attempt_salvage, &job), 1);
    assert_true(fault_each(FAULT_RENAME, EACCES, ENT_ERR_CANNOT_CREATE, ENT_OK, attempt_salvage,
                           &job) >= 1);
    close_job(&job);
}

static void writes_of_tables_that_fail_are_told(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    prepare(&job);
    assert_int_equal(fault_each(FAULT_WRITE, ENOSPC, ENT_ERR_IO, ENT_OK, attempt_reading, &job), 3);
    assert_int_equal(fault_each(FAULT_SYNC, EIO, ENT_ERR_IO, ENT_OK, attempt_reading, &job), 3);
    assert_int_equal(
        fault_each(FAULT_RENAME, EXDEV, ENT_ERR_CANNOT_CREATE, ENT_OK, attempt_reading, &job), 3);
    close_job(&job);
}

static void a_lack_of_memory_is_told(void **state) {
    job_t job;
    (void)state;
    open_job(&job);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt_create, &job) >
                10);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt_salvage, &job) >
                30);
    prepare(&job);
    assert_true(fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, attempt_reading, &job) >
                10);
    close_job(&job);
}

int main(int count, char **arguments) {
    (void)count;
    fault_start(arguments);
    if (access("/dev/shm", W_OK) == 0) {
        (void)setenv("TMPDIR", "/dev/shm", 0); /* thousands of files, each synced many times */
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disk_that_fails_while_a_sweep_is_kept_loses_nothing),
        cmocka_unit_test(a_disk_that_fails_while_a_sweep_goes_on_is_not_damage),
        cmocka_unit_test(salvage_can_be_repeated),
        cmocka_unit_test(calls_of_our_own_that_fail_are_told),
        cmocka_unit_test(writes_of_tables_that_fail_are_told),
        cmocka_unit_test(a_lack_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("faults of stores", tests, begin_shim, NULL);
}

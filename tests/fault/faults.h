/*
 * Calls that a test lets fail: the k-th of a kind from the moment it is armed. The linker sends the
 * program's calls here (the Makefile's WRAPS); include this in one file of a program.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include "base/error.h"
#include "support/close.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum {
    FAULT_MEMORY, /* calloc and aligned_alloc */
    FAULT_CREATE, /* open for a new file */
    FAULT_WRITE,
    FAULT_SYNC, /* fsync of a file; a folder's is FAULT_SYNC_FOLDER */
    FAULT_SYNC_FOLDER,
    FAULT_RENAME,
    FAULT_CALLS
} fault_call_t;

static struct {
    size_t count[FAULT_CALLS]; /* calls so far */
    fault_call_t call;         /* the kind that fails, */
    size_t at;                 /* at this call of it: 0 for never */
    int cause;                 /* with this errno */
    bool struck;
    bool paused;         /* calls now neither count nor fail: an attempt's own preparations */
    bool in_small_parts; /* writes take one byte at a time, and every other is interrupted */
} faults;

static inline void fault_arm(fault_call_t call, size_t at, int cause) {
    faults.call = call;
    faults.at = faults.count[call] + at;
    faults.cause = cause;
    faults.struck = false;
}

/* Whether the call that was to fail came. */
static inline bool fault_disarm(void) {
    faults.at = 0;
    return faults.struck;
}

static inline bool fault_strikes(fault_call_t call) {
    if (faults.paused) {
        return false;
    }
    faults.count[call]++;
    if (faults.at == 0 || faults.call != call || faults.count[call] != faults.at) {
        return false;
    }
    faults.struck = true;
    errno = faults.cause;
    return true;
}

void *__real_calloc(size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int file, const void *bytes, size_t size);
int __real_fsync(int file);
int __real_rename(const char *from, const char *to);

void *__wrap_calloc(size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_write(int file, const void *bytes, size_t size);
int __wrap_fsync(int file);
int __wrap_rename(const char *from, const char *to);

void *__wrap_calloc(size_t count, size_t size) {
    return fault_strikes(FAULT_MEMORY) ? NULL : __real_calloc(count, size);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size) {
    return fault_strikes(FAULT_MEMORY) ? NULL : __real_aligned_alloc(alignment, size);
}

int __wrap_open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
        if (fault_strikes(FAULT_CREATE)) {
            return -1;
        }
    }
    return __real_open(path, flags, mode);
}

ssize_t __wrap_write(int file, const void *bytes, size_t size) {
    if (fault_strikes(FAULT_WRITE)) {
        return -1;
    }
    if (faults.in_small_parts && faults.count[FAULT_WRITE] % 2 == 0) {
        errno = EINTR;
        return -1;
    }
    return __real_write(file, bytes, faults.in_small_parts && size > 1 ? 1 : size);
}

int __wrap_fsync(int file) {
    struct stat status;
    bool folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
    return fault_strikes(folder ? FAULT_SYNC_FOLDER : FAULT_SYNC) ? -1 : __real_fsync(file);
}

int __wrap_rename(const char *from, const char *to) {
    return fault_strikes(FAULT_RENAME) ? -1 : __real_rename(from, to);
}

/*
 * Call it first in main: starts the program anew without malloc's caches, which hold back what was
 * freed, so that the count below is exact.
 */
static inline void fault_start(char **arguments) {
    if (getenv("GLIBC_TUNABLES") == NULL &&
        setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0", 1) == 0) {
        (void)execv("/proc/self/exe", arguments);
    }
}

/* Bytes that malloc has given out and not got back; AddressSanitizer keeps its own books. */
static inline size_t fault_bytes_in_use(void) {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/* What is tried; it leaves nothing allocated behind, and checks for itself what else must hold. */
typedef ent_err_t fault_attempt_t(void *context);

/*
 * Lets the k-th call fail in one attempt after the other, k = 1 … until an attempt has no such call
 * left, and asserts that each ends with `expected`, and leaks nothing. Attempts without a fault
 * end with `otherwise`. Returns how many calls an attempt has.
 */
static inline size_t fault_each(fault_call_t call, int cause, ent_err_t expected,
                                ent_err_t otherwise, fault_attempt_t *attempt, void *context) {
    faults.paused = false;                         /* where an earlier test failed in between */
    assert_int_equal(attempt(context), otherwise); /* what libraries keep, they take now */
    for (size_t k = 1;; k++) {
        size_t before = fault_bytes_in_use();
        fault_arm(call, k, cause);
        ent_err_t error = attempt(context);
        bool struck = fault_disarm();
        size_t after = fault_bytes_in_use();
        if (after != before || error != (struck ? expected : otherwise)) {
            print_error("call %zu of kind %d%s: \"%s\"; %zu bytes are left\n", k, (int)call,
                        struck ? ", which failed" : "", ent_err_text(error), after - before);
            fail();
        }
        if (!struck) {
            return k - 1;
        }
    }
}

#endif

#include "report/store_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the file that was opened still has the name: who had it before may have removed it. */
static bool still_named(int file, const char *path) {
    struct stat open_one, named;
    return fstat(file, &open_one) == 0 && stat(path, &named) == 0 &&
           open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

static ent_err_t cannot_lock(ent_store_t *store) {
    if (errno == EWOULDBLOCK) {
        return ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "another process is working in %s",
                              store->folder);
    }
    return ent_store_fail(store, ENT_ERR_CANNOT_CREATE, "%s: %s", store->lock_path,
                          strerror(errno));
}

ent_err_t ent_store_lock(ent_store_t *store) {
    const mode_t everyone = 0666;
    for (;;) {
        int file = open(store->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, everyone);
        if (file < 0) {
            return cannot_lock(store);
        }
        if (flock(file, LOCK_EX | LOCK_NB) != 0) {
            ent_err_t error = cannot_lock(store);
            (void)close(file);
            return error;
        }
        if (still_named(file, store->lock_path)) {
            store->lock = file;
            return ENT_OK;
        }
        (void)close(file);
    }
}

/* The file goes while it is still locked, so that nobody locks one that is about to go. */
void ent_store_unlock(ent_store_t *store) {
    if (store->lock >= 0) {
        (void)unlink(store->lock_path);
        (void)close(store->lock);
    }
    store->lock = -1;
}

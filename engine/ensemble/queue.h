/* A queue of independent pieces of work over threads, such as the points of a sweep. */
#ifndef ENT_ENSEMBLE_QUEUE_H
#define ENT_ENSEMBLE_QUEUE_H

#include "base/error.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t count;                    /* pieces, taken in order */
    size_t threads;                    /* 0 for as many as ent_ensemble_threads */
    const volatile sig_atomic_t *stop; /* not 0: take no further piece; NULL never */
    /* Does a piece, in the thread of this number; threads at once. */
    ent_err_t (*work)(void *user, size_t thread, uint64_t piece);
    /* Takes its result in, one call at a time, in any thread; NULL for none. */
    ent_err_t (*done)(void *user, size_t thread, uint64_t piece);
    void *user;
} ent_queue_t;

/* How many threads it will use. */
size_t ent_queue_threads(const ent_queue_t *queue);

/*
 * Runs all pieces. After the first error no further piece is begun, those in flight end, and it is
 * returned; ENT_ERR_INTERRUPTED when `stop` was set and pieces are left.
 */
ENT_CHECKED ent_err_t ent_queue_run(const ent_queue_t *queue);

#endif

#include "ensemble/queue.h"

#include "ensemble/ensemble.h"
#include "ensemble/threads.h"

#ifdef _OPENMP
#include <omp.h>
typedef omp_lock_t gate_t;
#else
typedef int gate_t; /* one thread waits for nobody */
#endif

/* A queue under way. */
typedef struct {
    const ent_queue_t *queue;
    gate_t counter;  /* before what follows is read or written; held for an instant */
    uint64_t next;   /* the piece to be taken */
    ent_err_t error; /* the first there was */
    gate_t desk;     /* before `done`, which may write to a disk: others take pieces meanwhile */
    bool refused;    /* `done` has failed: nothing more is taken in */
} runner_t;

static void init_gate(gate_t *gate) {
#ifdef _OPENMP
    omp_init_lock(gate);
#else
    *gate = 0;
#endif
}

static void free_gate(gate_t *gate) {
#ifdef _OPENMP
    omp_destroy_lock(gate);
#else
    (void)gate;
#endif
}

static void enter(gate_t *gate) {
#ifdef _OPENMP
    omp_set_lock(gate);
#else
    (void)gate;
#endif
}

static void leave(gate_t *gate) {
#ifdef _OPENMP
    omp_unset_lock(gate);
#else
    (void)gate;
#endif
}

size_t ent_queue_threads(const ent_queue_t *queue) {
#ifdef _OPENMP
    size_t threads = queue->threads > 0 ? queue->threads : ent_ensemble_threads();
    return queue->count > 0 && queue->count < threads ? (size_t)queue->count : threads;
#else
    (void)queue;
    return 1;
#endif
}

/* The next piece; false when none is to be begun any more. */
static bool take(runner_t *runner, uint64_t *piece) {
    const ent_queue_t *queue = runner->queue;
    enter(&runner->counter);
    bool left = runner->error == ENT_OK && runner->next < queue->count;
    if (left && queue->stop != NULL && *queue->stop != 0) {
        runner->error = ENT_ERR_INTERRUPTED;
        left = false;
    }
    if (left) {
        *piece = runner->next++;
    }
    leave(&runner->counter);
    return left;
}

static void note_error(runner_t *runner, ent_err_t error) {
    enter(&runner->counter);
    if (runner->error == ENT_OK) {
        runner->error = error;
    }
    leave(&runner->counter);
}

/* What is finished is taken in even when another piece has failed meanwhile. */
static void hand_in(runner_t *runner, size_t thread, uint64_t piece) {
    const ent_queue_t *queue = runner->queue;
    ent_err_t error = ENT_OK;
    if (queue->done == NULL) {
        return;
    }
    enter(&runner->desk);
    if (!runner->refused) {
        error = queue->done(queue->user, thread, piece);
        runner->refused = error != ENT_OK;
    }
    leave(&runner->desk);
    note_error(runner, error);
}

static void work_through(runner_t *runner, size_t thread) {
    const ent_queue_t *queue = runner->queue;
    uint64_t piece = 0;
    while (take(runner, &piece)) {
        ent_err_t error = queue->work(queue->user, thread, piece);
        note_error(runner, error);
        if (error == ENT_OK) {
            hand_in(runner, thread, piece);
        }
    }
}

ent_err_t ent_queue_run(const ent_queue_t *queue) {
    runner_t runner = {.queue = queue};
    size_t threads = ent_queue_threads(queue);
    if (!ent_threads_have_room(threads)) {
        return ENT_ERR_MEMORY;
    }
    init_gate(&runner.counter);
    init_gate(&runner.desk);
    if (threads == 1) {
        work_through(&runner, 0);
    } else {
#pragma omp parallel num_threads((int)threads)
        work_through(&runner, ent_this_thread());
    }
    free_gate(&runner.counter);
    free_gate(&runner.desk);
    return runner.error;
}

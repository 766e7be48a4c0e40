/* Queues of pieces over threads: every piece once, in turn, errors, interruption, one desk. */
#include "ensemble/queue.h"

#include "ensemble/ensemble.h"
#include "support/close.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_PIECES = 500, MOST_THREADS = 16, NEVER = MOST_PIECES };

/* What happened, told by both callbacks. */
typedef struct {
    size_t threads;                     /* as many as were promised */
    atomic_int begun[MOST_PIECES], bad; /* bad: what must not happen did, in a thread */
    atomic_int busy[MOST_THREADS];      /* whether a thread is at work */
    int taken[MOST_PIECES];             /* written by `done`, one call at a time */
    atomic_int at_desk, in_flight, most_in_flight;
    size_t handed_in;
    uint64_t fail_work_at, fail_done_at; /* pieces; NEVER */
    volatile sig_atomic_t stop;
    uint64_t stop_at; /* a piece whose work sets `stop`; NEVER */
    bool dawdle;      /* give other threads time */
} witness_t;

static witness_t *new_witness(void) {
    witness_t *witness = calloc(1, sizeof *witness);
    assert_non_null(witness);
    witness->fail_work_at = witness->fail_done_at = witness->stop_at = NEVER;
    return witness;
}

static void pause_for(long microseconds) {
    struct timespec time = {.tv_nsec = microseconds * 1000};
    (void)nanosleep(&time, NULL);
}

/* cmocka's assertions jump, which no thread of OpenMP may: what is wrong is counted. */
static ent_err_t work(void *user, size_t thread, uint64_t piece) {
    witness_t *witness = user;
    if (thread >= witness->threads || piece >= MOST_PIECES ||
        atomic_exchange(&witness->busy[thread], 1) != 0) {
        atomic_fetch_add(&witness->bad, 1);
        return ENT_ERR_BUG;
    }
    int together = atomic_fetch_add(&witness->in_flight, 1) + 1;
    int most = atomic_load(&witness->most_in_flight);
    while (together > most &&
           !atomic_compare_exchange_weak(&witness->most_in_flight, &most, together)) {
    }
    atomic_fetch_add(&witness->begun[piece], 1);
    if (witness->dawdle) {
        pause_for(200);
    }
    if (piece == witness->stop_at) {
        witness->stop = 1;
    }
    atomic_fetch_sub(&witness->in_flight, 1);
    atomic_store(&witness->busy[thread], 0);
    return piece == witness->fail_work_at ? ENT_ERR_MEMORY : ENT_OK;
}

static ent_err_t done(void *user, size_t thread, uint64_t piece) {
    witness_t *witness = user;
    if (atomic_fetch_add(&witness->at_desk, 1) != 0 || thread >= witness->threads) {
        atomic_fetch_add(&witness->bad, 1);
    }
    if (witness->dawdle) {
        pause_for(50);
    }
    witness->taken[piece]++;
    witness->handed_in++;
    atomic_fetch_sub(&witness->at_desk, 1);
    return piece == witness->fail_done_at ? ENT_ERR_IO : ENT_OK;
}

static ent_queue_t queue_of(witness_t *witness, uint64_t count, size_t threads) {
    ent_queue_t queue = {.count = count,
                         .threads = threads,
                         .stop = &witness->stop,
                         .work = work,
                         .done = done,
                         .user = witness};
    witness->threads = ent_queue_threads(&queue);
    assert_true(witness->threads >= 1 && witness->threads <= MOST_THREADS);
    return queue;
}

static size_t count_begun(witness_t *witness, uint64_t *last) {
    size_t begun = 0;
    for (uint64_t i = 0; i < MOST_PIECES; i++) {
        begun += (size_t)atomic_load(&witness->begun[i]);
        *last = atomic_load(&witness->begun[i]) > 0 ? i : *last;
    }
    assert_int_equal(atomic_load(&witness->bad), 0);
    return begun;
}

static void every_piece_is_done_once(void **state) {
    static const struct {
        uint64_t count;
        size_t threads;
    } rows[] = {{0, 1}, {1, 1}, {1, 4}, {7, 1}, {7, 2}, {7, 16}, {500, 1}, {500, 2}, {500, 5}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        witness_t *witness = new_witness();
        ent_queue_t queue = queue_of(witness, rows[i].count, rows[i].threads);
        assert_int_equal(ent_queue_run(&queue), ENT_OK);
        assert_int_equal(witness->handed_in, rows[i].count);
        for (uint64_t k = 0; k < MOST_PIECES; k++) {
            assert_int_equal(atomic_load(&witness->begun[k]), k < rows[i].count);
            assert_int_equal(witness->taken[k], k < rows[i].count);
        }
        assert_int_equal(atomic_load(&witness->bad), 0);
        free(witness);
    }
}

/* Errors: the promise of threads is kept below the pieces, and never 0. */
static void threads_are_no_more_than_pieces(void **state) {
    witness_t *witness = new_witness();
    (void)state;
    ent_queue_t queue = queue_of(witness, 3, 9);
#ifdef _OPENMP
    assert_int_equal(ent_queue_threads(&queue), 3);
    queue = queue_of(witness, 100, 9);
    assert_int_equal(ent_queue_threads(&queue), 9);
#else
    assert_int_equal(ent_queue_threads(&queue), 1);
#endif
    queue = queue_of(witness, 100, 0);
    assert_int_equal(ent_queue_threads(&queue), ent_ensemble_threads());
    queue = queue_of(witness, 0, 1);
    assert_int_equal(ent_queue_threads(&queue), 1);
    free(witness);
}

/* Threads work at once, but their results are taken in one by one; some of both are slow. */
static void results_are_taken_in_one_at_a_time(void **state) {
    witness_t *witness = new_witness();
    (void)state;
    witness->dawdle = true;
    ent_queue_t queue = queue_of(witness, 200, 4);
    assert_int_equal(ent_queue_run(&queue), ENT_OK);
    assert_int_equal(witness->handed_in, 200);
    assert_int_equal(atomic_load(&witness->bad), 0);
#ifdef _OPENMP
    assert_true(atomic_load(&witness->most_in_flight) > 1);
#endif
    free(witness);
}

static void nothing_need_be_taken_in(void **state) {
    witness_t *witness = new_witness();
    uint64_t last = 0;
    (void)state;
    ent_queue_t queue = queue_of(witness, 40, 2);
    queue.done = NULL;
    queue.stop = NULL;
    assert_int_equal(ent_queue_run(&queue), ENT_OK);
    assert_int_equal(count_begun(witness, &last), 40);
    assert_int_equal(last, 39);
    free(witness);
}

/* Pieces are taken in order: in one thread each is taken in before the next is begun. */
static ent_err_t in_order(void *user, size_t thread, uint64_t piece) {
    uint64_t *next = user;
    (void)thread;
    return piece == (*next)++ ? ENT_OK : ENT_ERR_BUG;
}

static void pieces_are_taken_in_order(void **state) {
    uint64_t next = 0;
    (void)state;
    ent_queue_t queue = {.count = 77, .threads = 1, .work = in_order, .user = &next};
    assert_int_equal(ent_queue_run(&queue), ENT_OK);
    assert_int_equal(next, 77);
}

/* Errors: after the first no piece is begun; what was in flight is taken in. */
static void an_error_of_work_ends_the_queue(void **state) {
    (void)state;
    for (size_t threads = 1; threads <= 4; threads++) {
        witness_t *witness = new_witness();
        uint64_t last = 0;
        witness->fail_work_at = 30;
        witness->dawdle = threads > 1;
        ent_queue_t queue = queue_of(witness, MOST_PIECES, threads);
        assert_int_equal(ent_queue_run(&queue), ENT_ERR_MEMORY);
        size_t begun = count_begun(witness, &last);
        assert_int_equal(begun, last + 1); /* in order, none left out */
        assert_true(last >= 30);
        if (threads == 1) {
            assert_int_equal(last, 30);
        }
        assert_int_equal(witness->handed_in, begun - 1);
        assert_int_equal(witness->taken[30], 0);
        free(witness);
    }
}

/* Errors: what cannot take in a result is asked no more. */
static void an_error_of_done_ends_the_queue(void **state) {
    (void)state;
    for (size_t threads = 1; threads <= 4; threads++) {
        witness_t *witness = new_witness();
        uint64_t last = 0;
        witness->fail_done_at = 20;
        witness->dawdle = threads > 1;
        ent_queue_t queue = queue_of(witness, MOST_PIECES, threads);
        assert_int_equal(ent_queue_run(&queue), ENT_ERR_IO);
        size_t begun = count_begun(witness, &last);
        assert_true(begun > 20 && begun < MOST_PIECES);
        assert_int_equal(witness->taken[20], 1);
        assert_true(witness->handed_in <= begun);
        if (threads == 1) {
            assert_int_equal(begun, 21);
            assert_int_equal(witness->handed_in, 21);
        }
        free(witness);
    }
}

/* Errors: a signal ends it before the next piece; when none is left it comes too late. */
static void a_stop_leaves_the_rest(void **state) {
    (void)state;
    for (size_t threads = 1; threads <= 3; threads++) {
        witness_t *witness = new_witness();
        uint64_t last = 0;
        witness->stop_at = 10;
        witness->dawdle = threads > 1;
        ent_queue_t queue = queue_of(witness, MOST_PIECES, threads);
        assert_int_equal(ent_queue_run(&queue), ENT_ERR_INTERRUPTED);
        size_t begun = count_begun(witness, &last);
        assert_true(begun >= 11 && begun < MOST_PIECES);
        assert_int_equal(witness->handed_in, begun);
        free(witness);
    }
    witness_t *late = new_witness();
    late->stop_at = 4;
    ent_queue_t queue = queue_of(late, 5, 1);
    assert_int_equal(ent_queue_run(&queue), ENT_OK);
    assert_int_equal(late->handed_in, 5);
    assert_int_equal(ent_queue_run(&queue), ENT_ERR_INTERRUPTED); /* set before it began */
    assert_int_equal(late->handed_in, 5);
    free(late);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(threads_are_no_more_than_pieces),
        cmocka_unit_test(results_are_taken_in_one_at_a_time),
        cmocka_unit_test(nothing_need_be_taken_in),
        cmocka_unit_test(pieces_are_taken_in_order),
        cmocka_unit_test(an_error_of_work_ends_the_queue),
        cmocka_unit_test(an_error_of_done_ends_the_queue),
        cmocka_unit_test(a_stop_leaves_the_rest),
    };
    return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}

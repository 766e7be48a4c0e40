#include "ensemble/threads.h"

#include "ensemble/ensemble.h"

#include <sys/mman.h>
#ifdef _OPENMP
#include <omp.h>
#endif

size_t ent_ensemble_threads(void) {
#ifdef _OPENMP
    int threads = omp_get_max_threads();
    return threads > 0 ? (size_t)threads : 1;
#else
    return 1;
#endif
}

size_t ent_this_thread(void) {
#ifdef _OPENMP
    return (size_t)omp_get_thread_num();
#else
    return 0;
#endif
}

bool ent_threads_have_room(size_t threads) {
    const size_t stack = (size_t)16 << 20;
    if (threads <= 1) {
        return true;
    }
    size_t bytes = (threads - 1) * stack;
    void *room = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) {
        return false;
    }
    (void)munmap(room, bytes);
    return true;
}

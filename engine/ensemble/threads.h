/* Threads, for the files of ensemble/. */
#ifndef ENT_ENSEMBLE_THREADS_H
#define ENT_ENSEMBLE_THREADS_H

#include <stdbool.h>
#include <stddef.h>

/* The number of the thread that asks, within the innermost parallel region. */
size_t ent_this_thread(void);

/* Whether there is room for the stacks of so many: OpenMP itself would end the program. */
bool ent_threads_have_room(size_t threads);

#endif

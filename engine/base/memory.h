/*
 * The one small layer through which the engine asks for memory. Sizes are multiplied with overflow
 * checks; memory arrives zeroed; NULL means there is none. Tests fail the k-th request by wrapping
 * calloc and aligned_alloc at link time, so no mutable state is needed here.
 */
#ifndef ENT_BASE_MEMORY_H
#define ENT_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* `count` × `size` zeroed bytes, at least one; NULL when that overflows or cannot be had. */
void *ent_alloc(size_t count, size_t size);

/* The same, aligned to a cache line (64 bytes), for arrays of lanes. Freed with free(). */
void *ent_alloc_aligned(size_t count, size_t size);

/* A copy of a string or, with _n, of its first `length` bytes. */
char *ent_strdup(const char *text);
char *ent_strndup(const char *text, size_t length);

/* True and *product = a × b, or false on overflow. */
bool ent_multiply(size_t a, size_t b, size_t *product);

/*
 * For a program that does many small pieces of work: memory that a piece frees stays with the
 * process, some megabytes of it, for the next piece. Else the system takes it back and clears it
 * anew each time, which was a third of the time of points of ten members. It is a matter of the
 * whole process, so nothing for a library to call.
 */
void ent_keep_freed_memory(void);

/* An arena gives out many small pieces and frees them all at once: strings and settings. */
typedef struct ent_arena_chunk ent_arena_chunk_t;
typedef struct {
    ent_arena_chunk_t *newest;
} ent_arena_t;

void ent_arena_init(ent_arena_t *arena);
void *ent_arena_alloc(ent_arena_t *arena, size_t count, size_t size);
char *ent_arena_strdup(ent_arena_t *arena, const char *text);
void ent_arena_free(ent_arena_t *arena); /* twice is harmless */

#endif

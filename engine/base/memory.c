#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { CACHE_LINE = 64, CHUNK_BYTES = 16384, KEPT_BYTES = 1 << 23 };

struct ent_arena_chunk {
    ent_arena_chunk_t *older;
    size_t used, size;
    max_align_t bytes[];
};

bool ent_multiply(size_t a, size_t b, size_t *product) {
    if (b != 0 && a > SIZE_MAX / b) {
        return false;
    }
    *product = a * b;
    return true;
}

/* The second follows the first by itself only as long as neither is set. */
void ent_keep_freed_memory(void) {
#ifdef __GLIBC__
    (void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    (void)mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
#endif
}

void *ent_alloc(size_t count, size_t size) {
    size_t bytes = 0;
    if (!ent_multiply(count, size, &bytes)) {
        return NULL;
    }
    return calloc(bytes > 0 ? bytes : 1, 1);
}

void *ent_alloc_aligned(size_t count, size_t size) {
    size_t bytes = 0;
    if (!ent_multiply(count, size, &bytes) || bytes > SIZE_MAX - CACHE_LINE) {
        return NULL;
    }
    bytes = (bytes / CACHE_LINE + 1) * CACHE_LINE;
    void *memory = aligned_alloc(CACHE_LINE, bytes);
    if (memory != NULL) {
        memset(memory, 0, bytes);
    }
    return memory;
}

char *ent_strndup(const char *text, size_t length) {
    char *copy = length < SIZE_MAX ? ent_alloc(length + 1, 1) : NULL;
    if (copy != NULL) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *ent_strdup(const char *text) {
    return ent_strndup(text, strlen(text));
}

void ent_arena_init(ent_arena_t *arena) {
    arena->newest = NULL;
}

static ent_arena_chunk_t *new_chunk(size_t bytes) {
    size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    if (size > SIZE_MAX - sizeof(ent_arena_chunk_t)) {
        return NULL;
    }
    ent_arena_chunk_t *chunk = ent_alloc(1, sizeof *chunk + size);
    if (chunk != NULL) {
        chunk->size = size;
    }
    return chunk;
}

void *ent_arena_alloc(ent_arena_t *arena, size_t count, size_t size) {
    size_t bytes = 0;
    if (!ent_multiply(count, size, &bytes) || bytes > SIZE_MAX - sizeof(max_align_t)) {
        return NULL;
    }
    bytes = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    ent_arena_chunk_t *chunk = arena->newest;
    if (chunk == NULL || chunk->size - chunk->used < bytes) {
        chunk = new_chunk(bytes);
        if (chunk == NULL) {
            return NULL;
        }
        chunk->older = arena->newest;
        arena->newest = chunk;
    }
    void *piece = (char *)chunk->bytes + chunk->used;
    chunk->used += bytes;
    return piece;
}

char *ent_arena_strdup(ent_arena_t *arena, const char *text) {
    size_t length = strlen(text);
    char *copy = ent_arena_alloc(arena, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, text, length + 1);
    }
    return copy;
}

void ent_arena_free(ent_arena_t *arena) {
    ent_arena_chunk_t *chunk = arena->newest;
    while (chunk != NULL) {
        ent_arena_chunk_t *older = chunk->older;
        free(chunk);
        chunk = older;
    }
    arena->newest = NULL;
}

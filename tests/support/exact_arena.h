/*
 * Stands in for base/memory.c in one program: every piece of an arena is an allocation of its own.
 * So each of them can be made to fail, and AddressSanitizer sees where it ends, which the large
 * chunks of the real arena hide. Include it in one file of a program; its definitions come before
 * the library's. A function new in base/memory.h has to be added here.
 */
#ifndef SUPPORT_EXACT_ARENA_H
#define SUPPORT_EXACT_ARENA_H

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct ent_arena_chunk {
    ent_arena_chunk_t *older;
    void *piece;
};

bool ent_multiply(size_t a, size_t b, size_t *product) {
    if (b != 0 && a > SIZE_MAX / b) {
        return false;
    }
    *product = a * b;
    return true;
}

void *ent_alloc(size_t count, size_t size) {
    size_t bytes = 0;
    if (!ent_multiply(count, size, &bytes)) {
        return NULL;
    }
    return calloc(bytes > 0 ? bytes : 1, 1);
}

void *ent_alloc_aligned(size_t count, size_t size) {
    const size_t line = 64;
    size_t bytes = 0;
    if (!ent_multiply(count, size, &bytes) || bytes > SIZE_MAX - line) {
        return NULL;
    }
    bytes = (bytes / line + 1) * line;
    void *memory = aligned_alloc(line, bytes);
    if (memory != NULL) {
        memset(memory, 0, bytes);
    }
    return memory;
}

char *ent_strndup(const char *text, size_t length) {
    char *copy = ent_alloc(length + 1, 1);
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

/* The links come from malloc, which does not fail in tests: each piece is one request. */
void *ent_arena_alloc(ent_arena_t *arena, size_t count, size_t size) {
    ent_arena_chunk_t *chunk = malloc(sizeof *chunk);
    if (chunk == NULL) {
        abort();
    }
    chunk->piece = ent_alloc(count, size);
    if (chunk->piece == NULL) {
        free(chunk);
        return NULL;
    }
    chunk->older = arena->newest;
    arena->newest = chunk;
    return chunk->piece;
}

char *ent_arena_strdup(ent_arena_t *arena, const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = ent_arena_alloc(arena, size, 1);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

void ent_arena_free(ent_arena_t *arena) {
    for (ent_arena_chunk_t *chunk = arena->newest, *older = NULL; chunk != NULL; chunk = older) {
        older = chunk->older;
        free(chunk->piece);
        free(chunk);
    }
    arena->newest = NULL;
}

#endif

/* The layer through which memory is asked for (base/memory.c). */
#include "base/memory.h"

#include "support/close.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { CACHE_LINE = 64 };

static bool all_zero(const void *memory, size_t size) {
    const unsigned char *bytes = memory;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

/* 2⁶⁴ − 1 = 3 · 5 · 17 · 257 · 641 · 65537 · 6700417, so this product just fits. */
static void products_are_exact_up_to_the_largest_size(void **state) {
    (void)state;
    size_t product = 0;
    assert_true(ent_multiply(6, 7, &product));
    assert_int_equal(product, 42);
    assert_true(ent_multiply(SIZE_MAX / 641, 641, &product));
    assert_true(product == SIZE_MAX);
    assert_true(ent_multiply(SIZE_MAX, 1, &product));
    assert_true(product == SIZE_MAX);
}

static void a_product_with_zero_is_zero(void **state) {
    (void)state;
    size_t product = 1;
    assert_true(ent_multiply(SIZE_MAX, 0, &product));
    assert_int_equal(product, 0);
    product = 1;
    assert_true(ent_multiply(0, SIZE_MAX, &product));
    assert_int_equal(product, 0);
}

static void a_product_too_large_is_refused_and_leaves_the_result(void **state) {
    (void)state;
    size_t product = 5;
    assert_false(ent_multiply(SIZE_MAX, 2, &product));
    assert_false(ent_multiply(SIZE_MAX / 641 + 1, 641, &product));
    assert_false(ent_multiply((size_t)1 << 32, (size_t)1 << 32, &product));
    assert_int_equal(product, 5);
}

static void memory_arrives_zeroed(void **state) {
    (void)state;
    for (int round = 0; round < 20; round++) { /* freed memory is reused, and must be cleared */
        unsigned char *bytes = ent_alloc(100, 7), *aligned = ent_alloc_aligned(100, 7);
        assert_non_null(bytes);
        assert_non_null(aligned);
        assert_true(all_zero(bytes, 700));
        assert_true(all_zero(aligned, 700));
        memset(bytes, 0xff, 700);
        memset(aligned, 0xff, 700);
        free(bytes);
        free(aligned);
    }
}

static void nothing_is_still_something_to_free(void **state) {
    (void)state;
    void *none = ent_alloc(0, 8), *neither = ent_alloc_aligned(8, 0);
    assert_non_null(none);
    assert_non_null(neither);
    free(none);
    free(neither);
}

static void lanes_begin_on_a_cache_line(void **state) {
    (void)state;
    const size_t sizes[] = {1, 63, 64, 65, 1000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        void *memory = ent_alloc_aligned(sizes[i], 1);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % CACHE_LINE, 0);
        free(memory);
    }
}

static void requests_that_overflow_are_refused(void **state) {
    (void)state;
    ent_arena_t arena;
    ent_arena_init(&arena);
    assert_null(ent_alloc(SIZE_MAX / 2, 3));
    assert_null(ent_alloc_aligned(SIZE_MAX / 2, 3));
    assert_null(ent_alloc_aligned(SIZE_MAX - 10, 1)); /* rounding up would wrap */
    assert_null(ent_arena_alloc(&arena, SIZE_MAX / 2, 3));
    assert_null(ent_arena_alloc(&arena, SIZE_MAX - 3, 1));
    assert_null(ent_arena_alloc(&arena, SIZE_MAX - sizeof(max_align_t), 1)); /* no head fits */
    assert_null(ent_strndup("", SIZE_MAX));
    ent_arena_free(&arena);
}

static void copies_of_texts_are_their_own(void **state) {
    (void)state;
    char text[] = "drawdown";
    char *whole = ent_strdup(text), *part = ent_strndup(text, 4), *empty = ent_strdup("");
    assert_non_null(whole);
    assert_non_null(part);
    assert_non_null(empty);
    text[0] = 'X';
    assert_string_equal(whole, "drawdown");
    assert_string_equal(part, "draw");
    assert_string_equal(empty, "");
    free(whole);
    free(part);
    free(empty);
}

enum { PIECES = 3000 };

/* Every piece keeps what was written to it, so none overlaps another or the chunks' heads. */
static void pieces_of_an_arena_do_not_overlap(void **state) {
    (void)state;
    static unsigned char *pieces[PIECES];
    ent_arena_t arena;
    ent_arena_init(&arena);
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i * 7 % 61 + (i % 500 == 0 ? 40000 : 0); /* some larger than a chunk */
        pieces[i] = ent_arena_alloc(&arena, size, 1);
        assert_non_null(pieces[i]);
        assert_true(all_zero(pieces[i], size));
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        memset(pieces[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i * 7 % 61 + (i % 500 == 0 ? 40000 : 0);
        for (size_t k = 0; k < size; k++) {
            assert_int_equal(pieces[i][k], i % 251);
        }
    }
    ent_arena_free(&arena);
}

static void an_arena_copies_texts(void **state) {
    (void)state;
    ent_arena_t arena;
    ent_arena_init(&arena);
    char text[] = "commitment";
    char *copy = ent_arena_strdup(&arena, text);
    assert_non_null(copy);
    text[0] = 'X';
    assert_string_equal(copy, "commitment");
    assert_string_equal(ent_arena_strdup(&arena, ""), "");
    ent_arena_free(&arena);
}

static void an_arena_may_be_freed_twice_and_used_again(void **state) {
    (void)state;
    ent_arena_t arena;
    ent_arena_init(&arena);
    ent_arena_free(&arena);
    assert_non_null(ent_arena_alloc(&arena, 3, 100000));
    ent_arena_free(&arena);
    ent_arena_free(&arena);
    assert_null(arena.newest);
    assert_non_null(ent_arena_alloc(&arena, 1, 1));
    ent_arena_free(&arena);
}

/* Two megabytes in pieces, each of which is too small to be had from the system by itself. */
static void use_memory(void) {
    enum { MANY = 20, LARGE = 100000 };
    void *pieces[MANY];
    for (size_t i = 0; i < MANY; i++) {
        pieces[i] = ent_alloc(1, LARGE);
        assert_non_null(pieces[i]);
    }
    for (size_t i = MANY; i-- > 0;) {
        free(pieces[i]);
    }
}

static long pages_faulted(void) {
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_minflt;
}

/* 500 pages at a time would be 50,000. Sanitizers and valgrind have allocators of their own. */
static void freed_memory_is_kept_for_what_comes_next(void **state) {
    (void)state;
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__)
    skip();
#endif
    const char *loaded = getenv("LD_PRELOAD");
    if (loaded != NULL && strstr(loaded, "vgpreload") != NULL) {
        skip();
    }
    ent_keep_freed_memory();
    use_memory();
    long before = pages_faulted();
    for (int round = 0; round < 100; round++) {
        use_memory();
    }
    assert_true(pages_faulted() - before < 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_exact_up_to_the_largest_size),
        cmocka_unit_test(a_product_with_zero_is_zero),
        cmocka_unit_test(a_product_too_large_is_refused_and_leaves_the_result),
        cmocka_unit_test(memory_arrives_zeroed),
        cmocka_unit_test(nothing_is_still_something_to_free),
        cmocka_unit_test(lanes_begin_on_a_cache_line),
        cmocka_unit_test(requests_that_overflow_are_refused),
        cmocka_unit_test(copies_of_texts_are_their_own),
        cmocka_unit_test(pieces_of_an_arena_do_not_overlap),
        cmocka_unit_test(an_arena_copies_texts),
        cmocka_unit_test(an_arena_may_be_freed_twice_and_used_again),
        cmocka_unit_test(freed_memory_is_kept_for_what_comes_next),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}

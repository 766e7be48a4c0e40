/* The list of problems (base/diag.c). */
#include "base/diag.h"

#include "support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ent_place_t here = {"folder/file.cfg", 7};

/* What is printed, the caller's to free. */
static char *printed(const ent_diags_t *diags) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    ent_diags_print(diags, stream);
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void assert_printed(const ent_diags_t *diags, const char *expected) {
    char *text = printed(diags);
    assert_string_equal(text, expected);
    free(text);
}

static void a_new_list_is_empty(void **state) {
    (void)state;
    ent_diags_t diags;
    memset(&diags, 0xff, sizeof diags);
    ent_diags_init(&diags);
    assert_int_equal(diags.count, 0);
    assert_int_equal(diags.errors, 0);
    assert_printed(&diags, "");
}

/* `FILE:LINE: key.path: what was found, what is expected` (the scenario file, "Strictness"). */
static void a_problem_is_printed_as_file_line_key_text(void **state) {
    (void)state;
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_error(&diags, here, "health.rise", "found %d, expected %s", 0, "more");
    assert_printed(&diags, "folder/file.cfg:7: health.rise: found 0, expected more\n");
}

static void a_problem_without_a_key_is_printed_without_one(void **state) {
    (void)state;
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_error(&diags, here, "", "the file is empty");
    assert_printed(&diags, "folder/file.cfg:7: the file is empty\n");
}

static void a_warning_is_marked_and_is_no_error(void **state) {
    (void)state;
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_warning(&diags, here, "years", "is %s", "long");
    assert_int_equal(diags.count, 1);
    assert_int_equal(diags.errors, 0);
    assert_int_equal(diags.kept[0].level, ENT_SEVERITY_WARNING);
    ent_diag_error(&diags, here, "step", "is wrong");
    assert_int_equal(diags.count, 2);
    assert_int_equal(diags.errors, 1);
    assert_printed(&diags, "folder/file.cfg:7: warning: years: is long\n"
                           "folder/file.cfg:7: step: is wrong\n");
}

/* "Up to 20 in one go, then a count" (the scenario file, "Strictness"). */
static void twenty_are_kept_and_the_rest_counted(void **state) {
    (void)state;
    ent_diags_t diags;
    ent_diags_init(&diags);
    for (int i = 1; i <= 20; i++) {
        ent_diag_error(&diags, (ent_place_t){"f", i}, "key", "number %d", i);
    }
    char *all = printed(&diags);
    assert_null(strstr(all, "more"));
    assert_non_null(strstr(all, "f:1: key: number 1\n"));
    assert_non_null(strstr(all, "f:20: key: number 20\n"));
    free(all);
    ent_diag_error(&diags, here, "key", "number 21");
    ent_diag_warning(&diags, here, "key", "number 22");
    assert_int_equal(diags.count, 22);
    assert_int_equal(diags.errors, 21);
    char *some = printed(&diags);
    assert_null(strstr(some, "number 21"));
    assert_non_null(strstr(some, "number 20\n... and 2 more problems\n"));
    free(some);
}

/* Of a path, the file's name matters: it is cut at the left. */
static void long_paths_keep_their_end(void **state) {
    (void)state;
    const size_t lengths[] = {ENT_DIAG_FILE_SIZE, 2 * ENT_DIAG_FILE_SIZE};
    for (size_t i = 0; i < 2; i++) {
        char path[2 * ENT_DIAG_FILE_SIZE + 1];
        memset(path, 'x', sizeof path);
        (void)snprintf(path + lengths[i] - 9, 10, "/last.cfg");
        ent_diags_t diags;
        ent_diags_init(&diags);
        ent_diag_error(&diags, (ent_place_t){path, 7}, "key", "text");
        const char *file = diags.kept[0].file;
        assert_int_equal(strlen(file), ENT_DIAG_FILE_SIZE - 1);
        assert_int_equal(strncmp(file, "...xxx", 6), 0);
        assert_string_equal(file + ENT_DIAG_FILE_SIZE - 10, "/last.cfg");
        assert_int_equal(diags.kept[0].line, 7);
    }
}

static void a_path_that_just_fits_is_kept_whole(void **state) {
    (void)state;
    char path[ENT_DIAG_FILE_SIZE];
    memset(path, 'y', sizeof path);
    path[sizeof path - 1] = '\0';
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_error(&diags, (ent_place_t){path, 1}, "key", "text");
    assert_string_equal(diags.kept[0].file, path);
}

static void long_keys_and_texts_are_cut_to_their_size(void **state) {
    (void)state;
    char word[1000];
    memset(word, 'z', sizeof word);
    word[sizeof word - 1] = '\0';
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_error(&diags, here, word, "%s", word);
    assert_int_equal(strlen(diags.kept[0].key), ENT_DIAG_KEY_SIZE - 1);
    assert_int_equal(strlen(diags.kept[0].text), ENT_DIAG_TEXT_SIZE - 1);
}

/* Whoever reports a problem may free or reuse its strings at once. */
static void a_problem_owns_what_it_says(void **state) {
    (void)state;
    char file[] = "a.cfg", key[] = "years", text[] = "wrong";
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_error(&diags, (ent_place_t){file, 3}, key, "%s", text);
    file[0] = key[0] = text[0] = 'X';
    assert_printed(&diags, "a.cfg:3: years: wrong\n");
}

static void a_place_without_a_file_is_no_crash(void **state) {
    (void)state;
    ent_diags_t diags;
    ent_diags_init(&diags);
    ent_diag_error(&diags, (ent_place_t){NULL, 0}, "key", "text");
    assert_printed(&diags, ":0: key: text\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_list_is_empty),
        cmocka_unit_test(a_problem_is_printed_as_file_line_key_text),
        cmocka_unit_test(a_problem_without_a_key_is_printed_without_one),
        cmocka_unit_test(a_warning_is_marked_and_is_no_error),
        cmocka_unit_test(twenty_are_kept_and_the_rest_counted),
        cmocka_unit_test(long_paths_keep_their_end),
        cmocka_unit_test(a_path_that_just_fits_is_kept_whole),
        cmocka_unit_test(long_keys_and_texts_are_cut_to_their_size),
        cmocka_unit_test(a_problem_owns_what_it_says),
        cmocka_unit_test(a_place_without_a_file_is_no_crash),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}

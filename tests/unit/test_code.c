/* Run codes (report/code.c). */
#include "report/code.h"

#include "base/version.h"
#include "random/random.h"
#include "scenario/writer.h"
#include "support/close.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HASH "7f3a9c01b2d4"

/* The hash of a scenario's resolved text, by the coreutils' sha256sum. */
static void hash_by_coreutils(const ent_scenario_t *scenario, char hash[13]) {
    char *folder = support_folder(), *text = NULL, command[600];
    assert_int_equal(ent_scenario_text(scenario, &text), ENT_OK);
    char *path = support_write(folder, "scenario.cfg", text);
    (void)snprintf(command, sizeof command, "sha256sum '%s'", path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_int_equal(fread(hash, 1, 12, pipe), 12);
    hash[12] = '\0';
    (void)pclose(pipe);
    free(text);
    free(path);
    support_remove(folder);
}

static void hashes_are_the_beginning_of_the_sha256_of_the_resolved_text(void **state) {
    ent_scenario_t scenario;
    char hash[ENT_CODE_HASH_SIZE], expected[13];
    (void)state;
    support_load_small("", NULL, 0, &scenario);
    assert_int_equal(ent_code_hash(&scenario, hash), ENT_OK);
    hash_by_coreutils(&scenario, expected);
    assert_string_equal(hash, expected);
    ent_scenario_free(&scenario);
}

/* What changes a scenario changes its hash; how it is written, and where, does not. */
static void hashes_tell_scenarios_apart(void **state) {
    static const struct {
        const char *set;
        bool same;
    } rows[] = {{"years=2", true},
                {"states.AAA.stance.jolt=0.3", true},
                {"states.AAA.stance.jolt=0.30000000000000004", false},
                {"title=Other", false},
                {"start=2020-02", false}};
    ent_scenario_t scenario, other;
    char hash[ENT_CODE_HASH_SIZE], changed[ENT_CODE_HASH_SIZE];
    (void)state;
    support_load_small("", NULL, 0, &scenario);
    assert_int_equal(ent_code_hash(&scenario, hash), ENT_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        support_load_small("", &rows[i].set, 1, &other);
        assert_int_equal(ent_code_hash(&other, changed), ENT_OK);
        if ((strcmp(hash, changed) == 0) != rows[i].same) {
            fail_msg("%s: %s and %s", rows[i].set, hash, changed);
        }
        ent_scenario_free(&other);
    }
    ent_scenario_free(&scenario);
}

static void codes_are_made_of_version_hashes_seed_and_member(void **state) {
    ent_scenario_t one, other;
    const char *const overrides[] = {"title=Other"};
    char text[ENT_CODE_SIZE], expected[200];
    ent_code_t code;
    (void)state;
    support_load_small("", NULL, 0, &one);
    support_load_small("", overrides, 1, &other);
    const ent_scenario_t *scenarios[10] = {&other, &one};
    assert_int_equal(ent_code_of(scenarios, 2, 12, false, 4711, &code), ENT_OK);
    char first[13], second[13];
    hash_by_coreutils(&other, first);
    hash_by_coreutils(&one, second);
    (void)snprintf(expected, sizeof expected, "%s/%s+%s/12/4711", ENT_VERSION, first, second);
    assert_string_equal(ent_code_format(&code, text), expected);
    assert_true(ent_code_has(&code, first) && ent_code_has(&code, second));
    assert_false(ent_code_has(&code, HASH));

    /* Without chance the seed plays no part. */
    assert_int_equal(ent_code_of(scenarios, 1, 12, true, 0, &code), ENT_OK);
    (void)snprintf(expected, sizeof expected, "%s/%s/deterministic/0", ENT_VERSION, first);
    assert_string_equal(ent_code_format(&code, text), expected);

    /* Of many scenarios the first eight are named. */
    for (size_t i = 0; i < 10; i++) {
        scenarios[i] = i < 8 ? &one : &other;
    }
    assert_int_equal(ent_code_of(scenarios, 10, 1, false, 0, &code), ENT_OK);
    assert_int_equal(code.hash_count, 8);
    assert_true(ent_code_has(&code, second));
    assert_false(ent_code_has(&code, first));
    ent_scenario_free(&one);
    ent_scenario_free(&other);
}

/* The longest there is fits, and every code reads back to itself. */
static void codes_read_back(void **state) {
    static const char *const texts[] = {
        "0.1.0/" HASH "/1/0",
        "0.1.0/" HASH "/deterministic/0",
        "10.20.3-rc1/" HASH "+000000000000/18446744073709551615/281474976710655",
        "1234567890123456789012345678901/" HASH "+" HASH "+" HASH "+" HASH "+" HASH "+" HASH
        "+" HASH "+abcdefabcdef/18446744073709551615/281474976710655",
    };
    char text[ENT_CODE_SIZE], problem[ENT_CODE_PROBLEM_SIZE];
    ent_code_t code;
    (void)state;
    assert_int_equal(ENT_MEMBER_LIMIT, UINT64_C(281474976710656));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_true(ent_code_parse(texts[i], &code, problem));
        assert_string_equal(ent_code_format(&code, text), texts[i]);
    }
    assert_true(ent_code_parse(texts[2], &code, problem));
    assert_string_equal(code.version, "10.20.3-rc1");
    assert_int_equal(code.hash_count, 2);
    assert_string_equal(code.hashes[0], HASH);
    assert_string_equal(code.hashes[1], "000000000000");
    assert_true(code.seed == UINT64_MAX && code.member == ENT_MEMBER_LIMIT - 1);
    assert_false(code.deterministic);
}

static void malformed_codes_are_refused_with_the_part_that_is_wrong(void **state) {
    static const struct {
        const char *text, *problem;
    } rows[] = {
        {"", "found 1 part, expected 4: VERSION/HASH/SEED/MEMBER"},
        {"nonsense", "found 1 part, expected 4: VERSION/HASH/SEED/MEMBER"},
        {"0.1.0/" HASH "/1", "found 3 parts, expected 4: VERSION/HASH/SEED/MEMBER"},
        {"0.1.0/" HASH "/1/0/", "found 5 parts, expected 4: VERSION/HASH/SEED/MEMBER"},
        {"/" HASH "/1/0", "the version: found \"\", expected one such as " ENT_VERSION},
        {"0.1 0/" HASH "/1/0", "the version: found \"0.1 0\", expected one such as " ENT_VERSION},
        {"12345678901234567890123456789012/" HASH "/1/0",
         "the version: found \"12345678901234567890123456789012\", expected one such "
         "as " ENT_VERSION},
        {"0.1.0//1/0", "the scenario's hash: found \"\", expected 12 of 0-9 and a-f"},
        {"0.1.0/7f3a/1/0", "the scenario's hash: found \"7f3a\", expected 12 of 0-9 and a-f"},
        {"0.1.0/7F3A9C01B2D4/1/0",
         "the scenario's hash: found \"7F3A9C01B2D4\", expected 12 of 0-9 and a-f"},
        {"0.1.0/" HASH "0/1/0",
         "the scenario's hash: found \"" HASH "0\", expected 12 of 0-9 and a-f"},
        {"0.1.0/" HASH "+/1/0", "the scenario's hash: found \"\", expected 12 of 0-9 and a-f"},
        {"0.1.0/" HASH "+xyz/1/0",
         "the scenario's hash: found \"xyz\", expected 12 of 0-9 and a-f"},
        {"0.1.0/+++++++++/1/0", "the scenarios' hashes: found 10, expected at most 8"},
        {"0.1.0/" HASH "//0", "the seed: found \"\", expected a whole number from 0 to "
                              "18446744073709551615 or \"deterministic\""},
        {"0.1.0/" HASH "/-1/0", "the seed: found \"-1\", expected a whole number from 0 to "
                                "18446744073709551615 or \"deterministic\""},
        {"0.1.0/" HASH "/18446744073709551616/0",
         "the seed: found \"18446744073709551616\", expected a whole number from 0 to "
         "18446744073709551615 or \"deterministic\""},
        {"0.1.0/" HASH "/determinist/0",
         "the seed: found \"determinist\", expected a whole number from 0 to "
         "18446744073709551615 or \"deterministic\""},
        {"0.1.0/" HASH "/1/", "the member: found \"\", expected a whole number from 0 to "
                              "281474976710655"},
        {"0.1.0/" HASH "/1/1e3", "the member: found \"1e3\", expected a whole number from 0 to "
                                 "281474976710655"},
        {"0.1.0/" HASH "/1/281474976710656",
         "the member: found \"281474976710656\", expected a whole number from 0 to "
         "281474976710655"},
        {"0.1.0/" HASH "/1/00000000000000000000000000000000000000000000000000x",
         "the member: found \"0000000000000000000000000000000000000000\", expected a whole number "
         "from 0 to 281474976710655"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char problem[ENT_CODE_PROBLEM_SIZE];
        ent_code_t code, before;
        memset(&code, 0x5a, sizeof code);
        memcpy(&before, &code, sizeof code);
        assert_false(ent_code_parse(rows[i].text, &code, problem));
        assert_string_equal(problem, rows[i].problem);
        assert_memory_equal(&code, &before, sizeof code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_the_beginning_of_the_sha256_of_the_resolved_text),
        cmocka_unit_test(hashes_tell_scenarios_apart),
        cmocka_unit_test(codes_are_made_of_version_hashes_seed_and_member),
        cmocka_unit_test(codes_read_back),
        cmocka_unit_test(malformed_codes_are_refused_with_the_part_that_is_wrong),
    };
    return cmocka_run_group_tests_name("code", tests, NULL, NULL);
}

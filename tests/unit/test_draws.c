/*
 * Keyed random numbers: the published answers of Philox 4x32-10, the layout of the counter, normals
 * against libm, and that every way to draw a number gives the same bits.
 */
#include "base/name.h"
#include "random/random.h"
#include "scenario/process.h"
#include "support/close.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LANES = 64 };

/* Philox 4x32 with 10 rounds as published: Salmon et al. 2011, section 4.3. */
static void philox(const uint32_t counter[4], uint64_t seed, uint32_t words[4]) {
    uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    memcpy(words, counter, 4 * sizeof *words);
    for (int round = 0; round < 10; round++) {
        uint64_t first = UINT64_C(0xD2511F53) * words[0];
        uint64_t second = UINT64_C(0xCD9E8D57) * words[2];
        uint32_t next[4] = {(uint32_t)(second >> 32) ^ words[1] ^ key[0], (uint32_t)second,
                            (uint32_t)(first >> 32) ^ words[3] ^ key[1], (uint32_t)first};
        memcpy(words, next, sizeof next);
        key[0] += UINT32_C(0x9E3779B9);
        key[1] += UINT32_C(0xBB67AE85);
    }
}

/* model.md, "Randomness": ((w >> 11) + ½)·2⁻⁵³; exact in long double, then rounded once. */
static double uniform_of(uint32_t low, uint32_t high) {
    uint64_t w = low | (uint64_t)high << 32;
    return (double)(((long double)(w >> 11) + 0.5L) * 0x1p-53L);
}

/* The pair of a draw by the layout of model.md. */
static ent_pair_t expected_pair(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                                uint16_t draw) {
    uint32_t counter[4] = {(uint32_t)member, index, process, draw | (uint32_t)(member >> 32) << 16};
    uint32_t words[4];
    philox(counter, seed, words);
    return (ent_pair_t){uniform_of(words[0], words[1]), uniform_of(words[2], words[3])};
}

static void for_each_isa(void (*check)(const ent_random_t *random)) {
    size_t tried = 0;
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            check(ent_random((ent_isa_t)isa));
            tried++;
        }
    }
    assert_true(tried >= 1);
}

/* kat_vectors of Random123 (D. E. Shaw Research): counter, key, answer. */
static const struct {
    uint32_t counter[4];
    uint32_t key[2];
    uint32_t words[4];
} published[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

static void check_published(const ent_random_t *random) {
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        const uint32_t *counter = published[i].counter, *words = published[i].words;
        uint64_t seed = published[i].key[0] | (uint64_t)published[i].key[1] << 32;
        uint64_t member = counter[0] | (uint64_t)(counter[3] >> 16) << 32;
        uint16_t draw = (uint16_t)(counter[3] & 0xffff);
        ent_pair_t pair = random->uniform_pair(seed, member, counter[1], counter[2], draw);
        assert_same(pair.first, uniform_of(words[0], words[1]));
        assert_same(pair.second, uniform_of(words[2], words[3]));
    }
}

static void philox_gives_the_published_answers(void **state) {
    (void)state;
    for_each_isa(check_published);
}

static void check_layout(const ent_random_t *random) {
    const uint64_t seed = UINT64_C(0x0123456789abcdef);
    const uint64_t members[] = {
        0, 1, 4711, UINT64_C(0xffffffff), UINT64_C(1) << 32, ENT_MEMBER_LIMIT - 1};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        for (uint32_t index = 0; index < 3; index++) {
            for (uint32_t draw = 0; draw <= 0xffff; draw += 0x5555) {
                ent_pair_t expected =
                    expected_pair(seed, members[i], index, 77 + index, (uint16_t)draw);
                ent_pair_t found =
                    random->uniform_pair(seed, members[i], index, 77 + index, (uint16_t)draw);
                assert_same(found.first, expected.first);
                assert_same(found.second, expected.second);
            }
        }
    }
}

static void the_counter_is_laid_out_as_documented(void **state) {
    (void)state;
    for_each_isa(check_layout);
}

static void check_lanes(const ent_random_t *random, uint64_t first, size_t lanes) {
    _Alignas(64) double even[LANES], odd[LANES];
    random->uniforms(99, first, 5, 1234, lanes, even, odd);
    for (size_t j = 0; j < lanes; j++) {
        ent_pair_t single = random->uniform_pair(99, first + j, 5, 1234, 0);
        ent_pair_t expected = expected_pair(99, first + j, 5, 1234, 0);
        assert_same(even[j], expected.first);
        assert_same(odd[j], expected.second);
        assert_same(single.first, even[j]);
        assert_same(single.second, odd[j]);
    }
    random->normals(99, first, 5, 1234, lanes, even, odd);
    for (size_t j = 0; j < lanes; j++) {
        ent_pair_t single = random->normal_pair(99, first + j, 5, 1234, 0);
        assert_same(single.first, even[j]);
        assert_same(single.second, odd[j]);
    }
}

static void check_all_lanes(const ent_random_t *random) {
    for (size_t lanes = 8; lanes <= LANES; lanes += 8) {
        check_lanes(random, 1000, lanes);
    }
}

static void lanes_are_the_members_one_by_one(void **state) {
    (void)state;
    for_each_isa(check_all_lanes);
}

static void check_boundary(const ent_random_t *random) {
    check_lanes(random, (UINT64_C(1) << 32) - 20, LANES);
    check_lanes(random, (UINT64_C(7) << 32) - 3, 8);
    check_lanes(random, ENT_MEMBER_LIMIT - LANES, LANES);
}

static void members_continue_across_two_to_the_32(void **state) {
    (void)state;
    for_each_isa(check_boundary);
}

static void check_normals(const ent_random_t *random) {
    const long double two_pi = 2 * acosl(-1.0L);
    for (uint64_t member = 0; member < 2000; member++) {
        ent_pair_t u = random->uniform_pair(3, member, 1, 42, 1);
        ent_pair_t z = random->normal_pair(3, member, 1, 42, 1);
        long double radius = sqrtl(-2 * logl(u.first));
        assert_close(z.first, (double)(radius * cosl(two_pi * u.second)), 1e-14, 1e-14);
        assert_close(z.second, (double)(radius * sinl(two_pi * u.second)), 1e-14, 1e-14);
    }
}

/* √(−2 ln u)·cos 2πv and √(−2 ln u)·sin 2πv, by libm in long double. */
static void normals_are_box_muller_pairs(void **state) {
    (void)state;
    for_each_isa(check_normals);
}

static void every_instruction_set_draws_the_same_bits(void **state) {
    _Alignas(64) double even[LANES], odd[LANES], first_even[LANES], first_odd[LANES];
    const ent_random_t *baseline = ent_random(ENT_ISA_BASELINE);
    (void)state;
    for (int isa = 1; isa < ENT_ISA_COUNT; isa++) {
        for (uint32_t index = 0; index < 400 && ent_isa_available((ent_isa_t)isa); index++) {
            baseline->normals(17, index * 64, index, 0xfeed, LANES, first_even, first_odd);
            ent_random((ent_isa_t)isa)->normals(17, index * 64, index, 0xfeed, LANES, even, odd);
            assert_memory_equal(even, first_even, sizeof even);
            assert_memory_equal(odd, first_odd, sizeof odd);
        }
    }
}

/* Mean 1/2 and 0, variance 1/12 and 1, within five standard errors of 200,000 draws. */
static void draws_have_the_moments_of_their_distributions(void **state) {
    const double count = 200000;
    double sum = 0, squares = 0, z_sum = 0, z_squares = 0;
    const ent_random_t *random = ent_random(ent_isa_best());
    (void)state;
    for (uint64_t member = 0; member < 100000; member++) {
        ent_pair_t u = random->uniform_pair(8, member, 0, 9, 0);
        ent_pair_t z = random->normal_pair(8, member, 0, 10, 0);
        assert_true(u.first > 0 && u.first <= 1 && u.second > 0 && u.second <= 1);
        sum += u.first + u.second;
        squares += u.first * u.first + u.second * u.second;
        z_sum += z.first + z.second;
        z_squares += z.first * z.first + z.second * z.second;
    }
    assert_close(sum / count, 0.5, 0, 5 * sqrt(1.0 / 12 / count));
    assert_close(squares / count, 1.0 / 3, 0, 5 * sqrt(4.0 / 45 / count)); /* 1/5 − 1/9 = 4/45 */
    assert_close(z_sum / count, 0, 0, 5 / sqrt(count));
    assert_close(z_squares / count, 1, 0, 5 * sqrt(2 / count));
}

/* 32-bit FNV-1a as published (Fowler, Noll, Vo): offset basis 2166136261, prime 16777619. */
static uint32_t fnv(const char *text) {
    uint32_t hash = UINT32_C(2166136261);
    for (const char *c = text; *c != '\0'; c++) {
        hash = (hash ^ (uint8_t)*c) * UINT32_C(16777619);
    }
    return hash;
}

static void processes_are_hashed_by_their_documented_names(void **state) {
    (void)state;
    assert_int_equal(fnv("foobar"), 0xbf9cf968); /* from the published test vectors */
    assert_int_equal(ent_process_hash(ENT_PROCESS_DRIVER, "threat"), fnv("driver/threat"));
    assert_int_equal(ent_process_hash(ENT_PROCESS_RETALIATION, "KOR"),
                     fnv("state/KOR/retaliation"));
    assert_int_equal(ent_process_hash(ENT_PROCESS_MEETING, "2+2"), fnv("institution/2+2/meeting"));
}

/* Bad input: the longest name allowed is hashed whole, and no lanes means nothing is written. */
static void extremes_are_harmless(void **state) {
    char name[ENT_NAME_SIZE], text[200];
    double untouched = 0.25;
    (void)state;
    memset(name, 'x', ENT_NAME_LENGTH);
    name[ENT_NAME_LENGTH] = '\0';
    (void)snprintf(text, sizeof text, "event/%s/probability", name);
    assert_int_equal(ent_process_hash(ENT_PROCESS_PROBABILITY, name), fnv(text));
    ent_random(ent_isa_best())->normals(1, 0, 0, 0, 0, &untouched, &untouched);
    assert_same(untouched, 0.25);
}

static void the_exponential_agrees_with_libm(void **state) {
    (void)state;
    for (double x = -40; x < 40; x += 0.037) {
        assert_close(ent_exp(x), (double)expl((long double)x), 4e-16, 0);
    }
    assert_same(ent_exp(0), 1);
    assert_same(ent_exp(-1000), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_the_published_answers),
        cmocka_unit_test(the_counter_is_laid_out_as_documented),
        cmocka_unit_test(lanes_are_the_members_one_by_one),
        cmocka_unit_test(members_continue_across_two_to_the_32),
        cmocka_unit_test(normals_are_box_muller_pairs),
        cmocka_unit_test(every_instruction_set_draws_the_same_bits),
        cmocka_unit_test(draws_have_the_moments_of_their_distributions),
        cmocka_unit_test(processes_are_hashed_by_their_documented_names),
        cmocka_unit_test(the_exponential_agrees_with_libm),
        cmocka_unit_test(extremes_are_harmless),
    };
    return cmocka_run_group_tests_name("draws", tests, NULL, NULL);
}

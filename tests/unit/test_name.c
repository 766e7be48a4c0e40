/* Names, texts, hashes and suggestions (base/name.c). */
#include "base/name.h"

#include "support/close.h"

#include <string.h>

typedef struct {
    const char *text;
    bool valid, as_key;
} name_row_t;

#define FORTY "abcdefghijklmnopqrstuvwxyz0123456789_+-A"
#define FORTY_LETTERS "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"

/* [A-Za-z0-9_+-]{1,40}; as a key [A-Za-z][A-Za-z0-9_-]{0,39} (the scenario file, "Strictness"). */
static void names_are_as_the_format_says(void **state) {
    (void)state;
    static const name_row_t rows[] = {
        {"2+2", true, false},      {"economic_2+2", true, false},
        {"KOR", true, true},       {"a", true, true},
        {"Z", true, true},         {"9", true, false},
        {"_a", true, false},       {"-a", true, false},
        {"+", true, false},        {"a-b_c9", true, true},
        {FORTY, true, false},      {FORTY_LETTERS, true, true},
        {FORTY "b", false, false}, {FORTY_LETTERS "o", false, false},
        {"", false, false},        {"a b", false, false},
        {"a.b", false, false},     {"a\n", false, false},
        {"naïve", false, false},   {"a/b", false, false},
        {"a=b", false, false},     {"\"a\"", false, false},
        {"a\x7f", false, false},   {"[", false, false},
        {"`", false, false},       {"@", false, false},
        {"{", false, false},       {"/", false, false},
        {":", false, false},       {",", false, false},
        {"*a", false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ent_name_valid(rows[i].text) != rows[i].valid ||
            ent_name_valid_as_key(rows[i].text) != rows[i].as_key) {
            fail_msg("\"%s\" is judged wrongly", rows[i].text);
        }
    }
}

static void titles_are_utf8(void **state) {
    (void)state;
    const char *const good[] = {
        "",
        "Takaichi",
        "日本と韓国",
        "Lee Jae-myung (이재명)",
        "a\"b\\c",
        "\xc2\xa0",
        "𝛘",
        "1 % ± 2",
        /* Marks of direction, LRM and RLM: */
        "\xe2\x80\x8e\xe2\x80\x8f",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(ent_text_valid(good[i]));
    }
}

/* Broken UTF-8 by the Unicode standard's table 3-7; control characters: C0, DEL, C1, direction. */
static void titles_with_broken_utf8_or_controls_are_refused(void **state) {
    (void)state;
    const char *const bad[] = {
        "\x80",
        "a\xff",
        "\xc3",
        "\xc0\xaf",
        "\xed\xa0\x80",
        "\xe6\x97",
        "\xf4\x90\x80\x80",
        "a\nb",
        "a\tb",
        "\x1b[31m",
        "\x01",
        "\x1f",
        "\x7f",
        "\xc2\x80",
        "a\xc2\x9b"
        "31m",
        "\xc2\x9f",
        "\xe2\x80\xaa", /* UAX 9: LRE, RLO, LRI and PDI, the first and last of each row */
        "a\xe2\x80\xae",
        "\xe2\x81\xa6",
        "\xe2\x81\xa9",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (ent_text_valid(bad[i])) {
            fail_msg("text %zu is taken for valid", i);
        }
    }
}

/* Published answers: test vectors of FNV-1a 32 by Landon Curt Noll (draft-eastlake-fnv). */
static void hashes_have_the_published_values(void **state) {
    (void)state;
    assert_true(ent_name_hash("") == 0x811c9dc5);
    assert_true(ent_name_hash("a") == 0xe40c292c);
    assert_true(ent_name_hash("b") == 0xe70c2de5);
    assert_true(ent_name_hash("fo") == 0x6222e842);
    assert_true(ent_name_hash("foo") == 0xa9f37ed7);
    assert_true(ent_name_hash("foobar") == 0xbf9cf968);
}

/* Bytes above 0x7f count as 128 to 255, whether char is signed or not: by hand from the formula. */
static void hashes_take_bytes_as_unsigned(void **state) {
    (void)state;
    uint32_t expected = (2166136261u ^ 0xff) * 16777619u;
    assert_true(ent_name_hash("\xff") == expected);
}

/* Characters of one to four bytes: U+0061, U+00E9, U+65E5, U+1D6D8 (RFC 3629, section 3). */
static void texts_are_cut_between_characters(void **state) {
    (void)state;
    static const char text[] = "a\xc3\xa9\xe6\x97\xa5\xf0\x9d\x9b\x98";
    static const size_t ends[] = {0, 1, 3, 6, 10};
    assert_int_equal(ent_text_characters(text), 4);
    assert_int_equal(ent_text_characters(""), 0);
    for (size_t most = 0; most <= 4; most++) {
        assert_int_equal(ent_text_prefix(text, most), ends[most]);
    }
    assert_int_equal(ent_text_prefix(text, 5), 10);
    assert_int_equal(ent_text_prefix(text, (size_t)-1), 10);
    for (size_t most = 0, whole = 0; most <= 12; most++) {
        whole += whole < 4 && ends[whole + 1] <= most;
        assert_int_equal(ent_text_fit(text, most), ends[whole]);
    }
}

static const char *nearest_of(const char *wanted, const char *const *known, size_t count) {
    ent_nearest_t nearest;
    ent_nearest_init(&nearest, wanted);
    for (size_t i = 0; i < count; i++) {
        ent_nearest_offer(&nearest, known[i]);
    }
    return nearest.best;
}

/* One slip of each kind: a letter missing, one too many, a wrong one, two swapped. */
static void one_slip_finds_the_name(void **state) {
    (void)state;
    static const char *const known[] = {"volatility", "inertia", "insulation", "weight"};
    static const struct {
        const char *wanted, *expected;
    } slips[] = {
        {"volatilty", "volatility"}, {"inerttia", "inertia"},      {"insulatiom", "insulation"},
        {"wieght", "weight"},        {"Weight", "weight"},         {"weigh", "weight"},
        {"aweight", "weight"},       {"volatility", "volatility"}, {"nisulation", "insulation"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        const char *found = nearest_of(slips[i].wanted, known, 4);
        assert_non_null(found);
        assert_string_equal(found, slips[i].expected);
    }
}

/* Two swapped letters are one slip, not two: "ba" is nearer to "ab" than "bcc" is. */
static void the_nearest_wins_and_the_first_of_equals(void **state) {
    (void)state;
    static const char *const known[] = {"fallen", "fall", "falls", "rise"};
    assert_string_equal(nearest_of("fal", known, 4), "fall");
    assert_string_equal(nearest_of("fallx", known, 4), "fall");
    static const char *const swapped[] = {"adcbx", "abdc"};
    assert_string_equal(nearest_of("abcd", swapped, 2), "abdc");
}

/* Half of two letters is one: only a true swap brings them near. */
static void only_a_swap_of_neighbours_counts_as_one(void **state) {
    (void)state;
    static const char *const known[] = {"ba", "ca", "bc", "cb"};
    assert_string_equal(nearest_of("ab", &known[0], 1), "ba");
    assert_null(nearest_of("ab", &known[1], 1));
    assert_null(nearest_of("ab", &known[2], 1));
    assert_string_equal(nearest_of("ab", &known[3], 1), "cb"); /* one wrong letter */
}

static void names_far_away_are_no_suggestion(void **state) {
    (void)state;
    static const char *const known[] = {"approval", "stance"};
    assert_null(nearest_of("x", known, 2));
    assert_null(nearest_of("", known, 2));
    assert_null(nearest_of("trend", known, 2));
    assert_null(nearest_of("retaliation", known, 2));
    static const char *const longer[] = {"shield_commitment"};
    assert_null(nearest_of("shield_abcdefghij", longer, 1)); /* more than four slips */
    assert_null(nearest_of("anything", NULL, 0));
}

/* Texts beyond any name's length are not compared, and nothing is written out of bounds. */
static void very_long_texts_are_no_suggestion(void **state) {
    (void)state;
    char text[200], same[200];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    memcpy(same, text, sizeof same);
    const char *const known[] = {same};
    assert_null(nearest_of(text, known, 1));
    text[120] = same[120] = '\0'; /* the longest that are compared */
    text[0] = 'b';
    assert_string_equal(nearest_of(text, known, 1), same);
    same[120] = 'a';
    assert_null(nearest_of(text, known, 1));
}

static void a_hint_names_the_nearest_or_nothing(void **state) {
    (void)state;
    ent_nearest_t nearest;
    char hint[ENT_HINT_SIZE];
    ent_nearest_init(&nearest, "stence");
    assert_string_equal(ent_nearest_hint(&nearest, hint), "");
    ent_nearest_offer(&nearest, "stance");
    assert_string_equal(ent_nearest_hint(&nearest, hint), ", did you mean \"stance\"?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_as_the_format_says),
        cmocka_unit_test(titles_are_utf8),
        cmocka_unit_test(titles_with_broken_utf8_or_controls_are_refused),
        cmocka_unit_test(hashes_have_the_published_values),
        cmocka_unit_test(texts_are_cut_between_characters),
        cmocka_unit_test(hashes_take_bytes_as_unsigned),
        cmocka_unit_test(one_slip_finds_the_name),
        cmocka_unit_test(the_nearest_wins_and_the_first_of_equals),
        cmocka_unit_test(only_a_swap_of_neighbours_counts_as_one),
        cmocka_unit_test(names_far_away_are_no_suggestion),
        cmocka_unit_test(very_long_texts_are_no_suggestion),
        cmocka_unit_test(a_hint_names_the_nearest_or_nothing),
    };
    return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}

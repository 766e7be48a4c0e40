/* Falls and recoveries on hand-made paths (model.md, "Metrics of one member"). */
#include "analysis/falls.h"

#include "support/close.h"

#define PATH(...) (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / 8

enum { MOST_FALLS = 4 };

/* Paths with the falls of at least 10 points in them, and the instants until each half regain. */
static const struct {
    const char *what;
    const double *path;
    size_t length;
    size_t count;
    ent_fall_t falls[MOST_FALLS];
    struct {
        bool recovered;
        size_t instants;
    } recoveries[MOST_FALLS];
} cases[] = {
    {.what = "a level path", PATH(50, 50, 50)},
    {.what = "a rise", PATH(40, 50, 60)},
    {.what = "too little", PATH(60, 50.001, 60)},
    {"exactly enough, not regained", PATH(60, 50), 1, {{0, 1, false}}, {{false, 0}}},
    {"a swing, with its peak after a rise",
     PATH(50, 60, 45, 44, 55, 70),
     1,
     {{1, 3, true}},
     {{true, 1}}}, /* half of 44 to 60 is 52 */
    {"exactly regained", PATH(60, 45, 55), 1, {{0, 1, true}}, {{true, 1}}},
    {"almost regained", PATH(60, 45, 54.999), 1, {{0, 1, false}}, {{true, 1}}},
    {"a second low before the regain is the low",
     PATH(60, 48, 55, 46, 57),
     1,
     {{0, 3, true}},
     {{true, 1}}},
    {"a slow decline is one fall from its peak",
     PATH(60, 57, 54, 51, 48, 45, 42),
     1,
     {{0, 6, false}},
     {{false, 0}}},
    {"the first of equal peaks, of equal lows",
     PATH(60, 60, 45, 45, 60),
     1,
     {{0, 2, true}},
     {{true, 2}}},
    {"small ups and downs on the way do not count",
     PATH(70, 65, 69, 62, 66, 58, 63, 55, 60, 70),
     1,
     {{0, 7, true}},
     {{true, 2}}}, /* half of 55 to 70 is 62.5 */
    {"two swings; the next peak is sought from the regain on",
     PATH(60, 40, 50, 65, 52, 62),
     2,
     {{0, 1, true}, {3, 4, true}},
     {{true, 1}, {true, 1}}},
    {"the regain itself may be the next peak",
     PATH(60, 40, 55, 44, 42),
     2,
     {{0, 1, true}, {2, 4, false}},
     {{true, 1}, {false, 0}}},
    {"half is regained late, and before the end",
     PATH(80, 40, 45, 50, 55, 60),
     1,
     {{0, 1, true}},
     {{true, 4}}},
    {"half is not regained, though ten points are",
     PATH(80, 40, 45, 52, 55),
     1,
     {{0, 1, true}},
     {{false, 3}}},
    {"one instant", PATH(10), 0, {{0}}, {{0}}},
};

static void assert_falls(size_t i) {
    ent_fall_walk_t walk;
    ent_fall_t fall;
    size_t found = 0;
    ent_fall_walk_init(&walk, cases[i].path, cases[i].length, 10);
    while (ent_fall_walk_next(&walk, &fall)) {
        const ent_fall_t *expected = &cases[i].falls[found];
        size_t instants = 99;
        bool recovered = ent_fall_recovery(cases[i].path, cases[i].length, &fall, &instants);
        if (found >= cases[i].count || fall.peak != expected->peak || fall.low != expected->low ||
            fall.regained != expected->regained ||
            recovered != cases[i].recoveries[found].recovered ||
            instants != cases[i].recoveries[found].instants) {
            fail_msg("%s: fall %zu from %zu to %zu, regained %d, half %d after %zu", cases[i].what,
                     found, fall.peak, fall.low, fall.regained, recovered, instants);
        }
        found++;
    }
    if (found != cases[i].count) {
        fail_msg("%s: found %zu falls, expected %zu", cases[i].what, found, cases[i].count);
    }
    assert_false(ent_fall_walk_next(&walk, &fall)); /* asked again, still none */
}

static void falls_and_recoveries_are_found_on_known_paths(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_falls(i);
    }
}

/* The same path under another threshold: three falls of 3, one of 20, none of 21. */
static void the_threshold_decides_what_is_a_fall(void **state) {
    static const double path[] = {60, 55, 58, 50, 54, 40, 60};
    static const struct {
        double points;
        size_t falls;
    } thresholds[] = {{3, 3}, {10, 1}, {20, 1}, {20.001, 0}};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        ent_fall_walk_t walk;
        ent_fall_t fall;
        size_t found = 0;
        ent_fall_walk_init(&walk, path, 7, thresholds[i].points);
        while (ent_fall_walk_next(&walk, &fall)) {
            found++;
        }
        assert_int_equal(found, thresholds[i].falls);
    }
}

/* Errors: an empty path has no falls. */
static void an_empty_path_has_no_falls(void **state) {
    const double nothing = 0;
    ent_fall_walk_t walk;
    ent_fall_t fall;
    (void)state;
    ent_fall_walk_init(&walk, &nothing, 0, 10);
    assert_false(ent_fall_walk_next(&walk, &fall));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(falls_and_recoveries_are_found_on_known_paths),
        cmocka_unit_test(the_threshold_decides_what_is_a_fall),
        cmocka_unit_test(an_empty_path_has_no_falls),
    };
    return cmocka_run_group_tests_name("falls", tests, NULL, NULL);
}

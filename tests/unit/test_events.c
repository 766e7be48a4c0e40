/* Phase 2b, the scenario's events (model.md): when they have an occasion and when it is taken. */
#include "support/scripted.h"
#include "support/world.h"

#include <math.h>
#include <string.h>

static const double month = 1.0 / 12.0;

#define SHIFT(by) "effects = ( { type = \"shift\"; variable = \"domain.talks\"; by = " by "; } ); }"

static void run(support_world_t *world, size_t step) {
    support_world_run(world, "draws", step);
    support_world_run(world, "events", step);
}

static ent_lanes_t fired(const support_world_t *world, size_t event) {
    return world->block.happened.events[event];
}

/* Runs steps 0 … 23 and writes '1' for those in which the event fired in lane 0. */
static void list_firings(support_world_t *world, size_t event, char list[25]) {
    memset(list, 0, 25);
    for (size_t step = 0; step < 24; step++) {
        run(world, step);
        list[step] = fired(world, event) & 1 ? '1' : '0';
    }
}

static void dated_events_fire_in_their_step_in_every_member(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(
        &world,
        "events = ( { name = \"e\"; at = \"2020-06-20\"; " SHIFT(
            "0.3") ","
                   "{ name = \"f\"; from = \"2019-11\"; every_years = 0.25; " SHIFT("0.1") ");",
        NULL);
    char list[25];
    list_firings(&world, 0, list);
    assert_string_equal(list, "000001000000000000000000");
    support_world_restart(&world, false);
    list_firings(&world, 1, list);
    assert_string_equal(list, "010010010010010010010010");
    support_world_restart(&world, false);
    run(&world, 5);
    assert_int_equal(fired(&world, 0), 0xff);
    assert_close(support_world_lanes(&world, "domain.talks")[7], 0.4, 1e-15, 0);
    support_world_close(&world);
}

/* 1 − exp(−rate·Δ), of the event's own uniform: even steps the first of a pair, odd the second. */
static void random_events_fire_below_their_probability(void **state) {
    const double p = 1 - exp(-3 * month);
    support_world_t world;
    char list[25];
    (void)state;
    support_replay_all(0.999, 0);
    support_replay_process(ent_name_hash("event/e"), p * 0.999999, p * 1.000001);
    support_world_open(&world, "events = ( { name = \"e\"; rate = 3.0; " SHIFT("0.01") ");", NULL);
    list_firings(&world, 0, list);
    assert_string_equal(list, "101010101010101010101010");
    support_world_restart(&world, true); /* no rate comes true without chance */
    list_firings(&world, 0, list);
    assert_string_equal(list, "000000000000000000000000");
    support_world_close(&world);
}

/* A condition on health: below 40 points are H < −0.2, strictly. */
static void conditions_are_strict_and_hold_by_member(void **state) {
    static const double healths[SUPPORT_LANES] = {0, -0.19, -0.2, -0.21, -1, 1, -0.3, 0.5};
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world,
                       "events = ( { name = \"low\"; when = { variable = \"health\";"
                       "             below = 40.0; }; " SHIFT(
                           "0.1") ","
                                  "           { name = \"high\"; when = { variable = \"health\";"
                                  "             above = 40.0; }; " SHIFT("0.1") ");",
                       NULL);
    memcpy(world.block.health, healths, sizeof healths);
    run(&world, 0);
    assert_int_equal(fired(&world, 0), 1 << 3 | 1 << 4 | 1 << 6);
    assert_int_equal(fired(&world, 1), 1 << 0 | 1 << 1 | 1 << 5 | 1 << 7);
    support_world_close(&world);
}

#define WAITING(more)                                                                              \
    "events = ( { name = \"e\"; " more "; when = { variable = \"driver.threat\"; above = 0.35;"    \
    " for_years = 0.25; }; " SHIFT("0.0") ");"

/* The first step in which it holds counts Δ; an interruption starts the clock again. */
static void a_condition_must_last(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, WAITING("once = true"), NULL);
    double *threat = support_world_lanes(&world, "driver.threat");
    for (size_t step = 0; step < 8; step++) {
        threat[0] = 0.4;                    /* lasts a quarter of a year in step 2 */
        threat[1] = step == 1 ? 0.3 : 0.4;  /* interrupted: again from step 2 to 4 */
        threat[2] = step % 3 < 2 ? 0.4 : 0; /* never three in a row */
        run(&world, step);
        assert_int_equal(fired(&world, 0) & 7, step == 2 ? 1 : step == 4 ? 2 : 0);
    }
    support_world_close(&world);
}

/* Without `once` the clock restarts on the occasion, and a rest must pass between occasions. */
static void repeated_occasions_restart_the_clock_and_rest(void **state) {
    static const struct {
        const char *more, *list;
    } cases[] = {
        {WAITING("once = true"), "001000000000000000000000"},
        {WAITING("once = false; rest_years = 0.0"), "001001001001001001001001"},
        {WAITING("once = false; rest_years = 0.25"), "001001001001001001001001"},
        {WAITING("once = false; rest_years = 0.5"), "001000001000001000001000"},
        {WAITING("once = false"), "001000000000001000000000"}, /* a year by default */
        {WAITING("once = false; rest_years = 0.4"), "001000010000100001000010"},
    };
    (void)state;
    support_replay_all(0.5, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        support_world_t world;
        char list[25];
        support_world_open(&world, cases[i].more, NULL);
        list_firings(&world, 0, list);
        assert_string_equal(list, cases[i].list);
        support_world_close(&world);
    }
}

/* A source whose uniforms depend on the ordinal of the occasion. */
static ent_pair_t by_ordinal(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                             uint16_t draw) {
    static const double uniforms[] = {0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.9, 0.1};
    (void)seed;
    (void)member;
    assert_int_equal(process, ent_name_hash("event/e/probability"));
    assert_int_equal(draw, 0);
    assert_true(index < sizeof uniforms / sizeof uniforms[0]);
    return (ent_pair_t){uniforms[index], 0.5};
}

static void open_with_ordinals(support_world_t *world, ent_random_t *random, const char *more) {
    support_replay_all(0.5, 0);
    support_world_open(world, more, NULL);
    *random = *support_scripted_random();
    random->uniform_pair = by_ordinal;
    world->block.random = random;
}

/* Drawn by the ordinal of the occasion, not by the step: 0, 1, 2, … from July on. */
static void a_probability_is_drawn_by_occasion(void **state) {
    support_world_t world;
    ent_random_t random;
    char list[25];
    (void)state;
    open_with_ordinals(&world, &random,
                       "events = ( { name = \"e\"; probability = 0.5; from = \"2020-07\";"
                       "             every_years = 0.25; " SHIFT("0.1") ");");
    list_firings(&world, 0, list);
    assert_string_equal(list, "000000000100100000000100");
    support_world_close(&world);
}

/* A failed draw uses the occasion up: an event that comes once does not come any more. */
static void a_failed_draw_uses_the_occasion_up(void **state) {
    support_world_t world;
    ent_random_t random;
    char list[25];
    (void)state;
    open_with_ordinals(&world, &random, WAITING("probability = 0.5"));
    list_firings(&world, 0, list);
    assert_string_equal(list, "000000000000000000000000");
    support_world_close(&world);
    open_with_ordinals(&world, &random,
                       WAITING("probability = 0.5; once = false; rest_years = 0.0"));
    list_firings(&world, 0, list);
    assert_string_equal(list, "000001001000000001000001");
    support_world_close(&world);
}

/* chance(p) is p ≥ ½ without chance; a probability of 0 never comes true. */
static void deterministic_occasions_are_taken_from_one_half_on(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(
        &world,
        "events = ( { name = \"a\"; at = \"2020-01\"; probability = 0.5; " SHIFT(
            "0.1") ","
                   "{ name = \"b\"; at = \"2020-01\"; probability = 0.499; " SHIFT(
                       "0.1") ","
                              "{ name = \"c\"; at = \"2020-01\"; probability = 0.0; " SHIFT(
                                  "0.1") ");",
        NULL);
    support_world_restart(&world, true);
    run(&world, 0);
    assert_int_equal(fired(&world, 0), 0xff);
    assert_int_equal(fired(&world, 1) | fired(&world, 2), 0);
    support_world_close(&world);
}

/* Events act at once, in file order: the second sees what the first has done. */
static void events_act_one_after_another(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world,
                       "events = ( { name = \"early\"; when = { variable = \"domain.talks\";"
                       "             above = 0.5; }; " SHIFT(
                           "0.0") ","
                                  "{ name = \"push\"; at = \"2020-01\"; " SHIFT(
                                      "0.6") ","
                                             "{ name = \"late\"; when = { variable = "
                                             "\"domain.talks\"; above = 0.5; }; " SHIFT("0.0") ");",
                       NULL);
    run(&world, 0);
    assert_int_equal(fired(&world, 0), 0);
    assert_int_equal(fired(&world, 2), 0xff);
    support_world_close(&world);
}

#define WATCH(name, variable, above)                                                               \
    "{ name = \"" name "\"; when = { variable = \"" variable "\"; above = " above                  \
    "; }; effects = ( { type = \"reconcile\"; share = 0.0; } ); },"

/*
 * Conditions see variables as they stand: grievances 0.4 + 0.3, an institution's status and habit
 * at once, a poll of the present health; what is derived (commitment) as last refreshed.
 */
static void conditions_see_the_present(void **state) {
    static const char more[] =
        "institutions = ( { name = \"i\"; cadence = 0.0; " SUPPORT_ACTIVE "} );"
        "polls = ( { name = \"p\"; intercept = 0.0; terms = ("
        "  { variable = \"grievance.BBB\"; weight = 2.0; } ); } );"
        "events = (" WATCH("g", "grievance.BBB", "0.69") WATCH("a", "active.i", "0.5")
            WATCH("h", "habit.i", "0.59") WATCH("p", "poll.p", "80.0")
                WATCH("c", "commitment", "0.06") WATCH("l", "level.i", "0.49")
                    WATCH("w", "weight.AAA.leader",
                          "0.27") "{ name = \"last\"; at = \"2020-12\"; " SUPPORT_NO_EFFECT ");";
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world, more, NULL);
    ent_row(&world.block, world.block.fast, 1)[0] = 0.4;
    ent_row(&world.block, world.block.slow, 1)[0] = 0.3;
    world.block.habit[0] = 0.6;
    world.block.status[1] = ENT_SUSPENDED;
    run(&world, 0);
    assert_int_equal(fired(&world, 0), 1);
    assert_int_equal(fired(&world, 1), 0xff & ~2);
    assert_int_equal(fired(&world, 2), 1); /* 0.5 elsewhere, 0 where suspended */
    assert_int_equal(fired(&world, 3), 1); /* 100/(1 + e^−1.4) = 80.2 */
    assert_int_equal(fired(&world, 4), 0); /* still 0.1·0.5 */
    assert_int_equal(fired(&world, 5), 0xff);
    assert_int_equal(fired(&world, 6), 0); /* 0.6/(2.2 + 0.05) = 0.267 */
    support_world_close(&world);
}

/* Errors: lanes beyond the members take part in nothing that is counted. */
static void padding_lanes_are_no_members(void **state) {
    support_world_t world;
    (void)state;
    support_replay_all(0.5, 0);
    support_world_open(&world,
                       "institutions = ( { name = \"i\"; cadence = 0.0; " SUPPORT_ACTIVE "} );"
                       "events = ( { name = \"e\"; at = \"2020-01\"; effects = ( { type = "
                       "\"institution\"; name = \"i\"; action = \"resume\"; } ); } );",
                       NULL);
    ent_block_start(&world.block, &world.plan, 1, 0, 3, false);
    world.model->record_instant(&world.plan, &world.block, 0);
    run(&world, 0);
    assert_int_equal(world.block.member_lanes, 7);
    assert_int_equal(world.block.not_applied[0], 3);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dated_events_fire_in_their_step_in_every_member),
        cmocka_unit_test(random_events_fire_below_their_probability),
        cmocka_unit_test(conditions_are_strict_and_hold_by_member),
        cmocka_unit_test(a_condition_must_last),
        cmocka_unit_test(repeated_occasions_restart_the_clock_and_rest),
        cmocka_unit_test(a_probability_is_drawn_by_occasion),
        cmocka_unit_test(a_failed_draw_uses_the_occasion_up),
        cmocka_unit_test(deterministic_occasions_are_taken_from_one_half_on),
        cmocka_unit_test(events_act_one_after_another),
        cmocka_unit_test(conditions_see_the_present),
        cmocka_unit_test(padding_lanes_are_no_members),
    };
    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}

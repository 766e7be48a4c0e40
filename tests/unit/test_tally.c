/* The tally of what happened to members: rows, first times, totals, and effects in vain. */
#include "ensemble/gathered.h"

#include "support/world.h"

static const char some[] =
    "institutions = ( { name = \"i\"; cadence = 0.0; " SUPPORT_ACTIVE "} );"
    "shocks = ( { name = \"row\"; by = \"AAA\"; rate = 0.1;"
    "             severity = { distribution = \"fixed\"; value = 0.1; }; } );"
    "events = ( { name = \"once\"; at = \"2020-06\"; " SUPPORT_NO_EFFECT ","
    "{ name = \"vain\"; from = \"2020-02\"; every_years = 0.5; effects = ("
    "  { type = \"institution\"; name = \"i\"; action = \"terminate\"; } ); } );";

static void rows_are_events_shocks_answers_and_successions(void **state) {
    support_world_t world;
    (void)state;
    support_world_open(&world, some, NULL);
    assert_int_equal(ent_tally_row(&world.plan, ENT_HAPPENED_EVENT, 1), 1);
    assert_int_equal(ent_tally_row(&world.plan, ENT_HAPPENED_SHOCK, 0), 2);
    assert_int_equal(ent_tally_row(&world.plan, ENT_HAPPENED_ANSWER, 0), 3);
    assert_int_equal(ent_tally_row(&world.plan, ENT_HAPPENED_ANSWER, 1), 4);
    assert_int_equal(ent_tally_row(&world.plan, ENT_HAPPENED_SUCCESSION, 1), 6);
    support_world_close(&world);
}

/* First times by step and totals, of members only: lanes 0 to 4 of 8. */
static void first_times_are_counted_once_for_each_member(void **state) {
    support_world_t world;
    ent_gathered_t gathered;
    ent_lanes_t seen[7] = {0};
    (void)state;
    support_world_open(&world, some, NULL);
    ent_happenings_t *happened = &world.block.happened;
    assert_int_equal(ent_gathered_init(&gathered, &world.plan, NULL, NULL), ENT_OK);
    ent_block_start(&world.block, &world.plan, 1, 0, 5, false);
    happened->shocks[0] = 0x07;
    happened->answers[1] = 0xff;
    happened->successions[0] = 0x10;
    ent_gathered_add_happenings(&gathered, &world.plan, &world.block, 3, seen);
    happened->shocks[0] = 0x1e; /* two that had one, two for whom it is the first */
    happened->answers[1] = 0;
    ent_gathered_add_happenings(&gathered, &world.plan, &world.block, 9, seen);
    const ent_tally_t *tally = &gathered.tally;
    assert_int_equal(tally->first[2 * 24 + 3], 3);
    assert_int_equal(tally->first[2 * 24 + 9], 2);
    assert_int_equal(tally->total[2], 3 + 4);
    assert_int_equal(tally->first[4 * 24 + 3], 5);
    assert_int_equal(tally->total[4], 5);
    assert_int_equal(tally->first[5 * 24 + 3], 1);
    assert_int_equal(tally->first[5 * 24 + 9], 0);
    assert_int_equal(tally->total[5], 2);
    assert_int_equal(tally->total[0], 0);
    ent_gathered_free(&gathered);
    support_world_close(&world);
}

/* Dates in every member; the institution ends at the first of four occasions. */
static void dated_events_are_tallied_by_their_step(void **state) {
    support_world_t world;
    ent_ensemble_t ensemble;
    (void)state;
    support_world_open(&world, some, NULL);
    const ent_plan_t *plan = &world.plan;
    ent_ensemble_options_t options = {.members = 100, .seed = 1, .tile = 30};
    assert_int_equal(ent_ensemble_run(&plan, 1, &options, &ensemble), ENT_OK);
    const ent_tally_t *tally = &ensemble.plans[0].tally;
    assert_int_equal(tally->first[5], 100);
    assert_int_equal(tally->total[0], 100);
    assert_int_equal(tally->first[24 + 1], 100); /* February, then August, … */
    assert_int_equal(tally->first[24 + 7], 0);
    assert_int_equal(tally->total[1], 400);
    assert_int_equal(tally->not_applied[1], 300);
    assert_int_equal(tally->not_applied[0], 0);
    ent_ensemble_free(&ensemble);
    support_world_close(&world);
}

/* Errors: freeing twice, or what was never made, is harmless. */
static void freeing_twice_is_harmless(void **state) {
    support_world_t world;
    ent_gathered_t gathered = {0};
    (void)state;
    support_world_open(&world, "", NULL);
    ent_gathered_free(&gathered);
    assert_int_equal(ent_gathered_init(&gathered, &world.plan, NULL, NULL), ENT_OK);
    ent_gathered_free(&gathered);
    ent_gathered_free(&gathered);
    assert_null(gathered.by_variable.counts);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_events_shocks_answers_and_successions),
        cmocka_unit_test(first_times_are_counted_once_for_each_member),
        cmocka_unit_test(dated_events_are_tallied_by_their_step),
        cmocka_unit_test(freeing_twice_is_harmless),
    };
    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}

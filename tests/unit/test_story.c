/* One member's story (analysis/story.c), held against ensembles and against scripted worlds. */
#include "analysis/story.h"

#include "ensemble/ensemble.h"
#include "support/scenarios.h"
#include "support/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 11, MEMBERS = 37 };

/* An event that acts on institution i. */
#define ACT(name, date, action)                                                                    \
    "{ name = \"" name "\"; at = \"" date                                                          \
    "\"; effects = ( { type = \"institution\"; name = \"i\"; "                                     \
    "action = \"" action "\"; } ); }"

static ent_story_t tell(const ent_plan_t *plan, uint64_t seed, uint64_t member) {
    ent_story_t story;
    assert_int_equal(ent_story_tell(plan, seed, member, false, ent_isa_best(), &story), ENT_OK);
    return story;
}

/* ---- A story is that of the member in an ensemble ------------------------------------------- */

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    double *paths;                    /* members × instants */
    double *due, *held, *suspensions; /* [institution], over members */
    size_t changes[ENT_STATES];       /* of leaders */
} crowd_t;

static ent_err_t keep_paths(void *user, const ent_tile_t *tile) {
    crowd_t *crowd = user;
    size_t instants = crowd->plan.steps + 1;
    for (size_t k = 0; k < tile->members; k++) {
        const ent_block_t *block = &tile->blocks[k / tile->blocks[0].lanes];
        size_t lane = k % block->lanes, lanes = block->lanes;
        for (size_t n = 0; n < instants; n++) {
            crowd->paths[(tile->first_member + k) * instants + n] =
                block->health_path[n * lanes + lane];
        }
        for (size_t i = 0; i < crowd->plan.institutions; i++) {
            crowd->due[i] += block->meetings_due[i * lanes + lane];
            crowd->held[i] += block->meetings_held[i * lanes + lane];
            crowd->suspensions[i] += block->suspensions[i * lanes + lane];
        }
        for (size_t at = 0; at < ENT_STATES * crowd->plan.steps; at++) {
            crowd->changes[at / crowd->plan.steps] += block->leader_changes[at] >> lane & 1;
        }
    }
    return ENT_OK;
}

static void open_crowd(crowd_t *crowd, const char *name) {
    *crowd = (crowd_t){.paths = NULL};
    support_load_shipped(name, &crowd->scenario);
    assert_int_equal(ent_plan_init(&crowd->plan, &crowd->scenario), ENT_OK);
    crowd->paths = calloc(MEMBERS * (crowd->plan.steps + 1), sizeof(double));
    crowd->due = calloc(3 * crowd->plan.institutions, sizeof(double));
    assert_true(crowd->paths != NULL && crowd->due != NULL);
    crowd->held = crowd->due + crowd->plan.institutions;
    crowd->suspensions = crowd->held + crowd->plan.institutions;
}

static void close_crowd(crowd_t *crowd) {
    free(crowd->paths);
    free(crowd->due);
    ent_plan_free(&crowd->plan);
    ent_scenario_free(&crowd->scenario);
}

static void run_crowd(crowd_t *crowd, size_t lanes, size_t tile, ent_ensemble_t *ensemble) {
    const ent_plan_t *plans[] = {&crowd->plan};
    ent_ensemble_options_t options = {.members = MEMBERS,
                                      .seed = SEED,
                                      .isa = ent_isa_best(),
                                      .lanes = lanes,
                                      .tile = tile,
                                      .tile_done = keep_paths,
                                      .user = crowd};
    assert_int_equal(ent_ensemble_run(plans, 1, &options, ensemble), ENT_OK);
}

static const char *const shipped[] = {"japan-rok/base.cfg", "japan-rok/stress.cfg",
                                      "japan-rok/hawkish-turn.cfg"};

enum { SHIPPED = sizeof shipped / sizeof shipped[0] };

/* Every member's path, bit by bit, whatever the size of the ensemble's blocks and tiles. */
static void paths_are_those_of_the_members(void **state) {
    static const size_t sizes[][2] = {{64, 2048}, {8, 8}, {24, 30}};
    (void)state;
    for (size_t s = 0; s < SHIPPED; s++) {
        for (size_t i = 0; i < 3; i++) {
            crowd_t crowd;
            ent_ensemble_t ensemble;
            open_crowd(&crowd, shipped[s]);
            run_crowd(&crowd, sizes[i][0], sizes[i][1], &ensemble);
            size_t bytes = (crowd.plan.steps + 1) * sizeof(double);
            for (size_t k = 0; k < MEMBERS; k++) {
                ent_story_t story = tell(&crowd.plan, SEED, k);
                assert_memory_equal(story.health, crowd.paths + k * (crowd.plan.steps + 1), bytes);
                ent_story_free(&story);
            }
            ent_ensemble_free(&ensemble);
            close_crowd(&crowd);
        }
    }
}

/* How often something of a kind and name is told. */
static size_t count(const ent_story_t *story, ent_told_t kind, const char *name) {
    size_t found = 0;
    for (size_t i = 0; i < story->count; i++) {
        const ent_happening_t *happening = &story->happenings[i];
        found += happening->kind == kind && (name == NULL || strcmp(happening->name, name) == 0);
    }
    return found;
}

static size_t count_all(const ent_story_t *stories, ent_told_t kind, const char *name) {
    size_t found = 0;
    for (size_t k = 0; k < MEMBERS; k++) {
        found += count(&stories[k], kind, name);
    }
    return found;
}

static void assert_row(const crowd_t *crowd, const ent_ensemble_t *ensemble,
                       const ent_story_t *stories, ent_told_t kind, ent_happened_t what,
                       size_t index, const char *name) {
    size_t row = ent_tally_row(&crowd->plan, what, index);
    assert_int_equal(count_all(stories, kind, name), ensemble->plans[0].tally.total[row]);
}

/* The ensemble's tally, and what its blocks count to their end, against the stories told. */
static void stories_tell_all_that_ensembles_count(void **state) {
    (void)state;
    for (size_t f = 0; f < SHIPPED; f++) {
        crowd_t crowd;
        ent_ensemble_t ensemble;
        ent_story_t stories[MEMBERS];
        open_crowd(&crowd, shipped[f]);
        run_crowd(&crowd, 16, 64, &ensemble);
        const ent_scenario_t *scenario = &crowd.scenario;
        for (size_t k = 0; k < MEMBERS; k++) {
            stories[k] = tell(&crowd.plan, SEED, k);
        }
        for (size_t i = 0; i < scenario->event_count; i++) {
            assert_row(&crowd, &ensemble, stories, ENT_TOLD_EVENT, ENT_HAPPENED_EVENT, i,
                       scenario->events[i].name);
        }
        for (size_t i = 0; i < scenario->shock_count; i++) {
            assert_row(&crowd, &ensemble, stories, ENT_TOLD_SHOCK, ENT_HAPPENED_SHOCK, i,
                       scenario->shocks[i].name);
        }
        for (size_t s = 0; s < ENT_STATES; s++) {
            const char *name = scenario->states[s].name;
            assert_row(&crowd, &ensemble, stories, ENT_TOLD_ANSWER, ENT_HAPPENED_ANSWER, s, name);
            assert_row(&crowd, &ensemble, stories, ENT_TOLD_SUCCESSION, ENT_HAPPENED_SUCCESSION, s,
                       name);
        }
        for (size_t i = 0; i < scenario->institution_count; i++) {
            const char *name = scenario->institutions[i].name;
            size_t held = count_all(stories, ENT_TOLD_HELD, name);
            size_t missed = count_all(stories, ENT_TOLD_MISSED, name);
            assert_int_equal(held, (size_t)crowd.held[i]);
            assert_int_equal(held + missed, (size_t)crowd.due[i]);
            assert_int_equal(count_all(stories, ENT_TOLD_SUSPENDED, name),
                             (size_t)crowd.suspensions[i]);
        }
        for (size_t k = 0; k < MEMBERS; k++) {
            ent_story_free(&stories[k]);
        }
        ent_ensemble_free(&ensemble);
        close_crowd(&crowd);
    }
}

/* In base.cfg leaders change by succession, in hawkish-turn.cfg by two events: never at once. */
static void leaders_change_as_often_as_told(void **state) {
    (void)state;
    for (size_t f = 0; f < SHIPPED; f += 2) {
        crowd_t crowd;
        ent_ensemble_t ensemble;
        open_crowd(&crowd, shipped[f]);
        run_crowd(&crowd, 64, 64, &ensemble);
        for (size_t s = 0; s < ENT_STATES; s++) {
            size_t found = 0;
            for (size_t k = 0; k < MEMBERS; k++) {
                ent_story_t story = tell(&crowd.plan, SEED, k);
                const char *name = crowd.scenario.states[s].name;
                found += count(&story, ENT_TOLD_LEADER, name);
                found += count(&story, ENT_TOLD_SUCCESSION, name);
                ent_story_free(&story);
            }
            assert_int_equal(found, crowd.changes[s]);
        }
        ent_ensemble_free(&ensemble);
        close_crowd(&crowd);
    }
}

/* Every instruction set; far members; runs without chance. */
static void stories_are_the_same_on_every_machine(void **state) {
    static const uint64_t members[] = {0, 4294967295, 4294967296, ENT_MEMBER_LIMIT - 1};
    ent_scenario_t scenario;
    ent_plan_t plan;
    (void)state;
    support_load_shipped("japan-rok/stress.cfg", &scenario);
    assert_int_equal(ent_plan_init(&plan, &scenario), ENT_OK);
    for (size_t i = 0; i < 8; i++) {
        bool deterministic = i >= 4;
        ent_story_t one, other;
        assert_int_equal(
            ent_story_tell(&plan, 3, members[i % 4], deterministic, ENT_ISA_BASELINE, &one),
            ENT_OK);
        assert_int_equal(
            ent_story_tell(&plan, 3, members[i % 4], deterministic, ent_isa_best(), &other),
            ENT_OK);
        assert_memory_equal(one.health, other.health, (plan.steps + 1) * sizeof(double));
        assert_int_equal(one.count, other.count);
        for (size_t k = 0; k < one.count; k++) {
            assert_int_equal(one.happenings[k].kind, other.happenings[k].kind);
            assert_int_equal(one.happenings[k].step, other.happenings[k].step);
            assert_ptr_equal(one.happenings[k].name, other.happenings[k].name);
            assert_same(one.happenings[k].value, other.happenings[k].value);
        }
        ent_story_free(&one);
        ent_story_free(&other);
    }
    /* The member alone has another story than its neighbour 2³² away. */
    ent_story_t low = tell(&plan, 3, 0), high = tell(&plan, 3, 4294967296);
    assert_memory_not_equal(low.health, high.health, (plan.steps + 1) * sizeof(double));
    ent_story_free(&low);
    ent_story_free(&high);
    ent_plan_free(&plan);
    ent_scenario_free(&scenario);
}

/* ---- What is told of each happening ---------------------------------------------------------- */

static const ent_happening_t *find(const ent_story_t *story, ent_told_t kind, const char *name,
                                   size_t step) {
    for (size_t i = 0; i < story->count; i++) {
        const ent_happening_t *found = &story->happenings[i];
        if (found->kind == kind && found->step == step && strcmp(found->name, name) == 0) {
            return found;
        }
    }
    fail_msg("step %zu tells no %s of %s", step, ent_told_name(kind), name);
    return NULL;
}

/*
 * Without shields a provocation is the severity of the shock suffered (the model, "A shock"), and
 * is there to be read in the block after the step; the larger of several counts, so AAA's one shock
 * is looked at.
 */
static void severities_are_those_that_struck(void **state) {
    static const char more[] =
        "health = { shield_health = 0.0; shield_commitment = 0.0; };"
        "states = ( { name = \"BBB\"; retaliation = { propensity = 0.0; delay = 0.0; }; } );"
        "shocks = ( { name = \"row\"; title = \"A row\"; by = \"AAA\"; rate = 3.0; opportunism = "
        "1.5;"
        "  severity = { distribution = \"beta\"; a = 2.0; b = 5.0; }; } );";
    support_world_t world;
    size_t shocks = 0;
    (void)state;
    support_world_open(&world, more, NULL);
    ent_block_start(&world.block, &world.plan, SEED, 0, SUPPORT_LANES, false);
    world.block.random = ent_random(ent_isa_best());
    world.model->record_instant(&world.plan, &world.block, 0);
    ent_story_t stories[SUPPORT_LANES];
    for (size_t j = 0; j < SUPPORT_LANES; j++) {
        stories[j] = tell(&world.plan, SEED, j);
    }
    for (size_t n = 0; n < world.plan.steps; n++) {
        support_world_steps(&world, n, n + 1);
        for (size_t j = 0; j < SUPPORT_LANES; j++) {
            if (world.block.happened.shocks[0] >> j & 1) {
                const ent_happening_t *told = find(&stories[j], ENT_TOLD_SHOCK, "row", n);
                assert_same(told->value, ent_row(&world.block, world.block.provocation, 1)[j]);
                assert_string_equal(told->title, "A row");
                assert_string_equal(told->state->name, "AAA");
                shocks++;
            }
        }
    }
    assert_true(shocks > 20);
    for (size_t j = 0; j < SUPPORT_LANES; j++) {
        ent_story_free(&stories[j]);
    }
    support_world_close(&world);
}

/*
 * An event's shock of 0.5 in January 2020 (step 0), without shields: BBB answers a month later with
 * ladder × 0.5 = 0.3, AAA in March with 0.6 × 0.3 = 0.18, as propensities of 1e6 make it certain.
 */
static void answers_climb_down_the_ladder(void **state) {
    static const char more[] =
        "health = { shield_health = 0.0; shield_commitment = 0.0; };"
        "states = ( { name = \"AAA\"; retaliation = { propensity = 10.0; ladder = 0.6; }; },"
        "           { name = \"BBB\"; retaliation = { propensity = 10.0; ladder = 0.6; }; } );"
        "events = ( { name = \"raid\"; title = \"A raid\"; at = \"2020-01\"; effects = ("
        "  { type = \"shock\"; by = \"AAA\"; severity = 0.5; } ); } );";
    const char *const overrides[] = {"states.AAA.stance.initial=-0.5",
                                     "states.BBB.stance.initial=-0.5", NULL};
    support_world_t world;
    (void)state;
    support_world_open(&world, more, overrides);
    ent_story_t story = tell(&world.plan, SEED, 0);
    const ent_happening_t *raid = find(&story, ENT_TOLD_EVENT, "raid", 0);
    assert_same(raid->value, 0.5);
    assert_string_equal(raid->state->name, "AAA");
    assert_string_equal(raid->title, "A raid");
    assert_close(find(&story, ENT_TOLD_ANSWER, "BBB", 1)->value, 0.3, 1e-15, 0);
    assert_close(find(&story, ENT_TOLD_ANSWER, "AAA", 2)->value, 0.18, 1e-15, 0);
    ent_story_free(&story);
    support_world_close(&world);
}

/*
 * Types without spread differ in disposition, so a leader's disposition says which type it is; an
 * event gives a name. Elections in 2020-07 and every half year.
 */
static void leaders_are_told_by_type_or_name(void **state) {
    static const char more[] =
        "states = ( { name = \"AAA\"; leader = { name = \"first\"; }; succession = {"
        "  mode = \"term\"; next = \"2020-07\"; term_years = 0.5;"
        "  pool = ( { name = \"dove\"; weight = 0.5; orientation = 0.5; spread = 0.0; },"
        "           { name = \"hawk\"; weight = 0.5; orientation = -0.5; spread = 0.0; } ); }; } );"
        "events = ( { name = \"coup\"; at = \"2020-04\"; effects = ( { type = \"leader\";"
        "  state = \"BBB\"; name = \"second\"; orientation = -0.25; } ); } );";
    support_world_t world;
    size_t found[2] = {0};
    (void)state;
    support_world_open(&world, more, NULL);
    for (uint64_t k = 0; k < 20; k++) {
        ent_story_t story = tell(&world.plan, SEED, k);
        assert_string_equal(find(&story, ENT_TOLD_SITS, "AAA", 0)->detail, "first");
        const ent_happening_t *coup = find(&story, ENT_TOLD_LEADER, "BBB", 3);
        assert_string_equal(coup->detail, "second");
        assert_same(coup->value, -0.25);
        for (size_t n = 6; n < world.plan.steps; n += 6) {
            const ent_happening_t *leader = find(&story, ENT_TOLD_SUCCESSION, "AAA", n);
            bool dove = strcmp(leader->detail, "dove") == 0;
            assert_string_equal(leader->detail, dove ? "dove" : "hawk");
            assert_same(leader->value, dove ? 0.5 : -0.5);
            found[dove]++;
        }
        ent_story_free(&story);
    }
    assert_int_equal(found[0] + found[1], 60);
    assert_true(found[0] > 10 && found[1] > 10);
    ent_story_t fixed;
    assert_int_equal(ent_story_tell(&world.plan, 1, 0, true, ent_isa_best(), &fixed), ENT_OK);
    assert_string_equal(find(&fixed, ENT_TOLD_SUCCESSION, "AAA", 6)->detail, "");
    assert_same(find(&fixed, ENT_TOLD_SUCCESSION, "AAA", 6)->value, 0); /* the pool's mean */
    ent_story_free(&fixed);
    support_world_close(&world);
}

/* Each action on an institution, by a dated event a month after the other. */
static void changes_of_status_are_told_with_their_cause(void **state) {
    static const char more[] =
        "institutions = ( { name = \"i\"; title = \"Council\"; cadence = 0.0;"
        "    negotiation = { years = 9.0; hurdle = 1.0; }; },"
        "  { name = \"quick\"; status = \"negotiating\"; cadence = 0.0;"
        "    negotiation = { years = 0.05; hurdle = -1.0; }; } );"
        "events = (" ACT("a", "2020-02", "propose") "," ACT("b", "2020-03", "terminate") "," ACT(
            "c", "2020-04",
            "establish") "," ACT("d", "2020-05",
                                 "suspend") "," ACT("e", "2020-06",
                                                    "resume") "," ACT("f", "2020-07",
                                                                      "resume") "," ACT("g",
                                                                                        "2020-"
                                                                                        "08",
                                                                                        "termin"
                                                                                        "ate") ");";
    static const struct {
        size_t step;
        ent_told_t kind;
    } rows[] = {{1, ENT_TOLD_PROPOSED},  {2, ENT_TOLD_FAILED},  {3, ENT_TOLD_FOUNDED},
                {4, ENT_TOLD_SUSPENDED}, {5, ENT_TOLD_RESUMED}, {7, ENT_TOLD_ENDED}};
    support_world_t world;
    (void)state;
    support_world_open(&world, more, NULL);
    ent_story_t story = tell(&world.plan, SEED, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ent_happening_t *told = find(&story, rows[i].kind, "i", rows[i].step);
        assert_string_equal(told->detail, "by an event");
        assert_string_equal(told->title, "Council");
        assert_true(isnan(told->value));
        assert_int_equal(count(&story, rows[i].kind, "i"), 1);
    }
    assert_int_equal(count(&story, ENT_TOLD_STANDS, "i"), 0); /* absent */
    assert_string_equal(find(&story, ENT_TOLD_EVENT, "f", 6)->detail, "does not apply");
    assert_string_equal(find(&story, ENT_TOLD_EVENT, "e", 5)->detail, "");
    assert_string_equal(find(&story, ENT_TOLD_STANDS, "quick", 0)->detail, "negotiating");
    assert_int_equal(count(&story, ENT_TOLD_FOUNDED, "quick"), 1);
    for (size_t i = 0; i < story.count; i++) {
        const ent_happening_t *told = &story.happenings[i];
        if (told->kind == ENT_TOLD_FOUNDED && strcmp(told->name, "quick") == 0) {
            assert_string_equal(told->detail, "after talks");
        }
    }
    ent_story_free(&story);
    support_world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_those_of_the_members),
        cmocka_unit_test(stories_tell_all_that_ensembles_count),
        cmocka_unit_test(leaders_change_as_often_as_told),
        cmocka_unit_test(stories_are_the_same_on_every_machine),
        cmocka_unit_test(severities_are_those_that_struck),
        cmocka_unit_test(answers_climb_down_the_ladder),
        cmocka_unit_test(leaders_are_told_by_type_or_name),
        cmocka_unit_test(changes_of_status_are_told_with_their_cause),
    };
    return cmocka_run_group_tests_name("story", tests, NULL, NULL);
}

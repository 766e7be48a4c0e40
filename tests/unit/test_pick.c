/* The typical and the worst member (analysis/pick.c), against a search over all paths. */
#include "analysis/pick.h"

#include "analysis/story.h"
#include "support/close.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdlib.h>

enum { MEMBERS = 61 };

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_story_t stories[MEMBERS];
    uint64_t first;
} crowd_t;

static void open_crowd(crowd_t *crowd, const char *name, uint64_t seed, uint64_t first) {
    support_load_shipped(name, &crowd->scenario);
    assert_int_equal(ent_plan_init(&crowd->plan, &crowd->scenario), ENT_OK);
    crowd->first = first;
    for (size_t k = 0; k < MEMBERS; k++) {
        assert_int_equal(ent_story_tell(&crowd->plan, seed, first + k, false, ent_isa_best(),
                                        &crowd->stories[k]),
                         ENT_OK);
    }
}

static void close_crowd(crowd_t *crowd) {
    for (size_t k = 0; k < MEMBERS; k++) {
        ent_story_free(&crowd->stories[k]);
    }
    ent_plan_free(&crowd->plan);
    ent_scenario_free(&crowd->scenario);
}

/* The largest running peak minus later value (the model, "Metrics of one member"). */
static double deepest_fall(const double *health, size_t instants) {
    double deepest = 0;
    for (size_t low = 0; low < instants; low++) {
        for (size_t peak = 0; peak < low; peak++) {
            deepest = fmax(deepest, health[peak] - health[low]);
        }
    }
    return deepest;
}

static uint64_t find_worst(const crowd_t *crowd) {
    double deepest = -1;
    size_t found = 0;
    for (size_t k = 0; k < MEMBERS; k++) {
        double fall = deepest_fall(crowd->stories[k].health, crowd->plan.steps + 1);
        if (fall > deepest) {
            deepest = fall;
            found = k;
        }
    }
    return crowd->first + found;
}

static int compare(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Squared distances from the exact medians: of an odd number of members, the middle ones. */
static void find_distances(const crowd_t *crowd, double distances[MEMBERS]) {
    for (size_t k = 0; k < MEMBERS; k++) {
        distances[k] = 0;
    }
    for (size_t n = 0; n <= crowd->plan.steps; n++) {
        double sorted[MEMBERS];
        for (size_t k = 0; k < MEMBERS; k++) {
            sorted[k] = crowd->stories[k].health[n];
        }
        qsort(sorted, MEMBERS, sizeof sorted[0], compare);
        for (size_t k = 0; k < MEMBERS; k++) {
            distances[k] += pow(crowd->stories[k].health[n] - sorted[MEMBERS / 2], 2);
        }
    }
}

static uint64_t pick(const crowd_t *crowd, ent_pick_t which, uint64_t seed, size_t lanes,
                     size_t tile) {
    ent_ensemble_options_t options = {.first_member = crowd->first,
                                      .members = MEMBERS,
                                      .seed = seed,
                                      .isa = ent_isa_best(),
                                      .lanes = lanes,
                                      .tile = tile};
    uint64_t member = UINT64_MAX;
    assert_int_equal(ent_pick_member(&crowd->plan, which, &options, &member), ENT_OK);
    return member;
}

static const struct {
    const char *name;
    uint64_t seed, first;
} crowds[] = {
    {"japan-rok/base.cfg", 1, 0}, {"japan-rok/base.cfg", 2, 1000}, {"japan-rok/stress.cfg", 3, 0}};

static void the_worst_has_the_deepest_fall(void **state) {
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        crowd_t crowd;
        open_crowd(&crowd, crowds[i].name, crowds[i].seed, crowds[i].first);
        uint64_t worst = find_worst(&crowd);
        assert_true(pick(&crowd, ENT_PICK_WORST, crowds[i].seed, 0, 0) == worst);
        assert_true(pick(&crowd, ENT_PICK_WORST, crowds[i].seed, 8, 7) == worst);
        close_crowd(&crowd);
    }
}

/*
 * The median of the histograms is off by a bin of 0.1 points at most, so distances are off by
 * 0.1·√instants in the root: the one picked is among those that near to the best.
 */
static void the_typical_is_nearest_the_median(void **state) {
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        crowd_t crowd;
        double distances[MEMBERS], best = INFINITY;
        size_t nearer = 0;
        open_crowd(&crowd, crowds[i].name, crowds[i].seed, crowds[i].first);
        find_distances(&crowd, distances);
        for (size_t k = 0; k < MEMBERS; k++) {
            best = fmin(best, distances[k]);
        }
        uint64_t typical = pick(&crowd, ENT_PICK_TYPICAL, crowds[i].seed, 0, 0);
        double reached = distances[typical - crowd.first];
        double slack = 2 * 0.1 * sqrt((double)crowd.plan.steps + 1);
        assert_true(sqrt(reached) <= sqrt(best) + slack);
        for (size_t k = 0; k < MEMBERS; k++) {
            nearer += sqrt(distances[k]) <= sqrt(best) + slack;
        }
        assert_true(nearer < 6); /* the bound says something */
        assert_true(pick(&crowd, ENT_PICK_TYPICAL, crowds[i].seed, 16, 9) == typical);
        close_crowd(&crowd);
    }
}

/* Without chance all members are one: the first of equals is picked. */
static void of_equals_the_first_is_picked(void **state) {
    ent_scenario_t scenario;
    ent_plan_t plan;
    (void)state;
    support_load_small("", NULL, 0, &scenario);
    assert_int_equal(ent_plan_init(&plan, &scenario), ENT_OK);
    for (ent_pick_t which = ENT_PICK_TYPICAL; which <= ENT_PICK_WORST; which++) {
        ent_ensemble_options_t options = {.first_member = 40, .members = 20, .tile = 7};
        uint64_t member = 0;
        assert_int_equal(ent_pick_member(&plan, which, &options, &member), ENT_OK);
        assert_true(member == 40);
    }
    ent_plan_free(&plan);
    ent_scenario_free(&scenario);
}

static void note_share(void *user, double share_done) {
    double *last = user;
    assert_true(share_done >= *last && share_done <= 1);
    *last = share_done;
}

/* Progress runs from 0 to 1 once, over both passes; an interruption is passed on. */
static void progress_and_interruption_reach_the_caller(void **state) {
    ent_scenario_t scenario;
    ent_plan_t plan;
    (void)state;
    support_load_small("", NULL, 0, &scenario);
    assert_int_equal(ent_plan_init(&plan, &scenario), ENT_OK);
    for (ent_pick_t which = ENT_PICK_TYPICAL; which <= ENT_PICK_WORST; which++) {
        volatile sig_atomic_t stop = 1;
        double share = 0;
        uint64_t member = 99;
        ent_ensemble_options_t options = {
            .members = 20, .tile = 7, .progress = note_share, .user = &share};
        assert_int_equal(ent_pick_member(&plan, which, &options, &member), ENT_OK);
        assert_same(share, 1);
        options.stop = &stop;
        options.progress = NULL;
        member = 99;
        assert_int_equal(ent_pick_member(&plan, which, &options, &member), ENT_ERR_INTERRUPTED);
        assert_true(member == 99);
    }
    ent_plan_free(&plan);
    ent_scenario_free(&scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_has_the_deepest_fall),
        cmocka_unit_test(the_typical_is_nearest_the_median),
        cmocka_unit_test(of_equals_the_first_is_picked),
        cmocka_unit_test(progress_and_interruption_reach_the_caller),
    };
    return cmocka_run_group_tests_name("pick", tests, NULL, NULL);
}

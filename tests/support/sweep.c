#include "support/sweep.h"

#include "support/chance.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void make_factors(support_sweep_t *sweep) {
    static double levels[] = {0.75, 0, 0.25};
    static char names[SUPPORT_SWEEP_FACTORS][24] = {"insulation", "binding", "habit,half",
                                                    "states.KOR.stance.jolt"};
    for (size_t i = 0; i < SUPPORT_SWEEP_FACTORS; i++) {
        sweep->factors[i] = (ent_factor_t){.name = names[i],
                                           .title = names[i],
                                           .distribution = ENT_FACTOR_UNIFORM,
                                           .low = (double)i,
                                           .high = (double)i + 0.1};
    }
    sweep->factors[1].distribution = ENT_FACTOR_VALUES;
    sweep->factors[1].low = sweep->factors[1].high = NAN;
    sweep->factors[1].values = levels;
    sweep->factors[1].value_count = 3;
    sweep->factors[2].distribution = ENT_FACTOR_NORMAL;
    sweep->factors[2].low = sweep->factors[2].high = NAN; /* without ends */
}

void support_sweep_init(support_sweep_t *sweep, uint64_t points) {
    static char base_file[] = "scenarios/base.cfg", pact_file[] = "scenarios/pact.cfg";
    static char title[] = "A sweep", base[] = "Fits and starts", pact[] = "A \"pact\", kept";
    static const ent_better_t better[] = {ENT_MORE_IS_BETTER, ENT_LESS_IS_BETTER,
                                          ENT_NEITHER_IS_BETTER};
    static const char *const metrics[] = {"health_mean", "transition_cost.KOR",
                                          "meetings_held.2+2"};
    *sweep = (support_sweep_t){0};
    make_factors(sweep);
    sweep->files[0] = base_file;
    sweep->files[1] = pact_file;
    sweep->titled[0].title = base;
    sweep->titled[1].title = pact;
    for (size_t i = 0; i < SUPPORT_SWEPT; i++) {
        sweep->scenarios[i] = &sweep->titled[i];
        sweep->names[i] = i == 0 ? "base" : "pact";
        sweep->hashes[i] = i == 0 ? "7f3a9c01b2d4" : "00ff00ff00ff";
    }
    for (size_t i = 0; i < SUPPORT_SWEEP_METRICS; i++) {
        (void)snprintf(sweep->metrics[i], ENT_METRIC_NAME_SIZE, "%s", metrics[i]);
        sweep->better[i] = better[i];
    }
    sweep->sweep = (ent_sweep_t){.title = title,
                                 .scenarios = sweep->files,
                                 .scenario_count = SUPPORT_SWEPT,
                                 .factors = sweep->factors,
                                 .factor_count = SUPPORT_SWEEP_FACTORS};
    sweep->question = (ent_question_t){.scenario_count = SUPPORT_SWEPT,
                                       .metric_count = SUPPORT_SWEEP_METRICS,
                                       .names = sweep->metrics,
                                       .better = sweep->better,
                                       .members = 1000,
                                       .seed = UINT64_MAX};
    sweep->head =
        (ent_store_head_t){.sweep = &sweep->sweep,
                           .question = &sweep->question,
                           .scenarios = sweep->scenarios,
                           .scenario_names = sweep->names,
                           .sweep_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca49599",
                           .scenario_hashes = sweep->hashes,
                           .points = points};
}

/* Now and then undefined, a whole number, tiny or huge. */
static double make_number(support_chance_t *chance) {
    switch (support_pick(chance, 9)) {
    case 0:
        return NAN;
    case 1:
        return (double)support_pick(chance, 5);
    case 2:
        return 0x1p-1060 * support_chance(chance); /* subnormal */
    case 3:
        return -0x1.fffffffffffffp+1023 * support_chance(chance);
    default:
        return support_between(chance, -1, 1);
    }
}

static void make_moments(support_chance_t *chance, ent_point_moments_t *moments, bool paired) {
    *moments = (ent_point_moments_t){.mean = make_number(chance),
                                     .sd = make_number(chance),
                                     .standard_error = make_number(chance),
                                     .half_difference = make_number(chance),
                                     .members = support_pick(chance, 1000),
                                     .undefined = support_pick(chance, 3),
                                     .censored = support_pick(chance, 300)};
    if (paired) {
        moments->more = support_pick(chance, 1000);
        moments->same = support_pick(chance, 2);
        moments->less = UINT64_C(1) << support_pick(chance, 62);
    }
}

bool support_sweep_fails(uint64_t point) {
    return point % 11 == 7;
}

void support_sweep_point(uint64_t point, support_swept_t *made) {
    support_chance_t chance = {point + 1};
    *made = (support_swept_t){0};
    made->result.metrics = made->metrics;
    made->result.differences = made->differences;
    for (size_t i = 0; i < SUPPORT_SWEEP_FACTORS; i++) {
        made->values[i] = support_between(&chance, 0, 1);
    }
    for (size_t i = 0; i < SUPPORT_SWEPT * SUPPORT_SWEEP_METRICS; i++) {
        make_moments(&chance, &made->metrics[i], false);
        if (i >= SUPPORT_SWEEP_METRICS) {
            make_moments(&chance, &made->differences[i], true);
        }
    }
    if (support_sweep_fails(point)) {
        made->result.failed = true;
        (void)snprintf(made->result.reason, sizeof made->result.reason,
                       "insulation, \"habit\": %llu does not fit", (unsigned long long)point);
    }
}

ent_err_t support_sweep_append(ent_store_t *store, uint64_t point) {
    support_swept_t made;
    support_sweep_point(point, &made);
    return ent_store_append(store, point, made.values, &made.result);
}

static void assert_same_moments(const ent_point_moments_t *found, const ent_point_moments_t *made) {
    assert_same(found->mean, made->mean);
    assert_same(found->sd, made->sd);
    assert_same(found->standard_error, made->standard_error);
    assert_same(found->half_difference, made->half_difference);
    assert_true(found->members == made->members && found->undefined == made->undefined);
    assert_true(found->censored == made->censored && found->more == made->more);
    assert_true(found->same == made->same && found->less == made->less);
}

uint64_t support_assert_swept(ent_store_t *store) {
    static support_swept_t made, found;
    uint64_t count = 0;
    for (uint64_t point = 0; point < ent_store_names(store)->points; point++) {
        bool there = false;
        found.result.metrics = found.metrics;
        found.result.differences = found.differences;
        support_sweep_point(point, &made);
        if (ent_store_read(store, point, found.values, &found.result, &there) != ENT_OK) {
            fail_msg("point %d: %s", (int)point, ent_store_problem(store));
        }
        assert_int_equal(there, ent_store_has(store, point));
        if (!there) {
            continue;
        }
        count++;
        assert_int_equal(found.result.failed, made.result.failed);
        assert_string_equal(found.result.reason, made.result.reason);
        for (size_t i = 0; i < SUPPORT_SWEEP_FACTORS; i++) {
            assert_same(found.values[i], made.values[i]);
        }
        for (size_t i = 0; i < SUPPORT_SWEPT * SUPPORT_SWEEP_METRICS && !made.result.failed; i++) {
            assert_same_moments(&found.metrics[i], &made.metrics[i]);
            assert_same_moments(&found.differences[i], &made.differences[i]);
        }
    }
    return count;
}

/* Steps of a bit more than a third, by a number that has no divisor in common with any count. */
uint64_t support_sweep_order(uint64_t position, uint64_t points) {
    uint64_t step = points / 3 + 1;
    for (uint64_t a = step, b = points; b != 0;) { /* Euclid's */
        uint64_t rest = a % b;
        a = b;
        b = rest;
        if (b == 0 && a != 1) {
            a = ++step;
            b = points;
        }
    }
    return position * step % points;
}

ent_store_t *support_sweep_create(const support_sweep_t *sweep, const char *folder,
                                  uint64_t count) {
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_store_t *store = NULL;
    if (ent_store_create(&store, folder, &sweep->head, problem) != ENT_OK) {
        fail_msg("%s", problem);
    }
    for (uint64_t i = 0; i < count; i++) {
        uint64_t point = support_sweep_order(i, sweep->head.points);
        if (support_sweep_append(store, point) != ENT_OK) {
            fail_msg("%s", ent_store_problem(store));
        }
    }
    return store;
}

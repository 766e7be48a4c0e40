/*
 * The engine against the oracle, path by path: every recorded variable at every instant, every
 * metric and every count of what happened, in deterministic runs of all shipped scenarios and
 * member by member in random ones. The oracle was written from the equations alone and draws its
 * own random numbers from the published layout.
 */
#include "analysis/metrics.h"
#include "model/phases.h"
#include "oracle/oracle.h"
#include "scenario/writer.h"
#include "support/close.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double tolerance = 1e-9;
static const uint64_t seed = 20251101;

/* Both sides of one scenario. */
typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    ent_member_t member;
    ent_block_t block;
    oracle_t *oracle;
    size_t *column;  /* the oracle's column of each of our variables */
    size_t *metric;  /* the oracle's number of each of our metrics */
    double *paths;   /* ours: instants × variables × lanes */
    double *path;    /* the oracle's: instants × variables */
    uint64_t *fired; /* events and shocks × lanes */
} pair_t;

static oracle_t *open_oracle(const ent_scenario_t *scenario) {
    char message[512] = "", *text = NULL;
    char *folder = support_folder();
    assert_int_equal(ent_scenario_text(scenario, &text), ENT_OK);
    char *path = support_write(folder, "resolved.cfg", text);
    oracle_t *oracle = oracle_open(path, message, sizeof message);
    if (oracle == NULL) {
        fail_msg("the oracle cannot read the resolved scenario: %s", message);
    }
    free(text);
    free(path);
    support_remove(folder);
    return oracle;
}

static void match_names(pair_t *pair) {
    const ent_variables_t *variables = &pair->plan.variables;
    size_t count = oracle_variables(pair->oracle), metrics = oracle_metrics(pair->oracle);
    assert_int_equal(variables->count, count);
    assert_int_equal(pair->metrics.count, metrics);
    pair->column = calloc(count, sizeof *pair->column);
    pair->metric = calloc(metrics, sizeof *pair->metric);
    assert_non_null(pair->column);
    assert_non_null(pair->metric);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < count &&
               strcmp(oracle_variable_name(pair->oracle, k), variables->items[i].name) != 0) {
            k++;
        }
        assert_true(k < count);
        pair->column[i] = k;
    }
    for (size_t i = 0; i < metrics; i++) {
        size_t k = 0;
        while (k < metrics &&
               strcmp(oracle_metric_name(pair->oracle, k), pair->metrics.items[i].name) != 0) {
            k++;
        }
        assert_true(k < metrics);
        pair->metric[i] = k;
    }
}

static void open_pair(pair_t *pair, const char *name, ent_isa_t isa) {
    *pair = (pair_t){0};
    support_load_shipped(name, &pair->scenario);
    assert_int_equal(ent_plan_init(&pair->plan, &pair->scenario), ENT_OK);
    assert_int_equal(ent_metrics_init(&pair->metrics, &pair->plan, ENT_FALL_POINTS), ENT_OK);
    assert_int_equal(ent_member_init(&pair->member, &pair->plan), ENT_OK);
    assert_int_equal(ent_block_init(&pair->block, &pair->plan, ENT_MOST_LANES), ENT_OK);
    pair->block.random = ent_random(isa);
    pair->oracle = open_oracle(&pair->scenario);
    assert_int_equal(oracle_steps(pair->oracle), pair->plan.steps);
    match_names(pair);
    size_t values = (pair->plan.steps + 1) * pair->plan.variables.count;
    pair->paths = calloc(values * ENT_MOST_LANES, sizeof(double));
    pair->path = calloc(values, sizeof(double));
    pair->fired =
        calloc((pair->plan.events + pair->plan.shocks + 2) * ENT_MOST_LANES, sizeof *pair->fired);
    assert_non_null(pair->paths);
    assert_non_null(pair->path);
    assert_non_null(pair->fired);
}

static void close_pair(pair_t *pair) {
    free(pair->paths);
    free(pair->path);
    free(pair->fired);
    free(pair->column);
    free(pair->metric);
    oracle_close(pair->oracle);
    ent_block_free(&pair->block);
    ent_member_free(&pair->member);
    ent_metrics_free(&pair->metrics);
    ent_plan_free(&pair->plan);
    ent_scenario_free(&pair->scenario);
}

static void keep_instant(pair_t *pair, size_t instant) {
    const ent_variables_t *variables = &pair->plan.variables;
    for (size_t i = 0; i < variables->count; i++) {
        const double *row =
            ent_block_variable(&pair->block, variables->items[i].kind, variables->items[i].index);
        memcpy(pair->paths + (instant * variables->count + i) * ENT_MOST_LANES, row,
               ENT_MOST_LANES * sizeof *row);
    }
}

static void count_happenings(pair_t *pair) {
    const ent_happenings_t *happened = &pair->block.happened;
    size_t rows = pair->plan.events + pair->plan.shocks;
    for (size_t row = 0; row < rows; row++) {
        ent_lanes_t lanes = row < pair->plan.events ? happened->events[row]
                                                    : happened->shocks[row - pair->plan.events];
        for (size_t j = 0; j < ENT_MOST_LANES; j++) {
            pair->fired[row * ENT_MOST_LANES + j] += lanes >> j & 1;
        }
    }
    for (size_t j = 0; j < ENT_MOST_LANES; j++) {
        for (size_t s = 0; s < ENT_STATES; s++) {
            pair->fired[rows * ENT_MOST_LANES + j] += happened->answers[s] >> j & 1;
            pair->fired[(rows + 1) * ENT_MOST_LANES + j] += happened->successions[s] >> j & 1;
        }
    }
}

static void run_block(pair_t *pair, uint64_t first, size_t members, bool deterministic,
                      const ent_model_t *model) {
    ent_block_start(&pair->block, &pair->plan, seed, first, members, deterministic);
    memset(pair->fired, 0,
           (pair->plan.events + pair->plan.shocks + 2) * ENT_MOST_LANES * sizeof *pair->fired);
    model->record_instant(&pair->plan, &pair->block, 0);
    keep_instant(pair, 0);
    for (size_t n = 0; n < pair->plan.steps; n++) {
        model->step(&pair->plan, &pair->block, n);
        count_happenings(pair);
        keep_instant(pair, n + 1);
    }
}

static void compare_path(const pair_t *pair, uint64_t member, size_t lane) {
    size_t count = pair->plan.variables.count;
    for (size_t n = 0; n <= pair->plan.steps; n++) {
        for (size_t i = 0; i < count; i++) {
            double ours = pair->paths[(n * count + i) * ENT_MOST_LANES + lane];
            double theirs = pair->path[n * count + pair->column[i]];
            if (!(fabs(ours - theirs) <= tolerance)) {
                fail_msg("member %llu, instant %zu, %s: engine %.17g, oracle %.17g",
                         (unsigned long long)member, n, pair->plan.variables.items[i].name, ours,
                         theirs);
            }
        }
    }
}

static void compare_metrics(pair_t *pair, uint64_t member, size_t lane) {
    static const unsigned char states[] = {
        [ENT_METRIC_DEFINED] = 0, [ENT_METRIC_UNDEFINED] = 1, [ENT_METRIC_CENSORED] = 2};
    size_t count = pair->metrics.count;
    ent_metric_value_t *ours = calloc(count, sizeof *ours);
    double *theirs = calloc(count, sizeof *theirs);
    unsigned char *state = calloc(count, 1);
    assert_true(ours != NULL && theirs != NULL && state != NULL);
    ent_metric_set_t set = ent_metrics_set(&pair->metrics);
    ent_member_read(&pair->member, &pair->block, lane);
    set.evaluate(set.user, &pair->member, ours);
    oracle_metric_values(pair->oracle, theirs, state);
    for (size_t i = 0; i < count; i++) {
        size_t k = pair->metric[i];
        bool same = states[ours[i].state] == state[k] &&
                    (state[k] == 1 || fabs(ours[i].value - theirs[k]) <= tolerance);
        if (!same) {
            fail_msg("member %llu, %s: engine %.17g (%d), oracle %.17g (%d)",
                     (unsigned long long)member, pair->metrics.items[i].name, ours[i].value,
                     (int)ours[i].state, theirs[k], state[k]);
        }
    }
    free(ours);
    free(theirs);
    free(state);
}

static void compare_counts(const pair_t *pair, size_t lane) {
    size_t events = pair->plan.events, shocks = pair->plan.shocks, answers = 0, successions = 0;
    assert_int_equal(oracle_events(pair->oracle), events);
    assert_int_equal(oracle_shocks(pair->oracle), shocks);
    for (size_t i = 0; i < events; i++) {
        assert_string_equal(oracle_event_name(pair->oracle, i), pair->scenario.events[i].name);
        assert_int_equal(oracle_event_count(pair->oracle, i).fired,
                         pair->fired[i * ENT_MOST_LANES + lane]);
    }
    for (size_t i = 0; i < shocks; i++) {
        assert_int_equal(oracle_shock_count(pair->oracle, i).fired,
                         pair->fired[(events + i) * ENT_MOST_LANES + lane]);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        answers += oracle_state_count(pair->oracle, s).answers;
        successions += oracle_state_count(pair->oracle, s).successions;
    }
    assert_int_equal(answers, pair->fired[(events + shocks) * ENT_MOST_LANES + lane]);
    assert_int_equal(successions, pair->fired[(events + shocks + 1) * ENT_MOST_LANES + lane]);
}

/* Effects that did not apply are counted over the members of a block. */
static void compare_not_applied(const pair_t *pair, const size_t *theirs) {
    for (size_t i = 0; i < pair->plan.events; i++) {
        assert_int_equal(pair->block.not_applied[i], theirs[i]);
    }
}

static void compare(const char *name, uint64_t first, size_t members, bool deterministic,
                    ent_isa_t isa) {
    pair_t pair;
    open_pair(&pair, name, isa);
    size_t *not_applied = calloc(pair.plan.events + 1, sizeof *not_applied);
    assert_non_null(not_applied);
    for (size_t done = 0; done < members; done += ENT_MOST_LANES) {
        size_t count = members - done < ENT_MOST_LANES ? members - done : ENT_MOST_LANES;
        run_block(&pair, first + done, count, deterministic, ent_model(isa));
        memset(not_applied, 0, pair.plan.events * sizeof *not_applied);
        for (size_t lane = 0; lane < count; lane++) {
            uint64_t member = first + done + lane;
            assert_int_equal(oracle_run(pair.oracle, seed, member, deterministic, pair.path), 0);
            compare_path(&pair, member, lane);
            compare_metrics(&pair, member, lane);
            compare_counts(&pair, lane);
            for (size_t i = 0; i < pair.plan.events; i++) {
                not_applied[i] += oracle_event_count(pair.oracle, i).unapplied;
            }
        }
        compare_not_applied(&pair, not_applied);
    }
    free(not_applied);
    close_pair(&pair);
}

static void compare_isas(const char *name, size_t members) {
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            compare(name, 0, members, false, (ent_isa_t)isa);
        }
    }
}

/* Every scenario in the library, those that will be added included. */
static void deterministic_runs_agree(void **state) {
    glob_t found;
    (void)state;
    assert_int_equal(glob("scenarios/*/*.cfg", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 5);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        compare(found.gl_pathv[i] + strlen("scenarios/"), 0, 1, true, ent_isa_best());
    }
    globfree(&found);
}

static void random_runs_of_base_agree(void **state) {
    (void)state;
    compare_isas("japan-rok/base.cfg", 256);
}

static void random_runs_of_stress_agree(void **state) {
    (void)state;
    compare_isas("japan-rok/stress.cfg", 128);
}

/* The counter's high word: members beyond 2³². */
static void members_of_large_numbers_agree(void **state) {
    (void)state;
    compare("japan-rok/base.cfg", (UINT64_C(5) << 32) - 24, 64, false, ent_isa_best());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deterministic_runs_agree),
        cmocka_unit_test(random_runs_of_base_agree),
        cmocka_unit_test(random_runs_of_stress_agree),
        cmocka_unit_test(members_of_large_numbers_agree),
    };
    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}

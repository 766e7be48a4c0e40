/*
 * What threads, members and comparisons cost: member-steps per second on one and two threads, the
 * cost of a member-step with a hundred times the members, and of a comparison of three scenarios in
 * runs of one. Interleaved medians with the least and the greatest.
 */
#include "analysis/counterparts.h"
#include "scenario/load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5, FEW = 10000, MANY = 1000000, SCENARIOS = 3 };

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    ent_counterparts_t counterparts;
} side_t;

typedef struct {
    double values[ROUNDS];
    size_t count;
} series_t;

static double seconds(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(series_t *series) {
    qsort(series->values, series->count, sizeof series->values[0], compare);
    return series->values[series->count / 2];
}

static void must(ent_err_t error) {
    if (error != ENT_OK) {
        fprintf(stderr, "scaling: %s\n", ent_err_text(error));
        exit(1);
    }
}

static void open_side(side_t *side, const char *path) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    must(ent_scenario_load(path, NULL, 0, &side->scenario, &diags));
    must(ent_plan_init(&side->plan, &side->scenario));
    must(ent_metrics_init(&side->metrics, &side->plan, ENT_FALL_POINTS));
}

/* Nanoseconds per step and member (of all scenarios together) for the first `count` scenarios. */
static double cost(const side_t *sides, size_t count, uint64_t members, size_t threads) {
    const ent_plan_t *plans[SCENARIOS];
    ent_metric_set_t sets[SCENARIOS];
    ent_pairing_t pairings[SCENARIOS];
    ent_ensemble_t ensemble;
    for (size_t i = 0; i < count; i++) {
        plans[i] = &sides[i].plan;
        sets[i] = ent_metrics_set(&sides[i].metrics);
        pairings[i] = sides[i].counterparts.pairing;
    }
    ent_ensemble_options_t options = {.members = members,
                                      .seed = 1,
                                      .isa = ent_isa_best(),
                                      .metrics = sets,
                                      .pairings = count > 1 ? pairings : NULL,
                                      .threads = threads};
    double begin = seconds();
    must(ent_ensemble_run(plans, count, &options, &ensemble));
    double elapsed = seconds() - begin;
    ent_ensemble_free(&ensemble);
    return elapsed * 1e9 / ((double)members * (double)sides[0].plan.steps);
}

static void add(series_t *series, double value) {
    series->values[series->count++] = value;
}

static void print(const char *name, series_t *series) {
    double middle = median(series);
    printf("  %-44s %7.1f (%.1f-%.1f)\n", name, middle, series->values[0],
           series->values[series->count - 1]);
}

int main(int count, char **paths) {
    side_t *sides = calloc(SCENARIOS, sizeof *sides);
    series_t one = {.count = 0}, two = one, three = one, many = one;
    if (sides == NULL || count != SCENARIOS + 1) {
        fprintf(stderr, "usage: scaling CONTROL OTHER OTHER\n");
        return 64;
    }
    for (size_t i = 0; i < SCENARIOS; i++) {
        open_side(&sides[i], paths[i + 1]);
        ent_side_t control = {&sides[0].plan, &sides[0].metrics, NULL};
        ent_side_t other = {&sides[i].plan, &sides[i].metrics, NULL};
        must(ent_counterparts_init(&sides[i].counterparts, &control, &other));
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        add(&one, cost(sides, 1, 10 * FEW, 1));
        add(&two, cost(sides, 1, 10 * FEW, 2));
        add(&three, cost(sides, SCENARIOS, 10 * FEW, 1));
    }
    double few = cost(sides, 1, FEW, 2);
    add(&many, cost(sides, 1, MANY, 2));
    printf("\n  nanoseconds a step and member, %s: median of %d interleaved runs\n",
           ent_isa_name(ent_isa_best()), ROUNDS);
    print("one thread, 100000 members", &one);
    print("two threads", &two);
    print("a comparison of three, one thread", &three);
    printf("  efficiency of two threads %.0f %%, %.2f million member-steps a second\n",
           100 * median(&one) / median(&two) / 2, 1e3 / median(&two));
    printf("  the comparison costs %.2f runs of one scenario\n", median(&three) / median(&one));
    printf("  two threads: 10000 members %.1f, 1000000 members %.1f\n", few, median(&many));
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_counterparts_free(&sides[i].counterparts);
        ent_metrics_free(&sides[i].metrics);
        ent_plan_free(&sides[i].plan);
        ent_scenario_free(&sides[i].scenario);
    }
    free(sides);
    return 0;
}

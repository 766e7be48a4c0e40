/*
 * What a sweep costs: a queue of points of a thousand members of two scenarios, over all threads,
 * in member-steps per second beside runs of the same scenarios as `run` makes them; what a point
 * costs besides its members; and what it costs to keep it. Interleaved medians with the least and
 * the greatest.
 */
#include "analysis/point.h"
#include "ensemble/queue.h"
#include "report/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUNDS = 9,
    SCENARIOS = 2,
    MEMBERS = 1000,
    MANY = 10000,
    FEW = 10,
    POINTS = 4,
    SMALL = 100,
    KEPT = 2000 /* points appended in a round */
};

/* A factor that both scenarios have. */
static char path[] = "health.shield_commitment", *factor_path = path;
static const double low = 0.1, high = 0.4;

typedef struct {
    ent_factor_t factor;
    ent_sweep_t sweep;
    ent_factored_t scenarios[SCENARIOS];
    ent_plan_t plans[SCENARIOS];
    ent_metrics_t metrics[SCENARIOS];
    ent_question_t question, few; /* the same of few members */
    ent_point_t *points;          /* [thread] */
    ent_point_t small;
    size_t threads;
    char folder[32]; /* of the store */
    ent_store_t *store;
    uint64_t kept; /* points in it */
} bench_t;

typedef struct {
    double values[ROUNDS];
    size_t count;
} series_t;

static double seconds(clockid_t clock) {
    struct timespec time;
    (void)clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add(series_t *series, double value) {
    series->values[series->count++] = value;
}

static double median(series_t *series) {
    qsort(series->values, series->count, sizeof series->values[0], compare);
    return series->values[series->count / 2];
}

static void must(ent_err_t error) {
    if (error != ENT_OK) {
        fprintf(stderr, "sweep: %s\n", ent_err_text(error));
        exit(1);
    }
}

static void open_scenarios(bench_t *bench, char **files) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    bench->factor = (ent_factor_t){.name = path,
                                   .title = path,
                                   .paths = &factor_path,
                                   .path_count = 1,
                                   .low = low,
                                   .high = high};
    bench->sweep = (ent_sweep_t){.scenarios = files,
                                 .scenario_count = SCENARIOS,
                                 .factors = &bench->factor,
                                 .factor_count = 1};
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_err_t error = ent_factored_load(&bench->sweep, i, &bench->scenarios[i], &diags);
        ent_diags_print(&diags, stderr);
        must(error);
        must(ent_plan_init(&bench->plans[i], &bench->scenarios[i].scenario));
        must(ent_metrics_init(&bench->metrics[i], &bench->plans[i], ENT_FALL_POINTS));
    }
    must(ent_factors_check(&bench->sweep, bench->scenarios, &diags));
}

static void open_points(bench_t *bench) {
    const ent_factored_t *list[SCENARIOS] = {&bench->scenarios[0], &bench->scenarios[1]};
    char metric[] = "health_mean", *const patterns[] = {metric};
    size_t unmatched = 0;
    bench->question = (ent_question_t){
        .members = MEMBERS, .seed = 1, .falls = ENT_FALL_POINTS, .isa = ent_isa_best()};
    must(ent_question_init(&bench->question, list, SCENARIOS, patterns, 1, &unmatched));
    bench->few = bench->question;
    bench->few.members = FEW;
    bench->threads = ent_ensemble_threads();
    bench->points = calloc(bench->threads, sizeof *bench->points);
    must(bench->points != NULL ? ENT_OK : ENT_ERR_MEMORY);
    for (size_t t = 0; t < bench->threads; t++) {
        must(ent_point_init(&bench->points[t], &bench->question, bench->scenarios));
    }
    must(ent_point_init(&bench->small, &bench->few, bench->scenarios));
}

static ent_err_t run_point(void *user, size_t thread, uint64_t piece) {
    bench_t *bench = user;
    double value = low + (high - low) * (double)piece / POINTS;
    return ent_point_run(&bench->points[thread], &value, NULL);
}

/* Nanoseconds a member-step of a sweep, on so many threads; on one it is the processor's time,
 * which others cannot lengthen much. */
static double sweep(bench_t *bench, size_t threads) {
    ent_queue_t queue = {
        .count = POINTS * threads, .threads = threads, .work = run_point, .user = bench};
    clockid_t clock = threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
    double begin = seconds(clock);
    must(ent_queue_run(&queue));
    return (seconds(clock) - begin) * 1e9 /
           ((double)queue.count * MEMBERS * SCENARIOS * (double)bench->plans[0].steps);
}

/* Of runs of the scenarios, one after the other, until as many members as in the sweep are done. */
static double runs(bench_t *bench, uint64_t members) {
    size_t times = POINTS * bench->threads * MEMBERS / members;
    times = times > 0 ? times : 1;
    double begin = seconds(CLOCK_MONOTONIC);
    for (size_t k = 0; k < times * SCENARIOS; k++) {
        const ent_plan_t *plan = &bench->plans[k % SCENARIOS];
        ent_metric_set_t set = ent_metrics_set(&bench->metrics[k % SCENARIOS]);
        ent_ensemble_options_t options = {
            .members = members, .seed = 1, .isa = ent_isa_best(), .metrics = &set};
        ent_ensemble_t ensemble;
        must(ent_ensemble_run(&plan, 1, &options, &ensemble));
        ent_ensemble_free(&ensemble);
    }
    return (seconds(CLOCK_MONOTONIC) - begin) * 1e9 /
           ((double)(times * members) * SCENARIOS * (double)bench->plans[0].steps);
}

/* The processor's milliseconds for a point of few members, all its scenarios included. */
static double small_point(bench_t *bench) {
    double begin = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t k = 0; k < SMALL; k++) {
        double value = low + (high - low) * (double)k / SMALL;
        must(ent_point_run(&bench->small, &value, NULL));
    }
    return (seconds(CLOCK_PROCESS_CPUTIME_ID) - begin) * 1e3 / SMALL;
}

/* A store such as a sweep of these scenarios has. */
static void open_store(bench_t *bench) {
    static const char *const hashes[SCENARIOS] = {"0", "1"}, *const names[SCENARIOS] = {"a", "b"};
    const ent_scenario_t *scenarios[SCENARIOS] = {&bench->scenarios[0].scenario,
                                                  &bench->scenarios[1].scenario};
    const ent_store_head_t head = {.sweep = &bench->sweep,
                                   .question = &bench->question,
                                   .scenarios = scenarios,
                                   .scenario_names = names,
                                   .sweep_hash = "0",
                                   .scenario_hashes = hashes,
                                   .points = (uint64_t)ROUNDS * KEPT};
    char problem[ENT_STORE_PROBLEM_SIZE];
    (void)snprintf(bench->folder, sizeof bench->folder, "/tmp/entente-bench-XXXXXX");
    must(mkdtemp(bench->folder) != NULL ? ENT_OK : ENT_ERR_CANNOT_CREATE);
    must(ent_store_create(&bench->store, bench->folder, &head, problem));
}

static void remove_store(bench_t *bench) {
    char file[64];
    ent_store_close(bench->store);
    (void)snprintf(file, sizeof file, "%s/%s", bench->folder, ENT_STORE_FILE);
    (void)unlink(file);
    (void)rmdir(bench->folder);
}

/* Milliseconds of keeping a point: its transaction, and its part of what goes to the disk. */
static double keep(bench_t *bench) {
    double begin = seconds(CLOCK_MONOTONIC);
    for (size_t k = 0; k < KEPT; k++) {
        double value = low + (high - low) * (double)k / KEPT;
        must(ent_store_append(bench->store, bench->kept++, &value, &bench->points[0].result));
    }
    return (seconds(CLOCK_MONOTONIC) - begin) * 1e3 / KEPT;
}

static void print(const char *name, series_t *series) {
    double middle = median(series);
    printf("  %-44s %7.2f (%.2f-%.2f)\n", name, middle, series->values[0],
           series->values[series->count - 1]);
}

int main(int count, char **paths) {
    static bench_t bench;
    series_t swept = {.count = 0}, one = swept, ran = swept, ran_many = swept, small = swept;
    series_t over = swept, over_many = swept, extra = swept, kept = swept, share = swept;
    if (count != SCENARIOS + 1) {
        fprintf(stderr, "usage: sweep CONTROL OTHER\n");
        return 64;
    }
    open_scenarios(&bench, paths + 1);
    open_points(&bench);
    open_store(&bench);
    for (size_t round = 0; round < ROUNDS; round++) {
        add(&swept, sweep(&bench, bench.threads));
        add(&ran, runs(&bench, MEMBERS));
        add(&ran_many, runs(&bench, MANY));
        add(&one, sweep(&bench, 1));
        add(&small, small_point(&bench));
        add(&over, 100 * ran.values[round] / swept.values[round]);
        add(&over_many, 100 * ran_many.values[round] / swept.values[round]);
        double members = one.values[round] * 1e-6 * FEW * SCENARIOS * (double)bench.plans[0].steps;
        add(&extra, small.values[round] - members);
        add(&kept, keep(&bench));
        double point =
            swept.values[round] * 1e-6 * MEMBERS * SCENARIOS * (double)bench.plans[0].steps;
        add(&share, 100 * kept.values[round] / point);
    }
    printf("\n  a sweep over %zu threads, points of %d members of %d scenarios: median of %d\n",
           bench.threads, MEMBERS, SCENARIOS, ROUNDS);
    print("nanoseconds a member-step", &swept);
    print("one thread, processor's time", &one);
    print("runs of 1000 members, all recorded", &ran);
    print("runs of 10000 members", &ran_many);
    print("throughput in % of runs of 1000 (90 or more)", &over);
    print("in % of runs of 10000", &over_many);
    print("milliseconds of a point of 10 members", &small);
    print("of these besides its members (below 1)", &extra);
    print("milliseconds to keep a point", &kept);
    print("in % of the time of a point of 1000 members", &share);
    printf("  %.2f million member-steps a second\n", 1e3 / median(&swept));
    for (size_t t = 0; t < bench.threads; t++) {
        ent_point_free(&bench.points[t]);
    }
    free(bench.points);
    remove_store(&bench);
    ent_point_free(&bench.small);
    ent_question_free(&bench.question);
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_metrics_free(&bench.metrics[i]);
        ent_plan_free(&bench.plans[i]);
        ent_factored_free(&bench.scenarios[i]);
    }
    return 0;
}

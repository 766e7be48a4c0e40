/*
 * What a sweep costs: a queue of points of a thousand members of two scenarios, each appended to a
 * store as the command does it, beside runs of the same scenarios as `run` makes them; what a point
 * costs besides its members; and what part of it is appending. Interleaved medians with the least
 * and the greatest. Time is the processor's where nothing else is said: others who use the machine
 * lengthen that little.
 */
#include "analysis/design.h"
#include "analysis/point.h"
#include "base/memory.h"
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
    FEW = 10,
    POINTS = 4,     /* of so many members, for each thread */
    SMALL = 1000,   /* points of few members */
    STORED = 100000 /* points that the stores have room for */
};

/* Members of the runs beside the sweep; the more, the faster a member-step. */
static const uint64_t run_members[] = {1000, 10000, 100000};
enum { RUNS = sizeof run_members / sizeof run_members[0], SELDOM = 3 };

/* A factor that both scenarios have. */
static char path[] = "health.shield_commitment", *factor_path = path;
static const double low = 0.1, high = 0.4;

/* A sweep with its store, and what appending took of it. */
typedef struct {
    ent_question_t question;
    ent_point_t *points; /* [thread] */
    double *values;      /* [thread] of the one factor */
    uint64_t *numbers;   /* [thread] */
    ent_store_t *store;
    char folder[64];
    uint64_t next;          /* the position after the last that was worked at */
    double append_seconds;  /* of the processor, */
    double append_duration; /* and by the clock, waits for the disk included */
} swept_t;

typedef struct {
    ent_factor_t factor;
    ent_sweep_t sweep;
    ent_design_t design;
    ent_factored_t scenarios[SCENARIOS];
    ent_plan_t plans[SCENARIOS];
    ent_metrics_t metrics[SCENARIOS];
    swept_t many, few; /* members a point */
    size_t threads;
} bench_t;

/* What a queue of points took. */
typedef struct {
    double cpu, clock;       /* seconds */
    double append_cpu, desk; /* the same of appending */
} cost_t;

typedef struct {
    double values[ROUNDS];
    size_t count;
} series_t;

/* ---- Numbers ---- */

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

/* Sorted copies: rounds are compared with each other, too. */
static void print(const char *name, const series_t *series) {
    series_t sorted = *series;
    qsort(sorted.values, sorted.count, sizeof sorted.values[0], compare);
    printf("  %-62s %8.2f (%.2f-%.2f)\n", name, sorted.values[sorted.count / 2], sorted.values[0],
           sorted.values[sorted.count - 1]);
}

static void must(ent_err_t error) {
    if (error != ENT_OK) {
        fprintf(stderr, "sweep: %s\n", ent_err_text(error));
        exit(1);
    }
}

/* ---- Beginning and end ---- */

static void open_scenarios(bench_t *bench, char **files) {
    static ent_diags_t diags;
    ent_diags_init(&diags);
    bench->factor = (ent_factor_t){.name = path,
                                   .title = path,
                                   .paths = &factor_path,
                                   .path_count = 1,
                                   .low = low,
                                   .high = high};
    bench->sweep = (ent_sweep_t){.title = path,
                                 .scenarios = files,
                                 .scenario_count = SCENARIOS,
                                 .factors = &bench->factor,
                                 .factor_count = 1,
                                 .method = ENT_DESIGN_LHS,
                                 .points = STORED,
                                 .members = MEMBERS,
                                 .seed = 1};
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_err_t error = ent_factored_load(&bench->sweep, i, &bench->scenarios[i], &diags);
        ent_diags_print(&diags, stderr);
        must(error);
        must(ent_plan_init(&bench->plans[i], &bench->scenarios[i].scenario));
        must(ent_metrics_init(&bench->metrics[i], &bench->plans[i], ENT_FALL_POINTS));
    }
    must(ent_factors_check(&bench->sweep, bench->scenarios, &diags));
    must(ent_design_init(&bench->design, &bench->sweep, &diags));
    bench->threads = ent_ensemble_threads();
}

static void open_store(const bench_t *bench, swept_t *swept) {
    static const char *const names[SCENARIOS] = {"control", "other"};
    static const char *const hashes[SCENARIOS] = {"0", "1"};
    const ent_scenario_t *scenarios[SCENARIOS] = {&bench->scenarios[0].scenario,
                                                  &bench->scenarios[1].scenario};
    const ent_store_head_t head = {.sweep = &bench->sweep,
                                   .question = &swept->question,
                                   .scenarios = scenarios,
                                   .scenario_names = names,
                                   .sweep_hash = "0",
                                   .scenario_hashes = hashes,
                                   .points = bench->design.points};
    char problem[ENT_STORE_PROBLEM_SIZE];
    (void)snprintf(swept->folder, sizeof swept->folder, "/tmp/entente-sweep-XXXXXX");
    if (mkdtemp(swept->folder) == NULL) {
        must(ENT_ERR_CANNOT_CREATE);
    }
    ent_err_t error = ent_store_create(&swept->store, swept->folder, &head, problem);
    if (error != ENT_OK) {
        fprintf(stderr, "sweep: %s\n", problem);
        exit(1);
    }
}

static void open_swept(const bench_t *bench, swept_t *swept, uint64_t members) {
    const ent_factored_t *list[SCENARIOS] = {&bench->scenarios[0], &bench->scenarios[1]};
    char metric[] = "health_mean", *const patterns[] = {metric};
    size_t unmatched = 0;
    swept->question = (ent_question_t){
        .members = members, .seed = 1, .falls = ENT_FALL_POINTS, .isa = ent_isa_best()};
    must(ent_question_init(&swept->question, list, SCENARIOS, patterns, 1, &unmatched));
    swept->points = calloc(bench->threads, sizeof *swept->points);
    swept->values = calloc(bench->threads, sizeof *swept->values);
    swept->numbers = calloc(bench->threads, sizeof *swept->numbers);
    bool whole = swept->points != NULL && swept->values != NULL && swept->numbers != NULL;
    must(whole ? ENT_OK : ENT_ERR_MEMORY);
    for (size_t t = 0; t < bench->threads; t++) {
        must(ent_point_init(&swept->points[t], &swept->question, bench->scenarios));
    }
    open_store(bench, swept);
}

static void close_swept(const bench_t *bench, swept_t *swept) {
    static const char *const files[] = {ENT_STORE_FILE, "sweep.lock"};
    ent_store_close(swept->store);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char name[128];
        (void)snprintf(name, sizeof name, "%s/%s", swept->folder, files[i]);
        (void)unlink(name);
    }
    (void)rmdir(swept->folder);
    for (size_t t = 0; t < bench->threads; t++) {
        ent_point_free(&swept->points[t]);
    }
    free(swept->points);
    free(swept->values);
    free(swept->numbers);
    ent_question_free(&swept->question);
}

/* ---- The work ---- */

typedef struct {
    const bench_t *bench;
    swept_t *swept;
} task_t;

/* As the command does it: a point of the design, in the order of work. */
static ent_err_t work(void *user, size_t thread, uint64_t piece) {
    const task_t *task = user;
    const ent_design_t *design = &task->bench->design;
    swept_t *swept = task->swept;
    swept->numbers[thread] = ent_design_at(design, swept->next + piece);
    ent_design_values(design, swept->numbers[thread], &swept->values[thread]);
    return ent_point_run(&swept->points[thread], &swept->values[thread], NULL);
}

static ent_err_t keep(void *user, size_t thread, uint64_t piece) {
    const task_t *task = user;
    swept_t *swept = task->swept;
    double cpu = seconds(CLOCK_THREAD_CPUTIME_ID), clock = seconds(CLOCK_MONOTONIC);
    (void)piece;
    ent_err_t error = ent_store_append(swept->store, swept->numbers[thread], &swept->values[thread],
                                       &swept->points[thread].result);
    swept->append_seconds += seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    swept->append_duration += seconds(CLOCK_MONOTONIC) - clock;
    return error;
}

/* So many more points of a sweep; without a store the same ones may come again. */
static cost_t sweep(const bench_t *bench, swept_t *swept, size_t threads, uint64_t points,
                    bool appending) {
    task_t task = {bench, swept};
    ent_queue_t queue = {.count = points,
                         .threads = threads,
                         .work = work,
                         .done = appending ? keep : NULL,
                         .user = &task};
    swept->append_seconds = swept->append_duration = 0;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), clock = seconds(CLOCK_MONOTONIC);
    must(ent_queue_run(&queue));
    cost_t cost = {.cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
                   .clock = seconds(CLOCK_MONOTONIC) - clock,
                   .append_cpu = swept->append_seconds,
                   .desk = swept->append_duration};
    swept->next += appending ? points : 0;
    return cost;
}

/* Runs of the scenarios, one after the other, until as many members as in the sweep are done. */
static cost_t runs(const bench_t *bench, uint64_t members, size_t threads, uint64_t *done) {
    uint64_t times = POINTS * threads * MEMBERS / members;
    times = times > 0 ? times : 1;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), clock = seconds(CLOCK_MONOTONIC);
    for (size_t k = 0; k < times * SCENARIOS; k++) {
        const ent_plan_t *plan = &bench->plans[k % SCENARIOS];
        ent_metric_set_t set = ent_metrics_set(&bench->metrics[k % SCENARIOS]);
        ent_ensemble_options_t options = {.members = members,
                                          .seed = 1,
                                          .isa = ent_isa_best(),
                                          .threads = threads,
                                          .metrics = &set};
        ent_ensemble_t ensemble;
        must(ent_ensemble_run(&plan, 1, &options, &ensemble));
        ent_ensemble_free(&ensemble);
    }
    *done = times * members;
    return (cost_t){.cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
                    .clock = seconds(CLOCK_MONOTONIC) - clock};
}

/* ---- The tables ---- */

/* Nanoseconds a member-step. */
static double steps_of(const bench_t *bench, uint64_t members) {
    return 1e-9 * (double)members * SCENARIOS * (double)bench->plans[0].steps;
}

/* One with all threads by the clock, and one with a single thread by the processor's time. */
typedef struct {
    series_t plain, stored, runs[RUNS], percent[RUNS], share;
} throughput_t;

static void measure_throughput(const bench_t *bench, swept_t *swept, size_t threads, size_t round,
                               bool by_clock, throughput_t *table) {
    uint64_t points = POINTS * threads;
    double steps = steps_of(bench, points * MEMBERS);
    cost_t plain = sweep(bench, swept, threads, points, false);
    cost_t stored = sweep(bench, swept, threads, points, true);
    double nanoseconds = (by_clock ? stored.clock : stored.cpu) / steps;
    add(&table->plain, (by_clock ? plain.clock : plain.cpu) / steps);
    add(&table->stored, nanoseconds);
    add(&table->share, 100 * stored.append_cpu / stored.cpu);
    for (size_t i = 0; i < RUNS; i++) {
        if (i == RUNS - 1 && round % SELDOM != 0) {
            continue; /* many members take long */
        }
        uint64_t done = 0;
        cost_t ran = runs(bench, run_members[i], threads, &done);
        double each = (by_clock ? ran.clock : ran.cpu) / steps_of(bench, done);
        add(&table->runs[i], each);
        add(&table->percent[i], 100 * each / nanoseconds);
    }
}

static void print_throughput(const char *title, const throughput_t *table) {
    printf("\n  %s\n", title);
    print("nanoseconds a member-step, nothing kept", &table->plain);
    print("with its store", &table->stored);
    for (size_t i = 0; i < RUNS; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "runs of %d members, all recorded", (int)run_members[i]);
        print(name, &table->runs[i]);
    }
    for (size_t i = 0; i < RUNS; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "throughput with its store in %% of runs of %d%s",
                       (int)run_members[i], i == 0 ? " (90 or more)" : "");
        print(name, &table->percent[i]);
    }
    print("appending, in % of the processor's time", &table->share);
}

/* Of points of few members. */
typedef struct {
    series_t plain, stored, extra, extra_stored, append, share, come, could;
} overhead_t;

static void measure_overhead(const bench_t *bench, swept_t *swept, double nanoseconds,
                             overhead_t *table) {
    double members = nanoseconds * steps_of(bench, FEW) * 1e3;
    cost_t plain = sweep(bench, swept, 1, SMALL, false);
    cost_t stored = sweep(bench, swept, 1, SMALL, true);
    cost_t all = sweep(bench, swept, bench->threads, SMALL, true);
    add(&table->plain, plain.cpu * 1e3 / SMALL);
    add(&table->stored, stored.cpu * 1e3 / SMALL);
    add(&table->extra, plain.cpu * 1e3 / SMALL - members);
    add(&table->extra_stored, stored.cpu * 1e3 / SMALL - members);
    add(&table->append, stored.append_cpu * 1e3 / SMALL);
    add(&table->share, 100 * stored.append_cpu / stored.cpu);
    add(&table->come, SMALL / all.clock);
    add(&table->could, SMALL / all.desk);
}

static void print_overhead(size_t threads, const overhead_t *table) {
    printf("\n  points of %d members of %d scenarios, processor's time of one thread\n", FEW,
           SCENARIOS);
    print("milliseconds a point, nothing kept", &table->plain);
    print("with its store", &table->stored);
    print("besides its members, nothing kept (below 1)", &table->extra);
    print("with its store (below 1)", &table->extra_stored);
    print("of these appending", &table->append);
    print("appending, in % of the processor's time", &table->share);
    printf("  by the clock, waits for the disk included, %zu threads\n", threads);
    print("points that come in a second", &table->come);
    print("points that could be appended in a second", &table->could);
}

int main(int count, char **paths) {
    static bench_t bench;
    static throughput_t by_clock, by_processor;
    static overhead_t overhead;
    if (count != SCENARIOS + 1) {
        fprintf(stderr, "usage: sweep CONTROL OTHER\n");
        return 64;
    }
    ent_keep_freed_memory(); /* as the command does; the runs beside it gain by that, too */
    open_scenarios(&bench, paths + 1);
    open_swept(&bench, &bench.many, MEMBERS);
    open_swept(&bench, &bench.few, FEW);
    for (size_t round = 0; round < ROUNDS; round++) {
        measure_throughput(&bench, &bench.many, bench.threads, round, true, &by_clock);
        measure_throughput(&bench, &bench.many, 1, round, false, &by_processor);
        measure_overhead(&bench, &bench.few, by_processor.plain.values[round], &overhead);
    }
    char title[100];
    (void)snprintf(title, sizeof title,
                   "points of %d members of %d scenarios, %zu threads, by the clock: median of %d",
                   MEMBERS, SCENARIOS, bench.threads, ROUNDS);
    print_throughput(title, &by_clock);
    print_throughput("the same, one thread, processor's time", &by_processor);
    print_overhead(bench.threads, &overhead);
    close_swept(&bench, &bench.many);
    close_swept(&bench, &bench.few);
    ent_design_free(&bench.design);
    for (size_t i = 0; i < SCENARIOS; i++) {
        ent_metrics_free(&bench.metrics[i]);
        ent_plan_free(&bench.plans[i]);
        ent_factored_free(&bench.scenarios[i]);
    }
    return 0;
}

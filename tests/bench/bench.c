/*
 * Speed of a scenario on one thread, for each instruction set this machine has: nanoseconds per
 * member-step in all and by phase. Runs are interleaved, so that a machine whose speed drifts
 * drifts for all of them; medians are given with the least and the greatest.
 */
#include "analysis/metrics.h"
#include "ensemble/gather.h"
#include "model/phases.h"
#include "scenario/load.h"
#include "scenario/writer.h"

#include "../oracle/oracle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUNDS = 9,
    MEMBERS = 10000,
    ORACLE_MEMBERS = 400,
    MOST_PHASES = 32,
    TILE = ENT_DEFAULT_TILE
};

typedef struct {
    double values[ROUNDS];
    size_t count;
} series_t;

typedef struct {
    ent_isa_t isa;
    series_t total, metrics, gathering, phases[MOST_PHASES];
} contender_t;

typedef struct {
    ent_scenario_t scenario;
    ent_plan_t plan;
    ent_metrics_t metrics;
    contender_t contenders[ENT_ISA_COUNT];
    size_t count;
    oracle_t *oracle;
    series_t oracle_total;
    double clock_cost; /* nanoseconds of one look at the clock */
} bench_t;

/* Measured with a microbenchmark on one Zen 4 core; a plain scalar C version took 400 in all. */
static const struct {
    const char *name;
    double nanoseconds[3]; /* SSE2, AVX2, AVX-512 */
} budgets[] = {{"draws", {215, 112, 38}}, {"model", {383, 213, 144}}, {"gathering", {32, 32, 32}}};

static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add(series_t *series, double value) {
    series->values[series->count++] = value;
    qsort(series->values, series->count, sizeof value, compare);
}

static double median(const series_t *series) {
    return series->values[series->count / 2];
}

/* The whole of it, as `run` does it. */
static void time_total(bench_t *bench, contender_t *contender) {
    const ent_plan_t *plans[] = {&bench->plan};
    ent_metric_set_t set = ent_metrics_set(&bench->metrics);
    ent_ensemble_options_t options = {
        .members = MEMBERS, .seed = 1, .isa = contender->isa, .metrics = &set, .threads = 1};
    ent_ensemble_t ensemble;
    double start = now();
    if (ent_ensemble_run(plans, 1, &options, &ensemble) != ENT_OK) {
        fail("the ensemble failed");
    }
    add(&contender->total, (now() - start) / ((double)MEMBERS * (double)bench->plan.steps));
    ent_ensemble_free(&ensemble);
}

typedef struct {
    ent_block_t blocks[TILE / ENT_DEFAULT_LANES];
    size_t count;
    ent_moments_t moments;
    uint32_t counts[2048];
    double phases[MOST_PHASES], gathering, metrics;
} tile_t;

static void step_tile(const bench_t *bench, const ent_model_t *model, tile_t *tile, size_t step) {
    for (size_t b = 0; b < tile->count; b++) {
        double before = now();
        for (size_t p = 0; p < model->phase_count; p++) {
            model->phases[p].run(&bench->plan, &tile->blocks[b], step);
            double after = now();
            tile->phases[p] += after - before - bench->clock_cost;
            before = after;
        }
    }
}

static void gather_tile(const bench_t *bench, const ent_gather_t *gather, tile_t *tile) {
    const ent_variables_t *variables = &bench->plan.variables;
    double before = now();
    for (size_t i = 0; i < variables->count; i++) {
        const ent_variable_row_t *row = ent_variable_row(variables->items[i].kind);
        ent_scale_t scale = {.low = row->low,
                             .high = row->high,
                             .bins = (uint32_t)row->bins,
                             .centre = (row->low + row->high) / 2};
        ent_distribution_t distribution = {&scale, &tile->moments, tile->counts};
        ent_lane_row_t lanes = {variables->items[i].kind, variables->items[i].index, false};
        gather->values(tile->blocks, tile->count, lanes, distribution);
    }
    tile->gathering += now() - before;
}

static void evaluate_tile(const bench_t *bench, tile_t *tile) {
    ent_metric_set_t set = ent_metrics_set(&bench->metrics);
    ent_metric_value_t *values = calloc(set.count, sizeof *values);
    ent_member_t member;
    if (values == NULL || ent_member_init(&member, &bench->plan) != ENT_OK) {
        fail("no memory");
    }
    double before = now();
    for (size_t k = 0; k < TILE; k++) {
        ent_member_read(&member, &tile->blocks[k / ENT_DEFAULT_LANES], k % ENT_DEFAULT_LANES);
        set.evaluate(set.user, &member, values);
    }
    tile->metrics += now() - before;
    ent_member_free(&member);
    free(values);
}

/* The same work with a clock between the phases. */
static void time_phases(bench_t *bench, contender_t *contender) {
    const ent_model_t *model = ent_model(contender->isa);
    static tile_t tile; /* too large for a stack */
    double steps = (double)TILE * (double)bench->plan.steps;
    memset(&tile, 0, sizeof tile);
    tile.count = TILE / ENT_DEFAULT_LANES;
    ent_moments_init(&tile.moments);
    for (size_t b = 0; b < tile.count; b++) {
        if (ent_block_init(&tile.blocks[b], &bench->plan, ENT_DEFAULT_LANES) != ENT_OK) {
            fail("no memory");
        }
        tile.blocks[b].random = ent_random(contender->isa);
        ent_block_start(&tile.blocks[b], &bench->plan, 1, b * ENT_DEFAULT_LANES, ENT_DEFAULT_LANES,
                        false);
        model->record_instant(&bench->plan, &tile.blocks[b], 0);
    }
    for (size_t n = 0; n < bench->plan.steps; n++) {
        step_tile(bench, model, &tile, n);
        gather_tile(bench, ent_gather(contender->isa), &tile);
    }
    evaluate_tile(bench, &tile);
    for (size_t p = 0; p < model->phase_count; p++) {
        add(&contender->phases[p], tile.phases[p] / steps);
    }
    add(&contender->gathering, tile.gathering / steps);
    add(&contender->metrics, tile.metrics / steps);
    for (size_t b = 0; b < tile.count; b++) {
        ent_block_free(&tile.blocks[b]);
    }
}

/* The plain scalar implementation of the same equations, for scale. */
static void time_oracle(bench_t *bench) {
    size_t values = (bench->plan.steps + 1) * oracle_variables(bench->oracle);
    double *path = calloc(values, sizeof *path);
    if (path == NULL) {
        fail("no memory");
    }
    double start = now();
    for (uint64_t member = 0; member < ORACLE_MEMBERS; member++) {
        (void)oracle_run(bench->oracle, 1, member, 0, path);
    }
    add(&bench->oracle_total,
        (now() - start) / ((double)ORACLE_MEMBERS * (double)bench->plan.steps));
    free(path);
}

static double clock_cost(void) {
    enum { LOOKS = 100000 };
    double start = now();
    for (int i = 0; i < LOOKS; i++) {
        (void)now();
    }
    return (now() - start) / LOOKS;
}

static void open_oracle(bench_t *bench) {
    char path[] = "/tmp/entente-bench-XXXXXX", message[256], *text = NULL;
    int file = mkstemp(path);
    if (file < 0 || ent_scenario_text(&bench->scenario, &text) != ENT_OK ||
        write(file, text, strlen(text)) != (ssize_t)strlen(text) || close(file) != 0) {
        fail("no temporary file");
    }
    bench->oracle = oracle_open(path, message, sizeof message);
    (void)unlink(path);
    free(text);
    if (bench->oracle == NULL) {
        fail(message);
    }
}

static void open_bench(bench_t *bench, const char *path) {
    ent_diags_t diags;
    ent_diags_init(&diags);
    if (ent_scenario_load(path, NULL, 0, &bench->scenario, &diags) != ENT_OK) {
        ent_diags_print(&diags, stderr);
        fail("no scenario");
    }
    if (ent_plan_init(&bench->plan, &bench->scenario) != ENT_OK ||
        ent_metrics_init(&bench->metrics, &bench->plan, ENT_FALL_POINTS) != ENT_OK) {
        fail("no memory");
    }
    for (int isa = 0; isa < ENT_ISA_COUNT; isa++) {
        if (ent_isa_available((ent_isa_t)isa)) {
            bench->contenders[bench->count++].isa = (ent_isa_t)isa;
        }
    }
    bench->clock_cost = clock_cost();
    open_oracle(bench);
}

static void print_cell(const series_t *series) {
    printf("  %7.1f (%5.1f-%5.1f)", median(series), series->values[0],
           series->values[series->count - 1]);
}

static void print_row(const char *name, const bench_t *bench, size_t offset) {
    printf("  %-14s", name);
    for (size_t i = 0; i < bench->count; i++) {
        print_cell((const series_t *)(const void *)((const char *)&bench->contenders[i] + offset));
    }
    printf("\n");
}

static double part(const contender_t *contender, const ent_model_t *model, const char *name) {
    double sum = 0;
    if (strcmp(name, "gathering") == 0) {
        return median(&contender->gathering) + median(&contender->metrics);
    }
    for (size_t p = 0; p < model->phase_count; p++) {
        bool draws = strcmp(model->phases[p].name, "draws") == 0;
        sum += draws == (strcmp(name, "draws") == 0) ? median(&contender->phases[p]) : 0;
    }
    return sum;
}

static void print_budgets(const bench_t *bench, const ent_model_t *model) {
    printf("\n  beside the budgets of the design (one Zen 4 core):\n");
    for (size_t i = 0; i < sizeof budgets / sizeof budgets[0]; i++) {
        printf("  %-14s", budgets[i].name);
        for (size_t k = 0; k < bench->count; k++) {
            printf("  %7.1f of %5.0f      ", part(&bench->contenders[k], model, budgets[i].name),
                   budgets[i].nanoseconds[bench->contenders[k].isa]);
        }
        printf("\n");
    }
}

static void print(const bench_t *bench) {
    const ent_model_t *model = ent_model(ENT_ISA_BASELINE);
    printf("%s: %d members, %zu steps, %zu variables recorded, one thread\n", bench->scenario.title,
           MEMBERS, bench->plan.steps, bench->plan.variables.count);
    printf("nanoseconds per member-step: median of %d interleaved runs (least-greatest)\n\n",
           ROUNDS);
    printf("  %-14s", "");
    for (size_t i = 0; i < bench->count; i++) {
        printf("  %-21s", ent_isa_name(bench->contenders[i].isa));
    }
    printf("\n");
    for (size_t p = 0; p < model->phase_count; p++) {
        print_row(model->phases[p].name, bench,
                  offsetof(contender_t, phases) + p * sizeof(series_t));
    }
    print_row("gathering", bench, offsetof(contender_t, gathering));
    print_row("metrics", bench, offsetof(contender_t, metrics));
    print_row("in all, by run", bench, offsetof(contender_t, total));
    printf("  %-14s", "million a sec.");
    for (size_t i = 0; i < bench->count; i++) {
        printf("  %7.2f              ", 1e3 / median(&bench->contenders[i].total));
    }
    printf("\n");
    print_budgets(bench, model);
    printf("\n  the scalar oracle, -O3 -march=native:");
    print_cell(&bench->oracle_total);
    printf("\n");
}

int main(int argc, char **argv) {
    static bench_t bench;
    if (argc != 2) {
        fail("expected a scenario");
    }
    open_bench(&bench, argv[1]);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < bench.count; i++) {
            time_total(&bench, &bench.contenders[i]);
            time_phases(&bench, &bench.contenders[i]);
        }
        time_oracle(&bench);
    }
    print(&bench);
    return 0;
}

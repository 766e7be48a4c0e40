#include "support/analysed.h"

#include "base/memory.h"
#include "report/code.h"
#include "support/close.h"
#include "support/files.h"
#include "support/problems.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCENARIOS = 2, TEXT_SIZE = 1 << 16, LETTERS = 26 };

static void write_sweep(const support_analysed_t *made, const char *folder) {
    char *text = ent_alloc(TEXT_SIZE, 1);
    assert_non_null(text);
    int length = snprintf(text, TEXT_SIZE,
                          "scenarios = [ 'base.cfg', 'pact.cfg' ];\n"
                          "members = %llu;\n"
                          "metrics = [ 'health_mean', 'transition_cost.KOR' ];\n"
                          "design = { %s };\n%s\nfactors = (\n",
                          (unsigned long long)made->members, made->design, made->more);
    for (size_t f = 0; f < made->factors; f++) {
        char again[8] = "";
        if (f >= LETTERS) {
            (void)snprintf(again, sizeof again, "%d", (int)(f / LETTERS));
        }
        length += snprintf(text + length, TEXT_SIZE - (size_t)length,
                           "  { name = '%c%s'; path = 'p%zu'; low = 0.0; high = 1.0; }%s\n",
                           (char)('a' + f % LETTERS), again, f, f + 1 < made->factors ? "," : "");
    }
    (void)snprintf(text + length, TEXT_SIZE - (size_t)length, ");\n");
    support_write_quoted(folder, "sweep.cfg", text);
    free(text);
}

static ent_store_t *make_store(const ent_sweep_t *sweep, uint64_t points, const char *folder) {
    static char names[SUPPORT_ANALYSED_METRICS][ENT_METRIC_NAME_SIZE] = {"health_mean",
                                                                         "transition_cost.KOR"};
    static ent_better_t better[] = {ENT_MORE_IS_BETTER, ENT_LESS_IS_BETTER};
    static const char *const labels[SCENARIOS] = {"base", "pact"};
    static const char *const hashes[SCENARIOS] = {"7f3a9c01b2d4", "00ff00ff00ff"};
    char base[] = "Base", pact[] = "Pact", hash[ENT_SWEEP_HASH_SIZE];
    char problem[ENT_STORE_PROBLEM_SIZE];
    ent_scenario_t titled[SCENARIOS] = {{.title = base}, {.title = pact}};
    const ent_scenario_t *scenarios[SCENARIOS] = {&titled[0], &titled[1]};
    const ent_question_t question = {.scenario_count = SCENARIOS,
                                     .metric_count = SUPPORT_ANALYSED_METRICS,
                                     .names = names,
                                     .better = better,
                                     .members = sweep->members,
                                     .seed = sweep->seed};
    assert_int_equal(ent_sweep_hash(sweep, hash), ENT_OK);
    const ent_store_head_t head = {.sweep = sweep,
                                   .question = &question,
                                   .scenarios = scenarios,
                                   .scenario_names = labels,
                                   .sweep_hash = hash,
                                   .scenario_hashes = hashes,
                                   .points = points};
    ent_store_t *store = NULL;
    if (ent_store_create(&store, folder, &head, problem) != ENT_OK) {
        fail_msg("%s", problem);
    }
    return store;
}

static void append(const support_analysed_t *made, const ent_design_t *design, uint64_t point,
                   ent_store_t *store) {
    ent_point_moments_t metrics[SCENARIOS * SUPPORT_ANALYSED_METRICS] = {0};
    ent_point_moments_t differences[SCENARIOS * SUPPORT_ANALYSED_METRICS] = {0};
    ent_point_result_t result = {
        .failed = point == made->fail, .metrics = metrics, .differences = differences};
    double unit[ENT_SWEEP_MOST_FACTORS], values[ENT_SWEEP_MOST_FACTORS];
    (void)snprintf(result.reason, sizeof result.reason, "%s", result.failed ? "made to fail" : "");
    ent_design_unit(design, point, unit);
    ent_design_values(design, point, values);
    for (size_t m = 0; m < SUPPORT_ANALYSED_METRICS; m++) {
        double difference = made->difference(unit, m);
        double half = made->members < 2 ? NAN : point % 2 == 0 ? made->half : -made->half;
        ent_point_moments_t moments = {.mean = (double)(1 + m),
                                       .standard_error = made->members < 2 ? 0 : made->error,
                                       .half_difference = half,
                                       .members = made->members};
        metrics[m] = moments;
        moments.mean += difference;
        metrics[SUPPORT_ANALYSED_METRICS + m] = moments;
        moments.mean = difference;
        differences[SUPPORT_ANALYSED_METRICS + m] = moments;
    }
    assert_int_equal(ent_store_append(store, point, values, &result), ENT_OK);
}

void support_analysed_make(const support_analysed_t *made, const char *folder) {
    ent_sweep_t sweep = {0};
    ent_design_t design = {0};
    ent_diags_t diags;
    char *path = support_path(folder, "sweep.cfg");
    write_sweep(made, folder);
    ent_diags_init(&diags);
    if (ent_sweep_load(path, &sweep, &diags) != ENT_OK ||
        ent_design_init(&design, &sweep, &diags) != ENT_OK) {
        support_fail(&diags, path);
    }
    ent_store_t *store = make_store(&sweep, design.points, folder);
    uint64_t count = made->append > 0 ? made->append : design.points;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t point = ent_design_at(&design, i);
        if (point != made->leave) {
            append(made, &design, point, store);
        }
    }
    ent_store_close(store);
    ent_design_free(&design);
    ent_sweep_free(&sweep);
    free(path);
}

/*
 * What both fuzzers do with a scenario they were able to load: its resolved text must read back to
 * the same text, and a small one must run, deterministically and at random, to finite numbers
 * within their ranges. Whatever does not hold aborts, as a crash does.
 */
#ifndef FUZZED_H
#define FUZZED_H

#include "analysis/metrics.h"
#include "base/file.h"
#include "scenario/load.h"
#include "scenario/writer.h"
#include "support/exact_arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A run of more is left alone: a fuzzer should be fast. */
enum { MOST_STEPS_RUN = 120, MEMBERS_RUN = 9 };

static inline void must(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

static char fuzz_folder[64];

static inline void fuzz_remove_folder(void) {
    static const char *const names[] = {"scenario.cfg", "resolved.cfg", "small.cfg", "recorded.cfg",
                                        "record.csv"};
    char path[256];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", fuzz_folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(fuzz_folder);
}

/* A folder of this process's own, from the first input to the end; in memory where that can be. */
static inline void fuzz_make_folder(void) {
    static bool made = false;
    if (!made) {
        const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        (void)snprintf(fuzz_folder, sizeof fuzz_folder, "%s/entente-fuzz-XXXXXX", base);
        must(mkdtemp(fuzz_folder) != NULL, "a folder can be made");
        must(atexit(fuzz_remove_folder) == 0, "it can be removed");
        made = true;
    }
}

static inline void fuzz_write(const char *name, const void *data, size_t size, char *path,
                              size_t path_size) {
    fuzz_make_folder();
    (void)snprintf(path, path_size, "%s/%s", fuzz_folder, name);
    FILE *file = fopen(path, "wb");
    must(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0,
         "a file can be written");
}

/* A problem is told in text, with a line; a scenario without problems is sound. */
static inline bool fuzz_load(const char *path, const char *const *overrides, size_t count,
                             ent_scenario_t *scenario, ent_diags_t *diags) {
    ent_diags_init(diags);
    ent_err_t error = ent_scenario_load(path, overrides, count, scenario, diags);
    must(error == ENT_OK || error == ENT_ERR_SCENARIO, "it is sound or invalid");
    must((error == ENT_OK) == (diags->errors == 0), "what is invalid has problems");
    for (size_t i = 0; i < diags->count && i < ENT_DIAG_KEPT; i++) {
        must(diags->kept[i].line > 0 && diags->kept[i].file[0] != '\0', "a problem has a place");
        must(diags->kept[i].text[0] != '\0', "a problem has a text");
    }
    return error == ENT_OK;
}

static inline void fuzz_read_back(const ent_scenario_t *scenario, ent_diags_t *diags) {
    ent_scenario_t again;
    char *text = NULL, *text_again = NULL, path[256];
    must(ent_scenario_text(scenario, &text) == ENT_OK, "it can be written");
    fuzz_write("resolved.cfg", text, strlen(text), path, sizeof path);
    if (!fuzz_load(path, NULL, 0, &again, diags)) {
        ent_diags_print(diags, stderr);
        must(false, "the resolved scenario is sound");
    }
    must(ent_scenario_text(&again, &text_again) == ENT_OK, "it can be written");
    must(strcmp(text, text_again) == 0, "the resolved scenario reads back the same");
    free(text);
    free(text_again);
    ent_scenario_free(&again);
}

static inline void fuzz_check_ranges(const ent_plan_t *plan, const ent_gathered_t *gathered) {
    for (size_t i = 0; i < plan->variables.count; i++) {
        const ent_variable_row_t *row = ent_variable_row(plan->variables.items[i].kind);
        bool open = plan->variables.items[i].kind == ENT_VAR_GRIEVANCE; /* 0 and above */
        for (size_t n = 0; n <= plan->steps; n++) {
            const ent_moments_t *moments = ent_gathered_variable(gathered, i, n).moments;
            must(isfinite(moments->least) && isfinite(moments->greatest), "numbers are finite");
            must(moments->least >= row->low - 1e-9, "numbers are not below their range");
            must(open || moments->greatest <= row->high + 1e-9, "numbers are not above it");
        }
    }
}

static inline void fuzz_run(const ent_plan_t *plan, const ent_metrics_t *metrics,
                            bool deterministic) {
    ent_ensemble_t ensemble;
    ent_metric_set_t set = ent_metrics_set(metrics);
    ent_ensemble_options_t options = {.members = deterministic ? 1 : MEMBERS_RUN,
                                      .seed = 1,
                                      .deterministic = deterministic,
                                      .metrics = &set};
    must(ent_ensemble_run(&plan, 1, &options, &ensemble) == ENT_OK, "it can be run");
    fuzz_check_ranges(plan, &ensemble.plans[0]);
    ent_ensemble_free(&ensemble);
}

static inline void fuzz_use(const ent_scenario_t *scenario, ent_diags_t *diags) {
    ent_plan_t plan;
    ent_metrics_t metrics;
    fuzz_read_back(scenario, diags);
    if (ent_scenario_steps(scenario) > MOST_STEPS_RUN) {
        return;
    }
    must(ent_plan_init(&plan, scenario) == ENT_OK, "it can be compiled");
    must(ent_metrics_init(&metrics, &plan, ENT_FALL_POINTS) == ENT_OK, "it has metrics");
    fuzz_run(&plan, &metrics, true);
    fuzz_run(&plan, &metrics, false);
    ent_metrics_free(&metrics);
    ent_plan_free(&plan);
}

#endif

/* Variables, metrics, phases, processes and limits of the model as Markdown tables. */
#include "analysis/metrics.h"
#include "analysis/patterns.h"
#include "base/number.h"
#include "generate/blocks.h"
#include "generate/escape.h"
#include "model/phases.h"
#include "random/random.h"
#include "scenario/process.h"
#include "scenario/variable.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 400 };

static void cell(FILE *out, const char *text) {
    fputs(" ", out);
    doc_markdown_cell(out, text);
    fputs(text[0] != '\0' ? " |" : "|", out);
}

static void code_cell(FILE *out, const char *text) {
    fputs(" ", out);
    doc_markdown_code(out, text);
    fputs(text[0] != '\0' ? " |" : "|", out);
}

static const char *entity_name(ent_variable_per_t per) {
    static const char *const names[] = {
        [ENT_PER_DYAD] = "dyad",     [ENT_PER_DRIVER] = "driver",
        [ENT_PER_STATE] = "state",   [ENT_PER_COHORT] = "cohort",
        [ENT_PER_DOMAIN] = "domain", [ENT_PER_INSTITUTION] = "institution",
        [ENT_PER_POLL] = "poll",     [ENT_PER_WEIGHT] = "state and weight"};
    return names[per];
}

static const char *range(double low, double high, char text[TEXT_SIZE]) {
    char from[ENT_NUMBER_SIZE], to[ENT_NUMBER_SIZE];
    (void)snprintf(text, TEXT_SIZE, "%s to %s", ent_number_format(low, from),
                   ent_number_format(high, to));
    return text;
}

/* The five weights of a state are five variables. */
static void variable_name(const ent_variable_row_t *row, char text[TEXT_SIZE]) {
    (void)snprintf(text, TEXT_SIZE, "%s%s", row->name, row->per == ENT_PER_WEIGHT ? ".WEIGHT" : "");
}

void doc_variables_markdown(FILE *out, int unused) {
    char text[TEXT_SIZE];
    (void)unused;
    fputs("| variable | meaning | unit | range | one per | bins of its histogram | may be "
          "shifted |\n|---|---|---|---|---|---|---|\n",
          out);
    for (int kind = 0; kind < ENT_VAR_KINDS; kind++) {
        const ent_variable_row_t *row = ent_variable_row((ent_variable_kind_t)kind);
        fputs("|", out);
        variable_name(row, text);
        code_cell(out, text);
        cell(out, row->title);
        cell(out, row->unit);
        cell(out, range(row->low, row->high, text));
        cell(out, entity_name(row->per));
        (void)snprintf(text, sizeof text, "%d", row->bins);
        cell(out, text);
        cell(out, row->shiftable ? "yes" : "");
        fputs("\n", out);
    }
}

void doc_metrics_markdown(FILE *out, int unused) {
    static const char *const better[] = {[ENT_MORE_IS_BETTER] = "more",
                                         [ENT_LESS_IS_BETTER] = "less",
                                         [ENT_NEITHER_IS_BETTER] = "neither"};
    size_t count = 0;
    const ent_metric_row_t *rows = ent_metric_rows(&count);
    (void)unused;
    fputs("| metric | title | value | unit | better | one per | undefined when |\n"
          "|---|---|---|---|---|---|---|\n",
          out);
    for (size_t i = 0; i < count; i++) {
        fputs("|", out);
        code_cell(out, rows[i].name);
        cell(out, rows[i].title);
        cell(out, rows[i].formula);
        cell(out, rows[i].unit);
        cell(out, better[rows[i].better]);
        cell(out, entity_name(rows[i].per));
        cell(out, rows[i].undefined);
        fputs("\n", out);
    }
}

void doc_processes_markdown(FILE *out, int unused) {
    (void)unused;
    fputs("| process | what it decides | phase | what is drawn | second word of the counter |\n"
          "|---|---|---|---|---|\n",
          out);
    for (int kind = 0; kind < ENT_PROCESS_KINDS; kind++) {
        const ent_process_row_t *row = ent_process_row((ent_process_kind_t)kind);
        char name[ENT_PROCESS_NAME_SIZE];
        fputs("|", out);
        code_cell(out, ent_process_name((ent_process_kind_t)kind, row->letter, name));
        cell(out, row->meaning);
        cell(out, row->phase);
        cell(out, row->draws);
        cell(out, row->index);
        fputs("\n", out);
    }
}

void doc_phases_markdown(FILE *out, int unused) {
    const ent_model_t *model = ent_model(ENT_ISA_BASELINE);
    (void)unused;
    fputs("| | phase | what happens | code |\n|---|---|---|---|\n", out);
    for (size_t i = 0; i < model->phase_count; i++) {
        const ent_phase_t *phase = &model->phases[i];
        char file[TEXT_SIZE];
        fputs("|", out);
        cell(out, phase->number);
        cell(out, phase->name);
        cell(out, phase->meaning);
        (void)snprintf(file, sizeof file, "engine/model/%s.c", phase->name);
        code_cell(out, file);
        fputs("\n", out);
    }
}

void doc_patterns_markdown(FILE *out, int unused) {
    (void)unused;
    fputs("| | pattern | where it should lie | evidence | use |\n|---|---|---|---|---|\n", out);
    for (size_t i = 0; i < ent_pattern_count; i++) {
        const ent_pattern_t *pattern = &ent_patterns[i];
        fputs("|", out);
        cell(out, pattern->id);
        cell(out, pattern->title);
        cell(out, pattern->absent != NULL ? "not represented in the model" : pattern->band);
        cell(out, pattern->confidence);
        cell(out, pattern->use);
        fputs("\n", out);
    }
}

/* ---- Limits
 * -------------------------------------------------------------------------------------- */

typedef struct {
    const char *what;
    uint64_t most;
} limit_t;

static const limit_t limits[] = {
    {"steps of a run", ENT_MAX_STEPS},
    {"members of a run", ENT_MOST_MEMBERS},
    {"characters of a name", ENT_NAME_LENGTH},
    {"events, those of an event record included", ENT_MAX_EVENTS},
    {"waves of surveys", ENT_MAX_SURVEYS},
    {"values of an empirical severity", ENT_MAX_VALUES},
};

enum { LIMITS = sizeof limits / sizeof limits[0] };

void doc_limits_markdown(FILE *out, int unused) {
    (void)unused;
    fputs("| at most | |\n|---|---|\n", out);
    for (size_t i = 0; i < LIMITS; i++) {
        fprintf(out, "| %s | %" PRIu64 " |\n", limits[i].what, limits[i].most);
    }
}

void doc_limits_mdoc(FILE *out, int unused) {
    (void)unused;
    fputs(".Bl -column \"events, those of an event record included\" \"0000000000\"\n", out);
    for (size_t i = 0; i < LIMITS; i++) {
        fprintf(out, ".It %s Ta %" PRIu64 "\n", limits[i].what, limits[i].most);
    }
    fputs(".El\n", out);
}

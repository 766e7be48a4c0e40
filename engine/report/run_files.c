#include "report/run_files.h"

#include "report/survey_table.h"
#include "scenario/writer.h"

#include <inttypes.h>
#include <stdlib.h>

/* Below a figure there is room for so many hashes; beyond it, the control's alone. */
enum { CODES_SHOWN = 3 };

const char *ent_run_file(const char *folder, const char *name, char path[ENT_RUN_FILE_SIZE]) {
    (void)snprintf(path, ENT_RUN_FILE_SIZE, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name);
    return path;
}

ent_err_t ent_run_code(const ent_run_t *const *runs, size_t count, char text[ENT_CODE_SIZE]) {
    const ent_scenario_t *scenarios[ENT_CODE_HASHES];
    ent_code_t code;
    for (size_t i = 0; i < count && i < ENT_CODE_HASHES; i++) {
        scenarios[i] = runs[i]->scenario;
    }
    ent_err_t error =
        ent_code_of(scenarios, count, runs[0]->seed, runs[0]->deterministic, 0, &code);
    if (error == ENT_OK) {
        (void)ent_code_format(&code, text);
    }
    return error;
}

ent_err_t ent_run_caption(const ent_run_t *const *runs, size_t count, char text[ENT_CAPTION_SIZE]) {
    const ent_run_t *run = runs[0];
    char code[ENT_CODE_SIZE];
    ent_err_t error = ent_run_code(runs, count <= CODES_SHOWN ? count : 1, code);
    if (error != ENT_OK) {
        return error;
    }
    if (run->deterministic) {
        (void)snprintf(text, ENT_CAPTION_SIZE, "one deterministic run, code %s", code);
    } else {
        (void)snprintf(text, ENT_CAPTION_SIZE, "%" PRIu64 " member%s, seed %" PRIu64 ", code %s",
                       run->members, run->members == 1 ? "" : "s", run->seed, code);
    }
    return ENT_OK;
}

static ent_err_t write_text(const ent_scenario_t *scenario, const char *folder,
                            ent_output_t *output) {
    char path[ENT_RUN_FILE_SIZE];
    ent_writer_t writer;
    char *text = NULL;
    ent_err_t error = ent_scenario_text(scenario, &text);
    if (error == ENT_OK) {
        error = ent_output_begin(output, ent_run_file(folder, "scenario.cfg", path), &writer);
    }
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        error = ent_output_finish(output, path, &writer);
    }
    free(text);
    return error;
}

/* What scenario.cfg refers to stands beside it, so that the folder needs no other file. */
static ent_err_t write_surveys(const ent_scenario_t *scenario, const char *folder,
                               ent_output_t *output) {
    char path[ENT_RUN_FILE_SIZE];
    ent_writer_t writer;
    if (scenario->survey_count == 0) {
        return ENT_OK;
    }
    ent_err_t error =
        ent_output_begin(output, ent_run_file(folder, ENT_SURVEYS_FILE, path), &writer);
    if (error == ENT_OK) {
        ent_table_surveys(scenario, &writer);
        error = ent_output_finish(output, path, &writer);
    }
    return error;
}

ent_err_t ent_scenario_write(const ent_scenario_t *scenario, const char *folder,
                             ent_output_t *output) {
    ent_err_t error = write_text(scenario, folder, output);
    return error == ENT_OK ? write_surveys(scenario, folder, output) : error;
}

ent_err_t ent_run_write(const ent_run_t *run, const char *folder, ent_output_t *output) {
    static const struct {
        const char *name;
        void (*table)(const ent_run_t *run, ent_writer_t *writer);
    } tables[] = {{"summary.csv", ent_table_summary},
                  {"metrics.csv", ent_table_metrics},
                  {"events.csv", ent_table_events}};
    ent_err_t error = ENT_OK;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && error == ENT_OK; i++) {
        char path[ENT_RUN_FILE_SIZE];
        ent_writer_t writer;
        error = ent_output_begin(output, ent_run_file(folder, tables[i].name, path), &writer);
        if (error == ENT_OK) {
            tables[i].table(run, &writer);
            error = ent_output_finish(output, path, &writer);
        }
    }
    return error == ENT_OK ? ent_scenario_write(run->scenario, folder, output) : error;
}
